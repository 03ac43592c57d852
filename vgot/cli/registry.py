"""Verbs and their arguments, the project they open, and how they speak. Progress goes to a terminal's standard error, and
nowhere else."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vgot.errors import BadInput, NotFound
from vgot.host import console_has
from vgot.units import as_timecode

VERBS: dict[str, tuple[str, Callable, list[tuple]]] = {}


def verb(name: str, about: str, *arguments: tuple[Any, ...]):
    def keep(run: Callable[..., Any]) -> Callable[..., Any]:
        VERBS[name] = (about, run, list(arguments))
        return run

    return keep


def arg(*names: str, **options: object) -> tuple[Any, ...]:
    return names, options


#: Verbs that make something; the others need no cluster.
_RENDERS = ("make", "build", "regenerate")


class Session:
    """What the verbs of one call share: options, the studio, and how to speak."""

    def __init__(self, options: argparse.Namespace):
        from vgot.project.studio import Studio
        from vgot.render.executors import InlineExecutor, ProcessExecutor
        from vgot.settings import Settings

        self.options = options
        settings = Settings.from_environment(preset=options.preset, models_dir=options.models)
        if options.executor == "ray" and options.verb in _RENDERS:
            from vgot.render.ray_executor import RayExecutor

            executor = RayExecutor(options.ray_address, workers=options.workers, models_dir=options.models)
        elif options.executor == "inline":
            executor = InlineExecutor(options.models)
        else:
            executor = ProcessExecutor(options.workers, options.models, idle_s=0.5)
        self.studio = Studio(settings, executor)

    def project(self):
        """The project named by --project, or the newest one under the home."""
        from vgot.project.studio import Project

        if self.options.project:
            project: Project = self.studio.open(self.options.project)
        else:
            known = self.studio.projects()
            if not known:
                raise NotFound(
                    "There is no project yet.", field="project", hint='Make one: python -m vgot make "a sentence".'
                )
            project = self.studio.open(known[0].id)
        if self.options.preset:
            project.set_preset(self.options.preset)
        return project

    def progress(self) -> Callable[..., Any]:
        """A callback for build ticks: a bar on a terminal, nothing elsewhere."""
        if not sys.stderr.isatty():
            return lambda tick: None
        from rich.progress import BarColumn, Progress, TextColumn

        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed}/{task.total} {task.fields[left]}"),
            transient=True,
        )
        task = bar.add_task("", total=1, left="")
        bar.start()

        def show(tick) -> None:
            names = ", ".join(f"{j.name} {j.done}/{j.total}" if j.total > 1 else j.name for j in tick.running[:3])
            left = f"{as_timecode(tick.left_s)} left" if tick.left_s else ""
            bar.update(task, completed=tick.done, total=tick.total, description=names, left=left)
            if tick.done == tick.total:
                bar.stop()

        return show

    def words(self) -> Callable[..., Any]:
        """A callback for a writing process, on a terminal: each shot as it is accepted, and how long a model on this machine
        may still try at the next."""

        def hear(event) -> None:
            if event.kind == "shot" and event.written is not None and sys.stderr.isatty():
                print(f"{event.shot:>3}  {event.written.summary}", file=sys.stderr)
            elif event.kind == "text" and not event.text and event.until and sys.stderr.isatty():
                left = max(0, round(event.until - time.monotonic()))
                print(f"     {event.step}{f' {event.shot}' if event.shot else ''}: at most {left} s", file=sys.stderr)

        return hear

    def say(self, data: dict[str, Any], words: str) -> None:
        print(as_json(data) if self.options.json else words)


def as_json(data: dict[str, Any]) -> str:
    """A JSON object, in letters that the console has."""
    said = json.dumps(data, ensure_ascii=False, indent=1)
    return said if console_has(said) else json.dumps(data, indent=1)


def shown(session: Session, project, account: dict[str, Any] | None = None) -> int:
    """The story as JSON or in lines; `account`: what became of each part of the script that it was imported from."""
    data = project.show() | ({"account": account} if account else {})
    story = data["story"]
    lines = [f"{story['title']}  (revision {data['revision']}, {story['writer'] or 'by hand'})"]
    for shot in story["shots"]:
        lines.append(f"{shot['number']:>3}  {shot['duration_s']:.1f} s  {shot['summary']}")
    for b in story["boundaries"]:
        if "seam" in b:
            lines.append(
                f"     boundary {b['number']}, {b['mode']}: colour step {b['seam']['cut']:g} as a cut, {b['seam']['after']:g} now (delta-E 2000)"
            )
    lines += account_in_words(account) if account else []
    session.say(data, "\n".join([*lines, f"Project: {data['project']}"]))
    return 0


def account_in_words(account: dict[str, Any]) -> list[str]:
    """How an import was read, and what is left out, grouped by why."""
    lines = [f"Read as a {account['read_as']}: {account['used']} words are used, {account['notes']} are notes."]
    reasons = dict[str, list[str]]()
    for one in account["dropped"]:
        reasons.setdefault(one["why"], []).append(f"{one['what'][:60]} ({one['where']})")
    for why, left in reasons.items():
        lines.append(f"Left out: {'; '.join(left[:6])}{f' and {len(left) - 6} more' if len(left) > 6 else ''}. {why}")
    return lines


def facts_in_words(facts: dict[str, Any]) -> list[str]:
    """What a take says of itself that a person may want to know: seams, staging, plates, memory."""
    lines = [
        f"{name.replace('_', ' ')}: {', '.join(facts[name]) if isinstance(facts[name], list) else facts[name]}"
        for name in ("staged", "plate", "left_out", "not_drawn", "faces", "nothing", "over", "mask_note")
        if facts.get(name)
    ]
    if near := facts.get("drawn_as"):
        lines.append("drawn as: " + ", ".join(f"{one['word']} as {one['as']}" for one in near))
    lines += [
        f"retouched: {one['words']} (over take {one.get('take', 'of before')}, seed {one['seed']})"
        for one in facts.get("retouch", ())
    ]
    if carried := facts.get("carried"):
        lines.append(carried.get("lost") or "the retouch of its still is carried through all of it")
    if facts.get("service"):
        cost = facts.get("cost")
        lines.append(f"made by {facts['service']}, {'price unknown' if cost is None else f'{cost:g}'}")
    lines += [f"not used: {what}" for what in [*facts.get("not_used", []), *facts.get("not_taken", [])]]
    if facts.get("chained"):
        lines.append(f"chained from {facts['chained']} spans of the video model")
    if seam := facts.get("seam"):
        lines.append(
            f"colour step across the seam (delta-E 2000): {seam['cut']:g} as a hard cut, {seam['after']:g} now"
        )
    return lines + list(facts.get("notes", []))


def box_of(said: str | None) -> tuple[float, float, float, float] | None:
    """A box in shares of the frame, as people type it. Raises BadInput."""
    if said is None:
        return None
    try:
        left, top, right, bottom = (float(part) for part in said.split(","))
    except ValueError as why:
        raise BadInput("--box holds four numbers.", field="box", hint="For example --box 0.2,0,0.8,0.9") from why
    return left, top, right, bottom


def picture_of(file: Path) -> bytes:
    """The bytes of a mask that a person named. Raises NotFound."""
    try:
        return file.read_bytes()
    except OSError as why:
        raise NotFound(
            f"'{file.name}' cannot be read: {why.strerror}.",
            field="mask",
            hint="Name a picture, white where it may change.",
        ) from why


def costs_in_words(totals: dict[str, Any]) -> list[str]:
    """What services will be asked, what it costs, and what leaves this machine."""
    if not totals["calls"] and not totals.get("refused"):
        return []
    price = totals["price"]
    lines = [f"{c['count']} calls to {c['service']} ({c['model'] or 'its own model'})" for c in totals["calls"]]
    worth = f"{price['estimate']:g} {price['currency']}"
    unknown = ", ".join(price.get("unknown", []))
    lines.append(f"Price: {worth}" if price["known"] else f"Price unknown ({unknown}); what is known: {worth}")
    if price["ceiling"] is not None:
        lines[-1] += f"; ceiling {price['ceiling']:g}, spent {price['spent']:g}"
    if totals["leaves"]:
        lines.append(f"Leaves this machine: {', '.join(totals['leaves'])}")
    return lines + [f"Not possible: {r['node']}: {r['why']}" for r in totals.get("refused", [])]


def revised(session: Session, project, words: str, **more: Any) -> int:
    head = project.head()
    session.say({"revision": head.revision, "label": head.label} | more, f"{words} (revision {head.revision})")
    return 0
