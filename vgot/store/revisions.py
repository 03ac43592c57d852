"""The revisions of a story, content-addressed: one edited word in a film of 500 shots costs one part, not a copy.

A revision's manifest lists the hashes of its parts (the head of the story, each shot, each character, the choices of each
node). Undo and redo append revisions too; nothing is ever taken back.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from vgot.errors import BadInput, Conflict, DamagedProject, NotFound
from vgot.graph.keys import canonical, digest_of
from vgot.graph.takes import Choice
from vgot.store.acting import who
from vgot.store.database import Connection
from vgot.store.disk import open_as_folder
from vgot.store.holds import Holds
from vgot.story.model import Story, dump_story, load_story


@dataclass(frozen=True)
class Head:
    """One revision of a project: the story and the choices."""

    revision: int
    story: Story
    choices: dict[str, Choice]
    label: str = ""
    can_undo: bool = False
    can_redo: bool = False


def sounds_of(part: dict[str, Any]) -> set[str]:
    """The digests of the sounds that a story, or a stored part of one, plays, and of the pictures that its shots arrive at; of a choice, of
    what its retouches are made from."""
    sound: dict[str, Any] = part.get("sound") or {}
    tracks: list[dict[str, Any]] = sound.get("tracks", [])
    shots: list[dict[str, Any]] = [s for s in (part, *part.get("shots", ())) if "domains" in s]
    ends: list[dict[str, Any]] = [one or {} for s in shots for one in (s.get("end"), *s.get("moments", ()))]
    played = {item["file"] for track in tracks for item in track.get("items", ())}
    return played | {end["file"] for end in ends if end.get("file")} | retouched_from(part)


def retouched_from(choice: dict[str, Any]) -> set[str]:
    """The digests of files that a choice's retouches name: they stand in no take before they are made."""
    params: Any = choice.get("params")
    if not isinstance(params, dict) or "domains" in params:
        return set()
    own = cast("dict[str, Any]", params)
    named: list[dict[str, Any]] = [*own.get("retouch", ()), *([own["carry"]] if "carry" in own else [])]
    kept = ("source", "mask", "beside", "clip", "before", "after", "latents")
    return {one[name] for one in named for name in kept if one.get(name)}


def now() -> str:
    """The time as it is stored."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Revisions(Holds):
    """A project's database and files, and every revision of its story."""

    def __init__(self, folder: Path, name: str):
        super().__init__(folder, name)
        self._head: Head | None = None
        self._read: tuple[int, bytes] = (0, b"")
        self._part_cache: dict[str, dict[str, Any]] = {}

    def head(self) -> Head:
        """The newest revision. Cheap when nothing changed since the last call."""
        row = self.read("SELECT rev, manifest, label, undo, redo FROM revisions ORDER BY rev DESC LIMIT 1")
        if not row:
            raise DamagedProject(
                "The project has no story.",
                field="project",
                hint="Import its last .vgot.zip, or its story.json into a new project.",
            )
        rev, manifest = row[0][:2]
        known = self._head  # another thread may put its own there at any time
        if known is not None and (rev < known.revision or rev == self._read[0] and manifest != self._read[1]):
            self.forget_what_was_read()  # another copy was laid over this very file
            known = self._head
        if known is None or known.revision != rev:
            known = self._head = self._load(*row[0])
        self._read = rev, manifest
        return known

    def revision(self, rev: int) -> Head:
        row = self.read("SELECT rev, manifest, label, undo, redo FROM revisions WHERE rev = ?", (rev,))
        if not row:
            raise NotFound(f"There is no revision {rev}.", field="revision", hint="Reload the page.")
        return self._load(*row[0])

    def _load(self, rev: int, manifest: bytes, label: str, undo: int | None, redo: int | None) -> Head:
        try:
            tree = json.loads(zlib.decompress(manifest))
            hashes = [tree["head"], *tree["shots"], *tree["cast"], *tree["choices"].values()]
            parts = self._parts(hashes)
            data = parts[tree["head"]] | {
                "shots": [parts[h] for h in tree["shots"]],
                "cast": [parts[h] for h in tree["cast"]],
            }
            choices = {node: Choice.model_validate(parts[h]) for node, h in tree["choices"].items()}
            return Head(rev, load_story(data), choices, label, undo is not None, redo is not None)
        except (KeyError, ValueError, zlib.error, BadInput) as why:
            raise DamagedProject(
                f"Revision {rev} of the story cannot be read.",
                field="project",
                hint="Import the story.json beside it into a new project.",
            ) from why

    def _parts(self, hashes: list[str]) -> dict[str, dict[str, Any]]:
        cache = self._part_cache  # this one to the end: another thread may begin a new one
        missing = [h for h in dict.fromkeys(hashes) if h not in cache]
        for at in range(0, len(missing), 400):
            some = missing[at : at + 400]
            marks = ",".join("?" * len(some))
            for name, body in self.read(f"SELECT hash, body FROM parts WHERE hash IN ({marks})", tuple(some)):
                raw = zlib.decompress(body)
                if digest_of(raw)[:32] != name:
                    raise DamagedProject(
                        "A part of the story was changed on the disk.",
                        field="project",
                        hint="Import the story.json beside it into a new project.",
                    )
                cache[name] = json.loads(raw)
        found = {h: cache[h] for h in hashes}
        if len(cache) > 5000:
            self._part_cache = dict(found)
        return found

    def every_part(self) -> Iterator[dict[str, Any]]:
        """The parts of all revisions, each once, in no order; one that was changed on the disk is left out."""
        for name, body in self.read("SELECT hash, body FROM parts"):
            with contextlib.suppress(zlib.error, ValueError):
                raw = zlib.decompress(body)
                if digest_of(raw)[:32] == name and isinstance(part := json.loads(raw), dict):
                    yield part

    def _manifest(self, db: Connection, story: Story, choices: dict[str, Choice]) -> bytes:
        def part(value: dict[str, Any]) -> str:
            raw = canonical(value)
            name = digest_of(raw)[:32]
            if name not in self._part_cache:
                db.execute("INSERT OR IGNORE INTO parts VALUES (?, ?)", (name, zlib.compress(raw, 6)))
            return name

        data = story.model_dump(mode="json")
        tree = {
            "shots": [part(s) for s in data.pop("shots")],
            "cast": [part(c) for c in data.pop("cast")],
            "choices": {n: part(c.model_dump(mode="json")) for n, c in sorted(choices.items()) if not c.is_empty()},
        }
        return zlib.compress(canonical(tree | {"head": part(data)}), 6)

    def _append(self, story: Story, choices: dict[str, Choice], label: str, undo: int | None, redo: int | None) -> Head:
        with self.transaction() as db:
            return self._insert(db, story, choices, label, undo, redo)

    def _insert(
        self,
        db: Connection,
        story: Story,
        choices: dict[str, Choice],
        label: str,
        undo: int | None,
        redo: int | None,
        repeats: int | None = None,
    ) -> Head:
        """`repeats`: the revision whose state a step back or forth goes to."""
        done = db.execute(
            "INSERT INTO revisions (manifest, label, created, undo, redo) VALUES (?, ?, ?, ?, ?)",
            (self._manifest(db, story, choices), label[:200], now(), undo, redo),
        )
        db.execute("INSERT OR REPLACE INTO changes VALUES (?, ?, ?)", (done.lastrowid, who(), repeats))
        return Head(
            done.lastrowid or 0,
            story,
            {n: c for n, c in choices.items() if not c.is_empty()},
            label,
            undo is not None,
            redo is not None,
        )

    def change(self, label: str, edit: Callable[[Head], tuple[Story, dict[str, Choice]]]) -> Head:
        """Apply an edit to the newest revision, in one transaction: no edit is ever lost to another writer.

        `edit` gets the head and returns the story and choices of the next revision; whatever it raises changes nothing."""
        with self.transaction() as db:
            head = self.head()
            self._tell_replaced()
            story, choices = edit(head)
            choices = {node: choice for node, choice in choices.items() if not choice.is_empty()}
            if story == head.story and choices == head.choices:
                return head
            if self.limits is not None:
                self.limits.story(story)
            made = self._insert(db, story, choices, label, head.revision, None)
            if new := story.files - head.story.files:
                self.release(db, new)
        self._head = made
        self.mirror()
        return made

    def _tell_replaced(self) -> None:
        """Once, before the first edit after another copy of the database took the place of what the editor was looking at."""
        if told := self.replaced:
            self.replaced = ""
            raise Conflict(told, field="project", hint="Look at the film as it is now; your edit was not made.")

    def undo(self) -> Head:
        return self._step("undo")

    def redo(self) -> Head:
        return self._step("redo")

    def _step(self, which: str) -> Head:
        with self.transaction() as db:
            self.head()
            self._tell_replaced()
            rev, undo, redo = db.execute("SELECT rev, undo, redo FROM revisions ORDER BY rev DESC LIMIT 1").fetchone()
            target = undo if which == "undo" else redo
            if target is None:
                raise BadInput(
                    f"There is nothing to {which}.",
                    field=which,
                    hint="The story is as far back as it goes." if which == "undo" else "Redo follows an undo.",
                )
            back = self.revision(target)
            t_undo, t_redo = db.execute("SELECT undo, redo FROM revisions WHERE rev = ?", (target,)).fetchone()
            links = (t_undo, rev) if which == "undo" else (rev, t_redo)
            made = self._insert(
                db,
                back.story,
                back.choices,
                f"{which}: {self.meaning(rev if which == 'undo' else target)}"[:200],
                *links,
                target,
            )
        self._head = made
        self.mirror()
        return made

    def meaning(self, rev: int) -> str:
        """The label of the change that led to the state of a revision: of a step back or forth, that of the state it went to."""
        for _ in range(10_000):
            row = self.read(
                "SELECT r.label, r.manifest, c.repeats FROM revisions r LEFT JOIN changes c ON c.rev = r.rev WHERE r.rev = ?",
                (rev,),
            )
            label, manifest, repeats = row[0] if row else ("", b"", None)
            if not label.startswith(("undo: ", "redo: ")):
                return label
            if repeats is None:  # written before steps said where they go
                same = self.read(
                    "SELECT MAX(rev) FROM revisions WHERE rev < ? AND manifest = ? AND label NOT LIKE 'undo: %' AND label NOT LIKE 'redo: %'",
                    (rev, manifest),
                )
                repeats = same[0][0]
            if repeats is None or repeats >= rev:
                return label
            rev = repeats
        return ""

    def mirror(self) -> None:
        """Write story.json beside the database; a mirror that cannot be written never stops an edit."""
        head = self.head()
        temporary = self.folder / f".story.{os.getpid()}.{threading.get_ident()}.tmp"
        try:
            with open(temporary, "w", encoding="utf-8", opener=open_as_folder) as file:
                file.write(dump_story(head.story))
            os.replace(temporary, self.folder / "story.json")
        except OSError:
            temporary.unlink(missing_ok=True)

    def _story_from_mirror(self) -> None:
        """The newest revision cannot be read: its story stands in story.json; its choices are those of the newest
        revision that can."""
        choices: dict[str, Choice] = {}
        for (rev,) in self.read("SELECT rev FROM revisions ORDER BY rev DESC"):
            with contextlib.suppress(DamagedProject):
                choices = self.revision(rev).choices
                break
        try:
            story = load_story((self.folder / "story.json").read_bytes())
        except (OSError, BadInput) as why:
            raise DamagedProject(
                "The newest revision of the story cannot be read.",
                field="project",
                hint="Import the project's last .vgot.zip.",
            ) from why
        self._append(story, choices, "story taken from story.json", None, None)
