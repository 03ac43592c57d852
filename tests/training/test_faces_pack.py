"""The shipped face pack on people it never saw, in short; `python -m training.faces.measure` prints the figures in full."""

import hashlib
import json

import numpy as np
import pytest

from vgot.evaluate.encoders import scene_reader
from vgot.faces.reader import EMBEDDED, face_reader


def test_the_files_are_those_of_the_manifest_and_of_formats_that_any_runtime_reads():
    import onnx

    manifest = json.loads((EMBEDDED / "manifest.json").read_text(encoding="utf-8"))
    for task, outputs in (("detection", 9), ("recognition", 1)):
        file = EMBEDDED / manifest["tasks"][task]["file"]
        assert hashlib.sha256(file.read_bytes()).hexdigest() == manifest["tasks"][task]["sha256"]
        model = onnx.load(str(file))
        assert model.ir_version <= 10 and model.opset_import[0].version == 17 and len(model.graph.output) == outputs
    scenes = json.loads((EMBEDDED / "scenes.json").read_text(encoding="utf-8"))
    assert hashlib.sha256((EMBEDDED / "scenes" / "scenes.onnx").read_bytes()).hexdigest() == scenes["sha256"]


@pytest.mark.needs("opencv")
def test_people_never_seen_are_found_and_told_apart():
    from training.faces.frames import FrameMaker
    from training.faces.measure import SPLIT, detection, scenes, verification

    maker = FrameMaker(SPLIT, seed=21, creatures=0.0)
    found = detection(face_reader(), [maker.frame(384) for _ in range(14)])
    assert found["recall"] >= 0.9 and found["precision"] >= 0.85 and found["faces"] >= 10, found
    told = verification(face_reader(), 12)
    assert told["auc"] >= 0.97 and told["auc_two_stages_apart"] >= 0.85, told
    seen = scenes(scene_reader(), 20)
    assert seen["light"] >= 0.8 and seen["place_top3"] >= 0.6, seen


@pytest.mark.needs("opencv")
def test_the_shipped_detector_is_taken_back_into_weights_that_say_the_same():
    import onnxruntime
    import torch

    from training.faces.networks import AsScrfd
    from training.faces.thaw import thawed

    torch.manual_seed(0)
    net, x = thawed(EMBEDDED / "det_drawn.onnx", torch.randn(2, 3, 96, 96)), torch.randn(1, 3, 96, 128)
    told = onnxruntime.InferenceSession(str(EMBEDDED / "det_drawn.onnx"), providers=["CPUExecutionProvider"]).run(
        None, {"input.1": x.numpy()}
    )
    with torch.no_grad():
        for mine, shipped in zip(AsScrfd(net)(x), told, strict=True):
            torch.testing.assert_close(mine, torch.from_numpy(shipped), rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("lie", [1.0, 0.7])
def test_the_box_of_a_sleepers_face_is_where_the_face_is_drawn_in_a_bed_and_on_the_ground(lie):
    from dataclasses import replace

    from training.faces.geometry import face_of
    from training.faces.people import person
    from vgot.animatic.canvas import Group, Stage
    from vgot.animatic.people.figure import draw_person
    from vgot.animatic.people.pose import Pose

    look, pose, pictures = person("watch", 0)[1], Pose(x=120.0, y=150.0, lie=lie, face=0.5, lids=0.0, scale=1.5), []
    for skin in (0xFFFFD0B0, 0xFF20E0FF):
        root = Group()
        draw_person(root, replace(look, skin=skin), pose, shadow=0.0)
        pictures.append(Stage(256, 256).draw_rgba(root)[..., :3].astype(int).copy())
    ys, xs = np.nonzero(np.abs(pictures[0] - pictures[1]).max(axis=-1) > 40)
    x0, y0, x1, y1 = face_of(look, pose).box
    side = x1 - x0
    assert (
        len(xs) > 0.3 * side * side
        and abs(np.median(xs) - (x0 + x1) / 2) < 0.15 * side
        and abs(np.median(ys) - (y0 + y1) / 2) < 0.15 * side
    )
