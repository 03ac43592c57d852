"""The page's script and the program speak of the same requests and the same view."""

from __future__ import annotations

from ui import types


def test_the_types_of_the_script_are_those_of_the_program():
    assert types.TARGET.read_text(encoding="utf-8") == types.made(), "run python -m ui.types"


def test_ranges_and_words_of_a_request_reach_the_types():
    made = types.made()
    assert "value: number; // 0 to 12" in made and 'end: "in" | "out";' in made
    assert "trim: Asks.Trim;" in made and '"trim"' in made.partition("type OfFilm")[2]
    assert '"make"' not in made.partition("type OfFilm")[2]
