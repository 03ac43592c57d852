"""How fast the drawn world draws, on this machine: `python -m benchmarks.animatic [--size 768x432] [--frames 24] [--cpu]`.

Prints the processor, then a table: portraits, plates, keyframes, clips by light with a resting and a moving camera, and
bridges. Single process, single thread; frames are drawn and dropped, nothing is encoded. `--cpu` counts processor time
instead of the clock's, which is the fair figure on a machine that does other work.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable

from benchmarks.spine import processor
from vgot.animatic.family import AnimaticFaces, AnimaticImage, AnimaticVideo
from vgot.models.base import BridgeSpec, Cast, ClipSpec, KeyframeSpec, PlateSpec, PortraitSpec, Quiet, SeamSide
from vgot.story.model import Domains
from vgot.units import FrameSize

IMAGE, FACES, VIDEO = AnimaticImage(), AnimaticFaces(), AnimaticVideo()
LIGHTS = {
    "noon": "noon",
    "golden": "golden hour",
    "night": "night",
    "candle": "candlelight",
    "neon": "neon light",
    "storm": "a storm",
}
PLACES = ("a city street", "a living room", "a harbour", "a forest", "a kitchen", "a park")


def rate(what: Callable[[int], int], clock: Callable[[], float], seconds: float = 1.0) -> float:
    """Pictures a second: `what(n)` draws a few and says how many; repeated for about `seconds`."""
    start, drawn, n = clock(), 0, 0
    while clock() - start < seconds:
        drawn += what(n)
        n += 1
    return drawn / (clock() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", default="768x432")
    parser.add_argument("--frames", type=int, default=24)
    parser.add_argument("--cpu", action="store_true")
    options = parser.parse_args()
    clock = time.process_time if options.cpu else time.perf_counter
    wide, high = (int(v) for v in options.size.split("x"))
    size, h = FrameSize(wide, high), 8

    def portrait(n: int) -> PortraitSpec:
        return PortraitSpec(
            f"c{n}", "adult", "", "", "", "a woman" if n % 2 else "a man", "", "", n, FrameSize(512, 512)
        )

    cast = tuple(
        Cast(f"c{n}", "adult", "", "", "", FACES.read_tokens(IMAGE.draw_portrait(portrait(n)), portrait(n)))
        for n in range(2)
    )

    def key(n: int, light: str, camera: str = "medium shot, push in"):
        said = Domains(background=PLACES[n % len(PLACES)], relation="they talk", camera=camera, lighting=LIGHTS[light])
        return IMAGE.draw_keyframe(KeyframeSpec(said, "", cast, "", "", None, "", n, size), Quiet())

    def clip(n: int, light: str, camera: str):
        made = VIDEO.shoot_clip(
            key(n, light, camera),
            ClipSpec("", camera, "they talk", cast, (), "", 1, size, 16.0, options.frames),
            Quiet(),
        )
        return list(made.frames), made.latents()

    def bridge(n: int) -> int:
        left, right = sides[n % len(sides)], sides[(n + 1) % len(sides)]
        return len(
            list(
                VIDEO.bridge(
                    SeamSide(left[1], options.frames, left[0]),
                    SeamSide(right[1], options.frames, right[0]),
                    BridgeSpec(2 * h, 16.0, size, 1, 3, 0.2, 1.0, 0),
                    Quiet(),
                )
            )
        )

    lines = [
        ("portraits 512x512", rate(lambda n: len([IMAGE.draw_portrait(portrait(n))]), clock)),
        (
            "plates",
            rate(
                lambda n: len([IMAGE.draw_plate(PlateSpec(f"p{n}", "", PLACES[n % len(PLACES)], "", n, size))]), clock
            ),
        ),
        ("keyframes, each in a place of its own", rate(lambda n: len([key(n, "noon")]), clock)),
    ]
    for light in LIGHTS:
        for name, camera in (("camera rests", "medium shot, static"), ("camera moves", "medium shot, push in")):
            lines.append(
                (f"clip, {light}, {name}", rate(lambda n, at=light, how=camera: len(clip(n, at, how)[0]), clock))
            )
    sides = [
        (made[0][:h], made[1])
        for made in (clip(n, light, "medium shot, push in") for n, light in enumerate(("noon", "night", "golden")))
    ]
    lines.append((f"bridges of {2 * h} frames, other place and light", rate(bridge, clock, 2.0)))
    print(
        f"{processor()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {size.width}x{size.height}, pictures a second{' of processor time' if options.cpu else ''}"
    )
    for name, a_second in lines:
        print(f"  {name:<48} {a_second:8.1f}")


if __name__ == "__main__":
    main()
