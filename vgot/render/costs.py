"""What making a film costs before anything is sent: calls to services, their price, the ceiling, and what leaves this machine.

A dry run: nobody is asked, and no key is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from vgot.errors import BadInput
from vgot.graph.kinds import KINDS
from vgot.graph.nodes import Node
from vgot.graph.plan import Plan
from vgot.models.remote.clips import cannot_reset, lengths_for
from vgot.models.remote.pictures import size_for
from vgot.presets.preset import KeyframeSection, VideoSection
from vgot.presets.remote import RemoteModel
from vgot.presets.services import Services, addresses_of, price_of, read_services, stays_here
from vgot.render.till import ceiling_of
from vgot.settings import RenderPreset, Settings
from vgot.store import day_ledger, purchases
from vgot.store.project_store import Store
from vgot.story.model import Story
from vgot.units import FrameSize, frame_rate


@dataclass(frozen=True)
class Ahead:
    """One call that a plan will make: `price` None where nobody knows it; `leaves` empty where the service is this machine."""

    node: str
    service: str
    model: str
    price: float | None
    currency: str
    leaves: tuple[str, ...]


def costs_of(store: Store, settings: Settings, preset: RenderPreset, story: Story, plan: Plan) -> dict[str, Any]:
    """`calls` [{service, model, count}], `price` {known, estimate, currency, ceiling, spent, day_ceiling, spent_today}, `leaves` [what leaves
    this machine], `refused` [{node, why}]: what will not be made, and why."""
    kept = read_services(settings.home) if preset.in_flight or preset.preset.speech else Services()
    ahead: list[Ahead] = []
    refused: list[dict[str, str]] = []
    for planned in plan.to_do():
        try:
            ahead += calls_for(planned.node, preset, kept)
        except BadInput as why:
            refused.append({"node": planned.name, "why": why.message})
    ahead += _spoken(preset, story, kept)
    counted = Counter((a.service, a.model) for a in ahead)
    spent, _ = purchases.spent(store)
    price: dict[str, Any] = {
        "known": all(a.price is not None and a.currency == kept.currency for a in ahead),
        "estimate": round(sum(a.price or 0.0 for a in ahead), 4),
        "currency": kept.currency,
        "ceiling": ceiling_of(store),
        "spent": round(spent, 4),
    }
    if kept.day_limit is not None:
        price |= {"day_ceiling": kept.day_limit, "spent_today": round(day_ledger.spent_today(settings.home), 4)}
    if unknown := sorted({a.model or a.service for a in ahead if a.price is None}):
        price["unknown"] = unknown
    out: dict[str, Any] = {
        "calls": [{"service": s, "model": m, "count": n} for (s, m), n in sorted(counted.items())],
        "price": price,
        "leaves": list(dict.fromkeys(what for a in ahead for what in a.leaves)),
    }
    return out | ({"refused": refused} if refused else {})


def calls_for(node: Node, preset: RenderPreset, kept: Services) -> list[Ahead]:
    """The calls that making one node takes. Raises BadInput for what the service cannot make."""
    name = KINDS[node.step].section
    section = preset.preset.sections().get(name or "")
    if section is None or section.remote is None or name == "face":
        return []
    p, remote = node.params, section.remote
    if isinstance(section, VideoSection):
        if node.step == "join":
            if p["mode"] != "bridge" or not section.last_frame:
                return []
            lengths = [p["frames"] / float(frame_rate(p["fps"]))]
        else:
            if "reset" in p:
                raise cannot_reset(preset.title, p["reset"]["boundary"])
            lengths = lengths_for(p["frames"] / float(frame_rate(p["fps"])), section)
        size = size_for(FrameSize(p["width"], p["height"]), section, remote)
        return [
            _ahead(node.name, remote, kept, ("prompts", "stills"), seconds=s, pixels=size.width * size.height)
            for s in lengths
        ]
    assert isinstance(section, KeyframeSection)
    shows = _shows(node, section.max_references)
    frame = FrameSize(p["width"], p["height"]) if "width" in p else FrameSize(512, 512)
    size = size_for(frame, section, remote)
    return [_ahead(node.name, remote, kept, ("prompts", *shows), edits=bool(shows), pixels=size.width * size.height)]


_SHOWN = {"tokens": "portraits", "portrait": "portraits", "drawing": "drawings", "plate": "plates"}


def _shows(node: Node, most: int) -> tuple[str, ...]:
    """What a picture of a film is shown: portraits before drawings before plates, as far as the model takes so many."""
    order = ("tokens", "portrait", "drawing", "plate")
    shown = sorted((i.step for i in node.inputs if i.step in _SHOWN), key=order.index)[:most]
    return tuple(dict.fromkeys(_SHOWN[step] for step in shown))


def _ahead(
    node: str,
    remote: RemoteModel,
    kept: Services,
    leaves: tuple[str, ...],
    *,
    edits: bool = False,
    **amounts: Any,
) -> Ahead:
    addresses = addresses_of(remote, kept)
    price = price_of(remote, kept, addresses, edits=edits)
    model = (remote.edit_model if edits else "") or remote.model or " + ".join(sorted(set(remote.workflow.values())))
    here = bool(addresses) and all(map(stays_here, addresses))
    return Ahead(
        node,
        remote.service,
        model,
        None if price is None else price.of(**amounts),
        kept.currency if price is None else price.currency,
        () if here else leaves,
    )


def _spoken(preset: RenderPreset, story: Story, kept: Services) -> Iterable[Ahead]:
    remote = preset.preset.speech
    if remote is None or story.sound.voices != "model":
        return []
    return [
        _ahead("speech", remote, kept, ("dialogue",), characters=len(line.text))
        for shot in story.shots
        for line in shot.lines
        if line.text.strip()
    ]
