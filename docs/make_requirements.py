"""Makes requirements.txt from pyproject.toml: what is named there, then everything that those bring, locked for all systems and
for every Python that the project supports. Needs `uv` (`pip install uv`) and the package index.

    python -m docs.make_requirements
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = """# What the app and its tests need, each at the version that everything was tested with; made from pyproject.toml by
# `python -m docs.make_requirements`. One file without others beside it: a Space is given nothing else.
# torch: `pip install torch==2.13.0 --index-url https://download.pytorch.org/whl/cpu` first gets the small CPU build,
# `…/whl/cu130` the CUDA build; nothing below brings a second one.
"""
#: What a CUDA build of torch brings by itself: pinned here it would be installed beside a CPU build too.
OF_TORCH = re.compile(r"^(nvidia-|cuda-|triton)")


def name_of(line: str) -> str:
    return re.split(r"[=<>~\[; ]", line)[0].lower().replace("_", "-")


def parts() -> tuple[list[str], list[str], list[str]]:
    """(the app, the extra handoff, the extra test), as pyproject.toml names them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    return project["dependencies"], extras["handoff"], extras["test"]


def main() -> int:
    app, handoff, test = parts()
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "wanted.in")
        wanted.write_text("\n".join([*app, *handoff, *test]), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "uv",
            "pip",
            "compile",
            "--universal",
            "--python-version",
            "3.11",
            "--no-header",
            "--no-annotate",
            str(wanted),
        ]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        missing = "No module named uv" in ran.stderr
        to_do = "Run `pip install uv`." if missing else "See what it says."
        print(f"uv did not lock anything: {ran.stderr.strip()} {to_do} Nothing was changed.", file=sys.stderr)
        return 1
    found = ran.stdout.splitlines()
    direct = {name_of(line) for line in (*app, *handoff, *test)}
    rest = [line.strip() for line in found if line.strip() and not OF_TORCH.match(line) and name_of(line) not in direct]
    text = "\n".join(
        [
            *app,
            "",
            "# editors, paper, subtitles: the extra `handoff`",
            *handoff,
            "",
            "# the tests: the extra `test`",
            *test,
            "",
            "# what those bring",
            *rest,
            "",
        ]
    )
    (ROOT / "requirements.txt").write_text(HEAD + text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
