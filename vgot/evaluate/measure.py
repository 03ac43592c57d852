"""All metrics of a film, each by the name of what read it. Every frame is read; samples are for the continuity report alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from vgot.evaluate import metrics
from vgot.evaluate.colour import delta_e
from vgot.evaluate.encoders import StyleEncoder, TextScorer, TonesAndEdges
from vgot.evaluate.footage import Footage
from vgot.faces.opencv import opencv
from vgot.faces.reader import FaceReader, lead
from vgot.story.model import DOMAINS, Shot

PICTURES = "pixels"


@dataclass
class Reel:
    """The features of every frame of every shot, for the paper's metrics."""

    faces: FaceReader | None
    style: StyleEncoder = field(default_factory=TonesAndEdges)
    paper_compat: bool = False
    face_features: list[list[np.ndarray | None]] = field(default_factory=list)
    style_features: list[list[np.ndarray]] = field(default_factory=list)

    def reading(self, frames: Iterable[np.ndarray]) -> Iterator[np.ndarray]:
        """Pass the frames of one shot on and keep their features."""
        self.face_features.append([])
        self.style_features.append([])
        for frame in frames:
            self.style_features[-1].append(self.style.features(frame))
            if self.faces is not None:
                self.face_features[-1].append(self._face(frame))
            yield frame

    def _face(self, frame: np.ndarray) -> np.ndarray | None:
        if self.faces is None:
            return None
        if self.paper_compat:  # as the released scripts do: 512 x 512 whatever the shape, the first face
            cv2 = opencv()

            found = self.faces.read(cv2.resize(frame, (512, 512)))
            return found[0].embedding if found else None
        found = lead(self.faces.read(frame))
        return found.embedding if found is not None else None

    def measures(self) -> dict[str, dict[str, Any]]:
        """WS-FC, CS-FC, WS-SC, CS-SC."""
        out: dict[str, dict] = {}
        sides = [
            ("FC", self.face_features, self.faces.name if self.faces else "none"),
            ("SC", self.style_features, self.style.name),
        ]
        for short, features, name in sides:
            if name == "none":
                continue
            frames = sum(len(s) for s in features)
            without = sum(f is None for s in features for f in s)
            for kind, score in (
                ("WS", metrics.within_shots(features, paper_compat=self.paper_compat)),
                ("CS", metrics.across_shots(features, paper_compat=self.paper_compat)),
            ):
                one = {
                    "value": score.value,
                    "encoder": name,
                    "pairs": score.pairs,
                    "per": score.per,
                    "paper_compat": self.paper_compat,
                }
                if short == "FC":
                    one |= {
                        "pairs_left_out": score.left_out,
                        "frames": frames,
                        "frames_without_face": without,
                        "note": f"{without} of {frames} frames without a face"
                        + (" count as zero" if self.paper_compat and without else ""),
                    }
                out[f"{kind}-{short}"] = one
        return out


def picture_measures(shots: list[Footage]) -> dict[str, dict[str, Any]]:
    """PSNR, seam colour, flicker, dynamic degree, repeated, frozen and black frames."""
    psnrs = [s.psnr for s in shots if s.psnr is not None]
    seams = [seam(a, b) for a, b in zip(shots, shots[1:], strict=False)]
    repeated = sum(sum(metrics.repeats(s.differences)) for s in shots)
    values = {
        "PSNR": float(np.mean(psnrs)) if psnrs else None,
        "seam delta-E": float(np.mean(seams)) if seams else None,
        "flicker": float(np.mean([metrics.flicker(s.lightness) for s in shots])) if shots else None,
        "dynamic degree": metrics.dynamic_degree([s.motion for s in shots]) if shots else None,
        "repeated frames": float(repeated),
        "longest still": float(max((s.still for s in shots), default=0)),
        "black frames": float(sum(len(s.black) for s in shots)),
    }
    whole = ("repeated frames", "longest still", "black frames")
    return {
        name: {"value": value, "encoder": PICTURES} | ({"whole": True} if name in whole else {})
        for name, value in values.items()
    }


def seam(a: Footage, b: Footage) -> float:
    """Seam delta-E 2000 between the mean colours of the last two frames of a shot and the first two of the next."""
    return float(delta_e(a.closes, b.opens))


def text_measures(
    shots: list[Shot], footage: list[Footage], scorer: TextScorer, faces: FaceReader | None
) -> tuple[dict[str, dict[str, Any]], list[dict[str, float | None]]]:
    """The text score of each domain (Appendix C's CLIP score), the mean of all, and every shot's own."""
    per: list[dict[str, float | None]] = []
    for shot, shown in zip(shots, footage, strict=True):
        frame = shown.middle
        found = faces.read(frame) if faces is not None else []
        per.append({domain: scorer.score(getattr(shot.domains, domain), frame, found) for domain in DOMAINS})
    out: dict[str, dict] = {}
    means = {}
    for domain in DOMAINS:
        known = [score for p in per if (score := p[domain]) is not None]
        means[domain] = float(np.mean(known)) if known else None
        out[f"text {domain}"] = {"value": means[domain], "encoder": scorer.name}
    known = [v for v in means.values() if v is not None]
    out["text score"] = {"value": float(np.mean(known)) if known else None, "encoder": scorer.name}
    return out, per
