"""The page's modules as one: a browser that asks for each of them waits for seventy answers, and every page of the tests compiles them anew.

The modules stay as they are written; they are put one after another in the order in which a browser would run them, each in a function of its
own that gives what it exports. What this does not read (a default export, an export that changes, a circle of imports) is refused by name, so
that nothing reaches a page half translated.
"""

from __future__ import annotations

import posixpath
import re

_IMPORT = re.compile(
    r'^import\s+(?:(?:\*\s+as\s+(?P<whole>\w+)|\{(?P<names>[^}]*)\})\s+from\s+)?"(?P<path>[^"]+)";[ \t]*$', re.MULTILINE
)
_EXPORT = re.compile(r"^export\s+const\s+(\w+)", re.MULTILINE)
_LEFT = re.compile(r"^(?:import\b|export\b).*$", re.MULTILINE)


def combined(modules: dict[str, bytes], first: str) -> bytes:
    """One module that does what `first` does, with all it imports. `modules`: their text by their paths, from which imports are read.
    Raises ValueError with the module and the line for what it cannot combine, KeyError for a module that is not there."""
    names: dict[str, str] = {}
    made: list[str] = []

    def name_of(path: str, on_the_way: tuple[str, ...]) -> str:
        if path in on_the_way:
            raise ValueError(f"Modules import one another in a circle: {' > '.join((*on_the_way, path))}")
        if path not in names:
            text = _function(path, modules[path].decode("utf-8"), lambda one: name_of(one, (*on_the_way, path)))
            names[path] = f"vgot_{len(names)}"
            made.append(f"/* {path} */\nconst {names[path]} = {text};\n")
        return names[path]

    name_of(first, ())
    return "".join(made).encode("utf-8")


def _function(path: str, text: str, name_of) -> str:
    """A module as a function that was called: what it imports are names of others, what it exports is what comes back."""

    def imported(found: re.Match) -> str:
        there = name_of(posixpath.normpath(posixpath.join(posixpath.dirname(path), found["path"])))
        if found["whole"]:
            return f"const {found['whole']} = {there};"
        if found["names"] is None:
            return ""
        taken = [re.sub(r"\s+as\s+", ": ", one.strip()) for one in found["names"].split(",") if one.strip()]
        return f"const {{ {', '.join(taken)} }} = {there};"

    exports = _EXPORT.findall(text)
    text = _EXPORT.sub(r"const \1", _IMPORT.sub(imported, text))
    if left := _LEFT.search(text):
        raise ValueError(f"{path} cannot be combined with the others: {left[0].strip()}")
    return f"(() => {{\n{text}\nreturn {{ {', '.join(exports)} }};\n}})()"
