"""What an edited cut holds beside its shots: title cards, which a story has, and all that it has not, named in words. Pure."""

from __future__ import annotations

import re
from fractions import Fraction

from vgot.handoff.cut_diff import NO_PLACE, Change
from vgot.handoff.edited_cut import EditedClip, EditedCut, EditedTitle, Named, Stretch
from vgot.handoff.names import base_name, read_name
from vgot.story.model import Story, TitleCard, Titles
from vgot.units import frames_in

#: How a shot is called where it is exported (`vgot.handoff.cutlist.shot_name`), and what editors make of that.
_EXPORTED = re.compile(r"shot[ _-]?\d+", re.IGNORECASE)


def called(story: Story, shot: str) -> str:
    return f"shot {story.position(shot)}"


def short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 120 else plain[:119] + "…"


def cards_back(story: Story, edited: EditedCut, rate: Fraction, changes: list[Change]) -> Titles:
    """The title cards as the editor has them: taken out, longer or shorter, or new words on black at an end of the film."""
    titles = story.titles
    if edited.cards is None:
        return titles
    found = dict(edited.cards)
    for name, card in (("opening", titles.opening), ("end", titles.end)):
        if card is None:
            if (new := _card_of(edited, name, rate)) is not None:
                titles = titles.model_copy(update={name: new})
                changes.append(Change("title", f"'{short(new.text)}' becomes the {name} card, {new.duration_s:.2f} s."))
        elif name not in found:
            titles = titles.model_copy(update={name: None})
            changes.append(Change("title", f"The {name} card is not in the cut any more."))
        elif (frames := found[name].frames) != frames_in(card.duration_s, story.film.fps):
            long = max(0.5, min(12.0, float(frames / rate)))
            titles = titles.model_copy(update={name: card.model_copy(update={"duration_s": long})})
            changes.append(Change("title", f"The {name} card stands for {long:.2f} s."))
    return titles


def _card_of(edited: EditedCut, name: str, rate: Fraction) -> TitleCard | None:
    """Words that stand alone at an end of the film, as a card of the story."""
    title = _end_title(edited, name)
    if title is None or not title.text.strip():
        return None
    return TitleCard(text=short(title.text)[:200], duration_s=max(0.5, min(12.0, float(title.at.frames / rate))))


def _end_title(edited: EditedCut, name: str) -> EditedTitle | None:
    stretches = [c.at for c in edited.clips if c.at]
    if not stretches:
        return None
    first, last = min(s.film_in for s in stretches), max(s.film_out for s in stretches)
    for title in edited.titles:
        ends = title.at.film_out <= first and not title.at.film_in if name == "opening" else title.at.film_in >= last
        if title.alone and ends and title.text.strip():
            return title
    return None


def named_back(story: Story, edited: EditedCut, rate: Fraction) -> list[Change]:
    """What the cut holds and the story cannot, in words: black, titles over pictures, and what no list of elements knows."""
    found = [_line(story, one) for one in edited.named] + _renamed(story, edited) + _other_frame(story, edited)
    used = [t for name in ("opening", "end") if (t := _end_title(edited, name)) and getattr(story.titles, name) is None]
    for title in edited.titles:
        if title in used:
            continue
        words = title.text.strip() or title.name
        at = _moments(title.at, rate)
        over = next(
            (c for c in edited.clips if c.at and c.at.film_in < title.at.film_out and title.at.film_in < c.at.film_out),
            None,
        )
        where = f"over {clip_called(story, over)}, {at}" if over else f"on black, {at}"
        found.append(
            Change(
                "note",
                f"The title '{short(words)}' {where} was left out.",
                False,
                f"the title '{short(words)}'",
                where,
                NO_PLACE,
            )
        )
    for gap in edited.black:
        frames = gap.frames - sum(
            t.at.frames for t in edited.titles if t.alone and gap.film_in <= t.at.film_in < gap.film_out
        )
        if frames <= 0:
            continue
        after = next((c for c in edited.clips if c.at and c.at.film_in >= gap.film_out), None)
        where = f"before {clip_called(story, after)}" if after else "after the last shot"
        black = f"{float(Fraction(frames) / rate):.2f} s of black"
        found.append(
            Change(
                "note", f"{black} {where} cannot be kept.", False, black, where, "a story has no black between shots"
            )
        )
    return found


def _renamed(story: Story, edited: EditedCut) -> list[Change]:
    """Names that an editor has given to shots: neither "Shot 03 …", as they are exported, nor a file's."""
    known = {s.id for s in story.shots}
    found: list[Change] = []
    for clip in edited.clips:
        name = clip.name.strip()
        files = {base_name(clip.media).casefold(), base_name(clip.media).rpartition(".")[0].casefold()}
        if clip.shot not in known or clip.by_name or not name or _EXPORTED.match(name) or read_name(name):
            continue
        if name.casefold() not in files:
            what, why = f"the name '{short(name)}'", "a shot is called by its number"
            where = called(story, clip.shot or "")
            found.append(
                Change("note", f"{where[:1].upper()}{where[1:]}: {what} left out; {why}.", False, what, where, why)
            )
    return found


def _other_frame(story: Story, edited: EditedCut) -> list[Change]:
    """A timeline of another frame than the film's."""
    size = edited.flat.size if edited.flat is not None else None
    film = (story.film.width, story.film.height)
    if size is None or size == film:
        return []
    what, why = f"the frame of {size[0]}x{size[1]}", f"the film's size, {film[0]}x{film[1]}, is changed in its settings"
    return [Change("note", f"The timeline: {what} left out; {why}.", False, what, "the timeline", why)]


def clip_called(story: Story, clip: EditedClip) -> str:
    ids = {s.id for s in story.shots}
    return called(story, clip.shot) if clip.shot in ids and clip.shot else f"'{clip.name[:120]}'"


def _moments(at: Stretch, rate: Fraction) -> str:
    return f"{float(at.film_in / rate):.2f} to {float(at.film_out / rate):.2f} s"


def _line(story: Story, one: Named) -> Change:
    known = one.shot is not None and one.shot in {s.id for s in story.shots}
    where = called(story, one.shot) if known and one.shot else one.where
    plain = known or where.startswith("the ") or where[:1].isdigit()
    label = where[:1].upper() + where[1:] if plain else f"'{where}'"
    why = one.why or NO_PLACE
    return Change("note", f"{label}: {one.what} left out; {why}.", False, one.what, where, why)
