"""Errors a person can act on: what happened, where, and what to do.

Every error that may reach a person is a VgotError. `kind` is stable and machine readable, `message` is one sentence,
`field` names the place in the story or the command (`shots/3/lighting`), `hint` says what to do.
"""

from __future__ import annotations

from typing import Any


class VgotError(Exception):
    """A typed error: `kind`, `message`, and optionally `field` and `hint`."""

    kind = "error"

    def __init__(self, message: str, *, field: str | None = None, hint: str | None = None):
        super().__init__(message)
        self.message = message
        self.field = field
        self.hint = hint

    def as_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {"kind": self.kind, "message": self.message}
        if self.field:
            out["field"] = self.field
        if self.hint:
            out["hint"] = self.hint
        return out

    def in_words(self) -> str:
        """One or two sentences for a person: the place, what happened, what to do."""
        where = f"{self.field}: " if self.field else ""
        return f"{where}{self.message}" + (f" {self.hint}" if self.hint else "")

    def __reduce__(self):  # crosses process borders with its fields
        return (_rebuild, (type(self), self.message, self.field, self.hint))


def _rebuild(cls: type[VgotError], message: str, field: str | None, hint: str | None) -> VgotError:
    return cls(message, field=field, hint=hint)


class BadInput(VgotError):
    """What was typed, pasted or uploaded cannot be used; nothing changed."""

    kind = "bad_input"


class NotFound(VgotError):
    """A named shot, character, take, node or file does not exist."""

    kind = "not_found"


class ProjectGone(NotFound):
    """A project's folder was moved or deleted while it was in use; nothing is written to where it was."""

    @classmethod
    def of(cls, name: str) -> ProjectGone:
        return cls(
            f"The film '{name}' is not in its folder any more: it was deleted or moved.",
            field="project",
            hint="Take it back from the trash in Settings, or open it where it is now.",
        )


class Conflict(VgotError):
    """Somebody else changed the same thing first; nothing was overwritten."""

    kind = "conflict"


class DamagedProject(VgotError):
    """A database page or a blob does not hold what was written."""

    kind = "damaged"


class StorageFailed(VgotError):
    """The disk is full, read-only, or the folder is not a project."""

    kind = "storage"


class ModelUnavailable(VgotError):
    """A model, a preset or a package is not on this machine."""

    kind = "model_unavailable"


class WriterFailed(VgotError):
    """The language model did not give a usable reply."""

    kind = "writer"


class OutOfMemory(VgotError):
    """Memory ran out; the message names the setting to lower."""

    kind = "out_of_memory"


class RenderFailed(VgotError):
    """A step ended without a usable result."""

    kind = "render"


class Cancelled(VgotError):
    """A person asked to stop; finished takes are kept."""

    kind = "cancelled"
