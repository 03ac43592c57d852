"""What all tests share: a studio in a temporary home, a small story in the drawn world, no network and no GPU."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import hypothesis
import pytest
from filelock import FileLock

from tests.tools import has, pytest_runtest_setup, pytest_terminal_summary  # noqa: F401
from vgot.project.studio import Project, Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings, load_preset
from vgot.store.project_store import Store
from vgot.story.model import DOMAINS, Story, load_story
from vgot.units import slug

_connect = socket.socket.connect

# A busy machine is slow at its first try: what an example takes is no failure, the timeout of a test is.
hypothesis.settings.register_profile("calm", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("calm")


#: Files that take longest of those that always run (`pytest --durations=100`): they begin first, so that at the end none runs on alone.
LONG = (
    "tests/render/test_jobs.py",
    "tests/ui/test_painting.py",
    "tests/ui/test_story_writing.py",
    "tests/models/test_every_preset.py",
    "tests/evaluate/test_checking.py",
    "tests/ui/test_page.py",
    "tests/ui/test_boards.py",
    "tests/ui/test_page_in_trouble.py",
)
#: What takes minutes: campaigns, whole sessions, trainings, clusters. `python -m pytest -m slow` runs it.
SLOW = (
    "tests/faults/",
    "tests/training/",
    "tests/models/test_gpu_benchmark.py",
    "tests/project/test_thirty_shots.py",
    "tests/render/test_ray_executor.py",
    "tests/space/test_zero_gpu.py",
    "tests/ui/test_page_long.py",
    "tests/ui/test_session_under_trouble.py",
)


def slow_is_asked(config: pytest.Config) -> bool:
    return bool(config.getoption("-m")) or any(
        "test_" in arg or arg.rstrip("/").endswith(("faults", "training")) for arg in config.args
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """What will not run is not loaded either."""
    path = collection_path.relative_to(config.rootpath).as_posix()
    return (
        True
        if (f"{path}/" if collection_path.is_dir() else path).startswith(SLOW) and not slow_is_asked(config)
        else None
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long files first, the others in their order; what is slow only where it is asked for, by `-m slow` or by name."""
    twice = config.pluginmanager.hasplugin("rerunfailures")
    for item in items:
        if item.nodeid.startswith(SLOW):
            item.add_marker(pytest.mark.slow)
        if twice and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))
    if not slow_is_asked(config):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("slow")])
        items[:] = [item for item in items if not item.get_closest_marker("slow")]
    rank = {file: n for n, file in enumerate(LONG)}
    items.sort(key=lambda item: rank.get(item.nodeid.partition("::")[0], len(LONG)))


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Any connection that leaves this machine fails the test."""

    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach {address}")
        return _connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    for name in ("OPENAI_BASE_URL", "OPENAI_API_KEY", "VGOT_LLM_MODEL", "VGOT_PRESET", "VGOT_MODE", "SPACE_ID"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def studio(tmp_path, monkeypatch):
    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    made = Studio(Settings(home=tmp_path / "home"), InlineExecutor(idle_s=0.05))
    yield made
    made.close()


PLACES = ("a harbour with boats", "a pine forest", "a kitchen", "a city street")
LIGHTS = ("warm golden hour sun", "moonlit night", "soft dawn", "noon daylight")
CAMERAS = ("Wide shot, static camera.", "Medium shot, slow push in.", "Close-up, pan left.", "Wide shot, pull out.")
DEEDS = ("She walks along.", "She waves.", "She talks.", "She sits and reads.")


def small_story(shots: int = 4, **changes) -> Story:
    """A valid story of small, short shots: 160x90, 8 frames a second, one second each."""
    made = {
        "title": "Mary by the sea",
        "film": {"width": 160, "height": 90, "fps": 8},
        "cast": [
            {
                "id": "mary",
                "name": "Mary",
                "stages": [
                    {"id": "young", "name": "Young Mary", "look": "a young woman with long red hair and a green dress"},
                    {"id": "old", "name": "Old Mary", "look": "an old woman with grey hair and a green dress"},
                ],
            },
            {
                "id": "tom",
                "name": "Tom",
                "stages": [{"id": "now", "name": "Tom", "look": "a man with a black beard and a blue coat"}],
            },
        ],
        "places": [
            {"id": "harbour", "name": "Harbour", "look": "a harbour with boats"},
            {"id": "forest", "name": "Forest", "look": "a pine forest"},
        ],
        "shots": [
            {
                "id": f"shot{n}",
                "summary": f"Moment {n}.",
                "seed": n,
                "duration_s": 1.0,
                "place": ("harbour", "forest", None, None)[(n - 1) % 4],
                "domains": dict(
                    zip(
                        DOMAINS,
                        (
                            f"Mary in shot {n}, smiling.",
                            PLACES[(n - 1) % 4],
                            DEEDS[(n - 1) % 4],
                            CAMERAS[(n - 1) % 4],
                            LIGHTS[(n - 1) % 4],
                        ),
                        strict=True,
                    )
                ),
                "who": [{"character": "mary", "stage": "young" if n <= shots / 2 else "old"}]
                + ([{"character": "tom", "stage": "now"}] if n == 2 else []),
            }
            for n in range(1, shots + 1)
        ],
        "boundaries": [
            {"after": f"shot{n}", "mode": ("bridge", "crossfade", "cut")[(n - 1) % 3], "overlap_s": 0.5}
            for n in range(1, shots)
        ],
    }
    return load_story(made | changes)


@pytest.fixture(scope="session")
def once(tmp_path_factory) -> Callable[..., Path]:
    """`once(folder, make, part)`: a folder that `make(folder)` filled with a part, once a run, however many processes test side by
    side: it is only read."""
    mine = tmp_path_factory.getbasetemp()
    shared = (mine.parent if os.environ.get("PYTEST_XDIST_WORKER") else mine) / "once"

    def folder_of(name: str, make: Callable[[Path], object], part: str = "all") -> Path:
        (shared / name).mkdir(parents=True, exist_ok=True)
        made = shared / f"{name}-{part}.made"
        with FileLock(shared / f"{name}.lock"):
            if not made.exists():
                make(shared / name)
                made.touch()
        return shared / name

    return folder_of


@pytest.fixture(scope="session")
def twins(once) -> Callable[[str], Path]:
    """A function: the folder of models with the twins of a preset in it, tiny and of random weights."""

    def folder_of(name: str) -> Path:
        from vgot.models.tiny.write import write_twins

        return once("twins", lambda folder: write_twins(load_preset(name).preset, folder), name)

    return folder_of


def film_once(once, name: str, story: Story) -> Path:
    """The folder of a film that was built once a run, to be copied and never opened (`copied`). `name` stands for the story, and for
    what draws it: where a test has put flat colours in place of the drawn world, the film is made of these."""

    def make(home: Path) -> None:
        studio = Studio(Settings(home=home), InlineExecutor(idle_s=0.05))
        project = studio.new_project(story)
        result = project.build()
        assert not result.failed, result.failed
        studio.close()
        project.store.close()

    return next(p for p in (once(name, make) / "projects").iterdir() if p.is_dir())


@pytest.fixture(scope="session")
def made_once(once) -> Path:
    """The folder of a film of four small shots that was built once for all tests of a run."""
    return film_once(once, "film-of-four", small_story())


def copied(made: Path, studio: Studio, name: str = "") -> Project:
    """A film of a studio that is as if it had been made there just now: a copy of a folder, with an identity of its own, and a `name`
    where one is given."""
    folder = (
        studio.projects_folder
        / f"{slug(name, 'film') if name else made.name.rpartition('-')[0]}-{secrets.token_hex(8)}"
    )
    for there in (studio.settings.home, studio.projects_folder):
        there.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copytree(made, folder)
    store = Store.open(folder)
    store.set_metas({"id": secrets.token_hex(10)} | ({"name": name} if name else {}))
    store.close()
    return studio.open(folder.name)


@pytest.fixture
def project(request, studio) -> Project:
    """A project of four small shots, not built; where a test asks for `built` too, it is that one."""
    if "built" in request.fixturenames:
        return copied(request.getfixturevalue("made_once"), studio)
    return studio.new_project(small_story())


@pytest.fixture
def built(project) -> Project:
    """The same, built once."""
    if any(not p.settled for p in project.plan().nodes.values()):
        result = project.build()
        assert not result.failed, result.failed
    return project


def studio_of(project: Project) -> Studio:
    """A studio of the same home and workers, which opens the same films."""
    return Studio(project.settings, project.executor)


class NoExecutor:
    """Nobody works unless a test says so."""

    def ensure(self, store) -> None:
        return None

    def look_on(self, store) -> None:
        return None

    def get_ready(self) -> None:
        return None

    def close(self) -> None:
        return None


@pytest.fixture
def queued(tmp_path) -> Project:
    """A project whose film is queued, with nobody working."""
    project = Studio(Settings(home=tmp_path / "home"), NoExecutor()).new_project(small_story())
    project.start_build()
    return project


@pytest.fixture
def server(monkeypatch):
    """A language model that answers as it should, named by the environment."""
    from tests.script.talking_server import talking

    with talking() as one:
        monkeypatch.setenv("OPENAI_BASE_URL", one.url)
        monkeypatch.setenv("VGOT_LLM_MODEL", "harbour-writer")
        yield one
