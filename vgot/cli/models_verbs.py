"""Verbs about models: what lies on this machine, what a preset needs, and fetching it."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import cast

from vgot.cli.registry import Session, arg, revised, verb
from vgot.errors import BadInput, ModelUnavailable
from vgot.presets.checkpoints import own_in_words, own_of
from vgot.presets.own import lora_from
from vgot.project.own_models import unworn
from vgot.story.edits import value_at

#: How often a running download is looked at.
LOOK_S = 0.3


@verb(
    "fetch",
    "Fetch the models of a preset, or one that writes, after you agreed to their licences.",
    arg("name", metavar="NAME"),
    arg("--accept-licences", action="store_true", help="you have read the licences that are listed, and agree"),
)
def fetch(session: Session, o: argparse.Namespace) -> int:
    studio = session.studio
    before = studio.preflight(o.name)
    if not o.json:
        print("\n".join(before["words"]), file=sys.stderr)
    if o.accept_licences:
        for one in before["downloads"]:
            if not one["have"] and not one["consented"]:
                studio.consent(one["repo"])
    if all(one["have"] for one in before["downloads"]):
        session.say(before | {"fetched": []}, "Nothing to fetch.")
        return 0
    status = studio.start_fetch(o.name)
    while status["fetching"]:
        if sys.stderr.isatty():
            print(
                f"\r{status['done_gb']:.2f} of {status['of_gb']:.2f} GB  {status['repo'][:60]:<60}",
                end="",
                file=sys.stderr,
                flush=True,
            )
        time.sleep(LOOK_S)
        status = studio.fetch_status(o.name)
    if status["error"]:
        raise ModelUnavailable(status["error"], field=f"preset/{o.name}")
    after = studio.preflight(o.name)
    fetched = [d["repo"] for d in before["downloads"] if not d["have"]]
    session.say(after | {"fetched": fetched}, f"Fetched {', '.join(fetched)}: {status['done_gb']:.2f} GB.")
    return 0


@verb(
    "models",
    "Say what models lie in folders: yours, other programs', the hub's cache.",
    arg("folders", nargs="*", type=Path, metavar="FOLDER", help="default: those you added, --models, the hub's cache"),
    arg("--remember", action="store_true", help="keep these folders: they are looked through from now on"),
)
def models(session: Session, o: argparse.Namespace) -> int:
    found = session.studio.models(o.folders, remember=o.remember)
    lines = [
        f"{one.words}\n    {one.file}"
        + (f"\n    for {', '.join(one.usable_by)}" if one.usable_by else "")
        + (f"\n    licence, as it says: {one.identity.licence}" if one.identity.licence else "")
        for one in found
    ]
    session.say({"found": [one.as_json() for one in found]}, "\n".join(lines) or "No models were found.")
    return 0


@verb(
    "preset",
    "Make a preset of your own: like another, with files of yours in some slots.",
    arg("name", metavar="NAME"),
    arg("--like", required=True, metavar="PRESET"),
    arg("--use", action="append", default=[], metavar="SLOT=FILE", help="for example keyframe/transformer=klein.gguf"),
    arg("--title", default=""),
)
def preset(session: Session, o: argparse.Namespace) -> int:
    slots = [one.partition("=") for one in o.use]
    if not slots or not all(slot and file for slot, _, file in slots):
        raise BadInput("No file is named.", field="use", hint="--use keyframe/transformer=FILE")
    made = session.studio.make_preset(o.name, o.like, {slot: file for slot, _, file in slots}, title=o.title)
    file = session.studio.settings.home / "presets" / f"{made.name}.yaml"
    own = own_of(made.preset)
    lines = [f"The preset '{made.name}' is in {file}", *own_in_words(own)]
    session.say({"preset": made.name, "file": str(file)} | own, "\n".join(lines))
    return 0


@verb(
    "lora",
    "Lay a LoRA over the film, over whoever it shows, or over one shot; with --off, take it off.",
    arg("file", type=Path),
    arg("--on", default="film", metavar="WHERE", help="film, cast/mary or shots/3 (default: film)"),
    arg("--strength", type=float, default=1.0, help="-4 to 4; 0 is none at all"),
    arg("--words", help="what brings it out (default: what its maker says)"),
    arg("--part", choices=("pictures", "clips"), help="what it bends, where nobody can tell"),
    arg("--off", action="store_true"),
)
def lora(session: Session, o: argparse.Namespace) -> int:
    project = session.project()
    path = "loras" if o.on == "film" else f"{o.on.strip('/')}/loras"
    told = lora_from(o.file, strength=o.strength, words=o.words, part=o.part or "") if not o.off else None
    now = project.snapshot()
    kept = [
        one
        for one in cast("list[dict]", value_at(now.story, path))
        if one["file"] != str(o.file.expanduser().absolute())
    ]
    project.edit(path, [*kept, told] if told else kept)
    mine = unworn(project, told["file"], path) if told else []
    words = f"{o.file.name} is {'off' if o.off else 'on'} {o.on}"
    return revised(
        session, project, "\n".join([*(one.why for one in mine), words]), not_used=[one.as_json() for one in mine]
    )
