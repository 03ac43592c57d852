"""What a shot is about when it is a thing: the one its words give the picture to, or the one the camera goes to."""

from __future__ import annotations

from dataclasses import dataclass

from vgot.animatic.lexicon.kinds import FOUND_WORDS, WORN_WORDS
from vgot.animatic.lexicon.naming import THING, colour_of, stands_for_a_thing
from vgot.animatic.lexicon.text import Match, Phrases, Token

#: what is drawn only where it has the picture to itself: elsewhere it belongs to the place
FOUND = Phrases({word: ("prop", name) for word, name in (FOUND_WORDS | WORN_WORDS).items()})
#: words before which the grammar of an English sentence has already named what it is about
_AFTER_THE_SUBJECT = {
    "of", "from", "to", "into", "onto", "in", "on", "over", "by", "at", "near", "past", "under", "through", "down", "with",
    "beside", "behind", "across", "above", "below", "toward", "towards", "until", "while", "when", "and", "around",
}  # fmt: skip
#: words that say one stands on a ship, not over the open water
_ABOARD = {"deck", "aboard", "mast", "railing", "crew", "cabin", "helm"}


#: words of the camera that are things elsewhere
_OF_THE_CAMERA = {
    "camera",
    "pan",
    "crane",
    "drone",
    "boom",
    "target",
    "window",
    "doorway",
    "gate",
    "arch",
    "archway",
    "entrance",
    "hole",
    "wall",
}


@dataclass(frozen=True)
class Subject:
    """A thing or an animal of the drawn world, and the colour that words give it ("" for its own)."""

    name: str = ""
    colour: str = ""


def subject_of(character: list[Token], camera: list[Token], told: list[Token], relation: list[Token]) -> Subject:
    """What a shot with nobody in it is about: what its character text gives the picture to, else what the camera goes to,
    else what a sentence begins with. Something that is not drawn leaves the shot without one."""
    for tokens in (character, camera):
        match = _first_thing(tokens)
        if match is not None:
            return _subject(match, (tokens, told, relation))
    for tokens in (told, relation):
        match = _first_thing(tokens)
        if match is None:
            continue
        before = [t for t in tokens[: match.start] if t.sentence == tokens[match.start].sentence]
        if not any(t.word in _AFTER_THE_SUBJECT for t in before):
            return _subject(match, (told, relation))
    return Subject()


def focus_of(camera: list[Token], told: list[Token], relation: list[Token]) -> Subject:
    """The thing that the camera goes to, where the deeds of the shot name it too."""
    match = _first_thing(camera)
    if match is None:
        return Subject()
    same = [m for tokens in (told, relation) for m in _named(tokens) if m.value == match.value]
    return _subject(match, (camera, told, relation)) if same else Subject()


def aboard(*texts: list[Token]) -> bool:
    """Whether words say that the shot is on a ship."""
    return any(t.word in _ABOARD and not t.negated for tokens in texts for t in tokens)


def _named(tokens: list[Token]) -> list[Match]:
    """Every thing and animal that a text names, from left to right."""
    known = list(THING.find(tokens))
    taken = {n for m in known for n in range(m.start, m.end)}
    found = [m for m in FOUND.find(tokens, taken) if not _may_be_a_verb(tokens, m)]
    return sorted([*known, *found], key=lambda m: m.start)


def _may_be_a_verb(tokens: list[Token], match: Match) -> bool:
    """ "A pull out leaves the street": several leaves are things only after "the"."""
    last = tokens[match.end - 1]
    return last.raw != last.word and not (match.start and tokens[match.start - 1].word in ("the", "these", "some"))


def _first_thing(tokens: list[Token]) -> Match | None:
    """The first thing that a text names; "the camera" of a camera text is none."""
    heard = _named(tokens)
    return next((m for m in heard if m.phrase not in _OF_THE_CAMERA and stands_for_a_thing(tokens, m, heard)), None)


def _subject(match: Match, texts: tuple[list[Token], ...]) -> Subject:
    """The thing in the colour that any of the texts gives it."""
    painted = (
        colour_of(tokens, m) for tokens in texts for m in _named(tokens) if m.value == match.value and not m.negated
    )
    return Subject(match.value[1], next((c for c in painted if c), ""))
