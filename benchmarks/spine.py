"""Speed and memory of the spine, on this machine: `python -m benchmarks.spine [--quick]`.

Prints one table: what was measured, the figure, the goal. Times are wall-clock; a film's time runs from the sentence to
the finished MP4 with worker processes as the app uses them.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from vgot.project.studio import Studio
from vgot.render.executors import ProcessExecutor
from vgot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
SENTENCE = "Elias, an old fisherman, sails out at dawn to find his lost dog and brings the whole harbour home."


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or "unknown processor"


def seconds_of(code: str) -> float:
    best = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
        best.append(time.perf_counter() - start)
    return min(best)


def first_answer() -> float:
    """Seconds from starting the app to its first answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        start = time.perf_counter()
        app = subprocess.Popen(
            [sys.executable, "app.py", "--port", str(port), "--no-browser"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "VGOT_HOME": home},
        )
        try:
            while time.perf_counter() - start < 60:
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2).read()
                    return time.perf_counter() - start
                except OSError:
                    time.sleep(0.05)
            raise SystemExit("the app did not answer within 60 s")
        finally:
            app.terminate()
            app.wait()


def peak_mb(folder: Path) -> float:
    """The largest worker so far and this program, in MB."""
    kb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss + resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kb / 1024


def film(shots: int) -> dict:
    """Write and build a film at 768x432, 16 fps, 3 s a shot; then build again; then edit one domain and build."""
    with tempfile.TemporaryDirectory() as home:
        studio = Studio(Settings(home=Path(home)), ProcessExecutor(idle_s=0.5))
        start = time.perf_counter()
        project = studio.write(SENTENCE, shots)
        result = project.build()
        whole = time.perf_counter() - start
        assert not result.failed, result.failed
        start = time.perf_counter()
        again = project.build()
        second = time.perf_counter() - start
        assert not again.ran
        middle = max(1, shots // 2)
        project.edit(f"shots/{middle}/lighting", "Cold neon light in pink and cyan, deep night.")
        start = time.perf_counter()
        edited = project.build()
        one = time.perf_counter() - start
        studio.close()
        return {
            "shots": shots,
            "nodes": len(result.ran),
            "film_s": result.film["frames"] / result.film["fps"],
            "build_s": whole,
            "again_s": second,
            "edit_s": one,
            "edit_ran": edited.ran,
            "memory_mb": peak_mb(Path(home)),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="3 and 12 shots only")
    options = parser.parse_args()
    print(f"{processor()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| measured | figure | goal |\n|---|---|---|")
    bare = seconds_of("pass")
    print(f"| `import vgot` (beyond Python's own start) | {seconds_of('import vgot') - bare:.3f} s | < 0.5 s |")
    print(f"| `import vgot.project.studio` | {seconds_of('import vgot.project.studio') - bare:.3f} s | |")
    if (ROOT / "app.py").exists():
        print(f"| app answers its first request | {first_answer():.1f} s | < 8 s |")
    rows = [film(n) for n in ((3, 12) if options.quick else (3, 12, 30, 60))]
    print(
        "\n| shots | nodes | film | sentence to MP4 | x real time | s a shot | second build | one domain edited | of the film's time | peak memory, all processes at most |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    workers = max(1, min(4, os.cpu_count() or 1))
    for r in rows:
        print(
            f"| {r['shots']} | {r['nodes']} | {r['film_s']:.0f} s | {r['build_s']:.1f} s | {r['film_s'] / r['build_s']:.2f} | {r['build_s'] / r['shots']:.2f} | "
            f"{r['again_s']:.2f} s | {r['edit_s']:.2f} s ({len(r['edit_ran'])} nodes) | {100 * r['edit_s'] / r['build_s']:.1f} % | "
            f"{r['memory_mb'] * 1:.0f} MB (x{workers} workers) |"
        )


if __name__ == "__main__":
    main()
