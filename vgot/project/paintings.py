"""Paintings of a drawn film: ask for them, take them, go back to the drawing. Taking is one revision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from vgot.errors import BadInput, VgotError
from vgot.graph.takes import Choice, Shelf, Take
from vgot.project.approval import change_choices
from vgot.project.making import Making
from vgot.render import build as building
from vgot.render import painting
from vgot.render.live_film import LiveFilm
from vgot.render.snapshot import Snapshot
from vgot.settings import SMALL_MODELS, RenderPreset, load_preset
from vgot.store.project_store import Head, Store
from vgot.story.model import seed_from


@dataclass(frozen=True)
class Painting:
    """The painting of a shot that is looked at: the one in the film (`taken`), unless that lies over an older drawing and there is one
    of the drawing as it is now; else the newest. `beside` is the clip it is held against: what the film has, or the drawing under a
    painting that was taken. `older`: it was painted over an older drawing. `painted`: the film has a painting of this shot."""

    still: Take
    clip: Take
    beside: Take | None
    taken: bool
    painted: bool
    older: bool


class Times(TypedDict):
    """Seconds that a still and a frame of a clip take to paint; `guess`: nobody painted both here yet."""

    still_s: float
    frame_s: float
    guess: bool


def painted_pair(store: Store, take: Take) -> tuple[Take, Take] | None:
    """The painting that a take belongs to; None for other takes."""
    return painting.pair_of(take, store.shelf({})) if take.over else None


def pin_pairs(film: LiveFilm, pairs: list[tuple[Take, Take]]) -> Head:
    """Pin the still and the clip of paintings, as one revision."""
    names = {key: planned.name.partition("/")[2] for key, planned in film.plan().nodes.items()}
    label = (
        f"take the painting of shot {names[pairs[0][1].node]}" if len(pairs) == 1 else f"take {len(pairs)} paintings"
    )
    return change_choices(
        film.store, label, lambda head: {t.node: _pinned(head, t.node, t.id) for pair in pairs for t in pair}
    )


class Paintings:
    """The paintings of one film's drawings."""

    def __init__(self, film: LiveFilm, making: Making):
        self.film, self.store, self.making = film, film.store, making

    @property
    def painter(self) -> RenderPreset | None:
        """What paints over this film's drawings: the small models, where the film is drawn and they are here."""
        return self.painter_of(self.film.snapshot())

    def painter_of(self, now: Snapshot) -> RenderPreset | None:
        known = self.film.presets()
        if not now.preset.drawn or SMALL_MODELS not in known:
            return None
        painter = load_preset(SMALL_MODELS, self.film.settings.models_dir)
        try:
            painter.check_weights()
        except VgotError:
            return None
        return painter

    def times(self, painter: RenderPreset | None = None) -> Times:
        """Seconds that a still and a frame of a clip take to paint, as they took here; what the preset guesses before that (`guess`)."""
        painter = painter or self.painter
        assert painter is not None, "only a film that can be painted has times"
        took = self.store.seconds_per_frame(painter.name)
        return {
            "still_s": took.get("keyframe", painter.keyframe.guess_s),
            "frame_s": took.get("clip", painter.video.guess_s),
            "guess": not {"keyframe", "clip"} <= took.keys(),
        }

    def found(self, now: Snapshot | None = None) -> dict[str, Painting]:
        """By shot id, what stands beside its drawing or was taken in its place."""
        now = now or self.film.snapshot()
        head, plan, shelf, found = now.head(), now.plan(), now.shelf, dict[str, Painting]()
        for shot in head.story.shots:
            still, clip = (plan.nodes[f"{step}/{shot.id}"] for step in ("keyframe", "clip"))
            painted = clip.take is not None and clip.pinned and clip.take.over is not None
            pair = painting.pair_of(clip.take, shelf) if painted and clip.take else None
            newest = painting.newest(shot.id, shelf)
            older = pair is not None and {still.reason, clip.reason} != {"pinned"}
            taken = pair is not None and not (older and newest is not None and painting.is_of_now(newest[0], still))
            if not taken:
                pair, older = newest, newest is not None and not painting.is_of_now(newest[0], still)
            if pair is None:
                continue
            beside = _beneath(shelf.takes[clip.node.key], shelf.last.get(clip.node.key)) if taken else clip.take
            found[shot.id] = Painting(*pair, beside, taken, painted, older)
        return found

    def start(self, shots: list[str] | None = None) -> int:
        """Queue the painting of some shots, by id, or of every shot that has none of its drawing as it is now; returns how many were
        queued. One that has gets another. Nothing that is chosen changes. Raises BadInput where the film is not drawn, ModelUnavailable
        where the small models are not here."""
        now = self.film.snapshot()
        if not now.preset.drawn:
            raise BadInput(
                "Only a drawn film can be painted over.",
                field="paint",
                hint="Choose the drawn animatic in Settings first; old takes stay.",
            )
        if SMALL_MODELS not in self.film.presets():
            raise BadInput(
                "Drawings are not painted over here.",
                field="paint",
                hint="Run VGoT Studio on your own machine to try it.",
            )
        painter = load_preset(SMALL_MODELS, self.film.settings.models_dir)
        painter.check_weights()
        plan, have = now.plan(), self.found(now)
        known = {s.id: n for n, s in enumerate(now.story.shots, 1)}
        if unknown := [s for s in shots or () if s not in known]:
            raise BadInput(
                "This shot is not in the film any more.", field=unknown[0], hint="Undo, or choose another one."
            )
        wanted = shots if shots is not None else [s for s in known if s not in have or have[s].older]
        if not wanted:
            return 0
        times, shelf, asked = self.times(painter), now.shelf, list[tuple[str, str, int, float, int | None]]()
        for shot in dict.fromkeys(wanted):
            node = plan.nodes[f"clip/{shot}"].node
            seed = (
                None
                if shot not in have or have[shot].older
                else _another_seed(plan.nodes[f"keyframe/{shot}"].node.key, shelf)
            )
            asked.append(
                (
                    painting.job_node(shot),
                    f"painting/{known[shot]}",
                    node.frames,
                    times["still_s"] + times["frame_s"] * node.frames,
                    seed,
                )
            )
        targets = [f"clip/{s}" for s in dict.fromkeys(wanted)]
        building.start(
            self.store, now.preset, now.pure_plan, targets, first=True
        )  # the drawing first, where it is not there yet
        self.making.queue.enqueue_beside(asked, painter, painting.STEP)
        self.making.call_workers()
        return len(asked)

    def stop(self) -> int:
        """Stop every painting that waits or is being made; what is painted stays. Returns how many."""
        return self.making.queue.cancel(step=painting.STEP)

    def take(self, shots: list[str] | None = None) -> Head:
        """Let the paintings of some shots (default: of all that have one of their drawing as it is now) stand in the film in place of their
        drawings, as one revision. Raises BadInput where there is none."""
        found = self.found()
        wanted = shots if shots is not None else [s for s, one in found.items() if not one.taken and not one.older]
        if not wanted or any(s not in found for s in wanted):
            raise BadInput("There is no painting to take.", field="paint", hint="Paint the shot first.")
        return pin_pairs(self.film, [(found[s].still, found[s].clip) for s in wanted])

    def back_to_drawings(self, shots: list[str]) -> Head:
        """Let the drawings of shots stand in the film again, as one revision; their paintings stay beside them. Raises BadInput for shots
        whose painting was not taken."""
        now = self.film.snapshot()
        found = self.found(now)
        if not shots or any(s not in found or not found[s].painted for s in shots):
            raise BadInput("This shot is drawn already.", field="paint", hint="Choose a shot whose painting was taken.")
        plan = now.plan()
        names = [plan.nodes[f"clip/{s}"].name.partition("/")[2] for s in shots]
        label = (
            f"shot {names[0]}: back to the drawing"
            if len(shots) == 1
            else f"{len(shots)} shots: back to their drawings"
        )
        nodes = [f"{step}/{s}" for s in shots for step in ("keyframe", "clip")]
        return change_choices(self.store, label, lambda head: {n: _pinned(head, n, None) for n in nodes})


def _pinned(head: Head, node: str, take: str | None) -> Choice:
    return (head.choices.get(node) or Choice()).model_copy(update={"pin": take})


def _beneath(takes: list[Take], last: str | None) -> Take | None:
    """The drawing under a painting that was taken: what was chosen last, else the newest."""
    drawn = [t for t in takes if not t.over]
    return next((t for t in drawn if t.id == last), drawn[-1] if drawn else None)


def _another_seed(key: str, shelf: Shelf) -> int:
    """A seed that no painting of this still has had."""
    had = {t.seed for t in shelf.takes.get(key, ()) if t.over}
    return next(s for n in range(1, 100_000) if (s := seed_from(key, "again", n)) not in had)
