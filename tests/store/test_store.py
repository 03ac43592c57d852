"""The project on disk: revisions, undo, conflicts, blobs, archives, damage."""

from __future__ import annotations

import json
import os
import threading
import zipfile
import zlib

import pytest

from tests.conftest import small_story
from vgot.errors import BadInput, Conflict, DamagedProject, NotFound, StorageFailed, VgotError
from vgot.graph.keys import canonical, recipe_key
from vgot.store.archive import read_archive, write_archive
from vgot.store.project_store import Store


def test_a_recipe_key_is_pinned():
    recipe = {
        "step": "clip",
        "version": 1,
        "model": {"id": "m"},
        "params": {"a": 1.5, "b": "é"},
        "seed": 7,
        "inputs": [{"picture": "ab"}],
    }
    assert recipe_key(recipe) == "c0e0bdbbbb8532c9068349f0e28ec6b4101673f177f38728a3eed4fee8a00c82"
    assert canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'.encode()


def test_undo_and_redo_are_each_others_identity(project):
    before = project.story
    project.edit("shots/1/lighting", "dusk")
    after = project.story
    project.edit("shots/2/summary", "Another moment.")
    project.undo()
    assert project.story == after
    project.undo()
    assert project.story == before
    project.edits.redo()
    assert project.story == after
    project.edits.redo()
    assert project.story.shots[1].summary == "Another moment."
    with pytest.raises(BadInput):
        project.edits.redo()


def test_an_edit_after_an_undo_ends_the_redo(project):
    project.edit("shots/1/lighting", "dusk")
    project.undo()
    project.edit("shots/1/lighting", "noon")
    with pytest.raises(BadInput):
        project.edits.redo()
    project.undo()
    assert project.story == small_story()
    with pytest.raises(BadInput):
        project.undo()


def test_undo_covers_pins_and_seeds(built):
    built.takes.pin("keyframe/1")
    built.undo()
    assert built.plan().named("keyframe/1").state == "fresh"
    built.edits.redo()
    assert built.plan().named("keyframe/1").state == "pinned"


def test_a_bad_edit_changes_nothing(project):
    revision = project.head().revision
    for path, value in (
        ("shots/1/duration_s", "99"),
        ("shots/9/lighting", "x"),
        ("shots/1/lighting", "x" * 2001),
        ("nothing", "1"),
        ("film/fps", "fast"),
    ):
        with pytest.raises(VgotError):
            project.edit(path, value)
    assert project.head().revision == revision


def test_two_editors_of_one_field_get_a_conflict_and_of_two_fields_do_not(project):
    seen = project.head().revision
    project.edit("shots/2/lighting", "dusk", seen)
    project.edit("shots/2/camera", "Close-up.", seen)
    with pytest.raises(Conflict):
        project.edit("shots/2/lighting", "dawn", seen)
    assert project.story.shots[1].domains.lighting == "dusk"


def test_an_edit_follows_its_shot_when_somebody_else_moves_it(project):
    seen = project.head().revision
    project.edits.move_shot(1, 4)
    project.edit("shots/1/lighting", "candle", seen)
    assert project.story.shots[3].domains.lighting == "candle"
    project.delete_shot(4)
    with pytest.raises(Conflict):
        project.edit("shots/1/lighting", "night", seen)


def test_many_writers_lose_no_edit(project):
    failures = []

    def write(n: int) -> None:
        store = Store.open(project.store.folder)
        try:
            for k in range(8):
                store.change(
                    "note",
                    lambda head, k=k: (
                        head.story.model_copy(update={"title": f"{head.story.title[-80:]}|{n}.{k}"}),
                        head.choices,
                    ),
                )
        except VgotError as why:
            failures.append(why)
        finally:
            store.close()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert not failures
    assert project.head().revision == 1 + 32


def test_the_mirror_can_be_edited_and_imported_again(project):
    mirror = project.store.folder / "story.json"
    data = json.loads(mirror.read_text("utf-8"))
    data["shots"][0]["domains"]["lighting"] = "by hand"
    project.edits.import_story(json.dumps(data).encode())
    assert project.story.shots[0].domains.lighting == "by hand"
    project.undo()
    assert project.story == small_story()


def test_a_folder_that_is_a_file_or_not_empty_or_nothing_is_a_typed_error(studio, tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("x")
    with pytest.raises(StorageFailed):
        studio.new_project(small_story(), folder=tmp_path / "file")
    with pytest.raises(StorageFailed):
        studio.new_project(small_story(), folder=tmp_path / "full")
    with pytest.raises(StorageFailed):
        studio.open(tmp_path / "file")
    with pytest.raises(NotFound):
        studio.open(tmp_path / "nothing")
    with pytest.raises(NotFound):
        studio.open("../etc")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_a_typed_error(studio, tmp_path):
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(StorageFailed):
        studio.new_project(small_story(), folder=tmp_path / "locked" / "film")


def test_a_damaged_database_is_a_typed_error(project, studio):
    file = project.store.folder / "project.sqlite"
    project.store.close()
    file.write_bytes(b"not a database at all" * 500)
    with pytest.raises(DamagedProject):
        Store.open(project.store.folder)


def test_a_flipped_byte_in_a_blob_is_noticed_and_the_rest_opens(built):
    digest = built.takes("keyframe/2")[0]["digests"]["picture"]
    path = built.store.blob_path(digest)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(DamagedProject):
        built.takes.picture("keyframe/2")
    assert built.takes.picture("keyframe/1") is not None
    assert built.show()["story"]["title"]


def test_export_then_import_is_the_identity(built, studio, tmp_path):
    built.takes.pin("keyframe/2")
    built.regenerate("keyframe/3")
    built.build()
    first = built.export(tmp_path / "film.vgot.zip")
    copy = studio.import_project(first)
    assert copy.story == built.story
    result = copy.build()
    assert result.ran == [] and result.film == built.build().film
    second = copy.export(tmp_path / "again.vgot.zip")
    assert second.read_bytes() == first.read_bytes()


def _tampered(source, target, change):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            for name, data in change(info.filename, old.read(info)):
                new.writestr(name, data)
    return target


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("a path that climbs out", lambda n, d: [(n, d), ("../evil", b"x")] if n == "manifest.json" else [(n, d)]),
        ("an absolute path", lambda n, d: [(n, d), ("/etc/evil", b"x")] if n == "manifest.json" else [(n, d)]),
        ("a changed blob", lambda n, d: [(n, d[:-1] + b"!")] if n.startswith("blobs") else [(n, d)]),
        ("a missing blob", lambda n, d: [] if n.startswith("blobs") else [(n, d)]),
        ("a changed project", lambda n, d: [(n, d.replace(b"Mary", b"Eve"))] if n == "project.json" else [(n, d)]),
        ("no manifest", lambda n, d: [] if n == "manifest.json" else [(n, d)]),
        ("a manifest that is no JSON", lambda n, d: [(n, b"{")] if n == "manifest.json" else [(n, d)]),
        ("one more blob", lambda n, d: [(n, d), ("blobs/" + "0" * 64, b"x")] if n == "manifest.json" else [(n, d)]),
    ],
)
def test_a_hostile_archive_is_refused_and_leaves_nothing(project, studio, tmp_path, what, change):
    project.build(until="portrait")
    good = write_archive(project.store, tmp_path / "good.vgot.zip")
    bad = _tampered(good, tmp_path / "bad.vgot.zip", change)
    with pytest.raises(BadInput):
        read_archive(bad, tmp_path / "new")
    assert not (tmp_path / "new").exists() and not [p for p in tmp_path.iterdir() if p.name.startswith(".new")]


def test_a_truncated_archive_is_refused(project, tmp_path):
    project.build(until="portrait")
    good = write_archive(project.store, tmp_path / "good.vgot.zip").read_bytes()
    for size in (0, 10, len(good) // 2, len(good) - 1):
        (tmp_path / "cut.vgot.zip").write_bytes(good[:size])
        with pytest.raises(BadInput):
            read_archive(tmp_path / "cut.vgot.zip", tmp_path / "new")


def test_nameless_people_and_places_are_refused_in_words_and_nothing_changes(project):
    revision = project.head().revision
    for add in (
        lambda: project.add_character(""),
        lambda: project.edits.add_stage("mary", ""),
        lambda: project.edits.add_place("x" * 200),
    ):
        with pytest.raises(BadInput) as caught:
            add()
        assert caught.value.field
    assert project.head().revision == revision
    project.edits.add_place("Old Mill")
    assert project.story.place("old-mill").name == "Old Mill"


def test_a_part_of_the_story_that_was_changed_on_the_disk_is_not_believed(project):
    project.edit("shots/1/lighting", "cold neon light")
    with project.store.transaction() as db:
        for name, body in db.execute("SELECT hash, body FROM parts").fetchall():
            raw = zlib.decompress(body)
            if b"cold neon light" in raw:
                db.execute(
                    "UPDATE parts SET body = ? WHERE hash = ?",
                    (zlib.compress(raw.replace(b"cold neon light", b"warm neon light")), name),
                )
    opened = Store.open(project.store.folder)
    try:  # what is whole is what opens, from the mirror or an older revision
        assert "warm" not in opened.head().story.shots[0].domains.lighting
    except DamagedProject as why:
        assert "changed on the disk" in why.message
    finally:
        opened.close()
