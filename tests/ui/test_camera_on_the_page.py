"""The camera as a value in the Story tab, in a real Chromium: picked by its picture, measured by its slider, taken back."""

from __future__ import annotations

import numpy as np
import pytest

from tests.ui.browsing import expect
from tests.ui.conftest import Desk, axe_core
from vgot import media
from vgot.story.camera import CameraMove
from vgot.units import FrameSize

pytestmark = pytest.mark.browser


def pressed(page) -> list[str]:
    return page.eval_on_selector_all(
        "#camera-move .vg-move[aria-pressed='true'], #camera-words[aria-pressed='true']", "all => all.map(n => n.id)"
    )


def test_a_push_in_is_picked_saved_makes_the_clip_stale_with_its_reason_and_is_undone(desk, film):
    film.queue.pause()
    page = desk.open(film)
    page.wait_for_function("document.querySelector('#camera-heard').innerText.includes('The words')")
    assert pressed(page) == ["camera-words"] and page.locator("#camera-amount").is_hidden()
    page.get_by_role("button", name="Push in", exact=True).click()
    page.wait_for_selector("#camera-push[aria-pressed='true']")
    desk.until(lambda: film.story.shots[0].camera_move == CameraMove(move="push"))
    clip, still = film.plan().named("clip/1"), film.plan().named("keyframe/1")
    assert (clip.state, clip.reason, still.state) == ("stale", "camera of shot 1 changed", "fresh")
    page.wait_for_function("document.querySelector('#camera-phrase').innerText.includes('pushes in')")

    page.focus("#camera-amount")
    page.keyboard.press("ArrowRight")
    desk.until(lambda: film.story.shots[0].camera_move.amount > 1.3)
    page.select_option("#camera-lens", "85")
    page.select_option("#camera-height", "low")
    desk.until(lambda: film.story.shots[0].camera_move.height == "low")
    assert film.story.shots[0].camera_move.lens == 85.0 and film.plan().named("keyframe/1").state == "stale"
    for _ in range(4):
        page.evaluate("vgot.call('undo', {})")
    desk.until(lambda: film.story.shots[0].camera_move is None)
    page.wait_for_selector("#camera-words[aria-pressed='true']")
    assert film.plan().named("clip/1").state == "fresh"
    film.queue.resume()


def test_the_words_suggest_a_value_the_keys_walk_the_pictures_and_a_contradiction_is_named(desk, story_only):
    story_only.edit("shots/1/camera", "Wide shot, slow pan left.")
    page = desk.open(story_only)
    page.wait_for_selector("#camera-pan[data-heard]")
    page.click("#camera-take")
    desk.until(lambda: story_only.story.shots[0].camera_move is not None)
    assert story_only.story.shots[0].camera_move.direction == "left"
    page.focus("#camera-pan")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "camera-tilt"
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('#camera-odds').innerText.includes('pan left')")
    assert story_only.story.shots[0].camera_move.move == "tilt"
    page.select_option("#camera-direction", "down")
    desk.until(lambda: story_only.story.shots[0].camera_move.direction == "down")
    page.click("#camera-words")
    desk.until(lambda: story_only.story.shots[0].camera_move is None)


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(1400, "dark"), (390, "light")])
def test_the_pictures_have_names_and_fit_dark_light_and_narrow(chromium, address, story_only, width, scheme):
    story_only.edit("shots/1/camera_move", {"move": "orbit", "direction": "ccw", "lens": 24})
    desk = Desk(chromium, address, width, scheme)
    page = desk.open(story_only)
    page.wait_for_function("document.querySelector('#camera-phrase').innerText.includes('orbits')")
    page.evaluate(axe_core())
    found = page.evaluate("axe.run('#camera-move').then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))")
    assert found == []
    assert page.evaluate(
        "document.querySelector('#camera-move').scrollWidth <= document.querySelector('#camera-move').clientWidth + 1"
    )
    desk.context.close()
    assert not desk.problems


def film_of_a_ramp(folder) -> bytes:
    frame = np.repeat(np.linspace(0, 255, 160).astype(np.uint8)[None, :, None], 96, 0).repeat(3, 2)
    path = folder / "ramp.mp4"
    media.encode_clip(path, iter([frame] * 24), size=FrameSize(160, 96), fps=16.0, quality="film")
    return path.read_bytes()


def a_picture() -> bytes:
    return media.encode_png(np.full((90, 160, 3), (200, 120, 40), np.uint8))


def test_a_guide_is_chosen_for_the_film_and_a_shot_what_the_preset_does_not_take_is_named_and_a_film_of_ones_own_leads(
    desk, story_only, tmp_path
):
    page = desk.open(story_only)
    page.wait_for_function("document.querySelector('#guide-note').innerText.includes('VACE')")
    assert page.locator("#guide-film-strength").is_hidden()
    page.select_option("#guide-film-kind", "pose")
    desk.until(lambda: (story_only.story.film.guide, story_only.story.film.guide_kind) == (0.8, "pose"))
    page.wait_for_function("document.querySelector('#guide-shot-kind').innerText.includes('poses, 80 %')")
    page.wait_for_selector("#guide-note.vg-note")
    page.select_option("#guide-shot-kind", "masks")
    page.wait_for_selector("#guide-shot-strength", state="visible")
    page.focus("#guide-shot-strength")
    page.keyboard.press("ArrowLeft")
    desk.until(lambda: (story_only.story.shots[0].guide, story_only.story.shots[0].guide_kind) == (0.75, "masks"))
    page.evaluate("vgot.call('preset', {name: 'vace-1.3b'})")
    page.wait_for_selector("#guide-note.vg-muted")
    page.select_option("#guide-shot-kind", "")
    desk.until(lambda: story_only.story.shots[0].guide is None and story_only.story.shots[0].guide_kind is None)
    page.wait_for_selector("#guide-shot-strength", state="hidden")
    own = page.locator("#guide-own")
    expect(own).to_be_visible(timeout=60_000)
    with page.expect_file_chooser() as choosing:
        own.click()
    choosing.value.set_files({"name": "walk.mp4", "mimeType": "video/mp4", "buffer": film_of_a_ramp(tmp_path)})
    page.wait_for_function("document.querySelector('#own-file').innerText.includes('leads the shot')")
    page.click("#own-use")
    page.wait_for_function("document.querySelector('#guide-note').innerText.startsWith('A film of yours leads')")
    guide = story_only.plan().named("guide/1")
    assert guide.take is not None and guide.take.preset == "upload"
    page.click("#guide-drawn")
    page.wait_for_selector("#guide-drawn", state="hidden")
    assert guide.node.key not in story_only.head().choices, "the drawing leads again"


def test_a_shot_passes_through_pictures_at_moments_that_are_set_moved_taken_away_and_named_where_none_is_taken(
    desk, story_only
):
    page = desk.open(story_only)
    page.click("#add-moment")
    desk.until(lambda: [(m.at_s, m.of) for m in story_only.story.shots[0].moments] == [(0.5, "next")])
    page.wait_for_function("document.querySelector('#shot-end-note').innerText.includes('takes no pictures inside')")
    page.evaluate("vgot.call('edit', {shot: vgot.state.shot, field: 'duration_s', value: 3})")
    row = page.locator("#shot-moments li")
    row.locator("input").fill("2")
    row.locator("input").press("Tab")
    row.locator("select").select_option(label="the still of shot 3")  # at once: the time that was just set is kept
    third = story_only.story.shots[2].id
    desk.until(lambda: [(m.at_s, m.shot) for m in story_only.story.shots[0].moments] == [(2.0, third)])
    with page.expect_file_chooser() as choosing:
        page.click("#shot-moment-own")
    choosing.value.set_files({"name": "mine.png", "mimeType": "image/png", "buffer": a_picture()})
    page.wait_for_function("document.querySelectorAll('#shot-moments li').length === 2")
    assert [(m.at_s, m.of, m.name) for m in story_only.story.shots[0].moments] == [
        (1.0, "file", "mine.png"),
        (2.0, "shot", ""),
    ]
    row.first.locator("input").fill("1.9")
    row.first.locator("input").press("Tab")
    page.wait_for_function("document.body.innerText.includes('nearer to one another than 0.25 s')")
    assert [m.at_s for m in story_only.story.shots[0].moments] == [1.0, 2.0], "refused: nothing changed"
    page.evaluate("vgot.call('preset', {name: 'vace-1.3b'})")
    page.wait_for_selector("#shot-end-note", state="hidden")
    row.last.get_by_role("button").click()
    page.wait_for_function("document.querySelectorAll('#shot-moments li').length === 1")
    page.keyboard.press("Control+z")
    desk.until(lambda: len(story_only.story.shots[0].moments) == 2)
    page.select_option("#shot-end", label="the next shot's still")
    desk.until(lambda: story_only.story.shots[0].end is not None)
