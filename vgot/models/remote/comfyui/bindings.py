"""Which input of which node is what: guessed by class, name and title, shown, confirmed by a person, kept beside the workflow as
`NAME.bindings.yaml`, and never guessed again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from vgot.errors import BadInput
from vgot.models.remote.comfyui.graphs import Graph, is_link, title_of

Role = Literal[
    "prompt",
    "negative",
    "seed",
    "width",
    "height",
    "frames",
    "fps",
    "keyframe",
    "end_frame",
    "reference",
    "control_video",
    "control_strength",
    "mask",
]
ROLES: tuple[Role, ...] = get_args(Role)
#: Roles whose value is a file on the server.
FILES: tuple[Role, ...] = ("keyframe", "end_frame", "reference", "control_video", "mask")


class Place(BaseModel):
    """One input of one node."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    node: Annotated[str, Field(max_length=80)]
    input: Annotated[str, Field(max_length=120)]

    def __str__(self) -> str:
        return f"{self.node}.{self.input}"


class Bindings(BaseModel):
    """`inputs`: role -> the inputs that take it (references in order; several of another role all take the same). `output`: the node whose
    result is used. `confirmed`: a person has looked at them."""

    model_config = ConfigDict(extra="forbid")

    confirmed: bool = False
    inputs: dict[Role, list[Place]] = {}
    output: Annotated[str, Field(max_length=80)] = ""

    def places(self, role: Role) -> list[Place]:
        return self.inputs.get(role, [])

    def as_yaml(self) -> str:
        return yaml.safe_dump(self.model_dump(mode="json"), sort_keys=False, allow_unicode=True)


def read_bindings(data: bytes, where: str) -> Bindings:
    """Bindings from their file. Raises BadInput naming the key that is wrong."""
    try:
        return Bindings.model_validate(yaml.safe_load(data.decode()) or {})
    except (yaml.YAMLError, UnicodeDecodeError, ValidationError) as why:
        said = why.errors(include_url=False)[0]["msg"] if isinstance(why, ValidationError) else str(why)[:120]
        raise BadInput(
            f"{where} cannot be read: {said}.", field=where, hint="Bind the workflow again in Settings."
        ) from why


def check_bindings(bindings: Bindings, graph: Graph, where: str) -> None:
    """Raises BadInput where a binding names a node or an input that the workflow does not have, or what is needed is not bound."""
    for role, places in bindings.inputs.items():
        for place in places:
            if place.node not in graph:
                raise _wrong(f"{role} is bound to node {place.node}, which this workflow does not have", where)
            if place.input not in graph[place.node]["inputs"] and role not in FILES:
                raise _wrong(f"{role} is bound to {place}, which has no such input", where)
    if bindings.output not in graph:
        raise _wrong("no output is bound", where)
    if not bindings.places("prompt"):
        raise _wrong("no prompt is bound", where)


def _wrong(what: str, where: str) -> BadInput:
    return BadInput(f"{where}: {what}.", field=where, hint="Bind it in Settings, or with `python -m vgot workflows`.")


# -- guessing ---------------------------------------------------------------------------------------------------------
class Guess(BaseModel):
    """Bindings that the names suggest, and for which roles a person is to look: `asks` {role: the inputs that it could be}."""

    bindings: Bindings
    asks: dict[str, list[str]] = {}


_TEXT = ("text", "prompt", "positive_prompt", "string", "text_positive", "clip_l", "caption")
_SEEDS = ("seed", "noise_seed", "rand_seed")
_FRAMES = ("length", "num_frames", "frames", "video_frames", "frame_count", "batch_frames")
_RATES = ("fps", "frame_rate", "framerate")
_STRENGTHS = ("strength", "control_strength", "controlnet_strength", "vace_strength")
_LOADERS = ("LoadImage", "LoadImageFromUrl", "LoadImageOutput", "Load Image")
_OUTPUTS = (
    "SaveVideo",
    "VHS_VideoCombine",
    "SaveWEBM",
    "SaveAnimatedWEBP",
    "SaveAnimatedPNG",
    "SaveImage",
    "SaveImageAdvanced",
    "SaveImageWebsocket",
    "PreviewImage",
)
_FILMS = _OUTPUTS[:5]
#: Classes that hold one value for others, and what they call it.
_HOLDS = re.compile(
    r"primitive|constant|literal|^(easy )?(int|float|string|seed|text)\b|multiline|textbox", re.IGNORECASE
)
_HELD = ("value", "text", "string", "int", "float", "seed", "number", "prompt")
#: Words of a picture of somebody or something, in place of the first one of a film.
_REFERS = re.compile(r"\bref|reference|subject|character|style|face|identity|ip_?adapter|image_prompt")
_END = ("end_image", "last_image", "end_frame", "last_frame", "image_end")
_START = (
    "start_image",
    "first_frame",
    "first_image",
    "start_frame",
    "image_start",
    "init_image",
    "clip_vision_start_image",
)


def guess(graph: Graph) -> Guess:
    """What the classes, names and titles of a workflow suggest. What has more than one candidate is asked, never chosen in silence."""
    inputs: dict[Role, list[Place]] = {}
    asks: dict[str, list[str]] = {}

    def settle(role: Role, found: Iterable[Place]) -> None:
        places = _once(found)
        if len(places) == 1:
            inputs[role] = places
        elif places:
            asks[role] = [f"{p} ({title_of(graph, p.node)})" for p in places]

    positive, negative = _texts(graph)
    settle("prompt", positive)
    settle("negative", negative)
    if not positive and (worked := _worked_out(graph)):
        asks["prompt"] = [f"{p} ({title_of(graph, p.node)})" for p in worked]
    settle("seed", _named(graph, _SEEDS))
    sized = [n for n, one in graph.items() if {"width", "height"} <= set(one["inputs"])]
    settle("width", _kept_in(graph, sized, "width"))
    settle("height", _kept_in(graph, sized, "height"))
    lengths = [p for n in sized for name in _FRAMES for p in _kept_in(graph, [n], name)]
    settle("frames", lengths or _named(graph, _FRAMES))
    settle("fps", [p for p in _named(graph, _RATES) if "load" not in graph[p.node]["class_type"].lower()])
    _pictures(graph, inputs, asks)
    if "control_video" in {*inputs, *asks}:
        settle("control_strength", (p for p in _named(graph, _STRENGTHS) if _takes_film(graph[p.node])))
    outputs = sorted(
        (n for n, one in graph.items() if one["class_type"] in _OUTPUTS),
        key=lambda n: _OUTPUTS.index(graph[n]["class_type"]),
    )
    best = [n for n in outputs if graph[n]["class_type"] == graph[outputs[0]]["class_type"]] if outputs else []
    if len(best) != 1:
        asks["output"] = [f"{n} ({title_of(graph, n)})" for n in outputs]
    return Guess(bindings=Bindings(inputs=inputs, output=best[0] if len(best) == 1 else ""), asks=asks)


def _number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _kept(graph: Graph, node: str, name: str) -> tuple[Place, Any] | None:
    """Where the value of an input stands, and the value: in the node itself, or in one that holds a single value and feeds it
    (`PrimitiveInt`, `PrimitiveStringMultiline`, constants of other people's). None where it is worked out."""
    value = graph[node]["inputs"].get(name)
    if not is_link(value):
        return None if value is None else (Place(node=node, input=name), value)
    source = str(value[0])
    if source not in graph or not _HOLDS.search(graph[source]["class_type"]):
        return None
    own = [
        (Place(node=source, input=n), v) for n, v in graph[source]["inputs"].items() if n in _HELD and not is_link(v)
    ]
    return own[0] if len(own) == 1 else None


def _kept_in(graph: Graph, nodes: Iterable[str], name: str) -> list[Place]:
    """Where the numbers of an input of these nodes stand; for one that is worked out the input itself, which is asked beside others."""
    found = [(n, _kept(graph, n, name)) for n in nodes if name in graph[n]["inputs"]]
    return [
        kept[0] if kept is not None else Place(node=n, input=name)
        for n, kept in found
        if kept is None or _number(kept[1])
    ]


def _takes_film(one: dict[str, Any]) -> bool:
    """Whether a node is led by a film or a drawing: VACE, a control network, Fun Control."""
    kind = one["class_type"].lower()
    return "vace" in kind or "control" in kind


def _named(graph: Graph, names: tuple[str, ...]) -> list[Place]:
    return [place for name in names for place in _kept_in(graph, graph, name)]


def _texts(graph: Graph) -> tuple[list[Place], list[Place]]:
    """The texts that feed a `positive` and a `negative` input somewhere; where there is none, the texts by their titles."""
    found: dict[str, list[Place]] = {"positive": [], "negative": []}
    sided = False
    for one in graph.values():
        for side in found:
            if is_link(one["inputs"].get(side)):
                sided = True
                found[side] += _text_behind(graph, str(one["inputs"][side][0]), side, set())
    if not sided:  # guiders take one conditioning; models behind an API take the text itself
        every = [
            place
            for n, one in graph.items()
            for name in _TEXT
            if "filename" not in name
            and _speaks(graph, n)
            and (kept := _kept(graph, n, name))
            and isinstance(kept[1], str)
            for place in kept[:1]
        ]
        for place in every:
            dark = "negative" in title_of(graph, place.node).lower()
            found["negative" if dark else "positive"].append(place)
        for n, one in graph.items():
            if isinstance(one["inputs"].get("negative_prompt"), str):
                found["negative"].append(Place(node=n, input="negative_prompt"))
    # One text on both sides is zeroed on the way to the other one: there are no words for what must not appear.
    return _once(found["positive"]), [p for p in _once(found["negative"]) if p not in found["positive"]]


def _worked_out(graph: Graph) -> list[Place]:
    """Where words for what is to be seen could go that are put together of several: the inputs that take them, and the texts that are
    put together."""
    found: list[Place] = []
    for one in graph.values():
        if not is_link(one["inputs"].get("positive")):
            continue
        behind = [str(one["inputs"]["positive"][0])]
        for node in behind:
            for name, value in graph.get(node, {"inputs": {}})["inputs"].items():
                texts = name in _TEXT or "text" in name or "prompt" in name or "string" in name or name == "value"
                if is_link(value):
                    if name in _TEXT and "encode" in graph[node]["class_type"].lower():
                        found.append(Place(node=node, input=name))
                    if str(value[0]) not in behind and "negative" not in name:
                        behind.append(str(value[0]))
                elif (
                    texts and _words(value) and "encoder" not in name and "system" not in title_of(graph, node).lower()
                ):
                    found.append(Place(node=node, input=name))
    return _once(found)


def _words(value: object) -> bool:
    return isinstance(value, str) and not value.endswith((".safetensors", ".gguf", ".pth", ".pt", ".ckpt"))


def _once(places: Iterable[Place]) -> list[Place]:
    return list({(p.node, p.input): p for p in places}.values())


def _speaks(graph: Graph, node: str) -> bool:
    kind = graph[node]["class_type"].lower()
    return not any(word in kind for word in ("save", "load", "preview", "note", "regex", "concat", "replace", "loader"))


def _text_behind(graph: Graph, node: str, side: str, seen: set[str]) -> list[Place]:
    """The texts that a conditioning is made of, back along the links; at a node with two sides along its own one."""
    if node in seen or node not in graph:
        return []
    seen.add(node)
    one = graph[node]
    if one["class_type"] == "ConditioningZeroOut":
        return []
    mine = [kept[0] for name in _TEXT if (kept := _kept(graph, node, name)) and isinstance(kept[1], str)]
    if mine:
        return mine[:1]
    links = {name: value for name, value in one["inputs"].items() if is_link(value)}
    follow = (
        [links[side]]
        if side in links
        else [
            v
            for name, v in links.items()
            if name in _TEXT or "conditioning" in name or "text" in name or name == "guider"
        ]
    )
    return [place for value in follow for place in _text_behind(graph, str(value[0]), side, seen)]


def _pictures(graph: Graph, inputs: dict[Role, list[Place]], asks: dict[str, list[str]]) -> None:
    """Loaded pictures by where they go: a start, an end, a mask, else a reference."""
    found: dict[Role, list[Place]] = {}
    for n, one in graph.items():
        if one["class_type"] in _LOADERS:
            found.setdefault(_role_of_picture(graph, n), []).append(Place(node=n, input="image"))
        elif one["class_type"] in ("LoadVideo", "VHS_LoadVideo"):
            name = "file" if "file" in one["inputs"] else "video"
            found.setdefault("control_video", []).append(Place(node=n, input=name))
    alone = found.get("reference", [])
    if (
        len(alone) == 1
        and "keyframe" not in found
        and _makes_film(graph)
        and not _REFERS.search(_way_of(graph, alone[0]))
    ):
        found["keyframe"] = found.pop("reference")  # one picture, and a film of it
    if not _makes_film(graph):  # a still begins with no picture and ends on none
        for role in ("keyframe", "end_frame"):
            found.setdefault("reference", []).extend(found.pop(role, []))
        if not found["reference"]:
            del found["reference"]
    for role, places in found.items():
        if role == "reference" or len(places) == 1:
            inputs[role] = places
        else:
            asks[role] = [f"{p} ({title_of(graph, p.node)})" for p in places]


def _makes_film(graph: Graph) -> bool:
    return any(one["class_type"] in _FILMS for one in graph.values())


def _way_of(graph: Graph, place: Place) -> str:
    """What a picture is called, and the inputs it reaches."""
    return " ".join([title_of(graph, place.node), *_goes_into(graph, place.node, set())]).lower()


def _role_of_picture(graph: Graph, node: str) -> Role:
    said = f"{title_of(graph, node)} {graph[node]['inputs'].get('image', '')}".lower().replace("_", " ")
    goes = _goes_into(graph, node, set())
    if any(name in _END for name in goes) or "last frame" in said or "end frame" in said:
        return "end_frame"
    if any(name in _START for name in goes) or "first frame" in said or "start frame" in said:
        return "keyframe"
    if goes and all("mask" in name for name in goes):
        return "mask"
    return "reference"


def _goes_into(graph: Graph, node: str, seen: set[str]) -> list[str]:
    """The names of the inputs that a picture reaches, through nodes that only change it (scale, crop, encode)."""
    if node in seen:
        return []
    seen.add(node)
    found: list[str] = []
    for n, one in graph.items():
        for name, value in one["inputs"].items():
            if is_link(value) and str(value[0]) == node:
                passes = name in ("image", "images", "input", "pixels") and not _END_OF_PICTURE.intersection(
                    one["inputs"]
                )
                further = _goes_into(graph, n, seen) if passes else []
                found += further or [name]
    return found


#: A node that has one of these makes something of the picture.
_END_OF_PICTURE = {"positive", "clip", "prompt", "text", "vae", "model"}
