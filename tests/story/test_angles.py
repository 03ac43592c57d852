"""A moment shot again from another angle: behind it, cut on both sides, one step of undo, and the sides kept."""

import json

import pytest

from tests.conftest import small_story
from vgot.animatic.family import scene_of
from vgot.errors import BadInput
from vgot.models.base import Cast, KeyframeSpec, Tokens
from vgot.story.angles import ANGLES, from_angle, shoot_again
from vgot.story.model import Domains
from vgot.units import FrameSize


def test_the_new_shot_has_the_same_people_place_lines_and_seed_and_is_cut_on_both_sides():
    story = small_story(3)
    after = shoot_again(story, 2, "over-the-shoulder")
    old, new = after.shots[1], after.shots[2]
    assert len(after.shots) == 4 and old == story.shots[1] and new.id != old.id
    assert (new.who, new.place, new.lines, new.seed, new.duration_s) == (
        old.who,
        old.place,
        old.lines,
        old.seed,
        old.duration_s,
    )
    assert new.domains.camera == ANGLES["over-the-shoulder"]
    assert new.domains.model_copy(update={"camera": ""}) == old.domains.model_copy(update={"camera": ""})
    assert [b.mode for b in after.boundaries] == ["bridge", "cut", "cut"]


def test_an_insert_shows_its_thing_alone():
    shot = from_angle(small_story(3).shots[0], "insert", "the letter")
    assert shot.who == [] and "the letter" in shot.domains.camera and shot.domains.relation == "the letter."


@pytest.mark.parametrize(
    ("position", "angle", "field"),
    [(1, "over-the-shoulder", "angle"), (1, "insert", "thing"), (1, "from the moon", "angle")],
)
def test_what_cannot_be_is_refused(position, angle, field):
    with pytest.raises(BadInput) as why:
        shoot_again(small_story(3), position, angle)
    assert why.value.field == field and why.value.hint


def test_it_is_one_step_and_what_an_insert_shows_is_read_from_the_drawing(project):
    with pytest.raises(BadInput, match="none is named"):
        project.angles.shoot(1, "insert")
    made = project.angles.shoot(2, "reverse")
    assert made.shot == 3 and len(project.story.shots) == 5
    assert project.history.lines(1)[0][1].in_words() == "Shot 3: another angle of the one before, reverse"
    project.undo()
    assert len(project.story.shots) == 4
    project.angles.shoot(2, "wide", take=True)
    assert len(project.story.shots) == 4 and project.story.shots[1].domains.camera == ANGLES["wide"]
    project.undo()
    with pytest.raises(BadInput):
        project.angles.shoot(9, "wide")


# -- as the drawn world shows it ----------------------------------------------------------------------------------------
def staged(camera, people=("mary", "tom"), relation="Mary talks to Tom."):
    cast = tuple(
        Cast(p, "now", p.title(), "Now", "a grown man" if p == "tom" else "a young woman", Tokens("", b""))
        for p in people
    )
    domains = Domains(
        character="Two people.", background="a kitchen", relation=relation, camera=camera, lighting="noon"
    )
    return scene_of(KeyframeSpec(domains, "They talk.", cast, "Kitchen", "a kitchen", None, "", 5, FrameSize(160, 90)))


def test_over_the_shoulder_and_its_reverse_look_past_one_and_then_past_the_other_and_nobody_changes_sides():
    plain, over, back = (staged(c) for c in ("Medium shot.", ANGLES["over-the-shoulder"], ANGLES["reverse"]))
    assert [a["back"] for a in over["actors"]] == [0.0, 1.0] and [a["back"] for a in back["actors"]] == [1.0, 0.0]
    assert (
        over["actors"][1]["scale"] > over["actors"][0]["scale"]
        and back["actors"][0]["scale"] > back["actors"][1]["scale"]
    )
    sides = [s["actors"][0]["x"] < s["actors"][1]["x"] for s in (plain, over, back)]
    assert len(set(sides)) == 1, json.dumps(sides)


def test_the_reverse_of_one_person_is_their_back():
    assert [a["back"] for a in staged(ANGLES["reverse"], ("mary",), "Mary waits.")["actors"]] == [1.0]
