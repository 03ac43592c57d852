"""What else names a thing of the drawn world: the words of the table of drawings, and the nouns of WordNet that are kinds
of something drawn (assets/animatic/kinds.txt), which are drawn as that and told so: "a toucan, drawn as a parrot"."""

from __future__ import annotations

from vgot.animatic.lexicon.colours import COLOUR_WORDS
from vgot.animatic.lexicon.things import ANIMALS, LIKE, PROPS, spread
from vgot.animatic.props.table import rows
from vgot.resources import shipped


def _kinds() -> dict[str, str]:
    lines = shipped("assets", "animatic", "kinds.txt").read_text(encoding="utf-8").splitlines()
    parted = (line.partition(": ") for line in lines)
    return {word: name for name, _, words in parted for word in words.split("|")}


#: word -> what it is drawn as, of WordNet; of the table: its own drawing, and what is only like it
KINDS: dict[str, str] = _kinds()
_PLACED = {name: row for name, row in rows().items() if row.put not in ("found", "worn")}
TABLED: dict[str, str] = {w: name for name, row in _PLACED.items() for w in row.words}
TABLED_NEAR: dict[str, str] = {w: name for name, row in _PLACED.items() for w in row.near}
#: what belongs to most places: drawn as what a shot is about, or where its deeds find one; and what is worn: word -> name
FOUND_WORDS: dict[str, str] = {
    w: name
    for name, words in {
        "leaf": "leaf|autumn leaf|maple leaf|fallen leaf|oak leaf",
        "feather": "feather|quill",
        "stone": "stone|pebble|rock|boulder",
        "mushroom": "mushroom|toadstool",
        **{name: "|".join((*row.words, *row.near)) for name, row in rows().items() if row.put == "found"},
    }.items()
    for w in words.split("|")
}
WORN_WORDS: dict[str, str] = {
    w: name for name, row in rows().items() if row.put == "worn" for w in (*row.words, *row.near)
}


def _first(*tables: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """One table of several: the first that has a word decides, also of two spellings of it."""
    found: dict[str, tuple[str, str]] = {}
    for one in tables:
        for word, value in one.items():
            found.setdefault(word, value)
    return found


_OWN = {*spread(ANIMALS), *spread(PROPS), *TABLED}


def _only_coloured(phrase: str) -> bool:
    """Whether a kind's name is a colour and something that has a drawing: in a story a black cat is a cat, and no polecat, a red fox no poppy."""
    colour, _, rest = phrase.partition(" ")
    return colour in COLOUR_WORDS and rest in _OWN


#: word -> (animal or prop, what is drawn), the closest knowledge first
THINGS: dict[str, tuple[str, str]] = _first(
    {w: ("prop", name) for w, name in (TABLED | TABLED_NEAR).items()},
    {w: ("prop", p) for w, p in spread(PROPS).items()},
    {w: ("animal", a) for w, a in spread(ANIMALS).items()},
    {w: ("animal", a) for w, a in LIKE.items()},
    {
        w: ("animal" if name in ANIMALS else "prop", name)
        for w, name in KINDS.items()
        if w not in FOUND_WORDS and w not in WORN_WORDS and not _only_coloured(w)
    },
)


def only_like(phrase: str) -> str:
    """What a word is drawn as where it has no drawing of its own, "" where it has one."""
    if phrase in _OWN or phrase not in THINGS:
        return ""
    name = THINGS[phrase][1].replace("_", " ")
    return f"{'an' if name[:1] in 'aeiou' else 'a'} {name}"
