"""One ComfyUI server: what it has, uploads, its queue, how far it is, its results. Routes and messages are those of its `server.py`; the id of
a run is ours (`prompt_id`), so that after any interruption it can be asked what became of it.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
import uuid
from collections.abc import Generator
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from vgot.models.remote.comfyui.graphs import Graph, choices_of, specs_of, title_of
from vgot.models.remote.outcomes import NotReached, ServiceFailed, TornDownload, Unclear, of_status
from vgot.script.llm.addresses import checked_url
from vgot.tasks import Task

TIMEOUT_S = 60.0
#: For so long what a server has is not asked again.
KNOWN_S = 30.0
MAX_RESULT = 1 << 30

_known: dict[str, tuple[float, dict[str, Any]]] = {}


@contextlib.contextmanager
def _outcomes(where: str) -> Generator[None, None, None]:
    import httpx2

    field, hint = (
        "services/comfy",
        "Check that ComfyUI runs there and that VGOT_COMFY_URL or Settings name its address.",
    )
    try:
        yield
    except (httpx2.ConnectError, httpx2.ConnectTimeout) as why:
        raise NotReached(f"ComfyUI at {where} cannot be reached.", field=field, hint=hint) from why
    except (httpx2.HTTPError, ValueError) as why:
        raise Unclear(
            f"ComfyUI at {where} gave no whole answer ({type(why).__name__}).", field=field, hint=hint
        ) from why


class Server:
    """One address."""

    def __init__(self, address: str):
        self.address = checked_url(address)

    def _ask(self, method: str, path: str, **more: Any) -> Any:
        import httpx2

        with _outcomes(self.address):
            answer = httpx2.request(method, self.address + path, timeout=TIMEOUT_S, **more)
        if answer.status_code != 200:
            raise self._refusal(answer)
        with _outcomes(self.address):
            return answer.json() if answer.content else {}

    def _refusal(self, answer: Any) -> ServiceFailed:
        """A prompt that does not pass its check names its nodes (400); everything else is as with any service."""
        try:
            said = answer.json()
        except ValueError:
            said = {}
        errors = said.get("node_errors") if isinstance(said, dict) else None
        if answer.status_code == 400 and isinstance(said, dict) and "error" in said:
            error = said["error"] if isinstance(said["error"], dict) else {"message": str(said["error"])}
            nodes = "; ".join(
                f"node {n} ({one.get('class_type', '')}): {', '.join(e.get('message', '') + ' ' + e.get('details', '') for e in one.get('errors', []))}"
                for n, one in (errors or {}).items()
            )
            return ServiceFailed(
                f"ComfyUI does not take the workflow: {error.get('message', '')} {error.get('details', '')} {nodes}".strip()[
                    :400
                ],
                field="services/comfy",
                hint="Run it once in ComfyUI itself, correct it there, and put it here again.",
            )
        return of_status(answer.status_code, answer.text, dict(answer.headers), "comfy")

    # -- what it has --------------------------------------------------------------------------------------------------
    def info(self) -> dict[str, Any]:
        """Its classes of nodes, as `/object_info` tells them."""
        known = _known.get(self.address)
        if known is None or time.monotonic() - known[0] > KNOWN_S:
            known = _known[self.address] = (time.monotonic(), self._ask("GET", "/object_info"))
        return known[1]

    def waiting(self) -> int:
        """How many runs are before a new one."""
        said = self._ask("GET", "/queue")
        return len(said.get("queue_running", [])) + len(said.get("queue_pending", []))

    # -- a run --------------------------------------------------------------------------------------------------------
    def upload(self, data: bytes, suffix: str = ".png") -> str:
        """Put a picture onto the server; its name there, which depends on its bytes: the same one is not put there twice."""
        import hashlib

        name = f"vgot-{hashlib.sha256(data).hexdigest()[:24]}{suffix}"
        files = {"image": (name, data, "image/png" if suffix == ".png" else "video/mp4")}
        said = self._ask("POST", "/upload/image", files=files, data={"overwrite": "true", "subfolder": "vgot"})
        folder = said.get("subfolder") or ""
        return f"{folder}/{said['name']}" if folder else str(said["name"])

    def queue(self, graph: Graph, run: str, client: str) -> dict[str, Any]:
        return self._ask("POST", "/prompt", json={"prompt": graph, "prompt_id": run, "client_id": client})

    def history(self, run: str) -> dict[str, Any] | None:
        """What it keeps of a run that ended; None while it waits, runs or is not known."""
        return self._ask("GET", f"/history/{quote(run)}").get(run)

    def place(self, run: str) -> int | None:
        """How many runs are before it: 0 where it runs; None where it is in no queue."""
        said = self._ask("GET", "/queue")
        running = [
            str(one[1] if isinstance(one, list) else one.get("prompt_id")) for one in said.get("queue_running", [])
        ]
        if run in running:
            return 0
        pending = sorted(said.get("queue_pending", []), key=lambda one: one[0] if isinstance(one, list) else 0)
        ids = [str(one[1] if isinstance(one, list) else one.get("prompt_id")) for one in pending]
        return ids.index(run) + len(running) if run in ids else None

    def stop(self, run: str) -> None:
        """Take it out of the queue, or interrupt it where it runs; no other run is touched."""
        self._ask("POST", "/queue", json={"delete": [run]})
        self._ask("POST", "/interrupt", json={"prompt_id": run})

    def view(self, file: dict[str, Any]) -> bytes:
        """A file that a run has made. Raises TornDownload where it does not come whole."""
        import httpx2

        asked = {k: str(file.get(k, "")) for k in ("filename", "subfolder", "type")}
        got = bytearray()
        try:
            with (
                _outcomes(self.address),
                httpx2.stream("GET", f"{self.address}/view?{urlencode(asked)}", timeout=TIMEOUT_S) as answer,
            ):
                if answer.status_code != 200:
                    answer.read()
                    raise of_status(answer.status_code, answer.text, dict(answer.headers), "comfy")
                for chunk in answer.iter_bytes():
                    got += chunk
                    if len(got) > MAX_RESULT:
                        raise ServiceFailed(
                            "ComfyUI sends more than 1 GB.", field="services/comfy", hint="Make it smaller."
                        )
        except Unclear as why:
            raise TornDownload(
                "A result of ComfyUI ended in the middle.",
                field="services/comfy",
                hint="Build again: it lies there still.",
            ) from why
        return bytes(got)


def lacking(graph: Graph, info: dict[str, Any], bound: set[tuple[str, str]]) -> list[str]:
    """What a workflow needs that a server does not have, in words: classes of nodes, and files of its lists. `bound`: inputs that are set
    for every run."""
    wrong: list[str] = []
    for node, one in graph.items():
        kind = one["class_type"]
        if kind not in info:
            wrong.append(f"the node {kind} ({title_of(graph, node)})")
            continue
        for name, spec in specs_of(info, kind).items():
            value, choices = one["inputs"].get(name), choices_of(spec)
            if choices is not None and isinstance(value, str) and value not in choices and (node, name) not in bound:
                wrong.append(f"{value} ({name} of {title_of(graph, node)})")
    return wrong


class Listener:
    """Hears over the server's websocket how far a run is, in the background; without it the queue alone tells."""

    def __init__(self, address: str, run: str, client: str):
        self.run, self.share, self._stop = run, 0.0, threading.Event()
        self._task = Task("listening to ComfyUI")
        parts = urlsplit(address)
        scheme = "wss" if parts.scheme == "https" else "ws"
        self._url = f"{scheme}://{parts.netloc}{parts.path}/ws?{urlencode({'clientId': client})}"
        self._task.start(self._listen)

    def close(self) -> None:
        self._stop.set()

    def _listen(self) -> None:
        from websockets.exceptions import WebSocketException
        from websockets.sync.client import connect

        with contextlib.suppress(OSError, WebSocketException, ValueError), connect(self._url, max_size=2**24) as socket:
            while not self._stop.is_set():
                try:
                    said = socket.recv(timeout=0.5)
                except TimeoutError:
                    continue
                if isinstance(said, str):  # bytes are previews
                    self._hear(json.loads(said))

    def _hear(self, said: dict[str, Any]) -> None:
        data = said.get("data") or {}
        if data.get("prompt_id") not in (None, self.run):
            return
        if said.get("type") == "progress" and data.get("max"):
            self.share = min(1.0, max(0.0, float(data["value"]) / float(data["max"])))


def run_id(mark: str) -> str:
    """Our mark as the id of a run."""
    return str(uuid.UUID(mark))
