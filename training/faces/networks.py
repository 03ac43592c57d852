"""The two networks, small and of plain convolutions: on a CPU these are faster for their quality than separable ones."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def conv(inside: int, outside: int, stride: int = 1, side: int = 3) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inside, outside, side, stride, side // 2, bias=False), nn.BatchNorm2d(outside), nn.ReLU(inplace=True)
    )


class Turn(nn.Module):
    """x + conv(x)."""

    def __init__(self, width: int):
        super().__init__()
        self.inner = conv(width, width)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.inner(x)


class Recogniser(nn.Module):
    """[N, 3, 112, 112], RGB (x - 127.5) / 127.5 -> [N, 512]."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(
            conv(3, 24, 2), conv(24, 48, 2), Turn(48), conv(48, 96, 2), Turn(96), Turn(96), conv(96, 160, 2), Turn(160)
        )
        self.spot = nn.Conv2d(160, 160, 7, groups=160, bias=False)  # one weight a place: a face is aligned
        self.norm = nn.BatchNorm1d(160)
        self.out = nn.Linear(160, 512, bias=False)
        self.last = nn.BatchNorm1d(512)

    def trunk(self, x: Tensor) -> Tensor:
        return self.norm(self.spot(self.body(x)).flatten(1))

    def forward(self, x: Tensor) -> Tensor:
        return self.last(self.out(self.trunk(x)))


#: stride -> sizes of a face in pixels for its two anchors: from, to
RANGES = {8: ((0.0, 26.0), (26.0, 48.0)), 16: ((48.0, 78.0), (78.0, 120.0)), 32: ((120.0, 200.0), (200.0, 1e9))}


class Detector(nn.Module):
    """[N, 3, H, W], RGB (x - 127.5) / 128, sides multiples of 32 -> nine maps: score, box, points for strides 8, 16, 32.

    Two anchors a place; scores before the sigmoid; distances from the place's corner (x * stride, y * stride) in strides."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(conv(3, 16, 2), conv(16, 32, 2), Turn(32))
        self.at8 = nn.Sequential(conv(32, 64, 2), Turn(64))
        self.at16 = nn.Sequential(conv(64, 96, 2), Turn(96), Turn(96))
        self.at32 = nn.Sequential(conv(96, 128, 2), Turn(128), Turn(128), Turn(128))
        self.side = nn.ModuleList(nn.Conv2d(n, 48, 1) for n in (64, 96, 128))
        self.smooth = nn.ModuleList(conv(48, 48) for _ in range(3))
        self.head = nn.ModuleList(conv(48, 48) for _ in range(3))
        self.score = nn.ModuleList(nn.Conv2d(48, 2, 3, padding=1) for _ in range(3))
        self.box = nn.ModuleList(nn.Conv2d(48, 8, 3, padding=1) for _ in range(3))
        self.points = nn.ModuleList(nn.Conv2d(48, 20, 3, padding=1) for _ in range(3))
        for one in self.score:
            nn.init.constant_(one.bias, -4.0)
        for one in self.box:
            nn.init.constant_(one.bias, 2.0)

    def forward(self, x: Tensor) -> list[tuple[Tensor, Tensor, Tensor]]:
        a = self.at8(self.stem(x))
        b = self.at16(a)
        c = self.at32(b)
        c = self.side[2](c)
        b = self.side[1](b) + F.interpolate(c, scale_factor=2.0, mode="nearest")
        a = self.side[0](a) + F.interpolate(b, scale_factor=2.0, mode="nearest")
        out = []
        for n, level in enumerate((a, b, c)):
            level = self.head[n](self.smooth[n](level))
            out.append((self.score[n](level), self.box[n](level), self.points[n](level)))
        return out


class AsScrfd(nn.Module):
    """The detector with the outputs that insightface's SCRFD reads: scores x 3, boxes x 3, points x 3, each [places, n]."""

    def __init__(self, detector: Detector):
        super().__init__()
        self.detector = detector

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        scores, boxes, points = [], [], []
        for score, box, point in self.detector(x):
            scores.append(torch.sigmoid(score.permute(0, 2, 3, 1).reshape(-1, 1)))
            boxes.append(box.permute(0, 2, 3, 1).reshape(-1, 4))
            points.append(point.permute(0, 2, 3, 1).reshape(-1, 10))
        return (*scores, *boxes, *points)


class SceneReader(nn.Module):
    """[N, 3, 72, 128], RGB (x - 127.5) / 127.5 -> place [N, places], light [N, lights] (both before the softmax), and the
    features [N, 240] they are read from."""

    def __init__(self, places: int, lights: int):
        super().__init__()
        self.body = nn.Sequential(
            conv(3, 24, 2), conv(24, 40, 2), Turn(40), conv(40, 64, 2), Turn(64), conv(64, 80, 2), Turn(80)
        )
        self.place = nn.Sequential(nn.Dropout(0.2), nn.Linear(240, places))
        self.light = nn.Linear(240 + 12, lights)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        seen = self.body(x)
        # what is above and what is below differ in a place; people stand in the middle
        features = torch.cat([seen[:, :, :2].mean((2, 3)), seen[:, :, 2:].mean((2, 3)), seen.amax((2, 3))], 1)
        tone = torch.cat(
            [
                x[:, :, :36].mean((2, 3)),
                x[:, :, 36:].mean((2, 3)),
                x[:, :, :, :64].mean((2, 3)),
                x[:, :, :, 64:].mean((2, 3)),
            ],
            1,
        )
        return self.place(features), self.light(torch.cat([features, tone], 1)), features
