"""Looking after a project: is everything whole, how much room does it take, what could be removed, and removing it.

Nothing here happens by itself: `verify` only looks, `mend` and `cleanup` are asked for by a person who has seen what
they will do.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from vgot.errors import Conflict
from vgot.graph.nodes import film_nodes
from vgot.graph.plan import Plan, plan_film
from vgot.graph.shapes import misfit
from vgot.render import clip_steps, film_steps
from vgot.render.fitting import fitted_key
from vgot.render.live_film import LiveFilm
from vgot.settings import RenderPreset
from vgot.store.project_store import Store
from vgot.store.revisions import sounds_of
from vgot.story.model import Story


# -- verify -----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Damage:
    """One thing that is not as it was written. `node` by its name, `shots` by number; `mends`: `mend` makes it again."""

    what: str
    node: str
    shots: list[int]
    message: str
    take: str = ""
    mends: bool = True

    def as_json(self) -> dict[str, Any]:
        return {"what": self.what, "node": self.node, "shots": self.shots, "message": self.message, "mends": self.mends}


def verify(store: Store, preset: RenderPreset, on_progress: Callable[[int, int], None] | None = None) -> list[Damage]:
    """Read every stored file and every row again; what was changed or is gone, by node and shots. Raises DamagedProject
    only when not even the story can be read."""
    with store.one_moment():  # a take that arrives meanwhile is not one that was changed
        head, shelf = store.head(), store.shelf()
        rows, chosen = store.take_rows(), store.last_chosen()
    names = _Names(head.story, preset)
    found = [_damage("database", "", [], f"SQLite says: {p}.", mends=False) for p in store.problems()]
    found += _from_damage(store, names)
    whole = {t.id for takes in shelf.takes.values() for t in takes}
    for take, node in rows:
        if take not in whole:
            found.append(_damage("take", *names.of(node), "A take's row in the database was changed.", take=take))
    for node, take in chosen.items():
        if take not in whole:
            found.append(
                _damage(
                    "choice",
                    *names.of(node),
                    f"The take that was chosen, {take[:40]}, is not there any more.",
                    take=take,
                )
            )
    states: dict[str, str] = {}
    every = [(t, role, digest) for takes in shelf.takes.values() for t in takes for role, digest in t.digests.items()]
    for n, (take, role, digest) in enumerate(every):
        if digest not in states:
            states[digest] = store.blob_state(digest)
        if on_progress:
            on_progress(n + 1, len(every))
        if states[digest] != "whole":
            found.append(
                _damage(
                    "file",
                    *names.of(take.node),
                    f"Its stored {role} is {states[digest]}" + (" (your upload)." if take.is_upload else "."),
                    take=take.id,
                    mends=not take.is_upload,
                )
            )
    for key, digest in store.segments():
        if store.has_blob(digest) and (states.get(digest) or store.blob_state(digest)) != "whole":
            found.append(_damage("segment", "film", [], "An encoded part of the film was changed.", take=key))
    return found


def _damage(what: str, node: str, shots: list[int], message: str, take: str = "", mends: bool = True) -> Damage:
    return Damage(what, node, shots, message, take, mends)


def _from_damage(store: Store, names: _Names) -> list[Damage]:
    """What was lost when the database was rebuilt (Store.open does that), until a person has acknowledged it by `mend`."""
    said = store.meta("damage")
    if not said:
        return []
    damage = json.loads(said)
    lost = [
        _damage("take", *names.of(node), "A take was lost with a damaged page of the database.")
        for node in damage.get("nodes", [])
    ]
    about = (
        f"The database was damaged and was rebuilt on {damage.get('found', '')}; the damaged file is kept beside it."
    )
    return [_damage("database", "", [], about), *lost]


def mend(store: Store, preset: RenderPreset) -> list[Damage]:
    """Forget takes whose files or rows are damaged (their recipes stand: the next build makes the same again) and put
    damaged files out of the way. Uploads stay. Returns what was found."""
    found = verify(store, preset)
    takes = {f.take for f in found if f.take and f.mends and f.what in ("take", "file")}
    shelf = store.shelf()
    bad = [t for some in shelf.takes.values() for t in some if t.id in takes]
    digests = {d for t in bad for d in t.digests.values() if store.blob_state(d) != "whole"}
    digests |= {d for _, d in store.segments() if store.blob_state(d) != "whole"}
    store.forget(takes)
    with store.transaction():  # what somebody holds was whole when they found it
        for digest in (
            digests - store.held() if not store.is_at_work() else ()
        ):  # it is written anew when it is made again
            if store.blob_state(digest) != "whole":
                store.drop_blob(digest)
    store.set_meta("damage", "")
    return found


class _Names:
    """Node keys as people know them: the node's name, and the numbers of the shots it stands in."""

    def __init__(self, story: Story, preset: RenderPreset):
        self._nodes = film_nodes(story, preset)
        self._story = story
        self._shots: dict[str, set[int]] = {key: set() for key in self._nodes}
        positions = {s.id: n for n, s in enumerate(story.shots, 1)}
        for key in reversed(list(self._nodes)):  # consumers before inputs
            node = self._nodes[key]
            if node.shot is not None:
                self._shots[key].add(positions[node.shot])
                if node.step == "join":
                    self._shots[key].add(positions[node.shot] + 1)
                if node.step != "keyframe":
                    continue
            if node.step != "film":
                for i in node.inputs:
                    self._shots[i.key] |= self._shots[key]

    def of(self, key: str) -> tuple[str, list[int]]:
        """(name, shots); a node that is not in the film any more keeps its key."""
        if key in self._nodes:
            return self._nodes[key].name, sorted(self._shots[key])
        return key, []


# -- disk -------------------------------------------------------------------------------------------------------------
#: What of a take is shown when it is about to go.
_SEEN = ("picture", "frames", "film")


@dataclass(frozen=True)
class Unused:
    """One take that nothing uses: its node by name, what it looks like (a digest, or None) and the bytes of its files."""

    take: str
    node: str
    picture: str | None
    bytes: int
    created: str

    def as_json(self) -> dict[str, Any]:
        return {
            "take": self.take,
            "node": self.node,
            "picture": self.picture,
            "bytes": self.bytes,
            "created": self.created,
        }


@dataclass(frozen=True)
class Cleanup:
    """What a cleanup would remove, and when it was worked out: `cleanup` does exactly this or nothing."""

    takes: list[str] = field(default_factory=list[str])
    by_node: dict[str, int] = field(default_factory=dict[str, int])
    files: list[str] = field(default_factory=list[str])
    segments: list[str] = field(default_factory=list[str])
    bytes: int = 0
    stamp: tuple[Any, ...] = ()
    unused: list[Unused] = field(default_factory=list[Unused])

    @property
    def token(self) -> str:
        """A short text that another program can hand back: it names this preview and no other."""
        named = json.dumps([self.stamp, self.takes, self.files, self.segments], default=str)
        return hashlib.sha256(named.encode()).hexdigest()[:24]

    def as_json(self) -> dict[str, Any]:
        return {
            "takes": len(self.takes),
            "by_node": self.by_node,
            "files": len(self.files),
            "bytes": self.bytes,
            "note": "Chosen, pinned and uploaded takes stay. Undo still works; what it brings back may have to be made again.",
        }


@dataclass(frozen=True)
class _Room:
    """Every stored digest of a project, by why it is there. A file that serves twice is counted where it is needed most."""

    films: set[str]
    takes: set[str]
    sounds: set[str]
    unused: set[str]
    sizes: dict[str, int]

    def bytes(self, kind: set[str]) -> int:
        return sum(self.sizes.get(d, 0) for d in kind)


def disk_usage(store: Store, preset: RenderPreset) -> dict[str, Any]:
    """Bytes of a project: `total`, `blobs`, `database`, `unused`, `could_free`, `free_on_disk`, and `kinds`, which adds up to
    the total: `takes` in use, `films` (the film and its encoded parts), `sounds`, `unused` takes, `caches`, `story` (text,
    queue, history, logs)."""
    preview, room = _sorted_out(store, preset)
    total, blobs = store.usage_bytes(), sum(room.sizes.values())
    kinds = {
        "takes": room.bytes(room.takes),
        "films": room.bytes(room.films),
        "sounds": room.bytes(room.sounds),
        "unused": room.bytes(room.unused),
    }
    kinds["caches"] = blobs - sum(kinds.values())
    kinds["story"] = total - blobs
    return {
        "total": total,
        "blobs": blobs,
        "database": total - blobs,
        "unused": kinds["unused"],
        "could_free": preview.bytes,
        "free_on_disk": store.free_bytes(),
        "kinds": kinds,
    }


def plan_cleanup(store: Store, preset: RenderPreset) -> Cleanup:
    """What could go: takes that nothing uses, encoded parts of films that are no more, and files that nothing names.

    Kept: the takes in use now and those chosen last, every upload and sound, and whatever any revision pins."""
    return _sorted_out(store, preset)[0]


def _sorted_out(store: Store, preset: RenderPreset) -> tuple[Cleanup, _Room]:
    with store.one_moment():  # what is kept, and the stamp that `cleanup` goes by, are of one revision
        head, stamp, shelf, segments = (
            store.head(),
            store.stamp_of_use(),
            store.shelf(),
            store.segments(),
        )
    plan = plan_film(head.story, preset, shelf)
    pins, sounds = _named_by_history(store)
    keep = {p.take.id for p in plan.nodes.values() if p.take} | set(shelf.last.values()) | pins
    keep |= {t.id for takes in shelf.takes.values() for t in takes if t.is_upload}
    every = [t for takes in shelf.takes.values() for t in takes]
    kept, gone = [t for t in every if t.id in keep], [t for t in every if t.id not in keep]
    names = _Names(head.story, preset)
    by_node: dict[str, int] = {}
    for t in gone:
        name = names.of(t.node)[0]
        by_node[name] = by_node.get(name, 0) + 1
    in_use = _segments_in_use(store, plan)
    films = {d for t in kept if t.node == "film" for d in t.digests.values()} | {
        d for key, d in segments if key in in_use
    }
    takes = {d for t in kept for d in t.digests.values()} - films
    sizes = store.blob_sizes()
    unused = {d for t in gone for d in t.digests.values()} - films - takes - sounds
    kept_for = films | takes | sounds | store.held()
    files = sorted(d for d in sizes if d not in kept_for)
    shown = [
        Unused(
            t.id,
            names.of(t.node)[0],
            next((t.digests[role] for role in _SEEN if role in t.digests), None),
            sum(sizes.get(d, 0) for d in set(t.digests.values()) & unused),
            t.created,
        )
        for t in gone
    ]
    old = sorted(key for key, _ in segments if key not in in_use)
    cleanup_ = Cleanup(sorted(t.id for t in gone), by_node, files, old, sum(sizes[d] for d in files), stamp, shown)
    return cleanup_, _Room(films, takes, sounds - films - takes, unused, sizes)


def _named_by_history(store: Store) -> tuple[set[str], set[str]]:
    """(takes that any revision pins or uploads, digests of sounds that any revision plays): undo may bring each of them
    back, and no program could make a person's sound again."""
    takes, sounds = set[str](), set[str]()
    for part in store.every_part():
        takes |= {part[k] for k in ("pin", "upload") if isinstance(part.get(k), str)}
        sounds |= sounds_of(part)
    return takes, sounds


def _segments_in_use(store: Store, plan: Plan) -> set[str]:
    """The keys of the segments that the film is cut from now, and of latents that wait to be decoded."""
    film = plan.nodes["film"].node
    seams, trims = [0, *film.params["seams"], 0], film.params.get("trims")
    clips = [plan.nodes[i.key] for i in film.inputs if i.step == "clip"]
    keys = {clip_steps.latents_key_of(clip.key) for clip in clips if clip.key and not clip.settled}
    for n, clip in enumerate(clips):
        if clip.take and "frames" in clip.take.digests:
            digest, frames = clip.take.digests["frames"], int(clip.take.facts["frames"])
            if (wanted := film.wanted[n]) is not None and misfit(clip.take, wanted):
                keys.add(key := fitted_key(digest, wanted))
                digest, frames = store.segment(key) or "", wanted.frames or 0
            first, last = trims[n] if trims else (0, 0)
            keys.add(film_steps.segment_key(digest, first + seams[n], frames - last - seams[n + 1], film.params["fps"]))
    return keys


def cleanup(store: Store, preview: Cleanup) -> int:
    """Remove what a preview named; returns the bytes that became free. Raises Conflict when the project has changed since
    or is at work. A file that came to be held or named since the preview stays."""
    with store.transaction() as db:
        _refuse_busy(store)
        if store.stamp_of_use() != preview.stamp:
            raise Conflict(
                "The project has changed since this was worked out.",
                field="cleanup",
                hint="Look at what would be removed again.",
            )
        store.forget_in(db, set(preview.takes), segments=set(preview.segments))
    freed = store.drop_unnamed(preview.files)  # rows first, so that a crash leaves files nobody names
    store.sweep()
    return freed


def _refuse_busy(store: Store) -> None:
    if store.is_at_work():
        raise Conflict("The project is at work.", field="cleanup", hint="Wait for the queue, or stop it first.")


class Storage:
    """How one project lies on the disk: whether it is whole, what it takes, and what of it could go."""

    def __init__(self, film: LiveFilm):
        self.film, self.store = film, film.store

    def verify(self, on_progress: Callable[[int, int], None] | None = None) -> list[Damage]:
        """What is not as it was written, by node and shots."""
        return verify(self.store, self.film.preset, on_progress)

    def mend(self) -> list[Damage]:
        """Forget what is damaged, so that the next build makes it again; returns what was found."""
        return mend(self.store, self.film.preset)

    def bytes_on_disk(self) -> int:
        """What the project's folder takes; quick."""
        return self.store.usage_bytes()

    def report(self, *, with_story: bool = False) -> dict[str, Any]:
        """What somebody who helps needs to see (vgot/machine/bug_report.py): no secrets, no stories unless asked for."""
        from vgot.machine.bug_report import report  # it looks at the machine, which nothing else here does

        return report(self.film.settings, self.store.folder, with_story=with_story)

    def usage(self) -> dict[str, Any]:
        """Bytes: total, blobs, database, unused, could_free, free_on_disk, kinds."""
        return disk_usage(self.store, self.film.preset)

    def plan_cleanup(self) -> Cleanup:
        """What `cleanup` would remove; `as_json()` for people."""
        return plan_cleanup(self.store, self.film.preset)

    def cleanup(self, preview: Cleanup) -> int:
        """Remove exactly that; returns the bytes that became free. Raises Conflict."""
        return cleanup(self.store, preview)
