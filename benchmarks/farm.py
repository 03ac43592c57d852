"""Films by Ray actors and by worker processes, with one and two workers: `python -m benchmarks.farm [SHOTS]`."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.spine import SENTENCE, processor
from vgot.project.studio import Studio
from vgot.render.executors import ProcessExecutor
from vgot.render.ray_executor import RayExecutor
from vgot.script.offline.writer import write_offline
from vgot.settings import Settings


def measure(kind: str, workers: int, story) -> tuple[float, float, str]:
    """(seconds to start, seconds of the film, its SHA-256)"""
    with tempfile.TemporaryDirectory() as home:
        start = time.perf_counter()
        executor = RayExecutor(workers=workers) if kind == "ray" else ProcessExecutor(workers=workers, idle_s=0.5)
        studio = Studio(Settings(home=Path(home)), executor)
        warm = studio.new_project(story.model_copy(update={"shots": story.shots[:1], "boundaries": []}))
        warm.build()  # workers and actors are up, their libraries loaded
        up = time.perf_counter()
        result = studio.new_project(story).build()
        done = time.perf_counter()
        studio.close()
        assert not result.failed, result.failed
        return up - start, done - up, result.film["sha256"]


def main() -> None:
    shots = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    story = write_offline(SENTENCE, shots)
    print(f"{processor()}, {os.cpu_count()} cores; {shots} shots of 3 s, 768x432, 16 fps\n")
    print("| executor | workers | start | film | shots a minute |\n|---|---|---|---|---|")
    films = set()
    for kind in ("process", "ray"):
        for workers in (1, 2):
            start, seconds, film = measure(kind, workers, story)
            films.add(film)
            print(f"| {kind} | {workers} | {start:.1f} s | {seconds:.1f} s | {60 * shots / seconds:.1f} |", flush=True)
    print(f"\nThe films are the same bytes: {len(films) == 1}")


if __name__ == "__main__":
    main()
