"""The coherence threshold: fitted on hand-written scripts, measured on scripts it never saw; and the word vectors."""

import hashlib
import json
import subprocess
import sys

import numpy as np
import pytest

from vgot.errors import BadInput, ModelUnavailable, NotFound
from vgot.script.calibrate import SCRIPTS, auc, calibrate, load_scripts
from vgot.script.coherence import FITS, Fit, Judge, WordVectors, mask, save_fits, shipped_fits
from vgot.script.validate import check_rules, check_shot, flagged, resolve_place, resolve_who, validate
from vgot.script.words import FOLDER, alignment, embed, nearest_word, similarity
from vgot.story.model import DOMAINS, Domains, Story


@pytest.fixture(scope="module")
def calibration():
    return calibrate()


def test_consecutive_shots_are_told_from_other_stories(calibration):
    measured = calibration.fit.measured
    assert measured["stories"] >= 16
    assert measured["auc_cross_story"] >= 0.90
    assert measured["pass_consecutive"] >= 0.90 and measured["pass_cross_story"] < 0.40


def test_the_shipped_threshold_is_what_the_command_fits(calibration):
    shipped = shipped_fits()[WordVectors.name]
    for name in ("bias", "together", "background", "threshold"):
        assert getattr(shipped, name) == pytest.approx(getattr(calibration.fit, name), abs=0.02)
    assert shipped.measured == calibration.fit.measured


def test_the_command_shows_its_roc_and_the_shuffled_figure_as_it_is(calibration):
    words = calibration.in_words()
    assert "AUC consecutive against other stories: 0.9" in words
    assert f"shuffled shots of the same story: {calibration.fit.measured['auc_shuffled']:.3f}" in words
    false, true = [r[1] for r in calibration.roc], [r[2] for r in calibration.roc]
    assert false == sorted(false) and true == sorted(true) and true[-1] == 1.0
    json.dumps(calibration.as_json())


def test_the_scripts_are_of_all_kinds_and_complete():
    files = [json.loads(f.read_text()) for f in SCRIPTS.glob("*.json")]
    assert {f["kind"] for f in files} == {"life", "ensemble", "event", "variation"}
    for file in files:
        for shot in file["shots"]:
            assert check_rules(Domains(**{d: shot[d] for d in DOMAINS})) == []


def test_names_alone_prove_nothing():
    assert (
        mask("Old Mary and MARY's maryland, Tom Hill", ["Old Mary", "Tom Hill"])
        == "someone and MARY's maryland, someone"
    )
    judge = Judge()
    robot = Domains(character="Mary, a chrome robot with six arms", background="Mary's starship, a nebula outside")
    baker = Domains(character="Mary, a baker in a white apron", background="Mary's village bakery with a brick oven")
    assert judge.compare(baker, robot, ["Mary"]).score < judge.compare(baker, robot).score


def test_another_encoder_needs_a_fit_of_its_own(tmp_path):
    class Letters:
        name = "letters"

        def similarity(self, left, right):
            return len(set(left) & set(right)) / max(1, len(set(left) | set(right)))

    with pytest.raises(ModelUnavailable, match="no calibrated threshold"):
        Judge(Letters())
    fit = calibrate(Letters()).fit
    save_fits([fit], tmp_path / "fits.json")
    assert shipped_fits(tmp_path / "fits.json") == {"letters": fit}
    assert 0 < Judge(Letters(), fit).compare(Domains(character="a b"), Domains(character="a c")).score < 1
    assert WordVectors.name in shipped_fits()


def test_damaged_fits_and_scripts_say_what_to_do(tmp_path):
    (tmp_path / "fits.json").write_text("[{}]")
    with pytest.raises(ModelUnavailable, match="damaged"):
        shipped_fits(tmp_path / "fits.json")
    with pytest.raises(NotFound):
        load_scripts(tmp_path / "nothing")
    (tmp_path / "a.json").write_text('{"title": "x", "shots": []}')
    (tmp_path / "fits.json").unlink()
    with pytest.raises(BadInput, match="not a script"):
        load_scripts(tmp_path)


def test_auc_counts_ties_half():
    assert auc(np.array([1.0, 2.0]), np.array([0.0, 1.0])) == pytest.approx(0.875)
    assert auc(np.array([1.0]), np.array([1.0])) == 0.5


def test_the_fit_is_monotone_in_both_similarities():
    fit = shipped_fits(FITS)[WordVectors.name]
    assert isinstance(fit, Fit) and fit.score(0.6, 0.5) > fit.score(0.5, 0.5) > fit.score(0.5, 0.4)


# -- words ------------------------------------------------------------------------------------------------------------
def test_words_that_no_list_knows_are_read():
    places = (
        "bedroom",
        "kitchen",
        "street",
        "forest",
        "desert",
        "harbour",
        "church",
        "factory",
        "stage",
        "space",
        "garden",
    )
    said = {
        "bakery": "kitchen",
        "botanist's greenhouse": "garden",
        "the lighthouse at sea": "harbour",
        "chapel wedding": "church",
        "concert hall piano": "stage",
        "orbiting station": "space",
        "the abandoned assembly line": "factory",
    }
    assert {word: nearest_word(word, places) for word in said} == said
    assert nearest_word("quantum chromodynamics", places) is None and nearest_word(" ", places) is None
    assert nearest_word("x", ()) is None


def test_vectors_are_of_unit_length_and_unknown_text_is_zero():
    vectors = embed(["a red scarf", "", "☃☃☃"])
    assert (
        vectors.shape == (3, 128) and np.linalg.norm(vectors[0]) == pytest.approx(1, abs=1e-5) and not vectors[1].any()
    )
    assert similarity("boat", "ship") > similarity("boat", "violin")
    assert alignment("a red scarf", "a red scarf") == pytest.approx(1, abs=1e-5) and alignment("", "x") == 0.0


def test_the_vectors_are_the_recorded_ones():
    record = json.loads((FOLDER / "words.json").read_text())
    assert {n: hashlib.sha256((FOLDER / n).read_bytes()).hexdigest() for n in record["sha256"]} == record["sha256"]
    assert "Apache-2.0" in record["licence"] and "distil_words.py" in record["recipe"]
    assert sum(f.stat().st_size for f in FOLDER.iterdir()) < 6_000_000


def test_the_words_need_no_torch_and_the_package_loads_nothing_heavy():
    code = (
        "import sys, vgot.script.llm.algorithm1, vgot.script.llm.rewrite, vgot.script.formats.screenplay, vgot.script.llm.discovery\n"
        "assert not {'torch', 'openai', 'transformers', 'httpx2', 'tokenizers', 'screenplay_tools'} & set(sys.modules)\n"
        "from vgot.script.words import embed; embed(['x'])\nassert not {'torch', 'transformers'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=SCRIPTS.parents[2]).returncode == 0


# -- rules ------------------------------------------------------------------------------------------------------------
GOOD = dict(
    character="Mary, a tall woman",
    background="an old stone harbour",
    relation="She opens the crate.",
    camera="Medium shot",
    lighting="Morning sun",
)


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "  ",
        "TBD",
        "N/A",
        "same as before",
        "as above",
        "[insert lighting]",
        "Lorem ipsum dolor",
        "...",
        "unspecified",
        "<describe the light>",
        "shot size, angle, movement",
        "string",
        "bright",
    ],
)
def test_placeholders_are_found_in_every_domain(bad):
    for domain in DOMAINS:
        reasons = check_rules(Domains(**{**GOOD, domain: bad}))
        assert [r.domain for r in reasons] == [domain]


def test_good_text_in_any_language_passes():
    assert check_rules(Domains(**GOOD)) == []
    assert (
        check_rules(
            Domains(
                character="一位穿红色外套的高个女人",
                background="古老的石头港口和灯塔",
                relation="她慢慢打开木箱。",
                camera="中景镜头，缓慢推近",
                lighting="清晨柔和的阳光",
            )
        )
        == []
    )


def test_a_domain_that_repeats_another_is_found():
    same = Domains(
        **{**GOOD, "relation": "Mary walks along the harbour wall", "character": "Mary walks along the harbour wall"}
    )
    assert [r.domain for r in check_rules(same)] == ["relation"]


def test_names_are_resolved_by_stage_by_name_and_by_description():
    from vgot.story.model import Character, Place, Stage

    cast = [
        Character(
            id="mary", name="Mary", stages=[Stage(id="young", name="Young Mary"), Stage(id="old", name="Old Mary")]
        ),
        Character(id="tom", name="Tom Hill", stages=[Stage(id="now", name="Tom Hill")]),
    ]
    assert resolve_who(["Old Mary", "tom hill (aged 40)", "Ghost"], cast) == (
        [("mary", "old"), ("tom", "now")],
        ["Ghost"],
    )
    assert resolve_who(["Mary", "Young Mary"], cast) == ([("mary", "young")], [])
    assert (
        resolve_place("the OLD harbour", [Place(id="h", name="Old Harbour")]) == "h"
        and resolve_place("Moon", []) is None
    )


def test_only_the_neighbours_of_an_edit_are_validated_again_and_locked_shots_keep_their_flags():
    from tests.script.test_rewrite import story
    from vgot.script.reshape import lock

    given: Story = story(6)
    shots = [s.model_copy(update={"domains": s.domains.model_copy(update={"camera": "TBD"})}) for s in given.shots]
    bad = lock(given.model_copy(update={"shots": shots}), 4)
    assert len(validate(bad)) == 6 and set(validate(bad, around=3)) == {"shot02", "shot03", "shot04"}
    after = flagged(bad, around=3)
    assert [len(s.flags) for s in after.shots] == [0, 1, 1, 0, 0, 0]
    assert check_shot(after, 2)[0].in_words().startswith("camera: The camera domain is a placeholder")
