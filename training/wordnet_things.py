"""Make assets/animatic/kinds.txt: nouns of WordNet 3.0 that are kinds of something the drawn world draws.

    python -m training.wordnet_things /usr/share/wordnet     (Debian package wordnet-base)

A line is a thing or an animal of the drawn world and its kinds: "bird: albatross|auk|...". The commonest sense of a word
counts, the nearest root of assets/animatic/kinds.yaml above it wins, and words that are verbs, people, places or anything
else to the lexicon as often are left out. WordNet's licence stands in assets/script/WORDNET.LICENSE.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict, deque
from pathlib import Path

import yaml

from training.wordnet_kinds import _synsets
from vgot.animatic.lexicon.catalogue import TABLES
from vgot.animatic.lexicon.colours import COLOUR_WORDS
from vgot.animatic.lexicon.expected import ABSTRACT, BODY, VISIBLE
from vgot.animatic.lexicon.qualities import is_attire
from vgot.animatic.lexicon.text import tokens_of
from vgot.animatic.lexicon.things import FUNCTION, PEOPLE
from vgot.resources import shipped

_LONGEST = 2
#: words that are first names as often
_NAMES = set(
    "mina jay martin basil heather ginger olive ivy sage myrtle hazel jasmine rosemary laurel linden dory finn merlin kit reed may bill jack "
    "iris violet daisy lily rose poppy holly ruby pearl amber coral robin wren lark colt fern clement victoria veronica angelica erica viola carol "
    "bob don mark pat rob art jade opal saffron willow ash rowan aster marigold dahlia juniper bonito julienne".split()
) | set(re.findall(r"[a-z]+", shipped("assets", "script", "names.yaml").read_text(encoding="utf-8").lower()))

#: words whose commonest sense in WordNet is not the one that a story means
_MORE_OFTEN_ELSE = set(
    "shooter shook tun ani gig hoy safe-deposit cruiser bleu chick timer piling solitaire sparkler bones vibes fencing cooler gat buckskin charger "
    "blanc cleaver greens".split()
) | {"brass buttons", "flowering stone", "living rock", "living stone"}


def _index(path: Path) -> dict[str, tuple[list[str], int]]:
    """word -> its synsets, the commonest first, and how many of them were met in texts."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("  "):
            parts = line.split()
            pointers = int(parts[3])
            found[parts[0].replace("_", " ")] = (parts[6 + pointers :], int(parts[5 + pointers]))
    return found


def _written(path: Path) -> set[str]:
    """The words that WordNet writes with a capital: names and Latin."""
    found = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("  "):
            parts = line.split(" | ")[0].split()
            found |= {w for w in parts[4 : 4 + 2 * int(parts[3], 16) : 2] if w != w.lower()}
    return {w.lower().replace("_", " ") for w in found}


def _known(word: str) -> bool:
    """Whether the lexicon reads a word as something else already."""
    tokens = tokens_of(word)
    plain = " ".join(t.word for t in tokens)
    if any(w in table for w in (word, plain) for table in (ABSTRACT, BODY, VISIBLE, PEOPLE, FUNCTION, COLOUR_WORDS)):
        return True
    return is_attire(word.split()[-1]) or any(
        m.end - m.start == len(tokens) for name, table in TABLES.items() if name != "thing" for m in table.find(tokens)
    )


def kinds(folder: Path, roots: dict[str, list[str]]) -> dict[str, list[str]]:
    """name of the drawn world -> words that are kinds of it, sorted."""
    synsets, nouns = _synsets(folder / "data.noun"), _index(folder / "index.noun")
    others = [_index(folder / f"index.{part}") for part in ("verb", "adj")]
    capital = _written(folder / "data.noun")
    root_of: dict[str, str] = {}
    for name, words in roots.items():
        for entry in words:
            word, _, sense = entry.partition("#")
            root_of[nouns[word.replace("_", " ")][0][int(sense or 1) - 1]] = name
    found: dict[str, list[str]] = defaultdict(list)
    for word, (senses, met) in nouns.items():
        plain = word.replace("-", " ").replace(" ", "")
        if not plain.isalpha() or len(plain) < 3 or word.count(" ") >= _LONGEST or word in capital:
            continue
        if word in _NAMES or word in _MORE_OFTEN_ELSE:
            continue
        if any(w in o and not (met and not o[w][1]) for w in {word, word.removesuffix("s")} for o in others):
            continue
        name = _nearest(senses[0], synsets, root_of)
        if name and not _known(word):
            found[name].append(word)
    return {name: sorted(words) for name, words in sorted(found.items())}


def _nearest(offset: str, synsets: dict[str, tuple[str, list[str]]], root_of: dict[str, str]) -> str:
    queue, seen = deque([offset]), {offset}
    while queue:
        now = queue.popleft()
        if now in root_of:
            return root_of[now]
        for up in synsets[now][1]:
            if up not in seen:
                seen.add(up)
                queue.append(up)
    return ""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.wordnet_things", description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = shipped("assets", "animatic")
    roots = {
        name: words.split()
        for name, words in yaml.safe_load(folder.joinpath("kinds.yaml").read_text(encoding="utf-8")).items()
    }
    made = kinds(parser.parse_args().folder, roots)
    folder.joinpath("kinds.txt").write_text(
        "".join(f"{name}: {'|'.join(words)}\n" for name, words in made.items()), encoding="utf-8"
    )
    print(f"{sum(map(len, made.values())):,} words of {len(made)} things")


if __name__ == "__main__":
    main()
