"""A local language model through transformers, decoding under the reply's JSON schema so that it cannot be broken.

The schema is enforced token by token by llguidance through outlines: no index to build for each schema, bounded strings
and exact lists hold, and what comes out always parses as JSON. A model is a directory in hub layout, or one of a short list of repositories that was
fetched (vgot/presets/writers.py): safetensors only, no remote code.
"""

from __future__ import annotations

import importlib
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vgot.errors import BadInput, ModelUnavailable, OutOfMemory, WriterFailed
from vgot.models.base import Reporter
from vgot.presets.weights import find_weights
from vgot.presets.writers import WriterModel, writer_models, writer_of
from vgot.script.llm.patience import LOCAL
from vgot.script.llm.server_errors import ReplyCut

MAX_NEW_TOKENS = 4_096
#: JSON without free white space: a weak model would fill its token limit with it.
_COMPACT = {"whitespace_flexible": False, "item_separator": ", ", "key_separator": ": "}


class LocalWriter:
    """A TextModel over a loaded transformers model. Not thread safe: one reply at a time."""

    patience = LOCAL

    def __init__(self, model, tokenizer, name: str, *, max_new_tokens: int = MAX_NEW_TOKENS, temperature: float = 0.8):
        import outlines

        if not tokenizer.chat_template:
            raise BadInput(
                f"{name} has no chat template.", field="model", hint="Choose an instruction-tuned (chat) model."
            )
        self.model_id = f"transformers:{name}"
        self._model, self._tokenizer = model, tokenizer
        self._outlines = outlines.from_transformers(model, tokenizer)
        self._engine = None
        self._tokens, self._temperature = max_new_tokens, temperature

    def reply(self, system: str, prompt: str, schema: dict, report: Reporter) -> Iterator[str]:
        """Pieces of a reply that fits the schema, unless it runs into the token limit (then ReplyCut follows
        the last piece). Raises Cancelled between tokens, OutOfMemory, WriterFailed."""
        import torch
        from transformers import LogitsProcessorList, StoppingCriteria, StoppingCriteriaList, TextIteratorStreamer

        stop, failed, made = threading.Event(), [], []

        class Stopped(StoppingCriteria):
            def __call__(self, input_ids, scores, **kwargs):
                return torch.full((input_ids.shape[0],), stop.is_set(), device=input_ids.device)

        inputs = self._inputs(system, prompt)
        streamer = TextIteratorStreamer(self._tokenizer, skip_prompt=True, skip_special_tokens=True, timeout=0.1)
        settings: dict[str, Any] = dict(
            **inputs,
            max_new_tokens=self._tokens,
            do_sample=self._temperature > 0,
            streamer=streamer,
            logits_processor=LogitsProcessorList([self._constraint(schema)]),
            stopping_criteria=StoppingCriteriaList([Stopped()]),
            pad_token_id=self._tokenizer.pad_token_id
            if self._tokenizer.pad_token_id is not None
            else self._tokenizer.eos_token_id,
        )
        if self._temperature > 0:
            settings["temperature"] = self._temperature

        def generate() -> None:
            try:
                # llguidance compiles its mask with torch.compile, which needs a C++ compiler; eager is as fast here
                with torch.inference_mode(), torch.compiler.set_stance("force_eager"):
                    made.append(self._model.generate(**settings).shape[1] - inputs["input_ids"].shape[1])
            except Exception as why:
                failed.append(why)
            finally:
                streamer.end()

        worker = threading.Thread(target=generate, daemon=True, name="vgot-local-writer")
        worker.start()
        try:
            yield from self._pieces(streamer, worker, report)
        finally:
            stop.set()
            worker.join()  # the next reply must find the model idle; a stopped one ends after its current token
        if failed:
            raise self._typed(failed[0]) from failed[0]
        if made and made[0] >= self._tokens:
            raise ReplyCut(f"The reply was cut off after {self._tokens} tokens.", hint="Try again, or another model.")

    def _pieces(self, streamer, worker: threading.Thread, report: Reporter) -> Iterator[str]:
        from queue import Empty

        while True:
            report.check()
            try:
                piece = next(streamer)
            except Empty:
                continue
            except StopIteration:
                return
            if piece:
                yield piece

    def _inputs(self, system: str, prompt: str) -> dict:
        messages = [{"role": "system", "content": system}, {"role": "user", "content": prompt}]
        # Some models think aloud first unless they are asked not to; templates that do not know the word leave it.
        make = dict(add_generation_prompt=True, return_tensors="pt", return_dict=True, enable_thinking=False)
        try:
            inputs = self._tokenizer.apply_chat_template(messages, **make)
        except Exception:
            both = [{"role": "user", "content": f"{system}\n\n{prompt}"}]
            inputs = self._tokenizer.apply_chat_template(both, **make)
        room = getattr(self._model.config, "max_position_embeddings", None) or 1_000_000
        if inputs["input_ids"].shape[1] + 256 > room:
            raise WriterFailed(
                f"The request needs {inputs['input_ids'].shape[1]} tokens and {self.model_id} takes {room}.",
                hint="Use a model with a longer context, or fewer shots.",
            )
        return {k: v.to(self._model.device) for k, v in inputs.items() if k in ("input_ids", "attention_mask")}

    def _constraint(self, schema: dict):
        """A fresh logits processor for a schema; the engine (the tokenizer's trie) is built once."""
        if self._engine is None:
            from outlines.backends.llguidance import LLGuidanceBackend

            self._engine = LLGuidanceBackend(self._outlines)
        return self._engine.get_json_schema_logits_processor(json.dumps(schema | {"x-guidance": _COMPACT}))

    def _typed(self, why: Exception) -> Exception:
        if "out of memory" in str(why).lower():
            return OutOfMemory(
                f"Memory ran out while {self.model_id} was writing.", hint="Load it in 4 bit, or use a smaller model."
            )
        return WriterFailed(
            f"{self.model_id} failed while writing: {str(why)[:200]}", hint="Try another model or the offline writer."
        )


def open_text_model(model: str, *, models_dir: str | Path | None = None, four_bit: bool = False) -> LocalWriter:
    """A local writer from a directory in hub layout, or from a repository of the list (vgot/presets/writers.py) that was fetched.

    `models_dir` may hold repositories as folders (`owner/name` or `name`). Nothing is fetched here. 4-bit needs bitsandbytes.
    Raises ModelUnavailable with what to do.
    """
    name, folder = model, _folder(model, models_dir)
    if folder is not None:
        name = folder.name
    elif known := writer_of(model):
        folder = _fetched(known, Path(models_dir) if models_dir else None)
    else:
        raise ModelUnavailable(
            f"There is no model directory {model}.",
            field="model",
            hint=f"Name a directory, or one of: {', '.join(one.repo.id for one in writer_models().values())}.",
        )
    if not list(folder.glob("*.safetensors")):
        raise ModelUnavailable(
            f"{folder.name} holds no safetensors.",
            field="model",
            hint="Only safetensors are loaded, never pickled weights.",
        )
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    source = str(folder)
    options: dict = {"use_safetensors": True, "trust_remote_code": False, "local_files_only": True}
    if four_bit:
        options |= _four_bit()
    else:
        options["dtype"] = torch.bfloat16 if torch.cuda.is_available() else torch.float32
    try:
        tokenizer = AutoTokenizer.from_pretrained(source, trust_remote_code=False, local_files_only=True)
        loaded = AutoModelForCausalLM.from_pretrained(source, **options)
    except (OSError, ValueError, KeyError, ImportError) as why:
        hint = "Give a directory with config.json, tokenizer.json and safetensors of a chat model."
        raise ModelUnavailable(f"{model} cannot be loaded: {str(why)[:200]}", field="model", hint=hint) from why
    if not four_bit and torch.cuda.is_available():
        loaded = loaded.to("cuda")
    return LocalWriter(loaded.eval(), tokenizer, name)


def _fetched(known: WriterModel, models_dir: Path | None) -> Path:
    """Where a model of the list lies. Raises ModelUnavailable."""
    try:
        return find_weights(known.repo, models_dir)
    except ModelUnavailable as why:
        why.hint = f"Fetch it under “Choose who writes”, or with `python -m vgot fetch {known.name}`."
        raise


def id_of(model: str, models_dir: str | Path | None = None) -> str:
    """The id of the writer that `open_text_model` would give, without loading anything."""
    folder = _folder(model, models_dir)
    return f"transformers:{folder.name if folder else model}"


def _folder(model: str, models_dir: str | Path | None) -> Path | None:
    """The directory a model's name means, or None."""
    candidates = [Path(model).expanduser()]
    if models_dir and ".." not in Path(model).parts and not Path(model).is_absolute():
        candidates += [Path(models_dir) / model, Path(models_dir) / model.rsplit("/", 1)[-1]]
    return next((c for c in candidates if (c / "config.json").is_file()), None)


def _four_bit() -> dict:
    import torch

    try:
        importlib.import_module("bitsandbytes")
    except ImportError as why:
        raise ModelUnavailable(
            "Loading in 4 bit needs the package bitsandbytes.",
            field="four_bit",
            hint="Install bitsandbytes, or load without 4 bit.",
        ) from why
    from transformers import BitsAndBytesConfig

    return {
        "quantization_config": BitsAndBytesConfig(
            load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=torch.bfloat16
        ),
        "device_map": "auto",
    }
