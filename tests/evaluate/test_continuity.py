"""The continuity report on films whose errors are known, on a built project, and on paper."""

import json
from dataclasses import replace

import numpy as np
import pytest

from tests.evaluate.planted import PLANTS, clean_film, judge, plant
from vgot.evaluate.findings import Finding, Fix, Report
from vgot.evaluate.report import evaluate_project, examine, frames_of, kept_report, readers_for
from vgot.faces.reader import FaceReader
from vgot.story.model import load_story
from vgot.units import FrameSize

SMALL = {"size": FrameSize(512, 288), "fps": 8.0, "seconds": 1.25}
#: films of the quick form: their errors are of every kind but one
QUICK = (400, 404, 411)


@pytest.fixture(scope="module")
def readers():
    return readers_for(True)


@pytest.mark.needs("opencv")
@pytest.mark.parametrize("seed", [QUICK[0], *[pytest.param(s, marks=pytest.mark.slow) for s in QUICK[1:]]])
def test_a_clean_film_has_no_findings(readers, seed):
    report, _ = examine(clean_film(seed, 9, **SMALL).material(), readers, measures=False)
    assert [f.words for f in report.findings] == [] and report.verdict == "No findings."


@pytest.mark.slow
@pytest.mark.needs("opencv")
def test_nine_of_ten_planted_errors_are_found_with_one_false_alarm_at_most_in_a_film(readers):
    """The quick form of `python -m tests.evaluate.planted`: three short films with six errors each, of all kinds but one."""
    kinds, total, lost = set(), 0, []
    for seed in QUICK:
        film = plant(clean_film(seed, 9, **SMALL), seed, 6)
        _, missed, false = judge(film, examine(film.material(), readers, measures=False)[0])
        kinds |= {p.kind for p in film.planted}
        total, lost = total + len(film.planted), lost + [(seed, p.kind, p.number) for p in missed]
        assert len(false) <= 1, (seed, false)
    assert total == 18 and len(set(PLANTS) - kinds) <= 1
    assert len(lost) <= 0.1 * total, lost


@pytest.mark.needs("opencv")
def test_without_a_reader_for_faces_the_report_says_what_it_did_not_check(readers):
    report, _ = examine(clean_film(0, 2, **SMALL).material(), replace(readers, faces=None, scenes=None), measures=False)
    assert not report.findings and len(report.not_checked) == 2


@pytest.mark.needs("opencv")
def test_a_project_is_evaluated_once_and_again_when_its_frames_change(built):
    report = evaluate_project(built)
    assert set(report.measures) >= {
        "WS-FC",
        "CS-FC",
        "WS-SC",
        "CS-SC",
        "PSNR",
        "flicker",
        "dynamic degree",
        "seam delta-E",
        "text score",
    }
    assert all(m["encoder"] for m in report.measures.values()) and report.encoders["faces"] == "drawn-faces-3"
    assert kept_report(built).as_json() == report.as_json() and evaluate_project(built).key == report.key
    assert built.continuity.badges()["unchecked"] == [] and built.continuity.badges()["made"]
    built.edit("shots/1/lighting", "moonlit night")
    assert evaluate_project(built, measures=False).key != report.key


@pytest.mark.needs("opencv")
def test_paper_compat_is_another_report(built):
    plain, compat = evaluate_project(built), evaluate_project(built, paper_compat=True)
    assert plain.key != compat.key and compat.measures["CS-FC"]["paper_compat"]
    assert len(compat.measures["CS-SC"]["per"]) == len(plain.measures["CS-SC"]["per"]) - 1


def test_a_frame_of_a_finding_can_be_opened(built):
    frame = frames_of(built)(2, None)
    assert frame.dtype == np.uint8 and frame.shape == (90, 160, 3)


def _report() -> Report:
    found = [
        Finding(
            "hat",
            "shotb",
            2,
            "The hat of <b>Mary</b> is wrong.",
            31.0,
            28.0,
            fix=Fix("Strengthen the identity", "edit", ("cast/mary/strength", "0.7")),
        ),
        Finding("colour", "shotb", 2, "Colours jump.", 9.0, 4.8, to="shotc"),
    ]
    rows = [
        {
            "number": n,
            "shot": s,
            "frames": 8,
            "faces": 1,
            "likeness": {"mary": 0.8},
            "psnr": 30.0,
            "motion": 5.0,
            "still": 1,
            "lightness": [40.0, 41.0],
        }
        for n, s in ((1, "shota"), (2, "shotb"))
    ]
    return Report(
        "k",
        "A <script> film",
        found,
        ["Nothing."],
        {"PSNR": {"value": 30.0, "encoder": "pixels"}},
        rows,
        [{"after": "shota", "number": 1, "delta_e": 3.0}],
        {"faces": "x"},
    )


def test_a_report_survives_json():
    assert Report.from_json(json.loads(json.dumps(_report().as_json()))) == _report()


def test_names_are_escaped_on_paper_and_pictures_are_in_it(tmp_path):
    from vgot.errors import BadInput
    from vgot.evaluate.report_file import as_html, write

    page = as_html(_report(), lambda n, at: np.full((90, 160, 3), 90, np.uint8), {"mary": "<i>Mary"})
    assert (
        "<script>" not in page
        and "&lt;b&gt;Mary" in page
        and page.count("data:image/jpeg") == 3
        and page.count("data:image/png") == 3
    )
    assert write(_report(), tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(BadInput):
        write(_report(), tmp_path / "r.docx")


def test_numbers_of_different_encoders_never_stand_in_one_column():
    from vgot.evaluate.report_file import as_html

    names = {
        "WS-SC": "vgg19-features16",
        "CS-SC": "vgg19-features16",
        "WS-FC": "insightface:buffalo",
        "PSNR": "pixels",
        "text score": "clip:vit",
    }
    report = replace(_report(), measures={k: {"value": 0.5, "encoder": v} for k, v in names.items()})
    tables = as_html(report).split("<table>")[1:]
    assert len(tables) == len(set(names.values()))
    for table in tables:
        mine = {k for k in names if f"<td>{k}</td>" in table}
        (encoder,) = {names[k] for k in mine}
        assert f"<caption>Read by {encoder}</caption>" in table
    words, encoder = report.in_words().splitlines(), ""
    for line in words[words.index("  Not checked: Nothing.") + 1 :]:
        encoder = line.strip().removeprefix("Read by ").rstrip(":") if line.startswith("  Read by") else encoder
        assert line.startswith("  Read by") or names[line.strip().rpartition(" ")[0].strip()] == encoder


def test_a_seam_is_shown_from_both_sides():
    from vgot.evaluate.report_file import LAST, as_html

    asked = []
    as_html(_report(), lambda n, at: asked.append((n, at)))
    assert asked == [(2, None), (2, LAST), (3, 0)]


@pytest.mark.needs("opencv")
@pytest.mark.parametrize(
    "told, expected",
    [("They stand.", ["extra"]), ("They stand with a monkey.", []), ("They stand beside a statue.", [])],
)
def test_a_face_is_a_strangers_only_where_the_script_has_no_animal_or_statue_stand_by(readers, told, expected):
    from vgot.evaluate.cast import Sighting
    from vgot.evaluate.footage import Footage
    from vgot.evaluate.report import expected as asked_of
    from vgot.evaluate.shots import people
    from vgot.faces.reader import SeenFace

    film = clean_film(0, 1, **SMALL)
    said = film.story.shots[0].model_copy(
        update={
            "domains": film.story.shots[0].domains.model_copy(update={"relation": told, "background": "a kitchen"}),
            "who": [],
        }
    )
    want = asked_of(film.story.model_copy(update={"shots": [said]}), 1, {}, True)
    footage = Footage(1, said.id, 3, 8.0, sampled=[(n, np.zeros((240, 320, 3), np.uint8)) for n in range(3)])
    face = SeenFace(np.array([10.0, 10, 60, 60]), np.zeros((5, 2)), 0.9, np.eye(512, dtype=np.float32)[0])
    sighting = Sighting(footage, [1, 1, 1], {}, [(n, face) for n in range(3)])
    assert [f.kind for f in people(want, sighting, [])] == expected


def _stands_still(camera: str, drawn: bool):
    """What a shot is asked, and its sighting, of a picture that stands still for all its two seconds."""
    from vgot.evaluate.cast import Sighting
    from vgot.evaluate.footage import watch
    from vgot.evaluate.report import expected as asked_of

    film = clean_film(0, 1, **SMALL)
    shot = film.story.shots[0].model_copy(
        update={"domains": film.story.shots[0].domains.model_copy(update={"camera": camera, "relation": "They sleep."})}
    )
    want = asked_of(film.story.model_copy(update={"shots": [shot]}), 1, {}, drawn)
    return (
        replace(want, people=[None]),
        Sighting(watch([np.full((90, 160, 3), 99, np.uint8)] * 16, 1, shot.id, 16, 8.0)),
        film,
    )


@pytest.mark.needs("opencv")
@pytest.mark.parametrize(
    "drawn, camera, verb",
    [
        (True, "Wide shot, static camera.", "livelier"),
        (True, "", "livelier"),
        (True, "Wide shot, pan left.", "regenerate"),
        (False, "Wide shot, static camera.", "reshoot"),
    ],
)
def test_a_drawn_clip_that_stands_still_is_not_shot_again_for_the_drawn_world_would_make_the_same(drawn, camera, verb):
    from vgot.evaluate.shots import pictures

    want, sighting, _ = _stands_still(camera, drawn)
    (finding,) = pictures(want, sighting)
    assert finding.kind == "frozen" and finding.fix.name == verb


@pytest.mark.needs("opencv")
def test_the_words_put_for_a_still_camera_make_the_picture_move():
    from tests.evaluate.planted import _scene
    from vgot.animatic.render import Renderer
    from vgot.evaluate.footage import watch
    from vgot.evaluate.shots import pictures

    want, sighting, film = _stands_still("Extreme wide shot, static camera.", True)
    (finding,) = pictures(want, sighting)
    still = []
    for camera in (want.shot.domains.camera, finding.fix.args[1]):
        scene = _scene(film, 1, domains={"relation": "They sleep.", "camera": camera})
        still.append(watch((Renderer(film.size).frame(scene, k / 8) for k in range(10)), 1, "a", 10, 8.0).still)
    assert still[0] > 2 and still[1] == 1, (still, finding.fix)


@pytest.mark.parametrize(
    "light, passage, expected",
    [
        ("noon daylight", None, ["colour"]),
        ("noon daylight", 12.0, ["colour"]),
        ("noon daylight", 2.0, []),
        ("moonlit night", None, []),
    ],
)
def test_a_colour_jump_is_judged_by_the_light_and_by_how_it_passes_over_the_boundary(light, passage, expected):
    """Skin and coat of one person, a little darker after the seam: seen under a light that falls evenly, not where it passes in steps too small to see."""
    from vgot.evaluate.report import expected as asked_of
    from vgot.evaluate.seams import seams
    from vgot.evaluate.shot_summary import Glance, Person
    from vgot.evaluate.wardrobe import Dress

    told = clean_film(0, 2, **SMALL).story.model_dump(mode="json")
    for shot, camera in zip(told["shots"], ("Wide shot, static camera.", "Close-up, static camera."), strict=True):
        shot["domains"] |= {"lighting": light, "background": "a kitchen", "camera": camera}
        shot |= {"place": told["places"][0]["id"], "who": told["shots"][0]["who"][:1]}
    story = load_story(told)

    def seen(k: float, size: float) -> Glance:
        dress, at = (
            Dress(np.array([0.5, 0.4, 0.3]) * k, np.array([[1.0, 0.1 * k, 0.2 * k, 0.6 * k]]), None),
            (0.5, 0.4, size, 0.0),
        )
        return Glance([], {"mary": Person("now", "Mary", 0.9, [dress] * 5, dress, at, at, at, 0)})

    left, right = (asked_of(story, n, {}, True) for n in (1, 2))
    assert [f.kind for f in seams(left, right, seen(1.0, 0.1), seen(0.7, 0.4), story.boundary(1), passage)] == expected


@pytest.mark.needs("opencv")
def test_the_pack_is_loaded_by_unmodified_face_analysis_by_its_folder():
    from insightface.app import FaceAnalysis

    from vgot.animatic.looks import draw_look
    from vgot.animatic.portrait import draw_portrait_pixels
    from vgot.faces.reader import EMBEDDED

    app = FaceAnalysis(name=str(EMBEDDED), providers=["CPUExecutionProvider"])
    app.prepare(ctx_id=-1, det_size=(256, 256))
    faces = app.get(
        draw_portrait_pixels(draw_look("mary", "Mary", "", "a woman", "", 1), FrameSize(256, 256))[..., ::-1].copy()
    )
    assert len(faces) == 1 and faces[0].normed_embedding.shape == (512,) and faces[0].kps.shape == (5, 2)


def test_a_face_pack_that_is_not_there_is_named(tmp_path):
    from vgot.errors import ModelUnavailable

    with pytest.raises(ModelUnavailable, match="no face pack"):
        FaceReader(tmp_path)


@pytest.mark.needs("opencv")
def test_clips_of_other_programs_are_measured_and_black_ones_named(tmp_path):
    from vgot.errors import BadInput
    from vgot.evaluate.videos import evaluate_videos
    from vgot.media import encode_clip

    rng = np.random.default_rng(0)
    noise = rng.integers(0, 255, (90, 180, 3), dtype=np.uint8).repeat(1, axis=0)
    pan = [np.ascontiguousarray(noise[:, k : k + 160]) for k in range(12)]
    files = [tmp_path / "pan.mp4", tmp_path / "black.mp4"]
    encode_clip(files[0], iter(pan), size=FrameSize(160, 90), fps=8.0)
    encode_clip(files[1], iter([np.zeros((90, 160, 3), np.uint8)] * 9), size=FrameSize(160, 90), fps=8.0)
    report = evaluate_videos(files)
    assert [f.kind for f in report.findings] == ["black"] and report.measures["black frames"]["value"] == 9
    assert "WS-FC" not in report.measures and report.measures["WS-SC"]["encoder"] == "tones-and-edges-1"
    with pytest.raises(BadInput):
        evaluate_videos([])
