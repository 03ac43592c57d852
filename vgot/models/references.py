"""Portraits as identity tokens, and what a still is shown beside its words: for every model that looks at pictures itself, here or at a
service. Without torch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vgot.errors import BadInput
from vgot.models.base import KeyframeSpec, Tokens
from vgot.models.pictures import from_png, to_png

KIND = "reference"


def pack_reference(pixels: np.ndarray) -> Tokens:
    """A portrait, uint8 (H, W, 3), as tokens: at most 1024 pixels a side."""
    return Tokens(KIND, to_png(pixels))


def unpack_reference(tokens: Tokens, name: str) -> np.ndarray:
    """The portrait in reference tokens. Raises BadInput if they are of another kind."""
    if tokens.kind != KIND:
        raise BadInput(
            f"The identity tokens of {name} are of kind '{tokens.kind}'; this preset looks at portraits.",
            field=f"tokens/{name}",
            hint="Unpin them and build again, so that they are read from the portrait anew.",
        )
    return from_png(tokens.payload)


def references_of(spec: KeyframeSpec) -> list[tuple[str, np.ndarray]]:
    """All that a keyframe could be shown, in the order of what matters; a model takes the first few."""
    references = [(c.name, unpack_reference(c.tokens, c.name)) for c in spec.cast]
    if spec.staging is not None:
        references.append(("the composition to follow, with everybody's place in it,", spec.staging.picture.pixels))
    if spec.plate is not None:
        references.append((f"the place, {spec.place_name or 'as it stays'},", spec.plate.pixels))
    return references


def reference_facts(spec: KeyframeSpec, shown: Sequence[str], most: int) -> dict[str, object]:
    """How a keyframe was made, for people: pictures in context have no strength, and only the first `most` of what could be `shown` fit."""
    facts: dict[str, object] = {"identity": "references"}
    if len(shown) > most:
        facts["left_out"] = [what.rstrip(",") for what in shown[most:]]
    if spec.staging is not None:
        kept = len(spec.cast) < most
        facts["staged"] = (
            "its drawing was shown as a reference; this model has no strength for it"
            if kept
            else "its drawing did not fit"
        )
    if spec.plate is not None:
        facts["plate"] = "shown as a reference" if len(shown) <= most else "left out: the model takes no more pictures"
    return facts
