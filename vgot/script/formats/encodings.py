"""Bytes as text, whatever program wrote them: UTF-8, UTF-16, Windows and Mac of the West."""

from __future__ import annotations

import re

from vgot.errors import BadInput

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
#: What comes out of bytes that are read in the wrong one of the two: capitals within words, signs that nobody types.
_ODD = re.compile(r"(?<=[a-zà-ÿ])[À-ÞŠŽŸŒ]|[ÒÓÔÕ](?=[A-Za-z ])|(?<= )[ÐÑ](?= )|[‡†‰Œ¬∂√◊∆∑∏∫≈≠≤≥ˆ˜¨´¸˛ˇ˘˙˚˝]")


def decoded(data: bytes | str, field: str = "script") -> str:
    """The text of a file with plain line ends and without control characters. Raises BadInput where it is no text."""
    text = data if isinstance(data, str) else _text_of(data, field)
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub(" ", text)


def _text_of(data: bytes, field: str) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        wide = "utf-16"
    else:  # without a mark: every other byte of western text is zero
        start = data[:400]
        wide = "utf-16-le" if start[1::2].count(0) > len(start) // 3 else ""
        wide = wide or ("utf-16-be" if start[::2].count(0) > len(start) // 3 else "")
    try:
        return data.decode(wide or "utf-8-sig")
    except UnicodeDecodeError:
        pass
    if b"\0" not in data:
        found = []
        for encoding in ("cp1252", "mac_roman"):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            found.append((len(_ODD.findall(text)), len(found), text))
        if found:
            return min(found)[2]
    raise BadInput("This file is not text.", field=field, hint="Save the script as UTF-8 text, Fountain or CSV.")
