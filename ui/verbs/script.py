"""The script: words, shots, locks, rewriting, writing, undo."""

from __future__ import annotations

from vgot.errors import BadInput
from vgot.project.studio import Project
from vgot.story.model import DOMAINS

from ..request_fields import Fields
from ..view import view_of
from .base import VerbsBase

_SHOT_FIELDS = (*DOMAINS, "summary", "notes", "duration_s", "seed", "place", "who")
_PART_FIELDS = ("name", "look", "role", "wardrobe", "strength")
#: The smallest side of a character's box, in shares of the frame.
_LEAST_BOX = 0.03
_FILM_FIELDS = ("title", "style", "film/width", "film/height", "film/fps")


class ScriptVerbs(VerbsBase):
    """The script: words, shots, locks, rewriting, writing, undo."""

    def do_edit(self, project: Project, f: Fields) -> dict:
        """One field of one shot, by the shot's id. Raises Conflict when it changed since revision `have`."""
        field = f.one_of("field", _SHOT_FIELDS)
        if field == "duration_s":
            value: object = round(f.number("value", 0.25, 12.0), 3)
        elif field == "seed":
            value = f.whole("value", 0, 2**31 - 1)
        elif field == "who":
            value = [_presence(w) for w in f.listed("value", 8)]
        else:
            value = f.text("value", 50_000)
        project.edits.edit_shot(f.shot(), field, value, f.revision("seen") or f.revision())
        return self._follow(project)

    def do_edit_part(self, project: Project, f: Fields) -> dict:
        """A field of the cast, of a place or of the film, by its path."""
        path = f.text("path", 200)
        steps = path.split("/")
        if path in _FILM_FIELDS:
            value: object = f.number("value", 1, 4096) if path.startswith("film/") else f.text("value", 50_000)
            value = int(value) if path in ("film/width", "film/height") else value
        elif steps[0] in ("cast", "places") and steps[-1] in _PART_FIELDS:
            value = f.number("value", 0, 1) if steps[-1] == "strength" else f.text("value", 50_000)
        else:
            raise BadInput("This field cannot be edited here.", field=path, hint="Reload the page.")
        project.edit(path, value, f.revision("seen") or f.revision())
        return self._follow(project)

    def do_insert(self, project: Project, f: Fields) -> dict:
        if f.has("after"):
            project.edits.insert_after(project.edits.position(f.shot("after")))
        else:
            project.insert_shot(1)
        return self._follow(project)

    def do_duplicate(self, project: Project, f: Fields) -> dict:
        project.edits.duplicate_shot(project.edits.position(f.shot()))
        return self._follow(project)

    def do_remove_shot(self, project: Project, f: Fields) -> dict:
        project.delete_shot(project.edits.position(f.shot()))
        return self._follow(project)

    def do_move(self, project: Project, f: Fields) -> dict:
        project.edits.move_shot(project.edits.position(f.shot()), f.whole("to", 1, 500))
        return self._follow(project)

    def do_split(self, project: Project, f: Fields) -> dict:
        project.script.split_shot(project.edits.position(f.shot()))
        return self._follow(project)

    def do_merge(self, project: Project, f: Fields) -> dict:
        """Merge a shot with the next one."""
        project.script.merge_shots(project.edits.position(f.shot()))
        return self._follow(project)

    def do_lock(self, project: Project, f: Fields) -> None:
        """Lock or unlock a shot or one of its domains against rewriting."""
        number, what = project.edits.position(f.shot()), f.one_of("what", ("shot", *DOMAINS))
        (project.script.lock if f.flag("on") else project.script.unlock)(number, what)

    def do_check(self, project: Project, f: Fields) -> dict:
        """How a shot stands, in words; nothing is changed."""
        shot = f.shot()
        return {"check": project.script.check_shot(project.edits.position(shot)), "shot": shot, "view": None}

    def do_check_all(self, project: Project, f: Fields) -> dict:
        """What is wrong with any shot, by the shot's id."""
        return {"found": project.script.check_script(), "view": None}

    def do_tries(self, project: Project, f: Fields) -> dict:
        """Every try at a shot, or without one at the outline and the cast."""
        return {"tries": project.desk.tries(f.shot() if f.has("shot") else None), "view": None}

    def do_rename_character(self, project: Project, f: Fields) -> dict:
        """Another name for somebody, everywhere in the script."""
        project.script.rename_character(f.text("character", 40), f.name())
        return self._follow(project)

    def do_rewrite(self, project: Project, f: Fields) -> dict:
        """Ask the language model for other words; nothing changes until they are accepted."""
        domain = f.one_of("domain", DOMAINS) if f.has("domain") else None
        project.script.start_rewrite(
            project.edits.position(f.shot()),
            f.text("instruction", 1000),
            domain=domain,
            from_here=f.has("from_here") and f.flag("from_here"),
        )
        return self.do_rewriting(project, f)

    def do_rewriting(self, project: Project, f: Fields) -> dict:
        """How far a rewrite is, and what it proposes."""
        return {"rewrite": project.rewriter.status(), "view": None}

    def do_stop_rewrite(self, project: Project, f: Fields) -> dict:
        project.rewriter.stop()
        return self.do_rewriting(project, f)

    def do_drop_rewrite(self, project: Project, f: Fields) -> dict:
        project.rewriter.drop()
        return self.do_rewriting(project, f)

    def do_accept_rewrite(self, project: Project, f: Fields) -> dict:
        """Take a proposal, or of its changes those whose paths are in `only`."""
        only = [Fields({"path": path}).text("path", 120) for path in f.listed("only", 5000)] if f.has("only") else None
        project.script.accept_rewrite(project.rewriter.proposal, only)
        project.rewriter.drop()
        return self._follow(project)

    def do_go_on_writing(self, project: Project, f: Fields) -> None:
        project.script.go_on_writing()

    def do_stop_writing(self, project: Project, f: Fields) -> None:
        project.desk.stop()

    def ask_writer(self, f: Fields) -> dict:
        """Who writes; with `look`, also which language model servers run on this machine."""
        found = {"offers": self.studio.writer_offers()} if f.has("look") and f.flag("look") else {}
        return {"writer": self.studio.writer(), **found}

    def ask_choose_writer(self, f: Fields) -> dict:
        kind = f.one_of("kind", ("auto", "offline", "openai", "transformers"))
        texts = {name: f.text(name, 300, "") for name in ("base_url", "model", "credential")}
        writer = self.studio.choose_writer(kind, **texts)
        why = writer["withheld"]
        return {"writer": writer, **({"note": f"{why[:1].upper()}{why[1:]}."} if why else {})}

    def ask_read_shots(self, f: Fields) -> dict:
        """How a pasted list would be read."""
        return {"shots": [s[:160] for s in self.studio.read_shots(f.text("text", 400_000))]}

    def ask_shot_list(self, f: Fields) -> dict:
        """A new film of exactly the pasted shots: only the cast and the five domains are written."""
        project = self.studio.write_shots(self.studio.read_shots(f.text("text", 400_000)), wait=False)
        self.example.rest()
        self._begin(project)
        return {"view": view_of(project), "example": False}

    def do_undo(self, project: Project, f: Fields) -> dict:
        project.undo()
        return self._follow(project)

    def do_redo(self, project: Project, f: Fields) -> dict:
        project.edits.redo()
        return self._follow(project)


def _presence(value: object) -> dict:
    f = Fields(value)
    out: dict = {"character": f.text("character", 40), "stage": f.text("stage", 40)}
    if f.has("box"):
        sides = [Fields({"side": side}).number("side", 0, 1) for side in f.listed("box", 4)]
        if len(sides) != 4 or sides[2] - sides[0] < _LEAST_BOX or sides[3] - sides[1] < _LEAST_BOX:
            raise BadInput(
                "A box goes from its left and upper side to its right and lower side.",
                field="who",
                hint="Draw it again, a little larger.",
            )
        out["box"] = [round(side, 4) for side in sides]
    return out
