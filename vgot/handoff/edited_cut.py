"""A cut as an editor gave it back, whatever the format: clips in order, with frames of their own clip, and dissolves."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from vgot.handoff.flatten import Flat

_MOST_FRAMES = 24 * 3600 * 60


@dataclass(frozen=True)
class EditedMarker:
    """frame: in the shot's clip, from 0."""

    frame: int
    name: str
    note: str = ""


@dataclass(frozen=True)
class Stretch:
    """Where something stands in the edited film: frames [film_in, film_out)."""

    film_in: int
    film_out: int

    @property
    def frames(self) -> int:
        return self.film_out - self.film_in


@dataclass(frozen=True)
class EditedClip:
    """Frames [source_in, source_out) of the clip of `shot` (None: no shot of this project). They may lie outside the
    clip where an editor went into a held handle. Of a clip that is not the project's, `media` names the file and frames
    count from its beginning. `markers` None: nothing is known of them. `at`: where it is seen (None: in order, one after another). `speed`: other than 1 where it was
    retimed. `note`: what the editor has written beside it (None: the format or the editor says none); `adds`: its format says too little for a marker
    to be missed. `told` is the script as the
    file itself repeats it, which tells an edited note from an old one."""

    shot: str | None
    name: str
    source_in: int
    source_out: int
    markers: tuple[EditedMarker, ...] | None = ()
    media: str = ""
    at: Stretch | None = None
    speed: Fraction = Fraction(1)
    note: str | None = None
    told: str | None = None
    plain_in: int | None = None
    plain_out: int | None = None
    by_name: bool = False
    adds: bool = False


@dataclass(frozen=True)
class EditedTransition:
    """A dissolve of `frames` between clips `after` and `after` + 1 (from 0); mode is ours if the file still says so. `other`: the
    name of a transition that is no dissolve."""

    after: int
    frames: int
    mode: str = ""
    other: str = ""


@dataclass(frozen=True)
class EditedSound:
    """A sound that the file still says is the project's `item`, or at least its file (`digest`: the first letters of it) or its
    name: it begins with frame `film_frame` of the programme; source_in and length in samples. None: the format does not say.
    `kind`: the track that its role or its file's name says."""

    item: str
    digest: str
    film_frame: int
    source_in: int
    length: int
    gain_db: float | None = None
    fade_in_s: float | None = None
    fade_out_s: float | None = None
    name: str = ""
    media: str = ""
    enabled: bool = True
    role: str = ""
    kind: str = ""
    frame_samples: int = 0


@dataclass(frozen=True)
class EditedTitle:
    """Words on the picture, or, where nothing is under them, on black."""

    text: str
    name: str
    at: Stretch
    alone: bool


@dataclass(frozen=True)
class Named:
    """What a cut holds and a story cannot: `what`, of the shot with this id or else of `where`."""

    what: str
    where: str = ""
    shot: str | None = None
    why: str = ""


@dataclass(frozen=True)
class EditedCut:
    """What came back. `clips` are what is seen, in order; `black` stretches where nothing is; `cards` the title cards of the film that
    are still there, with where (None: nothing is known of them); `bridges` rendered bridges that lie on the picture, by the number of the shot
    before each; `strangers` name the media of sounds of others; `flat` is the
    timeline that all of it was read from."""

    mark: str
    clips: tuple[EditedClip, ...]
    transitions: tuple[EditedTransition, ...] = ()
    notes: tuple[str, ...] = ()
    sounds: tuple[EditedSound, ...] = ()
    strangers: tuple[str, ...] = ()
    named: tuple[Named, ...] = ()
    black: tuple[Stretch, ...] = ()
    titles: tuple[EditedTitle, ...] = ()
    cards: tuple[tuple[str, Stretch], ...] | None = None
    bridges: tuple[tuple[int, Stretch], ...] = ()
    flat: Flat | None = None


def whole_frames(seconds: float, fps: Fraction) -> int:
    """The nearest frame to a time."""
    return round(Fraction(seconds).limit_denominator(1_000_000) * fps)


def bounded(frames: Fraction | float) -> int:
    """A count of frames from a file, whole and within a day of film. Raises ValueError for what is no such number."""
    if not -_MOST_FRAMES <= frames <= _MOST_FRAMES:
        raise ValueError("a time outside of any film")
    return round(frames)
