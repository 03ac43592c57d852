"""Tiny random models with the real classes: what presets are tried with where there are no weights."""
