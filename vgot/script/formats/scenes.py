"""The scenes of a script that is longer than a film here, or of which only some are wanted: a list from which one chooses what to
film now. What is not chosen is told in the account, scene by scene."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from vgot.errors import BadInput
from vgot.script.formats.listed import Scene, Source, words_of
from vgot.story.model import MAX_SHOTS


class OfScene(Protocol):
    """What becomes a shot, and the scene that it belongs to."""

    scene: int
    heading: str
    notes: list[str]

    @property
    def words(self) -> str: ...


B = TypeVar("B", bound=OfScene)
_PAGE = "title page: "


def filmed(
    beats: list[B], asked: Sequence[int], source: Source, fitted: Callable[[list[B]], list[B]] = lambda beats: beats
) -> list[B]:
    """The shots of the scenes that are filmed, fitted to what shots hold: those that are `asked` for (from 1), else all, else as
    many from the beginning as a project holds. Writes `source.scenes`. Raises BadInput."""
    by_scene: dict[int, list[B]] = {}
    for beat in beats:
        by_scene.setdefault(beat.scene, []).append(beat)
    numbers = {scene: n for n, scene in enumerate(sorted(by_scene), 1)}
    if unknown := [n for n in asked if n not in numbers.values()]:
        raise BadInput(
            f"There is no scene {unknown[0]} in this script.", field="scenes", hint=f"It has 1 to {len(numbers)}."
        )
    scenes = [scene for scene, n in numbers.items() if not asked or n in asked]
    made = fitted([beat for scene in scenes for beat in by_scene[scene]])
    if len(made) > MAX_SHOTS:
        if asked or len(scenes) == 1:
            raise BadInput(
                f"{'These scenes have' if asked else 'This script has'} {len(made)} beats; a project holds {MAX_SHOTS} shots.",
                field="scenes" if asked else "script",
                hint="Choose fewer scenes."
                if asked
                else "Part it into scenes with headings, and import those you film now.",
            )
        scenes, made = _as_many_as_fit(by_scene, scenes, fitted)
    counts = {scene: len(by_scene[scene]) for scene in by_scene}
    counts |= {scene: sum(beat.scene == scene for beat in made) for scene in scenes}
    source.scenes = [
        Scene(n, by_scene[s][0].heading, counts[s], len(words_of(_all(by_scene[s]))), s in scenes)
        for s, n in numbers.items()
    ]
    _leave(by_scene, scenes, source, made, bool(asked))
    return made


def _as_many_as_fit(
    by_scene: dict[int, list[B]], scenes: list[int], fitted: Callable[[list[B]], list[B]]
) -> tuple[list[int], list[B]]:
    """As many scenes from the beginning as a project holds, by halving."""

    def first(many: int) -> list[B]:
        return fitted([beat for scene in scenes[:many] for beat in by_scene[scene]])

    low, high, best = 1, len(scenes) - 1, first(1)
    if len(best) > MAX_SHOTS:
        raise BadInput(
            f"The first scene alone has {len(best)} beats; a project holds {MAX_SHOTS} shots.",
            field="scenes",
            hint="Choose other scenes, or part it with headings.",
        )
    while low < high:
        middle = (low + high + 1) // 2
        made = first(middle)
        if len(made) <= MAX_SHOTS:
            low, best = middle, made
        else:
            high = middle - 1
    return scenes[:low], best


def _leave(by_scene: dict[int, list[B]], scenes: list[int], source: Source, made: list[B], asked: bool) -> None:
    """The scenes that are not filmed, told one by one; the title page goes along with the first shot that is."""
    by_number = dict(zip(sorted(by_scene), source.scenes, strict=True))
    for scene, beats in by_scene.items():
        if scene in scenes:
            continue
        pages = [note for beat in beats for note in beat.notes if note.startswith(_PAGE)]
        if made and pages:
            made[0].notes[:0] = pages
        told = by_number[scene]
        why = "It is not among the scenes that you chose" if asked else f"A film has at most {MAX_SHOTS} shots"
        source.drop(
            f"scene {told.number}{f': {told.heading}' if told.heading else ''}, {told.words} words",
            f"scene {told.number}",
            f"{why}: import the script again and choose it.",
            words=_all(beats),
        )


def _all(beats: Sequence[OfScene]) -> str:
    return "\n".join(beat.words for beat in beats)
