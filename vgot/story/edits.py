"""Edits of a story by the paths of the contract (`shots/3/lighting`), and moves of shots. Pure: Story in, Story out.

A path names shots by position from 1, characters, stages, places and things by slug, boundaries by the shot on their left.
Every edit is validated as a whole before it is returned; a bad value raises BadInput and nothing changes.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from vgot.errors import BadInput, NotFound
from vgot.story.beats import Beat, refuse_strangers
from vgot.story.camera import CameraMove, with_field
from vgot.story.camera_words import hear_camera
from vgot.story.ends import read_end, read_moments
from vgot.story.model import (
    DOMAINS,
    MAX_SHOTS,
    Boundary,
    Domains,
    Shot,
    Story,
    Track,
    bad_input_from,
    new_shot_id,
    seed_from,
)
from vgot.units import free_slug

_SHOT_FIELDS = (
    "summary",
    "who",
    "place",
    "duration_s",
    "seed",
    "lines",
    "notes",
    "scene",
    "status",
    "assignee",
    "comments",
    "locked",
    "flags",
    "markers",
    "trim_in_s",
    "trim_out_s",
    "staging",
    "camera_move",
    "guide",
    "guide_kind",
    "end",
    "moments",
    "loras",
    "prompt",
    "beats",
)
#: Of a shot: empty is "as the film says".
_AS_THE_FILM = ("staging", "guide", "guide_kind")
_STORY_FIELDS = ("title", "sentence", "kind", "style", "seed", "sound", "titles", "loras")


def _number(text: str, many: int, path: str, what: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= many:
        raise NotFound(
            f"There is no {what} '{text}'; this story has {many}.",
            field=path,
            hint=f"Use 1 to {many}." if many else "Add one first.",
        )
    return int(text) - 1


def located(data: dict[str, Any], path: str) -> tuple[dict[str, Any], str]:
    """The dict that holds a path's value, and the key in it. `data` is a story as plain dict."""
    steps = path.strip("/").split("/")
    match steps:
        case ["shots", n, field]:
            shot = data["shots"][_number(n, len(data["shots"]), path, "shot")]
            if field in DOMAINS:
                return shot["domains"], field
            if field in _SHOT_FIELDS:
                return shot, field
        case ["shots", n, "prompt", ("keyframe" | "clip") as field]:
            return shots_prompt(data["shots"][_number(n, len(data["shots"]), path, "shot")]), field
        case ["shots", n, "camera_move", field] if field in CameraMove.model_fields:
            shot = data["shots"][_number(n, len(data["shots"]), path, "shot")]
            return shot["camera_move"] or {field: None}, field
        case ["shots", n, "beats", k, field] if field in Beat.model_fields:
            beats = data["shots"][_number(n, len(data["shots"]), path, "shot")]["beats"]
            return beats[_number(k, len(beats), path, "beat of this shot")], field
        case ["cast", who, "stages", stage, ("name" | "look") as field]:
            return _named(_named(data["cast"], who, path, "character")["stages"], stage, path, "stage"), field
        case ["cast", who, ("name" | "role" | "wardrobe" | "strength" | "voice" | "loras") as field]:
            return _named(data["cast"], who, path, "character"), field
        case [("places" | "things") as part, one, ("name" | "look") as field]:
            return _named(data[part], one, path, part[:-1]), field
        case ["boundaries", n, field] if field in Boundary.model_fields and field != "after":
            return data["boundaries"][_number(n, len(data["boundaries"]), path, "boundary")], field
        case ["film", ("width" | "height" | "fps" | "staging" | "guide" | "guide_kind" | "spend_limit") as field]:
            return data["film"], field
        case [("sound" | "titles") as part, field] if field in data[part]:
            return data[part], field
        case ["sound", "tracks", track, field] if field not in ("id", "items") and field in Track.model_fields:
            return _named(data["sound"]["tracks"], track, path, "track"), field
        case [field] if field in _STORY_FIELDS:
            return data, field
    raise NotFound(
        f"There is no field '{path}'.",
        field=path,
        hint="Fields are like shots/3/lighting, cast/mary/stages/young/look, places/harbour/look, boundaries/3/mode, shots/3/beats/1/to_s or film/fps.",
    )


def shots_prompt(shot: dict[str, Any]) -> dict[str, Any]:
    """What is written by hand for a shot's models; a shot of before has none."""
    return shot.setdefault("prompt", {"keyframe": "", "clip": ""})


def _named(items: list[dict[str, Any]], name: str, path: str, what: str) -> dict[str, Any]:
    for item in items:
        if item["id"] == name:
            return item
    known = ", ".join(i["id"] for i in items) or "none yet"
    raise NotFound(f"There is no {what} '{name}'.", field=path, hint=f"Known: {known}.")


def _validated(data: dict[str, Any], path: str) -> Story:
    try:
        return Story.model_validate(data)
    except ValidationError as why:
        problem = bad_input_from(why)
        finer = problem.field if "/beats/" in (problem.field or "") else path
        raise BadInput(
            problem.message, field=finer, hint="Nothing was changed; correct the value and try again."
        ) from why


def value_at(story: Story, path: str) -> object:
    """The value at a path, as plain JSON. Raises NotFound."""
    holder, key = located(story.model_dump(mode="json"), path)
    return holder[key]


def set_value(story: Story, path: str, value: object) -> Story:
    """The story with one field changed. A string for a number or a list is read as JSON first (command lines send text).

    Raises NotFound for an unknown path, BadInput (field = path) for a value that the field cannot hold."""
    return set_values(story, {path: value})


def set_values(story: Story, values: dict[str, object]) -> Story:
    """The story with several fields changed, checked once. Raises as `set_value`, for all of them or none."""
    data = story.model_dump(mode="json")
    for path, value in values.items():
        _put(data, path, value)
    made = _validated(data, next(iter(values)) if len(values) == 1 else "story")
    for path in values:
        match path.strip("/").split("/"):
            case ["shots", n, "beats", *_]:
                shot = made.shots[int(n) - 1]
                present = {p.character for p in shot.who}
                refuse_strangers(shot.beats, present, [line.text for line in shot.lines], f"shots/{n}/beats")
    return made


def _put(data: dict, path: str, value: object) -> None:
    """Write one field of a story that is a plain dict."""
    holder, key = located(data, path)
    if key == "prompt" and isinstance(value, str) and not value.lstrip().startswith("{"):
        holder, key = holder["prompt"], "keyframe"  # a plain text is the still's
    steps = path.strip("/").split("/")
    if steps[0] == "shots" and steps[2] == "camera_move":
        shot = data["shots"][int(steps[1]) - 1]
        shot["camera_move"] = _camera(shot["camera_move"], steps[3:], value, path)
        return
    if value == "" and (key in ("place", "spend_limit") or path.startswith("shots/") and key in _AS_THE_FILM):
        value = None
    if key == "moments" and value in ("", "none"):
        value = []
    as_json = isinstance(value, str) and key == "end" and value.lstrip().startswith("{")
    if "/beats/" in path:
        value = _of_a_beat(key, value)
    elif as_json or isinstance(value, str) and key != "end" and not isinstance(holder[key], (str, type(None))):
        assert isinstance(value, str)
        try:
            value = json.loads(value)
        except ValueError as why:
            raise BadInput(
                f"'{value[:60]}' is not a value for {key}.",
                field=path,
                hint=f"It is now {json.dumps(holder[key], ensure_ascii=False)[:80]}.",
            ) from why
    arrives = {"end": read_end, "moments": read_moments}.get(key) if path.startswith("shots/") else None
    holder[key] = arrives(data, path, value) if arrives else value
    if key in DOMAINS:  # what was flagged spoke of the words that are gone
        shot = data["shots"][int(path.strip("/").split("/")[1]) - 1]
        shot["flags"] = [f for f in shot["flags"] if f["domain"] != key]


def _camera(now: dict[str, Any] | None, field: list[str], value: object, path: str) -> Any:
    """A shot's camera with a new value: whole, one field of it, or in words ("slow push in"). Text of a command line is read as what it
    says; empty text is "as the words say", of one field its usual value. Raises BadInput for words that name no move."""
    if isinstance(value, str):
        value = value.strip()
        try:
            value = json.loads(value) if value else None
        except ValueError:  # a word, or several
            value = value if field else _camera_in_words(str(value), path)
    if not field:
        return value
    try:
        return with_field(now, field[0], value)
    except ValueError as why:
        raise BadInput(
            f"{why}.", field=path, hint=f"Set {path.rpartition('/')[0]}/move to push, pan or another move."
        ) from why


def _camera_in_words(words: str, path: str) -> dict[str, Any]:
    heard = hear_camera(words)
    if heard.value is None:
        why = "; ".join(f"“{what}”: {because}" for what, because in heard.not_understood)
        raise BadInput(
            f"'{words[:60]}' names no move of a camera{f' ({why})' if why else ''}.",
            field=path,
            hint='Say push in, pan left, orbit, static or another move, or give a value like {"move": "push"}.',
        )
    return heard.value.model_dump(mode="json")


def _of_a_beat(key: str, value: object) -> object:
    """A field of a beat as a command line sends it: numbers, boxes and points are JSON, the rest are words."""
    if not isinstance(value, str) or key in ("who", "what", "deed"):
        return None if value == "" and key == "who" else value
    if not value.strip():
        return None
    try:
        return json.loads(value)
    except ValueError:
        return value  # the name of somebody, a line's text; what is no number is refused where it is checked


# -- shots ------------------------------------------------------------------------------------------------------------
class ShotNumber(int):
    """A shot's number, from 1, that remembers the shot: a verb that is given one finds the shot where it stands by then."""

    shot: str

    @classmethod
    def of(cls, story: Story, shot: str) -> ShotNumber:
        """Raises NotFound."""
        try:
            made = cls(story.position(shot))
        except KeyError:
            raise NotFound(
                "This shot is not there any more.", field="shot", hint="Undo its deletion, or choose another shot."
            ) from None
        made.shot = shot
        return made


def number_in(story: Story, number: int) -> int:
    """The number in this story of the shot that is meant. Raises NotFound where it has gone."""
    return int(ShotNumber.of(story, number.shot)) if isinstance(number, ShotNumber) else number


def insert_shot(story: Story, position: int, shot: Shot | None = None) -> Story:
    """The story with a shot at `position` (1..N+1). Without `shot`, a new one that takes place, people and film
    language from its left neighbour and waits for its words."""
    if not 1 <= position <= len(story.shots) + 1:
        raise BadInput(
            f"A shot cannot be inserted at position {position}.",
            field="shots",
            hint=f"Use 1 to {len(story.shots) + 1}.",
        )
    if len(story.shots) >= MAX_SHOTS:
        raise BadInput(
            f"A project holds at most {MAX_SHOTS} shots.",
            field="shots",
            hint="Delete a shot or start a second project.",
        )
    if shot is None:
        near = story.shots[max(0, position - 2)] if story.shots else None
        taken = {s.id for s in story.shots}
        made = next(
            i
            for n in range(10_000)
            if (i := new_shot_id("inserted", position, len(story.shots), n, *sorted(taken)[:2])) not in taken
        )
        shot = Shot(
            id=made,
            summary="A new moment.",
            place=near.place if near else None,
            who=list(near.who) if near else [],
            domains=near.domains if near else Domains(),
            seed=seed_from(story.seed, made),
            duration_s=near.duration_s if near else 3.0,
        )
    shots = list(story.shots)
    shots.insert(position - 1, shot)
    return _with_shots(story, shots)


def duplicate_shot(story: Story, position: int) -> Story:
    """The story with a copy of a shot right after it; same recipe, so nothing of it needs rendering again."""
    shot = story.shots[_number(str(position), len(story.shots), "shots", "shot")]
    taken = {s.id for s in story.shots}
    made = next(i for n in range(10_000) if (i := new_shot_id("copy", shot.id, n)) not in taken)
    return insert_shot(story, position + 1, shot.model_copy(update={"id": made}))


def delete_shot(story: Story, position: int) -> Story:
    """The story without a shot. Its takes stay on the shelf: undo brings it back with everything."""
    return delete_shots(story, [position])


def delete_shots(story: Story, positions: list[int]) -> Story:
    """The story without some shots; at least one stays."""
    gone = {_number(str(position), len(story.shots), "shots", "shot") for position in positions}
    if len(gone) >= len(story.shots):
        raise BadInput(
            "A film needs at least one shot.", field="shots/1", hint="Edit this shot, or insert another first."
        )
    return _with_shots(story, [s for n, s in enumerate(story.shots) if n not in gone])


def move_shot(story: Story, position: int, to: int) -> Story:
    """The story with the shot at `position` moved so that it stands at `to` (both from 1)."""
    index = _number(str(position), len(story.shots), "shots", "shot")
    target = _number(str(to), len(story.shots), "shots", "position")
    shots = list(story.shots)
    shots.insert(target, shots.pop(index))
    return _with_shots(story, shots)


def order_shots(story: Story, ids: list[str]) -> Story:
    """The story with its shots in the order of `ids`, which must be exactly the shots there are."""
    by_id = {s.id: s for s in story.shots}
    if sorted(ids) != sorted(by_id):
        raise BadInput(
            "The new order does not name every shot once.",
            field="shots",
            hint="Reload the page and move the shot again.",
        )
    return _with_shots(story, [by_id[i] for i in ids])


def _with_shots(story: Story, shots: list[Shot]) -> Story:
    known = {b.after: b for b in story.boundaries}
    boundaries = [known.get(s.id) or Boundary(after=s.id) for s in shots[:-1]]
    return _validated(
        story.model_dump(mode="json")
        | {
            "shots": [s.model_dump(mode="json") for s in shots],
            "boundaries": [b.model_dump(mode="json") for b in boundaries],
        },
        "shots",
    )


def goes_on(story: Story, left: int) -> bool:
    """Whether shot `left` (from 1) goes on in the next one: the same place, and the same people as they are there. Only there a seam can
    be smoothed without one place melting into another; where two of them speak in turn, films cut."""
    a, b = story.shots[left - 1], story.shots[left]
    people = {(p.character, p.stage) for p in a.who}
    in_turn = a.lines and b.lines and a.lines[-1].character != b.lines[0].character
    return (
        a.place is not None
        and a.place == b.place
        and bool(people)
        and people == {(p.character, p.stage) for p in b.who}
        and not in_turn
    )


# -- cast and places --------------------------------------------------------------------------------------------------
def add_character(story: Story, name: str, look: str = "", role: str = "") -> Story:
    """The story with one more character that has one stage."""
    data = story.model_dump(mode="json")
    made = free_slug(name, {c.id for c in story.cast}, "somebody")
    data["cast"].append({"id": made, "name": name, "role": role, "stages": [{"id": "now", "name": name, "look": look}]})
    return _validated(data, f"cast/{made}")


def add_stage(story: Story, character: str, name: str, look: str = "") -> Story:
    """The story with one more stage of a character, drawn from its first stage's portrait."""
    data = story.model_dump(mode="json")
    holder = _named(data["cast"], character, f"cast/{character}", "character")
    taken = {s["id"] for s in holder["stages"]}
    holder["stages"].append({"id": free_slug(name, taken, "stage"), "name": name, "look": look})
    return _validated(data, f"cast/{character}/stages")


def add_place(story: Story, name: str, look: str = "") -> Story:
    """The story with one more place."""
    data = story.model_dump(mode="json")
    made = free_slug(name, {p.id for p in story.places}, "place")
    data["places"].append({"id": made, "name": name, "look": look})
    return _validated(data, f"places/{made}")


def remove(story: Story, path: str) -> Story:
    """The story without a character, a stage or a place (`cast/mary`, `cast/mary/stages/old`, `places/harbour`), which
    must not stand in any shot, or without a thing (`things/violin`) or a beat (`shots/3/beats/1`)."""
    data = story.model_dump(mode="json")
    match path.strip("/").split("/"):
        case ["cast", who]:
            data["cast"].remove(_named(data["cast"], who, path, "character"))
        case ["cast", who, "stages", stage]:
            stages = _named(data["cast"], who, path, "character")["stages"]
            stages.remove(_named(stages, stage, path, "stage"))
        case ["shots", n, "beats", k]:
            beats = data["shots"][_number(n, len(data["shots"]), path, "shot")]["beats"]
            del beats[_number(k, len(beats), path, "beat of this shot")]
        case [("places" | "things") as part, one]:
            data[part].remove(_named(data[part], one, path, part[:-1]))
        case _:
            raise NotFound(
                f"'{path}' cannot be removed.", field=path, hint="Name a character, a stage, a place or a thing."
            )
    return _validated(data, path)
