"""The method, shown on two neighbouring shots: their people with identity tokens and without, their boundary as a cut, with reset and
as a bridge, the same seeds throughout. Pure, but for what `make` does.

All of it is what the small models' preset would make of the same story with one thing changed, so its takes are takes of the very
nodes, known again if somebody renders with that preset. They are added; nothing is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from vgot.graph.nodes import Node, film_nodes, seam_frames, trim_frames
from vgot.graph.plan import key_of, recipe_of
from vgot.graph.recipes import Recipe
from vgot.graph.takes import Choice, Shelf, Take
from vgot.settings import RenderPreset
from vgot.story.model import Story
from vgot.units import frame_rate, frames_in

#: The step of a job that shows the method; its node is `method/<id of the left shot>`.
STEP = "method"
#: How much of either shot is played round a boundary, in seconds.
_AROUND_S = 1.5
#: A picture is as much work as so many frames of a clip, about.
_PICTURE = 4

#: The tokens' weight of who was set to have none.
_STRENGTH = 0.5

#: Makes the take of a node by its recipe, or finds it; None where it is only looked for and not there.
Make = Callable[[Node, Recipe, dict[str, Take]], Take | None]
#: A piece of a clip: its file, and from where to where it is played, in seconds.
Piece = tuple[str, float, float]


@dataclass(frozen=True)
class Pair:
    """Two neighbouring shots by id; a film of one shot has no `right` one."""

    left: str
    right: str | None = None


def job_node(shot: str) -> str:
    return f"{STEP}/{shot}"


def pair_at(story: Story, shot: str) -> Pair:
    """The shot and the next one; where nobody stands in both, the nearest two of the film that share somebody."""
    shots = story.shots
    if len(shots) == 1:
        return Pair(shots[0].id)
    here = min(story.position(shot), len(shots) - 1)  # of the left one, from 1
    people = [{p.character for p in s.who} for s in shots]
    near = sorted(range(1, len(shots)), key=lambda n: abs(n - here))
    n = next((n for n in near if people[n - 1] & people[n]), here)
    return Pair(shots[n - 1].id, shots[n].id)


@dataclass(frozen=True)
class Part:
    """One side of a comparison: a story with one thing changed, and the nodes that show it."""

    name: str
    story: Story
    wanted: tuple[str, ...]


def parts_of(story: Story, pair: Pair) -> list[Part]:
    """In the order in which they are made: with and without tokens, the cut, reset, bridge."""
    shots = [s for s in story.shots if s.id in (pair.left, pair.right)]
    plain = _with(story, pair)
    stills = tuple(f"keyframe/{s.id}" for s in shots if s.who)
    parts = [Part("with", plain, stills), Part("without", _with(story, pair, tokens=False), stills)] if stills else []
    if pair.right:
        left, right = (f"clip/{s.id}" for s in shots)
        parts += [
            Part("cut", plain, (left, right)),
            Part("reset", _with(story, pair, mode="reset"), (right,)),
            Part("bridge", _with(story, pair, mode="bridge"), (f"join/{pair.left}-{pair.right}",)),
        ]
    return parts


def _with(story: Story, pair: Pair, tokens: bool = True, mode: str = "cut") -> Story:
    """The story with identity tokens or without, every boundary a cut but that of the pair."""
    cast = [c.model_copy(update={"strength": (c.strength or _STRENGTH) if tokens else 0.0}) for c in story.cast]
    at = story.position(pair.left) - 1
    boundaries = [b.model_copy(update={"mode": mode if n == at else "cut"}) for n, b in enumerate(story.boundaries)]
    return story.model_copy(update={"cast": cast, "boundaries": boundaries})


def make_all(story: Story, pair: Pair, painter: RenderPreset, make: Make) -> None:
    """Make all that shows the method on these two shots, one after the other."""
    for part in parts_of(story, pair):
        for _ in _walk(part, painter, make):
            pass


@dataclass(frozen=True)
class Shown:
    """What there is: part -> node key -> its take; and what is still to be made, each node once for each part that changes it."""

    takes: Mapping[str, Mapping[str, Take]]
    lacks: list[Node]

    @property
    def work(self) -> int:
        """What is lacking, in frames of a clip."""
        return sum(work_of(node) for node in self.lacks)


def work_of(node: Node) -> int:
    return node.frames if node.step in ("clip", "join") else _PICTURE


def shown(story: Story, pair: Pair, painter: RenderPreset, shelf: Shelf) -> Shown:
    """What of it is there."""
    takes: dict[str, dict[str, Take]] = {}
    lacks: dict[tuple[str, str], Node] = {}
    for part in parts_of(story, pair):
        found = takes.setdefault(part.name, {})
        for node, take in _walk(part, painter, lambda node, recipe, _: shelf.by_key(node.key, key_of(recipe))):
            mine = node.key in part.wanted
            if take is None:
                lacks.setdefault((node.key, part.name if mine else ""), node)
            elif mine:
                found[node.key] = take
    for name in ("cut", "with"):  # what one part has asked for is no other part's to make
        for key in [k for k, by in lacks if by == name]:
            lacks.pop((key, ""), None)
    return Shown(takes, list(lacks.values()))


def _walk(part: Part, painter: RenderPreset, make: Make) -> Iterator[tuple[Node, Take | None]]:
    """Every node that a part needs, inputs first, each with its take."""
    nodes, needed, ahead = film_nodes(part.story, painter), set[str](), list(part.wanted)
    while ahead:
        key = ahead.pop()
        if key not in needed:
            needed.add(key)
            ahead += [i.key for i in nodes[key].inputs]
    made: dict[str, Take] = {}
    for key, node in nodes.items():
        if key not in needed:
            continue
        take = None
        if all(i.key in made for i in node.inputs):
            inputs = {i.key: made[i.key] for i in node.inputs}
            take = make(node, recipe_of(node, Choice(), painter, inputs), inputs)
        if take is not None:
            made[key] = take
        yield node, take


def pieces_of(story: Story, pair: Pair, found: Shown) -> dict[str, list[Piece]]:
    """What is played one after the other to see the boundary as a cut, with reset and as a bridge, as far as it is there."""
    if pair.right is None:
        return {}
    bridged = _with(story, pair, mode="bridge")
    n, rate = story.position(pair.left), frame_rate(story.film.fps)
    half = float(seam_frames(bridged, n) / rate)
    left_trim, right_trim = (trim_frames(story, m) for m in (n, n + 1))
    whole = frames_in(story.shots[n - 1].duration_s, story.film.fps)
    ends, begins = float((whole - left_trim[1]) / rate), float(right_trim[0] / rate)

    def sides(away: float, left: str, right: str) -> tuple[Piece, Piece]:
        return (left, max(0.0, ends - away - _AROUND_S), ends - away), (right, begins + away, begins + away + _AROUND_S)

    left = _frames(found, "cut", f"clip/{pair.left}")
    cut = _frames(found, "cut", f"clip/{pair.right}")
    reset = _frames(found, "reset", f"clip/{pair.right}")
    join = _frames(found, "bridge", f"join/{pair.left}-{pair.right}")
    out: dict[str, list[Piece]] = {}
    if left and cut:
        out["cut"] = list(sides(0.0, left, cut))
    if left and reset:
        out["reset"] = list(sides(0.0, left, reset))
    if left and cut and join and half:
        before, after = sides(half, left, cut)
        out["bridge"] = [before, (join, 0.0, 2 * half), after]
    return out


def _frames(found: Shown, part: str, key: str) -> str | None:
    take: Take | None = found.takes.get(part, {}).get(key)
    digests: dict[str, Any] = take.digests if take else {}
    return digests.get("frames")
