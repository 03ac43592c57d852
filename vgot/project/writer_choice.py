"""Who writes: the language model that a person chose, kept in the home without any key, and what there is to choose from.

An entry of the keyring belongs to the server that it was first chosen for (credentials.json says which, and never the key).
Whoever changes the address alone, in the page or in writer.json, does not take the key along.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from vgot.environment import Environment
from vgot.errors import BadInput, StorageFailed
from vgot.project.server_habits import KeptHabits
from vgot.script.llm import discovery
from vgot.script.llm.addresses import KEYRING_SERVICE, OPENAI_URL, checked_url, is_loopback, key_for, server_of
from vgot.script.llm.clients import Client, find_client
from vgot.store.disk import as_private, disk, make_private
from vgot.story.model import bad_input_from

FILE = "writer.json"
#: Which server each entry of the keyring belongs to.
CREDENTIALS = "credentials.json"
Kind = Literal["auto", "offline", "openai", "transformers"]
#: Characters of a key.
MAX_KEY = 500
WRITERS = ("auto", "offline", "openai", "transformers")
_OPERATOR = dict(field="writer", hint="Run VGoT Studio on your own machine to choose another one.")


class WriterChoice(BaseModel):
    """A choice of writer. `auto` is the endpoint of the environment, or the offline outline where there is none; `credential`
    names an entry of the keyring, never a key."""

    model_config = ConfigDict(extra="forbid")
    kind: Kind = "auto"
    base_url: Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)] = ""
    model: Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)] = ""
    credential: Annotated[str, StringConstraints(max_length=100, strip_whitespace=True)] = ""


def chosen(home: Path | None, env: Mapping[str, str] | Environment | None = None) -> WriterChoice:
    """What was chosen in this home; `auto` where nothing was, where it cannot be read, and on a Space."""
    said = Environment.read(env)
    if home is None or said.mode == "space":
        return WriterChoice()
    try:
        return WriterChoice.model_validate_json((home / FILE).read_bytes())
    except (OSError, ValidationError):
        return WriterChoice()


def choose(
    home: Path,
    *,
    kind: str,
    base_url: str = "",
    model: str = "",
    credential: str = "",
    key: str = "",
    env: Mapping[str, str] | Environment | None = None,
) -> WriterChoice:
    """Keep a choice. `key`: goes into the keyring, for this address alone, and is kept nowhere else. Raises BadInput for an address
    that may not be asked, for a missing model, and on a Space, where the operator chooses."""
    said = Environment.read(env)
    if said.mode == "space":
        raise BadInput("The language model of this Space is set by its operator.", **_OPERATOR)
    try:
        choice = WriterChoice(kind=cast("Kind", kind), base_url=base_url, model=model, credential=credential)
    except ValidationError as why:
        raise bad_input_from(why) from why
    if choice.kind == "openai":
        choice.base_url = checked_url(choice.base_url or said.openai_url or OPENAI_URL)
    elif choice.kind != "auto":
        choice.base_url = choice.credential = ""
    if choice.kind == "transformers" and not choice.model:
        raise BadInput("No local language model is named.", field="model", hint="Name the directory of a chat model.")
    if choice.kind in ("auto", "offline"):
        choice = WriterChoice(kind=choice.kind)
    known = _servers(home)
    if key.strip():
        choice.credential = _keep_key(key, choice, known)
        known = {k: v for k, v in (known or {}).items() if k != choice.credential}
    if choice.credential and (known is None or choice.credential not in known):
        known = (known or {}) | {choice.credential: server_of(choice.base_url)}
    try:
        make_private(home)
        if known:
            _keep(home / CREDENTIALS, json.dumps(known, indent=1, ensure_ascii=False))
        _keep(home / FILE, choice.model_dump_json(indent=1))
    except OSError as why:
        raise StorageFailed(
            f"The choice of writer cannot be kept: {why.strerror}.",
            field="writer",
            hint="See that the home folder can be written to.",
        ) from why
    return choice


def _keep_key(key: str, choice: WriterChoice, known: dict[str, str] | None) -> str:
    """Put a key into the keyring; returns its entry, which is called like its server where nobody named it. Raises BadInput for what
    is no key and for an entry that belongs to another server, StorageFailed where there is no keyring."""
    key, server = key.strip(), server_of(choice.base_url)
    if choice.kind != "openai" or not key.isprintable() or " " in key or len(key) > MAX_KEY:
        raise BadInput("This is not a key that can be sent.", field="key", hint="Copy it again, without spaces.")
    checked_url(choice.base_url, key)
    entry = choice.credential or server.partition("://")[2].removesuffix(":443")
    if (owner := (known or {}).get(entry, server)) != server:
        raise BadInput(
            f"The keyring entry “{entry}” belongs to {owner}.", field="credential", hint="Give this key another name."
        )
    try:
        import keyring

        keyring.set_password(KEYRING_SERVICE, entry, key)
        kept = keyring.get_password(KEYRING_SERVICE, entry) == key
    except Exception as why:  # every system's keyring has errors of its own, and none of them may show the key
        kept, name = False, type(why).__name__
    else:
        name = "it gives back something else"
    if not kept:
        raise StorageFailed(
            f"The key cannot be put into this machine's keyring ({name}).",
            field="key",
            hint="Start the program with OPENAI_BASE_URL and OPENAI_API_KEY set instead.",
        ) from None
    return entry


def _keep(target: Path, text: str) -> None:
    new = target.with_name(f"{target.name}.new")
    disk().write(new, text.encode())
    as_private(new, always=True)
    disk().replace(new, target)


def _servers(home: Path) -> dict[str, str] | None:
    """Entry of the keyring -> its server; None where that was known and cannot be read any more. A choice that was kept
    before this was is of the address it stands beside."""
    try:
        known = json.loads((home / CREDENTIALS).read_text(encoding="utf-8"))
        known = cast("dict[object, object]", known) if isinstance(known, dict) else None
        if known is None or not all(isinstance(one, str) for one in known.values()):
            return None
        return cast("dict[str, str]", known)
    except FileNotFoundError:
        now = chosen(home, {})
        return {now.credential: server_of(now.base_url)} if now.credential and now.base_url else {}
    except (OSError, ValueError, RecursionError):
        return None


def credential_for(home: Path, choice: WriterChoice) -> tuple[str, str]:
    """(the entry of the keyring that may be asked for the chosen address, "") or ("", why there is none, in words)."""
    if not choice.credential:
        return "", ""
    known, entry = _servers(home), f"the keyring entry “{choice.credential}”"
    if known is None:
        return (
            "",
            f"no key is sent: {CREDENTIALS} cannot be read, so it is not known whose {entry} is; choose who writes once more",
        )
    if (own := known.get(choice.credential)) == server_of(choice.base_url):
        return choice.credential, ""
    return "", (
        f"no key is sent: {entry} belongs to {own or 'no address yet'}; "
        + (
            "keep this address's own key under another name (keyring set vgot-studio NAME)"
            if own
            else "choose who writes once more"
        )
    )


def client_for(
    writer: str = "auto",
    *,
    base_url: str | None = None,
    model: str | None = None,
    home: Path | None = None,
    models_dir: Path | None = None,
) -> Client | None:
    """The language model to write with, or None for the offline outline. With a `home`, `auto` is what was chosen there, and
    `openai` or `transformers` the one of that kind, if one was. A local model is a directory, or
    lies in `models_dir`; it stays loaded between requests. Raises BadInput, ModelUnavailable."""
    if writer not in WRITERS:
        raise BadInput(f"There is no writer '{writer[:40]}'.", field="writer", hint=f"Use one of {', '.join(WRITERS)}.")
    credential = None
    choice = chosen(home)
    if writer in ("auto", choice.kind) and not base_url and not model:
        writer, base_url, model, credential = (
            choice.kind,
            choice.base_url or None,
            choice.model or None,
            (credential_for(home, choice)[0] or None) if home is not None else None,
        )

    def open_local(name: str) -> Client:
        from vgot.models.text.resident import KeptWriter

        return KeptWriter(name, models_dir)

    habits = KeptHabits(home) if home is not None else None
    return find_client(
        writer, base_url=base_url, model=model, credential=credential, open_local=open_local, habits=habits
    )


def described(home: Path | None, env: Mapping[str, str] | Environment | None = None) -> dict[str, Any]:
    """Who will write now, as plain JSON, without asking any server: `kind` (offline, openai, transformers), `base_url`,
    `model`, `chosen` (by a person, not by the environment), `key` (where the key comes from, or why none is sent, in words), `may_choose`, and
    what the environment names (`environment`, `environment_model`, `environment_key`). `withheld` says why the chosen entry of
    the keyring is not used, empty where it is."""
    said = Environment.read(env)
    choice = chosen(home, said)
    kind, base, model = choice.kind, choice.base_url, choice.model or said.llm_model
    own = said.openai_url or (OPENAI_URL if said.openai_key else "")
    if kind == "auto":
        base, kind = own, "openai" if own else "offline"
    out = {
        "kind": kind,
        "base_url": base if kind == "openai" else "",
        "model": model if kind != "offline" else "",
        "chosen": choice.kind != "auto",
        "key": "",
        "may_choose": said.mode != "space",
        "withheld": "",
        "credential": choice.credential,
        "environment": own,
        "environment_model": said.llm_model,
        "environment_key": _key_in_words(own, said, "") if own else "",
    }
    if kind == "openai":
        credential, why_not = credential_for(home, choice) if home is not None else ("", "")
        own_key = bool(key_for(base, said))
        out["withheld"] = "" if own_key else why_not
        out["key"] = out["withheld"] or _key_in_words(base, said, credential)
        out["ready"] = is_loopback(base) or bool(credential) or own_key
    return out


def _key_in_words(base: str, said: Environment, credential: str) -> str:
    if credential:
        return f"the key comes from the keyring entry “{credential}”"
    if key_for(base, said):
        return "the key comes from OPENAI_API_KEY"
    return (
        "no key is sent"
        if is_loopback(base)
        else "no key: start the program with OPENAI_BASE_URL and OPENAI_API_KEY set, or name an entry of the keyring"
    )


def offers(env: Mapping[str, str] | Environment | None = None, timeout_s: float = 0.5) -> list[dict[str, Any]]:
    """Language model servers that run on this machine, as plain JSON: name, base_url, models. Nothing on a Space."""
    said = Environment.read(env)
    if said.mode == "space":
        return []
    return [
        {"name": s.name, "base_url": s.base_url, "models": list(s.models[:40])}
        for s in discovery.find_servers(timeout_s=timeout_s)
    ]
