"""What all campaigns share: a film that renders in a second, children that can be killed, and what must hold after."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import paint_world
from tests.conftest import NoExecutor, small_story
from vgot.models import registry
from vgot.project.studio import Project, Studio
from vgot.render import steps
from vgot.render.worker import Worker
from vgot.settings import Settings
from vgot.store.project_store import Store
from vgot.story.model import Story


@dataclass(frozen=True)
class Row:
    """One line of the table: what was tried, how often, what came of it, and whether that is what was promised."""

    point: str
    what: str
    tried: str
    found: str
    held: bool


@contextmanager
def painted() -> Iterator[None]:
    """The draft preset paints flat colours; children that are forked inside inherit it."""
    before = registry.FAMILIES["animatic"]
    place = paint_world.__name__
    registry.FAMILIES["animatic"] = {
        "image": f"{place}:PaintImage",
        "face": f"{place}:PaintFaces",
        "video": f"{place}:PaintVideo",
    }
    try:
        yield
    finally:
        registry.FAMILIES["animatic"] = before


@contextmanager
def scratch() -> Iterator[Path]:
    # In memory where that is possible: a killed process leaves the same files there, and syncing costs nothing.
    folder = Path(tempfile.mkdtemp(prefix="vgot-faults-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def tiny_story(shots: int, **changes) -> Story:
    """Shots of four frames, 96x64."""
    story = small_story(shots, film={"width": 96, "height": 64, "fps": 8}, **changes)
    return story.model_copy(update={"shots": [s.model_copy(update={"duration_s": 0.5}) for s in story.shots]})


def new_project(folder: Path, shots: int, queued: bool = True) -> Project:
    """A project of a tiny story; its whole film is queued."""
    project = Studio(Settings(home=folder.parent), NoExecutor()).new_project(tiny_story(shots), folder=folder)
    if queued:
        project.start_build()
    return project


def opened(folder: Path) -> Project:
    return Studio(Settings(home=folder.parent), NoExecutor()).open(folder)


# -- children ---------------------------------------------------------------------------------------------------------
def start_child(work: Callable[[], object]) -> tuple[int, int]:
    """Fork; the child runs `work` and sends what it returns. Returns (process id, the end of the pipe to read)."""
    reads, writes = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writes)
        return pid, reads
    code = 1
    try:
        os.close(reads)
        with os.fdopen(writes, "wb") as out:
            pickle.dump(work(), out)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def end_child(pid: int, reads: int, kill: bool = False) -> tuple[int, object]:
    """(exit status, what the child returned); with `kill` it is killed first."""
    if kill:
        os.kill(pid, signal.SIGKILL)
    with os.fdopen(reads, "rb") as pipe:
        said = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return status, pickle.loads(said) if said and status == 0 else None


def in_child(work: Callable[[], object]) -> object:
    """What `work` returns, run in a process of its own: no connection or thread of it stays here."""
    status, said = end_child(*start_child(work))
    assert status == 0, f"a child that should have ended well ended with {status}"
    return said


def run_worker(folder: Path, log: Path | None = None, slow_s: float = 0.0) -> None:
    """Work on the queue until it is empty. `log` gets one line for each step that really runs."""
    if log is not None:
        real = steps.run_step

        def logged(node, *rest):
            with open(log, "a") as file:
                file.write(f"{node.name}\n")
            if slow_s:
                time.sleep(slow_s)
            return real(node, *rest)

        steps.run_step = logged
    store = Store.open(folder)
    worker = Worker(store)
    worker.queue.recover()
    worker.run(until=lambda: worker.queue.unfinished() == 0, nap_s=0.005)
    store.close()


# -- what must hold ---------------------------------------------------------------------------------------------------
def takes_of(folder: Path) -> set[tuple[str, str, str]]:
    """(take id, node, digests) of every committed take."""
    store = Store.open(folder)
    try:
        return set(store.read("SELECT id, node, digests FROM takes"))
    finally:
        store.close()


def digests_of(folder: Path) -> dict[str, dict[str, str]]:
    """The chosen digests of every node of the film, by name; empty where something is not settled."""
    project = opened(folder)
    try:
        plan = project.plan()
        return {p.name: p.take.digests if p.settled and p.take else {} for p in plan.nodes.values()}
    finally:
        project.store.close()


def is_whole(folder: Path) -> list[str]:
    """What of a project is not as it must be: the database's own check, and blobs that a take names and that are not whole."""
    store = Store.open(folder)
    try:
        wrong = [r[0] for r in store.read("PRAGMA integrity_check") if r[0] != "ok"]
        shelf = store.shelf()
        for takes in shelf.takes.values():
            for take in takes:
                wrong += [
                    f"{take.node} {role} {store.blob_state(d)}"
                    for role, d in take.digests.items()
                    if store.blob_state(d) != "whole"
                ]
        store.head()
        return wrong
    finally:
        store.close()


def uninterrupted(shots: int) -> tuple[dict, float, int]:
    """(digests by node name, seconds, steps run) of a film that nothing disturbed."""
    with scratch() as folder:
        film, log = folder / "film", folder / "log"
        in_child(lambda: new_project(film, shots).store.close())
        start = time.monotonic()
        in_child(lambda: run_worker(film, log))
        seconds = time.monotonic() - start
        return in_child(lambda: digests_of(film)), seconds, len(log.read_text().splitlines())
