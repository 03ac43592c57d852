"""The page's script: its pure parts by node's own test runner, all of it by TypeScript and Biome (package.json)."""

from __future__ import annotations

import subprocess

import pytest

from tests.tools import ROOT

MODULES = ROOT / "node_modules" / ".bin"


def ran(*command: object) -> str:
    """What a command said, for a failure to show; empty when all is well."""
    done = subprocess.run([str(c) for c in command], cwd=ROOT, capture_output=True, text=True)
    return "" if done.returncode == 0 else (done.stdout + done.stderr)[-6000:]


@pytest.mark.needs("node")
def test_the_pure_parts_do_what_their_tests_say():
    tests = sorted((ROOT / "tests" / "page").glob("*.test.js"))
    assert tests and not ran("node", "--test", *tests)


@pytest.mark.needs("node-modules")
@pytest.mark.parametrize("project", ["tsconfig.json", "tsconfig.strict.json"])
def test_the_script_keeps_to_the_types_of_the_program(project):
    assert not ran(MODULES / "tsc", "-p", project)


@pytest.mark.needs("node-modules")
def test_a_request_that_no_verb_knows_is_found_by_its_types(tmp_path):
    """The check sees what it is for: a verb, a field and a value that the program would refuse."""
    wrong = ROOT / "ui" / "widgets" / "page_state" / "asking.js"
    (tmp_path / "wrong.js").write_text(
        f'import {{ call }} from "{wrong.as_posix()}";\n'
        'call("edti");\ncall("trim", { shot: "a", end: "middle", value: 1 });\ncall("move", { shot: "a", too: 1 });\n',
        encoding="utf-8",
    )
    (tmp_path / "tsconfig.json").write_text(
        f'{{"extends": "{(ROOT / "tsconfig.json").as_posix()}", "include": ["*.js", "{(ROOT / "ui/widgets/page.d.ts").as_posix()}"]}}',
        encoding="utf-8",
    )
    said = ran(MODULES / "tsc", "-p", tmp_path)
    assert all(line in said for line in ("wrong.js(2", "wrong.js(3", "wrong.js(4")), said


@pytest.mark.needs("node-modules")
def test_the_script_is_formatted_and_linted():
    assert not ran(MODULES / "biome", "check", "--error-on-warnings", ".")


def test_no_file_of_the_script_is_longer_than_a_head_holds():
    long = [f.name for f in (ROOT / "ui" / "widgets").rglob("*.js") if len(f.read_text("utf-8").splitlines()) > 500]
    assert not long
