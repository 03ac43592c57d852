"""A local server that speaks the OpenAI protocol for pictures, clips and speech, keeps a bill, and misbehaves when a script says so.

`script` is a list of (what, how): the next request of that kind is answered that way, then the script goes on. What a service would
charge is counted where it would be: when a picture is made, when a job is taken.
"""

from __future__ import annotations

import base64
import io
import json
import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image


def picture(words: str, width: int, height: int) -> np.ndarray:
    """A picture that depends on its words: stripes and a gradient."""
    rng = np.random.default_rng(abs(hash(words)) % 2**32)
    colours = rng.integers(40, 220, (4, 3))
    made = np.zeros((height, width, 3), np.uint8)
    for n, colour in enumerate(colours):
        made[n * height // 4 :] = colour
    return (made * np.linspace(0.6, 1, width)[None, :, None]).astype(np.uint8)


def png(pixels: np.ndarray) -> bytes:
    kept = io.BytesIO()
    Image.fromarray(pixels).save(kept, "PNG")
    return kept.getvalue()


def film(first: np.ndarray, seconds: float, fps: int) -> bytes:
    """An MP4 that begins with a picture and moves it sideways."""
    kept = io.BytesIO()
    with av.open(kept, "w", format="mp4") as out:
        stream = out.add_stream("libx264", rate=fps, options={"preset": "ultrafast", "crf": "20"})
        stream.width, stream.height, stream.pix_fmt = first.shape[1], first.shape[0], "yuv420p"
        for n in range(round(seconds * fps)):
            for packet in stream.encode(av.VideoFrame.from_ndarray(np.roll(first, 2 * n, 1), format="rgb24")):
                out.mux(packet)
        for packet in stream.encode():
            out.mux(packet)
    return kept.getvalue()


@dataclass
class Talk:
    """What was asked of the server, what it charged for, and how it is to misbehave."""

    address: str = ""
    script: list[tuple[str, str]] = field(default_factory=list)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    charged: list[str] = field(default_factory=list)
    jobs: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    #: how small the pictures and clips are, whatever was asked for (0: as asked)
    shrink: int = 8
    fps: int = 12
    lists: bool = True
    lock: threading.Lock = field(default_factory=threading.Lock)
    #: set while somebody waits for a held answer; `held` lets it go
    arrived: threading.Event = field(default_factory=threading.Event)
    held: threading.Event = field(default_factory=threading.Event)

    def next(self, what: str) -> str:
        with self.lock:
            if self.script and self.script[0][0] == what:
                return self.script.pop(0)[1]
        return ""

    def count(self, what: str) -> int:
        return sum(kind == what for kind, _ in self.asked)


def form(headers: Any, body: bytes) -> dict[str, Any]:
    """The fields of a multipart body; files as lists of bytes."""
    head = f"Content-Type: {headers['Content-Type']}\r\n\r\n".encode()
    found: dict[str, Any] = {}
    for part in BytesParser(policy=HTTP).parsebytes(head + body).iter_parts():
        name, data = part.get_param("name", header="content-disposition"), part.get_payload(decode=True)
        if part.get_filename():
            found.setdefault(str(name).removesuffix("[]"), []).append(data)
        else:
            found[str(name)] = data.decode()
    return found


class _Handler(BaseHTTPRequestHandler):
    talk: Talk
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        return None

    def _json(self, value: object, status: int = 200, **headers: str) -> None:
        self._send(json.dumps(value).encode(), status, {"Content-Type": "application/json", **headers})

    def _send(self, body: bytes, status: int, headers: dict[str, str], cut: int | None = None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body if cut is None else body[:cut])
        if cut is not None:
            self.wfile.flush()
            self.close_connection = True

    def _misbehaves(self, how: str) -> bool:
        """Answer as the script says, before anything is made; whether that was the answer."""
        errors = {
            "429": (
                429,
                {"error": {"message": "Rate limit reached", "code": "rate_limit_exceeded"}},
                {"Retry_After": "0"},
            ),
            "402": (402, {"error": {"message": "Payment required"}}, {}),
            "quota": (429, {"error": {"message": "You exceeded your current quota", "code": "insufficient_quota"}}, {}),
            "401": (401, {"error": {"message": "Incorrect API key provided"}}, {}),
            "safety": (400, {"error": {"message": "Rejected by the safety system", "code": "moderation_blocked"}}, {}),
            "503": (503, {"error": {"message": "Overloaded"}}, {"Retry_After": "0"}),
            "404": (404, {"error": {"message": "No such model"}}, {}),
        }
        if how in errors:
            status, body, headers = errors[how]
            self._json(body, status, **headers)
        elif how == "drop":  # taken by nobody, and no answer
            self.close_connection = True
            self.connection.close()
        return how in (*errors, "drop")

    def _body(self) -> dict[str, Any]:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if "multipart" in (self.headers.get("Content-Type") or ""):
            return form(self.headers, raw)
        return json.loads(raw or b"{}")

    def do_POST(self) -> None:
        talk, body = self.talk, self._body()
        what = {"/v1/images/generations": "image", "/v1/images/edits": "image", "/v1/videos": "video"}.get(
            self.path, "speech" if self.path == "/v1/audio/speech" else self.path
        )
        body["auth"] = self.headers.get("Authorization", "")
        with talk.lock:
            talk.asked.append((what, body))
        how = talk.next(what)
        if self._misbehaves(how):
            return
        with talk.lock:
            talk.charged.append(what)
        if what == "image":
            self._image(body, how)
        elif what == "video":
            self._video(body, how)
        else:
            self._send(wave(str(body["input"])), 200, {"Content-Type": "audio/wav"})

    def _image(self, body: dict[str, Any], how: str) -> None:
        wide, high = (int(x) // (self.talk.shrink or 1) for x in str(body["size"]).split("x"))
        made = np.zeros((high, wide, 3), np.uint8) if how == "black" else picture(str(body["prompt"]), wide, high)
        data = b"<html>not a picture</html>" if how == "html" else png(made)
        if how == "charged and dropped":
            self.talk.arrived.set()
            self.talk.held.wait(30)
            self.close_connection = True
            self.connection.close()
            return
        if how in ("link", "expired link", "torn link"):
            name = f"f{len(self.talk.files)}"
            self.talk.files[name] = b"" if how == "expired link" else data
            if how == "torn link":
                self.talk.script.insert(0, ("file", "torn"))
            self._json({"created": 1, "data": [{"url": self.talk.address.removesuffix("/v1") + f"/files/{name}"}]})
            return
        self._json({"created": 1, "data": [{"b64_json": base64.b64encode(data).decode()}], "usage": {"cost": 0.05}})

    def _video(self, body: dict[str, Any], how: str) -> None:
        talk, name = self.talk, f"video_{len(self.talk.jobs)}"
        first = Image.open(io.BytesIO(body["input_reference"][0])).convert("RGB")
        seconds = float(body["seconds"]) * (0.4 if how == "short" else 1)
        width, height = (2 * (int(x) // (talk.shrink or 1) // 2) for x in str(body["size"]).split("x"))
        pixels = np.asarray(first.resize((width, height)))
        with talk.lock:
            talk.jobs[name] = {
                "id": name,
                "object": "video",
                "created_at": __import__("time").time().__int__(),
                "model": body["model"],
                "prompt": body["prompt"],
                "progress": 0,
                "seconds": body["seconds"],
                "size": body["size"],
                "status": "queued",
                "polls": 1,
                "fails": how == "fails",
                "film": film(np.zeros_like(pixels) if how == "black" else pixels, seconds, talk.fps),
            }
        if how == "charged and dropped":
            talk.arrived.set()
            talk.held.wait(30)
            self.close_connection = True
            self.connection.close()
            return
        self._json({k: v for k, v in talk.jobs[name].items() if k not in ("polls", "film", "fails")})

    def do_GET(self) -> None:
        talk = self.talk
        if self.path.startswith("/files/"):
            self._file(self.path.rpartition("/")[2])
            return
        if self.path.startswith("/v1/videos?") or self.path == "/v1/videos":
            if not talk.lists:
                self._json({"error": {"message": "not here"}}, 404)
                return
            jobs = [self._told(one) for one in reversed(talk.jobs.values())]
            self._json({"object": "list", "data": jobs, "has_more": False})
            return
        found = re.fullmatch(r"/v1/videos/([^/]+)(/content)?", self.path.partition("?")[0])
        job = talk.jobs.get(found[1]) if found else None
        with talk.lock:
            talk.asked.append(("content" if found and found[2] else "poll", {"path": self.path}))
        if job is None:
            self._json({"error": {"message": "no such job"}}, 404)
            return
        if found and found[2]:
            how = talk.next("content")
            if not self._misbehaves(how):
                self._send(job["film"], 200, {"Content-Type": "video/mp4"}, cut=200 if how == "torn" else None)
            return
        if self._misbehaves(talk.next("poll")):
            return
        with talk.lock:
            job["polls"] -= 1
            job["status"] = "in_progress" if job["polls"] >= 0 else "failed" if job["fails"] else "completed"
            job["progress"] = 50 if job["polls"] >= 0 else 100
        if talk.next("wait") == "hold":
            talk.arrived.set()
            talk.held.wait(30)
        self._json(self._told(job))

    def _told(self, job: dict[str, Any]) -> dict[str, Any]:
        out = {k: v for k, v in job.items() if k not in ("polls", "film", "fails")}
        if job["status"] == "failed":
            out["error"] = {"code": "moderation_blocked", "message": "The safety system refused it"}
        return out

    def _file(self, name: str) -> None:
        data = self.talk.files.get(name, b"")
        if not data:
            self._json({"error": "expired"}, 410)
        else:
            cut = 100 if self.talk.next("file") == "torn" else None
            self._send(data, 200, {"Content-Type": "image/png"}, cut=cut)


def wave(text: str) -> bytes:
    """A tone as WAV, longer for longer texts."""
    import wave as waves

    kept, rate = io.BytesIO(), 24_000
    count = int(rate * (0.3 + 0.02 * len(text)))
    with waves.open(kept, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((8000 * np.sin(np.arange(count) * 0.05)).astype("<i2").tobytes())
    return kept.getvalue()


@contextmanager
def openai_server(port: int = 0, **given: Any):
    """The server, at an address of this machine, while the test lasts."""
    talk = Talk(**given)
    handler = type("Handler", (_Handler,), {"talk": talk})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    talk.address = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield talk
    finally:
        talk.held.set()
        server.shutdown()
        server.server_close()
        thread.join()


def keep_services(home: Path, **values: Any) -> None:
    """What a person has set: prices and ceilings."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "services.json").write_text(json.dumps(values))
