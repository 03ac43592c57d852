"""Who is seen in a shot, against who should be: faces in sampled frames are given to the expected people by likeness."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from vgot.evaluate.footage import Footage, small
from vgot.evaluate.wardrobe import Dress, dress_of
from vgot.faces.reader import DOUBTFUL, FaceReader, SeenFace

#: faces smaller than this share of the frame's height are the background's
LEAST = 0.05
#: a face that the detector doubts is somebody's when it is this like their portrait
KNOWN = 0.36
_PORTRAIT_PX = (256, 208, 320)


@dataclass(frozen=True)
class Model:
    """How somebody looks in their portrait."""

    character: str
    stage: str
    name: str
    embedding: np.ndarray
    dress: Dress | None


@dataclass
class Seen:
    """One expected person in a shot: likeness to the portrait per sampled frame, faces and dresses there."""

    likeness: list[float] = field(default_factory=list)
    faces: list[tuple[int, SeenFace]] = field(default_factory=list)
    dresses: list[Dress] = field(default_factory=list)

    @property
    def like(self) -> float:
        """The likeness of the shot: the mean of the better half, because a turned or shut face says little."""
        return float(np.mean(sorted(self.likeness)[len(self.likeness) // 2 :])) if self.likeness else 0.0


@dataclass
class Sighting:
    """A shot's people. counts: big faces per sampled frame; seen: by character; others: faces nobody was expected for."""

    footage: Footage
    counts: list[int] = field(default_factory=list)
    seen: dict[str, Seen] = field(default_factory=dict)
    others: list[tuple[int, SeenFace]] = field(default_factory=list)
    read: list[tuple[int, list[SeenFace]]] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many big faces most of the frames show."""
        return int(np.median(self.counts)) if self.counts else 0

    def where(self, character: str, at: int | None = None) -> tuple[float, float, float, float] | None:
        """Mean x and y in shares of the frame, size in shares of its height, and turn of a person, over the shot or in the
        frame with a number; None when not seen there."""
        seen = self.seen.get(character)
        high, wide = self.footage.middle.shape[:2]
        rows = [
            (f.middle[0] / wide, f.middle[1] / high, f.size / high, f.turn)
            for n, f in (seen.faces if seen else [])
            if at is None or n == at
        ]
        return tuple(float(v) for v in np.mean(rows, axis=0)) if rows else None  # type: ignore[return-value]


def model_of(character: str, stage: str, name: str, portrait: np.ndarray, reader: FaceReader) -> Model | None:
    """The person of a portrait; None when no face is found in it. It is read at sizes that faces have in shots, because a
    detector is surest there, and their mean stands for the person."""
    found = []
    for width in _PORTRAIT_PX:
        picture = small(portrait, width)
        if faces := reader.read(picture):
            found.append((picture, max(faces, key=lambda f: f.size)))
    if not found:
        return None
    mean = np.sum([face.embedding for _, face in found], axis=0)
    return Model(character, stage, name, mean / np.linalg.norm(mean), dress_of(*found[0]))


def big_faces(faces: list[SeenFace], high: int) -> list[SeenFace]:
    """The faces of the people in front: at least half as large as the largest."""
    faces = [f for f in faces if f.size >= max(18.0, LEAST * high) and f.score > 0.6]
    largest = max((f.size for f in faces), default=0.0)
    return [f for f in faces if f.size >= 0.6 * largest]


def sight(footage: Footage, expected: list[Model], reader: FaceReader) -> Sighting:
    """Give the faces of a shot to the expected people, the most alike first. Who is expected and not found is looked for again
    among the places that the detector doubts: a dark face under a hat is there if it is like the portrait."""
    out = Sighting(footage, seen={m.character: Seen() for m in expected})
    for at, frame in footage.sampled:
        told = reader.read(frame, least_score=DOUBTFUL)
        faces = big_faces(told, frame.shape[0])
        pairs, free_faces, free_people = given(faces, expected)
        doubted = [
            f for f in told if f.size >= max(18.0, LEAST * frame.shape[0]) and not any(_within(f, g) for g in faces)
        ]
        again, _, _ = given(doubted, free_people)
        pairs += [(f, m, like) for f, m, like in again if like >= KNOWN]
        faces = faces + [f for f, _, like in again if like >= KNOWN]
        out.read.append((at, faces))
        out.counts.append(len(faces))
        for face, model, like in pairs:
            person = out.seen[model.character]
            person.likeness.append(like)
            person.faces.append((at, face))
            if (dress := dress_of(frame, face)) is not None:
                person.dresses.append(dress)
        out.others += [(at, f) for f in free_faces]
    return out


def _within(face: SeenFace, other: SeenFace) -> bool:
    """Whether a face is another one, or a part of it."""
    return all(low <= at <= high for at, low, high in zip(face.middle, other.box[:2], other.box[2:], strict=True))


def given(
    faces: list[SeenFace], people: list[Model]
) -> tuple[list[tuple[SeenFace, Model, float]], list[SeenFace], list[Model]]:
    """Faces given to people, the most alike first: (face, person, likeness), the faces left over, the people left over."""
    free_faces, free_people, pairs = list(faces), list(people), []
    while free_faces and free_people:
        like, f, m = max(
            (
                (float(m.embedding @ f.embedding), i, j)
                for i, f in enumerate(free_faces)
                for j, m in enumerate(free_people)
            ),
            key=lambda one: one[0],
        )
        pairs.append((free_faces.pop(f), free_people.pop(m), like))
    return pairs, free_faces, free_people


def nearest(embedding: np.ndarray, cast: list[Model], least: float = 0.5) -> Model | None:
    """Whom of the cast a face is most like, if at all."""
    best = max(cast, key=lambda m: float(m.embedding @ embedding), default=None)
    return best if best is not None and float(best.embedding @ embedding) >= least else None
