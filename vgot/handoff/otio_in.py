"""OpenTimelineIO in: the file as a tree of `Node`s. Tracks lie over one another, stacks and tracks within tracks are opened, time codes
of media and effects of time followed; schemas and fields that no story holds are named (`whitelist`).

Read from the file's own JSON, so that what a library would drop can be named."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from vgot.errors import BadInput
from vgot.handoff import names
from vgot.handoff.compose import compose
from vgot.handoff.edited_cut import EditedCut
from vgot.handoff.flatten import ZERO, Flat, Join, Mark, Media, Node, Times, flatten, of_boxes
from vgot.handoff.script_note import SCRIPT_MARK, note_of
from vgot.handoff.whitelist import unread_schemas, whitelist
from vgot.units import frame_rate

MAX_BYTES = 64 * 2**20
#: Versions of schemas that are read here; of those not named, the first.
_VERSIONS = {"Clip": 2, "Marker": 2}
_SPEEDS = ("LinearTimeWarp", "FreezeFrame")
_AGAIN = "Export the timeline as .otio again."
_HOUR_S = 3600
_LONGEST = Fraction(24 * 3600)
_DAMAGE = (ValueError, TypeError, OverflowError, AttributeError, LookupError, ZeroDivisionError, RecursionError)


def read_otio(source: Path, fps: Fraction) -> EditedCut:
    """The edit of an .otio file at the project's rate. Raises BadInput."""
    flat = flat_otio(source, fps)
    try:
        return compose(flat, fps)
    except _DAMAGE as why:
        raise _damaged(why) from why


def _damaged(why: Exception) -> BadInput:
    return BadInput(f"The timeline holds what no editor writes: {str(why)[:120]}.", field="import", hint=_AGAIN)


def flat_otio(source: Path, fps: Fraction) -> Flat:
    """The timeline of an .otio file, flattened. fps tells rates that only look like another. Raises BadInput."""
    if source.stat().st_size > MAX_BYTES:
        raise BadInput(
            "The file is larger than 64 MB.", field="import", hint="Export the timeline alone, without media."
        )
    try:
        data = json.loads(source.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as why:
        raise BadInput(f"This is not an OpenTimelineIO file: {str(why)[:120]}.", field="import", hint=_AGAIN) from why
    return flat_timeline(data, fps)


def flat_timeline(data: Any, fps: Fraction) -> Flat:
    """The best of the timelines in the JSON of an .otio file. Raises BadInput."""
    try:
        _not_newer(data)
        timelines = list(_timelines(data))
        if not timelines:
            raise BadInput("The file holds no timeline.", field="import", hint=_AGAIN)
        chosen = max(timelines, key=_ours_in)
        reader = _Reader(fps)
        root = reader.read(chosen)
        called = str(chosen.get("name") or "")[:120]
        for other in timelines:
            if other is not chosen:
                name = str(other.get("name") or "")[:120]
                reader.named.append(("the file", f"another timeline, '{name}'", f"'{called}' is the one that is read"))
        unread_schemas(chosen, reader.say)
        pieces, joins, marks = flatten(root)
        named = reader.named + of_boxes([root, *reader.nodes.values()], pieces)
    except _DAMAGE as why:
        raise _damaged(why) from why
    mark = str(_ours(chosen).get("mark", ""))
    length = max((p.film_out for p in pieces), default=ZERO)
    return Flat(tuple(pieces), tuple(joins), tuple(marks), tuple(named), mark, length, reader.rate(), title=called)


def _schema(item: Any) -> str:
    name = str(item.get("OTIO_SCHEMA", "")).split(".")[0] if isinstance(item, dict) else ""
    return whitelist("otio").old_names.get(name, name)


def _not_newer(data: Any) -> None:
    """Raises BadInput for schemas of a newer library: they would be read as something else."""
    stack = [data]
    while stack:
        one = stack.pop()
        stack += list(one.values()) if isinstance(one, dict) else one if isinstance(one, list) else []
        if not isinstance(one, dict) or "OTIO_SCHEMA" not in one:
            continue
        name, _, version = str(one["OTIO_SCHEMA"]).partition(".")
        least = _VERSIONS.get(name, 1)
        if version.isdigit() and int(version) > least and _is_known(name):
            raise BadInput(
                f"The file was written by a newer OpenTimelineIO ({name}.{version[:6]}); '{name}' is read here up to version {least}.",
                field="import",
                hint="Export it for an older OpenTimelineIO, or export .fcpxml from the same editor.",
            )


def _is_known(name: str) -> bool:
    table = whitelist("otio")
    return name in table.reads or name in table.named


def _timelines(data: Any) -> Iterator[dict[str, Any]]:
    schema = _schema(data)
    if schema == "Timeline":
        yield data
    elif schema in ("Stack", "Track"):
        tracks = data if schema == "Stack" else {"OTIO_SCHEMA": "Stack.1", "children": [data]}
        yield {"OTIO_SCHEMA": "Timeline.1", "name": data.get("name"), "tracks": tracks}
    elif schema == "SerializableCollection":
        for one in data.get("children") or []:
            yield from _timelines(one)


def _ours_in(timeline: dict[str, Any]) -> int:
    """How many clips of a timeline say that they are the program's own."""
    found, stack = 0, [timeline]
    while stack:
        one: Any = stack.pop()
        if isinstance(one, dict):
            stack += one.values()
            found += (
                bool(one.get("shot")) and "held" in one or names.read_name(str(one.get("target_url") or "")) is not None
            )
        elif isinstance(one, list):
            stack += one
    return found


def _ours(item: dict[str, Any]) -> dict[str, Any]:
    metadata = item.get("metadata")
    found = metadata.get("vgot") if isinstance(metadata, dict) else None
    return found if isinstance(found, dict) else {}


class _Reader:
    def __init__(self, fps: Fraction):
        self.fps = fps
        self.nodes: dict[int, Node] = {}
        self.named: list[tuple[str, str, str]] = []
        self.rates: Counter[float] = Counter()

    def say(self, item: Any, what: str) -> None:
        """What no story holds, of the item of the file that holds it."""
        node = self.nodes.get(id(item))
        if node is not None:
            if what not in node.named:
                node.named.append(what)
        elif ("the timeline", what, "") not in self.named:
            self.named.append(("the timeline", what, ""))

    def read(self, timeline: dict[str, Any]) -> Node:
        tracks = timeline.get("tracks")
        root = self.item(tracks, depth=0)
        root.at, root.start = ZERO, root.start
        root.length = root.length or _LONGEST
        return root

    def rate(self) -> Fraction | None:
        """The rate that most of the pictures are counted at."""
        usual = self.rates.most_common(1)
        return _rate(usual[0][0]) if usual else None

    # -- times ----------------------------------------------------------------------------------------------------------
    def time(self, value: Any) -> Fraction:
        """A RationalTime as exact seconds. An editor that writes 23.976 for 24000/1001 still means whole frames."""
        if value is None:
            return ZERO
        count, rate = Fraction(value["value"]), float(value["rate"])
        if rate <= 0:
            return ZERO
        exact = self.fps if abs(rate - float(self.fps)) < 0.01 else _rate(rate)
        found = count.limit_denominator(10**6) / exact
        if abs(found) > 10 * _LONGEST:
            raise ValueError("a time outside of any film")
        return found

    def span(self, value: Any) -> tuple[Fraction, Fraction] | None:
        return None if value is None else (self.time(value["start_time"]), self.time(value["duration"]))

    # -- items ----------------------------------------------------------------------------------------------------------
    def item(self, item: Any, depth: int) -> Node:
        if depth > 24:
            raise ValueError("sequences nested too deeply")
        schema = _schema(item)
        makers = {"Clip": self.clip, "Gap": self.gap, "Stack": self.stack, "Track": self.track}
        if schema not in makers:
            raise ValueError(f"'{schema[:60]}' stands where a clip does")
        node = makers[schema](item, depth)
        self.nodes[id(item)] = node
        node.name = str(item.get("name") or "")
        node.enabled = item.get("enabled") is not False
        node.marks = [self.mark(m) for m in item.get("markers") or [] if _schema(m) == "Marker"]
        if "told" in node.ours:
            node.text = next((m.note for m in node.marks if m.name.startswith(f"{SCRIPT_MARK} ")), "")
        self.effects(item, node)
        return node

    def effects(self, item: dict[str, Any], node: Node) -> None:
        for effect in item.get("effects") or []:
            if _schema(effect) not in _SPEEDS or effect.get("enabled") is False:
                node.clear = node.clear or _schema(effect) not in _SPEEDS and _hides_less(effect)
                continue
            scalar = (
                0
                if _schema(effect) == "FreezeFrame"
                else Fraction(effect.get("time_scalar", 1)).limit_denominator(10**4)
            )
            if scalar == 0:
                node.times = Times(((node.start, node.start),))
            elif scalar != 1:
                end = node.start + node.length
                node.times = Times(((node.start, node.start), (end, node.start + node.length * scalar)))
                if scalar < 0:  # backwards from the last moment of its range
                    node.times = Times(((node.start, end), (end, end + node.length * scalar)))
            if scalar != 1:
                node.named.insert(0, "speed change")

    def mark(self, marker: dict[str, Any]) -> Mark:
        span = self.span(marker.get("marked_range") or marker.get("range"))
        metadata = marker.get("metadata")
        note = marker.get("comment") or (metadata.get("note") if isinstance(metadata, dict) else "") or ""
        name = str(marker.get("name") or "")
        return Mark(
            span[0] if span else ZERO, f"{SCRIPT_MARK} " if _ours(marker).get("kind") == "script" else name, str(note)
        )

    def clip(self, item: dict[str, Any], depth: int) -> Node:
        reference = item.get("media_reference")
        several = item.get("media_references")
        if reference is None and isinstance(several, dict):
            reference = several.get(item.get("active_media_reference_key") or "DEFAULT_MEDIA")
        reference = reference if isinstance(reference, dict) else {}
        available = self.span(reference.get("available_range"))
        span = self.span(item.get("source_range")) or available
        long = (item.get("source_range") or reference.get("available_range") or {}).get("duration") or {}
        if 1 <= float(long.get("rate", 0)) <= 60:
            self.rates[float(long["rate"])] += 1
        node = Node("clip", start=span[0] if span else ZERO, length=max(ZERO, span[1]) if span else ZERO)
        if not span or not span[1]:
            self.named.append((str(item.get("name") or "a clip"), "a clip without a length", ""))
        ours = _ours(item)
        node.ours = {k: ours[k] for k in ("shot", "held", "item", "kind", "card") if ours.get(k)}
        if (
            str(ours.get("sound", "")) == "voice"
            and ours.get("scratch") is not None
            and "-" in str(ours.get("item", ""))
        ):
            node.ours["line"] = True  # a spoken line: it goes where its shot goes
        if isinstance(ours.get("domains"), dict):
            node.ours["told"] = _told(ours)
        node.gain_db = _number(ours, "gain_db", -60.0, 12.0)
        node.fades = _number(ours, "fade_in_s", 0.0, 60.0), _number(ours, "fade_out_s", 0.0, 60.0)
        if _schema(reference) == "GeneratorReference":
            node.kind = "title"
            parameters = reference.get("parameters")
            words = parameters.get("text") if isinstance(parameters, dict) else ""
            node.text = str(words or "")
            node.named.append(
                f"generator '{str(reference.get('generator_kind') or reference.get('name') or '')[:120]}'"
            )
            return node
        url = str(reference.get("target_url") or "")
        if not url and reference.get("target_url_base"):
            url = f"{reference['target_url_base']}{reference.get('name_prefix') or ''}"
        first, length = available or (ZERO, None)
        if available is None and node.start >= _HOUR_S:  # the time code of a file whose range nobody wrote
            first = Fraction(node.start // _HOUR_S * _HOUR_S)
        node.media = Media(url, str(reference.get("name") or ""), first, length)
        return node

    def gap(self, item: dict[str, Any], depth: int) -> Node:
        span = self.span(item.get("source_range"))
        return Node("gap", start=span[0] if span else ZERO, length=max(ZERO, span[1]) if span else ZERO)

    def stack(self, item: dict[str, Any], depth: int) -> Node:
        """Tracks over one another: those of pictures from the main one up, those of sounds below it."""
        node = Node("box")
        picture, sound = 0, 0
        for child in item.get("children") or []:
            part = self.item(child, depth + 1)
            if _schema(child) == "Track" and str(child.get("kind") or "Video").lower() == "audio":
                sound += 1
                part.lane = -sound
            else:
                part.lane = picture
                picture += 1
            node.parts.append(part)
        return self.trimmed(item, node, max((p.length for p in node.parts), default=ZERO))

    def track(self, item: dict[str, Any], depth: int) -> Node:
        """Items one after another, with the transitions between them."""
        node = Node("box")
        at = ZERO
        sound = str(item.get("kind") or "Video").lower() == "audio"
        children = item.get("children") or []
        for n, child in enumerate(children):
            if _schema(child) == "Transition":
                if not sound:
                    node.joins.append(self.join(child, at))
                elif not _beside_silence(children, n):
                    self.named.append((str(child.get("name") or "a transition"), "a dissolve between two sounds", ""))
                continue
            part = self.item(child, depth + 1)
            if sound:
                self.as_sound(part, children, n)
            part.at = at
            node.parts.append(part)
            at += part.length
        return self.trimmed(item, node, at)

    def trimmed(self, item: dict[str, Any], node: Node, whole: Fraction) -> Node:
        span = self.span(item.get("source_range"))
        node.start, node.length = span or (ZERO, whole)
        if node.kind == "box" and not node.parts:
            node.kind = "gap"
        return node

    def join(self, child: dict[str, Any], at: Fraction) -> Join:
        kind = str(child.get("transition_type") or "")
        ours = kind in ("SMPTE_Dissolve", "")
        name = str(child.get("name") or "").strip()
        return Join(
            at,
            self.time(child.get("in_offset")),
            self.time(child.get("out_offset")),
            "dissolve" if ours else (name or kind)[:120],
            str(_ours(child).get("mode", "")),
        )

    def as_sound(self, part: Node, children: list[Any], n: int) -> None:
        """A clip of an audio track. A dissolve from or to silence beside it is its fade, whatever else is said of it."""
        fades = list(part.fades or (None, None))
        for side, step in ((0, -1), (1, 1)):
            beside = children[n + step] if 0 <= n + step < len(children) else None
            if _schema(beside) == "Transition" and _beside_silence(children, n + step):
                assert isinstance(beside, dict)
                long = self.time(beside.get("in_offset")) + self.time(beside.get("out_offset"))
                fades[side] = min(60.0, max(0.0, float(long)))
        part.fades = (fades[0], fades[1]) if any(f is not None for f in fades) else None
        stack = [part]
        while stack:
            one = stack.pop()
            stack += one.parts
            if one.media is not None:
                one.media = Media(one.media.url, one.media.name, one.media.first, one.media.length, False, True)


def _beside_silence(children: list[Any], n: int) -> bool:
    """Whether a transition of a track has no clip on one of its sides."""
    return any(not 0 <= i < len(children) or _schema(children[i]) in ("Gap", "") for i in (n - 1, n + 1))


def _hides_less(effect: Any) -> bool:
    """Whether an effect of any program sounds like one that lets see what lies under its clip."""
    words = f"{effect.get('effect_name') or ''} {effect.get('name') or ''}".lower() if isinstance(effect, dict) else ""
    return any(
        word in words
        for word in ("opacity", "composite", "blend", "transform", "crop", "resize", "scale", "motion", "key")
    )


def _rate(rate: float) -> Fraction:
    exact = frame_rate(rate) if rate < 1000 else Fraction(rate).limit_denominator(100_000)
    return exact if exact > 0 else Fraction(rate)


def _told(ours: dict[str, Any]) -> str:
    """The script of a shot as its clip's metadata has it."""
    lines = [line for line in ours.get("lines") or [] if isinstance(line, dict)]
    said = [(str(line["character"]) if line.get("character") else None, str(line.get("text") or "")) for line in lines]
    return note_of({k: str(v) for k, v in ours["domains"].items()}, said, str(ours.get("notes") or ""))


def _number(ours: dict[str, Any], name: str, least: float, most: float) -> float | None:
    """A number of our metadata within its range; None where there is none."""
    value = ours.get(name)
    if not isinstance(value, (int, float)) or isinstance(value, bool) or value != value:
        return None
    return min(most, max(least, float(value)))
