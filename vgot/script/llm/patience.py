"""How long a slow writer may take: a client that writes on this machine says so in its `patience`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Patience:
    """Seconds for the first try at one step, and for all its tries together: a further one begins only before they are
    over, and ends with them."""

    first_s: float
    tries_s: float


#: A model on this machine: a first try may be slow, more tries must not double the waiting.
LOCAL = Patience(first_s=600.0, tries_s=90.0)
