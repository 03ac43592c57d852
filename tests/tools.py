"""What some tests need beside the packages of requirements.txt: the one table of it, and what is said of tests that did not run.

`@pytest.mark.needs("ffprobe")` on a test or `pytestmark` of a file: without it the test is skipped. The fixture `has` is for the half of
a test that asks a second program: `if has("ffprobe"): …`. The last lines of a run say what did not run and what brings it.
With VGOT_TESTS_WHOLE=1 (.ci/run sets it) nothing of the table may be missing: what needs it fails. tests/conftest.py takes the hooks.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vgot.faces.opencv import LIBRARIES

ROOT = Path(__file__).parent.parent
WHOLE = os.environ.get("VGOT_TESTS_WHOLE") == "1"


def program(*names: str) -> str | None:
    """The path of the first of these programs that is here."""
    return next((found for name in names if (found := shutil.which(name))), None)


@functools.cache
def opencv_loads() -> bool:
    """Whether OpenCV finds the libraries of the system that it is linked against, tried in a process of its own."""
    return subprocess.run([sys.executable, "-c", "import cv2"], capture_output=True).returncode == 0


def dtd() -> Path | None:
    named = os.environ.get("FCPXML_DTD", "")
    return Path(named) if named and Path(named).is_file() else None


@dataclass(frozen=True)
class Tool:
    """Something that tests need: whether it is `here`, for what, and the Debian packages, the file of requirements or the command that
    bring it; with none of them, `how` says what to do, and no run fails for want of it."""

    here: Callable[[], object]
    what: str
    debian: tuple[str, ...] = ()
    requirements: str = ""
    command: str = ""
    how: str = ""


TOOLS = {
    "chromium": Tool(
        lambda: program("chromium", "chromium-browser", "google-chrome"), "the page in a real browser", ("chromium",)
    ),
    "playwright": Tool(
        lambda: importlib.util.find_spec("playwright"), "what drives that browser", requirements="requirements-dev.txt"
    ),
    "axe": Tool(
        lambda: importlib.util.find_spec("axe_playwright_python"),
        "what a screen reader or a weak eye would miss",
        requirements="requirements-dev.txt",
    ),
    "espeak-ng": Tool(lambda: program("espeak-ng", "espeak"), "lines spoken by the scratch voice", ("espeak-ng",)),
    "ffmpeg": Tool(lambda: program("ffmpeg"), "films of a camera, and another player's eye", ("ffmpeg",)),
    "ffprobe": Tool(lambda: program("ffprobe"), "lengths and rates by a second measure", ("ffmpeg",)),
    "nginx": Tool(
        lambda: program("openssl") and program("nginx", "/usr/sbin/nginx"),
        "the page behind a proxy",
        ("nginx-light", "openssl"),
    ),
    "pdftoppm": Tool(lambda: program("pdftoppm"), "what a printed page shows", ("poppler-utils",)),
    "pdftotext": Tool(lambda: program("pdftotext"), "the words of a printed page", ("poppler-utils",)),
    "node": Tool(lambda: program("node"), "the pure parts of the page's script", ("nodejs",)),
    "node-modules": Tool(
        lambda: program("node") and (ROOT / "node_modules" / ".bin" / "tsc").exists(),
        "types and lint of the page's script",
        ("nodejs", "npm"),
        command="npm ci",
    ),
    "opencv": Tool(
        opencv_loads, "frames looked at through OpenCV, which wants these libraries", tuple(LIBRARIES.split())
    ),
    "ray": Tool(lambda: importlib.util.find_spec("ray"), "more than one machine", requirements="requirements-dev.txt"),
    "mcp": Tool(lambda: importlib.util.find_spec("mcp"), "agents that make films", requirements="requirements-dev.txt"),
    "clip": Tool(
        lambda: importlib.util.find_spec("clip"),
        "CLIP's own vocabulary",
        how="pip install --no-deps clip-anytorch==2.6.0 (with its dependencies it would bring another torch's torchvision)",
    ),
    "spaces": Tool(lambda: importlib.util.find_spec("spaces"), "ZeroGPU", requirements="requirements-dev.txt"),
    "hatchling": Tool(
        lambda: importlib.util.find_spec("hatchling"), "what a wheel holds", requirements="requirements-dev.txt"
    ),
    "fcpxml-dtd": Tool(
        dtd,
        "FCPXML against Apple's own DTD",
        how="name the file FCPXMLv1_10.dtd (Apple's, not part of this project) in FCPXML_DTD",
    ),
}
#: Fixtures that are of no use without a tool: what asks for one of them needs it.
FIXTURES = {"chromium": ("chromium", "playwright"), "dtd": ("fcpxml-dtd",)}


def wanted(item: pytest.Item) -> list[str]:
    """The tools that a test needs, by its marks and its fixtures."""
    marked = [name for mark in item.iter_markers("needs") for name in mark.args]
    return list(
        dict.fromkeys(
            marked
            + [
                tool
                for fixture, tools in FIXTURES.items()
                if fixture in getattr(item, "fixturenames", ())
                for tool in tools
            ]
        )
    )


def missing(name: str) -> bool:
    """Whether a tool is not here; in a whole run that fails the test that asks."""
    tool = TOOLS[name]
    if tool.here():
        return False
    if WHOLE and not tool.how:
        pytest.fail(
            f"{name} is not here, and VGOT_TESTS_WHOLE asks for everything: {bringing([name])[0]}", pytrace=False
        )
    return True


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before anything of a test is set up: skip it where a tool is missing."""
    if lacking := [name for name in wanted(item) if missing(name)]:
        pytest.skip(f"needs {', '.join(lacking)}")


@pytest.fixture
def has(request: pytest.FixtureRequest) -> Callable[[str], bool]:
    """`has(name)`: whether a tool is here; where it is not, the end of the run says that this test ran in part."""

    def ask(name: str) -> bool:
        if not missing(name):
            return True
        request.node.user_properties.append(("without", name))
        return False

    return ask


def few_or_all(few: int, every: int) -> pytest.MarkDecorator:
    """For a test of examples: its argument `many` is `few` always, and `every` one of them by `-m slow`."""
    return pytest.mark.parametrize("many", [few, pytest.param(every, marks=pytest.mark.slow)])


def try_on(check: Callable[..., None], many: int, *strategies: st.SearchStrategy) -> None:
    """Call `check` with so many examples, the same ones each time."""
    calm = [HealthCheck.too_slow]
    settings(max_examples=many, deadline=None, derandomize=True, suppress_health_check=calm)(
        given(*strategies)(check)
    )()


def bringing(names: list[str]) -> list[str]:
    """The commands that bring tools, one for Debian and one for pip, and in words what no command brings."""
    tools = [TOOLS[name] for name in names]
    debian = sorted({p for t in tools for p in t.debian})
    files = sorted({t.requirements for t in tools if t.requirements})
    commands = ["sudo apt-get install -y --no-install-recommends " + " ".join(debian)] if debian else []
    commands += [f"{shlex.quote(_python())} -m pip install " + " ".join(f"-r {f}" for f in files)] if files else []
    return commands + [t.command or t.how for t in tools if t.command or t.how]


def _python() -> str:
    here = Path(sys.executable)
    return str(here.relative_to(Path.cwd())) if here.is_relative_to(Path.cwd()) else str(here)


def summary(skipped: list, every: list) -> list[str]:
    """What did not run, in lines: each tool that was missing with how many tests want it, every other reason with how many, then what
    brings the tools. `skipped`: reports of skipped tests; `every`: all reports."""
    reasons = Counter(_reason(r) for r in skipped)
    tests: Counter[str] = Counter()
    for reason, many in reasons.items():
        tests.update(dict.fromkeys(_lacking(reason), many))
    parts = Counter(
        value
        for r in every
        for key, value in getattr(r, "user_properties", ())
        if key == "without" and r.when == "call"
    )
    names = [name for name in TOOLS if name in tests or name in parts]
    lines = []
    for name in names:
        said = [_tests(tests[name])] if name in tests else []
        said += [f"a part of {_tests(parts[name])}"] if name in parts else []
        lines.append(f"without {name}: {' and '.join(said)} ({TOOLS[name].what})")
    lines += [f"{_tests(many)}: {reason}" for reason, many in sorted(reasons.items()) if not _lacking(reason)]
    return lines + [f"to run them too: {command}" for command in bringing(names)]


def pytest_terminal_summary(terminalreporter) -> None:
    """The last lines of a run."""
    stats = terminalreporter.stats
    lines = summary(stats.get("skipped", []), [r for reports in stats.values() for r in reports if hasattr(r, "when")])
    if lines:
        terminalreporter.write_sep("=", "what did not run here")
        for line in lines:
            terminalreporter.write_line(line)
    # Tests of the page that came right only at the second try: a busy machine, or a fault to be found.
    for report in stats.get("rerun", []):
        said = str(report.longrepr).strip().splitlines()
        terminalreporter.write_line(f"tried twice: {report.nodeid}: {said[-1] if said else ''}")


def _lacking(reason: str) -> list[str]:
    """The tools for want of which a test was skipped; none where it was for another reason."""
    names = reason.removeprefix("needs ").split(", ") if reason.startswith("needs ") else []
    return [name for name in names if name in TOOLS]


def _tests(many: int) -> str:
    return f"{many} test{'s' * (many != 1)}"


def _reason(report) -> str:
    longrepr = report.longrepr
    return str(longrepr[2] if isinstance(longrepr, tuple) else longrepr).removeprefix("Skipped: ")
