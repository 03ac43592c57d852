"""Language models behind one small protocol: any OpenAI-compatible endpoint, or a local one given from above.

A client answers `reply(system, prompt, schema, report)` with pieces of text as they arrive (the `TextModel` of
vgot.models.base). `report.check()` raises Cancelled when a person asked to stop. Retries on 429 and 5xx, with backoff
and Retry-After, are those of the official `openai` client. Keys come from the environment or the keyring, go to the
endpoint they belong to and nowhere else, and are cut out of every message. Which endpoint an entry of the keyring belongs to
is remembered by who keeps the choice of writer (vgot/project/writer_choice.py).
"""

from __future__ import annotations

import ipaddress
import json
import queue
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from vgot.environment import Environment
from vgot.errors import BadInput, ModelUnavailable, WriterFailed
from vgot.script.llm.replies import MAX_REPLY_CHARS, clean

OPENAI_URL = "https://api.openai.com/v1"
KEYRING_SERVICE = "vgot-studio"
HOW_TO_CONFIGURE = (
    "Set OPENAI_BASE_URL (and OPENAI_API_KEY, VGOT_LLM_MODEL) to any OpenAI-compatible endpoint, start "
    "Ollama, LM Studio, llama.cpp or vLLM on this machine, or name a local model directory."
)
#: How a reply is asked for, from strict to loose; a server that refuses one is asked with the next, and remembered.
FORMATS = ("json_schema", "json_object", "text")


class Report(Protocol):
    """What a client needs of a Reporter: `check` raises Cancelled when a person asked to stop."""

    def check(self) -> None: ...


class Client(Protocol):
    """A TextModel, as this package uses it."""

    model_id: str

    def reply(self, system: str, prompt: str, schema: dict[str, Any], report: Report) -> Iterator[str]: ...


class ReplyCut(WriterFailed):
    """The reply ended early or was cut off; what arrived has been yielded."""


@dataclass(frozen=True)
class Limits:
    """Seconds and sizes: to connect, between two pieces, for a whole reply with its retries; tokens asked for."""

    connect_s: float = 10.0
    read_s: float = 90.0
    whole_s: float = 300.0
    retries: int = 4
    chars: int = MAX_REPLY_CHARS
    bytes: int = 8_000_000
    tokens: int = 4_096


class OpenAIClient:
    """Any endpoint that speaks the OpenAI chat protocol. `account`: it is the environment's own endpoint, and what else the
    environment holds for it (OPENAI_ORG_ID, OPENAI_PROJECT_ID, OPENAI_CUSTOM_HEADERS) goes there too."""

    def __init__(
        self,
        base_url: str,
        model: str,
        *,
        api_key: str = "",
        limits: Limits | None = None,
        temperature: float = 0.8,
        account: bool = False,
    ):
        self.base_url = checked_url(base_url, api_key)
        self.model = model
        self.model_id = f"openai:{clean(model, 80)}"
        self.limits = limits or Limits()
        self._key, self._account = api_key, account
        self._temperature = temperature
        self._format = 0
        self._openai = None

    def __repr__(self) -> str:
        return f"OpenAIClient({self.base_url!r}, {self.model!r})"

    def reply(self, system: str, prompt: str, schema: dict[str, Any], report: Report) -> Iterator[str]:
        """Pieces of the reply as they arrive, at most `limits.chars` characters in all.

        Raises ReplyCut after the last piece when the reply did not end properly; WriterFailed when the server cannot
        be reached or keeps failing; ModelUnavailable when it refuses the key or does not know the model.
        """
        deadline = time.monotonic() + self.limits.whole_s
        while True:
            try:
                yield from self._read(system, prompt, schema, report, deadline)
                return
            except _FormatRefused as why:
                if self._format == len(FORMATS) - 1:
                    raise WriterFailed(
                        f"The language model's server refused the request: {why}",
                        hint="Check the model's name and its context length.",
                    ) from None
                self._format += 1

    def _read(self, system: str, prompt: str, schema: dict[str, Any], report: Report, deadline: float) -> Iterator[str]:
        """One request. The network is read in a thread, so that cancelling and the time limit work even while the
        server says nothing at all."""
        pieces: queue.Queue = queue.Queue(maxsize=64)
        stop = threading.Event()
        request = self._request(system, prompt, schema)
        threading.Thread(target=self._pump, args=(request, pieces, stop), daemon=True, name="vgot-reply").start()
        room = self.limits.chars
        try:
            while True:
                report.check()
                try:
                    what, value = pieces.get(timeout=0.1)
                except queue.Empty:
                    if time.monotonic() > deadline:
                        late = ReplyCut if room < self.limits.chars else WriterFailed  # silence is not worth a new try
                        raise late(
                            f"The language model did not finish within {self.limits.whole_s:g} s.",
                            hint="Try again, or use a faster model.",
                        ) from None
                    continue
                if what == "text":
                    yield value[:room]
                    room -= len(value)
                    if room < 0:
                        raise ReplyCut(
                            f"The reply was longer than {self.limits.chars:,} characters and was cut off.",
                            hint="Try again, or use another model.",
                        )
                elif what == "end":
                    if value not in ("stop", "tool_calls"):
                        raise ReplyCut("The reply was cut off before its end.", hint="Try again.")
                    return
                else:
                    raise value
                if time.monotonic() > deadline:
                    raise ReplyCut(
                        f"The language model did not finish within {self.limits.whole_s:g} s.",
                        hint="Try again, or use a faster model.",
                    )
        finally:
            stop.set()

    def _request(self, system: str, prompt: str, schema: dict[str, Any]) -> dict[str, Any]:
        asked = FORMATS[self._format]
        request: dict[str, Any] = dict(
            model=self.model, stream=True, temperature=self._temperature, max_tokens=self.limits.tokens
        )
        if asked == "json_schema":
            request["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": schema.get("title", "Reply"), "strict": True, "schema": plain_schema(schema)},
            }
        elif asked == "json_object":
            request["response_format"] = {"type": "json_object"}
        # The schema stands in words too: some servers take response_format and ignore it without a sound.
        system = (
            f"{system}\nReply with one JSON object and nothing else. It must fit this JSON schema:\n"
            f"{json.dumps(plain_schema(schema), ensure_ascii=False)}"
        )
        request["messages"] = [{"role": "system", "content": system}, {"role": "user", "content": prompt}]
        return request

    def _pump(self, request: dict[str, Any], pieces: queue.Queue, stop: threading.Event) -> None:
        """Read one streamed reply into `pieces`; runs in a thread and ends with exactly one "end" or "error"."""

        def put(what: str, value: object) -> None:
            while not stop.is_set():
                try:
                    return pieces.put((what, value), timeout=0.2)
                except queue.Full:
                    continue

        finish = None
        try:
            with self._connected().chat.completions.create(**request) as stream:
                for chunk in stream:
                    if stop.is_set():
                        return
                    for choice in (chunk.choices or [])[:1]:
                        delta = choice.delta
                        text = (delta.content or getattr(delta, "refusal", None)) if delta else None
                        if isinstance(text, str) and text:
                            put("text", text)
                        finish = choice.finish_reason or finish
            put("end", finish)
        except Exception as why:
            put("error", self._typed(why))

    def _connected(self):
        if self._openai is None:
            import httpx2
            import openai

            limits = self.limits
            http = openai.DefaultHttpxClient(
                follow_redirects=False,
                trust_env=not is_loopback(self.base_url),
                timeout=httpx2.Timeout(limits.read_s, connect=limits.connect_s),
                event_hooks={
                    "request": [] if self._account else [self._without_account],
                    "response": [lambda response: _cap(response, limits.bytes)],
                },
            )
            self._openai = openai.OpenAI(
                base_url=self.base_url,
                api_key=self._key or "none",
                http_client=http,
                max_retries=limits.retries,
                organization=None,
                project=None,
            )
        return self._openai

    def _without_account(self, request) -> None:
        """The official client adds whatever the environment holds for one account to every request, wherever it goes."""
        for name in [n for n in request.headers if not _ANYBODYS.fullmatch(n)]:
            del request.headers[name]
        if self._key:
            request.headers["Authorization"] = f"Bearer {self._key}"

    def _typed(self, why: Exception) -> Exception:
        """An openai error as one of ours, without the key and without the server's HTML."""
        import openai

        said = clean(redact(_said(why), self._key), 240)
        at = f"{self.base_url} ({clean(self.model, 80)})"
        if isinstance(why, _TooMuch):
            return ReplyCut("The reply was far too long and was cut off.", hint="Try again, or use another model.")
        if isinstance(why, openai.APIStatusError):
            if why.status_code in (401, 403):
                return ModelUnavailable(
                    f"The language model's server refused the key: {said}",
                    hint="Check OPENAI_API_KEY and OPENAI_BASE_URL.",
                )
            if why.status_code == 404 and "response_format" not in said:
                return ModelUnavailable(
                    f"There is no such model or endpoint at {at}: {said}",
                    hint="Check OPENAI_BASE_URL (it usually ends in /v1) and VGOT_LLM_MODEL.",
                )
            if 300 <= why.status_code < 400:
                return ModelUnavailable(
                    f"{at} answers with a redirect, which is not followed.",
                    hint="Set OPENAI_BASE_URL to the final address.",
                )
            if why.status_code in (400, 404, 415, 422, 501):
                return _FormatRefused(said)
            if why.status_code == 429:
                return WriterFailed(
                    f"The language model's server is too busy (429), also after waiting: {said}",
                    hint="Wait a little and continue; what was written is kept.",
                )
            return WriterFailed(
                f"The language model's server failed ({why.status_code}): {said}",
                hint="Try again later; what was written is kept.",
            )
        if isinstance(why, openai.APITimeoutError):
            return WriterFailed(f"{at} did not answer in time.", hint="Try again, or use a faster model.")
        if isinstance(why, openai.APIConnectionError):
            cause = why.__cause__
            if type(cause).__name__ in ("RemoteProtocolError", "ReadError"):
                return ReplyCut(
                    "The connection to the language model broke off in the middle of a reply.",
                    hint="Try again; what was written is kept.",
                )
            return WriterFailed(
                f"{at} cannot be reached: {said}", hint="Is the server running, and OPENAI_BASE_URL right?"
            )
        return ReplyCut(f"The language model's server sent something that is not a reply: {said}", hint="Try again.")


#: Headers that say nothing of whose request it is.
_ANYBODYS = re.compile(
    r"host|connection|accept(-encoding)?|content-(type|length)|transfer-encoding|user-agent|x-stainless-[a-z-]+",
    re.IGNORECASE,
)


class _FormatRefused(Exception):
    """The server does not take this kind of request."""


class _TooMuch(Exception):
    """More bytes than any honest reply has."""


def _cap(response, most: int) -> None:
    """Count the bytes of a response while they arrive, so that an endless line cannot fill the memory."""
    import httpx2

    inner = response.stream

    class Capped(httpx2.SyncByteStream):
        def __iter__(self):
            seen = 0
            for part in inner:
                seen += len(part)
                if seen > most:
                    raise _TooMuch()
                yield part

        def close(self):
            inner.close()

    response.stream = Capped()


def _said(why: Exception) -> str:
    """What the server said, in words."""
    body: Any = getattr(why, "body", None)
    if isinstance(body, Mapping):
        body = inner if isinstance(inner := body.get("error"), Mapping) else body
        body = body.get("message") or body.get("detail")
        if isinstance(body, str) and body.strip():
            return body
    return str(why) or type(why).__name__


def redact(text: str, *secrets: str) -> str:
    """The text without the secrets and without anything that looks like a key."""
    for secret in secrets:
        if secret and len(secret) >= 4:
            text = text.replace(secret, "[key]")
    return re.sub(r"\b(?:sk|hf|gsk|xai|pk)[-_][A-Za-z0-9_*-]{6,}", "[key]", text)


def plain_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema without what strict servers refuse (lengths of text, titles, defaults). Lists keep their exact
    lengths; the reading checks the rest."""
    drop = {"minLength", "maxLength", "title", "default", "pattern", "format"}

    def walk(node: Any) -> Any:
        if isinstance(node, list):
            return [walk(n) for n in node]
        if not isinstance(node, dict):
            return node
        out = {}
        for key, value in node.items():
            if key in ("properties", "$defs"):
                out[key] = {name: walk(part) for name, part in value.items()}
            elif key not in drop:
                out[key] = walk(value)
        return out

    return walk(schema)


# -- which client -----------------------------------------------------------------------------------------------------
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


def find_client(
    kind: str = "auto",
    *,
    base_url: str | None = None,
    model: str | None = None,
    credential: str | None = None,
    env: Mapping[str, str] | Environment | None = None,
    open_local: Callable[[str], Client] | None = None,
    limits: Limits | None = None,
) -> Client | None:
    """The language model to write with, or None for the offline writer.

    kind: `auto` (the endpoint of the settings or the environment if there is one, else offline), `offline`, `openai`,
    `transformers` (`model` is then a directory or an allow-listed repository, opened by `open_local`).
    On a Space (VGOT_MODE=space) the address is the operator's. Raises BadInput or ModelUnavailable.
    """
    said = Environment.read(env)
    if kind not in ("auto", "offline", "openai", "transformers"):
        raise BadInput(
            f"There is no writer '{clean(kind, 40)}'.",
            field="writer",
            hint="Use auto, offline, openai or transformers.",
        )
    if said.mode == "space":
        if base_url and base_url.strip().rstrip("/") != said.openai_url.rstrip("/"):
            raise BadInput(
                "The language model of this Space is set by its operator.",
                field="base_url",
                hint="Leave the address empty, or run VGoT Studio on your own machine.",
            )
        if kind == "transformers" and model and model != said.llm_model:
            raise BadInput(
                "The language model of this Space is set by its operator.",
                field="model",
                hint="Leave the model empty, or run VGoT Studio on your own machine.",
            )
    model = (model or said.llm_model).strip()
    if kind == "offline":
        return None
    if kind == "transformers":
        if not model or open_local is None:
            raise ModelUnavailable(
                "No local language model is named.",
                field="model",
                hint="Name a model directory, or set VGOT_LLM_MODEL to one.",
            )
        return open_local(model)
    base = base_url or said.openai_url or (OPENAI_URL if said.openai_key else "")
    if not base:
        if kind == "auto":
            return None
        raise ModelUnavailable("No language model is configured.", field="writer", hint=HOW_TO_CONFIGURE)
    key = key_for(base, said, credential)
    checked_url(base, key)
    if not model:
        from vgot.script.llm.discovery import models_at

        names = models_at(base, key)
        if not names or (len(names) > 1 and not is_loopback(base)):  # a paid catalogue is not to be guessed from
            some = f" It has: {', '.join(names[:6])}{', …' if len(names) > 6 else ''}." if names else ""
            raise ModelUnavailable(f"No model is chosen at {base}.{some}", field="model", hint="Set VGOT_LLM_MODEL.")
        model = names[0]
    return OpenAIClient(base, model, api_key=key, limits=limits, account=is_environments(base, said))
