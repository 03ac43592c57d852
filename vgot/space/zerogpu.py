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
from vgot.space.turns import Turns
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


def make_one(
    folder: str, models_dir: str | None, hang_s: float | None = None, between: Callable[[], None] | None = None
) -> bool:
    """Claim, make and commit one job of a project; False when there was none. `between` is done between its steps. Without it arguments
    and answer can be pickled."""
    store = Store.open(Path(folder))
    worker = Worker(store, models_dir=Path(models_dir) if models_dir else None, hang_s=hang_s)
    if between is not None:
        worker.pulse.between = between
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


#: How many visitors' things are begun at a time; of those that are, one gets on at any moment.
LANES = 6


class SpaceExecutor(Executor):
    """A thing of each visitor at a time, and slices of them in turn (turns.py), so that nobody's long clip keeps others waiting. Drafts
    run here; other presets under `spaces.GPU`, one after the other."""

    def __init__(
        self,
        models_dir: Path | None = None,
        *,
        hang_s: float | None = None,
        on_gpu: Callable[..., Any] = _ON_GPU,
        lanes: int = LANES,
    ):
        self._models_dir, self._hang_s, self._on_gpu = models_dir, hang_s, on_gpu
        #: what may have work, in the order in which it is looked at: in whose name, and how often it was asked for
        self._asked: dict[Path, tuple[contextvars.Context, int]] = {}
        self._busy: set[Path] = set()
        self._changed, self._most, self._lanes = threading.Condition(), lanes, set[threading.Thread]()
        self._turns, self._gpu = Turns(), threading.Lock()
        self._leaving = False

    def ensure(self, store: Store) -> None:
        with self._changed:
            times = self._asked[store.folder][1] + 1 if store.folder in self._asked else 0
            self._asked[store.folder] = contextvars.copy_context(), times
            self._lanes = {lane for lane in self._lanes if lane.is_alive()}
            if len(self._lanes) < min(self._most, len({_visitor_of(f) for f in self._asked})):
                lane = threading.Thread(target=self._work, daemon=True, name="space worker")
                self._lanes.add(lane)
                lane.start()
            self._changed.notify_all()

    def _work(self) -> None:
        while not self._leaving:
            with self._changed:
                folder = self._next()
                if folder is None:
                    self._changed.wait(0.2)
                    continue
                context, times = self._asked[folder]
                self._busy.add(_visitor_of(folder))
            try:
                made = context.copy().run(self._one, folder)
            except VgotError:
                made = False
            with self._changed:
                self._busy.discard(_visitor_of(folder))
                asked = self._asked.pop(folder, None)
                if asked is not None and (made or asked[1] != times):
                    self._asked[folder] = asked  # behind the others of the same visitor
                self._changed.notify_all()

    def _next(self) -> Path | None:
        """The next film to look at: of a visitor of whom nothing is made now, and who had least."""
        free = [f for f in self._asked if _visitor_of(f) not in self._busy]
        return min(free, key=lambda f: self._turns.had(str(_visitor_of(f))), default=None)

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
            models_dir = str(self._models_dir) if self._models_dir else None
            if load_preset(waiting[0].preset).draft:
                with self._turns.turn(str(_visitor_of(folder))) as between:
                    return make_one(str(folder), models_dir, self._hang_s, between)
            try:
                with self._gpu:
                    return self._on_gpu(str(folder), models_dir, self._hang_s)
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
        with self._changed:
            self._changed.notify_all()
        end = time.monotonic() + 10
        for lane in self._lanes:
            lane.join(max(0.1, end - time.monotonic()))


def _visitor_of(folder: Path) -> Path:
    """Whose a film is: a visitor's films lie in one folder."""
    return folder.parent
