"""The cut: the order of shots and how they join."""

from __future__ import annotations

from ui.fields import Fields
from ui.verbs.base import VerbsBase
from vgot.studio import Project

_BOUNDARY_FIELDS = ("mode", "overlap_s", "variant", "alpha", "gamma", "weight")


class CutVerbs(VerbsBase):
    """The cut: the order of shots and how they join."""

    def do_boundary(self, project: Project, f: Fields) -> dict:
        """How one shot joins the next, by the id of the shot on the left."""
        field = f.one_of("field", _BOUNDARY_FIELDS)
        value = f.text("value", 20) if field in ("mode", "variant") else f.number("value", 0, 4)
        project.edit(f"boundaries/{project.position(f.shot('after'))}/{field}", value)
        return self._follow(project)

    def do_order(self, project: Project, f: Fields) -> dict:
        project.order_shots(f.shots())
        return self._follow(project)
