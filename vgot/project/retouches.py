"""Retouching: a part of a kept picture painted anew with words, as a take beside the old one, and carried into the clip. One revision each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from vgot import media
from vgot.errors import BadInput, NotFound
from vgot.graph.kinds import KINDS, in_words
from vgot.graph.nodes import Node
from vgot.graph.plan import Planned, key_of, recipe_of, stands_for
from vgot.graph.retouches import CARRY, RETOUCH, Carry, Touch, base_key, touches_in, without
from vgot.graph.takes import Choice, Take
from vgot.media.masks import Box, Mask, box_mask, inside, read_mask
from vgot.presets.families import REPAINT
from vgot.project.approval import change_choices
from vgot.project.making import Making
from vgot.render.build import BuildResult, Tick
from vgot.render.live_film import LiveFilm
from vgot.render.snapshot import Snapshot
from vgot.story.model import MAX_DOMAIN, seed_from
from vgot.units import FrameSize

#: The kinds that are pictures a model paints, in which a part may be painted anew.
STEPS = ("keyframe", "portrait", "plate")
#: How far a retouch goes from what is there, unless a person says it.
STRENGTH = 0.85


@dataclass(frozen=True)
class Asked:
    """A retouch as a person asks for it: words, and where: a `mask` file of theirs or a `box` in shares of the picture's sides. `take`:
    which one is retouched; None: the one in use."""

    words: str
    mask: bytes | None = None
    box: Box | None = None
    strength: float = STRENGTH
    seed: int | None = None
    take: str | None = None


@dataclass(frozen=True)
class Begun:
    """What was asked for: the node's key, the take beneath, the mask's share of the picture, and sentences about what follows of it."""

    key: str
    source: str
    share: float
    notes: tuple[str, ...]


class Retouches:
    """The retouches of one film."""

    def __init__(self, film: LiveFilm, making: Making):
        self.film, self.store, self.making = film, film.store, making

    # -- a still, a portrait, a place ----------------------------------------------------------------------------------
    def make(
        self, node: str, asked: Asked, *, on_tick: Callable[[Tick], None] | None = None
    ) -> tuple[Begun, BuildResult]:
        """Retouch a picture and wait for it. Raises as `start`."""
        begun = self.start(node, asked, begin=False)
        return begun, self._wait(begun.key, on_tick)

    def _wait(self, key: str, on_tick: Callable[[Tick], None] | None) -> BuildResult:
        return self.making.run(self.film.snapshot(anew=True), [key], forced={key}, on_tick=on_tick)

    def start(self, node: str, asked: Asked, *, begin: bool = True) -> Begun:
        """Ask for a retouch as one revision and queue it before all others. Whatever does not fit is refused before anything changes.
        Raises BadInput, NotFound, ModelUnavailable."""
        now = self.film.snapshot(anew=True)
        planned = now.plan().named(node)
        source, notes = self._source(now, planned, asked)
        words, mask = self._checked(now, planned, source, asked)
        self._must_repaint(now, source)
        notes += [*mask.notes, *self._consequences(now, planned)]
        digest = self._kept_mask(mask)
        had: list[Touch] = [] if source.is_upload else touches_in(source.params)
        own = {} if source.is_upload else without(source.params, RETOUCH)
        seed = None if source.is_upload else source.seed
        touch: Touch = {
            "source": source.digests["picture"],
            "mask": digest,
            "words": words,
            "strength": round(asked.strength, 4),
            "seed": asked.seed if asked.seed is not None else self._another_seed(now, planned, len(had)),
            "base": "" if source.is_upload else _base(now, planned.node, Choice(seed=seed, params=own)),
            "take": source.id,
        }
        beside = source.digests.get("look" if planned.node.step == "portrait" else "scene")
        if beside:
            touch["beside"] = beside
        values: dict[str, Any] = {"seed": seed, "upload": None, "params": {**own, RETOUCH: [*had, touch]}}
        self._update(planned.node.key, f"retouch {planned.name}", values)
        if begin:
            self.making.start_first([planned.node.key], forced={planned.node.key})
        return Begun(planned.node.key, source.id, round(mask.share, 4), tuple(notes))

    def _update(self, key: str, label: str, values: dict[str, Any]) -> None:
        def chosen(head: Any) -> dict[str, Choice]:
            return {key: (head.choices.get(key) or Choice()).model_copy(update=values)}

        change_choices(self.store, label, chosen)

    def _source(self, now: Snapshot, planned: Planned, asked: Asked) -> tuple[Take, list[str]]:
        """(the take that is retouched, what there is to say about it)."""
        if planned.node.step not in STEPS:
            raise BadInput(
                f"{planned.name} is no picture that can be retouched.",
                field=planned.name,
                hint=f"Retouch {in_words(STEPS)}; a clip follows its still, or `carry` lays it in.",
            )
        if asked.take is not None:
            take = self.store.take(asked.take)
            if take.node != planned.node.key:
                raise NotFound(
                    f"Take {asked.take} is not one of {planned.name}.",
                    field="take",
                    hint=f"List them with `takes {planned.name}`.",
                )
            same = (
                take.is_upload
                or stands_for(take) == planned.key
                or planned.take is not None
                and planned.take.id == take.id
            )
            return take, [] if same else ["This take was made of an earlier story: what it shows stays as it was."]
        if planned.take is None:
            raise BadInput(
                f"{planned.name} has no picture to retouch yet.",
                field=planned.name,
                hint=f"Build {planned.name} first.",
            )
        if not planned.settled:
            raise BadInput(
                f"{planned.name} is not up to date: {planned.reason}.",
                field=planned.name,
                hint=f"Build {planned.name} first, or name the take that is to be retouched.",
            )
        return planned.take, []

    def _checked(self, now: Snapshot, planned: Planned, source: Take, asked: Asked) -> tuple[str, Mask]:
        words = asked.words.strip()
        if not words:
            raise BadInput("A retouch needs words.", field="words", hint="Say what is to be there: a red hat instead.")
        if len(words) > MAX_DOMAIN:
            raise BadInput(
                f"These words have {len(words):,} characters; at most {MAX_DOMAIN:,} fit.",
                field="words",
                hint="Shorten them.",
            )
        if not 0 < asked.strength <= 1:
            raise BadInput(
                "The strength of a retouch lies above 0, up to 1.", field="strength", hint=f"Usual is {STRENGTH}."
            )
        if (asked.mask is None) == (asked.box is None):
            raise BadInput(
                "A retouch needs a mask or a box, and one of them alone.",
                field="mask",
                hint="Say --mask FILE, white where it may change, or --box left,top,right,bottom.",
            )
        high, wide = media.decode_png(self.store.read_blob(source.digests["picture"])).shape[:2]
        size = FrameSize(wide, high)
        if asked.box is not None:
            return words, box_mask(asked.box, size)
        assert asked.mask is not None
        return words, read_mask(asked.mask, size)

    def _must_repaint(self, now: Snapshot, source: Take) -> None:
        """Refuses where the preset's model cannot. Raises BadInput, ModelUnavailable."""
        now.preset.check_weights()
        family = now.preset.keyframe.family
        if family not in REPAINT:
            able = sorted(
                name for name, one in self.film.presets().items() if one.keyframe.family in REPAINT and not one.drawn
            )
            raise BadInput(
                f"The model of the preset {now.preset.name} paints no part of a picture.",
                field="retouch",
                hint=f"Choose one that can in Settings ({', '.join([*able[:4], 'animatic'])}); takes stay.",
            )
        if now.preset.drawn and "scene" not in source.digests and "look" not in source.digests:
            raise BadInput(
                "This picture is no drawing of the drawn world, which can only draw anew what it has drawn.",
                field="retouch",
                hint="Choose a preset with models that paint into pictures, or a take that was drawn.",
            )

    def _consequences(self, now: Snapshot, planned: Planned) -> list[str]:
        """What a retouch brings with it, in words."""
        notes = list[str]()
        if planned.pinned:
            notes.append(f"{planned.name} is pinned: the pin holds, and the retouched take stands beside it.")
        if KINDS[planned.node.step].approvable and not now.preset.draft:
            notes.append("The retouched still waits for your approval.")
        if now.preset.drawn:
            notes.append("The drawn world draws whole things: the strength says nothing to it.")
        return notes

    def _kept_mask(self, mask: Mask) -> str:
        with self.store.under_a_job():
            return self.store.put_bytes(mask.as_png())

    def _another_seed(self, now: Snapshot, planned: Planned, at: int) -> int:
        had = {t["seed"] for take in now.takes_of(planned.node.key) for t in touches_in(take.params)}
        return next(s for n in range(1, 100_000) if (s := seed_from(planned.node.key, "retouch", at, n)) not in had)

    # -- its clip ------------------------------------------------------------------------------------------------------
    def may_carry(self, shot: int, now: Snapshot | None = None) -> Carry:
        """What would be carried into the clip of a shot, by its number. Raises BadInput that says why it cannot be."""
        now = now or self.film.snapshot()
        still, clip = (now.plan().named(f"{step}/{shot}") for step in ("keyframe", "clip"))
        field, anew = clip.name, f"Shoot it anew: build {clip.name}."
        if clip.take is None:
            raise BadInput(f"{clip.name} was not shot yet: there is nothing to carry into.", field=field, hint=anew)
        if still.take is None or not still.settled or not touches_in(still.take.params):
            raise BadInput(
                f"The still of shot {shot} was not retouched.", field=still.name, hint=f"Retouch {still.name} first."
            )
        if clip.blocked:
            raise BadInput(f"{clip.name} has to wait: {clip.blocked}.", field=field, hint="Approve the still first.")
        if clip.take.is_upload:
            raise BadInput(
                f"{clip.name} is a film of yours, not shot from the still.",
                field=field,
                hint="Retouch it where it was made.",
            )
        was: str = clip.take.recipe["inputs"].get(clip.node.inputs[0].label, {}).get("picture", "")
        was = was or next(iter(clip.take.recipe["inputs"].values())).get("picture", "")
        touches = touches_in(still.take.params)
        begin = next((n for n, t in enumerate(touches) if t["source"] == was), None)
        if begin is None:
            raise BadInput(f"{clip.name} was not shot from the still beneath the retouch.", field=field, hint=anew)
        if not self._else_alike(now, clip, was):
            raise BadInput(f"{clip.name} is older than the story in other things, too.", field=field, hint=anew)
        carry: Carry = {
            "clip": clip.take.digests["frames"],
            "before": was,
            "after": still.take.digests["picture"],
            "mask": self._together([t["mask"] for t in touches[begin:]]),
            "take": clip.take.id,
        }
        if "latents" in clip.take.digests:
            carry["latents"] = clip.take.digests["latents"]
        return carry

    def _else_alike(self, now: Snapshot, clip: Planned, was: str) -> bool:
        """Whether the clip's take is what is asked for but for the still's picture."""
        take, plan = clip.take, now.plan()
        assert take is not None
        chosen = {i.key: one for i in clip.node.inputs if (one := plan.nodes[i.key].take)}
        if len(chosen) < len(clip.node.inputs):
            return False
        recipe = recipe_of(clip.node, Choice(seed=take.seed, params=dict(take.params)), now.preset, chosen)
        label = clip.node.inputs[0].label
        every: list[dict[str, str]] = list(take.recipe["inputs"].values())
        old = next((d for d in every if d.get("picture") == was), dict[str, str]())
        asked = {**recipe, "inputs": {**recipe["inputs"], label: old}}
        if take.params:
            asked["own"] = take.params
        return key_of(asked) == take.recipe_key or stands_for(take) == key_of(asked)

    def _together(self, masks: list[str]) -> str:
        if len(masks) == 1:
            return masks[0]
        every = [inside(media.decode_png(self.store.read_blob(m))) for m in masks]
        return self._kept_mask(Mask(np.logical_or.reduce([m for m in every if m.shape == every[-1].shape])))

    def start_carry(self, shot: int, *, begin: bool = True) -> str:
        """Lay the retouch of a shot's still into its clip, as a new take beside the old one and one revision; returns the clip's key.
        Raises BadInput."""
        now = self.film.snapshot(anew=True)
        clip, carry = now.plan().named(f"clip/{shot}"), self.may_carry(shot, now)
        take = clip.take
        assert take is not None
        own = {**without(take.params, CARRY), CARRY: dict(carry)}
        self._update(
            clip.node.key, f"carry the retouch into {clip.name}", {"seed": take.seed, "upload": None, "params": own}
        )
        if begin:
            self.making.start_first([clip.node.key], forced={clip.node.key})
        return clip.node.key

    def carry(self, shot: int, *, on_tick: Callable[[Tick], None] | None = None) -> tuple[Take, BuildResult]:
        """The same, and wait for it."""
        key = self.start_carry(shot, begin=False)
        done = self._wait(key, on_tick)
        take = self.film.plan().nodes[key].take
        assert take is not None  # there was one before
        return take, done


def _base(now: Snapshot, node: Node, choice: Choice) -> str:
    """The key of what is asked for now, without retouches; empty while that is not known."""
    plan = now.plan()
    if not all(plan.nodes[i.key].settled for i in node.inputs):
        return ""
    chosen = {i.key: take for i in node.inputs if (take := plan.nodes[i.key].take)}
    return base_key(recipe_of(node, choice, now.preset, chosen))
