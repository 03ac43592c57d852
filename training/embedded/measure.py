"""The whole quality bar, printed by one command, on held-out scenes, identities and wordings.

    python -m training.embedded.measure --out DIR [--scenes 500] [--device auto]

Reads DIR/stack and DIR/probes; writes DIR/measure.json, which `ship` asks for. Exit code 0 where the bar is met, 3 where it
is not. What could not be measured counts as not met.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.embedded import probes, wording
from training.embedded.loaded import Stack, digest
from training.embedded.scenes import CLIP_FRAMES, LABELS, MOST_PEOPLE, NAMES, UNSAID, Drawer, Item
from vgot.animatic.looks import Look
from vgot.animatic.portrait import draw_portrait_pixels
from vgot.models.base import Cast, Tokens
from vgot.models.embedded.families import face_of
from vgot.models.embedded.parts import DOMAINS, word_ids
from vgot.models.layout_boxes import figures_for
from vgot.units import FrameSize

#: figure -> (at least or at most, value): the bar; the two ceilings say that the probes can be believed at all
BAR: dict[str, tuple[str, float]] = {
    "autoencoder_psnr_db": (">=", 30.0),
    "attributes_of_ceiling": (">=", 0.85),
    "identity_among_20": (">=", 0.70),
    "cs_fc_ratio": (">=", 2.3),
    "camera_move": (">=", 0.80),
    "flicker_of_drawn": ("<=", 2.0),
    "identity_in_last_frame": (">=", 0.70),
    "keyframe_s": ("<=", 1.0),
    "shot_s": ("<=", 5.0),
    "megabytes": ("<=", 40.0),
    "attributes_ceiling": (">=", 0.60),
    "camera_move_ceiling": (">=", 0.70),
}
GROUPS = {
    "place": ("place",),
    "light": ("light",),
    "size": ("size",),
    "people": ("people",),
    "hair": ("hair",),
    "hat": ("hat",),
    "clothes": ("garment", "colour"),
}
#: Frames of either side of a boundary that are compared; the paper compares eight.
SEAM_FRAMES = 4


def met(figures: dict) -> dict[str, bool]:
    """Which parts of the bar a set of figures meets; a missing figure meets nothing."""

    def one(name: str) -> bool:
        value = figures.get(name)
        if value is None or not np.isfinite(value):
            return False
        way, bar = BAR[name]
        return value >= bar if way == ">=" else value <= bar

    return {name: one(name) for name in BAR}


class Measure:
    """Measures one stack. Every figure is made from items of the `held` split alone."""

    def __init__(
        self, stack: Stack, scenes: int, drawing: dict | None = None, seed: int = 4242, readers: tuple | None = None
    ):
        self.stack, self.scenes, self.seed = stack, scenes, seed
        self.drawer = Drawer("held", seed, **({"portrait_px": stack.sizes.portrait_px} | (drawing or {})))
        self.picture_probe, self.move_probe = readers or (None, None)
        self.cell = (self.drawer.scene(0).pixels.shape[0] // 8, self.drawer.scene(0).pixels.shape[1] // 8)

    # -- pictures ------------------------------------------------------------------------------------------------------
    def pictures(self, reader) -> dict:
        """Autoencoder, and attributes read back from generated keyframes against what is read from true drawings."""
        error, right = [], {"true": {}, "made": {}, "text alone": {}}
        for start in range(0, self.scenes, 32):
            items = [planned(self.drawer.scene(n)) for n in range(start, min(start + 32, self.scenes))]
            true, ids, portraits, boxes = _stacked(items)
            again = self.stack.decode(self.stack.encode(true))
            error += [
                10 * np.log10(255**2 / max(1e-9, np.mean((a.astype(np.float32) - b) ** 2)))
                for a, b in zip(true, again, strict=True)
            ]
            people = self.stack.people(portraits, boxes)
            made = self.stack.keyframes(ids, people, boxes, self.seed + start, self.cell, reader, faces_of(items))
            alone = self.stack.keyframes(ids, torch.zeros_like(people), boxes, self.seed + start, self.cell, reader)
            labels = np.stack([i.labels for i in items])
            for kind, seen in (("true", true), ("made", made), ("text alone", alone)):
                for name, said in self._read(seen).items():
                    wanted = labels[:, NAMES.index(name)]
                    right[kind].setdefault(name, []).extend((said == wanted)[wanted != UNSAID])
        rates = {
            kind: {g: float(np.mean([np.mean(found[n]) for n in names])) for g, names in GROUPS.items()}
            for kind, found in right.items()
        }
        mean = {kind: float(np.mean(list(found.values()))) for kind, found in rates.items()}
        return {
            "autoencoder_psnr_db": float(np.mean(error)),
            "attributes_of_ceiling": mean["made"] / max(mean["true"], 1e-9),
            "attributes_ceiling": mean["true"],
            "attributes": rates,
            "attributes_mean": mean,
        }

    @torch.no_grad()
    def _read(self, pixels: np.ndarray) -> dict[str, np.ndarray]:
        x = torch.from_numpy(pixels).to(self.stack.device).movedim(-1, 1).float() / 127.5 - 1
        return {name: said.argmax(1).cpu().numpy() for name, said in self.picture_probe(x).items()}

    # -- identity ------------------------------------------------------------------------------------------------------
    def identity(self, reader) -> dict:
        """Who is recognised in a keyframe among twenty: with tokens as the preset uses them, with their embedding alone (no face of the
        portrait is laid in), and without; true drawings are the ceiling."""
        items = self._alone(max(20, self.scenes // 2))
        true, ids, portraits, boxes = _stacked(items)
        people = self.stack.people(portraits, boxes)
        looks = [_face(reader, draw_portrait_pixels(i.looks[0], FrameSize(256, 256))) for i in items]
        seed = self.seed + 70_000
        made = self.stack.keyframes(ids, people, boxes, seed, self.cell, reader, faces_of(items))
        embedding = self.stack.keyframes(ids, people, boxes, seed, self.cell, reader)
        none = self.stack.keyframes(ids, torch.zeros_like(people), boxes, seed, self.cell, reader)
        rates = {
            kind: _among_twenty(looks, [_face(reader, p) for p in seen], [i.identity for i in items], self.seed)
            for kind, seen in (
                ("true", true),
                ("tokens", made),
                ("their embedding alone", embedding),
                ("no tokens", none),
            )
        }
        return {"identity_among_20": rates["tokens"], "identity": rates}

    def _alone(self, count: int) -> list[Item]:
        """Scenes of one person whose face can be seen."""
        found, n = [], 100_000
        near = [LABELS["size"].index(s) for s in ("medium", "close", "extreme_close")]
        while len(found) < count:
            _, labels = self.drawer.described(n)
            if (
                labels[NAMES.index("people")] == 1
                and labels[NAMES.index("size")] in near
                and labels[NAMES.index("age")] != LABELS["age"].index("baby")
            ):
                found.append(planned(self.drawer.scene(n)))
            n += 1
        return found

    def across(self, reader) -> dict:
        """CS-FC over a boundary between two shots of one person in two places, with tokens and without, same seeds; once
        with words that do not tell people apart (identity by tokens alone, which the bar is about, and by their embedding alone), once
        with full words."""
        pairs = max(6, self.scenes // 10)
        items = self._alone(2 * pairs)
        first, second = items[:pairs], items[pairs:]
        rng = random.Random(self.seed)
        figures: dict = {}
        for words in ("generic", "described"):
            sides = []
            for one, other in zip(first, second, strict=True):
                said = wording.person_words(one.looks[0], rng, "held", "Margit", generic=words == "generic")
                sides.append(
                    [
                        replace(i, ids=word_ids((said, *i.words[1:])), portraits=one.portraits, looks=one.looks)
                        for i in (one, other)
                    ]
                )
            for arm in ("tokens", "embedding alone", "no tokens") if words == "generic" else ("tokens", "no tokens"):
                seen = []
                for k in (0, 1):
                    side = [s[k] for s in sides]
                    _, ids, portraits, boxes = _stacked(side)
                    people = self.stack.people(portraits, boxes) * float(arm != "no tokens")
                    still = self.stack.encode(
                        self.stack.keyframes(
                            ids,
                            people,
                            boxes,
                            self.seed + 80_000 + 1000 * k,
                            self.cell,
                            reader,
                            faces_of(side) if arm == "tokens" else (),
                        )
                    )
                    seen.append(
                        self._clips(
                            ids,
                            still,
                            self.seed + 90_000 + 1000 * k,
                            slice(0, SEAM_FRAMES) if k else slice(-SEAM_FRAMES, None),
                        )
                    )
                values = [_seam(reader, a, b) for a, b in zip(*seen, strict=True)]
                known = [v for v in values if v is not None]
                figures[f"{words}, {arm}"] = {
                    "cs_fc": float(np.mean(known)) if known else None,
                    "pairs_with_faces": len(known) / pairs,
                }
        on, off = figures["generic, tokens"]["cs_fc"], figures["generic, no tokens"]["cs_fc"]
        # a mean near nothing without tokens would make any ratio: one hundredth is the least that is divided by
        return {"cs_fc_ratio": None if on is None or off is None else on / max(off, 0.01), "cs_fc": figures}

    def _clips(self, ids: np.ndarray, still: torch.Tensor, seed: int, frames: slice = slice(None)) -> np.ndarray:
        """uint8 [B, F, H, W, 3], some frames of clips; the keyframes alone where there is no motion model."""
        if self.stack.motion is None:
            return self.stack.decode(still)[:, None]
        z = self.stack.shoot(ids, still, CLIP_FRAMES, seed)[:, :, frames]
        return self.stack.decode(z.transpose(1, 2).flatten(0, 1)).reshape(
            len(ids), z.shape[2], *[8 * s for s in self.cell], 3
        )

    # -- clips ---------------------------------------------------------------------------------------------------------
    def clips(self, reader) -> dict:
        """Clips from true first frames: the camera's move, flicker, and whether the face in the last frame is still the
        same person. Moves that the probe misreads in the true clip are not counted."""
        if self.stack.motion is None:
            return {}
        count = max(8, self.scenes // 5)
        right, known, flicker, looks, last, last_true, who = [], [], [], [], [], [], []
        for start in range(0, count, 8):
            items = [self.drawer.scene(n, moving=True) for n in range(start, min(start + 8, count))]
            true = np.stack([i.pixels for i in items])
            ids = np.stack([i.ids for i in items])
            made = self._clips(ids, self.stack.encode(true[:, 0]), self.seed + 50_000 + start)
            wanted = np.stack([i.labels for i in items])[:, NAMES.index("move")]
            read_true, read_made = self._moves(true), self._moves(made)
            known.extend(read_true == wanted)
            right.extend((read_made == wanted)[read_true == wanted])
            flicker.extend(_flicker(m) / max(_flicker(t), 0.15) for m, t in zip(made, true, strict=True))
            for item, clip in zip(items, made, strict=True):
                if reader is None or len(item.looks) != 1:
                    continue
                seen = _face(reader, item.pixels[-1])
                if seen is not None:  # only where the drawn clip still shows the face
                    looks.append(_face(reader, draw_portrait_pixels(item.looks[0], FrameSize(256, 256))))
                    last.append(_face(reader, clip[-1]))
                    last_true.append(seen)
                    who.append(item.identity)
        figures = {
            "camera_move": float(np.mean(right)) if right else None,
            "camera_move_ceiling": float(np.mean(known)),
            "flicker_of_drawn": float(np.median(flicker)),
        }
        if len(looks) >= 2:
            figures |= {
                "identity_in_last_frame": _among_twenty(looks, last, who, self.seed),
                "identity_in_last_true_frame": _among_twenty(looks, last_true, who, self.seed),
                "clips_with_faces": len(looks),
            }
        return figures

    @torch.no_grad()
    def _moves(self, clips: np.ndarray) -> np.ndarray:
        x = torch.from_numpy(clips).to(self.stack.device).movedim(-1, 1).float() / 127.5 - 1
        return self.move_probe(x).argmax(1).cpu().numpy()

    # -- looking -------------------------------------------------------------------------------------------------------
    def contact_sheet(self, target: Path, count: int = 24) -> None:
        """Random sentences and what was generated from them, with their words."""
        from PIL import Image, ImageDraw

        items = [planned(self.drawer.scene(200_000 + n)) for n in range(count)]
        _, ids, portraits, boxes = _stacked(items)
        made = self.stack.keyframes(
            ids, self.stack.people(portraits, boxes), boxes, self.seed + 1, self.cell, _reader()[0], faces_of(items)
        )
        high, wide = made.shape[1:3]
        sheet = Image.new("RGB", (4 * (wide + 12) + 12, -(-count // 4) * (high + 62) + 12), "white")
        pen = ImageDraw.Draw(sheet)
        for n, (item, picture) in enumerate(zip(items, made, strict=True)):
            x, y = 12 + n % 4 * (wide + 12), 12 + n // 4 * (high + 62)
            sheet.paste(Image.fromarray(picture), (x, y))
            text = ". ".join(w for w in item.words if w)
            lines = [text[k : k + wide // 6] for k in range(0, len(text), wide // 6)][:4]
            pen.multiline_text((x, y + high + 3), "\n".join(lines), fill="black", spacing=1)
        target.parent.mkdir(parents=True, exist_ok=True)
        sheet.save(target)


def planned(item: Item) -> Item:
    """The item with its people where the program would plan them from its words and their number, not where they are drawn."""
    cast = [Cast("", "", "", "", "", Tokens("", b"")) for _ in item.looks]
    boxes = np.zeros_like(item.boxes)
    for k, box in enumerate(
        figures_for(cast, item.words[DOMAINS.index("relation")], item.words[DOMAINS.index("camera")])[: len(boxes)]
    ):
        boxes[k] = box
    return replace(item, boxes=boxes)


def faces_of(items: list[Item]) -> list[list[np.ndarray | None]]:
    """For every item and person the face of the portrait, as the preset reads it beside the embedding."""
    found = [[_portrait_face(look) for look in item.looks[:MOST_PEOPLE]] for item in items]
    return [faces + [None] * (MOST_PEOPLE - len(faces)) for faces in found]


@lru_cache(maxsize=4096)
def _portrait_face(look: Look) -> np.ndarray | None:
    return face_of(draw_portrait_pixels(look, FrameSize(256, 256)))


def _stacked(items: list[Item]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    return (
        np.stack([i.pixels for i in items]),
        np.stack([i.ids for i in items]),
        np.stack([i.portraits for i in items]),
        np.stack([i.boxes for i in items]),
    )


def _face(reader, pixels: np.ndarray) -> np.ndarray | None:
    from vgot.faces.reader import lead

    found = lead(reader.read(pixels))
    return None if found is None else found.embedding


def _among_twenty(looks: list, seen: list, who: list[int], seed: int) -> float:
    """The share in which the right one of twenty different people (fewer, if there are fewer) is nearest; no face and a
    tie are wrong."""
    rng, right = np.random.default_rng(seed), []
    usable = [k for k, v in enumerate(looks) if v is not None]
    for k in usable:
        others = list({who[o]: o for o in usable if who[o] != who[k]}.values())
        chosen = [*rng.choice(others, min(19, len(others)), replace=False), k] if others else [k]
        right.append(seen[k] is not None and int(np.argmax([looks[c] @ seen[k] for c in chosen])) == len(chosen) - 1)
    return float(np.mean(right)) if right else float("nan")


def _seam(reader, left: np.ndarray, right: np.ndarray) -> float | None:
    """The mean cosine of faces of the last frames of one shot and the first of the next; None where there are none."""
    a, b = ([_face(reader, f) for f in frames] for frames in (left[-SEAM_FRAMES:], right[:SEAM_FRAMES]))
    found = [float(x @ y) for x, y in zip(a, b, strict=True) if x is not None and y is not None]
    return float(np.mean(found)) if found else None


def _flicker(clip: np.ndarray) -> float:
    """How much pixels leave the straight line between their neighbours in time, in grey levels."""
    x = clip.astype(np.float32)
    return float(np.abs(x[:-2] - 2 * x[1:-1] + x[2:]).mean())


def timings(stack: Path, threads: int = 2) -> dict:
    """Seconds of a keyframe and of a shot of sixteen frames, through the program itself on the CPU, in a process of their
    own (best of three)."""
    code = f"""
import json, time, sys, tempfile, yaml, torch
from pathlib import Path
torch.set_num_threads({threads})
from training.embedded.measure import program
print(json.dumps(program(Path({str(stack.resolve())!r}))))
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "CUDA_VISIBLE_DEVICES": "", "OMP_NUM_THREADS": str(threads)},
    )
    if done.returncode:
        raise RuntimeError(f"The timings failed: {done.stderr[-500:]}")
    return json.loads(done.stdout.splitlines()[-1])


def program(stack: Path) -> dict:
    """A keyframe with tokens and a shot, as the preset makes them."""
    import tempfile

    from vgot.models.base import Cast, ClipSpec, KeyframeSpec, PortraitSpec, Quiet
    from vgot.models.embedded.clips import EmbeddedVideo
    from vgot.models.embedded.families import EmbeddedFaces, EmbeddedImage
    from vgot.models.embedded.parts import write_index
    from vgot.models.runtime.residency import Residency
    from vgot.settings import load_preset
    from vgot.story.model import Domains

    if not (stack / "model_index.json").exists():
        write_index(stack)
    preset = load_preset("embedded").preset
    with tempfile.TemporaryDirectory() as folder:
        models = Path(folder)
        (models / "vgot").mkdir()
        (models / "vgot" / "embedded").symlink_to(stack)
        held = Residency("cpu")
        image, faces, video = (
            kind(preset, models, residency_=held) for kind in (EmbeddedImage, EmbeddedFaces, EmbeddedVideo)
        )
        spec = PortraitSpec("mary", "old", "Mary", "Old Mary", "", "red hair", "", "", 1, FrameSize(512, 512))
        cast = (
            Cast(
                "mary", "old", "Mary", "Old", "", faces.read_tokens(image.draw_portrait(spec, Quiet()), spec, Quiet())
            ),
        )
        size = FrameSize(768, 432)
        asked = KeyframeSpec(
            Domains(character="Mary in a red coat", background="a harbour", camera="medium shot", lighting="noon"),
            "Mary waves.",
            cast,
            "",
            "",
            None,
            "",
            1,
            size,
        )

        def best(work: Callable) -> float:
            spent = []
            for _ in range(3):
                started = time.perf_counter()
                work()
                spent.append(time.perf_counter() - started)
            return min(spent)

        still = image.draw_keyframe(asked, Quiet())
        figures = {"keyframe_s": best(lambda: image.draw_keyframe(asked, Quiet()))}
        if (stack / "motion").exists():
            shot = ClipSpec("Mary waves.", "pan left", "waves", cast, (), "", 1, size, 8, 16)
            figures["shot_s"] = best(lambda: list(video.shoot_clip(still, shot, Quiet()).frames))
    return figures


PARTS = ("across", "clips", "pictures", "identity")  # the longest first


def _part(name: str, out: Path, scenes: int, device: str, drawing: dict | None, threads: int = 0) -> tuple[dict, float]:
    """One part of the figures and the seconds it took, in whatever process."""
    if threads:
        torch.set_num_threads(threads)
    started = time.monotonic()
    measure = Measure(Stack.load(out / "stack", device), scenes, drawing, readers=probes.load(out, device))
    reader = _reader()[0]
    figures = {} if reader is None and name not in ("clips", "pictures") else getattr(measure, name)(reader)
    return figures, time.monotonic() - started


def _reader() -> tuple[Any, str]:
    """The face reader and its name, or None and why there is none: such a machine still measures the rest."""
    try:
        from vgot.faces.reader import face_reader

        return face_reader(), face_reader().name
    except Exception as why:
        return None, f"not measured: {why}"


def run(
    out: Path,
    scenes: int,
    device: str,
    contact: Path | None = None,
    drawing: dict | None = None,
    say=print,
    timed: bool = True,
    processes: int = 1,
    parts: Sequence[str] | None = None,
) -> dict:
    """Measure everything that can be measured and write DIR/measure.json. processes: how many parts are measured side by
    side, one thread each; the timings come last and alone. parts: of PARTS, what is measured anew; the rest stays as DIR/measure.json has
    it. Raises ValueError where that is of other weights or another number of scenes."""
    known = {} if parts is None else json.loads((out / "measure.json").read_text())
    parts = PARTS if parts is None else parts
    if known and (known["weights"] != digest(out / "stack") or known["scenes"] != scenes):
        raise ValueError(
            "What was measured before is of other weights or of another number of scenes: measure all parts."
        )
    figures: dict = known | {
        "scenes": scenes,
        "device": device,
        "faces": _reader()[1],
        "weights": digest(out / "stack"),
        "megabytes": sum(f.stat().st_size for f in (out / "stack").rglob("*.safetensors")) / 1e6,
    }

    def keep(name: str, found: dict, seconds: float) -> None:
        figures.update(found)
        say(f"{name}: {seconds:.0f} s")
        (out / "measure.json").write_text(json.dumps(figures, indent=1))

    if processes > 1:
        with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as several:
            started = {several.submit(_part, name, out, scenes, device, drawing, 1): name for name in parts}
            for done in as_completed(started):
                keep(started[done], *done.result())
    else:
        for name in parts:
            keep(name, *_part(name, out, scenes, device, drawing))
    if timed:
        keep("timings", timings(out / "stack"), 0.0)
    if contact is not None:
        Measure(Stack.load(out / "stack", device), scenes, drawing).contact_sheet(contact)
    figures["met"] = met(figures)
    (out / "measure.json").write_text(json.dumps(figures, indent=1))
    return figures


def table(figures: dict) -> str:
    """The bar, for people."""
    lines = [f"{'figure':<26}{'measured':>10}  {'bar':>9}"]
    for name, (way, bar) in BAR.items():
        value = figures.get(name)
        lines.append(
            f"{name:<26}{'-' if value is None else f'{value:.3f}':>10}  {way + ' ' + str(bar):>9}  {'met' if met(figures)[name] else 'NOT MET'}"
        )
    for kind, rates in figures.get("attributes", {}).items():
        lines.append(f"  read from {kind}: " + ", ".join(f"{k} {v:.2f}" for k, v in rates.items()))
    for key in ("identity", "cs_fc", "identity_in_last_true_frame", "faces"):
        if key in figures:
            lines.append(f"  {key}: {figures[key]}")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--scenes", type=int, default=500)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--contact", type=Path, help="also draw a contact sheet of 24 sentences and pictures")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--processes", type=int, default=1, help="parts measured side by side, one thread each")
    parser.add_argument(
        "--parts",
        nargs="*",
        choices=PARTS,
        help="what to measure anew, the rest as it was measured with the same weights; nothing: the timings alone",
    )
    given = parser.parse_args(arguments)
    if given.threads:
        torch.set_num_threads(given.threads)
    device = given.device if given.device != "auto" else "cuda" if torch.cuda.is_available() else "cpu"
    figures = run(given.out, given.scenes, device, given.contact, processes=given.processes, parts=given.parts)
    print(table(figures))
    return 0 if all(figures["met"].values()) else 3


if __name__ == "__main__":
    sys.exit(main())
