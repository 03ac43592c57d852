"""Whom a sentence is about: you, several together, a group, whoever something is done to, and nobody's moon to stand on."""

import pytest

from vgot.animatic.looks import draw_look
from vgot.script.offline.writer import write_offline
from vgot.story.model import Story


def written(sentence: str) -> Story:
    return write_offline(sentence, 6)


def names(story: Story) -> list[str]:
    return [c.name for c in story.cast]


def test_a_sentence_told_to_you_has_somebody_who_lives_it() -> None:
    story = written("You wake up on a train that never stops.")
    assert names(story) == ["Protagonist"]
    assert [p.character for s in story.shots if s.summary.startswith("You wake up") for p in s.who] == ["protagonist"]


@pytest.mark.parametrize(
    ("sentence", "cast"),
    [
        ("After the bus breaks down, a choir of nuns repairs it.", ["First nun", "Second nun"]),
        ("The orchestra of frogs played until the sun rose.", ["First frog", "Second frog"]),
        ("A gang of three thieves robs a bank.", ["First thief", "Second thief", "Third thief"]),
    ],
)
def test_a_group_is_those_who_are_in_it(sentence: str, cast: list[str]) -> None:
    assert names(written(sentence)) == cast


def test_a_band_of_gold_is_no_group() -> None:
    assert names(written("A band of gold lies on the table.")) == []


def test_two_who_do_it_together_are_shown_together() -> None:
    story = written("Anna and Ben build a raft.")
    together = [s for s in story.shots if "Anna and Ben" in s.summary]
    assert len(together) >= 2 and all({p.character for p in s.who} == {"anna", "ben"} for s in together)


def test_whoever_it_is_done_to_and_is_named_first_is_the_hero() -> None:
    story = written("A baker is chased by a goose through the market.")
    assert sum(any(p.character == "baker" for p in s.who) for s in story.shots) >= 4


def test_only_points_at_somebody_and_belongs_to_no_name() -> None:
    assert "Blind watchmaker's dead wife" in names(
        written("A blind watchmaker builds a clock that only his dead wife can hear.")
    )


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("If the moon fell into the lake, the fishermen would sell it by the kilo.", "the lake"),
        ("The lighthouse keeper's daughter trades her voice for a storm lantern.", "the lighthouse"),
        ("A castle, old trees, fog, a single raven.", "the castle"),
        ("Two astronauts walk on the moon.", "the moon"),
    ],
)
def test_the_place_is_where_it_can_happen(sentence: str, place: str) -> None:
    assert {p.name for p in written(sentence).places} >= {place}


def test_a_clown_of_a_circus_is_one_person_and_a_scarecrow_that_moves_is_a_thing() -> None:
    assert names(written("A circus clown loses his nose.")) == ["Circus clown"]
    told = written("Nobody believes the boy who says the scarecrow moves.")
    assert [t.name for t in told.things] == ["Scarecrow"]


def test_a_past_beside_a_deed_is_told_as_now_with_it() -> None:
    said = [s.summary for s in written("When I was young, I sailed with my father to the islands.").shots]
    assert "When I am young, I sail with my father to the islands." in said


def test_a_list_of_things_to_see_is_shown_one_after_the_other() -> None:
    said = [s.summary for s in written("Mud, trumpets, a wedding, then war.").shots]
    shown = [said.index(f"We see {one}.") for one in ("mud", "trumpets", "a wedding", "war")]
    assert shown == sorted(shown)


def test_how_the_picture_is_made_is_no_thing_of_a_list() -> None:
    story = written("A knight, castle, cinematic lighting")
    assert [p.name for p in story.places] == ["the castle"] and names(story) == ["Knight"]


def test_a_place_said_first_needs_no_comma() -> None:
    said = [s.summary for s in written("At the edge of the desert a boy sells water to ghosts.").shots]
    assert "At the edge of the desert, a boy sells water to ghosts." in said


def test_a_family_of_mice_is_mice_once() -> None:
    story = written("A shy giant builds a tiny house for a family of mice.")
    assert names(story) == ["Shy giant", "First mouse", "Second mouse"]


def test_more_of_something_is_called_by_what_it_is() -> None:
    assert [t.name for t in written("Penguins on strike demand more ice.").things] == ["Ice"]


def test_a_beat_of_one_other_is_never_said_of_several() -> None:
    story = written("A retired spy teaches ballroom dancing to prison guards in Naples.")
    assert not [s.summary for s in story.shots if "guards gives" in s.summary]


@pytest.mark.parametrize(
    ("sentence", "cast"),
    [
        ("A boy never learns to swim, but he becomes a sailor.", ["Boy"]),
        ("A goat named Bruno runs for mayor of a small village.", ["Bruno"]),
        ("A heist at the Louvre", []),
        ("On Christmas Eve, a lonely taxi driver picks up a parcel.", ["Lonely taxi driver"]),
        ("A samurai duel in the rain", ["First samurai", "Second samurai"]),
        ("Priya's wedding is ruined by a storm.", ["Priya"]),
        ("A man mourns his mother's death.", ["Man"]),
        ("When his daughter is taken, a fisherman must sail to the island.", ["Fisherman's daughter", "Fisherman"]),
    ],
)
def test_nobody_is_in_a_film_whom_its_sentence_does_not_bring(sentence: str, cast: list[str]) -> None:
    assert names(written(sentence)) == cast


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        ("A family of four moves into an old lighthouse.", "A family of four moves into an old lighthouse."),
        ("A jazz trio plays in a smoky bar while it rains outside.", "It rains outside."),
        ("A hundred balloons carry a house over Paris.", "A hundred balloons carry a house over Paris."),
    ],
)
def test_a_deed_is_read_with_its_own_subject(sentence: str, deed: str) -> None:
    story = written(sentence)
    assert deed in [s.summary for s in story.shots] and "the a " not in str(story).lower()


@pytest.mark.parametrize(
    "question", ["Who stole the baker's bread?", "Where do lost socks go?", "Can a robot learn to paint?"]
)
def test_a_question_is_told_as_it_was_asked(question: str) -> None:
    assert question in [s.summary for s in written(question).shots]


def test_what_is_flown_or_run_or_opened_for_good_brings_no_journey_and_no_door() -> None:
    kites = written("Aiko and Hiroshi fly kites on the beach.")
    assert [t.name for t in kites.things] == ["Kites"]
    bakery = written("A vampire opens a bakery.")
    told = " ".join(s.summary for story in (kites, bakery) for s in story.shots)
    assert not [w for w in ("packs", "Halfway", "look in first") if w in told]


@pytest.mark.parametrize(
    ("sentence", "kind", "role"),
    [
        ("A robot gardener plants sunflowers on Mars.", "robot", "robot gardener"),
        ("A cat detective solves a crime.", "cat", "cat detective"),
        ("A penguin waiter drops a tray.", "penguin", "penguin waiter"),
        ("A lion tamer is afraid of mice.", "person", "tamer"),
        ("Two cat burglars rob a bank.", "person", "thief"),
        ("A robot engineer builds a bridge.", "person", "engineer"),
    ],
)
def test_a_trade_that_an_animal_or_a_machine_has_is_theirs_in_words_and_in_the_picture(sentence, kind, role) -> None:
    hero = written(sentence).cast[0]
    look = draw_look(hero.id, hero.name, hero.role, hero.stages[0].look, hero.wardrobe, 1)
    assert (look.kind, hero.role) == (kind, role)
    assert hero.wardrobe, "the clothes of the trade are worn"


def test_where_a_storm_rages_outside_we_are_in() -> None:
    inside = written("A grandmother teaches her grandson to bake bread while a storm rages outside.")
    assert "kitchen" in inside.places[0].name and "A storm rages outside." in [s.summary for s in inside.shots]


def test_a_time_traveling_librarian_is_somebody() -> None:
    assert names(written("A time traveling librarian returns overdue books.")) == ["Time-traveling librarian"]


def test_a_moon_that_falls_in_love_is_no_place_to_be_at_and_one_last_letter_is_the_last() -> None:
    moon = written("The moon falls in love with a lighthouse keeper.")
    assert "lighthouse" in moon.places[0].name
    letter = written("During the war, a postman delivers one last letter.")
    assert [t.name for t in letter.things] == ["Last letter"] and "the one last" not in str(letter)
