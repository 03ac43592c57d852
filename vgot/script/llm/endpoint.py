"""Any endpoint that speaks the OpenAI chat protocol, asked in the way that it takes.

Retries on 429 and 5xx, with backoff and Retry-After, are those of the official `openai` client. What a server refuses is
learnt (vgot.script.llm.traits), so that it is asked once more without it, and remembered.
"""

from __future__ import annotations

import queue
import re
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from vgot.errors import ModelUnavailable, WriterFailed
from vgot.script.llm.addresses import checked_url, is_loopback
from vgot.script.llm.prompts import AS_JSON
from vgot.script.llm.replies import MAX_REPLY_CHARS, clean
from vgot.script.llm.server_errors import CannotChat, Refused, ReplyCut, TooMuch, speaks_of_the_request, typed
from vgot.script.llm.thinking import ends_with_an_answer
from vgot.script.llm.traits import (
    LEAST_TOKENS,
    REMEMBERED,
    Habits,
    Traits,
    in_words,
    learnt,
    plainest,
    request_for,
    schema_words,
)
from vgot.script.llm.wire import Heard, chunks, parts

#: The most times that one reply is asked for in another way.
_MOST_ASKED = 14
#: What a model that thinks first is given instead of the usual budget, once.
_ROOM_TO_THINK = 4


class Report(Protocol):
    """What a client needs of a Reporter: `check` raises Cancelled when a person asked to stop."""

    def check(self) -> None: ...


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


class _OnlyThought(Exception):
    """The reply ended, and all of it was thinking."""

    def __init__(self, thought: str, finish: str):
        super().__init__()
        self.thought, self.finish = thought, finish


class OpenAIClient:
    """Any endpoint that speaks the OpenAI chat protocol. `account`: it is the environment's own endpoint, and what else the
    environment holds for it (OPENAI_ORG_ID, OPENAI_PROJECT_ID, OPENAI_CUSTOM_HEADERS) goes there too. `others`: models to go
    on with when this one cannot chat. `told` says what was done differently for the last reply."""

    def __init__(
        self,
        base_url: str,
        model: str,
        *,
        api_key: str = "",
        limits: Limits | None = None,
        temperature: float = 0.8,
        account: bool = False,
        others: Sequence[str] = (),
        habits: Habits | None = None,
    ):
        self.base_url = checked_url(base_url, api_key)
        self.model = model
        self.limits = limits or Limits()
        self.told: list[str] = []
        self._key, self._account = api_key, account
        self._temperature = temperature
        self._others, self._habits = list(others), habits or REMEMBERED
        self._openai = None

    def __repr__(self) -> str:
        return f"OpenAIClient({self.base_url!r}, {self.model!r})"

    @property
    def model_id(self) -> str:
        return f"openai:{clean(self.model, 80)}"

    def reply(self, system: str, prompt: str, schema: dict[str, Any], report: Report) -> Iterator[str]:
        """Pieces of the reply as they arrive, at most `limits.chars` characters in all.

        Raises ReplyCut after the last piece when the reply did not end properly; WriterFailed when the server cannot
        be reached or keeps failing; ModelUnavailable when it refuses the key or does not know the model.
        """
        deadline = time.monotonic() + self.limits.whole_s
        # The schema stands in words too: some servers take a format and ignore it without a sound.
        talk = _Talk(self, f"{system}\n{AS_JSON}\n{schema_words(schema)}", prompt, schema)
        self.told = []
        for _ in range(_MOST_ASKED):
            try:
                yield from self._read(talk, report, deadline)
                talk.keep()
                return
            except Refused as why:
                talk.give_way(why)
            except CannotChat as why:
                talk.ask_another(str(why))
            except _OnlyThought as why:
                if answer := talk.after_thinking(why):
                    yield answer
                    talk.keep()
                    return
        raise WriterFailed(
            f"{self.base_url} refuses every way to ask {clean(self.model, 80)}.", hint="Use another model or server."
        )

    def _read(self, talk: _Talk, report: Report, deadline: float) -> Iterator[str]:
        """One request. The network is read in a thread, so that cancelling and the time limit work even while the
        server says nothing at all."""
        pieces: queue.Queue = queue.Queue(maxsize=64)
        stop = threading.Event()
        request = talk.request()
        threading.Thread(
            target=self._pump, args=(request, talk.retries, pieces, stop), daemon=True, name="vgot-reply"
        ).start()
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
                    self._ended(value)
                    return
                else:
                    raise value if room == self.limits.chars or not isinstance(value, Refused) else value.error
                if time.monotonic() > deadline:
                    raise ReplyCut(
                        f"The language model did not finish within {self.limits.whole_s:g} s.",
                        hint="Try again, or use a faster model.",
                    )
        finally:
            stop.set()

    @staticmethod
    def _ended(heard: Heard) -> None:
        """Raises where a reply did not end as one that is whole."""
        if not heard.any and heard.thought.strip():
            raise _OnlyThought(heard.thought, heard.finish)
        if heard.finish == "content_filter":
            raise ReplyCut("The server's content filter stopped the reply.", hint="Say the sentence in other words.")
        if heard.finish not in ("stop", "tool_calls"):
            raise ReplyCut("The reply was cut off before its end.", hint="Try again.")

    def _pump(self, request: dict[str, Any], retries: int, pieces: queue.Queue, stop: threading.Event) -> None:
        """Read one reply into `pieces`; runs in a thread and ends with exactly one "end" or "error"."""

        def put(what: str, value: object) -> None:
            while not stop.is_set():
                try:
                    return pieces.put((what, value), timeout=0.2)
                except queue.Full:
                    continue

        heard = Heard()
        try:
            asking = self._connected().with_options(max_retries=retries, timeout=self._timeout(request["stream"]))
            with asking.chat.completions.with_streaming_response.create(**request) as response:
                for chunk in chunks(response.iter_lines()):
                    for part in parts(chunk):
                        if stop.is_set():
                            return
                        if text := heard.take(part):
                            put("text", text)
            if heard.tool:  # the answer of a model that took the schema for a tool
                put("text", f"\n{heard.tool}" if heard.any else heard.tool)
                heard.any = True
            put("end", heard)
        except Exception as why:
            put("error", typed(why, key=self._key, at=f"{self.base_url} ({clean(self.model, 80)})"))

    def _timeout(self, stream: bool):
        import httpx2

        limits = self.limits  # a reply that comes whole is silent until it is written
        return httpx2.Timeout(limits.read_s if stream else max(limits.read_s, limits.whole_s), connect=limits.connect_s)

    def _connected(self):
        if self._openai is None:
            import openai

            most = self.limits.bytes
            http = openai.DefaultHttpxClient(
                follow_redirects=False,
                trust_env=not is_loopback(self.base_url),
                timeout=self._timeout(True),
                event_hooks={
                    "request": [] if self._account else [self._without_account],
                    "response": [lambda response: _cap(response, most), _no_use_again],
                },
            )
            self._openai = openai.OpenAI(
                base_url=self.base_url,
                api_key=self._key or "none",
                http_client=http,
                max_retries=self.limits.retries,
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


class _Talk:
    """What is asked for in one reply, and how the asking gives way."""

    def __init__(self, client: OpenAIClient, system: str, prompt: str, schema: dict[str, Any]):
        self.client, self.system, self.prompt, self.schema = client, system, prompt, schema
        self.chars = len(system) + len(prompt)
        self.traits = client._habits.known(client.base_url, client.model)
        self._before: Traits | None = None
        self._first: Refused | None = None
        self.retries = client.limits.retries

    @property
    def tokens(self) -> int:
        return self.traits.asked_tokens(self.client.limits.tokens, self.chars)

    def request(self) -> dict[str, Any]:
        """The body to send. Raises WriterFailed where the context does not hold message and reply."""
        if self.traits.budget and self.tokens < LEAST_TOKENS:
            raise WriterFailed(
                f"The message leaves no room for a reply in the {self.traits.context or 0:,} tokens of context that "
                f"{clean(self.client.model, 80)} has.",
                hint="Start the server with a longer context, use another model, or write fewer shots at once.",
            )
        client = self.client
        return request_for(
            self.traits,
            self.system,
            self.prompt,
            self.schema,
            model=client.model,
            temperature=client._temperature,
            tokens=self.tokens,
        )

    def keep(self) -> None:
        self.client._habits.keep(self.client.base_url, self.client.model, self.traits)

    def give_way(self, why: Refused) -> None:
        """Ask without what was refused; where nobody says what it was, most simply, once. Raises the error of the first
        refusal when that does not help."""
        found = None
        if not why.plain_only:
            found = learnt(self.traits, why.said, why.param, asked=self.tokens, chars=self.chars)
        if found is not None:
            self.traits = found[0]
            self._tell(found[1])
            return
        self._first = self._first or why
        plain = plainest(self.traits) if self._before is None else None
        if plain is None:
            raise self._first.error
        self._before, self.traits, self.retries = self.traits, plain, 0
        self._tell("it did not say what it refuses; it was asked most simply")

    def ask_another(self, said: str) -> None:
        """Go on with the next model of the server. Raises ModelUnavailable when there is none."""
        client = self.client
        if not client._others:
            raise ModelUnavailable(
                f"{clean(client.model, 80)} cannot chat: {clean(said, 200)}",
                field="model",
                hint="Choose a model that writes text.",
            )
        before, client.model = client.model, client._others.pop(0)
        self.traits = client._habits.known(client.base_url, client.model)
        self._tell(f"{clean(before, 60)} cannot chat; {clean(client.model, 60)} was asked")

    def after_thinking(self, why: _OnlyThought) -> str:
        """The answer that stands in the thinking, or "" after which it is asked again with more room. Raises WriterFailed,
        ReplyCut."""
        if why.finish == "length":
            if self.traits.room > 1:
                raise WriterFailed(
                    f"The model spent its whole budget of {self.tokens:,} tokens on thinking and wrote no answer.",
                    hint="Switch its thinking off, or use a model that thinks less.",
                )
            self.traits = replace(self.traits, room=_ROOM_TO_THINK, think_less=True)
            self._tell("the model spent its whole budget on thinking; it was asked again with more")
            return ""
        if answer := ends_with_an_answer(why.thought):
            self._tell("the answer stood in the model's reasoning")
            return answer
        raise ReplyCut(
            "The model put its answer into its reasoning, or gave none.",
            hint="Switch thinking, or the server's reasoning parser, off.",
        )

    def _tell(self, words: str) -> None:
        self.client.told += in_words([words])


#: Headers that say nothing of whose request it is.
_ANYBODYS = re.compile(
    r"host|connection|accept(-encoding)?|content-(type|length)|transfer-encoding|user-agent|x-stainless-[a-z-]+",
    re.IGNORECASE,
)


def _no_use_again(response) -> None:
    """A 5xx that blames the request is no reason to send the same once more."""
    if response.status_code >= 500:
        response.read()
        if speaks_of_the_request(response.content):
            response.headers["x-should-retry"] = "false"


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
                    raise TooMuch()
                yield part

        def close(self):
            inner.close()

    response.stream = Capped()
