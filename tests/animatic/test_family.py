"""The animatic as a model family: any spec becomes a picture, identity follows its tokens, uploads are coped with."""

import base64
import hashlib
import json
import zlib

import numpy as np
import pytest

from vgot.animatic.family import AnimaticFaces, AnimaticImage, AnimaticVideo
from vgot.animatic.looks import Look
from vgot.animatic.render import Renderer
from vgot.animatic.scene import load_scene
from vgot.errors import Cancelled
from vgot.models.base import (
    Cast,
    ClipSpec,
    FaceModel,
    ImageModel,
    KeyframeSpec,
    Picture,
    PlateSpec,
    PortraitSpec,
    Quiet,
    Reset,
    SpokenLine,
    Tokens,
    VideoModel,
)
from vgot.presets.families import FAMILY_VERSIONS
from vgot.story.model import Domains
from vgot.units import FrameSize

SIZE = FrameSize(192, 108)
IMAGE, FACES, VIDEO = AnimaticImage(), AnimaticFaces(), AnimaticVideo()


def portrait_spec(
    character="mary", look="a young woman in a yellow dress", stage="young", first=None, seed=3
) -> PortraitSpec:
    return PortraitSpec(character, stage, character.title(), stage, "", look, "", "", seed, FrameSize(128, 128), first)


def member(character="mary", look="a young woman in a yellow dress", strength=0.5) -> Cast:
    spec = portrait_spec(character, look)
    return Cast(
        character,
        "young",
        character.title(),
        "young",
        "",
        FACES.read_tokens(IMAGE.draw_portrait(spec, Quiet()), spec, Quiet()),
        strength,
    )


def key_spec(
    relation="she stands",
    camera="medium shot, static",
    background="a forest",
    lighting="noon",
    cast=None,
    plate=None,
    seed=5,
    place="",
) -> KeyframeSpec:
    return KeyframeSpec(
        Domains(background=background, relation=relation, camera=camera, lighting=lighting),
        "",
        (member(),) if cast is None else cast,
        place,
        "",
        plate,
        "",
        seed,
        SIZE,
    )


def clip_spec(frames=8, camera="medium shot, static", cast=None, lines=(), reset=None, size=SIZE) -> ClipSpec:
    return ClipSpec(
        "", camera, "she stands", (member(),) if cast is None else cast, lines, "", 1, size, 16.0, frames, reset
    )


def far(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.abs(a.astype(int) - b.astype(int)).mean())


def test_the_classes_are_what_the_program_asks_for():
    assert isinstance(IMAGE, ImageModel) and isinstance(FACES, FaceModel) and isinstance(VIDEO, VideoModel)
    assert IMAGE.model_id == "animatic" and FAMILY_VERSIONS["animatic"] >= 4


@pytest.mark.parametrize(
    "words", ["", "🙂", "مرحبا بالعالم", "x" * 2000, "\x00\x07", "a zorblax contemplates the quux"]
)
def test_any_words_give_a_keyframe_of_the_size_asked_for(words):
    spec = KeyframeSpec(
        Domains(character=words, background=words, relation=words, camera=words, lighting=words),
        words,
        (),
        words[:40],
        words,
        None,
        words,
        0,
        SIZE,
    )
    picture = IMAGE.draw_keyframe(spec, Quiet())
    assert picture.pixels.shape == (108, 192, 3) and picture.pixels.dtype == np.uint8
    assert load_scene(picture.sidecar) is not None


def test_one_small_frame_has_the_bytes_it_always_had():
    """Everything but the backdrops: one person, walking before a plain plate, under a low sun. A change here means
    that films drawn before look different now: then FAMILY_VERSIONS goes up."""
    plate = {"w": 4, "h": 2, "zlib": base64.b64encode(zlib.compress(bytes(range(24)))).decode()}
    actor = {
        "character": "a",
        "look": Look(hair_style="curly", garment="coat", glasses="round").as_dict(),
        "x": 128.0,
        "y": 126.0,
        "scale": 1.0,
        "face": 0.8,
        "back": 0.0,
        "body": "walking",
        "overlays": [],
        "emotion": "happy",
        "phase": 0.2,
        "speed": 17.0,
        "held": "",
        "furniture": "",
    }
    scene = {
        "v": 1,
        "place": {"kind": "studio", "light": "golden", "weather": "snow", "season": "winter", "seed": 1, "plate": "p"},
        "light": "golden",
        "side": 1,
        "camera": {"x": 128.0, "y": 82.0, "zoom": 1.3, "pitch": 0.0, "x2": 140.0, "y2": 82.0, "zoom2": 1.5},
        "actors": [actor],
        "props": [],
        "crowd": [],
        "pictures": {"p": plate},
        "clip": {"frames": 16, "fps": 16.0, "lines": [{"speaker": 0, "from": 0.0, "to": 1.0}]},
    }
    renderer = Renderer(FrameSize(96, 54))
    renderer.keep_pictures(scene)
    assert hashlib.sha256(renderer.frame(scene, 0.4).tobytes()).hexdigest() == PINNED


def test_frame_0_of_a_clip_is_its_keyframe_and_the_clip_has_exactly_its_frames():
    key = IMAGE.draw_keyframe(key_spec("Mary talks and waves", "medium shot, push in"), Quiet())
    clip = VIDEO.shoot_clip(
        key, clip_spec(24, "medium shot, push in", lines=(SpokenLine("Hello there, friend.", 0),)), Quiet()
    )
    frames = list(clip.frames)
    assert len(frames) == 24 and (frames[0] == key.pixels).all()
    assert far(frames[0], frames[12]) > 0.3


def test_any_frame_can_be_redrawn_from_the_latents_alone():
    key = IMAGE.draw_keyframe(key_spec("she dances", "wide shot, pan left", lighting="candlelight"), Quiet())
    clip = VIDEO.shoot_clip(key, clip_spec(12, "wide shot, pan left"), Quiet())
    frames = list(clip.frames)
    scene = load_scene(clip.latents())
    for n in (0, 5, 11):
        assert (Renderer(SIZE).frame(scene, n / 16.0) == frames[n]).all()


def test_the_speakers_mouth_moves_and_the_listeners_does_not():
    two = (member("mary"), member("tom", "a man with short hair"))
    key = IMAGE.draw_keyframe(key_spec("they stand side by side", "medium shot", cast=two), Quiet())
    clip = VIDEO.shoot_clip(
        key, clip_spec(32, "medium shot", two, (SpokenLine("One two three four five six", 1),)), Quiet()
    )
    scene = load_scene(clip.latents())
    assert [n["speaker"] for n in scene["clip"]["lines"]] == [1]
    from vgot.animatic.scene import state_of

    opened = [[s.pose.open_ for s in state_of(scene, n / 16).actors] for n in range(32)]
    assert max(o[1] for o in opened) > 0.2 and max(o[0] for o in opened) == 0.0


def test_identity_tokens_keep_the_person_and_without_them_the_person_changes_from_shot_to_shot():
    def look(strength, seed):
        return load_scene(IMAGE.draw_keyframe(key_spec(cast=(member(strength=strength),), seed=seed), Quiet()).sidecar)[
            "actors"
        ][0]["look"]

    assert look(0.5, 1) == look(0.5, 2)
    assert look(0.0, 1) != look(0.0, 2)


def test_a_later_stage_is_drawn_from_the_first_portrait():
    first = IMAGE.draw_portrait(portrait_spec(), Quiet())
    old = Look.from_bytes(
        IMAGE.draw_portrait(
            portrait_spec(look="an elderly woman with white hair", stage="old", first=first, seed=8), Quiet()
        ).sidecar
    )
    young = Look.from_bytes(first.sidecar)
    assert (old.skin, old.face, old.eye_colour, old.nose) == (young.skin, young.face, young.eye_colour, young.nose)
    assert old.age == "elder" and young.age == "young"


def test_an_uploaded_portrait_gives_tokens_with_its_own_colours():
    drawn = IMAGE.draw_portrait(portrait_spec("zed", "a man with red hair and dark skin in a green shirt"), Quiet())
    read = Look.from_bytes(FACES.read_tokens(Picture(drawn.pixels), portrait_spec("ann", "somebody"), Quiet()).payload)
    truth = Look.from_bytes(drawn.sidecar)
    near = lambda a, b: sum(abs((a >> s & 255) - (b >> s & 255)) for s in (0, 8, 16))  # noqa: E731
    assert near(read.skin, truth.skin) < 90 and near(read.colour, truth.colour) < 90
    noise = np.random.default_rng(0).integers(0, 256, (40, 30, 3), dtype=np.uint8)
    assert FACES.read_tokens(Picture(noise), portrait_spec(), Quiet()).kind == "animatic-look"


def test_a_plate_shows_the_place_and_its_keyframes_show_the_same_one():
    plate = IMAGE.draw_plate(PlateSpec("harbour", "Harbour", "an old harbour at dusk", "", 7, SIZE), Quiet())
    known = json.loads(plate.sidecar)["plate"]
    scene = load_scene(
        IMAGE.draw_keyframe(key_spec(background="on the quay of the harbour", plate=plate), Quiet()).sidecar
    )
    assert (
        known["kind"] == "harbour" and scene["place"]["kind"] == "harbour" and scene["place"]["seed"] == known["seed"]
    )


def test_an_uploaded_plate_becomes_the_backdrop():
    blue = Picture(np.full((90, 160, 3), (20, 60, 200), np.uint8))
    spec = key_spec(plate=blue, cast=(), camera="wide shot")
    picture = IMAGE.draw_keyframe(spec, Quiet())
    assert picture.pixels[30:60, 60:130, 2].mean() > 150 > 60 > picture.pixels[30:60, 60:130, 0].mean()
    frames = list(VIDEO.shoot_clip(picture, clip_spec(4, "wide shot", ()), Quiet()).frames)
    assert (frames[0] == picture.pixels).all()


@pytest.mark.parametrize("camera", ["static", "push in", "pan right", "tilt up"])
def test_an_uploaded_keyframe_is_filmed_as_a_still_with_even_motion(camera):
    ramp = np.zeros((120, 200, 3), np.uint8)
    ramp[..., 0], ramp[..., 1] = np.arange(200)[None, :], np.arange(120)[:, None] * 2
    frames = list(VIDEO.shoot_clip(Picture(ramp), clip_spec(24, camera), Quiet()).frames)
    assert len(frames) == 24 and all(f.shape == (108, 192, 3) for f in frames)
    steps = [far(a, b) for a, b in zip(frames, frames[1:], strict=False)]
    assert max(steps) == 0 if camera == "static" else 0 < max(steps) < 4


def test_a_reset_carries_a_little_of_the_shot_before_and_none_with_weight_0():
    first = VIDEO.shoot_clip(
        IMAGE.draw_keyframe(key_spec(camera="wide shot, pan left"), Quiet()),
        clip_spec(8, "wide shot, pan left"),
        Quiet(),
    )
    list(first.frames)
    key = IMAGE.draw_keyframe(key_spec(camera="close-up"), Quiet())

    def shot(weight):
        return list(
            VIDEO.shoot_clip(
                key, clip_spec(20, "close-up", reset=Reset(first.latents(), 1, 2, "vp", 0.2, 1.0, weight)), Quiet()
            ).frames
        )

    plain = list(VIDEO.shoot_clip(key, clip_spec(20, "close-up"), Quiet()).frames)
    assert (shot(0.0)[0] == plain[0]).all() and far(shot(1.0)[0], plain[0]) > 1
    assert (shot(1.0)[-1] == plain[-1]).all()


def test_a_cancelled_clip_stops_at_the_next_frame():
    class Stop(Quiet):
        seen = 0

        def step(self, done, total, preview=None):
            Stop.seen = done

        def check(self):
            if Stop.seen >= 3:
                raise Cancelled("Stopped.")

    key = IMAGE.draw_keyframe(key_spec(), Quiet())
    with pytest.raises(Cancelled):
        list(VIDEO.shoot_clip(key, clip_spec(20), Stop()).frames)
    assert Stop.seen == 3


def test_tokens_of_another_family_are_not_misread():
    stranger = Cast("mary", "young", "Mary", "young", "a woman", Tokens("clip-vit-h", b"\x00\x01\x02"))
    assert IMAGE.draw_keyframe(key_spec(cast=(stranger,)), Quiet()).pixels.any()


PINNED = "1c55811756a98a9e7620c1c29b6061b120b281bca16d627573a0d5e1226ef590"


@pytest.mark.parametrize("deed", ["She sleeps.", "Someone dies in a bed.", "They sit and eat.", "He hugs her.", ""])
def test_a_shot_whose_words_name_people_that_are_not_in_it_is_still_drawn(deed):
    spec = KeyframeSpec(Domains(relation=deed, camera="Close-up"), deed, (), "", "", None, "", 1, FrameSize(160, 90))
    assert AnimaticImage().draw_keyframe(spec).pixels.shape == (90, 160, 3)
