"""One place to direct: what becomes of a sentence, wishes about the open film, and a new film only where a person says so."""

from __future__ import annotations

import pytest

from tests.ui.browsing import expect

pytestmark = pytest.mark.browser
BOAT = "A paper boat drifts from a mountain spring through a sleeping city down to the open sea"


@pytest.fixture
def boat(desk_studio):
    """A film of one sentence in four shots, of which nothing is made."""
    project = desk_studio.write(BOAT, 4)
    project.queue.pause()
    return project


def say(page, words: str) -> None:
    page.fill("#sentence textarea", words)
    page.press("#sentence textarea", "Enter")


def _on(route) -> None:
    route.continue_()


def says(page, selector: str, holds: str) -> bool:
    """Whether the page comes to say it."""
    page.wait_for_function(
        "([s, t]) => document.querySelector(s)?.innerText.includes(t)", arg=[selector, holds], timeout=60_000
    )
    return True


# -- the account ------------------------------------------------------------------------------------------------------
def test_while_one_types_the_page_says_that_every_word_will_have_its_shot_or_how_far_the_words_reach(desk):
    page = desk.open()
    page.locator("#sentence textarea").press_sequentially(BOAT)
    assert says(page, "#sentence-account", "Every word will have its shot.")
    page.fill("#shots-count input[type=number]", "60")
    page.press("#shots-count input[type=number]", "Tab")
    assert says(page, "#sentence-account", "the others show the same moments from other sides.")


def test_a_sentence_in_another_language_is_told_with_what_the_drawing_does_not_know(desk):
    page = desk.open()
    page.fill("#sentence textarea", "Una mujer ciega pesca de noche escuchando el mar y canta sola")
    assert says(page, "#sentence-account", "In Spanish.")
    assert says(page, "#sentence-account", "A connected writer would tell the story in this language")


def test_the_films_own_sentence_stands_on_the_page_after_a_reload_and_its_words_lead_to_their_shots(desk, boat):
    page = desk.open(boat)
    assert says(page, "#film-sentence", "paper boat")
    assert says(page, "#film-sentence", "Every word has its shot.")
    page.reload()
    page.wait_for_function("globalThis.vgot && vgot.state.ready")
    assert says(page, "#film-sentence", "Every word has its shot.")
    page.locator("#film-sentence .vg-word", has_text="sea").last.click()
    assert page.evaluate("vgot.state.shot") == boat.story.shots[-1].id


@pytest.mark.slow
def test_a_word_that_no_shot_says_any_more_is_named_with_why(desk, boat):
    page = desk.open(boat)
    assert says(page, "#film-sentence", "Every word has its shot.")
    say(page, "remove shot 4")
    page.wait_for_selector("#wish:not([hidden])")
    page.click("#take-wish")
    assert says(page, "#film-sentence", "Not used:")
    chip = page.locator("#film-sentence details", has_text="sea").first
    chip.locator("summary").click()
    expect(chip).to_contain_text("No shot says it", use_inner_text=True)


# -- wishes -----------------------------------------------------------------------------------------------------------
def test_a_wish_is_shown_as_a_difference_taken_as_one_edit_and_undone_at_once(desk, story_only):
    page = desk.open(story_only)
    before = story_only.story
    page.fill("#sentence textarea", "make it darker")
    page.wait_for_function("document.querySelector('#make-film').innerText === 'See the change'")
    page.click("#make-film")
    page.wait_for_selector("#wish:not([hidden])")
    expect(page.locator("#wish .vg-changes li")).to_have_count(4)
    assert page.locator("#wish ins").count() >= 4
    expect(page.locator("#wish")).to_contain_text("Shot 1, lighting", use_inner_text=True)
    assert story_only.story == before
    page.locator("#wish .vg-changes input").nth(1).uncheck()
    expect(page.locator("#take-wish")).to_have_text("Take 3 of 4", use_inner_text=True)
    page.click("#take-wish")
    desk.until(lambda: story_only.story != before)
    now = story_only.story.shots
    assert [s.domains.lighting != b.domains.lighting for s, b in zip(now, before.shots, strict=True)] == [
        True, False, True, True,
    ]  # fmt: skip
    page.wait_for_function("!document.querySelector('#sentence textarea').value")
    expect(page.locator("#wish")).to_be_hidden()
    page.get_by_role("button", name="Undo", exact=True).last.click()
    desk.until(lambda: story_only.story == before)


def test_this_shot_is_the_one_that_is_chosen(desk, story_only):
    page = desk.open(story_only)
    desk.choose_shot(3)
    say(page, "night in this shot")
    page.wait_for_selector("#wish:not([hidden])")
    expect(page.locator("#wish")).to_contain_text("Shot 3, lighting", use_inner_text=True)
    assert "Shot 1" not in page.locator("#wish .vg-changes").inner_text()


def test_what_cannot_be_done_says_why_and_what_to_do_instead(desk, story_only):
    page = desk.open(story_only)
    say(page, "darker in shot 9")
    page.wait_for_selector("#wish:not([hidden])")
    expect(page.locator("#wish .vg-missed li")).to_have_count(1)
    expect(page.locator("#take-wish")).to_be_hidden()
    page.press("#wish", "Escape")
    expect(page.locator("#wish")).to_be_hidden()


def test_with_a_film_open_a_new_one_is_made_only_where_a_person_says_so(desk, desk_studio, boat):
    page = desk.open(boat)
    # What is typed gets no reading beforehand: the wish alone says enough to say how the new film is made.
    held: list = []
    page.route("**/component_server/", lambda r: (held.append if '"read_sentence"' in r.request.post_data else _on)(r))
    say(page, "A detective follows a balloon through Paris")
    page.wait_for_selector("#wish:not([hidden])")
    expect(page.locator("#wish")).to_contain_text("This reads as a new film.", use_inner_text=True)
    assert page.evaluate("vgot.state.project") == boat.id
    page.select_option("#film-aspect", "9:16")
    page.select_option("#film-look", "noir")
    page.fill("#film-seconds", "12")
    page.click("#make-new")
    page.wait_for_function("had => vgot.state.project !== had", arg=boat.id)
    made = desk_studio.open(page.evaluate("vgot.state.project"))
    made.queue.pause()
    assert (made.story.film.width, made.story.film.height) == (432, 768) and "noir" in made.story.style.lower()
    assert sum(s.duration_s for s in made.story.shots) == pytest.approx(12, abs=1.5)
    assert boat.story.sentence == BOAT and page.input_value("#sentence textarea") == ""


@pytest.mark.slow
def test_on_a_phone_nothing_of_it_is_wider_than_the_page(chromium, address, boat):
    from tests.ui.conftest import Desk

    phone = Desk(chromium, address, 390, "light")
    page = phone.open(boat)
    say(page, "night instead of day")
    page.wait_for_selector("#wish:not([hidden])")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    phone.context.close()
    assert not phone.problems


# -- used or named ----------------------------------------------------------------------------------------------------
def test_words_that_the_drawing_does_not_show_are_named_under_their_box_as_they_are_typed(desk, story_only):
    page = desk.open(story_only)
    story_only.queue.pause()
    page.fill("#domain-background textarea", "a bus depot with capybaras and a quokka")
    assert says(page, "#domain-background .vg-coverage", "“quokka”")
    assert says(page, "#domain-background .vg-coverage", "“capybaras” as a mouse")
    marks = page.locator("#domain-background .vg-mirror mark")
    assert "quokka" in marks.all_inner_texts()
    expect(page.locator("#domain-background textarea")).to_be_visible()
    page.fill("#domain-background textarea", "a park with trees")
    page.wait_for_selector("#domain-background .vg-coverage", state="hidden")


@pytest.mark.slow
def test_where_another_preset_makes_the_pictures_nothing_is_said_of_undrawn_words(desk, story_only):
    story_only.set_preset("klein-wan5b")
    page = desk.open(story_only)
    page.fill("#domain-background textarea", "a bus depot with capybaras and a quokka")
    page.wait_for_timeout(1500)
    expect(page.locator("#story-editor .vg-coverage:visible")).to_have_count(0)


# -- recast carries ---------------------------------------------------------------------------------------------------
@pytest.fixture
def recast(desk, desk_studio):
    """The Cast tab of a film whose shots repeat a look; gives (page, project, path of the look's key)."""
    from tests.script.wish_film import film

    project = desk_studio.new_project(film())
    project.queue.pause()
    who = project.story.cast[0]
    page = desk.open(project)
    desk.tab("Cast")
    return page, project, who


def test_a_new_look_shows_the_lines_that_repeat_the_old_one_and_takes_them_as_one_edit(recast, desk):
    page, project, who = recast
    before, revision = project.story, project.head().revision
    page.fill("#part-look textarea", "a woman in her sixties with white hair, in a green uniform")
    page.locator("#part-look textarea").blur()
    page.wait_for_selector("#recast:not([hidden])")
    expect(page.locator("#recast")).to_contain_text("the old look", use_inner_text=True)
    assert project.story == before
    lines = page.locator("#recast .vg-changes li").count()
    page.click("#take-look")
    desk.until(lambda: project.head().revision > revision)
    now = project.story
    assert now.cast[0].stages[0].look == "a woman in her sixties with white hair, in a green uniform"
    changed = [n for n, s in enumerate(now.shots) if s.domains.character != before.shots[n].domains.character]
    assert len(changed) == lines >= 1 and all("green uniform" in now.shots[n].domains.character for n in changed)
    page.wait_for_selector("#recast", state="hidden")
    page.get_by_role("button", name="Undo", exact=True).last.click()
    desk.until(lambda: project.story == before)


@pytest.mark.slow
def test_a_look_that_nobody_decides_about_is_kept_when_one_leaves_it_and_the_old_one_can_be_kept(recast, desk):
    page, project, who = recast
    old = who.stages[0].look
    page.fill("#part-look textarea", "a tall man in a red coat")
    page.locator("#part-look textarea").blur()
    page.wait_for_selector("#recast:not([hidden])")
    page.click("#drop-look")
    assert page.input_value("#part-look textarea") == old and project.story.cast[0].stages[0].look == old
    page.fill("#part-look textarea", "a tall man in a red coat")
    page.locator("#part-look textarea").blur()
    page.wait_for_selector("#recast:not([hidden])")
    page.locator("#cast-board .vg-pick").nth(1).click()
    desk.until(lambda: project.story.cast[0].stages[0].look == "a tall man in a red coat")
    expect(page.locator("#recast")).to_be_hidden()
