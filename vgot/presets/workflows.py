"""ComfyUI workflows of a person's own and those that ship: where they lie, and what of them stands in a recipe.

A workflow NAME is `NAME.json` beside `NAME.bindings.yaml` in `VGOT_HOME/workflows`, or in `configs/workflows`.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator
from pathlib import Path

import yaml

from vgot.environment import Environment
from vgot.errors import BadInput, NotFound
from vgot.presets.remote import RemoteModel
from vgot.resources import shipped

FOLDER = "workflows"
_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9 ._-]{0,79}$")


def own_workflows(home: Path | None = None) -> Path:
    return (home or Environment.read().home) / FOLDER


def workflow_names(home: Path | None = None) -> list[str]:
    """Every workflow that there is: a person's own, then those that ship."""
    found = [p.stem for place in _places(home) for p in sorted(place.glob("*.json"))]
    return list(dict.fromkeys(found))


def _places(home: Path | None) -> list[Path]:
    return [own_workflows(home), shipped("configs") / FOLDER]


def workflow_file(name: str, home: Path | None = None) -> Path:
    """The file of a workflow. Raises BadInput for what cannot be a name, NotFound where there is none."""
    if not _NAME.match(name) or ".." in name:
        raise BadInput(f"'{name[:60]}' is no name of a workflow.", field="workflow", hint="Use letters and digits.")
    for place in _places(home):
        if (place / f"{name}.json").is_file():
            return place / f"{name}.json"
    raise NotFound(
        f"There is no workflow '{name}'.",
        field=f"workflow/{name}",
        hint=f"Put it into {own_workflows(home)} as {name}.json. There are: {', '.join(workflow_names(home)) or 'none'}.",
    )


def bindings_file(name: str, home: Path | None = None) -> Path:
    """Where a workflow's bindings lie: a person's own first; else beside the workflow."""
    own = own_workflows(home) / f"{name}.bindings.yaml"
    return own if own.is_file() else workflow_file(name, home).with_name(f"{name}.bindings.yaml")


#: (files as they were) -> digest: a plan asks for every node.
_marks: dict[tuple[str, str], tuple[float, str]] = {}


def workflow_marks(remote: RemoteModel) -> dict[str, str]:
    """What is made -> a digest of its workflow and its bindings; `missing` where it is not here."""
    return {what: _mark(name) for what, name in sorted(remote.workflow.items())}


def _mark(name: str) -> str:
    key = (str(own_workflows()), name)
    known = _marks.get(key)
    if known is None or time.monotonic() - known[0] > 2:
        try:
            parts = [workflow_file(name).read_bytes()]
            bound = bindings_file(name)
            parts.append(bound.read_bytes() if bound.is_file() else b"")
            mark = hashlib.sha256(b"\x1f".join(hashlib.sha256(p).digest() for p in parts)).hexdigest()[:16]
        except (OSError, BadInput, NotFound):
            mark = "missing"
        known = _marks[key] = (time.monotonic(), mark)
    return known[1]


# -- inputs that nothing goes into ----------------------------------------------------------------------------------------
#: What is made -> the roles whose files a run has something for. Who fills one more adds it here, and the plan stops naming it.
FILLED: dict[str, frozenset[str]] = {
    "picture": frozenset({"reference"}),
    "clip": frozenset({"keyframe", "end_frame", "reference", "control_video"}),
}
#: Roles whose value is a file.
FILE_ROLES = {
    "keyframe": "a first picture",
    "end_frame": "a last picture",
    "reference": "reference pictures",
    "control_video": "a film that leads the motion",
    "mask": "a mask",
}


#: (file of bindings, when and how long it was) -> its roles: a plan asks for every shot.
_roles: dict[tuple[str, int, int], dict[str, int]] = {}


def bound_roles(name: str) -> dict[str, int]:
    """Role -> how many inputs of a workflow take it; empty for a workflow that cannot be read, which is told where it is run."""
    try:
        bound = bindings_file(name)
        stat = bound.stat()
        key = (str(bound), stat.st_mtime_ns, stat.st_size)
        if key not in _roles:
            inputs = (yaml.safe_load(bound.read_bytes()) or {}).get("inputs") or {}
            _roles[key] = {str(r): len(places) for r, places in inputs.items() if isinstance(places, list) and places}
        return _roles[key]
    except (OSError, BadInput, NotFound, yaml.YAMLError, AttributeError, UnicodeDecodeError):
        return {}


def clip_inputs(remote: RemoteModel | None, family: str) -> tuple[int, bool]:
    """(how many pictures of people and the place, whether a film that leads the motion) a person's workflow of clips has inputs for;
    none where clips are not made by one."""
    roles = bound_roles(remote.workflow.get("clip", "")) if remote is not None and family == "comfy" else {}
    return roles.get("reference", 0), "control_video" in roles


def takes_last(remote: RemoteModel, family: str) -> bool:
    """Whether a clip's last picture has a place to go: a parameter of the service's, an input of the workflow."""
    if family == "hosted":
        return bool(remote.last_field)
    return family != "comfy" or "end_frame" in bound_roles(remote.workflow.get("clip", ""))


def ends_on(remote: RemoteModel | None, family: str, last_frame: bool) -> bool:
    """Whether a model makes clips that end on a picture. A person's workflow does where they bound an input for it; a model at a service
    where its preset says `last_frame` and the service has a parameter for it; a model here where its preset says so."""
    if remote is None:
        return last_frame
    return takes_last(remote, family) and (last_frame or family == "comfy")


def idle_inputs(remote: RemoteModel) -> Iterator[tuple[str, str, str]]:
    """(role, workflow, sentence) of each input of a preset's workflows that is bound and that no film fills."""
    for what, name in sorted(remote.workflow.items()):
        filled = FILLED["clip" if what == "clip" else "picture"]
        for role in bound_roles(name):
            if role in FILE_ROLES and role not in filled:
                yield (
                    role,
                    name,
                    f"The workflow {name} has an input for {FILE_ROLES[role]}, and a film has none to give its {what}. "
                    "Unbind it, or choose another workflow.",
                )
