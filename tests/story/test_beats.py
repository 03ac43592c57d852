"""The beats of a shot as data: what they may say, what is refused with which path, and what other edits make of them."""

from __future__ import annotations

import json

import pytest

from vgot.errors import BadInput, NotFound
from vgot.graph.nodes import film_nodes
from vgot.graph.reads import read
from vgot.script.reshape import merge_shots, rename_character, split_shot
from vgot.settings import load_preset
from vgot.story import edits
from vgot.story.beats import Beat, in_words
from vgot.story.model import load_story

STORY = {
    "title": "A park",
    "cast": [
        {"id": "mary", "name": "Mary", "stages": [{"id": "now", "name": "Mary"}]},
        {"id": "tom", "name": "Tom", "stages": [{"id": "now", "name": "Tom"}]},
    ],
    "shots": [
        {
            "id": "aaaa",
            "summary": "Mary walks and waves.",
            "duration_s": 4,
            "who": [{"character": "mary", "stage": "now"}],
            "lines": [{"character": "mary", "text": "Hello there."}],
        },
        {"id": "bbbb", "summary": "Tom waits.", "who": [{"character": "tom", "stage": "now"}]},
    ],
}
WALK = {
    "who": "mary",
    "deed": "walks",
    "from_box": [0.1, 0.2, 0.25, 0.9],
    "to_box": [0.6, 0.2, 0.75, 0.9],
    "from_s": 0,
    "to_s": 2,
}
WAVE = {"who": "mary", "deed": "waves", "from_s": 2, "to_s": 4, "gaze": "camera", "line": 1}


@pytest.fixture
def story():
    return edits.set_value(load_story(STORY), "shots/1/beats", [WALK, WAVE])


def test_beats_are_set_as_a_list_and_field_by_field_as_a_command_line_sends_them(story):
    assert edits.value_at(story, "shots/1/beats/1/to_box") == [0.6, 0.2, 0.75, 0.9]
    story = edits.set_value(story, "shots/1/beats/1/to_box", "[0.5, 0.2, 0.65, 0.9]")
    story = edits.set_value(story, "shots/1/beats/2/gaze", "[0.9, 0.4]")
    story = edits.set_value(story, "shots/1/beats/2/to_s", "3.5")
    first, second = story.shots[0].beats
    assert (first.to_box, second.gaze, second.to_s) == ((0.5, 0.2, 0.65, 0.9), (0.9, 0.4), 3.5)
    assert edits.set_value(story, "shots/1/beats/2/gaze", "").shots[0].beats[1].gaze is None
    assert edits.set_value(story, "shots/1/beats", json.dumps([WAVE])).shots[0].beats == [Beat(**WAVE)]
    assert [b.deed for b in edits.remove(story, "shots/1/beats/1").shots[0].beats] == ["waves"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"to_box": [0.6, 0.2, 1.2, 0.9]}, "to_box"),
        ({"from_box": [-0.1, 0.2, 0.2, 0.9]}, "from_box"),
        ({"to_box": [0.6, 0.2, 0.6, 0.9]}, "to_box"),
        ({"to_box": [0.1, 0.2, 0.3]}, "to_box"),
        ({"to_s": 0}, "to_s"),
        ({"to_s": 4.5}, "to_s"),
        ({"from_s": -1}, "from_s"),
        ({"from_s": float("nan")}, "from_s"),
        ({"who": "nobody"}, "who"),
        ({"who": None}, "who"),
        ({"what": "ball"}, "who"),
        ({"who": "tom"}, "who"),
        ({"gaze": [2, 0.4]}, "gaze"),
        ({"line": 2}, "line"),
        ({"line": "Never said."}, "line"),
        ({"speed": 3}, "speed"),
    ],
)
def test_a_beat_that_cannot_be_is_one_error_with_its_path_and_changes_nothing(story, change, field):
    with pytest.raises(BadInput) as why:
        edits.set_value(story, "shots/1/beats", [WALK | change])
    assert why.value.field.startswith(f"shots/1/beats/1/{field}")
    assert [b.deed for b in story.shots[0].beats] == ["walks", "waves"]


def test_two_beats_of_one_actor_do_not_overlap_and_those_of_two_may(story):
    with pytest.raises(BadInput, match="still in beat 1") as why:
        edits.set_value(story, "shots/1/beats", [WALK, WAVE | {"from_s": 1.5}])
    assert why.value.field == "shots/1/beats/2/from_s"
    both = [*STORY["shots"][0]["who"], {"character": "tom", "stage": "now"}]
    story = edits.set_value(story, "shots/1/who", both)
    assert len(edits.set_value(story, "shots/1/beats", [WALK, WALK | {"who": "tom"}]).shots[0].beats) == 2


def test_a_shot_is_not_made_shorter_than_its_beats_and_a_trim_leaves_them_alone(story):
    with pytest.raises(BadInput) as why:
        edits.set_value(story, "shots/1/duration_s", 3)
    assert why.value.field == "shots/1/beats/2/to_s" and "3 s long" in why.value.message
    assert edits.set_value(story, "shots/1/trim_out_s", 1.5).shots[0].beats == story.shots[0].beats
    with pytest.raises(NotFound):
        edits.value_at(story, "shots/1/beats/3/to_s")


def test_somebody_with_beats_is_not_removed_and_a_new_name_is_theirs(story):
    with pytest.raises(BadInput):
        edits.remove(edits.set_value(story, "shots/1/who", []), "cast/mary")
    told = edits.set_value(story, "shots/1/beats/1/deed", "walks to where Mary lived")
    renamed = rename_character(told, "mary", "Anna").shots[0].beats
    assert (renamed[0].who, renamed[0].deed) == ("mary", "walks to where Anna lived")


def test_a_shot_that_is_split_divides_its_beats_and_merged_it_has_them_again(story):
    parts = split_shot(story, 1)
    first, second = parts.shots[0].beats, parts.shots[1].beats
    assert [(b.deed, b.from_s, b.to_s) for b in first + second] == [("walks", 0, 2), ("waves", 0, 2)]
    again = merge_shots(parts, 1).shots[0].beats
    assert [(b.deed, b.from_s, b.to_s) for b in again] == [("walks", 0, 2), ("waves", 2, 4)]


def test_beats_become_an_ordered_phrase_without_times():
    beats = [Beat(**WAVE | {"gaze": "tom"}), Beat(**WALK), Beat(what="ball", deed="rolls", from_s=2, to_s=3)]
    assert in_words(beats) == "first Mary walks, then the ball rolls, while Mary waves looking at Tom"
    assert in_words([Beat(**WALK | {"deed": ""})]) == "Mary walks"


def test_a_model_reads_words_of_beats_the_drawn_world_all_and_none_set_is_as_before(story):
    nodes, bare = (film_nodes(s, load_preset("klein-wan5b")) for s in (story, load_story(STORY)))
    assert "beats" in nodes["clip/aaaa"].params and "beats" not in nodes["clip/bbbb"].params
    assert nodes["keyframe/aaaa"].params["who"][0]["box"] == [0.1, 0.2, 0.25, 0.9]
    assert bare["keyframe/aaaa"].params["who"][0]["box"] is None

    def asked(step, model, one=story):
        params = film_nodes(one, load_preset("klein-wan5b"))[f"{step}/aaaa"].params
        return read({"step": step, "model": {"id": model}, "params": params})["params"].get("beats")

    moved = edits.set_value(story, "shots/1/beats/1/to_box", [0.5, 0.2, 0.65, 0.9])
    assert asked("clip", "wan") == asked("clip", "wan", moved) == "first Mary walks, then waves looking at the camera"
    assert asked("keyframe", "flux") is None
    assert asked("clip", load_preset("embedded").model_for("clip")["id"]) is None, "it is told nothing of beats"
    assert asked("clip", "animatic") != asked("clip", "animatic", moved)
