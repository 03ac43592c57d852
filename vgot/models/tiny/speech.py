"""A tiny random twin of a VITS speech model in hub layout: every line of the real path runs, what it says is noise."""

from __future__ import annotations

import json
from pathlib import Path


def write_speech_twin(folder: Path, repo_id: str, speakers: int = 1) -> Path:
    """Write the twin to folder/OWNER/NAME. Returns `folder`."""
    import torch
    from transformers import VitsConfig, VitsModel

    target = folder / repo_id
    target.mkdir(parents=True, exist_ok=True)
    vocab = {c: i for i, c in enumerate("_ abcdefghijklmnopqrstuvwxyz'.,!?-—")}
    torch.manual_seed(0)
    config = VitsConfig(
        vocab_size=len(vocab),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        window_size=2,
        ffn_dim=16,
        flow_size=8,
        spectrogram_bins=9,
        num_speakers=speakers,
        speaker_embedding_size=8 if speakers > 1 else 0,
        upsample_initial_channel=16,
        upsample_rates=[8, 8],
        upsample_kernel_sizes=[16, 16],
        resblock_kernel_sizes=[3],
        resblock_dilation_sizes=[[1, 3]],
        prior_encoder_num_flows=1,
        prior_encoder_num_wavenet_layers=1,
        posterior_encoder_num_wavenet_layers=1,
        duration_predictor_num_flows=2,
        depth_separable_num_layers=1,
        duration_predictor_flow_bins=4,
        wavenet_kernel_size=3,
        sampling_rate=16_000,
    )
    VitsModel(config).save_pretrained(target)
    (target / "vocab.json").write_text(json.dumps(vocab), encoding="utf-8")
    (target / "tokenizer_config.json").write_text(
        json.dumps(
            {
                "tokenizer_class": "VitsTokenizer",
                "pad_token": "_",
                "unk_token": "_",
                "add_blank": True,
                "normalize": True,
                "phonemize": False,
                "is_uroman": False,
            }
        ),
        encoding="utf-8",
    )
    return folder
