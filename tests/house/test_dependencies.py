"""The audit of what is installed: floors below which a package has known holes that matter here (docs/faults.md names them), pins that
agree, and nothing that runs foreign code. What is locked is held against a published database in `test_advisories.py`."""

from __future__ import annotations

import importlib.metadata
import re
from pathlib import Path

import pytest
import yaml
from packaging.version import Version

ROOT = Path(__file__).parents[2]

#: package -> (floor, why). A newer release of the same package may be asked for by requirements.txt.
FLOORS = {
    "gradio": ("6.20", "path traversal and open proxies before it"),
    "pillow": (
        "11.3",
        "decoders; later holes are in test_advisories.py, one by one, with why none of them is reached",
    ),
    "transformers": ("5.0", "remote code and pickles in older loaders"),
    "diffusers": ("0.42", "DIFFUSERS_DISABLE_REMOTE_CODE is known from here"),
    "torch": ("2.6", "torch.load runs code before it (CVE-2025-32434); only safetensors are read here"),
    "safetensors": ("0.5", "header checks"),
    "av": ("15", "FFmpeg 7.1.1 and newer inside"),
    "pydantic": ("2.8", "validation limits"),
    "starlette": ("0.47.2", "multipart uploads that block the loop (CVE-2025-54121)"),
    "python-multipart": ("0.0.18", "a boundary that loops (CVE-2024-53981)"),
    "pyyaml": ("6.0", "only safe_load is used"),
    "requests": ("2.32.4", "credentials of .netrc sent elsewhere (CVE-2024-47081)"),
    "urllib3": ("2.5", "redirects (CVE-2025-50181)"),
    "jinja2": ("3.1.6", "sandbox escapes"),
    "h11": ("0.16", "request smuggling (CVE-2025-43859)"),
    "huggingface-hub": ("0.30", ""),
}


@pytest.mark.parametrize("package", sorted(FLOORS))
def test_no_installed_package_is_older_than_its_floor(package):
    try:
        have = importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        pytest.skip(f"{package} is not installed here")
    floor, why = FLOORS[package]
    assert Version(have) >= Version(floor), f"{package} {have} is older than {floor}: {why}"


def test_what_requirements_pin_is_not_below_a_floor_and_no_package_has_two_pins():
    pins: dict[str, str] = {}
    for file in ROOT.glob("requirements*.txt"):
        for line in file.read_text("utf-8").splitlines():
            found = re.match(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([0-9][^\s;]*)", line)
            if found:
                name = found[1].lower() + line.partition(";")[2]  # one pin for each system and Python
                assert pins.setdefault(name, found[2]) == found[2], f"{name} is pinned twice"
                if found[1].lower() in FLOORS:
                    assert Version(found[2]) >= Version(FLOORS[found[1].lower()][0])


@pytest.mark.parametrize(
    "pattern",
    [
        r"\byaml\.load\(",
        r"\bpickle\.loads?\(",
        r"trust_remote_code\s*=\s*True",
        r"\beval\(",
        r"\bexec\(",
        r"shell\s*=\s*True",
        r"torch\.load\((?!.*weights_only=True)",
        r"os\.system\(",
        r"verify\s*=\s*False",
        r"use_safetensors\s*=\s*False",
    ],
)
def test_the_program_never_runs_what_it_reads(pattern):
    found = [
        f"{f.relative_to(ROOT)}:{n}"
        for folder in ("vgot", "ui")
        for f in (ROOT / folder).rglob("*.py")
        for n, line in enumerate(f.read_text("utf-8").splitlines(), 1)
        if re.search(pattern, line.split("#")[0]) and "model.eval(" not in line and ".eval()" not in line
    ]
    assert not found


def test_remote_code_of_diffusers_is_off_before_a_model_is_loaded():
    import os
    import subprocess
    import sys

    code = "import os, vgot.models.runtime.residency; print(os.environ['DIFFUSERS_DISABLE_REMOTE_CODE'])"
    environment = {k: v for k, v in os.environ.items() if k != "DIFFUSERS_DISABLE_REMOTE_CODE"}
    assert (
        subprocess.run(
            [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.strip()
        == "1"
    )


def test_the_licence_is_there_and_the_readme_names_the_same_one():
    """Spaces show the licence of the README's front matter; it must be the one that LICENSE gives."""
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert licence.startswith("MIT License\n") and re.search(
        r"^Copyright \(c\) \d{4} VGoT Studio contributors$", licence, re.MULTILINE
    )
    front = yaml.safe_load((ROOT / "README.md").read_text("utf-8").split("---\n")[1])
    assert front["license"] == "mit" and front["sdk"] == "gradio"


def test_requirements_lock_what_pyproject_names_and_nothing_that_a_cpu_build_does_without():
    from docs.make_requirements import OF_TORCH, parts

    locked = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    assert [line for part in parts() for line in part if line not in locked] == []
    assert not [line for line in locked if OF_TORCH.match(line)]
    assert not [line for line in locked if line.startswith("-")], "a Space is given this one file: it may name no other"
    assert not [line for line in locked if line and not line.startswith("#") and "==" not in line]


def test_every_package_that_the_program_imports_is_named():
    import ast
    import sys

    from docs.make_requirements import name_of, parts

    #: module -> its package, where they differ
    other = {
        "PIL": "pillow",
        "cv2": "opencv-python",
        "yaml": "pyyaml",
        "fpdf": "fpdf2",
        "opentimelineio": "opentimelineio",
        "thorvg_python": "thorvg-python",
        "pydantic_core": "pydantic",
        "skimage": "scikit-image",
    }
    optional = {"ray", "spaces", "bitsandbytes", "mcp", "mcp_types"}
    named = {name_of(line) for part in parts()[:2] for line in part}
    wrong = set()
    for folder in ("vgot", "ui"):
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                modules = (
                    [a.name for a in node.names]
                    if isinstance(node, ast.Import)
                    else [node.module]
                    if isinstance(node, ast.ImportFrom) and not node.level
                    else []
                )
                for module in modules:
                    top = module.split(".")[0]
                    if (
                        top not in sys.stdlib_module_names | {"vgot"} | optional
                        and other.get(top, top).lower().replace("_", "-") not in named
                    ):
                        wrong.add(f"{file.relative_to(ROOT)}: {top}")
    assert not wrong
