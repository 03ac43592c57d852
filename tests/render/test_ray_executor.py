"""Farming over Ray: addresses that are refused, and on a real local cluster of two workers the same film, an actor killed."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from types import SimpleNamespace

import pytest

from tests.conftest import small_story
from vgot.errors import BadInput
from vgot.project.studio import Studio
from vgot.render.executors import ProcessExecutor
from vgot.render.ray_executor import check_address
from vgot.settings import Settings


@pytest.mark.parametrize(
    "address",
    ["0.0.0.0:6379", "10.0.0.5:6379", "cluster.example.org:6379", "ray://192.168.1.4:10001", "[::]:6379", "8.8.8.8"],
)
def test_an_address_that_others_can_reach_is_refused_without_a_token(address):
    with pytest.raises(BadInput) as refused:
        check_address(address, {})
    assert "RAY_AUTH_TOKEN" in refused.value.hint and refused.value.field == "ray-address"
    check_address(address, {"RAY_AUTH_TOKEN": "a" * 64})


@pytest.mark.parametrize("address", ["127.0.0.1:6379", "localhost:6379", "ray://127.0.0.1:10001", "[::1]:6379"])
def test_this_machines_own_addresses_need_none(address):
    check_address(address, {})


@pytest.mark.parametrize(
    ("life", "lost"),
    [
        ("computes", False),
        ("its accelerator works", False),
        ("reads", False),
        ("nothing", True),
        ("spins for ever", True),
    ],
)
def test_an_actor_that_works_in_silence_is_waited_for_and_one_that_does_nothing_is_not(monkeypatch, life, lost):
    """A step without a word, looked at once a second; one that computes for ever is given three limits here."""
    from vgot import processes as vitals
    from vgot.render import ray_executor

    class GetTimeoutError(Exception): ...

    clock = SimpleNamespace(now=1000.0)
    looks = 400 if life == "spins for ever" else 150

    def wait(work, timeout):
        clock.now += 1.0
        return (work, []) if clock.now > 1000.0 + looks else ([], work)

    answers = {
        "computes": lambda: ((0,), clock.now, 0, 1),
        "reads": lambda: ((0, clock.now // 20), 0.0, 0, 1),
        "spins for ever": lambda: ((0,), clock.now, 0, 1),
    }
    actor = SimpleNamespace(
        seen=SimpleNamespace(remote=answers.get(life, lambda: ((0,), 0.0, 0, 1))),
        works=SimpleNamespace(remote=lambda: life == "its accelerator works"),
    )
    monkeypatch.setitem(sys.modules, "ray", SimpleNamespace(wait=wait, get=lambda asked, timeout=None: asked))
    monkeypatch.setitem(
        sys.modules, "ray.exceptions", SimpleNamespace(GetTimeoutError=GetTimeoutError, RayError=RuntimeError)
    )
    for module in (ray_executor, vitals):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: clock.now))
    monkeypatch.setattr(vitals, "PATIENCE", 3)
    slot = SimpleNamespace(
        _hang_s=60.0 if life != "spins for ever" else 100.0,
        pulse=SimpleNamespace(tell=lambda *said: None, stopped=lambda: False),
    )
    if lost:
        with pytest.raises(ray_executor.ActorLost):
            ray_executor._Slot._awaited(slot, actor, ("made",))
    else:
        assert ray_executor._Slot._awaited(slot, actor, ("made",)) == ("made",)


@pytest.mark.needs("ray")
def test_two_actors_make_the_same_film_and_a_killed_one_costs_one_unit(tmp_path, monkeypatch):
    import ray

    from vgot.render.ray_executor import RayExecutor

    for name in ("RAY_AUTH_TOKEN", "RAY_AUTH_MODE", "RAY_USAGE_STATS_ENABLED"):
        monkeypatch.setenv(name, "x")  # what the executor sets is undone after the test
        monkeypatch.delenv(name)
    story = small_story(4)
    calm = Studio(Settings(home=tmp_path / "processes"), ProcessExecutor(workers=2, idle_s=0.2))
    wanted = calm.new_project(story).build().film
    calm.close()

    executor = RayExecutor(workers=2)
    studio = Studio(Settings(home=tmp_path / "ray"), executor)
    try:
        assert os.environ["RAY_AUTH_MODE"] == "token" and len(os.environ["RAY_AUTH_TOKEN"]) == 64
        project = studio.new_project(story)
        killed = []

        def kill_one() -> None:
            deadline = time.time() + 60
            while time.time() < deadline and not killed:
                working = [j for j in project.queue.jobs(states=["running"]) if j.name.startswith("clip/")]
                if working and len(executor.actors) == 2:
                    pid = ray.get(executor.actors[0].process_id.remote())
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)
                time.sleep(0.02)
            project.store.close()

        killer = threading.Thread(target=kill_one)
        killer.start()
        result = project.build()
        killer.join()
        assert killed and not result.failed
        assert result.film == wanted
        jobs = project.queue.jobs()
        assert {j.state for j in jobs} == {"done"}
        assert sum(j.attempts - 1 for j in jobs) <= 1 and sum(j.crashes for j in jobs) <= 1
    finally:
        studio.close()
    assert not ray.is_initialized()
