"""What a sentence would become, told while it is typed: the account of the film that would be written, and how many shots it fills.

It writes the film without a language model and throws it away: quick, and the same every time.
"""

from __future__ import annotations

from typing import Any

from vgot.language.which import language_of
from vgot.script.account import account_of
from vgot.script.offline.spine import filled_by
from vgot.script.offline.writer import write_offline


def preview_of(sentence: str, shots: int, seed: int = 0) -> dict[str, Any]:
    """{"account": of `account_of`, "fills": the number of shots a sentence fills where more are asked for, else None}.

    Raises BadInput as `write_offline` does.
    """
    story = write_offline(sentence, shots, seed=seed)
    told_as_one = language_of(sentence) == "en" and story.kind in ("event", "ensemble", "variation")
    fills = filled_by(sentence, shots, seed) if told_as_one else None
    return {"account": account_of(story), "fills": fills if fills is not None and fills < shots else None}
