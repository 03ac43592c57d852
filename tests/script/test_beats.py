"""Beats as data: every one can be read, stands in the film of its own test sentence, and adds nobody."""

from __future__ import annotations

import re

import pytest

from vgot.language.parser import parse
from vgot.script.offline.beats import Beat, all_beats, fill
from vgot.script.offline.choosing import moments_of, scenes_of
from vgot.script.offline.dice import Dice
from vgot.script.offline.lines import all_lines
from vgot.script.offline.spine import lights_of, places_of
from vgot.script.reading.reading import read

_ADDS = re.compile(
    r"\b(war|dies|dead|death|kills?|murder|grave|soldiers?|mother|father|strangers?|neighbours?|children)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("beat", all_beats(), ids=lambda b: b.id)
def test_a_beat_stands_in_the_film_of_its_test_sentence(beat: Beat):
    reading, dice = read(beat.example()), Dice("test")
    scenes = scenes_of(reading.deeds, reading.mentions, places_of(reading, dice), lights_of(reading))
    moments, _ = moments_of(scenes, 200, dice)
    told = {fill(beat.say, *scene.slots()) for scene in scenes}
    assert told & {m.summary for m in moments}, f"{beat.id} never comes: {beat.example()}"


@pytest.mark.parametrize("beat", all_beats(), ids=lambda b: b.id)
def test_a_beat_adds_no_people_no_war_and_no_death(beat: Beat):
    assert not _ADDS.search(" ".join((beat.say, beat.more, beat.feel, beat.focus)))


@pytest.mark.parametrize(
    "sentence", ["A girl opens a locked box.", "Two brothers climb a mountain.", "A fox crosses a lake."]
)
def test_every_beat_is_a_whole_sentence_whose_subject_and_verb_agree(sentence):
    reading, dice = read(sentence), Dice("test")
    scenes = scenes_of(reading.deeds, reading.mentions, places_of(reading, dice), lights_of(reading))
    for moment in moments_of(scenes, 60, dice)[0]:
        for sent in parse(moment.summary).sents:
            root = sent.root
            subject = next((c for c in root.children if c.dep_ == "nsubj"), None)
            if subject is not None and root.tag_ in ("VBZ", "VBP") and subject.tag_ in ("NN", "NNS"):
                conjoined = any(c.dep_ == "conj" for c in subject.children)
                assert (root.tag_ == "VBP") == (subject.tag_ == "NNS" or conjoined), moment.summary


def test_lines_in_passing_are_short():
    assert all(len(text.split()) <= 9 for said in all_lines() for text in said.say)
