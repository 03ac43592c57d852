"""Several shots at once: their inspector, find and replace; drawn inside other widgets, so it has no place of its own."""
