"""Run every campaign and print its table: `python -m tests.faults [--full]`. Exit code 1 when a promise was broken."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import platform
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.faults import any_order, edits, flips, full_disk, inputs, kills, memory, power, size, visitors, world
from tests.faults.world import Row


def campaigns(full: bool) -> Iterator[Callable[[], Row | list[Row]]]:
    """Every campaign, in the quick or the full form."""
    yield lambda: kills.random_kills(300 if full else 20)
    yield lambda: kills.crash_points()
    yield lambda: power.power_losses(1000 if full else 60)
    yield lambda: power.power_losses(100 if full else 20, forgetful=True)
    for kind in inputs.KINDS:
        yield lambda kind=kind: inputs.refuse(kind, 200 if full else 20)
    yield lambda: edits.many_editors(8, 200, 4) if full else edits.many_editors(4, 25, 2)
    yield lambda: full_disk.full_at_every_write(step=1 if full else 4)
    yield lambda: full_disk.on_a_small_disk([0, 20, 40, 60, 80, 100, 150, 200, 250, 300] if full else [20, 100])
    for where in ("load", "denoise", "decode"):
        for times in (1, 2, 3) if full else (1, 3):
            yield lambda where=where, times=times: memory.out_of_memory(where, times)
    yield memory.ladder
    yield lambda: memory.hang(60.0 if full else 1.0)
    yield size.opens
    yield lambda: edits.reloads(100)
    yield lambda: memory.loads_once(12)
    yield lambda: flips.in_files(200 if full else 20)
    yield lambda: flips.in_the_database(200 if full else 20)
    yield lambda: visitors.guesses(500)
    yield lambda: any_order.any_order(10_000 if full else 200, seed=23, processes=2)


def run(full: bool, told: Callable[[Row, int], None] = lambda row, number: None) -> list[Row]:
    """Run every campaign; `told` hears each row with the number of its campaign."""
    rows = []
    with world.painted():
        for number, campaign in enumerate(campaigns(full)):
            made = campaign()
            for row in made if isinstance(made, list) else [made]:
                rows.append(row)
                told(row, number)
    return rows


def machine() -> str:
    """Where this was measured: commit, processor, cores, memory."""

    def first(path: str, start: str) -> str:
        try:
            return next(
                line.split(":", 1)[1].strip() for line in Path(path).read_text().splitlines() if line.startswith(start)
            )
        except (OSError, StopIteration):
            return "unknown"

    commit = (
        subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
        or "unknown"
    )
    memory_gb = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return (
        f"Commit {commit}; {first('/proc/cpuinfo', 'model name') or platform.processor()}, {os.cpu_count()} cores, {memory_gb:.0f} GB memory; "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.system()} {platform.release()}."
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument(
        "--full", action="store_true", help="300 kills, 200 bad inputs of each kind, 1,600 edits, a hang of 60 s"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a row instead of the table")
    options = parser.parse_args()
    os.environ.update(CUDA_VISIBLE_DEVICES="", HF_HUB_OFFLINE="1", OMP_NUM_THREADS="1")
    if options.json:
        rows = run(
            options.full,
            lambda row, number: print(json.dumps({"campaign": number, **dataclasses.asdict(row)}), flush=True),
        )
        return 0 if all(row.held for row in rows) else 1
    print(f"{machine()}\n\n| point | what | tried | found | held |\n|---|---|---|---|---|")
    start = time.monotonic()
    rows = run(
        options.full,
        lambda row, number: print(
            f"| {row.point} | {row.what} | {row.tried} | {row.found} | {'yes' if row.held else '**no**'} |", flush=True
        ),
    )
    broken = [row for row in rows if not row.held]
    print(f"\n{len(rows)} campaigns in {time.monotonic() - start:.0f} s, {len(broken)} promises broken.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
