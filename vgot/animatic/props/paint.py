"""Things in another colour, and what a state leaves on them: flames, a crack, snow, drops, a glow."""

from __future__ import annotations

import colorsys

from vgot.animatic.canvas import Colour, Fill, Gradient, Group, Shape, alpha, radial, rgb

Box = tuple[int, int, int, int]
#: lighter or darker than this a colour is paper, ink or glass, and stays
_LIGHT, _DARK = 0.86, 0.17


class Painted(Group):
    """A group whose shapes are painted over in one colour: light stays light and dark stays dark."""

    __slots__ = ("_paint_of",)

    def __init__(self, colour: Colour):
        super().__init__()
        self._paint_of = colour

    def group(self) -> Group:
        return self.add(Painted(self._paint_of))

    def _keep(self, shape: int, fill: Fill | None, stroke: Fill | None, width: float) -> Shape:
        return super()._keep(shape, self._over(fill), self._over(stroke), width)

    def _over(self, fill: Fill | None) -> Fill | None:
        if isinstance(fill, Gradient):
            return Gradient(fill.kind, fill.at, tuple((at, painted(c, self._paint_of)) for at, c in fill.stops))
        return fill if fill is None else painted(fill, self._paint_of)


def painted(was: Colour, colour: Colour) -> Colour:
    """A colour painted over: the hue of `colour`, as light beside it as `was` is beside a middle tone."""
    _, light, _ = colorsys.rgb_to_hls(*(v / 255 for v in rgb(was)))
    seen = ((was >> 24) & 255) * ((colour >> 24) & 255) // 255
    if not _DARK < light < _LIGHT or (was >> 24) & 255 < 0x60:
        return (was & 0xFFFFFF) | seen << 24
    hue, base, full = colorsys.rgb_to_hls(*(v / 255 for v in rgb(colour)))
    made = colorsys.hls_to_rgb(hue, min(0.97, max(0.05, base + (light - 0.5) * 0.62)), full)
    red, green, blue = (round(v * 255) for v in made)
    return seen << 24 | red << 16 | green << 8 | blue


def under(g: Group, state: str, box: Box) -> None:
    """What a state draws behind a thing."""
    left, top, right, bottom = box
    x, y, r = (left + right) / 2, (top + bottom) / 2, max(right - left, bottom - top) * 0.85
    if state in ("glowing", "burning"):
        c = 0xFFFFE9A0 if state == "glowing" else 0xFFFF9A4A
        g.circle(x, y, r, radial(x, y, r, [alpha(c, 0.6), alpha(c, 0.22), alpha(c, 0)]))


def over(g: Group, state: str, box: Box, phase: float) -> None:
    """What a state draws before a thing."""
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    if state == "broken":
        x, y = left + wide * 0.56, top + high * 0.16
        crack = [
            (x, y),
            (x - wide * 0.09, y + high * 0.18),
            (x + wide * 0.07, y + high * 0.3),
            (x - wide * 0.05, y + high * 0.52),
        ]
        g.polyline(crack, 0xE0221C1C, max(1.0, wide * 0.028))
        g.line(*crack[1], x - wide * 0.24, y + high * 0.26, 0xE0221C1C, max(0.8, wide * 0.02))
        g.line(*crack[2], x + wide * 0.2, y + high * 0.42, 0xE0221C1C, max(0.8, wide * 0.02))
    elif state == "snowy":
        n = 5
        for k in range(n):
            g.ellipse(
                left + wide * (0.22 + 0.14 * k),
                top + high * (0.09 + 0.03 * abs(k - 2)),
                wide * 0.13,
                high * 0.055,
                0xF4FAFDFF,
            )
    elif state == "wet":
        for k, (u, v) in enumerate(((0.3, 0.35), (0.62, 0.5), (0.45, 0.7), (0.75, 0.28))):
            x, y, r = left + wide * u, top + high * (v + 0.1 * ((phase + k / 4) % 1)), max(1.2, wide * 0.03)
            g.curve(
                [(x, y - 2 * r), (x + 1.6 * r, y), (x, y + r), (x - 1.6 * r, y), (x, y - 2 * r)], 0xD08FD0F0, close=True
            )
    elif state == "worn":
        for u, v, r in ((0.3, 0.62, 0.09), (0.62, 0.42, 0.07), (0.5, 0.8, 0.11), (0.74, 0.7, 0.06)):
            g.ellipse(left + wide * u, top + high * v, wide * r, high * r * 0.55, 0x4A5A4632)
