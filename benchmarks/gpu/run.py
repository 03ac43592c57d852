"""Speed and memory of the presets on this device, against the plain diffusers loop. One command:

    python benchmarks/gpu/run.py --minutes 25 --out table.md
    python benchmarks/gpu/run.py --twins                      # the same code on tiny models, on any CPU, in seconds

Full-size architectures with random weights are written to `--models` once (full_size.py; the two default presets take about
50 GB together), then each preset makes shots twice: by this program's families (one residency, every model loaded once), and
by the plain loop (a pipeline loaded per stage with the library's model offload, or its sequential offload where the promised
memory is too small for that). `--minutes` is shared among the runs: each makes as many of `--shots` shots as its time allows,
at least one, and a film of `--shots` shots is computed from the medians. The table is printed and written after every run, and
when the program is stopped (Ctrl-C, SIGTERM, `timeout`). Step caches are off: their gain depends on weights.
`--limit GB` caps the process's accelerator memory (default: the preset's promise).
"""

from __future__ import annotations

import argparse
import gc
import json
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import torch
import yaml

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
sys.path[:0] = [str(ROOT), str(HERE.parent)]

from loops import FPS, OURS, PLAIN, SIZE, Clock, Row, ours, plain  # noqa: E402

from vgot.models.runtime.residency import Memory, measure_memory  # noqa: E402
from vgot.presets.preset import Preset, read_preset  # noqa: E402
from vgot.presets.weights import with_overrides  # noqa: E402

#: A run is not begun with less time than this; it would be cut off while loading.
LEAST_S = 20.0


class Table:
    """The rows so far, shown and written whenever something was measured."""

    def __init__(self, options: argparse.Namespace, device: str):
        self.options, self.device, self.rows = options, device, []

    def text(self) -> str:
        """Markdown, one line a run; the ratio to the plain loop stands in this program's line."""
        o = self.options
        what = (
            "tiny twins (checks the code, says nothing about speed)"
            if o.twins
            else "full-size architectures, random weights"
        )
        lines = [
            f"Device: {self.device}. Shots of {o.frames} frames at {FPS} fps, {SIZE}; a film of {o.shots} shots is computed from the medians; {what}.",
            "",
            "| preset | how | s a keyframe | s a shot | s a bridge | loading s | film s | peak GiB | promised | against plain | notes |",
            "|---|---|---|---|---|---|---|---|---|---|---|",
        ]
        for row in self.rows:
            other = (
                next((r for r in self.rows if r.preset == row.preset and r.how == PLAIN), None)
                if row.how == OURS
                else None
            )
            mine, theirs = row.film(o.shots), other.film(o.shots) if other and not other.failed else None
            ratio = f"{theirs / mine:.2f}x" if mine and theirs and not row.failed else ""
            made = [_seconds(row, k) for k in ("keyframe", "shot", "bridge")]
            film = f"{mine:.1f}" if mine else ""
            promised = f"{row.promised_gb:g}" if row.promised_gb else ""
            lines.append(
                f"| {row.preset} | {row.how} | {' | '.join(made)} | {sum(row.once.values()):.1f} | {film} | {row.peak_gb:.1f} | {promised} | "
                f"{ratio} | {row.failed or '; '.join(row.notes)} |"
            )
        return "\n".join(lines) + "\n"

    def write(self) -> None:
        if torch.cuda.is_available() and self.rows and not self.rows[-1].failed:
            self.rows[-1].peak_gb = torch.cuda.max_memory_reserved() / 2**30
        if self.options.out:
            self.options.out.write_text(self.text())
            self.options.out.with_suffix(".json").write_text(json.dumps([r.__dict__ for r in self.rows], indent=1))


def _seconds(row: Row, kind: str) -> str:
    one = row.each(kind)
    return f"{one:.2f} (of {len(row.items[kind])})" if one is not None else ""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--presets", nargs="+", default=["klein-wan5b", "sdxl-wan5b"])
    parser.add_argument("--minutes", type=float, default=25.0, help="for everything, the writing of weights included")
    parser.add_argument("--shots", type=int, default=12)
    parser.add_argument("--frames", type=int, default=48, help="frames of a shot")
    parser.add_argument("--steps", type=int, help="denoising steps of a shot, if other than the preset's")
    parser.add_argument("--models", type=Path, help="folder for the random weights (default: a temporary one)")
    parser.add_argument(
        "--limit", type=float, help="accelerator memory of this process, in GiB (default: the preset's promise)"
    )
    parser.add_argument("--twins", action="store_true", help="tiny models on the CPU")
    parser.add_argument("--skip-plain", action="store_true")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args(arguments)
    device = "cpu" if options.twins or not torch.cuda.is_available() else "cuda"
    if device == "cpu" and not options.twins:
        print("No accelerator here: run with --twins, or on a machine that has one.", file=sys.stderr)
        return 2
    table = Table(options, torch.cuda.get_device_name(0) if device == "cuda" else "CPU")
    before = signal.signal(signal.SIGTERM, _stop)
    stopped = False
    try:
        with tempfile.TemporaryDirectory() as scratch:
            run_all(options, table, options.models or Path(scratch), device, time.perf_counter() + options.minutes * 60)
    except KeyboardInterrupt:
        stopped = True
        print("Stopped; this is the table so far.", file=sys.stderr)
    finally:
        signal.signal(signal.SIGTERM, before)
        table.write()
        print(table.text(), flush=True)
    return 130 if stopped else 3 if any(r.failed for r in table.rows) else 0


def _stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def run_all(options: argparse.Namespace, table: Table, models: Path, device: str, end: float) -> None:
    """Every preset both ways; what is left of the time is shared among the runs that are left."""
    left = len(options.presets) * (1 if options.skip_plain else 2)
    for name in options.presets:
        if device == "cuda":  # writing weights is not part of what is measured
            clear()
            torch.cuda.set_per_process_memory_fraction(1.0)
        preset, why_not = prepare(name, models, options.twins, device)
        if options.steps:
            preset = preset.model_copy(update={"video": preset.video.model_copy(update={"steps": options.steps})})
        measure, promised = measure_memory, 0.0
        if device == "cuda":
            promised = options.limit or max(preset.keyframe.vram_gb, preset.video.vram_gb)
            total = torch.cuda.get_device_properties(0).total_memory / 2**30
            torch.cuda.set_per_process_memory_fraction(min(1.0, promised / total))
            measure = capped(promised)
        for how in (OURS,) if options.skip_plain else (OURS, PLAIN):
            row = Row(name, how, promised_gb=promised)
            table.rows.append(row)
            time_left = end - time.perf_counter()
            if why_not or time_left < LEAST_S:
                row.failed = why_not or "not run: the time was over"
            else:
                clear()
                clock = Clock(row, time_left / left, table.write)
                if how == OURS:
                    ours(clock, preset, models, device, options.shots, options.frames, measure)
                else:
                    plain(clock, with_overrides(preset, models), models, device, options.shots, options.frames)
            left -= 1
            table.write()
            print(table.text().splitlines()[-1], file=sys.stderr, flush=True)


def clear() -> None:
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()


def prepare(name: str, models: Path, twins: bool, device: str) -> tuple[Preset, str]:
    """The preset with its weights under `models`, and why it cannot be run here, if so."""
    preset = read_preset(yaml.safe_load((ROOT / "configs" / f"{name}.yaml").read_text()), name)
    if twins:
        from vgot.models.tiny.write import write_twins

        write_twins(preset, models)
        return preset, ""
    from full_size import bytes_to_write, write

    models.mkdir(parents=True, exist_ok=True)
    size, free = bytes_to_write(preset, models), shutil.disk_usage(models).free
    if size + 2 * 2**30 > free:
        return preset, f"not run: {size / 2**30:.0f} GiB of weights, {free / 2**30:.0f} GiB of disk are free"
    began = time.perf_counter()
    write(preset, models, device)
    print(f"{name}: weights written in {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    return preset, ""


def capped(promised_gb: float):
    """A measurement of memory in which the ladder sees the promise, not the card."""
    cap = int(promised_gb * 2**30)

    def measure(device: str) -> Memory:
        seen = measure_memory(device)
        return replace(
            seen,
            vram_total=min(seen.vram_total, cap),
            vram_free=max(0, min(seen.vram_free, cap - torch.cuda.memory_allocated(device))),
        )

    return measure


if __name__ == "__main__":
    raise SystemExit(main())
