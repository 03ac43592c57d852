"""Films: the list, opening, making from a sentence, copies, import and removal."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Any

from vgot.errors import BadInput, NotFound, VgotError
from vgot.project.studio import LOOKS, Project
from vgot.space.visitors import SpaceStudio
from vgot.story.model import MAX_SHOT_S, MIN_SHOT_S, Film

from ..access import upload_limits
from ..requests import File, Flag, Most, Name, Number, OneOf, Request, Text, Whole
from ..view import kinds_for_the_page, presets_of, view_of
from .base import Making, Page, alone

ProjectId = Annotated[str, Text(120)]
#: How long a shot is where nobody says how long the film is.
_SHOT_S = 3.0


class Boot(Request):
    """`project`: the film that the page showed last."""

    project: ProjectId | None = None


#: Shapes of a film, by the sides of its picture.
ASPECTS = {"16:9": (768, 432), "9:16": (432, 768), "1:1": (512, 512), "4:3": (640, 480)}


class Make(Making):
    """`seconds`: how long the whole film is about; `look`: what is laid over the drawn world."""

    sentence: Annotated[str, Text(20_000)]
    shots: Annotated[int, Whole(0, 100_000)]
    seed: Annotated[int, Whole(0, 2**31 - 1)] = 0
    aspect: Annotated[str, OneOf(tuple(ASPECTS))] = "16:9"
    seconds: Annotated[float, Number(0.25, 6000)] | None = None
    look: Annotated[str, OneOf(("", *LOOKS))] = ""


class Projects(Request):
    """`mine`: the films that this browser made."""

    mine: Annotated[list[Any], Most(200)] = []


class OfProject(Request):
    project: ProjectId


class Import(Making):
    name: Annotated[str, Text(255)]
    data: Annotated[bytes, File(200 * 2**20)]


class DuplicateFilm(OfProject, Making):
    """The film to copy."""


class Rename(OfProject):
    name: Name


class Restore(OfProject):
    """`trashed`: exactly this one of the trash; `stay`: the page does not turn to it."""

    trashed: Annotated[str, Text(140)] = ""
    stay: Flag | None = None


@alone("boot", Boot)
def boot(page: Page, asked: Boot) -> dict:
    """What a page needs when it opens: its project (the example when it has none), and the presets."""
    reply: dict = {
        "presets": presets_of(page.studio),
        "kinds": kinds_for_the_page(),
        "mode": page.studio.settings.mode,
        "shipped": page.example.film is not None,
    }
    page.studio.get_ready()
    one, whole = upload_limits(page.studio)
    reply["limits"] = {"upload_mb": one, "import_mb": whole}
    project = None
    if asked.project is not None:
        try:
            project = page.studio.open(asked.project)
        except NotFound:
            reply["gone"] = True
    if project is None:
        project = page.example.project()
    if project is None and isinstance(page.studio, SpaceStudio) and (own := page.studio.projects()):
        project = page.studio.open(own[0].id)  # a visitor with as many films as there may be
    if project is None:
        return reply | {"waiting": True, "example": page.example.film is not None}
    return reply | _opened(page, project)


def _opened(page: Page, project: Project) -> dict:
    """A project that a page turns to: its queue goes on, and the example is drawn when it is looked at."""
    project.keep_working()
    example = page.example.is_example(project)
    if example:
        page.example.draw()
    return {"view": view_of(project), "example": example}


@alone("make", Make)
def make(page: Page, asked: Make) -> dict:
    """A new film from one sentence: written, and its making begun."""
    width, height = ASPECTS[asked.aspect]
    mean = _SHOT_S if asked.seconds is None else asked.seconds / max(1, asked.shots)
    if not MIN_SHOT_S <= mean <= MAX_SHOT_S:
        least, most = (asked.shots * s for s in (MIN_SHOT_S, MAX_SHOT_S))
        raise BadInput(
            f"A film of {asked.shots} shots lasts {least:g} to {most:g} seconds.",
            field="seconds",
            hint="Choose another length or another number of shots.",
        )

    def write() -> Project:
        page.studio.call_worker()
        project = page.studio.write(
            asked.sentence,
            asked.shots,
            seed=asked.seed,
            duration_s=mean,
            film=Film(width=width, height=height),
            look=asked.look,
            wait=False,
            token=asked.token,
        )
        page.example.rest()
        page.begin(project)
        return project

    return {"view": view_of(page.once(asked.token, write)), "example": False}


@alone("projects", Projects)
def projects(page: Page, asked: Projects) -> dict:
    """The list of projects: on a Space the visitor's own; on a server that does not tell visitors apart, those the
    browser names."""
    found = page.studio.projects()
    if page.studio.settings.mode == "space" and not isinstance(page.studio, SpaceStudio):
        mine = {m for m in asked.mine if isinstance(m, str)}
        found = [p for p in found if p.id in mine]
    return {"projects": [_line(page, p) for p in found[:100]]}


def _line(page: Page, info) -> dict:
    line = {"id": info.id, "name": info.name, "title": info.title, "shots": info.shots, "modified": info.modified}
    try:
        items = page.studio.open(info.id).plan().nodes.values()
    except VgotError as why:
        return line | {"damaged": why.in_words()}
    picture = next((p.take.digests.get("picture") for p in items if p.node.step == "keyframe" and p.take), None)
    return line | ({"digest": picture} if picture else {})


@alone("open", OfProject)
def open_film(page: Page, asked: OfProject) -> dict:
    return _opened(page, page.studio.open(asked.project))


@alone("example", Request)
def example(page: Page, asked: Request) -> dict:
    project = page.example.project()
    if project is None and page.example.coming:
        raise NotFound("The example film is being drawn.", field="example", hint="Open it again in a moment.")
    if project is None:
        raise NotFound(
            "The example film is not in this copy.", field="example", hint="Type a sentence to make your own."
        )
    return _opened(page, project)


@alone("import", Import)
def import_file(page: Page, asked: Import) -> dict:
    """A new project from a file chosen in the browser: a project, a story, a screenplay or a list of shots."""
    project = page.once(asked.token, lambda: _imported(page, asked))
    told = {"note": project.lacks_preset} if project.lacks_preset else {}
    return {"view": view_of(project), "example": False} | told


def _imported(page: Page, asked: Import) -> Project:
    name, data = asked.name.lower(), asked.data
    suffix = ".vgot.zip" if name.endswith(".zip") else ".json" if name.endswith(".json") else ""
    if not suffix:  # a script, or a file of another program, which is refused with what to do there
        return page.studio.import_script(data, name, wait=False, token=asked.token)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"imported{suffix}"
        source.write_bytes(data)
        return page.studio.import_project(source, token=asked.token)


@alone("duplicate_film", DuplicateFilm)
def duplicate_film(page: Page, asked: DuplicateFilm) -> dict:
    """A copy of a whole project, takes and all, under a new id."""
    source = page.studio.open(asked.project)

    def copy() -> Project:
        with tempfile.TemporaryDirectory() as folder:
            project = page.studio.import_project(
                source.export(Path(folder) / "copy.vgot.zip"), token=asked.token, own=True
            )
        project.rename(f"{source.name[:112]} (copy)")
        return project

    return {"view": view_of(page.once(asked.token, copy)), "example": False}


@alone("rename", Rename)
def rename(page: Page, asked: Rename) -> dict:
    page.studio.open(asked.project).rename(asked.name)
    return {}


@alone("delete", OfProject)
def delete(page: Page, asked: OfProject) -> dict:
    """Move a film to the trash; on a Space it is gone for good."""
    page.studio.delete_project(asked.project)
    return {}


@alone("restore", Restore)
def restore(page: Page, asked: Restore) -> dict:
    """Take a film back from the trash, where there is one: the newest of its id, or exactly the one that `trashed` names. The page
    turns to it, unless it asks to stay where it is."""
    if isinstance(page.studio, SpaceStudio):
        raise NotFound("There is no trash here.", field="project", hint="Import its .vgot.zip if you have one.")
    project = page.studio.restore_project(asked.project, asked.trashed)
    if asked.stay:
        project.keep_working()
        return {}
    return _opened(page, project)
