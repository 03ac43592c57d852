"""The five domains of a shot in words, from a beat and what stands around it; no wording returns before all were used."""

from __future__ import annotations

import re
from typing import Protocol

from vgot.script.outline.beat import Beat
from vgot.script.outline.cast import Look, Person
from vgot.script.outline.dice import Deck, Dice
from vgot.script.outline.light import ANGLES, LENSES, LIGHTS, MOODS, MOVES, SIZES, TONE_MOVES, TONE_SIZES, light_in
from vgot.script.outline.places import KINDS
from vgot.script.outline.shapes import a

_FACES = {
    "joy": ("laughing", "beaming", "grinning wide", "delighted", "clapping", "eyes alight", "cheeks flushed"),
    "warm": ("smiling softly", "gentle-eyed", "nodding", "leaning close", "at ease", "quietly glad", "fond"),
    "calm": ("unhurried", "listening", "thoughtful", "looking on", "composed", "half smiling", "attentive"),
    "wonder": ("staring", "open-mouthed", "awed", "blinking", "breath held", "wide-eyed", "hushed"),
    "tense": ("tight-lipped", "watchful", "shoulders drawn up", "frowning", "not blinking", "wary", "jaw set"),
    "dark": ("hollow-eyed", "grim", "bowed", "ashen", "without expression", "shrunken", "staring at the floor"),
    "sad": ("close to tears", "eyes lowered", "very quiet", "pale", "holding back", "red-eyed", "mouth pressed shut"),
}
#: tone -> a plain word for the feeling, after the beat's own picture of a face
_FEELING = {
    "joy": ("happy", "full of joy", "delighted", "cheerful", "laughing"),
    "warm": ("smiling", "content", "tender", "fond"),
    "calm": ("calm", "peaceful", "at ease", "quiet"),
    "wonder": ("amazed", "full of wonder", "astonished", "curious"),
    "tense": ("worried", "anxious", "nervous", "tense"),
    "dark": ("desperate", "in despair", "afraid", "shaken"),
    "sad": ("sad", "sorrowful", "close to tears", "grieving"),
}
_ANIMAL_FACES = {
    "joy": ("tail high", "bouncing", "ears up"),
    "warm": ("pressed close", "eyes half shut", "breathing slowly"),
    "calm": ("sitting still", "sniffing the air", "head tilted"),
    "wonder": ("ears pricked", "motionless", "head high"),
    "tense": ("hackles up", "crouched", "ears flat"),
    "dark": ("head low", "curled up small", "trembling"),
    "sad": ("ears drooping", "head on the ground", "looking back"),
}
_HERO = (
    "{Stage}, {years} with {hair}, {face}, stands out in {clothes}{keep}; {mood}.",
    "{Stage} wears {clothes}{keep}: {years} with {hair} and {face}, {mood}.",
    "{Mood}: {stage}, {years}, {hair}, in {clothes}{keep}.",
    "In {clothes}{keep}, {stage} is {years} with {hair} and {face}, {mood}.",
    "{Stage} is {years} with {hair}; {he} has {clothes} on{keep}, {mood}.",
    "We know {stage} by {hair} and {clothes}{keep}, {years} with {face}, {mood}.",
)
_BEING = (
    "{Stage}, {years}{keep}, {mood}.",
    "{Mood}: {stage}, {years}{keep}.",
    "{Stage} is {years}{keep}, {mood}.",
    "We know {stage} at once: {years}{keep}, {mood}.",
)
_BEINGS_TOO = (
    "Close by is {stage}, {years}, {mood}.",
    "{Stage}, {years}, is there as well, {mood}.",
    "With {him}, {stage}: {years}, {mood}.",
)
_OTHERS = (
    "Beside {him}, {stage}, {years} with {hair} in {clothes}, {mood}.",
    "With {him} is {stage}, {years} with {hair}, wearing {clothes}, {mood}.",
    "{Stage}, {years} with {hair}, in {clothes}, is {mood}.",
    "Near {him} stands {stage}, {hair} and {clothes}, {mood}.",
    "{Stage} shares the frame: {years}, {hair}, {clothes}, {mood}.",
)
_BRIEF = (
    "{Stage}, {hair}, {clothes}, {mood}.",
    "Also {stage}, with {hair}, in {clothes}, {mood}.",
    "{Stage} too, {mood}: {hair}, {clothes}.",
)
_FIRST = (
    "{Name}{where}, {when}: {look}. {Detail}.",
    "{When}, {a_name}{where}: {look}. {Detail}.",
    "{Name}{where} with {look}, {when}. {Detail}.",
)
_AGAIN = (
    "{Name} again, {when}: {look}, as before. {Detail}.",
    "{When}, back at {name}: {look}. {Detail}.",
    "Nothing has been moved at {name}, {when}: {look}. {Detail}.",
    "{Name} once more, {look}, {when}. {Detail}.",
    "The familiar {bare}, {when}, still with {look}. {Detail}.",
)
_STILL = (
    "Still {name}, {when}: {look}. {Detail}.",
    "The same {bare} from another side, {when}: {look}. {Detail}.",
    "We stay at {name}, {when}, among {look}. {Detail}.",
    "{Detail}. Around it, unchanged, {name}: {look}; {when}.",
)
_HOURS = {
    "dawn": "at dawn",
    "morning": "in the morning",
    "noon": "at noon",
    "golden": "late in the afternoon",
    "dusk": "at dusk",
    "night": "at night",
    "moonlight": "deep in the night",
    "storm": "under a breaking storm",
    "neon": "after dark",
    "candle": "by candlelight",
    "firelight": "in the evening",
    "overcast": "on a grey day",
    "lamp": "in the evening",
    "starlight": "in no hour at all",
    "depths": "far below the surface",
}


class Toned(Protocol):
    """What has a feeling of its own: all that faces and looks take from a beat."""

    @property
    def tone(self) -> str: ...


def cap(text: str) -> str:
    """The text with its first letter large, the rest untouched."""
    return text[:1].upper() + text[1:]


class Prose:
    """Writes the domains of one story's shots in their order, remembering what was said."""

    def __init__(self, dice: Dice):
        self.deck = Deck(dice)
        self.said: dict[str, set[str]] = {}
        self.last_camera = ("", "")
        self.visited: set[str] = set()
        self.seen: set[str] = set()
        self.sizes: list[str] = []
        self.last_place = ""

    def unlike(self, domain: str, text: str, more: tuple[str, ...] = ()) -> str:
        """The text, changed as little as needed to be new in its domain."""
        said = self.said.setdefault(domain, set())
        n = 0
        while text in said:
            extra = more[n % len(more)] if more else "This is not how it was before."
            text = f"{text} {extra}"
            n += 1
        said.add(text)
        return text

    def felt(self, mood: str, tone: str) -> str:
        """A beat's face with a plain word for the feeling, unless it says one."""
        if any(word.split()[-1] in mood for words in _FEELING.values() for word in words):
            return mood
        return f"{mood}, {self.deck.deal('feeling ' + tone, _FEELING[tone])}"

    def character(self, shown: list[tuple[Person, Look]], beat: Toned, mood: str) -> str:
        parts = []
        for n, (person, look) in enumerate(shown):
            human = person.role.nature == "human"
            faces = _FACES if person.role.nature != "animal" else _ANIMAL_FACES
            feel = (
                self.felt(mood, beat.tone)
                if n == 0
                else self.deck.deal("face " + beat.tone + person.role.nature, faces[beat.tone])
            )
            form = (
                self.deck.deal("hero", _HERO)
                if human and n == 0
                else self.deck.deal(*(("others", _OTHERS) if len(shown) < 3 else ("brief", _BRIEF)))
                if human
                else self.deck.deal("being", _BEING)
                if n == 0
                else self.deck.deal("being too", _BEINGS_TOO)
            )
            keep = f", with {look.keep}" if look.keep and n == 0 else ""
            first = shown[0][0]
            parts.append(
                form.format(
                    Stage=cap(look.name),
                    stage=look.name,
                    years=look.years,
                    hair=look.hair,
                    face=look.face,
                    clothes=look.clothes,
                    keep=keep,
                    mood=feel,
                    Mood=cap(feel),
                    he=person.he,
                    him=first.him if first.sex != "n" else first.name,
                )
            )
        return self.unlike(
            "character",
            " ".join(parts),
            (
                "The face gives a little more away than before.",
                "Time has left one more trace.",
                "The posture has changed.",
            ),
        )

    def background(self, place_id: str, kind: str, name: str, look: str, where: str, light: str, date: str) -> str:
        bare = re.sub(r"^the ", "", name)
        forms = _STILL if place_id == self.last_place else _AGAIN if place_id in self.visited else _FIRST
        pile = "still" if forms is _STILL else "again" if forms is _AGAIN else "first"
        shown = where if place_id not in self.visited and not KINDS[kind].indoors else ""
        self.visited.add(place_id)
        self.last_place = place_id
        when = ", ".join(p for p in (date, _HOURS[light]) if p)
        detail = self.deck.deal("detail " + kind, KINDS[kind].details)
        text = self.deck.deal(pile, forms).format(
            Name=cap(name),
            name=name,
            bare=bare,
            a_name=a(bare),
            where=shown,
            look=look,
            when=when,
            When=cap(when),
            Detail=cap(detail),
        )
        return self.unlike("background", text, tuple(f"Now {d}." for d in KINDS[kind].details))

    def camera(self, beat: Beat, focus: str, new_place: str, tags: frozenset[str], lines: bool, crowd: int) -> str:
        """`new_place` is the id of the place when the shot before was elsewhere; a first look at it is a wide one."""
        sizes = list(TONE_SIZES[beat.tone])
        if "first" in tags or new_place and new_place not in self.seen and "key" not in tags:
            sizes = ["wide shot", "extreme wide shot", "full shot"]
        elif "seen" in tags:  # what is done, and with what, has to be in the picture
            sizes = ["medium shot", "full shot", "wide shot"]
        elif "key" in tags:
            sizes = ["close-up", "medium close-up", "medium shot"]
        elif "last" in tags:
            sizes = ["extreme wide shot", "close-up", "wide shot"]
        elif lines:
            sizes = [
                "over-the-shoulder shot" if crowd > 1 else "medium close-up",
                "medium shot",
                "medium close-up",
                *sizes,
            ]
        self.seen.add(new_place)
        if crowd > 2:
            sizes = [s for s in sizes if s not in ("extreme close-up", "over-the-shoulder shot", "close-up")] or [
                "wide shot"
            ]
        # the liked size that was seen least of late, never the last shot's; moves take turns within the tone
        sizes = [s for s in dict.fromkeys(sizes) if s != self.last_camera[0]] or [SIZES[2]]
        size = min(sizes, key=lambda s: (self.sizes.count(s), sizes.index(s)))
        self.sizes = [*self.sizes[-5:], size]
        move = self.deck.deal("move " + beat.tone, TONE_MOVES[beat.tone])
        if move == self.last_camera[1]:
            move = self.deck.deal("move " + beat.tone, TONE_MOVES[beat.tone])
        self.last_camera = (size, move)
        angle = self.deck.deal("angle " + beat.tone, ANGLES[beat.tone])
        text = f"{cap(size)} {angle}: {self.deck.deal(move, MOVES[move]).format(focus=focus)}. {self.deck.deal('lens', LENSES)}"
        return self.unlike("camera", text, LENSES)

    def lighting(self, kind: str, light: str, tone: str) -> str:
        indoors, outdoors, colours = LIGHTS[light]
        source = self.deck.deal(f"{light} {KINDS[kind].indoors}", indoors if KINDS[kind].indoors else outdoors)
        text = f"{cap(source)}: {self.deck.deal('colour ' + light, colours)}. {self.deck.deal('mood ' + tone, MOODS[tone])}"
        return self.unlike("lighting", text, MOODS[tone])


def light_of(kind: str, light: str, dice: Dice, *ask: object) -> str:
    """One of the lights a beat allows ("dusk|night"), as the place lets it in."""
    return light_in(kind, dice.pick(light.split("|"), *ask))
