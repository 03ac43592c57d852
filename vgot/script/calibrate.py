"""Fits and measures the coherence threshold of an encoder on hand-written scripts.

Good pairs: consecutive shots of a script. Bad pairs: a shot against shots of other scripts. Names are masked. The fit is
a logistic regression on two similarities (character and background domains as one text; background alone). Every figure
is split by story: a good pair is scored by a fit that never saw its script, a bad pair by one that saw neither of its
two scripts. Shuffled shots of the same story are reported as they are: they are the same film, and
no similarity can tell their order.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from vgot.errors import BadInput, NotFound
from vgot.resources import ROOT
from vgot.script.coherence import Encoder, Fit, WordVectors, mask

#: The hand-written scripts that the shipped fit comes from.
SCRIPTS = ROOT / "tests" / "script" / "stories"
LEAST_SCRIPTS = 6
#: Good pairs that must pass: a writer that follows the story is not to be asked again without need.
PASS_RATE = 0.90


@dataclass(frozen=True)
class Calibration:
    """A fit and its ROC: `roc` holds (threshold, share of bad pairs that pass, share of good pairs that pass)."""

    fit: Fit
    roc: list[tuple[float, float, float]]

    def as_json(self) -> dict[str, Any]:
        return {"encoder": self.fit.encoder, "threshold": self.fit.threshold, **self.fit.measured, "roc": self.roc}

    def in_words(self) -> str:
        m = self.fit.measured
        lines = [
            f"Encoder {self.fit.encoder}: {m['stories']} scripts, {m['consecutive']} consecutive pairs, "
            f"{m['cross_story']} cross-story pairs, {m['shuffled']} shuffled pairs; split by story.",
            f"AUC consecutive against other stories: {m['auc_cross_story']:.3f}",
            f"AUC consecutive against shuffled shots of the same story: {m['auc_shuffled']:.3f}",
            f"Threshold {self.fit.threshold:.3f}: {m['pass_consecutive']:.0%} of consecutive pairs pass, "
            f"{m['pass_cross_story']:.0%} of cross-story pairs and {m['pass_shuffled']:.0%} of shuffled pairs pass.",
            "ROC (cross-story pairs that pass | consecutive pairs that pass):",
        ]
        for _, false, true in self.roc[:: max(1, len(self.roc) // 16)]:
            lines.append(f"  {false:5.2f}  {true:5.2f}  {'#' * round(true * 40)}")
        return "\n".join(lines)


def load_scripts(folder: Path = SCRIPTS) -> list[dict[str, Any]]:
    """Scripts as {"title", "names", "shots": [{"character", "background", ...}]}. Raises NotFound or BadInput."""
    files = sorted(Path(folder).glob("*.json"))
    if not files:
        raise NotFound(f"There are no scripts in {folder}.", hint="Give a folder with one JSON file a script.")
    scripts = []
    for file in files:
        try:
            script = json.loads(file.read_text(encoding="utf-8"))
            assert len(script["shots"]) >= 2 and all({"character", "background"} <= set(s) for s in script["shots"])
            scripts.append({"title": script["title"], "names": list(script.get("names", [])), "shots": script["shots"]})
        except (ValueError, KeyError, TypeError, AssertionError) as why:
            raise BadInput(
                f"{file.name} is not a script.",
                field=file.name,
                hint='It needs "title", "names" and "shots" with "character" and "background".',
            ) from why
    if len(scripts) < LEAST_SCRIPTS:
        raise BadInput(f"{len(scripts)} scripts are too few to fit on.", hint=f"Give at least {LEAST_SCRIPTS}.")
    return scripts


def calibrate(encoder: Encoder | None = None, scripts: list[dict[str, Any]] | None = None) -> Calibration:
    """Fit an encoder on scripts (the shipped ones by default); deterministic."""
    encoder = encoder or WordVectors()
    scripts = load_scripts() if scripts is None else scripts
    texts = [
        [
            (mask(f"{shot['character']} {shot['background']}", s["names"]), mask(shot["background"], s["names"]))
            for shot in s["shots"]
        ]
        for s in scripts
    ]
    many = len(scripts)

    def pair(a: int, i: int, b: int, j: int) -> tuple[float, float, int, int]:
        left, right = texts[a][i], texts[b][j]
        return encoder.similarity(left[0], right[0]), encoder.similarity(left[1], right[1]), a, b

    good, bad, shuffled = [], [], []  # rows: (together, background, story, other story)
    for a in range(many):
        shots = len(texts[a])
        good += [pair(a, i, a, i + 1) for i in range(shots - 1)]
        shuffled += [pair(a, i, a, j) for i in range(shots) for j in range(i + 2, shots)]
        for b in range(a + 1, many):
            bad += [pair(a, i, b, j) for i in range(shots) for j in range(len(texts[b]))]
    good, bad, shuffled = (np.asarray(rows) for rows in (good, bad, shuffled))

    def without(rows: np.ndarray, *stories: int) -> np.ndarray:
        return rows[~np.isin(rows[:, 2:], stories).any(axis=1), :2]

    scores = {"good": np.zeros(len(good)), "bad": np.zeros(len(bad)), "shuffled": np.zeros(len(shuffled))}
    for a in range(many):
        w = _logistic(without(good, a), without(bad, a))
        for name, rows in (("good", good), ("shuffled", shuffled)):
            scores[name][rows[:, 2] == a] = _score(w, rows[rows[:, 2] == a, :2])
        for b in range(a + 1, many):
            mine = (bad[:, 2] == a) & (bad[:, 3] == b)
            scores["bad"][mine] = _score(_logistic(without(good, a, b), without(bad, a, b)), bad[mine, :2])
    threshold = float(np.quantile(scores["good"], 1 - PASS_RATE, method="lower"))
    w = _logistic(good[:, :2], bad[:, :2])
    measured = {
        "stories": many,
        "consecutive": len(good),
        "cross_story": len(bad),
        "shuffled": len(shuffled),
        "auc_cross_story": round(auc(scores["good"], scores["bad"]), 4),
        "auc_shuffled": round(auc(scores["good"], scores["shuffled"]), 4),
        "pass_consecutive": round(float((scores["good"] >= threshold).mean()), 4),
        "pass_cross_story": round(float((scores["bad"] >= threshold).mean()), 4),
        "pass_shuffled": round(float((scores["shuffled"] >= threshold).mean()), 4),
    }
    fit = Fit(encoder.name, *(round(float(x), 4) for x in w), threshold=round(threshold, 4), measured=measured)
    return Calibration(fit, _roc(scores["good"], scores["bad"]))


def auc(good: np.ndarray, bad: np.ndarray) -> float:
    """The chance that a good pair scores above a bad one (ties count half)."""
    order = np.argsort(np.concatenate([good, bad]), kind="stable")
    values = np.concatenate([good, bad])[order]
    ranks = np.empty(len(values))
    _, start, count = np.unique(values, return_index=True, return_counts=True)
    for s, c in zip(start, count, strict=True):
        ranks[s : s + c] = s + (c + 1) / 2
    rank_of_good = ranks[np.argsort(order, kind="stable")][: len(good)]
    return float((rank_of_good.sum() - len(good) * (len(good) + 1) / 2) / (len(good) * len(bad)))


def _logistic(good: np.ndarray, bad: np.ndarray, ridge: float = 1e-4) -> np.ndarray:
    """Weights [bias, together, background] of a class-balanced logistic regression, by Newton's method."""
    x = np.concatenate([good, bad])
    x = np.concatenate([np.ones((len(x), 1)), x], axis=1)
    y = np.concatenate([np.ones(len(good)), np.zeros(len(bad))])
    weight = np.where(y == 1, 0.5 / len(good), 0.5 / len(bad))
    w, keep = np.zeros(3), np.diag([0.0, ridge, ridge])
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (weight * (p - y)) + keep @ w
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + keep + 1e-9 * np.eye(3)
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return w


def _score(w: np.ndarray, rows: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-(w[0] + rows @ w[1:])))


def _roc(good: np.ndarray, bad: np.ndarray, points: int = 64) -> list[tuple[float, float, float]]:
    cuts = np.unique(np.quantile(np.concatenate([good, bad]), np.linspace(0, 1, points)))[::-1]
    return [(round(float(t), 4), round(float((bad >= t).mean()), 4), round(float((good >= t).mean()), 4)) for t in cuts]
