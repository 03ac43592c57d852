"""Small plots of a report, drawn with Pillow: the brightness of the film, the likeness of its people, the colour of its seams."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageDraw

INK, GREY, LINE, ALARM = (32, 32, 38), (120, 120, 128), (214, 214, 220), (196, 60, 52)
_COLOURS = ((46, 98, 168), (196, 120, 36), (60, 140, 90), (140, 80, 160), (90, 90, 100), (170, 60, 90))


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _paper(width: int, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (width, height), (255, 255, 255))
    return picture, ImageDraw.Draw(picture)


def brightness(shots: list[dict], flagged: set[int], width: int = 1400, height: int = 260) -> bytes:
    """PNG: lightness (0 to 100) along the film; shots with findings are tinted."""
    picture, draw = _paper(width, height)
    values = [s["lightness"] for s in shots if s["lightness"]]
    total = max(1, sum(len(v) for v in values))
    left, right, top, bottom = 46, width - 10, 12, height - 28
    for level in (0, 50, 100):
        y = bottom - (bottom - top) * level / 100
        draw.line((left, y, right, y), fill=LINE)
        draw.text((8, y - 6), str(level), fill=GREY)
    at = 0
    for shot in (s for s in shots if s["lightness"]):
        x0, x1 = (left + (right - left) * k / total for k in (at, at + len(shot["lightness"])))
        if shot["number"] in flagged:
            draw.rectangle((x0, top, x1, bottom), fill=(252, 236, 232))
        points = [(x0 + (x1 - x0) * (k + 0.5) / len(shot["lightness"]), bottom - (bottom - top) * v / 100) for k, v in enumerate(shot["lightness"])]
        if len(points) > 1:
            draw.line(points, fill=_COLOURS[0], width=3)
        draw.line((x0, top, x0, bottom), fill=LINE)
        draw.text(((x0 + x1) / 2 - 4, bottom + 8), str(shot["number"]), fill=GREY)
        at += len(shot["lightness"])
    return png(picture)


def likeness(shots: list[dict], limit: float, names: dict[str, str], width: int = 1400, height: int = 260) -> bytes:
    """PNG: each person's likeness to the portrait, shot by shot, and the limit under which a face is somebody else's."""
    picture, draw = _paper(width, height)
    left, right, top, bottom = 46, width - 10, 26, height - 28
    for level in (0.0, 0.5, 1.0):
        y = bottom - (bottom - top) * level
        draw.line((left, y, right, y), fill=LINE)
        draw.text((8, y - 6), f"{level:.1f}", fill=GREY)
    y = bottom - (bottom - top) * limit
    draw.line((left, y, right, y), fill=ALARM, width=2)
    people = sorted({c for s in shots for c in s["likeness"]})
    step = (right - left) / max(1, len(shots))
    for p, character in enumerate(people):
        colour = _COLOURS[p % len(_COLOURS)]
        draw.text((left + 160 * p, 6), names.get(character, character)[:20].encode("latin-1", "replace").decode("latin-1"), fill=colour)
        for k, shot in enumerate(shots):
            if shot["likeness"].get(character):
                x, high = left + step * (k + 0.5) + (p - len(people) / 2) * 5, bottom - (bottom - top) * max(0.0, min(1.0, shot["likeness"][character]))
                draw.ellipse((x - 5, high - 5, x + 5, high + 5), fill=colour)
    for k, shot in enumerate(shots):
        draw.text((left + step * (k + 0.5) - 4, bottom + 8), str(shot["number"]), fill=GREY)
    return png(picture)


def seams(rows: list[dict], flagged: set[int], width: int = 1400, height: int = 220) -> bytes:
    """PNG: delta-E 2000 of every seam as a bar; those with findings in red."""
    picture, draw = _paper(width, height)
    left, right, top, bottom = 46, width - 10, 12, height - 28
    tallest = max([10.0, *(r["delta_e"] for r in rows)])
    for level in (0, round(tallest / 2), round(tallest)):
        y = bottom - (bottom - top) * level / tallest
        draw.line((left, y, right, y), fill=LINE)
        draw.text((8, y - 6), str(level), fill=GREY)
    step = (right - left) / max(1, len(rows))
    for k, row in enumerate(rows):
        x = left + step * (k + 0.5)
        draw.rectangle((x - step * 0.3, bottom - (bottom - top) * row["delta_e"] / tallest, x + step * 0.3, bottom), fill=ALARM if row["number"] in flagged else _COLOURS[0])
        draw.text((x - 10, bottom + 8), f"{row['number']}-{row['number'] + 1}", fill=GREY)
    return png(picture)


def still(frame: np.ndarray, width: int = 320) -> bytes:
    """JPEG of a frame at a width."""
    picture = Image.fromarray(frame)
    picture = picture.resize((width, max(2, round(picture.height * width / picture.width))), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return out.getvalue()
