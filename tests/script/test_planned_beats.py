"""Beats out of words: read from the shot's text, or asked of a language model and held against the shot."""

from __future__ import annotations

import pytest

from tests.script.talking_server import talking
from vgot.animatic.proposing import proposed
from vgot.errors import WriterFailed
from vgot.script.llm.endpoint import OpenAIClient
from vgot.script.llm.planning import ask_beats
from vgot.story.beats import problem
from vgot.story.edits import set_value
from vgot.story.model import load_story

STORY = load_story(
    {
        "cast": [
            {"id": "mary", "name": "Mary", "stages": [{"id": "now", "name": "Mary", "look": "a woman with red hair"}]},
            {"id": "tom", "name": "Tom", "stages": [{"id": "now", "name": "Tom", "look": "an old man"}]},
        ],
        "shots": [
            {
                "id": "aaaa",
                "duration_s": 4,
                "domains": {"relation": "Mary picks up the letter, reads it, then waves to Tom. Tom dances."},
                "who": [{"character": "mary", "stage": "now"}, {"character": "tom", "stage": "now"}],
            }
        ],
    }
)


class _Unwatched:
    def check(self) -> None:
        return None


def test_the_words_of_a_shot_become_beats_in_their_order_over_its_length():
    beats = proposed(STORY, 1)
    mary = [b for b in beats if b.who == "mary"]
    assert [b.deed.split()[0] for b in mary] == ["pick", "read", "wave"] and mary[-1].gaze == "tom"
    assert (mary[0].from_s, mary[-1].to_s) == (0, 4) and all(
        a.to_s == b.from_s for a, b in zip(mary, mary[1:], strict=False)
    )
    assert [b.deed for b in beats if b.who == "tom"] == ["dance"]
    assert problem(beats, 4, {"mary", "tom"}) == ""
    quiet = set_value(STORY, "shots/1/relation", "The sea is grey.")
    assert proposed(quiet, 1) == []
    said = set_value(quiet, "shots/1/lines", [{"character": "tom", "text": "Good morning to you."}])
    assert [(b.who, b.deed, b.line) for b in proposed(said, 1)] == [("tom", "talk", 1)]


GOOD = {"beats": [{"who": "Mary", "deed": "walks to the door", "from_s": 0, "to_s": 2, "gaze": "Tom"},
                  {"who": "Tom", "deed": "waves", "from_s": 1, "to_s": 4, "gaze": "camera"}]}  # fmt: skip


def _late(reply: dict) -> dict:
    return {"beats": [reply["beats"][0] | {"to_s": 9}]}


def test_a_language_model_is_asked_again_with_what_is_wrong_and_a_reply_that_never_fits_is_refused():
    def script(request, n):
        return GOOD if "4 s long" in request["messages"][-1]["content"] else _late(GOOD)

    with talking(script) as server:
        beats = ask_beats(OpenAIClient(server.url, "harbour-writer"), STORY, 1, _Unwatched())
        assert [(b.who, b.deed, b.gaze) for b in beats] == [
            ("mary", "walks to the door", "tom"),
            ("tom", "waves", "camera"),
        ]
        assert "4 s long" in server.requests[-1]["messages"][-1]["content"]
    with talking(lambda request, n: _late(GOOD)) as server, pytest.raises(WriterFailed, match="4 s long"):
        ask_beats(OpenAIClient(server.url, "harbour-writer"), STORY, 1, _Unwatched())
