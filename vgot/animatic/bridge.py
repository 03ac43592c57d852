"""The bridge: a seam crossed inside the drawn world instead of between two pictures.

Both shots go on playing in their own time (the left one runs out, the right one runs in); camera, light and weather
pass from one to the other; somebody who is in both shots goes from the one place and pose to the other; who is in one
only fades; the two places dissolve underneath. The first frame continues the left clip, the last meets the right one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from vgot.animatic.canvas import mix
from vgot.animatic.grades import graded
from vgot.animatic.looks import Look
from vgot.animatic.render import Renderer
from vgot.animatic.scene import Camera, Standing, State, load_scene, smoother, state_of
from vgot.models.base import BridgeSpec, Reporter, SeamSide


def bridge_frames(
    left: SeamSide, right: SeamSide, spec: BridgeSpec, report: Reporter, renderer: Renderer
) -> Iterator[np.ndarray]:
    """Yield exactly spec.frames uint8 RGB pictures (H, W, 3) across the seam."""
    a, b = load_scene(left.latents), load_scene(right.latents)
    if a is None or b is None or not a.get("clip") or not b.get("clip"):
        yield from _crossfade(left, right, spec, report)
        return
    renderer.keep_pictures(a)
    renderer.keep_pictures(b)
    n = spec.frames
    start = left.frames - len(left.window)  # the left clip's own frame numbers of the window
    for i in range(n):
        report.check()
        t_left = (start + i) / a["clip"]["fps"]
        # the right clip has played len(window) frames when the bridge ends; before that it is not yet begun, or it plays
        # what the cut leaves out of its beginning
        t_right = max(0.0, (right.start + len(right.window) - n + i) / b["clip"]["fps"])
        w = smoother((i + 1) / (n + 1))
        pixels = renderer.draw(between(_settled(a, t_left), _settled(b, t_right), w, renderer))
        pixels = graded(pixels, (a if w < 0.5 else b).get("grade", ""))
        report.step(i + 1, n, pixels if i % 8 == 0 else None)
        yield pixels


def _settled(scene: dict, t: float) -> State:
    return ending(scene, t)


#: How long before its end a shot begins to go over into the still that it ends on, in seconds, and at most which share of it.
_ARRIVES_S, _ARRIVES_SHARE = 1.6, 0.6


def ending(scene: dict, t: float) -> State:
    """The state of a clip's scene at `t` seconds; of one that ends on another shot's still (`scene["end"]`, a scene), the last moment is
    that still: the camera arrives there, and everybody in the place and the pose."""
    state, clip = state_of(scene, t), scene.get("clip")
    if "end" not in scene or not clip:
        return state
    last = (clip["frames"] - 1) / clip["fps"]
    long = min(_ARRIVES_S, _ARRIVES_SHARE * last)
    if t < last - long or long <= 0:
        return state
    share = min(1.0, (t - last + long) / long)
    return between(state, state_of(scene["end"], 0.0), 1.0 if share > 1 - 1e-9 else smoother(share))


def between(a: State, b: State, w: float, renderer: Renderer | None = None) -> State:
    """The state a share `w` (0..1) of the way from a to b."""
    if w <= 0.0:
        return a
    if w >= 1.0:
        return b
    share = round(256 * w)
    camera = a.camera.mix(b.camera, w)
    same_place = a.places[0][0] == b.places[0][0]
    places = a.places if same_place else ((a.places[0][0], 256), (b.places[0][0], share))
    la, lb = a.lights[0], b.lights[0]
    lights = a.lights if la[0] == lb[0] and la[2] == lb[2] else ((la[0], 256 - share, la[2]), (lb[0], share, lb[2]))
    weather = {k: a.weather.get(k, 0.0) * (1 - w) + b.weather.get(k, 0.0) * w for k in sorted({*a.weather, *b.weather})}
    actors = _people(a, b, w, camera)
    crowd = tuple(_faded(s, 1 - w) for s in a.crowd) + tuple(_faded(s, w) for s in b.crowd)
    props = _things(a.props, b.props, w)
    edition = min(a.edition, b.edition)
    lit = edition > 1 and a.lit and b.lit  # lamps do not go out while one shot passes into the other
    return State(places, camera, lights, actors, crowd, props, weather, a.t * (1 - w) + b.t * w, lit, edition)


def _faded(s: Standing, seen: float) -> Standing:
    return replace(s, pose=s.pose.but(seen=s.pose.seen * seen))


def _people(a: State, b: State, w: float, camera: Camera) -> tuple[Standing, ...]:
    """Who is in both shots moves; who is in one only fades, and drifts with the camera so as to keep its place on the
    screen while it does."""
    mine, theirs = {s.identity: s for s in a.actors}, {s.identity: s for s in b.actors}
    out: list[Standing] = []
    for who, s in mine.items():
        other = theirs.get(who)
        if other is None:
            out.append(_faded(s, max(0.0, 1 - w * 1.6)))
        elif s.look.kind == "person" and (s.pose.lie > 0.5) != (other.pose.lie > 0.5):
            out += [_faded(s, 1 - w), _faded(other, w)]
        else:
            out.append(_same(s, other, w))
    for who, s in theirs.items():
        if who not in mine:
            out.append(_faded(s, max(0.0, w * 1.6 - 0.6)))
    return tuple(s for s in out if s.pose.seen > 0.004)


def _same(s: Standing, other: Standing, w: float) -> Standing:
    """One person between two shots: the pose is mixed; clothes and age pass over in the middle."""
    pose = s.pose.mix(other.pose, w)
    look = s.look if s.look == other.look else _between_looks(s.look, other.look, w)
    late = w >= 0.5
    return Standing(
        look,
        pose,
        other.held if late else s.held,
        other.furniture if late else s.furniture,
        s.phase + (other.phase - s.phase) * w,
        s.identity,
        other.going if late else s.going,
        other.held_colour if late else s.held_colour,
        other.seat if late else s.seat,
    )


_COLOURS = ("skin", "hair", "colour", "colour2", "trousers", "shoes", "hat_colour")


def _between_looks(a: Look, b: Look, w: float) -> Look:
    """Colours pass gradually, shapes at the middle."""
    base = a if w < 0.5 else b
    return replace(base, **{name: mix(getattr(a, name), getattr(b, name), w) for name in _COLOURS})


def _things(a: tuple, b: tuple, w: float) -> tuple:
    """Props of one side fade; a thing on both sides moves."""
    out, rest = [], list(b)
    for one in a:
        twin = next((p for p in rest if p.name == one.name), None)
        if twin is None:
            out.append(replace(one, opacity=int(one.opacity * (1 - w))))
        else:
            rest.remove(twin)
            out.append(
                replace(
                    one,
                    x=one.x + (twin.x - one.x) * w,
                    y=one.y + (twin.y - one.y) * w,
                    scale=one.scale + (twin.scale - one.scale) * w,
                    up=one.up + (twin.up - one.up) * w,
                    colour=one.colour if w < 0.5 else twin.colour,
                    stand=one.stand if w < 0.5 else twin.stand,
                )
            )
    out += [replace(p, opacity=int(p.opacity * w)) for p in rest]
    return tuple(p for p in out if p.opacity > 1)


def _crossfade(left: SeamSide, right: SeamSide, spec: BridgeSpec, report: Reporter) -> Iterator[np.ndarray]:
    """Where one side was not drawn here: its window and the other's, crossfaded. The left window's frames come first
    and its last one stays; the right window's first one waits."""
    n = spec.frames
    for i in range(n):
        report.check()
        a = left.window[min(i, len(left.window) - 1)].astype(np.uint16)
        b = right.window[max(0, len(right.window) - n + i)].astype(np.uint16)
        share = round(256 * smoother((i + 1) / (n + 1)))
        pixels = ((a * (256 - share) + b * share) >> 8).astype(np.uint8)
        report.step(i + 1, n, pixels if i % 8 == 0 else None)
        yield pixels


__all__ = ["between", "bridge_frames"]
