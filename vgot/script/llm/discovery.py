"""Finds language models that already run on this machine: Ollama, LM Studio, llama.cpp, vLLM and others. Loopback only."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from vgot.script.llm.replies import clean
from vgot.script.llm.traits import could_chat

#: port -> what usually listens there, all with an OpenAI-compatible /v1.
PORTS = {
    11434: "Ollama",
    1234: "LM Studio",
    8080: "llama.cpp",
    8000: "vLLM",
    30000: "SGLang",
    1337: "Jan",
    5001: "KoboldCpp",
    4891: "GPT4All",
}
#: `owned_by` of /v1/models, where servers sign their work.
SIGNED = {"library": "Ollama", "llamacpp": "llama.cpp", "vllm": "vLLM", "organization_owner": "LM Studio"}
MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class Server:
    """A running server and the models it names."""

    name: str
    base_url: str
    models: tuple[str, ...]


def find_servers(ports: dict[int, str] | None = None, timeout_s: float = 0.5) -> list[Server]:
    """The servers that answer /v1/models on 127.0.0.1, in the order of `ports`; takes about `timeout_s`."""
    ports = PORTS if ports is None else ports
    if not ports:
        return []
    with ThreadPoolExecutor(len(ports)) as pool:
        found = pool.map(lambda item: _probe(item[0], item[1], timeout_s), ports.items())
        return [server for server in found if server]


def _probe(port: int, name: str, timeout_s: float) -> Server | None:
    base = f"http://127.0.0.1:{port}/v1"
    rows = _rows(base, "", timeout_s)
    if rows is None:
        return None
    signed = {own for row in rows if (own := SIGNED.get(str(row.get("owned_by", "")).lower()))}
    return Server(signed.pop() if len(signed) == 1 else name, base, _names(rows))


def models_at(base_url: str, api_key: str = "", timeout_s: float = 5.0) -> list[str]:
    """The names of the models at an endpoint; empty when it does not say."""
    return list(_names(_rows(base_url.rstrip("/"), api_key, timeout_s) or []))


def _names(rows: list[dict[str, Any]]) -> tuple[str, ...]:
    names = [clean(row.get("id"), 200) for row in rows if isinstance(row.get("id"), str)]
    other = {clean(row["id"], 200) for row in rows if isinstance(row.get("id"), str) and not _talks(row)}
    return tuple(n for n in names if n and n not in other and could_chat(n))[:200]


def _talks(row: dict[str, Any]) -> bool:
    """Whether a server's own row of a model leaves open that it writes text (LM Studio's `type`, others' `task`)."""
    kind = str(row.get("type") or row.get("task") or row.get("object") or "model").lower()
    return not any(word in kind for word in ("embed", "rerank", "speech", "image", "transcri", "classif"))


def _rows(base: str, api_key: str, timeout_s: float) -> list[dict[str, Any]] | None:
    """The rows of /v1/models, or None when nothing that speaks the protocol is there."""
    import httpx2

    headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
    body = b""
    try:
        with (
            httpx2.Client(timeout=timeout_s, follow_redirects=False, trust_env="127.0.0.1" not in base) as http,
            http.stream("GET", f"{base}/models", headers=headers) as response,
        ):
            if response.status_code != 200:
                return None
            for part in response.iter_bytes():
                body += part
                if len(body) > MAX_BYTES:
                    return None
        rows = json.loads(body).get("data")
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, AttributeError, RecursionError):
        return None
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else None
