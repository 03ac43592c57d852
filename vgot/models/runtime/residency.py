"""The one place that loads, places, moves and frees models.

A model is loaded once and stays until memory is needed for another. How it is placed is a rung of a ladder, from all of
it on the accelerator down to quantized weights; the rung is picked from measured free memory and the preset's estimates,
and an out-of-memory at load, denoising or decoding steps down, at most three times, and says so.
"""

from __future__ import annotations

import gc
import logging
import os
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from vgot import host
from vgot.environment import Environment
from vgot.errors import ModelUnavailable, OutOfMemory
from vgot.models.runtime.out_of_memory import is_out_of_memory, may_be_broken, ran_out_on_host, without_frames
from vgot.models.stage_memory import most_work
from vgot.presets.preset import RUNGS, Section
from vgot.presets.weights import GIB, in_gib, measured_parts

os.environ.setdefault("DIFFUSERS_DISABLE_REMOTE_CODE", "1")

log = logging.getLogger(__name__)
T = TypeVar("T")

#: Steps down the ladder for one piece of work before giving up.
MAX_STEPS_DOWN = 3
#: Share of free memory that plans may use: allocators fragment, desktops draw.
MARGIN = 0.93
#: A model that stepped down climbs back when so many times what was free then is free.
MORE = 1.15
#: Components that are streamed or cast; the others are small beside them, or read text.
HEAVY = ("transformer", "transformer_2", "unet")


@dataclass(frozen=True)
class Memory:
    """Free and total bytes of the accelerator (0 where there is none) and of the host."""

    vram_free: int
    vram_total: int
    ram_free: int
    ram_total: int


def best_device() -> str:
    """`cuda` where there is one, else `cpu`."""
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def measure_memory(device: str) -> Memory:
    """What is free right now. Memory that torch holds but does not use counts as free."""
    free = total = 0
    if device.startswith("cuda"):
        import torch

        free, total = torch.cuda.mem_get_info(device)
        free += torch.cuda.memory_reserved(device) - torch.cuda.memory_allocated(device)
    ram_free, ram_total = host.memory()
    return Memory(free, total, ram_free, ram_total)


# -- the ladder: pure decisions ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Need:
    """Bytes of each component once loaded, and of everything else (activations, buffers)."""

    parts: dict[str, int]
    work: int

    def vram(self, rung: str) -> int:
        """Estimated accelerator memory on a rung."""
        total, largest = sum(self.parts.values()), max(self.parts.values(), default=0)
        small = sum(size for name, size in self.parts.items() if name not in HEAVY and "text_encoder" not in name)
        match rung:
            case "resident":
                return total + self.work
            case "model_offload":
                return largest + self.work
            case "group_offload":  # two blocks in flight and the small parts whole
                return largest // 12 + small + self.work
            case "fp8":
                return largest // 24 + small + self.work
            case "quantized":
                return largest * 3 // 10 + small + self.work
        raise ValueError(rung)

    def ram(self, rung: str) -> int:
        """Estimated host memory on a rung, loading included."""
        total, largest = sum(self.parts.values()), max(self.parts.values(), default=0)
        heavy = [self.parts[name] for name in HEAVY if name in self.parts]
        match rung:
            case "resident":
                return largest
            case "model_offload" | "group_offload":
                return total
            case "fp8":  # heavy parts come first, one after the other, each cast before the next one comes
                return max(_peak_in_fp8(heavy), total - sum(heavy) // 2)
            case "quantized":
                return total * 4 // 10
        raise ValueError(rung)


def _peak_in_fp8(heavy: list[int]) -> int:
    """The most that heavy parts take while each is loaded whole and then cast to half of its bytes."""
    return max((sum(heavy[:k]) // 2 + size for k, size in enumerate(heavy)), default=0)


def need_of(section: Section, models_dir: Path | None = None) -> Need:
    """From the weights themselves where they are here, else from the preset's estimates; what the work takes as it was measured, else as
    the preset has it."""
    work = most_work(section)
    return Need(measured_parts(section, models_dir), int(section.work_gb * GIB) if work is None else work)


def usable_rungs(device: str, section: Section | None = None) -> dict[str, str]:
    """Rung -> why it cannot be used here; empty text where it can."""
    import importlib.util

    if not device.startswith("cuda"):
        away = "needs an accelerator"
        return {"resident": "", "model_offload": away, "group_offload": away, "fp8": "", "quantized": away}
    missing = "" if importlib.util.find_spec("bitsandbytes") else "needs the package bitsandbytes (the extra [gpu])"
    return {"resident": "", "model_offload": "", "group_offload": "", "fp8": "", "quantized": missing}


def pick_rung(
    need: Need, memory: Memory, usable: dict[str, str], wanted: str = "auto", quantize: bool = False
) -> str | None:
    """The first usable rung whose estimates fit the free memory; None if none does.

    wanted: a rung asked for by name is taken without asking whether it fits. quantize: weights are published to be
    quantized, so that rung is tried before streaming.
    """
    if wanted != "auto":
        return wanted if not usable.get(wanted, "unknown") else None
    order = [r for r in RUNGS if not usable[r]]
    if quantize and "quantized" in order:
        order = ["resident", "quantized"] + [r for r in order if r not in ("resident", "quantized")]
    host_only = memory.vram_total == 0
    for rung in order:
        if host_only:  # weights and work share the host's memory
            if need.ram(rung if rung == "fp8" else "model_offload") + need.work <= memory.ram_free * MARGIN:
                return rung
        elif need.vram(rung) <= memory.vram_free * MARGIN and need.ram(rung) <= memory.ram_free * MARGIN:
            return rung
    return None


def next_rung(rung: str, usable: dict[str, str]) -> str | None:
    """The next usable rung below, or None at the foot of the ladder."""
    return next((r for r in RUNGS[RUNGS.index(rung) + 1 :] if not usable[r]), None)


# -- residency --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Loadable:
    """A model that can be loaded: `load(rung)` returns it on the host (on rung `quantized`, quantized)."""

    key: str
    need: Need
    load: Callable[[str], Any]
    wanted: str = "auto"
    quantize: bool = False


@dataclass
class _Held:
    pipe: Any
    rung: str
    need: Need
    parked: bool = False

    def host_bytes(self, device: str) -> int:
        """What it occupies of the host's memory."""
        there = device.startswith("cuda") and self.rung == "resident" and not self.parked
        return 0 if there else sum(self.need.parts.values())


@dataclass
class Residency:
    """Models in memory. `loads` counts loads by key; `notes` says what was stepped down, freed or moved, in words."""

    device: str = ""
    measure: Callable[[str], Memory] = measure_memory
    loads: Counter = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.device = self.device or best_device()
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._rungs: dict[str, str] = {}
        #: model -> (whether the accelerator's memory ran out, else the host's; how much of it was free then)
        self._fell: dict[str, tuple[bool, int]] = {}
        self._lock = threading.RLock()

    def rung(self, key: str) -> str | None:
        """The rung a model is or was last placed on."""
        return self._rungs.get(key)

    def attempt(
        self, model: Loadable, stage: str, work: Callable[[Any], T], lighter: Callable[[Any], bool] | None = None
    ) -> T:
        """Run `work(pipe)`; on out-of-memory step down and run it again, at most three times.

        stage: load, denoise or decode, for messages. lighter: makes the work itself lighter (tiled decoding) and says
        whether it could; it is tried before the ladder. Raises OutOfMemory naming what to lower.
        """
        self._climb(model)
        for tried in range(MAX_STEPS_DOWN + 1):
            try:
                with self.use(model) as pipe:
                    return work(pipe)
            except Exception as why:
                if not is_out_of_memory(why):
                    raise
                cause = without_frames(why)
            self._remember_fall(model.key, cause)
            doing = stage if model.key in self._held else "load"
            self.collect()
            if tried == MAX_STEPS_DOWN or not self._step_down(model, doing, lighter):
                said = f" The accelerator's library said: {str(cause)[:120]}" if may_be_broken(cause) else ""
                also = (
                    " If much of it is free, the accelerator's driver may not fit this installation of torch."
                    if said
                    else ""
                )
                raise OutOfMemory(
                    f"Memory ran out while {_DOING[doing]} {_name(model.key)} on '{self.rung(model.key) or 'no rung'}', "
                    f"{tried + 1} attempts.{said}",
                    field=doing,
                    hint=f"Lower the film's width and height or the shot's length, or choose a smaller preset.{also}",
                ) from cause
        raise AssertionError("unreachable")

    @contextmanager
    def use(self, model: Loadable) -> Iterator[Any]:
        """The model, in place for work. One piece of work at a time."""
        with self._lock:
            held = self._held.get(model.key)
            if held is None:
                held = self._load(model)
            elif held.parked:
                self._make_room(model, held.rung)
                held.pipe.to(self.device)
                held.parked = False
            self._held.move_to_end(model.key)
            yield held.pipe

    def free(self, key: str | None = None) -> None:
        """Forget one model, or all."""
        with self._lock:
            for name in [key] if key else list(self._held):
                held = self._held.pop(name, None)
                if held is not None:
                    _unhook(held.pipe)
                    del held
            self.collect()

    def _load(self, model: Loadable) -> _Held:
        usable = usable_rungs(self.device)
        rung = self._rungs.get(model.key)
        if rung is not None and self._has_more_now(model.key):
            rung = self._higher(model) or rung
        if rung is None:
            rung = pick_rung(model.need, self._if_alone(), usable, model.wanted, model.quantize)
            if rung is None:
                seen = self._if_alone()
                foot = [r for r in RUNGS if not usable[r]][-1]
                host, there = model.need.ram(foot), model.need.vram(foot)
                needs, free = f"{in_gib(host + model.need.work)} of memory", in_gib(seen.ram_free)
                if seen.vram_total:
                    needs = f"{in_gib(there)} of accelerator memory and {in_gib(host)} of host memory"
                    free = f"{in_gib(seen.vram_free)} and {in_gib(seen.ram_free)}"
                raise OutOfMemory(
                    f"{_name(model.key)} needs about {needs} even on '{foot}'; {free} are free.",
                    field="load",
                    hint="Close other programs, or choose a smaller preset (`doctor` says which fit).",
                )
            for _ in range(Environment.read().rungs_down):  # the system killed whoever stood higher
                rung = next_rung(rung, usable) or rung
        self._make_room(model, rung)
        self._rungs[model.key] = rung
        pipe = model.load(rung)
        self.loads[model.key] += 1
        place(pipe, rung, self.device)
        held = self._held[model.key] = _Held(pipe, rung, model.need)
        return held

    # -- climbing back -------------------------------------------------------------------------------------------------
    def _remember_fall(self, key: str, why: BaseException) -> None:
        """What was free when memory ran out: the model climbs back only when there is clearly more."""
        seen = self._if_alone()
        on_device = seen.vram_total > 0 and not ran_out_on_host(why)
        self._fell[key] = (on_device, seen.vram_free if on_device else seen.ram_free)

    def _has_more_now(self, key: str) -> bool:
        fell = self._fell.get(key)
        if fell is None:
            return False
        seen = self._if_alone()
        return (seen.vram_free if fell[0] else seen.ram_free) > fell[1] * MORE

    def _higher(self, model: Loadable) -> str | None:
        """The rung above the present one that fits by now, if there is one."""
        now, fits = (
            self._rungs[model.key],
            pick_rung(model.need, self._if_alone(), usable_rungs(self.device), model.wanted, model.quantize),
        )
        return fits if fits is not None and RUNGS.index(fits) < RUNGS.index(now) else None

    def _climb(self, model: Loadable) -> None:
        """Let go of a model that stands on a lower rung than it must, so that it is loaded on the higher one."""
        with self._lock:
            if model.key in self._held and self._has_more_now(model.key) and (higher := self._higher(model)):
                self.say(
                    f"Memory is free again: {_name(model.key)} goes from '{self._rungs[model.key]}' back to '{higher}'"
                )
                self.free(model.key)

    def _if_alone(self) -> Memory:
        """What would be free if every model held now were put away."""
        seen = self.measure(self.device)
        on_device = 0
        if self.device.startswith("cuda"):
            import torch

            on_device = torch.cuda.memory_allocated(self.device)
        on_host = sum(held.host_bytes(self.device) for held in self._held.values())
        return Memory(
            seen.vram_free + on_device, seen.vram_total, min(seen.ram_free + on_host, seen.ram_total), seen.ram_total
        )

    def _make_room(self, model: Loadable, rung: str) -> None:
        """Park or free the models that lie in the way, least recently used first."""
        for key in [k for k in self._held if k != model.key]:
            seen = self.measure(self.device)
            on_device = seen.vram_total > 0
            enough_vram = not on_device or model.need.vram(rung) <= seen.vram_free * MARGIN
            ram_needed = model.need.ram(rung) if on_device else model.need.ram("model_offload") + model.need.work
            enough_ram = ram_needed <= seen.ram_free * MARGIN
            if enough_vram and enough_ram:
                return
            held = self._held[key]
            size = sum(model.need.parts.values())
            if (
                enough_ram
                and on_device
                and held.rung == "resident"
                and not held.parked
                and seen.ram_free * MARGIN > ram_needed + size
            ):
                held.pipe.to("cpu")
                held.parked = True
                self.collect()
                self.say(f"{_name(key)} moved to host memory to make room for {_name(model.key)}")
            else:
                self.free(key)
                self.say(f"{_name(key)} freed to make room for {_name(model.key)}")

    def _step_down(self, model: Loadable, stage: str, lighter: Callable[[Any], bool] | None) -> bool:
        held = self._held.get(model.key)
        if lighter is not None and held is not None and lighter(held.pipe):
            self.say(f"Memory ran out while {_DOING[stage]} {_name(model.key)}: in tiles from now on")
            return True
        others = [k for k in self._held if k != model.key]
        if others:
            for key in others:
                self.free(key)
            self.say(f"Memory ran out while {_DOING[stage]} {_name(model.key)}: freed {', '.join(map(_name, others))}")
            return True
        rung = self._rungs.get(model.key)
        below = next_rung(rung, usable_rungs(self.device)) if rung else None
        if below is None:
            return False
        self.free(model.key)
        self._rungs[model.key] = below
        self.say(f"Memory ran out while {_DOING[stage]} {_name(model.key)}: '{rung}' -> '{below}'")
        return True

    def collect(self) -> None:
        """Give back what nothing refers to any more."""
        gc.collect()
        if self.device.startswith("cuda"):
            import torch

            torch.cuda.empty_cache()

    def say(self, words: str) -> None:
        """Note something that memory or precision made necessary: it stands in the facts of the take."""
        self.notes.append(words)
        log.warning(words)


def _name(key: str) -> str:
    """A model's name for people: its key without the folder that it was loaded from."""
    return key.split(" in ")[0]


_DOING = {"load": "loading", "denoise": "denoising with", "decode": "decoding with", "encode": "encoding with"}
_shared: Residency | None = None


def residency() -> Residency:
    """The residency of this process: image, face and video models of a preset share it."""
    global _shared
    if _shared is None:
        _shared = Residency()
    return _shared


def notes_said() -> int:
    """How many notes this process's residency has made so far; nothing is loaded to know."""
    return len(_shared.notes) if _shared is not None else 0


def notes_since(count: int) -> list[str]:
    """What was stepped down, freed or moved since `notes_said()` gave `count`, in words."""
    return _shared.notes[count:] if _shared is not None else []


def free_all() -> None:
    """Free every model of this process, where any was ever loaded."""
    if _shared is not None:
        _shared.free()
    gc.collect()


def place(pipe: Any, rung: str, device: str) -> None:
    """Put a freshly loaded model on a rung. Raises ModelUnavailable where the rung needs what is not here."""
    import torch

    if not hasattr(pipe, "enable_model_cpu_offload"):
        rung = "resident"  # a single small model, not a pipeline: there is nothing to stream
    why_not = usable_rungs(device).get(rung)
    if why_not:
        raise ModelUnavailable(f"The offload plan '{rung}' {why_not}.", field="offload", hint="Set offload: auto.")
    heavy = [m for name in HEAVY if isinstance(m := getattr(pipe, name, None), torch.nn.Module)]
    on_accelerator = device.startswith("cuda")
    if rung == "fp8":
        from vgot.models.runtime.whole import store_in_fp8

        for module in heavy:
            store_in_fp8(module)
    if rung in ("model_offload", "quantized"):
        pipe.enable_model_cpu_offload(device=device)
    elif rung == "group_offload" or rung == "fp8" and on_accelerator:
        from vgot.models.runtime.offloading import stream_in

        stream_in(pipe, device)
    elif rung == "resident":
        pipe.to(device)


def _unhook(pipe: Any) -> None:
    if hasattr(pipe, "remove_all_hooks"):
        try:
            pipe.remove_all_hooks()
        except Exception:  # freeing must not fail: the object is dropped in any case
            log.debug("hooks of %s stayed", type(pipe).__name__, exc_info=True)
