"""The verbs of the command line that write, make, steer and look at a film."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from vgot.cli.registry import Session, arg, box_of, costs_in_words, facts_in_words, revised, shown, verb
from vgot.errors import BadInput, NotFound
from vgot.graph.kinds import STAGES
from vgot.units import as_timecode

# -- making -----------------------------------------------------------------------------------------------------------
_SENTENCE = (
    arg(
        "sentence",
        nargs="?",
        help="one sentence: who, where, what happens (without it, an unfinished story is written on)",
    ),
    arg("--shots", type=int, default=8, metavar="N", help="1 to 60 (default 8)"),
    arg("--seed", type=int, default=0, help="another seed, another film"),
    arg("--writer", default="auto", help="auto, offline, openai or transformers"),
    arg("--duration", type=float, default=3.0, metavar="S", help="seconds a shot, on average"),
)


def _written(session: Session, o: argparse.Namespace):
    if o.sentence is None:
        project = session.project()
        if project.writing.unfinished:
            from vgot.project.writer_choice import client_for

            project.writing.go_on(
                client_for(o.writer, home=session.studio.settings.home, models_dir=session.studio.settings.models_dir)
                or _no_model(),
                on_event=session.words(),
            )
        return project
    project = session.studio.write(
        o.sentence,
        o.shots,
        seed=o.seed,
        writer=o.writer,
        duration_s=o.duration,
        folder=o.project,
        on_event=session.words(),
    )
    project.set_preset(session.studio.settings.preset)
    return project


def _no_model():
    raise BadInput(
        "This story was begun with a language model, and none is configured now.",
        field="writer",
        hint="Set OPENAI_BASE_URL and VGOT_LLM_MODEL, or write it anew with --writer offline.",
    )


def _amount(text: str) -> float:
    """An amount of money, 0 or more; argparse says where it is not."""
    value = float(text)
    if not 0 <= value < float("inf"):
        raise ValueError(text)
    return value


def _told(session: Session, project, result, made: str = "") -> int:
    lines = [
        f"Made {len(result.ran)}, reused {len(result.reused)}"
        + (f", kept {len(result.pinned)} pinned" if result.pinned else "")
        + "."
    ]
    for failed in result.failed:
        lines.append(f"{failed['node']} failed: {failed['error'].get('message', '')}")
        if failed["error"].get("hint"):
            lines.append(f"  {failed['error']['hint']}")
    lines += [f"{n} is flagged." for n in result.flagged]
    if result.waiting:
        lines.append(
            f"Waiting for your approval: {', '.join(result.waiting)}. Approve them with `approve --all`, then build again."
        )
    if result.film:
        film = result.film
        lines.append(
            f"Film: {film['frames']} frames, {as_timecode(film['frames'] / film['fps'])}, {film['width']}x{film['height']}."
        )
    session.say(
        result.as_json() | {"project": str(project.store.folder)} | ({"out": made} if made else {}),
        "\n".join(lines + [made or f"Project: {project.store.folder}"]),
    )
    return result.exit_code


_MAX_COST = arg("--max-cost", type=_amount, metavar="N", help="the most that services may cost in this run")


@verb(
    "make",
    "From one sentence to a film.",
    *_SENTENCE,
    arg("--out", type=Path, metavar="FILE", help="also copy the film here"),
    arg(
        "--voices",
        choices=("none", "scratch", "model"),
        help="speak the lines: scratch by this machine's speaker, model by a local one",
    ),
    arg("--music", type=Path, metavar="FILE", help="music under the whole film"),
    arg("--subtitles", choices=("none", "soft", "burned"), help="captions from the dialogue"),
    _MAX_COST,
)
def make(session: Session, o: argparse.Namespace) -> int:
    session.studio.preset().check_weights()  # before anything is written
    project = _written(session, o)
    project.handoff.finish_with(voices=o.voices, music=o.music, captions=o.subtitles)
    result = project.build(on_tick=session.progress(), approve_all=True, max_cost=o.max_cost)
    made = ""
    if result.film:
        made = str(project.export(o.out or project.store.folder / "film.mp4"))
    return _told(session, project, result, made)


@verb("write", "Write a story without making anything.", *_SENTENCE)
def write(session: Session, o: argparse.Namespace) -> int:
    project = _written(session, o)
    return shown(session, project)


@verb(
    "build",
    "Make what the film lacks.",
    arg("nodes", nargs="*", metavar="NODE"),
    arg("--until", choices=STAGES, help="stop after this kind"),
    _MAX_COST,
)
def build(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    return _told(
        session, project, project.build(o.nodes or None, until=o.until, on_tick=session.progress(), max_cost=o.max_cost)
    )


@verb(
    "regenerate",
    "A new take of one node, with a new seed.",
    arg("node"),
    arg("--seed", type=int),
    arg("--variants", type=int, default=1),
    arg(
        "--most-alike",
        action="store_true",
        help="of a still: choose, of all its takes, the one most like the portraits",
    ),
)
def regenerate(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    made = project.regenerate(o.node, seed=o.seed, variants=o.variants, on_tick=session.progress())
    if o.most_alike and not made.failed and not made.cancelled:
        project.likenesses.choose(o.node)
    return _told(session, project, made)


# -- reading ----------------------------------------------------------------------------------------------------------
@verb(
    "show",
    "The story; `show 3 prompt`: what the models are told of shot 3.",
    arg("shot", nargs="?", type=int, help="a shot's number"),
    arg("what", nargs="?", choices=("prompt",), default="prompt"),
)
def show(session: Session, o: argparse.Namespace) -> int:
    if o.shot is None:
        return shown(session, session.project())
    told = session.project().prompts(o.shot)
    lines = []
    for kind, name in (("keyframe", "Still"), ("clip", "Clip")):
        one = told[kind]
        how = "written by hand" if one["pinned"] else "composed of the shot's words"
        unread = "" if one["read"] else "; this preset's model reads no prompt"
        short = "; longer than the model reads: shortened" if one["shortened"] else ""
        lines += [f"{name} ({how}{short}{unread}):", f"  {one['text']}"]
        if one["pinned"]:
            lines += ["  composed, it would be:", f"  {one['composed']}"]
    lines.append(f"Write one by hand: edit shots/{o.shot}/prompt/keyframe TEXT; an empty text follows the shot again.")
    session.say(told, "\n".join(lines))
    return 0


@verb("plan", "What would be made, and why.")
def plan(session: Session, o: argparse.Namespace) -> int:
    made = session.project().plan_told()
    lines = [f"{n['node']:<28} {n['state']:<8} {n['reason']}" for n in made["nodes"]]
    total = made["totals"]
    lines.append(f"{total['to_do']} of {total['nodes']} to make, about {as_timecode(total['estimate_s'])}")
    idle = [f"Not used, on {', '.join(one['on'])}: {one['why']}" for one in made["not_used"]]
    idle += dict.fromkeys(why for n in made["nodes"] if n["node"].startswith("clip/") for why in n.get("not_used", []))
    session.say(made, "\n".join(lines + idle + costs_in_words(total)))
    return 0


@verb("coverage", "Which words of a shot the drawing shows.", arg("shot", type=int))
def coverage(session: Session, o: argparse.Namespace) -> int:
    told = session.project().coverage(o.shot)
    lines = [f"drawn as: {one['word']} as {one['as']}" for one in told["drawn_as"]]
    lines += (
        [f"not drawn: {', '.join(told['not_drawn'])}"]
        if told["not_drawn"]
        else ["Every word that can be seen is drawn."]
    )
    session.say(told, "\n".join(lines))
    return 0


@verb(
    "takes",
    "All takes of a node.",
    arg("node"),
    arg("--alike", action="store_true", help="of a still: how like the portraits its people are in each"),
)
def takes(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    found = project.takes(o.node)
    if o.alike:
        told = project.likenesses.alike(o.node)
        from vgot.project.alike import in_words

        session.say(told | {"takes": found, "alike": told["takes"]}, in_words(told))
        return 0
    lines = []
    for t in found:
        lines.append(
            f"{'*' if t['chosen'] else ' '}{'P' if t['pinned'] else ' '} {t['id']}  seed {t['seed']}  {t['preset']}  {t['created']}"
        )
        lines += [f"     {line}" for line in facts_in_words(t["facts"])]
    session.say({"node": o.node, "takes": found}, "\n".join(lines) or "No takes yet.")
    return 0


@verb(
    "jobs",
    "The queue.",
    arg("--pause", action="store_true"),
    arg("--resume", action="store_true"),
    arg("--retry", type=int, metavar="ID"),
)
def jobs(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    if o.pause:
        project.queue.pause()
    if o.resume:
        project.queue.resume()
    if o.retry is not None:
        project.queue.retry(o.retry)
    found = project.queue.jobs(limit=200)
    lines = [
        f"{j.id:>5} {j.state:<10} {j.name:<24} {j.done}/{j.total} {(j.error or {}).get('message', '')}" for j in found
    ]
    session.say(
        {"jobs": [j.as_json() for j in found], "paused": project.queue.paused},
        "\n".join(lines) or "The queue is empty.",
    )
    return 0


# -- editing ----------------------------------------------------------------------------------------------------------
@verb(
    "edit",
    "Change one field: shots/3/lighting, cast/mary/stages/young/look, film/fps …",
    arg("path"),
    arg("value"),
    arg("--revision", type=int, help="refuse if somebody changed this field since"),
)
def edit(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    project.edit(o.path, o.value, o.revision)
    return revised(session, project, f"{o.path} changed")


@verb(
    "shots",
    "Insert, duplicate, delete or move a shot.",
    arg("action", choices=("insert", "duplicate", "delete", "move")),
    arg("position", type=int),
    arg("to", type=int, nargs="?"),
)
def shots(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    if o.action == "move":
        if o.to is None:
            raise BadInput("Where should the shot go?", field="shots", hint="shots move 3 7")
        project.edits.move_shot(o.position, o.to)
    else:
        {"insert": project.insert_shot, "duplicate": project.edits.duplicate_shot, "delete": project.delete_shot}[
            o.action
        ](o.position)
    return revised(session, project, f"Shot {o.position}: {o.action}")


@verb("choose", "Use a take.", arg("node"), arg("take"))
def choose(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    project.takes.choose(o.node, o.take)
    return revised(session, project, f"{o.node} uses {o.take}")


@verb("pin", "Keep a take though what it is made from changes.", arg("node"), arg("--take"))
def pin(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    project.takes.pin(o.node, o.take)
    return revised(session, project, f"{o.node} is pinned")


@verb("unpin", "Let a node follow its recipe again.", arg("node"))
def unpin(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    project.takes.unpin(o.node)
    return revised(session, project, f"{o.node} is unpinned")


@verb(
    "approve",
    "Approve keyframes for rendering.",
    arg("nodes", nargs="*", metavar="NODE"),
    arg("--all", action="store_true"),
)
def approve(session: Session, o: argparse.Namespace) -> int:
    if bool(o.nodes) == o.all:
        raise BadInput("Name keyframes, or say --all.", field="approve", hint="approve keyframe/3, or approve --all")
    project = session.project()
    done = project.approve(None if o.all else o.nodes)
    session.say({"approved": done, "revision": project.head().revision}, f"Approved: {', '.join(done) or 'nothing'}")
    return 0


@verb(
    "upload",
    "Use a picture of yours as a portrait, a plate, a keyframe, end/3 or moment/3, or a film as a clip or a guide.",
    arg("node"),
    arg("file", type=Path),
    arg("--face", type=int, metavar="N", help="of several faces in a photo the N-th by size, from 1"),
    arg("--box", metavar="L,T,R,B", help="the part of the picture to use, in shares of its sides: 0.2,0,0.8,0.9"),
    arg("--from", dest="from_s", type=float, default=0.0, metavar="S", help="where in a film to begin, in seconds"),
    arg("--at", dest="at_s", type=float, metavar="S", help="of moment/3: when shot 3 is to pass through the picture"),
)
def upload(session: Session, o: argparse.Namespace) -> int:
    from vgot.project.own_takes import Cut

    project = session.project()
    try:
        data = o.file.read_bytes()
    except OSError as why:
        raise NotFound(
            f"'{o.file.name}' cannot be read: {why.strerror}.", field="upload", hint="Name a picture or a film."
        ) from why
    if o.node.startswith("moment/"):
        if o.at_s is None:
            raise BadInput(
                "It is not said when the shot is to pass through the picture.", field="--at", hint="Add --at SECONDS."
            )
        head = project.edits.pass_through(o.node.removeprefix("moment/"), o.at_s, data, o.file.name)
        told = f"Shot {o.node[7:]} passes through your picture at {o.at_s:g} s."
        session.say({"node": o.node, "note": "", "revision": head.revision}, told)
        return 0
    if o.node.startswith("end/"):
        head = project.edits.end_on(o.node.removeprefix("end/"), data, o.file.name)
        session.say({"node": o.node, "note": "", "revision": head.revision}, f"Shot {o.node[4:]} ends on your picture.")
        return 0
    take = project.upload(o.node, data, Cut(_face(o.face), box_of(o.box), max(0.0, o.from_s)))
    note = str(take.facts.get("note", ""))
    session.say(
        {"node": o.node, "take": take.id, "note": note, "revision": project.head().revision},
        f"{o.node} uses your file. {note}".strip(),
    )
    return 0


def _face(said: int | None) -> int | None:
    if said is not None and said < 1:
        raise BadInput("Faces are counted from 1.", field="face", hint="For example --face 2.")
    return said - 1 if said is not None else None


@verb("undo", "Take the last change back.")
def undo(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    project.undo()
    return revised(session, project, "Undone")


@verb("redo", "Make the undone change again.")
def redo(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    project.edits.redo()
    return revised(session, project, "Redone")


@verb(
    "history",
    "Every change of the film, the newest first: what, who and when.",
    arg("--most", type=int, default=40, metavar="N", help="how many lines (default: 40)"),
    arg("--differs", type=int, metavar="REVISION", help="what is otherwise now than at this revision"),
)
def history(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    if o.differs is not None:
        found = [
            {"what": d["told"].in_words(), "then": d["then"], "now": d["now"]}
            for d in project.history.differences(o.differs)
        ]
        lines = [f"{d['what']}\n  then: {d['then']}\n  now:  {d['now']}" for d in found] or ["Nothing is otherwise."]
        session.say({"revision": o.differs, "differences": found}, "\n".join(lines))
        return 0
    if o.most < 1:
        raise BadInput("--most is at least 1.", field="most", hint="Leave it out for 40 lines.")
    undo, redo = project.history.next_steps()
    rows = [
        {
            "revision": c.revision,
            "what": told.in_words(),
            "label": c.label,
            "step": c.step,
            "who": c.who,
            "when": c.when,
        }
        for c, told in project.history.lines(o.most)
    ]
    steps = {"undo": undo.in_words() if undo else "", "redo": redo.in_words() if redo else ""}
    said = [
        f"{r['revision']:5d}  {r['when'][:16].replace('T', ' ')}  {r['who'] or '-':12}  {r['step'] and r['step'].capitalize() + ': '}{r['what']}"
        for r in rows
    ]
    session.say({"revision": project.head().revision, "history": rows, **steps}, "\n".join(said))
    return 0


@verb(
    "versions",
    "Named versions of the film: list them, name one, compare two shot by shot.",
    arg("--name", metavar="NAME", default="", help="call the film as it is now, or --revision, so"),
    arg("--revision", type=int, metavar="N", help="the revision of the history that is named"),
    arg("--forget", metavar="NAME", default="", help="take a name away; the history keeps the revision"),
    arg("--compare", nargs=2, metavar=("A", "B"), help="two names or revisions"),
)
def versions(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    if o.compare:
        a, b = (project.versions.named(one) for one in o.compare)
        rows = project.versions.compare(a.revision, b.revision)
        session.say({"left": a.as_json(), "right": b.as_json(), "shots": rows}, _compared(rows))
        return 0
    if o.name:
        project.versions.name(o.name, o.revision)
    if o.forget:
        project.versions.forget(o.forget)
    found = [v.as_json() for v in project.versions()]
    session.say({"versions": found}, "\n".join(f"{v['revision']:5d}  {v['name']}" for v in found) or "No version yet.")
    return 0


def _compared(rows: list[dict]) -> str:
    lines = []
    for row in rows:
        a, b = row["left"], row["right"]
        where = f"Shot {a['number']}" if a else f"Shot {b['number']}, new"
        moved = f", now {b['number']}" if a and b and a["number"] != b["number"] else ""
        lines.append(where + moved + ("" if b else ", taken out"))
        lines += [f"  {f['field']}\n    - {f['left']}\n    + {f['right']}" for f in row["fields"]]
    return "\n".join(lines) or "The two do not differ in their shots."


@verb(
    "restore",
    "The film as it was at a revision or a named version; undo takes it back.",
    arg("revision", help="a number of the history, or a version's name"),
)
def restore(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    there = project.versions.named(o.revision)
    project.history.restore(there.revision)
    return revised(session, project, f"As at revision {there.revision}")


@verb("cancel", "Stop what is queued and running; finished takes stay.", arg("node", nargs="?"))
def cancel(session: Session, o: argparse.Namespace) -> int:
    many = session.project().cancel(node=o.node)
    session.say({"cancelled": many}, f"Stopped {many} jobs.")
    return 0


def numbers_of(size: str) -> tuple[int, int]:
    """WIDTHxHEIGHT as two even numbers from 64. Raises BadInput."""
    found = re.fullmatch(r"(\d{2,4})x(\d{2,4})", size)
    if found is None or min(map(int, found.groups())) < 64 or any(int(n) % 2 for n in found.groups()):
        raise BadInput(f"'{size}' is no size.", field="size", hint="Give two even numbers, as 832x480.")
    return int(found[1]), int(found[2])
