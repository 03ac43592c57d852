"""Recipe keys: SHA-256 of canonical JSON that says what was ASKED for (digests say what came back). Pure."""

from __future__ import annotations

import hashlib
import json
from typing import Any

#: Bumped only if the meaning of the hashed JSON itself changes; a literal key is pinned in a test.
RECIPE_TAG = "vgot-recipe-1"


def canonical(value: object) -> bytes:
    """Canonical JSON: sorted keys, no spaces, UTF-8, no NaN. Equal values give equal bytes on every machine."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def recipe_key(recipe: dict[str, Any]) -> str:
    """The key of a recipe `{step, version, model, params, seed, inputs}`; `inputs` hold digests of the CHOSEN takes."""
    return hashlib.sha256(canonical([RECIPE_TAG, recipe])).hexdigest()


def digest_of(data: bytes) -> str:
    """SHA-256 of some bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def row_sum(row: tuple[Any, ...]) -> str:
    """A short sum over a stored row: SQLite does not notice a byte that changed in one."""
    return digest_of(json.dumps(row).encode())[:16]
