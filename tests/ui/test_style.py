"""The page speaks film: none of its texts names an environment variable, a module or a class of the program (docs/style.md)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from ui.languages import catalogues

ROOT = Path(__file__).resolve().parent.parent.parent
#: What stands for how the program is built and not for a film.
INSIDE = re.compile(
    r"\b(?:VGOT|OPENAI|GRADIO|HF|CUDA|SPACE|XDG|PYTHON)_[A-Z_]+\b|(?<![.\w])(?:vgot|ui)\.\w+\.?\w*|\bpython -m\b|\b\w+\.py\b|--[a-z][a-z-]+\b"
)


def _classes() -> set[str]:
    """Names of the program's classes that are no words: with a capital inside."""
    found = set()
    for path in [*(ROOT / "vgot").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= {n.name for n in ast.walk(tree) if isinstance(n, ast.ClassDef)}
    return {name for name in found if re.search(r"[a-z][A-Z]", name)}


def test_no_text_of_the_page_names_what_the_program_is_built_of():
    classes = _classes()
    assert "StoryEdits" in classes and INSIDE.search("Set OPENAI_BASE_URL.")
    wrong = [
        f"{language}: {text}"
        for language, words in catalogues().items()
        for text in words.values()
        if INSIDE.search(text) or classes & set(re.findall(r"\w+", text))
    ]
    assert not wrong, "\n".join(wrong)
