"""Frames of the drawn world with every face in them known: for the detector."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import cv2
import numpy as np

from training.faces.geometry import Face, face_of
from training.faces.people import person
from vgot.animatic import light, staging
from vgot.animatic.backdrops import catalogue as backdrops
from vgot.animatic.canvas import VIEW_H, VIEW_W
from vgot.animatic.lexicon import things as lexicon_things
from vgot.animatic.looks import draw_look
from vgot.animatic.render import Renderer
from vgot.animatic.scene import state_of
from vgot.animatic.sheets import layer_matrix
from vgot.story.model import Domains
from vgot.units import FrameSize

_DEEDS = (
    "stands and waves",
    "talks",
    "sits and reads a book",
    "walks",
    "runs",
    "sleeps",
    "dances",
    "hugs",
    "works",
    "cooks",
    "laughs",
    "cries",
    "plays",
    "kneels",
    "looks away into the distance",
    "holds hands",
    "points",
    "fights",
    "swims",
    "holds flowers",
    "plays the guitar",
)
_MOODS = ("happy", "sad", "angry", "surprised", "afraid", "tired", "calm", "joyful", "worried", "proud")
_SIZES = (
    "extreme wide shot",
    "wide shot",
    "wide shot",
    "medium shot",
    "medium shot",
    "medium shot",
    "close-up",
    "close-up",
    "extreme close-up",
)
_MOVES = ("static", "pan left", "pan right", "push in", "pull out", "tilt up")
_THINGS = (
    "",
    "",
    "",
    "a dog",
    "a cat",
    "a horse",
    "a robot",
    "an owl",
    "a statue",
    "a bicycle",
    "a crowd of people",
    "passersby",
    "a snowman",
    "an umbrella",
    "a painting",
)
_WEATHER = ("clear", "clear", "clear", "rain", "snow", "fog", "wind")
_ALL_THINGS = (
    *lexicon_things.ANIMALS,
    *lexicon_things.ANIMALS,
    *lexicon_things.PROPS,
)  # animals twice: they have faces
_OTHERS = ("robot", "cat", "dog", "bear", "ghost", "owl", "monkey", "lion", "snowman")
#: what of a face must be seen for it to count; less is neither right nor wrong
_SEEN = 0.34


@dataclass(frozen=True)
class Labelled:
    """pixels: uint8 RGB (H, W, 3). faces: those that must be found; unsure: places where finding or not is neither right nor wrong."""

    pixels: np.ndarray
    faces: list[Face]
    unsure: list[Face]


class FrameMaker:
    """Draws frames of random scenes at random sizes."""

    def __init__(self, split: str, people: int = 1500, seed: int = 0, creatures: float = 0.12, things: float = 0.0):
        """creatures: the share of frames in which somebody is no human being; things: the share in which animals and things of
        every kind that is drawn stand about, because some of them look like faces."""
        self.rng = random.Random(f"frames/{split}/{seed}")
        self.split, self.people, self.creatures, self.things = split, people, creatures, things
        self._renderers = {w: Renderer(FrameSize(w, h)) for w, h in ((256, 144), (384, 216), (512, 288), (768, 432))}
        self._place: tuple[int, dict] = (0, {})

    def _next_place(self) -> dict:
        left, place = self._place
        if left <= 0:
            place = {
                "kind": self.rng.choice(backdrops.KINDS),
                "light": self.rng.choice(light.LIGHTS),
                "weather": self.rng.choice(_WEATHER),
                "season": self.rng.choice(("summer", "winter", "autumn")),
                "seed": self.rng.randrange(1000),
            }
            left = 4
        self._place = (left - 1, place)
        return place

    def frame(self, width: int | None = None) -> Labelled:
        """A frame with its faces; of a random size unless a width is given."""
        renderer, scene, t = self.scene(width)
        return self._labelled(renderer, scene, t)

    def plain(self, width: int) -> tuple[np.ndarray, dict]:
        """A frame and the scene it was drawn from."""
        renderer, scene, t = self.scene(width)
        return renderer.draw(state_of(scene, t)), scene

    def scene(self, width: int | None = None) -> tuple[Renderer, dict, float]:
        rng = self.rng
        place = self._next_place()
        size = rng.choice(_SIZES)
        many = rng.choice((0, 1, 1, 1, 1, 2, 2, 2, 3, 4)) if size != "extreme close-up" else 1
        looks = [rng.choice(person(self.split, rng.randrange(self.people), 3)) for _ in range(many)]
        if looks and rng.random() < self.creatures:
            looks[-1] = replace(
                draw_look(f"{self.split}-other-{rng.randrange(500)}", "", "", f"a {rng.choice(_OTHERS)}", "", 1),
                kind=rng.choice(_OTHERS),
            )
        deed = rng.choice(_DEEDS) if looks else "waits"
        thing = rng.choice(_THINGS)
        if self.things and rng.random() < self.things:
            thing = " and ".join(
                f"a {rng.choice(_ALL_THINGS).replace('_', ' ')}" for _ in range(rng.choice((1, 2, 2, 3)))
            )
        told = f"Somebody {deed} and is {rng.choice(_MOODS)}" + (f" with {thing}" if thing else "") + "."
        reading = staging.read_domains(
            Domains(character="", background="", relation=told, camera=f"{size}, {rng.choice(_MOVES)}", lighting=""),
            "",
            "",
            "",
        )
        reading = replace(reading, light=place["light"])
        scene = staging.stage_scene(
            reading, [(f"p{n}", look, None) for n, look in enumerate(looks)], place, rng.randrange(1 << 30)
        )
        for actor in scene["actors"]:
            if actor["body"] == "standing" and rng.random() < 0.4:
                actor["face"] = round(rng.uniform(-0.85, 0.85), 3)
        scene["light"] = place["light"]
        renderer = self._renderers[width or rng.choice((256, 384, 384, 512, 768))]
        return renderer, scene, rng.uniform(0, 3)

    def _labelled(self, renderer: Renderer, scene: dict, t: float) -> Labelled:
        state = state_of(scene, t)
        pixels = renderer.draw(state)
        high, wide = pixels.shape[:2]
        zoom, _, _, _, tx, ty = layer_matrix(state.camera, 1.0)
        k = max(wide / VIEW_W, high / VIEW_H)
        dx, dy = (wide - VIEW_W * k) / 2, (high - VIEW_H * k) / 2
        faces, unsure = [], []
        for group in ("actors", "crowd"):
            for n, one in enumerate(getattr(state, group)):
                babies = {s.held[5:] for s in state.actors if s.held.startswith("baby:")}
                face = face_of(one.look, one.pose) if one.identity not in babies and one.held != "carried" else None
                if face is None:
                    if one.look.kind in ("robot", "ghost", "alien", "monkey", "snowman") or one.identity in babies:
                        whole = self._round_head(one, zoom, tx, ty, k, dx, dy)
                        unsure += [whole] if whole is not None and one.look.kind == "alien" else []
                    continue
                face = face.placed(zoom, tx, ty).placed(k, dx, dy)
                x0, y0, x1, y1 = face.box
                if x1 < 2 or y1 < 2 or x0 > wide - 2 or y0 > high - 2:
                    continue
                seen = self._seen_share(renderer, state, group, n, face, pixels)
                if seen < 0.02:
                    continue
                (faces if seen >= _SEEN and face.size >= 13 else unsure).append(face)
        if any(s.held.startswith("baby:") for s in state.actors):  # the bundle has a small face of its own
            for s in state.actors:
                if s.held.startswith("baby:"):
                    place = np.array([s.pose.x - 26, s.pose.y - 80, s.pose.x + 26, s.pose.y - 20])
                    unsure.append(Face(np.zeros((5, 2)), place, 10.0).placed(zoom, tx, ty).placed(k, dx, dy))
        return Labelled(pixels, faces, unsure)

    @staticmethod
    def _round_head(one, zoom, tx, ty, k, dx, dy) -> Face | None:
        box = np.array([one.pose.x - 22, one.pose.y - 105, one.pose.x + 22, one.pose.y - 55])
        return Face(np.zeros((5, 2)), box, 14.0).placed(zoom, tx, ty).placed(k, dx, dy)

    @staticmethod
    def _seen_share(renderer: Renderer, state, group: str, n: int, face: Face, pixels: np.ndarray) -> float:
        """How much of a face is seen: the share of its oval that changes when its skin does."""
        all_of = list(getattr(state, group))
        skin = all_of[n].look.skin
        other = 0xFF20E0FF if ((skin >> 16) & 255) > 128 else 0xFFFFB0FF
        all_of[n] = replace(all_of[n], look=replace(all_of[n].look, skin=other))
        changed = renderer.draw(replace(state, **{group: tuple(all_of)}))
        high, wide = pixels.shape[:2]
        x0, y0, x1, y1 = face.box
        ys, xs = np.mgrid[max(0, int(y0)) : min(high, int(y1) + 1), max(0, int(x0)) : min(wide, int(x1) + 1)]
        if not ys.size:
            return 0.0
        oval = ((xs - (x0 + x1) / 2) / (face.size / 2)) ** 2 + ((ys - (y0 + y1) / 2) / (face.size / 2)) ** 2 < 0.8
        whole = np.pi * 0.8 * (face.size / 2) ** 2
        part = np.abs(changed[ys, xs].astype(int) - pixels[ys, xs]).max(axis=-1) > 6
        return float((part & oval).sum() / max(1.0, whole))


def window(one: Labelled, rng: random.Random, side: int = 320, about: np.ndarray | None = None) -> Labelled:
    """A square window of a frame at a random scale, mirrored half of the time, with the black that letterboxing leaves. `about`:
    a box that must be in it; otherwise one of the faces most of the time."""
    high, wide = one.pixels.shape[:2]
    scale = float(np.exp(rng.uniform(np.log(0.45), np.log(1.75)))) * 384 / wide
    scale = min(scale, 2.4)
    if rng.random() < 0.35:
        scale = side / wide  # the whole frame, letterboxed
    if about is not None or one.faces and rng.random() < 0.85:  # a face in it, whole
        box = about if about is not None else rng.choice(one.faces).box
        size = float(box[2] - box[0])
        scale = min(scale, 0.95 * side / max(8.0, size))
        x, y = (box[0] + box[2]) / 2 * scale, (box[1] + box[3]) / 2 * scale
        half = size * scale / 2
        left, top = x - rng.uniform(half, max(half, side - half)), y - rng.uniform(half, max(half, side - half))
    else:
        left, top = rng.uniform(0, max(0, wide * scale - side)), rng.uniform(0, max(0, high * scale - side))
    left = min(max(left, 0.0), max(0.0, wide * scale - side)) if rng.random() < 0.9 else left
    top = min(max(top, 0.0), max(0.0, high * scale - side)) if rng.random() < 0.9 else top
    how = np.array([[scale, 0, -left], [0, scale, -top]])
    pixels = cv2.warpAffine(one.pixels, how, (side, side), flags=cv2.INTER_AREA if scale < 0.7 else cv2.INTER_LINEAR)
    faces = [f.placed(scale, -left, -top) for f in one.faces]
    unsure = [f.placed(scale, -left, -top) for f in one.unsure]
    if rng.random() < 0.5:
        pixels = pixels[:, ::-1]
        faces, unsure = [_mirrored(f, side) for f in faces], [_mirrored(f, side) for f in unsure]
    pixels = pixels.astype(np.float32) * rng.uniform(0.75, 1.2) + rng.uniform(-12, 12)
    inside, doubtful = [], []
    for f in faces:
        w = min(side, f.box[2]) - max(0, f.box[0])
        h = min(side, f.box[3]) - max(0, f.box[1])
        share = max(0.0, w) * max(0.0, h) / f.size**2
        if share > 0.55 and f.size >= 13:
            inside.append(f)
        elif share > 0.05:
            doubtful.append(f)
    return Labelled(np.clip(pixels, 0, 255).astype(np.uint8), inside, unsure + doubtful)


def _mirrored(f: Face, side: int) -> Face:
    points = np.stack([side - f.points[:, 0], f.points[:, 1]], 1)[[1, 0, 2, 4, 3]]
    return Face(points, np.array([side - f.box[2], f.box[1], side - f.box[0], f.box[3]]), f.radius)


__all__ = ["FrameMaker", "Labelled", "window"]
