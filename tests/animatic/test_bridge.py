"""The bridge: exact frames, no jump at either end, one person who goes from shot to shot, two who fade."""

import numpy as np
import pytest

from vgot.animatic.bridge import between
from vgot.animatic.family import AnimaticImage, AnimaticVideo
from vgot.animatic.light import READABLE
from vgot.animatic.looks import draw_look
from vgot.animatic.scene import load_scene, state_of
from vgot.models.base import BridgeSpec, Cast, ClipSpec, KeyframeSpec, Quiet, SeamSide, Tokens
from vgot.story.model import Domains
from vgot.units import FrameSize

SIZE = FrameSize(192, 108)
IMAGE, VIDEO = AnimaticImage(), AnimaticVideo()
FRAMES = 20


def person(character: str, text: str) -> Cast:
    return Cast(
        character,
        "s",
        character,
        "s",
        "",
        Tokens("animatic-look", draw_look(character, "", "", text, "", 1).to_bytes()),
    )


MARY, TOM = person("mary", "a young woman in a red dress"), person("tom", "an old man in a blue coat")


def clip(cast: tuple, relation: str, camera: str, background: str, lighting: str) -> tuple[np.ndarray, bytes]:
    key = IMAGE.draw_keyframe(
        KeyframeSpec(
            Domains(background=background, relation=relation, camera=camera, lighting=lighting),
            "",
            cast,
            background,
            "",
            None,
            "",
            3,
            SIZE,
        ),
        Quiet(),
    )
    made = VIDEO.shoot_clip(key, ClipSpec("", camera, relation, cast, (), "", 3, SIZE, 16.0, FRAMES), Quiet())
    return np.stack(list(made.frames)), made.latents()


@pytest.fixture(scope="module")
def seam() -> tuple:
    return (
        clip((MARY,), "she walks", "wide shot", "a forest", "noon"),
        clip((MARY, TOM), "they talk", "close-up, push in", "a beach", "night"),
    )


def bridge(left: tuple, right: tuple, h: int, scenes: bool = True) -> list[np.ndarray]:
    a = SeamSide(left[1] if scenes else b"", FRAMES, left[0][-h:])
    b = SeamSide(right[1], FRAMES, right[0][:h])
    return list(VIDEO.bridge(a, b, BridgeSpec(2 * h, 16.0, SIZE, 1, 3, 0.2, 1.0, 0), Quiet()))


def far(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.abs(a.astype(int) - b.astype(int)).mean())


@pytest.mark.parametrize("h", [1, 2, 5, 8])
def test_a_bridge_has_exactly_the_frames_it_replaces(seam, h):
    made = bridge(*seam, h)
    assert len(made) == 2 * h and all(f.shape == (108, 192, 3) and f.dtype == np.uint8 for f in made)


def test_the_first_frame_continues_the_left_clip_and_the_last_meets_the_right_one(seam):
    left, right = seam
    made = bridge(left, right, 8)
    cut = far(left[0][-1], right[0][0])
    assert far(made[0], left[0][-8]) < 0.12 * cut
    assert far(made[-1], right[0][7]) < 0.12 * cut
    steps = [far(a, b) for a, b in zip(made, made[1:], strict=False)]
    assert max(steps) < 0.45 * cut


def test_the_same_person_moves_while_strangers_fade(seam):
    a = state_of(load_scene(seam[0][1]), 1.0)
    b = state_of(load_scene(seam[1][1]), 0.0)
    half = between(a, b, 0.5)
    mary = [s for s in half.actors if s.identity == "mary"]
    assert len(mary) == 1 and mary[0].pose.seen > 0.99
    low, high = sorted((a.actors[0].pose.x, b.actors[0].pose.x))
    assert low - 1e-6 <= mary[0].pose.x <= high + 1e-6
    tom = [s for s in half.actors if s.identity == "tom"]
    assert len(tom) == 1 and 0 < tom[0].pose.seen < 1


def test_camera_and_light_pass_from_one_shot_to_the_other(seam):
    a, b = state_of(load_scene(seam[0][1]), 1.0), state_of(load_scene(seam[1][1]), 0.0)
    zooms = [between(a, b, w).camera.zoom for w in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert zooms == sorted(zooms) and zooms[0] == a.camera.zoom and zooms[-1] == b.camera.zoom
    assert {name for name, weight, _ in between(a, b, 0.5).lights if weight} == {"noon", READABLE["night"]}
    assert sum(weight for _, weight, _ in between(a, b, 0.3).lights) == 256


def test_without_a_scene_on_one_side_the_windows_are_crossfaded(seam):
    left, right = seam
    made = bridge(left, right, 4, scenes=False)
    assert len(made) == 8
    assert far(made[0], left[0][-4]) < far(made[0], right[0][0])
    assert far(made[-1], right[0][3]) < far(made[-1], left[0][-1])


def test_the_bridge_is_the_same_every_time(seam):
    assert all((x == y).all() for x, y in zip(bridge(*seam, 3), bridge(*seam, 3), strict=True))
