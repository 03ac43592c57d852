"""Files of other programs that hold a script but are no text: which they are, and what to do in that program."""

from __future__ import annotations

from vgot.errors import BadInput

_ANY = "save the script as Fountain (.fountain), Final Draft (.fdx) or plain text (.txt), and bring that."
#: What the file is -> what to do there.
_WAYS = {
    "a Word document": "In Word: File > Save As > Plain Text (.txt), encoding UTF-8, and bring that.",
    "an OpenDocument text": "In LibreOffice: File > Save As > Text (.txt), encoding UTF-8, and bring that.",
    "an Excel workbook": "In Excel: File > Save As > CSV UTF-8 (.csv), and bring that.",
    "a LibreOffice spreadsheet": "In LibreOffice: File > Save As > Text CSV (.csv), encoding UTF-8, and bring that.",
    "an RTF document": "In TextEdit: Format > Make Plain Text; in Word: Save As > Plain Text (.txt). Then bring that.",
    "a PDF": "A PDF holds pages, not a script: in the program that wrote it, " + _ANY,
    "a Highland document": "In Highland: File > Export > Fountain, and bring that.",
    "a Fade In document": "In Fade In: File > Export > Fountain or Final Draft, and bring that.",
    "a Celtx project": "In Celtx: Export > Final Draft (.fdx) or text, and bring that.",
    "a Pages document": "In Pages: File > Export To > Plain Text (.txt), and bring that.",
    "a Numbers spreadsheet": "In Numbers: File > Export To > CSV, and bring that.",
    "a KIT Scenarist project": "In KIT Scenarist or STARC: Export > Fountain or FDX, and bring that.",
    "an old Office document": "In Word or Excel: File > Save As > Plain Text or CSV UTF-8, and bring that.",
    "a Movie Magic Screenwriter file": "In Movie Magic Screenwriter: File > Export > Final Draft (.fdx), and bring that.",
    "a web page": "Copy its text into a text file (.txt), or export Fountain, FDX or CSV where it comes from.",
    "a picture, a film or a sound": "Bring the script itself as Fountain, FDX, CSV or text.",
    "a packed archive": "Unpack it and bring the script in it.",
}
_SUFFIXES = {
    ".docx": "a Word document",
    ".doc": "an old Office document",
    ".odt": "an OpenDocument text",
    ".xlsx": "an Excel workbook",
    ".xls": "an old Office document",
    ".ods": "a LibreOffice spreadsheet",
    ".rtf": "an RTF document",
    ".pdf": "a PDF",
    ".highland": "a Highland document",
    ".fadein": "a Fade In document",
    ".celtx": "a Celtx project",
    ".pages": "a Pages document",
    ".numbers": "a Numbers spreadsheet",
    ".kitsp": "a KIT Scenarist project",
    ".starc": "a KIT Scenarist project",
    ".mmsw": "a Movie Magic Screenwriter file",
    ".scw": "a Movie Magic Screenwriter file",
}
#: What stands within the first file names of a packed document.
_PACKED = {
    b"word/": "a Word document",
    b"xl/": "an Excel workbook",
    b"opendocument.text": "an OpenDocument text",
    b"opendocument.spreadsheet": "a LibreOffice spreadsheet",
    b".textbundle": "a Highland document",
}
_MAGIC = {
    b"{\\rtf": "an RTF document",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"SQLite format 3": "a KIT Scenarist project",
    b"\x89PNG": "a picture, a film or a sound",
    b"\xff\xd8\xff": "a picture, a film or a sound",
    b"GIF8": "a picture, a film or a sound",
    b"RIFF": "a picture, a film or a sound",
    b"ID3": "a picture, a film or a sound",
    b"OggS": "a picture, a film or a sound",
}


def what_it_is(data: bytes, name: str = "") -> str:
    """The kind of a foreign file in words; "" for what may be text."""
    head = data[:16].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    if data[4:8] == b"ftyp":
        return "a picture, a film or a sound"
    suffix = next((s for s in _SUFFIXES if name.lower().endswith(s)), "")
    if data.startswith((b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")):
        packed = next((kind for mark, kind in _PACKED.items() if mark in data[:4000]), "")
        return packed or _SUFFIXES.get(suffix, "a packed archive")
    start = data[:400].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    return ""


def refuse_foreign(data: bytes, name: str = "") -> None:
    """Raises BadInput for a file of another program, with what to do there."""
    if kind := what_it_is(data, name):
        raise BadInput(f"This is {kind}, not a script as text.", field="script", hint=_WAYS[kind])
