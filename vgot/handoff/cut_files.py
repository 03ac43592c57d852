"""Files that an editor's cut comes in, by suffix: the one table of them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from vgot.errors import BadInput, NotFound
from vgot.handoff.fcpxml_in import flat_fcpxml
from vgot.handoff.flatten import Flat
from vgot.handoff.otio_in import flat_otio

READERS: dict[str, Callable[[Path, Fraction], Flat]] = {
    ".otio": flat_otio,
    ".fcpxml": lambda source, rate: flat_fcpxml(source),
    ".fcpxmld": lambda source, rate: flat_fcpxml(source),
}
#: The suffixes of cuts that are read.
CUT_SUFFIXES = tuple(READERS)


def read_timeline(source: Path, rate: Fraction) -> Flat:
    """An edited cut as a flat timeline. rate tells rates that only look like the film's. Raises BadInput, NotFound."""
    reader = READERS.get(source.suffix.lower())
    if reader is None:
        raise BadInput(f"A cut cannot be read from '{source.name}'.", field="import", hint="Use .otio or .fcpxml.")
    if not source.exists():
        raise NotFound(f"There is no file '{source.name}'.", field="import", hint="Name an .otio or .fcpxml file.")
    return reader(source, rate)
