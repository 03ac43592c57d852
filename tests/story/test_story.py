"""The story model: strict, versioned, and its errors name the field."""

from __future__ import annotations

import json

import pytest

from tests.conftest import small_story
from vgot.errors import BadInput
from vgot.story.edits import remove, set_value
from vgot.story.model import DOMAINS, Story, dump_story, load_story


def test_a_story_survives_its_own_json_byte_for_byte():
    story = small_story()
    assert dump_story(load_story(dump_story(story))) == dump_story(story)


def test_every_shot_in_the_json_has_its_five_domains_in_order():
    shot = json.loads(dump_story(load_story({"title": "A", "shots": [{"id": "s001"}]})))["shots"][0]
    assert {"id", "summary", "domains", "who", "place", "duration_s", "seed", "lines", "flags"} <= set(shot)
    assert list(shot["domains"]) == list(DOMAINS)


def test_a_first_version_story_still_loads():
    old = {
        "schema_version": 1,
        "title": "Old",
        "sentence": "s",
        "shots": [{"id": "abcd", "domains": {"lighting": "noon"}, "duration_s": 2.5}],
    }
    assert load_story(old).shots[0].domains.lighting == "noon"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"colour": "red"}, "colour"),
        ({"shots": [{"id": "s001", "domains": {"smell": "x"}}]}, "shots/1/smell"),
        ({"shots": [{"id": "s001", "domains": {"lighting": "x" * 2001}}]}, "shots/1/lighting"),
        ({"shots": [{"id": "s001", "duration_s": 12.5}]}, "shots/1/duration_s"),
        ({"shots": [{"id": "s001", "duration_s": float("nan")}]}, "shots/1/duration_s"),
        ({"shots": [{"id": "s001", "who": [{"character": "ann", "stage": "now"}]}]}, "shots/1/who"),
        ({"shots": [{"id": "s001", "place": "moon"}]}, "shots/1/place"),
        ({"shots": [{"id": "s001"}, {"id": "s001"}]}, "shots"),
        ({"shots": [{"id": f"s{n:04}"} for n in range(501)]}, "shots"),
        ({"film": {"width": 769}}, "film/width"),
        ({"sentence": "x" * 2001}, "sentence"),
        ({"schema_version": 9}, "schema_version"),
        ({"cast": [{"id": "Mary Smith", "name": "M", "stages": [{"id": "a", "name": "A"}]}]}, "cast/1/id"),
        ({"boundaries": [{"after": "s009"}]}, "boundaries"),
    ],
)
def test_bad_stories_are_refused_and_the_error_names_the_field(change, field):
    with pytest.raises(BadInput) as caught:
        load_story({"title": "T"} | change)
    assert caught.value.field == field
    assert caught.value.hint


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 100_000, '"story"', b"\xff\xfe"])
def test_text_that_is_no_story_is_one_typed_error(text):
    with pytest.raises(BadInput):
        load_story(text)


def test_every_shot_but_the_last_has_a_boundary_in_film_order():
    story = load_story(
        {"shots": [{"id": "aaaa"}, {"id": "bbbb"}, {"id": "cccc"}], "boundaries": [{"after": "bbbb", "mode": "bridge"}]}
    )
    assert [(b.after, b.mode) for b in story.boundaries] == [("aaaa", "cut"), ("bbbb", "bridge")]


def test_stories_with_any_script_are_kept_as_they_are():
    words = "🎬 שלום עולם 物語 \u202emirrored"
    assert load_story(dump_story(Story(title=words[:20], sentence=words))).sentence == words


def test_things_are_kept_edited_and_taken_out_and_no_old_story_needs_them():
    assert load_story({"title": "A", "shots": []}).things == []
    story = load_story({"title": "A", "things": [{"id": "violin", "name": "Violin", "look": "a lost violin"}]})
    assert load_story(dump_story(story)) == story
    changed = set_value(story, "things/violin/look", "a red violin")
    assert changed.things[0].look == "a red violin"
    assert remove(changed, "things/violin").things == []


def test_two_things_of_one_name_are_refused():
    twice = [{"id": "violin", "name": "A"}, {"id": "violin", "name": "B"}]
    with pytest.raises(BadInput) as caught:
        load_story({"title": "A", "things": twice})
    assert caught.value.field == "things"
