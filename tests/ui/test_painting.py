"""A film begun in the page is drawn, and stops: saved at once; painted over shot by shot beside the drawing, taken or left by one click."""

import io
import zipfile

import pytest

from tests.conftest import small_story
from tests.ui.conftest import Desk, served
from vgot import media
from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings, load_preset


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A studio as the page has it, with tiny random weights in the place of the small models."""
    from vgot.models.tiny.write import write_twins

    models = write_twins(load_preset("embedded").preset, tmp_path_factory.mktemp("twins"))
    made = Studio(Settings(home=tmp_path_factory.mktemp("home"), models_dir=models), InlineExecutor(models, idle_s=0.2))
    yield made
    made.close()


@pytest.fixture(scope="module")
def page_of(own):
    with served(own) as address:
        yield address


@pytest.fixture
def desk(chromium, page_of):
    made = Desk(chromium, page_of)
    yield made
    problems = list(made.problems)
    made.context.close()
    assert not problems, problems


@pytest.fixture
def film(own):
    project = own.new_project(small_story(3))
    assert not project.build().failed
    return project


def saved(desk, press) -> bytes:
    with desk.page.expect_download() as download:
        press()
    return open(download.value.path(), "rb").read()


def frames_of(data: bytes, tmp_path) -> list[bytes]:
    file = tmp_path / "saved.mp4"
    file.write_bytes(data)
    return [f.tobytes() for f in media.decode_clip(file)]


def paint_shot(desk, number: int):
    """Press the button under the player and wait for what stands beside the drawing."""
    desk.choose_shot(number)
    desk.page.click("#paint-shot")
    desk.page.locator("#painted-shot video[src]").wait_for(timeout=90_000)


def take(desk):
    desk.page.click("#take-painting")
    desk.page.wait_for_function("vgot.state.paint.shots[vgot.state.shot].taken")
    desk.until_still()


def test_a_sentence_is_drawn_and_stays_drawn_and_its_film_is_saved_at_once(desk, own, tmp_path):
    page = desk.open()
    page.fill("#shots-count input[type=number]", "2")
    page.fill("#sentence textarea", "A sailor waves at the harbour.")
    page.click("#make-film")
    page.wait_for_function(
        "vgot.state.story && vgot.state.story.shots.length === 2 && vgot.state.film && vgot.state.film.fresh",
        timeout=90_000,
    )
    desk.until_still()
    assert page.locator("#export-mp4").is_enabled()
    project = own.open(page.evaluate("vgot.state.project"))
    assert frames_of(saved(desk, lambda: page.click("#export-mp4")), tmp_path) == [
        f.tobytes() for f in media.decode_clip(project.film()[0])
    ]
    page.wait_for_timeout(3000)  # longer than the page takes to ask again
    assert (
        project.preset.name == "animatic"
        and not project.queue.unfinished()
        and {t["preset"] for t in project.takes("clip/1")} == {"animatic"}
    )
    note = page.locator("#film-player .vg-notes").inner_text()
    assert "Drawn animatic" in note and "rendered over" not in note and page.locator("#keep-drawing").count() == 0


def test_what_plays_can_be_saved_though_it_lacks_the_last_edit_and_the_page_says_so(desk, film, tmp_path):
    page = desk.open(film)
    page.wait_for_function("document.querySelector('#film-player video').src.includes('/media/')")
    was = [f.tobytes() for f in media.decode_clip(film.film()[0])]
    film.queue.pause()  # the film is not made anew while we look
    page.evaluate("vgot.call('edit', { shot: 'shot2', field: 'lighting', value: 'soft dawn' })")
    page.wait_for_function("vgot.state.film && !vgot.state.film.fresh")
    page.wait_for_function("/last edits are not in it/.test(document.querySelector('#export-mp4').title)")
    assert page.locator("#export-mp4").is_enabled()
    data = saved(desk, lambda: page.click("#export-mp4"))
    page.get_by_text("your last edits are not in it").wait_for()
    assert frames_of(data, tmp_path) == was
    film.queue.resume()


def test_a_shot_is_painted_beside_its_drawing_taken_and_brought_back_by_one_click_each(desk, film, tmp_path):
    page = desk.open(film)
    drawn, clip = film.film()[0], film.plan().named("clip/2").take.id
    desk.choose_shot(2)
    said = page.locator("#paint-shot").inner_text()
    assert said.startswith("Paint shot 2: about ") and page.locator("#paint-film").inner_text().startswith(
        "Paint the whole film: about "
    )
    paint_shot(desk, 2)
    assert film.film() == (drawn, True) and film.plan().named("clip/2").take.id == clip, "the drawing stays in the film"
    assert page.locator("#export-mp4").is_enabled()
    names = page.locator("#paint-box figcaption").all_inner_texts()
    assert names == ["Drawn, in the film", "Painted"]
    one = film.paintings.found()["shot2"]
    assert one.clip.digests["frames"] in page.locator("#painted-shot video").get_attribute("src")
    assert one.beside.digests["frames"] in page.locator("#beside-painting video").get_attribute("src")

    take(desk)
    assert film.plan().named("clip/2").take.id == one.clip.id
    assert film.film()[0] != drawn and page.locator("#paint-box figcaption").all_inner_texts() == [
        "Drawn, kept",
        "Painted, in the film",
    ]
    page.click("#back-to-drawing")
    page.wait_for_function("!vgot.state.paint.shots.shot2.painted")
    desk.until_still()
    assert film.plan().named("clip/2").take.id == clip
    assert film.film() == (drawn, True) and film.paintings.found()["shot2"].clip.id == one.clip.id, (
        "the drawn film is back and the painting is kept"
    )
    assert film.preset.name == "animatic"


@pytest.mark.slow
def test_undo_brings_a_taken_painting_back_to_its_drawing(desk, film):
    page = desk.open(film)
    clip = film.plan().named("clip/1").take.id
    paint_shot(desk, 1)
    take(desk)
    page.locator("#vg-toasts button", has_text="Undo").last.click()
    page.wait_for_function("!vgot.state.paint.shots.shot1.painted")
    desk.until_still()
    assert film.plan().named("clip/1").take.id == clip and not film.paintings.found()["shot1"].taken


@pytest.mark.slow
def test_a_painting_that_is_left_changes_nothing_and_can_be_looked_at_again(desk, film):
    page = desk.open(film)
    paint_shot(desk, 3)
    revision = film.head().revision
    page.click("#leave-painting")
    page.locator("#painted-shot").wait_for(state="hidden")
    page.click("#look-at-painting")
    page.locator("#painted-shot").wait_for()
    desk.choose_shot(1)
    page.locator("#painted-shot").wait_for(state="hidden")
    assert film.head().revision == revision and page.locator("#paint-shot").inner_text().startswith("Paint shot 1")


@pytest.mark.slow
def test_the_whole_film_is_painted_and_one_click_takes_all_of_it(desk, film):
    page = desk.open(film)
    page.click("#paint-film")
    page.wait_for_function(
        "Object.keys(vgot.state.paint.shots).length === 3 && !vgot.state.queue.painting", timeout=120_000
    )
    assert (
        page.locator("#take-paintings").inner_text() == "Take all 3 paintings"
        and page.locator("#paint-film").is_hidden()
    )
    page.click("#take-paintings")
    page.wait_for_function("Object.values(vgot.state.paint.shots).every((p) => p.taken)")
    desk.until_still()
    assert (
        page.locator("#take-paintings").is_hidden()
        and all(p.taken for p in film.paintings.found().values())
        and {t["preset"] for t in film.takes("clip/1")} == {"animatic", "embedded"}
    )


@pytest.mark.slow
def test_an_older_painting_in_the_film_says_so_and_can_be_painted_again(desk, film):
    page = desk.open(film)
    paint_shot(desk, 2)
    take(desk)
    page.evaluate("vgot.call('edit', { shot: 'shot2', field: 'lighting', value: 'soft dawn' })")
    page.get_by_text("painted over an older drawing").wait_for()
    desk.until_still()
    old = film.paintings.found()["shot2"].clip.id
    page.click("#paint-shot")
    page.locator("#take-painting").wait_for(timeout=90_000)
    assert page.locator("#paint-box figcaption").all_inner_texts() == ["In the film: an older painting", "Painted"]
    assert film.plan().named("clip/2").take.id == old
    page.click("#take-painting")
    desk.until(lambda: film.paintings.found()["shot2"].taken and not film.paintings.found()["shot2"].older)


def test_at_a_seam_within_one_scene_a_bridge_is_proposed_and_made_by_one_click(desk, own):
    story = small_story(3).model_dump()
    for n in (0, 1):
        story["shots"][n] |= {"place": "harbour", "who": [{"character": "mary", "stage": "young"}]}
    story["boundaries"] = []
    from vgot.story.model import load_story

    project = own.new_project(load_story(story))
    project.build()
    page = desk.open(project)
    desk.tab("Timeline")
    seams = page.locator("#timeline .vg-seam")
    assert seams.nth(0).get_attribute("data-proposed") == "1" and seams.nth(1).get_attribute("data-proposed") is None
    seams.nth(1).click()
    assert page.locator("#take-proposal").is_hidden()
    seams.nth(0).click()
    assert (
        "These two shots share the place and its people: a bridge would be smooth."
        in page.locator("#timeline .vg-seampanel .vg-note").first.inner_text()
    )
    assert project.story.boundary(1).mode == "cut"
    page.click("#take-proposal")
    desk.until(lambda: project.story.boundary(1).mode == "bridge")
    page.locator("#take-proposal").wait_for(state="hidden")


def test_a_bridge_beside_a_painting_says_that_it_is_a_crossfade(desk, film):
    film.paintings.start(["shot1"])
    desk.until(lambda: not film.queue.unfinished(), 90)
    film.paintings.take(["shot1"])
    film.build()
    page = desk.open(film)
    desk.tab("Timeline")
    page.locator("#timeline .vg-seam").nth(0).click()
    said = page.get_by_text("this bridge is a crossfade")
    said.wait_for()
    assert said.is_visible()


@pytest.mark.slow
def test_no_card_of_settings_sends_anybody_to_the_small_models(desk, film, own):
    page = desk.open(film)
    desk.tab("Settings")
    page.locator(".vg-presetcard[data-preset=klein-wan5b] .vg-verdict:not(:empty)").wait_for(timeout=60_000)
    assert page.get_by_role("button", name="Use Embedded models").count() == 0
    for name in own.presets():
        assert own.preflight(name)["better"] != "embedded"


def test_a_project_file_of_a_film_with_a_painting_holds_it(desk, film):
    desk.open(film)
    paint_shot(desk, 2)
    data = saved(desk, lambda: desk.page.evaluate("vgot.download('project.vgot.zip')"))
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert any(film.paintings.found()["shot2"].clip.digests["frames"] in n.replace("/", "") for n in names)


def test_the_method_is_shown_side_by_side_by_one_click_and_the_film_stays_as_it_is(desk, film):
    page = desk.open(film)
    drawn, head = film.film(), film.head()
    desk.choose_shot(1)
    button = page.locator("#show-method")
    button.wait_for()
    assert button.inner_text().startswith("Show the method on shots 1 and 2: about ")
    said = page.locator("#method-box").inner_text()
    assert "identity tokens on and off and cut, reset and bridge" in said and "The film stays as it is" in said
    button.click()
    page.locator("#method-box [role=progressbar]").wait_for()
    assert "left" in page.locator("#method-box .vg-howfar").inner_text() and page.locator("#stop-method").is_visible()
    page.wait_for_function(
        "document.querySelectorAll('#method-box figure video').length === 7 && !vgot.state.queue.painting",
        timeout=120_000,
    )
    sources = page.locator("#method-box .vg-side-by-side img").evaluate_all("all => all.map((i) => i.src)")
    assert len(set(sources)) == 4, "two stills with tokens, two without, all different"
    for name in ("cut", "reset", "bridge"):
        assert page.locator(f"#seam-{name} video").first.get_attribute("src")
    page.wait_for_function(
        "[...document.querySelectorAll('#method-box video')].some((v) => v.currentTime > 0 && v.style.visibility === 'visible')"
    )
    assert film.film() == drawn and film.head() == head
    page.reload()
    page.wait_for_function("globalThis.vgot?.state.ready")
    page.get_by_role("button", name="See the method on shots 1 and 2").click()
    page.locator("#stills-without-tokens").wait_for()
    assert "show_method" not in {j.step for j in film.queue.jobs(states=["queued", "running"])}


def test_the_method_can_be_stopped_and_what_was_made_of_it_is_kept(desk, film):
    page = desk.open(film)
    desk.choose_shot(2)
    page.click("#show-method")
    page.click("#stop-method")
    page.wait_for_function("!vgot.state.queue.painting")
    page.locator("#show-method").wait_for()
    job = next(j for j in film.queue.jobs() if j.step == "method")
    assert job.state == "cancelled" and film.film()[1]
