"""Is the sentence kept? Reads lists of sentences, writes each as a film and prints what became of its words.

    python -m benchmarks.sentences [--list FILE ...] [--count 500] [--seed 1] [--shots 8] [--drawn] [--show]

Without --list the project's own sentences are read (benchmarks/sentences.txt). Lists by others, one sentence a line, are
fetched by hand and not stored here: StoryEval (ypwang61/StoryEval, prompts/all_prompts.txt, Apache-2.0), T2V-CompBench
(KaiyueSun98/T2V-CompBench, prompts/*.txt), EvalCrafter (evalcrafter/EvalCrafter, prompt700.txt).

shown   content words of a sentence that one of its shots' domains says; --drawn: and that its drawing shows
named   words that the account lists as unused, with why; lost: neither
people  people and animals in the cast whom the sentence does not name
agreement  sentences of the shots that link-grammar (Debian: link-grammar) cannot read, but can once a verb's number is
        changed, with that word as a verb: subject and verb do not agree. "unread" are those it cannot read either way, which says little.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

from vgot.animatic.lexicon.coverage import understood
from vgot.animatic.nearest import nearest_place
from vgot.language import forms
from vgot.language.parser import parse
from vgot.language.which import language_of
from vgot.script.account import account_of, parts_of
from vgot.script.offline.writer import write_offline
from vgot.script.reading.reading import read
from vgot.story.model import Story

OWN = Path(__file__).with_name("sentences.txt")


def sentences(files: list[Path], count: int, seed: int) -> list[str]:
    """`count` sentences of the lists, drawn by the seed, as many of each list as possible."""
    lists = [
        [s for line in f.read_text(encoding="utf-8").splitlines() if (s := line.strip()) and s[0] != "#"] for f in files
    ]
    pick = random.Random(seed)
    for one in lists:
        pick.shuffle(one)
    found: list[str] = []
    while len(found) < count and any(lists):
        for one in lists:
            if one and len(found) < count:
                found.append(one.pop())
    return found


def unasked(story: Story) -> list[str]:
    """Who is in the cast and stands for nobody the sentence names."""
    if story.kind == "life" or language_of(story.sentence) != "en":
        return []
    said = set().union(
        *(forms.bases(w) for w in re.findall(r"[^\W\d_]+", story.sentence.lower())), {"first", "second", "third"}
    )
    said |= {"man"} if said & {"he", "him", "his"} else set()
    said |= {"woman"} if said & {"she", "her"} else set()
    return [c.name for c in story.cast if not set(re.findall(r"[^\W\d_]+", c.name.lower())) & said]


def plainly(text: str) -> str:
    """A sentence as link-grammar can read it: what somebody says or writes in it is not ours to judge."""
    return re.sub(r":? ?“[^”]*”", " something", text).rstrip(".!? ") + "."


def drawn(story: Story, account: dict) -> int:
    """How many parts that are kept are drawn as well: in one of their shots nothing of them is named as not drawn."""
    missed = []
    for shot in story.shots:
        names = [story.character(p.character).name for p in shot.who]
        place = shot.place.replace("-", " ").title() if shot.place else ""
        told = understood(shot.domains, shot.summary, place, names=names, nearest=nearest_place, style=story.style)
        missed.append({base for word in told.not_drawn for part in word.split() for base in forms.bases(part)})
    parts = {part.text: part.bases for part in parts_of(story.sentence)}
    return sum(any(not missed[n - 1] & set(parts[k["text"]]) for n in k["shots"]) for k in account["kept"])


def linkages(texts: list[str]) -> list[str]:
    """Link-grammar's first reading of each sentence, "No ..." where it has none of the whole."""
    ran = subprocess.run(
        ["link-parser", "en", "-verbosity=1", "-limit=100", "-timeout=5", "-graphics=1", "-width=4000"],
        input="\n".join(map(plainly, texts)) + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    parts = re.split(
        r"^(?=No complete linkages found|Found \d+ linkage(?!.*null count))", ran.stdout, flags=re.MULTILINE
    )
    return parts[1:]


def unreadable(texts: list[str]) -> set[int]:
    """Numbers of the sentences that link-grammar finds no whole reading of."""
    return {n for n, found in enumerate(linkages(texts)[: len(texts)]) if found.startswith("No")}


def with_other_number(text: str) -> tuple[str, str]:
    """(the sentence with the number of its main verb changed, that verb); "" where the verb has none."""
    root = next((t for t in parse(text) if t.dep_ == "ROOT"), None)
    if root is None:
        return "", ""
    verb = next((c for c in root.children if c.dep_ in ("aux", "auxpass")), root)
    base = verb.lemma_.lower()
    singular, plural = forms.verb(base, "VBZ"), "are" if base == "be" else base
    other = {singular: plural, plural: singular}.get(verb.lower_, "")
    return (text[: verb.idx] + other + text[verb.idx + len(verb) :], other) if other else ("", "")


def disagreements(texts: list[str]) -> tuple[list[str], int]:
    """(sentences whose subject and verb do not agree, how many could not be read at all)."""
    bad = sorted(unreadable(texts))
    turned = {n: other for n in bad if (other := with_other_number(texts[n]))[0]}
    found = linkages([text for text, _ in turned.values()])
    read = [
        not as_.startswith("No") and re.search(rf"\b{verb}\.v", as_)
        for as_, (_, verb) in zip(found, turned.values(), strict=False)
    ]
    return [texts[n] for n, as_verb in zip(turned, read, strict=False) if as_verb], len(bad)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.sentences", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--list", type=Path, action="append", default=[], help="a file with one sentence a line")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shots", type=int, default=8)
    parser.add_argument("--drawn", action="store_true", help="also count what the drawn world shows of them (slow)")
    parser.add_argument("--show", action="store_true", help="print every sentence that loses a word or adds somebody")
    options = parser.parse_args()
    chosen = sentences(options.list or [OWN], options.count, options.seed)
    total = Counter()
    said: dict[str, None] = {}
    for text in chosen:
        story = write_offline(text, options.shots, seed=options.seed)
        account = account_of(story)
        total["kept"] += len(account["kept"])
        total["named"] += len(account["unused"])
        total["language " + account["language"]] += 1
        if account["language"] == "en" and story.kind != "life":
            listed = {p["text"] for p in (*account["kept"], *account["unused"])}
            total["lost"] += sum(part.text not in listed for part in parts_of(text))
            total["drawn"] += drawn(story, account) if options.drawn else 0
            total["english"] += len(account["kept"]) + len(account["unused"])
            total["deeds"] += len(read(text).deeds)
        added = unasked(story)
        total["people"] += len(added)
        if options.show and (added or account["unused"]):
            print(
                f"  {text}\n      unused: {', '.join(u['text'] for u in account['unused'])}; added: {', '.join(added)}"
            )
        if account["language"] == "en":
            said |= dict.fromkeys(
                s for shot in story.shots for s in re.split(r"(?<=[.!?]) (?=[A-Z])", shot.domains.relation)
            )
    words = total["kept"] + total["named"] + total["lost"]
    print(f"{len(chosen)} sentences (seed {options.seed}), {options.shots} shots each, {words} content words")
    print(
        f"shown {total['kept'] / words:.3f}   named {total['named'] / words:.3f}   lost {total['lost']}   people added {total['people']}"
    )
    if options.drawn:
        print(f"said and drawn, in English: {total['drawn'] / max(1, total['english']):.3f}")
    print(
        "languages: " + ", ".join(f"{k.split()[1]} {v}" for k, v in sorted(total.items()) if k.startswith("language"))
    )
    if shutil.which("link-parser"):
        wrong, unread = disagreements(list(said))
        print(f"{len(said)} sentences in shots: agreement errors {len(wrong)}, unread by link-grammar {unread}")
        for text in wrong if options.show else wrong[:10]:
            print(f"  {text}")
    else:
        print("agreement not checked: link-parser is missing (Debian: apt-get install link-grammar)")


if __name__ == "__main__":
    main()
