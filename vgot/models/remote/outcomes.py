"""What a service can answer besides a result. Each is an error of its own, that says what it costs and what to do."""

from __future__ import annotations

import email.utils
import time
from collections.abc import Mapping

from vgot.errors import VgotError


class ServiceFailed(VgotError):
    """The service answered with an error of its own, or not in its protocol. `free`: it says that nothing was charged."""

    kind = "service"
    free = True


class NotReached(ServiceFailed):
    """No connection was made: nothing was sent."""

    kind = "not_reached"


class Busy(ServiceFailed):
    """Too many calls (429, 503): `after_s` is how long the service asks to wait, None where it does not say."""

    kind = "busy"
    after_s: float | None = None


class Unclear(ServiceFailed):
    """The answer did not come, or says nothing (500, 502, 504, a cut connection): the service may have taken the call."""

    kind = "unclear"
    free = False


class RefusedContent(ServiceFailed):
    """The service refused what was asked for: its safety rules."""

    kind = "refused"


class NotPaid(ServiceFailed):
    """The account has no credit (402)."""

    kind = "not_paid"


class KeyRefused(ServiceFailed):
    """No key, or a wrong one (401, 403)."""

    kind = "key"


class Expired(ServiceFailed):
    """The link to a result, or the job itself, is gone (404, 410)."""

    kind = "expired"
    free = False


class Forgotten(ServiceFailed):
    """The service does not know the job any more (it was started again), and nothing of it comes; asking anew is free."""

    kind = "forgotten"


class TornDownload(ServiceFailed):
    """A result ended in the middle; it lies at the service still, and fetching it again is free."""

    kind = "torn"
    free = False


class Unusable(ServiceFailed):
    """A result came that cannot be used: no picture, black, too short. It was paid for."""

    kind = "unusable"
    free = False


class PerhapsBought(VgotError):
    """A call was sent and nobody knows whether it was taken: it is not sent again unasked."""

    kind = "perhaps_bought"


class SpendLimit(VgotError):
    """A ceiling would be passed: nothing was sent."""

    kind = "spend_limit"


class PriceUnknown(SpendLimit):
    """There is a ceiling, and nobody knows what the call costs: nothing was sent."""

    kind = "price_unknown"


class NotAgreed(VgotError):
    """Nobody has agreed to what would leave this machine: nothing was sent."""

    kind = "not_agreed"


#: What stands in a refusal of content, in the words of the services.
_CONTENT = (
    "content_policy",
    "moderation",
    "safety",
    "nsfw",
    "content policy",
    "sensitive",
    "flagged",
    "inappropriate",
    "responsible ai",
)
_CREDIT = ("insufficient_quota", "billing", "payment", "credit", "balance", "exceeded your current quota")


def of_status(status: int, said: str, headers: Mapping[str, str], service: str) -> ServiceFailed:
    """The outcome of an HTTP status and what stands beside it."""
    low, short = said.lower(), " ".join(said.split())[:240]
    if status == 402 or status in (400, 403, 429) and any(word in low for word in _CREDIT):
        return NotPaid(
            f"The account at {service} has no credit for this ({status}): {short}",
            field=f"services/{service}",
            hint=f"Add credit at {service}, then build again; nothing was charged.",
        )
    if status in (400, 403, 422, 451) and any(word in low for word in _CONTENT):
        return refused(service, short)
    if status in (401, 403):
        return KeyRefused(
            f"{service} does not take the key ({status}): {short}",
            field=f"services/{service}",
            hint="Set the right key for this service in Settings or in the environment.",
        )
    if status in (500, 502, 504, 520, 522, 524):
        return Unclear(
            f"{service} gave no clear answer ({status}): {short}",
            field=f"services/{service}",
            hint="Build again in a while; what was paid for is looked up first.",
        )
    if status in (425, 429, 503, 529):
        busy = Busy(
            f"{service} takes no more calls now ({status}): {short}",
            field=f"services/{service}",
            hint="Build again in a while; what was made is kept.",
        )
        busy.after_s = retry_after(headers)
        return busy
    if status in (404, 410):
        return Expired(
            f"{service} does not have this any more ({status}): {short}",
            field=f"services/{service}",
            hint="Check the model's name and the address in Settings; then build again.",
        )
    return ServiceFailed(
        f"{service} answered {status}: {short}",
        field=f"services/{service}",
        hint="See what the service says; change the preset's options, or build again later.",
    )


def refused(service: str, why: str) -> RefusedContent:
    return RefusedContent(
        f"{service} refused to make this: {why}",
        field=f"services/{service}",
        hint="Change the words of the shot, or choose another service; nothing was charged that it does not say.",
    )


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that a Retry-After header asks for, whether it gives seconds or a date (RFC 9110); None without a usable one."""
    said = next((v for k, v in headers.items() if k.lower() == "retry-after"), "").strip()
    try:
        return max(0.0, float(said))
    except ValueError:
        pass
    try:
        return max(0.0, email.utils.parsedate_to_datetime(said).timestamp() - time.time())
    except (ValueError, TypeError):
        return None
