"""The boards of cast, keyframes and shots in a real Chromium: boxes by hand, marking many, continuity, what a render takes."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.ui.conftest import takes_of

pytestmark = pytest.mark.browser


def middle(box) -> float:
    return (box[0] + box[2]) / 2


def box_of(film, number: int, who: str):
    return next(w.box for w in film.story.shots[number - 1].who if w.character == who)


def test_a_box_is_drawn_moved_resized_and_cleared_and_the_still_obeys_it(desk, film):
    page = desk.open(film)
    desk.choose_shot(2)
    desk.tab("Keyframes")
    page.click("#place-people")
    layer = page.locator("#keyframe-board .vg-boxes")
    page.wait_for_function("document.querySelectorAll('#keyframe-board .vg-box').length === 2")
    assert "middle of its box" in page.locator("#keyframe-board .vg-boxpanel").inner_text()
    page.get_by_role("button", name="Tom", exact=False).and_(page.locator(".vg-boxpick")).click()
    at = layer.bounding_box()
    page.mouse.move(at["x"] + at["width"] * 0.05, at["y"] + at["height"] * 0.1)
    page.mouse.down()
    page.mouse.move(at["x"] + at["width"] * 0.16, at["y"] + at["height"] * 0.6, steps=4)
    page.mouse.move(at["x"] + at["width"] * 0.19, at["y"] + at["height"] * 0.9, steps=4)
    page.mouse.up()
    desk.until(lambda: box_of(film, 2, "tom") is not None)
    drawn = box_of(film, 2, "tom")
    assert drawn == pytest.approx((0.05, 0.1, 0.19, 0.9), abs=0.02) and box_of(film, 2, "mary") is None
    desk.until_still()
    stands = film.boxes("shot2")["boxes"]
    assert middle(stands["tom"]) == pytest.approx(middle(drawn), abs=0.01)
    tom = page.locator("#keyframe-board .vg-box[data-hand]")
    assert tom.inner_text() == "Tom" and "placed by hand" in tom.get_attribute("aria-label")
    tom.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    desk.until(lambda: box_of(film, 2, "tom")[2] == pytest.approx(drawn[2] + 0.12, abs=0.001))
    assert box_of(film, 2, "tom")[0] == pytest.approx(drawn[0] + 0.1, abs=0.001)
    assert page.evaluate("vgot.state.shot") == "shot2", "arrows in a box move the box, not the selection"
    desk.until(lambda: page.evaluate("document.activeElement.textContent") == "Tom")
    page.keyboard.press("Delete")
    desk.until(lambda: box_of(film, 2, "tom") is None)
    assert film.head().label and film.head().can_undo
    desk.until_still()


def test_a_box_is_refused_where_its_sides_are_the_wrong_way_round(desk, story_only):
    page = desk.open(story_only)
    for box in ([0.5, 0.1, 0.2, 0.9], [0.1, 0.1, 0.1, 0.9], [0.1, 0.2], [0, 0, 2, 1]):
        reply = page.evaluate("box => vgot.call('edit', {shot: 'shot1', field: 'who', value: [{character: 'mary', stage: 'young', box}]}, {quiet: true})", box)
        assert reply["ok"] is False and story_only.head().revision == 1


def test_a_preset_that_does_not_read_boxes_says_so_and_draws_none(desk, story_only):
    story_only.set_preset("klein-wan5b")
    page = desk.open(story_only)
    desk.choose_shot(2)
    desk.tab("Keyframes")
    page.click("#place-people")
    assert "does not read boxes" in page.locator("#keyframe-board .vg-boxpanel").inner_text()
    assert page.locator("#keyframe-board .vg-boxes").is_hidden()


def test_stills_are_marked_by_keys_and_regenerated_as_one_step_that_can_be_undone(desk, film):
    page = desk.open(film)
    desk.tab("Keyframes")
    before = takes_of(film)
    page.locator("#keyframe-board .vg-pick").first.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("x")
    assert sorted(page.evaluate("[...vgot.state.marked]")) == ["shot1", "shot2", "shot3"]
    page.keyboard.press("x")
    page.click("#regenerate-marked")
    desk.until(lambda: film.head().label == "regenerate 2 items")
    page.wait_for_function("vgot.state.items['keyframe/shot2'].takes === 2")
    desk.until_still()
    after = takes_of(film)
    assert {n for n in before if n.startswith("keyframe") and before[n] != after[n]} == {"keyframe/1", "keyframe/2"}
    page.click("#undo")
    desk.until(lambda: takes_of(film)["keyframe/1"] == before["keyframe/1"])
    desk.until_still()
    assert takes_of(film) == before


def test_shift_and_ctrl_with_a_click_mark_cards(desk, film):
    page = desk.open(film)
    desk.tab("Shots")
    cards = page.locator("#shot-board .vg-pick")
    cards.nth(0).click()
    cards.nth(2).click(modifiers=["Shift"])
    cards.nth(1).click(modifiers=["Control"])
    assert sorted(page.evaluate("[...vgot.state.marked]")) == ["shot1", "shot3"] and page.evaluate("vgot.state.shot") == "shot1"
    assert "2 marked" in page.locator("#shot-board .vg-tools").inner_text()
    page.keyboard.press("Escape")
    assert page.evaluate("vgot.state.marked.size") == 0


def test_a_check_finds_what_left_the_cast_shows_it_on_the_cards_and_one_click_mends_it(desk, film):
    picture = io.BytesIO()
    Image.new("RGB", (160, 90), (90, 120, 160)).save(picture, "PNG")
    film.upload("keyframe/2", picture.getvalue())
    film.build()
    page = desk.open(film)
    desk.tab("Shots")
    page.click("#check-continuity")
    page.wait_for_function("vgot.state.check.made && !vgot.state.check.checking", timeout=120_000)
    found = film.badges()["findings"]
    assert any(f["shot"] == "shot2" for f in found), found
    badge = page.locator("#shot-board [data-shot=shot2] .vg-drift")
    assert badge.inner_text() and page.locator("#filmstrip [data-shot=shot2] .vg-drift").is_visible()
    said = next(f["words"] for f in found if f["shot"] == "shot2")
    assert said in badge.get_attribute("title") and said in page.locator("#filmstrip [data-shot=shot2] button").inner_text()
    row = page.locator("#shot-board .vg-findings li").filter(has_text=said).first
    row.get_by_role("button", name="Go to", exact=False).click()
    assert page.evaluate("vgot.state.shot") == "shot2" and said in page.locator("#shot-board .vg-inspector .vg-note").inner_text()
    mend = next(f for f in found if f["shot"] == "shot2" and f["fix"])
    before = film.head().revision
    page.locator("#shot-board .vg-findings li").filter(has_text=mend["words"]).first.get_by_role("button", name=mend["fix"]["words"]).click()
    desk.until(lambda: film.head().revision > before)
    desk.until_still()
    page.wait_for_function("document.querySelector('#shot-board .vg-checksays').textContent.includes('not checked since')")
