"""Sheets of what the drawn world knows, to be looked at: `python -m docs.make_thing_sheets FOLDER [--only WHAT]`.

things-N.png: every thing and animal beside a grown person's height; places-N.png: every place; angles.png: two people in
every shot size and angle. WHAT is one of things, places, angles.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from vgot.animatic.backdrops import catalogue as backdrops
from vgot.animatic.canvas import Group, Stage
from vgot.animatic.looks import Look, draw_look
from vgot.animatic.prop_boxes import box_of
from vgot.animatic.props import catalogue as props
from vgot.animatic.render import Renderer
from vgot.animatic.scene import Place
from vgot.animatic.staging import read_domains, stage_scene
from vgot.story.model import Domains
from vgot.units import FrameSize

_CELL = (150, 120)
_STAGE = Stage(*_CELL)
_SIZES = ("extreme wide shot", "wide shot", "medium shot", "close-up", "extreme close-up")
_ANGLES = ("eye level", "low angle", "high angle", "overhead", "over the shoulder", "point of view")
Picture = tuple[str, np.ndarray]


def things() -> Iterator[Picture]:
    """Every thing and animal on a grey ground, as large as the cell lets it be."""
    for name in props.KNOWN:
        left, top, right, bottom = box_of(name)
        k = min((_CELL[0] - 12) / (right - left), (_CELL[1] - 14) / (bottom - top), 2.2)
        root = Group()
        root.rect(0, 0, *_CELL, 0xFFB9C4BE)
        root.rect(0, _CELL[1] - 18, _CELL[0], 18, 0xFF9CA896)
        foot = _CELL[1] - 8 - max(0, bottom) * k
        props.add(root, name, _CELL[0] / 2 - (left + right) / 2 * k, foot, k, 0.2, "")
        yield name, _STAGE.draw(root)


def places() -> Iterator[Picture]:
    """Every place by day."""
    renderer = Renderer(FrameSize(256, 144))
    for kind in backdrops.KINDS:
        yield kind, renderer.plate(Place(kind, seed=3))


def angles() -> Iterator[Picture]:
    """Two people in a park in every size and angle."""
    renderer = Renderer(FrameSize(256, 144))
    cast: list[tuple[str, Look, tuple | None]] = [
        (name, draw_look(name, name, "", look, "", 3), None)
        for name, look in (("ann", "a woman with red hair in a green coat"), ("ben", "a tall man in a blue suit"))
    ]
    for angle in _ANGLES:
        for size in _SIZES:
            words = Domains(background="a park", relation="Ann talks to Ben.", camera=f"{size}, {angle}, static")
            place = {"kind": "park", "light": "noon", "weather": "clear", "season": "summer", "seed": 1}
            scene = stage_scene(read_domains(words, "", "", ""), cast, place, 5)
            yield f"{angle}, {size}", renderer.frame(scene, 0.0)


def sheets(pictures: list[Picture], columns: int, most: int) -> Iterator[Image.Image]:
    """Pages of pictures with their names."""
    font = ImageFont.load_default(11)
    for start in range(0, len(pictures), most):
        part = pictures[start : start + most]
        high, wide = part[0][1].shape[:2]
        page = Image.new("RGB", (columns * (wide + 4), -(-len(part) // columns) * (high + 16)), (24, 24, 28))
        draw = ImageDraw.Draw(page)
        for n, (name, pixels) in enumerate(part):
            x, y = (n % columns) * (wide + 4), (n // columns) * (high + 16)
            page.paste(Image.fromarray(pixels), (x, y))
            draw.text((x + 2, y + high + 1), name, (225, 225, 230), font)
        yield page


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m docs.make_thing_sheets",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", choices=("things", "places", "angles"))
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, made, columns, most in (("things", things, 12, 96), ("places", places, 6, 36), ("angles", angles, 5, 40)):
        if options.only in (None, name):
            for n, page in enumerate(sheets(list(made()), columns, most)):
                page.save(options.folder / f"{name}-{n + 1}.png", optimize=True)


if __name__ == "__main__":
    main()
