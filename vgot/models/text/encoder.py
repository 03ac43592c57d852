"""A sentence encoder through transformers: a coherence encoder with more understanding than the embedded word vectors.

Mean-pooled last hidden states, unit length, as sentence-transformers models are used. It has its own calibrated
threshold (assets/words/coherence.json), as every encoder of vgot.script.coherence must.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from vgot.errors import ModelUnavailable

#: Encoders that may be fetched, at a pinned revision, with the licence their pages state.
REPOSITORIES = {
    "sentence-transformers/all-MiniLM-L6-v2": ("c9745ed1d9f207416be6d2e6f8de32d1f16199bf", "Apache-2.0"),
}
DEFAULT = "sentence-transformers/all-MiniLM-L6-v2"


class SentenceEncoder:
    """An Encoder of vgot.script.coherence over a loaded transformers model; `name` chooses its fit."""

    def __init__(self, model, tokenizer, name: str):
        self.name = name
        self._model, self._tokenizer = model.eval(), tokenizer
        self._one = lru_cache(maxsize=4096)(self._vector)

    def _vector(self, text: str) -> np.ndarray:
        import torch

        inputs = self._tokenizer(text, truncation=True, max_length=256, return_tensors="pt").to(self._model.device)
        with torch.inference_mode():
            hidden = self._model(**inputs).last_hidden_state[0]
        weight = inputs["attention_mask"][0, :, None].to(hidden.dtype)
        pooled = ((hidden * weight).sum(0) / weight.sum()).float().cpu().numpy()
        return pooled / max(float(np.linalg.norm(pooled)), 1e-9)

    def similarity(self, left: str, right: str) -> float:
        """The cosine of two texts, in [-1, 1]."""
        return float(self._one(left) @ self._one(right))


def open_encoder(model: str = DEFAULT, *, download: bool = False) -> SentenceEncoder:
    """An encoder from a directory in hub layout or an allow-listed repository (fetched only with `download=True`).
    Raises ModelUnavailable."""
    from transformers import AutoModel, AutoTokenizer

    folder = Path(model).expanduser()
    where: dict = {}
    if not (folder / "config.json").is_file():
        if model not in REPOSITORIES:
            raise ModelUnavailable(
                f"There is no encoder {model}.",
                field="encoder",
                hint=f"Name a directory, or one of: {', '.join(REPOSITORIES)}.",
            )
        where = {"revision": REPOSITORIES[model][0], "local_files_only": not download}
    try:
        tokenizer = AutoTokenizer.from_pretrained(model, trust_remote_code=False, **where)
        loaded = AutoModel.from_pretrained(model, use_safetensors=True, trust_remote_code=False, **where)
    except (OSError, ValueError, KeyError) as why:
        raise ModelUnavailable(
            f"{model} cannot be loaded: {str(why)[:200]}",
            field="encoder",
            hint="The embedded word vectors need no download.",
        ) from why
    return SentenceEncoder(loaded, tokenizer, _name(folder, model) if not where else model.rsplit("/", 1)[-1])


def _name(folder: Path, model: str) -> str:
    """A directory's encoder by what its own configuration calls it, so that a copy finds the fit of the original."""
    import json

    try:
        said = json.loads((folder / "config.json").read_text(encoding="utf-8")).get("_name_or_path") or ""
    except (OSError, ValueError):
        said = ""
    known = [r.rsplit("/", 1)[-1] for r in REPOSITORIES]
    return next((k for k in known if k in f"{said} {model}"), folder.name)
