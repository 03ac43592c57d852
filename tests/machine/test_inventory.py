"""Which accelerators there are, as a faked torch tells it: cards of every maker, several, none, and what the page says of them."""

import json

import pytest

from vgot.machine import doctor
from vgot.models.runtime import accelerators
from vgot.settings import Settings, load_preset

GIB = 2**30


@pytest.fixture
def machine(monkeypatch):
    def has(*cards):
        for name in ("CUDA_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr(accelerators, "_may_have_one", lambda: True)
        monkeypatch.setattr(accelerators, "_said", lambda script, environment: "noise\nvgot " + json.dumps(cards))
        accelerators._told.clear()
        monkeypatch.setattr(doctor, "_seen_gpus", (0.0, []))

    yield has
    accelerators._told.clear()


def words(tmp_path):
    return doctor.preflight_of(load_preset("klein-wan5b").preset, Settings(home=tmp_path))["words"][0]


def test_an_amd_card_is_a_gpu(machine, tmp_path):
    machine(["rocm", "AMD Radeon RX 7900 XTX", 24 * GIB, 23 * GIB])
    assert "AMD Radeon RX 7900 XTX, 23 of 24 GB free" in words(tmp_path)
    assert doctor.memory_now()[1] and doctor.memory_now()[0].vram_total == 24 * GIB


@pytest.mark.parametrize(("kind", "name"), [("mps", "Apple's MPS"), ("xpu", "Intel's XPU")])
def test_a_card_that_nothing_was_run_on_is_named_and_not_counted(machine, tmp_path, kind, name):
    machine([kind, "Some GPU", 64 * GIB, 64 * GIB])
    said = words(tmp_path)
    assert said.startswith("Does not fit here") and f"never run on {name}" in said and not doctor.memory_now()[1]


def test_of_two_cards_the_freer_one_is_named_and_counted(machine, tmp_path):
    machine(["cuda", "Small", 8 * GIB, 2 * GIB], ["cuda", "Large", 48 * GIB, 40 * GIB])
    assert "Large, 40 of 48 GB free" in words(tmp_path) and doctor.memory_now()[0].vram_free == 40 * GIB


def test_hidden_cards_are_none_and_a_torch_that_fails_is_none(machine, tmp_path, monkeypatch):
    machine(["cuda", "Card", 8 * GIB, 8 * GIB])
    assert accelerators.inventory({"CUDA_VISIBLE_DEVICES": "-1"}) == () and accelerators.inventory({}) != ()
    accelerators._told.clear()
    monkeypatch.setattr(accelerators, "_said", lambda script, environment: "Traceback")
    assert accelerators.inventory({}) == () and "no GPU was found" in words(tmp_path)
