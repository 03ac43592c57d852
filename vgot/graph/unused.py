"""What of a film a preset does not use, beside LoRAs, with why: bridges that it cannot make, prompts that it does not read, inputs of its
workflows that nothing goes into. Pure."""

from __future__ import annotations

from vgot.graph.asked import NotUsed
from vgot.graph.nodes import Recipes, seam_frames, trim_frames
from vgot.story.model import Story
from vgot.units import frames_in


def not_used(story: Story, preset: Recipes) -> tuple[NotUsed, ...]:
    """All of it, each once."""
    unfilled = [NotUsed(role, (f"workflow/{name}",), why) for role, name, why in preset.idle_inputs()]
    return (*not_bridged(story, preset), *not_read(story, preset), *unfilled)


def not_read(story: Story, preset: Recipes) -> tuple[NotUsed, ...]:
    """Every prompt written by hand that the preset's model does not read."""
    found: dict[str, list[str]] = {"keyframe": [], "clip": []}
    for n, shot in enumerate(story.shots, 1):
        for step, text in (("keyframe", shot.prompt.keyframe), ("clip", shot.prompt.clip)):
            if text.strip() and not preset.reads_prompt(step):
                found[step].append(f"shots/{n}")
    kinds = {"keyframe": "stills", "clip": "clips"}
    return tuple(
        NotUsed(
            "prompt",
            tuple(on),
            f"A prompt is written by hand for {kinds[step]}, and {preset.name} makes them without reading one. Choose another preset, "
            "or let it follow the shot again.",
        )
        for step, on in found.items()
        if on
    )


def not_bridged(story: Story, preset: Recipes) -> tuple[NotUsed, ...]:
    """Every boundary whose bridge is a crossfade with this preset, and every one whose bridge is made in another way than out of noise at
    the film's speed, with why."""
    found: dict[str, list[str]] = {}
    other: dict[str, list[str]] = {}
    fps = story.film.fps
    for n, boundary in enumerate(story.boundaries[: len(story.shots) - 1], 1):
        half = seam_frames(story, n) if boundary.mode == "bridge" else 0
        if half:
            whole = [frames_in(story.shots[k].duration_s, fps) for k in (n - 1, n)]
            shown = whole[0] - trim_frames(story, n)[1], whole[1] - trim_frames(story, n + 1)[0]
            if why := preset.no_bridge(half, fps, *shown):
                found.setdefault(why, []).append(f"boundaries/{n}")
            elif how := preset.bridge_differs(half, fps):
                other.setdefault(how, []).append(f"boundaries/{n}")
    crossfaded = [
        NotUsed(
            "bridge",
            tuple(on),
            f"A crossfade stands for the bridge: {why}. Choose a crossfade or a cut, or another preset.",
        )
        for why, on in found.items()
    ]
    return (*crossfaded, *(NotUsed("a bridge's own way", tuple(on), f"{how}.") for how, on in other.items()))
