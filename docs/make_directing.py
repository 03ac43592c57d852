"""A film of eight shots directed by hand in a real Chromium: camera by its pictures, boxes and beats on the canvas, a picture to end on and one to
pass through, a part painted anew, the same moment from another angle. One picture a step, and a sheet of the shots before and after.

    python docs/make_directing.py [--out docs/pictures/directing]
"""

from __future__ import annotations

import argparse
import shutil
import socket
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
STILL = "vgot.state.film && vgot.state.film.fresh && !(vgot.state.queue.running + vgot.state.queue.queued)"

SENTENCE = (
    "A fisherman finds a letter in a bottle on the beach, reads it in his hut, and rows out to the lighthouse at night"
)


class Hands:
    """What a person does on the page; `camera` takes the pictures (docs/make_session.py)."""

    def __init__(self, page, camera):
        self.page, self.camera = page, camera

    def shot(self, number: int, tab: str = "Story") -> None:
        self.page.get_by_role("tab", name=tab, exact=True).click()
        self.page.locator("#filmstrip [data-shot]").nth(number - 1).click()
        self.page.wait_for_function("n => vgot.state.story.shots[n - 1].id === vgot.state.shot", arg=number)

    def settle(self) -> None:
        """Make what changed, and wait."""
        self.page.evaluate("vgot.call('build', {})")
        self.page.wait_for_timeout(300)
        self.camera.watch(STILL)

    def pull(self, locator, dx: float, dy: float) -> None:
        box = locator.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + dx / 2, y + dy / 2)
        self.page.mouse.move(x + dx, y + dy)
        self.page.mouse.up()
        self.page.wait_for_timeout(600)


def cameras(hands: Hands) -> None:
    """The camera as a value, by its pictures."""
    page = hands.page
    for number, move, height in ((1, "crane", None), (3, "push", "low"), (6, "orbit", None)):
        hands.shot(number)
        page.locator(f"#camera-{move}").click()
        page.wait_for_selector(f"#camera-{move}[aria-pressed='true']")
        if height:
            page.select_option("#camera-height", height)
        page.wait_for_timeout(400)
        page.locator("#camera-move").scroll_into_view_if_needed()
        hands.camera.step(f"shot {number}: the camera is {move}")


def beats(hands: Hands) -> None:
    """Two beats with boxes on the canvas of shot 2."""
    page = hands.page
    hands.shot(2)
    page.keyboard.press("v")
    page.wait_for_selector("#canvas[open]")
    page.click("#canvas-boxes")
    add = page.get_by_role("button", name="Add a beat of").first
    add.click()
    page.wait_for_selector(".vg-beat")
    page.fill("#beat-deed", "walks")
    page.press("#beat-deed", "Enter")
    start, end = (page.locator(f".vg-beatboxes .vg-box[data-end={which}]") for which in ("from", "to"))
    hands.pull(start, -160, 0)
    hands.pull(end, 160, 0)
    edge = page.locator(".vg-beat i[data-part=to]").first
    wide = page.locator(".vg-beattrack").first.bounding_box()["width"]
    hands.pull(edge, -wide * 0.45, 0)
    hands.camera.step("shot 2: where somebody walks, by boxes, and until when, on the track")
    add.click()
    page.wait_for_function("document.querySelectorAll('.vg-beat').length === 2")
    page.fill("#beat-deed", "kneels down")
    page.press("#beat-deed", "Enter")
    page.wait_for_timeout(600)
    hands.camera.step("shot 2: a second beat follows")
    page.keyboard.press("Escape")


def arrivals(hands: Hands) -> None:
    """The picture that shot 4 ends on, and one that it passes through, which the drawn world names."""
    page = hands.page
    hands.shot(4)
    page.select_option("#shot-end", label="the next shot's still")
    page.click("#add-moment")
    page.wait_for_selector("#shot-end-note:not([hidden])")
    page.locator("#shot-end").scroll_into_view_if_needed()
    hands.camera.step("shot 4: it ends on the next shot's still; what this preset does not take is named")
    page.locator("#shot-moments button").last.click()
    page.wait_for_function("!document.querySelectorAll('#shot-moments li').length")


def retouch(hands: Hands) -> None:
    """A part of a still painted anew, with words."""
    page = hands.page
    hands.shot(5)
    page.keyboard.press("v")
    page.click("#canvas-retouch")
    page.click("#mask-box")
    frame = page.locator(".vg-mask").bounding_box()
    x, y = frame["x"] + 0.62 * frame["width"], frame["y"] + 0.42 * frame["height"]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 0.3 * frame["width"], y + 0.5 * frame["height"], steps=6)
    page.mouse.up()
    page.fill("#retouch-words", "a lantern")
    hands.camera.step("shot 5: a box, and what is to be there")
    page.click("#retouch-make")
    page.wait_for_timeout(1500)
    hands.camera.watch("!(vgot.state.queue.running + vgot.state.queue.queued)")
    hands.camera.step("shot 5: painted anew, nothing else changed")
    page.click("#retouch-anew")
    page.wait_for_timeout(600)
    hands.camera.watch("!(vgot.state.queue.running + vgot.state.queue.queued)")
    page.keyboard.press("Escape")


def angle(hands: Hands) -> None:
    """The moment of shot 7 once more, from the other side."""
    page = hands.page
    hands.shot(7)
    many = page.evaluate("vgot.state.story.shots.length")
    page.select_option("#shot-angle", "close")
    page.wait_for_function("n => vgot.state.story.shots.length === n + 1", arg=many)
    hands.settle()
    hands.camera.step("shot 7: the same moment again, close, as a shot of its own")


def perform(page, camera) -> None:
    hands = Hands(page, camera)
    cameras(hands)
    beats(hands)
    arrivals(hands)
    hands.settle()
    retouch(hands)
    angle(hands)
    hands.settle()
    page.get_by_role("tab", name="Story", exact=True).click()
    camera.step("the film as it was directed")


def main() -> int:
    flags = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    flags.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures" / "directing")
    options = flags.parse_args()
    from docs.make_contact_sheet import sheet
    from docs.make_session import FLAGS, Camera
    from ui.main import launch
    from vgot.project.studio import Studio
    from vgot.settings import Settings

    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        studio = Studio(Settings(home=Path(home)))
        film = studio.write(SENTENCE, 8)
        film.build(approve_all=True)
        before = sheet(film, columns=2, width=192)
        _, address = launch(studio, port=port, block=False)
        with sync_playwright() as driver:
            found = shutil.which("chromium") or shutil.which("google-chrome")
            browser = driver.chromium.launch(executable_path=found, args=FLAGS)
            page = browser.new_page(viewport={"width": 1400, "height": 900}, color_scheme="dark")
            problems: list[str] = []
            page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
            page.on("pageerror", lambda e: problems.append(str(e)))
            page.set_default_timeout(60_000)
            page.goto(address)
            page.wait_for_function("globalThis.vgot && vgot.state.ready")
            page.evaluate("async (id) => { await vgot.call('open', {project: id, have: 0}); }", film.id)
            page.wait_for_function("id => vgot.state.project === id", arg=film.id)
            perform(page, Camera(page, options.out))
            browser.close()
        after = sheet(film, columns=2, width=192)
        both = Image.new("RGB", (max(before.width, after.width), before.height + after.height + 12), (70, 70, 80))
        both.paste(before, (0, 0))
        both.paste(after, (0, before.height + 12))
        both.save(options.out / "before-after.webp", "WEBP", quality=80, method=6)
        studio.close()
    for file in sorted(options.out.glob("[0-9]*.webp")):
        Image.open(file).resize((1050, 675), Image.Resampling.LANCZOS).save(file, "WEBP", quality=74, method=6)
    print("\n".join(problems) or "no error in the console")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
