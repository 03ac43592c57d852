"""Every preset with models makes a whole film on its twins, through the product; and without models one error says all."""

import json
from pathlib import Path

import pytest

from tests.conftest import small_story
from vgot.cli.main import main
from vgot.presets.seams import trained_for_bridges
from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings, presets
from vgot.story.model import dump_story

CONFIGS = Path(__file__).parents[2] / "configs"
#: sdxl-wan5b makes its film in tests/presets/test_presets.py and below.
NAMES = [
    n
    for n, p in presets().items()
    if any(s.repos for s in p.preset.sections().values()) and n not in ("sdxl-wan5b", "embedded")
]


#: Larger ones have the parts of smaller ones, in another precision or size; FramePack's own parts are in test_video_others.
LONG = ("qwen-wan14b-80gb", "qwen-wan14b-4step", "vace-14b", "klein-framepack")


@pytest.mark.parametrize("name", [pytest.param(n, marks=pytest.mark.slow) if n in LONG else n for n in NAMES])
def test_a_preset_makes_a_film_with_a_bridge_and_staging_on_its_twins(name, twins, tmp_path):
    models = twins(name)
    studio = Studio(Settings(home=tmp_path, preset=name, models_dir=models), InlineExecutor(models, idle_s=0.05))
    story = small_story(2, film={"width": 96, "height": 64, "fps": 8, "staging": 0.3})
    story = story.model_copy(update={"shots": [s.model_copy(update={"duration_s": 1.25}) for s in story.shots]})
    project = studio.new_project(story)
    project.edit("boundaries/1/mode", "bridge")
    result = project.build(approve_all=True)
    assert not result.failed, result.failed
    assert result.film["frames"] == 20 and {
        "drawing/1",
        "plate/harbour",
        "keyframe/1",
        "clip/1",
        "clip/2",
        "join/1-2",
    } <= set(result.ran)
    facts = project.takes("keyframe/2")[0]["facts"]
    assert facts["staged"] and facts["plate"] and facts["identity"] == project.preset.keyframe.identity
    join = project.takes("join/1-2")[0]["facts"]
    made = trained_for_bridges(project.preset.video)
    assert ("level" in join["seam"]) == made and ("instead" in join) == (not made)
    assert bool(project.plan().not_used) == (not made), (
        "a crossfade that stands for a bridge is named before it is made"
    )
    studio.close()


# -- the command line -----------------------------------------------------------------------------------------------------
def test_make_without_models_is_one_error_that_says_what_where_and_how_big(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    assert (
        main(
            [
                "make",
                "Mary waits for a boat.",
                "--preset",
                "sdxl-wan5b",
                "--models",
                str(tmp_path / "models"),
                "--json",
                "--shots",
                "2",
            ]
        )
        == 1
    )
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["kind"] == "model_unavailable"
    for needed in (
        "stabilityai/stable-diffusion-xl-base-1.0",
        "h94/IP-Adapter",
        "Wan-AI/Wan2.2-TI2V-5B-Diffusers",
        "GiB",
        "CreativeML Open RAIL++-M",
    ):
        assert needed in error["message"]
    assert f"--models {tmp_path / 'models'}" in error["hint"] and "python -m vgot fetch sdxl-wan5b" in error["hint"]
    assert not list((tmp_path / "home" / "projects").glob("*")), "nothing was begun"


def test_make_with_the_twins_folder_makes_a_whole_film_bridges_included(twins, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    where = ["--models", str(twins("sdxl-wan5b")), "--executor", "inline", "--json"]
    story = small_story(2, film={"width": 96, "height": 64, "fps": 8})
    (tmp_path / "story.json").write_text(dump_story(story))
    folder = tmp_path / "film"
    assert main(["import", str(tmp_path / "story.json"), "--project", str(folder), *where]) == 0
    capsys.readouterr()
    assert (
        main(["make", "--project", str(folder), "--preset", "sdxl-wan5b", "--out", str(tmp_path / "out.mp4"), *where])
        == 0
    )
    made = json.loads(capsys.readouterr().out)
    assert "join/1-2" in made["ran"] and made["film"]["frames"] == 16 and (tmp_path / "out.mp4").stat().st_size > 1000
