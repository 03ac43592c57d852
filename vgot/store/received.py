"""What came with a project from elsewhere: its takes' facts and recipes are held against a schema, and its stored files are decoded in a
process with limits before anything of this program opens one. What is not what it says it is refuses the whole import.
"""

from __future__ import annotations

import json
import math
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, cast

from pydantic import BaseModel, ConfigDict, Field

from vgot.errors import BadInput
from vgot.graph.kinds import KINDS
from vgot.media import _check_stored, _limited

_HEX = re.compile(r"^[0-9a-f]{64}$")
_HINT = "Export the project again with VGoT Studio and import that file."
#: JSON of one take's recipe or facts.
_MOST_JSON, _DEEPEST = 2**20, 40
_SIDE = Annotated[int, Field(ge=1, le=16_384)]
_Many = Annotated[int, Field(ge=0, le=100_000_000)]
_Text = Annotated[str, Field(max_length=4000)]
_Texts = Annotated[list[_Text], Field(max_length=1000)]
_Number = Annotated[float, Field(allow_inf_nan=False)]


class _Facts(BaseModel):
    """What this program reads of a take's facts. Others may stand beside them: a later version may tell more."""

    model_config = ConfigDict(extra="allow", strict=True)

    width: _SIDE | None = None
    height: _SIDE | None = None
    frames: _Many | None = None
    fps: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)] | None = None
    mode: _Text = ""
    kind: _Text = ""
    seam: dict[str, _Number] = {}
    not_drawn: _Texts = []
    drawn_as: list[dict[str, Any]] = []
    note: _Text = ""
    notes: _Texts = []
    not_used: _Texts = []
    fitted: _Texts = []
    instead: _Text = ""
    service: _Text = ""
    cost: _Number | None = None
    chained: _Many = 0


class _Recipe(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)

    step: str = ""
    version: int | str = 1
    seed: Annotated[int, Field(ge=-(2**63), lt=2**63)] = 0
    model: dict[str, Any] = {}
    params: dict[str, Any] = {}
    own: dict[str, Any] = {}
    inputs: dict[str, dict[str, str]] = {}


#: What a take of a kind must say, and which file it must have.
_SAYS = {"film": ("frames", "fps", "width", "height"), "clip": ("frames",), "join": ("frames",)}
_HAS = {
    "portrait": "picture",
    "plate": "picture",
    "keyframe": "picture",
    "tokens": "tokens",
    "clip": "frames",
    "film": "film",
}


def checked_take(take: Any) -> dict[str, Any]:
    """A take as an archive tells it, with exactly the fields that a row has. Raises ValueError (pydantic's among them), TypeError and
    KeyError for what no take is."""
    step, node = take["step"], str(take["node"])
    digests = {str(role)[:20]: digest for role, digest in dict(take["digests"]).items()}
    if not all(isinstance(d, str) and _HEX.match(d) for d in digests.values()):
        raise ValueError("digest")
    if not isinstance(take["recipe_key"], str) or not _HEX.match(take["recipe_key"]) or step not in KINDS:
        raise ValueError("take")
    if not 0 < len(node) <= 200 or node.partition("/")[0] != step:
        raise ValueError("node")
    recipe, facts = _plain(take["recipe"]), _plain(take["facts"])
    _Recipe.model_validate(recipe)
    said = _Facts.model_validate(facts)
    if any(getattr(said, name) is None for name in _SAYS.get(step, ())):
        raise ValueError("facts")
    if (role := _HAS.get(step) or ("frames" if step == "join" and said.frames and "frames" in digests else "")) and (
        role not in digests
    ):
        raise ValueError("role")
    if not math.isfinite(seconds := float(take["seconds"])) or seconds < 0:
        raise ValueError("seconds")
    return {
        "node": node,
        "step": step,
        "recipe_key": take["recipe_key"],
        "recipe": recipe,
        "preset": str(take["preset"])[:60],
        "producer": str(take["producer"])[:120],
        "created": str(take["created"])[:40],
        "seconds": seconds,
        "digests": digests,
        "facts": facts,
    }


def _plain(said: Any) -> dict[str, Any]:
    """A JSON object of a size and depth that this program could have written."""
    if not isinstance(said, dict):
        raise TypeError("no object")
    if len(json.dumps(said, allow_nan=False)) > _MOST_JSON or not _shallow(said, _DEEPEST):
        raise ValueError("too much")
    return cast("dict[str, Any]", said)


def _shallow(value: Any, levels: int) -> bool:
    if levels == 0:
        return False
    inner: Iterable[Any] = ()
    if isinstance(value, dict):
        inner = cast("dict[str, Any]", value).values()
    elif isinstance(value, list):
        inner = cast("list[Any]", value)
    return all(_shallow(one, levels - 1) for one in inner)


# -- files --------------------------------------------------------------------------------------------------------------
_AT_ONCE, _CPU_S, _TIMEOUT_S, _MEMORY_BYTES = 400, 120, 240.0, 2 * 2**30


def check_files(files: dict[str, str], path_of: dict[str, Path]) -> None:
    """`files`: digest -> what it must be (`picture`, `film`, `sound`). Each is opened and decoded (a film: its first frame) in a process
    with limits. Raises BadInput naming the first that is something else."""
    wanted = list(files.items())
    for at in range(0, len(wanted), _AT_ONCE):
        some = wanted[at : at + _AT_ONCE]
        wrong = _checked_by_itself([[str(path_of[digest]), kind] for digest, kind in some])
        if wrong is not None:
            n, why = wrong
            raise BadInput(
                f"The stored {some[n][1]} {some[n][0][:12]} of this project cannot be used: {why}.",
                field="import",
                hint=_HINT,
            )


def _checked_by_itself(files: list[list[str]]) -> tuple[int, str] | None:
    command = _limited.command(_check_stored.__file__, memory_bytes=_MEMORY_BYTES, cpu_s=_CPU_S)
    try:
        ran = subprocess.run(
            command, input=json.dumps(files).encode(), capture_output=True, timeout=_TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired:
        return 0, "it takes too long to open"
    lines = ran.stdout.decode("utf-8", "replace").splitlines()
    for n, line in enumerate(lines[: len(files)]):
        if line != "ok":
            return n, line[:160] or "it cannot be decoded"
    return None if len(lines) >= len(files) else (len(lines), "it cannot be decoded within safe limits")


def roles_of(takes: Iterable[dict[str, Any]], sounds: Iterable[str]) -> dict[str, str]:
    """digest -> what it must be, of everything that is opened as a picture, a film or a sound."""
    found = dict.fromkeys(sounds, "sound")
    for take in takes:
        for role, digest in take["digests"].items():
            if role == "picture":
                found[digest] = "picture"
            elif role in ("frames", "film"):
                found[digest] = "film"
    return found
