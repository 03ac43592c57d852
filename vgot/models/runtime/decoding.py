"""Decoding that is looked at: what an autoencoder gives is numbers, and not one colour where there was a picture.

Half precision overflows in silence, and values that are not numbers become black. What is doubtful is therefore decoded once
more in float32, from the latents that are there, and refused if it stays so. A picture autoencoder that runs out of memory
goes on in tiles, from the same latents: the denoising is not done again.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import numpy as np
import torch

from vgot.errors import RenderFailed
from vgot.models.runtime.out_of_memory import is_out_of_memory
from vgot.models.runtime.pipelines import Family, must_be_finite, working

T = TypeVar("T")
Doubt = Callable[[Any], RenderFailed | None]

#: Standard deviation of every channel below which a picture is one colour: dithering and grain are above it.
FLAT = 1.0
#: Distance (root of the mean square, of 255) below which a picture is that colour anyway: night, fog, an empty wall.
NEAR = 16.0
#: A picture that goes over into one colour has come nearer to it in the frame before, by this much at the least: a fade over
#: three frames halves the distance with its last step, a picture that is lost leaves it as it was.
NEARER = 0.8
#: Words that ask for a picture of one colour, or for one that goes over into it at once.
_ONE_COLOUR = re.compile(
    r"\b(fad(e|es|ing)\s+(in|out|up|to|into|from)|(to|from|into|goes|going|turns?|falls?|cuts?|all|pitch|total|complete|entirely|completely|pure|plain|solid|empty|blank)"
    r"[\s-]+(to\s+)?(black|white|dark|darkness)|(black|white|blank|empty|dark|grey|gray|plain)\s+(screen|frame|picture|image|card|canvas|void)"
    r"|blackout|white-?out|(blacks?|whites?)\s+out|lights?\s+(\w+\s+)?(out|off)|(out|off)\s+(the|a|an|his|her|their|its)\s+(\w+\s+)?(lights?|lamps?|candles?|lanterns?|torch)"
    r"|darkness|flash(es)?|lightning|blinding|explo(des|sion))\b",
    re.IGNORECASE,
)


class NotNumbers(RenderFailed):
    """What was decoded holds values that are not numbers."""


def says_one_colour(words: str) -> bool:
    """Whether words ask for black, white or a fade."""
    return bool(_ONE_COLOUR.search(words))


def to_pixels(picture: torch.Tensor) -> np.ndarray:
    """`[3, H, W]` in -1..1 -> uint8 (H, W, 3). Raises NotNumbers."""
    picture = picture.float()
    if not bool(picture.isfinite().all()):
        raise NotNumbers(
            "The model's decoder gave values that are not numbers.",
            field="precision",
            hint="Set precision: bfloat16 or float32 in the preset, or use another preset.",
        )
    return ((picture.clamp(-1, 1) + 1) * 127.5).round().byte().permute(1, 2, 0).cpu().numpy()


# -- what is doubtful -------------------------------------------------------------------------------------------------
def is_flat(pixels: np.ndarray) -> bool:
    """Whether a picture is one colour."""
    few = pixels[::8, ::8]
    return bool((few.std(axis=(0, 1)) < FLAT).all() and (pixels.std(axis=(0, 1)) < FLAT).all())


def _away(pixels: np.ndarray, colour: np.ndarray) -> float:
    return float(np.sqrt(((pixels - colour) ** 2).mean()))


def lost_picture(frames: Sequence[np.ndarray], shown: Sequence[np.ndarray], words: str = "") -> int | None:
    """The first frame that is one colour though nothing accounts for it, or None.

    What accounts for it: a picture that the model was shown is as good as that colour; a fade on either side of it; words
    that ask for it, as long as anything else is seen in the shot. shown: what the frames begin from, the keyframe first.
    """
    at = 0
    for flat, run in itertools.groupby(frames, is_flat):
        first, at = at, at + len(list(run))
        if not flat:
            continue
        colour = frames[first].mean(axis=(0, 1))
        if any(_away(picture, colour) <= NEAR for picture in shown):
            continue
        if len(frames) == at - first:
            return first
        if not (
            says_one_colour(words)
            or _fades(frames[:first][::-1], colour)
            or _fades(frames[at:], frames[at - 1].mean(axis=(0, 1)))
        ):
            return first
    return None


def _fades(beside: Sequence[np.ndarray], colour: np.ndarray) -> bool:
    """Whether frames, the nearest first, go over into a colour bit by bit."""
    if not len(beside):
        return False
    last = _away(beside[0], colour)
    return last <= NEAR or len(beside) > 1 and last < NEARER * _away(beside[1], colour)


def doubt_frames(frames: Sequence[np.ndarray], shown: Sequence[np.ndarray], words: str = "") -> RenderFailed | None:
    """What to say of frames that hold no picture where there should be one."""
    at = lost_picture(frames, shown, words)
    if at is None:
        return None
    return RenderFailed(
        f"The model's frames are {_named(frames[at])} and nothing else from frame {at + 1} of {len(frames)} on, and what they begin from is not.",
        hint="Regenerate it; if it is meant to go dark, say so in the shot's words, as in 'fade to black'.",
    )


def doubt_picture(pixels: np.ndarray, asked: bool) -> RenderFailed | None:
    """What to say of a picture of one colour that nobody asked for."""
    if asked or not is_flat(pixels):
        return None
    return RenderFailed(
        f"The model's picture is {_named(pixels)} and nothing else.",
        hint="Regenerate it; if it is meant to be empty, say so in its words, as in 'a black screen'.",
    )


def _named(pixels: np.ndarray) -> str:
    mean = pixels.mean()
    return "black" if mean < 24 else "white" if mean > 231 else "one colour"


# -- decoding once more -----------------------------------------------------------------------------------------------
def looked_at(family: Family, pipe: Any, make: Callable[[], T], doubt: Doubt, *, last_word: bool = True) -> T:
    """What `make` decodes with `pipe.vae`; where that is not numbers, or doubtful, made once more in float32.

    Raises RenderFailed where it stays so. last_word: whether what stays doubtful, but is numbers, is refused here.
    """
    made, why = _made(make, doubt)
    kind = pipe.vae.dtype
    if why is not None and kind != torch.float32:
        first, made = why, None
        with in_float32(pipe.vae):
            made, why = _made(make, doubt)
        if why is None:
            family.residency.say(
                f"Decoded once more, in float32. In {str(kind).removeprefix('torch.')}: {first.message}"
            )
    if isinstance(why, NotNumbers):
        # where float32 gives no numbers either, it is not the precision: it is the weights
        raise RenderFailed(
            f"{why.message.rstrip('.')}, even in float32.",
            field=why.field,
            hint=f"The weights of {family.model_id} may be damaged: delete them and run `python -m vgot fetch {family.preset.name}`, "
            "or use another preset.",
        )
    if why is not None and last_word:
        raise why
    return made


def _made(make: Callable[[], T], doubt: Doubt) -> tuple[Any, RenderFailed | None]:
    """What was made, and what is doubtful about it."""
    try:
        made = make()
        return made, doubt(made)
    except NotNumbers as why:
        return None, why.with_traceback(None)


@contextmanager
def in_float32(module: torch.nn.Module) -> Iterator[None]:
    """A module in float32, and every weight back in its own precision afterwards."""

    def weights() -> Iterator[tuple[str, torch.Tensor]]:
        return (
            (name, t)
            for name, t in itertools.chain(module.named_parameters(), module.named_buffers())
            if t.is_floating_point()
        )

    kinds = {name: t.dtype for name, t in weights()}
    try:
        for _, t in weights():
            t.data = t.data.float()
        yield
    finally:
        for name, t in weights():
            t.data = t.data.to(kinds[name])


def tile(pipe: Any) -> bool:
    """Turn on tiled decoding; whether that made a difference."""
    vae = getattr(pipe, "vae", None)
    if vae is None or getattr(vae, "use_tiling", True) or not hasattr(vae, "enable_tiling"):
        return False
    vae.enable_tiling()
    return True


# -- pictures ---------------------------------------------------------------------------------------------------------
@contextmanager
def drawing(family: Family, pipe: Any, seed: int, words: str = "", shown: Sequence[np.ndarray] = ()) -> Iterator[None]:
    """One call of a picture pipeline (`working`), whose autoencoder is looked at and goes over to tiles where memory runs out.

    words, shown: what the picture is made from, to tell one that is meant to be one colour.
    """
    vae, plain = pipe.vae, pipe.vae.decode
    asked = says_one_colour(words) or any(is_flat(picture) for picture in shown)

    def decode(z: torch.Tensor, *args: Any, **kwargs: Any) -> Any:
        must_be_finite(z, "latents")

        def make() -> Any:
            return _lighter(family, pipe, lambda: plain(z.to(vae.dtype), *args, **kwargs))

        def doubt(made: Any) -> RenderFailed | None:
            picture = made[0][0]  # of a batch of one; a video autoencoder gives one frame
            return doubt_picture(to_pixels(picture if picture.dim() == 3 else picture[:, 0]), asked)

        return looked_at(family, pipe, make, doubt)

    vae.decode = decode
    try:
        with working(pipe, "drawing", seed):
            yield
    finally:
        del vae.decode


def _lighter(family: Family, pipe: Any, work: Callable[[], T]) -> T:
    """Work that is done once more in tiles where memory runs out."""
    try:
        return work()
    except Exception as why:
        if not is_out_of_memory(why) or not tile(pipe):
            raise
    family.residency.collect()
    family.residency.say("Memory ran out while decoding a picture: in tiles from now on")
    return work()
