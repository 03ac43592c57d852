"""The drawn world as training material, drawn on the fly: scenes, portraits of those in them, clips, and their words.

Every item is a pure function of (split, seed, index): any number of workers in any order gives the same items, and a
run that is resumed sees what it would have seen. Identities, names and wordings of `held` never occur in `train`.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import numpy as np

from training.embedded import wording
from training.embedded.features import features_of
from training.faces.people import person
from vgot.animatic import light, staging
from vgot.animatic.backdrops import catalogue as backdrops
from vgot.animatic.canvas import VIEW_H, VIEW_W
from vgot.animatic.lexicon.words import MOVE, SIZE
from vgot.animatic.looks import CLOTHS, GARMENTS, HATS, SKINS, Look
from vgot.animatic.people.figure import head_at
from vgot.animatic.portrait import draw_portrait_pixels
from vgot.animatic.render import Renderer
from vgot.animatic.scene import Camera, camera_at, state_of
from vgot.animatic.sheets import layer_matrix
from vgot.models.embedded.face_detailer import CUT_PX, Cut, as_cut, cut_of_head, taken
from vgot.models.embedded.parts import NOTHING, word_ids
from vgot.story.model import Domains, seed_from
from vgot.units import FrameSize

WIDTH, HEIGHT = 288, 160
HEAD_PX = 192
#: heads are cut from frames drawn this much larger, and none smaller than so many pixels of a plain frame is cut
LARGER, LEAST_RADIUS = 2, 6.0
CLIP_FRAMES, CLIP_FPS = 16, 8.0
MOST_PEOPLE = 2
IDENTITIES = {"train": 6000, "held": 300}

_HAIR = (
    "black",
    "brown",
    "light brown",
    "dark brown",
    "blonde",
    "red",
    "auburn",
    "grey",
    "white",
    "silver",
    "blue",
    "pink",
    "green",
    "purple",
    "orange",
    "none",
)
_COLOURS = (
    "red",
    "blue",
    "green",
    "yellow",
    "purple",
    "orange",
    "white",
    "black",
    "grey",
    "brown",
    "pink",
    "teal",
    "navy",
    "cream",
    "maroon",
    "olive",
)
#: attribute -> its values; `people` counts to four. What a probe reads, and what text encoders are first taught.
LABELS: dict[str, tuple[str, ...]] = {
    "place": tuple(backdrops.KINDS),
    "light": tuple(light.LIGHTS),
    "size": tuple(SIZE),
    "move": tuple(MOVE),
    "people": ("0", "1", "2", "3", "4"),
    "hair": _HAIR,
    "hat": ("", *HATS),
    "garment": (*GARMENTS, "onesie"),
    "colour": _COLOURS,
    "skin": tuple(SKINS),
    "sex": ("f", "m"),
    "age": ("baby", "child", "teen", "young", "adult", "middle", "elder"),
    "glasses": ("no", "yes"),
    "beard": ("no", "yes"),
    "weather": ("clear", "rain", "snow", "fog", "wind", "storm"),
    "angle": ("eye", "low", "high", "over_shoulder"),
}
NAMES = tuple(LABELS)
UNSAID = -1

#: closer shots and daylight more often: faces and plain colours are what is hardest and what films show most
_SIZES = (
    "extreme_wide",
    "wide",
    "wide",
    "medium",
    "medium",
    "medium",
    "medium",
    "close",
    "close",
    "close",
    "extreme_close",
)
_LIGHTS = ("noon",) * 5 + tuple(light.LIGHTS)
_WEATHER = ("clear",) * 6 + ("rain", "snow", "fog", "wind", "storm")
_SEASONS = ("summer",) * 4 + ("winter", "autumn", "spring")
_MANY = (0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 4)


@dataclass(frozen=True)
class Item:
    """One drawn thing. pixels: uint8 (H, W, 3), a clip's (frames, H, W, 3). ids: its words; generic: the same with the
    people said so that nothing tells them apart. portraits: uint8 (MOST_PEOPLE, P, P, 3), black where there is nobody;
    boxes: about where the figure of each of those is, in shares of the frame. near: uint8 (H / 8, W / 8), 2 where a head is, 1 where a body
    is, 0 elsewhere. path: a clip's travel as CameraPath says it. labels: a value for each of NAMES, UNSAID where the
    picture does not show it. identity: the number of the first person, -1 for nobody. looks: everybody's, in order. features: a pair's
    `features_of`."""

    pixels: np.ndarray
    ids: np.ndarray
    generic: np.ndarray
    portraits: np.ndarray
    boxes: np.ndarray
    near: np.ndarray
    labels: np.ndarray
    identity: int
    words: tuple[str, ...]
    looks: tuple[Look, ...] = ()
    path: np.ndarray | None = None
    features: np.ndarray | None = None


class Drawer:
    """Draws items of one split. Not shared between threads."""

    def __init__(
        self,
        split: str,
        seed: int = 0,
        portrait_px: int = 96,
        width: int = WIDTH,
        height: int = HEIGHT,
        head_px: int = HEAD_PX,
        cut_px: int = CUT_PX,
    ):
        if split not in wording.SPLITS:
            raise ValueError(f"There is no split '{split}'.")
        self.split, self.seed, self.portrait_px, self.head_px, self.cut_px = split, seed, portrait_px, head_px, cut_px
        self._renderer, self._large = (
            Renderer(FrameSize(width, height)),
            Renderer(FrameSize(LARGER * width, LARGER * height)),
        )
        self._people: dict[int, list[Look]] = {}

    # -- what a stage asks for -----------------------------------------------------------------------------------------
    def scene(self, index: int, moving: bool = False) -> Item:
        """A still (t = 0 of a shot, as keyframes are), or with `moving` a clip of CLIP_FRAMES from somewhere in a shot."""
        rng = self._rng("clip" if moving else "scene", index)
        scene, domains, generic, cast, labels = self._staged(rng, moving)
        start, path = self._window(scene, rng) if moving else (0.0, None)
        if moving:
            pixels = np.stack([self._renderer.draw(state_of(scene, start + k / CLIP_FPS)) for k in range(CLIP_FRAMES)])
        else:
            pixels = self._renderer.draw(state_of(scene, 0.0))
        portraits, boxes = self._cast(scene, cast, start, self._rng("plan", index))
        near = near_people(state_of(scene, start), pixels.shape[-3] // 8, pixels.shape[-2] // 8)
        return Item(
            pixels,
            word_ids(domains),
            word_ids(generic),
            portraits,
            boxes,
            near,
            labels,
            cast[0][0] if cast else -1,
            domains,
            tuple(look for _, look, _ in cast),
            path,
        )

    def head(self, index: int) -> Item:
        """A portrait with its words, square, and as identity the portrait of the same person at the same stage; in two of
        five items of an earlier stage, as later stages are drawn from the first."""
        rng = self._rng("head", index)
        number = rng.randrange(IDENTITIES[self.split])
        looks = self._looks(number)
        stage = rng.randrange(len(looks))
        look = looks[stage]
        pixels = draw_portrait_pixels(look, FrameSize(self.head_px, self.head_px))
        camera = rng.choice(PORTRAIT_CAMERA[self.split])
        domains = (wording.person_words(look, rng, self.split), "plain background", "", camera, "soft even light")
        generic = (wording.person_words(look, rng, self.split, generic=True), *domains[1:])
        portraits = np.zeros((MOST_PEOPLE, self.portrait_px, self.portrait_px, 3), np.uint8)
        portraits[0] = self._portrait(looks[0] if rng.random() < 0.4 else look)
        boxes = np.zeros((MOST_PEOPLE, 4), np.float32)
        boxes[0] = (0, 0, 1, 1)
        near = np.ones((self.head_px // 8, self.head_px // 8), np.uint8)
        return Item(
            pixels,
            word_ids(domains),
            word_ids(generic),
            portraits,
            boxes,
            near,
            labels_of(look),
            number,
            domains,
            (look,),
        )

    def face(self, index: int) -> Item:
        """The head of somebody in a scene, cut out about as a reader of faces would find it, with the words of the whole scene: what
        faces of a keyframe are drawn again from (`vgot/models/embedded/face_detailer.py`)."""
        rng = self._rng("face", index)
        while True:
            scene, domains, generic, cast, labels = self._staged(rng, False)
            state = state_of(scene, 0.0)
            heads = self._heads(state)
            if heads:
                break
        who = rng.choice(sorted(heads))
        x, y, r = heads[who]
        look = next(look for _, look, name in cast if name == who)
        frame = self._large.draw(state)
        cut = cut_of_head(x + rng.uniform(-0.15, 0.15) * r, y + rng.uniform(-0.12, 0.12) * r, r * rng.uniform(0.9, 1.1))
        pixels = taken(frame, cut, self.cut_px)
        portraits = np.zeros((MOST_PEOPLE, self.portrait_px, self.portrait_px, 3), np.uint8)
        portraits[0] = self._portrait(look)
        boxes = np.zeros((MOST_PEOPLE, 4), np.float32)
        boxes[0] = (0, 0, 1, 1)
        domains, generic = (as_cut(words) for words in (domains, generic))
        return Item(
            pixels,
            word_ids(domains),
            word_ids(generic),
            portraits,
            boxes,
            _near_head((x, y, r), cut, self.cut_px // 8),
            labels_of(look),
            next(number for number, _, name in cast if name == who),
            domains,
            (look,),
        )

    def _heads(self, state) -> dict[str, tuple[float, float, float]]:
        """Whose heads can be cut from a state drawn large, and where they are in its pixels: middle and radius. Those whose middle
        is beyond the frame and those who lie are left."""
        size = self._large.size
        zoom, _, _, _, tx, ty = layer_matrix(state.camera, 1.0)
        k = max(size.width / VIEW_W, size.height / VIEW_H)
        dx, dy = (size.width - VIEW_W * k) / 2, (size.height - VIEW_H * k) / 2
        found = {}
        for one in state.actors:
            x, y, r = head_at(one.look, one.pose)
            x, y, r = (x * zoom + tx) * k + dx, (y * zoom + ty) * k + dy, r * zoom * k
            if (
                r >= LEAST_RADIUS * size.width / WIDTH
                and 0 <= x < size.width
                and 0 <= y < size.height
                and one.pose.lie <= 0.5
            ):
                found[one.identity] = (x, y, r)
        return found

    def described(self, index: int) -> tuple[tuple[str, ...], np.ndarray]:
        """The words and labels of a scene that is not drawn."""
        _, domains, _, _, labels = self._staged(self._rng("scene", index), False)
        return domains, labels

    def path(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        """The words of a clip that is not drawn, and its travel."""
        rng = self._rng("clip", index)
        scene, domains, *_ = self._staged(rng, True)
        return word_ids(domains), self._window(scene, rng)[1]

    def pair(self, index: int) -> tuple[np.ndarray, np.ndarray, Item]:
        """Two small drawings of one person: the portrait and another (a later hour: another crop, the head as a shot shows
        it), with the portrait's words. For the identity encoder."""
        rng = self._rng("pair", index)
        number = rng.randrange(IDENTITIES[self.split])
        look = rng.choice(self._looks(number))
        first, second = self._portrait(look, rng), self._portrait(look, rng)
        text = wording.person_words(look, rng, self.split)
        ids = NOTHING.copy()
        ids[0] = word_ids((text, "", "", "", ""))[0]
        item = Item(
            first,
            ids,
            NOTHING,
            first[None],
            np.zeros((1, 4), np.float32),
            np.zeros((1, 1), np.uint8),
            labels_of(look),
            number,
            (text, "", "", "", ""),
            (look,),
            features=features_of(look),
        )
        return first, second, item

    # -- inside --------------------------------------------------------------------------------------------------------
    def _rng(self, kind: str, index: int) -> random.Random:
        return random.Random(f"{self.split}/{self.seed}/{kind}/{index}")

    def _looks(self, number: int) -> list[Look]:
        if number not in self._people:
            if len(self._people) > 20_000:
                self._people.clear()
            rng = random.Random(f"{self.split}/clothes/{number}")
            self._people[number] = [_dressed(look, rng) for look in person(f"embedded-{self.split}", number, 3)]
        return self._people[number]

    def _staged(self, rng: random.Random, moving: bool):
        kind, size = rng.choice(backdrops.KINDS), rng.choice(_SIZES)
        inside = kind in ("space", "underwater", "spaceship", "planet")
        weather = "clear" if inside else rng.choice(_WEATHER)
        season = "summer" if inside else "winter" if weather == "snow" else rng.choice(_SEASONS)
        hour = rng.choice(_LIGHTS)
        move = rng.choice(tuple(MOVE)) if moving or rng.random() < 0.4 else "static"
        angle = rng.choice(("eye",) * 8 + ("low", "high"))
        many = 1 if size == "extreme_close" else rng.choice(_MANY)
        cast = []
        for k in range(many):
            number = rng.randrange(IDENTITIES[self.split])
            cast.append((number, rng.choice(self._looks(number)), f"p{k}"))
        names = [wording.name_of(rng, look.sex, self.split) for _, look, _ in cast]
        told = wording.deed_words(names, rng, self.split)
        camera = wording.camera_words(size, angle, move, rng, self.split)
        place_name = wording.say(rng, "place", kind, self.split)
        domains = (
            "; ".join(
                wording.person_words(look, rng, self.split, name)
                for name, (_, look, _) in zip(names, cast, strict=True)
            ),
            wording.place_words(kind, weather, season, rng, self.split, place_name),
            told,
            camera,
            wording.light_words(hour, rng, self.split),
        )
        generic = (
            "; ".join(
                wording.person_words(look, rng, self.split, name, generic=True)
                for name, (_, look, _) in zip(names, cast, strict=True)
            ),
            *domains[1:],
        )
        reading = replace(
            staging.read_domains(Domains(relation=told), "", "", ""),
            place=kind,
            place_known=True,
            light=hour,
            weather=weather,
            season=season,
            size=size,
            move=move,
            angle=angle,
            extras=0,
            props=(),
            animals=(),
        )
        # a few settings of each place, chosen by its name: what words do not say must not be noise
        place = {
            "kind": kind,
            "light": hour,
            "weather": weather,
            "season": season,
            "seed": seed_from("place", kind, place_name) % 4,
            "era": "",
        }
        scene = staging.stage_scene(reading, [(who, look, None) for _, look, who in cast], place, rng.randrange(64))
        labels = labels_of(cast[0][1]) if cast else np.full(len(NAMES), UNSAID, np.int16)
        for name, value in (
            ("place", kind),
            ("light", hour),
            ("size", size),
            ("move", move),
            ("people", str(len(cast))),
            ("weather", weather),
            ("angle", angle),
        ):
            labels[NAMES.index(name)] = LABELS[name].index(value)
        return scene, domains, generic, cast, labels

    @staticmethod
    def _window(scene: dict, rng: random.Random) -> tuple[float, np.ndarray]:
        """Where in a shot a clip's frames begin, and how the view travels until the last of them."""
        seconds = (CLIP_FRAMES - 1) / CLIP_FPS
        scene["clip"] = {"frames": int(CLIP_FRAMES * rng.choice((1.0, 1.0, 1.5, 2.0))), "fps": CLIP_FPS, "lines": []}
        start = rng.uniform(0, scene["clip"]["frames"] / CLIP_FPS - seconds - 1 / CLIP_FPS)
        return start, travel_between(camera_at(scene, start), camera_at(scene, start + seconds))

    def _cast(self, scene: dict, cast: list, t: float, rng: random.Random) -> tuple[np.ndarray, np.ndarray]:
        """The portraits of the first people, and about where the figure of each is, as a plan of the picture would say it."""
        portraits = np.zeros((MOST_PEOPLE, self.portrait_px, self.portrait_px, 3), np.uint8)
        boxes = np.zeros((MOST_PEOPLE, 4), np.float32)
        state = state_of(scene, t)
        figures = {s.identity: figure_of(state, s) for s in state.actors}
        middles = sorted((f[0] + f[2]) / 2 for f in figures.values())
        for k, (_, look, who) in enumerate(cast[:MOST_PEOPLE]):
            portraits[k] = self._portrait(look)
            if who not in figures:
                continue
            x0, y0, x1, y1 = figures[who]
            middle, half = (x0 + x1) / 2 + rng.uniform(-0.03, 0.03) * (x1 - x0), (x1 - x0) / 2 * rng.uniform(0.9, 1.15)
            place = middles.index((x0 + x1) / 2)
            left = (middles[place - 1] + middles[place]) / 2 if place else 0.0
            right = (middles[place] + middles[place + 1]) / 2 if place + 1 < len(middles) else 1.0
            x0, x1 = max(0.0, left, middle - half), min(1.0, right, middle + half)
            y0, y1 = max(0.0, y0 + rng.uniform(-0.03, 0.03)), min(1.0, y1)
            if x1 > x0 and y1 > y0:
                boxes[k] = (x0, y0, x1, y1)
        return portraits, boxes

    def _portrait(self, look: Look, rng: random.Random | None = None) -> np.ndarray:
        side = self.portrait_px
        if rng is None:
            return draw_portrait_pixels(look, FrameSize(side, side))
        wide = side + rng.randrange(0, side // 3)
        drawn = draw_portrait_pixels(look, FrameSize(wide, wide))
        x, y = rng.randrange(wide - side + 1), rng.randrange(wide - side + 1)
        crop = drawn[y : y + side, x : x + side].astype(np.float32) * rng.uniform(0.75, 1.15) + rng.uniform(-12, 12)
        return crop.clip(0, 255).astype(np.uint8)


def _dressed(look: Look, rng: random.Random) -> Look:
    """A stage of somebody in the whole range of clothes and hats, which plain descriptions rarely name."""
    if look.age == "baby":
        return look
    changes: dict = {}
    if rng.random() < 0.3:
        changes |= {"garment": rng.choice(GARMENTS), "pattern": "plain"}
    if rng.random() < 0.25:
        changes |= {"hat": rng.choice(HATS), "hat_colour": rng.choice(CLOTHS)}
    if rng.random() < 0.15:
        changes |= {"colour": rng.choice(CLOTHS)}
    return replace(look, **changes)


def _near_head(head: tuple[float, float, float], cut: Cut, cells: int) -> np.ndarray:
    """As `near_people`, of a cut: uint8 (cells, cells), 2 where the head is, 1 elsewhere."""
    made = np.ones((cells, cells), np.uint8)
    k = cells / cut.side
    x, y, r = (head[0] - cut.x) * k, (head[1] - cut.y) * k, head[2] * k
    made[
        max(0, int(np.floor(y - 1.5 * r))) : int(np.ceil(y + 1.1 * r)),
        max(0, int(np.floor(x - 1.25 * r))) : int(np.ceil(x + 1.25 * r)),
    ] = 2
    return made


#: The camera domain of portraits; rendering says the first of `train`.
PORTRAIT_CAMERA = {
    "train": ("portrait, head and shoulders", "portrait, facing the camera", "head and shoulders portrait"),
    "held": ("portrait, head and shoulders",),
}


def near_people(state, high: int, wide: int) -> np.ndarray:
    """Which of a frame's cells show people: uint8 (high, wide), 2 where a head with hair and hat is, 1 where a body is."""
    made = np.zeros((high, wide), np.uint8)
    zoom, _, _, _, tx, ty = layer_matrix(state.camera, 1.0)
    k = max(wide / VIEW_W, high / VIEW_H)
    dx, dy = (wide - VIEW_W * k) / 2, (high - VIEW_H * k) / 2

    def mark(x0: float, y0: float, x1: float, y1: float, value: int) -> None:
        rows = slice(max(0, int(np.floor(y0))), max(0, int(np.ceil(y1))))
        columns = slice(max(0, int(np.floor(x0))), max(0, int(np.ceil(x1))))
        made[rows, columns] = np.maximum(made[rows, columns], value)

    for standing in state.actors:
        x, y, radius = head_at(standing.look, standing.pose)
        x, y, r = (x * zoom + tx) * k + dx, (y * zoom + ty) * k + dy, radius * zoom * k
        feet = (standing.pose.y * zoom + ty) * k + dy
        mark(x - 1.7 * r, y + r, x + 1.7 * r, max(feet, y + 2 * r), 1)
        mark(x - 1.25 * r, y - 1.5 * r, x + 1.25 * r, y + 1.1 * r, 2)
    return made


def travel_between(one: Camera, other: Camera) -> np.ndarray:
    """The travel of the view from one camera to another, in the plane of the people: right and down (1 is half the frame), and
    the logarithm of how much nearer. Where a thing stands in the first view is `scale * place + right` of the last one."""
    (zoom, _, _, _, x, y), (zoom2, _, _, _, x2, y2) = layer_matrix(one, 1.0), layer_matrix(other, 1.0)
    scale = zoom / zoom2
    return np.array(
        [scale - 1 + (x - scale * x2) * 2 / VIEW_W, scale - 1 + (y - scale * y2) * 2 / VIEW_H, -np.log(scale)],
        np.float32,
    )


def figure_of(state, standing) -> tuple[float, float, float, float]:
    """Where somebody is, from the top of the head to the feet, in shares of the frame (which they may reach beyond)."""
    zoom, _, _, _, tx, ty = layer_matrix(state.camera, 1.0)
    x, y, radius = head_at(standing.look, standing.pose)
    x, y, r = x * zoom + tx, y * zoom + ty, radius * zoom
    # the view is fitted to the frame's width; both are of nearly the same shape
    return (
        (x - 1.7 * r) / VIEW_W,
        (y - 1.5 * r) / VIEW_H,
        (x + 1.7 * r) / VIEW_W,
        max(standing.pose.y * zoom + ty, y + 2 * r) / VIEW_H,
    )


def labels_of(look: Look) -> np.ndarray:
    """Everything of a person that LABELS knows; the rest UNSAID."""
    made = np.full(len(NAMES), UNSAID, np.int16)
    values = {
        "hair": "none" if look.hair_style == "bald" else wording.hair_name(look),
        "hat": look.hat,
        "garment": look.garment,
        "colour": wording.colour_name(look.colour),
        "skin": wording.skin_name(look),
        "sex": look.sex,
        "age": look.age,
        "glasses": "yes" if look.glasses else "no",
        "beard": "yes" if look.beard in ("beard", "moustache") else "no",
    }
    for name, value in values.items():
        made[NAMES.index(name)] = LABELS[name].index(value)
    return made
