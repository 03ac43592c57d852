"""The header of a file of weights: names, shapes and types of its tensors, and what it says of itself. Only the header is read, never
a weight; nothing is ever unpickled. A file that is damaged, unfinished or no such file is refused with what it is instead."""

from __future__ import annotations

import contextlib
import json
import math
import os
import stat
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from vgot.errors import BadInput
from vgot.presets.files.gguf import read_gguf

#: Bits of one value of each type that safetensors knows.
BITS = {
    "F64": 64, "F32": 32, "F16": 16, "BF16": 16, "I64": 64, "U64": 64, "I32": 32, "U32": 32, "I16": 16, "U16": 16, "I8": 8,
    "U8": 8, "BOOL": 8, "F8_E4M3": 8, "F8_E5M2": 8, "F8_E8M0": 8, "F8_E4M3FNUZ": 8, "F8_E5M2FNUZ": 8, "F6_E2M3": 6,
    "F6_E3M2": 6, "F4": 4, "C64": 64,
}  # fmt: skip
#: The format's own bound on its header.
MOST = 100_000_000
TO_CONVERT = (
    "A pickle can run programs when it is opened, so it is not opened here: convert it to safetensors where you trust it "
    "(on Hugging Face the Space safetensors/convert, in A1111 or ComfyUI the checkpoint's own saving), then look again."
)


@dataclass(frozen=True)
class Tensor:
    """Type as the file names it (`F16`, `Q4_K`), shape as torch has it, bytes in the file."""

    dtype: str
    shape: tuple[int, ...]
    bytes: int


@dataclass(frozen=True)
class Header:
    """What a file of weights says. format: `safetensors` or `gguf`; says: its own words about itself (all values are text or
    numbers)."""

    format: str
    tensors: dict[str, Tensor]
    says: dict[str, Any] = field(default_factory=dict)


class Refused(BadInput):
    """A file that is not taken as a file of weights; the message says what it is instead, the hint what to do."""


def read_header(file: Path) -> Header:
    """The header of a safetensors or GGUF file. Raises Refused."""
    try:
        with _opened(file) as opened:
            size = os.fstat(opened.fileno()).st_size
            first = opened.read(64)
            opened.seek(0)
            _refuse_others(file, first, size)
            if first.startswith(b"GGUF"):
                return _gguf(file, opened, size)
            return _safetensors(file, opened, size)
    except OSError as why:
        raise _refused(
            file, f"cannot be read: {why.strerror or why}", "Check the file, its link and its permissions."
        ) from why


def _opened(file: Path) -> BinaryIO:
    if not stat.S_ISREG(file.stat().st_mode):
        raise _refused(file, "is no file", "Name a file of weights.")
    return file.open("rb")


def _refused(file: Path, what: str, hint: str = "Fetch it again.") -> Refused:
    return Refused(f"{file.name} {what}.", field=file.name, hint=hint)


def _refuse_others(file: Path, first: bytes, size: int) -> None:
    """What lies under the name of a file of weights and is none."""
    if not size:
        raise _refused(file, "is empty")
    if first.startswith(b"version https://git-lfs"):
        raise _refused(
            file,
            "is a Git LFS pointer in place of the file",
            "Run `git lfs pull` in its folder, or fetch the file itself.",
        )
    if first.startswith((b"PK\x03\x04", b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")) and first[8:9] != b"{":
        raise _refused(file, "is a pickle", TO_CONVERT)
    if first.lstrip()[:1] == b"<" and first[8:9] != b"{":
        raise _refused(
            file,
            "is a web page saved in place of the file",
            "Fetch the file itself; some sites want you to log in first.",
        )
    if first[:4] in (b"ggml", b"lmgg", b"ggjt", b"tjgg", b"ggla", b"algg"):
        raise _refused(
            file,
            "is a GGML file of the time before GGUF",
            "Convert it with llama.cpp's own script, or fetch it as GGUF.",
        )


# -- safetensors ------------------------------------------------------------------------------------------------------
def _safetensors(file: Path, opened: BinaryIO, size: int) -> Header:
    length = int.from_bytes(opened.read(8), "little")
    if size < 10 or not 2 <= length <= MOST:
        raise _refused(file, "is no safetensors file", "Name a .safetensors or .gguf file.")
    if 8 + length > size:
        raise _refused(file, f"is cut off within its header: {size} bytes are there")
    raw = opened.read(length)
    try:
        said = json.loads(raw, object_pairs_hook=_once)
    except (ValueError, RecursionError) as why:
        raise _refused(
            file, "is no safetensors file: its header cannot be read", "Name a .safetensors or .gguf file."
        ) from why
    if not isinstance(said, dict):
        raise _refused(file, "is no safetensors file: its header is no table", "Name a .safetensors or .gguf file.")
    metadata = said.pop("__metadata__", None) or {}
    tensors, spans = {}, []
    for name, one in said.items():
        tensors[name], span = _tensor(file, name, one)
        spans.append(span)
    _must_fill(file, sorted(spans), size - 8 - length)
    known = {str(k): str(v) for k, v in metadata.items()} if isinstance(metadata, dict) else {}
    return Header("safetensors", tensors, known)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise ValueError("a name stands twice")
    return table


def _tensor(file: Path, name: str, one: Any) -> tuple[Tensor, tuple[int, int]]:
    try:
        kind, shape, (start, end) = one["dtype"], one["shape"], one["data_offsets"]
        numbers = [*shape, start, end]
        if not all(type(n) is int and 0 <= n < 2**63 for n in numbers) or len(shape) > 16 or not isinstance(kind, str):
            raise ValueError(name)
    except (TypeError, KeyError, ValueError) as why:
        raise _refused(file, f"has a damaged header: '{name[:60]}' cannot be read") from why
    bits = BITS.get(kind)
    if bits is None:
        raise _refused(
            file,
            f"holds values of the type '{kind[:20]}', which is unknown here",
            "Use a file in fp16, bf16, fp32 or fp8.",
        )
    if end - start != math.prod(shape) * bits // 8:
        raise _refused(file, f"has a damaged header: '{name[:60]}' has not the size that its shape says")
    return Tensor(kind, tuple(shape), end - start), (start, end)


def _must_fill(file: Path, spans: list[tuple[int, int]], there: int) -> None:
    """The weights must fill the file, one after another without a hole."""
    at = 0
    for start, end in spans:
        if start != at:
            raise _refused(file, "has a damaged header: its weights overlap or leave a hole")
        at = end
    if at > there:
        raise _refused(file, f"is cut off: {there} of {at} bytes of weights are there")
    if at < there:
        raise _refused(file, f"has {there - at} bytes behind its weights that belong to nothing")


# -- GGUF -------------------------------------------------------------------------------------------------------------
def _gguf(file: Path, opened: BinaryIO, size: int) -> Header:
    try:
        says, tensors, at = read_gguf(opened, size)
    except EOFError as why:
        raise _refused(file, f"is cut off within its header: {size} bytes are there") from why
    except (ValueError, struct.error, UnicodeDecodeError, OverflowError) as why:
        raise _refused(file, f"has a damaged header: {why}") from why
    end = max((start + many for _, _, start, many in tensors.values()), default=0)
    if at + end > size:
        raise _refused(file, f"is cut off: {max(0, size - at)} of {end} bytes of weights are there")
    return Header("gguf", {n: Tensor(k, s, many) for n, (k, s, _, many) in tensors.items()}, says)


def is_weights(name: str) -> bool:
    """Whether a file's name is one of a file of weights that is read here."""
    return name.lower().endswith((".safetensors", ".sft", ".gguf"))


def says_pickle(file: Path) -> bool:
    """Whether a file with a pickle's usual name holds one; `.bin` is the name of much else, too."""
    if file.suffix.lower() != ".bin":
        return True
    with contextlib.suppress(OSError), file.open("rb") as opened:
        return opened.read(4).startswith((b"PK\x03\x04", b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05"))
    return False
