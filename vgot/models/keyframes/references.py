"""Keyframes by models that look at reference pictures in context: FLUX.2 klein and Qwen-Image-Edit.

The portraits go in as pictures and the text says who is in which. There is no lambda: the strength of a character is
not used here, and `identity: references` in the preset says so.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from vgot.models.base import KeyframeSpec, Picture, PlateSpec, PortraitSpec, Repaint, Reporter
from vgot.models.keyframes.repainting import as_mask, over_modules, stretched
from vgot.models.pictures import as_image, cover, rough_preview
from vgot.models.references import reference_facts, references_of
from vgot.models.runtime.decoding import drawing
from vgot.models.runtime.few_steps import one_shift
from vgot.models.runtime.pipelines import Family, check_params, loading, must_be_finite, quiet, seeded, teller
from vgot.presets.preset import KeyframeSection
from vgot.presets.sizes import model_size
from vgot.story import prompts
from vgot.units import FrameSize

PARAMS = ("steps", "guidance", "negative")


class ReferenceImage(Family):
    """What both models share; a subclass says how its pipeline is loaded and called."""

    section_name = "keyframe"
    section: KeyframeSection
    #: What the model's own guide calls a reference.
    word = "picture"

    def draw_portrait(self, spec: PortraitSpec, report: Reporter) -> Picture:
        """A portrait; a later stage sees the first stage's portrait."""
        check_params(spec.params, PARAMS, f"portrait/{spec.character}/{spec.stage}")
        references = [] if spec.first is None else [(f"{spec.name} at another time", spec.first.pixels)]

        def text(count, budget: int) -> str:
            return prompts.portrait_prompt(
                name=spec.name,
                stage_name=spec.stage_name,
                role=spec.role,
                look=spec.look,
                wardrobe=spec.wardrobe,
                style=spec.style,
                budget=budget,
                count=count,
            )

        return self._draw(text, "portrait", references, spec, report, kept=True)

    def draw_plate(self, spec: PlateSpec, report: Reporter) -> Picture:
        """A place without people."""
        check_params(spec.params, PARAMS, f"plate/{spec.place}")
        return self._draw(
            lambda count, budget: prompts.plate_prompt(
                name=spec.name, look=spec.look, style=spec.style, budget=budget, count=count
            ),
            "plate",
            [],
            spec,
            report,
        )

    def draw_keyframe(self, spec: KeyframeSpec, report: Reporter) -> Picture:
        """A keyframe: everybody's portrait, then the staging drawing and the plate as far as the model takes so many."""
        check_params(spec.params, PARAMS, "keyframe")
        references = self._references(spec)

        def text(count, budget: int) -> str:
            said = prompts.keyframe_prompt(
                spec.domains,
                written=spec.prompt,
                summary=spec.summary,
                who=[(c.name, c.look) for c in spec.cast],
                place=spec.place_look or spec.place_name,
                style=spec.style,
                budget=budget,
                count=count,
            )
            return self.told(said, spec.prompt)

        return self._draw(text, "keyframe", references[: self.section.max_references], spec, report)

    def _references(self, spec: KeyframeSpec) -> list[tuple[str, np.ndarray]]:
        return references_of(spec)

    def keyframe_facts(self, spec: KeyframeSpec) -> dict[str, object]:
        """How a keyframe was made, for people: pictures in context have no strength, and only so many fit."""
        return reference_facts(spec, [what for what, _ in self._references(spec)], self.section.max_references)

    def _draw(
        self,
        text,
        kind: str,
        references: Sequence[tuple[str, np.ndarray]],
        spec,
        report: Reporter,
        *,
        kept: bool = False,
    ) -> Picture:
        """A picture of the size that was asked for; `kept`: as large as the model made it, which is what it is shown again as."""
        size = model_size(spec.size, self.section)

        def draw(pipe: Any) -> np.ndarray:
            named = [what for what, _ in references]

            def count(text: str) -> int:
                return len(pipe.tokenizer(text, verbose=False).input_ids)

            # What names the pictures is part of what the encoder reads: the rest has what it leaves.
            room = self.section.token_budget - count(prompts.in_context_prompt("", named, self.word))
            said = prompts.in_context_prompt(text(count, room), named, self.word)
            call = {
                "prompt": said,
                "width": size.width,
                "height": size.height,
                "generator": seeded(spec.seed),
                "output_type": "np",
                "num_inference_steps": int(spec.params.get("steps", self.section.steps)),
                "image": [as_image(p) for _, p in references],
            }
            call["callback_on_step_end"] = teller(
                report, call["num_inference_steps"], preview=functools.partial(rough_preview, size=size)
            )
            with self.wearing(pipe, spec.loras), drawing(self, pipe, spec.seed, said):
                done = self._call(
                    pipe,
                    call,
                    float(spec.params.get("guidance", self.section.guidance)),
                    prompts.negative_prompt(kind, spec.params.get("negative", "")),
                    size,
                )
            must_be_finite(done.images[0], "pixels")
            return (np.asarray(done.images[0]).clip(0, 1) * 255).round().astype(np.uint8)

        self.say_unheard(spec.params, float(spec.params.get("guidance", self.section.guidance)))
        made = self.residency.attempt(self.loadable, "denoise", draw)
        return Picture(made if kept else cover(made, spec.size))

    def _call(self, pipe: Any, call: dict, guidance: float, negative: str, size: FrameSize) -> Any:
        raise NotImplementedError

    def repaint(
        self, picture: Picture, spec: PortraitSpec | PlateSpec | KeyframeSpec, asked: Repaint, report: Reporter
    ) -> Picture:
        """The picture with the part under the mask painted anew. Of a keyframe's people the first one's portrait is shown beside it,
        where the model takes one."""
        check_params(spec.params, PARAMS, "retouch")
        high, wide = picture.pixels.shape[:2]
        size = model_size(FrameSize(wide, high), self.section)
        shown = self._shown(spec)
        guidance = float(spec.params.get("guidance", self.section.guidance))
        self.say_unheard(spec.params, guidance)

        def draw(pipe: Any) -> np.ndarray:
            over, steps = (
                over_modules(pipe, self._inpaints()),
                int(spec.params.get("steps", self.section.steps)),
            )
            strength = min(1.0, max(asked.strength, 1.0 / steps + 1e-6))  # one step at the least
            words = ". ".join(filter(None, [asked.words.strip().rstrip("."), spec.style]))
            call = {
                "prompt": words,
                "image": stretched(picture.pixels, size),
                "mask_image": as_mask(asked.mask, size),
                "width": size.width,
                "height": size.height,
                "strength": strength,
                "num_inference_steps": steps,
                "generator": seeded(asked.seed),
                "output_type": "np",
                "callback_on_step_end": teller(
                    report, max(1, int(steps * strength)), preview=functools.partial(rough_preview, size=size)
                ),
            }
            with (
                self.wearing(pipe, spec.loras),
                drawing(self, over, asked.seed, words, [picture.pixels]),
            ):
                avoided = prompts.negative_prompt("keyframe", spec.params.get("negative", ""))
                done = self._inpaint(over, call, shown, guidance, avoided, size)
            must_be_finite(done.images[0], "pixels")
            return (np.asarray(done.images[0]).clip(0, 1) * 255).round().astype(np.uint8)

        made = self.residency.attempt(self.loadable, "denoise", draw)
        return Picture(np.asarray(stretched(made, FrameSize(wide, high))), picture.sidecar)

    def repaint_facts(
        self, picture: Picture, spec: PortraitSpec | PlateSpec | KeyframeSpec, asked: Repaint
    ) -> dict[str, object]:
        """Which pictures were shown beside the one that is painted into."""
        seen = self._shown(spec)
        return {"shown": [what for what, _ in seen]} if seen else {}

    def _shown(self, spec: PortraitSpec | PlateSpec | KeyframeSpec) -> list[tuple[str, np.ndarray]]:
        """The reference that the inpainting pipeline takes beside the picture: none."""
        return []

    def _inpaints(self) -> Any:
        """The class of the library that inpaints with the same modules."""
        raise NotImplementedError

    def _inpaint(self, pipe: Any, call: dict, shown: list, guidance: float, avoided: str, size: FrameSize) -> Any:
        raise NotImplementedError


class KleinImage(ReferenceImage):
    """FLUX.2 klein: distilled, so there is neither guidance nor a negative prompt. Its guide says "image 1"."""

    word = "image"

    def _load(self, rung: str) -> Any:
        from diffusers import Flux2KleinPipeline

        return self.from_folder(Flux2KleinPipeline, self.folder(), rung)

    def _call(self, pipe: Any, call: dict, guidance: float, negative: str, size: FrameSize) -> Any:
        if guidance > 1 and pipe.config.is_distilled:
            self.residency.say(f"Guidance {guidance:g} is not used: FLUX.2 klein is distilled to do without")
        return pipe(**(call | {"image": call["image"] or None}), guidance_scale=guidance, max_sequence_length=512)

    def _inpaints(self) -> Any:
        from diffusers import Flux2KleinInpaintPipeline

        return Flux2KleinInpaintPipeline

    def _shown(self, spec: PortraitSpec | PlateSpec | KeyframeSpec) -> list[tuple[str, np.ndarray]]:
        return references_of(spec)[:1] if isinstance(spec, KeyframeSpec) and len(spec.cast) == 1 else []

    def _inpaint(self, pipe: Any, call: dict, shown: list, guidance: float, avoided: str, size: FrameSize) -> Any:
        beside = {"image_reference": as_image(shown[0][1])} if shown else {}
        return pipe(**call, **beside, guidance_scale=guidance, max_sequence_length=512)


class QwenImage(ReferenceImage):
    """Qwen-Image-Edit: always edits a picture, so where there is no reference it is given an empty canvas."""

    def _load(self, rung: str) -> Any:
        from diffusers import QwenImageEditPlusPipeline

        from vgot.models.qwen_processor import picture_processor, say_which_are_pictures

        place = self.folder()
        with quiet(), loading(str(place)):
            processor = picture_processor(place / "processor")
        pipe = self.from_folder(QwenImageEditPlusPipeline, place, rung, processor=processor)
        say_which_are_pictures(pipe.text_encoder)
        if self.section.flow_shift is not None:
            pipe.scheduler = one_shift(pipe.scheduler, self.section.flow_shift)
        return pipe

    def _call(self, pipe: Any, call: dict, guidance: float, negative: str, size: FrameSize) -> Any:
        canvas = [as_image(np.full((size.height, size.width, 3), 245, np.uint8))]
        with reference_pixels(self.section.reference_px):
            return pipe(
                **(call | {"image": call["image"] or canvas}), true_cfg_scale=guidance, negative_prompt=negative
            )

    def _inpaints(self) -> Any:
        from diffusers import QwenImageEditInpaintPipeline

        return QwenImageEditInpaintPipeline

    def _inpaint(self, pipe: Any, call: dict, shown: list, guidance: float, avoided: str, size: FrameSize) -> Any:
        with as_large_as(size):
            return pipe(**call, true_cfg_scale=guidance, negative_prompt=avoided)


@contextmanager
def reference_pixels(pixels: int) -> Iterator[None]:
    """The pixels that a reference picture is encoded at: a constant of the library's module, whose full size costs 4,096
    tokens of attention a picture. Set for one call, put back afterwards."""
    from diffusers.pipelines.qwenimage import pipeline_qwenimage_edit_plus as module

    before = module.VAE_IMAGE_SIZE
    module.VAE_IMAGE_SIZE = min(before, pixels)
    try:
        yield
    finally:
        module.VAE_IMAGE_SIZE = before


@contextmanager
def as_large_as(size: FrameSize) -> Iterator[None]:
    """The size that the inpainting pipeline works at: the library takes a million pixels whatever it is asked for, by a function of its
    module. Set for one call, put back afterwards."""
    from diffusers.pipelines.qwenimage import pipeline_qwenimage_edit_inpaint as module

    before = module.calculate_dimensions
    module.calculate_dimensions = lambda area, ratio: (size.width, size.height, None)
    try:
        yield
    finally:
        module.calculate_dimensions = before
