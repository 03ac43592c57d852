"""A process that forks while its threads read a project (ZeroGPU does so): the child can use the project."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

#: 12 forks beside three threads that read half of the time, however fast the machine is; each child writes a row within eight seconds. Readers
#: that never rest would keep every writer of another process out: SQLite lends a process's lock to its next thread without asking.
FORKS = """
    import os, sys, threading, time
    from pathlib import Path
    from tests.conftest import small_story
    from vgot.store.project_store import Store

    folder = Path(os.environ["FILM"])
    store = Store.create(folder, "film", small_story(2))
    over = threading.Event()

    def use(n):
        mine = Store.open(folder)
        while not over.is_set():
            began = time.perf_counter()
            mine.read("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT COUNT(*) FROM n, meta")
            time.sleep(time.perf_counter() - began)

    threads = [threading.Thread(target=use, args=(n,), daemon=True) for n in range(3)]
    for t in threads:
        t.start()
    failed = 0
    for n in range(12):
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                child = Store(folder)
                child._db().execute("PRAGMA busy_timeout=8000")
                child.set_meta(f"child {n}", "was here")
                code = 0
            except BaseException as why:
                print(f"child {n}: {why!r}", file=sys.stderr, flush=True)
            finally:
                os._exit(code)
        failed += os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0
    over.set()
    for t in threads:
        t.join(10)
    print(failed, len(store.read("SELECT 1 FROM meta WHERE key LIKE 'child %'")), flush=True)
    os._exit(0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_child_of_a_fork_never_finds_the_project_locked_by_a_thread_it_does_not_have(tmp_path):
    environment = {**os.environ, "FILM": str(tmp_path / "film"), "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FORKS)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.stdout.split() == ["0", "12"], ran.stdout + ran.stderr[-1500:]
