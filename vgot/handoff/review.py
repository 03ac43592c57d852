"""The film as one file for somebody who has no studio: an HTML page with the film, its boards, and a form for comments that saves them
as a file to send back. It asks for nothing from anywhere (its own policy forbids it), and what people wrote is never markup."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import tempfile
from pathlib import Path
from typing import Any

from vgot.handoff.cutlist import CutList, CutShot, cut_list
from vgot.handoff.film import FilmOptions, export_mp4
from vgot.media import decode_png, thumbnail
from vgot.resources import shipped
from vgot.story.comments import film_mark

_BOARD_PX = 640


def write_review(project, target: Path, options: FilmOptions = FilmOptions()) -> Path:
    """Write the page. Raises BadInput when the film is not up to date."""
    project = project.snapshot()
    with tempfile.TemporaryDirectory() as folder:
        film = export_mp4(project, Path(folder) / "film.mp4", options).read_bytes()
    target.write_text(review_page(told(project, cut_list(project, "keyframes")), film), encoding="utf-8")
    return target


def told(project, cut: CutList) -> dict[str, Any]:
    """What the page knows of the film, as plain JSON."""
    return {
        "film": film_mark(project.store.folder.name),
        "title": cut.title,
        "revision": project.head().revision,
        "shots": [_shot(project, cut, shot) for shot in cut.shots],
    }


def _shot(project, cut: CutList, shot: CutShot) -> dict[str, Any]:
    of_story = project.story.shots[shot.number - 1]
    board = thumbnail(decode_png(shot.keyframe.read_bytes()), _BOARD_PX) if shot.keyframe else b""
    return {
        "id": shot.id,
        "number": shot.number,
        "summary": shot.summary,
        "from_s": round(cut.seconds(cut.lead + shot.film_in), 4),
        "seconds": round(cut.seconds(shot.frames), 4),
        "clip_s": round(cut.seconds(shot.source_in), 4),
        "board": base64.b64encode(board).decode(),
        "notes": of_story.notes,
        "status": of_story.status,
        "assignee": of_story.assignee,
        "comments": [c.model_dump(mode="json") for c in of_story.comments],
    }


def review_page(known: dict[str, Any], film: bytes) -> str:
    """The page itself, of what it knows and the film."""
    script = shipped("assets", "handoff", "review.js").read_text(encoding="utf-8")
    style = shipped("assets", "handoff", "review.css").read_text(encoding="utf-8")
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; img-src data:; media-src blob:; style-src 'unsafe-inline'; script-src 'sha256-{allowed}'"
    )
    data = json.dumps(known, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028")
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(known['title'])}: review</title>\n<style>{style}</style></head>\n<body>\n"
        f'<script type="application/json" id="known">{data}</script>\n'
        f'<script type="text/plain" id="film">{base64.b64encode(film).decode()}</script>\n'
        f"<script>{script}</script>\n</body></html>\n"
    )
