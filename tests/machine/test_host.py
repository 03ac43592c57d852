"""A container's limits count as the machine: cores and memory are those that this program may really use."""

from __future__ import annotations

import os
from pathlib import Path

import psutil
import pytest

from vgot import host

GIB = 2**30


def group(folder: Path, **files: str) -> Path:
    """A control group of files: `memory_max` is memory.max."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("_", ".", 1)).write_text(text + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def mine(tmp_path):
    def write(text: str) -> Path:
        file = tmp_path / "cgroup"
        file.write_text(text, encoding="utf-8")
        return file

    return write


@pytest.fixture(autouse=True)
def a_large_machine(monkeypatch):
    monkeypatch.setattr(host, "_machine", lambda: (60 * GIB, 64 * GIB))
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(16)), raising=False)


def test_without_limits_the_machine_is_all_there_is(tmp_path, mine):
    root = group(tmp_path / "fs", cpu_max="max 100000", memory_max="max", memory_current=str(GIB))
    assert host.cores(root, mine("0::/\n")) == 16 and host.memory(root, mine("0::/\n")) == (60 * GIB, 64 * GIB)
    assert host.cores(root, tmp_path / "none") == 16


def test_a_containers_share_of_time_and_memory_counts(tmp_path, mine):
    root = group(
        tmp_path / "fs",
        cpu_max="250000 100000",
        memory_max=str(8 * GIB),
        memory_current=str(6 * GIB),
        memory_stat=f"anon 5\ninactive_file {GIB}",
    )
    assert host.cores(root, mine("0::/\n")) == 3
    assert host.memory(root, mine("0::/\n")) == (3 * GIB, 8 * GIB), "what is kept of files is free"


def test_the_tightest_of_the_groups_around_it_binds(tmp_path, mine):
    root = group(tmp_path / "fs")
    group(root / "user.slice", memory_max=str(4 * GIB), memory_current=str(GIB), cpu_max="max 100000")
    group(root / "user.slice" / "app", memory_max=str(16 * GIB), memory_current=str(GIB), cpu_max="400000 100000")
    at = mine("0::/user.slice/app\n")
    assert host.memory(root, at) == (3 * GIB, 4 * GIB) and host.cores(root, at) == 4


def test_the_older_kind_of_groups_is_read_where_the_hosts_path_is_not_to_be_seen(tmp_path, mine):
    root = tmp_path / "fs"
    group(
        root / "memory",
        memory_limit_in_bytes=str(2 * GIB),
        memory_usage_in_bytes=str(GIB),
        memory_stat="total_inactive_file 7",
    )
    group(root / "cpu,cpuacct")
    group(root / "cpu", cpu_cfs_quota_us="50000", cpu_cfs_period_us="100000")
    at = mine("4:memory:/docker/4f\n1:cpu,cpuacct:/docker/4f\n")
    assert host.memory(root, at) == (GIB + 7, 2 * GIB) and host.cores(root, at) == 1


def test_groups_that_nobody_can_read_bind_nothing(tmp_path, mine):
    root = group(tmp_path / "fs", memory_max="a lot", memory_current="some", cpu_max="")
    assert (
        host.memory(root, mine("0::/\nnonsense\n")) == (60 * GIB, 64 * GIB) and host.cores(root, mine("0::/\n")) == 16
    )


def test_this_machine_has_cores_and_memory(monkeypatch):
    monkeypatch.undo()
    free, total = host.memory()
    assert host.cores() >= 1 and 0 < free <= total <= psutil.virtual_memory().total
