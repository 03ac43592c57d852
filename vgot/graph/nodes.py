"""The nodes of a film: what there is to make of a story, with the parts of the story that each depends on. Pure.

Names are those of the contract (`keyframe/3`), by position, for people and commands. Keys (`keyframe/s1f0…`) are made of
stable ids, for storage.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from vgot.graph.asked import TakesAsked, end_of, guide_of
from vgot.graph.loras import Bent, WearsLoras, bent_by, marks_of, not_worn, of_people
from vgot.graph.recipes import (
    BridgeParams,
    ClipParams,
    DomainTexts,
    DrawingParams,
    FilmParams,
    GuideParams,
    JoinParams,
    KeyframeParams,
    Params,
    PersonDrawn,
    PersonSeen,
    PlateParams,
    PortraitParams,
    Sized,
    TokensParams,
)
from vgot.graph.shapes import Shape
from vgot.story.beats import as_params
from vgot.story.camera_words import at_odds
from vgot.story.model import Boundary, Lora, Presence, Shot, Story, seed_from
from vgot.units import frame_rate, frames_in


class Recipes(WearsLoras, TakesAsked, Protocol):
    """What the plan needs to know of a preset."""

    @property
    def name(self) -> str: ...

    @property
    def draft(self) -> bool: ...

    @property
    def positional(self) -> bool:
        """Whether a bridge depends on where in the film it stands (beta_i of the paper); the drawn world's does not."""
        ...

    @property
    def bridge_version(self) -> int:
        """Counts up where its bridges are made in another way."""
        ...

    def idle_inputs(self) -> list[tuple[str, str, str]]:
        """(role, workflow, sentence) of inputs of its workflows that no film fills."""
        ...

    def reads_prompt(self, step: str) -> bool:
        """Whether the model of stills (`keyframe`) or of clips (`clip`) reads a text as it stands, and can be told one by hand."""
        ...

    def no_bridge(self, half: int, fps: float, left: int, right: int) -> str:
        """Why a bridge that replaces `half` frames of either shot, which have `left` and `right`, is a crossfade; empty where it is made."""
        ...

    def bridge_differs(self, half: int, fps: float) -> str:
        """What a person should know of a bridge that is made and that replaces `half` frames of either shot; empty where there is nothing."""
        ...

    @property
    def staging(self) -> str:
        """Whether a keyframe can follow a drawing: "none" where not."""
        ...

    @property
    def reads_looks(self) -> bool:
        """Whether a keyframe's model is told what everybody looks like, beside their tokens."""
        ...

    def model_for(self, step: str) -> dict[str, Any]:
        """What of the preset decides the bytes of a step: model id, revision, sampling parameters. JSON values."""
        ...

    def check_weights(self) -> None:
        """Raise ModelUnavailable when something it needs is not on this machine."""
        ...


@dataclass(frozen=True)
class Input:
    label: str
    key: str
    step: str


@dataclass(frozen=True)
class Node:
    """One thing to make: `params` are the parts of the story it depends on (of its kind in `recipes.py`), `seed` its default seed."""

    name: str
    key: str
    step: str
    params: Params
    seed: int
    inputs: tuple[Input, ...] = ()
    shot: str | None = None
    #: frames to draw or encode, for estimates
    frames: int = 1
    #: by input: the shape that a clip has to have here (vgot.graph.shapes); no part of the recipe where it has it
    wanted: tuple[Shape | None, ...] = ()
    #: (digest, where it lies) of files that its recipe names by digest
    files: tuple[tuple[str, str], ...] = ()
    #: sentences about what it does not follow (LoRAs that are not worn, words that a value overrules, what else is set and not used): for
    #: the plan and its take's notes, no part of what is made
    idle: tuple[str, ...] = field(default=(), compare=False)


def seam_frames(story: Story, left: int) -> int:
    """h: how many frames of each clip the boundary after shot `left` (from 1) replaces; 0 for cut and reset. At most a
    third of either clip, so that two seams never meet."""
    boundary = story.boundaries[left - 1]
    if boundary.mode not in ("crossfade", "bridge"):
        return 0
    fps = story.film.fps
    shortest = min(frames_in(story.shots[n - 1].duration_s, fps) - sum(trim_frames(story, n)) for n in (left, left + 1))
    return max(0, min(round(boundary.overlap_s * fps / 2), shortest // 3))


def trim_frames(story: Story, n: int) -> tuple[int, int]:
    """How many frames of shot n (from 1) the cut leaves out at the beginning and at the end of its clip; at least one
    frame stays, whatever the trims say."""
    shot, rate = story.shots[n - 1], frame_rate(story.film.fps)
    whole = frames_in(shot.duration_s, story.film.fps)
    start = min(whole - 1, round(shot.trim_in_s * rate))
    return start, min(whole - 1 - start, round(shot.trim_out_s * rate))


def film_nodes(story: Story, preset: Recipes) -> dict[str, Node]:
    """Every node of the film by key, inputs before consumers. The last few stories' nodes are kept: a story is frozen, and
    at 500 shots its nodes cost a tenth of a second."""
    film = story.film
    guided = preset.guide_shape(film.width, film.height, film.fps, 1000) if preset.takes.guide else ()
    asked = (
        preset.reads_prompt("keyframe"),
        preset.reads_prompt("clip"),
        preset.draft,
        preset.positional,
        preset.bridge_version,
        preset.staging != "none",
        preset.reads_looks,
        preset.takes,
        guided,
        *marks_of(story, preset),
    )
    for known, kind, nodes in _known_nodes:
        if known is story and kind == asked:
            return dict(nodes)
    nodes = _film_nodes(story, preset)
    _known_nodes.appendleft((story, asked, nodes))
    return dict(nodes)


_known_nodes: deque[tuple[Story, tuple[Any, ...], dict[str, Node]]] = deque(maxlen=4)


def _film_nodes(story: Story, preset: Recipes) -> dict[str, Node]:
    size = Sized(width=story.film.width, height=story.film.height)
    return {node.key: node for builder in BUILDERS for node in builder(story, preset, size)}


def _portraits(story: Story, preset: Recipes, size: Sized) -> Iterator[Node]:
    for c in story.cast:
        first = f"portrait/{c.id}/{c.stages[0].id}"
        for i, stage in enumerate(c.stages):
            key = f"portrait/{c.id}/{stage.id}"
            params: PortraitParams = {
                "character": c.id,
                "stage": stage.id,
                "look": stage.look,
                "role": c.role,
                "wardrobe": c.wardrobe,
                "style": story.style,
            }
            bent = bent_by(preset, "pictures", story.loras, c.loras)
            if bent.worn:
                params["loras"] = bent.worn
            yield Node(
                key,
                key,
                "portrait",
                params,
                seed_from(story.seed, key),
                (Input("first", first, "portrait"),) if i else (),
                files=bent.files,
                idle=bent.idle,
            )


def _tokens(story: Story, preset: Recipes, size: Sized) -> Iterator[Node]:
    for c in story.cast:
        for stage in c.stages:
            key = f"tokens/{c.id}/{stage.id}"
            params: TokensParams = {"character": c.id, "stage": stage.id, "look": stage.look, "role": c.role}
            yield Node(
                key,
                key,
                "tokens",
                params,
                seed_from(story.seed, key),
                (Input("portrait", f"portrait/{c.id}/{stage.id}", "portrait"),),
            )


def _plates(story: Story, preset: Recipes, size: Sized) -> Iterator[Node]:
    for place in story.places:
        key = f"plate/{place.id}"
        params: PlateParams = {"look": place.look, "name": place.name, "style": story.style, **size}
        bent = bent_by(preset, "pictures", story.loras)
        if bent.worn:
            params["loras"] = bent.worn
        yield Node(key, key, "plate", params, seed_from(story.seed, key), files=bent.files, idle=bent.idle)


def _stills(story: Story, preset: Recipes, size: Sized) -> Iterator[Node]:
    """Every still, after the drawing that stages it, before any clip: people judge stills first."""
    for n, shot in enumerate(story.shots, 1):
        staged = staging_of(story, shot) if preset.staging != "none" else 0.0
        guided = preset.takes.guide and guide_of(story, shot)[0] > 0
        if staged or guided:
            yield _drawing_node(story, n, shot, size)
        if guided:
            yield _guide_node(story, n, shot, preset)
        yield _keyframe_node(story, n, shot, size, staged, preset)


def _clips_and_joins(story: Story, preset: Recipes, size: Sized) -> Iterator[Node]:
    shapes = _shapes(story)
    for n, shot in enumerate(story.shots, 1):
        before = story.boundaries[n - 2] if n > 1 else None
        yield _clip_node(story, n, shot, before, size, preset)
        if before is not None:
            yield _join_node(story, n - 1, size, preset, (shapes[n - 2], shapes[n - 1]))


def _shapes(story: Story) -> list[Shape]:
    """The shape that each shot's clip is to have."""
    return [
        Shape(story.film.width, story.film.height, story.film.fps, frames_in(s.duration_s, story.film.fps))
        for s in story.shots
    ]


def _film(story: Story, preset: Recipes, size: Sized) -> Iterator[Node]:
    film = story.film
    clips = [Input(f"clip {n}", f"clip/{s.id}", "clip") for n, s in enumerate(story.shots, 1)]
    joins = [Input(f"join {n}-{n + 1}", _join_key(story, n), "join") for n in range(1, len(story.shots))]
    seams = [seam_frames(story, n) for n in range(1, len(story.shots))]
    trims = [list(trim_frames(story, n)) for n in range(1, len(story.shots) + 1)]
    params: FilmParams = {
        "seams": seams,
        "fps": film.fps,
        "title": story.title,
        **size,
        "draft": preset.draft and not preset.positional,
    }
    if any(map(any, trims)):  # without trims the film's recipe is what it was before there were any
        params["trims"] = trims
    frames = sum(frames_in(s.duration_s, film.fps) - sum(t) for s, t in zip(story.shots, trims, strict=True))
    yield Node(
        "film",
        "film",
        "film",
        params,
        0,
        tuple(clips + joins),
        frames=frames,
        wanted=(*_shapes(story), *[None] * len(joins)),
        idle=() if preset.positional else tuple(one.why for one in not_worn(story, preset)),  # drawn: once for the film
    )


def staging_of(story: Story, shot: Shot) -> float:
    """How closely a shot's keyframe follows its drawing: the shot's own strength, else the film's; 0 not at all."""
    return story.film.staging if shot.staging is None else shot.staging


def _domains(shot: Shot) -> DomainTexts:
    d = shot.domains
    return {
        "character": d.character,
        "background": d.background,
        "relation": d.relation,
        "camera": d.camera,
        "lighting": d.lighting,
    }


def _drawing_node(story: Story, n: int, shot: Shot, size: Sized) -> Node:
    """The drawn world's frame of a shot: from words alone, so that it stands before any model has drawn a portrait."""
    cast: list[PersonDrawn] = []
    for p in shot.who:
        c = story.character(p.character)
        drawn = [c.stages[0], c.stage(p.stage)] if c.stages[0].id != p.stage else [c.stages[0]]
        cast.append(
            {
                "character": c.id,
                "role": c.role,
                "wardrobe": c.wardrobe,
                "box": list(p.box) if p.box else None,
                "stages": [
                    {"stage": s.id, "look": s.look, "seed": seed_from(story.seed, f"portrait/{c.id}/{s.id}")}
                    for s in drawn
                ],
            }
        )
    place = story.place(shot.place) if shot.place else None
    params: DrawingParams = {
        "summary": shot.summary,
        "domains": _domains(shot),
        "cast": cast,
        "place": {
            "id": place.id,
            "name": place.name,
            "look": place.look,
            "seed": seed_from(story.seed, f"plate/{place.id}"),
        }
        if place
        else None,
        "style": story.style,
        **size,
    }
    _see_through(params, shot)
    if shot.beats:
        params["beats"] = as_params(shot.beats)
    return Node(f"drawing/{n}", f"drawing/{shot.id}", "drawing", params, shot.seed, (), shot.id)


def _look(story: Story, character: str, stage: str) -> str:
    """What somebody looks like at a stage, clothes included."""
    c = story.character(character)
    look, clothes = (t.strip().rstrip(".;,") for t in (c.stage(stage).look, c.wardrobe))
    return ", ".join(t for t in (look, "" if clothes.lower() in look.lower() else clothes) if t)


def _people(story: Story, shot: Shot) -> list[Lora]:
    return of_people([story.character(p.character).loras for p in shot.who])


def _see_through(params: KeyframeParams | DrawingParams, shot: Shot) -> None:
    """What a still shows of a camera that is set: from which height, through which lens. It begins where its move begins."""
    if shot.camera_move is not None and (seen := shot.camera_move.view_params()):
        params["camera_move"] = seen


def _camera_at_odds(n: int, shot: Shot) -> tuple[str, ...]:
    """What the camera's words say and its value says otherwise: the value counts, and the words are named."""
    return tuple(
        f"Camera of shot {n}: {odds}, and that counts." for odds in at_odds(shot.domains.camera, shot.camera_move)
    )


def _box_of(p: Presence, shot: Shot) -> list[float] | None:
    """Where somebody is in the still: as set by hand, or where their first beat begins."""
    begins = [b for b in shot.beats if b.who == p.character and b.from_box is not None]
    box = p.box or (min(begins, key=lambda b: b.from_s).from_box if begins else None)
    return list(box) if box else None


def _keyframe_node(story: Story, n: int, shot: Shot, size: Sized, staged: float, preset: Recipes) -> Node:
    inputs = [
        Input(f"tokens of {p.character}/{p.stage}", f"tokens/{p.character}/{p.stage}", "tokens") for p in shot.who
    ]
    if shot.place:
        inputs.append(Input(f"plate of {shot.place}", f"plate/{shot.place}", "plate"))
    if staged:
        inputs.append(Input(f"drawing/{n}", f"drawing/{shot.id}", "drawing"))
    who: list[PersonSeen] = [
        {
            "character": p.character,
            "stage": p.stage,
            "box": _box_of(p, shot),
            "strength": story.character(p.character).strength,
        }
        for p in shot.who
    ]
    params: KeyframeParams = {
        "summary": shot.summary,
        "domains": _domains(shot),
        "who": who,
        "place": shot.place,
        "style": story.style,
        **size,
    }
    _see_through(params, shot)
    if shot.beats:
        params["beats"] = as_params(shot.beats)
    if preset.reads_looks:
        params["looks"] = [_look(story, p.character, p.stage) for p in shot.who]
    if staged:
        params["staging"] = staged
    if shot.prompt.keyframe.strip() and preset.reads_prompt("keyframe"):
        params["prompt"] = shot.prompt.keyframe.strip()
    bent = bent_by(preset, "pictures", story.loras, _people(story, shot), shot.loras)
    if bent.worn:
        params["loras"] = bent.worn
    return Node(
        f"keyframe/{n}",
        f"keyframe/{shot.id}",
        "keyframe",
        params,
        shot.seed,
        tuple(inputs),
        shot.id,
        files=bent.files,
        idle=bent.idle,
    )


def _clip_node(story: Story, n: int, shot: Shot, before: Boundary | None, size: Sized, preset: Recipes) -> Node:
    frames = frames_in(shot.duration_s, story.film.fps)
    inputs = [Input(f"keyframe/{n}", f"keyframe/{shot.id}", "keyframe")]
    params: ClipParams = {
        "summary": shot.summary,
        "camera": shot.domains.camera,
        "relation": shot.domains.relation,
        "who": [[p.character, p.stage] for p in shot.who],
        "lines": [{"character": line.character, "text": line.text} for line in shot.lines],
        "style": story.style,
        "frames": frames,
        "fps": story.film.fps,
        **size,
    }
    if shot.camera_move is not None:
        params["camera_move"] = shot.camera_move.as_params()
    if shot.beats:
        params["beats"] = as_params(shot.beats)
    told = _UNTAKEN if preset.positional and any(b.from_box or b.to_box for b in shot.beats) else ()
    if before is not None and before.mode == "reset":
        inputs.append(Input(f"latents of clip/{n - 1}", f"clip/{story.shots[n - 2].id}", "clip"))
        params["reset"] = {
            "boundary": n - 1,
            "boundaries": len(story.boundaries),
            "variant": before.variant,
            "alpha": before.alpha,
            "gamma": before.gamma,
            "weight": before.weight,
        }
    inputs += _beside_the_still(story, n, shot, preset, params)
    if shot.prompt.clip.strip() and preset.reads_prompt("clip"):
        params["prompt"] = shot.prompt.clip.strip()
    # What a shot begins from is read at the film's size, whatever its rate and length are.
    begins = [Shape(size["width"], size["height"])] if "reset" in params else []
    led = (
        [Shape(*preset.guide_shape(size["width"], size["height"], story.film.fps, frames))] if "guide" in params else []
    )
    wanted = (None, *begins, *led) if begins or led else ()
    bent = bent_by(preset, "clips", story.loras, _people(story, shot), shot.loras)
    if bent.worn:
        params["loras"] = bent.worn
    return Node(
        f"clip/{n}",
        f"clip/{shot.id}",
        "clip",
        params,
        shot.seed,
        tuple(inputs),
        shot.id,
        frames,
        wanted,
        bent.files,
        (*bent.idle, *_camera_at_odds(n, shot), *told),
    )


#: what a video model does not take of beats
_UNTAKEN = ("The boxes and times of its beats are not used: the video model reads what is done, in order, as words.",)


def _beside_the_still(story: Story, n: int, shot: Shot, preset: Recipes, params: ClipParams) -> list[Input]:
    """What a clip is made from beside its still, as far as its model takes it, and what its recipe says of that."""
    more, takes = list[Input](), preset.takes
    strength = guide_of(story, shot)[0] if takes.guide else 0.0
    if strength:
        more.append(Input(f"guide/{n}", f"guide/{shot.id}", "guide"))
        params["guide"] = strength
    if takes.end and shot.end is not None:
        target, _ = end_of(story, n)
        if target is not None:
            more.append(Input("the end picture", f"keyframe/{target}", "keyframe"))
            params["end"] = "still"
        elif shot.end.file:
            params["end"] = shot.end.file
    pictures = [Input(f"portrait of {p.character}", f"portrait/{p.character}/{p.stage}", "portrait") for p in shot.who]
    if shot.place:
        pictures.append(Input(f"plate of {shot.place}", f"plate/{shot.place}", "plate"))
    if shown := pictures[: takes.references]:
        params["references"] = len(shown)
    return more + shown


def _guide_node(story: Story, n: int, shot: Shot, preset: Recipes) -> Node:
    """The drawn shot in motion at the video model's own size, rate and length, as a guide shows it."""
    film, frames = story.film, frames_in(shot.duration_s, story.film.fps)
    width, height, fps, count = preset.guide_shape(film.width, film.height, film.fps, frames)
    params: GuideParams = {
        "kind": guide_of(story, shot)[1],
        "summary": shot.summary,
        "camera": shot.domains.camera,
        "relation": shot.domains.relation,
        "who": [[p.character, p.stage] for p in shot.who],
        "lines": [{"character": line.character, "text": line.text} for line in shot.lines],
        "width": width,
        "height": height,
        "frames": count,
        "fps": fps,
        "film_frames": frames,
        "film_fps": film.fps,
    }
    if shot.beats:
        params["beats"] = as_params(shot.beats)
    if shot.camera_move is not None:
        params["camera_move"] = shot.camera_move.as_params()
    if preset.takes.end and shot.end is not None and (shot.end.file or end_of(story, n)[0]):
        params["ends"] = True
    return Node(
        f"guide/{n}",
        f"guide/{shot.id}",
        "guide",
        params,
        0,
        (Input(f"drawing/{n}", f"drawing/{shot.id}", "drawing"),),
        shot.id,
        count,
    )


def _motion(shot: Shot, style: str) -> str:
    """A shot as its clip is told: the short description, and the style."""
    return ", ".join(t.strip().rstrip(".") for t in (shot.summary or shot.domains.relation, style) if t.strip())


def _join_key(story: Story, left: int) -> str:
    return f"join/{story.shots[left - 1].id}-{story.shots[left].id}"


def _join_node(story: Story, left: int, size: Sized, preset: Recipes, shapes: tuple[Shape, Shape]) -> Node:
    boundary, a, b = story.boundaries[left - 1], story.shots[left - 1], story.shots[left]
    h = seam_frames(story, left)
    mode = boundary.mode if h or boundary.mode in ("cut", "reset") else "cut"
    params: JoinParams = {"mode": "cut" if mode == "reset" else mode, "frames": 2 * h, "fps": story.film.fps, **size}
    trims = [trim_frames(story, left)[1], trim_frames(story, left + 1)[0]]
    if h and any(trims):
        params["trims"] = trims  # what the cut leaves out of the left clip's end and the right one's beginning
    bent = Bent([], (), ())
    if mode == "bridge":
        bridge: BridgeParams = {**params, "alpha": boundary.alpha, "gamma": boundary.gamma}
        if preset.positional:
            bent = bent_by(preset, "clips", story.loras)
            if bent.worn:
                bridge["loras"] = bent.worn
            # beta_i falls with i/n (Eq. 18); rounded, so that one more shot does not redo every bridge of a long film.
            bridge["at"] = round(left / max(2, len(story.shots)), 1)
            # What moves on either side: models that read text go from the one to the other.
            bridge["left"], bridge["right"] = _motion(a, story.style), _motion(b, story.style)
            if preset.bridge_version > 1:
                bridge["version"] = preset.bridge_version
        params = bridge
    return Node(
        f"join/{left}-{left + 1}",
        _join_key(story, left),
        "join",
        params,
        seed_from(a.seed, b.seed),
        (Input(f"clip/{left}", f"clip/{a.id}", "clip"), Input(f"clip/{left + 1}", f"clip/{b.id}", "clip")),
        a.id,
        2 * h,
        shapes,
        bent.files,
        bent.idle,
    )


#: What makes a story's nodes, inputs before consumers.
BUILDERS: list[Callable[[Story, Recipes, Sized], Iterator[Node]]] = [
    _portraits,
    _tokens,
    _plates,
    _stills,
    _clips_and_joins,
    _film,
]
