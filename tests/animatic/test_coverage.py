"""Used or named, in pictures: each word of a shot is drawn, drawn as something near, or not drawn, and the shot says which."""

import json
import subprocess
import sys
import time

import pytest

from vgot.animatic.family import AnimaticFaces, AnimaticImage
from vgot.animatic.lexicon.coverage import MOST, Coverage, Word, coverage_of, understood
from vgot.animatic.nearest import nearest_place
from vgot.errors import BadInput, ModelUnavailable, NotFound
from vgot.models.base import Cast, KeyframeSpec, PortraitSpec, Quiet
from vgot.project.studio import coverage_of as coverage_of_text
from vgot.story.model import Domains
from vgot.units import FrameSize

SIZE = FrameSize(192, 108)
IMAGE, FACES = AnimaticImage(), AnimaticFaces()


def member(name: str, look: str) -> Cast:
    spec = PortraitSpec(name.lower(), "s", name, "s", "", look, "", "", 3, FrameSize(96, 96), None)
    tokens = FACES.read_tokens(IMAGE.draw_portrait(spec, Quiet()), spec, Quiet())
    return Cast(name.lower(), "s", name, "s", "", tokens, 0.5)


def spec_of(
    relation="",
    background="a meadow",
    camera="medium shot, static",
    lighting="noon",
    character="",
    summary="",
    place="",
    cast=(),
):
    domains = Domains(character=character, background=background, relation=relation, camera=camera, lighting=lighting)
    return KeyframeSpec(domains, summary, tuple(cast), place, "", None, "", 5, SIZE)


def facts(**shot) -> dict:
    return IMAGE.keyframe_facts(spec_of(**shot))


def states(coverage: Coverage) -> dict[str, str]:
    return {w.word: w.state for w in coverage.words}


MARTA = member("Marta", "a woman of thirty with red hair in a blue coat")

#: texts, and what somebody who had looked at the drawings says of their words ("-": nobody expects to see it)
LABELLED = [
    ("relation", "A fox steals a loaf of bread from the baker.", "fox drawn, bread drawn, steal near"),
    ("relation", "Two brothers argue over an old map.", "brother drawn, map drawn, argue drawn, old not"),
    ("relation", "A wolf howls under a full moon.", "wolf drawn, howl not"),
    ("relation", "An ostrich runs past a red mailbox.", "ostrich near, run drawn, mailbox drawn"),
    ("relation", "The detective examines a bloody knife.", "examine drawn, knife drawn, bloody not"),
    ("relation", "A boy throws a frisbee to his dog.", "boy drawn, throw drawn, frisbee drawn, dog drawn"),
    ("relation", "A gardener waters the roses.", "gardener drawn, rose drawn"),
    ("relation", "She reads an old letter by the fireplace.", "read drawn, letter drawn, old not, fireplace drawn"),
    ("relation", "He smiles and waves at a passing train.", "smile drawn, wave drawn, train drawn"),
    ("relation", "A barista pours milk into a cup.", "barista drawn, pour drawn, milk drawn, cup drawn"),
    ("relation", "The queen hides a crown inside a chest.", "hide drawn, crown drawn"),
    ("relation", "A mammoth walks through the snow.", "mammoth drawn, walk drawn"),
    ("relation", "For a moment her attention is on the hope of a better future.", "moment -, attention -, hope -, future -"),
    ("relation", "She thinks about the past and decides to stay.", "past -, think -, decide -, stay -"),
    ("relation", "A clown juggles three lemons.", "clown drawn, juggle drawn, lemon drawn"),
    ("relation", "The violinist plays while an old man sleeps on a bench.", "play drawn, man drawn, old drawn, sleep drawn, bench drawn"),
    ("relation", "A mechanic repairs a rusty motorcycle.", "repair drawn, rusty not, motorcycle drawn"),
    ("relation", "He does not cry and carries no umbrella.", "cry -, umbrella -"),
    ("background", "a bus depot at night with parked buses", "depot near, night drawn, bus drawn"),
    ("background", "a narrow alley with a broken fire hydrant", "alley near, narrow not, broken not, hydrant drawn"),
    ("background", "a sunny beach with palm trees", "sunny drawn, beach drawn, tree drawn"),
    ("background", "a cosy kitchen with a stove and a window", "kitchen drawn, stove drawn, window drawn"),
    ("background", "a stone bridge over a canal", "canal not"),
    ("background", "a church with a golden organ and marble angels", "church drawn, angel not, marble not"),
    ("background", "a foggy forest with a wooden watchtower", "foggy drawn, forest drawn, watchtower drawn, wooden not"),
    ("background", "Paris in the rain", "paris near, rain drawn"),
    ("background", "a library full of books and a spiral staircase", "library drawn, book drawn, staircase drawn"),
    ("background", "the snowy mountains and a frozen waterfall", "mountain drawn"),
    ("background", "a market with fruit stalls and awnings", "market drawn, stall drawn, awning drawn, fruit drawn"),
    ("camera", "extreme close-up, whip pan, shallow focus", "extreme close up drawn, whip pan near, shallow focus not"),
    ("camera", "wide shot, slow push in, low angle", "wide shot drawn, push in drawn, low angle drawn"),
    ("camera", "handheld medium shot, dutch tilt", "handheld not, medium shot drawn, dutch tilt drawn"),
    ("camera", "crane up over the square", "crane up near"),
    ("lighting", "green fluorescent light", "green not, fluorescent near"),
    ("lighting", "golden hour, long shadows", "golden hour drawn, long shadow not"),
    ("lighting", "soft candlelight", "soft drawn, candlelight drawn"),
    ("lighting", "moonlight with a silver rim light", "moonlight drawn, silver drawn"),
    ("lighting", "neon light, flickering", "neon light drawn, flicker not"),
    ("character", "Marta, elderly, in a blue coat and a red scarf, tired", "coat drawn, blue drawn, scarf drawn, red drawn, tired drawn"),
    ("character", "a tall man with a backpack and a stethoscope", "man drawn, tall drawn, backpack drawn, stethoscope drawn"),
    ("character", "a girl with a scar and a pocket watch", "girl drawn, scar not"),
    ("character", "kind eyes, half smiling, the whole attention on her hands", "eye -, attention -, hand -"),
]  # fmt: skip


def judged() -> list[tuple[str, str, str, str]]:
    """(text, word, what somebody says, what the program says)."""
    out = []
    for domain, text, labels in LABELLED:
        said = states(coverage_of(domain, text))
        for label in labels.split(", "):
            word, _, state = label.rpartition(" ")
            out.append((text, word, state, said.get(word, "-")))
    return out


def test_a_hundred_words_labelled_by_hand_agree():
    told = judged()
    wrong = [one for one in told if one[2] != one[3]]
    assert len(told) >= 100
    assert len(wrong) <= 0.05 * len(told), wrong


def test_a_take_names_nouns_verbs_qualities_places_light_and_camera_alike():
    told = facts(
        relation="Marta unlocks a rusty astrolabe",
        background="a bus depot with a broken turnstile",
        camera="medium shot, anamorphic",
        lighting="green light, long shadows",
        cast=[MARTA],
    )
    assert {"astrolabe", "unlock", "rusty", "turnstile", "broken", "green", "long shadow", "anamorphic"} <= set(
        told["not_drawn"]
    )
    assert {"word": "depot", "as": "a factory"} in told.get("drawn_as", [])


def test_a_place_that_no_word_knows_is_named_and_no_living_room_stands_for_a_bus_without_a_word():
    told = facts(background="INT. BUS", place="Bus", cast=[MARTA])
    assert {"word": "bus", "as": "a living room"} in told.get("drawn_as", []) or "bus" in told["not_drawn"]
    assert "kzzrtl" in facts(background="the Kzzrtl", place="Kzzrtl")["not_drawn"]


def test_the_most_telling_comes_first_lower_case_once_and_at_most_twenty():
    things = "abacus, astrolabe, sextant, loom, harpoon, gyroscope, kiln, bellows, gimlet, thurible, sporran, trellis, balustrade"
    told = facts(
        relation=f"Marta unpacks {things} and unpacks the Abacus",
        background="a shop with a turnstile, a chimney, a weathervane, a tapestry, a keystone, a buttress, a gargoyle, a plinth, a hatch",
        cast=[MARTA],
    )["not_drawn"]
    assert len(told) == MOST == len(set(told)) and told == [w.lower() for w in told]
    assert told.index("abacus") < len(told) and all(w in told[:14] for w in ("abacus", "sextant"))


def test_a_thing_for_which_the_picture_has_no_room_is_named_though_the_table_knows_it():
    shot = {"relation": "Marta sits beside a piano", "background": "a meadow", "cast": [MARTA]}
    assert "piano" not in facts(**shot, camera="wide shot")["not_drawn"]
    assert "piano" in facts(**shot, camera="extreme close-up")["not_drawn"]


def test_clothes_and_colours_are_those_of_the_picture_not_of_the_words():
    told = facts(character="Marta in a green uniform and a top hat", relation="Marta waits", cast=[MARTA])["not_drawn"]
    assert {"green", "uniform"} <= set(told)
    assert not {"blue", "coat"} & set(facts(character="Marta in a blue coat", cast=[MARTA])["not_drawn"])


def test_prose_that_nobody_expects_to_see_is_not_named():
    told = facts(
        relation="For a moment the whole attention is on the silence between them",
        character="Marta, calm, something of hope in her posture",
        summary="The story begins.",
        cast=[MARTA],
    )
    assert told == {"not_drawn": []}


def test_the_same_words_have_the_same_states():
    spec = spec_of("Marta finds an astrolabe in a muddy trench", cast=[MARTA])
    assert IMAGE.keyframe_facts(spec) == IMAGE.keyframe_facts(spec)
    one = understood(spec.domains, spec.summary, nearest=nearest_place)
    assert one == understood(spec.domains, spec.summary, nearest=nearest_place)


def test_the_sidecar_of_a_drawing_says_what_it_said_before_there_was_coverage():
    picture = IMAGE.draw_keyframe(spec_of("Mary shows her old sextant to Tom"), Quiet())
    scene = json.loads(picture.sidecar)
    assert scene["not_drawn"] == ["sextant"] and "drawn_as" not in scene


def test_a_typed_text_tells_where_each_word_stands():
    text = "A gomphothere in a red coat"
    told = coverage_of("relation", text)
    assert {text[w.start : w.end] for w in told.words} >= {"gomphothere", "coat"}
    assert told.as_json()["words"][0] == Word("gomphothere", "noun", "near", "relation", 2, 13, "an elephant").as_json()


@pytest.mark.parametrize(
    "text",
    ["", "🙂🙂", "مرحبا بالعالم", "a" * 2000, "no no not", "1 2 3 '''s --- ...", "O'Brien's rock'n'roll", "她在海边"],
)
@pytest.mark.parametrize("domain", ["relation", "camera", "lighting", "summary"])
def test_odd_text_never_fails(domain, text):
    assert coverage_of(domain, text).as_json()["not_drawn"] is not None


def test_without_the_parser_the_sidecars_own_list_stands(monkeypatch):
    def missing(texts):
        raise ModelUnavailable("The parser of English is not installed.")

    monkeypatch.setattr("vgot.animatic.lexicon.coverage.parse_all", missing)
    assert facts(relation="Marta shows a sextant") == {}


def test_a_still_does_not_wait_for_its_coverage():
    spec = spec_of("Marta finds an astrolabe beside the old well", "a village street at dusk", cast=[MARTA])
    IMAGE.keyframe_facts(spec)
    began = time.process_time()
    for _ in range(20):
        IMAGE.keyframe_facts(spec)
    assert (time.process_time() - began) / 20 < 0.015


def test_the_parser_is_loaded_when_first_used_and_not_by_the_drawn_world():
    code = (
        "import sys, vgot.animatic.family, vgot.project.studio; print('spacy' in sys.modules); finders = list(sys.meta_path); "
        "from vgot.language.parser import parse; print(parse('She rides.')[1].lemma_, 'torch' in sys.modules); "
        "print(sys.meta_path == finders)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert said[0] == "False"
    assert said[1:3] == ["ride", "False"], "it reads without torch, which is there for whoever asks later"
    assert said[3:] == ["True"]


def test_a_project_tells_of_a_kept_shot_and_of_words_that_are_typed(project):
    project.edit("shots/1/relation", "She polishes an astrolabe.")
    project.edit("style", "oil painting")
    kept = project.coverage(1)
    assert {"astrolabe", "polish", "style: oil painting"} <= set(kept["not_drawn"])
    typed = project.coverage(1, {"relation": "She walks along.", "nonsense": "x"})
    assert (
        "astrolabe" not in typed["not_drawn"]
        and project.story.shots[0].domains.relation == "She polishes an astrolabe."
    )
    assert coverage_of_text("relation", "a gomphothere")["drawn_as"] == [{"word": "gomphothere", "as": "an elephant"}]
    with pytest.raises(NotFound):
        project.coverage(99)
    with pytest.raises(BadInput):
        coverage_of_text("weather", "x")


def test_what_is_missing_of_the_films_own_sentence_comes_first(project):
    project.edit("sentence", "A girl hides an astrolabe.")
    project.edit("shots/1/relation", "She polishes a theodolite beside an astrolabe.")
    missed = project.coverage(1)["not_drawn"]
    assert missed[0] == "astrolabe" and "theodolite" in missed[1:]


def test_a_take_and_the_project_say_the_same(project):
    project.edit("shots/1/relation", "She polishes an astrolabe.")
    assert not project.build(["keyframe/1"]).failed
    take = project.plan().named("keyframe/1").take
    assert take.facts["not_drawn"] == project.coverage(1)["not_drawn"]


def test_a_film_that_is_not_drawn_has_no_such_words(project):
    project.set_preset("embedded")
    assert project.coverage(1) == {"words": [], "not_drawn": [], "drawn_as": []}


def test_a_lens_is_named_as_it_is_written():
    assert "lens" in coverage_of("camera", "Wide shot on a 50 mm lens.").not_drawn
