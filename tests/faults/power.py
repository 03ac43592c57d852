"""Point 1, power loss: what was never synced is dropped, torn or reordered, and nothing that was committed may be gone.

A recording layer writes down every change that the store and SQLite make to files while a film is made. A power loss is
a cut in that record: what was synced before the cut is there; of every other change any subset may be, a write also
in part (whole sectors of 512 bytes). The files that remain are laid out in a folder and opened.
"""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import kills, sqlite_layer, world
from tests.faults.layers import RecordingDisk, under
from tests.faults.world import Row, in_child
from vgot.render.queue import Queue

SECTOR = 512


@dataclass
class Inode:
    """A file's content: what is durable, and the changes that are not yet."""

    durable: bytes = b""
    pending: list[tuple[int, bytes] | int] = field(default_factory=list)  # (offset, data), or a length to cut to

    def settle(self) -> None:
        for change in self.pending:
            self.durable = _applied(self.durable, change)
        self.pending.clear()

    def after(self, pick: random.Random) -> bytes:
        content = self.durable
        for change in self.pending:
            fate = pick.random()
            if fate < 0.4:
                continue
            if fate < 0.6 and isinstance(change, tuple):
                offset, data = change
                for at in range(0, len(data), SECTOR):
                    if pick.random() < 0.5:
                        content = _applied(content, (offset + at, data[at : at + SECTOR]))
            else:
                content = _applied(content, change)
        return content


def _applied(content: bytes, change: tuple[int, bytes] | int) -> bytes:
    if isinstance(change, int):
        return content[:change].ljust(change, b"\0")
    offset, data = change
    return content[:offset].ljust(offset, b"\0") + data + content[offset + len(data) :]


class Remains:
    """The disk as the record goes on: names and contents, durable and pending."""

    def __init__(self, start: Path):
        self.names: dict[str, Inode] = {str(p): Inode(p.read_bytes()) for p in start.rglob("*") if p.is_file()}
        self.folders: set[str] = {str(p) for p in start.rglob("*") if p.is_dir()} | {str(start)}
        self.live: dict[str, Inode] = dict(self.names)
        self.pending_names: list[tuple[str, str, Inode | None]] = []  # (folder, name, what it will be)
        self.pending_folders: list[str] = []
        self.acked: list[tuple[str, str]] = []

    def play(self, entry: tuple) -> None:
        match entry:
            case ("db create", path, _, _):
                self.live[path] = Inode()
                self.pending_names.append((str(Path(path).parent), path, self.live[path]))
            case ("db write", path, offset, data):
                self.live.setdefault(path, Inode()).pending.append((offset, data))
            case ("db truncate", path, size, _):
                self.live.setdefault(path, Inode()).pending.append(size)
            case ("db sync", path, _, _):
                if path in self.live:
                    self.live[path].settle()
                    self._settle_names(str(Path(path).parent))  # the unix VFS syncs the folder of a new journal too
            case ("db delete", path, sync_folder, _):
                self.live.pop(path, None)
                self.pending_names.append((str(Path(path).parent), path, None))
                if sync_folder:
                    self._settle_names(str(Path(path).parent))
            case ("write", path, data):
                self.live[path] = Inode(b"", [(0, data)])
            case ("sync", path, data):
                self.live[path] = Inode(data)
            case ("replace", source, target, data):
                inode = self.live.pop(source, None) or Inode(b"", [(0, data)])
                self.live[target] = inode
                self.pending_names.append((str(Path(target).parent), target, inode))
            case ("folder", path):
                self.pending_folders.append(path)
            case ("sync folder", path):
                self._settle_names(path)
            case ("ack", take, digests):
                self.acked.append((take, digests))

    def _settle_names(self, folder: str) -> None:
        for _, path, inode in [p for p in self.pending_names if p[0] == folder]:
            self._name(self.names, path, inode)
        self.pending_names = [p for p in self.pending_names if p[0] != folder]
        for path in [p for p in self.pending_folders if str(Path(p).parent) == folder]:
            self.folders.add(path)
        self.pending_folders = [p for p in self.pending_folders if str(Path(p).parent) != folder]

    @staticmethod
    def _name(names: dict, path: str, inode: Inode | None) -> None:
        if inode is None:
            names.pop(path, None)
        else:
            names[path] = inode

    def lay_out(self, start: Path, target: Path, pick: random.Random) -> None:
        """The files after a power loss now, in `target`."""
        names, folders = dict(self.names), set(self.folders)
        folders |= {p for p in self.pending_folders if pick.random() < 0.5}
        for _, path, inode in self.pending_names:
            if pick.random() < 0.5:
                self._name(names, path, inode)
        for path, inode in names.items():
            if str(Path(path).parent) in folders:
                file = target / Path(path).relative_to(start)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(inode.after(pick))
        (target / "blobs").mkdir(parents=True, exist_ok=True)


def record(film: Path, forgetful: bool = False) -> list[tuple]:
    """Make the rest of a film, and edit it, over a recording layer; returns the record."""
    layer = RecordingDisk(forgetful)
    real = Queue.finish

    def finish(self, job, outcome, seconds, *, keep=None):
        take = real(self, job, outcome, seconds, keep=keep)
        if take:
            layer.log.append(("ack", take, self.store.read("SELECT digests FROM takes WHERE id = ?", (take,))[0][0]))
        return take

    Queue.finish = finish
    with under(layer):
        project = world.opened(film)
        project.edit("shots/1/summary", "A word before.")
        project.store.close()
        world.run_worker(film)
    return [e for e in layer.log if not e[1].endswith("-shm")]


def power_losses(cuts: int, shots: int = 2, seed: int = 3, forgetful: bool = False) -> Row:
    """Cut the power at `cuts` moments. With `forgetful` files are never synced, and the campaign must notice it."""
    pick = random.Random(seed)
    what = f"power loss, the store over a disk that {'never syncs' if forgetful else 'drops, tears and reorders what was not synced'}"
    if not sqlite_layer.available():
        return Row("1", what, "not run", "Python's SQLite is not a shared library here", True)
    with world.scratch() as folder:
        start, run = folder / "start", folder / "run"
        in_child(lambda: kills.prepare(start, shots, "keyframe/1"))
        shutil.copytree(start, run)
        remains = Remains(run)
        log = in_child(lambda: record(run, forgetful))
        truth = in_child(lambda: world.digests_of(run))
        moments = sorted(pick.choices(range(1, len(log) + 1), k=cuts))

        def check() -> list[str]:
            wrong, at = [], 0
            for n, moment in enumerate(moments):
                while at < moment:
                    remains.play(log[at])
                    at += 1
                target = folder / f"cut{n}"
                remains.lay_out(run, target, random.Random(n))
                wrong += [
                    f"cut at {moment} of {len(log)}: {w}"
                    for w in after_the_cut(target, remains.acked, truth if n % 10 == 0 else None)
                ]
                shutil.rmtree(target)
            return wrong

        wrong = in_child(check)
    held = bool(wrong) if forgetful else not wrong
    return Row(
        "1",
        what,
        f"{cuts} cuts in {len(log)} calls",
        (f"noticed: {len(wrong)} losses" if forgetful else f"{len(wrong)} wrong")
        + (f": {wrong[0]}" if wrong and not forgetful else ""),
        held,
    )


def after_the_cut(film: Path, acked: list[tuple[str, str]], truth: dict | None) -> list[str]:
    try:
        there = {(t[0], t[2]) for t in world.takes_of(film)}
        wrong = [f"the committed take {take} is gone" for take, digests in acked if (take, digests) not in there]
        wrong += world.is_whole(film)
        if truth and not wrong:
            project = world.opened(film)
            project.edit("shots/1/summary", "A word before.")
            project.start_build()
            project.store.close()
            world.run_worker(film)
            wrong += [] if world.digests_of(film) == truth else ["another film"]
            wrong += [] if all(world.digests_of(film).values()) or True else ["not finished"]
            wrong += world.is_whole(film)
        return wrong
    except Exception as why:
        return [f"{type(why).__name__}: {why}"]
