"""Somebody or something taken out of shots, as far as words go: who is there, items of lists, sentences that speak of nothing else."""

from __future__ import annotations

import re
from typing import Literal

from vgot.errors import ModelUnavailable
from vgot.language.forms import noun, verb
from vgot.language.parser import parse
from vgot.script.reading.nouns import kind_of
from vgot.script.validate import check_domain
from vgot.script.wishes.clause import Clause, Doing
from vgot.script.wishes.draft import Draft
from vgot.script.wishes.people import bare, person
from vgot.script.wishes.qualities import is_quality
from vgot.script.wishes.replace import singular
from vgot.script.wishes.scope import says
from vgot.script.wishes.texts import capital, sentences, tidy
from vgot.script.wishes.words import any_of, tables
from vgot.story.model import DOMAINS, Domain

_OUT = re.compile(
    r"^(?:please )?(?:show it |make it |do it )?(?:remove|delete|without|no more|no|drop|lose|take out|get rid of|leave out|cut out|cut|exclude|take away|leave away) "
    r"(?P<what>(?:(?:the|a|an|any|all|all the|his|her|every) )?[\w'’-]+(?: [\w'’-]+){0,3}(?:(?:,| and|, and| or) (?:the |a |an )?[\w'’-]+(?: [\w'’-]+)?)*)$",
    re.IGNORECASE,
)


_AWAY = re.compile(
    r"^(?:please )?(?:take|leave|cut|throw|edit) (?P<what>(?:the |her |his )?[\w'’-]+(?: [\w'’-]+){0,2}) (?:out|away|off)$",
    re.IGNORECASE,
)


def read_without(clause: Clause) -> Doing | None:
    """ "remove the dog", "without the balloon in shots 2 and 3"."""
    if clause.low.strip() in ("nobody", "no one", "no-one", "nobody there", "nobody is there"):
        return _without_people(clause)
    found = _OUT.match(clause.rest.strip()) or _AWAY.match(clause.rest.strip())
    if not found or re.search(r"\b(?:shots?|scenes?)\b", found.group("what"), re.IGNORECASE):
        return None
    whats = [bare(w) for w in re.split(r",\s*(?:and )?| and | or ", found.group("what")) if w.strip()]
    if any(is_quality(w) for w in whats):
        return _against(clause, whats)
    if any(w.lower() in _EVERYBODY for w in whats):
        return _without_people(clause)
    texts = " ".join(" ".join([s.summary, *(getattr(s.domains, d) for d in DOMAINS)]) for s in clause.story.shots)
    if not all(person(clause.story, w) or says(texts, w) for w in whats):
        if any(re.search(row.words, clause.text, re.IGNORECASE) for row in tables().elsewhere):
            return None
        unknown = next(w for w in whats if not person(clause.story, w) and not says(texts, w))
        return Doing(
            clause,
            lambda draft, numbers: draft.refuse(
                clause.text, f"Nothing in this film says “{unknown}”.", "Say it as the shots do."
            ),
            "",
            whole=True,
            cost=0.4,
        )

    def apply(draft: Draft, numbers: list[int]) -> None:
        for what in whats:
            _take_out(draft, numbers, what, clause)

    return Doing(clause, apply, f"takes out {' and '.join(whats)}", whole=True)


#: who is meant by no name: all people of the shots
_EVERYBODY = (
    "people",
    "persons",
    "humans",
    "anybody",
    "anyone",
    "everybody",
    "everyone",
    "characters",
    "actors",
    "cast",
)


def _without_people(clause: Clause) -> Doing:
    """ "no people in shot 4": whoever stands there and is no animal goes."""

    def apply(draft: Draft, numbers: list[int]) -> None:
        there = {p["character"] for n in numbers for p in draft.data["shots"][n - 1]["who"]}
        people = [c for c in clause.story.cast if c.id in there and kind_of((c.role or c.name).lower()) != "animal"]
        for one in people:
            here = [n for n in numbers if any(p["character"] == one.id for p in draft.data["shots"][n - 1]["who"])]
            _take_out(draft, here, one.name, clause)
        if not people:
            draft.refuse(
                clause.text, "Nobody but animals is in these shots." if there else "Nobody is in these shots.", ""
            )

    return Doing(clause, apply, "takes out the people", whole=True)


def _against(clause: Clause, whats: list[str]) -> Doing | None:
    """ "no rain": what should be instead has to be said."""
    said = " and ".join(whats)
    return Doing(clause, lambda draft, numbers: draft.refuse(clause.text, f"What should be in the place of “{said}” is not said.",
                 f"Say it: “sunny instead of {said}”, “brighter”, “static”."), "", whole=True, cost=0.3)  # fmt: skip


def _take_out(draft: Draft, numbers: list[int], what: str, clause: Clause) -> None:
    who = person(clause.story, what)
    names: list[str] = [who.name, *(s.name for s in who.stages)] if who else []
    words = sorted({what, *names}, key=len, reverse=True)
    find = _mention(words, known=who is not None and who.name[:1].isupper())
    left, seen = [], False
    for n in numbers:
        shot = draft.data["shots"][n - 1]
        if who and any(p["character"] == who.id for p in shot["who"]):
            seen = True
            draft.set(f"shots/{n}/who", [p for p in shot["who"] if p["character"] != who.id])
        for field in ("summary", *DOMAINS):
            text = draft.text(n, field)
            if not find.search(text):
                continue
            seen = True
            new = taken_out(text, find, field, whole=who is not None and field == "character")
            draft.set(f"shots/{n}/{field}", new)
            if find.search(draft.text(n, field)):
                left.append(f"shots/{n}/{field}")
    if not seen:
        draft.refuse(clause.text, f"“{what}” is not in these shots.", "Name other shots, or none.")
    if left := [path for path in left if not any(f"shot {path.split('/')[1]}" in place for place in draft.locked)]:
        draft.refuse(
            clause.text,
            f"{', '.join(left[:6])} would say nothing without it.",
            "Write anew what happens there, or remove the shot.",
        )


def _mention(words: list[str], known: bool) -> re.Pattern:
    """Somebody's names, or a thing in either number."""
    forms = set()
    for word in words:
        *front, head = word.split()
        base = singular(head)
        forms |= (
            {word} if known and word[:1].isupper() else {" ".join([*front, f]) for f in (base, noun(base, True), head)}
        )
    return re.compile(rf"(?<![\w-])(?P<head>{any_of(forms)})(?![\w])", re.IGNORECASE)


def taken_out(text: str, find: re.Pattern, field: Domain | Literal["summary"], whole: bool = False) -> str:
    """A text without its mentions of something: as an item of a list, beside somebody else, or with the sentence that is about it.
    What would be nothing without it stays. `whole`: sentences that name somebody describe them, and go."""
    kept = []
    for n, sentence in enumerate(sentences(text)):
        if not find.search(sentence):
            kept.append(sentence)
            continue
        lighter = sentence if whole else _without_item(sentence, find, field)
        if lighter != sentence and not find.search(lighter):
            kept.append(capital(lighter) if sentence[:1].isupper() else lighter)
        elif n == 0 and field != "character":  # the first sentence says what the rest goes on about
            return text
    new = tidy(" ".join(kept))
    if field == "character" and kept and kept[0] != sentences(text)[0]:  # nobody is left whom "beside him" could mean
        new = capital(
            re.sub(
                r"^(?:(?:beside|with|near|next to) (?:him|her|it|them)(?: is| stands)?,?|also|and) ",
                "",
                new,
                flags=re.IGNORECASE,
            )
        )
    enough = new if field == "summary" else not check_domain(field, new)
    if enough:
        return new
    return text


#: How a camera text or a light leads to what it is about.
_TO = "waits for|finds|holds|discovers|rests on|stops on|follows|toward|towards|from|on|to|at|of|for|after|past|around|over"


def _without_item(sentence: str, find: re.Pattern, field: str) -> str:
    head = find.pattern
    phrase = rf"(?:(?:a|an|the|his|her|their|its|some|two|three|several) )?(?:(?!and\b|or\b|with\b)[\w'’-]+ ){{0,2}}?{head}(?:s)?"
    behind = (
        r"(?: (?:on|in|of|at|by|under|over|beside|near|behind|with) (?:a|an|the|his|her|its) [\w'’-]+(?: [\w'’-]+)?)?"
    )
    item = phrase.replace("(?P<head>", "(?:") + behind
    rules = [
        (rf", (?P<last>(?:(?!\band\b)[^,;:.])+) and {item}(?=[,.;:!]|$)", r" and \g<last>"),
        (rf", (?:and |with )?{item}(?=[,.;:!]| and |$)", ""),  # in the middle or at the end of a list
        (rf"(?<=[:,] ){item}, ", ""),
        (rf"(?<=: ){item} and ", ""),
        (rf"\b(with|among|of) {item}(?:, | and )", r"\1 "),
        (rf"^{item}, (?=(?:an?|the) )", ""),
    ]
    if field in ("camera", "lighting"):
        rules.append((rf" (?:{_TO}) {item}(?= |[,.;:!]|$)", ""))
    for rule, put in rules:
        new = re.sub(rule, put, sentence, count=1, flags=re.IGNORECASE)
        if new != sentence and not find.search(new):
            return new
    return _one_of_two(sentence, item)


def _one_of_two(sentence: str, item: str) -> str:
    """ "Mary and the cat stay" -> "Mary stays": the verb follows where it can be known."""
    for rule, keep in (
        (rf"^(?P<keep>(?:[A-Z][\w'’-]*|(?:The|A|An) [\w'’-]+)) and {item} ", "keep"),
        (rf"^{item} and (?P<keep>(?:[A-Z][\w'’-]*|(?:the|a|an) [\w'’-]+)) ", "keep"),
    ):
        found = re.match(rule, sentence, re.IGNORECASE)
        if found:
            rest = _singular_verb(sentence, found.end())
            return f"{capital(found.group(keep))} {rest}" if rest else sentence
    new = re.sub(
        rf" (?:and|with|beside|near|next to|together with) {item}(?= |[,.;:!]|$)",
        "",
        sentence,
        count=1,
        flags=re.IGNORECASE,
    )
    return new


def _singular_verb(sentence: str, at: int) -> str:
    """The rest of a sentence from its verb on, the verb said of one; "" where it is no plain verb."""
    try:
        token = next((t for t in parse(sentence) if t.idx >= at and t.tag_ in ("VBP", "VBD", "MD", "VB", "VBZ")), None)
    except ModelUnavailable:
        return ""
    if token is None or token.idx > at + 20:
        return ""
    said = verb(token.lemma_, "VBZ") if token.tag_ in ("VBP", "VB") else {"were": "was"}.get(token.lower_, token.text)
    return sentence[at : token.idx] + said + sentence[token.idx + len(token.text) :]
