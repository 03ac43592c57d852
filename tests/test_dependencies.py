"""The audit of what is installed, as far as a machine without a vulnerability database can make it: floors below which a
package has known holes that matter here (docs/faults.md names them), pins that agree, and nothing that runs foreign code.

`pip-audit` needs a database from the network, which is not there where the tests run; the floors are kept by hand."""

from __future__ import annotations

import importlib.metadata
import re
from pathlib import Path

import pytest
import yaml
from packaging.version import Version

ROOT = Path(__file__).parent.parent

#: package -> (floor, why). A newer release of the same package may be asked for by requirements.txt.
FLOORS = {
    "gradio": ("6.20", "path traversal and open proxies before it"),
    "pillow": ("11.3", "decoders; the critical fixes are in 13, so untrusted pictures are decoded in a limited process (vgot/media/uploads.py)"),
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
                name = found[1].lower()
                assert pins.setdefault(name, found[2]) == found[2], f"{name} is pinned twice"
                if name in FLOORS:
                    assert Version(found[2]) >= Version(FLOORS[name][0])


@pytest.mark.parametrize("pattern", [r"\byaml\.load\(", r"\bpickle\.loads?\(", r"trust_remote_code\s*=\s*True", r"\beval\(", r"\bexec\(", r"shell\s*=\s*True", r"torch\.load\((?!.*weights_only=True)",
                                     r"os\.system\(", r"verify\s*=\s*False", r"use_safetensors\s*=\s*False"])
def test_the_program_never_runs_what_it_reads(pattern):
    found = [f"{f.relative_to(ROOT)}:{n}" for folder in ("vgot", "ui") for f in (ROOT / folder).rglob("*.py")
             for n, line in enumerate(f.read_text("utf-8").splitlines(), 1) if re.search(pattern, line.split("#")[0]) and "model.eval(" not in line and ".eval()" not in line]
    assert not found


def test_remote_code_of_diffusers_is_off_before_a_model_is_loaded():
    import os
    import subprocess
    import sys

    code = "import os, vgot.models.runtime.residency; print(os.environ['DIFFUSERS_DISABLE_REMOTE_CODE'])"
    environment = {k: v for k, v in os.environ.items() if k != "DIFFUSERS_DISABLE_REMOTE_CODE"}
    assert subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip() == "1"


def test_the_licence_is_there_and_the_readme_names_the_same_one():
    """Spaces show the licence of the README's front matter; it must be the one that LICENSE gives."""
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert licence.startswith("MIT License\n") and re.search(r"^Copyright \(c\) \d{4} VGoT Studio contributors$", licence, re.M)
    front = yaml.safe_load((ROOT / "README.md").read_text("utf-8").split("---\n")[1])
    assert front["license"] == "mit" and front["sdk"] == "gradio"
