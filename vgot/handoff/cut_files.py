"""Files that an editor's cut comes in, by suffix or by what they hold: the one table of them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from vgot.errors import NotFound
from vgot.foreign import refusal
from vgot.handoff.edl_in import flat_edl
from vgot.handoff.fcpxml_in import flat_fcpxml
from vgot.handoff.flatten import Flat
from vgot.handoff.otio_in import flat_otio

READERS: dict[str, Callable[[Path, Fraction], Flat]] = {
    ".otio": flat_otio,
    ".fcpxml": lambda source, rate: flat_fcpxml(source),
    ".fcpxmld": lambda source, rate: flat_fcpxml(source),
    ".edl": flat_edl,
}
_USE = "Use .otio, .fcpxml or .edl."


def cut_kind(source: Path) -> str | None:
    """The suffix under which a cut is read, None for what is no cut. Final Cut's XML is known whatever it is called."""
    suffix = source.suffix.lower()
    if suffix in READERS:
        return suffix
    if suffix in (".xml", ".txt") and source.is_file():
        with source.open("rb") as file:
            return ".fcpxml" if b"<fcpxml" in file.read(4096) else None
    return None


def read_timeline(source: Path, rate: Fraction) -> Flat:
    """An edited cut as a flat timeline. rate tells rates that only look like the film's. Raises BadInput, NotFound."""
    if not source.exists():
        raise NotFound(
            f"There is no file '{source.name}'.", field="import", hint="Name an .otio, .fcpxml or .edl file."
        )
    kind = cut_kind(source)
    if kind is None:
        raise refusal(source, "import", _USE)
    return READERS[kind](source, rate)
