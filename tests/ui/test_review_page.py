"""The page for comments, in a browser of somebody who has no studio: they comment, save, and the film maker reads it back."""

from __future__ import annotations

import base64
import re

from tests.conftest import small_story
from tests.handoff.test_review import HOSTILE
from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings
from vgot.story.edits import set_values


def test_somebody_comments_offline_and_the_film_maker_reads_it_back(chromium, tmp_path):
    studio = Studio(Settings(home=tmp_path / "home"), InlineExecutor(idle_s=0.2))
    hostile = {"title": HOSTILE[:100], "shots/1/summary": HOSTILE, "shots/1/notes": HOSTILE}
    film = studio.new_project(set_values(small_story(2), hostile))
    film.build()
    target = film.export(tmp_path / "film.review.html")
    context = chromium.new_context()
    page = context.new_page()
    asked, wrong = [], []
    page.on("request", lambda r: asked.append(r.url))
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.goto(target.as_uri())
    page.locator("video").wait_for()
    page.locator(".board").nth(1).click()
    page.locator("#where", has_text=re.compile("^Shot 2")).wait_for()
    page.get_by_role("button", name="Point at the picture").click()
    page.locator(".layer").click(position={"x": 40, "y": 30})
    page.fill("#text", HOSTILE)
    page.fill("#by", "Ada <b>")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_label("State of shot 1").select_option("change")
    with page.expect_download() as saved:
        page.click("#save")
    data = saved.value.path().read_bytes()
    context.close()
    assert not wrong and all(u.startswith(("file:", "data:", "blob:")) for u in asked), (wrong, asked)
    account = film.edits.read_comments(data)
    assert (account.used, account.named) == (2, [])
    comment = film.story.shots[1].comments[0]
    assert comment.text == HOSTILE and comment.by == "Ada <b>" and comment.at is not None and comment.at[0] < 0.3
    assert film.story.shots[0].status == "change"
    assert film.edits.read_comments(data).again == 2
    film.undo()
    assert film.story.shots[1].comments == []
    assert base64.b64decode(re.search(r'id="film">([^<]+)', target.read_text(encoding="utf-8"))[1])[4:8] == b"ftyp"
    studio.close()
