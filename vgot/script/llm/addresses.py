"""Which addresses a language model may have, and which key belongs to which of them."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

from vgot.environment import Environment
from vgot.errors import BadInput, ModelUnavailable

OPENAI_URL = "https://api.openai.com/v1"
KEYRING_SERVICE = "vgot-studio"


def is_loopback(url: str) -> bool:
    host = (urlsplit(url).hostname or "").lower()
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def checked_url(url: str, api_key: str = "") -> str:
    """A base URL that may be asked: https, or plain http to this machine or a private address. Raises BadInput."""
    bad = dict(field="base_url", hint="Give an address like https://host/v1 or http://127.0.0.1:11434/v1.")
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise BadInput("This is not an address.", **bad) from None
    if parts.scheme not in ("http", "https") or not host:
        raise BadInput("A language model's address begins with http:// or https://.", **bad)
    if parts.username or parts.password or parts.query or parts.fragment:
        raise BadInput("An address holds no user, password or query; keys belong in OPENAI_API_KEY.", **bad)
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        address = None
    if address is not None and (address.is_link_local or address.is_multicast or address.is_unspecified):
        raise BadInput(f"{host} is not a language model's address.", **bad)
    private = is_loopback(url) or (address is not None and address.is_private)
    if parts.scheme == "http" and not (private or (address is None and "." not in host)):
        raise BadInput(
            "Plain http goes only to this machine or a private network; a key would be readable on the way.", **bad
        )
    return url.strip().rstrip("/")


def server_of(url: str) -> str:
    """The server that an address names, in one spelling: scheme, host and port. A key belongs to a server."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    except ValueError:
        return url.strip()
    host = (parts.hostname or "").removesuffix(".")
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}:{port}"


def key_for(base_url: str, env: Mapping[str, str] | Environment, credential: str | None = None) -> str:
    """The key that belongs to an endpoint: a named keyring entry, or OPENAI_API_KEY if the endpoint is the one the
    environment names. A key never goes to another address."""
    if credential:
        try:
            import keyring

            return keyring.get_password(KEYRING_SERVICE, credential) or ""
        except Exception as why:
            raise ModelUnavailable(
                f"The keyring cannot be read ({type(why).__name__}).",
                field="credential",
                hint="Set OPENAI_API_KEY instead.",
            ) from None
    said = Environment.read(env)
    return said.openai_key if is_environments(base_url, said) else ""


def is_environments(base_url: str, said: Environment) -> bool:
    """Whether an address is the one that the environment names, or the usual one where it names none."""
    return base_url.strip().rstrip("/") == (said.openai_url or OPENAI_URL).rstrip("/")
