"""What the engine costs beside the work itself, as a film grows: `python -m benchmarks.growth [--shots 10,30,100,300]`.

A film of so many tiny shots (112x64, 4 frames a second) is made by one worker of this process. Processor seconds outside the steps,
for each node made; of a build that finds nothing to do; of one edit and its build; and how large the answer to an edited word is.
All in one run, so that the columns compare: what grows with a film's length shows in the ratio of the last to the first.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ui.changes import Shown
from vgot.project.studio import Studio
from vgot.render import worker
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings
from vgot.story.model import Boundary, Story, load_story

ROOT = Path(__file__).resolve().parent.parent


def film_of(shots: int) -> Story:
    """A film of so many short, small shots, all different by their seeds."""
    data: dict[str, Any] = json.loads(
        (ROOT / "assets" / "examples" / "moon" / "story.json").read_text(encoding="utf-8")
    )
    data["shots"] = [
        json.loads(json.dumps(data["shots"][n % len(data["shots"])]))
        | {"id": f"s{n:07d}", "seed": n, "duration_s": 1.0}
        for n in range(shots)
    ]
    data["film"] |= {"width": 112, "height": 64, "fps": 4}
    data["boundaries"] = [Boundary(after=shot["id"]).model_dump(mode="json") for shot in data["shots"][:-1]]
    return load_story(data)


def processor_ms(work: Callable[[], object], times: int = 1) -> float:
    """The least processor time, in milliseconds, of so many tries."""
    found: list[float] = []
    for _ in range(times):
        began = time.process_time()
        work()
        found.append(1000 * (time.process_time() - began))
    return min(found)


def measured(shots: int, profile: Path | None = None) -> dict[str, float]:
    """One film's figures: milliseconds of processor time, bytes, counts."""
    spent = 0.0

    def timed(work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **named: Any) -> Any:
            nonlocal spent
            began = time.thread_time()
            try:
                return work(*args, **named)
            finally:
                spent += time.thread_time() - began

        return run

    run_step, warm = worker.steps.run_step, worker.Worker._warm_segment
    worker.steps.run_step, worker.Worker._warm_segment = timed(run_step), timed(warm)
    try:
        with tempfile.TemporaryDirectory() as home:
            studio = Studio(Settings(home=Path(home)), InlineExecutor(idle_s=0.1))
            project = studio.new_project(film_of(shots))
            began = time.process_time()
            made = project.build()
            whole = 1000 * (time.process_time() - began)
            assert not made.failed, made.failed[:2]
            middle = max(1, shots // 2)
            row: dict[str, float] = {
                "nodes": len(made.ran) + len(made.reused),
                "beside the steps, a node": (whole - 1000 * spent) / (len(made.ran) + len(made.reused)),
                "nothing to do": processor_ms(project.build, 3),
                "one edit": processor_ms(lambda: project.edit(f"shots/{middle}/lighting", "cold neon light at night")),
                "its build": processor_ms(project.build),
            }
            page = Shown()
            held: str = page.answer(project, "")["mark"]
            project.edit(f"shots/{middle}/lighting", "warm candle light")
            reply: dict[str, Any] = {}
            row["answer to an edited word"] = processor_ms(lambda: reply.update(page.answer(project, held)))
            row["bytes of it"] = len(json.dumps(reply))
            row["bytes of the whole film"] = len(json.dumps(page.answer(project, "")))
            studio.close()
            return row
    finally:
        worker.steps.run_step, worker.Worker._warm_segment = run_step, warm


def main() -> None:
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--shots", default="10,30,100,300")
    sizes = [int(n) for n in flags.parse_args().shots.split(",")]
    rows = [measured(n) for n in sizes]
    print(f"{'shots':28s}" + "".join(f"{n:>12d}" for n in sizes) + "   last : first")
    for what in rows[0]:
        values = [row[what] for row in rows]
        print(f"{what:28s}" + "".join(f"{v:12.1f}" for v in values) + f"{values[-1] / max(values[0], 1e-9):12.2f}")


if __name__ == "__main__":
    main()
