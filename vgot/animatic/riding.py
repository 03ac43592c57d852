"""Who rides what: the rider sits on one of the cast, or on an animal, a bicycle or in a boat that the words bring along; and
the bird that sits on a shoulder or in a cage."""

from __future__ import annotations

from vgot.animatic.animal_sizes import DRAWN, HEIGHTS, SADDLES
from vgot.animatic.looks import Look
from vgot.animatic.people.figure import figure
from vgot.animatic.props.catalogue import caged_size
from vgot.animatic.props.standing import PERCH

_ROWBOAT_SEAT = 12.0
#: who sits on the logs sits as on the ground
_RAFT_SEAT = 8.0
#: what lies on the water, and what several sit in together
BOATS = ("rowboat", "raft")
SHARED = (*BOATS, "car")
_PACE = {"rowboat": 9.0, "raft": 7.0, "bicycle": 26.0, "turtle": 6.0, "boat": 9.0, "car": 18.0}


def ridden(kinds: list[str], actions: tuple[str, ...]) -> str:
    """What is ridden where the words only say that somebody rides: the animal of the cast that can be, or ""."""
    if "riding" not in actions or "person" not in kinds:
        return ""
    return next((k for k in kinds if k in SADDLES and k in HEIGHTS and HEIGHTS[k] > 45.0), "")


def mount_up(actors: list[dict], mount: str, heading: float, colour: int = 0) -> None:
    """Seat the riders: whoever is said to ride, else the first person; in a boat everybody. Of the cast, the animal of
    that kind carries. `colour`: of what is ridden, 0 its own."""
    people = [
        a
        for a in actors
        if a["look"]["kind"] in ("person", "robot", "alien")
        and a["body"] != "carried"
        and a["look"]["age"] != "baby"
        and not a["held"].startswith("baby:")
    ]
    if not people:
        return
    said = [a for a in people if a["body"] == "riding"]
    carrier = next((a for a in actors if a["look"]["kind"] == mount and a["body"] != "carried"), None)
    shared = mount in SHARED
    riders = people[: 3 if mount == "car" else 4] if shared else (said or people[:1])[: 1 if carrier else 2]
    rest = [a["x"] for a in people if a not in riders]
    for i, rider in enumerate(riders):
        side = heading if not rest or len(riders) > 1 else 1.0 if sum(rest) / len(rest) >= rider["x"] else -1.0
        _seat(rider, mount, carrier, side)
        rider["held_colour"] = colour
        if len(riders) > 1:  # in one boat, or side by side with room for two bicycles
            apart = (40.0, 26.0, 22.0)[min(len(riders), 4) - 2] if shared else 78.0
            rider["x"] = round(128.0 + (i - (len(riders) - 1) / 2) * apart, 3)
        elif rest:  # towards the others, from farther away
            rider.update(x=round(rider["x"] - 36.0 * side, 3), speed=round(rider["speed"] * 0.4, 3))
        if shared and i:
            rider["furniture"] = "aboard"
    if shared and len(riders) > 1:
        side = 1 if riders[0]["face"] >= 0 else -1
        if mount != "raft":  # who drives or rows sits before the others, and leans into nobody
            riders[0]["x"], riders[-1]["x"] = sorted((riders[0]["x"], riders[-1]["x"]), reverse=side > 0)
        riders[0]["saddle"] = [round((riders[0]["x"] - 128.0) * side - 8.0 * (len(riders) == 2), 3), 1.0]
    if carrier is not None:
        carrier.update(body="carried", furniture="", seat=False)


def _seat(rider: dict, mount: str, carrier: dict | None, heading: float) -> None:
    size = HEIGHTS[mount] / DRAWN[mount] if mount in HEIGHTS and mount in DRAWN else 1.0
    forward, high = SADDLES.get(mount, (-8.0, _ROWBOAT_SEAT))
    look = Look.from_dict(rider["look"])
    side = 1.0 if heading >= 0 else -1.0
    moves = rider["body"] in ("riding", "walking", "running", "standing", "sitting", "holding", "flying")
    speed = _PACE.get(mount, 20.0) * side if moves else 0.0
    rider.update(
        body="riding",
        back=0.0,
        face=round(0.8 * side, 3),
        speed=round(speed, 3),
        depart=0.0,
        held="",
        seat=False,
        overlays=[o for o in rider["overlays"] if o != "waving"],
        furniture="mount:" + (carrier["character"] if carrier is not None else "=" + mount),
        saddle=[round(forward * size, 3), round(size, 4)],
        lift=_RAFT_SEAT
        if mount == "raft"
        else round(high * size - figure(look).leg * 0.57 - (0.0 if mount in (*BOATS, "bicycle") else 2.5), 3),
        pedals=mount == "bicycle",
        afloat=mount in SHARED,
        **({"tucked": True} if mount == "rowboat" else {}),  # whatever is done there, the legs stay along the boat
    )


#: birds light enough for a shoulder
_LIGHT = frozenset(
    ("parrot", "bird", "crow", "dove", "pigeon", "sparrow", "robin", "swallow", "owl", "squirrel", "mouse", "monkey")
)

#: who fits into a bird's cage
CAGEABLE = _LIGHT - {"monkey"} | {"hawk"}


def encage(actors: list[dict]) -> None:
    """The first bird of the cast that does not fly sits in its cage."""
    for a in actors:
        kind = a["look"]["kind"]
        if kind in CAGEABLE and a["body"] not in ("flying", "running", "walking", "carried"):
            size = caged_size(kind)
            a.update(
                furniture="cage",
                body="standing",
                speed=0.0,
                seat=False,
                back=0.0,
                scale=round(size, 3),
                perched=round(PERCH / size, 3),
                legs=0.0,
            )
            return


def perch(actors: list[dict], said: bool) -> None:
    """A parrot beside one person sits on the shoulder; another small animal where the words speak of a shoulder."""
    people = [a for a in actors if a["look"]["kind"] == "person" and a["look"]["age"] not in ("baby", "child")]
    small = [a for a in actors if a["look"]["kind"] in _LIGHT and a["body"] in ("standing", "sitting", "walking")]
    if (
        len(people) != 1
        or len(small) != 1
        or people[0]["body"] not in ("standing", "walking", "sitting", "pointing", "holding", "working", "riding")
    ):
        return
    if small[0]["look"]["kind"] != "parrot" and not said:
        return
    who, bird = people[0], small[0]
    f = figure(Look.from_dict(who["look"]))
    side = -1.0 if who["face"] >= 0 else 1.0  # on the far shoulder from where they look
    bird.update(
        x=round(who["x"] + side * f.half * 1.25, 3),
        y=who["y"],
        furniture="shoulder",
        body=who["body"],
        speed=who["speed"],
        face=round(0.8 * side, 3),
        back=0.0,
        overlays=[o for o in bird["overlays"] if o == "talking"],
        perched=round(f.trunk - 4.0, 3),
        legs=round(f.leg, 3),
        **{k: who[k] for k in ("lift", "pedals", "afloat") if k in who},
    )
    if len(actors) == 2:
        who["x"], bird["x"] = round(128.0, 3), round(128.0 + side * f.half * 1.25, 3)
