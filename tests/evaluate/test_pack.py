"""The shipped face pack on people it never saw, in short; `python -m training.faces.measure` prints the figures in full."""

import hashlib
import json

import pytest

from vgot.evaluate.encoders import scene_reader
from vgot.evaluate.faces import EMBEDDED, face_reader


def test_the_files_are_those_of_the_manifest_and_of_formats_that_any_runtime_reads():
    onnx = pytest.importorskip("onnx")
    manifest = json.loads((EMBEDDED / "manifest.json").read_text(encoding="utf-8"))
    for task, outputs in (("detection", 9), ("recognition", 1)):
        file = EMBEDDED / manifest["tasks"][task]["file"]
        assert hashlib.sha256(file.read_bytes()).hexdigest() == manifest["tasks"][task]["sha256"]
        model = onnx.load(str(file))
        assert model.ir_version <= 10 and model.opset_import[0].version == 17 and len(model.graph.output) == outputs
    scenes = json.loads((EMBEDDED / "scenes.json").read_text(encoding="utf-8"))
    assert hashlib.sha256((EMBEDDED / "scenes" / "scenes.onnx").read_bytes()).hexdigest() == scenes["sha256"]


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
