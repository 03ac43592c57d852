"""The services that a person uses: address, agreement, prices, and how much may be spent in a day; `VGOT_HOME/services.json`.

No key stands in it. A key comes from the environment or from the keyring, and goes to the one server that it was given for.
"""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from vgot.environment import Environment
from vgot.errors import BadInput
from vgot.presets.remote import Amount, Price, RemoteModel, ServiceName

FILE = "services.json"
OPENAI_URL = "https://api.openai.com/v1"
#: Where a service is found that nobody gave an address.
#: `openai-images` and the like are services of their own, whose address the environment may give as it gives that of `openai`.
USUAL = {"openai": OPENAI_URL, "huggingface": "https://router.huggingface.co", "comfy": "http://127.0.0.1:8188"}


class Service(BaseModel):
    """What is kept of one service. `agreed`: the address that a person agreed to send to, and `agreed_at` when. `credential`: the entry of
    the keyring. `prices`: by model, or `*` for every other."""

    model_config = ConfigDict(extra="forbid")

    address: Annotated[str, Field(max_length=1000)] = ""
    credential: Annotated[str, Field(max_length=100)] = ""
    agreed: Annotated[str, Field(max_length=300)] = ""
    agreed_at: Annotated[str, Field(max_length=40)] = ""
    prices: dict[str, Price] = {}


class Services(BaseModel):
    """All of them, and the most that may be spent in a day (UTC) over all films; None: no ceiling."""

    model_config = ConfigDict(extra="forbid")

    day_limit: Amount | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "USD"
    services: dict[ServiceName, Service] = {}


def read_services(home: Path | None = None) -> Services:
    """What is kept in a home. Raises BadInput where the file cannot be read: a ceiling that nobody can read must not count as none."""
    place = (home or Environment.read().home) / FILE
    try:
        return Services.model_validate_json(place.read_bytes())
    except FileNotFoundError:
        return Services()
    except (OSError, ValidationError) as why:
        raise BadInput(
            f"{FILE} cannot be read, so nobody knows what may be spent.",
            field=FILE,
            hint="Correct the file, or delete it and set the services again.",
        ) from why


def addresses_of(remote: RemoteModel, kept: Services, env: Environment | None = None) -> tuple[str, ...]:
    """Where a preset's model is asked, the first one first: what the preset says, what is kept, what the environment says, what is usual."""
    said = env or Environment.read()
    mine = kept.services.get(remote.service, Service()).address
    environment = {"openai": said.openai_url, "comfy": ",".join(said.comfy_urls)}.get(
        remote.service.partition("-")[0], ""
    )
    found = remote.address or mine or environment or USUAL.get(remote.service, "")
    return tuple(filter(None, (one.strip().rstrip("/") for one in found.split(","))))


def price_of(remote: RemoteModel, kept: Services, addresses: tuple[str, ...], *, edits: bool = False) -> Price | None:
    """What a call costs: a person's table, what the preset says, nothing on a private network; None: unknown."""
    model = (remote.edit_model if edits else "") or remote.model or "*"
    prices = kept.services.get(remote.service, Service()).prices
    told = prices.get(model) or prices.get("*") or (remote.edit_price if edits else None) or remote.price
    if told is not None:
        return told
    return Price(currency=kept.currency) if addresses and all(is_private(one) for one in addresses) else None


def is_private(url: str) -> bool:
    """Whether an address is this machine or one of a private network: nobody sends a bill from there."""
    host = (urlsplit(url).hostname or "").lower()
    if host == "localhost" or host.endswith(".local") or (host and "." not in host and ":" not in host):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_private or address.is_loopback


def stays_here(url: str) -> bool:
    """Whether what is sent there stays on this machine."""
    host = (urlsplit(url).hostname or "").lower()
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
