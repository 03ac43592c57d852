"""Prompt text: every domain keeps its word under any budget, by weight, and budgets hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vgot.story.model import Domains
from vgot.story.prompts import (
    Phrase,
    count_words,
    in_context_prompt,
    keyframe_prompt,
    motion_prompt,
    negative_prompt,
    plate_prompt,
    portrait_prompt,
    within_budget,
)

LONG = Domains(
    character="Mary, a grey-haired fisherwoman in an oilskin coat, tired eyes, a knitted cap, weathered hands, a scar",
    background="An old harbour at dawn, fishing boats, wet cobblestones, gulls, a red lighthouse far off, nets",
    relation="Mary mends a net while her grandson watches the sea; the storm of last night tore it, she hums a song",
    camera="Medium close-up, eye level, slow push in, shallow depth of field, slightly from the left of the table",
    lighting="Low golden sun from the right, long shadows, warm highlights, cool blue shadows, thin haze over water",
)


def test_a_prompt_that_fits_is_said_in_full():
    short = Domains(character="Mary", background="harbour", relation="mends a net", camera="close-up", lighting="dawn")
    assert keyframe_prompt(short, budget=75) == "Mary, mends a net, harbour, dawn, close-up"


@pytest.mark.parametrize("budget", [18, 24, 40, 75])
def test_the_last_domain_survives_every_budget(budget):
    text = keyframe_prompt(LONG, who=[("Mary", "grey hair")], style="oil painting", budget=budget)
    assert count_words(text) <= budget
    for first_word in ("Medium", "Mary", "An", "Low", "oil"):
        assert first_word in text, f"{first_word} is missing at {budget}: {text}"


def test_heavier_domains_keep_more_words():
    phrases = [Phrase("a b c d e f g h i j k l", 3.0), Phrase("m n o p q r s t u v w x", 1.0)]
    heavy, light = within_budget(phrases, 13).split(", ")
    assert len(heavy.split()) > 2 * len(light.split())


def test_what_a_short_domain_does_not_need_goes_to_the_others():
    text = within_budget([Phrase("dawn", 3.0), Phrase("a b c d e f g h i j k l m n o p", 1.0)], 14)
    assert text.startswith("dawn, a b c d e f g h i")


def test_long_domains_lose_their_last_clauses_first():
    assert within_budget([Phrase("a red boat on the sea, two gulls above, a far sail"), Phrase("dawn")], 13).startswith(
        "a red boat on the sea"
    )


def test_a_look_that_the_character_domain_already_says_is_not_repeated():
    domains = Domains(character="Mary with a red scarf", relation="walks")
    assert keyframe_prompt(domains, who=[("Mary", "a red scarf")]).count("red scarf") == 1
    assert "Mary, green eyes" in keyframe_prompt(domains, who=[("Mary", "green eyes")])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("abc ,.;\n", max_size=60), max_size=7), st.integers(2, 60))
def test_no_text_exceeds_its_budget_and_every_part_is_heard_when_there_is_room_for_all(texts, budget):
    phrases = [Phrase(t, 1.0 + k) for k, t in enumerate(texts)]
    text = within_budget(phrases, budget)
    assert count_words(text) <= budget or len(text.split()) == 1
    whole = within_budget(phrases, 10_000)
    assert count_words(whole) > budget or text == whole


def test_a_tokenizer_whose_counts_do_not_add_up_is_still_obeyed():
    crooked = lambda text: len(text) // 3 + text.count(",") * 4  # noqa: E731
    text = keyframe_prompt(LONG, style="oil painting", budget=90, count=crooked)
    assert crooked(text) <= 90 and "Low" in text and "oil" in text


def test_portraits_show_one_person_and_plates_show_none():
    portrait = portrait_prompt(name="Mary", stage_name="Young Mary", look="freckles, red hair", wardrobe="blue coat")
    assert "Young Mary" in portrait and "freckles" in portrait and "one subject" in portrait
    assert "nobody" in plate_prompt(name="harbour", look="boats") and "people" in negative_prompt("plate")
    assert "people" not in negative_prompt("keyframe") and negative_prompt("clip", "snow.").startswith("snow, ")


def test_motion_is_led_by_the_short_description():
    text = motion_prompt(summary="Mary mends a net.", relation=LONG.relation, camera=LONG.camera, budget=20)
    assert text.startswith("Mary mends a net") and "Medium" in text and count_words(text) <= 20
    assert motion_prompt(summary="", relation="they dance") == "they dance"


def test_reference_pictures_are_named_in_their_order():
    text = in_context_prompt("They meet.", ["Mary", "Tom", "the harbour"])
    assert text.index("Mary is in picture 1") < text.index("Tom is in picture 2") < text.index("They meet.")
    assert in_context_prompt("They meet.", []) == "They meet."
