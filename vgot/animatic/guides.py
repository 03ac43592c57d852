"""The drawn shot in motion as a guide: what leads the motion of another model's clip. Deterministic, no model.

- `depth`: what the drawn world knows of its layers, never estimated: near is white, far is black, as MiDaS has it, over the range of the
  whole shot. Within the plane of the people who stands lower in the picture is nearer.
- `pose`: skeletons of the drawn joints in OpenPose's eighteen points and its colours, on black (CMU, COCO order; DWPose draws the same).
- `edges`: the outlines of the drawn frame, dark on white as line drawings are.
- `masks`: everybody in one flat colour of their own, in the order of the cast, on black.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from vgot.animatic.canvas import VIEW_H, VIEW_W, Group, Stage
from vgot.animatic.family import clip_scene
from vgot.animatic.people.figure import figure, slimmer
from vgot.animatic.render import Renderer, layer_matrix
from vgot.animatic.scene import Camera, Standing, State, load_scene, state_of
from vgot.errors import BadInput
from vgot.faces.opencv import opencv
from vgot.models.base import ClipSpec, Reporter
from vgot.units import FrameSize

#: OpenPose's limbs between its points, counted from 1, in the order of their colours; the two from the shoulders to the ears are not drawn.
LIMBS = (
    (2, 3),
    (2, 6),
    (3, 4),
    (4, 5),
    (6, 7),
    (7, 8),
    (2, 9),
    (9, 10),
    (10, 11),
    (2, 12),
    (12, 13),
    (13, 14),
    (2, 1),
    (1, 15),
    (15, 17),
    (1, 16),
    (16, 18),
)
#: Its colours, of limbs and of points.
COLOURS = (
    (255, 0, 0),
    (255, 85, 0),
    (255, 170, 0),
    (255, 255, 0),
    (170, 255, 0),
    (85, 255, 0),
    (0, 255, 0),
    (0, 255, 85),
    (0, 255, 170),
    (0, 255, 255),
    (0, 170, 255),
    (0, 85, 255),
    (0, 0, 255),
    (85, 0, 255),
    (170, 0, 255),
    (255, 0, 255),
    (255, 0, 170),
    (255, 0, 85),
)
#: Of everybody's mask, in the order of the cast.
MASKS = (
    (255, 0, 0),
    (0, 255, 0),
    (0, 0, 255),
    (255, 255, 0),
    (255, 0, 255),
    (0, 255, 255),
    (255, 128, 0),
    (128, 0, 255),
)
#: A limb is this thick and a point has this radius, in pixels of a picture 512 high.
_THICK = 4.0
#: How far depth goes within the plane of the people, by how much of the view's height they stand apart.
_ORDER = 0.1

Point = tuple[float, float]


def guide_frames(
    drawing: bytes, shot: ClipSpec, kind: str, moments: Sequence[float], report: Reporter
) -> Iterator[np.ndarray]:
    """One picture (H, W, 3) uint8 of `shot.size` for each moment, in seconds. `drawing` is the scene of the shot's drawing. Raises
    BadInput where it has none."""
    scene = load_scene(drawing)
    if scene is None:
        raise BadInput(
            "The drawing of this shot is a picture of your own, which says nothing of depth, joints or motion.",
            field="shots/guide",
            hint="Upload a film as the guide, or unpin your drawing.",
        )
    scene = clip_scene(scene, shot)
    renderer = Renderer(shot.size)
    renderer.keep_pictures(scene)
    states = [state_of(scene, t) for t in moments]
    draw = _DRAWN[kind](renderer, states)
    for n, state in enumerate(states):
        report.check()
        frame = draw(state)
        report.step(n + 1, len(states), frame if n % 12 == 0 else None)
        yield frame


# -- depth ------------------------------------------------------------------------------------------------------------
def _depth(renderer: Renderer, states: list[State]) -> Callable[[State], np.ndarray]:
    near = max((level for s in states for level, _ in _levels(renderer, s)), default=1.0)
    far = min((level for s in states for level, _ in _levels(renderer, s)), default=0.0)
    stage = Stage(renderer.size.width, renderer.size.height)

    def draw(state: State) -> np.ndarray:
        out = np.zeros((renderer.size.height, renderer.size.width), np.float32)
        for level, put in _levels(renderer, state):
            seen = _seen(renderer, stage, state, put)
            out += seen * ((level - far) / max(1e-6, near - far) - out)
        return np.repeat((out * 255).round().clip(0, 255).astype(np.uint8)[..., None], 3, axis=2)

    return draw


def _levels(renderer: Renderer, state: State) -> list[tuple[float, Callable[[Group], list[tuple[Group, Group]]]]]:
    """(depth, what puts it into the world), from far to near: each layer of the place, the people's plane by rows, what is before them."""
    made: list[tuple[float, Callable[[Group], list[tuple[Group, Group]]]]] = []
    layers = renderer.layers_of(state)
    for layer in (one for one in layers if one.depth <= 1.0):
        made.append((layer.depth, _layer(layer, state)))
    for y in sorted({round(one.pose.y) for one in state.actors} | {round(one.y) for one in state.props}):
        made.append((1.0 + _ORDER * (y - 126) / VIEW_H, _row(renderer, state, y)))
    for layer in (one for one in layers if one.depth > 1.0):
        made.append((layer.depth, _layer(layer, state)))
    return made


def _layer(layer, state: State) -> Callable[[Group], list[tuple[Group, Group]]]:
    def put(world: Group) -> list[tuple[Group, Group]]:
        layer.group.matrix(*layer_matrix(state.camera, layer.depth))
        world.add(layer.group)
        return [(world, layer.group)]

    return put


def _row(renderer: Renderer, state: State, y: int) -> Callable[[Group], list[tuple[Group, Group]]]:
    """The people and things that stand on one line of the ground."""
    actors = tuple(one for one in state.actors if round(one.pose.y) == y)
    props = tuple(one for one in state.props if round(one.y) == y)

    def put(world: Group) -> list[tuple[Group, Group]]:
        renderer.put_people(world, _only(state, actors, props))
        return []

    return put


def _only(state: State, actors: tuple, props: tuple = ()) -> State:
    return State(state.places, state.camera, state.lights, actors, (), props, {}, state.t, state.lit, 1)


def _seen(
    renderer: Renderer, stage: Stage, state: State, put: Callable[[Group], list[tuple[Group, Group]]]
) -> np.ndarray:
    """How much of each pixel something covers, float32 (H, W) in 0..1; what is hardly there (a haze, a shadow) counts as nothing."""
    root = Group()
    lent = put(renderer.world_of(root, state))
    cover = stage.draw_rgba(root)[..., 3].astype(np.float32) / 255
    for holder, group in lent:
        holder.remove(group)
    return np.clip((cover - 0.35) / 0.3, 0.0, 1.0)


# -- masks ------------------------------------------------------------------------------------------------------------
def _masks(renderer: Renderer, states: list[State]) -> Callable[[State], np.ndarray]:
    stage = Stage(renderer.size.width, renderer.size.height)
    order = list(dict.fromkeys(one.identity for s in states for one in s.actors))

    def draw(state: State) -> np.ndarray:
        out = np.zeros((renderer.size.height, renderer.size.width, 3), np.float32)
        for one in sorted(state.actors, key=lambda s: s.pose.y):
            seen = _seen(
                renderer, stage, state, lambda world, one=one: renderer.put_people(world, _only(state, (one,))) or []
            )
            colour = np.array(MASKS[order.index(one.identity) % len(MASKS)], np.float32)
            out += seen[..., None] * (colour - out)
        return out.round().clip(0, 255).astype(np.uint8)

    return draw


# -- edges ------------------------------------------------------------------------------------------------------------
def _edges(renderer: Renderer, states: list[State]) -> Callable[[State], np.ndarray]:
    cv2 = opencv()

    def draw(state: State) -> np.ndarray:
        grey = cv2.cvtColor(np.ascontiguousarray(renderer.draw(state)), cv2.COLOR_RGB2GRAY)
        lines = cv2.GaussianBlur(cv2.Canny(grey, 60, 140), (3, 3), 0)
        return np.repeat((255 - np.minimum(255, lines.astype(int) * 2)).astype(np.uint8)[..., None], 3, axis=2)

    return draw


# -- poses ------------------------------------------------------------------------------------------------------------
def _poses(renderer: Renderer, states: list[State]) -> Callable[[State], np.ndarray]:
    cv2, size = opencv(), renderer.size
    thick = max(1, round(_THICK * size.height / 512))

    def draw(state: State) -> np.ndarray:
        out = np.zeros((size.height, size.width, 3), np.uint8)
        people = [_on_frame(joints_of(one), state.camera, size) for one in state.actors if _has_joints(one)]
        for points in people:
            for (a, b), colour in zip(LIMBS, COLOURS, strict=False):
                one, two = points[a - 1], points[b - 1]
                if one is None or two is None:
                    continue
                middle = (int((one[0] + two[0]) / 2), int((one[1] + two[1]) / 2))
                long = int(math.dist(one, two) / 2)
                turn = int(math.degrees(math.atan2(one[1] - two[1], one[0] - two[0])))
                cv2.fillConvexPoly(out, cv2.ellipse2Poly(middle, (long, thick), turn, 0, 360, 1), colour)
        out = (out * 0.6).astype(np.uint8)
        for points in people:
            for point, colour in zip(points, COLOURS, strict=True):
                if point is not None:
                    cv2.circle(out, (int(point[0]), int(point[1])), thick, colour, thickness=-1)
        return out

    return draw


def _has_joints(one: Standing) -> bool:
    return one.look.kind in ("person", "alien", "robot", "ghost") and one.pose.seen > 0.5


def joints_of(one: Standing) -> list[Point | None]:
    """OpenPose's eighteen points of somebody, in the world: nose, neck, right shoulder, elbow, wrist, left ones, right hip, knee, ankle,
    left ones, eyes, ears; right and left are the person's own. None: not to be seen. Of who lies under a cover only the head is."""
    pose = one.pose
    f = slimmer(figure(one.look), pose)
    if pose.lie > 0.5:
        q = 1.0 if pose.face >= 0 else -1.0
        up = 29.5 if pose.lie > 0.85 else 16.0
        head = (pose.x - q * 30 * pose.scale, pose.y - up * pose.scale)
        return [head, *[None] * 17]
    hip = -(f.leg * (1 - pose.drop)) - pose.lift
    stoop = f.stoop * (1 if pose.face >= 0 else -1) * (0.5 if pose.back > 0.5 else 1.0)
    lean, top = math.radians(pose.lean + stoop), -f.trunk - pose.squash

    def upper(x: float, y: float) -> Point:
        # the trunk's own coordinates have their origin at the hips and turn with it
        return x * math.cos(lean) - y * math.sin(lean), hip + x * math.sin(lean) + y * math.cos(lean)

    def limb(x: float, y: float, first: float, then: float, long: Point, turned: bool) -> list[Point]:
        a, b = math.radians(first), math.radians(first + then)
        elbow = x + math.sin(a) * long[0], y + math.cos(a) * long[0]
        hand = elbow[0] + math.sin(b) * long[1], elbow[1] + math.cos(b) * long[1]
        return [upper(*p) if turned else p for p in ((x, y), elbow, hand)]

    half = f.arm * 0.5
    thigh = f.leg * 0.5 * (1 - 0.72 * pose.fold)
    sides = {
        "l": (
            limb(-f.half * 0.82, top + 5.0, pose.la, pose.lb, (half, half), True),
            limb(-f.half * 0.42, hip - 1.5, pose.ll, pose.lk, (thigh, f.leg * 0.5 - 1.4), False),
        ),
        "r": (
            limb(f.half * 0.82, top + 5.0, pose.ra, pose.rb, (half, half), True),
            limb(f.half * 0.42, hip - 1.5, pose.rl, pose.rk, (thigh, f.leg * 0.5 - 1.4), False),
        ),
    }
    # who faces us has the right hand on the left of the picture
    right, left = (sides["l"], sides["r"]) if pose.back <= 0.5 else (sides["r"], sides["l"])
    k, x, y = f.head / 20.0, pose.face * 1.6, top - f.head * 0.86 + pose.nod * 0.25

    def on_head(dx: float, dy: float) -> Point:
        return upper(x + (dx + pose.face * 5.0) * k, y + dy * k)

    seen = pose.back <= 0.5
    mirror = 1 if seen else -1
    eyes = [on_head(-6.5, -1.0), on_head(6.5, -1.0)] if seen else [None, None]
    ears = [on_head(mirror * side * 18.0, 2.0) if side * mirror * pose.face < 0.55 else None for side in (-1.0, 1.0)]
    neck = ((right[0][0][0] + left[0][0][0]) / 2, (right[0][0][1] + left[0][0][1]) / 2)
    body = [on_head(0.0, 4.0) if seen else None, neck, *right[0], *left[0], *right[1], *left[1], *eyes, *ears]
    return [(pose.x + p[0] * pose.scale, pose.y + p[1] * pose.scale) if p else None for p in body]


def _on_frame(points: list[Point | None], camera: Camera, size: FrameSize) -> list[Point | None]:
    """Points of the people's plane in pixels of the frame."""
    a, b, c, d, tx, ty = layer_matrix(camera, 1.0)
    if camera.roll:
        k, turn = 1.0 + abs(camera.roll) * 0.017, math.radians(camera.roll)
        cos, sin, x, y = k * math.cos(turn), k * math.sin(turn), VIEW_W / 2, VIEW_H / 2
        tx, ty = cos * (tx - x) - sin * (ty - y) + x, sin * (tx - x) + cos * (ty - y) + y
        a, b, c, d = cos * a, sin * a, -sin * d, cos * d
    scale = max(size.width / VIEW_W, size.height / VIEW_H)
    left, top = (size.width - VIEW_W * scale) / 2, (size.height - VIEW_H * scale) / 2
    return [
        (left + scale * (a * p[0] + c * p[1] + tx), top + scale * (b * p[0] + d * p[1] + ty)) if p else None
        for p in points
    ]


_DRAWN: dict[str, Callable[[Renderer, list[State]], Callable[[State], np.ndarray]]] = {
    "depth": _depth,
    "edges": _edges,
    "pose": _poses,
    "masks": _masks,
}
