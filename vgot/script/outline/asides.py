"""What is said in passing while a told sentence happens: a few short lines, so that a film with voices speaks. They change
nothing but who speaks: no word of a domain, no camera and no seam hangs on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vgot.script.outline.dice import Dice

#: deed, when its beat is told (0: the deed itself), who speaks, whether only to somebody else, the words. Each holds whatever
#: the thing is, wherever it is and whoever speaks; a beat in which nobody speaks has none.
_SAID = """
arrive 0 hero       | At last.
cook 0 hero two     | Not so fast. / Smell that.
cook -0.1 ally two  | I did not touch anything.
cook 0.2 hero       | Not yet. Not yet. Now.
cook 0.35 hero      | Hot, hot, hot!
do -0.25 hero       | All right, then.
dream 0 hero        | One day. / One day you will all see.
dream 0.36 hero     | It is nothing.
eat 0 hero          | Oh, that is good.
fight 0 hero two    | Come on, then!
fight 0.38 hero two | Enough?
find -0.2 hero      | Hello? Is anybody there?
find 0 hero         | Where do you come from? / Now what are you doing here?
find 0.15 hero      | I have never seen anything like it.
find 0.3 hero       | It is real.
follow -0.3 hero    | There! Over there!
follow 0 hero       | Wait for me!
follow 0.2 hero     | Stay. Just for a moment.
free -0.1 hero      | Do not be afraid.
free 0 hero         | Go on. Nobody is holding you. / Now. Off you go.
free 0.32 hero      | Good luck.
give 0 hero two     | Here. Take it.
hide 0 hero         | Nobody will look here.
hide 0.3 hero       | It is not so bad here.
hide 0.42 hero      | Who has left that here?
it_goes -0.25 hero  | Good journey!
it_goes 0.2 ally    | Well, look at you.
learn -0.35 hero    | Once more.
learn 0 hero        | I can do it. Look! / So that is how it goes!
leave -0.15 hero two| Look after yourself.
leave 0 hero two    | Do not turn round.
lose -0.4 hero      | Look what I have!
lose 0 hero         | No, no, no!
lose 0.15 hero      | Not here either!
love -0.42 hero two | Mine is better.
love -0.12 hero two | Something is burning!
love 0 hero two     | Stay a little. / Do not say anything.
love 0.18 hero two  | Once more round the block?
love 0.32 hero two  | The last bite is mine.
make -0.15 hero     | Then from the beginning.
make 0 hero         | There. That is it. / Nearly. Nearly. There.
make 0.18 hero      | Look at that.
meet 0 hero two     | Oh. Hello.
meet 0.15 hero two  | Come closer. I do not bite.
meet 0.28 hero two  | Here. Half of it is yours.
open -0.25 hero     | I cannot see a thing.
open 0 hero         | Ready? / Now or never.
perform -0.15 hero  | So many seats.
perform 0.2 hero    | Thank you. Thank you.
plant -0.2 hero     | You will see.
plant 0 hero        | Take all the time you need.
plant 0.4 hero      | There you are.
repair -0.2 hero    | It must be somewhere.
repair 0 hero       | Listen. It works.
save -0.12 hero     | Just a little more!
save 0 hero two     | Hold on! I have you.
save 0.2 hero two   | Are you all right?
seek 0 hero         | I am not giving up.
seek 0.15 hero      | Excuse me. Have you seen anything?
seek 0.42 hero      | That way.
solve -0.34 hero    | Do not touch anything.
solve -0.22 hero two| Not so fast, I am coming!
solve -0.12 hero    | Where were you last night?
solve 0 hero        | So that is how it was done.
solve 0.34 hero     | That is that.
stay 0 hero         | I am staying.
steal -0.18 hero    | Now.
teach 0.1 hero two  | Almost.
teach 0.18 hero two | It took me a whole year.
teach 0.36 ally two | Now you.
travel 0 hero       | On we go.
travel 0.15 hero    | I have been here before.
travel 0.42 hero    | A light. Over there!
wait 0 hero         | Any moment now.
wait 0.4 hero       | There you are.
wake 0 hero         | How long have I slept?
watch 0 hero two    | There. Do you see it?
"""
#: seconds that a line takes to be said: at least, and for each word
_PAUSE_S, _WORD_S = 0.35, 0.36


@dataclass(frozen=True)
class Aside:
    """A line of `speaker` (a key of the company), said only where `to` is there as well (empty: to nobody)."""

    speaker: str
    text: str
    to: str = ""


def _read() -> dict[tuple[str, float], tuple[str, bool, tuple[str, ...]]]:
    said = {}
    for row in _SAID.strip().splitlines():
        head, words = row.split("|")
        deed, at, speaker, *two = head.split()
        said[(deed, float(at))] = (speaker, bool(two), tuple(w.strip() for w in words.split("/")))
    return said


_ASIDES = _read()


def aside_of(deed: str, at: float, keys: dict[str, str], dice: Dice) -> Aside | None:
    """What may be said in the beat of a deed; keys: who in the company plays its hero and its ally."""
    speaker, two, words = _ASIDES.get((deed, at), ("", False, ()))
    if speaker not in keys or two and "ally" not in keys:
        return None
    to = keys["ally" if speaker == "hero" else "hero"] if two else ""
    return Aside(keys[speaker], dice.pick(words, "aside", deed, at), to)


def choose_asides(
    asides: Iterable[Aside | None], key: list[bool], speaks: list[bool], seconds: list[float]
) -> dict[int, Aside]:
    """Which shots get their line: at most every other one, at most half of a short film and a third of a long one, key shots
    before others; never where somebody speaks already, or where there is no time for it.

    asides: what may be said in each shot; key: whether it is an event of the sentence; speaks: whether somebody speaks there;
    seconds: how long it is."""
    found = list(asides)
    most = max(1, len(found) // (2 if len(found) <= 12 else 3)) - sum(speaks)
    taken: dict[int, Aside] = {}
    for n in sorted(range(len(found)), key=lambda n: not key[n]):
        if len(taken) >= most:
            break
        aside, beside = found[n], any(speaks[max(0, n - 1) : n + 2]) or {n - 1, n + 1} & taken.keys()
        if aside is not None and not beside and seconds[n] >= _PAUSE_S + _WORD_S * len(aside.text.split()):
            taken[n] = aside
    return taken
