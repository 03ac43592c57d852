"""Models that lie on the person's machine, in the browser: a folder chosen by clicking, what lies there, a preset made from a file, a
LoRA laid over the film, weakened and taken off."""

from __future__ import annotations

import pytest

from tests.conftest import small_story
from tests.machine.weight_files import KLEIN, gguf, lora, safetensors
from tests.ui.conftest import Desk, served
from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings


@pytest.fixture
def desk(chromium, tmp_path, monkeypatch):
    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    models = tmp_path / "programs" / "ComfyUI" / "models"
    gguf(models / "unet" / "klein-Q4.gguf", KLEIN)
    safetensors(
        models / "loras" / "film grain.safetensors",
        lora({"diffusion_model.blocks.0.self_attn.q": (3072, 3072)}, 32, "lora_A.weight", "lora_B.weight"),
    )
    studio = Studio(Settings(home=tmp_path / "home"), InlineExecutor(idle_s=0.2))
    with served(studio) as address:
        made = Desk(chromium, address)
        made.film = studio.new_project(small_story(2))
        made.open(made.film)
        made.tab("Settings")
        yield made
        problems = list(made.problems)
        made.context.close()
        assert not problems, problems
    studio.close()


def test_a_folder_is_chosen_a_preset_made_and_a_lora_laid_weakened_and_taken_off(desk, tmp_path):
    page, film = desk.page, desk.film
    section = page.locator("#own-models")
    section.locator("#choose-folder").click()
    section.get_by_role("button", name="programs").click()
    section.get_by_role("button", name="ComfyUI").click()
    section.locator("#keep-folder").click()
    files = section.locator("#own-files > li")
    page.wait_for_function("document.querySelectorAll('#own-files > li').length === 2")
    assert section.locator("#model-folders").inner_text().count(str(tmp_path / "programs" / "ComfyUI")) == 1

    model = files.filter(has_text="klein-Q4.gguf")
    assert "GGUF of FLUX.2 klein 4B" in model.inner_text()
    model.get_by_label("What it is used for").select_option(label=model.locator("option").first.inner_text())
    model.get_by_label("Name of the new preset").fill("my-klein")
    model.get_by_role("button", name="Make a preset with it").click()
    page.locator('.vg-presetcard[data-preset="my-klein"]').wait_for()
    assert (tmp_path / "home" / "presets" / "my-klein.yaml").is_file()

    style = files.filter(has_text="film grain")
    style.get_by_label("Strength").fill("0.8")
    style.get_by_role("button", name="Lay it over").click()
    worn = section.locator("#own-loras > li")
    worn.filter(has_text="film grain over the whole film").wait_for()
    assert [(one.name, one.strength) for one in film.story.loras] == [("film grain", 0.8)]
    assert worn.first.locator("small").inner_text()  # the drawn world wears none, and that is said
    worn.first.get_by_label("Strength of film grain").fill("0.4")
    worn.first.get_by_label("Strength of film grain").press("Tab")
    desk.until(lambda: [one.strength for one in film.story.loras] == [0.4])
    worn.first.get_by_role("button", name="Take it off").click()
    desk.until(lambda: film.story.loras == [])

    section.get_by_role("button", name="Look here no more").click()
    page.wait_for_function("document.querySelectorAll('#own-files > li').length === 0")


def test_a_folder_that_is_not_there_is_said_and_nothing_is_kept(desk):
    page = desk.page
    page.locator("#model-folder").fill("/no/such/folder")
    page.locator("#model-folder").press("Enter")
    page.get_by_text("There is no folder '/no/such/folder'").first.wait_for()
    assert page.locator("#model-folders > li").count() == 0
