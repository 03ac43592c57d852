"""What people look like and wear (assets/script/wardrobe.yaml)."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from vgot.script.tables import Table, WordSet, table

Age = Literal["child", "teen", "young", "adult", "old"]
Several = tuple[str, ...]
Sex = Annotated[str, Field(pattern="^[fm]$")]


class Keep(Table):
    """What marks somebody through a whole life."""

    things: Several
    worn: str


class Clothes(Table):
    """wardrobe.yaml; its head says what the fields are."""

    hair: dict[str, Several]
    skin: dict[str, Several]
    eyes: Several
    style: dict[Sex, dict[Age, Several]]
    wear: dict[Sex, dict[Age, Several]]
    wear_old: dict[Sex, Several]
    wear_future: Several
    colours: Several
    limbs: dict[Literal["human", "robot", "animal", "creature"], tuple[str, str, str]]
    keep: dict[Sex, Keep]
    wedding: dict[Sex, str]
    said: dict[Literal["hair", "eyes", "face", "clothes", "more"], Several]
    pairs: WordSet
    singular: dict[str, str]

    def hair_of(self, culture: str) -> Several:
        return self.hair.get(culture, self.hair["other"])

    def skin_of(self, culture: str) -> Several:
        return self.skin.get(culture, self.skin["other"])

    def worn(self, sex: str, age: Age, years: int, era: str) -> Several:
        """What somebody of an age may wear in an era."""
        if era == "old":
            return self.wear_old[sex]
        return self.wear_future if era == "future" and years > 12 else self.wear[sex][age]


@cache
def wardrobe() -> Clothes:
    """The clothes, read once."""
    return table("wardrobe.yaml", Clothes)
