"""The accelerators that models here can run on, one for each worker. torch is asked, because it is what models run on (an AMD
card is one, too), in a short process of its own: this program stays light."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

#: Without any of these no driver is there, and nobody needs to be asked.
_DEVICES = ("nvidia[0-9]*", "nvidiactl", "kfd", "dxg", "nvhost-*", "nvgpu*", "nvmap")
_ASK = (
    "import torch; there = torch.cuda.is_available(); "
    "print('vgot', 'hip' if torch.version.hip else 'cuda', torch.cuda.device_count() if there else 0)"
)
#: Importing torch from a cold disk can take a minute; asked again so long after nobody answered.
_PATIENCE_S, _AGAIN_S = 120.0, 60.0

_NAMES = ("CUDA_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES")
_asking = threading.Lock()
#: What the environment allowed -> (when nobody answered, or never; the answer).
_known: dict[tuple, tuple[float | None, tuple[dict[str, str], ...]]] = {}


def visible_cards(environment: Mapping[str, str] = os.environ) -> tuple[dict[str, str], ...]:
    """For each accelerator that a worker may use: the environment in which it sees that one alone. Empty where models run on
    the processor. What the variables of the drivers allow is kept to. The first call takes seconds, where there is a driver."""
    allowed = tuple(environment.get(name) for name in _NAMES)
    if any(said is not None and not _tokens(said) for said in allowed) or not _has_driver():
        return ()
    with _asking:
        silent_at, cards = _known.get(allowed, (-_AGAIN_S, ()))
        if silent_at is not None and time.monotonic() - silent_at > _AGAIN_S:
            answer = _ask(environment)
            cards = _each(*answer, environment) if answer else ()
            _known[allowed] = (None if answer else time.monotonic(), cards)
    return cards


def _tokens(said: str) -> list[str]:
    """The devices that a variable names; the first that is none ends the list, as drivers read it."""
    found = []
    for token in said.split(","):
        if not (token := token.strip()) or token.startswith("-"):
            break
        found.append(token)
    return found


def _has_driver() -> bool:
    if sys.platform == "darwin":
        return False
    return not sys.platform.startswith("linux") or any(next(Path("/dev").glob(name), None) for name in _DEVICES)


def _ask(environment: Mapping[str, str]) -> tuple[str, int] | None:
    """(`cuda` or `hip`, how many) as torch sees them in this environment; None where it does not say."""
    try:
        _, kind, many = _said(_ASK, environment).strip().splitlines()[-1].split()
        return kind, int(many)
    except (ValueError, IndexError):
        return None


def _each(kind: str, many: int, environment: Mapping[str, str]) -> tuple[dict[str, str], ...]:
    names = ("HIP_VISIBLE_DEVICES", "CUDA_VISIBLE_DEVICES") if kind == "hip" else ("CUDA_VISIBLE_DEVICES",)
    name = next((n for n in names if environment.get(n) is not None), names[0])
    said = environment.get(name)
    tokens = _tokens(said) if said is not None else [str(n) for n in range(many)]
    return tuple({name: token} for token in tokens[:many])


# -- what there is ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Card:
    """One accelerator: `cuda`, `rocm`, `xpu` or `mps`, its name, bytes in all and bytes free."""

    kind: str
    name: str
    total: int
    free: int

    @property
    def used(self) -> bool:
        """Whether models run on it here; on the others this program was never run, and does not try."""
        return self.kind in ("cuda", "rocm")


_TELL = """
import json, torch
found = []
if torch.cuda.is_available():
    for n in range(torch.cuda.device_count()):
        free, total = torch.cuda.mem_get_info(n)
        found.append(["rocm" if torch.version.hip else "cuda", torch.cuda.get_device_name(n), total, free])
elif getattr(torch, "xpu", None) and torch.xpu.is_available():
    for n in range(torch.xpu.device_count()):
        total = torch.xpu.get_device_properties(n).total_memory
        found.append(["xpu", torch.xpu.get_device_name(n), total, total])
elif torch.backends.mps.is_available():
    total = torch.mps.recommended_max_memory()
    found.append(["mps", "Apple GPU", total, total - torch.mps.driver_allocated_memory()])
print("vgot", json.dumps(found))
"""
_FRESH_S = 60.0
_told: dict[tuple, tuple[float, tuple[Card, ...]]] = {}


def inventory(environment: Mapping[str, str] = os.environ) -> tuple[Card, ...]:
    """Every accelerator that torch sees where the variables of the drivers let it, with its memory; asked at most once a minute, since
    torch takes seconds to come. Empty where there is no driver."""
    allowed = tuple(environment.get(name) for name in (*_NAMES, "ZE_AFFINITY_MASK"))
    if any(said is not None and not _tokens(said) for said in allowed[:3]) or not _may_have_one():
        return ()
    with _asking:
        at, cards = _told.get(allowed, (-_FRESH_S, ()))
        if time.monotonic() - at > _FRESH_S or allowed not in _told:
            cards = _all_cards(_said(_TELL, environment))
            _told[allowed] = (time.monotonic(), cards)
    return cards


def _all_cards(said: str) -> tuple[Card, ...]:
    try:
        return tuple(
            Card(str(k), str(n), int(t), int(f))
            for k, n, t, f in json.loads(said.strip().splitlines()[-1].removeprefix("vgot "))
        )
    except (ValueError, IndexError, TypeError):
        return ()


def _may_have_one() -> bool:
    return _has_driver() or sys.platform == "darwin" or next(Path("/dev/dri").glob("renderD*"), None) is not None


def _said(script: str, environment: Mapping[str, str]) -> str:
    """What a short process of its own prints; nothing where it fails."""
    try:
        ran = subprocess.run(
            [sys.executable, "-c", script],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return ran.stdout
