"""A sheet of every deed, five frames each: `python -m docs.make_deed_sheets FOLDER [deed ...] [--bare] [--seconds 4]`.

Each deed is staged from its own sentence in deeds.yaml, in a plain place, and drawn at five moments of its clip, from its
keyframe on. `--bare` leaves the names out, for whoever guesses them.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from vgot.animatic.deed_table import Deed, all_deeds
from vgot.animatic.family import scene_of
from vgot.animatic.render import Renderer
from vgot.models.base import Cast, KeyframeSpec, Tokens
from vgot.story.model import Domains
from vgot.units import FrameSize

_FPS, _COLUMNS = 16, 3
#: who is in the sentences, and how they look
_PEOPLE = {
    "Anna": "a young woman", "Tom": "a young man", "girl": "a girl of nine", "boy": "a boy of nine", "child": "a child of six",
    "man": "a man of forty", "woman": "a woman of thirty", "old man": "an old man with a white beard", "old woman": "an old woman",
    "grandmother": "an old woman with glasses", "dog": "a brown dog", "wolf": "a grey wolf", "sheep": "a sheep", "cat": "a ginger cat", "bear": "a brown bear", "fox": "a fox", "deer": "a deer", "rabbit": "a white rabbit", "queen": "a queen",
    "two friends": "a young man", "king": "a king with a crown", "knight": "a knight in armour", "wizard": "a wizard",
}  # fmt: skip


def cast_of(says: str) -> list[Cast]:
    """Whom a test sentence names, in its order."""
    found: list[tuple[int, str]] = []
    low = f" {says.lower().rstrip('.')} "
    for name in sorted(_PEOPLE, key=len, reverse=True):
        at = low.find(f" {name.lower()} ")
        if at >= 0 and not any(name.lower() in f"{other.lower()}" and at >= p for p, other in found):
            found.append((at, name))
    if not found or min(found)[0] > 14:  # "A tired guard yawns": the word before the verb
        found.append((0, next(w for w in says.split()[1:] if w not in ("old", "tired", "wounded", "runner's"))))
    return [
        Cast(name.replace(" ", "-"), "now", name, "", _PEOPLE.get(name, f"a {name}, a man"), Tokens("", b""), 1.0)
        for _, name in sorted(found)
    ]


def scene_for(deed: Deed, seconds: float = 4.0) -> dict:
    """The clip's scene of a deed's own sentence."""
    spec = KeyframeSpec(
        Domains(relation=deed.says, camera="Wide shot"),
        deed.says,
        tuple(cast_of(deed.says)),
        "",
        "",
        None,
        "",
        7,
        FrameSize(256, 144),
    )
    scene = scene_of(spec)
    scene["clip"] = {"frames": round(seconds * _FPS), "fps": _FPS, "lines": []}
    return scene


def strip(deed: Deed, renderer: Renderer, seconds: float = 4.0) -> Image.Image:
    """Five frames of a deed, cut to the middle of the picture."""
    scene = scene_for(deed, seconds)
    high, wide = renderer.size.height, renderer.size.width
    frames = []
    for n in range(5):
        pixels = renderer.frame(scene, seconds * 0.999 * n / 4)
        cut = (wide - high) // 2
        frames.append(np.ascontiguousarray(pixels[:, cut : wide - cut]))
    return Image.fromarray(np.concatenate(frames, axis=1))


def sheets(folder: Path, deeds: list[Deed], bare: bool, seconds: float, a_page: int = 36) -> list[Path]:
    """Pages of strips with their names."""
    renderer = Renderer(FrameSize(320, 180))
    font = ImageFont.load_default(15)
    made = []
    for first in range(0, len(deeds), a_page):
        some = [(d, strip(d, renderer, seconds)) for d in deeds[first : first + a_page]]
        w, h = some[0][1].size
        w, h = w * 5 // 8, h * 5 // 8
        rows = -(-len(some) // _COLUMNS)
        page = Image.new("RGB", (_COLUMNS * (w + 8) + 8, rows * (h + 26) + 8), (24, 24, 28))
        draw = ImageDraw.Draw(page)
        for n, (deed, picture) in enumerate(some):
            x, y = 8 + n % _COLUMNS * (w + 8), 8 + n // _COLUMNS * (h + 26)
            page.paste(picture.resize((w, h), Image.Resampling.LANCZOS), (x, y))
            draw.text((x, y + h + 2), f"{first + n + 1}" if bare else f"{deed.id}: {deed.says}", (226, 226, 230), font)
        made.append(folder / f"deeds-{first // a_page + 1}.webp")
        page.save(made[-1], quality=58, method=6)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("deeds", nargs="*")
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--page", type=int, default=36)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    chosen = [d for d in all_deeds().values() if d.words and (not options.deeds or d.id in options.deeds)]
    for path in sheets(options.folder, chosen, options.bare, options.seconds, options.page):
        print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
