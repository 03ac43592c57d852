"""Rehearsal: what staging placed, played. The deeds that words tell of each become beats that follow each other in the shot;
who is spoken to looks at the speaker, two come as near as their deed needs, and the camera keeps what they do in the picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from vgot.animatic.acting import pose_of
from vgot.animatic.animal_sizes import LENGTHS
from vgot.animatic.canvas import VIEW_H, VIEW_W
from vgot.animatic.deed_table import Deed, all_deeds
from vgot.animatic.lexicon.acts import PEOPLE_KINDS, Act
from vgot.animatic.lexicon.colours import COLOURS
from vgot.animatic.lexicon.deeds import Deed as Told
from vgot.animatic.lexicon.scenery import LIGHT_THINGS
from vgot.animatic.looks import Look
from vgot.animatic.people.figure import crown, head_at
from vgot.animatic.prop_boxes import BOXES
from vgot.animatic.riding import mount_up
from vgot.animatic.set_dressing import HELD
from vgot.animatic.spacing import clear_animals, clear_heads, share_pieces
from vgot.animatic.timing import travelled
from vgot.animatic.together import ALONE_AT, at_one_piece, into_one_boat, one_begins

_PLAYERS = ("person", "alien", "robot")
_SEATS = ("chair", "bench", "rock", "stool")
#: who has no deed of their own and may answer another's
_FREE = ("standing", "sitting", "hugging", "holding_hands", "giving", "holding", "fighting", "dancing", "talking")
#: seconds that a keyframe alone counts for
_NOMINAL_S = 3.0
#: deeds that begin or end beyond the frame, and how far
_WAY = 66.0
#: by what share somebody is smaller a unit up the picture
_SMALLER = 0.0267
#: a shot that shows where hands and feet are shows at least so much
_WHOLE = 116.0
#: tools with the cloth that they are used on
_OF_CLOTH = ("sewing", "needles")
#: what is larger than this in units no animal carries in its mouth
_MOUTHFUL = 60.0


def _r(value: float) -> float:
    return round(float(value), 3)


@dataclass(frozen=True)
class Stage:
    """What beats need to know of the shot: on what somebody sits here, the colour that words give a prop (0: its own), what
    got away into the air, whether the camera is near, and whether they are under the open sky."""

    sitting: Callable[[dict], str]
    painted: Callable[[str], int]
    loose: tuple[str, ...] = ()
    near: bool = False
    outside: bool = False


def rehearse(actors: list[dict], told: list[Told], stage: Stage) -> None:
    """Write beats into the actors that can play."""
    if any(a["furniture"] == "shoulder" for a in actors):
        return
    acts = [_own(a, d) for a, d in zip(actors, told, strict=True)]
    for a, d in zip(actors, told, strict=True):
        _play_creature(a, d.acts, stage)
    if not any(acts):
        clear_animals(actors)
        return
    middle = sum(a["x"] for a in actors) / len(actors)
    acts = [[act for act in own if act.to or not all_deeds()[act.deed].two] for own in acts]
    acts = at_one_piece(acts)
    into_one_boat(actors, acts)
    acts = one_begins(acts)
    together = all([act.deed for act in own] == [act.deed for act in acts[0]] for own in acts)  # "they walk"
    alike = len({a["speed"] for a in actors}) == 1
    for i in range(len(actors)):
        if acts[i]:
            _play(actors, i, acts[i], stage, None if together else middle, alike)
    for i, a in enumerate(actors):
        if not acts[i] and plays(a) and a["back"] <= 0.5 and a["body"] in _FREE:
            _answer(actors, i)
    _come_near(actors)
    share_pieces(actors)
    for a in actors:
        _look(actors, a)
    clear_heads(actors)
    clear_animals(actors)


def _play_creature(a: dict, acts: tuple[Act, ...], stage: Stage) -> None:
    """An animal's own deeds, where it stands or goes."""
    if a["body"] == "sleeping" and acts and acts[0].deed == "sleep_low" and a["look"]["kind"] not in PEOPLE_KINDS:
        a.update(body="standing", furniture="")  # it lies down as an animal does, in no bed
    if (
        a["look"]["kind"] in PEOPLE_KINDS
        or not acts
        or a["furniture"]
        or "high" in a
        or a["body"] in ("carried", "flying", "swimming", "sleeping")
    ):
        return
    a["beats"] = [
        {
            "deed": act.deed,
            "from": _r(n / len(acts)),
            "until": _r((n + 1) / len(acts)),
            "face": a["face"] or 0.8,
            "speed": a["speed"],
        }
        for n, act in enumerate(acts)
        if all_deeds()[act.deed].who == "animal"
    ]
    if not a["beats"]:
        del a["beats"]
        return
    thing = next((act.thing for act in acts if act.thing and all_deeds()[act.deed].mouth), "")
    if thing in BOXES and max(BOXES[thing][2] - BOXES[thing][0], BOXES[thing][3] - BOXES[thing][1]) <= _MOUTHFUL:
        a.update(held=thing, held_colour=stage.painted(thing))


def plays(a: dict) -> bool:
    return (
        a["look"]["kind"] in _PLAYERS
        and a["look"]["age"] != "baby"
        and a["body"] != "carried"
        and not a["furniture"].startswith(("cage", "shoulder", "bed", "ground"))
        and not a["held"].startswith("baby:")
        and "high" not in a
    )


def _own(a: dict, told: Told) -> list[Act]:
    if not plays(a):
        return []
    if a["back"] > 0.5:  # away from us, into the distance
        return [Act("depart")] if a["body"] == "walking" and told.acts else []
    return [
        replace(act, deed=_INSTRUMENTS.get(_instrument(a), act.deed)) if act.deed == "play" else act
        for act in told.acts
    ]


_INSTRUMENTS = {
    "piano": "play_piano",
    "violin": "play_violin",
    "guitar": "play_guitar",
    "trumpet": "play_trumpet",
    "drum": "play_drum",
}


def _instrument(a: dict) -> str:
    return str(a.get("at", a["held"] or "guitar")) if a["body"] == "music" else ""


def _play(actors: list[dict], i: int, acts: list[Act], stage: Stage, middle: float | None, alike: bool) -> None:
    """`middle`: of all of them, from where they part; None where all do the same. `alike`: staging moved all by the same way."""
    a = actors[i]
    acts = [
        Act("reach", act.to) if act.deed == "lose" and act.thing in stage.loose and act.thing in LIGHT_THINGS else act
        for act in acts
    ]
    acts = as_they_can(acts)
    if stage.outside:
        acts = [replace(act, deed=all_deeds()[act.deed].outdoors or act.deed) for act in acts]
    deeds = [all_deeds()[act.deed] for act in acts]
    chasing = any(isinstance(t, int) and actors[t]["speed"] for act in acts for t in act.to)
    if a["speed"] and a["body"] != "riding" and not chasing and alike:
        a["x"] = _r(a["x"] + 1.2 * a["speed"])  # staging began the way before the frame's middle
    side = 1.0 if a["face"] >= 0 else -1.0
    if len(actors) > 1 and any(d.piece in ALONE_AT for d in deeds):  # the door is where nobody else stands
        side = -1.0 if sum(o["x"] for o in actors if o is not a) / (len(actors) - 1) > a["x"] else 1.0
    a["face"] = a["face"] or 0.6
    beats, side = _beats_of(a, acts, actors, side)
    if deeds[0].mount and a["body"] != "riding":
        mount_up([a], deeds[0].mount, side)
    riding = a["body"] == "riding"
    if not riding:
        _seat(a, deeds, stage.sitting)
    hold(a, beats, deeds, stage)
    if acts[0].colour and deeds[0].tool in _OF_CLOTH:
        a["held_colour"] = COLOURS.get(acts[0].colour, 0)
    a["overlays"] = []
    if deeds[0].feeling and a["emotion"] == "calm":
        a["emotion"] = deeds[0].feeling
    a["beats"] = beats
    if a["back"] > 0.5:
        a["face"] = 0.0
        return
    a["depart"] = 0.0
    if riding:
        for b in beats:
            b["face"] = a["face"]
            if a["speed"]:
                b["speed"] = a["speed"]
        return
    a["body"] = deeds[0].body
    gait = deeds[0].gait
    if gait is not None and gait.deep < 0:  # who comes to us begins far off and ends where they were placed
        a["y"], a["scale"] = _r(a["y"] + gait.deep), _r(a["scale"] * (1 + _SMALLER * gait.deep))
    _go(actors, i, deeds, stage.near, middle)


def _beats_of(a: dict, acts: list[Act], actors: list[dict], side: float) -> tuple[list[dict], float]:
    """The beats of an actor's acts, and which way they look in the last."""
    beats: list[dict] = []
    for n, (act, deed) in enumerate(zip(acts, (all_deeds()[act.deed] for act in acts), strict=True)):
        beat: dict = {"deed": deed.id, "from": _r(n / len(acts)), "until": _r((n + 1) / len(acts))}
        if act.to:
            beat["to"] = act.to[0]
            side = 1.0 if actors[act.to[0]]["x"] >= a["x"] else -1.0
        beat["face"] = _r(side * max(0.3, abs(a["face"])))
        if deed.tool:
            beat["tool"] = deed.tool
        give_thing(beat, act, deed, a, beats)
        if deed.named and act.thing in BOXES:
            beat["at"] = act.thing
        beats.append(beat)
    return beats, side


def as_they_can(acts: list[Act]) -> list[Act]:
    """What is done instead to somebody who lives, and where nothing is named that a hand can hold."""
    out: list[Act] = []
    for act in acts:
        deed = all_deeds()[act.deed]
        bare = act.thing not in HELD and not any(one.thing in HELD for one in out)
        lives = act.alive or bool(act.to and not act.thing and deed.thing)  # one of the cast, and no box in their stead
        instead = (deed.living if lives else "") or (deed.bare if bare else "")
        out.append(replace(act, deed=instead or act.deed))
    return [act for act in out if act.to or not all_deeds()[act.deed].two]


def hold(a: dict, beats: list[dict], deeds: list[Deed], stage: Stage) -> None:
    """What is in the hand from the first: the thing of the first beat that has one, unless it lies elsewhere yet."""
    first = next((n for n, b in enumerate(beats) if b.get("held")), -1)
    if first >= 0:
        a["held"] = "" if deeds[first].lies else beats[first]["held"]
        if colour := stage.painted(beats[first]["with"]):
            a["held_colour"] = colour
            for b in beats:
                if b.get("held") == beats[first]["held"]:
                    b["colour"] = colour
        elif colour := beats[first].get("colour", 0):
            a["held_colour"] = colour
    elif any(d.tool for d in deeds):
        a["held"] = ""
    for b, deed in zip(beats, deeds, strict=True):
        if a["held"] and b.get("held") == a["held"] and not deed.goes:
            del b["held"]  # it is in the hand all the time


def give_thing(beat: dict, act: Act, deed: Deed, a: dict, before: list[dict]) -> None:
    """What the deed is done with: what the words name, what is in the hands already, or what the deed brings."""
    handles = bool(deed.lies or deed.goes or deed.id == "carry")
    thing = act.thing if act.thing in HELD and (handles or act.thing != "cage") else ""
    kept = next((b for b in reversed(before) if b.get("held")), None)
    if kept is not None and all_deeds()[kept["deed"]].goes:
        kept = None
    if not thing and kept is not None and (handles or kept["with"] in deed.also or not (deed.thing or deed.tool)):
        thing = kept["with"]  # "picks up the letter and reads it"; it stays in the hand
    elif not deed.thing and not handles and not (thing and a["held"] == HELD[thing]):
        return
    thing = thing or deed.thing
    beat["with"], beat["held"] = thing, HELD.get(thing, thing)
    if act.colour and thing != act.thing:  # "a red coat", carried in a box: at least the box is red
        beat["colour"] = COLOURS.get(act.colour, 0)


def _seat(a: dict, deeds: list[Deed], sitting: Callable[[dict], str]) -> None:
    """Somebody sits on what there is; who does something on their feet stands."""
    if any(d.stance == "sitting" or d.body == "sitting" for d in deeds):
        if a["furniture"] not in _SEATS:
            a["furniture"] = sitting(a)
        if any(d.piece for d in deeds):
            a["furniture"] = "chair"
    elif any(d.stance != "any" for d in deeds) or a["furniture"] in ("desk", "counter"):
        a["furniture"] = ""
    a["seat"] = a["furniture"] in ("chair", "stool", "bench")


def _go(actors: list[dict], i: int, deeds: list[Deed], near: bool, middle: float | None) -> None:
    """The ways of an actor: one alone goes on through the shot; of several each has its length and ends where it should."""
    a = actors[i]
    beats = a["beats"]
    a["speed"] = 0.0
    going = [n for n, d in enumerate(deeds) if d.gait is not None and d.gait.speed > 0]
    if not going:
        return
    goal = acts_to(beats[0])
    if len(deeds) == 1 and goal is not None and actors[goal]["speed"]:  # after somebody who goes
        a["speed"] = actors[goal]["speed"]
        beats[0].update(face=_r(0.9 if a["speed"] > 0 else -0.9), speed=a["speed"])
        return
    if len(deeds) == 1:
        parting = len(actors) > 1 and middle is not None
        leader = actors[0] if middle is None and "to" not in beats[0] and actors[0].get("beats") else a
        side = 1.0 if leader["beats"][0]["face"] >= 0 else -1.0  # who goes together goes one way
        if parting and middle is not None and a["x"] != middle and "to" not in beats[0]:
            side = 1.0 if a["x"] > middle else -1.0
        gait = deeds[0].gait
        assert gait is not None
        speed = gait.speed * (0.6 if parting and near else 1.0) * side
        beats[0].update(face=_r(0.9 * side), speed=_r(speed))
        a.update(speed=_r(speed), face=_r(0.8 * side))
        if not parting:
            a["x"] = _r(a["x"] - speed * 1.1)
        return
    back = 0.0
    for n in going:
        gait = deeds[n].gait
        assert gait is not None
        far = min(_WAY, gait.speed * 1.5)
        side = 1.0 if beats[n]["face"] >= 0 else -1.0
        if n == len(deeds) - 1 and len(actors) > 1 and middle is not None and "to" not in beats[n]:
            side = 1.0 if a["x"] >= middle else -1.0
        beats[n].update(face=_r(0.9 * side), speed=_r(gait.speed * side), dist=far)
        if n == len(deeds) - 1:
            del beats[n]["dist"]
        else:
            back += far * side
    a["x"] = _r(a["x"] - back)


def next_beats(a: dict, told: Told) -> dict | None:
    """The beats that an actor passes into in the middle of a shot, where words say so after the picture was made: those that
    need nothing which is not there. None where there are none."""
    acts = [act for act in _own(a, told) if _bare(all_deeds()[act.deed], a)]
    if not acts:
        return None
    side = 1.0 if a["face"] >= 0 else -1.0
    beats: list[dict] = []
    for n, act in enumerate(acts):
        gait = all_deeds()[act.deed].gait
        beat = {"deed": act.deed, "from": _r(n / len(acts)), "until": _r((n + 1) / len(acts)), "face": _r(0.8 * side)}
        beats.append(
            beat
            | ({"speed": _r(gait.speed * side)} if gait and n + 1 == len(acts) else {})
            | ({"to": act.to[0]} if act.to else {})
        )
    beats[0]["fresh"] = True
    return {
        "beats": beats,
        "body": all_deeds()[acts[0].deed].body,
        "overlays": [],
        "speed": beats[-1].get("speed", 0.0),
        "face": a["face"],
    }


def _bare(deed: Deed, a: dict) -> bool:
    sits = bool(a["furniture"])
    return not (deed.thing or deed.tool or deed.piece or deed.mount) and (
        deed.stance == "any" or deed.stance == "standing" and not sits
    )


def acts_to(beat: dict) -> int | None:
    """The actor that a beat is done to."""
    to = beat.get("to")
    return to if isinstance(to, int) else None


def _answer(actors: list[dict], i: int) -> None:
    """Somebody without a deed of their own, while others do something to them: they receive, lean back, listen."""
    a = actors[i]
    for j, other in enumerate(actors):
        doing = [b for b in other.get("beats", []) if b.get("to") == i]
        if not doing or "answers" in other:
            continue
        beats: list[dict] = []
        face = _r((1.0 if other["x"] >= a["x"] else -1.0) * max(0.5, abs(a["face"])))
        at = 0.0
        for b in doing:
            if b["from"] > at:
                beats.append({"deed": "attend", "from": at, "until": b["from"], "face": face, "to": j})
            deed = all_deeds()[b["deed"]]
            mine = {"deed": deed.partner or "attend", "from": b["from"], "until": b["until"], "face": face, "to": j}
            answer = all_deeds()[mine["deed"]]
            if answer.lies == "theirs" and b.get("held"):
                mine |= {"with": b["with"], "held": b["held"]}
                a["held"] = ""
            beats.append(mine)
            at = b["until"]
        if at < 1.0:
            beats.append({"deed": "attend", "from": at, "until": 1.0, "face": face, "to": j})
        if any(all_deeds()[b["deed"]].stance != "any" for b in beats):
            a.update(furniture="", seat=False)
        a.update(beats=beats, overlays=[], speed=0.0, answers=True)
        if a["body"] != "sitting":
            a["body"] = "standing"
        return


def _come_near(actors: list[dict]) -> None:
    """Two who do something with one another stand as far apart as it needs."""
    for a in actors:
        a.pop("answers", None)
        for b in a.get("beats", []):
            gap, to = all_deeds()[b["deed"]].gap, b.get("to")
            if not gap or not isinstance(to, int) or a["speed"]:
                continue
            other = actors[to]
            if other["speed"] or other["furniture"].startswith("mount:"):
                continue
            middle, side = (a["x"] + other["x"]) / 2, 1.0 if other["x"] >= a["x"] else -1.0
            if other["look"]["kind"] not in _PLAYERS:  # an elephant is longer than somebody who is comforted
                gap = max(gap, 0.5 * LENGTHS.get(other["look"]["kind"], 20.0) + 27.0)
            short = min(1.0, 0.5 + 0.5 * _size(a), 0.5 + 0.5 * _size(other))
            ways = travelled(a["beats"], _NOMINAL_S * 9, _NOMINAL_S) if len(a["beats"]) > 1 else 0.0
            a["x"] = _r(middle - side * gap * short / 2 - (ways if any(x.get("dist") for x in a["beats"]) else 0.0))
            other["x"] = _r(middle + side * gap * short / 2)
            return
    return


def _size(a: dict) -> float:
    return {"child": 0.6, "baby": 0.35, "teen": 0.87}.get(a["look"]["age"], 1.0)


def _look(actors: list[dict], a: dict) -> None:
    """Beats done to somebody are turned to them."""
    for b in a.get("beats", []):
        to = b.get("to")
        if isinstance(to, int) and not b.get("speed"):
            other = actors[to]
            if other is not a and abs(other["x"] - a["x"]) > 2:
                b["face"] = _r((1.0 if other["x"] > a["x"] else -1.0) * max(0.5, abs(b["face"])))
    if a.get("beats"):
        a["face"] = _r(a["beats"][0]["face"]) if abs(a["face"]) > 0 else a["face"]


def keep_in_frame(scene: dict) -> None:
    """The camera shows what the beats need: heads wherever they come to, hands and feet where the deed is theirs."""
    camera, actors = scene["camera"], [a for a in scene["actors"] if a.get("beats")]
    if not actors or camera["size"] == "extreme_close" or camera["angle"] in ("over_shoulder", "reverse"):
        return
    view = VIEW_H / camera["zoom"]
    wide = view * VIEW_W / VIEW_H
    whole = any(all_deeds()[b["deed"]].framed == "whole" for a in actors for b in a["beats"])
    tops, lows, lefts, rights = [], [], [], []
    for a in actors:
        look = Look.from_dict(a["look"])
        for n in range(7):
            t = _NOMINAL_S * n / 6
            x, y, r = head_at(look, pose_of(a, t, _NOMINAL_S, [], scene))
            if a["speed"] or any(b.get("speed") for b in a["beats"]):
                x = a["x"] + (x - a["x"]) * 0.5
            tops.append(y - r * crown(look) - (26.0 if a["held"] == "flag" else 0.0))
            lows.append(a["y"] + 5.0 if whole and camera["size"] != "close" else y + r * 1.2)
            lefts.append(x - r * 1.3)
            rights.append(x + r * 1.3)
    top, low = min(tops) - 0.04 * view, max(lows)
    need = max(low - top, view, (max(rights) - min(lefts)) * VIEW_H / VIEW_W)
    x, y = camera["x"], camera["y"]
    if need > view * 1.001:
        k = view / need
        camera["zoom"], camera["zoom2"] = round(camera["zoom"] * k, 4), round(camera["zoom2"] * k, 4)
        view, wide = need, need * VIEW_W / VIEW_H
    moved = max(0.0, low - (y + view / 2)) - max(0.0, (y - view / 2) - top)
    aside = max(0.0, max(rights) - (x + wide / 2)) - max(0.0, (x - wide / 2) - min(lefts))
    for name, by in (("y", moved), ("y2", moved), ("x", aside), ("x2", aside)):
        camera[name] = _r(camera[name] + by)
    if whole and camera["zoom2"] > camera["zoom"] and camera["size"] != "close":
        n = len(actors)
        _end_on(camera, min(tops[6::7][:n]), max(lows) + 6.0)


def _end_on(camera: dict, top: float, low: float) -> None:
    """A camera that comes nearer ends on the whole of who has come to lie or to kneel, and cuts nobody at the lower edge."""
    view = VIEW_H / camera["zoom2"]
    if low - top > view:
        camera["zoom2"] = round(max(camera["zoom"], VIEW_H / (low - top)), 4)
        view = VIEW_H / camera["zoom2"]
    lacking = low + 0.03 * view - (camera["y2"] + view / 2)
    if lacking > 0.0:
        camera["y2"] = _r(camera["y2"] + min(lacking, max(0.0, top - 0.04 * view - (camera["y2"] - view / 2))))
