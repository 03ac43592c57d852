"""Storyboard, contact sheet, shot list, press kit and subtitles: every script, every shot, nothing private."""

from __future__ import annotations

import csv
import io
import subprocess
import zipfile

import numpy as np
import pysubs2
import pytest
from PIL import Image

from vgot import media
from vgot.errors import BadInput
from vgot.handoff import pdf
from vgot.handoff.captions import captions, subtitles
from vgot.handoff.cutlist import Credit, lay_out
from vgot.handoff.presskit import write_press_kit
from vgot.handoff.sheet import contact_sheet
from vgot.handoff.shotlist import COLUMNS, shot_list, timed_script
from vgot.sound.timing import line_times
from vgot.story.model import load_story
from vgot.titles.fonts import needed, runs, runs_right_to_left
from vgot.titles.setting import wrapped

WORDS = (
    "She looks out to sea.",
    "היא מביטה (42) אל הים.",
    "هي تنظر إلى البحر 12.",
    "她看着大海。",
    "वह समुद्र को देखती है।",
    "그녀는 바다를 본다.",
    "Она смотрит на море — Ąłß",
)


def cut_of(folder, count: int = 7, **changes):
    picture = folder / "key.png"
    picture.write_bytes(media.encode_png(np.full((90, 160, 3), (40, 90, 160), np.uint8)))
    shots = [
        {
            "id": f"shot{n}",
            "summary": WORDS[n % len(WORDS)],
            "duration_s": 2.0,
            "notes": f"note {n}",
            "lines": [{"text": WORDS[n % len(WORDS)]}],
            "domains": {
                "camera": "Close-up, slow push in.",
                "lighting": f"light {n}",
                "character": WORDS[n % len(WORDS)],
            },
        }
        for n in range(count)
    ]
    story = load_story({"title": "Sea — ים", "film": {"width": 160, "height": 90, "fps": 24}, "shots": shots} | changes)
    return lay_out(
        story,
        {},
        {f"shot{n}": picture for n in range(count) if n != 2},
        {},
        credits=(Credit("org/model", "Apache-2.0"),),
    )


def pdf_words(data: bytes, folder) -> str:
    (folder / "board.pdf").write_bytes(data)
    return subprocess.run(
        ["pdftotext", "-layout", folder / "board.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()


@pytest.mark.parametrize(("layout", "pages"), [(1, 7), (3, 3), (6, 2), (9, 1)])
def test_a_storyboard_has_its_shots_on_its_pages(layout, pages, tmp_path, has):
    cut = cut_of(tmp_path)
    data = pdf.storyboard(cut, layout)
    assert data.count(b"/Type /Page\n") == pages
    assert str(tmp_path).encode() not in data
    if has("pdftotext"):
        text = pdf_words(data, tmp_path)
        for n in range(7):
            assert f"light {n}" in text and f"note {n}" in text
        assert "close-up" in text and "push in" in text and "2.00 s" in text and "not drawn yet" in text
        assert (
            "她看着大海" in text
            and "समुद्र" in text
            and "바다를" in text
            and "смотрит" in text
            and "org/model (Apache-2.0)" in text
        )


@pytest.mark.needs("pdftoppm")
def test_right_to_left_words_run_from_the_right_edge(tmp_path):
    """The ink of a Hebrew paragraph touches the right edge of its column and leaves the left one free."""
    cut = cut_of(tmp_path, 1, shots=[{"id": "shot0", "notes": "היא מביטה אל הים"}])
    (tmp_path / "a.pdf").write_bytes(pdf.storyboard(cut, 3))
    subprocess.run(["pdftoppm", "-r", "60", "-gray", "-singlefile", tmp_path / "a.pdf", tmp_path / "a"], check=True)
    page = np.array(Image.open(tmp_path / "a.pgm"))
    column = page[:, int(page.shape[1] * 0.5) :]
    rows = np.flatnonzero((column[44:200] < 128).any(1)) + 44
    last = column[rows[np.flatnonzero(np.diff(rows) > 1)[-1] + 1] : rows[-1] + 1]  # the notes, below the head line
    ink = np.flatnonzero((last < 128).any(0))
    assert ink[-1] > column.shape[1] * 0.8 and ink[0] > column.shape[1] * 0.3


def test_the_same_cut_gives_the_same_storyboard(tmp_path):
    cut = cut_of(tmp_path, 2)
    assert pdf.storyboard(cut, 9) == pdf.storyboard(cut, 9)


def test_an_unknown_layout_names_the_known_ones(tmp_path):
    from vgot.handoff.pdf import storyboard

    with pytest.raises(BadInput) as caught:
        storyboard(cut_of(tmp_path, 1), 4)
    assert "1, 3, 6 or 9" in caught.value.hint


def test_long_words_are_cut_and_the_grid_stays(tmp_path):
    from vgot.handoff.pdf import storyboard

    cut = cut_of(
        tmp_path,
        9,
        shots=[{"id": f"shot{n}", "summary": "word " * 380, "domains": {"relation": "x" * 2000}} for n in range(9)],
    )
    assert storyboard(cut, 9).count(b"/Type /Page\n") == 1


def test_every_script_has_a_font():
    for text in WORDS:
        assert all(font.is_file() for _, font in runs(text)) and "".join(piece for piece, _ in runs(text)) == text
    assert [needed(text) for text in WORDS] == [[], [], [], ["cjk"], ["devanagari"], ["hangul"], []]
    assert [f.name for _, f in runs("a 海…")] == ["DejaVuSans.ttf", "DroidSansFallback.ttf", "DejaVuSans.ttf"]
    assert [runs_right_to_left(t) for t in WORDS[:3]] == [False, True, True]


def test_lines_are_never_wider_than_their_column():
    from vgot.titles.setting import width_of

    for text in (*WORDS, "x" * 100, "a " * 60):
        for line in wrapped(text * 3, 200, 18):
            assert width_of(line, 18) <= 200
    assert wrapped("one two three four five six", 60, 18, most=2)[-1].endswith("…")


def test_the_contact_sheet_shows_every_keyframe(tmp_path):
    sheet = Image.open(io.BytesIO(contact_sheet(cut_of(tmp_path), 3))).convert("RGB")
    assert sheet.width == 1920
    gap, cell = 24, (1920 - 24 * 4) // 3
    high = round(cell * 90 / 160)
    size = max(13, min(26, cell // 20))
    for n in range(7):
        x, y = gap + (n % 3) * (cell + gap) + cell // 2, 84 + (n // 3) * (high + round(size * 2.9) + gap) + high // 2
        assert sheet.getpixel((x, y)) == ((228, 228, 232) if n == 2 else (40, 90, 160))


def test_the_shot_list_has_a_row_a_shot_and_no_formula(tmp_path):
    cut = cut_of(
        tmp_path,
        2,
        shots=[
            {"id": "shot0", "summary": "=1+1", "notes": "@x", "duration_s": 2.0},
            {"id": "shot1", "summary": 'two, "quoted"\nlines'},
        ],
    )
    rows = list(csv.DictReader(io.StringIO(shot_list(cut))))
    assert tuple(rows[0]) == COLUMNS and len(rows) == 2
    assert rows[0]["summary"] == "'=1+1" and rows[0]["notes"] == "'@x"
    assert (
        rows[1]["summary"] == 'two, "quoted"\nlines' and rows[1]["start"] == "00:00:02:00" and rows[0]["frames"] == "48"
    )


def test_the_press_kit_holds_images_and_a_timed_script(tmp_path):
    kit = zipfile.ZipFile(write_press_kit(cut_of(tmp_path), tmp_path / "film.press.zip"))
    assert sorted(kit.namelist()) == sorted(
        [f"images/shot-{n:02d}.png" for n in (1, 2, 4, 5, 6, 7)]
        + ["script.txt", "shot-list.csv", "contact-sheet.png", "credits.txt"]
    )
    assert "[0:02.0 - 0:04.0] Shot 2" in kit.read("script.txt").decode()
    assert "org/model: Apache-2.0" in kit.read("credits.txt").decode()
    assert str(tmp_path).encode() not in b"".join(kit.read(n) for n in kit.namelist())


def test_the_script_says_that_the_film_is_made_by_ai(tmp_path):
    assert "AI-generated film made with VGoT Studio using org/model (Apache-2.0)." in timed_script(cut_of(tmp_path))


# -- captions ---------------------------------------------------------------------------------------------------------
def test_captions_follow_the_cut_and_never_overlap(tmp_path):
    lines = [{"text": "One two three."}, {"text": "Four five six."}]
    cut = cut_of(
        tmp_path,
        1,
        shots=[
            {"id": "shot0", "duration_s": 4.0, "lines": lines},
            {"id": "shot1", "duration_s": 4.0, "trim_in_s": 2.5, "lines": lines},
        ],
    )
    found = captions(cut)
    assert [c.text for c in found] == ["One two three.", "Four five six.", "Four five six."]
    assert all(a.end_s <= b.start_s for a, b in zip(found, found[1:], strict=False))
    assert found[-1].start_s >= 4.0 and found[-1].end_s <= cut.seconds(cut.frames)
    first = line_times(["One two three.", "Four five six."], 4.0)
    assert found[1].start_s == pytest.approx(first[1][0])


@pytest.mark.parametrize("kind", ["srt", "vtt", "ass"])
def test_subtitles_are_read_back_with_their_words_and_times(kind, tmp_path):
    cut = cut_of(tmp_path)
    found = captions(cut)
    back = pysubs2.SSAFile.from_string(subtitles(found, cut, kind), format_=kind)
    assert [e.plaintext for e in back] == [c.text for c in found]
    assert all(abs(e.start / 1000 - c.start_s) < 0.011 for e, c in zip(back, found, strict=True))


@pytest.mark.parametrize("kind", ["srt", "vtt", "ass"])
def test_no_line_of_dialogue_can_become_a_command_or_a_cue(kind, tmp_path):
    evil = "{\\an8}Hi --> 00:00:01,000 <b>x</b>"
    cut = cut_of(tmp_path, 1, shots=[{"id": "shot0", "duration_s": 4.0, "lines": [{"text": evil}, {"text": "Second"}]}])
    text = subtitles(captions(cut), cut, kind)
    assert len(pysubs2.SSAFile.from_string(text, format_=kind)) == 2
    assert "{\\an8}" not in text or kind != "ass"


def test_lines_are_spoken_when_the_drawn_mouths_move():
    from vgot.animatic.family import _timed
    from vgot.models.base import ClipSpec, SpokenLine
    from vgot.units import FrameSize

    texts = ["Hello there, old friend.", "No.", "I have waited for so long that I forgot why I came."]
    for frames in (8, 40, 200):
        spec = ClipSpec("", "", "", (), tuple(SpokenLine(t, None) for t in texts), "", 0, FrameSize(64, 64), 16, frames)
        assert [(n["from"], n["to"]) for n in _timed(spec)] == line_times(texts, frames / 16)
