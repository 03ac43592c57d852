"""Faces that training draws and measures, and those that the preset draws, are of one kind."""

import dataclasses

import numpy as np
import pytest

from tests.models.conftest import draw, offline, shared, torch  # noqa: F401 - fixtures
from tests.models.test_embedded_faces import Found, found, frame  # noqa: F401 - fixtures
from tests.models.test_embedded_family import SIZE, faces, folder, image, keyframe, one, own_preset, tokens  # noqa: F401 - fixtures
from vgot.models.base import Quiet
from vgot.models.embedded.face_detailer import CUT_PX, cut_of_face, cut_of_head


@pytest.mark.needs("opencv")
def test_the_face_of_a_drawn_head_gives_about_the_cut_of_that_head():
    """What training cuts by where the head was drawn, rendering cuts by where a face is found."""
    from training.embedded.scenes import Drawer
    from vgot.animatic.scene import state_of
    from vgot.faces.reader import face_reader, lead

    drawer, apart = Drawer("train", 5), []
    for n in range(40):
        rng = drawer._rng("cuts", n)
        scene, _, _, cast, _ = drawer._staged(rng, False)
        state = state_of(scene, 0.0)
        heads = drawer._heads(state)
        if len(cast) != 1 or not heads:
            continue
        head = next(iter(heads.values()))
        seen = lead(face_reader().read(drawer._large.draw(state)))
        if seen is not None and abs(seen.middle[0] - head[0]) < head[2]:
            meant, got = cut_of_head(*head), cut_of_face(seen.middle, seen.size)
            apart.append(
                [
                    (got.x + got.side / 2 - meant.x - meant.side / 2) / meant.side,
                    (got.y + got.side / 2 - meant.y - meant.side / 2) / meant.side,
                    got.side / meant.side - 1,
                ]
            )
    assert len(apart) >= 8
    assert np.abs(np.median(apart, axis=0)).max() < 0.04, np.median(apart, axis=0)
    assert np.percentile(np.abs(apart), 80, axis=0).max() < 0.1, "training moves and stretches its cuts by as much"


@pytest.mark.needs("opencv")
def test_tokens_carry_the_face_of_a_drawn_portrait_and_none_where_it_shows_none(faces, tokens):  # noqa: F811
    from tests.models.test_embedded_family import portrait
    from training.faces.people import person
    from vgot.animatic.portrait import draw_portrait_pixels
    from vgot.models.base import Picture
    from vgot.models.faces import unpack_all
    from vgot.units import FrameSize

    drawn = draw_portrait_pixels(person("somebody", 3, 1)[0], FrameSize(256, 256))
    held = unpack_all(faces.read_tokens(Picture(drawn), portrait(), Quiet()), faces.kind, "Mary")
    assert held["face"].shape == (CUT_PX, CUT_PX, 3) and held["face"].dtype.is_floating_point is False
    assert set(held) == {"positive", "negative", "face"} and set(unpack_all(tokens[0], faces.kind, "Mary")) == {
        "positive",
        "negative",
    }


def test_what_is_measured_is_what_the_preset_draws(image, tokens, found, folder, torch):  # noqa: F811
    """Training measures many faces at once, in a loop of its own; the preset asks the library's pipelines for one."""
    from training.embedded.loaded import Stack
    from vgot.models.embedded.parts import word_ids
    from vgot.models.embedded.words import domain_words
    from vgot.models.faces import unpack_embedding

    stack = Stack.load(folder / "vgot" / "embedded", "cpu")
    spec = dataclasses.replace(keyframe([one(tokens[0], 0.5)], seed=11), params={"guidance": 3.0, "steps": 8})
    plain = frame(3, SIZE.width, SIZE.height)
    place = (40.0, 30.0, 24.0)
    found(place)
    who = [unpack_embedding(tokens[0], image._faces().kind, "Mary")]
    ids = word_ids(domain_words(spec))[None]
    people = who[0][0].reshape(1, 1, -1).float()
    for face in (None, frame(5, CUT_PX, CUT_PX)):
        mine = image.residency.attempt(
            image.loadable,
            "denoise",
            lambda pipe, face=face: image._heads_again(
                pipe, plain, domain_words(spec), spec, who, [face], [(0.2, 0, 0.7, 1.0)], Quiet(), 1.0
            ),
        )
        theirs = stack.heads_again(
            plain[None], ids, people, np.array([[[0.2, 0, 0.7, 1.0]]], np.float32), spec.seed, Found(place), [[face]]
        )[0]
        assert np.abs(mine.astype(int) - plain).max() > 0
        close_enough(mine, theirs)


def close_enough(mine, theirs):
    # half precision on this side alone: a few grey levels
    assert np.abs(mine.astype(int) - theirs).mean() < 1.0 and np.abs(mine.astype(int) - theirs).max() < 24
