"""The tone of a deed: which of seven feelings its words are nearest to (vgot/script/words.py)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from vgot.script.words import embed

#: Words that stand for each tone.
WORDS = {
    "joy": "laugh celebrate dance win play party smile birthday happy funny jump for joy",
    "warm": "hug help love kiss comfort share teach friend kind gentle gift return together",
    "calm": "sit rest walk read sleep wait drift quiet peaceful slowly stroll watch",
    "wonder": "discover find fly magic open glow bloom star secret strange amazing appear",
    "tense": "chase run escape fight storm steal hide race hurry danger fall fast enemy",
    "dark": "kill die destroy war burn ghost trapped prison monster death cruel grave",
    "sad": "cry leave alone lonely farewell funeral miss lost broken tears forget grieve",
}
#: How near a deed must be to a tone; below it stays calm.
_NEAR = 0.18


@lru_cache(maxsize=1)
def _rows() -> np.ndarray:
    return embed(list(WORDS.values()))


@lru_cache(maxsize=1024)
def tone_of(text: str) -> str:
    """One of the seven tones of `WORDS`."""
    likeness = _rows() @ embed([text])[0]
    best = int(likeness.argmax())
    return list(WORDS)[best] if likeness[best] > _NEAR else "calm"
