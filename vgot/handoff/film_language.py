"""What a camera domain says in two columns of a shot list: size and move, read by the same words as the drawn world's."""

from __future__ import annotations

from vgot.animatic.lexicon.catalogue import read_shot
from vgot.story.model import Domains


def size_and_move(camera: str) -> tuple[str, str]:
    """('close-up', 'push in') of a camera domain; empty strings when it says nothing."""
    if not camera.strip():
        return "", ""
    reading = read_shot(Domains(camera=camera))
    size = reading.size.replace("_", " ").replace("-", " ")
    return f"{size}-up" if size.endswith("close") else f"{size} shot", reading.move.replace("_", " ").replace("-", " ")
