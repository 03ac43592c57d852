"""Find and replace: every text of a story is looked through, what is locked stays and is named, nothing else changes by a sign."""

from __future__ import annotations

import pytest

from tests.conftest import small_story
from vgot.errors import BadInput
from vgot.project.wishing import accepted
from vgot.script.find_replace import Sought, find_and_replace, text_paths
from vgot.story.edits import set_values, value_at

STORY = set_values(
    small_story(4),
    {
        "shots/1/relation": "The cat sleeps; a CAT, a Cat and a caterpillar.",
        "shots/2/lighting": "Light on the cat.",
        "shots/3/notes": "Ask for the cat.",
        "shots/3/markers": [{"at_s": 1, "name": "cat jumps", "note": "the cat"}],
        "shots/4/lines": [{"character": None, "text": "Here, cat."}],
        "titles": {"opening": {"text": "A cat"}, "end": None, "captions": "none"},
        "style": "as a cat would paint",
    },
)


def _after(sought: Sought, new: str, within: str = "", story=STORY):
    found = find_and_replace(story, sought, new, within)
    return found, accepted(story, found)


def test_a_word_is_replaced_in_every_kind_of_text_as_one_proposal():
    found, story = _after(Sought("cat"), "fox")
    assert value_at(story, "shots/1/relation") == "The fox sleeps; a Fox, a Fox and a foxerpillar."
    assert {c.path for c in found.changes} == {
        "shots/1/relation",
        "shots/2/lighting",
        "shots/3/notes",
        "shots/3/markers",
        "shots/4/lines",
        "titles/opening",
        "style",
    }
    assert story.shots[2].markers[0].note == "the fox" and story.shots[3].lines[0].text == "Here, fox."
    assert not found.not_done and found.label == "replace cat by fox"


def test_whole_words_and_case_are_kept_apart():
    _, words = _after(Sought("cat", words=True), "fox")
    assert value_at(words, "shots/1/relation") == "The fox sleeps; a Fox, a Fox and a caterpillar."
    _, case = _after(Sought("Cat", words=True, case=True), "Fox")
    assert value_at(case, "shots/1/relation") == "The cat sleeps; a CAT, a Fox and a caterpillar."


@pytest.mark.parametrize(
    ("within", "paths"),
    [
        ("shots/2", ["shots/2/lighting"]),
        ("shots/1-2", ["shots/1/relation", "shots/2/lighting"]),
        ("shots/*/notes", ["shots/3/notes"]),
        ("shots/2,4", ["shots/2/lighting", "shots/4/lines"]),
        ("style", ["style"]),
    ],
)
def test_only_the_named_texts_are_looked_through(within, paths):
    assert [c.path for c in find_and_replace(STORY, Sought("cat"), "fox", within).changes] == paths


def test_a_locked_shot_stays_and_is_named_and_so_is_a_locked_domain():
    story = set_values(STORY, {"shots/1/locked": ["shot"], "shots/2/locked": ["lighting"]})
    found, after = _after(Sought("cat"), "fox", story=story)
    assert found.kept == ("shot 1", "the lighting of shot 2")
    assert [n.words for n in found.not_done] == list(found.kept)
    assert after.shots[0] == story.shots[0] and after.shots[1] == story.shots[1]


def test_what_the_story_cannot_hold_is_named_and_the_rest_is_taken():
    found = find_and_replace(STORY, Sought("Here, cat."), "")
    assert [n.words for n in found.not_done] == ["shots/4/lines"] and not found.changes
    long = find_and_replace(STORY, Sought("cat"), "x" * 1990)
    assert "shots/2/lighting" in [n.words for n in long.not_done]
    assert "shots/3/notes" not in [c.path for c in long.changes if len(str(c.value)) > 2000]


def test_signs_of_patterns_are_letters_and_composed_letters_are_found():
    story = set_values(STORY, {"shots/1/relation": "A (cat.*) and Zoe\u0308 wait."})
    assert value_at(_after(Sought("(cat.*)"), r"\1", story=story)[1], "shots/1/relation") == "A \\1 and Zo\u00eb wait."
    assert find_and_replace(story, Sought("Zo\u00eb"), "Mia").changes[0].after == "A (cat.*) and Mia wait."


def test_looking_for_nothing_or_in_no_text_is_refused_in_words():
    with pytest.raises(BadInput, match="nothing to look for"):
        find_and_replace(STORY, Sought("  "), "x")
    with pytest.raises(BadInput, match="No text of this film is called 'shots/99'"):
        find_and_replace(STORY, Sought("cat"), "x", "shots/99")


def test_every_text_of_a_story_is_looked_through():
    data = STORY.model_dump(mode="json")
    known = {p.split("/")[-1] for p in text_paths(data)}
    texts = {k for shot in data["shots"] for k, v in shot.items() if isinstance(v, str)} - {
        "id",
        "place",
        "status",
        "assignee",
    }  # who works on it is nobody of the story
    assert texts <= known and {"lines", "markers", "look", "role", "wardrobe", "sentence"} <= known
