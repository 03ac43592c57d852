"""Proposing: the beats that a shot's words tell, as a plan that a person can change."""

from __future__ import annotations

from vgot.animatic.deed_table import Deed, all_deeds
from vgot.animatic.lexicon.acts import Act
from vgot.animatic.lexicon.deeds import Member, deeds_of
from vgot.animatic.looks import draw_look
from vgot.animatic.timing import natural
from vgot.sound.timing import line_times
from vgot.story.beats import Beat
from vgot.story.model import Domains, Shot, Story

#: the least seconds of a beat
_LEAST_S = 0.25


def members_of(story: Story, shot: Shot) -> list[Member]:
    """Everybody in a shot, as words may speak of them."""
    found: list[Member] = []
    for p in shot.who:
        c = story.character(p.character)
        stage = c.stage(p.stage)
        look = draw_look(c.id, c.name, c.role, f"{stage.look} {stage.name}", c.wardrobe, shot.seed)
        found.append(Member(c.name, look.sex, look.kind))
    return found


def proposed(story: Story, number: int) -> list[Beat]:
    """Beats of shot `number` (from 1), read from its words: the deeds of each in their order, spread over the shot by how long they
    take, and the lines of who does nothing else. Empty where the words tell no deed and nobody speaks."""
    shot = story.shots[number - 1]
    cast = members_of(story, shot)
    told = deeds_of(shot.domains, shot.summary, cast)
    found: list[Beat] = []
    for presence, member, deed in zip(shot.who, cast, told, strict=True):
        if deed.acts:
            found += _spread(presence.character, member, list(deed.acts), shot)
        else:
            found += _spoken(presence.character, shot)
    return sorted(found, key=lambda b: (b.from_s, b.actor))


def _spread(who: str, member: Member, acts: list[Act], shot: Shot) -> list[Beat]:
    acts = acts[: max(1, int(shot.duration_s / _LEAST_S))]
    lasts = [_seconds(all_deeds()[act.deed]) for act in acts]
    share, at, found = shot.duration_s / sum(lasts), 0.0, []
    for n, (act, long) in enumerate(zip(acts, lasts, strict=True)):
        end = shot.duration_s if n == len(acts) - 1 else round(at + long * share, 3)
        to = shot.who[act.to[0]].character if act.to else None
        found.append(Beat(who=who, deed=_words(act, member, to), from_s=at, to_s=end, gaze=to))
        at = end
    return found


def _seconds(deed: Deed) -> float:
    """How long a deed takes beside others."""
    return 2.0 if deed.cycle or not deed.keys else max(0.8, natural(deed))


def _words(act: Act, member: Member, to: str | None) -> str:
    """A deed in words that are heard as that deed."""
    deed = all_deeds()[act.deed]
    plain = act.deed.replace("_", " ")
    thing = act.thing.replace("_", " ")
    said = [w.split("/")[0].replace(" ~", "") for w in deed.words]
    best = next((w for w in said if _hears(w, member) == act.deed), plain)
    with_thing = f"{best} the {thing}"
    return with_thing if thing and not to and _hears(with_thing, member) == act.deed else best


def _hears(words: str, member: Member) -> str:
    acts = deeds_of(Domains(relation=f"{member.name} {words}."), "", [member])[0].acts
    return acts[0].deed if acts else ""


def _spoken(who: str, shot: Shot) -> list[Beat]:
    times = line_times([line.text for line in shot.lines], shot.duration_s)
    return [
        Beat(who=who, deed="talk", from_s=start, to_s=end, line=n)
        for n, (line, (start, end)) in enumerate(zip(shot.lines, times, strict=True), 1)
        if line.character == who and end - start >= 0.05 and end <= shot.duration_s
    ]
