"""Which kind of failure an error of any library is, and how a process died: on CUDA, ROCm, XPU, MPS, and on Windows."""

from __future__ import annotations

import errno
import socket
import zipfile

import httpx
import pytest

from vgot.errors import DamagedProject, OutOfMemory, StorageFailed
from vgot.failures import Failure, classify, how_it_died
from vgot.host import memory_kills
from vgot.render.executors import how_it_ended, most_likely_memory


def answered(status: int) -> Exception:
    asked = httpx.Request("GET", "https://hub.example/api/models/x")
    return httpx.HTTPStatusError(f"status {status}", request=asked, response=httpx.Response(status, request=asked))


def named(name: str, words: str, base: type[Exception] = Exception) -> Exception:
    """An error of a library that is not here, by the name of its kind."""
    kind = type(name, (base,), {})
    kind.__module__ = "a_library"
    return kind(words)


def windows(number: int, words: str) -> OSError:
    why = OSError(words)
    why.winerror = number
    return why


SAID = {
    Failure.ACCELERATOR_MEMORY: [
        RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB"),
        RuntimeError("HIP out of memory. Tried to allocate 8.54 GiB"),
        RuntimeError("CUDA error: CUSPARSE_STATUS_ALLOC_FAILED when calling `cusparseCreate(handle)`"),
        RuntimeError("miopenStatusAllocFailed"),
        RuntimeError("Native API failed. Native API returns: -4 (CL_MEM_OBJECT_ALLOCATION_FAILURE)"),
        RuntimeError("Native API failed. Native API returns: 39 (UR_RESULT_ERROR_OUT_OF_DEVICE_MEMORY)"),
        RuntimeError("MPS backend out of memory (MPS allocated: 17.9 GB, max allowed: 18.13 GB)"),
        RuntimeError("Error: command buffer exited with error status. Insufficient Memory (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)"),
        named("OutOfMemoryError", "Allocation on device"),
    ],
    Failure.HOST_MEMORY: [
        MemoryError(),
        OSError(errno.ENOMEM, "Nicht genügend Hauptspeicher verfügbar"),
        windows(8, "Not enough memory resources are available"),
        windows(1455, "页面文件太小，无法完成操作。"),
        RuntimeError("[enforce fail at alloc_cpu.cpp:121] data. DefaultCPUAllocator: not enough memory"),
        named("SafetensorError", "Error while deserializing header: Cannot allocate memory (os error 12)"),
    ],
    Failure.SPOILED: [
        RuntimeError("CUDA error: an illegal memory access was encountered"),
        RuntimeError("HIP error: unspecified launch failure"),
        RuntimeError("MIOpen Error: /src/ocl/convolutionocl.cpp:270: miopenStatusInternalError"),
        RuntimeError("Native API failed. Native API returns: 20 (UR_RESULT_ERROR_DEVICE_LOST)"),
        RuntimeError("Caused GPU Timeout Error (00000002:kIOGPUCommandBufferCallbackErrorTimeout)"),
        named("AcceleratorError", "unspecified"),
    ],
    Failure.DISK: [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        OSError(errno.EROFS, "Read-only file system"),
        OSError(errno.EIO, "Input/output error"),
        windows(112, "There is not enough space on the disk"),
        named("SafetensorError", "I/O error: No space left on device (os error 28)"),
        RuntimeError("write failed: No space left on device"),
    ],
    Failure.NETWORK: [
        ConnectionResetError("reset"),
        TimeoutError("timed out"),
        socket.gaierror(-2, "Name or service not known"),
        OSError(errno.ENETUNREACH, "Network is unreachable"),
        httpx.ConnectError("[Errno 111] Connection refused"),
        httpx.ReadTimeout("timed out"),
        answered(503),
        named("LocalEntryNotFoundError", "An error happened while trying to locate the file on the Hub"),
    ],
    Failure.QUOTA: [answered(429), answered(402)],
    Failure.LICENCE: [
        answered(401),
        answered(403),
        named("GatedRepoError", "Access to model black-forest-labs/FLUX.1-dev is restricted"),
        OSError("You are trying to access a gated repo.\nMake sure to have access to it at https://hub.example/x"),
    ],
    Failure.DAMAGED_FILE: [
        named("SafetensorError", "Error while deserializing header: MetadataIncompleteBuffer"),
        named("SafetensorError", "Error while deserializing header: InvalidHeaderDeserialization"),
        zipfile.BadZipFile("File is not a zip file"),
        RuntimeError("PytorchStreamReader failed reading zip archive: failed finding central directory"),
        EOFError("Ran out of input"),
    ],
    Failure.PACKAGE: [ModuleNotFoundError("No module named 'bitsandbytes'"), ImportError("libGL.so.1: cannot open shared object file")],
    Failure.CODE: [
        RuntimeError("mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)"),
        ValueError("memory of a place: out of memory words in a story"),
        KeyError("quota"),
        TypeError("truncated"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("kind", SAID, ids=str)
def test_each_kind_of_failure_is_known_by_type_number_or_words(kind):
    for why in SAID[kind]:
        assert classify(why) is kind, why


def test_a_loader_that_raises_its_own_error_hides_no_cause():
    for kind, why in (
        (Failure.DISK, SAID[Failure.DISK][0]),
        (Failure.DAMAGED_FILE, SAID[Failure.DAMAGED_FILE][0]),
        (Failure.HOST_MEMORY, MemoryError()),
    ):
        try:
            try:
                raise why
            except Exception as cause:
                raise RuntimeError("Unable to load weights from checkpoint file") from cause
        except RuntimeError as told:
            assert classify(told) is kind


def test_our_own_errors_say_for_themselves_what_happened():
    assert classify(OutOfMemory("x")) is Failure.ACCELERATOR_MEMORY
    assert classify(StorageFailed("x")) is Failure.DISK and classify(DamagedProject("x")) is Failure.DAMAGED_FILE


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (-9, Failure.HOST_MEMORY, "perhaps because memory ran out"),
        (137, Failure.HOST_MEMORY, "perhaps because memory ran out"),
        (0xC0000017, Failure.HOST_MEMORY, "STATUS_NO_MEMORY"),
        (0xC000012D - 2**32, Failure.HOST_MEMORY, "paging file"),
        (-7, Failure.DAMAGED_FILE, "SIGBUS"),
        (-4, Failure.PACKAGE, "SIGILL"),
        (0xC000001D, Failure.PACKAGE, "lacks an instruction"),
        (0xC0000135, Failure.PACKAGE, "DLL"),
        (-11, Failure.CODE, "SIGSEGV"),
        (139, Failure.CODE, "SIGSEGV"),
        (0xC0000005, Failure.CODE, "access violation"),
        (3, Failure.CODE, "code 3"),
    ],
)
def test_how_a_process_died_is_read_from_its_exit_code_on_every_system(code, kind, words):
    death = how_it_died(code)
    assert death.kind is kind and words in death.words
    assert most_likely_memory(code) is (kind is Failure.HOST_MEMORY)
    assert bool(how_it_ended(code)[1]) is (kind is not Failure.CODE), "what to do is said where something can be done"


def test_a_kill_that_the_kernel_counted_is_told_as_certain(tmp_path):
    assert how_it_died(-9, 1).sure and "perhaps" not in how_it_died(-9, 1).words and not how_it_died(-9).sure
    group = tmp_path / "group" / "mine"
    group.mkdir(parents=True)
    (tmp_path / "cgroup").write_text("0::/mine\n")
    assert memory_kills(tmp_path / "group", tmp_path / "cgroup") == 0
    (group / "memory.events").write_text("low 0\nhigh 0\nmax 12\noom 3\noom_kill 2\n")
    assert memory_kills(tmp_path / "group", tmp_path / "cgroup") == 2
