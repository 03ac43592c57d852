"""The renderer: a State becomes one frame, uint8 RGB. Backdrops are kept and only moved; people are drawn anew.

Parallax: a layer of depth d (0 far, 1 in the plane of the people, over 1 before them) takes part d of the camera's
travel and of its nearness (sheets.py).
"""

from __future__ import annotations

import base64
import math
import random
import zlib
from collections import OrderedDict

import numpy as np

from vgot.animatic import furniture, light
from vgot.animatic.animal_sizes import HEIGHTS, LENGTHS
from vgot.animatic.backdrops import catalogue as backdrops
from vgot.animatic.canvas import FEET, VIEW_H, VIEW_W, X0, X1, Group, Stage, alpha, linear, radial
from vgot.animatic.creatures import bounding, draw_creature
from vgot.animatic.lexicon.catalogue import INDOORS
from vgot.animatic.people.figure import draw_person
from vgot.animatic.people.hands import draw_loose
from vgot.animatic.prop_boxes import BOXES
from vgot.animatic.props import catalogue as props
from vgot.animatic.props.standing import cage_bars, cage_floor
from vgot.animatic.props.vehicles import open_car, raft_deck, rowboat_hull
from vgot.animatic.riding import SHARED
from vgot.animatic.scene import Camera, Place, Standing, State, Thing, state_of
from vgot.animatic.set_pieces import draw_piece
from vgot.animatic.shadows import cast_shadows
from vgot.animatic.sheets import Tile, before_people, layer_matrix, tiles_of
from vgot.units import FrameSize

#: how many places, and mirror images of places, a renderer keeps drawn
_KEPT_PLACES = 24
#: how much of a swimmer is its legs, under the water
_LEGS = {"duck": 4.0, "goose": 5.0}


class Renderer:
    """Draws states at one size. Not shared between threads at the same moment."""

    def __init__(self, size: FrameSize):
        self.size = size
        self._stage = Stage(size.width, size.height)
        self._scale = max(size.width / VIEW_W, size.height / VIEW_H)
        self._places: OrderedDict[tuple[Place, Tile], list] = OrderedDict()
        self._pictures: dict[str, np.ndarray] = {}
        self._seen: tuple | None = None  # places and camera of the frame before
        self._still: tuple | None = None  # those of the backdrop that is kept as a picture, and the picture
        self._still_pixels: np.ndarray | None = None
        self._dim_stage = Stage((size.width + 1) // 2, (size.height + 1) // 2)
        self._lamps_key: tuple | None = None
        self._lamps: np.ndarray | None = None

    # -- what tests and families use
    def frame(self, scene: dict, t: float) -> np.ndarray:
        """The frame of a scene at `t` seconds, uint8 RGB (H, W, 3)."""
        self.keep_pictures(scene)
        return self.draw(state_of(scene, t))

    def keep_pictures(self, scene: dict) -> None:
        """Unpack the uploaded pictures a scene carries."""
        for name, packed in scene.get("pictures", {}).items():
            if name not in self._pictures:
                if len(self._pictures) > 8:
                    self._pictures.clear()
                raw = zlib.decompress(base64.b64decode(packed["zlib"]))
                self._pictures[name] = np.frombuffer(raw, np.uint8).reshape(packed["h"], packed["w"], 3)

    def draw(self, state: State) -> np.ndarray:
        """One frame of a state."""
        key = (state.places, state.camera)
        self._put_backdrop(key, state)
        root = Group()
        world = _leaning(self._stage.fit(root.group()), state.camera.roll)
        new = state.edition > 1
        if new and (k := state.weather.get("fog", 0.0)) > 0.01:
            _fog_behind(world, state.t, k)
        self._people(world, state)
        lent = self._backdrop(world, state, behind=False)
        self._weather(world, state)
        rgba = self._stage.draw_over(root)
        _give_back(lent)
        first, other, share = self._lights(state)
        out = light.grade(rgba, first, self._flicker(state), other, share, self._glow(key, state))
        self._seen = key
        return out

    def _put_backdrop(self, key: tuple, state: State) -> None:
        """Draw the backdrop on the stage. While the camera rests it is copied from a picture that was drawn once."""
        if key == self._still and self._still_pixels is not None:
            self._stage.put(self._still_pixels)
            return
        root = Group()
        lent = self._backdrop(_leaning(self._stage.fit(root.group()), state.camera.roll), state, behind=True)
        pixels = self._stage.draw_rgba(root)
        _give_back(lent)
        if key == self._seen:
            self._still, self._still_pixels = key, pixels.copy()

    def _glow(self, key: tuple, state: State) -> np.ndarray | None:
        """The light of the lamps on black, uint8 RGB (H, W, 3), or None where there are none. Drawn at half size: it is
        soft everywhere."""
        lamps = _practicals(state)
        key = (key, lamps)
        if key == self._lamps_key:
            return self._lamps
        root = Group()
        world = _leaning(self._dim_stage.fit(root.group()), state.camera.roll)
        lent: list[tuple[Group, Group]] = []
        for n, (place, weight) in enumerate(state.places):
            if n == 0 and len(state.places) > 1:
                weight = 256 - state.places[1][1]
            glowing = [
                (layer.glow, matrix)
                for layer, matrix in self._sheets(place, state.camera)
                if layer.glow is not None and layer.glow.count
            ]
            if weight <= 0 or not glowing:
                continue
            holder = world.group()
            if weight < 256:
                holder.opacity(weight * 255 // 256)
            for glow, matrix in glowing:
                glow.matrix(*matrix)
                holder.add(glow)
                lent.append((holder, glow))
        if lamps:
            h = world.group().matrix(*layer_matrix(state.camera, 1.0))
            for x, y, r, colour, power in lamps:
                h.circle(
                    x, y, r, radial(x, y, r, [alpha(colour, power), alpha(colour, power * 0.35), alpha(colour, 0)])
                )
        made = None
        if lent or lamps:
            small = self._dim_stage.draw_rgba(root)[..., :3]
            _give_back(lent)
            if small.any():
                made = _doubled(small)[: self.size.height, : self.size.width]
        self._lamps_key, self._lamps = key, made
        return made

    def plate(self, place: Place, side: int = 1) -> np.ndarray:
        """A place without people."""
        camera = Camera(128.0, 74.0, 0.94)
        weather = {place.weather: 1.0} if place.weather != "clear" and place.kind not in INDOORS else {}
        return self.draw(State(((place, 256),), camera, ((place.light, 256, side),), weather=weather))

    # -- backdrop
    def _sheets(self, place: Place, camera: Camera) -> list[tuple[backdrops.Layer, tuple]]:
        """The layers of a place with their matrices, the farthest first, with their mirror images where these are in the view."""
        found = []
        for n, layer in enumerate(self._layers(place)):
            found += [
                (layer if tile == (0, 0) else self._layers(place, tile)[n], matrix)
                for tile, matrix in tiles_of(camera, layer.depth)
            ]
        return found

    def _layers(self, place: Place, tile: Tile = (0, 0)) -> list:
        key = (place, tile)
        if key not in self._places:
            if place.plate and place.plate in self._pictures:
                layers = [backdrops.Layer(0.3, _picture_layer(self._pictures[place.plate]))]
            else:
                layers = backdrops.layers(
                    place.kind, place.light, place.weather, place.season, place.seed, place.era, place.afloat
                )
            self._places[key] = sorted(layers, key=lambda one: one.depth)
            while len(self._places) > _KEPT_PLACES:
                self._places.popitem(last=False)
        self._places.move_to_end(key)
        return self._places[key]

    def _backdrop(self, world: Group, state: State, behind: bool) -> list[tuple[Group, Group]]:
        """Put the layers before or behind the people on the world; returns what has to be taken off again."""
        lent: list[tuple[Group, Group]] = []
        for n, (place, weight) in enumerate(state.places):
            if weight <= 0:
                continue
            holder = world.group()
            if (
                not behind and n == 0 and len(state.places) > 1
            ):  # what stands before the people has nothing to be covered by
                weight = 256 - state.places[1][1]
            if weight < 256:
                holder.opacity(weight * 255 // 256)
            for layer, matrix in self._sheets(place, state.camera):
                if (layer.depth <= 1.0) != behind:
                    continue
                seen = before_people(state.camera, layer.depth) if layer.depth > 1.0 else 1.0
                if seen <= 0.0:
                    continue
                where = holder
                if seen < 1.0:
                    where = holder.group()
                    where.opacity(int(255 * seen))
                layer.group.matrix(*matrix)
                where.add(layer.group)
                lent.append((where, layer.group))
        return lent

    # -- for guides
    def layers_of(self, state: State) -> list:
        """The layers of the place that is seen, from far to near; those that hide a face from near by are left out."""
        place = max(state.places, key=lambda one: one[1])[0]
        return [one for one in self._layers(place) if one.depth <= 1.0 or state.camera.zoom <= 1.45]

    def world_of(self, root: Group, state: State) -> Group:
        """A group of `root` in the world's coordinates, leaning as the picture does."""
        return _leaning(self._stage.fit(root.group()), state.camera.roll)

    def put_people(self, world: Group, state: State) -> None:
        """The people and things of a state alone."""
        self._people(world, state)

    # -- people and things
    def _people(self, world: Group, state: State) -> None:
        g = world.group()
        a, b, c, d, tx, ty = layer_matrix(state.camera, 1.0)
        g.matrix(a, b, c, d, tx, ty)
        if state.edition > 1:
            cast_shadows(g, state)
        for one in state.crowd:
            draw_person(g, one.look, one.pose, shadow=0.2)
        borne = {s.held[5:] for s in state.actors if s.held.startswith("baby:")} | {
            s.furniture[6:] for s in state.actors if s.furniture.startswith("mount:")
        }
        borne |= {s.identity for s in state.actors if s.furniture == "aboard"}
        things: list[tuple[float, int, Standing | Thing]] = [(p.y + 999.0 * p.front, 0, p) for p in state.props]
        people: list[tuple[float, int, Standing | Thing]] = [
            (s.pose.y - (0.01 if s.furniture == "shoulder" else 0.0), 1, s)
            for s in state.actors
            if s.identity not in borne
        ]
        for _, _, one in sorted(things + people, key=lambda e: (e[0], e[1])):
            if isinstance(one, Thing):
                h = g.group()
                if one.opacity < 255:
                    h.opacity(one.opacity)
                _put_thing(h, one, (state.t * 0.5) % 1.0)
            else:
                self._actor(g, one, state)

    def _actor(self, g: Group, s: Standing, state: State) -> None:
        p = s.pose
        if s.wide != 1.0:  # it fills a box
            g = g.group().matrix(s.wide, 0.0, 0.0, 1.0, p.x * (1.0 - s.wide), 0.0)
        if s.furniture == "pool":  # in the water before the people
            furniture.pool(g, p.x, p.y - 10, state.t)
            draw_creature(g, s.look, p, state.t * 0.7 + s.phase, s.going)
            furniture.pool(g, p.x, p.y + 3, state.t)
            return
        if s.furniture == "afloat":
            self._afloat(g, s, state)
            return
        if s.look.kind != "person":
            sits = s.furniture in ("shoulder", "cage")
            if s.furniture == "cage":
                cage_floor(g.group().transform(p.x, p.y), (state.t * 0.5) % 1.0)
            turns = state.t * 0.7 + s.phase
            if s.bounds and not sits:
                turns = state.t * 1.5 + s.phase
                p = bounding(p, turns)
            draw_creature(g, s.look, p, turns, s.going and not sits, s.held, s.held_colour, sits)
            if s.furniture == "cage":
                cage_bars(g.group().transform(p.x, p.y))
            return
        if s.furniture.startswith("mount:"):
            self._mounted(g, s, state)
            return
        if s.furniture:
            furniture.behind(g, s.furniture, p.x, p.y, p.scale, p.face)
        held = s.held
        if held.startswith("baby:"):
            held = "baby"
        draw_person(g, s.look, p, held, held_colour=s.held_colour)
        if s.furniture:
            furniture.before(g, s.furniture, p.x, p.y, p.scale, state.t)

    def _afloat(self, g: Group, s: Standing, state: State) -> None:
        """Who swims, with the water around it."""
        p, phase = s.pose, (state.t * 0.5) % 1.0
        half = LENGTHS.get(s.look.kind, HEIGHTS.get(s.look.kind, 30.0)) * 0.42 * p.scale
        furniture.ripples(g, p.x, p.y, half, phase)
        legs = _LEGS.get(s.look.kind, 0.0) * p.scale
        draw_creature(g, s.look, p.but(y=p.y + legs), state.t * 0.7 + s.phase, False, s.held, s.held_colour, True)
        furniture.bow_wave(g, p.x, p.y, half, phase, legs)

    def _mounted(self, g: Group, s: Standing, state: State) -> None:
        """A rider and what is ridden: another of the cast, or a thing or an animal by its name ("mount:=camel")."""
        p, name = s.pose, s.furniture[6:]
        forward, size = s.seat
        x = p.x - forward * (1 if p.face >= 0 else -1) * p.scale
        phase = (state.t * 0.7 + s.phase) % 1.0
        stride = (phase * 1.5) % 1.0 if s.going else None
        other = next((o for o in state.actors if o.identity == name), None)
        h = g.group()
        if p.seen < 0.995:
            h.opacity(int(255 * max(0.0, p.seen)))
        wheels = (state.t * 0.9) % 1.0 if s.going else 0.0
        if name == "=car":
            pass  # it is drawn over who sits in it
        elif name in ("=rowboat", "=raft"):
            furniture.pool(h, x, p.y, state.t)
            if name == "=raft":
                raft_deck(h.group().transform(x, p.y, p.scale), (state.t * 0.5) % 1.0)
        elif other is not None:
            colours = (other.look.colour or None, other.look.colour2 or None)
            props.add_character_animal(
                h,
                other.look.kind,
                colours,
                x,
                p.y,
                size * p.scale,
                p.face,
                stride,
                0.0,
                False,
                phase,
                False,
                other.look.material,
            )
        else:
            props.add_character_animal(
                h,
                name[1:],
                (s.held_colour or None, None),
                x,
                p.y,
                size * p.scale,
                p.face,
                stride,
                0.0,
                False,
                wheels if name == "=bicycle" else phase,
                False,
            )
        draw_person(h, s.look, p, s.held, shadow=0.0)
        for one in state.actors:
            if name[1:] in SHARED and one.furniture == "aboard":
                draw_person(h, one.look, one.pose, "", shadow=0.0)
        over = {"=rowboat": rowboat_hull, "=car": open_car}.get(name)
        if over is not None:
            front = h.group().transform(x, p.y, -p.scale if p.face < 0 else p.scale, 0.0, p.scale)
            phase = wheels if name == "=car" else (state.t * 0.5) % 1.0
            over(front, phase, s.held_colour) if s.held_colour else over(front, phase)

    # -- weather
    def _weather(self, world: Group, state: State) -> None:
        t = state.t
        for kind, k in sorted(state.weather.items()):
            if k <= 0.01:
                continue
            rng = random.Random(11)
            if kind in ("rain", "storm"):
                g = world.group()
                for i in range(int((70 if kind == "storm" else 46) * k)):
                    fall, slant = 150 + 90 * rng.random(), 5.5 if kind == "storm" else 2.5
                    x = (rng.random() * 300 - t * slant * 9) % 300 - 20
                    y = (rng.random() * 180 + t * fall) % 180 - 20
                    long = 8 + 7 * rng.random()
                    g.line(x, y, x - slant * long / 12, y + long, alpha(0xFFE6F0FA, 0.32 + 0.2 * (i % 3)), 0.7)
                if kind == "storm":
                    beat = (t + 0.9) % 3.7
                    if beat < 0.1 or 0.18 < beat < 0.24:
                        g.rect(-60, -60, 380, 280, alpha(0xFFEFF4FF, 0.34 * k))
            elif kind == "snow":
                g = world.group()
                for _ in range(int(80 * k)):
                    r = 0.6 + 1.2 * rng.random()
                    drift, start, fall = rng.random() * 6.28, rng.random(), 16 + 16 * r
                    x = (rng.random() * 300 + 5 * math.sin(t * 0.9 + drift) - 4 * t) % 300 - 20
                    y = (start * 180 + t * fall) % 180 - 18
                    g.circle(x, y, r, alpha(0xFFFFFFFF, 0.85))
            elif kind == "fog" and state.edition > 1:
                _fog_below(world, state, k)
            elif kind == "fog":
                g = world.group()
                for i in range(4):
                    x = ((rng.random() * 500 + t * (5 + 3 * i)) % 560) - 160
                    y = 74 + i * 17
                    g.ellipse(
                        x,
                        y,
                        150,
                        17 + 4 * i,
                        linear(0, y - 20, 0, y + 22, [0x00F2F4F6, alpha(0xFFF2F4F6, 0.34 * k), 0x00F2F4F6]),
                    )
                g.rect(-60, -60, 380, 280, alpha(0xFFE8ECF0, 0.13 * k))
            elif kind == "wind":
                g = world.group()
                for i in range(int(9 * k)):
                    x = (rng.random() * 340 + t * (70 + 50 * rng.random())) % 340 - 40
                    y = 20 + rng.random() * 110 + 5 * math.sin(t * 2.2 + i)
                    h = g.group().transform(x, y, 1, (t * 160 + i * 70) % 360)
                    h.path(
                        [("M", -2.6, 0), ("Q", 0, -2.2, 2.6, 0), ("Q", 0, 2.2, -2.6, 0), ("Z",)],
                        (0xFFE0A040, 0xFFC9642B, 0xFF8FB04A)[i % 3],
                    )

    # -- light
    def _lights(self, state: State) -> tuple[light.Maps, light.Maps | None, int]:
        """The maps of the light, of the light it passes into, and the share of that one."""
        w, h = self.size.width, self.size.height
        made = [light.maps(name, w, h, 100, side) for name, _, side in state.lights]
        return made[0], made[1] if len(made) > 1 else None, state.lights[1][1] if len(made) > 1 else 0

    @staticmethod
    def _flicker(state: State) -> int:
        return sum(light.flicker_at(name, state.t) * weight for name, weight, _ in state.lights) >> 8


def _fog_behind(world: Group, t: float, k: float) -> None:
    """The fog between the people and what is far: it takes the distance away, never a face."""
    g = world.group()
    g.rect(-60, -60, 380, 280, alpha(0xFFE8ECF0, 0.26 * k))
    rng = random.Random(11)
    for i in range(3):
        x = ((rng.random() * 500 + t * (5 + 3 * i)) % 560) - 160
        y = 62 + i * 20
        g.ellipse(
            x, y, 150, 20 + 4 * i, linear(0, y - 22, 0, y + 26, [0x00F2F4F6, alpha(0xFFF2F4F6, 0.42 * k), 0x00F2F4F6])
        )


def _fog_below(world: Group, state: State, k: float) -> None:
    """The fog before the people: banks at their feet, below the picture where that is near."""
    zoom, _, _, _, _, ty = layer_matrix(state.camera, 1.0)
    feet = ty + zoom * FEET
    g = world.group()
    rng = random.Random(13)
    for i in range(3):
        x = ((rng.random() * 500 + state.t * (9 + 4 * i)) % 560) - 150
        y = feet + (i - 1) * 9 * zoom
        high = (13 + 3 * i) * max(0.8, zoom)
        if y - high < VIEW_H + 4:
            g.ellipse(
                x, y, 150, high, linear(0, y - high, 0, y + high, [0x00F2F4F6, alpha(0xFFF2F4F6, 0.4 * k), 0x00F2F4F6])
            )


def _practicals(state: State) -> tuple[tuple[float, float, float, int, float], ...]:
    """The lamps and flames among the things of a dark picture: x, y, reach, colour, strength."""
    if not state.lit:
        return ()
    name = state.lights[0][0]
    found = ((one, light.practical(name, one.name)) for one in state.props if one.lit)
    return tuple(
        (
            round(one.x, 1),
            round(one.y - one.up - given[0] * one.scale, 1),
            round(given[1] * min(1.6, one.scale), 1),
            given[2],
            given[3],
        )
        for one, given in found
        if given is not None
    )


def _leaning(world: Group, roll: float) -> Group:
    """The world of a picture that leans by `roll` degrees, a little nearer so that its corners are filled."""
    if not roll:
        return world
    k, a = 1.0 + abs(roll) * 0.017, math.radians(roll)
    cos, sin, x, y = k * math.cos(a), k * math.sin(a), VIEW_W / 2, VIEW_H / 2
    return world.group().matrix(cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)


def _put_thing(g: Group, one: Thing, phase: float) -> None:
    """A thing on the ground, in the air or on what it stands on; what turns does so about its pivot."""
    y = one.y - one.up
    if one.name.startswith("held:"):
        draw_loose(g, one.name[5:], one.x, y, one.scale, one.turn, one.colour)
        return
    if one.name.startswith("piece:"):
        draw_piece(g, one.name[6:], one.x, y, one.scale, one.wide, one.turn, phase)
        return
    box = BOXES.get(one.name, (0, 0, 0, 0))
    stand = one.stand if one.stand in props.STANDS else ""
    half, wet = (box[2] - box[0]) / 2 * one.scale, one.stand == "water" and one.up <= 6
    if one.stand == "top":
        furniture.table_top(g, one.x, one.y, one.scale)
    if wet:
        furniture.ripples(g, one.x, one.y, half, phase)
    if (one.turn, one.wide, one.high) == (0.0, 1.0, 1.0):
        props.add(g, one.name, one.x, y, one.scale, phase, stand, one.colour, one.paint, one.state)
    else:
        over = one.pivot * one.scale
        turned = g.group().transform(one.x, y - over, one.wide, one.turn, one.high)
        props.add(turned, one.name, 0.0, over, one.scale, phase, stand, one.colour, one.paint, one.state)
    if wet:
        furniture.bow_wave(g, one.x, one.y, half, phase)


def _doubled(small: np.ndarray) -> np.ndarray:
    """Every pixel four times."""
    high, wide = small.shape[:2]
    out = np.empty((2 * high, 2 * wide, 3), np.uint8)
    out[::2, ::2] = small
    out[::2, 1::2] = small
    out[1::2] = out[::2]
    return out


def _give_back(lent: list[tuple[Group, Group]]) -> None:
    """Take layers off the groups they were lent to."""
    for holder, group in lent:
        holder.remove(group)


def _picture_layer(pixels: np.ndarray) -> Group:
    """An uploaded place as a layer: it covers a little more than the view, and its edge colours go on beyond."""
    g = Group()
    high, wide = pixels.shape[:2]
    k = max(300.0 / wide, 170.0 / high)
    w, h = wide * k, high * k
    top, bottom = pixels[0].mean(axis=0).astype(int), pixels[-1].mean(axis=0).astype(int)
    g.rect(X0, -120, X1 - X0, 200, 0xFF000000 | int(top[0]) << 16 | int(top[1]) << 8 | int(top[2]))
    g.rect(X0, 72, X1 - X0, 170, 0xFF000000 | int(bottom[0]) << 16 | int(bottom[1]) << 8 | int(bottom[2]))
    g.image(pixels, 128 - w / 2, FEET + 22 - h, w, h)
    return g
