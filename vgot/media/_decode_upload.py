"""Decodes one untrusted picture in a process of its own: bytes on stdin, one line of JSON and raw RGB on stdout.

Run by vgot.media.uploads, within the caps of `_limited.py`: it imports nothing of the program. Memory, processor time, files and
core dumps are limited before the first byte is looked at; whatever a decoder does wrong, it does here.
Arguments: the most pixels, the longest side to return.
Answer: {"size": [width, height], "original": [width, height]} and the pixels, or {"error": code, "detail": text}.
"""

from __future__ import annotations

import io
import json
import os
import sys
from typing import Any

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "BMP")
KNOWN_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
#: Decoded at a fraction of their size, a photograph of any phone costs little.
DRAFT_PIXELS = 260_000_000
#: Whoever lets fewer pixels in than a photograph has means it.
PHOTOGRAPH = 40_000_000
SMALLEST_SIDE = 16


class Refused(Exception):
    """code and detail of the answer."""


def decode(data: bytes, max_pixels: int, max_side: int):
    """The picture upright, in sRGB, without alpha, first frame only, at most max_side long. Returns (image, size)."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the check below is stricter, and names the numbers
    formats = FORMATS
    if data[4:8] == b"ftyp":
        from pillow_heif import register_heif_opener

        register_heif_opener()
        formats = (*FORMATS, "HEIF")
        if data[8:12] not in KNOWN_BRANDS:  # a maker's own, compatible with one that decoders look for
            data = data[:8] + b"mif1" + data[12:]
    try:
        picture = Image.open(io.BytesIO(data), formats=formats)
    except (OSError, SyntaxError, ValueError) as error:
        raise Refused("unreadable", str(error)) from error
    original = picture.size
    most = (
        max(max_pixels, DRAFT_PIXELS) if picture.format in ("JPEG", "MPO") and max_pixels >= PHOTOGRAPH else max_pixels
    )
    if original[0] * original[1] > most:
        raise Refused("pixels", f"{original[0]}x{original[1]}")
    if min(original) < SMALLEST_SIDE:
        raise Refused("small", f"{original[0]}x{original[1]}")
    try:
        if picture.format in ("JPEG", "MPO"):
            picture.draft(None, (max_side, max_side))  # a huge photograph is decoded at a fraction of its size
        picture.load()
    except (OSError, SyntaxError, ValueError, IndexError, EOFError) as error:
        raise Refused("truncated", str(error)) from error
    profile = picture.info.get("icc_profile")
    picture.seek(0)
    if max(picture.size) > max_side and picture.mode in ("L", "RGB", "RGBA", "CMYK"):
        picture.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    picture = ImageOps.exif_transpose(picture) or picture
    picture = flatten(picture, profile)
    if max(picture.size) > max_side:
        picture.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    return picture, original


def flatten(picture: Any, profile: bytes | None) -> Any:
    """Any mode that pictures have -> RGB, transparency on white, colours in sRGB."""
    from PIL import Image

    if picture.mode.startswith("I"):  # 16 bits of grey
        return picture.convert("I").point(lambda value: value * (1 / 257)).convert("L").convert("RGB")
    if picture.mode in ("LA", "PA", "RGBA", "RGBa", "La") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        alpha = picture.getchannel("A")
        colours = in_srgb(picture.convert("RGB"), profile)
        return Image.composite(colours, Image.new("RGB", picture.size, (255, 255, 255)), alpha)
    return in_srgb(picture, profile)


def in_srgb(picture: Any, profile: bytes | None) -> Any:
    """Colours of an embedded profile (Display P3 of phones, print CMYK) as sRGB; a broken profile is ignored."""
    from PIL import ImageCms

    if profile and picture.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass
    return picture.convert("RGB")


def main(arguments: list[str]) -> int:
    max_pixels, max_side = (int(argument) for argument in arguments)
    answer, pixels = {}, b""
    try:
        picture, original = decode(sys.stdin.buffer.read(), max_pixels, max_side)
        answer, pixels = {"size": picture.size, "original": original}, picture.tobytes()
    except Refused as refused:
        answer = {"error": refused.args[0], "detail": refused.args[1][:200]}
    except MemoryError:
        answer = {"error": "memory", "detail": ""}
    except Exception as error:  # a decoder may raise anything on hostile bytes; the caller gets a typed answer
        answer = {"error": "unreadable", "detail": f"{type(error).__name__}: {error}"[:200]}
    out = sys.stdout.buffer
    out.write(json.dumps(answer).encode() + b"\n")
    out.write(pixels)
    out.flush()
    os._exit(0)  # nothing of a confused decoder runs at exit


if __name__ == "__main__":
    main(sys.argv[1:])
