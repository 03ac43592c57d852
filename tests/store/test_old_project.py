"""A project made by version 0.1.0 (drawn, and rendered by the small models; a pinned still, an uploaded portrait, an undone
edit) still means what it meant: whatever moved in the code since, nothing of it is made again."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path

import pytest

from vgot.errors import DamagedProject
from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings
from vgot.store import migrations
from vgot.store.project_store import Store

KEPT = Path(__file__).parents[1] / "data" / "project-0.1.0.zip"


@pytest.fixture
def old(tmp_path):
    folder = tmp_path / "home" / "projects" / "mary-by-the-sea"
    with zipfile.ZipFile(KEPT) as kept:
        kept.extractall(folder)
    studio = Studio(Settings(home=tmp_path / "home"), InlineExecutor(idle_s=0.05))
    yield studio.open("mary-by-the-sea")
    studio.close()


@pytest.mark.parametrize("preset", ["animatic", "embedded"])
def test_a_project_of_version_0_1_0_builds_no_node_again(old, preset):
    old.set_preset(preset)
    takes = old.takes.counts()
    assert [p.name for p in old.plan().nodes.values() if not p.settled] == []
    result = old.build(approve_all=True)
    assert (result.ran, result.failed) == ([], [])
    assert old.takes.counts() == takes
    assert result.film["frames"] == 24


def test_its_pin_its_upload_and_its_undone_edit_are_as_they_were(old):
    plan = old.plan()
    assert plan.named("keyframe/1").pinned and plan.named("keyframe/1").reason.startswith("pinned, stale")
    assert plan.named("portrait/tom/now").take.producer == "you"
    assert old.head().can_redo
    assert old.story.shots[2].domains.relation == "She talks."


def test_every_byte_of_it_is_whole(old):
    assert old.verify() == []


def columns(store, table: str) -> set[str]:
    return {row[1] for row in store.read(f"PRAGMA table_info({table})")}


def test_its_database_is_brought_up_step_by_step_and_what_stood_there_is_kept_beside_it(old):
    assert old.store.read("PRAGMA user_version") == [(migrations.VERSION,)]
    assert "beat" in columns(old.store, "jobs") and columns(old.store, "held")
    (kept,) = old.store.folder.glob("project.version-0-*.sqlite")
    before = sqlite3.connect(kept)
    assert (
        before.execute("PRAGMA user_version").fetchone() == (0,)
        and before.execute("SELECT COUNT(*) FROM takes").fetchone() == old.store.read("SELECT COUNT(*) FROM takes")[0]
    )
    before.close()
    again = Store.open(old.store.folder)
    again.close()
    assert len(list(old.store.folder.glob("project.version-*"))) == 1, "opened again, nothing is changed or kept"


def test_a_new_project_has_the_same_columns_as_an_old_one_that_was_brought_up(old, project):
    for table in ("takes", "jobs", "held", "checks"):
        assert columns(project.store, table) == columns(old.store, table)


def test_a_project_of_a_newer_version_is_refused_in_words_and_stays_as_it_is(project):
    with project.store.transaction() as db:
        db.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    project.store.close()
    before = (project.store.folder / "project.sqlite").read_bytes()
    with pytest.raises(DamagedProject, match="made by a newer version"):
        Store.open(project.store.folder)
    assert (project.store.folder / "project.sqlite").read_bytes() == before


def test_a_program_of_version_0_1_0_refuses_a_project_of_now(project):
    assert int(project.store.meta("format")) > 1, "what it compares with"


def test_the_list_of_migrations_only_grows():
    assert [m.name for m in migrations.MIGRATIONS][:5] == [
        "rows of takes have sums",
        "continuity is kept",
        "variants are jobs",
        "files are held until they are named",
        "workers are known by their beats",
    ]
