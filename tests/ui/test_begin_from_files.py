"""Begun from files on the page: pictures and a cut are told first, and become a film when that is accepted."""

from __future__ import annotations

import pytest
from PIL import Image

pytestmark = pytest.mark.needs("chromium")


def picture(path, colour):
    Image.new("RGB", (320, 180), colour).save(path)
    return str(path)


def test_numbered_pictures_are_told_and_become_a_film(desk, tmp_path):
    page = desk.open()
    files = [picture(tmp_path / f"{n}_moment {n}.png", (30 * n, 90, 200 - 30 * n)) for n in (4, 2, 1)]
    page.evaluate("document.querySelector('#begin-from-files').closest('dialog').showModal()")
    page.click("#begin-from-files")
    page.set_input_files("#begin-files", files)
    page.wait_for_selector("#begin-make:not([disabled])")
    dialog = page.locator("dialog:has(#begin-make)")
    assert "3 shots, 9.0 s, from 3 pictures" in dialog.inner_text() and "number 3" in dialog.inner_text()
    page.click("#begin-make")
    page.wait_for_function(
        "vgot.state.story && vgot.state.story.shots.length === 3 && vgot.state.story.shots[2].summary === 'Moment 4'"
    )
    assert not desk.problems


CHAPTER = """Chapter 1

Ada climbs the stairs of the lighthouse. She lights the lamp. The sea is black. A ship blows its horn far away.

“You are late,” said Finch. “Warm Bread is on the table.”

The next morning Warm Bread lies on the table. Ada sleeps. Gulls cry over the pier. Nobody comes.
"""


def test_a_script_shows_its_account_is_set_right_and_draws_itself(desk, desk_studio, tmp_path):
    chapter = tmp_path / "chapter.txt"
    chapter.write_text(CHAPTER, encoding="utf-8")
    page = desk.open()
    before = {p.id for p in desk_studio.projects()}
    page.evaluate("document.querySelector('#begin-from-files').closest('dialog').showModal()")
    page.click("#begin-from-files")
    page.set_input_files("#begin-files", str(chapter))
    page.wait_for_selector("#script-make:not([disabled])")
    dialog = page.locator("dialog.vg-script")
    assert "Read as a chapter of prose" in dialog.inner_text() and {p.id for p in desk_studio.projects()} == before
    page.locator("#script-people li", has=page.get_by_label("Name of Warm Bread")).get_by_role("button").click()
    page.get_by_label("Name of Finch").fill("Old Finch")
    page.click("#script-shots summary")
    page.get_by_label("Shot 1", exact=True).fill("Ada runs up the stairs of the lighthouse.")
    page.get_by_label("Who says line 2 of shot 3").select_option(label="a voice")
    page.get_by_label("Film shot 2").uncheck()
    page.click("#script-make")
    page.wait_for_function("vgot.state.story?.shots[0]?.summary === 'Ada runs up the stairs of the lighthouse.'")
    page.wait_for_function("Object.values(vgot.state.items).some((i) => i.job || i.take)")  # it draws itself
    project = desk_studio.open(page.evaluate("vgot.state.project"))
    assert {c.name for c in project.story.cast} == {"Ada", "Old Finch"}
    assert [x.character for x in project.story.shots[1].lines] == ["finch", None]
    assert len(project.script.import_account()["corrected"]) == 5
    assert not desk.problems


def test_scenes_of_a_script_are_chosen_on_the_page(desk, tmp_path):
    play = tmp_path / "play.fountain"
    play.write_text("\n\n".join(f"INT. ROOM {n} - DAY\n\nAda waits in room {n}." for n in range(1, 16)))
    page = desk.open()
    page.click("#own-shots")
    with page.expect_file_chooser() as chooser:
        page.click("#import-own")
    chooser.value.set_files(play)
    page.wait_for_selector("#script-scenes[open]")
    page.click("#script-scenes button:has-text('None')")
    page.locator("#script-scenes-list input").nth(4).check()
    page.click("#script-scenes-read")
    page.wait_for_function("document.querySelector('#script-left')?.textContent.includes('scene 15')")
    page.click("#script-make")
    page.wait_for_function("vgot.state.story?.shots.length === 1 && vgot.state.story.shots[0].place === 'room-5'")
    assert not desk.problems
