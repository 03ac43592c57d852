"""The contact sheet: all keyframes of the film in one PNG."""

from __future__ import annotations

import io
import math
from pathlib import Path

from PIL import Image, ImageDraw

from vgot.handoff.cutlist import CutList
from vgot.titles.fonts import runs_right_to_left
from vgot.titles.setting import draw_line, wrapped

_GROUND, _INK, _GREY, _EMPTY = (250, 250, 250), (24, 24, 28), (120, 120, 128), (228, 228, 232)
_WIDTH_PX = 1920


def write_contact_sheet(cut: CutList, target: Path, columns: int | None = None) -> Path:
    """Write the sheet as PNG."""
    target.write_bytes(contact_sheet(cut, columns))
    return target


def contact_sheet(cut: CutList, columns: int | None = None) -> bytes:
    """PNG, 1920 pixels wide; columns by default so that the sheet is about as high as wide."""
    count = len(cut.shots)
    columns = max(1, min(columns or math.ceil(math.sqrt(count * cut.size.height / cut.size.width * 1.5)), count, 12))
    gap = 24
    cell = (_WIDTH_PX - gap * (columns + 1)) // columns
    high = round(cell * cut.size.height / cut.size.width)
    size = max(13, min(26, cell // 20))
    words = round(size * 2.9)
    head = 84
    rows = -(-count // columns)
    sheet = Image.new("RGB", (_WIDTH_PX, head + rows * (high + words + gap) + gap), _GROUND)
    draw_line(sheet, wrapped(cut.title, _WIDTH_PX - 500, 34, True, 1)[0], (gap, 26), 34, bold=True, fill=_INK)
    draw_line(
        sheet, f"{count} shots · {cut.seconds(cut.frames):.1f} s", (_WIDTH_PX - gap, 34), 22, fill=_GREY, anchor="ra"
    )
    for n, shot in enumerate(cut.shots):
        x, y = gap + (n % columns) * (cell + gap), head + (n // columns) * (high + words + gap)
        if shot.keyframe is not None:
            with Image.open(shot.keyframe, formats=("PNG",)) as picture:
                sheet.paste(picture.convert("RGB").resize((cell, high), Image.Resampling.LANCZOS), (x, y))
        else:
            ImageDraw.Draw(sheet).rectangle((x, y, x + cell - 1, y + high - 1), fill=_EMPTY)
        draw_line(sheet, f"{shot.number}", (x, y + high + 6), size, bold=True, fill=_INK)
        draw_line(sheet, f"{cut.seconds(shot.frames):.1f} s", (x + cell, y + high + 6), size, fill=_GREY, anchor="ra")
        for line in wrapped(shot.summary, cell, size - 2, most=1):
            back = runs_right_to_left(line)
            draw_line(
                sheet,
                line,
                (x + cell if back else x, y + high + 8 + round(size * 1.35)),
                size - 2,
                fill=_GREY,
                anchor="ra" if back else "la",
            )
    out = io.BytesIO()
    sheet.save(out, "PNG", compress_level=6)
    return out.getvalue()
