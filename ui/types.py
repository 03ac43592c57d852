"""The types of the page's script, made from the program's own: requests by their models, the view by its shape.

    python -m ui.types

writes ui/widgets/contract.d.ts. What becomes of a model is Pydantic's JSON schema; the few forms of it that these models use are
put into TypeScript here, so that whoever changes a request needs no node to say so.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema

from vgot.story.model import Story

from .requests import OfFilm
from .shapes import KindShown, Limits, PresetCard, Problem, View
from .verbs import VERBS

TARGET = Path(__file__).resolve().parent / "widgets" / "contract.d.ts"
_HEAD = "/* Made by `python -m ui.types` from ui/verbs/ and ui/shapes.py; not edited by hand. */\n"
_PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


class _Told(GenerateJsonSchema):
    """What is told is told whole: a field of the story that has a default is there too."""

    def field_is_required(self, field, total):
        return field.get("required", total) if field["type"] == "typed-dict-field" else True


def made() -> str:
    """The whole file."""
    verbs = sorted(VERBS.values(), key=lambda verb: verb.name)
    models = sorted({verb.request for verb in verbs}, key=lambda model: model.__name__)
    _, asked = models_json_schema([(model, "validation") for model in models], ref_template="{model}")
    shown = (View, Story, PresetCard, KindShown, Limits, Problem)
    wanted: list[tuple[str, JsonSchemaMode, TypeAdapter[Any]]] = [
        (kind.__name__, "serialization", TypeAdapter(kind)) for kind in shown
    ]
    _, told = TypeAdapter.json_schemas(wanted, ref_template="{model}", schema_generator=_Told)
    film = ", ".join(json.dumps(verb.name) for verb in verbs if issubclass(verb.request, OfFilm))
    parts = [
        _HEAD,
        "/* -- what a page is told ---- */",
        *(_interface(name, schema) for name, schema in sorted(told["$defs"].items())),
        "/* -- what a page may ask ---- */",
        "export declare namespace Asks {",
        *(_inset(_interface(name, schema)) for name, schema in sorted(asked["$defs"].items())),
        "}\n",
        "/** The request of every verb. */",
        "export interface Requests {",
        *(f"  {verb.name}: Asks.{verb.request.__name__};" for verb in verbs),
        "}\n",
        "/** The verbs about one film: the page adds the film and the revision that it shows. */",
        f"export type OfFilm = {' | '.join(film.split(', '))};",
    ]
    return "\n".join(parts) + "\n"


def _inset(text: str) -> str:
    return re.sub(r"(?m)^(?=.)", "  ", text)


def _interface(name: str, schema: dict) -> str:
    about = f"/** {' '.join(schema['description'].split())} */\n" if schema.get("description") else ""
    if schema.get("type") != "object" or "properties" not in schema and schema.get("additionalProperties"):
        return f"{about}export type {name} = {_type(schema)};\n"
    needed = set(schema.get("required", ()))
    fields = [
        f"  {field}{'' if field in needed else '?'}: {_type(kind)};{_about(kind)}"
        for field, kind in schema.get("properties", {}).items()
    ]
    return "\n".join([f"{about}export interface {name} {{", *fields, "}\n"])


def _about(schema: dict) -> str:
    """What else fits in a field: its range or its length."""
    one = next((s for s in schema.get("anyOf", [schema]) if s.get("type") != "null"), {})
    if "minimum" in one and "maximum" in one:
        return f" // {one['minimum']:g} to {one['maximum']:g}"
    most = one.get("maxLength") or one.get("maxItems")
    return f" // at most {most}" if most else ""


def _type(schema: dict) -> str:
    if "$ref" in schema:
        return schema["$ref"]
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(json.dumps(one) for one in schema["enum"])
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(_type(one) for one in schema["anyOf"]))
    kind = schema.get("type")
    if kind == "array":
        if "prefixItems" in schema:
            return f"[{', '.join(_type(one) for one in schema['prefixItems'])}]"
        inner = _type(schema["items"])
        return f"({inner})[]" if " | " in inner else f"{inner}[]"
    if kind == "object" and "properties" in schema:
        return schema["title"]
    if kind == "object":
        more = schema.get("additionalProperties")
        return f"Record<string, {_type(more)}>" if isinstance(more, dict) else "Record<string, unknown>"
    return _PLAIN.get(kind, "unknown") if kind else "unknown"


if __name__ == "__main__":
    TARGET.write_text(made(), encoding="utf-8")
    print(f"{TARGET} is current.")
