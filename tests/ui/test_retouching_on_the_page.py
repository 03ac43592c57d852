"""A part of a still painted anew in the browser, and a moment shot again from another angle."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image


def pixels(film, take_digest: str) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(film.store.read_blob(take_digest))).convert("RGB"))


def still(film):
    return film.plan().named("keyframe/1").take


def test_a_part_is_masked_and_painted_anew_and_nothing_else_of_the_picture_changes(desk, film):
    page = desk.open(film)
    desk.choose_shot(1)
    before = still(film)
    page.keyboard.press("v")
    page.click("#canvas-retouch")
    page.click("#retouch-make")
    assert "Paint first where" in page.locator(".vg-retouchpanel .vg-wrong").inner_text()
    page.click("#mask-box")
    frame = page.locator(".vg-mask").bounding_box()
    corner = (frame["x"] + 0.3 * frame["width"], frame["y"] + 0.1 * frame["height"])
    page.mouse.move(*corner)
    page.mouse.down()
    page.mouse.move(corner[0] + 0.4 * frame["width"], corner[1] + 0.6 * frame["height"], steps=4)
    page.mouse.up()
    page.fill("#retouch-words", "a lantern")
    page.click("#retouch-make")
    desk.until(lambda: still(film) is not None and still(film).id != before.id, 30)
    old, new = pixels(film, before.digests["picture"]), pixels(film, still(film).digests["picture"])
    high, wide = old.shape[:2]
    inside = np.zeros((high, wide), bool)
    inside[int(0.1 * high) - 1 : int(0.7 * high) + 2, int(0.3 * wide) - 1 : int(0.7 * wide) + 2] = True
    assert np.array_equal(old[~inside], new[~inside]) and not np.array_equal(old, new)
    assert len(film.takes("keyframe/1")) >= 2
    film.undo()
    assert still(film).id == before.id


def test_a_moment_is_shot_again_from_another_angle_and_undone(desk, film):
    page = desk.open(film)
    desk.choose_shot(1)
    desk.tab("Story")
    many = len(film.story.shots)
    page.select_option("#shot-angle", "wide")
    desk.until(lambda: len(film.story.shots) == many + 1)
    assert film.story.shots[1].domains.camera.startswith("Wide shot")
    assert film.story.shots[1].who == film.story.shots[0].who
    page.wait_for_function("id => vgot.state.shot === id", arg=film.story.shots[1].id)
    film.undo()
    assert len(film.story.shots) == many
