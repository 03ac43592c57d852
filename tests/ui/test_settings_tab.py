"""Settings: what presets would fetch and under which licences, room on the disk, a report that can be sent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import small_story
from tests.paint_world import use_paint
from tests.ui.browsing import expect
from tests.ui.conftest import Desk, served
from ui.example import ExampleFilm
from ui.verbs import Verbs
from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings
from vgot.space.quotas import Quotas
from vgot.space.visitors import SpaceStudio

REPO = "black-forest-labs/FLUX.2-klein-4B"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A studio of its own: agreements to licences are kept in its home. Flat colours are enough here."""
    patch = pytest.MonkeyPatch()
    use_paint(patch)
    studio = Studio(Settings(home=tmp_path_factory.mktemp("home")), InlineExecutor(idle_s=0.2))
    yield studio
    studio.close()
    patch.undo()


@pytest.fixture(scope="module")
def place(own):
    with served(own) as address:
        yield address


@pytest.fixture
def settings(chromium, place, own):
    """The Settings tab on a film with takes that nothing uses."""
    film = own.new_project(small_story(2))
    film.build()
    film.regenerate("keyframe/2", variants=2)
    desk = Desk(chromium, place)
    desk.film = film
    desk.open(film)
    desk.tab("Settings")
    yield desk
    problems = list(desk.problems)
    desk.context.close()
    assert not problems, problems


def card(desk, preset):
    return desk.page.locator(f'[data-preset="{preset}"]')


def test_a_card_says_before_anything_is_fetched_what_it_would_be_and_whether_it_fits(settings, own):
    klein = card(settings, "klein-wan5b")
    klein.locator(".vg-verdict").wait_for()
    found = own.preflight("klein-wan5b")
    assert klein.locator(".vg-verdict").get_attribute("data-fits") == ("yes" if found["fits"] else "no")
    said = klein.locator("summary").inner_text()
    assert "2 models" in said and "GB" in said and "Apache-2.0" in said
    expect(card(settings, "kolors-svd").locator("summary")).to_contain_text(
        "not for commercial use", use_inner_text=True
    )
    assert card(settings, "animatic").get_by_role("radio").get_attribute("aria-checked") == "true"
    expect(card(settings, "animatic").locator("summary")).to_be_hidden()


def test_a_licence_is_asked_once_and_fetching_waits_for_it(settings, own):
    klein = card(settings, "klein-wan5b")
    fetch = klein.get_by_role("button", name="Fetch")
    fetch.wait_for()
    expect(fetch).to_be_disabled()
    klein.get_by_role("button", name="Read 2 licences first").click()
    line = klein.locator("li", has_text=REPO)
    expect(line).to_contain_text("I agree to the Apache-2.0 licence", use_inner_text=True)
    line.get_by_role("checkbox").click()
    settings.until(lambda: {d["repo"]: d["consented"] for d in own.preflight("klein-wan5b")["downloads"]}[REPO])
    line.get_by_text("agreed", exact=True).wait_for()
    other = card(settings, "klein-framepack")
    other.locator("summary").click()
    expect(
        other.locator("li", has_text=REPO).get_by_role("checkbox")
    ).to_be_hidden()  # agreed once is agreed for every preset
    expect(fetch).to_be_disabled()
    assert json.loads((own.settings.home / "consents.json").read_text())[REPO]["licence"] == "Apache-2.0"


def test_a_fetch_shows_how_far_it_is_and_why_it_stopped(settings, own, monkeypatch):
    steps = iter([{"fetching": True, "done_gb": 4.0, "of_gb": 16.0, "error": None, "repo": REPO}] * 2)
    ended = {
        "fetching": False,
        "done_gb": 4.0,
        "of_gb": 16.0,
        "error": "The download was interrupted. Start it again.",
        "repo": "",
    }
    begun = []
    real = own.preflight

    def agreed(name=None):
        found = real(name)
        return found | {"downloads": [d | {"consented": True} for d in found["downloads"]]}

    def start(name):
        begun.append(name)
        return next(steps)

    monkeypatch.setattr(own, "preflight", agreed)
    monkeypatch.setattr(own, "start_fetch", start)
    monkeypatch.setattr(
        own, "fetch_status", lambda name: next(steps, ended) if begun and name == begun[0] else {**ended, "error": None}
    )
    settings.page.reload()
    settings.open(settings.film)
    settings.tab("Settings")
    klein = card(settings, "klein-wan5b")
    klein.get_by_role("button", name="Fetch 50 GB").click()
    bar = klein.get_by_role("progressbar")
    bar.wait_for()
    assert bar.get_attribute("aria-valuenow") == "25"
    expect(klein).to_contain_text("4 GB of 16 GB", use_inner_text=True)
    klein.get_by_text("The download was interrupted").wait_for()
    assert begun == ["klein-wan5b"]
    expect(bar).to_be_hidden()
    expect(klein.get_by_role("button", name="Fetch 50 GB")).to_be_enabled()


def test_what_could_go_is_seen_first_and_then_the_words_say_what_was_freed(settings):
    film = settings.film
    used, preview = film.storage.usage(), film.plan_cleanup()
    assert preview.takes
    shown = film.plan().nodes["film"].take.digests
    see = settings.page.locator("#see-cleanup")
    see.click()
    remove = settings.page.locator("#do-cleanup")
    remove.wait_for()
    assert settings.page.locator(".vg-going-list li").count() == len(preview.takes)
    expect(remove).to_contain_text(f"{len(preview.takes)} takes", use_inner_text=True)
    assert film.storage.usage()["total"] == used["total"], "a look removes nothing"
    remove.click()
    settings.until(lambda: not film.plan_cleanup().takes)
    settings.page.get_by_text("are free again").wait_for()
    assert film.plan().nodes["film"].take.digests == shown
    see.click()
    settings.page.get_by_text("There is nothing to remove").wait_for()


def test_names_stand_inert_in_the_lists_of_the_house(settings, own):
    other = own.new_project(small_story(1), name="<img src=x onerror=window.pwned=1>")
    settings.film.edit("cast/mary/name", "<b onclick=window.pwned=1>Mary</b>")
    settings.page.evaluate("vgot.call('look', {stamp: ''})")
    settings.page.locator(".vg-others", has_text="<img src=x").wait_for()
    settings.page.locator("#see-cleanup").click()
    settings.page.locator("#do-cleanup").wait_for()
    settings.page.locator("#report-problem").click()
    settings.page.get_by_label("with the story, names and prompts").check()
    settings.page.wait_for_function("document.querySelector('.vg-report').textContent.includes('<b onclick')")
    assert settings.page.evaluate(
        "[window.pwned, document.querySelectorAll('.vg-settings img[src=x], .vg-settings b[onclick]').length]"
    ) == [None, 0]
    own.delete_project(other.id)


@pytest.mark.slow
def test_keys_are_enough_to_look_and_to_keep(settings):
    settings.page.locator("#see-cleanup").focus()
    settings.page.keyboard.press("Enter")
    settings.page.locator("#do-cleanup").wait_for()
    settings.page.keyboard.press("Tab")
    while not settings.page.evaluate("document.activeElement.textContent.includes('Keep them')"):
        settings.page.keyboard.press("Tab")
    settings.page.keyboard.press("Enter")
    expect(settings.page.locator("#do-cleanup")).to_be_hidden()
    assert settings.film.plan_cleanup().takes


@pytest.mark.slow
def test_a_report_is_seen_before_it_is_saved_and_holds_the_story_only_when_asked(settings):
    settings.page.locator("#report-problem").click()
    told = settings.page.locator(".vg-report")
    told.wait_for()
    expect(told).to_contain_text('"packages"', use_inner_text=True)
    assert "red hair" not in told.inner_text()
    settings.page.get_by_label("with the story, names and prompts").check()
    settings.page.wait_for_function("document.querySelector('.vg-report').textContent.includes('red hair')")
    with settings.page.expect_download() as saved:
        settings.page.locator("#save-report").click()
    assert saved.value.suggested_filename == "vgot-report.json"
    assert json.loads(Path(saved.value.path()).read_text())["project"]["shots"] == 2


# -- without a browser ------------------------------------------------------------------------------------------------
@pytest.fixture
def verbs(studio):
    return Verbs(studio, ExampleFilm(studio))


@pytest.mark.parametrize(
    "asked",
    [
        {"verb": "cleanup"},
        {"verb": "cleanup", "token": "0" * 24},
        {"verb": "cleanup", "token": 7},
        {"verb": "consent"},
        {"verb": "consent", "repo": "evil/repo", "licence": "MIT"},
        {"verb": "consent", "repo": REPO, "licence": "Another Licence"},
        {"verb": "fetch", "preset": "nothing"},
        {"verb": "fetch", "preset": "klein-wan5b"},
        {"verb": "fetch"},
        {"verb": "fetch_status", "preset": "../x"},
        {"verb": "stop_fetch", "preset": None},
        {"verb": "report", "with_story": "yes"},
    ],
)
def test_a_bad_request_is_refused_in_words_and_nothing_is_fetched_or_agreed(verbs, studio, built, asked):
    before = built.store.blob_sizes()
    reply = verbs.answer({"project": built.id, **asked})
    assert reply["ok"] is False and reply["problem"]["kind"] != "error" and reply["problem"]["hint"], reply
    assert built.store.blob_sizes() == before and not (studio.settings.home / "consents.json").exists()
    assert not studio.fetch_status("klein-wan5b")["fetching"]


def test_the_sizes_of_all_films_and_the_trash_are_told_and_the_trash_is_emptied_when_asked(verbs, studio, built):
    gone = studio.new_project(small_story(1))
    studio.delete_project(gone.id)
    reply = verbs.answer({"verb": "disk", "project": built.id})
    assert [f["id"] for f in reply["films"]] == [built.id] and reply["films"][0]["bytes"] == reply["disk"][
        "total"
    ] == reply["all"]
    assert reply["trash"]["films"] == 1 and reply["trash"]["bytes"] > 0
    assert verbs.answer({"verb": "empty_trash"})["freed"] == reply["trash"]["bytes"]
    assert verbs.answer({"verb": "disk", "project": built.id})["trash"] == {"films": 0, "bytes": 0}


def test_a_visitor_of_a_space_sees_their_share_and_is_offered_no_models(tmp_path):
    space = SpaceStudio(Settings(home=tmp_path, mode="space"), quotas=Quotas(megabytes=7))
    with space.visit(None):
        film = space.new_project(small_story(1))
        verbs = Verbs(space, ExampleFilm(space))
        assert verbs.answer({"verb": "disk", "project": film.id})["share"] == 7_000_000
        for verb in ("preflights", "consent", "fetch", "fetch_status", "stop_fetch", "empty_trash", "trash"):
            reply = verbs.answer(
                {"verb": verb, "project": film.id, "repo": REPO, "licence": "Apache-2.0", "preset": "klein-wan5b"}
            )
            assert reply["ok"] is False and "not offered" in reply["problem"]["message"], verb
        report = verbs.answer({"verb": "report", "project": film.id})["report"]
        assert str(tmp_path) not in report and "environment" not in report and '"packages"' in report
    space.close()


def test_the_films_in_the_trash_are_listed_and_one_is_taken_back_by_its_own_name(verbs, studio, built):
    first, second = (studio.new_project(small_story(1), name=name) for name in ("The first", "The second"))
    for one in (first, second):
        assert verbs.answer({"verb": "delete", "project": one.id})["ok"]
    listed = verbs.answer({"verb": "trash"})["trash"]
    assert [(t["name"], t["project"], t["shots"]) for t in listed] == [
        ("The second", second.id, 1),
        ("The first", first.id, 1),
    ]
    reply = verbs.answer({"verb": "restore", "project": first.id, "trashed": listed[1]["id"], "stay": True})
    assert reply == {"ok": True} and [t["name"] for t in verbs.answer({"verb": "trash"})["trash"]] == ["The second"]
    again = verbs.answer({"verb": "restore", "project": first.id, "trashed": listed[1]["id"], "stay": True})
    assert again["problem"]["kind"] == "not_found" and again["problem"]["hint"]
    assert verbs.answer({"verb": "restore", "project": second.id})["view"]["project"] == second.id


def test_a_film_is_taken_back_from_the_trash_in_settings_and_the_page_stays_where_it_is(settings, own):
    gone = own.new_project(small_story(1), name="The clockmaker")
    own.delete_project(gone.id)
    page = settings.page
    page.reload()
    page.wait_for_function("globalThis.vgot && vgot.state.ready")
    settings.open(settings.film)
    settings.tab("Settings")
    row = page.locator("#disk-section .vg-bin li", has_text="The clockmaker")
    expect(row).to_contain_text("1 shot", use_inner_text=True)
    expect(row).to_contain_text("deleted", use_inner_text=True)
    row.get_by_role("button", name="Restore The clockmaker").click()
    page.get_by_text("“The clockmaker” is back among your films.").wait_for()
    row.wait_for(state="detached")
    assert gone.id in {p.id for p in own.projects()} and page.evaluate("vgot.state.project") == settings.film.id


def test_a_style_says_which_look_of_it_the_drawn_world_reads(settings):
    page, film = settings.page, settings.film
    said = page.locator("#style-why")
    film.edit("style", "Film noir, shot on 16 mm")
    page.wait_for_function("/reads the look “noir” of it/.test(document.querySelector('#style-why').textContent)")
    film.edit("style", "a baroque opera")
    page.wait_for_function("/knows no look in these words/.test(document.querySelector('#style-why').textContent)")
    film.set_preset("klein-wan5b")
    page.wait_for_function("!vgot.state.drawn")
    expect(said).to_be_hidden()
    film.set_preset("animatic")
