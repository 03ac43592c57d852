"""Verbs that look after a project: report, verify, cleanup."""

from __future__ import annotations

import argparse
import json

from vgot.cli.registry import Session, arg, verb


@verb(
    "report",
    "Versions, machine and last errors, to send with a question. No secrets, no stories.",
    arg("--with-story", action="store_true", help="also the story, names and prompts"),
)
def report(session: Session, o: argparse.Namespace) -> int:
    from vgot.machine.bug_report import report as make_report

    found = make_report(session.studio.settings, o.project, with_story=o.with_story)
    session.say(found, json.dumps(found, ensure_ascii=False, indent=1))
    return 0


@verb(
    "verify",
    "Read every stored file again and say what was changed, by shot.",
    arg("--mend", action="store_true", help="forget what is damaged, so that the next build makes it again"),
)
def verify(session: Session, o: argparse.Namespace) -> int:
    from vgot.project import storage as upkeep

    project = session.project()
    found = (upkeep.mend if o.mend else upkeep.verify)(project.store, project.preset)
    lines = []
    for f in found:
        shots = f" (shot {', '.join(map(str, f.shots))})" if f.shots else ""
        lines.append(f"{f.node or 'project'}{shots}: {f.message}")
    if found and o.mend:
        lines.append("Forgotten; build again to make it anew.")
    session.say(
        {"findings": [f.as_json() for f in found], "mended": bool(o.mend and found)},
        "\n".join(lines) or "Everything is as it was written.",
    )
    return 3 if found and not o.mend else 0


@verb(
    "cleanup",
    "How much room the project takes, and what could go; --yes removes it.",
    arg("--yes", action="store_true", help="remove it now"),
)
def cleanup(session: Session, o: argparse.Namespace) -> int:
    from vgot.project import storage as upkeep

    project = session.project()
    preset = project.preset
    usage, preview = upkeep.disk_usage(project.store, preset), upkeep.plan_cleanup(project.store, preset)
    lines = [
        f"The project takes {usage['total'] / 1e6:.1f} MB; {preview.bytes / 1e6:.1f} MB could go: {len(preview.takes)} takes that nothing uses, "
        f"{len(preview.files)} files."
    ]
    lines += [f"  {many} of {node}" for node, many in sorted(preview.by_node.items())]
    freed = upkeep.cleanup(project.store, preview) if o.yes else 0
    lines.append(
        f"Removed; {freed / 1e6:.1f} MB are free again."
        if o.yes
        else "Say --yes to remove them. Chosen, pinned and uploaded takes stay."
    )
    session.say({"usage": usage, "preview": preview.as_json(), "freed": freed}, "\n".join(lines))
    return 0
