"""A small diffusion stack of our own, trained on the drawn world. The program never imports this package."""
