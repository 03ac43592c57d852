"""A moment shot again from another angle: the same people, place, lines and seed, another camera. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from vgot.errors import BadInput
from vgot.story import edits
from vgot.story.model import Shot, Story, new_shot_id

#: What the camera of each angle is told; `{thing}` is what an insert shows.
ANGLES: Mapping[str, str] = {
    "over-the-shoulder": "Over-the-shoulder medium shot, static camera.",
    "reverse": "Reverse angle, medium shot, static camera.",
    "insert": "Insert shot, close-up of {thing}, static camera.",
    "wide": "Wide shot, static camera.",
    "close": "Close-up, static camera.",
}


def from_angle(shot: Shot, angle: str, thing: str = "") -> Shot:
    """The shot with another camera. An insert shows its thing alone. Raises BadInput for an angle that is none, one that wants more people
    than are in the shot, and an insert of nothing."""
    if angle not in ANGLES:
        raise BadInput(f"There is no angle '{angle}'.", field="angle", hint=f"Use one of {', '.join(ANGLES)}.")
    if angle == "over-the-shoulder" and len(shot.who) != 2:
        raise BadInput(
            f"Over the shoulder needs two people, and {len(shot.who) or 'nobody'} {'is' if len(shot.who) < 2 else 'are'} in this shot.",
            field="angle",
            hint="Use reverse, wide or close, or change who is there.",
        )
    if angle == "reverse" and not shot.who:
        raise BadInput("A reverse needs somebody whose other side is seen.", field="angle", hint="Use wide.")
    if angle == "insert" and not thing.strip():
        raise BadInput(
            "An insert shows a thing, and none is named.", field="thing", hint="Name it: --thing 'a letter'."
        )
    camera = ANGLES[angle].format(thing=thing.strip())
    changes: dict[str, object] = {"domains": shot.domains.model_copy(update={"camera": camera}), "flags": []}
    if angle == "insert":
        changes |= {
            "who": [],
            "summary": f"{thing.strip().rstrip('.')}, large.",
            "domains": shot.domains.model_copy(
                update={"camera": camera, "character": "", "relation": f"{thing.strip().rstrip('.')}."}
            ),
        }
    # A move that is set by itself, and the pictures it arrives at, belong to the old camera; what people do goes where nobody is.
    gone = ("camera_move", "end", "moments", *(("beats",) if angle == "insert" else ()))
    for name in gone:
        if (field := Shot.model_fields.get(name)) is not None:
            changes[name] = field.get_default(call_default_factory=True)
    return shot.model_copy(update=changes)


def shoot_again(story: Story, position: int, angle: str, thing: str = "") -> Story:
    """The story with the moment of a shot (its position from 1) once more behind it, from another angle and cut on both sides."""
    shot = story.shots[position - 1]
    taken = {s.id for s in story.shots}
    made = next(i for n in range(10_000) if (i := new_shot_id("angle", shot.id, angle, n)) not in taken)
    new = from_angle(shot, angle, thing).model_copy(update={"id": made, "locked": [], "markers": []})
    after = edits.insert_shot(story, position + 1, new)
    for seam in (position, position + 1):
        if seam <= len(after.boundaries) and after.boundaries[seam - 1].mode != "cut":
            after = edits.set_value(after, f"boundaries/{seam}/mode", "cut")
    return after
