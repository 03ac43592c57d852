"""The page's words in other languages: one catalogue a language in assets/languages, the English text itself the key.

    python -m ui.languages        writes en.json anew from what the page's script says, and names what a catalogue lacks

A word that a catalogue lacks stands in English. Which language a page speaks is found in the browser (widgets/page_state/language.js).
"""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path

from vgot.errors import BadInput
from vgot.resources import shipped

FOLDER = shipped("assets") / "languages"
_WIDGETS = Path(__file__).resolve().parent / "widgets"
SOURCE = "en"
#: What Gradio shows of this page, which the script says anew (page_state/tabs.js, direct/composer.js).
SHELL = (
    "Story",
    "Cast",
    "Keyframes",
    "Shots",
    "Timeline",
    "Settings",
    "Make film",
    "Your film in one sentence",
)
_STRING = r'"((?:[^"\\]|\\.)*)"'
#: What the script says: `tr("…")`, `tr(one ? "…" : "…")`, and what it counts: `numberOf(n, "shot")`, `numberOf(n, "entry", "entries")`.
_SAID = re.compile(rf"\btr\(\s*(?:[^\"`()]*?(?:\([^()]*\))?[^\"`()]*?\?\s*{_STRING}\s*:\s*)?{_STRING}")
_COUNTED = re.compile(rf"\bnumberOf\((?:[^()\"]|\([^()]*\))*?,\s*{_STRING}(?:,\s*{_STRING})?")
_PLACE = re.compile(r"\{(\w+)\}")


@functools.cache
def catalogues() -> dict[str, dict[str, str]]:
    """language -> English text -> text, English first. Raises BadInput for a file that is none, for words that nobody says, and for
    placeholders that differ."""
    found = {file.stem: _read(file) for file in sorted(FOLDER.glob("*.json"))}
    source = found.pop(SOURCE)
    for name, words in found.items():
        for key, text in words.items():
            if key not in source:
                raise BadInput(f"Nobody says “{key[:80]}”.", field=f"{name}.json", hint="Take it out, or correct it.")
            if sorted(_PLACE.findall(key)) != sorted(_PLACE.findall(text)):
                raise BadInput(
                    f"“{text[:80]}” has other placeholders than “{key[:80]}”.",
                    field=f"{name}.json",
                    hint="Use the same.",
                )
    return {SOURCE: source, **found}


def _read(file: Path) -> dict[str, str]:
    try:
        words = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as why:
        raise BadInput(f"{file.name} is not JSON: {why}.", field=file.name, hint="Correct it.") from why
    if not isinstance(words, dict) or not all(isinstance(one, str) and one for one in words.values()):
        raise BadInput(f"{file.name} holds something that is no text.", field=file.name, hint="Correct it.")
    return words


def script() -> bytes:
    """The catalogues as a script sets them; what stands in English as it is, is left out."""
    told = {name: {k: v for k, v in words.items() if k != v} for name, words in catalogues().items()}
    return f"globalThis.vgotWords = {json.dumps(told, ensure_ascii=False)};\n".encode()


def said() -> dict[str, list[str]]:
    """What the page's script says, by file, in the order in which it says it."""
    found = {}
    for file in sorted(_WIDGETS.rglob("*.js")):
        text = file.read_text(encoding="utf-8")
        hits = [(m.start(), one) for m in _SAID.finditer(text) for one in m.groups() if one]
        for m in _COUNTED.finditer(text):
            hits += [(m.start(), m[1]), (m.start(), m[2] or f"{m[1]}s")]
        if hits:
            found[file.relative_to(_WIDGETS).as_posix()] = [json.loads(f'"{one}"') for _, one in sorted(hits)]
    return found


def everything_said() -> list[str]:
    """Every text of the page, each once: the shell's, the kinds of items, the script's."""
    from vgot.project.studio import sayings

    from .view import kinds_for_the_page

    kinds = [word for kind in kinds_for_the_page() for word in (kind["one"], kind["many"])]
    return list(dict.fromkeys([*SHELL, *kinds, *sayings(), *(one for every in said().values() for one in every)]))


def main() -> None:
    words = {one: one for one in everything_said()}
    (FOLDER / f"{SOURCE}.json").write_text(json.dumps(words, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for file in sorted(FOLDER.glob("*.json")):
        have = _read(file)
        for key in [k for k in words if k not in have]:
            print(f"{file.stem} lacks: {json.dumps(key, ensure_ascii=False)}")
        for key in [k for k in have if k not in words]:
            print(f"{file.stem} has what nobody says: {json.dumps(key, ensure_ascii=False)}")


if __name__ == "__main__":
    main()
