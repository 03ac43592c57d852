"""A look is one person for ever: from the text where it speaks, from the character's id where it is silent."""

import itertools

import numpy as np

from vgot.animatic.looks import Look, draw_look
from vgot.animatic.people.pose import figure_of
from vgot.animatic.stages import later_stage

_IDENTITY = (
    "skin",
    "face",
    "eyes",
    "eye_colour",
    "nose",
    "freckles",
    "mole",
    "ears",
    "hair_base",
    "sex",
    "build",
    "tall",
)


def test_the_same_character_and_seed_is_the_same_person_and_another_seed_is_another():
    make = lambda seed: draw_look("mary", "Mary", "", "a woman", "", seed)  # noqa: E731
    assert make(3) == make(3)
    assert make(3) != make(4)


def test_what_the_text_says_is_drawn():
    look = draw_look("tom", "Tom", "", "an old man with a white beard, round glasses and a green coat", "", 1)
    assert (look.sex, look.age, look.beard, look.glasses, look.garment) == ("m", "elder", "beard", "round", "coat")
    assert (look.colour >> 8) & 255 > (look.colour >> 16) & 255  # green


def test_a_word_more_in_the_text_does_not_reshuffle_the_rest_of_the_person():
    plain = draw_look("ann", "Ann", "", "a woman", "", 5)
    more = draw_look("ann", "Ann", "", "a woman with round glasses", "", 5)
    assert more.glasses == "round"
    assert [getattr(plain, f) for f in _IDENTITY] == [getattr(more, f) for f in _IDENTITY]
    assert (plain.hair_style, plain.garment, plain.colour) == (more.hair_style, more.garment, more.colour)


def test_a_later_stage_keeps_the_identity_and_changes_the_traits():
    young = draw_look("mary", "Mary", "", "a young woman with auburn hair in a yellow dress", "", 2)
    old = later_stage(young, "old", "an elderly woman with white hair in a purple cardigan", "", "", 9)
    assert [getattr(young, f) for f in _IDENTITY] == [getattr(old, f) for f in _IDENTITY]
    assert old.age == "elder" and old.grey > 0.5 and old.garment == "cardigan" and old.colour != young.colour
    assert min(old.hair >> s & 255 for s in (0, 8, 16)) > 150


def test_a_look_survives_its_bytes_and_unknown_fields_are_left_out():
    look = draw_look("mary", "Mary", "", "a girl", "", 1)
    assert Look.from_bytes(look.to_bytes()) == look
    assert look.to_bytes() == Look.from_bytes(look.to_bytes()).to_bytes()
    assert Look.from_dict({**look.as_dict(), "from_the_future": 1}) == look
    assert Look.from_bytes(b"") is None and Look.from_bytes(b"\xff\x00") is None and Look.from_bytes(b"[]") is None


def test_ages_differ_in_height_and_in_the_share_of_the_head():
    heights = [figure_of(age, "f", 1.0, 1.0) for age in ("baby", "child", "teen", "young")]
    assert all(a.height < b.height for a, b in itertools.pairwise(heights))
    shares = [f.head / f.height for f in heights]
    assert all(a > b for a, b in itertools.pairwise(shares))
    assert figure_of("elder", "f", 1.0, 1.0).height < figure_of("adult", "f", 1.0, 1.0).height
    assert figure_of("elder", "f", 1.0, 1.0).stoop > 0


def test_two_hundred_women_are_told_apart():
    looks = [draw_look(f"woman-{i}", "", "", "a woman", "", 0) for i in range(200)]
    seen = [(k.skin, k.hair, k.hair_style, k.glasses, k.garment, k.colour) for k in looks]
    assert len(set(seen)) >= 196
    assert len({k.hair_style for k in looks}) >= 10 and len({k.face for k in looks}) == 6


def test_an_animal_is_not_given_a_person():
    assert draw_look("felix", "Felix", "", "a small orange cat", "", 0).kind == "cat"


def test_the_colour_of_a_beard_is_not_that_of_the_coat_after_it():
    for words in ("a man with a red beard and a blue coat", "a man with a black moustache and a blue coat"):
        assert (
            draw_look("tom", "Tom", "", words, "", 1).colour
            == draw_look("tom", "Tom", "", "a man in a blue coat", "", 1).colour
        )


def test_the_colour_of_buttons_is_not_that_of_the_cap_after_them():
    captain = "an old woman with a low bun of white hair, in a long navy coat with gold buttons and a captain's cap"
    plain = captain.replace(" with gold buttons", "")
    one, other = (draw_look("elsa", "Elsa", "", words, "", 1) for words in (captain, plain))
    assert one.hat == other.hat != "" and one.hat_colour == other.hat_colour and one.colour == other.colour


def test_a_baby_has_no_beard_no_glasses_and_no_cane():
    look = draw_look("bob", "Bob", "", "a newborn baby boy", "", 0)
    assert look.age == "baby" and not look.beard and not look.glasses and not look.cane
    assert isinstance(look.tall, float) and np.isfinite(look.tall)


def test_the_second_and_third_of_a_kind_are_told_from_the_first_and_twins_are_not():
    text = "a pirate, a man of about 40 in a long red coat and a black hat"
    cast = [
        draw_look("pirate", f"the {n} pirate", "pirate", text, "", 3) for n in ("first", "second", "third", "fourth")
    ]
    for one, other in itertools.combinations(cast, 2):
        assert abs(one.tall - other.tall) > 0.02 or abs(one.build - other.build) > 0.08 or one.beard != other.beard
    twins = [draw_look("twin", f"the {n} twin", "twin", f"{text}, a twin", "", 3) for n in ("first", "second")]
    assert twins[0] == twins[1]
