"""How language models' servers want to be asked, kept in the home: a server that refused something is not asked it anew at
every start. What was learnt is forgotten after a month, as servers learn, too."""

from __future__ import annotations

import contextlib
import json
import time
from pathlib import Path
from typing import Any, cast

from vgot.script.llm.traits import REMEMBERED, Traits, traits_from
from vgot.store.disk import as_private, disk, make_private

FILE = "servers.json"
_FORGOTTEN_S = 30 * 24 * 3600.0
_MOST = 100


class KeptHabits:
    """The habits of servers in one home; what cannot be read or written is as if nothing had been learnt."""

    def __init__(self, home: Path):
        self._home = home

    def known(self, server: str, model: str) -> Traits:
        kept = self._rows().get(_name(server, model), {})
        return traits_from(kept.get("traits"))

    def keep(self, server: str, model: str, traits: Traits) -> None:
        REMEMBERED.keep(server, model, traits)
        if self.known(server, model) == traits:
            return
        rows = self._rows()
        rows[_name(server, model)] = {"learnt": time.time(), "traits": vars(traits)}
        newest = sorted(rows.items(), key=lambda row: row[1]["learnt"])[-_MOST:]
        target = self._home / FILE
        with contextlib.suppress(OSError):
            make_private(self._home)
            new = target.with_name(f"{target.name}.new")
            disk().write(new, json.dumps(dict(newest), indent=1, ensure_ascii=False).encode())
            as_private(new, always=True)
            disk().replace(new, target)

    def _rows(self) -> dict[str, dict[str, Any]]:
        try:
            kept: object = json.loads((self._home / FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        rows = cast("dict[str, Any]", kept) if isinstance(kept, dict) else {}
        return {
            name: cast("dict[str, Any]", row)
            for name, row in rows.items()
            if isinstance(row, dict)
            and isinstance(at := cast("dict[str, Any]", row).get("learnt"), (int, float))
            and 0 <= time.time() - at < _FORGOTTEN_S
        }


def _name(server: str, model: str) -> str:
    return f"{server} {model}"
