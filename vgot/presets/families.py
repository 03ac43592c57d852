"""The model families by name: which class does what, and the versions of those that are our own.

To add a model family: write one file with classes that follow vgot/models/base.py, name it in FAMILIES, and give it a preset in configs/.
"""

from __future__ import annotations

from vgot.errors import BadInput
from vgot.graph.asked import Takes

#: family -> {section's kind: "module:class"}; a class is made with (preset, models_dir) when first used.
FAMILIES: dict[str, dict[str, str]] = {
    "animatic": {
        "image": "vgot.animatic.family:AnimaticImage",
        "face": "vgot.animatic.family:AnimaticFaces",
        "video": "vgot.animatic.family:AnimaticVideo",
    },
    "sdxl": {"image": "vgot.models.keyframes.sdxl:SdxlImage"},
    "kolors": {"image": "vgot.models.keyframes.kolors:KolorsImage"},
    "klein": {"image": "vgot.models.keyframes.references:KleinImage"},
    "qwen": {"image": "vgot.models.keyframes.references:QwenImage"},
    "clip-vision": {"face": "vgot.models.faces:ClipVisionFaces"},
    "arcface": {"face": "vgot.models.faces:ArcFaces"},
    "references": {"face": "vgot.models.faces:ReferenceFaces"},
    "wan": {"video": "vgot.models.video.wan:WanVideo"},
    "svd": {"video": "vgot.models.video.unet:SvdVideo"},
    "animatediff": {"video": "vgot.models.video.unet:AnimateDiffVideo"},
    "vace": {"video": "vgot.models.video.vace:VaceVideo"},
    "framepack": {"video": "vgot.models.video.framepack:FramepackVideo"},
    "embedded": {
        "image": "vgot.models.embedded.families:EmbeddedImage",
        "face": "vgot.models.embedded.families:EmbeddedFaces",
        "video": "vgot.models.embedded.clips:EmbeddedVideo",
    },
    "hosted": {
        "image": "vgot.models.remote.hosted:HostedImage",
        "face": "vgot.models.remote.references:PortraitFaces",
        "video": "vgot.models.remote.hosted:HostedVideo",
    },
    "openai": {
        "image": "vgot.models.remote.openai:OpenAIImage",
        "face": "vgot.models.remote.references:PortraitFaces",
        "video": "vgot.models.remote.openai:OpenAIVideo",
    },
    "comfy": {
        "image": "vgot.models.remote.comfy:ComfyImage",
        "face": "vgot.models.remote.references:PortraitFaces",
        "video": "vgot.models.remote.comfy:ComfyVideo",
    },
}

#: Raised by hand when a family of our own makes other pictures from the same words (and the same weights, where it has any): what it
#: made before is stale from then on. A family that is not named here counts as 1.
#: 2 of the families below: clips are retimed evenly, with pictures made between two frames, and chains are balanced (wan, svd,
#: animatediff, framepack); AnimateDiff runs on the noise schedule that it was trained on; Qwen's encoder is told which tokens
#: are pictures; prompts name people first and whole, stills are drawn at the models' own size (sdxl, kolors, klein, qwen).
FAMILY_VERSIONS = {
    "animatic": 4,
    "embedded": 1,
    "sdxl": 2,
    "kolors": 2,
    "klein": 2,
    "qwen": 2,
    "wan": 2,
    "svd": 2,
    "animatediff": 2,
    "framepack": 2,
}

#: The same for bridges alone, so that clips stay as they are. 2 of the families below: a bridge is made out of noise between frames of
#: both shots at the model's own rate, and no longer out of a dissolve of both.
BRIDGE_VERSIONS = {"wan": 2, "svd": 2, "animatediff": 2, "framepack": 2}

#: Families whose pipelines take LoRAs.
WEAR_LORAS = frozenset({"sdxl", "kolors", "klein", "qwen", "wan", "vace", "animatediff", "framepack"})

#: Families that paint a part of a picture anew (vgot.models.base.Repaints).
REPAINT = frozenset({"animatic", "sdxl", "klein", "qwen"})

#: Families whose models read a prompt: the drawn world and the small models have words of their own, and SVD reads none.
READ_PROMPTS = frozenset(
    {"sdxl", "kolors", "klein", "qwen", "wan", "vace", "animatediff", "framepack", "hosted", "openai", "comfy"}
)

#: Why a family never reads words for what must not appear; the others do, as long as they are guided.
NO_NEGATIVES = {
    "klein": "FLUX.2 klein takes none",
    "framepack": "FramePack is told its guidance as a number, and denoises once a step",
    "svd": "Stable Video Diffusion reads no text",
}

#: Section of a preset -> the kind of class that serves it.
SERVED_BY = {"keyframe": "image", "face": "face", "video": "video"}


#: Families whose pipelines are given a film that leads the motion, pictures of people and the place, and a mask (with which any frame may be
#: one that stays), and how many of these pictures.
GUIDED = {"vace": 4}


def takes_of(family: str, last_frame: bool, title: str, bound: tuple[int, bool] = (0, False)) -> Takes:
    """What a preset's video model takes beside the still and the words. A preset says `last_frame` where its model takes a last picture;
    the drawn world arrives at another drawn shot's still. `bound`: how many pictures, and whether a film that leads, a person's own
    workflow has inputs for."""
    references, ends = GUIDED.get(family, 0), family == "animatic" or last_frame and family != "embedded"
    return Takes(
        references or bound[0],
        ends,
        moments=bool(references),
        guide=bool(references) or bound[1],
        mask=bool(references),
        beats=family == "animatic",
        told=family != "embedded",
        why=title,
    )


def require_family(section: str, family: str, where: str) -> None:
    """Raises BadInput for a family that no class of this kind serves, naming those that there are."""
    kind = SERVED_BY[section]
    if kind not in FAMILIES.get(family, {}):
        raise BadInput(
            f"'{family}' is no {section} family that this program has.",
            field=f"{where}/{section}/family",
            hint=f"There are: {', '.join(name for name, made in FAMILIES.items() if kind in made)}.",
        )
