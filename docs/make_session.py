"""A film maker's session on a 20-shot story, in a real Chromium: write, recast, fix three shots, pin, re-time, smooth two
boundaries, export. One picture a step, and the whole session as a moving picture.

    python docs/make_session.py [--shots 20] [--out docs/pictures/session]
"""

from __future__ import annotations

import argparse
import io
import shutil
import socket
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SENTENCE = "A young sailor named Nora leaves her island, crosses the sea, and comes home an old captain."
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--autoplay-policy=no-user-gesture-required",
]
_STILL = "vgot.state.film && vgot.state.film.fresh && !(vgot.state.queue.running + vgot.state.queue.queued)"


class Camera:
    """Takes a picture of every step, and frames in between for the moving picture."""

    def __init__(self, page, folder: Path):
        self.page, self.folder, self.frames, self.steps, self.began = page, folder, [], 0, time.time()

    def frame(self, hold_s: float = 0.6) -> None:
        picture = Image.open(io.BytesIO(self.page.screenshot(type="jpeg", quality=80))).convert("RGB")
        self.frames.append((picture.resize((840, 540), Image.Resampling.LANCZOS), hold_s))

    def step(self, words: str) -> None:
        self.steps += 1
        self.page.wait_for_timeout(350)
        picture = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        picture.save(self.folder / f"{self.steps:02d}.webp", "WEBP", quality=84, method=6)
        self.frame(1.6)
        print(f"{self.steps:2d}  {time.time() - self.began:6.1f} s  {words}", flush=True)

    def watch(self, until: str, every_s: float = 0.7, timeout_s: float = 400) -> None:
        """Frames while something is made."""
        end = time.time() + timeout_s
        while not self.page.evaluate(until):
            if time.time() > end:
                raise TimeoutError(until)
            self.frame(0.25)
            self.page.wait_for_timeout(every_s * 1000)

    def save(self, target: Path, most_s: float = 60) -> None:
        total = sum(hold for _, hold in self.frames)
        pace = min(1.0, most_s / total)
        pictures = [p for p, _ in self.frames]
        pictures[0].save(
            target,
            "WEBP",
            save_all=True,
            append_images=pictures[1:],
            duration=[max(60, int(1000 * h * pace)) for _, h in self.frames],
            loop=0,
            quality=62,
            method=4,
        )
        print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB, {sum(h for _, h in self.frames) * pace:.0f} s")


def perform(page, camera: Camera, shots: int) -> None:
    """The session. Every act is one that a person makes, with mouse and keyboard."""
    page.wait_for_function(
        "(() => { const v = document.querySelector('#film-player video'); return v && v.currentTime > 0.5; })()"
    )
    camera.step("the studio opens on a film that plays")
    page.locator("#sentence textarea").press_sequentially(SENTENCE, delay=6)
    page.fill("#shots-count input[type=number]", str(shots))
    page.press("#shots-count input[type=number]", "Tab")
    camera.step("one sentence, twenty shots")
    page.click("#make-film")
    page.wait_for_function("n => !vgot.state.example && vgot.state.story.shots.length === n", arg=shots)
    camera.watch(
        "Object.values(vgot.state.items).filter((i) => i.step === 'keyframe' && i.state === 'fresh').length >= 8"
    )
    camera.step("the story is written, the stills come in")
    camera.watch(_STILL)
    camera.step("the film plays")

    page.get_by_role("tab", name="Cast", exact=True).click()
    look = page.locator("#part-look textarea")
    look.fill("a young woman with a long blond braid, green eyes and fair skin with freckles, in a yellow raincoat")
    look.blur()
    page.wait_for_timeout(800)
    camera.step("recast: another look, everywhere she appears")
    camera.watch(_STILL)
    page.locator("#cast-board").get_by_role("button", name="4 variants").click()
    page.wait_for_function("vgot.state.items[vgot.state.portrait].takes >= 5", timeout=120_000)
    page.wait_for_function("document.querySelectorAll('#cast-board .vg-takes li').length >= 5")
    camera.step("four more portraits to choose from")
    page.locator("#cast-board .vg-takes li").nth(2).get_by_role("button", name="Use", exact=True).click()
    camera.watch(_STILL)
    page.locator("#pin").click()
    page.wait_for_function("vgot.state.items[vgot.state.portrait].pinned")
    camera.step("one is chosen and pinned")

    page.get_by_role("tab", name="Story", exact=True).click()
    fixes = [
        (2, "lighting", "Storm light, lightning, heavy rain"),
        (6, "camera", "Close-up, slow push in"),
        (10, "background", "A harbour at night with lanterns, boats and a lighthouse"),
    ]
    for number, domain, words in fixes:
        number = min(number, shots)
        page.locator("#filmstrip .vg-card button").nth(number - 1).click()
        box = page.locator(f"#domain-{domain} textarea")
        box.fill(words)
        box.blur()
        page.wait_for_timeout(700)
        camera.step(f"shot {number}: another {domain}")
    camera.watch(_STILL)

    page.get_by_role("tab", name="Keyframes", exact=True).click()
    page.locator("#keyframe-board .vg-pick").nth(5).click()
    page.click("#regenerate")
    page.wait_for_function("vgot.state.items[vgot.target()].takes >= 3")
    camera.watch(_STILL)
    for n in (0, 1):
        page.locator("#keyframe-board .vg-takes li").nth(n).get_by_role("button", name="Compare").click()
    page.wait_for_timeout(700)
    camera.step("two takes of a still against each other")
    page.click("#pin")
    page.wait_for_function("vgot.state.items[vgot.target()].pinned")
    camera.step("the better one is pinned")

    company = page.evaluate(
        "vgot.state.story.shots.findIndex((s) => s.who.length > 1 && !vgot.state.items['keyframe/' + s.id].pinned)"
    )
    if company >= 0:
        page.locator("#keyframe-board .vg-pick").nth(company).click()
        page.click("#place-people")
        page.wait_for_selector("#keyframe-board .vg-box")
        box, frame = (
            page.locator("#keyframe-board .vg-box").first.bounding_box(),
            page.locator("#keyframe-board .vg-boxes").bounding_box(),
        )
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(frame["x"] + frame["width"] * 0.16, box["y"] + box["height"] / 2, steps=10)
        camera.frame(0.5)
        page.mouse.up()
        page.wait_for_function("vgot.shotOf(vgot.state.shot).who.some((w) => w.box)")
        camera.watch(_STILL)
        camera.step("somebody is placed by hand")

    page.get_by_role("tab", name="Shots", exact=True).click()
    page.click("#check-continuity")
    page.wait_for_function("vgot.state.check.checking")
    camera.watch("vgot.state.check.made && !vgot.state.check.checking")
    camera.step("continuity is checked, shot by shot")

    page.get_by_role("tab", name="Timeline", exact=True).click()
    page.wait_for_selector("#timeline .vg-piece")
    page.wait_for_timeout(500)
    edge = page.locator("#timeline .vg-trim").nth(0)
    edge.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(250)
    camera.step("re-timed: the first shot breathes")
    first, third = (page.locator("#timeline .vg-piece").nth(n).bounding_box() for n in (1, 3))
    page.mouse.move(first["x"] + first["width"] / 2, first["y"] + 30)
    page.mouse.down()
    page.mouse.move(third["x"] + third["width"] * 0.7, third["y"] + 34, steps=12)
    camera.frame(0.5)
    page.mouse.up()
    page.wait_for_timeout(600)
    camera.step("a shot is dragged to another place")
    for seam in (0, 4):
        page.locator("#timeline .vg-seam").nth(seam).click()
        page.locator("#timeline .vg-mode[data-mode=bridge]").click()
        page.wait_for_timeout(400)
        camera.step(f"boundary {seam + 1} becomes a bridge")
    camera.watch(_STILL)
    page.click("#loop-seam")
    for _ in range(8):
        page.wait_for_timeout(220)
        camera.frame(0.2)
    camera.step("the boundary plays in a loop")
    page.click("#stop-loop")
    page.click("#timeline-export")
    page.wait_for_selector("#exports[open]")
    camera.step("what to export, with a preview")
    with page.expect_download() as saved:
        page.click("#export-go")
    saved.value.save_as(camera.folder / "film.mp4")
    size = (camera.folder / "film.mp4").stat().st_size
    (camera.folder / "film.mp4").unlink()
    camera.step(f"saved as mp4, {size / 1e6:.1f} MB")


def main() -> int:
    flags = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    flags.add_argument("--shots", type=int, default=20)
    flags.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures" / "session")
    options = flags.parse_args()
    from ui.main import launch
    from vgot.project.studio import Studio
    from vgot.settings import Settings

    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        studio = Studio(Settings(home=Path(home)))
        _, address = launch(studio, port=port, block=False)
        with sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=FLAGS
            )
            page = browser.new_page(viewport={"width": 1400, "height": 900}, color_scheme="dark", accept_downloads=True)
            problems: list[str] = []
            page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
            page.on("pageerror", lambda e: problems.append(str(e)))
            page.set_default_timeout(60_000)
            page.goto(address)
            camera = Camera(page, options.out)
            perform(page, camera, options.shots)
            camera.save(options.out.parent / "session.webp")
            browser.close()
        studio.close()
    print("\n".join(problems) or "no error in the console")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
