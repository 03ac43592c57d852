"""What a person brings as a take: a photograph or a drawing for a portrait, a place, a still; a film for a shot.

Whatever it is, it is decoded in a guarded process, cut to the shape that is asked for, stripped of its data and encoded anew. What is cut
off, held or left out is said (`Own.note`), and the cut can be chosen: a face, or a box.
"""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from vgot import media
from vgot.errors import BadInput, ModelUnavailable
from vgot.faces.finding import Box, find_faces
from vgot.graph.kinds import KINDS, in_words
from vgot.graph.plan import Planned
from vgot.graph.shapes import Shape
from vgot.media.outside import film_kind, import_film, look_at_film, small_frames
from vgot.media.uploads import fit, is_picture, read_upload
from vgot.render.steps import PORTRAIT_SIZE
from vgot.store.project_store import Store
from vgot.units import FrameSize, frame_rate

#: The longest side of what is shown of a picture before it is used.
_SHOWN = 960
#: A film whose pictures vary by less than this of 255 shows nothing.
FLAT = 12
#: A portrait shows this much around a face, in sides of the face; a head needs it.
_AROUND = 2.6


@dataclass(frozen=True)
class Cut:
    """How a person wants a picture cut: to one of its faces, counted from 0 by size, or to a box in shares of its sides; neither: as is
    usual. `from_s`: where a film begins to be used, in seconds."""

    face: int | None = None
    box: Box | None = None
    from_s: float = 0.0


@dataclass(frozen=True)
class Own:
    """Files of a take that a person brought, which nobody refers to yet, what is known of them, and what there is to say."""

    digests: dict[str, str]
    facts: dict[str, Any]
    note: str = ""


def size_for(planned: Planned, film: Any) -> FrameSize:
    """The size in which a node takes a picture or a film. Raises BadInput for a node that takes none."""
    shape = KINDS[planned.node.step].upload
    if shape is None:
        takers = in_words(tuple(s for s, k in KINDS.items() if k.upload))
        raise BadInput(
            f"{planned.name} cannot be replaced by a file of yours.", field=planned.name, hint=f"Upload to {takers}."
        )
    if planned.node.step == "guide":  # the video model's own size
        return FrameSize(planned.node.params["width"], planned.node.params["height"])
    return PORTRAIT_SIZE if shape == "square" else FrameSize(film.width, film.height)


def look_at(store: Store, planned: Planned, film: Any, data: bytes) -> dict[str, Any]:
    """What would become of a file, before it is used: `shown` (a WebP picture as base64), `size` [width, height] of the picture, `faces`
    (boxes in shares, the largest first; for portraits alone), `box` (the usual cut) and `shape` [width, height] of what is cut, `note`. Raises BadInput."""
    size = size_for(planned, film)
    pixels, note = _picture(store, planned, film, data, size, 0.0)
    faces = _faces_in(planned, pixels)
    box, said = _usual(planned, pixels, size, faces)
    high, wide = pixels.shape[:2]
    shown, out = Image.fromarray(pixels), io.BytesIO()
    shown.thumbnail((_SHOWN, _SHOWN), Image.Resampling.LANCZOS)
    shown.save(out, "WEBP", quality=82)
    return {
        "shown": base64.b64encode(out.getvalue()).decode(),
        "size": [wide, high],
        "faces": [list(face) for face in faces or []],
        "box": list(box),
        "shape": [size.width, size.height],
        "note": " ".join(filter(None, [note, said])),
    }


def bring(store: Store, planned: Planned, film: Any, data: bytes, cut: Cut) -> Own:
    """Keep a file as what a take of this node holds. Raises BadInput."""
    size = size_for(planned, film)
    if KINDS[planned.node.step].upload == "film":
        return _clip(store, planned, film, data, size, cut)
    pixels, note = _picture(store, planned, film, data, size, cut.from_s)
    said = ""
    if cut.box is not None:
        box = _checked(cut.box)
    else:
        faces = _faces_in(planned, pixels)
        if cut.face is not None:
            if not faces or not 0 <= cut.face < len(faces):
                raise BadInput(
                    f"This picture has {len(faces or [])} faces.", field="face", hint="Choose one of them, or a box."
                )
            box = _around(faces[cut.face], pixels)
        else:
            box, said = _usual(planned, pixels, size, faces)
    high, wide = pixels.shape[:2]
    left, top = int(box[0] * wide), int(box[1] * high)
    right, bottom = max(left + 1, round(box[2] * wide)), max(top + 1, round(box[3] * high))
    digest = store.put_bytes(media.encode_png(fit(pixels[top:bottom, left:right], size)))
    return Own({"picture": digest}, {"width": size.width, "height": size.height}, " ".join(filter(None, [note, said])))


# -- pictures -----------------------------------------------------------------------------------------------------------
def _picture(
    store: Store, planned: Planned, film: Any, data: bytes, size: FrameSize, from_s: float
) -> tuple[np.ndarray, str]:
    """(pixels of a picture, or of one moment of a film; what there is to say about that)."""
    if is_picture(data) or film_kind(data[:16]) is None:
        return read_upload(data), ""
    source = _kept(store, data)
    try:
        facts, fps = look_at_film(source), frame_rate(film.fps)
        frames = small_frames(source, size=_within(facts.size), fps=fps, most=1, first=int(from_s * fps))
        return frames[0], "This is a film: one picture of it is used."
    finally:
        source.unlink(missing_ok=True)


def _within(size: FrameSize, most: int = 2048) -> FrameSize:
    scale = min(1.0, most / max(size.width, size.height))
    return FrameSize(max(2, round(size.width * scale)), max(2, round(size.height * scale)))


def _faces_in(planned: Planned, pixels: np.ndarray) -> list[Box] | None:
    """Faces, where a portrait is asked for; None where nobody looks, or nothing here can."""
    if planned.node.step != "portrait":
        return None
    try:
        return find_faces(pixels)
    except ModelUnavailable:
        return None


def _usual(planned: Planned, pixels: np.ndarray, size: FrameSize, faces: list[Box] | None) -> tuple[Box, str]:
    """(the cut that is made unless a person says another one, what there is to say about it)."""
    square = KINDS[planned.node.step].upload == "square"
    whole = _covering(
        pixels, size, (0.5, 0.35) if square else (0.5, 0.5)
    )  # heads stand above the middle of a tall photo
    if faces is None:
        return whole, ""
    if not faces:
        return (
            whole,
            "No face was found in this picture: it is used as it is. If there is one, choose the part that shows it.",
        )
    first = faces[0]
    small = (first[3] - first[1]) < 0.3 * (whole[3] - whole[1])
    outside = first[0] < whole[0] or first[1] < whole[1] or first[2] > whole[2] or first[3] > whole[3]
    box = _around(first, pixels) if small or outside or len(faces) > 1 else whole
    if len(faces) > 1:
        return (
            box,
            f"{len(faces)} faces were found in this picture: the largest one is used. Choose another one if it is not this.",
        )
    return box, ""


def _covering(pixels: np.ndarray, size: FrameSize, focus: tuple[float, float]) -> Box:
    """The part of a picture that fills a size, as near to a point as can be."""
    high, wide = pixels.shape[:2]
    scale = max(size.width / wide, size.height / high)
    across, down = min(1.0, size.width / scale / wide), min(1.0, size.height / scale / high)
    left, top = min(max(0.0, focus[0] - across / 2), 1 - across), min(max(0.0, focus[1] - down / 2), 1 - down)
    return left, top, left + across, top + down


def _around(face: Box, pixels: np.ndarray) -> Box:
    """A square of the picture around a face with its hair, chin and neck."""
    high, wide = pixels.shape[:2]
    side = min(wide, high, _AROUND * max((face[2] - face[0]) * wide, (face[3] - face[1]) * high))
    middle = (face[0] + face[2]) / 2 * wide, (face[1] + face[3]) / 2 * high
    left, top = min(max(0.0, middle[0] - side / 2), wide - side), min(max(0.0, middle[1] - side / 2), high - side)
    return left / wide, top / high, (left + side) / wide, (top + side) / high


def _checked(box: Box) -> Box:
    left, top, right, bottom = box
    if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1) or right - left < 0.01 or bottom - top < 0.01:
        raise BadInput(
            "The part of the picture is not a box in it.",
            field="box",
            hint="Say left, top, right and bottom in shares of its sides, from 0 to 1.",
        )
    return box


def _must_lead(film: Path) -> None:
    """Raise BadInput for a film that shows nothing: no model could follow it."""
    spread = [int(frame.max()) - int(frame.min()) for frame in media.decode_clip(film)]
    if not spread or max(spread) < FLAT:
        raise BadInput(
            "This film is of one colour throughout: there is nothing in it to follow.",
            field="upload",
            hint="Use a film that shows what is to happen: depth, outlines, poses, or people in motion.",
        )


def _otherwise(mine: Shape, asked: Shape) -> str:
    """What is other about a film than what is asked for, in words; empty where nothing is."""
    sized = (mine.width, mine.height) != (asked.width, asked.height)
    paced = mine.fps and asked.fps and abs(mine.fps - asked.fps) > 0.01
    words = [f"it is {mine.width}x{mine.height}"] * sized + [f"it has {mine.fps:g} frames a second"] * bool(paced)
    return ", ".join(words)


# -- films --------------------------------------------------------------------------------------------------------------
def _kept(store: Store, data: bytes) -> Path:
    """The bytes of a film in a file of the project's own, for as long as they are looked at."""
    source = store.temporary(".upload")
    source.write_bytes(data)
    return source


def _clip(store: Store, planned: Planned, film: Any, data: bytes, size: FrameSize, cut: Cut) -> Own:
    if is_picture(data) or film_kind(data[:16]) is None:
        raise BadInput(
            f"A {'shot' if planned.node.step == 'clip' else KINDS[planned.node.step].one} takes a film, and this is none that can be used.",
            field="upload",
            hint="Use an MP4, MOV, MKV or WebM film"
            + ("; a picture becomes the shot's still." if planned.node.step == "clip" else "."),
        )
    # a guide's own rate is its video model's
    fps = planned.node.params.get("fps", film.fps)
    frames, rate = planned.node.frames or 1, frame_rate(fps)
    source, made = _kept(store, data), store.temporary(".mp4")
    try:
        facts = look_at_film(source)
        first = int(max(0.0, cut.from_s) * rate)
        real = import_film(source, made, size=size, fps=rate, first=first, frames=frames)
        if planned.node.step == "guide":
            _must_lead(made)
        digest = store.put_file(made)
    finally:
        source.unlink(missing_ok=True)
        made.unlink(missing_ok=True)
    said: list[str] = []
    if real < frames:
        said.append(f"Your film ends after {float(real / rate):.1f} s: its last picture is held.")
    elif facts.seconds - float(Fraction(first + frames) / rate) > 0.5:
        said.append(f"The shot takes {float(frames / rate):.1f} s of your film, which is {facts.seconds:.1f} s long.")
    if planned.node.step == "guide":
        asked = Shape(size.width, size.height, fps, frames)
        if mine := _otherwise(Shape(facts.size.width, facts.size.height, float(facts.rate)), asked):
            said.append(
                f"It was brought to the video model's {size.width}x{size.height} at {fps:g} frames a second ({mine})."
            )
    if facts.heard:
        said.append("Its sound is not used; add it on the timeline.")
    if facts.hdr:
        said.append("Its colours are of a brighter screen and may look flat.")
    return Own(
        {"frames": digest},
        {"width": size.width, "height": size.height, "frames": frames, "fps": fps},
        " ".join(said),
    )
