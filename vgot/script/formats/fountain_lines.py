"""Fountain as lines: the screenplay-tools parser, with cues and headings in any script, and a title page in any language."""

from __future__ import annotations

import re

from screenplay_tools.fountain.parser import Parser
from screenplay_tools.screenplay import Action, Character, SceneHeading, Script, TitleEntry

from vgot.script.formats.headings import is_heading, looks_like_cue, shouted

_KEY = re.compile(r"^\s{0,3}([^\W_][\w .'’/-]{0,40}?)\s*[:：]\s*(.*?)\s*$")
_KEYS = frozenset(
    "title credit author authors source notes draft date contact copyright revision format font episode "
    "titel autor autoren autorin fassung kontakt quelle titre auteur auteurs version título titulo autora fecha data "
    "titolo autore fonte tytuł название заголовок автор авторы τίτλος συγγραφέας 标题 標題 作者 编剧 タイトル 제목 작가 العنوان".split()
) | {"draft date"}
#: Comments and notes that stand before anything else.
_BEFORE = re.compile(r"\A\s*(?:/\*.*?\*/|\[\[.*?\]\])", re.DOTALL)


class FountainParser(Parser):
    """The library's parser; its own tests of cues, headings and keys are of ASCII only."""

    def _parse_title_page(self) -> bool:
        match = _KEY.match(self._line)
        if match and not is_heading(self._line):
            self.script.titleEntries.append(TitleEntry(match.group(1), match.group(2)))
            self._multiLineTitleEntry = not match.group(2)
            return True
        if self._multiLineTitleEntry and re.match(r"^( {3,}|\t)", self._line):
            self.script.titleEntries[-1].append_line(self._line)
            return True
        self._inTitlePage = False
        return False

    def _parse_forced_scene_heading(self) -> bool:
        if re.match(r"^\.[^\W_]", self._lineTrim):
            return self._heading(self._lineTrim[1:], forced=True)
        return False

    def _parse_scene_heading(self) -> bool:
        if super()._parse_scene_heading():
            return True
        return self._lastLineEmpty and is_heading(self._lineTrim) and self._heading(self._lineTrim, forced=False)

    def _heading(self, line: str, forced: bool) -> bool:
        found = self._decode_heading(line)
        if found:
            self._add_element(SceneHeading(text=found["text"], scene_number=found["scene_number"], forced=forced))
        return bool(found)

    def _parse_character(self) -> bool:
        if super()._parse_character():
            return True
        if not (self._lastLineEmpty and not self._lineTrim[:1].isascii() and looks_like_cue(self._lineTrim)):
            return False
        found = self._decode_character(self._lineTrim)
        if found:
            made = Character(name=found["name"], extension=found["extension"], dual=found["dual"])
            backup = self._create_action(self._lineTrim)
            self._pending.append({"type": made.type, "element": made, "backup": backup})
        return bool(found)


def parse_fountain(text: str) -> Script:
    """A script out of Fountain text."""
    before = ""
    while match := _BEFORE.match(text):
        before, text = before + match.group(0), text[match.end() :]
    lines = text.lstrip("\n").split("\n") if before else text.split("\n")
    parser = FountainParser()
    parser.mergeActions = False
    page = _title_page(lines)
    comments = [*before.strip("\n").split("\n"), ""] if before else []
    # the library takes "FADE IN:" in the first line for a title page, and forgets an unclosed comment
    parser.add_lines([*lines[:page], "", *comments, *lines[page:]] if page else ["", *comments, *lines])
    for left in (parser._boneyard, parser._note):
        if left is not None:
            parser.script.elements.append(Action(left.text_raw))
    return parser.script


def _title_page(lines: list[str]) -> int:
    """How many lines at the beginning are a title page."""
    start = next((n for n, line in enumerate(lines) if line.strip()), 0)
    end = next((n for n in range(start, len(lines)) if not lines[n].strip()), len(lines))
    block = lines[start:end]
    if not block or not (first := _KEY.match(block[0])):
        return 0
    key = first.group(1).strip().casefold()
    keyed = sum(bool(_KEY.match(line)) or bool(re.match(r"^(?: {3,}|\t)", line)) for line in block)
    own = key in _KEYS or (len(block) > 1 and keyed == len(block) and not shouted(first.group(1)))
    return end if own and not is_heading(block[0]) else 0
