"""Which writer writes: the offline outline, or a language model where one is configured."""

from __future__ import annotations

from vgot.errors import BadInput
from vgot.story import Story

WRITERS = ("auto", "offline", "openai", "transformers")


def write_story(sentence: str, shots: int, *, seed: int = 0, writer: str = "auto", duration_s: float = 3.0) -> Story:
    """A Story of `shots` shots (1 to 60) from one sentence. Raises BadInput naming the field, WriterFailed."""
    if writer not in WRITERS:
        raise BadInput(f"There is no writer '{writer}'.", field="writer", hint=f"Use one of {', '.join(WRITERS)}.")
    from vgot.script.offline import write_offline

    return write_offline(sentence, shots, seed=seed, duration_s=duration_s)
