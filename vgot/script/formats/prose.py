"""Prose that comes in: a chapter becomes scenes, its sentences shots, what is said in quotation marks lines of who says it.

Every sentence stands in its shot word for word; what the picture shows is the sentence without what is said in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from vgot.script.formats.listed import Given, Source
from vgot.script.formats.scenes import filmed
from vgot.script.llm.replies import MAX_TEXT, clean
from vgot.script.naming import people_in
from vgot.script.numbering import bulleted, counted
from vgot.script.spoken import parts_of
from vgot.script.tables import Table, WordSet, table

_QUOTE = re.compile(
    r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|»([^«»]+)«|「([^」]+)」|\"([^\"]+)\"|(?<!\w)‘([^‘’]+(?:’\w[^‘’]*)*)’(?!\w)"
)
_END = re.compile(r"[.!?…]+[\"”»’“«)]*\s+|[。！？]+[」』]?\s*")
_BREAK = re.compile(r"^\s*(?:[*#~•—–-]\s*){1,7}$|^\s*⁂\s*$")
#: One shot holds about this much of a paragraph.
_SENTENCES, _CHARACTERS = 2, 240


class Chapters(Table):
    """chapters.yaml; its head says what the fields are."""

    said: WordSet
    chapters: WordSet
    jumps: tuple[str, ...]
    short: WordSet


@cache
def chapters() -> Chapters:
    """The words, read once."""
    return table("chapters.yaml", Chapters)


@dataclass
class Passage:
    """What becomes one shot: some sentences of one paragraph."""

    text: str
    where: str
    scene: int
    heading: str
    notes: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return "\n".join([self.text, *self.notes])


def is_prose(text: str) -> bool:
    """Whether a text tells a story in paragraphs, rather than listing shots: they hold more than a shot can, or several
    sentences each, or are a chapter."""
    lines = [line for line in text.split("\n") if line.strip()]
    if any(counted(lines)) or sum(map(bulleted, lines)) >= 2:
        return False
    told = [p for _, p in _paragraphs(text) if not _heading(p) and not _BREAK.match(p)]
    if not told:
        return False
    words = sum(len(p.split()) for p in told)
    sentences = [len(sentences_in(p)) for p in told]
    spoken = sum(bool(_QUOTE.search(p)) for p in told)
    headed = any(_heading(p) for _, p in _paragraphs(text))
    return (
        any(len(p) > MAX_TEXT for p in told)
        or sum(sentences) / len(told) >= 4
        or (words >= 200 and sum(sentences) / len(told) >= 2.5)
        or (words >= 80 and spoken >= 3 and spoken >= len(told) / 3)
        or (headed and sum(sentences) / len(told) >= 2)
    )


def read_prose(text: str, scenes: tuple[int, ...] = ()) -> Source:
    """The shots of a chapter, or of some of its `scenes`. Raises BadInput."""
    source = Source("prose")
    source.parts = [(f"line {n}", paragraph) for n, paragraph in _paragraphs(text)]
    passages = list(_passages(source))
    people = people_in([p.text for p in passages])
    source.title = source.title or next((clean(p.notes[0], 120) for p in passages if p.notes), "")
    for one in filmed(passages, scenes, source):
        source.shots += _shots(one, people)
    return source


def _paragraphs(text: str) -> list[tuple[int, str]]:
    """(number of its first line, words) of each paragraph: parted by blank lines where there are any within the text, else lines."""
    parted = bool(re.search(r"\S[ \t]*\n[ \t]*\n[ \t]*\S", text))
    out: list[tuple[int, list[str]]] = []
    open_ = False
    for n, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            open_ = False
        elif parted and open_ and not _BREAK.match(line):
            out[-1][1].append(line.strip())
        else:
            out.append((n, [line.strip()]))
            open_ = not _BREAK.match(line)
    return [(n, " ".join(lines)) for n, lines in out]


def _heading(paragraph: str) -> str:
    """The heading of a chapter that a paragraph is, else nothing."""
    bare = paragraph.lstrip("# ").strip()
    first = re.match(r"[^\W\d_]+", bare)
    marked = paragraph.startswith("#") and bool(bare)
    named = bool(first) and first.group(0).casefold() in chapters().chapters and len(bare.split()) <= 10
    roman = bool(re.fullmatch(r"[IVXL]{1,6}\.?", bare))
    return bare if marked or roman or (named and not bare.endswith((".", "!", "?")) and len(bare) < 90) else ""


def _passages(source: Source) -> Iterator[Passage]:
    scene, heading, waiting, fresh = 0, "", list[str](), True
    paragraphs = source.parts
    for n, (where, paragraph) in enumerate(paragraphs):
        if title := _heading(paragraph):
            scene, heading, fresh = scene + 1, title, False
            waiting.append(title)
            continue
        alone = n == 0 and len(paragraphs) > 1 and len(paragraph) <= 80 and not re.search(r"[.!?…。:,;”\"]$", paragraph)
        if alone:
            source.title = clean(paragraph, 120)
            continue
        if _BREAK.match(paragraph):
            fresh = True
            continue
        if fresh or re.match(f"(?:{'|'.join(chapters().jumps)})", paragraph, re.IGNORECASE):
            opening = " ".join(paragraph.split()[:7])
            scene, heading, fresh = scene + 1, f"“{opening} …”", False
        for words in _in_shots(paragraph):
            yield Passage(words, where, scene, heading, waiting)
            waiting = []


def _in_shots(paragraph: str) -> Iterator[str]:
    """A paragraph in parts of one or two sentences; a longer one than a shot holds is parted between words."""
    held: list[str] = []
    for sentence in sentences_in(paragraph):
        if held and (len(held) == _SENTENCES or len(" ".join([*held, sentence])) > _CHARACTERS):
            yield " ".join(held)
            held = []
        held += [sentence]
        while len(" ".join(held)) > MAX_TEXT:
            first, *rest = parts_of(" ".join(held), MAX_TEXT)
            yield first
            held = [" ".join(rest)]
    if held:
        yield " ".join(held)


def sentences_in(paragraph: str) -> list[str]:
    """A paragraph as its sentences: one ends outside the marks of a quotation, and not behind "Mr."."""
    out, begin = [], 0
    inside = [m.span() for m in _QUOTE.finditer(paragraph)]
    for match in _END.finditer(paragraph):
        end = match.end()
        before = re.search(r"([^\W\d_]+)\.\s*$", paragraph[begin:end])
        abbreviated = bool(before) and (len(before.group(1)) == 1 or before.group(1).casefold() in chapters().short)
        goes_on = paragraph[end : end + 1].islower()
        if abbreviated or goes_on or any(a < match.start() and end <= b for a, b in inside):
            continue
        out.append(paragraph[begin:end].strip())
        begin = end
    return [s for s in [*out, paragraph[begin:].strip()] if s]


def _shots(passage: Passage, people: list[str]) -> Iterator[Given]:
    """A passage as a shot: its words, what is said in it, and what is seen while it is said."""
    lines, narrated = _spoken(passage.text, people)
    given = Given(passage.text, passage.where, notes=list(passage.notes), lines=lines, place="")
    if lines:
        speakers = list(dict.fromkeys(who for who, _ in lines if who))
        seen = narrated if re.search(r"[^\W_]{2}.*\s.*[^\W_]", narrated) else ""
        given.domains = {"relation": seen or (f"{speakers[0]} speaks." if speakers else "A voice is heard.")}
        given.who = speakers
    yield given


def _spoken(text: str, people: list[str]) -> tuple[list[tuple[str, str]], str]:
    """(speaker or nothing, words) of each quotation, and the text without them. A speaker is who the words
    beside a quotation name, or who alone is named in the passage; a second quotation of one passage that names nobody goes on with the first."""
    lines: list[tuple[str, str]] = []
    told = _QUOTE.sub(" ", text)
    named = [name for name in people if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", told)]
    said = "|".join(sorted(chapters().said))
    names = "|".join(re.escape(name) for name in sorted(people, key=len, reverse=True)) or r"(?!)"
    verb, who = rf"(?:{said})(?:\s+\w+ly)?", rf"(?:the )?({names})(?!\w)"
    last = named[0] if len(named) == 1 else ""  # who alone acts beside what is said says it
    for match in _QUOTE.finditer(text):
        words = next(g for g in match.groups() if g is not None)
        after, before = text[match.end() :][:80], text[: match.start()][-80:]
        found = re.match(rf"[\s,]*(?:{verb}\s+{who}|{who}\s+{verb}\b)", after, re.IGNORECASE) or re.search(
            rf"(?:{who}\s+(?:\w+ly\s+)?{verb}|{verb}\s+{who})(?:\s+\w+){{0,3}}[\s,:]*$", before, re.IGNORECASE
        )
        speaker = next((g for g in found.groups() if g), "") if found else last
        last = next((p for p in people if p.casefold() == speaker.casefold()), speaker)
        lines.append((last, clean(words, 2000).rstrip(",")))
    seen = re.sub(r"\s+([,.!?;])", r"\1", " ".join(told.split()))
    seen = re.sub(rf"(^|[.!?]\s+)[\s,.!?]*((?:{verb}))\s+{who}", r"\1\3 \2", seen, flags=re.IGNORECASE)
    seen = re.sub(r"^[\s,.!?;:—–-]+", "", seen)
    return lines, f"{seen[:1].upper()}{seen[1:]}"
