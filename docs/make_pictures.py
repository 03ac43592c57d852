"""Make the pictures of the README: the studio at 1400 and 390 pixels, dark and light.

    python docs/make_pictures.py [--out docs/pictures]

Starts a studio in a temporary home, draws the example and a film from one sentence, drives a real Chromium and writes
WebP files. Look at them before committing them.
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
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SENTENCE = "A set of one-sentence prompts, 12 shots, describe a story of a classic American woman Mary's life, from birth to death."
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--autoplay-policy=no-user-gesture-required",
]
#: name, width, scheme, tab, what is done there first (JavaScript), and on which film
SHOTS = [
    ("story", 1400, "dark", "Story", "vgot.select(vgot.state.story.shots[4].id)", "moon"),
    ("story", 1400, "light", "Story", "vgot.select(vgot.state.story.shots[4].id)", "moon"),
    ("cast", 1400, "dark", "Cast", "0", "mary"),
    ("keyframes", 1400, "light", "Keyframes", "vgot.select(vgot.state.story.shots[1].id)", "mary"),
    ("shots", 1400, "dark", "Shots", "vgot.select(vgot.state.story.shots[2].id)", "mary"),
    (
        "timeline",
        1400,
        "dark",
        "Timeline",
        "document.querySelectorAll('#timeline .vg-body')[4].click(); document.querySelectorAll('#timeline .vg-seam')[3].click()",
        "moon",
    ),
    ("timeline", 1400, "light", "Timeline", "document.querySelectorAll('#timeline .vg-body')[5].click()", "moon"),
    ("settings", 1400, "light", "Settings", "0", "moon"),
    ("story", 390, "dark", "Story", "0", "moon"),
    ("story", 390, "light", "Story", "0", "moon"),
    ("cast", 390, "light", "Cast", "0", "mary"),
    ("timeline", 390, "dark", "Timeline", "0", "moon"),
    (
        "painted",
        1400,
        "dark",
        "Story",
        "vgot.select(vgot.state.story.shots[2].id); vgot.changed(true); window.scrollTo(0, 430)",
        "painted",
    ),
]
PAINTED = "An old fisherman finds a message in a bottle and shows it to his granddaughter."


def keep(page: Page, target: Path) -> None:
    """Save what is on the screen as WebP."""
    Image.open(io.BytesIO(page.screenshot())).convert("RGB").save(target, "WEBP", quality=88, method=6)
    print(f"{target.relative_to(ROOT) if target.is_relative_to(ROOT) else target}: {target.stat().st_size // 1024} kB")


def main() -> int:
    flags = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    flags.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    flags.add_argument("--only", help="only pictures of this name")
    options = flags.parse_args()
    from ui.example import ExampleFilm
    from ui.main import launch
    from vgot.project.studio import Studio
    from vgot.settings import Settings

    options.out.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as home, socket.socket() as probe:
        studio = Studio(Settings(home=Path(home)))
        example = ExampleFilm(studio)
        shots = [shot for shot in SHOTS if options.only in (None, shot[0])]
        begin = {
            "moon": example.project,
            "mary": lambda: studio.write(SENTENCE, 12, writer="offline"),
            "painted": lambda: studio.write(PAINTED, 4, writer="offline"),
        }
        films = {name: begin[name]() for name in {shot[-1] for shot in shots}}
        for film in films.values():
            film.build()
        if "painted" in films:
            films["painted"].paintings.start([films["painted"].story.shots[2].id])
            while films["painted"].queue.unfinished():
                time.sleep(0.5)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        _, address = launch(studio, port=port, block=False, example=example)
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
            for name, width, scheme, tab, act, film in shots:
                page = browser.new_page(
                    viewport={"width": width, "height": 900 if width > 500 else 844}, color_scheme=scheme
                )
                page.add_init_script(f"sessionStorage.setItem('vgot-film', {films[film].id!r})")
                page.goto(address)
                page.wait_for_function("id => globalThis.vgot && vgot.state.project === id", arg=films[film].id)
                page.get_by_role("tab", name=tab, exact=True).click()
                page.wait_for_timeout(900)
                page.evaluate(act)
                page.wait_for_timeout(1600)
                page.evaluate(
                    "(() => { const v = document.querySelector('#film-player video'); if (v && v.duration) { v.currentTime = 0.475 * v.duration; } })()"
                )
                page.wait_for_timeout(700)
                keep(page, options.out / f"{name}-{width}-{scheme}.webp")
                page.close()
            browser.close()
        studio.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
