"""Writes a Story as Fountain, through the screenplay-tools library: what `vgot.script.formats.screenplay` kept comes back.

A domain that somebody wrote (rather than the import's own reading) stands before its shot as a note, `[[lighting: …]]`,
and is read back on import.
"""

from __future__ import annotations

import re

from vgot.script.formats.headings import HEADING, is_heading, shouted
from vgot.script.formats.screenplay import AFTER, parse_heading, plain_reading, talk
from vgot.script.plain import place_in
from vgot.script.spoken import parts_of
from vgot.story.model import DOMAINS, Character, Shot, Story

_OUTSIDE = re.compile(
    r"\b(?:outdoors?|street|forest|wood|beach|harbou?r|field|sea|ocean|mountain|garden|square|sky|road|"
    r"desert|river|roof|rooftop|pier|park|village|valley|hill|cliff|yard|island|lake|bridge)\b",
    re.IGNORECASE,
)
_TIMES = (
    (r"\bnight|moon|midnight", "NIGHT"),
    (r"\bdawn|morning|sunrise", "MORNING"),
    (r"\bdusk|sunset|evening", "EVENING"),
)
_MARKED = re.compile(r"^(?:#{1,6} |= |> |~ |===$|\[\[.*\]\]$|title page: )")
#: Lines that Fountain would not read as action.
_NOT_ACTION = re.compile(r"^\s*(?:[.@>~=#!]|(?:INT|EXT|EST|I/E|FADE IN:))", re.IGNORECASE)
_UPPER = re.compile(r"^[A-Z][^a-z]*$")
_LOUD = re.compile(r"^\s*[A-Z0-9][^a-z]*$")


def export_fountain(story: Story) -> str:
    """The story as Fountain text, ending in a newline."""
    from screenplay_tools.fountain.writer import Writer

    writer = Writer()
    writer.pretty_print = False
    return writer.write(script_of(story)) + "\n"


def script_of(story: Story):
    """The story as a script of the screenplay-tools library."""
    from screenplay_tools.screenplay import Script, TitleEntry

    script = Script()
    script.titleEntries.append(TitleEntry("Title", _safe(" ".join(story.title.split()))))
    page = _Page(story, script)
    for number, shot in enumerate(story.shots, 1):
        page.shot(number, shot)
    for key, value in page.titles:
        script.titleEntries.append(TitleEntry(key, value))
    return script


class _Page:
    """Turns shots into the library's elements, in order."""

    def __init__(self, story: Story, script):
        from screenplay_tools import screenplay

        self.story, self.script, self.kinds = story, script, screenplay
        self.titles: list[tuple[str, str]] = []
        self.heading, self.place = "", None

    def add(self, element) -> None:
        self.script.elements.append(element)

    def shot(self, number: int, shot: Shot) -> None:
        before, after = _notes(shot)
        self._open_scene(number, shot, before)
        for line in before:
            self._marked(line)
        action = shot.domains.relation
        heading = self.heading
        plain = plain_reading(
            shot,
            number,
            self.story.cast,
            self.story.places,
            "" if action == talk(shot, self.story.cast) else action,
            heading,
        )
        for domain in DOMAINS:
            text = getattr(shot.domains, domain)
            if domain != "relation" and text.strip() and text != getattr(plain, domain):
                self._note(f"{domain}: {text}")
        if (
            shot.summary.strip()
            and not any(line.startswith("= ") for line in before)
            and " ".join(shot.summary.split()) not in " ".join(plain.relation.split())
        ):
            self.add(self.kinds.Action(f"= {' '.join(shot.summary.split())}"))
        if action != talk(shot, self.story.cast) or not (shot.lines or shot.notes):
            self._action(action)
        self._dialogue(shot)
        for line in after:
            self._marked(line)

    def _open_scene(self, number: int, shot: Shot, before: list[str]) -> None:
        """The heading of the shot, if it is not the one that holds already: as it was typed where it still names the
        shot's place, else made from the place and the light."""
        typed = [line for line in before if _is_heading(line)]
        if typed:
            _, where, _ = parse_heading(typed[-1])
            place = next((p for p in self.story.places if p.id == shot.place), None)
            if place is None or place.name.lower() == where.lower()[:120]:
                self.heading, self.place = re.sub(r"\s*#[\w.-]+#$", "", typed[-1].lstrip(".")), shot.place
                return
            before.remove(typed[-1])
        if number > 1 and shot.place == self.place:
            return
        self.place = shot.place
        place = next((p for p in self.story.places if p.id == shot.place), None)
        name = place.name if place else place_in(shot.domains.background) or place_in(shot.summary) or "a place"
        words = f"{place.look if place else ''} {shot.domains.background} {name}"
        time = next((t for pattern, t in _TIMES if re.search(pattern, shot.domains.lighting, re.IGNORECASE)), "DAY")
        side = "EXT." if _OUTSIDE.search(words) and "interior" not in words else "INT."
        self.heading = f"{side} {_safe(' '.join(name.upper().split()))} - {time}"
        self._heading(self.heading)

    def _heading(self, line: str) -> None:
        line = line.strip()
        number = re.search(r"\s*#([\w.-]+)#$", line)
        text = line[: number.start()] if number else line
        forced = not HEADING.match(text)
        self.add(
            self.kinds.SceneHeading(text.lstrip(".") if forced else text, number.group(1) if number else None, forced)
        )

    def _marked(self, line: str) -> None:
        """A kept line, back in its own place."""
        kinds = self.kinds
        if line.startswith("title page: "):
            key, _, value = line.removeprefix("title page: ").partition(":")
            self.titles.append((key.strip(), value.strip()))
        elif _is_heading(line):
            self._heading(line)
        elif line == "===":
            self.add(kinds.PageBreak())
        elif line.startswith("[["):
            self._note(line[2:-2])
        elif line.startswith("#"):
            level = len(line) - len(line.lstrip("#"))
            self.add(kinds.Section(level, line.lstrip("#").strip()))
        elif line.startswith("= "):
            self.add(kinds.Synopsis(line[2:]))
        elif line.startswith("> ") and line.endswith(" <"):
            centered = kinds.Action(line[1:-1])
            centered.centered = True
            self.add(centered)
        elif line.startswith("> "):
            self.add(kinds.Transition(f" {line[2:]}", forced=True))
        elif line.startswith("~ "):
            self.add(kinds.Lyric(line[2:]))

    def _note(self, text: str) -> None:
        self.add(self.kinds.Action(""))
        for part in parts_of(_safe(" ".join(text.split())).replace("]]", "] ]"), 1990):
            self.script.notes.append(self.kinds.Note(part))
            self.add(self.kinds.Action(f"[[{len(self.script.notes) - 1}]]"))

    def _action(self, text: str) -> None:
        self.add(self.kinds.Action(""))
        for line in _safe(text).split("\n"):
            made = self.kinds.Action(line)
            made.forced = bool(_NOT_ACTION.match(line) or is_heading(line) or _LOUD.match(line) or shouted(line))
            self.add(made)

    def _dialogue(self, shot: Shot) -> None:
        kinds, last = self.kinds, None
        for line in shot.lines:
            name, text = _speaker(line, self.story.cast)
            hints = []
            while match := re.match(r"\(([^()\n]*)\)\s*", text):
                hints.append(match.group(1))
                text = text[match.end() :]
            extension = hints.pop(0) if hints and hints[0].isupper() else None
            if name != last or extension or not (text or hints):
                # a cue may be typed in any script or case: '@' makes sure that it is read as one
                self.add(kinds.Character(name, extension, forced=not _UPPER.match(name)))
            last = name
            for hint in hints:
                self.add(kinds.Parenthetical(hint))
            if text.startswith("~ "):
                self.add(kinds.Lyric(text[2:]))
            else:
                self.add(kinds.Dialogue("\n".join(_spoken(part) for part in _safe(text or "…").split("\n"))))


def _is_heading(line: str) -> bool:
    return bool(HEADING.match(line)) or bool(re.match(r"^\.\w", line))


def _notes(shot: Shot) -> tuple[list[str], list[str]]:
    """The kept lines before and after a shot. What a person typed into the notes becomes a Fountain note."""
    before: list[str] = []
    after: list[str] = []
    side = before
    for line in shot.notes.split("\n"):
        line = line.rstrip()
        if line == AFTER:
            side = after
        elif line.strip():
            side.append(line if _MARKED.match(line) or _is_heading(line) else f"[[{line.strip()}]]")
    return before, after


def _speaker(line, cast: list[Character]) -> tuple[str, str]:
    if line.character is not None:
        return next(c.name for c in cast if c.id == line.character).upper(), line.text
    if (match := re.match(r"([^:\n]{1,60}): (.*)", line.text, re.DOTALL)) and match.group(1).isupper():
        return match.group(1), match.group(2)
    return "NARRATOR", line.text


def _safe(text: str) -> str:
    """Free text that cannot open a note or a comment of Fountain's."""
    return text.replace("[[", "[ [").replace("/*", "/ *").replace("*/", "* /")


def _spoken(line: str) -> str:
    """A line of dialogue that Fountain would take for something else, made plain by an invisible space."""
    return (
        f"\u200b{line}"
        if re.match(r"^\s*(?:[.@>~=#!(]|(?:INT|EXT|EST|I/E)[. ]|FADE IN:)", line, re.IGNORECASE)
        else line or " "
    )
