"""Blocking: who stands where in a shot, which way they look, what each does with the body, on what and with what in hand."""

from __future__ import annotations

import itertools

from vgot.animatic.acting import BODIES, OVERLAYS
from vgot.animatic.animal_sizes import LENGTHS
from vgot.animatic.canvas import FEET
from vgot.animatic.lexicon import catalogue as lexicon
from vgot.animatic.lexicon.deeds import Deed
from vgot.animatic.looks import Look
from vgot.animatic.people.hands import HOLDABLE
from vgot.animatic.props.catalogue import FLYING
from vgot.animatic.riding import encage, mount_up, perch, ridden
from vgot.animatic.set_dressing import HELD, SWIMMERS, WATERSIDE

#: places where nobody wants a chair drawn for sitting, because people sit on the ground there
_OUTDOORS = (
    "forest",
    "jungle",
    "desert",
    "beach",
    "sea",
    "river",
    "lake",
    "mountain",
    "snow",
    "field",
    "farm",
    "pyramids",
    "ruins",
    "cave",
    "planet",
    "battlefield",
    "graveyard",
    "sky",
    "space",
    "underwater",
)
#: held only where the words say so: what stands on a table or on the ground as often
_IF_HELD = HOLDABLE - {
    "balloon",
    "balloons",
    "crown",
    "key",
    "map",
    "ring",
    "camera",
    "gift",
    "teddy_bear",
    "wand",
    "flower",
    "trophy",
    "newspaper",
    "diploma",
    "axe",
    "shovel",
    "hammer",
    "flag",
}
_CARRIED = ("holding", "giving")
#: how fast a deed carries somebody, in units a second
_GOING = {"walking": 17.0, "running": 38.0, "flying": 22.0, "swimming": 14.0, "riding": 20.0}
#: who has wings, and how high they fly: alone, and beside people
_WINGED = FLYING | {"owl", "dragon", "swan", "goose", "flamingo"}
_HIGH = (34.0, 74.0)
#: who is in the air whatever it does
_HOVERING = frozenset(("butterfly", "bee", "firefly", "bat"))
#: in a near shot somebody who leaves the others is slower, so as not to be gone at once
NEAR_PACE = 0.4
#: feeling -> what a face with it does not do
_AGAINST = {
    **dict.fromkeys(("sad", "afraid", "worried", "angry"), "laughing"),
    **dict.fromkeys(("joyful", "happy", "proud"), "crying"),
}
_NEAR = {
    "hugging": 25.0,
    "holding_hands": 39.0,
    "dancing": 57.0,
    "fighting": 58.0,
    "walking": 44.0,
    "running": 50.0,
    "sitting": 50.0,
}


def sort_actions(actions: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The body's action and what comes on top, of everything that was read."""
    body = next((b for b in BODIES if b in actions), "standing")
    return body, tuple(o for o in OVERLAYS if o in actions)


def _r(value: float) -> float:
    return round(float(value), 3)


def block(  # noqa: C901
    reading, cast: list[tuple[str, Look, tuple | None]], place: dict, draws: list[float], deeds: list[Deed]
) -> list[dict]:
    """Positions, facings and actions."""
    kind, afloat = place["kind"], bool(place.get("afloat"))
    n = len(cast)
    told = any(d.actions is not None for d in deeds)  # the words say who does what
    lead = next((d.actions for d in deeds if d.actions), ())
    body, overlays = sort_actions(lead if told else reading.actions)
    away, side_by_side = "away" in reading.actions, "side" in reading.actions
    talk = "talking" in overlays
    pairs = n > 1 and not side_by_side and body not in ("walking", "running", "flying", "swimming", "riding")
    gap = _NEAR.get(body, 50.0 if pairs else 42.0)
    if n > 2 and body in ("hugging", "holding_hands"):
        gap = max(gap, 36.0)
    gap *= {1: 1.0, 2: 1.0, 3: 0.92, 4: 0.84}.get(n, 0.74)
    offsets = _apart([look for _, look, _ in cast], gap)
    heading = (
        1.0 if draws[1] < 0.6 or reading.pursuit and n > 1 else -1.0
    )  # the first is on the left and goes after the others
    sleeper = _sleeper([look for _, look, _ in cast]) if cast and body == "sleeping" else -1
    if told:
        sleeper = next((i for i, d in enumerate(deeds) if "sleeping" in (d.actions or ())), -1)
    mount = reading.mount or ridden([look.kind for _, look, _ in cast], reading.actions)
    actors = []
    for i, (character, look, _box) in enumerate(cast):
        offset = offsets[i]
        x, face, back = 128.0 + offset, 0.0, 0.0
        mine, over = body, list(overlays)
        if told:
            mine, own_over = sort_actions(deeds[i].actions or ())
            over = list(own_over)
        if reading.pursuit and n > 1 and mine not in ("flying", "swimming", "riding"):
            mine = "running" if "running" in (*reading.actions, *(deeds[0].actions or ())) else "walking"
        if n == 1:
            x += (draws[2] - 0.5) * 30
            face = (0.55 if draws[3] < 0.5 else -0.55) if draws[4] < 0.8 else 0.0
            face = 0.32 * (1 if face >= 0 else -1) if talk and body == "standing" else face
        elif pairs:
            face = (0.72 if offset < 0 else -0.72) if abs(offset) > 1 else 0.25 * heading
        else:
            face = 0.3 * heading if abs(offset) > 1 else 0.0
        parting = (
            told and n > 1 and not reading.pursuit and any(deeds[i].actions != d.actions for d in deeds)
        )  # who goes alone goes outwards, not through the others
        if mine in _GOING:
            face = (1 if offset > 0 else -1) * 0.8 if parting and offset else heading * 0.8
        if mine in ("working", "cooking", "reading", "music") and n == 1:
            face = 0.3 if face >= 0 else -0.3
        if mine == "sitting" and n == 1:
            face = 0.7 if face >= 0 else -0.7
        if n > 1:
            if (
                told
                and i > 0
                and mine in ("working", "cooking")
                and any(a["furniture"] in ("desk", "counter") for a in actors)
            ):
                mine = "standing"  # one desk is enough
            if (
                not told
                and mine
                in ("reading", "working", "cooking", "music", "holding", "pointing", "giving", "kneeling", "playing")
                and i > 0
            ):
                mine = "standing" if mine not in ("kneeling", "playing") or look.age not in ("baby", "child") else mine
            if mine == "sleeping" and i != sleeper:
                mine = "sitting"
            if i > 0 and not told:
                over = [o for o in over if o in ("laughing", "crying", "looking") or (o == "talking" and i == 1)]
        if mine == "standing" and look.age == "baby":
            mine = "sitting"
        if mine == "hugging" and n == 1:
            mine = "holding"
        if mine in ("holding_hands", "giving", "fighting") and n == 1:
            mine = "standing" if mine != "fighting" else mine
        if (
            mine == "playing"
            and look.age not in ("baby", "child")
            and {"violin", "guitar", "piano"} & set(reading.handy)
            and "ball" not in reading.handy
        ):
            mine = "music"
        winged = look.kind in _WINGED
        if winged and "animal" in reading.loose:
            mine = "flying"
        if look.kind in _HOVERING and mine in ("standing", "walking", "running"):
            mine, hovers = "flying", mine == "standing" or n > 1 and not reading.pursuit
            face = heading * 0.8 if reading.pursuit else face
        else:
            hovers = False
        if mine == "riding" and (look.kind != "person" or not mount):
            mine = "sitting"
        if away and mine in ("standing", "walking", "running", "holding_hands", "sitting"):
            back, face = 1.0, 0.0
            mine = "walking" if mine == "standing" and "away" in reading.actions and n <= 2 else mine
        feeling = deeds[i].feeling or reading.emotion
        over = [o for o in over if o != _AGAINST.get(feeling)]
        speed = 0.0
        if abs(face) >= 0.3:
            speed = _GOING.get(mine, 0.0) * (1 if face > 0 else -1)
        if hovers:
            speed = 0.0
        if speed and parting and reading.size in ("medium", "close", "extreme_close"):
            speed *= NEAR_PACE
        if speed and not parting:
            x -= speed * 1.2
        settled = "sitting" if mine in ("reading", "music") and "sitting" in reading.actions else mine
        holds = (
            i == 0
            if not told or not any("holding" in (d.actions or ()) for d in deeds)
            else "holding" in (deeds[i].actions or ())
        )
        held, prop = _in_hand(reading, mine, 0 if holds or mine in ("reading", "music") else 1, look)
        furniture = furniture_for(settled, kind, look)
        air = (
            {
                "high": 24.0 if look.kind in _HOVERING and "animal" not in reading.loose else _HIGH[1 if n > 1 else 0],
                "climb": 5.0 if "animal" in reading.loose else 0.0,
            }
            if winged and mine == "flying"
            else {}
        )
        if air and "animal" in reading.loose:
            speed = _r(speed * 0.4)
        actors.append(
            {
                "character": character,
                "look": look.as_dict(),
                "x": _r(x),
                "y": _r(FEET + (2.5 if i % 2 else 0.0)),
                "scale": 1.0,
                "face": _r(face),
                "back": back,
                "body": mine,
                "overlays": over,
                "emotion": feeling,
                "phase": _r((draws[5] + 0.37 * i) % 1.0),
                "speed": _r(speed),
                "depart": 1.0 if back and mine == "walking" else 0.0,
                "held": held,
                "held_colour": painted(reading, prop),
                "furniture": furniture,
                "seat": furniture in ("chair", "stool", "bench"),
                **air,
                **(
                    {"at": "piano"}
                    if mine == "music" and not held and "piano" in reading.props and look.kind == "person"
                    else {}
                ),
            }
        )
        if "at" in actors[-1]:
            actors[-1].update(furniture="chair", seat=True, face=0.8 if face >= 0 else -0.8)
    if all(a["body"] == "flying" for a in actors):
        for a in actors:
            if a.get("high", 0.0) > _HIGH[0]:
                a["high"] = _HIGH[0]
    if reading.pursuit and n > 1 and actors[0]["speed"]:
        for a in actors[1:]:
            a["speed"] = actors[0]["speed"]
    _carry_babies(actors)
    if mount:
        mount_up(actors, mount, heading, painted(reading, mount))
    encage(actors) if reading.caged else perch(actors, reading.shoulder)
    if afloat:
        _float(actors)
    else:
        _swim(actors, kind)
    standing = [a for a in actors if a["body"] != "carried"]
    if len(standing) > 2 and reading.size in ("close", "extreme_close") and sleeper < 0:
        _second_row(standing)
    if (
        sleeper >= 0 and n > 1 and actors[sleeper]["furniture"] != "ground"
    ):  # the sleeper's bed in the middle, the others beside it
        actors[sleeper].update(x=128.0, face=0.7)
        spots = ((152.0, -0.7, -7.0), (56.0, 0.7, -3.0), (196.0, -0.7, -4.0), (26.0, 0.7, -5.0))
        for k, i in enumerate([j for j in range(n) if j != sleeper][:4]):
            x, face, y = spots[k]
            upright = {} if k == 0 else {"body": "standing", "furniture": "", "seat": False}
            actors[i].update(x=x, face=face, y=_r(FEET + y), **upright)
    return actors


def _apart(looks: list[Look], gap: float) -> list[float]:
    """Where each stands from the middle: `gap` apart, and as much more as large animals are long."""
    xs = [0.0]
    for one, other in itertools.pairwise(looks):
        reach = sum(LENGTHS.get(k.kind, 0.0) * 0.5 if k.kind in LENGTHS else 17.0 for k in (one, other))
        large = any(LENGTHS.get(k.kind, 0.0) > 55.0 for k in (one, other))
        xs.append(xs[-1] + (max(gap, 1.06 * reach) if large else gap))
    middle = (xs[0] + xs[-1]) / 2
    return [x - middle for x in xs[: len(looks)]]


def _second_row(actors: list[dict]) -> None:
    """In a near shot two are in front; the others look over their shoulders, so that nobody is cut by the frame."""
    apart, spots = (43, (128.0,)) if len(actors) == 3 else (50, (108.0, 148.0, 72.0, 184.0, 40.0, 216.0))
    for q, a in zip((-1, 1), actors[:2], strict=True):
        a.update(
            x=_r(128 + apart * q),
            face=_r(-0.5 * q),
            body="standing" if a["body"] in ("hugging", "dancing", "fighting") else a["body"],
        )
    for a, x in zip(actors[2:], spots, strict=False):
        a.update(
            x=x, y=_r(FEET - 10), scale=0.92, face=0.0, back=0.0, furniture="", seat=False, held="", body="standing"
        )


def _sleeper(looks: list[Look]) -> int:
    order = {"baby": 0, "elder": 1, "child": 2}
    return min(range(len(looks)), key=lambda i: (order.get(looks[i].age, 3), i))


def _carry_babies(actors: list[dict]) -> None:
    """A baby beside a grown person is carried: by who holds something, else by a woman, else by the first."""
    for baby in actors:
        if baby["look"]["age"] != "baby" or baby["body"] == "sleeping":
            continue
        for a in sorted(actors, key=lambda a: (a["body"] != "holding", a["look"]["sex"] != "f")):
            if (
                a is not baby
                and a["look"]["age"] not in ("baby", "child")
                and a["look"]["kind"] == "person"
                and not a["held"].startswith("baby:")
            ):
                a.update(
                    held="baby:" + baby["character"],
                    body="holding",
                    face=_r(a["face"] * 0.5),
                    back=0.0,
                    furniture="",
                    seat=False,
                    speed=0.0,
                )
                baby["body"], baby["scale"] = "carried", 1.0
                break


def painted(reading, prop: str) -> int:
    """The colour that words give a prop; 0 for its own."""
    return lexicon.COLOURS.get(dict(reading.painted).get(prop, ""), 0)


def _in_hand(reading, body: str, index: int, look: Look) -> tuple[str, str]:
    """What somebody holds, and the prop that it is."""
    if index or look.kind not in ("person", "robot", "alien", "ghost") or look.age == "baby":
        return "", ""
    if body == "reading":
        return ("letter", "letter") if "letter" in reading.handy and "book" not in reading.handy else ("book", "book")
    if body == "music":
        if "violin" in reading.handy:
            return "violin", "violin"
        return (
            ("", "")
            if "piano" in (*reading.handy, *reading.props)
            else ("trumpet", "trumpet")
            if "trumpet" in reading.handy
            else ("guitar", "guitar")
        )
    if body in ("hugging", "sleeping", "dancing", "swimming", "flying", "working", "cooking", "playing"):
        return ("ball", "ball") if body == "playing" and "ball" in reading.handy else ("", "")
    if body == "fighting":
        return ("sword", "sword") if "sword" in reading.handy else ("", "")
    for name in reading.handy:
        if name in reading.loose or name not in reading.props or name == "crown" and look.hat == "crown":
            continue
        if HELD.get(name) and (
            name not in _IF_HELD or body in _CARRIED or any(one in reading.actions for one in _CARRIED)
        ):
            return HELD[name], name
    return "", ""


def _swim(actors: list[dict], kind: str) -> None:
    """At the waterside a whale is in the water before the people, not on the ground among them."""
    people = [a for a in actors if a["look"]["kind"] == "person"]
    if kind not in WATERSIDE or kind in ("lake", "river") and not people:
        return
    pace = people[0]["speed"] if people else 0.0
    for a in actors:
        if a["look"]["kind"] in SWIMMERS and a["body"] != "carried":
            outward = 26.0 if a["look"]["kind"] == "whale" else 6.0
            side = 1.0 if a["x"] >= 128.0 else -1.0
            moves = (
                {"body": "walking", "speed": pace, "face": 0.8 if pace > 0 else -0.8}
                if pace
                else {"body": "standing", "speed": 0.0}
            )
            a.update(
                x=_r(a["x"] + side * outward * bool(people)),
                y=_r(FEET + (17.0 if people else 4.0)),
                furniture="pool",
                **moves,
            )


def _float(actors: list[dict]) -> None:
    """Where the picture is taken from the water, who swims lies in it; whoever is on the wing stays there."""
    for a in actors:
        if a["look"]["kind"] != "person" and not a.get("high") and a["body"] != "carried":
            a["furniture"] = "afloat"


def furniture_for(body: str, kind: str, look: Look) -> str:
    if look.kind != "person":
        return ""
    if body == "sleeping":
        return "bed" if kind in lexicon.INDOORS or kind == "studio" else "ground"
    if body in ("working", "cooking"):
        return (
            "desk"
            if body == "working" and kind in lexicon.INDOORS
            else "counter"
            if body == "cooking" and kind in lexicon.INDOORS
            else ""
        )
    if body == "sitting" and kind not in _OUTDOORS and look.age != "baby":
        return (
            "bench"
            if kind
            in ("park", "garden", "city", "station", "church", "playground", "stadium", "village", "road", "house")
            else "chair"
        )
    if body == "sitting" and look.age != "baby":
        return "rock"
    return ""


def next_deed(actor: dict, actions: tuple[str, ...], heading: float) -> dict | None:
    """What an actor of a scene passes into: {"body", "overlays", "face", "speed"}; None where nothing changes or where a
    body cannot pass into it in the middle of a shot (into a bed, onto a chair that is not there). `heading`, 1 or -1: the
    way they go if they go."""
    body, overlays = sort_actions(actions)
    if actor["look"]["kind"] != "person" and body not in ("walking", "running", "flying", "swimming", "standing"):
        body = "standing"
    if (
        actor["body"] in ("carried", "sleeping")
        or actor["furniture"] == "cage"
        or actor["back"] > 0.5
        or actor["held"].startswith("baby:")
    ):
        return None
    body = {
        "sleeping": "standing",
        "sitting": actor["body"],
        "holding": "standing",
        "cooking": "working",
        "music": "standing",
    }.get(body, body)
    if body in ("working", "reading") and actor["body"] != body:
        body = "standing"
    if (
        actor["body"] == "sitting"
        and actor["furniture"]
        and body not in ("standing", "walking", "running", "hugging", "dancing")
    ):
        body = "sitting"
    if body == actor["body"] and list(overlays) == actor["overlays"]:
        return None
    face = actor["face"]
    going = _GOING.get(body, 0.0)
    if going:
        face = 0.8 * heading
    made = {"body": body, "overlays": list(overlays), "face": face, "speed": _r(going * (1 if face > 0 else -1))}
    return made | ({"beats": []} if actor.get("beats") else {})
