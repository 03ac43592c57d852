"""What is done together, at things and with things: who is driven sits in the car, who floats lies on no air, no head covers another."""

from __future__ import annotations

import itertools

import pytest

from vgot.animatic import staging
from vgot.animatic.acting import pose_of
from vgot.animatic.lexicon.catalogue import COLOURS
from vgot.animatic.lexicon.coverage import understood
from vgot.animatic.lexicon.deeds import Member, deeds_of
from vgot.animatic.looks import Look, draw_look
from vgot.animatic.people.figure import head_at
from vgot.animatic.scene import actor_standing
from vgot.story.model import Domains
from vgot.units import name_of


def staged(relation: str, place: str, *names: str, background: str = "", camera: str = "Full shot.") -> dict:
    """The scene of a sentence; a name is what somebody is: "old man", "fox"."""
    domains = Domains(relation=relation, camera=camera, background=background or f"a {place}")
    reading = staging.read_domains(domains, "", place, "")
    cast = [(f"one-{n}", draw_look(name, name, name, f"a {name}", "", n), None) for n, name in enumerate(names)]
    members = [Member(name.title(), look.sex, look.kind) for name, (_, look, _) in zip(names, cast, strict=True)]
    where = {"kind": reading.place, "light": "noon", "weather": "clear", "season": "summer", "seed": 3}
    return staging.stage_scene(reading, cast, where, 4, deeds=deeds_of(domains, "", members))


def deeds_in(scene: dict) -> list[list[str]]:
    return [[b["deed"] for b in a.get("beats", ())] for a in scene["actors"]]


@pytest.mark.parametrize(
    ("relation", "place"),
    [
        ("The two brothers float down the river.", "river"),
        ("The brothers drift across the ocean on a raft.", "sea"),
        ("The brothers float along with the current of the stream.", "river"),
    ],
)
def test_who_floats_on_water_sits_on_a_raft_and_not_in_the_air(relation, place):
    scene = staged(relation, place, "older brother", "younger brother")
    first, second = scene["actors"]
    assert first["furniture"] == "mount:=raft" and second["furniture"] == "aboard" and scene["place"]["afloat"]
    assert all(actor_standing(scene, i, 1.0).pose.lift < 20 for i in range(2))


def test_a_balloonist_who_floats_over_the_hills_is_on_no_raft():
    (balloonist,) = staged("The balloonist floats over the hills.", "mountain", "balloonist")["actors"]
    assert "raft" not in balloonist["furniture"]


@pytest.mark.parametrize(
    ("relation", "place", "mount", "names"),
    [
        ("The driver drives the violinist through the city.", "city", "car", ("driver", "violinist")),
        ("An old man rows his niece across the lake.", "lake", "rowboat", ("old man", "niece")),
        ("The sisters drive to the coast.", "road", "car", ("older sister", "younger sister")),
    ],
)
def test_who_is_driven_or_rowed_sits_in_it_too(relation, place, mount, names):
    scene = staged(relation, place, *names)
    first, second = scene["actors"]
    assert first["furniture"] == f"mount:={mount}" and second["furniture"] == "aboard"
    assert first["speed"] == second["speed"] and abs(first["x"] - second["x"]) > 30


@pytest.mark.parametrize(
    "relation",
    [
        "The two men knead the dough.",
        "The two men saw a plank.",
        "The two men build a raft.",
        "The two men build a wall.",
        "The two men plant a tree.",
        "The two men dig a hole.",
    ],
)
def test_two_who_work_at_one_thing_do_not_cover_each_others_heads(relation):
    scene = staged(relation, "garden", "first man", "second man")
    for t in (0.0, 0.7, 1.5, 2.6):
        looked = [head_at(Look.from_dict(a["look"]), pose_of(a, t, 3.0, [], scene)) for a in scene["actors"]]
        for (x, y, r), (u, v, s) in itertools.combinations(looked, 2):
            assert (x - u) ** 2 + (y - v) ** 2 > (0.95 * (r + s)) ** 2, t


@pytest.mark.parametrize(
    ("relation", "name", "thing"),
    [
        ("The fox steals a sausage.", "fox", "meat"),
        ("The dog brings a newspaper.", "dog", "newspaper"),
        ("The crow carries a ring.", "crow", "ring"),
    ],
)
def test_an_animal_has_in_its_mouth_what_it_takes_and_it_lies_nowhere_else(relation, name, thing):
    scene = staged(relation, "garden", name)
    assert scene["actors"][0]["held"] == thing
    assert all(p["name"] != thing for p in scene["props"])


def test_what_is_repaired_is_the_thing_that_is_named():
    scene = staged("A watchmaker repairs a broken clock.", "workshop", "watchmaker")
    assert [p["name"] for p in scene["props"] if p["name"] in ("clock", "piece:engine")] == ["clock"]
    clock = next(p for p in scene["props"] if p["name"] == "clock")
    assert abs(clock["x"] - scene["actors"][0]["x"]) < 60 and clock["stand"] == "crate"
    engine = staged("A mechanic repairs something.", "workshop", "mechanic")
    assert any(p["name"] == "piece:engine" for p in engine["props"])


def test_cloth_has_the_colour_that_words_give_what_is_sewn():
    (tailor,) = staged("The tailor sews a red coat for the king.", "workshop", "tailor")["actors"]
    assert tailor["held_colour"] == COLOURS["red"]
    (plain,) = staged("The tailor sews a coat in a red house.", "workshop", "tailor")["actors"]
    assert plain["held_colour"] != COLOURS["red"]


def test_who_is_taught_to_make_pots_does_it():
    made = staged("A potter teaches her niece to make a clay bowl.", "workshop", "potter", "niece")
    assert "throw_pot" in deeds_in(made)[1] and "throw_pot" not in deeds_in(made)[0]


def test_a_slug_says_whose_somebody_is():
    assert name_of("watchmaker-s-cat") == "Watchmaker's Cat" and name_of("s-bahn") == "S Bahn"
    slug = name_of("watchmaker-s-cat")
    assert draw_look("watchmaker-s-cat", slug, "cat", f"a slim orange cat {slug}", "", 0).kind == "cat"


@pytest.mark.parametrize(
    "relation", ["A boy and his dog run.", "The boy walks with the dog.", "The boy stands beside the dog."]
)
def test_an_animal_does_not_stand_before_who_it_goes_with(relation):
    boy, dog = staged(relation, "park", "boy", "dog")["actors"]
    assert abs(boy["x"] - dog["x"]) > 25


def test_a_vehicle_that_carries_something_goes_with_it():
    scene = staged("A blue truck carries a piano up the road.", "road", camera="Full shot of the blue truck.")
    truck, piano = (next(p for p in scene["props"] if p["name"] == name) for name in ("truck", "piano"))
    assert truck["motion"] == piano["motion"] and truck["motion"]["how"] == "haul"
    assert piano["up"] > 30 and bool(truck.get("flip")) == (truck["motion"]["to"] < 0), "it looks where it goes"
    shelf = staged("A shelf carries a lamp.", "living room", camera="Medium shot of the shelf.")
    assert all("motion" not in p for p in shelf["props"])


def test_what_an_animal_does_and_what_is_made_are_told_as_drawn():
    for relation, place, name, words in (
        ("The cat sleeps by the lamp.", "living room", "cat", {"sleep"}),
        ("The potter makes a bowl of clay.", "workshop", "potter", {"bowl"}),
    ):
        told = understood(Domains(relation=relation), scene=staged(relation, place, name), names=[name])
        assert not words & set(told.not_drawn), told.not_drawn


def test_who_falls_is_whole_where_a_push_ends():
    scene = staged(
        "A young skater falls on the ice.", "stadium", "young skater", camera="Wide shot: a push in on the skater."
    )
    camera, (skater,) = scene["camera"], scene["actors"]
    assert camera["zoom2"] >= camera["zoom"]
    assert camera["y2"] + 72.0 / camera["zoom2"] > skater["y"] + 5.0


def test_what_nothing_and_nobody_does_is_not_done():
    (owl,) = staged("The owl watches the lantern. Nothing escapes it.", "forest", "owl")["actors"]
    assert owl["body"] == "standing" and not owl["speed"]
