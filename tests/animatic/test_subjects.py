"""The thing a shot is about: large in it, on the water it floats on, and moving as its words say."""

import numpy as np
import pytest

from vgot.animatic.backdrops import catalogue as backdrops
from vgot.animatic.canvas import VIEW_H, VIEW_W, Group, Stage
from vgot.animatic.lexicon.catalogue import read_shot
from vgot.animatic.looks import draw_look
from vgot.animatic.motions import all_motions, moved, read_motions
from vgot.animatic.prop_boxes import BOXES
from vgot.animatic.props import catalogue as props
from vgot.animatic.render import Renderer
from vgot.animatic.scene import canonical, state_of
from vgot.animatic.staging import stage_scene
from vgot.story.model import Domains
from vgot.units import FrameSize

SMALL = Renderer(FrameSize(192, 108))


def scene(relation, camera="wide shot, static", background="a river", character="", cast=(), seed=5, **place):
    words = Domains(character=character, background=background, relation=relation, camera=camera)
    reading = read_shot(words, relation)
    where = {"kind": reading.place, "light": "noon", "weather": "clear", "season": "summer", "seed": 1} | place
    return stage_scene(reading, list(cast), where, seed)


def subject(found):
    return next(p for p in found["props"] if p.get("subject"))


def share(found):
    one = subject(found)
    _, top, _, bottom = BOXES[one["name"]]
    return (bottom - top) * one["scale"] * found["camera"]["zoom"] / VIEW_H


def a_girl():
    return ("ann", draw_look("ann", "Ann", "", "a girl of ten in a green dress", "", 3), None)


def test_the_room_of_every_thing_is_as_it_is_drawn():
    stage = Stage(600, 450)
    for name in props.KNOWN:
        root = Group()
        props.add(root.group().matrix(1, 0, 0, 1, 300, 330), name, 0, 0, 1.0, 0.0, "")
        ys, xs = np.nonzero(stage.draw_rgba(root)[..., 3] > 90)
        found = (xs.min() - 300, ys.min() - 330, xs.max() + 1 - 300, ys.max() + 1 - 330)
        assert np.abs(np.subtract(found, BOXES[name])).max() <= 1, name


def test_a_paper_boat_is_larger_the_nearer_the_shot():
    sizes = ("extreme wide shot", "wide shot", "medium shot", "close-up", "extreme close-up")
    shares = [share(scene("A paper boat waits.", f"{size}, static")) for size in sizes]
    assert shares == sorted(shares) and shares[0] < 0.2 and shares[-1] > 0.4


@pytest.mark.parametrize("thing", ["red balloon", "lantern", "violin", "clock", "key", "train", "kite"])
def test_in_a_near_picture_a_thing_takes_half_of_it(thing):
    found = scene(f"The {thing} waits.", "close-up, static", "a bedroom")
    one = subject(found)
    left, _, right, _ = BOXES[one["name"]]
    broad = (right - left) * one["scale"] * found["camera"]["zoom"] / VIEW_W
    assert share(found) > 0.44 or broad > 0.5


def test_a_lighthouse_on_its_rock_has_no_second_one_before_it_and_a_near_picture_shows_it():
    far = scene("The lighthouse lies open before us.", "extreme wide shot, pan left", "a lighthouse at night")
    assert far["place"]["kind"] == "lighthouse" and not [p for p in far["props"] if p["name"] == "lighthouse"]
    assert subject(scene("The lighthouse stands there.", "close-up, static", "a lighthouse"))["name"] == "lighthouse"
    assert subject(scene("A lighthouse stands there.", "wide shot, static", "a beach"))["name"] == "lighthouse"


def test_what_the_words_give_the_picture_to_is_its_subject():
    assert (
        scene("It is still.", character="The red balloon has the picture to itself.")["props"][0]["name"] == "balloon"
    )
    assert subject(scene("The red balloon waits.", background="a city"))["colour"]
    assert not any(p.get("subject") for p in scene("The river lies under a tree.")["props"])
    assert not any(p.get("subject") for p in scene("A girl looks at a violin.", cast=[a_girl()])["props"])


def test_an_extreme_close_up_goes_to_the_thing_somebody_plays():
    found = scene("Ann plays the violin.", "extreme close-up on the violin", "a street", cast=[a_girl()])
    assert subject(found)["name"] == "violin" and found["actors"][0]["held"] != "violin"


def test_a_thing_stands_off_the_middle_and_its_side_is_not_always_the_same():
    sides = []
    for seed in range(24):
        found = scene("The lantern waits.", background="a forest", seed=seed)
        off = (subject(found)["x"] - found["camera"]["x"]) * found["camera"]["zoom"] / VIEW_W
        assert 0.1 < abs(off) < 0.25
        sides.append((off > 0, round(off, 2), subject(found)["scale"]))
    assert 6 < sum(right for right, _, _ in sides) < 18 and len(set(sides)) > 20


def test_a_pan_comes_to_rest_on_the_thing():
    for way, sign in (("left", -1), ("right", 1)):
        camera = scene("The lantern waits.", f"wide shot, pan {way} to the lantern", "a forest")
        assert (subject(camera)["x"] - camera["camera"]["x"]) * sign > 0


@pytest.mark.parametrize("place", ["a river", "a lake", "the open sea", "a harbour"])
@pytest.mark.parametrize("thing", ["paper boat", "ship", "swan", "rowboat", "duck"])
def test_what_floats_is_on_the_water(place, thing):
    found = scene(f"The {thing} drifts.", background=place)
    assert found["place"]["afloat"] and subject(found)["stand"] == "water"


def test_the_open_sea_has_no_deck_unless_the_words_have_one():
    assert scene("The sea lies open before us.", background="the open sea")["place"].get("afloat")
    assert not scene("Nobody is on the deck.", background="the deck of a ship at sea")["place"].get("afloat")
    assert not scene("Ann stands.", background="the open sea", cast=[a_girl()])["place"].get("afloat")


def test_who_rows_has_water_around_the_boat():
    assert scene("Ann rows her boat.", background="the open sea", cast=[a_girl()])["place"].get("afloat")


def test_a_swan_that_plays_a_part_swims_in_the_lake():
    swan = ("swan", draw_look("swan", "the swan", "", "a white swan", "", 3), None)
    found = scene("The swan swims across the lake.", background="a lake", cast=[swan])
    assert found["place"].get("afloat") and found["actors"][0]["furniture"] == "afloat"


@pytest.mark.parametrize("kind", ["sea", "river", "lake", "harbour", "beach", "lighthouse"])
def test_water_is_drawn_in_every_light(kind):
    seen = {
        SMALL.frame(scene("The ship sails.", background=f"the {kind}", kind=kind, light=light), 0.0).tobytes()
        for light in ("noon", "dusk", "night", "storm")
    }
    assert len(seen) == 4
    assert [one.depth for one in backdrops.layers(kind, afloat=True)][-1] == 1.0


@pytest.mark.parametrize(
    "sentence, how",
    [
        ("The paper boat drifts down the river.", "drift"),
        ("The red balloon rises.", "rise"),
        ("The ball rolls away.", "roll"),
        ("The rocket takes off.", "rise"),
        ("The snowman melts.", "melt"),
        ("The ship sinks.", "sink"),
        ("The flower grows.", "grow"),
        ("The bell swings.", "swing"),
        ("The lantern swings.", "swing"),
        ("The kite flies.", "fly"),
        ("The key falls.", "fall"),
        ("The key does not fall.", ""),
        ("The lantern waits.", ""),
    ],
)
def test_a_thing_does_what_its_words_say(sentence, how):
    found = [p for p in scene(sentence)["props"] if p.get("subject")]
    assert [p.get("motion", {"how": ""})["how"] for p in found if p.get("motion") or how] == ([how] if how else [])


def test_a_clip_begins_with_its_keyframe_and_what_drifts_goes_into_the_free_side():
    found = scene("The paper boat drifts down the river.")
    one, camera = subject(found), found["camera"]
    first, last = state_of(found, 0.0).props[-1], state_of(found, 3.0).props[-1]
    assert (first.x, first.turn, first.wide * first.high) == (one["x"], 0.0, first.wide)
    assert abs(last.x - first.x) > 0.2 * VIEW_W / camera["zoom"]
    assert abs(last.x - camera["x"]) < abs(one["x"] - camera["x"]) + 0.05 * VIEW_W / camera["zoom"]


def test_what_falls_begins_high_and_ends_on_the_ground():
    found = scene("The key falls.", background="a forest")
    assert state_of(found, 0.0).props[-1].up > 20 and abs(state_of(found, 3.0).props[-1].up) < 1


def test_every_motion_begins_at_nothing_and_moves_something():
    for name in all_motions():
        start, half = moved(name, 0.0, 3.0), moved(name, 1.4, 3.0)
        assert (start.along, start.up, start.turn, start.wide, start.high, start.seen) == (0, 0, 0, 1, 1, 1), name
        assert half != start, name


@pytest.mark.parametrize(
    "text, told",
    [
        ("- {id: a, words: [go], for: sea}", "entry 1"),
        ("- {id: a, words: [], for: any}", "entry 1"),
        ("- {id: a, words: [go], for: any, along: 3}", "entry 1"),
        ("- {id: a, words: [go], for: any}\n- {id: a, words: [run], for: any}", "two motions are called a"),
    ],
)
def test_a_motion_that_cannot_be_is_refused_by_its_line(text, told):
    with pytest.raises(ValueError, match=told):
        read_motions(text)


def test_the_same_words_are_the_same_bytes():
    one, other = (scene("The paper boat drifts.") for _ in range(2))
    assert canonical(one) == canonical(other)
    assert np.array_equal(Renderer(FrameSize(192, 108)).frame(one, 1.3), SMALL.frame(other, 1.3))


@pytest.mark.parametrize("thing", ["leaf", "feather", "stone", "mushroom"])
def test_what_belongs_to_a_place_is_a_thing_where_it_has_the_picture_to_itself_or_is_found(thing):
    found = scene(f"The {thing} waits.", background="a forest", character=f"The {thing}, with nobody near.")
    assert subject(found)["name"] == thing
    beside = scene(f"Ann walks past the {thing}.", background="a forest", cast=[a_girl()])
    assert thing not in [p["name"] for p in beside["props"]]
    finds = scene(f"Ann finds a giant {thing}.", background="a desert", cast=[a_girl()])
    assert thing in [p["name"] for p in finds["props"]]


def test_a_verb_that_a_thing_does_counts_as_drawn():
    from vgot.animatic.lexicon.coverage import understood

    words = Domains(background="a river", relation="The paper boat drifts.", camera="wide shot, static")
    assert "drift" not in understood(words, "The paper boat drifts.").not_drawn
    assert "drift" not in understood(words, "", scene=scene("The paper boat drifts.")).not_drawn


def test_a_camera_that_leaves_a_street_is_about_no_leaf():
    camera = "extreme wide shot, a slow pull out leaves the street small"
    assert not any(p.get("subject") for p in scene("The street lies open.", camera, "a street")["props"])


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("The snowman falls.", "fall"),
        ("The snowman falls in love with a campfire.", ""),
        ("The clock falls silent.", ""),
    ],
)
def test_a_figure_of_speech_moves_nothing(said, how):
    from vgot.animatic.lexicon.text import tokens_of
    from vgot.animatic.motions import motion_in

    assert motion_in((tokens_of(said),), "ground") == how
