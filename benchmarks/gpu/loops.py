"""The two ways to make the same film: this program's families, and the plain loop of the library's pipelines.

Both work within a time: what was measured is kept item by item, and a shot that is stopped half-way counts by its steps,
and says so.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

from vgot.errors import Cancelled, VgotError
from vgot.models.base import BridgeSpec, Cast, ClipSpec, KeyframeSpec, PortraitSpec, Quiet, SeamSide
from vgot.models.pictures import as_image
from vgot.models.runtime.out_of_memory import is_out_of_memory
from vgot.models.runtime.residency import Residency, measure_memory
from vgot.models.timing import span_for
from vgot.presets.preset import Preset
from vgot.presets.sizes import model_size
from vgot.story.model import Domains
from vgot.units import FrameSize

TEXT = "A grey-haired fisherwoman mends a torn net on the quay while the sun rises behind the boats."
SIZE, FPS = FrameSize(768, 432), 16
PORTRAITS = 2
#: Of a run's time: how much may go into portraits and keyframes before the shots begin.
STILLS_SHARE = 0.3
OURS, PLAIN = "this program", "plain diffusers loop"


@dataclass
class Row:
    """One run. `once`: seconds of what is done once a film (loading); `items`: seconds of each thing made, by kind."""

    preset: str
    how: str
    once: dict[str, float] = field(default_factory=dict)
    items: dict[str, list[float]] = field(default_factory=dict)
    peak_gb: float = 0.0
    promised_gb: float = 0.0
    notes: list[str] = field(default_factory=list)
    failed: str = ""

    def each(self, kind: str) -> float | None:
        """Median seconds of one thing of a kind, or None where none was made."""
        return statistics.median(self.items[kind]) if self.items.get(kind) else None

    def film(self, shots: int) -> float | None:
        """Seconds of a film of so many shots, without bridges: loading, and the medians times their number."""
        parts = [self.each(k) for k in ("portrait", "keyframe", "shot")]
        return None if None in parts else sum(self.once.values()) + PORTRAITS * parts[0] + shots * (parts[1] + parts[2])


class Out(Exception):
    """The time of a run is over."""


class Clock:
    """The time of one run, and its row. `changed` is called after every measurement."""

    def __init__(self, row: Row, seconds: float, changed: Callable[[], None] = lambda: None):
        self.row, self.changed = row, changed
        self.begun, self.seconds = time.perf_counter(), seconds

    @property
    def left(self) -> float:
        return self.seconds - (time.perf_counter() - self.begun)

    @contextmanager
    def once(self, what: str):
        started = settled()
        yield
        self.row.once[what] = self.row.once.get(what, 0.0) + settled() - started
        self.changed()

    def item(self, kind: str, steps: int, work: Callable[[Callable[[], None]], object]) -> object:
        """Time `work(step)`, which calls `step` after each denoising step. Where time runs out meanwhile, what it would
        have taken is computed from at least two of its steps, and Out is raised."""
        started, marks = settled(), []

        def step() -> None:
            marks.append(settled())
            if self.left < 0 and 3 <= len(marks) < steps:
                raise Out

        try:
            made = work(step)
        except (Out, Cancelled) as why:
            per_step = (marks[-1] - marks[0]) / (len(marks) - 1)
            self._keep(kind, marks[0] - started + per_step * (steps - 1))
            self.row.notes.append(f"{kind}: computed from {len(marks)} of {steps} steps, without decoding")
            raise Out from why
        self._keep(kind, settled() - started)
        return made

    def _keep(self, kind: str, seconds: float) -> None:
        self.row.items.setdefault(kind, []).append(seconds)
        self.changed()

    def goes_on(self, kind: str, made: int, wanted: int, until: float = 0.0) -> bool:
        """Whether one more of a kind is made: always the first, then as long as another fits before `until` seconds are left."""
        return made < wanted and (made == 0 or self.left - (self.row.each(kind) or 0) > until)


class Stepper(Quiet):
    """A Reporter that tells a clock of each step."""

    def __init__(self, step: Callable[[], None]):
        self._step = step

    def step(self, done: int, total: int, preview: np.ndarray | None = None) -> None:
        try:
            self._step()
        except Out as why:  # families let a typed error through, and take anything else for a failure of the model
            raise Cancelled("The time is over.") from why


def settled() -> float:
    """Now, when the accelerator has done what it was given."""
    if torch.cuda.is_available():
        torch.cuda.synchronize()
    return time.perf_counter()


def portrait_spec(seed: int) -> PortraitSpec:
    return PortraitSpec(
        "mary",
        "old",
        "Mary",
        "Elderly Mary",
        "fisherwoman",
        "grey hair, tired eyes",
        "oilskin coat",
        "",
        seed,
        FrameSize(512, 512),
    )


def families(preset: Preset, models: Path, residency: Residency):
    """The families of a preset, as the registry would make them."""
    from vgot.models.faces import ClipVisionFaces, ReferenceFaces
    from vgot.models.keyframes.references import KleinImage, QwenImage
    from vgot.models.keyframes.sdxl import SdxlImage
    from vgot.models.video.wan import WanVideo

    made = {
        "sdxl": SdxlImage,
        "klein": KleinImage,
        "qwen": QwenImage,
        "clip-vision": ClipVisionFaces,
        "references": ReferenceFaces,
        "wan": WanVideo,
    }
    return [
        made[preset.sections()[s].family](preset, models, residency_=residency) for s in ("keyframe", "face", "video")
    ]


def ours(
    clock: Clock, preset: Preset, models: Path, device: str, shots: int, frames: int, measure=measure_memory
) -> None:
    """A film by this program's families: one residency, every model loaded once, keyframes before shots."""
    row, residency = clock.row, Residency(device, measure)
    image, face, video = families(preset, models, residency)
    try:
        _ours(clock, image, face, video, residency, shots, frames)
    except Out:
        pass
    except VgotError as why:
        row.failed = why.in_words()
    finally:
        row.notes = [
            f"{key.split(' ')[0]}: {residency.rung(key)}, loaded {times}x" for key, times in residency.loads.items()
        ] + row.notes
        row.notes += residency.notes
        residency.free()
        clock.changed()


def _ours(clock: Clock, image, face, video, residency: Residency, shots: int, frames: int) -> None:
    stills_until = clock.left * (1 - STILLS_SHARE)
    steps = {"keyframe": image.section.steps, "shot": video.section.steps}
    with clock.once("load keyframes"):
        residency.attempt(image.loadable, "load", lambda pipe: None)
    portraits = [
        clock.item(
            "portrait", steps["keyframe"], lambda step, s=s: image.draw_portrait(portrait_spec(s), Stepper(step))
        )
        for s in range(PORTRAITS)
    ]
    with clock.once("load and read tokens"):
        tokens = [face.read_tokens(p, portrait_spec(0), Quiet()) for p in portraits]
    who, keyframes = Cast("mary", "old", "Mary", "Elderly Mary", "", tokens[0]), []
    while clock.goes_on("keyframe", len(keyframes), shots, stills_until):
        spec = KeyframeSpec(Domains(character=TEXT), TEXT, (who,), "quay", "", None, "", len(keyframes), SIZE)
        keyframes.append(
            clock.item("keyframe", steps["keyframe"], lambda step, spec=spec: image.draw_keyframe(spec, Stepper(step)))
        )
    with clock.once("load shots"):
        residency.attempt(video.loadable, "load", lambda pipe: None)
    ends: list[tuple] = []
    while clock.goes_on("shot", len(ends), shots):
        spec = ClipSpec(TEXT, "", "", (), (), "", len(ends), SIZE, FPS, frames)

        def shoot(step, spec=spec, keyframe=keyframes[len(ends) % len(keyframes)]):
            clip = video.shoot_clip(keyframe, spec, Stepper(step))
            made = np.stack(list(clip.frames))
            return clip.latents(), made[:4], made[-4:]

        ends.append(clock.item("shot", steps["shot"], shoot))
    made = 0
    while clock.goes_on("bridge", made, max(1, len(ends) - 1)):
        one, two = ends[made % len(ends)], ends[(made + 1) % len(ends)]
        spec = BridgeSpec(8, FPS, SIZE, made + 1, shots, 0.2, 1.0, made)
        clock.item(
            "bridge",
            steps["shot"],
            lambda step, one=one, two=two, spec=spec: list(
                video.bridge(SeamSide(one[0], frames, one[2]), SeamSide(two[0], frames, two[1]), spec, Stepper(step))
            ),
        )
        made += 1


def plain(clock: Clock, preset: Preset, models: Path, device: str, shots: int, frames: int) -> None:
    """The same pictures and shots by the library's pipelines, one load a stage, without bridges (it has none)."""
    row = clock.row
    try:
        _plain(clock, preset, models, device, shots, frames)
    except Out:
        pass
    except Exception as why:
        if not is_out_of_memory(why):
            raise
        row.failed = "out of memory"
    finally:
        clock.changed()


def _plain(clock: Clock, preset: Preset, models: Path, device: str, shots: int, frames: int) -> None:
    stills_until, section = clock.left * (1 - STILLS_SHARE), preset.video
    with clock.once("load portraits"):
        pipe = open_plain(preset, models, "keyframe", device, clock.row)
    portraits = [
        clock.item("portrait", preset.keyframe.steps, lambda step, s=s: plain_picture(pipe, preset, s, None, step))
        for s in range(PORTRAITS)
    ]
    close_plain(pipe)
    with clock.once("load keyframes"):
        pipe = open_plain(preset, models, "keyframe", device, clock.row)
    keyframes: list[np.ndarray] = []
    while clock.goes_on("keyframe", len(keyframes), shots, stills_until):
        keyframes.append(
            clock.item(
                "keyframe",
                preset.keyframe.steps,
                lambda step: plain_picture(pipe, preset, len(keyframes), portraits[0], step),
            )
        )
    close_plain(pipe)
    with clock.once("load shots"):
        pipe = open_plain(preset, models, "video", device, clock.row)
    size, count, made = model_size(SIZE, section), span_for(frames, FPS, section).segments[0], 0
    while clock.goes_on("shot", made, shots):

        def shoot(step, n: int = made):
            return pipe(
                image=as_image(keyframes[n % len(keyframes)], size),
                prompt=TEXT,
                negative_prompt="blurry",
                height=size.height,
                width=size.width,
                num_frames=count,
                num_inference_steps=section.steps,
                guidance_scale=section.guidance,
                generator=torch.Generator().manual_seed(n),
                output_type="np",
                callback_on_step_end=told(step),
            )

        clock.item("shot", section.steps, shoot)
        made += 1
    close_plain(pipe)


def told(step: Callable[[], None]) -> Callable:
    """A `callback_on_step_end` that tells a clock."""

    def callback(pipe, n, timestep, tensors):
        step()
        return tensors

    return callback


def open_plain(preset: Preset, models: Path, stage: str, device: str, row: Row):
    import diffusers

    section = preset.sections()[stage]
    cls = {
        "sdxl": "StableDiffusionXLPipeline",
        "klein": "Flux2KleinPipeline",
        "qwen": "QwenImageEditPlusPipeline",
        "wan": "WanImageToVideoPipeline",
    }[section.family]
    dtype = torch.float32 if device == "cpu" else getattr(torch, section.precision)
    pipe = getattr(diffusers, cls).from_pretrained(models / section.base.id, dtype=dtype, local_files_only=True)
    if section.family == "sdxl":
        adapter = section.repo("adapter")
        pipe.load_ip_adapter(
            str(models / adapter.id),
            subfolder=adapter.subfolder,
            weight_name=adapter.weight_name,
            image_encoder_folder="models/image_encoder",
            local_files_only=True,
        )
        pipe.set_ip_adapter_scale(0.5)
    pipe.set_progress_bar_config(disable=True)
    if device == "cpu":
        return pipe
    largest = max(section.part_bytes.values()) + section.work_gb * 2**30
    room = row.promised_gb * 2**30 if row.promised_gb else torch.cuda.mem_get_info()[0]
    how = "model" if largest < room else "sequential"
    (pipe.enable_model_cpu_offload if how == "model" else pipe.enable_sequential_cpu_offload)()
    if (said := f"{stage}: {how} offload") not in row.notes:
        row.notes.append(said)
    return pipe


def close_plain(pipe: object) -> None:
    pipe.remove_all_hooks()
    del pipe
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def plain_picture(
    pipe, preset: Preset, seed: int, reference: np.ndarray | None, step: Callable[[], None]
) -> np.ndarray:
    section = preset.keyframe
    size = model_size(SIZE, section)
    call = {
        "prompt": TEXT,
        "width": size.width,
        "height": size.height,
        "num_inference_steps": section.steps,
        "callback_on_step_end": told(step),
        "generator": torch.Generator().manual_seed(seed),
        "output_type": "np",
    }
    seen = as_image(reference if reference is not None else np.full((64, 64, 3), 200, np.uint8))
    if section.family == "sdxl":
        call |= {"ip_adapter_image": seen, "guidance_scale": section.guidance, "negative_prompt": "blurry"}
    elif section.family == "klein":
        call |= {"image": [seen]} if reference is not None else {}
    else:
        call |= {"image": [seen], "true_cfg_scale": section.guidance, "negative_prompt": "blurry"}
    return (pipe(**call).images[0].clip(0, 1) * 255).astype(np.uint8)
