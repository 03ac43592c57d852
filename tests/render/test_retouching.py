"""A retouch: a part of a picture painted anew beside the old take, byte for byte the old one outside the mask, and carried into the clip."""

import io
import shutil

import numpy as np
import pytest
from PIL import Image

from tests.conftest import small_story
from vgot import media
from vgot.errors import BadInput, NotFound
from vgot.media.masks import inside
from vgot.project.retouches import Asked
from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings

HEAD = (0.3, 0.02, 0.7, 0.5)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of a drawn film of two shots, made once."""
    home = tmp_path_factory.mktemp("made")
    studio = Studio(Settings(home=home), InlineExecutor(idle_s=0.05))
    project = studio.new_project(small_story(2, film={"width": 320, "height": 180, "fps": 8}))
    assert not project.build(until="clip").failed
    studio.close()
    return project.store.folder


@pytest.fixture
def film(made, tmp_path):
    """A copy of it."""
    folder = tmp_path / "home" / "projects" / made.name
    shutil.copytree(made, folder)
    studio = Studio(Settings(home=tmp_path / "home"), InlineExecutor(idle_s=0.05))
    yield studio.open(folder)
    studio.close()


def png(pixels):
    kept = io.BytesIO()
    Image.fromarray(pixels).save(kept, "PNG")
    return kept.getvalue()


def pictures(project, node):
    """The pictures of a node's takes, oldest first."""
    return [media.decode_png(project.file(t["digests"]["picture"]).read_bytes()) for t in project.takes(node)]


def mask_of(project, node):
    return inside(media.decode_png(project.file(project.takes(node)[-1]["digests"]["mask"]).read_bytes()))


def retouch(project, node="keyframe/1", words="a red hat instead", **asked):
    asked = asked or {"box": HEAD}
    begun, done = project.retouches.make(node, Asked(words, **asked))
    assert not done.failed, done.failed
    return begun


def test_outside_the_mask_not_one_byte_of_the_still_changes(film):
    retouch(film)
    old, new = pictures(film, "keyframe/1")
    mask = mask_of(film, "keyframe/1")
    assert (old != new).any(2)[~mask].sum() == 0
    assert (old != new).any(2)[mask].mean() > 0.01
    takes = film.takes("keyframe/1")
    assert [t["chosen"] for t in takes] == [False, True]
    touch = takes[1]["facts"]["retouch"][0]
    assert (touch["take"], touch["words"], touch["mask"]) == (
        takes[0]["id"],
        "a red hat instead",
        takes[1]["digests"]["mask"],
    )
    assert touch["source"] == takes[0]["digests"]["picture"] and isinstance(touch["seed"], int)


@pytest.mark.parametrize("node", ["portrait/mary/young", "plate/old-harbour"])
def test_portraits_and_places_are_retouched_too(film, node):
    node = next(n["node"] for n in film.plan().as_json()["nodes"] if n["node"].startswith(node.split("/")[0]))
    retouch(film, node, "a red hat" if node.startswith("portrait") else "heavy snow", box=(0.1, 0.0, 0.9, 0.6))
    old, new = pictures(film, node)
    assert (old != new).any(2)[~mask_of(film, node)].sum() == 0 and (old != new).any()


def test_a_thing_stands_where_the_mask_is(film):
    box = (0.02, 0.4, 0.3, 0.95)
    retouch(film, words="a lantern", box=box)
    old, new = pictures(film, "keyframe/1")
    assert (old != new).any(2)[mask_of(film, "keyframe/1")].mean() > 0.05


def test_a_near_picture_that_stages_no_things_still_shows_what_is_asked_for_as_large_as_the_mask(film):
    film.edit("shots/1/camera", "Close-up, eye level, static.")
    film.build(["keyframe/1"])
    shares = {}
    for words in ("a blue car", "two white doves", "a tree"):
        retouch(film, words=words, box=(0.6, 0.3, 1.0, 1.0))
        _, old, *_, new = pictures(film, "keyframe/1")
        shares[words] = (old != new).any(2)[mask_of(film, "keyframe/1")].mean()
        film.undo()
    assert min(shares.values()) > 0.15, shares


def test_words_that_the_drawn_world_cannot_draw_are_named(film):
    retouch(film, words="a bureaucratic paradox", box=(0.0, 0.5, 0.1, 0.9))
    facts = film.takes("keyframe/1")[-1]["facts"]
    assert facts["not_drawn"] and facts["nothing"] == "nothing changed inside the mask"


def test_undo_brings_the_old_take_back_and_the_new_one_stays_beside_it(film):
    retouch(film)
    film.undo()
    assert [t["chosen"] for t in film.takes("keyframe/1")] == [True, False]
    assert film.plan().named("keyframe/1").state == "fresh"
    film.takes.choose("keyframe/1", film.takes("keyframe/1")[1]["id"])
    assert film.plan().named("keyframe/1").state == "fresh" and film.takes("keyframe/1")[1]["chosen"]


def test_the_clip_is_stale_because_its_still_was_retouched(film):
    retouch(film)
    clip = film.plan().named("clip/1")
    assert (clip.state, clip.reason) == ("stale", "keyframe 1 was retouched")


def test_what_changes_in_the_story_changes_beneath_the_retouch(film):
    retouch(film)
    film.edit("shots/1/lighting", "night, moonlight")
    assert film.plan().named("keyframe/1").state == "stale"
    assert not film.build(["keyframe/1"]).failed
    night, mask = pictures(film, "keyframe/1")[-1], mask_of(film, "keyframe/1")
    before = media.decode_png(film.file(film.takes("keyframe/1")[-1]["digests"]["before"]).read_bytes())
    assert (night != before).any(2)[~mask].sum() == 0 and (night != before).any(2)[mask].any()
    assert night.mean() < pictures(film, "keyframe/1")[0].mean() - 10
    assert "made anew" in film.takes("keyframe/1")[-1]["facts"]["over"]


def test_a_second_retouch_lies_over_the_first(film):
    retouch(film)
    retouch(film, words="a lantern", box=(0.02, 0.4, 0.25, 0.95))
    _, one, two = pictures(film, "keyframe/1")
    assert (one != two).any(2)[~mask_of(film, "keyframe/1")].sum() == 0
    assert [t["words"] for t in film.takes("keyframe/1")[-1]["facts"]["retouch"]] == ["a red hat instead", "a lantern"]


def test_another_take_of_the_shot_is_another_picture_without_the_retouch(film):
    retouch(film)
    film.regenerate("keyframe/1")
    assert "retouch" not in film.takes("keyframe/1")[-1]["facts"]


def test_a_pin_holds_and_the_retouch_stands_beside_it(film):
    film.takes.pin("keyframe/1")
    begun = retouch(film)
    takes = film.takes("keyframe/1")
    assert [(t["chosen"], t["pinned"]) for t in takes] == [(True, True), (False, False)]
    assert any("pinned" in note for note in begun.notes)


def test_a_mask_file_is_read_by_its_brightness_and_fitted_where_its_shape_is_the_pictures(film):
    old = pictures(film, "keyframe/1")[0]
    high, wide = old.shape[:2]
    mask = np.zeros((high // 2, wide // 2, 3), np.uint8)
    mask[: high // 4, wide // 8 : wide // 3] = 255
    begun = retouch(film, mask=png(mask))
    assert any("stretched" in note for note in begun.notes)
    assert mask_of(film, "keyframe/1").sum() == 4 * int((mask[..., 0] > 0).sum())
    whole = film.retouches.start("keyframe/1", Asked("a red hat", mask=png(np.full_like(old, 255))), begin=False)
    assert any("white everywhere" in note for note in whole.notes) and whole.share == 1.0


def bad(**changes):
    return {"words": "a red hat", "box": HEAD} | changes


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (bad(words="  "), "words"),
        (bad(words="x" * 2001), "words"),
        (bad(box=(0.2, 0.2, 1.2, 0.9)), "box"),
        (bad(box=(0.5, 0.2, 0.4, 0.9)), "box"),
        (bad(box=(float("nan"), 0.2, 0.4, 0.9)), "box"),
        (bad(box=None), "mask"),
        (bad(mask=b"x"), "mask"),
        (bad(box=None, mask=b"\x89PNG\r\n\x1a\nbroken"), "mask"),
        (bad(box=None, mask=png(np.zeros((180, 320, 3), np.uint8))), "mask"),
        (bad(box=None, mask=png(np.full((300, 300, 3), 255, np.uint8))), "mask"),
        (bad(strength=0.0), "strength"),
        (bad(strength=1.5), "strength"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_changes(film, asked, field):
    before = film.head().revision
    with pytest.raises(BadInput) as why:
        film.retouches.start("keyframe/1", Asked(**asked))
    assert why.value.field == field and why.value.hint
    assert film.head().revision == before and len(film.takes("keyframe/1")) == 1


def test_a_take_of_another_shot_and_what_is_no_picture_are_refused(film):
    other = film.takes("keyframe/2")[0]["id"]
    with pytest.raises(NotFound, match="not one of keyframe/1"):
        film.retouches.start("keyframe/1", Asked("a hat", box=HEAD, take=other))
    with pytest.raises(BadInput, match="no picture"):
        film.retouches.start("clip/1", Asked("a hat", box=HEAD))
    film.edit("shots/2/lighting", "night")
    with pytest.raises(BadInput, match="not up to date: lighting"):
        film.retouches.start("keyframe/2", Asked("a hat", box=HEAD))


def test_a_preset_whose_model_cannot_says_which_one_can(film, monkeypatch):
    from vgot.presets import families

    monkeypatch.setattr("vgot.project.retouches.REPAINT", families.REPAINT - {"animatic"})
    with pytest.raises(BadInput, match="paints no part of a picture") as why:
        film.retouches.start("keyframe/1", Asked("a hat", box=HEAD))
    assert "klein" in why.value.hint


def test_a_photograph_is_nothing_that_the_drawn_world_can_draw_into(film):
    film.upload("keyframe/1", png(np.random.default_rng(1).integers(0, 255, (180, 320, 3), dtype=np.uint8)))
    with pytest.raises(BadInput, match="no drawing"):
        film.retouches.start("keyframe/1", Asked("a hat", box=HEAD))


# -- into the clip ------------------------------------------------------------------------------------------------------
def frames_of(project, take):
    return np.stack(list(media.decode_clip(project.file(take["digests"]["frames"]))))


def test_the_retouch_is_carried_into_the_clip_and_what_is_played_stays(film):
    retouch(film)
    take, done = film.retouches.carry(1)
    assert not done.failed, done.failed
    old, new = (frames_of(film, t) for t in film.takes("clip/1"))
    assert old.shape == new.shape and take.facts["carried"]["frames"] > 0
    still, mask = pictures(film, "keyframe/1")[-1], mask_of(film, "keyframe/1")
    changed = (old[0] != new[0]).any(2)
    assert changed[~mask].sum() == 0
    hat = np.abs(old[0].astype(int) - still).max(2) > 60
    assert hat.sum() > 50 and (np.abs(new[0].astype(int) - still).max(2)[hat] < 60).mean() > 0.7
    assert film.plan().named("clip/1").state == "fresh"
    film.undo()
    assert film.plan().named("clip/1").reason == "the retouch of its still is no longer carried into it"


def test_a_carried_clip_falls_back_when_the_old_still_is_chosen_again(film):
    retouch(film)
    film.retouches.carry(1)
    film.takes.choose("keyframe/1", film.takes("keyframe/1")[0]["id"])
    clip = film.plan().named("clip/1")
    assert clip.state == "fresh" and clip.take.id == film.takes("clip/1")[0]["id"]


def test_what_cannot_be_carried_says_why(film):
    with pytest.raises(BadInput, match="was not retouched"):
        film.retouches.start_carry(1)
    retouch(film)
    film.edit("shots/1/camera", "close-up, slow push in")
    film.build(["keyframe/1"])
    with pytest.raises(BadInput):
        film.retouches.start_carry(1)
