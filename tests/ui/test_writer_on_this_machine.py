"""A real writer in one click: a model of the list is fetched after its licence was agreed to, and writes; a key is typed and kept by the keyring."""

from __future__ import annotations

import pytest

from tests.ui.browsing import expect
from tests.ui.conftest import Desk, served
from vgot.presets.writers import writer_models
from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings

pytestmark = pytest.mark.browser
FIRST = next(iter(writer_models().values()))


@pytest.fixture
def own(tmp_path):
    studio = Studio(Settings(home=tmp_path / "home"), InlineExecutor(idle_s=0.2))
    yield studio
    studio.close()


@pytest.fixture
def desk(chromium, own):
    with served(own) as address:
        made = Desk(chromium, address)
        made.open()
        yield made
        problems = list(made.problems)
        made.context.close()
    assert not problems, problems


def test_a_model_of_the_list_is_agreed_to_fetched_and_writes_by_one_click(desk, own, monkeypatch):
    page = desk.page
    here, steps = [], iter([0.0, 2.0, 4.0])
    real = own.writer_models

    def models():
        return [m | {"download": m["download"] | {"have": m["name"] in here}} for m in real()]

    def status(name):
        done = next(steps, None)
        if done is None:
            here.append(name)
        return {
            "fetching": done is not None,
            "done_gb": done or 8.0,
            "of_gb": 8.0,
            "error": None,
            "repo": FIRST.repo.id,
        }

    monkeypatch.setattr(own, "writer_models", models)
    monkeypatch.setattr(own, "start_fetch", status)
    monkeypatch.setattr(own, "fetch_status", status)
    page.evaluate("vgot.newFilm()")
    page.click("#choose-writer")
    row = page.locator(f"#local-writers [data-model='{FIRST.name}']")
    said = row.inner_text()
    assert "8 GB" in said and "Apache-2.0" in said and "known after the first one" in said and "GB of memory" in said
    assert row.get_by_role("link", name="its page").get_attribute("href") == FIRST.page
    go = row.get_by_role("button", name="Fetch 8 GB and write with it")
    expect(go).to_be_disabled()
    row.get_by_role("checkbox").check()
    page.wait_for_function(
        "name => !document.querySelector(`[data-model='${name}'] .vg-primary`).disabled", arg=FIRST.name
    )
    go.click()
    row.get_by_role("progressbar").wait_for()
    expect(row).to_contain_text("of 8 GB", use_inner_text=True)
    page.wait_for_function(
        "repo => document.querySelector('#writer .vg-line1').innerText.includes(repo)",
        arg=FIRST.repo.id,
        timeout=20_000,
    )
    now = own.writer()
    assert (now["kind"], now["model"], now["chosen"]) == ("transformers", FIRST.repo.id, True)


def test_a_key_is_typed_once_and_the_page_forgets_it(desk, own, monkeypatch):
    import keyring

    held = {}
    monkeypatch.setattr(keyring, "set_password", lambda service, name, key: held.update({(service, name): key}))
    monkeypatch.setattr(keyring, "get_password", lambda service, name: held.get((service, name)))
    page = desk.page
    page.evaluate("vgot.newFilm()")
    page.click("#choose-writer")
    page.locator("#writer .vg-choice", has_text="Another endpoint").click()
    page.get_by_label("Address").fill("https://models.example.org/v1")
    page.get_by_label("Model", exact=True).fill("big")
    box = page.locator("#writer-key")
    assert box.get_attribute("type") == "password"
    box.fill("sk-canary-42")
    page.click("#use-writer")
    page.wait_for_function("document.querySelector('#writer .vg-line1').innerText.includes('models.example.org')")
    assert held == {("vgot-studio", "models.example.org"): "sk-canary-42"}
    assert own.writer()["ready"] and "sk-canary" not in page.content()
    stored = page.evaluate("JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage})")
    assert "sk-canary" not in stored
    page.evaluate("vgot.newFilm()")
    page.click("#choose-writer")
    expect(page.locator("#writer-key")).to_have_value("")
