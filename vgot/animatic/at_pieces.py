"""At pieces: what deeds are done at stands beside their doers, a set piece or the very thing that words name."""

from __future__ import annotations

from vgot.animatic.deed_table import all_deeds
from vgot.animatic.lexicon.places import INDOORS
from vgot.animatic.playing import figure_in
from vgot.animatic.prop_boxes import BOXES
from vgot.animatic.props.catalogue import SMALL_THINGS
from vgot.animatic.set_pieces import BEFORE
from vgot.animatic.shapes import piece_size
from vgot.animatic.timing import travelled
from vgot.animatic.together import house_front

#: seconds that a keyframe alone counts for
_NOMINAL_S = 3.0

#: piece -> the things that are not set out elsewhere beside it
_INSTEAD: dict[str, tuple[str, ...]] = {
    "wheel": ("bowl", "vase", "jug", "pot", "mug"), "raft": ("boat", "rowboat", "sailboat"), "bricks": ("brick", "bricks"),
    "meal": ("table", "plate"), "paper": ("table",), "chest": ("treasure_chest",),
    "pot": ("stove", "plate"), "cutting": ("table", "plate"), "door_open": ("door",),
    "door_shut": ("door",), "laptop": ("laptop", "table"), "board_ridden": ("skateboard",),
    "dough": ("table", "plate"), "suitcase_open": ("suitcase",), "campfire_pot": ("campfire", "fireplace"),
    "candle": ("candle", "table"), "candle_lit": ("candle", "table"), "plant": ("flower",),
    "stone": ("gravestone",),
}  # fmt: skip


def _r(value: float) -> float:
    return round(float(value), 3)


def place_pieces(scene: dict) -> None:
    """What deeds are done at, beside their doers; it takes the place of the same thing that was set out elsewhere."""
    made: list[dict] = []
    for i, a in enumerate(scene["actors"]):
        for n, b in enumerate(a.get("beats", [])):
            deed = all_deeds()[b["deed"]]
            if (
                not deed.piece
                or a.get("at") == deed.piece
                or any(p.get("by") == i and p["name"] == "piece:" + deed.piece for p in made)
            ):
                continue
            side = 1.0 if b["face"] >= 0 else -1.0
            way = travelled(a["beats"][:n], 99.0, _NOMINAL_S) if n else 0.0
            size, near = piece_size(deed, figure_in(a))
            size, near = size * a["scale"], near * a["scale"]
            x = a["x"] + way + side * deed.piece_at * near
            if b.get("at"):
                made.append(_at_thing(b["at"], x, a, side, scene))
                continue
            if any(p["name"] == "piece:" + deed.piece and abs(p["x"] - x) < 24.0 for p in made):
                continue  # two at one table
            made.append(
                {
                    "name": "piece:" + deed.piece, "x": _r(x), "scale": _r(size),
                    "y": _r(a["y"] + (2.0 if deed.piece in BEFORE else -2.0)), "side": side, "by": i, "beat": n, **({"goes": True} if deed.piece_goes else {}),
                }
            )  # fmt: skip
    here = {p["name"].removeprefix("piece:") for p in made} | {
        b["deed"] for a in scene["actors"] for b in a.get("beats", ())
    }  # who waves: no wave
    gone = here | {name for piece in here for name in _INSTEAD.get(piece, ())}
    kept = [p for p in scene["props"] if p.get("subject") or p["name"] not in gone] + made
    scene["props"] = [*(house_front(p) for p in kept if _stands_free(p, scene["place"]["kind"])), *kept]


def _at_thing(name: str, x: float, a: dict, side: float, scene: dict) -> dict:
    """The thing itself that something is done at: a small one on a crate before the hands, a large one on the ground before them."""
    left, _, right, _ = BOXES[name]
    small = name in SMALL_THINGS
    room = 0.0 if small else max(0.0, (right - left) / 2 - 12.0) * a["scale"]
    old = next((p for p in scene["props"] if p["name"] == name), {})
    kept = {k: old[k] for k in ("colour", "paint", "state") if k in old}
    return kept | {
        "name": name, "x": _r(x + side * room), "y": _r(a["y"] - 2.0), "scale": _r(a["scale"]), "up": 0.0, "stand": "crate" if small else "",
    }  # fmt: skip


def _stands_free(prop: dict, place: str) -> bool:
    """Whether something is a door under the open sky, with no house to it."""
    return prop["name"] in ("door", "piece:door", "piece:door_open", "piece:door_shut") and place not in (
        *INDOORS,
        "studio",
        "space",
        "sky",
        "underwater",
    )
