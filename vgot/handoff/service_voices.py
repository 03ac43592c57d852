"""Voices of a service: each line is bought once, written into the film's ledger, and kept under the same key as any other voice."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, cast

import numpy as np

from vgot.graph.keys import canonical, digest_of
from vgot.graph.nodes import Node
from vgot.graph.recipes import Recipe
from vgot.handoff.cutlist import SAMPLE_RATE
from vgot.media.audio import import_sound, read_samples
from vgot.models.remote.till import at
from vgot.presets.remote import RemoteModel
from vgot.render.till import FilmTill
from vgot.store.project_store import Store
from vgot.story.model import Voice


def voices_name(remote: RemoteModel) -> str:
    """Who speaks, as it stands in keys and credits."""
    return f"{remote.service}:{remote.model}"


def speak_at_service(store: Store, remote: RemoteModel, preset: str, text: str, voice: Voice) -> tuple[np.ndarray, int]:
    """A line, float32 (n,), and its rate. Raises as a call to a service does: SpendLimit, NotAgreed, PerhapsBought, …"""
    asked: dict[str, Any] = {
        "step": "speech",
        "version": 1,
        "model": {"id": voices_name(remote)},
        "params": {"text": text, "voice": voice.model_dump(mode="json")},
        "seed": 0,
        "inputs": {},
    }
    key = digest_of(canonical(asked))
    node = Node("speech", f"speech/{key[:16]}", "speech", asked["params"], 0)
    from vgot.models.remote.speech import spoken

    with at(FilmTill(store, node, cast(Recipe, asked), key, preset)):
        data = spoken(remote, text, voice.speaker or 0, voice.speed_wpm)
    with tempfile.TemporaryDirectory(prefix="vgot-") as folder:
        came, heard = Path(folder, "line"), Path(folder, "line.flac")
        came.write_bytes(data)
        import_sound(came, heard)
        return read_samples(heard).mean(axis=1).astype(np.float32), SAMPLE_RATE
