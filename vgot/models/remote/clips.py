"""Clips by a model at a service, and the frames between two clips where it takes a last picture: how long a clip is asked for, how longer
ones are chained, and how what comes is brought to the film's rate.

There are no latents: a shot cannot begin from those of the one before (`reset` is refused before anything is bought), and what is kept
as a clip's latents is empty.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from vgot.errors import BadInput
from vgot.models.base import BridgeSpec, Clip, ClipSpec, Picture, Reporter, SeamSide
from vgot.models.pictures import cover
from vgot.models.remote.buying import Way, buy
from vgot.models.remote.looking import flat, footage, unusable
from vgot.models.remote.outcomes import Unusable
from vgot.models.remote.pictures import AtAService, check_params, size_for, spoil
from vgot.models.remote.till import till
from vgot.models.timing import held
from vgot.presets.preset import VideoSection
from vgot.presets.seams import clip_seconds
from vgot.story import prompts
from vgot.story.beats import in_words
from vgot.units import FrameSize, frame_rate

PARAMS = ("negative",)


@dataclass(frozen=True)
class Shooting:
    """One clip of a service: its words, the picture it begins with, uint8 (H, W, 3) of `size`, the last one where the model takes one, how
    long (seconds), and how many frames that is at the model's rate."""

    prompt: str
    negative: str
    size: FrameSize
    seconds: float
    frames: int
    fps: float
    seed: int
    first: np.ndarray
    last: np.ndarray | None = None
    #: what leads the motion, a frame for each of the clip's own, and how closely; None and 0 where nothing leads
    led: Callable[[], list[np.ndarray]] | None = None
    strength: float = 0.0
    #: pictures of the people and the place, uint8 (h, w, 3)
    references: tuple[np.ndarray, ...] = ()


def lengths_for(seconds: float, section: VideoSection, where: str = "duration_s") -> list[float]:
    """How long the clips are that a shot is chained of, in seconds: of the lengths that the model makes. Raises BadInput where the chain
    would be longer than the preset allows."""
    remote = section.remote
    longest = max(remote.seconds) if remote is not None and remote.seconds else section.max_frames / section.fps
    found: list[float] = []
    left = seconds
    while left > 1e-6:
        if len(found) == section.chain_max:
            most = section.chain_max * longest
            raise BadInput(
                f"A shot of {seconds:.1f} s is longer than this preset can chain ({most:.1f} s).",
                field=where,
                hint=f"Make the shot at most {most:.1f} s, or split it in two.",
            )
        part = min(left, longest)
        found.append(clip_seconds(part, section))
        left -= found[-1]
    return found


def frames_at(seconds: float, section: VideoSection) -> int:
    """The count of frames that a model is asked for: step*k + 1 where it has a step."""
    count = max(section.min_frames, math.ceil(seconds * section.fps - 1e-6))
    if section.frame_step > 1:
        count = math.ceil((count - 1) / section.frame_step) * section.frame_step + 1
    return count


class RemoteVideo(AtAService):
    """Shoots clips at a service. A subclass says how (`way`)."""

    section_name = "video"
    section: VideoSection

    def way(self, shooting: Shooting) -> Way:
        """How one clip is asked for."""
        raise NotImplementedError

    def shoot_clip(self, keyframe: Picture, spec: ClipSpec, report: Reporter) -> Clip:
        """Yield spec.frames pictures of spec.size. Everything is bought before the first one is given. Raises BadInput for a reset."""
        check_params(spec.params, PARAMS, "clip")
        if spec.reset is not None:
            raise cannot_reset(self.preset.title, spec.reset.boundary)
        self._say_unused(spec)
        size = size_for(spec.size, self.section, self.remote)
        first = cover(keyframe.pixels, size)
        lengths = lengths_for(spec.frames / float(frame_rate(spec.fps)), self.section)
        words = prompts.motion_prompt(
            summary=spec.summary,
            camera=spec.camera,
            relation=spec.relation,
            written=spec.prompt,
            beats=in_words(spec.beats),
            style=spec.style,
            budget=self.section.token_budget,
        )
        if spec.prompt and words != " ".join(spec.prompt.split()):
            till().note(f"the end of the prompt by hand: the model reads {self.section.token_budget} tokens")
        frames: list[np.ndarray] = []
        for n, seconds in enumerate(lengths):
            # The last picture of one part is the first of the next: it is shown once.
            data_part = f"clip {n + 1}" if len(lengths) > 1 else "clip"
            ends = spec.end is not None and n + 1 == len(lengths)
            last = cover(spec.end.pixels, size) if spec.end is not None and ends else None
            shooting = self._shooting(
                words,
                size,
                seconds,
                (spec.seed + n) % 2**31,
                first,
                last,
                spec.params.get("negative", ""),
                spec.camera,
            )
            shooting = replace(
                shooting,
                led=_leading(spec, len(frames), shooting.frames, self.section.fps),
                strength=0.0 if spec.guide is None else spec.guide.strength,
                references=tuple(p.pixels for p in spec.references),
            )
            wanted = spec.frames - len(frames)
            # What ends on a picture is shown to its end: all of it, spread over the film's frames.
            fps = None if ends else spec.fps
            got = self._bought(shooting, data_part, f"The clip of {seconds:g} s", spec.size, fps, wanted, report)
            frames += got
            first = cover(got[-1], size)
        if spec.end is not None:
            frames[-1] = cover(spec.end.pixels, spec.size)
        if len(lengths) > 1:
            till().note(f"one take: the shot is chained of {len(lengths)} clips of the service")
        return Clip(iter(frames[: spec.frames]), lambda: b"")

    def clip_facts(self, spec: ClipSpec) -> dict[str, object]:
        """For people: how many of the service's clips a shot is chained of, where one was not enough."""
        many = len(lengths_for(spec.frames / float(frame_rate(spec.fps)), self.section))
        told: dict[str, object] = {"chained": many} if many > 1 else {}
        if spec.references:
            told["references"] = len(spec.references)
        return told | ({"guided": spec.guide.strength} if spec.guide is not None else {})

    def bridge(self, left: SeamSide, right: SeamSide, spec: BridgeSpec, report: Reporter) -> Iterator[np.ndarray]:
        """The frames between two clips: a clip of the service from the left window's first picture to the right one's last. The preset
        says `last_frame` where its model takes a last picture; without, a boundary is crossfaded and nothing is bought."""
        size = size_for(spec.size, self.section, self.remote)
        seconds = clip_seconds(spec.frames / float(frame_rate(spec.fps)), self.section)
        words = (
            ", then ".join(filter(None, (spec.params.get("left"), spec.params.get("right")))) or "one camera movement"
        )
        shooting = self._shooting(
            words, size, seconds, spec.seed % 2**31, cover(left.window[0], size), cover(right.window[-1], size), ""
        )
        got = self._bought(shooting, "bridge", "A bridge", spec.size, None, spec.frames, report)
        # Both ends are the clips' own pictures: no step at the joints.
        yield from [left.window[0], *got[1:-1], right.window[-1]]

    def _shooting(
        self,
        words: str,
        size: FrameSize,
        seconds: float,
        seed: int,
        first: np.ndarray,
        last: np.ndarray | None,
        negative: str,
        camera: str = "",
    ) -> Shooting:
        return Shooting(
            words,
            prompts.negative_prompt("clip", negative, camera),
            size,
            seconds,
            frames_at(seconds, self.section),
            self.section.fps,
            seed,
            first,
            last,
        )

    def _bought(
        self,
        shooting: Shooting,
        part: str,
        what: str,
        size: FrameSize,
        fps: float | None,
        wanted: int,
        report: Reporter,
    ) -> list[np.ndarray]:
        """Buy one clip, and give at most `wanted` frames of it at the film's rate; `fps` None: all of it, spread over them."""
        leaves = ("prompts", "stills")
        call = self.call(
            what, leaves, part, seconds=shooting.seconds, pixels=shooting.size.width * shooting.size.height
        )
        data = buy(call, self.way(shooting), report)
        try:
            return self._read(data, shooting, size, fps, wanted)
        except Unusable as why:
            spoil(part, why)
            raise

    def _read(
        self, data: bytes, shooting: Shooting, size: FrameSize, fps: float | None, wanted: int
    ) -> list[np.ndarray]:
        with footage(data, self.service, shooting.seconds) as film:
            came, asked = film.facts.size, shooting.size
            if (came.width, came.height) != (asked.width, asked.height):
                till().note(f"the size: {asked} was asked for, {came} came, and was cut to the frame")
            have = film.frames
            if fps is None:
                take: Sequence[int] = [round(k * (have - 1) / max(1, wanted - 1)) for k in range(wanted)]
            else:
                here = min(wanted, max(1, round(shooting.seconds * float(frame_rate(fps)))))
                take = held(here, film.facts.rate / frame_rate(fps))
            decoded = list(film.decoded(size, max(take) + 1))
        if not decoded:
            raise unusable(self.service, "sent a clip that does not decode")
        if not flat(shooting.first) and all(flat(frame) for frame in decoded):
            raise unusable(self.service, "sent a clip of one colour")
        late = max(take) + 1 - len(decoded)
        if late > 0:
            till().note(f"the last {late} frames: the clip ended early, and its last picture is held")
        return [decoded[min(k, len(decoded) - 1)] for k in take]

    @property
    def takes_seed(self) -> bool:
        return bool(self.remote.seed_field)

    def _say_unused(self, spec: ClipSpec) -> None:
        if not self.takes_seed:
            till().note("the seed: this service takes none, so that the same request gives another clip")
        if spec.lines:
            till().note("the spoken lines: mouths do not move to them")


def _leading(spec: ClipSpec, shown: int, frames: int, fps: float) -> Callable[[], list[np.ndarray]] | None:
    """A guide's pictures for the clip that goes on after `shown` of the film's frames, one for each of its own; the last one is held."""
    guide = spec.guide
    if guide is None:
        return None
    first = round(shown * frame_rate(fps) / frame_rate(spec.fps))
    return lambda: guide.frames([min(guide.count - 1, first + n) for n in range(frames)])


def cannot_reset(title: str, boundary: int) -> BadInput:
    """A shot cannot begin from another's latents where there are none."""
    return BadInput(
        f"{title} gives no latents, so that a shot cannot begin from those of the one before.",
        field=f"boundaries/{boundary}/mode",
        hint="Use a bridge, a crossfade or a cut for this boundary.",
    )
