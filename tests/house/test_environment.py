"""What the environment says is read in one place; a variable that is wrong is named with the values that are right."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from vgot.environment import SECRETS, Environment, for_a_process
from vgot.errors import BadInput
from vgot.project import writer_choice
from vgot.settings import Settings

ROOT = Path(__file__).parents[2]

WRONG = {
    "VGOT_MODE": ("cloud", "local or space"),
    "VGOT_HANG_S": ("soon", "a number of seconds"),
    "VGOT_EXPIRE_HOURS": ("nan", "a number of hours"),
    "VGOT_QUOTA_SHOTS": ("many", "a whole number"),
    "VGOT_QUOTA_UPLOAD_MB": ("-1", "a whole number"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_one_error_that_names_the_variable_and_what_is_right(name, monkeypatch):
    said, right = WRONG[name]
    monkeypatch.setenv(name, said)
    for read in (Environment.read, lambda: Environment.read({name: said}), Settings.from_environment):
        with pytest.raises(BadInput) as why:
            read()
        assert why.value.in_words() == f"{name}: {name} is '{said}'. Use {right}."


@pytest.mark.parametrize("door", [["-m", "vgot", "doctor"], ["app.py", "--no-browser"]])
def test_the_program_says_so_and_ends(door, tmp_path):
    ran = subprocess.run(
        [sys.executable, *door],
        env=for_a_process(VGOT_HOME=str(tmp_path), VGOT_MODE="cloud"),
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
    )
    assert ran.returncode == 1 and "Use local or space." in ran.stderr + ran.stdout and "Traceback" not in ran.stderr


def test_a_variable_that_is_empty_says_nothing(monkeypatch):
    for name in Environment.variables():
        monkeypatch.setenv(name, "")
    said = Environment.read()
    assert said.model_dump() == Environment.read({}).model_dump()
    assert (said.preset, said.mode, said.home) == ("animatic", "local", Path.home() / ".vgot")


def test_no_secret_is_ever_written_out():
    said = Environment.read(dict.fromkeys(SECRETS, "ann:canary-123"))
    assert "canary" not in repr(said) + str(said) and said.auth == said.secret == said.openai_key == "ann:canary-123"


def test_a_space_says_that_it_is_one_and_its_writer_is_the_operators(tmp_path):
    """Also where nobody set VGOT_MODE: Spaces set SPACE_ID by themselves."""
    space = {"SPACE_ID": "ann/vgot"}
    assert Environment.read(space).mode == "space" and Environment.read(space | {"VGOT_MODE": "local"}).mode == "local"
    with pytest.raises(BadInput, match="operator"):
        writer_choice.choose(tmp_path, kind="openai", base_url="http://127.0.0.1:1/v1", env=space)
    assert not writer_choice.described(tmp_path, space)["may_choose"] and writer_choice.offers(space) == []


def test_several_are_read_with_commas_between():
    assert Environment.read({"VGOT_ORIGINS": " a.example , b.example:80,, "}).origins == ("a.example", "b.example:80")


#: Files that may touch the process's own environment, and why.
MAY = {
    "vgot/environment.py": "the one place",
    "vgot/presets/weights.py": "HF_HUB_CACHE, HF_HOME, XDG_CACHE_HOME, as the hub's own client finds its folder",
    "vgot/models/runtime/accelerators.py": "CUDA_VISIBLE_DEVICES and its kin",
    "vgot/models/runtime/residency.py": "sets a variable of diffusers",
    "vgot/render/ray_executor.py": "RAY_AUTH_TOKEN and its kin",
    "vgot/render/worker.py": "sets OMP_NUM_THREADS for libraries",
    "vgot/machine/bug_report.py": "all of it, to cut out what looks like a secret",
    "ui/start.py": "sets what gradio and the hub read",
}


def test_nobody_else_reads_the_environment():
    touch = {
        path.relative_to(ROOT).as_posix()
        for folder in ("vgot", "ui")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"\bos\.environ\b|\bgetenv\b", path.read_text(encoding="utf-8"))
    }
    assert touch == set(MAY)
    for path in touch - {"vgot/environment.py", "vgot/machine/bug_report.py"}:
        assert not re.search(
            r"environ\S*(get\(|\[)\"(VGOT|OPENAI|SPACE|GRADIO_S)", (ROOT / path).read_text(encoding="utf-8")
        )
