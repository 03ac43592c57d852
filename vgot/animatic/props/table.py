"""Things that are drawn from a table (assets/animatic/things.yaml): a row is a thing's words and its shapes, line by line.

A line is a shape, its numbers, its fill and, of what is only a stroke, its width; the head of the file tells how.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from vgot.animatic.canvas import Colour, Fill, Group, alpha, linear, radial, shade
from vgot.animatic.props.kit import Draw, shadow_under, swinging
from vgot.resources import shipped
from vgot.script.tables import checked

Box = tuple[int, int, int, int]
_FILE = "assets/animatic/things.yaml"
#: how many numbers the shapes take: exactly, or that many and any number of pairs more
_SHAPES = {"rect": (4, 4), "oval": (4, 4), "ring": (4, 4), "line": (4, 0), "poly": (6, 0), "curve": (6, 0), "arc": (6, 0), "glow": (3, 3)}  # fmt: skip
_STROKES = ("ring", "line", "arc")
_NAMED = {"wood": 0x9B6B43, "steel": 0x8C95A3, "ink": 0x2F333C, "paper": 0xFBF6EA, "gold": 0xE3B341, "glass": 0xCFE6F2, "leaf": 0x5C9A4A,
          "red": 0xC9453F, "blue": 0x4479B8, "white": 0xFFFFFF, "flame": 0xFFA93C, "skin": 0xE8B98F, "brick": 0xB0604A, "cream": 0xF3E3C3,
          "brown": 0x7A4E33, "grey": 0x9AA0A8, "stone": 0xA9A59C, "pink": 0xEF8FA8, "yellow": 0xF2C53D, "green": 0x57A05E}  # fmt: skip
_FILL = re.compile(r"(main|[a-z]+|[0-9a-f]{6})([+-]0?\.\d+)?(?:@(0?\.\d+))?$")
Points = list[tuple[float, float]]


@dataclass(frozen=True)
class _Tint:
    """A colour of a row: the thing's own ("main") or one of its own, darker by `k`, opaque to the share `seen`."""

    own: int | None
    k: float
    seen: float

    def of(self, main: Colour) -> Colour:
        colour = shade(main if self.own is None else 0xFF000000 | self.own, self.k)
        return colour if self.seen >= 1 else alpha(colour, self.seen)


@dataclass(frozen=True)
class _Shape:
    kind: str
    numbers: list[float]
    tints: tuple[_Tint, ...]
    across: bool
    width: float
    sways: bool

    @property
    def points(self) -> Points:
        n = self.numbers
        return list(zip(n[::2], n[1::2], strict=False))

    def box(self) -> tuple[float, float, float, float]:
        n = self.numbers
        if self.kind == "rect":  # its width is the radius of its corners
            return n[0], n[1], n[0] + n[2], n[1] + n[3]
        if self.kind in ("oval", "ring", "glow"):
            rx, ry = n[2], n[3] if len(n) > 3 else n[2]
            x0, y0, x1, y1 = n[0] - rx, n[1] - ry, n[0] + rx, n[1] + ry
        else:
            there = _along(self.points) if self.kind in ("curve", "arc") else self.points
            x0, y0, x1, y1 = (f(p[k] for p in there) for f, k in ((min, 0), (min, 1), (max, 0), (max, 1)))
        w = self.width / 2
        return x0 - w, y0 - w, x1 + w, y1 + w

    def seen(self) -> bool:
        """Whether it counts for the room that a thing takes."""
        return self.kind != "glow" and max(t.seen for t in self.tints) > 0.4

    def fill(self, main: Colour) -> Fill:
        stops = [t.of(main) for t in self.tints]
        x0, y0, x1, y1 = self.box()
        if self.kind == "glow":
            return radial(
                self.numbers[0], self.numbers[1], self.numbers[2], [alpha(stops[0], 0.34), alpha(stops[0], 0)]
            )
        if len(stops) == 1:
            return stops[0]
        return linear(x0, 0, x1, 0, stops) if self.across else linear(0, y0, 0, y1, stops)

    def on(self, g: Group, main: Colour) -> None:
        n, fill = self.numbers, self.fill(main)
        if self.kind == "rect":
            g.rect(n[0], n[1], n[2], n[3], fill, self.width)
        elif self.kind == "oval":
            g.ellipse(n[0], n[1], n[2], n[3], fill)
        elif self.kind == "glow":
            g.circle(n[0], n[1], n[2], fill)
        elif self.kind == "ring":
            g.ring(n[0], n[1], n[2], n[3], fill, self.width)
        elif self.kind == "line":
            g.polyline(self.points, fill, self.width)
        elif self.kind == "poly":
            g.poly(self.points, fill)
        elif self.kind == "arc":
            g.curve(self.points, stroke=fill, width=self.width)
        else:
            g.curve(self.points, fill, close=True)


def _along(points: Points) -> Points:
    """Points along quadratic curves."""
    out = [points[0]]
    for i in range(1, len(points) - 1, 2):
        (ax, ay), (bx, by), (cx, cy) = points[i - 1 : i + 2]
        for k in range(1, 13):
            t = k / 12
            u = 1 - t
            out.append((u * u * ax + 2 * u * t * bx + t * t * cx, u * u * ay + 2 * u * t * by + t * t * cy))
    return out


def _tint(text: str) -> _Tint:
    match = _FILL.match(text)
    if match is None:
        raise ValueError(f"{text!r} is no colour")
    name, k, seen = match.groups()
    own = None if name == "main" else _NAMED.get(name)
    if name != "main" and own is None:
        if len(name) != 6 or re.search(r"[^0-9a-f]", name):
            raise ValueError(f"{name!r} is no colour")
        own = int(name, 16)
    return _Tint(own, float(k or 0), float(seen or 1))


def _mirrored(kind: str, numbers: list[float]) -> list[float]:
    n = list(numbers)
    if kind == "rect":
        n[0] = -n[0] - n[2]
    else:
        last = len(n) if kind in ("line", "poly", "curve", "arc") else 1
        for i in range(0, last, 2):
            n[i] = -n[i]
    return n


@cache
def _shapes(line: str) -> tuple[_Shape, ...]:
    """A line: "[both] [~]shape numbers fill [width]"."""
    words = line.split()
    both, words = words[0] == "both", words[1:] if words[0] == "both" else words
    kind, sways = words[0].removeprefix("~"), words[0].startswith("~")
    if kind not in _SHAPES:
        raise ValueError(f"{line!r}: no shape is called {kind!r}")
    at = next((i for i, w in enumerate(words[1:], 1) if not re.fullmatch(r"-?\d*\.?\d+", w)), len(words))
    numbers = [float(w) for w in words[1:at]]
    least, most = _SHAPES[kind]
    if len(numbers) < least or most and len(numbers) > most or not most and len(numbers) % 2:
        raise ValueError(f"{line!r}: {kind} does not take {len(numbers)} numbers")
    if kind in ("curve", "arc") and len(numbers) % 4 != 2:
        raise ValueError(f"{line!r}: a control or an end is missing")
    rest = words[at:]
    if len(rest) != 2 if kind in _STROKES else len(rest) not in (1, 1 + (kind == "rect")):
        raise ValueError(f"{line!r}: after its numbers a {kind} has a fill{' and a width' if kind in _STROKES else ''}")
    across = "/" in rest[0]
    tints = tuple(_tint(t) for t in re.split("[>/]", rest[0]))
    width = float(rest[1]) if len(rest) > 1 else 0.0
    made = [_Shape(kind, numbers, tints, across, width, sways)]
    if both:
        made.append(_Shape(kind, _mirrored(kind, numbers), tints[::-1] if across else tints, across, width, sways))
    return tuple(made)


class Row(BaseModel):
    """One thing of things.yaml; its head says what the fields mean."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: tuple[str, ...] = Field(min_length=1)
    near: tuple[str, ...] = ()
    put: Literal["hand", "ground", "air", "water", "room", "part", "found", "worn"] = "ground"
    colour: str = ""
    large: bool = False
    up: float = Field(60.0, ge=0, le=120)
    sway: float = Field(0.0, ge=0, le=20)
    tests: str = ""
    draw: tuple[str, ...] = Field(min_length=1)

    @field_validator("words", "near", mode="before")
    @classmethod
    def _parted(cls, value: object) -> object:
        return tuple(value.split("|")) if isinstance(value, str) else value

    @field_validator("colour")
    @classmethod
    def _a_colour(cls, value: str) -> str:
        if value:
            _tint(value)
        return value

    @field_validator("draw")
    @classmethod
    def _all_shapes(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for line in value:
            _shapes(line)
        return value

    def shapes(self) -> list[_Shape]:
        return [shape for line in self.draw for shape in _shapes(line)]

    @property
    def box(self) -> Box:
        """The room it takes: left, top, right and bottom from its foot."""
        boxes = [s.box() for s in self.shapes() if s.seen()]
        return (
            round(min(b[0] for b in boxes)), round(min(b[1] for b in boxes)),
            round(max(b[2] for b in boxes)), round(max(b[3] for b in boxes)),
        )  # fmt: skip


def read_things(text: str) -> dict[str, Row]:
    """The rows of a file's text by name. Raises ValueError that names the row that cannot be used."""
    found = checked(text, dict[str, Row], _FILE)
    said: dict[str, str] = {}
    for name, row in found.items():
        for word in (*row.words, *row.near):
            if word in said:
                raise ValueError(f"{_FILE}, {name}: {word!r} is a word of {said[word]} already")
            said[word] = name
    return found


@lru_cache(maxsize=1)
def rows() -> dict[str, Row]:
    """Every thing of the table by its name."""
    return read_things(shipped("assets", "animatic", "things.yaml").read_text(encoding="utf-8"))


def _drawing(row: Row) -> Draw:
    shapes = row.shapes()
    still, moved = [s for s in shapes if not s.sways], [s for s in shapes if s.sways]
    left, _, right, _ = row.box
    shadow = max(-left, right) * 0.86 if row.put in ("ground", "room", "part") else 0.0
    own = _tint(row.colour).of(0) if row.colour else 0

    def plain(g: Group, p: float) -> None:
        painted(g, p)

    def painted(g: Group, p: float, colour: Colour = own) -> None:
        if shadow:
            shadow_under(g, shadow)
        for shape in still:
            shape.on(g, colour)
        if moved:
            h = g.group().transform(0, 0, 1, row.sway * swinging(p))
            for shape in moved:
                shape.on(h, colour)

    return painted if row.colour else plain


def drawings() -> dict[str, Draw]:
    """Name -> how it is drawn, of every row. What has a colour of its own can be given another."""
    return {name: _drawing(row) for name, row in rows().items()}
