"""What a preset's real weights took on somebody's machine, as one file: seconds, peaks of memory, pictures (`vgot doctor --record`).

A record is `VGOT_HOME/records/*.json`. It holds nothing of a film and nothing of the person: a scene that ships, made once. Plans reckon
with the newest record of the same preset and the same weights. Reading is strict: a record comes from anybody.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from vgot.errors import BadInput

FORMAT = "vgot-record-1"
#: Bytes of a record's file at the most.
MOST = 16 * 2**20
Words = Annotated[str, Field(min_length=1, max_length=200)]
Gib = Annotated[float, Field(ge=0, le=4096, allow_inf_nan=False)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Machine(Strict):
    """`device`: as the driver names it, `cpu` where there is none. Memory in GiB."""

    device: Words
    kind: Literal["cuda", "rocm", "cpu"]
    device_gib: Gib = 0.0
    host_gib: Gib
    system: Words
    packages: dict[Words, Words | None]


class Stage(Strict):
    """One thing made. `first_s`: with loading; `again_s`: once more, loaded; None where it was made once. `device_gib`, `host_gib`: the most
    that the device held, and this program up to then; None where nobody can tell. `rung`: how its model lay in memory."""

    step: Literal["portrait", "tokens", "plate", "keyframe", "clip", "join"]
    first_s: Annotated[float, Field(ge=0, le=10**6, allow_inf_nan=False)]
    again_s: Annotated[float, Field(ge=0, le=10**6, allow_inf_nan=False)] | None = None
    frames: Annotated[int, Field(ge=1, le=10**5)] = 1
    device_gib: Gib | None = None
    host_gib: Gib | None = None
    rung: Annotated[str, Field(max_length=40)] = ""
    notes: Annotated[list[Words], Field(max_length=40)] = []


class Shown(Strict):
    """A picture that was made: PNG bytes in base64, and their SHA-256."""

    step: Words
    png: Annotated[str, Field(max_length=6 * 2**20)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

    @model_validator(mode="after")
    def _whole(self) -> Shown:
        data = base64.b64decode(self.png, validate=True)
        if hashlib.sha256(data).hexdigest() != self.sha256 or data[:8] != b"\x89PNG\r\n\x1a\n":
            raise ValueError(f"the picture of {self.step} is not the one that was recorded")
        return self

    @property
    def data(self) -> bytes:
        return base64.b64decode(self.png)


class Record(Strict):
    """One pass of a preset. `weights`: section -> revision of what was really loaded, by which a plan knows whether it is its own."""

    format: Literal["vgot-record-1"] = FORMAT
    app: Words
    made: datetime
    preset: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    weights: dict[Literal["keyframe", "face", "video"], Words]
    width: Annotated[int, Field(ge=16, le=8192)]
    height: Annotated[int, Field(ge=16, le=8192)]
    fps: Annotated[float, Field(gt=0, le=240)]
    machine: Machine
    stages: Annotated[list[Stage], Field(min_length=1, max_length=12)]
    pictures: Annotated[list[Shown], Field(max_length=8)] = []

    def paces(self) -> dict[str, float]:
        """Step -> seconds a picture, or a frame of a clip or a bridge, with everything loaded where that is known."""
        return {s.step: (s.first_s if s.again_s is None else s.again_s) / s.frames for s in self.stages}


def folder(home: Path) -> Path:
    return home / "records"


def read_record(data: bytes, where: str = "record") -> Record:
    """A record from its file. Raises BadInput naming what is wrong: another format, an unknown key, a number out of its range, a picture
    that was changed, a file that is too large."""
    if len(data) > MOST:
        raise BadInput(
            f"{where} has {len(data):,} bytes; a record has at most {MOST:,}.", field=where, hint="Record again."
        )
    try:
        return Record.model_validate_json(data)
    except ValidationError as why:
        first = why.errors(include_url=False, include_input=False, include_context=False)[0]
        place = "/".join(str(p) for p in first["loc"]) or "the file"
        raise BadInput(
            f"{where} is no record that can be read: {place}: {first['msg']}.",
            field=f"{where}/{place}",
            hint="Make one with `vgot doctor --record PRESET`.",
        ) from why


def write_record(record: Record, home: Path) -> Path:
    """Keep a record under its preset's name and its time. The file is written whole or not at all."""
    place = folder(home)
    place.mkdir(parents=True, exist_ok=True)
    file = place / f"{record.preset}-{record.made:%Y%m%d-%H%M%S}.json"
    beside = file.with_suffix(".part")
    beside.write_text(record.model_dump_json(indent=1), encoding="utf-8")
    beside.replace(file)
    return file


def records(home: Path) -> list[tuple[Path, Record]]:
    """Every record that can be read, the newest first; one that cannot is told by who asks for it by name."""
    place = folder(home)
    files = sorted(place.glob("*.json")) if place.is_dir() else []
    stamp = (str(place), tuple((f.name, f.stat().st_mtime_ns, f.stat().st_size) for f in files))
    if _known.get("stamp") != stamp:
        found: list[tuple[Path, Record]] = []
        for file in files:
            try:
                found.append((file, read_record(file.read_bytes(), file.name)))
            except (BadInput, OSError):
                continue
        _known.update(stamp=stamp, found=sorted(found, key=lambda one: one[1].made, reverse=True))
    return list(_known["found"])  # type: ignore[arg-type]


_known: dict[str, object] = {}


def record_for(home: Path, preset: str, weights: dict[str, str]) -> Record | None:
    """The newest record of a preset whose weights were these; None where there is none."""
    return next((r for _, r in records(home) if r.preset == preset and r.weights == weights), None)
