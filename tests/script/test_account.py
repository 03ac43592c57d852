"""The account of a sentence: every word of it is shown by a shot, or named with why."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vgot.script.account import account_of, parts_of
from vgot.script.offline.writer import write_offline
from vgot.story.model import Domains, load_story

DRIVER = "A night bus driver finds a lost violin and drives across the rainy city to return it to a deaf pianist."


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            DRIVER,
            ["night bus driver", "finds", "lost", "violin", "drives", "rainy", "city", "return", "deaf", "pianist"],
        ),
        ("A paper boat drifts down to the open sea.", ["paper boat", "drifts", "open", "sea"]),
        ("Two brothers have not spoken in years.", ["Two", "brothers", "spoken", "years"]),
        ("She is never alone.", ["alone"]),
        ("Anna and Ben fall in love in Venice", ["Anna", "Ben", "fall", "love", "Venice"]),
    ],
)
def test_what_a_sentence_says_is_its_things_deeds_qualities_places_and_times(sentence, parts):
    assert [p.text for p in parts_of(sentence)] == parts


def test_each_part_leads_to_the_shots_that_say_it():
    story = write_offline(DRIVER, 6)
    account = account_of(story)
    assert account["language"] == "en" and not account["unused"]
    shots = {k["text"]: k["shots"] for k in account["kept"]}
    found = next(n for n, s in enumerate(story.shots, 1) if "finds a lost violin" in s.summary)
    last = next(n for n, s in enumerate(story.shots, 1) if "returns the lost violin" in s.summary)
    assert found in shots["violin"] and last in shots["violin"]
    assert last in shots["pianist"] and found not in shots["pianist"]


def test_a_word_that_no_shot_says_any_more_is_named_with_why():
    story = write_offline(DRIVER, 6)
    shots = [
        s.model_copy(
            update={"domains": Domains(**{k: v.replace("violin", "box") for k, v in s.domains.model_dump().items()})}
        )
        for s in story.shots
    ]
    account = account_of(story.model_copy(update={"shots": shots}))
    assert [u["text"] for u in account["unused"]] == ["violin"] and account["unused"][0]["why"]


def test_words_about_the_film_are_named_as_such():
    account = account_of(write_offline("A film about a fox in the snow.", 4))
    assert all("about the film" in u["why"] for u in account["unused"])


def test_a_sentence_in_another_language_is_kept_clause_by_clause_with_a_note():
    account = account_of(write_offline("Un viejo pescador encuentra un mensaje, y vuelve al mar.", 4))
    assert account["language"] == "es"
    assert [k["text"] for k in account["kept"]] == ["Un viejo pescador encuentra un mensaje,", "y vuelve al mar."]
    assert "mensaje" in account["note"] and "writer" in account["note"]


def test_a_story_without_a_sentence_has_an_empty_account():
    empty = load_story({"title": "t", "shots": []})
    assert account_of(empty) == {"language": "en", "kept": [], "unused": []}


@settings(max_examples=20, deadline=None)
@given(st.text(min_size=1, max_size=160).filter(str.strip), st.integers(1, 12))
def test_every_part_of_any_text_is_either_kept_or_named(sentence, shots):
    account = account_of(write_offline(sentence, shots))
    for entry in account["kept"]:
        assert entry["text"] and all(1 <= n <= shots for n in entry["shots"]) and entry["shots"]
    assert all(entry["why"] for entry in account["unused"])


def test_show_json_holds_the_account(studio):
    project = studio.write(DRIVER, 6)
    assert project.show()["sentence_account"] == account_of(project.story)


def test_a_hundred_sentences_labelled_by_hand_agree_with_the_account():
    agreed = said = 0
    for row in (Path(__file__).parent / "labelled.txt").read_text(encoding="utf-8").splitlines():
        if row.startswith("#"):
            continue
        sentence, _, labels = row.partition(" | ")
        told = {base for part in parts_of(sentence) for base in part.bases}
        mine = {word for label in labels.split() for word in label.split("+")}
        agreed += len(told & mine)
        said += len(told | mine)
    assert agreed / said >= 0.95, f"{agreed} of {said}"


@pytest.mark.parametrize(
    ("sentence", "cast", "unknown"),
    [
        ("El panadero Tomás pierde su sombrero, y el viento lo lleva.", ["Baker Tomás"], "sombrero"),
        ("La petite Zoé cache un renard dans le grenier de sa grand-mère.", ["Grandmother", "Little fox", "Zoé"], ""),
        ("Il vecchio pescatore Marco regala una stella a sua nipote.", ["Grandchild", "Old fisherman Marco"], ""),
        ("小女孩小梅在雪地里点亮一盏灯，等爸爸回来。", ["Father", "Xiaomei"], "回来"),
        ("猫が屋根の上で月を見ている。", ["Cat"], "見ている"),
        ("Старый рыбак находит бутылку с письмом и плывёт на остров.", ["Old fisherman"], "письмом"),
        ("राधा छत पर दीया जलाती है और बारिश रुक जाती है।", ["Radha"], "जलाती"),
        ("القطة السوداء تنام فوق البيانو بينما يهطل المطر على القاهرة.", ["Black cat"], "تنام"),
        ("Een oude molenaar vindt een brief in het meel.", [], "molenaar"),
    ],
)
def test_of_another_language_what_is_understood_is_drawn_and_the_rest_is_named(sentence, cast, unknown):
    story = write_offline(sentence, 3)
    account = account_of(story)
    assert sorted(c.name for c in story.cast) == cast
    assert not account["unused"] and unknown in account.get("note", "")
    assert all(any(k["text"] in s.summary for s in story.shots) for k in account["kept"])


def test_between_clauses_of_another_language_nothing_is_made_up():
    story = write_offline("Die Katze schläft.", 4)
    said = {s.domains.relation.removeprefix("Die Katze schläft. ")[:11] for s in story.shots}
    assert said == {"We see a ca", "We see the "} and not any(s.lines for s in story.shots)
