"""Picture models, a family a file."""
