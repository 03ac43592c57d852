"""Speech by VITS models of transformers, from local folders only: no code and no pickles of a repository are run."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from vgot.errors import BadInput, RenderFailed
from vgot.presets.preset import Repo
from vgot.presets.weights import find_weights

#: The allow-list: what may be loaded, and under which licence it speaks.
SPEECH_MODELS: dict[str, Repo] = {
    r.id: r
    for r in (
        Repo(id="kakao-enterprise/vits-ljs", role="adapter", licence="MIT", parts={"vits": 0.036}, bits=32),
        Repo(id="kakao-enterprise/vits-vctk", role="adapter", licence="MIT", parts={"vits": 0.04}, bits=32),
        Repo(
            id="facebook/mms-tts-eng",
            role="adapter",
            licence="CC-BY-NC-4.0",
            commercial_use=False,
            parts={"vits": 0.036},
            bits=32,
        ),
    )
}
_SPEED_WPM = 165


class VitsSpeech:
    """One speech model, loaded once. `model_id` and `licence` go into credits and into the keys of speech."""

    def __init__(self, repo_id: str, models_dir: Path | None = None):
        if repo_id not in SPEECH_MODELS:
            raise BadInput(
                f"'{repo_id}' is not among the speech models.",
                field="sound/voices",
                hint=f"Use one of {', '.join(SPEECH_MODELS)}.",
            )
        self.model_id, self.licence = repo_id, SPEECH_MODELS[repo_id].licence
        place = find_weights(SPEECH_MODELS[repo_id], models_dir)
        from transformers import VitsModel, VitsTokenizer

        self._tokenizer = VitsTokenizer.from_pretrained(place, local_files_only=True)
        self._model = VitsModel.from_pretrained(place, local_files_only=True, use_safetensors=True).eval()

    @property
    def speakers(self) -> int:
        return max(1, self._model.config.num_speakers)

    def speak(
        self, text: str, *, speaker: int | None = None, speed_wpm: int = _SPEED_WPM, seed: int = 0
    ) -> tuple[np.ndarray, int]:
        """A line as float32 (n,) and its rate; the same seed says it the same way. Raises RenderFailed."""
        import torch

        inputs = self._tokenizer(text, return_tensors="pt")
        if inputs["input_ids"].shape[-1] == 0:
            raise RenderFailed(
                "The speech model knows no letter of this line.",
                field="sound/voices",
                hint="Use scratch voices for this language.",
            )
        given = {"speaker_id": speaker % self.speakers} if self.speakers > 1 and speaker is not None else {}
        self._model.speaking_rate = speed_wpm / _SPEED_WPM
        with torch.random.fork_rng(devices=[]), torch.no_grad():
            torch.manual_seed(seed)
            made = self._model(**inputs, **given).waveform[0].numpy().astype(np.float32)
        return np.clip(made, -1.0, 1.0), int(self._model.config.sampling_rate)


def find_speech_model(models_dir: Path | None = None) -> str | None:
    """The first speech model of the allow-list that is on this machine, or None."""
    from vgot.errors import ModelUnavailable

    for repo_id, repo in SPEECH_MODELS.items():
        try:
            find_weights(repo, models_dir)
        except ModelUnavailable:
            continue
        return repo_id
    return None
