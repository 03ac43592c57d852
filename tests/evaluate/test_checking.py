"""What the page builds on: a check in the background, badges by what was looked at, and fixes by one click."""

import json
import time

import pytest

from tests.conftest import small_story
from vgot.errors import BadInput, NotFound
from vgot.evaluate.check_run import Keys
from vgot.evaluate.findings import Finding, Fix
from vgot.evaluate.report import look_again
from vgot.story.model import load_story


def checked(project, seconds=120):
    project.continuity.start_check()
    until = time.monotonic() + seconds
    while project.continuity.check_status()["checking"]:
        assert time.monotonic() < until, project.continuity.check_status()
        time.sleep(0.05)
    assert project.continuity.check_status()["error"] is None, project.continuity.check_status()
    return project.continuity.badges()


def noted(project, *findings):
    """Keep findings as if a check had found them, on the shots and boundaries as they stand."""
    keys, story = Keys.of(project), project.story
    rows = {k: [] for k in keys.every()}
    for f in findings:
        n = story.position(f.shot) - 1
        rows[(keys.seams if f.to else keys.shots)[n]].append(f.as_json())
    project.store.keep_checks([(k, json.dumps(found), "") for k, found in rows.items()])


COLOUR = Finding(
    "colour", "shot2", 2, "Colours jump.", 9.0, 4.8, to="shot3", fix=Fix("Match the colours", "match-colours", ("2",))
)
JUMP = Finding(
    "jump",
    "shot3",
    3,
    "A jump.",
    0.4,
    1.0,
    to="shot4",
    fix=Fix("Bridge the seam", "edit", ("boundaries/3/mode", "bridge")),
)
PERSON = Finding(
    "person",
    "shot1",
    1,
    "Not Mary.",
    0.1,
    0.3,
    fix=Fix("Strengthen the identity", "edit", ("cast/mary/strength", "0.7")),
    character="mary",
)
PLACE = Finding(
    "place", "shot4", 4, "Another place.", 0.01, 0.02, fix=Fix("Regenerate the shot", "regenerate", ("keyframe/4",))
)


def test_before_any_check_nothing_is_made_and_every_shot_is_unchecked(built):
    assert built.continuity.badges() == {
        "made": False,
        "findings": [],
        "unchecked": ["shot1", "shot2", "shot3", "shot4"],
    }
    assert built.continuity.check_status() == {"checking": False, "done": 0, "of": 4, "error": None}


@pytest.mark.slow
@pytest.mark.needs("opencv")
def test_a_check_runs_in_the_background_and_only_a_changed_shot_is_unchecked_after_it(built):
    found = checked(built)
    assert (
        found["made"]
        and found["unchecked"] == []
        and built.continuity.check_status() == {"checking": False, "done": 4, "of": 4, "error": None}
    )
    assert all(
        set(f) == {"id", "shot", "boundary", "kind", "words", "number", "unit", "fix"} for f in found["findings"]
    )
    built.edit("shots/2/lighting", "candlelight")
    assert built.continuity.badges()["unchecked"] == ["shot2"] and built.continuity.check_status()["of"] == 3, (
        "the clip is not made for the new words yet"
    )
    built.undo()
    assert built.continuity.badges()["unchecked"] == [], "what was looked at is kept"


@pytest.mark.needs("opencv")
def test_only_changed_shots_are_looked_at_again(built):
    assert look_again(built) == 4 and look_again(built) == 0
    built.edit("shots/3/summary", "A dog and a red balloon in the snow.")
    built.build()
    assert look_again(built) == 1 and built.continuity.badges()["unchecked"] == []
    built.edit("boundaries/3/mode", "crossfade")
    assert built.continuity.badges()["unchecked"] == ["shot3"], "its boundary is another one"
    built.build()
    assert look_again(built) == 0 and built.continuity.badges()["unchecked"] == []


@pytest.mark.slow
@pytest.mark.needs("opencv")
def test_a_second_start_is_the_same_check(built):
    for _ in range(3):
        built.continuity.start_check()
    assert built.continuity.check_status()["checking"]
    checked(built)


@pytest.mark.slow
@pytest.mark.needs("opencv")
def test_a_check_that_fails_says_why_and_a_new_one_starts_clean(built):
    clip = built.plan().named("clip/2").take.digests["frames"]
    kept = built.file(clip).read_bytes()
    built.file(clip).write_bytes(b"nothing")
    built.continuity.start_check()
    while built.continuity.check_status()["checking"]:
        time.sleep(0.05)
    error = built.continuity.check_status()["error"]
    assert error["kind"] == "damaged" and error["hint"]
    built.file(clip).write_bytes(kept)
    checked(built)


def test_badges_of_a_hundred_shots_are_there_in_a_moment(studio):
    project = studio.new_project(small_story(100))
    with project.store.transaction() as db:
        for key, node in project.live.nodes().items():
            if node.step in ("clip", "join"):
                project.store.add_take(
                    db,
                    key,
                    node.step,
                    f"{len(key):064x}",
                    {"seed": 0, "model": {"family": "animatic"}},
                    preset="animatic",
                    producer="test",
                    seconds=1.0,
                    digests={"frames": key.encode().hex().ljust(64, "0")[:64]},
                    facts={"frames": 8},
                )
    for n in range(1, 101):
        project.takes.pin(f"clip/{n}")
    project.plan()
    noted(project, *(Finding("light", f"shot{n}", n, "Night.", 0.1, 0.2) for n in range(1, 101)))
    began = time.perf_counter()
    first = project.continuity.badges()
    took = time.perf_counter() - began
    began = time.perf_counter()
    project.continuity.badges(), project.continuity.check_status()
    again = time.perf_counter() - began
    assert len(first["findings"]) == 100 and took < 0.08 and again < 0.02, (took, again)


def test_ids_hold_when_shots_move_and_fixes_find_their_shot(built):
    noted(built, PLACE)
    (before,) = built.continuity.badges()["findings"]
    built.edits.move_shot(4, 1)
    (after,) = built.continuity.badges()["findings"]
    assert before["id"] == after["id"]
    built.continuity.apply_fix(after["id"])
    assert built.queue.unfinished() or any(t["seed"] != built.story.shots[0].seed for t in built.takes("keyframe/1"))


def test_a_camera_that_is_to_move_is_one_undoable_edit_of_its_shot_wherever_that_stands(built):
    noted(
        built,
        Finding(
            "frozen",
            "shot4",
            4,
            "Still.",
            1.0,
            0.5,
            fix=Fix("Let the camera move", "edit", ("shots/4/camera", "Wide shot, slow push in.")),
        ),
    )
    built.edits.move_shot(4, 1)
    (badge,) = built.continuity.badges()["findings"]
    assert badge["fix"] == {"verb": "livelier", "words": "Let the camera move"}
    told = built.story
    built.continuity.apply_fix(badge["id"])
    assert [s.domains.camera for s in built.story.shots] == [
        "Wide shot, slow push in.",
        *(s.domains.camera for s in told.shots[1:]),
    ]
    built.undo()
    assert built.story == told


@pytest.mark.parametrize(
    "finding, path, value",
    [
        (COLOUR, ("boundaries", 1, "mode"), "bridge"),
        (JUMP, ("boundaries", 2, "mode"), "bridge"),
        (PERSON, ("cast", 0, "strength"), 0.7),
    ],
)
def test_a_fix_is_one_undoable_edit_and_its_finding_is_gone_with_it(built, finding, path, value):
    noted(built, finding)
    (badge,) = built.continuity.badges()["findings"]
    assert badge["boundary"] == (finding.shot if finding.to else None) and badge["unit"] and badge["fix"]["words"]
    before, told = built.head().revision, built.story
    built.continuity.apply_fix(badge["id"])
    parts, index, name = path
    assert getattr(getattr(built.story, parts)[index], name) == value and built.head().revision == before + 1
    assert badge["id"] not in [f["id"] for f in built.continuity.badges()["findings"]]
    built.undo()
    assert built.story == told and [f["id"] for f in built.continuity.badges()["findings"]] == [badge["id"]]


def test_a_finding_that_is_gone_is_refused_in_words_and_changes_nothing(built):
    before = built.head().revision
    with pytest.raises(NotFound, match="not there any more"):
        built.continuity.apply_fix("colour-shot2-shot3")
    noted(built, Finding("frozen", "shot1", 1, "Still.", 1.0, 0.5))
    with pytest.raises(NotFound, match="no fix"):
        built.continuity.apply_fix("frozen-shot1")
    assert built.head().revision == before


def test_matched_colours_step_less_between_neighbouring_frames_of_the_film(studio):
    """Two shots of one place in two lights: what the eye sees at the seam, frame to frame, before the fix and after it."""
    from vgot import media
    from vgot.evaluate.colour import delta_e, mean_lab

    told = small_story(2).model_dump(mode="json")
    for shot, light in zip(told["shots"], ("noon daylight", "moonlit night"), strict=True):
        shot["domains"] |= {
            "lighting": light,
            "background": "a harbour with boats",
            "camera": "Wide shot, static camera.",
        }
        shot |= {"place": "harbour", "duration_s": 2.0}
    told["boundaries"][0]["mode"] = "cut"
    project = studio.new_project(load_story(told))

    def worst() -> float:
        assert not project.build().failed
        means = [mean_lab(f) for f in media.decode_clip(project.film()[0])]
        return max(float(delta_e(a, b)) for a, b in zip(means, means[1:], strict=False))

    cut = worst()
    project.continuity.match_colours(1)
    matched = worst()
    assert project.story.boundary(1).mode == "bridge" and cut > 10 and matched < 0.4 * cut, (cut, matched)


def test_a_boundary_after_the_last_shot_is_refused(built):
    with pytest.raises(BadInput):
        built.continuity.match_colours(9)
