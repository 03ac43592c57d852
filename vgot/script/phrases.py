"""Small words of English that every writer needs."""

from __future__ import annotations


def a(noun: str) -> str:
    """The noun with its indefinite article."""
    return f"an {noun}" if noun[:1].lower() in "aeiou" and not noun.startswith(("one", "uni", "use")) else f"a {noun}"


def cap(text: str) -> str:
    """The text with its first letter large, the rest untouched."""
    return text[:1].upper() + text[1:]


def listing(names: list[str]) -> str:
    """ "a, b and c"; nothing for none."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
