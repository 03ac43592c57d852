"""Acts: the deeds of the table of motions (assets/animatic/deeds.yaml) that a text tells, in their order, with whom and what
each is done to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from vgot.animatic.deed_table import Deed, all_deeds
from vgot.animatic.lexicon.colours import COLOUR_WORDS
from vgot.animatic.lexicon.naming import THING
from vgot.animatic.lexicon.text import Match, Phrases, Token, tokens_of, verb_forms
from vgot.animatic.lexicon.words import MEANT, shown_deed

#: who does what people do
PEOPLE_KINDS = ("person", "alien", "robot", "ghost")
#: how many deeds of one shot are played
MOST = 4
_LEADS = {"the", "a", "an", "his", "her", "their", "its", "my", "your", "our", "some", "this", "that"}
_NOUN_LEADS = _LEADS | {
    "of",
    "in",
    "on",
    "at",
    "with",
    "for",
    "by",
    "no",
    "into",
    "from",
    "under",
    "good",
    "old",
    "new",
    "her",
}
_MEANT = MEANT | {"love", "like"}
_ONE_ANOTHER = {"each", "one", "together", "another"}
#: what a verb means nothing to see in: "falls in love", "takes place", "finds out", "leaves behind"
_FIGURES: dict[str, set[str]] = {
    "fall": {"love", "asleep", "ill", "silent", "apart", "in", "behind", "quiet", "sick"}, "take": {"place", "care", "part", "off", "time", "turn"},
    "make": {"sure"}, "run": {"out", "shop", "business", "company", "bakery"}, "catch": {"up", "cold", "fire", "eye", "sight"},
    "play": {"role", "part"}, "draw": {"near", "closer", "back"}, "leave": {"behind"}, "hold": {"on"}, "find": {"out", "himself", "herself"},
    "give": {"up", "birth", "way"}, "break": {"up"}, "blow": {"away"}, "open": {"onto"}, "sleep": {"in"}, "fish": {"out"}, "count": {"on"},
}  # fmt: skip


@dataclass(frozen=True)
class Act:
    """One deed of one member: the name of the deed, the others it is done to, the prop it is done with ("" for its own), whether
    it is done to something that lives, and the colour that words give what it is done with."""

    deed: str
    to: tuple[int, ...] = ()
    thing: str = ""
    alive: bool = False
    colour: str = ""


Telling = tuple[list[int], list[Token], Match, list[int]]


@lru_cache(maxsize=1)
def _tables() -> tuple[Phrases, dict[str, tuple[str, ...]], dict[str, list[tuple[str, str]]], set[str]]:
    """Phrases -> deeds; the verbs that part from their particle ("pick it up"); and bare forms that are more often nouns."""
    whole: dict[str, tuple[str, ...]] = {}
    parted: dict[str, list[tuple[str, str]]] = {}
    nouns: set[str] = set()
    for deed in all_deeds().values():
        for entry in deed.words:
            base, *past = entry.split("/")
            verb, _, particle = base.partition(" ~ ")
            head, _, rest = verb.partition(" ")
            ends = "es" if head.endswith(("s", "sh", "ch", "x", "o")) else "s"
            third = f"{head}{ends} {rest}".strip()
            for form in (*verb_forms(verb, "/".join(past)), third):
                if particle:
                    parted.setdefault(form, []).append((particle, deed.id))
                else:
                    whole[form] = (*whole.get(form, ()), deed.id)
            if deed.nouns and " " not in base:
                nouns |= {base}
    return Phrases(whole), whole, parted, nouns


def _without_leads(part: list[Token]) -> list[Token]:
    """A clause without articles and possessives, so that "plays her old piano" is "plays piano"."""
    return [t for i, t in enumerate(part) if t.word not in _LEADS or i + 1 == len(part)]


def acts_in(part: list[Token], who: str = "person") -> list[Match]:
    """The deeds told in a clause, as matches in it: those of people, or of animals."""
    phrases, whole, parted, nouns = _tables()
    bare = _without_leads(part)
    index = {id(t): i for i, t in enumerate(part)}
    found: list[Match] = []
    taken: set[int] = set()
    for i, token in enumerate(bare):
        for particle, deed in parted.get(token.word, ()):
            if all_deeds()[deed].who != who:
                continue
            ahead = [t.word for t in bare[i + 1 : i + 5]]
            if particle in ahead:
                last = i + 1 + ahead.index(particle)
                found.append(Match(index[id(token)], index[id(bare[last])] + 1, (deed,), token.negated, token.word))
                taken |= {i, last}
                break
    for m in phrases.find(bare, taken):
        start, end = index[id(bare[m.start])], index[id(bare[m.end - 1])] + 1
        ahead = (whole.get(f"{m.phrase} {t.word}") for t in bare[m.end : m.end + 3] if m.end - m.start == 1)
        found.append(
            Match(start, end, next((v for v in ahead if v), m.value), m.negated, m.phrase)
        )  # "plays her old violin"
    words = {t.word for t in part}
    out: list[Match] = []
    for m in sorted(found, key=lambda m: m.start):
        mine = [d for d in m.value if all_deeds()[d].who == who]
        fit = next((d for d in mine if not all_deeds()[d].wants or words & set(all_deeds()[d].wants)), None)
        if fit is not None and not m.negated:
            one = Match(m.start, m.end, fit, False, m.phrase)
            out += [one] if _done(part, one, nouns) else []
    return out


def _done(part: list[Token], match: Match, nouns: set[str]) -> bool:
    """Whether a word for a deed stands for one that is done and can be seen."""
    first = part[match.start]
    before = part[match.start - 1].word if match.start else ""
    after = [t.word for t in part[match.end : match.end + 3]]
    deed = all_deeds()[match.value]
    counted = before in _NUMBERS and match.end - match.start == 1 and first.raw.endswith("s")  # "two spies"
    if counted or before in _LEADS or (before in _NOUN_LEADS and first.raw in nouns):
        return False
    if before in _NOBODY or _suffered(part, match) and "by" not in after:
        return False  # "nobody speaks", "it shows", "is told"
    if before == "to" and {t.word for t in part[max(0, match.start - 4) : match.start]} & _MEANT:
        return False
    if first.word == "leaf" and (first.raw != "leaves" or before in _OF_LEAVES or not _is_verb_here(part, match.start)):
        return False
    if (
        deed.body == "flying"
        and shown_deed(part, Match(match.start, match.end, "flying", False, match.phrase)) != "flying"
    ):
        return False  # a kite, a leaf
    lemma = match.phrase.split()[0]
    root = next((verb for verb in _FIGURES if lemma.startswith(verb) or lemma in _PASTS.get(verb, ())), "")
    if (
        root
        and " " not in match.phrase
        and after[:1]
        and (after[0] in _FIGURES[root] - {"in"} or after[:2] == ["in", "love"])
    ):
        return False
    return not (first.raw in nouns and match.end - match.start == 1 and not _is_verb_here(part, match.start))


_NOBODY = {"nobody", "nothing", "none", "it"}
_BE = {"be", "been", "is", "was", "were", "are", "get", "got"}
_OF_LEAVES = {
    "golden",
    "red",
    "autumn",
    "fallen",
    "dry",
    "dead",
    "green",
    "brown",
    "yellow",
    "falling",
    "wet",
    "orange",
    "fall",
}
_PASTS = {
    "fall": ("fell", "fallen"), "take": ("took", "taken"), "run": ("ran",), "catch": ("caught",), "draw": ("drew", "drawn"),
    "leave": ("left",), "hold": ("held",), "find": ("found",), "give": ("gave", "given"), "break": ("broke",), "blow": ("blew",), "make": ("made",),
}  # fmt: skip


def _is_verb_here(part: list[Token], i: int) -> bool:
    """Whether a bare form that may be a noun is a verb: after a pronoun, a name, "to" or another verb's "and"."""
    before = part[i - 1] if i else None
    if before is None or part[i].raw.endswith("s") and not part[i].word.endswith("s"):
        return True
    if any(t.word == "and" for t in part[max(0, i - 4) : i]):
        return True
    return (
        before.word in ("they", "we", "i", "you", "to", "both", "all", "and", "then", "who")
        or before.raw in _PLURALS
        or before.capital
        or before.raw.endswith("s")
    )


def acts_of(
    texts: Sequence[str],
    kinds: Sequence[str],
    told: Callable[..., Iterator[Telling]],
    names: Sequence[set[str]],
) -> list[tuple[Act, ...]]:
    """The acts of each member: from the first of the texts that tells any of them something."""
    acts: list[tuple[Act, ...]] = [()] * len(kinds)
    ways = {"animal" if kind not in PEOPLE_KINDS else "person" for kind in kinds}
    for text, who in ((text, who) for text in texts for who in sorted(ways)):
        found: list[list[Act]] = [[] for _ in kinds]
        asked: tuple[int, ...] = ()
        for doing, part, match, subject in told(tokens_of(text), heard=partial(acts_in, who=who)):
            if _by_another(part, match, names):
                continue
            deed = all_deeds()[match.value]
            to = _to(part, match, subject, names, deed)
            if _suffered(part, match):  # "the thief is caught by a guard"
                doing, to = list(to), tuple(doing)
            elif asked and part[match.start - 1].word == "to":  # "teaches her grandson to bake"
                doing, to = list(asked), ()
            asked = to
            for i in doing:
                others = to or tuple(j for j in doing if j != i) if deed.partner or deed.gap else to
                found[i].append(Act(deed.id, others, *_with(part, match, bool(others))))
        for i, mine in enumerate(found):
            if mine and not acts[i] and (kinds[i] in PEOPLE_KINDS) == (who == "person"):
                acts[i] = tuple(dict.fromkeys(mine))[:MOST]
    return acts


def _suffered(part: list[Token], match: Match) -> bool:
    """Whether a deed is told of whom it is done to: "is caught"."""
    return match.start > 0 and part[match.start - 1].word in _BE and not part[match.start].raw.endswith("ing")


def _by_another(part: list[Token], match: Match, names: Sequence[set[str]]) -> bool:
    """Whether somebody or something that is nobody of the cast stands as the verb's subject: "while a bird flies past", "she
    watches the leaves fall"."""
    end = match.start - (1 if match.start and part[match.start - 1].raw.endswith("ly") else 0)
    lead = next((i for i in range(end - 2, max(-1, end - 4), -1) if part[i].word in (*_LEADS, *_NUMBERS)), -1)
    if lead < 0 and end - 1 != 0:
        return False
    group = part[lead + 1 : end]
    words = {t.word for t in group}
    if (
        not group
        or words & {"and", "then", "but"}
        or any(words & name for name in names)
        or lead > 0
        and part[lead - 1].word == "and"
    ):
        return False  # "a boy and his dog find"
    things = [m for m in THING.find(group) if m.end == len(group)]
    seen = lead > 0 and any(m.end == lead for m in acts_in(part[:lead]))
    return bool(things or words & _UNPEOPLED or seen)


_UNPEOPLED = {
    "leaf", "rain", "snow", "night", "sun", "wind", "door", "water", "light", "star", "moon", "curtain", "tear", "stone", "wall",
    "tower", "bell", "clock", "storm", "wave", "cloud", "price", "silence", "darkness", "temperature", "glass", "branch", "tree",
}  # fmt: skip
_PLURALS = {
    "children",
    "men",
    "women",
    "people",
    "mice",
    "geese",
    "police",
    "grandchildren",
    "sheep",
    "wolves",
    "fishermen",
    "policemen",
    "firemen",
}
_NUMBERS = {"two", "three", "four", "several", "many"}


def _to(part: list[Token], match: Match, subject: list[int], names: Sequence[set[str]], deed: Deed) -> tuple[int, ...]:
    """Whom a deed is done to: who is named after it before anything else is told; of two, the other, where it needs one."""
    nexts = [m.start for m in acts_in(part) if m.start >= match.end]
    rest = part[match.end : nexts[0] if nexts else len(part)]
    named = [i for t in rest for i, words in enumerate(names) if i not in subject and t.word in words]
    if named:
        return tuple(dict.fromkeys(named))
    if len(names) == 2 and len(subject) == 1 and (deed.partner or deed.gap):
        return (1 - subject[0],)
    return ()


#: words after which it is told where or for whom, not with what
_ELSEWHERE = {
    "in",
    "on",
    "at",
    "under",
    "for",
    "to",
    "by",
    "near",
    "beside",
    "before",
    "behind",
    "with",
    "from",
    "into",
    "through",
}


def _with(part: list[Token], match: Match, others: bool) -> tuple[str, bool, str]:
    """The first thing that is named after a deed, whether it is done to somebody or to an animal, and the first colour that is named."""
    nexts = [m.start for m in acts_in(part) if m.start >= match.end]
    rest = part[match.start : nexts[0] if nexts else len(part)]
    heard = [m for m in THING.find(rest) if not m.negated and m.end > match.end - match.start]
    starts = {m.start for m in heard}  # of "a green kite" the kite
    thing = next((m.value[1] for m in heard if m.value[0] == "prop" and m.end not in starts), "")
    after = rest[match.end - match.start :]
    until = next((i for i, t in enumerate(after) if t.word in _ELSEWHERE), len(after))  # "in a red house"
    colour = next((COLOUR_WORDS[t.word] for t in after[:until] if t.word in COLOUR_WORDS), "")
    return thing, not thing and (others or any(m.value[0] == "animal" for m in heard)), colour
