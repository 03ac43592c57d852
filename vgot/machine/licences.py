"""Agreements to the licences of model repositories: asked once for each repository and licence, kept in VGOT_HOME.

A licence that a preset words differently later is another licence: it is asked again.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path

from vgot.errors import StorageFailed
from vgot.presets.preset import Repo
from vgot.store.disk import as_private, disk, make_private, sync_folder

FILE = "consents.json"


@dataclass(frozen=True)
class Consent:
    """What a person agreed to, and when (ISO 8601, UTC)."""

    repo: str
    licence: str
    at: str


def consents(home: Path) -> dict[str, Consent]:
    """Everything that was agreed to, by repository; a file that cannot be read holds nothing, so that it is asked again."""
    try:
        held = json.loads((home / FILE).read_text(encoding="utf-8"))
        return {r: Consent(r, str(c["licence"]), str(c["at"])) for r, c in held.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def has_consent(home: Path, repo: Repo) -> bool:
    """Whether a person agreed to this very licence of the repository."""
    given = consents(home).get(repo.id)
    return given is not None and given.licence == repo.licence


def record_consent(home: Path, repo: Repo) -> Consent:
    """Remember an agreement; the file is whole at every moment. Raises StorageFailed."""
    given = Consent(repo.id, repo.licence, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))
    held = {c.repo: {"licence": c.licence, "at": c.at} for c in consents(home).values()} | {
        repo.id: {"licence": given.licence, "at": given.at}
    }
    target = home / FILE
    temporary = target.with_name(FILE + ".new")
    try:
        make_private(home)
        disk().write(temporary, (json.dumps(held, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode())
        as_private(temporary, always=True)
        disk().sync(temporary)
        disk().replace(temporary, target)
        sync_folder(home)
    except OSError as why:
        raise StorageFailed(
            f"The agreement cannot be written to {FILE}: {why.strerror}.",
            field="consent",
            hint="Make the folder VGOT_HOME writable and agree again.",
        ) from why
    return given
