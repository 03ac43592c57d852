"""The embedded stack as a preset: keyframes, identity tokens and clips by small models of our own, on any machine.

Pictures (here) go through the stock Stable Diffusion pipeline (prompt embeddings from the word vectors, IP-Adapter embeddings and
masks), so tokens, lambda, masks, plates and cancelling are the engine's own code; clips through a small pipeline of the
same shape as the library's (`clips.py`). The weights are assets/embedded, or `vgot/embedded` in a folder of models.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from vgot.errors import ModelUnavailable
from vgot.faces.reader import face_reader, lead
from vgot.models.base import KeyframeSpec, Picture, PlateSpec, PortraitSpec, Reporter
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
    load_words,
    nested_adapter,
    sizes_of,
)
from vgot.models.embedded.saying import meaning_of, spoken
from vgot.models.embedded.stack import FromStack, trained_size
from vgot.models.embedded.words import domain_words
from vgot.models.faces import ClipVisionFaces, unpack_all, unpack_embedding
from vgot.models.keyframes.sdxl import PARAMS, SdxlImage, _strengths, adapter
from vgot.models.layout_boxes import figures_for
from vgot.models.pictures import as_image
from vgot.models.runtime.decoding import drawing
from vgot.models.runtime.pipelines import check_params, loading, must_be_finite, quiet, teller
from vgot.models.video.base import to_tensor
from vgot.transition import renoise
from vgot.units import FrameSize

PORTRAIT_WORDS = ("plain background", "", "portrait, head and shoulders", "soft even light")


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
            meant = who or [meaning_of(pipe, told)]
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
