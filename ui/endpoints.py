"""The named API, for programs: `make`, `plan`, `build`, `regenerate`, `pin`, `export`. Typed, validated, and nothing else."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

import gradio as gr

from vgot.errors import BadInput, VgotError
from vgot.graph.kinds import STAGES
from vgot.project.studio import EDITORS, EVERY_SUFFIX, Project, Studio, acting_as

from .export_jobs import export_to, exports_of
from .visitors import visiting


def add_endpoints(studio: Studio) -> None:
    """Register the endpoints on the Blocks that is being built."""

    def project_of(project: str) -> Project:
        if not isinstance(project, str) or len(project) > 120:
            raise BadInput("'project' must be the id that `make` gave.", field="project", hint="Call /make first.")
        return studio.open(project)

    def make(web: gr.Request, sentence: str, shots: int = 6, seed: int = 0) -> dict:
        """Write a story from one sentence and begin its film. Returns {"project", "plan"}; follow it with /plan."""
        with _said(), visiting(studio, web), acting_as("program interface"):
            project = studio.write(_text(sentence, "sentence"), _whole(shots, "shots"), seed=_whole(seed, "seed"))
            project.start_first_build()
            return {"project": project.id, "plan": project.plan().as_json()}

    def plan(web: gr.Request, project: str) -> dict:
        """Every item of a film with its state and reason, and the totals."""
        with _said(), visiting(studio, web), acting_as("program interface"):
            return project_of(project).plan().as_json()

    def build(web: gr.Request, project: str, until: str = "film") -> dict:
        """Begin to make what is missing or stale, up to portrait, keyframe, clip or film. Returns the plan."""
        with _said(), visiting(studio, web), acting_as("program interface"):
            opened = project_of(project)
            if until not in STAGES:
                raise BadInput(f"'{until}' is not a step.", field="until", hint="Use portrait, keyframe, clip or film.")
            opened.start_build(until=until)
            return opened.plan().as_json()

    def regenerate(web: gr.Request, project: str, node: str, seed: int | None = None) -> dict:
        """Begin a new take of one item (`keyframe/3`). Returns its takes so far."""
        with _said(), visiting(studio, web), acting_as("program interface"):
            opened = project_of(project)
            opened.takes.start_regenerate(_text(node, "node"), seed=None if seed is None else _whole(seed, "seed"))
            return {"node": node, "takes": opened.takes(node)}

    def pin(web: gr.Request, project: str, node: str, pinned: bool = True) -> dict:
        """Keep an item's chosen take whatever changes before it, or let go of it."""
        with _said(), visiting(studio, web), acting_as("program interface"):
            opened = project_of(project)
            (opened.takes.pin if pinned else opened.takes.unpin)(_text(node, "node"))
            return {"node": node, "takes": opened.takes(node)}

    def export(web: gr.Request, project: str, kind: str = "mp4") -> gr.FileData:
        """A file of the film, by the suffixes of the command line: mp4, mov, gif, frames.zip, press.zip, pdf, png, csv, srt, vtt,
        ass, fountain, fdx, json, vgot.zip; otio, fcpxml and edl come with their media, as one zip."""
        with _said(), visiting(studio, web), acting_as("program interface"):
            opened = project_of(project)
            suffix = f".{_text(kind, 'kind').strip().lower().removeprefix('.')}"
            if suffix not in EVERY_SUFFIX:
                raise BadInput(
                    f"There is no export as '{kind[:40]}'.",
                    field="kind",
                    hint=f"Use {', '.join(s[1:] for s in EVERY_SUFFIX)}.",
                )
            sweep_exports()
            folder = Path(tempfile.mkdtemp(prefix=f"vgot-export-{os.getpid()}-"))
            with exports_of(studio).direct(opened) as watch:
                made = export_to(opened, folder, f"{'cut' if suffix in EDITORS else 'film'}{suffix}", watch)
            return gr.FileData(path=str(made), orig_name=made.name)

    for endpoint in (make, plan, build, regenerate, pin, export):
        gr.api(endpoint, api_name=endpoint.__name__, concurrency_limit=None)


def sweep_exports(older_than_s: float = 3600) -> int:
    """Remove what earlier exports left in the temporary folder, once nobody can still be fetching it; returns how many."""
    old = [
        f for f in Path(tempfile.gettempdir()).glob("vgot-export-*") if time.time() - f.stat().st_mtime > older_than_s
    ]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)


class _said:
    """Turns a VgotError into one sentence for the caller."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind, why, trace) -> None:
        if isinstance(why, VgotError):
            raise gr.Error(why.in_words(), print_exception=False) from why


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise BadInput(f"'{name}' must be text.", field=name, hint="Send a string.")
    return value


def _whole(value: object, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != int(value):
        raise BadInput(f"'{name}' must be a whole number.", field=name, hint="Send an integer.")
    return int(value)
