"""Malformed replies: whatever a model sends, it is read, or refused with a reason in words; never a crash."""

import contextlib
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools import few_or_all, try_on
from vgot.script.llm.algorithm1 import Manner, begin, write_story
from vgot.script.llm.replies import (
    MAX_NAME,
    MAX_TEXT,
    CastReply,
    DraftReply,
    Reply,
    ShotReply,
    Unreadable,
    clean,
    domain_reply,
    draft_reply,
    read_reply,
    schema_of,
    shot_reply,
)

SHOT = {
    "character": "Mary, a tall woman in a green coat",
    "background": "an old harbour with wooden piers",
    "relation": "She opens the crate and looks in.",
    "camera": "Medium shot, static",
    "lighting": "Soft morning sun",
    "who": ["Mary"],
    "place": "Old Harbour",
}

junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


@st.composite
def malformed(draw):
    """A sound reply, broken in one of many ways; or plain junk."""
    reply = dict(SHOT)
    for key in draw(st.lists(st.sampled_from(sorted(SHOT)), max_size=3)):
        reply[key] = draw(junk)
    for key in draw(st.lists(st.sampled_from(sorted(SHOT)), max_size=2)):
        reply.pop(key, None)
    reply |= draw(st.dictionaries(st.text(max_size=10), junk, max_size=2))
    text = json.dumps(reply, ensure_ascii=draw(st.booleans()))
    how = draw(st.sampled_from(["as it is", "cut", "fenced", "prose", "quotes", "junk", "bytes", "twice", "nested"]))
    at = draw(st.integers(0, len(text)))
    noise = draw(st.text(max_size=60))
    return {
        "as it is": text,
        "cut": text[:at],
        "fenced": f"{noise}\n```json\n{text}\n```{noise}",
        "prose": f"{noise} {text} {noise}",
        "quotes": text.replace('"', "'"),
        "junk": noise,
        "bytes": text[:at] + noise + text[at:],
        "twice": text + text,
        "nested": json.dumps({"reply": [reply]}),
    }[how]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(malformed(), st.sampled_from([ShotReply, DraftReply, CastReply]))
def test_two_hundred_malformed_replies_are_read_or_refused_with_a_reason(text, kind):
    try:
        reply = read_reply(text, kind)
    except Unreadable as why:
        assert why.reason and "Traceback" not in why.reason
    else:
        assert isinstance(reply, Reply)
        if kind is ShotReply:
            assert len(reply.lighting) <= MAX_TEXT and all(len(w) <= MAX_NAME for w in reply.who)


class Scripted:
    """A client whose replies are given."""

    model_id = "scripted"

    def __init__(self, replies):
        self.replies = iter(replies)

    def reply(self, system, prompt, schema, report):
        yield next(self.replies)


@few_or_all(30, 120)
def test_whatever_a_model_sends_for_the_shots_none_is_dropped_and_the_story_is_valid(many):
    state = begin("Mary opens a crate", 3).model_copy(
        update={
            "drafts": ["Mary finds a crate.", "Mary opens the crate.", "Mary closes the crate."],
            "cast": read_cast(),
            "places": [],
        }
    )

    def check(texts):
        story = write_story(Scripted(texts), "", 0, state=state, manner=Manner(judge=None))
        assert [s.summary for s in story.shots] == state.drafts
        assert all(s.domains.character and s.domains.lighting for s in story.shots)

    try_on(check, many, st.lists(malformed(), min_size=9, max_size=9))


def read_cast():
    from vgot.script.llm.writing import cast_from

    return cast_from(
        CastReply.model_validate({"characters": [{"name": "Mary", "stages": [{"name": "Mary", "look": "tall"}]}]})
    )


@pytest.mark.parametrize(
    "bomb",
    [
        "[" * 100_000,
        '{"a":' * 50_000,
        '{"character": "' + "\\" * 200_000,
        "{" + "x" * 500_000,
        '{"a": 1e999999999999, "character": "x"}',
        '{"character": ' + "9" * 100_000 + "}",
        "```" * 50_000 + "{",
        "{ " * 30_000,
        ('{"a": "' + "b" * 50 + '" ') * 2_000,
    ],
)
def test_bombs_are_refused_in_time(bomb):
    began = time.monotonic()
    with contextlib.suppress(Unreadable):
        read_reply(bomb, ShotReply)
    assert time.monotonic() - began < 30


def test_control_and_direction_characters_never_get_through():
    assert clean("a\x00b\u202ec\ud800  d\n\n e") == "a b c d e"


def test_long_text_is_cut_at_a_word():
    assert clean("word " * 100, 23) == "word word word word"


def test_refusals_are_recognised():
    with pytest.raises(Unreadable) as why:
        read_reply("I’m sorry, but I can’t assist with that request.", ShotReply)
    assert why.value.refusal and "declined" in why.value.reason


def test_ids_seeds_and_paths_are_never_asked_for():
    schemas = str(
        [schema_of(shot_reply(["Mary"], ["Harbour"])), schema_of(draft_reply(5)), schema_of(domain_reply("camera"))]
    )
    assert not {"id", "seed", "path", "file", "model", "url"} & set(json.dumps(schemas).replace("'", '"').split('\\"'))


def test_names_outside_the_story_cannot_pass_the_exact_schema():
    from pydantic import ValidationError

    exact = shot_reply(["Mary"], ["Old Harbour"])
    exact.model_validate(SHOT)
    for change in ({"who": ["Bill"]}, {"place": "The Moon"}, {"extra": 1}):
        with pytest.raises(ValidationError):
            exact.model_validate(SHOT | change)
