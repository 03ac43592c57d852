"""The script of a shot as the note that goes with its clip, and what an editor wrote into such a note."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vgot.handoff.cutlist import CutShot
from vgot.story.model import DOMAINS, Shot

#: What the marker is called that carries a shot's script.
SCRIPT_MARK = "Script"


def script_note(shot: Shot | CutShot) -> str:
    """The five domains, dialogue and notes of a shot as lines of text: what a marker carries."""
    lines = [(line.character, line.text) for line in shot.lines]
    return note_of({name: getattr(shot.domains, name) for name in DOMAINS}, lines, shot.notes)


def note_of(domains: Mapping[str, str], lines: Iterable[tuple[str | None, str]], notes: str) -> str:
    """The same from its parts."""
    said = [f"{name.capitalize()}: {domains[name]}" for name in DOMAINS if domains.get(name, "").strip()]
    said += [f"{who or 'Narrator'}: “{text}”" for who, text in lines]
    said += [f"Notes: {notes}"] if notes.strip() else []
    return "\n".join(said)


def edited_notes(shot: Shot, note: str | None, told: str | None) -> str | None:
    """The notes of a shot with what an editor wrote beside its clip, None where nothing new is said. note: the clip's note, told: the
    script as its marker has it; of two that differ, the one that is not what went out was edited."""
    went_out = _plain(script_note(shot))
    said = [_plain(text) for text in (note, told) if text is not None and text.strip()]
    if note is None or not said or went_out in said and len(set(said)) == 1 or len(said) == 2 and said[0] == said[1]:
        return None  # as it went out; or twice the same, of a script that was edited here since
    new = next(text for text in said if text != went_out)
    before = next((text for text in said if text != new), went_out)
    script = _plain(script_note(shot.model_copy(update={"notes": ""})))
    if new.startswith(script) and (rest := new[len(script) :].strip()) and script:
        return rest.removeprefix("Notes:").strip()[:2000]
    old = before.splitlines()
    added = (
        "\n".join(line for line in new.splitlines() if line.strip() and line not in old).removeprefix("Notes:").strip()
    )
    return (f"{shot.notes}\n{added}".strip() if added not in shot.notes else shot.notes)[:2000] if added else None


def _plain(text: str) -> str:
    return "\n".join(line.strip() for line in text.replace("\r", "\n").strip().splitlines())
