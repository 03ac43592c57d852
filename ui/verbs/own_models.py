"""Models of a person's own: folders that are looked through, what each file is, a preset made from one, a LoRA laid over the film."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

from vgot.errors import BadInput, NotFound
from vgot.machine.models_on_disk import Found, remember, remembered, usual_folders
from vgot.presets.own import lora_from, slots_for
from vgot.project.studio import Project
from vgot.story.edits import value_at

from ..requests import Flag, Number, OfFilm, Request, Text
from ..view import presets_of
from .base import Page, alone, of_film
from .storage_and_models import _on_own_machine

_Place = Annotated[str, Text(1000)]
#: How many files and folders one answer lists; what is left out is counted in it.
MOST_FILES, MOST_FOLDERS = 400, 400


class Folder(Request):
    folder: _Place


class OwnModels(Request):
    """`keep`: a folder that is looked through from now on; `forget`: one that is not any more."""

    keep: _Place | None = None
    forget: _Place | None = None


class UseFile(Request):
    """A preset `name`, like another, with the file in a slot (`keyframe/transformer`)."""

    file: _Place
    slot: Annotated[str, Text(60)]
    like: Annotated[str, Text(60)]
    name: Annotated[str, Text(60)]


class LayLora(OfFilm):
    """`on`: film, cast/SLUG, or a shot by its id; `off`: take it away."""

    file: _Place
    on: Annotated[str, Text(120)] = "film"
    strength: Annotated[float, Number(-4, 4)] = 1.0
    off: Flag | None = None


@alone("own_models", OwnModels)
def own_models(page: Page, asked: OwnModels) -> dict:
    """What lies in the folders that are looked through, told from headers; nothing is loaded or run."""
    _on_own_machine(page, "A list of models")
    home = page.studio.settings.home
    if asked.keep is not None:
        remember(home, [*remembered(home), Path(asked.keep)])
    if asked.forget is not None:
        remember(home, [p for p in remembered(home) if str(p) != asked.forget])
    found = page.studio.models()
    presets = {p.name: p.preset for p in page.studio.presets().values()}
    kept = [str(p) for p in remembered(home)]
    return {
        "folders": [{"folder": str(p), "kept": str(p) in kept} for p in usual_folders(page.studio.settings)],
        "found": [
            one.as_json() | {"words": one.words, "slots": _slots(one, presets)}
            for one in sorted(found, key=lambda one: one.identity.kind in ("unknown", "refused"))[:MOST_FILES]
        ],
        "left_out": max(0, len(found) - MOST_FILES),
    }


def _slots(one: Found, presets: dict) -> dict[str, list[str]]:
    """preset -> the slots of it that the file can fill."""
    told = {name: slots_for(one.identity, presets[name]) for name in one.usable_by if name in presets}
    return {name: slots for name, slots in told.items() if slots}


@alone("folders_in", Folder)
def folders_in(page: Page, asked: Folder) -> dict:
    """The folders in a folder of this machine, to choose one by clicking; "" is the person's own."""
    _on_own_machine(page, "Choosing a folder")
    place = Path(asked.folder).expanduser() if asked.folder.strip() else Path.home()
    try:
        place = place.resolve(strict=True)
        inside = sorted(e.name for e in os.scandir(place) if not e.name.startswith(".") and e.is_dir())
    except NotADirectoryError as why:
        raise BadInput(f"'{place}' is a file.", field="folder", hint="Choose the folder that it is in.") from why
    except FileNotFoundError as why:
        raise NotFound(f"There is no folder '{place}'.", field="folder", hint="Choose one from the list.") from why
    except OSError as why:
        reason = why.strerror or "it cannot be opened"
        raise BadInput(f"'{place}' cannot be read: {reason}.", field="folder", hint="Choose another one.") from why
    return {
        "folder": str(place),
        "above": str(place.parent) if place.parent != place else None,
        "inside": inside[:MOST_FOLDERS],
        "left_out": max(0, len(inside) - MOST_FOLDERS),
    }


@alone("use_file", UseFile)
def use_file(page: Page, asked: UseFile) -> dict:
    """Make a preset of one's own from a file; it is used once it is chosen."""
    _on_own_machine(page, "Making a preset")
    made = page.studio.make_preset(asked.name, asked.like, {asked.slot: asked.file})
    file = page.studio.settings.home / "presets" / f"{made.name}.yaml"
    return {"preset": made.name, "file": str(file), "presets": presets_of(page.studio)}


@of_film("loras", OfFilm)
def loras(page: Page, project: Project, asked: OfFilm) -> dict:
    """Every LoRA of the film and where it lies, with why where a preset does not wear it."""
    _on_own_machine(page, "A LoRA of one's own")
    now = project.snapshot()
    story, unworn = now.story, now.plan().not_used
    laid = [("film", "", one) for one in story.loras]
    laid += [(f"cast/{c.id}", c.name, one) for c in story.cast for one in c.loras]
    laid += [(s.id, str(n), one) for n, s in enumerate(story.shots, 1) for one in s.loras]
    return {
        "loras": [
            {"on": on, "named": named, "file": one.file, "name": one.name, "model": one.model, "strength": one.strength}
            | {"words": one.words, "why": next((u.why for u in unworn if u.file == one.file), "")}
            for on, named, one in laid
        ],
        "view": None,
    }


@of_film("lay_lora", LayLora)
def lay_lora(page: Page, project: Project, asked: LayLora) -> dict:
    """Lay a LoRA over the film, over whoever it shows, or over one shot: its strength anew where it lies there already."""
    _on_own_machine(page, "A LoRA of one's own")
    if asked.on == "film":
        path = "loras"
    elif asked.on.startswith("cast/"):
        path = f"{asked.on}/loras"
    else:
        path = f"shots/{project.edits.position(asked.on)}/loras"
    now: list[dict[str, Any]] = value_at(project.snapshot().story, path)  # pyright: ignore[reportAssignmentType]
    file = str(Path(asked.file).expanduser().absolute())
    others = [one for one in now if one["file"] != file]
    if asked.off:
        if len(others) == len(now):
            raise NotFound("That LoRA does not lie there.", field=path, hint="Reload the page and look again.")
        project.edit(path, others)
        return page.follow(project)
    before = next((one for one in now if one["file"] == file), None)
    told = lora_from(Path(file), strength=asked.strength) if before is None else before | {"strength": asked.strength}
    project.edit(path, [told if one is before else one for one in now] if before else [*now, told])
    why = [one.why for one in project.plan().not_used if one.file == file]
    return page.follow(project) | ({"note": " ".join(dict.fromkeys(why))} if why else {})
