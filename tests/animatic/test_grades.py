"""A film's style in the drawn world: a few words ask for a look, all others cost nothing and are named."""

import json
import time

import numpy as np
import pytest

from vgot.animatic.bridge import bridge_frames
from vgot.animatic.family import AnimaticFaces, AnimaticImage, AnimaticVideo
from vgot.animatic.grades import _LOOKS, graded
from vgot.animatic.render import Renderer
from vgot.models.base import BridgeSpec, Cast, ClipSpec, KeyframeSpec, Picture, PlateSpec, PortraitSpec, Quiet, SeamSide
from vgot.story.grades import GRADES, grade_of
from vgot.story.model import Domains
from vgot.units import FrameSize

SIZE = FrameSize(192, 108)
IMAGE, FACES, VIDEO = AnimaticImage(), AnimaticFaces(), AnimaticVideo()
WORDS = {
    "noir": "Film noir, black and white",
    "sepia": "sepia tones",
    "pastel": "soft pastels",
    "storybook": "a children's storybook",
    "blueprint": "a blueprint",
}


def portrait_of(style: str) -> Picture:
    spec = PortraitSpec("mary", "s", "Mary", "s", "", "a woman in a red dress", "", style, 3, FrameSize(96, 96), None)
    return IMAGE.draw_portrait(spec, Quiet())


def mary() -> Cast:
    spec = PortraitSpec("mary", "s", "Mary", "s", "", "a woman in a red dress", "", "", 3, FrameSize(96, 96), None)
    return Cast("mary", "s", "Mary", "s", "", FACES.read_tokens(IMAGE.draw_portrait(spec, Quiet()), spec, Quiet()), 0.5)


def still(style: str) -> Picture:
    domains = Domains(background="a park", relation="Mary walks", camera="wide shot", lighting="noon")
    return IMAGE.draw_keyframe(KeyframeSpec(domains, "", (mary(),), "", "", None, style, 5, SIZE), Quiet())


def clip(style: str, frames: int = 5):
    spec = ClipSpec("", "wide shot", "Mary walks", (mary(),), (), style, 5, SIZE, 16.0, frames, None)
    made = VIDEO.shoot_clip(still(style), spec, Quiet())
    return np.stack(list(made.frames)), made.latents()


@pytest.mark.parametrize(("style", "look"), [*((words, look) for look, words in WORDS.items()), ("B&W", "noir"), ("black-and-white", "noir"),
                                             ("Watercolour", "storybook"), ("", ""), ("oil painting", ""), ("not sepia, please", ""), ("noirish nonsense", "")])  # fmt: skip
def test_a_few_words_of_a_style_ask_for_a_look(style, look):
    assert grade_of(style) == look


def test_every_look_of_the_table_can_be_drawn():
    assert set(GRADES) == set(_LOOKS) == set(WORDS)


@pytest.mark.parametrize("look", WORDS)
def test_a_look_grades_portrait_place_still_and_clip_alike(look):
    style = WORDS[look]
    plain, shown = still(""), still(style)
    assert (shown.pixels == graded(plain.pixels, look)).all() and (shown.pixels != plain.pixels).any()
    assert (portrait_of(style).pixels == graded(portrait_of("").pixels, look)).all()
    plates = [IMAGE.draw_plate(PlateSpec("park", "Park", "a park", s, 3, SIZE), Quiet()) for s in ("", style)]
    assert (plates[1].pixels == graded(plates[0].pixels, look)).all() and plates[0].sidecar == plates[1].sidecar
    frames, _ = clip(style)
    assert (frames[0] == shown.pixels).all()
    assert (frames == np.stack([graded(f, look) for f in clip("")[0]])).all()


def test_a_join_keeps_the_look_of_its_shots():
    sides = {}
    for style in ("", WORDS["sepia"]):
        frames, latents = clip(style, 8)
        side = SeamSide(latents, 8, frames[-3:]), SeamSide(latents, 8, frames[:3], 0)
        spec = BridgeSpec(frames=6, fps=16.0, size=SIZE, boundary=1, boundaries=2, alpha=0.2, gamma=1.0, seed=1)
        sides[style] = list(bridge_frames(*side, spec, Quiet(), Renderer(SIZE)))
    for plain, shown in zip(*sides.values(), strict=True):
        assert (shown == graded(plain, "sepia")).all()


@pytest.mark.parametrize("style", ["", "oil painting in the manner of nobody"])
def test_without_a_look_every_byte_is_as_it_was(style):
    made, plain = still(style), still("")
    assert (
        made.sidecar == plain.sidecar
        and (made.pixels == plain.pixels).all()
        and "grade" not in json.loads(made.sidecar)
    )
    assert clip(style)[1] == clip("")[1]


@pytest.mark.parametrize("look", WORDS)
def test_a_look_is_the_same_bytes_every_time_and_takes_little_of_a_frame(look):
    pixels = np.random.default_rng(3).integers(0, 256, (432, 768, 3), dtype=np.uint8)
    one = graded(pixels, look)
    began = time.process_time()
    assert (graded(pixels, look) == one).all() and one.dtype == np.uint8 and one.shape == pixels.shape
    assert time.process_time() - began < 0.1


def test_portraits_in_a_look_still_give_the_same_identity():
    spec = PortraitSpec("mary", "s", "Mary", "s", "", "a woman in a red dress", "", "", 3, FrameSize(96, 96), None)
    assert FACES.read_tokens(portrait_of(WORDS["noir"]), spec, Quiet()) == FACES.read_tokens(
        portrait_of(""), spec, Quiet()
    )


def test_a_style_that_names_no_look_is_named():
    domains = Domains(background="a park", relation="Mary walks", camera="wide shot", lighting="noon")

    def told(style: str) -> list[str]:
        return IMAGE.keyframe_facts(KeyframeSpec(domains, "", (mary(),), "", "", None, style, 5, SIZE))["not_drawn"]

    assert told("Oil  painting") == ["style: oil painting"] and told("film noir") == told("") == []
