"""Folders, consoles and systems of other kinds: what a file system or a console cannot do is gone around and said."""

from __future__ import annotations

import ast
import errno
import io
import json
import os
import re
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import small_story
from tests.faults.world import painted
from vgot.cli.main import main
from vgot.errors import StorageFailed
from vgot.machine import doctor
from vgot.settings import Settings
from vgot.store.disk import Disk, sync_folder, using

ROOT = Path(__file__).resolve().parents[2]


class NoFolders(Disk):
    """A disk on which folders cannot be synced, as network and FUSE folders are, and every folder of Windows."""

    def __init__(self, number: int):
        self.number = number

    def sync_folder(self, folder: Path) -> None:
        raise OSError(self.number, os.strerror(self.number))


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.ENOSYS, errno.EBADF])
def test_a_film_is_made_where_folders_cannot_be_synced(studio, number):
    with painted(), using(NoFolders(number)):
        project = studio.new_project(small_story(1))
        made = project.build()
        assert not made.failed and not project.queue.paused and made.film
        assert not sync_folder(project.store.folder)
    assert project.verify() == []


def test_a_disk_that_fails_under_a_folder_is_no_such_folder(studio):
    with using(NoFolders(errno.EIO)):
        with pytest.raises(OSError):
            sync_folder(studio.settings.home)
        with pytest.raises(StorageFailed):
            studio.new_project(small_story(1)).store.put_bytes(b"a picture")


def test_the_doctor_names_a_home_whose_folders_cannot_be_synced(tmp_path):
    settings = Settings(home=tmp_path)
    assert "cannot sync folders" not in doctor.in_words(doctor.examine(settings, servers=False))
    with using(NoFolders(errno.EINVAL)):
        assert "cannot sync folders" in doctor.in_words(doctor.examine(settings, servers=False))


#: Calls and files that only some systems have, and the modules that may ask for them, each with a way for the others.
_OF_SOME_SYSTEMS = re.compile(
    r"\bos\.(fork|forkpty|getuid|geteuid|getgid|killpg|getpgid|setsid|setpgid|nice|statvfs|fchmod|fchown|chown|mkfifo|sched_\w+|wait4?|waitpid|uname|getloadavg)\b"
    r"|\bsignal\.SIG(KILL|STOP|CONT|HUP|USR\d|ALRM|CHLD|PIPE|XFSZ|XCPU)\b|['\"]/(proc|sys|dev|etc)/"
)
_MAY = {
    "vgot/processes.py": "which process is which",
    "vgot/host.py": "cores and memory",
    "vgot/store/disk.py": "whose a file is",
    "vgot/media/_limited.py": "caps of a decoder",
    "vgot/space/zerogpu.py": "a Space is Linux",
    "vgot/models/runtime/accelerators.py": "which drivers a system can have",
}
_MODULES = {"fcntl", "resource", "pwd", "grp", "termios", "pty", "syslog", "posix"}


def test_what_only_some_systems_have_is_asked_for_in_a_few_modules_alone():
    found = []
    for file in [*(ROOT / "vgot").rglob("*.py"), *(ROOT / "ui").rglob("*.py"), ROOT / "app.py"]:
        name, text = file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")
        if name in _MAY:
            continue
        found += [f"{name}: {line.strip()}" for line in text.splitlines() if _OF_SOME_SYSTEMS.search(line)]
        inside = list(ast.walk(ast.parse(text)))
        for node in inside:
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = {getattr(node, "module", None) or "", *(a.name for a in node.names)}
                found += [f"{name}: import {n}" for n in names & _MODULES]
            if isinstance(node, ast.Call) and _dotted(node.func) in ("open", "io.open"):
                mode = next((ast.unparse(a) for a in node.args[1:2]), "'r'")
                written = {k.arg for k in node.keywords}
                if "b" not in mode and not written & {"encoding", "opener"}:
                    found.append(f"{name}:{node.lineno}: a file of text is opened in the system's own encoding")
            if isinstance(node, ast.Attribute) and node.attr in ("read_text", "write_text"):
                line, call = text.splitlines()[node.lineno - 1], ast.unparse(_call_of(node, inside))
                if "encoding" not in call and "'utf-8'" not in call:
                    found.append(f"{name}: {line.strip()}")
    assert not found, "\n".join(found)


def _dotted(called: ast.expr) -> str:
    """`io.open` of such a name; empty for whatever else is called."""
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        return f"{called.value.id}.{called.attr}"
    return called.id if isinstance(called, ast.Name) else ""


def _call_of(node: ast.Attribute, inside: list[ast.AST]) -> ast.AST:
    return next((n for n in inside if isinstance(n, ast.Call) and n.func is node), node)


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "cp932", "ascii", "utf-8"])
def test_a_story_in_any_letters_is_shown_on_any_console(studio, monkeypatch, encoding):
    project = studio.new_project(small_story(1, title="老渔夫 → é 🎬"))
    said = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", said)
    assert main(["show", "--project", str(project.store.folder)]) == 0
    assert main(["show", "--json", "--project", str(project.store.folder)]) == 0
    said.flush()
    text = said.buffer.getvalue().decode(encoding)
    words, _, as_json = text.partition("\n{")
    assert "老渔夫" in words if encoding == "utf-8" else "\\U0001f3ac" in words
    assert json.loads("{" + as_json)["story"]["title"] == "老渔夫 → é 🎬"


def test_the_hosted_runs_try_windows_and_macos():
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))["jobs"]
    systems = jobs["other-systems"]["strategy"]["matrix"]["system"]
    assert {"windows-latest", "macos-latest"} <= set(systems)
    assert any("vgot make" in step.get("run", "") for step in jobs["other-systems"]["steps"])
