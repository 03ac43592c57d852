"""How a shot ends: the picture that its last frame is to be. Pure.

It is a picture of a person's own, the still of another shot, or the still of whichever shot comes next. Another shot is named by
its id, so that moves keep it; one that was deleted is named where the film is planned, and comes back with it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from vgot.errors import BadInput

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class ShotEnd(BaseModel):
    """`of`: "next" (the still of the shot that comes next), "shot" (that of the shot with the id `shot`) or "file" (the picture with
    the digest `file`, called `name`)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    of: Literal["next", "shot", "file"]
    shot: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{4,32}$")] | None = None
    file: Digest | None = None
    name: Annotated[str, StringConstraints(max_length=120)] = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.shot is not None) != (self.of == "shot") or (self.file is not None) != (self.of == "file"):
            raise ValueError('say {"of": "next"}, {"of": "shot", "shot": a number} or {"of": "file"} with an upload')
        return self


def read_end(data: dict[str, Any], path: str, value: Any) -> Any:
    """An end picture as people give it (`next`, a shot's number, or the value itself) as it is kept, for the shot at `path` of a story
    that is a plain dict. Raises BadInput for a shot that is not there, or that is the shot itself."""
    if value in ("", "none", None):
        return None
    if value == "next":
        return {"of": "next"}
    if isinstance(value, int) and not isinstance(value, bool) or isinstance(value, str) and value.isdecimal():
        value = {"of": "shot", "shot": int(value)}
    if not isinstance(value, dict) or value.get("of") != "shot":
        return value
    shots, wanted = data["shots"], value.get("shot")
    if isinstance(wanted, int) and not isinstance(wanted, bool):
        wanted = shots[wanted - 1]["id"] if 1 <= wanted <= len(shots) else None
    if wanted not in {s["id"] for s in shots}:
        raise BadInput(
            f"There is no shot {value.get('shot')!r} whose still this shot could end on.",
            field=path,
            hint=f"Use 1 to {len(shots)}, or `next`.",
        )
    if shots[int(path.strip("/").split("/")[1]) - 1]["id"] == wanted:
        raise BadInput("A shot cannot end on its own still.", field=path, hint="Name another shot, or `next`.")
    return value | {"shot": wanted}
