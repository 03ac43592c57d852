"""“Use exactly my 10 shots”: a pasted or imported shot list becomes a story whose sentences are the list, word for word.

With a language model only the cast and the five domains are written (Algorithm 1 from its second step on). Without
one, the domains are a plain reading of each line, and the story is labelled an outline.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from vgot.errors import BadInput
from vgot.script.formats.encodings import decoded
from vgot.script.formats.listed import Given, Source
from vgot.script.formats.tables import read_table
from vgot.script.llm.algorithm1 import Manner, write_story
from vgot.script.llm.clients import Client
from vgot.script.llm.replies import MAX_TEXT, clean
from vgot.script.llm.writing import MAX_WRITTEN
from vgot.script.naming import described, mentioned, people_in, unique_slug
from vgot.script.numbering import bulleted, counted, unnumbered, without_bullet
from vgot.script.plain import place_in, plain_domains
from vgot.script.spoken import with_lines_and_notes
from vgot.story.model import (
    MAX_CHARACTERS,
    MAX_DOMAIN,
    MAX_PLACES,
    MAX_SHOTS,
    Boundary,
    Character,
    Film,
    Flag,
    Place,
    Presence,
    Shot,
    Stage,
    Story,
    new_shot_id,
    seed_from,
)

MAX_CHARS = 400_000
_HEADING = re.compile(r"^\s*#{1,6}\s+(\S.*)$")


def read_shot_list(text: str) -> list[str]:
    """The shots of a pasted list, in order: numbered lines, bullets, a CSV with a description column, paragraphs parted
    by blank lines, or plain lines. Raises BadInput when there is none, or more than a project holds."""
    return [shot.text for shot in read_list(text).shots]


def read_list(text: str) -> Source:
    """A shot list with all that it says: a table, a numbered list, bullets, paragraphs or lines. Raises BadInput."""
    if len(text) > MAX_CHARS:
        raise BadInput("This shot list is too long.", field="shots", hint="Split it into parts.")
    source = read_table(decoded(text)) or _from_lines(decoded(text))
    if not any(c.isalnum() for shot in source.shots for c in shot.text):
        raise BadInput("There is no shot in this list.", field="shots", hint="Write one shot a line.")
    if len(source.shots) > MAX_SHOTS:
        raise BadInput(
            f"This list has {len(source.shots)} shots; a project holds {MAX_SHOTS}.",
            field="shots",
            hint="Split it into parts.",
        )
    for n, shot in enumerate(source.shots, 1):
        if len(shot.text) > MAX_TEXT:
            raise BadInput(
                f"Shot {n} of the list is longer than {MAX_TEXT} characters.",
                field=f"shots/{n}",
                hint="Shorten it; details belong in the five domains.",
            )
    return source


def _from_lines(text: str) -> Source:
    """Lines, numbered or not, or paragraphs. Headings of Markdown become the title and notes."""
    source, headings = Source("list"), list[tuple[int, str]]()
    lines: list[tuple[int, str]] = []
    for n, line in enumerate(text.split("\n"), 1):
        if match := _HEADING.match(line):
            headings.append((n, match.group(1).strip("# ")))
            lines.append((n, ""))
        else:
            lines.append((n, line))
    said = [(n, line) for n, line in lines if line.strip()]
    bare = unnumbered([line for _, line in said])
    marked = [b != line for b, (_, line) in zip(bare, said, strict=True)]
    if sum(map(bulleted, (line for _, line in said))) >= 2 and not any(counted([line for _, line in said])):
        marked = [bulleted(line) for _, line in said]
        bare = [without_bullet(line) for _, line in said]
    shots: list[tuple[int, str]] = []
    if any(marked):
        source.read_as = "numbered list"
        if not marked[0] and not re.search(r"[.!?。]\s*$", said[0][1]) and len(said[0][1]) <= 80:
            source.title, said, bare, marked = clean(said[0][1].strip("* :"), 120), said[1:], bare[1:], marked[1:]
        for words, (n, line), begins in zip(bare, said, marked, strict=True):
            if begins and words in line:
                mark = line[: line.index(words)]
                source.parts.append((f"line {n}", mark))
                source.drop(mark if re.search(r"[^\W_]", mark) else "", f"line {n}", "It counts the shots.")
            if begins or not shots:  # a line without a number goes on with the shot before it
                shots.append((n, words))
            else:
                shots[-1] = (shots[-1][0], f"{shots[-1][1]} {words}")
    else:
        shots = _paragraphs(text) if not headings else [(n, line) for n, line in lines]
    for n, line in shots:
        if re.search(r"[^\W_]", words := clean(line, MAX_CHARS)):
            source.shots.append(Given(words, f"line {n}"))
    _account_lines(source, headings, shots)
    return source


def _account_lines(source: Source, headings: list[tuple[int, str]], shots: list[tuple[int, str]]) -> None:
    """Headings become the title and notes; every line is a part of the source."""
    source.parts += [("the title", source.title)] if source.title else []
    source.parts += [(f"line {n}", words) for n, words in shots]
    for n, words in headings:
        source.parts.append((f"line {n}", words))
        after = next(
            (g for g in source.shots if int(g.where.split()[-1]) > n), source.shots[-1] if source.shots else None
        )
        if not source.title:
            source.title = clean(words, 120)
        elif after is not None:
            after.notes.append(words)


def _paragraphs(text: str) -> list[tuple[int, str]]:
    """Paragraphs parted by blank lines where they have lines of their own, else lines; each with the number of its first line."""
    wrapped = any("\n" in p.strip() for p in re.split(r"\n\s*\n", text))
    parted = re.search(r"\S[ \t]*\n[ \t]*\n[ \t]*\S", text) and wrapped
    out: list[tuple[int, str]] = []
    open_ = False
    for n, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            open_ = False
        elif parted and open_:
            out[-1] = (out[-1][0], f"{out[-1][1]} {line}")
        else:
            out.append((n, line))
            open_ = True
    return out


def story_from_shots(
    shots: list[str],
    client: Client | None = None,
    *,
    title: str = "",
    sentence: str = "",
    seed: int = 0,
    film: Film | None = None,
    duration_s: float = 3.0,
    **watching: Any,
) -> Story:
    """A story of exactly these shots. `watching` are on_event, cancelled and state of `write_story`. A language model
    writes up to 60 at once; raises BadInput beyond."""
    if not shots:
        raise BadInput("There is no shot in this list.", field="shots", hint="Write one shot a line.")
    if client is None:
        return _outline(shots, title, sentence, seed, film, duration_s)
    if len(shots) > MAX_WRITTEN:
        raise BadInput(
            f"A language model fills at most {MAX_WRITTEN} shots at once; these are {len(shots)}.",
            field="shots",
            hint="Give the list in parts, or use the offline writer.",
        )
    manner = Manner(drafts=tuple(shots), duration_s=duration_s)
    story = write_story(
        client, sentence or " ".join(shots)[:2000], len(shots), seed=seed, film=film, manner=manner, **watching
    )
    return story.model_copy(update={"title": title[:120]}) if title else story


def _outline(shots: list[str], title: str, sentence: str, seed: int, film: Film | None, duration_s: float) -> Story:
    """A plain reading: people are the proper names, places the words after 'in', 'at', 'on'."""
    source = Source("list", [Given(s) for s in shots])
    return story_from_source(source, title=title, sentence=sentence, seed=seed, film=film, duration_s=duration_s)


def story_from_source(
    source: Source,
    *,
    title: str = "",
    sentence: str = "",
    seed: int = 0,
    film: Film | None = None,
    duration_s: float = 3.0,
) -> Story:
    """A story of a list without a language model: what its columns say stands as it is, the rest is a plain reading, where
    people are the proper names and places the words after 'in', 'at', 'on'. What has no room is told in the source."""
    given = source.shots
    shots = [g.text for g in given]
    cast = _cast(source)
    places, by_words = _places(source)
    made: list[Shot] = []
    here = None
    for n, one in enumerate(given, 1):
        shot = one.text
        here = by_words.get(_bare(one.place or place_in(shot)), here)
        named = one.who + [who for who, _ in one.lines if who]
        who = [p for name in named for p in mentioned(name, cast)] + mentioned(shot, cast)
        if not who and _pronoun(shot) and made:
            who = mentioned(made[-1].summary, cast) or [(p.character, p.stage) for p in made[-1].who]
        who = list(dict.fromkeys(who))[:8]
        people = [(c.name, c.stage(s)) for i, s in who for c in cast if c.id == i]
        shot_id = new_shot_id("list", n, shot, seed)
        plain = plain_domains(shot, n, people=people, place=next((p for p in places if p.id == here), None))
        fresh = Shot(
            id=shot_id,
            summary=shot,
            place=here,
            duration_s=one.duration_s or duration_s,
            seed=seed_from(seed, shot_id),
            who=[Presence(character=c, stage=s) for c, s in who],
            domains=plain.model_copy(update={d: t[:MAX_DOMAIN] for d, t in one.domains.items()}),
            flags=[Flag(reason=f[:1000]) for f in one.flags[:24]],
        )
        made.append(with_lines_and_notes(fresh, one.lines, one.notes, cast))
    title = title[:120] or source.title or clean(shots[0], 60) or "Untitled"
    joins = [_joined(s, g) for s, g in zip(made[:-1], given, strict=False) if g.boundary]
    return Story(
        title=title,
        sentence=sentence or " ".join(shots)[:2000],
        kind="ensemble",
        writer="outline",
        seed=seed,
        film=film or Film(),
        cast=cast,
        places=places,
        shots=made,
        boundaries=joins,
    )


def _joined(shot: Shot, given: Given) -> Boundary:
    return Boundary.model_validate({"after": shot.id, "mode": given.boundary})


def _cast(source: Source) -> list[Character]:
    """Everybody that a list names: in a column, before a line, or as a proper name in its sentences."""
    shots = [g.text for g in source.shots]
    columns = Counter(n for g in source.shots for n in (*g.who, *(who for who, _ in g.lines)) if n)
    named = [n for n, _ in columns.most_common()]
    known = {n.casefold() for n in named}
    names = named + [n for n in people_in(shots) if n.casefold() not in known]
    unique = list({n.casefold(): n for n in reversed(names)}.values())[::-1]
    cast, taken = [], set()
    for name in unique:
        if len(cast) == MAX_CHARACTERS:
            if name in columns:
                source.drop(
                    name, "the cast", f"A film has at most {MAX_CHARACTERS} people; this name is not in the cast."
                )
            continue
        look = described(name, shots)
        shown = name[:60]
        cast.append(
            Character(
                id=unique_slug(shown, taken, "character"), name=shown, stages=[Stage(id="now", name=shown, look=look)]
            )
        )
    return cast


def _places(source: Source) -> tuple[list[Place], dict[str, str]]:
    """The places of a list, and the id of each by its words."""
    places, by_words, taken = [], {}, set()
    for one in source.shots:
        words = one.place or place_in(one.text)
        key = _bare(words)
        if not key or key in by_words:
            continue
        if len(places) == MAX_PLACES:
            source.drop(
                words, one.where or "the places", f"A film has at most {MAX_PLACES} places; this one is none of them."
            )
            continue
        by_words[key] = unique_slug(key, taken, "place")
        places.append(Place(id=by_words[key], name=(one.place or key)[:120], look=words))
    return places, by_words


def _bare(words: str) -> str:
    return re.sub(r"^(?:the|a|an|her|his|their|its) ", "", words.lower()).strip()


def _pronoun(shot: str) -> bool:
    return bool(re.match(r"\s*(?:he|she|they|it|his|her|their)\b", shot, re.IGNORECASE))
