"""Every metric on material whose value is known by construction, and against slow implementations of their own."""

import math
import sys

import numpy as np
import pytest

from vgot.errors import ModelUnavailable
from vgot.evaluate import metrics
from vgot.evaluate.colour import delta_e, mean_lab, to_lab
from vgot.evaluate.encoders import TonesAndEdges


def turning(angle_deg: float, count: int, start_deg: float = 0.0, dims: int = 16) -> list[np.ndarray]:
    """A face that morphs at a known rate: unit vectors that turn by `angle_deg` a frame in one plane."""
    out = []
    for k in range(count):
        v = np.zeros(dims)
        a = math.radians(start_deg + k * angle_deg)
        v[0], v[1] = math.cos(a), math.sin(a)
        out.append(v)
    return out


def slow_cosine(a, b) -> float:
    dot = one = two = 0.0
    for x, y in zip(a, b, strict=True):
        dot, one, two = dot + x * y, one + x * x, two + y * y
    return dot / math.sqrt(one) / math.sqrt(two) if one and two else 0.0


def slow_within(shots):
    per = []
    for shot in shots:
        values = [
            slow_cosine(shot[k], shot[k + 1])
            for k in range(len(shot) - 1)
            if shot[k] is not None and shot[k + 1] is not None
        ]
        if values:
            per.append(sum(values) / len(values))
    return sum(per) / len(per)


def slow_across(shots, n=8):
    per = []
    for i in range(len(shots) - 1):
        k = min(n, len(shots[i]), len(shots[i + 1]))
        tail = shots[i][len(shots[i]) - k :]
        values = [
            slow_cosine(tail[j], shots[i + 1][j])
            for j in range(k)
            if tail[j] is not None and shots[i + 1][j] is not None
        ]
        if values:
            per.append(sum(values) / len(values))
    return sum(per) / len(per)


def test_a_face_that_morphs_by_10_degrees_a_frame_has_ws_of_cos_10():
    assert metrics.within_shots([turning(10, 24), turning(10, 9, 50)]).value == pytest.approx(
        math.cos(math.radians(10)), abs=1e-12
    )


def test_cs_compares_the_kth_of_the_last_8_with_the_kth_of_the_first_8():
    left, right = (
        turning(5, 20),
        turning(5, 20, start_deg=12 * 5 + 30),
    )  # the last 8 start at 60 degrees, the first 8 at 90
    assert metrics.across_shots([left, right]).value == pytest.approx(math.cos(math.radians(30)), abs=1e-12)


def test_cs_pairs_consecutive_shots_and_paper_compat_pairs_every_other_one():
    a, b = turning(0, 8), turning(0, 8, start_deg=90)
    assert metrics.across_shots([a, b, a, b]).value == pytest.approx(0.0, abs=1e-12)
    compat = metrics.across_shots([a, b, a, b], paper_compat=True)
    assert compat.value == pytest.approx(1.0) and len(compat.per) == 2


def test_a_frame_without_a_face_is_left_out_and_counted_and_is_a_zero_in_paper_compat():
    shot = turning(0, 4)
    shot[2] = None
    score = metrics.within_shots([shot])
    assert (score.value, score.pairs, score.left_out) == (pytest.approx(1.0), 1, 2)
    assert metrics.within_shots([shot], paper_compat=True).value == pytest.approx(1 / 3)


def test_a_film_without_faces_has_no_value_rather_than_zero():
    assert metrics.within_shots([[None] * 5]).value is None
    assert metrics.across_shots([[None] * 5, [None] * 5]).value is None
    assert metrics.across_shots([[None] * 8] * 3, paper_compat=True).value == 0.0


def test_the_metrics_agree_with_slow_ones_to_1e_5():
    rng = np.random.default_rng(4)
    shots = [
        [None if rng.random() < 0.15 else rng.normal(size=32) + 0.5 for _ in range(int(rng.integers(3, 26)))]
        for _ in range(9)
    ]
    assert metrics.within_shots(shots).value == pytest.approx(slow_within(shots), abs=1e-5)
    assert metrics.across_shots(shots).value == pytest.approx(slow_across(shots), abs=1e-5)


@pytest.mark.needs("opencv")
def test_a_style_that_flips_halfway_lowers_ws_sc_by_one_pair():
    encoder = TonesAndEdges()
    rng = np.random.default_rng(0)
    a, b = (rng.integers(0, 255, (90, 160, 3), dtype=np.uint8) for _ in range(2))
    one, other = encoder.features(a), encoder.features(255 - b)
    frames = [one] * 5 + [other] * 5
    expected = (8 + slow_cosine(one, other)) / 9
    assert metrics.within_shots([frames]).value == pytest.approx(expected, abs=1e-5)
    assert metrics.cosine(one, other) < 0.99


#: pairs of Sharma, Wu and Dalal (2005), table 1
SHARMA = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
    ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((50.0, 2.5, 0.0), (61.0, -5.0, 29.0), 22.8977),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
]


@pytest.mark.parametrize(("one", "other", "known"), SHARMA)
def test_ciede2000_gives_the_published_values(one, other, known):
    assert float(delta_e(np.array(one), np.array(other))) == pytest.approx(known, abs=1e-4)


def test_srgb_primaries_have_their_published_lab_values():
    assert to_lab(np.array([255, 255, 255], np.uint8)) == pytest.approx([100, 0, 0], abs=0.02)
    assert to_lab(np.array([255, 0, 0], np.uint8)) == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    assert to_lab(np.array([0, 0, 255], np.uint8)) == pytest.approx([32.30, 79.19, -107.86], abs=0.05)


def test_a_seam_with_a_set_colour_offset_has_that_delta_e():
    left = np.full((2, 8, 8, 3), (120, 80, 60), np.uint8)
    right = np.full((2, 8, 8, 3), (140, 80, 60), np.uint8)
    assert metrics.seam_delta_e(left, right) == pytest.approx(
        float(delta_e(to_lab(left[0, 0, 0]), to_lab(right[0, 0, 0]))), abs=1e-9
    )
    assert metrics.seam_delta_e(left, left) == 0.0


def test_psnr_of_a_known_error_and_equal_frames_apart():
    a = np.full((10, 10, 3), 100, np.uint8)
    assert metrics.psnr(a, a + 5) == pytest.approx(10 * math.log10(255**2 / 25))
    assert metrics.mean_psnr([a, a, a + 5]) == (pytest.approx(10 * math.log10(255**2 / 25)), 1)
    assert metrics.mean_psnr([a, a]) == (None, 1)


def test_flicker_of_a_fade_is_nothing_and_of_alternating_frames_their_distance():
    assert metrics.flicker(np.linspace(10, 90, 20)) == pytest.approx(0.0, abs=1e-9)
    assert metrics.flicker([50, 53] * 10) == pytest.approx(3.0)


@pytest.mark.needs("opencv")
def test_motion_degree_of_a_pan_is_its_speed():
    rng = np.random.default_rng(1)
    wide = np.kron(rng.integers(0, 255, (24, 60), dtype=np.uint8), np.ones((6, 6), np.uint8))
    import cv2

    wide = cv2.GaussianBlur(wide, (0, 0), 2.5)
    frames = [np.repeat(wide[:, 3 * k : 3 * k + 220, None], 3, axis=2) for k in range(5)]
    degree = metrics.motion_degree(frames, fps=12)
    assert degree == pytest.approx(3 / 144 * 100 * 12, rel=0.25)
    assert metrics.motion_degree([frames[0]] * 3, fps=12) < 0.3
    assert metrics.dynamic_degree([degree, 0.0]) == 0.5


def test_frozen_repeated_and_black_frames_are_counted():
    rng = np.random.default_rng(2)
    frames = [rng.integers(0, 255, (54, 96, 3), dtype=np.uint8) for _ in range(4)]
    line = [frames[0], frames[1], frames[1], frames[1], frames[2], frames[3]]
    gaps = [metrics.difference(a, b) for a, b in zip(line, line[1:], strict=False)]
    assert metrics.repeats(gaps) == [False, True, True, False, False]
    assert metrics.longest_freeze(gaps) == 3
    assert metrics.is_black(np.full((50, 50, 3), 8, np.uint8)) and not metrics.is_black(frames[0])
    assert mean_lab(np.zeros((4, 4, 3), np.uint8))[0] == pytest.approx(0.0, abs=1e-9)


def test_opencv_without_the_libraries_it_wants_says_what_to_install(tmp_path, monkeypatch):
    (tmp_path / "cv2").mkdir()
    (tmp_path / "cv2" / "__init__.py").write_text(
        'raise ImportError("libGL.so.1: cannot open shared object file: No such file or directory")'
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "cv2", raising=False)
    with pytest.raises(ModelUnavailable) as caught:
        TonesAndEdges().features(np.zeros((90, 160, 3), np.uint8))
    assert "libGL.so.1" in caught.value.message and caught.value.hint == "sudo apt-get install libgl1 libglib2.0-0"
