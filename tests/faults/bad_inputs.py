"""What people, archives, models and other programs might hand in: makers of bad cases, one for each kind of input.

Each maker takes a random generator and gives (what it is, the bytes or values). A maker never makes something valid.
"""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
import zlib

import yaml
from PIL import Image

from tests.conftest import small_story
from vgot.story.model import dump_story

BAD = {"not": ["what", {"was": "asked"}]}


def leaves(value: object, path: tuple = ()) -> list[tuple]:
    """Paths of every value inside a JSON value that is not a container."""
    if isinstance(value, dict):
        return [p for k, v in value.items() for p in leaves(v, (*path, k))]
    if isinstance(value, list):
        return [p for n, v in enumerate(value) for p in leaves(v, (*path, n))]
    return [path]


def put(value: object, path: tuple, new: object) -> None:
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = new


def bad_story(pick: random.Random) -> tuple[str, bytes]:
    good = json.loads(dump_story(small_story(4)))
    text = json.dumps(good)
    shot = pick.randrange(4)
    match pick.randrange(14):
        case 0:
            return "cut off", text[: pick.randrange(len(text) - 2)].encode()
        case 1:
            return "random bytes", pick.randbytes(pick.randrange(1, 5000))
        case 2:
            return "not an object", json.dumps(pick.choice([[], 3, "story", None, True, [good]])).encode()
        case 3:
            path = pick.choice(leaves(good))
            put(good, path, BAD)
            return f"a wrong type at {'/'.join(map(str, path))}", json.dumps(good).encode()
        case 4:
            put(
                good,
                pick.choice([("shots", shot), ("film",), ("cast", 0), ("shots", shot, "domains"), ()])
                + (f"extra{pick.randrange(99)}",),
                1,
            )
            return "an unknown field", json.dumps(good).encode()
        case 5:
            good["shots"][shot]["duration_s"] = pick.choice([-1, 0, 13, 1e9, float("nan"), float("inf"), "long"])
            return "an impossible duration", json.dumps(good).encode()
        case 6:
            good["shots"][shot]["who"] = [{"character": f"nobody{pick.randrange(9)}", "stage": "now"}]
            return "somebody who is not in the cast", json.dumps(good).encode()
        case 7:
            good["shots"][shot]["id"] = good["shots"][(shot + 1) % 4]["id"]
            return "two shots with one id", json.dumps(good).encode()
        case 8:
            good["shots"][shot]["domains"]["lighting"] = "x" * pick.randrange(2001, 200_000)
            return "a domain that is too long", json.dumps(good).encode()
        case 9:
            return "too many shots", json.dumps(
                good | {"shots": [good["shots"][0] | {"id": f"shot{n}x"} for n in range(501)]}
            ).encode()
        case 10:
            return "deep nesting", b'{"shots":' * pick.randrange(2000, 20000) + b"1"
        case 11:
            return "a schema of the future", json.dumps(
                good | {"schema_version": pick.choice([99, "1", -1, None, 1.5])}
            ).encode()
        case 12:
            good["shots"][shot]["id"] = pick.choice(["../../etc", "a b", "", "A" * 40, "../x", "shot\u0000"])
            return "an id that is a path", json.dumps(good).encode()
        case _:
            good["film"][pick.choice(["width", "height", "fps"])] = pick.choice([0, -4, 7, 10**9, "big"])
            return "an impossible film", json.dumps(good).encode()


def bad_archive(pick: random.Random, good: bytes) -> tuple[str, bytes]:
    """`good`: a real .vgot.zip, which is tampered with."""
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        entries = [(i.filename, archive.read(i)) for i in archive.infolist()]
    names = [n for n, _ in entries]
    blob = pick.choice([n for n in names if n.startswith("blobs/")])
    link = None
    match pick.randrange(14):
        case 0:
            return "cut off", good[: pick.randrange(len(good) - 1)]
        case 1:
            return "random bytes", pick.randbytes(pick.randrange(5000))
        case 2:
            what, entries = (
                "a changed blob",
                [(n, d[:-1] + bytes([d[-1] ^ pick.randrange(1, 256)]) if n == blob else d) for n, d in entries],
            )
        case 3:
            what, entries = (
                "a missing file",
                [e for e in entries if e[0] != pick.choice(["manifest.json", "project.json", blob])] or [("x", b"")],
            )
            entries = [e for e in entries if e[0] != blob]
        case 4:
            name = pick.choice(
                [
                    "../evil",
                    "/etc/passwd",
                    "blobs/../../x",
                    "C:\\x",
                    "blobs/" + "g" * 64,
                    "a/b/c",
                    "project.json/",
                    "blobs/" + "A" * 64,
                ]
            )
            what, entries = f"an entry named {name}", [*entries, (name, b"x")]
        case 5:
            what, entries = "an entry twice", [*entries, pick.choice(entries)]
        case 6:
            what, entries = "one more blob than listed", [*entries, (f"blobs/{pick.getrandbits(256):064x}", b"x")]
        case 7:
            what, entries = "a bomb", [(n, b"\0" * 40_000_000 if n == blob else d) for n, d in entries]
        case 8:
            what, link = "a link", blob
        case 9:
            what, entries = (
                "a manifest that is not one",
                [
                    (n, pick.choice([b"[]", b"{}", b"{", b'{"files": 3}', b"\xff\xfe"]) if n == "manifest.json" else d)
                    for n, d in entries
                ],
            )
        case _:
            project = json.loads(dict(entries)["project.json"])
            # A name of somebody's in free text may be anything; ids, keys, digests and types may not.
            paths = [
                p
                for p in leaves(project)
                if p[0] in ("story", "takes", "format")
                and p[-1] not in ("created", "producer", "preset", "node")
                and not (p[0] == "takes" and p[2] in ("recipe", "facts"))
            ]
            path = pick.choice(paths)
            put(project, path, BAD)
            what = f"project.json with a wrong type at {'/'.join(map(str, path))}"
            entries = _relisted(entries, json.dumps(project).encode())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for name, data in entries:
                info = zipfile.ZipInfo(name)
                info.external_attr = (0o120777 if name == link else 0o100644) << 16
                archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return what, out.getvalue()


def _relisted(entries: list[tuple[str, bytes]], project: bytes) -> list[tuple[str, bytes]]:
    import hashlib

    manifest = json.loads(dict(entries)["manifest.json"])
    manifest["files"]["project.json"] = {"sha256": hashlib.sha256(project).hexdigest(), "bytes": len(project)}
    return [
        (n, project if n == "project.json" else json.dumps(manifest).encode() if n == "manifest.json" else d)
        for n, d in entries
    ]


def picture(kind: str = "PNG", size: tuple[int, int] = (64, 48)) -> bytes:
    out = io.BytesIO()
    image = Image.radial_gradient("L").resize(size).convert("RGB")
    image.save(out, kind)
    return out.getvalue()


def bad_picture(pick: random.Random) -> tuple[str, bytes]:
    kind = pick.choice(["PNG", "JPEG", "WEBP"])
    good = picture(kind, (pick.randrange(32, 200), pick.randrange(32, 200)))
    match pick.randrange(9):
        case 0:
            return f"{kind} cut off", good[: pick.randrange(12, int(len(good) * 0.7))]
        case 1:
            return "random bytes", pick.randbytes(pick.randrange(1, 4000))
        case 2:
            return f"the first bytes of {kind} and then noise", good[:16] + pick.randbytes(pick.randrange(2000))
        case 3:
            kind = pick.choice(["GIF", "BMP", "TIFF", "PPM", "ICO"])
            return kind, picture(kind)
        case 4:
            return "no picture at all", pick.choice(
                [
                    b"",
                    b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
                    b"<!doctype html><p>",
                    b"%PDF-1.7\n",
                    b"PK\x03\x04" + b"\0" * 60,
                    b"\0\0\0\x18ftypheic" + b"\0" * 40,
                    b"#EXTM3U\nhttp://127.0.0.1/x",
                    b"\x7fELF",
                ]
            )
        case 5:
            return "a bomb of pixels", _png_claiming(
                pick.randrange(20_000, 2**31 - 1), pick.randrange(20_000, 2**31 - 1)
            )
        case 6:
            return "too small", picture(kind, (pick.randrange(1, 15), pick.randrange(1, 15)))
        case 7:
            return "larger than allowed", good + b"\0" * (20 * 2**20)
        case _:
            return "a PNG whose pixels are damaged", _png_with(zlib.compress(b"\0" * pick.randrange(1, 50)))


def _png_claiming(wide: int, high: int) -> bytes:
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0))
        + _chunk(b"IDAT", b"x\x9c")
        + _chunk(b"IEND", b"")
    )


def _png_with(packed: bytes) -> bytes:
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0))
        + _chunk(b"IDAT", packed)
        + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def bad_clip(pick: random.Random, good: bytes) -> tuple[str, bytes]:
    """`good`: a real clip."""
    match pick.randrange(6):
        case 0:
            return "cut off", good[: pick.randrange(int(len(good) * 0.9))]
        case 1:
            return "random bytes", pick.randbytes(pick.randrange(1, 4000))
        case 2:
            return "a playlist", pick.choice(
                [
                    b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
                    b"ffconcat version 1.0\nfile '/etc/passwd'\n",
                    b"<?xml version='1.0'?><MPD xmlns='urn:mpeg:dash:schema:mpd:2011'/>",
                    b"v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n",
                ]
            )
        case 3:
            return "a picture", picture()
        case 4:
            at = pick.randrange(4, max(5, len(good) // 2))
            return "a hole of zeros", good[:at] + b"\0" * (len(good) - at)
        case _:
            return "the first bytes of a clip and then noise", good[:32] + pick.randbytes(3000)


def bad_reply(pick: random.Random) -> tuple[str, list[str] | Exception]:
    """Pieces of text as a language model might send them, or the error its client raises."""
    from vgot.errors import ModelUnavailable, WriterFailed
    from vgot.script.llm.server_errors import ReplyCut

    good = json.dumps(
        {"title": "T", "kind": "life", "style": "s", "sentences": ["Mary walks.", "Mary rests.", "Mary sleeps."]}
    )
    match pick.randrange(12):
        case 0:
            return "cut off", [good[: pick.randrange(1, 30)]]
        case 1:
            return "prose", ["Here is a story about Mary. " * pick.randrange(1, 40)]
        case 2:
            return "an empty fence", ["```json\n", "\n```"]
        case 3:
            return "wrong types", [
                json.dumps(
                    {
                        "title": 3,
                        "kind": [],
                        "style": {},
                        "sentences": pick.choice(["one", 3, None, {}, [1, 2, 3], [[], {}]]),
                    }
                )
            ]
        case 4:
            return "10 MB", ["x" * 1_000_000] * 10
        case 5:
            return "a refusal", [
                pick.choice(
                    ["I'm sorry, but I can't help with that.", "As an AI, I cannot write this.", "I cannot assist."]
                )
            ]
        case 6:
            return "too few sentences", [json.dumps({"title": "T", "kind": "life", "style": "s", "sentences": []})]
        case 7:
            return "nothing", [""]
        case 8:
            return "deep nesting", ['{"sentences":' * pick.randrange(500, 5000)]
        case 9:
            return "another object", [
                json.dumps({"path": "/etc/passwd", "run": "rm -rf", "filter": "movie=/etc/passwd"})
            ]
        case 10:
            return "control characters", ["\x00\x01\x02{\u202e" + "\ud7ff" * pick.randrange(50)]
        case _:
            why = pick.choice(
                [
                    ReplyCut("The reply was cut off before its end.", hint="Try again."),
                    WriterFailed(
                        "The language model did not finish within 300 s.", hint="Try again, or use a faster model."
                    ),
                    WriterFailed("The server said 429, too many requests.", hint="Wait a while."),
                    ModelUnavailable("The server refuses the key.", field="writer", hint="Check the key."),
                ]
            )
            return f"the client raises {type(why).__name__}", why


def bad_preset(pick: random.Random, good: dict) -> tuple[str, str]:
    """`good`: the values of a real preset; gives YAML text."""
    values = json.loads(json.dumps(good))
    match pick.randrange(6):
        case 0:
            part = values[pick.choice(["keyframe", "video", "face"])]
            part[f"stepz{pick.randrange(99)}"] = 3
            return "an unknown key", yaml.safe_dump(values)
        case 1:
            path = pick.choice(list(leaves(values)))
            put(values, path, BAD)
            return f"a wrong type at {'/'.join(map(str, path))}", yaml.safe_dump(values)
        case 2:
            del values[pick.choice(["name", "title", "keyframe", "video", "face"])]
            return "a missing part", yaml.safe_dump(values)
        case 3:
            return "not YAML", "name: [unclosed\n  : : :\n" + "\t" * pick.randrange(1, 9)
        case 4:
            return "not a mapping", yaml.safe_dump(pick.choice([[values], 3, "preset", None]))
        case _:
            values["video"][pick.choice(["steps", "frame_step", "fps", "max_px"])] = pick.choice([-1, 0, 10**9, "many"])
            return "an impossible number", yaml.safe_dump(values)
