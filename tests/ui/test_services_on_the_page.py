"""A film maker without a GPU, in the browser: connect a service, see what it costs and what leaves, set a ceiling, render, stop at the
ceiling, raise it, go on; and confirm once what is what in a workflow."""

from __future__ import annotations

import json

import pytest

from tests.conftest import small_story
from tests.remote.conftest import CLIP, PICTURE, PRESET
from tests.remote.openai_server import openai_server
from tests.ui.conftest import Desk, served
from vgot.models.remote import buying
from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings


@pytest.fixture
def desk(chromium, tmp_path, monkeypatch):
    monkeypatch.setenv("VGOT_HOME", str(tmp_path))
    monkeypatch.setattr(buying, "ASK_S", 0.02)
    studio = Studio(Settings(home=tmp_path), InlineExecutor(idle_s=0.2))
    with served(studio) as address:
        made = Desk(chromium, address)
        made.film = studio.new_project(small_story(2))
        made.film.set_preset(PRESET)
        made.open(made.film)
        made.tab("Settings")
        yield made
        problems = list(made.problems)
        made.context.close()
        assert not problems, problems
    studio.close()


def keep(desk, scope, label: str, value: str) -> None:
    field = scope.get_by_label(label, exact=True)
    field.fill(value)
    field.locator("xpath=..").get_by_role("button", name="Keep").click()


def test_connect_look_at_the_price_set_a_ceiling_render_stop_raise_go_on(desk, tmp_path):
    page, film = desk.page, desk.film
    section = page.locator("#services-section")
    with openai_server() as talk:
        for name in ("openai-images", "openai-videos"):
            card = section.locator(".vg-service").filter(has_text=name)
            keep(desk, card, "Address", talk.address)
            page.wait_for_function(
                "([name, where]) => [...document.querySelectorAll('.vg-service')].some(c => c.querySelector('h3').textContent === name"
                " && c.textContent.includes(where + ': nothing leaves'))",
                arg=[name, talk.address],
            )
        prices = json.loads((tmp_path / "services.json").read_text())["services"]
        assert prices["openai-images"]["address"] == talk.address
        for model, part, amount in ((PICTURE, "Price of a call", "0.04"), (CLIP, "Price of a second of a clip", "0.1")):
            row = section.locator(".vg-price").filter(has_text=model)
            row.get_by_label(part).fill(amount)
            row.get_by_role("button", name="Keep the price").click()
        page.wait_for_function("document.getElementById('services-ahead').textContent.includes('USD')")
        page.wait_for_function("/0\\.\\d+ USD/.test(document.getElementById('services-ahead').textContent)")
        assert not talk.asked, "looking asks nobody"
        keep(desk, section, "Ceiling for this film", "0.1")
        desk.until(lambda: film.story.film.spend_limit == 0.1)
        page.evaluate("vgot.call('build', {until: 'keyframe'})")
        page.wait_for_function("vgot.state.queue.paused.includes('ceiling of 0.1 USD')")
        page.wait_for_function(
            "document.getElementById('services-ahead').textContent.includes('Spent so far: 0.08 USD')"
        )
        assert talk.charged == ["image", "image"]
        section.screenshot(path=str(tmp_path / "at_the_ceiling.png"))
        keep(desk, section, "Ceiling for this film", "5")
        desk.until(lambda: film.plan().named("keyframe/2").settled, 90)
        assert len(talk.charged) == len(
            set(film.store.take_counts()) - {k for k in film.store.take_counts() if k.startswith("tokens")}
        )


def test_what_is_what_in_a_workflow_is_confirmed_once(desk, tmp_path):
    from vgot.presets.workflows import workflow_file

    place = tmp_path / "workflows"
    place.mkdir()
    graph = json.loads(workflow_file("wan22-5b-clip").read_text())
    (place / "mine.json").write_text(json.dumps(graph))
    page = desk.page
    page.evaluate(
        "vgot.call('edit_part', {path: 'title', value: 'Another'})"
    )  # whatever changes the film is looked at anew
    card = page.locator(".vg-workflow").filter(has=page.get_by_role("heading", name="mine", exact=True))
    card.wait_for()
    assert "confirm it once" in card.text_content()
    lines = card.get_by_label("What is what")
    assert "prompt=5.text" in lines.input_value() and "keyframe=7.image" in lines.input_value()
    card.screenshot(path=str(tmp_path / "workflow.png"))
    card.get_by_role("button", name="This is right").click()
    desk.until(
        lambda: (
            (place / "mine.bindings.yaml").is_file() and "confirmed: true" in (place / "mine.bindings.yaml").read_text()
        )
    )
    page.wait_for_function(
        "[...document.querySelectorAll('.vg-workflow')].some(c => c.textContent.includes('mine') && c.textContent.includes('You confirmed'))"
    )
