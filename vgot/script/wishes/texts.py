"""Small work on English texts: sentences, clauses, articles and capitals kept right when words are exchanged."""

from __future__ import annotations

import re
from collections.abc import Callable

#: Letters that sound like a vowel or like none at a word's beginning, where the letter itself tells otherwise.
_SOUNDS_OPEN = re.compile(r"(?:hour|honest|honou?r|heir|x-ray|mri|[aefhilmnorsx]-)", re.IGNORECASE)
_SOUNDS_CLOSED = re.compile(r"(?:uni(?!n)|use|usual|eu|one\b|once|ukulele|ufo|utensil)", re.IGNORECASE)


def article(following: str) -> str:
    """ "a" or "an" before these words."""
    if _SOUNDS_OPEN.match(following):
        return "an"
    if _SOUNDS_CLOSED.match(following):
        return "a"
    return "an" if following[:1].lower() in "aeiou" else "a"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text as it stands inside a sentence: names and words in capitals keep theirs, "The" does not."""
    first = re.match(r"[A-Za-z'’-]+", text)
    if not first or first.group() == "I" or (len(first.group()) > 1 and first.group().isupper()):
        return text
    return text[:1].lower() + text[1:]


def like(old: str, new: str) -> str:
    """New words in the capitals of the old ones: Cat -> Fox, CAT -> FOX."""
    if len(old) > 1 and old.isupper():
        return new.upper()
    return capital(new) if old[:1].isupper() else new


def exchanged(text: str, find: re.Pattern, new: Callable[[re.Match], str]) -> str:
    """The text with every find exchanged; capitals follow, and an "a" or "an" before it is put right."""
    out, at = [], 0
    for found in find.finditer(text):
        before = text[at : found.start()]
        put = new(found)
        said = like(found.group(), put) if put else put
        out.append(_article_put_right("".join(out)[-8:] + before, before, said) if said else before)
        out.append(said)
        at = found.end()
    return tidy("".join(out) + text[at:]) if out else text


def _article_put_right(seen: str, before: str, following: str) -> str:
    """`before` with its last article as the following words need it; none before a plural word of weather is not decided here."""
    last = re.search(r"(?<!\w)(a|an|A|An|AN)(\s+)$", seen)
    if not last or len(last.group()) > len(before):
        return before
    right = like(last.group(1), article(following)) if last.group(1) != "A" else capital(article(following))
    return before[: len(before) - len(last.group())] + right + last.group(2)


def tidy(text: str) -> str:
    """No double spaces, no comma before a full stop, none at the beginning."""
    text = re.sub(r"[ \t]{2,}", " ", text)
    text = re.sub(r"\s+([,;:.!?])", r"\1", text)
    text = re.sub(r"(?:[,;:]\s*)+([.!?])", r"\1", text)
    text = re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text)
    text = re.sub(r"(?<!\.)\.\s*\.(?!\.)", ".", text)
    return re.sub(r"^[\s,;:.]+", "", text).strip()


def sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.!?…])\s+", text.strip()) if s]


def clauses(sentence: str) -> list[tuple[str, str]]:
    """A sentence as (clause, what parts it from the next one)."""
    parts = re.split(r"(\s*[,;:]\s+|\s+[-–—]\s+)", sentence)
    return [(parts[n], parts[n + 1] if n + 1 < len(parts) else "") for n in range(0, len(parts), 2)]


def put_together(parts: list[tuple[str, str]]) -> str:
    """Clauses as a sentence again; the sentence's own full stop goes back to its end."""
    kept = [(c, s) for c, s in parts if c.strip(" .!?")]
    if not kept:
        return ""
    text = "".join(c.rstrip(".") + (s if n + 1 < len(kept) else "") for n, (c, s) in enumerate(kept))
    text = re.sub(r"[\s,;:–—-]+$", "", text)
    return text


def added(text: str, more: str) -> str:
    """The text with a clause more at the end of its first sentence."""
    text = text.strip()
    if not text:
        return capital(more)
    first, *rest = sentences(text)
    stop = re.search(r"[.!?…]+$", first)
    bare = first[: stop.start()] if stop else first
    return " ".join([f"{bare}, {more}{stop.group() if stop else ''}", *rest])


def headed(text: str, head: str) -> str:
    """The text with some words before it: "At night, a lamp keys from the right"."""
    return f"{capital(head)}, {lower_first(text.strip())}" if text.strip() else capital(head)


def gaps_closed(text: str) -> str:
    """A description from which a piece was taken: no "with and", no "in" before nothing."""
    text = re.sub(r"\b(with|in|wearing|wears|has|by)(?:,| and| ,)*\s+and\s+", r"\1 ", text)
    text = re.sub(r"(?:\s+and)+(?=\s+and\b)", "", text)
    text = re.sub(r",?\s+(?:in|with|and|wearing|wears|has)\s*(?=[,.;:]|$)", "", text)
    text = re.sub(r"(^|[.!?]\s+)(?:In|With|Wearing)\s*,\s*(\w)", lambda m: m.group(1) + m.group(2).upper(), text)
    return tidy(text)


def words_in(text: str) -> list[str]:
    return re.findall(r"[\w'’&/-]*\w[\w'’&/-]*", text)
