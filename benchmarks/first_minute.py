"""The first minute of a film, in the real program and a real page: `python -m benchmarks.first_minute [--times 5] [--shots 6]`.

Every film is the first one of a program that was just started. Warm: the page has been open for ten seconds; cold: Make film is
pressed as soon as the page stands. Told are seconds after the press until the first still is seen and until the whole film can be
played, their medians, where the time went (writing, waiting for a worker, drawing), and the machine with its load.
"""

from __future__ import annotations

import argparse
import os
import platform
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests import tools

ROOT = Path(__file__).resolve().parent.parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SENTENCES = (
    "An old clockmaker repairs the moon with his granddaughter.",
    "A paper boat drifts from a mountain spring through a sleeping city down to the open sea.",
    "Two sisters find a lighthouse key in the sand and climb to the lamp before the storm.",
    "A fox steals a red umbrella and walks through the rain to a small theatre.",
    "A baker carries the last warm bread across the frozen river to the ferryman.",
)
_READY = "globalThis.vgot?.state.ready && !document.querySelector('#make-film')?.disabled"
#: Presses the button, and looks at every frame for what a person sees.
_PRESS = """async (shots) => {
  const pressed = performance.now(), seen = {}, s = vgot.state, now = () => (performance.now() - pressed) / 1000;
  document.querySelector('#make-film').click();
  while (!seen.film && now() < 180) {
    const mine = !s.example && s.story?.shots.length === shots;
    if (mine) seen.story ??= now();
    const still = mine && [...document.querySelectorAll('#filmstrip img')].some((i) => i.src && i.complete && i.naturalWidth);
    if (still) seen.still ??= now();
    if (mine && s.film?.fresh) seen.film = now();
    await new Promise((ok) => setTimeout(ok, 15));
  }
  return { ...seen, project: s.project };
}"""


@dataclass
class Run:
    """Seconds after the press; `worker`: until the first job was begun, `drawn`: until the first still was drawn."""

    story: float
    worker: float
    drawn: float
    still: float
    film: float


@contextmanager
def program(home: Path):
    """`python app.py` on a fresh home; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, str(ROOT / "app.py"), "--home", str(home), "--port", str(port), "--no-browser"]
    server = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | {"HF_HUB_OFFLINE": "1"}
    )
    try:
        while True:
            with socket.socket() as ask:
                if ask.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def make(browser: Browser, sentence: str, shots: int, open_s: float) -> Run:
    """One film of a fresh program, made `open_s` seconds after its page stood."""
    from vgot.store.project_store import Store

    with tempfile.TemporaryDirectory() as folder, program(Path(folder)) as address:
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(address)
        page.wait_for_function(_READY, timeout=120_000)
        page.wait_for_timeout(1000 * open_s)
        page.fill("#sentence textarea", sentence)
        page.fill("#shots-count input[type=number]", str(shots))
        page.keyboard.press("Tab")
        if open_s:
            page.wait_for_timeout(500)  # what is typed is read before anybody presses
        pressed = time.time()
        seen = page.evaluate(_PRESS, shots)
        store = Store.open(Path(folder) / "projects" / seen["project"])
        rows = store.read("SELECT step, started, finished FROM jobs WHERE started IS NOT NULL")
        stills = [finished for step, _, finished in rows if step == "keyframe" and finished]
        store.close()
        page.close()
        return Run(
            seen["story"],
            min(started for _, started, _ in rows) - pressed,
            min(stills) - pressed,
            seen["still"],
            seen["film"],
        )


def line(name: str, runs: list[Run], aim: str) -> str:
    def of(field: str) -> str:
        return f"{statistics.median(getattr(run, field) for run in runs):.2f}"

    return " | ".join(("", name, of("still"), of("film"), of("story"), of("worker"), of("drawn"), aim, "")).strip()


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.first_minute", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--shots", type=int, default=6)
    parser.add_argument("--open", type=float, default=10.0, help="seconds that a warm page has been open")
    options = parser.parse_args()
    load = [os.getloadavg()[0]]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(tools.TOOLS["chromium"].here()), args=FLAGS)
        told = []
        for name, open_s, aim in (
            ("warm", options.open, "still < 2, film < 10"),
            ("cold", 0.0, "still < 5"),
        ):
            runs = []
            for n in range(options.times):
                runs.append(make(browser, SENTENCES[n % len(SENTENCES)], options.shots, open_s))
                load.append(os.getloadavg()[0])
                one = runs[-1]
                print(f"{name} {n + 1}: still {one.still:.2f} s, film {one.film:.2f} s", file=sys.stderr, flush=True)
            told.append(line(name, runs, aim))
        browser.close()
    cpu = next(
        (one.split(":", 1)[1].strip() for one in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in one),
        platform.processor(),
    )
    print(
        f"{options.shots} shots, median of {options.times}; {cpu}, {os.cpu_count()} cores, load {min(load):.1f} to {max(load):.1f}\n"
    )
    print("| page | first still, s | film, s | story, s | first job, s | first still drawn, s | aim, s |")
    print("|---|---|---|---|---|---|---|")
    print("\n".join(told))


if __name__ == "__main__":
    main()
