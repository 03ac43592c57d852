"""What a continuity report says: one finding each in plain words, with a number, where it is, and what one click would do."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

#: kind -> (badge, the domain of the script it belongs to)
KINDS: dict[str, tuple[str, str | None]] = {
    "absent": ("somebody missing", "character"),
    "extra": ("somebody too many", "character"),
    "person": ("wrong person", "character"),
    "clothes": ("clothes", "character"),
    "hat": ("hat", "character"),
    "place": ("place", "background"),
    "light": ("light", "lighting"),
    "size": ("shot size", "camera"),
    "frozen": ("frozen", None),
    "stutter": ("stutter", None),
    "black": ("black", None),
    "flicker": ("flicker", "lighting"),
    "colour": ("colour jump", "lighting"),
    "side": ("sides swapped", "relation"),
    "direction": ("direction", "relation"),
    "jump": ("jump cut", "camera"),
}


#: kind -> the unit of its number; delta-E is CIEDE2000
UNITS: dict[str, str] = {
    "absent": "of samples",
    "extra": "people",
    "person": "likeness",
    "clothes": "delta-E",
    "hat": "delta-E",
    "place": "likelihood",
    "light": "likelihood",
    "size": "of the height",
    "frozen": "s",
    "stutter": "frames",
    "black": "frames",
    "flicker": "lightness",
    "colour": "delta-E",
    "side": "of the width",
    "direction": "turn",
    "jump": "of a visible step",
}


@dataclass(frozen=True)
class Fix:
    """One click: a verb of the command line with its arguments, and the words on the button."""

    label: str
    verb: str
    args: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it does, whatever the shots' numbers are by now: regenerate, reshoot, strengthen, bridge, livelier or match-colours."""
        about = self.args[0].partition("/")[0] if self.args else ""
        return {
            ("regenerate", "keyframe"): "regenerate",
            ("regenerate", "clip"): "reshoot",
            ("edit", "cast"): "strengthen",
            ("edit", "boundaries"): "bridge",
            ("edit", "shots"): "livelier",
        }.get((self.verb, about), self.verb)


@dataclass(frozen=True)
class Finding:
    """kind: a key of KINDS. shot: its id; number: where it stands, from 1. to: the id of the shot after the boundary, for a
    finding about a seam. value, limit: the number and what it should not pass. frame: the number of a frame that shows it."""

    kind: str
    shot: str
    number: int
    words: str
    value: float
    limit: float
    to: str | None = None
    fix: Fix | None = None
    frame: int | None = None
    character: str | None = None

    @property
    def where(self) -> str:
        return f"Shots {self.number} and {self.number + 1}" if self.to else f"Shot {self.number}"

    @property
    def measured(self) -> str:
        """The number and its limit in words."""
        unit, whole = UNITS[self.kind], float(self.value).is_integer() and float(self.limit).is_integer()
        value, limit = (
            (f"{int(self.value)}", f"{int(self.limit)}") if whole else (f"{self.value:.2f}", f"{self.limit:.2f}")
        )
        return f"{value} {unit}, limit {limit}"

    @property
    def node(self) -> str:
        return f"join/{self.number}-{self.number + 1}" if self.to else f"clip/{self.number}"

    def as_json(self) -> dict[str, Any]:
        out = {k: v for k, v in asdict(self).items() if v is not None}
        return out | {
            "value": round(self.value, 4),
            "limit": round(self.limit, 4),
            "node": self.node,
            "badge": KINDS[self.kind][0],
            "domain": KINDS[self.kind][1],
        }

    @staticmethod
    def from_json(saved: dict[str, Any]) -> Finding:
        fix = saved.get("fix")
        kept = {k: v for k, v in saved.items() if k not in ("fix", "node", "badge", "domain")}
        return Finding(**kept, fix=Fix(fix["label"], fix["verb"], tuple(fix["args"])) if fix else None)


@dataclass(frozen=True)
class Report:
    """A film's continuity and measures. key: the digest of what it was made from. not_checked: what could not be looked at, and
    why. measures: name -> {"value", "encoder", ...}. shots: per shot, its numbers."""

    key: str
    title: str
    findings: list[Finding] = field(default_factory=list)
    not_checked: list[str] = field(default_factory=list)
    measures: dict[str, dict[str, Any]] = field(default_factory=dict)
    shots: list[dict[str, Any]] = field(default_factory=list)
    seams: list[dict[str, Any]] = field(default_factory=list)
    encoders: dict[str, str] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        if not self.findings:
            return "No findings."
        return "1 finding." if len(self.findings) == 1 else f"{len(self.findings)} findings."

    def as_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "title": self.title,
            "verdict": self.verdict,
            "findings": [f.as_json() for f in self.findings],
            "not_checked": self.not_checked,
            "measures": self.measures,
            "shots": self.shots,
            "seams": self.seams,
            "encoders": self.encoders,
        }

    @staticmethod
    def from_json(saved: dict[str, Any]) -> Report:
        kept = {k: v for k, v in saved.items() if k not in ("findings", "verdict")}
        return Report(**kept, findings=[Finding.from_json(f) for f in saved["findings"]])

    def by_encoder(self) -> dict[str, dict[str, dict[str, Any]]]:
        """The measures of each encoder apart: numbers of different encoders are never put in one column."""
        out: dict[str, dict[str, dict[str, Any]]] = {}
        for name, one in self.measures.items():
            out.setdefault(str(one["encoder"]), {})[name] = one
        return out

    def in_words(self) -> str:
        """The report as lines of text."""
        lines = [f"{self.title}: {self.verdict}"]
        for f in self.findings:
            lines.append(
                f"  {f.where}: {f.words} ({f.measured})"
                + (f"  [{f.fix.label}: {' '.join((f.fix.verb, *f.fix.args))}]" if f.fix else "")
            )
        lines += [f"  Not checked: {words}" for words in self.not_checked]
        for encoder, rows in self.by_encoder().items():
            lines.append(f"  Read by {encoder}:")
            lines += [
                f"    {name:<20} {amount(one):>9}" + (f"  {one['note']}" if one.get("note") else "")
                for name, one in rows.items()
            ]
        return "\n".join(lines)


def amount(measure: dict[str, Any]) -> str:
    """The value of a measure in figures: counts whole, shares with four places, a dash for none."""
    value = measure.get("value")
    if value is None:
        return "-"
    return f"{int(value)}" if measure.get("whole") else f"{value:.4f}"
