"""The beats of a shot on the page: boxes over the still, bars on a track, both by hand and by keys, each gesture one edit."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.ui.conftest import axe_core

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("BEATS_SHOTS")


def pull(page, locator, dx: float, dy: float) -> None:
    box = locator.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx / 2, y + dy / 2)
    page.mouse.move(x + dx, y + dy)
    page.mouse.up()


def row(locator, key: str, times: int) -> None:
    """A row of keys as fast as a held key sends them, however busy the machine is."""
    locator.evaluate(
        "(node, [key, times]) => { for (let n = 0; n < times; n++)"
        " node.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })); }",
        [key, times],
    )


def test_somebody_plans_a_shot_with_boxes_and_beats(desk, film):
    page = desk.open(film)
    shot = film.story.shots[0]
    who = film.story.character(shot.who[0].character)

    def beats():
        return film.story.shots[0].beats

    page.keyboard.press("v")
    page.wait_for_selector("#canvas[open]")
    page.click("#canvas-boxes")
    page.get_by_role("button", name=f"Add a beat of {who.name}").click()
    desk.until(lambda: len(beats()) == 1)
    page.fill("#beat-deed", "walks")
    page.press("#beat-deed", "Enter")
    page.locator("#beat-gaze").select_option("camera")
    desk.until(lambda: (beats()[0].deed, beats()[0].gaze) == ("walks", "camera"))

    start, end = (page.locator(f".vg-beatboxes .vg-box[data-end={end}]") for end in ("from", "to"))
    pull(page, start, -80, 0)
    desk.until(lambda: beats()[0].from_box is not None)
    left = beats()[0].from_box
    end.focus()
    revision = film.head().revision
    row(end, "ArrowRight", 5)
    desk.until(lambda: beats()[0].to_box is not None and beats()[0].to_box[0] > left[0] + 0.09)
    page.wait_for_function("seen => vgot.state.revision > seen", arg=revision)
    assert film.head().revision == revision + 1, "a row of keys is one edit"
    assert page.locator(".vg-beatboxes .vg-box").count() == 2 and "end" in end.inner_text()

    bar = page.locator(".vg-beat")
    wide = page.locator(".vg-beattrack").first.bounding_box()["width"]
    bar.focus()
    page.keyboard.press("Shift+ArrowLeft")
    desk.until(lambda: beats()[0].to_s < shot.duration_s - 0.05)
    edge = bar.locator("i[data-part=to]")
    before = beats()[0].to_s
    pull(page, edge, -wide * 0.25, 0)
    desk.until(lambda: beats()[0].to_s < before - 0.1)
    if SHOTS:
        for size in ((1400, 900), (1024, 768)):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.wait_for_timeout(400)
            page.screenshot(path=str(Path(SHOTS) / f"plan-{size[0]}.png"))
        page.emulate_media(color_scheme="light")
        page.wait_for_timeout(400)
        page.screenshot(path=str(Path(SHOTS) / "plan-light.png"))
        page.set_viewport_size({"width": 1400, "height": 900})
    page.evaluate(axe_core())
    found = page.evaluate(
        "async () => (await axe.run('#canvas', {runOnly: ['wcag2a', 'wcag2aa']})).violations.map((v) => v.id)"
    )
    assert found == []

    head = film.edits.undo()
    assert beats()[0].to_s == before
    page.wait_for_function("revision => vgot.state.revision === revision", arg=head.revision)
    bar.focus()
    page.keyboard.press("Delete")
    desk.until(lambda: beats() == [])
    page.keyboard.press("Escape")
    assert not desk.problems
