"""What of a cut's file is understood, known to be harmless, or named: tables of assets/handoff, one for each format.

The rule is turned round: nothing is left out because nobody thought of it. What stands in no list is named by its own name.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from vgot.resources import shipped

#: What the names of elements and schemas of a hostile file may take of a diff.
_WORDS = 120


class _Attributes(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    read: dict[str, str] = {}
    harmless: dict[str, str] = {}
    named: dict[str, str] = {}
    idle: dict[str, list[str]] = {}


class _Table(BaseModel):
    """The lists of a format, as the file has them."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    harmless: str = ""
    reads: dict[str, str] = {}
    named: dict[str, str] = {}
    attributes: _Attributes = _Attributes()
    idle: dict[str, dict[str, str | list[str]]] = {}
    old_names: dict[str, str] = {}


@dataclass(frozen=True)
class Whitelist:
    """The lists as sets."""

    harmless: frozenset[str]
    reads: dict[str, frozenset[str]]
    named: dict[str, str]
    attributes: dict[str, frozenset[str]]
    named_attributes: dict[str, str]
    idle_attributes: dict[str, list[str]]
    idle: dict[str, dict[str, str | list[str]]]
    old_names: dict[str, str]


@cache
def whitelist(name: str) -> Whitelist:
    """The table `fcpxml` or `otio`. Raises ValueError that names the file where it cannot be used."""
    where = f"assets/handoff/{name}.yaml"
    try:
        raw = _Table.model_validate(yaml.safe_load(shipped("assets", "handoff", f"{name}.yaml").read_text("utf-8")))
    except (yaml.YAMLError, ValueError) as why:
        raise ValueError(f"{where} cannot be read: {' '.join(str(why).split())}") from why
    about = raw.attributes
    return Whitelist(
        frozenset(raw.harmless.split()),
        {k: frozenset(v.split()) for k, v in raw.reads.items()},
        raw.named,
        {k: frozenset(f"{about.read.get(k, '')} {about.harmless.get(k, '')}".split()) for k in raw.reads},
        about.named,
        about.idle,
        raw.idle,
        raw.old_names,
    )


# -- FCPXML -----------------------------------------------------------------------------------------------------------
def unread(element: ET.Element, say: Callable[[ET.Element, str], None]) -> None:
    """Everything under an element that is read which a story cannot hold: say(nearest element that is read, what in words)."""
    known = whitelist("fcpxml")
    understood = known.attributes.get(str(element.tag), frozenset())
    for name, value in element.attrib.items():
        if name in understood or value in known.idle_attributes.get(name, ()):
            continue
        words = known.named_attributes.get(name)
        say(element, _said(words, {"value": value}) if words else f"'{name}' of <{element.tag}>"[:_WORDS])
    children = known.reads.get(str(element.tag), frozenset())
    for child in element:
        tag = str(child.tag)
        if tag in children:
            if tag in known.reads:
                unread(child, say)
        elif tag not in known.harmless and not _is_idle(child, known):
            words = known.named.get(tag)
            say(element, _said(words, child.attrib) if words else f"<{tag}> in <{element.tag}>"[:_WORDS])


def _is_idle(element: ET.Element, known: Whitelist) -> bool:
    """Whether an element is switched off, or says no more than what holds without it."""
    if element.get("enabled") == "0":
        return True
    usual = known.idle.get(str(element.tag))
    if usual is None:
        return False
    for name, value in element.attrib.items():
        wanted = usual.get(name, ())
        if name != "enabled" and value not in ([wanted] if isinstance(wanted, str) else wanted):
            return False
    return all(_is_idle(child, known) for child in element)


def _said(words: str, values: Any) -> str:
    for key in ("name", "value"):
        words = words.replace(f"{{{key}}}", str(values.get(key, ""))[:_WORDS])
    return words.replace(" ''", "")


# -- OpenTimelineIO -----------------------------------------------------------------------------------------------------
def unread_schemas(data: Any, say: Callable[[Any, str], None], holder: Any = None) -> None:
    """Everything of an .otio file's JSON that no list of `reads` or `harmless` has: say(nearest item that holds it, what in words)."""
    known = whitelist("otio")
    if isinstance(data, list):
        for one in data:
            unread_schemas(one, say, holder)
        return
    if not isinstance(data, dict) or "OTIO_SCHEMA" not in data:
        return
    schema = str(data["OTIO_SCHEMA"]).split(".")[0]
    schema = known.old_names.get(schema, schema)
    if schema not in known.reads:
        words = known.named.get(schema, f"a '{schema[:_WORDS]}'")
        if data.get("enabled") is not False:
            say(holder, _said(words, {"name": data.get("effect_name") or data.get("name") or ""}))
        return
    item = data if schema in ("Clip", "Gap", "Stack", "Track", "Timeline", "Transition") else holder
    for field, value in data.items():
        if field in known.harmless:
            continue
        if field in known.reads[schema]:
            values = list(value.values()) if field == "media_references" and isinstance(value, dict) else value
            unread_schemas(values, say, item)
        elif value not in (None, "", [], {}, False):
            say(item, f"'{field[:_WORDS]}' of a {schema}")
