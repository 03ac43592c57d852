"""The words of the selected shot: its summary and its five domains."""
