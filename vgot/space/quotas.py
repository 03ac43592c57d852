"""What one visitor of a public Space may use, and the words that say so. Nothing here limits a person's own machine."""

from __future__ import annotations

import contextlib
import math
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vgot.environment import Environment
from vgot.errors import BadInput, VgotError
from vgot.settings import presets
from vgot.story.model import Story
from vgot.units import HOUR_S


class QuotaReached(VgotError):
    """A visitor's share is used up; nothing was changed."""

    kind = "quota"


@dataclass(frozen=True)
class Quotas:
    """Limits for one visitor; each can be set in the environment as VGOT_QUOTA_<NAME>. `presets`: names that may be used
    (VGOT_SPACE_PRESETS, comma separated); `all_megabytes`: of all visitors together; `frame_kilopixels`: of one picture of a film, and
    `film_megapixels` of all of them, which is what a film costs; drafts without weights are always allowed. `checks`: continuity checks an hour;
    `checks_at_once`: those that the whole server runs at a time."""

    projects: int = 12
    shots: int = 60
    film_s: int = 300
    jobs: int = 600
    megabytes: int = 2000
    upload_mb: int = 20
    all_megabytes: int = 40_000
    frame_kilopixels: int = 2_100
    film_megapixels: int = 8_000
    checks: int = 20
    checks_at_once: int = 2
    presets: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Quotas:
        """Raises BadInput naming a variable that is not a whole number, or a preset that does not exist."""
        said = Environment.read(environment)
        named = said.space_presets
        for name in named:
            if name not in presets():
                raise BadInput(
                    f"There is no preset '{name}'.", field="VGOT_SPACE_PRESETS", hint=f"Known: {', '.join(presets())}."
                )
        return cls(
            projects=said.quota_projects,
            shots=said.quota_shots,
            film_s=said.quota_film_s,
            jobs=said.quota_jobs,
            megabytes=said.quota_megabytes,
            upload_mb=said.quota_upload_mb,
            all_megabytes=said.quota_all_megabytes,
            frame_kilopixels=said.quota_frame_kilopixels,
            film_megapixels=said.quota_film_megapixels,
            checks=said.quota_checks,
            checks_at_once=said.quota_checks_at_once,
            presets=named,
        )

    def allows(self, preset: str) -> bool:
        known = presets().get(preset)
        return known is not None and (preset in self.presets or known.draft and not known.preset.repos())


def bytes_in(folder: Path) -> int:
    """What a folder takes by itself: a file that others hold, too (the example's), costs nobody anything more."""
    used = 0
    for file in folder.rglob("*"):
        with contextlib.suppress(OSError):  # it may go while it is counted
            found = file.stat()
            used += found.st_size if stat.S_ISREG(found.st_mode) and found.st_nlink == 1 else 0
    return used


@dataclass(frozen=True)
class Limits:
    """The quotas of the visitor whose folder this is, as the store and the queue ask for them."""

    quotas: Quotas
    folder: Path

    def story(self, story: Story) -> None:
        """Raises QuotaReached for a film that is too long."""
        q = self.quotas
        if len(story.shots) > q.shots:
            raise QuotaReached(
                f"A film here has at most {q.shots} shots.",
                field="shots",
                hint="Delete a shot first, or run VGoT Studio on your own machine.",
            )
        seconds = sum(s.duration_s for s in story.shots)
        if seconds > q.film_s:
            raise QuotaReached(
                f"A film here has at most {q.film_s} seconds; this one would have {seconds:.0f}.",
                field="duration_s",
                hint="Make shots shorter, or run VGoT Studio on your own machine.",
            )
        self.pixels(story.film.width, story.film.height, story.film.fps, seconds)

    def pixels(self, width: float, height: float, fps: float, seconds: float) -> None:
        """Raises QuotaReached for a film whose pictures are too large, or that has too many of them for their size."""
        q, each = self.quotas, width * height
        if each > q.frame_kilopixels * 1000:
            raise QuotaReached(
                f"A film here has at most {q.frame_kilopixels / 1000:g} million pixels a picture; {width:g}x{height:g} are "
                f"{each / 1e6:.1f}.",
                field="film",
                hint="Make it smaller, or run VGoT Studio on your own machine.",
            )
        if each * fps * seconds > q.film_megapixels * 1e6:
            raise QuotaReached(
                f"{seconds:.0f} seconds of {width:g}x{height:g} at {fps:g} pictures a second are more than is made here.",
                field="film",
                hint="Make it smaller, shorter or with fewer pictures a second, or run VGoT Studio on your own machine.",
            )

    def jobs(self, new: int, unfinished: int, preset: str) -> None:
        """Raises QuotaReached for too many jobs, too much disk, or a preset that is not offered here."""
        if not self.quotas.allows(preset):
            raise QuotaReached(
                f"The preset '{preset}' is not offered here.", field="preset", hint="Choose another preset."
            )
        if new + unfinished > self.quotas.jobs:
            raise QuotaReached(
                f"At most {self.quotas.jobs} items can wait at once; {unfinished} are waiting.",
                field="queue",
                hint="Wait until some are made, or stop them.",
            )
        self.room(0)

    def room(self, more_bytes: int) -> None:
        """Raises QuotaReached when the visitor's projects take too much room."""
        used = bytes_in(self.folder) + more_bytes
        if used > self.quotas.megabytes * 10**6:
            raise QuotaReached(
                f"Your projects take {used / 1e6:.0f} MB; {self.quotas.megabytes} MB are yours.",
                field="disk",
                hint="Export what you want to keep and delete a project.",
            )

    def check(self, mine: int, all_visitors: int, ago_s: list[float]) -> None:
        """Raises QuotaReached when another continuity check has to wait. mine, all_visitors: checks of other films that run
        now; ago_s: seconds since each of this visitor's last checks began, oldest first."""
        lately = [s for s in ago_s if s < HOUR_S]
        if mine:
            raise QuotaReached(
                "Another film of yours is being looked at.",
                field="check",
                hint="Try again when that is done, in about a minute.",
            )
        if len(lately) >= self.quotas.checks:
            minutes = max(1, math.ceil((HOUR_S - lately[-self.quotas.checks]) / 60)) if self.quotas.checks else 0
            when = f"Try again in {minutes} minute{'s' if minutes > 1 else ''}, or run" if minutes else "Run"
            raise QuotaReached(
                f"At most {self.quotas.checks} continuity checks an hour are yours.",
                field="check",
                hint=f"{when} VGoT Studio on your own machine.",
            )
        if all_visitors >= self.quotas.checks_at_once:
            raise QuotaReached(
                "The films of other visitors are being looked at.", field="check", hint="Try again in about a minute."
            )

    def projects(self, there: int) -> None:
        """Raises QuotaReached when one more project would be too many."""
        if there >= self.quotas.projects:
            raise QuotaReached(
                f"You have {there} projects; {self.quotas.projects} are the most here.",
                field="project",
                hint="Export one and delete it.",
            )
