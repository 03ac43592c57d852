"""A local HTTP server that speaks the OpenAI chat protocol and, when told to, misbehaves in one named way."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LOOK = "a tall woman of thirty with red hair, a green coat and brown boots"
PLACE = "an old harbour with wooden piers, a white lighthouse and stacked crates"


def good_answer(request: dict) -> dict:
    """A sound reply for whatever schema is asked for, in the manner of a capable model."""
    schema = schema_of(request)
    fields = schema["properties"]
    said = request["messages"][-1]["content"]
    if "sentences" in fields:
        many = fields["sentences"]["minItems"]
        start = int(m.group(1)) if (m := re.search(r"numbers (\d+) to", said)) else 1
        out = {
            "sentences": [f"Mary carries crate number {n} along the harbour pier." for n in range(start, start + many)]
        }
        if "title" in fields:
            out |= {
                "title": "Harbour Crates",
                "kind": fields["kind"].get("const") or fields["kind"]["enum"][0],
                "style": "soft watercolour",
            }
        return out
    if "lead" in fields:
        lead = resolve(schema, fields["lead"])["properties"]["stages"]["minItems"]
        others = fields["others"].get("minItems", 0)
        return {
            "lead": {
                "name": "Mary",
                "role": "a dock worker",
                "wardrobe": "a green coat",
                "stages": [
                    {"name": f"Mary at {20 + 10 * n}" if lead > 1 else "Mary", "look": LOOK} for n in range(lead)
                ],
            },
            "others": [
                {
                    "name": f"Tom {n}",
                    "role": "a friend",
                    "wardrobe": "a blue cap",
                    "stages": [{"name": f"Tom {n}", "look": "a short man with a beard and a blue cap"}],
                }
                for n in range(others)
            ],
            "places": [{"name": "Old Harbour", "look": PLACE}],
        }
    if set(fields) == {"text"}:
        return {"text": "Heavy rain light from above, grey and soft, low contrast."}
    names = resolve(schema, fields["who"]["items"])
    first = names.get("const") or names.get("enum", ["Mary"])[0]
    number = m.group(1) if (m := re.search(r"write shot (\d+) of", said)) else "0"
    out = {
        "character": f"Mary, {LOOK}, calm and attentive",
        "background": PLACE,
        "relation": f"She sets crate {number} down and checks its rope before the next one.",
        "camera": "Medium shot at eye level, slow push in",
        "lighting": "Low morning sun from the left, long shadows",
        "who": [first],
        "place": "Old Harbour",
    }
    if "summary" in fields:
        out["summary"] = "Mary carries a crate through the rain."
        out["lighting"] = "Heavy rain light from above, grey and soft"
    return out


def resolve(schema: dict, node: dict) -> dict:
    return schema["$defs"][node["$ref"].rsplit("/", 1)[1]] if "$ref" in node else node


def schema_of(request: dict) -> dict:
    """The schema of a request, from its response format or from the words of the system message."""
    asked = request.get("response_format") or {}
    if asked.get("type") == "json_schema":
        return asked["json_schema"]["schema"]
    # behind the schema follows the request, where there is no system role
    return json.JSONDecoder().raw_decode(request["messages"][0]["content"].rsplit("JSON schema:\n", 1)[1])[0]


class Handler(BaseHTTPRequestHandler):
    """One request, answered by the script of its server."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *args):
        pass

    def do_GET(self):
        rows = [{"id": name, "owned_by": "library"} for name in self.server.talking.models]
        self.plain(200, json.dumps({"object": "list", "data": rows}).encode())

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.talking.requests.append(request)
        self.server.talking.headers.append({k.title(): v for k, v in self.headers.items()})
        self.server.talking.at.append(time.monotonic())
        answer = self.server.talking.script(request, len(self.server.talking.requests))
        try:
            if callable(answer):
                answer(self)
            else:
                self.stream(answer if isinstance(answer, str) else json.dumps(answer))
        except (BrokenPipeError, ConnectionResetError):
            pass

    def plain(self, status: int, body: bytes, **headers: str):
        self.send_response(status)
        named = {"Content-Type": "application/json"} | {n.replace("_", "-"): v for n, v in headers.items()}
        for name, value in named.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def error(self, status: int, message: str, **headers: str):
        self.said(status, {"error": {"message": message}}, **headers)

    def said(self, status: int, body: dict, **headers: str):
        self.plain(status, json.dumps(body).encode(), **headers)

    def whole(self, message: dict, finish: str = "stop"):
        """One JSON body instead of a stream."""
        choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish}
        self.said(200, {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]})

    def stream(
        self,
        text: str,
        finish: str | None = "stop",
        piece: int = 400,
        done: bool = True,
        pause_s: float = 0.0,
        key: str = "content",
    ):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        for n in range(0, len(text), piece):
            self.event({"delta": {key: text[n : n + piece]}, "index": 0, "finish_reason": None})
            time.sleep(pause_s)
        self.end(finish, done)

    def end(self, finish: str | None, done: bool = True):
        if finish:
            self.event({"delta": {}, "index": 0, "finish_reason": finish})
        if done:
            self.wfile.write(b"data: [DONE]\n\n")

    def event(self, choice: dict):
        chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
        self.wfile.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")
        self.wfile.flush()


class TalkingServer:
    """`script` answers a request: text is streamed, a dict as JSON, a callable takes the handler and does as it likes."""

    def __init__(self, script: Callable[[dict, int], object] | None = None, models=("harbour-writer",)):
        self.models = models
        self.script = script or (lambda request, number: good_answer(request))
        self.requests: list[dict] = []
        self.headers: list[dict] = []
        self.at: list[float] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.talking = self
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/v1"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def talking(script=None, models=("harbour-writer",)):
    server = TalkingServer(script, models)
    try:
        yield server
    finally:
        server.close()
