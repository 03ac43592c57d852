"""What is decoded is looked at: numbers, a picture where one was shown; float32 and tiles are tried from the same latents."""

import dataclasses

import numpy as np
import pytest

from vgot.errors import RenderFailed
from vgot.models.base import BridgeSpec, ClipSpec, KeyframeSpec, Picture, Quiet, SeamSide
from vgot.presets.seams import trained_for_bridges
from vgot.story.model import Domains
from vgot.units import FrameSize

SIZE = FrameSize(96, 64)
CLIP = ClipSpec("Mary mends a net.", "slow pan", "mends a net", (), (), "", 3, SIZE, 8, 9)


def still(draw, seed):
    """A side of a seam that stands still."""
    return SeamSide(b"", 40, np.stack([draw(seed).pixels] * 4), context=np.stack([draw(seed).pixels] * 24))


BRIDGE = BridgeSpec(8, 8, SIZE, 1, 3, 0.2, 1.0, 5)
KEYFRAME = KeyframeSpec(
    Domains(character="Mary", background="harbour", relation="Mary waits", camera="close-up", lighting="dawn"),
    "Mary waits.",
    (),
    "harbour",
    "boats",
    None,
    "",
    5,
    SIZE,
)
VIDEOS = ("sdxl-wan5b", "qwen-wan14b", "kolors-svd", "sdxl-animatediff", "klein-framepack", "embedded")
IMAGES = ("sdxl-wan5b", "klein-wan5b", "qwen-wan14b", "kolors-svd", "embedded")


# -- what is doubtful: pictures that were drawn here -----------------------------------------------------------------------
@pytest.fixture(scope="module")
def lost():
    from vgot.models.runtime.decoding import lost_picture

    return lost_picture


def towards(picture, colour, share):
    """A picture that has gone over into a colour by `share`."""
    return (picture * (1 - share) + np.asarray(colour, np.float64) * share).round().astype(np.uint8)


def one_colour(value, like):
    return np.full_like(like, value)


def dark(picture, scale):
    return (picture * scale).astype(np.uint8)


@pytest.mark.parametrize("value", [0, 128, 255])
def test_a_clip_that_is_one_colour_where_the_keyframe_is_a_picture_is_lost(lost, draw, value):
    key = draw().pixels
    assert lost([one_colour(value, key)] * 9, [key]) == 0
    assert lost([one_colour(value, key)] * 9, [key], "The picture fades to black.") == 0, (
        "words ask for a fade, not for no picture at all"
    )


def test_black_that_comes_all_at_once_is_lost_wherever_it_comes(lost, draw):
    key = draw().pixels
    black = one_colour(0, key)
    for frames, at in (
        ([key, *[black] * 8], 1),
        ([key] * 5 + [black] * 4, 5),
        ([key] * 4 + [black] * 2 + [key] * 3, 4),
        ([black] * 2 + [key] * 7, 0),
    ):
        assert lost(frames, [key]) == at
        assert lost(frames, [key], "Somebody turns off the lamp.") is None


@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 255, 255), (40, 60, 90)])
@pytest.mark.parametrize("steps", [2, 3, 8, 40])
@pytest.mark.parametrize(
    "pace", [lambda t: t, lambda t: t**2, lambda t: 1 - (1 - t) ** 2, lambda t: (1 - np.cos(np.pi * t)) / 2]
)
def test_a_fade_is_not_lost_out_or_in_whatever_its_length_and_pace(lost, draw, colour, steps, pace):
    for seed in range(3):
        key = draw(seed).pixels
        fade = [towards(key, colour, pace(k / steps)) for k in range(steps + 1)]
        out = [key] * 4 + fade + [one_colour(colour, key)] * 6
        assert lost(out, [key]) is None and lost(out[::-1], [key]) is None
        assert lost(out + out[::-1], [key]) is None


def test_a_circle_that_closes_and_a_wall_that_comes_into_view_are_not_lost(lost, draw):
    key = draw().pixels
    high, wide = np.mgrid[:64, :96]
    closing = [
        np.where((np.hypot(high - 32, wide - 48) < radius)[..., None], key, 0).astype(np.uint8)
        for radius in range(60, -1, -6)
    ]
    covered = [np.where((wide < edge)[..., None], key, 30).astype(np.uint8) for edge in range(96, -1, -8)]
    for frames in (closing, covered):
        assert lost([key, *frames, frames[-1], frames[-1]], [key]) is None


def test_night_fog_and_an_empty_wall_may_lose_what_little_is_seen(lost, draw):
    noise = np.random.default_rng(0)
    night = dark(draw().pixels, 0.06)
    stars = np.zeros_like(night)
    stars[noise.integers(0, 64, 12), noise.integers(0, 96, 12)] = 200
    fog = (190 + noise.normal(0, 3, night.shape)).astype(np.uint8)
    for key, value in ((night, 4), (stars, 0), (fog, 189), (one_colour(0, night), 0), (one_colour(120, night), 118)):
        assert lost([one_colour(value, key)] * 9, [key]) is None
    assert lost([one_colour(0, fog)] * 9, [fog]) == 0, "but fog that turns black is lost"
    assert lost([one_colour(255, night)] * 9, [night]) == 0


def test_frames_that_hold_a_picture_are_never_lost_however_dim_or_still(lost, draw):
    key = draw().pixels
    assert lost([key] * 9, [key]) is None
    assert lost([dark(key, 0.1)] * 9, [key]) is None
    assert lost([draw(4).pixels] * 9, [one_colour(0, key)]) is None, "a black keyframe may come to life"


@pytest.mark.parametrize(
    "words,asked",
    [
        ("Fade to black.", True),
        ("The screen goes black as the lights go out.", True),
        ("cut to white", True),
        ("She blows out the candle.", True),
        ("A flash of lightning.", True),
        ("total darkness", True),
        ("Mary mends a black net in her dark kitchen.", False),
        ("black and white photograph", False),
        ("The white cat walks out of the dark forest.", False),
        ("", False),
    ],
)
def test_words_ask_for_one_colour_or_only_name_one(lost, words, asked):
    from vgot.models.runtime.decoding import says_one_colour

    assert says_one_colour(words) is asked


# -- every video family -----------------------------------------------------------------------------------------------
def video_of(name, preset, twins, residency):
    from vgot.models.embedded.clips import EmbeddedVideo
    from vgot.models.video.framepack import FramepackVideo
    from vgot.models.video.unet import AnimateDiffVideo, SvdVideo
    from vgot.models.video.wan import WanVideo

    one = preset(name)
    cls = {
        "svd": SvdVideo,
        "animatediff": AnimateDiffVideo,
        "framepack": FramepackVideo,
        "wan": WanVideo,
        "embedded": EmbeddedVideo,
    }[one.video.family]
    return cls(one, twins(name), residency_=residency)


def image_of(name, preset, twins, residency):
    from vgot.models.embedded.families import EmbeddedImage
    from vgot.models.keyframes.kolors import KolorsImage
    from vgot.models.keyframes.references import KleinImage, QwenImage
    from vgot.models.keyframes.sdxl import SdxlImage

    one = preset(name)
    cls = {"sdxl": SdxlImage, "klein": KleinImage, "qwen": QwenImage, "kolors": KolorsImage, "embedded": EmbeddedImage}[
        one.keyframe.family
    ]
    return cls(one, twins(name), residency_=residency)


def pipe_of(family):
    return family.residency.attempt(family.loadable, "load", lambda pipe: pipe)


def convolution(vae, name):
    """The first (`conv_in`) or last (`conv_out`) convolution of a decoder."""
    found = getattr(vae.decoder, name)
    return getattr(found, "conv", found)


@pytest.fixture(params=VIDEOS)
def video(request, preset, twins, fresh):
    return video_of(request.param, preset, twins, fresh)


def spoil(vae):
    convolution(vae, "conv_out").bias.data.fill_(float("nan"))


def test_a_decoder_that_gives_no_numbers_is_a_failure_that_names_the_precision_and_the_weights(video, draw):
    spoil(pipe_of(video).vae)
    clip = video.shoot_clip(draw(), CLIP, Quiet())
    assert clip.latents(), "what was denoised is kept"
    with pytest.raises(RenderFailed) as why:
        next(clip.frames)
    assert why.value.kind == "render" and why.value.field == "precision" and "not numbers" in why.value.message
    assert f"vgot fetch {video.preset.name}" in why.value.hint
    sides = [still(draw, s) for s in (1, 2)]
    with pytest.raises(RenderFailed, match="not numbers"):
        list(video.bridge(*sides, BRIDGE, Quiet()))


#: The largest number of half precision.
MOST = 65504


def test_a_decoder_that_overflows_in_half_precision_is_asked_again_in_float32(video, draw, torch):
    """The overflow is real: values beyond half precision's range in the first layer. Processors are slow at half precision in
    space and time, so those decoders calculate in bfloat16 and are cut at half precision's largest number."""
    vae = pipe_of(video).vae
    clip = video.shoot_clip(draw(), CLIP, Quiet())
    latents = clip.latents()
    first = convolution(vae, "conv_in")
    first.weight.data.mul_(2e4 / first.weight.data.abs().max())
    first.bias.data.fill_(5e4)
    half = torch.float16 if video.section.family in ("animatediff", "embedded") else torch.bfloat16
    if half == torch.bfloat16:
        first.register_forward_hook(
            lambda layer, seen, made: (
                made if made.dtype == torch.float32 else made.masked_fill(made.abs() > MOST, float("inf"))
            )
        )
    vae.to(half)
    from vgot.models.latents import unpack
    from vgot.models.runtime.decoding import NotNumbers

    with pytest.raises(NotNumbers), torch.no_grad():
        list(video.decode(pipe_of(video), unpack(latents).segments[0]))
    frames = list(clip.frames)
    assert len(frames) == 9 and all(f.std() > 1 for f in frames)
    assert {p.dtype for p in vae.parameters()} == {half}, "and its weights are as they were"
    assert "float32" in video.residency.notes[0] and str(half).removeprefix("torch.") in video.residency.notes[0]


def test_a_decoder_that_gives_one_colour_is_asked_again_in_float32_and_refused_if_it_stays(
    video, draw, torch, monkeypatch
):
    vae, real, asked = pipe_of(video).vae, video.decode, []

    def black_in_half(pipe, latents):
        asked.append(pipe.vae.dtype)
        for frame in real(pipe, latents):
            yield frame if pipe.vae.dtype == torch.float32 else np.zeros_like(frame)

    monkeypatch.setattr(video, "decode", black_in_half)
    clip = video.shoot_clip(draw(), CLIP, Quiet())
    vae.to(torch.bfloat16)
    assert all(f.std() > 1 for f in clip.frames) and asked == [torch.bfloat16, torch.float32]

    monkeypatch.setattr(video, "decode", lambda pipe, latents: (np.zeros_like(f) for f in real(pipe, latents)))
    latents = clip.latents()
    with pytest.raises(RenderFailed, match="black and nothing else from frame 1") as why:
        list(video.decode_latents(latents, CLIP, Quiet(), draw()))
    assert "Regenerate" in why.value.hint and "fade to black" in why.value.hint
    night = Picture(np.full_like(draw().pixels, 6))
    assert len(list(video.decode_latents(latents, CLIP, Quiet(), night))) == 9, (
        "a keyframe that is dark itself may stay so"
    )


def test_a_bridge_that_is_black_between_two_pictures_is_refused_and_one_between_dark_ends_is_not(
    video, draw, monkeypatch
):
    if not trained_for_bridges(video.section):
        return
    real = video.decode
    monkeypatch.setattr(video, "decode", lambda pipe, latents: (np.zeros_like(f) for f in real(pipe, latents)))
    bright = [still(draw, s) for s in (1, 2)]
    with pytest.raises(RenderFailed, match="black"):
        list(video.bridge(*bright, BRIDGE, Quiet()))
    night = [np.stack([dark(draw(seed).pixels, 0)] * 24) for seed in (1, 2)]
    faded = [SeamSide(b"", 40, frames[:4], context=frames) for frames in night]
    assert len(list(video.bridge(*faded, BRIDGE, Quiet()))) == 8


def test_the_picture_between_two_segments_of_a_chain_is_looked_at_too(preset, twins, fresh, draw):
    video = video_of("kolors-svd", preset, twins, fresh)
    long = dataclasses.replace(CLIP, frames=34)
    spoil(pipe_of(video).vae)
    with pytest.raises(RenderFailed, match="not numbers"):
        video.shoot_clip(draw(), long, Quiet())


def test_a_chain_may_go_dark_in_its_first_segment_and_stay_dark_in_its_second(preset, twins, fresh, draw, monkeypatch):
    video = video_of("kolors-svd", preset, twins, fresh)
    key, real, long = draw(), video.decode, dataclasses.replace(CLIP, frames=34)

    def goes_dark(pipe, latents):
        frames = list(real(pipe, latents))
        if not goes_dark.done and len(frames) > 2:
            goes_dark.done = True
            return iter([towards(f, 0, min(1, k / (len(frames) - 4))) for k, f in enumerate(frames)])
        return iter([np.zeros_like(f) for f in frames])

    goes_dark.done = False
    monkeypatch.setattr(video, "decode", goes_dark)
    frames = list(video.shoot_clip(key, long, Quiet()).frames)
    assert len(frames) == 34 and not frames[-1].any() and frames[0].std() > 1


def test_memory_that_runs_out_in_float32_leaves_the_weights_as_they_were(
    preset, twins, fresh, draw, torch, monkeypatch
):
    video = video_of("sdxl-animatediff", preset, twins, fresh)
    clip, vae, real = video.shoot_clip(draw(), CLIP, Quiet()), pipe_of(video).vae, video.decode
    vae.to(torch.bfloat16)
    told = []

    def decode(pipe, latents):
        told.append((str(pipe.vae.dtype), pipe.vae.use_tiling))
        if pipe.vae.dtype == torch.float32 and not pipe.vae.use_tiling:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")
        for frame in real(pipe, latents):
            yield frame if pipe.vae.dtype == torch.float32 else np.zeros_like(frame)

    monkeypatch.setattr(video, "decode", decode)
    assert len(list(clip.frames)) == 9 and {p.dtype for p in vae.parameters()} == {torch.bfloat16}
    assert told == [
        ("torch.bfloat16", False),
        ("torch.float32", False),
        ("torch.bfloat16", True),
        ("torch.float32", True),
    ]


# -- every image family -----------------------------------------------------------------------------------------------
@pytest.fixture(params=IMAGES)
def image(request, preset, twins, fresh):
    return image_of(request.param, preset, twins, fresh)


def wrapped(image, monkeypatch, change):
    """The image family's autoencoder with its class's decode changed, beneath everything."""
    vae = pipe_of(image).vae
    real = type(vae).decode

    def decode(self, z, *args, **kwargs):
        return change(self, lambda: real(self, z, *args, **kwargs))

    monkeypatch.setattr(type(vae), "decode", decode)
    return vae


def test_a_picture_that_does_not_fit_is_decoded_in_tiles_and_not_denoised_again(image, monkeypatch, torch, log):
    tiled = []

    def heavy(vae, work):
        tiled.append(vae.use_tiling)
        if not vae.use_tiling:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 4.50 GiB")
        return work()

    vae = wrapped(image, monkeypatch, heavy)
    report = log()
    assert image.draw_keyframe(KEYFRAME, report).pixels.std() > 1
    assert tiled[:2] == [False, True] and len(report.steps) == report.steps[-1][1], "every step was made once"
    assert image.residency.notes == [
        "Memory ran out while decoding a picture: in tiles from now on"
    ] and "decode" not in vars(vae)


def test_a_picture_that_is_only_numbers_in_float32_is_decoded_so(image, monkeypatch, torch, log):
    def half_fails(vae, work):
        made = work()
        if vae.dtype != torch.float32:
            made[0].fill_(float("nan"))
        return made

    vae, report = wrapped(image, monkeypatch, half_fails), log()
    plain = image.draw_keyframe(KEYFRAME, Quiet()).pixels
    for part in pipe_of(image).components.values():
        if isinstance(part, torch.nn.Module):
            part.to(torch.bfloat16)
    again = image.draw_keyframe(KEYFRAME, report).pixels
    assert again.std() > 1 and again.shape == plain.shape and len(report.steps) == report.steps[-1][1]
    assert {p.dtype for p in vae.parameters()} == {torch.bfloat16} and "float32" in image.residency.notes[0]


def test_a_picture_of_one_colour_is_refused_unless_it_was_asked_for(image, monkeypatch, torch):
    wrapped(image, monkeypatch, lambda vae, work: (torch.full_like(work()[0], -1.0),))
    with pytest.raises(RenderFailed, match="picture is black and nothing else") as why:
        image.draw_keyframe(KEYFRAME, Quiet())
    assert "Regenerate" in why.value.hint and "black screen" in why.value.hint
    asked = dataclasses.replace(
        KEYFRAME, summary="A black screen.", domains=Domains(relation="a black screen", background="a black screen")
    )
    assert not image.draw_keyframe(asked, Quiet()).pixels.any()
