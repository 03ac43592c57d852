"""Texts longer than CLIP's 77 tokens, for pipelines whose encoders read no more: in pieces of 75, one after the other.

Each piece is encoded as a text of its own, and the U-Net attends to all of them: nothing that was said falls out. A text that fits
is left to the library, to the last bit.
"""

from __future__ import annotations

import re
from typing import Any

import torch

#: Tokens of a text that one piece holds, beside its start and end marks.
PIECE = 75


def sdxl_texts(pipe: Any, prompt: str, negative: str, *, guided: bool) -> dict[str, Any]:
    """What an SDXL pipeline is called with for these texts: the texts, or their embeddings where one is longer than a piece."""
    encoders = [(pipe.tokenizer, pipe.text_encoder), (pipe.tokenizer_2, pipe.text_encoder_2)]
    if all(len(_ids(t, text)) <= PIECE for t, _ in encoders for text in (prompt, negative)):
        return {"prompt": prompt, "negative_prompt": negative}
    many = max(len(pieces(t, text)) for t, _ in encoders for text in (prompt, negative))
    made = {}
    for name, text in (("", prompt), ("negative_", negative)):
        states, pooled = [], None
        for tokenizer, encoder in encoders:
            told = _encoded(pipe, tokenizer, encoder, text, many)
            states.append(torch.cat([one.hidden_states[-2] for one in told], dim=1))
            pooled = told[0][0]  # of the piece that names the people; the second encoder's is used
        made[f"{name}prompt_embeds"] = torch.cat(states, dim=-1).to(pipe.unet.dtype)
        made[f"{name}pooled_prompt_embeds"] = pooled
    return made if guided else {k: v for k, v in made.items() if not k.startswith("negative_")}


def pieces(tokenizer: Any, text: str) -> list[list[int]]:
    """The tokens of a text, without marks, in pieces of at most 75 that end with a phrase where they can: at a comma or a stop. A text
    without tokens is one empty piece."""
    done: list[list[int]] = [[]]
    for phrase in re.findall(r"[^,.;]*[,.;]*\s*", text):
        ids = _ids(tokenizer, phrase) if phrase.strip() else []
        if done[-1] and len(done[-1]) + len(ids) > PIECE:
            done.append([])
        done[-1] += ids
        while len(done[-1]) > PIECE:  # a phrase that is longer than a piece by itself
            done[-1:] = [done[-1][:PIECE], done[-1][PIECE:]]
    return done


def _ids(tokenizer: Any, text: str) -> list[int]:
    return tokenizer(text, add_special_tokens=False, verbose=False).input_ids


def _encoded(pipe: Any, tokenizer: Any, encoder: Any, text: str, many: int) -> list[Any]:
    """What an encoder gives for each of `many` pieces; those that the text does not fill are empty ones."""
    told, device = pieces(tokenizer, text), pipe._execution_device
    rows = [*told, *[[]] * (many - len(told))]
    found = []
    for row in rows:
        ids = [tokenizer.bos_token_id, *row, tokenizer.eos_token_id]
        ids += [tokenizer.pad_token_id] * (PIECE + 2 - len(ids))
        found.append(encoder(torch.tensor([ids], device=device), output_hidden_states=True))
    return found
