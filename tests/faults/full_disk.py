"""Point 4: the disk fills up at every write; the queue stops with that reason, the project opens, work goes on later."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.faults import kills, world
from tests.faults.layers import FullDisk, under
from tests.faults.world import Row, in_child
from vgot.errors import StorageFailed
from vgot.render.worker import RESERVE_BYTES, Worker
from vgot.store.project_store import Store


def full_at_every_write(shots: int = 2, step: int = 1) -> Row:
    """No room from write number n on, for every n of the work that is left of a film."""
    truth, _, _ = world.uninterrupted(shots)
    wrong, at, paused = [], 1, 0
    with world.scratch() as folder:
        start = folder / "start"
        in_child(lambda: kills.prepare(start, shots, f"clip/{shots}"))
        while True:
            film = folder / f"at{at}"
            shutil.copytree(start, film)
            refused, stopped, found = in_child(lambda film=film, at=at: _work(film, at, truth))
            wrong += [f"write {at}: {w}" for w in found]
            paused += stopped
            shutil.rmtree(film)
            if not refused:
                break
            at += step
    return Row(
        "4",
        "the disk is full from the n-th write on",
        f"{(at - 1) // step} writes",
        f"queue paused with the reason {paused} times, project opened and the same film made after every one: {not wrong}"
        + (f"; {wrong[0]}" if wrong else ""),
        not wrong,
    )


def _work(film: Path, at: int, truth: dict) -> tuple[int, bool, list[str]]:
    """(how often there was no room, whether the queue stood still with that reason, what is wrong)"""
    wrong: list[str] = []
    disk = FullDisk(at, film)
    with under(disk):
        store = Store.open(film)
        worker = Worker(store)
        try:
            worker.run(until=lambda: worker.queue.unfinished() == 0 or bool(worker.queue.paused), nap_s=0.002)
        except StorageFailed as why:
            stopped = "full" in why.message
            if not stopped:
                wrong.append(why.message)
        else:
            stopped = "full" in worker.queue.paused
        store.close()
        if disk.refused and not stopped:
            project = world.opened(film)
            unfinished = project.queue.unfinished()
            project.store.close()
            if unfinished:
                wrong.append("stopped without a reason")
        reader = world.opened(film)  # still no room: reading must work
        reader.plan()
        reader.show()
        reader.store.close()
        disk.room = True
        wrong += _goes_on(film, truth)
    return disk.refused, bool(disk.refused and stopped), wrong


def _goes_on(film: Path, truth: dict) -> list[str]:
    project = world.opened(film)
    project.queue.recover()
    project.queue.resume_if_room(RESERVE_BYTES)
    if project.queue.paused:
        return [f"still paused: {project.queue.paused}"]
    for job in project.queue.jobs(states=["failed", "skipped"]):
        return [f"{job.name} {job.state}: {job.error}"]
    project.store.close()
    world.run_worker(film)
    return world.is_whole(film) + ([] if world.digests_of(film) == truth else ["another film"])


def on_a_small_disk(sizes_kb: list[int], shots: int = 3) -> Row:
    """The same on a real file system of a few MB, where it can be mounted, with only so much left."""
    what = "a real file system of 3 MB with little room left"
    truth, _, _ = world.uninterrupted(shots)
    mount = Path(tempfile.mkdtemp(prefix="vgot-small-"))
    if (
        os.geteuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(mount)], capture_output=True
        ).returncode
        != 0
    ):
        mount.rmdir()
        return Row("4", what, "not run", "no file system can be mounted here", True)
    wrong, stops = [], 0
    try:
        for kb in sizes_kb:
            film = mount / f"film{kb}"
            in_child(lambda film=film: _with_ballast(film, shots))
            filler = mount / "filler"
            filler.write_bytes(b"x" * max(0, shutil.disk_usage(mount).free - kb * 1024))
            stopped, found = in_child(lambda film=film: _until_full(film))
            wrong += [f"{kb} KB: {w}" for w in found]
            stops += stopped
            filler.unlink()
            wrong += [f"{kb} KB: {w}" for w in in_child(lambda film=film: _resumed(film, truth))]
            shutil.rmtree(film)
    finally:
        subprocess.run(["umount", str(mount)], check=False)
        mount.rmdir()
    return Row(
        "4",
        what,
        f"{len(sizes_kb)} amounts of room",
        f"stopped with the reason {stops} times, went on and made the same film: {not wrong}"
        + (f"; {wrong[0]}" if wrong else ""),
        not wrong and stops > 0,
    )


def _with_ballast(film: Path, shots: int) -> None:
    project = world.new_project(film, shots)
    (film / "ballast").write_bytes(os.urandom(2**18))
    project.store.close()


def _until_full(film: Path) -> tuple[bool, list[str]]:
    from vgot.render import worker as working

    working.RESERVE_BYTES = 0  # the program would stop far earlier by itself
    store = Store.open(film)
    worker = Worker(store)
    try:
        worker.run(until=lambda: worker.queue.unfinished() == 0 or bool(worker.queue.paused), nap_s=0.002)
        reason = worker.queue.paused
    except StorageFailed as why:
        reason = why.message
    finally:
        store.close()
    project = world.opened(film)
    project.plan()
    unfinished, failed = project.queue.unfinished(), project.queue.jobs(states=["failed"])
    project.store.close()
    wrong = [f"{j.name} failed: {j.error['message']}" for j in failed]
    if unfinished and "full" not in reason:
        wrong.append(f"stopped because: {reason or 'nothing said'}")
    return bool(unfinished), wrong


def _resumed(film: Path, truth: dict) -> list[str]:
    project = world.opened(film)
    project.queue.recover()
    project.queue.resume_if_room(1)
    for job in project.queue.jobs(states=["failed", "skipped"]):
        project.queue.retry(job.id)
    project.store.close()
    from vgot.render import worker as working

    working.RESERVE_BYTES = 0
    world.run_worker(film)
    return world.is_whole(film) + ([] if world.digests_of(film) == truth else ["another film"])
