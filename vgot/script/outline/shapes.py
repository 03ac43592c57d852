"""Sentences whose shape hides who does what, turned into plain ones: "Someone is watching the house" -> "A stranger watches
the house". English only; what fits no shape is left as it is."""

from __future__ import annotations

import re

from vgot.script.outline.verbs import FORMS, third_person

#: participles that are no past form
_PARTICIPLES = {
    p: verb
    for verb, p in (
        pair.split("/")
        for pair in (
            "forget/forgotten steal/stolen write/written draw/drawn go/gone break/broken take/taken give/given eat/eaten hide/hidden fly/flown drive/driven "
            "ride/ridden wake/woken see/seen know/known fall/fallen grow/grown sing/sung begin/begun drink/drunk swim/swum come/come become/become throw/thrown "
            "rise/risen speak/spoken tear/torn swear/sworn wear/worn sew/sewn"
        ).split()
    )
}
_OF_VERB = {verb: p for p, verb in _PARTICIPLES.items()} | {
    verb: form for form, (verb, _, tense) in FORMS.items() if tense == "past" and verb not in _PARTICIPLES.values()
}
_SOMEBODY = re.compile(r"\b(some(?:one|body))\b(?! else|['’])", re.IGNORECASE)
_GOING_ON = re.compile(
    r"\b(is|are|was|were) ((?:secretly|slowly|quietly|still|always|also) )?([a-z]+ing)\b", re.IGNORECASE
)
_DONE = re.compile(r"\b(has|have|had) ((?:just|secretly|finally|already|also) )?([a-z]+)\b", re.IGNORECASE)
_NOBODY = re.compile(
    r"^(nobody|no one|everybody|everyone)(?: in the [a-z]+)? ([a-z]+) ((?:the|a|an|his|her|their|its) (?:(?!who\b|that\b|which\b)[\w'’-]+ ?){1,5})[.!?…]*$",
    re.IGNORECASE,
)
_THERE_WAS = re.compile(
    r"^(?:once(?: upon a time)?,? )?there (?:is|was|lives|lived)(?: once)? (an? (?:[\w'’-]+ ){1,5}?)(?:who|that) ",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(r"^(?:everybody|everyone)(?: in the [a-z]+)? (?=[a-z]+s\b)", re.IGNORECASE)
#: "two neighbours who hate each other cook dinner": what they are to each other stands before them
_EACH_OTHER = re.compile(
    r"\b(two|three|four|five|the|both) ([a-z]+s) (?:who|that) (?:(hate|despise|dislike|detest|avoid|ignore)|love|adore|like|miss|know) each other,?(?= [a-z])",
    re.IGNORECASE,
)


def a(noun: str) -> str:
    """The noun with its indefinite article."""
    return f"an {noun}" if noun[:1].lower() in "aeiou" and not noun.startswith(("one", "uni", "use")) else f"a {noun}"


def plainly(text: str) -> str:
    """The sentence in plain shapes: somebody is a stranger, what is going on or done is told as it happens, and whom nobody
    remembers is remembered by nobody."""
    text = _THERE_WAS.sub(lambda m: m.group(1)[0].upper() + m.group(1)[1:], text)
    text = _EACH_OTHER.sub(lambda m: f"{m.group(1)} {'rival ' if m.group(3) else ''}{m.group(2)}", text)
    text = _GOING_ON.sub(lambda m: _now(m, FORMS.get(m.group(3).lower(), ("", "", ""))), text)
    text = _DONE.sub(_happened, text)
    if found := _NOBODY.match(text):
        verb = FORMS.get(found.group(2).lower(), ("", "", ""))[0]
        if verb in _OF_VERB:
            whom, by = found.group(3).strip(), "everybody" if found.group(1).lower().startswith("every") else "nobody"
            return f"{whom[0].upper()}{whom[1:]} is {_OF_VERB[verb]} by {by}."
    if found := _EVERYBODY.match(text):
        verb, _, rest = text[found.end() :].partition(" ")
        if FORMS.get(verb.lower(), ("", "", ""))[2] == "now":
            text = f"Three strangers {FORMS[verb.lower()][0]} {rest}".strip()
    seen: list[str] = []

    def stranger(match: re.Match) -> str:
        article = "the" if seen else "a"
        seen.append(article)
        opening = not text[: match.start()].strip() or text[: match.start()].rstrip()[-1] in ".!?"
        return f"{article.capitalize() if opening else article} stranger"

    return _SOMEBODY.sub(stranger, text)


def _now(match: re.Match, form: tuple[str, str, str]) -> str:
    verb, _, tense = form
    if tense != "ing" or verb in ("be", "have"):
        return match.group()
    return (match.group(2) or "") + (third_person(verb) if match.group(1).lower() in ("is", "was") else verb)


def _happened(match: re.Match) -> str:
    word = match.group(3).lower()
    verb = _PARTICIPLES.get(word) or (FORMS[word][0] if FORMS.get(word, ("", "", ""))[2] == "past" else "")
    if not verb:
        return match.group()
    return (match.group(2) or "") + (verb if match.group(1).lower() == "have" else third_person(verb))
