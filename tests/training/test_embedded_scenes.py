"""What the embedded stack is trained on: words that say what is drawn, splits that never meet, workers that change nothing."""

import numpy as np
import pytest

from training.embedded import wording
from training.embedded.feed import Feed
from training.embedded.scenes import CLIP_FRAMES, IDENTITIES, LABELS, NAMES, UNSAID, Drawer
from vgot.animatic.lexicon import catalogue as lexicon

SMALL = {"width": 96, "height": 64, "head_px": 64, "portrait_px": 32, "cut_px": 64}


@pytest.fixture(scope="module")
def items():
    drawer = Drawer("train", 3, **SMALL)
    return [drawer.scene(n) for n in range(60)]


def label(item, name):
    value = item.labels[NAMES.index(name)]
    return None if value == UNSAID else LABELS[name][value]


def test_the_words_of_a_scene_say_what_is_drawn(items):
    for item in items:
        character, background, _, camera, light = item.words
        place = label(item, "place")
        assert any(word in background for word in wording._synonyms("place", place, "train")), (place, background)
        assert any(word in camera for word in wording._synonyms("size", label(item, "size"), "train"))
        assert any(word in light for word in wording._synonyms("light", label(item, "light"), "train"))
        if label(item, "move") != "static":
            assert any(word in camera for word in wording._synonyms("move", label(item, "move"), "train"))
        if label(item, "people") == "0":
            assert character == "" and label(item, "hair") is None
        if label(item, "people") == "1":
            hair = label(item, "hair")
            assert "no hair" in character if hair == "none" else hair in character
            assert wording._GARMENT.get(label(item, "garment"), label(item, "garment")) in character
            if label(item, "hat"):
                assert wording._HATS.get(label(item, "hat"), label(item, "hat")) in character


def test_a_head_cut_from_a_scene_keeps_the_words_of_all_but_the_camera_and_the_portrait_of_its_own_person():
    from vgot.models.embedded.face_detailer import CUT_CAMERA

    drawer = Drawer("train", 3, **SMALL)
    cuts = [drawer.face(n) for n in range(24)]
    assert (
        all(c.words[3] == CUT_CAMERA and c.words[0] for c in cuts)
        and sum(bool(c.words[1] and c.words[4]) for c in cuts) > 15
    )
    assert all(c.pixels.shape == (64, 64, 3) and c.near.shape == (8, 8) and (c.near[2:5, 3:5] == 2).all() for c in cuts)
    assert all(
        c.portraits[0].any() and not c.portraits[1].any() and tuple(c.boxes[0]) == (0, 0, 1, 1) and len(c.looks) == 1
        for c in cuts
    )
    assert len({c.identity for c in cuts}) > 12 and sum((c.near == 1).any() for c in cuts) > 20
    for n in (11, 3):
        again = drawer.face(n)
        assert (again.pixels == cuts[n].pixels).all() and again.words == cuts[n].words


def test_words_that_tell_nobody_apart_keep_the_other_domains(items):
    some = [i for i in items if label(i, "people") == "1"]
    assert len(some) > 10
    for item in some:
        assert (item.generic[1:] == item.ids[1:]).all()
    assert sum((item.generic[0] != item.ids[0]).any() for item in some) > 0.9 * len(some)


def test_the_drawn_world_reads_most_of_the_words_as_they_were_meant():
    """The lexicon is not used to draw, but it is what people's scripts are read with: both must mean the same."""
    from vgot.story.model import Domains

    drawer, right = Drawer("train", 9, **SMALL), []
    for n in range(120):
        words, labels = drawer.described(n)
        reading = lexicon.read_shot(
            Domains(character=words[0], background=words[1], relation=words[2], camera=words[3], lighting=words[4])
        )
        right.append(
            [getattr(reading, name) == LABELS[name][labels[NAMES.index(name)]] for name in ("place", "size", "light")]
        )
    assert np.mean(right, axis=0).min() > 0.7, np.mean(right, axis=0)


def test_an_item_depends_on_nothing_but_split_seed_and_number(items):
    drawer = Drawer("train", 3, **SMALL)
    for n in (41, 7, 7, 0):
        again = drawer.scene(n)
        assert (again.pixels == items[n].pixels).all() and again.words == items[n].words
    assert (Drawer("train", 4, **SMALL).scene(0).pixels != items[0].pixels).any()


def test_identities_names_and_wordings_of_the_splits_never_meet():
    train, held = Drawer("train", 0, **SMALL), Drawer("held", 0, **SMALL)
    ours = {
        tuple(sorted(look.as_dict().items())) for n in range(0, IDENTITIES["train"], 60) for look in train._looks(n)
    }
    theirs = {tuple(sorted(look.as_dict().items())) for n in range(IDENTITIES["held"]) for look in held._looks(n)}
    assert not ours & theirs
    for table in (wording._NAMES["train"]["f"], wording._NAMES["train"]["m"]):
        assert not set(table) & set(wording._NAMES["held"]["f"] + wording._NAMES["held"]["m"])
    for table in (wording._WHO, wording._GENERIC, wording._BEFORE, wording._LIGHT_TAIL, wording._DEEDS):
        assert not set(table["train"]) & set(table["held"])
    aside = set(wording._synonyms("place", "forest", "held")) - set(wording._synonyms("place", "forest", "train"))
    assert aside, "some names of places are kept aside"
    sentences = {train.described(n)[0] for n in range(200)} & {held.described(n)[0] for n in range(200)}
    assert not sentences


def test_a_clip_moves_as_its_words_say_and_a_portrait_is_square():
    drawer = Drawer("train", 1, **SMALL)
    clip = drawer.scene(2, moving=True)
    assert clip.pixels.shape == (CLIP_FRAMES, 64, 96, 3)
    moving = [drawer.scene(n, moving=True) for n in range(12)]
    change = {label(i, "move"): np.abs(i.pixels[0].astype(int) - i.pixels[-1]).mean() for i in moving}
    assert max(change.values()) > 4
    head = drawer.head(0)
    assert head.pixels.shape == (64, 64, 3) and head.portraits.shape == (2, 32, 32, 3)


def test_people_have_portraits_and_parts_of_the_frame_that_do_not_overlap(items):
    for item in items:
        many = int(label(item, "people"))
        there = item.boxes[:, 2] > item.boxes[:, 0]
        assert there[0] == (many > 0) and (not there[1] or many > 1)
        assert item.portraits[there].any() and not item.portraits[~there].any() if many else not item.portraits.any()
        if there.all():
            (a0, _, a1, _), (b0, _, b1, _) = item.boxes
            assert min(a1, b1) - max(a0, b0) <= 1e-6


def test_workers_give_the_very_batches_that_are_drawn_in_place():
    alone, together = Feed("scene", 2, start=3, **SMALL), Feed("scene", 2, start=3, workers=2, **SMALL)
    try:
        for _ in range(3):
            a, b = alone.next(), together.next()
            assert a.keys() == b.keys() and all((a[k] == b[k]).all() for k in a)
    finally:
        together.close()


def test_a_feed_takes_crops_of_scenes_and_portraits():
    batch = Feed("picture", 5, crop=48, **SMALL).next()["pixels"]
    assert batch.shape == (5, 48, 48, 3) and batch.std() > 10
