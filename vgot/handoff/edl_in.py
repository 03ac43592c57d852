"""CMX 3600 edit decision lists in: events at their record times as a tree of `Node`s, dissolves, wipes, speeds, black and notes.

A list says no rate. Ours does in a comment; else the film's is taken, or the least usual one that the frames of its time codes fit. A
rendered bridge that stands between two shots lies over their seam again, as it did in the film."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from vgot.errors import BadInput
from vgot.handoff import names
from vgot.handoff.flatten import ZERO, Flat, Join, Mark, Media, Node, Times, flatten
from vgot.units import frame_rate

MAX_BYTES = 8 * 2**20
_EVENT = re.compile(
    r"^(?P<n>\d{1,6})\s+(?P<reel>\S+)\s+(?P<track>\S+)\s+(?P<kind>C|D|W\d+|K\S*)\s*(?P<long>\d+)?\s+"
    r"(?P<times>(?:\d{1,2}[:;]\d\d[:;]\d\d[:;.]\d{2,3}\s*){4})"
)
_CODE = re.compile(r"(\d{1,2})[:;](\d\d)[:;](\d\d)([:;.])(\d{2,3})")
_RATE = re.compile(r"RATE (\S+) FRAMES A SECOND, COUNTED NON-DROP AT (\d+)")
_LOCATOR = re.compile(r"^LOC:?\s+(\S+)\s+(\S+)\s*(.*)$")
_USUAL = (24, 25, 30, 50, 60)
_COUNTED = {24: 23.976, 30: 29.97, 60: 59.94}
_OURS = (
    "Drawn animatic draft",
    "AI-generated film",
    "CHARACTER:",
    "BACKGROUND:",
    "RELATION:",
    "CAMERA:",
    "LIGHTING:",
    "MARKER ",
    "RATE ",
    "SOUND ",
    "FROM CLIP IS A STILL",
)


@dataclass
class _Event:
    """One line of the list, in frames. `name` and `file`: what its comments say it shows."""

    reel: str
    track: str
    kind: str
    long: int
    source_in: int
    source_out: int
    record_in: int
    record_out: int
    name: str = ""
    file: str = ""
    speed: Fraction | None = None
    named: list[str] = field(default_factory=list)


def flat_edl(source: Path, fps: Fraction) -> Flat:
    """The timeline of an .edl file, flattened. fps: the film's rate, where the list says none. Raises BadInput."""
    again = "Export the list again as CMX 3600, or export .otio or .fcpxml, which carry more."
    if source.stat().st_size > MAX_BYTES:
        raise BadInput("The list is larger than 8 MB.", field="import", hint=again)
    data = source.read_bytes()
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeError:
            continue
    else:
        text = data.decode("latin-1")
    try:
        return _Reader(text, fps).flat()
    except (ValueError, OverflowError, ZeroDivisionError) as why:
        raise BadInput(f"This is no edit decision list: {str(why)[:120]}.", field="import", hint=again) from why


class _Reader:
    def __init__(self, text: str, fps: Fraction):
        self.lines = text.splitlines()
        self.title = next((line[6:].strip() for line in self.lines if line.startswith("TITLE:")), "")
        self.drop = any(line.startswith("FCM:") and "NON" not in line and "DROP" in line for line in self.lines)
        self.count, self.rate = self.counted(text, fps)
        self.named: list[tuple[str, str, str]] = []
        self.marks: list[Mark] = []

    def counted(self, text: str, fps: Fraction) -> tuple[int, Fraction]:
        """(frames counted to a second, the exact rate)."""
        if said := _RATE.search(text):
            return int(said[2]), Fraction(said[1])
        most = max((int(found[5]) for found in _CODE.finditer(text)), default=0)
        count = next((c for c in (round(fps), *_USUAL) if c > most), None)
        if count is None:
            raise ValueError("its time codes count more frames to a second than any film has")
        if self.drop and count in _COUNTED:
            return count, frame_rate(_COUNTED[count])
        return count, fps if count == round(fps) else Fraction(count)

    def frames(self, code: str) -> int:
        found = _CODE.fullmatch(code)
        if not found:
            raise ValueError(f"'{code[:20]}' is no time code")
        hours, minutes, seconds, frames = int(found[1]), int(found[2]), int(found[3]), int(found[5])
        total = ((hours * 60 + minutes) * 60 + seconds) * self.count + frames
        whole = hours * 60 + minutes
        return total - self.count // 15 * (whole - whole // 10) if self.drop and self.count in (30, 60) else total

    def seconds(self, frames: int) -> Fraction:
        return Fraction(frames) / self.rate

    def events(self) -> list[_Event]:
        found: list[_Event] = []
        for line in self.lines:
            if event := _EVENT.match(line.strip()):
                a, b, c, d = (self.frames(m[0]) for m in _CODE.finditer(event["times"]))
                long = int(event["long"] or 0)
                found.append(_Event(event["reel"], event["track"].upper(), event["kind"], long, a, b, c, d))
            elif found:
                self.comment(line.strip(), found)
        return found

    def comment(self, line: str, found: list[_Event]) -> None:
        """What a line between events says of the event, or of both of a dissolve."""
        last = found[-1]
        if line.startswith("M2"):
            parts = line.split()
            if len(parts) >= 3:
                last.speed = Fraction(parts[2]) / self.count
            return
        text = line.removeprefix("*").strip()
        key, _, value = text.partition(":")
        value = value.strip()
        first = found[-2] if len(found) > 1 and last.kind != "C" and found[-2].record_in == last.record_in else last
        if key in ("FROM CLIP NAME", "CLIP NAME"):
            first.name = first.name or value
        elif key == "TO CLIP NAME":
            last.name = value
        elif key in ("FROM CLIP", "SOURCE FILE", "FROM FILE"):
            first.file = first.file or value
        elif key in ("TO CLIP", "TO FILE"):
            last.file = value
        elif locator := _LOCATOR.match(text):
            at = self.frames(locator[1]) if _CODE.fullmatch(locator[1]) else None
            if at is not None:
                self.marks.append(Mark(self.seconds(at), locator[3].strip() or locator[2]))
        elif text and not text.startswith(_OURS) and not line.startswith(("TITLE", "FCM", ">>>", "SPLIT")):
            last.named.append(f"the comment '{text[:120]}'")

    def flat(self) -> Flat:
        events = self.events()
        if not events:
            raise ValueError("it holds no event")
        pictures = [e for e in events if not e.track.startswith("A") and e.track != "NONE"]
        begin = min((e.record_in for e in pictures), default=0)
        begin = begin // (3600 * self.count) * 3600 * self.count if not self.drop else begin // 107_892 * 107_892
        root = Node("box", "the timeline")
        for name in dict.fromkeys(e.track for e in pictures):
            self.track(
                root, [e for e in pictures if e.track == name], begin, len({c.lane for c in root.parts if c.lane >= 0})
            )
        sounds = sum(e.track.startswith("A") for e in events)
        if sounds:
            self.named.append(
                (
                    "the list",
                    f"{sounds} events of sound",
                    "a list says too little of them: bring sounds back by .otio or .fcpxml",
                )
            )
        root.length = max((p.at + p.length for p in root.parts), default=ZERO)
        root.length = max(root.length, Fraction(1))
        base = self.seconds(begin)
        root.marks = [Mark(max(ZERO, m.at - base), m.name, m.note) for m in self.marks]
        pieces, joins, marks = flatten(root)
        return Flat(
            tuple(pieces),
            tuple(joins),
            tuple(marks),
            tuple(self.named),
            "",
            root.length,
            self.rate,
            silent=True,
            title=self.title,
        )

    def track(self, root: Node, events: list[_Event], begin: int, lane: int) -> None:
        """The events of a track where they stand; a dissolve is a cut in its middle, and so is a rendered bridge."""
        track = Node("box", events[0].track, lane=lane)
        over: list[Node] = []
        shown = [e for e in events if e.record_out > e.record_in]
        made: list[Node] = []
        for event in shown:
            node = self.node(event, begin)
            before = made[-1] if made else None
            if event.kind != "C" and event.long:
                half = self.seconds(event.long) / 2
                node.at, node.start, node.length = node.at + half, node.start + half, node.length - half
                if before is not None:
                    before.length += half
                kind = "dissolve" if event.kind == "D" else f"wipe {event.kind[1:]}" if event.kind[0] == "W" else "key"
                track.joins.append(Join(node.at, half, half, kind))
            ours = names.read_name(event.file or event.name)
            if ours is not None and ours.kind == "bridge" or re.fullmatch(r"Bridge \d+-\d+", event.name):
                half = node.length / 2
                if before is not None and abs(before.at + before.length - node.at) < half:
                    before.length += half
                over.append(node)
                made.append(Node("gap", at=node.at + half))  # what follows begins in the middle of it
                continue
            if before is not None and before.kind == "gap" and not before.length:
                made.pop()
                early = node.at - before.at
                if early > ZERO:
                    node.at, node.start, node.length = before.at, node.start - early, node.length + early
            made.append(node)
        track.parts = [n for n in made if n.length > 0]
        track.length = max((p.at + p.length for p in made), default=ZERO)
        root.parts.append(track)
        for node in over:
            node.lane = lane + 1
            root.parts.append(node)

    def node(self, event: _Event, begin: int) -> Node:
        at, length = self.seconds(event.record_in - begin), self.seconds(event.record_out - event.record_in)
        start = self.seconds(event.source_in)
        card = re.fullmatch(r"(Opening|End) card", event.name)
        if event.reel in ("BL", "BLACK") and not card:
            return Node("gap", at=at, length=length)
        url = event.file or (names.card_file(card[1].lower()) if card else event.reel if not event.name else "")
        node = Node(
            "clip",
            event.name or event.file or event.reel,
            at,
            length,
            start,
            media=Media(url, event.name or event.reel),
        )
        node.named = list(event.named)
        speed = event.speed
        if speed is not None and speed != 1:
            node.named.insert(0, "speed change")
            node.times = (
                Times(((start, start), (start + length, start + length * speed))) if speed else Times(((start, start),))
            )
        return node
