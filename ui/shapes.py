"""What a page is told, as types: the view of a film, and what it gets when it opens. The types of the page's script are made from
them (`python -m ui.types`), and every view is held against them before it leaves (`checked`)."""

from __future__ import annotations

import logging
from typing import Annotated, Literal, NotRequired

from pydantic import ConfigDict, SkipValidation, TypeAdapter, ValidationError, with_config
from typing_extensions import TypedDict

from vgot.story.model import Story

log = logging.getLogger("vgot.ui")
#: Nothing that is not named here leaves; numbers are numbers.
_EXACT = with_config(ConfigDict(extra="forbid", strict=True))
#: A story as JSON: it was read as one already and is not read again.
StoryShown = Annotated[Story, SkipValidation]


@_EXACT
class Problem(TypedDict):
    """Why something was not done, in words."""

    kind: str
    message: str
    field: NotRequired[str]
    hint: NotRequired[str]


@_EXACT
class Item(TypedDict):
    """One thing of the film; `digest`: what is seen of it, `preview`: of what is being made."""

    name: str
    step: str
    state: Literal["missing", "fresh", "stale", "pinned", "queued", "running", "failed", "flagged"]
    reason: str
    takes: int
    pinned: NotRequired[bool]
    blocked: NotRequired[str]
    estimate_s: NotRequired[float]
    take: NotRequired[str]
    digest: NotRequired[str]
    not_drawn: NotRequired[list[str]]
    unchanged: NotRequired[bool]  # a retouch that changed nothing inside its mask
    seed: NotRequired[int]
    preset: NotRequired[str]
    painted: NotRequired[bool]
    approved: NotRequired[bool]
    mode: NotRequired[str]
    frames: NotRequired[int]
    job: NotRequired[int]
    done: NotRequired[int]
    total: NotRequired[int]
    preview: NotRequired[str]


@_EXACT
class Job(TypedDict):
    id: int
    key: str
    name: str
    state: str
    done: int
    total: int
    outcome: str | None
    cancelling: NotRequired[bool]
    painting: NotRequired[bool]
    method: NotRequired[bool]
    variant: NotRequired[bool]
    error: NotRequired[Problem]
    seconds: NotRequired[float]
    estimate_s: NotRequired[float]


@_EXACT
class After(TypedDict):
    """What the queue did when it was last busy; `ran`: how many of each kind."""

    id: int
    ran: dict[str, int]
    reused: int
    cancelled: int
    skipped: int
    failed: list[Job]
    seconds: float


@_EXACT
class Queue(TypedDict):
    """`paused`: why, in words; `done` of `total`: of what was asked for together; `left_s`: until it is empty; `painting`: how many
    jobs make what stands beside the film."""

    paused: str
    running: int
    queued: int
    painting: int
    done: int
    total: int
    left_s: float | None
    jobs: list[Job]
    after: After | None


@_EXACT
class Fix(TypedDict):
    verb: str
    words: str


@_EXACT
class Finding(TypedDict):
    """`boundary`: the shot before it, for a finding about a seam."""

    id: str
    shot: str
    boundary: str | None
    kind: str
    words: str
    number: float
    unit: str
    fix: Fix | None


@_EXACT
class Check(TypedDict):
    """Continuity: what was found, what was not looked at since it changed, and how far a look is."""

    made: bool
    findings: list[Finding]
    unchecked: list[str]
    checking: bool
    done: int
    of: int
    error: Problem | None


@_EXACT
class Todo(TypedDict):
    """What a build would make, by kind; `waiting`: for a person; `guess`: how long is not known yet."""

    kinds: dict[str, int]
    estimate_s: float
    waiting: int
    guess: bool


@_EXACT
class FilmMade(TypedDict):
    digest: str
    fresh: bool
    frames: int
    fps: float
    width: int
    height: int


@_EXACT
class Painting(TypedDict):
    """`beside`: the clip that it is held against; `older`: it was painted over another drawing."""

    still: str
    clip: str
    take: str
    taken: bool
    painted: bool
    older: bool
    beside: str | None
    beside_painted: bool


@_EXACT
class Paint(TypedDict):
    """What paints over drawings (`title`, with the seconds it takes), and the paintings there are, by shot."""

    title: str
    shots: dict[str, Painting]
    still_s: NotRequired[float]
    frame_s: NotRequired[float]
    guess: NotRequired[bool]


@_EXACT
class Proposed(TypedDict):
    """Where the preset would join shots otherwise."""

    mode: str
    after: list[str]


#: What a language model is writing, or why it stopped; `try`: the how manieth this is; `left_s`: how long its tries at this
#: step may still take, where the model runs on this machine.
Writing = _EXACT(
    TypedDict(
        "Writing",
        {
            "busy": bool,
            "step": str,
            "done": int,
            "of": int,
            "shot": int | str | None,
            "text": str,
            "try": int,
            "reasons": list[str],
            "left_s": float | None,
            "writer": str,
            "error": Problem | None,
        },
    )
)


@_EXACT
class ToldChange(TypedDict):
    """A change as a sentence with places (vgot/project/told_changes.py); `words`: which of its values are words of the page."""

    say: str
    values: dict[str, str]
    words: list[str]
    item: str


@_EXACT
class NotUsedShown(TypedDict):
    """Something set for a shot that its clip is made without, by the shot's id, and why."""

    shot: str
    why: str


@_EXACT
class View(TypedDict):
    """Everything a page shows of a film. `stamp` changes whenever anything of it has; `story` and `outline` are left out when the
    page has this revision already."""

    project: str
    name: str
    stamp: str
    revision: int
    label: str
    can_undo: bool
    can_redo: bool
    undoes: ToldChange | None
    redoes: ToldChange | None
    preset: str
    draft: bool
    drawn: bool
    boxes: Literal["middle", "area", "no"]
    identity: Literal["tokens", "references", "drawn"]
    grade: str
    items: dict[str, Item]
    queue: Queue
    check: Check
    todo: Todo
    film: FilmMade | None
    paint: Paint | None
    proposed: Proposed
    writing: Writing | None
    not_taken: list[NotUsedShown]
    story: NotRequired[StoryShown]
    outline: NotRequired[bool]


@_EXACT
class KindShown(TypedDict):
    """A kind of item in words; all but the words are missing for paintings."""

    step: str
    one: str
    many: str
    seen: NotRequired[str]
    of_shot: NotRequired[bool]
    hidden: NotRequired[bool]
    square: NotRequired[bool]
    upload: NotRequired[bool]
    seeded: NotRequired[bool]
    pinnable: NotRequired[bool]


@_EXACT
class Licence(TypedDict):
    repo: str
    licence: str
    commercial: bool


@_EXACT
class PresetCard(TypedDict):
    name: str
    title: str
    about: str
    draft: bool
    drawn: bool
    licences: list[Licence]
    download_gb: float
    vram_gb: float
    ram_gb: float
    measured: bool
    guided: bool  # whether its video model follows a film that leads the motion


@_EXACT
class Limits(TypedDict):
    """Megabytes of one file, and of one that is imported."""

    upload_mb: int
    import_mb: int


VIEW = TypeAdapter(View)


def checked(view: View) -> View:
    """The view as it is. One that is not what its type says is still shown, and said in the log: a page is never mute over it."""
    try:
        VIEW.validate_python(view)
    except ValidationError as why:
        log.error("a view is not what its type says: %s", why.errors(include_url=False, include_input=False)[:3])
    return view
