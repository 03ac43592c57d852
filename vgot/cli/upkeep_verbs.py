"""Verbs that look after the machine and a project: doctor, report, verify, cleanup."""

from __future__ import annotations

import argparse
import json

from vgot.cli.film_verbs import numbers_of
from vgot.cli.registry import Session, arg, verb
from vgot.units import FrameSize


@verb(
    "doctor",
    "What this machine has, and what each preset needs.",
    arg(
        "--presets",
        action="store_true",
        help="what of each preset is right, wrong or unknown against what is published",
    ),
    arg("--memory", action="store_true", help="what each size of the video models takes, stage by stage, in GiB"),
    arg("--record", metavar="PRESET", help="make one small scene with a preset's weights and write down what it took"),
    arg("--size", help="of that scene, WIDTHxHEIGHT (default: the preset's own)"),
)
def doctor(session: Session, o: argparse.Namespace) -> int:
    from vgot.machine.doctor import examine, in_words

    if o.memory:
        from vgot.machine.doctor import memory_in_words, memory_table

        table = memory_table(session.studio.settings)
        session.say({"presets": table}, memory_in_words(table))
        return 0
    if o.record:
        from vgot.machine import recording

        size = FrameSize(*numbers_of(o.size)) if o.size else None
        preset = session.studio.preset(o.record)
        made, file = recording.record(preset, session.studio.settings, size=size)
        session.say(
            {"file": str(file), "record": made.model_dump(mode="json", exclude={"pictures"})},
            recording.in_words(made, file),
        )
        return 0
    if o.presets:
        from vgot.machine.preset_checks import examine_presets, table_in_words

        rows = examine_presets(session.studio.presets())
        session.say({"presets": rows}, table_in_words(rows))
        return 0
    found = examine(session.studio.settings)
    session.say(found, in_words(found))
    return 0


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
