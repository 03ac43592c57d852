"""The boards have a word for everything that continuity can find and that the plan can hold."""

from __future__ import annotations

import re
from pathlib import Path

from vgot.evaluate.findings import KINDS

WIDGETS = Path(__file__).resolve().parents[2] / "ui" / "widgets"


def words_in(file: str, name: str) -> dict[str, str]:
    body = re.search(rf"const {name} = \{{(.*?)\}};", (WIDGETS / file).read_text(encoding="utf-8"), re.DOTALL).group(1)
    return dict(re.findall(r"""(\w+):\s+tr\(\s*"([^"]+)\"""", body))


def test_every_kind_of_finding_has_a_word_for_its_badge():
    assert words_in("takes/drift.js", "WORDS").keys() == KINDS.keys()


def test_every_way_a_preset_reads_identity_and_boxes_is_explained():
    assert words_in("cast/cast.js", "STRENGTH").keys() == {"tokens", "references", "drawn"}
    assert words_in("keyframes/boxes.js", "WORDS").keys() == {"middle", "area", "no"}
