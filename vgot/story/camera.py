"""The camera of a shot as a value beside its words: which move, which way, how far, with what ease, from which height, through which
lens; and the value said in the words that video models' guides use.

Units. A share of the frame's width for pan and truck, of its height for tilt, pedestal, crane and the sway of a handheld camera. A factor,
how many times as large or small the subject becomes, for push, pull and zoom, and how much the background changes for a dolly zoom.
Degrees for an orbit. For follow, the share of somebody's way that the camera keeps up with. Shares of a truck, a pedestal and a crane are
measured where the subject is: what is farther travels less, what is nearer more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Move = Literal[
    "static", "pan", "tilt", "push", "pull", "truck", "pedestal", "zoom", "orbit", "crane", "handheld", "follow", "dolly_zoom"
]  # fmt: skip
Direction = Literal["", "left", "right", "up", "down", "in", "out", "cw", "ccw"]
Ease = Literal["linear", "in", "out", "in_out"]
Height = Literal["eye", "low", "high", "ground", "overhead"]

#: full-frame millimetres of the lens that the drawn world is seen through where no lens is set
USUAL_LENS = 35.0


@dataclass(frozen=True)
class MoveKind:
    """What one move takes: its directions (the first is the usual one), its usual amount, its least and its greatest, their unit."""

    directions: tuple[Direction, ...]
    usual: float
    least: float
    most: float
    unit: str


KINDS: dict[str, MoveKind] = {
    "static": MoveKind(("",), 0.0, 0.0, 0.0, "nothing"),
    "pan": MoveKind(("right", "left"), 0.25, 0.01, 2.0, "of the frame's width"),
    "tilt": MoveKind(("up", "down"), 0.2, 0.01, 1.0, "of the frame's height"),
    "push": MoveKind(("in",), 1.3, 1.01, 4.0, "times as large"),
    "pull": MoveKind(("out",), 1.3, 1.01, 4.0, "times as small"),
    "truck": MoveKind(("right", "left"), 0.25, 0.01, 2.0, "of the frame's width"),
    "pedestal": MoveKind(("up", "down"), 0.2, 0.01, 1.0, "of the frame's height"),
    "zoom": MoveKind(("in", "out"), 1.4, 1.01, 4.0, "times"),
    "orbit": MoveKind(("cw", "ccw"), 30.0, 1.0, 360.0, "degrees"),
    "crane": MoveKind(("up", "down"), 0.3, 0.01, 1.0, "of the frame's height"),
    "handheld": MoveKind(("",), 0.015, 0.001, 0.1, "of the frame's height"),
    "follow": MoveKind(("",), 1.0, 0.05, 1.0, "of their way"),
    "dolly_zoom": MoveKind(("in", "out"), 1.5, 1.01, 4.0, "times"),
}


def _list(words: tuple[str, ...]) -> str:
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


class CameraMove(BaseModel):
    """The camera of one shot. `direction` and `amount` that are left out are the usual ones of the move (`KINDS`). An orbit `cw` takes
    the camera clockwise around the subject as seen from above: to its own left. A dolly zoom `in` goes nearer while it zooms out: the
    background shrinks away; `out` is the other way round. `ease`: how the move begins and ends. `height` and `lens` (millimetres, full frame) None: as the
    words say. Raises ValidationError for a direction or an amount that the move does not take."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    move: Move
    direction: Direction = ""
    amount: Annotated[float, Field(ge=0.0, le=360.0, allow_inf_nan=False)] = 0.0
    ease: Ease = "in_out"
    height: Height | None = None
    lens: Annotated[float, Field(ge=12.0, le=300.0, allow_inf_nan=False)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _usual(cls, data: Any) -> Any:
        kind = KINDS.get(str(data.get("move"))) if isinstance(data, dict) else None
        if kind is None:
            return data
        filled = dict(data)
        if filled.get("direction") in (None, ""):
            filled["direction"] = kind.directions[0]
        if filled.get("amount") in (None, ""):
            filled["amount"] = kind.usual
        return filled

    @model_validator(mode="after")
    def _fits(self) -> CameraMove:
        kind = KINDS[self.move]
        if self.direction not in kind.directions:
            takes = f"goes {_list(kind.directions)}" if kind.directions != ("",) else "has no direction"
            raise ValueError(f"A {_name(self.move)} {takes}, not {self.direction}")
        if not kind.least <= self.amount <= kind.most:
            if not kind.most:
                raise ValueError("A camera that stands still moves by nothing: its amount is 0")
            raise ValueError(
                f"A {_name(self.move)} takes {kind.least:g} to {kind.most:g} ({kind.unit}), not {self.amount:g}"
            )
        return self

    def as_params(self) -> dict[str, Any]:
        """Plain values for a recipe, without what is not set."""
        return self.model_dump(mode="json", exclude_none=True)

    def view_params(self) -> dict[str, Any]:
        """What of it a still shows: height and lens, where they are set."""
        return {k: v for k, v in (("height", self.height), ("lens", self.lens)) if v is not None}


def _name(move: str) -> str:
    return move.replace("_", " ")


def with_field(value: dict[str, Any] | None, field: str, new: object) -> dict[str, Any]:
    """The plain value with one field changed. Another move begins with its own usual way and amount where the ones before are not its
    own; ease, height and lens stay. A field of a camera that is not set yet needs the move first: raises ValueError."""
    if value is None and field != "move":
        raise ValueError("Set the move first: this shot's camera is as its words say")
    made = dict(value or {}) | {field: new}
    if field == "move" and value is not None and new != value.get("move"):
        kind, was = KINDS.get(str(new)), KINDS.get(str(value.get("move")))
        if kind is not None and made.get("direction") not in kind.directions:
            made["direction"] = ""
        if kind is not None and (
            was is None or was.unit != kind.unit or not kind.least <= float(value["amount"]) <= kind.most
        ):
            made["amount"] = None
    return made


# -- said in words ----------------------------------------------------------------------------------------------------
#: (move, direction) -> what follows "the camera"
_SAID: dict[tuple[str, str], str] = {
    ("static", ""): "is static and locked off, with no camera movement",
    ("pan", "left"): "pans left",
    ("pan", "right"): "pans right",
    ("tilt", "up"): "tilts up",
    ("tilt", "down"): "tilts down",
    ("push", "in"): "pushes in",
    ("pull", "out"): "pulls back",
    ("truck", "left"): "trucks left, sliding sideways",
    ("truck", "right"): "trucks right, sliding sideways",
    ("pedestal", "up"): "moves straight up in a pedestal up",
    ("pedestal", "down"): "moves straight down in a pedestal down",
    ("zoom", "in"): "zooms in",
    ("zoom", "out"): "zooms out",
    ("orbit", "cw"): "orbits clockwise around the subject",
    ("orbit", "ccw"): "orbits counterclockwise around the subject",
    ("crane", "up"): "cranes up",
    ("crane", "down"): "cranes down",
    ("handheld", ""): "is handheld, with natural shake",
    ("follow", ""): "follows the subject in a tracking shot",
    ("dolly_zoom", "in"): "dollies in while zooming out, a dolly zoom (vertigo effect)",
    ("dolly_zoom", "out"): "dollies out while zooming in, a dolly zoom (vertigo effect)",
}
_SHORT: dict[tuple[str, str], str] = {
    ("static", ""): "static camera",
    ("push", "in"): "push in",
    ("pull", "out"): "pull back",
    ("orbit", "cw"): "orbit clockwise",
    ("orbit", "ccw"): "orbit counterclockwise",
    ("handheld", ""): "handheld camera",
    ("follow", ""): "following camera",
}
_EASED = {
    "linear": "at an even speed",
    "in": "starting gently and gathering speed",
    "out": "slowing to a gentle stop",
    "in_out": "smoothly",
}
_HEIGHTS = {
    "eye": "eye level",
    "low": "low angle",
    "high": "high angle",
    "ground": "ground level",
    "overhead": "overhead, top-down",
}


def short_name(value: CameraMove) -> str:
    """A move in two or three words: `push in`, `truck left`."""
    key = (value.move, value.direction)
    return _SHORT.get(key, f"{_name(value.move)} {value.direction}".strip())


def phrase_of(value: CameraMove) -> str:
    """The value as a sentence for a video model: "The camera slowly pushes in, smoothly. Low angle, 24mm wide-angle lens"."""
    return ". ".join(filter(None, (_move_phrase(value), view_phrase(value.height, value.lens))))


def _move_phrase(value: CameraMove) -> str:
    said = _SAID[(value.move, value.direction)]
    if value.move in ("static", "handheld", "follow"):
        return f"The camera {said}"
    degrees = f", {value.amount:g} degrees" if value.move == "orbit" else ""
    return f"The camera {_pace(value)}{said}{degrees}, {_EASED[value.ease]}"


def _pace(value: CameraMove) -> str:
    """How much it is against what is usual for this move: a smaller way in the same time is a slower one."""
    kind = KINDS[value.move]
    base = 1.0 if kind.least >= 1.0 and value.move != "orbit" else 0.0
    share = (value.amount - base) / (kind.usual - base)
    return "slowly " if share < 0.75 else "quickly " if share > 2.0 else ""


def view_phrase(height: str | None, lens: float | None) -> str:
    """Height and lens as a still's model is told them; nothing where neither is set."""
    told = [_HEIGHTS[height]] if height else []
    if lens is not None:
        kind = "wide-angle" if lens < 32 else "normal" if lens < 62 else "portrait" if lens <= 105 else "telephoto"
        told.append(f"{lens:g}mm {kind} lens")
    return ", ".join(told).capitalize()


__all__ = ["KINDS", "USUAL_LENS", "CameraMove", "MoveKind", "phrase_of", "short_name", "view_phrase", "with_field"]
