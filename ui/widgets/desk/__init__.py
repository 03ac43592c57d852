"""What lies over the page: the history, the shot in full size, the command palette and the sheet of keys."""
