"""Small beats between the beats of an arc, for films with more shots than the arc has beats."""

from __future__ import annotations

from dataclasses import replace

from vgot.script.beats.between import SHEETS
from vgot.script.outline.beat import Beat, read_sheet
from vgot.script.outline.company import Company
from vgot.script.outline.dice import Dice

_READ: dict[str, tuple[Beat, ...]] = {}
#: arcs whose people are on the move, so that a small beat may lead them past a market or over a road
_ROAMING = {"quest", "friends", "romance", "homeward", "tale"}


def fill_gaps(beats: list[Beat], count: int, company: Company, dice: Dice) -> list[Beat]:
    """The beats with small ones between them until there are `count`: at the widest gaps, each small beat once.

    A small beat belongs to whoever was on screen before it: its tag `as:KEY` says who plays its {hero}.
    """
    if not _READ:
        _READ.update({phase: read_sheet(sheet) for phase, sheet in SHEETS.items()})
    pools = {phase: dice.shuffled(pool, "between", phase) for phase, pool in _READ.items()}
    out = list(beats)
    low, high = out[0].at, out[-1].at
    while len(out) < count:
        gaps = sorted(range(len(out) - 1), key=lambda n: out[n].at - out[n + 1].at) or [0]
        for strict in (True, False):
            found = next(
                (
                    (n, beat, phase)
                    for n in gaps
                    for phase in _phases((out[n].at - low) / max(1e-6, high - low), strict)
                    for beat in reversed(pools[phase])
                    if _fits(beat, phase, out[: n + 1], company, strict)
                ),
                None,
            )
            if found:
                break
        else:
            raise AssertionError("more shots than beats: beats_between is too short")
        n, beat, phase = found
        pools[phase].remove(beat)
        right = out[n + 1].at if n + 1 < len(out) else out[n].at + 1
        key = _player(out[n], company)
        who = tuple(key if who == "hero" else who for who in beat.who)
        out.insert(n + 1, replace(beat, at=(out[n].at + right) / 2, who=who, tags=beat.tags | {f"as:{key}"}))
    return out


def _phases(where: float, strict: bool) -> tuple[str, ...]:
    phase = "early" if where < 0.33 else "middle" if where < 0.7 else "late"
    return ("animal", phase) if strict else ("animal", phase, "early", "middle", "late")


def _player(before: Beat, company: Company) -> str:
    """Who plays the small beat after this one: its first person, the lead where they are there."""
    if "hero" in before.who:
        return "hero"
    return next((k for k in before.who if company.people[k].role.nature == "human"), "hero")


def _fits(beat: Beat, phase: str, before: list[Beat], company: Company, strict: bool) -> bool:
    player = _player(before[-1], company)
    animal = company.people[player].role.nature == "animal"
    if animal and "human" in beat.tags or phase == "animal" and not animal:
        return False
    if "ally" in beat.who:
        # two share a small moment only once they have met, and while the lead is there
        if "ally" not in company.people or player != "hero" or company.people["ally"].role.nature == "animal":
            return False
        if not any({"hero", "ally"} <= set(b.who) for b in before):
            return False
    if not strict:
        return True
    if beat.place != "here" and company.arc.key not in _ROAMING:
        return False
    return not (before[-1].tone in ("dark", "sad") and beat.tone == "joy")
