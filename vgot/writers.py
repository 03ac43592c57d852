"""Who writes: the language model that a person chose, kept in the home without any key, and what there is to choose from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from vgot.disk import disk
from vgot.errors import BadInput, StorageFailed
from vgot.script import discovery
from vgot.script.clients import OPENAI_URL, Client, checked_url, find_client, is_loopback, key_for
from vgot.story import bad_input_from

FILE = "writer.json"
WRITERS = ("auto", "offline", "openai", "transformers")
_OPERATOR = dict(field="writer", hint="Run VGoT Studio on your own machine to choose another one.")


class WriterChoice(BaseModel):
    """A choice of writer. `auto` is the endpoint of the environment, or the offline outline where there is none; `credential`
    names an entry of the keyring, never a key."""

    model_config = ConfigDict(extra="forbid")
    kind: Literal["auto", "offline", "openai", "transformers"] = "auto"
    base_url: Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)] = ""
    model: Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)] = ""
    credential: Annotated[str, StringConstraints(max_length=100, strip_whitespace=True)] = ""


def chosen(home: Path | None, env: Mapping[str, str] | None = None) -> WriterChoice:
    """What was chosen in this home; `auto` where nothing was, where it cannot be read, and on a Space."""
    env = os.environ if env is None else env
    if home is None or env.get("VGOT_MODE", "local") == "space":
        return WriterChoice()
    try:
        return WriterChoice.model_validate_json((home / FILE).read_bytes())
    except (OSError, ValidationError):
        return WriterChoice()


def choose(home: Path, *, kind: str, base_url: str = "", model: str = "", credential: str = "", env: Mapping[str, str] | None = None) -> WriterChoice:
    """Keep a choice. Raises BadInput for an address that may not be asked, for a missing model, and on a Space, where the
    operator chooses."""
    env = os.environ if env is None else env
    if env.get("VGOT_MODE", "local") == "space":
        raise BadInput("The language model of this Space is set by its operator.", **_OPERATOR)
    try:
        choice = WriterChoice(kind=kind, base_url=base_url, model=model, credential=credential)
    except ValidationError as why:
        raise bad_input_from(why) from why
    if choice.kind == "openai":
        choice.base_url = checked_url(choice.base_url or env.get("OPENAI_BASE_URL", "") or OPENAI_URL)
    elif choice.kind != "auto":
        choice.base_url = choice.credential = ""
    if choice.kind == "transformers" and not choice.model:
        raise BadInput("No local language model is named.", field="model", hint="Name the directory of a chat model.")
    if choice.kind in ("auto", "offline"):
        choice = WriterChoice(kind=choice.kind)
    try:
        disk().make_folders(home)
        disk().write(home / f"{FILE}.new", choice.model_dump_json(indent=1).encode())
        disk().replace(home / f"{FILE}.new", home / FILE)
    except OSError as why:
        raise StorageFailed(f"The choice of writer cannot be kept: {why.strerror}.", field="writer", hint="See that the home folder can be written to.") from why
    return choice


def client_for(writer: str = "auto", *, base_url: str | None = None, model: str | None = None, home: Path | None = None,
               models_dir: Path | None = None) -> Client | None:
    """The language model to write with, or None for the offline outline. With a `home`, `auto` is what was chosen there, and
    `openai` or `transformers` the one of that kind, if one was. A local model is a directory, or
    lies in `models_dir`; it stays loaded between requests. Raises BadInput, ModelUnavailable."""
    if writer not in WRITERS:
        raise BadInput(f"There is no writer '{writer[:40]}'.", field="writer", hint=f"Use one of {', '.join(WRITERS)}.")
    credential = None
    choice = chosen(home)
    if writer in ("auto", choice.kind) and not base_url and not model:
        writer, base_url, model, credential = choice.kind, choice.base_url or None, choice.model or None, choice.credential or None

    def open_local(name: str) -> Client:
        from vgot.models.text_kept import KeptWriter

        return KeptWriter(name, models_dir)

    return find_client(writer, base_url=base_url, model=model, credential=credential, open_local=open_local)


def described(home: Path | None, env: Mapping[str, str] | None = None) -> dict:
    """Who will write now, as plain JSON, without asking any server: `kind` (offline, openai, transformers), `base_url`,
    `model`, `chosen` (by a person, not by the environment), `key` (where the key comes from, in words), `may_choose`, and
    what the environment names (`environment`, `environment_model`, `environment_key`)."""
    env = os.environ if env is None else env
    choice = chosen(home, env)
    kind, base, model = choice.kind, choice.base_url, choice.model or env.get("VGOT_LLM_MODEL", "").strip()
    own = env.get("OPENAI_BASE_URL", "").strip() or (OPENAI_URL if env.get("OPENAI_API_KEY") else "")
    if kind == "auto":
        base, kind = own, "openai" if own else "offline"
    out = {"kind": kind, "base_url": base if kind == "openai" else "", "model": model if kind != "offline" else "",
           "chosen": choice.kind != "auto", "key": "", "may_choose": env.get("VGOT_MODE", "local") != "space", "credential": choice.credential,
           "environment": own, "environment_model": env.get("VGOT_LLM_MODEL", "").strip(), "environment_key": _key_in_words(own, env, "") if own else ""}
    if kind == "openai":
        out["key"] = _key_in_words(base, env, choice.credential)
        out["ready"] = is_loopback(base) or bool(choice.credential) or bool(key_for(base, env))
    return out


def _key_in_words(base: str, env: Mapping[str, str], credential: str) -> str:
    if credential:
        return f"the key comes from the keyring entry “{credential}”"
    if key_for(base, env):
        return "the key comes from OPENAI_API_KEY"
    return "no key is sent" if is_loopback(base) else "no key: start the program with OPENAI_BASE_URL and OPENAI_API_KEY set, or name an entry of the keyring"


def offers(env: Mapping[str, str] | None = None, timeout_s: float = 0.5) -> list[dict]:
    """Language model servers that run on this machine, as plain JSON: name, base_url, models. Nothing on a Space."""
    env = os.environ if env is None else env
    if env.get("VGOT_MODE", "local") == "space":
        return []
    return [{"name": s.name, "base_url": s.base_url, "models": list(s.models[:40])} for s in discovery.find_servers(timeout_s=timeout_s)]
