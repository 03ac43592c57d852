"""The page under load, in headless Chromium: `python benchmarks/page.py [--shots 100]`, printed as a table.

A project of many shots whose pictures are all there (one picture, uploaded to every still): how long until the page is
ready, from a click to what it changes, while dragging; whether typing loses a letter while ten changes a second come in;
how large the page is; what an idle open tab costs the server.
"""

from __future__ import annotations

import argparse
import io
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
_CLICK = """async (n) => { const li = document.querySelectorAll('#filmstrip .vg-card')[n]; li.vgFill?.(); const b = li.querySelector('button'), t = performance.now(); b.click();
  while (!document.querySelector('#story-editor .vg-where').textContent.startsWith(String(n + 1) + ' ')) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame); return performance.now() - t; }"""
_DRAG = """async () => { const first = document.querySelector('#timeline .vg-piece').dataset.shot; const t = performance.now();
  const ids = vgot.state.story.shots.map((s) => s.id); ids.splice(1, 0, ids.shift()); const p = vgot.call('order', { shots: ids });
  while (document.querySelector('#timeline .vg-piece').dataset.shot === first) await new Promise(requestAnimationFrame); const shown = performance.now() - t; await p; return shown; }"""
_PATCH = """() => { globalThis.patches = 0; globalThis.patching = setInterval(() => { const s = vgot.state, items = { ...s.items }; const k = Object.keys(items)[patches % 90];
  items[k] = { ...items[k], state: patches % 2 ? 'running' : 'fresh', done: patches % 40, total: 40 }; Object.assign(s, { items }); patches++; vgot.changed(true); }, 100); }"""


def cpu_seconds(pid: int) -> float:
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    flags = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    flags.add_argument("--shots", type=int, default=100)
    shots = flags.parse_args().shots
    from vgot.project.studio import Studio
    from vgot.settings import Settings
    from vgot.story.model import Boundary, load_story

    rows: list[tuple[str, str, str]] = []
    with tempfile.TemporaryDirectory() as home, socket.socket() as probe:
        studio = Studio(Settings(home=Path(home)))
        story = load_story((ROOT / "assets" / "examples" / "moon" / "story.json").read_bytes())
        many = [
            story.shots[n % len(story.shots)].model_copy(update={"id": f"many{n:05d}", "seed": n}) for n in range(shots)
        ]
        data = story.model_dump(mode="json") | {
            "shots": [s.model_dump(mode="json") for s in many],
            "boundaries": [Boundary(after=s.id).model_dump(mode="json") for s in many[:-1]],
        }
        project = studio.new_project(load_story(data))
        picture = io.BytesIO()
        Image.effect_noise((768, 432), 60).convert("RGB").save(picture, "PNG")
        for n in range(1, shots + 1):
            project.upload(f"keyframe/{n}", picture.getvalue())
        studio.close()
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        began = time.time()
        server = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py"), "--home", home, "--port", str(port), "--no-browser"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        address = f"http://127.0.0.1:{port}/"
        while True:
            with socket.socket() as ask:
                if ask.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        rows.append(("start to first answer", f"{time.time() - began:.1f} s", "< 8 s"))
        try:
            with sync_playwright() as driver:
                browser = driver.chromium.launch(
                    executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=FLAGS
                )
                page = browser.new_page(viewport={"width": 1400, "height": 900})
                page.add_init_script(f"sessionStorage.setItem('vgot-film', {project.id!r})")
                for _turn in range(2):
                    began = time.time()
                    page.goto(address)
                    page.wait_for_function(
                        "n => document.querySelectorAll('#filmstrip .vg-card').length === n && document.querySelector('#story-editor textarea')?.value",
                        arg=shots,
                    )
                    ready = time.time() - began
                rows.append(("tab ready", f"{ready:.2f} s", "< 2.5 s"))
                clicks = [page.evaluate(_CLICK, (n * 37) % shots) for n in range(1, 25)]
                rows.append(("click to update, median", f"{statistics.median(clicks):.0f} ms", "< 100 ms"))
                page.evaluate(_PATCH)
                text = "The quick brown fox jumps over the lazy dog, twice. " * 2
                box = page.locator("#domain-camera textarea")
                box.fill("")
                box.press_sequentially(text, delay=15)
                lost = len(text) - len(box.input_value())
                rows.append(("letters lost while 10 changes a second come in", f"{lost} of {len(text)}", "0"))
                page.evaluate("clearInterval(globalThis.patching)")
                page.get_by_role("tab", name="Timeline", exact=True).click()
                page.wait_for_function("n => document.querySelectorAll('#timeline .vg-piece').length === n", arg=shots)
                drags = [page.evaluate(_DRAG) for _ in range(5)]
                rows.append(("a shot moved, visible, median", f"{statistics.median(drags):.0f} ms", "< 250 ms"))
                rows.append(
                    (
                        "nodes of the page (Story and Timeline visited)",
                        f"{page.evaluate('document.querySelectorAll(`*`).length')}",
                        "< 5000",
                    )
                )
                page.get_by_role("tab", name="Story", exact=True).click()
                page.wait_for_timeout(3000)
                used, began = cpu_seconds(server.pid), time.time()
                page.wait_for_timeout(20_000)
                rows.append(
                    (
                        "idle CPU of the server, one open tab",
                        f"{100 * (cpu_seconds(server.pid) - used) / (time.time() - began):.1f} % of a core",
                        "< 3 %",
                    )
                )
                browser.close()
        finally:
            server.terminate()
            server.wait()
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    print(f"{shots} shots, {model}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    for name, value, aim in rows:
        print(f"| {name} | {value} | {aim} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
