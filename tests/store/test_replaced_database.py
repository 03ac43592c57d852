"""The database of an open film is rebuilt, brought back older, or moved away under it: the page goes on, or says what happened."""

from __future__ import annotations

import shutil
import sqlite3
import threading

import pytest

from tests.conftest import small_story
from vgot.errors import Conflict, NotFound, ProjectGone
from vgot.store.project_store import DATABASE, Store


def damage(project) -> None:
    """Spoil a page in which nothing of value stands: the program's own rebuilding loses nothing."""
    file = project.store.folder / DATABASE
    with sqlite3.connect(file) as db:
        root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'jobs_by_build'").fetchone()[0]
    db.close()
    with open(file, "r+b") as data:
        data.seek((root - 1) * 4096)
        data.write(b"\x63")


def test_a_page_goes_on_though_another_program_rebuilt_the_database(project):
    project.edit("shots/1/lighting", "dusk")
    damage(project)
    other = Store.open(project.store.folder)
    assert list(project.store.folder.glob("project.damaged-*.sqlite")), "it was not rebuilt"
    project.edit("shots/1/camera", "Close-up.")
    project.undo()
    project.edits.redo()
    assert other.head().story.shots[0].domains.camera == "Close-up." and other.head().story == project.story
    assert project.story.shots[0].domains.lighting == "dusk"


def test_every_thread_of_a_page_turns_to_the_rebuilt_database(project):
    again, said, go = threading.Event(), [], threading.Event()

    def look() -> None:
        project.head()
        again.set()
        go.wait(30)
        said.append(project.edit("shots/2/lighting", "dawn").story.shots[1].domains.lighting)

    other = threading.Thread(target=look)
    other.start()
    again.wait(30)
    damage(project)
    Store.open(project.store.folder).close()
    go.set()
    other.join()
    assert said == ["dawn"] and Store.open(project.store.folder).head().story.shots[1].domains.lighting == "dawn"


@pytest.mark.parametrize("how", ["renamed over it", "written over it"])
def test_an_older_copy_that_a_folder_service_brought_back_is_read_and_told_once(project, how):
    file = project.store.folder / DATABASE
    old = file.with_name("copy.sqlite")
    shutil.copy(file, old)
    project.edit("shots/1/lighting", "dusk")
    newest, stamp = project.head().revision, project.stamp()
    if how == "renamed over it":
        old.replace(file)
    else:
        file.write_bytes(old.read_bytes())
    assert project.story.shots[0].domains.lighting != "dusk" and project.stamp() != stamp
    with pytest.raises(Conflict) as told:
        project.edit("shots/2/lighting", "noon")
    assert str(newest) in told.value.message and "permission" not in told.value.in_words()
    assert project.edit("shots/2/lighting", "noon").story.shots[1].domains.lighting == "noon"
    if how == "renamed over it":  # and the newer one is not gone
        kept = next(project.store.folder.glob("project.replaced-*.sqlite"))
        assert kept.name in told.value.message
        assert Store(project.store.folder, kept.name).head().story.shots[0].domains.lighting == "dusk"


def test_an_edit_in_a_folder_that_was_moved_is_refused_for_what_it_is_and_makes_nothing(project, tmp_path):
    folder = project.store.folder
    folder.rename(tmp_path / "elsewhere")
    for act in (
        lambda: project.edit("shots/1/lighting", "dusk"),
        lambda: project.store.put_bytes(b"x"),
        lambda: project.store.temporary(),
        lambda: project.head(),
    ):
        with pytest.raises(ProjectGone) as caught:
            act()
        assert "permission" not in caught.value.in_words()
    assert not folder.exists()
    (tmp_path / "elsewhere").rename(folder)
    assert project.edit("shots/1/lighting", "dusk").story.shots[0].domains.lighting == "dusk"


def test_another_film_in_the_folder_of_a_deleted_one_gets_nothing_of_it(studio, tmp_path):
    mine, other = studio.new_project(small_story(2)), studio.new_project(small_story(1))
    mine.store.folder.rename(tmp_path / "away")
    other.store.folder.rename(mine.store.folder)
    with pytest.raises(NotFound):
        mine.edit("shots/1/lighting", "dusk")
    assert Store.open(mine.store.folder).head().revision == 1


def test_two_programs_that_find_the_damage_at_once_rebuild_it_once(project):
    damage(project)
    opened, threads = (
        [],
        [
            threading.Thread(target=lambda: opened.append(Store.open(project.store.folder).head().story))
            for _ in range(4)
        ],
    )
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert opened == [project.story] * 4
    assert len(list(project.store.folder.glob("project.damaged-*.sqlite"))) == 1 and not list(
        project.store.folder.glob("rebuilding-*")
    )
