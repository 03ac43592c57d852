"""Where stories happen (assets/script/places.yaml): kinds of place, each with sets and details, and the words for them."""

from __future__ import annotations

from functools import cache, cached_property

from pydantic import Field, model_validator

from vgot.script.tables import Table, WordSet, table


class Kind(Table):
    """A kind of place."""

    indoors: bool = False
    sets: dict[str, str] = Field(min_length=1)
    details: tuple[str, ...] = Field(min_length=1)
    words: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    lives: tuple[str, ...] = ()
    light: dict[str, str] = {}
    old: str = ""
    town: str = ""

    def view(self, n: int) -> tuple[str, str]:
        """(name, what is seen there) of the n-th set, counted round and round."""
        return list(self.sets.items())[n % len(self.sets)]


class Places(Table):
    """places.yaml; its head says what the fields are."""

    kinds: dict[str, Kind]
    on: WordSet
    inside: WordSet = Field(alias="in")
    by_words: WordSet
    aboard: dict[str, str]
    nowhere: WordSet
    people: tuple[str, ...]
    things: tuple[str, ...]
    as_told: WordSet
    bare: tuple[str, ...]
    bare_inside: tuple[str, ...]

    @model_validator(mode="after")
    def _known(self) -> Places:
        for kind, place in self.kinds.items():
            for other in {place.old, place.town} - {"", *self.kinds}:
                raise ValueError(f"{kind} becomes {other}, which is no kind of place")
        for kind in {*self.people, *self.things, *self.as_told, *self.aboard.values()} - set(self.kinds):
            raise ValueError(f"{kind} is no kind of place")
        for field in ("words", "lives", "like"):
            told: dict[str, str] = {}
            for kind, place in self.kinds.items():
                for word in getattr(place, field):
                    if told.setdefault(word, kind) != kind:
                        raise ValueError(f"{word} stands in the {field} of {told[word]} and of {kind}")
        return self

    @cached_property
    def kind_of(self) -> dict[str, str]:
        """Every word of a sentence that names a kind of place -> the kind."""
        return {word: kind for kind, place in self.kinds.items() for word in place.words}

    @cached_property
    def light_of(self) -> dict[str, str]:
        """Every word for a place that has only the light of a kind -> the kind."""
        return {word: kind for kind, place in self.kinds.items() for word in place.like if word not in self.kind_of}

    @cached_property
    def home_of(self) -> dict[str, str]:
        """Animals -> the kind of place where they live."""
        return {animal: kind for kind, place in self.kinds.items() for animal in place.lives}

    def light_in(self, kind: str, light: str) -> str:
        """The light that can be in a kind of place: no noon in a cave, no dusk in space."""
        lets_in = self.kinds[kind].light
        return lets_in.get(light) or lets_in.get("any") or light


@cache
def places() -> Places:
    """The places, read once."""
    return table("places.yaml", Places)
