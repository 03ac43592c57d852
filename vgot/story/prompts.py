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
    """One part of a prompt: its text and its weight against the other parts. `whole`: it is shortened only where nothing else is left
    to be shortened."""

    text: str
    weight: float = 1.0
    whole: bool = False


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
            kept.append(Phrase(text, phrase.weight, phrase.whole))
    whole = joint.join(p.text for p in kept)
    if not kept or count(whole) <= budget:
        return whole
    margin = 0
    while True:  # counts of parts need not add up to the count of the whole: tighten until the whole fits
        needs = [count(p.text) + 1 for p in kept]
        shares = _shares_of(needs, kept, budget - margin)
        text = joint.join(t for t in (_shorten(p.text, s - 1, count) for p, s in zip(kept, shares, strict=True)) if t)
        if count(text) <= budget:
            return text
        if margin >= budget:
            return _shorten(text, budget, count)
        margin += max(1, count(text) - budget)


def _shares_of(needs: list[int], phrases: list[Phrase], budget: int) -> list[int]:
    """Phrases that are to stay whole take what they need, as long as two tokens are left for each of the others."""
    firm = sum(need for need, p in zip(needs, phrases, strict=True) if p.whole)
    loose = [k for k, p in enumerate(phrases) if not p.whole]
    if not firm or firm + 2 * len(loose) > budget:
        return _shares(needs, [p.weight for p in phrases], budget)
    shares = list(needs)
    for k, share in zip(
        loose, _shares([needs[k] for k in loose], [phrases[k].weight for k in loose], budget - firm), strict=True
    ):
        shares[k] = share
    return shares


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


# -- what a picture, and what a movement is told -----------------------------------------------------------------------
#: Words of a camera that moves: a still has no time for them.
_MOVES = re.compile(
    r"\b(pan(s|ning)?|tilt(s|ing)?|doll(y|ies|ying)|track(s|ing)?|truck(s|ing)?|zoom(s|ing)?|push(es|ing)?|pull(s|ing)?|cran(e|es|ing)|orbit(s|ing)?|circl(e|es|ing)"
    r"|drift(s|ing)?|glid(e|es|ing)|follow(s|ing)?|mov(e|es|ing)|sweep(s|ing)?|swing(s|ing)?|whip|handheld|steadicam|static|locked|lingers?|holds? still"
    r"|rises?|sinks?|slowly|slow|quick(ly)?|starts?|ends?|reveals?)\b",
    re.IGNORECASE,
)
#: How a story is told, not what is seen.
_TOLD = re.compile(
    r"^(it (begins|ends|goes on|continues) (with|as|when|in|at)\s+|we (see|stay|are|watch|return|find|open|cut)( (with|at|in|on|to|back))*\s+|the (shot|scene|film|camera|frame) (shows|opens|begins|stays)( (with|on|at|in))?\s+"
    r"|(then|meanwhile|now|finally|next|at last|in the end|once more|again|later),?\s+)",
    re.IGNORECASE,
)
_GARMENTS = (
    "jumper|sweater|coat|jacket|dress|shirt|blouse|trousers|jeans|skirt|suit|robe|cloak|cape|uniform|hat|cap|scarf|boots|shoes|gown|vest|"
    "waistcoat|overalls|apron|oilskins?|cardigan|hoodie|parka|tunic|shorts|gloves|glasses|spectacles|hair|beard|eyes"
)
#: A clause that says what somebody looks like.
_LOOKS = re.compile(
    rf"(^|,\s*|\s)((wearing|dressed in|clad in|in|with) (a|an|the|his|her|their|its)?\s*[^,.;]*?\b({_GARMENTS})\b)(?=[,.;]|$)",
    re.IGNORECASE,
)
#: A camera that is asked to stand still.
_STILL = re.compile(r"\b(static|locked|still|fixed|motionless|tripod)\b", re.IGNORECASE)


def framing(camera: str) -> str:
    """What of a camera's words a still can show: how near and from where, without its moves and what hangs on them."""
    kept = []
    for sentence in re.split(r"(?<=[.!?])\s+", camera):
        for clause in re.split(r"[,;:]\s*", _tidy(sentence)):
            if _MOVES.search(clause):
                break  # what follows tells of the move
            kept.append(clause)
    return ", ".join(c for c in kept if c)


def seen(text: str) -> str:
    """A domain's words without the telling around them ("It begins with", "We stay at")."""
    kept = []
    for sentence in re.split(r"(?<=[.!?;])\s+", _tidy(text)):
        bare = _TOLD.sub("", sentence)
        kept.append(bare if bare == sentence else bare[:1].upper() + bare[1:])
    return " ".join(filter(None, kept))


def moving(text: str) -> str:
    """What happens, without what anybody looks like: a video model sees that in its first frame."""
    bare = _LOOKS.sub(lambda m: m.group(1) if m.group(1).strip() == "," and not m.start() else "", text)
    return re.sub(r"\s+([,.;])", r"\1", re.sub(r"(^|[.!?;]\s*),\s*", r"\1", bare)).strip(" ,;")


def people(who: Iterable[tuple[str, str]], character: str) -> list[Phrase]:
    """One phrase for everybody in the shot, each with what they look like: first in a prompt, and whole. A name stands only beside a look:
    alone it means nothing to a model."""
    said = character.lower()
    known = [(name, _tidy(look)) for name, look in who]
    phrases = [
        Phrase(look if name.lower() in look.lower() else f"{name}, {look}", 4.0, whole=True)
        for name, look in known
        if look and look.lower() not in said
    ]
    if any(look.lower() in said for _, look in known if look) or not phrases:
        phrases.insert(0, Phrase(seen(character), 4.0, whole=True))
    else:
        phrases.append(Phrase(seen(character), 1.5))
    return phrases


# -- the prompts of a film --------------------------------------------------------------------------------------------
def by_hand(text: str, budget: int, count: Counter = count_words) -> str:
    """A prompt that a person wrote, as far as the encoder reads it: whole clauses, else whole words."""
    return _shorten(re.sub(r"\s+", " ", text).strip(), budget, count)


def keyframe_prompt(
    domains: Domains,
    *,
    written: str = "",
    summary: str = "",
    who: Iterable[tuple[str, str]] = (),
    place: str = "",
    style: str = "",
    budget: int = 75,
    count: Counter = count_words,
) -> str:
    """A shot's still: who first and whole, then what they do, where, in which light, how near, in which style.

    who: (name, look) of everybody in the shot. Nothing of it is told ("It begins with"), and nothing moves: a still has no time.
    `written`: what a person wrote in its place, and that alone.
    """
    if written:
        return by_hand(written, budget, count)
    return within_budget(
        [
            *people(who, domains.character or summary),
            Phrase(seen(domains.relation or summary), WEIGHTS["relation"]),
            Phrase(seen(domains.background or place), WEIGHTS["background"]),
            Phrase(place if domains.background and _plain(place) not in _plain(domains.background) else "", 1.0),
            Phrase(seen(domains.lighting), WEIGHTS["lighting"]),
            Phrase(framing(domains.camera), WEIGHTS["camera"]),
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
    beats: str = "",
    style: str = "",
    written: str = "",
    budget: int = 200,
    count: Counter = count_words,
) -> str:
    """What moves: the short description leads, as in the paper (Eq. 16); camera and action follow while room lasts. Nothing is said twice,
    and nobody is described: the first frame shows them. `beats`: what is done in what order (`vgot.story.beats.in_words`), which goes
    before what the relation says. `written`: what a person wrote in its place, and that alone."""
    if written:
        return by_hand(written, budget, count)

    leading = moving(seen(summary or relation))
    more = ". ".join(
        s for s in re.split(r"(?<=[.!?;])\s+", moving(seen(relation))) if _plain(s) and _plain(s) not in _plain(leading)
    )
    return within_budget(
        [
            Phrase(leading, 4.0),
            Phrase(beats, 4.0),
            Phrase(more if summary else "", 2.0),
            Phrase(camera, 1.5),
            Phrase(style, 0.5),
        ],
        budget,
        count,
    )


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def in_context_prompt(text: str, references: Iterable[str], word: str = "picture") -> str:
    """A keyframe prompt for models that take reference pictures: which picture shows whom is said first.

    references: what each picture shows, in the order in which they are handed over. word: what the model's own guide calls them.
    """
    named = [f"{what} is in {word} {k}" for k, what in enumerate(references, 1)]
    return f"{'; '.join(named)}. Keep each face, hair and clothes as in its {word}. {text}" if named else text


def negative_prompt(kind: str = "keyframe", extra: str = "", camera: str = "") -> str:
    """What must not appear. kind: `keyframe`, `portrait`, `plate` or `clip`. camera: of a clip; one that is asked to stand still is not
    told not to."""
    base = {"plate": NEGATIVE_PLATE, "clip": NEGATIVE_MOTION}.get(kind, NEGATIVE)
    if kind == "clip" and _STILL.search(camera):
        base = base.replace("static picture, frozen, ", "")
    return f"{_tidy(extra)}, {base}" if _tidy(extra) else base
