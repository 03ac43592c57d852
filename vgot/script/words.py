"""Embedded static word vectors: reads words and sentences that no list knows. numpy and tokenizers only, no download.

The vectors (assets/words/, 4 MB) are distilled from all-MiniLM-L6-v2 by training/distil_words.py: one row a token; a
text is the mean of its tokens' rows. Loading takes about 0.1 s and happens at the first use.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from vgot.errors import ModelUnavailable
from vgot.resources import shipped

FOLDER = shipped("assets", "words")
MAX_CHARS = 8_000


@lru_cache(maxsize=1)
def _loaded():
    """The tokenizer, the int8 rows [tokens, dims] and the scale of each row. Raises ModelUnavailable."""
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    try:
        tensors = load_file(FOLDER / "words.safetensors")
        tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
        return tokenizer, tensors["rows"], tensors["scale"].astype(np.float32)
    except Exception as why:
        raise ModelUnavailable(
            "The embedded word vectors (assets/words) are missing or damaged.",
            hint="Restore the folder from the repository.",
        ) from why


def embed(texts: list[str]) -> np.ndarray:
    """Unit vectors of texts, float32 [len(texts), dims]; the row of a text with no known token is zero."""
    tokenizer, rows, scale = _loaded()
    out = np.zeros((len(texts), rows.shape[1]), np.float32)
    for n, text in enumerate(texts):
        ids = [i for i in tokenizer.encode(text[:MAX_CHARS].lower(), add_special_tokens=False).ids if i < len(rows)]
        if ids:
            vector = (rows[ids].astype(np.float32) * scale[ids, None]).mean(axis=0)
            out[n] = vector / max(float(np.linalg.norm(vector)), 1e-9)
    return out


def rows() -> np.ndarray:
    """Every row as it is, float32 [tokens, dims]: rare words are longer."""
    _, kept, scale = _loaded()
    return kept.astype(np.float32) * scale[:, None]


def row_ids(text: str, most: int) -> list[int]:
    """The rows of a text's first `most` tokens, in order."""
    tokenizer, kept, _ = _loaded()
    found = tokenizer.encode(text[:MAX_CHARS].lower(), add_special_tokens=False).ids
    return [i for i in found if i < len(kept)][:most]


@lru_cache(maxsize=64)
def _embedded(candidates: tuple[str, ...]) -> np.ndarray:
    return embed(list(candidates))


def similarity(a: str, b: str) -> float:
    """The cosine of two texts, in [-1, 1]."""
    left, right = embed([a, b])
    return float(left @ right)


def alignment(left: str, right: str) -> float:
    """How much two texts speak of the same things, in [-1, 1]: each token's best cosine in the other text, averaged both
    ways, rare words counting most (a row's length falls with the token's frequency; its cube is the weight).

    For descriptions of one film this separates better than the cosine of the mean vectors: a red scarf that returns
    counts, wherever it stands in the sentence.
    """
    a, b = _rows(left[:MAX_CHARS].lower()), _rows(right[:MAX_CHARS].lower())
    if a is None or b is None:
        return 0.0
    cosines = a[0] @ b[0].T
    return float((cosines.max(axis=1) @ a[1] / a[1].sum() + cosines.max(axis=0) @ b[1] / b[1].sum()) / 2)


@lru_cache(maxsize=4096)
def _rows(text: str) -> tuple[np.ndarray, np.ndarray] | None:
    """The unit rows of a text's tokens and their weights."""
    tokenizer, rows, scale = _loaded()
    ids = [i for i in tokenizer.encode(text, add_special_tokens=False).ids if i < len(rows)]
    if not ids:
        return None
    vectors = rows[ids].astype(np.float32) * scale[ids, None]
    lengths = np.maximum(np.linalg.norm(vectors, axis=1), 1e-9)
    return vectors / lengths[:, None], lengths**3


def nearest_word(word: str, candidates: list[str] | tuple[str, ...], floor: float = 0.35) -> str | None:
    """The candidate nearest in meaning to a word or a phrase, or None when none is nearer than `floor` (a cosine).

    >>> nearest_word("bakery", ["kitchen", "desert", "space"])
    'kitchen'
    """
    if not candidates or not word.strip():
        return None
    scores = _embedded(tuple(candidates)) @ embed([word])[0]
    best = int(np.argmax(scores))
    return candidates[best] if scores[best] >= floor else None
