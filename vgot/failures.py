"""What went wrong, told by an error's type, its number, its words or by how a process ended: one table for every library and system.

The words are those of real reports (tests/house/test_failures.py names them). An allocator says "out of memory"; a library on top of it
often says only that it could not begin, an assertion inside the allocator fails, or a file cannot be mapped.
"""

from __future__ import annotations

import errno
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from vgot.errors import VgotError


class Failure(StrEnum):
    """Kinds of failures that are met in different ways."""

    ACCELERATOR_MEMORY = "accelerator memory"  # a step lower on the ladder
    HOST_MEMORY = "host memory"  # the same, and other programs closed
    SPOILED = "spoiled accelerator"  # another process
    DISK = "disk"  # wait for room
    NETWORK = "network"  # try again later
    QUOTA = "quota"  # wait, or pay
    LICENCE = "licence"  # a person has to agree or sign in
    DAMAGED_FILE = "damaged file"  # fetch it again
    PACKAGE = "missing package"  # install it
    CODE = "code"  # report it


@dataclass(frozen=True)
class Sign:
    """Words of an error that mean memory ran out. host: it was the host's. sure: a broken installation cannot say the same."""

    words: str
    host: bool = False
    sure: bool = True


#: Compared without case; the first that fits is what happened.
MEMORY = (
    Sign("not enough memory", host=True),  # DefaultCPUAllocator on Windows
    Sign("can't allocate memory", host=True),  # DefaultCPUAllocator
    Sign("cannot allocate memory", host=True),  # ENOMEM: weights that cannot be mapped, a process that cannot be forked
    Sign("(os error 12)", host=True),  # the same from safetensors, in any language
    Sign("os error 1455)", host=True),  # Windows: the paging file is too small, in any language
    Sign("winerror 1455", host=True),
    Sign("std::bad_alloc", host=True),
    Sign("out of memory"),  # CUDA, HIP, XPU, MPS
    Sign("out_of_memory"),
    Sign("outofmemory"),  # hipErrorOutOfMemory
    Sign("out_of_device_memory"),  # UR_RESULT_ERROR_OUT_OF_DEVICE_MEMORY
    Sign("out_of_host_memory", host=True),
    Sign("mem_object_allocation_failure"),  # CL_MEM_OBJECT_ALLOCATION_FAILURE, PI_ERROR_…, UR_RESULT_ERROR_…
    Sign("invalid buffer size"),  # MPS
    Sign("failed to allocate private memory pool"),  # MPS
    Sign("insufficient memory (00000008"),  # Metal: kIOGPUCommandBufferCallbackErrorOutOfMemory
    Sign("memory not available to allocate buffer"),  # MIOpen
    Sign("nvml_success == r internal assert failed"),  # the CUDA allocator, where it cannot tell how much was free
    Sign("_status_alloc_failed", sure=False),  # CUBLAS_, CUDNN_, CUSOLVER_, CUSPARSE_, HIPBLAS_
    Sign("miopenstatusallocfailed", sure=False),
    Sign("cudnn_status_not_initialized", sure=False),  # a handle's own workspace did not fit
    Sign("cublas_status_not_initialized", sure=False),
    Sign("unable to find an engine", sure=False),  # cuDNN: no algorithm's workspace fits
)

#: Errors after which nothing on the accelerator can be trusted.
SPOILED = (
    "cuda error",
    "hip error",
    "device-side assert",
    "cudnn error",
    "miopen error",
    "rccl error",
    "ur_result_error_device_lost",
    "ur_result_error_out_of_resources",
    "pi_error_device_not_found",
    "kiogpucommandbuffercallbackerror",  # Metal: hang, page fault, innocent victim, …
    "command buffer exited with error status",  # Metal
    "mps backend: command buffer failed",
)
_DISK = (
    "no space left on device",
    "(os error 28)",
    "disk quota exceeded",
    "(os error 122)",
    "os error 112)",
    "winerror 112",
)
_QUOTA = ("too many requests", "rate limit", "quota", "insufficient_quota", "payment required", "billing")
_LICENCE = (
    "gated repo",
    "access to model",
    "is restricted",
    "accept the",
    "not in the authorized list",
    "invalid user token",
)
_DAMAGED = (
    "invalidheader", "incompletemetadata", "metadataincompletebuffer", "headertoolarge", "headertoosmall", "error while deserializing header",
    "pytorchstreamreader failed", "failed finding central directory", "unexpected eof", "consistency check failed", "crc", "truncated",
    "protobuf parsing failed", "invalid gguf", "file is not a zip file",
)  # fmt: skip
_NETWORK_TYPES = (
    "ConnectError", "ConnectTimeout", "ReadTimeout", "ReadError", "RemoteProtocolError", "ProxyError", "PoolTimeout", "NetworkError",
    "ConnectionError", "SSLError", "gaierror", "LocalEntryNotFoundError", "OfflineModeIsEnabled", "IncompleteRead", "APIConnectionError",
)  # fmt: skip
_DAMAGED_TYPES = (
    "SafetensorError",
    "BadZipFile",
    "UnpicklingError",
    "JSONDecodeError",
    "UnidentifiedImageError",
    "EOFError",
    "InvalidProtobuf",
)
_LICENCE_TYPES = ("GatedRepoError", "AuthenticationError", "PermissionDeniedError")
_DISK_NUMBERS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}
_NETWORK_NUMBERS = {
    errno.ECONNREFUSED, errno.ECONNRESET, errno.ECONNABORTED, errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.ETIMEDOUT, errno.EPIPE,
}  # fmt: skip
#: Windows: ERROR_NOT_ENOUGH_MEMORY, ERROR_OUTOFMEMORY, ERROR_COMMITMENT_LIMIT; ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL.
_WINDOWS_MEMORY, _WINDOWS_DISK = (8, 14, 1455), (39, 112)


def classify(why: BaseException) -> Failure:
    """Which kind of failure an error is, by itself or by what it was raised from. A VgotError says for itself what happened:
    its kind is that of its words."""
    if isinstance(why, VgotError):
        return _OWN.get(why.kind, Failure.CODE)
    if (sign := memory_sign(why)) is not None:
        return Failure.HOST_MEMORY if sign.host else Failure.ACCELERATOR_MEMORY
    if is_spoiled(why):
        return Failure.SPOILED
    for one in behind(why):
        if (found := _plain(one)) is not None:
            return found
    return Failure.CODE


_OWN = {
    "out_of_memory": Failure.ACCELERATOR_MEMORY,
    "storage": Failure.DISK,
    "damaged": Failure.DAMAGED_FILE,
    "model_unavailable": Failure.PACKAGE,
}


def _plain(why: BaseException) -> Failure | None:
    """The kind of one error that is neither memory nor a spoiled accelerator; None where it says nothing of its kind."""
    names = {kind.__name__ for kind in type(why).__mro__}
    text = f"{type(why).__name__} {why}".lower()
    number = why.errno if isinstance(why, OSError) else None
    status = getattr(getattr(why, "response", None), "status_code", None) or getattr(why, "status_code", None)
    if number in _DISK_NUMBERS or getattr(why, "winerror", None) in _WINDOWS_DISK or any(w in text for w in _DISK):
        return Failure.DISK
    if status in (402, 429) or status is None and "HTTP" in type(why).__name__ and any(w in text for w in _QUOTA):
        return Failure.QUOTA
    if status in (401, 403) or names & set(_LICENCE_TYPES) or any(w in text for w in _LICENCE):
        return Failure.LICENCE
    if isinstance(why, ImportError):
        return Failure.PACKAGE
    by_number = number in _NETWORK_NUMBERS or isinstance(why, ConnectionError | TimeoutError)
    if by_number or names & set(_NETWORK_TYPES) or isinstance(status, int) and status >= 500:
        return Failure.NETWORK
    if (
        names & set(_DAMAGED_TYPES)
        or not isinstance(why, ValueError | TypeError | KeyError)
        and any(w in text for w in _DAMAGED)
    ):
        return Failure.DAMAGED_FILE
    return None


# -- memory and accelerators ----------------------------------------------------------------------------------------------
def memory_sign(why: BaseException) -> Sign | None:
    """How an error says that memory ran out, on the accelerator or the host; None where it does not, or where the accelerator was
    spoiled after that."""
    for one in behind(why):
        if isinstance(one, VgotError):
            return None
        sign = _sign(one)
        if sign is not None:
            return sign
        if _speaks_of_spoiling(one):
            return None
    return None


def is_spoiled(why: BaseException) -> bool:
    """Whether an error leaves the accelerator's context unusable: the process must be replaced."""
    return memory_sign(why) is None and _speaks_of_spoiling(why)


def behind(why: BaseException) -> Iterator[BaseException]:
    """An error, what it was raised from, and so on."""
    seen: set[int] = set()
    one: BaseException | None = why
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _sign(why: BaseException) -> Sign | None:
    memory = isinstance(why, OSError) and (
        why.errno == errno.ENOMEM or getattr(why, "winerror", None) in _WINDOWS_MEMORY
    )
    if memory or isinstance(why, MemoryError):
        return Sign(type(why).__name__, host=True)
    text = str(why).lower()
    # safetensors and the like raise kinds of their own; a ValueError that speaks of memory is about something else
    speaks = isinstance(why, RuntimeError | OSError) or type(why) is Exception or type(why).__module__ != "builtins"
    sign = next((s for s in MEMORY if speaks and s.words in text), None)
    return sign or (Sign("out of memory") if type(why).__name__ == "OutOfMemoryError" else None)


def _speaks_of_spoiling(why: BaseException) -> bool:
    text = str(why).lower()
    return any(words in text for words in SPOILED) or type(why).__name__ == "AcceleratorError"


# -- processes that died --------------------------------------------------------------------------------------------------
#: NTSTATUS values with which Windows ends a process (winerror.h, ntstatus.h).
_NT = {
    0xC0000017: (Failure.HOST_MEMORY, "memory ran out (STATUS_NO_MEMORY)"),
    0xC000012D: (Failure.HOST_MEMORY, "the paging file was full (STATUS_COMMITMENT_LIMIT)"),
    0xC0000005: (Failure.CODE, "it read where nothing was (access violation)"),
    0xC0000409: (Failure.CODE, "a library gave up (0xC0000409)"),
    0xC000001D: (Failure.PACKAGE, "this processor lacks an instruction that a package uses (0xC000001D)"),
    0xC0000135: (Failure.PACKAGE, "a DLL of a package was not found (0xC0000135)"),
    0xC0000006: (Failure.DAMAGED_FILE, "a mapped file could not be read (0xC0000006)"),
}
_BY_SIGNAL = {"SIGBUS": Failure.DAMAGED_FILE, "SIGILL": Failure.PACKAGE, "SIGXFSZ": Failure.DISK}


@dataclass(frozen=True)
class Death:
    """How a process ended: its kind, and the end of a sentence in words. `sure`: nothing else ends it so."""

    kind: Failure
    words: str
    sure: bool = False


def how_it_died(code: int, memory_kills: int = 0) -> Death:
    """How a process ended by its exit code (below 0: by a signal; above 128 as a shell or a container tells it). `memory_kills`: how
    many processes of this control group the kernel has killed for memory since it began."""
    unsigned = code & 0xFFFFFFFF
    if unsigned in _NT:
        return Death(*_NT[unsigned], sure=True)
    number = -code if code < 0 else code - 128 if 128 < code < 160 else 0
    if number == getattr(signal, "SIGKILL", 9):
        if memory_kills:
            return Death(Failure.HOST_MEMORY, "the system killed it because memory ran out (signal 9)", sure=True)
        return Death(Failure.HOST_MEMORY, "the system killed it (signal 9), perhaps because memory ran out")
    if number:
        try:
            name = signal.Signals(number).name
        except ValueError:
            return Death(Failure.CODE, f"it ended by signal {number}")
        return Death(_BY_SIGNAL.get(name, Failure.CODE), f"it ended by {name} (signal {number})")
    return Death(Failure.CODE, f"it ended with code {code} (worker.log in the film's folder says more)")
