"""Spacing: how far apart those stand who do something in one picture, so that no head covers another."""

from __future__ import annotations

import itertools
from functools import lru_cache

from vgot.animatic.acting import pose_of
from vgot.animatic.animal_sizes import LENGTHS
from vgot.animatic.deed_table import all_deeds
from vgot.animatic.looks import Look
from vgot.animatic.people.figure import head_at
from vgot.animatic.playing import figure_in
from vgot.animatic.shapes import piece_size

_PLAYERS = ("person", "alien", "robot")
#: moments of a shot at which heads are looked at, in seconds of a shot of three
_MOMENTS = tuple(0.25 * n for n in range(13))
_SECONDS = 3.0
#: how near the middles of two heads may come, in the sum of their radii, and how far two are moved apart at the most
_CLEAR, _MOST = 1.15, 46.0


def share_pieces(actors: list[dict]) -> None:
    """Two who do the same at one thing and face each other have it between them, each as far from it as the deed needs."""
    for a, b in itertools.combinations(actors, 2):
        mine, theirs = (_only_deed(one) for one in (a, b))
        if mine is None or mine is not theirs or not mine.piece or not mine.piece_at:
            continue
        left, right = (a, b) if a["x"] <= b["x"] else (b, a)
        if left["beats"][0]["face"] <= 0 or right["beats"][0]["face"] >= 0 or left["speed"] or right["speed"]:
            continue
        reaches = [mine.piece_at * piece_size(mine, figure_in(one))[1] * one["scale"] for one in (left, right)]
        if sum(reaches) <= right["x"] - left["x"]:
            continue
        middle = (left["x"] + right["x"]) / 2
        left["x"], right["x"] = round(middle - reaches[0], 3), round(middle + reaches[1], 3)


def _only_deed(a: dict):
    beats = a.get("beats", ())
    return all_deeds()[beats[0]["deed"]] if len(beats) == 1 else None


def clear_heads(actors: list[dict]) -> None:
    """Move two apart whose heads cover each other in what they do; not those who touch (a hug), ride or go."""
    for a, b in itertools.combinations([a for a in actors if _stands(a)], 2):
        if _touch(a, actors.index(b)) or _touch(b, actors.index(a)):
            continue
        lacking = max(_lacking(a, b, t, actors) for t in _MOMENTS)
        if lacking <= 0.5:
            continue
        side = 1.0 if b["x"] >= a["x"] else -1.0
        by = min(_MOST, lacking) / 2
        a["x"], b["x"] = round(a["x"] - side * by, 3), round(b["x"] + side * by, 3)


def clear_animals(actors: list[dict]) -> None:
    """An animal on the ground that would stand before somebody who does nothing to it is moved beside them: behind who goes, so that
    both go on in the picture."""
    for a, animal in itertools.permutations(actors, 2):
        if a["look"]["kind"] not in _PLAYERS or not _on_the_ground(animal) or not _on_the_ground(a):
            continue
        if _does_to(a, actors.index(animal)) or _does_to(animal, actors.index(a)):
            continue
        near = 0.5 * LENGTHS.get(animal["look"]["kind"], 24.0) * animal["scale"] + 15.0 * a["scale"]
        if abs(animal["x"] - a["x"]) >= near:
            continue
        after = -1.0 if a["speed"] > 0 else 1.0
        side = after if a["speed"] else 1.0 if animal["x"] >= a["x"] else -1.0
        animal["x"] = round(a["x"] + side * near, 3)


def _on_the_ground(a: dict) -> bool:
    return (
        not a["furniture"]
        and "high" not in a
        and a["body"] not in ("carried", "riding", "sleeping", "flying", "swimming")
    )


def _does_to(a: dict, other: int) -> bool:
    return any(b.get("to") == other for b in a.get("beats", ()))


def _stands(a: dict) -> bool:
    return (
        bool(a.get("beats"))
        and a["look"]["kind"] in _PLAYERS
        and not a["speed"]
        and a["body"] not in ("carried", "riding", "sleeping")
        and not any(b.get("speed") for b in a["beats"])
    )


def _touch(a: dict, other: int) -> bool:
    return any(b.get("to") == other and _reaches_them(b["deed"]) for b in a["beats"])


@lru_cache(maxsize=256)
def _reaches_them(deed: str) -> bool:
    """Whether a hand of the deed is at the other: a hug, a kiss, a handshake."""
    hands = [hand for key in all_deeds()[deed].keys for hand in (key.hand, key.other) if hand is not None]
    return any(hand.name.startswith("their") or hand.name == "meet" for hand in hands)


def _lacking(a: dict, b: dict, t: float, actors: list[dict]) -> float:
    """By how many units two heads are too near each other at a moment."""
    scene = {"actors": actors, "props": [], "camera": {}}
    (x, y, r), (u, v, s) = (
        head_at(Look.from_dict(one["look"]), pose_of(one, t, _SECONDS, [], scene)) for one in (a, b)
    )
    near = _CLEAR * (r + s)
    if abs(v - y) >= near:
        return 0.0
    side = 1.0 if b["x"] >= a["x"] else -1.0
    return (near**2 - (v - y) ** 2) ** 0.5 - side * (u - x)


__all__ = ["clear_animals", "clear_heads", "share_pieces"]
