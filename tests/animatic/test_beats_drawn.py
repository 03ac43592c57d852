"""The drawn world obeys a plan: boxes asked are boxes drawn, deeds follow each other, feet go where somebody goes, heads turn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from vgot.animatic.family import clip_scene, scene_of
from vgot.animatic.people.reach import foot_of, hip
from vgot.animatic.playing import figure_in, moment_at
from vgot.animatic.render import Renderer
from vgot.animatic.scene import lens_of, state_of, tracked
from vgot.models.base import Cast, ClipSpec, KeyframeSpec, Tokens
from vgot.sound.timing import line_times, placed
from vgot.story.beats import Beat, line_spans
from vgot.story.model import Domains
from vgot.units import FrameSize

LOOKS = {"mary": "a young woman with red hair in a green dress", "tom": "a man in a blue jacket", "rex": "a brown dog"}
LEFT, RIGHT, FAR = (0.08, 0.2, 0.27, 0.92), (0.62, 0.25, 0.8, 0.9), (0.45, 0.35, 0.54, 0.7)


def shot(beats, who=("mary",), size=FrameSize(256, 144), camera="A wide shot.", seconds=4.0):
    """The scene of a clip with these beats, in a kitchen, where no long shadows fall."""
    cast = tuple(Cast(w, "now", w.title(), w.title(), LOOKS[w], Tokens("", b"")) for w in who)
    domains = Domains(character=", ".join(LOOKS[w] for w in who), background="A kitchen.", camera=camera)
    still = scene_of(KeyframeSpec(domains, "", cast, "Kitchen", "", None, "", 7, size, beats=tuple(beats)))
    spec = ClipSpec("", camera, "", cast, (), "", 7, size, 8.0, int(8 * seconds), beats=tuple(beats))
    return clip_scene(still, spec)


def box_seen(renderer: Renderer, scene: dict, i: int, t: float):
    """The box of what differs between the frame and the frame without actor `i`."""
    state = state_of(scene, t)
    with_them = renderer.draw(state).astype(int)
    without = renderer.draw(replace(state, actors=state.actors[:i] + state.actors[i + 1 :])).astype(int)
    seen = np.abs(with_them - without).max(axis=2) > 40
    ys, xs = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    high, wide = seen.shape
    return xs[0] / wide, ys[0] / high, (xs[-1] + 1) / wide, (ys[-1] + 1) / high


def overlap(a, b) -> float:
    """Intersection over union."""
    both = max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


@pytest.mark.parametrize(
    ("camera", "size", "who"),
    [
        ("A wide shot.", FrameSize(256, 144), "mary"),
        ("A medium shot, the camera pans left.", FrameSize(256, 144), "tom"),
        ("Close-up, slow push in.", FrameSize(192, 144), "mary"),
    ],
)
def test_boxes_asked_are_boxes_drawn_when_a_beat_begins_and_when_it_ends(camera, size, who):
    beats = [
        Beat(who=who, deed="walks", from_box=LEFT, to_box=RIGHT, from_s=0, to_s=1.5),
        Beat(who=who, deed="waves", from_box=RIGHT, to_box=FAR, from_s=2, to_s=3),
        Beat(who=who, deed="sits down", to_box=LEFT, from_s=3, to_s=4),
    ]
    scene, renderer = shot(beats, (who,), size, camera), Renderer(size)
    for t, box in ((0, LEFT), (1.49, RIGHT), (2, RIGHT), (2.99, FAR), (3.99, LEFT)):
        assert overlap(box_seen(renderer, scene, 0, t), box) >= 0.7, (t, box)
    assert scene["not_drawn"] == []


def test_a_dog_and_a_ball_go_from_box_to_box_too():
    flat = (0.1, 0.55, 0.42, 0.9), (0.6, 0.5, 0.92, 0.85)
    beats = [
        Beat(who="rex", deed="barks", from_box=flat[0], to_box=flat[1], from_s=0, to_s=2),
        Beat(what="a ball", from_box=(0.1, 0.1, 0.16, 0.2), to_box=(0.7, 0.2, 0.76, 0.3), from_s=1, to_s=3),
    ]
    scene, renderer = shot(beats, ("rex",)), Renderer(FrameSize(256, 144))
    for t, box in ((0, flat[0]), (1.99, flat[1])):
        assert overlap(box_seen(renderer, scene, 0, t), box) >= 0.7
    balls = [next(p for p in state_of(scene, t).props if p.name == "ball") for t in (1, 2.999)]
    lens = lens_of(scene)(0)
    assert [round(0.5 + (b.x - lens.x) * lens.zoom / lens.width, 1) for b in balls] == [0.1, 0.7]


def test_a_box_cut_by_the_lower_edge_shows_somebody_near():
    near = (0.3, 0.1, 0.68, 1.0)
    scene = shot([Beat(who="mary", from_box=near, from_s=0, to_s=2)])
    assert overlap(box_seen(Renderer(FrameSize(256, 144)), scene, 0, 0.0), near) >= 0.7
    assert tracked(scene, 0)["actors"][0]["wide"] < 1.3


def test_deeds_follow_each_other_in_time_and_what_is_not_known_is_named():
    beats = [
        Beat(who="mary", deed="waves", from_s=0.5, to_s=1.5),
        Beat(who="mary", deed="sits down", from_s=1.5, to_s=2.5),
        Beat(who="mary", deed="zorbles the quux", from_s=2.5, to_s=3),
        Beat(who="tom", deed="waves", from_s=0, to_s=1),
        Beat(what="flux capacitor", from_s=0, to_s=1),
    ]
    scene = shot(beats)
    actor = scene["actors"][0]
    found = [actor["beats"][moment_at(actor, t, 4.0).index]["deed"] for t in (0.2, 1.0, 2.0, 2.7, 3.5)]
    assert found == ["stand", "wave", "sit_down", "stand", "stand"]
    assert scene["not_drawn"] == [
        "beat 3: zorbles the quux", "beat 5: flux capacitor", "beat 4: tom is not in the shot",
    ]  # fmt: skip


def _feet(scene: dict, t: float) -> list[tuple[float, float]]:
    """Where both feet are in the world."""
    state, a = state_of(scene, t), tracked(scene, t)["actors"][0]
    p, f = state.actors[0].pose, figure_in(a)
    hips = f.leg * (1 - p.drop) + p.lift
    ends = [foot_of(f, side, hips, *angles) for side, angles in ((1, (p.rl, p.rk)), (-1, (p.ll, p.lk)))]
    assert hip(f, 1, hips)
    return [(p.x + x * p.scale, y) for x, y in ends]


def test_who_goes_from_box_to_box_puts_foot_before_foot_and_one_of_them_holds_the_ground():
    scene = shot([Beat(who="mary", deed="walks", from_box=LEFT, to_box=(0.6, 0.2, 0.79, 0.92), from_s=0, to_s=2)])
    times = np.arange(0.6, 1.4, 0.05)
    feet = [_feet(scene, t) for t in times]
    steps = np.array([[b[k][0] - a[k][0] for k in (0, 1)] for a, b in zip(feet, feet[1:], strict=False)])
    body = np.diff([state_of(scene, t).actors[0].pose.x for t in times])
    assert (body > 0).all()
    assert (np.abs(steps).min(axis=1) < 0.35 * body).mean() > 0.7, "one foot stands while the body passes over it"
    assert steps.max() > 1.5 * body.max(), "the other overtakes it"
    stays = shot([Beat(who="mary", deed="walks", from_box=LEFT, to_box=LEFT, from_s=0, to_s=2)])
    assert np.ptp([f[0][0] for f in (_feet(stays, t) for t in times)]) < 0.6


def test_a_gaze_turns_head_and_eyes_to_somebody_a_point_and_the_camera():
    def pose(gaze, t=1.9):
        beats = [Beat(who="mary", from_box=(0.4, 0.2, 0.58, 0.92), gaze=gaze, from_s=0, to_s=2)]
        beats += [Beat(who="tom", from_box=RIGHT, from_s=0, to_s=2)]
        return state_of(shot(beats, ("mary", "tom")), t).actors[0].pose

    right, left, up, lens = pose("tom"), pose((0.02, 0.3)), pose((0.5, 0.0)), pose("camera")
    assert right.face > 0.5 and right.gaze_x > 0.5
    assert left.face < -0.5 and left.gaze_x < -0.5
    assert up.gaze_y < -0.4 and abs(lens.face) < 0.15 and lens.gaze_x == lens.gaze_y == 0


def test_without_beats_a_scene_is_what_it_was_and_a_plan_taken_back_leaves_no_trace():
    plain = shot([])
    assert "view" not in plain and not any("planned" in a for a in plain["actors"])
    assert "beats" not in str(plain["props"])


def test_a_line_is_spoken_while_its_beat_lasts():
    texts = ["Good morning.", "Where is it?"]
    planned = line_spans(
        [Beat(who="mary", from_s=2.5, to_s=3.5, line="good morning."), Beat(who="mary", from_s=0, to_s=1)], texts
    )
    assert planned == {0: (2.5, 3.5)} and line_times(texts, 4.0, planned)[0] == (2.5, 3.5)
    assert line_times(texts, 4.0, planned)[1] == line_times(texts, 4.0)[1]
    assert placed(texts, [0.8, 0.5], 4.0, planned)[0] == (2.5, 3.3)


@pytest.mark.parametrize(
    ("deed", "to", "named"),
    [
        ("rolls across the floor", RIGHT, False),
        ("slides and stops", RIGHT, True),
        ("explodes", RIGHT, True),
        ("rolls", None, True),
        ("lies there", None, False),
        ("", RIGHT, False),
        ("rolls, then bursts into flames", RIGHT, True),
    ],
)
def test_what_a_thing_is_to_do_beside_its_way_is_named(deed, to, named):
    scene = shot([Beat(what="ball", deed=deed, from_box=LEFT, to_box=to, from_s=0, to_s=2)])
    assert [one for one in scene["not_drawn"] if one.startswith("beat 1")] == (
        [f"beat 1: ball {deed}"] if named else []
    )
