"""What a sentence says of somebody's looks is what the offline outline says and the drawn world draws."""

import pytest

from vgot.script.offline.seen import Seen, seen_of
from vgot.script.offline.writer import write_offline


def looks(sentence: str, shots: int = 6) -> list[str]:
    return [stage.look for person in write_offline(sentence, shots, seed=1).cast for stage in person.stages]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("A young baker in a red scarf finds a lost kitten.", "a red scarf"),
        ("A girl with green eyes and a yellow raincoat loses her umbrella.", "green eyes"),
        ("A girl with green eyes and a yellow raincoat loses her umbrella.", "a yellow raincoat"),
        ("An old man wearing a blue coat waits for a train.", "in a blue coat"),
        (
            "Mary, an old fisherwoman with long white braids and round glasses, finds a bottle.",
            "long white braids and round glasses",
        ),
        ("A king in a golden crown and a red cloak loses his horse.", "in a red cloak, a golden crown"),
    ],
)
def test_words_about_looks_stand_in_the_cast(sentence, said):
    assert said in looks(sentence)[0]


def test_what_the_dice_gave_in_their_place_is_gone():
    assert not any(
        w in looks("An old man wearing a blue coat waits for a train.")[0] for w in ("waistcoat", "cardigan")
    )


def test_two_in_the_same_clothes_each_wear_one():
    assert [look.count("in a green dress") for look in looks("Two sisters in green dresses build a boat.")] == [1, 1]


def test_looks_belong_to_the_one_they_stand_beside():
    baker, girl = looks("A baker finds a girl in a red scarf.")
    assert "scarf" not in baker and "a red scarf" in girl


@pytest.mark.parametrize(
    "after",
    [
        " in a storm",
        " with two dogs walks",
        " in love with a baker",
        " in the forest",
        " with a white tail",
        " walks in a red coat",
        "",
        " in uniform meets a soldier",
        " of Rome in May",
    ],
)
def test_other_words_are_no_looks(after):
    assert seen_of(after) == Seen()


def test_every_shot_of_the_person_says_it():
    story = write_offline("An old man wearing a blue coat waits for a train in the snow.", 6, seed=1)
    assert all("blue coat" in shot.domains.character for shot in story.shots if shot.who)


def test_the_drawn_world_draws_what_was_said():
    from vgot.animatic.looks import draw_look

    (look,) = looks("A boy with a red hat and blonde hair plays.")
    drawn = draw_look("boy", "Boy", "", look, "", 1)
    red, green, blue = ((drawn.hat_colour >> s) & 255 for s in (16, 8, 0))
    assert drawn.hat and red > 150 and green < 110 and blue < 110 and drawn.hair_style != "bald"
