"""What ships of the embedded stack, and what only training needs beside it, is what the next run begins from."""

from pathlib import Path

import numpy as np
import pytest
import torch

from training.embedded import probes
from training.embedded.camera_path import CameraStage
from training.embedded.scenes import Drawer, travel_between
from training.embedded.stage import Settings, normal_pixels
from vgot.animatic.scene import Camera
from vgot.models.embedded.camera import travelled
from vgot.models.embedded.parts import Sizes, load_words

BEGUN = Path(probes.__file__).with_name("begun")
SHIPPED = Path(__file__).parents[2] / "assets" / "embedded"


@pytest.fixture(scope="module")
def pictures():
    drawer = Drawer("held", 4242)
    return torch.from_numpy(np.stack([drawer.scene(n).pixels for n in range(12)]))


def test_the_autoencoder_meets_its_bar_on_scenes_it_never_saw(pictures):
    from vgot.models.embedded.codec import load_codec

    codec, seen = load_codec(SHIPPED / "vae"), normal_pixels(pictures)
    with torch.no_grad():
        z = codec.encode(seen).latents
        again = codec.decode(z).sample.clamp(-1, 1)
    error = (again - seen).square().mean((1, 2, 3)) / 4
    assert float((-10 * torch.log10(error)).mean()) >= 30.0
    assert z.shape == (12, 8, 20, 36) and 0.7 < float(z.std()) < 1.3


def test_words_and_probes_can_be_read(pictures):
    assert load_words(BEGUN / "taught", "text") is not None and load_words(SHIPPED, "person") is not None
    reads, _ = probes.load(BEGUN, "cpu")
    with torch.no_grad():
        assert set(reads(normal_pixels(pictures[:2]))) == set(probes.READ)


def test_every_file_is_small_enough_for_a_space():
    files = [f for folder in (BEGUN, SHIPPED) for f in folder.rglob("*") if f.is_file()]
    assert len(files) > 20 and max(f.stat().st_size for f in files) < 10 * 2**20


def test_a_run_goes_on_from_the_weights_that_ship(tmp_path):
    from training.embedded import train
    from training.embedded.begin import begin
    from vgot.models.embedded.parts import load_part

    done = begin(tmp_path)
    assert {"stack/vae", "stack/camera", "taught", "probes", "state/image", "state/motion"} <= set(done)
    assert begin(tmp_path) == [], "a run that has begun is left as it is"
    shipped = load_part(SHIPPED / "unet")
    run = train.Run(train.stage_of("image", Settings(out=tmp_path, batch=2, of_minutes=1.0)))
    assert run.seconds == 0.0 and run.step > 9000
    held = {k.removeprefix("unet."): v for k, v in run.averages.items() if k.startswith("unet.")}
    same = [k for k in shipped if k in held]
    assert len(same) > 100 and all(torch.equal(held[k], shipped[k]) for k in same)


def test_from_scratch_only_what_is_finished_is_taken(tmp_path):
    from training.embedded.begin import begin

    done = begin(tmp_path, scratch=True)
    assert (
        "stack/vae" in done
        and not [name for name in done if name.startswith("state")]
        and not (tmp_path / "state").exists()
    )


def test_what_was_laid_down_since_goes_before_what_ships_and_a_part_that_is_nowhere_is_named(tmp_path):
    import shutil

    from training.embedded.begin import begin

    begun = tmp_path / "begun"
    shutil.copytree(BEGUN, begun)
    shutil.copytree(SHIPPED / "vae", begun / "vae")
    (begun / "vae" / "config.json").write_text("{}")
    begin(tmp_path / "out", scratch=True, begun=begun)
    assert (tmp_path / "out" / "stack" / "vae" / "config.json").read_text() == "{}"
    shutil.rmtree(begun / "taught")
    with pytest.raises(FileNotFoundError, match="no taught"):
        begin(tmp_path / "other", scratch=True, begun=begun)


def test_a_picture_moved_as_the_camera_moves_lies_over_what_the_camera_sees():
    """A point seen at x of the first view stands where the travel says in the last one."""
    path = torch.from_numpy(travel_between(Camera(128, 72, 1.0), Camera(160, 72, 1.0)))[None]
    assert path[0, 0] > 0 and path[0, 1] == 0 and path[0, 2] == 0, "the view goes right"
    wide = torch.linspace(-1, 1, 256)[None, None, None].expand(1, 3, 144, 256)
    moved = travelled(wide, path, 5)
    assert torch.equal(moved[:, :, 0], wide)
    middle = moved[0, 0, :, 72, 128]
    assert torch.allclose(middle[4] - middle[0], path[0, 0], atol=0.02) and torch.all(middle[1:] > middle[:-1])


def test_the_cameras_words_are_learned_without_drawing(tmp_path):
    from training.embedded import train

    stage = CameraStage(
        Settings(out=tmp_path, batch=32, steps=80, sizes=Sizes.small(), drawing=dict(train.SMALL_DRAWING))
    )
    run = train.Run(stage)
    rng = stage.rng(0)
    batch = next(stage.batches(10_000))
    before = float(stage.loss(batch, rng, 0.0)[0].detach())
    run.train(2.0, say=lambda _: None)
    assert float(stage.loss(batch, rng, 1.0)[0].detach()) < 0.8 * before


@pytest.mark.parametrize(
    "name",
    [
        "probes/scene.safetensors",
        "probes/clip.safetensors",
        "taught/text",
        "taught/person",
        "taught/likeness",
        "course.json",
    ],
)
def test_what_only_training_needs_is_there(name):
    assert (BEGUN / name).exists()


@pytest.mark.parametrize(
    "name", ["unet", "vae", "image_encoder", "person", "text", "camera", "motion", "ip-adapter.safetensors"]
)
def test_what_ships_is_whole_and_as_it_was_measured(name):
    import hashlib
    import json

    recipe = json.loads((SHIPPED / "recipe.json").read_text())
    files = [f for f in sorted(SHIPPED.rglob("*.safetensors")) if f.relative_to(SHIPPED).as_posix().startswith(name)]
    assert files and recipe["scenes"] >= 500
    for file in files:
        assert hashlib.sha256(file.read_bytes()).hexdigest() == recipe["sha256"][file.relative_to(SHIPPED).as_posix()]


def test_what_ships_met_the_bar():
    import json

    from training.embedded.measure import met

    recipe = json.loads((SHIPPED / "recipe.json").read_text())
    assert all(met(recipe["figures"]).values()), recipe["figures"]
