"""Kolors with IP-Adapter-Plus: the paper's own keyframe model (decoupled cross-attention over all image patches)."""

from __future__ import annotations

from typing import Any

from vgot.models.keyframes.sdxl import SdxlImage, few_step_scheduler


class KolorsImage(SdxlImage):
    """SDXL's way of working on Kolors' pipeline classes; the text encoder is a ChatGLM."""

    def _load(self, rung: str) -> Any:
        from diffusers import KolorsPipeline

        pipe = self.from_folder(KolorsPipeline, self.folder(), rung)
        self._add_adapter(pipe)
        if self.section.scheduler:
            pipe.scheduler = few_step_scheduler(self.section.scheduler, pipe.scheduler)
        return pipe

    def _texts(self, pipe: Any, prompt: str, negative: str, guided: bool) -> dict[str, Any]:
        return {"prompt": prompt, "negative_prompt": negative}

    def _image_to_image(self) -> Any:
        from diffusers import KolorsImg2ImgPipeline

        return KolorsImg2ImgPipeline
