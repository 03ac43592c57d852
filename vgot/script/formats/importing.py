"""A script that comes in, whatever it is: the whole of it is recognised first, then read, and an account tells what became of
each part. Nothing is made here: a project is made of what this gives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from vgot.foreign import refuse_foreign_script
from vgot.script.formats.encodings import decoded
from vgot.script.formats.headings import is_heading, looks_like_cue
from vgot.script.formats.listed import Source, account_of
from vgot.script.formats.screenplay import read_screenplay
from vgot.script.formats.shotlist import read_list, story_from_source
from vgot.story.model import Story

SCREENPLAYS = (".fountain", ".spmd", ".fdx")
_TITLED = re.compile(r"^\s*(?:title|titre|titel|título|titulo|titolo|название|标题)\s*:", re.IGNORECASE)


@dataclass(frozen=True)
class Incoming:
    """A script as it was read: the story without a language model, where it came from, and the account."""

    story: Story
    source: Source
    screenplay: bool

    @property
    def account(self) -> dict[str, Any]:
        return account_of(self.source, self.story)


def read_script(data: bytes, name: str, *, seed: int = 0) -> Incoming:
    """A screenplay or a shot list out of a file's bytes. What it is, its text says; its name only where that leaves it open.
    Raises BadInput with what to do, in the program that wrote it where it is a file of another one."""
    refuse_foreign_script(data, name)
    text = decoded(data)
    if name.lower().endswith(SCREENPLAYS) or is_screenplay(text):
        story, source = read_screenplay(text, name, seed=seed)
        return Incoming(story, source, True)
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
