"""The report of a project: reads frames, portraits and script, never what a scene was drawn from; kept until one of them changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vgot import media
from vgot.animatic.lexicon import catalogue as lexicon
from vgot.evaluate import shots as checks
from vgot.evaluate.cast import Model, Sighting, model_of, sight
from vgot.evaluate.check_run import VERSION, Keys, is_drawn
from vgot.evaluate.colour import delta_e, mean_lab
from vgot.evaluate.encoders import (
    ClipScore,
    SceneReader,
    SeenWords,
    StyleEncoder,
    TextScorer,
    TonesAndEdges,
    Vgg19Style,
    scene_reader,
)
from vgot.evaluate.findings import Finding, Report
from vgot.evaluate.footage import small, watch
from vgot.evaluate.measure import Reel, picture_measures, text_measures
from vgot.evaluate.seams import seams as seam_checks
from vgot.evaluate.shot_summary import Glance, Person, glance_of
from vgot.faces.reader import FaceReader, face_reader
from vgot.graph.keys import recipe_key
from vgot.graph.nodes import trim_frames
from vgot.render.fitting import clip_frames
from vgot.story.model import Story

if TYPE_CHECKING:
    from vgot.render.snapshot import Film

_META = "continuity"


@dataclass
class Readers:
    """What a film is read with. faces or scenes None: what needs them is not checked, and the report says so."""

    faces: FaceReader | None
    scenes: SceneReader | None
    style: StyleEncoder = field(default_factory=TonesAndEdges)
    text: TextScorer | None = None

    def names(self) -> dict[str, str]:
        return {
            "faces": self.faces.name if self.faces else "none",
            "scenes": self.scenes.name if self.scenes else "none",
            "style": self.style.name,
            "text": self.text.name if self.text else "none",
        }


def readers_for(drawn: bool, models: Path | None = None) -> Readers:
    """The readers for drawn frames (embedded), or for others: what is in `models` (folders `face_pack`, `clip`, and a file
    `vgg19.pth` or `vgg19.safetensors`), else none where the embedded ones would only guess."""
    faces: FaceReader | None = face_reader() if drawn else None
    scenes = scene_reader() if drawn else None
    text: TextScorer | None = SeenWords(scenes) if scenes else None
    style: StyleEncoder = TonesAndEdges()
    if models is not None:
        if (models / "face_pack").is_dir():
            faces = FaceReader(models / "face_pack")
        if (models / "clip").is_dir():
            text = ClipScore(models / "clip")
        for name in ("vgg19.safetensors", "vgg19.pth"):
            if (models / name).is_file():
                style = Vgg19Style(models / name)
                break
    return Readers(faces, scenes, style, text)


Opened = Callable[[], Iterable[np.ndarray]]


@dataclass(frozen=True)
class Material:
    """What is read of a film: the frames of each shot (None: not made yet) as a function that opens them, their number; the
    portraits by (character, stage); whether the frames are drawings; the frames of each boundary (None: a cut, or not made)."""

    story: Story
    open_shot: list[Opened | None]
    frames: list[int]
    portraits: dict[tuple[str, str], np.ndarray]
    drawn: bool = True
    open_join: list[Opened | None] | None = None


def look(
    material: Material, n: int, cast: dict[tuple[str, str], Model], readers: Readers, reel: Reel | None = None
) -> tuple[Glance, Sighting]:
    """Look at shot n (from 1): the findings of its own, and what its neighbours are compared with."""
    want = expected(material.story, n, cast, material.drawn)
    opened = material.open_shot[n - 1]
    assert opened is not None, "only a shot that is made is looked at"
    frames = opened()
    footage = watch(
        reel.reading(frames) if reel else frames, n, want.shot.id, material.frames[n - 1], material.story.film.fps
    )
    sighting = sight(footage, want.people, readers.faces) if readers.faces else Sighting(footage)
    found = checks.pictures(want, sighting)
    spoiled = bool(footage.black) and len(footage.black) > footage.frames // 3
    if readers.faces and not spoiled:
        found += checks.people(want, sighting, list(cast.values()))
        found += checks.size(want, sighting)
    if readers.scenes and not spoiled:
        found += checks.scene(
            want, [readers.scenes.read(f) for _, f in footage.sampled], readers.scenes.places, readers.scenes.lights
        )
    return glance_of(sighting, want.people, list(cast.values()), found, _numbers(n, want.shot.id, sighting)), sighting


def compare(
    story: Story, glances: list[Glance | None], passages: list[float | None], drawn: bool
) -> tuple[list[list[Finding]], list[list[Finding]]]:
    """What only the whole film tells: the people and the wardrobe of each shot, and the findings of each boundary."""
    wanted = [expected(story, n, {}, drawn) for n in range(1, len(story.shots) + 1)]
    clothes = []
    for want, glance in zip(wanted, glances, strict=True):
        found = (
            []
            if glance is None
            else checks.strangers(
                want, glance, _elsewhere(glance, glances, lambda p: [] if p.face is None else [p.face])
            )
        )
        if glance is not None:
            wrong = {f.character for f in found}
            found += checks.wardrobe(
                want, glance, wrong, _elsewhere(glance, glances, lambda p: p.dresses[len(p.dresses) // 2 :][:1])
            )
        clothes.append(found)
    over = []
    for n, (a, b) in enumerate(zip(glances, glances[1:], strict=False), 1):
        found = (
            []
            if a is None or b is None
            else seam_checks(wanted[n - 1], wanted[n], a, b, story.boundary(n), passages[n - 1])
        )
        own = [f for g, more in ((a, clothes[n - 1]), (b, clothes[n])) if g is not None for f in (*g.findings, *more)]
        found = _new(found, own)
        if over and {"side", "direction"} & {
            f.kind for f in over[-1]
        }:  # one shot that is turned round shows at both its seams
            found = [f for f in found if f.kind not in ("side", "direction")]
        over.append(found)
    return clothes, over


def examine(
    material: Material,
    readers: Readers,
    *,
    measures: bool = True,
    paper_compat: bool = False,
    on_shot: Callable[[int, int], None] | None = None,
    key: str = "",
) -> tuple[Report, list[Glance | None]]:
    """The report of a film's material, and what is kept of each shot."""
    story, left_out = material.story, []
    cast = _cast(story, material.portraits, readers, left_out)
    reel = Reel(readers.faces, readers.style, paper_compat) if measures else None
    glances: list[Glance | None] = []
    sightings: list[Sighting | None] = []
    for n in range(1, len(story.shots) + 1):
        if material.open_shot[n - 1] is None:
            glances.append(None)
            sightings.append(None)
            left_out.append(f"Shot {n} has no clip yet.")
            continue
        glance, sighting = look(material, n, cast, readers, reel)
        glances.append(glance)
        sightings.append(sighting)
        if on_shot:
            on_shot(n, len(story.shots))
    clothes, over = compare(story, glances, [passage(material, n) for n in range(1, len(story.shots))], material.drawn)
    findings = [f for g in glances if g is not None for f in g.findings] + [
        f for some in (*clothes, *over) for f in some
    ]
    findings.sort(key=lambda f: (f.number, bool(f.to)))
    seams = [
        {"after": story.shots[n - 1].id, "number": n, "delta_e": round(float(delta_e(a.closes, b.opens)), 3)}
        for n, (a, b) in enumerate(zip(glances, glances[1:], strict=False), 1)
        if a is not None and b is not None
    ]
    if not readers.faces:
        left_out.append("People, clothes and sides: no face pack for these frames was named.")
    if not readers.scenes:
        left_out.append("Place and light: the embedded reader knows drawn frames only.")
    per_shot = [g.row for g in glances if g is not None]
    done = [s for s in sightings if s is not None]
    out: dict[str, dict] = {}
    if measures and done:
        out |= (reel.measures() if reel is not None else {}) | picture_measures([s.footage for s in done])
        if readers.text:
            made = [shot for shot, s in zip(story.shots, sightings, strict=True) if s is not None]
            text, per = text_measures(made, [s.footage for s in done], readers.text, readers.faces)
            out |= text
            for row, one in zip(per_shot, per, strict=True):
                row["text"] = {k: None if v is None else round(v, 4) for k, v in one.items()}
    return Report(key, story.title, findings, left_out, out, per_shot, seams, readers.names()), glances


def passage(material: Material, left: int) -> float | None:
    """The largest step of the mean colour, as delta-E 2000, between neighbouring frames from the last one that the shot `left`
    (from 1) shows before its boundary to the first one of the next shot after it; None for a cut."""
    opened = material.open_join[left - 1] if material.open_join else None
    first_shot, second_shot = material.open_shot[left - 1], material.open_shot[left]
    if opened is None or first_shot is None or second_shot is None:
        return None
    join = list(opened())
    h = len(join) // 2
    last, first = (material.frames[left - 1] - h - 1, h)
    before = [f for k, f in enumerate(first_shot()) if k == last]
    after = next(([f] for k, f in enumerate(second_shot()) if k == first), [])
    means = np.array([mean_lab(small(f)[::2, ::2]) for f in (*before, *join, *after)])
    return float(delta_e(means[:-1], means[1:]).max()) if len(means) > 1 else 0.0


def _elsewhere(mine: Glance, glances: list[Glance | None], part: Callable[[Person], list[Any]]) -> dict[str, list[Any]]:
    """What is kept of every person of this shot in the film's other shots, at the same stage, where the face was theirs."""
    out: dict[str, list] = {}
    for character, person in mine.people.items():
        for other in glances:
            theirs = other.people.get(character) if other is not None and other is not mine else None
            if theirs is not None and theirs.stage == person.stage and theirs.like >= checks.STRANGER:
                out.setdefault(character, []).extend(part(theirs))
    return out


def _new(found: list[Finding], known: list[Finding]) -> list[Finding]:
    """Seam findings that a finding of either shot does not explain: another light or place changes colours, other people
    change sides."""
    kinds = {f.kind for f in known}
    hidden = set()
    if kinds & {"light", "place", "clothes", "person", "black"}:
        hidden |= {"colour"}
    if kinds & {"person", "absent", "extra", "place"}:
        hidden |= {"side", "direction", "jump"}
    return [f for f in found if f.kind not in hidden]


def _numbers(n: int, shot: str, sighting: Sighting) -> dict[str, Any]:
    footage = sighting.footage
    return {
        "number": n,
        "shot": shot,
        "frames": footage.frames,
        "faces": sighting.count,
        "likeness": {c: round(s.like, 4) for c, s in sighting.seen.items()},
        "psnr": None if footage.psnr is None else round(footage.psnr, 3),
        "motion": round(footage.motion, 3),
        "still": footage.still,
        "lightness": [round(v, 2) for v in footage.lightness[:: max(1, len(footage.lightness) // 24)]],
    }


def _cast(
    story: Story, portraits: dict[tuple[str, str], np.ndarray], readers: Readers, left_out: list[str]
) -> dict[tuple[str, str], Model]:
    """The people who have a face, by (character, stage)."""
    out: dict[tuple[str, str], Model] = {}
    if readers.faces is None:
        return out
    for c in story.cast:
        for stage in c.stages:
            reading = lexicon.read_look(f"{stage.look} {stage.name}", f"{c.role} {c.name}")
            picture = portraits.get((c.id, stage.id))
            if reading.kind not in (None, "person") or reading.age_group == "baby" or picture is None:
                continue
            if (model := model_of(c.id, stage.id, c.name, picture, readers.faces)) is not None:
                out[(c.id, stage.id)] = model
            else:
                left_out.append(f"{stage.name}: no face is found in the portrait.")
    return out


#: things that have a face, or show one
_WITH_A_FACE = {
    "painting",
    "statue",
    "robot",
    "snowman",
    "scarecrow",
    "teddy_bear",
    "toy",
    "pumpkin",
    "mirror",
    "television",
    "phone",
    "laptop",
    "newspaper",
    "letter",
    "book",
}
_TURNED = {"away", "sleeping", "hugging", "fighting", "swimming", "flying"}


def expected(story: Story, n: int, cast: dict[tuple[str, str], Model], drawn: bool) -> checks.Expected:
    """What the script asks of shot n (from 1)."""
    shot = story.shots[n - 1]
    place = story.place(shot.place) if shot.place else None
    reading = lexicon.read_shot(shot.domains, shot.summary, place.name if place else "", place.look if place else "")
    people = [cast[(p.character, p.stage)] for p in shot.who if (p.character, p.stage) in cast]
    whole = (
        len(people) == len(shot.who)
        and not (_TURNED & set(reading.actions))
        and reading.angle not in ("over_shoulder", "reverse")
        and not (reading.size == "extreme_close" and len(people) > 1)
        and len(people) <= 4
    )
    beside = len(shot.who) - len(people) + len(reading.animals) + sum(p in _WITH_A_FACE for p in reading.props)
    return checks.Expected(shot, n, people, reading, whole, drawn, {c.id: c.strength for c in story.cast}, beside)


# -- projects ---------------------------------------------------------------------------------------------------------
def material_of(project: Film) -> tuple[Material, str]:
    """What is read of a project, and the digest of it. A clip that its shot's words have outrun is left out."""
    now = project.snapshot()
    story, plan = now.story, now.plan()
    takes = {p.node.key: p.take for p in plan.nodes.values() if p.settled}
    opened: list[Opened | None] = []
    joins: list[Opened | None] = []
    frames, digests = [], []
    for n, shot in enumerate(story.shots, 1):
        take = takes.get(f"clip/{shot.id}")
        if take is None or "frames" not in take.digests:
            opened.append(None)
            frames.append(0)
            digests.append("")
            continue
        head, tail = trim_frames(story, n)
        used = clip_frames(project.store, take, plan.nodes["film"].node.wanted[n - 1])
        stop = used.frames - tail
        path = project.store.checked_path(used.digest)
        opened.append(lambda path=path, head=head, stop=stop: media.decode_clip(path, head, stop))
        frames.append(stop - head)
        digests.append(used.digest)
    for a, b in zip(story.shots, story.shots[1:], strict=False):
        take = takes.get(f"join/{a.id}-{b.id}")
        digest = take.digests.get("frames", "") if take is not None else ""
        joins.append((lambda path=project.store.checked_path(digest): media.decode_clip(path)) if digest else None)
        digests.append(digest)
    portraits = {}
    for c in story.cast:
        for stage in c.stages:
            take = takes.get(f"portrait/{c.id}/{stage.id}")
            if take is not None and "picture" in take.digests:
                digests.append(take.digests["picture"])
                portraits[(c.id, stage.id)] = media.decode_png(project.store.read_blob(take.digests["picture"]))
    told = story.model_dump(
        mode="json",
        include={"film": True, "cast": True, "places": True, "shots": True, "boundaries": True, "title": True},
    )
    return Material(story, opened, frames, portraits, is_drawn(takes.values()), joins), recipe_key(
        {"step": "evaluate", "version": VERSION, "digests": digests, "story": told}
    )


def evaluate_project(
    project: Film,
    *,
    models: Path | None = None,
    paper_compat: bool = False,
    measures: bool = True,
    fresh: bool = False,
    on_shot: Callable[[int, int], None] | None = None,
) -> Report:
    """The continuity report and the measures of a project; what was made of the same frames and script is kept.

    `measures=False` reads samples only. Raises DamagedProject for a clip that does not decode."""
    now = project.snapshot()
    keys = Keys.of(now)
    material, key = material_of(now)
    readers = readers_for(material.drawn, models)
    key = recipe_key({"of": key, "readers": readers.names(), "compat": paper_compat})
    kept = kept_report(project)
    if kept is not None and kept.key == key and not fresh and (kept.measures or not measures):
        return kept
    report, glances = examine(material, readers, measures=measures, paper_compat=paper_compat, on_shot=on_shot, key=key)
    project.store.set_meta(_META, json.dumps(report.as_json(), ensure_ascii=False))
    if models is None or readers.faces is None or not readers.faces.is_embedded:
        _keep(project, keys, material, glances)
    return report


def look_again(project: Film, models: Path | None = None, on_shot: Callable[[int, int], None] | None = None) -> int:
    """Look at the shots whose frames or words have changed since they were looked at, and keep what was found of each for
    `badges`; goes on while a person goes on editing. Returns how many shots were looked at."""
    looked, readers = 0, None
    while True:
        now = project.snapshot()
        keys = Keys.of(now)
        kept = project.store.kept_checks(keys.every())
        todo = [(n, key) for n, key in enumerate(keys.shots, 1) if key and key not in kept]
        if not todo and all(key in kept for key in keys.seams if key):
            return looked
        material, _ = material_of(now)
        readers = readers or readers_for(material.drawn, models)
        cast = _cast(material.story, material.portraits, readers, [])
        for n, key in todo:
            if material.open_shot[n - 1] is None:  # edited a moment ago
                continue
            glance, _ = look(material, n, cast, readers)
            project.store.keep_checks([(key, _json([f.as_json() for f in glance.findings]), _json(glance.as_json()))])
            looked += 1
            if on_shot:
                on_shot(looked, len(todo))
        if Keys.of(project) != keys:
            continue
        bodies = project.store.kept_glances([k for k in keys.shots if k])
        _keep(
            project,
            keys,
            material,
            [Glance.from_json(json.loads(bodies[k])) if k in bodies else None for k in keys.shots],
        )
        return looked


def _keep(project: Film, keys: Keys, material: Material, glances: list[Glance | None]) -> None:
    """Keep what each shot and each boundary shows, as the film stands."""
    clothes, over = compare(
        material.story, glances, [passage(material, n) for n in range(1, len(glances))], material.drawn
    )
    rows = [
        (key, _json([f.as_json() for f in (*g.findings, *more)]), _json(g.as_json()))
        for key, g, more in zip(keys.shots, glances, clothes, strict=True)
        if key and g is not None
    ]
    rows += [(key, _json([f.as_json() for f in found]), "") for key, found in zip(keys.seams, over, strict=True) if key]
    project.store.keep_checks(rows)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def frames_of(project: Film) -> Callable[[int, int | None], np.ndarray | None]:
    """Opens one frame of a shot as the film shows it: (number of the shot, number of the frame or None for its middle; past
    the end: the last)."""
    material, _ = material_of(project)

    def frame(shot: int, at: int | None) -> np.ndarray | None:
        opened, total = material.open_shot[shot - 1], material.frames[shot - 1]
        if opened is None:
            return None
        wanted = total // 2 if at is None else max(0, min(total - 1, at))
        return next((f for k, f in enumerate(opened()) if k == wanted), None)

    return frame


def kept_report(project: Film) -> Report | None:
    """The last full report, whatever has changed since; None without any. Never reads a frame."""
    saved = project.store.meta(_META)
    with suppress(ValueError, KeyError, TypeError):
        return Report.from_json(json.loads(saved)) if saved else None
    return None


__all__ = [
    "Material",
    "Readers",
    "compare",
    "evaluate_project",
    "examine",
    "expected",
    "frames_of",
    "kept_report",
    "look",
    "look_again",
    "material_of",
    "readers_for",
]
