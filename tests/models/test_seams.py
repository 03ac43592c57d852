"""Bridges between two shots: what an ideal model makes of what it is shown, at every pair of rates."""

import dataclasses
import types

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import small_story
from vgot.models.base import BridgeSpec, Quiet, SeamSide
from vgot.presets.seams import LEAST, window_for
from vgot.settings import load_preset
from vgot.units import FrameSize, frame_rate

HIGH, WIDE = 64, 256


def bar(at):
    """A white bar at a place that may lie between two pixels, on grey."""
    line = np.clip(4 - np.abs(np.arange(WIDE) - at), 0, 1) * 200 + 40
    return np.repeat(np.repeat(line[None, :, None], HIGH, 0), 3, 2).round().astype(np.uint8)


def place(frame):
    line = frame[HIGH // 2, :, 0].astype(float) - 40
    line[line < 20] = 0
    return float((line * np.arange(WIDE)).sum() / line.sum())


def bars(frame):
    """How many separate bars a frame shows: a double exposure shows two."""
    lit = frame[HIGH // 2, :, 0] > 70
    return int((lit[1:] & ~lit[:-1]).sum() + lit[0])


class Here:
    """A residency of a pipeline that is simply there."""

    def __init__(self, pipe):
        self.pipe = pipe

    def attempt(self, loadable, what, work, lighter=None):
        return work(self.pipe)


@pytest.fixture
def ideal(torch, preset, monkeypatch):
    """A function: a model of a preset's shape that moves from its first picture to its last at a constant speed, and cannot do more. Its
    latents hold every frame, four in each after the first."""
    from vgot.models.video.base import DiffusersVideo

    class Ideal(DiffusersVideo):
        loadable = None

        def encode(self, pipe, frames):
            first = [frames[:1].repeat(4, 0)]
            kept = np.stack(first + [frames[k : k + 4] for k in range(1, len(frames), 4)])
            return torch.from_numpy(kept[..., 0].astype(np.float32)).permute(1, 0, 2, 3)[None] / 127.5 - 1

        def decoded(self, pipe, latents, shown, words="", **more):
            kept = ((latents[0].permute(1, 0, 2, 3) + 1) * 127.5).round().clip(0, 255).numpy().astype(np.uint8)
            frames = [kept[0, 0], *(one for four in kept[1:] for one in four)]
            return [np.repeat(f[..., None], 3, 2) for f in frames]

        def call(self, pipe, ask):
            self.asked = ask
            one, two = place(np.asarray(ask.image)), place(np.asarray(ask.last_image))
            moved = np.stack([bar(x) for x in np.linspace(one, two, ask.frames)])
            pipe.scheduler.sigmas = torch.linspace(1, 0, ask.steps + 1)
            clean = self.encode(pipe, moved)
            for k in range(ask.steps):
                clean = ask.callback(pipe, k, None, {"latents": clean})["latents"]
            return clean

    def made(name="qwen-wan14b"):
        one = preset(name)
        grid = {"grid_px": 16, "max_px": HIGH * WIDE, "min_px": 0, "steps": 3}
        pipe = types.SimpleNamespace(scheduler=types.SimpleNamespace())
        return Ideal(one.model_copy(update={"video": one.video.model_copy(update=grid)}), residency_=Here(pipe))

    return made


def moving(fps, half, window, speed=24.0, start=20.0):
    """Both sides of a seam in one long movement of `speed` pixels a second, and the place at each film frame of the window."""
    rate = float(frame_rate(fps))
    places = [start + speed * k / rate for k in range(window.before + 2 * half + window.after)]
    frames = np.stack([bar(x) for x in places])
    a, b = window.before, window.before + half
    left = SeamSide(b"", b, frames[a:b], context=frames[:a])
    right = SeamSide(b"", 99, frames[b : b + half], context=frames[b + half :])
    return left, right, places[a : b + half]


@pytest.mark.parametrize("fps", [8, 12, 16, 23.976, 24, 25, 30])
def test_a_movement_goes_on_through_a_bridge_at_its_speed_and_is_never_seen_twice(ideal, fps):
    model, half = ideal(), max(2, round(fps * 0.375))
    window = window_for(model.section, half, fps, 10 * round(fps), 10 * round(fps))
    left, right, places = moving(fps, half, window)
    spec = BridgeSpec(
        2 * half, fps, FrameSize(WIDE, HIGH), 1, 3, 0.2, 1.0, 5, {"left": "A bar goes.", "right": "It goes on."}
    )
    frames = list(model.bridge(left, right, spec, Quiet()))
    assert len(frames) == 2 * half and all(bars(f) == 1 for f in frames), "no double exposure"
    speed = 24.0 / fps
    steps = np.diff([places[0] - speed, *map(place, frames), places[-1] + speed])
    assert np.abs(steps - speed).max() < 0.5, "one speed, into it and out of it"
    assert np.abs(np.array([place(f) for f in frames]) - places).max() < 0.6
    assert model.asked.frames >= LEAST and model.asked.prompt == "A bar goes., then It goes on."
    assert model.last_seam.level == 1.0, "made out of noise"


def test_two_different_shots_are_never_laid_over_one_another(ideal):
    model, half = ideal(), 6
    window = window_for(model.section, half, 16, 99, 99)
    left, _, _ = moving(16, half, window, start=20)
    _, right, _ = moving(16, half, window, start=180)
    spec = BridgeSpec(2 * half, 16, FrameSize(WIDE, HIGH), 1, 3, 0.2, 1.0, 5, {"match_colours": False})
    frames = list(model.bridge(left, right, spec, Quiet()))
    assert [bars(f) for f in frames] == [1] * 12
    assert np.all(np.diff([place(f) for f in frames]) >= -0.5), "it goes over, once"


def test_frames_of_both_shots_are_given_back_as_they_were_and_what_lies_between_is_free(torch, preset, ideal):
    from vgot.models.video.seams import held_latents, shown_around

    model, half = ideal(), 6
    window = window_for(model.section, half, 16, 99, 99)
    left, right, _ = moving(16, half, window)
    before, after = np.concatenate([left.context, left.window[:1]]), np.concatenate([right.window[-1:], right.context])
    shown = shown_around(before, after, 2 * half - 2, window, model.section, 16)
    held = held_latents(shown, (window.frames - 1) // 4 + 1, 4).tolist()
    assert len(shown.frames) == window.frames == 33 and held == [True] * 3 + [False] * 4 + [True] * 2
    own = range(shown.left), range(33 - shown.right, 33)
    assert all(bars(shown.frames[k]) == 1 for k in range(33)), "nothing that it is shown is a dissolve"
    assert [place(shown.frames[k]) for k in own[0]] == pytest.approx([20 + 1.5 * k for k in own[0]], abs=0.3)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(1, 40),
    st.sampled_from([8, 12, 16, 24, 25, 29.97, 30, 60]),
    st.integers(2, 400),
    st.integers(2, 400),
    st.sampled_from(["qwen-wan14b", "klein-framepack", "sdxl-animatediff"]),
)
def test_a_window_lies_within_both_shots_and_is_as_long_as_the_model_needs(half, fps, left, right, name):
    section = load_preset(name).video
    window = window_for(section, half, fps, left, right)
    if window is None:
        return
    pace = frame_rate(section.fps) / frame_rate(fps)
    assert min(LEAST, section.max_frames) <= window.frames <= section.max_frames
    assert window.frames % section.frame_step == 1 % section.frame_step
    assert 1 <= window.before <= left - half and 1 <= window.after <= right - half
    film = window.before + 2 * half + window.after
    assert 0 <= (film - 1) - (window.frames - 1) / pace < 1, (
        "the model's last frame is the film's, or less than one before it"
    )


@pytest.mark.parametrize(
    "preset,seconds,why",
    [
        ("klein-wan5b", 4, "never trained"),
        ("sdxl-wan5b", 4, "never trained"),
        ("kolors-svd", 4, "never trained"),
        ("qwen-wan14b", 0.8, "shorter than the 2.0 s"),
        ("hosted-kontext-wan", 4, "takes no last picture"),
        ("qwen-wan14b", 4, ""),
        ("klein-framepack", 4, ""),
        ("embedded", 0.8, ""),
        ("animatic", 0.8, ""),
    ],
)
def test_the_plan_names_a_bridge_that_its_preset_does_not_make(studio, preset, seconds, why):
    project = studio.new_project(small_story(3))
    project.set_preset(preset)
    for n in (1, 2, 3):
        project.edit(f"shots/{n}/duration_s", seconds)
    project.edit("boundaries/1/mode", "cut")
    project.edit("boundaries/2/mode", "bridge")
    found = [one for one in project.plan().as_json()["not_used"] if one.get("what") == "bridge"]
    assert [one["on"] for one in found] == ([["boundaries/2"]] if why else [])
    assert all(why in one["why"] and one["why"].startswith("A crossfade stands for the bridge") for one in found)


def test_a_bridge_that_is_not_made_out_of_noise_at_the_films_speed_is_named_before_it_is_made():
    from vgot.graph.unused import not_bridged
    from vgot.story.edits import set_value

    story = set_value(
        set_value(small_story(3, film={"fps": 16.0}), "boundaries/1/mode", "bridge"), "boundaries/1/overlap_s", 0.5
    )

    def told(name, **video):
        one = load_preset(name)
        bent = one.preset.video.model_copy(update=video)
        return list(not_bridged(story, dataclasses.replace(one, preset=one.preset.model_copy(update={"video": bent}))))

    (small,) = told("embedded")
    assert small.on == ("boundaries/1",) and "a dissolve of both shots" in small.why
    (bought,) = told("openai-server", last_frame=True, bridges=True)
    assert "makes no clip of 0.5 s: one of 1 s plays in the seam, 2.0 times as fast" in bought.why
    (refused,) = told("openai-server", last_frame=False)
    assert "A crossfade stands for the bridge" in refused.why
    assert not told("animatic"), "it moves its scene from one shot to the other"
    assert not not_bridged(set_value(story, "boundaries/1/mode", "cut"), load_preset("embedded"))
