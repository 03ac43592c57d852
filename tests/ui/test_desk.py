"""The desk: the work is large at every size, what the tab shows already is not shown again, and every control can be reached."""

from __future__ import annotations

import pytest

from tests.conftest import small_story
from tests.ui.browsing import expect
from tests.ui.conftest import Desk
from vgot.project.studio import acting_as
from vgot.story.model import Film

pytestmark = pytest.mark.browser
TABS = ("Story", "Cast", "Keyframes", "Shots", "Timeline", "Settings")
#: Width and height of the window, and the least share of it that the open tab has.
SIZES = {(1400, 900): 70, (1920, 1080): 70, (1024, 768): 60, (390, 844): 60, (700, 450): 60}

WORK = """() => {
  const panel = [...document.querySelectorAll('#studio-tabs [role=tabpanel]')].find((x) => x.offsetParent && x.offsetHeight);
  const dock = document.getElementById('strip-dock').getBoundingClientRect(), seen = panel.getBoundingClientRect();
  const covers = [...document.querySelectorAll('#vg-toasts .vg-toast')].reduce((a, t) => a + t.offsetHeight * t.offsetWidth, 0);
  const high = Math.min(innerHeight, dock.height ? dock.top : innerHeight) - Math.max(0, seen.top);
  return 100 * (high * innerWidth - covers) / (innerHeight * innerWidth);
}"""
#: The page has drawn what it was asked for, and laid it out.
DRAWN = "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn))))"
#: Controls that no scrolling brings to a place where they can be pressed: what lies over their middle is named.
UNREACHED = """async () => {
  const lost = [];
  const seen = [...document.querySelectorAll('button, input, select, textarea, summary, a[href], [role=tab], [role=slider]')];
  for (const node of seen) {
    if (node.disabled || !node.checkVisibility({ visibilityProperty: true }) || node.closest('dialog:not([open]), [inert], .vg-sr, footer')) continue;
    const box0 = node.getBoundingClientRect();
    if (!box0.width || !box0.height || node.closest('.visually-hidden, [aria-hidden=true]')) continue;
    node.scrollIntoView({ block: 'center', inline: 'center' });
    const box = node.getBoundingClientRect(), x = box.left + box.width / 2, y = box.top + box.height / 2;
    const top = document.elementFromPoint(x, y);
    if (top && (node.contains(top) || top.contains(node) && !top.matches('body, html, gradio-app') || top.closest('label')?.control === node)) continue;
    lost.push(`${node.tagName} ${node.id || node.getAttribute('aria-label') || node.innerText || node.className} under ${top ? top.tagName + ' ' + (top.id || top.className) : 'nothing'}`);
  }
  scrollTo(0, 0);
  return lost;
}"""


def sized(chromium, address: str, size: tuple[int, int], scheme: str = "dark") -> Desk:
    desk = Desk(chromium, address, size[0], scheme)
    desk.page.set_viewport_size({"width": size[0], "height": size[1]})
    return desk


@pytest.mark.parametrize(
    "size",
    [s if s in ((1400, 900), (390, 844), (700, 450)) else pytest.param(s, marks=pytest.mark.slow) for s in SIZES],
    ids=lambda s: f"{s[0]}x{s[1]}",
)
def test_the_open_tab_has_most_of_the_window_and_every_control_can_be_pressed(chromium, address, film, size):
    desk = sized(chromium, address, size)
    page = desk.open(film)
    try:
        for tab in TABS:
            desk.page.evaluate("name => vgot.showTab(name)", tab)
            page.wait_for_function("name => vgot.state.tab === name", arg=tab)
            page.evaluate(DRAWN)
            assert page.evaluate(WORK) >= SIZES[size], (tab, page.evaluate(WORK))
            assert not page.evaluate(UNREACHED), tab
            seen = "[...document.querySelectorAll('dialog:not([open])')].filter((d) => d.offsetHeight).map((d) => d.id)"
            assert not page.evaluate(seen), "a closed dialog stands on the page"
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], tab
    finally:
        desk.context.close()
    assert not desk.problems


def test_the_strip_stands_only_where_the_tab_does_not_show_the_shots(desk, film):
    page = desk.open(film)
    strip = page.locator("#filmstrip .vg-strip")
    for tab, shown in (("Story", True), ("Cast", True), ("Keyframes", False), ("Shots", False), ("Timeline", False)):
        desk.tab(tab)
        assert strip.is_visible() == shown
        expect(page.locator("#regenerate")).to_be_visible()
        expect(page.locator("#approve")).to_be_hidden()  # a draft asks for no approval
    desk.tab("Settings")
    expect(page.locator("#filmstrip")).to_be_hidden()


def test_with_a_film_open_the_sentence_box_is_one_line_until_a_new_film_is_asked_for(desk, film):
    page = desk.open(film)
    box = page.locator("#sentence textarea")
    assert box.bounding_box()["height"] <= 40
    expect(page.locator("#make-film")).to_be_hidden()
    page.click("#new-film")
    page.wait_for_function("document.activeElement === document.querySelector('#sentence textarea')")
    expect(page.locator("#make-film")).to_be_visible()
    expect(page.locator("#choose-writer")).to_be_visible()
    page.keyboard.press("Escape")
    page.wait_for_function("document.documentElement.hasAttribute('data-slim')")
    expect(page.locator("#choose-writer")).to_be_hidden()


@pytest.mark.slow
def test_pressing_a_tab_right_after_the_box_goes_to_that_tab(desk, film):
    page = desk.open(film)
    page.click("#new-film")
    page.get_by_role("tab", name="Cast", exact=True).click()
    page.wait_for_function("vgot.state.tab === 'Cast'")
    page.wait_for_function("document.documentElement.hasAttribute('data-slim')")
    expect(page.locator("#cast-board")).to_be_visible()


def test_an_upright_film_is_upright_on_every_card(desk, desk_studio):
    film = desk_studio.new_project(small_story(3).model_copy(update={"film": Film(width=144, height=256)}))
    film.build()
    page = desk.open(film)
    for tab, cards in {
        "Story": "#filmstrip .vg-card .vg-frame, #film-player .vg-screen",
        "Keyframes": "#keyframe-board .vg-cards .vg-frame, #keyframe-board .vg-inspector > .vg-frame, #keyframe-board .vg-takes .vg-frame",
        "Shots": "#shot-board .vg-cards .vg-frame, #shot-board .vg-inspector > .vg-frame",
        "Timeline": "#timeline .vg-cut",
    }.items():
        desk.tab(tab)
        page.wait_for_function("s => document.querySelector(s)?.offsetHeight > 0", arg=cards)
        shapes = page.evaluate(
            "s => [...document.querySelectorAll(s)].filter((x) => x.offsetHeight).map((x) => x.offsetWidth / x.offsetHeight)",
            cards,
        )
        assert shapes and all(abs(s - 9 / 16) < 0.04 for s in shapes), (tab, shapes)
    assert page.evaluate("innerHeight") == 900
    desk.tab("Story")
    assert page.locator("#film-player .vg-screen").bounding_box()["height"] < 620, "its buttons stay in the window"


# -- one selection, one playhead ----------------------------------------------------------------------------------------
def _time(page) -> float:
    return page.evaluate("document.querySelector('#film-player video').currentTime")


def test_choosing_a_shot_puts_the_player_there_and_the_place_is_kept_between_tabs(desk, film):
    page = desk.open(film)
    page.wait_for_function("document.querySelector('#film-player video').readyState > 1")
    page.evaluate("document.querySelector('#film-player video').pause()")
    starts = [sum(s.duration_s for s in film.story.shots[:n]) for n in range(4)]
    desk.choose_shot(3)
    page.wait_for_function(
        "t => Math.abs(document.querySelector('#film-player video').currentTime - t) < 0.1", arg=starts[2]
    )
    desk.tab("Timeline")
    page.wait_for_function(
        "s => document.querySelector('#timeline .vg-transport input').value >= s - 0.1", arg=starts[2]
    )
    page.locator("#timeline .vg-body").nth(1).click()
    desk.tab("Story")
    page.wait_for_function(
        "t => Math.abs(document.querySelector('#film-player video').currentTime - t) < 0.1", arg=starts[1]
    )
    assert page.evaluate("vgot.state.shot") == film.story.shots[1].id


@pytest.mark.slow
def test_space_plays_after_a_card_or_a_button_was_pressed_and_writes_a_blank_in_a_text(desk, film):
    page = desk.open(film)
    page.wait_for_function("document.querySelector('#film-player video').readyState > 1")
    page.evaluate("document.querySelector('#film-player video').pause()")
    paused = "document.querySelector('#film-player video').paused"
    pinned = "!!vgot.state.items['keyframe/' + vgot.state.shot].pinned"
    for pressed, then in (("#filmstrip .vg-card:nth-child(2) button", "true"), ("#pin", pinned)):
        page.click(pressed)
        page.wait_for_function(then)
        assert page.evaluate(paused)
        page.keyboard.press(" ")
        page.wait_for_function(f"!{paused}")
        page.keyboard.press(" ")
        page.wait_for_function(paused)
    assert page.evaluate(pinned), "space played, and did not press the button again"
    words = page.locator("#domain-camera textarea")
    words.focus()
    page.keyboard.press("End")
    page.keyboard.press(" ")
    assert page.evaluate(paused) and words.input_value().endswith(" ")


def test_a_mouse_over_a_card_looks_through_its_clip(desk, film):
    page = desk.open(film)
    for tab, card in (("Story", "#filmstrip .vg-card"), ("Keyframes", "#keyframe-board .vg-item")):
        desk.tab(tab)
        frame = page.locator(f"{card} .vg-frame").nth(1)
        box = frame.bounding_box()
        page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] / 2)
        page.wait_for_function(f"document.querySelectorAll('{card}')[1].querySelector('.vg-scrub')?.readyState > 1")
        page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2)
        page.wait_for_function(
            "document.querySelector('.vg-scrub').currentTime > document.querySelector('.vg-scrub').duration / 2"
        )
        page.mouse.move(5, 5)
        expect(page.locator(".vg-scrub")).to_have_count(0)


def test_who_wants_less_motion_sees_nothing_begin_by_itself(chromium, address, film):
    desk = Desk(chromium, address)
    desk.page.emulate_media(reduced_motion="reduce")
    page = desk.open(film)
    page.wait_for_function("document.querySelector('#film-player video').readyState > 1")
    page.wait_for_timeout(300)
    assert page.evaluate("document.querySelector('#film-player video').paused")
    desk.tab("Shots")
    page.wait_for_function("document.querySelector('#shot-board .vg-inspector video').src")
    assert page.evaluate("document.querySelector('#shot-board .vg-inspector video').paused")
    page.keyboard.press(" ")
    page.wait_for_function("!document.querySelector('#shot-board .vg-inspector video').paused")
    desk.context.close()


# -- history ------------------------------------------------------------------------------------------------------------
def test_the_history_says_every_change_and_who_made_it_and_leads_back_to_any_of_them(desk, story_only):
    page = desk.open(story_only)
    first = story_only.story
    with acting_as("command line"):
        story_only.delete_shot(4)
    page.wait_for_function("vgot.state.story.shots.length === 3")
    page.fill("#domain-lighting textarea", "a single candle")
    page.locator("#domain-lighting textarea").blur()
    desk.until(lambda: story_only.story.shots[0].domains.lighting == "a single candle")
    page.wait_for_function("document.querySelector('#undo').title === 'Undo: Shot 1: lighting (Ctrl+Z)'")
    page.click("#open-history")
    rows = page.locator("#history .vg-change")
    page.wait_for_function("document.querySelectorAll('#history .vg-change').length === 3")
    expect(rows.nth(0)).to_contain_text("Shot 1: lighting", use_inner_text=True)
    expect(rows.nth(0)).to_contain_text("on the page", use_inner_text=True)
    expect(rows.nth(1)).to_contain_text("Shot 4 was deleted", use_inner_text=True)
    expect(rows.nth(1)).to_contain_text("in a terminal", use_inner_text=True)
    rows.nth(1).get_by_role("button", name="What differs").click()
    page.wait_for_selector("#history .vg-differs ins")
    expect(page.locator("#history .vg-differs:visible li")).to_have_count(1)
    rows.nth(2).get_by_role("button", name="Back to here").click()
    desk.until(lambda: story_only.story == first)
    page.wait_for_function(
        "document.querySelector('#history .vg-change[data-now]')?.innerText.includes('Back to revision')"
    )
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    desk.until(lambda: len(story_only.story.shots) == 3)
    page.wait_for_function("document.querySelector('#vg-toasts')?.innerText.includes('Undone: Back to revision')")


def test_undo_turns_to_the_shot_that_it_changes(desk, story_only):
    page = desk.open(story_only)
    story_only.edit("shots/3/camera", "a crane shot")
    page.wait_for_function("vgot.state.undoes?.values.n === '3'")
    page.click("#undo")
    page.wait_for_function("vgot.state.shot === vgot.state.story.shots[2].id")
    assert page.get_attribute("#redo", "title") == "Redo: Shot 3: camera (Ctrl+Shift+Z)"


# -- commands and keys --------------------------------------------------------------------------------------------------
def test_the_palette_finds_a_shot_by_its_words_and_a_command_by_its_name(desk, film):
    page = desk.open(film)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+k")
    page.wait_for_function("document.activeElement.getAttribute('role') === 'combobox'")
    page.keyboard.type("shot 3")
    page.keyboard.press("Enter")
    page.wait_for_function("vgot.state.shot === vgot.state.story.shots[2].id")
    page.keyboard.press("Control+k")
    page.keyboard.type("keep this take")
    page.keyboard.press("Enter")
    desk.until(lambda: film.plan().nodes["keyframe/" + film.story.shots[2].id].pinned)
    page.keyboard.press("Control+k")
    page.keyboard.type("timel")
    page.keyboard.press("Enter")
    page.wait_for_function("vgot.state.tab === 'Timeline'")
    expect(page.locator("#timeline .vg-track")).to_be_visible()
    expect(page.locator("#palette")).to_be_hidden()


def test_a_question_mark_shows_every_key_and_none_of_them_is_there_twice(desk, film):
    page = desk.open(film)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    page.wait_for_selector("#keys[open]")
    said = page.locator("#keys dl").inner_text()
    assert all(words in said for words in ("Play or pause", "History of the film", "The shot in full size", "Undo"))
    keys = page.evaluate(
        "[...document.querySelectorAll('#keys dt')].map((d, i) => d.innerText + d.nextSibling.innerText.match(/\\(Timeline\\)/))"
    )
    assert len(keys) == len(set(keys))
    page.keyboard.press("Escape")
    words = page.locator("#domain-camera textarea")
    words.focus()
    page.keyboard.type("?h")
    expect(page.locator("#keys[open], #history[open]")).to_have_count(0)
    assert "?h" in words.input_value()


def test_two_keys_lead_past_the_bar_to_the_work_and_to_the_selected_shot(desk, film):
    page = desk.open(film)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "To the open tab"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('[role=tabpanel]')")
    page.locator(".vg-skips button").nth(1).focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "regenerate"


# -- a shot in full size --------------------------------------------------------------------------------------------------
def test_a_shot_is_seen_in_full_size_and_two_of_its_takes_are_held_against_each_other(desk, film):
    film.regenerate("keyframe/2")
    older = [t["id"] for t in film.takes("keyframe/2") if not t["chosen"]]
    page = desk.open(film)
    desk.tab("Keyframes")
    page.locator("#keyframe-board .vg-pick").nth(1).dblclick()
    page.wait_for_selector("#canvas[open]")
    stage = page.locator("#canvas .vg-canvasstage").bounding_box()
    assert stage["width"] > 900 and abs(stage["width"] / stage["height"] - 16 / 9) < 0.05
    page.wait_for_function("document.querySelectorAll('#canvas .vg-canvastakes li').length === 2")
    expect(
        page.locator("#canvas .vg-canvastakes li").first.locator(".vg-badge")
    ).to_be_visible()  # the newest stands first
    for mode in ("wipe", "side", "onion"):
        page.click(f"#canvas-{mode}")
        page.wait_for_function("m => document.querySelector('#canvas .vg-canvasstage').dataset.mode === m", arg=mode)
    page.click("#canvas-use")
    desk.until(lambda: [t["id"] for t in film.takes("keyframe/2") if t["chosen"]] == older)
    page.keyboard.press("ArrowRight")
    page.wait_for_function("vgot.state.shot === vgot.state.story.shots[2].id")
    page.keyboard.press("Escape")
    expect(page.locator("#canvas")).to_be_hidden()


# -- many shots ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("tab, board", [("Keyframes", "#keyframe-board"), ("Shots", "#shot-board")])
def test_a_grid_shows_the_shots_that_hold_what_is_typed_by_their_own_numbers(desk, story_only, tab, board):
    story_only.edit("shots/3/lighting", "a purple searchlight")
    page = desk.open(story_only)
    desk.tab(tab)
    find = page.locator(f"{board} input[type=search]")
    find.fill("PURPLE search")
    page.wait_for_function("b => document.querySelectorAll(`${b} .vg-cards li`).length === 1", arg=board)
    expect(page.locator(f"{board} .vg-cards li")).to_contain_text("Shot 3", use_inner_text=True)
    find.fill("nobody says this")
    page.wait_for_selector(f"{board} .vg-nofound:not([hidden])")
    find.press("Escape")
    page.wait_for_function("b => document.querySelectorAll(`${b} .vg-cards li`).length === 4", arg=board)
    expect(find).to_have_value("")
