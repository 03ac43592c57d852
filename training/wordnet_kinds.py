"""Make assets/script/wordnet.txt: the kind of the commonest sense of each English noun and verb of WordNet 3.0.

    python -m training.wordnet_kinds /usr/share/wordnet     (Debian package wordnet-base)

A line is a kind and its words. WordNet's licence stands in assets/script/WORDNET.LICENSE.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

from vgot.resources import shipped

#: Numbers of WordNet's lexicographer files -> kinds of this program.
_FILES = {
    "05": "animal", "18": "person", "15": "place", "28": "time", "06": "thing", "13": "thing", "20": "thing", "17": "thing",
    "27": "thing", "21": "thing",
}  # fmt: skip
#: Synsets of WordNet 3.0 (offsets in data.noun) whose kinds of things are places, weather, people.
_BELOW = {
    "place": ("04341686", "03315023", "08497294", "09287968", "09225146", "04105893", "08630985", "02913152", "09334396",
              "04096066", "09366317", "08554440", "02735688", "04564698"),
    "weather": ("11524662", "11501381", "11425580"),
    "person": ("00007846", "09505418", "09483738"),
    "animal": ("00015388", "01861778"),
}  # fmt: skip
_MOTION = "38"


def _synsets(path: Path) -> dict[str, tuple[str, list[str]]]:
    """offset -> (lexicographer file, offsets of the hypernyms)."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            continue
        parts = line.split(" | ")[0].split()
        words = int(parts[3], 16)
        pointers = parts[4 + 2 * words :]
        ups = (
            [pointers[n + 1] for n in range(1, len(pointers) - 3, 4) if pointers[n] in ("@", "@i")] if pointers else []
        )
        found[parts[0]] = (parts[1], ups)
    return found


def _above(offset: str, synsets: dict[str, tuple[str, list[str]]]) -> set[str]:
    """A synset and everything that it is a kind of."""
    seen, left = set(), [offset]
    while left:
        now = left.pop()
        if now not in seen:
            seen.add(now)
            left += synsets[now][1]
    return seen


def _first_senses(path: Path) -> dict[str, str]:
    """word -> offset of its commonest sense; single lower-case words and pairs."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            continue
        parts = line.split()
        word = parts[0].replace("_", " ")
        if word.replace(" ", "").replace("-", "").isalpha() and word.count(" ") < 2:
            pointers = int(parts[3])
            found[word] = parts[6 + pointers]
    return found


def kinds(folder: Path) -> dict[str, list[str]]:
    """kind -> its words, sorted."""
    synsets = _synsets(folder / "data.noun")
    found: dict[str, list[str]] = defaultdict(list)
    for word, offset in _first_senses(folder / "index.noun").items():
        above = _above(offset, synsets)
        kind = next((k for k, roots in _BELOW.items() if above & set(roots)), None)
        if word.count(" ") and kind is None:
            continue  # the last word of a pair tells its kind; only pairs that are places or people are kept
        found[kind or _FILES.get(synsets[offset][0], "idea")].append(word)
    verbs = _synsets(folder / "data.verb")
    found["motion"] = [
        w for w, offset in _first_senses(folder / "index.verb").items() if verbs[offset][0] == _MOTION and " " not in w
    ]
    return {kind: sorted(words) for kind, words in sorted(found.items())}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.wordnet_kinds", description=__doc__)
    parser.add_argument("folder", type=Path)
    made = kinds(parser.parse_args().folder)
    lines = [f"{kind}: {'|'.join(words)}" for kind, words in made.items()]
    shipped("assets", "script").joinpath("wordnet.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(", ".join(f"{len(words):,} {kind}" for kind, words in made.items()))


if __name__ == "__main__":
    main()
