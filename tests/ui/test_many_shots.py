"""Many shots at once, as a film maker does it: marked in any list, changed in one inspector, words replaced after a look at each."""

from __future__ import annotations

import pytest

from tests.ui.browsing import expect
from tests.ui.conftest import axe_core

pytestmark = pytest.mark.browser


def _marked(page) -> list[int]:
    return page.evaluate(
        "vgot.state.story.shots.map((s, i) => vgot.state.marked.has(s.id) ? i + 1 : 0).filter(Boolean)"
    )


def _violations(page) -> list[str]:
    page.evaluate(axe_core())
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [f"{v['id']}: {v['nodes'][0]['target']} {v['nodes'][0]['html'][:150]}" for v in found]


def test_shots_are_marked_in_every_list_and_changed_together_in_one_inspector(desk, film):
    page = desk.open(film)
    first = film.story
    strip = page.locator("#filmstrip .vg-card button")
    strip.nth(0).click()
    strip.nth(2).click(modifiers=["Shift"])
    assert _marked(page) == [1, 2, 3]
    expect(page.locator("#filmstrip .vg-what")).to_have_text("3 marked", use_inner_text=True)
    page.keyboard.press("Escape")
    assert _marked(page) == []
    expect(page.locator("#story .vg-editor, .vg-story .vg-editor").first).to_be_visible()
    strip.nth(1).press("Control+a")
    assert _marked(page) == [1, 2, 3, 4]
    strip.nth(3).click(modifiers=["Control"])
    assert _marked(page) == [1, 2, 3]

    many = page.locator(".vg-story .vg-many")
    assert many.locator(".vg-manysecs").input_value() == str(first.shots[0].duration_s).removesuffix(".0")
    assert "mixed" in many.locator(".vg-many-relation").get_attribute("placeholder")
    assert not _violations(page)
    many.locator(".vg-many-lighting").fill("Blue dusk.")
    many.locator(".vg-many-lighting").blur()
    desk.until(lambda: [s.domains.lighting == "Blue dusk." for s in film.story.shots] == [True, True, True, False])
    many.locator(".vg-manylock").click()
    desk.until(lambda: [s.locked for s in film.story.shots] == [["shot"]] * 3 + [[]])
    page.wait_for_selector(".vg-story .vg-manylock[aria-pressed=true]")

    desk.tab("Keyframes")
    board = page.locator("#keyframe-board .vg-many")
    board.locator(".vg-manypin").click()
    desk.until(lambda: film.head().label == "pin 3 items")
    desk.tab("Timeline")
    page.locator("#timeline .vg-body").nth(3).click(modifiers=["Control"])
    page.locator("#timeline .vg-body").nth(0).click(modifiers=["Control"])
    assert _marked(page) == [2, 3, 4]
    expect(page.locator("#timeline .vg-many")).to_be_visible()
    page.click("#delete-shot")
    desk.until(lambda: len(film.story.shots) == 1)
    for _ in range(4):
        was = film.head().revision
        page.click("#undo")
        desk.until(lambda was=was: film.head().revision != was)
        page.wait_for_function("now => vgot.state.revision === now", arg=film.head().revision)
    desk.until(lambda: film.story == first)


def test_words_are_replaced_after_a_look_at_each_text_and_one_undo_brings_them_back(desk, story_only):
    page = desk.open(story_only)
    story_only.many.edit([s.id for s in story_only.story.shots], "background", "The harbour wall.")
    story_only.script.lock(2)
    first = story_only.story
    page.keyboard.press("Control+h")
    page.locator("#replace-old").fill("HARBOUR WALL")
    page.locator("#replace-new").fill("jetty")
    page.wait_for_selector("#take-replace:not(:disabled)")
    rows = page.locator("#replace .vg-changes li")
    expect(rows.first).to_contain_text("jetty", use_inner_text=True)
    expect(page.locator("#replace .vg-missed")).to_contain_text("shot 2", use_inner_text=True)
    assert not _violations(page)
    expect(rows).to_have_count(3)
    rows.nth(2).locator("input").uncheck()
    page.click("#take-replace")
    page.wait_for_selector("#replace", state="hidden")
    said = ["The jetty.", "The harbour wall.", "The jetty.", "The harbour wall."]
    desk.until(lambda: [s.domains.background for s in story_only.story.shots] == said)
    page.click("#undo")
    desk.until(lambda: story_only.story == first)


def test_a_version_is_named_and_compared_and_a_shot_is_commented_on(desk, film):
    page = desk.open(film)
    desk.tab("Shots")
    page.locator(".vg-review > summary").click()
    page.fill("#new-comment", "<b>Closer</b> on her face")
    page.click("#add-comment")
    page.wait_for_selector(".vg-comments li")
    expect(page.locator(".vg-comments")).to_contain_text("<b>Closer</b>", use_inner_text=True)
    page.select_option("#shot-status", "change")
    desk.until(lambda: film.story.shots[0].status == "change")
    assert [c.text for c in film.story.shots[0].comments] == ["<b>Closer</b> on her face"]
    assert not _violations(page)

    film.many.edit([s.id for s in film.story.shots[:2]], "lighting", "Bright midday sun.")
    page.click("#open-history")
    page.wait_for_function("document.querySelectorAll('#history .vg-change').length > 3")
    rows = page.locator("#history .vg-change")
    rows.nth(0).locator(".vg-versionname").fill("For the producer")
    rows.nth(0).locator(".vg-versionname").press("Tab")
    desk.until(lambda: [v.name for v in film.versions()] == ["For the producer"])
    rows.nth(0).get_by_role("button", name="Compare").click()
    rows.last.get_by_role("button", name="Compare").click()
    page.wait_for_selector("#history .vg-versionpair img:not([hidden])")
    expect(page.locator("#history .vg-versionpair")).to_have_count(2)
    expect(page.locator("#history .vg-compared h3")).to_contain_text("For the producer", use_inner_text=True)
    assert not _violations(page)
