"""Training of the embedded diffusion stack on the drawn world. Not imported by the program."""
