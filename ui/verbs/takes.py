"""Takes: look, regenerate, choose, pin, approve, upload; paintings over a drawing."""

from __future__ import annotations

from vgot.project.studio import Project

from ..request_fields import Fields
from .base import VerbsBase


class TakeVerbs(VerbsBase):
    """Takes: look, regenerate, choose, pin, approve, upload."""

    def do_takes(self, project: Project, f: Fields) -> dict:
        key = f.key()
        return {"takes": project.takes(project.node_name(key)), "key": key, "view": None}

    def do_placing(self, project: Project, f: Fields) -> dict:
        """Where the people of a shot stand, and what a box by hand means to the preset."""
        return {"shot": f.shot(), **project.boxes(f.shot()), "view": None}

    def do_regenerate(self, project: Project, f: Fields) -> dict:
        """One new take (then the film follows, in draft presets), or several to choose from."""
        variants = f.whole("variants", 1, 8, 1)
        names = [project.node_name(k) for k in (f.keys() if f.has("keys") else [f.key()])]
        if variants > 1:
            for name in names:
                project.start_variants(name, variants)
            return {}
        if len(names) > 1:
            project.start_regenerate_all(names)
        elif names:
            project.start_regenerate(names[0], seed=f.whole("seed", 0, 2**31 - 1) if f.has("seed") else None)
        return self._follow(project)

    def do_choose(self, project: Project, f: Fields) -> dict:
        project.choose(project.node_name(f.key()), f.take())
        return self._follow(project)

    def do_pin(self, project: Project, f: Fields) -> dict:
        project.pin(project.node_name(f.key()), f.take() if f.has("take") else None)
        return self._follow(project)

    def do_unpin(self, project: Project, f: Fields) -> dict:
        project.unpin(project.node_name(f.key()))
        return self._follow(project)

    def do_paint(self, project: Project, f: Fields) -> dict:
        """Have shots painted over their drawing, beside it; without `shots`, every one that has no painting of its drawing as it is now."""
        return {"queued": project.start_painting(f.shots() if f.has("shots") else None)}

    def do_stop_painting(self, project: Project, f: Fields) -> dict:
        return {"stopped": project.stop_painting()}

    def do_take_painting(self, project: Project, f: Fields) -> dict:
        """The paintings of shots (without `shots`: all there are) stand in the film in place of their drawings."""
        project.take_paintings(f.shots() if f.has("shots") else None)
        return self._follow(project)

    def do_back_to_drawing(self, project: Project, f: Fields) -> dict:
        project.back_to_drawings(f.shots())
        return self._follow(project)

    def do_approve(self, project: Project, f: Fields) -> dict:
        names = [project.node_name(k) for k in f.keys()] if f.has("keys") else None  # noqa: SIM118
        return {"approved": project.approve(names)}

    def do_upload(self, project: Project, f: Fields) -> dict:
        project.upload(project.node_name(f.key()), f.data())
        return self._follow(project)
