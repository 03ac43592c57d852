"""Final Cut Pro XML in, of every version: the file as a tree of `Node`s. Clips of every kind, storylines, gaps, auditions, compound,
synchronized and multicam clips are opened; what their elements say that no story holds is named (`whitelist`)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from fractions import Fraction
from pathlib import Path

from vgot.errors import BadInput
from vgot.handoff import names
from vgot.handoff.compose import compose
from vgot.handoff.edited_cut import EditedCut
from vgot.handoff.flatten import ZERO, Flat, Join, Mark, Media, Node, Times, flatten, of_boxes
from vgot.handoff.whitelist import unread

MAX_BYTES = 64 * 2**20
DISSOLVE_UID = "FxPlug:4731E73A-8DAC-4113-9A30-AE85B1761265"
_DISSOLVES = ("", "cross dissolve", "dissolve", "cross-dissolve", "crossfade", "cross fade", "film dissolve")
_TIME = re.compile(r"-?\d{1,18}(/\d{1,18}|\.\d{1,12})?")
_ITEMS = frozenset("audio video clip title caption mc-clip ref-clip sync-clip asset-clip audition gap spine".split())
_SOUNDS = (".wav", ".flac", ".mp3", ".m4a", ".aac", ".aif", ".aiff", ".ogg", ".caf")
_MOST_NODES = 20_000


def read_fcpxml(source: Path, fps: Fraction) -> EditedCut:
    """The edit of an .fcpxml file, or of an .fcpxmld bundle, at the project's rate. Raises BadInput; no entity of the file is
    ever expanded."""
    flat = flat_fcpxml(source)
    try:
        return compose(flat, fps)
    except (ValueError, OverflowError, ZeroDivisionError) as why:
        raise BadInput(
            f"The timeline holds what no editor writes: {str(why)[:120]}.", field="import", hint="Export the cut again."
        ) from why


def flat_fcpxml(source: Path) -> Flat:
    """The timeline of an .fcpxml file, flattened. Raises BadInput."""
    again = "Export the project as XML again."
    if source.is_dir():
        source = source / "Info.fcpxml"
    if not source.is_file():
        raise BadInput("The bundle holds no Info.fcpxml.", field="import", hint="In Final Cut Pro: File > Export XML.")
    if source.stat().st_size > MAX_BYTES:
        raise BadInput("The file is larger than 64 MB.", field="import", hint="Export the project alone as XML.")
    data = source.read_bytes()
    if b"<!ENTITY" in data:
        raise BadInput("The file defines entities, which no editor writes.", field="import", hint=again)
    try:
        root = ET.fromstring(data)
        if root.tag != "fcpxml":
            raise BadInput(
                "The file is XML, but no FCPXML.", field="import", hint="In Final Cut Pro: File > Export XML."
            )
        return _Reader(root).read()
    except (
        ET.ParseError,
        LookupError,
        ValueError,
        OverflowError,
        ZeroDivisionError,
        RecursionError,
    ) as why:  # an unknown encoding is a LookupError
        raise BadInput(f"This is not an FCPXML file: {str(why)[:120]}.", field="import", hint=again) from why


def seconds(text: str | None) -> Fraction:
    """`1001/24000s`, `5s` or nothing -> exact seconds. Raises ValueError."""
    plain = (text or "0s").strip().removesuffix("s") or "0"
    if not _TIME.fullmatch(plain):
        raise ValueError(f"'{plain[:40]}' is no time")
    return Fraction(plain)


class _Reader:
    def __init__(self, root: ET.Element):
        self.root = root
        self.mark = next((md.get("value", "") for md in root.iter("md") if md.get("key") == "studio.vgot.mark"), "")
        self.assets = {a.get("id"): a for a in root.iter("asset")}
        self.media = {m.get("id"): m for m in root.iter("media")}
        self.effects = {e.get("id"): e for e in root.iter("effect")}
        self.formats = {f.get("id"): f for f in root.iter("format")}
        self.nodes: dict[ET.Element, Node] = {}
        self.named: list[tuple[str, str, str]] = []
        self.count = 0

    def read(self) -> Flat:
        projects = [p for p in self.root.iter("project") if p.find("sequence/spine") is not None]
        if not projects:
            raise BadInput(
                "The file holds no project with a timeline.",
                field="import",
                hint="In Final Cut, choose File > Export XML with the project selected.",
            )
        chosen = max(projects, key=self.ours_in)  # of equals, the first
        for other in projects:
            if other is not chosen:
                name = other.get("name", "")
                read = f"'{chosen.get('name', '')[:120]}' is the one that is read"
                self.named.append(("the file", f"another timeline, '{name[:120]}'", read))
        sequence = chosen.find("sequence")
        assert sequence is not None
        whole = Node("box", "the timeline", length=Fraction(24 * 3600))
        timeline = self.sequence(sequence)
        timeline.at, timeline.length = ZERO, max(timeline.length, Fraction(1, 1000))
        whole.parts = [timeline]
        self.unread(chosen)
        pieces, joins, marks = flatten(whole)
        shape = self.formats.get(sequence.get("format"))
        each = seconds(shape.get("frameDuration")) if shape is not None and shape.get("frameDuration") else None
        named = self.named + of_boxes([whole, *self.nodes.values()], pieces)
        rate = 1 / each if each else None
        sides = [int(shape.get(side, "0")) for side in ("width", "height")] if shape is not None else [0, 0]
        return Flat(
            tuple(pieces),
            tuple(joins),
            tuple(marks),
            tuple(named),
            self.mark,
            timeline.length,
            rate,
            levels=True,
            title=chosen.get("name", "")[:120],
            size=(sides[0], sides[1]) if all(64 <= side <= 16_384 for side in sides) else None,
        )

    def ours_in(self, project: ET.Element) -> int:
        return sum(
            1
            for clip in project.iter()
            if _md(clip, "shot") or names.read_name(self.url(self.assets.get(clip.get("ref"))))
        )

    # -- what is named --------------------------------------------------------------------------------------------------
    def unread(self, chosen: ET.Element) -> None:
        parents = {child: parent for parent in self.root.iter() for child in parent}
        sequence = chosen.find("sequence")
        shape = self.formats.get(sequence.get("format")) if sequence is not None else None
        seen = [chosen, *self.root.iter("asset"), *(self.media[i] for i in self.used_media(chosen))]
        seen += [shape] if shape is not None else []

        def say(element: ET.Element, what: str) -> None:
            at: ET.Element | None = element
            while at is not None and at not in self.nodes and at.tag not in ("asset", "project"):
                at = parents.get(at)
            if at is not None and at in self.nodes:
                if what not in self.nodes[at].named:
                    self.nodes[at].named.append(what)
            else:
                where = (
                    f"the file '{at.get('name', '')[:120]}'" if at is not None and at.tag == "asset" else "the timeline"
                )
                if (where, what, "") not in self.named:
                    self.named.append((where, what, ""))

        for element in seen:
            unread(element, say)
        for holder in self.root.iter():
            if holder.tag in ("fcpxml", "library", "event", "resources"):
                bare = ET.Element(holder.tag, holder.attrib)
                bare.extend(
                    c
                    for c in holder
                    if c.tag not in ("library", "event", "project", "resources", "asset", "media", "format")
                )
                unread(bare, lambda e, what: self.named.append(("the file", what, "")))
        for element, node in self.nodes.items():
            node.named += _switches(element)
            if node.times.changes_speed:
                node.named.insert(0, "speed change")

    def used_media(self, element: ET.Element, depth: int = 0) -> list[str]:
        found: list[str] = []
        for clip in element.iter():
            ref = clip.get("ref") or ""
            if clip.tag in ("ref-clip", "mc-clip") and ref in self.media and ref not in found and depth < 24:
                found += [ref, *(i for i in self.used_media(self.media[ref], depth + 1) if i not in found)]
        return list(dict.fromkeys(found))

    # -- items --------------------------------------------------------------------------------------------------------
    def sequence(self, element: ET.Element) -> Node:
        """A sequence as a box whose own time is its time code."""
        spine = max(element.findall("spine"), key=len, default=None)
        start = seconds(element.get("tcStart"))
        node = Node("box", start=start)
        self.nodes[element] = node
        length = self.row(spine if spine is not None else element, node, start)
        node.length = max(length, ZERO)
        return node

    def row(self, spine: ET.Element, node: Node, start: Fraction) -> Fraction:
        """The items of a storyline, one after another from `start` on, as parts of a node; how long they are."""
        at = start
        for item in spine:
            if item.tag == "transition":
                long = seconds(item.get("duration"))
                node.joins.append(Join(at, long / 2, long / 2, self.kind(item), _md(item, "mode")))
                node.marks += self.marks(item, at)
            elif item.tag in _ITEMS:
                part = self.item(item)
                part.at, part.lane = at, 0
                node.parts.append(part)
                at += part.length
        return at - start

    def kind(self, item: ET.Element) -> str:
        """What a transition is: a dissolve, or its own name."""
        name = item.get("name", "").strip()
        effect = item.find("filter-video")
        used = self.effects.get(effect.get("ref")) if effect is not None else None
        if used is not None and used.get("uid") == DISSOLVE_UID:
            return "dissolve"
        said = (used.get("name") if used is not None else None) or (effect.get("name") if effect is not None else None)
        said = said or name
        return "dissolve" if said.strip().lower() in _DISSOLVES else said.strip()[:120]

    def item(self, item: ET.Element, depth: int = 0) -> Node:
        """Any item of a storyline, or one that hangs from another."""
        self.count += 1
        if self.count > _MOST_NODES or depth > 24:
            raise ValueError("more clips than a film can hold")
        if item.tag == "audition":
            return self.audition(item, depth)
        makers = {
            "asset-clip": self.leaf,
            "video": self.leaf,
            "audio": self.leaf,
            "ref-clip": self.referring,
            "mc-clip": self.referring,
            "spine": self.storyline,
        }
        node = makers.get(str(item.tag), self.holding)(item)
        self.nodes[item] = node
        node.name = item.get("name", "") or node.name
        node.at = seconds(item.get("offset"))
        lane = item.get("lane", "0")
        node.lane = int(lane) if re.fullmatch(r"-?\d{1,4}", lane) else 0
        node.enabled = item.get("enabled") != "0"
        node.marks = self.marks(item, None)
        node.ours = {key: _md(item, key) for key in ("shot", "held", "item", "line") if _md(item, key)}
        if item.get("audioRole") or item.get("role"):
            node.ours["role"] = (item.get("audioRole") or item.get("role") or "")[:120]
        note = item.find("note")
        node.text = node.text or ((note.text or "") if note is not None else "")
        volume = item.find("adjust-volume")
        if volume is not None:
            node.gain_db, node.fades = _decibels(volume), (_fade(volume, "fadeIn"), _fade(volume, "fadeOut"))
        node.clear = any(item.find(tag) is not None for tag in ("adjust-blend", "adjust-crop", "adjust-transform"))
        curve = item.find("timeMap")
        if curve is not None:
            node.times = _curve(curve, node)
        self.children(item, node, depth)
        return node

    def children(self, item: ET.Element, node: Node, depth: int) -> None:
        """What is inside a clip or a synchronized clip, and what hangs from any item."""
        for child in item:
            if child.tag not in _ITEMS or item.tag == "spine":
                continue
            part = self.item(child, depth + 1)
            if child.tag == "caption":
                node.named.append(f"caption '{part.text[:200]}'")
            elif item.tag in ("clip", "sync-clip") and part.lane == 0:
                node.parts.append(part)
            else:
                node.above.append(part)

    def leaf(self, item: ET.Element) -> Node:
        asset = self.assets.get(item.get("ref"))
        if asset is None and item.get("ref") in self.effects:
            made = self.effects[item.get("ref")].get("name", "")
            return Node("title", made, start=seconds(item.get("start")), length=seconds(item.get("duration")), text="")
        url = self.url(asset)
        first = seconds(asset.get("start")) if asset is not None else ZERO
        long = seconds(asset.get("duration")) if asset is not None and asset.get("duration") else None
        says = asset is not None and (asset.get("hasVideo") is not None or asset.get("hasAudio") is not None)
        sound = url.lower().endswith(_SOUNDS)
        seen = asset.get("hasVideo") == "1" if says and asset is not None else not sound
        heard = asset.get("hasAudio") == "1" if says and asset is not None else sound
        only = item.get("srcEnable", "all")
        media = Media(
            url,
            asset.get("name", "") if asset is not None else "",
            first,
            long,
            seen and item.tag != "audio" and only != "audio",
            heard and item.tag != "video" and only != "video",
        )
        start = seconds(item.get("start")) if item.get("start") else first
        length = seconds(item.get("duration")) if item.get("duration") else max(ZERO, (long or ZERO) - (start - first))
        return Node("clip", media.name, start=start, length=length, media=media)

    def referring(self, item: ET.Element) -> Node:
        """A compound or a multicam clip, opened."""
        held = self.media.get(item.get("ref"))
        inside = held.find("sequence") if held is not None else None
        cams = held.find("multicam") if held is not None else None
        node = Node("box", held.get("name", "") if held is not None else "")
        if inside is not None:
            self.depth_guard(item)
            content = self.sequence(inside)
            first, long = content.start, content.length
        elif cams is not None:
            content, first = Node("box"), seconds(cams.get("tcStart"))
            content.start = first
            angle = self.angle(item, cams)
            long = content.length = self.row(angle, content, first) if angle is not None else ZERO
            for other in cams.findall("mc-angle"):
                if other is not angle and any(self.is_ours(clip) for clip in other):
                    node.named.append(f"the other angle '{other.get('name', '')[:120]}'")
        else:
            return Node("clip", start=seconds(item.get("start")), length=seconds(item.get("duration")), media=Media())
        content.at = first
        node.parts = [content]
        node.start = seconds(item.get("start")) if item.get("start") else first
        node.length = seconds(item.get("duration")) if item.get("duration") else long
        return node

    def depth_guard(self, item: ET.Element) -> None:
        self.count += 8
        if self.count > _MOST_NODES:
            raise ValueError("sequences nested too deeply")

    def is_ours(self, clip: ET.Element) -> bool:
        return clip.tag in _ITEMS and clip.tag != "gap"

    def angle(self, item: ET.Element, cams: ET.Element) -> ET.Element | None:
        """The angle whose picture a multicam clip shows."""
        wanted = next(
            (s.get("angleID") for s in item.findall("mc-source") if s.get("srcEnable", "all") in ("all", "video")), None
        )
        angles = cams.findall("mc-angle")
        return next(
            (a for a in angles if wanted is not None and a.get("angleID") == wanted), angles[0] if angles else None
        )

    def storyline(self, item: ET.Element) -> Node:
        node = Node("box")
        node.length = self.row(item, node, ZERO)
        return node

    def audition(self, item: ET.Element, depth: int) -> Node:
        """The clip of an audition that is picked, which is its first."""
        picks = [child for child in item if child.tag in _ITEMS]
        if not picks:
            return Node("gap")
        node = self.item(picks[0], depth + 1)
        node.at = seconds(item.get("offset"))
        lane = item.get("lane", "0")
        node.lane = int(lane) if re.fullmatch(r"-?\d{1,4}", lane) else 0
        for other in picks[1:]:
            node.named.append(f"the other pick '{other.get('name', '')[:120]}' of an audition")
        self.nodes[item] = node
        return node

    def holding(self, item: ET.Element) -> Node:
        """A clip, a synchronized clip, a gap, a title, a caption."""
        start = seconds(item.get("start")) if item.get("start") else seconds(item.get("tcStart"))
        kind = {"gap": "gap", "title": "title", "caption": "caption"}.get(str(item.tag), "box")
        node = Node(kind, start=start, length=seconds(item.get("duration")))
        if kind in ("title", "caption"):
            node.text = " ".join(" ".join(" ".join(t.itertext()) for t in item.findall("text")).split())
        if kind == "gap" and item.get("name") in ("opening card", "end card"):
            node.kind, node.ours = "clip", {}
            node.media = Media(names.card_file(item.get("name", "").split()[0]))
        return node

    def marks(self, item: ET.Element, at: Fraction | None) -> list[Mark]:
        """Markers of an item in its own time, or all of them at a moment of its holder's."""
        return [
            Mark(
                seconds(m.get("start")) if at is None else at,
                m.get("value", "") + _is_done(m),
                m.get("note", ""),
            )
            for m in item
            if m.tag in ("marker", "chapter-marker")
        ]

    def url(self, asset: ET.Element | None) -> str:
        if asset is None:
            return ""
        reps = asset.findall("media-rep")
        rep = next((r for r in reps if r.get("kind", "original-media") == "original-media"), reps[0] if reps else None)
        return (rep.get("src", "") if rep is not None else "") or asset.get("src", "")


#: The roles that Final Cut gives pictures and their sound by itself.
_OWN_ROLES = ("video", "titles", "dialogue")


def _switches(item: ET.Element) -> list[str]:
    """What of a clip with pictures, or of one that holds others, a story has no place for: half of it switched off, a role of its own."""
    said = []
    only = item.get("srcEnable", "all")
    if item.tag in ("ref-clip", "sync-clip") and only in ("audio", "video"):
        said.append(f"its {'pictures are' if only == 'audio' else 'sound is'} switched off")
    for name in ("videoRole", "role") if item.tag in ("asset-clip", "video", "title") else ():
        if (role := item.get(name, "")) and role.split(".")[0].lower() not in _OWN_ROLES:
            said.append(f"the role '{role[:120]}'")
    return said


def _is_done(marker: ET.Element) -> str:
    """A to-do of the editor that is ticked off says so in words."""
    return " (done)" if marker.get("completed") == "1" else ""


def _curve(element: ET.Element, node: Node) -> Times:
    """A speed curve in the clip's own time. Some editors count it from the file's first moment and some from its time code."""
    points = sorted((seconds(p.get("time")), seconds(p.get("value"))) for p in element.findall("timept"))
    kept = [p for n, p in enumerate(points) if n == 0 or p[0] != points[n - 1][0]]
    if not kept:
        return Times()
    first = node.media.first if node.media else ZERO
    if first and max(t for t, _ in kept) < first and node.start >= first:
        kept = [(t + first, v + (first if v < first else ZERO)) for t, v in kept]
    return Times(tuple(kept))


def _md(item: ET.Element, key: str) -> str:
    return next(
        (md.get("value", "") for md in item.findall("metadata/md") if md.get("key") == f"studio.vgot.{key}"), ""
    )


def _decibels(volume: ET.Element) -> float:
    """`-3dB` -> -3.0; 0 where nothing is said; silence is -60."""
    text = (volume.get("amount") or "0dB").strip().lower().removesuffix("db")
    return -60.0 if "inf" in text else max(-60.0, min(12.0, float(text)))


def _fade(volume: ET.Element, tag: str) -> float:
    found = volume.find(f"param/{tag}")
    return float(seconds(found.get("duration"))) if found is not None else 0.0
