"""The method shown on two shots: which shots, what is changed in them, what is made and kept beside the film."""

import time

import pytest

from tests.conftest import small_story
from vgot.errors import BadInput
from vgot.project.studio import Studio
from vgot.render import method
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings
from vgot.story.model import load_story


def story_of(*people: list[str]):
    """A story whose shots have these people."""
    told = small_story(len(people)).model_dump(mode="json")
    for shot, who in zip(told["shots"], people, strict=True):
        shot["who"] = [{"character": one, "stage": "young" if one == "mary" else "now"} for one in who]
    return load_story(told)


def test_the_shot_that_is_looked_at_and_the_next_one_are_shown_where_they_share_somebody():
    story = story_of(["mary"], ["mary"], ["mary", "tom"], ["tom"])
    assert method.pair_at(story, "shot2") == method.Pair("shot2", "shot3")
    assert method.pair_at(story, "shot4") == method.Pair("shot3", "shot4"), "the last one with the one before"


def test_where_they_share_nobody_the_nearest_two_that_do_are_shown():
    story = story_of([], [], ["tom"], ["tom", "mary"], ["mary"])
    assert method.pair_at(story, "shot1") == method.Pair("shot3", "shot4")
    assert method.pair_at(story_of(["mary"], ["tom"]), "shot1") == method.Pair("shot1", "shot2"), "nobody does"
    assert method.pair_at(story_of(["mary"]), "shot1") == method.Pair("shot1")


def test_the_sides_of_a_comparison_differ_in_one_thing_alone():
    story = story_of(["mary"], ["mary"], ["tom"])
    parts = {part.name: part for part in method.parts_of(story, method.Pair("shot1", "shot2"))}
    assert [c.strength for c in parts["with"].story.cast] == [c.strength for c in story.cast]
    assert {c.strength for c in parts["without"].story.cast} == {0.0}
    assert parts["without"].story.model_copy(update={"cast": parts["with"].story.cast}) == parts["with"].story
    modes = {name: [b.mode for b in part.story.boundaries] for name, part in parts.items()}
    assert (modes["cut"], modes["reset"], modes["bridge"]) == (["cut"] * 2, ["reset", "cut"], ["bridge", "cut"])
    assert {s.seed for s in parts["reset"].story.shots} == {s.seed for s in story.shots}


@pytest.fixture(scope="module")
def studio(tmp_path_factory, twins):
    """Tiny random weights in the place of the small models."""
    models = twins("embedded")
    made = Studio(Settings(home=tmp_path_factory.mktemp("home"), models_dir=models), InlineExecutor(models, idle_s=0.2))
    yield made
    made.close()


@pytest.fixture
def wait_for():
    def wait(holds):
        end = time.monotonic() + 180
        while not holds():
            assert time.monotonic() < end
            time.sleep(0.02)

    return wait


def test_it_is_made_beside_the_film_and_played_round_the_boundary(studio, wait_for):
    project = studio.new_project(story_of(["mary"], ["mary"]))
    project.build()
    before, film = project.head(), project.film()
    at = project.method.at("shot2")
    assert (at["left"], at["right"]) == ("shot1", "shot2") and at["lacks"] and at["estimate_s"] > 1 and at["guess"]
    assert at["seams"] == {} and [s["with_tokens"] for s in at["stills"]] == [None, None]
    assert project.method.start("shot2") == at["lacks"]
    wait_for(lambda: not project.queue.unfinished())
    job = next(j for j in project.queue.jobs() if j.step == method.STEP)
    assert job.state == "done" and job.error is None
    at = project.method.at("shot2")
    assert not at["lacks"] and at["estimate_s"] == 0 and not at["guess"] and not at["why"]
    for still in at["stills"]:
        assert still["with_tokens"] and still["without"] and still["with_tokens"] != still["without"]
    cut, reset, bridge = (at["seams"][name] for name in ("cut", "reset", "bridge"))
    assert cut[0] == reset[0] and cut[1][0] != reset[1][0], "the shot before is the same, the next one is not"
    assert len(bridge) == 3 and [bridge[0][0], bridge[2][0]] == [cut[0][0], cut[1][0]]
    half = bridge[1][2] / 2
    assert bridge[0][2] == pytest.approx(1 - half) and bridge[2][1] == pytest.approx(half), "it stands in for both ends"
    assert project.head() == before and project.film() == film, "nothing was chosen"
    assert project.method.start("shot1") == 0, "it is there"


def test_another_word_asks_for_it_anew_and_what_these_shots_cannot_show_is_named(studio):
    project = studio.new_project(story_of(["mary"]))
    assert project.method.at("shot1")["why"] == ["A film of one shot has no boundary."]
    empty = studio.new_project(story_of([], []))
    at = empty.method.at("shot1")
    assert at["stills"] == [] and "nobody to keep" in at["why"][0] and at["lacks"]
    with pytest.raises(BadInput):
        empty.method.at("shot9")


def test_it_can_be_stopped_and_goes_on_from_what_is_there(studio, wait_for):
    project = studio.new_project(story_of(["tom"], ["tom"]))
    project.method.start("shot1")
    wait_for(lambda: any(s["with_tokens"] for s in project.method.at("shot1")["stills"]))
    project.method.stop()
    wait_for(lambda: not project.queue.unfinished())
    left = project.method.at("shot1")["lacks"]
    assert next(j for j in project.queue.jobs() if j.step == method.STEP).state in ("cancelled", "done")
    assert project.method.start("shot1") == left
    wait_for(lambda: not project.queue.unfinished())
    assert not project.method.at("shot1")["lacks"]
