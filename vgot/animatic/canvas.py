"""Shapes, groups and the stage they are drawn on: a thin retained layer over ThorVG's software raster.

World coordinates: a view of 256 x 144 units; the world runs from X0 to X1, the horizon lies near y = HORIZON, the
ground goes down to y = BOTTOM, the sky up to y = TOP, people stand at y = FEET. Colours are ints 0xAARRGGBB.

The engine runs without worker threads and is called with the interpreter's lock held (`PyDLL`): one order of drawing,
hence one set of bytes, whatever the machine and however many Python threads draw.
"""

from __future__ import annotations

import ctypes
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from vgot.errors import ModelUnavailable, RenderFailed

X0, X1 = -170.0, 430.0
TOP, HORIZON, FEET, BOTTOM = -120.0, 100.0, 126.0, 240.0
VIEW_W, VIEW_H = 256.0, 144.0

Colour = int
Point = tuple[float, float]


# -- colours ----------------------------------------------------------------------------------------------------------
def mix(a: Colour, b: Colour, t: float) -> Colour:
    """The colour a share `t` (0..1) of the way from a to b; opaque."""
    out = 0xFF
    for s in (16, 8, 0):
        out = (out << 8) | int(((a >> s) & 255) * (1 - t) + ((b >> s) & 255) * t)
    return out


def shade(c: Colour, k: float) -> Colour:
    """Darker by a share k > 0, lighter by -k when k < 0; opaque."""
    return mix(c, 0xFF000000, k) if k > 0 else mix(c, 0xFFFFFFFF, -k)


def alpha(c: Colour, a: float) -> Colour:
    """The same colour with opacity `a` in 0..1."""
    return (c & 0xFFFFFF) | (int(max(0.0, min(1.0, a)) * 255) << 24)


def rgb(c: Colour) -> tuple[int, int, int]:
    """Red, green, blue in 0..255."""
    return (c >> 16) & 255, (c >> 8) & 255, c & 255


@dataclass(frozen=True)
class Gradient:
    """A linear (x0, y0, x1, y1) or radial (cx, cy, r) fill in the coordinates of the shape it fills."""

    kind: str
    at: tuple[float, ...]
    stops: tuple[tuple[float, Colour], ...]


Fill = Colour | Gradient


def _spread(stops: Sequence[Colour | tuple[float, Colour]]) -> tuple[tuple[float, Colour], ...]:
    if stops and isinstance(stops[0], tuple):
        placed = cast("Sequence[tuple[float, Colour]]", stops)
        return tuple((float(o), c) for o, c in placed)
    last = max(1, len(stops) - 1)
    return tuple((i / last, c) for i, c in enumerate(cast("Sequence[Colour]", stops)))


def linear(x0: float, y0: float, x1: float, y1: float, stops: Sequence[Colour | tuple[float, Colour]]) -> Gradient:
    """A linear gradient. `stops`: colours evenly spread, or (offset 0..1, colour) pairs."""
    return Gradient("linear", (x0, y0, x1, y1), _spread(stops))


def radial(cx: float, cy: float, r: float, stops: Sequence[Colour | tuple[float, Colour]]) -> Gradient:
    """A radial gradient from the centre out to radius r."""
    return Gradient("radial", (cx, cy, r), _spread(stops))


# -- the engine -------------------------------------------------------------------------------------------------------
class _Stop(ctypes.Structure):
    _fields_ = [
        ("offset", ctypes.c_float),
        ("r", ctypes.c_uint8),
        ("g", ctypes.c_uint8),
        ("b", ctypes.c_uint8),
        ("a", ctypes.c_uint8),
    ]


class _Matrix(ctypes.Structure):
    _fields_ = [(f"e{i}{j}", ctypes.c_float) for i in (1, 2, 3) for j in (1, 2, 3)]


_P, _F, _U8, _U32, _I, _B = (
    ctypes.c_void_p,
    ctypes.c_float,
    ctypes.c_uint8,
    ctypes.c_uint32,
    ctypes.c_int,
    ctypes.c_bool,
)
_SIGNATURES: dict[str, tuple[list, object]] = {
    "engine_init": ([_U32], _I),
    "swcanvas_create": ([_U8], _P),
    "swcanvas_set_target": ([_P, _P, _U32, _U32, _U32, _U8], _I),
    "canvas_destroy": ([_P], _I),
    "canvas_add": ([_P, _P], _I),
    "canvas_remove": ([_P, _P], _I),
    "canvas_update": ([_P], _I),
    "canvas_draw": ([_P, _B], _I),
    "canvas_sync": ([_P], _I),
    "scene_new": ([], _P),
    "scene_add": ([_P, _P], _I),
    "scene_remove": ([_P, _P], _I),
    "scene_add_effect_gaussian_blur": ([_P, ctypes.c_double, _I, _I, _I], _I),
    "shape_new": ([], _P),
    "shape_append_rect": ([_P] + [_F] * 6 + [_B], _I),
    "shape_append_circle": ([_P] + [_F] * 4 + [_B], _I),
    "shape_append_path": ([_P, _P, _U32, _P, _U32], _I),
    "shape_set_fill_color": ([_P, _U8, _U8, _U8, _U8], _I),
    "shape_set_gradient": ([_P, _P], _I),
    "shape_set_stroke_width": ([_P, _F], _I),
    "shape_set_stroke_color": ([_P, _U8, _U8, _U8, _U8], _I),
    "shape_set_stroke_gradient": ([_P, _P], _I),
    "shape_set_stroke_cap": ([_P, _I], _I),
    "shape_set_stroke_join": ([_P, _I], _I),
    "shape_set_fill_rule": ([_P, _I], _I),
    "linear_gradient_new": ([], _P),
    "linear_gradient_set": ([_P] + [_F] * 4, _I),
    "radial_gradient_new": ([], _P),
    "radial_gradient_set": ([_P] + [_F] * 6, _I),
    "gradient_set_color_stops": ([_P, _P, _U32], _I),
    "picture_new": ([], _P),
    "picture_load_raw": ([_P, _P, _U32, _U32, _U8, _B], _I),
    "picture_set_size": ([_P, _F, _F], _I),
    "paint_ref": ([_P], ctypes.c_uint16),
    "paint_unref": ([_P, _B], ctypes.c_uint16),
    "paint_set_transform": ([_P, _P], _I),
    "paint_set_opacity": ([_P, _U8], _I),
    "paint_set_blend_method": ([_P, _U8], _I),
    "paint_set_clip": ([_P, _P], _I),
    "paint_set_visible": ([_P, _B], _I),
    "paint_set_mask_method": ([_P, _P, _U8], _I),
}


class _Engine:
    """The library with its signatures declared once, loaded at first use."""

    def __init__(self) -> None:
        self._ready = False

    def __getattr__(self, name: str):
        if not self._ready:
            self._load()
        return self.__dict__[name]

    def _load(self) -> None:
        try:
            from thorvg_python import engine as wheel
        except (ImportError, OSError) as why:
            raise ModelUnavailable(
                "The drawing engine (thorvg-python) is not installed.",
                field="preset animatic",
                hint="Run: python -m pip install -r requirements.txt",
            ) from why
        found = getattr(wheel, "THORVG_LIB", None)
        if found is None:
            raise ModelUnavailable(
                "The drawing engine's library could not be loaded on this machine.",
                field="preset animatic",
                hint="Reinstall it: python -m pip install --force-reinstall thorvg-python",
            )
        path = found._name
        if os.path.sep not in path:
            path = os.path.join(os.path.dirname(wheel.__file__), path)
        lib = ctypes.PyDLL(path)
        for name, (arguments, result) in _SIGNATURES.items():
            call = getattr(lib, "tvg_" + name)
            call.argtypes, call.restype = arguments, result
            self.__dict__[name] = call
        self._ready = True
        self.engine_init(0)


_tvg = _Engine()

_BLENDS = {"normal": 0, "multiply": 1, "screen": 2, "overlay": 3, "darken": 4, "lighten": 5, "softlight": 9, "add": 16}
_CLOSE, _MOVE, _LINE, _CUBIC = 0, 1, 2, 3


def _rgba(c: Colour) -> tuple[int, int, int, int]:
    return (c >> 16) & 255, (c >> 8) & 255, c & 255, (c >> 24) & 255


def _native_gradient(g: Gradient) -> int:
    if g.kind == "linear":
        made = _tvg.linear_gradient_new()
        _tvg.linear_gradient_set(made, *g.at)
    else:
        made = _tvg.radial_gradient_new()
        cx, cy, r = g.at
        _tvg.radial_gradient_set(made, cx, cy, r, cx, cy, 0.0)
    stops = (_Stop * len(g.stops))(*[_Stop(o, *_rgba(c)) for o, c in g.stops])
    _tvg.gradient_set_color_stops(made, stops, len(g.stops))
    return made


# -- shapes and groups ------------------------------------------------------------------------------------------------
class Shape:
    """One drawn shape, owned by its group."""

    __slots__ = ("_paint",)

    def __init__(self, paint: int):
        self._paint = paint

    def opacity(self, value: int) -> Shape:
        """0 (not seen) .. 255."""
        _tvg.paint_set_opacity(self._paint, max(0, min(255, int(value))))
        return self

    def blend(self, name: str) -> Shape:
        """normal, multiply, screen, overlay, darken, lighten, softlight or add, with what lies below."""
        _tvg.paint_set_blend_method(self._paint, _BLENDS[name])
        return self


class Group:
    """Shapes and groups in the order they are painted. A group may be drawn again and again, on one stage at a time;
    shapes may be added between two drawings."""

    __slots__ = ("_paint", "_body", "_children", "_gradients", "_at", "count")

    def __init__(self) -> None:
        self._paint = self._body = _tvg.scene_new()
        _tvg.paint_ref(self._paint)
        self._children: list[Group] = []
        self._gradients: list[tuple[int, Gradient, bool]] = []
        self._at: tuple | None = None
        self.count = 0

    def __del__(self) -> None:
        paint, self._paint = getattr(self, "_paint", None), None
        if paint and _tvg is not None:
            _tvg.paint_unref(paint, True)

    # -- placing
    def transform(
        self,
        tx: float = 0.0,
        ty: float = 0.0,
        scale: float = 1.0,
        rotate_deg: float = 0.0,
        scale_y: float | None = None,
    ) -> Group:
        """Rotate, then scale (a negative `scale` with a positive `scale_y` mirrors), then move to (tx, ty)."""
        sy = scale if scale_y is None else scale_y
        a = math.radians(rotate_deg)
        cos, sin = (math.cos(a), math.sin(a)) if rotate_deg else (1.0, 0.0)
        return self.matrix(scale * cos, sy * sin, -scale * sin, sy * cos, tx, ty)

    def matrix(self, a: float, b: float, c: float, d: float, tx: float, ty: float) -> Group:
        """x' = a x + c y + tx, y' = b x + d y + ty."""
        at = (a, b, c, d, tx, ty)
        if at != self._at:
            m = _Matrix(a, c, tx, b, d, ty, 0, 0, 1)
            _tvg.paint_set_transform(self._paint, ctypes.byref(m))
            if self._at is not None:
                self.refresh()
            self._at = at
        return self

    def refresh(self) -> None:
        """Set every gradient anew: the engine moves shapes with their group but leaves their gradients where they were
        when the group was last drawn. `matrix` and `transform` do this for a group that is placed again."""
        for shape, gradient, stroked in self._gradients:
            (_tvg.shape_set_stroke_gradient if stroked else _tvg.shape_set_gradient)(shape, _native_gradient(gradient))
        for child in self._children:
            child.refresh()

    def opacity(self, value: int) -> Group:
        """0 (not seen) .. 255. Anything between costs an extra buffer: prefer transparent fills."""
        _tvg.paint_set_opacity(self._paint, max(0, min(255, int(value))))
        return self

    def visible(self, seen: bool) -> Group:
        _tvg.paint_set_visible(self._paint, seen)
        return self

    def blend(self, name: str) -> Group:
        _tvg.paint_set_blend_method(self._paint, _BLENDS[name])
        return self

    def blur(self, sigma: float) -> Group:
        """Soften the whole group; slow, for things drawn once."""
        _tvg.scene_add_effect_gaussian_blur(self._paint, sigma, 0, 0, 60)
        return self

    def clip(self, x: float, y: float, w: float, h: float, r: float = 0.0) -> Group:
        """Of what is added AFTER this, show only what lies inside a (rounded) rectangle, in the group's coordinates."""
        return self._clip(self._rect(x, y, w, h, r))

    def clip_ellipse(self, x: float, y: float, rx: float, ry: float) -> Group:
        """Of what is added after this, show only what lies inside an ellipse."""
        shape = _tvg.shape_new()
        _tvg.shape_append_circle(shape, x, y, rx, ry, True)
        return self._clip(shape)

    def clip_curve(self, points: Sequence[Point]) -> Group:
        """Of what is added after this, show only what lies inside a closed curve given as in `curve`."""
        shape = _tvg.shape_new()
        self._append(shape, *_quads(points, True))
        return self._clip(shape)

    def _clip(self, shape: int) -> Group:
        _tvg.shape_set_fill_color(shape, 255, 255, 255, 255)
        # a clip lies in the coordinates around its scene, so it goes on a scene inside this one, which has no transform
        self._body = _tvg.scene_new()
        _tvg.paint_set_clip(self._body, shape)
        _tvg.scene_add(self._paint, self._body)
        return self

    # -- shapes
    def group(self) -> Group:
        """A new child group, painted after what is already here."""
        return self.add(Group())

    def add(self, child: Group) -> Group:
        """Append a group made elsewhere; returns it."""
        _tvg.scene_add(self._body, child._paint)
        self._children.append(child)
        return child

    def remove(self, child: Group) -> None:
        """Take a child group out again."""
        _tvg.scene_remove(self._body, child._paint)
        self._children.remove(child)

    def rect(self, x: float, y: float, w: float, h: float, fill: Fill, r: float = 0.0) -> Shape:
        return self._keep(self._rect(x, y, w, h, r), fill, None, 0.0)

    def circle(self, x: float, y: float, r: float, fill: Fill) -> Shape:
        return self.ellipse(x, y, r, r, fill)

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: Fill) -> Shape:
        shape = _tvg.shape_new()
        _tvg.shape_append_circle(shape, x, y, rx, ry, True)
        return self._keep(shape, fill, None, 0.0)

    def ring(self, x: float, y: float, rx: float, ry: float, colour: Fill, width: float) -> Shape:
        """An ellipse's outline."""
        shape = _tvg.shape_new()
        _tvg.shape_append_circle(shape, x, y, rx, ry, True)
        return self._keep(shape, None, colour, width)

    def frame(self, x: float, y: float, w: float, h: float, colour: Fill, width: float, r: float = 0.0) -> Shape:
        """A rectangle's outline."""
        return self._keep(self._rect(x, y, w, h, r), None, colour, width)

    def poly(self, points: Sequence[Point], fill: Fill) -> Shape:
        return self._path([_MOVE] + [_LINE] * (len(points) - 1) + [_CLOSE], points, fill, None, 0.0)

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: Fill, width: float) -> Shape:
        return self._path([_MOVE, _LINE], ((x0, y0), (x1, y1)), None, colour, width)

    def polyline(self, points: Sequence[Point], colour: Fill, width: float) -> Shape:
        return self._path([_MOVE] + [_LINE] * (len(points) - 1), points, None, colour, width)

    def curve(
        self,
        points: Sequence[Point],
        fill: Fill | None = None,
        stroke: Fill | None = None,
        width: float = 0.0,
        close: bool = False,
    ) -> Shape:
        """Quadratic curves: the first point, then pairs of (control, end)."""
        return self._path(*_quads(points, close), fill, stroke, width)

    def path(
        self, cmds: Sequence[tuple], fill: Fill | None = None, stroke: Fill | None = None, width: float = 0.0
    ) -> Shape:
        """('M', x, y), ('L', x, y), ('Q', cx, cy, x, y), ('C', c1x, c1y, c2x, c2y, x, y) and ('Z',)."""
        codes: list[int] = []
        points: list[Point] = []
        here = (0.0, 0.0)
        for cmd in cmds:
            kind, n = cmd[0], cmd[1:]
            if kind == "Z":
                codes.append(_CLOSE)
                continue
            if kind == "Q":
                codes.append(_CUBIC)
                points.extend(_cubic(here, (n[0], n[1]), (n[2], n[3])))
            elif kind == "C":
                codes.append(_CUBIC)
                points.extend(((n[0], n[1]), (n[2], n[3]), (n[4], n[5])))
            else:
                codes.append(_MOVE if kind == "M" else _LINE)
                points.append((n[0], n[1]))
            here = (n[-2], n[-1])
        return self._path(codes, points, fill, stroke, width)

    def image(self, pixels: np.ndarray, x: float, y: float, w: float, h: float) -> Group:
        """A picture, uint8 RGB or premultiplied RGBA (H, W, 3 or 4), stretched over a rectangle; returns its group."""
        high, wide = pixels.shape[:2]
        if pixels.shape[2] == 3:
            rgba = np.full((high, wide, 4), 255, np.uint8)
            rgba[..., :3] = pixels
        else:
            rgba = np.ascontiguousarray(pixels)
        picture = _tvg.picture_new()
        _tvg.picture_load_raw(picture, rgba.ctypes.data_as(ctypes.c_void_p), wide, high, 0, True)
        holder = self.group()
        _tvg.scene_add(holder._paint, picture)
        holder.matrix(w / wide, 0, 0, h / high, x, y)
        return holder

    # -- inside
    @staticmethod
    def _rect(x: float, y: float, w: float, h: float, r: float) -> int:
        shape = _tvg.shape_new()
        _tvg.shape_append_rect(shape, x, y, w, h, r, r, True)
        return shape

    @staticmethod
    def _append(shape: int, codes: Sequence[int], points: Sequence[Point]) -> None:
        n = len(points)
        flat = (ctypes.c_float * (2 * n))(*[v for p in points for v in p])
        _tvg.shape_append_path(shape, bytes(codes), len(codes), flat, n)

    def _path(
        self, codes: Sequence[int], points: Sequence[Point], fill: Fill | None, stroke: Fill | None, width: float
    ) -> Shape:
        shape = _tvg.shape_new()
        self._append(shape, codes, points)
        return self._keep(shape, fill, stroke, width)

    def _keep(self, shape: int, fill: Fill | None, stroke: Fill | None, width: float) -> Shape:
        if fill is not None:
            if isinstance(fill, Gradient):
                _tvg.shape_set_gradient(shape, _native_gradient(fill))
                self._gradients.append((shape, fill, False))
            else:
                _tvg.shape_set_fill_color(shape, (fill >> 16) & 255, (fill >> 8) & 255, fill & 255, (fill >> 24) & 255)
        if stroke is not None and width > 0:
            _tvg.shape_set_stroke_width(shape, width)
            if isinstance(stroke, Gradient):
                _tvg.shape_set_stroke_gradient(shape, _native_gradient(stroke))
                self._gradients.append((shape, stroke, True))
            else:
                _tvg.shape_set_stroke_color(shape, *_rgba(stroke))
            _tvg.shape_set_stroke_cap(shape, 1)
            _tvg.shape_set_stroke_join(shape, 1)
        _tvg.scene_add(self._body, shape)
        self.count += 1
        return Shape(shape)


def _cubic(start: Point, control: Point, end: Point) -> tuple[Point, Point, Point]:
    """The cubic that equals a quadratic curve."""
    (x0, y0), (cx, cy), (x1, y1) = start, control, end
    return ((x0 + 2 * (cx - x0) / 3, y0 + 2 * (cy - y0) / 3), (x1 + 2 * (cx - x1) / 3, y1 + 2 * (cy - y1) / 3), end)


def _quads(points: Sequence[Point], close: bool) -> tuple[list[int], list[Point]]:
    codes, out = [_MOVE], [points[0]]
    for i in range(1, len(points) - 1, 2):
        codes.append(_CUBIC)
        out.extend(_cubic(points[i - 1], points[i], points[i + 1]))
    if close:
        codes.append(_CLOSE)
    return codes, out


# -- the stage --------------------------------------------------------------------------------------------------------
class Stage:
    """A raster of `width_px` x `height_px` that groups are drawn on, one at a time."""

    def __init__(self, width_px: int, height_px: int):
        self.width_px, self.height_px = width_px, height_px
        self._buffer = np.zeros((height_px, width_px, 4), np.uint8)
        self._canvas = _tvg.swcanvas_create(0)
        done = _tvg.swcanvas_set_target(
            self._canvas, self._buffer.ctypes.data_as(ctypes.c_void_p), width_px, width_px, height_px, 0
        )
        if done != 0:
            raise RenderFailed(
                f"The drawing engine refused a raster of {width_px}x{height_px} (code {done}).",
                hint="Choose a smaller film size.",
            )

    def __del__(self) -> None:
        canvas, self._canvas = getattr(self, "_canvas", None), None
        if canvas and _tvg is not None:
            _tvg.canvas_destroy(canvas)

    def fit(self, group: Group) -> Group:
        """Place a group of world coordinates so that the 256 x 144 view covers the raster, centred."""
        k = max(self.width_px / VIEW_W, self.height_px / VIEW_H)
        return group.transform((self.width_px - VIEW_W * k) / 2, (self.height_px - VIEW_H * k) / 2, k)

    def draw(self, group: Group) -> np.ndarray:
        """uint8 RGB (height_px, width_px, 3) of the group in pixel coordinates on black; a new array."""
        return np.ascontiguousarray(self.draw_rgba(group)[..., :3])

    def draw_rgba(self, group: Group) -> np.ndarray:
        """Premultiplied uint8 RGBA (height_px, width_px, 4) of the group; a VIEW that the next drawing overwrites."""
        _tvg.canvas_add(self._canvas, group._paint)
        _tvg.canvas_draw(self._canvas, True)
        _tvg.canvas_sync(self._canvas)
        _tvg.canvas_remove(self._canvas, group._paint)
        return self._buffer

    def draw_over(self, group: Group) -> np.ndarray:
        """Draw on top of what the raster holds. The same view as `draw_rgba`; its alpha now says how much of each pixel
        `group` covers, whatever was covered before."""
        self._buffer.view(np.uint32)[...] &= np.uint32(0x00FFFFFF)
        _tvg.canvas_add(self._canvas, group._paint)
        _tvg.canvas_draw(self._canvas, False)
        _tvg.canvas_sync(self._canvas)
        _tvg.canvas_remove(self._canvas, group._paint)
        return self._buffer

    def put(self, rgba: np.ndarray) -> None:
        """Fill the raster with a picture of its own size, premultiplied uint8 RGBA."""
        self._buffer[...] = rgba
