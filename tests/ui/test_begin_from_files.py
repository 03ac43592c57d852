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
