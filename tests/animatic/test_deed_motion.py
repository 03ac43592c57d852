"""Deeds as motion: every entry of deeds.yaml is heard in its own sentence, reaches what it touches, and moves as a body can."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from docs.make_deed_sheets import scene_for, sheets, strip
from vgot.animatic.acting import pose_of
from vgot.animatic.deed_table import all_deeds, read_deeds
from vgot.animatic.lexicon.deeds import Member, deeds_of
from vgot.animatic.people.pose import figure_of
from vgot.animatic.people.reach import arm_to, bent, foot_of, hand_of, landmark, leg_to
from vgot.animatic.render import Renderer
from vgot.animatic.scene import state_of
from vgot.animatic.shapes import Partner, aimed, shape_of
from vgot.animatic.timing import spans_of
from vgot.story.model import Domains
from vgot.units import FrameSize

SAID = [d for d in all_deeds().values() if d.words]
ADULT = figure_of("adult", "m", 1.0, 1.0)
MOOD = (0.25, 0.0, 0.0, 1.0, 0.0)
STANDS = {"any": "standing"}


def actor(deed: str, **changes) -> dict:
    look = {"age": "adult", "sex": "m", "build": 1.0, "tall": 1.0, "kind": "person"}
    beats = changes.pop("beats", [{"deed": deed, "from": 0.0, "until": 1.0, "face": 0.8}])
    return {
        "x": 128.0, "y": 126.0, "scale": 1.0, "face": 0.8, "back": 0.0, "body": "standing", "overlays": [], "emotion": "calm",
        "phase": 0.3, "speed": 0.0, "held": "", "furniture": "", "seat": False, "look": look, "beats": beats, **changes,
    }  # fmt: skip


@pytest.mark.parametrize("deed", SAID, ids=lambda d: d.id)
def test_a_deed_is_heard_in_its_own_sentence(deed):
    scene = scene_for(deed)
    assert deed.id in {b["deed"] for a in scene["actors"] for b in a.get("beats", [])} or deed.id == "sleep"


@pytest.mark.parametrize("deed", [d for d in all_deeds().values() if any(k.touch for k in d.keys)], ids=lambda d: d.id)
@pytest.mark.parametrize("age", ["adult", "elder", "child"])
def test_a_hand_comes_to_what_it_touches(deed, age):
    f, stance = figure_of(age, "m", 1.0, 1.0), str(STANDS.get(deed.stance, deed.stance))
    low = deed.id in ("feed", "pet", "grab")  # an animal
    partner = Partner(26.0, 24.0, 22.0, 18.0, 20.0) if low else Partner(deed.gap or 38.0)
    for n, key in enumerate(deed.keys, 1):
        if (
            not key.touch
            or key.hand is None
            or age != "adult"
            and key.hand.name not in ("mouth", "chest", "belly", "ground")
        ):
            continue
        shape = shape_of(deed.id, n, stance, f, partner, MOOD)
        x, y = aimed(deed.id, n, stance, f, partner)
        hx, hy = hand_of(f, 1, shape.ra, shape.rb)
        assert math.dist((x, y), (hx, hy)) < 3.5 + 0.12 * f.arm, f"{deed.id}, key {n}"


def places(pose) -> dict[str, tuple[float, float]]:
    """Hands and feet in the world, of a grown man."""
    f = figure_of("adult", "m", 1.0, 1.0)
    hips = f.leg * (1 - pose.drop)
    lean = math.radians(pose.lean)
    out = {}
    for side, name in ((1, "r"), (-1, "l")):
        x, y = hand_of(f, side, getattr(pose, name + "a"), getattr(pose, name + "b"))
        out["hand " + name] = (
            pose.x + x * math.cos(lean) - y * math.sin(lean),
            x * math.sin(lean) + y * math.cos(lean) - hips - pose.lift,
        )
        fx, fy = foot_of(f, side, hips, getattr(pose, name + "l"), getattr(pose, name + "k"))
        out["foot " + name] = (pose.x + fx, fy - pose.lift)
    return out


@pytest.mark.parametrize("deed", all_deeds().values(), ids=lambda d: d.id)
@pytest.mark.parametrize("face", [0.8, pytest.param(-0.8, marks=pytest.mark.slow)])  # a mirror (the next test)
def test_no_limb_jumps_from_frame_to_frame(deed, face):
    beats = [
        {"deed": deed.id, "from": 0.0, "until": 0.6, "face": face},
        {"deed": "stand", "from": 0.6, "until": 1.0, "face": face},
    ]
    poses = [pose_of(actor(deed.id, beats=beats), n / 48, 4.0, []) for n in range(192)]
    for n, (one, other) in enumerate(zip(poses, poses[1:], strict=False)):
        a, b = places(one), places(other)
        for name in a:
            assert math.dist(a[name], b[name]) < 13.0, f"{name} of {deed.id} at {n / 48:.2f} s"
        assert all(math.isfinite(v) for v in one.numbers())


@pytest.mark.parametrize("deed", all_deeds().values(), ids=lambda d: d.id)
def test_a_clip_begins_with_its_keyframe_and_a_deed_is_the_same_in_a_mirror(deed):
    one = actor(deed.id)
    first = [pose_of(one, 0.0, seconds, []).numbers() for seconds in (2.0, 3.0, 5.0, 8.0)]
    assert all(n == pytest.approx(first[0], abs=1e-6) for n in first)
    other = actor(deed.id, beats=[{"deed": deed.id, "from": 0.0, "until": 1.0, "face": -0.8}], face=-0.8)
    for t in (0.0, 0.7, 1.9):
        right, left = pose_of(one, t, 4.0, []), pose_of(other, t, 4.0, []).mirrored()
        assert right.but(x=0, tilt=0, back=0).numbers() == pytest.approx(
            left.but(x=0, tilt=0, back=0).numbers(), abs=1e-6
        )
        assert right.x - 128 == pytest.approx(128 - left.x, abs=1e-6)


def test_elbows_and_knees_bend_the_way_they_do():
    for x, y in ((20, 3), (12, -14), (5, 18), (-10, 12), (60, 0), (0.5, 0.2)):
        upper, fore = bent(x, y, 12.5, 14.0, False)
        assert fore >= 0 and math.isfinite(upper)
        thigh, shin = bent(x, abs(y), 17.0, 16.0, True)
        assert shin <= 0 and math.isfinite(thigh)


@pytest.mark.parametrize("age", ["child", "teen", "adult", "elder"])
def test_what_is_in_reach_is_reached_and_what_is_not_is_pointed_at(age):
    f = figure_of(age, "f", 1.0, 1.0)
    for front in (False, True):
        for name in ("belly", "chest", "wide", "low", *(("brow", "high") if age != "child" else ())):
            point = landmark(f, name, 1, front)
            a, b = arm_to(f, 1, point, front)
            assert math.dist(hand_of(f, 1, a, b), point) < 0.16 * f.arm, name
    x, y = hand_of(f, 1, *arm_to(f, 1, (500.0, -10.0), False))
    assert x == pytest.approx(f.half * 0.82 + f.arm + 1.6, abs=0.5) and abs(y - 5 + f.trunk) < 0.6
    a, b = leg_to(f, 1, f.leg * 0.7, (6.0, 0.0), 0.0)
    assert foot_of(f, 1, f.leg * 0.7, a, b) == pytest.approx((6.0, 0.0), abs=0.2)


@pytest.mark.parametrize("deed", ["walk", "leave", "run", "march", "tiptoe"])
def test_a_foot_that_stands_holds_the_ground(deed):
    gait = all_deeds()[deed].gait
    assert gait is not None
    one = actor(deed, beats=[{"deed": deed, "from": 0.0, "until": 1.0, "face": 0.9, "speed": gait.speed}])
    feet = [places(pose_of(one, n / 60, 4.0, [])) for n in range(60, 200)]
    standing = 0
    for before, after in zip(feet, feet[1:], strict=False):
        for name in ("foot l", "foot r"):
            low = -gait.bob - 1.0
            if (
                before[name][1] > low
                and after[name][1] > low
                and abs(after[name][0] - before[name][0]) < 0.5 * gait.speed / 60
            ):
                standing += 1
                assert abs(after[name][0] - before[name][0]) < 0.4
    assert standing > 0.35 * len(feet)
    assert feet[-1]["foot l"][0] - feet[0]["foot l"][0] > 0.7 * gait.speed * 139 / 60


MARY, JOE, DOG = Member("Mary", "f"), Member("Joe", "m"), Member("dog", "", "dog")


@pytest.mark.parametrize(
    ("text", "cast", "wanted"),
    [
        ("Joe is caught by Mary.", [MARY, JOE], [["catch"], []]),
        ("Mary teaches Joe to bake bread.", [MARY, JOE], [["talk"], ["cook"]]),
        ("Joe and his dog find a treasure.", [JOE, DOG], [["find"], ["nibble"]]),
        ("Mary watches the leaves fall.", [MARY], [["regard"]]),
        ("The leaves fall and Mary leaves.", [MARY], [["leave"]]),
        ("Mary picks the letter up, reads it and cries.", [MARY], [["pick_up", "read", "cry"]]),
        ("She hunts for mushrooms and finds a key.", [MARY], [["search", "find"]]),
        ("Nobody speaks.", [MARY], [[]]),
        ("Mary thinks. It shows in her face.", [MARY], [["think"]]),
        ("They fall in love.", [MARY, JOE], [[], []]),
        ("Joe wants to dance.", [JOE], [[]]),
        ("Joe crosses the street and waves.", [JOE], [["walk", "wave"]]),
        ("Mary waters the plants.", [MARY], [["water_plants"]]),
        ("The water is cold and the watch is old.", [MARY], [[]]),
        ("Mary flies a kite while a bird flies past.", [MARY], [["fly_kite"]]),
        ("Mary waits while a bird flies past.", [MARY], [["wait"]]),
        ("Mary plays her old violin.", [MARY], [["play_violin"]]),
        ("Mary opens the door, enters the house and sits down.", [MARY], [["open", "enter", "sit_down"]]),
        ("Joe opens the letter.", [JOE], [["open_thing"]]),
        ("Mary writes her name on the blackboard.", [MARY], [["write_board"]]),
        ("Joe does not cry.", [JOE], [[]]),
    ],
)
def test_what_is_done_is_read_in_its_order_and_by_whom(text, cast, wanted):
    assert [[a.deed for a in d.acts] for d in deeds_of(Domains(relation=text), "", cast)] == wanted


def test_several_deeds_are_played_one_after_the_other():
    scene = scene_for(
        all_deeds()["pick_up"].model_copy(update={"says": "A girl picks up a letter, reads it and cries."})
    )
    (girl,) = scene["actors"]
    assert [b["deed"] for b in girl["beats"]] == ["pick_up", "read", "cry"]
    spans = spans_of(girl["beats"], 6.0)
    assert spans[0][0] == 0.0 and spans[-1][1] == pytest.approx(6.0)
    assert all(a[1] == pytest.approx(b[0]) for a, b in zip(spans, spans[1:], strict=False))
    scene["clip"] = {"frames": 96, "fps": 16.0, "lines": []}
    held = [state_of(scene, t).actors[0].held for t in (0.0, 3.0)]
    assert held == ["", "letter"], "it lies on the ground, then it is in the hand"
    assert any(p.name == "held:letter" for p in state_of(scene, 0.0).props)
    assert state_of(scene, 5.6).actors[0].pose.tears > 0.2 > state_of(scene, 2.5).actors[0].pose.tears


def test_what_is_given_passes_from_hand_to_hand():
    scene = scene_for(all_deeds()["give"])
    scene["clip"] = {"frames": 64, "fps": 16.0, "lines": []}
    anna, tom = range(2)
    before, after = state_of(scene, 0.0), state_of(scene, 3.5)
    assert (before.actors[anna].held, before.actors[tom].held) == ("gift", "")
    assert (after.actors[anna].held, after.actors[tom].held) == ("", "gift")
    for t in (0.5, 1.0, 2.0, 3.0):
        state = state_of(scene, t)
        hands = [s.held for s in state.actors] + [p.name for p in state.props if p.name == "held:gift"]
        assert hands.count("gift") + hands.count("held:gift") == 1, "there is one gift"


def test_an_animal_lifts_its_head_and_its_old_poses_are_as_they_were():
    scene = scene_for(all_deeds()["howl"])
    poses = [state_of(scene, n / 8).actors[0].pose for n in range(32)]
    assert max(p.pitch for p in poses) > 20 and max(p.open_ for p in poses) > 0.6
    del scene["actors"][0]["beats"]
    assert {state_of(scene, n / 8).actors[0].pose.pitch for n in range(8)} == {0.0}


def test_what_cannot_be_held_is_not_in_the_hand():
    for says, wanted in (
        ("A girl finds a cave.", "discover"),
        ("A man loses his way.", "sigh"),
        ("A man finds a key.", "find"),
    ):
        (one,) = scene_for(all_deeds()["find"].model_copy(update={"says": says}))["actors"]
        assert [b["deed"] for b in one["beats"]] == [wanted]
        assert bool(one["beats"][0].get("held")) == (wanted == "find")


def test_two_who_speak_look_at_one_another():
    scene = scene_for(all_deeds()["talk"])
    anna, tom = (s.pose for s in state_of(scene, 1.0).actors)
    assert anna.x < tom.x and anna.face > 0.3 and tom.face < -0.3 and anna.gaze_x > 0.3 and tom.gaze_x < -0.3


def test_a_scene_with_beats_is_plain_json_and_is_told_the_same_way_twice():
    for deed in ("give", "dig", "climb", "row", "wave"):
        one, other = (json.dumps(scene_for(all_deeds()[deed]), sort_keys=True) for _ in range(2))
        assert one == other


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("- {id: wink}", "neither keys nor a gait"),
        ("- {id: wink, words: [wink], keys: [{s: 1}]}", "no sentence"),
        ("- {id: wink, keys: [{s: 1, hand: elbow}]}", "no landmark is called elbow"),
        ("- {id: wink, lies: ground, keys: [{s: 1}]}", "no key takes"),
        ("- {id: wink, goes: ground, keys: [{s: 1}]}", "no key lets it go"),
        ("- {id: wink, keys: [{in: settle, s: 1}, {in: action, s: 1}]}", "in no order"),
        ("- {id: wink, partner: blink, keys: [{s: 1}]}", "what wink leads to"),
        ("- {id: wink, keys: [{s: 1}]}\n- {id: wink, keys: [{s: 1}]}", "two deeds are called wink"),
        ("- {id: wink, knees: 3, keys: [{s: 1}]}", "entry 1 wink"),
    ],
)
def test_a_deed_that_cannot_be_used_is_named(row, why):
    with pytest.raises(ValueError, match=why):
        read_deeds(row)


def test_a_sheet_has_five_different_frames_of_every_deed_asked_for(tmp_path):
    (page,) = sheets(tmp_path, [all_deeds()[d] for d in ("wave", "dig")], bare=True, seconds=3.0)
    assert page.suffix == ".webp" and page.stat().st_size > 2000
    picture = np.asarray(strip(all_deeds()["dig"], Renderer(FrameSize(160, 90)), 3.0))
    frames = np.split(picture, 5, axis=1)
    assert all((a != b).any() for a, b in zip(frames, frames[1:], strict=False))


def test_there_are_more_than_eighty_deeds():
    assert len(SAID) >= 80
