"""What re-runs, by node names, after everything a person can do. Each test builds the real drawn world, small."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from tests.conftest import small_story
from vgot.errors import BadInput, NotFound
from vgot.story.model import DOMAINS

KEYFRAME_AND_CLIP_2 = ["keyframe/2", "clip/2", "join/1-2", "join/2-3", "film"]


def picture(colour=(180, 40, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (320, 240), colour).save(out, "PNG")
    return out.getvalue()


def ran(project) -> list[str]:
    result = project.build()
    assert not result.failed, result.failed
    assert result.film
    return sorted(result.ran)


def to_do(project) -> list[str]:
    return sorted(p.name for p in project.plan().to_do())


def test_a_first_build_makes_every_node_once(project):
    names = {p.name for p in project.plan().nodes.values()}
    result = project.build()
    assert sorted(result.ran) == sorted(names)
    assert result.film["frames"] == 4 * 8
    assert (result.film["fps"], result.film["width"], result.film["height"]) == (8.0, 160, 90)


def test_a_second_build_runs_nothing(built):
    assert ran(built) == []
    assert to_do(built) == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_editing_one_domain_of_shot_2_makes_only_shot_2_and_its_joins_stale(built, domain):
    built.edit(
        f"shots/2/{domain}",
        "A storm at night by candle light, wide shot, tilt up; she runs in a red coat through a desert.",
    )
    assert to_do(built) == sorted(KEYFRAME_AND_CLIP_2)
    reasons = {p.name: p.reason for p in built.plan().to_do()}
    assert reasons["keyframe/2"] == f"{domain} of shot 2 changed"
    assert reasons["clip/2"] == f"{domain} of shot 2 changed"
    again = ran(built)
    assert {"keyframe/2", "clip/2"} <= set(again) <= set(KEYFRAME_AND_CLIP_2)
    assert to_do(built) == []


def test_editing_a_domain_leaves_every_other_shot_byte_for_byte(built):
    before = {n: built.takes(f"clip/{n}")[-1]["digests"] for n in (1, 3, 4)}
    built.edit("shots/2/lighting", "bright noon daylight")
    built.build()
    assert {n: built.takes(f"clip/{n}")[-1]["digests"] for n in (1, 3, 4)} == before


def test_the_ripple_stops_where_the_bytes_did_not_change(built):
    built.edit("shots/2/character", built.story.shots[1].domains.character + " ")
    assert "clip/2" in to_do(built)
    assert ran(built) == ["keyframe/2"]


def test_regenerating_a_keyframe_makes_one_new_take_and_then_its_clip(built):
    result = built.regenerate("keyframe/3")
    assert result.ran == ["keyframe/3"]
    takes = built.takes("keyframe/3")
    assert len(takes) == 2 and takes[1]["chosen"] and takes[0]["seed"] != takes[1]["seed"]
    if takes[0]["digests"] != takes[1]["digests"]:
        assert set(ran(built)) >= {"clip/3"}
    assert to_do(built) == []


def test_choosing_the_first_take_again_needs_no_rendering(built):
    first = built.takes("keyframe/3")[0]["id"]
    built.regenerate("keyframe/3")
    built.build()
    built.takes.choose("keyframe/3", first)
    assert [t["chosen"] for t in built.takes("keyframe/3")] == [True, False]
    assert ran(built) == []


def test_a_pinned_keyframe_survives_an_edit_and_says_so(built):
    before = built.takes("keyframe/2")[-1]["digests"]
    built.takes.pin("keyframe/2")
    built.edit("shots/2/background", "a desert with cactus")
    planned = built.plan().named("keyframe/2")
    assert (planned.state, planned.reason) == ("pinned", "pinned, stale: background of shot 2 changed")
    result = built.build()
    assert result.ran == [] and result.pinned == ["keyframe/2"]
    assert built.takes("keyframe/2")[-1]["digests"] == before
    built.takes.unpin("keyframe/2")
    assert "keyframe/2" in ran(built)


def test_regenerating_a_pinned_node_adds_a_take_beside_the_pin(built):
    built.takes.pin("keyframe/2")
    built.regenerate("keyframe/2")
    takes = built.takes("keyframe/2")
    assert len(takes) == 2 and takes[0]["pinned"] and takes[0]["chosen"] and not takes[1]["chosen"]


def test_undo_brings_the_old_film_back_without_rendering(built):
    film = built.build().film["sha256"]
    built.edit("shots/2/lighting", "bright noon daylight")
    assert built.build().film["sha256"] != film
    built.undo()
    assert ran(built) == []
    assert built.build().film["sha256"] == film
    built.edits.redo()
    assert ran(built) == []


def test_an_upload_stands_for_the_recipe_and_only_its_consumers_follow(built):
    built.upload("keyframe/2", picture())
    assert to_do(built) == ["clip/2", "film", "join/1-2", "join/2-3"]
    assert set(ran(built)) == {"clip/2", "film", "join/1-2", "join/2-3"}
    built.edit("shots/2/lighting", "dawn")
    assert "keyframe/2" not in to_do(built)
    uploaded = built.takes.picture("keyframe/2")
    assert np.abs(uploaded.astype(int) - (180, 40, 40)).max() < 3


def test_an_uploaded_portrait_reaches_every_shot_of_that_character(built):
    built.upload("portrait/mary/young", picture((240, 200, 180)))
    todo = to_do(built)
    assert {"tokens/mary/young", "portrait/mary/old", "keyframe/1", "keyframe/2"} <= set(todo)
    assert "portrait/tom/now" not in todo and "tokens/tom/now" not in todo
    assert not built.build().failed


def test_what_is_not_a_picture_is_refused_and_nothing_changes(built):
    revision = built.head().revision
    for data in (b"", b"hello", b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture()[:60]):
        with pytest.raises(BadInput):
            built.upload("keyframe/2", data)
    assert built.head().revision == revision and to_do(built) == []


def test_moving_a_shot_renders_no_clip_again(built):
    built.edits.move_shot(1, 3)
    again = ran(built)
    assert again and not [n for n in again if n.startswith(("clip", "keyframe", "portrait"))]
    assert "film" in again


def test_inserting_a_shot_makes_that_shot_and_its_two_joins(built):
    built.insert_shot(3)
    again = ran(built)
    assert {"keyframe/3", "clip/3", "film"} <= set(again)
    assert not set(again) & {"keyframe/2", "keyframe/4", "clip/2", "clip/4", "clip/5"}


def test_a_duplicated_shot_costs_no_rendering(built):
    built.edits.duplicate_shot(2)
    assert not [n for n in ran(built) if n.startswith(("keyframe", "clip"))]


def test_deleting_a_shot_makes_one_join_and_the_film(built):
    built.delete_shot(3)
    assert set(ran(built)) <= {"join/2-3", "film"}
    built.undo()
    assert ran(built) == []


def test_a_boundarys_mode_makes_one_join_and_the_film(built):
    built.edit("boundaries/1/mode", "crossfade")
    assert to_do(built) == ["film", "join/1-2"]
    assert ran(built) == ["film", "join/1-2"]


def test_a_reset_boundary_makes_the_next_clip_depend_on_the_one_before(built):
    built.edit("boundaries/1/mode", "reset")
    assert "clip/2" in to_do(built)
    built.build()
    built.edit("shots/1/camera", "Extreme close-up, pan right.")
    assert "clip/2" in to_do(built)
    assert "clip/3" not in to_do(built)


def test_another_frame_rate_keeps_keyframes_and_redoes_clips(built):
    built.edit("film/fps", "12")
    again = ran(built)
    assert {f"clip/{n}" for n in range(1, 5)} <= set(again)
    assert not [n for n in again if n.startswith(("keyframe", "portrait", "plate"))]
    assert built.build().film["frames"] == 48


def test_every_mode_gives_the_same_length(built):
    lengths = set()
    for mode in ("cut", "crossfade", "bridge"):
        built.edit("boundaries/1/mode", mode)
        lengths.add(built.build().film["frames"])
    assert lengths == {32}


def test_renaming_somebody_renders_nothing(built):
    built.edit("cast/mary/name", "Maria")
    assert to_do(built) == []


def test_a_preset_that_is_no_draft_stops_at_keyframes_until_they_are_approved(studio, monkeypatch):
    from vgot import settings

    careful = settings.RenderPreset(
        settings.load_preset("animatic").preset.model_copy(update={"draft": False, "name": "careful"})
    )
    monkeypatch.setattr(settings, "presets", lambda known=settings.presets: {**known(), "careful": careful})
    project = studio.new_project(small_story(3))
    project.set_preset("careful")
    first = project.build()
    assert "keyframe/3" in first.ran and "clip/1" not in first.ran and first.film is None
    assert first.waiting == ["keyframe/1", "keyframe/2", "keyframe/3"]
    assert project.plan().named("clip/1").reason == "waits for approval of keyframe/1"
    project.approve(["keyframe/1"])
    assert project.build().ran == ["clip/1"]
    project.approve()
    assert project.build().film
    project.regenerate("keyframe/2")
    if not project.takes.is_approved("keyframe/2"):
        assert project.plan().named("clip/2").blocked


def test_nodes_and_takes_that_do_not_exist_are_typed_errors(built):
    with pytest.raises(NotFound):
        built.regenerate("keyframe/9")
    with pytest.raises(NotFound):
        built.takes.choose("keyframe/1", "tnothing")
    with pytest.raises(NotFound):
        built.takes.choose("keyframe/1", built.takes("keyframe/2")[0]["id"])
    with pytest.raises(BadInput):
        built.takes.pin("film")


def test_editing_what_happens_redraws_that_shot_only(built):
    built.edit("shots/3/summary", "Mary sleeps in a bed.")
    assert built.plan().named("keyframe/3").reason == "the summary of shot 3 changed"
    again = ran(built)
    # the clip hears the same deeds in it and begins from the same picture: it stays
    assert {"keyframe/3"} <= set(again) <= {"keyframe/3", "clip/3", "join/2-3", "join/3-4", "film"}
