"""Speed and memory of the presets on this device, against the plain diffusers loop. One command:

    python benchmarks/gpu/run.py --presets klein-wan5b sdxl-wan5b --models DIR --out table.md
    python benchmarks/gpu/run.py --twins                      # the same code on tiny models, on any CPU

Full-size architectures with random weights are written to DIR once (see full_size.py; 20 to 30 GB a preset), then a film
of `--shots` shots is made twice in one run: by this program's families (one residency, every model loaded once), and by
the plain loop (a pipeline loaded per stage with the library's model offload, or its sequential offload where that runs
out of memory). Step caches are off: their gain depends on weights. `--limit GB` caps the process's accelerator memory.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import torch
import yaml

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
sys.path[:0] = [str(ROOT), str(HERE.parent)]

from vgot.errors import VgotError  # noqa: E402
from vgot.models.base import BridgeSpec, Cast, ClipSpec, KeyframeSpec, PortraitSpec, Quiet, SeamSide  # noqa: E402
from vgot.models.gpu import Memory, Residency, is_out_of_memory, measure_memory  # noqa: E402
from vgot.models.pictures import as_image, model_size  # noqa: E402
from vgot.models.preset import Preset, read_preset  # noqa: E402
from vgot.models.timing import span_for  # noqa: E402
from vgot.models.weights import with_overrides  # noqa: E402
from vgot.story import Domains  # noqa: E402
from vgot.units import FrameSize  # noqa: E402

TEXT = "A grey-haired fisherwoman mends a torn net on the quay while the sun rises behind the boats."
SIZE, FPS = FrameSize(768, 432), 16


@dataclass
class Row:
    """One run: seconds by stage, peak accelerator memory, and what was said on the way."""

    preset: str
    how: str
    seconds: dict[str, float] = field(default_factory=dict)
    peak_gb: float = 0.0
    notes: list[str] = field(default_factory=list)
    failed: str = ""

    @property
    def total(self) -> float:
        return sum(self.seconds.values())


class Clock:
    """Adds the seconds of a block to a row, the accelerator's queue included."""

    def __init__(self, row: Row, stage: str):
        self.row, self.stage = row, stage

    def __enter__(self) -> None:
        _settle()
        self.begun = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        _settle()
        self.row.seconds[self.stage] = self.row.seconds.get(self.stage, 0.0) + time.perf_counter() - self.begun


def _settle() -> None:
    if torch.cuda.is_available():
        torch.cuda.synchronize()


def families(preset: Preset, models: Path, residency: Residency):
    """The families of a preset, as the registry would make them."""
    from vgot.models.faces import ClipVisionFaces, ReferenceFaces
    from vgot.models.keyframes_references import KleinImage, QwenImage
    from vgot.models.keyframes_sdxl import SdxlImage
    from vgot.models.video_wan import WanVideo

    made = {"sdxl": SdxlImage, "klein": KleinImage, "qwen": QwenImage, "clip-vision": ClipVisionFaces, "references": ReferenceFaces,
            "wan": WanVideo}
    return [made[preset.sections()[s].family](preset, models, residency_=residency) for s in ("keyframe", "face", "video")]


def portrait_spec(seed: int) -> PortraitSpec:
    return PortraitSpec("mary", "old", "Mary", "Elderly Mary", "fisherwoman", "grey hair, tired eyes", "oilskin coat", "", seed,
                        FrameSize(512, 512))


def ours(preset: Preset, models: Path, device: str, shots: int, frames: int, measure=measure_memory) -> Row:
    """A film by this program's families."""
    row, residency = Row(preset.name, "this program"), Residency(device, measure)
    image, face, video = families(preset, models, residency)
    try:
        with Clock(row, "portraits"):
            portraits = [image.draw_portrait(portrait_spec(s), Quiet()) for s in range(2)]
            tokens = [face.read_tokens(p, portrait_spec(0), Quiet()) for p in portraits]
        with Clock(row, "keyframes"):
            who = Cast("mary", "old", "Mary", "Elderly Mary", "", tokens[0])
            keyframes = [image.draw_keyframe(KeyframeSpec(Domains(character=TEXT), TEXT, (who,), "quay", "", None, "", s, SIZE), Quiet())
                         for s in range(shots)]
        ends = []
        with Clock(row, "shots"):
            for n, keyframe in enumerate(keyframes):
                clip = video.shoot_clip(keyframe, ClipSpec(TEXT, "", "", (), (), "", n, SIZE, FPS, frames), Quiet())
                made = np.stack(list(clip.frames))
                ends.append((clip.latents(), made[:4], made[-4:]))
        with Clock(row, "bridges"):
            for n in range(1, shots):
                left, right = SeamSide(ends[n - 1][0], frames, ends[n - 1][2]), SeamSide(ends[n][0], frames, ends[n][1])
                list(video.bridge(left, right, BridgeSpec(8, FPS, SIZE, n, shots, 0.2, 1.0, n), Quiet()))
        row.notes = [f"{key.split(' ')[0]}: {residency.rung(key)}, loaded {times}x" for key, times in residency.loads.items()]
        row.notes += residency.notes
    except VgotError as why:
        row.failed = why.in_words()
    finally:
        residency.free()
    return row


def plain(preset: Preset, models: Path, device: str, shots: int, frames: int) -> Row:
    """The same pictures and shots by the library's pipelines, one load a stage, without bridges (it has none)."""
    row = Row(preset.name, "plain diffusers loop")
    try:
        with Clock(row, "portraits"):
            pipe = open_plain(preset, models, "keyframe", device, row)
            portraits = [plain_picture(pipe, preset, s, None) for s in range(2)]
        pipe = close_plain(pipe)
        with Clock(row, "keyframes"):
            pipe = open_plain(preset, models, "keyframe", device, row)
            keyframes = [plain_picture(pipe, preset, s, portraits[0]) for s in range(shots)]
        pipe = close_plain(pipe)
        with Clock(row, "shots"):
            pipe = open_plain(preset, models, "video", device, row)
            section = preset.video
            size, count = model_size(SIZE, section), span_for(frames, FPS, section).segments[0]
            for n, keyframe in enumerate(keyframes):
                pipe(image=as_image(keyframe, size), prompt=TEXT, negative_prompt="blurry", height=size.height, width=size.width,
                     num_frames=count, num_inference_steps=section.steps, guidance_scale=section.guidance,
                     generator=torch.Generator().manual_seed(n), output_type="np")
        close_plain(pipe)
    except Exception as why:
        if not is_out_of_memory(why):
            raise
        row.failed = "out of memory"
    return row


def open_plain(preset: Preset, models: Path, stage: str, device: str, row: Row):
    import diffusers

    section = preset.sections()[stage]
    cls = {"sdxl": "StableDiffusionXLPipeline", "klein": "Flux2KleinPipeline", "qwen": "QwenImageEditPlusPipeline",
           "wan": "WanImageToVideoPipeline"}[section.family]
    dtype = torch.float32 if device == "cpu" else getattr(torch, section.precision)
    pipe = getattr(diffusers, cls).from_pretrained(models / section.base.id, dtype=dtype, local_files_only=True)
    if section.family == "sdxl":
        adapter = section.repo("adapter")
        pipe.load_ip_adapter(str(models / adapter.id), subfolder=adapter.subfolder, weight_name=adapter.weight_name,
                             image_encoder_folder="models/image_encoder", local_files_only=True)
        pipe.set_ip_adapter_scale(0.5)
    pipe.set_progress_bar_config(disable=True)
    if device == "cpu":
        return pipe
    largest = max(section.part_bytes.values()) + section.work_gb * 2**30
    if largest < torch.cuda.mem_get_info()[0]:
        pipe.enable_model_cpu_offload()
    else:
        pipe.enable_sequential_cpu_offload()
        row.notes.append(f"{stage}: sequential offload")
    return pipe


def close_plain(pipe: object) -> None:
    pipe.remove_all_hooks()
    del pipe
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def plain_picture(pipe, preset: Preset, seed: int, reference: np.ndarray | None) -> np.ndarray:
    section = preset.keyframe
    size = model_size(SIZE, section)
    call = {"prompt": TEXT, "width": size.width, "height": size.height, "num_inference_steps": section.steps,
            "generator": torch.Generator().manual_seed(seed), "output_type": "np"}
    seen = as_image(reference if reference is not None else np.full((64, 64, 3), 200, np.uint8))
    if section.family == "sdxl":
        call |= {"ip_adapter_image": seen, "guidance_scale": section.guidance, "negative_prompt": "blurry"}
    elif section.family == "klein":
        call |= {"image": [seen]} if reference is not None else {}
    else:
        call |= {"image": [seen], "true_cfg_scale": section.guidance, "negative_prompt": "blurry"}
    return (pipe(**call).images[0].clip(0, 1) * 255).astype(np.uint8)


def measured(work, *args) -> Row:
    """A row with its peak memory."""
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()
    row = work(*args)
    if torch.cuda.is_available():
        row.peak_gb = torch.cuda.max_memory_reserved() / 2**30
    return row


def table(rows: list[Row], device: str, shots: int, frames: int, twins: bool) -> str:
    """Markdown, one line a run, the ratio of both in the second of each pair."""
    what = "tiny twins (checks the code, says nothing about speed)" if twins else "full-size architectures, random weights"
    lines = [f"Device: {device}. {shots} shots of {frames} frames at {FPS} fps, {SIZE}; {what}.", "",
             "| preset | how | s a keyframe | s a shot | s in all | peak GiB | against plain | notes |", "|---|---|---|---|---|---|---|---|"]
    for k, row in enumerate(rows):
        each = {s: row.seconds.get(s, 0.0) / shots for s in ("keyframes", "shots")}
        pair = rows[k + 1] if row.how == "this program" and k + 1 < len(rows) else None
        same = sum(v for s, v in row.seconds.items() if s != "bridges")  # the plain loop makes no bridges
        ratio = f"{pair.total / same:.2f}x" if pair and not row.failed and not pair.failed and same else ""
        lines.append(f"| {row.preset} | {row.how} | {each['keyframes']:.2f} | {each['shots']:.2f} | {row.total:.1f} | {row.peak_gb:.1f} | "
                     f"{ratio} | {row.failed or '; '.join(row.notes)} |")
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--presets", nargs="+", default=["klein-wan5b", "sdxl-wan5b"])
    parser.add_argument("--shots", type=int, default=12)
    parser.add_argument("--frames", type=int, default=48, help="frames of a shot")
    parser.add_argument("--steps", type=int, help="denoising steps of a shot, if other than the preset's")
    parser.add_argument("--models", type=Path, help="folder for the random weights (default: a temporary one)")
    parser.add_argument("--limit", type=float, help="accelerator memory of this process, in GiB (default: the preset's promise)")
    parser.add_argument("--twins", action="store_true", help="tiny models on the CPU")
    parser.add_argument("--skip-plain", action="store_true")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args(arguments)
    device = "cpu" if options.twins or not torch.cuda.is_available() else "cuda"
    if device == "cpu" and not options.twins:
        print("No accelerator here: run with --twins, or on a machine that has one.", file=sys.stderr)
        return 2
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for name in options.presets:
            models = (options.models or Path(scratch)) / name
            preset = prepare(name, models, options.twins, device)
            if options.steps:
                preset = preset.model_copy(update={"video": preset.video.model_copy(update={"steps": options.steps})})
            measure = measure_memory
            if device == "cuda":
                promised = options.limit or max(preset.keyframe.vram_gb, preset.video.vram_gb)
                total = torch.cuda.get_device_properties(0).total_memory / 2**30
                torch.cuda.set_per_process_memory_fraction(min(1.0, promised / total))
                measure = capped(promised)
            rows.append(measured(ours, preset, models, device, options.shots, options.frames, measure))
            if not options.skip_plain:
                rows.append(measured(plain, with_overrides(preset, models), models, device, options.shots, options.frames))
    named = torch.cuda.get_device_name(0) if device == "cuda" else "CPU"
    text = table(rows, named, options.shots, options.frames, options.twins)
    print(text)
    if options.out:
        options.out.write_text(text)
        options.out.with_suffix(".json").write_text(json.dumps([r.__dict__ for r in rows], indent=1))
    return 3 if any(r.failed for r in rows) else 0


def prepare(name: str, models: Path, twins: bool, device: str) -> Preset:
    preset = read_preset(yaml.safe_load((ROOT / "configs" / f"{name}.yaml").read_text()), name)
    if twins:
        from vgot.models.twins import write_twins

        write_twins(preset, models)
    else:
        from full_size import write

        write(preset, models, device)
    return preset


def capped(promised_gb: float):
    """A measurement of memory in which the ladder sees the promise, not the card."""
    cap = int(promised_gb * 2**30)

    def measure(device: str) -> Memory:
        seen = measure_memory(device)
        return replace(seen, vram_total=min(seen.vram_total, cap),
                       vram_free=max(0, min(seen.vram_free, cap - torch.cuda.memory_allocated(device))))

    return measure


if __name__ == "__main__":
    raise SystemExit(main())
