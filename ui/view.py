"""What a page shows: a project as plain JSON, made anew when something changed. Reads only the facade."""

from __future__ import annotations

from typing import cast

from vgot.graph.kinds import KINDS, is_hidden
from vgot.graph.takes import Choice
from vgot.project.studio import Job as QueueJob
from vgot.project.studio import Planned, Project, RenderPreset, Snapshot, Studio

from .page_words import on_the_page
from .shapes import (
    After,
    Check,
    FilmMade,
    Item,
    Job,
    KindShown,
    NotUsedShown,
    Paint,
    Painting,
    PresetCard,
    Problem,
    Proposed,
    Queue,
    StoryShown,
    Todo,
    ToldChange,
    View,
    Writing,
    checked,
)

_FINISHED_SHOWN = 60
#: Steps of jobs whose takes stand beside the film.
_BESIDE = ("paint", "method")


def stamp_of(project: Project, moment: Snapshot | None = None) -> str:
    """A short text that changes whenever anything shown has changed."""
    moment = moment or project.snapshot()
    writing = project.writing.status()
    now = writing.get("now") or {}
    said = (
        (
            writing["writing"],
            writing.get("step"),
            writing.get("done"),
            now.get("step"),
            len(now.get("text", "")),
            bool(writing.get("error")),
        )
        if len(writing) > 1
        else ()
    )
    check = project.continuity.check_status(moment)
    return "|".join(map(str, (*moment.stamp, *said, check["checking"], check["done"], bool(check["error"]))))


def view_of(project: Project, have: int | None = None) -> View:
    """Everything a page shows of a project. The story is left out when the page already has revision `have`."""
    with project.live.one_moment() as now:
        jobs, paused, name = project.queue.jobs(limit=1200), project.queue.paused, project.name
        steps = project.history.next_steps()
    head, plan, preset = now.head(), now.plan(), now.preset
    active = {j.node: j for j in reversed(jobs) if j.state in ("queued", "running")}
    items: dict[str, Item] = {}
    for key, planned in plan.nodes.items():
        items[key] = _item(planned, now.choice(key), active.get(key), len(now.takes_of(key)))
        if KINDS[planned.node.step].approvable and not preset.draft:
            items[key]["approved"] = planned.settled and not plan.nodes[f"clip/{planned.node.shot}"].blocked
    view: View = {
        "project": project.id,
        "name": name,
        "stamp": stamp_of(project, now),
        "revision": head.revision,
        "label": head.label,
        "can_undo": head.can_undo,
        "can_redo": head.can_redo,
        "undoes": told_change(steps[0]),
        "redoes": told_change(steps[1]),
        "preset": preset.name,
        "draft": preset.draft,
        "drawn": preset.drawn,
        "boxes": now.boxes_mean,
        "identity": preset.keyframe.identity,
        "grade": now.grade,
        "items": items,
        "queue": _queue(jobs, paused),
        "check": cast(Check, project.continuity.badges(now) | project.continuity.check_status(now)),
        "todo": _todo(plan.nodes.values(), not preset.drawn and not now.paces),
        "film": _film(plan.nodes["film"]),
        "paint": _paint(project, now),
        "proposed": cast(Proposed, project.edits.joins_proposed(now)),
        "writing": _writing(project),
        "not_taken": cast(list[NotUsedShown], project.edits.not_taken(now)),
    }
    if have != head.revision:
        view["story"] = cast(StoryShown, head.story.model_dump(mode="json"))
        view["outline"] = _is_outline(head.story.writer)
    return checked(view)


def told_change(told) -> ToldChange | None:
    """A change as the page says it."""
    if told is None:
        return None
    return {"say": told.say, "values": dict(told.values), "words": list(told.words), "item": told.item}


def _writing(project: Project) -> Writing | None:
    """What a language model is writing, or why it stopped; None when there is nothing to say."""
    status = project.writing.status()
    if not status["writing"] and (len(status) == 1 or status["step"] == "done"):
        return None
    now = status["now"]
    return {
        "busy": status["writing"],
        "step": status["step"],
        "done": status["done"],
        "of": status["of"],
        "shot": now.get("shot"),
        "text": (now.get("words") or "")[-600:],
        "try": now.get("try", 1),
        "reasons": now.get("reasons", []),
        "left_s": now.get("left_s"),
        "writer": status["writer"],
        "error": status["error"],
    }


def _is_outline(writer: str) -> bool:
    return "outline" in writer or writer.startswith("offline")


def _item(planned: Planned, choice: Choice, job: QueueJob | None, takes: int) -> Item:
    node, take = planned.node, planned.take
    item: Item = {
        "name": planned.name,
        "step": node.step,
        "state": planned.state,
        "reason": planned.reason,
        "takes": takes,
    }
    if planned.pinned or choice.pin:
        item["pinned"] = True
    if planned.blocked:
        item["blocked"] = planned.blocked
    if planned.estimate_s:
        item["estimate_s"] = round(planned.estimate_s, 2)
    if take:
        item["take"] = take.id
        role = KINDS[node.step].seen
        if role in take.digests:
            item["digest"] = take.digests[role]
        if take.facts.get("nothing"):
            item["unchanged"] = True
        if take.facts.get("not_drawn"):
            item["not_drawn"] = take.facts["not_drawn"]
        if take.preset != "upload" and KINDS[node.step].seeded and node.step != "join":
            item["seed"] = take.seed
        item["preset"] = take.preset
        if take.over:
            item["painted"] = True
    if KINDS[node.step].approvable and take and choice.approved == take.digests.get("picture"):
        item["approved"] = True
    if node.step == "join":
        item["mode"], item["frames"] = node.params["mode"], node.params["frames"]
    if job:
        item["job"] = job.id
        if job.state == "running":
            item["done"], item["total"] = job.done, job.total
            if job.preview:
                item["preview"] = job.preview
    return item


def _film(planned: Planned) -> FilmMade | None:
    take = planned.take
    if take is None:
        return None
    return {
        "digest": take.digests["film"],
        "fresh": planned.settled,
        "frames": take.facts["frames"],
        "fps": take.facts["fps"],
        "width": take.facts["width"],
        "height": take.facts["height"],
    }


def _paint(project: Project, now: Snapshot) -> Paint | None:
    """What paints over this film's drawings, how long it takes, and the paintings there are; None where nothing can."""
    painter, found = project.paintings.painter_of(now), project.paintings.found(now)
    if painter is None and not found:
        return None
    shots: dict[str, Painting] = {
        shot: {
            "still": p.still.digests["picture"],
            "clip": p.clip.digests["frames"],
            "take": p.clip.id,
            "taken": p.taken,
            "painted": p.painted,
            "older": p.older,
            "beside": p.beside.digests.get("frames") if p.beside else None,
            "beside_painted": bool(p.beside and p.beside.over),
        }
        for shot, p in found.items()
    }
    if painter is None:
        return {"title": "", "shots": shots}
    return {"title": painter.title, "shots": shots, **project.paintings.times(painter)}


def _todo(nodes, guess: bool) -> Todo:
    """How many items of each kind a build would make, how long it would take here, and what waits for a person."""
    kinds: dict[str, int] = {}
    waiting, seconds = 0, 0.0
    for planned in nodes:
        if planned.settled:
            continue
        if planned.blocked:
            waiting += 1
            continue
        if not is_hidden(planned.node.step):
            kinds[planned.node.step] = kinds.get(planned.node.step, 0) + 1
        seconds += planned.estimate_s
    return {"kinds": kinds, "estimate_s": round(seconds, 1), "waiting": waiting, "guess": guess}


def _queue(jobs: list[QueueJob], paused: str) -> Queue:
    open_jobs = [j for j in jobs if j.state in ("queued", "running")]
    builds = {j.build for j in open_jobs}
    mine = [j for j in jobs if j.build in builds]
    done = [j for j in mine if j.state not in ("queued", "running")]
    finished = [j for j in jobs if j.state not in ("queued", "running")][:_FINISHED_SHOWN]
    return {
        "paused": paused,
        "running": sum(j.state == "running" for j in open_jobs),
        "queued": sum(j.state == "queued" for j in open_jobs),
        "painting": sum(j.step in _BESIDE for j in open_jobs),
        "done": len(done),
        "total": len(mine),
        "left_s": _left(open_jobs, done),
        "jobs": [_job(j) for j in open_jobs[:200] + finished],
        "after": None if open_jobs else _after(jobs),
    }


def _after(finished: list[QueueJob]) -> After | None:
    """What the queue did from when it was last empty until it was empty again: what ran, what was reused, what failed."""
    run: list[QueueJob] = []
    began = float("inf")
    for job in sorted(finished, key=lambda j: j.created, reverse=True):
        if run and (job.finished or 0) < began:
            break
        run.append(job)
        began = min(began, job.created)
    if not run:
        return None
    ran: dict[str, int] = {}
    for job in run:
        if job.outcome == "ran" and not is_hidden(job.step):
            ran[job.step] = ran.get(job.step, 0) + 1
    return {
        "id": max(j.id for j in run),
        "ran": ran,
        "reused": sum(j.state == "done" and j.outcome != "ran" for j in run),
        "cancelled": sum(j.state == "cancelled" for j in run),
        "skipped": sum(j.state == "skipped" for j in run),
        "failed": [_job(j) for j in run if j.state == "failed"][:12],
        "seconds": round(_busy_s(run), 1),
    }


def _busy_s(run: list[QueueJob]) -> float:
    """How long at least one of the jobs was being made."""
    total, until = 0.0, 0.0
    for started, finished in sorted((j.started, j.finished) for j in run if j.started and j.finished):
        total += max(0.0, finished - max(started, until))
        until = max(until, finished)
    return total


def _left(ahead: list[QueueJob], done: list[QueueJob]) -> float | None:
    """Seconds until the queue is empty, corrected by how long finished jobs of the same builds really took."""
    if not ahead:
        return None
    due = sum(j.estimate for j in done)
    spent = sum(j.seconds or 0.0 for j in done)
    pace = max(0.2, min(5.0, spent / due)) if due > 0 and spent > 0 else 1.0
    left = sum(j.estimate * (1 - j.done / j.total if j.total and j.state == "running" else 1) for j in ahead) * pace
    return round(left / max(1, sum(j.state == "running" for j in ahead)), 1)


def _job(job: QueueJob) -> Job:
    painting = job.step == "paint"
    out: Job = {
        "id": job.id,
        "key": job.node.replace("paint/", "clip/", 1) if painting else job.node,
        "name": job.name,
        "state": job.state,
        "done": job.done,
        "total": job.total,
        "outcome": job.outcome,
    }
    if job.cancel and job.state == "running":
        out["cancelling"] = True
    if painting:
        out["painting"] = True
    elif job.step == "method":
        out["method"] = True
    elif job.seed is not None:
        out["variant"] = True
    if job.error:
        out["error"] = cast(Problem, on_the_page(job.error))
    if job.seconds is not None:
        out["seconds"] = round(job.seconds, 2)
    if job.state in ("queued", "running"):
        out["estimate_s"] = round(job.estimate, 2)
    return out


def kinds_for_the_page() -> list[KindShown]:
    """What there is to make, in the order in which it is counted: the film's kinds, and what stands beside it before the film."""
    kinds = [cast(KindShown, kind.as_json()) for kind in KINDS.values() if not kind.hidden]
    painting: KindShown = {"step": "paint", "one": "painting", "many": "paintings"}
    method: KindShown = {"step": "method", "one": "comparison", "many": "comparisons"}
    return sorted([*kinds, painting, method], key=lambda kind: kind["step"] == "film")


def presets_of(studio: Studio) -> list[PresetCard]:
    """The presets as cards: what they are, under which licences, what they need."""
    return [_preset(p) for p in studio.presets().values()]


def _preset(chosen: RenderPreset) -> PresetCard:
    p = chosen.preset
    sections = (p.keyframe, p.face, p.video)
    repos = {r.id: r for s in sections for r in s.repos}
    return {
        "name": p.name,
        "title": p.title,
        "about": " ".join(p.about.split()),
        "draft": p.draft,
        "drawn": chosen.drawn,
        "licences": [{"repo": r.id, "licence": r.licence, "commercial": r.commercial_use} for r in repos.values()],
        "download_gb": round(chosen.download_bytes() / 1e9, 1),
        "vram_gb": max(s.vram_gb for s in sections),
        "ram_gb": max(s.ram_gb for s in sections),
        "measured": all(s.measured for s in sections if s.vram_gb),
        "guided": chosen.takes.guide,
    }
