"""Story parts -> prompt text for diffusion models. Pure: token counting is passed in by whoever knows the tokenizer.

A text encoder reads a fixed number of tokens and drops the rest in silence (CLIP: 77, two of them its own). So every
prompt is built to a budget: each part gets a share by its weight, what a part does not need goes to the others, and a
part that must be shortened loses its last clauses, then its last words. No part disappears because it came last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from vgot.story.model import Domains

Counter = Callable[[str], int]

#: What the five domains weigh in a keyframe: who and what is done come first, light still has its words.
WEIGHTS = {"character": 3.0, "relation": 3.0, "background": 2.0, "camera": 1.5, "lighting": 1.5}

NEGATIVE = (
    "lowres, blurry, jpeg artifacts, watermark, signature, text, caption, logo, frame, split screen, collage, "
    "bad anatomy, extra fingers, extra limbs, deformed face, duplicate person"
)
NEGATIVE_PLATE = "people, person, face, crowd, text, watermark, caption, logo, frame, split screen, lowres, blurry"
NEGATIVE_MOTION = (
    "static picture, frozen, flicker, jitter, morphing, warped face, extra limbs, subtitles, watermark, "
    "logo, overexposed, washed out, jpeg artifacts, scene cut"
)


@dataclass(frozen=True)
class Phrase:
    """One part of a prompt: its text and its weight against the other parts."""

    text: str
    weight: float = 1.0


def count_words(text: str) -> int:
    """A counter for encoders without a tokenizer at hand: words and punctuation marks, a long word as several."""
    return sum(1 + (len(word) - 1) // 8 for word in re.findall(r"\w+|[^\w\s]", text))


def within_budget(phrases: Iterable[Phrase], budget: int, count: Counter = count_words, joint: str = ", ") -> str:
    """The phrases in order, shortened by weight so that `count` of the whole is at most `budget`.

    Empty phrases vanish, repeated ones are said once. With a budget of three tokens a phrase, joints included, each
    keeps at least its first word. count: tokens of a text, without the encoder's own start and end marks.
    """
    kept: list[Phrase] = []
    for phrase in phrases:
        text = _tidy(phrase.text)
        if text and text.lower() not in {k.text.lower() for k in kept}:
            kept.append(Phrase(text, phrase.weight))
    whole = joint.join(p.text for p in kept)
    if not kept or count(whole) <= budget:
        return whole
    margin = 0
    while True:  # counts of parts need not add up to the count of the whole: tighten until the whole fits
        shares = _shares([count(p.text) + 1 for p in kept], [p.weight for p in kept], budget - margin)
        text = joint.join(t for t in (_shorten(p.text, s - 1, count) for p, s in zip(kept, shares, strict=True)) if t)
        if count(text) <= budget:
            return text
        if margin >= budget:
            return _shorten(text, budget, count)
        margin += max(1, count(text) - budget)


def _shares(needs: list[int], weights: list[float], budget: int) -> list[int]:
    """Budget shared by weight; what somebody does not need is shared again among the rest."""
    shares = [0] * len(needs)
    open_, left = set(range(len(needs))), max(0, budget)
    while open_:
        total = sum(weights[k] for k in open_)
        satisfied = [k for k in open_ if needs[k] <= left * weights[k] / total]
        if not satisfied:
            for k in open_:
                shares[k] = max(2, int(left * weights[k] / total))  # a word and its joint, at the least
            break
        for k in satisfied:
            shares[k] = needs[k]
            left -= needs[k]
            open_.remove(k)
    return shares


def _shorten(text: str, budget: int, count: Counter) -> str:
    """Whole clauses as far as they fit, else whole words, at least the first word."""
    if count(text) <= budget:
        return text
    clauses = re.split(r"(?<=[,;.])\s+", text)
    best = ""
    for k in range(len(clauses) - 1, 0, -1):
        if count(" ".join(clauses[:k])) <= budget:
            best = " ".join(clauses[:k])
            break
    if best and count(best) * 2 >= budget:
        return best.rstrip(",;. ")
    words = text.split()
    low, high = 1, len(words)
    while low < high:  # the most words that fit
        middle = (low + high + 1) // 2
        if count(" ".join(words[:middle])) <= budget:
            low = middle
        else:
            high = middle - 1
    return " ".join(words[:low]).rstrip(",;. ") or words[0]


def _tidy(text: str) -> str:
    """One line, no doubled spaces, no closing stop: phrases are joined by commas."""
    return re.sub(r"\s+", " ", text).strip().rstrip(",;. ")


# -- the prompts of a film --------------------------------------------------------------------------------------------
def keyframe_prompt(
    domains: Domains,
    *,
    summary: str = "",
    who: Iterable[tuple[str, str]] = (),
    place: str = "",
    style: str = "",
    budget: int = 75,
    count: Counter = count_words,
) -> str:
    """A shot's still: all five domains, in the order camera, who, what, where, light, style.

    who: (name, look) of everybody in the shot; looks are said only if the character domain does not say them already.
    """
    said = domains.character.lower()
    looks = [Phrase(f"{name}: {look}", 1.5) for name, look in who if look and _tidy(look).lower() not in said]
    return within_budget(
        [
            Phrase(domains.camera, WEIGHTS["camera"]),
            Phrase(domains.character or summary, WEIGHTS["character"]),
            *looks,
            Phrase(domains.relation or summary, WEIGHTS["relation"]),
            Phrase(domains.background or place, WEIGHTS["background"]),
            Phrase(place if domains.background else "", 1.0),
            Phrase(domains.lighting, WEIGHTS["lighting"]),
            Phrase(style, 1.0),
        ],
        budget,
        count,
    )


def portrait_prompt(
    *,
    name: str,
    stage_name: str = "",
    role: str = "",
    look: str = "",
    wardrobe: str = "",
    style: str = "",
    budget: int = 75,
    count: Counter = count_words,
) -> str:
    """One character at one stage, alone, face forward: what identity tokens are read from."""
    return within_budget(
        [
            Phrase(f"portrait of {stage_name or name}", 2.0),
            Phrase(look, 4.0),
            Phrase(wardrobe, 2.0),
            Phrase(role, 1.0),
            Phrase("head and shoulders, one subject facing the camera, plain background, soft even light", 1.5),
            Phrase(style, 1.0),
        ],
        budget,
        count,
    )


def plate_prompt(*, name: str, look: str = "", style: str = "", budget: int = 75, count: Counter = count_words) -> str:
    """A place without anybody in it."""
    return within_budget(
        [
            Phrase(f"empty {name}", 2.0),
            Phrase(look, 4.0),
            Phrase("establishing shot, nobody in view", 1.0),
            Phrase(style, 1.0),
        ],
        budget,
        count,
    )


def motion_prompt(
    *,
    summary: str,
    camera: str = "",
    relation: str = "",
    style: str = "",
    budget: int = 200,
    count: Counter = count_words,
) -> str:
    """What moves: the short description leads, as in the paper (Eq. 16); camera and action follow while room lasts."""
    return within_budget(
        [
            Phrase(summary or relation, 4.0),
            Phrase(relation if summary else "", 2.0),
            Phrase(camera, 1.5),
            Phrase(style, 0.5),
        ],
        budget,
        count,
    )


def in_context_prompt(text: str, references: Iterable[str]) -> str:
    """A keyframe prompt for models that take reference pictures: which picture shows whom is said first.

    references: what each picture shows, in the order in which they are handed over.
    """
    named = [f"{what} is in picture {k}" for k, what in enumerate(references, 1)]
    return f"{'; '.join(named)}. Keep each face, hair and clothes as in its picture. {text}" if named else text


def negative_prompt(kind: str = "keyframe", extra: str = "") -> str:
    """What must not appear. kind: `keyframe`, `portrait`, `plate` or `clip`."""
    base = {"plate": NEGATIVE_PLATE, "clip": NEGATIVE_MOTION}.get(kind, NEGATIVE)
    return f"{_tidy(extra)}, {base}" if _tidy(extra) else base
