"""What people wear and how they look: "give Mary a red coat", "she wears a hat", "make her hair short", "Tom without his hat"."""

from __future__ import annotations

import re

from vgot.script.wishes.carry import Piece, names_of, piece_pattern, pieces, segments
from vgot.script.wishes.clause import Clause, Doing
from vgot.script.wishes.draft import Draft
from vgot.script.wishes.people import bare, person
from vgot.script.wishes.texts import article, gaps_closed, tidy
from vgot.script.wishes.words import any_of, finder, tables

_WHO = r"(?P<who>(?:the |a )?[\w-]+(?: [\w-]+)??)"
_OWNER = r"(?P<who>her|his|(?:the )?[\w -]+?['’]s?)"
_NEW = r"(?P<new>(?:an? |some |the |his |her )?[\w'’, -]+)"
_PUT_ON = [
    re.compile(p, re.IGNORECASE)
    for p in (
        rf"^(?:please )?(?:give|get|buy|lend) {_WHO} {_NEW}$",
        rf"^(?:please )?put (?P<new>(?:an? |some |the )?[\w'’, -]+?) on {_WHO}$",
        rf"^(?:please )?(?:dress|clothe) {_WHO} in {_NEW}$",
        rf"^(?:please )?(?:put|let|have|make|show) {_WHO} (?:be )?(?:in|wear|wearing|have) {_NEW}$",
        rf"^{_WHO} (?:wears|should wear|is wearing|must wear|wearing|has|should have|is in|in|should be in|needs|gets|with) {_NEW}$",
        rf"^{_NEW.replace('+)', '+?)')} (?:for|on) {_WHO}$",
        rf"^(?:please )?(?:change|replace|swap|turn) {_OWNER} (?P<old>[\w ]+?) (?:to|into|by|with|for) {_NEW}$",
    )
]
_ADJECTIVE = re.compile(
    rf"^(?:please )?(?:(?:make|dye|paint|colou?r|turn|change) )?(?:{_OWNER}|the) (?P<old>[\w ]+?) (?:is |be |to |into |should be )?(?P<how>[\w-]+(?: [\w-]+)?)$",
    re.IGNORECASE,
)
_TAKE_OFF = [
    re.compile(p, re.IGNORECASE)
    for p in (
        rf"^(?:please )?(?:take off|remove|lose|drop|without|no|take away) {_OWNER} (?P<old>[\w ]+)$",
        rf"^(?:please )?(?:take|remove) the (?P<old>[\w ]+?) (?:off|from) {_WHO}$",
        rf"^(?:show |make |draw )?{_WHO} without (?:the |his |her |a |an |any )?(?P<old>[\w ]+)$",
    )
]
#: What is taken off when something of a kind is put on.
_MAKES_WAY = {
    "clothes": ("whole", "top", "bottom", "outer"),
    "whole": ("whole", "top", "bottom"),
    "top": ("top", "whole"),
    "bottom": ("bottom", "whole"),
    "beard": ("beard",),
}
_WITH = ("hair", "beard", "eyes", "carried")


#: What is worn in place of everything.
_OUTFIT = re.compile(r"\b(?:suit|uniform|tuxedo|costume|overalls|kimono|pyjamas|pajamas)\b", re.IGNORECASE)


def kind_of(words: str) -> str:
    """The kind of garment that some words name, by the last that they name; "" for none."""
    best = (-1, "")
    for kind, names in tables().garments.items():
        for found in finder(tuple(names)).finditer(words):
            best = max(best, (found.end(), kind))
    return best[1]


def read_clothes(clause: Clause) -> Doing | None:
    text = clause.rest.strip()
    for expression in _PUT_ON:
        found = expression.match(text)
        if not found or not (who := _whose(clause, found.group("who"))):
            continue
        if found.groupdict().get("old") and not kind_of(found.group("new")):
            continue  # "change her hair to black" says only how it is
        worn = _garments(found.group("new"))
        if worn is None:
            continue
        if not worn:
            return _nothing_worn(clause, found.group("new"), who.name)
        return Doing(
            clause,
            lambda draft, numbers, w=who.id, g=worn: _dress(draft, numbers, w, g, clause),
            f"changes the look of {who.name}",
            whole=True,
        )
    return _adjective(clause, text) or _off(clause, text)


def _whose(clause: Clause, words: str):
    return person(clause.story, re.sub(r"['’]s?$", "", words.strip()), clause.selection)


def _garments(words: str) -> list[tuple[str, str]] | None:
    """ "a red coat and a hat" as (kind, words); [] where it is nothing worn, None where it is no thing at all."""
    if re.fullmatch(rf"{any_of(tables().colours)}(?: and {any_of(tables().colours)})?", words.strip(), re.IGNORECASE):
        return [("clothes", f"{words.strip().lower()} clothes")]
    parts = [p.strip() for p in re.split(r",\s*(?:and )?| and (?=an? |some |[\w-]+ (?:[\w-]+ ?)*)", words) if p.strip()]
    found = [(kind_of(p), re.sub(r"^(?:the|his|her) ", "", p, flags=re.IGNORECASE)) for p in parts]
    if all(kind for kind, _ in found):
        return found
    return [] if re.match(r"(?:an?|some|the) ", words, re.IGNORECASE) else None


def _nothing_worn(clause: Clause, words: str, name: str) -> Doing:
    return Doing(clause, lambda draft, numbers: draft.refuse(clause.text, f"“{words.strip()}” is nothing that is worn; what {name} holds or meets has to be written.",
                 "Write it into the shot: who is there, and what happens."), "", whole=True, cost=0.3)  # fmt: skip


def _adjective(clause: Clause, text: str) -> Doing | None:
    """ "make her coat red", "Mary's hair is short"."""
    found = _ADJECTIVE.match(text)
    if not found or not (kind := kind_of(found.group("old"))) or kind_of(found.group("how")):
        return None
    owner, how = found.group("who"), found.group("how").lower()
    who = _whose(clause, owner) if owner else _wearer(clause, found.group("old"))
    known = finder((*tables().colours, *tables().measures, "curly", "straight", "wavy", "long", "grey")).search(how)
    if who is None or not known:
        return None
    old = bare(found.group("old")).lower()
    plain = kind == "hair" or old.endswith("s")
    new = f"{how} {old}" if plain else f"{article(how)} {how} {old}"
    return Doing(
        clause,
        lambda draft, numbers: _dress(draft, numbers, who.id, [(kind, new)], clause),
        f"changes the look of {who.name}",
        whole=True,
    )


def _wearer(clause: Clause, garment: str):
    """The only one in the cast whose look has it: "make the coat blue"."""
    find = re.compile(rf"\b{re.escape(bare(garment))}\b", re.IGNORECASE)
    have = [c for c in clause.story.cast if any(find.search(s.look) for s in c.stages)]
    return have[0] if len(have) == 1 else None


def _off(clause: Clause, text: str) -> Doing | None:
    for expression in _TAKE_OFF:
        found = expression.match(text)
        if found and kind_of(found.group("old")) and (who := _whose(clause, found.group("who"))):
            old = bare(found.group("old"))
            return Doing(
                clause,
                lambda draft, numbers, w=who.id, o=old: _undress(draft, numbers, w, o, clause),
                f"changes the look of {who.name}",
                whole=True,
            )
    return None


# -- looks with other clothes ----------------------------------------------------------------------------------------------
def _stages_meant(draft: Draft, numbers: list[int], who: str, clause: Clause) -> list[str]:
    """The stages of somebody that stand in these shots and in no others; none, with the reason, where shots would be parted."""
    inside, outside = set(), set()
    for n, shot in enumerate(draft.data["shots"], 1):
        for p in shot["who"]:
            if p["character"] == who:
                (inside if n in numbers else outside).add(p["stage"])
    every = [s["id"] for c in draft.data["cast"] if c["id"] == who for s in c["stages"]]
    if len(numbers) == draft.count:
        return every
    if not inside:
        draft.refuse(
            clause.text, f"{clause.story.character(who).name} is not in these shots.", "Name other shots, or none."
        )
    elif inside & outside:
        draft.refuse(
            clause.text,
            "A look belongs to a person's stage, and this one is seen in other shots as well.",
            "Give the person a second stage on the Cast tab, and choose it for these shots.",
        )
        return []
    return [s for s in every if s in inside]


def _dress(draft: Draft, numbers: list[int], who: str, worn: list[tuple[str, str]], clause: Clause) -> None:
    for kind, new in worn:
        for stage in _stages_meant(draft, numbers, who, clause):
            _reclothe(draft, who, stage, kind, new)


def _reclothe(draft: Draft, who: str, stage: str, kind: str, new: str) -> None:
    path = f"cast/{who}/stages/{stage}/look"
    look = str(draft.get(path))
    parts = pieces(look)
    if kind == "whole" and _OUTFIT.search(new):
        kind = "clothes"
    old = next((p for k in _MAKES_WAY.get(kind, (kind,)) for p in parts if kind_of(p.text) == k), None)
    if old is None:
        last = next((p for p in reversed(parts) if kind_of(p.text) not in ("", *_WITH)), None)
        _everywhere(
            draft, who, stage, last, lambda said: f"{said} and {new}" if kind not in _WITH else f"{said}, with {new}"
        )
        draft.set(path, _with_more(look, last, kind, new))
        draft.edit(
            f"cast/{who}/wardrobe", lambda text: f"{text} and {new}" if text and last and last.text in text else text
        )
        return
    whole = _with_its_details(look, parts, old)
    said = _mixed(whole.text, new, kind)
    _everywhere(draft, who, stage, whole, lambda _: said)
    draft.set(path, look[: whole.start] + said + look[whole.end :])
    draft.edit(f"cast/{who}/wardrobe", lambda text: text.replace(whole.text, said) if whole.text in text else text)


def _with_more(look: str, last: Piece | None, kind: str, new: str) -> str:
    if last is not None and kind not in _WITH:
        end = _with_its_details(look, pieces(look), last).end
        return f"{look[:end]} and {new}{look[end:]}"
    return (
        f"{look.rstrip(' .')}, {'with' if kind in _WITH else 'in'} {new}"
        if look.strip()
        else f"{'with' if kind in _WITH else 'in'} {new}"
    )


def _with_its_details(look: str, parts: list[Piece], piece: Piece) -> Piece:
    """A garment with what is said of it: "a coat with brass buttons", "a waistcoat over a white shirt"."""
    at = parts.index(piece)
    end = piece.end
    for more in parts[at + 1 :]:
        if (
            more.gap.strip() == "with"
            and not kind_of(more.text)
            and not re.search(r"\b(?:eyes|skin|face|smile|freckles|scar)\b", more.text)
        ):
            end = more.end
        else:
            break
    return Piece(look[piece.start : end], piece.start, end, piece.gap)


def _mixed(old: str, new: str, kind: str) -> str:
    """New words for a garment or for hair. Where only a colour is new, the rest of the old words stays; hair keeps its colour."""
    colours = re.compile(
        rf"(?<![\w-]){any_of(tables().colours)}(?: {any_of(tables().colours)})*(?![\w-])", re.IGNORECASE
    )
    *adjectives, head = bare(new).split()
    old_head = re.search(rf"(?<![\w-]){re.escape(head)}(?:s|es)?(?![\w-])", old, re.IGNORECASE)
    only_colour = adjectives and all(colours.fullmatch(a) for a in adjectives)
    if old_head and only_colour:
        colour = " ".join(adjectives)
        if colours.search(old):
            said = colours.sub(colour, old, count=1)
        else:
            said = old[: old_head.start()] + f"{colour} " + old[old_head.start() :]
        return re.sub(r"^(an?) (\w+)", lambda m: f"{article(m.group(2))} {m.group(2)}", said)
    if kind == "hair" and not colours.search(new) and (was := colours.search(old)):
        return f"{new[: len(new) - len(head)]}{was.group()} {head}"
    return new


def _everywhere(draft: Draft, who: str, stage: str, piece: Piece | None, change) -> None:
    """The words of the shots that repeat a piece of somebody's look, changed."""
    if piece is None:
        return
    data = next(c for c in draft.data["cast"] if c["id"] == who)
    mine = names_of(data)
    others = [w for c in draft.data["cast"] if c["id"] != who for w in names_of(c) if w not in mine]
    for n, shot in enumerate(draft.data["shots"], 1):
        if {"character": who, "stage": stage} in [
            {"character": p["character"], "stage": p["stage"]} for p in shot["who"]
        ]:
            draft.edit(f"shots/{n}/character", lambda text: _piece_changed(text, piece, change, mine, others))


def _piece_changed(text: str, piece: Piece, change, mine: list[str], others: list[str]) -> str:
    for start, end in reversed(segments(text, mine, others)):
        part = text[start:end]
        found = re.search(rf"(?<![\w-]){re.escape(piece.text)}(?![\w-])", part, re.IGNORECASE) or piece_pattern(
            piece.text.split(" with ")[0]
        ).search(part)
        if found and kind_of(found.group()):
            said = change(found.group())
            text = (
                text[: start + found.start()]
                + (said[:1].upper() + said[1:] if found.group()[:1].isupper() else said)
                + text[start + found.end() :]
            )
            text = text if said else gaps_closed(text)
    return text


def _undress(draft: Draft, numbers: list[int], who: str, old: str, clause: Clause) -> None:
    kind, done = kind_of(old), False
    for stage in _stages_meant(draft, numbers, who, clause):
        path = f"cast/{who}/stages/{stage}/look"
        look = str(draft.get(path))
        parts = pieces(look)
        piece = next(
            (
                p
                for p in parts
                if kind_of(p.text) == kind and re.search(rf"\b{re.escape(old.split()[-1])}", p.text, re.IGNORECASE)
            ),
            None,
        )
        if piece is None:
            continue
        whole = _with_its_details(look, parts, piece)
        _everywhere(draft, who, stage, whole, lambda said: "")
        draft.set(path, gaps_closed(look[: whole.start] + look[whole.end :]))
        worn = str(draft.get(f"cast/{who}/wardrobe"))
        draft.set(f"cast/{who}/wardrobe", tidy(worn.replace(whole.text, "")) if whole.text in worn else worn)
        done = True
    if not done and not draft.not_done:
        draft.refuse(
            clause.text,
            f"The look of {clause.story.character(who).name} says no “{old}”.",
            "Edit the look on the Cast tab.",
        )
