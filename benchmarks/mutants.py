"""Do the tests notice? Changes one small thing of the engine at a time, in memory alone, runs the tests concerned, and prints what survived.

    python -m benchmarks.mutants --sample 20 --seed 1      # twenty of them, drawn by a seed
    python -m benchmarks.mutants --only vgot/graph/plan.py # every one of a file
    python -m benchmarks.mutants --list                    # what there is to change

Changed are: comparisons (turned round), `and` and `or`, `not`, sums, whole numbers, True and False, keys of dictionaries (left out), and
in SQL the same. Words for people, types and docstrings are let alone. A mutant is killed when a test fails, or does not end in time.
As a pytest plugin (`-p benchmarks.mutants` with VGOT_MUTANT=FILE:NUMBER) this file is what makes the change.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.machinery
import importlib.util
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VARIABLE = "VGOT_MUTANT"

#: What is changed -> the tests that should notice, the fastest first.
CONCERNED = {
    "vgot/graph/": [
        "tests/graph/test_kinds.py",
        "tests/graph/test_plan_properties.py",
        "tests/graph/test_fitting.py",
        "tests/story/test_cuts.py",
    ],
    "vgot/render/queue.py": [
        "tests/render/test_jobs.py",
        "tests/render/test_queue_hardening.py",
        "tests/render/test_what_comes_first.py",
    ],
}

#: Comparisons, sums and words, and what they are turned into.
COMPARED: dict[type, type] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
SUMS: dict[type, type] = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.FloorDiv: ast.Mult}
SQL = re.compile(r"\b(SELECT|UPDATE|DELETE|INSERT|WHERE|ORDER BY)\b")
SQL_WORDS = ((" AND ", " OR "), (" OR ", " AND "), (" < ", " >= "), (" = ", " != "), (" DESC", " ASC"), (" NOT ", " "))


@dataclass(frozen=True)
class Mutant:
    """One change: in which file, the number of it there, the line, and the code before and after."""

    file: str
    number: int
    line: int
    before: str
    after: str

    @property
    def name(self) -> str:
        return f"{self.file}:{self.number}"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}  {self.before}  ->  {self.after}"


# -- what there is to change ------------------------------------------------------------------------------------------
def changes(node: ast.AST) -> Iterator[Callable[[ast.AST], None]]:
    """Each small change of this very node: a function that makes it in a copy."""
    if isinstance(node, ast.Compare):
        for n, op in enumerate(node.ops):
            yield lambda c, n=n, op=op: c.ops.__setitem__(n, COMPARED[type(op)]())
    elif isinstance(node, ast.BoolOp):
        yield lambda c: setattr(c, "op", ast.Or() if isinstance(c.op, ast.And) else ast.And())
    elif isinstance(node, ast.BinOp) and type(node.op) in SUMS and not _is_text(node):
        yield lambda c: setattr(c, "op", SUMS[type(c.op)]())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield lambda c: setattr(c, "operand", ast.UnaryOp(ast.Not(), c.operand))
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield lambda c: setattr(c, "value", not c.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield lambda c: setattr(c, "value", c.value + 1)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value):
        for old, new in SQL_WORDS:
            for found in re.finditer(re.escape(old), node.value):
                if old == " = " and "WHERE" not in node.value[: found.start()]:
                    continue  # what is written, not what is asked
                yield lambda c, at=found.span(), new=new: setattr(c, "value", c.value[: at[0]] + new + c.value[at[1] :])
    elif isinstance(node, ast.Dict) and len(node.keys) > 1:
        for n, key in enumerate(node.keys):
            if key is not None:
                yield lambda c, n=n: (c.keys.pop(n), c.values.pop(n))


def _is_text(node: ast.BinOp) -> bool:
    return any(
        isinstance(n, ast.JoinedStr) or isinstance(n, ast.Constant) and isinstance(n.value, str) for n in ast.walk(node)
    )


#: Fields of the tree that hold types, decorators or words for people.
LET_ALONE = {"annotation", "returns", "decorator_list", "bases", "msg"}


def places(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node that may be changed, in the order of the text."""
    for name, value in ast.iter_fields(tree):
        if name in LET_ALONE:
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, ast.Raise | ast.Import | ast.ImportFrom):
                continue
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                continue  # a docstring
            yield child
            yield from places(child)


def mutants_of(file: str) -> list[Mutant]:
    """Every mutant of a file."""
    found = []
    for node in places(ast.parse((ROOT / file).read_text(encoding="utf-8"))):
        for change in changes(node):
            after = copy.deepcopy(node)
            change(after)
            texts = [" ".join(ast.unparse(n).split()) for n in (node, ast.fix_missing_locations(after))]
            found.append(Mutant(file, len(found), node.lineno, *_shortened(*texts)))
    return found


def _shortened(before: str, after: str, around: int = 36) -> tuple[str, str]:
    """Two texts around the place where they differ."""
    same = len(os.path.commonprefix([before, after]))
    start = max(0, same - around)
    return tuple(
        ("…" if start else "") + t[start : same + around] + ("…" if len(t) > same + around else "")
        for t in (before, after)
    )


def mutated(file: str, number: int) -> ast.Module:
    """The tree of a file with one of its mutants in it."""
    tree, seen = ast.parse((ROOT / file).read_text(encoding="utf-8")), 0
    for node in list(places(tree)):
        for change in changes(node):
            if seen == number:
                change(node)
                return ast.fix_missing_locations(tree)
            seen += 1
    raise ValueError(f"{file} has {seen} mutants")


# -- in the process of the tests --------------------------------------------------------------------------------------
class _Finder(importlib.abc.MetaPathFinder):
    """Gives one module of the program in its mutated form."""

    def __init__(self, file: str, number: int):
        self.module, self.path = file.removesuffix(".py").replace("/", "."), ROOT / file
        self.code = compile(mutated(file, number), str(self.path), "exec")

    def find_spec(self, name: str, path=None, target=None) -> importlib.machinery.ModuleSpec | None:
        if name != self.module:
            return None
        loader = _Loader(name, str(self.path))
        loader.code = self.code
        return importlib.util.spec_from_file_location(name, self.path, loader=loader)


class _Loader(importlib.machinery.SourceFileLoader):
    code: object

    def get_code(self, fullname: str):
        return self.code


if VARIABLE in os.environ and __name__ != "__main__":
    _file, _, _number = os.environ[VARIABLE].partition(":")
    sys.meta_path.insert(0, _Finder(_file, int(_number)))


# -- the command ------------------------------------------------------------------------------------------------------
def files() -> list[str]:
    """What is changed, one file after the other."""
    return [
        path.relative_to(ROOT).as_posix()
        for where in CONCERNED
        for path in (sorted((ROOT / where).glob("*.py")) if where.endswith("/") else [ROOT / where])
        if path.name != "__init__.py"
    ]


def tests_for(file: str) -> list[str]:
    return next(tests for where, tests in CONCERNED.items() if file.startswith(where))


def run(tests: list[str], mutant: Mutant | None, limit_s: float) -> bool:
    """Whether every test passes within the limit."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-n",
        "0",
        "-p",
        "no:cacheprovider",
        "-p",
        "benchmarks.mutants",
        *tests,
    ]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"} | ({VARIABLE: mutant.name} if mutant else {})
    try:
        ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=limit_s, check=False)
    except subprocess.TimeoutExpired:
        return False
    return ran.returncode == 0


def main(arguments: list[str] | None = None) -> int:
    flags = argparse.ArgumentParser(prog="python -m benchmarks.mutants", description=(__doc__ or "").split("\n\n")[0])
    flags.add_argument("--sample", type=int, help="how many, drawn from all (default: every one)")
    flags.add_argument("--seed", type=int, default=1, help="of the draw")
    flags.add_argument("--only", action="append", help="a file, such as vgot/graph/plan.py; may be given again")
    flags.add_argument("--list", action="store_true", help="say what there is to change, and run nothing")
    asked = flags.parse_args(arguments)
    every = [m for file in files() if not asked.only or file in asked.only for m in mutants_of(file)]
    if not every:
        flags.error(f"nothing to change there; files are {', '.join(files())}")
    if asked.sample is not None:
        every = sorted(
            random.Random(asked.seed).sample(every, min(asked.sample, len(every))), key=lambda m: (m.file, m.number)
        )
    if asked.list:
        print(*every, sep="\n")
        return 0
    limits: dict[tuple[str, ...], float] = {}
    for tests in {tuple(tests_for(m.file)) for m in every}:
        began = time.monotonic()
        if not run(list(tests), None, 3600.0):
            print(f"{' '.join(tests)} fail before anything is changed.", file=sys.stderr)
            return 1
        limits[tests] = 60.0 + 3.0 * (time.monotonic() - began)
    survived = []
    for n, mutant in enumerate(every, 1):
        tests = tests_for(mutant.file)
        alive = run(tests, mutant, limits[tuple(tests)])
        survived += [mutant] if alive else []
        print(f"{n}/{len(every)} {'SURVIVED' if alive else 'killed  '} {mutant}", flush=True)
    print(f"\n{len(survived)} of {len(every)} mutants survived" + (":" if survived else "."), *survived, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
