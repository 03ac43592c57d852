"""The offline writer: a story from one sentence and a number of shots, without a language model.

An English sentence is told by its own deeds (spine.py); one that asks for somebody's whole life gets that (life.py); one
in another language stands in its shots word for word (foreign.py). A language model replaces it as soon as one is set up.
"""

from __future__ import annotations

import math

from vgot.errors import BadInput
from vgot.language.which import language_of
from vgot.script.offline.foreign import write_word_for_word
from vgot.script.offline.life import write_life
from vgot.script.offline.spine import WRITER, write_spine
from vgot.story.model import MAX_SEED, MAX_SENTENCE, MAX_SHOT_S, MIN_SHOT_S, Film, Story

__all__ = ["MAX_OFFLINE_SHOTS", "WRITER", "write_offline"]

MAX_OFFLINE_SHOTS = 60


def write_offline(
    sentence: str, shots: int, *, seed: int = 0, film: Film | None = None, duration_s: float = 3.0
) -> Story:
    """A valid Story of `shots` shots (1..60) from one sentence in any language; the same seed gives the same story.

    duration_s: the mean length of a shot, 0.25..12; single shots differ by half seconds.
    Raises BadInput that names the field (sentence, shots, seed, duration_s).
    """
    _check(sentence, shots, seed, duration_s)
    film = film or Film()
    language = language_of(sentence)
    if language != "en":
        return write_word_for_word(sentence, language, shots, seed, film, duration_s)
    life = write_life(sentence, shots, seed, film, duration_s)
    return life or write_spine(sentence, shots, seed, film, duration_s)


def _check(sentence: str, shots: int, seed: int, duration_s: float) -> None:
    if not isinstance(sentence, str) or not sentence.strip():
        raise BadInput("There is no sentence to make a story from.", field="sentence", hint="Type one sentence.")
    if len(sentence) > MAX_SENTENCE:
        raise BadInput(
            f"The sentence has {len(sentence)} characters; at most {MAX_SENTENCE} are read.",
            field="sentence",
            hint="Shorten it to what the story is about.",
        )
    try:
        sentence.encode()
    except UnicodeEncodeError as why:
        raise BadInput(
            "The sentence holds half a character (a lone surrogate).", field="sentence", hint="Type or paste it again."
        ) from why
    if isinstance(shots, bool) or not isinstance(shots, int) or not 1 <= shots <= MAX_OFFLINE_SHOTS:
        raise BadInput(
            f"A story is written in 1 to {MAX_OFFLINE_SHOTS} shots at once, not {shots}.",
            field="shots",
            hint=f"Choose a number from 1 to {MAX_OFFLINE_SHOTS}; more can be inserted afterwards.",
        )
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed <= MAX_SEED:
        raise BadInput(
            f"A seed is a whole number from 0 to {MAX_SEED}, not {seed}.", field="seed", hint="Choose another seed."
        )
    if (
        not isinstance(duration_s, (int, float))
        or not math.isfinite(duration_s)
        or not MIN_SHOT_S <= duration_s <= MAX_SHOT_S
    ):
        raise BadInput(
            f"A shot lasts {MIN_SHOT_S} to {MAX_SHOT_S:g} seconds, not {duration_s}.",
            field="duration_s",
            hint="Choose a length within these limits.",
        )
