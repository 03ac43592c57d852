"""The nodes of what moves: clips, the guides that lead them, and the joins between two. Pure."""

from __future__ import annotations

from vgot.graph.asked import end_of, guide_of, moments_of
from vgot.graph.loras import Bent, bent_by, of_people
from vgot.graph.node import Input, Node, Recipes, seam_frames, trim_frames
from vgot.graph.recipes import (
    BridgeParams,
    ClipParams,
    GuideParams,
    JoinParams,
    MomentAsked,
    Sized,
)
from vgot.graph.shapes import Shape
from vgot.story.beats import as_params
from vgot.story.camera_words import at_odds
from vgot.story.model import Boundary, Lora, Shot, Story, seed_from
from vgot.units import frames_in


def people_loras(story: Story, shot: Shot) -> list[Lora]:
    return of_people([story.character(p.character).loras for p in shot.who])


def _camera_at_odds(n: int, shot: Shot) -> tuple[str, ...]:
    """What the camera's words say and its value says otherwise: the value counts, and the words are named."""
    return tuple(
        f"Camera of shot {n}: {odds}, and that counts." for odds in at_odds(shot.domains.camera, shot.camera_move)
    )


def clip_node(story: Story, n: int, shot: Shot, before: Boundary | None, size: Sized, preset: Recipes) -> Node:
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
    bent = bent_by(preset, "clips", story.loras, people_loras(story, shot), shot.loras)
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
    _moments_asked(story, n, preset, params, more)
    pictures = [Input(f"portrait of {p.character}", f"portrait/{p.character}/{p.stage}", "portrait") for p in shot.who]
    if shot.place:
        pictures.append(Input(f"plate of {shot.place}", f"plate/{shot.place}", "plate"))
    if shown := pictures[: takes.references]:
        params["references"] = len(shown)
    return more + shown


def _moments_asked(story: Story, n: int, preset: Recipes, params: ClipParams, more: list[Input]) -> None:
    """What a recipe says of the pictures that a clip passes through, where its model takes them; the stills among them become inputs, each
    once."""
    stills, asked = [i.key for i in more if i.step == "keyframe"], list[MomentAsked]()
    for one, target, why in moments_of(story, n, preset.takes.moments, preset.takes.why):
        if why:
            continue
        if one.file:
            asked.append({"frame": frames_in(one.at_s, story.film.fps), "file": one.file})
            continue
        key = f"keyframe/{target}"
        if key not in stills:
            more.append(Input(f"the picture at {one.at_s:g} s", key, "keyframe"))
            stills.append(key)
        asked.append({"frame": frames_in(one.at_s, story.film.fps), "still": stills.index(key)})
    if asked:
        params["moments"] = asked


def guide_node(story: Story, n: int, shot: Shot, preset: Recipes) -> Node:
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


def join_key(story: Story, left: int) -> str:
    return f"join/{story.shots[left - 1].id}-{story.shots[left].id}"


def join_node(story: Story, left: int, size: Sized, preset: Recipes, shapes: tuple[Shape, Shape]) -> Node:
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
        join_key(story, left),
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
