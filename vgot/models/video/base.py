"""What all image-to-video families share: spans, chains, resets, bridges, decoding, and latents that survive it.

A family says how its pipeline is loaded, called, encoded and decoded; latents between here and a family are always
`[1, C, F, H, W]` in the denoiser's units. Method sections 3 and 4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, cast

import numpy as np
import torch

from vgot.errors import BadInput, RenderFailed
from vgot.models.base import BridgeSpec, Clip, ClipSpec, Picture, Reporter, SeamReport, SeamSide
from vgot.models.bridging import Layout, start_noise
from vgot.models.latents import ClipLatents, pack, unpack
from vgot.models.pictures import as_image, cover
from vgot.models.retiming import picture_at
from vgot.models.runtime.decoding import doubt_frames, looked_at, tile, to_pixels
from vgot.models.runtime.pipelines import Family, check_params, must_be_finite, seeded, teller, working
from vgot.models.runtime.step_caches import cached
from vgot.models.stage_memory import must_tile
from vgot.models.timing import Span, even_span, latent_of, span_for
from vgot.models.video import seams
from vgot.presets.preset import VideoSection
from vgot.presets.seams import window_for
from vgot.presets.sizes import model_size
from vgot.story import prompts
from vgot.story.beats import in_words
from vgot.transition import renoise, reset_noise
from vgot.units import FrameSize

CLIP_PARAMS = ("steps", "guidance", "negative", "cache")
BRIDGE_PARAMS = ("steps", "guidance", "prompt", "left", "right", "match_colours")
#: A chained segment begins from the noise of a gentle `vp_decay` reset from the segment before.
CHAIN_ALPHA = 0.2


@dataclass(frozen=True)
class Request:
    """One call of a pipeline: everything in the model's own sizes and counts. `over`: the pictures (frames, H, W, 3) of a drawn clip at the
    moments of these frames, where the clip is painted over one."""

    image: Any
    prompt: str
    negative: str
    size: FrameSize
    frames: int
    steps: int
    guidance: float
    generator: torch.Generator
    callback: Callable
    last_image: Any = None
    other_prompt: str | None = None
    over: Callable[[], np.ndarray] | None = None
    #: pictures (frames, H, W, 3) that lead the motion, how closely, and pictures of people and the place, where the family takes them
    guide: Callable[[], np.ndarray] | None = None
    strength: float = 1.0
    references: tuple[Any, ...] = ()
    #: pictures that stay at frames between the first and the last, where the family takes them
    moments: dict[int, Any] = field(default_factory=dict)


class DiffusersVideo(Family):
    """Shoots clips and bridges seams with one diffusers pipeline."""

    section_name = "video"
    section: VideoSection
    layout: Layout | None = None
    #: The factor between unit noise and the pipeline's own start noise.
    scale: Callable[[Any], float] | None = None
    last_seam: SeamReport | None = None
    caches_on: str = "transformer"
    #: Whether pictures are made between two of the model's frames where the film's rate asks for them; else frames are held evenly.
    in_between: bool = True
    #: Whether a bridge holds the latents of the shots' own frames; models that work in sections are shown the two pictures alone.
    holds_latents: bool = True

    # -- what a family says --------------------------------------------------------------------------------------------
    def call(self, pipe: Any, ask: Request) -> torch.Tensor:
        """Denoise; final latents `[1, C, F, H, W]`."""
        raise NotImplementedError

    def decode(self, pipe: Any, latents: torch.Tensor) -> Iterator[np.ndarray]:
        """Frames of latents, uint8 RGB at the model's size, in order, in the autoencoder's precision of the moment; may decode
        piece by piece. Raises NotNumbers."""
        raise NotImplementedError

    def encode(self, pipe: Any, frames: np.ndarray) -> torch.Tensor:
        """Clean latents of uint8 frames (F, H, W, 3), F on the model's grid."""
        raise NotImplementedError

    # -- clips ---------------------------------------------------------------------------------------------------------
    def shoot_clip(self, keyframe: Picture, spec: ClipSpec, report: Reporter) -> Clip:
        """Animate a keyframe with the shot's short description (Eq. 16); with `spec.reset`, from noise that carries the
        last latent frame of the shot before (Eq. 17 to 21). A slot longer than the model's span is chained.

        The returned clip's latents are final before its first frame is decoded. Raises Cancelled within one denoising
        step, OutOfMemory naming the setting to lower.
        """
        check_params(spec.params, CLIP_PARAMS, "clip")
        section = self.section
        self.say_unheard(spec.params, float(spec.params.get("guidance", section.guidance)))
        span, size = self._span(spec), model_size(spec.size, section)
        before = self._before(spec, size)
        steps = int(spec.params.get("steps", section.steps))
        segments: list[torch.Tensor] = []
        image = as_image(keyframe.pixels, size)
        begins = [start - (1 if k else 0) for k, start in enumerate(span.starts)]
        between = {_nearest(span, n): as_image(one.pixels, size) for n, one in spec.moments}
        for k, frames in enumerate(span.segments):
            report.check()

            def denoise(pipe: Any, k: int = k, frames: int = frames, image: Any = image) -> torch.Tensor:
                ask = Request(
                    image,
                    self._motion(pipe, spec),
                    self._negative(spec),
                    size,
                    frames,
                    steps,
                    float(spec.params.get("guidance", section.guidance)),
                    seeded(spec.seed, k),
                    teller(report, steps * len(span.segments), steps * k),
                    last_image=self._last_image(spec, size) if k + 1 == len(span.segments) else None,
                    over=_beneath(spec, size, begins[k], frames, section.fps),
                    guide=_leading(spec, size, begins[k], frames),
                    strength=1.0 if spec.guide is None else spec.guide.strength,
                    references=tuple(as_image(one.pixels) for one in spec.references),
                    moments={n - begins[k]: one for n, one in between.items() if begins[k] < n < begins[k] + frames},
                )
                self._tile_if_it_must(pipe, spec, frames, "encode")
                with ExitStack() as stack:
                    stack.enter_context(
                        self._reset(pipe, spec, before) if k == 0 else self._chained(pipe, segments[-1], spec, k)
                    )
                    stack.enter_context(
                        cached(
                            getattr(pipe, self.caches_on, None), spec.params.get("cache", section.cache), steps, pipe
                        )
                    )
                    stack.enter_context(self.wearing(pipe, spec.loras))
                    stack.enter_context(working(pipe, "denoising", spec.seed))
                    return self.call(pipe, ask).float().cpu()

            segments.append(self.residency.attempt(self.loadable, "denoise", denoise))
            must_be_finite(segments[-1], "latents")
            if k + 1 < len(span.segments):
                stays = between.get(begins[k] + frames - 1)
                image = stays or as_image(self._last_frame(segments[-1], np.asarray(image)), size)
        end = span.take[-1] - span.starts[-1] + (1 if len(segments) > 1 else 0)
        last = min(latent_of(end, section.frame_step), segments[-1].shape[2] - 1)
        packed = pack(ClipLatents(tuple(segments), span.segments, last, self.model_id))
        kept = list(unpack(packed).segments)  # as they are kept: decoding them again later gives the very same frames
        return Clip(self._frames(kept, span, keyframe, spec, report), lambda: packed)

    def decode_latents(
        self, latents: bytes, spec: ClipSpec, report: Reporter, keyframe: Picture | None = None
    ) -> Iterator[np.ndarray]:
        """The frames of a clip from its kept latents: what a failed decoding is finished with, without denoising. Without
        the keyframe nobody can tell whether a dark clip is meant to be."""
        kept, span = unpack(latents), self._span(spec)
        if kept.frames != span.segments:
            raise BadInput(
                "These latents belong to a clip of another length.", field="clip", hint="Render the shot again."
            )
        return self._frames(list(kept.segments), span, keyframe, spec, report)

    def clip_facts(self, spec: ClipSpec) -> dict[str, object]:
        """For people: how many of the model's spans a clip is chained from, where one was not enough."""
        segments = self._span(spec).segments
        return {"chained": len(segments)} if len(segments) > 1 else {}

    def _span(self, spec: ClipSpec) -> Span:
        if self.in_between:
            return even_span(spec.frames, spec.fps, self.section, ends=spec.end is not None)
        return span_for(spec.frames, spec.fps, self.section)

    @staticmethod
    def _last_image(spec: ClipSpec, size: FrameSize) -> Any:
        """The picture that the clip ends on, at the model's size."""
        return None if spec.end is None else as_image(spec.end.pixels, size)

    def _motion(self, pipe: Any, spec: ClipSpec) -> str:
        text = prompts.motion_prompt(
            summary=spec.summary,
            camera=spec.camera,
            relation=spec.relation,
            written=spec.prompt,
            beats=in_words(spec.beats),
            style=spec.style,
            budget=self.section.token_budget,
            count=self.count(pipe),
        )
        return self.told(text, spec.prompt)

    def count(self, pipe: Any) -> prompts.Counter:
        if getattr(pipe, "tokenizer", None) is None:
            return prompts.count_words
        return lambda text: len(pipe.tokenizer(text, verbose=False).input_ids)

    def _negative(self, spec: ClipSpec) -> str:
        return prompts.negative_prompt("clip", spec.params.get("negative", ""), spec.camera)

    # -- resets and chains ---------------------------------------------------------------------------------------------
    def _before(self, spec: ClipSpec, size: FrameSize) -> torch.Tensor | None:
        if spec.reset is None:
            return None
        if not self.section.resets:
            raise BadInput(
                f"{self.preset.title} cannot start a shot from the latents of another.",
                field=f"boundaries/{spec.reset.boundary}/mode",
                hint="Use a bridge, a crossfade or a cut for this boundary.",
            )
        return unpack(spec.reset.latents, f"boundaries/{spec.reset.boundary}").last_latent

    def _reset(self, pipe: Any, spec: ClipSpec, before: torch.Tensor | None):
        reset = spec.reset
        if reset is None or before is None:
            return nullcontext()

        def change(noise: torch.Tensor) -> torch.Tensor:
            return reset_noise(
                noise,
                before.to(noise.device),
                i=reset.boundary,
                n=reset.boundaries + 1,
                mode=reset.variant,
                alpha=reset.alpha,
                gamma=reset.gamma,
                weight=reset.weight,
                keep_first=self.section.keep_first,
                generator=seeded(spec.seed, 7919),
            )

        return start_noise(pipe, change, layout=self.layout_for(pipe), scale=self.scale)

    def _chained(self, pipe: Any, before: torch.Tensor, spec: ClipSpec, k: int):
        if not self.section.resets:
            return nullcontext()

        def change(noise: torch.Tensor) -> torch.Tensor:
            return reset_noise(
                noise,
                before[:, :, -1].to(noise.device),
                i=1,
                n=2,
                mode="vp_decay",
                alpha=CHAIN_ALPHA,
                keep_first=self.section.keep_first,
            )

        return start_noise(pipe, change, layout=self.layout_for(pipe), scale=self.scale)

    def layout_for(self, pipe: Any) -> Layout | None:
        return self.layout

    # -- decoding ------------------------------------------------------------------------------------------------------
    def decoded(
        self,
        pipe: Any,
        latents: torch.Tensor,
        shown: Sequence[np.ndarray] | None,
        words: str = "",
        *,
        many: int | None = None,
        last_word: bool = True,
    ) -> list[np.ndarray]:
        """Frames of latents, looked at: numbers, and not one colour where what they begin from (`shown`) is a picture; once
        more in float32 where they are not. Without `shown` they must only be numbers. many: how many of them are used."""

        def doubt(frames: list[np.ndarray]) -> RenderFailed | None:
            return None if shown is None else doubt_frames(frames[:many], shown, words)

        return looked_at(self, pipe, lambda: list(self.decode(pipe, latents)), doubt, last_word=last_word)

    def _tile_if_it_must(self, pipe: Any, spec: ClipSpec, frames: int, stage: str = "decode") -> None:
        """Go over to tiles before memory runs out, where it is known that it would: some drivers page into the host's memory instead of
        saying so."""
        seen = self.residency.measure(self.residency.device)
        size = model_size(spec.size, self.section)
        if seen.vram_total and must_tile(self.section, size, frames, seen.vram_free, stage) and tile(pipe):
            self.residency.say(f"A clip of {frames} frames of {size} is {stage}d in tiles: the whole would not fit")

    def _last_frame(self, latents: torch.Tensor, image: np.ndarray) -> np.ndarray:
        """The last frame of a segment, from its last two latents: all that the next segment needs to begin. Whether it may
        be dark is known only when the whole segment is decoded."""

        def decode(pipe: Any) -> np.ndarray:
            with working(pipe, "decoding"):
                return self.decoded(pipe, latents[:, :, -2:], [image], last_word=False)[-1]

        return self.residency.attempt(self.loadable, "decode", decode, tile)

    def _frames(
        self, segments: list[torch.Tensor], span, keyframe: Picture | None, spec: ClipSpec, report: Reporter
    ) -> Iterator[np.ndarray]:
        """The film's frames, one segment decoded and looked at at a time. Out-of-memory: tiles first, then down the ladder,
        and the frames already given are not given twice."""
        wanted = iter(span.moments or map(Fraction, span.take))
        want = next(wanted, None)
        shown = (
            None if keyframe is None else [np.asarray(as_image(keyframe.pixels, model_size(spec.size, self.section)))]
        )
        words = ". ".join(filter(None, (spec.summary, spec.camera, spec.relation)))
        for k, latents in enumerate(segments):
            report.check()
            first = span.starts[k] - (1 if k else 0)

            def decode(
                pipe: Any, latents: torch.Tensor = latents, first: int = first, shown: Any = shown
            ) -> list[np.ndarray]:
                self._tile_if_it_must(pipe, spec, (latents.shape[2] - 1) * self.section.frame_step + 1)
                with working(pipe, "decoding"):
                    return self.decoded(pipe, latents, shown, words, many=span.take[-1] - first + 1)

            decoded = self.residency.attempt(self.loadable, "decode", decode, tile)
            shown = [decoded[-1]]
            while want is not None and want <= first + len(decoded) - 1:
                yield cover(picture_at(decoded, want - first), spec.size)
                want = next(wanted, None)
                report.check()

    # -- bridges -------------------------------------------------------------------------------------------------------
    def bridge(self, left: SeamSide, right: SeamSide, spec: BridgeSpec, report: Reporter) -> Iterator[np.ndarray]:
        """What lies between both shots, made out of noise between the frames before and after it (`vgot.models.video.seams`), at the
        model's own rate. Both clips stay as they are.

        Yields exactly spec.frames frames. `last_seam` then holds the colour differences before and after they were matched. Raises
        BadInput where the sides hold too few frames for the model.
        """
        check_params(spec.params, BRIDGE_PARAMS, "join")
        half = half_of(left, right, spec)
        before, after = seams.frames_around(left, right)
        window = window_for(self.section, half, spec.fps, len(before) + half - 1, len(after) + half - 1)
        if window is None:
            raise BadInput(
                f"{self.preset.title} needs more frames around a bridge than these shots have.",
                field="boundaries/overlap_s",
                hint="Use a crossfade for this boundary, or make both shots longer.",
            )
        size = model_size(spec.size, self.section)
        before, after = before[-window.before - 1 :], after[: window.after + 1]
        shown = seams.shown_around(before, after, 2 * half - 2, window, self.section, spec.fps)
        small = np.stack([cover(f, size) for f in shown.frames])
        steps = int(spec.params.get("steps", self.section.steps))
        report.check()

        def encode(pipe: Any) -> torch.Tensor:
            with working(pipe, "encoding"):
                return self.encode(pipe, small).float().cpu()

        clean = self.residency.attempt(self.loadable, "encode", encode, tile) if self.holds_latents else None

        def denoise(pipe: Any) -> torch.Tensor:
            generator = seeded(spec.seed)
            callback = teller(report, steps)
            if clean is not None:
                held = seams.held_latents(shown, clean.shape[2], self.section.frame_step)
                noise = torch.randn(clean.shape, generator=seeded(spec.seed, 104729))
                callback = seams.holding(callback, clean, held, noise, self.at_level)
            ask = Request(
                as_image(small[0]),
                in_order(spec.params),
                prompts.negative_prompt("clip"),
                size,
                window.frames,
                steps,
                float(spec.params.get("guidance", self.section.guidance)),
                generator,
                callback,
                as_image(small[-1]),
            )
            with self.wearing(pipe, spec.loras), working(pipe, "denoising", spec.seed):
                return self.bridge_call(pipe, ask).float().cpu()

        latents = self.residency.attempt(self.loadable, "denoise", denoise)
        must_be_finite(latents, "latents")

        def decode(pipe: Any) -> list[np.ndarray]:
            with working(pipe, "decoding"):
                frames = self.decoded(pipe, latents, cast("Sequence[np.ndarray]", small))[: window.frames]
            return seams.film_frames(frames, window.before, spec.frames, self.section, spec.fps)

        made = np.stack([cover(f, spec.size) for f in self.residency.attempt(self.loadable, "decode", decode, tile)])
        match = bool(spec.params.get("match_colours", True))
        frames, self.last_seam = seams.coloured(
            made, before[-1], after[0], left.window[-1], right.window[0], match=match
        )
        yield from frames

    def bridge_call(self, pipe: Any, ask: Request) -> torch.Tensor:
        """Denoise from the first picture to the last; final latents."""
        return self.call(pipe, ask)

    def at_level(self, pipe: Any, clean: torch.Tensor, noise: torch.Tensor, step: int) -> torch.Tensor:
        """Clean latents as noisy as they are after a step, counted from 0: of a rectified flow."""
        return renoise(clean, noise, float(pipe.scheduler.sigmas[step + 1]))


def half_of(left: SeamSide, right: SeamSide, spec: BridgeSpec) -> int:
    """h. Raises BadInput where the sides' windows are not the bridge's."""
    half = len(left.window)
    if half < 1 or len(right.window) != half or spec.frames != 2 * half:
        raise BadInput(
            f"A bridge of {spec.frames} frames needs {spec.frames // 2} frames of each clip.",
            field="boundaries/overlap_s",
            hint="Shorten the overlap.",
        )
    return half


def in_order(params: dict) -> str:
    """What moves on either side, one after the other."""
    said = list(dict.fromkeys(filter(None, (params.get("left"), params.get("right")))))
    return ", then ".join(said) or params.get("prompt", "one continuous camera movement")


def _nearest(span: Span, n: int) -> int:
    """The frame of a chain that is nearest to the film's frame `n`."""
    return round(span.moments[n]) if span.moments else span.take[n]


def _beneath(spec: ClipSpec, size: FrameSize, first: int, count: int, fps: float) -> Callable[[], np.ndarray] | None:
    """The drawn clip's pictures at the model's frames [first, first + count), which come `fps` a second; None where nothing is painted over."""
    if spec.over is None:
        return None
    over = spec.over
    moments = [min(spec.frames - 1, round((first + n) * spec.fps / fps)) for n in range(count)]
    return lambda: np.stack([np.asarray(as_image(frame, size)) for frame in over(moments)])


def _leading(spec: ClipSpec, size: FrameSize, first: int, count: int) -> Callable[[], np.ndarray] | None:
    """The guide's pictures at the model's frames [first, first + count); its last one is held. None where nothing leads."""
    if spec.guide is None:
        return None
    guide = spec.guide
    numbers = [min(guide.count - 1, first + n) for n in range(count)]
    return lambda: np.stack([np.asarray(as_image(frame, size)) for frame in guide.frames(numbers)])


def to_tensor(frames: np.ndarray, device: Any, dtype: torch.dtype) -> torch.Tensor:
    """uint8 (F, H, W, 3) -> `[1, 3, F, H, W]` in -1..1."""
    return (torch.from_numpy(frames).to(device, dtype) / 127.5 - 1.0).permute(3, 0, 1, 2)[None]


def to_frames(video: torch.Tensor) -> Iterator[np.ndarray]:
    """`[1, 3, F, H, W]` in -1..1 -> uint8 (H, W, 3) frames. Raises NotNumbers."""
    yield from map(to_pixels, video[0].transpose(0, 1))
