"""What libraries say when memory runs out, and when an accelerator is spoiled, told apart by their own words."""

import errno

import numpy as np
import pytest

from vgot.errors import ModelUnavailable, RenderFailed
from vgot.models.runtime.out_of_memory import is_out_of_memory, poisons_process, ran_out_on_host


def raised(kind, words, cause=None):
    """An error as it is caught, its cause beneath it as loaders leave it."""
    try:
        try:
            if cause is not None:
                raise cause
        except Exception:
            raise kind(words)  # noqa: B904
        raise kind(words)
    except Exception as why:
        return why


#: What was said, in real reports: (error, words, host)
SAID = [
    (
        RuntimeError,
        "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
        False,
    ),  # Qwen3 873, fast-reid 625
    (RuntimeError, "CUDA error: CUBLAS_STATUS_NOT_INITIALIZED when calling `cublasCreate(handle)`", False),
    (
        RuntimeError,
        "CUDA error: HIPBLAS_STATUS_ALLOC_FAILED when calling `hipblasCreate(handle)`",
        False,
    ),  # TheRock 1708
    (RuntimeError, "cuDNN error: CUDNN_STATUS_ALLOC_FAILED", False),  # pytorch 20123
    (RuntimeError, "cuDNN error: CUDNN_STATUS_NOT_INITIALIZED", False),  # LLaVA 392: "merely a OOM issue"
    (
        RuntimeError,
        "GET was unable to find an engine to execute this computation",
        False,
    ),  # ComfyUI 12003, OneTrainer 274
    (
        RuntimeError,
        'NVML_SUCCESS == r INTERNAL ASSERT FAILED at "../c10/cuda/CUDACachingAllocator.cpp":830, please report a bug to PyTorch. ',
        False,
    ),  # fal 478
    (
        RuntimeError,
        "Native API failed. Native API returns: 39 (UR_RESULT_ERROR_OUT_OF_DEVICE_MEMORY)",
        False,
    ),  # torch-xpu-ops 1598
    (
        RuntimeError,
        "HIP out of memory. Tried to allocate 8.54 GiB. GPU 0 has a total capacity of 23.98 GiB",
        False,
    ),  # TheRock 2844
    (
        RuntimeError,
        "XPU out of memory. Tried to allocate 512.00 MiB. GPU 0 has a total capacity of 16.50 GiB.",
        False,
    ),  # torch-xpu-ops 1324
    (
        RuntimeError,
        "CUDA error: out of memory\nCUDA kernel errors might be asynchronously reported at some other API call",
        False,
    ),
    (
        RuntimeError,
        "MPS backend out of memory (MPS allocated: 17.68 GB, other allocations: 3.95 MB, max allowed: 18.13 GB). "
        "Tried to allocate 1024.00 MB on private pool.",
        False,
    ),  # ComfyUI 7372
    (RuntimeError, "Invalid buffer size: 28.37 GiB", False),  # fastcan 262
    (
        RuntimeError,
        "[enforce fail at alloc_cpu.cpp:75] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 132426121216 bytes. "
        "Error code 12 (Cannot allocate memory)",
        True,
    ),  # mxfold2 20
    (
        RuntimeError,
        "[enforce fail at alloc_cpu.cpp:81] data. DefaultCPUAllocator: not enough memory: you tried to allocate 1981808640 bytes.",
        True,
    ),
    (
        RuntimeError,
        "unable to mmap 9989150328 bytes from file </ai/text_encoder/model-00001-of-00002.safetensors>: Cannot allocate memory (12)",
        True,
    ),  # xDiT 190
    (Exception, "Error while deserializing header: Cannot allocate memory (os error 12)", True),
    (OSError, "The paging file is too small for this operation to complete. (os error 1455)", True),  # ComfyUI 8065
    (OSError, "页面文件太小，无法完成操作。 (os error 1455)", True),  # ComfyUI 6606
    (OSError, "[WinError 1455] 页面文件太小，无法完成操作", True),  # WeCLIP 5
    (MemoryError, "Unable to allocate 3.00 GiB for an array with shape (402653184,) and data type float64", True),
    (RuntimeError, "std::bad_alloc", True),
]


@pytest.mark.parametrize("kind,words,host", SAID)
def test_what_libraries_say_when_memory_runs_out_is_understood_and_replaces_no_worker(kind, words, host):
    why = raised(kind, words)
    assert is_out_of_memory(why) and not poisons_process(why) and ran_out_on_host(why) is host
    loader = raised(
        OSError, "Unable to load weights from checkpoint file for 'unet/diffusion_pytorch_model.safetensors'", why
    )
    assert is_out_of_memory(loader) and ran_out_on_host(loader) is host, "also where a loader speaks in its place"


def test_a_map_that_the_system_refuses_is_memory_whatever_the_language_says():
    assert is_out_of_memory(OSError(errno.ENOMEM, "Nicht genügend Hauptspeicher verfügbar"))
    assert is_out_of_memory(np._core._exceptions._ArrayMemoryError((10, 10), np.dtype("f8")))
    assert not is_out_of_memory(OSError(errno.ENOENT, "No such file")) and not is_out_of_memory(
        OSError(errno.ENOSPC, "No space left on device")
    )


@pytest.mark.parametrize(
    "words",
    [
        "CUDA error: an illegal memory access was encountered",
        "CUDA error: device-side assert triggered",
        "HIP error: unspecified launch failure",
        "cuDNN error: CUDNN_STATUS_EXECUTION_FAILED",
        "Native API failed. Native API returns: 20 (UR_RESULT_ERROR_DEVICE_LOST)",
    ],
)
def test_a_spoiled_accelerator_is_told_from_memory_that_ran_out_also_where_that_came_first(words):
    for why in (
        raised(RuntimeError, words),
        raised(RuntimeError, words, RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")),
    ):
        assert poisons_process(why) and not is_out_of_memory(why)


def test_an_error_that_says_what_happened_is_taken_at_its_word():
    assert not is_out_of_memory(raised(RenderFailed, "The model failed.", RuntimeError("CUDA out of memory")))
    assert not is_out_of_memory(raised(ModelUnavailable, "It cannot be loaded.", MemoryError()))
