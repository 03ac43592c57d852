"""Portraits, plates and keyframes by a model at a service: what is said and shown to it, whichever service it is.

A family says how one picture is asked for (`way`); the rest is here: words, references as far as the model takes them, the size, what
stays unused and is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np

from vgot.errors import BadInput
from vgot.models.base import KeyframeSpec, Picture, PlateSpec, PortraitSpec, Reporter
from vgot.models.pictures import cover
from vgot.models.references import reference_facts, references_of
from vgot.models.remote.buying import Way, buy
from vgot.models.remote.looking import read_picture
from vgot.models.remote.outcomes import Unusable
from vgot.models.remote.till import Call, till
from vgot.presets.preset import KeyframeSection, Preset, Section
from vgot.presets.remote import RemoteModel
from vgot.presets.services import addresses_of, price_of, read_services
from vgot.presets.sizes import model_size
from vgot.presets.weights import model_id
from vgot.story import prompts
from vgot.units import FrameSize

PARAMS = ("negative",)
PictureKind = Literal["portrait", "plate", "keyframe"]


@dataclass(frozen=True)
class Wanted:
    """One picture: `prompt`, `negative`, `size` (of those that the model makes), `seed`, and `shown`, the reference pictures by what they
    show, uint8 (H, W, 3)."""

    kind: PictureKind
    prompt: str
    negative: str
    size: FrameSize
    seed: int
    shown: Sequence[tuple[str, np.ndarray]] = ()
    extra: dict[str, Any] = field(default_factory=dict[str, Any])


class AtAService:
    """A section of a preset whose model runs at a service."""

    section_name = ""

    def __init__(self, preset: Preset, models_dir: Path | None = None):
        self.preset = preset
        self.section: Section = preset.sections()[self.section_name]
        assert self.section.remote is not None, "presets of such families name a service"
        self.remote: RemoteModel = self.section.remote
        self.model_id = model_id(self.section)

    @property
    def service(self) -> str:
        return self.remote.service

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where it is asked. Raises BadInput where nobody has said where."""
        found = addresses_of(self.remote, read_services())
        if not found:
            raise BadInput(
                f"Nobody has said where {self.service} is.",
                field=f"services/{self.service}",
                hint=f"Set its address in Settings, or with `python -m vgot services {self.service} --address URL`.",
            )
        return found

    def call(self, what: str, leaves: tuple[str, ...], part: str, *, edits: bool = False, **amounts: Any) -> Call:
        """A call with what it is expected to cost; `amounts` as `Price.of` has them."""
        addresses = self.addresses
        price = price_of(self.remote, read_services(), addresses, edits=edits)
        return Call(
            self.service,
            (self.remote.edit_model if edits else "") or self.remote.model,
            what,
            None if price is None else price.of(**amounts),
            "USD" if price is None else price.currency,
            addresses,
            leaves,
            part,
        )


class RemoteImage(AtAService):
    """Draws portraits, plates and keyframes at a service. A subclass says how (`way`)."""

    section_name = "keyframe"
    section: KeyframeSection

    def way(self, wanted: Wanted) -> Way:
        """How one picture is asked for."""
        raise NotImplementedError

    @property
    def max_references(self) -> int:
        """How many reference pictures the model takes."""
        return self.section.max_references

    def draw_portrait(self, spec: PortraitSpec, report: Reporter) -> Picture:
        """A portrait; a later stage is shown the first stage's portrait."""
        where = f"portrait/{spec.character}/{spec.stage}"
        prompt = prompts.portrait_prompt(
            name=spec.name,
            stage_name=spec.stage_name,
            role=spec.role,
            look=spec.look,
            wardrobe=spec.wardrobe,
            style=spec.style,
            budget=self.section.token_budget,
        )
        shown = [] if spec.first is None else [(f"{spec.name} at another time", spec.first.pixels)]
        return self._draw("portrait", where, prompt, shown, spec, report)

    def draw_plate(self, spec: PlateSpec, report: Reporter) -> Picture:
        """A place without people."""
        prompt = prompts.plate_prompt(
            name=spec.name, look=spec.look, style=spec.style, budget=self.section.token_budget
        )
        return self._draw("plate", f"plate/{spec.place}", prompt, [], spec, report)

    def draw_keyframe(self, spec: KeyframeSpec, report: Reporter) -> Picture:
        """A keyframe: everybody's portrait, then the drawing that stages it and the plate, as far as the model takes so many."""
        prompt = prompts.keyframe_prompt(
            spec.domains,
            written=spec.prompt,
            summary=spec.summary,
            who=[(c.name, c.look) for c in spec.cast],
            place=spec.place_look or spec.place_name,
            style=spec.style,
            budget=self.section.token_budget,
        )
        if spec.prompt and prompt != " ".join(spec.prompt.split()):
            till().note(f"the end of the prompt by hand: the model reads {self.section.token_budget} tokens")
        return self._draw("keyframe", "keyframe", prompt, references_of(spec), spec, report)

    def keyframe_facts(self, spec: KeyframeSpec) -> dict[str, object]:
        """What a keyframe was shown, for people."""
        return reference_facts(spec, [what for what, _ in references_of(spec)], self.max_references)

    def _draw(
        self,
        kind: PictureKind,
        where: str,
        prompt: str,
        could: Sequence[tuple[str, np.ndarray]],
        spec: PortraitSpec | PlateSpec | KeyframeSpec,
        report: Reporter,
    ) -> Picture:
        check_params(spec.params, PARAMS, where)
        shown, left = list(could[: self.max_references]), could[self.max_references :]
        for what, _ in left:
            till().note(f"the picture of {what.rstrip(',')}: the model takes {self.max_references}")
        size = size_for(spec.size, self.section, self.remote)
        wanted = Wanted(
            kind,
            prompts.in_context_prompt(prompt, [what for what, _ in shown]),
            prompts.negative_prompt(kind, spec.params.get("negative", "")),
            size,
            spec.seed,
            shown,
        )
        self.say_unused(wanted, spec)
        leaves = ("prompts", *what_leaves(kind, spec, len(shown)))
        call = self.call(f"A {kind}", leaves, "picture", edits=bool(shown), pixels=size.width * size.height)
        data = buy(call, self.way(wanted), report)
        try:
            pixels = read_picture(data, self.service)
        except Unusable as why:
            spoil("picture", why)
            raise
        made = FrameSize(pixels.shape[1], pixels.shape[0])
        if (made.width, made.height) != (size.width, size.height):
            till().note(f"the size: {size} was asked for, {made} came, and was cut to the frame")
        return Picture(cover(pixels, spec.size))

    def say_unused(self, wanted: Wanted, spec: PortraitSpec | PlateSpec | KeyframeSpec) -> None:
        """Name what of the request the model has no place for."""
        if not self.takes_seed:
            till().note("the seed: this service takes none, so that the same request gives another picture")
        if spec.params.get("negative") and not self.takes_negative:
            till().note("the words for what must not appear: this service takes none")
        if isinstance(spec, KeyframeSpec) and any(c.box for c in spec.cast):
            till().note("the boxes of where people stand: this service takes words and pictures alone")

    @property
    def takes_seed(self) -> bool:
        return bool(self.remote.seed_field)

    @property
    def takes_negative(self) -> bool:
        return bool(self.remote.negative_field)


def what_leaves(kind: PictureKind, spec: PortraitSpec | PlateSpec | KeyframeSpec, shown: int) -> tuple[str, ...]:
    """What of a film goes along with the words, where so many pictures are shown."""
    if not isinstance(spec, KeyframeSpec):
        return ("portraits",) if shown else ()
    could = (
        ["portraits"] * len(spec.cast)
        + ["drawings"] * (spec.staging is not None)
        + ["plates"] * (spec.plate is not None)
    )
    return tuple(dict.fromkeys(could[:shown]))


def spoil(part: str, why: Unusable) -> None:
    """Write down that what came cannot be used: retried, it is bought anew."""
    kept = till().find(part)
    if kept is not None:
        till().ended(kept, "unusable", why.message)


def check_params(given: dict[str, Any], known: Sequence[str], where: str) -> None:
    """Refuse node parameters that a service does not take, naming those that it does. Raises BadInput."""
    for name in given:
        if name not in known:
            raise BadInput(
                f"A model at a service has no parameter '{name}'.",
                field=f"{where}/{name}",
                hint=f"Use {', '.join(known)}.",
            )


def size_for(size: FrameSize, section: Any, remote: RemoteModel) -> FrameSize:
    """The size that a model is asked for: of those that it makes the one of the nearest shape, then of the nearest area; else as local ones."""
    if not remote.sizes:
        return model_size(size, section)
    sizes = [FrameSize(int(w), int(h)) for w, h in (re.split("x", s) for s in remote.sizes)]
    shape, area = size.width / size.height, size.width * size.height

    def far(one: FrameSize) -> tuple[float, float]:
        mine = one.width / one.height
        return round(max(mine, shape) / min(mine, shape), 2), abs(one.width * one.height - area)

    return min(sizes, key=far)
