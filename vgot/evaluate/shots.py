"""The checks of one shot: its people, clothes, place, light, size, and whether the picture lives. They read frames and script."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vgot.animatic.lexicon.catalogue import ShotReading
from vgot.evaluate.cast import Model, Sighting, nearest
from vgot.evaluate.findings import Finding, Fix
from vgot.evaluate.footage import Footage
from vgot.evaluate.shot_summary import Glance
from vgot.evaluate.wardrobe import Dress, apart
from vgot.story.model import Shot

#: likeness under this is another person
STRANGER = 0.36
#: CIEDE2000 over which cloth is another cloth
CLOTH = 18.0
HAT = 20.0
#: lights that fall alike on everything; under the others, limits of colour are wider, as they are where a head fills the
#: picture or is small in it
EVEN = {"noon", "overcast"}
UNEVEN = 1.4
#: sizes that show little of a place and cut the top of a head off: a place must be excluded by so much more
CLOSE = {"close", "extreme_close"}
CLOSER = 0.25
#: a face that is nobody's is a stranger's only when the detector is this sure
SURE = 0.85
FLICKER = 1.6
#: the step from frame to frame of a frozen picture; who turns back slowly changes by more
FROZEN = 0.4
#: the chance of the place asked for under which the picture shows another
PLACE = 0.018


@dataclass(frozen=True)
class Expected:
    """What the script asks of a shot. people: those who can have a face; reading: what the words say; whole: whether every one of
    them should be seen (nobody turned away, asleep or behind another); drawn: whether the frames are drawings; beside: how many
    faces may be seen that are nobody's: animals, robots, statues, pictures of people."""

    shot: Shot
    number: int
    people: list[Model]
    reading: ShotReading
    whole: bool
    drawn: bool
    strength: dict[str, float]
    beside: int = 0


def _regenerate(want: Expected, what: str = "keyframe") -> Fix:
    return Fix("Regenerate the shot", "regenerate", (f"{what}/{want.number}",))


def _stronger(want: Expected, character: str) -> Fix:
    """Identity tokens say more where a model is steered by them; a drawing has the tokens whole already, and is drawn again."""
    if want.drawn or want.strength.get(character, 0.5) >= 1.0:
        return _regenerate(want)
    stronger = min(1.0, round(want.strength.get(character, 0.5) + 0.2, 2))
    return Fix("Strengthen the identity", "edit", (f"cast/{character}/strength", str(stronger)))


def _again(want: Expected) -> Fix:
    """A clip shot anew is another one where a model makes it; the drawn world makes the same of the same keyframe, so there the
    keyframe is drawn anew."""
    return _regenerate(want) if want.drawn else Fix("Shoot the clip again", "regenerate", (f"clip/{want.number}",))


def _livelier(want: Expected) -> Fix:
    """What makes a picture that stands still move: in the drawn world a camera that does, unless its words move it already."""
    if not want.drawn or want.reading.move not in ("static", ""):
        return _again(want)
    if want.shot.camera_move is not None:  # it counts, whatever the words say
        still = want.shot.camera_move.move == "static"
        return (
            Fix("Let the camera move", "edit", (f"shots/{want.number}/camera_move/move", "push"))
            if still
            else _again(want)
        )
    words = want.shot.domains.camera.strip().rstrip(".")
    return Fix(
        "Let the camera move",
        "edit",
        (f"shots/{want.number}/camera", f"{words}, slow push in." if words else "Slow push in."),
    )


def _finding(want: Expected, kind: str, words: str, value: float, limit: float, **more) -> Finding:
    return Finding(kind, want.shot.id, want.number, words, float(value), float(limit), **more)


def people(want: Expected, sighting: Sighting, cast: list[Model]) -> list[Finding]:
    """Who is there against who should be."""
    out: list[Finding] = []
    wanted = {m.character: m for m in want.people}
    samples = max(1, len(sighting.counts))
    unseen = [c for c, s in sighting.seen.items() if len(s.likeness) < 0.3 * samples]
    # in a small film the faces of a wide shot are under what a detector promises to find
    large = sighting.footage.middle.shape[0] >= 200 or want.reading.size not in ("wide", "extreme_wide")
    if want.whole and large:
        for character in unseen:
            out.append(
                _finding(
                    want,
                    "absent",
                    f"{wanted[character].name} should be seen and is not.",
                    len(sighting.seen[character].likeness) / samples,
                    0.3,
                    fix=_regenerate(want),
                    character=character,
                )
            )
    many = sum(1 for n in sighting.counts if n > len(want.people))
    if many >= 0.6 * samples and not want.reading.extras:
        frame, face = sighting.others[len(sighting.others) // 2]
        other = nearest(face.embedding, [m for m in cast if m.character not in wanted])
        # a face of nobody's must be a sure one, and there may be as many as the script has animals, robots or statues stand by
        sure = float(np.median([f.score for _, f in sighting.others])) >= SURE
        if other or sure and (not want.beside or sighting.count > len(want.people) + want.beside):
            who = f"{other.name} is" if other else "Somebody is"
            out.append(
                _finding(
                    want,
                    "extra",
                    f"{who} seen whom the script does not name here.",
                    sighting.count,
                    len(want.people),
                    fix=_regenerate(want),
                    frame=frame,
                )
            )
    return out


def strangers(want: Expected, seen: Glance, elsewhere: dict[str, list[np.ndarray]]) -> list[Finding]:
    """Faces that are neither like the portrait nor like the same person's, at the same stage, in the film's other shots: a
    laughing face is less like a portrait than like the others that laugh."""
    out: list[Finding] = []
    for character, person in seen.people.items():
        if person.face is None or person.share < 0.5 or person.like >= STRANGER:
            continue
        others = sorted((float(person.face @ face) for face in elsewhere.get(character, [])), reverse=True)[:2]
        like = max(person.like, float(np.mean(others)) if others else -1.0)
        if like < STRANGER:
            who = f", but like {person.alike}" if person.alike else ""
            out.append(
                _finding(
                    want,
                    "person",
                    f"The face seen for {person.name} is not like the portrait{who}.",
                    like,
                    STRANGER,
                    fix=_stronger(want, character),
                    frame=person.frame,
                    character=character,
                )
            )
    return out


def wardrobe(want: Expected, seen: Glance, wrong: set[str | None], elsewhere: dict[str, list[Dress]]) -> list[Finding]:
    """Clothes and hats against the portrait's, and against the same person's at the same stage in the film's other shots: what
    agrees with most of these is no slip of this shot. People who are somebody else are passed over."""
    out: list[Finding] = []
    for character, person in seen.people.items():
        if character in wrong or person.portrait is None or len(person.dresses) < 2:
            continue
        for part, kind, limit, thing in (("chest", "clothes", CLOTH, "clothes"), ("top", "hat", HAT, "hat or hair")):
            limit *= 1.0 if want.reading.light in EVEN and want.reading.size == "medium" else UNEVEN
            values = [v for d in person.dresses if (v := apart(d, person.portrait, part)) is not None]
            if len(values) < 2 or (far := float(np.median(values))) <= limit:
                continue
            among = [
                v
                for d in person.dresses
                for other in elsewhere.get(character, [])
                if (v := apart(d, other, part)) is not None
            ]
            if len(among) >= 3 * len(person.dresses):
                far = min(far, float(np.median(among)))
            if far > limit:
                out.append(
                    _finding(
                        want,
                        kind,
                        f"The {thing} of {person.name} {'are' if part == 'chest' else 'is'} not of the portrait's colour.",
                        far,
                        limit,
                        fix=_stronger(want, character),
                        character=character,
                        frame=person.frame,
                    )
                )
    return out


#: lights that may pass for one another
GROUPS = (
    {"noon", "overcast", "dawn"},
    {"golden", "dawn", "lamp"},
    {"night", "dusk", "storm"},
    {"storm", "overcast", "dusk"},
    {"candle", "fire", "lamp"},
    {"neon"},
    {"spot", "night"},
)
_LIGHT = {
    "noon": "daylight",
    "dawn": "dawn",
    "golden": "golden light",
    "dusk": "dusk",
    "night": "night",
    "storm": "a storm",
    "neon": "neon light",
    "candle": "candlelight",
    "fire": "firelight",
    "lamp": "lamplight",
    "overcast": "an overcast sky",
    "spot": "a spotlight",
}


def scene(
    want: Expected, chances: list[tuple[np.ndarray, np.ndarray]], places: tuple[str, ...], lights: tuple[str, ...]
) -> list[Finding]:
    """Place and light against the script; for drawn frames."""
    out: list[Finding] = []
    place = np.exp(np.mean([np.log(p + 1e-6) for p, _ in chances], axis=0))
    light = np.mean([q for _, q in chances], axis=0)
    asked = want.reading.place
    if want.reading.place_known and asked in places:
        mine, best = float(place[places.index(asked)]), int(place.argmax())
        # close shots show little of a place, so the asked one must be all but excluded and another much likelier; an empty
        # studio is what a picture looks like that shows too little
        limit, rival = (PLACE * CLOSER, 0.36) if want.reading.size in CLOSE else (PLACE, 0.18)
        if places[best] not in (asked, "studio") and mine < limit and place[best] > rival:
            out.append(
                _finding(
                    want,
                    "place",
                    f"The script says {asked.replace('_', ' ')}; the picture looks like {places[best].replace('_', ' ')}.",
                    mine,
                    limit,
                    fix=_regenerate(want),
                )
            )
    told = want.reading.light
    allowed = {told}.union(*(g for g in GROUPS if told in g))
    share = float(sum(light[k] for k, name in enumerate(lights) if name in allowed))
    if share < 0.25 and light.max() > 0.5:
        seen = lights[int(light.argmax())]
        out.append(
            _finding(
                want,
                "light",
                f"The script says {_LIGHT.get(told, told)}; the picture is in {_LIGHT.get(seen, seen)}.",
                share,
                0.25,
                fix=_regenerate(want),
            )
        )
    return out


#: shot size -> the least and the largest share of the frame's height that a face takes
SIZES = {
    "extreme_wide": (0.0, 0.24),
    "wide": (0.0, 0.29),
    "medium": (0.12, 0.48),
    "close": (0.22, 0.72),
    "extreme_close": (0.34, 2.0),
}


def size(want: Expected, sighting: Sighting) -> list[Finding]:
    """The size of the shot by its faces."""
    tall = [
        max(f.size for f in faces) / sighting.footage.middle.shape[0]
        for _, faces in sighting.read[:1] + sighting.read[-1:]
        if faces
    ]
    if not tall or want.reading.size not in SIZES or not want.shot.domains.camera.strip():
        return []
    low, high = SIZES[want.reading.size]
    if want.reading.move in ("push_in", "pull_out"):
        low, high = low * 0.75, high * 1.35
    value = float(np.median(tall))
    if low <= value <= high:
        return []
    said = want.reading.size.replace("_", " ")
    nearer = value > high
    return [
        _finding(
            want,
            "size",
            f"The script says {said}; people are seen from {'nearer' if nearer else 'farther'}.",
            value,
            high if nearer else low,
            fix=_regenerate(want),
        )
    ]


def pictures(want: Expected, sighting: Sighting) -> list[Finding]:
    """Frozen, stuttering, black and flickering frames."""
    shown, out = sighting.footage, []
    lives = bool(want.people) or want.reading.move not in ("static", "")
    seconds = shown.still / max(shown.fps, 1e-6)
    redo = _again(want)
    if shown.black:
        out.append(
            _finding(
                want,
                "black",
                f"{len(shown.black)} black frame{'s' if len(shown.black) > 1 else ''}.",
                len(shown.black),
                0,
                fix=redo,
                frame=shown.black[0],
            )
        )
    bright = np.asarray(shown.lightness)
    if len(bright) > 4 and not shown.black and (wobble := _flicker(bright)) > FLICKER:
        out.append(_finding(want, "flicker", "The brightness jumps to and fro.", wobble, FLICKER, fix=redo))
    if (
        lives
        and shown.frames >= 6
        and not shown.black
        and seconds >= 0.5
        and shown.still >= 0.4 * shown.frames
        and _least_step(shown) < FROZEN
    ):
        out.append(
            _finding(
                want, "frozen", f"The picture stands still for {seconds:.1f} s.", seconds, 0.5, fix=_livelier(want)
            )
        )
    elif (again := stutters(shown.differences)) >= 3:
        out.append(
            _finding(
                want, "stutter", f"{again} frames repeat the one before while the picture moves.", again, 3, fix=redo
            )
        )
    return out


def _least_step(shown: Footage) -> float:
    """The median step from frame to frame over the stretch, as long as the picture stands still, in which it is least."""
    long = max(1, shown.still - 1)
    return min(
        (float(np.median(shown.differences[k : k + long])) for k in range(len(shown.differences) - long + 1)),
        default=0.0,
    )


def _flicker(lightness: np.ndarray) -> float:
    from vgot.evaluate.metrics import flicker

    return flicker(lightness)


def stutters(differences: list[float]) -> int:
    """How many frames repeat the one before although the picture moves before and after them."""
    if len(differences) < 4:
        return 0
    d = np.asarray(differences)
    moving = np.median(d[d > 0.05]) if (d > 0.05).any() else 0.0
    return (
        int(
            sum(
                d[k] < 0.12 * moving and d[k] < 0.35 and d[k - 1] > 0.5 * moving and d[k + 1] > 0.5 * moving
                for k in range(1, len(d) - 1)
            )
        )
        if moving > 1.5
        else 0
    )
