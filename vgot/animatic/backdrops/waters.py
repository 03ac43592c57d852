"""Places seen from their water, with no shore before the lens: the open sea, and a river, a lake or a harbour from a boat."""

from __future__ import annotations

from collections.abc import Sequence

from vgot.animatic.backdrops.kit import WIDTH, Layer, Site
from vgot.animatic.canvas import BOTTOM, X0, X1, Group, alpha, linear, mix, shade

#: kind of place -> how near a layer may be to stay, where the water before the lens begins, and its colour
_WATERS: dict[str, tuple[float, float, int]] = {
    "sea": (0.5, 88.0, 0xFF2B7FAE),
    "beach": (0.5, 92.0, 0xFF2F9FC4),
    "lighthouse": (0.9, 104.0, 0xFF2F83B2),
    "harbour": (0.9, 102.0, 0xFF3688B5),
    "lake": (0.9, 98.0, 0xFF4C97C4),
    "river": (0.9, 103.0, 0xFF4DA6CF),
}


def from_the_water(kind: str, site: Site, layers: Sequence[Layer]) -> list[Layer]:
    """The layers of a place without its near shore, and its water instead."""
    if kind not in _WATERS:
        return list(layers)
    nearest, y, colour = _WATERS[kind]
    return [*(one for one in layers if one.depth <= nearest), Layer(1.0, _sheet(site, y, colour, kind == "river"))]


def _sheet(site: Site, y: float, colour: int, banks: bool) -> Group:
    """Water from a line down to the lens: swell in rows that grow nearer, higher in a storm."""
    g, r = Group(), site.rng
    rough = site.weather == "storm" or site.light == "storm"
    near = mix(mix(colour, site.sky[0], 0.38 if site.dark else 0.14), 0xFF3E4C58, 0.45 if rough else 0.0)
    far = mix(colour, site.sky[2], 0.55)
    if banks:
        g.ellipse(X0 + 150, y + 1, 230, 5, site.haze(shade(site.grass(), 0.12), 0.1))
        g.ellipse(X1 - 120, y + 1, 260, 6, site.haze(shade(site.grass(), 0.08), 0.1))
    g.rect(X0 - 60, y, WIDTH + 120, BOTTOM - y + 40, linear(0, y, 0, y + 74, [far, near, shade(near, 0.26)]))
    high = 3.4 if rough else 1.5
    for row in range(9):
        depth = row / 8
        yy, step = y + 3 + 66 * depth**1.35, 12 + 26 * depth
        rise, start = high * (0.5 + 1.3 * depth), r.uniform(-1.0, 0.0) * 2 * step
        points = [
            (X0 - 60 + start + k * step, yy + (rise if k % 2 else -rise)) for k in range(int((WIDTH + 180) / step) + 3)
        ]
        shore = [(points[-1][0], yy + 16 + 10 * depth), (points[0][0], yy + 16 + 10 * depth)]
        g.curve([*points, *shore], alpha(shade(near, 0.1 + 0.1 * depth), 0.34), close=True)
        g.curve(points, stroke=alpha(mix(far, 0xFFFFFFFF, 0.55), 0.5 if rough else 0.34), width=0.6 + 0.9 * depth)
    for _ in range(60):
        t = r.random() ** 1.4
        w = (4 + 15 * t) * r.uniform(0.6, 1.3)
        glint = alpha(mix(site.sky[2], 0xFFFFFFFF, 0.6), 0.2 + 0.3 * r.random())
        g.rect(r.uniform(X0, X1), y + 2 + 72 * t, w, 0.6 + 0.8 * t, glint, 0.6)
    return g
