"""The verbs of the command line that paint a part of a picture anew, and shoot a moment from another angle."""

from __future__ import annotations

import argparse
from pathlib import Path

from vgot.cli.registry import Session, arg, box_of, verb
from vgot.errors import NotFound
from vgot.project.retouches import STRENGTH, Asked


def _mask(file: Path | None) -> bytes | None:
    if file is None:
        return None
    try:
        return file.read_bytes()
    except OSError as why:
        raise NotFound(
            f"'{file.name}' cannot be read: {why.strerror}.",
            field="mask",
            hint="Name a picture, white where it may change.",
        ) from why


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
    asked = Asked(o.words, _mask(o.mask), box_of(o.box), o.strength, o.seed, o.take)
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
