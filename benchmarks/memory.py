"""What the autoencoders of the presets take while they decode, in GiB, without weights and without a GPU.

    python -m benchmarks.memory [NAME …]

Tensors without data run through the real classes at their published widths, and the storages that are alive are counted. The figures
stand in `vgot/models/decode_memory.py`.
"""

from __future__ import annotations

import sys
import weakref
from collections.abc import Callable
from typing import Any

import torch
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves


class Live(TorchDispatchMode):
    """Bytes of all storages that are alive, and the most that there were."""

    def __init__(self) -> None:
        super().__init__()
        self.live = self.peak = 0
        self.held: dict[int, tuple[Any, int]] = {}

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        out = func(*args, **(kwargs or {}))
        for tensor in tree_leaves(out):
            if isinstance(tensor, torch.Tensor):
                self._note(tensor.untyped_storage())
        return out

    def _note(self, storage: Any) -> None:
        key, size = id(storage), storage.nbytes()
        if key in self.held and self.held[key][0]() is storage:
            return

        def gone(_: Any) -> None:
            if self.held.pop(key, None) is not None:
                self.live -= size

        self.held[key] = (weakref.ref(storage, gone), size)
        self.live += size
        self.peak = max(self.peak, self.live)


def wan_48() -> Any:
    from diffusers import AutoencoderKLWan

    return AutoencoderKLWan(
        base_dim=160, decoder_base_dim=256, z_dim=48, dim_mult=[1, 2, 4, 4], is_residual=True, in_channels=12, out_channels=12,
        patch_size=2, scale_factor_spatial=16, latents_mean=[0.0] * 48, latents_std=[1.0] * 48,
    )  # fmt: skip


def wan_16() -> Any:
    from diffusers import AutoencoderKLWan

    return AutoencoderKLWan()


def hunyuan() -> Any:
    from diffusers import AutoencoderKLHunyuanVideo

    return AutoencoderKLHunyuanVideo()


def svd() -> Any:
    from diffusers import AutoencoderKLTemporalDecoder

    wide = [128, 256, 512, 512]
    return AutoencoderKLTemporalDecoder(
        block_out_channels=wide, down_block_types=["DownEncoderBlock2D"] * 4, layers_per_block=2
    )


def pictures() -> Any:
    from diffusers import AutoencoderKL

    wide = [128, 256, 512, 512]
    kinds = {"down_block_types": ["DownEncoderBlock2D"] * 4, "up_block_types": ["UpDecoderBlock2D"] * 4}
    return AutoencoderKL(block_out_channels=wide, layers_per_block=2, **kinds)


#: name -> (class, shape of the latents, precision, what decoding is called with)
CASES: dict[str, tuple[Callable[[], Any], tuple[int, ...], torch.dtype, dict[str, Any]]] = {
    "wan-48 832x480x73": (wan_48, (1, 48, 19, 30, 52), torch.float32, {}),
    "wan-48 1280x704x121": (wan_48, (1, 48, 31, 44, 80), torch.float32, {}),
    "wan-16 832x480x81": (wan_16, (1, 16, 21, 60, 104), torch.float32, {}),
    "hunyuan 832x480x93": (hunyuan, (1, 16, 24, 60, 104), torch.bfloat16, {}),
    "svd 1024x576x8": (svd, (8, 4, 72, 128), torch.float16, {"num_frames": 8}),
    "animatediff 768x432x8": (pictures, (8, 4, 54, 96), torch.float16, {}),
}


def peak_of(name: str, *, tiled: bool) -> float:
    """GiB at the peak of decoding one case, weights left out."""
    build, shape, dtype, more = CASES[name]
    torch.set_default_dtype(dtype)
    try:
        with FakeTensorMode(allow_non_fake_inputs=True):
            model = build().eval()
            if tiled:
                model.enable_tiling()
            seen = Live()
            with torch.no_grad(), seen:
                model.decode(torch.randn(*shape), return_dict=False, **more)
            return seen.peak / 2**30
    finally:
        torch.set_default_dtype(torch.float32)


def main(names: list[str]) -> None:
    """Print a line for each case whose name holds one of `names`."""
    for name in CASES:
        if names and not any(n in name for n in names):
            continue
        for tiled in (False, True):
            try:
                print(f"{name}{' in tiles' if tiled else ''}: {peak_of(name, tiled=tiled):.2f} GiB", flush=True)
            except NotImplementedError:
                print(f"{name}: has no tiles", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
