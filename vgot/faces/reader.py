"""Faces in frames, read by an unmodified insightface FaceAnalysis from a pack directory that is there: the embedded pack of
the drawn world (assets/faces), or one that a person names. Nothing is ever downloaded."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from vgot.environment import Environment
from vgot.errors import ModelUnavailable
from vgot.faces.opencv import not_loaded
from vgot.resources import shipped

#: faces that the detector is less sure of than this are never told
DOUBTFUL = 0.08
EMBEDDED = shipped("assets", "faces")


@dataclass(frozen=True)
class SeenFace:
    """box: x0, y0, x1, y1 in pixels; points (5, 2): eyes, nose, corners of the mouth; embedding: a unit vector (512,)."""

    box: np.ndarray
    points: np.ndarray
    score: float
    embedding: np.ndarray

    @property
    def size(self) -> float:
        """The mean side of the box in pixels."""
        return float(self.box[2] - self.box[0] + self.box[3] - self.box[1]) / 2

    @property
    def middle(self) -> tuple[float, float]:
        return float(self.box[0] + self.box[2]) / 2, float(self.box[1] + self.box[3]) / 2

    @property
    def turn(self) -> float:
        """Where the face looks: the nose's way from the middle of the eyes, in half distances of the eyes; under 0 to the left."""
        left, right, nose = self.points[:3]
        half = max(1.0, float(np.linalg.norm(right - left)) / 2)
        return float((nose - (left + right) / 2) @ (right - left)) / (2 * half * half)


def session_options():
    """How networks are run: on two threads, or on as many as OMP_NUM_THREADS says, that do not spin while they wait: on a busy
    machine a thread that spins takes the time of the one it waits for."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = Environment.read().threads or 2
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options


class FaceReader:
    """Reads faces with one pack. `name` stands in every number made with it."""

    def __init__(self, folder: Path = EMBEDDED):
        self.folder = Path(folder)
        if not any(self.folder.glob("*.onnx")):
            raise ModelUnavailable(
                f"There is no face pack in '{self.folder.name}'.",
                field="faces",
                hint="Name a folder that holds an insightface pack (a detector and a recogniser as .onnx).",
            )
        try:
            import insightface.app

            options = session_options()
        except ImportError as why:
            raise not_loaded("Reading faces", why, "insightface and onnxruntime") from why
        try:
            self._app: Any = insightface.app.FaceAnalysis(
                name=str(self.folder),
                allowed_modules=["detection", "recognition"],
                providers=["CPUExecutionProvider"],
                sess_options=options,
            )
        except (AssertionError, OSError, ValueError, RuntimeError, TypeError) as why:
            raise ModelUnavailable(
                f"The face pack in '{self.folder.name}' cannot be read: {why}.",
                field="faces",
                hint="Restore the folder, or name another pack.",
            ) from why
        self.is_embedded = self.folder.resolve() == EMBEDDED.resolve()
        self.name = "drawn-faces-3" if self.is_embedded else f"insightface:{self.folder.name}"
        self._size: tuple[int, int] | None = None

    def read(self, frame: np.ndarray, least_px: float = 0.0, least_score: float = 0.5) -> list[SeenFace]:
        """The faces of a uint8 RGB frame, the surest first; those under `least_px`, and those that the detector is less sure of
        than `least_score` (from DOUBTFUL), are left out."""
        high, wide = frame.shape[:2]
        size = _detection_size(wide, high)
        if size != self._size:
            if self._size is None:
                self._app.prepare(ctx_id=-1, det_size=size, det_thresh=DOUBTFUL)
            else:  # a processor asked for by number is not chosen again, which would load the networks anew
                self._app.det_model.prepare(0, input_size=size)
            self._size = size
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # insightface calls an older name of scikit-image
            found = self._app.get(np.ascontiguousarray(frame[..., ::-1]))
        faces = [
            SeenFace(
                f.bbox.astype(float),
                f.kps.astype(float),
                float(f.det_score),
                np.asarray(f.normed_embedding, np.float32),
            )
            for f in found
        ]
        return [f for f in faces if f.size >= least_px and f.score >= least_score]


def _detection_size(wide: int, high: int) -> tuple[int, int]:
    """The detector's input: the frame's shape at 512 pixels or less, sides multiples of 32: a close-up's face is then no larger
    than those the embedded detector is sure of, and one of 24 px in a frame of 768 still as large as the smallest it knows."""
    k = min(1.0, 512 / max(wide, high))
    if max(wide, high) <= 240:  # small films are looked at twice as large
        k = 2.0
    return int(-(-round(wide * k) // 32) * 32), int(-(-round(high * k) // 32) * 32)


def lead(faces: list[SeenFace]) -> SeenFace | None:
    """The face a frame is about: the largest; of about the same size the leftmost, so that two people do not take turns."""
    if not faces:
        return None
    largest = max(f.size for f in faces)
    return min((f for f in faces if f.size > 0.8 * largest), key=lambda f: f.middle[0])


@lru_cache(maxsize=2)
def face_reader(folder: Path = EMBEDDED) -> FaceReader:
    """A reader of a pack, kept."""
    return FaceReader(folder)
