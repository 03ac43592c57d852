"""Where the people of a drawn scene stand in its first frame, as the boxes a person would draw around them."""

from __future__ import annotations

import json

from vgot.animatic.scene import camera_at, on_screen

Box = tuple[float, float, float, float]
#: A grown person's height and width in units of the view.
_TALL, _WIDE = 88.0, 36.0
#: The smallest box, in shares of the frame.
LEAST = 0.06


def boxes_of(scene: bytes) -> dict[str, Box]:
    """Character -> (x0, y0, x1, y1) in 0..1, of everybody who is in the frame. Empty for bytes that are no scene."""
    try:
        found = json.loads(scene)
        camera = camera_at(found, 0.0)
        actors = [(a["character"], float(a["x"]), float(a["y"]), float(a["scale"])) for a in found["actors"]]
    except (ValueError, KeyError, TypeError, UnicodeDecodeError):
        return {}
    boxes: dict[str, Box] = {}
    for character, x, y, scale in actors:
        x0, y0 = on_screen(camera, x - _WIDE * scale / 2, y - _TALL * scale)
        x1, y1 = on_screen(camera, x + _WIDE * scale / 2, y)
        x0, y0, x1, y1 = (round(min(1.0, max(0.0, side)), 4) for side in (x0, y0, x1, y1))
        if x1 - x0 >= LEAST and y1 - y0 >= LEAST:
            boxes[character] = (x0, y0, x1, y1)
    return boxes
