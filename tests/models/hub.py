"""A small server that speaks as much of the model hub's protocol as its client needs: revisions, trees, files with
ranges. It serves a folder of models (`owner/name/…`) and counts what is asked of it."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlparse

COMMIT = "0123456789abcdef0123456789abcdef01234567"


class Hub:
    """`asked` counts GETs of files by their path. `delay_s` holds every weight back; `gone`: files that answer 500."""

    def __init__(self, folder: Path, closed: tuple[str, ...] = ()):
        self.folder, self.closed = folder, closed
        self.asked: Counter[str] = Counter()
        self.delay_s, self.gone = 0.0, set()
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *args):
                return

            def do_HEAD(self):
                hub.answer(self, body=False)

            def do_GET(self):
                hub.answer(self, body=True)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def files(self, repo: str) -> dict[str, Path]:
        root = self.folder / repo
        return {p.relative_to(root).as_posix(): p for p in sorted(root.rglob("*")) if p.is_file()}

    def answer(self, request: BaseHTTPRequestHandler, body: bool) -> None:
        steps = unquote(urlparse(request.path).path).strip("/").split("/")
        repo = "/".join(steps[2:4] if steps[:2] == ["api", "models"] else steps[:2])
        if repo in self.closed:
            return self.send(request, 403, b"{}", {"X-Error-Code": "GatedRepo", "X-Error-Message": "ask first"})
        if not (self.folder / repo).is_dir():
            return self.send(request, 404, b"{}", {"X-Error-Code": "RepoNotFound"})
        if steps[:2] == ["api", "models"] and "tree" in steps:
            tree = [
                {
                    "type": "file",
                    "path": name,
                    "size": p.stat().st_size,
                    "oid": hashlib.sha1(name.encode()).hexdigest(),
                    "lfs": {
                        "oid": hashlib.sha256(p.read_bytes()).hexdigest(),
                        "size": p.stat().st_size,
                        "pointerSize": 130,
                    },
                }
                for name, p in self.files(repo).items()
            ]
            return self.send(request, 200, json.dumps(tree).encode())
        if steps[:2] == ["api", "models"]:
            return self.send(
                request,
                200,
                json.dumps({"id": repo, "modelId": repo, "sha": COMMIT, "private": False, "siblings": []}).encode(),
            )
        name = "/".join(steps[4:])
        file = self.files(repo).get(name)
        if steps[2] != "resolve" or file is None:
            return self.send(request, 404, b"", {"X-Error-Code": "EntryNotFound"})
        if body:
            self.asked[f"{repo}/{name}"] += 1
            if name in self.gone:
                return self.send(request, 500, b"")
            if name.endswith(".safetensors"):
                time.sleep(self.delay_s)
        data = file.read_bytes()
        self.send(request, 200, data, {"ETag": f'"{hashlib.sha256(data).hexdigest()}"', "X-Repo-Commit": COMMIT}, body)

    @staticmethod
    def send(
        request: BaseHTTPRequestHandler, status: int, data: bytes, headers: dict | None = None, body: bool = True
    ) -> None:
        request.send_response(status)
        for name, value in (headers or {}).items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        if body and request.command == "GET":
            try:
                request.wfile.write(data)
            except OSError:
                request.close_connection = True  # the other side has gone
