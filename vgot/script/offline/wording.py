"""A moment in the five domains of a shot. No wording returns before all were used."""

from __future__ import annotations

import re

from vgot.script.offline.choosing import Moment
from vgot.script.outline.cast import Person
from vgot.script.outline.dice import Deck, Dice
from vgot.script.outline.light import ANGLES, LENSES, LIGHTS, MOODS, MOVES, SIZES, TONE_MOVES, light_in
from vgot.script.outline.places import KINDS
from vgot.script.outline.prose import _AGAIN, _FIRST, _HOURS, _STILL, Prose, cap
from vgot.script.outline.shapes import a

_SIZES_NEAR = {
    "extreme wide shot": "wide shot",
    "wide shot": "full shot",
    "full shot": "medium shot",
    "medium shot": "full shot",
    "medium close-up": "medium shot",
    "close-up": "medium close-up",
    "over-the-shoulder shot": "medium shot",
    "extreme close-up": "close-up",
}
_NOBODY = (
    "Nobody is in the picture but {it}.",
    "Only {it} is to be seen, and nobody else.",
    "{It} has the picture to itself.",
    "The picture belongs to {it} alone.",
    "No person stands here: only {it}.",
    "{It}, with nobody near.",
)
_EMPTY = (
    "Nobody is in the picture.",
    "The place itself holds the shot; nobody is there.",
    "No person is to be seen yet.",
    "There is nobody here.",
    "Nobody has come into the picture.",
    "The picture is empty of people.",
)
#: Details of places that no kind of place knows.
_DETAILS = (
    "the air is clear", "the edges fade into haze", "small sounds come from far away", "nothing hurries here",
    "a little wind goes over it", "the colours are deep", "it goes on beyond the picture",
)  # fmt: skip
_BARE = ("{Name}, {when}. {Detail}.", "{When}, {name}. {Detail}.", "{Name} as the story has it, {when}. {Detail}.")
_BARE_AGAIN = (
    "{Name} again, {when}. {Detail}.",
    "{When}, still {name}. {Detail}.",
    "The same {bare}, {when}. {Detail}.",
)


class Words:
    """Writes the domains of one film's shots in their order, remembering what was said."""

    def __init__(self, dice: Dice):
        self.dice = dice
        self.deck = Deck(dice)
        self.prose = Prose(dice)
        self.last_size, self.last_move, self.last_place = "", "", ""
        self.visited: set[str] = set()

    def character(self, people: list[Person], moment: Moment, thing: str) -> str:
        if not people:
            forms, it = (_NOBODY, thing) if thing else (_EMPTY, "")
            text = self.deck.deal("nobody" + str(bool(thing)), forms).format(it=it, It=cap(it))
            return self.prose.unlike(
                "character", text, ("It stays like that for a while.", "Nothing has changed about that.")
            )
        shown = [(p, p.looks[0]) for p in people]
        return self.prose.character(shown, moment, moment.feel or self._face(people[0], moment))

    def _face(self, person: Person, moment: Moment) -> str:
        from vgot.script.outline.prose import _ANIMAL_FACES, _FACES

        faces = _ANIMAL_FACES if person.role.nature == "animal" else _FACES
        return self.deck.deal("own " + moment.tone + person.role.nature, faces[moment.tone])

    def background(self, place_id: str, moment: Moment) -> str:
        setting = moment.setting
        hour = _HOURS[light_in(setting.kind, moment.light)]
        when = ", ".join(p for p in (moment.weather, hour) if p)
        again = place_id in self.visited
        still = place_id == self.last_place
        self.visited.add(place_id)
        self.last_place = place_id
        bare = re.sub(r"^the ", "", setting.name)
        details = KINDS[setting.kind].details if setting.look else _DETAILS
        if setting.look:
            pile, forms = ("still", _STILL) if still else ("again", _AGAIN) if again else ("first", _FIRST)
        else:
            pile, forms = ("bare again", _BARE_AGAIN) if again else ("bare", _BARE)
        text = self.deck.deal(pile, forms).format(
            Name=cap(setting.name),
            name=setting.name,
            bare=bare,
            a_name=a(bare) if setting.name.startswith("the ") else setting.name,
            where="",
            look=setting.look,
            when=when,
            When=cap(when),
            Detail=cap(self.deck.deal("detail " + (setting.kind if setting.look else ""), details)),
        )
        return self.prose.unlike("background", text, tuple(f"Now {d}." for d in details))

    def camera(self, moment: Moment, crowd: int) -> str:
        size = moment.size
        if size == "over-the-shoulder shot" and crowd < 2:
            size = "medium close-up"
        if size == self.last_size:
            size = _SIZES_NEAR[size]
        if size == self.last_size:
            size = next(s for s in SIZES if s != size and s != "over-the-shoulder shot")
        move = self.deck.deal("move " + moment.tone, TONE_MOVES[moment.tone])
        if move == self.last_move:
            move = self.deck.deal("move " + moment.tone, TONE_MOVES[moment.tone])
        self.last_size, self.last_move = size, move
        angle = self.deck.deal("angle " + moment.tone, ANGLES[moment.tone])
        said = self.deck.deal(move, MOVES[move]).format(focus=moment.focus)
        return self.prose.unlike("camera", f"{cap(size)} {angle}: {said}. {self.deck.deal('lens', LENSES)}", LENSES)

    def lighting(self, moment: Moment) -> str:
        kind = moment.setting.kind
        light = light_in(kind, moment.light)
        indoors, outdoors, colours = LIGHTS[light]
        source = self.deck.deal(f"{light} {KINDS[kind].indoors}", indoors if KINDS[kind].indoors else outdoors)
        mood = self.deck.deal("mood " + moment.tone, MOODS[moment.tone])
        return self.prose.unlike(
            "lighting", f"{cap(source)}: {self.deck.deal('colour ' + light, colours)}. {mood}", MOODS[moment.tone]
        )

    def once(self, domain: str, text: str) -> str:
        """The text, changed as little as needed to be new in its domain."""
        return self.prose.unlike(domain, text)
