"""Which shots are meant: "shot 2", "the last two shots", "3-5", "every shot with the cat", "the kitchen scene", "all but the first"."""

from __future__ import annotations

import re
from collections.abc import Callable

from vgot.language.forms import bases
from vgot.script.wishes.clause import Scope
from vgot.script.wishes.words import tables
from vgot.story.model import DOMAINS, Story

_PREP = r"(?:(?:only )?(?:in|on|for|of|at|with|to|from|during|through|throughout|within) )?"


def _numbers() -> str:
    return r"(?:#?\d{1,3}(?![\d.]*\s*(?:s\b|sec|%|x\b|:\d|times))|" + "|".join(tables().numbers) + ")"


def _list() -> str:
    n = _numbers()
    return rf"{n}(?:\s*(?:,\s*and|,|and|&|to|through|till|until|-|–|—)\s*(?:shots?\s+)?{n})*"


def _ordinals() -> str:
    return (
        "(?:second[- ]to[- ]last|next[- ]to[- ]last|last but one|penultimate|"
        + "|".join(tables().ordinals)
        + r"|\d{1,3}(?:st|nd|rd|th)|last|final|closing|middle)"
    )


def number(word: str) -> int:
    word = word.lower().lstrip("#")
    return int(word) if word.isdecimal() else tables().numbers[word]


def listed(text: str) -> list[int]:
    """ "3, 5 to 7" as numbers in the order in which they are said."""
    found: list[int] = []
    for first, _, last in re.findall(
        rf"({_numbers()})(?:\s*(to|through|till|until|-|–|—)\s*(?:shots?\s+)?({_numbers()}))?", text.lower()
    ):
        a = number(first)
        b = number(last) if last else a
        found += range(min(a, b), max(a, b) + 1)[:600]
    return list(dict.fromkeys(found))


def ordinal(word: str, count: int) -> int:
    word = word.lower().replace("-", " ")
    if word in ("last", "final", "closing"):
        return count
    if word in ("second to last", "next to last", "last but one", "penultimate"):
        return count - 1
    if word == "middle":
        return (count + 1) // 2
    found = re.match(r"\d+", word)
    return int(found.group()) if found else tables().ordinals[word]


# -- what stands for shots -----------------------------------------------------------------------------------------------
def _by_list(found: re.Match, story: Story, selection: tuple[int, ...]) -> list[int]:
    return listed(found.group("list"))


def _by_ordinal(found: re.Match, story: Story, selection: tuple[int, ...]) -> list[int]:
    return [ordinal(w, len(story.shots)) for w in re.findall(_ordinals(), found.group("ordinals"), re.IGNORECASE)]


def _first_or_last(found: re.Match, story: Story, selection: tuple[int, ...]) -> list[int]:
    many, count = number(found.group("many")), len(story.shots)
    return (
        list(range(1, many + 1))
        if found.group("end").lower() in ("first", "opening")
        else list(range(count - many + 1, count + 1))
    )


def _selected(found: re.Match, story: Story, selection: tuple[int, ...]) -> list[int]:
    return list(selection)


def _from_on(found: re.Match, story: Story, selection: tuple[int, ...]) -> list[int]:
    n, how, count = number(found.group("n")), found.group(0).lower(), len(story.shots)
    if not 1 <= n <= count:
        return [n]
    if re.search(r"\bbefore\b", how):
        return list(range(1, n))
    if re.search(r"\b(?:until|till|up to)\b", how):
        return list(range(1, n + 1))
    return list(range(n + bool(re.search(r"\bafter\b", how)), count + 1))


def _every(found: re.Match, story: Story, selection: tuple[int, ...]) -> list[int]:
    return list(range(1, len(story.shots) + 1))


def _showing(found: re.Match, story: Story, selection: tuple[int, ...]) -> list[int]:
    return shots_showing(story, found.group("what"))


def _of_place(found: re.Match, story: Story, selection: tuple[int, ...]) -> list[int]:
    return shots_at(story, found.group("place"))


_THING = r"(?:the |a |an |her |his )?(?P<what>[\w'’-]+(?: (?!is\b|are\b|appears?\b|can\b)[\w'’-]+){0,3})"
Find = Callable[[re.Match, Story, tuple[int, ...]], list[int]]


def _patterns() -> list[tuple[str, Find, str]]:
    """(expression, how its shots are found, why there may be none), the most telling first."""
    none = "No shot shows it."
    return [
        (rf"{_PREP}(?:from|starting (?:with|at|from)) shot (?P<n>{_numbers()}) (?:on(?:wards?)?|to the end|till the end)", _from_on, ""),
        (rf"{_PREP}(?:everything |all shots |the shots |shots )?(?:after|before|until|till|up to) shot (?P<n>{_numbers()})", _from_on, ""),
        (rf"{_PREP}(?:the )?shots? (?:number |no\.? ?)?(?P<list>{_list()})", _by_list, ""),
        (rf"{_PREP}(?:the )?(?P<end>first|opening|last|final) (?P<many>{_numbers()}) shots", _first_or_last, ""),
        (rf"{_PREP}(?:the )?(?P<ordinals>{_ordinals()}(?:(?:,| and|, and| &) (?:the )?{_ordinals()})*) (?:shots?|one|scene)", _by_ordinal, ""),
        (rf"{_PREP}(?:this|these|the (?:current|selected|chosen|marked)) (?:shots?|scene|ones?)|(?<=\w )here$|^here ", _selected, ""),
        (rf"{_PREP}(?:(?:all|every|each|any|the|only) )+(?:of the )?shots? (?:with|of|showing|that shows?|that has|where there is|where|in which) {_THING}", _showing, none),
        (rf"(?:wherever|everywhere|whenever) {_THING}", _showing, none),
        (r"(?:(?:in|on|for|of|at|to|from|during) )?(?:all |every )?the (?P<place>(?!the\b)[\w'’-]+(?: (?!the\b)[\w'’-]+){0,2}) (?:scenes?|shots)", _of_place, "No shot stands there."),
        (rf"{_PREP}(?:every|each|all(?: of)?(?: the)?) (?:single )?shots?(?: of the film)?|\beverywhere\b|\bthroughout(?: the (?:film|movie))?\b|"
         rf"{_PREP}(?:the (?:whole|entire|complete) |all of the )(?:film|movie|story|thing)|\ball of (?:it|them)\b|\bthe whole time\b", _every, ""),
        (rf"(?:in|on|for) (?P<list>{_list()})(?=$|,)", _by_list, ""),
        (rf"^(?P<list>{_numbers()}\s*(?:to|-|–)\s*{_numbers()})(?= [a-z])", _by_list, ""),
        (r"(?:in|at|on|inside) (?P<place>the [\w'’-]+(?: [\w'’-]+){0,2})$", _of_place, ""),
    ]  # fmt: skip


_EXCEPT = re.compile(
    r",?\s*\b(?:except(?: for)?|apart from|other than|excluding|but not|and not|not)\s+(?P<but>(?:in |on |for |the )*(?:shots?\b|last\b|first\b|"
    r"this\b|second\b|third\b|final\b|#?\d|[\w-]+ (?:scenes?|shots)\b).*)$",
    re.IGNORECASE,
)
_KEEP = re.compile(
    r",?\s*\b(?:but |and )?(?:keep|leave) (?P<but>.+?) (?:as (?:it is|they are)|alone|unchanged|the same|untouched|like (?:it is|they are)|out of it)$",
    re.IGNORECASE,
)
_BUT = re.compile(r"\b(?P<all>all|every|everything|each)(?: (?:the )?shots?)? but (?P<but>.+?)(?=$|,)", re.IGNORECASE)


def read_scope(text: str, story: Story, selection: tuple[int, ...] = ()) -> tuple[Scope | None, str]:
    """The shots that a clause means, if it names any, and the clause without those words."""
    for exception in (_BUT, _KEEP, _EXCEPT):
        if found := exception.search(text):
            inner, left = _read(found.group("but"), story, selection)
            if inner is None:  # "all but the last"
                inner, left = _read(f"{found.group('but')} shot", story, selection)
            if inner and inner.numbers:
                outer, rest = _read(f"{text[: found.start()]} {left} {text[found.end() :]}".strip(), story, selection)
                base = outer.numbers if outer else _every(found, story, selection)
                return Scope(
                    tuple(n for n in base if n not in inner.numbers), found.group().strip(" ,"), inner.missing
                ), rest
    return _read(text, story, selection)


def _read(text: str, story: Story, selection: tuple[int, ...]) -> tuple[Scope | None, str]:
    for expression, find, why in _patterns():
        found = re.search(rf"(?<![\w'’])(?:{expression})(?![\w'’])", text, re.IGNORECASE)
        if not found:
            continue
        numbers, end = find(found, story, selection), found.end()
        if find is _showing:
            numbers, end = _as_far_as_shown(found, story)
        if not numbers and find in (_of_place, _showing) and not (why and find is _showing):
            continue  # no place of this film: the words say something else
        rest = " ".join((text[: found.start()] + " " + text[end:]).split()).strip(" ,:")
        return _scope(text[found.start() : end].strip(), numbers, story, why), rest
    return None, text


def _as_far_as_shown(found: re.Match, story: Story) -> tuple[list[int], int]:
    """ "every shot with the cat darker": as many words as name something, and where they end."""
    words = found.group("what").split()
    for many in range(len(words), 0, -1):
        said = " ".join(words[:many])
        if numbers := shots_showing(story, said):
            end = found.start("what") + len(said)
            is_there = re.match(r" (?:appears?|is seen|is shown|is there|is in it|can be seen)\b", found.string[end:])
            return numbers, end + (is_there.end() if is_there else 0)
    return [], found.end()


def _scope(words: str, numbers: list[int], story: Story, why: str) -> Scope:
    count = len(story.shots)
    there = tuple(dict.fromkeys(n for n in numbers if 1 <= n <= count))
    gone = [n for n in numbers if not 1 <= n <= count]
    missing = []
    if gone:
        named = ", ".join(f"shot {n}" for n in gone[:6])
        missing.append(
            (
                words,
                f"There is no {named}: this film has {count}.",
                f"Say shot 1 to {count}." if count > 1 else "Say shot 1.",
            )
        )
    elif not there and "this" in words.lower().split() + ["this"] * (why == ""):
        missing.append((words, "No shot is chosen.", "Choose a shot, or say its number."))
    elif not there:
        missing.append((words, why, "Name shots by their numbers."))
    return Scope(there, words, tuple(missing))


# -- shots by what they show ---------------------------------------------------------------------------------------------
def shots_showing(story: Story, what: str) -> list[int]:
    """The shots that somebody stands in, or whose words have the thing."""
    wanted = re.sub(r"^(?:the|a|an|her|his)\s+", "", what.strip(), flags=re.IGNORECASE).lower()
    who = {
        c.id
        for c in story.cast
        if wanted in {w for name in (c.name, *(s.name for s in c.stages)) for w in _names(name)}
        or wanted == c.role.lower()
    }
    by_person = [n for n, s in enumerate(story.shots, 1) if who & {p.character for p in s.who}]
    return by_person or [n for n, s in enumerate(story.shots, 1) if says(_words(s), wanted)]


def _names(name: str) -> set[str]:
    low = re.sub(r"^the\s+", "", name.lower())
    return {low, *(w for w in low.split() if len(w) > 2)}


def _words(shot) -> str:
    return " ".join((shot.summary, *(getattr(shot.domains, d) for d in DOMAINS)))


def says(text: str, wanted: str) -> bool:
    """Whether a text has some words, one after the other, in any form."""
    said = re.findall(r"[a-z]+", text.lower())
    asked = re.findall(r"[a-z]+", wanted.lower())
    if not asked:
        return False
    last = bases(asked[-1])
    return any(
        said[n : n + len(asked) - 1] == asked[:-1] and last & bases(said[n + len(asked) - 1])
        for n in range(len(said) - len(asked) + 1)
    )


def shots_at(story: Story, place: str) -> list[int]:
    """The shots at a place of the film, by a part of its name, or by a background that begins with it."""
    wanted = re.sub(r"^(?:the|a|an)\s+", "", place.strip(), flags=re.IGNORECASE)
    ids = {p.id for p in story.places if says(p.name, wanted)}
    if ids:
        return [n for n, s in enumerate(story.shots, 1) if s.place in ids]
    return [n for n, s in enumerate(story.shots, 1) if says(s.domains.background.split(",")[0].split(":")[0], wanted)]
