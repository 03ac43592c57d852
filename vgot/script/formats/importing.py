"""A script that comes in, whatever it is: the whole of it is recognised first, then read, and an account tells what became of
each part. Nothing is made here: a project is made of what this gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from vgot.errors import BadInput
from vgot.foreign import refuse_foreign_script
from vgot.script.formats.encodings import decoded
from vgot.script.formats.headings import is_heading, looks_like_cue
from vgot.script.formats.listed import Given, Source, account_of
from vgot.script.formats.prose import is_prose, read_prose
from vgot.script.formats.screenplay import read_screenplay
from vgot.script.formats.shotlist import read_list, story_from_source
from vgot.script.formats.tables import read_table
from vgot.story.model import Story

SCREENPLAYS = (".fountain", ".spmd", ".fdx")
_TITLED = re.compile(r"^\s*(?:title|titre|titel|título|titulo|titolo|название|标题)\s*:", re.IGNORECASE)


@dataclass(frozen=True)
class Incoming:
    """A script as it was read: the story without a language model, where it came from, and the account. `corrected`, `givens`: what
    a person set right in it, in words and as shots for a language model (vgot.script.formats.corrections)."""

    story: Story
    source: Source
    screenplay: bool
    corrected: tuple[str, ...] = ()
    givens: tuple[Given, ...] = ()
    read: Story | None = None  # before that

    @property
    def account(self) -> dict[str, Any]:
        """{"read_as", "used", "notes", "dropped"} of what was read and, where there are any, "scenes" and what was "corrected"."""
        scenes = [asdict(scene) for scene in self.source.scenes]
        told = account_of(self.source, self.read or self.story) | ({"scenes": scenes} if len(scenes) > 1 else {})
        return told | ({"corrected": list(self.corrected)} if self.corrected else {})

    def in_words(self) -> str:
        """The account for people, a line each."""
        told = self.account
        lines = [
            f"Read as a {told['read_as']}: {len(self.story.shots)} shots; {told['used']} words in their fields, "
            f"{told['notes']} in notes, {len(told['dropped'])} things left out."
        ]
        lines += [
            f"  scene {one['number']:>3}{'' if one['filmed'] else ' (not filmed)'}: {one['heading']}, {one['shots']} shots"
            for one in told.get("scenes", ())
        ]
        return "\n".join([*lines, *(f"  left out, {d['where']}: {d['what']}. {d['why']}" for d in told["dropped"])])


def read_script(data: bytes, name: str, *, seed: int = 0, scenes: Sequence[int] = ()) -> Incoming:
    """A screenplay, a chapter of prose or a shot list out of a file's bytes. What it is, its text says; its name only where that
    leaves it open. `scenes`: those that are filmed, from 1; without it all, or as many as a project holds. Raises BadInput with what to do, in the program that wrote it where it is a file of another one."""
    refuse_foreign_script(data, name)
    text = decoded(data)
    if not any(c.isalnum() for c in text):
        raise BadInput("There is no word in this file, hence no shot.", field="import", hint="Write one shot a line.")
    if name.lower().endswith(SCREENPLAYS) or is_screenplay(text):
        story, source = read_screenplay(text, name, seed=seed, scenes=scenes)
        return Incoming(story, source, True)
    if not read_table(text) and is_prose(text):
        source = read_prose(text, tuple(scenes))
        return Incoming(story_from_source(source, seed=seed), source, False)
    if scenes:
        raise BadInput("A list of shots has no scenes to choose from.", field="scenes", hint="Leave them out.")
    source = read_list(text)
    return Incoming(story_from_source(source, seed=seed), source, False)


def is_screenplay(text: str) -> bool:
    """Whether a text is written as a screenplay: headings of scenes that stand alone, cues with words below them."""
    if text.lstrip()[:400].find("<FinalDraft") >= 0:
        return True
    lines = text.split("\n")
    blank = [not line.strip() for line in lines]
    alone = cues = listed = 0
    for n, line in enumerate(lines):
        if blank[n]:
            continue
        before, after = n == 0 or blank[n - 1], n + 1 >= len(lines) or blank[n + 1]
        alone += is_heading(line) and before and after
        cues += before and not after and looks_like_cue(line)
        listed += bool(re.match(r"\s*(?:\d+[.):]|[-*•])\s", line))
    titled = bool(_TITLED.match(next((line for line in lines if line.strip()), "")))
    return alone >= 1 and listed <= 2 * alone and (cues >= 1 or alone >= 2 or titled)
