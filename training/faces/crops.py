"""Aligned crops of 112 x 112 for the recogniser: a head before a place, under a light, at a size, as insightface cuts it out."""

from __future__ import annotations

import math
import random

import cv2
import numpy as np

from training.faces.geometry import face_of, to_crop
from training.faces.people import in_a_mood
from vgot.animatic import light
from vgot.animatic.backdrops import catalogue as backdrops
from vgot.animatic.canvas import Group, Stage
from vgot.animatic.looks import Look
from vgot.animatic.people.figure import draw_person
from vgot.animatic.people.pose import Pose
from vgot.animatic.render import Renderer
from vgot.animatic.scene import Place
from vgot.units import FrameSize


class CropMaker:
    """Draws crops; keeps its stages and its places."""

    def __init__(self, places: int = 54, seed: int = 0):
        rng = random.Random(f"places/{seed}")
        kinds = list(backdrops.KINDS)
        rng.shuffle(kinds)
        renderer = Renderer(FrameSize(384, 216))
        self._plates = [renderer.plate(Place(kind, "noon", "clear", "summer", seed)) for kind in kinds[:places]]
        self._stages = {px: Stage(px, px) for px in (40, 56, 80, 112, 160, 224, 320)}

    def crop(
        self,
        look: Look,
        rng: random.Random,
        *,
        pose: Pose | None = None,
        radius_px: float | None = None,
        wobble: float = 0.045,
    ) -> np.ndarray:
        """uint8 RGB (112, 112, 3). radius_px: of the head; wobble: error of the five points, in radii."""
        pose = pose or in_a_mood(rng)
        radius = radius_px or math.exp(rng.uniform(math.log(12.5), math.log(110.0)))
        px = next((p for p in self._stages if p >= radius * 2.7), 320)
        radius = min(radius, px / 2.7)
        stage, root = self._stages[px], Group()
        face = face_of(look, pose)
        k = radius / face.radius
        middle = (face.box[:2] + face.box[2:]) / 2
        dx, dy = px / 2 - middle[0] * k + rng.uniform(-1, 1), px * 0.52 - middle[1] * k + rng.uniform(-1, 1)
        draw_person(root.group().transform(dx, dy, k), look, pose, shadow=0.0)
        rgba = stage.draw_rgba(root)
        clear = (255 - rgba[..., 3:4]).astype(np.uint16)
        picture = np.minimum(255, rgba[..., :3] + ((self._ground(px, rng) * clear) >> 8)).astype(np.uint8)
        picture = under_light(picture, rng)
        if rng.random() < 0.5:  # what H.264 leaves
            _, packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(55, 95)])
            picture = cv2.imdecode(packed, cv2.IMREAD_COLOR)
        points = face.placed(k, dx, dy).points
        points = points + np.array([[rng.gauss(0, 1), rng.gauss(0, 1)] for _ in range(5)]) * wobble * radius
        points = points + np.array([rng.gauss(0, 1), rng.gauss(0, 1)]) * wobble * radius
        return cv2.warpAffine(picture, to_crop(points), (112, 112), borderValue=0.0)

    def _ground(self, px: int, rng: random.Random) -> np.ndarray:
        plate = rng.choice(self._plates)
        high, wide = plate.shape[:2]
        side = rng.randint(40, high)
        x, y = rng.randint(0, wide - side), rng.randint(0, high - side)
        return cv2.resize(plate[y : y + side, x : x + side], (px, px)).astype(np.uint16)


def under_light(picture: np.ndarray, rng: random.Random) -> np.ndarray:
    """A picture as it looks somewhere in a frame under one of the lights."""
    name = "noon" if rng.random() < 0.2 else rng.choice(light.LIGHTS)
    keep, add = light.maps(name, 256, 144, 100, rng.choice((-1, 1)))
    side = rng.randint(20, 110)
    x, y = rng.randint(0, 256 - side), rng.randint(0, 144 - side)
    px = picture.shape[:2][::-1]
    kept = cv2.resize(keep[y : y + side, x : x + side].astype(np.float32), px)
    added = cv2.resize(add[y : y + side, x : x + side].astype(np.float32), px)
    return np.clip(picture * (kept / 256) + added, 0, 255).astype(np.uint8)
