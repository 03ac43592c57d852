"""A person's own files on the page: looked at, cut, said what they are for, and used."""

from __future__ import annotations

import base64

import pytest

from tests.conftest import small_story
from tests.project.test_own_takes import filmed, photo, picture_of, somebody, two_people
from tests.ui.browsing import expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

DROP = """([name, type, data]) => {
    const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0)), carried = new DataTransfer();
    carried.items.add(new File([bytes], name, { type }));
    document.querySelector("#filmstrip").dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
}"""


def given(name: str, kind: str, data: bytes) -> list[str]:
    return [name, kind, base64.b64encode(data).decode()]


@pytest.fixture
def film(desk_studio):
    return desk_studio.new_project(small_story(2, film={"width": 96, "height": 64, "fps": 15}))


def test_of_two_faces_one_is_chosen_before_the_photo_becomes_a_portrait(desk, film):
    page = desk.open(film)
    page.get_by_role("tab", name="Cast", exact=True).click()
    with page.expect_file_chooser() as chooser:
        page.locator("#cast-board").get_by_role("button", name="Upload").click()
    chooser.value.set_files({"name": "two.jpg", "mimeType": "image/jpeg", "buffer": photo(two_people())})
    page.wait_for_function("document.querySelectorAll('#own-file .vg-cutface').length === 2")
    expect(page.locator("#own-file")).to_contain_text("2 faces were found", use_inner_text=True)
    assert not film.takes("portrait/mary/young")
    part = page.locator(".vg-cutpart")
    usual = part.bounding_box()["x"]
    page.get_by_role("button", name="Use face 2").click()
    assert part.bounding_box()["x"] > usual + 50
    part.focus()
    chosen = part.bounding_box()["x"]
    page.keyboard.press("ArrowLeft")
    assert part.bounding_box()["x"] < chosen
    page.click("#own-use")
    page.wait_for_function("!document.querySelector('#own-file[open]')")
    second = picture_of(film, "portrait/mary/young")
    film.upload("portrait/mary/young", photo(two_people()))
    assert abs(second.astype(int) - picture_of(film, "portrait/mary/young")).mean() > 15


def test_a_dropped_film_is_asked_what_it_is_for_and_becomes_the_shots_clip(desk, film):
    page = desk.open(film)
    page.evaluate(DROP, given("phone.mp4", "video/mp4", filmed()))
    page.wait_for_selector("#own-file[open] #own-use:not([disabled])")
    offered = page.locator("#own-for option").all_inner_texts()
    assert offered[0] == "Clip of shot 1" and "Still of shot 1" in offered and len(offered) >= 3
    page.click("#own-use")
    page.wait_for_function("!document.querySelector('#own-file[open]')")
    page.wait_for_function("document.querySelector('#vg-toasts')?.innerText.includes('last picture is held')")
    assert film.plan().named("clip/1").reason == "your upload"


def test_a_picture_that_cannot_be_read_is_said_in_the_dialog_and_changes_nothing(desk, film):
    page = desk.open(film)
    before = film.head().revision
    page.evaluate(DROP, given("broken.jpg", "image/jpeg", photo(somebody())[:200]))
    page.wait_for_function(
        "document.querySelector('#own-file .vg-wrong:not([hidden])')?.innerText.includes('cannot be read')"
    )
    expect(page.locator("#own-use")).to_be_disabled()
    assert film.head().revision == before
    page.keyboard.press("Escape")
    page.evaluate(DROP, given("notes.pdf", "application/pdf", b"%PDF"))
    page.wait_for_function("document.querySelector('#vg-toasts')?.innerText.includes('its own place')")
