"""Signs of life: which process is which, whether one still runs, what moves in it, and how long somebody has been silent.

A worker's name tells where it lives: host, process id, when that process began, and the boot of the machine. A process id
alone may be another program's by now. A worker that cannot be seen from here (another machine, another container, a boot
before this one) is known by its pulse alone. No wall clock is read: it may be set, and a machine may sleep.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import uuid
from functools import cache
from pathlib import Path

from vgot import host

#: What one look at somebody can add to their silence: whoever looks may have been asleep since the last look.
LOOK_S = 5.0
#: A process computes when it used this share of a core over the whole of its silence.
BUSY_SHARE = 0.01
#: Somebody who computes without a word is waited for so many times longer than somebody who does nothing at all.
PATIENCE = 30
#: An accelerator works from this much use on, in percent; a desktop on the same card uses less.
BUSY_PERCENT = 20

#: What a process with nothing to do may go on holding, as a share of all memory, and the share that is to be free then.
MODEST, SHORT = 0.25, 0.1

HERE, GONE, ELSEWHERE = "here", "gone", "elsewhere"


# -- who is who -------------------------------------------------------------------------------------------------------
@cache
def _place() -> tuple[str, str, str]:
    """This machine since it was started, and the container in it: host, boot, space of process numbers."""
    boot = space = "-"
    with contextlib.suppress(OSError):
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    with contextlib.suppress(OSError):
        space = os.readlink("/proc/self/ns/pid")
    return socket.gethostname().replace(" ", "-"), boot, space


@cache
def machine() -> str:
    """This boot of this machine, as far as process ids can be seen from here: the same text in every process beside this one."""
    _, boot, space = _place()
    # without a boot's name a process's start is a date, and says the boot too
    seen = str(uuid.getnode()) if boot == "-" else f"{boot}\n{space}"
    return hashlib.sha256(seen.encode()).hexdigest()[:10]


def this_process() -> str:
    """This process by its machine, number and birth; another name after a fork."""
    return " ".join((*_place(), str(os.getpid()), start_of(os.getpid()) or "-"))


def has_ended(process: str) -> bool:
    """Whether a process (its `this_process`) has ended. False where nobody here can tell: on another machine, in another
    container."""
    *place, pid, birth = process.split(" ")
    host, boot, space = _place()
    if len(place) != 3 or place[0] != host:
        return False
    if place[1] != boot:
        return True  # this machine was started again since
    return place[2] == space and (not pid.isdigit() or (start_of(int(pid)) or "-") != birth)


def is_alive(pid: int) -> bool:
    """Whether a process of this machine runs; one that was killed and that nobody has waited for does not."""
    return start_of(pid) is not None


def start_of(pid: int) -> str | None:
    """When a process of this machine began, in words that no other process with its number has; empty where that cannot
    be known, None where it does not run (any more)."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            said = file.read().rpartition(")")[2].split()
        return None if said[0] in "ZX" else said[19]  # Z: killed, and nobody has waited for it yet
    except (FileNotFoundError, ProcessLookupError):
        if os.path.exists("/proc/self/stat"):
            return None
    except (OSError, IndexError):
        return ""
    import psutil

    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else str(int(process.create_time()))
    except psutil.NoSuchProcess:
        return None
    except psutil.Error:
        return ""


def worker_name() -> str:
    """host:pid:start@machine:random, of a worker in this process."""
    return f"{socket.gethostname()}:{os.getpid()}:{start_of(os.getpid()) or ''}@{machine()}:{uuid.uuid4().hex[:8]}"


def _parts(worker: str | None) -> tuple[str, str, str, str]:
    """(host, process id, start, machine) of a name; names from before had neither start nor machine."""
    host, pid, born = (*(worker or "").split(":"), "", "", "")[:3]
    start, at, where = born.partition("@")
    return host, pid, start if at else "", where


def pid_of(worker: str | None) -> int | None:
    """The process id of a worker that can be seen from here; None for any other."""
    host, pid, _, where = _parts(worker)
    here = where == machine() if where else host == socket.gethostname()
    return int(pid) if here and pid.isdigit() else None


#: Names of the workers that live in this process: a thread may end while its process goes on.
_at_work: set[str] = set()


def enter(worker: str) -> None:
    """A worker of this process begins to take jobs."""
    _at_work.add(worker)


def leave(worker: str) -> None:
    """It takes no more, and holds none."""
    _at_work.discard(worker)


def whereabouts(worker: str | None) -> str:
    """HERE: its process runs on this machine. GONE: it ran here and does not. ELSEWHERE: that cannot be seen from here."""
    pid = pid_of(worker)
    if pid is None:
        return ELSEWHERE
    _, _, start, where = _parts(worker)
    now = start_of(pid)
    if now is None or start and now and start != now:
        return GONE  # or its number is another program's by now
    if pid == os.getpid() and where and worker not in _at_work:
        return GONE  # its thread ended and left the job behind
    return HERE


# -- what moves -------------------------------------------------------------------------------------------------------
def moved() -> tuple[int, int]:
    """(bytes read so far, bytes of memory held), both in steps of 8 MB: what moves in this process while a model is loaded
    without a word."""
    try:
        with open("/proc/self/io") as io, open("/proc/self/statm") as memory:
            read = sum(int(line.split()[1]) for line in io if line.startswith(("rchar", "read_bytes")))
            return read >> 23, int(memory.read().split()[1]) >> 11
    except (OSError, ValueError, IndexError):
        return _moved_elsewhere()


def _moved_elsewhere() -> tuple[int, int]:
    """The same where there is no /proc; macOS tells nobody what a process reads."""
    import psutil

    me, read = psutil.Process(), 0
    with contextlib.suppress(psutil.Error, AttributeError):
        read = me.io_counters().read_bytes
    try:
        return read >> 23, me.memory_info().rss >> 23
    except psutil.Error:
        return read >> 23, 0


def computed(thread: int | None, alone: bool) -> float:
    """Processor seconds that a step has used so far. `alone`: all of this process's but the asking thread's. Else those of
    the step's own thread (`thread`, its native id) and of threads that libraries began, but not of the program around it."""
    if not alone:
        import psutil

        others = {t.native_id for t in threading.enumerate()} - {thread}
        with contextlib.suppress(psutil.Error):
            threads = psutil.Process().threads()
            if thread is None or any(
                t.id == thread for t in threads
            ):  # macOS counts its threads instead of naming them
                return sum(t.user_time + t.system_time for t in threads if t.id not in others)
    return time.process_time() - time.thread_time()


def computed_by(thread: int | None) -> float:
    """Processor seconds of one thread of this process, by its native id; 0 where that cannot be known."""
    import psutil

    with contextlib.suppress(psutil.Error):
        return sum(t.user_time + t.system_time for t in psutil.Process().threads() if t.id == thread)
    return 0.0


def effort_of(pid: int) -> float:
    """Processor seconds of another process, and what it read and wrote in units of 100 MB; 0 where that cannot be known."""
    import psutil

    effort = 0.0
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        used = process.cpu_times()
        effort = used.user + used.system
        with contextlib.suppress(psutil.Error, AttributeError):
            moved = process.io_counters()
            effort += (moved.read_bytes + moved.write_bytes) / 1e8
    return effort


def is_stopped(pid: int) -> bool:
    """Whether somebody made a process stand still (SIGSTOP, a debugger)."""
    import psutil

    with contextlib.suppress(psutil.Error):
        return psutil.Process(pid).status() in (psutil.STATUS_STOPPED, psutil.STATUS_TRACING_STOP)
    return False


def accelerator_works() -> bool:
    """Whether the accelerator that this process holds is at work, by what its driver says; False where nobody can tell. Other
    programs on the same card count too: who asks must not wait for ever."""
    torch = sys.modules.get("torch")  # not imported here: who never did holds no accelerator
    try:
        if torch is None or not torch.cuda.is_initialized():
            return False
        if torch.version.hip:
            said = [p.read_text() for p in Path("/sys/class/drm").glob("card*/device/gpu_busy_percent")]
        else:
            card = getattr(torch.cuda.get_device_properties(torch.cuda.current_device()), "uuid", None)
            said = _busy_by_driver(f"GPU-{card}" if card else "")
        return any(int(percent) >= BUSY_PERCENT for percent in said if percent.strip().isdigit())
    except Exception:  # whatever a driver raises, it only means that nobody can tell
        return False


def _busy_by_driver(card: str) -> list[str]:
    tool = shutil.which("nvidia-smi")
    if not tool:
        return []
    asked = [tool, "--query-gpu=utilization.gpu", "--format=csv,noheader,nounits", *(["-i", card] if card else [])]
    return subprocess.run(asked, capture_output=True, text=True, timeout=LOOK_S - 1, check=True).stdout.split()


def is_modest() -> bool:
    """Whether this process may go on holding what it has loaded while it has nothing to do: it holds no more than MODEST of the
    machine's memory (and of its accelerator's), and memory is not short."""
    import psutil

    (free, total), held = host.memory(), psutil.Process().memory_info().rss
    if held > total * MODEST or free < total * SHORT:
        return False
    torch = sys.modules.get("torch")
    if torch is None or not torch.cuda.is_initialized():
        return True
    free, total = torch.cuda.mem_get_info()
    return torch.cuda.memory_reserved() <= total * MODEST and free >= total * SHORT


# -- silence ----------------------------------------------------------------------------------------------------------
class Silence:
    """How long somebody has given no sign, by the clock of whoever looks. Only time in which it was looked counts: after a
    gap (the looker slept, too) there is a grace. `idle_s`: no sign and no work; `mute_s`: no sign, whatever the work."""

    def __init__(self) -> None:
        self.idle_s = self.mute_s = 0.0
        self._looked, self._sign, self._effort = time.monotonic(), None, 0.0

    def look(self, sign: object, effort: float, limit_s: float) -> None:
        """`sign` changes when somebody gave one; `effort` grows while they work; `limit_s` is what they may be idle."""
        now = time.monotonic()
        passed, self._looked = min(now - self._looked, LOOK_S), now
        if sign != self._sign:
            self._sign, self._effort, self.idle_s, self.mute_s = sign, effort, 0.0, 0.0
            return
        self.idle_s, self.mute_s = self.idle_s + passed, self.mute_s + passed
        if effort - self._effort >= max(0.02, limit_s * BUSY_SHARE):
            self._effort, self.idle_s = effort, 0.0

    def lasts(self, limit_s: float) -> bool:
        """Whether they have been idle for longer than that, or mute for PATIENCE times as long."""
        return self.idle_s > limit_s or self.mute_s > PATIENCE * abs(limit_s)
