"""The list of films: open, rename, import, delete."""
