"""Preset, film size and rate, the writer, in and out."""
