"""Imports screenplays: Fountain and Final Draft (FDX), read by the screenplay-tools library, as a Story.

Scene headings give the places, the background and the light; speakers the cast; each paragraph of action, with the
dialogue that follows it, a shot. What films do not draw (headings as they were typed, transitions, sections, notes, the
title page) is kept in the shot's notes in Fountain's own marks, so that `vgot.script.formats.fountain` writes it back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from vgot.errors import BadInput
from vgot.script.formats.encodings import decoded
from vgot.script.formats.headings import HEADING, TITLES, shouted, side_of
from vgot.script.formats.listed import Source
from vgot.script.formats.scenes import filmed
from vgot.script.naming import mentioned, unique_slug
from vgot.script.phrases import listing
from vgot.script.plain import plain_domains
from vgot.script.reshape import sentences_of
from vgot.script.spoken import parts_of
from vgot.story.model import (
    DOMAINS,
    MAX_CHARACTERS,
    MAX_DOMAIN,
    MAX_PLACES,
    MAX_SHOTS,
    Character,
    Domains,
    Line,
    Place,
    Presence,
    Shot,
    Stage,
    Story,
    new_shot_id,
    seed_from,
)

MAX_BYTES = 4_000_000
#: Notes after this line stand behind the shot, not before it.
AFTER = "---"
NARRATORS = {"NARRATOR", "VOICE", "VOICE OVER", "VOICEOVER", "V.O.", "TITLE", "SUPER"}
_EDIT = re.compile(r"^\s*(?:FADE|CUT|SMASH CUT|MATCH CUT|DISSOLVE|IRIS)(?: (?:IN|OUT|TO|THROUGH|BLACK|WHITE))*[.:]\s*$")
_TIME = re.compile(r"^(.*?)\s+[-–—]+\s+([^-–—]+)$")


@dataclass
class Beat:
    """What becomes one shot."""

    heading: str = ""
    notes: list[str] = field(default_factory=list)
    action: list[str] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)  # (speaker as typed, text)
    domains: dict[str, str] = field(default_factory=dict)
    summary: str = ""
    scene: int = 0

    @property
    def words(self) -> str:
        """All that the script says of it."""
        return "\n".join([*self.notes, *self.action, *(f"{who} {text}" for who, text in self.lines), self.summary])


def import_screenplay(content: bytes | str, name: str = "script.fountain", *, seed: int = 0) -> Story:
    """A Story from a Fountain or FDX file's content; the suffix of `name` says which. Raises BadInput."""
    return read_screenplay(decoded(content), name, seed=seed)[0]


def read_screenplay(
    text: str, name: str = "script.fountain", *, seed: int = 0, scenes: Sequence[int] = ()
) -> tuple[Story, Source]:
    """The same with the source, which tells what has no field. `scenes`: those that are filmed, from 1; without it all of
    them, or as many as a project holds. Raises BadInput."""
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise BadInput(
            f"This script is larger than {MAX_BYTES // 1_000_000} MB.", field="script", hint="Split it into parts."
        )
    if name.lower().endswith(".fdx") or text.lstrip()[:200].startswith(("<?xml", "<FinalDraft")):
        from vgot.script.formats.fdx import parse_fdx

        source, parsed = Source("Final Draft screenplay"), parse_fdx(text)
        source.parts = _parts_of_script(parsed)
    else:
        from vgot.script.formats.fountain_lines import parse_fountain

        source, parsed = Source("screenplay"), parse_fountain(text)
        source.parts = [(f"line {n}", line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    for where, line in source.parts:
        for mark in re.findall(r"\(\s*cont[’']d\s*\)", line, re.IGNORECASE):
            source.drop(mark, where, "It says that somebody goes on speaking.")
    if source.read_as == "screenplay":
        for entry in parsed.titleEntries:
            if entry.key.strip().casefold() in TITLES:
                source.drop(entry.key, "the title page", "It names the title that stands behind it.")
    titles, beats = _beats(parsed)
    if not beats:
        raise BadInput(
            "There is no scene, action or dialogue in this script.",
            field="script",
            hint="Give a Fountain (.fountain, .txt) or Final Draft (.fdx) file.",
        )
    return _story(titles, filmed(beats, scenes, source, _fitted), name, seed, source), source


def _parts_of_script(script) -> list[tuple[str, str]]:
    """Every element of a parsed script with its words."""
    parts = [("the title page", e.text_raw) for e in script.titleEntries]
    parts += [(f"note {n}", note.text_raw) for n, note in enumerate(script.notes, 1)]
    for n, element in enumerate(script.elements, 1):
        words = getattr(element, "name", None) or re.sub(r"\[\[\d+\]\]", "", element.text_raw)
        extension = getattr(element, "extension", None) or ""
        if words.strip():
            parts.append((f"paragraph {n}", f"{words} {extension}"))
    return parts


# -- elements to beats ------------------------------------------------------------------------------------------------
def _beats(script) -> tuple[dict[str, str], list[Beat]]:  # noqa: C901
    """The title page and the beats of a parsed script, in order, with nothing left out."""
    from screenplay_tools.screenplay import ElementType as E

    titles = {e.key.strip(): " ".join(e.text_raw.split()) for e in script.titleEntries if e.text_raw.strip()}
    beats: list[Beat] = []
    waiting: list[str] = [f"title page: {k}: {v}" for k, v in titles.items() if k.casefold() not in TITLES]
    given: dict[str, str] = {}
    summary, heading, speaker, hint, paragraph, scene = "", "", "", [], False, 0

    def begin() -> Beat:
        nonlocal waiting, given, summary
        beats.append(Beat(heading, waiting, domains=given, summary=summary, scene=scene))
        waiting, given, summary = [], {}, ""
        return beats[-1]

    def say(text: str) -> None:
        beat = beats[-1] if beats and not waiting and not given and beats[-1].heading == heading else begin()
        for part in parts_of(" ".join([*hint, text]) if hint else text, 500):
            if len(beat.lines) == 12:
                beat = begin()
            beat.lines.append((speaker, part))
        hint.clear()

    for element in script.elements:
        raw, notes = _without_notes(element.text_raw, script)
        for note in notes:
            domain, _, text = note[2:-2].partition(":")
            if domain in DOMAINS and text.strip():
                given[domain] = text.strip()[:MAX_DOMAIN]
            else:
                waiting += _note_lines(note)
        kind = element.type
        if kind == E.ACTION and notes and not raw.strip():
            paragraph = False
            continue
        if kind == E.ACTION and not element.centered:
            for line in raw.split("\n"):
                if not line.strip():
                    paragraph = False
                    continue
                if _EDIT.match(line) and not paragraph:
                    waiting.append(f"> {line.strip()}")
                    continue
                beat = beats[-1] if paragraph and beats and not waiting else begin()
                beat.action.append(line.rstrip())
                paragraph = True
            continue
        paragraph = False
        if kind == E.HEADING and not raw.upper().startswith("FADE IN"):
            number = f" #{element.scene_number}#" if element.scene_number else ""
            heading, scene = raw.strip(), scene + 1
            waiting.append(f"{'' if HEADING.match(heading) else '.'}{heading}{number}")
        elif kind == E.CHARACTER:
            speaker = element.name.strip()
            if element.extension:
                hint.append(f"({element.extension.strip()})")
        elif kind == E.PARENTHETICAL:
            hint.append(f"({raw.strip()})")
        elif kind == E.DIALOGUE:
            say(raw.strip() or " ")
        elif kind == E.LYRIC and speaker and beats and beats[-1].lines and not waiting:
            say(f"~ {raw.strip()}")
        elif kind == E.SYNOPSIS:
            waiting += [f"= {line}" for line in raw.split("\n")]
            summary = " ".join(raw.split())[:300]
        else:
            mark = {E.ACTION: "> {} <", E.TRANSITION: "> {}", E.HEADING: "> {}", E.LYRIC: "~ {}", E.PAGEBREAK: "==="}
            mark[E.SECTION] = "#" * getattr(element, "level", 1) + " {}"
            waiting.append(mark.get(kind, "[[{}]]").format(" ".join(raw.split())))
        if hint and kind not in (E.CHARACTER, E.PARENTHETICAL):
            hint.clear()
    if hint:
        waiting.append(f"[[{speaker} {' '.join(hint)}]]")
    if waiting and beats:
        beats[-1].notes += [AFTER, *waiting]
    elif waiting and any(HEADING.match(w) for w in waiting):
        begin()
    return titles, beats


def _without_notes(raw: str, script) -> tuple[str, list[str]]:
    """A text without its notes and boneyards, and those, as they were typed (on one line)."""
    notes: list[str] = []

    def take(store, left: str, right: str):
        def swap(match: re.Match) -> str:
            index = int(match.group(1))
            if index < len(store):
                text = " ".join(store[index].text_raw.split())
                notes.append(f"{left}{text}{right}")
                return ""
            return match.group(0)

        return swap

    text = re.sub(r"\[\[(\d+)\]\]", take(script.notes, "[[", "]]"), raw)
    text = re.sub(r"/\*(\d+)\*/", take(script.boneyards, "[[", "]]"), text)
    return (re.sub(r"[ \t]{2,}", " ", text) if notes else text), notes


def _note_lines(note: str) -> list[str]:
    return [f"[[{part}]]" for part in parts_of(note[2:-2], 1500)]


def _fitted(beats: list[Beat]) -> list[Beat]:
    """Beats within the limits of shots: long actions split, and neighbours of one scene joined while there are more
    than a project holds, as far as they can be. Raises BadInput for notes without room."""
    out: list[Beat] = []
    for beat in beats:
        parts = parts_of("\n".join(beat.action), MAX_DOMAIN)
        for part in parts[:-1]:
            out.append(Beat(beat.heading, beat.notes, [part], [], beat.domains, beat.summary, beat.scene))
            beat = Beat(beat.heading, [], beat.action, beat.lines, scene=beat.scene)
        beat.action = [parts[-1]] if parts[-1] else []
        out.append(beat)
    for n, beat in enumerate(out[:-1]):  # notes that do not fit move on to the next shot
        while len("\n".join(beat.notes)) > MAX_DOMAIN:
            out[n + 1].notes.insert(0, beat.notes.pop())
    if len("\n".join(out[-1].notes)) > MAX_DOMAIN:
        raise BadInput(
            "This script holds more notes than its last shot can keep.",
            field="script",
            hint="Delete or shorten the notes at its end.",
        )
    for in_order in (True, False):
        out = _joined(out, MAX_SHOTS, in_order)
    return out


def _joined(beats: list[Beat], most: int, in_order: bool) -> list[Beat]:
    """At most so many beats: the shortest neighbours of one scene become one, as long as a shot holds both; nothing is lost.
    `in_order`: not where action would come to stand before lines that it follows."""
    out = list(beats)
    while len(out) > most:
        pairs = [
            (_length(a) + _length(b), n)
            for n, (a, b) in enumerate(zip(out, out[1:], strict=False))
            if _fit_one(a, b, in_order)
        ]
        if not pairs:
            return out
        taken: set[int] = set()
        for _, n in sorted(pairs)[: max(1, len(out) - most)]:
            if not taken & {n - 1, n, n + 1}:
                taken.add(n)
        joined: list[Beat] = []
        skip = False
        for n, beat in enumerate(out):
            if skip:
                skip = False
            elif n in taken:
                joined.append(_one(beat, out[n + 1]))
                skip = True
            else:
                joined.append(beat)
        out = joined
    return out


def _length(beat: Beat) -> int:
    return sum(map(len, beat.action)) + sum(len(text) for _, text in beat.lines)


def _fit_one(a: Beat, b: Beat, in_order: bool) -> bool:
    """Whether one shot can hold two beats in their order: the same scene, action before its lines, no words of its own domains."""
    return (
        a.scene == b.scene
        and a.heading == b.heading
        and not b.domains
        and not (in_order and a.lines and b.action)
        and len(a.lines) + len(b.lines) <= 12
        and len("\n\n".join(a.action + b.action)) <= MAX_DOMAIN
        and len("\n".join([*a.notes, *b.notes])) <= MAX_DOMAIN - 80
        and not any(_is_structure(note) for note in b.notes)
    )


def _is_structure(note: str) -> bool:
    return bool(HEADING.match(note)) or note.startswith((".", "#", "= ")) or note == AFTER


def _one(a: Beat, b: Beat) -> Beat:
    action = (
        ["\n\n".join(["\n".join(a.action), "\n".join(b.action)]).strip("\n")]
        if a.action and b.action
        else a.action or b.action
    )
    told = ["[[two beats in one shot: the lines stand between what is done]]"] if a.lines and b.action else []
    return replace(
        a,
        notes=[*a.notes, *b.notes, *told],
        action=action,
        lines=[*a.lines, *b.lines],
        summary=a.summary or b.summary,
    )


# -- beats to a story -------------------------------------------------------------------------------------------------
def parse_heading(heading: str) -> tuple[str, str, str]:
    """(inside/outside as typed, place, time of day) of a scene heading."""
    match = HEADING.match(heading.strip())
    side, rest = (side_of(match.group(1)), match.group(2)) if match else ("", heading.strip().lstrip("."))
    rest = re.sub(r"\s*#[\w.-]+#$", "", rest)
    if timed := _TIME.match(rest):
        return side, timed.group(1).strip(), timed.group(2).strip()
    return side, rest.strip(), ""


def place_name(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip().capitalize()[:120] if shouted(words) else words.strip()[:120]


def shown_name(typed: str) -> str:
    """A speaker's name as people write it: 'MARY ANN' -> 'Mary Ann'."""
    return re.sub(r"(?<=['’])S\b", "s", typed.title())[:120] if shouted(typed) else typed[:120]


def _story(titles: dict[str, str], beats: list[Beat], name: str, seed: int, source: Source) -> Story:
    title = next((v for k, v in titles.items() if k.casefold() in TITLES), "")
    title = re.sub(r"[_*]", "", title).strip()[:120] or re.sub(r"\.\w+$", "", name.rsplit("/", 1)[-1])[:120] or "Script"
    cast, by_name = _cast(beats, source)
    places, by_place = _places(beats, source)
    shots = []
    for n, beat in enumerate(beats, 1):
        place = by_place.get(parse_heading(beat.heading)[1].lower())
        action = "\n".join(beat.action)
        speakers = list(dict.fromkeys(by_name[s] for s, _ in beat.lines if s in by_name))
        who = [(c, next(x for x in cast if x.id == c).stages[0].id) for c in speakers]
        who += [p for p in mentioned(action, cast) if p[0] not in speakers]
        lines = [
            Line(character=by_name.get(s), text=t if s in by_name or s.upper() in NARRATORS else f"{s}: {t}"[:500])
            for s, t in beat.lines
        ]
        shot_id = new_shot_id("screenplay", title, n, action[:200], len(beat.lines))
        shot = Shot(
            id=shot_id,
            place=place,
            seed=seed_from(seed, shot_id),
            notes="\n".join(beat.notes),
            lines=lines,
            who=[Presence(character=c, stage=s) for c, s in who[:8]],
            duration_s=_seconds(action, lines),
        )
        plain = plain_reading(shot, n, cast, places, action, beat.heading)
        summary = beat.summary or " ".join((sentences_of(action) or [plain.relation])[0].split())[:300]
        shots.append(shot.model_copy(update={"domains": plain.model_copy(update=beat.domains), "summary": summary}))
    first = next((" ".join(sentences_of("\n".join(b.action))[:2]) for b in beats if b.action), title)
    return Story(
        title=title,
        sentence=" ".join(first.split())[:2000],
        kind="ensemble",
        writer="screenplay",
        seed=seed,
        cast=cast,
        places=places,
        shots=shots,
    )


def plain_reading(
    shot: Shot, number: int, cast: list[Character], places: list[Place], action: str, heading: str
) -> Domains:
    """The domains that an import gives a shot by itself; what differs from them was written by somebody."""
    people = [(c.name, c.stage(p.stage)) for p in shot.who for c in cast if c.id == p.character]
    place = next((p for p in places if p.id == shot.place), None)
    _, where, time = parse_heading(heading)
    made = plain_domains(action or talk(shot, cast), number, people=people, place=place, where=where, time=time)
    return made.model_copy(update={"relation": action or made.relation})


def talk(shot: Shot, cast: list[Character]) -> str:
    """The relation of a shot that is dialogue only."""
    names = [c.name for p in shot.who for c in cast if c.id == p.character]
    if not names:
        return "A voice is heard." if shot.lines else "A moment passes."
    return f"{names[0]} speaks." if len(names) == 1 else f"{listing(names)} talk to each other."


def _seconds(action: str, lines: list[Line]) -> float:
    """About the time it takes: four words of action a second, two and a half of dialogue; 2 to 12 s."""
    spoken = sum(len(line.text.split()) for line in lines) / 2.5
    return round(min(12.0, max(2.0, len(action.split()) / 4, spoken + 0.5)), 1)


def _cast(beats: list[Beat], source: Source) -> tuple[list[Character], dict[str, str]]:
    """The cast (who speaks most comes first), and the id of each speaker as typed."""
    said = Counter(s for b in beats for s, _ in b.lines if s and s.upper() not in NARRATORS)
    actions = [line for b in beats for line in b.action]
    cast, by_name, taken = [], {}, set()
    for typed, _ in said.most_common():
        known = next((i for s, i in by_name.items() if s.upper() == typed.upper()), None)
        if known:
            by_name[typed] = known
        elif len(cast) < MAX_CHARACTERS:
            by_name[typed] = unique_slug(typed, taken, "character")
            cast.append(
                Character(
                    id=by_name[typed],
                    name=shown_name(typed),
                    stages=[Stage(id="now", name=shown_name(typed), look=_introduced(typed, actions))],
                )
            )
        else:
            why = f"A film has at most {MAX_CHARACTERS} people; the lines are kept with the name before them."
            source.drop(typed, "the cast", why)
    return cast, by_name


def _introduced(typed: str, actions: list[str]) -> str:
    """How a script introduces somebody: 'MARY (30s), in a red coat, waits.' -> '30s, in a red coat, waits'."""
    for line in actions:
        if match := re.search(rf"(?<!\w){re.escape(typed)}(?!\w)\s*(?:\(([^)]*)\))?\s*,\s*([^.]*)", line):
            return ", ".join(x.strip() for x in match.groups() if x and x.strip())[:600]
        if match := re.search(rf"(?<!\w){re.escape(typed)}(?!\w)\s*\(([^)]*)\)", line):
            return match.group(1).strip()[:600]
    return ""


def _places(beats: list[Beat], source: Source) -> tuple[list[Place], dict[str, str]]:
    """The places of all scene headings, and the id of each by its words in lower case."""
    places, by_place, taken, left = [], {}, set(), set[str]()
    for beat in beats:
        side, where, _ = parse_heading(beat.heading)
        key = where.lower()
        if not where or key in by_place:
            continue
        if len(places) == MAX_PLACES:
            why = f"A film has at most {MAX_PLACES} places; the heading is kept in the notes."
            source.drop(where, "the places", why) if key not in left else None
            left.add(key)
            continue
        by_place[key] = unique_slug(where, taken, "place")
        look = {"INT": "an interior", "EXT": "outdoors", "EST": "outdoors"}.get(side, "")
        places.append(Place(id=by_place[key], name=place_name(where), look=look))
    return places, by_place
