"""Between the film's frame sizes and a model's: sizes on its grid, covering crops, rough previews of latents."""

from __future__ import annotations

import io

import numpy as np

from vgot.errors import BadInput
from vgot.units import FrameSize

#: SDXL latents -> RGB, a linear fit that is good enough for a preview.
_SDXL_RGB = np.array(
    [[0.3651, 0.4232, 0.4341], [-0.2533, -0.0042, 0.1068], [0.1076, 0.1111, -0.0362], [-0.3165, -0.2492, -0.2188]],
    dtype=np.float32,
)


def cover(pixels: np.ndarray, size: FrameSize) -> np.ndarray:
    """uint8 (H, W, 3) -> the same picture filling `size`, what stands over cut off evenly on both sides."""
    from PIL import Image

    height, width = pixels.shape[:2]
    if (width, height) == (size.width, size.height):
        return pixels
    scale = max(size.width / width, size.height / height)
    crop_w, crop_h = size.width / scale, size.height / scale
    left, top = (width - crop_w) / 2, (height - crop_h) / 2
    made = Image.fromarray(pixels).resize(
        (size.width, size.height), Image.Resampling.LANCZOS, box=(left, top, left + crop_w, top + crop_h)
    )
    return np.asarray(made)


def as_image(pixels: np.ndarray, size: FrameSize | None = None):
    """A PIL image of uint8 (H, W, 3), covering `size` if one is given."""
    from PIL import Image

    return Image.fromarray(np.ascontiguousarray(cover(pixels, size) if size else pixels))


def rough_preview(latents, side: int = 256, size: FrameSize | None = None) -> np.ndarray | None:
    """A small uint8 (H, W, 3) picture of noisy latents `[B, C, H, W]` or `[B, C, F, H, W]` (their middle frame), or, where
    the picture's `size` is given, of tokens `[B, N, 4C]` packed from 2 x 2 latent pixels each.

    Four channels are mapped to colours as SDXL's are; for other autoencoders brightness alone is shown. None for
    latents in another layout.
    """
    z = latents.detach().float().cpu().numpy()
    if z.ndim == 3 and size is not None:
        z = _unpacked(z, size)
        if z is None:
            return None
    if z.ndim == 5:
        z = z[:, :, z.shape[2] // 2]
    if z.ndim != 4:
        return None
    z = z[0]
    if z.shape[0] == 4:
        rgb = np.einsum("chw,cr->hwr", z, _SDXL_RGB) * 0.5 + 0.5
    else:
        flat = z.mean(0)
        rgb = np.repeat(((flat - flat.mean()) / (4 * flat.std() + 1e-6) + 0.5)[..., None], 3, axis=2)
    rgb = (np.nan_to_num(rgb).clip(0, 1) * 255).astype(np.uint8)
    times = max(1, side // max(rgb.shape[:2]))
    return rgb.repeat(times, 0).repeat(times, 1)


def _unpacked(tokens: np.ndarray, size: FrameSize) -> np.ndarray | None:
    """`[B, N, 4C]` -> `[B, C, 2h, 2w]`, where N = h w has the picture's proportions."""
    many, channels = tokens.shape[1:]
    high = max(1, round((many * size.height / size.width) ** 0.5))
    if many % high or channels % 4:
        return None
    z = tokens.reshape(len(tokens), high, many // high, channels // 4, 2, 2)
    return z.transpose(0, 3, 1, 4, 2, 5).reshape(len(tokens), channels // 4, 2 * high, 2 * (many // high))


def to_png(pixels: np.ndarray, longest: int = 1024) -> bytes:
    """PNG bytes, no side longer than `longest` pixels."""
    from PIL import Image

    made = Image.fromarray(pixels)
    made.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    kept = io.BytesIO()
    made.save(kept, "PNG")
    return kept.getvalue()


def from_png(payload: bytes) -> np.ndarray:
    """Pixels of bytes that `to_png` wrote. Raises BadInput for anything else."""
    from PIL import Image

    try:
        return np.asarray(Image.open(io.BytesIO(payload), formats=("PNG",)).convert("RGB"))
    except (OSError, ValueError, Image.DecompressionBombError) as why:
        raise BadInput(
            "These identity tokens hold no picture.", field="tokens", hint="Read them from the portrait again."
        ) from why
