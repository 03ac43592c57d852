"""What a page may send: every field of every request is read through here. Raises BadInput that names the field."""

from __future__ import annotations

import base64
import binascii
import math
import re

from vgot.errors import BadInput
from vgot.graph.kinds import KINDS

_KEY = re.compile(r"^([a-z]+)(/[^\s/]{1,90}){0,2}$")
_TAKE = re.compile(r"^t[0-9a-f]{12}$")
_SHOT = re.compile(r"^[a-z0-9]{4,32}$")
MAX_UPLOAD = 24 * 2**20


class Fields:
    """The fields of one request."""

    def __init__(self, values: object, most_upload: int | None = None):
        """`most_upload`: bytes of the largest file that may come with this request, whatever its kind allows."""
        if not isinstance(values, dict):
            raise BadInput("The page sent something that is not a request.", hint="Reload the page.")
        self._values, self._most_upload = values, most_upload

    def has(self, name: str) -> bool:
        return self._values.get(name) is not None

    def text(self, name: str, longest: int = 2000, default: str | None = None) -> str:
        value = self._values.get(name, default)
        if not isinstance(value, str):
            raise BadInput(f"'{name}' must be text.", field=name, hint="Reload the page and try again.")
        if len(value) > longest:
            raise BadInput(
                f"This text has {len(value):,} characters; at most {longest:,} fit.", field=name, hint="Shorten it."
            )
        if "\x00" in value or any(0xD800 <= ord(c) <= 0xDFFF for c in value):
            raise BadInput(
                "This text holds characters that cannot be stored.", field=name, hint="Type it again without them."
            )
        return value

    def name(self, name: str = "name") -> str:
        """A name of 1 to 120 characters."""
        value = self.text(name, 120).strip()
        if not value:
            raise BadInput("A name has 1 to 120 characters.", field=name, hint="Type a name.")
        return value

    def whole(self, name: str, low: int, high: int, default: int | None = None) -> int:
        value = self._values.get(name, default)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise BadInput(
                f"'{name}' must be a whole number from {low} to {high}.", field=name, hint="Type another number."
            )
        return value

    def number(self, name: str, low: float, high: float) -> float:
        value = self._values.get(name)
        if (
            isinstance(value, bool)
            or not isinstance(value, (int, float))
            or not math.isfinite(value)
            or not low <= value <= high
        ):
            raise BadInput(
                f"'{name}' must be a number from {low:g} to {high:g}.", field=name, hint="Type another number."
            )
        return float(value)

    def one_of(self, name: str, known: tuple[str, ...]) -> str:
        value = self._values.get(name)
        if value not in known:
            raise BadInput(
                f"'{name}' must be one of {', '.join(known)}.", field=name, hint="Reload the page and try again."
            )
        return value

    def flag(self, name: str) -> bool:
        value = self._values.get(name)
        if not isinstance(value, bool):
            raise BadInput(f"'{name}' must be yes or no.", field=name, hint="Reload the page and try again.")
        return value

    def _matching(self, name: str, pattern: re.Pattern, what: str) -> str:
        value = self._values.get(name)
        if not isinstance(value, str) or not pattern.match(value):
            raise BadInput(f"'{name}' is not {what}.", field=name, hint="Reload the page and try again.")
        return value

    def key(self, name: str = "key") -> str:
        value = self._matching(name, _KEY, "an item of this film")
        if value.partition("/")[0] not in KINDS:
            raise BadInput(f"'{name}' is not an item of this film.", field=name, hint="Reload the page and try again.")
        return value

    def take(self, name: str = "take") -> str:
        return self._matching(name, _TAKE, "a take")

    def shot(self, name: str = "shot") -> str:
        return self._matching(name, _SHOT, "a shot")

    def listed(self, name: str, most: int) -> list:
        value = self._values.get(name)
        if not isinstance(value, list) or len(value) > most:
            raise BadInput(
                f"'{name}' must be a list of at most {most}.", field=name, hint="Reload the page and try again."
            )
        return value

    def table(self, name: str, most: int) -> dict:
        """A table of at most `most` entries, by their names."""
        value = self._values.get(name)
        if not isinstance(value, dict) or len(value) > most or not all(isinstance(k, str) for k in value):
            raise BadInput(
                f"'{name}' must be a table of at most {most}.", field=name, hint="Reload the page and try again."
            )
        return value

    def inner(self, value: object) -> Fields:
        """The fields of a part of this request, under the same limits."""
        return Fields(value, self._most_upload)

    def node_keys(self, name: str = "keys") -> list[str]:
        return [Fields({"key": k}).key() for k in self.listed(name, 1500)]

    def shots(self, name: str = "shots") -> list[str]:
        return [Fields({"shot": k}).shot() for k in self.listed(name, 500)]

    def revision(self, name: str = "have") -> int | None:
        value = self._values.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None

    def data(self, name: str = "data", most: int = MAX_UPLOAD) -> bytes:
        value = self._values.get(name)
        most = most if self._most_upload is None else min(most, self._most_upload)
        if not isinstance(value, str):
            raise BadInput("The file did not arrive.", field=name, hint="Choose it again.")
        try:
            found = base64.b64decode(value, validate=True) if len(value) <= most * 4 // 3 + 8 else None
        except (binascii.Error, ValueError) as why:
            raise BadInput("The file did not arrive whole.", field=name, hint="Choose it again.") from why
        if found is None or len(found) > most:
            raise BadInput(f"The file is larger than {most // 2**20} MB.", field=name, hint="Choose a smaller file.")
        return found
