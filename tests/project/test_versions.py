"""Named versions: a moment of the film has a name, is found by it, and two are held against each other shot by shot."""

from __future__ import annotations

import pytest

from tests.conftest import small_story
from vgot.errors import BadInput, NotFound
from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    studio = Studio(Settings(home=tmp_path_factory.mktemp("versions")), InlineExecutor(idle_s=0.2))
    project = studio.new_project(small_story(3))
    project.build(["keyframe/1", "keyframe/2"])
    yield project
    studio.close()


def test_two_versions_are_compared_shot_by_shot_with_their_own_stills_and_one_is_brought_back(film):
    first = film.versions.name(" For  the producer ")
    assert first.name == "For the producer" and film.versions() == [first]
    story = film.story
    still = film.plan().named("keyframe/2").take.digests["picture"]
    film.edit("shots/2/lighting", "Bright midday sun.")
    film.build(["keyframe/2"])
    film.delete_shot(3)
    second = film.versions.name("Night")
    rows = film.versions.compare(first.revision, second.revision)
    assert [r["shot"] for r in rows] == ["shot2", "shot3"]
    assert rows[0]["left"]["still"] == still and rows[0]["right"]["still"] not in ("", still)
    assert [(f["field"], f["right"]) for f in rows[0]["fields"]] == [("lighting", "Bright midday sun.")]
    assert rows[1]["right"] is None and rows[1]["left"]["number"] == 3
    film.history.restore(film.versions.named("for the PRODUCER").revision)
    assert film.story == story and film.versions.compare(first.revision, film.head().revision) == []


def test_a_name_stands_once_and_a_revision_may_be_called_by_its_number(film):
    film.versions.name("One", 1)
    with pytest.raises(BadInput, match="Another version"):
        film.versions.name("one")
    film.versions.name("First", 1)
    assert [v.name for v in film.versions() if v.revision == 1] == ["First"]
    assert film.versions.named("1").revision == 1
    film.versions.forget("First")
    with pytest.raises(NotFound, match="No version is called 'First'"):
        film.versions.named("First")
    for wrong in ("", "x" * 121):
        with pytest.raises(BadInput):
            film.versions.name(wrong)
