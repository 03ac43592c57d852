"""One thing in the place of another, everywhere: whole words in either number, their articles and capitals; and other names."""

from __future__ import annotations

import re

from vgot.errors import BadInput, ModelUnavailable
from vgot.language.forms import bases, noun
from vgot.language.parser import parse
from vgot.script.reshape import rename_character
from vgot.script.wishes.carry import carry
from vgot.script.wishes.clause import Clause, Doing
from vgot.script.wishes.draft import Draft
from vgot.script.wishes.people import bare, given, person, sex_of
from vgot.script.wishes.persons import change_sex, turn_shots
from vgot.script.wishes.qualities import is_quality, read_qualities
from vgot.script.wishes.texts import exchanged
from vgot.script.wishes.words import any_of, tables
from vgot.story.edits import located
from vgot.story.model import Story

_X, _Y = r"(?P<x>[\w'’ -]+?)", r"(?P<y>[\w'’ -]+)"
_SAID = [
    re.compile(p, re.IGNORECASE)
    for p in (
        rf"^(?:please )?(?:replace|swap|exchange|substitute|switch|change)(?: out)? {_X} (?:by|with|for) {_Y}$",
        rf"^(?:please )?(?:change|turn|transform|convert|make|switch|replace) {_X} (?:in)?to {_Y}$",
        rf"^(?:please )?(?:make it |let it be |it should be |use |put |have |show |i want |i'd like |let there be |take |with )?{_Y.replace('+)', '+?)')} (?:instead of|in place of|rather than) {_X[:-2]})$",
        rf"^(?:please )?instead of {_X},? (?:use |put |have |show |take |i want )?(?P<y>(?:an?|the|some) [\w'’ -]+)$",
        rf"^(?:please )?(?:let|make) {_X} (?:be |become |into )?(?P<y>an? [\w'’ -]+)$",
        rf"^(?:please )?(?:replace )?{_X} ?(?:->|→|=>) ?{_Y}$",
        rf"^(?:i want |i'd like |use |show )?(?P<y>an? [\w'’ -]+?),? (?:and )?not {_X[:-2]})$",
        rf"^{_X} (?:should be|becomes|should become|is now|must be|shall be) (?P<y>an? [\w'’ -]+)$",
        r"^(?P<x>(?:the|his|her) [\w'’ -]+?) (?:by|with|to|for|into) (?P<y>(?:an?|the) [\w'’ -]+)$",
        rf"^(?:please )?make {_X} (?:be |into )?(?P<y>wom[ae]n|m[ae]n|girls?|boys?|female|male)$",
    )
]
_PREPOSITIONS = re.compile(
    r"\b(?:in|on|at|with|by|for|from|under|over|near|to|into|and|or|instead|everywhere|who|that|which|is|are|was)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 5


def read_replacement(clause: Clause) -> Doing | None:
    for expression in _SAID:
        if found := expression.match(clause.rest.strip()):
            x, y = found.group("x").strip(), found.group("y").strip()
            if doing := _replacing(clause, x, y):
                return doing
    return None


#: Words for somebody or something that was named before.
_NOBODY = re.compile(
    r"(?:it|him|her|his|them|they|she|he|everything|this|that|me|us)(?: an?| the)?|an?|the", re.IGNORECASE
)


def _unclear(clause: Clause, word: str) -> Doing:
    why = f"It is not clear who or what “{word}” is."
    return Doing(
        clause, lambda draft, numbers: draft.refuse(clause.text, why, "Say the name."), "", whole=True, cost=0.3
    )


def _replacing(clause: Clause, x: str, y: str) -> Doing | None:
    told = re.match(r"(.+?) \w+s ((?:an?|the) [\w'’ -]+)$", y)
    if told and person(clause.story, told[1]) is not None:
        y = told[2]  # "Tom drives a bus instead of a cab"
    if is_quality(bare(y)) and (is_quality(bare(x)) or x.lower() in ("day", "night")):
        return read_qualities(Clause(clause.text, f"{y}", clause.scope, clause.story, clause.selection))
    if len(y.split()) > _MOST_WORDS or len(x.split()) > _MOST_WORDS or not bare(x) or not bare(y):
        return None
    if _PREPOSITIONS.search(bare(y)) or _PREPOSITIONS.search(bare(x)):
        return None
    if re.fullmatch(any_of([*tables().colours, *tables().measures]), bare(y), re.IGNORECASE):
        return None  # of which colour something is, not what
    who = person(clause.story, x, clause.selection) if x.lower() != "it" else None
    if who is None and _NOBODY.fullmatch(x.strip()):
        return _unclear(clause, x.split()[0])
    if who is not None:
        return _person_replaced(clause, who.id, x, y)
    return Doing(
        clause,
        lambda draft, numbers: _exchange(draft, numbers, x, y, clause),
        f"puts “{bare(y)}” for “{bare(x)}”",
        whole=True,
    )


def _person_replaced(clause: Clause, who: str, x: str, y: str) -> Doing | None:
    """Somebody of the cast: of another sex, of another name, or another being."""
    character, pairs = clause.story.character(who), tables().sexes.pairs
    head = bare(y).lower().split()[-1]
    to = "f" if head in {*pairs.values()} else "m" if head in pairs else ""
    by_name = x.strip().lower() in {w.lower() for w in (character.name, *character.name.split())} and given(
        character.name
    )
    pronoun = x.strip().lower() in ("her", "him", "she", "he")
    if to and sex_of(character):
        noun_said = {"female": "woman", "male": "man"}.get(head, head)
        return Doing(
            clause,
            lambda draft, numbers: _sex(draft, who, to, noun_said, clause),
            f"makes {character.name} {y}",
            whole=True,
        )
    if given(y):
        other = person(clause.story, y)
        if other is not None and other.id != who:
            return Doing(clause, lambda draft, numbers: draft.refuse(clause.text, f"{character.name} and {other.name} are both in the cast; who stands in a shot cannot be swapped in words.",
                         "Choose who is there on the shot."), "", whole=True, cost=0.3)  # fmt: skip
        return Doing(
            clause, lambda draft, numbers: rename(draft, who, y, clause), f"calls {character.name} {y}", whole=True
        )
    if (by_name or pronoun) and _said_of(clause) and head not in tables().beings:
        return Doing(
            clause,
            lambda draft, numbers: _another_role(draft, numbers, who, y, clause),
            f"makes {character.name} {y}",
            whole=True,
        )
    if by_name or pronoun:
        return Doing(
            clause,
            lambda draft, numbers: _another_being(draft, who, y),
            f"puts {y} in the place of {character.name}",
            whole=True,
        )
    return Doing(
        clause,
        lambda draft, numbers: _exchange(draft, numbers, x, y, clause),
        f"puts “{bare(y)}” for “{bare(x)}”",
        whole=True,
    )


def _said_of(clause: Clause) -> bool:
    """ "make Tom a pilot" says what somebody is; "replace Tom by a robot" who is there instead."""
    return bool(re.match(r"(?:please )?(?:make|let)\b|.*\b(?:becomes?|should be|is now|must be)\b", clause.low))


def _another_role(draft: Draft, numbers: list[int], who: str, y: str, clause: Clause) -> None:
    data = next(c for c in draft.data["cast"] if c["id"] == who)
    old, new = bare(data["role"]), bare(y)
    draft.set(f"cast/{who}/role", new)
    if old:
        find = _noun_pattern("", singular(old), "", "")
        for path in [*draft.shared_texts(), *draft.shot_texts(draft.every)]:
            draft.edit(path, lambda text: exchanged_nouns(text, find, lambda m: new))
    draft.note(f"What {data['name']} does in the shots, and wears, stays as it is written.")


def _sex(draft: Draft, who: str, to: str, noun_said: str, clause: Clause) -> None:
    if not change_sex(draft, who, to, noun_said):
        draft.refuse(clause.text, f"That is how {clause.story.character(who).name} is already.", "")


# -- nouns ---------------------------------------------------------------------------------------------------------------
def singular(word: str) -> str:
    low = word.lower()
    return next((b for b in sorted(bases(low)) if b != low and noun(b, True) == low), low)


def _plural(word: str) -> bool:
    return singular(word) != word.lower()


def _split(words: str) -> tuple[str, str, str]:
    """A noun phrase as (what stands before its head, the head, "of …" behind it)."""
    front, of, behind = bare(words).partition(" of ")
    *before, head = front.split()
    return " ".join(before), head, f"{of}{behind}"


def _exchange(draft: Draft, numbers: list[int], x: str, y: str, clause: Clause) -> None:
    x_front, x_head, x_of = _split(x)
    y_front, y_head, y_of = _split(y)
    if _plural(y_head) and not _plural(x_head):
        draft.refuse(
            clause.text,
            f"“{bare(y)}” are several where “{bare(x)}” is one; the verbs would have to change.",
            "Put one for one, or edit the shots.",
        )
        return
    base, new = singular(x_head), singular(y_head) if _plural(x_head) else y_head
    if base == new.lower() and x_front == y_front:
        return
    find = _noun_pattern(x_front, base, x_of, y_front)

    def put(found: re.Match) -> str:
        many = found.group("head").lower() not in (base, base.upper())
        known = re.search(
            r"(?:\b(?:the|this|that|his|her|its|their)|['’]s)\s+$", found.string[: found.start()], re.IGNORECASE
        )
        front = "" if known and found.group("head").lower() == found.group().lower() else y_front
        if front and re.search(
            rf"(?<!\w){re.escape(front.split()[0])}\s+$", found.string[: found.start()], re.IGNORECASE
        ):
            front = " ".join(front.split()[1:])  # "a scrubbed oak table" -> "a scrubbed oak desk"
        return " ".join(w for w in (front, noun(new.lower(), True) if many else new) if w) + y_of

    whole = len(numbers) == draft.count
    paths = draft.shot_texts(numbers) + ([*draft.shared_texts(), "style", "title"] if whole else [])
    done = [path for path in paths if draft.edit(path, lambda text: exchanged_nouns(text, find, put))]
    done += [n for n in numbers if _in_lines(draft, n, lambda text: exchanged_nouns(text, find, put))]
    if not done and not draft.locked:
        draft.refuse(
            clause.text, f"Nothing in this film says “{bare(x)}”.", "Say it as the shots do, or edit the shot."
        )
        return
    if not whole:
        draft.note(f"Only the words of these shots say “{bare(y)}”; people and places of the film stay as they are.")
    _note_kin(draft, numbers, base)


def _noun_pattern(front: str, base: str, of: str, new_front: str) -> re.Pattern:
    """The noun in either number; colours and measures before it go where the new words bring their own."""
    forms = {base, noun(base, True), f"{base}s"}
    t = tables()
    own = set(new_front.lower().split())
    drops = [words for words in (t.colours, t.measures) if own & set(words)]
    before = rf"(?:{any_of([w for words in drops for w in words])}[ -](?:and )?)*" if drops else ""
    lead = rf"{re.escape(front)} " if front else ""
    return re.compile(rf"(?<![\w]){before}{lead}(?P<head>{any_of(forms)}){re.escape(of)}(?![\w])", re.IGNORECASE)


_SURELY_NOUN = re.compile(
    r"(?:^|\b(?:a|an|the|his|her|its|their|my|your|our|this|that|these|those|one|two|three|four|some|every|each|no|another|of|with|old|young|small|little|big|"
    r"red|blue|green|white|black|brown|orange|yellow|grey|golden)|['’]s)\s*$",
    re.IGNORECASE,
)


def exchanged_nouns(text: str, find: re.Pattern, put) -> str:
    """The text with a noun exchanged; a verb that is spelt the same stays ("she books a room")."""
    if not find.search(text):
        return text
    verbs: set[int] | None = None

    def one(found: re.Match) -> str:
        nonlocal verbs
        if not _SURELY_NOUN.search(text[: found.start()]):
            verbs = _verbs(text) if verbs is None else verbs
            if found.start("head") in verbs:
                return found.group()
        return put(found)

    return exchanged(text, find, one)


def _verbs(text: str) -> set[int]:
    try:
        return {t.idx for t in parse(text) if t.pos_ in ("VERB", "AUX") and t.tag_ not in ("NN", "NNS")}
    except ModelUnavailable:
        return set()


def _in_lines(draft: Draft, number: int, change) -> bool:
    lines = draft.get(f"shots/{number}/lines")
    return bool(lines) and draft.set(f"shots/{number}/lines", [line | {"text": change(line["text"])} for line in lines])


def _note_kin(draft: Draft, numbers: list[int], base: str) -> None:
    """Words made of the old one ("violinist") are named, not guessed at."""
    if len(base) < 5:
        return
    said = " ".join(str(draft.get(path)) for path in draft.shot_texts(numbers) + draft.shared_texts())
    kin = {w.lower() for w in re.findall(rf"(?<![\w-]){re.escape(base)}\w+", said, re.IGNORECASE)} - {
        noun(base, True),
        f"{base}s",
    }
    if kin:
        draft.note(f"{', '.join(f'“{w}”' for w in sorted(kin)[:4])} stayed as it is.")


# -- names ---------------------------------------------------------------------------------------------------------------
_NAME = r"[\"“'‘]?(?P<name>[\w'’. -]{1,60}?)[\"”'’]?"
_CALLED = [
    re.compile(p, re.IGNORECASE)
    for p in (
        rf"^(?:please )?rename (?P<who>[\w'’ -]+?) (?:to|as|into) {_NAME}$",
        rf"^(?:please )?(?:call|name) (?P<who>(?:the |her|him|it|he|she)\w*(?: \w+)??|[A-Z][\w'’-]*) {_NAME}$",
        rf"^(?P<who>[\w ]+?)(?:['’]s)? (?:name (?:is|should be|becomes)|is (?:now )?(?:called|named)|should be (?:called|named)|shall be called) {_NAME}$",
        rf"^(?:change|set) (?:the name of )?(?P<who>[\w ]+?)(?:['’]s? name)? (?:to|into) {_NAME}$",
    )
]


def read_renaming(clause: Clause) -> Doing | None:
    text = clause.rest.strip()
    for expression in _CALLED:
        found = expression.match(text)
        if not found:
            continue
        who, name = person(clause.story, found.group("who"), clause.selection), found.group("name").strip()
        plainly = re.match(r"(?:please )?(?:rename|call|name)\b|.*\b(?:name|called|named)\b", text, re.IGNORECASE)
        if (
            who
            and plainly
            and (given(name) or given(name.title()))
            and not re.match(r"(?:a|an|the)\b", name, re.IGNORECASE)
        ):
            name = name if name[:1].isupper() else name.title()
            return Doing(
                clause,
                lambda draft, numbers, w=who.id, n=name: rename(draft, w, n, clause),
                f"calls {who.name} {name}",
                whole=True,
            )
    return None


def rename(draft: Draft, who: str, name: str, clause: Clause) -> None:
    """Another name for somebody in everything that is written of them."""
    old = next(c["name"] for c in draft.data["cast"] if c["id"] == who)
    try:
        after = rename_character(Story.model_validate(draft.data), who, name).model_dump(mode="json")
    except BadInput as why:
        draft.refuse(clause.text, why.message, why.hint or "")
        return
    paths = ["title", "sentence", "style", *draft.shared_texts(), *draft.shot_texts(draft.every)]
    for path in [*paths, *(f"shots/{n}/{f}" for n in draft.every for f in ("notes", "lines"))]:
        holder, key = located(after, path)
        draft.set(path, holder[key])
    if old.lower().startswith("the "):  # a being without a name of its own gets one: "The cat" as well as "the cat"
        find = re.compile(rf"(?<!\w)the {re.escape(old[4:])}(?!\w)", re.IGNORECASE)
        for path in paths[2:]:
            draft.edit(path, lambda text: find.sub(name, text))
    if (
        draft.data["cast"]
        and (role := next(c["role"] for c in draft.data["cast"] if c["id"] == who))
        and old.lower() in role.lower()
    ):
        draft.note(f"The role of {name} still says “{role}”.")


def _another_being(draft: Draft, who: str, y: str) -> None:
    """Somebody with a name becomes a being without one: "replace Mary by a robot"."""
    data = next(c for c in draft.data["cast"] if c["id"] == who)
    name, was, what = data["name"], sex_of(data), bare(y)
    olds = {s["id"]: s["look"] for s in data["stages"]}
    carry(draft, who, {stage: y if re.match(r"an?\b", y) else f"a {what}" for stage in olds}, names=[name])
    role = rf"(?:, an? (?:[\w-]+ ){{0,2}}?{re.escape(data['role'])}(?:,(?= and)|(?=[,.;])))?" if data["role"] else ""
    find = re.compile(rf"(?<!\w)(?:the )?{re.escape(name)}(?!\w){role}")
    for path in [*draft.shared_texts(), *draft.shot_texts(draft.every)]:
        draft.edit(path, lambda text: _named_so(text, find, f"the {what}"))
    for path in [f"cast/{who}/name", *(f"cast/{who}/stages/{stage}/name" for stage in olds)]:
        draft.edit(path, lambda text: text.replace(f"The {what}", f"the {what}"))
    for n in draft.every:
        _in_lines(draft, n, lambda text: _named_so(text, find, f"the {what}"))
    draft.set(f"cast/{who}/role", what)
    draft.set(f"cast/{who}/wardrobe", "")
    turn_shots(draft, who, was, "n")


def _named_so(text: str, find: re.Pattern, name: str) -> str:
    """A name exchanged for "the robot", with a capital where a sentence begins."""

    def put(found: re.Match) -> str:
        begins = not text[: found.start()].strip() or re.search(r"[.!?…]\s*$", text[: found.start()])
        return name[:1].upper() + name[1:] if begins else name

    return find.sub(put, text)
