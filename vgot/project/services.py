"""What a person sets about services: address, key, agreement, prices, the ceiling of a day; kept in the home without any key.

A key goes into the keyring and belongs to the server that the service has then (credentials.json); whoever changes the address alone does
not take it along. Another address is agreed to anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from vgot.environment import Environment
from vgot.errors import BadInput, NotFound, StorageFailed
from vgot.models.remote.keys import CREDENTIALS, key_for_service
from vgot.presets.remote import Price, RemoteModel
from vgot.presets.services import (
    FILE,
    OPENAI_URL,
    Service,
    Services,
    addresses_of,
    is_private,
    price_of,
    read_services,
    stays_here,
)
from vgot.script.llm.addresses import KEYRING_SERVICE, checked_url, server_of
from vgot.settings import RenderPreset
from vgot.store.disk import as_private, disk, make_private
from vgot.story.model import bad_input_from

#: Characters of a key.
MAX_KEY = 500


def change(home: Path, edit: Callable[[Services], None]) -> Services:
    """Change what is kept; the file is whole at every moment. Raises BadInput, StorageFailed; on a Space, where the operator chooses."""
    if Environment.read().mode == "space":
        raise BadInput(
            "The services of this Space are set by its operator.",
            field="services",
            hint="Sign in to use your own account.",
        )
    kept = read_services(home)
    try:
        edit(kept)
        kept = Services.model_validate(kept.model_dump())
    except ValidationError as why:
        raise bad_input_from(why) from why
    _write(home, FILE, kept.model_dump_json(indent=1))
    return kept


def _write(home: Path, name: str, text: str) -> None:
    target = home / name
    new = target.with_name(f"{name}.new")
    try:
        make_private(home)
        disk().write(new, text.encode())
        as_private(new, always=True)
        disk().sync(new)
        disk().replace(new, target)
    except OSError as why:
        raise StorageFailed(
            f"{name} cannot be kept: {why.strerror}.", field=name, hint="See that the home folder can be written to."
        ) from why


def _of(kept: Services, name: str) -> Service:
    return kept.services.setdefault(name, Service())


def set_address(home: Path, name: str, address: str) -> Services:
    """Where a service is asked; several with commas for a pool. Raises BadInput for an address that may not be asked."""
    urls = ",".join(checked_url(one) for one in address.split(",") if one.strip())

    def edit(kept: Services) -> None:
        _of(kept, name).address = urls

    return change(home, edit)


def agree(home: Path, name: str, address: str) -> Services:
    """A person agrees that what a plan names is sent to this service, at this address."""

    def edit(kept: Services) -> None:
        one = _of(kept, name)
        one.agreed, one.agreed_at = server_of(address), datetime.now(UTC).isoformat(timespec="seconds")

    return change(home, edit)


def set_price(home: Path, name: str, model: str, values: dict[str, float]) -> Services:
    """What a call of a model costs (`*`: every other one), by the parts of a Price. Raises BadInput for parts that there are not."""

    def edit(kept: Services) -> None:
        _of(kept, name).prices[model] = Price.model_validate({"currency": kept.currency} | values)

    return change(home, edit)


def set_day_limit(home: Path, amount: float | None) -> Services:
    """The most that all films may spend in a day; None: no ceiling."""

    def edit(kept: Services) -> None:
        kept.day_limit = amount

    return change(home, edit)


def set_key(home: Path, name: str, key: str, address: str) -> Services:
    """Put a key into the keyring for this service's server; it is kept nowhere else. Raises BadInput, StorageFailed."""
    key = key.strip()
    if not key or not key.isprintable() or " " in key or len(key) > MAX_KEY:
        raise BadInput("This is not a key that can be sent.", field="key", hint="Copy it again, without spaces.")
    checked_url(address, key)
    entry = f"{name} {server_of(address).partition('://')[2]}"
    try:
        import keyring

        keyring.set_password(KEYRING_SERVICE, entry, key)
        kept_well = keyring.get_password(KEYRING_SERVICE, entry) == key
    except Exception as why:  # every system's keyring has errors of its own, and none of them may show the key
        raise StorageFailed(
            f"The key cannot be put into this machine's keyring ({type(why).__name__}).",
            field="key",
            hint="Give the key in the environment instead: OPENAI_API_KEY, HF_TOKEN.",
        ) from None
    if not kept_well:
        raise StorageFailed(
            "The keyring gives back something else.", field="key", hint="Give the key in the environment."
        )
    try:
        owners = json.loads((home / CREDENTIALS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        owners = {}
    _write(home, CREDENTIALS, json.dumps({**owners, entry: server_of(address)}, indent=1, ensure_ascii=False))

    def edit(kept: Services) -> None:
        _of(kept, name).credential = entry

    return change(home, edit)


def models_of(presets: dict[str, RenderPreset]) -> dict[str, list[RemoteModel]]:
    """Service -> its models, over all presets."""
    found: dict[str, list[RemoteModel]] = {}
    for preset in presets.values():
        sections = [s.remote for s in preset.preset.sections().values()] + [preset.preset.speech]
        for remote in filter(None, sections):
            if all(remote != other for other in found.setdefault(remote.service, [])):
                found[remote.service].append(remote)
    return found


def described(home: Path, presets: dict[str, RenderPreset]) -> dict[str, Any]:
    """What is set, as plain JSON, without asking anybody: `currency`, `day_limit`, and by service its addresses, whether it is agreed to
    and need be, where its key comes from (never the key), and the price of each model."""
    kept, said = read_services(home), Environment.read()
    services: list[dict[str, Any]] = []
    for name, models in models_of(presets).items():
        addresses = addresses_of(models[0], kept, said)
        first = addresses[0] if addresses else ""
        one = kept.services.get(name, Service())
        own = {
            "openai": said.openai_key if first == (said.openai_url or OPENAI_URL) else "",
            "huggingface": said.hf_token,
        }.get(name.partition("-")[0], "")
        services.append(
            {
                "name": name,
                "addresses": list(addresses),
                "stays_here": bool(addresses) and all(map(stays_here, addresses)),
                "must_agree": not all(map(is_private, addresses)),
                "agreed": bool(first) and one.agreed == server_of(first),
                "agreed_at": one.agreed_at,
                "key": "environment" if own else "keyring" if first and key_for_service(name, first, "", home) else "",
                "models": [
                    _model(m, kept, addresses, edits)
                    for m in models
                    for edits in ((False, True) if m.edit_model else (False,))
                ],
            }
        )
    return {"currency": kept.currency, "day_limit": kept.day_limit, "services": services}


def _model(remote: RemoteModel, kept: Services, addresses: tuple[str, ...], edits: bool) -> dict[str, Any]:
    price = price_of(remote, kept, addresses, edits=edits)
    return {
        "model": (remote.edit_model if edits else remote.model) or " + ".join(sorted(set(remote.workflow.values()))),
        "price": None if price is None else price.model_dump(),
    }


def address_of(home: Path, name: str, presets: dict[str, RenderPreset]) -> str:
    """The first address of a service. Raises NotFound for one that no preset uses."""
    models = models_of(presets)
    if name not in models:
        raise NotFound(
            f"No preset uses a service '{name}'.",
            field="services",
            hint=f"There are: {', '.join(sorted(models)) or 'none'}.",
        )
    addresses = addresses_of(models[name][0], read_services(home))
    return addresses[0] if addresses else ""
