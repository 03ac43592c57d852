"""What lies in the home is its owner's alone, whatever the umask; what a person puts elsewhere is as open as they say."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.conftest import small_story
from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor, ProcessExecutor
from vgot.settings import Settings
from vgot.space.visitors import SpaceStudio
from vgot.store.disk import tighten

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=["000", "022", "077"])
def umask(request):
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.fixture
def place(tmp_path) -> Path:
    """A folder that everybody may look into, as a person's own usually is."""
    folder = tmp_path / "ann"
    folder.mkdir()
    folder.chmod(0o755)
    return folder


def modes(folder: Path) -> dict[str, str]:
    """Path -> mode, of a folder and all in it that others may use; links are what they are."""
    found = [folder, *folder.rglob("*")]
    return {
        str(f.relative_to(folder)): oct(m)
        for f in found
        if not f.is_symlink() and (m := stat.S_IMODE(f.stat().st_mode)) & 0o077
    }


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_home_with_films_a_writer_and_a_trash_is_private(place, umask):
    home = place / "home"
    studio = Studio(Settings(home=home), InlineExecutor(idle_s=0.05))
    try:
        project = studio.new_project(small_story(2))
        result = project.build()
        assert not result.failed, result.failed
        project.edits.set_story(small_story(2, title="Another"), "retitled")
        archive = project.export(place / "film.vgot.zip")
        studio.import_project(archive)
        studio.choose_writer("openai", base_url="http://127.0.0.1:9/v1", model="m", credential="work")
        repo = next(r for p in studio.presets().values() for r in p.preset.repos())
        studio.consent(repo)
        studio.delete_project(studio.new_project(small_story(1)).id)
        assert modes(home) == {}
        kinds = {f.name for f in home.rglob("*")}
        assert {
            "project.sqlite",
            "story.json",
            "writer.json",
            "credentials.json",
            "consents.json",
            "trash",
            "blobs",
        } <= kinds
        assert mode(archive) == 0o666 & ~umask, "what a person saves somewhere is as their account makes files"
        out = project.export(place / "out" / "story.json")
        assert mode(out) == 0o666 & ~umask and mode(out.parent) == 0o777 & ~umask
    finally:
        studio.close()


def test_the_log_of_a_worker_and_what_it_makes_are_private(place, umask):
    studio = Studio(Settings(home=place / "home"), ProcessExecutor(1, idle_s=0.1))
    try:
        project = studio.new_project(small_story(1))
        project.build(until="portrait")
        assert (project.store.folder / "worker.log").is_file() and modes(place / "home") == {}
    finally:
        studio.close()


def test_what_sqlite_puts_beside_the_database_is_private(place, umask):
    project = Studio(Settings(home=place / "home"), InlineExecutor()).new_project(small_story(1))
    with project.store.transaction() as db:
        db.execute("INSERT OR REPLACE INTO meta VALUES ('a', 'b')")
        beside = [f for f in project.store.folder.iterdir() if f.name.startswith("project.sqlite-")]
        assert beside and modes(project.store.folder) == {}


def test_a_home_of_before_is_made_private_when_the_program_starts(place):
    home = place / "home"
    project = Studio(Settings(home=home), InlineExecutor()).new_project(small_story(1))
    project.store.put_bytes(b"a picture")
    (home / "writer.json").write_text("{}")
    (home / "temporary" / "0a").mkdir(parents=True)
    (home / "temporary" / "0a" / "film.mp4").write_bytes(b"film")
    (home / ".DS_Store").write_bytes(b"")
    for one in [home, *home.rglob("*")]:
        one.chmod(0o755 if one.is_dir() else 0o644)
    Studio(Settings(home=home), InlineExecutor())
    assert modes(home) == {".DS_Store": "0o644"}, (
        "what is not the program's stays as it is, in a home nobody else may look into"
    )
    assert Studio(Settings(home=home), InlineExecutor()).open(project.id).story.title == project.story.title


def test_a_folder_that_a_person_shares_stays_shared_and_only_what_is_the_programs_is_closed(place):
    (place / "holiday.jpg").write_bytes(b"")
    elsewhere = place.parent / "elsewhere"
    elsewhere.mkdir()
    elsewhere.chmod(0o755)
    project = Studio(Settings(home=place), InlineExecutor()).new_project(small_story(1))
    (place / "projects").chmod(0o755)
    project.store.folder.chmod(0o755)
    (place / "projects" / "on-another-disk").symlink_to(elsewhere)
    Studio(Settings(home=place), InlineExecutor())
    assert mode(place) == 0o755 and mode(place / "holiday.jpg") & 0o044 and mode(elsewhere) == 0o755
    assert mode(place / "projects") == 0o700 and modes(project.store.folder) == {}
    studio = Studio(Settings(home=place), InlineExecutor())
    studio.choose_writer("openai", base_url="http://127.0.0.1:9/v1", credential="work")
    assert mode(place / "writer.json") == mode(place / "credentials.json") == 0o600


def test_a_sticky_folder_and_a_person_s_own_folder_are_never_closed(place, monkeypatch):
    place.chmod(0o1777)
    tighten(place)
    assert mode(place) == 0o1777
    place.chmod(0o755)
    monkeypatch.setenv("HOME", str(place))
    tighten(place)
    assert mode(place) == 0o755
    tighten(place / "not-there")


def test_a_project_in_a_folder_that_a_person_named_is_as_open_as_that_folder(place):
    before = os.umask(0o022)
    try:
        studio = Studio(Settings(home=place.parent / "home"), InlineExecutor())
        open_one = studio.new_project(small_story(1), folder=place / "film")
        assert (
            mode(place / "film") == 0o755
            and mode(place / "film" / "story.json") == mode(place / "film" / "project.sqlite") == 0o644
        )
        Studio(Settings(home=place.parent / "home"), InlineExecutor()).open(open_one.store.folder)
        assert mode(place / "film") == 0o755
        closed = place / "closed"
        closed.mkdir(mode=0o700)
        assert modes(studio.new_project(small_story(1), folder=closed / "film").store.folder) == {}
    finally:
        os.umask(before)


def test_a_visitors_films_are_private_on_the_servers_disk(place, umask, monkeypatch):
    monkeypatch.delenv("VGOT_SECRET", raising=False)
    space = SpaceStudio(Settings(home=place / "home", mode="space"))
    with space.visit(None):
        space.new_project(small_story(1))
    assert (place / "home" / "visitors.key").is_file() and modes(place / "home") == {}
    space.close()
