"""Words by which a sentence is read (assets/script/reading.yaml): counts, measures, women and men, what ties clauses."""

from __future__ import annotations

from functools import cache

from vgot.script.tables import Table, WordSet, table


class Lists(Table):
    """reading.yaml; its head says what the lists are."""

    numbers: dict[str, int]
    measures: WordSet
    one: WordSet
    about: WordSet
    empty: WordSet
    machines: WordSet
    seasons: WordSet
    made_of: WordSet
    women: WordSet
    men: WordSet
    crowds: WordSet
    kin: WordSet
    old: WordSet
    young: WordSet
    little: WordSet
    persons: WordSet
    counts: WordSet
    kept_with: WordSet
    earlier: WordSet
    paths: WordSet
    saying: WordSet
    openers: WordSet
    no_subject: WordSet
    ties: WordSet
    ties_noun: WordSet
    asking: WordSet
    some: WordSet
    helping: WordSet
    film: WordSet
    adverbs: WordSet
    plural: WordSet
    signs: dict[str, str]
    asks: tuple[str, ...]
    camera: WordSet
    of_camera: WordSet
    styles: tuple[str, ...]
    bears: WordSet
    inscribed: WordSet
    subordinate: WordSet
    meanwhile: WordSet
    relative: WordSet
    naming: WordSet
    fixed: tuple[str, ...]


@cache
def lists() -> Lists:
    """The lists, read once."""
    return table("reading.yaml", Lists)
