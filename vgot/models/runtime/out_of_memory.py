"""What libraries say when memory runs out, and what they say when an accelerator is spoiled: a table, and how it is read.

The words are those of real reports. An allocator says "out of memory"; a library on top of it often says only that it could
not begin, an assertion inside the allocator fails, or a file cannot be mapped.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import dataclass

from vgot.errors import VgotError


@dataclass(frozen=True)
class Sign:
    """Words of an error that mean memory ran out. host: it was the host's. sure: a broken installation cannot say the same."""

    words: str
    host: bool = False
    sure: bool = True


#: Compared without case; the first that fits is what happened.
SIGNS = (
    Sign("not enough memory", host=True),  # DefaultCPUAllocator on Windows
    Sign("can't allocate memory", host=True),  # DefaultCPUAllocator
    Sign(
        "cannot allocate memory", host=True
    ),  # ENOMEM: a file of weights that cannot be mapped, a process that cannot be forked
    Sign("(os error 12)", host=True),  # the same from safetensors, in any language
    Sign("os error 1455)", host=True),  # Windows: the paging file is too small, in any language
    Sign("winerror 1455", host=True),
    Sign("std::bad_alloc", host=True),
    Sign("out of memory"),  # CUDA, HIP, XPU, MPS
    Sign("out_of_memory"),
    Sign("outofmemory"),  # hipErrorOutOfMemory
    Sign("out_of_device_memory"),  # UR_RESULT_ERROR_OUT_OF_DEVICE_MEMORY
    Sign("out_of_host_memory", host=True),
    Sign("invalid buffer size"),  # MPS
    Sign("memory not available to allocate buffer"),  # MIOpen
    Sign("nvml_success == r internal assert failed"),  # the CUDA allocator, where it cannot tell how much was free
    Sign("_status_alloc_failed", sure=False),  # CUBLAS_, CUDNN_, CUSOLVER_, HIPBLAS_
    Sign("cudnn_status_not_initialized", sure=False),  # a handle's own workspace did not fit
    Sign("cublas_status_not_initialized", sure=False),
    Sign("unable to find an engine", sure=False),  # cuDNN: no algorithm's workspace fits
)

#: Errors after which nothing on the accelerator can be trusted.
SPOILED = (
    "CUDA error",
    "HIP error",
    "device-side assert",
    "cuDNN error",
    "UR_RESULT_ERROR_DEVICE_LOST",
    "UR_RESULT_ERROR_OUT_OF_RESOURCES",
)


def is_out_of_memory(why: BaseException) -> bool:
    """Whether an error means that memory ran out, on the accelerator or the host; also where a loader raised its own in its place."""
    return _found(why) is not None


def ran_out_on_host(why: BaseException) -> bool:
    """Whether it was the host's memory."""
    sign = _found(why)
    return sign is not None and sign.host


def may_be_broken(why: BaseException) -> bool:
    """Whether a broken driver or library would have said the same."""
    sign = _found(why)
    return sign is not None and not sign.sure


def poisons_process(why: BaseException) -> bool:
    """Whether an error leaves the accelerator's context unusable: the worker process must be replaced."""
    return not is_out_of_memory(why) and _spoiled(why)


def without_frames(why: BaseException) -> BaseException:
    """The same error without its frames, which hold the tensors that did not fit."""
    for one in _behind(why):
        one.__traceback__ = None
    return why


def _behind(why: BaseException) -> Iterator[BaseException]:
    """An error, what it was raised from, and so on."""
    seen: set[int] = set()
    one: BaseException | None = why
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _found(why: BaseException) -> Sign | None:
    for one in _behind(why):
        if isinstance(one, VgotError):
            return None  # it says for itself what happened
        sign = _sign(one)
        if sign is not None:
            return sign
        if _spoiled(one):
            return None
    return None


def _sign(why: BaseException) -> Sign | None:
    if (
        isinstance(why, MemoryError)
        or isinstance(why, OSError)
        and (why.errno == errno.ENOMEM or getattr(why, "winerror", None) in (8, 14, 1455))
    ):
        return Sign(type(why).__name__, host=True)
    text = str(why).lower()
    # safetensors and the like raise kinds of their own; a ValueError that speaks of memory is about something else
    speaks = isinstance(why, RuntimeError | OSError) or type(why) is Exception or type(why).__module__ != "builtins"
    sign = next((s for s in SIGNS if speaks and s.words in text), None)
    return sign or (Sign("out of memory") if type(why).__name__ == "OutOfMemoryError" else None)


def _spoiled(why: BaseException) -> bool:
    text = str(why)
    return any(words in text for words in SPOILED) or type(why).__name__ == "AcceleratorError"
