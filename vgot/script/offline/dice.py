"""Choices that a seed makes: the same answer to the same question, in whatever order it is asked."""

from __future__ import annotations

from vgot.story.model import seed_from


class Dice:
    """Choices that depend on a seed and a question, never on the order in which they are asked."""

    def __init__(self, *parts: object):
        self.parts = parts

    def number(self, *ask: object) -> int:
        return seed_from(*self.parts, *ask)

    def pick(self, options, *ask: object):
        return options[self.number(*ask) % len(options)]

    def shuffled(self, options, *ask: object) -> list:
        options = list(options)
        return [options[n] for n in sorted(range(len(options)), key=lambda n: (self.number(*ask, n), n))]


class Deck:
    """Deals wordings in a seeded order and starts over only when all were dealt."""

    def __init__(self, dice: Dice):
        self.dice = dice
        self._left: dict[str, list] = {}
        self._round: dict[str, int] = {}

    def deal(self, pile: str, options) -> str:
        """The next of `options` from the pile of that name."""
        left = self._left.get(pile)
        if not left:
            turn = self._round[pile] = self._round.get(pile, 0) + 1
            left = self._left[pile] = self.dice.shuffled(list(options), pile, turn)
        return left.pop()
