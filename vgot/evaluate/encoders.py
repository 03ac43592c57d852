"""What reads style, scenes and text in frames. Embedded encoders need no weights of others; VGG-19 and CLIP are used where a
person has them. Every encoder has a name, and numbers of different names never stand in one column."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Protocol, cast

import numpy as np

from vgot.errors import ModelUnavailable
from vgot.evaluate.colour import to_lab
from vgot.faces.opencv import opencv
from vgot.faces.reader import EMBEDDED, SeenFace, session_options


class StyleEncoder(Protocol):
    name: str

    def features(self, frame: np.ndarray) -> np.ndarray:
        """A flat feature vector of a uint8 RGB frame."""
        ...


class TextScorer(Protocol):
    name: str

    def score(self, text: str, frame: np.ndarray, faces: list[SeenFace]) -> float | None:
        """How well a text fits a frame, as a cosine; None for an empty text."""
        ...


class TonesAndEdges:
    """The embedded style encoder: for each of 6 x 4 fields of a frame its mean colour, its spread of lightness and its edges by
    direction. No weights; the same for every kind of film."""

    name = "tones-and-edges-1"

    def features(self, frame: np.ndarray) -> np.ndarray:
        cv2 = opencv()

        small = cv2.resize(frame, (144, 96), interpolation=cv2.INTER_AREA)
        lab = to_lab(small)
        dx, dy = cv2.Sobel(lab[..., 0], cv2.CV_64F, 1, 0), cv2.Sobel(lab[..., 0], cv2.CV_64F, 0, 1)
        strength, way = np.hypot(dx, dy) / 8, (np.arctan2(dy, dx) % np.pi * (4 / np.pi)).astype(int) % 4
        out = []
        for y in range(0, 96, 24):
            for x in range(0, 144, 24):
                at = np.s_[y : y + 24, x : x + 24]
                tone = lab[at].reshape(-1, 3)
                edges = [strength[at][way[at] == k].sum() / 576 for k in range(4)]
                # colours count from a middle grey, so that two dark pictures are not alike for being dark
                out += [
                    tone[:, 0].mean() / 50 - 1,
                    tone[:, 1].mean() / 30,
                    tone[:, 2].mean() / 30,
                    tone[:, 0].std() / 25,
                    *(e / 6 for e in edges),
                ]
        return np.asarray(out)


class Vgg19Style:
    """The paper's style encoder: the first 16 layers of VGG-19's `features`, 224 x 224, flattened. `weights`: a state dict of
    torchvision's vgg19 (.pth or .safetensors) that is already there."""

    name = "vgg19-features16"
    _PLAN = (64, 64, 0, 128, 128, 0, 256, 256, 256, 256)  # 0: halve; 16 layers with their ReLUs, less the last one

    def __init__(self, weights: Path):
        import torch
        from torch import nn

        layers: list[nn.Module] = []
        inside = 3
        for width in self._PLAN:
            if width:
                layers += [nn.Conv2d(inside, width, 3, padding=1), nn.ReLU()]
                inside = width
            else:
                layers.append(nn.MaxPool2d(2))
        self._net = nn.Sequential(*layers[:16]).eval()
        try:
            if weights.suffix == ".safetensors":
                from safetensors.torch import load_file

                state = load_file(weights)
            else:
                state = torch.load(weights, map_location="cpu", weights_only=True)
            wanted = self._net.state_dict()
            self._net.load_state_dict({k: state[f"features.{k}"] for k in wanted})
        except (OSError, KeyError, RuntimeError, ValueError) as why:
            raise ModelUnavailable(
                f"'{weights.name}' does not hold the weights of VGG-19.",
                field="vgg19",
                hint="Name torchvision's vgg19 state dict.",
            ) from why

    def features(self, frame: np.ndarray) -> np.ndarray:
        import torch
        from PIL import Image

        small = np.asarray(Image.fromarray(frame).resize((224, 224), Image.Resampling.BILINEAR), np.float32) / 255
        x = (small - np.array([0.485, 0.456, 0.406], np.float32)) / np.array([0.229, 0.224, 0.225], np.float32)
        with torch.inference_mode():
            return self._net(torch.from_numpy(x).permute(2, 0, 1)[None].float()).flatten().numpy()


class ClipScore:
    """Cosine of CLIP's text and image embeddings; `folder` holds a CLIP model as transformers saves it."""

    def __init__(self, folder: Path):
        try:
            from transformers import AutoTokenizer, CLIPImageProcessor, CLIPModel

            self._model = CLIPModel.from_pretrained(folder, local_files_only=True).eval()
            self._words = AutoTokenizer.from_pretrained(folder, local_files_only=True)
            self._eye = CLIPImageProcessor.from_pretrained(folder, local_files_only=True)
        except (OSError, ValueError, ImportError) as why:
            raise ModelUnavailable(
                f"There is no CLIP model in '{Path(folder).name}'.",
                field="clip",
                hint="Name a folder with a CLIP model as transformers saves it.",
            ) from why
        self.name = f"clip:{Path(folder).name}"

    def score(self, text: str, frame: np.ndarray, faces: list[SeenFace]) -> float | None:
        import torch
        from PIL import Image

        if not text.strip():
            return None
        with torch.inference_mode():
            ids = self._words([text], return_tensors="pt", truncation=True, padding=True)
            pixels = self._eye(images=[Image.fromarray(frame)], return_tensors="pt")
            found = self._model(**ids, **pixels)
            return float(torch.nn.functional.cosine_similarity(found.text_embeds, found.image_embeds)[0])


class SceneReader:
    """Which place and which light a frame of the drawn world shows; reads nothing else than drawn films."""

    name = "drawn-scenes-1"

    def __init__(self, folder: Path = EMBEDDED):
        import json

        try:
            import onnxruntime

            about = json.loads((folder / "scenes.json").read_text(encoding="utf-8"))
            self._session = onnxruntime.InferenceSession(
                str(folder / "scenes" / "scenes.onnx"), session_options(), providers=["CPUExecutionProvider"]
            )
        except Exception as why:
            raise ModelUnavailable(
                "The embedded scene reader (assets/faces) is missing or damaged.",
                hint="Restore the folder from the repository.",
            ) from why
        self.places, self.lights = tuple(about["places"]), tuple(about["lights"])

    def read(self, frame: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The chances of each place and of each light of a uint8 RGB frame."""
        cv2 = opencv()

        small = cv2.resize(frame, (128, 72), interpolation=cv2.INTER_AREA)
        x = ((small.astype(np.float32) - 127.5) / 127.5).transpose(2, 0, 1)[None]
        place, light = cast("list[np.ndarray]", self._session.run(["place", "light"], {"frame": x}))
        return _chances(place[0]), _chances(light[0])


def _chances(logits: np.ndarray) -> np.ndarray:
    grown = np.exp(logits - logits.max())
    return grown / grown.sum()


class SeenWords:
    """The embedded text scorer for drawn films: the frame's place, light, shot size and people in words, and the cosine of these
    words and the text by the embedded word vectors."""

    name = "drawn-words-1"

    def __init__(self, scenes: SceneReader):
        self._scenes = scenes

    def words(self, frame: np.ndarray, faces: list[SeenFace]) -> str:
        """What is seen, in words."""
        places, lights = self._scenes.read(frame)
        tall = max((f.size for f in faces), default=0.0) / frame.shape[0]
        size = (
            "extreme close-up"
            if tall > 0.62
            else "close-up"
            if tall > 0.4
            else "medium shot"
            if tall > 0.24
            else "wide shot"
        )
        people = ("nobody", "one person alone", "two people together", "three people", "a group of people")[
            min(4, len(faces))
        ]
        place = self._scenes.places[int(places.argmax())].replace("_", " ")
        return (
            f"{people} in a {place}, {_LIGHT_WORDS.get(self._scenes.lights[int(lights.argmax())], 'daylight')}, {size}"
        )

    def score(self, text: str, frame: np.ndarray, faces: list[SeenFace]) -> float | None:
        from vgot.script import words

        return words.similarity(text, self.words(frame, faces)) if text.strip() else None


_LIGHT_WORDS = {
    "noon": "bright daylight",
    "dawn": "soft dawn light",
    "golden": "warm golden hour sun",
    "dusk": "dusk twilight",
    "night": "dark night moonlight",
    "storm": "grey storm",
    "neon": "neon light",
    "candle": "candlelight",
    "fire": "firelight",
    "lamp": "warm lamp light",
    "overcast": "overcast grey light",
    "spot": "spotlight in the dark",
}


@lru_cache(maxsize=1)
def scene_reader() -> SceneReader:
    """The embedded scene reader, kept."""
    return SceneReader()
