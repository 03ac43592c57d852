"""Wishes and new looks on a project: one edit, undone at once, and only what depends on it is made again."""

from __future__ import annotations

import pytest

from tests.cli.test_cli import call
from tests.conftest import small_story
from tests.script.wish_film import film
from vgot.errors import BadInput, Conflict, NotFound
from vgot.story.model import dump_story


@pytest.fixture
def project(studio):
    return studio.new_project(film())


def stale(project) -> set[str]:
    plan = project.plan()
    return {n.node.name for n in plan.nodes.values() if not n.settled}


def test_a_wish_is_one_edit_that_undo_takes_back(project):
    before, revision = project.story, project.head().revision
    wish = project.script.propose_wish("make it night, remove shot 2 and replace the cat by a fox")
    assert project.head().revision == revision and project.story == before
    head = project.script.accept_wish(wish)
    assert head.revision == revision + 1 and head.label.startswith("wish: make it night")
    assert len(head.story.shots) == 4 and head.story.cast[2].name == "the fox"
    project.undo()
    assert project.story == before


def test_a_wish_for_another_film_or_for_nothing_is_not_accepted(project):
    for text in ("A detective follows a balloon through Paris", "add music", "   ", "xyzzy"):
        with pytest.raises(BadInput):
            project.script.accept_wish(project.script.propose_wish(text))
    assert project.head().revision == 1


def test_what_was_edited_meanwhile_is_not_overwritten(project):
    wish = project.script.propose_wish("make shot 3 darker")
    project.edit("shots/3/lighting", "One candle.")
    with pytest.raises(Conflict):
        project.script.accept_wish(wish)


def test_this_shot_is_found_where_it_stands(project):
    number = project.edits.position("shot3")
    project.delete_shot(1)
    wish = project.script.propose_wish("this shot darker", selection=[number])
    assert {c.shot for c in wish.changes} == {"shot3"}


def test_a_darker_shot_makes_its_own_pictures_again_and_nothing_else(built):
    assert not stale(built)
    built.script.accept_wish(built.script.propose_wish("make shot 3 darker"))
    assert stale(built) == {"keyframe/3", "clip/3", "join/2-3", "join/3-4", "film"}


def test_a_longer_shot_keeps_its_still(built):
    built.script.accept_wish(built.script.propose_wish("make shot 3 twice as long"))
    assert stale(built) == {"clip/3", "join/2-3", "join/3-4", "film"}


def test_another_join_makes_only_the_join_again(built):
    built.script.accept_wish(built.script.propose_wish("crossfade between 1 and 2"))
    assert stale(built) == {"join/1-2", "film"}


def test_a_title_makes_only_the_film_again(built):
    built.script.accept_wish(built.script.propose_wish("call the film Low Tide"))
    assert stale(built) == {"film"}


def test_a_taken_part_of_a_wish_is_all_that_is_made_again(built):
    wish = built.script.propose_wish("make it night")
    assert len(wish.changes) > 3
    built.script.accept_wish(wish, only=["shots/1/lighting"])
    assert stale(built) == {"keyframe/1", "clip/1", "join/1-2", "film"}


def test_a_new_look_is_accepted_with_the_lines_that_repeat_it(project):
    found = project.script.propose_look("mary", "now", "a tall woman with white hair, in a red uniform")
    assert {c.path for c in found.changes} >= {"cast/mary/stages/now/look", "shots/1/character", "shots/5/character"}
    head = project.script.accept_wish(found)
    assert head.label == "new look of mary/now" and head.revision == 2
    assert all("green coat" not in s.domains.character for s in head.story.shots)
    with pytest.raises(NotFound):
        project.script.propose_look("nobody", "now", "tall")
    with pytest.raises(BadInput):
        project.script.propose_look("mary", "now", "  ")


# -- the command line ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def folder(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    (tmp_path / "story.json").write_text(dump_story(small_story(6)), encoding="utf-8")
    call(capsys, "import", str(tmp_path / "story.json"), "--project", str(tmp_path / "film"))
    return str(tmp_path / "film")


def test_direct_shows_what_would_change_and_yes_changes_it(folder, capsys):
    code, out = call(capsys, "direct", "make it darker", "--shots", "3-5", "--project", folder)
    assert code == 0 and not out["accepted"]
    assert [c["path"] for c in out["changes"]] == ["shots/3/lighting", "shots/4/lighting", "shots/5/lighting"]
    revision = out["revision"]
    code, out = call(capsys, "direct", "make it darker", "--shots", "3-5", "--yes", "--project", folder)
    assert code == 0 and out["accepted"] and out["revision"] == revision + 1
    shots = call(capsys, "show", "--project", folder)[1]["story"]["shots"]
    assert "low key" in shots[3]["domains"]["lighting"] and "low key" not in shots[0]["domains"]["lighting"]


def test_direct_names_what_it_does_not_do(folder, capsys):
    code, out = call(capsys, "direct", "add music and make it night", "--project", folder)
    assert code == 3 and out["changes"] and out["not_done"][0]["words"] == "add music"


def test_direct_sends_a_new_film_to_make(folder, capsys):
    code, out = call(capsys, "direct", "A detective follows a balloon through Paris", "--yes", "--project", folder)
    assert code == 1 and "make" in out["error"]["hint"]
    code, out = call(capsys, "direct", "darker", "--shots", "three", "--project", folder)
    assert code == 1 and out["error"]["field"] == "shots"
