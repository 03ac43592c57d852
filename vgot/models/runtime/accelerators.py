"""The accelerators that models here can run on, one for each worker. torch is asked, because it is what models run on (an AMD
card is one, too), in a short process of its own: this program stays light."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
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
        ran = subprocess.run(
            [sys.executable, "-c", _ASK],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
            check=True,
        )
        _, kind, many = ran.stdout.strip().splitlines()[-1].split()
        return kind, int(many)
    except (OSError, subprocess.SubprocessError, ValueError, IndexError):
        return None


def _each(kind: str, many: int, environment: Mapping[str, str]) -> tuple[dict[str, str], ...]:
    names = ("HIP_VISIBLE_DEVICES", "CUDA_VISIBLE_DEVICES") if kind == "hip" else ("CUDA_VISIBLE_DEVICES",)
    name = next((n for n in names if environment.get(n) is not None), names[0])
    said = environment.get(name)
    tokens = _tokens(said) if said is not None else [str(n) for n in range(many)]
    return tuple({name: token} for token in tokens[:many])
