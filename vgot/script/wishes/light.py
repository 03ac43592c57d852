"""Hours, weather, seasons, sources and levels of light. What says the old light goes, whatever else a text says stays."""

from __future__ import annotations

import re
from functools import lru_cache

from vgot.script.wishes.draft import Draft
from vgot.script.wishes.texts import (
    added,
    capital,
    clauses,
    exchanged,
    headed,
    like,
    put_together,
    sentences,
    tidy,
)
from vgot.script.wishes.words import Hour, Weather, any_of, finder, tables


# -- the lighting of a shot ----------------------------------------------------------------------------------------------
def relit(text: str, old: re.Pattern, light: str, lighting: str) -> str | None:
    """A lighting text with new light where it said an old one; None where it says none. Colours beside it go with it, what it
    falls on stays: "low morning sun from the left" -> "moonlight from the left"."""
    if not old.search(text):
        return None
    colours = finder(tables().colour_words)
    done, out = False, []
    for sentence in sentences(text):
        if not old.search(sentence):
            out.append(sentence)
            continue
        if is_mood(sentence):  # "It feels like the middle of a long day" says no light
            continue
        parts: list[tuple[str, str]] = []
        for clause, gap in clauses(sentence):
            bare = clause.rstrip(".!?…")
            if old.search(bare):
                new = "" if done else _new_light(bare, old, light, lighting)
                done = True
                parts.append((new, gap))
            elif not _only_colours(bare, colours):
                parts.append((bare, gap))
        if kept := put_together(parts):
            stop = re.search(r"[.!?…]+$", sentence)
            out.append(capital(kept) + (stop.group() if stop else ""))
    first = text.strip()[:1]
    said = tidy(" ".join(out))
    return said if first.isupper() or not first.isalpha() else said[:1].lower() + said[1:]


def is_mood(sentence: str) -> bool:
    """Whether a sentence of a lighting text tells how it feels, and not where light comes from."""
    return bool(re.match(any_of(tables().moods) + r"(?!\w)", sentence, re.IGNORECASE))


def _new_light(clause: str, old: re.Pattern, light: str, lighting: str) -> str:
    """New words for a clause: only for its light where the rest can stay, else for all of it."""
    found = _lit_part().match(clause)
    rest = clause[found.end() :] if found else ""
    keeps = found and rest.strip() and old.search(found.group()) and not old.search(rest)
    if keeps and light and not finder(tables().colour_words).search(rest):
        verb = re.match(r"\s+(\w+)", rest)
        if verb and _plural_subject(found.group()):
            rest = _one_does(rest)
        return like(clause, light) + rest
    return like(clause, lighting)


@lru_cache(maxsize=1)
def _lit_part() -> re.Pattern:
    """A light at the beginning of a clause: "a low golden hour sun", "the first dawn sun", "hard noon light"."""
    t = tables()
    hours = [w for hour in t.times.values() for w in hour.words]
    around = any_of([*t.light_adjectives, *hours, *(w for x in t.weathers.values() for w in x.words)])
    return re.compile(
        rf"(?:(?:a|an|the|one|some|only)\s+)?(?:{around}s?(?:,?\s+and\s+|,?\s+))*{any_of([*t.light_heads, *hours])}s?(?![\w-])"
        rf"(?:\s+{any_of(t.light_heads)}s?(?![\w-]))*",
        re.IGNORECASE,
    )


def _plural_subject(words: str) -> bool:
    return bool(re.search(r"(?:rays|beams|sunbeams|lights)$", words, re.IGNORECASE))


def _one_does(rest: str) -> str:
    """ "stream through the blinds" after one light instead of several."""
    return re.sub(r"^(\s+)(fall|come|slant|stream|pour|cut|reach|make|touch|shine|slide|lie|enter)\b", r"\1\2s", rest)


def _only_colours(clause: str, colours: re.Pattern) -> bool:
    """Whether a clause only says of which colours a light is."""
    return bool(colours.search(clause)) and not re.search(
        r"\b(?:window|dust|smoke|floor|wall|lens|camera)", clause, re.IGNORECASE
    )


def _place_of(draft: Draft, number: int) -> str:
    place = draft.data["shots"][number - 1]["place"]
    return str(draft.get(f"places/{place}/name")) if place else ""


def inside(draft: Draft, number: int) -> bool:
    """Whether a shot's background, or its place, is inside a house."""
    return bool(finder(tables().indoors).search(f"{_place_of(draft, number)} {draft.text(number, 'background')}"))


# -- hours ---------------------------------------------------------------------------------------------------------------
def _says(words: list[str] | set[str]) -> re.Pattern:
    return finder(tuple(words))


@lru_cache(maxsize=16)
def _other_hours(name: str) -> re.Pattern:
    """What says another hour than this one; with the night goes the sun."""
    t = tables()
    mine = set(t.times[name].words)
    words = {w for other, hour in t.times.items() if other != name for w in hour.words}
    if name in ("night", "dusk"):
        words |= set(t.sun)
    alike = {"golden": {"sunset", "afternoon"}, "day": {"afternoon"}}.get(name, set())
    return finder(tuple(words - mine - alike))


def make_hour(draft: Draft, numbers: list[int], name: str) -> None:
    """Another hour in these shots: their light, their backgrounds, and where words say when something happens."""
    hour, old = tables().times[name], _other_hours(name)
    for n in numbers:
        draft.edit(f"shots/{n}/lighting", lambda text: _hour_of_light(_no_longer_bright(text, name), hour, old))
        draft.edit(f"shots/{n}/background", lambda text: hour_in(text, name))
        for field in ("summary", "relation", "character"):
            draft.edit(f"shots/{n}/{field}", lambda text: _when(text, hour, old))
    for place in whole_places(draft, numbers):
        draft.edit(f"places/{place}/look", lambda text: hour_in(text, name))


def _no_longer_bright(text: str, name: str) -> str:
    """A light without what only a day has: no night is "bright and open"."""
    return _swapped(text, tables().levels["darker"].swaps) if name == "night" else text


def _hour_of_light(text: str, hour: Hour, old: re.Pattern) -> str:
    if not text.strip():
        return capital(hour.lighting) + "."
    new = relit(text, old, hour.light, hour.lighting)
    text = text if new is None else new
    return text if _says([*hour.words, hour.light]).search(text) else headed(text, hour.hour)


@lru_cache(maxsize=16)
def _when_phrases() -> re.Pattern:
    t = tables()
    hours = any_of([w for hour in t.times.values() for w in hour.words])
    mods = any_of([*t.hour_mods, *(w for s in t.seasons.values() for w in s.words)])
    said = "|".join(p.format(time=hours, mod=mods) for p in t.hour_phrases)
    return re.compile(rf"(?<![\w-])(?:{said})(?![\w-])(?! ?(?:light|sky|sun|lamp)\b)", re.IGNORECASE)


def _when(text: str, hour: Hour, old: re.Pattern) -> str:
    """The words for when something happens, and no others."""
    return exchanged(
        text, _when_phrases(), lambda found: hour.hour if old.search(found.group()) else found.group().lower()
    )


def hour_in(text: str, name: str) -> str:
    """A background at another hour: its phrases for the hour, its sky, its sun, and adjectives like "sunlit"."""
    hour, old = tables().times[name], _other_hours(name)
    text = _when(text, hour, old)
    text = re.sub(rf"\b({re.escape(hour.hour)})(?:, {re.escape(hour.hour)})+", r"\1", text)
    if name in ("night", "dusk"):
        text = exchanged(
            text,
            re.compile(r"\b(?:clear |bright |deep )?(?:blue|clear|bright|sunny|sunlit) sky\b", re.IGNORECASE),
            lambda m: f"{hour.sky} sky",
        )
    if not old.search(text):
        return text
    lit = re.compile(
        rf"(?<![\w-]){any_of(['sunny', 'sunlit', 'moonlit', 'starlit', 'sun-drenched', 'sun-baked', 'dawn-lit', 'sunbaked', 'starry', 'sun-dappled', 'sun-bleached'])}(?![\w-])",
        re.IGNORECASE,
    )
    text = exchanged(text, lit, lambda m: hour.lit if old.search(m.group()) else m.group().lower())
    lights = re.compile(
        rf"(?<![\w-]){any_of(['sunlight', 'sunshine', 'moonlight', 'daylight', 'starlight'])}(?![\w-])", re.IGNORECASE
    )
    text = exchanged(text, lights, lambda m: hour.light if old.search(m.group()) else m.group().lower())
    orbs = re.compile(
        r"\b(?:(?:low|high|rising|setting|morning|evening|noon|full|hot|bright|afternoon) )*(?:sun|moon|sunbeam|moonbeam)\b",
        re.IGNORECASE,
    )
    text = exchanged(text, orbs, lambda m: hour.orb if old.search(m.group()) else m.group().lower())
    return _hour_words(text, hour, old)


def _hour_words(text: str, hour: Hour, old: re.Pattern) -> str:
    """Every word for another hour that is left: "the morning market" -> "the night market"."""
    early = re.compile(rf"(?:\b(?:early|late|mid)[ -])?{old.pattern}", re.IGNORECASE)
    return exchanged(text, early, lambda m: hour.noun)


def whole_places(draft: Draft, numbers: list[int]) -> list[str]:
    """The places that are seen in these shots and in no others: what is said of them holds for all their shots."""
    seen = {s["place"] for n, s in enumerate(draft.data["shots"], 1) if n in set(numbers)} - {None}
    others = {s["place"] for n, s in enumerate(draft.data["shots"], 1) if n not in set(numbers)}
    return sorted(seen - others)


# -- sources -------------------------------------------------------------------------------------------------------------
def make_source(draft: Draft, numbers: list[int], name: str) -> None:
    """Another source of light: the old one goes, the hour of the background stays."""
    source, t = tables().sources[name], tables()
    old = {w for other, s in t.sources.items() if other != name for w in s.words}
    old |= {*t.sun, "moonlight", "moonlit", "starlight", "moon", "overcast", "daylight", "window light"}
    old |= {w for hour in t.times.values() for w in hour.words} - {"night"}
    for n in numbers:
        text = draft.text(n, "lighting")
        new = relit(text, finder(tuple(old)), "", source.lighting)
        if new is None and not _says(source.words).search(text):
            new = f"{capital(source.lighting)}. {text}".strip()
        if new is not None:
            draft.set(f"shots/{n}/lighting", new)


# -- weather and seasons -------------------------------------------------------------------------------------------------
def make_weather(draft: Draft, numbers: list[int], name: str) -> None:
    weather, t = tables().weathers[name], tables()
    gone = {w for other in weather.drops for w in t.weathers[other].words}
    if "clear" in weather.drops:
        gone |= set(t.sun)
    old = finder(tuple(gone - set(weather.words)))
    if weather.daylight:
        dark = [
            n
            for n in numbers
            if _says({*t.times["night"].words, *t.times["dusk"].words}).search(
                f"{draft.text(n, 'lighting')} {draft.text(n, 'background')}"
            )
        ]
        make_hour(draft, dark, "day")
    for n in numbers:
        _weather_of_shot(draft, n, weather, old)
    if weather.season:
        make_season(
            draft, [n for n in numbers if _season_said(draft.text(n, "background"), weather.season)], weather.season
        )
    for place in whole_places(draft, numbers):
        draft.edit(f"places/{place}/look", lambda text: _weather_words(text, weather, old))


def _weather_of_shot(draft: Draft, n: int, weather: Weather, old: re.Pattern) -> None:
    light = draft.text(n, "lighting")
    new = relit(light, old, weather.light, weather.lighting)
    if new is None and not light.strip():
        new = capital(weather.lighting) + "."
    if new is not None:
        draft.set(f"shots/{n}/lighting", new)
    draft.edit(f"shots/{n}/background", lambda text: _weather_words(text, weather, old))
    for field in ("summary", "relation", "character"):
        draft.edit(f"shots/{n}/{field}", lambda text: _in_weather(text, weather, old))
    background = draft.text(n, "background")
    if not _says(weather.words).search(
        f"{re.sub(r'like (?:a |the )?[a-z]+', '', background)} {draft.text(n, 'lighting') if weather.daylight else ''}"
    ):
        draft.set(f"shots/{n}/background", added(background, weather.inside if inside(draft, n) else weather.outside))


def _weather_words(text: str, weather: Weather, old: re.Pattern) -> str:
    """A background in another weather: nouns for nouns, adjectives for adjectives."""
    if not old.search(text):
        return text
    falling = re.compile(
        rf"(?:(?:a |the )?(?:heavy|light|steady|soft|gentle|thick|thin|fine|cold|warm) )?{old.pattern} (?:falling|fall|coming down|hanging low|overhead)\b"
        rf"|under (?:a|the) (?:breaking |gathering |coming )?{old.pattern}(?! ?sky| ?cloud)",
        re.IGNORECASE,
    )
    text = exchanged(text, falling, lambda m: weather.outside)
    ending = re.compile(r"(?:y|ing|lit|cast|soaked|slicked|drenched|baked|covered|dappled|bleached)$", re.IGNORECASE)
    sky = re.compile(rf"(?<!after )(?<!after the ){old.pattern}(?:[ -]{old.pattern})*(?: sky| day)?", re.IGNORECASE)

    def other(found: re.Match) -> str:
        said = found.group().lower()
        if said.endswith((" sky", " day")):
            return f"{weather.adjective} {said.split()[-1]}"
        return weather.adjective if ending.search(said) else weather.noun

    return exchanged(text, sky, other)


def _in_weather(text: str, weather: Weather, old: re.Pattern) -> str:
    """Only "in the rain" and the like: what people do may speak of snow for its own sake."""
    phrase = re.compile(
        rf"(?<![\w-])(?:in|through|under) (?:the |a )?(?:heavy |light |cold |thick |falling |pouring )?{old.pattern}(?![\w-])",
        re.IGNORECASE,
    )
    return exchanged(text, phrase, lambda m: f"{m.group().split()[0].lower()} the {weather.noun}")


def _season_said(text: str, name: str) -> bool:
    """Whether a text says another season."""
    return bool(_other_seasons(name).search(text))


@lru_cache(maxsize=8)
def _other_seasons(name: str) -> re.Pattern:
    return finder(tuple(w for other, s in tables().seasons.items() if other != name for w in s.words))


def make_season(draft: Draft, numbers: list[int], name: str) -> None:
    """Another season in the words of these shots."""
    season, old = tables().seasons[name], _other_seasons(name)
    snow = [
        n
        for n in numbers
        if season.clears
        and _says([w for x in season.clears for w in tables().weathers[x].words]).search(draft.text(n, "background"))
    ]
    if snow:
        make_weather(draft, snow, "clear")
    for n in numbers:
        for field in ("background", "lighting", "summary", "relation"):
            draft.edit(f"shots/{n}/{field}", lambda text: _season_words(text, name, old))
        background = draft.text(n, "background")
        if not _says(season.words).search(background):
            draft.set(f"shots/{n}/background", added(background, f"in {name}"))
    for place in whole_places(draft, numbers):
        draft.edit(f"places/{place}/look", lambda text: _season_words(text, name, old))


def _season_words(text: str, name: str, old: re.Pattern) -> str:
    season = tables().seasons[name]
    early = re.compile(rf"(?:\b(?:early|late|mid|high)[ -])?{old.pattern}", re.IGNORECASE)
    return exchanged(text, early, lambda m: season.adjective if re.search(r"(?:y|al)$", m.group()) else name)


# -- more or less of something -------------------------------------------------------------------------------------------
def make_level(draft: Draft, numbers: list[int], name: str, steps: int = 1) -> list[int]:
    """More of something in the light of these shots, by one step or two; the shots that cannot have more."""
    level = tables().levels[name]
    full = []
    for n in numbers:
        text = draft.text(n, "lighting")
        more = _next_step(text, level.adds, steps)
        if more is None:
            full.append(n)
            continue
        draft.set(f"shots/{n}/lighting", _levelled(text, name, more))
    return full


def _next_step(text: str, adds: list[str], steps: int) -> str | None:
    if adds[1] in text:
        return None
    return adds[1] if steps > 1 or adds[0] in text.lower() else adds[0]


def _levelled(text: str, name: str, more: str) -> str:
    t = tables()
    level = t.levels[name]
    for said in (*level.adds, *t.levels[level.undoes].adds):  # an earlier step of the same kind, or one the other way
        text = re.sub(rf",?\s*{re.escape(said)}", "", text, flags=re.IGNORECASE)
    said = [s if is_mood(s) else _swapped(s, level.swaps) for s in sentences(text)]
    return added(tidy(" ".join(said)), more)


def _swapped(text: str, swaps: dict[str, str]) -> str:
    """A text with words of light exchanged."""
    find = re.compile(rf"(?<![\w-]){any_of(list(swaps))}(?![\w-])", re.IGNORECASE)
    by_word = {k.lower().replace("-", " "): v for k, v in swaps.items()}
    return exchanged(text, find, lambda m: by_word[m.group().lower().replace("-", " ")])
