"""The page while work goes on, the timeline, hostile text, and small screens, in a real Chromium."""

from __future__ import annotations

import pytest

from tests.conftest import small_story
from tests.ui.conftest import axe_core

pytestmark = pytest.mark.browser
HOSTILE = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>${window.pwned=1}`${window.pwned=1}`{{constructor}} \u202eright'


@pytest.fixture
def long_film(desk_studio):
    """A story that takes some seconds to draw."""
    story = small_story(6)
    shots = [s.model_copy(update={"duration_s": 6.0}) for s in story.shots]
    return desk_studio.new_project(
        story.model_copy(
            update={"shots": shots, "film": story.film.model_copy(update={"width": 640, "height": 360, "fps": 16.0})}
        )
    )


def test_a_reload_in_the_middle_finds_the_work_again_and_cancel_keeps_what_is_made(desk, long_film):
    page = desk.open(long_film)
    page.click("#build-film")
    page.wait_for_function(
        "Object.values(vgot.state.items).some((i) => i.step === 'keyframe' && i.state === 'fresh')", timeout=30_000
    )
    page.reload()
    page.wait_for_function(
        "id => globalThis.vgot && vgot.state.project === id && vgot.state.queue.total > 0", arg=long_film.id
    )
    assert page.locator("#film-player .vg-work").is_visible()
    page.click("#stop")
    page.wait_for_function("!(vgot.state.queue.running + vgot.state.queue.queued)", timeout=20_000)
    made = [p.name for p in long_film.plan().nodes.values() if p.state == "fresh" and p.node.step == "keyframe"]
    assert made and long_film.film() is None
    page.click("#open-queue")
    page.wait_for_function("document.querySelector('#queue-panel').innerText.includes('cancelled')", timeout=10_000)


def test_pausing_holds_the_queue_and_resuming_goes_on(desk, story_only):
    page = desk.open(story_only)
    page.evaluate("vgot.call('pause')")
    page.wait_for_function("vgot.state.queue.paused")
    page.evaluate("vgot.call('build')")
    page.wait_for_function("vgot.state.queue.queued > 0")
    assert "Paused" in page.locator("#film-player .vg-doing").inner_text()
    page.click("#open-queue")
    page.click("#queue-pause")
    desk.until_still()


def test_dragging_a_shot_in_the_timeline_changes_the_order_of_the_film(desk, film):
    page = desk.open(film)
    ids = [s.id for s in film.story.shots]
    desk.tab("Timeline")
    box = page.locator("#timeline .vg-piece").nth(0).bounding_box()
    target = page.locator("#timeline .vg-piece").nth(2).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"], box["y"] + 30, steps=4)
    page.mouse.move(target["x"] + target["width"] * 0.75, target["y"] + 30, steps=6)
    page.mouse.up()
    page.wait_for_function("id => vgot.state.story.shots[2].id === id", arg=ids[0])
    # The page shows the new order at once; the story has it when the studio has answered.
    desk.until(lambda: [s.id for s in film.story.shots] == [ids[1], ids[2], ids[0], ids[3]])
    desk.until_still()
    assert page.evaluate("vgot.state.story.shots.map((s) => s.id)") == [ids[1], ids[2], ids[0], ids[3]]


def test_an_edge_of_a_shot_sets_its_length_by_mouse_and_by_keyboard(desk, film):
    page = desk.open(film)
    desk.tab("Timeline")
    edge = page.locator("#timeline .vg-trim").nth(1)
    edge.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("vgot.state.story.shots[1].duration_s === 1.25")
    box = edge.bounding_box()
    page.mouse.move(box["x"] + 6, box["y"] + 38)
    page.mouse.down()
    page.mouse.move(box["x"] + 400, box["y"] + 38, steps=8)
    page.mouse.up()
    page.wait_for_function("vgot.state.story.shots[1].duration_s > 1.25")
    desk.until_still()
    assert film.plan().named("clip/2").take.facts["frames"] == round(film.story.shots[1].duration_s * 8)


def test_the_cut_plays_without_export_and_a_boundary_plays_in_a_loop(desk, film):
    page = desk.open(film)
    desk.tab("Timeline")
    page.locator("#timeline .vg-seam").first.click()
    page.locator("#timeline .vg-mode[data-mode=crossfade]").click()
    page.wait_for_function("vgot.state.story.boundaries[0].mode === 'crossfade'")
    desk.until_still()
    page.click("#loop-seam")
    page.wait_for_function("document.querySelector('#timeline .vg-cut video.vg-on')?.currentTime > 0.1")
    page.click("#stop-loop")
    page.click("#timeline-play")
    page.wait_for_function("Number(document.querySelector('#timeline .vg-transport input').value) > 1.2")
    page.keyboard.press("k")
    page.wait_for_function("[...document.querySelectorAll('#timeline .vg-cut video')].every((v) => v.paused)")
    assert film.story.boundary(1).mode == "crossfade"


def test_hostile_text_stands_inert_wherever_it_appears(desk, desk_studio):
    story = small_story(2)
    cast = [c.model_copy(update={"name": HOSTILE[:110], "role": HOSTILE, "wardrobe": HOSTILE}) for c in story.cast]
    shots = [
        s.model_copy(
            update={
                "summary": HOSTILE,
                "notes": HOSTILE,
                "domains": s.domains.model_copy(update={"camera": HOSTILE, "character": HOSTILE + "x" * 1500}),
            }
        )
        for s in story.shots
    ]
    places = [p.model_copy(update={"name": HOSTILE[:110], "look": HOSTILE}) for p in story.places]
    project = desk_studio.new_project(
        story.model_copy(
            update={"title": HOSTILE[:110], "cast": cast, "shots": shots, "places": places, "style": HOSTILE}
        ),
        name=HOSTILE[:110],
    )
    page = desk.open(project)
    for tab in ("Story", "Cast", "Keyframes", "Shots", "Timeline", "Settings"):
        desk.tab(tab)
        page.wait_for_timeout(120)
    page.evaluate("vgot.openProjects()")
    page.wait_for_selector(".vg-films-list li")
    assert HOSTILE[:30] in page.locator(".vg-films-list").inner_text()
    page.keyboard.press("Escape")
    page.click("#open-queue")
    assert page.evaluate("window.pwned") is None
    assert page.locator("img[src='x'], [data-widget] script").count() == 0
    long = page.evaluate(
        "text => vgot.call('edit', {shot: vgot.state.shot, field: 'camera', value: text})", "y" * 50_000
    )
    assert long["ok"] is False and project.head().revision == 1


def test_every_tab_fits_a_phone_and_nothing_is_wider_than_the_screen(chromium, address, film):
    from tests.ui.conftest import Desk

    desk = Desk(chromium, address, width=390, scheme="light")
    page = desk.open(film)
    for tab in ("Story", "Cast", "Keyframes", "Shots", "Timeline", "Settings"):
        desk.tab(tab)
        page.wait_for_timeout(150)
        page.evaluate("document.scrollingElement.scrollLeft = 500")
        assert page.evaluate("[document.scrollingElement.scrollLeft, document.scrollingElement.scrollWidth]") == [
            0,
            390,
        ], tab
    problems = list(desk.problems)
    desk.context.close()
    assert not problems


@pytest.mark.needs("axe")
def test_axe_finds_nothing_outside_gradios_own_footer(desk, film):
    page = desk.open(film)
    source = axe_core()
    found = {}
    for scheme in ("dark", "light"):
        page.evaluate(
            "dark => { if (document.body.classList.contains('dark') !== dark) vgot.toggleTheme(); }", scheme == "dark"
        )
        for tab in ("Story", "Cast", "Keyframes", "Shots", "Timeline", "Settings"):
            desk.tab(tab)
            page.wait_for_timeout(250)
            page.evaluate(source)
            result = page.evaluate(
                "axe.run({exclude: [['footer'], ['#shots-count'], ['.tab-wrapper']]}, {resultTypes: ['violations']})"
            )
            for v in result["violations"]:
                found[f"{scheme} {tab} {v['id']}"] = [n["target"] for n in v["nodes"]][:4]
    assert not found, found
