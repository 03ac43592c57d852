"""Video models, a family a file; `base` is what they share."""
