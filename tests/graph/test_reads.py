"""A key holds only what is read: an edit that changes no picture costs nothing, and no take of before is made again for it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from vgot.graph import plan as planning
from vgot.graph.reads import key_of, known_key, read
from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings

KEPT = Path(__file__).parent.parent / "data" / "project-0.1.0.zip"


def to_do(project) -> dict[str, str]:
    return {p.name: p.reason for p in project.plan().nodes.values() if not p.settled}


def test_a_style_without_a_look_costs_nothing(built):
    built.edit("style", "oil painting, 35 mm")
    assert to_do(built) == {}
    result = built.build()
    assert (result.ran, result.failed) == ([], [])


def test_a_style_with_a_look_makes_pictures_anew_for_the_style_and_its_wording_costs_nothing(built):
    before = built.file(built.plan().named("keyframe/1").take.digests["picture"]).read_bytes()
    built.edit("style", "Film noir, black and white")
    assert {"keyframe/1", "clip/1", "plate/harbour"} <= set(to_do(built))
    assert to_do(built)["keyframe/1"].startswith("the style") and "changed" in to_do(built)["keyframe/1"]
    assert not built.build().failed
    after = built.file(built.plan().named("keyframe/1").take.digests["picture"]).read_bytes()
    assert after != before
    built.edit("style", "noir")
    assert to_do(built) == {}
    built.edit("style", "")
    assert to_do(built) == {}, "the takes of before are known again"
    assert built.file(built.plan().named("keyframe/1").take.digests["picture"]).read_bytes() == before


def test_takes_whose_keys_held_the_style_are_known_by_their_old_keys(project, monkeypatch):
    project.edit("style", "soft light, oil painting")
    with monkeypatch.context() as before:
        before.setattr(planning, "read", lambda recipe: recipe)
        assert not project.build().failed
    takes = project.store.take_counts()
    assert project.plan().named("keyframe/1").take.recipe["params"]["style"] == "soft light, oil painting"
    assert to_do(project) == {} and project.build().ran == [] and project.store.take_counts() == takes
    project.edit("style", "a woodcut")
    assert to_do(project) == {}


def test_a_take_of_before_whose_style_names_a_look_stays_until_the_style_is_edited(project, monkeypatch):
    project.edit("style", "film noir")
    with monkeypatch.context() as before:
        before.setattr(planning, "read", lambda recipe: recipe)
        assert not project.build().failed
    assert to_do(project) == {} and project.build().ran == []
    project.edit("style", "film noir, please")
    assert "keyframe/1" in to_do(project)


def test_what_happens_said_in_other_words_that_are_drawn_alike_costs_nothing(built):
    shot = built.story.shots[0]
    built.edit("shots/1/summary", f"{shot.summary} Nothing is as it seemed.")
    assert to_do(built) == {}
    assert built.build().ran == []
    built.edit("shots/1/summary", "A dog and a red balloon in heavy snow.")
    assert {"keyframe/1", "clip/1"} <= set(to_do(built)) and to_do(built)[
        "keyframe/1"
    ] == "the summary of shot 1 changed"


def test_what_happens_is_read_for_whoever_may_be_there(built):
    """ "She sings" is another deed than "he sings", whoever the cast turns out to be."""
    built.edit("shots/1/summary", "She sings and he weeps.")
    built.build()
    built.edit("shots/1/summary", "He sings and she weeps.")
    assert "keyframe/1" in to_do(built) or len(built.story.shots[0].who) < 2


@pytest.mark.parametrize("style", ["a woodcut", "35 mm film, soft"])
def test_a_project_of_version_0_1_0_is_not_made_again_for_a_style_without_a_look(tmp_path, style):
    with zipfile.ZipFile(KEPT) as kept:
        kept.extractall(tmp_path / "home" / "projects" / "mary-by-the-sea")
    studio = Studio(Settings(home=tmp_path / "home"), InlineExecutor(idle_s=0.05))
    old = studio.open("mary-by-the-sea")
    old.set_preset("animatic")
    old.edit("style", style)
    assert to_do(old) == {} and old.build().ran == []
    studio.close()


def recipe(style: str, model: str = "animatic", step: str = "keyframe") -> dict:
    return {
        "step": step,
        "version": 1,
        "model": {"id": model},
        "params": {"style": style, "width": 8},
        "seed": 1,
        "inputs": {},
    }


def test_other_models_read_the_style_whole():
    assert read(recipe("oil painting", "some/model")) == recipe("oil painting", "some/model")
    assert key_of(read(recipe("a woodcut"))) == key_of(read(recipe("an etching"))) != key_of(read(recipe("sepia")))
    assert read(recipe("sepia", step="drawing")) == read(recipe("", step="drawing"))


def test_reading_twice_changes_nothing_more():
    for style in ("", "a woodcut", "sepia"):
        once = read(recipe(style))
        assert read(once) == once and known_key(once, key_of(once)) == key_of(once)
