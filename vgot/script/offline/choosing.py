"""Which shots a film of N shots has: the deeds of the sentence in their order, and beats between them where there is room."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from vgot.language import forms
from vgot.script.offline.beats import Beat, all_beats, fill, phrase, slots_of
from vgot.script.offline.dice import Dice
from vgot.script.offline.setting import Setting, at_place
from vgot.script.offline.tones import Size, Tone, tone_of, tones
from vgot.script.phrases import listing
from vgot.script.reading.clauses import Deed
from vgot.script.reading.grammar import definite
from vgot.script.reading.lists import lists
from vgot.script.reading.mention import Mention
from vgot.script.reading.nouns import moves


@dataclass(frozen=True)
class Moment:
    """A shot to be: what happens, who and what is in it, where, and how the camera takes it; `turns`: who becomes another in it."""

    summary: str
    more: str
    who: tuple[int, ...]
    setting: Setting
    light: str
    weather: str
    tone: Tone
    size: Size
    feel: str
    focus: str
    hero: int | None
    quotes: tuple[str, ...] = ()
    first: bool = False
    last: bool = False
    deed: bool = True
    verb: str = ""
    turns: tuple[int, ...] = ()


@dataclass
class Scene:
    """A deed with what stands around it, ready for beats. `names`: how its people are called. `together`: who does it beside
    the hero, and is meant with the hero, who is called `alone` without them. `undergone`: it is done to the hero."""

    number: int
    deed: Deed
    hero: Mention | None
    thing: Mention | None
    other: Mention | None
    setting: Setting
    light: str
    weather: str
    tone: Tone
    moving: bool
    names: dict[int, str] = field(default_factory=dict)
    together: tuple[int, ...] = ()
    undergone: bool = False
    alone: str = ""
    turns: tuple[int, ...] = ()

    @property
    def about(self) -> str:
        if self.hero is None:
            return "place"
        return (
            self.hero.kind
            if self.hero.kind in ("person", "animal")
            else "place"
            if self.hero.kind == "place"
            else "thing"
        )

    def has(self, need: str) -> bool:
        if need == "thing":
            return self.thing is not None and self.thing is not self.hero
        if need == "other":
            return self.other is not None and self.other is not self.hero
        return self.moving if need == "moving" else True

    def only(self, beat: Beat) -> Scene:
        """The scene as a beat of one tells it: of the first of those who do it."""
        if not (beat.one and self.together and self.hero is not None):
            return self
        return replace(self, hero=replace(self.hero, count=1), names={**self.names, self.hero.key: self.alone})

    def slots(self) -> tuple[dict[str, str], dict[str, bool]]:
        """The words for templates, and who of hero, thing, place and other are many."""
        name = self.names.get(self.hero.key, "") if self.hero is not None else self.setting.name
        thing = self.names.get(self.thing.key, "it") if self.thing is not None else "it"
        other = self.names.get(self.other.key, "") if self.other is not None else ""
        place = self.setting.name
        if self.hero is not None and self.hero.kind == "place":
            place = name
        several = {
            "hero": bool(self.hero and self.hero.plural),
            "he": bool(self.hero and self.hero.pronoun(0) == "they"),
            "thing": bool(self.thing and self.thing.plural),
            "other": bool(self.other and self.other.plural),
            "place": _many(place),
        }
        deed = self.deed.said[:1].lower() + self.deed.said[1:] if not self._proper() else self.deed.said
        return slots_of(self.hero, thing, other, place, at_place(self.setting), name, deed.rstrip(".")), several

    def _proper(self) -> bool:
        first = self.deed.said.split(" ")[0]
        names = [n.split()[0] for n in self.names.values() if n and n[0].isupper()]
        return first in names or first.isupper()


def _many(place: str) -> bool:
    """Whether verbs in the plural go with a place: "the ruins"; not "the village of bears" nor "the garden behind the stairs"."""
    head = re.split(r" (?:of|in|inside|behind|under|beneath|within|below|on top of) ", place)[0].split()[-1]
    return head.endswith("s") and not head.endswith("ss") and (head in lists().plural or forms.plural(head))


def scenes_of(
    deeds: list[Deed], mentions: list[Mention], settings: list[Setting], lights: list[tuple[str, str]]
) -> list[Scene]:
    """Each deed with its hero, its thing and its other, where and when."""
    scenes = []
    for n, deed in enumerate(deeds):
        named = [mentions[k] for k in deed.everyone()]
        doers = [mentions[k] for k in deed.who]
        hero = next((m for m in doers if m.alive), doers[0] if doers else next(iter(named), None))
        undergone = next((mentions[k] for k in deed.what if k not in deed.who and mentions[k].alive), None)
        if undergone is None or hero is None or not hero.alive or undergone.key > hero.key or undergone.several:
            undergone = None
        hero = undergone or hero  # "a baker is chased by a goose" is told of the baker
        if hero is not None and hero.kind in ("idea", "time", "weather"):
            hero = next((m for m in named if m.kind in ("person", "animal", "thing")), None)
        thing = next((m for m in named if m.kind == "thing" and m is not hero), None)
        other = next((m for m in named if m.alive and m is not hero and m not in doers), None)
        other = other or next((m for m in doers if m.alive and m is not hero), None)
        known = {hero.key} if hero is not None else set()
        names = {m.key: definite(m, mentions, known if m is not hero else ()) for m in mentions}
        together, alone = _together(hero, doers), names.get(hero.key, "") if hero is not None else ""
        if hero is not None and together:
            names[hero.key] = listing([names[hero.key], *(names[m.key] for m in together)])
            hero = replace(hero, count=1 + len(together), said=hero.head, head=hero.head)
            other = None if other in together else other
        scenes.append(
            Scene(
                n,
                deed,
                hero,
                thing,
                other,
                settings[n],
                *lights[n],
                tone_of(deed.said),
                moves(deed.verb.split()[0]) and undergone is None,
                names,
                tuple(m.key for m in together),
                undergone is not None,
                alone,
                tuple(m.key for m in mentions if m.turned is not None and m.turned in deed.everyone()),
            )
        )
    return scenes


def _together(hero: Mention | None, doers: list[Mention]) -> list[Mention]:
    """Who does a deed with the hero and is spoken of with the hero: "a girl and a boy cross the river". Three at most, each one
    of its own; a group beside somebody stays apart."""
    others = [m for m in doers if m.alive and m is not hero]
    if hero not in doers or hero is None or not others or len(others) > 2:
        return []
    alike = all(not m.several and m.kind == hero.kind for m in (hero, *others))
    return others if alike else []


def moments_of(scenes: list[Scene], shots: int, dice: Dice) -> tuple[list[Moment], int]:
    """`shots` moments, and how many the sentence can fill before the same is shown again."""
    beats = _candidates(scenes, dice)
    fills = len(scenes) + sum(beat.when != "again" for *_, beat in beats)
    if shots <= len(scenes):
        return _joined(scenes, shots), fills
    chosen = beats[: shots - len(scenes)]
    placed: dict[int, dict[str, list[Beat]]] = {}
    for _, scene, beat in chosen:
        placed.setdefault(scene.number, {}).setdefault(beat.when, []).append(beat)
    made: list[Moment] = []
    for scene in scenes:
        around = placed.get(scene.number, {})
        for when in ("open", "before"):
            made += [_beat(scene, b) for b in around.get(when, ())]
        made.append(_deed(scene))
        for when in ("again", "after", "close"):
            made += [_beat(scene, b) for b in around.get(when, ())]
    short = shots - len(made)
    made += [_again(scenes[n % len(scenes)], n // len(scenes)) for n in range(short)]
    return _in_order(made, short), fills


def _in_order(made: list[Moment], short: int) -> list[Moment]:
    """The film's moments with what was shown again before the last deed, so that the sentence's end stays the end."""
    if short > 0:
        body, again = made[:-short], made[-short:]
        last = max((n for n, m in enumerate(body) if m.deed), default=0)
        made = [*body[:last], *again, *body[last:]]
    return [replace(m, first=n == 0, last=n == len(made) - 1) for n, m in enumerate(made)]


def _candidates(scenes: list[Scene], dice: Dice) -> list[tuple[tuple, Scene, Beat]]:
    """Every beat that fits somewhere, the most wanted first: low ranks first, every deed in turn, no beat twice before
    most others were used once."""
    left = [
        (scene, beat, fill(beat.say, *scene.only(beat).slots()))
        for beat in all_beats()
        for scene in scenes
        if _fits(beat, scene, len(scenes))
    ]
    left.sort(key=lambda f: dice.number("beat", f[1].id, f[0].number))
    found: list[tuple[tuple, Scene, Beat]] = []
    said: set[str] = set()
    used: dict[str, int] = {}
    turns: dict[int, int] = {}

    def wanted(entry: tuple[Scene, Beat, str]) -> tuple:
        scene, beat, _ = entry
        own = 1.5 if beat.verbs else 0.0  # what belongs to this very deed comes before what fits any
        return (beat.when == "again", beat.rank - own + 2 * used.get(beat.id, 0) + turns.get(scene.number, 0))

    while left:
        scene, beat, text = best = min(left, key=wanted)
        left.remove(best)
        if text in said:
            continue
        found.append((wanted(best), scene, beat))
        said.add(text)
        used[beat.id] = used.get(beat.id, 0) + 1
        turns[scene.number] = turns.get(scene.number, 0) + 1
    return found


def _done_to_it(deed: Deed, beat: Beat) -> bool:
    """Whether a beat of this verb is of another sense than with what it is done to here: of a journey, of a door."""
    verb = deed.verb.split()[0]
    return (
        "travel" in beat.verbs
        and verb in lists().intransitive
        or verb == "open"
        and bool(set(deed.what) & set(deed.places))
    )


def _fits(beat: Beat, scene: Scene, scenes: int) -> bool:
    if beat.when == "open" and scene.number or beat.when == "close" and scene.number != scenes - 1:
        return False
    if (
        beat.verbs
        and (scene.undergone or scene.deed.verb.split()[0] not in beat.verbs)
        or beat.one
        and (scene.hero is None or scene.hero.several and not (scene.together and beat.verbs))
    ):
        return False
    if scene.deed.what and beat.verbs and _done_to_it(scene.deed, beat):
        return False
    if scene.other is not None and scene.other.plural and beat.of_one_other:
        return False
    if scene.thing is not None and scene.thing.plural and beat.of_one_thing:
        return False
    if beat.about == "place" and beat.when == "open":
        return True  # whoever the hero is, a film may begin by showing where we are
    return beat.about in (scene.about, "any") and all(scene.has(n) for n in beat.needs)


def _deed(scene: Scene) -> Moment:
    hero = scene.names.get(scene.hero.key, "") if scene.hero is not None else scene.setting.name
    everyone = tuple(dict.fromkeys((*scene.deed.who, *scene.deed.everyone())))
    size: Size = (
        "wide shot"
        if scene.moving
        else "medium shot"
        if scene.thing is not None or scene.other is not None
        else "full shot"
    )
    if scene.deed.verb == "see" and scene.number:  # what is only seen is seen from near and far
        sizes = tones().tones[scene.tone].sizes
        size = sizes[scene.number % len(sizes)]
    return Moment(
        summary=scene.deed.said,
        more="",
        who=everyone,
        setting=scene.setting,
        light=scene.light,
        weather=scene.weather,
        tone=scene.tone,
        size=size,
        feel="",
        focus=hero or "the scene",
        hero=scene.hero.key if scene.hero is not None else None,
        quotes=scene.deed.quotes,
        verb="" if scene.deed.denied or scene.deed.aside else scene.deed.verb.split()[0],
        turns=() if scene.deed.denied else scene.turns,
    )


def _beat(scene: Scene, beat: Beat) -> Moment:
    slots, several = scene.only(beat).slots()
    seen = (beat.say + beat.more).replace("{He}", "{hero}").replace("{he}", "{hero}")
    who: list[int] = []
    if (
        scene.hero is not None
        and scene.about in ("person", "animal")
        and beat.about != "place"
        and "out of the picture" not in beat.feel
    ):
        who += [scene.hero.key, *scene.together]
    if scene.other is not None and ("{other}" in seen or "{Other}" in seen):
        who.append(scene.other.key)
    if beat.when == "again":
        who = list(scene.deed.everyone())
    return Moment(
        summary=fill(beat.say, slots, several),
        more=fill(beat.more, slots, several),
        who=tuple(who),
        setting=scene.setting,
        light=scene.light,
        weather=scene.weather,
        tone=beat.tone or scene.tone,
        size=beat.size,
        feel=phrase(beat.feel, slots),
        focus=phrase(beat.focus, slots),
        hero=scene.hero.key if scene.hero is not None else None,
        deed=False,
    )


def _again(scene: Scene, n: int) -> Moment:
    """A deed once more, when nothing new is left to be seen."""
    sides = [b for b in all_beats() if b.when == "again"]
    made = _beat(scene, sides[n % len(sides)])
    return replace(made, more=f"{made.more} Time has passed since the last look.")


def _joined(scenes: list[Scene], shots: int) -> list[Moment]:
    """More deeds than shots: those that follow each other share one."""
    made = []
    for n in range(shots):
        group = scenes[n * len(scenes) // shots : (n + 1) * len(scenes) // shots]
        moments = [_deed(s) for s in group]
        main = moments[-1]
        made.append(
            replace(
                main,
                summary=" ".join(dict.fromkeys(m.summary for m in moments)),
                who=tuple(dict.fromkeys(k for m in moments for k in m.who)),
                quotes=tuple(q for m in moments for q in m.quotes),
                turns=tuple(k for m in moments for k in m.turns),
                size="wide shot" if len(group) > 1 else main.size,
                first=n == 0,
                last=n == shots - 1,
            )
        )
    return made
