"""The folder of media beside a cut: one file a shot, with handles, and one a bridge.

A handle is what an editor can slip into. Frames of the clip that the cut leaves out are real handles; where there are
too few, the first or the last frame is held, and the clip's metadata says how many frames were. What file names say is
in `names`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import numpy as np

from vgot import media
from vgot.errors import StorageFailed
from vgot.handoff import names
from vgot.handoff.cutlist import CutJoin, CutList, CutShot, CutSound
from vgot.handoff.progress import counted

HANDLE_S = 0.5


@dataclass(frozen=True)
class MediaFile:
    """A file of the folder: frames in it, and how many of them are held at each end."""

    path: Path
    frames: int
    held_head: int = 0
    held_tail: int = 0

    def url(self, beside: Path) -> str:
        """Relative to the file that refers to it: no path of this machine leaves it."""
        return quote(self.path.relative_to(beside.parent).as_posix())


@dataclass(frozen=True)
class MediaFolder:
    """What was written, by shot id, by left shot of a bridge, by sound."""

    folder: Path
    shots: dict[str, MediaFile]
    bridges: dict[int, MediaFile]
    sounds: dict[Path, MediaFile]
    cards: dict[str, MediaFile] = field(default_factory=dict)


def write_media(
    cut: CutList,
    beside: Path,
    handle_s: float = HANDLE_S,
    cards: dict[str, Callable[[], Iterator[np.ndarray]]] | None = None,
) -> MediaFolder:
    """Write `<name>_media` beside an export: shots with handles of handle_s seconds, bridges, sounds, title cards.

    cards: `opening` and `end` -> a maker of their frames. Raises StorageFailed; RenderFailed when a clip is damaged."""
    folder = beside.parent / f"{beside.stem}_media"
    handle = handle_frames(cut, handle_s)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shots = {shot.id: _shot_file(cut, shot, folder, handle) for shot in counted(cut.shots, len(cut.shots))}
        bridges = {j.left: _bridge_file(cut, j, folder) for j in cut.joins if j.mode == "bridge"}
        sounds = {s.file: _sound_file(s, folder) for s in cut.sounds}
        made = {}
        for name, frames in (cards or {}).items():
            path = folder / names.card_file(name)
            made[name] = MediaFile(
                path, media.encode_clip(path, frames(), size=cut.size, fps=float(cut.fps), metadata=_tags(cut))
            )
        for left_over in folder.iterdir():  # of an earlier export: an old take must not lie beside the new ones
            if names.is_exported(left_over.name) and left_over not in {
                f.path for part in (shots, bridges, sounds, made) for f in part.values()
            }:
                left_over.unlink()
    except OSError as why:
        raise StorageFailed(
            f"'{folder.name}' cannot be written: {why.strerror}.",
            field="export",
            hint="Name a file in a folder you can write to.",
        ) from why
    return MediaFolder(folder, shots, bridges, sounds, made)


def handle_frames(cut: CutList, handle_s: float) -> int:
    """Frames of a handle: what was asked for, and never less than the dissolves of the cut need."""
    return max([round(handle_s * cut.fps), *(j.half for j in cut.joins)])


def held_frames(shot: CutShot, handle: int) -> tuple[int, int]:
    """How many frames must be held before and after a shot's clip for handles of `handle` frames."""
    return max(0, handle - shot.source_in), max(0, handle - (shot.clip_frames - shot.source_out))


def made(file: Path | None) -> Path:
    """A file that a cut list of made clips has."""
    assert file is not None, "this cut list was asked for without its clips"
    return file


def _shot_file(cut: CutList, shot: CutShot, folder: Path, handle: int) -> MediaFile:
    head, tail, clip = *held_frames(shot, handle), made(shot.clip)
    path = folder / names.shot_file(shot.number, shot.id, head)

    def frames() -> Iterator[np.ndarray]:
        for n, frame in enumerate(media.decode_clip(clip)):
            for _ in range(1 + (head if n == 0 else 0) + (tail if n == shot.clip_frames - 1 else 0)):
                yield frame

    if head or tail:
        media.encode_clip(path, frames(), size=cut.size, fps=float(cut.fps), quality="master", metadata=_tags(cut))
    else:
        shutil.copyfile(clip, path)
    return MediaFile(path, head + shot.clip_frames + tail, head, tail)


def _bridge_file(cut: CutList, join: CutJoin, folder: Path) -> MediaFile:
    path = folder / names.bridge_file(join.left)
    shutil.copyfile(made(join.file), path)
    return MediaFile(path, 2 * join.half)


def _sound_file(sound: CutSound, folder: Path) -> MediaFile:
    path = folder / names.sound_file(sound.kind, sound.name, sound.file)
    from vgot.media.audio import read_samples, write_wav

    samples = read_samples(sound.file)
    write_wav(path, samples)
    return MediaFile(path, len(samples))


def _tags(cut: CutList) -> dict[str, str]:
    return {k: v for k, v in cut.tags().items() if k != "title"}
