"""The boards of cast, keyframes and shots in a real Chromium: boxes by hand, marking many, continuity, what a render takes."""

from __future__ import annotations

import io
import socket

import pytest
from PIL import Image

from tests.ui.conftest import takes_of

pytestmark = pytest.mark.browser


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


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
    stands = film.takes.boxes("shot2")["boxes"]
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
        reply = page.evaluate(
            "box => vgot.call('edit', {shot: 'shot1', field: 'who', value: [{character: 'mary', stage: 'young', box}]}, {quiet: true})",
            box,
        )
        assert reply["ok"] is False and story_only.head().revision == 1


@pytest.mark.slow
def test_a_preset_that_does_not_read_boxes_says_so_and_draws_none(desk, story_only):
    story_only.set_preset("klein-wan5b")
    page = desk.open(story_only)
    desk.choose_shot(2)
    desk.tab("Keyframes")
    page.click("#place-people")
    assert "does not read boxes" in page.locator("#keyframe-board .vg-boxpanel").inner_text()
    assert page.locator("#keyframe-board .vg-boxes").is_hidden()


@pytest.mark.slow
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


@pytest.mark.slow
def test_shift_and_ctrl_with_a_click_mark_cards(desk, film):
    page = desk.open(film)
    desk.tab("Shots")
    cards = page.locator("#shot-board .vg-pick")
    cards.nth(0).click()
    cards.nth(2).click(modifiers=["Shift"])
    cards.nth(1).click(modifiers=["Control"])
    assert (
        sorted(page.evaluate("[...vgot.state.marked]")) == ["shot1", "shot3"]
        and page.evaluate("vgot.state.shot") == "shot1"
    )
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
    found = film.continuity.badges()["findings"]
    assert any(f["shot"] == "shot2" for f in found), found
    badge = page.locator("#shot-board [data-shot=shot2] .vg-drift")
    assert badge.inner_text()
    desk.tab("Story")
    assert page.locator("#filmstrip [data-shot=shot2] .vg-drift").is_visible()
    desk.tab("Shots")
    said = next(f["words"] for f in found if f["shot"] == "shot2")
    assert (
        said in badge.get_attribute("title")
        and said in page.locator("#filmstrip [data-shot=shot2] button").inner_text()
    )
    row = page.locator("#shot-board .vg-findings li").filter(has_text=said).first
    row.get_by_role("button", name="Go to", exact=False).click()
    assert (
        page.evaluate("vgot.state.shot") == "shot2"
        and said in page.locator("#shot-board .vg-inspector .vg-note").inner_text()
    )
    mend = next(f for f in found if f["shot"] == "shot2" and f["fix"] and f["fix"]["verb"] == "regenerate")
    before = film.head().revision
    page.locator("#shot-board .vg-findings li").filter(has_text=mend["words"]).first.get_by_role(
        "button", name=mend["fix"]["words"]
    ).click()
    desk.until(lambda: film.head().revision > before)
    desk.until_still()
    page.wait_for_function(
        "document.querySelector('#shot-board .vg-checksays').textContent.includes('not checked since')"
    )


def test_before_a_render_the_page_says_what_it_takes_and_afterwards_what_failed_and_how_to_mend_it(
    desk, story_only, monkeypatch
):
    from vgot.render.worker import Worker

    page = desk.open(story_only)
    desk.tab("Keyframes")
    page.wait_for_selector("#keyframe-board .vg-costline:not([hidden])")
    said = page.locator("#keyframe-board .vg-costline").inner_text()
    assert (
        "3 portraits, 2 places and 4 stills" in said
        and "Memory" in said
        and "Disk" in said
        and "(estimate)" in said
        and "(measured)" in said
    )
    really = Worker._run_step

    def broken(self, node, recipe, inputs, ctx):
        if node.name == "keyframe/2":
            raise RuntimeError("the lens is dirty")
        return really(self, node, recipe, inputs, ctx)

    monkeypatch.setattr(Worker, "_run_step", broken)
    page.click("#make-stale")
    page.click("#open-queue")
    page.wait_for_selector("#queue-panel .vg-after[data-bad]:not([hidden])")
    after = page.locator("#queue-panel .vg-after")
    assert "3 portraits, 2 places and 3 stills" in after.inner_text() and "1 failed" in after.inner_text()
    assert "Still of shot 2" in after.inner_text() and "the lens is dirty" in after.inner_text()
    monkeypatch.setattr(Worker, "_run_step", really)
    after.get_by_role("button", name="Retry", exact=False).click()
    page.wait_for_function("vgot.state.items['keyframe/shot2'].state === 'fresh'")
    page.wait_for_function("!document.querySelector('#queue-panel .vg-after[data-bad]')")
    assert "4 stills" in after.inner_text() and "failed" not in after.inner_text()


@pytest.mark.slow
def test_with_a_preset_that_asks_nothing_moves_until_the_stills_are_approved_on_the_page(
    chromium, tmp_path, tmp_path_factory
):
    """Real pipelines of tiny random weights, through the page: stills first, approval by hand, then the film."""
    from tests.conftest import small_story
    from tests.ui.conftest import Desk
    from ui.main import launch
    from vgot.models.tiny.write import write_twins
    from vgot.project.studio import Studio
    from vgot.render.executors import InlineExecutor
    from vgot.settings import Settings, load_preset
    from vgot.story.model import load_story

    models = write_twins(load_preset("sdxl-wan5b").preset, tmp_path_factory.mktemp("twins"))
    studio = Studio(Settings(home=tmp_path, preset="sdxl-wan5b", models_dir=models), InlineExecutor(models, idle_s=0.2))
    whole = small_story(2, film={"width": 128, "height": 96, "fps": 8}).model_dump()
    mary = {
        "character": "mary",
        "stage": "young",
    }  # one portrait, no places: two stills and two clips are what this is about
    shots = [s | {"who": [mary], "place": None, "duration_s": 0.5} for s in whole["shots"]]
    cast = [whole["cast"][0] | {"stages": whole["cast"][0]["stages"][:1]}]
    film = studio.new_project(
        load_story(
            whole | {"shots": shots, "cast": cast, "places": [], "boundaries": [{"after": "shot1", "mode": "cut"}]}
        )
    )
    page_, address = launch(studio, port=free_port(), block=False)
    desk = Desk(chromium, address.rstrip("/"))
    try:
        page = desk.open(film)
        desk.tab("Shots")
        assert (
            page.locator("#render-all").inner_text() == "Approve stills first"
            and "2 wait for approved stills" in page.locator("#shot-board .vg-tools").inner_text()
        )
        assert "waits for approval" in page.locator("#shot-board [data-shot=shot1] .vg-says").inner_text()
        page.click("#render-all")
        page.wait_for_function("vgot.state.tab === 'Keyframes'")
        page.click("#make-stale")
        page.wait_for_function(
            "['shot1', 'shot2'].every((s) => vgot.state.items['keyframe/' + s].state === 'fresh') && !(vgot.state.queue.running + vgot.state.queue.queued)",
            timeout=90_000,
        )
        assert not [p for p in film.plan().nodes.values() if p.node.step == "clip" and p.take], (
            "no clip before approval"
        )
        page.locator("#keyframe-board .vg-mark").first.check()
        page.click("#approve-all")
        desk.until(lambda: film.takes.is_approved("keyframe/1"))
        assert not film.takes.is_approved("keyframe/2")
        page.wait_for_function(
            "document.querySelector('#keyframe-board .vg-tools').innerText.includes('1 still approved of 2')"
        )
        page.click("#approve-all")
        desk.until(lambda: film.takes.is_approved("keyframe/2"))
        desk.tab("Shots")
        page.click("#render-all")
        page.wait_for_function(
            "['shot1', 'shot2'].every((s) => vgot.state.items['clip/' + s].state === 'fresh')", timeout=90_000
        )
        desk.tab("Story")
        page.click("#build-film")
        desk.until_still()
        assert film.film()[1] and not desk.problems
    finally:
        desk.context.close()
        page_.close()
        studio.close()


def test_the_cast_is_renamed_its_strength_set_and_every_use_is_a_link(desk, film):
    page = desk.open(film)
    desk.tab("Cast")
    page.fill("#part-name input", "Maria")
    page.press("#part-name input", "Enter")
    desk.until(lambda: film.story.cast[0].name == "Maria")
    page.fill("#part-stage-name input", "Maria as a girl")
    page.locator("#part-stage-name input").blur()
    desk.until(lambda: film.story.cast[0].stages[0].name == "Maria as a girl")
    page.fill("#part-name input", "   ")
    page.locator("#part-name input").blur()
    assert page.input_value("#part-name input") == "Maria" and film.story.cast[0].name == "Maria"
    page.focus("#part-strength")
    page.keyboard.press("End")
    desk.until(lambda: film.story.cast[0].strength == 1.0)
    assert "any strength above 0" in page.locator("#cast-board .vg-strong").inner_text()
    page.locator("#cast-board .vg-pick").nth(1).click()
    page.wait_for_function(
        "document.querySelector('#cast-board .vg-inspector').innerText.includes('Drawn from the portrait of')"
    )
    chips = page.locator("#cast-board .vg-inspector .vg-chip")
    assert chips.all_inner_texts() == ["3", "4"]
    chips.nth(1).click()
    page.wait_for_function("vgot.state.shot === 'shot4' && vgot.state.tab === 'Story'")
    desk.until_still()


def test_two_takes_of_a_clip_play_side_by_side(desk, film):
    film.regenerate("clip/1")
    page = desk.open(film)
    desk.tab("Shots")
    for n in (0, 1):
        page.locator("#shot-board .vg-takes li").nth(n).get_by_role("button", name="Compare").click()
    page.wait_for_function(
        "[...document.querySelectorAll('#shot-board .vg-pair video')].every((v) => v.currentTime > 0.1)"
    )
    seeds = {t["seed"] for t in film.takes("clip/1")}
    assert {int(t.split()[-1]) for t in page.locator("#shot-board .vg-pair figcaption").all_inner_texts()} == seeds
    page.locator("#shot-board .vg-takes li").first.get_by_role("button", name="Compare").click()
    assert page.locator("#shot-board .vg-pair").is_hidden()


def test_clips_wait_are_reordered_cancelled_and_retried_one_by_one(desk, story_only):
    story_only.build(until="keyframe")
    story_only.queue.pause()
    page = desk.open(story_only)
    desk.tab("Shots")
    page.click("#render-all")
    page.wait_for_function("vgot.state.queue.queued === 4")
    assert (
        page.locator("#pause-making").inner_text() == "Go on"
        and page.locator("#shot-board [data-shot=shot1] .vg-state").inner_text() == "queued"
    )
    page.click("#open-queue")
    first = page.locator("#queue-panel .vg-jobs li").first
    assert "shot 1" in first.inner_text()
    first.get_by_role("button", name="Make this last", exact=False).click()
    page.wait_for_function("vgot.state.queue.jobs.filter((j) => j.state === 'queued')[3].key === 'clip/shot1'")
    page.locator("#queue-panel .vg-jobs li").filter(has_text="shot 1").get_by_role(
        "button", name="Make this next", exact=False
    ).click()
    page.wait_for_function("vgot.state.queue.jobs.filter((j) => j.state === 'queued')[0].key === 'clip/shot1'")
    page.locator("#queue-panel .vg-jobs li").filter(has_text="shot 3").get_by_role(
        "button", name="Cancel", exact=False
    ).click()
    page.wait_for_function("vgot.state.queue.queued === 3")
    page.click("#queue-pause")
    page.wait_for_function(
        "['shot1', 'shot2', 'shot4'].every((s) => vgot.state.items['clip/' + s].state === 'fresh') && !vgot.state.queue.queued"
    )
    assert page.evaluate("vgot.state.items['clip/shot3'].state") == "missing"
    page.locator("#queue-panel .vg-jobs li").filter(has_text="cancelled").get_by_role(
        "button", name="Retry", exact=False
    ).click()
    page.wait_for_function("vgot.state.items['clip/shot3'].state === 'fresh'")
