"""Each name of Gradio's own that the page leans on is there in the Gradio that is installed, and no other is leaned on."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import gradio
import pytest
from gradio.queueing import Queue

from tests.tools import ROOT
from ui.gradio_private import CLASSES, MARKS, OF_PYTHON, OF_THE_PAGE, VARIABLES

FRONTEND = Path(gradio.__file__).parent / "templates" / "frontend"
STYLES = sorted([*(ROOT / "assets" / "css").glob("*.css"), *(ROOT / "ui" / "widgets").rglob("*.css")])


def styles() -> str:
    return "\n".join(re.sub(r"/\*.*?\*/", "", f.read_text("utf-8"), flags=re.DOTALL) for f in STYLES)


@pytest.fixture(scope="module")
def shipped() -> str:
    """Gradio's own scripts and styles."""
    files = [f for f in FRONTEND.rglob("*") if f.suffix in (".js", ".css", ".html")]
    return "\n".join(f.read_text("utf-8", errors="replace") for f in files)


def test_every_class_of_the_styles_is_the_page_s_own_or_stands_in_the_list():
    selectors = re.findall(r"([^{}]+)\{", styles())
    used = {name for s in selectors for name in re.findall(r"\.([a-zA-Z_][\w-]*)", s) if not name.startswith("vg-")}
    assert used - {lean.name for lean in CLASSES} == set(), "add it to ui/gradio_private.py, or do without"
    assert {lean.name for lean in CLASSES if lean.used_in.endswith(".css")} - used == set(), "nothing uses it any more"


def test_every_variable_of_gradio_that_the_styles_speak_of_stands_in_the_list():
    ours = [f for f in STYLES if f.name != "gradio.css"]
    own = {name for f in ours for name in re.findall(r"(--[\w-]+)\s*:", f.read_text("utf-8"))}
    script = "\n".join(f.read_text("utf-8") for f in (ROOT / "ui" / "widgets").rglob("*.js"))
    own |= set(re.findall(r"(--[\w-]+)", script))
    used = set(re.findall(r"--[a-zA-Z][\w-]*", styles())) - own
    assert used == set(VARIABLES)


@pytest.mark.parametrize("name", VARIABLES)
def test_gradio_still_has_the_variable(name, shipped):
    theme = gradio.themes.Base()._get_theme_css()
    assert f"{name}" in theme or name in shipped


@pytest.mark.parametrize("lean", [c for c in CLASSES if not c.on_page], ids=lambda lean: lean.name)
def test_what_comes_and_goes_is_in_gradio_s_files(lean, shipped):
    assert re.search(rf"(?<![\w-]){re.escape(lean.name)}(?![\w-])", shipped), f"{lean.used_in}: {lean.why}"


@pytest.mark.parametrize("lean", [*CLASSES, *MARKS, *OF_THE_PAGE, *OF_PYTHON], ids=lambda lean: lean.name)
def test_what_leans_on_it_says_so(lean):
    last = lean.name.split(".")[-1].strip("/")
    assert last in (ROOT / lean.used_in).read_text("utf-8")


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_every_name_is_found_on_the_open_page(desk, film):
    page = desk.open(film)
    page.wait_for_selector("#studio-tabs .tabitem")
    gone = [
        f"{lean.name} ({lean.used_in}: {lean.why})"
        for lean in (*CLASSES, *MARKS)
        if lean.on_page and not page.evaluate("s => document.querySelector(s)", lean.on_page)
    ]
    assert not gone
    assert page.evaluate("gradio_config.components.filter((c) => c.props?.elem_id === 'page-link').length") == 1
    assert page.evaluate("gradio_config.api_prefix") == "/gradio_api"
    again = page.evaluate("async () => (await (await fetch('config')).json()).components.length")
    assert again == page.evaluate("gradio_config.components.length")
    slider = "getComputedStyle(document.querySelector('#shots-count input[type=range]'))"
    assert page.evaluate(f"{slider}.getPropertyValue('--range_progress')").endswith("%")


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_a_tab_is_known_by_its_words_and_dark_by_the_class_of_the_body(desk, film):
    page = desk.open(film)
    desk.tab("Cast")
    assert page.evaluate("document.body.classList.contains('dark')")
    page.evaluate("vgot.toggleTheme()")
    assert not page.evaluate("document.body.classList.contains('dark')")


def test_no_other_private_attribute_of_gradio_is_touched():
    text = "\n".join(f.read_text("utf-8") for f in (ROOT / "ui").rglob("*.py") if f.name != "gradio_private.py")
    assert set(re.findall(r"\b(?:page|gr|gradio)\.(_[a-z]\w*)", text)) == {"_queue"}


def test_gradio_s_queue_sleeps_as_long_as_it_is_told():
    assert "asyncio.sleep(self.sleep_when_free)" in inspect.getsource(Queue)
    with gradio.Blocks() as page:
        pass
    page.queue()
    assert 0 < page._queue.sleep_when_free <= 0.05


def test_gradio_s_own_addresses_are_where_the_page_asks():
    routes = (Path(gradio.__file__).parent / "routes.py").read_text("utf-8")
    assert '"/component_server/"' in routes and '"/startup-events"' in routes and '"/config"' in routes
