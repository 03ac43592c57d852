"""A film begun in the page: drawn first, then rendered over with the small models, and back to the drawing by one click."""

import shutil

import pytest

from tests.conftest import small_story
from tests.ui.conftest import Desk, served
from vgot import settings
from vgot.executors import InlineExecutor
from vgot.settings import Settings, load_preset
from vgot.studio import Studio


@pytest.fixture
def studio(tmp_path, tmp_path_factory):
    """A studio as the page has it, with tiny random weights in the place of the small models."""
    from vgot.models.twins import write_twins

    models = write_twins(load_preset("embedded").preset, tmp_path_factory.mktemp("twins"))
    made = Studio(Settings(home=tmp_path / "home", models_dir=models).for_page(), InlineExecutor(models, idle_s=0.2))
    yield made
    made.close()


def test_a_sentence_is_drawn_then_rendered_over_and_one_click_brings_the_drawing_back(studio, chromium):
    with served(studio) as address:
        desk = Desk(chromium, address)
        try:
            page = desk.open()
            page.fill("#shots-count input[type=number]", "2")
            page.fill("#sentence textarea", "A sailor waves at the harbour.")
            page.click("#make-film")
            page.wait_for_function("vgot.state.drawn && vgot.state.renders_with && vgot.state.story.shots.length === 2", timeout=60_000)
            note = page.locator("#film-player .vg-notes").inner_text()
            assert "rendered over with Embedded models" in note and "Keep the drawing" in note
            page.wait_for_function("vgot.state.preset === 'embedded' && vgot.state.film", timeout=60_000)
            project = studio.open(page.evaluate("vgot.state.project"))
            drawn = [t for t in project.takes("film") if t["preset"] == "animatic"]
            assert len(drawn) == 1, "the drawn film is there before anything is rendered"
            desk.until_still(120_000)
            assert {t["preset"] for t in project.takes("clip/1")} == {"animatic", "embedded"} and project.takes("film")[-1]["preset"] == "embedded"
            note = page.locator("#film-player .vg-notes").inner_text()
            assert "small models" in note and "large models" in note
            page.click("#back-to-drawing")
            page.wait_for_function("vgot.state.preset === 'animatic'")
            desk.until_still()
            assert project.film()[0] == project.file(drawn[0]["digests"]["film"]) and not project.queue.unfinished(), "nothing was drawn again"
            assert not studio.renders_with, "the next films stay drawn"
            page.evaluate("vgot.call('preset', { name: 'embedded' })")
            desk.until(lambda: studio.renders_with == "embedded")
            assert not desk.problems
        finally:
            desk.context.close()


def made(studio, **changes):
    project = studio.new_project(small_story(2, **changes))
    project.render_after_drawing("embedded")
    return project


def test_nothing_is_rendered_over_before_the_drawn_film_is_whole_nor_where_the_drawing_is_kept(studio):
    project = made(studio)
    assert not project.render_over() and project.preset.name == "animatic", "nothing is drawn yet"
    project.build(until="keyframe")
    assert not project.render_over() and project.renders_with == "embedded"
    project.set_preset("animatic")
    project.build()
    assert not project.render_over() and project.preset.name == "animatic" and not project.queue.unfinished()


def test_models_that_are_not_here_leave_the_drawn_film_as_it_is(studio, monkeypatch):
    from vgot.errors import ModelUnavailable

    project = made(studio)
    project.build()

    def missing(preset):
        raise ModelUnavailable("not here")

    monkeypatch.setattr(settings.RenderPreset, "check_weights", missing)
    assert not project.render_over() and project.preset.name == "animatic" and project.film()[1] and not project.renders_with


def test_the_small_models_render_where_nobody_named_a_preset_on_a_machine_of_ones_own(studio, monkeypatch, tmp_path):
    assert Settings(home=tmp_path).for_page().renders_with == "embedded"
    assert not Settings(home=tmp_path).for_page("animatic").renders_with and not Settings(home=tmp_path, mode="space").for_page().renders_with
    monkeypatch.setenv("VGOT_PRESET", "animatic")
    assert not Settings(home=tmp_path).for_page().renders_with
    monkeypatch.delenv("VGOT_PRESET")
    monkeypatch.setattr(settings, "CONFIGS", shutil.copytree(settings.CONFIGS, tmp_path / "configs", ignore=shutil.ignore_patterns("embedded.yaml")))
    assert not Settings(home=tmp_path).for_page().renders_with, "a copy without the small models draws"


def test_boxes_by_hand_begin_where_the_small_models_plan_people(studio):
    from vgot.models.base import Cast, Tokens
    from vgot.models.placing import figures_for

    project = studio.new_project(small_story(2))
    project.set_preset("embedded")
    shot = project.story.shots[0]
    planned = figures_for([Cast("mary", "young", "Mary", "Young Mary", "", Tokens("", b""))], shot.domains.relation, shot.domains.camera)[0]
    assert project.boxes(shot.id) == {"boxes": {"mary": list(planned)}}
