"""Sentences about somebody, about how somebody is, and about what is going on: read as plainly as any other."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vgot.script.outline.clauses import events_of
from vgot.script.outline.reading import read_sentence
from vgot.script.outline.shapes import plainly
from vgot.script.outline.writer import write_offline
from vgot.script.validate import validate


@pytest.mark.parametrize(
    "sentence, plain",
    [
        ("Someone is watching the house.", "A stranger watches the house."),
        ("Somebody leaves, and somebody comes.", "A stranger leaves, and the stranger comes."),
        ("An old sailor has lost his map.", "An old sailor loses his map."),
        ("Two brothers are secretly building a boat.", "Two brothers secretly build a boat."),
        ("A widow has forgotten the way home.", "A widow forgets the way home."),
        ("Nobody remembers the old king.", "The old king is remembered by nobody."),
        ("Everyone in the village has forgotten the clockmaker.", "The clockmaker is forgotten by everybody."),
        ("Once upon a time there was a tailor who could not lie.", "A tailor could not lie."),
        ("Everybody is waiting for the train.", "Three strangers wait for the train."),
        ("No one believes the girl who talks to birds.", "No one believes the girl who talks to birds."),
        ("A boy has no shadow.", "A boy has no shadow."),
        ("A soldier has never seen snow.", "A soldier has never seen snow."),
        ("Someone else's coat hangs there.", "Someone else's coat hangs there."),
        ("Nobody listens to the child who sings.", "Nobody listens to the child who sings."),
        ("Marie findet eine Laterne.", "Marie findet eine Laterne."),
        ("Two neighbours who hate each other cook dinner.", "Two rival neighbours cook dinner."),
        ("Three sisters who love each other open a circus.", "Three sisters open a circus."),
    ],
)
def test_a_sentence_is_put_plainly_or_left_alone(sentence, plain):
    assert plainly(sentence) == plain


@pytest.mark.parametrize(
    "sentence, deed",
    [
        ("A boy has no shadow.", "state"),
        ("A woman is afraid of the sea.", "state"),
        ("A girl cannot stop laughing.", "state"),
        ("A soldier has never seen snow.", "state"),
        ("A man must cross the desert before night.", "travel"),
        ("A fox is chased by a dog.", "do"),
    ],
)
def test_what_somebody_is_has_or_must_is_told_as_such(sentence, deed):
    events, _, _ = events_of(read_sentence(sentence))
    assert [e.deed for e in events][:1] == [deed] or deed == "do" and events[0].deed != "state"


@pytest.mark.parametrize("shots", [1, 3, 6, 12, 30])
@pytest.mark.parametrize(
    "sentence, said",
    [
        ("A boy has no shadow.", "has no shadow"),
        ("A woman is afraid of the sea.", "is afraid of the sea"),
        ("A dragon can't breathe fire.", "can't breathe fire"),
        ("Someone leaves a suitcase on a train.", "leaves a suitcase on a train"),
        ("Somebody steals the moon.", "steals the moon"),
    ],
)
def test_the_sentence_is_told_in_any_length_and_every_shot_is_whole(sentence, said, shots):
    story = write_offline(sentence, shots, seed=2)
    assert len(story.shots) == shots and any(said in s.domains.relation for s in story.shots)
    assert not [r for reasons in validate(story).values() for r in reasons]
    assert not any("afraid of" in p.name for p in story.places) and "ruby" not in " ".join(
        s.summary for s in story.shots
    )


def test_rain_is_said_of_nobody_and_what_has_no_name_is_not_shown():
    told = " ".join(
        s.summary for s in write_offline("It rains for forty days and a baker keeps baking.", 6, seed=2).shots
    )
    assert " rains " not in told and "keeps baking" in told
    for shots in (4, 8, 12):
        words = " ".join(
            s.domains.relation
            for s in write_offline("Someone has painted every wall in the city red.", shots, seed=2).shots
        )
        assert "  " not in words and " ." not in words


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.text(max_size=120)
    | st.lists(
        st.sampled_from("someone nobody is has have been walking lost the a king , . who remembers everybody".split()),
        max_size=14,
    ).map(" ".join)
)
def test_any_text_is_put_plainly_without_failing(text):
    assert isinstance(plainly(text), str) and (text.strip() == "" or plainly(text).strip())


@pytest.mark.parametrize(
    "sentence, said",
    [
        (
            "When the city loses power, two neighbours who hate each other cook dinner on the roof.",
            "cook dinner on the roof",
        ),
        ("Two neighbours cook dinner on the roof.", "cook dinner on the roof"),
        ("Three children guard the last tree.", "guard the last tree"),
    ],
)
def test_a_trade_that_several_people_do_is_their_deed_and_nobody_of_that_trade_joins_them(sentence, said):
    story = write_offline(sentence, 6)
    assert any(said in s.domains.relation for s in story.shots) and "cook" not in {c.role for c in story.cast}


def test_who_is_a_cook_stays_one():
    assert "cook" in [lead.role.word for lead in read_sentence("A cook and a sailor find a map.").leads]
    assert [lead.role.word for lead in read_sentence("Two robot cooks fight over a pancake.").leads] == ["cook", "cook"]
