"""Nothing is lost beside a clean-up: whatever is written is held until it is named, whoever cleans up, at whatever moment."""

from __future__ import annotations

import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import small_story
from tests.paint_world import use_paint
from vgot import media
from vgot.errors import Conflict, NotFound
from vgot.project import storage as upkeep
from vgot.render.worker import Worker
from vgot.store.blobs import Blobs
from vgot.store.project_store import Store

ROOT = Path(__file__).parents[2]


def clean_up(folder: Path) -> None:
    """What another program does that cleans up at this moment: by the verb where it is allowed, and, where the queue is at work,
    by its second half alone, which removes every file that it finds free."""
    other = Store.open(folder)
    try:
        try:
            upkeep.cleanup(other, upkeep.plan_cleanup(other, PRESET))
        except Conflict:
            other.drop_unnamed(other.blob_sizes())
    finally:
        other.close()


PRESET = None


@pytest.fixture
def swept(project, monkeypatch):
    """A project that is cleaned up right after each of its files was written, and before each row is."""
    global PRESET
    use_paint(monkeypatch)
    PRESET = project.preset
    busy, many = [], []

    def clean() -> None:
        if not busy:
            busy.append(True)
            many.append(True)
            try:
                clean_up(project.store.folder)
            finally:
                busy.pop()

    def after(real):
        def put(self, what):
            digest = real(self, what)
            if isinstance(self, Store) and not self._db().in_transaction:
                clean()
            return digest

        return put

    real_transaction = Store.transaction

    def transaction(self):
        if not busy and self.folder == project.store.folder and not self._db().in_transaction:
            clean()
        return real_transaction(self)

    monkeypatch.setattr(Blobs, "put_bytes", after(Blobs.put_bytes))
    monkeypatch.setattr(Blobs, "put_file", after(Blobs.put_file))
    monkeypatch.setattr(Store, "transaction", transaction)
    yield project
    assert many, "nothing was cleaned up"


def missing(project) -> list[str]:
    """What rows name and the disk does not hold."""
    return sorted(d for d in project.store.named() if not project.store.has_blob(d))


def sound(folder: Path, seed: int = 0) -> Path:
    path = folder / f"song{seed}.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes(np.random.default_rng(seed).integers(-9000, 9000, 24_000, dtype=np.int16).tobytes())
    return path


def upload_a_still(project, tmp_path):
    project.upload("keyframe/1", media.encode_png(np.full((90, 160, 3), 90, np.uint8)))
    assert project.takes.picture("keyframe/1") is not None


def add_a_sound(project, tmp_path):
    item = project.add_sound(sound(tmp_path))
    assert project.handoff.waveform(item).max() > 0


def add_a_sound_that_only_undo_knows(project, tmp_path):
    project.handoff.remove_sound(project.add_sound(sound(tmp_path, 2)))
    item = project.add_sound(sound(tmp_path, 2))  # the same file: it is there already, and that is what is found
    assert project.handoff.waveform(item).max() > 0


def make_the_film(project, tmp_path):
    worker = Worker(project.store)
    project.queue.enqueue(project.plan(), list(project.plan().nodes.values()), project.preset)
    while worker.work_one():
        pass
    worker.pulse.close()
    assert not project.queue.jobs(states=["failed"]) and project.film()[1]


def make_it_again_and_choose_the_old_one(project, tmp_path):
    make_the_film(project, tmp_path)
    old = project.plan().named("keyframe/2").take.id
    project.takes.reseed("keyframe/2")
    make_the_film(project, tmp_path)
    try:
        project.takes.choose("keyframe/2", old)
    except NotFound:
        assert project.plan().named("keyframe/2").take.id != old  # it was cleaned up, and that was said


def finish_it_with_cards(project, tmp_path):
    make_the_film(project, tmp_path)
    project.edit("titles/opening", {"text": "By the sea"})
    assert media.probe_fast(project.handoff.finished_film()).frames > project.plan().named("film").take.facts["frames"]


@pytest.mark.parametrize(
    "verb",
    [
        upload_a_still,
        add_a_sound,
        add_a_sound_that_only_undo_knows,
        make_the_film,
        make_it_again_and_choose_the_old_one,
        finish_it_with_cards,
    ],
    ids=lambda f: f.__name__,
)
def test_what_a_verb_keeps_is_there_though_somebody_cleans_up_at_every_step_of_it(swept, tmp_path, verb):
    verb(swept, tmp_path)
    assert missing(swept) == []


def test_a_take_that_was_cleaned_up_while_it_was_being_pinned_is_refused_in_words_and_nothing_changes(
    built, monkeypatch
):
    built.regenerate("keyframe/2")
    old, real = built.takes("keyframe/2")[0]["id"], Store.transaction

    def transaction(self):
        monkeypatch.setattr(Store, "transaction", real)
        built.store.forget({old})
        return real(self)

    revision = built.head().revision
    monkeypatch.setattr(Store, "transaction", transaction)
    with pytest.raises(NotFound):
        built.takes.pin("keyframe/2", old)
    assert built.head().revision == revision and not built.plan().named("keyframe/2").pinned


def test_a_preview_that_was_looked_at_before_a_file_came_to_be_named_does_not_take_it(built):
    digest = built.store.put_bytes(b"of no use yet")
    with built.store.transaction() as db:
        built.store.release(db, [digest])
    preview = built.plan_cleanup()
    assert digest in preview.files
    built.store.hold([digest])  # somebody found it a moment later
    built.cleanup(preview)
    assert built.store.has_blob(digest)


WRITER = """
import os, sys
from pathlib import Path
from vgot.store.project_store import Store
store = Store.open(Path(sys.argv[1]))
print(store.put_bytes(b"half an hour of work"), flush=True)
sys.stdin.read()
"""


def test_a_file_is_held_for_another_process_and_no_longer_once_that_was_killed(built):
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(built.store.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as child:
        digest = child.stdout.readline().strip()
        built.cleanup(built.plan_cleanup())
        assert built.store.has_blob(digest)
        child.kill()
        child.wait()
    preview = built.plan_cleanup()
    assert digest in preview.files and preview.bytes >= len(b"half an hour of work")
    built.cleanup(preview)
    assert not built.store.has_blob(digest) and not built.store.held()


def test_bytes_that_were_damaged_on_the_disk_are_whole_again_when_they_are_kept_again(built):
    digest = built.store.put_bytes(b"a whole file")
    built.store.blob_path(digest).write_bytes(b"a hole file")
    assert built.store.put_bytes(b"a whole file") == digest and built.store.read_blob(digest) == b"a whole file"


def test_a_project_of_an_earlier_version_gets_its_table_of_holds_when_it_is_opened(built):
    with built.store.transaction() as db:
        db.execute("DROP TABLE held")
        db.execute("PRAGMA user_version = 0")
    assert Store.open(built.store.folder).put_bytes(b"x")


def test_a_small_film_has_nothing_held_once_it_is_made(studio):
    project = studio.new_project(small_story(2))
    assert not project.build().failed
    assert not project.store.held()
