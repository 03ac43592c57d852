"""Wishes that name only qualities: "darker and closer, in the rain". Light, camera, length and look, read by the tables' words."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from vgot.script.wishes import camera, light
from vgot.script.wishes.clause import Clause, Doing
from vgot.script.wishes.draft import Draft
from vgot.script.wishes.film import find_length, make_length, make_look
from vgot.script.wishes.scope import shots_showing
from vgot.script.wishes.texts import words_in
from vgot.script.wishes.words import any_of, tables

#: The order in which qualities are written: the hour before the weather, and more or less of it last.
_ORDER = (
    "look",
    "hour",
    "season",
    "weather",
    "source",
    "level",
    "size",
    "closer",
    "wider",
    "angle",
    "move",
    "manner",
    "length",
)


@lru_cache(maxsize=1)
def _said() -> dict[str, tuple[str, str]]:
    """Everything that can be asked for in a word or a few -> (group, row). Earlier groups win."""
    t = tables()
    groups = {
        "level": t.levels, "hour": t.times, "weather": t.weathers, "season": t.seasons, "source": t.sources, "size": t.sizes, "angle": t.angles,
        "move": t.moves, "manner": t.manners, "look": t.looks,
    }  # fmt: skip
    found = {
        w.lower().replace("-", " "): (group, row)
        for group, rows in reversed(groups.items())
        for row, entry in rows.items()
        for w in entry.asked
    }
    return found | {w: (way, way) for way in ("closer", "wider") for w in getattr(t, way)}


@lru_cache(maxsize=1)
def _find() -> re.Pattern:
    return re.compile(rf"(?<![\w'’-]){any_of(list(_said()))}(?![\w'’-])", re.IGNORECASE)


def is_quality(text: str) -> bool:
    """Whether some words say qualities and nothing else."""
    found, rest = _qualities(text)
    return bool(found) and not _unread(rest)


def _qualities(text: str) -> tuple[list[tuple[str, str]], str]:
    """The qualities that are said, and the text without them."""
    found = [_said()[m.group().lower().replace("-", " ")] for m in _find().finditer(text)]
    return list(dict.fromkeys(found)), _find().sub(" ", text)


def _unread(rest: str) -> list[str]:
    t = tables()
    rest = re.sub(
        rf"(?<!\w){any_of([*t.slightly, *t.much, 'more', 'even', 'very', 'really', 'quite', 'rather'])}(?!\w)",
        " ",
        rest,
        flags=re.IGNORECASE,
    )
    return [w for w in words_in(rest) if w.lower() not in set(t.glue)]


def read_qualities(clause: Clause) -> Doing | None:
    """A clause in which every word is a quality, or carries one."""
    turned = re.match(r"(?:please )?(?:turn|change|switch|make|go)\s+(?:from )?(.+?)\s+(?:in)?to\s+(.+)", clause.low)
    if turned and is_quality(turned.group(1)) and is_quality(turned.group(2)):  # "turn day into night"
        clause = replace(clause, rest=turned.group(2))
    text = re.split(r"\b(?:instead of|rather than|in place of|not(?! (?:so|as|too|that)\b))\b", clause.low, maxsplit=1)
    said, old = text[0], text[1] if len(text) > 1 else ""
    if old and not is_quality(old):
        return None
    if not said.strip():  # "instead of day, night"
        return None
    length = find_length(said)
    if length:
        said = f"{said[: length[0].start()]} {said[length[0].end() :]}"
    found, rest = _qualities(said)
    if not (found or length) or _unread(rest):
        return None
    much = 2 if re.search(rf"(?<!\w){any_of(tables().much)}(?!\w)", said) else 1
    found = _as_meant(found)
    old_sizes = (
        {row for group, row in _qualities(old)[0] if group == "size"} if any(g == "size" for g, _ in found) else set()
    )

    def apply(draft: Draft, numbers: list[int]) -> None:
        if old_sizes:  # "close-ups instead of wide shots"
            numbers = [n for n in numbers if camera.size_of(draft.text(n, "camera")) in old_sizes]
        for group, row in sorted(found, key=lambda q: _ORDER.index(q[0])):
            _write(draft, numbers, group, row, much, clause)
        if length:
            make_length(draft, numbers, *length)

    about = ", ".join(dict.fromkeys([_ABOUT.get(g, "camera") for g, _ in found] + (["length"] if length else [])))
    bare = not re.match(r"(?:please )?(?:make|let|set|turn)\b", clause.low)
    return Doing(clause, apply, f"changes the {about}", bare=bare)


def read_move_on(clause: Clause) -> Doing | None:
    """ "push in on the violin", "follow the cat in shot 4": a movement, and what it goes to; in the shots that show it."""
    found = re.match(
        r"(?:please )?(?:make |let |have )?(?:the camera )?(?P<move>.+?) (?:(?:on|onto|to|toward|towards|into|from|at|around) )?(?P<what>(?:the|her|his) [\w'’-]+(?: [\w'’-]+)?|[A-Z][\w'’-]+)$",
        clause.rest.strip(),
    )
    if not found:
        return None
    said = re.sub(r"^camera ", "", found.group("move").lower()).replace("-", " ")
    group, row = _said().get(said) or _said().get(re.sub(r"(?:es|s)\b", "", said, count=1)) or ("", "")
    shown = shots_showing(clause.story, found.group("what"))
    if group != "move" or row == "static" or not shown:
        return None
    what = found.group("what")
    what = f"the {what[4:]}" if re.match(r"(?:her|his) ", what, re.IGNORECASE) else what

    def apply(draft: Draft, numbers: list[int]) -> None:
        camera.make_move_on(draft, numbers if clause.scope else [n for n in numbers if n in shown], row, what)

    return Doing(clause, apply, "changes the camera", bare=True)


_ABOUT = {
    "hour": "light",
    "weather": "weather",
    "season": "season",
    "source": "light",
    "level": "light",
    "look": "look",
}


def _as_meant(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """One hour at a time; a storm at night is a storm and a night, a dark night is only a night."""
    hours = [q for q in found if q[0] == "hour"]
    keep = [q for q in found if q[0] != "hour"] + hours[:1]
    if hours:
        keep = [q for q in keep if q != ("level", "darker") or hours[0][1] != "night"]
        keep = [q for q in keep if q != ("level", "brighter") or hours[0][1] not in ("day", "morning")]
    return keep


def _write(draft: Draft, numbers: list[int], group: str, row: str, much: int, clause: Clause) -> None:
    plain = {"hour": light.make_hour, "source": light.make_source, "weather": light.make_weather, "season": light.make_season, "size": camera.make_size,
             "angle": camera.make_angle, "move": camera.make_move, "manner": camera.make_manner, "look": make_look}  # fmt: skip
    if group in plain:
        plain[group](draft, numbers, row)
        return
    stepped = {"level": light.make_level}.get(group, camera.step_size)
    ends = stepped(draft, numbers, row, much)
    if ends:
        which = (
            f"Shot {', '.join(map(str, ends[:8]))} cannot be said {'more so' if group == 'level' else row} than it is."
        )
        draft.refuse(
            clause.text, which, f"Write it into the {'lighting' if group == 'level' else 'camera'} of the shot."
        )
