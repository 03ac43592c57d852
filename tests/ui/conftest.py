"""One server and one Chromium for all tests of the page; a page of its own for each test. Console errors fail a test, and
so does a request that leaves this machine."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources

import pytest

from tests.conftest import copied, small_story
from tests.ui.browsing import FLAGS as FLAGS  # for others who start a browser
from tests.ui.browsing import a_browser, context_of
from vgot.project.studio import Project, Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings


def axe_core() -> str:
    """The script of axe-core, which looks for what a screen reader or a weak eye would miss."""
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def every_view_is_of_its_type(caplog):
    """Whatever a test looks at: no view left that was not what its type says (ui/shapes.py)."""
    yield
    said = [r.getMessage() for when in ("setup", "call") for r in caplog.get_records(when)]
    assert not [s for s in said if s.startswith("a view is not what its type says") and "'more'" not in s]


@pytest.fixture(scope="session")
def desk_studio(tmp_path_factory):
    studio = Studio(Settings(home=tmp_path_factory.mktemp("home")), InlineExecutor(idle_s=0.2))
    yield studio
    studio.close()


@contextmanager
def served(studio: Studio, example=None) -> Iterator[str]:
    """The page of a studio on a free port of this machine, for a while; gives its address."""
    from ui.main import launch

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    page, address = launch(studio, port=port, block=False, example=example)
    try:
        yield address.rstrip("/")
    finally:
        page.close()


@pytest.fixture(scope="session")
def address(desk_studio):
    with served(desk_studio) as address:
        yield address


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    with a_browser(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


class Desk:
    """A browser page on the studio, in the words of a film maker."""

    def __init__(self, browser, address: str, width: int = 1400, scheme: str = "dark"):
        self.address = address
        self.context = context_of(browser, {"width": width, "height": 900 if width > 500 else 844}, scheme)
        self.context.set_default_timeout(60_000)
        self.problems: list[str] = []
        self.page = self.new_page()

    def new_page(self):
        page = self.context.new_page()
        page.on("console", lambda m: self.problems.append(f"console: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda e: self.problems.append(f"page error: {e}"))
        page.on(
            "request",
            lambda r: (
                None
                if r.url.startswith((self.address, "data:", "blob:"))
                else self.problems.append(f"left this machine: {r.url}")
            ),
        )
        return page

    def open(self, project: Project | None = None, page=None):
        page = page or self.page
        page.goto(self.address)
        page.wait_for_function("globalThis.vgot && vgot.state.ready")
        if project:
            page.evaluate("async (id) => { await vgot.call('open', {project: id, have: 0}); }", project.id)
            page.wait_for_function("id => vgot.state.project === id", arg=project.id)
        return page

    def tab(self, name: str):
        self.page.get_by_role("tab", name=name, exact=True).click()
        self.page.wait_for_function("name => vgot.state.tab === name", arg=name)

    def state(self, key: str) -> str:
        return self.page.evaluate("key => vgot.state.items[key]?.state", key)

    def until_still(self, timeout: float = 90_000):
        """Wait until the queue is empty and the page knows."""
        self.page.wait_for_function(
            "vgot.state.film && vgot.state.film.fresh && !(vgot.state.queue.running + vgot.state.queue.queued)",
            timeout=timeout,
        )

    def until(self, holds, timeout_s: float = 60.0):
        """Wait until `holds()`: the page shows a change at once, the project has it when the studio has answered."""
        end = time.monotonic() + timeout_s
        while not holds():
            assert time.monotonic() < end, "the studio never got what the page shows"
            self.page.wait_for_timeout(30)

    def choose_shot(self, number: int):
        """Press a shot's card where this tab shows it: in the strip, the grid or the track."""
        cards = {
            "Keyframes": "#keyframe-board .vg-pick",
            "Shots": "#shot-board .vg-pick",
            "Timeline": "#timeline .vg-body",
        }
        tab = self.page.evaluate("vgot.state.tab")
        self.page.locator(cards.get(tab, "#filmstrip .vg-card button")).nth(number - 1).click()


@pytest.fixture
def desk(chromium, address):
    made = Desk(chromium, address)
    yield made
    problems = list(made.problems)
    made.context.close()
    assert not problems, problems


@pytest.fixture
def film(desk_studio, made_once) -> Project:
    """A small film of four shots, made."""
    return copied(made_once, desk_studio)


@pytest.fixture
def story_only(desk_studio) -> Project:
    """A small story of which nothing is made."""
    return desk_studio.new_project(small_story(4))


def takes_of(project: Project) -> dict[str, str | None]:
    """Node name -> id of the take in use."""
    return {p.name: p.take.id if p.take else None for p in project.plan().nodes.values()}
