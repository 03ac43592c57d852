"""The drawn world as a model family: the protocols of vgot.models.base, with no weights, in milliseconds."""

from __future__ import annotations

import base64
import hashlib
import threading
import zlib
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from vgot.animatic import directed, framing, pictures, repainting, staging
from vgot.animatic.blocking import NEAR_PACE, next_deed
from vgot.animatic.bridge import bridge_frames, ending
from vgot.animatic.canvas import Group, Stage
from vgot.animatic.dreams import put_dreams
from vgot.animatic.grades import graded, in_style
from vgot.animatic.lexicon import catalogue as lexicon
from vgot.animatic.lexicon.coverage import understood
from vgot.animatic.lexicon.deeds import Deed, Member, deeds_of, lost_crown
from vgot.animatic.looks import Look, draw_look
from vgot.animatic.nearest import nearest_place
from vgot.animatic.portrait import draw_portrait_pixels, look_from_picture
from vgot.animatic.rehearsal import next_beats
from vgot.animatic.render import Renderer
from vgot.animatic.scene import Place, actor_standing, camera_at, canonical, load_scene
from vgot.animatic.stages import later_stage
from vgot.errors import ModelUnavailable
from vgot.models.base import (
    BridgeSpec,
    Cast,
    Clip,
    ClipSpec,
    KeyframeSpec,
    Picture,
    PlateSpec,
    PortraitSpec,
    Quiet,
    Repaint,
    Reporter,
    SeamSide,
    Tokens,
)
from vgot.sound.timing import line_times
from vgot.story.beats import line_spans
from vgot.story.grades import grade_of
from vgot.story.model import Domains, seed_from
from vgot.units import FrameSize

MODEL_ID = "animatic"
TOKENS_KIND = "animatic-look"
#: the longest side of an uploaded plate as a scene keeps it
_PLATE_PX = 640


class _Renderers(threading.local):
    """One renderer for each size and thread: they keep their drawn places."""

    def __init__(self) -> None:
        self.by_size: dict[tuple[int, int], Renderer] = {}

    def at(self, size: FrameSize) -> Renderer:
        key = (size.width, size.height)
        if key not in self.by_size:
            if len(self.by_size) >= 3:
                self.by_size.clear()
            self.by_size[key] = Renderer(size)
        return self.by_size[key]


_renderers = _Renderers()


class AnimaticImage:
    """Draws portraits, plates and keyframes."""

    model_id = MODEL_ID

    def draw_portrait(self, spec: PortraitSpec, report: Reporter | None = None) -> Picture:
        """Head and shoulders; the sidecar is the Look. A later stage keeps the identity of `spec.first`."""
        report = report or Quiet()
        report.check()
        look = _look_of(spec)
        pixels = in_style(draw_portrait_pixels(look, spec.size), spec.style)
        report.step(1, 1, pixels)
        return Picture(pixels, look.to_bytes())

    def draw_plate(self, spec: PlateSpec, report: Reporter | None = None) -> Picture:
        """A place without people; the sidecar says which place, so that its keyframes show the same one."""
        report = report or Quiet()
        report.check()
        reading = staging.read_domains(Domains(background=spec.look), "", spec.name, spec.look)
        place = {
            "kind": reading.place,
            "light": reading.light,
            "weather": reading.weather,
            "season": reading.season,
            "seed": seed_from("place", spec.place, spec.seed),
            "era": reading.era,
        }
        pixels = in_style(_renderers.at(spec.size).plate(Place(**place)), spec.style)
        report.step(1, 1, pixels)
        return Picture(pixels, canonical({"plate": place}))

    def draw_keyframe(self, spec: KeyframeSpec, report: Reporter | None = None) -> Picture:
        """Frame 0 of the shot; the sidecar is its Scene."""
        report = report or Quiet()
        report.check()
        scene = scene_of(spec)
        pixels = graded(_renderers.at(spec.size).frame(scene, 0.0), scene.get("grade", ""))
        report.step(1, 1, pixels)
        return Picture(pixels, canonical(scene))

    def repaint(
        self,
        picture: Picture,
        spec: PortraitSpec | PlateSpec | KeyframeSpec,
        asked: Repaint,
        report: Reporter | None = None,
    ) -> Picture:
        """The drawing as it would be with these words; the caller lays it under the mask. Raises BadInput for a picture that is no
        drawing of the drawn world."""
        (report or Quiet()).check()
        return _repainted(self, picture, spec, asked)

    def repaint_facts(
        self, picture: Picture, spec: PortraitSpec | PlateSpec | KeyframeSpec, asked: Repaint
    ) -> dict[str, object]:
        """Which of the words the drawn world can draw nothing of, and that it draws whole things: there is no strength."""
        try:
            found = understood(Domains(background=repainting.told(asked.words)), nearest=nearest_place)
        except (ModelUnavailable, ImportError):
            return {}
        look = Look.from_bytes(picture.sidecar) if isinstance(spec, PortraitSpec) else None
        who = repainting.under(picture.sidecar, asked.mask) if isinstance(spec, KeyframeSpec) else None
        if who is not None and isinstance(spec, KeyframeSpec):
            look = next((_cast_look(c, spec.seed, "") for c in spec.cast if c.character == who), None)
        if look is not None and repainting.changed_look(look, repainting.told(asked.words)) is not None:
            return {"drawn": "as somebody's look"}
        return {
            "not_drawn": found.not_drawn,
            **({"drawn_as": found.drawn_as} if found.drawn_as else {}),
        }

    def keyframe_facts(self, spec: KeyframeSpec) -> dict[str, object]:
        """What of the shot's words the picture does not show, and what it shows as something near. Nothing without the
        parser: then the sidecar's own list stands."""
        try:
            found = understood(
                spec.domains,
                spec.summary,
                spec.place_name,
                spec.place_look,
                scene=scene_of(spec),
                names=[one.name or one.character for one in spec.cast],
                nearest=nearest_place,
                style=spec.style,
                set_lens=spec.lens is not None,
            )
        except (ModelUnavailable, ImportError):
            return {}
        return {"not_drawn": found.not_drawn, **({"drawn_as": found.drawn_as} if found.drawn_as else {})}


class AnimaticFaces:
    """Reads the tokens of a character: its Look, as it was drawn or as far as an uploaded picture shows it."""

    model_id = MODEL_ID

    def read_tokens(self, portrait: Picture, spec: PortraitSpec, report: Reporter | None = None) -> Tokens:
        (report or Quiet()).check()
        look = Look.from_bytes(portrait.sidecar)
        if look is None:
            look = look_from_picture(portrait.pixels, _look_of(spec))
        return Tokens(TOKENS_KIND, look.to_bytes())


class AnimaticVideo:
    """Animates keyframes and bridges seams in the drawn world."""

    model_id = MODEL_ID

    def shoot_clip(self, keyframe: Picture, spec: ClipSpec, report: Reporter | None = None) -> Clip:
        """The scene of the keyframe, in motion. A keyframe without a scene is a still under a moving camera."""
        report = report or Quiet()
        scene = load_scene(keyframe.sidecar)
        if scene is None:
            return _still_clip(keyframe.pixels, spec, report)
        scene, facts = _to_its_end(clip_scene(scene, spec), spec)
        facts = _missed(scene) | facts
        renderer = _renderers.at(spec.size)

        def frames() -> Iterator[np.ndarray]:
            for n in range(spec.frames):
                report.check()
                for one in (scene, scene.get("end", {})):
                    renderer.keep_pictures(one)
                pixels = graded(renderer.draw(ending(scene, n / spec.fps)), scene.get("grade", ""))
                report.step(n + 1, spec.frames, pixels if n % 12 == 0 else None)
                yield pixels

        return Clip(frames(), lambda: canonical(scene), facts)

    def bridge(
        self, left: SeamSide, right: SeamSide, spec: BridgeSpec, report: Reporter | None = None
    ) -> Iterator[np.ndarray]:
        """Exactly spec.frames pictures across the seam."""
        return bridge_frames(left, right, spec, report or Quiet(), _renderers.at(spec.size))


# -- a part drawn otherwise ----------------------------------------------------------------------------------------------
def _repainted(
    image: AnimaticImage, picture: Picture, spec: PortraitSpec | PlateSpec | KeyframeSpec, asked: Repaint
) -> Picture:
    words = repainting.told(asked.words)
    if isinstance(spec, PortraitSpec):
        look = Look.from_bytes(picture.sidecar)
        if look is None:
            raise repainting.no_drawing()
        look = repainting.changed_look(look, words) or look
        return Picture(in_style(draw_portrait_pixels(look, spec.size), spec.style), look.to_bytes())
    if not repainting.is_scene(picture.sidecar):
        raise repainting.no_drawing()
    if isinstance(spec, PlateSpec):
        return image.draw_plate(replace(spec, look=f"{spec.look}. {words}"))
    before = load_scene(picture.sidecar)
    if before is None:
        raise repainting.no_drawing()
    who = repainting.under(picture.sidecar, asked.mask)
    actors = [dict(a) for a in before["actors"]]
    changed = False
    for a in actors:
        if a["character"] == who and (look := repainting.changed_look(Look.from_dict(a["look"]), words)) is not None:
            a["look"], changed = look.as_dict(), True
    if changed:
        scene = {**before, "actors": actors}
    elif things := _things_of(spec, words):
        scene = repainting.stand_under(before, things, asked.mask)
    else:
        domains = spec.domains.model_copy(update={"background": f"{spec.domains.background}. {words}"})
        scene = scene_of(replace(spec, domains=domains))
    pixels = graded(_renderers.at(spec.size).frame(scene, 0.0), scene.get("grade", ""))
    return Picture(pixels, canonical(scene))


def _things_of(spec: KeyframeSpec, words: str) -> list[dict]:
    """The things and animals that words bring into a picture, whatever room a shot has for them; none where they bring none."""
    ways = (repainting.alone(spec, background=words), repainting.alone(spec, relation=f"{words} stands there."))
    return next((things for way in ways if (things := scene_of(way)["props"])), [])


# -- looks and scenes -------------------------------------------------------------------------------------------------
def _look_of(spec: PortraitSpec) -> Look:
    first = Look.from_bytes(spec.first.sidecar) if spec.first is not None else None
    if first is not None:
        return later_stage(first, spec.stage, spec.look, spec.wardrobe, spec.role, spec.seed)
    look = draw_look(spec.character, spec.name, spec.role, f"{spec.look} {spec.stage_name}", spec.wardrobe, spec.seed)
    if spec.first is not None:  # the first stage's portrait was uploaded
        look = look_from_picture(spec.first.pixels, look, identity_only=True)
    return look


def _cast_look(one: Cast, seed: int, told: str) -> Look:
    """The look in the tokens; without tokens (or with their weight at 0) whatever the text gives, anew in each shot:
    that is what identity tokens are for."""
    look = Look.from_bytes(one.tokens.payload) if one.tokens.kind == TOKENS_KIND and one.strength > 0.02 else None
    return look or draw_look(one.character, one.name, "", f"{one.look or told} {one.stage_name}", "", seed)


def scene_of(spec: KeyframeSpec) -> dict:
    """The Scene of a keyframe."""
    reading = staging.read_domains(spec.domains, spec.summary, spec.place_name, spec.place_look)
    place = {
        "kind": reading.place,
        "light": reading.light,
        "weather": reading.weather,
        "season": reading.season,
        "seed": seed_from("place", reading.place, spec.place_name),
        "era": reading.era,
    }
    kept: dict = {}
    if spec.plate is not None:
        known = pictures.plate_of(spec.plate.sidecar)
        if known is not None:
            if known["kind"] == reading.place or not reading.place_known:
                place["kind"], place["seed"] = known["kind"], known["seed"]
                place["era"] = known.get("era", "")  # a house does not grow old between two shots
        else:
            name, packed = _packed(spec.plate.pixels)
            place["plate"], kept[name] = name, packed
    cast = [(one.character, _cast_look(one, spec.seed, spec.domains.character), one.box) for one in spec.cast]
    if place["kind"] in ("space", "planet"):  # nobody in a spacesuit goes out without a helmet
        cast = [
            (who, replace(look, hat="helmet") if look.garment == "spacesuit" and look.kind == "person" else look, box)
            for who, look, box in cast
        ]
    if lost_crown(f"{spec.summary} {spec.domains.relation}"):
        cast = [(who, replace(look, hat="") if look.hat == "crown" else look, box) for who, look, box in cast]
    deeds = deeds_of(
        spec.domains, spec.summary, [_member(one, look) for one, (_, look, _) in zip(spec.cast, cast, strict=True)]
    )
    reading = framing.from_height(reading, spec.height)
    members = [_member(one, look) for one, (_, look, _) in zip(spec.cast, cast, strict=True)]
    for i, plan in enumerate(directed.planned(spec.beats, [one.character for one in spec.cast])):
        if plan:
            deeds[i] = replace(deeds[i], actions=None, acts=())
    scene = staging.stage_scene(reading, cast, place, spec.seed, deeds=deeds)
    framing.set_view(scene["camera"], spec.height, spec.lens, place["kind"])
    scene["told"] = spec.domains.relation
    put_dreams(scene, spec.domains.relation, spec.summary)
    staging.place_by_hand(scene, cast)
    if spec.beats:
        directed.direct(scene, spec.beats, members, spec.size)
    if kept:
        scene["pictures"] = kept
    return _with_grade(scene, spec.style)


def _with_grade(scene: dict, style: str) -> dict:
    """The scene in the look that a style names; without one it says nothing of looks."""
    plain = {k: v for k, v in scene.items() if k != "grade"}
    grade = grade_of(style)
    return plain | {"grade": grade} if grade else plain


def _member(one: Cast, look: Look) -> Member:
    return Member(one.name or one.character, look.sex, look.kind)


def _packed(pixels: np.ndarray) -> tuple[str, dict]:
    """An uploaded picture, made small and packed, under a name made of its bytes."""
    high, wide = pixels.shape[:2]
    k = min(1.0, _PLATE_PX / max(high, wide))
    w, h = max(1, round(wide * k)), max(1, round(high * k))
    g = Group()
    g.image(np.ascontiguousarray(pixels[..., :3]), 0, 0, w, h)
    small = Stage(w, h).draw(g)
    name = hashlib.sha256(small.tobytes()).hexdigest()[:16]
    return name, {"w": w, "h": h, "zlib": base64.b64encode(zlib.compress(small.tobytes(), 6)).decode()}


def clip_scene(scene: dict, spec: ClipSpec) -> dict:
    """A keyframe's scene with what the clip adds: time, lines, the camera's move and what people do now."""
    scene = {
        **_with_grade(scene, spec.style),
        "camera": dict(scene["camera"]),
        "actors": [dict(a) for a in scene["actors"]],
    }
    if spec.camera_move is not None:
        scene["camera"] |= {"set": spec.camera_move.as_params(), "move": framing.drawn_move(spec.camera_move)}
    elif spec.camera.strip():
        reading = lexicon.read_shot(Domains(camera=spec.camera), "")
        if reading.move != scene["camera"]["move"]:
            framing.set_move(scene["camera"], reading.move, scene["actors"])
    _change_of_deeds(scene, spec)
    if spec.beats or "view" in scene:
        scene["props"] = [dict(p) for p in scene["props"]]
        directed.direct(scene, spec.beats, _members(scene, spec), spec.size)
    lines = _timed(spec)
    said = {n["speaker"] for n in lines}
    for i, a in enumerate(scene["actors"]):
        a["scripted"] = bool(lines)
        if i in said and a["body"] == "sleeping":
            a["emotion"] = a["emotion"] if a["emotion"] != "calm" else "tender"
    scene["clip"] = {"frames": spec.frames, "fps": spec.fps, "lines": lines}
    if spec.reset is not None:
        before = load_scene(spec.reset.latents)
        if before is not None:
            scene["camera"]["carry"] = _carried(before, scene, spec)
    return scene


def _to_its_end(scene: dict, spec: ClipSpec) -> tuple[dict, dict[str, object]]:
    """A clip's scene with the still it ends on, where the drawn world can arrive there; what there is to say where it cannot."""
    if spec.end is None:
        return scene, {}
    end = load_scene(spec.end.sidecar)
    if end is None:
        return scene, {
            "not_taken": ["the end picture: it is no drawing, and the drawn world can arrive at drawings alone"]
        }
    if any(end["place"].get(part) != scene["place"].get(part) for part in ("kind", "seed", "plate")):
        return scene, {"not_taken": ["the end picture: it shows another place, where the shot cannot arrive"]}
    kept = {k: v for k, v in end.items() if k != "clip"}
    return scene | {"end": kept}, {}


def _missed(scene: dict) -> dict[str, object]:
    """What of a clip's plan and of its camera's value is not drawn."""
    missed = [*scene.get("plan_not_drawn", ()), *framing.not_played(scene)]
    return {"not_drawn": missed} if missed else {}


def _members(scene: dict, spec: ClipSpec) -> list[Member]:
    return [
        Member(one.name or one.character, a["look"]["sex"], a["look"]["kind"])
        for one, a in zip(spec.cast, scene["actors"], strict=False)
    ]


def _change_of_deeds(scene: dict, spec: ClipSpec) -> None:
    """What people do after the keyframe: where the clip's words say more than the keyframe shows (its summary, or a
    relation that was edited after the keyframe was pinned), they pass from the keyframe's pose into the deed."""
    cast = _members(scene, spec)
    if len(cast) != len(scene["actors"]):
        return
    edited = bool(spec.relation.strip()) and spec.relation != scene.get("told", spec.relation)
    deeds = deeds_of(Domains(relation=spec.relation), spec.summary, cast)
    if edited and all(d.actions is None for d in deeds):  # no word says who: all of them
        told = lexicon.read_shot(Domains(relation=spec.relation)).actions
        deeds = [Deed(told or None) for _ in cast]
    middle = sum(a["x"] for a in scene["actors"]) / max(1, len(scene["actors"]))
    together = len({deed.actions for deed in deeds}) == 1
    plans = directed.planned(spec.beats, [a["character"] for a in scene["actors"]])
    for a, deed, plan in zip(scene["actors"], deeds, plans, strict=True):
        if plan:
            continue
        lead = scene["actors"][0]["face"] if together else a["x"] - middle
        if a.get("beats") and not edited:
            continue  # its beats are the clip's own
        then = next_beats(a, deed) if edited or deed.acts else None
        if then is None:
            if deed.actions is None or (a["body"] != "standing" and not edited):
                continue
            then = next_deed(a, deed.actions, 1.0 if lead >= 0 else -1.0)
        if then is not None:
            if not together and scene["camera"]["size"] not in ("wide", "extreme_wide"):
                then["speed"] = round(then["speed"] * NEAR_PACE, 3)
            a["then"] = then
    camera = scene["camera"]
    if scene["actors"] and "then" in scene["actors"][0] and camera["follow"] == 0.0 and "set" not in camera:
        framing.keep_pace(camera, camera["move"], scene["actors"])


def _carried(before: dict, scene: dict, spec: ClipSpec) -> dict:
    """How far the shot before reaches into this one: its last camera, and how those who are in both shots stood and
    looked, by a share that falls off over 0.8 s."""
    t = (before["clip"]["frames"] - 1) / before["clip"]["fps"] if before.get("clip") else 0.0
    end = camera_at(before, t)
    assert spec.reset is not None  # only a shot that carries on is asked
    share = max(0.0, min(0.4, spec.reset.alpha * spec.reset.weight))
    here = {a["character"] for a in scene["actors"]}
    poses = {
        a["character"]: [round(v, 3) for v in actor_standing(before, i, t).pose.numbers()]
        for i, a in enumerate(before["actors"])
        if a["character"] in here
    }
    return {
        "x": round(end.x, 3),
        "y": round(end.y, 3),
        "zoom": round(end.zoom, 4),
        "share": round(share, 4),
        "poses": poses,
    }


def _timed(spec: ClipSpec) -> list[dict]:
    """When each line is spoken: one after the other, as long as its words take, all within the shot."""
    if not spec.lines:
        return []
    texts = [line.text for line in spec.lines]
    times = line_times(texts, spec.frames / spec.fps, line_spans(spec.beats, texts))
    return [
        {"speaker": -1 if line.speaker is None else line.speaker, "from": round(start, 3), "to": round(end, 3)}
        for line, (start, end) in zip(spec.lines, times, strict=True)
    ]


def _still_clip(pixels: np.ndarray, spec: ClipSpec, report: Reporter) -> Clip:
    """A picture that is no drawing, under the camera: by its value where one is set, else by its words."""
    value = spec.camera_move
    move = framing.drawn_move(value) if value is not None else lexicon.read_shot(Domains(camera=spec.camera), "").move
    still = pictures.Still(pixels, spec.size)
    told = {"v": 1, "still": {"move": move, "frames": spec.frames, "fps": spec.fps}}
    if value is not None:
        told["still"]["set"] = value.as_params()

    def frames() -> Iterator[np.ndarray]:
        for n in range(spec.frames):
            report.check()
            if value is not None:
                frame = still.moved(value, n, spec.frames, spec.fps)
            else:
                frame = still.frame(move, n / max(1, spec.frames - 1))
            report.step(n + 1, spec.frames, frame if n % 12 == 0 else None)
            yield frame

    return Clip(frames(), lambda: canonical(told), pictures.flat_facts(value) | _still_leaves(spec))


def _still_leaves(spec: ClipSpec) -> dict[str, object]:
    """What a picture that is no drawing cannot do."""
    left = ["the beats: nobody moves in an uploaded picture"] if spec.beats else []
    left += ["the end picture: an uploaded picture is filmed, and arrives at no other"] if spec.end is not None else []
    return {"not_taken": left} if left else {}


__all__ = ["AnimaticFaces", "AnimaticImage", "AnimaticVideo", "clip_scene", "scene_of"]
