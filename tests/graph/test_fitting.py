"""A kept take of another size, rate or length: fitted where it is used, said in words, and left as it is."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pytest

from tests import paint_world
from tests.conftest import small_story
from tests.paint_world import PaintVideo, use_paint
from vgot import media
from vgot.graph.plan import recipe_of
from vgot.graph.takes import Choice
from vgot.handoff.cutlist import cut_list
from vgot.units import FrameSize, frames_in


@pytest.fixture
def film(studio, monkeypatch):
    """Three shots in flat colours whose frames tell their number by a white bar, all made; the second one's clip is pinned."""
    use_paint(monkeypatch)
    project = studio.new_project(small_story(3))
    assert not project.build().failed
    project.takes.pin("clip/2")
    return project


def resize(project, width: int, height: int) -> None:
    project.edit("film/width", width)
    project.edit("film/height", height)


def shown(project, number: int) -> list[np.ndarray]:
    """The frames of a shot as its film shows them, from the film itself; without the seams around it."""
    cut = cut_list(project, "clips")
    start = cut.shots[number - 1].film_in
    return list(
        media.decode_clip(
            project.film()[0], start, start + cut.shots[number - 1].source_out - cut.shots[number - 1].source_in
        )
    )


@pytest.mark.parametrize(("width", "height"), [(128, 128), (96, 160), (320, 180), (160, 92)])
def test_a_pinned_clip_of_another_size_is_shown_whole_in_the_film(film, width, height):
    for n in (1, 2):
        film.edit(f"boundaries/{n}/mode", "cut")
    kept = film.plan().named("clip/2").take
    resize(film, width, height)
    assert not film.build().failed
    planned = film.plan().named("clip/2")
    assert planned.take == kept and planned.reason.endswith("; made at 160x90, fitted"), planned.reason
    frames = shown(film, 2)
    assert len(frames) == 8 and frames[0].shape == (height, width, 3)
    was = list(media.decode_clip(film.store.blob_path(kept.digests["frames"])))
    assert np.abs(frames[0][height // 2, width // 2].astype(int) - was[0][45, 80]).max() < 12, (
        "its middle is in the middle"
    )
    bars = (width / height) / (160 / 90)
    edge = frames[0][2, width // 2] if bars < 0.95 else frames[0][height // 2, width - 3]
    assert (edge.max() < 20) == (abs(bars - 1) > 0.05), "bars where the shapes differ, and only there"
    assert film.film()[1] and film.plan().named("film").take.facts["fitted"] == ["shot 2: made at 160x90"]


def test_a_pinned_clip_of_another_rate_shows_the_same_moments(film):
    film.edit("film/fps", 12)
    assert not film.build().failed
    clip = cut_list(film, "clips").shots[1]
    assert clip.clip_frames == 12
    was = list(media.decode_clip(film.store.blob_path(film.plan().named("clip/2").take.digests["frames"])))
    now = list(media.decode_clip(clip.clip))
    bar = lambda f: int((f[:, 4].mean(axis=1) > 200).sum())  # noqa: E731 - how far the white bar has grown: the frame's number
    assert [bar(f) for f in now] == [bar(was[int(n * 8 / 12)]) for n in range(12)]
    assert "made at 8 frames a second" in film.plan().named("clip/2").reason


@pytest.mark.parametrize(("seconds", "frames", "last"), [(0.5, 4, 3), (2.0, 16, 7)])
def test_a_pinned_clip_of_a_shot_that_was_made_shorter_or_longer_is_cut_or_held(film, seconds, frames, last):
    whole = film.plan().named("film").take.facts["frames"]
    film.edit("shots/2/duration_s", seconds)
    assert not film.plan().named("film").settled, "the film is not up to date"
    assert not film.build().failed
    clip = cut_list(film, "clips").shots[1]
    now, was = (
        list(media.decode_clip(clip.clip)),
        list(media.decode_clip(film.store.blob_path(film.plan().named("clip/2").take.digests["frames"]))),
    )
    assert len(now) == frames == clip.clip_frames
    assert np.abs(now[-1].astype(int) - was[last]).mean() < 4
    assert film.plan().named("film").take.facts["frames"] == whole + frames - 8
    assert "1 s long, fitted" in film.plan().named("clip/2").reason


def test_takes_that_fit_have_the_recipes_they_always_had(film):
    plan = film.plan()
    for planned in plan.nodes.values():
        recipe = recipe_of(
            planned.node,
            film.head().choices.get(planned.node.key) or Choice(),
            film.preset,
            {i.key: plan.nodes[i.key].take for i in planned.node.inputs},
        )
        assert "fitted" not in recipe and planned.take.recipe == recipe
    assert film.build().ran == []


def test_a_fitted_clip_is_encoded_once_and_a_cleanup_leaves_it(film):
    resize(film, 128, 128)
    film.build()
    segments = film.store.read("SELECT key, digest FROM segments ORDER BY key")
    film.cleanup(film.plan_cleanup())
    assert film.build().ran == [] and set(film.store.read("SELECT key, digest FROM segments")) <= set(segments)
    used = [d for (d,) in film.store.read("SELECT digest FROM segments")]
    assert all(film.store.has_blob(d) for d in used) and len(used) >= 4
    film.takes.unpin("clip/2")
    film.build()
    assert len(film.plan_cleanup().segments) == 2, "the fitted clip and its part of the film are of no use any more"


def test_what_leaves_the_house_is_the_fitted_clip(film, tmp_path):
    resize(film, 128, 128)
    film.edit("shots/2/duration_s", 1.5)
    film.build()
    film.export(tmp_path / "cut.otio")
    media_files = sorted((tmp_path / "cut_media").glob("*.mp4"))
    assert {str(FrameSize(i.width, i.height)) for i in map(media.probe_fast, media_files)} == {"128x128"}


def test_a_bridge_beside_a_kept_clip_of_another_shape_is_a_crossfade_and_says_so(film):
    film.edit("boundaries/1/mode", "bridge")
    film.build()
    assert film.plan().named("join/1-2").reason == ""
    resize(film, 128, 128)
    assert not film.build().failed
    said = film.plan().named("join/1-2").reason
    assert said == "a crossfade stands for the bridge: clip/2 was made at 160x90"
    film.takes.unpin("clip/2")
    assert not film.build().failed and film.plan().named("join/1-2").reason == ""


class LatentVideo(PaintVideo):
    """A family whose latents have the film's size, as real models' have."""

    seen: list = []

    def shoot_clip(self, keyframe, spec, report):
        assert keyframe.pixels.shape[:2] == (spec.size.height, spec.size.width), (
            "a still of another size reached the model"
        )
        self.seen.append(spec)
        return super().shoot_clip(keyframe, spec, report)

    def decode_latents(self, latents, spec, report):
        raise AssertionError("nothing was left half made")


@pytest.fixture
def latent(monkeypatch, studio):
    use_paint(monkeypatch)
    monkeypatch.setattr(paint_world, "PaintVideo", LatentVideo)
    monkeypatch.setattr(LatentVideo, "seen", [])
    project = studio.new_project(
        small_story(3, boundaries=[{"after": "shot1", "mode": "reset"}, {"after": "shot2", "mode": "cut"}])
    )
    assert not project.build().failed
    return project


def test_a_shot_begins_anew_where_the_kept_clip_before_it_is_of_another_size(latent):
    assert [s.reset is not None for s in LatentVideo.seen] == [False, True, False]
    latent.takes.pin("clip/1")
    resize(latent, 128, 128)
    LatentVideo.seen.clear()
    assert not latent.build().failed
    assert all(s.reset is None for s in LatentVideo.seen)
    assert latent.plan().named("clip/2").reason == "it begins anew: clip/1 was made at 160x90"
    latent.takes.unpin("clip/1")
    latent.build()
    assert latent.plan().named("clip/2").reason == "" and LatentVideo.seen[-1].reset is not None


def test_a_kept_still_and_a_kept_place_of_another_size_are_fitted_where_they_are_used(latent):
    latent.takes.pin("keyframe/2")
    latent.upload("keyframe/3", media.encode_png(np.full((90, 160, 3), 200, np.uint8)))
    latent.takes.pin("plate/harbour")
    resize(latent, 128, 128)
    assert not latent.build().failed  # LatentVideo looks at the size of what it gets
    assert latent.plan().named("keyframe/2").reason.endswith("; made at 160x90, fitted")
    assert latent.plan().named("keyframe/3").reason == "your upload; made at 160x90, fitted"


def test_whatever_a_person_does_to_the_film_its_kept_clips_stay_and_it_can_be_made(studio, monkeypatch):
    use_paint(monkeypatch)
    pick = random.Random(11)
    project = studio.new_project(small_story(4))
    project.build()
    project.takes.pin("clip/1")
    kept = {1: project.plan().named("clip/1").take.id}
    for _ in range(8):
        n = pick.randint(1, 4)
        match pick.choice(["size", "rate", "length", "pin", "trim", "mode"]):
            case "size":
                resize(project, *pick.choice([(160, 90), (128, 128), (90, 160), (192, 80)]))
            case "rate":
                project.edit("film/fps", pick.choice([8, 12, 23.976, 6]))
            case "length":
                project.edit(f"shots/{n}/duration_s", pick.choice([0.5, 1.0, 1.7]))
            case "trim":
                project.edit(f"shots/{n}/trim_in_s", pick.choice([0.0, 0.2]))
            case "mode":
                project.edit(
                    f"boundaries/{pick.randint(1, 3)}/mode", pick.choice(["cut", "bridge", "crossfade", "reset"])
                )
            case "pin":
                project.takes.pin(f"clip/{n}")
                kept[n] = project.plan().named(f"clip/{n}").take.id
        assert not project.build().failed
        story, planned = project.story, project.plan().named("film")
        assert {n: project.plan().named(f"clip/{n}").take.id for n in kept} == kept
        trims = sum(map(sum, planned.node.params.get("trims", [])))
        assert planned.take.facts["frames"] == sum(frames_in(s.duration_s, story.film.fps) for s in story.shots) - trims
        info = media.probe(project.film()[0])
        assert (info.width, info.height, info.frames) == (
            story.film.width,
            story.film.height,
            planned.take.facts["frames"],
        )


def test_a_clip_is_fitted_by_whole_frames_at_every_pair_of_rates(tmp_path):
    source = tmp_path / "ramp.mp4"
    media.encode_clip(
        source, (np.full((32, 32, 3), 20 + 20 * n, np.uint8) for n in range(10)), size=FrameSize(32, 32), fps=10
    )
    for fps in (5, 10, 23.976, 25, 30):
        many = frames_in(1.0, fps)
        target = tmp_path / f"{fps}.mp4"
        assert media.fit_clip(source, target, size=FrameSize(48, 48), fps=fps, frames=many) == many
        told = [round((float(f[24, 24].mean()) - 20) / 20) for f in media.decode_clip(target)]
        assert told == [min(9, int(n * 10 / Fraction(fps).limit_denominator(1001))) for n in range(many)], fps
