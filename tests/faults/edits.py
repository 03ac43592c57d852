"""Points 3 and 7: many people edit one film at once, and a page is loaded again and again while it renders."""

from __future__ import annotations

import random
import threading
import time

from tests.faults import world
from tests.faults.world import Row, in_child
from vgot.errors import Conflict, VgotError
from vgot.story.model import DOMAINS


def many_editors(users: int, edits: int, processes: int, shots: int = 6) -> Row:
    """Every user edits fields of a shared film, knowing only the revision last seen. Each edit must be kept or be
    reported as a conflict: the revisions say which ones were made, one by one, and the last story holds the last ones."""
    with world.scratch() as folder:
        film = folder / "film"
        in_child(lambda: world.new_project(film, shots, queued=False).store.close())
        start = time.monotonic()
        children = [
            world.start_child(lambda p=p: _people(film, p, users // processes, edits, shots)) for p in range(processes)
        ]
        told = [world.end_child(*child) for child in children]
        seconds = time.monotonic() - start
        crashed = sum(status != 0 for status, _ in told)
        kept = [e for _, said in told if said for e in said["kept"]]
        conflicts = sum(len(said["conflicts"]) for _, said in told if said)
        other = [e for _, said in told if said for e in said["other"]]
        wrong = in_child(lambda: _check(film, kept))
    total = users * edits
    held = not crashed and not other and not wrong and len(kept) + conflicts == total
    return Row(
        "3",
        f"{users} users edit one film, {processes} processes",
        f"{total} edits",
        f"{len(kept)} kept, {conflicts} reported as conflicts, {total - len(kept) - conflicts} lost, {seconds:.1f} s"
        + "".join(f"; {w}" for w in (wrong + other)[:2]),
        held,
    )


def _people(film, process: int, users: int, edits: int, shots: int) -> dict:
    project, said, lock = world.opened(film), {"kept": [], "conflicts": [], "other": []}, threading.Lock()

    def person(n: int) -> None:
        pick = random.Random(process * 100 + n)
        seen = project.head().revision
        for k in range(edits):
            path, text = f"shots/{pick.randint(1, shots)}/{pick.choice(DOMAINS)}", f"{process}.{n}.{k}"
            try:
                made = project.edit(path, text, seen)
                with lock:
                    said["kept"].append((made.revision, path, text))
            except Conflict:
                with lock:
                    said["conflicts"].append(path)
            except VgotError as why:
                with lock:
                    said["other"].append(why.in_words())
            if pick.random() < 0.5:  # the page polls
                seen = project.head().revision
        project.store.close()

    people = [threading.Thread(target=person, args=(n,)) for n in range(users)]
    for p in people:
        p.start()
    for p in people:
        p.join()
    return said


def _check(film, kept: list[tuple[int, str, str]]) -> list[str]:
    project = world.opened(film)
    wrong = []
    if len({rev for rev, _, _ in kept}) != len(kept):
        wrong.append("two edits share a revision")
    if project.head().revision != 1 + len(kept):
        wrong.append(f"{project.head().revision - 1} revisions for {len(kept)} edits")
    last = {}
    for rev, path, text in sorted(kept):
        last[path] = text
        _, shot, domain = path.split("/")
        if getattr(project.store.revision(rev).story.shots[int(shot) - 1].domains, domain) != text:
            wrong.append(f"revision {rev} does not hold its edit")
    for path, text in last.items():
        _, shot, domain = path.split("/")
        if getattr(project.story.shots[int(shot) - 1].domains, domain) != text:
            wrong.append(f"{path} lost its last edit")
    project.store.close()
    return wrong


def reloads(times: int = 100, shots: int = 12) -> Row:
    """Open the project anew, read everything a page shows and ask for the build again, over and over while it renders."""
    truth, _, needed = world.uninterrupted(shots)
    with world.scratch() as folder:
        film, log = folder / "film", folder / "log"
        in_child(lambda: world.new_project(film, shots).store.close())
        child = world.start_child(lambda: world.run_worker(film, log, slow_s=0.02))
        looks = in_child(lambda: _look(film, times))
        world.end_child(*child)
        in_child(lambda: world.run_worker(film, log))
        same = in_child(lambda: world.digests_of(film)) == truth
        ran = len(log.read_text().splitlines())
    held = same and ran == needed and max(looks) < 2.0
    return Row(
        "7",
        "the page is loaded again during a render",
        f"{len(looks)} loads",
        f"{ran - needed} steps doubled, same film: {same}, progress back after {max(looks):.2f} s at most",
        held,
    )


def _look(film, times: int) -> list[float]:
    looks = []
    for n in range(times):
        start = time.monotonic()
        project = world.opened(film)
        project.plan().as_json()
        project.show()
        [job.as_json() for job in project.queue.jobs()]
        project.stamp()
        if n % 10 == 0:
            project.start_build()  # an impatient second click
        project.store.close()
        looks.append(time.monotonic() - start)
        time.sleep(0.01)
    return looks
