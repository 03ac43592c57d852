"""Shots removed, copied, moved, swapped, split and merged; and how shots are joined."""

from __future__ import annotations

import re
from dataclasses import replace

from vgot.script.wishes.clause import Clause, Doing, Scope
from vgot.script.wishes.draft import Draft
from vgot.script.wishes.scope import listed, read_scope


def _named(draft: Draft, number: int) -> str:
    shot = draft.data["shots"][number - 1]
    return (shot["summary"] or shot["domains"]["relation"] or f"Shot {number}")[:200]


def _id(draft: Draft, number: int) -> str:
    return draft.data["shots"][number - 1]["id"]


def _only_shots(clause: Clause, verb: str) -> Scope | None:
    """The shots of a clause that is nothing but a verb and shots."""
    found = re.fullmatch(rf"(?:please )?(?:{verb})(?: of)?[ ,]*(?:please)?", clause.low.strip())
    return clause.scope if found else None


# -- which shots there are -----------------------------------------------------------------------------------------------
_REMOVE = r"remove|delete|drop|cut(?: out)?|lose|take out|get rid|leave out|throw out|kill|omit|skip|without|no"


def read_removal(clause: Clause) -> Doing | None:
    keeps = _only_shots(clause, "keep|keep only|only keep|keep just|use only|show only") is not None
    if not (scope := clause.scope if keeps else _only_shots(clause, _REMOVE)) or re.search(
        r"\b(?:everywhere|throughout|the whole time)\b", scope.words, re.IGNORECASE
    ):
        return None

    def apply(draft: Draft, numbers: list[int]) -> None:
        numbers = [n for n in draft.every if n not in numbers] if keeps else numbers
        kept = [n for n in draft.every if n not in numbers and _id(draft, n) not in draft.removed]
        if not kept:
            draft.refuse(clause.text, "A film needs at least one shot.", "Begin a new film instead.")
            return
        for n in numbers:
            if "shot" in draft.data["shots"][n - 1]["locked"]:
                draft.locked.append(f"shot {n}")
            else:
                draft.order(f"shots/{n}", _named(draft, n), "", "remove", _id(draft, n))

    return Doing(clause, apply, "removes shots")


def read_copy(clause: Clause) -> Doing | None:
    if not _only_shots(clause, "duplicate|copy|repeat|double|show again"):
        return None

    def apply(draft: Draft, numbers: list[int]) -> None:
        for n in numbers:
            draft.order(f"shots/{n}/copy", "", _named(draft, n), "copy", _id(draft, n))

    return Doing(clause, apply, "copies shots")


def read_split(clause: Clause) -> Doing | None:
    found = re.fullmatch(r"(?:split|divide|halve)(?: in (?:two|half)| into two)?", clause.low.strip())
    if not found or not clause.scope:
        return None

    def apply(draft: Draft, numbers: list[int]) -> None:
        for n in numbers:
            if float(draft.get(f"shots/{n}/duration_s")) < 0.5:
                draft.refuse(clause.text, f"Shot {n} is too short to split.", "Make it at least half a second long.")
            else:
                draft.order(f"shots/{n}/split", _named(draft, n), "two shots", "split", _id(draft, n))

    return Doing(clause, apply, "splits shots")


def read_merge(clause: Clause) -> Doing | None:
    if not (scope := _only_shots(clause, "merge|join|combine|make one shot(?: out)?|unite")):
        return None
    numbers = sorted(scope.numbers)
    if len(numbers) != 2 or numbers[1] != numbers[0] + 1:
        return None

    def apply(draft: Draft, numbers: list[int]) -> None:
        left = min(numbers)
        draft.order(
            f"shots/{left}/merge",
            f"{_named(draft, left)} | {_named(draft, left + 1)}"[:300],
            "one shot",
            "merge",
            _id(draft, left),
        )

    return Doing(clause, apply, "merges two shots")


# -- their order ---------------------------------------------------------------------------------------------------------
_SWAP = re.compile(
    r"^(?:please )?(?:swap|exchange|switch) (?P<a>(?:the )?[\w -]+?) (?:with|and|for) (?P<b>(?:the )?[\w -]+)$",
    re.IGNORECASE,
)


def read_swap(clause: Clause) -> Doing | None:
    if found := _SWAP.match(clause.text.strip()):  # "exchange shot 1 with the last one"
        a, b = _one(found.group("a"), clause), _one(found.group("b"), clause)
        if a and b and a != b:
            return _swapping(replace(clause, scope=Scope((a, b), clause.text)))
    if not _only_shots(clause, r"swap|switch|exchange|interchange|swap the order|change the order|change places"):
        return None
    if not clause.scope or len(clause.scope.numbers) != 2:
        return None

    return _swapping(clause)


def _swapping(clause: Clause) -> Doing:
    def apply(draft: Draft, numbers: list[int]) -> None:
        a, b = numbers
        draft.order(f"shots/{a}/place", f"{a}, {b}", f"{b}, {a}", "swap", _id(draft, a), _id(draft, b))

    return Doing(clause, apply, "swaps two shots")


_WHERE = (
    (
        r"(?:to |at |as |be |come )*(?:the )?(?:very )?(?:front|beginning|start|first(?: place| position| shot)?|top|opening)",
        "front",
    ),
    (r"(?:to |at |as |be |come )*(?:the )?(?:very )?(?:end|last(?: place| position| shot)?|back|close|finish)", "end"),
    (r"(?P<before>to before|before|in front of|ahead of) (?P<target>(?:the )?[\w -]+)", "before"),
    (r"(?P<after>to after|after|behind|following) (?P<target>(?:the )?[\w -]+)", "after"),
    (r"(?:to|into|at) (?:place|position|number|slot) (?P<to>#?\w+)", "place"),
    (
        r"(?P<many>one|two|three|\d+)(?: (?:shots?|places?|positions?|steps?))? (?P<way>earlier|later|forward|back|up|down|left|right)",
        "steps",
    ),
    (r"(?P<way>earlier|later|forward|back)", "steps"),
)
_MOVE = re.compile(
    r"^(?:please )?(?:(?:move|put|place|bring|shift|set|make|let|take)\s+|(?=(?:the )?(?:\w+ )?shots?\b.* (?:before|after|first$|last$)))(?P<what>(?:the )?(?:[\w-]+ ){0,3}?shots?(?: (?:#?\d+|one|two|three|four|five|six|seven|eight|nine|ten)(?!\w))?|it|this)(?: be| come)? (?P<where>.+)$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"^(?:please )?(?:begin|start|open|end|finish|close)(?: the film| it)? (?:with|on|by) (?P<what>.+)$", re.IGNORECASE
)


def read_move(clause: Clause) -> Doing | None:
    """ "move shot 5 to the front", "put the last shot before shot 2", "end with shot 3", "shot 4 one earlier"."""
    text = clause.text.strip()
    if ends := _ENDS.match(text):
        shot, where = (
            _one(ends.group("what"), clause),
            "front" if re.match(r"(?:please )?(?:begin|start|open)", text, re.IGNORECASE) else "end",
        )
        return _moving(clause, shot, where) if shot else None
    found = _MOVE.match(text)
    if not found:
        return None
    shot = _one(found.group("what"), clause)
    where = re.sub(r"(?: please)$", "", found.group("where").strip().lower())
    for expression, kind in _WHERE:
        met = re.fullmatch(expression, where)
        if met and shot:
            return _placed(clause, shot, kind, met)
    return None


def _one(words: str, clause: Clause) -> int | None:
    scope, rest = read_scope(words, clause.story, clause.selection)
    if scope and len(scope.numbers) == 1 and not rest.strip():
        return scope.numbers[0]
    return None


def _placed(clause: Clause, shot: int, kind: str, met: re.Match) -> Doing | None:
    count = len(clause.story.shots)
    if kind in ("front", "end"):
        return _moving(clause, shot, kind)
    if kind in ("before", "after"):
        words = met.group("target")
        target = _one(words, clause) or next(iter(n for n in listed(words) if re.fullmatch(r"#?\w+", words.strip())), 0)
        return _moving(clause, shot, kind, target) if 1 <= target <= count and target != shot else None
    if kind == "place":
        to = next(iter(listed(met.group("to"))), 0)
        if not 1 <= to <= count:
            return None
        return (
            _moving(clause, shot, "front") if to == 1 else _moving(clause, shot, "after" if to > shot else "before", to)
        )
    way = "earlier" if met.group("way") in ("earlier", "forward", "up", "left") else "later"
    many = next(iter(listed(met.groupdict().get("many") or "1")), 1)
    return _moving(clause, shot, way, many)


def _moving(clause: Clause, shot: int, where: str, target: int = 0) -> Doing:
    def apply(draft: Draft, numbers: list[int]) -> None:
        extra = () if not target else (str(target),) if where in ("earlier", "later") else (_id(draft, target),)
        said = f"{where} {'' if where in ('earlier', 'later') else 'shot '}{target}" if target else f"at the {where}"
        draft.order(f"shots/{shot}/place", f"place {shot}", said, "move", _id(draft, shot), where, *extra)

    return Doing(
        Clause(clause.text, clause.rest, None, clause.story, clause.selection),
        apply,
        "changes the order of shots",
        whole=True,
    )


def read_turn(clause: Clause) -> Doing | None:
    if not re.fullmatch(
        r"(?:reverse|turn around|invert)(?: the)?(?: order)?(?: of)?(?: the| all)?(?: shots?| film)?|(?:tell|show|play) it backwards?|in reverse order|backwards",
        clause.text.lower().strip(),
    ):
        return None

    def apply(draft: Draft, numbers: list[int]) -> None:
        order = ", ".join(map(str, draft.every))
        draft.order("shots", order, ", ".join(map(str, reversed(draft.every))), "turn")

    return Doing(clause, apply, "turns the order of shots round", whole=True)


# -- joins ---------------------------------------------------------------------------------------------------------------
_MODES = {
    "cut": r"(?:hard |straight |simple |plain |only )*cuts?(?: only)?",
    "crossfade": r"(?:soft |slow |long |short )*(?:cross[- ]?fad(?:e|es|ing)|dissolv(?:e|es|ing)|cross[- ]?dissolves?|fades?(?! (?:to|in|out|from)\b))",
    "bridge": r"bridg(?:e|es)|morphs?|smooth(?:er)? (?:transitions?|joins?|seams?)|(?:transitions?|joins?|seams?) (?:be )?smooth(?:er)?",
    "reset": r"resets?|noise resets?",
}
_JOIN_GLUE = r"(?:make|use|put|set|let|only|all|the|a|an|joins?|boundar(?:y|ies)|transitions?|seams?|with|as|into|to|of|be|them|it|want|i|please|between|from|after|every|each|shots?|and|by|everywhere|add|have|in|is|are|instead|any|every|films?|whole|join|change|turn|there)"
_PAIRS = re.compile(
    r"\b(?:between|from|joining)\s+(?:the )?(?:shots? )?(?P<a>#?\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s*(?:and|to|-|–|into|&)\s*(?:shots? )?(?P<b>#?\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?P<side>after|behind|before)\s+(?:shots? )?(?P<list>(?:#?\d+|one|two|three|four|five|six|seven|eight|nine)(?:(?:, | and |, and )#?\d+)*)\b",
    re.IGNORECASE,
)


def read_joins(clause: Clause) -> Doing | None:
    """ "cuts everywhere", "crossfade between 2 and 3", "dissolve after shot 2", "no crossfades", "crossfades of one second"."""
    low = clause.text.lower().strip()
    low, which = _which_joins(low, clause)
    no = re.search(r"\b(?:no|without|not|don't|never|instead of|rather than|remove|drop) (?:the |any |all )?", low)
    mode, low = _mode(low)
    if not mode:
        return None
    seconds = re.search(
        r"(?:of |for |lasting |that lasts? )?(\d+(?:\.\d+)?|half an?|half|an?|one|two|three)[ -]?s(?:ec(?:ond)?s?)?\b(?: long)?",
        low,
    )
    if seconds:
        low = low.replace(seconds.group(), " ")
    step = re.search(r"\b(longer|slower|shorter|quicker|faster)\b", low)
    low = low.replace(step.group(), " ") if step else low
    other, low = _mode(low)
    low = re.sub(r"\b(?:no|without|not|don't|never|instead of|rather than|remove|drop)\b", " ", low) if no else low
    if re.sub(rf"\b{_JOIN_GLUE}\b|[,.]", " ", low).strip() or (no and mode == "cut" and not other):
        return None
    wanted = "cut" if no and not other else mode

    def apply(draft: Draft, numbers: list[int]) -> None:
        if step and not seconds and mode in ("crossfade", "bridge"):
            _stretched(draft, which, mode, 1.5 if step.group() in ("longer", "slower") else 1 / 1.5, clause)
        else:
            _join(draft, which, wanted, seconds, clause, old=mode if no and not other else "")

    return Doing(
        Clause(clause.text, clause.rest, None, clause.story, clause.selection),
        apply,
        "changes how shots are joined",
        whole=True,
    )


def _which_joins(low: str, clause: Clause) -> tuple[str, list[int]]:
    """The boundaries that are meant, by the shot on their left, and the text without the words for them."""
    every = list(range(1, len(clause.story.shots)))
    if found := _PAIRS.search(low):
        a, b = sorted((listed(found.group("a"))[0], listed(found.group("b"))[0]))
        return low.replace(found.group(), " "), list(range(a, b))
    if found := _AFTER.search(low):
        step = 1 if found.group("side") == "before" else 0
        return low.replace(found.group(), " "), [n - step for n in listed(found.group("list"))]
    scope, rest = read_scope(low, clause.story, clause.selection)
    if scope and len(scope.numbers) > 1:
        return rest, [n for n in scope.numbers if n + 1 in scope.numbers]
    return (rest, every) if scope and not scope.numbers else (low, every) if not scope else (low, [-1])


def _mode(low: str) -> tuple[str, str]:
    """The first way of joining that is said, and the text without it."""
    met = [(m.start(), mode, m) for mode, words in _MODES.items() if (m := re.search(rf"\b(?:{words})\b", low))]
    if not met:
        return "", low
    _, mode, found = min(met, key=lambda x: x[0])
    return mode, low[: found.start()] + " " + low[found.end() :]


def _join(draft: Draft, which: list[int], mode: str, seconds: re.Match | None, clause: Clause, old: str = "") -> None:
    there = [n for n in which if 1 <= n < draft.count]
    if not there:
        draft.refuse(
            clause.text,
            f"There is no such join: this film has {draft.count} shots.",
            "Say between which shots, like “between 2 and 3”.",
        )
        return
    for n in there:
        if old and draft.get(f"boundaries/{n}/mode") != old:
            continue
        draft.set(f"boundaries/{n}/mode", mode)
        if seconds and mode in ("crossfade", "bridge"):
            said = seconds.group(1)
            length = (
                0.5
                if said.startswith("half")
                else 1.0
                if said in ("a", "an", "one")
                else float({"two": 2, "three": 3}.get(said, 0) or said)
            )
            draft.set(f"boundaries/{n}/overlap_s", min(4.0, max(0.1, length)))


def _stretched(draft: Draft, which: list[int], mode: str, factor: float, clause: Clause) -> None:
    """Longer or shorter crossfades, where there are any."""
    there = [n for n in which if 1 <= n < draft.count and draft.get(f"boundaries/{n}/mode") == mode]
    for n in there:
        seconds = float(draft.get(f"boundaries/{n}/overlap_s")) * factor
        draft.set(f"boundaries/{n}/overlap_s", round(min(4.0, max(0.1, seconds)), 2))
    if not there:
        draft.refuse(clause.text, f"There is no {mode} there.", f"Say “{mode} between 2 and 3” first.")
