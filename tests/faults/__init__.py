"""Campaigns of faults: what is killed, torn, filled up, garbled and raced, and what must hold afterwards.

`python -m pytest tests/faults` runs the quick form; `python -m tests.faults --full` runs the whole one and prints the
table that docs/faults.md holds. Films here are painted in flat colours (tests/paint_world.py): what is tested is
everything around the models, and that is the program itself, its files and its processes.
"""
