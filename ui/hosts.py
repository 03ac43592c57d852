"""By which names a browser may know this server, and who else can reach it.

A page of another site can give its own name the address of this machine (DNS rebinding): its requests then arrive here, name
that site as host and as origin alike, and look like this server's own. What tells them apart is a list of names. Only names
are compared, not ports: a proxy may stand on any port, and many leave the port out.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Mapping
from urllib.parse import urlsplit

import psutil

from vgot.environment import Environment
from vgot.errors import BadInput

#: Named in VGOT_ORIGINS: hosts under which a person put this studio, comma separated.
ORIGINS = "VGOT_ORIGINS"
_HOST = re.compile(r"(\[[0-9a-f:.]+(?:%[\w.-]+)?\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?)(?::(\d{1,5}))?", re.IGNORECASE)


def host_and_port(said: str) -> tuple[str, str] | None:
    """(name, port) of what a Host header or VGOT_ORIGINS says; None for what names no host. Names are lower case, addresses
    in their one shortest form, a missing port is empty."""
    said = said.strip()
    found = _HOST.fullmatch(said) if said.isascii() and len(said) <= 260 else None
    if not found:
        return None
    name, port = found[1].lower().removesuffix("."), found[2] or ""
    address = address_of(name)
    if name.startswith("[") and address is None or port and int(port) > 65535:
        return None
    return (str(address) if address else name), port


def address_of(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that a host is written as; None for a name."""
    try:
        found = ipaddress.ip_address(name.strip("[]").partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def is_here(host: str) -> bool:
    """Whether only this machine can mean this host: a loopback address, localhost, or a name under it."""
    address = address_of(host)
    return address.is_loopback if address else host == "localhost" or host.endswith(".localhost")


def place_of(origin: str) -> tuple[str, str] | None:
    """(name, port) of a browser's `Origin`; a scheme's usual port is left out. None for one that names no web page."""
    try:
        place = urlsplit(origin)
    except ValueError:
        return None
    found = (
        host_and_port(place.netloc)
        if place.scheme in ("http", "https") and origin == f"{place.scheme}://{place.netloc}"
        else None
    )
    return found and (found[0], "" if found[1] == {"http": "80", "https": "443"}[place.scheme] else found[1])


def usual_left_out(port: str) -> str:
    return "" if port in ("80", "443") else port


def written(name: str, port: str) -> str:
    """A host as it is typed."""
    name = f"[{name}]" if ":" in name else name
    return f"{name}:{port}" if port else name


class Names:
    """The names of one server. Known are, always: this machine as it calls itself (127.0.0.1, localhost, …); the address it
    listens on, or where it listens on all of them, every address of this machine and its name; SPACE_HOST; VGOT_ORIGINS."""

    def __init__(self, host: str = "127.0.0.1", environment: Mapping[str, str] | None = None):
        listens = host_and_port(f"[{host}]" if host.count(":") > 1 and "[" not in host else host)
        self.listens = listens[0] if listens else host.lower()
        address = address_of(self.listens)
        self.everywhere = address.is_unspecified if address else False
        said = Environment.read(environment)
        self._said = list(said.origins)
        given = {
            one: host_and_port(_as_sent(one.partition("://")[2].rstrip("/") if "://" in one else one))
            for one in self._said
        }
        #: What VGOT_ORIGINS holds that names no host.
        self.unread = [one for one, read in given.items() if read is None]
        self._given = {
            (read[0], usual_left_out(read[1])) for read in [*given.values(), host_and_port(said.space_host)] if read
        }
        self._known = {self.listens} | {name for name, _ in self._given}
        if self.is_exposed:
            own = socket.gethostname().lower()
            self._known |= {own, own.partition(".")[0], f"{own.partition('.')[0]}.local"} - {""}

    @property
    def is_exposed(self) -> bool:
        """Whether other machines can reach it."""
        return not is_here(self.listens)

    def knows(self, name: str) -> bool:
        """Whether a host (lower case, without its port) is this server."""
        return (
            is_here(name)
            or name in self._known
            or self.everywhere
            and address_of(name) is not None
            and name in _addresses()
        )

    def gave(self, place: tuple[str, str]) -> bool:
        """Whether this very host and port (or the host, for its usual port) stand in VGOT_ORIGINS or SPACE_HOST."""
        return place in self._given

    def to_set(self, host: str) -> str:
        """The setting that lets a further host in, as it is typed; those that stand in it already stay."""
        return f"{ORIGINS}={','.join([*(one for one in self._said if one not in self.unread), host])}"


def _as_sent(host: str) -> str:
    """A host that a person typed, as browsers send it: letters beyond ASCII are spelled out."""
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return ""


def _addresses() -> set[str]:
    """Every address of this machine now, and the two that stand for all of them."""
    found = {
        address_of(a.address)
        for each in psutil.net_if_addrs().values()
        for a in each
        if a.family in (socket.AF_INET, socket.AF_INET6)
    }
    return {str(one) for one in found if one} | {"0.0.0.0", "::"}


def exposure(names: Names, port: int | str, password: bool) -> str:
    """What is said at the start, in several lines, to who lets other machines in; empty where nobody can come in."""
    if not names.is_exposed:
        return ""
    where = "all addresses of this machine" if names.everywhere else names.listens
    if password:
        return (
            f"VGoT Studio listens on {where}, port {port}: other machines can reach it, and are asked for the password.\n"
            "  The password travels as plain text: beyond a network of your own, put a server with HTTPS in front."
        )
    return (
        f"ATTENTION: VGoT Studio listens on {where}, port {port}, and no password is set.\n"
        "  Who can reach it: everybody in your network, and everybody on the internet where this port is forwarded.\n"
        "  What they can do: see, change, export and delete every film here, keep this machine busy, download models,\n"
        "  choose who writes, and have your language model write at your cost.\n"
        "  To keep it to yourself: start it with --host 127.0.0.1 (and without GRADIO_SERVER_NAME).\n"
        "  To let others in: set VGOT_PASSWORD=… (or --password …), which the page then asks for; VGOT_AUTH=USER:PASSWORD asks\n  for a user's name too."
    )


def exposure_notice(names: Names, password: bool) -> str:
    """The same in one line for the page; empty where nobody can come in or a password is asked for."""
    if password or not names.is_exposed:
        return ""
    return (
        "Other machines can reach this page, and no password is set: whoever opens it can do all that you can. "
        "Start the program with --host 127.0.0.1 to keep it to yourself, or with --password …, which everybody is then asked for."
    )


def read_password(said: str, alone: str = "") -> tuple[str, str] | None:
    """(user, password) of USER:PASSWORD, or of a password `alone`, whose user is empty: any name will do; None for nothing.
    Raises BadInput without repeating what was said."""
    if said and alone:
        raise BadInput(
            "A password is set twice: alone, and together with a user.",
            field="password",
            hint="Use --password (VGOT_PASSWORD) or --auth (VGOT_AUTH), not both.",
        )
    if alone:
        if not alone.isprintable() or not alone.strip():
            raise BadInput(
                "--password and VGOT_PASSWORD hold a password that can be typed on one line.",
                field="password",
                hint="For example VGOT_PASSWORD=a-long-password.",
            )
        return "", alone
    if not said:
        return None
    user, colon, password = said.partition(":")
    if not colon or not user.strip() or not password or not said.isprintable():
        raise BadInput(
            "--auth and VGOT_AUTH hold a user and a password with a colon between them.",
            field="auth",
            hint="For example VGOT_AUTH=ann:a-long-password.",
        )
    return user, password
