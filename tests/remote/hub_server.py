"""A local server that stands where Hugging Face's router stands, and answers as fal-ai does behind it: pictures at once with a link, clips
through a queue that tells its position, and what can go wrong."""

from __future__ import annotations

import base64
import io
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
from PIL import Image

from tests.remote.openai_server import Talk, film, picture, png


class _Handler(BaseHTTPRequestHandler):
    talk: Talk
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        return None

    def _json(self, value: object, status: int = 200, **headers: str) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        for name, said in headers.items():
            self.send_header(name.replace("_", "-"), said)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _misbehaves(self, how: str) -> bool:
        errors = {
            "429": (429, {"error": "Too many requests"}, {"Retry_After": "0"}),
            "402": (402, {"error": "You have exceeded your monthly included credits"}, {}),
            "safety": (422, {"detail": [{"msg": "content_policy_violation"}]}, {}),
        }
        if how in errors:
            status, body, headers = errors[how]
            self._json(body, status, **headers)
        return how in errors

    def do_POST(self) -> None:
        talk = self.talk
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        path = self.path.partition("?")[0]
        what = "video" if "image_url" in body and "num_frames" in body else "image"
        body |= {"auth": self.headers.get("Authorization", ""), "path": self.path}
        with talk.lock:
            talk.asked.append((what, body))
        if self._misbehaves(talk.next(what)):
            return
        with talk.lock:
            talk.charged.append(what)
            name = f"f{len(talk.files)}"
        if "_subdomain=queue" not in self.path:
            size = body.get("image_size", {"width": 512, "height": 512})
            talk.files[name] = png(picture(body["prompt"], size["width"] // 8, size["height"] // 8))
            self._json({"images": [{"url": f"{talk.address}/files/{name}"}], "seed": body.get("seed")})
            return
        first = np.asarray(
            Image.open(io.BytesIO(base64.b64decode(body["image_url"].partition(",")[2])))
            .convert("RGB")
            .resize((160, 96))
        )
        if what == "video":
            talk.files[name] = film(first, body["num_frames"] / body["frames_per_second"], body["frames_per_second"])
            result: dict[str, Any] = {"video": {"url": f"{talk.address}/files/{name}"}}
        else:
            talk.files[name] = png(picture(body["prompt"], 160, 96))
            result = {"images": [{"url": f"{talk.address}/files/{name}"}]}
        job = f"job{len(talk.jobs)}"
        talk.jobs[job] = {"polls": 2, "result": result}
        where = f"https://queue.fal.run{path.removeprefix('/fal-ai')}/requests/{job}"
        self._json({"request_id": job, "response_url": where, "status": "IN_QUEUE", "queue_position": 1})

    def do_PUT(self) -> None:
        self.talk.asked.append(("cancel", {"path": self.path}))
        self._json({"status": "CANCELLATION_REQUESTED"}, 202)

    def do_GET(self) -> None:
        talk, path = self.talk, self.path.partition("?")[0]
        if path.startswith("/files/"):
            data = talk.files[path.rpartition("/")[2]]
            self.send_response(200)
            self.send_header("Content-Type", "application/octet-stream")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
            return
        status = path.endswith("/status")
        job = talk.jobs[path.removesuffix("/status").rpartition("/")[2]]
        talk.asked.append(
            ("poll" if status else "result", {"path": self.path, "auth": self.headers.get("Authorization")})
        )
        if not status:
            if not self._misbehaves(talk.next("result")):
                self._json(job["result"])
            return
        job["polls"] -= 1
        if job["polls"] > 0:
            self._json({"status": "IN_QUEUE", "queue_position": job["polls"]})
        else:
            self._json({"status": "COMPLETED" if job["polls"] < 0 else "IN_PROGRESS"})


@contextmanager
def hub_server():
    talk = Talk()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"talk": talk}))
    server.daemon_threads = True
    talk.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield talk
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
