"""Presets: every file in configs/ loads, says its licences and sizes, and mistakes are named."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from vgot.errors import BadInput
from vgot.presets.preset import Preset, read_preset

CONFIGS = sorted(
    p for p in (Path(__file__).parents[2] / "configs").glob("*.yaml") if p.stem not in ("animatic", "embedded")
)  # these fetch nothing


def values(name="sdxl-wan5b"):
    return yaml.safe_load((CONFIGS[0].parent / f"{name}.yaml").read_text())


@pytest.mark.parametrize("path", CONFIGS, ids=lambda p: p.stem)
def test_every_preset_loads_and_says_what_it_fetches(path):
    preset = read_preset(yaml.safe_load(path.read_text()), path.stem)
    assert preset.name == path.stem and not preset.draft
    for repo in preset.repos().values():
        assert repo.licence and repo.bytes_estimate > 50e6, f"{repo.id} has no size"
        assert repo.revision is None or len(repo.revision) == 40 or repo.revision.startswith("refs/pr/")
    for name in ("keyframe", "video"):
        section = preset.sections()[name]
        if section.remote is not None:
            assert section.remote.service and not section.repos, "what runs at a service fetches nothing"
            assert section.remote.price is None, "no price ships: services change theirs"
            continue
        assert section.vram_gb > 0 and section.ram_gb > 0 and section.part_bytes, f"{name} does not say what it needs"


def test_sizes_are_parameters_times_bytes():
    preset = read_preset(values())
    assert preset.video.base.bytes_estimate == int((5.68 + 5.0 + 0.7) * 2e9)
    assert preset.video.part_bytes["transformer"] == 10_000_000_000


@pytest.mark.parametrize(
    "path,key,near",
    [
        ((), "keyframes", "keyframe"),
        (("video",), "max_frame", "max_frames"),
        (("keyframe",), "guidence", "guidance"),
        (("video", "repos", 0), "license", "licence"),
        (("transition",), "varient", "variant"),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest_known_one(path, key, near):
    broken = values()
    inner = broken
    for step in path:
        inner = inner[step]
    inner[key] = 1
    with pytest.raises(BadInput) as why:
        read_preset(broken, "mine")
    assert f"'{key}'" in why.value.message and why.value.hint == f"Did you mean '{near}'?"
    assert why.value.field.startswith("mine/") and why.value.field.endswith(key)


@pytest.mark.parametrize(
    "change", [{"name": "Not A Slug"}, {"video": None}, {"transition": {"alpha": 2}}, {"order": "first"}]
)
def test_wrong_values_are_one_typed_error_that_names_the_key(change):
    with pytest.raises(BadInput) as why:
        read_preset(values() | change)
    assert why.value.field.startswith("preset/" + next(iter(change)))


def test_repositories_are_named_by_owner_and_name_and_never_by_address():
    broken = values()
    broken["video"]["repos"][0]["id"] = "https://example.com/weights"
    with pytest.raises(BadInput):
        read_preset(broken)
    with pytest.raises(BadInput):
        read_preset([])


def test_presets_are_frozen():
    preset = read_preset(values())
    assert isinstance(preset, Preset)
    with pytest.raises(Exception, match="frozen"):
        preset.draft = True


def test_reading_presets_imports_nothing_heavy():
    code = "import sys, vgot.presets.preset; print([m for m in ('torch', 'diffusers', 'numpy') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"
