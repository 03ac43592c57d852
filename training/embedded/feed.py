"""Workers that draw while the model trains: each fills slots of shared memory, batches arrive in the order of their number.

Batch b holds the items b * size to (b + 1) * size - 1 of its kind, whatever the number of workers, so a resumed run sees
what it would have seen. With no workers the batches are drawn in place.
"""

from __future__ import annotations

import multiprocessing
import queue
from multiprocessing import shared_memory

import numpy as np

from training.embedded import features
from training.embedded.scenes import CLIP_FRAMES, HEAD_PX, HEIGHT, MOST_PEOPLE, NAMES, WIDTH, Drawer
from vgot.models.embedded.face_detailer import CUT_PX
from vgot.models.embedded.parts import DOMAINS, MOST_WORDS, word_ids

KINDS = ("scene", "head", "face", "clip", "pair", "picture", "path")
_SLOTS = 3
_PATIENCE_S = 120.0


def layout(
    kind: str,
    size: int,
    portrait_px: int,
    width: int = WIDTH,
    height: int = HEIGHT,
    head_px: int = HEAD_PX,
    crop: int = 0,
    cut_px: int = CUT_PX,
) -> dict[str, tuple[tuple[int, ...], np.dtype]]:
    """Name -> (shape, type) of a batch of a kind.

    scene, head, face, clip: pixels, ids, generic, portraits, boxes, near, path, labels, identity. path: ids and path alone. pair: pixels, other, ids, labels,
    features, identity, and the words and labels of a scene that is not drawn. picture: square crops of scenes and portraits, pixels alone.
    """
    if kind not in KINDS:
        raise ValueError(f"There is no batch of '{kind}'.")
    words, u8 = (size, len(DOMAINS), MOST_WORDS), np.dtype(np.uint8)
    if kind == "path":
        return {"ids": (words, np.dtype(np.int16)), "path": ((size, 3), np.dtype(np.float32))}
    if kind == "picture":
        return {"pixels": ((size, crop or height, crop or height, 3), u8)}
    pixels = {
        "scene": (size, height, width, 3),
        "head": (size, head_px, head_px, 3),
        "face": (size, cut_px, cut_px, 3),
        "clip": (size, CLIP_FRAMES, height, width, 3),
        "pair": (size, portrait_px, portrait_px, 3),
    }[kind]
    common = {
        "pixels": (pixels, u8),
        "ids": (words, np.dtype(np.int16)),
        "labels": ((size, len(NAMES)), np.dtype(np.int16)),
        "identity": ((size,), np.dtype(np.int32)),
    }
    if kind == "pair":
        return common | {
            "other": (pixels, u8),
            "features": ((size, features.WIDTH), np.dtype(np.float32)),
            "scene_ids": common["ids"],
            "scene_labels": common["labels"],
        }
    return common | {
        "generic": (words, np.dtype(np.int16)),
        "portraits": ((size, MOST_PEOPLE, portrait_px, portrait_px, 3), u8),
        "boxes": ((size, MOST_PEOPLE, 4), np.dtype(np.float32)),
        "path": ((size, 3), np.dtype(np.float32)),
        "near": ((size, *[side // 8 for side in pixels[-3:-1]]), u8),
    }


def fill(drawer: Drawer, kind: str, batch: int, into: dict[str, np.ndarray]) -> None:
    """Draw batch `batch` into arrays of `layout`."""
    size = len(next(iter(into.values())))
    for k in range(size):
        index = batch * size + k
        if kind == "path":
            into["ids"][k], into["path"][k] = drawer.path(index)
            continue
        if kind == "picture":
            # drawing costs more than cropping: two crops of each picture
            if index % 2 == 0 or k == 0:
                seen = (drawer.head if index // 2 % 5 == 4 else drawer.scene)(index // 2).pixels
            side = into["pixels"].shape[1]
            x = (index * 7919) % max(1, seen.shape[1] - side + 1)
            y = (index * 104729) % max(1, seen.shape[0] - side + 1)
            into["pixels"][k] = seen[y : y + side, x : x + side]
            continue
        if kind == "pair":
            into["pixels"][k], into["other"][k], item = drawer.pair(index)
            into["features"][k] = item.features
            words, into["scene_labels"][k] = drawer.described(index)
            into["scene_ids"][k] = word_ids(words)
        else:
            item = (
                drawer.scene(index, moving=True)
                if kind == "clip"
                else {"scene": drawer.scene, "head": drawer.head, "face": drawer.face}[kind](index)
            )
            into["pixels"][k], into["generic"][k], into["portraits"][k] = item.pixels, item.generic, item.portraits
            into["boxes"][k], into["near"][k], into["path"][k] = (
                item.boxes,
                item.near,
                0.0 if item.path is None else item.path,
            )
        into["ids"][k], into["labels"][k], into["identity"][k] = item.ids, item.labels, item.identity


def _views(buffer, shapes: dict) -> dict[str, np.ndarray]:
    made, at = {}, 0
    for name, (shape, kind) in shapes.items():
        made[name] = np.ndarray(shape, kind, buffer, at)
        at += -(-made[name].nbytes // 64) * 64
    return made


def _bytes(shapes: dict) -> int:
    return sum(-(-int(np.prod(shape)) * kind.itemsize // 64) * 64 for shape, kind in shapes.values())


def _work(memory: str, shapes: dict, drawer: dict, kind: str, first: int, step: int, free, ready) -> None:
    """One worker: batches first, first + step, … into whichever slot is free; None ends it."""
    shared = shared_memory.SharedMemory(name=memory)
    try:
        draws, batch, size = Drawer(**drawer), first, _bytes(shapes)
        while (slot := free.get()) is not None:
            fill(draws, kind, batch, _views(shared.buf[slot * size : (slot + 1) * size], shapes))
            ready.put((batch, slot))
            batch += step
    except Exception as why:  # the trainer must hear of it, whatever it was
        ready.put((type(why).__name__ + ": " + str(why), -1))
    finally:
        shared.close()


class Feed:
    """Batches of one kind, from number `start` on. `next()` returns arrays of the caller's own; `close()` ends the workers."""

    def __init__(
        self,
        kind: str,
        size: int,
        *,
        split: str = "train",
        seed: int = 0,
        workers: int = 0,
        start: int = 0,
        **drawing: int,
    ):
        self.kind, self.size, self.number, self._first = kind, size, start, start
        self.shapes = layout(kind, size, **({"portrait_px": 96} | drawing))
        self._drawer = {"split": split, "seed": seed, **{k: v for k, v in drawing.items() if k != "crop"}}
        self._workers: list = []
        if workers == 0:
            self._inline = Drawer(**self._drawer)
            return
        context, one = multiprocessing.get_context("spawn"), _bytes(self.shapes)
        self._held = [shared_memory.SharedMemory(create=True, size=one * _SLOTS) for _ in range(workers)]
        for k, memory in enumerate(self._held):
            free, ready = context.Queue(), context.Queue()
            for slot in range(_SLOTS):
                free.put(slot)
            worker = context.Process(
                target=_work,
                args=(memory.name, self.shapes, self._drawer, kind, start + k, workers, free, ready),
                daemon=True,
            )
            worker.start()
            self._workers.append((worker, memory, free, ready))

    def next(self) -> dict[str, np.ndarray]:
        """The next batch. Raises RuntimeError if a worker failed or died."""
        if not self._workers:
            made = {name: np.zeros(shape, kind) for name, (shape, kind) in self.shapes.items()}
            fill(self._inline, self.kind, self.number, made)
            self.number += 1
            return made
        worker, memory, free, ready = self._workers[(self.number - self._first) % len(self._workers)]
        waited = 0.0
        while True:
            try:
                batch, slot = ready.get(timeout=5.0)
                break
            except queue.Empty:
                waited += 5.0
                if not worker.is_alive() or waited > _PATIENCE_S:
                    raise RuntimeError(f"A worker that draws {self.kind} batches stopped.") from None
        if slot < 0:
            raise RuntimeError(f"A worker that draws {self.kind} batches failed: {batch}")
        if batch != self.number:
            raise RuntimeError(f"Batch {batch} came where {self.number} was due.")
        one = _bytes(self.shapes)
        made = {
            name: view.copy() for name, view in _views(memory.buf[slot * one : (slot + 1) * one], self.shapes).items()
        }
        free.put(slot)
        self.number += 1
        return made

    def close(self) -> None:
        for _, _, free, ready in self._workers:
            free.put(None)
            ready.cancel_join_thread()
        for worker, memory, _, _ in self._workers:
            worker.join(timeout=0.5)
            if worker.is_alive():
                worker.terminate()
                worker.join(timeout=5)
            memory.close()
            memory.unlink()
        self._workers = []
