"""Workflows of a person's own: put in, looked at, bound once and confirmed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from vgot.errors import BadInput, StorageFailed
from vgot.models.remote.comfyui.bindings import ROLES, Bindings, Place, check_bindings, guess, read_bindings
from vgot.models.remote.comfyui.graphs import Graph, is_editors, is_link, read_graph, title_of
from vgot.models.remote.comfyui.server import Server
from vgot.models.remote.outcomes import ServiceFailed
from vgot.presets.remote import RemoteModel
from vgot.presets.services import addresses_of, read_services
from vgot.presets.workflows import bindings_file, own_workflows, workflow_file, workflow_names
from vgot.store.disk import disk, make_private


def servers(home: Path) -> list[Server]:
    """The ComfyUI servers that are named."""
    return [Server(one) for one in addresses_of(RemoteModel(service="comfy"), read_services(home))]


def graph_of(home: Path, name: str) -> Graph:
    """A workflow in API format. Raises BadInput, NotFound."""
    return _read(home, workflow_file(name, home).read_bytes())


def _read(home: Path, data: bytes) -> Graph:
    info = None
    try:
        needs = is_editors(json.loads(data))
    except ValueError:
        needs = False
    for server in servers(home) if needs else ():
        try:
            info = server.info()
            break
        except ServiceFailed:
            continue
    return read_graph(data, info)


def add(home: Path, name: str, data: bytes) -> dict[str, Any]:
    """Keep a workflow under a name, and say what it looks like. Raises BadInput for what is none."""
    _read(home, data)
    place = own_workflows(home) / f"{name}.json"
    _write(place, data)
    (own_workflows(home) / f"{name}.bindings.yaml").unlink(missing_ok=True)  # those were of another workflow
    return told(home, name)


def _write(place: Path, data: bytes) -> None:
    try:
        make_private(place.parent)
        new = place.with_name(f"{place.name}.new")
        disk().write(new, data)
        disk().replace(new, place)
    except OSError as why:
        raise StorageFailed(
            f"{place.name} cannot be kept: {why.strerror}.",
            field="workflow",
            hint="See that the home can be written to.",
        ) from why


def told(home: Path, name: str) -> dict[str, Any]:
    """What is bound in a workflow, or would be guessed: `confirmed`, `inputs` {role: ["node.input", …]}, `output`, `asks` {role: what it
    could be}, and `could` {"node.input": title} for whoever corrects it."""
    graph, place = graph_of(home, name), bindings_file(name, home)
    asks: dict[str, list[str]] = {}
    if place.is_file():
        bindings = read_bindings(place.read_bytes(), place.name)
    else:
        said = guess(graph)
        bindings, asks = said.bindings, said.asks
    return {
        "name": name,
        "confirmed": bindings.confirmed,
        "inputs": {role: [str(p) for p in places] for role, places in bindings.inputs.items()},
        "output": bindings.output,
        "asks": asks,
        "could": {
            f"{node}.{name}": title_of(graph, node)
            for node, one in graph.items()
            for name, value in one["inputs"].items()
            if not is_link(value)
        },
        "nodes": {node: title_of(graph, node) for node in graph},
    }


def all_told(home: Path) -> list[dict[str, Any]]:
    """Every workflow; one that cannot be read says why."""
    found: list[dict[str, Any]] = []
    for name in workflow_names(home):
        try:
            found.append(told(home, name))
        except BadInput as why:
            found.append({"name": name, "confirmed": False, "inputs": {}, "output": "", "asks": {}, "why": why.message})
    return found


def bind(home: Path, name: str, inputs: dict[str, list[str]], output: str | None, confirm: bool) -> dict[str, Any]:
    """Change what is bound, and keep it; `confirm`: a person has looked. Raises BadInput for what the workflow does not have, and where it
    is confirmed with something still to be asked."""
    graph, now = graph_of(home, name), told(home, name)
    merged: dict[str, list[str]] = {**now["inputs"], **inputs}
    for role in merged:
        if role not in ROLES:
            raise BadInput(f"There is no role '{role[:40]}'.", field="workflow", hint=f"Roles: {', '.join(ROLES)}.")
    places = {role: [_place(p) for p in said] for role, said in merged.items() if said}
    bindings = Bindings.model_validate(
        {
            "confirmed": confirm,
            "inputs": {r: [p.model_dump() for p in ps] for r, ps in places.items()},
            "output": output or now["output"],
        }
    )
    if confirm:
        check_bindings(bindings, graph, f"workflow/{name}")
    _write(own_workflows(home) / f"{name}.bindings.yaml", bindings.as_yaml().encode())
    return told(home, name)


def _place(text: str) -> Place:
    node, dot, name = text.partition(".")
    if not dot or not node or not name:
        raise BadInput(f"'{text[:60]}' is no input of a node.", field="workflow", hint="Write NODE.INPUT, like 6.text.")
    return Place(node=node, input=name)
