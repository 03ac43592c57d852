"""Keeps what is publicly known to be wrong with the packages that requirements lock, for tests that have no network.

    python -m docs.make_advisories                     # fetches the database of the Python Packaging Authority with git
    python -m docs.make_advisories --database FOLDER   # reads a copy that is here already (a checkout, or its git directory)

The database is https://github.com/pypa/advisory-database, the same that `pip-audit` asks. Every advisory about a locked package is kept in
tests/data/advisories.yaml with the versions that it is about, whether they are the locked ones or not: so a package cannot be put back to
one of them either. What was added by hand there (`by_hand`: newer than the database, each with its source) stays until the database has it.
`tests/house/test_advisories.py` holds the lock against the file; what is accepted, and why, stands there.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "tests" / "data" / "advisories.yaml"
DATABASE = "https://github.com/pypa/advisory-database"
HEAD = """# What is publicly known to be wrong with packages that requirements*.txt lock. Written by `python -m docs.make_advisories`; only `by_hand` is
# written by people. A line: package, advisory, other names of it, [from, up to and without] once for each stretch of versions;
# where both are the same, that version alone.
"""


@dataclass(frozen=True)
class Advisory:
    """One published fault: `ranges` are (first version with it, first version without it, or None where there is none); where both are
    the same it is that version alone."""

    package: str
    id: str
    aliases: tuple[str, ...]
    ranges: tuple[tuple[str, str | None], ...]

    def is_about(self, version: str) -> bool:
        """Whether a version has the fault."""
        have = Version(version)
        return any(
            have == Version(a) if a == b else Version(a) <= have and (b is None or have < Version(b))
            for a, b in self.ranges
        )


def name_of(package: str) -> str:
    """A package's name as the index compares names (PEP 503)."""
    return re.sub(r"[-_.]+", "-", package).lower()


def locked() -> dict[str, set[str]]:
    """Package -> the versions that requirements*.txt lock, one for each system and Python."""
    found: dict[str, set[str]] = {}
    for file in sorted(ROOT.glob("requirements*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if pin := re.match(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([0-9][^\s;]*)", line):
                found.setdefault(name_of(pin[1]), set()).add(pin[2])
    return found


def known() -> tuple[Advisory, ...]:
    """Every advisory that is kept, from the database and by hand."""
    kept = yaml.safe_load(KEPT.read_text(encoding="utf-8"))
    return tuple(
        Advisory(package, id, tuple(aliases), tuple((a, b) for a, b in ranges))
        for package, id, aliases, *ranges in (*kept["advisories"], *(one["is"] for one in kept["by_hand"]))
    )


def ranges_of(affected: dict[str, Any]) -> list[list[str | None]]:
    """The stretches of versions of one `affected` of the OSV format; versions that are listed without a range are each one of its own.
    A version that cannot be read as one (PEP 440) is left out: no lock can name it."""
    found: list[list[str | None]] = []
    for one in affected.get("ranges", ()):
        if one["type"] != "ECOSYSTEM":
            continue  # commits, not versions
        begins: str | None = None
        for event in one["events"]:
            if "introduced" in event:
                begins = event["introduced"]
            elif begins is not None and ("fixed" in event or "last_affected" in event):
                found.append([begins, event.get("fixed") or _after(event["last_affected"])])
                begins = None
        if begins is not None:
            found.append([begins, None])
    if not found:
        found = [[v, v] for v in affected.get("versions", ())]
    return [[a, b] for a, b in found if _reads(a) and (b is None or _reads(b))]


def _after(version: str) -> str:
    """The smallest version that counts as later than this one and all its builds."""
    return f"{version}.post0.dev0"


def _reads(version: str | None) -> bool:
    try:
        return bool(Version(version or ""))
    except InvalidVersion:
        return False


def read_database(folder: Path, packages: set[str]) -> Iterator[list[Any]]:
    """A line for each advisory about one of these packages that was not taken back."""
    listed = git(folder, "ls-tree", "-r", "--name-only", "HEAD", "vulns/").splitlines()
    for path in sorted(p for p in listed if p.endswith(".yaml") and name_of(p.split("/")[1]) in packages):
        told = yaml.safe_load(git(folder, "show", f"HEAD:{path}"))
        if told.get("withdrawn"):
            continue
        for affected in told["affected"]:
            if stretches := ranges_of(affected):
                yield [name_of(affected["package"]["name"]), told["id"], told.get("aliases", []), *stretches]


def git(folder: Path, *command: str) -> str:
    return subprocess.run(["git", "-C", str(folder), *command], check=True, capture_output=True, text=True).stdout


def main(arguments: list[str] | None = None) -> int:
    flags = argparse.ArgumentParser(prog="python -m docs.make_advisories", description=(__doc__ or "").split("\n\n")[0])
    flags.add_argument("--database", type=Path, help="a copy of the database that is here already")
    asked = flags.parse_args(arguments)
    with tempfile.TemporaryDirectory() as fetched:
        folder = asked.database
        try:
            if folder is None:
                folder = Path(fetched)
                subprocess.run(["git", "clone", "-q", "--depth", "1", DATABASE, fetched], check=True)
            commit, of = git(folder, "log", "-1", "--format=%H %cI").split()
            lines = list(read_database(folder, set(locked())))
        except subprocess.CalledProcessError as why:
            print(
                f"The database cannot be read: {(why.stderr or '').strip() or why}. "
                "Give a copy of it by `--database FOLDER`. Nothing was changed.",
                file=sys.stderr,
            )
            return 1
    before = yaml.safe_load(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {"by_hand": []}
    there = {name for line in lines for name in (line[1], *line[2])}
    by_hand = [one for one in before["by_hand"] if not there & {one["is"][1], *one["is"][2]}]
    write({"source": DATABASE, "commit": commit, "of": of, "read": f"{datetime.now(UTC):%Y-%m-%d}"}, lines, by_hand)
    print(
        f"{len(lines)} advisories about {len(locked())} packages, as of {of[:10]}; {len(by_hand)} added by hand stay."
    )
    return 0


def write(about: dict[str, str], lines: list[list[Any]], by_hand: list[dict[str, Any]]) -> None:
    text = [HEAD + yaml.safe_dump(about, sort_keys=False), "by_hand:" if by_hand else "by_hand: []"]
    text += [f"- {{is: {_line(one['is'])}, source: {_line(one['source'])}}}" for one in by_hand]
    text += ["advisories:" if lines else "advisories: []", *(f"- {_line(line)}" for line in lines), ""]
    KEPT.write_text("\n".join(text), encoding="utf-8")


def _line(value: Any) -> str:
    return yaml.safe_dump(value, default_flow_style=True, width=10_000).strip().removesuffix("\n...").strip()


if __name__ == "__main__":
    sys.exit(main())
