"""A drawn shot that ends on another shot's still arrives there; where it cannot, it says so."""

import dataclasses

import numpy as np
import pytest

from vgot.animatic.family import AnimaticFaces, AnimaticImage, AnimaticVideo
from vgot.animatic.guides import COLOURS, LIMBS, guide_frames, joints_of
from vgot.animatic.scene import load_scene, state_of
from vgot.errors import BadInput
from vgot.models.base import Cast, ClipSpec, KeyframeSpec, Picture, PlateSpec, PortraitSpec, Quiet
from vgot.story.beats import Beat
from vgot.story.model import Domains
from vgot.units import FrameSize

SIZE = FrameSize(192, 108)
IMAGE, FACES = AnimaticImage(), AnimaticFaces()


def mary():
    look = PortraitSpec("mary", "now", "Mary", "now", "", "a woman with red hair", "", "", 3, FrameSize(64, 64))
    return Cast("mary", "now", "Mary", "now", "", FACES.read_tokens(IMAGE.draw_portrait(look), look))


def still(camera, relation="Mary stands.", place="harbour"):
    plate = IMAGE.draw_plate(PlateSpec(place, place.title(), f"a {place}", "", 1, SIZE))
    domains = Domains(character="Mary", background=f"a {place}", relation=relation, camera=camera, lighting="noon")
    return IMAGE.draw_keyframe(KeyframeSpec(domains, "", (mary(),), place.title(), "", plate, "", 5, SIZE))


def shot(end=None, camera="Wide shot, static camera."):
    return ClipSpec("", camera, "Mary stands.", (mary(),), (), "", 5, SIZE, 8, 16, end=end)


def test_the_last_frame_is_the_still_it_ends_on_and_the_way_there_is_no_jump():
    wide, near = still("Wide shot, static camera."), still("Close-up, static camera.")
    clip = AnimaticVideo().shoot_clip(wide, shot(near), Quiet())
    frames = [f.astype(int) for f in clip.frames]
    assert np.array_equal(frames[-1], near.pixels), "it arrives exactly"
    assert np.array_equal(frames[0], wide.pixels) and clip.facts == {}
    steps = [np.abs(b - a).mean() for a, b in zip(frames, frames[1:], strict=False)]
    assert max(steps) < 0.5 * np.abs(frames[0] - near.pixels.astype(int)).mean()


@pytest.mark.parametrize("end", ["another place", "a picture"])
def test_where_it_cannot_arrive_it_says_so_and_plays_as_it_would(end):
    wide = still("Wide shot, static camera.")
    target = still("Wide shot, static camera.", place="forest") if end == "another place" else Picture(wide.pixels)
    clip = AnimaticVideo().shoot_clip(wide, shot(target), Quiet())
    plain = AnimaticVideo().shoot_clip(wide, shot(), Quiet())
    assert all(np.array_equal(a, b) for a, b in zip(clip.frames, plain.frames, strict=True))
    (said,) = clip.facts["not_taken"]
    assert said.startswith("the end picture")


# -- guides -----------------------------------------------------------------------------------------------------------
def guided(kind, camera="Medium shot, static camera."):
    drawn = still(camera)
    return list(guide_frames(drawn.sidecar, shot(camera=camera), kind, [0.0, 1.0], Quiet()))


def test_depth_is_white_where_somebody_stands_and_black_far_behind():
    (frame, _), (mask, _) = guided("depth"), guided("masks")
    person = mask.any(axis=2)
    assert frame[person].mean() > 230 and frame[:12].min() == 0
    assert np.array_equal(frame[..., 0], frame[..., 2])


def test_masks_hold_everybody_in_one_flat_colour_on_black():
    (frame, _) = guided("masks")
    red = (frame == (255, 0, 0)).all(axis=2).mean()
    assert red > 0.05 and (frame == 0).all(axis=2).mean() > 0.3 and not frame[..., 1:].any()


def test_edges_are_dark_on_white():
    (frame, _) = guided("edges")
    assert np.median(frame) == 255 and frame.min() < 20


def test_a_skeleton_has_openposes_points_in_its_colours_where_the_joints_are():
    """Limbs and colours as the CMU model's drawings have them (COCO order): right arm orange to yellow, left arm green."""
    drawn = still("Full shot, static camera.")
    scene = load_scene(drawn.sidecar)
    one = state_of(scene, 0.0).actors[0]
    points = joints_of(one)
    assert len(points) == len(COLOURS) == 18 and len(LIMBS) == 17
    right, left = points[2], points[5]
    assert right is not None and left is not None and right[0] < left[0], "who faces us has the right on our left"
    neck, ankle = points[1], points[10]
    assert neck is not None and ankle is not None and neck[1] < ankle[1]
    frame = next(guide_frames(drawn.sidecar, shot(camera="Full shot, static camera."), "pose", [0.0], Quiet()))
    shown = {tuple(c) for c in frame.reshape(-1, 3).tolist()}
    assert {COLOURS[n] for n in range(2, 8)} <= shown and (0, 0, 0) in shown
    assert shown <= {(0, 0, 0), *COLOURS, *(tuple(int(v * 0.6) for v in c) for c in COLOURS)}


def test_the_same_shot_gives_the_same_guide_and_a_sketch_without_a_scene_gives_none():
    assert all(np.array_equal(a, b) for a, b in zip(guided("depth"), guided("depth"), strict=True))
    with pytest.raises(BadInput, match="picture of your own") as why:
        list(guide_frames(b"", shot(), "depth", [0.0], Quiet()))
    assert why.value.field == "shots/guide"


def test_a_guide_goes_where_the_beats_of_its_shot_go():
    plan = Beat(
        who="mary", deed="walk", from_s=0, to_s=1.9, from_box=(0.05, 0.2, 0.25, 0.9), to_box=(0.7, 0.2, 0.9, 0.9)
    )
    led = dataclasses.replace(shot(), beats=(plan,))
    first, last = (
        frame.any(axis=2).nonzero()[1].mean() / SIZE.width
        for frame in guide_frames(still("Wide shot, static camera.").sidecar, led, "masks", [0.0, 1.9], Quiet())
    )
    assert first == pytest.approx(0.15, abs=0.06) and last == pytest.approx(0.8, abs=0.06)
