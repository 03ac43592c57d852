"""The quick form of every campaign: each must hold. `python -m tests.faults --full` is the whole one.

The campaigns fork; they run in an interpreter of their own, because a process that has loaded model libraries has
threads that a fork does not survive.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.__main__ import campaigns

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def rows() -> dict[int, list[dict]]:
    """The rows of each campaign, by its number."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", "--json"], cwd=ROOT, capture_output=True, text=True, timeout=600
    )
    found: dict[int, list[dict]] = {}
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            row = json.loads(line)
            found.setdefault(row["campaign"], []).append(row)
    assert found, done.stderr[-2000:]
    return found


@pytest.mark.parametrize("number", range(len(list(campaigns(full=False)))))
def test_the_campaign_holds(number, rows):
    assert rows.get(number), "this campaign gave no result"
    for row in rows[number]:
        assert row["held"], f"{row['what']}: {row['tried']}: {row['found']}"
