"""Language models behind one small protocol: any OpenAI-compatible endpoint, or a local one given from above.

A client answers `reply(system, prompt, schema, report)` with pieces of text as they arrive (the `TextModel` of
vgot.models.base). `report.check()` raises Cancelled when a person asked to stop. A client may say in `told` what it did
differently for its last reply, and in `patience` how long its tries may take. Keys come from the environment or the keyring,
go to the endpoint they belong to and nowhere else, and are cut out of every message. Which endpoint an entry of the keyring
belongs to is remembered by who keeps the choice of writer (vgot/project/writer_choice.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from vgot.environment import Environment
from vgot.errors import BadInput, ModelUnavailable
from vgot.script.llm.addresses import OPENAI_URL, checked_url, is_environments, is_loopback, key_for
from vgot.script.llm.endpoint import Limits, OpenAIClient, Report
from vgot.script.llm.replies import clean
from vgot.script.llm.traits import Habits

HOW_TO_CONFIGURE = (
    "Set OPENAI_BASE_URL (and OPENAI_API_KEY, VGOT_LLM_MODEL) to any OpenAI-compatible endpoint, start "
    "Ollama, LM Studio, llama.cpp or vLLM on this machine, or name a local model directory."
)


class Client(Protocol):
    """A TextModel, as this package uses it."""

    @property
    def model_id(self) -> str: ...

    def reply(self, system: str, prompt: str, schema: dict[str, Any], report: Report) -> Iterator[str]: ...


def find_client(
    kind: str = "auto",
    *,
    base_url: str | None = None,
    model: str | None = None,
    credential: str | None = None,
    env: Mapping[str, str] | Environment | None = None,
    open_local: Callable[[str], Client] | None = None,
    limits: Limits | None = None,
    habits: Habits | None = None,
) -> Client | None:
    """The language model to write with, or None for the offline writer.

    kind: `auto` (the endpoint of the settings or the environment if there is one, else offline), `offline`, `openai`,
    `transformers` (`model` is then a directory or an allow-listed repository, opened by `open_local`). `habits`: where what
    servers refuse is remembered, if not for this run only.
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
    others: list[str] = []
    if not model:
        from vgot.script.llm.discovery import models_at

        names = models_at(base, key)
        if not names or (len(names) > 1 and not is_loopback(base)):  # a paid catalogue is not to be guessed from
            some = f" It has: {', '.join(names[:6])}{', …' if len(names) > 6 else ''}." if names else ""
            raise ModelUnavailable(f"No model is chosen at {base}.{some}", field="model", hint="Set VGOT_LLM_MODEL.")
        model, *others = names
    own = is_environments(base, said)
    return OpenAIClient(base, model, api_key=key, limits=limits, account=own, others=others, habits=habits)
