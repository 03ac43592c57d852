"""Stories are written with cuts; a bridge is proposed within one scene, and made only when it is asked for."""

import pytest

from tests.conftest import small_story
from vgot.project.studio import Studio
from vgot.story import edits
from vgot.story.model import Boundary, dump_story, load_story


def scene(**changes):
    """Three shots of which the first two are one scene: the same place, the same person."""
    story = small_story(3)
    shots = [
        s.model_copy(update={"place": place, "who": story.shots[0].who})
        for s, place in zip(story.shots, ("harbour", "harbour", "forest"), strict=True)
    ]
    return load_story(
        story.model_copy(
            update={"shots": shots, "boundaries": [Boundary(after=s.id) for s in shots[:-1]], **changes}
        ).model_dump()
    )


def test_what_a_language_model_writes_and_what_is_pasted_joins_by_cuts(studio: Studio, server):
    written = studio.write("Mary loads crates at the harbour.", 3)
    assert written.story.writer.startswith("openai") and {b.mode for b in written.story.boundaries} == {"cut"}
    pasted = studio.write_shots(["Mary loads crates at the harbour.", "Mary waves at the harbour.", "Mary walks home."])
    assert {b.mode for b in pasted.story.boundaries} == {"cut"} and len(pasted.story.shots) == 3


def test_what_is_pasted_without_a_language_model_joins_by_cuts(studio: Studio):
    pasted = studio.write_shots(["Mary loads crates at the harbour.", "Mary waves at the harbour."])
    assert [b.mode for b in pasted.story.boundaries] == ["cut"]


def test_a_bridge_is_proposed_within_one_scene_and_nothing_is_changed_by_that(studio: Studio):
    project = studio.new_project(scene())
    assert project.edits.joins_proposed() == {"mode": "bridge", "after": ["shot1"]}
    assert {b.mode for b in project.story.boundaries} == {"cut"} and project.head().label == "new project"
    project.edit("boundaries/1/mode", "bridge")
    assert project.edits.joins_proposed()["after"] == [], "what was done is not proposed again"
    project.undo()
    project.set_preset("kolors-svd")
    assert project.edits.joins_proposed() == {"mode": "reset", "after": ["shot1"]}, "as the preset joins shots"


@pytest.mark.parametrize(
    "why, change",
    [
        ("another place", lambda s: s | {"place": "forest"}),
        ("no place", lambda s: s | {"place": None}),
        ("somebody more", lambda s: s | {"who": [*s["who"], {"character": "tom", "stage": "now"}]}),
        ("years later", lambda s: s | {"who": [{"character": "mary", "stage": "old"}]}),
        ("nobody", lambda s: s | {"who": []}),
    ],
)
def test_nothing_is_proposed_between_two_scenes(why, change):
    story = scene().model_dump()
    story["shots"][1] = change(story["shots"][1])
    assert not edits.goes_on(load_story(story), 1), why


def test_nothing_is_proposed_where_two_people_speak_in_turn():
    story = scene().model_dump()
    both = [{"character": "mary", "stage": "young"}, {"character": "tom", "stage": "now"}]
    story["shots"][0] |= {"who": both, "lines": [{"character": "mary", "text": "Where to?"}]}
    story["shots"][1] |= {"who": both, "lines": [{"character": "tom", "text": "Home."}]}
    assert not edits.goes_on(load_story(story), 1)
    story["shots"][1]["lines"] = [{"character": "mary", "text": "Home."}]
    assert edits.goes_on(load_story(story), 1)


def test_a_stored_story_keeps_the_joins_it_has_and_says_nothing_by_saying_nothing():
    story = small_story(4)
    assert load_story(dump_story(story).encode()).boundaries == story.boundaries
    assert [b.mode for b in load_story({"shots": [{"id": "aaaa"}, {"id": "bbbb"}]}).boundaries] == ["cut"]
