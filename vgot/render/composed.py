"""What the models of a shot are told: composed of its words, or written by hand. Without loading a model."""

from __future__ import annotations

from typing import Any, cast

from vgot.errors import NotFound
from vgot.graph.nodes import film_nodes
from vgot.graph.recipes import ClipParams, KeyframeParams
from vgot.render.context import styled
from vgot.settings import RenderPreset
from vgot.story import prompts
from vgot.story.model import Domains, Story
from vgot.units import name_of


def prompts_of(story: Story, preset: RenderPreset, number: int) -> dict[str, Any]:
    """What the preset's models are told of shot `number` (from 1): {"shot", "keyframe", "clip"}, each {"text", "composed", "pinned",
    "read", "shortened"}. `read`: whether the preset's model reads a prompt at all. Tokens are counted roughly, without the model's own
    vocabulary. Raises NotFound."""
    if not 1 <= number <= len(story.shots):
        raise NotFound(f"There is no shot {number}.", field="shot", hint=f"Use 1 to {len(story.shots)}.")
    shot = story.shots[number - 1]
    nodes = film_nodes(story, preset)
    still, clip = (nodes[f"{kind}/{shot.id}"] for kind in ("keyframe", "clip"))
    k, c = cast(KeyframeParams, still.params), cast(ClipParams, clip.params)
    names = [name_of(w["character"]) for w in k["who"]]
    looks = k.get("looks", [""] * len(names))
    composed = {
        "keyframe": prompts.keyframe_prompt(
            Domains(**k["domains"]),
            summary=k["summary"],
            who=list(zip(names, looks, strict=True)),
            place=(k["place"] or "").replace("-", " ").title(),
            style=styled(still),
            budget=preset.keyframe.token_budget,
        ),
        "clip": prompts.motion_prompt(
            summary=c["summary"],
            camera=c["camera"],
            relation=c["relation"],
            style=styled(clip),
            budget=preset.video.token_budget,
        ),
    }
    budgets = {"keyframe": preset.keyframe.token_budget, "clip": preset.video.token_budget}
    told: dict[str, Any] = {"shot": number}
    for kind, by_rule in composed.items():
        written = getattr(shot.prompt, kind).strip()
        text = prompts.by_hand(written, budgets[kind]) if written else by_rule
        told[kind] = {
            "text": text,
            "composed": by_rule,
            "pinned": bool(written),
            "read": preset.reads_prompt(kind),
            "shortened": bool(written) and text != " ".join(written.split()),
        }
    return told
