"""Choices of a person beside the story, and the one that real models wait for: that a still is approved."""

from __future__ import annotations

from collections.abc import Callable

from vgot.errors import BadInput
from vgot.graph.kinds import KINDS, in_words, steps_where
from vgot.graph.takes import Choice
from vgot.render.live_film import LiveFilm
from vgot.store.project_store import Head, Store


def change_choices(store: Store, label: str, changes: Callable[[Head], dict[str, Choice]]) -> Head:
    """Choose otherwise for some nodes, as one revision."""
    return store.change(label, lambda head: (head.story, {**head.choices, **changes(head)}))


def approve(film: LiveFilm, nodes: list[str] | None = None) -> list[str]:
    """Approve keyframes (all settled ones without names). Returns the approved names. Raises BadInput for a node
    that is not a keyframe, or has no up-to-date picture."""
    plan = film.plan()
    if nodes is None:
        chosen = [p for p in plan.nodes.values() if KINDS[p.node.step].approvable and p.settled]
    else:
        chosen = [plan.named(n) for n in nodes]
        for p in chosen:
            if not KINDS[p.node.step].approvable or not p.settled:
                raise BadInput(
                    f"{p.name} cannot be approved: "
                    + (
                        p.reason + "."
                        if KINDS[p.node.step].approvable
                        else f"only {in_words(steps_where(approvable=True))} can."
                    ),
                    field=p.name,
                    hint="Build the keyframe first.",
                )

    def approved(head: Head) -> dict[str, Choice]:
        return {
            p.node.key: (head.choices.get(p.node.key) or Choice()).model_copy(
                update={"approved": p.take.digests["picture"]}
            )
            for p in chosen
            if p.take is not None
        }

    change_choices(film.store, "approve keyframes", approved)
    return [p.name for p in chosen]
