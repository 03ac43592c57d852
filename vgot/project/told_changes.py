"""A change in plain words. A label is what a verb notes of itself (`shots/3/lighting`); here it becomes a sentence with places, which
the page says in its own language and the command line in English."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vgot.story.model import Story


@dataclass(frozen=True)
class Told:
    """`say`: a sentence with places like `{n}`; `values`: what stands there; `words`: those of them that are words to be said in
    another language too; `item`: what of the film it is about (`clip/<shot>`), where it is there still."""

    say: str
    values: dict[str, str] = field(default_factory=dict[str, str])
    words: tuple[str, ...] = ()
    item: str = ""

    def in_words(self) -> str:
        return re.sub(r"\{(\w+)\}", lambda m: self.values.get(m[1], m[0]), self.say)


#: Fields of a shot, of a part of the cast, and of the film, as people call them.
FIELDS = {
    "summary": "what happens",
    "character": "character",
    "background": "background",
    "relation": "relation",
    "camera": "camera",
    "camera_move": "camera move",
    "lighting": "lighting",
    "beats": "beats",
    "duration_s": "length",
    "trim_in_s": "beginning",
    "trim_out_s": "end",
    "seed": "seed",
    "end": "end picture",
    "moments": "pictures at moments",
    "guide": "guide",
    "guide_kind": "kind of guide",
    "notes": "notes",
    "prompt": "prompt",
    "status": "state of the work",
    "assignee": "who takes care of it",
    "comments": "comments",
    "scene": "beginning of a scene",
    "who": "who is there",
    "place": "place",
    "lines": "lines",
    "look": "look",
    "name": "name",
    "role": "role",
    "mode": "how it is joined",
    "overlap_s": "length of the join",
    "title": "title",
    "style": "style",
    "sentence": "sentence",
    "fps": "frames a second",
    "width": "width",
    "height": "height",
    "voices": "voices",
    "captions": "subtitles",
}
#: Items as commands name them (vgot/graph/kinds.py), with what their place holds.
ITEMS = {
    "keyframe": "still of shot",
    "clip": "clip of shot",
    "guide": "guide of shot",
    "join": "boundary",
    "portrait": "portrait of",
    "plate": "place",
    "film": "film",
}
_RULES = tuple(
    (re.compile(pattern), say)
    for pattern, say in (
        (r"new project", "The film was written"),
        (r"story (written|drafted)", "The story was written"),
        (r"imported?( .*)?", "The film was brought in"),
        (r"a (new )?film from (?P<what>.+)", "The film was brought in from {what}"),
        (r"import (the cut|story\.json)", "A cut or a story was read back"),
        (r"shots/(?P<n>\d+)/(?P<field>\w+).*", "Shot {n}: {field}"),
        (r"boundaries/(?P<n>\d+)/(?P<field>\w+)", "Boundary after shot {n}: {field}"),
        (r"cast/(?P<part>[^/]+)/stages/[^/]+/(?P<field>\w+)", "{part}: {field}"),
        (r"(cast|places)/(?P<part>[^/]+)/(?P<field>\w+)", "{part}: {field}"),
        (r"((film|titles|sound)/)?(?P<field>\w+)", "The film's {field}"),
        (r"insert shot (?P<n>\d+)", "Shot {n} was inserted"),
        (r"duplicate shot (?P<n>\d+)", "Shot {n} was duplicated"),
        (r"delete shot (?P<n>\d+)", "Shot {n} was deleted"),
        (r"move shot (?P<n>\d+) to (?P<to>\d+)", "Shot {n} was moved to {to}"),
        (r"reorder shots", "The shots were put in another order"),
        (r"split shot (?P<n>\d+)", "Shot {n} was split in two"),
        (r"merge shots (?P<n>\d+) and (?P<to>\d+)", "Shots {n} and {to} were merged"),
        (r"lock (?P<field>\w+) of shot (?P<n>\d+)", "Shot {n}: {field} was locked"),
        (r"unlock (?P<field>\w+) of shot (?P<n>\d+)", "Shot {n}: {field} was unlocked"),
        (r"shot (?P<n>\d+) written", "Shot {n} was written"),
        (r"shot (?P<n>\d+) as long as its lines", "Shot {n} takes its length from its lines"),
        (r"shot (?P<n>\d+): back to the drawing", "Shot {n} went back to its drawing"),
        (r"take the painting of shot (?P<n>\d+)", "The painting of shot {n} was taken"),
        (r"rename (?P<part>.+?) to (?P<what>.+)", "{part} is called {what}"),
        (r"remove (cast|places)/(?P<part>.+)", "{part} was removed"),
        (r"remove a sound", "A sound was removed"),
        (r"(move|change) a sound", "A sound was changed"),
        (r"\w+ track", "A sound track was changed"),
        (r"markers", "Markers were changed"),
        (r"add (stage )?(?P<what>.+)", "{what} was added"),
        (r"rewrite: (?P<what>.*)", "Rewritten: {what}"),
        (r"wish: (?P<what>.*)", "“{what}”"),
        (r"replace (?P<what>.*) by (?P<to>.*)", "“{what}” became “{to}”"),
        (r"(?P<n>\d+) shots: (?P<field>\w+) locked", "{n} shots: {field} was locked"),
        (r"(?P<n>\d+) shots: (?P<field>\w+) unlocked", "{n} shots: {field} was unlocked"),
        (r"(?P<n>\d+) shots: locked", "{n} shots were locked"),
        (r"(?P<n>\d+) shots: unlocked", "{n} shots were unlocked"),
        (r"(?P<n>\d+) shots: (?P<field>\w+)", "{n} shots: {field}"),
        (r"delete (?P<n>\d+) shots", "{n} shots were deleted"),
        (r"pin (?P<n>\d+) items", "{n} items were pinned"),
        (r"unpin (?P<n>\d+) items", "{n} items are no longer pinned"),
        (r"comments by (?P<what>.+)", "Comments by {what} were read in"),
        (r"comments", "Comments were read in"),
        (r"restore (?P<n>\d+)", "Back to revision {n}"),
        (r"match the colours after shot (?P<n>\d+)", "Colours were matched after shot {n}"),
        (r"regenerate (?P<n>\d+) items", "Other takes of {n} items"),
        (r"(regenerate|new take of) (?P<node>\S+)", "Another take: {kind} {part}"),
        (r"choose (a take of )?(?P<node>\S+)", "Another take was chosen: {kind} {part}"),
        (r"pin (?P<node>\S+)", "Pinned: {kind} {part}"),
        (r"unpin (?P<node>\S+)", "No longer pinned: {kind} {part}"),
        (r"retouch (?P<node>\S+)", "Retouched: {kind} {part}"),
        (r"carry the retouch into (?P<node>\S+)", "The retouch was carried on: {kind} {part}"),
        (r"shot (?P<n>\d+) from another angle: (?P<what>.+)", "Shot {n}: another angle of the one before, {what}"),
        (r"upload for (?P<node>\S+)", "A picture of your own: {kind} {part}"),
        (r"(approve|approved)( .*)?", "Stills were approved"),
    )
)


def told(label: str, story: Story | None = None) -> Told:
    """A label in words; one that is not known stands as it is. `story`: that of now, whose names are used."""
    for pattern, say in _RULES:
        if found := pattern.fullmatch(label):
            values = {k: v for k, v in found.groupdict().items() if v is not None}
            return _filled(say, values, story)
    return Told("{what}", {"what": label})


def _filled(say: str, values: dict[str, str], story: Story | None) -> Told:
    words: list[str] = []
    if "node" in values:
        step, _, rest = values.pop("node").partition("/")
        values |= {"kind": ITEMS.get(step, step), "part": _part(rest.partition("/")[0], story)}
        words.append("kind")
        item = _item(step, rest, story)
    else:
        if "part" in values:
            values["part"] = _part(values["part"], story)
        item = _item("keyframe", values["n"], story) if re.search(r"[Ss]hot \{n\}", say) else ""
    if "field" in values:
        values["field"] = FIELDS.get(values["field"], values["field"].replace("_", " "))
        words.append("field")
    return Told(say, values, tuple(words), item)


def _part(slug: str, story: Story | None) -> str:
    """The name of a character or a place, by its slug; anything else as it is."""
    known = {p.id: p.name for p in (*story.cast, *story.places)} if story else {}
    return known.get(slug, slug)


def _item(step: str, rest: str, story: Story | None) -> str:
    """The key of an item, where it is there: shots are named by their numbers, and kept by their ids."""
    if story is None:
        return ""
    if step in ("keyframe", "clip"):
        number = int(rest) if rest.isdigit() else 0
        return f"{step}/{story.shots[number - 1].id}" if 0 < number <= len(story.shots) else ""
    return f"{step}/{rest}" if step in ("portrait", "plate") else ""


def sayings() -> list[str]:
    """Every sentence and every word that a change may be told in."""
    said = [say for _, say in _RULES if say != "{what}"]
    return list(dict.fromkeys([*said, *FIELDS.values(), *ITEMS.values()]))
