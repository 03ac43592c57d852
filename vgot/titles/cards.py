"""Title cards and captions. A card is a moviepy clip: words on a dark ground, faded in and out; captions are laid over
frames that come by, outlined, inside the safe area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from PIL import Image, ImageFilter

from vgot.story.model import TitleCard
from vgot.titles.framing import safe_area
from vgot.titles.setting import draw_line, wrapped
from vgot.units import FrameSize, frame_rate

GROUND = (16, 16, 20)
_FADE_S = 0.4
#: (from, to, words) in frames.
TimedWords = tuple[int, int, str]


def card_picture(card: TitleCard, size: FrameSize) -> np.ndarray:
    """The words of a card in the middle of the frame, uint8 RGB (H, W, 3); set smaller until they fit the safe area."""
    left, top, right, bottom = safe_area(size)
    picture = Image.new("RGB", (size.width, size.height), GROUND)
    big = max(12, round(min(size.width, size.height) * 0.13))
    while True:
        small = max(8, round(big * 0.42))
        title, line = wrapped(card.text, right - left, big, bold=True), wrapped(card.line, right - left, small)
        high = len(title) * big * 1.25 + (small * 0.8 + len(line) * small * 1.4 if line else 0)
        if high <= bottom - top or big <= 12:
            break
        big = max(12, round(big * 0.88))
    y, x = (top + bottom - high) / 2, size.width / 2
    for text in title:
        draw_line(picture, text, (x, y + big * 0.6), big, bold=True, anchor="mm")
        y += big * 1.25
    y += small * 0.8
    for text in line:
        draw_line(picture, text, (x, y + small * 0.6), small, fill=(200, 200, 206), anchor="mm")
        y += small * 1.4
    return np.array(picture)


def card_frames(card: TitleCard, size: FrameSize, fps: float, frames: int) -> Iterator[np.ndarray]:
    """Exactly `frames` pictures of a card, faded in and out (moviepy)."""
    from moviepy import ImageClip, vfx

    rate = frame_rate(fps)
    seconds = float(frames / rate)
    fade = min(_FADE_S, seconds / 3)
    clip = (
        ImageClip(card_picture(card, size)).with_duration(seconds).with_effects([vfx.FadeIn(fade), vfx.FadeOut(fade)])
    )
    for n in range(frames):
        # the middle of the frame's time, so that rounding never asks for one after the end
        yield np.ascontiguousarray(clip.get_frame(float((n + 0.5) / rate))).astype(np.uint8)


def captioned(frames: Iterator[np.ndarray], words: Sequence[TimedWords], size: FrameSize) -> Iterator[np.ndarray]:
    """Frames with their captions burned in; words must be in order and not overlap."""
    at = 0
    for n, pixels in enumerate(frames):
        while at < len(words) and words[at][1] <= n:
            at += 1
        yield _laid_over(pixels, words[at][2], size) if at < len(words) and words[at][0] <= n else pixels


def _laid_over(pixels: np.ndarray, text: str, size: FrameSize) -> np.ndarray:
    (x, y), colour, weight = caption_overlay(text, size)
    out = pixels.copy()
    part = out[y : y + colour.shape[0], x : x + colour.shape[1]]
    part[:] = ((part.astype(np.uint16) * (255 - weight) + colour.astype(np.uint16) * weight + 127) // 255).astype(
        np.uint8
    )
    return out


@lru_cache(maxsize=8)
def caption_overlay(text: str, size: FrameSize) -> tuple[tuple[int, int], np.ndarray, np.ndarray]:
    """((x, y), uint8 RGB, uint16 weights 0..255) of a caption: at most three lines above the safe area's lower edge."""
    left, _, right, bottom = safe_area(size)
    points = max(9, round(min(size.width, size.height) * 0.06))
    room = round((right - left) * 0.94)
    lines = wrapped(text, room, points, most=3)
    pad = max(2, points // 4)
    high, wide = round(len(lines) * points * 1.3) + 2 * pad, right - left
    ink = Image.new("L", (wide, high), 0)
    for n, line in enumerate(lines):
        place = (wide / 2, pad + (n + 0.5) * points * 1.3)
        draw_line(ink, line, place, points, fill=255, anchor="mm")
    white = np.array(ink)
    # The words white on a black rim: the rim's coverage is the weight, the words' own is the brightness.
    rim = ink.filter(ImageFilter.MaxFilter(max(3, 2 * round(points / 10) + 1))).filter(ImageFilter.GaussianBlur(0.6))
    weight = np.maximum(white, np.array(rim)).astype(np.uint16)[:, :, None]
    return (left, bottom - high), np.repeat(white[:, :, None], 3, axis=2), weight
