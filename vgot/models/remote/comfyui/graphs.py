"""Workflows as files. What runs is the API format: node id -> {class_type, inputs, _meta}. What people save is the editor's: nodes with
links and a list of widget values, whose names only the server knows (`/object_info`); it is brought to the API format with that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from vgot.errors import BadInput

#: node id -> {"class_type": …, "inputs": {name: value | [node id, output]}, "_meta": {"title": …}}
Graph = dict[str, dict[str, Any]]
MAX_BYTES = 8 * 2**20
#: The editor's own nodes, which draw or note something and run nowhere.
_NOTES = ("Note", "MarkdownNote")
_MUTED, _BYPASSED = 2, 4
#: Types of inputs that are widgets, not sockets.
_WIDGETS = ("INT", "FLOAT", "STRING", "BOOLEAN", "COMBO")
#: The ends of a subgraph.
_ENTRY, _EXIT = -10, -20


def read_graph(data: bytes, info: Mapping[str, Any] | None = None) -> Graph:
    """A workflow in API format from a file of either. Raises BadInput: what is wrong with it, and for the editor's format where `info`, the
    server's `/object_info`, is not at hand."""
    if len(data) > MAX_BYTES:
        raise _bad("This workflow is larger than 8 MB.")
    try:
        found: Any = json.loads(data)
    except (ValueError, RecursionError) as why:
        raise _bad("This is not a workflow: it is not JSON.") from why
    if isinstance(found, dict) and isinstance(found.get("prompt"), dict):
        found = found["prompt"]  # as it was sent to a server
    if is_editors(found):
        if info is None:
            raise BadInput(
                "This workflow is in the editor's format, and no ComfyUI server is at hand that knows its nodes.",
                field="workflow",
                hint="Start ComfyUI, or save the workflow with Workflow › Export (API).",
            )
        return _Converting(found, info).graph()
    if not isinstance(found, dict) or not found or not all(map(_is_node, found.values())):
        raise _bad("This is not a workflow: its nodes have no class_type.")
    return {str(k): v for k, v in found.items()}


def is_editors(found: object) -> bool:
    """Whether parsed JSON is a workflow in the editor's format."""
    return isinstance(found, dict) and isinstance(found.get("nodes"), list) and "links" in found


def _is_node(one: object) -> bool:
    return isinstance(one, dict) and isinstance(one.get("class_type"), str) and isinstance(one.get("inputs"), dict)


def _bad(message: str) -> BadInput:
    return BadInput(message, field="workflow", hint="Save it in ComfyUI with Workflow › Export (API).")


def is_link(value: object) -> bool:
    """Whether an input's value is an output of another node."""
    return (
        isinstance(value, list) and len(value) == 2 and isinstance(value[0], (str, int)) and isinstance(value[1], int)
    )


def title_of(graph: Graph, node: str) -> str:
    """What people call a node: its title, else its class."""
    one = graph[node]
    return str((one.get("_meta") or {}).get("title") or one["class_type"])


def specs_of(info: Mapping[str, Any], class_type: str) -> dict[str, Any]:
    """Input -> [type, options] of a class, required ones first, in order, as `/object_info` has them."""
    said = (info.get(class_type) or {}).get("input") or {}
    return {**(said.get("required") or {}), **(said.get("optional") or {})}


def choices_of(spec: object) -> list[Any] | None:
    """What a choice can be, in both ways in which servers write it; None for what is no choice."""
    if not isinstance(spec, list) or not spec:
        return None
    if isinstance(spec[0], list):
        return spec[0]
    if spec[0] == "COMBO" and len(spec) > 1 and isinstance(spec[1], dict):
        options = spec[1].get("options")
        return options if isinstance(options, list) else None
    return None


def is_widget(spec: object) -> bool:
    """Whether an input is a widget, whose value stands in the node itself."""
    if not isinstance(spec, list) or not spec:
        return False
    options = spec[1] if len(spec) > 1 and isinstance(spec[1], dict) else {}
    return (isinstance(spec[0], list) or spec[0] in _WIDGETS) and not options.get("forceInput")


class _Converting:
    """One workflow on its way from the editor's format. Ids inside a subgraph become `outer:inner`, as the editor itself has them."""

    def __init__(self, found: dict[str, Any], info: Mapping[str, Any]):
        self.found, self.info = found, info
        definitions = (found.get("definitions") or {}).get("subgraphs") or []
        self.subgraphs: dict[str, dict[str, Any]] = {str(s["id"]): s for s in definitions}
        #: id -> node, and (id, input slot) -> (id, output slot)
        self.nodes: dict[str, dict[str, Any]] = {}
        self.into: dict[tuple[str, int], tuple[str, int]] = {}
        #: of instances of subgraphs: (id, output slot) -> (id, output slot) inside
        self.out_of: dict[tuple[str, int], tuple[str, int]] = {}

    def graph(self) -> Graph:
        try:
            self._lay(self.found, "", None)
            return {k: made for k, node in self.nodes.items() if (made := self._node(k, node)) is not None}
        except (KeyError, TypeError, IndexError, ValueError, AttributeError) as why:
            raise _bad(f"This workflow cannot be read ({type(why).__name__}: {str(why)[:60]}).") from why

    def _lay(self, part: dict[str, Any], prefix: str, instance: tuple[str, dict[str, Any]] | None) -> None:
        """The nodes and links of one level; `instance` is the node that stands for it one level above."""
        for node in part["nodes"]:
            key, kind = f"{prefix}{node['id']}", str(node["type"])
            if kind in self.subgraphs and node.get("mode") not in (_MUTED, _BYPASSED):
                inner = self.subgraphs[kind]
                self._lay({**inner, "nodes": [self._promoted(n, node) for n in inner["nodes"]]}, f"{key}:", (key, node))
            else:
                self.nodes[key] = node
        for link in part.get("links") or []:
            if isinstance(link, dict):
                _, origin, slot, target, into = (
                    link["id"],
                    link["origin_id"],
                    link["origin_slot"],
                    link["target_id"],
                    link["target_slot"],
                )
            else:
                _, origin, slot, target, into = link[:5]
            if target == _EXIT and instance is not None:
                self.out_of[instance[0], into] = (f"{prefix}{origin}", slot)
            elif origin == _ENTRY and instance is not None:
                self.into[f"{prefix}{target}", into] = (f"<{instance[0]}", slot)
            else:
                self.into[f"{prefix}{target}", into] = (f"{prefix}{origin}", slot)

    @staticmethod
    def _promoted(inner: dict[str, Any], instance: dict[str, Any]) -> dict[str, Any]:
        """A node of a subgraph with the values that its instance shows as widgets of its own."""
        shown = (instance.get("properties") or {}).get("proxyWidgets") or []
        values = instance.get("widgets_values") or []
        mine = {
            name: values[n]
            for n, (node, name) in enumerate(shown)
            if isinstance(values, list) and n < len(values) and str(node) == str(inner["id"]) and values[n] is not None
        }
        return {**inner, "promoted": mine} if mine else inner

    def _source(self, key: str, slot: int, depth: int = 0) -> tuple[str, int] | None:
        """The node and output that an input is fed from: through reroutes, bypassed nodes and the walls of subgraphs."""
        at = self.into.get((key, slot))
        for _ in range(64):
            if at is None:
                return None
            if at[0].startswith("<"):  # the entry of a subgraph: what its instance is fed with there
                at = self.into.get((at[0][1:], at[1]))
                continue
            if at in self.out_of:
                at = self.out_of[at]
                continue
            node = self.nodes.get(at[0])
            if node is None or node.get("mode") == _MUTED:
                return None
            if node["type"] == "Reroute":
                at = self.into.get((at[0], 0))
            elif node.get("mode") == _BYPASSED:
                at = self._passed_through(at, node)
            else:
                return at
        return None

    def _passed_through(self, at: tuple[str, int], node: dict[str, Any]) -> tuple[str, int] | None:
        kind = (node.get("outputs") or [])[at[1]]["type"]
        for n, one in enumerate(node.get("inputs") or []):
            if one.get("type") == kind and (found := self.into.get((at[0], n))):
                return found
        return None

    def _node(self, key: str, node: dict[str, Any]) -> dict[str, Any] | None:
        kind = str(node["type"])
        if kind in (*_NOTES, "Reroute", "PrimitiveNode") or node.get("mode") in (_MUTED, _BYPASSED):
            return None
        inputs: dict[str, Any] = self._values(kind, node) if kind in self.info else {}
        for n, one in enumerate(node.get("inputs") or []):
            fed = self._source(key, n)
            if fed is not None:
                source = self.nodes[fed[0]]
                if source["type"] == "PrimitiveNode":
                    inputs[one["name"]] = (source.get("widgets_values") or [None])[0]
                else:
                    inputs[one["name"]] = [fed[0], fed[1]]
        title = node.get("title") or (self.info.get(kind) or {}).get("display_name") or kind
        return {"class_type": kind, "inputs": inputs, "_meta": {"title": title}}

    def _values(self, kind: str, node: dict[str, Any]) -> dict[str, Any]:
        """Widget values by name: by what the server says of the class, in order, with the widgets that only the editor has left out."""
        values = node.get("widgets_values") or []
        promoted = node.get("promoted") or {}
        if isinstance(values, dict):
            return {k: v for k, v in values.items() if k in specs_of(self.info, kind)} | promoted
        out, at = dict[str, Any](), 0
        for name, spec in specs_of(self.info, kind).items():
            if not is_widget(spec):
                continue
            if at < len(values):
                out[name] = values[at]
            at += 1
            options = spec[1] if len(spec) > 1 and isinstance(spec[1], dict) else {}
            if options.get("control_after_generate") or name in ("seed", "noise_seed") and spec[0] == "INT":
                at += 1  # fixed, increment, randomize: the editor's own
            if options.get("image_upload") or options.get("video_upload") or options.get("audio_upload"):
                at += 1  # the button beside it
        return out | promoted
