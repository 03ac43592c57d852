"""What is said in the film is what a player shows, whatever characters it has: read back as each format's rules say."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.handoff.cuts import cut_and_media
from vgot.handoff.captions import JOINER, Caption, subtitles
from vgot.story.model import load_story

LINE = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=60)
HARD = st.lists(
    st.sampled_from(["{quietly}", "<over the radio>", "&", "&amp;", "<i>", "</b>", "2 < 3.", "-->", "\\N", "{\\an8}", "\\", " ", "Ada", "{b:1}"]),
    min_size=1, max_size=8,
).map("".join)  # fmt: skip


def file_of(text: str, kind: str, tmp_path_factory) -> str:
    cut, _ = cut_and_media(
        load_story({"title": "F", "shots": [{"id": "shot0"}]}), tmp_path_factory.getbasetemp() / "f.otio"
    )
    return subtitles([Caption(0.5, 2.0, text), Caption(2.0, 2.5, "The next one.")], cut, kind)


def cues(text: str, arrow: str = " --> ") -> list[str]:
    """The texts of the cues: a block of lines each, what follows the line with the times."""
    blocks = [b.split("\n") for b in re.split(r"\n{2,}", text.strip("\n"))]
    return [
        "\n".join(b[n + 1 :]) for b in blocks for n, line in enumerate(b) if re.match(rf"\d\d:.*{arrow}\d\d:", line)
    ]


def webvtt(cue: str) -> str:
    """WebVTT's cue text: tags go, character references become characters."""
    return html.unescape(re.sub(r"<[^>]*>?", "", cue))


def subrip(cue: str) -> str:
    """What players do to SubRip: the tags of HTML that they know, overrides of ASS and of MicroDVD go."""
    return re.sub(r"</?(?:b|i|u|s|font)\b[^>]*>|\{\\[^}]*\}|\{[a-z]:[^}]*\}", "", cue, flags=re.IGNORECASE)


def ass(event: str) -> str:
    """ASS: overrides go, \\N and \\n break a line, \\h is a hard space."""
    return re.sub(r"\\h", "\xa0", re.sub(r"\\[Nn]", "\n", re.sub(r"\{[^}]*\}?", "", event)))


def plain(text: str) -> str:
    return " ".join(text.replace(JOINER, "").split())


@settings(max_examples=150, deadline=None)
@example("Ben & Ada {quietly} <over the radio> 2 < 3.")
@given(LINE | HARD)
def test_webvtt_shows_every_line_as_it_was_written(tmp_path_factory, text):
    text = plain(text) or "x"
    found = cues(file_of(text, "vtt", tmp_path_factory))
    assert [plain(webvtt(c)) for c in found] == [text, "The next one."]


@settings(max_examples=150, deadline=None)
@given(LINE | HARD)
def test_subrip_shows_every_line_as_it_was_written(tmp_path_factory, text):
    text = plain(text) or "x"
    found = cues(file_of(text, "srt", tmp_path_factory))
    assert [plain(subrip(c)) for c in found] == [text.replace("-->", "→"), "The next one."]


@settings(max_examples=150, deadline=None)
@given(LINE | HARD)
def test_ass_shows_every_line_as_it_was_written_with_round_brackets_for_braces(tmp_path_factory, text):
    text = plain(text) or "x"
    made = file_of(text, "ass", tmp_path_factory)
    events = [line.split(",", 9)[9] for line in made.splitlines() if line.startswith("Dialogue:")]
    assert [plain(ass(e)) for e in events] == [text.replace("{", "(").replace("}", ")"), "The next one."]


@pytest.mark.parametrize(("kind", "said"), [("vtt", "Ben &amp; Ada {quietly} &lt;over the radio&gt; 2 &lt; 3."), ("srt", "Ben & Ada {quietly} <over the radio> 2 < 3.")])  # fmt: skip
def test_braces_and_angle_brackets_are_text(kind, said, tmp_path_factory):
    assert said in file_of("Ben & Ada {quietly} <over the radio> 2 < 3.", kind, tmp_path_factory)
