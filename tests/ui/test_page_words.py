"""Words of the page: whoever makes films reads no variables, commands, modules or classes."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from ui.languages import FOLDER
from ui.page_words import DEVELOPERS, on_the_page

ROOT = Path(__file__).resolve().parents[2]


def hints() -> list[tuple[str, str]]:
    """(file, text) of every hint that the program gives."""
    found = []
    for file in sorted((ROOT / "vgot").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "hint":
                text = "".join(
                    part.value
                    for part in ast.walk(node.value)
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                )
                found.append((file.relative_to(ROOT).as_posix(), text))
    return found


def test_every_hint_of_the_program_becomes_one_that_can_be_followed_on_the_page():
    known = hints()
    assert len(known) > 100 and any(DEVELOPERS.search(text) for _, text in known)
    left = [(file, on_the_page({"hint": text})["hint"]) for file, text in known]
    assert not [one for one in left if DEVELOPERS.search(one[1])]


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_text_of_the_page_holds_what_only_developers_say(language):
    words = json.loads((FOLDER / f"{language}.json").read_text("utf-8")).values()
    plain = [re.sub(r"\{\w+\}|client_max_body_size", "", text) for text in words]
    assert not [text for text in plain if DEVELOPERS.search(text)]


@pytest.mark.parametrize(
    "hint, said",
    [
        ("Fetch them with `python -m vgot fetch x`.", "Its models can be fetched under Settings."),
        ("Make it shorter.", "Make it shorter."),
        ("Choose another model. Is the server running, and OPENAI_BASE_URL right?", "Choose another model. Under “Choose who writes”, check the address, the model and the key."),
        ("Run `python -m vgot calibrate-coherence` to fit them again.", ""),
    ],
)  # fmt: skip
def test_a_hint_keeps_what_a_person_here_can_do(hint, said):
    before = {"kind": "bad_input", "message": "No.", "hint": hint}
    assert on_the_page(before) == before | {"hint": said}
