"""`python -m vgot report`: what somebody who helps needs to see, in one text that can be sent.

Versions, the machine, presets, the last errors of jobs, the end of the workers' log. No secrets: values of environment
variables that look like credentials are cut out wherever they might stand. No prompts, stories, names or pictures
unless asked for (`--with-story`); paths lose the home folder.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vgot.errors import VgotError
from vgot.machine.doctor import examine
from vgot.render.queue import Queue
from vgot.settings import Settings
from vgot.store.project_store import Store

_SECRET_NAME = re.compile(r"key|token|secret|password|passwd|credential|auth|cookie|session", re.IGNORECASE)
#: What keys of known services look like, also where no variable holds them.
_SECRET_SHAPE = re.compile(
    r"\b(?:sk-[A-Za-z0-9_-]{12,}|hf_[A-Za-z0-9]{12,}|gh[pousr]_[A-Za-z0-9]{20,}|AKIA[A-Z0-9]{12,}|xox[abp]-[A-Za-z0-9-]{10,}"
    r"|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*)|(?i:bearer)\s+[A-Za-z0-9._~+/=-]{12,}"
)
_URL_USER = re.compile(r"(https?://)[^/\s:@]+:[^/\s@]+@")
_LOG_LINES = 60
_VARIABLES = (
    "VGOT_HOME",
    "VGOT_MODE",
    "VGOT_PRESET",
    "VGOT_LLM_MODEL",
    "VGOT_HANG_S",
    "OPENAI_BASE_URL",
    "HF_HUB_OFFLINE",
    "CUDA_VISIBLE_DEVICES",
    "GRADIO_SERVER_PORT",
    "SPACE_ID",
)


def redact(text: str, environment: Mapping[str, str] = os.environ) -> str:
    """The text without credentials of the environment, anything shaped like one, and the home folder's name."""
    secrets = [v for k, v in environment.items() if _SECRET_NAME.search(k) and len(v) >= 6]
    for value in sorted(secrets, key=len, reverse=True):
        text = text.replace(value, "[secret]")
    text = _URL_USER.sub(r"\1[secret]@", _SECRET_SHAPE.sub("[secret]", text))
    home = environment.get("HOME") or ""
    return text.replace(home, "~") if len(home) > 3 else text


def report(
    settings: Settings,
    folder: Path | None = None,
    *,
    with_story: bool = False,
    environment: Mapping[str, str] = os.environ,
) -> dict[str, Any]:
    """The report as plain JSON, redacted. `folder`: the project to look at. Never raises for a damaged project."""
    found = {
        "made": time.strftime("%Y-%m-%d %H:%M:%S %z"),
        "machine": examine(settings),
        "environment": {k: environment[k] for k in _VARIABLES if k in environment},
    }
    if folder is not None:
        found["project"] = _project(folder, with_story)
    return json.loads(redact(json.dumps(found, ensure_ascii=False), environment))


def _project(folder: Path, with_story: bool) -> dict[str, Any]:
    try:
        store = Store.open(folder)
        queue = Queue(store)
        head = store.head()
        jobs = queue.jobs(limit=5000)
        states: dict[str, int] = {}
        for job in jobs:
            states[job.state] = states.get(job.state, 0) + 1
        story = head.story
        out = {
            "revision": head.revision,
            "shots": len(story.shots),
            "cast": len(story.cast),
            "places": len(story.places),
            "film": {"width": story.film.width, "height": story.film.height, "fps": story.film.fps},
            "writer": story.writer,
            "preset": store.meta("preset"),
            "paused": store.meta("paused"),
            "damage": bool(store.meta("damage")),
            "jobs": states,
            "takes": sum(store.take_counts().values()),
            "bytes": store.usage_bytes(),
            "free_bytes": store.free_bytes(),
            "last_errors": [_error(j, with_story) for j in jobs if j.state == "failed" and j.error][:10],
            "log": _log(folder, story, with_story),
        }
        if with_story:
            out["story"] = story.model_dump(mode="json")
        store.close()
        return out
    except VgotError as why:
        return {"cannot_be_opened": why.as_json()}


def _error(job, with_story: bool) -> dict[str, Any]:
    """A job's error. Node names are made of people's names; without the story only their kind is told."""
    node = job.name if with_story else job.step
    error = dict(job.error or {})
    if not with_story and error.get("field") == job.name:
        error["field"] = node
    if not with_story:
        error["message"] = error.get("message", "").replace(job.name, job.step)
    return {"node": node, "attempts": job.attempts, "crashes": job.crashes, "outcome": job.outcome, "error": error}


def _log(folder: Path, story, with_story: bool) -> list[str]:
    """The end of worker.log; lines that hold words of the story are left out unless the story is asked for."""
    try:
        lines = (folder / "worker.log").read_text("utf-8", errors="replace").splitlines()[-_LOG_LINES:]
    except OSError:
        return []
    if with_story:
        return lines
    private = (
        {c.name for c in story.cast}
        | {p.name for p in story.places}
        | {s.summary[:40] for s in story.shots}
        | {story.title, story.sentence[:60]}
    )
    private |= {c.id for c in story.cast} | {p.id for p in story.places}
    private |= {
        getattr(s.domains, d)[:40]
        for s in story.shots
        for d in ("character", "background", "relation", "camera", "lighting")
    }
    private = {p for p in private if len(p) > 2}
    return [line if not any(p in line for p in private) else "[a line about the story]" for line in lines]
