"""Numbers before lines: gone where they count the lines, kept where they belong to the words ("3-year-old Mila", "1945: …")."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Words that are put before a shot's number, in the languages of lists that people paste.
_LABELS = (
    "shots?|scenes?|sentences?|frames?|panels?|beats?|sh|sc|takes?|plans?|planos?|plano|tomas?|escenas?|cenas?|scènes?|szenen?|"
    "einstellung(?:en)?|bild|inquadratura|scena|ujęcie|кадр|сцена|план|لقطة|مشهد|镜头|鏡頭|镜|鏡|场景|場景|分镜|カット|シーン|장면|샷|컷"
)
_LABELLED = re.compile(
    rf"^\s*(?:{_LABELS})\s*(?:no\.?|nr\.?|n°|№)?\s*[.#]?\s*(\d+)\s?([a-z]?)\b\s*[.:：)\]、–—-]*\s*", re.IGNORECASE
)
_ORDINAL = re.compile(r"^\s*第\s*(\d+)\s*(?:镜头|鏡頭|个镜头|镜|鏡|场|場|幕|カット|シーン)\s*[.:：)\]、–—-]*\s*")
_BARE = re.compile(
    r"^\s*(?:\*\*)?(?:#?(\d+)([a-z]?)\s?(?:[)\]、．。]+|[.:：]+(?!\d)|[–—-]+(?=\s)|\t)|[(\[（【](\d+)([a-z]?)[)\]）】])"
    r"(?:\*\*)?\s*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-*•–—●◦▪‣]|\[[ xX]?\])\s+|^\s*[•●◦▪‣–—]\s*")
_YEARS = range(1000, 2200)


def _number(line: str) -> tuple[int, str, int, bool] | None:
    """(number, letter behind it, where the words begin, whether a word says that it is a number of a shot)."""
    for pattern, sure in ((_LABELLED, True), (_ORDINAL, True), (_BARE, False)):
        if match := pattern.match(line):
            groups = [g for g in match.groups() if g]
            if groups and len(groups[0]) < 7:
                return int(groups[0]), "".join(groups[1:]).lower(), match.end(), sure
    return None


def counted(lines: Sequence[str]) -> list[bool]:
    """Which of these lines begin with a number that counts them: they count up, by one or in equal steps."""
    found = [_number(line) for line in lines]
    numbered = [(n, f) for n, f in enumerate(found) if f]
    if not numbered:
        return [False] * len(lines)
    values = [(f[0], f[1]) for _, f in numbered]
    steps = [b[0] - a[0] for a, b in zip(values, values[1:], strict=False) if a[0] != b[0]]
    letters = all(b[1] > a[1] for a, b in zip(values, values[1:], strict=False) if a[0] == b[0])
    labelled = all(f[3] for _, f in numbered)
    if labelled:
        up = True
    elif not steps:  # one number alone counts where it is the first of its kind: "1. Ada opens the door."
        up = letters if len(values) > 1 else values[0][0] == 1 and sum(bool(line.strip()) for line in lines) == 1
    else:
        good = sum(1 for s in steps if s == 1 or (s in (5, 10, 100) and s == steps[0]))
        years = all(v[0] in _YEARS for v in values)
        up = letters and not years and min(steps) > 0 and good >= max(1, 0.6 * len(steps))
    return [bool(up and f) for f in found]


def unnumbered(lines: Sequence[str]) -> list[str]:
    """The lines without the numbers that count them, and without bullets where every line has one."""
    marks = counted(lines)
    out = [line[f[2] :] if mark and (f := _number(line)) else line for line, mark in zip(lines, marks, strict=True)]
    out = [line.removeprefix("**").strip() if mark else line for line, mark in zip(out, marks, strict=True)]
    said = [line for line in out if line.strip()]
    if said and all(_BULLET.match(line) for line in said):
        out = [_BULLET.sub("", line, count=1) for line in out]
    return out


def bulleted(line: str) -> bool:
    return bool(_BULLET.match(line))


def without_bullet(line: str) -> str:
    return _BULLET.sub("", line, count=1)
