"""One worker for each accelerator, which sees that one alone; what is drawn by program, and models on processors, as cores and memory allow."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from tests.conftest import small_story
from tests.paint_world import use_paint
from vgot.models.runtime import accelerators as cards
from vgot.models.runtime.accelerators import visible_cards
from vgot.presets.weights import GIB
from vgot.project.studio import Studio
from vgot.render import executors
from vgot.render.executors import ProcessExecutor
from vgot.render.worker import Worker
from vgot.settings import Settings

_WAITS = "import sys; sys.stdin.buffer.read()"


@pytest.fixture
def started(monkeypatch):
    """What the executor starts, instead of workers: processes that leave when their standard input closes. (command, environment)
    of each."""
    found, real = [], subprocess.Popen

    def popen(command, env, **more):
        found.append((command, env))
        return real([sys.executable, "-c", _WAITS], **more)

    monkeypatch.setattr(executors.subprocess, "Popen", popen)
    return found


@pytest.fixture
def machine(tmp_path, monkeypatch, started):
    """A function: a studio on a machine of 16 cores with so many accelerators (and GiB of memory)."""
    monkeypatch.setattr(executors.host, "cores", lambda: 16)
    made = []

    def of(many: int, ram_gb: float = 64, workers: int | None = None) -> Studio:
        monkeypatch.setattr(
            executors, "visible_cards", lambda: tuple({"CUDA_VISIBLE_DEVICES": str(n)} for n in range(many))
        )
        monkeypatch.setattr(executors, "measure_memory", lambda device: SimpleNamespace(ram_total=int(ram_gb * GIB)))
        made.append(Studio(Settings(home=tmp_path / "home"), ProcessExecutor(workers)))
        return made[-1]

    yield of
    for studio in made:
        studio.close()


def film(studio: Studio, preset: str):
    project = studio.new_project(small_story(4))
    project.set_preset(preset)
    project.start_build()
    return project


def seen_cards(started) -> list[str]:
    return [env["CUDA_VISIBLE_DEVICES"] for command, env in started if "--drawn" not in command]


def drawers(started) -> int:
    return sum("--drawn" in command for command, _ in started)


@pytest.mark.parametrize("many", [1, 2, 3])
def test_models_get_one_worker_for_each_accelerator_and_each_sees_its_own(machine, started, many):
    project = film(machine(many), "embedded")
    for _ in range(3):
        project.keep_working()
    assert seen_cards(started) == [str(n) for n in range(many)] and not drawers(started)


def test_fewer_workers_are_started_where_fewer_were_asked_for(machine, started):
    film(machine(3, workers=2), "embedded")
    assert seen_cards(started) == ["0", "1"]


def test_what_is_drawn_by_program_has_a_worker_for_each_core_and_touches_no_accelerator(machine, started):
    film(machine(1), "animatic")
    assert drawers(started) == len(started) == 4


def test_a_drawn_film_that_is_rendered_over_at_once_does_not_leave_its_workers_on_the_accelerator(machine, started):
    project = film(machine(1), "animatic")
    project.cancel()
    project.set_preset("embedded")
    project.start_build()
    assert drawers(started) == 4 and seen_cards(started) == ["0"]


@pytest.mark.parametrize(("ram_gb", "workers"), [(64, 4), (3, 2), (1, 1)])
def test_models_on_the_processor_have_as_many_workers_as_memory_holds(machine, started, ram_gb, workers):
    film(machine(0, ram_gb=ram_gb), "embedded")
    assert len(started) == workers and not drawers(started)


def test_two_films_share_one_accelerator_one_after_the_other(machine, started):
    studio = machine(1)
    first, second = film(studio, "embedded"), film(studio, "embedded")
    second.keep_working()
    assert len(started) == 1 and str(first.store.folder) in started[0][0]
    first.cancel()
    second.keep_working()  # asks the idle worker of the first film to leave
    while len(started) < 2:  # and has its turn when that one has left
        time.sleep(0.02)
    assert str(second.store.folder) in started[1][0] and seen_cards(started) == ["0", "0"]


def test_a_page_that_looks_on_does_not_keep_an_accelerator_from_another_film(machine, started, monkeypatch):
    said = []
    monkeypatch.setattr(ProcessExecutor, "_call", lambda self, process, line: said.append(line))
    studio = machine(1)
    first = film(studio, "embedded")
    first.look_on()
    assert b"look\n" in said
    film(studio, "embedded")
    said.clear()
    first.look_on()
    assert b"look\n" not in said


def test_a_worker_that_only_draws_takes_no_job_with_models(tmp_path, monkeypatch, machine, started):
    use_paint(monkeypatch)
    project = film(machine(1), "embedded")
    worker = Worker(project.store, drawn=True)
    assert not worker.work_one() and not worker._has_ahead()
    project.cancel()
    project.set_preset("animatic")
    project.start_build()
    assert worker.work_one() and worker._has_ahead()
    worker.close()


# -- what there is ----------------------------------------------------------------------------------------------------
@pytest.fixture
def torch_says(monkeypatch):
    """A function: what torch answers from now on (kind, how many), or None for nothing; a list of the environments it was asked in."""
    asked = []

    def say(answer):
        monkeypatch.setattr(cards, "_ask", lambda environment: (asked.append(environment), answer)[1])
        return asked

    monkeypatch.setattr(cards, "_has_driver", lambda: True)
    monkeypatch.setattr(cards, "_known", {})
    return say


@pytest.mark.parametrize(
    ("answer", "environment", "found"),
    [
        (("cuda", 2), {}, [{"CUDA_VISIBLE_DEVICES": "0"}, {"CUDA_VISIBLE_DEVICES": "1"}]),
        (("cuda", 2), {"CUDA_VISIBLE_DEVICES": "1, 3"}, [{"CUDA_VISIBLE_DEVICES": "1"}, {"CUDA_VISIBLE_DEVICES": "3"}]),
        (("cuda", 1), {"CUDA_VISIBLE_DEVICES": "GPU-5a"}, [{"CUDA_VISIBLE_DEVICES": "GPU-5a"}]),
        (("cuda", 1), {"CUDA_VISIBLE_DEVICES": "0,9"}, [{"CUDA_VISIBLE_DEVICES": "0"}]),
        (("cuda", 1), {"CUDA_VISIBLE_DEVICES": "2,-1,0"}, [{"CUDA_VISIBLE_DEVICES": "2"}]),
        (("hip", 1), {}, [{"HIP_VISIBLE_DEVICES": "0"}]),
        (("hip", 1), {"HIP_VISIBLE_DEVICES": "1"}, [{"HIP_VISIBLE_DEVICES": "1"}]),
        (("hip", 1), {"CUDA_VISIBLE_DEVICES": "1"}, [{"CUDA_VISIBLE_DEVICES": "1"}]),
        (("hip", 2), {"ROCR_VISIBLE_DEVICES": "2,3"}, [{"HIP_VISIBLE_DEVICES": "0"}, {"HIP_VISIBLE_DEVICES": "1"}]),
        (("cuda", 0), {}, []),
        (None, {}, []),
    ],
)
def test_each_accelerator_that_the_environment_allows_is_named_as_the_driver_names_it(
    torch_says, answer, environment, found
):
    torch_says(answer)
    assert list(visible_cards(environment)) == found


@pytest.mark.parametrize("name", ["CUDA_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES"])
@pytest.mark.parametrize("said", ["", "-1", " "])
def test_an_environment_that_allows_none_is_believed_without_asking(torch_says, name, said):
    asked = torch_says(("cuda", 4))
    assert visible_cards({name: said}) == () and not asked


def test_torch_is_asked_once_and_again_only_where_it_did_not_answer(torch_says, monkeypatch):
    asked = torch_says(("cuda", 1))
    assert visible_cards({}) == visible_cards({}) and len(asked) == 1
    visible_cards({"CUDA_VISIBLE_DEVICES": "0"})
    assert len(asked) == 2
    asked = torch_says(None)
    later = {"CUDA_VISIBLE_DEVICES": "7"}
    assert visible_cards(later) == visible_cards(later) == () and len(asked) == 3
    monkeypatch.setattr(cards, "_AGAIN_S", -1.0)
    torch_says(("cuda", 1))
    assert visible_cards(later) == ({"CUDA_VISIBLE_DEVICES": "7"},)


@pytest.mark.parametrize(
    ("hip", "there", "answer"), [(None, True, ("cuda", 2)), ("7.0", True, ("hip", 2)), (None, False, ("cuda", 0))]
)
def test_torch_answers_from_a_process_of_its_own(tmp_path, hip, there, answer):
    (tmp_path / "torch.py").write_text(
        "from types import SimpleNamespace as N\nprint('a greeting of some library')\n"
        f"version, cuda = N(hip={hip!r}), N(is_available=lambda: {there}, device_count=lambda: 2)\n"
    )
    assert cards._ask({**os.environ, "PYTHONPATH": str(tmp_path)}) == answer


def test_a_torch_that_cannot_be_loaded_gives_no_answer(tmp_path):
    (tmp_path / "torch.py").write_text("raise OSError('libcudart.so')")
    assert cards._ask({**os.environ, "PYTHONPATH": str(tmp_path)}) is None


def test_where_no_driver_is_nobody_is_asked(torch_says, monkeypatch):
    asked = torch_says(("cuda", 4))
    monkeypatch.setattr(cards, "_has_driver", lambda: False)
    assert visible_cards({}) == () and not asked


def test_a_worker_that_the_system_killed_is_followed_by_one_that_stands_a_rung_lower(machine, started):
    project = film(machine(1), "embedded")
    executor = project.executor
    for killed in range(3):
        assert started[-1][1].get("VGOT_RUNGS_DOWN", "0") == str(killed)
        (process,) = executor._processes[project.store.folder]
        process.kill()
        process.wait(10)
        project.keep_working()
    assert seen_cards(started) == ["0"] * 4


def test_one_that_ended_by_itself_is_followed_by_one_like_it(machine, started):
    project = film(machine(1), "embedded")
    (process,) = (executor := project.executor)._processes[project.store.folder]
    process.terminate()
    process.wait(10)
    project.keep_working()
    assert len(executor._processes[project.store.folder]) == 1 and "VGOT_RUNGS_DOWN" not in started[-1][1]
