"""One table says what kinds of nodes there are. Which role of which input makes what stale is written here a second time, by
hand, so that a slip in the table is seen; and a kind and a model family that nobody knows yet go through the whole program."""

from __future__ import annotations

import dataclasses
import shutil

import numpy as np
import pytest

from tests.conftest import small_story
from vgot.errors import BadInput, ModelUnavailable
from vgot.graph import nodes as graph_nodes
from vgot.graph import recipes
from vgot.graph.keys import canonical, digest_of
from vgot.graph.kinds import KINDS, STAGES, Kind, steps_until, steps_where
from vgot.graph.nodes import Input, Node, film_nodes, seam_frames
from vgot.graph.plan import key_of, plan_film, recipe_of
from vgot.graph.reads import anonymous
from vgot.graph.takes import Choice, Shelf, Take, take_id
from vgot.media import decode_clip
from vgot.models.base import Clip, ClipSpec, Picture
from vgot.models.registry import Models
from vgot.presets.families import FAMILIES
from vgot.presets.preset import read_preset
from vgot.render import steps
from vgot.settings import CONFIGS, load_preset

#: role of a take -> the steps of those who must be made again when it alone changes (and nobody else).
READERS = {
    ("portrait", "picture"): {"portrait", "tokens"},
    ("portrait", "look"): {"portrait", "tokens"},
    ("tokens", "tokens"): {"keyframe"},
    ("plate", "picture"): {"keyframe"},
    ("plate", "scene"): {"keyframe"},
    ("drawing", "picture"): {"keyframe"},
    ("drawing", "scene"): set(),
    ("keyframe", "picture"): {"clip"},
    ("keyframe", "scene"): {"clip"},
    ("clip", "frames"): {"join", "film"},
    ("clip", "latents"): {"join", "clip"},
    ("join", "frames"): {"film"},
}


def staged_story():
    """Three shots that have every kind: a drawing for each, a reset, a bridge."""
    return small_story(
        3,
        film={"width": 160, "height": 90, "fps": 8, "staging": 0.6},
        boundaries=[{"after": "shot1", "mode": "reset"}, {"after": "shot2", "mode": "bridge", "overlap_s": 0.5}],
    )


def made(story, preset) -> Shelf:
    """A shelf on which every node has a take; each role has bytes of its own."""
    roles: dict[str, set[str]] = {}
    for step, role in READERS:
        roles.setdefault(step, set()).add(role)
    shelf = Shelf()
    while todo := [p for p in plan_film(story, preset, shelf).to_do() if p.key]:
        for p in todo:
            plan = plan_film(story, preset, shelf)
            recipe = recipe_of(p.node, Choice(), preset, {i.key: plan.nodes[i.key].take for i in p.node.inputs})
            digests = {
                role: digest_of(canonical([role, anonymous(recipe)])) for role in roles.get(p.node.step, {"film"})
            }
            key = key_of(recipe)
            take = Take(
                take_id(p.node.key, key),
                p.node.key,
                key,
                recipe,
                recipe["seed"],
                preset.name,
                "test",
                "",
                0.1,
                digests,
                {"frames": p.node.frames},
            )
            shelf.takes.setdefault(p.node.key, []).append(take)
            shelf.last[p.node.key] = take.id
            if p.node.step == "keyframe":
                shelf.choices[p.node.key] = Choice(approved=digests["picture"])
    return shelf


@pytest.mark.parametrize(("step", "role"), READERS)
def test_one_role_of_one_input_makes_exactly_its_readers_stale(step, role):
    story, preset = staged_story(), load_preset("sdxl-wan5b")
    shelf = made(story, preset)
    nodes = film_nodes(story, preset)
    assert not plan_film(story, preset, shelf).to_do()
    settled = plan_film(story, preset, shelf).nodes
    seen: set[str] = set()
    for key, node in nodes.items():
        if node.step != step:
            continue
        kept, take = shelf.takes[key], shelf.takes[key][0]
        other = dataclasses.replace(take, digests=take.digests | {role: "0" * 64})
        consumers = {k: n for k, n in nodes.items() if any(i.key == key for i in n.inputs)}
        changed = {
            k
            for k, n in consumers.items()
            if settled[k].key
            != key_of(
                recipe_of(
                    n,
                    shelf.choice(k),
                    preset,
                    {i.key: other if i.key == key else settled[i.key].take for i in n.inputs},
                )
            )
        }
        assert changed == {k for k, n in consumers.items() if n.step in READERS[step, role]}, f"{role} of {node.name}"
        shelf.takes[key] = [other]
        now = plan_film(story, preset, shelf).nodes
        assert {k for k in consumers if not now[k].settled} >= changed
        assert changed or all(p.settled for p in now.values())
        shelf.takes[key] = kept
        seen |= {nodes[k].step for k in changed}
    assert seen == READERS[step, role]


def test_only_what_is_to_be_made_has_an_estimate():
    story, preset = staged_story(), load_preset("sdxl-wan5b")
    shelf = made(story, preset)
    shelf.takes = {key: kept for key, kept in shelf.takes.items() if not key.startswith(("clip/", "join/"))}
    plan = plan_film(story, preset, shelf, lambda node: 2.0)
    to_do = {p.name for p in plan.to_do()}
    assert {"clip/1", "join/2-3", "film"} <= to_do and "keyframe/1" not in to_do
    assert {p.name for p in plan.nodes.values() if p.estimate_s} == to_do
    assert plan.as_json()["totals"]["estimate_s"] == 2.0 * len(to_do)


def test_the_table_reads_no_role_that_is_not_written_here():
    assert {
        (step, role, kind.step) for kind in KINDS.values() for step, roles in kind.reads.items() for role in roles
    } == {(step, role, reader) for (step, role), readers in READERS.items() for reader in readers} | {
        ("keyframe", "picture", "keyframe"),
        ("keyframe", "scene", "keyframe"),
        ("drawing", "frames", "clip"),  # paintings, of what they are painted over
        ("drawing", "scene", "guide"),
        ("guide", "frames", "clip"),
        ("portrait", "picture", "clip"),
        ("plate", "picture", "clip"),
    }  # where a film is guided: tests/models/test_guided.py


@pytest.mark.parametrize(("left", "right"), [(1.0, 1.0), (3.0, 1.0), (1.0, 4.0), (0.75, 0.75)])
def test_a_seam_takes_at_most_a_third_of_the_shorter_clip_so_that_two_seams_never_meet(left, right):
    story = small_story(
        2,
        film={"width": 160, "height": 90, "fps": 24},
        boundaries=[{"after": "shot1", "mode": "bridge", "overlap_s": 4.0}],
    )
    shots = [s.model_copy(update={"duration_s": d}) for s, d in zip(story.shots, (left, right), strict=True)]
    h = seam_frames(story.model_copy(update={"shots": shots}), 1)
    assert h == int(min(left, right) * 24) // 3


@pytest.mark.parametrize(("left", "short"), [(1, 3), (2, 1)])
def test_a_shot_beside_a_boundary_says_nothing_about_its_seam(left, short):
    story = small_story(3, boundaries=[{"after": f"shot{n}", "mode": "bridge", "overlap_s": 4.0} for n in (1, 2)])
    lengths = [0.75 if n == short else 3.0 for n in (1, 2, 3)]
    shots = [s.model_copy(update={"duration_s": d}) for s, d in zip(story.shots, lengths, strict=True)]
    assert seam_frames(story.model_copy(update={"shots": shots}), left) == 3 * 8 // 3


def test_what_the_cut_leaves_out_of_a_clip_shortens_its_seam():
    story = small_story(2, boundaries=[{"after": "shot1", "mode": "bridge", "overlap_s": 4.0}])
    trimmed = {"duration_s": 3.0, "trim_in_s": 1.0, "trim_out_s": 0.5}
    shots = [story.shots[0].model_copy(update=trimmed), story.shots[1].model_copy(update={"duration_s": 3.0})]
    assert seam_frames(story.model_copy(update={"shots": shots}), 1) == (24 - 8 - 4) // 3


#: What the recipes of every kind say of a story, as one digest: nothing of it may change, or every take of every film is stale.
#: A model that reads portraits' looks in its words has them in its stills since its family's second version.
SAID = {
    ("staged", "sdxl-wan5b"): "cce13f5954c3487f413df4a7cf848116c4fb9f8301752a6dc7fe679c5312b8bf",
    ("staged", "animatic"): "c90478669008f59de4ca994428882d24b6a8bfa1f8fdc575a85222b468935f10",
    ("small", "sdxl-wan5b"): "342705f80d8cd6503cd7e986ff0658a5a7908c6b391bb6c3b2eab0ca500eb112",
    ("small", "animatic"): "fd5edc4ea3613fd655d91a88979b255d0f386a5d684725ef575391b19556970e",
}


def nodes_of(story: str, preset: str) -> dict[str, Node]:
    return film_nodes({"staged": staged_story, "small": small_story}[story](), load_preset(preset))


@pytest.mark.parametrize(("story", "preset"), SAID)
def test_the_recipes_of_a_story_say_what_they_always_said(story, preset):
    said = [[node.key, node.params, node.seed] for node in nodes_of(story, preset).values()]
    assert digest_of(canonical(said)) == SAID[story, preset]


#: step -> the typed dictionary that its parameters are
TYPED = {
    "portrait": recipes.PortraitParams,
    "tokens": recipes.TokensParams,
    "plate": recipes.PlateParams,
    "drawing": recipes.DrawingParams,
    "keyframe": recipes.KeyframeParams,
    "clip": recipes.ClipParams,
    "guide": recipes.GuideParams,
    "join": recipes.JoinParams,
    "film": recipes.FilmParams,
}


@pytest.mark.parametrize(("story", "preset"), SAID)
def test_every_recipe_holds_what_its_kind_promises_and_no_more(story, preset):
    assert set(TYPED) == set(KINDS)
    for node in nodes_of(story, preset).values():
        typed = recipes.BridgeParams if node.params.get("mode") == "bridge" else TYPED[node.step]
        names = set(node.params)
        assert typed.__required_keys__ <= names <= typed.__required_keys__ | typed.__optional_keys__, node.name


def test_every_kind_has_a_step_and_every_step_a_kind():
    assert set(KINDS) == set(steps.STEPS)


def test_stages_reach_what_they_always_reached():
    assert {s: steps_until(s) for s in STAGES[:-1]} == {
        "portrait": ("portrait", "tokens"),
        "keyframe": ("portrait", "tokens", "plate", "keyframe"),
        "clip": ("portrait", "tokens", "plate", "keyframe", "clip"),
    }
    assert steps_until("film") == tuple(KINDS)
    assert steps_where(pinnable=True) == ("portrait", "tokens", "plate", "keyframe", "clip", "guide", "drawing")


# -- a kind that nobody knows yet -------------------------------------------------------------------------------------
def _moods(story, preset, size):
    for n, shot in enumerate(story.shots, 1):
        yield Node(
            f"mood/{n}",
            f"mood/{shot.id}",
            "mood",
            {"lighting": shot.domains.lighting, **size},
            shot.seed,
            (Input(f"keyframe/{n}", f"keyframe/{shot.id}", "keyframe"),),
            shot.id,
        )


def _draw_mood(node, recipe, inputs, ctx):
    still = ctx.picture(inputs[node.inputs[0].key], "scene")
    flat = np.broadcast_to(still.pixels.mean((0, 1), keepdims=True).astype(np.uint8), still.pixels.shape)
    return steps.Made(
        ctx.keep_picture(dataclasses.replace(still, pixels=np.ascontiguousarray(flat), sidecar=b""), "scene")
    )


@pytest.fixture
def moods(monkeypatch):
    """A toy kind: the colour of a still as a picture. Three places, as the docstring of the table promises."""
    monkeypatch.setitem(
        KINDS,
        "mood",
        Kind(
            "mood",
            1,
            "mood/<n>",
            "mood",
            "moods",
            {"keyframe": ("picture",)},
            "picture",
            "keyframe",
            of_shot=True,
            upload="frame",
        ),
    )
    monkeypatch.setattr(graph_nodes, "BUILDERS", [*graph_nodes.BUILDERS[:-1], _moods, graph_nodes.BUILDERS[-1]])
    monkeypatch.setitem(steps.STEPS, "mood", _draw_mood)


def test_a_toy_kind_is_planned_made_seen_pinned_and_uploaded_to_like_any_other(moods, studio, tmp_path):
    from ui.example import ExampleFilm
    from ui.verbs import Verbs

    project = studio.new_project(small_story(2))
    result = project.build(["mood/1", "mood/2"])
    assert not result.failed and [n for n in result.ran if n.startswith("mood")] == ["mood/1", "mood/2"]
    project.edit("shots/1/lighting", "cold neon light")
    assert "lighting of shot 1 changed" in project.plan().named("mood/1").reason
    key = f"mood/{project.story.shots[1].id}"
    project.takes.pin("mood/2")
    answer = Verbs(studio, ExampleFilm(studio)).answer({"verb": "takes", "project": project.id, "key": key})
    assert answer["ok"] and len(answer["takes"]) == 1
    view = Verbs(studio, ExampleFilm(studio)).answer({"verb": "look", "project": project.id, "stamp": "", "have": 0})[
        "view"
    ]
    assert view["items"][key]["state"] == "pinned" and view["items"][key]["digest"]
    assert project.room(nodes=["mood/1"])["kinds"]["mood"] == 1
    assert project.verify() == []


# -- a family that nobody knows yet -----------------------------------------------------------------------------------
class StillLife:
    """A toy video family in one class: the keyframe, held."""

    def __init__(self, preset, models_dir):
        self.preset = preset

    def shoot_clip(self, keyframe: Picture, spec: ClipSpec, report) -> Clip:
        return Clip(iter([keyframe.pixels] * spec.frames), lambda: b"still")


@pytest.fixture
def toy(monkeypatch, tmp_path):
    """The preset `toy`, whose clips are still lives."""
    for file in CONFIGS.glob("*.yaml"):
        shutil.copy(file, tmp_path)
    (tmp_path / "toy.yaml").write_text(
        "name: toy\ntitle: Toy\ndraft: true\nkeyframe: {family: animatic, identity: drawn}\nface: {family: animatic}\n"
        "video: {family: still-life, bridges: false}\n",
        encoding="utf-8",
    )
    monkeypatch.setattr("vgot.settings.CONFIGS", tmp_path)
    monkeypatch.setitem(FAMILIES, "still-life", {"video": f"{__name__}:StillLife"})


def test_a_toy_video_family_is_one_class_one_line_and_one_preset(toy, studio):
    project = studio.new_project(small_story(2, boundaries=[{"after": "shot1", "mode": "cut"}]))
    project.set_preset("toy")
    result = project.build()
    assert not result.failed and {"clip/1", "clip/2", "film"} <= set(result.ran)
    assert result.film["frames"] == 16
    first, *rest = decode_clip(project.file(project.plan().named("clip/1").take.digests["frames"]))
    assert all(np.abs(first.astype(int) - frame).max() <= 8 for frame in rest)


def test_a_boundary_that_a_family_cannot_bridge_says_so_and_what_to_choose(toy, studio):
    project = studio.new_project(small_story(2, boundaries=[{"after": "shot1", "mode": "bridge"}]))
    project.set_preset("toy")
    (idle,) = project.plan().as_json()["not_used"]
    assert idle["on"] == ["boundaries/1"] and "Choose a crossfade or a cut" in idle["why"]
    assert not project.build().failed
    assert project.takes("join/1-2")[0]["facts"]["instead"].startswith(
        "a crossfade stands for the bridge: the video model of Toy"
    )


def test_a_preset_with_a_family_that_is_not_there_is_refused_when_it_is_read():
    with pytest.raises(BadInput, match="'still-lfe' is no video family") as why:
        read_preset(
            {
                "name": "toy",
                "title": "Toy",
                "keyframe": {"family": "animatic", "identity": "drawn"},
                "face": {"family": "animatic"},
                "video": {"family": "still-lfe"},
            }
        )
    assert why.value.field == "preset/video/family" and "animatic" in why.value.hint and "sdxl" not in why.value.hint


def test_a_class_that_is_not_where_its_family_says_names_the_line_to_correct(monkeypatch):
    monkeypatch.setitem(FAMILIES, "animatic", {"video": "vgot.animatic.family:AnimaticVidio"})
    with pytest.raises(ModelUnavailable, match="no such class") as why:
        Models(load_preset("animatic").preset).video  # noqa: B018
    assert "vgot/presets/families.py" in why.value.hint
