"""Films with errors planted in them: clean films by seed, and the same films with one error in each of ten shots or seams.

The drawn world makes the frames; the report never sees what they were drawn from.

    python -m tests.evaluate.planted --films 20            # the full form: how many are found, how many false alarms
"""

from __future__ import annotations

import argparse
import copy
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from vgot.animatic import family
from vgot.animatic.looks import HATS, Look, draw_look
from vgot.animatic.portrait import draw_portrait_pixels
from vgot.animatic.render import Renderer
from vgot.evaluate.findings import Report
from vgot.evaluate.report import Material, Readers, examine, readers_for
from vgot.models.base import Cast, ClipSpec, KeyframeSpec, Tokens
from vgot.story.model import DOMAINS, Story, load_story, seed_from
from vgot.units import FrameSize

_PEOPLE = (
    "a young woman with long red hair, wearing a green dress",
    "a man with black hair, wearing a blue coat",
    "an old woman with grey hair, wearing a purple cardigan",
    "a teenage boy with blonde hair, wearing a yellow sweater",
    "a middle-aged man with a beard, wearing a white shirt",
    "a woman with curly brown hair, wearing a red jacket",
    "an old man with white hair, wearing a brown suit",
    "a young woman with black hair, wearing an orange blouse",
    "a man with brown skin, wearing a grey hoodie",
    "a woman with dark skin and short black hair, wearing a yellow dress, with a blue hat",
    "a boy of nine with red hair, wearing a green sweater",
    "a young man with auburn hair, wearing a red shirt, with a black hat",
)
_PLACES = {
    "kitchen": "a kitchen",
    "library": "a library",
    "classroom": "a classroom",
    "forest": "a pine forest",
    "beach": "a beach",
    "city": "a city street",
    "harbour": "a harbour",
    "desert": "a desert",
    "park": "a city park",
    "hospital": "a hospital room",
    "farm": "a farm",
    "snow": "a snowy field in the tundra",
    "castle": "a castle",
    "market": "a street market",
    "station": "a railway station",
    "church": "a church",
    "cafe": "a cafe",
    "village": "a village",
}
_LIGHTS = {
    "noon": "bright noon daylight",
    "night": "night, moonlight",
    "golden": "golden hour, low sun",
    "overcast": "an overcast sky, grey daylight",
    "dusk": "dusk, twilight",
}
_DEEDS = ("talk", "stand quietly", "wave", "laugh", "sit", "look around")
_SIZES = (
    "Wide shot, static camera.",
    "Medium shot, static camera.",
    "Close-up, static camera.",
    "Medium shot, slow push in.",
    "Wide shot, pan right.",
)
_NAMES = ("Mary", "Tom", "Ada", "Bruno", "Chloe")

#: what can be planted: the kinds of finding of which one must be made
PLANTS = {
    "person": ("person",),
    "absent": ("absent",),
    "extra": ("extra",),
    "hat": ("hat",),
    "clothes": ("clothes",),
    "place": ("place",),
    "light": ("light",),
    "side": ("side",),
    "frozen": ("frozen",),
    "colour": ("colour",),
    "black": ("black",),
    "size": ("size",),
    "stutter": ("stutter",),
    "flicker": ("flicker",),
    "direction": ("direction", "side"),
}


@dataclass
class Planted:
    """One error: its kind, the shot's number (the right one of a seam)."""

    kind: str
    number: int


@dataclass
class TestFilm:
    __test__ = False

    story: Story
    scenes: list[dict]
    size: FrameSize
    looks: dict[str, Look]
    planted: list[Planted] = field(default_factory=list)
    _renderer: Renderer | None = None

    def frames(self, n: int) -> Iterator[np.ndarray]:
        """The frames of shot n (from 1), with what is planted there."""
        self._renderer = self._renderer or Renderer(self.size)
        scene, total, fps = self.scenes[n - 1], self.total(n), self.story.film.fps
        kinds = {p.kind for p in self.planted if p.number == n}
        rng = random.Random(seed_from(self.story.title, n, *sorted(kinds)))
        cast_of = np.array(rng.choice(((1.22, 1.0, 0.72), (0.72, 0.95, 1.22), (1.28, 1.24, 1.2), (0.70, 0.74, 0.78))))
        start = total // 3
        for k in range(total):
            t = k / fps
            if "frozen" in kinds and k >= start:
                t = start / fps
            if "stutter" in kinds and k % 3 == 2:
                t = (k - 1) / fps
            frame = self._renderer.frame(scene, t)
            if "colour" in kinds:
                frame = np.clip(frame * cast_of, 0, 255).astype(np.uint8)
            if "flicker" in kinds and k % 2:
                frame = np.clip(frame * 0.86, 0, 255).astype(np.uint8)
            if "black" in kinds and total // 2 <= k < total // 2 + 3:
                frame = np.zeros_like(frame)
            yield frame

    def total(self, n: int) -> int:
        return round(self.story.shots[n - 1].duration_s * self.story.film.fps)

    def material(self) -> Material:
        portraits = {
            (c.id, c.stages[0].id): draw_portrait_pixels(self.looks[c.id], FrameSize(384, 384)) for c in self.story.cast
        }
        count = len(self.story.shots)
        return Material(
            self.story,
            [lambda n=n: self.frames(n) for n in range(1, count + 1)],
            [self.total(n) for n in range(1, count + 1)],
            portraits,
            True,
        )


def clean_film(
    seed: int, shots: int = 22, size: FrameSize = FrameSize(512, 288), fps: float = 12.0, seconds: float = 1.25
) -> TestFilm:
    """A film without an error: places of several shots, people who keep their sides, sizes that change at every cut."""
    rng = random.Random(f"planted/{seed}")
    texts = rng.sample(_PEOPLE, 3)
    cast = [
        {"id": name.lower(), "name": name, "stages": [{"id": "now", "name": name, "look": text}]}
        for name, text in zip(_NAMES, texts, strict=False)
    ]
    looks = {
        c["id"]: replace(draw_look(c["id"], c["name"], "", c["stages"][0]["look"], "", seed), kind="person")
        for c in cast
    }
    kinds = rng.sample(list(_PLACES), 4)
    places = [
        {"id": k, "name": _PLACES[k].removeprefix("a ").removeprefix("an ").title(), "look": _PLACES[k]} for k in kinds
    ]
    made: list[dict] = []
    last = None
    while len(made) < shots:
        kind = rng.choice([k for k in kinds if k != last])
        last, light = kind, rng.choice(list(_LIGHTS))
        who = rng.sample([c["id"] for c in cast], rng.choice((1, 2, 2, 2)))
        deed_of_scene = "walk" if rng.random() < 0.15 else ""
        before = ""
        for _ in range(rng.choice((3, 4))):
            # a push ends where a close-up begins: the cut between them would be a jump, and an error in a clean film
            camera = rng.choice(
                [s for s in _SIZES if s.split()[0] != before.split(" ")[0] and not ("push" in before and "Close" in s)]
            )
            before = camera
            deed = deed_of_scene or rng.choice(_DEEDS)
            number = len(made) + 1
            made.append(
                {
                    "id": f"shot{number:03d}",
                    "summary": f"Moment {number}.",
                    "seed": rng.randrange(1 << 30),
                    "duration_s": seconds,
                    "place": kind,
                    "domains": dict(
                        zip(
                            DOMAINS,
                            (
                                " and ".join(who).title() + ".",
                                _PLACES[kind],
                                f"They {deed}.",
                                camera,
                                _LIGHTS[light] + ".",
                            ),
                            strict=True,
                        )
                    ),
                    "who": [{"character": c, "stage": "now"} for c in who],
                }
            )
    story = load_story(
        {
            "title": f"Clean film {seed}",
            "film": {"width": size.width, "height": size.height, "fps": fps},
            "cast": cast,
            "places": places,
            "shots": made[:shots],
        }
    )
    film = TestFilm(story, [], size, looks)
    heading = None
    for n, shot in enumerate(story.shots, 1):
        again = (
            n > 1
            and story.shots[n - 2].place == shot.place
            and [p.character for p in story.shots[n - 2].who] == [p.character for p in shot.who]
        )
        for attempt in range(40):  # people keep their heading within a place
            scene = _scene(film, n, attempt)
            turned = scene["actors"][0]["face"]
            if not again or heading is None or turned * heading > 0 or abs(turned) < 0.2:
                break
        heading = turned
        film.scenes.append(scene)
    return film


def _scene(
    film: TestFilm,
    n: int,
    attempt: int = 0,
    looks: dict[str, Look] | None = None,
    who: list[str] | None = None,
    domains: dict | None = None,
    place: str | None = None,
) -> dict:
    shot, story = film.story.shots[n - 1], film.story
    looks = looks or film.looks
    said = shot.domains.model_copy(update=domains or {})
    where = story.place(shot.place)
    people = who or [p.character for p in shot.who]
    cast = tuple(
        Cast(c, "now", c.title(), c.title(), "", Tokens(family.TOKENS_KIND, looks[c].to_bytes())) for c in people
    )
    spec = KeyframeSpec(
        said,
        shot.summary,
        cast,
        "" if place else where.name,
        place or where.look,
        None,
        "",
        shot.seed + attempt,
        film.size,
    )
    clip = ClipSpec(
        shot.summary, said.camera, said.relation, cast, (), "", shot.seed, film.size, story.film.fps, film.total(n)
    )
    return family.clip_scene(family.scene_of(spec), clip)


# -- planting ---------------------------------------------------------------------------------------------------------
def plant(film: TestFilm, seed: int, errors: int = 10) -> TestFilm:
    """The same film with errors of different kinds, at most one a shot and none in two neighbours of one seam."""
    rng = random.Random(f"errors/{seed}")
    out = TestFilm(film.story, copy.deepcopy(film.scenes), film.size, film.looks)
    kinds = list(PLANTS)
    rng.shuffle(kinds)
    taken: set[int] = set()
    while len(out.planted) < errors and kinds:
        kind = kinds.pop(0)
        spots = [
            n for n in range(2, len(film.story.shots) + 1) if not {n - 1, n, n + 1} & taken and _fits(film, kind, n)
        ]
        if not spots:
            spots = [
                n
                for n in range(2, len(film.story.shots) + 1)
                if n not in taken
                and not (kind in ("side", "colour", "direction") and n - 1 in taken)
                and _fits(film, kind, n)
            ]
        if spots:
            n = rng.choice(spots)
            taken.add(n)
            _plant(out, kind, n, rng)
            out.planted.append(Planted(kind, n))
    return out


def _fits(film: TestFilm, kind: str, n: int) -> bool:
    shot, before = film.story.shots[n - 1], film.story.shots[n - 2]
    people, earlier = {p.character for p in shot.who}, {p.character for p in before.who}
    same = shot.place == before.place and shot.domains.lighting == before.domains.lighting
    walks = "walk" in shot.domains.relation
    if kind in ("side", "colour", "direction"):
        fits = {
            "side": len(people & earlier) >= 2 and not walks,
            "colour": bool(people & earlier),
            "direction": walks and "walk" in before.domains.relation,
        }[kind]
        return same and fits
    if kind == "absent":
        return len(people) == 2
    if kind in ("hat", "clothes"):
        return "Wide" not in shot.domains.camera and not (kind == "clothes" and "Close" in shot.domains.camera)
    if kind == "size":
        return "Wide" in shot.domains.camera or "Close" in shot.domains.camera
    if kind == "stutter":
        return "pan" in shot.domains.camera or "push" in shot.domains.camera or walks
    if kind == "light":
        return (
            "noon" in shot.domains.lighting or "night" in shot.domains.lighting or "overcast" in shot.domains.lighting
        )
    return True


def _plant(film: TestFilm, kind: str, n: int, rng: random.Random) -> None:
    shot = film.story.shots[n - 1]
    scene, people = film.scenes[n - 1], [p.character for p in shot.who]
    someone = rng.choice(people)
    look = film.looks[someone]

    def again(**how) -> None:
        film.scenes[n - 1] = _scene(film, n, **how)

    if kind == "person":
        for attempt in range(60):
            other = replace(
                draw_look(f"stranger-{attempt}", "", "", rng.choice(_PEOPLE), "", rng.randrange(1 << 30)), kind="person"
            )
            if other.skin != look.skin or other.hair_base != look.hair_base:
                break
        again(looks=film.looks | {someone: replace(other, age=look.age, garment=look.garment, colour=look.colour)})
    elif kind == "absent":
        again(who=[p for p in people if p != someone])
    elif kind == "extra":
        other = next((c.id for c in film.story.cast if c.id not in people), None)
        again(who=[*people, other])
    elif kind == "hat":
        if look.hat:
            changed = replace(look, hat="")
        else:
            far = [
                c
                for c in (0xFFD02030, 0xFF2050D0, 0xFF20A050, 0xFFF0F0F0, 0xFF202028, 0xFFF0C020)
                if sum(abs(((c >> s) & 255) - ((look.hair >> s) & 255)) for s in (0, 8, 16)) > 220
            ]
            changed = replace(
                look,
                hat=rng.choice(
                    [h for h in HATS if h in ("cap", "beanie", "tophat", "fedora", "cowboy", "police", "beret")]
                ),
                hat_colour=rng.choice(far),
            )
        again(looks=film.looks | {someone: changed})
    elif kind == "clothes":
        far = [
            c
            for c in (0xFFD02030, 0xFF2050D0, 0xFF20A050, 0xFFF0F0F0, 0xFF202028, 0xFFF0C020)
            if sum(abs(((c >> s) & 255) - ((look.colour >> s) & 255)) for s in (0, 8, 16)) > 240
        ]
        again(
            looks=film.looks
            | {someone: replace(look, garment="sweater", pattern="plain", neck="", colour=rng.choice(far))}
        )
    elif kind == "place":
        other = rng.choice([k for k in _PLACES if k != shot.place])
        again(place=_PLACES[other], domains={"background": _PLACES[other]})
    elif kind == "light":
        other = "night" if "night" not in shot.domains.lighting else "noon"
        again(domains={"lighting": _LIGHTS[other]})
    elif kind == "size":
        again(
            domains={
                "camera": "Extreme close-up, static camera."
                if "Wide" in shot.domains.camera
                else "Wide shot, static camera."
            }
        )
    elif kind in ("side", "direction"):
        _mirror(scene)
    # frozen, colour, black, stutter and flicker are done to the frames


def _mirror(scene: dict) -> None:
    middle = sum(a["x"] for a in scene["actors"]) / len(scene["actors"])
    for a in scene["actors"]:
        a["x"], a["face"], a["speed"] = round(2 * middle - a["x"], 3), -a["face"], -a["speed"]
        for beat in a.get("beats", ()):
            beat.update({k: -beat[k] for k in ("face", "speed") if k in beat})


# -- judging ----------------------------------------------------------------------------------------------------------
def judge(film: TestFilm, report: Report) -> tuple[list[Planted], list[Planted], list[str]]:
    """Which errors were found, which were missed, and the false alarms in words. An alarm that an error explains is not false:
    a wrong light is also another colour at both its seams."""
    found = []
    for p in film.planted:
        near = [
            f
            for f in report.findings
            if (f.number == p.number and not f.to) or (f.to and f.number in (p.number - 1, p.number))
        ]
        if any(f.kind in PLANTS[p.kind] for f in near):
            found.append(p)
    where = {p.number for p in film.planted}
    false = [
        f"{f.kind} {f.number}{'-' + str(f.number + 1) if f.to else ''}: {f.words} ({f.value:.2f}/{f.limit:.2f})"
        for f in report.findings
        if not ({f.number} if not f.to else {f.number, f.number + 1}) & where
    ]
    return found, [p for p in film.planted if p not in found], false


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--films", type=int, default=20)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--shots", type=int, default=22)
    parser.add_argument("--verbose", action="store_true")
    o = parser.parse_args()
    readers: Readers = readers_for(True)
    tally: dict[str, list[int]] = {k: [0, 0] for k in PLANTS}
    found = planted = alarms = clean_alarms = 0
    worst, began = 0, time.time()
    for seed in range(o.first, o.first + o.films):
        clean = clean_film(seed, o.shots)
        report, _ = examine(clean.material(), readers, measures=False)
        clean_alarms += len(report.findings)
        if o.verbose or report.findings:
            print(
                f"film {seed} clean: {report.verdict} "
                + "; ".join(f"{f.kind} {f.number}: {f.words} ({f.value:.2f}/{f.limit:.2f})" for f in report.findings),
                flush=True,
            )
        film = plant(clean, seed)
        report, _ = examine(film.material(), readers, measures=False)
        hit, missed, false = judge(film, report)
        for p in film.planted:
            tally[p.kind][1] += 1
            tally[p.kind][0] += p in hit
        found, planted, alarms, worst = (
            found + len(hit),
            planted + len(film.planted),
            alarms + len(false),
            max(worst, len(false)),
        )
        print(
            f"film {seed}: {len(hit)} of {len(film.planted)} found, {len(false)} false"
            + (f"; missed {[(p.kind, p.number) for p in missed]}" if missed else "")
            + (f"; false {false}" if false else ""),
            flush=True,
        )
    print(
        f"{found} of {planted} planted errors found ({found / max(1, planted):.1%}); false alarms {alarms} in {o.films} films, at most {worst} in one; "
        f"{clean_alarms} findings in the clean films; {time.time() - began:.0f} s"
    )
    print("  ".join(f"{k} {a}/{b}" for k, (a, b) in tally.items()))
    if found < 0.9 * planted or worst > 1 or clean_alarms:
        raise SystemExit(
            "A bar is missed: 9 of 10 errors found, at most one false alarm in a film, clean films silent."
        )


if __name__ == "__main__":
    main()
