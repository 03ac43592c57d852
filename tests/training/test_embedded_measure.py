"""The quality bar: measured from end to end on a tiny stack, and never shipped below."""

import json
from dataclasses import replace

import numpy as np
import pytest
import torch

from training.embedded import measure, probes, ship, train
from training.embedded.loaded import Stack, digest
from training.embedded.scenes import Drawer
from training.embedded.stage import Settings
from vgot.models.embedded.parts import NOTHING, Sizes

GOOD = {
    "autoencoder_psnr_db": 31.0,
    "attributes_of_ceiling": 0.9,
    "identity_among_20": 0.8,
    "cs_fc_ratio": 2.5,
    "camera_move": 0.9,
    "flicker_of_drawn": 1.1,
    "identity_in_last_frame": 0.8,
    "keyframe_s": 0.6,
    "shot_s": 3.0,
    "megabytes": 37.0,
    "attributes_ceiling": 0.7,
    "camera_move_ceiling": 0.8,
}


class Faces:
    """Stands where the face readers would: sees a face in every picture, told apart by its mean colours."""

    def read(self, frame, **how):
        from vgot.faces.reader import SeenFace

        mean = frame.reshape(-1, 3).mean(0) - 120.0
        return [
            SeenFace(
                np.array([0, 0, 20, 20.0]), np.zeros((5, 2)), 0.9, (mean / np.linalg.norm(mean)).astype(np.float32)
            )
        ]


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("measured")
    for name in train.STAGES:
        run = train.Run(
            train.stage_of(
                name, Settings(out=folder, batch=2, steps=1, sizes=Sizes.small(), drawing=dict(train.SMALL_DRAWING))
            )
        )
        run.train(1.0, say=lambda _: None)
        run.export()
    probes.train(
        folder, 1.0, "cpu", 0, batch=4, clips=2, drawing=dict(train.SMALL_DRAWING), steps=2, say=lambda _: None
    )
    return folder


def test_every_figure_of_the_bar_is_measured(out):
    stack = Stack.load(out / "stack", "cpu")
    one = measure.Measure(stack, 8, dict(train.SMALL_DRAWING), readers=probes.load(out, "cpu"))
    alone = [i for i in (one.drawer.scene(n) for n in range(30)) if len(i.looks) == 1][:12]
    one._alone = lambda count: alone[: min(count, 6)]
    figures = one.pictures(Faces()) | one.clips(Faces()) | one.identity(Faces())
    assert 0 < figures["autoencoder_psnr_db"] < 60 and figures["attributes_of_ceiling"] >= 0
    assert set(figures["attributes"]) == {"true", "made", "text alone"} and set(figures["attributes"]["made"]) == set(
        measure.GROUPS
    )
    assert figures["identity"]["true"] >= 0 and "flicker_of_drawn" in figures and "camera_move_ceiling" in figures
    one._alone = lambda count: alone
    seams = one.across(Faces())
    assert (
        set(seams["cs_fc"])
        == {f"{w}, {t}" for w in ("generic", "described") for t in ("tokens", "no tokens")}
        | {"generic, embedding alone"}
        and seams["cs_fc_ratio"] is not None
    )


def test_the_same_stack_gives_the_same_pictures_whatever_the_batch(out):
    stack = Stack.load(out / "stack", "cpu")
    ids, people, boxes = np.stack([NOTHING] * 3), torch.zeros(3, 2, 16), np.zeros((3, 2, 4), np.float32)
    whole = stack.draw(ids, people, boxes, 5, (8, 12), steps=2)
    parts = torch.cat(
        [stack.draw(ids[k : k + 1], people[k : k + 1], boxes[k : k + 1], 5 + k, (8, 12), steps=2) for k in range(3)]
    )
    assert torch.allclose(whole, parts, atol=1e-4)


def test_recognition_among_twenty_counts_lost_faces_as_wrong():
    looks = [np.eye(30, dtype=np.float32)[k] for k in range(30)]
    who = list(range(30))
    assert measure._among_twenty(looks, looks, who, 0) == 1.0
    assert measure._among_twenty(looks, [None] * 15 + looks[15:], who, 0) == 0.5
    assert measure._among_twenty(looks, looks[1:] + looks[:1], who, 0) == 0.0, "a tie is no recognition"
    assert (
        measure._among_twenty(looks[:1] * 2 + looks[2:], looks[:1] * 2 + looks[2:], [0, 0, *range(2, 30)], 0) == 1.0
    ), "the same person twice is one candidate"


def test_flicker_is_what_leaves_the_line_between_neighbours():
    ramp = np.arange(8, dtype=np.uint8)[:, None, None, None] * np.ones((1, 4, 4, 3), np.uint8) * 5
    jumping = ramp.copy()
    jumping[::2] += 9
    assert measure._flicker(ramp) == 0.0 and measure._flicker(jumping) > 10


def test_a_missing_figure_meets_nothing():
    assert all(measure.met(GOOD).values())
    assert not measure.met({k: v for k, v in GOOD.items() if k != "cs_fc_ratio"})["cs_fc_ratio"]
    assert (
        not measure.met(GOOD | {"keyframe_s": 1.2})["keyframe_s"]
        and not measure.met(GOOD | {"camera_move": float("nan")})["camera_move"]
    )
    assert "NOT MET" in measure.table(GOOD | {"shot_s": 9.0})


def written(out, **changes):
    figures = GOOD | {"scenes": 500, "weights": digest(out / "stack")} | changes
    (out / "measure.json").write_text(json.dumps(figures))


@pytest.mark.parametrize(
    "change,reason",
    [
        ({"scenes": 100}, "100 scenes"),
        ({"identity_among_20": 0.5}, "identity_among_20 is 0.5"),
        ({"weights": {}}, "other weights"),
        ({"cs_fc_ratio": None}, "cs_fc_ratio is None"),
    ],
)
def test_nothing_below_the_bar_is_shipped(out, tmp_path, change, reason):
    written(out, **change)
    with pytest.raises(ValueError, match=reason):
        ship.ship(out, tmp_path)
    assert not (tmp_path / "assets").exists()


def test_what_meets_the_bar_is_shipped_with_hashes_and_recipe(out, tmp_path):
    from vgot.presets.weights import SHIPPED, find_weights
    from vgot.settings import load_preset

    written(out)
    (tmp_path / "assets").mkdir()
    target = ship.ship(out, tmp_path)
    recipe = json.loads((target / "recipe.json").read_text())
    assert (
        set(recipe["sha256"]) == set(digest(target))
        and recipe["figures"] == GOOD
        and recipe["stages"]["image"]["seed"] == 1
    )
    import vgot.presets.weights as weights

    weights.SHIPPED = tmp_path / "assets"
    try:
        assert all(find_weights(repo) == target for repo in load_preset("embedded").preset.repos().values())
    finally:
        weights.SHIPPED = SHIPPED


def test_what_was_not_measured_is_not_shipped(out, capsys):
    (out / "measure.json").unlink(missing_ok=True)
    assert ship.main(["--out", str(out)]) == 3
    assert "not measured" in capsys.readouterr().out


def test_the_views_travel_is_read_from_the_frames():
    rng = np.random.default_rng(0)
    from PIL import Image

    wide = (
        np.asarray(
            Image.fromarray(rng.integers(0, 255, (20, 60), np.uint8)).resize((480, 160), Image.Resampling.BICUBIC),
            np.float32,
        )
        / 127.5
        - 1
    )
    panned = np.stack([wide[:, 4 * k : 4 * k + 288] for k in range(16)])
    moved = probes.travel(torch.from_numpy(np.stack([panned, panned[::-1].copy(), np.repeat(panned[:1], 16, 0)])))
    assert (moved[0, :, 0] < -0.5).all() and (moved[1, :, 0] > 0.5).all() and moved[2].abs().max() < 1e-3


def test_parts_measured_side_by_side_are_what_one_after_the_other_gives(out, monkeypatch):
    said = []
    monkeypatch.setattr(measure, "PARTS", ("clips", "pictures"))
    both = measure.run(out, 8, "cpu", drawing=dict(train.SMALL_DRAWING), timed=False, processes=2, say=said.append)
    kept = json.loads((out / "measure.json").read_text())
    assert {line.split(":")[0] for line in said} == set(measure.PARTS)
    alone, _ = measure._part("pictures", out, 8, "cpu", dict(train.SMALL_DRAWING), 1)
    assert both["attributes"] == alone["attributes"] == kept["attributes"]
    assert both["scenes"] == 8 and both["weights"] == digest(out / "stack") and not both["met"]["keyframe_s"], (
        "what was not measured is not met"
    )
    (out / "measure.json").write_text(json.dumps(kept | {"attributes": "as measured before", "camera_move": -1.0}))
    again = measure.run(out, 8, "cpu", drawing=dict(train.SMALL_DRAWING), timed=False, say=said.append, parts=["clips"])
    assert again["attributes"] == "as measured before" and again["camera_move"] == both["camera_move"], (
        "one part anew, the other as it was"
    )
    for changed in ({"weights": {}}, {"scenes": 9}):
        (out / "measure.json").write_text(json.dumps(kept | changed))
        with pytest.raises(ValueError, match="measure all parts"):
            measure.run(out, 8, "cpu", parts=["clips"])


def test_people_are_planned_from_words_and_not_from_where_they_were_drawn():
    drawer = Drawer("held", 4, portrait_px=32, width=96, height=64)
    items = [drawer.scene(n) for n in range(12)]
    for item in items:
        told = measure.planned(item)
        there = told.boxes[:, 2] > told.boxes[:, 0]
        assert there.sum() == min(len(item.looks), len(told.boxes)) and told.words == item.words
        assert (measure.planned(replace(item, boxes=np.zeros_like(item.boxes))).boxes == told.boxes).all()
    alone = [i for i in items if len(i.looks) == 1]
    apart = [np.abs(measure.planned(i).boxes[0, [0, 2]] - i.boxes[0, [0, 2]]).max() for i in alone]
    assert alone and np.median(apart) < 0.12, "where the drawn world puts them, about"
