"""Making: what a page looks at, builds, the queue, presets."""

from __future__ import annotations

from vgot.errors import BadInput
from vgot.graph.kinds import STAGES
from vgot.project.studio import Project
from vgot.space.visitors import SpaceStudio

from ..request_fields import Fields
from ..view import stamp_of
from .base import VerbsBase


class MakingVerbs(VerbsBase):
    """Making: what a page looks at, builds, the queue, presets."""

    def do_look(self, project: Project, f: Fields) -> dict:
        """The view when something changed since `stamp`, else nothing."""
        project.look_on()  # on a Space, a pause for GPU minutes ends by it
        if stamp_of(project) == f.text("stamp", 400, ""):
            return {"view": None}
        return {}

    def do_build(self, project: Project, f: Fields) -> dict:
        """Make named items, or everything up to a step, or the film."""
        if f.has("keys"):
            project.start_build([project.node_name(k) for k in f.keys()], first=True)  # noqa: SIM118
        else:
            project.start_build(until=f.one_of("until", STAGES) if f.has("until") else None)
        return {}

    def do_room(self, project: Project, f: Fields) -> dict:
        """What a render would take of this machine, before it begins."""
        names = [project.node_name(k) for k in f.keys()] if f.has("keys") else None  # noqa: SIM118
        return {"room": project.room(f.one_of("until", STAGES) if f.has("until") else None, names), "view": None}

    def do_cancel(self, project: Project, f: Fields) -> dict:
        """Stop one job, all jobs of one item (its variants too), or everything."""
        node = project.node_name(f.key()) if f.has("key") else None
        return {"stopped": project.cancel(node=node, job=f.whole("job", 1, 2**53) if f.has("job") else None)}

    def do_pause(self, project: Project, f: Fields) -> None:
        project.queue.pause()

    def do_resume(self, project: Project, f: Fields) -> None:
        project.queue.resume()
        project.keep_working()

    def do_retry(self, project: Project, f: Fields) -> None:
        project.queue.retry(f.whole("job", 1, 2**53))
        project.keep_working()

    def do_reorder(self, project: Project, f: Fields) -> None:
        project.queue.reorder(f.whole("job", 1, 2**53), f.whole("before", 1, 2**53) if f.has("before") else None)

    def do_look_at_continuity(self, project: Project, f: Fields) -> None:
        """Look at the shots that changed since they were looked at, in the background."""
        project.start_check()

    def do_fix(self, project: Project, f: Fields) -> dict:
        """Do what a finding's button says."""
        project.apply_fix(f.text("finding", 200))
        return self._follow(project)

    def do_preset(self, project: Project, f: Fields) -> None:
        name = f.text("name", 60)
        if isinstance(self.studio, SpaceStudio) and name not in self.studio.presets():
            raise BadInput(
                "This preset is not offered here.",
                field="preset",
                hint="Choose another one, or run VGoT Studio on your own machine.",
            )
        project.set_preset(name)
