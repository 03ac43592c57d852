"""The checks of a boundary: colour, the 180-degree side, screen direction and the 30-degree rule, between two neighbours."""

from __future__ import annotations

import numpy as np

from vgot.evaluate.findings import Finding, Fix
from vgot.evaluate.shot_summary import Glance
from vgot.evaluate.shots import EVEN, Expected
from vgot.evaluate.wardrobe import lab
from vgot.story.model import Boundary

#: a shift in CIELAB of skin and cloth together that the eye sees as another grading
COLOUR = 4.8
#: the same under lights that fall unevenly: who stands nearer the lamp, or is seen closer, has other colours
COLOUR_UNEVEN = 8.0
#: a share of what the eye sees as another size, place or turn
JUMP = 0.7
_WALKS = {"walking", "running"}


def seams(
    left: Expected, right: Expected, a: Glance, b: Glance, boundary: Boundary, passage: float | None = None
) -> list[Finding]:
    """All findings of the boundary between two shots. passage: the largest step of the mean colour between neighbouring frames
    of a crossfade or a bridge, its ends included (delta-E 2000); None for a cut."""
    same_place = (
        left.shot.place is not None
        and left.shot.place == right.shot.place
        or left.reading.place == right.reading.place
        and left.reading.place_known
    )
    both = sorted(c for c in a.people if c in b.people and a.people[c].stage == b.people[c].stage)
    out = []
    if same_place and left.reading.light == right.reading.light and (passage is None or passage > COLOUR):
        out += _colour(left, right, a, b, both)
    if same_place and len(both) >= 2:
        out += _sides(left, right, a, b, both)
    if same_place and both and not out:
        out += _direction(left, right, a, b, both)
    if same_place and boundary.mode == "cut" and set(a.people) == set(b.people) and both:
        out += _jump(left, right, a, b, both)
    return out


def _finding(
    left: Expected,
    right: Expected,
    kind: str,
    words: str,
    value: float,
    limit: float,
    fix: Fix | None,
    character: str | None = None,
) -> Finding:
    return Finding(
        kind,
        left.shot.id,
        left.number,
        words,
        float(value),
        float(limit),
        to=right.shot.id,
        fix=fix,
        character=character,
    )


def _bridge(left: Expected) -> Fix:
    return Fix("Bridge the seam", "edit", (f"boundaries/{left.number}/mode", "bridge"))


def _match(left: Expected) -> Fix:
    return Fix("Match the colours", "match-colours", (str(left.number),))


def _again(right: Expected) -> Fix:
    return Fix("Regenerate the shot", "regenerate", (f"keyframe/{right.number}",))


def colour_shift(a: Glance, b: Glance, characters: list[str]) -> np.ndarray | None:
    """How skin and cloth of the same people change from one shot to the next, in CIELAB (3,); None when too little is seen.
    What skin and cloth do not share is a change of clothes, not of light, and is left out."""
    shifts = []
    for c in characters:
        one, other = a.people[c].dresses, b.people[c].dresses
        if not one or not other:
            continue
        skins = [np.median([lab(d.skin) for d in side], axis=0) for side in (one, other)]
        moved = skins[1] - skins[0]
        shifts.append(moved)
        before, after = (
            [lab(c[1:]) for d in side if d.chest is not None for c in d.chest if c[0] >= 0.2] for side in (one, other)
        )
        if before and after:  # of all that is seen of the clothes, the cloth that moved most as the skin did
            steps = (np.asarray(after)[None] - np.asarray(before)[:, None]).reshape(-1, 3)
            shifts.append(steps[int(np.linalg.norm(steps - moved, axis=1).argmin())])
    if len(shifts) < 2:
        return None
    moved = np.array(shifts)
    common = np.median(moved, axis=0)
    least = np.sign(common) * np.min(np.abs(moved), axis=0) if len(moved) == 2 else common
    return np.where(np.all(np.sign(moved) == np.sign(common), axis=0), least if len(moved) == 2 else common, 0.0)


def _colour(left: Expected, right: Expected, a: Glance, b: Glance, both: list[str]) -> list[Finding]:
    shift = colour_shift(a, b, both)
    if shift is None:
        return []
    far = float(np.linalg.norm(shift))
    limit = COLOUR if left.reading.light in EVEN else COLOUR_UNEVEN
    if far <= limit:
        return []
    way = (
        "brighter"
        if shift[0] > abs(shift[1:]).max()
        else "darker"
        if -shift[0] > abs(shift[1:]).max()
        else "warmer"
        if shift[1] + shift[2] > 0
        else "colder"
    )
    return [
        _finding(
            left,
            right,
            "colour",
            f"Colours jump at the seam: the same people are {way} after it.",
            far,
            limit,
            _match(left),
        )
    ]


def _sides(left: Expected, right: Expected, a: Glance, b: Glance, both: list[str]) -> list[Finding]:
    for n, first in enumerate(both):
        for second in both[n + 1 :]:
            at = [p for s in (a, b) for c in (first, second) if (p := s.people[c].at) is not None]
            if len(at) < 4:
                continue
            before, after = at[0][0] - at[1][0], at[2][0] - at[3][0]
            if before * after < 0 and min(abs(before), abs(after)) > 0.05:
                return [
                    _finding(
                        left,
                        right,
                        "side",
                        f"{a.people[first].name} and {a.people[second].name} swap sides: the camera crossed the line.",
                        abs(after - before),
                        0.1,
                        _again(right),
                    )
                ]
    return []


def _direction(left: Expected, right: Expected, a: Glance, b: Glance, both: list[str]) -> list[Finding]:
    if not (_WALKS & set(left.reading.actions) and _WALKS & set(right.reading.actions)):
        return []
    for c in both:
        before, after = a.people[c].at, b.people[c].at
        if before and after and before[3] * after[3] < 0 and min(abs(before[3]), abs(after[3])) > 0.2:
            return [
                _finding(
                    left,
                    right,
                    "direction",
                    f"{a.people[c].name} goes the other way after the cut.",
                    abs(after[3] - before[3]),
                    0.4,
                    _again(right),
                    c,
                )
            ]
    return []


def _jump(left: Expected, right: Expected, a: Glance, b: Glance, both: list[str]) -> list[Finding]:
    """Where everybody leaves the one shot they enter the next, as large and turned the same way: less than 30 degrees apart."""
    gaps = []
    for c in both:
        before, after = a.people[c].leaves, b.people[c].enters
        if before is None or after is None:
            return []
        gaps.append(
            max(
                abs(np.log(after[2] / before[2])) / 0.16,
                abs(after[0] - before[0]) / 0.09,
                abs(after[1] - before[1]) / 0.09,
                abs(after[3] - before[3]) / 0.22,
            )
        )
    if max(gaps) >= JUMP:
        return []
    return [
        _finding(
            left,
            right,
            "jump",
            "Size and angle hardly change over the cut: it will look like a jump.",
            max(gaps),
            JUMP,
            _bridge(left),
        )
    ]
