"""What a person sets right in a script before a film is made of it: who is somebody, what a place is called, who says what, what
a shot shows, and which shots are left out. Story in, Story out; what the reading put into the domains is read anew."""

from __future__ import annotations

from dataclasses import replace

from pydantic import BaseModel, ConfigDict, ValidationError

from vgot.errors import BadInput
from vgot.script.formats.importing import Incoming
from vgot.script.formats.listed import Given
from vgot.script.naming import unique_slug
from vgot.script.plain import plain_domains
from vgot.script.reshape import rename_character
from vgot.story.model import Character, Line, Presence, Shot, Stage, Story, bad_input_from


class Corrections(BaseModel):
    """What is not named stays as it was read. Ids are those of the story that was read."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: str = ""
    #: id -> name; another person's name makes both one, "" means that this is nobody
    people: dict[str, str] = {}
    #: id -> name; another place's name makes both one, "" means that this is no place
    places: dict[str, str] = {}
    #: shot -> its sentence
    shots: dict[str, str] = {}
    #: shot -> the id of its place, "" for none
    stands: dict[str, str] = {}
    #: "shot/line from 1" -> the id of who says it, the name of somebody new, "" for a voice
    speakers: dict[str, str] = {}
    #: "shot/line from 1" -> its words
    lines: dict[str, str] = {}
    #: shots that are not filmed
    left: tuple[str, ...] = ()


def corrected(came: Incoming, asked: Corrections) -> Incoming:
    """What was read, set right. The account tells each correction under "corrected". Raises BadInput for what is not there."""
    story, told = came.story, list[str]()
    _known(story, asked)
    if asked.title.strip() and asked.title.strip() != story.title:
        story = story.model_copy(update={"title": " ".join(asked.title.split())[:120]})
        told.append(f"The film is called {story.title}.")
    story = _shots(story, asked, told)
    story = _spoken(story, asked, told)
    for one, name in asked.people.items():
        story = _person(story, one, " ".join(name.split())[:120], told)
    for one, name in asked.places.items():
        story = _place(story, one, " ".join(name.split())[:120], told)
    story = _read_anew(came.story, story)
    try:
        story = Story.model_validate(story.model_dump())
    except ValidationError as why:
        raise bad_input_from(why) from why
    return replace(came, story=story, corrected=tuple(told), givens=_givens(came, story), read=came.story)


def _known(story: Story, asked: Corrections) -> None:
    shots = {s.id: s for s in story.shots}
    spoken = {f"{s.id}/{n}" for s in story.shots for n in range(1, len(s.lines) + 1)}
    places = {p.id for p in story.places}
    for field, keys, there in (
        ("people", asked.people, {c.id for c in story.cast}),
        ("places", asked.places, places),
        ("shots", {**asked.shots, **asked.stands, **dict.fromkeys(asked.left)}, shots),
        ("lines", {**asked.speakers, **asked.lines}, spoken),
        ("places", {p: "" for p in asked.stands.values() if p}, places),
    ):
        if unknown := [key for key in keys if key not in there]:
            raise BadInput(
                f"'{unknown[0][:60]}' is not in what was read.",
                field=field,
                hint="Read the file again and correct that.",
            )
    if len(set(asked.left)) >= len(shots):
        raise BadInput("Every shot is left out.", field="shots", hint="Keep one shot at least.")


def _shots(story: Story, asked: Corrections, told: list[str]) -> Story:
    made: list[Shot] = []
    for n, shot in enumerate(story.shots, 1):
        if shot.id in asked.left:
            told.append(f"Shot {n} is left out: {shot.summary[:120]}")
            continue
        changes: dict = {}
        words = " ".join(asked.shots.get(shot.id, "").split())
        if words and words != shot.summary:
            changes["summary"] = words[:900]
            changes["domains"] = shot.domains.model_copy(update={"relation": words[:900]})
            told.append(f"Shot {n} says: {words[:120]}")
        if shot.id in asked.stands and (asked.stands[shot.id] or None) != shot.place:
            changes["place"] = asked.stands[shot.id] or None
            told.append(f"Shot {n} is set at: {changes['place'] or 'no place that is named'}.")
        made.append(shot.model_copy(update=changes))
    kept = {s.id for s in made[:-1]}
    return story.model_copy(update={"shots": made, "boundaries": [b for b in story.boundaries if b.after in kept]})


def _spoken(story: Story, asked: Corrections, told: list[str]) -> Story:
    cast, shots = list(story.cast), []
    for shot in story.shots:
        lines, who = [], list(shot.who)
        for n, line in enumerate(shot.lines, 1):
            key = f"{shot.id}/{n}"
            text = asked.lines.get(key, "").strip() or line.text
            speaker = line.character
            if key in asked.speakers and asked.speakers[key] != (speaker or ""):
                speaker = _somebody(cast, asked.speakers[key])
                told.append(f"“{text[:80]}” is said by {speaker or 'a voice'}.")
            if speaker and speaker not in {p.character for p in who} and len(who) < 8:
                stage = next(c for c in cast if c.id == speaker).stages[0].id
                who.append(Presence(character=speaker, stage=stage))
            lines.append(Line(character=speaker, text=text[:500]))
        shots.append(shot.model_copy(update={"lines": lines, "who": who}))
    return story.model_copy(update={"cast": cast, "shots": shots})


def _somebody(cast: list[Character], said: str) -> str | None:
    """The id of a person by id or name; a name that nobody bears is somebody new."""
    name = " ".join(said.split())[:120]
    if not name:
        return None
    known = next((c.id for c in cast if said == c.id or c.name.casefold() == name.casefold()), None)
    if known is None:
        known = unique_slug(name, {c.id for c in cast}, "character")
        cast.append(Character(id=known, name=name, stages=[Stage(id="now", name=name)]))
    return known


def _person(story: Story, one: str, name: str, told: list[str]) -> Story:
    now = story.character(one)
    other = next((c for c in story.cast if c.id != one and c.name.casefold() == name.casefold()), None)
    if name and not other:
        if name != now.name:
            told.append(f"{now.name} is called {name}.")
        return rename_character(story, one, name)
    told.append(f"{now.name} is {other.name}." if other else f"{now.name} is nobody.")
    shots = []
    for shot in story.shots:
        who = [p for p in shot.who if p.character != one]
        if other and len(who) < len(shot.who) and other.id not in {p.character for p in who}:
            who.append(Presence(character=other.id, stage=other.stages[0].id))
        lines = [
            line
            if line.character != one
            else Line(character=other.id, text=line.text)
            if other
            else Line(character=None, text=f"{now.name}: {line.text}"[:500])
            for line in shot.lines
        ]
        shots.append(shot.model_copy(update={"who": who, "lines": lines}))
    return story.model_copy(update={"cast": [c for c in story.cast if c.id != one], "shots": shots})


def _place(story: Story, one: str, name: str, told: list[str]) -> Story:
    now = next(p for p in story.places if p.id == one)
    other = next((p for p in story.places if p.id != one and p.name.casefold() == name.casefold()), None)
    if name and not other:
        if name != now.name:
            told.append(f"The place {now.name} is called {name}.")
        renamed = [p.model_copy(update={"name": name}) if p.id == one else p for p in story.places]
        return story.model_copy(update={"places": renamed})
    told.append(f"The place {now.name} is {other.name}." if other else f"{now.name} is no place.")
    shots = [s.model_copy(update={"place": other.id if other else None}) if s.place == one else s for s in story.shots]
    return story.model_copy(update={"places": [p for p in story.places if p.id != one], "shots": shots})


def _read_anew(before: Story, now: Story) -> Story:
    """Who is seen and where, read again where the domains said what the reading had put there, or a sentence is a new one."""
    was = {s.id: (n, s) for n, s in enumerate(before.shots, 1)}
    shots = []
    for n, shot in enumerate(now.shots, 1):
        number, old = was[shot.id]
        plain = _plain(before, old, number, old.domains.relation)
        new = _plain(now, shot, n, shot.domains.relation)
        changes = {}
        for domain in ("character", "background", "camera", "lighting"):
            own = getattr(old.domains, domain) != getattr(plain, domain)
            said_anew = domain in ("camera", "lighting") and shot.domains.relation == old.domains.relation
            if not own and not said_anew:
                changes[domain] = getattr(new, domain)
        shots.append(shot.model_copy(update={"domains": shot.domains.model_copy(update=changes)}))
    return now.model_copy(update={"shots": shots})


def _plain(story: Story, shot: Shot, number: int, said: str):
    people = [(c.name, c.stage(p.stage)) for p in shot.who for c in story.cast if c.id == p.character]
    return plain_domains(said, number, people=people, place=next((p for p in story.places if p.id == shot.place), None))


def _givens(came: Incoming, story: Story) -> tuple[Given, ...]:
    """The shots as they are handed to a language model, with what was set right."""
    if came.screenplay:
        return ()
    numbers = {s.id: n for n, s in enumerate(came.story.shots)}
    names = {c.id: c.name for c in story.cast}
    where = {p.id: p.name for p in story.places}
    made = []
    for shot in story.shots:
        given, old = came.source.shots[numbers[shot.id]], came.story.shots[numbers[shot.id]]
        same = shot.summary == old.summary
        made.append(
            replace(
                given,
                text=shot.summary,
                who=[names[p.character] for p in shot.who],
                place=where.get(shot.place or "", ""),
                lines=[(names.get(line.character or "", ""), line.text) for line in shot.lines],
                domains=given.domains if same else {d: t for d, t in given.domains.items() if d != "relation"},
            )
        )
    return tuple(made)
