"""The verbs of the command line that measure films and look after their continuity."""

from __future__ import annotations

import argparse
from pathlib import Path

from vgot.cli.registry import Session, arg, revised, verb

_MEASURED = (
    arg("--paper-compat", action="store_true", help="pair shots and count missing faces as the paper's scripts do"),
    arg("--report", type=Path, metavar="FILE", help="also write it as .html, .pdf or .json, with pictures and plots"),
)


@verb(
    "evaluate",
    "Continuity of every shot and seam, and the paper's consistency metrics.",
    *_MEASURED,
    arg("--quick", action="store_true", help="continuity only, from samples of each shot"),
    arg("--fresh", action="store_true", help="read everything again"),
    arg(
        "--changed",
        action="store_true",
        help="look at the shots that changed since they were looked at, and keep that for the page",
    ),
)
def evaluate(session: Session, o: argparse.Namespace) -> int:
    from vgot.evaluate.report import evaluate_project, frames_of, look_again
    from vgot.evaluate.report_file import write

    project = session.project()
    if o.changed:
        looked = look_again(project, o.models)
        found = project.continuity.badges()
        session.say({"looked_at": looked, **found}, f"Looked at {looked} shots; {len(found['findings'])} findings.")
        return 0
    now = project.snapshot()
    report = evaluate_project(now, models=o.models, paper_compat=o.paper_compat, measures=not o.quick, fresh=o.fresh)
    if o.report:
        write(report, o.report, frames_of(now), {c.id: c.name for c in now.story.cast})
    session.say(report.as_json(), report.in_words())
    return 0


@verb("match-colours", "Let colour and light pass over the boundary after a shot.", arg("shot", type=int))
def match_colours(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    project.continuity.match_colours(o.shot)
    return revised(session, project, f"Colours pass from shot {o.shot} to the next")


@verb(
    "evaluate-video",
    "The metrics of clips that other programs made, one shot each.",
    arg("files", nargs="+", type=Path, metavar="FILE.mp4"),
    *_MEASURED,
    arg(
        "--drawn", action="store_true", help="the clips are drawings of this program: read faces with the embedded pack"
    ),
)
def evaluate_video(session: Session, o: argparse.Namespace) -> int:
    from vgot.evaluate.report_file import write
    from vgot.evaluate.videos import evaluate_videos

    report = evaluate_videos(o.files, models=o.models, drawn=o.drawn, paper_compat=o.paper_compat)
    if o.report:
        write(report, o.report)
    session.say(report.as_json(), report.in_words())
    return 0
