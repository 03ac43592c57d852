"""Together: what becomes of a deed that several are told to do: one at the door, all in one boat, one who whispers and one who
is whispered to."""

from __future__ import annotations

from dataclasses import replace

from vgot.animatic.deed_table import all_deeds
from vgot.animatic.lexicon.acts import Act
from vgot.animatic.riding import SHARED, mount_up

#: what one of several does, and the others look on: there is one door
ALONE_AT = frozenset(
    ("door", "door_open", "door_shut", "chest", "easel", "piano", "ladder", "microphone", "stone", "hearts")
)


def at_one_piece(acts: list[list[Act]]) -> list[list[Act]]:
    """The acts of all, where the first alone is at a piece that there is once."""
    taken: dict[str, int] = {}
    out: list[list[Act]] = []
    for i, own in enumerate(acts):
        mine: list[Act] = []
        for act in own:
            piece = all_deeds()[act.deed].piece
            first = taken.setdefault(piece, i) if piece in ALONE_AT else i
            mine.append(act if first == i else Act(all_deeds()[act.deed].partner or "attend", (first,)))
        out.append(mine)
    return out


def one_begins(acts: list[list[Act]]) -> list[list[Act]]:
    """ "Two spies whisper": one does, the other is whispered to, where the table has a part for each."""
    lead = acts[0][0] if acts and len(acts[0]) == 1 else None
    deed = all_deeds()[lead.deed] if lead is not None else None
    if lead is None or deed is None or deed.partner in ("", deed.id):
        return acts
    return [[] if i and i in lead.to and own == [replace(lead, to=(0,))] else own for i, own in enumerate(acts)]


def into_one_boat(actors: list[dict], acts: list[list[Act]]) -> None:
    """Several who set out in the same boat or car sit in one; who is driven or rowed sits in it too."""
    for mount in SHARED:
        riders = [
            a
            for a, own in zip(actors, acts, strict=True)
            if own and all_deeds()[own[0].deed].mount == mount and a["body"] != "riding"
        ]
        riders += [a for a in _taken_along(actors, acts, mount) if a not in riders]
        if len(riders) > 1:
            mount_up(riders, mount, 1.0 if riders[0]["face"] >= 0 else -1.0)
            for a in riders[1:]:
                if not acts[actors.index(a)]:
                    attends = {"deed": "attend", "from": 0.0, "until": 1.0, "face": a["face"]}
                    a.update(beats=[attends | ({"speed": a["speed"]} if a["speed"] else {})], overlays=[])


def _taken_along(actors: list[dict], acts: list[list[Act]], mount: str) -> list[dict]:
    """Those to whom it is done: "drives a violinist through the city", "ferries the children across the lake"."""
    found: list[dict] = []
    for a, own in zip(actors, acts, strict=True):
        if not own or all_deeds()[own[0].deed].mount != mount:
            continue
        taken = [i for i in own[0].to if not acts[i] and actors[i]["look"]["kind"] in ("person", "robot", "alien")]
        if taken:
            found += [a, *(actors[i] for i in taken)]
    return found


def house_front(door: dict) -> dict:
    """The front of a house behind a door under the open sky: a door stands in something."""
    off = 17.0 * door.get("side", 0.0) * door["scale"]
    return {
        "name": "piece:front", "x": round(door["x"] + off, 3), "y": round(door["y"] - 0.5, 3), "scale": round(door["scale"], 3), "up": door.get("up", 0.0), "stand": "",
    }  # fmt: skip
