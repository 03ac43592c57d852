"""Running as a public Space: where to write, one job for each GPU call, fair turns, and quotas told in words.

ZeroGPU lends a GPU to one call of a function decorated with `spaces.GPU`. The call runs in a fork, so everything that
matters goes through the project's own database there: one call claims one job, makes it and commits it. The visitor's
identity, whose minutes are counted, lives in context variables: they are captured when the visitor asks for work and the
call is made inside that copy.
"""

from __future__ import annotations

import contextvars
import os
import re
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from vgot.environment import Environment
from vgot.errors import VgotError
from vgot.render.executors import Executor
from vgot.render.queue import Queue
from vgot.render.worker import Worker
from vgot.settings import Settings, load_preset
from vgot.store.project_store import Store

TEMPORARY = "Temporary: export your film before you leave. This Space forgets projects when it restarts."
#: Seconds of GPU declared for one job: what it should take, twice (more where it was cut off before), within these bounds.
LEAST_S, MOST_S = 15, 110


def is_space(environment: Mapping[str, str] | None = None) -> bool:
    said = Environment.read(environment)
    return said.mode == "space" or bool(said.space_id)


def space_home(environment: Mapping[str, str] | None = None) -> tuple[Path, bool]:
    """(a folder that can be written, whether it survives a restart): VGOT_BUCKET or VGOT_HOME where set and writable, a
    mounted /data, else a temporary folder."""
    said = Environment.read(environment)
    for folder, lasts in ((said.bucket, True), (said.home_given, False)):
        if folder is not None and _writable(folder):
            return folder, lasts
    if os.path.ismount("/data") and _writable(Path("/data/vgot")):
        return Path("/data/vgot"), True
    place = Path(tempfile.gettempdir()) / f"vgot-{os.getuid() if hasattr(os, 'getuid') else 'space'}"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place, False


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def space_settings(settings: Settings, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings with a home that can be written, in space mode."""
    return replace(settings, home=space_home(environment)[0], mode="space")


def notice(environment: Mapping[str, str] | None = None) -> str:
    """What a page must say about keeping things; empty where projects survive."""
    return "" if space_home(environment)[1] else TEMPORARY


# -- one job for each call --------------------------------------------------------------------------------------------
def seconds_for(folder: str, models_dir: str | None, hang_s: float | None = None) -> int:
    """Seconds of GPU to declare for the next job of a project."""
    store = Store.open(Path(folder))
    try:
        waiting = Queue(store).jobs(states=["queued"], limit=1)
        if not waiting:
            return LEAST_S
        return int(min(MOST_S, max(LEAST_S, (2 * waiting[0].estimate + 10) * (1 + waiting[0].crashes))))
    finally:
        store.close()


def make_one(folder: str, models_dir: str | None, hang_s: float | None = None) -> bool:
    """Claim, make and commit one job of a project; False when there was none. Arguments and answer can be pickled."""
    store = Store.open(Path(folder))
    worker = Worker(store, models_dir=Path(models_dir) if models_dir else None, hang_s=hang_s)
    try:
        return worker.work_one()
    finally:
        worker.close()
        store.close()


def on_gpu(make: Callable[..., Any] = make_one, duration: Callable[..., Any] = seconds_for) -> Callable[..., Any]:
    """`make` under `spaces.GPU` where that package is (it is the plain function off ZeroGPU), else `make` itself."""
    try:
        import spaces
    except ImportError:
        return make
    return spaces.GPU(duration=duration)(make)


_ON_GPU = on_gpu() if is_space() else make_one


#: What the scheduler says (spaces 0.51: title and message), what a visitor is told, and seconds until it is worth another try.
#: None: the message itself says how long, else an hour. The order matters: it calls a queue that was too long a quota, too.
_REFUSALS: tuple[tuple[str, str, float | None], ...] = (
    (
        r"no gpu was available|queue timeout|closed by visitor",
        "No GPU is free at the moment. Work goes on by itself when there is one.",
        60.0,
    ),
    (
        r"credits? (?:exceeded|allocated)",
        "Other work of yours holds the GPU minutes you have. Work goes on by itself when it has ended.",
        60.0,
    ),
    (r"expired .*token", "This page's pass for the GPU has run out. Work goes on while you look at the page.", 2.0),
    (
        r"worker error|task aborted",
        "The GPU's worker was stopped before the item was finished. It is made again, with more time.",
        5.0,
    ),
    (
        r"quota|runs limit|gpu limit",
        "Your GPU minutes of today are used up; there are more {told}. What is finished is kept, and work goes on when you come back. "
        "The drawn draft needs no GPU.",
        None,
    ),
)


def refusal_in_words(why: Exception) -> tuple[str, float] | None:
    """(a sentence, seconds to wait) for an error of ZeroGPU's scheduler that passes by itself; None for any other."""
    text = f"{getattr(why, 'title', '')} {getattr(why, 'message', '') or why}"
    known = next(((words, wait) for pattern, words, wait in _REFUSALS if re.search(pattern, text, re.IGNORECASE)), None)
    if known is None:
        return None
    words, wait = known
    if wait is None:
        wait = _wait_in(text)
    return words.format(
        told=f"in {max(1, wait / 60):.0f} minutes" if wait < 5400 else f"in {wait / 3600:.0f} hours"
    ), wait


def _wait_in(text: str) -> float:
    """Seconds that a refusal asks to wait (`Try again in 1 day, 2:00:00`); an hour where it does not say."""
    found = re.search(r"(?:try again in|retry in)\s+(?:(\d+) days?,? )?(\d+):(\d\d):(\d\d)", text, re.IGNORECASE)
    if not found:
        return 3600.0
    days, hours, minutes, seconds = (int(x or 0) for x in found.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + float(seconds)


class SpaceExecutor(Executor):
    """One worker for all visitors, a job of each project in turn. Drafts run here; other presets under `spaces.GPU`."""

    def __init__(
        self, models_dir: Path | None = None, *, hang_s: float | None = None, on_gpu: Callable[..., Any] = _ON_GPU
    ):
        self._models_dir, self._hang_s, self._on_gpu = models_dir, hang_s, on_gpu
        self._turns: dict[Path, contextvars.Context] = {}
        self._wake, self._lock = threading.Condition(), threading.Lock()
        self._leaving = False
        self._thread: threading.Thread | None = None

    def ensure(self, store: Store) -> None:
        with self._lock:
            self._turns[store.folder] = contextvars.copy_context()
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, daemon=True, name="space worker")
                self._thread.start()
        with self._wake:
            self._wake.notify()

    def _work(self) -> None:
        while not self._leaving:
            with self._lock:
                turns = list(self._turns.items())
            made = 0
            for folder, context in turns:
                if self._leaving:
                    return
                try:
                    one = context.copy().run(self._one, folder)
                except VgotError:
                    one = False
                made += one
                if not one:
                    with self._lock:
                        self._turns.pop(folder, None)
            if not made:
                with self._wake:
                    self._wake.wait(0.2)

    def _one(self, folder: Path) -> bool:
        if not folder.is_dir():
            return False
        store = Store.open(folder)
        try:
            queue = Queue(store)
            queue.recover()
            waiting = queue.jobs(states=["queued"], limit=1)
            if not waiting or queue.paused:
                return False
            if load_preset(waiting[0].preset).draft:
                return make_one(str(folder), str(self._models_dir) if self._models_dir else None, self._hang_s)
            try:
                return self._on_gpu(str(folder), str(self._models_dir) if self._models_dir else None, self._hang_s)
            except Exception as why:  # the scheduler's own errors come as gradio's, which is not imported here
                said = refusal_in_words(why)
                if said is None:
                    queue.pause(f"The GPU could not be used: {str(why)[:200]}")
                    return False
                queue.pause(said[0], until_s=time.time() + said[1])
                return False
        finally:
            store.close()

    def close(self) -> None:
        self._leaving = True
        with self._wake:
            self._wake.notify()
        if self._thread is not None:
            self._thread.join(10)
