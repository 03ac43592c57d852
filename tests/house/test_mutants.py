"""The command that asks whether the tests notice: it finds what there is to change, and changes that and nothing else."""

from __future__ import annotations

import ast
import os
import subprocess
import sys

import pytest

from benchmarks import mutants


def test_the_graph_the_keys_and_the_queue_are_changed_and_the_tests_concerned_are_there():
    files = mutants.files()
    assert {"vgot/graph/keys.py", "vgot/graph/plan.py", "vgot/graph/takes.py", "vgot/render/queue.py"} <= set(files)
    assert all((mutants.ROOT / test).is_file() for file in files for test in mutants.tests_for(file))
    assert len(mutants.mutants_of("vgot/graph/plan.py")) > 60


@pytest.mark.parametrize("file", ["vgot/graph/keys.py", "vgot/graph/takes.py", "vgot/graph/shapes.py"])
def test_each_mutant_is_one_change_that_still_reads_as_python(file):
    source = ast.unparse(ast.parse((mutants.ROOT / file).read_text(encoding="utf-8")))
    seen = set()
    for mutant in mutants.mutants_of(file):
        after = ast.unparse(mutants.mutated(file, mutant.number))
        compile(after, file, "exec")
        changed = [n for n, (a, b) in enumerate(zip(source.splitlines(), after.splitlines(), strict=True)) if a != b]
        assert len(changed) == 1 and mutant.before != mutant.after
        seen.add(after)
    assert len(seen) == len(mutants.mutants_of(file))


def test_words_types_and_docstrings_are_let_alone():
    for file in mutants.files():
        for mutant in mutants.mutants_of(file):
            assert '"""' not in mutant.before and "raise " not in mutant.before and "Literal" not in mutant.before


def test_in_the_process_of_the_tests_the_program_is_the_mutant():
    (unsorted,) = [m for m in mutants.mutants_of("vgot/graph/keys.py") if m.before == "True"]
    code = (
        "import benchmarks.mutants; from vgot.graph.keys import canonical; print(canonical({'b': 1, 'a': 2}).decode())"
    )
    said = {
        name: subprocess.run(
            [sys.executable, "-c", code],
            env={k: v for k, v in os.environ.items() if k != mutants.VARIABLE}
            | ({mutants.VARIABLE: name} if name else {}),
            cwd=mutants.ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for name in ("", unsorted.name)
    }
    assert said == {"": '{"a":2,"b":1}', unsorted.name: '{"b":1,"a":2}'}


def test_the_command_draws_the_same_sample_for_the_same_seed(capsys):
    drawn = []
    for seed in ("1", "1", "2"):
        assert mutants.main(["--list", "--sample", "6", "--seed", seed]) == 0
        drawn.append(capsys.readouterr().out)
    assert drawn[0] == drawn[1] != drawn[2] and len(drawn[0].splitlines()) == 6
