"""A preset: which models make a film, how they are run, what they need and under which licences they come.

One YAML file each in configs/. Nothing heavy is imported here: settings, the plan and the preflight read presets
without torch. Sizes are parameters x bytes and therefore estimates; revisions are null until a first download pins them.
"""

from __future__ import annotations

import difflib
import types
import typing
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from vgot.errors import BadInput
from vgot.presets.families import require_family
from vgot.presets.remote import REMOTE_FAMILIES, RemoteModel

#: From most to least memory on the accelerator; vgot/models/runtime/residency.py climbs down it.
RUNGS = ("resident", "model_offload", "group_offload", "fp8", "quantized")
Rung = Literal["auto", "resident", "model_offload", "group_offload", "fp8", "quantized"]
Cache = Literal["none", "first_block", "mag", "faster", "pab"]

#: Families whose autoencoder shows bands in half precision.
FULL_VAE = ("wan", "vace")

RepoId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*$", max_length=120)]
#: A commit, or a proposal on the hub that carries what its main branch lacks (`refs/pr/4`): the first download pins it to its commit.
Revision = Annotated[str, Field(pattern=r"^([0-9a-f]{40}|refs/pr/[1-9]\d{0,4})$")]
Billions = Annotated[float, Field(ge=0.0, le=500.0)]


#: A file of one's own, by its whole path.
OwnFile = Annotated[
    str, Field(pattern=r"^(/|[A-Za-z]:[\\/]).+\.(safetensors|sft|gguf|SAFETENSORS|GGUF)$", max_length=1000)
]


class Part(BaseModel):
    """A part of a preset: frozen, and closed to keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Repo(Part):
    """One allow-listed repository. `parts`: component -> billions of parameters (an estimate until measured). `gated`: its owner gives
    files to accounts alone that asked for access on its page. A `lora` is one file (`weight_name`) that the section's model always wears."""

    id: RepoId
    role: Literal["base", "adapter", "control", "image_encoder", "face_pack", "text_model", "lora"] = "base"
    revision: Revision | None = None
    licence: Annotated[str, Field(min_length=1, max_length=200)]
    licence_url: Annotated[str, Field(max_length=300)] = ""
    commercial_use: bool = True
    gated: bool = False
    parts: dict[str, Billions] = {}
    bits: Literal[4, 8, 16, 32] = 16
    files: list[str] = []
    subfolder: str = ""
    weight_name: str = ""

    @property
    def bytes_estimate(self) -> int:
        """Size of the download where no card says it: parameters x bytes."""
        return int(sum(self.parts.values()) * 1e9 * self.bits / 8)


class Section(Part):
    """What keyframe, video and face models have in common. Memory in GiB is what the stage must run in; `work_gb` is
    the estimated part of it that is not weights; `guess_s` how long a picture, or a frame of a clip, takes where none was made
    yet. `attention`: whose kernels compute attention; `compile`: whether the denoiser's blocks are compiled at the first call; neither
    changes what is made beyond rounding. `own`: component -> a file of one's own in its place (`all`: a whole checkpoint). `remote`: at which service it runs, where it
    does not run here."""

    family: Annotated[str, Field(min_length=1, max_length=40)]
    repos: list[Repo] = []
    precision: Literal["float32", "float16", "bfloat16"] = "bfloat16"
    offload: Rung = "auto"
    quantize: Literal["none", "bitsandbytes_4bit"] = "none"
    vram_gb: Annotated[float, Field(ge=0, le=1024)] = 0
    ram_gb: Annotated[float, Field(ge=0, le=4096)] = 0
    work_gb: Annotated[float, Field(ge=0, le=200)] = 3.0
    measured: bool = False
    attention: Literal["native", "math", "efficient", "flash", "sage", "xformers"] = "native"
    compile: bool = False
    guess_s: Annotated[float, Field(ge=0, le=3600)] = 0.0
    note: str = ""
    own: dict[str, OwnFile] = {}
    remote: RemoteModel | None = None

    @property
    def base(self) -> Repo | None:
        return self.repo("base")

    def repo(self, role: str) -> Repo | None:
        """The section's repository in a role, or None."""
        return next((r for r in self.repos if r.role == role), None)

    @property
    def part_bytes(self) -> dict[str, int]:
        """Component -> bytes once loaded in this section's precision, before any casting or quantization."""
        return {name: int(b * 1e9 * self.width_of(name)) for r in self.repos for name, b in r.parts.items()}

    def width_of(self, part: str) -> int:
        """Bytes of one weight of a component; some autoencoders run in full precision whatever the preset says."""
        return 4 if self.precision == "float32" or part == "vae" and self.family in FULL_VAE else 2


class KeyframeSection(Section):
    """The model of portraits, plates and keyframes. `identity`: how portraits reach it: decoupled cross-attention
    (`tokens`, with a strength per character) or reference pictures in context (`references`, no strength there). `painting`: how
    closely a drawing is followed where one is painted over."""

    grid_px: Annotated[int, Field(ge=1, le=256)] = 16
    max_px: Annotated[int, Field(ge=4096, le=10**8)] = 1024 * 1024
    min_px: Annotated[int, Field(ge=0, le=10**8)] = 0
    steps: Annotated[int, Field(ge=1, le=200)] = 30
    guidance: Annotated[float, Field(ge=0, le=30)] = 5.0
    scheduler: str = ""
    flow_shift: Annotated[float, Field(gt=0, le=30)] | None = None
    token_budget: Annotated[int, Field(ge=8, le=4096)] = 75
    identity: Literal["tokens", "references", "drawn"] = "tokens"
    stage_from: Annotated[float, Field(ge=0, le=1)] = 0.6
    plate_strength: Annotated[float, Field(ge=0, le=1)] = 0.85
    painting: Annotated[float, Field(ge=0, le=1)] = 0.8
    max_references: Annotated[int, Field(ge=1, le=16)] = 4
    reference_px: Annotated[int, Field(ge=4096, le=10**8)] = 1024 * 1024
    cache: Cache = "none"

    @property
    def staging(self) -> str:
        """What a staging picture becomes: the picture that denoising starts from (`start`), one more reference without a
        strength (`reference`), or nothing (`none`: the drawn world stages itself)."""
        return {"tokens": "start", "references": "reference"}.get(self.identity, "none")


class VideoSection(Section):
    """The model of clips. It takes step*k + 1 frames (`frame_step`; 1 means any number) at its own rate `fps`;
    `keep_first` latent frames hold the keyframe and are never mixed at a boundary."""

    grid_px: Annotated[int, Field(ge=1, le=256)] = 16
    max_px: Annotated[int, Field(ge=4096, le=10**8)] = 832 * 480
    min_px: Annotated[int, Field(ge=0, le=10**8)] = 0
    frame_step: Annotated[int, Field(ge=1, le=16)] = 4
    fps: Annotated[float, Field(ge=1, le=60)] = 24
    min_frames: Annotated[int, Field(ge=1, le=1000)] = 5
    max_frames: Annotated[int, Field(ge=1, le=1000)] = 121
    chain_max: Annotated[int, Field(ge=1, le=16)] = 4
    keep_first: Annotated[int, Field(ge=0, le=4)] = 0
    steps: Annotated[int, Field(ge=1, le=200)] = 40
    guidance: Annotated[float, Field(ge=0, le=30)] = 5.0
    scheduler: str = ""
    flow_shift: Annotated[float, Field(gt=0, le=30)] | None = None
    token_budget: Annotated[int, Field(ge=8, le=4096)] = 200
    last_frame: bool = False
    bridges: bool = True
    resets: bool = True
    cache: Cache = "none"
    free_noise: bool = False
    free_init: bool = False
    parallel_gpus: Annotated[int, Field(ge=1, le=64)] = 1


class FaceSection(Section):
    """Where identity tokens are read: `clip-vision`, `arcface`, `references` (the portrait itself) or `animatic`."""


class Transition(Part):
    """How two shots are joined where one goes on in the other. It is proposed there, never set unasked: stories are written with cuts."""

    mode: Literal["cut", "crossfade", "reset", "bridge"] = "cut"
    variant: Literal["paper", "vp", "vp_decay", "spectral"] = "vp"
    alpha: Annotated[float, Field(ge=0, le=1)] = 0.2
    gamma: Annotated[float, Field(ge=0, le=4)] = 1.0


class FilmShape(Part):
    """The size and the rate that a preset's models make films at; a new film begins with them where nobody asks for others."""

    width: Annotated[int, Field(ge=64, le=4096, multiple_of=2)]
    height: Annotated[int, Field(ge=64, le=4096, multiple_of=2)]
    fps: Annotated[float, Field(ge=1, le=60)]


class Preset(Part):
    """A named set of models and settings. `draft` presets never ask for approval of keyframes. `speech`: the service that speaks the lines,
    where the film has model voices; None: a model of this machine."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9]+([-.][a-z0-9]+)*$", max_length=60)]
    title: Annotated[str, Field(min_length=1, max_length=120)]
    about: Annotated[str, Field(max_length=600)] = ""
    draft: bool = False
    order: int = 100
    keyframe: KeyframeSection
    face: FaceSection
    video: VideoSection
    film: FilmShape | None = None
    transition: Transition = Transition()
    speech: RemoteModel | None = None

    def sections(self) -> dict[str, Section]:
        return {"keyframe": self.keyframe, "face": self.face, "video": self.video}

    def repos(self) -> dict[str, Repo]:
        """Every repository of the preset once, by id."""
        return {r.id: r for section in self.sections().values() for r in section.repos}


def read_preset(values: dict[str, Any], source: str = "preset") -> Preset:
    """A Preset from parsed YAML. Raises BadInput naming the key; an unknown key names the nearest known one."""
    if not isinstance(values, dict):
        raise BadInput("A preset is a mapping of keys to values.", field=source, hint="See the files in configs/.")
    _refuse_unknown(values, Preset, source)
    try:
        preset = Preset.model_validate(values)
    except ValidationError as why:
        first = why.errors(include_url=False, include_input=False)[0]
        path = "/".join(str(p) for p in first["loc"])
        raise BadInput(
            f"{first['msg'].rstrip('.')}.", field=f"{source}/{path}", hint="See the files in configs/."
        ) from why
    for name, section in preset.sections().items():
        require_family(name, section.family, source)
        if section.family in REMOTE_FAMILIES and section.remote is None and name != "face":
            raise BadInput(
                f"A {section.family} model runs at a service, and this preset names none.",
                field=f"{source}/{name}/remote",
                hint="Give `remote` a service and a model; see configs/openai-images.yaml.",
            )
    return preset


def _refuse_unknown(values: dict[str, Any], model: type[BaseModel], where: str) -> None:
    for key, value in values.items():
        if key not in model.model_fields:
            near = difflib.get_close_matches(str(key), list(model.model_fields), n=1)
            raise BadInput(
                f"'{key}' is not a key of a preset here.",
                field=f"{where}/{key}",
                hint=f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(model.model_fields)}.",
            )
        inner = _model_in(model.model_fields[key].annotation)
        if inner is None:
            continue
        if isinstance(value, dict):
            _refuse_unknown(value, inner, f"{where}/{key}")
        elif isinstance(value, list):
            for n, item in enumerate(value, 1):
                if isinstance(item, dict):
                    _refuse_unknown(item, inner, f"{where}/{key}/{n}")


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The model class in `X`, `list[X]` or `X | None`, if there is one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if typing.get_origin(annotation) in (list, types.UnionType, typing.Union):
        return next((m for m in map(_model_in, typing.get_args(annotation)) if m), None)
    return None
