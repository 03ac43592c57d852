"""What a shot's camera is in two columns of a shot list: size and move. The camera as a value counts where it is set; else its words, read as
the drawn world reads them."""

from __future__ import annotations

from vgot.animatic.lexicon.catalogue import read_shot
from vgot.story.camera import CameraMove, short_name
from vgot.story.model import Domains


def size_and_move(words: str, value: CameraMove | None = None) -> tuple[str, str]:
    """('close-up', 'push in') of a shot; empty strings where neither its value nor its words say anything."""
    if not words.strip():
        return "", short_name(value) if value is not None else ""
    reading = read_shot(Domains(camera=words))
    size = reading.size.replace("_", " ").replace("-", " ")
    move = reading.move.replace("_", " ").replace("-", " ") if value is None else short_name(value)
    return f"{size}-up" if size.endswith("close") else f"{size} shot", move
