"""Portraits: a Look drawn as head and shoulders, and a Look read from a picture that somebody uploaded."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from vgot.animatic.acting import pose_of
from vgot.animatic.canvas import Group, Stage, alpha, mix, radial, shade
from vgot.animatic.creatures import alien_look, draw_creature
from vgot.animatic.looks import SKINS, Look
from vgot.animatic.people.figure import draw_person, figure
from vgot.animatic.people.pose import Pose
from vgot.units import FrameSize


def draw_portrait_pixels(look: Look, size: FrameSize) -> np.ndarray:
    """uint8 RGB: head and shoulders before a plain ground in the person's colours."""
    stage = Stage(size.width, size.height)
    root = Group()
    w, h = size.width, size.height
    back = look.backdrop
    root.rect(0, 0, w, h, radial(w * 0.5, h * 0.4, max(w, h) * 0.72, [shade(back, -0.22), back, shade(back, 0.12)]))
    unit = min(w, h)
    root.circle(w * 0.5, h * 0.56, unit * 0.43, alpha(mix(look.colour or shade(back, 0.3), 0xFFFFFFFF, 0.55), 0.55))
    world = root.group()
    f = figure(look)
    if look.kind == "alien":
        look, f = alien_look(look), figure(look)
    if look.kind == "robot":  # head and shoulders, as of a person
        k = unit / 62.0
        draw_creature(world.transform(w / 2, h * 0.48 + 68 * k, k), look, Pose(x=0.0, y=0.0, face=0.2, smile=0.5), 0.2)
        return stage.draw(root)
    if look.kind != "person":
        pose = Pose(x=0.0, y=0.0, face=0.2, smile=0.5)
        left, top, right, bottom = _extent(look, pose)
        k = 0.78 * unit / max(right - left, bottom - top)
        world.transform(w / 2 - k * (left + right) / 2, h * 0.53 - k * (top + bottom) / 2, k)
        draw_creature(world, look, pose, 0.2)
        return stage.draw(root)
    span = 4.3 * f.head  # what of the figure fits in the shorter side
    k = unit / span
    head = -(f.leg + f.trunk + f.head * 0.86)
    world.transform(w / 2, h * 0.47 - head * k, k)
    actor = {
        "x": 0.0,
        "y": 0.0,
        "scale": 1.0,
        "face": 0.22,
        "back": 0.0,
        "body": "standing",
        "overlays": [],
        "emotion": "calm",
        "phase": 0.31,
        "speed": 0.0,
    }
    pose = pose_of(actor, 0.4, 3.0, []).but(smile=0.5, lids=1.0, tilt=0.0, lean=0.0)
    draw_person(world, look, pose, shadow=0.0)
    return stage.draw(root)


def _extent(look: Look, pose: Pose) -> tuple[float, float, float, float]:
    """What a creature covers around its feet, in units: left, top, right, bottom."""
    side = 200
    stage, root = Stage(side, side), Group()
    k = side / 360.0
    draw_creature(root.group().transform(side * 0.5, side * 0.7, k), look, pose, 0.2)
    ys, xs = np.nonzero(stage.draw_rgba(root)[..., 3] > 96)
    if not len(xs):
        return -20.0, -40.0, 20.0, 0.0
    return (
        (xs.min() - side * 0.5) / k,
        (ys.min() - side * 0.7) / k,
        (xs.max() + 1 - side * 0.5) / k,
        (ys.max() + 1 - side * 0.7) / k,
    )


def look_from_picture(pixels: np.ndarray, text_look: Look, identity_only: bool = False) -> Look:
    """What of a Look can be read from an uploaded portrait: skin, hair and clothes by their colours; the rest stays as
    the text has it. `identity_only` leaves the clothes alone.

    pixels: uint8 RGB (H, W, 3). The face is looked for in the upper middle, by the colours that skin has.
    """
    small = _shrunk(pixels, 96)
    high, wide = small.shape[:2]
    ys, xs = np.mgrid[0:high, 0:wide]
    r, g, b = (small[..., c].astype(np.int32) for c in range(3))
    skinlike = (r > 60) & (r > b + 12) & (r >= g) & (g > b - 10) & (r - g < 110) & (r - g > 4)
    middle = (abs(xs - wide / 2) < wide * 0.28) & (ys > high * 0.12) & (ys < high * 0.68)
    face = skinlike & middle
    if face.sum() < 0.02 * high * wide:
        return text_look
    skin = _typical(small[face])
    nearest = min(SKINS.values(), key=lambda c: _far(c, skin))
    fy, fx = ys[face], xs[face]
    top, left, right = int(np.percentile(fy, 6)), int(np.percentile(fx, 6)), int(np.percentile(fx, 94))
    bottom = int(np.percentile(fy, 96))
    band = (ys < top) & (ys > top - max(3, high // 9)) & (xs > left) & (xs < right) & ~skinlike
    ground = _typical(
        np.concatenate(
            [small[: high // 10, : wide // 8].reshape(-1, 3), small[: high // 10, -wide // 8 :].reshape(-1, 3)]
        )
    )
    hair = text_look.hair
    if band.sum() > 8:
        seen = _typical(small[band])
        if _far(seen, ground) > 40 and _far(seen, skin) > 30:
            hair = seen
    read = replace(
        text_look,
        skin=mix(nearest, skin, 0.55),
        hair=hair,
        hair_base=hair if text_look.grey < 0.5 else text_look.hair_base,
    )
    if identity_only:
        return read
    clothes = (ys > min(high - 4, bottom + high // 12)) & (abs(xs - wide / 2) < wide * 0.24) & ~skinlike
    if clothes.sum() > 20:
        read = replace(read, colour=_typical(small[clothes]), pattern="plain")
    return replace(read, backdrop=ground)


def _shrunk(pixels: np.ndarray, side: int) -> np.ndarray:
    """Every n-th pixel's neighbourhood, averaged, the longer side at most `side`."""
    high, wide = pixels.shape[:2]
    n = max(1, -(-max(high, wide) // side))
    h, w = max(1, high // n), max(1, wide // n)
    if n == 1 or high < n or wide < n:
        return pixels[..., :3]
    cut = pixels[: h * n, : w * n, :3].astype(np.uint32)
    return (cut.reshape(h, n, w, n, 3).sum(axis=(1, 3)) // (n * n)).astype(np.uint8)


def _typical(pixels: np.ndarray) -> int:
    """The median colour."""
    m = np.median(pixels.reshape(-1, 3), axis=0).astype(int)
    return 0xFF000000 | int(m[0]) << 16 | int(m[1]) << 8 | int(m[2])


def _far(a: int, b: int) -> int:
    return sum(abs(((a >> s) & 255) - ((b >> s) & 255)) for s in (0, 8, 16))
