"""The cut list: which frames of which file stand where in the film. Every export is made from it and from nothing else.

All positions are whole frames at the film's exact rate; seconds appear only when a format asks for them. A cut list is
made from the plan's CHOSEN takes, and only when they are up to date, so that no export can show a stale one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from vgot.errors import BadInput
from vgot.graph.nodes import seam_frames, trim_frames
from vgot.graph.takes import Take
from vgot.render.fitting import clip_frames
from vgot.settings import presets
from vgot.story.beats import Beat
from vgot.story.camera import CameraMove
from vgot.story.model import Domains, Line, Marker, Shot, Story, TitleCard
from vgot.units import FrameSize, frame_rate, frames_in

#: Samples a second of everything that is heard.
SAMPLE_RATE = 48_000
NEEDS = ("clips", "keyframes", "nothing")
#: Makers that draw by program or only pass pictures on.
_NOT_GENERATIVE = ("animatic", "references")


@dataclass(frozen=True)
class CutShot:
    """One shot in the cut: frames [source_in, source_out) of its clip of `clip_frames` stand at film_in. `clip` and
    `keyframe` are files of the project (None: not made yet, and not asked for)."""

    number: int
    id: str
    name: str
    summary: str
    domains: Domains
    who: tuple[str, ...]
    place: str
    lines: tuple[Line, ...]
    notes: str
    markers: tuple[Marker, ...]
    flags: tuple[str, ...]
    clip_frames: int
    source_in: int
    source_out: int
    film_in: int
    clip: Path | None = None
    clip_digest: str = ""
    keyframe: Path | None = None
    seed: int = 0
    beats: tuple[Beat, ...] = ()
    camera_move: CameraMove | None = None
    made_by: str = ""

    @property
    def frames(self) -> int:
        return self.source_out - self.source_in

    @property
    def film_out(self) -> int:
        return self.film_in + self.frames


@dataclass(frozen=True)
class CutJoin:
    """The boundary after shot `left`: `half` frames on each side are replaced by the 2 * half frames of `file`, which
    begin at film_in. A cut has half = 0 and no file."""

    left: int
    mode: str
    half: int
    film_in: int
    file: Path | None = None


@dataclass(frozen=True)
class CutSound:
    """A sound in the film, in samples at 48 kHz: [source_in, source_in + length) of `file` stands at film_in, which is
    where frame film_frame begins: editors place clips on frames."""

    track: str
    kind: str
    name: str
    file: Path
    film_frame: int
    film_in: int
    source_in: int
    length: int
    source_length: int
    gain_db: float = 0.0
    fade_in: int = 0
    fade_out: int = 0
    shot: str | None = None
    item: str = ""
    scratch: bool = False

    @property
    def film_out(self) -> int:
        return self.film_in + self.length


@dataclass(frozen=True)
class Credit:
    """A model that made pictures of this film, and its licence."""

    model: str
    licence: str


@dataclass(frozen=True)
class CutList:
    """The whole film. `lead` and `tail` are the frames of the opening and the end card; shots count from the first frame
    of the programme, cards included."""

    title: str
    mark: str
    fps: Fraction
    size: FrameSize
    draft: bool
    shots: tuple[CutShot, ...]
    joins: tuple[CutJoin, ...]
    opening: TitleCard | None = None
    end: TitleCard | None = None
    lead: int = 0
    tail: int = 0
    credits: tuple[Credit, ...] = ()
    sounds: tuple[CutSound, ...] = field(default=())

    @property
    def frames(self) -> int:
        """Frames of the programme, cards included."""
        return (self.shots[-1].film_out if self.shots else self.lead) + self.tail

    @property
    def samples(self) -> int:
        return samples_at(self.frames, self.fps)

    def seconds(self, frames: int) -> float:
        return float(frames / self.fps)

    def made_with(self) -> str:
        """One sentence for metadata: what made the film, and under which licences."""
        if self.draft:
            return "Drawn animatic draft made with VGoT Studio; drawn by program, no generative model."
        models = "; ".join(f"{c.model} ({c.licence})" for c in self.credits)
        return f"AI-generated film made with VGoT Studio{f' using {models}' if models else ''}."

    def tags(self) -> dict[str, str]:
        """Metadata for every delivered film: title and how it was made, nothing else."""
        mark = "Computer-drawn animatic draft" if self.draft else "AI-generated film"
        return {"title": self.title, "comment": f"{mark}, VGoT Studio", "description": self.made_with()}


def samples_at(frames: int, fps: Fraction) -> int:
    """The sample at which a frame begins: the nearest to its exact time."""
    return int(Fraction(frames) * SAMPLE_RATE / fps + Fraction(1, 2))


def project_mark(project) -> str:
    """What an export remembers of its project, so that only its own cut comes back in: a hash that tells nothing."""
    return hashlib.sha256(f"vgot-cut:{project.store.meta('id')}".encode()).hexdigest()[:20]


def shot_name(number: int, shot: Shot) -> str:
    """What a clip is called in an editor."""
    return f"Shot {number:02d}" + (f" {shot.summary[:60].strip()}" if shot.summary.strip() else "")


@dataclass(frozen=True)
class MadeClip:
    """The chosen clip of a shot: frames in it, its file and digest, and who made it."""

    frames: int
    file: Path | None = None
    digest: str = ""
    made_by: str = ""


def cut_list(project, need: str = "clips", sounds: tuple[CutSound, ...] = ()) -> CutList:
    """The cut of a project from its chosen takes.

    need: `clips` (raises BadInput naming the first clip or join that is missing or out of date), `keyframes` (a keyframe
    that is not up to date is left out, never shown stale), or `nothing` (words only).
    """
    project = project.snapshot()
    story, plan = project.story, project.plan()
    if not story.shots:
        raise BadInput("This film has no shots yet.", field="shots", hint="Write a story first.")
    clips, keyframes, joins = {}, {}, {}
    for n, shot in enumerate(story.shots, 1):
        keyframe = plan.nodes[f"keyframe/{shot.id}"]
        if need != "nothing" and keyframe.take and keyframe.settled:
            keyframes[shot.id] = project.file(keyframe.take.digests["picture"])
        if need == "clips":
            take = _settled(plan.nodes[f"clip/{shot.id}"])
            used = clip_frames(project.store, take, plan.nodes["film"].node.wanted[n - 1])
            clips[shot.id] = MadeClip(used.frames, project.file(used.digest), used.digest, _maker(take))
            if n < len(story.shots) and seam_frames(story, n):
                take = _settled(plan.nodes[f"join/{shot.id}-{story.shots[n].id}"])
                joins[n] = project.file(take.digests["frames"])
    return lay_out(story, clips, keyframes, joins, credits=_credits(plan), mark=project_mark(project), sounds=sounds)


def lay_out(
    story: Story,
    clips: dict[str, MadeClip],
    keyframes: dict[str, Path],
    joins: dict[int, Path],
    *,
    credits: tuple[Credit, ...] = (),
    mark: str = "",
    sounds: tuple[CutSound, ...] = (),
) -> CutList:
    """Every shot and boundary of a story at its place in the film. Pure; clips by shot id (without one, the length the
    story asks for), joins by the number of their left shot."""
    rate = frame_rate(story.film.fps)
    lead, tail = (card_frames(c, story.film.fps) for c in (story.titles.opening, story.titles.end))
    shots: list[CutShot] = []
    at = lead
    for n, shot in enumerate(story.shots, 1):
        clip = clips.get(shot.id) or MadeClip(frames_in(shot.duration_s, story.film.fps))
        start, cut_off = trim_frames(story, n)
        shots.append(
            CutShot(
                number=n,
                id=shot.id,
                name=shot_name(n, shot),
                summary=shot.summary,
                domains=shot.domains,
                who=tuple(story.character(p.character).stage(p.stage).name for p in shot.who),
                place=story.place(shot.place).name if shot.place else "",
                lines=tuple(shot.lines),
                notes=shot.notes,
                markers=tuple(shot.markers),
                flags=tuple(f.reason for f in shot.flags),
                clip_frames=clip.frames,
                source_in=start,
                source_out=max(start + 1, clip.frames - cut_off),
                film_in=at,
                clip=clip.file,
                clip_digest=clip.digest,
                keyframe=keyframes.get(shot.id),
                seed=shot.seed,
                beats=tuple(shot.beats),
                camera_move=shot.camera_move,
                made_by=clip.made_by,
            )
        )
        at = shots[-1].film_out
    between = []
    for n, boundary in enumerate(story.boundaries, 1):
        half = seam_frames(story, n)
        between.append(CutJoin(n, boundary.mode if half else "cut", half, shots[n].film_in - half, joins.get(n)))
    return CutList(
        title=story.title,
        mark=mark,
        fps=rate,
        size=FrameSize(story.film.width, story.film.height),
        draft=not credits,
        shots=tuple(shots),
        joins=tuple(between),
        opening=story.titles.opening,
        end=story.titles.end,
        lead=lead,
        tail=tail,
        credits=credits,
        sounds=sounds,
    )


def _credits(plan) -> tuple[Credit, ...]:
    """Every generative model among the chosen takes with its licence, whatever the preset is by now."""
    return credits_of(
        [p.take for p in plan.nodes.values() if p.take is not None and p.node.step not in ("film", "tokens")]
    )


def credits_of(takes: Iterable[Take]) -> tuple[Credit, ...]:
    """Every generative model that made some takes, with its licence."""
    licences = {r.id: r.licence for one in presets().values() for r in one.preset.repos().values()}
    models: dict[str, str] = {}
    for take in takes:
        if take.is_upload:
            continue
        model = take.recipe.get("model", {})
        for name in model.get("repos") or ([model["id"]] if model.get("id") not in (None, *_NOT_GENERATIVE) else []):
            models[name] = licences.get(name, "licence not stated")
    return tuple(Credit(name, licence) for name, licence in sorted(models.items()))


def card_frames(card: TitleCard | None, fps: float) -> int:
    return frames_in(card.duration_s, fps) if card else 0


def _settled(planned):
    if not planned.settled or planned.take is None:
        raise BadInput(
            f"{planned.name} is not up to date: {planned.reason}.", field=planned.name, hint="Build the film first."
        )
    return planned.take


def _maker(take) -> str:
    return "you" if take.is_upload else str(take.recipe.get("model", {}).get("id", ""))
