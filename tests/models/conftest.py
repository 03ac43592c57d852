"""Twins of the presets, written once a run; one residency for all tests; no network, one thread."""

import os
from pathlib import Path

import numpy as np
import pytest
import yaml

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")

CONFIGS = Path(__file__).parents[2] / "configs"


@pytest.fixture(scope="session")
def torch():
    """torch on one thread: two cores are shared by everything that runs."""
    import torch

    torch.set_num_threads(1)
    return torch


@pytest.fixture(autouse=True)
def offline(monkeypatch, tmp_path_factory):
    """No hub cache of this machine may make a test pass, and none may be written."""
    empty = tmp_path_factory.getbasetemp() / "no-hub"
    monkeypatch.setenv("HF_HUB_CACHE", str(empty))
    monkeypatch.setenv("VGOT_HOME", str(empty / "home"))


def load(name):
    from vgot.presets.preset import read_preset

    return read_preset(yaml.safe_load((CONFIGS / f"{name}.yaml").read_text()), name)


@pytest.fixture(scope="session")
def preset():
    return load


@pytest.fixture(scope="session")
def shared(torch):
    """One residency for tests that do not look at it: every twin is loaded once a run."""
    from vgot.models.runtime.residency import Residency

    return Residency("cpu")


@pytest.fixture
def fresh(torch):
    """A residency of a test's own, for tests that count loads or break them."""
    from vgot.models.runtime.residency import Residency

    return Residency("cpu")


class Log:
    """A Reporter that remembers, and that cancels at a given step or check."""

    def __init__(self, cancel_at=None):
        self.steps, self.previews, self.checks, self.cancel_at = [], [], 0, cancel_at

    def step(self, done, total, preview=None):
        self.check()
        self.steps.append((done, total))
        if preview is not None:
            self.previews.append(preview)
        if self.cancel_at is not None and len(self.steps) >= self.cancel_at:
            self.cancel_at = 0

    def check(self):
        from vgot.errors import Cancelled

        self.checks += 1
        if self.cancel_at == 0:
            raise Cancelled("Stopped.")


@pytest.fixture
def log():
    return Log


def picture(seed=0, width=96, height=64):
    """A smooth random picture."""
    from PIL import Image

    from vgot.models.base import Picture

    rough = np.random.default_rng(seed).integers(0, 255, (4, 6, 3), dtype=np.uint8)
    return Picture(np.asarray(Image.fromarray(rough).resize((width, height), Image.Resampling.BICUBIC)))


@pytest.fixture(scope="session")
def draw():
    return picture
