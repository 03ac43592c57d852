"""Lines of text set into a picture with Pillow, whose Raqm shapes Arabic and Devanagari and orders right-to-left text."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from vgot.titles.fonts import runs, runs_right_to_left


@lru_cache(maxsize=64)
def _font(path: str, size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size_px)


@lru_cache(maxsize=4096)
def width_of(text: str, size_px: int, bold: bool = False) -> float:
    """How wide a line is, in pixels."""
    return sum(_font(str(f), max(6, size_px)).getlength(piece) for piece, f in runs(text, bold))


def wrapped(text: str, width_px: int, size_px: int, bold: bool = False, most: int = 99) -> list[str]:
    """A text in lines no wider than width_px; words that are too long, and scripts without spaces, break anywhere. At
    most `most` lines, the last with an ellipsis when something is left."""

    def wide(line: str) -> float:
        return width_of(line, size_px, bold)

    lines, line = [], ""
    for piece in _pieces(" ".join(text.split())):
        if wide((line + piece).rstrip()) <= width_px or not line.strip():
            line += piece
            while wide(line.rstrip()) > width_px and len(line.rstrip()) > 1:
                fits = max(1, bisect_right(range(len(line)), width_px, key=lambda n: wide(line[:n])) - 1)
                lines.append(line[:fits])
                line = line[fits:]
        else:
            lines.append(line.rstrip())
            line = piece.lstrip()
    lines += [line.rstrip()] if line.strip() else []
    if len(lines) > most:
        last = lines[most - 1]
        while last and wide(last + "…") > width_px:
            last = last[:-1]
        lines = [*lines[: most - 1], last.rstrip() + "…"]
    return lines


def _pieces(text: str) -> list[str]:
    """Words with the space after them; single signs of scripts that have no spaces."""
    out, word = [], ""
    for letter in text:
        word += letter
        if letter == " " or "\u0e00" <= letter <= "\u0eff" or "\u3040" <= letter <= "\u9fff":
            out.append(word)
            word = ""
    return out + ([word] if word else [])


def draw_line(
    picture: Image.Image,
    text: str,
    xy: tuple[float, float],
    size_px: int,
    *,
    bold: bool = False,
    fill: str | int | tuple[int, ...] = "white",
    anchor: str = "la",
    outline_px: int = 0,
) -> None:
    """Draw one line; anchor: l, m or r, then Pillow's a, m or s."""
    size_px = max(6, size_px)
    pieces, back = runs(text, bold), runs_right_to_left(text)
    x = xy[0] - {"l": 0.0, "m": 0.5, "r": 1.0}[anchor[0]] * width_of(text, size_px, bold)
    draw = ImageDraw.Draw(picture)
    # All pieces stand on the base line of the first font, whatever their own heights are.
    ascent, descent = _font(str(runs("x", bold)[0][1]), size_px).getmetrics()
    y = xy[1] + {"a": ascent, "m": (ascent - descent) / 2, "s": 0}[anchor[1]]
    for piece, name in reversed(pieces) if back else pieces:
        face = _font(str(name), size_px)
        draw.text(
            (x, y),
            piece,
            font=face,
            fill=fill,
            anchor="ls",
            stroke_width=outline_px,
            stroke_fill="black" if outline_px else None,
            direction="rtl" if back else "ltr",
        )
        x += face.getlength(piece)
