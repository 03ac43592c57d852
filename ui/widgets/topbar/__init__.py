"""The bar at the top: which film, undo and redo, the preset, the queue."""
