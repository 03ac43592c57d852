"""What the recipe of each kind of node says of the story: one typed dictionary a kind, written by `nodes.py`, read by the steps.

They are plain dictionaries of JSON values, since their canonical JSON is what a recipe key is the digest of: a name or a value
that changes here makes every take of that kind stale. What is left out where it says nothing (`NotRequired`) stays left out.
"""

from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict


class Beaten(TypedDict):
    #: the beats of the shot, where it has any (`vgot.story.beats.as_params`)
    beats: NotRequired[list[dict[str, Any]]]


class Sized(TypedDict):
    """The frame of a film."""

    width: int
    height: int


class LoraWorn(TypedDict):
    """A small file that bends the model, by the digest of its bytes."""

    sha256: str
    strength: float
    words: str
    #: of a model that denoises in two halves: `low` or `both`; without, the first alone
    half: NotRequired[str]


class Bent(TypedDict):
    #: where any are on and their model takes them
    loras: NotRequired[list[LoraWorn]]


class PersonParams(TypedDict):
    """Who somebody is at one stage, as far as a face hangs on it."""

    character: str
    stage: str
    look: str
    role: str


class PortraitParams(PersonParams, Bent):
    wardrobe: str
    style: str


class TokensParams(PersonParams):
    pass


class PlateParams(Sized, Bent):
    name: str
    look: str
    style: str


class DomainTexts(TypedDict):
    """The five domains of a shot."""

    character: str
    background: str
    relation: str
    camera: str
    lighting: str


class StageDrawn(TypedDict):
    """One stage of somebody in a drawing, with the seed of its portrait."""

    stage: str
    look: str
    seed: int


class PersonDrawn(TypedDict):
    """Somebody in a drawing: the first stage, then the one of the shot where it is another."""

    character: str
    role: str
    wardrobe: str
    box: list[float] | None
    stages: list[StageDrawn]


class PlaceDrawn(TypedDict):
    id: str
    name: str
    look: str
    seed: int


class Filmed(TypedDict):
    #: the camera as a value, where one is set: whole for a clip, height and lens for a still
    camera_move: NotRequired[dict[str, Any]]


class DrawingParams(Sized, Filmed, Beaten):
    summary: str
    domains: DomainTexts
    cast: list[PersonDrawn]
    place: PlaceDrawn | None
    style: str


class PersonSeen(TypedDict):
    """Somebody in a still: where, and how closely the face is kept."""

    character: str
    stage: str
    box: list[float] | None
    strength: float


class KeyframeParams(Sized, Filmed, Bent, Beaten):
    summary: str
    domains: DomainTexts
    who: list[PersonSeen]
    place: str | None
    style: str
    #: what everybody in it looks like, in their order, where the model reads it
    looks: NotRequired[list[str]]
    #: how closely it follows its drawing, where it has one
    staging: NotRequired[float]
    #: what the model is told, where a person wrote it
    prompt: NotRequired[str]


class LineSpoken(TypedDict):
    character: str | None
    text: str


class ResetParams(TypedDict):
    """The settings of boundary i of n, where a shot begins from the latents of the one before."""

    boundary: int
    boundaries: int
    variant: str
    alpha: float
    gamma: float
    weight: float


class MomentAsked(TypedDict):
    """A picture that a clip passes through: at which of its frames, and which it is: a file, or one of the stills of other shots among the
    node's inputs, counted from 0."""

    frame: int
    still: NotRequired[int]
    file: NotRequired[str]


class ClipParams(Sized, Filmed, Bent, Beaten):
    summary: str
    camera: str
    relation: str
    #: (character, stage)
    who: list[list[str]]
    lines: list[LineSpoken]
    style: str
    frames: int
    fps: float
    reset: NotRequired[ResetParams]
    #: how closely its guide is followed, where it has one
    guide: NotRequired[float]
    #: the picture that its last frame is to be, where it is asked for: "still", or the digest of a file
    end: NotRequired[str]
    #: pictures that it passes through, in order
    moments: NotRequired[list[MomentAsked]]
    #: how many pictures of people and the place it is shown, where its model takes any
    references: NotRequired[int]
    #: what the model is told, where a person wrote it
    prompt: NotRequired[str]


class GuideParams(Sized, Filmed, Beaten):
    """The drawn shot in motion, as a guide shows it: `frames` at `fps` of the video model's own."""

    kind: str
    summary: str
    camera: str
    relation: str
    who: list[list[str]]
    lines: list[LineSpoken]
    frames: int
    fps: float
    #: the shot's own, in the film
    film_frames: int
    film_fps: float
    #: the model's last frame is the film's: where a shot ends on a picture
    ends: NotRequired[bool]


class JoinParams(Sized):
    mode: str
    frames: int
    fps: float
    #: frames that the cut leaves out: of the left clip's end, of the right one's beginning
    trims: NotRequired[list[int]]


class BridgeParams(JoinParams, Bent):
    """A join whose mode is `bridge`."""

    alpha: float
    gamma: float
    #: where a model makes it: where in the film it stands, and what moves on either side
    at: NotRequired[float]
    left: NotRequired[str]
    right: NotRequired[str]
    #: counts up where the family makes its bridges in another way
    version: NotRequired[int]


class FilmParams(Sized):
    #: h of each boundary: how many frames of each clip its join replaces
    seams: list[int]
    fps: float
    title: str
    draft: bool
    #: by shot, where any is trimmed
    trims: NotRequired[list[list[int]]]


#: The parameters of any kind, where nobody asks of which.
Params = Mapping[str, Any]


class Recipe(TypedDict):
    """What was asked for, whole: the digest of its canonical JSON is a take's recipe key (vgot.graph.plan)."""

    step: str
    version: int
    #: what of the preset decides the bytes
    model: dict[str, Any]
    params: Params
    seed: int
    #: by the input's label: role -> digest of the chosen take
    inputs: dict[str, dict[str, str]]
    #: what a person set for this one
    own: NotRequired[dict[str, Any]]
    #: by input: the shape that a kept take of another shape is fitted to
    fitted: NotRequired[list[dict[str, Any] | None]]
    #: the recipe of the drawing that a painting is painted over
    over: NotRequired[Mapping[str, Any]]
