"""Choosing among takes: regenerate, choose, pin, approve, upload. Every choice is one revision."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from vgot import media
from vgot.errors import BadInput, NotFound
from vgot.graph.keys import recipe_key
from vgot.graph.kinds import KINDS, in_words, steps_where
from vgot.graph.plan import NodeName, Planned
from vgot.graph.retouches import CARRY, RETOUCH, without
from vgot.graph.takes import Choice, Take
from vgot.models.base import Cast, Tokens
from vgot.models.layout_boxes import boxes_for, figures_for
from vgot.project import own_takes
from vgot.project.approval import approve, change_choices
from vgot.project.making import Making
from vgot.project.own_takes import Cut
from vgot.project.paintings import painted_pair, pin_pairs
from vgot.render import build as building
from vgot.render.build import BuildResult, Tick
from vgot.render.live_film import LiveFilm
from vgot.render.snapshot import Snapshot
from vgot.store.project_store import Head
from vgot.story.model import seed_from


class TakeChoices:
    """The takes of one film, and what is chosen among them; called with a node's name it lists that node's takes. A verb finds its node
    once and then goes by its key: names are positions, and shots may be moved meanwhile."""

    def __init__(self, film: LiveFilm, making: Making):
        self.film, self.store, self.making = film, film.store, making

    # -- looking ------------------------------------------------------------------------------------------------------
    def __call__(self, node: str) -> list[dict[str, Any]]:
        """The takes of a node, oldest first, as the contract's JSON."""
        now = self.film.snapshot()
        planned = now.plan().named(node)
        choice = now.choice(planned.node.key)
        return [
            {
                "id": t.id,
                "chosen": planned.take is not None and t.id == planned.take.id,
                "pinned": choice.pin == t.id,
                "seed": t.seed,
                "preset": t.preset,
                "producer": t.producer,
                "created": t.created,
                "seconds": round(t.seconds, 3),
                "digests": t.digests,
                "facts": t.facts,
            }
            for t in now.takes_of(planned.node.key)
        ]

    def counts(self) -> dict[str, int]:
        """How many takes each node has, by node key."""
        return self.store.take_counts()

    def picture(self, node: str) -> np.ndarray | None:
        """The chosen picture of a portrait, plate or keyframe, uint8 RGB (H, W, 3), or None."""
        take = self.film.named(node).take
        return (
            media.decode_png(self.store.read_blob(take.digests["picture"]))
            if take and "picture" in take.digests
            else None
        )

    def thumbnail(self, digest: str, width_px: int) -> bytes:
        """A small WebP of a stored picture, or of a stored clip's first frame. Raises NotFound for anything else."""
        path = self.film.file(digest)
        with path.open("rb") as file:
            first = file.read(12)
        if first[:4] == b"RIFF" and first[8:] == b"WEBP":
            return path.read_bytes()
        if first[:8] == b"\x89PNG\r\n\x1a\n":
            return media.thumbnail(media.decode_png(path.read_bytes()), width_px)
        if first[4:8] == b"ftyp":
            return media.thumbnail(media.first_frames(path, 1)[0], width_px)
        raise NotFound("This file is not a picture.", field="digest", hint="Reload the page.")

    # -- choosing -----------------------------------------------------------------------------------------------------

    def _update(
        self, planned: Planned, label: str, *, take: str | None = None, unpinned: Iterable[str] = (), **values: object
    ) -> Head:
        """Change the choice of a node, and let go of the pins of others, as one revision; `take` is the one that it is about, which
        must still be there when the edit is made."""
        changes: dict[str, dict[str, Any]] = {k: {"pin": None} for k in unpinned} | {planned.node.key: values}

        def chosen(head: Head) -> dict[str, Choice]:
            if take is not None:
                self.store.take(take)
            return {k: (head.choices.get(k) or Choice()).model_copy(update=v) for k, v in changes.items()}

        return change_choices(self.store, label, chosen)

    def _seeded(self, now: Snapshot, node: str) -> Planned:
        """A node whose seed means something. Raises BadInput for the others."""
        planned = now.plan().named(node)
        if not KINDS[planned.node.step].seeded or planned.node.step == "join" and planned.node.params["mode"] == "cut":
            raise BadInput(
                f"{node} has no seed to change.",
                field=node,
                hint=f"Regenerate {in_words(steps_where(seeded=True))} that is no cut.",
            )
        return planned

    def _seeds_of(self, now: Snapshot, planned: Planned) -> set[int | None]:
        """Every seed that a node has had, and its own."""
        return {t.seed for t in now.takes_of(planned.node.key)} | {planned.node.seed, now.choice(planned.node.key).seed}

    def reseed(self, node: str, seed: int | None = None, params: dict[str, Any] | None = None) -> Head:
        """Ask a node for a new seed (a given one, or one that no take of it has had)."""
        now = self.film.snapshot()
        planned = self._seeded(now, node)
        if seed is None:
            had = self._seeds_of(now, planned)
            seed = next(s for n in range(1, 100_000) if (s := seed_from(planned.node.key, "again", n)) not in had)
        own = now.choice(planned.node.key).params if params is None else params
        # Another picture, in which nothing lies where the masks of this one are.
        values: dict[str, Any] = {"seed": seed, "upload": None, "params": without(without(own, RETOUCH), CARRY)}
        return self._update(planned, f"regenerate {node}", **values)

    def regenerate(
        self, node: str, *, seed: int | None = None, variants: int = 1, on_tick: Callable[[Tick], None] | None = None
    ) -> BuildResult:
        """Make new takes of one node with new seeds (and what it lacks before it), and wait. The last one is chosen,
        unless the node is pinned: then the pin holds and the takes stand beside it."""
        total, node = BuildResult(), NodeName.of(self.film.named(node))
        for n in range(max(1, variants)):
            key = self.start_regenerate(node, seed=seed if n == 0 else None, start=False)
            now = self.film.snapshot(anew=True)
            one = self.making.run(now, [now.pure_plan.keyed(key).node.key], forced={key}, on_tick=on_tick)
            total.ran += one.ran
            total.failed += one.failed
            total.cancelled += one.cancelled
            total.reused, total.pinned, total.seconds = one.reused, one.pinned, total.seconds | one.seconds
            if one.failed or one.cancelled:
                break
        return total

    def start_regenerate(self, node: str, *, seed: int | None = None, start: bool = True) -> str:
        """Ask for a new take and queue it first, without waiting; returns the node's key. Where a person's own file stands for a node that
        has no seed (a guide), what the program makes of it takes its place again when it is next needed."""
        now = self.film.snapshot()
        planned = now.plan().named(node)
        if not KINDS[planned.node.step].seeded and now.choice(planned.node.key).upload:
            self._update(planned, f"regenerate {node}", upload=None, pin=None)
            return planned.node.key
        now.preset.check_weights()  # before the new seed: a refused request changes nothing
        self.reseed(NodeName.of(planned), seed)
        if start:
            self.making.start_first([planned.node.key], forced={planned.node.key})
        return planned.node.key

    def start_regenerate_all(self, nodes: list[str]) -> None:
        """Ask for a new take of each of several nodes, as one revision and one build, without waiting. Raises BadInput when
        one has no seed or waits for a person; then nothing changes."""
        now = self.film.snapshot()
        chosen = [self._seeded(now, n) for n in dict.fromkeys(nodes)]
        for planned in chosen:
            if planned.blocked:
                raise BadInput(
                    f"{planned.name} has to wait: {planned.blocked}.",
                    field=planned.name,
                    hint="Approve the still first.",
                )
        now.preset.check_weights()
        seeds: dict[str, int] = {}
        for planned in chosen:
            had = self._seeds_of(now, planned)
            seeds[planned.node.key] = next(
                s for n in range(1, 100_000) if (s := seed_from(planned.node.key, "again", n)) not in had
            )

        def fresh(head: Head) -> dict[str, Choice]:
            return {
                key: had.model_copy(
                    update={"seed": seed, "upload": None, "params": without(without(had.params, RETOUCH), CARRY)}
                )
                for key, seed in seeds.items()
                for had in (head.choices.get(key) or Choice(),)
            }

        change_choices(
            self.store, f"regenerate {chosen[0].name}" if len(chosen) == 1 else f"regenerate {len(chosen)} items", fresh
        )
        self.making.start_first(seeds, forced=set(seeds))

    def choose(self, node: str, take: str) -> Head:
        """Use a take downstream: the node's seed and parameters become those of the take. A painting is taken whole, its still and its
        clip; a drawing chosen in its place brings both drawings back."""
        planned, chosen = self.film.named(node), self.store.take(take)
        if chosen.node != planned.node.key:
            raise NotFound(f"Take {take} is not one of {node}.", field=node, hint=f"List them with `takes {node}`.")
        if pair := painted_pair(self.store, chosen):
            return pin_pairs(self.film, [pair])
        values: dict[str, Any] = (
            {"upload": chosen.id, "seed": None, "params": {}}
            if chosen.is_upload
            else {"upload": None, "seed": chosen.seed, "params": chosen.params}
        )
        beneath = self._of_the_painting(planned)
        if planned.pinned:
            values["pin"] = None if beneath else chosen.id
        head = self._update(planned, f"choose a take of {node}", take=chosen.id, unpinned=beneath, **values)
        self.store.choose_last(planned.node.key, chosen.id)
        return head

    def pin(self, node: str, take: str | None = None) -> Head:
        """Keep a take (default: the chosen one) though its recipe changes."""
        planned = self.film.named(node)
        if not KINDS[planned.node.step].pinnable:
            raise BadInput(f"{node} cannot be pinned.", field=node, hint=f"Pin {in_words(steps_where(pinnable=True))}.")
        if take is not None and self.store.take(take).node != planned.node.key:
            raise NotFound(f"Take {take} is not one of {node}.", field=node, hint=f"List them with `takes {node}`.")
        if take is None:
            if planned.take is None:
                raise BadInput(f"{node} has nothing to pin yet.", field=node, hint="Build it first.")
            take = planned.take.id
        if pair := painted_pair(self.store, self.store.take(take)):
            return pin_pairs(self.film, [pair])
        return self._update(planned, f"pin {node}", take=take, pin=take)

    def unpin(self, node: str) -> Head:
        """Let a node follow its recipe again; a painting that was taken goes back to its drawing whole."""
        planned = self.film.named(node)
        return self._update(planned, f"unpin {node}", unpinned=self._of_the_painting(planned), pin=None)

    def _of_the_painting(self, planned: Planned) -> list[str]:
        """The keys of a painting's still and clip where this node stands pinned to one of them; else none."""
        if not planned.pinned or planned.take is None or not planned.take.over:
            return []
        plan, shot = self.film.plan(), planned.node.shot
        both = [plan.nodes[f"{step}/{shot}"] for step in ("keyframe", "clip")]
        return [one.node.key for one in both if one.pinned and one.take is not None and one.take.over]

    @property
    def boxes_mean(self) -> str:
        """What a character's box means to the preset: `middle`, `area` or `no` (Snapshot.boxes_mean)."""
        return self.film.snapshot().boxes_mean

    def boxes(self, shot_id: str) -> dict[str, Any]:
        """Where the people of a shot stand: `boxes`, character -> [x0, y0, x1, y1] in shares of the frame, by hand where a
        person has set them, else as this preset places them. Raises NotFound."""
        from vgot.animatic.placed import boxes_of  # all that draws a scene

        now = self.film.snapshot()
        story = now.story
        shot = next((s for s in story.shots if s.id == shot_id), None)
        if shot is None:
            raise NotFound("This shot is not in the film any more.", field="shot", hint="Undo, or choose another one.")
        cast = [
            Cast(w.character, w.stage, story.character(w.character).name, w.stage, "", Tokens("", b""), box=w.box)
            for w in shot.who
        ]
        plan = figures_for if now.preset.keyframe.family == "embedded" else boxes_for
        placed = dict(
            zip((w.character for w in shot.who), plan(cast, shot.domains.relation, shot.domains.camera), strict=True)
        )
        take = now.plan().nodes[f"keyframe/{shot.id}"].take
        if now.boxes_mean == "middle" and take is not None and "scene" in take.digests:
            placed |= boxes_of(self.store.read_blob(take.digests["scene"]))
        placed |= {w.character: w.box for w in shot.who if w.box}
        return {"boxes": {w.character: list(placed[w.character]) for w in shot.who}}

    def approve(self, nodes: list[str] | None = None) -> list[str]:
        """Approve keyframes (all settled ones without names). Returns the approved names. Raises BadInput for a node
        that is not a keyframe, or has no up-to-date picture."""
        return approve(self.film, nodes)

    def is_approved(self, node: str) -> bool:
        now = self.film.snapshot()
        planned = now.plan().named(node)
        return bool(planned.take and now.choice(planned.node.key).approved == planned.take.digests.get("picture"))

    def look_at_upload(self, node: str, data: bytes) -> dict[str, Any]:
        """What would become of a file at a node (own_takes.look_at); nothing is kept. Raises BadInput."""
        now = self.film.snapshot()
        return own_takes.look_at(self.store, now.plan().named(node), now.story.film, data)

    def upload(self, node: str, data: bytes, cut: Cut | None = None) -> Take:
        """Use a picture, or for a shot a film, from a person as a take: decoded in a guarded process, cut to size (`cut` says how),
        stripped, re-encoded. What there is to say about it stands in `facts["note"]`. Raises BadInput."""
        now = self.film.snapshot()
        planned = now.plan().named(node)
        own = own_takes.bring(self.store, planned, now.story.film, data, cut or Cut())
        recipe = {"step": planned.node.step, "upload": next(iter(own.digests.values())), "seed": planned.node.seed}
        key = planned.node.key
        with self.store.transaction() as db:
            take = self.store.add_take(
                db,
                key,
                planned.node.step,
                recipe_key(recipe),
                recipe,
                preset="upload",
                producer="you",
                seconds=0.0,
                digests=own.digests,
                facts=own.facts | ({"note": own.note} if own.note else {}),
            )
        values: dict[str, Any] = {"upload": take.id, "seed": None, "params": {}}
        beneath = self._of_the_painting(planned)
        if planned.pinned:
            values["pin"] = None if beneath else take.id
        self._update(planned, f"upload for {node}", unpinned=beneath, **values)
        return take

    def start_variants(self, node: str, variants: int) -> list[int]:
        """Queue several new takes of one node to choose from, without waiting; the chosen one stays. They are jobs like all
        others, so that they outlive this program. Returns their seeds. Raises BadInput where there is nothing to vary."""
        now = self.film.snapshot(anew=True)
        planned = self._seeded(now, node)
        if planned.blocked:
            raise BadInput(f"{node} has to wait: {planned.blocked}.", field=node, hint="Approve the still first.")
        now.preset.check_weights()
        key = planned.node.key
        building.start(
            self.store, now.preset, now.pure_plan, [key], first=True
        )  # what it hangs on, and itself where it is missing
        with self.film.one_moment() as then:
            had = self._seeds_of(then, planned) | {
                j.seed for j in self.making.queue.jobs(states=("queued", "running")) if j.node == key
            }
        fresh = [s for n in range(1, variants + len(had) + 1) if (s := seed_from(key, "again", n)) not in had]
        seeds = fresh[: variants - (not planned.settled)]
        if seeds:
            took = now.paces.get(planned.node.step, 0.0) * max(1, planned.node.frames)
            self.making.queue.enqueue_variants(replace(planned, estimate_s=took), now.preset, seeds)
        self.making.call_workers()
        return seeds
