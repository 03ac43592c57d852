"""What this machine gives this program: cores, memory, and a console. A container's limits (control groups, both versions) count as the machine.

Sources: https://docs.kernel.org/admin-guide/cgroup-v2.html (cpu.max, memory.max, memory.current, memory.stat) and
https://docs.kernel.org/admin-guide/cgroup-v1/memory.html.
"""

from __future__ import annotations

import io
import math
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

_ROOT, _MINE = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")


def cores(root: Path = _ROOT, mine: Path = _MINE) -> int:
    """How many cores this process may use at once, at least 1: those it is bound to, and a container's share of time."""
    have = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    for folder in _groups("cpu", root, mine):
        quota, period = _numbers(folder / "cpu.max") or (
            *(_numbers(folder / "cpu.cfs_quota_us") or (0,)),
            *(_numbers(folder / "cpu.cfs_period_us") or (0,)),
        )
        if quota > 0 and period > 0:
            have = min(have, math.ceil(quota / period))
    return max(1, have)


def speak_on_any_console() -> None:
    """What a console's encoding lacks is written as an escape (`\\u8001`) where Python would end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def console_has(text: str) -> bool:
    """Whether the console can write every letter of a text."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def memory(root: Path = _ROOT, mine: Path = _MINE) -> tuple[int, int]:
    """Bytes of memory that are free and that there are: the machine's, or what a container may take of it. What the system only
    keeps of files counts as free."""
    free, total = _machine()
    for folder in _groups("memory", root, mine):
        limit = _numbers(folder / "memory.max") or _numbers(folder / "memory.limit_in_bytes")
        used = _numbers(folder / "memory.current") or _numbers(folder / "memory.usage_in_bytes")
        if limit and used and 0 < limit[0] < total:
            total = limit[0]
            free = min(free, max(0, limit[0] - used[0] + _kept_of_files(folder)))
    return free, total


def memory_kills(root: Path = _ROOT, mine: Path = _MINE) -> int:
    """How many processes the kernel has killed for memory in the innermost control group that tells it, since that began."""
    for folder in _groups("memory", root, mine):
        for name in ("memory.events", "memory.oom_control"):
            try:
                lines = (folder / name).read_text(encoding="utf-8").splitlines()
            except (OSError, UnicodeDecodeError):
                continue
            told = {name: value for name, _, value in (line.partition(" ") for line in lines)}
            if (count := told.get("oom_kill", "")).isdigit():
                return int(count)
    return 0


def _machine() -> tuple[int, int]:
    import psutil

    seen = psutil.virtual_memory()
    return seen.available, seen.total


def _groups(kind: str, root: Path, mine: Path) -> Iterator[Path]:
    """The control groups that bind this process, the innermost first. A path that is the host's own (it is not to be seen from
    inside a container) leaves the topmost one that is."""
    try:
        lines = [line.split(":", 2) for line in mine.read_text(encoding="utf-8").splitlines()]
    except (OSError, UnicodeDecodeError):
        return
    for _, controllers, path in (line for line in lines if len(line) == 3):
        if controllers and kind not in controllers.split(","):
            continue
        top = root / kind if controllers else root
        folder = top / path.lstrip("/")
        while True:
            if folder.is_dir():
                yield folder
            if folder == top or top not in folder.parents:
                break
            folder = folder.parent


def _numbers(file: Path) -> tuple[int, ...] | None:
    """The numbers in a file of a control group; None where there is none or it says `max`."""
    try:
        return tuple(int(word) for word in file.read_text(encoding="utf-8").split()) or None
    except (OSError, ValueError):
        return None


def _kept_of_files(folder: Path) -> int:
    try:
        lines = (folder / "memory.stat").read_text(encoding="utf-8").splitlines()
        told = {name: int(value) for name, _, value in (line.partition(" ") for line in lines)}
    except (OSError, ValueError):
        return 0
    return told.get("total_inactive_file", told.get("inactive_file", 0))


def peak_gib() -> float | None:
    """GiB that this process took at the most up to now."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    factor = 1 if platform.system() == "Darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * factor / 2**30, 3)
