"""Point 2: every bad input is one typed error that names the field and what to do, quickly, and changes nothing."""

from __future__ import annotations

import hashlib
import json
import random
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import yaml

from tests.conftest import studio_of
from tests.faults import bad_inputs, world
from tests.faults.world import Row, in_child
from vgot import settings
from vgot.errors import VgotError
from vgot.project.studio import Project
from vgot.project.writing_session import WritingSession
from vgot.render.worker import Worker
from vgot.settings import CONFIGS
from vgot.store.archive import write_archive

LIMIT_S = 10.0
KINDS = ("story", "archive", "picture", "clip", "reply", "preset")


def refuse(kind: str, cases: int, seed: int = 11) -> Row:
    """Hand in `cases` bad inputs of one kind to a project that was built."""
    slowest, accepted, untyped, silent, changed, kinds = in_child(lambda: _refuse(kind, cases, seed))
    held = not (accepted or untyped or silent or changed) and slowest < LIMIT_S
    wrong = [
        f"; {name}: {some[0]}"
        for name, some in (
            ("accepted", accepted),
            ("not typed", untyped),
            ("no field or hint", silent),
            ("changed", changed),
        )
        if some
    ]
    return Row(
        "2",
        f"bad input: {kind}",
        f"{cases} cases of {kinds} sorts",
        f"{cases - len(accepted) - len(untyped)} typed errors, {len(silent)} without field and hint, project changed {len(changed)} times, "
        f"slowest {slowest:.2f} s" + "".join(wrong),
        held,
    )


def _refuse(kind: str, cases: int, seed: int) -> tuple:
    pick = random.Random(f"{kind} {seed}")
    slowest, accepted, untyped, silent, changed, sorts = 0.0, [], [], [], [], set()
    with world.scratch() as folder:
        film = folder / "film"
        world.new_project(film, 2).store.close()
        world.run_worker(film)
        project = world.opened(film)
        hand_in = _HANDS[kind](project, folder)
        before = fingerprint(project)
        for _ in range(cases):
            what, act = hand_in(pick)
            sorts.add(what.split(" at ")[0].split(" named ")[0])
            start = time.monotonic()
            try:
                act()
                accepted.append(what)
            except VgotError as why:
                if not why.field or not why.hint:
                    silent.append(f"{what}: {why.as_json()}")
            except Exception:
                untyped.append(f"{what}: {traceback.format_exc().strip().splitlines()[-1][:200]}")
            slowest = max(slowest, time.monotonic() - start)
            if fingerprint(project) != before:
                changed.append(what)
                before = fingerprint(project)
    return slowest, accepted, untyped, silent, changed, len(sorts)


def fingerprint(project: Project) -> str:
    """A hash over everything of a project that a person would miss: story, choices, takes, blobs."""
    head, store = project.head(), project.store
    body = [
        head.revision,
        head.story.model_dump(mode="json"),
        {n: c.model_dump() for n, c in head.choices.items()},
        store.read("SELECT id, node, recipe_key, digests, facts FROM takes ORDER BY id"),
        store.read("SELECT * FROM last_chosen ORDER BY node"),
        [
            (d, store.blob_state(d))
            for t in sorted(store.shelf().takes)
            for k in store.shelf().takes[t]
            for d in k.digests.values()
        ],
        (store.folder / "story.json").read_text("utf-8"),
    ]
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


Hand = Callable[[random.Random], tuple[str, Callable[[], object]]]


def _stories(project: Project, folder: Path) -> Hand:
    def hand(pick):
        what, data = bad_inputs.bad_story(pick)
        return what, lambda: project.edits.import_story(data)

    return hand


def _archives(project: Project, folder: Path) -> Hand:
    good = write_archive(project.store, folder / "good.vgot.zip").read_bytes()

    def hand(pick):
        what, data = bad_inputs.bad_archive(pick, good)
        file = folder / "bad.vgot.zip"
        file.write_bytes(data)
        target = folder / "new"

        def act():
            try:
                studio_of(project).import_project(file, folder=target)
            finally:
                if target.exists() or list(folder.glob(".new*")):
                    raise AssertionError("something was left behind")

        return what, act

    return hand


def _pictures(project: Project, folder: Path) -> Hand:
    def hand(pick):
        what, data = bad_inputs.bad_picture(pick)
        node = pick.choice(["portrait/mary/young", "keyframe/1", "plate/harbour"])
        return what, lambda: project.upload(node, data)

    return hand


def _clips(project: Project, folder: Path) -> Hand:
    """A clip of an imported project may hold anything under its right digest: the film must not be cut from it."""
    store = project.store
    clip = project.plan().named("clip/2").take
    good = store.read_blob(clip.digests["frames"])
    worker = Worker(store)

    def hand(pick):
        what, data = bad_inputs.bad_clip(pick, good)

        def act():
            digest = store.put_bytes(data)
            with store.transaction() as db:
                db.execute(
                    "UPDATE takes SET digests = ?, sum = '' WHERE id = ?",
                    (json.dumps(clip.digests | {"frames": digest}), clip.id),
                )
            store._known_takes = (0, 0, None, {})  # rows never change under the program otherwise
            try:
                project.start_build()
                while worker.work_one():
                    pass
                store._known_takes = (0, 0, None, {})
                failed = [j for j in project.queue.jobs(states=["failed"]) if j.id > act.newest]
                act.newest = max([j.id for j in project.queue.jobs()])
            finally:
                with store.transaction() as db:
                    db.execute("DELETE FROM takes WHERE node = 'film' OR node LIKE 'join/%'")
                    db.execute("UPDATE takes SET digests = ?, sum = ? WHERE id = ?", (*row, clip.id))
                    db.executemany("INSERT INTO takes VALUES (" + ",".join("?" * len(others[0])) + ")", others)
                    db.execute("DELETE FROM last_chosen")
                    db.executemany("INSERT INTO last_chosen VALUES (?, ?)", last)
            if failed:
                raise VgotError(
                    failed[0].error["message"], field=failed[0].error.get("field"), hint=failed[0].error.get("hint")
                )

        act.newest = hand.newest
        hand.newest = max([j.id for j in project.queue.jobs()])
        act.newest = hand.newest
        return what, act

    hand.newest = 0
    row = store.read("SELECT digests, sum FROM takes WHERE id = ?", (clip.id,))[0]
    others = store.read("SELECT * FROM takes WHERE node = 'film' OR node LIKE 'join/%'")
    last = store.read("SELECT * FROM last_chosen")
    return hand


class Talker:
    """A language model that always answers the same."""

    model_id = "openai:talker"

    def __init__(self, said):
        self._said = said

    def reply(self, system, prompt, schema, report):
        if isinstance(self._said, Exception):
            raise self._said
        yield from self._said


def _replies(project: Project, folder: Path) -> Hand:
    def hand(pick):
        what, said = bad_inputs.bad_reply(pick)
        desk = WritingSession(project.store)
        desk.begin("Mary by the sea.", 3)
        return what, lambda: desk.go_on(Talker(said))

    return hand


def _presets(project: Project, folder: Path) -> Hand:
    good = yaml.safe_load((CONFIGS / "sdxl-wan5b.yaml").read_text("utf-8"))

    def hand(pick):
        what, text = bad_inputs.bad_preset(pick, good)
        place = Path(tempfile.mkdtemp(dir=folder))
        (place / "bad.yaml").write_text(text, "utf-8")
        return what, lambda: settings._presets(place)

    return hand


_HANDS = {
    "story": _stories,
    "archive": _archives,
    "picture": _pictures,
    "clip": _clips,
    "reply": _replies,
    "preset": _presets,
}
