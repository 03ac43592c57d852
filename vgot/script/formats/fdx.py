"""Final Draft's FDX as the tree it is: each container has a role, and what no film shows is kept as a note.

The published format (Final Draft 8 and later). Paragraphs become the elements of the screenplay-tools library, a blank line
between two of action, as Fountain has it, so that the same screenplay gives the same story in both formats.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from screenplay_tools.screenplay import (
    Action,
    Character,
    Dialogue,
    Lyric,
    Note,
    PageBreak,
    Parenthetical,
    SceneHeading,
    Script,
    Section,
    Synopsis,
    TitleEntry,
    Transition,
)

from vgot.errors import BadInput

_BAD = dict(field="script", hint="Save it again from Final Draft, or export Fountain.")
#: What only describes pages, revisions or tags of a paragraph; its text is no word of the script.
_HARMLESS = {
    "Text",
    "SceneProperties",
    "DualDialogue",
    "OmittedScene",
    "ScriptNote",
    "DynamicLabel",
    "Bookmark",
    "Tag",
    "SceneBreakdown",
}
#: Lines of a title page that begin with what they are ("Draft date: 1 May").
_KEYED = re.compile(r"^(\w[\w .'’/-]{0,40}?): +(.*)$")
_CREDIT = re.compile(
    r"^(?:(?:written|screenplay|story|teleplay|created|directed) )?(?:&\s*)?(?:and )?.{0,20}\bby$|^by$", re.IGNORECASE
)


def parse_fdx(text: str) -> Script:
    """A script out of Final Draft's XML. Raises BadInput."""
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise BadInput("This Final Draft file declares entities, which are not read.", **_BAD)
    try:
        root = ET.fromstring(re.sub(r"^\s*<\?xml.*?\?>", "", text))
    except ET.ParseError as why:
        raise BadInput(f"This Final Draft file is damaged: {why}.", **_BAD) from why
    content = root.find("Content")
    if root.tag != "FinalDraft" or content is None:
        raise BadInput("This is not a Final Draft file.", **_BAD)
    made = Script()
    _title_page(made, [_words(p) for p in root.iterfind("TitlePage/Content/Paragraph")])
    for paragraph in _paragraphs(content):
        _add(made, *paragraph)
    return made


def _paragraphs(content: ET.Element) -> Iterator[tuple[ET.Element, bool]]:
    """(paragraph, whether it is the second voice of two that speak at once) of the script itself, in order."""
    for one in content:
        if one.tag != "Paragraph":
            continue
        dual = one.find("DualDialogue")
        if dual is None:
            yield one, False
            continue
        if any(_words(one)):
            yield one, False
        seen = 0
        for inner in dual.iterfind("Paragraph"):
            seen += inner.get("Type") == "Character"
            yield inner, seen > 1


def _words(paragraph: ET.Element) -> str:
    """The text of a paragraph: its own runs with Fountain's marks of emphasis, not those of the notes in it."""
    return "".join(_run(t) for t in paragraph if t.tag == "Text")


def _run(text: ET.Element) -> str:
    words, styles = "".join(text.itertext()), (text.get("Style") or "").split("+")
    bare = words.strip()
    if not bare:
        return words
    for style, mark in (("Italic", "*"), ("Bold", "**"), ("Underline", "_")):
        if style in styles:
            bare = f"{mark}{bare}{mark}"
    return f"{words[: len(words) - len(words.lstrip())]}{bare}{words[len(words.rstrip()) :]}"


def _add(made: Script, paragraph: ET.Element, second: bool) -> None:
    """One paragraph, after the notes that stand in it."""
    kind, text = paragraph.get("Type", "Action"), _words(paragraph)
    omitted = paragraph.find("OmittedScene")
    if paragraph.get("StartsNewPage") == "Yes":
        made.elements.append(PageBreak())
    for note in [*_script_notes(paragraph), *_others(paragraph)]:
        _note(made, note)
    if omitted is not None:
        words = " / ".join(w for p in omitted.iter("Paragraph") if (w := _words(p).strip()))
        _note(made, f"omitted scene: {words}" if words else "omitted scene")
        if text.strip().upper() in ("OMITTED", "OMIT", ""):
            return
    if kind == "Scene Heading" and text.strip():
        number = re.sub(r"[^\w.-]", "", paragraph.get("Number") or "")
        made.elements.append(SceneHeading(text=text.strip(), scene_number=number or None, forced=False))
    elif kind == "Dialogue" and made.elements and isinstance(made.elements[-1], Dialogue) and text.strip():
        made.elements[-1].append_line(text.strip())  # one speech in several paragraphs
    elif text.strip():
        centred = paragraph.get("Alignment") == "Center" and kind in ("Action", "General")
        made.elements += _element("New Act" if centred else kind, text, second)
    properties = paragraph.find("SceneProperties")
    if properties is not None:
        if title := (properties.get("Title") or "").strip():
            _note(made, f"scene title: {title}")
        summary = " ".join(w for p in properties.iterfind("Summary/Paragraph") if (w := _words(p).strip()))
        if summary:
            made.elements.append(Synopsis(summary))


def _element(kind: str, text: str, second: bool) -> list:
    """The elements of a paragraph of some type; a blank line parts it from action before it."""
    if kind == "Character":
        match = re.match(
            r"^(.*?)\s*(?:\(((?!\s*CONT)[^)]*)\))?\s*(?:\(\s*CONT[’']D\s*\))?\s*$", text.strip(), re.IGNORECASE
        )
        name, extension = match.groups() if match else (text, None)
        return [Character(name=name.strip() or text.strip(), extension=extension, dual=second)]
    if kind == "Parenthetical":
        return [Parenthetical(text.strip().removeprefix("(").removesuffix(")"))]
    if kind == "Dialogue":
        return [Dialogue(text.strip())]
    if kind in ("Lyrics", "Lyric", "Singing"):
        return [Lyric(line.strip()) for line in text.split("\n") if line.strip()]
    if kind == "Transition":
        return [Transition(text.strip(), forced=True)]
    if kind in ("Synopsis", "Summary", "Outline Body"):
        return [Synopsis(text.strip())]
    if re.match(r"Outline|Section|Sequence", kind):
        return [Section(int((re.findall(r"\d", kind) or ["1"])[0]) or 1, text.strip())]
    if kind in ("New Act", "End of Act", "Act", "End Of Act", "Cold Opening", "Show/Ep. Title"):
        return [_centred(line.strip()) for line in text.split("\n") if line.strip()]
    return [Action(""), *(Action(line) for line in text.split("\n") if line.strip())]


def _centred(line: str) -> Action:
    made = Action(f" {line} ")
    made.centered = True
    return made


def _script_notes(paragraph: ET.Element) -> list[str]:
    out = []
    for note in paragraph.iterfind("ScriptNote"):
        words = " ".join(w for p in note.iter("Paragraph") if (w := _words(p).strip()))
        name = (note.get("Name") or "").strip()
        out.append(f"{name}: {words}" if name and words else name or words)
    return [n for n in out if n]


def _others(paragraph: ET.Element) -> list[str]:
    """The words of what is no known part of a paragraph: kept, under its own name."""
    return [
        f"{one.tag}: {words}"
        for one in paragraph
        if one.tag not in _HARMLESS and (words := " ".join("".join(one.itertext()).split()))
    ]


def _note(made: Script, text: str) -> None:
    made.notes.append(Note(text.replace("]]", "] ]")))
    made.elements.append(Action(f"[[{len(made.notes) - 1}]]"))


def _title_page(made: Script, lines: list[str]) -> None:
    """The title page, told by its lines: the title first, who wrote it after a line that ends in “by”, then the rest."""
    said = [" ".join(line.split()) for line in lines if line.strip()]
    if not said:
        return
    entries: list[tuple[str, ...]] = [("Title", said[0])]
    rest: list[str] = []
    after = ""
    for line in said[1:]:
        if after:
            entries += [("Credit", after), ("Author", line)]
            after = ""
        elif _CREDIT.match(line):
            after = line
        elif keyed := _KEYED.match(line):
            entries.append(keyed.groups())
        else:
            rest.append(line)
    rest += [after] if after else []
    entries += [("Contact", " / ".join(rest))] if rest else []
    made.titleEntries += [TitleEntry(*entry) for entry in entries]
