"""People at random: identities by number, each at several stages of life, as stories describe them.

Identities of one split never meet those of another: the split is part of the name every look is drawn from.
"""

from __future__ import annotations

import random
from dataclasses import replace

from vgot.animatic.looks import HATS, Look, draw_look
from vgot.animatic.people.pose import Pose
from vgot.animatic.stages import later_stage

_AGES = {
    "child": ("a child of eight", "a little {girl}"),
    "teen": ("a teenage {girl}",),
    "young": ("a young {woman}", "a {woman} of twenty-five"),
    "adult": ("a {woman}", "a {woman} of thirty-five"),
    "middle": ("a middle-aged {woman}", "a {woman} of fifty"),
    "elder": ("an old {woman}", "an elderly {woman}"),
}
_HAIR = ("black", "brown", "blonde", "red", "auburn", "grey", "white")
_STYLES = ("long", "short", "curly", "wavy", "braided", "bob")
_COLOURS = ("red", "blue", "green", "yellow", "purple", "white", "black", "orange", "brown", "pink", "grey")
_GARMENTS = ("coat", "dress", "sweater", "shirt", "uniform", "suit", "jacket", "apron", "robe", "hoodie")


def _words(rng: random.Random, sex: str, age: str) -> str:
    said = rng.choice(_AGES[age])
    said = said.replace("{girl}", "girl" if sex == "f" else "boy").replace("{woman}", "woman" if sex == "f" else "man")
    parts = [said]
    if rng.random() < 0.45:
        parts.append(
            f"with {rng.choice(_STYLES) + ' ' if rng.random() < 0.5 else ''}{rng.choice(_HAIR[:5] if age != 'elder' else _HAIR)} hair"
        )
    if rng.random() < 0.6:
        parts.append(f"wearing a {rng.choice(_COLOURS)} {rng.choice(_GARMENTS)}")
    if sex == "m" and age in ("adult", "middle", "elder") and rng.random() < 0.25:
        parts.append("with a beard")
    if rng.random() < 0.12:
        parts.append("with glasses")
    return ", ".join(parts)


def person(split: str, number: int, stages: int = 3) -> list[Look]:
    """The looks of one identity, in the order of life; the first stage is drawn from text, later ones from the first."""
    rng = random.Random(f"{split}/{number}")
    sex = rng.choice("fm")
    ages = sorted(rng.sample(list(_AGES), min(stages, len(_AGES))), key=list(_AGES).index)
    if rng.random() < 0.03:
        ages = ["adult"] * len(ages)
    name = f"{split}-{number}"
    first = draw_look(name, "", "", _words(rng, sex, ages[0]), "", rng.randrange(1 << 30))
    first = replace(first, kind="person")
    looks = [first]
    for n, age in enumerate(ages[1:]):
        # a script that says the hair at every stage says the same hair
        words = f"{rng.choice(_AGES[age])}".replace("{girl}", "girl" if sex == "f" else "boy").replace(
            "{woman}", "woman" if sex == "f" else "man"
        )
        if rng.random() < 0.5:
            words += f", wearing a {rng.choice(_COLOURS)} {rng.choice(_GARMENTS)}"
        looks.append(replace(later_stage(first, f"stage-{n}", words, "", "", rng.randrange(1 << 30)), kind="person"))
    return looks


def in_other_clothes(look: Look, rng: random.Random) -> Look:
    """The same person with what a shot may change: a hat on or off, clothes."""
    changes: dict = {}
    if rng.random() < 0.3:
        changes |= {"hat": rng.choice(HATS), "hat_colour": 0xFF000000 | rng.randrange(1 << 24)}
    elif rng.random() < 0.5:
        changes |= {"hat": ""}
    if rng.random() < 0.3:
        changes |= {"colour": 0xFF000000 | rng.randrange(1 << 24)}
    return replace(look, **changes)


def in_a_mood(rng: random.Random, far: float = 0.85) -> Pose:
    """A pose at (0, 0): the turn of the head, the feeling, the mouth, the lids."""
    if rng.random() < 0.22:  # laughing: the eyes are lines, and the mouth is wide open
        return Pose(
            x=0.0,
            y=0.0,
            face=rng.uniform(-far, far),
            tilt=rng.gauss(-2, 5),
            nod=max(0.0, rng.gauss(0.4, 1.1)),
            lean=rng.gauss(0, 3),
            smile=rng.uniform(0.8, 1.0),
            brow=rng.uniform(-0.4, 0.6),
            raise_=rng.uniform(0.3, 0.9),
            open_=rng.uniform(0.25, 0.8),
            lids=rng.uniform(0.0, 0.2),
            gaze_x=rng.uniform(-0.8, 0.8),
            gaze_y=rng.uniform(-0.5, 1),
            blush=rng.uniform(0.5, 1.0),
        )
    lids = rng.uniform(0.7, 1.3) if rng.random() < 0.85 else rng.uniform(0.0, 0.7)
    return Pose(
        x=0.0,
        y=0.0,
        face=rng.uniform(-far, far),
        tilt=rng.gauss(0, 5),
        nod=max(0.0, rng.gauss(0.4, 1.1)),
        lean=rng.gauss(0, 3),
        smile=rng.uniform(-0.8, 1.0),
        brow=rng.uniform(-1, 1),
        raise_=rng.uniform(-0.3, 1.2),
        open_=rng.random() if rng.random() < 0.35 else 0.0,
        lids=lids,
        gaze_x=rng.uniform(-0.8, 0.8),
        gaze_y=rng.uniform(-0.5, 1),
        tears=1.0 if rng.random() < 0.05 else 0.0,
        blush=rng.random(),
    )
