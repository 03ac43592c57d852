"""Lengths of shots, the look of the whole film, its title and its shape."""

from __future__ import annotations

import re

from vgot.script.wishes.clause import Clause, Doing
from vgot.script.wishes.draft import Draft
from vgot.script.wishes.texts import added, capital, clauses, lower_first, put_together, sentences, tidy
from vgot.script.wishes.words import finder, tables
from vgot.story.model import MAX_SHOT_S, MIN_SHOT_S

# -- lengths -------------------------------------------------------------------------------------------------------------
_N = r"(?:\d+(?:[.,]\d+)?|half a|half|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_S = r"(?:(?<=\d) ?s| ?secs?| ?seconds?| ?-?second)\b"
_HOW = r"(?P<how>(?:much|a lot|way|far|a bit|a little|slightly|somewhat|even|twice as|a touch) )?"
#: (expression, what it does to a length): a factor, seconds more, or seconds in all.
_LENGTHS: list[tuple[str, str]] = [
    (rf"(?:(?:last|take|run for|be|is|are) )?(?P<total>{_N}){_S} (?:in all|altogether|in total|overall|long in all|for the whole (?:film|movie))", "total"),
    (rf"(?:the |whole |entire )*(?:film|movie|video|it all) (?:is |be |to |should be |must be |last |lasts |take )*(?P<total>{_N}){_S}(?: long)?", "total"),
    (rf"(?P<way>add) (?P<more>{_N}){_S}(?: more)?(?: to)?", "more"),
    (rf"(?P<way>cut|trim|take|remove) (?P<more>{_N}){_S}(?: off| from| away)*", "more"),
    (rf"(?P<more>{_N}){_S} (?P<way>longer|shorter|more|less)(?: each)?", "more"),
    (rf"(?:by|for) (?P<more>{_N}){_S} (?P<way>longer|shorter)", "more"),
    (rf"(?:(?:shorten|lengthen|extend|trim|cut|down|it|them|last|to|for|of|be|exactly|about) )*(?P<each>{_N}){_S}(?: long)?(?: each| per shot| a shot| every shot)?", "each"),
    (r"(?P<percent>\d+) ?(?:%|percent|per cent) (?P<way>longer|shorter|slower|faster)", "percent"),
    (r"(?P<times>twice|double|three times|four times|triple|half|\d+ ?(?:x|times)) (?:as |the |its |their )*(?P<pace>long|short|slow|fast|quick|length|duration|speed)", "times"),
    (r"(?P<times>double|triple|halve) (?:the |its |their )*(?P<pace>length|duration|time|speed)s?(?: of)?", "times"),
    (rf"{_HOW}(?P<pace>slower|slow down|slow it down|longer|more slowly|calmer pace|lengthen|faster|quicker|shorter|faster cutting|speed up|speed it up|more quickly|shorten|snappier|less slow|less fast|brisker)", "pace"),
]  # fmt: skip
_SLOWER = (
    "slower",
    "slow down",
    "slow it down",
    "longer",
    "more slowly",
    "calmer pace",
    "lengthen",
    "less fast",
    "slow",
    "long",
    "length",
    "duration",
    "time",
)
_FACTORS = {
    "twice": 2.0,
    "double": 2.0,
    "three times": 3.0,
    "triple": 3.0,
    "four times": 4.0,
    "half": 0.5,
    "halve": 0.5,
}
_WORDS = {"half": 0.5, "half a": 0.5, "a": 1, "an": 1}


def find_length(text: str) -> tuple[re.Match, str] | None:
    """The first words for a length in a clause."""
    for expression, kind in _LENGTHS:
        if found := re.search(rf"(?<![\w.])(?:{expression})(?!\w)", text, re.IGNORECASE):
            return found, kind
    return None


def _seconds(said: str) -> float:
    said = said.lower().strip()
    if said in _WORDS:
        return float(_WORDS[said])
    return float(tables().numbers.get(said) or said.replace(",", "."))


def make_length(draft: Draft, numbers: list[int], found: re.Match, kind: str) -> None:
    """Other lengths for these shots, in quarters of a second; what a shot cannot be is named."""
    said = found.groupdict()
    now = {n: float(draft.get(f"shots/{n}/duration_s")) for n in numbers}
    if kind == "each":
        wanted = {n: _seconds(said["each"]) for n in numbers}
    elif kind == "more":
        step = _seconds(said["more"]) * (
            -1 if said["way"].lower() in ("shorter", "less", "cut", "trim", "take", "remove") else 1
        )
        wanted = {n: s + step for n, s in now.items()}
    elif kind == "total":
        others = sum(float(draft.get(f"shots/{n}/duration_s")) for n in draft.every if n not in now)
        factor = (_seconds(said["total"]) - others) / max(sum(now.values()), 0.1)
        wanted = {n: s * factor for n, s in now.items()}
    else:
        wanted = {n: s * _factor(said, kind) for n, s in now.items()}
    limited = []
    for n, seconds in wanted.items():
        exact = round(seconds, 3) if kind == "each" else round(seconds * 4) / 4
        kept = min(MAX_SHOT_S, max(MIN_SHOT_S, exact))
        limited += [n] if abs(kept - exact) > 0.01 else []
        draft.set(f"shots/{n}/duration_s", kept)
    if limited:
        which = ", ".join(map(str, limited[:8]))
        draft.refuse(
            found.group(),
            f"A shot lasts {MIN_SHOT_S:g} to {MAX_SHOT_S:g} seconds; shot {which} cannot be that long or short.",
            "Add, split or remove shots.",
        )


def _factor(said: dict, kind: str) -> float:
    if kind == "percent":
        part = int(said["percent"]) / 100
        return 1 + part if said["way"].lower() in ("longer", "slower") else max(0.02, 1 - part)
    if kind == "times":
        times = said["times"].lower()
        factor = _FACTORS.get(times) or float(re.sub(r"[^\d]", "", times) or 2)
        return factor if said["pace"].lower() in _SLOWER else 1 / factor
    how = (said.get("how") or "").strip().lower()
    much = {
        "much": 2.0,
        "a lot": 2.0,
        "way": 2.0,
        "far": 2.0,
        "twice as": 2.0,
        "a bit": 1.15,
        "a little": 1.15,
        "slightly": 1.15,
        "somewhat": 1.15,
        "a touch": 1.15,
    }
    factor = much.get(how, 4 / 3)
    return factor if said["pace"].lower() in _SLOWER else 1 / factor


# -- the look of the film ------------------------------------------------------------------------------------------------
def make_look(draft: Draft, numbers: list[int], name: str) -> None:
    """A look for the whole film goes into its style; for some shots into their light."""
    look = tables().looks[name]
    if len(numbers) == draft.count:
        draft.edit("style", lambda text: styled(text, look.text, look.drops))
        return
    for n in numbers:
        text = draft.text(n, "lighting")
        if look.text not in text.lower():
            draft.set(
                f"shots/{n}/lighting",
                added(text, f"in {look.text}" if name in ("black and white", "sepia") else look.text),
            )
    draft.note("A look is the whole film's; for single shots it was written into their light.")


def styled(text: str, look: str, drops: list[str]) -> str:
    """A style with a look before it, without what would say another."""
    if look.lower() in text.lower():
        return text
    old = finder(tuple(drops))
    kept = []
    for sentence in sentences(text):
        parts = [(c.rstrip("."), gap) for c, gap in clauses(sentence) if not old.search(c)]
        if said := put_together(parts):
            kept.append(said + ("." if sentence.endswith(".") else ""))
    rest = tidy(" ".join(kept))
    return f"{capital(look)}, {lower_first(rest)}" if rest else capital(look)


_STYLE = re.compile(
    r"^(?:(?:make|do|draw|show) (?:it|everything|the film) )?(?:in the (?:style|manner|look) of|style:?|the style (?:is|of)|styled (?:as|like)) (?P<look>[^,;]{3,120})$",
    re.IGNORECASE,
)


def read_style(clause: Clause) -> Doing | None:
    """ "in the style of a woodcut": any words, before the style that there is."""
    found = _STYLE.match(clause.rest)
    if not found or (clause.scope and len(clause.scope.numbers) < len(clause.story.shots)):
        return None
    look = found.group("look").strip()

    def apply(draft: Draft, numbers: list[int]) -> None:
        draft.edit("style", lambda text: styled(text, f"in the style of {look}", []))

    return Doing(clause, apply, f"puts “in the style of {look}” before the film's style", whole=True)


# -- title and shape -----------------------------------------------------------------------------------------------------
_TITLE = re.compile(
    r"^(?:(?:call|name|title|entitle|rename) (?:the |this |my )?(?:film|movie|story|it)(?: to| as)?|(?:change |set |make )?(?:the |its )?title(?: of the film)?(?: (?:is|to|should be|into|as)|:)|title it)"
    r" (?:to )?[\"“'‘]?(?P<title>[^\"”“]{1,118}?)[\"”'’]?$",
    re.IGNORECASE,
)
_SHAPES = {
    r"(?:vertical|upright|portrait(?: format| mode| orientation)?|9:16|9 by 16|tall|for (?:phones|a phone|tiktok|reels|shorts))": (
        9,
        16,
    ),
    r"(?:landscape(?: format| mode| orientation)?|16:9|16 by 9|horizontal)": (16, 9),
    r"(?:square|1:1|one by one)": (1, 1),
    r"(?:widescreen|cinemascope|scope|2\.39:1|21:9|ultra ?wide(?:screen)?|anamorphic)": (47, 20),
    r"(?:4:3|academy ratio|4 by 3)": (4, 3),
}


def read_title(clause: Clause) -> Doing | None:
    found = _TITLE.match(clause.text.strip())
    if not found:
        return None
    title = found.group("title").strip()

    def apply(draft: Draft, numbers: list[int]) -> None:
        draft.set("title", title)

    return Doing(clause, apply, "changes the film's title", whole=True)


def read_shape(clause: Clause) -> Doing | None:
    """ "make it vertical": other sides, as large a picture as before."""
    for words, (across, down) in _SHAPES.items():
        if re.fullmatch(
            rf"(?:(?:make|turn|change|set|format|show) (?:it|the (?:film|picture|video|format|aspect(?: ratio)?))(?: to| in| into)?|in|aspect(?: ratio)?|format)?:? ?(?:a )?{words}(?: (?:film|video|format|picture))?",
            clause.low,
        ):
            return Doing(
                clause,
                lambda draft, numbers, a=across, d=down: _reshaped(draft, a, d),
                "changes the shape of the picture",
                whole=True,
            )
    return None


def _reshaped(draft: Draft, across: int, down: int) -> None:
    wide, high = int(draft.get("film/width")), int(draft.get("film/height"))
    unit = (wide * high / (across * down)) ** 0.5
    sides = (wide, high) if across * high == down * wide else (high, wide) if across * wide == down * high else None
    new = sides or (max(64, round(across * unit / 16) * 16), max(64, round(down * unit / 16) * 16))
    if [draft.set("film/width", new[0]), draft.set("film/height", new[1])] != [False, False]:
        draft.note("Every picture is made anew in another shape.")
