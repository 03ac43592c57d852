"""What the models of a shot are told: seen, written by hand, undone, and followed again."""

import json

import pytest

from tests.conftest import small_story
from vgot.cli.main import main
from vgot.graph.nodes import film_nodes
from vgot.settings import load_preset
from vgot.story.edits import set_value, value_at
from vgot.story.model import Story

HAND = "A lighthouse keeper with a red lamp, seen from the sea"


@pytest.fixture
def film(studio):
    project = studio.new_project(small_story(3))
    project.set_preset("klein-wan5b")
    for n in (1, 2):
        project.edit(f"boundaries/{n}/mode", "cut")
    return project


def test_the_composed_prompts_of_a_shot_are_seen_without_any_model(film, capsys):
    told = film.prompts(2)
    assert told["keyframe"]["text"] == told["keyframe"]["composed"] and not told["keyframe"]["pinned"]
    assert all(word in told["clip"]["text"] for word in film.story.shots[1].summary.rstrip(".").split()[:2])
    where = ["--project", str(film.store.folder)]
    assert main(["show", "2", "prompt", *where]) == 0 and told["keyframe"]["text"] in capsys.readouterr().out
    assert main(["show", "2", "prompt", "--json", *where]) == 0
    assert json.loads(capsys.readouterr().out)["clip"] == told["clip"]
    assert main(["show", "9", "prompt", *where]) == 1


def test_a_prompt_by_hand_stands_in_the_recipe_of_its_shot_alone_and_is_undone_and_followed_again(film):
    before = film_nodes(film.story, film.preset)
    film.edit("shots/2/prompt/keyframe", HAND)
    film.edit("shots/2/prompt/clip", "The lamp turns.")
    after = film_nodes(film.story, film.preset)
    assert {n.name for k, n in after.items() if n != before[k]} == {"keyframe/2", "clip/2"}
    assert film.prompts(2)["keyframe"] | {"composed": ""} == {
        "text": HAND, "composed": "", "pinned": True, "read": True, "shortened": False
    }  # fmt: skip
    film.undo()
    assert film.prompts(2)["clip"]["pinned"] is False and film.prompts(2)["keyframe"]["pinned"]
    film.edit("shots/2/prompt/keyframe", "")
    assert film_nodes(film.story, film.preset) == before, "following, nothing is another"


def test_a_plain_text_is_the_stills_and_both_are_given_at_once():
    story = Story.model_validate(small_story(2))
    assert value_at(set_value(story, "shots/1/prompt", HAND), "shots/1/prompt") == {"keyframe": HAND, "clip": ""}
    both = set_value(story, "shots/1/prompt", {"keyframe": HAND, "clip": "It turns."})
    assert value_at(both, "shots/1/prompt/clip") == "It turns."


def test_a_preset_that_reads_no_prompt_names_it_and_its_recipes_say_nothing_of_it(film):
    film.edit("shots/1/prompt/keyframe", HAND)
    film.edit("shots/3/prompt/clip", "It turns.")
    assert film.plan().as_json()["not_used"] == []
    for preset, unread in (
        ("animatic", [["shots/1"], ["shots/3"]]),
        ("embedded", [["shots/1"], ["shots/3"]]),
        ("kolors-svd", [["shots/3"]]),
    ):
        film.set_preset(preset)
        assert [one["on"] for one in film.plan().as_json()["not_used"] if one.get("what") == "prompt"] == unread
    bare, drawn = small_story(3), load_preset("animatic")
    assert film_nodes(set_value(bare, "shots/1/prompt", HAND), drawn) == film_nodes(bare, drawn)


def test_a_prompt_longer_than_the_model_reads_is_told_as_far_as_whole_clauses_go(film):
    film.set_preset("sdxl-animatediff")
    film.edit("shots/1/prompt/clip", ". ".join(f"The lamp turns {n} times" for n in range(60)))
    told = film.prompts(1)["clip"]
    assert told["shortened"] and told["pinned"] and told["text"].endswith("times")
