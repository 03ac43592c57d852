"""A shot that ends on a picture: what may be named, what becomes of it when shots move and go, and who takes it."""

import pytest

from tests.conftest import small_story
from vgot.errors import BadInput
from vgot.graph.nodes import film_nodes
from vgot.graph.plan import plan_film
from vgot.graph.takes import Shelf
from vgot.settings import load_preset
from vgot.story.edits import delete_shot, move_shot, set_value, value_at
from vgot.story.model import Story, load_story


def rows(story, preset):
    """What is set in the shots and not taken."""
    told = [one.as_json() for one in plan_film(story, load_preset(preset), Shelf()).not_used]
    return [row for row in told if row["on"][0].startswith("shots/")]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("next", ("next", None)),
        ('{"of": "next"}', ("next", None)),
        ("3", ("shot", "shot3")),
        (3, ("shot", "shot3")),
        ({"of": "shot", "shot": 3}, ("shot", "shot3")),
        ({"of": "shot", "shot": "shot3"}, ("shot", "shot3")),
    ],
)
def test_an_end_is_said_in_any_of_these_ways(said, kept):
    end = set_value(small_story(), "shots/1/end", said).shots[0].end
    assert end is not None and (end.of, end.shot) == kept


def test_an_empty_end_takes_it_away():
    story = set_value(small_story(), "shots/1/end", "next")
    assert set_value(story, "shots/1/end", "").shots[0].end is None


@pytest.mark.parametrize(
    "said",
    [
        "1",
        "9",
        "0",
        "somewhere",
        "{",
        '{"of": "shot", "shot": "nobody"}',
        '{"of": "shot"}',
        '{"of": "file"}',
        '{"of": "next", "shot": "shot3"}',
        {"of": "shot", "shot": "shot1"},
        True,
        1.5,
        ["next"],
    ],
)
def test_an_end_that_cannot_be_is_refused_by_its_field(said):
    with pytest.raises(BadInput) as why:
        set_value(small_story(), "shots/1/end", said)
    assert why.value.field == "shots/1/end"


def test_a_story_file_in_which_a_shot_ends_on_itself_is_refused():
    data = small_story().model_dump(mode="json")
    data["shots"][1]["end"] = {"of": "shot", "shot": "shot2"}
    with pytest.raises(BadInput, match="own still"):
        load_story(data)


def test_a_moved_shot_stays_the_one_that_is_meant():
    story = move_shot(set_value(small_story(), "shots/1/end", 3), 3, 4)
    end = value_at(story, "shots/1/end")
    assert isinstance(end, dict) and end["shot"] == "shot3" and story.position("shot3") == 4


def test_the_next_shot_is_whichever_comes_next():
    story = set_value(small_story(), "shots/1/end", "next")

    def ends_on(story: Story):
        return film_nodes(story, load_preset("qwen-wan14b"))["clip/shot1"].inputs[-1].key

    assert ends_on(story) == "keyframe/shot2"
    assert ends_on(delete_shot(story, 2)) == "keyframe/shot3"


def test_a_deleted_shot_is_named_and_not_forgotten():
    story = delete_shot(set_value(small_story(), "shots/1/end", 3), 3)
    assert story.shots[0].end is not None and story.shots[0].end.shot == "shot3"
    (row,) = rows(story, "animatic")
    assert row["on"] == ["shots/1"] and "was deleted" in row["why"] and row["what"] == "the end picture of shot 1"


def test_the_last_shot_has_no_next_one_and_it_is_said():
    (row,) = rows(set_value(small_story(), "shots/4/end", "next"), "animatic")
    assert "no shot after it" in row["why"]


@pytest.mark.parametrize(
    ("preset", "taken"),
    [
        ("animatic", True),
        ("qwen-wan14b", True),
        ("klein-framepack", True),
        ("vace-1.3b", True),
        ("klein-wan5b", False),
        ("sdxl-animatediff", False),
        ("embedded", False),
    ],
)
def test_who_takes_no_last_frame_is_told_of_it_by_name_before_anything_is_made(preset, taken):
    story = set_value(small_story(), "shots/1/end", "next")
    clip = film_nodes(story, load_preset(preset))["clip/shot1"]
    assert ("end" in clip.params, "the end picture" in [i.label for i in clip.inputs]) == (taken, taken)
    told = [load_preset(preset).title in row["why"] for row in rows(story, preset)]
    assert told == ([] if taken else [True])


def test_a_model_that_is_told_nothing_of_beats_is_named():
    story = small_story()
    beat = {"who": story.shots[0].who[0].character, "deed": "walk", "from_s": 0, "to_s": 1}
    story = set_value(story, "shots/1/beats", [beat])
    assert [row["what"] for row in rows(story, "embedded")] == ["the plan of beats of shot 1"]
    assert rows(story, "klein-wan5b") == []


@pytest.mark.parametrize(("preset", "told"), [("animatic", 0), ("klein-wan5b", 1)])
def test_boxes_of_beats_are_named_where_the_video_model_reads_words_only(preset, told):
    story = small_story()
    beat = {
        "who": story.shots[0].who[0].character,
        "deed": "walk",
        "from_s": 0,
        "to_s": 1,
        "to_box": [0.5, 0.2, 0.8, 0.9],
    }
    story = set_value(story, "shots/1/beats", [beat])
    named = [row["what"] for row in rows(story, preset)]
    assert named == ["the places and times of the beats of shot 1"] * told


def test_only_the_clip_that_ends_on_it_is_made_again():
    preset = load_preset("vace-1.3b")
    before = film_nodes(small_story(), preset)
    after = film_nodes(set_value(small_story(), "shots/1/end", "next"), preset)
    assert {k for k in after if (before[k].params, before[k].inputs) != (after[k].params, after[k].inputs)} == {
        "clip/shot1"
    }


def test_a_guide_of_a_family_that_takes_none_is_named_and_one_that_is_off_is_not():
    story = set_value(small_story(), "film/guide", 0.7)
    assert [row["what"] for row in rows(story, "klein-wan5b")] == [f"the guide of shot {n}" for n in (1, 2, 3, 4)]
    assert rows(set_value(story, "film/guide", 0), "klein-wan5b") == []
    one = set_value(set_value(story, "film/guide", 0), "shots/2/guide", "0.5")
    assert [row["on"] for row in rows(one, "klein-wan5b")] == [["shots/2"]]


def test_a_guide_has_the_video_models_own_size_rate_and_length():
    story = set_value(small_story(film={"width": 768, "height": 432, "fps": 24}), "shots/1/guide", 0.8)
    nodes = film_nodes(story, load_preset("vace-1.3b"))
    p = nodes["guide/shot1"].params
    assert (p["width"], p["height"], p["fps"], p["frames"]) == (768, 432, 16.0, 17)
    assert "drawing/shot1" in nodes and "guide/shot2" not in nodes
    assert nodes["clip/shot1"].params["guide"] == 0.8
    others = film_nodes(small_story(film={"width": 768, "height": 432, "fps": 24}), load_preset("vace-1.3b"))
    assert not any(k.startswith(("guide/", "drawing/")) for k in others)
