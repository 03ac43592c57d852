"""The method shown on two shots of a film by the small models: what there is, how long it takes, making it. Nothing is ever chosen."""

from __future__ import annotations

from typing import TypedDict

from vgot.errors import BadInput
from vgot.graph.nodes import Node
from vgot.project.making import Making
from vgot.render import method
from vgot.render.live_film import LiveFilm
from vgot.render.method import Pair, Piece, Shown
from vgot.settings import SMALL_MODELS, RenderPreset, load_preset

#: Seconds of a step that the preset makes no guess about: reading tokens, a drawing that stages a still.
_LITTLE_S = 0.2


class StillPair(TypedDict):
    """The still of one shot with identity tokens and without, by digest."""

    shot: str
    with_tokens: str | None
    without: str | None


class MethodShown(TypedDict):
    """The method on two shots, by id: their stills, and what is played to see their boundary (`cut`, `reset`, `bridge`) as far as it is
    there. `lacks`: how many items are still to be made, in about `estimate_s`; `guess`: nobody made such here yet. `why`: what of it
    these shots cannot show."""

    title: str
    left: str
    right: str | None
    stills: list[StillPair]
    seams: dict[str, list[Piece]]
    lacks: int
    estimate_s: float
    guess: bool
    why: list[str]


class Method:
    """The method on the shots of one film."""

    def __init__(self, film: LiveFilm, making: Making):
        self.film, self.making = film, making

    def _painter(self) -> RenderPreset:
        if SMALL_MODELS not in self.film.presets():
            raise BadInput(
                "The small models are not offered here.",
                field="method",
                hint="Run VGoT Studio on your own machine to try them.",
            )
        return load_preset(SMALL_MODELS, self.film.settings.models_dir)

    def at(self, shot: str) -> MethodShown:
        """How it stands for a shot, by id, and its neighbour. Raises BadInput where there is no such shot, or no small models."""
        painter, now = self._painter(), self.film.snapshot()
        pair = self._pair(shot)
        found = method.shown(now.story, pair, painter, now.shelf)
        paces = self.film.store.seconds_per_frame(painter.name)
        stills: list[StillPair] = [
            {
                "shot": s.id,
                "with_tokens": _picture(found, "with", s.id),
                "without": _picture(found, "without", s.id),
            }
            for s in now.story.shots
            if s.id in (pair.left, pair.right) and s.who
        ]
        why = [] if stills else ["Nobody stands in these shots: identity tokens have nobody to keep."]
        if pair.right is None:
            why.append("A film of one shot has no boundary.")
        return {
            "title": painter.title,
            "left": pair.left,
            "right": pair.right,
            "stills": stills,
            "seams": method.pieces_of(now.story, pair, found),
            "lacks": len(found.lacks),
            "estimate_s": _estimate(found, paces, painter),
            "guess": not {"keyframe", "clip"} <= paces.keys(),
            "why": why,
        }

    def start(self, shot: str) -> int:
        """Queue what is lacking as one job that lets everything else go first; returns how many items it makes. Raises BadInput, and
        ModelUnavailable where the small models are not here."""
        painter, now = self._painter(), self.film.snapshot()
        painter.check_weights()
        pair = self._pair(shot)
        found = method.shown(now.story, pair, painter, now.shelf)
        if found.lacks:
            seconds = _estimate(found, self.film.store.seconds_per_frame(painter.name), painter)
            name = f"{method.STEP}/{now.story.position(pair.left)}"
            asked = [(method.job_node(pair.left), name, found.work, seconds, None)]
            self.making.queue.enqueue_beside(asked, painter, method.STEP)
            self.making.call_workers()
        return len(found.lacks)

    def stop(self) -> int:
        """Stop it; what is made stays. Returns how many jobs were stopped."""
        return self.making.queue.cancel(step=method.STEP)

    def _pair(self, shot: str) -> Pair:
        story = self.film.story
        if shot not in {s.id for s in story.shots}:
            raise BadInput("This shot is not in the film any more.", field=shot, hint="Undo, or choose another one.")
        return method.pair_at(story, shot)


def _picture(found: Shown, part: str, shot: str) -> str | None:
    take = found.takes.get(part, {}).get(f"keyframe/{shot}")
    return take.digests["picture"] if take else None


def _estimate(found: Shown, paces: dict[str, float], painter: RenderPreset) -> float:
    """Seconds that what is lacking takes, about."""
    return round(sum(_seconds(node, paces, painter) for node in found.lacks), 1)


def _seconds(node: Node, paces: dict[str, float], painter: RenderPreset) -> float:
    if node.step in ("clip", "join"):
        guess = painter.video.guess_s
    else:
        guess = painter.keyframe.guess_s if node.step in ("portrait", "plate", "keyframe") else _LITTLE_S
    return paces.get(node.step, guess) * max(1, node.frames)
