"""The tables of assets/script: every file can be read, refers only to what exists, and says where it is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import vgot.script
from vgot.resources import shipped
from vgot.script import tables
from vgot.script.formats.prose import chapters
from vgot.script.formats.tables import column_names
from vgot.script.offline.beats import Beat, all_beats
from vgot.script.offline.family import Life, life
from vgot.script.offline.glossary import Glossary, glossary
from vgot.script.offline.homes import home_of
from vgot.script.offline.lines import all_lines
from vgot.script.offline.places import Places, places
from vgot.script.offline.prose import Wordings, wordings
from vgot.script.offline.roles import Roles, roles
from vgot.script.offline.sheets import beats_of_a_life
from vgot.script.offline.tones import Tones, tones
from vgot.script.offline.wardrobe import wardrobe
from vgot.script.offline.writer import MAX_OFFLINE_SHOTS
from vgot.script.plain import Plain, plain
from vgot.script.reading.lists import Lists, lists
from vgot.script.reading.names import Names, names

READERS = {
    "beats.yaml": all_beats,
    "lines.yaml": all_lines,
    "roles.yaml": roles,
    "places.yaml": places,
    "tones.yaml": tones,
    "names.yaml": names,
    "wardrobe.yaml": wardrobe,
    "prose.yaml": wordings,
    "life.yaml": life,
    "life.txt": beats_of_a_life,
    "glossary.yaml": glossary,
    "reading.yaml": lists,
    "chapters.yaml": chapters,
    "plain.yaml": plain,
    "columns.yaml": column_names,
    "homes.yaml": lambda: home_of(["tree"]),
}
#: Files with a reader of their own elsewhere: nouns (tests of reading) and wishes (tests/script/test_wishes.py).
ELSEWHERE = {"nouns.yaml", "wordnet.txt", "WORDNET.LICENSE", "wishes.yaml", "README.md"}


@pytest.mark.parametrize("name", READERS)
def test_every_table_can_be_read(name):
    assert READERS[name]()


def test_every_file_has_a_reader_and_stands_in_the_readme():
    there = {p.name for p in shipped("assets", "script").iterdir()}
    readme = shipped("assets", "script", "README.md").read_text(encoding="utf-8")
    assert there == set(READERS) | ELSEWHERE
    assert not [name for name in there - {"README.md"} if name not in readme]


@pytest.mark.parametrize(
    ("name", "kind", "text", "said"),
    [
        (
            "roles.yaml",
            Roles,
            "workers: {baker: {work: bakery, tool: whisk, clothes: an apron}}",
            "workers > baker > craft",
        ),
        ("roles.yaml", Roles, "workers: [", "assets/script/roles.yaml cannot be read"),
        ("beats.yaml", tuple[Beat, ...], "- {id: x, when: never}", "entry 1 x > when"),
        ("places.yaml", Places, "kinds: {cave: {sets: {}, details: [wet]}}", "kinds > cave > sets"),
        ("tones.yaml", Tones, "tones: {merry: {}}", "tones > merry"),
        ("names.yaml", Names, "cultures: {nordic: {women: Liv}}", "cultures > nordic > men"),
        ("life.yaml", Life, "{style: x, titles: [], stages: {three: []}}", "stages > three"),
        ("prose.yaml", Wordings, "character: {hero: 1}", "character > hero"),
        ("glossary.yaml", Glossary, "{languages: {de: hund}, qualities: []}", "de: hund is no word=English"),
        ("plain.yaml", Plain, "{light: [{words: rain}]}", "light > entry 1 > say"),
        ("reading.yaml", Lists, "numbers: {one: many}", "numbers > one"),
    ],
)
def test_a_wrong_entry_is_one_error_that_names_file_and_entry(monkeypatch, name, kind, text, said):
    monkeypatch.setattr(tables, "text_of", lambda _: text)
    with pytest.raises(ValueError) as caught:
        tables.table(name, kind)
    assert f"assets/script/{name}" in str(caught.value) and said in str(caught.value)


@pytest.mark.parametrize(
    ("name", "was", "becomes", "said"),
    [
        ("roles.yaml", "aliases: {", "aliases: {wizened: hermitess, ", "the alias wizened is a hermitess"),
        ("places.yaml", "old: library", "old: scriptorium", "becomes scriptorium"),
        ("places.yaml", "people: [", "people: [nowhere, ", "nowhere is no kind of place"),
        ("places.yaml", "words: [school", "words: [hospital, school", "hospital stands in the words of"),
        ("tones.yaml", "moves: [pan right", "moves: [somersault", "somersault"),
        ("names.yaml", "{american: [american", "{american: [martian", "martian"),
        ("beats.yaml", 'say: "{Place}', 'say: "{Planet}', "{Planet}"),
    ],
)
def test_a_word_that_leads_nowhere_is_named(monkeypatch, name, was, becomes, said):
    text = tables.text_of(name)
    assert was in text
    kinds = {"roles.yaml": Roles, "places.yaml": Places, "tones.yaml": Tones, "names.yaml": Names}
    monkeypatch.setattr(tables, "text_of", lambda _: text.replace(was, becomes, 1))
    with pytest.raises(ValueError, match=name) as caught:
        tables.table(name, kinds.get(name, tuple[Beat, ...]))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("bedroom dawn", "boudoir dawn", "boudoir is no kind of place"),
        ("bedroom dawn", "bedroom gloom", "gloom is no light"),
        ("joy first key", "joy first kay", "kay is no tag"),
        ("joy first key", "glee first key", "cannot be read"),
    ],
)
def test_a_wrong_beat_of_a_life_is_shown(monkeypatch, was, becomes, said):
    text = tables.text_of("life.txt")
    assert was in text
    monkeypatch.setattr("vgot.script.offline.sheets.text_of", lambda _: text.replace(was, becomes, 1))
    with pytest.raises(ValueError, match="life.txt") as caught:
        beats_of_a_life.__wrapped__()
    assert said in str(caught.value)


def test_places_that_other_tables_name_exist():
    kinds = set(places().kinds)
    works = {w: r.work for w, r in roles().workers.items()} | {"robot": roles().robot.work}
    assert {w: k for w, k in works.items() if k not in kinds} == {}
    assert set(life().seasons) <= kinds


def test_lights_that_other_tables_name_exist():
    known = set(tones().lights)
    for kind, place in places().kinds.items():
        assert set(place.light) <= known | {"any"} and set(place.light.values()) <= known, kind


def test_roles_cultures_and_ages_that_other_tables_name_exist():
    assert set(names().born) <= set(roles().by_word)
    assert {*wardrobe().hair, *wardrobe().skin} <= {*names().cultures, "other"}
    people = {key for beat in beats_of_a_life() for key in beat.who} - {"hero"}
    assert people == set(life().relatives)
    assert set(life().stages) == {3, 4, 5, 6}


def test_wordings_ask_only_for_what_is_filled():
    known = dict.fromkeys("Stage stage years hair face clothes keep mood Mood he him it It name Name bare a_name where look when When Detail".split(), "x")  # fmt: skip
    for forms in (*wordings().character.values(), *wordings().background.values()):
        assert all(form.format(**known) for form in forms)
    assert all("{focus}" in form for forms in tones().moves.values() for form in forms)
    assert all("{name}" in form for form in wordings().bystanders)


@pytest.mark.parametrize("without", [{"old"}, {"modern", "war"}, {"old", "trade"}, {"modern", "trade", "war"}])
def test_a_life_has_beats_for_the_longest_film_in_any_era(without):
    assert sum(not b.tags & without for b in beats_of_a_life()) >= MAX_OFFLINE_SHOTS


def test_every_list_of_words_is_read_and_every_one_that_is_read_exists():
    code = "".join(p.read_text(encoding="utf-8") for p in Path(vgot.script.__file__).parent.rglob("*.py"))
    asked = set(re.findall(r"\blists\(\)\.(\w+)", code))
    assert asked == set(Lists.model_fields) | set(lists().model_extra or {})
    assert all(isinstance(words, frozenset) for words in (lists().model_extra or {}).values())
