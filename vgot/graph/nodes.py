"""The nodes of a film: what there is to make of a story, with the parts of the story that each depends on. Pure.

Names are those of the contract (`keyframe/3`), by position, for people and commands. Keys (`keyframe/s1f0…`) are made of
stable ids, for storage.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from vgot.graph.asked import guide_of
from vgot.graph.clip_nodes import (
    clip_node,
    guide_node,
    join_key,
    join_node,
    people_loras,
)
from vgot.graph.loras import bent_by, marks_of, not_worn
from vgot.graph.node import Input, Node, Recipes, seam_frames, trim_frames
from vgot.graph.recipes import (
    DomainTexts,
    DrawingParams,
    FilmParams,
    KeyframeParams,
    PersonDrawn,
    PersonSeen,
    PlateParams,
    PortraitParams,
    Sized,
    TokensParams,
)
from vgot.graph.shapes import Shape
from vgot.story.beats import as_params
from vgot.story.model import Presence, Shot, Story, seed_from
from vgot.units import frames_in


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
            yield guide_node(story, n, shot, preset)
        yield _keyframe_node(story, n, shot, size, staged, preset)


def _clips_and_joins(story: Story, preset: Recipes, size: Sized) -> Iterator[Node]:
    shapes = _shapes(story)
    for n, shot in enumerate(story.shots, 1):
        before = story.boundaries[n - 2] if n > 1 else None
        yield clip_node(story, n, shot, before, size, preset)
        if before is not None:
            yield join_node(story, n - 1, size, preset, (shapes[n - 2], shapes[n - 1]))


def _shapes(story: Story) -> list[Shape]:
    """The shape that each shot's clip is to have."""
    return [
        Shape(story.film.width, story.film.height, story.film.fps, frames_in(s.duration_s, story.film.fps))
        for s in story.shots
    ]


def _film(story: Story, preset: Recipes, size: Sized) -> Iterator[Node]:
    film = story.film
    clips = [Input(f"clip {n}", f"clip/{s.id}", "clip") for n, s in enumerate(story.shots, 1)]
    joins = [Input(f"join {n}-{n + 1}", join_key(story, n), "join") for n in range(1, len(story.shots))]
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


def _see_through(params: KeyframeParams | DrawingParams, shot: Shot) -> None:
    """What a still shows of a camera that is set: from which height, through which lens. It begins where its move begins."""
    if shot.camera_move is not None and (seen := shot.camera_move.view_params()):
        params["camera_move"] = seen


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
    bent = bent_by(preset, "pictures", story.loras, people_loras(story, shot), shot.loras)
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


#: What makes a story's nodes, inputs before consumers.
BUILDERS: list[Callable[[Story, Recipes, Sized], Iterator[Node]]] = [
    _portraits,
    _tokens,
    _plates,
    _stills,
    _clips_and_joins,
    _film,
]
