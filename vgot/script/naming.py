"""Who is named in a text, and ids for names: shared by everything that makes people and places out of words."""

from __future__ import annotations

import re
from collections import Counter

from vgot.story.model import Character
from vgot.units import free_slug

#: Words with a capital that are nobody's name.
_COMMON = frozenset(
    (
        "the a an he she it they we you his her their its our my this that these those there then when while as "
        "at in on by from with to of for and but or so if after before later now suddenly finally meanwhile close "
        "wide medium pan tilt cut night day dawn dusk morning evening rain snow int ext pov shot scene one two "
        "three everyone everybody nobody someone somebody no not all both each another under over across inside "
        "outside behind i god january february march april may june july august september october november "
        "december monday tuesday wednesday thursday friday saturday sunday christmas slow low high aerial "
        "establishing extreme where who what why how which whose yes oh well please here come let look stop go do does did is are was "
        "were will would can could should have has had every more years days hours chapter part mr mrs ms dr "
    ).split()
)


def mentioned(text: str, cast: list[Character]) -> list[tuple[str, str]]:
    """(character, stage) of everybody whose stage name, or name, stands in a text."""
    found = []
    for c in cast:
        stage = next(
            (s for s in c.stages if re.search(rf"(?<!\w){re.escape(s.name)}(?!\w)", text, re.IGNORECASE)), None
        )
        if stage is None and re.search(rf"(?<!\w){re.escape(c.name)}(?!\w)", text, re.IGNORECASE):
            stage = c.stages[0]
        if stage:
            found.append((c.id, stage.id))
    return found[:8]


def unique_slug(name: str, taken: set[str], fallback: str) -> str:
    """A slug of a name that is not taken yet; it is then taken."""
    made = free_slug(name, taken, fallback)
    taken.add(made)
    return made


def people_in(shots: list[str]) -> list[str]:
    """Proper names in a shot list, the most frequent first: capitalised words within a sentence, or at its beginning
    when they come more than once or stand before a verb in -s."""
    found: Counter[str] = Counter()
    sure: set[str] = set()
    for shot in shots:
        for match in re.finditer(r"(?<![\w'’])(?:(?:Dr|Mr|Mrs|Ms)\. )?[A-Z][\w-]+(?: [A-Z][\w-]+){0,2}(?![\w])", shot):
            name = match.group(0)
            while name and name.split()[0].lower() in _COMMON:
                name = name.partition(" ")[2]
            if not name or name.isupper() and len(name) > 3 and " " not in name:
                continue
            start = not re.search(r"[\w,;:“\"]\s*$", shot[: match.start()])
            after = shot[match.end() :]
            placed = re.search(
                r"\b(?:in|at|on|to|from|near|into|of)\s+(?:the\s+)?$", shot[: match.start()], re.IGNORECASE
            )
            if placed:
                continue
            found[name] += 1
            if not start or re.match(r"(?:['’]s)? [a-z]+s\b", after):
                sure.add(name)
    return [name for name, many in found.most_common() if name in sure or many > 1]


def described(name: str, shots: list[str]) -> str:
    """What a list says of somebody by the way: 'Mary, an old sailor, waves.'"""
    for shot in shots:
        if match := re.search(rf"(?<!\w){re.escape(name)}, ((?:an?|the|in|with|wearing|aged) [^,.;]*)[,.;]", shot):
            return match.group(1).strip()
        if match := re.search(rf"(?<!\w){re.escape(name)} \(([^)]+)\)", shot):
            return match.group(1).strip()
    return ""
