"""Wan VACE on its twin, through the real pipeline class: what reaches it, what comes back, and seams made anew between both shots."""

import dataclasses
import io

import numpy as np
import pytest
from PIL import Image

from tests.conftest import small_story
from vgot.errors import BadInput
from vgot.models.base import BridgeSpec, ClipSpec, Guide, Quiet, SeamSide
from vgot.story.edits import set_value
from vgot.units import FrameSize

SIZE = FrameSize(96, 64)
CLIP = ClipSpec("Mary mends a net.", "slow pan", "mends a net", (), (), "", 3, SIZE, 16, 12)


@pytest.fixture(scope="module")
def vace(preset, twins, shared):
    from vgot.models.video.vace import VaceVideo

    return VaceVideo(preset("vace-1.3b"), twins("vace-1.3b"), residency_=shared)


@pytest.fixture
def asked(monkeypatch):
    """What the pipeline was called with; the call itself goes on."""
    from diffusers import WanVACEPipeline

    calls = []
    real = WanVACEPipeline.__call__

    def call(self, **given):
        calls.append(given)
        return real(self, **given)

    monkeypatch.setattr(WanVACEPipeline, "__call__", call)
    return calls


def pixels(image):
    return np.asarray(image)


def guide(count=13, strength=0.6):
    frames = [np.full((64, 96, 3), 10 * n, np.uint8) for n in range(count)]
    return Guide(lambda numbers: [frames[n] for n in numbers], count, strength)


def shot(vace, draw, **changes):
    spec = dataclasses.replace(CLIP, **changes)
    clip = vace.shoot_clip(draw(), spec, Quiet())
    return clip.latents(), list(clip.frames)


def test_guide_references_moments_mask_and_end_reach_the_pipeline_frame_by_frame(vace, draw, asked):
    from vgot.models.latents import unpack

    mary, place = draw(5, 64, 64), draw(6)
    latents, frames = shot(vace, draw, guide=guide(), references=(mary, place), end=draw(9))
    (call,) = asked
    assert call["num_frames"] == len(call["video"]) == len(call["mask"]) == 13, "of the form 4k + 1"
    assert np.array_equal(pixels(call["video"][0]), draw().pixels)
    assert np.array_equal(pixels(call["video"][12]), draw(9).pixels)
    assert [int(pixels(f)[0, 0, 0]) for f in call["video"][1:12]] == [10 * n for n in range(1, 12)]
    assert [sorted(set(pixels(m).ravel())) for m in call["mask"]] == [[0]] + [[255]] * 11 + [[0]]
    assert [pixels(r).tolist() for r in call["reference_images"]] == [mary.pixels.tolist(), place.pixels.tolist()]
    assert call["conditioning_scale"] == 0.6
    assert unpack(latents).segments[0].shape[2] == 4, "the latent frames of references are none of the clip's"
    assert len(frames) == 12
    assert np.array_equal(frames[0], draw().pixels) and np.array_equal(frames[-1], draw(9).pixels)


def test_pictures_at_moments_stay_where_the_film_passes_through_them(vace, draw, asked):
    _, frames = shot(vace, draw, guide=guide(), moments=((4, draw(7)), (8, draw(8))))
    (call,) = asked
    stays = [n for n, m in enumerate(call["mask"]) if not pixels(m).any()]
    assert stays == [0, 4, 8]
    assert np.array_equal(pixels(call["video"][4]), draw(7).pixels)
    assert [int(pixels(call["video"][n])[0, 0, 0]) for n in (3, 5)] == [30, 50], "the guide leads between them"
    assert np.array_equal(frames[4], draw(7).pixels) and np.array_equal(frames[8], draw(8).pixels)


def test_in_a_chain_each_picture_stays_in_its_own_segment(vace, draw, asked, monkeypatch):
    monkeypatch.setattr(vace, "section", vace.section.model_copy(update={"max_frames": 9, "chain_max": 4}))
    _, frames = shot(vace, draw, frames=17, moments=((8, draw(7)), (12, draw(8))), end=draw(9))
    first, second = asked
    assert [len(c["video"]) for c in asked] == [9, 9]
    assert [[n for n, m in enumerate(c["mask"]) if not pixels(m).any()] for c in asked] == [[0, 8], [0, 4, 8]]
    assert np.array_equal(pixels(first["video"][8]), pixels(second["video"][0])), "the next begins on the very picture"
    assert all(np.array_equal(frames[n], draw(k).pixels) for n, k in ((8, 7), (12, 8), (16, 9)))


def test_without_a_guide_grey_stands_between_what_stays_and_nothing_is_held_back(vace, draw, asked):
    shot(vace, draw)
    (call,) = asked
    assert {tuple(pixels(f)[3, 3]) for f in call["video"][1:]} == {(128, 128, 128)}
    assert call["reference_images"] is None and call["conditioning_scale"] == 1.0
    assert [int(pixels(m).max()) for m in call["mask"]] == [0] + [255] * 12


def test_a_prompt_by_hand_is_what_the_clip_is_told_and_a_lora_of_its_model_is_worn(vace, draw, asked, tmp_path):
    from tests.models.test_loras import on, write
    from vgot.graph.nodes import film_nodes
    from vgot.settings import load_preset

    story = set_value(small_story(2), "shots/1/prompt/clip", "gulls rise")
    nodes = film_nodes(story, load_preset("vace-1.3b"))
    assert [n.params.get("prompt") for n in nodes.values() if n.step == "clip"] == ["gulls rise", None]
    with vace.residency.use(vace.loadable) as pipe:
        file = write(tmp_path / "style.safetensors", pipe, "transformer")
    plain, _ = shot(vace, draw, prompt="gulls rise")
    bent, _ = shot(vace, draw, prompt="gulls rise", loras=on(file, 1.0))
    assert asked[-1]["prompt"] == "gulls rise" and bent != plain
    worn = {"file": str(file), "name": "Style", "sha256": "0" * 64, "part": "clips", "model": "Wan 2.1 1.3B"}
    refused = set_value(small_story(1), "loras", [worn | {"model": "Wan 14B"}])
    for preset, said in (("vace-1.3b", True), ("vace-14b", False)):
        idle = [i for n in film_nodes(refused, load_preset(preset)).values() for i in n.idle]
        assert any("it is for Wan 14B" in i for i in idle) == said, preset


def test_every_one_of_them_changes_the_clip(vace, draw):
    ways = [
        {},
        {"guide": guide()},
        {"guide": guide(strength=0.2)},
        {"end": draw(9)},
        {"references": (draw(5, 64, 64),)},
    ]
    assert len({shot(vace, draw, **way)[0] for way in ways}) == len(ways)


def test_a_guide_that_is_shorter_holds_its_last_picture(vace, draw, asked):
    shot(vace, draw, guide=guide(count=5))
    assert [int(pixels(f)[0, 0, 0]) for f in asked[0]["video"][1:]] == [10, 20, 30] + [40] * 9


def sides(draw, h=4, around=14):
    def clip(seed, first, many):
        return np.stack([np.roll(draw(seed).pixels, first + k, axis=1) for k in range(many)])

    left = SeamSide(b"", 40, clip(1, around, h), context=clip(1, 0, around))
    return left, SeamSide(b"", 40, clip(2, 0, h), context=clip(2, h, around))


BRIDGE = BridgeSpec(8, 16, SIZE, 1, 3, 0.2, 1.0, 5)


def test_a_seam_is_made_anew_between_the_frames_of_both_shots_which_stay(vace, draw, asked):
    left, right = sides(draw)
    assert vace.frames_around(BRIDGE) == 13
    frames = list(vace.bridge(left, right, BRIDGE, Quiet()))
    (call,) = asked
    made = [n for n, m in enumerate(call["mask"]) if pixels(m).max()]
    assert call["num_frames"] == 37 and len(made) == 9, "the window between, on the model's grid of lengths"
    stays = [n for n in range(37) if n not in made]
    given = np.concatenate([left.context, left.window, right.window, right.context])
    assert np.array_equal(pixels(call["video"][0]), given[0]) and np.array_equal(pixels(call["video"][36]), given[-1])
    assert all(tuple(pixels(call["video"][n])[0, 0]) == (128, 128, 128) for n in made)
    assert max(stays[: made[0]]) == made[0] - 1 and min(stays[made[0] :]) == made[-1] + 1
    assert len(frames) == 8 and frames[0].shape == (64, 96, 3)
    again = list(vace.bridge(left, right, BRIDGE, Quiet()))
    assert all(np.array_equal(a, b) for a, b in zip(frames, again, strict=True))
    assert vace.last_seam is not None and vace.last_seam.after <= vace.last_seam.before


def test_a_seam_without_frames_around_it_is_still_one(vace, draw, asked):
    left, right = (dataclasses.replace(side, context=None) for side in sides(draw))
    assert len(list(vace.bridge(left, right, BRIDGE, Quiet()))) == 8
    assert asked[0]["num_frames"] == 33


def test_the_last_picture_reaches_the_other_model_that_takes_one(preset, twins, shared, draw, monkeypatch):
    from diffusers import WanImageToVideoPipeline

    from vgot.models.video.wan import WanVideo

    calls, real = [], WanImageToVideoPipeline.__call__
    monkeypatch.setattr(
        WanImageToVideoPipeline, "__call__", lambda self, **given: calls.append(given) or real(self, **given)
    )
    video = WanVideo(preset("qwen-wan14b"), twins("qwen-wan14b"), residency_=shared)
    list(video.shoot_clip(draw(), dataclasses.replace(CLIP, end=draw(9)), Quiet()).frames)
    list(video.shoot_clip(draw(), CLIP, Quiet()).frames)
    assert np.array_equal(pixels(calls[0]["last_image"]), draw(9).pixels) and "last_image" not in calls[1]


# -- through the program ----------------------------------------------------------------------------------------------
@pytest.fixture
def guided(twins, tmp_path, monkeypatch):
    from vgot.project.studio import Studio
    from vgot.render.executors import InlineExecutor
    from vgot.settings import Settings

    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    models = twins("vace-1.3b")
    settings = Settings(home=tmp_path / "home", preset="vace-1.3b", models_dir=models)
    made = Studio(settings, InlineExecutor(models, idle_s=0.05))
    story = small_story(2, film={"width": 96, "height": 64, "fps": 16, "guide": 0.8, "guide_kind": "depth"})
    story = story.model_copy(update={"shots": [s.model_copy(update={"duration_s": 0.5}) for s in story.shots]})
    story = set_value(story, "shots/1/moments", [{"at_s": 0.25, "of": "next"}])
    yield made.new_project(set_value(story, "shots/1/end", "next"))
    made.close()


def test_a_film_is_led_by_its_drawing_from_the_sentence_to_the_last_frame(guided, asked):
    guided.build(["clip/1"], approve_all=True)
    plan = guided.plan()
    (call,) = asked
    take = plan.named("guide/1").take
    assert take is not None and take.facts["kind"] == "depth"
    from vgot import media

    frames = list(media.decode_clip(guided.store.blob_path(take.digests["frames"])))
    assert len(frames) == call["num_frames"] == take.facts["frames"]
    assert all(np.array_equal(pixels(call["video"][n]), frames[n]) for n in range(1, len(frames) - 1) if n != 5)
    portrait = guided.plan().named("portrait/mary/young").take
    seen = np.asarray(Image.open(io.BytesIO(guided.store.read_blob(portrait.digests["picture"]))))
    assert np.array_equal(pixels(call["reference_images"][0]), seen)
    end = media.decode_png(guided.store.read_blob(plan.named("keyframe/2").take.digests["picture"]))
    assert np.array_equal(pixels(call["video"][-1]), end) and np.array_equal(pixels(call["video"][5]), end)
    clip = plan.named("clip/1").take
    assert clip.facts["guided"] == 0.8 and clip.facts["references"] == 2


def test_a_guide_of_ones_own_is_brought_to_the_models_size_and_rate_and_said(guided, tmp_path):
    from vgot import media

    def film_of(frame, name, fps=24.0, size=(160, 96), many=48):
        path = tmp_path / name
        media.encode_clip(path, iter([frame] * many), size=FrameSize(*size), fps=fps, quality="film")
        return path.read_bytes()

    ramp = np.repeat(np.linspace(0, 255, 160).astype(np.uint8)[None, :, None], 96, 0).repeat(3, 2)
    take = guided.upload("guide/1", film_of(ramp, "ramp.mp4"))
    p = guided.plan().named("guide/1").node.params
    assert (take.facts["width"], take.facts["fps"], take.facts["frames"]) == (p["width"], p["fps"], p["frames"])
    assert "160x96" in take.facts["note"] and "24 frames a second" in take.facts["note"]
    black = np.zeros((96, 160, 3), np.uint8)
    for data in (film_of(black, "black.mp4"), b"", b"not a film", b"\x89PNG\r\n\x1a\n" + b"0" * 64):
        with pytest.raises(BadInput) as why:
            guided.upload("guide/1", data)
        assert why.value.field == "upload"
    assert guided.plan().named("guide/1").take.id == take.id
