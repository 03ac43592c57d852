"""The verbs of the command line that paint a part of a picture anew, and shoot a moment from another angle."""

from __future__ import annotations

import argparse
from pathlib import Path

from vgot.cli.registry import Session, arg, box_of, picture_of, verb
from vgot.project.retouches import STRENGTH, Asked
from vgot.story.angles import ANGLES


@verb(
    "retouch",
    "Paint a part of a still, a portrait or a place anew, as a take beside the old one.",
    arg("node"),
    arg("words", help='what is to be there: "a red hat instead"'),
    arg("--mask", type=Path, metavar="FILE", help="a picture, white where it may change"),
    arg("--box", metavar="L,T,R,B", help="where it may change, in shares of the picture's sides: 0.2,0,0.8,0.9"),
    arg("--strength", type=float, default=STRENGTH, help=f"how far from what is there, to 1 (default {STRENGTH})"),
    arg("--seed", type=int),
    arg("--take", help="which take to retouch (default: the one in use)"),
)
def retouch(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    asked = Asked(o.words, picture_of(o.mask) if o.mask else None, box_of(o.box), o.strength, o.seed, o.take)
    begun, done = project.retouches.make(o.node, asked, on_tick=session.progress())
    newest = project.takes(o.node)[-1]
    facts = newest["facts"] if done.ran else {}
    said = [f"{o.node}: {begun.share:.1%} of the picture may change."]
    said += begun.notes
    said += [f"not drawn: {', '.join(facts['not_drawn'])}"] if facts.get("not_drawn") else []
    said += [f"{facts[name]}." for name in ("nothing", "mask_note", "over") if facts.get(name)]
    said += [one["error"].get("message", "") for one in done.failed]
    session.say(
        {
            "node": o.node,
            "take": newest["id"] if done.ran else None,
            "source": begun.source,
            "share": begun.share,
            "notes": list(begun.notes),
            "facts": facts,
            "failed": done.failed,
        },
        "\n".join(said),
    )
    return 3 if done.failed else 0


@verb("carry", "Lay the retouch of a shot's still into its clip, and keep what is played.", arg("shot", type=int))
def carry(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    take, done = project.retouches.carry(o.shot, on_tick=session.progress())
    held = take.facts.get("carried", {})
    words = held.get("lost") or f"The retouch holds in all {held.get('frames', 0)} frames."
    session.say(
        {"node": f"clip/{o.shot}", "take": take.id, "carried": held, "failed": done.failed},
        words if not done.failed else done.failed[0]["error"].get("message", ""),
    )
    return 3 if done.failed else 0


@verb(
    "angle",
    "Shoot a moment again from another angle: a new shot behind it, cut on both sides.",
    arg("shot", type=int),
    arg("angle", choices=tuple(ANGLES)),
    arg("--take", action="store_true", help="another take of the shot itself instead of a shot behind it"),
    arg("--thing", default="", metavar="WORDS", help="what an insert shows (default: what is held or stands there)"),
)
def angle(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    made = project.angles.shoot(o.shot, o.angle, take=o.take, thing=o.thing)
    said = [f"Shot {made.shot}: {o.angle}.", *made.notes]
    session.say({"shot": made.shot, "revision": made.head.revision, "notes": list(made.notes)}, "\n".join(said))
    return 0
