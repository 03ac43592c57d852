"""Tries made readable, and what stands in a shot's words that its cast does not know."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import small_story
from vgot.script.llm.attempts import readable, tries_as_json
from vgot.script.llm.writing import Attempt
from vgot.script.validate import strangers
from vgot.story.edits import set_value
from vgot.story.model import DOMAINS

REPLY = {d: f"Words for the {d}, “quoted”." for d in DOMAINS} | {"who": ["Mary", "Tom"], "place": "Harbour"}


def test_a_reply_is_readable_from_its_first_letters_on():
    text = json.dumps(REPLY)
    for end in range(len(text)):
        said = readable(text[:end])
        assert '{"' not in said and "\\u" not in said
    assert (
        readable(text).startswith("Character: Words for the character, “quoted”.")
        and "Who: Mary" in readable(text)
        and readable(text).endswith("Place: Harbour")
    )
    assert readable('{"text": "Heavy rain') == "Heavy rain" and readable("I cannot do that.") == "I cannot do that."


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(max_size=300), st.integers(0, 300))
def test_any_text_is_made_readable_without_control_or_direction_characters(text, at):
    said = readable('{"character": "' + text[:at]) + readable(text)
    assert not any(ord(c) < 32 or c in "\u202e\u2066" for c in said)


def test_a_try_shows_its_five_domains_or_its_text():
    good, refusal = tries_as_json(
        [
            Attempt(step="shot", shot=1, reply=json.dumps(REPLY), accepted=True),
            Attempt(step="shot", shot=1, number=2, reply="I am sorry, I cannot.", reasons=["The model declined."]),
        ]
    )
    assert good["domains"]["lighting"] == REPLY["lighting"] and good["text"] == ""
    assert (
        refusal["domains"] is None
        and refusal["text"] == "I am sorry, I cannot."
        and refusal["reasons"] == ["The model declined."]
    )


def test_a_name_that_acts_and_is_not_in_the_cast_is_told_and_places_and_things_are_not():
    story = small_story(1)
    cases = {
        "Gandalf walks along with Mary.": ["Gandalf"],
        "Mary walks with Peter.": ["Peter"],
        "Mary walks to Paris in January.": [],
        "She walks. Rain runs down.": [],
        "Tom smiles; Young Mary waves.": [],
        "Nobody looks up.": [],
        "Mary reads the Victorian map of London.": [],
    }
    for text, names in cases.items():
        found = strangers(
            set_value(story, "shots/1/relation", text), set_value(story, "shots/1/relation", text).shots[0]
        )
        assert [r.text.split("”")[0][1:] for r in found] == names, text


def test_a_flag_goes_with_the_words_that_it_spoke_of():
    story = set_value(
        small_story(1),
        "shots/1/flags",
        [
            {"domain": "lighting", "reason": "missing"},
            {"domain": "camera", "reason": "vague"},
            {"domain": None, "reason": "all"},
        ],
    )
    assert [f.domain for f in set_value(story, "shots/1/lighting", "a candle").shots[0].flags] == ["camera", None]
