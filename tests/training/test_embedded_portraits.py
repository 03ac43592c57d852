"""A portrait encoder learns what makes a face its own; what the picture model knew of it stays."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from training.embedded import train
from training.embedded.features import COLOURS, MEASURES, SHAPES, WIDTH, features_of
from training.embedded.scenes import Drawer
from training.embedded.stage import Settings
from training.embedded.state import load_state
from vgot.models.embedded.parts import Sizes

PROJECTION = "average/unet.encoder_hid_proj.image_projection_layers.0.image_embeds.weight"


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("portraits")
    for name in ("autoencoder", "conditioning", "image"):
        begun(name, folder).export()
    return folder


def begun(name, folder, steps=2):
    run = train.Run(
        train.stage_of(
            name, Settings(out=folder, batch=2, steps=steps, sizes=Sizes.small(), drawing=dict(train.SMALL_DRAWING))
        )
    )
    run.train(1.0, say=lambda _: None)
    return run


def test_the_picture_model_is_made_deaf_once_to_what_the_old_encoder_never_said(out):
    before, _, _ = load_state(out / "state" / "image")
    run = begun("portraits", out)
    run.export()
    after, _, _ = load_state(out / "state" / "image")
    spoken = run.stage.spoken
    assert spoken.shape == (16, 4) and torch.allclose(spoken.T @ spoken, torch.eye(4), atol=1e-5)
    assert {k for k in before if not torch.equal(before[k], after[k])} == {
        PROJECTION,
        PROJECTION.replace("average", "weight"),
    }
    assert torch.allclose(after[PROJECTION] @ spoken, before[PROJECTION] @ spoken, atol=1e-5), (
        "it hears the old directions as before"
    )
    new = torch.linalg.svd(spoken, full_matrices=True).U[:, 4:]
    assert (after[PROJECTION] @ new).abs().max() < 1e-5 < (before[PROJECTION] @ new).abs().max()
    # the picture model learns on, then the encoder once more: what was learned since stays
    begun("image", out, 3)
    learned, _, _ = load_state(out / "state" / "image")
    assert (learned[PROJECTION] @ new).abs().max() > 1e-6
    begun("portraits", out, 3).export()
    again, _, _ = load_state(out / "state" / "image")
    assert all(torch.equal(v, again[k]) for k, v in learned.items())


def test_features_tell_two_faces_apart_that_labels_do_not():
    look = Drawer("train", 1)._looks(3)[0]
    other = replace(
        look,
        nose=(look.nose + 1) % 6,
        eye_size=look.eye_size + 0.05,
        eye_colour=0xFF3D6FA5 if look.eye_colour != 0xFF3D6FA5 else 0xFF4A3020,
    )
    one, two = features_of(look), features_of(other)
    assert one.shape == (WIDTH,) and one.dtype == np.float32
    changed = set(np.flatnonzero(one != two))
    names = [*SHAPES, *MEASURES, *(f"{c} {k}" for c in COLOURS for k in "rgb")]
    assert {names[k].split()[0] for k in changed} == {"nose", "eye_size", "eye_colour"}


def test_features_of_many_people_are_classes_and_numbers_of_one_size():
    drawer = Drawer("train", 2)
    many = np.stack([features_of(look) for k in range(300) for look in drawer._looks(k)])
    for n, count in enumerate(SHAPES.values()):
        assert many[:, n].min() >= -1 and many[:, n].max() < count and len(set(many[:, n])) > 1
    spread = many[:, len(SHAPES) :].std(0)
    assert (spread > 0.2).all() and (spread < 3).all()
