"""Memory that ran out while a model was at work, by the one table of failures (vgot/failures.py)."""

from __future__ import annotations

from vgot.failures import behind, is_spoiled, memory_sign


def is_out_of_memory(why: BaseException) -> bool:
    """Whether an error means that memory ran out, on the accelerator or the host; also where a loader raised its own in its place."""
    return memory_sign(why) is not None


def ran_out_on_host(why: BaseException) -> bool:
    """Whether it was the host's memory."""
    sign = memory_sign(why)
    return sign is not None and sign.host


def may_be_broken(why: BaseException) -> bool:
    """Whether a broken driver or library would have said the same."""
    sign = memory_sign(why)
    return sign is not None and not sign.sure


def poisons_process(why: BaseException) -> bool:
    """Whether an error leaves the accelerator's context unusable: the worker process must be replaced."""
    return is_spoiled(why)


def without_frames(why: BaseException) -> BaseException:
    """The same error without its frames, which hold the tensors that did not fit."""
    for one in behind(why):
        one.__traceback__ = None
    return why
