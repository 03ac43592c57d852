"""Faces in pictures: where they are and whose they may be. Models and measures read them from here."""
