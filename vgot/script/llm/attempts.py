"""Tries made readable: what a model answered, the five domains in it, and why it was refused."""

from __future__ import annotations

import json
import re
from typing import Any

from vgot.script.llm.replies import ShotReply, Unreadable, clean, read_reply
from vgot.script.llm.writing import Attempt
from vgot.story.model import DOMAINS

_FIELD = re.compile(r'"(\w+)"\s*:\s*(?:"((?:[^"\\]|\\.)*)("|\Z)|\[|\{)?|"((?:[^"\\]|\\.)*)("|\Z)')


def readable(text: str) -> str:
    """The words of a reply while it is still coming in: JSON without its marks, each field after its name. Text that is no
    JSON is given as it is."""
    text = text.removesuffix("\\")
    if "{" not in text[:200]:
        return clean(text, 4000)
    out, waiting = [], ""
    for field, value, _, loose, _ in _FIELD.findall(text[text.index("{") :]):
        words = _unescaped(value or loose)
        name = field.replace("_", " ") or waiting
        waiting = "" if words else name
        if name and words and name != "text":
            out.append(f"{name[0].upper()}{name[1:]}: {words}")
        elif words:
            out.append(words)
    return clean("  ·  ".join(out), 4000)


def _unescaped(text: str) -> str:
    text = re.sub(r"\\(?:u[0-9a-fA-F]{0,3})?$", "", text)
    try:
        return json.loads(f'"{text}"', strict=False)
    except ValueError:
        return text


def tries_as_json(tries: list[Attempt]) -> list[dict[str, Any]]:
    """Each try as {step, number, accepted, reasons, notes, domains, text}: `domains` are the five of a shot's reply, or None when
    it has none to show; `text` is then the reply as it came."""
    out = []
    for t in tries:
        domains = None
        if t.step in ("shot", "rewrite"):
            try:
                reply = read_reply(t.reply, ShotReply)
                domains = {d: getattr(reply, d) for d in DOMAINS}
            except Unreadable:
                domains = None
        if domains and not any(domains.values()):
            domains = None
        out.append(
            {
                "step": t.step,
                "number": t.number,
                "accepted": t.accepted,
                "reasons": t.reasons,
                "notes": t.notes,
                "domains": domains,
                "text": "" if domains else readable(t.reply) or t.reply,
            }
        )
    return out
