"""The verbs of the command line that work on the script."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from vgot.cli.registry import Session, arg, revised, shown, verb
from vgot.errors import BadInput, NotFound

_DOMAINS = ("character", "background", "relation", "camera", "lighting")


@verb(
    "rewrite",
    "Rewrite a shot, a domain, or everything from a shot on, by an instruction.",
    arg("shot", type=int),
    arg("--instruction", required=True, metavar="TEXT"),
    arg("--domain", choices=_DOMAINS),
    arg("--from-here", action="store_true", help="this shot and all after it"),
    arg("--dry-run", action="store_true", help="show the changes without making them"),
)
def rewrite(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    proposal = project.script.propose_rewrite(
        o.shot, o.instruction, domain=o.domain, from_here=o.from_here, on_event=session.words()
    )
    if not o.dry_run and proposal.changes:
        project.script.accept_rewrite(proposal)
    changes = [{"path": c.path, "before": c.before, "after": c.after} for c in proposal.changes]
    lines = [f"{c.path}\n  - {c.before}\n  + {c.after}" for c in proposal.changes]
    if proposal.kept:
        lines.append(f"Locked and left alone: {', '.join(proposal.kept)}")
    done = {"changes": changes, "kept": proposal.kept, "accepted": not o.dry_run, "revision": project.head().revision}
    session.say(done, "\n".join(lines) or "Nothing to change.")
    return 0


@verb(
    "direct",
    "Change the film by a wish in words: shows what would change, --yes changes it.",
    arg("wish", help="like “make it night” or “replace the cat by a fox”"),
    arg("--shots", metavar="N", default="", help="where it holds if it names no shots: 3, 3-5 or 1,4"),
    arg("--yes", action="store_true", help="accept the changes, as one edit"),
)
def direct(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    shots = _numbers(o.shots)
    wish = project.script.propose_wish(o.wish, selection=shots, shots=shots)
    if wish.kind == "make":
        raise BadInput(wish.why, field="wish", hint=f'For a new film: python -m vgot make "{o.wish[:60]}".')
    accepted = bool(o.yes and wish.changes)
    if accepted:
        project.script.accept_wish(wish)
    lines = [wish.why, *(f"{c.path}\n  - {c.before}\n  + {c.after}" for c in wish.changes)]
    lines += [f"Not done: {n.words}. {n.why} {n.instead}".rstrip() for n in wish.not_done] + list(wish.notes)
    if wish.changes:
        lines.append("Changed; undo takes it back." if accepted else "Nothing is changed yet: add --yes.")
    session.say(wish.as_json() | {"accepted": accepted, "revision": project.head().revision}, "\n".join(lines))
    return 3 if wish.not_done else 0


@verb(
    "beats",
    "Who does what when in a shot, of the language model or the words; one beat: edit shots/3/beats/1/to_box.",
    arg("shot", type=int),
    arg("--dry-run", action="store_true", help="show them without setting them"),
)
def beats(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    found, writer = project.script.propose_beats(o.shot)
    value = [b.model_dump(mode="json") for b in found]
    if not o.dry_run:
        project.edit(f"shots/{o.shot}/beats", value)
    lines = [f"{b.from_s:5.2f} to {b.to_s:5.2f} s  {b.who}: {b.deed}" for b in found] + [f"By {writer}."]
    session.say({"beats": value, "by": writer, "revision": project.head().revision}, "\n".join(lines))
    return 0


@verb(
    "replace",
    "Replace words in all texts of the film, as one edit: shows each text before and after.",
    arg("old", help="what is looked for, as it stands"),
    arg("new", help='what stands there then; "" takes the words out'),
    arg(
        "--in",
        dest="within",
        metavar="PATH",
        default="",
        help="only in these texts: shots/2-5, shots/*/lighting, cast/mary",
    ),
    arg("--words", action="store_true", help="whole words only"),
    arg("--case", action="store_true", help="only where large and small letters are the same"),
    arg("--dry-run", action="store_true", help="show the changes without making them"),
)
def replace(session: Session, o: argparse.Namespace) -> int:
    from vgot.script.find_replace import Sought

    project = session.project()
    found = project.script.propose_replace(Sought(o.old, o.words, o.case), o.new, o.within)
    accepted = bool(found.changes and not o.dry_run)
    if accepted:
        project.script.accept_wish(found)
    lines = [f"{c.path}\n  - {c.before}\n  + {c.after}" for c in found.changes] or [f"No text says “{o.old}”."]
    lines += [f"Left alone: {n.words}. {n.why} {n.instead}".rstrip() for n in found.not_done]
    if found.changes:
        lines.append("Changed; undo takes it back." if accepted else "Nothing is changed yet: leave --dry-run out.")
    done = {
        "changes": [c.as_json() for c in found.changes],
        "not_done": [n.as_json() for n in found.not_done],
        "kept": list(found.kept),
        "accepted": accepted,
        "revision": project.head().revision,
    }
    session.say(done, "\n".join(lines))
    return 3 if found.not_done else 0


def _numbers(said: str) -> list[int]:
    """ "3-5,8" as numbers. Raises BadInput."""
    found: list[int] = []
    for part in filter(None, said.replace(" ", "").split(",")):
        ends = part.split("-")
        if len(ends) > 2 or not all(e.isascii() and e.isdigit() and len(e) < 4 for e in ends):
            raise BadInput(f"'{part[:20]}' names no numbers.", field="shots", hint="Use numbers like 3, 3-5 or 1,4.")
        found += range(int(ends[0]), int(ends[-1]) + 1)
    return found


@verb(
    "lock",
    "Keep a shot or one domain from every rewrite.",
    arg("shot", type=int),
    arg("domain", nargs="?", default="shot", choices=("shot", *_DOMAINS)),
)
def lock(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    project.script.lock(o.shot, o.domain)
    return revised(session, project, f"Shot {o.shot}: {o.domain} locked")


@verb(
    "unlock",
    "Let rewrites touch it again.",
    arg("shot", type=int),
    arg("domain", nargs="?", default="shot", choices=("shot", *_DOMAINS)),
)
def unlock(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    project.script.unlock(o.shot, o.domain)
    return revised(session, project, f"Shot {o.shot}: {o.domain} unlocked")


@verb("rename", "Rename a character everywhere.", arg("character"), arg("name"))
def rename(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    project.script.rename_character(o.character, o.name)
    return revised(session, project, f"{o.character} is now called {o.name}")


@verb(
    "check",
    "Check the script: complete, names known, shots coherent.",
    arg("--flag", action="store_true", help="write the findings onto the shots"),
)
def check(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    story = project.story
    found = project.script.check_script(story=story)
    if o.flag:
        project.script.flag_script()
    numbers = {s.id: n for n, s in enumerate(story.shots, 1)}
    rows = [{"shot": numbers[shot], **r} for shot, reasons in found.items() for r in reasons]
    session.say(
        {"findings": rows},
        "\n".join(f"shot {r['shot']:>3} {r['domain'] or '':<10} {r['reason']}" for r in rows) or "No findings.",
    )
    return 3 if rows else 0


@verb(
    "import-script",
    "A new project from a Fountain, FDX, CSV, a plain shot list or a chapter of prose.",
    arg("file", type=Path),
    arg("--writer", default="auto"),
    arg("--scenes", metavar="N", default="", help="the scenes that are filmed: 3, 3-5 or 1,4"),
    arg("--preview", action="store_true", help="tell what would become of the file, with its scenes; make nothing"),
)
def import_script(session: Session, o: argparse.Namespace) -> int:
    try:
        data = o.file.read_bytes()
    except OSError as why:
        raise NotFound(
            f"'{o.file.name}' cannot be read: {why.strerror}.",
            field="script",
            hint="Name a .fountain, .fdx, .csv or .txt file.",
        ) from why
    scenes = _numbers(o.scenes)
    if o.preview:
        came = session.studio.read_script(data, o.file.name, scenes=scenes)
        session.say({"account": came.account}, came.in_words())
        return 0
    project = session.studio.import_script(data, o.file.name, writer=o.writer, folder=o.project, scenes=scenes)
    return shown(session, project, account=project.script.import_account())


@verb("export-script", "Write the script as Fountain or Final Draft (.fdx).", arg("file", type=Path))
def export_script(session: Session, o: argparse.Namespace) -> int:
    if o.file.suffix.lower() not in (".fountain", ".fdx"):
        raise BadInput(
            f"A script cannot be written as '{o.file.suffix}'.", field="script", hint="Use .fountain or .fdx."
        )
    made = session.project().export(o.file)
    session.say({"file": str(made), "bytes": made.stat().st_size}, f"Wrote {made}")
    return 0


@verb(
    "writer",
    "Who writes: show it with what runs on this machine, or choose it.",
    arg(
        "--use",
        choices=("auto", "offline", "openai", "transformers"),
        help="choose (auto: what the environment says, else the outline)",
    ),
    arg("--base-url", default="", metavar="URL", help="any OpenAI-compatible endpoint"),
    arg("--model", default="", metavar="NAME", help="its model, or the directory of a local one"),
    arg(
        "--credential", default="", metavar="NAME", help="the keyring entry with its key; keys are never kept elsewhere"
    ),
)
def writer(session: Session, o: argparse.Namespace) -> int:
    studio = session.studio
    if not o.use and (o.base_url or o.model or o.credential):
        raise BadInput(
            "An address or a model is of no use without --use.",
            field="writer",
            hint="Add --use openai or --use transformers.",
        )
    now = (
        studio.choose_writer(o.use, base_url=o.base_url, model=o.model, credential=o.credential)
        if o.use
        else studio.writer()
    )
    found = [] if o.use else studio.writer_offers()
    said = (
        "a template outline, without a language model"
        if now["kind"] == "offline"
        else f"{now['model'] or 'the first model'} ({now['base_url'] or 'from disk'})"
    )
    lines = [f"Stories are written by {said}." + (f" {now['key'][0].upper()}{now['key'][1:]}." if now["key"] else "")]
    lines += [
        f"{s['name']} runs here: writer --use openai --base-url {s['base_url']} --model {m}"
        for s in found
        for m in s["models"][:4]
    ]
    session.say(now | {"found": found}, "\n".join(lines))
    return 0


@verb(
    "calibrate-coherence",
    "Refit the coherence threshold and print its ROC.",
    arg("--scripts", type=Path, metavar="DIR", help="scripts to fit on"),
)
def calibrate_coherence(session: Session, o: argparse.Namespace) -> int:
    from vgot.script.calibrate import calibrate, load_scripts

    found = calibrate(scripts=load_scripts(o.scripts) if o.scripts else None)
    print(file=sys.stderr, end="")
    session.say(found.as_json(), found.in_words())
    return 0
