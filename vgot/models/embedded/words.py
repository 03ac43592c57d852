"""A script's five domains in the words that the embedded models were taught.

They learned from short wordings ("Mary and Tom walk slowly, happy"); a script's prose ("She goes back to trimming the great lamp, because
the day on which it begins looks like any other") reads to them as more people. So what is done is said as who, and
what of it they know; of the camera a keyframe hears how large the shot is. Sixty shots of ten outlines, read back by the probes against
what the drawn world reads in them: the number of people .47 -> .90, the shot size .83 -> .95, the place .27 -> .30, the light .62 -> .67.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vgot.models.base import KeyframeSpec

#: Divides what is done from how the camera moves in a clip's prompt.
APART = " ¦ "
#: what people do and feel, in the words of training (training/embedded/wording.py)
DEEDS = frozenset(
    "stands waits talks talking sits reads book walks walk slowly runs running sleeps dances hugs works cooks laughs cries plays kneels waves "
    "points flowers guitar looks away holds hands hand listens happy sad angry surprised afraid calm joyful worried proud tired".split()
)
#: as many of them are said at most
MOST_DEEDS = 4
NOBODY = "nobody is here"


def people_words(names: Sequence[str]) -> str:
    """At least one name as training says them: "Mary", "Mary and Tom", "Ada, Bruno and Chloe"."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def deed_words(names: Sequence[str], told: str) -> str:
    """What is done, as the models know it: who, and the known words of `told` in their order; who only stands where none is known."""
    if not names:
        return NOBODY
    known = [word for word in re.findall(r"[^\W\d_]+", told.lower()) if word in DEEDS][:MOST_DEEDS]
    return f"{people_words(names)} {' '.join(known) or 'stands'}"


def shot_words(camera: str) -> str:
    """Of the camera what a single picture shows: the words before the first colon, semicolon or full stop."""
    return next((part.strip() for part in re.split(r"[.;:]", camera) if part.strip()), "")


def domain_words(spec: KeyframeSpec) -> tuple[str, ...]:
    """The five domains of a keyframe as the words model was taught them: who, where, what, camera, light."""
    said = spec.domains.character.lower()
    looks = [f"{c.name}: {c.look}" for c in spec.cast if c.look and c.look.lower() not in said]
    place = spec.place_look or spec.place_name
    background = spec.domains.background
    if place and place.lower() not in background.lower():
        background = ", ".join(t for t in (background, place) if t)
    return (
        "; ".join(t for t in (spec.domains.character, *looks) if t),
        background,
        deed_words([c.name for c in spec.cast], spec.domains.relation or spec.summary),
        shot_words(spec.domains.camera),
        spec.domains.lighting,
    )


def clip_prompt(names: Sequence[str], relation: str, camera: str) -> str:
    """A clip's prompt: what is done, and how the camera moves; the first frame says the rest."""
    return deed_words(names, relation) + APART + camera


def clip_words(prompt: str) -> tuple[str, ...]:
    """A clip's prompt as five domains."""
    done, _, camera = prompt.partition(APART.strip())
    return ("", "", done.strip(), camera.strip(), "")
