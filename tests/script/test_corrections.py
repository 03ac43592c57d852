"""What was read of a script is set right before a film is made of it: people, places, lines, shots and scenes."""

import pytest

from vgot.errors import BadInput
from vgot.script.formats.corrections import Corrections, corrected
from vgot.script.formats.importing import read_script
from vgot.story.model import dump_story, load_story

LIST = b"1. Nora opens the old bakery at dawn.\n2. Warm Bread lies in the old bakery.\n3. Warm Bread smells, and Mila runs along the pier.\n"
PLAY = b"""Title: The Bakery

INT. BAKERY - NIGHT

NORA lights the oven.

NORA
We are late.

SFX
Thunder.

EXT. PIER - DAWN

MILA runs.
"""


def listed(**asked):
    came = read_script(LIST, "list.txt")
    return came, corrected(came, Corrections(**asked)).story


def test_who_is_nobody_leaves_the_cast_and_the_shots():
    came, story = listed(people={"warm-bread": ""})
    assert "Warm Bread" in [c.name for c in came.story.cast]
    assert [c.name for c in story.cast] == ["Nora", "Mila"] and not story.shots[1].who
    assert "Warm Bread" not in story.shots[1].domains.character and "Warm Bread" in story.shots[1].summary
    assert load_story(dump_story(story)) == story


def test_two_names_of_one_person_become_one():
    _, story = listed(people={"mila": "Nora"})
    assert [c.name for c in story.cast] == ["Warm Bread", "Nora"] or "Mila" not in [c.name for c in story.cast]
    assert "nora" in [p.character for p in story.shots[2].who] and "Nora" in story.shots[2].domains.character


def test_a_place_and_a_shot_are_said_another_way_and_read_again():
    came, story = listed(
        places={came_id(listed()[0], "old bakery"): "Corner bakery"}, shots={shot(1): "Nora waits at night."}
    )
    assert story.shots[1].domains.background.startswith("Corner bakery")
    assert (
        story.shots[0].domains.relation == "Nora waits at night." and "night" in story.shots[0].domains.lighting.lower()
    )
    assert came.story.shots[0].domains.lighting != story.shots[0].domains.lighting


def test_speakers_and_lines_are_set_right():
    came = read_script(PLAY, "play.fountain")
    spoken = came.story.shots[0]
    assert [c.name for c in came.story.cast] == ["Nora", "Sfx"]
    made = corrected(
        came,
        Corrections(
            title="Bread",
            people={"sfx": ""},
            speakers={f"{spoken.id}/1": "Mila"},
            lines={f"{spoken.id}/1": "We are much too late."},
        ),
    )
    story = made.story
    assert story.title == "Bread" and [c.name for c in story.cast] == ["Nora", "Mila"]
    assert [(x.character, x.text) for x in story.shots[0].lines] == [
        ("mila", "We are much too late."),
        (None, "Sfx: Thunder."),
    ]
    assert "mila" in [p.character for p in story.shots[0].who]
    assert len(made.account["corrected"]) == 3 and made.account["used"] == came.account["used"]


def test_shots_are_left_out_and_told():
    came, story = listed(left=[shot(2)])
    assert [s.summary[:4] for s in story.shots] == ["Nora", "Warm"]
    made = corrected(came, Corrections(left=(shot(2),)))
    assert made.account["corrected"] == ["Shot 2 is left out: Warm Bread lies in the old bakery."]
    assert [g.text for g in made.givens] == [s.summary for s in story.shots]
    with pytest.raises(BadInput, match="Every shot"):
        listed(left=[s.id for s in came.story.shots])


@pytest.mark.parametrize(
    "asked", [{"people": {"ghost": "A"}}, {"left": ["s0"]}, {"lines": {"s0/1": "a"}}, {"places": {"x": ""}}]
)
def test_what_was_not_read_cannot_be_set_right(asked):
    with pytest.raises(BadInput, match="not in what was read"):
        listed(**asked)


def test_nothing_set_right_is_the_same_story():
    for data, name in ((LIST, "list.txt"), (PLAY, "play.fountain")):
        came = read_script(data, name)
        assert (
            corrected(came, Corrections()).story == came.story
            and corrected(came, Corrections()).account == came.account
        )


def test_a_film_is_made_of_what_was_set_right(studio):
    came = studio.read_script(LIST, "list.txt")
    people = {c.id: "" for c in came.story.cast if c.name == "Warm Bread"}
    project = studio.import_script(LIST, "list.txt", writer="offline", corrections=Corrections(people=people))
    assert [c.name for c in project.story.cast] == ["Nora", "Mila"]
    assert project.script.import_account()["corrected"] == ["Warm Bread is nobody."]


def shot(number):
    return read_script(LIST, "list.txt").story.shots[number - 1].id


def came_id(came, name):
    return next(p.id for p in came.story.places if p.name.endswith(name))
