"""Which of two is better? A page that shows pairs without names, sides by lot, and counts.

    python -m benchmarks.ab FOLDER_A FOLDER_B [--port 8000] [--seed 1] [--out judged.json]
    python -m benchmarks.ab --count judged.json

The folders hold pictures or films of the same names (mary-1.png in both). A judge opens the page, presses 1 (left), 2 (right)
or 0 (no difference); what was said is kept after every answer. Which side was which stands in the file's labels and nowhere
on the page; it is counted afterwards. A preset may become a default only after such a comparison.
"""

from __future__ import annotations

import argparse
import html
import json
import random
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SHOWN = {".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".mp4": "video/mp4", ".webm": "video/webm"}


@dataclass
class Judged:
    """The pairs of one comparison: names in the order in which they are shown, on which side A stands, what was said."""

    a: str
    b: str
    names: list[str]
    a_left: list[bool]
    said: list[int | None] = field(default_factory=list)

    @classmethod
    def between(cls, a: Path, b: Path, seed: int) -> Judged:
        """The files that both folders have, in an order and on sides drawn by the seed."""
        names = sorted({f.name for f in a.iterdir() if f.suffix in SHOWN} & {f.name for f in b.iterdir()})
        if not names:
            raise SystemExit(f"{a} and {b} have no picture or film of the same name.")
        lot = random.Random(seed)
        lot.shuffle(names)
        return cls(str(a), str(b), names, [lot.random() < 0.5 for _ in names], [None] * len(names))

    def file(self, number: int, side: str) -> Path:
        """What stands on a side ("left", "right") of a pair."""
        of_a = self.a_left[number] == (side == "left")
        return Path(self.a if of_a else self.b) / self.names[number]

    def counts(self) -> dict[str, float | int]:
        """How often A and B were preferred; no difference counts half for each."""
        told = {"a": 0.0, "b": 0.0, "pairs": len(self.names), "judged": 0}
        for left, said in zip(self.a_left, self.said, strict=True):
            if said is None:
                continue
            told["judged"] += 1
            if said == 0:
                told["a"] += 0.5
                told["b"] += 0.5
            else:
                told["a" if (said == 1) == left else "b"] += 1
        return told

    def keep(self, out: Path) -> None:
        out.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Judged:
        return cls(**json.loads(path.read_text(encoding="utf-8")))


_PAGE = """<!doctype html><meta charset="utf-8"><title>Pair {n} of {many}</title>
<style>body{{margin:0;background:#16181d;color:#e8e8ea;font:16px system-ui;text-align:center}}main{{display:flex;gap:12px;padding:12px}}
main>*{{flex:1;min-width:0}}img,video{{width:100%;border-radius:8px}}button{{font:inherit;padding:10px 22px;margin:6px}}</style>
<h1>Which is better? {n} of {many}</h1><main>{left}{right}</main>
<form method="post" action="/{number}"><button name="said" value="1" accesskey="1">Left (1)</button><button name="said" value="0">No difference (0)</button>
<button name="said" value="2">Right (2)</button></form>
<script>addEventListener("keydown",e=>{{if("012".includes(e.key))document.querySelector(`button[value="${{e.key}}"]`).click()}})</script>"""


def page(judged: Judged, number: int) -> str:
    """The page of one pair; nothing on it says which side is which."""

    def one(side: str) -> str:
        address = f"/{number}/{side}"
        if SHOWN[Path(judged.names[number]).suffix].startswith("video"):
            return f'<video src="{address}" autoplay loop muted playsinline controls></video>'
        return f'<img src="{address}" alt="{side}">'

    return _PAGE.format(n=number + 1, many=len(judged.names), number=number, left=one("left"), right=one("right"))


def serve(judged: Judged, out: Path, port: int) -> ThreadingHTTPServer:
    """A server on this machine only that shows the pairs that were not judged yet and keeps what is said."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = self.path.strip("/").split("/")
            if (
                len(parts) == 2
                and parts[0].isdigit()
                and parts[1] in ("left", "right")
                and int(parts[0]) < len(judged.names)
            ):
                file = judged.file(int(parts[0]), parts[1])
                self._send(file.read_bytes(), SHOWN[file.suffix])
                return
            left = next((n for n, said in enumerate(judged.said) if said is None), None)
            text = "<p>All pairs are judged. Thank you.</p>" if left is None else page(judged, left)
            self._send(text.encode(), "text/html; charset=utf-8")

        def do_POST(self) -> None:
            said = self.rfile.read(min(200, int(self.headers.get("Content-Length", 0)))).decode()
            number = self.path.strip("/")
            if number.isdigit() and int(number) < len(judged.said) and said in ("said=0", "said=1", "said=2"):
                judged.said[int(number)] = int(said[-1])
                judged.keep(out)
            self.send_response(303)
            self.send_header("Location", "/")
            self.end_headers()

        def _send(self, data: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is printed: a log would name the files."""

    return ThreadingHTTPServer(("127.0.0.1", port), Answer)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.ab", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("judged.json"))
    parser.add_argument("--count", type=Path, help="a file of answers to count")
    options = parser.parse_args()
    if options.count:
        judged = Judged.load(options.count)
        told = judged.counts()
        print(
            f"{html.escape(judged.a)}: {told['a']:g}   {html.escape(judged.b)}: {told['b']:g}   of {told['judged']} judged, {told['pairs']} pairs"
        )
        return
    if len(options.folders) != 2:
        parser.error("two folders are compared")
    judged = Judged.load(options.out) if options.out.exists() else Judged.between(*options.folders, options.seed)
    with serve(judged, options.out, options.port) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}/   (Ctrl+C ends; {options.out} keeps the answers)")
        server.serve_forever()


if __name__ == "__main__":
    main()
