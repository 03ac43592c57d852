"""Cuts that editors wrote, for tests: the files of `tests/data/edited_cuts.tar.xz`, read against the film they were exported from."""

from __future__ import annotations

import functools
import json
import tarfile
import tempfile
from fractions import Fraction
from pathlib import Path

from vgot.handoff.compose import compose
from vgot.handoff.conform import by_clip_name, compare
from vgot.handoff.cut_diff import CutDiff
from vgot.handoff.cut_files import read_timeline
from vgot.story.model import Story, load_story

RATE = Fraction(16)


@functools.cache
def folder() -> Path:
    """The files, unpacked once."""
    where = Path(tempfile.mkdtemp(prefix="vgot-cuts-"))
    with tarfile.open(Path(__file__).parents[1] / "data" / "edited_cuts.tar.xz") as packed:
        packed.extractall(where, filter="data")
    return where / "edited_cuts"


@functools.cache
def film() -> Story:
    """The film of all of them: six shots, bridges between them, one sound from 2 s on."""
    return load_story(json.loads((folder() / "story.json").read_text()))


def diff_of(source: Path, story: Story | None = None, here: bool = False) -> CutDiff:
    """What a file would change in its film. here: whether clips of others can be had."""
    story = story or film()
    flat = read_timeline(source, RATE)
    return compare(story, compose(flat, RATE, by_clip_name(story), lambda url: here))


def diff_of_text(text: str, suffix: str, where: Path) -> CutDiff:
    (where / f"cut{suffix}").write_text(text, encoding="utf-8")
    return diff_of(where / f"cut{suffix}")


def applied(diff: CutDiff) -> list[str]:
    return [c.words for c in diff.changes if c.applies]


def named(diff: CutDiff) -> str:
    return "\n".join(c.words for c in diff.changes if not c.applies)
