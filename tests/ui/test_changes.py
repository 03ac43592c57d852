"""A page is told what changed since it was told last, and shows what one that was told everything shows."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import small_story
from ui.changes import REMEMBERED, applied, changes
from ui.example import ExampleFilm
from ui.verbs import Verbs

PLAIN = st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab_", max_size=3)
ROWS = st.lists(st.sampled_from("pqrstu"), unique=True, max_size=5)


@st.composite
def _rows(draw, inner):
    return [{"id": name, "is": draw(inner)} for name in draw(ROWS)]


JSON = st.recursive(
    PLAIN,
    lambda inner: (
        st.dictionaries(st.sampled_from(["a", "b", "to", "keys", "__proto__", "rows"]), inner, max_size=4)
        | st.lists(inner, max_size=3)
        | _rows(inner)
    ),
    max_leaves=12,
)


@given(JSON, JSON)
@settings(max_examples=300)
def test_what_changed_makes_the_new_of_the_old(old, new):
    before = json.dumps(old)
    assert json.dumps(applied(old, changes(old, new))) == json.dumps(new), "the order of keys is that of the film"
    assert json.dumps(old) == before
    assert changes(new, json.loads(json.dumps(new))) is None


@pytest.mark.needs("node")
def test_the_page_makes_the_same_of_it(tmp_path):
    pairs = []

    @given(JSON, JSON)
    @settings(max_examples=200, database=None)
    def collect(old, new):
        pairs.append([old, json.loads(json.dumps(changes(old, new))), new])

    collect()
    (tmp_path / "pairs.json").write_text(json.dumps(pairs), encoding="utf-8")
    module = (Path(__file__).parents[2] / "ui/widgets/page_state/changes.js").as_uri()
    (tmp_path / "run.mjs").write_text(
        f'import {{ applied }} from "{module}"; import fs from "node:fs"; import assert from "node:assert/strict";\n'
        'const pairs = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));\n'
        "for (const [old, change, made] of pairs) assert.equal(JSON.stringify(applied(old, change)), JSON.stringify(made));\n"
        "console.log(pairs.length);",
        encoding="utf-8",
    )
    done = subprocess.run(
        ["node", str(tmp_path / "run.mjs"), str(tmp_path / "pairs.json")], capture_output=True, text=True
    )
    assert done.stdout.strip() == str(len(pairs)) and len(pairs) >= 200, done.stderr


@pytest.fixture
def asked(studio):
    verbs = Verbs(studio, ExampleFilm(studio))
    project = studio.new_project(small_story(8))

    def ask(verb, held, **fields):
        reply = verbs.answer({"verb": verb, "project": project.id, "held": held, **fields})
        assert reply["ok"], reply
        return reply

    return ask


def test_a_page_that_shows_nothing_is_told_everything(asked):
    reply = asked("look", "", stamp="")
    assert len(reply["view"]["story"]["shots"]) == 8 and "changed" not in reply


def test_an_edited_word_brings_that_word(asked):
    first = asked("look", "", stamp="")
    shot = first["view"]["story"]["shots"][2]["id"]
    reply = asked("edit", first["mark"], shot=shot, field="lighting", value="cold neon light")
    assert reply["view"] is None and reply["changed"]["since"] == first["mark"]
    view = applied(first["view"], reply["changed"]["by"])
    whole = asked("look", "", stamp="")["view"]
    assert view == whole and view["story"]["shots"][2]["domains"]["lighting"] == "cold neon light"
    assert len(json.dumps(reply)) < len(json.dumps(whole)) / 3


def test_who_was_told_too_long_ago_or_of_another_film_is_told_everything(asked):
    first = asked("look", "", stamp="")
    for _ in range(REMEMBERED):
        asked("look", "", stamp="")
    assert asked("look", first["mark"], stamp="")["view"] is not None
    assert asked("look", "a mark of nobody", stamp="")["view"] is not None
