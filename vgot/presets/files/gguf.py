"""The header of a GGUF file, read with bounds: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md. The package `gguf` maps the
whole file and makes an object of every word of a vocabulary; a folder of a hundred files is looked through in a moment here."""

from __future__ import annotations

import math
import struct
from typing import Any, BinaryIO

#: Number of a type -> name, values in a block, bytes of a block.
TYPES: dict[int, tuple[str, int, int]] = {
    0: ("F32", 1, 4), 1: ("F16", 1, 2), 2: ("Q4_0", 32, 18), 3: ("Q4_1", 32, 20), 6: ("Q5_0", 32, 22), 7: ("Q5_1", 32, 24),
    8: ("Q8_0", 32, 34), 9: ("Q8_1", 32, 40), 10: ("Q2_K", 256, 84), 11: ("Q3_K", 256, 110), 12: ("Q4_K", 256, 144),
    13: ("Q5_K", 256, 176), 14: ("Q6_K", 256, 210), 15: ("Q8_K", 256, 292), 16: ("IQ2_XXS", 256, 66), 17: ("IQ2_XS", 256, 74),
    18: ("IQ3_XXS", 256, 98), 19: ("IQ1_S", 256, 50), 20: ("IQ4_NL", 32, 18), 21: ("IQ3_S", 256, 110), 22: ("IQ2_S", 256, 82),
    23: ("IQ4_XS", 256, 136), 24: ("I8", 1, 1), 25: ("I16", 1, 2), 26: ("I32", 1, 4), 27: ("I64", 1, 8), 28: ("F64", 1, 8),
    29: ("IQ1_M", 256, 56), 30: ("BF16", 1, 2), 34: ("TQ1_0", 256, 54), 35: ("TQ2_0", 256, 66), 39: ("MXFP4", 32, 17),
}  # fmt: skip
#: `general.file_type` -> what people call the file.
FILE_TYPES = {
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K", 11: "Q3_K_S", 12: "Q3_K_M",
    13: "Q3_K_L", 14: "Q4_K_S", 15: "Q4_K_M", 16: "Q5_K_S", 17: "Q5_K_M", 18: "Q6_K", 19: "IQ2_XXS", 20: "IQ2_XS",
    21: "Q2_K_S", 22: "IQ3_XS", 23: "IQ3_XXS", 24: "IQ1_S", 25: "IQ4_NL", 26: "IQ3_S", 27: "IQ3_M", 28: "IQ2_S", 29: "IQ2_M",
    30: "IQ4_XS", 31: "IQ1_M", 32: "BF16", 36: "TQ1_0", 37: "TQ2_0", 38: "MXFP4",
}  # fmt: skip

_NUMBERS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9
#: What no honest file passes: tensors, entries, and bytes of a header.
_TENSORS, _ENTRIES, _BYTES, _WORD = 200_000, 100_000, 400_000_000, 1 << 22
#: Longer arrays (vocabularies) are passed over, and so are longer texts.
_KEPT, _TEXT = 64, 4096


class _Reader:
    def __init__(self, opened: BinaryIO, size: int):
        self.opened, self.size, self.at, self.order, self.wide = opened, size, 0, "<", True

    def take(self, count: int) -> bytes:
        if count < 0 or self.at + count > _BYTES:
            raise ValueError("it is longer than any header")
        if self.at + count > self.size:
            raise EOFError
        data = self.opened.read(count)
        if len(data) < count:
            raise EOFError
        self.at += count
        return data

    def number(self, kind: str) -> Any:
        return struct.unpack(self.order + kind, self.take(struct.calcsize(kind)))[0]

    def length(self) -> int:
        return self.number("Q" if self.wide else "I")

    def text(self) -> str:
        many = self.length()
        if many > _WORD:
            raise ValueError("a text is longer than any is")
        return self.take(many).decode("utf-8", "replace")

    def value(self, kind: int, depth: int = 0) -> Any:
        if kind in _NUMBERS:
            return self.number(_NUMBERS[kind])
        if kind == _STRING:
            said = self.text()
            return said if len(said) <= _TEXT else None
        if kind != _ARRAY or depth > 2:
            raise ValueError("a value has an unknown type")
        inner, many = self.number("I"), self.length()
        if inner in _NUMBERS and many > _KEPT:
            self.take(many * struct.calcsize(_NUMBERS[inner]))
            return None
        if many > 10_000_000:
            raise ValueError("a list is longer than any is")
        found = []
        for _ in range(many):
            one = self.value(inner, depth + 1)
            if len(found) < _KEPT:
                found.append(one)
        return found if many <= _KEPT else None


def read_gguf(
    opened: BinaryIO, size: int
) -> tuple[dict[str, Any], dict[str, tuple[str, tuple[int, ...], int, int]], int]:
    """(what it says of itself, name -> (type, shape in torch's order, start, bytes), where the weights begin). Raises EOFError for a
    file that is cut off, ValueError for one that is damaged."""
    reader = _Reader(opened, size)
    reader.take(4)
    version = reader.number("I")
    if version > 0xFFFF:  # written on a machine of the other byte order
        reader.order = ">"
        version = int.from_bytes(version.to_bytes(4, "little"), "big")
    if version not in (1, 2, 3):
        raise ValueError(f"version {version} of the format is unknown here")
    reader.wide = version > 1
    tensors, entries = reader.length(), reader.length()
    if tensors > _TENSORS or entries > _ENTRIES:
        raise ValueError("it counts more tensors than any model has")
    says: dict[str, Any] = {}
    for _ in range(entries):
        key = reader.text()
        says[key] = reader.value(reader.number("I"))
    found = dict(_tensor(reader) for _ in range(tensors))
    step = says.get("general.alignment")
    step = step if isinstance(step, int) and 0 < step <= 1 << 20 else 32
    return says, found, -(-reader.at // step) * step


def _tensor(reader: _Reader) -> tuple[str, tuple[str, tuple[int, ...], int, int]]:
    name, many = reader.text(), reader.number("I")
    if many > 8:
        raise ValueError(f"'{name[:60]}' has {many} dimensions")
    shape = tuple(reader.length() for _ in range(many))[::-1]
    number, start = reader.number("I"), reader.number("Q")
    kind, block, width = TYPES.get(number, (f"type {number}", 1, 0))
    values = math.prod(shape)
    if values >= 2**48:
        raise ValueError(f"'{name[:60]}' is larger than any tensor is")
    return name, (kind, shape, start, -(-values // block) * width)
