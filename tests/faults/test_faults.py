"""The quick form of every campaign: each must hold. `python -m tests.faults --full` is the whole one."""

from __future__ import annotations

import pytest

from tests.faults.__main__ import campaigns
from tests.faults.world import painted

_QUICK = list(campaigns(full=False))


@pytest.mark.parametrize("number", range(len(_QUICK)))
def test_the_campaign_holds(number):
    with painted():
        made = _QUICK[number]()
    for row in made if isinstance(made, list) else [made]:
        assert row.held, f"{row.what}: {row.tried}: {row.found}"
