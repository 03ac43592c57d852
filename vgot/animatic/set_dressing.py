"""Set dressing: the things and animals of a shot, in free spots beside the people and within the picture."""

from __future__ import annotations

from vgot.animatic.animal_sizes import DRAWN, HEIGHTS
from vgot.animatic.canvas import FEET, VIEW_H, VIEW_W
from vgot.animatic.lexicon import catalogue as lexicon
from vgot.animatic.lexicon.acts import PEOPLE_KINDS
from vgot.animatic.lexicon.made_of import paint_of
from vgot.animatic.lexicon.scenery import LIGHT_THINGS
from vgot.animatic.people.hands import HOLDABLE
from vgot.animatic.prop_boxes import BOXES
from vgot.animatic.props.catalogue import ALOFT, ANIMALS, CAGED, FLYING, SMALL_THINGS
from vgot.animatic.props.table import rows
from vgot.animatic.riding import BOATS, CAGEABLE

#: prop -> how a hand holds it, where it is not held as it is drawn
HELD = {
    "book": "book",
    "letter": "letter",
    "phone": "phone",
    "bouquet": "flowers",
    "coffee_cup": "cup",
    "suitcase": "suitcase",
    "guitar": "guitar",
    "umbrella": "umbrella",
    "lantern": "lantern",
    "sword": "sword",
    "ball": "ball",
    "photo": "photo",
    "kite": "kite",
    "violin": "violin",
    **{name: name for name in sorted(HOLDABLE)},
}
#: too large to stand beside people in a near shot
_LARGE = (
    "train",
    "bus",
    "car",
    "plane",
    "boat",
    "rocket",
    "ufo",
    "tractor",
    "tree",
    "hot_air_balloon",
    "tent",
    "elephant",
    "mammoth",
    "whale",
    "dragon",
    "statue",
    "fountain",
    "well",
    "swing",
    "streetlamp",
    "cart",
    "rowboat",
    "camel",
    "giraffe",
    "zebra",
    "unicorn",
    "donkey",
    "rhino",
    "hippo",
    "dinosaur",
    "horse",
    "cow",
    "bed",
    "sofa",
    "christmas_tree",
    "scarecrow",
    "stove",
    "bookshelf",
    *(name for name, row in rows().items() if row.large),
)
_OUT_OF_DOORS = (
    "tree",
    "train",
    "bus",
    "car",
    "boat",
    "rocket",
    "ufo",
    "tractor",
    "cart",
    "hot_air_balloon",
    "tent",
    "fountain",
    "well",
    "swing",
    "streetlamp",
    "scarecrow",
    "horse",
    "cow",
    "sheep",
    "pig",
    "deer",
    "bear",
    "wolf",
    "lion",
    "elephant",
    "mammoth",
    "whale",
    "plane",
    "kite",
    "gravestone",
    "signpost",
    "mailbox",
    "sandcastle",
    "campfire",
    "snowman",
    "sled",
    "duck",
    "chicken",
    "butterfly",
    "fish",
    "rowboat",
    *sorted(FLYING),
    *sorted(
        set(ANIMALS)
        - {
            "dog",
            "cat",
            "mouse",
            "rabbit",
            "turtle",
            "monkey",
            "fish",
            "frog",
            "snake",
            "spider",
            "parrot",
            "hedgehog",
            "ant",
            "snail",
            "firefly",
        }
    ),
)
#: what would hide a place that it only belongs to: farther off and smaller, where no deed names it
_FAR_OFF, _FAR_OFF_BACK = frozenset(("wall", "gate", "fence", "bridge", "arch")), -20
#: of the table of drawings: drawn in a room only where the deeds name it
_BUILT_OUTSIDE = frozenset(name for name, row in rows().items() if row.large and row.put != "room")
_TOWNS = (
    "city",
    "village",
    "market",
    "station",
    "airport",
    "harbour",
    "road",
    "castle",
    "rooftop",
    "house",
    "playground",
    "stadium",
    "farm",
    "battlefield",
)
#: who lives in the water, and places that have some
SWIMMERS = frozenset(("whale", "dolphin", "shark", "fish", "octopus", "jellyfish"))
WATERSIDE = ("sea", "harbour", "beach", "lighthouse", "lake", "river")
#: furniture that an action brings along -> props that would be there twice
_THERE = {
    "desk": ("table", "desk_stack"),
    "chair": ("chair", "armchair", "bench"),
    "bench": ("bench", "chair"),
    "counter": ("table",),
    "rock": ("bench", "chair"),
}


def _r(value: float) -> float:
    return round(float(value), 3)


def _wanted(reading, actors: list[dict], scene: dict) -> list[str]:
    """The names of what is to be drawn, without what somebody holds, rides, wears or is."""
    held = {a["held"] for a in actors} | {
        b.get(k, "") for a in actors for b in a.get("beats", ()) for k in ("held", "tool")
    }
    wanted = [p for p in reading.props if not (HELD.get(p) and HELD[p] in held)]
    for a in actors:
        wanted = [p for p in wanted if p not in _THERE.get(a["furniture"], ())]
        if a["body"] == "sleeping":
            wanted = [p for p in wanted if p not in ("bed", "cradle")]
        if a["look"]["hat"] == "crown":
            wanted = [p for p in wanted if p != "crown"]
        if a["body"] == "riding":
            wanted = [p for p in wanted if p != a["furniture"][7:] and p not in ("boat", "rowboat")]
    mouths = {a["held"] for a in actors if a["look"]["kind"] not in PEOPLE_KINDS}
    wanted = [p for p in wanted if p not in mouths]
    animals = list(reading.animals)
    if reading.caged:
        wanted, animals = _caged(wanted, animals, actors, held)
    small = {"crown", "ring", "key"} - set(reading.handy)
    wanted = [p for p in wanted if p not in small] + animals
    playing = {a["look"]["kind"] for a in actors} | {a["furniture"][7:] for a in actors if a["body"] == "riding"}
    wanted = [
        p for p in wanted if p.startswith(CAGED) or p.rpartition(":")[2] not in playing
    ]  # who plays a part does not stand beside itself
    if scene["place"]["kind"] in lexicon.INDOORS:  # what is seen through the window, or spoken of
        wanted = [p for p in wanted if p not in _OUT_OF_DOORS and (p not in _BUILT_OUTSIDE or p in reading.handy)]
    if any(a["furniture"][7:] in BOATS for a in actors):
        wanted = [p for p in wanted if p in FLYING]
    kinds = {a["look"]["kind"] for a in actors}
    if kinds & (FLYING | {"owl", "duck", "swan", "goose", "penguin", "chicken"}):  # "the bird" is the one that plays
        wanted = [p for p in wanted if p != "bird"]
    if kinds & {"polar_bear", "panda", "koala"}:
        wanted = [p for p in wanted if p != "bear"]
    lost = set(reading.loose) - LIGHT_THINGS
    return [p for p in wanted if p not in lost or p not in SMALL_THINGS]


def _caged(wanted: list[str], animals: list[str], actors: list[dict], held: set[str]) -> tuple[list[str], list[str]]:
    """The things and animals of a shot in which somebody sits in a cage: who plays a part has the cage about them already, else
    the first small animal is in it."""
    bare = [p for p in wanted if p != "cage"]
    if any(a["furniture"] == "cage" for a in actors):
        return bare, animals
    inside = next((a for a in animals if a.rpartition(":")[2] in CAGEABLE), None)
    if inside is None:  # a tiger's cage is not a bird's
        return bare if any(a["look"]["kind"] in ANIMALS for a in actors) else wanted, animals
    rest = list(animals)
    rest.remove(inside)
    for a in actors:
        if a["held"] == "cage":
            a["held"] = CAGED + inside
    return (bare if "cage" in held else [CAGED + inside, *bare]), rest


def set_out(reading, actors: list[dict], scene: dict, draws: list[float]) -> list[dict]:  # noqa: C901
    """The scene's props: {"name", "x", "y", "scale"} and, where they differ from their own, "up", "rise", "colour", "stand"."""
    camera = scene["camera"]
    size = camera["size"]
    near, tight = size not in ("wide", "extreme_wide"), size in ("close", "extreme_close")
    outside = scene["place"]["kind"] not in lexicon.INDOORS
    wanted = _wanted(reading, actors, scene)
    if near:
        wanted = [p for p in wanted if p not in _LARGE or size == "medium" and p in reading.handy]
    colours = {name: lexicon.COLOURS.get(word, 0) for name, word in reading.painted}
    taken = [a["x"] for a in actors if a["body"] != "carried"]
    wide = VIEW_W / camera["zoom"] / 2
    spots: list[float] = []
    for step in (46, 72, 98, 124, 150):
        spots += [128 + step, 128 - step] if draws[7] < 0.5 else [128 - step, 128 + step]
    if near:  # what would be cut by the frame moves in as far as the people leave room
        edge = [camera["x"] + wide - 17, camera["x"] - wide + 17]
        spots = [s for s in spots if abs(s - camera["x"]) <= wide - 15] + (edge if draws[7] < 0.5 else edge[::-1])
    out: list[dict] = []
    for name in wanted[:6]:
        plain = "cage" if name.startswith(CAGED) else name.rpartition(":")[2]
        got_away = name in reading.loose and name in LIGHT_THINGS
        flies = plain in FLYING or got_away
        if tight and not flies:
            if plain in SMALL_THINGS and name in reading.handy and not any(one.get("front") for one in out):
                out.append(_before_the_lens(name, actors, camera, outside, draws, colours.get(name, 0)))
            continue  # the others are below the frame
        if near and plain in _LARGE:
            out.append(_behind(name, actors, camera, len(out), draws))
            continue
        table = next((p for p in out if p["name"] in SMALL_THINGS and "stand" not in p and "shared" not in p), None)
        if (
            plain in SMALL_THINGS and not outside and table is not None
        ):  # a second small thing lies on the table of the first
            table["shared"] = True
            made = {
                "name": name,
                "x": _r(table["x"] + 11.0),
                "y": _r(table["y"] + 0.6),
                "scale": 1.0,
                "up": 29.4,
                "stand": "",
            }
            table["x"] = _r(table["x"] - 5.0)
            if colours.get(name):
                made["colour"] = colours[name]
            out.append(made)
            continue
        gap = 22 if flies else 30
        sides = [camera["x"] + share * wide for share in (0.74, -0.74)] if flies and near else []
        spot = next((s for s in (*spots, *sides) if all(abs(s - x) > gap for x in taken)), None)
        if spot is None:
            if got_away and spots:
                spot = spots[0]
            elif flies:
                continue
            else:
                break
        player = next((a for a in actors if a.get("at") == name), None)
        if player is not None:  # a piano stands before who plays it
            spot = player["x"] + (38 if player["face"] >= 0 else -38)
        taken.append(spot)
        scale = HEIGHTS[plain] / DRAWN[plain] if plain in DRAWN and plain in ANIMALS else 1.0
        back = (
            -13 if plain in _LARGE else -3 if plain in SMALL_THINGS or plain in ANIMALS else -9
        )  # tall things stand behind the people
        if plain in _FAR_OFF and outside and name not in reading.handy:
            back, scale = _FAR_OFF_BACK, scale * 0.5
        made = {"name": name, "x": _r(spot), "y": _r(FEET + back + 5 * draws[8 + len(out) % 6]), "scale": _r(scale)}
        if (
            plain in SWIMMERS
            and scene["place"]["kind"] in WATERSIDE
            or plain == "rowboat"
            and scene["place"]["kind"] == "sea"
        ):  # out on the water, not on the deck
            made.update(y=91.0, scale=_r(scale * (0.42 if plain == "whale" else 0.55)))
        if name.startswith(CAGED):
            made["up"] = 0.0  # the bird in it does not fly
        if flies:
            _put_aloft(made, plain, got_away, camera, len(out))
        if colours.get(name):
            made["colour"] = colours[name]
        if plain in SMALL_THINGS and actors and all(a["look"]["kind"] in ANIMALS for a in actors):
            made["stand"] = ""  # on the ground, where who plays can reach it
        elif plain in SMALL_THINGS and outside:
            made["stand"] = (
                "" if not near or name not in reading.handy else "crate" if scene["place"]["kind"] in _TOWNS else "rock"
            )
            if near and not made["stand"]:
                continue
        out.append(made)
    for made in out:
        made.pop("shared", None)
    return out


def _before_the_lens(
    name: str, actors: list[dict], camera: dict, outside: bool, draws: list[float], colour: int
) -> dict:
    """A small thing of a near picture: large at the lower edge, on the side that is free."""
    left, top, right, bottom = BOXES.get(name, (-12, -24, 12, 0))
    view, wide = VIEW_H / camera["zoom"], VIEW_W / camera["zoom"]
    scale = min(0.3 * view / max(1, bottom - top), 0.22 * wide / max(1, right - left))
    near = [a["x"] for a in actors if a["body"] != "carried"][:2]
    middle = sum(near) / len(near) if near else camera["x"]
    side = 1.0 if middle < camera["x"] - 2 else -1.0 if middle > camera["x"] + 2 else 1.0 if draws[7] < 0.5 else -1.0
    made = {
        "name": name, "x": _r(camera["x"] + side * 0.32 * wide - (left + right) / 2 * scale), "y": _r(camera["y"] + (0.52 if outside else 0.45) * view),
        "scale": _r(scale), "up": 0.0, "stand": "" if outside else "top", "front": True,
    }  # fmt: skip
    return made | ({"colour": colour} if colour else {})


def _behind(name: str, actors: list[dict], camera: dict, order: int, draws: list[float]) -> dict:
    """A large thing that the deeds of a medium shot name: behind the people, as far as it has room there."""
    left, top, right, bottom = BOXES.get(name, (-12, -24, 12, 0))
    view, wide = VIEW_H / camera["zoom"], VIEW_W / camera["zoom"]
    scale = min(0.9, 0.62 * view / max(1, bottom - top), 0.5 * wide / max(1, right - left))
    middle = sum(a["x"] for a in actors) / len(actors) if actors else camera["x"]
    side = 1.0 if middle < camera["x"] - 2 or middle <= camera["x"] + 2 and draws[7] < 0.5 else -1.0
    side *= -1.0 if order % 2 else 1.0
    return {"name": name, "x": _r(camera["x"] + side * 0.27 * wide), "y": _r(FEET - 15), "scale": _r(scale)}


def _put_aloft(made: dict, name: str, got_away: bool, camera: dict, order: int) -> None:
    """Where something flies: what got away rises beside the heads and out of reach; birds keep to the upper part of the
    picture and are small in a near one."""
    view = VIEW_H / camera["zoom"]
    top = camera["y"] - view / 2
    if got_away:
        target = top + view * (
            0.36 if camera["size"] not in ("wide", "extreme_wide") else 0.2
        )  # the middle of the balloon at the first moment
        made.update(up=_r(max(-10.0, made["y"] - target - 51.0)), rise=_r(view * 0.05))
        return
    up = ALOFT.get(name, 46.0) + 7.0 * (order % 3)
    highest = made["y"] - top - 0.2 * view
    if camera["size"] in ("medium", "close", "extreme_close"):
        made["scale"] = _r(made["scale"] * max(0.45, min(1.0, view / 100.0)))
        up = max(up, made["y"] - camera["y"] + 0.12 * view)
    made["up"] = _r(min(up, max(12.0, highest)))


#: animals whose own coat is what people call red
_RED_BY_NATURE, _RED = ("fox", "squirrel", "deer", "kangaroo", "raccoon"), lexicon.COLOURS["red"]


def dress_things(scene: dict, reading) -> None:
    """Paint, size and state of a scene's things, as the words say."""
    paints = {name: paint_of(word) for name, word in reading.painted}
    camera = scene["camera"]
    if ("place", "burning") in reading.states:
        scene["props"] = [*_flames(camera), *scene["props"]]
    for made in scene["props"]:
        name = made["name"].rpartition(":")[2]
        coat = paints.get(name) or (name in ANIMALS and made.get("colour")) or 0
        if name in _RED_BY_NATURE and coat == _RED:
            coat = 0
        if coat and (
            name in ANIMALS or made.get("colour") != coat
        ):  # an animal's coat is painted, whoever gave it its colour
            made["paint"] = coat
        for told, value in reading.states:
            if told != name:
                continue
            if isinstance(value, str):
                made["state"] = value
            else:
                made["scale"] = _r(min(made["scale"] * value, _largest(name, made["scale"], camera)))


#: where a place burns: shares of the view's width off its middle, and how large the flames are
_FLAMES = ((-0.38, 1.25), (-0.16, 0.9), (0.2, 1.1), (0.4, 1.45))


def _flames(camera: dict) -> list[dict]:
    """A place on fire: flames and smoke behind the people."""
    wide = VIEW_W / camera["zoom"]
    return [
        {
            "name": name,
            "x": _r(camera["x"] + share * wide + dx),
            "y": _r(FEET - 21),
            "scale": _r(size * k),
            "up": up,
            "stand": "",
        }
        for share, size in _FLAMES
        for name, k, up, dx in (("smoke", 1.5, 40.0, 5.0), ("fire", 1.0, 0.0, 0.0))
    ]


def _largest(name: str, scale: float, camera: dict) -> float:
    """How large a thing may be in a picture: as high as most of the view."""
    left, top, right, bottom = BOXES.get(name, (-12, -24, 12, 0))
    view = VIEW_H / camera["zoom"]
    return max(scale, min(0.72 * view / max(1, bottom - top), 0.6 * view * VIEW_W / VIEW_H / max(1, right - left)))
