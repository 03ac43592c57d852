"""The history of a film: what undo and redo name, who made a change, what two moments differ in, and the way back."""

from __future__ import annotations

import json

import pytest

from tests.conftest import small_story
from vgot.errors import BadInput, NotFound
from vgot.project.studio import Studio, acting_as
from vgot.project.told_changes import sayings, told
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings


@pytest.fixture
def film(tmp_path):
    studio = Studio(Settings(home=tmp_path), InlineExecutor(idle_s=0.2))
    yield studio.new_project(small_story(4))
    studio.close()


def said(film) -> tuple[str, str]:
    return tuple(s.in_words() if s else "" for s in film.history.next_steps())


def test_undo_and_redo_name_the_change_that_they_go_to_however_often_one_goes_back_and_forth(film):
    words = ["Shot 1: lighting", "Shot 2: camera", "Shot 3 was deleted"]
    film.edit("shots/1/lighting", "noon")
    film.edit("shots/2/camera", "a close-up")
    film.delete_shot(3)
    assert said(film) == (words[2], "")
    film.undo()
    assert said(film) == (words[1], words[2])
    film.undo()
    film.undo()
    assert said(film) == ("", words[0])
    for n in range(3):
        film.edits.redo()
        assert said(film) == (words[n], words[n + 1] if n < 2 else "")
    film.undo()
    film.undo()
    film.edits.redo()
    assert said(film) == (words[1], words[2])
    newest = film.history.lines(1)[0]
    assert (newest[0].step, newest[1].in_words()) == ("redo", words[1])


def test_steps_that_an_older_program_wrote_are_named_by_the_state_that_they_went_to(film):
    film.edit("shots/1/lighting", "noon")
    film.edit("shots/2/camera", "a close-up")
    film.undo()
    with film.store.transaction() as db:
        db.execute("DELETE FROM changes")
        db.execute("UPDATE revisions SET label = 'undo: undo: shots/2/camera' WHERE label LIKE 'undo: %'")
    assert said(film) == ("Shot 1: lighting", "Shot 2: camera")


def test_every_change_says_who_made_it(film):
    with acting_as("page"):
        film.edit("shots/1/lighting", "noon")
    with acting_as("command line"):
        film.delete_shot(4)
    film.edit("title", "Another")
    assert [(c.who, t.in_words()) for c, t in film.history.lines(3)] == [
        ("program", "The film's title"),
        ("command line", "Shot 4 was deleted"),
        ("page", "Shot 1: lighting"),
    ]


def test_a_film_goes_back_to_any_revision_as_one_change_and_undo_takes_that_back(film):
    first = film.head()
    film.edit("shots/1/lighting", "noon")
    film.delete_shot(2)
    last = film.story
    film.history.restore(first.revision)
    assert film.story == first.story and said(film)[0] == f"Back to revision {first.revision}"
    film.undo()
    assert film.story == last
    with pytest.raises(BadInput):
        film.history.restore(film.head().revision)
    with pytest.raises(NotFound):
        film.history.restore(9999)


def test_two_moments_differ_in_fields_by_name_also_where_shots_were_moved(film):
    first = film.head().revision
    lighting = film.story.shots[0].domains.lighting
    film.edit("shots/1/lighting", "noon")
    film.edits.move_shot(1, 4)
    found = {d["told"].in_words(): (d["then"], d["now"]) for d in film.history.differences(first)}
    assert found == {"Shot 4: lighting": (lighting, "noon"), "The shots were put in another order": ("", "")}


def test_every_label_that_a_verb_of_this_program_writes_is_told_in_words(film):
    film.edits.insert_shot(1)
    film.edits.duplicate_shot(1)
    film.edits.move_shot(1, 2)
    film.edits.order_shots([s.id for s in film.story.shots][::-1])
    film.script.split_shot(1)
    film.script.merge_shots(1)
    film.script.lock(1, "camera")
    film.script.unlock(1, "camera")
    film.edits.add_place("Harbour", "boats")
    film.edits.edit_boundary(1, "mode", "crossfade")
    film.edit("film/fps", 12)
    film.takes.pin(next(p.name for p in film.plan().nodes.values() if p.take), None) if film.build() else None
    raw = {c.label for c, _ in film.history.lines()}
    plain = {t.in_words() for _, t in film.history.lines()}
    assert not raw & plain, raw & plain
    assert all("/" not in words and "{" not in words for words in plain), plain


def test_a_label_that_nobody_knows_stands_as_it_is_and_every_saying_is_a_sentence():
    assert told("something else entirely happened").in_words() == "something else entirely happened"
    assert all(s and "_" not in s for s in sayings())


def test_the_command_line_lists_restores_and_says_what_differs(film, capsys, monkeypatch):
    from vgot.cli.main import main

    monkeypatch.setenv("VGOT_HOME", str(film.store.folder.parent.parent))
    first = film.head().revision
    at = ["--project", str(film.store.folder), "--json"]
    assert main(["edit", "shots/2/lighting", "noon", *at]) == 0
    capsys.readouterr()
    assert main(["history", *at]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["history"][0] | {"when": "", "revision": 0} == {
        "revision": 0, "what": "Shot 2: lighting", "label": "shots/2/lighting", "step": "", "who": "command line", "when": "",
    }  # fmt: skip
    assert found["undo"] == "Shot 2: lighting" and found["redo"] == ""
    assert main(["history", "--differs", str(first), *at]) == 0
    assert json.loads(capsys.readouterr().out)["differences"][0]["now"] == "noon"
    assert main(["restore", str(first), *at]) == 0
    assert json.loads(capsys.readouterr().out)["revision"] == first + 2
    assert main(["restore", "9999", *at]) == 1
