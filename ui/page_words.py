"""A refusal as the page says it. The program's hints name what helps whoever reads them in a terminal: commands, variables of the
environment. On the page the same help is a place on the page."""

from __future__ import annotations

import re
from typing import Any

#: What a sentence of a hint speaks of, and what it says on the page instead.
_INSTEAD = (
    (r"--accept-licences|agree in Settings", "Read and accept the licence under Settings."),
    (r"vgot fetch|hf download|--models", "Its models can be fetched under Settings."),
    (r"vgot report", "Try it again; a report of what happened can be saved under Settings."),
    (r"OPENAI_|VGOT_LLM|--writer", "Under “Choose who writes”, check the address, the model and the key."),
    (r"`doctor`", "Settings lists what each preset fetches."),
    (r"VGOT_HOME", "Give the program a folder that it may write to."),
    (r"pip install|requirements\.txt", "A part of the program is not installed here: install the program again."),
    (r"HF_TOKEN|HF_[A-Z]", "Type the key under Settings."),
    (r"VGOT_COMFY", "Name the server under Settings."),
)
#: What no text of the page holds: variables of the environment, commands, modules and classes.
DEVELOPERS = re.compile(
    r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b|python -m|\bpip install\b|\bhf download\b|`|(?<![\w-])--[a-z]|\b(?:vgot|ui)\.(?!zip)[a-z_]+|\b\w+(?:Error|Exception)\b|Traceback"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“`])")


def on_the_page(problem: dict[str, Any]) -> dict[str, Any]:
    """The same problem in the page's words; message and kind stay, and a hint that a person here can follow stays too."""
    hint = problem.get("hint") or ""
    if not DEVELOPERS.search(hint):
        return problem
    said = (_sentence(one) for one in _SENTENCE.split(hint))
    return problem | {"hint": " ".join(dict.fromkeys(one for one in said if one))}


def _sentence(one: str) -> str:
    if not DEVELOPERS.search(one):
        return one
    return next((then for what, then in _INSTEAD if re.search(what, one)), "")
