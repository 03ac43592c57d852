"""Small plots of a report, drawn with Pillow: the brightness of the film, the likeness of its people, the colour of its seams."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from vgot.titles.fonts import REGULAR

INK, GREY, LINE, ALARM = (32, 32, 38), (120, 120, 128), (214, 214, 220), (196, 60, 52)
_COLOURS = ((46, 98, 168), (196, 120, 36), (60, 140, 90), (140, 80, 160), (90, 90, 100), (170, 60, 90))


_LETTERS = 20


@lru_cache(maxsize=1)
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(REGULAR), _LETTERS)


def _numbers(draw: ImageDraw.ImageDraw, names: list[str], left: float, step: float, y: float) -> None:
    """Names under their places; as many as there is room for."""
    widest = max((draw.textlength(name, font=_font()) for name in names), default=0.0) + 12
    every = max(1, int(-(-widest // step)))
    for k in range(0, len(names), every):
        draw.text((left + step * (k + 0.5), y), names[k], fill=GREY, font=_font(), anchor="ma")


def _scale(draw: ImageDraw.ImageDraw, levels: dict[str, float], left: float, right: float) -> None:
    for words, y in levels.items():
        draw.line((left, y, right, y), fill=LINE)
        draw.text((left - 8, y), words, fill=GREY, font=_font(), anchor="rm")


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _paper(width: int, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (width, height), (255, 255, 255))
    return picture, ImageDraw.Draw(picture)


def brightness(shots: list[dict[str, Any]], flagged: set[int], width: int = 1400, height: int = 300) -> bytes:
    """PNG: lightness (0 to 100) along the film; shots with findings are tinted."""
    picture, draw = _paper(width, height)
    shots = [s for s in shots if s["lightness"]]
    left, right, top, bottom = 60, width - 12, 16, height - 40
    step = (right - left) / max(1, len(shots))
    for k, shot in enumerate(shots):
        if shot["number"] in flagged:
            draw.rectangle((left + step * k, top, left + step * (k + 1), bottom), fill=(252, 236, 232))
    _scale(draw, {str(level): bottom - (bottom - top) * level / 100 for level in (0, 50, 100)}, left, right)
    for k, shot in enumerate(shots):
        x0, many = left + step * k, len(shot["lightness"])
        points = [
            (x0 + step * (j + 0.5) / many, bottom - (bottom - top) * v / 100) for j, v in enumerate(shot["lightness"])
        ]
        if len(points) > 1:
            draw.line(points, fill=_COLOURS[0], width=3)
        draw.line((x0, top, x0, bottom), fill=LINE)
    _numbers(draw, [str(s["number"]) for s in shots], left, step, bottom + 10)
    return png(picture)


def likeness(
    shots: list[dict[str, Any]], limit: float, names: dict[str, str], width: int = 1400, height: int = 320
) -> bytes:
    """PNG: each person's likeness to the portrait, shot by shot, and the limit under which a face is somebody else's."""
    picture, draw = _paper(width, height)
    left, right, top, bottom = 60, width - 12, 46, height - 40
    _scale(draw, {f"{level:.1f}": bottom - (bottom - top) * level for level in (0.0, 0.5, 1.0)}, left, right)
    y = bottom - (bottom - top) * limit
    draw.line((left, y, right, y), fill=ALARM, width=2)
    people = sorted({c for s in shots for c in s["likeness"]})
    step = (right - left) / max(1, len(shots))
    at = float(left)
    for p, character in enumerate(people):
        colour, name = _COLOURS[p % len(_COLOURS)], str(names.get(character, character))[:24]
        draw.ellipse((at, 10, at + 12, 22), fill=colour)
        draw.text((at + 20, 16), name, fill=INK, font=_font(), anchor="lm")
        at += 52 + draw.textlength(name, font=_font())
        for k, shot in enumerate(shots):
            if shot["likeness"].get(character):
                x, high = (
                    left + step * (k + 0.5) + (p - (len(people) - 1) / 2) * min(12.0, step / 8),
                    bottom - (bottom - top) * max(0.0, min(1.0, shot["likeness"][character])),
                )
                draw.ellipse((x - 6, high - 6, x + 6, high + 6), fill=colour)
    _numbers(draw, [str(s["number"]) for s in shots], left, step, bottom + 10)
    return png(picture)


def seams(rows: list[dict[str, Any]], flagged: set[int], width: int = 1400, height: int = 280) -> bytes:
    """PNG: delta-E 2000 of every seam as a bar; those with findings in red."""
    picture, draw = _paper(width, height)
    left, right, top, bottom = 60, width - 12, 16, height - 40
    tallest = max([10.0, *(r["delta_e"] for r in rows)])
    _scale(
        draw,
        {str(level): bottom - (bottom - top) * level / tallest for level in (0, round(tallest / 2), round(tallest))},
        left,
        right,
    )
    step = (right - left) / max(1, len(rows))
    for k, row in enumerate(rows):
        x = left + step * (k + 0.5)
        draw.rectangle(
            (x - step * 0.3, bottom - (bottom - top) * row["delta_e"] / tallest, x + step * 0.3, bottom),
            fill=ALARM if row["number"] in flagged else _COLOURS[0],
        )
    _numbers(draw, [f"{r['number']}-{r['number'] + 1}" for r in rows], left, step, bottom + 10)
    return png(picture)


def still(frame: np.ndarray, width: int = 320) -> bytes:
    """JPEG of a frame at a width."""
    picture = Image.fromarray(frame)
    picture = picture.resize((width, max(2, round(picture.height * width / picture.width))), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return out.getvalue()
