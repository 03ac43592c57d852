"""The film, what is being drawn, and what a build would make."""
