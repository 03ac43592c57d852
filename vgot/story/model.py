"""The story: what a person edits, and the only source of a film. Pure; strict; versioned.

Ids are stable and apart from positions: moving, inserting or deleting a shot never renames another shot. A boundary
belongs to the shot on its left (`after`), and goes where that shot goes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from vgot.errors import BadInput
from vgot.story import beats as shot_beats
from vgot.story.beats import Beats
from vgot.story.camera import CameraMove as CameraMove
from vgot.story.ends import Moments, ShotEnd, arrival_problem

SCHEMA_VERSION = 1

Domain = Literal["character", "background", "relation", "camera", "lighting"]
DOMAINS: tuple[Domain, ...] = ("character", "background", "relation", "camera", "lighting")
StoryKind = Literal["life", "ensemble", "event", "variation"]
#: What a guide shows of the drawn shot.
GuideKind = Literal["depth", "edges", "pose", "masks"]
MODES = ("cut", "crossfade", "reset", "bridge")

MAX_SENTENCE = 2000
MAX_DOMAIN = 2000
MAX_SHOTS = 500
MAX_CHARACTERS = 64
MAX_STAGES = 8
MAX_PLACES = 256
MAX_THINGS = 64
MAX_SHOT_S = 12.0
MIN_SHOT_S = 0.25
MAX_SEED = 2**31 - 1
MAX_TRACKS = 24
MAX_SOUNDS = 200
MAX_FILM_S = 6 * 3600.0

Slug = Annotated[str, StringConstraints(pattern=r"^[^\W_]+(-[^\W_]+)*$", min_length=1, max_length=40)]
ShotId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{4,32}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120)]
DomainText = Annotated[str, StringConstraints(max_length=MAX_DOMAIN)]
Seed = Annotated[int, Field(ge=0, le=MAX_SEED)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Decibel = Annotated[float, Field(ge=-60.0, le=12.0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)]
FadeSeconds = Annotated[float, Field(ge=0.0, le=60.0, allow_inf_nan=False)]


class Part(BaseModel):
    """A part of a story: unknown fields are refused, every assignment is checked, values are frozen once built."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)


class Domains(Part):
    """The five domains of a shot's script (method section 1): who, where, what, how it is seen, how it is lit."""

    character: DomainText = ""
    background: DomainText = ""
    relation: DomainText = ""
    camera: DomainText = ""
    lighting: DomainText = ""


class Lora(Part):
    """A small file that bends a model: a style, somebody, a manner. `file` is where it lies, `sha256` what it was when it was added;
    `model` which model it is for, as far as anybody can tell; `part` whether it bends pictures or clips; `words` bring it out and
    are put before the style. Strength 0 is none at all."""

    file: Annotated[
        str, StringConstraints(pattern=r"^(/|[A-Za-z]:[\\/]).+\.(safetensors|sft|SAFETENSORS)$", max_length=1000)
    ]
    name: Name
    sha256: Digest
    model: Annotated[str, StringConstraints(max_length=60)] = ""
    part: Literal["pictures", "clips"] = "pictures"
    strength: Annotated[float, Field(ge=-4.0, le=4.0, allow_inf_nan=False)] = 1.0
    on: bool = True
    words: Annotated[str, StringConstraints(max_length=200)] = ""


#: Several at once, in the order in which they are laid over the model.
Loras = Annotated[list[Lora], Field(max_length=8)]


class Voice(Part):
    """How somebody sounds. `variant` is a voice of the scratch speaker (`en-gb+f3`), empty: chosen from the character's
    look; `speaker` counts the voices of a speech model; speed in words a minute, pitch 0 (low) to 99."""

    variant: Annotated[
        str, StringConstraints(pattern=r"^([a-z]{2,3}(-[a-z0-9]{1,12}){0,3})?(\+[a-zA-Z0-9]{1,12})?$")
    ] = ""
    speaker: Annotated[int, Field(ge=0, le=999)] | None = None
    speed_wpm: Annotated[int, Field(ge=80, le=400)] = 165
    pitch: Annotated[int, Field(ge=0, le=99)] | None = None


class Stage(Part):
    """A character at one point of the story: what one portrait is drawn for. `look` is drawn wherever it appears."""

    id: Slug
    name: Name
    look: DomainText = ""


class Character(Part):
    """Somebody (or something) that returns; `strength` is lambda, the weight of the identity tokens in [0, 1]."""

    id: Slug
    name: Name
    role: Annotated[str, StringConstraints(max_length=400)] = ""
    wardrobe: DomainText = ""
    strength: Annotated[float, Field(ge=0.0, le=1.0)] = 0.5
    voice: Voice = Voice()
    loras: Loras = []
    stages: Annotated[list[Stage], Field(min_length=1, max_length=MAX_STAGES)]

    def stage(self, stage_id: str) -> Stage:
        for stage in self.stages:
            if stage.id == stage_id:
                return stage
        raise KeyError(stage_id)


class Place(Part):
    """A location that returns; `look` is what stays the same there."""

    id: Slug
    name: Name
    look: DomainText = ""


class Thing(Part):
    """What a story is about and is nobody: a violin, a paper boat. `look` is what stays the same about it."""

    id: Slug
    name: Name
    look: DomainText = ""


class Presence(Part):
    """One character, at one stage, in a shot; `box` (x0, y0, x1, y1 in 0..1) places it by hand."""

    character: Slug
    stage: Slug
    box: tuple[float, float, float, float] | None = None


class Line(Part):
    """A spoken line; `character` is None for a narrator."""

    character: Slug | None = None
    text: Annotated[str, StringConstraints(min_length=1, max_length=500)]


class Flag(Part):
    """Something a writer or a check could not settle; shown, never hidden."""

    domain: Domain | None = None
    reason: Annotated[str, StringConstraints(max_length=1000)]


class Marker(Part):
    """A note pinned to a moment of a shot, in seconds from the first frame of its clip: trims do not move it."""

    at_s: Annotated[float, Field(ge=0.0, le=MAX_SHOT_S, allow_inf_nan=False)] = 0.0
    name: Annotated[str, StringConstraints(max_length=200)] = ""
    note: DomainText = ""


class Prompts(Part):
    """What the models of a shot are told in place of what is composed of its words, as a person wrote it; empty: composed."""

    keyframe: DomainText = ""
    clip: DomainText = ""


class Comment(Part):
    """What somebody says of a shot: at a moment of its clip (seconds from the first frame), and perhaps at a point of the picture (`at`:
    x, y in shares). `done`: taken care of."""

    id: ShotId
    text: Annotated[str, StringConstraints(min_length=1, max_length=2000)]
    by: Annotated[str, StringConstraints(max_length=120)] = ""
    at_s: Annotated[float, Field(ge=0.0, le=MAX_SHOT_S, allow_inf_nan=False)] = 0.0
    at: tuple[Share, Share] | None = None
    when: Annotated[str, StringConstraints(max_length=40)] = ""
    done: bool = False


class Shot(Part):
    """One shot. `summary` is the one-sentence draft; `locked` names domains (or 'shot') that no rewrite may touch.
    `trim_in_s` and `trim_out_s` are what the cut leaves out of the clip's beginning and end, without shooting it anew.
    `staging` is how closely a model's keyframe follows the shot's drawing, `guide` how closely its clip follows the drawn shot in motion,
    and `guide_kind` what of it (None: as the film says). `end`: the picture that the last frame is to be, `moments`: those that it passes through.
    `camera_move` is the camera as a
    value (None: as the words of its domain say); where both speak of the same, the value counts. `beats`: who does what when, from which
    box to which (`vgot.story.beats`); empty: as the words say. `scene`: the heading of a scene that begins with this shot; without one a
    scene begins where the place changes. `status`, `assignee` and `comments` are what people have to say about it to one another. `prompt` is written by hand in place of the
    composed ones."""

    id: ShotId
    summary: DomainText = ""
    domains: Domains = Domains()
    who: Annotated[list[Presence], Field(max_length=8)] = []
    place: Slug | None = None
    duration_s: Annotated[float, Field(ge=MIN_SHOT_S, le=MAX_SHOT_S, allow_inf_nan=False)] = 3.0
    trim_in_s: Annotated[float, Field(ge=0.0, le=MAX_SHOT_S, allow_inf_nan=False)] = 0.0
    trim_out_s: Annotated[float, Field(ge=0.0, le=MAX_SHOT_S, allow_inf_nan=False)] = 0.0
    seed: Seed = 0
    staging: Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)] | None = None
    camera_move: CameraMove | None = None
    guide: Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)] | None = None
    guide_kind: GuideKind | None = None
    end: ShotEnd | None = None
    moments: Moments = []
    lines: Annotated[list[Line], Field(max_length=12)] = []
    loras: Loras = []
    prompt: Prompts = Prompts()
    beats: Beats = []
    notes: DomainText = ""
    scene: Annotated[str, StringConstraints(max_length=120)] = ""
    status: Literal["open", "approved", "change"] = "open"
    assignee: Annotated[str, StringConstraints(max_length=120)] = ""
    comments: Annotated[list[Comment], Field(max_length=200)] = []
    markers: Annotated[list[Marker], Field(max_length=64)] = []
    flags: Annotated[list[Flag], Field(max_length=24)] = []
    locked: Annotated[
        list[Literal["shot", "character", "background", "relation", "camera", "lighting"]], Field(max_length=6)
    ] = []


class Boundary(Part):
    """How the shot `after` joins the next (method section 4). `overlap_s` is the whole window of crossfade or bridge,
    half of it on each side; alpha, gamma and variant are those of `vgot.transition.reset_noise`."""

    after: ShotId
    mode: Literal["cut", "crossfade", "reset", "bridge"] = "cut"
    overlap_s: Annotated[float, Field(ge=0.1, le=4.0, allow_inf_nan=False)] = 0.8
    variant: Literal["paper", "vp", "vp_decay", "spectral"] = "vp"
    alpha: Annotated[float, Field(ge=0.0, le=1.0)] = 0.2
    gamma: Annotated[float, Field(ge=0.0, le=4.0)] = 1.0
    weight: Annotated[float, Field(ge=0.0, le=1.0)] = 1.0


class Film(Part):
    """Settings of the whole film. Sides are even (H.264); 23.976 and 29.97 mean their NTSC fractions. `staging`: how
    closely keyframes of presets with models follow the drawn world's frame of the same shot; 0 not at all. `guide`: how closely their
    clips follow the drawn shot in motion, `guide_kind` what of it. `spend_limit`: what
    the film may cost in all at services, in the currency of the settings; None: no ceiling of its own."""

    width: Annotated[int, Field(ge=64, le=4096, multiple_of=2)] = 768
    height: Annotated[int, Field(ge=64, le=4096, multiple_of=2)] = 432
    fps: Annotated[float, Field(ge=1.0, le=60.0, allow_inf_nan=False)] = 16.0
    staging: Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)] = 0.0
    guide: Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)] = 0.0
    guide_kind: GuideKind = "depth"
    spend_limit: Annotated[float, Field(ge=0.0, le=1e6, allow_inf_nan=False)] | None = None


class SoundItem(Part):
    """A stored sound on a track. It begins `at_s` after the first frame of `shot`, or of the film without one; an item
    of a shot that was deleted is silent until the shot is back. `in_s` to `out_s` (None: its end) is the part heard."""

    id: ShotId
    name: Name
    file: Digest
    length_s: Annotated[float, Field(gt=0.0, le=MAX_FILM_S, allow_inf_nan=False)]
    shot: ShotId | None = None
    at_s: Annotated[float, Field(ge=-60.0, le=MAX_FILM_S, allow_inf_nan=False)] = 0.0
    in_s: Annotated[float, Field(ge=0.0, le=MAX_FILM_S, allow_inf_nan=False)] = 0.0
    out_s: Annotated[float, Field(ge=0.0, le=MAX_FILM_S, allow_inf_nan=False)] | None = None
    gain_db: Decibel = 0.0
    fade_in_s: FadeSeconds = 0.0
    fade_out_s: FadeSeconds = 0.0
    loop: bool = False


class Track(Part):
    """A track of sounds; music makes way for voices."""

    id: Slug
    name: Name
    kind: Literal["music", "effects", "voice"] = "effects"
    gain_db: Decibel = 0.0
    muted: bool = False
    items: Annotated[list[SoundItem], Field(max_length=MAX_SOUNDS)] = []


class Sound(Part):
    """What the film sounds like. `voices` speaks the lines of the shots: `scratch` by the machine's own speaker (a
    placeholder, and named so), `model` by a local speech model; `duck_db` is how far music goes down under them."""

    tracks: Annotated[list[Track], Field(max_length=MAX_TRACKS)] = []
    voices: Literal["none", "scratch", "model"] = "none"
    narrator: Voice = Voice()
    duck_db: Annotated[float, Field(ge=-40.0, le=0.0, allow_inf_nan=False)] = -12.0
    loudness_lufs: Annotated[float, Field(ge=-30.0, le=-8.0, allow_inf_nan=False)] = -16.0


class TitleCard(Part):
    """Words on a plain ground before or after the film."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    line: Annotated[str, StringConstraints(max_length=400)] = ""
    duration_s: Annotated[float, Field(ge=0.5, le=MAX_SHOT_S, allow_inf_nan=False)] = 2.5


class Titles(Part):
    """Cards and captions of the finished film; the shots themselves are not drawn anew for them."""

    opening: TitleCard | None = None
    end: TitleCard | None = None
    captions: Literal["none", "soft", "burned"] = "none"


class Story(Part):
    """A whole story. Invariants: ids unique; every `who` and `place` known; one boundary after each shot but the last,
    in the order of the shots."""

    schema_version: Literal[1] = SCHEMA_VERSION
    title: Name = "Untitled"
    sentence: Annotated[str, StringConstraints(max_length=MAX_SENTENCE)] = ""
    kind: StoryKind = "life"
    style: DomainText = ""
    loras: Loras = []
    writer: Annotated[str, StringConstraints(max_length=120)] = ""
    seed: Seed = 0
    film: Film = Film()
    cast: Annotated[list[Character], Field(max_length=MAX_CHARACTERS)] = []
    places: Annotated[list[Place], Field(max_length=MAX_PLACES)] = []
    things: Annotated[list[Thing], Field(max_length=MAX_THINGS)] = []
    shots: Annotated[list[Shot], Field(max_length=MAX_SHOTS)] = []
    boundaries: list[Boundary] = []
    sound: Sound = Sound()
    titles: Titles = Titles()

    @model_validator(mode="after")
    def _whole(self) -> Story:
        _unique([c.id for c in self.cast], "cast")
        for c in self.cast:
            _unique([s.id for s in c.stages], f"cast/{c.id}/stages")
        _unique([p.id for p in self.places], "places")
        _unique([t.id for t in self.things], "things")
        _unique([s.id for s in self.shots], "shots")
        _unique([t.id for t in self.sound.tracks], "sound/tracks")
        _unique([i.id for t in self.sound.tracks for i in t.items], "sound/tracks")
        stages = {(c.id, s.id) for c in self.cast for s in c.stages}
        names, places = {c.id for c in self.cast}, {p.id for p in self.places}
        for n, shot in enumerate(self.shots, 1):
            if wrong := arrival_problem(shot.id, shot.end, shot.moments):
                raise ValueError(f"shots/{n}/{wrong}")
            for presence in shot.who:
                if (presence.character, presence.stage) not in stages:
                    raise ValueError(f"shots/{n}/who: {presence.character}/{presence.stage} is not in the cast")
            if len({p.character for p in shot.who}) != len(shot.who):
                raise ValueError(f"shots/{n}/who: a character can be in a shot only once")
            if shot.place is not None and shot.place not in places:
                raise ValueError(f"shots/{n}/place: {shot.place} is not among the places")
            for line in shot.lines:
                if line.character is not None and line.character not in names:
                    raise ValueError(f"shots/{n}/lines: {line.character} is not in the cast")
            if wrong := shot_beats.problem(shot.beats, shot.duration_s, names):
                raise ValueError(f"shots/{n}/beats/{wrong}")
        known = {b.after: b for b in self.boundaries}
        if len(known) != len(self.boundaries):
            raise ValueError("boundaries: two boundaries after the same shot")
        if unknown := set(known) - {s.id for s in self.shots}:
            raise ValueError(f"boundaries: after unknown shot {min(unknown)}")
        ordered = [known.get(s.id) or Boundary(after=s.id) for s in self.shots[:-1]]
        if ordered != self.boundaries:
            object.__setattr__(self, "boundaries", ordered)
        return self

    @property
    def files(self) -> set[str]:
        """The digests of a person's own files that the story itself names: sounds, and pictures that shots arrive at."""
        sounds = {item.file for track in self.sound.tracks for item in track.items}
        arrived = [one for s in self.shots for one in (s.end, *s.moments) if one is not None]
        return sounds | {one.file for one in arrived if one.file}

    # -- reading ---------------------------------------------------------------------------------------------------
    def character(self, character_id: str) -> Character:
        for c in self.cast:
            if c.id == character_id:
                return c
        raise KeyError(character_id)

    def place(self, place_id: str) -> Place:
        for p in self.places:
            if p.id == place_id:
                return p
        raise KeyError(place_id)

    def position(self, shot_id: str) -> int:
        """The shot's number, from 1."""
        for n, shot in enumerate(self.shots, 1):
            if shot.id == shot_id:
                return n
        raise KeyError(shot_id)

    def boundary(self, left: int) -> Boundary:
        """The boundary after shot number `left` (from 1)."""
        return self.boundaries[left - 1]


def _unique(ids: list[str], where: str) -> None:
    for n, one in enumerate(ids):
        if one in ids[:n]:
            raise ValueError(f"{where}: '{one}' stands twice")


# -- reading and writing JSON -----------------------------------------------------------------------------------------
#: version -> function that lifts a story of that version to the next. Values are plain dicts: old code is not kept alive.
UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


def load_story(data: Any) -> Story:
    """A Story from its JSON (dict or text), upgraded from older versions. Raises BadInput that names the field."""
    if isinstance(data, (str, bytes)):
        try:
            data = json.loads(data)
        except (ValueError, RecursionError) as why:
            raise BadInput(
                f"This is not JSON: {why}.", field="story", hint="Give a story.json as this app writes it."
            ) from why
    if not isinstance(data, dict):
        raise BadInput("A story is a JSON object.", field="story", hint="Give a story.json as this app writes it.")
    version = data.get("schema_version", SCHEMA_VERSION)
    if not isinstance(version, int) or version > SCHEMA_VERSION or version < 1:
        raise BadInput(
            f"This story has schema version {version!r}; this program reads 1 to {SCHEMA_VERSION}.",
            field="schema_version",
            hint="Open it with a newer version of VGoT Studio.",
        )
    while version < SCHEMA_VERSION:
        data = UPGRADES[version](data)
        version = data["schema_version"]
    try:
        return Story.model_validate(data)
    except ValidationError as why:
        raise bad_input_from(why) from why


def bad_input_from(why: ValidationError, root: str = "", numbers: bool = True) -> BadInput:
    """The first problem of a pydantic error, as one sentence with the path a person would type (`shots/3/lighting`)."""
    first = why.errors(include_url=False, include_input=False)[0]
    loc = list(first["loc"])
    if "beats" in loc:  # which of the ways to say it was tried is no part of the path
        loc = loc[: loc.index("beats") + 3]
    path = [str(p + 1) if isinstance(p, int) and numbers else str(p) for p in loc if p != "domains"]
    message = first["msg"].removeprefix("Value error, ")
    field = "/".join(([root] if root else []) + path)
    if not path and ": " in message and " " not in message.split(": ")[0]:
        field, message = message.split(": ", 1)
    if first["type"] == "extra_forbidden":
        message = "This field is not known."
    message = message[0].upper() + message[1:]
    more = f" ({why.error_count() - 1} more)" if why.error_count() > 1 else ""
    return BadInput(message.rstrip(".") + "." + more, field=field or "story", hint="Correct this field and try again.")


def dump_story(story: Story) -> str:
    """Readable JSON, stable order, ending in a newline: the `story.json` mirror."""
    return json.dumps(story.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def new_shot_id(*parts: object) -> str:
    """A stable id made from what first made the shot: the same story written twice has the same ids."""
    return "s" + hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:10]


def seed_from(*parts: object) -> int:
    """A seed in 0..2^31-1 that depends on all parts and on nothing else."""
    return int.from_bytes(hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest()[:4], "big") & MAX_SEED
