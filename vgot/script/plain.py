"""A plain, deterministic reading of one sentence as five domains: what stands in when no language model wrote a shot.

It invents nothing: the sentence is the relation, looks come from the cast and the place, light from the words for the
time of day, framing from the words of film people, else from the shot's position.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vgot.story.model import Domains, Place, Stage

_LIGHT = (
    (r"\b(?:sunset|dusk|evening|golden hour)\b", "Low golden evening sun from the side, long shadows, warm contrast."),
    (r"\b(?:sunrise|dawn|daybreak|morning)\b", "Soft low morning light from the side, cool shadows, a pale warm sky."),
    (
        r"\b(?:midnight|night|moonlight|moonlit|nightfall)\b",
        "Night: cool moonlight from above, one warm practical lamp, deep shadows, high contrast.",
    ),
    (r"\b(?:storm|stormy|thunder|lightning)\b", "Dark storm light, hard flashes from above, cold blue tones."),
    (
        r"\b(?:rain|rains|raining|rainy|drizzle|overcast|fog|foggy|mist|misty|snow|snowing|snowy)\b",
        "Flat overcast light from above, low contrast, muted cool colours.",
    ),
    (
        r"\b(?:candle|candles|fire|fireplace|lantern|torch|lamp)\b",
        "Warm flickering light from a small flame, dark surroundings, soft falloff.",
    ),
    (r"\b(?:noon|midday|sun|sunny|sunshine)\b", "Bright high sun, short hard shadows, saturated colours."),
)
_DAYLIGHT = "Soft even daylight from the side, natural contrast."
_CAMERA = (
    (r"\bextreme close|\bmacro\b", "Extreme close-up, static."),
    (r"\bclose[- ]?up|\bclose on\b|\bclose shot\b", "Close-up at eye level, slow push in."),
    (r"\baerial|\bdrone|\bbird'?s[- ]eye|\bfrom above\b", "High aerial wide shot, slow glide forward."),
    (r"\bestablishing|\bwide shot|\bwide on\b|\bpanorama", "Wide establishing shot at eye level, slow pan."),
    (r"\btracking|\bfollow(?:s|ing)?\b", "Medium tracking shot that follows the movement."),
    (r"\bpov\b|\bpoint of view", "Point-of-view shot at eye level, slight handheld movement."),
    (r"\blow angle", "Medium shot from a low angle, static."),
    (r"\bhigh angle", "Medium shot from a high angle, static."),
)
_ROTA = (
    "Medium shot at eye level, static.",
    "Medium close-up at eye level, slow push in.",
    "Wide shot at eye level, slow pan to the right.",
    "Medium tracking shot at eye level.",
    "Close-up at eye level, static.",
)


def plain_domains(
    sentence: str,
    number: int,
    *,
    people: Sequence[tuple[str, Stage]] = (),
    place: Place | None = None,
    where: str = "",
    time: str = "",
) -> Domains:
    """Five domains for shot `number` (from 1). people: (character's name, stage) on screen; where: words for a place
    that is not among the story's places; time: words for the time of day, such as a scene heading has."""
    said = sentence.strip() or "A moment passes."
    if people:
        character = " ".join(f"{stage.name}: {stage.look.strip().rstrip('.') or 'as before'}." for _, stage in people)
    else:
        character = "Nobody is named here; the place itself holds the shot."
    if place:
        look = place.look.strip().rstrip(".")
        background = f"{place.name}{f': {look}' if look else ''}, the same in every shot there."
    else:
        background = f"{where.strip().rstrip('.')}, as the story has it." if where.strip() else _where(said)
    return Domains(
        character=character[:2000],
        background=background[:2000],
        relation=said[:2000],
        camera=camera_for(said, number),
        lighting=light_for(f"{time} {said}"),
    )


def camera_for(sentence: str, number: int) -> str:
    for pattern, camera in _CAMERA:
        if re.search(pattern, sentence, re.IGNORECASE):
            return camera
    return "Wide establishing shot at eye level, slow push in." if number == 1 else _ROTA[number % len(_ROTA)]


def light_for(sentence: str) -> str:
    for pattern, light in _LIGHT:
        if re.search(pattern, sentence, re.IGNORECASE):
            return light
    return _DAYLIGHT


def place_in(sentence: str) -> str:
    """The words for the place in a sentence ('the old harbour'), or nothing."""
    for near in (_WITHIN, _TOWARDS):
        for match in re.finditer(rf"\b(?:{near}) ((?:the|a|an|her|his|their|its) (?:[\w'-]+ ?){{1,4}})", sentence):
            words = re.split(
                r"\b(?:and|while|as|with|to|where|who|that|when|at|in|on|for|from|of|by|is|are|she|he|they|it"
                r"|under|near|during|after|before|against|into|over)\b",
                match.group(1),
            )[0].split()
            if len(words) > 1 and words[-1].lower() not in _NOT_PLACES:
                return " ".join(words)
    return ""


_WITHIN = "in|at|on|inside|into|through|across|along|under|beside|near|outside"
_TOWARDS = "of|to|from|towards?|up|down|past"
_NOT_PLACES = {
    "night",
    "morning",
    "evening",
    "dawn",
    "dusk",
    "rain",
    "snow",
    "sun",
    "wind",
    "storm",
    "dark",
    "time",
    "end",
    "beginning",
    "silence",
    "hand",
    "hands",
    "arms",
    "eyes",
    "face",
    "head",
    "heart",
    "way",
    "first",
    "last",
    "moment",
    "day",
    "days",
    "year",
    "years",
    "side",
    "knees",
    "feet",
    "shoulder",
    "shoulders",
    "lap",
    "mouth",
}


def _where(sentence: str) -> str:
    found = place_in(sentence)
    return (
        f"{found[0].upper()}{found[1:]}, as the sentence has it."
        if found
        else "A simple place that the sentence leaves open, kept as in the shot before."
    )
