"""What went wrong with a language model's server, in a person's words: the true cause, without the key and without HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from vgot.errors import ModelUnavailable, VgotError, WriterFailed
from vgot.script.llm.replies import clean
from vgot.script.llm.traits import cannot_chat, named
from vgot.script.llm.wire import ServerSaid


class ReplyCut(WriterFailed):
    """The reply ended early or was cut off; what arrived has been yielded."""


class TooMuch(Exception):
    """More bytes than any honest reply has."""


class Refused(Exception):
    """The server does not take this kind of request: what it said, the parameter that it named, and the error that a person
    sees when nothing simpler helps. `plain_only`: it said nothing of a cause, the plainest request alone may help."""

    def __init__(self, said: str, param: str, error: VgotError, plain_only: bool = False):
        super().__init__(said)
        self.said, self.param, self.error, self.plain_only = said, param, error, plain_only


class CannotChat(Exception):
    """This model is none that talks."""


def redact(text: str, *secrets: str) -> str:
    """The text without the secrets and without anything that looks like a key."""
    for secret in secrets:
        if secret and len(secret) >= 4:
            text = text.replace(secret, "[key]")
    return re.sub(r"\b(?:sk|hf|gsk|xai|pk)[-_][A-Za-z0-9_*-]{6,}", "[key]", text)


def said_by(body: Any) -> tuple[str, str]:
    """(what a server said in words, the parameter that it named) out of the body of an error; empty where it says nothing."""
    if isinstance(body, str):
        return body.strip(), ""
    if not isinstance(body, Mapping):
        return "", ""
    inner = body.get("error")
    one: Mapping[str, Any] = inner if isinstance(inner, Mapping) else body
    said = (
        one.get("message") or one.get("detail") or (inner if isinstance(inner, str) else "") or body.get("detail") or ""
    )
    if isinstance(said, list):  # FastAPI: [{"loc": ["body", "temperature"], "msg": "extra fields not permitted"}]
        rows = [r for r in said if isinstance(r, Mapping)]
        loc = next((r["loc"] for r in rows if isinstance(r.get("loc"), list) and r["loc"]), [])
        return "; ".join(str(r.get("msg", "")) for r in rows), str(loc[-1]) if loc else ""
    numbers = [f"{k} {one[k]}" for k in ("n_prompt_tokens", "n_ctx") if isinstance(one.get(k), int)]
    param = one.get("param")
    words = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
    return " ".join([words.strip(), *numbers]).strip(), param if isinstance(param, str) else ""


def speaks_of_the_request(body: bytes) -> bool:
    """Whether the body of a 5xx says that some part of the request is at fault: asking the same again will not help."""
    try:
        said, param = said_by(json.loads(body[:20_000]))
    except ValueError:
        return False
    return bool(named(said, param))


def typed(why: Exception, *, key: str, at: str) -> Exception:
    """An error of the openai client as one of ours: a VgotError, Refused or CannotChat. `at`: the address and the model."""
    import openai

    if isinstance(why, TooMuch):
        return ReplyCut("The reply was far too long and was cut off.", hint="Try again, or use another model.")
    if isinstance(why, ServerSaid):
        return _status(500, why.body, str(why), key, at, late=True)
    if isinstance(why, openai.APIStatusError):
        return _status(why.status_code, why.body, str(why) or type(why).__name__, key, at)
    said = clean(redact(str(why) or type(why).__name__, key), 240)
    if isinstance(why, openai.APITimeoutError):
        return WriterFailed(f"{at} did not answer in time.", hint="Try again, or use a faster model.")
    if type(why).__name__ in _BROKEN or type(why.__cause__).__name__ in _BROKEN:
        return ReplyCut(
            "The connection to the language model broke off in the middle of a reply.",
            hint="Try again; what was written is kept.",
        )
    if type(why).__name__ in ("ReadTimeout", "PoolTimeout"):
        return WriterFailed(f"{at} did not answer in time.", hint="Try again, or use a faster model.")
    if isinstance(why, openai.APIConnectionError):
        return WriterFailed(f"{at} cannot be reached: {said}", hint="Is the server running, and OPENAI_BASE_URL right?")
    return ReplyCut(f"The language model's server sent something that is not a reply: {said}", hint="Try again.")


_BROKEN = ("RemoteProtocolError", "ReadError", "IncompleteRead")
_OF_THE_KEY = re.compile(r"\bkeys?\b|auth|token|credential|permission|login", re.IGNORECASE)


def _status(status: int, body: Any, fallback: str, key: str, at: str, late: bool = False) -> Exception:
    said, param = said_by(body)
    whole = redact(said or fallback, key)
    said = clean(whole, 240)
    if cannot_chat(whole):
        return CannotChat(said)
    if status in (400, 404, 405, 406, 413, 415, 422, 501) or status >= 500 or (status == 403 and param):
        causes = named(whole, param)
        if causes and not (status == 404 and causes == ["system"]):
            return Refused(whole, param, _for_good(status, said, at))
    error = _for_good(status, said, at)
    if late:
        return ReplyCut(f"The language model's server failed in the middle of a reply: {said}", hint="Try again.")
    if status in (400, 415, 422, 500, 501, 502):
        return Refused(whole, param, error, plain_only=True)
    return error


def _for_good(status: int, said: str, at: str) -> VgotError:
    """The error of a status for a person, when nothing simpler helps."""
    if status == 401 or (status == 403 and _OF_THE_KEY.search(said)):
        return ModelUnavailable(
            f"The language model's server refused the key: {said}", hint="Check OPENAI_API_KEY and OPENAI_BASE_URL."
        )
    if status in (402, 403):
        return ModelUnavailable(
            f"The language model's server does not serve this request ({status}): {said}",
            hint="See what the account or the place allows, or use another model or server.",
        )
    if status == 404:
        return ModelUnavailable(
            f"There is no such model or endpoint at {at}: {said}",
            hint="Check OPENAI_BASE_URL (it usually ends in /v1) and VGOT_LLM_MODEL.",
        )
    if 300 <= status < 400:
        return ModelUnavailable(
            f"{at} answers with a redirect, which is not followed.", hint="Set OPENAI_BASE_URL to the final address."
        )
    if status == 429:
        return WriterFailed(
            f"The language model's server is too busy (429), also after waiting: {said}",
            hint="Wait a little and continue; what was written is kept.",
        )
    if status < 500:
        return WriterFailed(
            f"The language model's server refused the request: {said}",
            hint="It refused the plainest request as well: its own words say why.",
        )
    return WriterFailed(
        f"The language model's server failed ({status}): {said}", hint="Try again later; what was written is kept."
    )
