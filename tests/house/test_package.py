"""What a wheel holds, and that it works from any folder: unpacked beside the installed packages, away from this checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.needs("hatchling")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def away(wheel, tmp_path_factory):
    """Runs Python in an empty folder that knows the program from the unpacked wheel alone."""
    folder, empty = tmp_path_factory.mktemp("installed"), tmp_path_factory.mktemp("empty")
    zipfile.ZipFile(wheel).extractall(folder)
    environment = {**os.environ, "PYTHONPATH": str(folder), "VGOT_HOME": str(empty / "home")}

    def run(*arguments: str) -> str:
        done = subprocess.run([sys.executable, *arguments], cwd=empty, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    return run


def test_a_wheel_has_one_import_name_with_the_page_the_assets_and_the_presets_inside(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {n.split("/")[0] for n in names if ".dist-info" not in n} == {"vgot"}
    for there in (
        "vgot/ui/start.py",
        "vgot/ui/widgets/page_state/asking.js",
        "vgot/assets/mark.svg",
        "vgot/assets/css/tokens.css",
        "vgot/assets/examples/moon/story.json",
        "vgot/configs/animatic.yaml",
    ):
        assert there in names
    tracked = subprocess.run(
        ["git", "ls-files", "ui", "assets", "configs", "vgot"], cwd=ROOT, capture_output=True, text=True
    ).stdout.split()
    assert not [f for f in tracked if (f if f.startswith("vgot/") else f"vgot/{f}") not in names]


def test_an_installed_program_makes_a_film_in_any_folder(away):
    made = json.loads(
        away(
            "-m",
            "vgot",
            "make",
            "A fox crosses a snowy field.",
            "--shots",
            "1",
            "--duration",
            "1",
            "--writer",
            "offline",
            "--out",
            "film.mp4",
            "--json",
        )
    )
    assert made["film"]["frames"] > 0 and not made["failed"] and Path(made["out"]).name == "film.mp4"


def test_an_installed_program_finds_its_presets_its_page_and_its_example(away):
    told = away(
        "-c",
        "import vgot; from vgot.settings import presets; from vgot.ui import example, routes; "
        "print(vgot.__file__, len(presets()), example.SHIPPED.is_dir(), len(routes.scripts()) > 30, len(routes.style()) > 1_000)",
    )
    where, *rest = told.split()
    assert not where.startswith(str(ROOT)) and rest == [
        str(len(list((ROOT / "configs").glob("*.yaml")))),
        "True",
        "True",
        "True",
    ]


def test_the_console_command_opens_the_page(away):
    assert "usage: vgot studio" in away("-m", "vgot", "studio", "--help")
