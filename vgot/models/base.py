"""What a model family implements, and the values that travel between families. Values hold no ids and no paths.

A family is one file under vgot/models/ (the drawn world has its own package) whose class is named in
`vgot/models/registry.py`. The same protocols serve the animatic, the embedded model and diffusers pipelines, so a
step never knows which one it drives.

Pixels are uint8 RGB, (H, W, 3) for a picture and (frames, H, W, 3) for a clip. A `sidecar` is bytes of canonical JSON
that a family keeps beside its picture and reads back later (the animatic: a look or a scene); other families leave it
empty, and every family must cope with an empty one (a picture uploaded by a person, or made by another family).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import numpy as np

from vgot.story.beats import Beat
from vgot.story.camera import CameraMove
from vgot.story.model import Domains
from vgot.units import FrameSize


class Reporter(Protocol):
    """How a running step speaks: `step` reports progress and raises Cancelled when a person asked to stop."""

    def step(self, done: int, total: int, preview: np.ndarray | None = None) -> None: ...

    def check(self) -> None:
        """Raise Cancelled if a person asked to stop."""


class Quiet:
    """A Reporter that says nothing and is never cancelled."""

    def step(self, done: int, total: int, preview: np.ndarray | None = None) -> None:
        return None

    def check(self) -> None:
        return None


@dataclass(frozen=True)
class Picture:
    """One picture and what its maker wants to remember of it."""

    pixels: np.ndarray
    sidecar: bytes = b""


@dataclass(frozen=True)
class Tokens:
    """Identity-preserving tokens of one character at one stage (method section 2): opaque bytes of the family that
    made them (`kind` says which), small enough to keep for ever."""

    kind: str
    payload: bytes


@dataclass(frozen=True)
class Worn:
    """A LoRA as a model wears it: where the file lies, the SHA-256 of its bytes, and how strongly, -4 to 4. `half`: of a model that denoises
    in two halves, which of them wears it: `high` (the first), `low`, or `both`."""

    file: str
    sha256: str
    strength: float
    half: str = "high"


@dataclass(frozen=True)
class PortraitSpec:
    """What a portrait is drawn from. `first` is the portrait of the character's first stage when this is a later one:
    identity is kept, the traits of `look` change."""

    character: str
    stage: str
    name: str
    stage_name: str
    role: str
    look: str
    wardrobe: str
    style: str
    seed: int
    size: FrameSize
    first: Picture | None = None
    params: dict = field(default_factory=dict)
    loras: tuple[Worn, ...] = ()


@dataclass(frozen=True)
class PlateSpec:
    """What a place's plate (the place without people) is drawn from."""

    place: str
    name: str
    look: str
    style: str
    seed: int
    size: FrameSize
    params: dict = field(default_factory=dict)
    loras: tuple[Worn, ...] = ()


@dataclass(frozen=True)
class Cast:
    """One character as it stands in a shot."""

    character: str
    stage: str
    name: str
    stage_name: str
    look: str
    tokens: Tokens
    strength: float = 0.5
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class Staging:
    """A picture whose composition and positions a keyframe follows (the drawn world's frame of the same shot, or a
    person's sketch). `strength` in (0, 1]: how closely, where the model can be told. `heads`: that people's heads, their faces and
    what these show are followed too, where a model would draw them anew from portraits."""

    picture: Picture
    strength: float
    heads: bool = False


@dataclass(frozen=True)
class KeyframeSpec:
    """What a keyframe is made from: the five domains, who is there, the plate of the place if there is one, and a
    staging picture if the film asks for one. Where the camera's height or lens is set, the camera's words say so; `height` (eye, low, high,
    ground, overhead) and `lens` (millimetres, full frame) are the values, for whoever draws by them."""

    domains: Domains
    summary: str
    cast: tuple[Cast, ...]
    place_name: str
    place_look: str
    plate: Picture | None
    style: str
    seed: int
    size: FrameSize
    params: dict = field(default_factory=dict)
    staging: Staging | None = None
    loras: tuple[Worn, ...] = ()
    #: what the model is told, written by hand in place of what is composed; empty: composed
    prompt: str = ""
    height: str | None = None
    lens: float | None = None
    beats: tuple[Beat, ...] = ()


@dataclass(frozen=True)
class SpokenLine:
    """One line of dialogue: `speaker` is the index in `cast` of the person speaking, None for a narrator."""

    text: str
    speaker: int | None


@dataclass(frozen=True)
class Guide:
    """The film that leads a clip's motion: `frames` gives its pictures (uint8, of the model's size or another) by number, from 0 to
    `count` - 1 at the model's own rate, never going back; `strength` in (0, 1]: how closely it is followed."""

    frames: Callable[[Sequence[int]], list[np.ndarray]]
    count: int
    strength: float


@dataclass(frozen=True)
class ClipSpec:
    """What a shot is rendered from, beside its keyframe. `frames` is exact. `reset` is the last latents of the shot
    before and the boundary's settings when the boundary's mode is `reset`. `over` gives the frames, by number, of the drawn clip that this
    one is painted over, where a family can follow one. `end` is the picture of the last frame, `moments` those of frames between, by
    their numbers in order, `guide` what leads the motion, `references`
    pictures of the people, in the order of `cast`, and of the place: each only where the family takes it (`vgot.graph.asked.Takes`). `camera` are the
    camera's words, with those of its value where one is set; `camera_move` is that value, for a family that moves by it."""

    summary: str
    camera: str
    relation: str
    cast: tuple[Cast, ...]
    lines: tuple[SpokenLine, ...]
    style: str
    seed: int
    size: FrameSize
    fps: float
    frames: int
    reset: Reset | None = None
    params: dict = field(default_factory=dict)
    over: Callable[[Sequence[int]], list[np.ndarray]] | None = None
    loras: tuple[Worn, ...] = ()
    #: what the model is told, written by hand in place of what is composed; empty: composed
    prompt: str = ""
    camera_move: CameraMove | None = None
    beats: tuple[Beat, ...] = ()
    end: Picture | None = None
    moments: tuple[tuple[int, Picture], ...] = ()
    guide: Guide | None = None
    references: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Reset:
    """The latents of shot i and the settings of boundary i of n (method section 4)."""

    latents: bytes
    boundary: int
    boundaries: int
    variant: str
    alpha: float
    gamma: float
    weight: float


@dataclass(frozen=True)
class Clip:
    """A rendered shot. `frames` yields exactly ClipSpec.frames pictures, once, so that a long clip never stands whole in
    memory; `latents()` may be called any time (real models: final latents, saved before decoding; the animatic: its
    scene parameters over time)."""

    frames: Iterator[np.ndarray]
    latents: Callable[[], bytes]
    #: what there is to say of this very clip
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class SeamSide:
    """One side of a seam: the latents of the whole clip, its frame count, and its own h frames of the window, uint8
    RGB (h, H, W, 3): the LAST h of the left clip, or the FIRST h of the right one. `start` frames of the right clip are
    left out before its window: where there are any, latents that can only be read from their beginning say nothing. `context`: the clip's
    frames that the film shows before the left window, or after the right one, next to it, as far as a model is shown them."""

    latents: bytes
    frames: int
    window: np.ndarray
    start: int = 0
    context: np.ndarray | None = None


@dataclass(frozen=True)
class BridgeSpec:
    """A bridge replaces the last h frames of one clip and the first h of the next with 2h new ones.
    `boundary` of `boundaries` sets beta_i (method section 4)."""

    frames: int
    fps: float
    size: FrameSize
    boundary: int
    boundaries: int
    alpha: float
    gamma: float
    seed: int
    params: dict = field(default_factory=dict)
    loras: tuple[Worn, ...] = ()


@runtime_checkable
class ImageModel(Protocol):
    """Draws portraits, plates and keyframes. `model_id` names it in what is kept. What decides a recipe key is the preset's section,
    and FAMILY_VERSIONS of vgot/presets/families.py. A keyframe has the size that was asked for, as a clip's first frame has."""

    model_id: str

    def draw_portrait(self, spec: PortraitSpec, report: Reporter) -> Picture: ...

    def draw_plate(self, spec: PlateSpec, report: Reporter) -> Picture: ...

    def draw_keyframe(self, spec: KeyframeSpec, report: Reporter) -> Picture: ...


@runtime_checkable
class FaceModel(Protocol):
    """Reads identity tokens from a portrait (its own, another family's, or an upload)."""

    model_id: str

    def read_tokens(self, portrait: Picture, spec: PortraitSpec, report: Reporter) -> Tokens: ...


@runtime_checkable
class VideoModel(Protocol):
    """Animates keyframes."""

    model_id: str

    def shoot_clip(self, keyframe: Picture, spec: ClipSpec, report: Reporter) -> Clip:
        """Yield exactly spec.frames pictures of spec.size, the first one the keyframe, and keep whatever the family calls latents
        (any bytes where it has none). A family that knows no resets leaves spec.reset alone."""
        ...


# -- what some families can do beside ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class Repaint:
    """A part of a picture that is painted anew. `mask`: bool (H, W), true where it may change; `words`: what is there then;
    `strength` in (0, 1]: how far from what is there now, where the model can be told."""

    mask: np.ndarray
    words: str
    strength: float
    seed: int


@runtime_checkable
class Repaints(Protocol):
    """Paints a part of a picture anew. The caller keeps what lies outside the mask, whatever comes back there."""

    def repaint(
        self, picture: Picture, spec: PortraitSpec | PlateSpec | KeyframeSpec, asked: Repaint, report: Reporter
    ) -> Picture:
        """A picture of the same size; `spec` is what the picture was made from. Raises BadInput for a picture that the family cannot
        paint into."""
        ...

    def repaint_facts(
        self, picture: Picture, spec: PortraitSpec | PlateSpec | KeyframeSpec, asked: Repaint
    ) -> dict[str, object]:
        """What of the words is not used, and what is used as something near, for people."""
        ...


@runtime_checkable
class BridgesSeams(Protocol):
    """Makes the frames between two clips. Without it, or with `bridges: false` in the preset, a boundary is cut or crossfaded."""

    def bridge(self, left: SeamSide, right: SeamSide, spec: BridgeSpec, report: Reporter) -> Iterator[np.ndarray]:
        """Yield exactly spec.frames pictures that begin as the left clip's window does and end as the right one's."""
        ...


@runtime_checkable
class SeesAround(Protocol):
    """Bridges a seam by looking at the frames around it, too."""

    def frames_around(self, spec: BridgeSpec) -> int:
        """How many frames of the film on either side of the window it wants to see."""
        ...


@runtime_checkable
class TellsOfStills(Protocol):
    """Says of a keyframe what the model could not take of what was asked; the drawn world takes all."""

    def keyframe_facts(self, spec: KeyframeSpec) -> dict[str, object]: ...


@runtime_checkable
class TellsOfClips(Protocol):
    """Says of a clip how it was made, for people."""

    def clip_facts(self, spec: ClipSpec) -> dict[str, object]: ...


@runtime_checkable
class DecodesLatents(Protocol):
    """Has latents of the frame's size that can be decoded later without denoising; the drawn world's latents are scenes."""

    def decode_latents(
        self, latents: bytes, spec: ClipSpec, report: Reporter, keyframe: Picture | None = None
    ) -> Iterator[np.ndarray]:
        """The frames of a clip from its kept latents. Raises BadInput for latents of another length or model."""
        ...


@dataclass(frozen=True)
class SeamReport:
    """Colour across a seam as delta-E 2000 of mean colours: the hard cut's step, the worst step between neighbouring
    frames of the bridge (its joints to both clips included) before and after matching, and the noise level used."""

    cut: float
    before: float
    after: float
    level: float


@runtime_checkable
class RemembersSeam(Protocol):
    """Keeps the colours of the bridge that it made last; None before the first."""

    last_seam: SeamReport | None


class TextModel(Protocol):
    """Answers a prompt with text that should parse as `schema` (a JSON schema); the caller parses and validates."""

    model_id: str

    def reply(self, system: str, prompt: str, schema: dict, report: Reporter) -> Iterator[str]: ...
