"""A machine without any Debian package runs the tests: what is left out is said at the end, and in a whole run it fails."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import LONG, SLOW
from tests.tools import TOOLS, bringing

ROOT = Path(__file__).parents[2]

#: As in tests/conftest.py.
HOOKS = "from tests.tools import has, pytest_runtest_setup, pytest_terminal_summary\n"
TESTS = """
import pytest

@pytest.fixture
def chromium():
    raise AssertionError("nothing of a test is set up where its tool is missing")

@pytest.fixture
def dtd():
    raise AssertionError("nothing of a test is set up where its tool is missing")

@pytest.mark.parametrize("n", range(3))
def test_on_the_page(chromium, n):
    pass

@pytest.mark.needs("espeak-ng")
def test_a_voice():
    raise AssertionError("must not run")

def test_a_length(has):
    if has("ffprobe"):
        raise AssertionError("must not run")

def test_apples_dtd(dtd):
    pass

def test_as_root():
    pytest.skip("root may write everywhere")
"""


def run_bare(folder: Path, *options: str, whole: bool = False) -> subprocess.CompletedProcess:
    """pytest on those tests, on a machine that has no program but Python's own."""
    (folder / "bin").mkdir()
    (folder / "conftest.py").write_text(HOOKS)
    (folder / "test_some.py").write_text(TESTS)
    environment = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith("PYTEST") and k not in ("FCPXML_DTD", "VGOT_TESTS_WHOLE")
    }
    environment |= {"PATH": str(folder / "bin"), "PYTHONPATH": str(ROOT)} | ({"VGOT_TESTS_WHOLE": "1"} if whole else {})
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--rootdir",
            str(folder),
            *options,
            "test_some.py",
        ],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
    )


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "two workers"])
def test_on_a_bare_machine_the_last_lines_say_what_did_not_run_and_the_one_command_that_brings_it(tmp_path, workers):
    made = run_bare(tmp_path, *workers)
    assert made.returncode == 0, made.stdout + made.stderr
    lines = made.stdout.strip().splitlines()
    at = next(n for n, line in enumerate(lines) if "what did not run here" in line)
    of_pip = ("playwright", "pip install")  # said where it is not installed either
    said = [line for line in lines[at + 1 : -1] if not any(word in line for word in of_pip)]
    assert said == [
        "without chromium: 3 tests (the page in a real browser)",
        "without espeak-ng: 1 test (lines spoken by the scratch voice)",
        "without ffprobe: a part of 1 test (lengths and rates by a second measure)",
        "without fcpxml-dtd: 1 test (FCPXML against Apple's own DTD)",
        "1 test: root may write everywhere",
        "to run them too: sudo apt-get install -y --no-install-recommends chromium espeak-ng ffmpeg",
        "to run them too: name the file FCPXMLv1_10.dtd (Apple's, not part of this project) in FCPXML_DTD",
    ]
    assert re.match(r"=*\s*1 passed, 6 skipped", lines[-1])


def test_in_a_whole_run_a_missing_program_fails_and_only_what_nobody_can_install_is_left_out(tmp_path):
    made = run_bare(tmp_path, whole=True)
    assert made.returncode == 1, made.stdout + made.stderr
    last = made.stdout.strip().splitlines()[-1]
    assert re.search(r"1 failed", last) and re.search(r"2 skipped", last) and re.search(r"4 errors", last), made.stdout
    assert (
        "chromium is not here, and VGOT_TESTS_WHOLE asks for everything: sudo apt-get install -y --no-install-recommends chromium"
        in made.stdout
    )
    assert "without fcpxml-dtd: 1 test" in made.stdout and "without chromium" not in made.stdout


def test_the_tests_of_this_project_take_the_same_hooks():
    from tests import conftest, tools

    assert all(
        getattr(conftest, hook) is getattr(tools, hook)
        for hook in ("pytest_runtest_setup", "pytest_terminal_summary", "has")
    )


def test_the_one_place_that_looks_for_programs_is_the_table():
    asks = re.compile(r"importorskip\(|\bwhich\(|find_spec\(")
    elsewhere = [
        f"{p.relative_to(ROOT)}: {line.strip()}"
        for p in sorted((ROOT / "tests").rglob("*.py"))
        if p.name not in ("tools.py", "test_tools.py")
        for line in p.read_text(encoding="utf-8").splitlines()
        if asks.search(line)
    ]
    assert not elsewhere, "put it into tests/tools.py:\n" + "\n".join(elsewhere)


def test_tests_are_read_where_only_requirements_txt_is_installed():
    """Packages of requirements-dev.txt are imported by fixtures and tests that are marked, never at the top of a file."""
    beside = {"playwright", "axe_playwright_python", "ray", "spaces", "hatchling", "pytest_cov"}
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""])
        if name.split(".")[0] in beside
    ]
    assert not wrong


def test_the_whole_run_installs_what_the_table_names_and_leaves_nothing_out():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    packages = set(
        re.search(r'^packages="([^"]+)"', (ROOT / ".ci" / "packages").read_text(encoding="utf-8"), re.MULTILINE)[
            1
        ].split()
    )
    assert {p for tool in TOOLS.values() for p in tool.debian} <= packages
    assert re.search(r"^export VGOT_TESTS_WHOLE=1$", script, re.MULTILINE) and script.index(
        "VGOT_TESTS_WHOLE=1"
    ) < script.index("-m pytest")
    assert all((ROOT / tool.requirements).is_file() for tool in TOOLS.values() if tool.requirements)
    assert all(bringing([name]) for name in TOOLS)


def test_the_long_files_that_begin_first_are_there():
    assert all((ROOT / file).is_file() for file in LONG)


def test_what_is_slow_is_there_and_left_to_a_run_of_its_own():
    assert all((ROOT / path).exists() for path in SLOW) and not set(LONG) & set(SLOW)
