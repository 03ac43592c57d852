"""What processors finished of the embedded stack (training/embedded/begun) is what the next stages begin from."""

import subprocess
from pathlib import Path

import numpy as np
import pytest
import torch

from training.embedded import probes
from training.embedded.camera_path import CameraStage
from training.embedded.scenes import Drawer, travel_between
from training.embedded.stage import Settings, normal_pixels
from vgot.animatic.scene import Camera
from vgot.models.embedded_camera import travelled
from vgot.models.embedded_parts import Sizes, load_words

BEGUN = Path(probes.__file__).with_name("begun")


@pytest.fixture(scope="module")
def pictures():
    drawer = Drawer("held", 4242)
    return torch.from_numpy(np.stack([drawer.scene(n).pixels for n in range(12)]))


def test_the_autoencoder_meets_its_bar_on_scenes_it_never_saw(pictures):
    from vgot.models.embedded_codec import load_codec

    codec, seen = load_codec(BEGUN / "vae"), normal_pixels(pictures)
    with torch.no_grad():
        z = codec.encode(seen).latents
        again = codec.decode(z).sample.clamp(-1, 1)
    error = (again - seen).square().mean((1, 2, 3)) / 4
    assert float((-10 * torch.log10(error)).mean()) >= 30.0
    assert z.shape == (12, 8, 20, 36) and 0.7 < float(z.std()) < 1.3


def test_words_and_probes_can_be_read(pictures):
    assert load_words(BEGUN / "taught", "text") is not None and load_words(BEGUN, "person") is not None
    reads, _ = probes.load(BEGUN, "cpu")
    with torch.no_grad():
        assert set(reads(normal_pixels(pictures[:2]))) == set(probes.READ)


def test_every_file_is_small_enough_for_a_space():
    files = [f for f in BEGUN.rglob("*") if f.is_file()]
    assert files and max(f.stat().st_size for f in files) < 10 * 2**20


def test_a_piece_begins_with_what_is_finished(tmp_path):
    script = (BEGUN.parent / "pieces.sh").read_text()
    start = script.index("begin() {")
    function = script[start:script.index("\n}\n", start) + 3]
    folder = tmp_path / "training" / "embedded"
    folder.mkdir(parents=True)
    (folder / "begun").symlink_to(BEGUN)
    subprocess.run(["bash", "-euc", function + "begin"], cwd=tmp_path, check=True)
    assert (tmp_path / ".train" / "stack" / "vae" / "config.json").exists() and (tmp_path / ".train" / "taught" / "text").is_dir()


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

    stage = CameraStage(Settings(out=tmp_path, batch=32, steps=80, sizes=Sizes.small(), drawing=dict(train.SMALL_DRAWING)))
    run = train.Run(stage)
    rng = stage.rng(0)
    batch = next(stage.batches(10_000))
    before = float(stage.loss(batch, rng, 0.0)[0].detach())
    run.train(2.0, say=lambda _: None)
    assert float(stage.loss(batch, rng, 1.0)[0].detach()) < 0.8 * before


@pytest.mark.parametrize("name", ["image_encoder", "person", "probes", "taught", "vae"])
def test_each_finished_part_is_there(name):
    assert (BEGUN / name).is_dir() and isinstance(BEGUN, Path)
