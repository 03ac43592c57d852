"""Results fetched from a link that a service gave: whole or not at all, within a size, from where links may lead."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import urljoin, urlsplit

from vgot.models.remote.outcomes import Expired, NotReached, TornDownload, of_status
from vgot.presets.services import is_private

MAX_BYTES = 1 << 30
TIMEOUT_S = 60.0


def fetch(url: str, service: str, *, beside: str = "", hops: int = 4) -> bytes:
    """The bytes behind a link, or of a `data:` link. `beside`: the service's own address; a link into this machine's network is followed only
    where the service lies there itself. No key goes along. Raises TornDownload (fetch it again), Expired, NotReached, Busy."""
    if url.startswith("data:"):
        try:
            return base64.b64decode(url.partition(",")[2], validate=True)
        except (binascii.Error, ValueError) as why:
            raise _torn(service, "its data link is damaged") from why
    import httpx2

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or (is_private(url) and not (beside and is_private(beside))):
        raise Expired(
            f"{service} gave a link that leads into this machine's own network.",
            field=f"services/{service}",
            hint="It is not followed. Choose another service, or set this one's address to that network.",
        )
    got = bytearray()
    try:
        with httpx2.stream("GET", url, timeout=TIMEOUT_S, follow_redirects=False) as answer:
            if answer.status_code in (301, 302, 303, 307, 308) and hops:
                return fetch(urljoin(url, answer.headers.get("location", "")), service, beside=beside, hops=hops - 1)
            if answer.status_code != 200:
                answer.read()
                raise of_status(answer.status_code, answer.text, dict(answer.headers), service)
            for chunk in answer.iter_bytes():
                got += chunk
                if len(got) > MAX_BYTES:
                    raise Expired(
                        f"{service} sends more than 1 GB.", field=f"services/{service}", hint="Choose another model."
                    )
            said = answer.headers.get("content-length")
            if said and said.isdigit() and not answer.headers.get("content-encoding") and len(got) != int(said):
                raise _torn(service, f"{len(got)} of {said} bytes came")
    except (httpx2.ConnectError, httpx2.ConnectTimeout) as why:
        raise NotReached(
            f"The results of {service} cannot be reached.", field=f"services/{service}", hint="Build again in a while."
        ) from why
    except httpx2.HTTPError as why:
        raise _torn(service, type(why).__name__) from why
    if not got:
        raise _torn(service, "nothing came")
    return bytes(got)


def _torn(service: str, why: str) -> TornDownload:
    return TornDownload(
        f"A result of {service} ended in the middle: {why}.",
        field=f"services/{service}",
        hint="Build again: it lies there still, and fetching it again is free.",
    )
