"""The embedded stack as a preset: keyframes, identity tokens and clips by small models of our own, on any machine.

Pictures go through the stock Stable Diffusion pipeline (prompt embeddings from the word vectors, IP-Adapter embeddings and
masks), so tokens, lambda, masks, plates and cancelling are the engine's own code; clips through a small pipeline of the
same shape as the library's. The weights are assets/embedded, or `vgot/embedded` in a folder of models.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from diffusers import DiffusionPipeline

from vgot.errors import ModelUnavailable
from vgot.faces.reader import face_reader, lead
from vgot.models.base import ClipSpec, KeyframeSpec, Picture, PlateSpec, PortraitSpec, Reporter
from vgot.models.bridging import flow_from, start_noise
from vgot.models.embedded.camera import RENDER_LEVEL, load_camera, travelled
from vgot.models.embedded.codec import PictureCodec, for_pipelines
from vgot.models.embedded.face_detailer import (
    CUT_PX,
    LEAST_SCORE,
    OWN_LEVEL,
    as_cut,
    cut_of_face,
    drawn_again,
    head_mask,
    laid_in,
    put_back,
    taken,
)
from vgot.models.embedded.parts import (
    ADAPTER,
    TRAINED_STRENGTH,
    add_adapter,
    known_frames,
    load_motion,
    load_words,
    nested_adapter,
    sizes_of,
    word_ids,
)
from vgot.models.embedded.words import clip_prompt, clip_words, domain_words
from vgot.models.faces import ClipVisionFaces, unpack_all, unpack_embedding
from vgot.models.keyframes.sdxl import PARAMS, SdxlImage, _strengths, adapter
from vgot.models.layout_boxes import figures_for
from vgot.models.pictures import as_image
from vgot.models.runtime.decoding import drawing, to_pixels
from vgot.models.runtime.pipelines import Family, check_params, loading, must_be_finite, quiet, teller
from vgot.models.runtime.residency import Loadable
from vgot.models.video.base import Request, to_tensor
from vgot.models.video.renoised import RenoisedBridges
from vgot.presets.sizes import model_size
from vgot.presets.weights import find_weights
from vgot.transition import renoise
from vgot.units import FrameSize

#: The sizes that the models were trained at; at others they double what they draw.
WIDE, SQUARE = FrameSize(288, 160), FrameSize(192, 192)
#: Frames that were seen together in training; a longer bridge is made of as many and filled in between.
TRAINED_FRAMES = 16
CHUNK = 8
PORTRAIT_WORDS = ("plain background", "", "portrait, head and shoulders", "soft even light")


class FromStack:
    """What the three families share: the folder of the stack, and the error where it is not there."""

    def stack(self) -> Path:
        """The stack's folder. Raises ModelUnavailable where this copy of the program has none."""
        try:
            return find_weights(cast(Family, self).section.repos[0], cast(Family, self).models_dir)
        except ModelUnavailable as why:
            raise ModelUnavailable(
                "The embedded models are not in this copy of the program.",
                field=f"preset/{cast(Family, self).preset.name}",
                hint="Train them as training/embedded/pieces.md says, or choose the preset 'animatic', which needs nothing.",
            ) from why

    def folder(self, role: str = "base") -> Path:
        return self.stack()

    @property
    def loadable(self) -> Loadable:
        """One folder holds three models: each is kept under its own name."""
        plain: Loadable = cast(Any, super()).loadable
        return replace(plain, key=plain.key.replace("embedded", f"embedded {cast(Family, self).section_name}", 1))

    def _scheduler(self) -> Any:
        from diffusers import DPMSolverMultistepScheduler

        return DPMSolverMultistepScheduler(
            prediction_type="flow_prediction",
            use_flow_sigmas=True,
            flow_shift=1.5,
            algorithm_type="dpmsolver++",
            solver_order=2,
            lower_order_final=True,
            final_sigmas_type="zero",
        )


def trained_size(size: FrameSize, section: Any) -> FrameSize:
    """The trained size nearest in shape; what a smaller stack (a twin) works at is the section's own affair."""
    if section.max_px < WIDE.width * WIDE.height:
        return model_size(size, section)
    return WIDE if size.width / size.height > 1.3 else SQUARE


class EmbeddedFaces(FromStack, ClipVisionFaces):
    """Identity tokens by the stack's own portrait encoder, and beside them the portrait's face, uint8 [CUT_PX, CUT_PX, 3], where it shows one."""

    @property
    def kind(self) -> str:
        return "embedded-portrait"

    def _beside(self, pixels: np.ndarray) -> dict[str, torch.Tensor]:
        face = face_of(pixels)
        return {} if face is None else {"face": torch.from_numpy(face.copy())}


def face_of(portrait: np.ndarray) -> np.ndarray | None:
    """uint8 [CUT_PX, CUT_PX, 3]: the head of a portrait as faces are cut from keyframes; None where no face is found in it."""
    try:
        found = lead(face_reader().read(portrait))
    except ModelUnavailable:  # without a reader of faces heads are drawn from tokens alone
        return None
    return None if found is None else taken(portrait, cut_of_face(found.middle, found.size))


class EmbeddedImage(FromStack, SdxlImage):
    """Portraits, plates and keyframes."""

    kind_of_tokens = {"embedded": EmbeddedFaces}

    def _load(self, rung: str) -> Any:
        from diffusers import StableDiffusionPipeline, UNet2DConditionModel
        from safetensors.torch import load_file

        stack = self.stack()
        vae = for_pipelines(self.from_folder(PictureCodec, stack / "vae", rung))
        unet = self.from_folder(UNet2DConditionModel, stack / "unet", rung)
        with quiet(), loading(str(stack)):
            add_adapter(
                unet,
                sizes_of(stack / "text"),
                nested_adapter({k: v.to(self.dtype) for k, v in load_file(stack / ADAPTER).items()}),
            )
            pipe = StableDiffusionPipeline(
                vae=vae,
                text_encoder=None,
                tokenizer=None,
                unet=unet,
                scheduler=self._scheduler(),
                safety_checker=None,
                feature_extractor=None,
                requires_safety_checker=False,
            )
            pipe.words, pipe.person = load_words(stack, "text"), load_words(stack, "person")
        pipe.set_progress_bar_config(disable=True)
        pipe.set_ip_adapter_scale(0.0)
        return pipe

    def _image_to_image(self) -> Any:
        from diffusers import StableDiffusionImg2ImgPipeline

        return StableDiffusionImg2ImgPipeline

    # -- what the protocol asks for ------------------------------------------------------------------------------------
    def draw_portrait(self, spec: PortraitSpec, report: Reporter) -> Picture:
        """A portrait; a later stage with the tokens of the first stage's portrait, a first one with the identity that its
        words stand for."""
        check_params(spec.params, PARAMS, f"portrait/{spec.character}/{spec.stage}")
        told = (
            ", ".join(t for t in (spec.stage_name or spec.name, spec.look, spec.wardrobe, spec.role) if t),
            *PORTRAIT_WORDS,
        )
        who: list[tuple[torch.Tensor, torch.Tensor]] = []
        strength = TRAINED_STRENGTH
        if spec.first is not None:
            faces = self._faces()
            who = [unpack_embedding(faces.read_tokens(spec.first, spec, report), faces.kind, spec.name)]
            strength = self.section.stage_from
        strength = float(spec.params.get("strength", strength))

        def draw(pipe: Any) -> np.ndarray:
            meant = who or [_meant(pipe, told)]
            return self._run(pipe, told, spec.style, spec, meant, [strength], None, None, report)

        return self._finish(draw, spec, spec.size)

    def draw_plate(self, spec: PlateSpec, report: Reporter) -> Picture:
        """A place without people."""
        check_params(spec.params, PARAMS, f"plate/{spec.place}")
        told = ("", ", ".join(t for t in (spec.name, spec.look) if t), "nobody is here", "wide shot", "")
        return self._finish(lambda pipe: self._run(pipe, told, "", spec, [], [], None, None, report), spec, spec.size)

    def draw_keyframe(self, spec: KeyframeSpec, report: Reporter) -> Picture:
        """A keyframe from the five domains and everybody's tokens, over the staging drawing or the plate if there is one."""
        check_params(spec.params, PARAMS, "keyframe")
        faces = self._faces()
        held = [unpack_all(c.tokens, faces.kind, c.name) for c in spec.cast]
        who = [(one["positive"], one["negative"]) for one in held]
        portraits = [one["face"].numpy() if "face" in one else None for one in held]
        boxes = figures_for(spec.cast, spec.domains.relation, spec.domains.camera) if who else None
        told = domain_words(spec)
        start, level = self._start(spec)

        def draw(pipe: Any) -> np.ndarray:
            pixels = self._run(pipe, told, "", spec, who, _strengths(spec.cast), boxes, start, report, level)
            return (
                self._heads_again(
                    pipe, pixels, told, spec, who, portraits, boxes, report, level if start is not None else 1.0
                )
                if boxes
                else pixels
            )

        return self._finish(draw, spec, spec.size)

    def keyframe_facts(self, spec: KeyframeSpec) -> dict[str, object]:
        """As of the others; figures are planned where one is alone too, and faces are drawn once more from their portraits."""
        facts = super().keyframe_facts(spec)
        if spec.cast:
            facts["boxes"] = [
                [round(v, 3) for v in box] for box in figures_for(spec.cast, spec.domains.relation, spec.domains.camera)
            ]
            kept = spec.staging is not None and spec.staging.heads
            facts["faces"] = (
                "the drawing's own, painted over, each by itself"
                if kept
                else "laid in from the portraits and drawn over, each by itself"
            )
        return facts

    # -- inside --------------------------------------------------------------------------------------------------------
    def _heads_again(
        self,
        pipe: Any,
        pixels: np.ndarray,
        text: Sequence[str],
        spec: KeyframeSpec,
        who: Sequence[tuple[torch.Tensor, torch.Tensor]],
        portraits: Sequence[np.ndarray | None],
        boxes: Sequence[tuple[float, float, float, float]],
        report: Reporter,
        most: float,
    ) -> np.ndarray:
        """The keyframe with its heads drawn once more (`embedded_faces`), from no more noise than `most`. Where the heads are those of a
        drawing, they are looked for, cut out and begun from there: portraits neither smile nor look aside."""
        staging = spec.staging if spec.staging is not None and spec.staging.heads else None
        own = staging is not None
        shown = (
            np.asarray(as_image(staging.picture.pixels, FrameSize(pixels.shape[1], pixels.shape[0])))
            if staging is not None
            else pixels
        )
        try:
            faces = [(f.middle, f.size) for f in face_reader().read(shown, least_score=LEAST_SCORE)]
        except ModelUnavailable:  # without a reader of faces a keyframe stays as it was drawn
            return pixels
        steps = int(spec.params.get("steps", self.section.steps))
        guidance = float(spec.params.get("guidance", self.section.guidance))
        # nobody's tokens are the model without its adapter, bit for bit
        heads = [
            one
            for one in drawn_again(
                faces, boxes, [own or p is not None for p in portraits], pixels.shape[1], pixels.shape[0]
            )
            if spec.cast[one.figure].strength > 0 and (one.laid or not own)
        ]
        levels = [min(1.0, max(OWN_LEVEL if own else min(one.level, most), 1.0 / steps + 1e-6)) for one in heads]
        over, size = self._over(pipe), FrameSize(CUT_PX, CUT_PX)
        tokens, none = spoken(pipe, as_cut(text))
        done, total = steps, steps + sum(int(steps * level) for level in levels)
        for one, level in zip(heads, levels, strict=True):
            k = one.figure
            strength = spec.cast[k].strength
            seed = (spec.seed + 1 + k) % 2**63
            there = taken(shown, one.cut)
            if one.laid and not own:
                face = portraits[k]
                assert face is not None  # a head without one is not drawn again
                there = laid_in(there, face, min(1.0, strength / TRAINED_STRENGTH))
            told = teller(report, total, done)
            call: dict[str, Any] = {
                "prompt_embeds": tokens,
                "negative_prompt_embeds": none,
                "num_inference_steps": steps,
                "guidance_scale": guidance,
                "strength": level,
                "image": as_image(there, size),
                "generator": torch.Generator("cpu").manual_seed(seed),
                "output_type": "np",
            }
            with (
                adapter(pipe, [who[k]], [strength], [(0.0, 0.0, 1.0, 1.0)], size, guided=guidance > 1) as extra,
                drawing(self, pipe, seed, shown=[there]),
            ):
                drawn = over(**extra, **call, callback_on_step_end=beside_kept(over, there, seed, told)).images[0]
            must_be_finite(drawn, "pixels")
            pixels = put_back(pixels, (np.asarray(drawn).clip(0, 1) * 255).round().astype(np.uint8), one.cut)
            done += int(steps * level)
        return pixels

    def _run(
        self,
        pipe: Any,
        text: Sequence[str],
        negative: str,
        spec,
        who: Sequence[tuple[torch.Tensor, torch.Tensor]],
        strengths: Sequence[float],
        boxes: Any,
        start: Picture | None,
        report: Reporter,
        level: float = 1.0,
    ) -> np.ndarray:
        """One picture of five domains. There is nothing to be said against: the negative is no words at all."""
        size = trained_size(spec.size, self.section)
        steps = int(spec.params.get("steps", self.section.steps))
        guidance = float(spec.params.get("guidance", self.section.guidance))
        tokens, none = spoken(pipe, text)
        call: dict[str, Any] = {
            "prompt_embeds": tokens,
            "negative_prompt_embeds": none,
            "num_inference_steps": steps,
            "guidance_scale": guidance,
            "generator": torch.Generator("cpu").manual_seed(spec.seed % 2**63),
            "output_type": "np",
        }
        shown = [] if start is None else [start.pixels]
        with (
            adapter(pipe, who, strengths, boxes, size, guided=guidance > 1) as extra,
            drawing(self, pipe, spec.seed, ". ".join(text), shown),
        ):
            if start is None:
                done = pipe(
                    width=size.width, height=size.height, callback_on_step_end=teller(report, steps), **extra, **call
                )
            else:
                level = min(1.0, max(level, 1.0 / steps + 1e-6))  # one step at the least
                over = self._over(pipe)
                done = over(
                    image=as_image(start.pixels, size),
                    strength=level,
                    **extra,
                    **call,
                    callback_on_step_end=teller(report, max(1, int(steps * level))),
                )
        must_be_finite(done.images[0], "pixels")
        return (np.asarray(done.images[0]).clip(0, 1) * 255).round().astype(np.uint8)


def beside_kept(pipe: Any, kept: np.ndarray, seed: int, told: Any) -> Any:
    """A `callback_on_step_end` that lays what is beside the head, as it was, over every step, under the noise that step is at, and
    calls `told`. kept: the cut as it was, uint8 [px, px, 3]; seed: that of the call's generator, whose first draw is the noise."""
    like: dict[str, torch.Tensor] = {}

    def laid(over: Any, step: int, timestep: Any, tensors: dict) -> dict:
        tensors = told(over, step, timestep, tensors)
        x = tensors["latents"]
        if not like:
            seen = to_tensor(kept[None], x.device, x.dtype)[0].transpose(0, 1)
            like["clean"] = pipe.vae.encode(seen).latents.to(x)
            like["noise"] = torch.randn(x.shape, generator=torch.Generator("cpu").manual_seed(seed)).to(x)
            like["mask"] = torch.from_numpy(head_mask(x.shape[-1])).to(x)
        around = renoise(
            like["clean"].float(), like["noise"].float(), float(over.scheduler.sigmas[over.scheduler.step_index])
        ).to(x)
        return {**tensors, "latents": like["mask"] * x + (1 - like["mask"]) * around}

    return laid


@torch.no_grad()
def spoken(pipe: Any, text: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """Tokens [1, 15, cross] of five domains, and of no words."""
    both = torch.from_numpy(np.stack([word_ids(text), word_ids(("",) * 5)]))
    tokens = pipe.words.to("cpu")(both).to(pipe._execution_device, pipe.unet.dtype)
    return tokens[:1], tokens[1:]


@torch.no_grad()
def _meant(pipe: Any, text: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """The identity that somebody's words stand for, and nobody's."""
    found = pipe.person.to("cpu")(torch.from_numpy(word_ids(text)[None, 0]))
    return found, torch.zeros_like(found)


# -- clips ------------------------------------------------------------------------------------------------------------
class ClipPipeline(DiffusionPipeline):
    """First frame, perhaps last frame, words -> latents of a clip. Shaped as the library's own: `prepare_latents` gives the
    start noise and `scheduler` can be swapped, so resets, bridges and offloading work on it as on any other."""

    def __init__(self, vae: Any, unet: Any, scheduler: Any):
        super().__init__()
        self.register_modules(vae=vae, unet=unet, scheduler=scheduler)

    def prepare_latents(self, channels: int, frames: int, size: FrameSize, generator: torch.Generator) -> torch.Tensor:
        """Noise [1, C, F, h, w]."""
        return torch.randn((1, channels, frames, size.height // 8, size.width // 8), generator=generator).to(
            self._execution_device, self.unet.dtype
        )

    @torch.no_grad()
    def __call__(
        self,
        *,
        first: torch.Tensor,
        last: torch.Tensor | None,
        tokens: torch.Tensor,
        none: torch.Tensor,
        frames: int,
        size: FrameSize,
        num_inference_steps: int,
        guidance_scale: float,
        generator: torch.Generator,
        callback_on_step_end: Any = None,
        guess: torch.Tensor | None = None,
        level: float = 1.0,
    ) -> torch.Tensor:
        """Latents [1, C, F, h, w]. Known frames are put back clean before every step and at the end. guess: what the frames
        are denoised from, at noise level `level`; the scheduler is one that begins there."""
        x = self.prepare_latents(first.shape[1], frames, size, generator)
        known = known_frames(first, last, frames, guess).to(x)
        held, mask = known[:, 1:], known[:, :1] > 0.5
        if guess is not None:
            x = renoise(held.float(), x.float(), level).to(x)
        guided = guidance_scale > 1
        said = (torch.cat([none, tokens]) if guided else tokens).repeat_interleave(frames, 0)
        self.scheduler.set_timesteps(num_inference_steps, device=x.device)
        for n, t in enumerate(self.scheduler.timesteps):
            x = torch.where(mask, held, x)
            seen = torch.cat([x, known], 1)
            flow = self.unet(torch.cat([seen, seen]) if guided else seen, t.to(x.dtype), said, return_dict=False)[0]
            if guided:
                off, on = flow.chunk(2)
                flow = off + guidance_scale * (on - off)
            x = self.scheduler.step(flow, t, x, return_dict=False)[0]
            if callback_on_step_end is not None:
                x = callback_on_step_end(self, n, t, {"latents": x}).get("latents", x)
        return torch.where(mask, held, x)


class EmbeddedVideo(FromStack, RenoisedBridges):
    """Clips of sixteen frames from a keyframe, chained for longer shots; bridges between a first and a last frame. Its frames are held
    evenly: they lie over a drawn clip, frame by frame."""

    caches_on = "unet"
    in_between = False

    def _load(self, rung: str) -> Any:
        from diffusers import UNet2DConditionModel

        stack = self.stack()
        vae = for_pipelines(self.from_folder(PictureCodec, stack / "vae", rung))
        with quiet(), loading(str(stack)):
            unet = (
                load_motion(
                    UNet2DConditionModel.from_pretrained(
                        stack / "unet", local_files_only=True, use_safetensors=True, torch_dtype=torch.float32
                    ),
                    stack,
                    sizes_of(stack / "text"),
                )
                .to(self.dtype)
                .eval()
            )
            pipe = ClipPipeline(vae, unet, self._scheduler())
            pipe.words, pipe.camera = load_words(stack, "text"), load_camera(stack)
        return pipe

    def _motion(self, pipe: Any, spec: ClipSpec) -> str:
        return clip_prompt([c.name for c in spec.cast], spec.relation or spec.summary, spec.camera)

    def _tokens(self, pipe: Any, ask: Request) -> tuple[torch.Tensor, torch.Tensor]:
        tokens, none = spoken(pipe, clip_words(ask.prompt))
        if ask.other_prompt:
            tokens = (tokens + spoken(pipe, clip_words(ask.other_prompt))[0]) / 2
        return tokens, none

    def call(self, pipe: Any, ask: Request) -> torch.Tensor:
        if ask.last_image is not None:
            return self._call(pipe, ask, ask.frames)
        with flow_from(pipe, RENDER_LEVEL, round(ask.steps / RENDER_LEVEL)):
            # a drawn clip knows how people move and what comes into view; without one the keyframe is moved as the camera's words ask
            guess = self._travel(pipe, ask) if ask.over is None else self.encode(pipe, ask.over())
            return self._call(pipe, ask, ask.frames, guess=guess, level=RENDER_LEVEL)

    @torch.no_grad()
    def _travel(self, pipe: Any, ask: Request) -> torch.Tensor:
        """Latents [1, C, F, h, w] of the keyframe moved as the camera's words ask."""
        said = torch.from_numpy(word_ids(clip_words(ask.prompt))[None])
        seen = to_tensor(np.asarray(ask.image)[None], torch.device("cpu"), torch.float32)[0].transpose(0, 1)
        path = pipe.camera.to("cpu")(said) * (ask.frames - 1) / (TRAINED_FRAMES - 1)
        frames = travelled(seen, path, ask.frames)[0].transpose(0, 1).to(pipe._execution_device, pipe.vae.dtype)
        return self._latents(pipe, frames)

    def _call(self, pipe: Any, ask: Request, frames: int, **travel: Any) -> torch.Tensor:
        tokens, none = self._tokens(pipe, ask)
        first = self.encode(pipe, np.asarray(ask.image)[None])[:, :, 0]
        last = None if ask.last_image is None else self.encode(pipe, np.asarray(ask.last_image)[None])[:, :, 0]
        return pipe(
            first=first,
            last=last,
            tokens=tokens,
            none=none,
            frames=frames,
            size=ask.size,
            num_inference_steps=ask.steps,
            guidance_scale=ask.guidance,
            generator=ask.generator,
            callback_on_step_end=ask.callback,
            **travel,
        )

    def renoised_call(
        self, pipe: Any, ask: Request, clean: torch.Tensor, level: float, noise: torch.Tensor
    ) -> torch.Tensor:
        """Both ends are held. A window longer than was trained is denoised at evenly spread frames and filled in."""
        frames = clean.shape[2]
        chosen = torch.linspace(0, frames - 1, min(frames, TRAINED_FRAMES)).round().long()
        start = renoise(clean[:, :, chosen], noise[:, :, chosen], level)
        with flow_from(pipe, level, ask.steps), start_noise(pipe, lambda x: start.to(x)):
            made = self._call(pipe, ask, len(chosen))
        if len(chosen) == frames:
            return made
        shape = (frames, *made.shape[3:])
        return torch.nn.functional.interpolate(made.float(), size=shape, mode="trilinear", align_corners=True)

    def encode(self, pipe: Any, frames: np.ndarray) -> torch.Tensor:
        seen = to_tensor(frames, pipe._execution_device, pipe.vae.dtype)[0].transpose(0, 1)
        return self._latents(pipe, seen)

    @torch.no_grad()
    def _latents(self, pipe: Any, seen: torch.Tensor) -> torch.Tensor:
        """[F, 3, H, W] in -1..1 -> [1, C, F, h, w]."""
        kept = [pipe.vae.encode(seen[k : k + CHUNK]).latents for k in range(0, len(seen), CHUNK)]
        return torch.cat(kept).float().transpose(0, 1)[None]

    def decode(self, pipe: Any, latents: torch.Tensor) -> Iterator[np.ndarray]:
        frames = latents[0].transpose(0, 1).to(pipe._execution_device, pipe.vae.dtype)
        for k in range(0, len(frames), CHUNK):
            yield from map(to_pixels, pipe.vae.decode(frames[k : k + CHUNK]).sample)
