"""The picture model is asked that faces read as those of the right people, by a reader that is taught first."""

import numpy as np
import pytest
import torch

from training.embedded import image_model, train
from training.embedded.likeness import SIDE, FaceReader, crops_of, heads_of, load_reader, unlike
from training.embedded.scenes import Drawer
from training.embedded.stage import Settings
from vgot.models.embedded.parts import Sizes

WHOLE = (0.0, 0.0, 1.0, 1.0)


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("likeness")
    for name in ("autoencoder", "conditioning"):
        begun(name, folder).export()
    return folder


def begun(name, folder, steps=2, **more):
    run = train.Run(
        train.stage_of(
            name,
            Settings(
                out=folder, steps=steps, sizes=Sizes.small(), drawing=dict(train.SMALL_DRAWING), **({"batch": 2} | more)
            ),
        )
    )
    run.train(1.0, say=lambda _: None)
    return run


def marked(*heads):
    near = torch.zeros(1, 20, 36, dtype=torch.uint8)
    for x0, y0, x1, y1 in heads:
        near[0, y0:y1, x0:x1] = 2
    return near


def boxes(*some):
    return torch.tensor([[*some, *[(0.0, 0.0, 0.0, 0.0)] * (2 - len(some))]])


def test_a_head_is_found_where_it_is_marked():
    heads, usable = heads_of(marked((10, 2, 16, 9)), boxes(WHOLE))
    assert heads[0, 0].tolist() == [13.0, 5.5, 6.0, 7.0] and usable.tolist() == [[True, False]]


def test_of_two_people_each_has_the_head_in_their_own_part_of_the_frame():
    heads, usable = heads_of(marked((4, 4, 9, 9), (24, 6, 29, 11)), boxes((0.0, 0, 0.5, 1), (0.5, 0, 1.0, 1)))
    assert usable.tolist() == [[True, True]] and heads[0, :, 0].tolist() == [6.5, 26.5]


@pytest.mark.parametrize(
    "heads",
    [(), ((3, 3, 5, 5),), ((4, 4, 9, 9), (24, 6, 29, 11)), ((4, 4, 9, 9), (8, 6, 13, 11))],
    ids=["nobody", "far away", "two apart", "two that touch"],
)
def test_heads_that_cannot_be_told_are_not_read(heads):
    assert not heads_of(marked(*heads), boxes(WHOLE))[1].any()


def test_a_crop_shows_the_head_and_a_little_around_it():
    latents = torch.zeros(1, 4, 20, 36)
    latents[0, :, 4:10, 10:16] = 1.0
    where = heads_of(marked((10, 4, 16, 10)), boxes(WHOLE))
    crop = crops_of(latents, *where)
    assert crop.shape == (1, 4, SIDE, SIDE) and (crop[..., 2:-2, 2:-2] > 0.99).all() and crop[..., 0, 0].max() < 0.5
    mirrored = crops_of(latents.flip(-1), *heads_of(marked((20, 4, 26, 10)), boxes(WHOLE)))
    assert torch.allclose(mirrored, crop.flip(-1), atol=1e-5)


def test_the_same_face_is_not_unlike_and_another_one_is():
    torch.manual_seed(3)
    reader, one, other = FaceReader(4, 16).eval(), torch.randn(3, 4, SIDE, SIDE), torch.randn(3, 4, SIDE, SIDE)
    assert unlike(reader, one, one).abs().max() < 1e-5 and (unlike(reader, one, other) > 0.1).all()


def test_the_reader_learns_whose_face_a_drawn_one_is(out):
    stage = train.stage_of(
        "likeness", Settings(out=out, batch=24, steps=1, sizes=Sizes.small(), drawing=dict(train.SMALL_DRAWING))
    )
    stage.build()
    drawer = Drawer("train", 1, portrait_px=32, width=96, height=64)
    near = [i for i in (drawer.scene(n) for n in range(60)) if i.near.shape == (8, 12) and (i.near == 2).sum() >= 9][
        :12
    ]
    batch = stage.encoded(
        {k: np.stack([getattr(i, k) for i in near]) for k in ("pixels", "portraits", "ids", "generic", "boxes", "near")}
    )
    reader = stage.modules["reader"].train()
    teacher = torch.optim.Adam(reader.parameters(), 2e-3)
    figures = []
    for _ in range(60):
        loss, told = stage.read(reader, batch)
        teacher.zero_grad()
        loss.backward()
        teacher.step()
        figures.append(float(told["first"]))
    assert figures[0] < 0.5 and figures[-1] > 0.9


def test_the_picture_model_is_asked_only_after_the_reader_was_taught_and_only_with_tokens(out, monkeypatch):
    before = begun("image", out)
    assert before.stage.reader is None
    begun("likeness", out, pool=96, batch=4).export()
    reader = load_reader(out / "taught" / "likeness", Sizes.small())
    assert not any(p.requires_grad for p in reader.parameters())
    stage = begun("image", out, 3).stage
    drawer = Drawer("train", 1, portrait_px=32, width=96, height=64)
    near = [i for i in (drawer.scene(n) for n in range(40)) if (i.near == 2).sum() >= 9][:4]
    batch = stage.encoded(
        {k: np.stack([getattr(i, k) for i in near]) for k in ("pixels", "portraits", "ids", "generic", "boxes", "near")}
    )
    monkeypatch.setattr(image_model, "DROP_TOKENS", 0.0)
    asked, told = stage.loss(batch, stage.rng(0), 0.0)
    assert float(told["unlike"]) > 0
    monkeypatch.setattr(image_model, "LIKENESS", 0.0)
    assert asked.item() > stage.loss(batch, stage.rng(0), 0.0)[0].item()
    monkeypatch.setattr(image_model, "DROP_TOKENS", 1.0)
    assert "unlike" not in stage.loss(batch, stage.rng(0), 0.0)[1]
