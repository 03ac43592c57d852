"""Point 1: kill -9 at random moments of a render, and at every call of the commit path once."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path

from tests.faults import world
from tests.faults.layers import DyingDisk, under
from tests.faults.world import Row, in_child
from vgot.render.worker import Worker
from vgot.store.project_store import Store
from vgot.story import edits


def random_kills(kills: int, shots: int = 12, seed: int = 7, films: int | None = None) -> Row:
    """Kill the worker of a film at random moments, again and again, until `kills` kills were made; then let each film
    end, and compare it with one that nobody disturbed."""
    truth, seconds, steps_needed = world.uninterrupted(shots)
    pick, done, lost, wrong, redone, quarantined = random.Random(seed), 0, 0, [], 0, 0
    slowest = 0.0
    films = 0
    with world.scratch() as folder:
        while done < kills:
            films += 1
            film, log = folder / f"film{films}", folder / f"log{films}"
            in_child(lambda film=film: world.new_project(film, shots).store.close())
            here = 0
            while done < kills and here < 10:
                kept = in_child(lambda film=film: world.takes_of(film))
                child = world.start_child(lambda film=film, log=log: world.run_worker(film, log, slow_s=0.003))
                time.sleep(pick.uniform(0.0, 1.3 * seconds / 10 * 2))
                status, _ = world.end_child(*child, kill=True)
                start = time.monotonic()
                here, done = here + 1, done + (status < 0)
                lost += len(kept - in_child(lambda film=film: recovered(film)))
                slowest = max(slowest, time.monotonic() - start)
                if status == 0:
                    break
            quarantined += in_child(lambda film=film: free_quarantined(film))
            in_child(lambda film=film, log=log: world.run_worker(film, log))
            wrong += in_child(lambda film=film: world.is_whole(film))
            if in_child(lambda film=film: world.digests_of(film)) != truth:
                wrong.append(f"film {films} differs")
            redone = max(redone, len(log.read_text().splitlines()) - steps_needed - here)
            shutil.rmtree(film)
    held = not lost and not wrong and slowest < 5 and redone <= 0
    return Row(
        "1",
        f"kill -9 at random points of {films} films of {shots} shots",
        f"{done} kills",
        f"{lost} takes lost, {len(wrong)} wrong results, at most one unit redone a kill: {redone <= 0}, slowest recovery {slowest:.2f} s"
        + (f", {quarantined} jobs quarantined after three kills and retried" if quarantined else ""),
        held,
    )


def recovered(film: Path) -> set:
    """Open a film after a crash, put its jobs back, plan it; returns its takes."""
    project = world.opened(film)
    project.queue.recover()
    project.plan()
    project.store.close()
    return world.takes_of(film)


def free_quarantined(film: Path) -> int:
    project = world.opened(film)
    project.queue.recover()
    failed = project.queue.jobs(states=["failed"])
    for job in failed:
        project.queue.retry(job.id)
    project.store.close()
    return len(failed)


def prepare(film: Path, shots: int, leave: str) -> None:
    """A film of which everything before the job `leave` is made."""
    project = world.new_project(film, shots)
    worker = Worker(project.store)
    while project.queue.jobs(states=["queued"])[0].name != leave:
        worker.work_one()
    worker.pulse.close()
    project.store.close()


def crash_points(shots: int = 2) -> list[Row]:
    """Die at every call that one clip's job makes to the disk, from claiming it to its commit; and at every call of an edit."""
    truth, _, _ = world.uninterrupted(shots)
    rows = []
    with world.scratch() as folder:
        start = folder / "start"
        in_child(lambda: prepare(start, shots, f"clip/{shots}"))
        before = in_child(lambda: world.takes_of(start))
        rows.append(
            _every_call(
                folder,
                start,
                "one clip: claim, latents, frames, take and job",
                lambda film: one_job(film),
                lambda film: _after_job(film, before, truth),
            )
        )
        rows.append(_every_call(folder, start, "one edit of a story", lambda film: one_edit(film), _after_edit))
    return rows


def _every_call(folder: Path, start: Path, what: str, work, check) -> Row:
    wrong, at = [], 0
    slowest = 0.0
    while True:
        at += 1
        film = folder / f"at{at}"
        shutil.copytree(start, film)

        def dying(film=film, at=at):
            with under(DyingDisk(at)):
                work(film)

        status, _ = world.end_child(*world.start_child(dying))
        begun = time.monotonic()
        wrong += [f"call {at}: {w}" for w in in_child(lambda film=film: check(film))]
        slowest = max(slowest, time.monotonic() - begun)
        shutil.rmtree(film)
        if status == 0:
            break
        assert status == 137, status
    return Row(
        "1",
        f"kill -9 at every call to the disk: {what}",
        f"{at - 1} calls, each once",
        f"{len(wrong)} wrong"
        + (f": {wrong[0]}" if wrong else f", slowest recovery and rest of the film {slowest:.2f} s"),
        not wrong,
    )


def one_job(film: Path) -> None:
    worker = Worker(Store.open(film))
    worker.work_one()
    worker.pulse.close()


def one_edit(film: Path) -> None:
    project = world.opened(film)
    project.edit("shots/1/lighting", "candlelight")


def _after_job(film: Path, before: set, truth: dict) -> list[str]:
    lost = before - world.takes_of(film)
    world.run_worker(film)
    wrong = [f"lost {t[0]}" for t in lost] + world.is_whole(film)
    return wrong + ([] if world.digests_of(film) == truth else ["another film"])


def _after_edit(film: Path) -> list[str]:
    project = world.opened(film)
    found, was = project.story, world.tiny_story(2)
    wrong = [] if found in (was, edits.set_value(was, "shots/1/lighting", "candlelight")) else ["half an edit"]
    project.edit("shots/1/summary", "It goes on.")
    project.store.close()
    return wrong + world.is_whole(film)
