"""Wishes in words about a film that is open: what each changes, what it leaves alone, and what is named instead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.script.wish_film import film
from vgot.errors import BadInput, Conflict
from vgot.language.forms import bases
from vgot.script.reshape import lock
from vgot.script.validate import check_domain
from vgot.script.wishes.carry import new_look
from vgot.script.wishes.light import _other_hours
from vgot.script.wishes.read import read_wish
from vgot.script.wishes.texts import article, words_in
from vgot.script.wishes.wish import Wish, accept
from vgot.script.wishes.words import Tables, tables
from vgot.story.edits import delete_shot, move_shot, set_value, value_at
from vgot.story.model import DOMAINS, Story

FILM = film()
ROWS = [
    tuple("" if part.strip() in ("(none)", "(nothing)") else part.strip() for part in line.split(" | "))
    for line in Path(__file__).with_name("wish_rows.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def wished(text: str, story: Story = FILM, **more) -> tuple[Wish, Story]:
    """A wish, and the film after it."""
    wish = read_wish(text, story, **more)
    return wish, accept(story, wish.changes)


def field_of(path: str) -> str:
    steps = path.split("/", 2)
    return steps[2] if steps[0] in ("shots", "boundaries") and len(steps) == 3 else path


@pytest.mark.parametrize(("text", "shots", "fields", "path", "after"), ROWS, ids=[r[0] for r in ROWS])
def test_a_wish_changes_what_it_speaks_of_and_nothing_else(text, shots, fields, path, after):
    wish = read_wish(text, FILM, selection=[2])
    assert wish.kind == "change" and wish.why.startswith("It speaks of this film")
    touched = {c.path.split("/")[1] for c in wish.changes if c.path.startswith("shots/")}
    assert touched == set(shots.split())
    assert {field_of(c.path) for c in wish.changes} == set(fields.split())
    assert next(c.after for c in wish.changes if c.path == path) == after
    changed = accept(FILM, wish.changes)
    for change in wish.changes:
        if not change.do and not {c.do[0] for c in wish.changes if c.do}:
            assert value_at(changed, change.path) == change.value


def test_there_are_enough_rows():
    assert len(ROWS) >= 120


# -- another film, or this one ----------------------------------------------------------------------------------------------
NEW_FILMS = [
    "A detective follows a balloon through Paris at night",
    "A paper boat drifts from a mountain spring through a sleeping city down to the open sea",
    "Explorers lost in Siberia discover a frozen mammoth.",
    "An old fisherman finds a message in a bottle.",
    "Make a film about a lighthouse keeper",
    "Write me a short story about two robots in love",
    "a film about rain",
    "Once upon a time there was a dragon",
    "Two children build a rocket in a barn",
    "The life of a baker from childhood to old age",
    "No one believes the girl who talks to birds.",
    "Rain falls on Paris and a clerk dreams.",
    "Night falls. A thief climbs over the wall.",
    "A girl sings a song in the snow",
    "Three friends cross a desert on foot",
    "a lonely astronaut plants a garden on Mars",
    "Every morning a widow waits at the same bus stop",
    "In a village by the sea, a boy learns to fly kites",
    "El perro corre por la playa con su dueño",
    "I want a new film about a circus",
    "Dragons return to the valley after a hundred years",
    "A black and white cat steals a fish",
]


@pytest.mark.parametrize("text", NEW_FILMS)
def test_a_sentence_that_tells_something_is_a_new_film(text):
    wish = read_wish(text, FILM)
    assert wish.kind == "make" and wish.why.endswith(".") and not wish.changes


def test_without_a_film_every_wish_is_a_new_one():
    assert read_wish("make it night", Story()).kind == "make"


NOT_HERE = [
    ("add music", "Timeline"),
    ("make it louder", "Timeline"),
    ("Mary says hello in shot 2", "Lines"),
    ("with subtitles", "Titles"),
    ("make it 4k", "Settings"),
    ("in slow motion", "Trim"),
    ("fade to black at the end", "title card"),
    ("add a shot of the sea at the end", "Insert"),
    ("make it funnier", "Rewrite"),
    ("Mary is happy in shot 2", "Rewrite"),
    ("undo", "Undo"),
    ("set it in a forest", "place"),
    ("give Mary a sword", "who is there"),
    ("replace Tom with Mary", "Choose who"),
    ("no rain", "instead of rain"),
    ("don't make it darker", "darker"),
    ("replace the unicorn by a horse", "as the shots do"),
    ("shot 9 darker", "shot 1 to 5"),
    ("remove the submarine", "as the shots do"),
    ("delete shots 1-5", "new film"),
    ("make them a woman", "Say the name"),
    ("make Mary older", "Cast"),
    ("turn it into a dog", "Say the name"),
    ("in shot 2, Mary wears a hat", "other shots"),
    ("give Mary a hat in shot 3", "second stage"),
    ("replace the cat by three dogs", "one for one"),
    ("like in Blade Runner", "Rewrite"),
    ("make it purple with yellow dots", "Rewrite"),
]


@pytest.mark.parametrize(("text", "instead"), NOT_HERE, ids=[t for t, _ in NOT_HERE])
def test_what_cannot_be_done_is_named_with_what_can(text, instead):
    wish = read_wish(text, FILM)
    assert wish.kind == "change" and not wish.changes
    assert any(instead in n.instead for n in wish.not_done), wish.not_done


def test_a_part_that_is_not_understood_is_named_beside_what_was_done():
    wish, after = wished("make it night, a bit like Blade Runner")
    assert [n.words for n in wish.not_done] == ["a bit like Blade Runner"]
    assert "moonlight" in after.shots[0].domains.lighting.lower()


def test_this_shot_without_a_chosen_one_is_asked_back():
    wish = read_wish("this shot darker", FILM)
    assert not wish.changes and wish.not_done[0].why == "No shot is chosen."


def test_a_wish_holds_where_it_is_told_to_if_it_names_no_shots():
    assert {c.path for c in read_wish("darker", FILM, shots=[2, 3]).changes} == {"shots/2/lighting", "shots/3/lighting"}
    assert {c.path for c in read_wish("darker in shot 5", FILM, shots=[2]).changes} == {"shots/5/lighting"}


# -- what stays ---------------------------------------------------------------------------------------------------------------
def test_what_is_locked_stays_and_is_named():
    held = lock(lock(FILM, 3), 2, "lighting")
    wish, after = wished("make it night", held)
    assert after.shots[2] == held.shots[2] and after.shots[1].domains.lighting == held.shots[1].domains.lighting
    assert "at night" in after.shots[1].domains.background
    assert "locked" in wish.not_done[0].why and "shot 3" in wish.not_done[0].why


def test_a_wish_twice_is_so_already():
    once = wished("make it night")[1]
    again = read_wish("make it night", once)
    assert not again.changes and again.not_done[0].why == "It is so already."


def test_darker_has_two_steps_and_brighter_takes_them_back():
    one = wished("darker in shot 4")[1]
    two = wished("darker in shot 4", one)[1]
    assert (
        two.shots[3].domains.lighting
        == "Low morning sun from the left, dust in the air, almost black, the faces barely lit."
    )
    assert "cannot be said more so" in read_wish("darker in shot 4", two).not_done[0].why
    assert "almost black" not in wished("brighter in shot 4", two)[1].shots[3].domains.lighting


def test_as_close_as_shots_go_is_said():
    wish = read_wish("closer on shot 4", wished("extreme close-up on shot 4")[1])
    assert not wish.changes and "closer than it is" in wish.not_done[0].why


def test_the_film_keeps_its_sentence_when_a_thing_is_exchanged():
    assert wished("replace the cat by a fox")[1].sentence == FILM.sentence


def test_a_verb_spelt_like_the_thing_stays():
    story = set_value(FILM, "shots/1/relation", "Mary books a room. The book lies on the table.")
    after = wished("replace the book by a map", story)[1]
    assert after.shots[0].domains.relation == "Mary books a room. The map lies on the table."


def test_words_made_of_the_old_one_are_named():
    assert any("violinist" in note for note in read_wish("change the violin to a guitar", FILM).notes)


def test_spoken_lines_follow_an_exchange():
    story = set_value(FILM, "shots/4/lines", [{"character": None, "text": "A cat never asks. Cats know."}])
    assert wished("replace the cat by an owl", story)[1].shots[3].lines[0].text == "An owl never asks. Owls know."


def test_somebody_taken_out_leaves_the_shot_and_what_nothing_is_left_of_is_named():
    wish, after = wished("without the cat")
    assert "the-cat" not in {p.character for s in after.shots for p in s.who}
    assert after.shots[0].domains.character == "Mary, a woman of about 40 with long red hair, in a green coat, kneels."
    assert after.shots[2].domains.relation == "Mary plays an old violin. Mary stays by the window."
    assert (
        "shots/4/relation" in wish.not_done[0].why and after.shots[3].domains.relation == FILM.shots[3].domains.relation
    )


def test_pronouns_of_somebody_else_stay():
    after = wished("replace Mary by a robot")[1]
    assert after.shots[4].domains.character.startswith("Tom wears a brown jacket: a man in his thirties")
    assert after.shots[4].domains.relation == "Tom gives the robot the keys. It takes them and he smiles."


# -- accepting ------------------------------------------------------------------------------------------------------------------
def test_some_of_a_wish_can_be_taken():
    wish = read_wish("make it night", FILM)
    after = accept(FILM, wish.changes, ["shots/2/lighting"])
    changed = [n for n in range(5) if after.shots[n] != FILM.shots[n]]
    assert changed == [1] and after.places == FILM.places
    with pytest.raises(BadInput):
        accept(FILM, wish.changes, ["shots/2/seed"])


def test_what_was_edited_meanwhile_elsewhere_stays_and_shots_are_found_where_they_stand():
    wish = read_wish("make shot 2 darker", FILM)
    moved = move_shot(set_value(FILM, "shots/2/relation", "Tom waits."), 2, 5)
    after = accept(moved, wish.changes)
    assert "low key" in after.shots[4].domains.lighting and after.shots[4].domains.relation == "Tom waits."


def test_a_field_that_was_edited_meanwhile_is_a_conflict():
    wish = read_wish("make shot 2 darker", FILM)
    with pytest.raises(Conflict):
        accept(set_value(FILM, "shots/2/lighting", "Candles on a table."), wish.changes)
    with pytest.raises(Conflict):
        accept(delete_shot(FILM, 2), wish.changes)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("remove shot 2", "1345"),
        ("swap shots 2 and 3", "13245"),
        ("move shot 5 to the front", "51234"),
        ("put the last shot before shot 2", "15234"),
        ("move shot 3 one earlier", "13245"),
        ("move shot 1 after shot 4", "23415"),
        ("put shot 4 at position 2", "14235"),
        ("start with shot 3", "31245"),
        ("end with shot 2", "13452"),
        ("reverse the order", "54321"),
        ("remove shot 1 and move shot 5 to the front", "5234"),
        ("duplicate shot 3", "123?45"),
        ("merge shots 1 and 2", "1345"),
        ("split shot 3", "123?45"),
    ],
)
def test_the_order_of_shots_afterwards(text, order):
    after = wished(text)[1]
    assert "".join(s.id[4] if s.id in {f"shot{n}" for n in range(1, 6)} else "?" for s in after.shots) == order


# -- looks that carry --------------------------------------------------------------------------------------------------------------
def test_a_new_look_goes_into_every_line_that_repeats_the_old_one():
    found = new_look(FILM, "tom", "now", "a woman in her sixties with grey hair, in a green uniform")
    after = accept(FILM, found.changes)
    assert after.cast[1].stages[0].look == "a woman in her sixties with grey hair, in a green uniform"
    assert after.cast[1].wardrobe == "a green uniform"
    assert (
        after.shots[1].domains.character
        == "Tom, a woman in her sixties with grey hair, in a green uniform; he looks tired."
    )
    assert after.shots[4].domains.character == (
        "Tom, a woman in her sixties with grey hair, in a green uniform. Beside him, Mary, a woman of about 40 with long red hair, in a green coat, laughing."
    )
    assert {c.path for c in found.changes} == {
        "cast/tom/stages/now/look", "cast/tom/wardrobe", "shots/2/character", "shots/5/character",
    }  # fmt: skip


def test_shots_that_do_not_repeat_the_look_stay():
    story = set_value(FILM, "shots/2/character", "Tom at the wheel, tired.")
    assert "shots/2/character" not in {c.path for c in new_look(story, "tom", "now", "a tall man in a red hat").changes}


def test_a_locked_line_keeps_the_old_look_and_is_named():
    found = new_look(lock(FILM, 2, "character"), "tom", "now", "a tall man in a red hat")
    assert "shots/2/character" not in {c.path for c in found.changes} and found.kept == ("the character of shot 2",)


def test_a_look_said_in_other_order_or_shortened_is_found():
    story = set_value(FILM, "shots/3/character", "Red hair, a green coat: Mary smiles at the cat. The cat purrs.")
    after = accept(story, new_look(story, "mary", "now", "a tall woman with white hair").changes)
    assert after.shots[2].domains.character == "A tall woman with white hair: Mary smiles at the cat. The cat purrs."


# -- the tables ----------------------------------------------------------------------------------------------------------------------
def test_the_tables_refuse_a_row_that_names_none():
    raw = tables().model_dump()
    raw["weathers"]["rain"]["drops"] = ["sleet"]
    with pytest.raises(ValidationError, match="sleet"):
        Tables.model_validate(raw)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("owl", "an"),
        ("unicorn", "a"),
        ("hour", "an"),
        ("one-eyed cat", "a"),
        ("uncle", "an"),
        ("European", "a"),
        ("fox", "a"),
    ],
)
def test_articles(word, said):
    assert article(word) == said


# -- what holds of every wish --------------------------------------------------------------------------------------------------------
PARTS = [r[0] for r in ROWS] + [t for t, _ in NOT_HERE]
CARRIERS = {"and", "please", "so", "then", "but", "can", "you"}
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@SLOW
@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=3), st.sampled_from([", ", " and ", "; ", ". "]))
def test_every_word_is_used_or_named_and_what_is_written_holds(parts, between):
    text = between.join(parts)
    wish = read_wish(text, FILM, selection=[2])
    if wish.kind == "make":
        assert not wish.changes
        return
    said = " ".join([*wish.used, *(n.words for n in wish.not_done)]).lower()
    assert not [w for w in words_in(text.lower()) if w not in said and w not in CARRIERS]
    after = accept(FILM, wish.changes) if wish.changes else FILM
    for change in wish.changes:
        domain = change.path.split("/")[-1]
        if change.path.startswith("shots/") and domain in DOMAINS:
            assert check_domain(domain, change.after) is None, change
            assert not re.search(r"  | ,|,,|\b[Aa] [aeio]\w|\b(?:with|in) and\b", change.after), change
    assert after == Story.model_validate(after.model_dump())


@SLOW
@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_without_harm(text):
    wish = read_wish(text, FILM)
    assert accept(FILM, wish.changes) is not None
    if not wish.changes:
        assert wish.kind == "make" or wish.not_done


THINGS = ("cat", "violin", "table", "chair", "kettle", "jacket", "coat", "wheel", "kerb")
OTHERS = ("an owl", "a red umbrella", "a box", "the piano", "an old clock", "a child", "a knife")


@SLOW
@given(
    st.sampled_from(THINGS),
    st.sampled_from(OTHERS),
    st.sampled_from(["replace the {} by {}", "{1} instead of the {0}", "change the {} into {}"]),
)
def test_replacing_leaves_none_of_the_old(old, new, form):
    wish, after = wished(form.format(old, new))
    texts = [*(getattr(s.domains, d) for s in after.shots for d in DOMAINS), *(s.summary for s in after.shots)]
    texts += [x for c in after.cast for x in (c.name, c.role, *(s.look for s in c.stages))] + [
        p.look for p in after.places
    ]
    left = [w for t in texts for w in re.findall(r"[a-z]+", t.lower()) if old in bases(w)]
    assert not left and wish.changes


@pytest.mark.parametrize("name", list(tables().times))
def test_no_shot_says_two_hours_at_once(name):
    after = wished(f"make it {tables().times[name].asked[0]}")[1]
    for shot in after.shots:
        for text in (shot.domains.lighting, shot.domains.background, shot.summary):
            assert not _other_hours(name).search(text), text


def test_a_night_is_no_longer_bright_and_open():
    day = set_value(FILM, "shots/1/lighting", "Hard noon sun from above: white and gold. Bright and open.")
    _, dark = wished("night instead of day", day)
    light = dark.shots[0].domains.lighting.lower()
    assert "moonlight" in light and "bright" not in light


@pytest.mark.parametrize(
    ("text", "path", "after"),
    [
        ("Tom drives a bus instead of a cab", "shots/2/summary", "Tom drives a bus through the city."),
        ("shorten the film to 10 seconds", "shots/1/duration_s", "2"),
        ("it should snow at the end", "shots/5/background", "snow"),
        ("shot 3 should be darker", "shots/3/lighting", "low key"),
        ("no people in shot 3", "shots/3/who", "the-cat/now"),
    ],
)
def test_what_should_be_is_done_as_what_is_asked_for(text, path, after):
    wish = read_wish(text, FILM)
    assert after in next(c.after for c in wish.changes if c.path == path)
    if "shorten" not in text and "bus" not in text:
        assert {c.path.split("/")[1] for c in wish.changes} == {path.split("/")[1]}


def test_no_people_leaves_animals_and_says_so():
    wish = read_wish("no people in shot 4", FILM)
    assert not wish.changes and "animals" in wish.not_done[0].why


def test_somebody_or_something_is_added_where_it_is_wished_for() -> None:
    film_ = film()
    dog = read_wish("add a dog to shot 3", film_)
    assert [(c.path, c.after) for c in dog.changes] == [
        ("shots/3/background", f"{film_.shots[2].domains.background} There is also a dog.")
    ]
    two = read_wish("add two birds and a kite to shot 4", film_)
    assert str(two.changes[0].after).endswith("There are also two birds and a kite.")
    cat = read_wish("put the cat in shot 2", film_)
    assert [c.path for c in cat.changes] == ["shots/2/who", "shots/2/character"]
    assert str(cat.changes[1].after).endswith("The cat is there as well.")
    assert not read_wish("add the mayor to shot 2", film_).changes, "nobody knows a mayor here"


def test_a_thing_or_an_animal_of_another_colour_is_it_everywhere_and_light_and_people_are_not() -> None:
    film_ = film()
    red = read_wish("the violin should be red", film_)
    assert {c.path for c in red.changes} == {
        "shots/1/background", "shots/3/background", "shots/3/relation", "shots/5/background"
    }  # fmt: skip
    assert all("red violin" in str(c.after) for c in red.changes)
    for wish in ("make the light red", "make Mary black", "make the kitchen dark blue light"):
        assert not [
            c for c in read_wish(wish, film_).changes if "red light" in str(c.after) or "black Mary" in str(c.after)
        ]
