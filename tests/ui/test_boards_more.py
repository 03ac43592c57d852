"""Two tabs on one film, hostile words wherever the boards show some, keys alone, and what an axe sees with everything open."""

from __future__ import annotations

import pytest

from tests.conftest import small_story
from tests.ui.browsing import expect
from tests.ui.conftest import axe_core, takes_of
from vgot.errors import RenderFailed
from vgot.render.worker import Worker

pytestmark = pytest.mark.browser
HOSTILE = '<img src=x onerror="window.pwned=1">${window.pwned=1}`${window.pwned=1}`{{constructor}}'


def test_two_tabs_edit_one_shot_and_the_second_sees_the_conflict_and_keeps_its_words(desk, story_only):
    first = desk.open(story_only)
    second = desk.open(story_only, desk.new_page())
    second.evaluate("document.querySelector('#domain-lighting textarea').focus()")
    second.keyboard.press("End")
    second.keyboard.type(" and fog")
    mine = second.input_value("#domain-lighting textarea")
    first.fill("#domain-lighting textarea", "neon")
    first.locator("#domain-lighting textarea").blur()
    desk.until(lambda: story_only.story.shots[0].domains.lighting in ("neon", mine))
    second.locator("#domain-lighting textarea").blur()
    winner = story_only.story.shots[0].domains.lighting
    loser, theirs = (second, "neon") if winner == "neon" else (first, mine)
    loser.wait_for_selector("#domain-lighting .vg-clash:not([hidden])")
    assert theirs in loser.locator("#domain-lighting .vg-clash").inner_text()
    assert loser.input_value("#domain-lighting textarea") == (mine if winner == "neon" else "neon"), (
        "nothing that was typed is lost"
    )
    loser.get_by_role("button", name="Use theirs").click()
    expect(loser.locator("#domain-lighting textarea")).to_have_value(winner)
    assert story_only.story.shots[0].domains.lighting == winner


def test_a_second_tab_follows_what_the_first_one_makes(desk, story_only):
    story_only.queue.pause()
    first = desk.open(story_only)
    second = desk.open(story_only, desk.new_page())
    first.evaluate("vgot.call('build')")
    second.wait_for_function("vgot.state.queue.queued > 8", timeout=20_000)
    second.evaluate("vgot.call('resume')")
    for page in (first, second):
        page.wait_for_function(
            "vgot.state.film && vgot.state.film.fresh && !(vgot.state.queue.running + vgot.state.queue.queued)",
            timeout=60_000,
        )
    expect(second.locator("#film-player .vg-after")).to_contain_text("Made", use_inner_text=True)


def test_hostile_words_stand_inert_on_boxes_findings_and_in_what_failed(desk, desk_studio, monkeypatch):
    story = small_story(2)
    cast = [
        c.model_copy(
            update={"name": HOSTILE[:110], "stages": [s.model_copy(update={"name": HOSTILE[:110]}) for s in c.stages]}
        )
        for c in story.cast
    ]
    project = desk_studio.new_project(story.model_copy(update={"cast": cast}), name=HOSTILE[:110])

    def broken(self, node, recipe, inputs, ctx):
        raise RenderFailed(HOSTILE, field=node.name, hint=HOSTILE)

    with monkeypatch.context() as patch:
        patch.setattr(Worker, "_run_step", broken)
        project.build(["keyframe/2"])
    found = [
        {
            "id": "x",
            "shot": "shot2",
            "boundary": None,
            "kind": HOSTILE,
            "words": HOSTILE,
            "number": 1.0,
            "unit": HOSTILE,
            "fix": {"verb": "regenerate", "words": HOSTILE},
        }
    ]
    monkeypatch.setattr(
        type(project.continuity), "badges", lambda self, now=None: {"made": True, "findings": found, "unchecked": []}
    )
    page = desk.open(project)
    desk.choose_shot(2)
    for tab in ("Cast", "Keyframes", "Shots"):
        desk.tab(tab)
        if tab == "Keyframes":
            page.click("#place-people")
            page.wait_for_selector("#keyframe-board .vg-box")
    page.click("#open-queue")
    page.wait_for_selector("#queue-panel .vg-after:not([hidden])")
    for place in ("#queue-panel .vg-after", "#shot-board .vg-findings", "#filmstrip [data-shot=shot2] .vg-drift"):
        expect(page.locator(place)).to_contain_text("onerror", use_inner_text=True)
    page.wait_for_timeout(200)
    assert page.evaluate("window.pwned") is None
    assert page.locator("img[src='x']").count() == 0


@pytest.mark.slow
def test_keys_alone_mark_approve_and_open_what_is_needed_on_the_boards(desk, film):
    page = desk.open(film)
    page.get_by_role("tab", name="Shots", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_function("vgot.state.tab === 'Shots'")
    before = takes_of(film)
    page.locator("#shot-board .vg-pick").first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("vgot.state.shot === 'shot2'")
    page.keyboard.press("x")
    expect(page.locator("#render-marked")).to_have_text("Regenerate 1 marked", use_inner_text=True)
    page.focus("#render-marked")
    page.keyboard.press("Enter")
    page.wait_for_function("vgot.state.items['clip/shot2'].takes === 2")
    desk.until_still()
    assert takes_of(film)["clip/2"] != before["clip/2"]


@pytest.mark.needs("axe")
def test_axe_finds_nothing_on_the_boards_with_everything_open(desk, film, monkeypatch):
    found = [
        {
            "id": f"f{n}",
            "shot": f"shot{n}",
            "boundary": None,
            "kind": "person",
            "words": "The face is another one.",
            "number": 0.2,
            "unit": "likeness",
            "fix": {"verb": "regenerate", "words": "Make another still"},
        }
        for n in (1, 2)
    ]
    monkeypatch.setattr(
        type(film.continuity),
        "badges",
        lambda self, now=None: {"made": True, "findings": found, "unchecked": ["shot3"]},
    )
    film.edit("shots/4/lighting", "neon")
    page = desk.open(film)
    desk.choose_shot(2)
    source, seen = axe_core(), {}
    for scheme in ("dark", "light"):
        page.evaluate(
            "dark => { if (document.body.classList.contains('dark') !== dark) vgot.toggleTheme(); }", scheme == "dark"
        )
        for tab in ("Story", "Cast", "Keyframes", "Shots"):
            desk.tab(tab)
            if tab == "Keyframes" and page.locator("#place-people").get_attribute("aria-pressed") != "true":
                page.click("#place-people")
                page.locator("#keyframe-board .vg-mark").first.check()
            page.wait_for_timeout(250)
            page.evaluate(source)
            result = page.evaluate(
                "axe.run({exclude: [['footer'], ['#shots-count'], ['.tab-wrapper']]}, {resultTypes: ['violations']})"
            )
            for v in result["violations"]:
                seen[f"{scheme} {tab} {v['id']}"] = [n["target"] for n in v["nodes"]][:4]
    page.click("#open-queue")
    page.wait_for_timeout(500)  # it slides in; half seen has no contrast
    page.evaluate(source)
    for v in page.evaluate("axe.run('#queue-panel', {resultTypes: ['violations']})")["violations"]:
        seen[f"queue {v['id']}"] = [n["target"] for n in v["nodes"]][:4]
    assert not seen, seen


def test_films_are_renamed_copied_saved_deleted_and_taken_back(desk, desk_studio, film, tmp_path):
    film.rename("The harbour")
    page = desk.open(film)
    page.evaluate("vgot.openProjects()")
    row = page.locator(".vg-films-list li[data-open]")
    row.get_by_role("button", name="Rename").click()
    page.keyboard.type("The long harbour")
    page.keyboard.press("Enter")
    desk.until(lambda: film.name == "The long harbour")
    with page.expect_download() as saved:
        row.get_by_role("link", name="Save this film as one file").click()
    saved.value.save_as(tmp_path / "film.vgot.zip")
    assert (tmp_path / "film.vgot.zip").read_bytes()[:2] == b"PK"
    row.get_by_role("button", name="Duplicate").click()
    page.wait_for_function("id => vgot.state.project !== id && vgot.state.name.endsWith('(copy)')", arg=film.id)
    copy = desk_studio.open(page.evaluate("vgot.state.project"))
    assert copy.film()[1] and takes_of(copy).keys() == takes_of(film).keys()
    page.evaluate("vgot.openProjects()")
    page.wait_for_selector(".vg-films-list li[data-open]")
    row = page.locator(".vg-films-list li[data-open]")
    row.get_by_role("button", name="Delete this film").click()
    row.get_by_role("button", name="Move to trash").click()
    desk.until(lambda: copy.id not in {p.id for p in desk_studio.projects()})
    page.locator("#vg-toasts button", has_text="Undo").evaluate("b => b.click()")
    desk.until(lambda: copy.id in {p.id for p in desk_studio.projects()})
    page.wait_for_function("id => vgot.state.project === id", arg=copy.id)
    assert desk_studio.open(copy.id).film()[1]


@pytest.mark.slow
def test_all_variants_of_one_still_are_cancelled_at_once(desk, film):
    film.queue.pause()
    page = desk.open(film)
    desk.tab("Keyframes")
    page.locator("#keyframe-board").get_by_role("button", name="4 variants").click()
    page.wait_for_function("vgot.state.queue.queued === 4")
    page.click("#cancel-still")
    page.wait_for_function("!vgot.state.queue.queued")
    film.queue.resume()
    assert len(film.takes("keyframe/1")) == 1
    expect(page.locator("#cancel-still")).to_be_hidden()
