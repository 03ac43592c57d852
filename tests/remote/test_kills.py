"""Whatever ends the program between the intent and the take: nothing is bought twice, and nothing that was paid for is lost.

The program is ended where it stands, by a signal that nothing catches, in a process of its own; then it is started again."""

import signal
import subprocess
import sys

import pytest

from tests.remote.conftest import CLIP
from vgot.environment import for_a_process
from vgot.store import purchases

#: Where a call can be interrupted: before or after each thing that is written down, and while the service is asked.
POINTS = [
    *[f"{when} {what}" for what in ("reserve", "sending", "taken", "done") for when in ("before", "after")],
    *[f"{when} {what}" for what in ("send", "ask") for when in ("before", "after")],
    "before finish",
]

#: Reads "point folder" lines; each is worked on in a fork of its own, which is killed at the point, and answered with its exit status.
_RUN = """
import os, pathlib, signal, sys
import openai as client
from vgot.models.remote import buying, openai
from vgot.render import till, queue, worker
from vgot.store.project_store import Store

buying.ASK_S = buying.FIRST_WAIT_S = 0.01
client.OpenAI(base_url="http://127.0.0.1:9/v1", api_key="none").videos  # loaded once

def deadly(owner, name, point):
    real = getattr(owner, name)
    def wrapped(*args, **kwargs):
        if point == f"before {name}":
            os.kill(os.getpid(), signal.SIGKILL)
        said = real(*args, **kwargs)
        if point == f"after {name}":
            os.kill(os.getpid(), signal.SIGKILL)
        return said
    setattr(owner, name, wrapped)

def work(point, folder):
    for name in ("reserve", "sending", "taken", "done"):
        deadly(till.FilmTill, name, point)
    for way in (openai.PictureWay, openai.ClipWay):
        for name in ("send", "ask"):
            deadly(way, name, point)
    deadly(queue.Queue, "finish", point)
    one = worker.Worker(Store.open(pathlib.Path(folder)))
    while one.work_one():
        pass
    one.close()

for line in sys.stdin:
    point, folder = line.rstrip().split("|")
    child = os.fork()
    if not child:
        work(point, folder)
        os._exit(0)
    print(os.waitpid(child, 0)[1], flush=True)
"""


@pytest.fixture
def run(talk):
    """`run(point, folder)` works on whatever waits, in a process that is killed at a point; the signal that ended it, 0 for none."""
    command = [sys.executable, "-c", _RUN]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=for_a_process(OMP_NUM_THREADS="1")
    ) as process:
        assert process.stdin is not None and process.stdout is not None

        def ended(point: str, folder: object) -> int:
            process.stdin.write(f"{point}|{folder}\n")
            process.stdin.flush()
            return int(process.stdout.readline())

        yield ended
        process.stdin.close()


def asked_for(project, names: list[str]) -> None:
    now = project.snapshot(anew=True)
    project.queue.enqueue(now.pure_plan, [now.pure_plan.named(n) for n in names], now.preset)


def test_a_clip_is_bought_once_wherever_the_program_is_killed(film, talk, run):
    """One film, its clips one after another, each killed somewhere else."""
    film.build(until="keyframe")
    film.approve()
    film.executor.close()  # from here on only the processes that are killed work
    for n, point in enumerate(POINTS):
        before = talk.charged.count("video")
        node = f"clip/{1 + n % 2}"
        now = film.snapshot(anew=True)
        film.queue.enqueue_variants(now.pure_plan.named(node), now.preset, [1000 + n])
        ended = run(point, film.store.folder)
        assert ended == signal.SIGKILL, (
            f"nothing was killed {point}: {[(j.name, j.error) for j in film.queue.jobs()][:3]}"
        )
        film.queue.recover()
        assert run("never", film.store.folder) == 0
        assert talk.charged.count("video") - before == 1, (
            f"killed {point}: bought {talk.charged.count('video') - before} times"
        )
        assert any(t["seed"] == 1000 + n for t in film.takes(node)), f"killed {point}: what was paid for is lost"
    states = {p.state for p in purchases.listed(film.store) if p.model == CLIP}
    assert states <= {"done", "failed"}, "every call is closed"


def test_where_the_service_cannot_say_what_became_of_a_call_it_is_not_sent_again_unasked(film, talk, run):
    asked_for(film, ["portrait/mary/young"])
    assert run("after send", film.store.folder) == signal.SIGKILL
    film.queue.recover()
    assert run("never", film.store.folder) == 0
    assert talk.charged == ["image"], "sent once"
    job = film.queue.jobs(states=("failed",))[0]
    assert job.error["kind"] == "perhaps_bought" and "perhaps it was bought" in job.error["message"]
    assert film.spending()["spent"] == 0.04, "what may have been bought counts"
    film.send_again()
    film.queue.retry(job.id)
    assert run("never", film.store.folder) == 0
    assert talk.charged == ["image", "image"] and film.takes("portrait/mary/young")


def test_an_answer_that_breaks_off_is_looked_up_and_found(film, talk):
    film.build(until="keyframe")
    film.approve()
    talk.held.set()
    talk.script = [("video", "charged and dropped")]
    assert film.build(["clip/1"]).ran == ["clip/1"], "the list of the service has it"
    assert talk.charged.count("video") == 1
    talk.lists, talk.script = False, [("video", "charged and dropped")]
    assert film.build(["clip/2"]).failed[0]["error"]["kind"] == "perhaps_bought"
    assert film.build(["clip/2"]).failed[0]["error"]["kind"] == "perhaps_bought" and talk.charged.count("video") == 2
