"""How a request is read: what fits is kept as it is, what does not is refused in words that name its field."""

from __future__ import annotations

import base64

import pytest

from ui.requests import OfFilm, read
from ui.verbs import FILES
from ui.verbs.base import VERBS, Verb, _register
from ui.verbs.cut import Boundary, Markers, Trim
from ui.verbs.films import Import, Make, Rename
from ui.verbs.script import Edit, EditPart, Lock
from ui.verbs.sound import Lines, Sound
from ui.verbs.takes import Choose, Pin, Regenerate, Upload
from vgot.errors import BadInput

FILM = {"project": "film"}

REFUSED = [
    (Rename, {"name": " "}, "name", "A name has 1 to 120 characters."),
    (Rename, {"name": "x" * 121}, "name", "This text has 121 characters; at most 120 fit."),
    (Make, {"sentence": None, "shots": 3}, "sentence", "'sentence' must be text."),
    (Make, {"sentence": "A fox.", "shots": "3"}, "shots", "'shots' must be a whole number from 0 to 100000."),
    (Make, {"sentence": "A fox.", "shots": True}, "shots", "'shots' must be a whole number from 0 to 100000."),
    (Make, {"sentence": "A\x00fox", "shots": 3}, "sentence", "This text holds characters that cannot be stored."),
    (Trim, {"end": "on", "shot": "shot1", "value": 1}, "end", "'end' must be one of in, out."),
    (Trim, {"end": "in", "shot": "shot1", "value": "1"}, "value", "'value' must be a number from 0 to 12."),
    (Trim, {"end": "in", "shot": "shot1", "value": float("nan")}, "value", "'value' must be a number from 0 to 12."),
    (Lock, {"shot": "shot1", "what": "shot", "on": "yes"}, "on", "'on' must be yes or no."),
    (Choose, {"key": "../clip", "take": "t0123456789ab"}, "key", "'key' is not an item of this film."),
    (Choose, {"key": "moon/shot1", "take": "t0123456789ab"}, "key", "'key' is not an item of this film."),
    (Choose, {"key": "clip/shot1", "take": "t1"}, "take", "'take' is not a take."),
    (Regenerate, {}, "key", "'key' is not an item of this film."),
    (Regenerate, {"keys": ["clip/shot1", 7]}, "keys", "'keys' is not an item of this film."),
    (Markers, {"markers": []}, "markers", "'markers' must be a table of at most 8."),
    (Markers, {"markers": {"shot1": [{"at_s": 99}]}}, "at_s", "'at_s' must be a number from 0 to 12."),
    (Markers, {"markers": {"shot1": [7]}}, None, "The page sent something that is not a request."),
    (Lines, {"lines": [{}] * 13, "shot": "shot1"}, "lines", "'lines' must be a list of at most 12."),
    (Upload, {"key": "clip/shot1", "data": 7}, "data", "The file did not arrive."),
    (Upload, {"key": "clip/shot1", "data": "%"}, "data", "The file did not arrive whole."),
    (Sound, {"item": "a", "in_s": 2, "out_s": 2}, "out_s", "A sound must be longer than nothing."),
    (
        Edit,
        {"shot": "shot1", "field": "seed", "value": 0.5},
        "value",
        "'value' must be a whole number from 0 to 2147483647.",
    ),
    (Edit, {"shot": "shot1", "field": "who", "value": [{}] * 9}, "who", "'who' must be a list of at most 8."),
    (EditPart, {"path": "shots/1/camera", "value": "x"}, "shots/1/camera", "This field cannot be edited here."),
    (OfFilm, {"project": 3}, "project", "'project' must be text."),
    (OfFilm, None, None, "The page sent something that is not a request."),
]


@pytest.mark.parametrize("model, values, field, words", REFUSED, ids=lambda v: str(v)[:40])
def test_what_does_not_fit_is_refused_by_its_field_and_in_words(model, values, field, words):
    with pytest.raises(BadInput) as said:
        read(model, {**FILM, **values} if isinstance(values, dict) else values)
    assert (said.value.field, said.value.message) == (field, words)
    assert said.value.hint


def test_what_fits_is_kept_as_the_film_has_it():
    assert read(Edit, {**FILM, "shot": "shot1", "field": "duration_s", "value": 2.00049}).plain == 2.0
    assert read(Edit, {**FILM, "shot": "shot1", "field": "seed", "value": 7.0}).plain == 7
    who = [
        {"character": "mary", "stage": "old", "box": [0, 0.1, 0.99999, 1], "more": 1},
        {"character": "tom", "stage": "now"},
    ]
    assert read(Edit, {**FILM, "shot": "shot1", "field": "who", "value": who}).plain == [
        {"character": "mary", "stage": "old", "box": [0.0, 0.1, 1.0, 1.0]},
        {"character": "tom", "stage": "now"},
    ]
    assert read(EditPart, {**FILM, "path": "film/width", "value": 512.0}).value == 512
    assert read(Boundary, {**FILM, "field": "mode", "value": "cut", "after": "shot1"}).value == "cut"
    assert read(Rename, {**FILM, "name": "  The moon "}).name == "The moon"


def test_null_is_nothing_and_a_revision_that_is_none_is_left_out():
    assert read(Pin, {**FILM, "key": "clip/shot1", "take": None}).take is None
    assert [read(OfFilm, {**FILM, "have": have}).have for have in (None, "7", True, 0, 7)] == [
        None,
        None,
        None,
        None,
        7,
    ]


def test_a_sound_says_only_what_is_said_of_it():
    said = read(Sound, {**FILM, "item": "a", "at_s": 1.0000049, "shot": "", "loop": False})
    assert said.placed == {"at_s": 1.0, "shot": None, "loop": False}


def test_a_file_may_be_no_larger_than_its_kind_nor_than_what_may_be_sent_at_all():
    data = base64.b64encode(b"x" * 2**20 + b"y").decode()
    asked = {"name": "a.json", "data": data}
    assert len(read(Import, asked).data) == 2**20 + 1
    with pytest.raises(BadInput, match="larger than 1 MB"):
        read(Import, asked, most_upload=2**20)


def test_every_verb_stands_in_the_table_once_and_answers_by_its_name():
    assert {v.answer.__module__ for v in VERBS.values()} == {f.__name__ for f in FILES}
    with pytest.raises(AssertionError, match="two verbs"):
        _register(Verb("edit", Edit, lambda page, project, asked: None))
