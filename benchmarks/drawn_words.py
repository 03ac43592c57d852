"""What of the sentences is seen? Writes each sentence as a film, stages its shots and prints how many of the sentence's
nouns, places, qualities and lights are drawn, drawn as something near, or not drawn; and which are missed most often.

    python -m benchmarks.drawn_words [--list FILE ...] [--count 500] [--seed 1] [--shots 4] [--most 60]

A word of the sentence counts once a film, by the best that any of its shots makes of it. The lists are those of
benchmarks/sentences.py.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.sentences import OWN, sentences
from vgot.animatic.family import TOKENS_KIND, AnimaticImage, scene_of
from vgot.animatic.lexicon.coverage import understood
from vgot.animatic.lexicon.text import tokens_of
from vgot.animatic.lexicon.word_states import Word
from vgot.animatic.looks import draw_look
from vgot.animatic.nearest import nearest_place
from vgot.models.base import Cast, KeyframeSpec, PlateSpec, Quiet, Tokens
from vgot.script.offline.writer import write_offline
from vgot.story.model import Shot, Story
from vgot.units import FrameSize

KINDS = ("noun", "place", "quality", "light", "verb")
_SIZE = FrameSize(64, 36)
_IMAGE = AnimaticImage()
_BEST = ("not", "near", "drawn")


def spec_of(story: Story, shot: Shot) -> KeyframeSpec:
    """A shot as a film asks the drawn world for it."""
    cast = []
    for one in shot.who:
        who = next(c for c in story.cast if c.id == one.character)
        stage = who.stage(one.stage)
        look = draw_look(who.id, who.name, who.role, f"{stage.look} {stage.name}", who.wardrobe, story.seed)
        cast.append(
            Cast(
                who.id, stage.id, who.name, stage.name, "", Tokens(TOKENS_KIND, look.to_bytes()), who.strength, one.box
            )
        )
    place = next((p for p in story.places if p.id == shot.place), None)
    plate = place and _IMAGE.draw_plate(PlateSpec(place.id, place.name, place.look, "", story.seed, _SIZE), Quiet())
    name = place.id.replace("-", " ") if place else ""
    return KeyframeSpec(shot.domains, shot.summary, tuple(cast), name, "", plate, "", story.seed, _SIZE)


def words_of(story: Story) -> Iterator[Word]:
    """Every word of every shot, with what its drawing makes of it."""
    for shot in story.shots:
        spec = spec_of(story, shot)
        yield from understood(
            spec.domains, spec.summary, spec.place_name, spec.place_look, scene=scene_of(spec),
            names=[c.name for c in spec.cast], nearest=nearest_place,
        ).words  # fmt: skip


def best_of(story: Story) -> dict[tuple[str, str], Word]:
    """(kind, word) of the sentence -> the best that a shot makes of it."""
    said = {t.word for t in tokens_of(story.sentence)}
    found: dict[tuple[str, str], Word] = {}
    for word in words_of(story):
        key = (word.kind, word.word)
        if set(word.word.split()) <= said and (
            key not in found or _BEST.index(word.state) > _BEST.index(found[key].state)
        ):
            found[key] = word
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.drawn_words",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--list", type=Path, action="append", default=[], help="a file with one sentence a line")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shots", type=int, default=4)
    parser.add_argument("--most", type=int, default=60, help="how many missed words of a kind are printed")
    options = parser.parse_args()
    total: dict[str, Counter[str]] = defaultdict(Counter)
    missed: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for text in sentences(options.list or [OWN], options.count, options.seed):
        for (kind, word), found in best_of(write_offline(text, options.shots, seed=options.seed)).items():
            total[kind][found.state] += 1
            missed[kind, found.state][f"{word} as {found.drawn_as}" if found.drawn_as else word] += 1
    for kind in KINDS:
        n = max(1, sum(total[kind].values()))
        print(f"{kind:8} {n:5}   " + "   ".join(f"{s} {total[kind][s] / n:.3f}" for s in reversed(_BEST)))
        for state in ("not", "near"):
            print(f"  {state}: " + ", ".join(f"{w} {k}" for w, k in missed[kind, state].most_common(options.most)))


if __name__ == "__main__":
    main()
