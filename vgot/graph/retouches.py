"""What a person repaints in a picture, as its recipe says it, and what of it goes on into the clip. Pure.

A retouch is a setting of its take's own (`own` of the recipe, `Choice.params`), so choosing, undo and the history know it as they know
any other. It names the picture that it was laid over and the recipe that this picture stood for: while that is what is asked for, the
kept picture is retouched; once the story asks for another one, that one is drawn first and retouched in the same places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NotRequired, TypedDict, cast

from vgot.graph.reads import key_of
from vgot.graph.takes import Take

#: Their names among a take's own settings.
RETOUCH, CARRY = "retouch", "carry"


class Touch(TypedDict):
    """One retouch. `source`: digest of the picture beneath; `mask`: digest of a PNG of its size, white where it is repainted; `base`:
    key of the recipe that the picture stood for, empty for a picture that stands whatever the story says (a person's own)."""

    source: str
    mask: str
    words: str
    strength: float
    seed: int
    base: str
    #: digest of what the picture's maker keeps beside it (a look, a scene), where there is one
    beside: NotRequired[str]
    #: the take beneath, for people
    take: NotRequired[str]


class Carry(TypedDict):
    """The difference between two stills laid into a clip: digests of the frames of the clip, of the still it was shot from, of the
    retouched one, and of the mask."""

    clip: str
    before: str
    after: str
    mask: str
    #: digest of the clip's latents, which it keeps
    latents: NotRequired[str]
    take: NotRequired[str]


def touches_in(own: Mapping[str, Any]) -> list[Touch]:
    """The retouches among a take's own settings, the first one first."""
    found: Any = own.get(RETOUCH)
    return cast("list[Touch]", found) if isinstance(found, list) else []


def without(own: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {k: v for k, v in own.items() if k != name}


def beneath(recipe: Mapping[str, Any], name: str = RETOUCH) -> dict[str, Any]:
    """The recipe of what lies under a retouch, or under what was carried into a clip."""
    own = without(recipe.get("own", {}), name)
    return without(recipe, "own") | ({"own": own} if own else {})


def base_key(recipe: Mapping[str, Any]) -> str:
    """The key of the recipe beneath."""
    return key_of(beneath(recipe))


def to_lay(touches: list[Touch], base: str) -> tuple[str, list[Touch]]:
    """(digest of the kept picture that is begun from, the retouches to lay over it). An empty digest: what the recipe beneath asks for is
    made anew, and all of them are laid over it."""
    last = touches[-1]
    if last["base"] in ("", base):
        return last["source"], [last]
    return "", touches


def in_force(own: Mapping[str, Any], pictures: Iterable[str]) -> Mapping[str, Any]:
    """A node's own settings as they count: what is carried into a clip counts while its still is the one that it came from."""
    carry: Any = own.get(CARRY)
    return own if carry is None or carry["after"] in pictures else without(own, CARRY)


def is_retouched(own: Mapping[str, Any]) -> bool:
    """Whether a take with such settings is a retouch of another one, or a clip that one is carried into."""
    return CARRY in own or bool(touches_in(own))


def asked_by(own: Mapping[str, Any], before: Mapping[str, Any]) -> str:
    """Why a take with other settings of its own than the one before is made, in words."""
    if own.get(CARRY) != before.get(CARRY):
        return (
            "a retouch is carried into it" if CARRY in own else "the retouch of its still is no longer carried into it"
        )
    if touches_in(own) != touches_in(before):
        return "a retouch was asked for" if touches_in(own) else "its retouch was taken back"
    return "its own settings changed"


def is_retouch_of(take: Take | None, was: Mapping[str, str]) -> bool:
    """Whether a take is a retouch of the picture among these digests."""
    if take is None or not was.get("picture"):
        return False
    return any(touch["source"] == was["picture"] for touch in touches_in(take.params))
