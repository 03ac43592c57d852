"""Coverage: a moment shot again from another angle, as a shot behind it or as another take of it. One revision."""

from __future__ import annotations

import json
from dataclasses import dataclass

from vgot.errors import BadInput
from vgot.project.story_edits import StoryEdits
from vgot.render.live_film import LiveFilm
from vgot.render.snapshot import Snapshot
from vgot.store.project_store import Head
from vgot.story.angles import from_angle, shoot_again
from vgot.story.edits import number_in
from vgot.story.model import Story


@dataclass(frozen=True)
class Angled:
    """The revision, the number of the shot with the new angle, and sentences about what follows."""

    head: Head
    shot: int
    notes: tuple[str, ...]


class Angles:
    """Other angles of one film's moments."""

    def __init__(self, film: LiveFilm, edits: StoryEdits):
        self.film, self.edits = film, edits

    def shoot(self, position: int, angle: str, *, take: bool = False, thing: str = "") -> Angled:
        """A shot's moment from another angle: as a new shot behind it, or (`take`) as another take of the shot itself. Raises BadInput."""
        now = self.film.snapshot()
        number = number_in(now.story, position)
        if not 1 <= number <= len(now.story.shots):
            raise BadInput(
                f"There is no shot {position}.", field="shot", hint=f"The film has {len(now.story.shots)} shots."
            )
        shot = now.story.shots[number - 1]
        thing = thing or (self._thing(now, shot.id) if angle == "insert" else "")
        from_angle(shot, angle, thing)  # refused before anything changes
        notes = list[str]()
        if angle == "insert":
            notes.append(f"The insert shows {thing} alone.")
        if shot.lines and not take:
            notes.append("Its lines are spoken in both shots: trim one of them.")
        if take:

            def one(story: Story) -> Story:
                shots = [from_angle(s, angle, thing) if s.id == shot.id else s for s in story.shots]
                return story.model_copy(update={"shots": shots})

            head = self.edits.change(f"shots/{number}/camera", one)
            return Angled(head, number, tuple(notes))
        head = self.edits.change(
            f"shot {number + 1} from another angle: {angle}", lambda story: shoot_again(story, number, angle, thing)
        )
        return Angled(head, number + 1, tuple(notes))

    def _thing(self, now: Snapshot, shot: str) -> str:
        """What there is to show of a shot: what somebody holds in its drawing, else a thing that stands in it; empty for nothing."""
        take = now.plan().nodes[f"keyframe/{shot}"].take
        if take is None or "scene" not in take.digests:
            return ""
        scene = json.loads(now.store.read_blob(take.digests["scene"]))
        held = [a.get("held", "") for a in scene.get("actors", ())]
        stand = [p["name"] for p in scene.get("props", ())]
        found = next((name.rpartition(":")[2] for name in [*held, *stand] if name), "")
        return f"the {found.replace('_', ' ')}" if found else ""
