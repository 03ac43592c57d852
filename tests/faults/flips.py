"""Point 9: one flipped byte, in a stored file or a page of the database, is reported by shot; everything else opens."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from tests.faults import world
from tests.faults.world import Row, in_child
from vgot.errors import DamagedProject
from vgot.project.storage import mend, verify


def _flip(file: Path, at: int, bit: int) -> None:
    data = bytearray(file.read_bytes())
    data[at] ^= 1 << bit
    file.write_bytes(data)


def _content(film: Path) -> dict:
    """Everything that a person would miss, piece by piece."""
    project = world.opened(film)
    head, shelf = project.head(), project.store.shelf()
    found = {f"shot {s.id}": s.model_dump(mode="json") for s in head.story.shots} | {
        f"cast {c.id}": c.model_dump(mode="json") for c in head.story.cast
    }
    found["head"] = head.story.model_dump(mode="json", exclude={"shots", "cast"})
    found |= {f"choice {n}": c for n, c in head.choices.items()}
    for takes in shelf.takes.values():
        for t in takes:
            found[f"take {t.id}"] = t
    project.store.close()
    return found


def _prepare(film: Path, shots: int) -> None:
    world.new_project(film, shots).store.close()
    world.run_worker(film)
    project = world.opened(film)
    project.takes.pin("keyframe/2")
    project.edit("shots/1/lighting", "dusk")
    project.edit("shots/1/lighting", world.tiny_story(shots).shots[0].domains.lighting)
    project.store.close()


def in_files(flips: int, shots: int = 3, seed: int = 5) -> Row:
    """One byte of one stored file at a time; found by `verify` with its node and shots, mended, and the same film made."""

    def work() -> tuple[list[str], int]:
        pick, wrong, named = random.Random(seed), [], 0
        with world.scratch() as folder:
            film = folder / "film"
            _prepare(film, shots)
            truth = world.digests_of(film)
            project = world.opened(film)
            shelf, preset = project.store.shelf(), project.preset
            every = sorted(
                {(t.node, role, d) for takes in shelf.takes.values() for t in takes for role, d in t.digests.items()}
            )
            for n in range(flips):
                node, role, digest = pick.choice(every)
                file = project.store.blob_path(digest)
                good = file.read_bytes()
                _flip(file, pick.randrange(len(good)), pick.randrange(8))
                found = [f for f in verify(project.store, preset) if f.what == "file"]
                name = project.node_name(node)
                if name not in {f.node for f in found}:
                    wrong.append(f"{name} {role} was not reported")
                if any(not f.shots for f in found if f.node != "film"):
                    wrong.append(f"{name}: no shots named")
                named += bool(found)
                project.plan()
                project.show()
                if n % 10 == 0:
                    mend(project.store, preset)
                    project.store.close()
                    again = world.opened(film)
                    again.start_build()
                    again.store.close()
                    world.run_worker(film)
                    if world.digests_of(film) != truth or verify(project.store, preset):
                        wrong.append(f"{name} was not mended")
                else:
                    file.write_bytes(good)
        return wrong, named

    wrong, named = in_child(work)
    return Row(
        "9",
        "one flipped byte in a stored file",
        f"{flips} flips",
        f"{named} reported by node and shots, every tenth mended to the same film" + (f"; {wrong[0]}" if wrong else ""),
        not wrong and named == flips,
    )


def in_the_database(flips: int, shots: int = 3, seed: int = 6) -> Row:
    """One byte of the database at a time. Whatever is missing afterwards must be reported; nothing else may be missing."""

    def work() -> tuple[list[str], dict]:
        pick, wrong = random.Random(seed), []
        counts = {"harmless": 0, "whole again": 0, "reported": 0, "refused": 0}
        with world.scratch() as folder:
            start = folder / "start"
            _prepare(start, shots)
            truth = _content(start)
            size = (start / "project.sqlite").stat().st_size
            for n in range(flips):
                film = folder / f"flip{n}"
                shutil.copytree(start, film, copy_function=_link_blobs)
                at = (
                    pick.randrange(size)
                    if n % 4
                    else pick.randrange(100 + (n * 4096) % size, min(size, 200 + (n * 4096) % size))
                )
                _flip(film / "project.sqlite", at, pick.randrange(8))
                _judge(film, at, truth, counts, wrong)
                shutil.rmtree(film)
        return wrong, counts

    wrong, counts = in_child(work)
    said = ", ".join(f"{v} {k}" for k, v in counts.items() if v)
    return Row(
        "9",
        "one flipped byte in a page of the database",
        f"{flips} flips",
        f"{said}, unreported losses {len(wrong)}" + (f"; {wrong[0]}" if wrong else ""),
        not wrong,
    )


def _link_blobs(source: str, target: str) -> None:
    if "/blobs/" in source:
        Path(target).hardlink_to(source)
    else:
        shutil.copy2(source, target)


def _judge(film: Path, at: int, truth: dict, counts: dict, wrong: list[str]) -> None:
    try:
        found = _content(film)
    except DamagedProject as why:
        counts["refused"] += 1
        wrong.append(f"byte {at}: does not open: {why.message}")
        return
    project = world.opened(film)
    said = verify(project.store, project.preset)
    project.plan()
    project.store.close()
    missing = [k for k, v in truth.items() if found.get(k) != v]
    if not missing:
        counts["whole again" if said else "harmless"] += 1
    elif said and (not any(k.startswith("take") for k in missing) or any(f.node for f in said)):
        counts["reported"] += 1
    else:
        wrong.append(f"byte {at}: {missing[:3]} lost and not reported: {[f.message for f in said]}")
    if len(missing) > 2 and not all(k.startswith("choice") for k in missing):
        wrong.append(f"byte {at}: one flip cost {len(missing)} pieces: {missing[:4]}")
