"""One Chromium for all tests of the page, which reads Gradio's scripts once: a desk borrows the profile that keeps them on its disk, and gives
it back without a cookie, a stored value or a page. Scripts compiled anew for each test were half of what a test of the page took."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import tools

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]
#: What cannot be taken back from a context: whoever needs it makes one of its own, by `chromium.new_context()`.
_FOR_GOOD = {"add_init_script", "expose_binding", "expose_function", "on", "once", "clock", "tracing", "route_from_har"}

#: The profiles with a disk that nobody has, by browser.
_free: dict[Any, Any] = {}


@contextmanager
def a_browser(profile: Path) -> Iterator[Any]:
    """A Chromium whose first context keeps what it has fetched and compiled in the folder `profile`."""
    from playwright import sync_api as playwright

    with playwright.sync_playwright() as driver:
        kept = driver.chromium.launch_persistent_context(
            profile, executable_path=tools.TOOLS["chromium"].here(), args=FLAGS
        )
        browser = kept.browser
        assert browser is not None
        _free[browser] = kept
        yield browser
        _free.pop(browser, None)
        browser.close()


class Lent:
    """The context of the profile with a disk, as one desk's own: every page of it has the desk's size and colours."""

    def __init__(self, context: Any, viewport: dict[str, int], scheme: str):
        self._context, self._viewport, self._scheme = context, viewport, scheme
        self._left = set(context.pages)
        self._origins: set[str] = set()

    def new_page(self) -> Any:
        page = self._context.new_page()
        page.set_viewport_size(self._viewport)
        page.emulate_media(color_scheme=self._scheme)
        page.on("framenavigated", lambda frame: self._origins.add("/".join(frame.url.split("/")[:3])))
        return page

    @property
    def pages(self) -> list[Any]:
        return [page for page in self._context.pages if page not in self._left]

    def close(self) -> None:
        """Give the context back as it was. A browser that cannot do that is not lent again."""
        context, self._context = self._context, None
        if context is None:
            return
        blank = context.new_page()
        for page in context.pages:
            if page is not blank:
                page.close()
        context.unroute_all(behavior="ignoreErrors")
        context.set_offline(False)
        context.set_extra_http_headers({})
        context.clear_permissions()
        context.clear_cookies()
        devtools = context.new_cdp_session(blank)
        for origin in self._origins:
            if origin.startswith("http"):
                devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        devtools.detach()
        _free[context.browser] = context

    def __getattr__(self, name: str) -> Any:
        assert name not in _FOR_GOOD, (
            f"{name} would stay for the tests after this one: make a context of your own for it"
        )
        return getattr(self._context, name)


def context_of(browser: Any, viewport: dict[str, int], scheme: str) -> Any:
    """A context for a desk: the one with a disk where it is free, else a new one."""
    kept = _free.pop(browser, None)
    return Lent(kept, viewport, scheme) if kept else browser.new_context(viewport=viewport, color_scheme=scheme)


def expect(shown: Any) -> Any:
    """What a part of the page comes to be, as Playwright's `expect` says it: asked again until it holds, as a person looks. A page that was
    just acted on answers when the machine has time for it."""
    from playwright import sync_api as playwright

    playwright.expect.set_options(timeout=60_000)
    return playwright.expect(shown)
