"""What a shot list gives for each shot, whatever form it came in, and what became of each part of the source."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from vgot.story.model import Domain, Story


@dataclass
class Given:
    """One shot as a list gives it: its sentence, and what else its columns say. `where`: its line or row in the source."""

    text: str
    where: str = ""
    domains: dict[Domain, str] = field(default_factory=dict)
    duration_s: float | None = None
    who: list[str] = field(default_factory=list)
    place: str = ""
    lines: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    boundary: str = ""

    @property
    def only_text(self) -> bool:
        return not (
            self.domains or self.duration_s or self.who or self.place or self.lines or self.notes or self.boundary
        )

    def as_said(self) -> dict[str, Any]:
        """What is said of the shot already, as the state of a writing keeps it."""
        said = dict(domains=self.domains, duration_s=self.duration_s, who=self.who, place=self.place, notes=self.notes)
        return said | {"lines": self.lines, "flags": self.flags, "boundary": self.boundary}


@dataclass(frozen=True)
class Scene:
    """A scene of a script: its number from 1, its heading, how many shots and words it has, and whether they are filmed now."""

    number: int
    heading: str
    shots: int
    words: int
    filmed: bool


@dataclass
class Source:
    """A script as it was read: what it was read as, its shots, its scenes where it has any, every part of it that has words, and
    what was left out by a rule, each {"what", "where", "why"}."""

    read_as: str
    shots: list[Given] = field(default_factory=list)
    parts: list[tuple[str, str]] = field(default_factory=list)  # (where, words)
    dropped: list[dict[str, str]] = field(default_factory=list)
    title: str = ""
    scenes: list[Scene] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)  # the words of what was left out

    def drop(self, what: str, where: str, why: str, words: str = "") -> None:
        """Leave something out, and say so. `words`: all the words of it, where `what` only names it."""
        if what.strip():
            self.dropped.append({"what": what.strip()[:300], "where": where, "why": why})
            self.left.update(words_of(words or what))


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def account_of(source: Source, story: Story) -> dict[str, Any]:
    """{"read_as", "used", "notes", "dropped"}: how many words of the source stand in fields and in notes, and all that stands
    in neither. What no rule left out and no field holds is found here, so that nothing is lost without a word."""
    fields, notes = _words_of_story(story)
    left_out = source.left.copy()
    used = noted = 0
    dropped = list(source.dropped)
    for where, text in source.parts:
        lost: list[str] = []
        for word in words_of(text):
            if fields[word]:
                fields[word] -= 1
                used += 1
            elif notes[word]:
                notes[word] -= 1
                noted += 1
            elif left_out[word]:
                left_out[word] -= 1
            else:
                lost.append(word)
        if lost:
            dropped.append({"what": " ".join(lost)[:300], "where": where, "why": "No field of the story holds it."})
    return {"read_as": source.read_as, "used": used, "notes": noted, "dropped": dropped}


def _words_of_story(story: Story) -> tuple[Counter[str], Counter[str]]:
    fields: Counter[str] = Counter()
    notes: Counter[str] = Counter()
    names = {c.id: c.name for c in story.cast}
    fields.update(words_of(" ".join([story.title, *(p.name for p in story.places)])))
    for shot in story.shots:
        said = [shot.summary if not set(words_of(shot.summary)) <= set(words_of(shot.domains.relation)) else ""]
        said += [
            shot.domains.character,
            shot.domains.background,
            shot.domains.relation,
            shot.domains.camera,
            shot.domains.lighting,
        ]
        said += [f"{names.get(line.character or '', '')} {line.text}" for line in shot.lines]
        said += [names.get(p.character, "") for p in shot.who]
        said += [f"{shot.duration_s:g} {shot.duration_s:.3f}"]
        fields.update(words_of(" ".join(said)))
        notes.update(words_of(" ".join([shot.notes, *(f.reason for f in shot.flags)])))
    fields.update(b.mode for b in story.boundaries)
    return fields, notes
