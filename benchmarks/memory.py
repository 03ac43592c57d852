"""What the parts of the presets take while they read, denoise, encode and decode, in GiB, without weights and without a GPU.

    python -m benchmarks.memory [NAME …]

Tensors without data run through the real classes at their published widths, and the storages that are alive are counted. The figures
stand in `vgot/models/stage_memory.py`.
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


def wan_transformer(**more: Any) -> Any:
    """Two of its layers: what one layer takes is given back before the next."""
    from diffusers import WanTransformer3DModel

    return WanTransformer3DModel(num_layers=2, **more)


def wan_5b() -> Any:
    return wan_transformer(
        num_attention_heads=24, attention_head_dim=128, in_channels=48, out_channels=48, ffn_dim=14336
    )


def wan_14b() -> Any:
    return wan_transformer(
        num_attention_heads=40, attention_head_dim=128, in_channels=36, out_channels=16, ffn_dim=13824
    )


def umt5() -> Any:
    from transformers import UMT5Config, UMT5EncoderModel

    return UMT5EncoderModel(
        UMT5Config(d_model=4096, d_ff=10240, num_layers=2, num_heads=64, d_kv=64, vocab_size=256384)
    )


def klein() -> Any:
    from diffusers import Flux2Transformer2DModel

    return Flux2Transformer2DModel(
        in_channels=128, num_layers=1, num_single_layers=1, attention_head_dim=128, num_attention_heads=24,
        joint_attention_dim=7680, guidance_embeds=False,
    )  # fmt: skip


def _wan_call(shape: tuple[int, ...], tokens: bool) -> Callable[[Any], Any]:
    """One pass of a transformer over latents; 5 B has a time of its own for each token."""

    def run(model: Any) -> Any:
        count = shape[2] * shape[3] * shape[4] // 4
        time = torch.randn(1, count) if tokens else torch.randn(1)
        return model(torch.randn(*shape), time, torch.randn(1, 512, 4096), return_dict=False)

    return run


def _umt5_call(model: Any) -> Any:
    return model(torch.ones(1, 512, dtype=torch.long), torch.ones(1, 512, dtype=torch.long))


def _klein_call(pixels: int, references: int) -> Callable[[Any], Any]:
    """One pass over a picture and its references, each with a token for 16 x 16 pixels."""

    def run(model: Any) -> Any:
        count = pixels // 256 * (1 + references)
        return model(
            hidden_states=torch.randn(1, count, 128), encoder_hidden_states=torch.randn(1, 512, 7680),
            timestep=torch.randn(1), img_ids=torch.zeros(1, count, 4), txt_ids=torch.zeros(1, 512, 4), return_dict=False,
        )  # fmt: skip

    return run


def _encode_call(shape: tuple[int, ...]) -> Callable[[Any], Any]:
    return lambda model: model.encode(torch.randn(*shape), return_dict=False)


#: name -> (class, one call of it), for what is not decoded; in bfloat16, autoencoders in float32
STAGES: dict[str, tuple[Callable[[], Any], Callable[[Any], Any], torch.dtype]] = {
    "wan-5b denoise 832x480x73": (wan_5b, _wan_call((1, 48, 19, 30, 52), True), torch.bfloat16),
    "wan-5b denoise 1280x704x121": (wan_5b, _wan_call((1, 48, 31, 44, 80), True), torch.bfloat16),
    "wan-14b denoise 832x480x81": (wan_14b, _wan_call((1, 36, 21, 60, 104), False), torch.bfloat16),
    "wan-14b denoise 1280x720x81": (wan_14b, _wan_call((1, 36, 21, 90, 160), False), torch.bfloat16),
    "umt5 texts 512": (umt5, _umt5_call, torch.bfloat16),
    "klein denoise 1024x1024 and 4": (klein, _klein_call(1024 * 1024, 4), torch.bfloat16),
    "wan-48 encode 832x480x1": (wan_48, _encode_call((1, 3, 1, 480, 832)), torch.float32),
    "wan-16 encode 832x480x33": (wan_16, _encode_call((1, 3, 33, 480, 832)), torch.float32),
    "wan-16 encode 832x480x81": (wan_16, _encode_call((1, 3, 81, 480, 832)), torch.float32),
    "wan-16 encode 1280x720x81": (wan_16, _encode_call((1, 3, 81, 720, 1280)), torch.float32),
}


def stage_peak(name: str) -> float:
    """GiB at the peak of one call of a stage, weights left out."""
    build, call, dtype = STAGES[name]
    torch.set_default_dtype(dtype)
    try:
        with FakeTensorMode(allow_non_fake_inputs=True):
            model, seen = build().eval(), Live()
            with torch.no_grad(), seen:
                call(model)
            return seen.peak / 2**30
    finally:
        torch.set_default_dtype(torch.float32)


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
    for name in STAGES:
        if not names or any(n in name for n in names):
            print(f"{name}: {stage_peak(name):.2f} GiB", flush=True)
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
