"""Portraits, plates and keyframes by SDXL with IP-Adapter: decoupled cross-attention, one token set a character.

Text and image have keys and values of their own; lambda is the adapter's scale (Eq. 10 to 13). Several characters: the
tokens of each act inside a mask of their own. Scale 0 is the model without the adapter, bit for bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch

from vgot.models.base import Cast, KeyframeSpec, Picture, PlateSpec, PortraitSpec, Repaint, Reporter
from vgot.models.faces import ArcFaces, ClipVisionFaces, unpack_embedding
from vgot.models.keyframes.repainting import as_mask, over_modules, stretched
from vgot.models.layout_boxes import Box, boxes_for
from vgot.models.pictures import as_image, cover
from vgot.models.runtime.decoding import drawing
from vgot.models.runtime.pipelines import Family, check_params, loading, must_be_finite, quiet, seeded, teller
from vgot.models.runtime.whole import must_use_all
from vgot.models.text.chunks import sdxl_texts
from vgot.presets.preset import KeyframeSection
from vgot.presets.sizes import model_size
from vgot.story import prompts
from vgot.units import FrameSize

PARAMS = ("steps", "guidance", "strength", "plate_strength", "negative")


class SdxlImage(Family):
    """SDXL with an IP-Adapter (CLIP vision or FaceID); also few-step schedulers where the preset names one."""

    section_name = "keyframe"
    section: KeyframeSection
    kind_of_tokens = {"clip-vision": ClipVisionFaces, "arcface": ArcFaces}

    def _load(self, rung: str) -> Any:
        from diffusers import StableDiffusionXLPipeline

        pipe = self.from_folder(StableDiffusionXLPipeline, self.folder(), rung)
        self._add_adapter(pipe)
        if self.section.scheduler:
            pipe.scheduler = few_step_scheduler(self.section.scheduler, pipe.scheduler)
        return pipe

    def _add_adapter(self, pipe: Any) -> None:
        adapter = self.section.repo("adapter")
        assert adapter is not None  # the preset names one
        place = self.folder("adapter")
        cross = [name for name in pipe.unet.attn_processors if not name.endswith("attn1.processor")]
        needed = {f"ip_adapter.{2 * n + 1}.to_{kind}_ip.weight" for n in range(len(cross)) for kind in "kv"}
        file = place / adapter.subfolder / adapter.weight_name
        must_use_all(
            file,
            lambda name: name in needed or name.startswith("image_proj."),
            needed,
        )
        with quiet(), loading(str(file)):
            pipe.load_ip_adapter(
                str(place),
                subfolder=adapter.subfolder,
                weight_name=adapter.weight_name,
                image_encoder_folder=None,
                local_files_only=True,
            )
        pipe.set_ip_adapter_scale(0.0)

    # -- what the protocol asks for ------------------------------------------------------------------------------------
    def draw_portrait(self, spec: PortraitSpec, report: Reporter) -> Picture:
        """A portrait; a later stage is drawn with the identity tokens of the first stage's portrait."""
        check_params(spec.params, PARAMS, f"portrait/{spec.character}/{spec.stage}")
        who: list[tuple[torch.Tensor, torch.Tensor]] = []
        if spec.first is not None:
            faces = self._faces()
            who = [unpack_embedding(faces.read_tokens(spec.first, spec, report), faces.kind, spec.name)]
        strength = float(spec.params.get("strength", self.section.stage_from))

        def draw(pipe: Any) -> np.ndarray:
            text = prompts.portrait_prompt(
                name=spec.name,
                stage_name=spec.stage_name,
                role=spec.role,
                look=spec.look,
                wardrobe=spec.wardrobe,
                style=spec.style,
                budget=self.section.token_budget,
                count=counter(pipe),
            )
            return self._run(
                pipe,
                text,
                prompts.negative_prompt("portrait", spec.params.get("negative", "")),
                spec,
                who,
                [strength],
                None,
                None,
                report,
            )

        return self._finish(draw, spec, None)  # as large as the model made it: identity is read from it

    def draw_plate(self, spec: PlateSpec, report: Reporter) -> Picture:
        """A place without people."""
        check_params(spec.params, PARAMS, f"plate/{spec.place}")

        def draw(pipe: Any) -> np.ndarray:
            text = prompts.plate_prompt(
                name=spec.name, look=spec.look, style=spec.style, budget=self.section.token_budget, count=counter(pipe)
            )
            avoided = prompts.negative_prompt("plate", spec.params.get("negative", ""))
            return self._run(pipe, text, avoided, spec, [], [], None, None, report)

        return self._finish(draw, spec, spec.size)

    def draw_keyframe(self, spec: KeyframeSpec, report: Reporter) -> Picture:
        """A keyframe from the five domains and everybody's tokens. Denoising starts from the staging drawing, else from
        the plate, else from nothing: there is one starting picture, and the drawing shows the place too."""
        check_params(spec.params, PARAMS, "keyframe")
        faces = self._faces()
        who = [unpack_embedding(c.tokens, faces.kind, c.name) for c in spec.cast]
        boxes = boxes_for(spec.cast, spec.domains.relation, spec.domains.camera) if len(who) > 1 else None
        start, level = self._start(spec)

        def draw(pipe: Any) -> np.ndarray:
            text = prompts.keyframe_prompt(
                spec.domains,
                written=spec.prompt,
                summary=spec.summary,
                who=[(c.name, c.look) for c in spec.cast],
                place=spec.place_look or spec.place_name,
                style=spec.style,
                budget=self.section.token_budget,
                count=counter(pipe),
            )
            return self._run(
                pipe,
                self.told(text, spec.prompt),
                prompts.negative_prompt("keyframe", spec.params.get("negative", "")),
                spec,
                who,
                _strengths(spec.cast),
                boxes,
                start,
                report,
                level,
            )

        return self._finish(draw, spec, spec.size)

    def _start(self, spec: KeyframeSpec) -> tuple[Picture | None, float]:
        """What denoising starts from, and the share of the noise levels it starts at: 1 is noise alone."""
        if spec.staging is not None:
            return spec.staging.picture, 1.0 - spec.staging.strength
        return spec.plate, float(spec.params.get("plate_strength", self.section.plate_strength))

    def keyframe_facts(self, spec: KeyframeSpec) -> dict[str, object]:
        """How a keyframe was made, for people: what staged it, and what became of the plate."""
        facts: dict = {"identity": "tokens"}
        if len(spec.cast) > 1:
            facts["boxes"] = [
                [round(v, 3) for v in box] for box in boxes_for(spec.cast, spec.domains.relation, spec.domains.camera)
            ]
        if spec.staging is not None:
            facts["staged"] = f"started from its drawing, {spec.staging.strength:.0%} of it kept"
        if spec.plate is not None:
            facts["plate"] = (
                "not used: there is one starting picture, and it is the drawing"
                if spec.staging
                else "the starting picture"
            )
        return facts

    def repaint(
        self, picture: Picture, spec: PortraitSpec | PlateSpec | KeyframeSpec, asked: Repaint, report: Reporter
    ) -> Picture:
        """The picture with the part under the mask painted anew, by the tokens of the person in it where there is one alone."""
        check_params(spec.params, PARAMS, "retouch")
        high, wide = picture.pixels.shape[:2]
        size = model_size(FrameSize(wide, high), self.section)
        cast = spec.cast if isinstance(spec, KeyframeSpec) and len(spec.cast) == 1 else ()
        faces = self._faces()
        who = [unpack_embedding(c.tokens, faces.kind, c.name) for c in cast]
        steps = int(spec.params.get("steps", self.section.steps))
        guidance = float(spec.params.get("guidance", self.section.guidance))
        self.say_unheard(spec.params, guidance)
        strength = min(1.0, max(asked.strength, 1.0 / steps + 1e-6))  # one step at the least
        words = ". ".join(filter(None, [asked.words.strip().rstrip("."), spec.style]))

        def draw(pipe: Any) -> np.ndarray:
            over = over_modules(pipe, self._inpaints())
            with (
                self.wearing(pipe, spec.loras),
                adapter(pipe, who, _strengths(cast), None, size, guided=guidance > 1) as extra,
                drawing(self, over, asked.seed, words, [picture.pixels]),
            ):
                texts = self._texts(
                    pipe,
                    words,
                    prompts.negative_prompt("keyframe", spec.params.get("negative", "")),
                    guidance > 1,
                )
                done = over(
                    image=stretched(picture.pixels, size),
                    mask_image=as_mask(asked.mask, size),
                    width=size.width,
                    height=size.height,
                    strength=strength,
                    num_inference_steps=steps,
                    guidance_scale=guidance,
                    generator=seeded(asked.seed),
                    output_type="np",
                    callback_on_step_end=teller(report, max(1, int(steps * strength))),
                    **texts,
                    **extra,
                )
            must_be_finite(done.images[0], "pixels")
            return (np.asarray(done.images[0]).clip(0, 1) * 255).round().astype(np.uint8)

        made = self.residency.attempt(self.loadable, "denoise", draw)
        return Picture(np.asarray(stretched(made, FrameSize(wide, high))), picture.sidecar)

    def repaint_facts(
        self, picture: Picture, spec: PortraitSpec | PlateSpec | KeyframeSpec, asked: Repaint
    ) -> dict[str, object]:
        """Whose tokens it was painted by, and that those of several people are not."""
        many = len(spec.cast) if isinstance(spec, KeyframeSpec) else 0
        return {"identity": "tokens" if many == 1 else "words alone: several people are in the picture"} if many else {}

    def _inpaints(self) -> Any:
        from diffusers import StableDiffusionXLInpaintPipeline

        return StableDiffusionXLInpaintPipeline

    # -- inside --------------------------------------------------------------------------------------------------------
    def _faces(self) -> ClipVisionFaces | ArcFaces:
        return self.kind_of_tokens[self.preset.face.family](self.preset, self.models_dir, residency_=self.residency)

    def _finish(self, draw, spec: PortraitSpec | PlateSpec | KeyframeSpec, size: FrameSize | None) -> Picture:
        self.say_unheard(spec.params, float(spec.params.get("guidance", self.section.guidance)))
        made = self.residency.attempt(self.loadable, "denoise", draw)
        return Picture(cover(made, size) if size is not None else made)

    def _run(
        self,
        pipe: Any,
        text: str,
        negative: str,
        spec,
        who: Sequence[tuple[torch.Tensor, torch.Tensor]],
        strengths: Sequence[float],
        boxes: Sequence[Box] | None,
        start: Picture | None,
        report: Reporter,
        level: float = 1.0,
    ) -> np.ndarray:
        size = model_size(spec.size, self.section)
        steps = int(spec.params.get("steps", self.section.steps))
        guidance = float(spec.params.get("guidance", self.section.guidance))
        call: dict[str, Any] = {
            "num_inference_steps": steps,
            "guidance_scale": guidance,
            "generator": seeded(spec.seed),
            "output_type": "np",
        }
        shown = [] if start is None else [start.pixels]
        with (
            self.wearing(pipe, spec.loras),
            adapter(pipe, who, strengths, boxes, size, guided=guidance > 1) as extra,
            drawing(self, pipe, spec.seed, text, shown),
        ):
            call |= self._texts(pipe, text, negative, guidance > 1)
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

    def _texts(self, pipe: Any, prompt: str, negative: str, guided: bool) -> dict[str, Any]:
        """What the pipeline is called with for these texts, whatever their length."""
        return sdxl_texts(pipe, prompt, negative, guided=guided)

    def _over(self, pipe: Any) -> Any:
        """The image-to-image pipeline over the same modules, hooks included; made anew, so nothing of it stays."""
        over = self._image_to_image()(**pipe.components)
        for kept in ("_all_hooks", "_offload_device", "_offload_gpu_id"):
            if hasattr(pipe, kept):
                setattr(over, kept, getattr(pipe, kept))
        over.set_progress_bar_config(disable=True)
        return over

    def _image_to_image(self) -> Any:
        from diffusers import StableDiffusionXLImg2ImgPipeline

        return StableDiffusionXLImg2ImgPipeline


def _strengths(cast: Sequence[Cast]) -> list[float]:
    return [c.strength for c in cast]


def counter(pipe: Any):
    """Counts the tokens of a text without start and end marks, by the pipeline's first tokenizer."""
    return lambda text: max(0, len(pipe.tokenizer(text, add_special_tokens=True, verbose=False).input_ids) - 2)


@contextmanager
def adapter(
    pipe: Any,
    who: Sequence[tuple[torch.Tensor, torch.Tensor]],
    strengths: Sequence[float],
    boxes: Sequence[Box] | None,
    size: FrameSize,
    *,
    guided: bool,
):
    """The adapter set for these identities, and back to scale 0 afterwards. Yields what the call needs beside.

    who: (positive, negative) embeddings. boxes: one a character, or None; masks are laid out from them.
    """
    if not who:
        nobody = torch.zeros([max(1, side) for side in _embedding_width(pipe)])
        who, strengths = [(nobody, nobody)], [0.0]
    positive = torch.stack([p.reshape(_embedding_width(pipe)) for p, _ in who])
    negative = torch.stack([n.reshape(_embedding_width(pipe)) for _, n in who])
    embeds = torch.stack([negative, positive]) if guided else positive[None]
    extra: dict[str, Any] = {"ip_adapter_image_embeds": [embeds.to(pipe.unet.dtype)]}
    if boxes is not None:
        extra["cross_attention_kwargs"] = {"ip_adapter_masks": [masks(boxes, size)]}
        pipe.set_ip_adapter_scale([list(strengths)])
    else:
        pipe.set_ip_adapter_scale(float(np.mean(strengths)))
    try:
        yield extra
    finally:
        pipe.set_ip_adapter_scale(0.0)


def _embedding_width(pipe: Any) -> tuple[int, ...]:
    """The shape of one identity's embedding, as the loaded adapter wants it; -1 stands for any number of patches."""
    layer = pipe.unet.encoder_hid_proj.image_projection_layers[0]
    if hasattr(layer, "image_embeds"):
        return (layer.image_embeds.in_features,)
    if hasattr(layer, "proj_in"):
        return (-1, layer.proj_in.in_features)
    return (next(p for p in layer.parameters() if p.dim() == 2).shape[1],)


def masks(boxes: Sequence[Box], size: FrameSize) -> torch.Tensor:
    """`[1, characters, H, W]` of 0 and 1, each box at least one pixel."""
    made = torch.zeros(1, len(boxes), size.height, size.width)
    for k, (x0, y0, x1, y1) in enumerate(boxes):
        left, top = min(int(x0 * size.width), size.width - 1), min(int(y0 * size.height), size.height - 1)
        made[0, k, top : max(top + 1, round(y1 * size.height)), left : max(left + 1, round(x1 * size.width))] = 1.0
    return made


def few_step_scheduler(name: str, current: Any, **trained: Any) -> Any:
    """A scheduler by its short name, with the current one's training settings, or with those in `trained`. Raises BadInput
    for an unknown name."""
    import diffusers

    from vgot.errors import BadInput

    known = {
        "lcm": "LCMScheduler",
        "tcd": "TCDScheduler",
        "euler": "EulerDiscreteScheduler",
        "ddim": "DDIMScheduler",
        "dpm": "DPMSolverMultistepScheduler",
        "unipc": "UniPCMultistepScheduler",
        "flow-euler": "FlowMatchEulerDiscreteScheduler",
    }
    if name not in known:
        raise BadInput(f"There is no scheduler '{name}'.", field="scheduler", hint=f"Choose one of {', '.join(known)}.")
    return getattr(diffusers, known[name]).from_config(current.config, **trained)
