"""Pictures that a shot passes through: what may be named, who takes them, and what becomes of them when a shot is split, joined, shortened."""

import pytest

from tests.conftest import small_story
from vgot.errors import BadInput
from vgot.graph.nodes import film_nodes
from vgot.graph.plan import plan_film
from vgot.graph.takes import Shelf
from vgot.script.reshape import merge_shots, split_shot
from vgot.settings import load_preset
from vgot.store.revisions import sounds_of
from vgot.story.edits import set_value
from vgot.story.model import load_story

FILE = "a" * 64


def with_moments(*moments, story=None, shot=1):
    return set_value(story or set_value(small_story(), "shots/1/duration_s", 3), f"shots/{shot}/moments", list(moments))


def at(seconds, **what):
    return {"at_s": seconds} | (what or {"of": "file", "file": FILE, "name": "mine.png"})


def rows(story, preset="vace-1.3b"):
    told = [one.as_json() for one in plan_film(story, load_preset(preset), Shelf()).not_used]
    return [row for row in told if "picture at" in row["what"]]


def test_they_stand_in_the_order_of_their_times_and_shots_are_kept_by_id():
    story = with_moments(at(2, of="shot", shot=3), at(0.5), at(1, of="next"))
    assert [(m.at_s, m.of, m.shot) for m in story.shots[0].moments] == [
        (0.5, "file", None),
        (1.0, "next", None),
        (2.0, "shot", "shot3"),
    ]
    as_text = '[{"at_s": 1.5, "of": "shot", "shot": 2}]'
    assert set_value(story, "shots/1/moments", as_text).shots[0].moments[0].shot == "shot2"
    assert set_value(story, "shots/1/moments", "").shots[0].moments == []


@pytest.mark.parametrize(
    "said",
    [
        [at(0.1)],
        [at(1), at(1.1)],
        [at(float("nan"))],
        [at(1, of="shot", shot=1)],
        [at(1, of="shot", shot=9)],
        [at(1, of="file")],
        [{"of": "next"}],
        [at("soon")],
        ["next"],
        "next",
        [at(0.5 + n / 4) for n in range(9)],
    ],
)
def test_what_cannot_be_is_refused_by_its_field_and_changes_nothing(said):
    story = small_story()
    with pytest.raises(BadInput) as why:
        set_value(story, "shots/1/moments", said)
    assert str(why.value.field).startswith("shots/1/moments") and story == small_story()


def test_a_family_that_takes_a_film_and_a_mask_takes_them_and_only_its_clip_is_made_again():
    preset, plain = load_preset("vace-1.3b"), set_value(small_story(), "shots/1/duration_s", 3)
    story = with_moments(at(0.5), at(1, of="next"), at(2, of="shot", shot=2))
    before, after = film_nodes(plain, preset), film_nodes(story, preset)
    assert {k for k in after if (before[k].params, before[k].inputs) != (after[k].params, after[k].inputs)} == {
        "clip/shot1"
    }
    clip = after["clip/shot1"]
    assert clip.params["moments"] == [{"frame": 4, "file": FILE}, {"frame": 8, "still": 0}, {"frame": 16, "still": 0}]
    assert [i.key for i in clip.inputs if i.step == "keyframe"] == ["keyframe/shot1", "keyframe/shot2"]
    assert rows(story) == []


def test_the_still_that_it_ends_on_may_be_passed_through_as_well():
    story = set_value(with_moments(at(1, of="shot", shot=3), at(2, of="next")), "shots/1/end", 3)
    clip = film_nodes(story, load_preset("vace-1.3b"))["clip/shot1"]
    assert clip.params["moments"] == [{"frame": 8, "still": 0}, {"frame": 16, "still": 1}]
    assert [i.key for i in clip.inputs if i.step == "keyframe"][1:] == ["keyframe/shot3", "keyframe/shot2"]


@pytest.mark.parametrize("preset", ["animatic", "embedded", "klein-wan5b", "qwen-wan14b", "comfy-qwen-wan5b"])
def test_who_takes_none_is_named_and_its_recipe_holds_none(preset):
    story = with_moments(at(1))
    assert "moments" not in film_nodes(story, load_preset(preset))["clip/shot1"].params
    (row,) = rows(story, preset)
    assert row["what"] == "the picture at 1 s of shot 1" and load_preset(preset).title in row["why"]


def test_one_that_the_shot_no_longer_reaches_is_named_and_comes_back_with_its_length():
    story = with_moments(at(2))
    short = set_value(story, "shots/1/duration_s", 2.2)
    assert "ends before it" in rows(short)[0]["why"]
    assert "moments" not in film_nodes(short, load_preset("vace-1.3b"))["clip/shot1"].params
    assert rows(set_value(short, "shots/1/duration_s", 3)) == []
    last = with_moments(at(0.5, of="next"), story=small_story(), shot=4)
    assert "no shot after it" in rows(last)[0]["why"]


def test_a_split_gives_each_half_its_own_and_the_second_the_end():
    story = set_value(with_moments(at(0.5), at(1.5, of="next"), at(2.5)), "shots/1/end", 3)
    first, second = split_shot(story, 1).shots[:2]
    assert ([m.at_s for m in first.moments], first.end) == ([0.5], None)
    assert [m.at_s for m in second.moments] == [0.25, 1.0]
    assert second.end is not None and second.end.shot == "shot3"


def test_joined_shots_pass_through_what_the_first_ended_on():
    story = set_value(with_moments(at(1, of="shot", shot=2), at(2)), "shots/1/end", 3)
    story = set_value(with_moments(at(0.5), story=story, shot=2), "shots/2/end", 4)
    shot = merge_shots(story, 1).shots[0]
    assert [(m.at_s, m.of) for m in shot.moments] == [(2.0, "file"), (3.0, "shot"), (3.5, "file")]
    assert shot.end is not None and shot.end.shot == "shot4"
    many = [at(0.3 * n) for n in range(1, 6)]
    full = with_moments(*many, story=with_moments(*many), shot=2)
    with pytest.raises(BadInput, match="8 pictures"):
        merge_shots(full, 1)


def test_their_files_are_the_storys_own_and_old_stories_have_none():
    story = with_moments(at(1))
    assert FILE in story.files
    assert FILE in sounds_of(story.model_dump(mode="json")) and FILE in sounds_of(
        story.shots[0].model_dump(mode="json")
    )
    old = small_story().model_dump(mode="json")
    for shot in old["shots"]:
        del shot["moments"]
    assert load_story(old) == small_story()
