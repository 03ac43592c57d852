"""The paper's ablation on this machine: `python -m benchmarks.consistency --preset animatic [--shots 30] [--stories 4] [--json FILE]`;
`--width 384 --height 216 --fps 8` makes it a matter of minutes on two cores.

Four story types (a life, an ensemble, an event without people, a variation), with identity tokens and without them, with every
boundary mode, the same seeds throughout; the columns are the paper's. Films are measured as they are seen: joins included,
split where the shots meet. Whoever reads faces and styles is named above the table; rows of other readers belong to another
table. The drawn world keeps its people by drawing, so its rows show that the measure works; its verdict on identity is for
presets that generate.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import tempfile
import time
from pathlib import Path

import numpy as np

from vgot import media
from vgot.evaluate.measure import Reel
from vgot.evaluate.report import readers_for
from vgot.graph.nodes import trim_frames
from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import SMALL_MODELS, Settings
from vgot.story.model import MODES, Story
from vgot.units import frames_in

STORIES = {
    "a life": "Mary grows from a curious child in a fishing village into an old lighthouse keeper.",
    "an ensemble": "Ada, Bruno and Chloe rebuild a ruined theatre and open it on a winter night.",
    "an event": "A river floods its valley and a village rises again from the mud.",
    "a variation": "A young violinist travels through a city in search of a lost melody.",
}
COLUMNS = ("WS-FC", "CS-FC", "WS-SC", "CS-SC")


def with_settings(story: Story, tokens: bool, mode: str) -> Story:
    """The same story with identity tokens on or off and one mode at every boundary."""
    told = story.model_dump(mode="json")
    if not tokens:
        for character in told["cast"]:
            character["strength"] = 0.0
    for boundary in told["boundaries"]:
        boundary["mode"] = mode
    return Story.model_validate(told)


class Remembering:
    """A face reader that remembers what it read: films that differ in their boundaries alone share most of their frames."""

    def __init__(self, reader):
        self._reader, self.name, self._known = reader, reader.name, {}

    def read(self, frame: np.ndarray, least_px: float = 0.0) -> list:
        key = hashlib.blake2b(frame.tobytes(), digest_size=16).digest()
        if key not in self._known:
            self._known[key] = self._reader.read(frame)
        return [f for f in self._known[key] if f.size >= least_px]


def measure(project, reel: Reel, texts) -> tuple[dict[str, float | None], float | None]:
    """The paper's columns of a built film, and its text score."""
    story = project.story
    path, _ = project.film()
    frames = media.decode_clip(path)
    scores = []
    for n, shot in enumerate(story.shots, 1):
        length = frames_in(shot.duration_s, story.film.fps) - sum(trim_frames(story, n))
        kept = list(reel.reading(itertools.islice(frames, length)))
        if texts is not None and kept:
            middle = kept[len(kept) // 2]
            score = texts.score(shot.summary, middle, reel.faces.read(middle) if reel.faces else [])
            scores += [] if score is None else [score]
    return {k: v["value"] for k, v in reel.measures().items()}, float(np.mean(scores)) if scores else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--preset", default="animatic")
    parser.add_argument(
        "--models", type=Path, help="folders in hub layout; also face_pack/, clip/ and vgg19.safetensors for measuring"
    )
    parser.add_argument("--shots", type=int, default=30)
    parser.add_argument("--stories", type=int, default=4)
    parser.add_argument("--modes", nargs="+", default=list(MODES), choices=MODES)
    parser.add_argument("--seconds", type=float, default=2.0, help="mean length of a shot")
    parser.add_argument("--width", type=int, default=None, help="of the film; default: as the story is written")
    parser.add_argument("--height", type=int, default=None)
    parser.add_argument("--fps", type=float, default=None)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--paper-compat", action="store_true")
    parser.add_argument("--json", type=Path)
    o = parser.parse_args()
    drawn = o.preset in (
        "animatic",
        SMALL_MODELS,
    )  # the small models make the drawn world's people, whom its reader knows
    readers = readers_for(drawn, o.models)
    print(
        f"preset {o.preset}; faces: {readers.names()['faces']}; style: {readers.names()['style']}; text: {readers.names()['text']}; {o.shots} shots a story, "
        f"{o.stories} stories, seed {o.seed}" + ("; the paper's pairing and zero vectors" if o.paper_compat else "")
    )
    print(f"{'identity':<10} {'boundary':<10} {'text':>7} " + " ".join(f"{c:>7}" for c in COLUMNS) + f" {'seconds':>8}")
    rows, sums = [], {}
    size = {k: v for k, v in (("width", o.width), ("height", o.height), ("fps", o.fps)) if v is not None}
    for sentence in list(STORIES.values())[: o.stories]:
        reader = Remembering(readers.faces) if readers.faces else None
        with tempfile.TemporaryDirectory() as home:
            studio = Studio(Settings(home=Path(home), preset=o.preset, models_dir=o.models), InlineExecutor(o.models))
            project = studio.write(sentence, o.shots, seed=o.seed, writer="offline", duration_s=o.seconds)
            told = project.story.model_dump(mode="json")
            told["film"] |= size
            story = Story.model_validate(told)
            for tokens, mode in itertools.product((True, False), o.modes):
                began = time.time()
                project.edits.set_story(with_settings(story, tokens, mode))
                result = project.build(approve_all=True)
                if result.failed:
                    raise SystemExit(f"{mode}: {result.failed[0]}")
                values, text = measure(project, Reel(reader, readers.style, o.paper_compat), readers.text)
                sums.setdefault((tokens, mode), []).append((values, text, time.time() - began))
            studio.close()
    for (tokens, mode), films in sums.items():
        got, texts, spent = [f[0] for f in films], [f[1] for f in films], sum(f[2] for f in films)
        means = {
            c: float(np.mean(known)) if (known := [g[c] for g in got if g.get(c) is not None]) else None
            for c in COLUMNS
        }
        known = [t for t in texts if t is not None]
        row = {
            "tokens": tokens,
            "mode": mode,
            "text": float(np.mean(known)) if known else None,
            **means,
            "seconds": round(spent, 1),
            "encoders": readers.names(),
        }
        rows.append(row)
        cells = " ".join(f"{'-':>7}" if row[c] is None else f"{row[c]:>7.4f}" for c in ("text", *COLUMNS))
        print(f"{'tokens' if tokens else 'none':<10} {mode:<10} {cells} {row['seconds']:>8.1f}", flush=True)
    if o.json:
        o.json.write_text(json.dumps({"preset": o.preset, "shots": o.shots, "rows": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
