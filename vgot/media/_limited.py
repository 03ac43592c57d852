"""Runs one decoder of untrusted bytes within caps: of memory, processor time, files it may write, and no core dumps.

Run as a file and with `python -I`, so that neither the environment nor the current folder decides what is imported; it imports nothing of the
program, and sets the caps before anything of the decoder is read. Arguments: the decoder's file, bytes of memory, seconds of
processor time, bytes of a file (`any`: no cap), then the decoder's own.
"""

from __future__ import annotations

import contextlib
import runpy
import sys


def command(decoder: str, *arguments: object, memory_bytes: int, cpu_s: int, file_bytes: int | None = 0) -> list[str]:
    """The command that runs a decoder within caps; `file_bytes` None where it may write what it likes."""
    caps = (memory_bytes, cpu_s, "any" if file_bytes is None else file_bytes)
    return [sys.executable, "-I", __file__, *map(str, (decoder, *caps, *arguments))]


def limit_resources(memory_bytes: int, cpu_s: int, file_bytes: int | None) -> None:
    """Caps for this process; a system without them (Windows) has the time limit of the caller."""
    try:
        import resource
    except ImportError:
        return
    caps = {"RLIMIT_AS": memory_bytes, "RLIMIT_CPU": cpu_s, "RLIMIT_FSIZE": file_bytes, "RLIMIT_CORE": 0}
    for name, most in caps.items():
        # a stricter limit is in force already, or the system has none (macOS: AS)
        with contextlib.suppress(ValueError, OSError):
            if most is not None:
                resource.setrlimit(getattr(resource, name), (most, most))


if __name__ == "__main__":
    decoder, memory, cpu, files, *own = sys.argv[1:]
    limit_resources(int(memory), int(cpu), None if files == "any" else int(files))
    sys.argv = [decoder, *own]
    runpy.run_path(decoder, run_name="__main__")
