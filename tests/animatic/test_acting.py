"""Acting: every action moves as it should, stays within bounds, and a seated person sits."""

import math

import pytest

from vgot.animatic.acting import BODIES, OVERLAYS, pose_of, speech
from vgot.animatic.lexicon.deeds import Member, deeds_of
from vgot.animatic.people.pose import Pose, figure_of


def actor(**changes) -> dict:
    return {
        "x": 128.0,
        "y": 126.0,
        "scale": 1.0,
        "face": 0.6,
        "back": 0.0,
        "body": "standing",
        "overlays": [],
        "emotion": "calm",
        "phase": 0.3,
        "speed": 0.0,
        **changes,
    }


@pytest.mark.parametrize("body", BODIES)
def test_every_action_gives_a_finite_pose_at_every_moment_on_both_sides(body):
    for face in (-0.8, 0.0, 0.8):
        for n in range(40):
            pose = pose_of(actor(body=body, face=face, speed=17.0 if face > 0 else -17.0), n / 8, 5.0, [])
            assert all(math.isfinite(v) for v in pose.numbers())
            assert abs(pose.y - 126) < 20 and 0.5 < pose.scale < 1.5


@pytest.mark.parametrize("body", [b for b in BODIES if b != "standing"])
def test_every_action_is_told_from_standing(body):
    still = pose_of(actor(), 1.0, 3.0, [])
    moved = pose_of(actor(body=body, speed=17.0), 1.0, 3.0, [])
    assert max(abs(a - b) for a, b in zip(still.numbers(), moved.numbers(), strict=True)) >= 0.9


def test_a_walker_travels_and_swings_the_legs_against_each_other():
    poses = [pose_of(actor(body="walking", face=0.8, speed=17.0), n / 16, 3.0, []) for n in range(48)]
    assert poses[-1].x - poses[0].x == pytest.approx(17.0 * 47 / 16)
    assert all(p.ll == pytest.approx(-p.rl) for p in poses)
    assert max(p.ll for p in poses) > 15 > -15 > min(p.ll for p in poses)


def test_walking_left_is_walking_right_in_a_mirror():
    right = pose_of(actor(body="walking", face=0.8, phase=0.1, speed=17.0), 0.7, 3.0, [])
    left = pose_of(actor(body="walking", face=-0.8, phase=0.1, speed=-17.0), 0.7, 3.0, [])
    assert left.face == -right.face and left.lean == pytest.approx(-right.lean, abs=1.2)
    assert left.ll == pytest.approx(-right.ll) and left.x - 128 == pytest.approx(128 - right.x)


def test_the_mouth_moves_only_while_its_line_is_spoken():
    spans = [[1.0, 2.0]]
    assert speech(0.9, spans, 0.3) == 0.0 and speech(2.0, spans, 0.3) == 0.0
    during = [pose_of(actor(), 1 + n / 16, 3.0, spans).open_ for n in range(16)]
    assert max(during) > 0.3 > 0.25 > min(during)
    assert all(pose_of(actor(), 2.1 + n / 16, 3.0, spans).open_ == 0.0 for n in range(12))


def test_everybody_blinks_now_and_then_and_not_all_at_once():
    frames = [n / 16 for n in range(160)]
    shut = [{t for t in frames if pose_of(actor(phase=ph), t, 10.0, []).lids < 0.2} for ph in (0.1, 0.5, 0.8)]
    assert all(2 <= len(s) <= 12 for s in shut)
    assert not (shut[0] & shut[1] & shut[2])


def test_a_seated_persons_feet_are_on_the_ground():
    for age in ("child", "adult", "elder"):
        f = figure_of(age, "m", 1.0, 1.0)
        p = pose_of(actor(body="sitting", face=0.7), 0.0, 3.0, [])
        for thigh, shin in ((p.ll, p.lk), (p.rl, p.rk)):
            a, b = math.radians(thigh), math.radians(thigh + shin)
            ground = -f.leg * (1 - p.drop) - 1.5 + math.cos(a) * f.leg * 0.5 + math.cos(b) * (f.leg * 0.5 - 1.4)
            assert abs(ground + 2.9) < 0.1 * f.leg  # the sole lies 2.9 under the ankle, as when standing


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_what_comes_on_top_changes_the_pose(overlay):
    plain = [pose_of(actor(), n / 5, 3.0, []).numbers() for n in range(15)]
    more = [pose_of(actor(overlays=[overlay]), n / 5, 3.0, []).numbers() for n in range(15)]
    assert plain != more


def test_emotions_are_seen_in_the_face():
    faces = {
        e: pose_of(actor(emotion=e), 1.0, 3.0, []) for e in ("calm", "happy", "sad", "angry", "surprised", "afraid")
    }
    assert faces["happy"].smile > faces["calm"].smile > faces["sad"].smile
    assert faces["angry"].brow < 0 < faces["sad"].brow
    assert faces["surprised"].lids > 1.1
    assert len({p.numbers() for p in faces.values()}) == 6


def test_poses_mix_from_one_to_the_other():
    a, b = Pose(), Pose(x=200, la=90, smile=-1)
    assert a.mix(b, 0) == a and a.mix(b, 1) == b
    assert a.mix(b, 0.25).x == pytest.approx(146) and a.mirrored().mirrored() == a


def test_two_who_walk_go_the_same_way_side_by_side():
    from vgot.animatic.looks import draw_look
    from vgot.animatic.staging import read_domains, stage_scene
    from vgot.story.model import Domains

    words = Domains(relation="They walk.", background="a railway station", camera="Close-up, static camera.")
    cast = [(n, draw_look(n, n, "", "a woman", "", 1), None) for n in ("mary", "ada")]
    place = {"kind": "station", "light": "noon", "weather": "clear", "season": "summer", "seed": 1, "era": ""}
    told = deeds_of(words, "", [Member("Mary", "f"), Member("Ada", "f")])
    one, other = stage_scene(read_domains(words, "", "", ""), cast, place, 4, deeds=told)["actors"]
    assert one["speed"] == other["speed"] != 0 and abs(one["x"] - other["x"]) > 25
