"""Pictures from outside: looked at from afar, decoded in a process with limits, given back as plain pixels.

Nothing of the file survives but its pixels: no metadata, no profile, no second frame. The caller encodes them anew.
"""

from __future__ import annotations

import json
import subprocess
import threading

import numpy as np
from PIL import Image

from vgot.errors import BadInput
from vgot.media import _decode_upload, _limited
from vgot.units import FrameSize

FIELD = "upload"
MAX_BYTES = 50 * 2**20
#: Pixels of a picture; a JPEG, which can be decoded at a fraction of its size, may have more (_decode_upload.DRAFT_PIXELS).
MAX_PIXELS = 210_000_000
MAX_SIDE = 2048

_MEMORY_BYTES = 3 * 2**30
_CPU_S = 30
_TIMEOUT_S = 60.0
#: Pictures that are decoded at once: a large one takes up to 2 GB of memory for a moment.
_TURNS = threading.BoundedSemaphore(2)
_USE = "Use a JPEG, PNG, WebP, HEIC, AVIF, TIFF, GIF or BMP picture."
_MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM")
#: Brands of ISO files that hold pictures (https://nokiatech.github.io/heif/technical.html, AVIF 1.1), by what people call them.
_BRANDS = {
    **dict.fromkeys(
        (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"mif2", b"msf1", b"MiHE"), "a HEIC picture"
    ),
    **dict.fromkeys((b"avif", b"avis"), "an AVIF picture"),
}

#: How other files begin, and what people call them.
_OTHERS = (
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"\x00\x00\x00\x0cJXL ", "a JPEG XL picture"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip file"),
    (b"8BPS", "a Photoshop file"),
    (b"\x00\x00\x01\x00", "an icon file"),
    (b"\x1aE\xdf\xa3", "a video"),
)


def read_upload(
    data: bytes,
    *,
    max_bytes: int = MAX_BYTES,
    max_pixels: int = MAX_PIXELS,
    max_side: int = MAX_SIDE,
) -> np.ndarray:
    """An untrusted picture as uint8 RGB (H, W, 3): upright, on white where it was transparent, the first frame of an
    animation, scaled down so that no side is longer than max_side.

    JPEG, PNG, WebP, HEIC, AVIF, TIFF, GIF and BMP, at most max_bytes and max_pixels (a JPEG may have 260 million). Raises
    BadInput (field "upload") that says what is wrong and what to do, within a minute.
    """
    _look(data, max_bytes)
    command = _limited.command(_decode_upload.__file__, max_pixels, max_side, memory_bytes=_MEMORY_BYTES, cpu_s=_CPU_S)
    try:
        with _TURNS:
            ran = subprocess.run(command, input=data, capture_output=True, timeout=_TIMEOUT_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise _bad("The picture takes too long to open.", "Save it again as a plain JPEG or PNG.") from error
    return _pixels(ran.stdout, max_pixels, max_side)


def _pixels(said: bytes, max_pixels: int, max_side: int) -> np.ndarray:
    """The answer of the decoding process, which is not trusted either."""
    head, _, body = said.partition(b"\n")
    try:
        answer = json.loads(head)
        if "error" in answer:
            raise _refusal(str(answer["error"]), str(answer.get("detail", "")), max_pixels)
        width, height = (int(side) for side in answer["size"])
        if not (0 < width <= max_side and 0 < height <= max_side and len(body) == width * height * 3):
            raise ValueError("the pixels do not fit the size")
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _bad("The picture cannot be opened within safe limits.", "Save it again, smaller.") from error
    return np.frombuffer(body, np.uint8).reshape(height, width, 3).copy()


def fit(
    pixels: np.ndarray,
    size: FrameSize,
    mode: str = "cover",
    focus: tuple[float, float] = (0.5, 0.5),
) -> np.ndarray:
    """A picture at another size without stretching it. pixels: uint8 RGB (H, W, 3).

    cover: fills `size` and crops what stands over; `focus` (x, y in 0..1) is the part to keep: (0.5, 0.3) keeps heads.
    contain: shows the whole picture; bars take the median colour of its border.
    """
    if mode not in ("cover", "contain"):
        raise BadInput(f"There is no way to fit called {mode}.", field=FIELD, hint="Use cover or contain.")
    picture, wide, high = Image.fromarray(np.ascontiguousarray(pixels)), size.width, size.height
    across, down = wide / picture.width, high / picture.height
    if mode == "cover":
        scale = max(across, down)
        kept_w, kept_h = min(picture.width, wide / scale), min(picture.height, high / scale)
        left = _clamp(focus[0] * picture.width - kept_w / 2, picture.width - kept_w)
        top = _clamp(focus[1] * picture.height - kept_h / 2, picture.height - kept_h)
        box = (left, top, left + kept_w, top + kept_h)
        return np.array(picture.resize((wide, high), Image.Resampling.LANCZOS, box=box))
    scale = min(across, down)
    inner = (min(wide, max(1, round(picture.width * scale))), min(high, max(1, round(picture.height * scale))))
    border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    bars = tuple(int(np.sort(border[:, channel])[len(border) // 2]) for channel in range(3))
    canvas = Image.new("RGB", (wide, high), bars)
    canvas.paste(picture.resize(inner, Image.Resampling.LANCZOS), ((wide - inner[0]) // 2, (high - inner[1]) // 2))
    return np.array(canvas)


def _clamp(value: float, most: float) -> float:
    return min(max(0.0, value), max(0.0, most))


def _look(data: bytes, max_bytes: int) -> None:
    """Refuse by size and first bytes, before any decoder sees the file."""
    if not data:
        raise _bad("The file is empty.", _USE)
    if len(data) > max_bytes:
        raise _bad(
            f"The picture has {len(data) / 2**20:.1f} MiB; at most {max_bytes / 2**20:g} MiB can be used.",
            "Save it smaller or with stronger compression.",
        )
    if data[8:10] == b"CR" and data.startswith(b"II*\x00"):
        raise _bad("The file is a camera's raw picture, which cannot be used.", _USE)
    if is_picture(data):
        return
    raise _bad(f"The file is {_what(data)}, which cannot be used.", _USE)


def is_picture(data: bytes) -> bool:
    """Whether a file begins like a picture that may be read."""
    return data.startswith(_MAGIC) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or bool(_brand(data))


def _what(data: bytes) -> str:
    for start, name in _OTHERS:
        if data.startswith(start):
            return name
    if data[4:8] == b"ftyp":
        return "a camera's raw picture" if data[8:12] == b"crx " else "a video"
    text = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in text:
        return "an SVG drawing"
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<script")):
        return "a web page"
    return "not a picture"


def _brand(data: bytes) -> str:
    """What picture an ISO file says it holds, by its brand or by one that it is compatible with; empty for none."""
    if data[4:8] != b"ftyp" or data[8:12] == b"crx ":
        return ""
    long = min(int.from_bytes(data[:4], "big"), 256, len(data))
    brands = [data[8:12], *(data[at : at + 4] for at in range(16, long - 3, 4))]
    return next((_BRANDS[one] for one in brands if one in _BRANDS), "")


def _refusal(code: str, detail: str, max_pixels: int) -> BadInput:
    if code == "pixels":
        return _bad(
            f"The picture says it is {detail} pixels; at most {max_pixels / 1e6:g} million can be used"
            + (
                f" ({_decode_upload.DRAFT_PIXELS / 1e6:g} of a JPEG)."
                if max_pixels >= _decode_upload.PHOTOGRAPH
                else "."
            ),
            "Scale it down and try again.",
        )
    if code == "small":
        least = _decode_upload.SMALLEST_SIDE
        return _bad(f"The picture is only {detail} pixels.", f"Use one with at least {least} pixels a side.")
    if code == "truncated":
        return _bad("The picture ends too early or is damaged.", "Copy or download it again, or save it anew.")
    if code == "memory":
        return _bad("The picture needs too much memory to open.", "Scale it down and try again.")
    return _bad("The file begins like a picture but cannot be read as one.", _USE)


def _bad(message: str, hint: str) -> BadInput:
    return BadInput(message, field=FIELD, hint=hint)
