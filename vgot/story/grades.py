"""The looks that a film's style may ask of the drawn world: each is a grade laid over the picture (vgot/animatic/grades.py).

A style is free text for models that read prose; the drawn world knows these words of it and no others.
"""

from __future__ import annotations

import re

#: look -> the words of a style that ask for it; the first one found in the text counts
GRADES: dict[str, str] = {
    "noir": r"noir|black[ -]and[ -]white|black & white|b&w|monochrome|greyscale|grayscale",
    "sepia": r"sepia|daguerreotype|old photograph",
    "pastel": r"pastels?",
    "storybook": r"story[ -]?books?|picture[ -]books?|children's books?|watercolou?rs?",
    "blueprint": r"blueprints?|cyanotypes?|technical drawing",
}
#: look -> what a new film's style says for it, for the drawn world and for models that read prose
STYLES: dict[str, str] = {
    "noir": "Film noir, black and white, hard shadows.",
    "sepia": "Sepia, like an old photograph.",
    "pastel": "Pastel colours, light and soft.",
    "storybook": "A storybook in watercolours.",
    "blueprint": "A blueprint: white lines on deep blue.",
}
_WORDS = re.compile("|".join(rf"(?P<{name}>\b(?:{words})(?![\w]))" for name, words in GRADES.items()), re.IGNORECASE)
_NOT = re.compile(r"\b(?:no|not|without|never)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


#: What the drawn world looks like by itself; the offline writer says it of its films, and image models are asked for it.
PLAIN_STYLE = "A quiet drawn film, clear shapes and soft light."


def grade_of(style: str) -> str:
    """The look that a style asks for; "" where it names none.

    >>> grade_of("Film noir, hard shadows")
    'noir'
    """
    for found in _WORDS.finditer(style):
        if not _NOT.search(style[: found.start()]):
            return found.lastgroup or ""
    return ""
