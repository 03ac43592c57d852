"""Brings whatever a model sent into the shape that was asked for, by rules of shape rather than by names of wrappers.

Each candidate, and what lies in it, is fitted to the fields of the asked reply and scored by how many of them it fills;
the best fit is taken, of equals the last. What had to be bent is told, so that it can be kept among the tries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError

from vgot.script.llm.candidates import Candidate, Pairs, parsed
from vgot.script.numbering import bulleted, unnumbered, without_bullet

#: What a text may be called in an object that holds several, the likeliest first.
_TEXT_KEYS = ("sentence", "summary", "text", "description", "action", "content", "draft", "line", "value", "what")
_NAME_KEYS = ("stage", "name", "character", "who", "person", "id")
_PEOPLE = {"characters", "people", "persons", "cast", "names", "actors", "stages", "onscreen"}
_MOST_NODES, _DEEPEST = 80, 6
_EXACT = 4.0
Sort = Literal["text", "sentences", "names", "records"]


@dataclass(frozen=True)
class Spec:
    """The fields of a reply class: of what sort each is, and the fields of its records."""

    sorts: dict[str, Sort]
    records: dict[str, Spec]
    required: frozenset[str]


@lru_cache(maxsize=32)
def spec_of(kind: type[BaseModel]) -> Spec:
    """What a reply class asks for, told from its annotations."""
    sorts: dict[str, Sort] = {}
    records: dict[str, Spec] = {}
    for name, info in kind.model_fields.items():
        inner = get_args(info.annotation)[0] if get_origin(info.annotation) is list else None
        if inner is None:
            sorts[name] = "text"
        elif isinstance(inner, type) and issubclass(inner, BaseModel):
            sorts[name], records[name] = "records", spec_of(inner)
        else:
            sorts[name] = "sentences" if info.is_required() else "names"
    return Spec(sorts, records, frozenset(n for n, i in kind.model_fields.items() if i.is_required()))


@dataclass
class Fit:
    """A value in the shape that was asked for, what was bent for it, and how well it fits."""

    value: dict[str, Any]
    bent: list[str] = field(default_factory=list)
    score: float = 0.0
    exact: bool = False

    def note(self, text: str) -> None:
        if text not in self.bent:
            self.bent.append(text)


def best_fit(
    candidates: Sequence[Candidate], kind: type[BaseModel], exact: type[BaseModel] | None = None
) -> Fit | None:
    """The candidate, or the part of one, that fits best; of equals the last, unless it was offered as an alternative."""
    spec, best, tops = spec_of(kind), None, []
    for candidate in candidates:
        top: Fit | None = None
        for depth, value in _views(candidate.value):
            made = fitted(value, spec)
            points = _exactly(made.value, exact)
            made.score, made.exact = _score(made.value, spec) + points - 0.1 * depth, points == _EXACT
            if top is None or made.score > top.score:
                top = made
        if top is None:
            continue
        if candidate.how:
            top.score -= 0.05
            top.bent.insert(0, candidate.how)
        else:
            tops.append(top)
        if best is None or top.score > best.score or (top.score == best.score and not candidate.otherwise):
            best = top
    if best is not None and (other := [t for t in tops if t is not best and t.score > 0.7 * best.score > 0]):
        first = next((str(v) for v in other[-1].value.values() if isinstance(v, str) and v), "")
        best.note(
            f"the reply held {len(other) + 1} answers; one was taken" + (f", not “{first[:60]}”" if first else "")
        )
    return best


def _views(value: Any) -> Iterator[tuple[int, Any]]:
    """A value and whatever lies in it, JSON written as text too: (how deep, value). What only describes a form is left out."""
    queue, seen = [(0, value)], 0
    while queue and seen < _MOST_NODES:
        depth, one = queue.pop(0)
        if isinstance(one, str):
            one = parsed(one) if one.lstrip()[:1] in ("{", "[") else None
        if not isinstance(one, (dict, list)) or _is_schema(one):
            continue
        seen += 1
        yield depth, one
        if depth < _DEEPEST:
            queue += [(depth + 1, v) for v in (one.values() if isinstance(one, dict) else one)]


def _is_schema(value: object) -> bool:
    """Whether this describes a form instead of filling it in."""
    if not isinstance(value, dict) or not isinstance(forms := value.get("properties"), dict):
        return False
    return all(_is_node(v) for v in forms.values())


def _is_node(value: object) -> bool:
    return isinstance(value, dict) and bool(value) and set(value) & {"type", "$ref", "enum", "const", "anyOf"} != set()


# -- one value --------------------------------------------------------------------------------------------------------
def fitted(value: Any, spec: Spec) -> Fit:
    """A value in the shape of a spec, as far as it goes."""
    fit = Fit({})
    if isinstance(value, list):
        value = _from_list(value, spec, fit)
    if not isinstance(value, dict):
        return fit
    if isinstance(value, Pairs) and value.twice:
        fit.note(f"{_quoted(value.twice)} came more than once; the first that says something stands")
    known, rest = _named(_lifted(value, spec, fit), spec, fit)
    _spread(known, rest, spec, fit)
    for name, sort in spec.sorts.items():
        if name in known:
            fit.value[name] = _READ[sort](known[name], name, spec, fit)
    _left(rest, spec, fit)
    return fit


def _from_list(value: list[Any], spec: Spec, fit: Fit) -> Any:
    """A list as an object: pairs, small maps, or the one list that was asked for."""
    if pairs := _pairs(value, spec):
        fit.note("the fields came as a list of pairs")
        return pairs
    if len(value) == 1 and isinstance(value[0], dict):
        return value[0]
    lists = [n for n, s in spec.sorts.items() if s in ("sentences", "records")]
    plain = [v for v in value if isinstance(v, str) or (isinstance(v, dict) and not set(map(normal, v)) & set(lists))]
    if lists and value and len(plain) == len(value):
        fit.note(f"{lists[0]} came as a bare list")
        return {lists[0]: value}
    return None


def _pairs(value: list[Any], spec: Spec) -> dict[str, Any]:
    """[{domain, text}, …], [[name, text], …] or [{name: text}, …] as one object; empty where it is something else."""
    made: dict[str, Any] = {}
    asked = {*spec.sorts, *(("lead", "others") if "characters" in spec.sorts else ())}
    for one in value:
        if isinstance(one, dict) and len(one) == 1:
            key, text = next(iter(one.items()))
        elif isinstance(one, dict):
            parts = list(one.values())
            key = next((p for p in parts if isinstance(p, str) and normal(p) in asked), None)
            others = [p for p in parts if p is not key]
            text = others[0] if len(others) == 1 else " ".join(p for p in others if isinstance(p, str))
        elif isinstance(one, list) and len(one) == 2 and isinstance(one[0], str):
            key, text = one
        else:
            return {}
        if not isinstance(key, str) or normal(key) not in asked or normal(key) in made:
            return {}
        made[normal(key)] = text
    return made


def normal(key: object) -> str:
    """A key without case, white space and marks."""
    return re.sub(r"[\W_]+", "", str(key)).casefold()


def _lifted(value: dict[str, Any], spec: Spec, fit: Fit, depth: int = 0) -> dict[str, Any]:
    """An object with the fields of what it wraps: {shot: {…}}, {name, arguments: {…}}, {domains: [{domain, text}, …]}."""
    out = dict(value)
    for key, inner in value.items():
        if normal(key) in spec.sorts or depth > 3:
            continue
        if isinstance(inner, str) and inner.lstrip()[:1] == "{":
            inner = parsed(inner)
        if isinstance(inner, list):
            inner = _pairs(inner, spec) or (inner[0] if len(inner) == 1 else None)
        if not isinstance(inner, dict) or _is_schema(inner):
            continue
        inner = _lifted(inner, spec, fit, depth + 1)
        if any(normal(k) in spec.sorts or normal(k) == "lead" for k in inner) and not all(
            _is_node(v) for v in inner.values()
        ):
            fit.note(f"the fields were wrapped in “{str(key)[:40]}”")
            out.pop(key)
            if isinstance(inner, Pairs) and inner.twice:
                fit.note(f"{_quoted(inner.twice)} came more than once; the first that says something stands")
            out = {**inner, **{k: v for k, v in out.items() if v not in ("", None)}}
    return out


def _named(value: dict[str, Any], spec: Spec, fit: Fit) -> tuple[dict[str, Any], dict[str, Any]]:
    """(the fields that were asked for, under their names; the rest): keys are compared without case and marks."""
    known: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    for key, one in value.items():
        name = normal(key)
        if name not in spec.sorts:
            rest[key] = one
        elif known.get(name) in ("", None, []):
            if key != name:
                fit.note(f"“{str(key)[:40]}” was read as {name}")
            known[name] = one
    return known, rest


def _spread(known: dict[str, Any], rest: dict[str, Any], spec: Spec, fit: Fit) -> None:
    """What was asked for under a longer or another name: camera_angle, "Character description", the one unknown list."""
    lead = next((k for k in rest if normal(k) == "lead"), None)
    if lead is not None and "characters" in spec.sorts and not known.get("characters"):
        others = next((k for k in rest if normal(k) == "others"), None)
        more = rest.pop(others) if others else []
        known["characters"] = [rest.pop(lead), *(more if isinstance(more, list) else [more] if more else [])]
    for name, sort in spec.sorts.items():
        if known.get(name) not in (None, "", [], {}):
            continue
        if sort == "text":
            keys = [k for k in rest if name in _words(k) and isinstance(rest[k], (str, list, dict)) and rest[k]]
        elif sort == "names":
            keys = [k for k in rest if normal(k) in _PEOPLE][:1]
        else:
            lists = [k for k, v in rest.items() if _could_be(v, sort)]
            close = [k for k in lists if normal(k).rstrip("s") == name.rstrip("s")]
            keys = close or (lists if len(lists) == 1 and name in spec.required else [])
        if keys:
            fit.note(f"{_quoted(keys)} was read as {name}")
            taken = [rest.pop(k) for k in keys]
            known[name] = taken[0] if len(taken) == 1 else [_text(t, fit) for t in taken]
    if len(spec.sorts) == 1 and not known:  # one text was asked for: the one text that there is
        texts = [k for k, v in rest.items() if _says(v)]
        if len(texts) == 1:
            name = next(iter(spec.sorts))
            fit.note(f"{_quoted(texts)} was read as {name}")
            known[name] = rest.pop(texts[0])


def _could_be(value: Any, sort: Sort) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(v, (str, dict, list)) for v in value)
    if isinstance(value, dict):
        return len(value) > 1 and (sort == "records" or _ordered(value) is not None)
    return isinstance(value, str) and sort == "sentences" and len(parted(value)) > 1


def _words(key: object) -> set[str]:
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", str(key))
    return {w.casefold() for w in re.split(r"[\W_]+", parted) if w}


def _left(rest: dict[str, Any], spec: Spec, fit: Fit) -> None:
    """Words that nobody asked for are told, not read."""
    left = [
        k for k, v in rest.items() if _says(v) and normal(k) not in ("name", "tool", "function", "type", "id", "role")
    ]
    if left and fit.value:
        fit.note(f"{_quoted(left)} was not asked for and is left out")


# -- one field --------------------------------------------------------------------------------------------------------
def _read_text(value: Any, name: str, spec: Spec, fit: Fit) -> Any:
    if isinstance(value, (list, dict)):
        fit.note(f"{name} came as {'a list' if isinstance(value, list) else 'an object'}")
        return _text(value, fit)
    return value if value is not None else ""


def _text(value: Any, fit: Fit, one: bool = False) -> Any:
    """The words of a value. `one`: an object stands for one sentence, told by its likeliest text."""
    if isinstance(value, list):
        return " ".join(str(t) for v in value if (t := _text(v, fit)))
    if not isinstance(value, dict):
        return value if value is not None and not isinstance(value, bool) else ""
    texts = {k: t for k, v in value.items() if _says(t := _text(v, fit))}
    if not one:
        return " ".join(texts.values()) if texts else ""
    by_name = [k for wanted in _TEXT_KEYS for k in texts if normal(k) == wanted or wanted in _words(k)]
    chosen = by_name[0] if by_name else max(texts, key=lambda k: len(texts[k]), default=None)
    if chosen is None:
        return ""
    if left := [k for k in texts if k != chosen]:
        fit.note(f"only “{str(chosen)[:40]}” of each object is a sentence; {_quoted(left)} is left out")
    return texts[chosen]


def _read_sentences(value: Any, name: str, spec: Spec, fit: Fit) -> Any:
    if isinstance(value, str):
        fit.note(f"{name} came as one text and was split")
        value = parted(value)
    elif isinstance(value, dict):
        ordered = _ordered(value)
        fit.note(f"{name} came as a map")
        value = ordered if ordered is not None else list(value.values())
    if not isinstance(value, list):
        return value
    if any(isinstance(v, list) for v in value):
        fit.note(f"{name} came as lists")
    flat = [w for v in value for w in (v if isinstance(v, list) else [v])]
    if any(isinstance(v, dict) for v in flat):
        fit.note(f"{name} came as objects")
    said = [v if isinstance(v, (bool, int, float)) else _text(v, fit, one=True) for v in flat]
    if all(isinstance(s, str) for s in said) and (bare := unnumbered(cast("list[str]", said))) != said:
        fit.note("the numbers before the sentences were taken off")
        return bare
    return said


def parted(text: str) -> list[str]:
    """One text as sentences: its lines, else its numbered parts, else its sentences."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) == 1:
        inline = re.split(r"\s+(?=(?:(?:shot|scene)\s*)?\d{1,3}[.):]\s)", text.strip(), flags=re.IGNORECASE)
        lines = inline if len(inline) > 1 else re.split(r"(?<=[.!?。！？…])\s*(?=\S)", text.strip())
        lines = lines if len(inline) > 1 or len(lines) > 1 else [text]
    if len(lines) > 1 and sum(map(bulleted, lines)) >= len(lines) - 1:
        lines = [without_bullet(line) for line in lines]
    return [line.strip() for line in lines if line.strip()]


def _ordered(value: dict[str, Any]) -> list[Any] | None:
    """The values of a map whose keys are numbers ("1", "shot_2"), in their order; None where they are not."""
    numbers = [re.findall(r"\d+", str(k)) for k in value]
    if not value or any(len(n) != 1 for n in numbers) or len({n[0] for n in numbers}) != len(numbers):
        return None
    return [
        v for _, v in sorted(zip((int(n[0][:9]) for n in numbers), value.values(), strict=True), key=lambda p: p[0])
    ]


def _read_names(value: Any, name: str, spec: Spec, fit: Fit) -> Any:
    if isinstance(value, dict):
        named = next(
            (value[k] for w in _NAME_KEYS for k in value if normal(k) == w and isinstance(value[k], str)), None
        )
        fit.note(f"{name} came as {'an object' if named else 'a map'}")
        return [named] if named else [str(k) for k, v in value.items() if v not in (False, None, 0, "")]
    if isinstance(value, str):
        fit.note(f"{name} came as a text")
        return [value] if _says(value) else []
    if not isinstance(value, list):
        return []
    return [n for v in value for n in (_read_names(v, name, spec, fit) if isinstance(v, dict) else [v]) if n]


def _read_records(value: Any, name: str, spec: Spec, fit: Fit) -> Any:
    inner = spec.records[name]
    if isinstance(value, dict):
        own = any(normal(k) in inner.sorts for k in value)
        if not own:
            fit.note(f"{name} came as a map")
        value = [value] if own else [_entry(k, v) for k, v in value.items()]
    elif isinstance(value, str):
        value = parted(value)
    if not isinstance(value, list):
        return value
    return [_record(v, name, inner, fit) for v in value]


def _entry(key: Any, value: Any) -> dict[str, Any]:
    return {"name": str(key)} | (value if isinstance(value, dict) else {"look": value})


def _record(value: Any, name: str, spec: Spec, fit: Fit) -> Any:
    """One person, stage or place: keys of any case, a look under any name, or one line "Name: look"."""
    if isinstance(value, str):
        fit.note(f"{name} came as plain names")
        who, _, look = (without_bullet(unnumbered([value])[0])).partition(":") if ":" in value else (value, "", "")
        if not look and (match := re.match(r"([^–—(]{1,60}?)\s+[–—(-]\s*(.+?)\)?$", value)):
            who, look = match.groups()
        value = {"name": who.strip(" *"), "look": look.strip(" *")}
    if not isinstance(value, dict):
        return value
    known, rest = _named(value, spec, fit)
    left = {k: t for k, v in rest.items() if _says(t := _text(v, fit))}
    _complete(known, left, spec)
    if left:
        fit.note(f"{_quoted(list(left))} of {name} is left out")
    if "stages" in spec.sorts and known.get("stages") and not isinstance(known["stages"], (list, dict)):
        known["stages"] = [known["stages"]]
    return {n: _READ[spec.sorts[n]](v, n, spec, fit) for n, v in known.items()}


def _complete(known: dict[str, Any], left: dict[str, str], spec: Spec) -> None:
    """The name and the look of a record out of texts with other names; a person's look is the look of the only stage."""
    if not known.get("name") and left:
        known["name"] = left.pop(min(left, key=lambda k: len(left[k])))
    if "look" in spec.sorts:
        if not known.get("look") and left:
            known["look"] = " ".join(left.values())
            left.clear()
    elif not known.get("stages") and left:
        known["stages"] = [{"name": known.get("name", ""), "look": " ".join(left.values())}]
        left.clear()


_READ = {"text": _read_text, "sentences": _read_sentences, "names": _read_names, "records": _read_records}


# -- how well ---------------------------------------------------------------------------------------------------------
def _says(value: object) -> bool:
    """Whether a value holds a word."""
    return isinstance(value, str) and re.search(r"[^\W\d_]", value) is not None


def _score(value: dict[str, Any], spec: Spec) -> float:
    points = 0.0
    for name, sort in spec.sorts.items():
        one = value.get(name)
        if sort == "text":
            points += 2.0 if _says(one) else 0.5 if isinstance(one, (int, float)) else 0.0
        elif isinstance(one, list) and one:
            said = sum(
                1 for v in one if (_says(v) if sort != "records" else isinstance(v, dict) and _says(v.get("name")))
            )
            points += (3.0 if said else 0.0) + 0.02 * min(said, 60) - 0.02 * (len(one) - said)
    return points


def _exactly(value: dict[str, Any], exact: type[BaseModel] | None) -> float:
    """Points for a value that the asked schema itself would let pass."""
    if exact is None or not value:
        return 0.0
    fields = exact.model_fields
    if "lead" in fields and isinstance(people := value.get("characters"), list) and people:
        value = {"lead": people[0], "others": people[1:], **value}
    try:
        exact.model_validate({k: v for k, v in value.items() if k in fields})
    except (ValidationError, RecursionError) as why:
        wrong = {e["loc"][:1] for e in why.errors()} if isinstance(why, ValidationError) else fields
        return 2.0 * (1 - min(1.0, len(wrong) / max(1, len(fields))))
    return _EXACT


def whole(fit: Fit, kind: type[BaseModel]) -> bool:
    """Whether nothing better is to be hoped for from repairing other parts of the text."""
    spec = spec_of(kind)
    texts = [n for n, s in spec.sorts.items() if s == "text"]
    if not spec.required:
        return fit.exact or sum(_says(fit.value.get(n)) for n in texts) >= max(1, len(texts) - 1)
    return fit.exact or all(fit.value.get(n) for n in spec.required)


def _quoted(names: Sequence[object]) -> str:
    return ", ".join(f"“{str(n)[:40]}”" for n in list(names)[:4])


# -- without any JSON -------------------------------------------------------------------------------------------------
def labelled(text: str, kind: type[BaseModel]) -> dict[str, Any] | None:
    """A reply in lines with labels ("**Camera:** Medium shot"), or a numbered list of sentences; None where it is neither."""
    spec = spec_of(kind)
    found: dict[str, Any] = {}
    name = ""
    for line in text.splitlines():
        match = re.match(r"^[\s*#>\d.)-]*([A-Za-z ]{3,24}?)\s*\**\s*[:：]\s*\**\s*(.*)$", line)
        if match and normal(match.group(1)) in spec.sorts:
            name = normal(match.group(1))
            found.setdefault(name, match.group(2).strip().strip("*"))
        elif name and line.strip() and spec.sorts[name] in ("text", "sentences"):
            found[name] = f"{found[name]}\n{line}".strip()
    if len(found) >= min(2, len(spec.sorts)) and all(n in found for n in spec.required):
        return found
    sentences = next((n for n, s in spec.sorts.items() if s == "sentences"), None)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if sentences and len(lines) > 1:
        bare = unnumbered(lines)
        numbered = [b for b, line in zip(bare, lines, strict=True) if b != line]
        if len(numbered) > 1:
            return {sentences: numbered}
    return None
