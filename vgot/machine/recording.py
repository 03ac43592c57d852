"""`vgot doctor --record`: a preset's weights make one small scene, and what it took is written down (`vgot.presets.records`)."""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import io
import platform
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from vgot import __version__, host
from vgot.errors import BadInput
from vgot.models.base import (
    BridgeSpec,
    BridgesSeams,
    Cast,
    Clip,
    ClipSpec,
    KeyframeSpec,
    Picture,
    PlateSpec,
    PortraitSpec,
    Quiet,
    Reporter,
    SeamSide,
    Tokens,
)
from vgot.models.registry import Models
from vgot.presets.records import Machine, Record, Shown, Stage, write_record
from vgot.presets.seams import trained_for_bridges, window_for
from vgot.presets.weights import require_weights, revision_of
from vgot.settings import RenderPreset, Settings
from vgot.story.model import Domains
from vgot.units import FrameSize

#: The scene that everybody records, so that records can be laid beside one another.
LOOK, WARDROBE = (
    "a woman of 60 with short grey hair and a weathered face",
    "a navy wool jumper and yellow oilskin trousers",
)
PLACE = "a stone harbour with fishing boats under a grey sky"
DOMAINS = Domains(
    character=f"{LOOK}, in {WARDROBE}",
    background=PLACE,
    relation="she stands at the quay's edge and looks out to sea",
    camera="medium shot at eye level",
    lighting="soft light of an overcast morning",
)
SECONDS, SEED, SIDE = 2.0, 7, 640


def record(
    preset: RenderPreset, settings: Settings, *, size: FrameSize | None = None, report: Reporter | None = None
) -> tuple[Record, Path]:
    """Make the scene with the preset's weights, at `size` (default: the preset's own), and keep the record. Raises BadInput for a preset
    without models of this machine, ModelUnavailable where weights are missing; nothing is fetched."""
    one = preset.preset
    if not preset.models or not any(s.repos for s in one.sections().values()):
        raise BadInput(
            f"{one.title} runs no model here, so that there is nothing to record.",
            field="record",
            hint="Name a preset whose models are on this machine.",
        )
    require_weights(one, settings.models_dir)
    shape = one.film
    size = size or (FrameSize(shape.width, shape.height) if shape else FrameSize(768, 432))
    fps = shape.fps if shape else 16.0
    models, told = Models(one, settings.models_dir), report or Quiet()
    watch = _Watch(models)
    pictures = list(_scene(models, watch, size, fps, told))
    made = Record(
        app=__version__,
        made=datetime.now(UTC).replace(microsecond=0),
        preset=one.name,
        weights=weights_of(preset, settings.models_dir),
        width=size.width,
        height=size.height,
        fps=fps,
        machine=_machine(),
        stages=watch.stages,
        pictures=pictures,
    )
    return made, write_record(made, settings.home)


def weights_of(preset: RenderPreset, models_dir: Path | None) -> dict[Any, str]:
    """Section -> revision of the weights that lie here."""
    return {name: revision_of(s, models_dir) for name, s in preset.preset.sections().items() if s.repos}


def _scene(models: Models, watch: _Watch, size: FrameSize, fps: float, told: Reporter) -> Iterator[Shown]:
    """Everything that a film is made of, once: portrait, tokens, place, still, clip, and a bridge where the model makes one."""
    person = PortraitSpec("anna", "now", "Anna", "Anna", "a fisher", LOOK, WARDROBE, "", SEED, FrameSize(512, 512))
    portrait = watch("portrait", models.image, lambda: models.image.draw_portrait(person, told))
    yield _shown("portrait", portrait)
    tokens: Tokens = watch("tokens", models.face, lambda: models.face.read_tokens(portrait, person, told))
    place = PlateSpec("harbour", "Harbour", PLACE, "", SEED, size)
    plate = watch("plate", models.image, lambda: models.image.draw_plate(place, told))
    cast = (Cast("anna", "now", "Anna", "Anna", f"{LOOK}, {WARDROBE}", tokens),)
    still_spec = KeyframeSpec(DOMAINS, "She looks out to sea.", cast, "Harbour", "", plate, "", SEED, size)
    still = watch("keyframe", models.image, lambda: models.image.draw_keyframe(still_spec, told), twice=True)
    yield _shown("keyframe", still)
    frames = max(2, round(SECONDS * fps))
    asked = ClipSpec(
        "She turns her head to the sea.", "static camera", DOMAINS.relation, cast, (), "", SEED, size, fps, frames
    )

    def shoot() -> tuple[Clip, list[np.ndarray]]:
        clip = models.video.shoot_clip(still, asked, told)
        return clip, list(clip.frames)

    clip, shot = watch("clip", models.video, shoot, frames=frames)
    yield _shown("clip", Picture(shot[-1]))
    yield from _bridge(models, watch, clip, shot, size, fps, told)


def _bridge(
    models: Models, watch: _Watch, clip: Clip, shot: list[np.ndarray], size: FrameSize, fps: float, told: Reporter
) -> Iterator[Shown]:
    """The clip bridged to itself, where the preset's model is trained to."""
    video, section = models.video, models.preset.video
    half = max(1, round(0.375 * fps))
    around = window_for(section, half, fps, len(shot), len(shot))
    if not (trained_for_bridges(section) and isinstance(video, BridgesSeams)) or around is None:
        return
    all_of, count = np.stack(shot), len(shot)
    left = SeamSide(clip.latents(), count, all_of[-half:], context=all_of[count - half - around.before : count - half])
    right = SeamSide(clip.latents(), count, all_of[:half], context=all_of[half : half + around.after])
    spec = BridgeSpec(2 * half, fps, size, 50, 100, 0.2, 1.0, SEED, {"left": "She turns her head."})
    made = watch("join", video, lambda: list(video.bridge(left, right, spec, told)), frames=2 * half)
    yield _shown("join", Picture(made[half]))


class _Watch:
    """Takes the time of each stage, and the most memory that it held."""

    def __init__(self, models: Models):
        self.models, self.stages = models, []

    def __call__(self, step: Any, model: Any, work: Callable[[], Any], *, frames: int = 1, twice: bool = False) -> Any:
        residency = getattr(model, "residency", None)
        said = len(residency.notes) if residency is not None else 0
        from vgot.models.runtime import peaks

        peaks.begin()
        begun = time.perf_counter()
        made = work()
        first = time.perf_counter() - begun
        again = None
        if twice:
            begun = time.perf_counter()
            work()
            again = round(time.perf_counter() - begun, 3)
        rung = residency.rung(model.loadable.key) if residency is not None and hasattr(model, "loadable") else ""
        self.stages.append(
            Stage(
                step=step,
                first_s=round(first, 3),
                again_s=again,
                frames=frames,
                device_gib=peaks.most_gib(),
                host_gib=host.peak_gib(),
                rung=rung or "",
                notes=[n[:200] for n in (residency.notes[said:] if residency is not None else [])][:40],
            )
        )
        return made


def _machine() -> Machine:
    from vgot.models.runtime import peaks

    kind, device, device_gib = peaks.card()
    packages = {}
    for name in ("torch", "diffusers", "transformers", "bitsandbytes"):
        try:
            packages[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            packages[name] = None
    return Machine(
        device=device,
        kind=kind,  # type: ignore[arg-type]
        device_gib=device_gib,
        host_gib=round(host.memory()[1] / 2**30, 2),
        system=platform.platform()[:200],
        packages=packages,
    )


def _shown(step: str, picture: Picture) -> Shown:
    from PIL import Image

    made = Image.fromarray(picture.pixels)
    made.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    kept = io.BytesIO()
    made.save(kept, "PNG")
    data = kept.getvalue()
    return Shown(step=step, png=base64.b64encode(data).decode(), sha256=hashlib.sha256(data).hexdigest())


def in_words(made: Record, file: Path) -> str:
    """A record as a table for people."""
    m = made.machine
    lines = [
        f"{made.preset} at {made.width}x{made.height}, {made.fps:g} fps, on {m.device} ({m.device_gib:g} GiB; host {m.host_gib:g} GiB)"
    ]
    for s in made.stages:
        device = "" if s.device_gib is None else f", device {s.device_gib:.1f} GiB"
        memory = "" if s.host_gib is None else f", host {s.host_gib:.1f} GiB"
        again = "" if s.again_s is None else f", again {s.again_s:.1f} s"
        lines.append(f"  {s.step:<9} {s.first_s:8.1f} s{again}{device}{memory}{f', {s.rung}' if s.rung else ''}")
        lines += [f"            {note}" for note in s.notes]
    return "\n".join(
        [
            *lines,
            f"Kept in {file}; attach it to a report as it is. It holds the pictures of a scene that ships, nothing of yours.",
        ]
    )
