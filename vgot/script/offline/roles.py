"""Who can be in a story (assets/script/roles.yaml): occupations, family, animals, machines and creatures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Literal

from pydantic import Field, model_validator

from vgot.script.tables import Table, table

Sex = Literal["f", "m", ""]


@dataclass(frozen=True)
class Role:
    """What a role word brings. `age` in years or 0; `work` a kind of place; `craft` a gerund phrase; `tool` has no article."""

    word: str
    sex: str = ""
    nature: Literal["human", "animal", "robot", "creature"] = "human"
    age: int = 0
    work: str = ""
    craft: str = ""
    tool: str = ""
    clothes: str = ""
    look: str = ""


class Worker(Table):
    """An occupation."""

    sex: Sex = ""
    work: str
    craft: str
    tool: str
    clothes: str


class Plain(Table):
    """A word for somebody that names no occupation."""

    sex: Sex = ""
    age: int = Field(default=0, ge=0, le=100)
    clothes: str = ""


class Machine(Table):
    """What every robot does."""

    work: str
    craft: str
    tool: str


class Alias(Table):
    """Another word for a role that also says a sex."""

    means: str = Field(alias="is")
    sex: Sex


class Roles(Table):
    """roles.yaml; its head says what the fields are."""

    workers: dict[str, Worker]
    people: dict[str, Plain]
    animals: dict[str, str]
    creatures: dict[str, str]
    robots: dict[str, str]
    robot: Machine
    unlike: tuple[frozenset[str], ...]
    aliases: dict[str, str | Alias]
    callings: dict[str, tuple[str, ...]]

    @model_validator(mode="after")
    def _known(self) -> Roles:
        roles = {*self.workers, *self.people, *self.animals, *self.creatures, *self.robots}
        for word, alias in self.aliases.items():
            if (meant := _meant(alias)) not in roles:
                raise ValueError(f"the alias {word} is a {meant}, which is no role")
        if set(self.callings) != {"f", "m"}:
            raise ValueError("callings are those of f and m")
        for word in {w for words in self.callings.values() for w in words} - set(self.workers):
            raise ValueError(f"the calling {word} is no worker")
        return self

    @cached_property
    def by_word(self) -> dict[str, Role]:
        """Every word for somebody -> the role."""
        found = {w: Role(w, **r.model_dump()) for w, r in self.workers.items()}
        found |= {w: Role(w, r.sex, age=r.age, clothes=r.clothes) for w, r in self.people.items()}
        found |= {w: Role(w, nature="animal", look=look) for w, look in self.animals.items()}
        found |= {w: Role(w, nature="creature", look=look) for w, look in self.creatures.items()}
        found |= {w: Role(w, nature="robot", look=look, **self.robot.model_dump()) for w, look in self.robots.items()}
        for word, alias in self.aliases.items():
            role = found[_meant(alias)]
            found[word] = role if isinstance(alias, str) else replace(role, sex=alias.sex)
        return found


def _meant(alias: str | Alias) -> str:
    return alias if isinstance(alias, str) else alias.means


@cache
def roles() -> Roles:
    """The roles, read once."""
    return table("roles.yaml", Roles)
