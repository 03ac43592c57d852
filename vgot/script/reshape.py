"""Pure changes of a written story that need no language model: lock, unlock, rename, split, merge. Story in, Story out.

Ids of shots, characters, stages and places stay what they are, so nothing that was made of them is reattached.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pydantic import ValidationError

from vgot.errors import BadInput, NotFound
from vgot.script.coherence import _TITLES
from vgot.story import beats, ends
from vgot.story.model import (
    DOMAINS,
    MAX_DOMAIN,
    MAX_SHOT_S,
    MAX_SHOTS,
    MIN_SHOT_S,
    Shot,
    Story,
    bad_input_from,
    new_shot_id,
    seed_from,
)

#: the fields of a beat that hold words, and how many characters
_BEAT_WORDS = (("deed", 200), ("gaze", 120), ("line", 500))
LOCKS = ("shot", *DOMAINS)


def shot_at(story: Story, number: int) -> Shot:
    """Shot `number` from 1. Raises NotFound."""
    if not 1 <= number <= len(story.shots):
        raise NotFound(
            f"There is no shot {number}; this story has {len(story.shots)}.",
            field=f"shots/{number}",
            hint=f"Use 1 to {len(story.shots)}." if story.shots else "Write or add a shot first.",
        )
    return story.shots[number - 1]


def lock(story: Story, number: int, what: str = "shot") -> Story:
    """Lock a shot (`what` = 'shot') or one of its domains: no rewrite touches it from then on."""
    shot = shot_at(story, number)
    _known_lock(what, number)
    if what in shot.locked:
        return story
    return _with_shot(story, number, locked=[x for x in LOCKS if x in {*shot.locked, what}])


def unlock(story: Story, number: int, what: str = "shot") -> Story:
    """Undo `lock`."""
    shot = shot_at(story, number)
    _known_lock(what, number)
    return _with_shot(story, number, locked=[x for x in shot.locked if x != what])


def _known_lock(what: str, number: int) -> None:
    if what not in LOCKS:
        raise BadInput(
            f"'{what[:40]}' cannot be locked.", field=f"shots/{number}/locked", hint=f"Use one of: {', '.join(LOCKS)}."
        )


def _with_shot(story: Story, number: int, **changes) -> Story:
    shots = list(story.shots)
    shots[number - 1] = shots[number - 1].model_copy(update=changes)
    return _checked(story, shots=shots)


def _checked(story: Story, **changes) -> Story:
    try:
        return Story.model_validate(story.model_copy(update=changes).model_dump())
    except ValidationError as why:
        raise bad_input_from(why) from why


# -- rename -----------------------------------------------------------------------------------------------------------
def rename_character(story: Story, character_id: str, name: str) -> Story:
    """Rename a character everywhere: names, stages, sentences, all domains, looks, lines, notes. Whole words only, the
    possessive and CAPITALS follow, the slug stays. A first name alone follows too unless somebody else bears it."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= 120:
        raise BadInput("A name has 1 to 120 characters.", field=f"cast/{character_id}/name", hint="Type a name.")
    try:
        old = story.character(character_id).name
    except KeyError:
        raise NotFound(
            f"There is no character '{character_id}'.",
            field=f"cast/{character_id}",
            hint=f"This story has: {', '.join(c.id for c in story.cast) or 'nobody'}.",
        ) from None
    if any(c.name.lower() == name.lower() and c.id != character_id for c in story.cast):
        raise BadInput(
            f"{name} is already somebody's name.", field=f"cast/{character_id}/name", hint="Choose another name."
        )
    if old == name:
        return story
    pairs = [(old, name)]
    first, new_first = _given_name(old), _given_name(name)
    others = {w for c in story.cast if c.id != character_id for w in re.split(r"\W+", c.name)}
    if first and first != old and first not in others and first != new_first:
        pairs.append((first, new_first or name))

    def swap(text: str) -> str:
        return _swap(text, pairs)

    def fitted(value: str, limit: int) -> str:
        return value if len(value) <= limit else value[:limit]

    data = story.model_dump()
    for key, limit in (("title", 120), ("sentence", 2000), ("style", MAX_DOMAIN)):
        data[key] = fitted(swap(data[key]), limit)
    for c in data["cast"]:
        c |= {
            "name": fitted(swap(c["name"]), 120),
            "role": fitted(swap(c["role"]), 400),
            "wardrobe": fitted(swap(c["wardrobe"]), MAX_DOMAIN),
        }
        for s in c["stages"]:
            s |= {"name": fitted(swap(s["name"]), 120), "look": fitted(swap(s["look"]), MAX_DOMAIN)}
    for p in data["places"]:
        p |= {"name": fitted(swap(p["name"]), 120), "look": fitted(swap(p["look"]), MAX_DOMAIN)}
    for shot in data["shots"]:
        shot |= {k: fitted(swap(shot[k]), MAX_DOMAIN) for k in ("summary", "notes")}
        shot["domains"] = {d: fitted(swap(t), MAX_DOMAIN) for d, t in shot["domains"].items()}
        for line in shot["lines"]:
            line["text"] = fitted(swap(line["text"]), 500)
        shot["beats"] = _with_name(shot["beats"], swap)
        for flag in shot["flags"]:
            flag["reason"] = fitted(swap(flag["reason"]), 1000)
    return Story.model_validate(data)


def _with_name(beats: list[dict], swap: Callable[[str], str]) -> list[dict]:
    """Beats with a name swapped in their words."""
    return [b | {k: swap(b[k])[:most] for k, most in _BEAT_WORDS if isinstance(b[k], str)} for b in beats]


def _given_name(name: str) -> str:
    """The first telling word of a name ('Mary' of 'Old Mary Walker'), or nothing."""
    return next(
        (w for w in re.split(r"[^\w'’-]+", name) if len(w) > 1 and w.lower() not in _TITLES and w[0].isupper()), ""
    )


def _swap(text: str, pairs: list[tuple[str, str]]) -> str:
    """All pairs at once, longest first, so that a new name is never renamed again."""
    table = {}
    for old, new in pairs:
        table[old] = new
        if old.upper() != old:
            table.setdefault(old.upper(), new.upper())
    words = "|".join(re.escape(w) for w in sorted(table, key=len, reverse=True))
    return re.sub(rf"(?<![\w])(?:{words})(?![\w])", lambda m: table[m.group(0)], text)


# -- split and merge --------------------------------------------------------------------------------------------------
def split_shot(story: Story, number: int, at: int | None = None) -> Story:
    """Split a shot in two. The first keeps id, takes and the sentences of `relation` before number `at` (from 1; by
    default half of them); the second gets the rest, a new id, and the boundary to what follows. Between them is a cut;
    the time is shared. Nothing else is touched."""
    shot = shot_at(story, number)
    if len(story.shots) >= MAX_SHOTS:
        raise BadInput(
            f"A story has at most {MAX_SHOTS} shots.", field=f"shots/{number}", hint="Merge or delete one first."
        )
    if shot.duration_s < 2 * MIN_SHOT_S:
        raise BadInput(
            f"Shot {number} is too short to split.",
            field=f"shots/{number}/duration_s",
            hint=f"Make it at least {2 * MIN_SHOT_S:g} s long.",
        )
    said = sentences_of(shot.domains.relation)
    cut = len(said) // 2 if at is None else at - 1
    if at is not None and not 1 <= cut < len(said):
        raise BadInput(
            f"Shot {number} cannot be split before sentence {at}; it has {len(said)}.",
            field=f"shots/{number}/relation",
            hint=f"Use 2 to {len(said)}." if len(said) > 1 else "Leave it out.",
        )
    first, second = (" ".join(said[:cut]), " ".join(said[cut:])) if len(said) > 1 else (shot.domains.relation,) * 2
    half = round(shot.duration_s / 2, 3)
    taken = {s.id for s in story.shots}
    new_id, n = new_shot_id(shot.id, "split"), 1
    while new_id in taken:
        new_id, n = new_shot_id(shot.id, "split", n), n + 1
    lines = len(shot.lines) * (cut or 1) // max(2, len(said))
    before, after = beats.divided(shot.beats, half, lines)
    early, late = ends.divided(shot.moments, half)
    left = shot.model_copy(
        update={
            "domains": shot.domains.model_copy(update={"relation": first}),
            "duration_s": half,
            "lines": shot.lines[:lines],
            "beats": before,
            "end": None,
            "moments": early,
        }
    )
    right = shot.model_copy(
        update={
            "id": new_id,
            "domains": shot.domains.model_copy(update={"relation": second}),
            "lines": shot.lines[lines:],
            "beats": after,
            "moments": late,
            "duration_s": max(MIN_SHOT_S, round(shot.duration_s - half, 3)),
            "seed": seed_from(story.seed, new_id),
            "flags": [],
            "notes": "",
            "summary": second if len(said) > 1 else shot.summary,
        }
    )
    shots = [*story.shots[: number - 1], left, right, *story.shots[number:]]
    boundaries = [b.model_copy(update={"after": new_id}) if b.after == shot.id else b for b in story.boundaries]
    return _checked(story, shots=shots, boundaries=boundaries)


def merge_shots(story: Story, number: int) -> Story:
    """Make one shot of shot `number` and the next: it keeps the first's id and seed and the second's boundary; texts,
    people and lines are joined, times added (at most 12 s). Raises BadInput when the parts do not fit into one shot."""
    left, right = shot_at(story, number), shot_at(story, number + 1)
    field = f"shots/{number}"
    joined = {d: _join(getattr(left.domains, d), getattr(right.domains, d)) for d in DOMAINS}
    who = list(left.who)
    for presence in right.who:
        if presence.character not in {p.character for p in who}:
            who.append(presence)
    moments = ends.joined(left, right, left.duration_s)
    lines, flags = [*left.lines, *right.lines], [*left.flags, *(f for f in right.flags if f not in left.flags)]
    if (
        len(moments) > ends.MOST_MOMENTS
        or len(who) > 8
        or len(lines) > 12
        or any(len(t) > MAX_DOMAIN for t in joined.values())
    ):
        raise BadInput(
            f"Shots {number} and {number + 1} do not fit into one shot (8 people, 12 lines, 8 pictures at moments, "
            f"{MAX_DOMAIN} characters a domain).",
            field=field,
            hint="Shorten one of them first.",
        )
    shot = left.model_copy(
        update={
            "summary": _join(left.summary, right.summary)[:MAX_DOMAIN],
            "domains": left.domains.model_copy(update=joined),
            "who": who,
            "place": left.place or right.place,
            "duration_s": min(MAX_SHOT_S, left.duration_s + right.duration_s),
            "lines": lines,
            "beats": [*left.beats, *beats.later(right.beats, left.duration_s, len(left.lines))],
            "end": None if right.end is not None and right.end.shot == left.id else right.end,
            "moments": moments,
            "notes": _join(left.notes, right.notes)[:MAX_DOMAIN],
            "flags": flags[:24],
            "locked": [x for x in LOCKS if x in {*left.locked, *right.locked}],
        }
    )
    shots = [*story.shots[: number - 1], shot, *story.shots[number + 1 :]]
    boundaries = [
        b.model_copy(update={"after": left.id}) if b.after == right.id else b
        for b in story.boundaries
        if b.after != left.id
    ]
    return _checked(story, shots=shots, boundaries=boundaries)


def sentences_of(text: str) -> list[str]:
    """A text as its sentences."""
    return [s for s in re.split(r"(?<=[.!?…。！？])\s+", text.strip()) if s]


def _join(left: str, right: str) -> str:
    """Two texts as one; the second is left out where it says the same."""
    if not right or right in left:
        return left
    if not left or left in right:
        return right
    return f"{left}{'' if left.rstrip()[-1:] in '.!?…' else '.'} {right}"
