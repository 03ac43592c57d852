"""Packs trained weights as assets/faces: ONNX files that an unmodified insightface.app.FaceAnalysis loads by the folder's name,
a manifest with their hashes, the scene reader beside them, and the recipe. A network whose weights are not in the folder stays as
it stands in the pack."""

from __future__ import annotations

import argparse
import hashlib
import json
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnx.numpy_helper
import torch

from training.faces.networks import AsScrfd, Detector, Recogniser, SceneReader

_LICENCE = """The models in this folder were trained by the scripts in training/faces of this repository, on drawings made by this
program alone. They hold no photographs and no faces of real people, and come under the licence of the repository.
"""


def _written(net: torch.nn.Module, x: torch.Tensor, target: Path, inputs: str, outputs: list[str], axes: dict) -> None:
    net.eval()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net,
            (x,),
            str(target),
            input_names=[inputs],
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
    model = _halved(onnx.load(str(target)))
    model.ir_version = 8
    model.producer_version = ""
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def _halved(model: onnx.ModelProto) -> onnx.ModelProto:
    """Large weights kept in half the bytes: stored as float16, cast back where they are used (the runtime folds the casts)."""
    graph, casts = model.graph, []
    for weight in list(graph.initializer):
        values = onnx.numpy_helper.to_array(weight)
        if values.dtype != np.float32 or values.size < 1024:
            continue
        graph.initializer.remove(weight)
        graph.initializer.append(onnx.numpy_helper.from_array(values.astype(np.float16), weight.name + ".half"))
        casts.append(
            onnx.helper.make_node(
                "Cast", [weight.name + ".half"], [weight.name], name="Cast_" + weight.name, to=onnx.TensorProto.FLOAT
            )
        )
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    return model


def write_detector(saved: dict, target: Path) -> Detector:
    """Write a detector's weights as SCRFD's outputs. The scores are shifted so that 0.5 stands for the threshold that was chosen."""
    detector = Detector()
    detector.load_state_dict(saved["weights"])
    chosen = float(saved.get("threshold", 0.5))
    with torch.no_grad():
        for one in detector.score:
            one.bias -= float(np.log(chosen / (1 - chosen)))
    names = [f"{kind}_{stride}" for kind in ("score", "bbox", "kps") for stride in (8, 16, 32)]
    _written(
        AsScrfd(detector),
        torch.zeros(1, 3, 256, 256),
        target,
        "input.1",
        names,
        {"input.1": {2: "h", 3: "w"}} | {n: {0: "places"} for n in names},
    )
    return detector


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _saved(file: Path) -> dict | None:
    return torch.load(file, weights_only=True) if file.is_file() else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", type=Path, default=Path("build/faces"))
    parser.add_argument("--out", type=Path, default=Path("assets/faces"))
    o = parser.parse_args()
    (o.out / "scenes").mkdir(parents=True, exist_ok=True)
    recipe: dict = {"trained_by": "training/faces", "on": "drawings of vgot/animatic", "parts": {}}
    if (o.out / "recipe.json").is_file():
        recipe["parts"] = json.loads((o.out / "recipe.json").read_text(encoding="utf-8"))["parts"]

    if (saved := _saved(o.weights / "detector.pt")) is not None:
        detector = write_detector(saved, o.out / "det_drawn.onnx")
        recipe["parts"]["detection"] = {
            "windows_seen": saved["seen"],
            "minutes": round(saved["minutes"], 1),
            "parameters": sum(p.numel() for p in detector.parameters()),
            "threshold": round(float(saved.get("threshold", 0.5)), 3),
        }

    if (saved := _saved(o.weights / "recogniser.pt")) is not None:
        recogniser = Recogniser()
        recogniser.load_state_dict(saved["weights"])
        _written(
            recogniser,
            torch.zeros(1, 3, 112, 112),
            o.out / "rec_drawn.onnx",
            "input.1",
            ["embedding"],
            {"input.1": {0: "n"}, "embedding": {0: "n"}},
        )
        recipe["parts"]["recognition"] = {
            "crops_seen": saved["seen"],
            "minutes": round(saved["minutes"], 1),
            "identities": saved["people"],
            "parameters": sum(p.numel() for p in recogniser.parameters()),
        }

    if (saved := _saved(o.weights / "scenes.pt")) is not None:
        scenes = SceneReader(len(saved["places"]), len(saved["lights"]))
        scenes.load_state_dict(saved["weights"])
        _written(
            scenes,
            torch.zeros(1, 3, 72, 128),
            o.out / "scenes" / "scenes.onnx",
            "frame",
            ["place", "light", "features"],
            {n: {0: "n"} for n in ("frame", "place", "light", "features")},
        )
        about = {
            "places": list(saved["places"]),
            "lights": list(saved["lights"]),
            "sha256": _digest(o.out / "scenes" / "scenes.onnx"),
        }
        (o.out / "scenes.json").write_text(json.dumps(about, indent=1) + "\n")
        recipe["parts"]["scenes"] = {
            "frames_seen": saved["seen"],
            "minutes": round(saved["minutes"], 1),
            "parameters": sum(p.numel() for p in scenes.parameters()),
        }

    (o.out / "MODEL.LICENSE").write_text(_LICENCE)
    manifest = {
        "manifest_version": 2,
        "model_id": "vgot-drawn-faces",
        "display_name": "Faces of the drawn world",
        "license": "MODEL.LICENSE",
        "tasks": {
            "detection": {
                "file": "det_drawn.onnx",
                "sha256": _digest(o.out / "det_drawn.onnx"),
                "preprocessing": {"mean": 127.5, "std": 128.0},
            },
            "recognition": {
                "file": "rec_drawn.onnx",
                "sha256": _digest(o.out / "rec_drawn.onnx"),
                "preprocessing": {"mean": 127.5, "std": 127.5},
                "input_size": [112, 112],
                "embedding_dimension": 512,
            },
        },
    }
    (o.out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
    (o.out / "recipe.json").write_text(json.dumps(recipe, indent=1) + "\n")
    print(json.dumps(recipe), sum(p.stat().st_size for p in o.out.rglob("*") if p.is_file()) // 1024, "KiB")


if __name__ == "__main__":
    main()
