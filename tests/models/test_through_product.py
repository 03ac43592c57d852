"""What the engine promises, seen from a project: plates, boxes, seams, previews, decodings that fail, memory that ran out."""

import threading
import time

import numpy as np
import pytest

from tests.conftest import small_story, studio_of
from vgot import media
from vgot.errors import BadInput
from vgot.project.studio import Studio
from vgot.render.context import Progress
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings


@pytest.fixture(scope="module")
def studio(twins, tmp_path_factory):
    models = twins("sdxl-wan5b")
    made = Studio(
        Settings(home=tmp_path_factory.mktemp("home"), preset="sdxl-wan5b", models_dir=models),
        InlineExecutor(models, idle_s=0.1),
    )
    yield made
    made.close()


FILM = {"width": 128, "height": 96, "fps": 8}


@pytest.fixture(scope="module")
def project(studio):
    return studio.new_project(small_story(3, film=FILM))


def chosen(project, node):
    return next(t for t in project.takes(node) if t["chosen"])


def picture(value=90, width=128, height=96):
    return media.encode_png(np.full((height, width, 3), value, np.uint8))


# -- plates -------------------------------------------------------------------------------------------------------------
def test_a_plate_is_drawn_once_for_a_place_and_every_keyframe_there_starts_from_it(studio):
    story = small_story(3, film=FILM)
    story = story.model_copy(update={"shots": [s.model_copy(update={"place": "harbour"}) for s in story.shots]})
    project = studio.new_project(story)
    made = project.build(until="keyframe")
    assert not made.failed and made.ran.count("plate/harbour") == 1 and len(project.takes("plate/harbour")) == 1
    assert chosen(project, "keyframe/1")["facts"]["plate"] == "the starting picture"
    before = [chosen(project, f"keyframe/{n}")["digests"] for n in (1, 2, 3)]

    project.regenerate("plate/harbour", seed=5)
    assert [project.plan().named(f"keyframe/{n}").state for n in (1, 2, 3)] == ["stale"] * 3
    assert "plate of harbour changed" in project.plan().named("keyframe/2").reason
    made = project.build(until="keyframe")
    assert set(made.ran) == {"keyframe/1", "keyframe/2", "keyframe/3"}
    assert all(chosen(project, f"keyframe/{n}")["digests"] != before[n - 1] for n in (1, 2, 3))

    project.upload("plate/harbour", picture())
    assert "keyframe/1" in project.build(until="keyframe").ran and chosen(project, "plate/harbour")["producer"] == "you"
    project.takes.pin("plate/harbour")
    project.edit("places/harbour/look", "a harbour in winter, ice on the quay")
    assert project.plan().named("plate/harbour").state == "pinned" and project.build(until="keyframe").ran == []
    project.takes.unpin("plate/harbour")
    first = project.takes("plate/harbour")[0]["id"]
    project.takes.choose("plate/harbour", first)
    assert chosen(project, "plate/harbour")["id"] == first


# -- identity -----------------------------------------------------------------------------------------------------------
def test_a_box_drawn_by_hand_changes_the_masks_that_the_pipeline_is_given(project, monkeypatch):
    from vgot.models.keyframes import sdxl as keyframes_sdxl

    given, real = [], keyframes_sdxl.masks
    monkeypatch.setattr(
        keyframes_sdxl, "masks", lambda boxes, size: given.append([tuple(b) for b in boxes]) or real(boxes, size)
    )
    project.edit("shots/2/relation", "Mary on the right waves to Tom on the left.")
    project.build(["keyframe/2"])
    assert given[-1][0][0] == 0.5 and given[-1][1][2] == 0.5, "laid out from the words: Mary right, Tom left"
    assert chosen(project, "keyframe/2")["facts"]["boxes"] == [list(b) for b in given[-1]]
    before = chosen(project, "keyframe/2")["digests"]
    who = [
        {"character": "mary", "stage": p.stage, "box": [0.05, 0.1, 0.4, 0.95]}
        if p.character == "mary"
        else p.model_dump()
        for p in project.story.shots[1].who
    ]
    project.edit("shots/2/who", who)
    assert "who is there" in project.plan().named("keyframe/2").reason
    project.build(["keyframe/2"])
    assert given[-1][0] == (0.05, 0.1, 0.4, 0.95) and chosen(project, "keyframe/2")["digests"] != before
    project.undo()
    assert chosen(project, "keyframe/2")["digests"] == before


# -- previews -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("node", ["keyframe/1", "clip/1"])
def test_previews_of_what_is_being_denoised_reach_the_queue(project, node, monkeypatch):
    project.build(until="keyframe")
    project.approve()
    project.takes.reseed(node, params={"steps": 9})
    if node.startswith("clip"):
        project.approve()
    watched, step = threading.Event(), Progress.step

    def slow(self, done, total, preview=None):
        """However fast the machine, denoising goes on from its middle only once the middle was seen."""
        step(self, done, total, preview)
        if preview is not None and done == total // 2:
            watched.wait(30)

    monkeypatch.setattr(Progress, "step", slow)
    project.start_build([node])
    seen, until = set(), time.monotonic() + 60
    while project.queue.unfinished():
        assert time.monotonic() < until
        seen |= {
            (j.preview, 0 < j.done < j.total) for j in project.queue.jobs(limit=20) if j.name == node and j.preview
        }
        if any(moving for _, moving in seen):
            watched.set()
        time.sleep(0.05)
    assert any(moving for _, moving in seen), "a preview while it is denoising"
    small = project.file(next(iter(seen))[0])
    assert small.stat().st_size < 100_000
    project.undo()


def test_models_with_packed_latents_have_previews_too(preset, twins, shared, log):
    from vgot.models.base import PortraitSpec
    from vgot.models.keyframes.references import KleinImage, QwenImage
    from vgot.units import FrameSize

    for name, cls in (("klein-wan5b", KleinImage), ("qwen-wan14b", QwenImage)):
        report = log()
        cls(preset(name), twins(name), residency_=shared).draw_portrait(
            PortraitSpec("m", "y", "M", "M", "", "", "", "", 1, FrameSize(96, 64)), report
        )
        assert len(report.previews) == len(report.steps) > 0
        assert all(
            p.dtype == np.uint8 and p.shape[1] / p.shape[0] == pytest.approx(1.5, abs=0.2) and p.std() > 0
            for p in report.previews
        )


# -- seams --------------------------------------------------------------------------------------------------------------
@pytest.fixture
def bridged(twins, tmp_path):
    """A film by a preset whose model goes from one picture to another."""
    models = twins("qwen-wan14b")
    made = Studio(Settings(home=tmp_path, preset="qwen-wan14b", models_dir=models), InlineExecutor(models, idle_s=0.1))
    project = made.new_project(small_story(3, film=FILM))
    for n in (1, 2, 3):
        project.edit(f"shots/{n}/duration_s", 1.25)
    yield project
    made.close()


def test_seams_say_how_far_colours_step_and_a_bridge_brings_it_down(bridged, monkeypatch, capsys):
    from vgot.models.video.wan import WanVideo

    project, asked = bridged, []
    real = WanVideo.bridge_call
    monkeypatch.setattr(
        WanVideo, "bridge_call", lambda self, pipe, ask: asked.append(ask.prompt) or real(self, pipe, ask)
    )
    project.edit("boundaries/1/mode", "bridge")
    project.edit("boundaries/2/mode", "cut")
    project.edit("shots/1/summary", "Mary waits on the quay.")
    project.edit("shots/2/summary", "A storm breaks.")
    project.build(until="keyframe")
    project.approve()
    assert not project.build().failed
    seam = chosen(project, "join/1-2")["facts"]["seam"]
    assert (
        set(seam) == {"cut", "after", "before", "level"} and seam["after"] <= seam["before"] and 0 < seam["level"] <= 1
    )
    assert asked == ["Mary waits on the quay, then A storm breaks"], "the text of both shots"
    hard = chosen(project, "join/2-3")["facts"]["seam"]
    assert hard["cut"] == hard["after"] > 0
    assert [b.get("seam") for b in project.show()["story"]["boundaries"]] == [seam, hard]
    project.edit("boundaries/2/mode", "crossfade")
    project.build()
    soft = chosen(project, "join/2-3")["facts"]["seam"]
    assert soft["cut"] > 0 and soft["after"] > 0

    from vgot.cli.main import main

    where = ["--project", str(project.store.folder), "--models", str(project.settings.models_dir)]
    assert main(["takes", "join/1-2", *where]) == 0 and "colour step across the seam" in capsys.readouterr().out
    assert main(["show", *where]) == 0 and "boundary 1, bridge: colour step" in capsys.readouterr().out


def test_a_bridge_is_made_anew_when_the_words_beside_it_change(project):
    from vgot.graph.nodes import film_nodes

    project.edit("boundaries/1/mode", "bridge")
    project.edit("shots/1/summary", "Mary waits on the quay.")
    story = project.story
    before = film_nodes(story, project.preset)["join/shot1-shot2"].params
    assert before["left"] == "Mary waits on the quay"
    project.edit("shots/2/summary", "The storm is over.")
    assert film_nodes(project.story, project.preset)["join/shot1-shot2"].params["right"] == "The storm is over"
    project.undo()
    drawn = film_nodes(story, studio_of(project).preset("animatic"))["join/shot1-shot2"].params
    assert "left" not in drawn and "at" not in drawn


# -- decodings that fail --------------------------------------------------------------------------------------------------
def test_after_a_failed_decoding_the_kept_latents_are_decoded_and_nothing_is_denoised_again(studio, monkeypatch):
    from vgot.models.video.wan import WanVideo

    project = studio.new_project(small_story(1, film=FILM))
    project.build(until="keyframe")
    project.approve()
    denoised, real_call, real_decode = [], WanVideo.call, WanVideo.decode
    monkeypatch.setattr(
        WanVideo, "call", lambda self, pipe, ask: denoised.append(ask.steps) or real_call(self, pipe, ask)
    )

    def broken(self, pipe, latents):
        raise RuntimeError("the decoder broke")

    monkeypatch.setattr(WanVideo, "decode", broken)
    failed = project.build()
    assert failed.failed[0]["node"] == "clip/1" and len(denoised) == 1
    monkeypatch.setattr(WanVideo, "decode", real_decode)
    done = project.build()
    assert not done.failed and "clip/1" in done.ran and len(denoised) == 1, "decoded, not denoised"
    kept = chosen(project, "clip/1")["digests"]
    assert project.store.read("SELECT COUNT(*) FROM segments WHERE digest = ?", (kept["latents"],))[0][0] == 0

    # the same shot in one go, in another project: the very same frames
    other = studio.new_project(small_story(1, film=FILM))
    other.build(until="keyframe")
    other.approve()
    other.build()
    assert len(denoised) == 2 and chosen(other, "clip/1")["digests"] == kept


def test_a_black_clip_of_a_bright_still_is_a_failed_job_each_time_it_is_decoded_never_a_take(studio, monkeypatch):
    from vgot.models.video.wan import WanVideo

    project = studio.new_project(small_story(1, film=FILM))
    project.build(until="keyframe")
    project.approve()
    denoised, real_call, real_decode = [], WanVideo.call, WanVideo.decode
    monkeypatch.setattr(
        WanVideo, "call", lambda self, pipe, ask: denoised.append(ask.steps) or real_call(self, pipe, ask)
    )
    monkeypatch.setattr(
        WanVideo, "decode", lambda self, pipe, latents: (np.zeros_like(f) for f in real_decode(self, pipe, latents))
    )
    for _ in range(2):
        failed = project.build().failed
        assert [f["node"] for f in failed] == ["clip/1"] and not project.takes("clip/1")
        error = failed[0]["error"]
        assert (
            error["kind"] == "render"
            and error["field"] == "clip/1"
            and "black" in error["message"]
            and "Regenerate" in error["hint"]
        )
    assert len(denoised) == 1, "the second time from the kept latents"
    monkeypatch.setattr(WanVideo, "decode", real_decode)
    assert not project.build().failed and len(denoised) == 1 and chosen(project, "clip/1")["facts"]["frames"]


# -- memory ---------------------------------------------------------------------------------------------------------------
def test_memory_that_ran_out_is_told_in_the_takes_facts(project, monkeypatch, torch):
    from vgot.models.keyframes.sdxl import SdxlImage

    real, failed = SdxlImage._run, []

    def once(self, *args, **kwargs):
        if not failed:
            failed.append(1)
            raise torch.OutOfMemoryError("CUDA out of memory")
        return real(self, *args, **kwargs)

    monkeypatch.setattr(SdxlImage, "_run", once)
    project.regenerate("keyframe/1", seed=31)
    notes = chosen(project, "keyframe/1")["facts"]["notes"]
    assert notes and "Memory ran out while denoising with sdxl" in notes[0]
    assert "notes" not in chosen(project, "keyframe/2")["facts"]


def test_a_setting_that_a_model_does_not_have_fails_that_take_alone(project):
    project.takes.reseed("keyframe/3", params={"lambda": 2})
    result = project.build(["keyframe/3"])
    assert result.failed[0]["error"]["kind"] == BadInput.kind and "lambda" in result.failed[0]["error"]["message"]
    project.undo()


# -- identity, chains, residency -----------------------------------------------------------------------------------------
def test_identity_tokens_follow_the_chosen_portrait_and_can_be_pinned_and_weighed(studio):
    project = studio.new_project(small_story(1, film=FILM))
    project.build(until="keyframe")
    before = chosen(project, "keyframe/1")["digests"]
    project.takes.pin("tokens/mary/old")
    project.upload("portrait/mary/old", picture(200, 512, 512))
    assert project.build(until="keyframe").ran == [], "pinned tokens hold"
    project.takes.unpin("tokens/mary/old")
    assert {"tokens/mary/old", "keyframe/1"} <= set(project.build(until="keyframe").ran)
    photo = chosen(project, "keyframe/1")["digests"]
    assert photo != before and len(project.takes("tokens/mary/old")) == 2
    project.edit("cast/mary/strength", 0.9)
    assert "who is there" in project.plan().named("keyframe/1").reason
    project.build(until="keyframe")
    assert chosen(project, "keyframe/1")["digests"] != photo


def test_a_long_shot_says_how_often_it_was_chained(studio):
    project = studio.new_project(small_story(1, film=FILM))
    project.edit("shots/1/duration_s", 6)
    project.build(until="keyframe")
    project.approve()
    project.takes.reseed("clip/1", params={"steps": 1})
    assert not project.build(["clip/1"]).failed
    assert chosen(project, "clip/1")["facts"]["chained"] == 2 and chosen(project, "clip/1")["facts"]["frames"] == 48


def test_a_film_loads_each_model_once_and_draws_every_keyframe_before_the_video_model_comes_in(
    studio, torch, monkeypatch
):
    from vgot.models.runtime import residency as gpu

    fresh = gpu.Residency("cpu")
    monkeypatch.setattr(gpu, "_shared", fresh)
    made = Studio(
        Settings(home=studio.settings.home, preset="sdxl-wan5b", models_dir=studio.settings.models_dir),
        InlineExecutor(studio.settings.models_dir, idle_s=0.1),
    )
    project = made.new_project(small_story(2, film=FILM))
    project.edit("boundaries/1/mode", "bridge")
    result = project.build(approve_all=True)
    order = [n.split("/")[0] for n in result.ran]
    assert not result.failed and order.index("clip") > max(k for k, n in enumerate(order) if n == "keyframe")
    assert sorted(fresh.loads.values()) == [1, 1, 1] and len(fresh.loads) == 3
    made.close()


def test_a_seam_can_be_built_and_previewed_alone(studio):
    project = studio.new_project(small_story(2, film=FILM))
    project.edit("boundaries/1/mode", "bridge")
    project.build(until="keyframe")
    project.approve()
    result = project.build(["join/1-2"])
    assert not result.failed and set(result.ran) == {"clip/1", "clip/2", "join/1-2"} and result.film is None
    assert (
        media.probe(project.file(chosen(project, "join/1-2")["digests"]["frames"])).frames
        == chosen(project, "join/1-2")["facts"]["frames"]
    )


def test_a_reset_makes_the_next_shot_depend_on_this_one_and_the_plan_says_so(studio):
    project = studio.new_project(small_story(3, film=FILM))
    for n in (1, 2):
        project.edit(f"boundaries/{n}/mode", "reset")
    project.build(until="keyframe")
    project.approve()
    project.build()
    project.edit("shots/1/summary", "Something else happens.")
    states = {n: project.plan().named(n) for n in ("clip/2", "clip/3")}
    assert all(p.state == "stale" for p in states.values())
    assert "clip/1" in [i.key.replace("shot", "") for i in states["clip/2"].node.inputs]
