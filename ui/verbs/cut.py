"""The cut: the order of shots and how they join."""

from __future__ import annotations

from vgot.project.studio import Project

from ..request_fields import Fields
from .base import VerbsBase

_BOUNDARY_FIELDS = ("mode", "overlap_s", "variant", "alpha", "gamma", "weight")


class CutVerbs(VerbsBase):
    """The cut: the order of shots and how they join."""

    def do_boundary(self, project: Project, f: Fields) -> dict:
        """How one shot joins the next, by the id of the shot on the left."""
        field = f.one_of("field", _BOUNDARY_FIELDS)
        value = f.text("value", 20) if field in ("mode", "variant") else f.number("value", 0, 4)
        project.edits.edit_boundary(project.edits.position(f.shot("after")), field, value)
        return self._follow(project)

    def do_order(self, project: Project, f: Fields) -> dict:
        project.edits.order_shots(f.shots())
        return self._follow(project)

    def do_trim(self, project: Project, f: Fields) -> dict:
        """What the cut leaves out of a shot's beginning (`in`) or end (`out`), in seconds; its clip stays as it is."""
        end = f.one_of("end", ("in", "out"))
        project.edits.edit_shot(f.shot(), f"trim_{end}_s", round(f.number("value", 0, 12), 5), f.revision("seen"))
        return self._follow(project)

    def do_markers(self, project: Project, f: Fields) -> None:
        """Set, name, move or remove markers: the whole lists of the shots they stand in, as one edit."""
        given = Fields(f.table("markers", 8))
        found = {
            Fields({"shot": shot}).shot(): [_marker(m) for m in given.listed(shot, 64)]
            for shot in f.table("markers", 8)
        }
        project.handoff.set_markers(found, f.revision("seen") or f.revision())


def _marker(value: object) -> dict:
    f = Fields(value)
    return {"at_s": f.number("at_s", 0, 12), "name": f.text("name", 200, ""), "note": f.text("note", 2000, "")}
