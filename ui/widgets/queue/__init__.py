"""What is being made, what waits, what went wrong."""
