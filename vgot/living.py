"""Which process wrote something, and whether it is still there: a name that no later process can have."""

from __future__ import annotations

import contextlib
import os
import socket
from functools import lru_cache


def this_process() -> str:
    """This process by its machine, number and birth; another name after a fork."""
    return _name(os.getpid())


@lru_cache(maxsize=4)
def _name(pid: int) -> str:
    return " ".join((*_machine(), str(pid), _birth(pid)))


def is_gone(process: str) -> bool:
    """Whether a process (its `this_process`) has ended. False where nobody here can tell: on another machine, in another
    container."""
    *machine, pid, birth = process.split(" ")
    host, started, space = _machine()
    if len(machine) != 3 or machine[0] != host:
        return False
    if machine[1] != started:
        return True  # this machine was started again since
    if machine[2] != space:
        return False
    return not pid.isdigit() or not is_alive(int(pid)) or _birth(int(pid)) != birth


def is_alive(pid: int) -> bool:
    """Whether a process of this machine runs; one that was killed and that nobody has waited for does not."""
    if os.path.exists("/proc/self/stat"):
        found = _stat(pid)
        return bool(found) and found[0] not in "ZX"
    import psutil

    return psutil.pid_exists(pid)


def _birth(pid: int) -> str:
    """When a process began, on the clock that starts with the machine: another process with its number has another one."""
    if found := _stat(pid):
        return found[19]
    with contextlib.suppress(Exception):  # psutil raises kinds of its own
        import psutil

        return str(psutil.Process(pid).create_time())
    return "-"


def _stat(pid: int) -> list[str]:
    """What Linux says of a process, from its state on; nothing elsewhere, or where it is gone."""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/stat") as stat:
        return stat.read().rpartition(")")[2].split()
    return []


@lru_cache(maxsize=1)
def _machine() -> tuple[str, str, str]:
    """This machine since it was started, and the container in it: host, start, space of process numbers."""
    started = space = "-"
    with contextlib.suppress(OSError), open("/proc/sys/kernel/random/boot_id") as file:
        started = file.read().strip()
    with contextlib.suppress(OSError):
        space = os.readlink("/proc/self/ns/pid")
    return socket.gethostname().replace(" ", "-"), started, space
