"""How a shot is seen: its size, its angle, its movement, its lens. What else the camera text says stays."""

from __future__ import annotations

import re
from functools import lru_cache

from vgot.script.wishes.draft import Draft
from vgot.script.wishes.texts import capital, exchanged, like, lower_first, sentences
from vgot.script.wishes.words import any_of, finder, tables
from vgot.story.camera_words import read_camera


@lru_cache(maxsize=1)
def _sizes() -> re.Pattern:
    return re.compile(
        rf"(?<![\w-]){any_of([w for s in tables().sizes.values() for w in s.now])}(?![\w-])(?! lens| angle)",
        re.IGNORECASE,
    )


def size_of(text: str) -> str:
    """The size that a camera text says, or nothing."""
    found = _sizes().search(text)
    return _size_named(found.group()) if found else ""


def _size_named(words: str) -> str:
    said = words.lower().replace("-", " ")
    return next(
        (name for name, s in tables().sizes.items() if said in {w.lower().replace("-", " ") for w in s.now}), ""
    )


def _sized(text: str, size: str) -> str:
    """The camera text with another size; its first word for one is exchanged, an older tightness or width goes."""
    found = _sizes().search(text)
    if not found:
        return f"{capital(size)}, {lower_first(text)}" if text.strip() else f"{capital(size)}."
    put = exchanged(text[: found.end()], _sizes(), lambda m: size) + text[found.end() :]
    contrary = r"plenty of air" if "close" in size else r"\btight\b|no air to spare"
    kept = [s for s in sentences(put) if not re.search(contrary, s, re.IGNORECASE) or _sizes().search(s)]
    return " ".join(kept) or put


def make_size(draft: Draft, numbers: list[int], size: str) -> None:
    for n in numbers:
        draft.edit(f"shots/{n}/camera", lambda text: text if size_of(text) == size else _sized(text, size))


def step_size(draft: Draft, numbers: list[int], way: str, steps: int = 1) -> list[int]:
    """Closer or wider than it is; the shots that can be no closer, or no wider."""
    ends = []
    for n in numbers:
        text = draft.text(n, "camera")
        size = size_of(text) or "medium shot"
        new = size
        for _ in range(steps):
            new = getattr(tables().sizes[new], way) or new
        if new == size:
            ends.append(n)
        else:
            draft.set(f"shots/{n}/camera", _sized(text, new))
    return ends


# -- angles --------------------------------------------------------------------------------------------------------------
@lru_cache(maxsize=1)
def _angles() -> re.Pattern:
    return re.compile(
        rf"(?<![\w-])(?:seen )?{any_of([w for a in tables().angles.values() for w in a.now])}(?: (?:shot|view))?(?![\w-])",
        re.IGNORECASE,
    )


def make_angle(draft: Draft, numbers: list[int], name: str) -> None:
    angle = tables().angles[name]
    for n in numbers:
        draft.edit(f"shots/{n}/camera", lambda text: _angled(text, angle.text))


def _angled(text: str, angle: str) -> str:
    if re.search(rf"\b{re.escape(angle)}\b", text, re.IGNORECASE):
        return text
    if found := _angles().search(text):
        said = found.group().lower()
        new = f"shot {angle}" if said.endswith(" shot") and not _sizes().search(text) else angle
        return text[: found.start()] + like(found.group(), new) + text[found.end() :]
    if found := _sizes().search(text):
        return text[: found.end()] + f" {angle}" + text[found.end() :]
    return f"{capital(angle)}, {lower_first(text)}" if text.strip() else f"Shot {angle}."


# -- moves ---------------------------------------------------------------------------------------------------------------
_SLOWLY = r"(?:(?:very )?(?:slow|gentle|steady|quick|fast|long|slight|subtle|smooth|gradual) )*"


@lru_cache(maxsize=1)
def _moves() -> re.Pattern:
    t = tables().moves.values()
    verbs, nouns, ings = ([w for m in t for w in getattr(m, field)] for field in ("now_verb", "now_ing", "now"))
    return re.compile(
        rf"(?<![\w-])(?:(?P<verb>{any_of(verbs)})|(?P<ing>(?:slowly |gently )?{any_of(nouns)})|(?P<noun>{_SLOWLY}{any_of(ings)}))(?![\w-])",
        re.IGNORECASE,
    )


def _move_named(found: re.Match) -> str:
    form = found.lastgroup or "noun"
    said = re.sub(rf"^(?:{_SLOWLY}|slowly |gently )", "", found.group().lower()).replace("-", " ")
    field = {"verb": "now_verb", "ing": "now_ing", "noun": "now"}[form]
    return next(
        (k for k, m in tables().moves.items() if said in {w.lower().replace("-", " ") for w in getattr(m, field)}), ""
    )


def make_move(draft: Draft, numbers: list[int], name: str) -> None:
    for n in numbers:
        draft.edit(f"shots/{n}/camera", lambda text: _moved(text, name))
        _set_with_words(draft, n)


def _set_with_words(draft: Draft, number: int) -> None:
    """Where the camera is set as a value, which counts before the words, it becomes what the words say now; how it eases, its height and
    its lens stay."""
    now = draft.get(f"shots/{number}/camera_move")
    if now is None:
        return
    said = read_camera(draft.text(number, "camera"))
    if said is not None and (said.move, said.direction) != (now["move"], now["direction"]):
        kept = {k: now[k] for k in ("ease", "height", "lens")}
        draft.set(f"shots/{number}/camera_move", said.model_dump(mode="json") | kept)


def _moved(text: str, name: str) -> str:
    """The camera text with another movement: in the grammar of the one that stood there, or after the size."""
    move, found = tables().moves[name], _moves().search(text)
    if not found:
        first, *rest = sentences(text) or [""]
        bare = first.rstrip(".!")
        return " ".join([f"{bare}, {move.noun}." if bare else f"{capital(move.noun)}.", *rest])
    old = _move_named(found)
    if old == name:
        return text
    form = found.lastgroup or "noun"
    new = getattr(move, form)
    before, after = text[: found.start()], text[found.end() :]
    if form == "noun" and re.match(r"\s+(?:camera|frame|shot)\b", after):
        after = re.sub(r"^\s+(?:camera|frame|shot)\b", "", after)
    after = _toward(re.sub(r"^\s+in one breath\b", "", after), old, move.to, form)
    if name == "static":
        after = re.sub(r",\s*(?:step by step|hardly noticeably|unhurried|in one breath|slowly)\b", "", after)
    elif old == "static" and form == "noun":
        before = re.sub(r"\bthe $", "a ", before)
    said = exchanged(before + found.group(), re.compile(re.escape(found.group()) + "$"), lambda m: new)
    return said + after


#: How a camera text goes on from its movement to what it shows.
_HELD = re.compile(
    r"\s+(?:waits for|holds|keeps|until there is room for nothing but|rises from the ground to|comes to rest on|ends quietly on|comes to a stop at|carries the eye to|"
    r"tightens on|opens the frame above|starts on)\s+(?=\w)"
)


def _toward(after: str, old: str, to: str, form: str) -> str:
    """What follows a movement, with the word that leads to it: "in toward the window", "out from the window"."""
    held = _HELD.match(after)
    if held:  # "the static frame waits for her" -> "a slow push in toward her"
        return f" {to or 'after'} {after[held.end() :]}"
    if form == "noun" and old == "follow" and re.match(r"\s+(?:an?|the|his|her|two|their)\b", after):
        return f" {to or 'after'}{after}"
    led = re.match(
        r"\s+(?:toward|towards|from|to|on|past|around|across)\b(?! (?:left|right|the left|the right))", after
    )
    if led:
        lead = to or ("after" if form == "noun" else "")
        return f" {lead}{after[led.end() :]}" if lead else after[led.end() :]
    straight = (
        form == "verb"
        and old in ("follow", "orbit")
        and re.match(r"\s+\w", after)
        and not re.match(r"\s+(?:and|at|with|in)\b", after)
    )
    return f" {to}{after}" if straight and to else after


def make_move_on(draft: Draft, numbers: list[int], name: str, what: str) -> None:
    """A movement toward something that is said: the old one goes with what it went to."""
    move = tables().moves[name]
    said = f"{move.noun} {move.to} {what}" if move.to else f"tracking shot following {what}"
    for n in numbers:
        text = draft.text(n, "camera")
        first, *rest = sentences(text) or [""]
        bare = first.rstrip(".!")
        found = _moves().search(bare)
        if found:
            before = re.sub(r"\b(?:a|an|the|the camera)\s+$", "", bare[: found.start()], flags=re.IGNORECASE)
            behind = re.sub(r"^[^,;]+", "", bare[found.end() :])
            bare = before + said + re.sub(r"^, (?:step by step|unhurried|hardly noticeably)\b", "", behind)
        else:
            bare = f"{bare}, {said}" if bare else capital(said)
        draft.set(f"shots/{n}/camera", " ".join([capital(bare) + ".", *rest]))
        _set_with_words(draft, n)


# -- manners -------------------------------------------------------------------------------------------------------------
def make_manner(draft: Draft, numbers: list[int], name: str) -> None:
    """A sentence about lens or hand; what said the contrary goes."""
    manner = tables().manners[name]
    old = finder(tuple(manner.drops))
    for n in numbers:
        text = draft.text(n, "camera")
        if manner.text in text:
            continue
        kept = [s for s in sentences(text) if not old.search(s) or _sizes().search(s)]
        if name == "handheld":
            kept = [_moves().sub(lambda m: _still_gone(m), s, count=1) for s in kept]
        draft.set(f"shots/{n}/camera", " ".join([*(_stopped(s) for s in kept), manner.text]))
        if name == "handheld":
            _set_with_words(draft, n)


def _still_gone(found: re.Match) -> str:
    """A camera in the hand does not stand still."""
    if _move_named(found) != "static":
        return found.group()
    return like(
        found.group(),
        {"verb": "is held in the hand", "ing": "held in the hand"}.get(found.lastgroup or "", "handheld shot"),
    )


def _stopped(sentence: str) -> str:
    return sentence if re.search(r"[.!?…]$", sentence) else sentence + "."
