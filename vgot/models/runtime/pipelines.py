"""What all families that drive diffusers pipelines share: loading from a local folder, generators, progress, failures."""

from __future__ import annotations

import contextlib
import itertools
import logging
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch

from vgot.errors import ModelUnavailable, RenderFailed, VgotError
from vgot.failures import Failure, classify
from vgot.models.base import Reporter, Worn
from vgot.models.pictures import rough_preview
from vgot.models.runtime.few_steps import always_worn
from vgot.models.runtime.loras import worn
from vgot.models.runtime.out_of_memory import is_out_of_memory
from vgot.models.runtime.own_files import own_parts
from vgot.models.runtime.residency import HEAVY, Loadable, Residency, need_of, residency
from vgot.models.runtime.tuning import tune
from vgot.models.runtime.whole import components, load_whole, store_in_fp8
from vgot.presets.families import NO_NEGATIVES
from vgot.presets.own import mark_of
from vgot.presets.preset import Preset, Section
from vgot.presets.weights import find_weights, model_id, only_half, require_weights, revision_of, with_overrides

log = logging.getLogger(__name__)


class Family:
    """A section of a preset with its weights' folder and the residency it loads into."""

    section_name = ""

    def __init__(self, preset: Preset, models_dir: Path | str | None = None, *, residency_: Residency | None = None):
        self.models_dir = Path(models_dir) if models_dir else None
        self.preset = with_overrides(preset, self.models_dir)
        self.section: Section = self.preset.sections()[self.section_name]
        self.model_id = model_id(self.section)
        self._residency = residency_

    @property
    def revision(self) -> str:
        return revision_of(self.section, self.models_dir)

    @property
    def residency(self) -> Residency:
        self._residency = self._residency or residency()
        return self._residency

    @property
    def loadable(self) -> Loadable:
        where = f" in {self.models_dir}" if self.models_dir else ""
        return Loadable(
            f"{self.section.family} ({self.model_id}{self._own_marks()}){where}",
            need_of(self.section, self.models_dir),
            self._load,
            self.section.offload,
            self.section.quantize != "none",
        )

    def _own_marks(self) -> str:
        """Files of one's own that stand in for parts of it: another model to load, by any name that they have."""
        return "".join(f", {part} {Path(f).name} {mark_of(Path(f))[:12]}" for part, f in self.section.own.items())

    def _load(self, rung: str) -> Any:
        raise NotImplementedError

    def folder(self, role: str = "base") -> Path:
        """The folder of the section's repository in a role; if any of the preset's is missing, one error names all."""
        require_weights(self.preset, self.models_dir)
        repo = self.section.repo(role)
        assert repo is not None, f"the preset names no {role}"
        return find_weights(repo, self.models_dir)

    @contextmanager
    def wearing(self, pipe: Any, loras: Sequence[Worn]) -> Iterator[None]:
        """One call of a pipeline with LoRAs laid over it; what of them is not used is said."""
        with contextlib.ExitStack() as stack:
            with quiet():
                notes = stack.enter_context(worn(pipe, [*always_worn(self.section, self.models_dir), *loras]))
            for note in notes:
                self.residency.say(note)
            yield

    def say_unheard(self, params: dict[str, Any], guidance: float) -> None:
        """Name what of a take's own settings its model does not hear: words for what must not appear, where nothing is denoised by them."""
        words = str(params.get("negative", "")).strip()
        why = NO_NEGATIVES.get(self.section.family) or (
            "" if guidance > 1 else f"at guidance {guidance:g} nothing is denoised by them"
        )
        if words and why:
            self.residency.say(f"The words for what must not appear ('{words[:60]}') are not used: {why}")

    def told(self, text: str, written: str) -> str:
        """What the model is told; where a prompt by hand had to be shortened, that is said."""
        if written and text != " ".join(written.split()):
            self.residency.say(f"The prompt by hand is longer than the model reads: told up to '…{text[-40:]}'")
        return text

    @property
    def dtype(self) -> torch.dtype:
        """The preset's precision; on a CPU always float32, where half precision is slow or missing."""
        return torch.float32 if self.residency.device == "cpu" else getattr(torch, self.section.precision)

    def from_folder(self, cls: Any, place: Path, rung: str = "resident", **more: Any) -> Any:
        """`cls.from_pretrained` of a local folder: safetensors only, no code from the folder, no network, and whole: a pipeline's
        components are loaded one by one, so that tensors that are missing, unused or of another shape are refused by name
        (`vgot.models.runtime.whole`). On rung `fp8` each heavy one is cast before the next one comes."""
        if self.section.own and hasattr(cls, "register_modules"):
            with quiet(), loading(", ".join(Path(f).name for f in self.section.own.values())):
                more = own_parts(self.section, cls, place, self.dtype) | more
        settings: dict[str, Any] = {"local_files_only": True, "use_safetensors": True}
        with quiet(), loading(str(place)):
            if not hasattr(cls, "register_modules"):  # one model, not a pipeline
                return load_whole(cls, place, settings | self._as_asked(place, more.pop("dtype", self.dtype)) | more)
            kinds = more.pop("dtype", {"default": self.dtype})
            for name, part, folder in components(cls, place, more, HEAVY):
                asked = settings | self._as_asked(folder, kinds.get(name, kinds["default"]))
                if rung == "quantized" and name in _QUANTIZED and name in self.section.part_bytes:
                    asked["quantization_config"] = _four_bits(part, self.dtype)
                more[name] = load_whole(part, folder, asked)
                if rung == "fp8" and name in HEAVY:
                    store_in_fp8(more[name])
            made = cls.from_pretrained(str(place), **(settings | more))
        made.set_progress_bar_config(disable=True)
        with quiet():
            tune(made, self.section)
        return made

    @staticmethod
    def _as_asked(folder: Path, dtype: torch.dtype) -> dict[str, Any]:
        return {"dtype": dtype} | ({"variant": "fp16"} if only_half(folder) else {})


#: Components that 4 bits are enough for.
_QUANTIZED = (*HEAVY, "text_encoder")


def _four_bits(part: Any, dtype: torch.dtype) -> Any:
    """How a component is quantized while it is loaded, in the words of the library that it belongs to."""
    import diffusers
    import transformers

    library = diffusers if issubclass(part, diffusers.ModelMixin) else transformers
    return library.BitsAndBytesConfig(load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=dtype)


@contextmanager
def loading(what: str) -> Iterator[None]:
    """Turn a loader's many errors into one that says what to do; out-of-memory passes through."""
    try:
        yield
    except (VgotError, MemoryError):
        raise
    except Exception as why:
        if is_out_of_memory(why):
            raise
        name = Path(what).name
        if isinstance(why, ImportError):
            package = (getattr(why, "name", None) or str(why)).strip().splitlines()[0][:120]
            raise ModelUnavailable(
                f"{name} needs a package that is not installed: {package}.",
                field=name,
                hint="Install it with pip and try again.",
            ) from why
        raise ModelUnavailable(
            f"{name} cannot be loaded: {type(why).__name__}: {str(why)[:300]}",
            field=name,
            hint="The disk is full or fails: make room on it."
            if classify(why) is Failure.DISK
            else "The folder may be incomplete, or hold pickles instead of safetensors: fetch it again.",
        ) from why


@contextmanager
def quiet() -> Iterator[None]:
    """The libraries' notes on loading are for their developers: keep them out of a person's terminal."""
    from diffusers.utils import logging as d_log
    from transformers.utils import logging as t_log

    d_log.disable_progress_bar()
    t_log.disable_progress_bar()
    levels = [(m, m.get_verbosity()) for m in (d_log, t_log)]
    for module, _ in levels:
        module.set_verbosity_error()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for module, level in levels:
            module.set_verbosity(level)


def seeded(seed: int, salt: int = 0) -> torch.Generator:
    """A CPU generator: the same seed gives the same noise on every device."""
    return torch.Generator("cpu").manual_seed((seed * 1_000_003 + salt) % (2**63 - 1))


def teller(
    report: Reporter, total: int, done_before: int = 0, preview: Callable[[torch.Tensor], Any] = rough_preview
) -> Callable:
    """A `callback_on_step_end` that reports each denoising step with a preview and lets Cancelled through at once. It
    counts for itself: pipelines that work in sections or rounds begin their own count again."""
    calls = itertools.count(1)

    def told(pipe: Any, step: int, timestep: Any, tensors: dict) -> dict:
        report.check()
        latents = tensors.get("latents")
        report.step(min(done_before + next(calls), total), total, preview(latents) if latents is not None else None)
        return tensors

    return told


@contextmanager
def working(pipe: Any, what: str, seed: int = 0) -> Iterator[None]:
    """One call of a pipeline: no gradients, typed errors, and offloaded parts back in place whatever happens. Some
    pipelines draw from the global generator beside the one they are given: it is seeded here and put back."""
    try:
        with torch.no_grad(), quiet(), torch.random.fork_rng():
            torch.manual_seed(seed)
            yield
    except (VgotError, MemoryError):
        _settle(pipe)
        raise
    except Exception as why:
        _settle(pipe)
        if is_out_of_memory(why):
            raise
        log.exception("%s failed", what)
        raise RenderFailed(
            f"The model failed while {what}: {type(why).__name__}: {str(why)[:300]}",
            field=what,
            hint="Try again; if it fails the same way, choose another preset.",
        ) from why


def must_be_finite(values: Any, what: str) -> None:
    """Refuse pictures and latents that are not numbers: half precision overflows in silence otherwise."""
    if not bool(torch.as_tensor(values).isfinite().all()):
        raise RenderFailed(
            f"The model gave {what} that are not numbers.",
            field="precision",
            hint="Set precision: bfloat16 or float32 in the preset, or use another preset.",
        )


def _settle(pipe: Any) -> None:
    try:
        pipe.maybe_free_model_hooks()
    except Exception:  # we are already on the way out with the real error
        log.debug("offload hooks could not be settled", exc_info=True)


def check_params(params: dict, known: tuple[str, ...], where: str) -> None:
    """Refuse parameters of a take that a family does not know. Raises BadInput naming the nearest known one."""
    import difflib

    from vgot.errors import BadInput

    for key in params:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.0)
            raise BadInput(
                f"'{key}' is not a setting of this model.",
                field=f"{where}/{key}",
                hint=f"Did you mean '{near[0]}'?" if near else None,
            )
