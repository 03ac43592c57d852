"""Models of a person's own: folders that are looked through, what lies there and which slots it fills, LoRAs laid over a film."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

from vgot.errors import BadInput, NotFound
from vgot.graph.loras import NotWorn
from vgot.machine.models_on_disk import look_through, remember, remembered, usual_folders
from vgot.presets.own import lora_from, slots_for
from vgot.project.project import Project
from vgot.settings import RenderPreset, Settings
from vgot.story.edits import value_at

#: How many files and folders one answer lists; what is left out is counted in it.
MOST_FILES, MOST_FOLDERS = 400, 400


class OwnModels:
    def __init__(self, settings: Settings, presets: Callable[[], Mapping[str, RenderPreset]]):
        self.settings, self.presets = settings, presets

    def listing(self) -> dict[str, Any]:
        """{"folders": [{"folder", "kept"}], "found": [as `vgot models --json`, with "words" and "slots": preset -> slots],
        "left_out"}: what cannot be used stands last. Only headers are read."""
        presets = {name: one.preset for name, one in self.presets().items()}
        places = usual_folders(self.settings)
        found = look_through(places, list(presets.values()))
        kept = {str(p) for p in remembered(self.settings.home)}
        shown: list[dict[str, Any]] = []
        for one in sorted(found, key=lambda one: one.identity.kind in ("unknown", "refused"))[:MOST_FILES]:
            slots = {name: slots_for(one.identity, presets[name]) for name in one.usable_by if name in presets}
            shown.append(one.as_json() | {"words": one.words, "slots": {n: s for n, s in slots.items() if s}})
        return {
            "folders": [{"folder": str(p), "kept": str(p) in kept} for p in places],
            "found": shown,
            "left_out": max(0, len(found) - MOST_FILES),
        }

    def keep(self, folder: str) -> None:
        """Look through a folder from now on. Raises NotFound, BadInput."""
        remember(self.settings.home, [*remembered(self.settings.home), Path(folder)])

    def forget(self, folder: str) -> None:
        """Look through a folder no more; nothing in it is touched."""
        remember(self.settings.home, [p for p in remembered(self.settings.home) if str(p) != folder and p.is_dir()])

    def folders_in(self, folder: str) -> dict[str, Any]:
        """{"folder", "above", "inside": names, "left_out"}: the folders in a folder of this machine; "" is the person's own. Raises
        NotFound, BadInput."""
        place = Path(folder).expanduser() if folder.strip() else Path.home()
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

    # -- LoRAs --------------------------------------------------------------------------------------------------------
    def laid(self, project: Project) -> list[dict[str, Any]]:
        """Every LoRA of a film: {"on": film, cast/SLUG or a shot's id, "named", "file", "name", "model", "strength", "words", "why":
        why the preset does not wear it}."""
        now = project.snapshot()
        unworn = now.plan().not_used
        laid = [("film", "", one) for one in now.story.loras]
        laid += [(f"cast/{c.id}", c.name, one) for c in now.story.cast for one in c.loras]
        laid += [(s.id, str(n), one) for n, s in enumerate(now.story.shots, 1) for one in s.loras]
        return [
            {"on": on, "named": named, "file": one.file, "name": one.name, "model": one.model, "strength": one.strength}
            | {
                "words": one.words,
                "why": next((u.why for u in unworn if isinstance(u, NotWorn) and u.file == one.file), ""),
            }
            for on, named, one in laid
        ]

    def strengthen(self, project: Project, path: str, file: str, strength: float) -> list[NotWorn]:
        """A LoRA at another strength, laid first where it does not lie yet. Raises BadInput, NotFound."""
        now = cast("list[dict[str, Any]]", value_at(project.story, path))
        whole = str(Path(file).expanduser().absolute())
        before = next((one for one in now if one["file"] == whole), None)
        told = before | {"strength": strength} if before else lora_from(Path(file), strength=strength)
        project.edit(path, [told if one is before else one for one in now] if before else [*now, told])
        return unworn(project, whole, path)

    def take_off(self, project: Project, path: str, file: str) -> None:
        """Take a LoRA away. Raises NotFound where it does not lie there."""
        now = cast("list[dict[str, Any]]", value_at(project.story, path))
        whole = str(Path(file).expanduser().absolute())
        others = [one for one in now if one["file"] != whole]
        if len(others) == len(now):
            raise NotFound("That LoRA does not lie there.", field=path, hint="Look at which lie where, and choose one.")
        project.edit(path, others)


def unworn(project: Project, file: str, path: str) -> list[NotWorn]:
    """What the plan says of a LoRA that was just laid over something (`loras`, `cast/mary/loras`) and is not worn."""
    where = path.removesuffix("loras").strip("/") or "film"
    idle = (one for one in project.plan().not_used if isinstance(one, NotWorn))
    return [one for one in idle if where in one.on and one.file == file]
