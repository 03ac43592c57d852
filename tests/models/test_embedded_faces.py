"""Faces of a keyframe drawn once more: what is cut out, how it goes back, and whose face is whose."""

import numpy as np
import pytest

from vgot.errors import Cancelled, ModelUnavailable
from vgot.faces.reader import SeenFace
from vgot.models.base import Quiet
from vgot.models.embedded.face_detailer import (
    CUT_PX,
    LAID_LEVEL,
    LEAST_PX,
    LEVEL,
    MOST_PX,
    Cut,
    cut_of_face,
    drawn_again,
    face_mask,
    head_mask,
    laid_in,
    put_back,
    taken,
    whose,
)
from vgot.models.layout_boxes import figures_for

from .test_embedded_family import SIZE, faces, folder, image, keyframe, one, own_preset, tokens  # noqa: F401 - fixtures


def frame(seed=0, wide=288, high=160):
    rng = np.random.default_rng(seed)
    rough = rng.integers(0, 255, (high // 8, wide // 8, 3), np.uint8)
    return np.ascontiguousarray(rough.repeat(8, 0).repeat(8, 1))


# -- cutting ----------------------------------------------------------------------------------------------------------
def test_a_cut_put_back_as_it_was_changes_next_to_nothing_and_nothing_beside_it():
    picture = frame()
    for cut in (Cut(40.0, 20.0, 100.0), Cut(-20.5, -10.0, 90.0), Cut(220.0, 90.25, 140.0)):
        back = put_back(picture, taken(picture, cut, 256), cut)
        changed = np.abs(back.astype(int) - picture).max(2)
        rows, columns = np.nonzero(changed)
        assert (
            columns.min() >= cut.x - 1
            and columns.max() <= cut.x + cut.side + 1
            and rows.min() >= cut.y - 1
            and rows.max() <= cut.y + cut.side + 1
        )
        assert changed.mean() < 4.0


def test_a_head_put_back_covers_the_middle_of_its_cut_and_fades_towards_its_edges():
    picture, cut = np.zeros((160, 288, 3), np.uint8), Cut(100.0, 30.0, 80.0)
    back = put_back(picture, np.full((128, 128, 3), 200, np.uint8), cut)[..., 0]
    assert back[70, 140] == 200 and back[31, 101] == 0 and back[70, 98] == 0
    row = back[70, 98:141].astype(int)
    assert (np.diff(row) >= -1).all() and len(set(row.tolist())) > 5, "no edge"
    assert head_mask(16)[8, 8] == 1 and head_mask(16)[0, 0] == 0


def test_a_cut_beyond_the_frame_goes_on_with_its_edge():
    picture = np.zeros((160, 288, 3), np.uint8)
    picture[:, :2] = 90
    assert (taken(picture, Cut(-60.0, 20.0, 50.0)) == 90).all()


# -- whose face -------------------------------------------------------------------------------------------------------
def test_each_planned_figure_gets_the_face_in_its_place_and_no_face_goes_twice():
    boxes = [(0.55, 0.1, 0.85, 1.0), (0.15, 0.1, 0.45, 1.0)]
    left, right, tiny = ((86.0, 50.0), 40.0), ((200.0, 52.0), 42.0), ((144.0, 50.0), LEAST_PX - 1)
    assert whose([left, right, tiny], boxes, 288, 160) == [1, 0]
    assert whose([left], boxes, 288, 160) == [None, 0]
    assert whose([tiny], boxes, 288, 160) == [None, None] and whose([], boxes, 288, 160) == [None, None]


def test_somebody_alone_gets_the_largest_face_wherever_it_is():
    assert whose([((20.0, 20.0), 20.0), ((250.0, 60.0), 60.0)], [(0.3, 0.1, 0.6, 1.0), (0, 0, 0, 0)], 288, 160) == [
        1,
        None,
    ]


# -- in a keyframe ----------------------------------------------------------------------------------------------------
class Found:
    """Stands where the reader of faces would: faces at given places."""

    def __init__(self, *places):
        self.faces = [
            SeenFace(
                np.array([x - s / 2, y - s / 2, x + s / 2, y + s / 2]), np.zeros((5, 2)), 0.9, np.zeros(512, np.float32)
            )
            for x, y, s in places
        ]

    def read(self, pixels, **how):
        return self.faces


@pytest.fixture
def found(monkeypatch):
    def set_to(*places):
        monkeypatch.setattr("vgot.models.embedded.families.face_reader", lambda: Found(*places))

    return set_to


#: larger than is drawn again
LARGE = (48.0, 30.0, 80.0)
BOXES = ((0.05, 0.1, 0.45, 1.0), (0.55, 0.1, 0.95, 1.0))


def both(tokens, swapped=False):  # noqa: F811
    mine = tokens[::-1] if swapped else tokens
    return [one(t, 1.0, name, box) for t, name, box in zip(mine, ("Mary", "Tom"), BOXES, strict=True)]


def drawn(image, cast, **changes):  # noqa: F811
    return image.draw_keyframe(keyframe(cast, **changes), Quiet()).pixels.astype(int)


def test_a_face_that_is_found_is_drawn_once_more_and_the_rest_of_the_frame_stays_byte_for_byte(image, tokens, found):  # noqa: F811
    found(LARGE)
    plain = drawn(image, [one(tokens[0], 1.0)])
    found((30.0, 30.0, 20.0))
    again = drawn(image, [one(tokens[0], 1.0)])
    rows, columns = np.nonzero(np.abs(again - plain).max(2))
    cut = cut_of_face((30.0, 30.0), 20.0)
    assert (
        len(rows)
        and columns.min() >= cut.x - 1
        and columns.max() <= cut.x + cut.side + 1
        and rows.max() <= cut.y + cut.side + 1
    )
    assert np.array_equal(again, drawn(image, [one(tokens[0], 1.0)])), "the same seed, the same face"


def test_where_no_face_is_found_the_head_is_drawn_where_it_is_planned(image, tokens, found):  # noqa: F811
    found(LARGE)
    plain = drawn(image, [one(tokens[0], 1.0)])
    found()
    again = drawn(image, [one(tokens[0], 1.0)])
    spec = keyframe([one(tokens[0], 1.0)])
    box = figures_for(spec.cast, spec.domains.relation, spec.domains.camera)[0]
    found()
    hand = keyframe([one(tokens[0], 1.0, box=(0.0, 0.0, 0.4, 1.0))])
    by_hand = image.draw_keyframe(hand, Quiet()).pixels.astype(int)
    found(LARGE)
    rows, columns = np.nonzero(np.abs(by_hand - image.draw_keyframe(hand, Quiet()).pixels).max(2))
    assert columns.max() < 0.5 * SIZE.width, "the box set by hand plans it"
    small = (box[2] - box[0]) * SIZE.width / 3.4 * 1.86 < LEAST_PX
    assert np.array_equal(again, plain) == small


def test_only_small_faces_are_cut_without_a_portrait_and_nobody_is_cut_nowhere():
    box, nobody = (0.3, 0.1, 0.6, 1.0), (0.0, 0.0, 0.0, 0.0)
    middle, unknown = (130.0, 50.0), [False, False]
    assert [
        (one.figure, one.level) for one in drawn_again([(middle, MOST_PX - 1)], [box, nobody], unknown, 288, 160)
    ] == [(0, LEVEL)]
    assert (
        drawn_again([(middle, MOST_PX + 1)], [box, nobody], unknown, 288, 160) == []
        and drawn_again([], [nobody, nobody], unknown, 288, 160) == []
    )
    [one] = drawn_again([], [box, nobody], unknown, 288, 160)
    assert abs(one.cut.x + one.cut.side / 2 - 0.45 * 288) < 0.01 and one.cut.y < 0.2 * 160 < one.cut.y + one.cut.side
    assert drawn_again([], [(0.45, 0.3, 0.5, 0.9)], [False], 288, 160) == [], "too small to show a face"


def test_a_portraits_face_is_laid_over_every_face_that_is_found_and_none_where_it_is_only_planned():
    box, middle = (0.3, 0.1, 0.6, 1.0), (130.0, 50.0)
    for size in (LEAST_PX + 1, MOST_PX + 30):
        assert [(one.laid, one.level) for one in drawn_again([(middle, size)], [box], [True], 288, 160)] == [
            (True, LAID_LEVEL)
        ]
    assert drawn_again([(middle, LEAST_PX - 1)], [(0.45, 0.3, 0.5, 0.9)], [True], 288, 160) == []
    assert [(one.laid, one.level) for one in drawn_again([], [box], [True], 288, 160)] == [(False, LEVEL)]


def test_a_face_is_laid_in_with_half_the_colours_of_what_it_lies_over_and_ends_within_the_head():
    there, face = np.full((128, 128, 3), 60, np.uint8), np.full((128, 128, 3), (200, 160, 100), np.uint8)
    face[60:70, 60:70] += 40
    made = laid_in(there, face)
    assert (
        np.abs(made[50, 50].astype(int) - (130, 110, 80)).max() <= 2
        and np.abs(made[65, 65].astype(int) - made[50, 50] - 40).max() <= 1
    )
    assert (made[:2] == 60).all() and (made[:, :2] == 60).all() and (face_mask(16) <= head_mask(16)).all()
    assert np.array_equal(laid_in(there, face, 0.0), there)
    half = laid_in(there, face, 0.5)
    assert there[50, 50, 0] < half[50, 50, 0] < made[50, 50, 0]


def with_face(tokens, seed=9):  # noqa: F811
    """The same tokens with a face beside them."""
    import torch

    from vgot.models.faces import pack_embedding, unpack_embedding

    pair = unpack_embedding(tokens, tokens.kind, "Mary")
    return pack_embedding(tokens.kind, *pair, face=torch.from_numpy(frame(seed, CUT_PX, CUT_PX)))


def test_the_face_that_tokens_carry_decides_the_face_and_nothing_beside_the_head(image, tokens, found):  # noqa: F811
    found(LARGE)
    plain = drawn(image, [one(tokens[0], 0.5)])
    one_face, other = (drawn(image, [one(with_face(tokens[0], seed), 0.5)]) for seed in (9, 10))
    assert np.abs(one_face - plain).max() > 0 and np.abs(one_face - other).max() > 0, "also a large one"
    rows, columns = np.nonzero(np.abs(one_face - other).max(2))
    cut = cut_of_face(LARGE[:2], LARGE[2])
    assert columns.min() >= cut.x - 1 and columns.max() <= cut.x + cut.side + 1
    assert np.array_equal(drawn(image, [one(with_face(tokens[0]), 0.0)]), drawn(image, [one(tokens[0], 0.0)])), (
        "at no strength nobody is laid in"
    )


def test_each_of_two_faces_is_drawn_with_the_tokens_of_its_own_person(image, tokens, found):  # noqa: F811
    found((24.0, 24.0, 70.0), (72.0, 24.0, 70.0))
    plain = drawn(image, both(tokens))
    found((24.0, 24.0, 16.0), (72.0, 24.0, 70.0))
    left = drawn(image, both(tokens))
    found((24.0, 24.0, 16.0), (72.0, 24.0, 16.0))
    two = drawn(image, both(tokens))
    assert (
        np.array_equal(two[:, :48], left[:, :48])
        and np.abs(two - left)[:, 48:].max() > 0
        and np.abs(left - plain)[:, :48].max() > 0
    )


def test_a_face_counts_its_steps_and_stops_within_one(image, tokens, found, log):  # noqa: F811
    found((30.0, 30.0, 20.0))
    for who, again in ((tokens[0], 4), (with_face(tokens[0]), 2)):
        report = log()
        image.draw_keyframe(keyframe([one(who)], params={"steps": 5}), report)
        done = [step[0] for step in report.steps]
        assert done == sorted(done) and done[-1] == report.steps[-1][1] == 5 + again
    report = log(cancel_at=7)
    with pytest.raises(Cancelled):
        image.draw_keyframe(keyframe([one(tokens[0])], params={"steps": 5}), report)
    assert len(report.steps) == 7


def test_without_a_reader_of_faces_the_keyframe_stays_as_it_was_drawn(image, tokens, found, monkeypatch):  # noqa: F811
    found(LARGE)
    plain = drawn(image, [one(tokens[0], 1.0)])

    def none():
        raise ModelUnavailable("no pack")

    monkeypatch.setattr("vgot.models.embedded.families.face_reader", none)
    assert np.array_equal(plain, drawn(image, [one(tokens[0], 1.0)]))
