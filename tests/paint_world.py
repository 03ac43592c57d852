"""A world of flat colours for tests that need whole films and no drawing: every frame tells its shot and its number."""

from __future__ import annotations

import hashlib

import numpy as np

from vgot.models import registry
from vgot.models.base import Clip, Picture, Tokens


def _flat(size, *parts) -> np.ndarray:
    colour = np.frombuffer(hashlib.sha256(repr(parts).encode()).digest()[:3], np.uint8)
    return np.broadcast_to(colour, (size.height, size.width, 3)).copy()


class PaintImage:
    model_id, revision = "paint", "1"

    def draw_portrait(self, spec, report):
        return Picture(_flat(spec.size, spec.look, spec.seed))

    def draw_plate(self, spec, report):
        return Picture(_flat(spec.size, spec.look, spec.seed))

    def draw_keyframe(self, spec, report):
        return Picture(_flat(spec.size, spec.domains, spec.seed))


class PaintFaces:
    model_id, revision = "paint", "1"

    def read_tokens(self, portrait, spec, report):
        return Tokens("paint", portrait.pixels[0, 0].tobytes())


class PaintVideo:
    model_id, revision = "paint", "1"

    def shoot_clip(self, keyframe, spec, report):
        def frames():
            for n in range(spec.frames):
                pixels = keyframe.pixels.copy()
                pixels[: max(2, spec.size.height * (n + 1) // spec.frames), :16] = 255  # a bar that grows
                yield pixels

        return Clip(frames(), lambda: repr((spec.camera, spec.frames)).encode())

    def bridge(self, left, right, spec, report):
        for n in range(spec.frames):
            yield left.window[-1] if n < spec.frames // 2 else right.window[0]


def use_paint(monkeypatch) -> None:
    """The draft preset paints flat colours from now on."""
    monkeypatch.setitem(
        registry.FAMILIES,
        "animatic",
        {"image": f"{__name__}:PaintImage", "face": f"{__name__}:PaintFaces", "video": f"{__name__}:PaintVideo"},
    )
