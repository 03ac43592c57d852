"""The report of a project: reads frames, portraits and script, never what a scene was drawn from; kept until one of them changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vgot import media
from vgot.animatic import lexicon
from vgot.evaluate import shots as checks
from vgot.evaluate.cast import Model, Sighting, model_of, sight
from vgot.evaluate.encoders import ClipScore, SceneReader, SeenWords, StyleEncoder, TextScorer, TonesAndEdges, Vgg19Style, scene_reader
from vgot.evaluate.faces import FaceReader, face_reader
from vgot.evaluate.findings import Finding, Report, badges
from vgot.evaluate.footage import watch
from vgot.evaluate.measure import Reel, picture_measures, seam, text_measures
from vgot.evaluate.seams import seams as seam_checks
from vgot.evaluate.wardrobe import Dress
from vgot.keys import recipe_key
from vgot.plan import trim_frames
from vgot.story import Story

if TYPE_CHECKING:
    from vgot.studio import Project

#: hand-bumped when a check or a threshold changes: kept reports of another version are made anew
VERSION = 1
_META = "continuity"


@dataclass
class Readers:
    """What a film is read with. faces or scenes None: what needs them is not checked, and the report says so."""

    faces: FaceReader | None
    scenes: SceneReader | None
    style: StyleEncoder = field(default_factory=TonesAndEdges)
    text: TextScorer | None = None

    def names(self) -> dict[str, str]:
        return {"faces": self.faces.name if self.faces else "none", "scenes": self.scenes.name if self.scenes else "none", "style": self.style.name,
                "text": self.text.name if self.text else "none"}


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


@dataclass(frozen=True)
class Material:
    """What is read of a film: the frames of each shot (None: not made yet) as a function that opens them, their number and
    rate; the portraits by (character, stage); whether the frames are drawings."""

    story: Story
    open_shot: list[Callable[[], Iterable[np.ndarray]] | None]
    frames: list[int]
    portraits: dict[tuple[str, str], np.ndarray]
    drawn: bool = True


def examine(material: Material, readers: Readers, *, measures: bool = True, paper_compat: bool = False, on_shot: Callable[[int, int], None] | None = None,
            key: str = "") -> tuple[Report, list[Sighting | None]]:
    """The report of a film's material, and what was seen in each shot."""
    story, left_out = material.story, []
    cast = _cast(story, material.portraits, readers, left_out)
    reel = Reel(readers.faces, readers.style, paper_compat) if measures else None
    sightings: list[Sighting | None] = []
    wanted: list[checks.Expected] = []
    findings: list[Finding] = []
    per_shot: list[dict] = []
    for n, shot in enumerate(story.shots, 1):
        want = expected(story, n, cast, material.drawn)
        wanted.append(want)
        opened = material.open_shot[n - 1]
        if opened is None:
            sightings.append(None)
            left_out.append(f"Shot {n} has no clip yet.")
            continue
        frames = opened()
        footage = watch(reel.reading(frames) if reel else frames, n, shot.id, material.frames[n - 1], story.film.fps)
        sighting = sight(footage, want.people, readers.faces) if readers.faces else Sighting(footage)
        sightings.append(sighting)
        own = list(cast.values())
        found = checks.pictures(want, sighting)
        spoiled = bool(footage.black) and len(footage.black) > footage.frames // 3
        if readers.faces and not spoiled:
            found += checks.people(want, sighting, own)
            found += checks.size(want, sighting)
        if readers.scenes and not spoiled:
            found += checks.scene(want, [readers.scenes.read(f) for _, f in footage.sampled], readers.scenes.places, readers.scenes.lights)
        findings += found
        per_shot.append(_numbers(n, shot.id, sighting))
        if on_shot:
            on_shot(n, len(story.shots))
    for want, sighting in zip(wanted, sightings, strict=True):
        if sighting is not None and readers.faces:
            wrong = {f.character for f in findings if f.kind == "person" and f.character and f.shot == want.shot.id}
            findings += checks.wardrobe(want, sighting, wrong, _elsewhere(want, wanted, sightings))
    seams: list[dict] = []
    for n, (a, b) in enumerate(zip(sightings, sightings[1:], strict=False), 1):
        if a is None or b is None:
            continue
        seams.append({"after": story.shots[n - 1].id, "number": n, "delta_e": round(seam(a.footage, b.footage), 3)})
        if readers.faces:
            findings += _new(seam_checks(wanted[n - 1], wanted[n], a, b, story.boundary(n)), findings, wanted[n - 1].shot.id, wanted[n].shot.id)
    findings.sort(key=lambda f: (f.number, bool(f.to)))
    if not readers.faces:
        left_out.append("People, clothes and sides: no face pack for these frames was named.")
    if not readers.scenes:
        left_out.append("Place and light: the embedded reader knows drawn frames only.")
    done = [s for s in sightings if s is not None]
    out: dict[str, dict] = {}
    if measures and done:
        out |= reel.measures() | picture_measures([s.footage for s in done])
        if readers.text:
            made = [shot for shot, s in zip(story.shots, sightings, strict=True) if s is not None]
            text, per = text_measures(made, [s.footage for s in done], readers.text, readers.faces)
            out |= text
            for row, one in zip(per_shot, per, strict=True):
                row["text"] = {k: None if v is None else round(v, 4) for k, v in one.items()}
    return Report(key, story.title, findings, left_out, out, per_shot, seams, readers.names()), sightings


def _elsewhere(want: checks.Expected, wanted: list[checks.Expected], sightings: list[Sighting | None]) -> dict[str, list[Dress]]:
    """One dress of each of the film's other shots for every person of this one, at the same stage, where the face was theirs."""
    out: dict[str, list[Dress]] = {}
    for model in want.people:
        for other, sighting in zip(wanted, sightings, strict=True):
            if other is want or sighting is None or not any((m.character, m.stage) == (model.character, model.stage) for m in other.people):
                continue
            seen = sighting.seen[model.character]
            if seen.dresses and seen.like >= checks.STRANGER:
                out.setdefault(model.character, []).append(seen.dresses[len(seen.dresses) // 2])
    return out


def _new(found: list[Finding], known: list[Finding], left: str, right: str) -> list[Finding]:
    """Seam findings that a shot's finding does not explain: another light or place changes colours, other people change sides."""
    kinds = {f.kind for f in known if f.shot in (left, right) and not f.to}
    hidden = set()
    if kinds & {"light", "place", "clothes", "person", "black"}:
        hidden |= {"colour"}
    if kinds & {"person", "absent", "extra", "place"}:
        hidden |= {"side", "direction", "jump"}
    return [f for f in found if f.kind not in hidden]


def _numbers(n: int, shot: str, sighting: Sighting) -> dict:
    footage = sighting.footage
    return {"number": n, "shot": shot, "frames": footage.frames, "faces": sighting.count, "likeness": {c: round(s.like, 4) for c, s in sighting.seen.items()},
            "psnr": None if footage.psnr is None else round(footage.psnr, 3), "motion": round(footage.motion, 3), "still": footage.still,
            "lightness": [round(v, 2) for v in footage.lightness[:: max(1, len(footage.lightness) // 24)]]}


def _cast(story: Story, portraits: dict[tuple[str, str], np.ndarray], readers: Readers, left_out: list[str]) -> dict[tuple[str, str], Model]:
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


_TURNED = {"away", "sleeping", "hugging", "fighting", "swimming", "flying"}


def expected(story: Story, n: int, cast: dict[tuple[str, str], Model], drawn: bool) -> checks.Expected:
    """What the script asks of shot n (from 1)."""
    shot = story.shots[n - 1]
    place = story.place(shot.place) if shot.place else None
    reading = lexicon.read_shot(shot.domains, shot.summary, place.name if place else "", place.look if place else "")
    people = [cast[(p.character, p.stage)] for p in shot.who if (p.character, p.stage) in cast]
    whole = len(people) == len(shot.who) and not (_TURNED & set(reading.actions)) and reading.angle != "over_shoulder" and not (
        reading.size == "extreme_close" and len(people) > 1) and len(people) <= 4
    return checks.Expected(shot, n, people, reading, whole, drawn, {c.id: c.strength for c in story.cast})


# -- projects ---------------------------------------------------------------------------------------------------------
def material_of(project: Project) -> tuple[Material, str]:
    """What is read of a project, and the digest of it."""
    story, plan = project.story, project.plan()
    takes = {p.node.key: p.take for p in plan.nodes.values()}
    opened: list[Callable[[], Iterator[np.ndarray]] | None] = []
    frames, digests, drawn = [], [], True
    for n, shot in enumerate(story.shots, 1):
        take = takes.get(f"clip/{shot.id}")
        if take is None or "frames" not in take.digests:
            opened.append(None)
            frames.append(0)
            digests.append("")
            continue
        head, tail = trim_frames(story, n)
        stop = int(take.facts["frames"]) - tail
        path = project.store.checked_path(take.digests["frames"])
        opened.append(lambda path=path, head=head, stop=stop: media.decode_clip(path, head, stop))
        frames.append(stop - head)
        digests.append(take.digests["frames"])
        drawn = drawn and "animatic" in json.dumps(take.recipe.get("model", {}))
    portraits = {}
    for c in story.cast:
        for stage in c.stages:
            take = takes.get(f"portrait/{c.id}/{stage.id}")
            if take is not None and "picture" in take.digests:
                digests.append(take.digests["picture"])
                portraits[(c.id, stage.id)] = media.decode_png(project.store.read_blob(take.digests["picture"]))
    told = story.model_dump(mode="json", include={"film": True, "cast": True, "places": True, "shots": True, "boundaries": True, "title": True})
    return Material(story, opened, frames, portraits, drawn), recipe_key({"step": "evaluate", "version": VERSION, "digests": digests, "story": told})


def evaluate_project(project: Project, *, models: Path | None = None, paper_compat: bool = False, measures: bool = True, fresh: bool = False,
                     on_shot: Callable[[int, int], None] | None = None) -> Report:
    """The continuity report and the measures of a project; what was made of the same frames and script is kept.

    `measures=False` reads samples only (badges within seconds). Raises DamagedProject for a clip that does not decode."""
    material, key = material_of(project)
    readers = readers_for(material.drawn, models)
    key = recipe_key({"of": key, "readers": readers.names(), "compat": paper_compat})
    kept = kept_report(project)
    if kept is not None and kept.key == key and not fresh and (kept.measures or not measures):
        return kept
    report, _ = examine(material, readers, measures=measures, paper_compat=paper_compat, on_shot=on_shot, key=key)
    project.store.set_meta(_META, json.dumps(report.as_json(), ensure_ascii=False))
    return report


def frames_of(project: Project) -> Callable[[int, int | None], np.ndarray | None]:
    """Opens one frame of a shot as the film shows it: (number of the shot, number of the frame or None for its middle)."""
    material, _ = material_of(project)

    def frame(shot: int, at: int | None) -> np.ndarray | None:
        opened, total = material.open_shot[shot - 1], material.frames[shot - 1]
        if opened is None:
            return None
        wanted = total // 2 if at is None else max(0, min(total - 1, at))
        return next((f for k, f in enumerate(opened()) if k == wanted), None)

    return frame


def kept_report(project: Project) -> Report | None:
    """The last report, whatever has changed since; None without any. Never reads a frame."""
    saved = project.store.meta(_META)
    with suppress(ValueError, KeyError, TypeError):
        return Report.from_json(json.loads(saved)) if saved else None
    return None


def kept_badges(project: Project) -> dict[str, list[dict]]:
    """The badges of the last report, less those of shots that were changed since it was made. Never reads a frame."""
    report = kept_report(project)
    if report is None:
        return {}
    known = {s.id for s in project.story.shots}
    return {shot: found for shot, found in badges(report).items() if shot in known}


__all__ = ["Material", "Readers", "evaluate_project", "examine", "expected", "frames_of", "kept_badges", "kept_report", "material_of", "readers_for"]
