"""Small beats between the beats of an arc, for films with more shots than the arc has beats."""

from __future__ import annotations

from dataclasses import replace

from vgot.script.beats_between import SHEETS
from vgot.script.outline_beat import Beat, Dice, read_sheet
from vgot.script.outline_company import Company

_READ: dict[str, tuple[Beat, ...]] = {}


def fill_gaps(beats: list[Beat], count: int, company: Company, dice: Dice) -> list[Beat]:
    """The beats with small ones between them until there are `count`: at the widest gaps, each small beat once."""
    if not _READ:
        _READ.update({phase: read_sheet(sheet) for phase, sheet in SHEETS.items()})
    nature = company.people["hero"].role.nature
    pools = {}
    for phase, pool in _READ.items():
        fit = [b for b in pool if all(w in company.people for w in b.who)
               and not ("human" in b.tags and nature == "animal") and (phase != "animal" or nature == "animal")]
        pools[phase] = dice.shuffled(fit, "between", phase)
    out = list(beats)
    low, high = out[0].at, out[-1].at
    where = lambda at: (at - low) / max(1e-6, high - low)  # noqa: E731
    while len(out) < count:
        gaps = sorted(range(len(out) - 1), key=lambda n: out[n].at - out[n + 1].at) or [0]
        for n in gaps:
            right = out[n + 1].at if len(out) > 1 else out[n].at + 1
            at = (out[n].at + right) / 2
            phase = "early" if where(at) < 0.33 else "middle" if where(at) < 0.7 else "late"
            if nature == "animal" and pools["animal"]:
                phase = "animal"
            fit = [b for b in pools[phase] if out[n].tone != "dark" or b.tone != "joy"]
            if fit:
                beat = fit[-1]
                pools[phase].remove(beat)
                out.insert(n + 1, replace(beat, at=at))
                break
        else:
            spare = [b for pool in pools.values() for b in pool]
            if not spare:
                raise AssertionError("more shots than beats: beats_between is too short")
            for pool in pools.values():
                if spare[0] in pool:
                    pool.remove(spare[0])
            n = gaps[0]
            right = out[n + 1].at if len(out) > 1 else out[n].at + 1
            out.insert(n + 1, replace(spare[0], at=(out[n].at + right) / 2))
    return out
