"""The camera as a value in the drawn world: the flow that is asked is the flow that is measured, by a reader that knows only frames."""

from __future__ import annotations

import math
from functools import lru_cache

import cv2
import numpy as np
import pytest

from tests.animatic.camera_reader import Flow, flow_of, red, red_size
from vgot.animatic.family import AnimaticImage, AnimaticVideo, clip_scene
from vgot.animatic.framing import not_played
from vgot.animatic.lexicon.coverage import understood
from vgot.animatic.rig import REST, Rig, eased_share, sheet
from vgot.animatic.scene import actor_standing, load_scene
from vgot.models.base import Cast, ClipSpec, KeyframeSpec, Picture, Tokens
from vgot.story.camera import CameraMove
from vgot.story.model import Domains
from vgot.units import FrameSize

SIZE, FRAMES = FrameSize(320, 180), 9
_ANNE = Cast("anne", "now", "Anne", "Anne", "a woman in a red coat", Tokens("", b""))


@lru_cache(maxsize=16)
def _still(height: str | None = None, lens: float | None = None, words: str = "Wide shot.") -> Picture:
    """A woman in red in a street: houses at one depth, the street and she at another."""
    domains = Domains(character="Anne", background="a city street by day", camera=words, relation="Anne stands still.")
    spec = KeyframeSpec(domains, "", (_ANNE,), "", "", None, "", 7, SIZE, height=height, lens=lens)
    return AnimaticImage().draw_keyframe(spec)


def _spec(move: CameraMove | None, frames: int = FRAMES, words: str = "Wide shot.") -> ClipSpec:
    return ClipSpec("", words, "Anne stands still.", (_ANNE,), (), "", 7, SIZE, 8.0, frames, camera_move=move)


@lru_cache(maxsize=64)
def _clip(move: CameraMove, frames: int = FRAMES) -> list[np.ndarray]:
    return list(AnimaticVideo().shoot_clip(_still(move.height, move.lens), _spec(move, frames)).frames)


def _subject(frames: list[np.ndarray]) -> Flow:
    return flow_of(frames, red(frames[0], 3))


def _behind(frames: list[np.ndarray]) -> Flow:
    """The houses: the upper half of the frame, without her."""
    mask = ~red(frames[0], 25)
    mask[SIZE.height // 2 :] = False
    return flow_of(frames, mask)


def _goes(flow: Flow, right: float, down: float) -> None:
    """Direction within 5 degrees, amount within 10 percent; right and down in shares of the frame's width and height."""
    asked, seen = (np.array([x * SIZE.width, y * SIZE.height]) for x, y in ((right, down), (flow.right, flow.down)))
    apart = math.degrees(math.acos(np.dot(asked, seen) / (np.linalg.norm(asked) * np.linalg.norm(seen))))
    assert apart <= 5.0, (flow, apart)
    assert abs(np.linalg.norm(seen) / np.linalg.norm(asked) - 1.0) <= 0.1, flow


@pytest.mark.parametrize(
    ("move", "right", "down"),
    [
        (CameraMove(move="pan", amount=0.2), -0.2, 0.0),
        (CameraMove(move="pan", direction="left", amount=0.2), 0.2, 0.0),
        (CameraMove(move="tilt", amount=0.2), 0.0, 0.2),
        (CameraMove(move="tilt", direction="down", amount=0.2), 0.0, -0.2),
    ],
)
def test_a_camera_that_turns_moves_near_and_far_alike(move: CameraMove, right: float, down: float):
    for flow in (_subject(_clip(move)), _behind(_clip(move))):
        _goes(flow, right, down)
        assert abs(flow.size - 1) < 0.02


@pytest.mark.parametrize(
    ("move", "right", "down"),
    [
        (CameraMove(move="truck", amount=0.2), -0.2, 0.0),
        (CameraMove(move="truck", direction="left", amount=0.2), 0.2, 0.0),
        (CameraMove(move="pedestal", amount=0.2), 0.0, 0.2),
        (CameraMove(move="pedestal", direction="down", amount=0.1), 0.0, -0.1),
    ],
)
def test_a_camera_that_travels_moves_what_is_far_less_than_the_subject(move: CameraMove, right: float, down: float):
    subject, behind = _subject(_clip(move)), _behind(_clip(move))
    _goes(subject, right, down)
    share = (behind.right + behind.down) / (subject.right + subject.down)
    assert 0.4 < share < 0.8 and abs(behind.size - 1) < 0.02


@pytest.mark.parametrize("way", ["in", "out"])
def test_a_zoom_makes_near_and_far_larger_alike(way: str):
    frames = _clip(CameraMove(move="zoom", direction=way, amount=1.5))  # type: ignore[arg-type]
    asked = 1.5 if way == "in" else 1 / 1.5
    assert _behind(frames).size == pytest.approx(asked, rel=0.05)
    assert red_size(frames[-1]) / red_size(frames[0]) == pytest.approx(asked, rel=0.05)


@pytest.mark.parametrize(("kind", "asked"), [("push", 1.5), ("pull", 1 / 1.5)])
def test_a_push_makes_the_subject_larger_and_the_distance_less_so(kind: str, asked: float):
    frames = _clip(CameraMove(move=kind, amount=1.5))  # type: ignore[arg-type]
    assert red_size(frames[-1]) / red_size(frames[0]) == pytest.approx(asked, rel=0.05)
    far = _behind(frames).size
    assert abs(math.log(far)) < 0.75 * abs(math.log(asked)) and (far > 1) == (asked > 1)


def test_a_crane_rises_and_opens_the_picture():
    flow = _subject(_clip(CameraMove(move="crane", amount=0.2)))
    _goes(flow, 0.0, 0.2)
    assert (
        0.92 < flow.size < 0.99 and _subject(_clip(CameraMove(move="crane", direction="down", amount=0.1))).size > 1.0
    )


@pytest.mark.parametrize(("way", "sign"), [("cw", -1.0), ("ccw", 1.0)])
def test_an_orbit_sweeps_the_background_past_the_subject(way: str, sign: float):
    frames = _clip(CameraMove(move="orbit", direction=way, amount=20.0))  # type: ignore[arg-type]
    assert abs(_subject(frames).right) < 0.01
    # the houses stand two thirds of her distance behind her: so far they are seen to turn around her
    gap, angle = 1 / 0.6 - 1, math.radians(20)
    seen = math.atan2(gap * math.sin(angle), 1 + gap * math.cos(angle)) * 35 / 36
    _goes(_behind(frames), sign * seen, 0.0)
    far = sheet(Rig(orbit=angle), 0.0)
    assert far is not None and far[1] == pytest.approx(-256 * angle * 35 / 36)


@pytest.mark.parametrize(("way", "grows"), [("in", 1 / 1.5), ("out", 1.5)])
def test_a_dolly_zoom_keeps_the_subject_and_changes_the_background(way: str, grows: float):
    frames = _clip(CameraMove(move="dolly_zoom", direction=way, amount=1.5))  # type: ignore[arg-type]
    sizes = [red_size(f) / red_size(frames[0]) for f in frames]
    assert max(abs(s - 1) for s in sizes) < 0.05 and abs(_subject(frames).size - 1) < 0.05
    behind = _behind(frames).size
    assert abs(math.log(behind)) > 0.1 and (behind > 1) == (grows > 1)
    sky = sheet(Rig(dolly=1 - 1 / 1.5, zoom=1 / 1.5) if way == "in" else Rig(dolly=-0.5, zoom=1.5), 0.0)
    assert sky is not None and sky[0] == pytest.approx(grows)


def test_a_static_camera_moves_nothing_whatever_the_words_say():
    frames = list(
        AnimaticVideo().shoot_clip(_still(), _spec(CameraMove(move="static"), words="Wide shot, fast pan left.")).frames
    )
    flow = flow_of(frames)
    assert abs(flow.right) < 0.002 and abs(flow.down) < 0.002 and abs(flow.size - 1) < 0.003


def test_a_handheld_camera_sways_no_farther_than_asked_and_begins_at_the_still():
    frames = _clip(CameraMove(move="handheld", amount=0.05), 25)
    ways = [flow_of([frames[0], f]) for f in frames[4::4]]
    far = [math.hypot(w.right * SIZE.width, w.down * SIZE.height) / SIZE.height for w in ways]
    assert 0.01 < max(far) <= 0.05 and len({round(f, 3) for f in far}) > 3
    assert np.array_equal(frames[0], _still().pixels)


def test_a_following_camera_keeps_a_walker_where_they_are_and_passes_the_street():
    domains = Domains(
        character="Anne", background="a city street by day", camera="Wide shot.", relation="Anne walks to the right."
    )
    still = AnimaticImage().draw_keyframe(KeyframeSpec(domains, "", (_ANNE,), "", "", None, "", 7, SIZE))
    spec = ClipSpec("", "", domains.relation, (_ANNE,), (), "", 7, SIZE, 8.0, 13, camera_move=CameraMove(move="follow"))
    frames = list(AnimaticVideo().shoot_clip(still, spec).frames)
    middles = [float(np.nonzero(red(f))[1].mean()) / SIZE.width for f in (frames[0], frames[-1])]
    assert abs(middles[1] - middles[0]) < 0.03 and abs(_behind(frames).right) > 0.02


@pytest.mark.parametrize("ease", ["linear", "in", "out", "in_out"])
def test_a_move_follows_its_ease_over_time_and_ends_with_the_last_frame(ease: str):
    frames = _clip(CameraMove(move="pan", amount=0.2, ease=ease))  # type: ignore[arg-type]
    for n in (2, 4, 6, 8):
        done = -flow_of([frames[0], frames[n // 2], frames[n]]).right / 0.2
        assert done == pytest.approx(eased_share(ease, n / (FRAMES - 1)), abs=0.03), n


def test_every_move_begins_with_the_still():
    for move in ("pan", "tilt", "push", "pull", "truck", "pedestal", "zoom", "orbit", "crane", "dolly_zoom"):
        lens = 85.0 if move == "push" else None
        clip = AnimaticVideo().shoot_clip(_still(None, lens), _spec(CameraMove(move=move, lens=lens)))  # type: ignore[arg-type]
        assert np.array_equal(next(iter(clip.frames)), _still(None, lens).pixels), move


def test_height_moves_the_horizon_and_a_lens_the_size_of_the_distance():
    heights = [
        load_scene(_still(h).sidecar)["camera"]["pitch"]  # type: ignore[index]
        for h in ("overhead", "high", "eye", "low", "ground")
    ]
    assert heights == sorted(heights) and len(set(heights)) == 5
    pictures = {h: _still(h).pixels for h in ("overhead", "high", "eye", "low", "ground")}
    assert all(np.abs(a.astype(int) - pictures["eye"]).mean() > 2 for h, a in pictures.items() if h != "eye")
    usual = red_size(_still().pixels)
    for lens, asked in ((24.0, 24 / 35), (85.0, 85 / 35)):
        assert red_size(_still(None, lens).pixels) / usual == pytest.approx(1.0, abs=0.03)
        far, houses = sheet(Rig(lens=asked), 0.0), sheet(Rig(lens=asked), 0.6)
        assert far is not None and houses is not None
        assert far[0] == pytest.approx(asked) and abs(math.log(houses[0])) < abs(math.log(asked))
    assert flow_of([_still().pixels, _still(None, 30.0).pixels], _upper()).size < 0.97
    assert flow_of([_still().pixels, _still(None, 42.0).pixels], _upper()).size > 1.03


def _upper() -> np.ndarray:
    mask = ~red(_still().pixels, 25)
    mask[SIZE.height // 2 :] = False
    return mask


def test_a_scene_without_a_set_camera_is_drawn_by_the_framing_alone():
    scene = load_scene(_still().sidecar)
    assert scene is not None and "set" not in scene["camera"]
    assert REST.mix(REST, 0.5) == REST and sheet(REST, 0.3) == (1.0, 0.0, 0.0)


def test_a_long_pan_and_a_full_orbit_never_show_the_edge_of_the_world():
    for move in (
        CameraMove(move="pan", amount=2.0),
        CameraMove(move="tilt", amount=1.0),
        CameraMove(move="orbit", amount=360.0),
        CameraMove(move="pull", amount=4.0),
    ):
        for frame in _clip(move, 4):
            assert (frame.max(axis=2) < 6).mean() < 0.01, move


def test_of_words_beside_a_set_camera_those_of_its_move_are_drawn_and_no_other():
    domains = Domains(camera="Wide shot, orbit, then a slow pan left.", background="a city street by day")
    words = {w.word: w.state for w in understood(domains, set_move="orbit").words if w.kind == "camera"}
    assert words["orbit"] == "drawn" and words["pan left"] == "not"
    before = {w.word: w.state for w in understood(domains).words if w.kind == "camera"}
    assert before["orbit"] != "drawn"


# -- a picture that was not drawn here -------------------------------------------------------------------------------------
@lru_cache(maxsize=1)
def _upload() -> Picture:
    """A picture with something everywhere: blurred noise."""
    noise = np.random.default_rng(5).integers(0, 256, (SIZE.height // 6, SIZE.width // 6, 3), np.uint8)
    small = noise.repeat(6, axis=0).repeat(6, axis=1)
    return Picture(cv2.GaussianBlur(cv2.resize(small, (SIZE.width, SIZE.height)), (0, 0), 2.0))


def _filmed(move: CameraMove):
    clip = AnimaticVideo().shoot_clip(_upload(), _spec(move, words="Static shot."))
    return list(clip.frames), clip.facts


@pytest.mark.parametrize(
    ("move", "right", "down", "size"),
    [
        (CameraMove(move="pan", amount=0.2), -0.2, 0.0, 1.0),
        (CameraMove(move="tilt", direction="down", amount=0.2), 0.0, -0.2, 1.0),
        (CameraMove(move="truck", direction="left", amount=0.25), 0.25, 0.0, 1.0),
        (CameraMove(move="zoom", amount=1.4), 0.0, 0.0, 1.4),
        (CameraMove(move="pull", amount=1.3), 0.0, 0.0, 1 / 1.3),
    ],
)
def test_an_uploaded_picture_moves_by_the_value_and_not_by_the_words(move, right, down, size):
    frames, _ = _filmed(move)
    assert (frames[0] == _upload().pixels).all()
    flow = flow_of(frames)
    if right or down:
        _goes(flow, right, down)
    assert abs(flow.size / size - 1) < 0.03
    assert all(f[:, 0].mean() > 20 and f[:, -1].mean() > 20 for f in frames), "its mirror image lies beyond the edge"


def test_what_a_flat_picture_cannot_do_is_named():
    frames, facts = _filmed(CameraMove(move="orbit", height="low", lens=85))
    assert (frames[0] == frames[-1]).all()
    assert [one.split(":")[0] for one in facts["not_drawn"]] == ["orbit clockwise", "low height", "85 mm lens"]
    assert _filmed(CameraMove(move="truck"))[1]["drawn_as"] == [
        {"word": "truck right", "as": "pan right, without depth"}
    ]
    assert _filmed(CameraMove(move="pan"))[1] == {}


def test_a_camera_that_is_to_follow_somebody_who_stands_is_named():
    clip = AnimaticVideo().shoot_clip(_still(), _spec(CameraMove(move="follow")))
    assert clip.facts["not_drawn"] == ["follow: nobody in the shot goes anywhere"]
    assert "not_drawn" not in AnimaticVideo().shoot_clip(_still(), _spec(CameraMove(move="truck"))).facts


def test_words_of_a_lens_that_is_set_are_drawn():
    words = Domains(camera="Wide shot. 85mm telephoto lens.")
    assert "lens" in understood(words).not_drawn and understood(words, set_lens=True).not_drawn == []


def test_an_orbit_sees_people_from_their_side_and_from_behind():
    picture = _still()
    scene = clip_scene(load_scene(picture.sidecar), _spec(CameraMove(move="orbit", amount=360.0, ease="linear"), 13))
    poses = [actor_standing(scene, 0, n / 8.0).pose for n in range(13)]
    first = poses[0]
    assert first.back < 0.5 and poses[6].back > 0.5 and poses[12].back < 0.5
    right, left = poses[3], poses[9]
    assert right.face > 0.7 and left.face < -0.7, (
        "the camera goes to its left: who looks at it is then seen looking right"
    )
    assert abs(poses[12].face - first.face) < 0.05
    old = scene | {"edition": 2}
    assert all(actor_standing(old, 0, n / 8.0).pose.back < 0.5 for n in range(13)), (
        "scenes of before are drawn as before"
    )


def test_who_cannot_be_seen_from_another_side_is_named():
    scene = clip_scene(load_scene(_still().sidecar), _spec(CameraMove(move="orbit")))
    assert not_played(scene) == []
    scene["actors"][0]["furniture"] = "chair"
    assert not_played(scene) == ["orbit: anne is seen from one side alone at what they do"]
