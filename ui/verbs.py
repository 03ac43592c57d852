"""What a page may ask. One verb a request; every field is validated; a refused request changes nothing.

A request is {"verb": name, "project": id, "have": revision the page shows, …}. A reply is {"ok": true, "view": …} or
{"ok": false, "problem": {kind, message, field, hint}}.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from pathlib import Path

from ui.desk import presets_of, stamp_of, view_of
from ui.example import ExampleFilm
from ui.fields import Fields
from vgot.errors import BadInput, NotFound, VgotError
from vgot.owners import SpaceStudio
from vgot.story import DOMAINS
from vgot.studio import Project, Studio

log = logging.getLogger("vgot.ui")

_SHOT_FIELDS = (*DOMAINS, "summary", "notes", "duration_s", "seed", "place", "who")
_PART_FIELDS = ("name", "look", "role", "wardrobe", "strength")
_FILM_FIELDS = ("title", "style", "film/width", "film/height", "film/fps")
_BOUNDARY_FIELDS = ("mode", "overlap_s", "variant", "alpha", "gamma", "weight")


class Verbs:
    """Answers requests for one studio."""

    def __init__(self, studio: Studio, example: ExampleFilm):
        self.studio, self.example = studio, example
        self._proposals: dict[str, object] = {}
        self._with_project: dict[str, Callable[[Project, Fields], dict | None]] = {
            name[3:]: getattr(self, name) for name in dir(self) if name.startswith("do_")
        }
        self._alone: dict[str, Callable[[Fields], dict]] = {name[4:]: getattr(self, name) for name in dir(self) if name.startswith("ask_")}

    def answer(self, request: object) -> dict:
        """The reply to one request; never raises."""
        try:
            fields = Fields(request)
            verb = fields.text("verb", 40)
            if verb in self._alone:
                return {"ok": True, **self._alone[verb](fields)}
            if verb not in self._with_project:
                raise BadInput("The page asked for something this program does not know.", field="verb", hint="Reload the page.")
            project = self.studio.open(fields.text("project", 120))
            extra = self._with_project[verb](project, fields) or {}
            if "view" not in extra:
                extra["view"] = view_of(project, fields.revision())
            return {"ok": True, **extra}
        except VgotError as why:
            return {"ok": False, "problem": why.as_json()}
        except Exception:
            log.exception("a request failed")
            problem = {"kind": "error", "message": "That did not work, and nothing was changed.", "hint": "Reload the page; the program's log says more."}
            return {"ok": False, "problem": problem}

    # -- without a project --------------------------------------------------------------------------------------------
    def ask_boot(self, f: Fields) -> dict:
        """What a page needs when it opens: its project (the example when it has none), and the presets."""
        reply: dict = {"presets": presets_of(self.studio), "mode": self.studio.settings.mode, "shipped": self.example.film is not None}
        project = None
        if f.has("project"):
            try:
                project = self.studio.open(f.text("project", 120))
            except NotFound:
                reply["gone"] = True
        if project is None:
            project = self.example.project()
        if project is None and isinstance(self.studio, SpaceStudio) and (own := self.studio.projects()):
            project = self.studio.open(own[0].id)  # a visitor with as many films as there may be
        if project is None:
            return reply | {"waiting": True}
        return reply | self._opened(project)

    def _opened(self, project: Project) -> dict:
        """A project that a page turns to: its queue goes on, and the example is drawn when it is looked at."""
        project.keep_working()
        example = self.example.is_example(project)
        if example:
            self.example.draw()
        return {"view": view_of(project), "example": example}

    def ask_make(self, f: Fields) -> dict:
        """A new film from one sentence: written, and its making begun."""
        project = self.studio.write(f.text("sentence", 20_000), f.whole("shots", 0, 100_000), seed=f.whole("seed", 0, 2**31 - 1, 0), wait=False)
        self.example.rest()
        if project.story.shots and not project.desk.unfinished:
            project.start_build(until=None if project.preset.draft else "keyframe")
        return {"view": view_of(project), "example": False}

    def ask_projects(self, f: Fields) -> dict:
        """The list of projects: on a Space the visitor's own; on a server that does not tell visitors apart, those the
        browser names."""
        found = self.studio.projects()
        if self.studio.settings.mode == "space" and not isinstance(self.studio, SpaceStudio):
            mine = {m for m in f.listed("mine", 200) if isinstance(m, str)}
            found = [p for p in found if p.id in mine]
        return {"projects": [self._line(p) for p in found[:100]]}

    def _line(self, info) -> dict:
        line = {"id": info.id, "name": info.name, "title": info.title, "shots": info.shots, "modified": info.modified}
        try:
            items = self.studio.open(info.id).plan().nodes.values()
        except VgotError as why:
            return line | {"damaged": why.in_words()}
        picture = next((p.take.digests.get("picture") for p in items if p.node.step == "keyframe" and p.take), None)
        return line | ({"digest": picture} if picture else {})

    def ask_open(self, f: Fields) -> dict:
        return self._opened(self.studio.open(f.text("project", 120)))

    def ask_example(self, f: Fields) -> dict:
        project = self.example.project()
        if project is None:
            raise NotFound("The example film is not in this copy.", field="example", hint="Type a sentence to make your own.")
        return self._opened(project)

    def ask_import(self, f: Fields) -> dict:
        """A new project from a file chosen in the browser: a project, a story, a screenplay or a list of shots."""
        name, data = f.text("name", 255).lower(), f.data("data", 200 * 2**20)
        if name.endswith((".fountain", ".fdx", ".spmd", ".txt", ".md", ".csv")):
            return {"view": view_of(self.studio.import_script(data, name)), "example": False}
        suffix = ".vgot.zip" if name.endswith(".zip") else ".json" if name.endswith(".json") else ""
        if not suffix:
            raise BadInput("This kind of file cannot be imported.", field="import", hint="Use .vgot.zip, .json, .fountain, .fdx, .txt or .csv.")
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / f"imported{suffix}"
            source.write_bytes(data)
            project = self.studio.import_project(source)
        return {"view": view_of(project), "example": False}

    def ask_duplicate_film(self, f: Fields) -> dict:
        """A copy of a whole project, takes and all, under a new id."""
        source = self.studio.open(f.text("project", 120))
        with tempfile.TemporaryDirectory() as folder:
            project = self.studio.import_project(source.export(Path(folder) / "copy.vgot.zip"))
        project.rename(f"{source.name[:112]} (copy)")
        return {"view": view_of(project), "example": False}

    def ask_rename(self, f: Fields) -> dict:
        self.studio.open(f.text("project", 120)).rename(f.name())
        return {}

    def ask_delete(self, f: Fields) -> dict:
        self.studio.delete_project(f.text("project", 120))
        return {}

    # -- looking ------------------------------------------------------------------------------------------------------
    def do_look(self, project: Project, f: Fields) -> dict:
        """The view when something changed since `stamp`, else nothing."""
        if isinstance(self.studio, SpaceStudio):
            project.keep_working()  # a pause for GPU minutes ends while its visitor looks on
        if stamp_of(project) == f.text("stamp", 400, ""):
            return {"view": None}
        return {}

    def do_takes(self, project: Project, f: Fields) -> dict:
        key = f.key()
        return {"takes": project.takes(project.node_name(key)), "key": key, "view": None}

    # -- words --------------------------------------------------------------------------------------------------------
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
        project.edit_shot(f.shot(), field, value, f.revision("seen") or f.revision())
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

    def do_boundary(self, project: Project, f: Fields) -> dict:
        """How one shot joins the next, by the id of the shot on the left."""
        field = f.one_of("field", _BOUNDARY_FIELDS)
        value = f.text("value", 20) if field in ("mode", "variant") else f.number("value", 0, 4)
        project.edit(f"boundaries/{project.position(f.shot('after'))}/{field}", value)
        return self._follow(project)

    # -- shots --------------------------------------------------------------------------------------------------------
    def do_insert(self, project: Project, f: Fields) -> dict:
        project.insert_shot(project.position(f.shot("after")) + 1 if f.has("after") else 1)
        return self._follow(project)

    def do_duplicate(self, project: Project, f: Fields) -> dict:
        project.duplicate_shot(project.position(f.shot()))
        return self._follow(project)

    def do_remove_shot(self, project: Project, f: Fields) -> dict:
        project.delete_shot(project.position(f.shot()))
        return self._follow(project)

    def do_move(self, project: Project, f: Fields) -> dict:
        project.move_shot(project.position(f.shot()), f.whole("to", 1, 500))
        return self._follow(project)

    def do_order(self, project: Project, f: Fields) -> dict:
        project.order_shots(f.shots())
        return self._follow(project)

    def do_split(self, project: Project, f: Fields) -> dict:
        project.split_shot(project.position(f.shot()))
        return self._follow(project)

    def do_merge(self, project: Project, f: Fields) -> dict:
        """Merge a shot with the next one."""
        project.merge_shots(project.position(f.shot()))
        return self._follow(project)

    def do_lock(self, project: Project, f: Fields) -> None:
        """Lock or unlock a shot or one of its domains against rewriting."""
        number, what = project.position(f.shot()), f.one_of("what", ("shot", *DOMAINS))
        (project.lock if f.flag("on") else project.unlock)(number, what)

    def do_rewrite(self, project: Project, f: Fields) -> dict:
        """Ask the language model for other words; nothing changes until they are accepted."""
        domain = f.one_of("domain", DOMAINS) if f.has("domain") else None
        proposal = project.propose_rewrite(project.position(f.shot()), f.text("instruction", 1000), domain=domain, from_here=f.has("from_here") and f.flag("from_here"))
        self._proposals[project.id] = proposal
        return {"changes": [{"path": c.path, "before": c.before, "after": c.after} for c in proposal.changes], "kept": proposal.kept}

    def do_accept_rewrite(self, project: Project, f: Fields) -> dict:
        proposal = self._proposals.pop(project.id, None)
        if proposal is None:
            raise NotFound("This proposal is not there any more.", field="rewrite", hint="Ask for it again.")
        project.accept_rewrite(proposal)
        return self._follow(project)

    # -- cast and places ----------------------------------------------------------------------------------------------
    def do_add_character(self, project: Project, f: Fields) -> dict:
        project.add_character(f.name(), f.text("look", 2000, ""))
        return self._follow(project)

    def do_add_stage(self, project: Project, f: Fields) -> dict:
        project.add_stage(f.text("character", 40), f.name(), f.text("look", 2000, ""))
        return self._follow(project)

    def do_add_place(self, project: Project, f: Fields) -> dict:
        project.add_place(f.name(), f.text("look", 2000, ""))
        return self._follow(project)

    def do_remove_part(self, project: Project, f: Fields) -> dict:
        project.remove(f.text("path", 200))
        return self._follow(project)

    # -- history ------------------------------------------------------------------------------------------------------
    def do_undo(self, project: Project, f: Fields) -> dict:
        project.undo()
        return self._follow(project)

    def do_redo(self, project: Project, f: Fields) -> dict:
        project.redo()
        return self._follow(project)

    # -- takes --------------------------------------------------------------------------------------------------------
    def do_regenerate(self, project: Project, f: Fields) -> dict:
        """One new take (then the film follows, in draft presets), or several to choose from."""
        variants = f.whole("variants", 1, 8, 1)
        names = [project.node_name(k) for k in (f.keys() if f.has("keys") else [f.key()])]
        if variants > 1:
            project.start_variants(names[0], variants)
            return {}
        seed = f.whole("seed", 0, 2**31 - 1) if f.has("seed") else None
        for name in names:
            project.start_regenerate(name, seed=seed)
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

    def do_approve(self, project: Project, f: Fields) -> dict:
        names = [project.node_name(k) for k in f.keys()] if f.has("keys") else None
        return {"approved": project.approve(names)}

    def do_upload(self, project: Project, f: Fields) -> dict:
        project.upload(project.node_name(f.key()), f.data())
        return self._follow(project)

    # -- making -------------------------------------------------------------------------------------------------------
    def do_build(self, project: Project, f: Fields) -> dict:
        """Make named items, or everything up to a step, or the film."""
        if f.has("keys"):
            project.start_build([project.node_name(k) for k in f.keys()])
        else:
            project.start_build(until=f.one_of("until", ("portrait", "keyframe", "clip", "film")) if f.has("until") else None)
        return {}

    def do_cancel(self, project: Project, f: Fields) -> dict:
        return {"stopped": project.cancel(job=f.whole("job", 1, 2**53) if f.has("job") else None)}

    def do_go_on_writing(self, project: Project, f: Fields) -> None:
        project.go_on_writing()

    def do_stop_writing(self, project: Project, f: Fields) -> None:
        project.desk.stop()

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

    def do_preset(self, project: Project, f: Fields) -> None:
        name = f.text("name", 60)
        if isinstance(self.studio, SpaceStudio) and name not in self.studio.presets():
            raise BadInput("This preset is not offered here.", field="preset", hint="Choose another one, or run VGoT Studio on your own machine.")
        project.set_preset(name)

    def _follow(self, project: Project) -> dict:
        """Drafts cost seconds: where a film was made before, what an edit changed is drawn again at once."""
        if project.preset.draft and not project.queue.paused and (project.film() or project.queue.unfinished()):
            try:
                project.start_build()
            except VgotError as why:  # the edit stands; only its drawing did not begin
                return {"note": why.in_words()} if project.story.shots else {}
        return {}


def _presence(value: object) -> dict:
    f = Fields(value)
    out: dict = {"character": f.text("character", 40), "stage": f.text("stage", 40)}
    if f.has("box"):
        box = f.listed("box", 4)
        out["box"] = [Fields({"side": side}).number("side", 0, 1) for side in box]
    return out
