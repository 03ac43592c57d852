"""Which key belongs to which service: the environment's for its own address, or an entry of the keyring that was given for this server."""

from __future__ import annotations

import json
from pathlib import Path

from vgot.environment import Environment
from vgot.presets.services import read_services
from vgot.script.llm.addresses import key_for, server_of

#: Which server each entry of the keyring belongs to (also vgot/project/writer_choice.py).
CREDENTIALS = "credentials.json"


def key_for_service(service: str, address: str, environments: str, home: Path | None = None) -> str:
    """The key that may be sent to an address: what the environment gives for it, else the service's entry of the keyring where that was
    kept for this very server; empty where there is none. Raises ModelUnavailable where the keyring cannot be read."""
    if environments:
        return environments
    said = Environment.read()
    place = home or said.home
    kept = read_services(place).services.get(service)
    if kept is None or not kept.credential:
        return ""
    try:
        owner = json.loads((place / CREDENTIALS).read_text(encoding="utf-8")).get(kept.credential)
    except (OSError, ValueError, AttributeError):
        return ""
    return key_for(address, said, kept.credential) if owner == server_of(address) else ""
