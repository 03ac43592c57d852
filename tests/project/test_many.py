"""Several shots at once: each verb is one revision, that one undo takes back, for all of the shots or for none."""

from __future__ import annotations

import pytest

from tests.conftest import small_story
from vgot.errors import BadInput, NotFound
from vgot.project.studio import Studio
from vgot.project.told_changes import told
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings


@pytest.fixture(scope="module")
def studio(tmp_path_factory):
    made = Studio(Settings(home=tmp_path_factory.mktemp("many")), InlineExecutor(idle_s=0.2))
    yield made
    made.close()


@pytest.fixture
def film(studio):
    return studio.new_project(small_story(4))


def test_each_edit_of_several_shots_is_one_revision_and_one_undo(film):
    first = film.story
    ids = [s.id for s in first.shots]
    for do, holds in (
        (lambda: film.many.edit(ids[1:3], "lighting", "Dusk."), lambda s: s.shots[1].domains.lighting == "Dusk."),
        (lambda: film.many.edit(ids, "duration_s", 1.5), lambda s: {x.duration_s for x in s.shots} == {1.5}),
        (lambda: film.many.lock(ids[:2], "shot", True), lambda s: [len(x.locked) for x in s.shots] == [1, 1, 0, 0]),
        (lambda: film.many.delete(ids[1:]), lambda s: [x.id for x in s.shots] == ids[:1]),
    ):
        before = film.head().revision
        head = do()
        assert head.revision == before + 1 and holds(head.story)
        assert not told(head.label, film.story).in_words().startswith("{")
        assert film.undo().story == first


def test_a_shot_that_has_gone_or_no_shot_at_all_changes_nothing(film):
    revision, ids = film.head().revision, [s.id for s in film.story.shots]
    with pytest.raises(NotFound):
        film.many.edit([ids[0], "gone0000"], "lighting", "Dusk.")
    with pytest.raises(BadInput):
        film.many.lock([], "shot", True)
    with pytest.raises(BadInput):
        film.many.delete(ids)
    with pytest.raises(BadInput):
        film.many.edit(ids, "duration_s", 99)
    with pytest.raises(BadInput):
        film.many.pin(["keyframe/1"], True)
    assert film.head().revision == revision


def test_several_stills_are_pinned_as_one_edit_and_what_has_none_is_named(film):
    film.build(["keyframe/1", "keyframe/2"])
    left = film.many.pin(["keyframe/1", "keyframe/2", "keyframe/3"], True)
    assert left == ["keyframe/3"] and film.head().label == "pin 2 items"
    pinned = {p.name for p in film.plan().nodes.values() if p.pinned}
    assert pinned == {"keyframe/1", "keyframe/2"}
    film.undo()
    assert not any(p.pinned for p in film.plan().nodes.values())
