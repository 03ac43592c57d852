"""How long a shot takes each writer here, as it took: measured while it writes, and unknown before."""

from __future__ import annotations

import contextlib
import json
import statistics
from pathlib import Path

from vgot.store.disk import as_private, disk, make_private

FILE = "writer_paces.json"
#: The last shots of each writer count, and so many writers are remembered.
_SHOTS, _WRITERS = 20, 40


class WriterPaces:
    """Kept in the home, by the writer's id."""

    def __init__(self, home: Path):
        self._home = home

    def _read(self) -> dict[str, list[float]]:
        try:
            kept = json.loads((self._home / FILE).read_text(encoding="utf-8"))
            return {str(k): [float(s) for s in v] for k, v in kept.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def note(self, writer: str, seconds: float) -> None:
        """One shot took so long. What cannot be kept is no reason to stop writing."""
        kept = self._read()
        mine = [*kept.pop(writer, []), round(seconds, 2)][-_SHOTS:]
        kept = dict([*kept.items(), (writer, mine)][-_WRITERS:])
        with contextlib.suppress(OSError):
            make_private(self._home)
            new = self._home / f"{FILE}.new"
            disk().write(new, json.dumps(kept, indent=1).encode())
            as_private(new, always=True)
            disk().replace(new, self._home / FILE)

    def of(self, writer: str) -> float | None:
        """Seconds a shot; None where it has not written here yet."""
        took = self._read().get(writer)
        return round(statistics.median(took), 1) if took else None
