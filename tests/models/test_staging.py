"""An approved drawing fixes composition and positions: staging of keyframes, in the families and through the product."""

import dataclasses
import re

import numpy as np
import pytest

from tests.conftest import small_story
from vgot.errors import BadInput
from vgot.graph.nodes import film_nodes, staging_of
from vgot.models.base import KeyframeSpec, Quiet, Staging
from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings, load_preset
from vgot.story.edits import set_value
from vgot.story.model import Domains
from vgot.units import FrameSize

SIZE = FrameSize(128, 128)
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


@pytest.fixture(scope="module")
def sdxl(preset, twins, shared):
    from vgot.models.keyframes.sdxl import SdxlImage

    return SdxlImage(preset("sdxl-wan5b"), twins("sdxl-wan5b"), residency_=shared)


@pytest.fixture(scope="module", params=["klein-wan5b", "qwen-wan14b"])
def references(request, preset, twins, shared):
    from vgot.models.keyframes.references import KleinImage, QwenImage

    return {"klein-wan5b": KleinImage, "qwen-wan14b": QwenImage}[request.param](
        preset(request.param), twins(request.param), residency_=shared
    )


def staged(drawing, strength, **more):
    return dataclasses.replace(KEYFRAME, staging=Staging(drawing, strength), **more)


def differ(one, two):
    return float(np.abs(one.astype(int) - two.astype(int)).mean())


# -- starting from the drawing ------------------------------------------------------------------------------------------
def test_denoising_starts_from_the_encoded_drawing_at_the_right_noise_level(sdxl, draw, monkeypatch, torch):
    drawing, seen = draw(1, 128, 128), {}
    pipe = sdxl.residency.attempt(sdxl.loadable, "load", lambda p: p)
    real = type(pipe.scheduler).add_noise

    def add_noise(self, clean, noise, timesteps):
        seen.update(
            clean=clean.clone(), timestep=int(timesteps.flatten()[0]), timesteps=[int(t) for t in self.timesteps]
        )
        return real(self, clean, noise, timesteps)

    monkeypatch.setattr(type(pipe.scheduler), "add_noise", add_noise)
    sdxl.draw_keyframe(staged(drawing, 0.4, params={"steps": 10}), Quiet())
    with torch.no_grad():
        pixels = torch.from_numpy(drawing.pixels.copy()).float().permute(2, 0, 1)[None] / 127.5 - 1
        clean = pipe.vae.encode(pixels).latent_dist.mean * pipe.vae.config.scaling_factor
        spread = pipe.vae.encode(pixels).latent_dist.std * pipe.vae.config.scaling_factor
    assert ((seen["clean"] - clean).abs() <= 6 * spread + 1e-4).all(), "the drawing, encoded"
    pipe.scheduler.set_timesteps(10)
    assert seen["timestep"] == int(pipe.scheduler.timesteps[4]), "40 % kept: the first four of ten steps are skipped"


def test_composition_follows_the_drawing_more_the_stronger_it_is(sdxl, draw, torch):
    drawing = draw(1, 128, 128)
    pipe = sdxl.residency.attempt(sdxl.loadable, "load", lambda p: p)
    with torch.no_grad():
        pixels = torch.from_numpy(drawing.pixels.copy()).float().permute(2, 0, 1)[None] / 127.5 - 1
        back = pipe.vae.decode(pipe.vae.encode(pixels).latent_dist.mode()).sample[0]
    seen = ((back.permute(1, 2, 0).clamp(-1, 1) + 1) * 127.5).numpy()
    far = [
        differ(sdxl.draw_keyframe(staged(drawing, s, params={"steps": 8}), Quiet()).pixels, seen)
        for s in (0.125, 0.5, 1.0)
    ]
    assert far[0] > far[1] > far[2]
    one, two = (sdxl.draw_keyframe(staged(draw(s, 128, 128), 0.6), Quiet()).pixels for s in (1, 2))
    assert differ(one, two) > 0


def test_the_strongest_staging_still_takes_a_step(sdxl, draw, log):
    report = log()
    sdxl.draw_keyframe(staged(draw(1), 1.0, params={"steps": 6}), report)
    assert report.steps == [(1, 1)]


def test_the_facts_say_that_the_plate_gave_way_to_the_drawing(sdxl, draw):
    assert sdxl.keyframe_facts(staged(draw(1), 0.35, plate=draw(2))) == {
        "identity": "tokens",
        "staged": "started from its drawing, 35% of it kept",
        "plate": "not used: there is one starting picture, and it is the drawing",
    }
    assert sdxl.keyframe_facts(dataclasses.replace(KEYFRAME, plate=draw(2)))["plate"] == "the starting picture"
    over = sdxl.draw_keyframe(staged(draw(1), 0.35, plate=draw(2)), Quiet())
    assert np.array_equal(over.pixels, sdxl.draw_keyframe(staged(draw(1), 0.35), Quiet()).pixels)


# -- the drawing as a reference -----------------------------------------------------------------------------------------
def test_models_of_references_see_the_drawing_as_one_more_picture_and_say_that_it_has_no_strength(
    references, draw, monkeypatch
):
    seen = []
    real = references._call
    monkeypatch.setattr(
        references,
        "_call",
        lambda pipe, call, *rest: seen.append((len(call["image"]), call["prompt"])) or real(pipe, call, *rest),
    )
    one, two = (references.draw_keyframe(staged(draw(s), 0.5, plate=draw(3)), Quiet()).pixels for s in (1, 2))
    nothing = references.draw_keyframe(dataclasses.replace(KEYFRAME, plate=draw(3)), Quiet()).pixels
    assert differ(one, two) > 0 and differ(one, nothing) > 0
    assert (
        [n for n, _ in seen] == [2, 2, 1]
        and "the composition to follow" in seen[0][1]
        and re.search(r"is in (picture|image) 1", seen[0][1])
    )
    assert "no strength" in references.keyframe_facts(staged(draw(1), 0.5))["staged"]


def test_pictures_that_a_model_cannot_take_are_named(references, draw):
    from vgot.models.base import Cast, Tokens
    from vgot.models.faces import ReferenceFaces
    from vgot.models.pictures import to_png

    most = references.section.max_references
    cast = tuple(
        Cast(f"p{k}", "now", f"P{k}", "", "", Tokens(ReferenceFaces.kind, to_png(draw(k).pixels)))
        for k in range(most - 1)
    )
    facts = references.keyframe_facts(staged(draw(1), 0.5, cast=cast, plate=draw(2)))
    assert (
        facts["left_out"] == ["the place, harbour"]
        and facts["plate"].startswith("left out")
        and "reference" in facts["staged"]
    )
    full = cast + (dataclasses.replace(cast[0], character="last", name="Last"),)
    assert references.keyframe_facts(staged(draw(1), 0.5, cast=full))["staged"] == "its drawing did not fit"


# -- the plan -----------------------------------------------------------------------------------------------------------
def test_the_drawing_is_a_node_of_its_own_only_where_it_stages_something():
    story, models, drawn = small_story(3), load_preset("sdxl-wan5b"), load_preset("animatic")
    assert not [k for k in film_nodes(story, models) if k.startswith("drawing/")]
    before = film_nodes(story, models)["keyframe/shot2"]
    on = set_value(story, "film/staging", 0.4)
    nodes = film_nodes(on, models)
    assert [k for k in nodes if k.startswith("drawing/")] == ["drawing/shot1", "drawing/shot2", "drawing/shot3"]
    assert nodes["keyframe/shot2"].params["staging"] == 0.4 and "drawing/shot2" in [
        i.key for i in nodes["keyframe/shot2"].inputs
    ]
    one = set_value(on, "shots/2/staging", "0")
    assert film_nodes(one, models)["keyframe/shot2"] == before and staging_of(one, one.shots[0]) == 0.4
    assert staging_of(one, set_value(one, "shots/2/staging", "").shots[1]) == 0.4, "an empty value: as the film says"
    assert not [k for k in film_nodes(on, drawn) if k.startswith("drawing/")], "the drawn world stages itself"
    assert models.model_for("drawing") == drawn.model_for("keyframe")
    for wrong in (1.5, -0.1, "much"):
        with pytest.raises(BadInput) as why:
            set_value(story, "film/staging", wrong)
        assert why.value.field.startswith("film/staging")


@pytest.fixture(scope="module")
def project(twins, tmp_path_factory):
    folder = twins("klein-wan5b"), twins("sdxl-wan5b")
    studio = Studio(
        Settings(home=tmp_path_factory.mktemp("home"), preset="sdxl-wan5b", models_dir=folder[1]),
        InlineExecutor(folder[1], idle_s=0.1),
    )
    yield studio.new_project(small_story(2, film={"width": 128, "height": 96, "fps": 8}))
    studio.close()


def digest(project, node):
    return next(t["digests"]["picture"] for t in project.takes(node) if t["chosen"])


def test_staging_goes_through_the_whole_product_and_zero_is_no_staging_bit_for_bit(project, monkeypatch):
    project.build(until="keyframe")
    plain = digest(project, "keyframe/1")
    project.edit("film/staging", 0.5)
    assert "the staging of shot 1 changed" in project.plan().named("keyframe/1").reason
    made = project.build(until="keyframe")
    assert not made.failed and set(made.ran) == {"drawing/1", "drawing/2", "keyframe/1", "keyframe/2"}
    followed = digest(project, "keyframe/1")
    assert followed != plain and "50% of it kept" in project.takes("keyframe/1")[-1]["facts"]["staged"]
    assert project.takes("drawing/1")[0]["producer"] == "animatic"

    project.edit("shots/1/camera", "Extreme close-up, low angle.")
    assert project.plan().named("drawing/1").reason == "camera of shot 1 changed"
    assert {"drawing/1", "keyframe/1"} == set(project.build(until="keyframe").ran)
    project.undo()
    project.edit("cast/mary/wardrobe", "a long yellow coat")
    assert "of shot 1 changed" in project.plan().named("drawing/1").reason
    project.undo()
    assert project.build(until="keyframe").ran == []

    project.regenerate("drawing/1", seed=77)
    assert project.plan().named("keyframe/1").state == "stale"
    assert project.plan().named("keyframe/2").state == "fresh"
    project.undo()

    monkeypatch.setitem(__import__("vgot.settings", fromlist=["x"]).FAMILY_VERSIONS, "animatic", 999)
    assert (
        project.plan()
        and project.snapshot(anew=True).pure_plan.named("drawing/1").reason == "the program draws this better now"
    )
    monkeypatch.undo()

    from vgot import media

    project.upload("drawing/1", media.encode_png(np.full((200, 300, 3), 140, np.uint8)))  # a sketch of a person's own
    assert project.build(until="keyframe").ran == ["keyframe/1"] and digest(project, "keyframe/1") not in (
        plain,
        followed,
    )
    project.undo()

    project.edit("film/staging", 0)
    assert project.build(until="keyframe").ran == [] and digest(project, "keyframe/1") == plain
    project.undo()
    assert digest(project, "keyframe/1") == followed


def test_the_drawing_is_the_drawn_worlds_own_frame_of_the_shot(project):
    """What a person saw in the animatic is what stages the shot: same words, same seed, same pixels."""
    project.edit("film/staging", 0.5)
    project.build(until="keyframe")
    drawing = project.takes.picture("drawing/2")
    project.set_preset("animatic")
    project.build(until="keyframe")
    assert np.array_equal(project.takes.picture("keyframe/2"), drawing)
    project.set_preset("sdxl-wan5b")
