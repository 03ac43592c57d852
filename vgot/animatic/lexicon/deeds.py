"""Who does what: a shot's words and the names in it -> the deeds and the feeling of each member of the cast.

No grammar, three habits of English prose: the subject stands before its verb, "because" and its kind open a clause that
explains and is not shown, and a description names a person once and then speaks of that person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from vgot.animatic.lexicon.acts import PEOPLE_KINDS, Act, acts_of
from vgot.animatic.lexicon.text import Match, Phrases, Token, tokens_of
from vgot.animatic.lexicon.things import spread
from vgot.animatic.lexicon.words import EMOTION, action_table, shown_deed
from vgot.story.model import Domains

_ACTION, _EMOTION = Phrases(action_table()), Phrases(spread(EMOTION))
#: finer than the lexicon's six feelings; words that describe one face
FACES = Phrases(spread({
    "joyful": "grinning wide|full of joy|eyes alight|clapping|overjoyed|whooping|laughing|delighted|ecstatic|cheering|elated",
    "happy": "beaming|cheeks flushed|cheerful|happy|smiling|half smiling|quietly glad|content|tail high|bouncing|ears up|bright eyed|amused",
    "tender": "fond|tender|gentle eyed|smiling softly|leaning close|pressed close|loving|adoring|moved",
    "calm": "at ease|composed|attentive|unhurried|peaceful|calm|at rest|blissful|serene|sitting still|head tilted|asleep",
    "thoughtful": "thoughtful|pensive|listening|looking on|half closed eyes|lost in thought",
    "curious": "curious|sniffing the air|ears pricked|head high|full of wonder|intrigued",
    "surprised": "staring|open mouthed|awed|breath held|wide eyed|hushed|amazed|astonished|stunned|blinking",
    "worried": "tight lipped|watchful|shoulders drawn up|wary|not blinking|anxious|nervous|tense|worried|uneasy|crouched|ears flat",
    "determined": "jaw set|certain|determined|resolute|focused|concentrated|hackles up|stubborn",
    "angry": "frowning|furious|angry|scowling|glaring|fierce|enraged|baring teeth",
    "afraid": "ashen|shrunken|shaken|desperate|afraid|trembling|terrified|frightened|hollow eyed|curled up small|panicked",
    "sad": "in despair|grim|bowed|staring at the floor|close to tears|eyes lowered|very quiet|holding back|red eyed|mouth pressed shut|sad|"
           "sorrowful|grieving|wet eyes|in tears|tearful|crying|weeping|ears drooping|head low|head on the ground|heartbroken|mourning|without expression",
    "tired": "exhausted|weary|tired|drowsy|sleepy|eyes half shut|bored face|worn out",
    "proud": "proud|chest out|triumphant",
}))  # fmt: skip
#: words that open a clause which explains, dates or describes what is shown
_ASIDE = {
    "because",
    "until",
    "since",
    "if",
    "although",
    "though",
    "who",
    "whom",
    "which",
    "whose",
    "that",
    "where",
    "when",
    "before",
    "after",
    "as",
    "whether",
    "than",
    "unless",
}
#: deeds that two people do with one another
_MUTUAL = {"hugging", "holding_hands", "dancing", "fighting"}
_ALL = {"they", "both", "all", "everybody", "everyone", "together", "each", "we"}
_HE, _SHE = {"he"}, {"she"}
_EMPTY = {
    "the",
    "old",
    "young",
    "little",
    "big",
    "captain",
    "doctor",
    "lady",
    "lord",
    "king",
    "queen",
    "uncle",
    "aunt",
    "and",
    "of",
    "mister",
    "von",
    "van",
}
_DEATH = Phrases(
    dict.fromkeys(
        "die|death|deathbed|funeral|dead|last breath|grave|buried|bury|mourn|mourning|mourner|dying|coffin|passes away|killed|widow".split(
            "|"
        ),
        "death",
    )
)


@dataclass(frozen=True)
class Member:
    """One of the cast, as words may speak of it: its name, "f" or "m", and what it is."""

    name: str
    sex: str = ""
    kind: str = "person"


@dataclass(frozen=True)
class Deed:
    """What one member does and feels. `actions` is None where no word says; `feeling` is "" where no word says. `acts`: the
    deeds of the table of motions, in the order in which they are told."""

    actions: tuple[str, ...] | None = None
    feeling: str = ""
    acts: tuple[Act, ...] = ()


def deeds_of(domains: Domains, summary: str, cast: Sequence[Member]) -> list[Deed]:
    """A Deed for each of the cast. What the relation says of somebody goes before what the summary says."""
    names = [_words(one) for one in cast]
    actions: list[tuple[str, ...] | None] = [None] * len(cast)
    for text in (domains.relation, summary):
        for i, found in enumerate(_actions(tokens_of(text), names, cast)):
            if actions[i] is None and found:
                actions[i] = tuple(dict.fromkeys(found))[:5]
    acted = acts_of(
        (domains.relation, summary), [one.kind for one in cast], partial(_told, names=names, cast=cast), names
    )
    acted = [acts or _asleep(one) for one, acts in zip(cast, acted, strict=True)]
    described = _described(tokens_of(domains.character), names)
    sad = speaks_of_death(summary) or speaks_of_death(domains.relation)
    out = []
    for said, did, acts in zip(described, actions, acted, strict=True):
        feeling = _feeling(said)
        if sad and feeling in ("", "happy", "joyful", "proud"):
            feeling = "sad" if feeling == "" else "tender"
        out.append(Deed(did, feeling, acts))
    return out


def _asleep(one: Member) -> tuple[Act, ...]:
    """What an animal does of which only its name says that it sleeps: "the sleeping cat"."""
    sleeps = one.kind not in PEOPLE_KINDS and {"sleeping", "asleep"} & set(one.name.lower().split())
    return (Act("sleep_low"),) if sleeps else ()


def speaks_of_death(text: str) -> bool:
    """Whether somebody dies, is buried or mourned in a text."""
    return any(not m.negated for m in _DEATH.find(tokens_of(text)))


def lost_crown(text: str) -> bool:
    """Whether somebody's crown is lost or stolen in a text: who wore it goes bareheaded."""
    tokens = tokens_of(text)
    return any(
        t.word == "crown"
        and not t.negated
        and {"lose", "lost", "steal", "stole", "stolen"}
        & {one.word for one in tokens[max(0, i - 5) : i] if one.sentence == t.sentence}
        for i, t in enumerate(tokens)
    )


def _words(one: Member) -> set[str]:
    tokens = tokens_of(one.name)
    tokens = [t for t in tokens if not t.owned] or tokens  # "the grandmother's grandson" is not the grandmother
    return {t.word for t in tokens if len(t.word) > 1 and t.word not in _EMPTY} or {t.word for t in tokens}


def _clauses(tokens: list[Token]) -> list[list[Token]]:
    """The shown parts of a text: each clause up to the word that opens an aside; a clause that begins with one is left
    out. "and", "but" and "then" open a part of their own only before a new subject, which the caller finds."""
    parts: list[list[Token]] = []
    for token in tokens:
        if not parts or parts[-1][-1].clause != token.clause:
            parts.append([])
        parts[-1].append(token)
    shown = []
    for part in parts:
        end = next((i for i, t in enumerate(part) if t.word in _ASIDE and not _is_place(part, i)), len(part))
        if end:
            shown.append(part[:end])
    return shown


def _is_place(part: list[Token], i: int) -> bool:
    """ "Kneels before the queen": before whom, not before what."""
    return (
        part[i].word == "before"
        and i > 0
        and part[i - 1].word.startswith(("kneel", "knelt", "bow", "stand", "stood", "sit", "sat"))
    )


def _actions(tokens: list[Token], names: list[set[str]], cast: Sequence[Member]) -> list[list[str]]:
    """What each does in a text; nothing for anybody where no subject can be told."""
    found: list[list[str]] = [[] for _ in cast]
    for doing, part, match, subject in _told(tokens, names, cast, _heard):
        for i in doing:
            found[i].append(shown_deed(part, match, cast[i].kind not in PEOPLE_KINDS))
        if match.value in _MUTUAL and len(cast) > 1:
            for i in _others(part, match, subject, names):
                found[i].append(match.value)
    return found


def _heard(part: list[Token]) -> list[Match]:
    return [m for m in _ACTION.find(part) if not m.negated and _is_deed(part, m)]


def _told(
    tokens: list[Token], names: list[set[str]], cast: Sequence[Member], heard: Callable[[list[Token]], list[Match]]
) -> Iterator[tuple[list[int], list[Token], Match, list[int]]]:
    """Each deed that is heard in a text, with who does it, the clause, and who its subject is."""
    subject: list[int] = [0] if len(cast) == 1 else []
    for part in _clauses(tokens):
        at, turn = (
            0,
            [i for i in range(len(part)) if i == 0 or part[i - 1].word in ("and", "but", "then", "so", "while")],
        )
        for match in [*heard(part), None]:
            end = match.start if match else len(part)
            here = _subject(part, at, end, names, cast, subject, at == 0 or any(at <= i < end for i in turn))
            if here is not None:
                subject = here
            if match is None:
                break
            doing = subject
            if len(cast) > 2 and any(
                t.word == "their" for t in part[max(0, match.start - 1) : match.start]
            ):  # "ties a ribbon around their joined hands"
                doing = [i for i in range(len(cast)) if i not in subject]
            yield doing, part, match, subject
            at = match.end


def _others(part: list[Token], match: Match, subject: list[int], names: list[set[str]]) -> list[int]:
    """Those who are named after a deed; of two, the other."""
    others = [
        i for i, words in enumerate(names) if i not in subject and any(t.word in words for t in part[match.end :])
    ]
    if not others and len(names) == 2:
        others = [i for i in range(2) if i not in subject]
    return others


def _is_deed(part: list[Token], match: Match) -> bool:
    before = part[match.start - 1].word if match.start else ""
    if before in ("nothing", "nobody", "none"):
        return False  # "nothing escapes it": it stays
    return not (
        match.end - match.start == 1
        and part[match.start].raw.endswith("ing")
        and before in ("the", "a", "an", "his", "her", "this", "that")
    )


def _subject(
    part: list[Token], start: int, end: int, names: list[set[str]], cast: Sequence[Member], last: list[int], fresh: bool
) -> list[int] | None:
    """Who the words between start and end put before the next verb; None: nobody new."""
    if not fresh:
        return None
    # "Mina opens the cage and the bird flies": who is named after "and" does it, unless the "and" joins two names
    joints = [
        i
        for i in range(start + 1, end)
        if part[i].word in ("and", "but", "while") and not any(part[i - 1].word in words for words in names)
    ]
    for first in (*reversed(joints), start):
        here = [i for t in part[first:end] if not t.owned for i, words in enumerate(names) if t.word in words]
        if here:
            break
    if here:
        return list(dict.fromkeys(here))
    words = {t.word for t in part[start:end]}
    if words & _ALL:
        return list(range(len(cast)))
    for pronouns, sex in ((_HE, "m"), (_SHE, "f")):
        if words & pronouns:
            fit = [i for i, one in enumerate(cast) if one.sex == sex and one.kind == "person"]
            if len(fit) == 1:
                return fit
            return [i for i in last if i in fit] or last or fit[:1]
    return None


def _described(tokens: list[Token], names: list[set[str]]) -> list[list[Token]]:
    """The words of a description that speak of each: a sentence with one name whole, one with several from name to
    name; sentences without a name go on with the last."""
    out: list[list[Token]] = [[] for _ in names]
    current = 0 if len(names) == 1 else -1
    sentences: list[list[Token]] = []
    for token in tokens:
        if not sentences or sentences[-1][-1].sentence != token.sentence:
            sentences.append([])
        sentences[-1].append(token)
    for sentence in sentences:
        owners = [next((i for i, words in enumerate(names) if t.word in words), -1) for t in sentence]
        present = [o for o in dict.fromkeys(owners) if o >= 0]
        if len(present) == 1:
            current = present[0]
            out[current] += sentence
            continue
        for token, owner in zip(sentence, owners, strict=True):
            current = owner if owner >= 0 else current
            if current >= 0:
                out[current].append(token)
    return out


def _feeling(said: list[Token]) -> str:
    """The last face that is described: writers put the feeling last."""
    heard = [m for m in FACES.find(said) if not m.negated]
    if heard:
        return heard[-1].value
    heard = [m for m in _EMOTION.find(said) if not m.negated]
    return heard[-1].value if heard else ""
