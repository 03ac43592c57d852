"""The storyboard on paper: 1, 3, 6 or 9 shots to an A4 page.

A page holds frames with number, size and move, duration, the five domains, dialogue and notes. Text that does not fit
its frame is set smaller and then cut with an ellipsis, so that pages always keep their grid; layout 1 holds everything.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from vgot.errors import BadInput, ModelUnavailable
from vgot.handoff.cutlist import CutList, CutShot
from vgot.handoff.film_language import size_and_move
from vgot.story.model import DOMAINS
from vgot.titles.fonts import BOLD, OTHERS, REGULAR, needed, runs_right_to_left
from vgot.units import as_timecode

LAYOUTS = (1, 3, 6, 9)
_MARGIN, _HEAD, _FOOT, _GAP = 12.0, 10.0, 7.0, 5.0
_INK, _GREY, _LINE = (24, 24, 28), (110, 110, 118), (205, 205, 210)
_POINT = 25.4 / 72


@dataclass(frozen=True)
class _Layout:
    """columns x rows; beside: text stands to the right of the picture; sizes in points, from wished to smallest."""

    columns: int
    rows: int
    landscape: bool
    beside: bool
    sizes: tuple[float, ...]


_LAYOUTS = {
    1: _Layout(1, 1, True, False, (10.0, 9.0, 8.0, 7.0, 6.0)),
    3: _Layout(1, 3, False, True, (8.0, 7.0, 6.0, 5.5)),
    6: _Layout(3, 2, True, False, (7.0, 6.2, 5.5)),
    9: _Layout(3, 3, False, False, (6.0, 5.4)),
}


def write_storyboard(cut: CutList, target: Path, layout: int = 6) -> Path:
    """Write the storyboard PDF. Raises BadInput for another layout, ModelUnavailable without fpdf2."""
    target.write_bytes(storyboard(cut, layout))
    return target


def storyboard(cut: CutList, layout: int = 6) -> bytes:
    """The bytes of the storyboard; the same cut gives the same bytes."""
    if layout not in _LAYOUTS:
        raise BadInput(f"There is no layout of {layout} shots to a page.", field="layout", hint="Use 1, 3, 6 or 9.")
    try:
        import uharfbuzz  # noqa: F401  shapes the text; fpdf2 would find out too late
        from fpdf import FPDF
    except ImportError as why:
        raise ModelUnavailable(
            "fpdf2 or uharfbuzz is not installed.", field="export", hint="pip install fpdf2 uharfbuzz"
        ) from why
    page = _LAYOUTS[layout]
    paper = FPDF("L" if page.landscape else "P", "mm", "A4")
    paper.set_auto_page_break(False)
    paper.set_creation_date(datetime(2020, 1, 1, tzinfo=UTC))
    paper.set_title(cut.title)
    paper.set_creator("VGoT Studio")
    paper.set_subject(cut.made_with())
    paper.add_font("film", "", REGULAR)
    paper.add_font("film", "B", BOLD)
    wanted = needed("".join(_all_words(cut)))
    for name in wanted:
        paper.add_font(name, "", OTHERS[name])
        paper.add_font(name, "B", OTHERS[name])
    paper.set_fallback_fonts(wanted, exact_match=False)
    paper.set_text_shaping(True)
    _Board(paper, cut, page).draw()
    return bytes(paper.output())


class _Board:
    def __init__(self, paper, cut: CutList, layout: _Layout):
        self.paper, self.cut, self.layout = paper, cut, layout
        self.per_page = layout.columns * layout.rows

    def draw(self) -> None:
        pages = -(-len(self.cut.shots) // self.per_page)
        for n in range(pages):
            self.paper.add_page()
            self.frame(n + 1, pages)
            for at, shot in enumerate(self.cut.shots[n * self.per_page : (n + 1) * self.per_page]):
                self.cell(shot, at)

    def frame(self, number: int, pages: int) -> None:
        paper = self.paper
        wide = paper.w - 2 * _MARGIN
        self.line(self.cut.title, _MARGIN, _MARGIN - 3, wide * 0.7, 12, bold=True)
        running = as_timecode(self.cut.seconds(self.cut.frames))
        self.line(
            f"{len(self.cut.shots)} shots · {running}",
            _MARGIN + wide * 0.7,
            _MARGIN - 2,
            wide * 0.3,
            8,
            colour=_GREY,
            align="R",
        )
        paper.set_draw_color(*_LINE)
        paper.line(_MARGIN, _MARGIN + 4, paper.w - _MARGIN, _MARGIN + 4)
        self.line(self.cut.made_with(), _MARGIN, paper.h - _FOOT - 1, wide * 0.85, 6, colour=_GREY)
        self.line(
            f"{number} / {pages}", _MARGIN + wide * 0.85, paper.h - _FOOT - 1, wide * 0.15, 7, colour=_GREY, align="R"
        )

    def cell(self, shot: CutShot, at: int) -> None:
        layout, paper = self.layout, self.paper
        wide = (paper.w - 2 * _MARGIN - (layout.columns - 1) * _GAP) / layout.columns
        top, bottom = _MARGIN + _HEAD - 2, paper.h - _MARGIN - _FOOT + 4
        high = (bottom - top - (layout.rows - 1) * _GAP) / layout.rows
        x, y = _MARGIN + (at % layout.columns) * (wide + _GAP), top + (at // layout.columns) * (high + _GAP)
        share = 0.5 if layout.beside else (0.62 if layout.rows == 1 else 0.56 if layout.rows == 2 else 0.52)
        picture_w = wide * 0.48 if layout.beside else wide
        picture_h = min(picture_w * self.cut.size.height / self.cut.size.width, high if layout.beside else high * share)
        picture_w = picture_h * self.cut.size.width / self.cut.size.height
        left = x if layout.beside else x + (wide - picture_w) / 2
        self.picture(shot, left, y, picture_w, picture_h)
        if layout.beside:
            self.words(shot, x + picture_w + _GAP, y, wide - picture_w - _GAP, high)
        else:
            self.words(shot, x, y + picture_h + 1.5, wide, high - picture_h - 1.5)

    def picture(self, shot: CutShot, x: float, y: float, w: float, h: float) -> None:
        paper = self.paper
        if shot.keyframe is not None:
            paper.image(_jpeg(shot.keyframe), x, y, w, h, alt_text=shot.summary or shot.name)
        else:
            paper.set_fill_color(238, 238, 240)
            paper.rect(x, y, w, h, "F")
            self.line("not drawn yet", x, y + h / 2 - 2, w, 8, colour=_GREY, align="C")
        paper.set_draw_color(*_LINE)
        paper.rect(x, y, w, h)

    def words(self, shot: CutShot, x: float, y: float, w: float, h: float) -> None:
        """Head line, then paragraphs in the largest size that fits; the last one that does not is cut."""
        size, move = size_and_move(shot.domains.camera, shot.camera_move)
        first = self.layout.sizes[0]
        head = f"{shot.number}  ·  " + "  ·  ".join(
            t for t in (size, move, f"{self.cut.seconds(shot.frames):.2f} s") if t
        )
        self.line(head, x, y, w, first + 1, bold=True)
        y, h = y + (first + 1) * _POINT * 1.45, h - (first + 1) * _POINT * 1.45
        paragraphs = self.paragraphs(shot)
        for points in self.layout.sizes:
            if (
                sum(len(text) for text, _ in paragraphs) < self.capacity(w, h, points)
                and sum(self.height(text, w, points, bold) for text, bold in paragraphs) <= h
            ):
                break
        for text, bold in self.shortened(paragraphs, w, h, points):
            tall = self.height(text, w, points, bold)
            if tall > h + 0.01:
                return
            self.block(text, x, y, w, points, bold)
            y, h = y + tall, h - tall

    def shortened(
        self, paragraphs: list[tuple[str, bool]], w: float, h: float, points: float
    ) -> list[tuple[str, bool]]:
        """Paragraphs that fit together: where they do not, the longest are cut first, so that no domain, no dialogue and
        no note is left out for the length of another."""
        most = self.capacity(w, h, points)
        if (
            sum(len(text) for text, _ in paragraphs) < most
            and sum(self.height(text, w, points, bold) for text, bold in paragraphs) <= h
        ):
            return paragraphs
        one_line = points * _POINT
        many = [
            min(99, round((self.height(text[:most], w, points, bold) / one_line - 0.35) / 1.25))
            for text, bold in paragraphs
        ]
        room = lambda lines: sum((n * 1.25 + 0.35) * one_line for n in lines) <= h  # noqa: E731
        limit = next((k for k in range(max(many), 0, -1) if room([min(n, k) for n in many])), 1)
        lines = [min(n, limit) for n in many]
        for at, n in enumerate(many):  # what is left over goes to the first ones that would have more to say
            if n > limit and room([*lines[:at], lines[at] + 1, *lines[at + 1 :]]):
                lines[at] += 1
        return [
            (
                text
                if n <= k and len(text) <= most
                else self.cut_to(text[:most], w, points, bold, (k * 1.25 + 0.36) * one_line),
                bold,
            )
            for (text, bold), n, k in zip(paragraphs, many, lines, strict=True)
        ]

    def paragraphs(self, shot: CutShot) -> list[tuple[str, bool]]:
        found = [(shot.summary, True)] if shot.summary.strip() else []
        found += [
            (f"{d.upper()}\u2002{getattr(shot.domains, d)}", False) for d in DOMAINS if getattr(shot.domains, d).strip()
        ]
        for line in shot.lines:
            speaker = line.character.replace("-", " ").title() if line.character else "Narrator"
            found.append((f"{speaker.upper()}\u2002“{line.text}”", False))
        found += [(f"NOTES\u2002{shot.notes}", False)] if shot.notes.strip() else []
        return [(" ".join(text.split(" ")).strip(), bold) for text, bold in found]

    # -- setting type -------------------------------------------------------------------------------------------------
    def font(self, points: float, bold: bool, colour: tuple[int, int, int] = _INK) -> None:
        self.paper.set_font("film", "B" if bold else "", points)
        self.paper.set_text_color(*colour)

    def line(
        self,
        text: str,
        x: float,
        y: float,
        w: float,
        points: float,
        *,
        bold: bool = False,
        colour=_INK,
        align: str = "",
    ) -> None:
        """One line, cut with an ellipsis where it is too long."""
        self.font(points, bold, colour)
        text = " ".join(text.split())
        if self.paper.get_string_width(text) > w - 0.5:
            while text and self.paper.get_string_width(text + "…") > w - 0.5:
                text = text[:-1]
            text = text.rstrip() + "…"
        self.paper.set_xy(x, y)
        self.paper.cell(w, points * _POINT * 1.25, text, align=align or ("R" if runs_right_to_left(text) else "L"))

    def height(self, text: str, w: float, points: float, bold: bool) -> float:
        self.font(points, bold)
        lines = self.paper.multi_cell(
            w, points * _POINT * 1.25, text, dry_run=True, output="LINES", align="L", wrapmode=_wrap(text)
        )
        return (len(lines) * 1.25 + 0.35) * points * _POINT

    @staticmethod
    def capacity(w: float, h: float, points: float) -> int:
        """More letters than any text of this size can have in the space: longer ones need no measuring."""
        return max(0, int(w / (points * _POINT * 0.3)) * int(h / (points * _POINT * 1.25)))

    def cut_to(self, text: str, w: float, points: float, bold: bool, h: float) -> str:
        """The most of a text, by whole words, that fits `h`; empty when not even one line does."""
        low, high, words = 0, text.count(" ") + 1, text.split(" ")
        while low < high:
            middle = (low + high + 1) // 2
            if self.height(" ".join(words[:middle]) + " …", w, points, bold) <= h:
                low = middle
            else:
                high = middle - 1
        return " ".join(words[:low]) + " …" if low else ""

    def block(self, text: str, x: float, y: float, w: float, points: float, bold: bool) -> None:
        self.font(points, bold)
        self.paper.set_xy(x, y)
        # The label is Latin whatever the words are: these decide from which side the paragraph runs.
        back = runs_right_to_left(text.split("\u2002", 1)[-1])
        self.paper.set_text_shaping(True, direction="rtl" if back else "ltr")
        self.paper.multi_cell(w, points * _POINT * 1.25, text, align="R" if back else "L", wrapmode=_wrap(text))
        self.paper.set_text_shaping(True)


def _all_words(cut: CutList) -> set[str]:
    return {
        c
        for s in cut.shots
        for part in (s.summary, s.notes, *s.domains.model_dump().values(), *(n.text for n in s.lines))
        for c in part
    } | set(cut.title)


def _wrap(text: str) -> str:
    """Scripts without spaces between words break anywhere."""
    return "CHAR" if any("\u0e00" <= c <= "\u0eff" or "\u3040" <= c <= "\u9fff" for c in text) else "WORD"


def _jpeg(picture: Path) -> io.BytesIO:
    """A keyframe as JPEG: a storyboard of 60 shots stays small enough to mail."""
    from PIL import Image

    out = io.BytesIO()
    with Image.open(picture, formats=("PNG",)) as image:
        image = image.convert("RGB")
        image.thumbnail((1600, 1600))
        image.save(out, "JPEG", quality=88)
    out.seek(0)
    return out
