"""The five domains of a shot in words; no wording (assets/script/prose.yaml) returns before all were used."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from vgot.script.offline.cast import Look, Person
from vgot.script.offline.dice import Deck, Dice
from vgot.script.offline.places import places
from vgot.script.offline.tones import Size, Tone, tones
from vgot.script.phrases import a, cap
from vgot.script.tables import Table, table

Forms = tuple[str, ...]
Form = Literal["hero", "being", "others", "being too", "brief", "nobody", "empty"]


class Wordings(Table):
    """prose.yaml; its head says what the fields are."""

    character: dict[Form, Forms]
    background: dict[Literal["first", "again", "still", "bare", "bare again"], Forms]
    more: dict[Literal["character", "empty", "other"], Forms]
    bystanders: Forms


@cache
def wordings() -> Wordings:
    """The wordings, read once."""
    return table("prose.yaml", Wordings)


class Prose:
    """Writes the domains of one story's shots in their order, remembering what was said."""

    def __init__(self, dice: Dice):
        self.deck = Deck(dice)
        self.said: dict[str, set[str]] = {}
        self.last_size, self.last_move, self.last_place = "", "", ""
        self.visited: set[str] = set()

    def unlike(self, domain: str, text: str, more: Forms = ()) -> str:
        """The text, changed as little as needed to be new in its domain."""
        said = self.said.setdefault(domain, set())
        more = more or wordings().more["other"]
        n = 0
        while text in said:
            text = f"{text} {more[n % len(more)]}"
            n += 1
        said.add(text)
        return text

    def felt(self, mood: str, tone: Tone) -> str:
        """A beat's face with a plain word for the feeling, unless it says one."""
        if any(word.split()[-1] in mood for feeling in tones().tones.values() for word in feeling.feelings):
            return mood
        return f"{mood}, {self.deck.deal('feeling ' + tone, tones().tones[tone].feelings)}"

    def face(self, person: Person, tone: Tone, pile: str) -> str:
        """How somebody looks of whom nothing is told."""
        feeling = tones().tones[tone]
        faces = feeling.animals if person.role.nature == "animal" else feeling.faces
        return self.deck.deal(f"{pile} {tone}{person.role.nature}", faces)

    def character(self, shown: list[tuple[Person, Look]], tone: Tone, mood: str) -> str:
        """Everybody in the picture, the first with `mood` in the face; "" for a face that goes with the tone."""
        first = shown[0][0]
        parts = []
        for n, (person, look) in enumerate(shown):
            if n == 0:
                feel = self.felt(mood or self.face(person, tone, "own"), tone)
            else:
                feel = self.face(person, tone, "face")
            pile = self._form(person.role.nature == "human", n, len(shown))
            parts.append(
                self.deck.deal(pile, wordings().character[pile]).format(
                    Stage=cap(look.name),
                    stage=look.name,
                    years=look.years,
                    hair=look.hair,
                    face=look.face,
                    clothes=look.clothes,
                    keep=f", with {look.keep}" if look.keep and n == 0 else "",
                    mood=feel,
                    Mood=cap(feel),
                    he=person.he,
                    him=first.him if first.sex != "n" else first.name,
                )
            )
        return self.unlike("character", " ".join(parts), wordings().more["character"])

    def _form(self, human: bool, n: int, count: int) -> Form:
        if n == 0:
            return "hero" if human else "being"
        return "being too" if not human else "others" if count < 3 else "brief"

    def nobody(self, thing: str) -> str:
        """A picture with nobody in it, or with a thing alone."""
        pile = "nobody" if thing else "empty"
        text = self.deck.deal(f"nobody{bool(thing)}", wordings().character[pile]).format(it=thing, It=cap(thing))
        return self.unlike("character", text, wordings().more["empty"])

    def background(self, place_id: str, kind: str, name: str, look: str, when: str, where: str = "") -> str:
        """The place as `look` has it; without a look, of a place of which only the words are known."""
        known = places().kinds[kind]
        again, still = place_id in self.visited, place_id == self.last_place
        self.visited.add(place_id)
        self.last_place = place_id
        bare = re.sub(r"^the ", "", name)
        if look:
            pile, details = "still" if still else "again" if again else "first", known.details
        else:
            pile, details = "bare again" if again else "bare", places().bare_inside if known.indoors else places().bare
        detail = self.deck.deal("detail " + (kind if look else "inside" if known.indoors else ""), details)
        text = self.deck.deal(pile, wordings().background[pile]).format(
            Name=cap(name),
            name=name,
            bare=bare,
            a_name=a(bare) if name.startswith("the ") else name,
            where="" if again or known.indoors else where,
            look=look,
            when=when,
            When=cap(when),
            Detail=cap(detail),
        )
        return self.unlike("background", text, tuple(f"Now {d}." for d in details))

    def hour(self, kind: str, light: str, before: str) -> str:
        """When it is: a date, a season or a weather, and the hour of the light."""
        return ", ".join(p for p in (before, tones().lights[places().light_in(kind, light)].hour) if p)

    def camera(self, size: Size, tone: Tone, focus: str, asked: str = "") -> str:
        """The camera from `size`; the move is never that of the shot before where the tone has others, or it is what the
        sentence asks for."""
        feeling = tones().tones[tone]
        move = self.deck.deal("move " + tone, feeling.moves)
        if move == self.last_move:
            move = self.deck.deal("move " + tone, feeling.moves)
        self.last_size, self.last_move = size, move
        angle = self.deck.deal("angle " + tone, feeling.angles)
        said = asked or self.deck.deal(move, tones().moves[move]).format(focus=focus)
        lens = self.deck.deal("lens", tones().lenses)
        return self.unlike("camera", f"{cap(size)} {angle}: {said}. {lens}", tones().lenses)

    def near(self, size: Size, crowd: int) -> Size:
        """A size that can show so many and is not that of the shot before."""
        if size == "over-the-shoulder shot" and crowd < 2:
            size = "medium close-up"
        if size == self.last_size:
            size = tones().sizes[size]
        if size == self.last_size:
            size = next(s for s in tones().sizes if s not in (size, "over-the-shoulder shot"))
        return size

    def lighting(self, kind: str, light: str, tone: Tone) -> str:
        """Where the light comes from, its colour and its mood."""
        name = places().light_in(kind, light)
        light_, indoors, moods = tones().lights[name], places().kinds[kind].indoors, tones().tones[tone].moods
        source = self.deck.deal(f"{name} {indoors}", light_.indoors if indoors else light_.outdoors)
        colour = self.deck.deal("colour " + name, light_.colours)
        return self.unlike("lighting", f"{cap(source)}: {colour}. {self.deck.deal('mood ' + tone, moods)}", moods)
