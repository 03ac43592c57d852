"""Staging: who stands where, what the camera sees, and that nobody is cut in an odd place."""

import json

import pytest

from vgot.animatic import staging
from vgot.animatic.acting import pose_of
from vgot.animatic.looks import Look, draw_look
from vgot.animatic.people.figure import crown, head_at
from vgot.animatic.scene import camera_at, canonical, load_scene, on_screen, state_of
from vgot.story.model import Domains

PLACE = {"kind": "park", "light": "noon", "weather": "clear", "season": "summer", "seed": 3}
PEOPLE = [
    ("mary", draw_look("mary", "Mary", "", "a young woman", "", 1), None),
    ("tom", draw_look("tom", "Tom", "", "a man in a top hat", "", 1), None),
    ("lily", draw_look("lily", "Lily", "", "a little girl", "", 1), None),
    ("gran", draw_look("gran", "Gran", "", "an elderly woman", "", 1), None),
]


def scene(relation: str, camera: str, n: int, seed: int = 4) -> dict:
    reading = staging.read_domains(Domains(relation=relation, camera=camera, background="a park"), "", "park", "")
    return staging.stage_scene(reading, PEOPLE[:n], dict(PLACE), seed)


def heads(made: dict) -> list[tuple[float, float, float, float]]:
    """(left, top, right, bottom) of every head in shares of the frame."""
    camera = camera_at(made, 0.0)
    out = []
    for a in made["actors"]:
        look = Look.from_dict(a["look"])
        x, y, r = head_at(look, pose_of(a, 0.0, 3.0, []))
        (left, top), (right, bottom) = on_screen(camera, x - r, y - r), on_screen(camera, x + r, y + r)
        out.append((left, top - (crown(look) - 1) * (bottom - top) / 2, right, bottom))
    return out


@pytest.mark.parametrize("n", [1, 2, 3, 4])
@pytest.mark.parametrize("size", ["extreme wide shot", "wide shot", "medium shot", "close-up"])
@pytest.mark.parametrize(
    "relation", ["they talk", "they walk side by side", "they sit on a bench", "they dance", "they hug"]
)
def test_every_head_is_whole_in_the_frame(n, size, relation):
    for left, top, right, bottom in heads(scene(relation, size, n)):
        assert left > -0.01 and right < 1.01, (left, right)
        assert bottom < 1.0 and top > -0.2, (top, bottom)  # a close-up may cut a tall hat, never a face


def test_nearer_shots_show_larger_heads():
    sizes = [
        heads(scene("she stands", s, 1))[0]
        for s in ("extreme wide shot", "wide shot", "medium shot", "close-up", "extreme close-up")
    ]
    shares = [h[3] - h[1] for h in sizes]
    assert shares == sorted(shares) and shares[-1] > 4 * shares[0]


def test_two_people_who_talk_face_each_other():
    a, b = scene("Mary and Tom talk face to face", "medium shot", 2)["actors"]
    assert a["x"] < b["x"] and a["face"] > 0.4 and b["face"] < -0.4


def test_who_leaves_is_seen_from_behind():
    (a,) = scene("she walks away from the camera into the distance", "wide shot", 1)["actors"]
    assert a["back"] == 1.0 and a["body"] == "walking"


def test_the_camera_of_every_move_starts_at_the_keyframe_and_ends_elsewhere():
    start = scene("she stands", "medium shot, static", 1)["camera"]
    for move in ("pan left", "pan right", "tilt up", "tilt down", "push in", "pull out"):
        c = scene("she stands", f"medium shot, {move}", 1)["camera"]
        assert (c["x"], c["y"], c["zoom"]) == (start["x"], start["y"], start["zoom"])
        assert (c["x2"], c["y2"], c["zoom2"]) != (c["x"], c["y"], c["zoom"])


def test_a_tracking_camera_keeps_the_runner_in_the_frame():
    made = scene("she runs along the path", "medium tracking shot", 1)
    made["clip"] = {"frames": 96, "fps": 16.0, "lines": []}
    for t in (0.0, 2.0, 5.9):
        state = state_of(made, t)
        x, y, _ = head_at(state.actors[0].look, state.actors[0].pose)
        assert 0.1 < on_screen(state.camera, x, y)[0] < 0.9


def test_the_sleeper_lies_and_the_other_keeps_watch():
    made = scene("the old woman is asleep in bed, her daughter sits beside her", "medium shot", 4)
    assert [a["body"] for a in made["actors"]].count("sleeping") == 1
    assert next(a for a in made["actors"] if a["body"] == "sleeping")["character"] == "gran"


def test_a_baby_is_carried_by_a_grown_person():
    baby = ("bob", draw_look("bob", "Bob", "", "a newborn baby", "", 1), None)
    reading = staging.read_domains(Domains(relation="she holds her baby", camera="medium shot"), "", "", "")
    made = staging.stage_scene(reading, [PEOPLE[0], baby], dict(PLACE), 1)
    assert made["actors"][0]["held"] == "baby:bob" and made["actors"][1]["body"] == "carried"


def test_over_the_shoulder_shows_one_face_and_one_back():
    lead, other = scene("Mary and Tom talk", "over the shoulder shot, medium", 2)["actors"]
    assert lead["back"] == 0.0 and other["back"] == 1.0 and other["scale"] > 1.1


def test_a_box_set_by_hand_moves_the_person_there():
    made = scene("she stands", "wide shot", 1)
    staging.place_by_hand(made, [(PEOPLE[0][0], PEOPLE[0][1], (0.7, 0.3, 0.9, 0.9))])
    left, _, right, _ = heads(made)[0]
    assert (left + right) / 2 == pytest.approx(0.8, abs=0.02)


def test_a_scene_is_canonical_json_that_comes_back_whole():
    made = scene("they talk", "medium shot", 2)
    assert load_scene(canonical(made)) == made
    assert canonical(json.loads(canonical(made))) == canonical(made)
    for damaged in (b"", b"{", b"[]", b'{"v":99}', b"\xff\xfe"):
        assert load_scene(damaged) is None


def test_the_same_seed_stages_the_same_scene_and_another_seed_another():
    assert canonical(scene("she stands", "medium shot", 1, 4)) == canonical(scene("she stands", "medium shot", 1, 4))
    assert canonical(scene("she stands", "medium shot", 1, 4)) != canonical(scene("she stands", "medium shot", 1, 5))


def test_from_below_people_loom_over_a_low_horizon_and_from_above_the_ground_is_all_around():
    shots = {
        angle: scene("Ann waits.", f"wide shot, {angle}, static", 1)
        for angle in ("eye level", "low angle", "high angle")
    }
    tall = {angle: heads(made)[0][3] - heads(made)[0][1] for angle, made in shots.items()}
    assert tall["low angle"] > tall["eye level"] > tall["high angle"]
    pitch = {angle: made["camera"]["pitch"] for angle, made in shots.items()}
    assert pitch["low angle"] > pitch["eye level"] == 0 > pitch["high angle"]
    foot = {a: on_screen(camera_at(m, 0.0), m["actors"][0]["x"], m["actors"][0]["y"])[1] for a, m in shots.items()}
    assert foot["high angle"] < 0.75 < foot["low angle"]


def test_a_tilted_picture_leans_and_no_other_does():
    assert abs(scene("Ann waits.", "medium shot, dutch angle", 1)["camera"]["roll"]) > 3
    assert "roll" not in scene("Ann waits.", "medium shot, eye level, tilt up", 1)["camera"]


def test_who_looks_to_a_side_has_the_room_there():
    for seed in range(8):
        made = scene("Ann waits.", "medium shot, static", 1, seed)
        face, (left, _, right, _) = made["actors"][0]["face"], heads(made)[0]
        if abs(face) > 0.3 and not made["actors"][0]["speed"]:
            assert ((left + right) / 2 < 0.46) if face > 0 else ((left + right) / 2 > 0.54)


@pytest.mark.parametrize("deed", ["argue over a map", "eat an apple", "laugh"])
def test_whatever_two_do_in_a_canoe_both_sit_in_it_and_their_legs_stay_along_the_boat(deed):
    made = scene(f"Mary and Tom {deed} in a canoe.", "Wide shot.", 2)
    assert [a["furniture"] for a in made["actors"]] == ["mount:=rowboat", "aboard"]
    for a in made["actors"]:
        for t in (0.0, 1.0, 2.5):
            pose = pose_of(a, t, 3.0, [])
            assert abs(pose.ll) > 80 and abs(pose.rl) > 80, (deed, t)
