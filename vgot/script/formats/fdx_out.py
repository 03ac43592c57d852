"""Writes a Story as Final Draft's FDX: what `vgot.script.formats.fountain` writes, each element in the container that it has there.

Notes become ScriptNotes of the paragraph that follows, a summary that follows a heading stands in its SceneProperties, marks of
emphasis become styles. `vgot.script.formats.fdx` reads it back to the same script.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from vgot.script.formats.fountain import script_of
from vgot.story.model import Story

_NOTE = re.compile(r"\[\[(\d+)\]\]")
#: Marks of emphasis around words, the longest first; what stands alone, like a sum's asterisk, is none.
_MARKS = (
    ("***", ("Bold", "Italic"), re.compile(r"(?<!\\)\*\*\*(?=\S)(.+?)(?<=[^\s\\])\*\*\*", re.DOTALL)),
    ("**", ("Bold",), re.compile(r"(?<![\\*])\*\*(?=[^\s*])(.+?)(?<=[^\s\\*])\*\*(?!\*)", re.DOTALL)),
    ("*", ("Italic",), re.compile(r"(?<![\\*])\*(?=[^\s*])([^*]+?)(?<=[^\s\\*])\*(?!\*)", re.DOTALL)),
    ("_", ("Underline",), re.compile(r"(?<![\w\\])_(?=[^\s_])(.+?)(?<=[^\s\\_])_(?!\w)", re.DOTALL)),
)
#: Characters that XML cannot hold.
_UNHELD = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export_fdx(story: Story) -> str:
    """The story as the text of an FDX file."""
    root = ET.Element("FinalDraft", DocumentType="Script", Template="No", Version="1")
    script = script_of(story)
    page = _Pages(script.notes, ET.SubElement(root, "Content"))
    for element in script.elements:
        page.add(element)
    page.finish()
    titles = ET.SubElement(ET.SubElement(root, "TitlePage"), "Content")
    for words in _title_lines([(e.key, e.text_raw) for e in script.titleEntries]):
        _text(ET.SubElement(titles, "Paragraph", Alignment="Center", Type="General"), words)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n{ET.tostring(root, encoding="unicode")}\n'


class _Pages:
    """Puts the library's elements into paragraphs, in order."""

    def __init__(self, notes: list, content: ET.Element):
        self.notes, self.content = notes, content
        self.waiting: list[str] = []
        self.new_page = False
        self.open: tuple[ET.Element, list[str]] | None = None  # a paragraph of action whose lines still come
        self.heading: ET.Element | None = None  # the last paragraph, where it is a heading

    def add(self, element) -> None:
        kind, raw = element.type.name, element.text_raw
        noted = [int(n) for n in _NOTE.findall(raw)] if kind == "ACTION" else []
        if kind == "ACTION" and not element.centered and not noted:
            return self._action(raw)
        self._close()
        if noted:
            self.waiting += [self.notes[n].text_raw for n in noted if n < len(self.notes)]
        elif kind == "PAGEBREAK":
            self.paragraph("Action", "") if self.new_page else None
            self.new_page = True
        elif kind == "SYNOPSIS" and self.heading is not None and not self.waiting:
            summary = ET.SubElement(ET.SubElement(self.heading, "SceneProperties"), "Summary")
            _text(ET.SubElement(summary, "Paragraph"), raw)
            self.heading = None
        elif kind == "HEADING":
            number = {"Number": element.scene_number} if element.scene_number else {}
            self.heading = self.paragraph("Scene Heading", raw, **number)
        else:
            self._other(kind, element, raw)
        return None

    def _other(self, kind: str, element, raw: str) -> None:
        if kind == "ACTION":
            self.paragraph("Action", raw.strip(), Alignment="Center")
        elif kind == "SECTION":
            self.paragraph(f"Outline {element.level}", raw)
        elif kind == "CHARACTER":
            self.paragraph("Character", element.name + (f" ({element.extension})" if element.extension else ""))
        elif kind == "PARENTHETICAL":
            self.paragraph("Parenthetical", f"({raw})")
        elif kind == "DIALOGUE":
            self.paragraph("Dialogue", re.sub("(?m)^\u200b", "", raw))
        else:
            typed = {"SYNOPSIS": "Outline Body", "TRANSITION": "Transition", "LYRIC": "Lyrics"}
            self.paragraph(typed.get(kind, "General"), raw.strip())

    def paragraph(self, kind: str, words: str, **attributes: str) -> ET.Element:
        """One paragraph with the notes and the new page that wait for it."""
        made = ET.SubElement(self.content, "Paragraph", {"Type": kind, **attributes})
        if self.new_page:
            made.set("StartsNewPage", "Yes")
        for note in self.waiting:
            _text(ET.SubElement(ET.SubElement(made, "ScriptNote"), "Paragraph"), note)
        self.waiting, self.new_page, self.heading = [], False, None
        _text(made, words)
        return made

    def _action(self, line: str) -> None:
        if not line.strip():
            self._close()
        elif self.open and not self.waiting and not self.new_page:
            self.open[1].append(line)
        else:
            self._close()
            self.open = self.paragraph("Action", ""), [line]

    def _close(self) -> None:
        """An open paragraph of action has all its lines."""
        if self.open:
            made, lines = self.open
            made.remove(made[-1])  # the empty text that held its place
            _text(made, "\n".join(lines))
        self.open = None

    def finish(self) -> None:
        """Notes and a new page at the very end stand in a paragraph without words."""
        self._close()
        if self.waiting or self.new_page:
            self.paragraph("Action", "")


def _text(paragraph: ET.Element, words: str) -> None:
    """Words as runs of text with their styles."""
    for style, run in _runs(_UNHELD.sub(" ", words), ()):
        ET.SubElement(paragraph, "Text", {"Style": "+".join(style)} if style else {}).text = run
    if not words:
        ET.SubElement(paragraph, "Text")


def _runs(words: str, style: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """(styles, words) of each run of a text with Fountain's marks of emphasis."""
    found = [(m.start(), n, m) for n, (_, _, pattern) in enumerate(_MARKS) if (m := pattern.search(words))]
    if not found:
        if words:
            yield style, words
        return
    start, n, match = min(found, key=lambda one: one[:2])
    if start:
        yield style, words[:start]
    yield from _runs(match.group(1), (*style, *_MARKS[n][1]))
    yield from _runs(words[match.end() :], style)


def _title_lines(entries: list[tuple[str, str]]) -> Iterator[str]:
    """The title page's lines as its reader tells them: the title, "written by" and who, then each with its key before it."""
    keys = {key.casefold(): value for key, value in entries}
    paired = "credit" in keys and "author" in keys
    for key, value in entries:
        words = " ".join(value.split())
        if key == entries[0][0] or (paired and key.casefold() in ("credit", "author")):
            yield words
        else:
            yield f"{key}: {words}"
