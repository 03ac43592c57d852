"""The page in a real Chromium: a sentence becomes a film, and every hand that touches it changes only what it should."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.ui.browsing import expect
from tests.ui.conftest import takes_of

pytestmark = pytest.mark.browser
DOMAINS = {
    "character": "Mary, an old woman with grey hair and a red dress, frowning",
    "background": "a desert with a pyramid",
    "relation": "Mary cries and Tom runs away",
    "camera": "Close-up, slow push in",
    "lighting": "golden hour sun",
}


def test_the_page_opens_on_a_film_that_plays_and_a_sentence_becomes_another(desk):
    page = desk.open()
    page.wait_for_function(
        "(() => { const v = document.querySelector('#film-player video'); return v && !v.paused && v.currentTime > 0.2; })()"
    )
    page.fill("#sentence textarea", "A fox named Rusty finds a red umbrella in the rain.")
    page.fill("#shots-count input[type=number]", "2")
    page.press("#shots-count input[type=number]", "Tab")
    page.click("#make-film")
    page.wait_for_function("vgot.state.story.shots.length === 2 && !vgot.state.example")
    page.wait_for_selector("#filmstrip .vg-card img[src]")
    desk.until_still(60_000)
    page.wait_for_function(
        "(() => { const v = document.querySelector('#film-player video'); return v.readyState > 1 && v.src.includes(vgot.state.film.digest) && v.currentTime > 0; })()"
    )
    expect(page.locator("#filmstrip .vg-card")).to_have_count(2)
    assert (
        "animatic" in page.locator("#film-player").inner_text().lower()
        and "template outline" in page.locator("#film-player").inner_text().lower()
    )


def test_an_empty_sentence_is_one_friendly_sentence_and_changes_nothing(desk, desk_studio):
    page = desk.open()
    before = len(desk_studio.projects())
    page.fill("#sentence textarea", "   ")
    page.click("#make-film")
    page.wait_for_selector("#vg-toasts .vg-bad")
    assert "Traceback" not in page.locator("#vg-toasts").inner_text() and len(desk_studio.projects()) == before


@pytest.mark.parametrize(
    "domain", [d if d in ("character", "lighting") else pytest.param(d, marks=pytest.mark.slow) for d in DOMAINS]
)
def test_editing_a_domain_draws_only_that_shot_its_boundaries_and_the_film(desk, film, domain):
    page = desk.open(film)
    desk.choose_shot(2)
    before = takes_of(film)
    page.fill(f"#domain-{domain} textarea", DOMAINS[domain])
    page.locator(f"#domain-{domain} textarea").blur()
    page.wait_for_function("vgot.state.revision > 1")
    desk.until_still()
    after = takes_of(film)
    assert getattr(film.story.shots[1].domains, domain) == DOMAINS[domain]
    changed = {n for n in before if before[n] != after[n]}
    assert {"keyframe/2", "clip/2", "film"} <= changed <= {"keyframe/2", "clip/2", "join/1-2", "join/2-3", "film"}


def test_text_typed_just_before_another_shot_is_chosen_lands_on_the_shot_it_was_typed_for(desk, story_only):
    page = desk.open(story_only)
    second = story_only.story.shots[1].domains.lighting
    page.fill("#domain-lighting textarea", "a single candle")
    desk.choose_shot(2)
    page.wait_for_function("vgot.state.story.shots[0].domains.lighting === 'a single candle'")
    assert page.input_value("#domain-lighting textarea") == second == story_only.story.shots[1].domains.lighting


def test_regenerate_choose_and_pin_hold_through_an_edit_before_them(desk, film):
    page = desk.open(film)
    desk.tab("Keyframes")
    first = takes_of(film)["keyframe/1"]
    page.click("#regenerate")
    page.wait_for_function("vgot.state.items['keyframe/' + vgot.state.shot].takes === 2")
    desk.until_still()
    assert takes_of(film)["keyframe/1"] != first
    page.click("#most-alike")
    page.wait_for_function("document.body.innerText.includes('most like the portraits (Mary')")
    assert takes_of(film)["keyframe/1"] == film.likenesses.alike("keyframe/1")["best"]
    page.locator("#keyframe-board .vg-takes li").last.get_by_role("button", name="Use", exact=True).click()
    page.wait_for_function("id => vgot.state.items['keyframe/' + vgot.state.shot].take === id", arg=first)
    desk.until_still()
    page.click("#pin")
    page.wait_for_function("document.querySelector('#pin').getAttribute('aria-pressed') === 'true'")
    desk.tab("Story")
    page.fill("#domain-lighting textarea", "neon light")
    page.locator("#domain-lighting textarea").blur()
    page.wait_for_function("vgot.state.items['keyframe/' + vgot.state.shot].reason.startsWith('pinned, stale')")
    expect(page.locator("#filmstrip")).to_contain_text("pinned, stale", use_inner_text=True)
    assert takes_of(film)["keyframe/1"] == first
    desk.until_still()


def test_an_uploaded_picture_stands_for_a_still_and_a_wrong_file_is_refused(desk, film, tmp_path):
    page = desk.open(film)
    desk.tab("Keyframes")
    wrong, right = tmp_path / "wrong.png", tmp_path / "right.png"
    wrong.write_bytes(b"<svg onload=alert(1)>")
    picture = io.BytesIO()
    Image.new("RGB", (320, 180), (200, 40, 40)).save(picture, "PNG")
    right.write_bytes(picture.getvalue())
    with page.expect_file_chooser() as chooser:
        page.click("#upload-still")
    chooser.value.set_files(wrong)
    page.wait_for_selector("#own-file .vg-wrong:not([hidden])")
    expect(page.locator("#own-file")).to_contain_text("an SVG drawing, which cannot be used", use_inner_text=True)
    expect(page.locator("#own-use")).to_be_disabled()
    page.click("#own-file .vg-right button:first-child")
    assert film.head().revision == 1
    with page.expect_file_chooser() as chooser:
        page.click("#upload-still")
    chooser.value.set_files(right)
    page.click("#own-use:enabled")
    page.wait_for_function("vgot.state.items['keyframe/' + vgot.state.shot].reason === 'your upload'")
    desk.until_still()
    assert film.takes.picture("keyframe/1")[45, 80].tolist() == [200, 40, 40]


def test_undo_and_redo_by_keyboard_bring_words_and_pictures_back(desk, film):
    page = desk.open(film)
    before, words = takes_of(film), film.story.shots[0].domains.camera
    page.fill("#domain-camera textarea", "Wide shot, tilt up")
    page.locator("#domain-camera textarea").blur()
    page.wait_for_function("vgot.state.can_undo")
    desk.until_still()
    page.keyboard.press("Control+z")
    page.wait_for_function("words => document.querySelector('#domain-camera textarea').value === words", arg=words)
    desk.until_still()
    assert takes_of(film) == before
    page.keyboard.press("Control+Shift+z")
    page.wait_for_function("document.querySelector('#domain-camera textarea').value === 'Wide shot, tilt up'")
    desk.until_still()


def test_a_conflict_between_two_tabs_is_shown_and_nothing_is_lost(desk, story_only):
    page = desk.open(story_only)
    page.focus("#domain-relation textarea")
    page.keyboard.press("End")
    page.evaluate("clearTimeout")  # the page keeps polling; the other edit comes through the program
    page.keyboard.type(" Mine.")
    mine = page.input_value("#domain-relation textarea")
    story_only.edit("shots/1/relation", "Theirs.")
    page.locator("#domain-relation textarea").blur()
    page.wait_for_selector("#domain-relation .vg-clash:not([hidden])")
    assert (
        page.input_value("#domain-relation textarea") == mine
        and story_only.story.shots[0].domains.relation == "Theirs."
    )
    page.get_by_role("button", name="Keep mine").click()
    page.wait_for_function("mine => vgot.state.story.shots[0].domains.relation === mine", arg=mine)


def test_keyboard_alone_walks_the_strip_moves_a_shot_and_opens_the_queue(desk, story_only):
    page = desk.open(story_only)
    ids = [s.id for s in story_only.story.shots]
    page.locator("#filmstrip .vg-card button").first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("id => vgot.state.shot === id", arg=ids[1])
    page.keyboard.press("Alt+ArrowRight")
    page.wait_for_function("id => vgot.state.story.shots[2].id === id", arg=ids[1])
    desk.until(lambda: [s.id for s in story_only.story.shots] == [ids[0], ids[2], ids[1], ids[3]])
    page.focus("#open-queue")
    page.keyboard.press("Enter")
    page.locator("#queue-panel").wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("#queue-panel")).to_be_hidden()
