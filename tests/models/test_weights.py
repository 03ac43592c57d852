"""Weights: found where they lie, named when they do not, never fetched without consent, never pickles."""

import json
import subprocess
import sys

import pytest

from vgot.errors import BadInput, ModelUnavailable
from vgot.presets.weights import (
    fetch_weights,
    find_weights,
    measured_parts,
    pinned_revisions,
    require_weights,
    revision_of,
    with_overrides,
)

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def test_one_error_names_everything_that_is_missing(preset, tmp_path):
    with pytest.raises(ModelUnavailable) as why:
        require_weights(preset("sdxl-wan5b"), tmp_path)
    text = why.value.in_words()
    for name in ("stabilityai/stable-diffusion-xl-base-1.0", "h94/IP-Adapter", "Wan-AI/Wan2.2-TI2V-5B-Diffusers"):
        assert name in text
    assert "47.8 GiB" in text and "Open RAIL" in text and f"--models {tmp_path}" in text and "estimates" in text


def test_a_folder_of_models_holds_everything_the_preset_needs(preset, twins):
    found = require_weights(preset("sdxl-wan5b"), twins("sdxl-wan5b"))
    assert set(found) == set(preset("sdxl-wan5b").repos())


def test_a_folder_without_safetensors_does_not_count(preset, tmp_path):
    repo = preset("sdxl-wan5b").video.base
    place = tmp_path / repo.id / "transformer"
    place.mkdir(parents=True)
    (tmp_path / repo.id / "model_index.json").write_text("{}")
    (place / "model.bin").write_bytes(b"x")
    with pytest.raises(ModelUnavailable):
        find_weights(repo, tmp_path)


def test_the_hubs_cache_is_read_at_the_pinned_revision_only(preset, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    repo = preset("sdxl-wan5b").video.base
    for commit in (COMMIT, "f" * 40):
        place = tmp_path / "models--Wan-AI--Wan2.2-TI2V-5B-Diffusers" / "snapshots" / commit
        (place / "vae").mkdir(parents=True)
        (place / "vae/model.safetensors").write_bytes(b"x")
        (place / "model_index.json").write_text("{}")
    assert find_weights(repo.model_copy(update={"revision": COMMIT})).name == COMMIT
    with pytest.raises(ModelUnavailable):
        find_weights(repo)
    (tmp_path / "models--Wan-AI--Wan2.2-TI2V-5B-Diffusers/refs").mkdir()
    (tmp_path / "models--Wan-AI--Wan2.2-TI2V-5B-Diffusers/refs/main").write_text("f" * 40)
    assert find_weights(repo).name == "f" * 40


def test_nothing_is_fetched_without_consent_to_the_licence(preset):
    asked = []
    with pytest.raises(BadInput) as why:
        fetch_weights(preset("sdxl-wan5b").keyframe.base, consent=set(), download=lambda *a, **k: asked.append(a))
    assert asked == [] and "Open RAIL" in why.value.message and "LICENSE" in why.value.hint


def test_the_first_download_pins_the_revision_and_takes_no_pickles_and_no_code(preset, tmp_path):
    repo, asked = preset("sdxl-wan5b").video.base, []

    def download(repo_id, **settings):
        asked.append(settings)
        place = tmp_path / "snapshots" / COMMIT
        place.mkdir(parents=True, exist_ok=True)
        return str(place)

    fetch_weights(repo, {repo.id}, download)
    fetch_weights(repo, {repo.id}, download)
    assert pinned_revisions()[repo.id] == COMMIT
    assert asked[0]["revision"] in (None, COMMIT) and asked[1]["revision"] == COMMIT
    assert {"*.bin", "*.py", "*.pkl"} <= set(asked[0]["ignore_patterns"])


def test_a_failed_download_is_one_typed_error(preset):
    def download(*args, **settings):
        raise ConnectionError("no route")

    repo = preset("sdxl-wan5b").video.base
    with pytest.raises(ModelUnavailable, match="ConnectionError"):
        fetch_weights(repo, {repo.id}, download)


def test_revisions_in_recipes_change_with_the_weights_and_the_folders_settings(preset, twins, tmp_path):
    section = preset("klein-wan5b").keyframe
    assert revision_of(section, tmp_path) == "unfetched"
    real = revision_of(section, twins("klein-wan5b"))
    assert real.startswith("local-") and "+set-" in real and real == revision_of(section, twins("klein-wan5b"))
    assert revision_of(preset("klein-wan5b").face) == "1"


def test_settings_beside_the_weights_override_the_preset_and_nothing_else(preset, tmp_path):
    (tmp_path / "settings.json").write_text(json.dumps({"video": {"steps": 7}}))
    changed = with_overrides(preset("klein-wan5b"), tmp_path)
    assert changed.video.steps == 7 and changed.keyframe == preset("klein-wan5b").keyframe
    (tmp_path / "settings.json").write_text(json.dumps({"video": {"step": 7}}))
    with pytest.raises(BadInput) as why:
        with_overrides(preset("klein-wan5b"), tmp_path)
    assert "'step'" in why.value.message
    (tmp_path / "settings.json").write_text("{")
    with pytest.raises(BadInput):
        with_overrides(preset("klein-wan5b"), tmp_path)


def test_parameters_are_counted_from_the_weights_headers(preset, twins):
    from safetensors import safe_open

    folder = twins("klein-wan5b")
    counted = measured_parts(preset("klein-wan5b").keyframe, folder)
    with safe_open(
        folder / "black-forest-labs/FLUX.2-klein-4B/vae/diffusion_pytorch_model.safetensors", "pt"
    ) as opened:
        real = sum(opened.get_tensor(k).numel() for k in opened.keys())  # noqa: SIM118  no mapping: it cannot be looped over
    assert counted["vae"] == 2 * real and set(counted) == {"text_encoder", "transformer", "vae"}


def test_looking_for_weights_imports_nothing_heavy():
    code = "import sys, vgot.presets.weights; print([m for m in ('torch', 'diffusers', 'huggingface_hub') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_components_linked_to_another_drive_are_found_and_digested(preset, twins, tmp_path):
    repo = preset("klein-wan5b").keyframe.base
    place = tmp_path / "models" / repo.id
    place.mkdir(parents=True)
    for one in (twins("klein-wan5b") / repo.id).iterdir():
        (place / one.name).symlink_to(one, target_is_directory=one.is_dir())
    (place / "circle").symlink_to(place)
    assert find_weights(repo, tmp_path / "models") == place
    linked, whole = (
        revision_of(preset("klein-wan5b").keyframe, tmp_path / "models"),
        revision_of(preset("klein-wan5b").keyframe, twins("klein-wan5b")),
    )
    assert linked.split("+")[0] == whole.split("+")[0]
