"""Where and when each deed happens: the sentence's own places and hours, and where it names none, one that fits its hero."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vgot.script.offline.homes import home_of
from vgot.script.outline.dice import Dice
from vgot.script.outline.places import KINDS, PLACE_WORDS
from vgot.script.outline.roles import ROLE_WORDS
from vgot.script.outline.words import CITIES, TOWNS
from vgot.script.reading.mentions import Mention
from vgot.script.words import embed

#: words for hours and weather -> light of vgot/script/outline/light.py
LIGHTS = {
    "dawn": "dawn", "sunrise": "dawn", "daybreak": "dawn", "morning": "morning", "noon": "noon", "midday": "noon", "afternoon": "golden",
    "sunset": "golden", "dusk": "dusk", "twilight": "dusk", "evening": "dusk", "nightfall": "dusk", "night": "night", "midnight": "night",
    "moonlight": "moonlight", "moonlit": "moonlight", "starlight": "night", "starry": "night", "storm": "storm", "stormy": "storm",
    "thunderstorm": "storm", "thunder": "storm", "lightning": "storm", "hurricane": "storm", "tornado": "storm", "blizzard": "overcast",
    "rain": "overcast", "rainy": "overcast", "raining": "overcast", "drizzle": "overcast", "fog": "overcast", "foggy": "overcast",
    "mist": "overcast", "misty": "overcast", "snow": "overcast", "snowy": "overcast", "snowing": "overcast", "snowstorm": "overcast",
    "cloudy": "overcast", "overcast": "overcast", "candle": "candle", "candlelight": "candle", "campfire": "firelight", "bonfire": "firelight",
    "firelight": "firelight", "neon": "neon", "sunny": "noon", "sunlit": "golden", "sunlight": "morning", "sun": "noon", "dark": "night",
    "eclipse": "dusk", "aurora": "night",
}  # fmt: skip
#: words for weather -> how it stands in a background
WEATHER = {
    "rain": "in the rain", "rainy": "in the rain", "raining": "in the rain", "drizzle": "in light rain", "downpour": "in heavy rain",
    "storm": "in a storm", "stormy": "in a storm", "thunderstorm": "in a thunderstorm", "thunder": "in a thunderstorm", "snow": "in the snow",
    "snowy": "in the snow", "snowing": "in falling snow", "blizzard": "in a blizzard", "snowstorm": "in a snowstorm", "fog": "in fog",
    "foggy": "in fog", "mist": "in mist", "misty": "in mist", "wind": "in the wind", "windy": "in the wind", "sandstorm": "in a sandstorm",
    "spring": "in spring", "summer": "in summer", "autumn": "in autumn", "fall": "in autumn", "winter": "in winter",
}  # fmt: skip
#: where animals live, when no place is named
_HABITATS = {
    "underwater": "fish goldfish shark whale dolphin octopus squid jellyfish seahorse salmon orca crab lobster stingray eel starfish kraken",
    "farm": "cow pig horse pony goat sheep lamb chicken hen rooster duck donkey goose turkey calf piglet bull",
    "forest": "fox wolf bear deer owl squirrel hedgehog badger rabbit hare boar raccoon moose stag fawn woodpecker",
    "snow field": "penguin seal walrus polar-bear reindeer husky mammoth yeti",
    "desert": "camel scorpion snake lizard", "field": "butterfly bee ladybug grasshopper ant snail caterpillar dragonfly beetle giraffe lion zebra elephant",
    "living room": "cat kitten puppy hamster parrot canary", "garden": "bird sparrow robin mouse frog toad", "river": "otter beaver crocodile swan heron turtle",
    "mountains": "eagle hawk falcon dragon griffin", "park": "dog pigeon",
}  # fmt: skip
_ANIMAL_PLACES = {animal.replace("-", " "): place for place, animals in _HABITATS.items() for animal in animals.split()}
_PERSON_PLACES = ("city street", "village", "park", "field", "living room")
_THING_PLACES = ("living room", "workshop", "field", "garden")


@dataclass(frozen=True)
class Setting:
    """A place of the film: how it is called, what kind it is of, and what is seen there. `words` are the sentence's own."""

    name: str
    kind: str
    look: str
    words: str


def kind_of_place(words: str) -> str:
    """The kind (vgot/script/outline/places.py) of a place in the sentence's words; "" where no kind is near."""
    low = words.lower()
    parts = re.findall(r"[a-zé]+", low)
    for start in range(len(parts)):
        for word in (" ".join(parts[start:]), parts[-1], parts[-1].rstrip("s")):
            if word in KINDS:
                return word
            if word in PLACE_WORDS:
                return PLACE_WORDS[word]
    names = sorted(PLACE_WORDS)
    likeness = embed(names) @ embed([parts[-1] if parts else low])[0]
    best = int(likeness.argmax())
    return PLACE_WORDS[names[best]] if likeness[best] > 0.55 else ""


#: Places whose nearest kind would show another one: what is drawn of them is said by the words alone.
_BY_WORDS = {
    "sea",
    "ocean",
    "sky",
    "cloud",
    "clouds",
    "bus",
    "earth",
    "world",
    "universe",
    "heaven",
    "bottom",
    "top",
    "river",
    "lake",
}


class Settings:
    """The settings of one film, each made once."""

    def __init__(self, dice: Dice):
        self.dice = dice
        self.made: dict[str, Setting] = {}
        self.used: dict[str, int] = {}

    def named(self, mention: Mention, called: str) -> Setting:
        """The setting of a place that the sentence names."""
        if called not in self.made:
            if (city := CITIES.get(mention.said.lower())) is not None and mention.said.lower() not in PLACE_WORDS:
                in_town = city[1] in TOWNS
                kind = "city street" if in_town else "road"
                name = f"the streets of {mention.said}" if in_town else f"a country road in {mention.said}"
                self.made[called] = Setting(name, kind, self._look(kind, mention.said), name)
                return self.made[called]
            head = mention.said.lower().split()[-1] if mention.said else ""
            kind = kind_of_place(mention.said)
            look = (
                ""
                if head in _BY_WORDS or mention.name or mention.said[:1].isupper() and not kind
                else self._look(kind, mention.said)
            )
            self.made[called] = Setting(called, kind or "field", look, mention.said)
        return self.made[called]

    def fitting(self, hero: Mention | None, words: Iterable[str] = ()) -> Setting:
        """A place for a hero of whom no place is told; `words`: all that the sentence names, in base form."""
        kind = self._trade(hero) or home_of(words) or self._home(hero)
        key = f"({kind})"
        if key not in self.made:
            sets = KINDS[kind].sets
            name, look = sets[self.dice.number("set", kind) % len(sets)]
            self.made[key] = Setting(f"the {name}", kind, look, "")
        return self.made[key]

    def _trade(self, hero: Mention | None) -> str:
        """Where somebody works."""
        if hero is None:
            return ""
        for word in (hero.said.lower(), hero.head):
            if (role := ROLE_WORDS.get(word)) and role[0].work in KINDS:
                return role[0].work
        return ""

    def _home(self, hero: Mention | None) -> str:
        if hero is None:
            return "field"
        if hero.kind == "animal":
            return _ANIMAL_PLACES.get(hero.head, "field")
        if hero.kind == "thing":
            return self.dice.pick(_THING_PLACES, "where things are")
        return self.dice.pick(_PERSON_PLACES, "where people are")

    def _look(self, kind: str, words: str) -> str:
        """What is seen at a kind of place, without the things that would contradict the sentence's own words."""
        if not kind:
            return ""
        sets = KINDS[kind].sets
        n = self.used.get(kind, 0)
        self.used[kind] = n + 1
        return sets[(self.dice.number("set", kind) + n) % len(sets)][1]


def light_of_words(words: str) -> str:
    """The light that words ask for, or nothing: an hour before a weather."""
    found = [LIGHTS[w] for w in re.findall(r"[a-z]+", words.lower()) if w in LIGHTS]
    return next((light for light in found if light not in ("overcast", "storm")), found[0] if found else "")


def weather_of_words(words: str) -> str:
    """The weather or the season that words name, as it is said of a background."""
    return next((WEATHER[w] for w in re.findall(r"[a-z]+", words.lower()) if w in WEATHER), "")


#: Places that somebody is on; what has walls or stands all around is "in", any other "at".
_ON = set(
    "hill mountain mountains rooftop roof ship beach moon mars planet pier island deck stage road path street bridge shore coast "
    "farm lawn plain slope ledge balcony terrace porch platform train bus boat ice lake river sea ocean cliff summit peak top".split()
)
_IN = set(
    "city town village forest woods jungle garden park field meadow desert valley cave room house castle space sky snow rain swamp "
    "country world kingdom alley yard courtyard market crowd streets street ruins".split()
)
#: Places that nobody stands in or at: they are named, the deed happens elsewhere.
NOWHERE = set(
    "sky air ground horizon cloud clouds floor surface earth world universe heaven distance top bottom bough branch".split()
)


def at_place(setting: Setting) -> str:
    """The place with its preposition: "in the kitchen", "on the moon", "at the harbour"."""
    last = re.sub(r"[^a-z ]", "", setting.name.lower()).split()
    heads = {last[-1]} if last else set()
    if setting.name.startswith("the streets of"):
        return f"in {setting.name}"
    preposition = (
        "in" if heads & _IN or KINDS[setting.kind].indoors and not heads & _ON else "on" if heads & _ON else "at"
    )
    return f"{preposition} {setting.name}"
