"""The verbs of the command line that finish a film: export and import, sound, the edited cut back in."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from vgot.cli.registry import Session, arg, revised, shown, verb
from vgot.errors import BadInput
from vgot.handoff.formats import EVERY_SUFFIX


def export_options(o: argparse.Namespace):
    """The ExportOptions of an `export` call."""
    from vgot.handoff.exporters import ExportOptions
    from vgot.handoff.mediafolder import HANDLE_S

    return ExportOptions(
        layout=o.layout,
        silent=o.silent,
        captions=o.captions,
        aspect=o.size,
        fit=o.fit,
        handle_s=HANDLE_S if o.handles is None else o.handles,
        short_px=o.short_side,
        fps=o.fps,
    )


@verb(
    "export",
    f"Write {', '.join(EVERY_SUFFIX)}.",
    arg("file", type=Path),
    arg("--layout", type=int, default=6, metavar="N", help="shots to a storyboard page: 1, 3, 6 or 9"),
    arg("--silent", action="store_true", help="without sound"),
    arg("--captions", choices=("none", "soft", "burned"), help="captions of a film (default: as the story says)"),
    arg("--size", choices=("16:9", "9:16", "1:1"), help="the shape of a film"),
    arg("--fit", choices=("cover", "fit"), default="cover", help="crop to the shape, or show all of the picture"),
    arg(
        "--short-side",
        type=int,
        metavar="PX",
        help="pixels of a film's shorter side, for example 720 (default: as the film is)",
    ),
    arg("--fps", type=float, metavar="N", help="frames a second of a film (default: as the film is)"),
    arg("--handles", type=float, metavar="S", help="seconds of handles around each shot, for editors (default 0.5)"),
)
def export(session: Session, o: argparse.Namespace) -> int:
    if o.handles is not None and not 0 <= o.handles <= 10:
        raise BadInput("Handles have 0 to 10 seconds.", field="handles", hint="--handles 0.5")
    made = session.project().export(o.file, export_options(o))
    session.say({"file": str(made), "bytes": made.stat().st_size}, f"Wrote {made}")
    return 0


@verb(
    "import",
    "A new project from .vgot.zip, story.json, a screenplay, a folder of numbered pictures or a video; comments that a review page has saved (.json); an edited cut (.otio, .fcpxml, "
    ".edl) into its own project, or as a new film.",
    arg("file", type=Path),
    arg("--apply", action="store_true", help="apply an edited cut (without it, the changes are only shown)"),
    arg("--new", action="store_true", help="a new film from a cut that belongs to none here: one shot a clip"),
    arg("--preview", action="store_true", help="of a new film: only show what would be made"),
)
def import_(session: Session, o: argparse.Namespace) -> int:
    from vgot.handoff.cut_files import cut_kind
    from vgot.handoff.storyboard import VIDEOS
    from vgot.story.comments import is_comments

    begun = (
        o.file.is_dir() and o.file.suffix.lower() != ".fcpxmld" or o.file.suffix.lower() in VIDEOS and o.file.is_file()
    )
    if begun or o.new:
        return _new_film(session, o)
    if o.file.suffix.lower() == ".json" and o.file.is_file() and is_comments(data := o.file.read_bytes()):
        return _comments(session, data)
    if cut_kind(o.file) is None:
        brought = session.studio.import_project(o.file, folder=o.project)
        if brought.lacks_preset:
            print(brought.lacks_preset, file=sys.stderr)
        return shown(session, brought)
    if not o.project and o.file.exists() and not session.studio.projects():
        return _new_film(session, o)
    project = session.project()
    diff = project.handoff.read_cut(o.file)
    applied = o.apply and not diff.is_empty
    if applied:
        project.handoff.apply_cut(diff)
    words = diff.in_words() + (
        ""
        if diff.is_empty
        else "\nApplied; `undo` takes it back."
        if applied
        else "\nNothing was changed yet: add --apply."
    )
    session.say(diff.as_json() | {"applied": applied, "revision": project.head().revision}, words)
    return 0


def _comments(session: Session, data: bytes) -> int:
    """Comments that a review page has saved, into the film they are about."""
    project = session.project()
    account = project.edits.read_comments(data)
    session.say(account.as_json() | {"revision": project.head().revision}, account.in_words())
    return 3 if account.named else 0


def _new_film(session: Session, o: argparse.Namespace) -> int:
    """A film of an editor's cut, told before it is made."""
    new = session.studio.read_new_film(o.file)
    if o.preview:
        session.say(new.as_json() | {"story": new.story.model_dump(mode="json")}, new.in_words())
        return 0
    project, new = session.studio.make_new_film(new, folder=o.project)
    session.say(project.show() | new.as_json(), f"{new.in_words()}\nProject: {project.store.folder}")
    return 0


@verb(
    "sound",
    "Sounds of the film: list them, add a WAV, AIFF, FLAC, MP3, M4A or Ogg file, remove one.",
    arg("action", choices=("list", "add", "remove")),
    arg("what", nargs="?", metavar="FILE|ID"),
    arg("--track", choices=("music", "effects", "voice"), default="music"),
    arg("--shot", type=int, metavar="N", help="begins with this shot"),
    arg("--at", type=float, default=0.0, metavar="S", help="seconds after the film's or the shot's first frame"),
    arg("--gain", type=float, default=0.0, metavar="DB"),
    arg("--fade-in", type=float, default=0.0, metavar="S"),
    arg("--fade-out", type=float, default=0.0, metavar="S"),
    arg("--loop", action="store_true", help="again and again, to the end of the film"),
)
def sound(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    story = project.story
    if o.action == "list":
        found = [
            {
                "id": i.id,
                "track": t.id,
                "kind": t.kind,
                "name": i.name,
                "shot": i.shot,
                "at_s": i.at_s,
                "length_s": i.length_s,
                "gain_db": i.gain_db,
            }
            for t in story.sound.tracks
            for i in t.items
        ]
        session.say(
            {"sounds": found, "voices": story.sound.voices},
            "\n".join(
                f"{s['id']}  {s['track']:<8} {s['at_s']:>7.2f} s  {s['length_s']:>7.2f} s  {s['name']}" for s in found
            )
            or "No sounds yet.",
        )
        return 0
    if not o.what:
        raise BadInput("Which sound?", field="sound", hint="sound add song.mp3, or sound remove ID")
    if o.action == "remove":
        project.handoff.remove_sound(o.what)
        return revised(session, project, f"{o.what} is removed")
    shots = story.shots
    if o.shot is not None and not 1 <= o.shot <= len(shots):
        raise BadInput(f"There is no shot {o.shot}.", field="shot", hint=f"Use 1 to {len(shots)}.")
    item, missing = project.handoff.bring_sound(
        Path(o.what),
        o.track,
        shot=shots[o.shot - 1].id if o.shot else None,
        at_s=o.at,
        gain_db=o.gain,
        fade_in_s=o.fade_in,
        fade_out_s=o.fade_out,
        loop=o.loop,
    )
    said = f"{Path(o.what).name} is on the {o.track} track as {item}" + (f"; {missing.rstrip('.')}" if missing else "")
    return revised(session, project, said)


@verb("fit-to-lines", "Make a shot as long as its lines take to be spoken.", arg("shot", type=int))
def fit_to_lines(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    head = project.handoff.fit_to_lines(o.shot)
    return revised(session, project, f"Shot {o.shot} has {head.story.shots[o.shot - 1].duration_s:.2f} s now")
