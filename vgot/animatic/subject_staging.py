"""The thing a shot is about, large in it: size by the camera's shot size, a third off the middle, free space before it."""

from __future__ import annotations

from dataclasses import replace

from vgot.animatic.canvas import FEET, VIEW_H, VIEW_W
from vgot.animatic.lexicon import catalogue as lexicon
from vgot.animatic.lexicon.subject import Subject
from vgot.animatic.motions import Realm, all_motions
from vgot.animatic.prop_boxes import BOXES, Box
from vgot.animatic.props.catalogue import ALOFT, ANIMALS, FLYING, SMALL_THINGS
from vgot.animatic.props.table import rows
from vgot.animatic.set_dressing import SWIMMERS, WATERSIDE

#: shot size -> height of the thing and its greatest width, in shares of the view; how far off the middle it stands, in
#: widths of the view; where its foot is, in heights of the view
_SIZES: dict[str, tuple[float, float, float, float]] = {
    "extreme_wide": (0.13, 0.30, 1 / 6, 0.80),
    "wide": (0.25, 0.42, 1 / 6, 0.84),
    "medium": (0.40, 0.48, 1 / 6, 0.88),
    "close": (0.55, 0.62, 0.13, 0.92),
    "extreme_close": (0.88, 0.86, 0.05, 0.97),
}
#: a large thing is drawn as large as it is beside people, as long as it leaves the picture room (shares of its height)
_ROOM = {"extreme_wide": 0.34, "wide": 0.52, "medium": 0.68, "close": 0.78, "extreme_close": 0.92}
#: what goes and carries, and how high its load lies, in shares of its own height
_CARRIERS: dict[str, float] = {
    "truck": 0.94, "van": 0.95, "bus": 0.97, "car": 0.93, "pickup": 0.55, "fire_truck": 0.94, "train": 0.6, "tractor": 0.45, "cart": 0.5, "sled": 0.4,
    "boat": 0.2, "rowboat": 0.35, "camel": 0.7, "donkey": 0.7, "plane": 0.8,
}  # fmt: skip
#: how long a load is at the most, in shares of what carries it
_LOAD = 0.5
#: how far what stands beside the subject is behind it
_BEHIND, _SMALLER = 11.0, 0.62
#: what of a thing is looked at, where the rest is only its string
_BODIES: dict[str, Box] = {"balloon": (-10, -64, 10, -37), "balloons": (-21, -79, 21, -42)}
#: where the middle of what flies is, in heights of the view
_ALOFT_AT = {"extreme_wide": 0.40, "wide": 0.42, "medium": 0.45, "close": 0.48, "extreme_close": 0.5}
#: what floats on the water
FLOATING = frozenset(("boat", "rowboat", "paper_boat", "duck", "swan", "goose", "bottle", "leaf", "feather")) | SWIMMERS
FLOATING |= {name for name, row in rows().items() if row.put == "water"}
#: what looks, or goes, to the right as it is drawn
_FACING = frozenset(ANIMALS) | {
    "boat",
    "rowboat",
    "car",
    "bus",
    "train",
    "plane",
    "bicycle",
    "sled",
    "tractor",
    "cart",
    "wheelchair",
    "truck",
    "van",
    "pickup",
    "fire_truck",
}
_IN_THE_AIR = frozenset(ALOFT) | FLYING | {"kite", "balloons"}
#: a body of water that a bottle or a paper boat can be on
_WATERS = frozenset(WATERSIDE)


def _r(value: float) -> float:
    return round(float(value), 3)


def on_the_water(reading, kinds: list[str], place: str, by_boat: bool = False) -> bool:
    """Whether the picture is taken from the water itself: where a rowing boat or a raft is (`by_boat`: a deed needs one), where all who play a part swim; and with
    nobody in it, the sea without a ship's deck, and any water that the shot's thing floats on."""
    swimmers = bool(kinds) and all(kind in SWIMMERS for kind in kinds)  # a whale is not on the deck
    if place not in _WATERS or reading.aboard and not swimmers:
        return False
    if kinds:
        return all(kind in FLOATING for kind in kinds) or (by_boat or reading.mount == "rowboat") and "person" in kinds
    return reading.subject.name in FLOATING or place == "sea"


def wanted_subject(reading, nobody: bool) -> Subject:
    """What is staged large: the subject of a shot with nobody in it, and what an extreme close-up goes to. Nothing for
    what sits in a cage, or for one of several things that only stand there."""
    if not nobody:
        return reading.focus if reading.size == "extreme_close" else Subject()
    several = (
        len(set(reading.handy)) > 1 and not reading.moves
    )  # "a book and a clock": neither is what the shot is about
    # From afar the place itself is seen: the lighthouse on its rock needs no second one before it.
    its_own = reading.subject.name == reading.place and reading.size in ("wide", "extreme_wide")
    return Subject() if reading.caged or several or its_own else reading.subject


def without(reading, subject: Subject):
    """The reading without one of what the subject is, so that it does not stand beside itself."""
    name = subject.name
    return replace(
        reading,
        props=tuple(p for p in reading.props if p != name),
        animals=tuple(a for a in reading.animals if a.rpartition(":")[2] != name),
    )


def stage_subject(reading, scene: dict, subject: Subject, draws: list[float]) -> dict:
    """The subject as a prop of the scene; the camera is moved where the size of the shot asks for it."""
    camera, name = scene["camera"], subject.name
    size = camera["size"]
    high, broad, off, foot = _SIZES[size]
    left, top, right, bottom = _BODIES.get(name, BOXES[name])
    view = VIEW_H / camera["zoom"]
    wide = VIEW_W / camera["zoom"]
    realm = _realm(name, scene)
    standing = realm != "air" and size not in ("wide", "extreme_wide")
    if standing:  # a near picture of a thing on the ground looks down to where it stands
        _look_at(camera, FEET - 4 - (foot - 0.5) * view)
    tabled = name in SMALL_THINGS and scene["place"]["kind"] in lexicon.INDOORS
    top = top - 30 if tabled and not standing else top
    scale = max(high * view / (bottom - top), min(1.0, _ROOM[size] * view / (bottom - top)))
    scale = min(scale * (0.93 + 0.16 * draws[10]), broad * wide / (right - left))
    side = _side(camera["move"], draws)
    x = camera["x"] + side * off * (0.85 + 0.3 * draws[11]) * wide
    y = camera["y"] + (foot - 0.5 + 0.04 * (draws[12] - 0.5)) * view
    made = {"name": name, "x": _r(x), "y": _r(y), "scale": _r(scale), "stand": "", "subject": True}
    if tabled:
        made["stand"] = "top" if standing else "table"
    if realm == "water":
        made["stand"] = "water"
    if realm == "air":
        middle = camera["y"] + (_ALOFT_AT[size] - 0.5) * view
        made["up"] = _r(y + scale * (top + bottom) / 2 - middle)
    else:
        made["up"] = 0.0
    if name in _FACING and side > 0:
        made["flip"] = True
    colour = lexicon.COLOURS.get(subject.colour, 0)
    if colour:
        made["colour"] = colour
    motion = dict(reading.moves).get(realm, "")
    _set_going(made, motion if motion != "haul" or name in _CARRIERS else "", side, (wide, view))
    return made


def load_of(reading, made: dict) -> dict | None:
    """What a vehicle carries, on it and going along; None where it carries nothing that is drawn."""
    if made.get("motion", {}).get("how") != "haul":
        return None
    name = next((p for p in reading.handy if p != made["name"] and p in BOXES and p not in _CARRIERS), "")
    if not name:
        return None
    left, top, right, low = BOXES[made["name"]]
    box = BOXES[name]
    scale = min(made["scale"], _LOAD * (right - left) * made["scale"] / (box[2] - box[0]))
    back = -1.0 if not made.get("flip") else 1.0
    x = made["x"] + back * 0.2 * (right - left) * made["scale"] - (box[0] + box[2]) / 2 * scale
    lies = _CARRIERS[made["name"]] * (low - top) * made["scale"]
    colour = lexicon.COLOURS.get(dict(reading.painted).get(name, ""), 0)
    return {
        "name": name, "x": _r(x), "y": _r(made["y"] - 0.5), "scale": _r(scale), "up": _r(made.get("up", 0.0) + lies + box[3] * scale), "stand": "",
        "subject": True, "motion": made["motion"], **({"colour": colour} if colour else {}),
    }  # fmt: skip


def _realm(name: str, scene: dict) -> Realm:
    if name in FLOATING and scene["place"].get("afloat"):
        return "water"
    return "air" if name in _IN_THE_AIR else "ground"


def _side(move: str, draws: list[float]) -> int:
    """Left (-1) or right (1) of the middle: a pan arrives at the thing."""
    return {"pan_left": -1, "pan_right": 1}.get(move) or (-1 if draws[9] < 0.5 else 1)


def _look_at(camera: dict, y: float) -> None:
    shift = y - camera["y"]
    camera["y"], camera["y2"] = _r(camera["y"] + shift), _r(camera["y2"] + shift)


def _set_going(made: dict, motion: str, side: int, view: tuple[float, float]) -> None:
    """Give a prop its motion, into the side that is free; what falls begins high."""
    if not motion:
        return
    made["motion"] = {"how": motion, "to": -side, "wide": _r(view[0]), "high": _r(view[1])}
    begins = all_motions()[motion].begins
    if begins:
        made["up"] = _r(made["up"] + begins * view[1])


def on_its_ground(props: list[dict], scene: dict) -> list[dict]:
    """The things of a shot that have something to be on: over open water only what floats or flies."""
    if not scene["place"].get("afloat"):
        return props
    plain = ((p, p["name"].rpartition(":")[2]) for p in props)
    return [p for p, name in plain if name in FLOATING or name in _IN_THE_AIR]


def make_room(props: list[dict], subject: dict, camera: dict) -> list[dict]:
    """The other things of a shot, farther off and beside what the subject would hide; without those that have no room."""
    left, _, right, _ = BOXES[subject["name"]]
    x, scale = subject["x"], subject["scale"]
    kept = []
    for one in props:
        plain = one["name"].rpartition(":")[2]
        box = BOXES.get(plain, (-12, 0, 12, 0))
        apart = (right - left) / 2 * scale + (box[2] - box[0]) / 2 * one["scale"]
        there = one["x"]
        if abs(there - x) < apart * 0.8:  # beside it, where the picture has more room
            half = (box[2] - box[0]) / 2 * one["scale"] * _SMALLER
            there = x + ((right - left) / 2 * scale + half) * 0.8 * (1.0 if x <= camera["x"] else -1.0)
            outside = abs(there - camera["x"]) + half * 0.6 > VIEW_W / camera["zoom"] / 2
            if outside or any(abs(there - other["x"]) <= 8 for other in kept):
                continue
        kept.append(one | {"x": _r(there), "y": _r(one["y"] - _BEHIND), "scale": _r(one["scale"] * _SMALLER)})
    return kept
