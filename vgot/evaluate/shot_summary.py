"""What is kept of a shot that was looked at: the findings of its own, and the few numbers that its neighbours are compared
with. No pixels, some kilobytes, plain JSON: a shot is looked at again only when its frames or its words change."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np

from vgot.evaluate.cast import Model, Sighting, nearest
from vgot.evaluate.findings import Finding
from vgot.evaluate.wardrobe import Dress

Where = tuple[float, float, float, float]


@dataclass(frozen=True)
class Person:
    """One expected person. like: to the portrait, -1..1; dresses: at the faces found; portrait: the dress there; at: x and y in
    shares of the frame, size in shares of its height, and turn, as a mean over the shot (None when never seen); enters, leaves:
    the same in the first and in the last sample (None when not seen there); frame: the number of one that shows them; share: of
    the samples they are seen in; face: the mean embedding of their faces, a unit vector (None when never seen); alike: who else
    of the cast the face is like, by name."""

    stage: str
    name: str
    like: float
    dresses: list[Dress]
    portrait: Dress | None
    at: Where | None
    enters: Where | None
    leaves: Where | None
    frame: int | None
    share: float = 0.0
    face: np.ndarray | None = None
    alike: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "stage": self.stage,
            "name": self.name,
            "like": round(self.like, 4),
            "dresses": [_dress(d) for d in self.dresses],
            "portrait": _dress(self.portrait) if self.portrait else None,
            "where": [[round(v, 5) for v in w] if w else None for w in (self.at, self.enters, self.leaves)],
            "frame": self.frame,
            "share": round(self.share, 3),
            "face": None if self.face is None else base64.b64encode(self.face.astype("<f2").tobytes()).decode(),
            "alike": self.alike,
        }

    @staticmethod
    def from_json(saved: dict[str, Any]) -> Person:
        return Person(
            saved["stage"],
            saved["name"],
            saved["like"],
            [_dressed(d) for d in saved["dresses"]],
            _dressed(saved["portrait"]) if saved["portrait"] else None,
            *cast("tuple[Any, Any, Any]", tuple(tuple(w) if w else None for w in saved["where"])),
            saved["frame"],
            saved["share"],
            None if saved["face"] is None else np.frombuffer(base64.b64decode(saved["face"]), "<f2").astype(np.float32),
            saved["alike"],
        )


@dataclass(frozen=True)
class Glance:
    """A shot that was looked at. opens, closes: mean colours (CIELAB) of its first and last two frames; people: the expected
    ones by character; row: its numbers for the report."""

    findings: list[Finding]
    people: dict[str, Person] = field(default_factory=dict)
    opens: np.ndarray = field(default_factory=lambda: np.zeros(3))
    closes: np.ndarray = field(default_factory=lambda: np.zeros(3))
    row: dict = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "findings": [f.as_json() for f in self.findings],
            "people": {c: p.as_json() for c, p in self.people.items()},
            "opens": [round(float(v), 4) for v in self.opens],
            "closes": [round(float(v), 4) for v in self.closes],
            "row": self.row,
        }

    @staticmethod
    def from_json(saved: dict[str, Any]) -> Glance:
        return Glance(
            [Finding.from_json(f) for f in saved["findings"]],
            {c: Person.from_json(p) for c, p in saved["people"].items()},
            np.asarray(saved["opens"]),
            np.asarray(saved["closes"]),
            saved["row"],
        )


def _dress(d: Dress) -> list[Any]:
    return [None if part is None else np.round(part, 5).tolist() for part in (d.skin, d.chest, d.top)]


def _dressed(saved: list[Any]) -> Dress:
    skin, chest, top = (None if part is None else np.asarray(part) for part in saved)
    return Dress(cast("np.ndarray", skin), chest, top)


def glance_of(
    sighting: Sighting, models: list[Model], cast: list[Model], findings: list[Finding], row: dict[str, Any]
) -> Glance:
    """What is kept of a sighting. models: the expected people; cast: everybody."""
    people, expected = {}, {m.character for m in models}
    others = [m for m in cast if m.character not in expected]
    for m in models:
        seen = sighting.seen.get(m.character)
        if seen is not None:
            face = np.sum([f.embedding for _, f in seen.faces], axis=0) if seen.faces else None
            face = None if face is None else face / max(1e-9, float(np.linalg.norm(face)))
            alike = nearest(face, others) if face is not None else None
            first, last = (sighting.footage.sampled[k][0] for k in (0, -1))
            people[m.character] = Person(
                m.stage,
                m.name,
                seen.like,
                list(seen.dresses),
                m.dress,
                sighting.where(m.character),
                sighting.where(m.character, first),
                sighting.where(m.character, last),
                seen.faces[len(seen.faces) // 2][0] if seen.faces else None,
                len(seen.likeness) / max(1, len(sighting.counts)),
                face,
                alike.name if alike else None,
            )
    return Glance(findings, people, sighting.footage.opens, sighting.footage.closes, row)
