"""The small parts of shots and seams: timing, colour, boxes, latents as bytes, sizes."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vgot.errors import BadInput
from vgot.models.base import Cast, Tokens
from vgot.models.colour import colour_step, delta_e_2000, from_lab, match_colours, to_lab, worst_step
from vgot.models.layout_boxes import boxes_for, figures_for
from vgot.models.pictures import cover, from_png, rough_preview, to_png
from vgot.models.timing import held, latent_of, span_for, spread
from vgot.presets.preset import VideoSection
from vgot.presets.sizes import model_size
from vgot.units import FrameSize, frame_rate

WAN = VideoSection(family="wan", frame_step=4, fps=24, min_frames=5, max_frames=121, chain_max=4)


# -- timing -----------------------------------------------------------------------------------------------------------
@settings(max_examples=150, deadline=None)
@given(
    st.integers(1, 300),
    st.sampled_from([8, 12, 16, 23.976, 24, 25, 30]),
    st.sampled_from([(4, 24), (4, 16), (8, 30), (1, 7)]),
)
def test_every_film_frame_has_a_frame_of_the_chain_on_the_models_grid(frames, fps, model):
    step, own = model
    section = WAN.model_copy(update={"frame_step": step, "fps": own, "chain_max": 16})
    span = span_for(frames, fps, section)
    assert len(span.take) == frames and list(span.take) == sorted(span.take) and span.take[0] == 0
    assert all(n % step == 1 % step and 5 <= n <= 121 for n in span.segments)
    assert span.take[-1] < sum(span.segments) - (len(span.segments) - 1)
    late = frame_rate(own) / frame_rate(fps) * (frames - 1) - span.take[-1]
    assert abs(late) <= Fraction(1, 2) if own >= fps else abs(late) < 1


RATES = [7, 8, 12, 12.5, 15, 16, 23.976, 24, 25, 29.97, 30, 48, 50, 59.94, 60]


def apart(numbers):
    return max(numbers) - min(numbers) if numbers else 0


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 800), st.sampled_from(RATES), st.sampled_from(RATES))
def test_frames_of_another_rate_are_held_or_left_out_evenly_for_as_long_as_a_shot_lasts(frames, own, fps):
    pace = frame_rate(own) / frame_rate(fps)
    take = held(frames, pace)
    steps = [b - a for a, b in zip(take, take[1:], strict=False)]
    assert len(take) == frames and take[0] == 0 and all(step >= 0 for step in steps) and apart(steps) <= 1
    assert all(abs(n - k * pace) < 1 for k, n in enumerate(take)), "nothing drifts"
    if pace <= 1:
        assert take[-1] == int((frames - 1) * pace), "the end of the shot"
        assert set(take) == set(range(take[-1] + 1)), "no frame of the model is lost"
        assert apart([take.count(n) for n in set(take)]) <= 1, "the last one too"


@pytest.mark.parametrize(
    "own,fps,rhythm", [(8, 16, [2]), (8, 24, [3]), (8, 12, [2, 1]), (16, 24, [2, 1]), (24, 24, [1]), (12, 30, [3, 2])]
)
def test_frames_are_held_in_the_rhythm_of_the_two_rates(own, fps, rhythm):
    take = held(fps * 12, frame_rate(own) / frame_rate(fps))
    shown = [take.count(n) for n in range(own * 12)]
    assert shown == (rhythm * len(shown))[: len(shown)] and take[-1] == own * 12 - 1, (
        "twelve seconds end on their last frame"
    )


@pytest.mark.parametrize("own,fps,steps", [(24, 16, [1, 2]), (30, 15, [2]), (24, 12, [2]), (24, 8, [3])])
def test_frames_are_left_out_in_the_rhythm_of_the_two_rates(own, fps, steps):
    take = held(fps * 12, frame_rate(own) / frame_rate(fps))
    assert [b - a for a, b in zip(take, take[1:], strict=False)] == (steps * len(take))[: len(take) - 1]


def test_ntsc_rates_do_not_drift_in_an_hour():
    hour = held(23976 * 36 // 10, frame_rate(23.976) / frame_rate(23.976))
    assert hour[-1] == len(hour) - 1
    twice = held(2 * 86313, frame_rate(29.97) / frame_rate(59.94))
    assert twice[-1] == 86312 and twice[:6] == (0, 0, 1, 1, 2, 2) and twice[-2:] == (86312, 86312)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 200), st.integers(1, 200))
def test_frames_spread_over_others_keep_both_ends_and_equal_steps(count, frames):
    chosen = spread(count, frames)
    steps = [b - a for a, b in zip(chosen, chosen[1:], strict=False)]
    assert len(chosen) == frames and chosen[0] == 0 and (chosen[-1] == count - 1 or frames == 1) and apart(steps) <= 1
    if frames >= count:
        assert apart([chosen.count(n) for n in range(count)]) <= 1


def test_a_shot_that_fits_is_one_segment_as_short_as_the_grid_allows():
    assert span_for(16, 16, WAN).segments == (25,) and span_for(1, 16, WAN).segments == (5,)
    assert span_for(96, 16, WAN).segments == (121, 25)


def test_latent_frames_hold_one_frame_and_then_four():
    assert [latent_of(f, 4) for f in (0, 1, 4, 5, 8, 120)] == [0, 1, 1, 2, 2, 30] and latent_of(7, 1) == 7


# -- colour -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "one,two,want",
    [  # Sharma, Wu, Dalal 2005, table 1
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0),
        ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0009), 7.1792),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_delta_e_2000_gives_the_published_values(one, two, want):
    assert delta_e_2000(np.array(one), np.array(two)) == pytest.approx(want, abs=1e-4)
    assert delta_e_2000(np.array(two), np.array(one)) == pytest.approx(want, abs=1e-4)


def test_lab_goes_there_and_back():
    colours = np.random.default_rng(0).integers(0, 256, (8, 8, 3), dtype=np.uint8)
    assert np.abs(from_lab(to_lab(colours)).astype(int) - colours).max() <= 1
    assert to_lab(np.array([255, 255, 255], np.uint8)) == pytest.approx([100, 0, 0], abs=0.01)


def test_matching_walks_the_colours_from_one_shot_to_the_other(draw):
    left, right = draw(1).pixels, (draw(2).pixels * 0.5).astype(np.uint8)
    frames = np.stack([draw(3).pixels] * 6)
    matched = match_colours(frames, left, right, np.linspace(0, 1, 6))
    assert colour_step(matched[0], left) < 2 and colour_step(matched[-1], right) < 2
    assert worst_step(np.stack([left, *matched, right])) < worst_step(np.stack([left, *frames, right])) / 2


# -- placing ----------------------------------------------------------------------------------------------------------
def who(*names, **boxes):
    return [Cast(n.lower(), "young", n, f"Young {n}", "", Tokens("none", b""), 0.5, boxes.get(n)) for n in names]


def test_one_character_has_the_whole_frame_and_boxes_by_hand_are_kept():
    assert boxes_for(who("Mary")) == [(0.0, 0.0, 1.0, 1.0)]
    assert boxes_for(who("Mary", "Tom", Tom=(0.1, 0.1, 0.3, 0.9)))[1] == (0.1, 0.1, 0.3, 0.9)


@pytest.mark.parametrize(
    "relation",
    [
        "Mary stands on the right, Tom on the left",
        "Tom is left of Mary",
        "Mary sits to the right of Tom and laughs",
        "Tom, Mary on the right",
    ],
)
def test_left_and_right_in_the_text_decide_who_stands_where(relation):
    mary, tom = boxes_for(who("Mary", "Tom"), relation)
    assert tom[2] <= mary[0], relation


def test_near_characters_are_taller_than_far_ones():
    mary, tom = boxes_for(who("Mary", "Tom"), "Mary waits in the foreground, Tom far behind her")
    assert mary[3] - mary[1] > tom[3] - tom[1]


@given(st.integers(1, 6), st.text(max_size=80))
def test_boxes_lie_in_the_frame_and_do_not_overlap(count, text):
    boxes = boxes_for(who(*[f"N{k}" for k in range(count)]), text)
    assert all(0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1 for x0, y0, x1, y1 in boxes)
    spans = sorted((b[0], b[2]) for b in boxes)
    assert all(a[1] <= b[0] + 1e-9 for a, b in zip(spans, spans[1:], strict=False))


@pytest.mark.parametrize(
    ("closer", "wider"),
    [
        ("extreme close-up", "close-up"),
        ("close up", "medium shot"),
        ("waist high", "wide shot"),
        ("full shot", "extreme wide shot"),
    ],
)
def test_figures_are_as_large_as_the_shot_says(closer, wider):
    (near,), (far,) = (
        figures_for(who("Mary"), camera=f"{closer}, at eye level"),
        figures_for(who("Mary"), camera=f"a {wider}, the camera pans left"),
    )
    assert near[2] - near[0] > far[2] - far[0] and near[1] <= far[1] and near[0] < 0.5 < near[2]


def test_the_size_that_is_said_first_is_the_shots():
    camera = "Wide shot at eye level: a pan right comes to a stop at a face that looks up."
    assert figures_for(who("Mary"), camera=camera) == figures_for(who("Mary"), camera="wide shot")
    assert figures_for(who("Mary"), camera="close up, aerial") == figures_for(who("Mary"), camera="close up")
    assert figures_for(who("Mary"), camera="an extreme close-up") == figures_for(who("Mary"), camera="extreme close")


def test_figures_stand_where_the_text_or_a_hand_puts_them():
    assert figures_for([]) == []
    mary, tom = figures_for(who("Mary", "Tom"), "Mary stands on the right, Tom on the left", "wide shot")
    assert (
        tom[2] <= mary[0]
        and figures_for(who("Mary"), "Mary stands on the right")[0][0] > figures_for(who("Mary"))[0][0]
    )
    assert figures_for(who("Mary", "Tom", Tom=(0.1, 0.1, 0.3, 0.9)))[1] == (0.1, 0.1, 0.3, 0.9)


@given(
    st.integers(1, 6),
    st.text(max_size=80),
    st.sampled_from(["", "close-up", "extreme wide shot", "medium shot", "full shot", "extreme close up"]),
)
def test_figures_lie_in_the_frame_and_do_not_overlap(count, text, camera):
    boxes = figures_for(who(*[f"N{k}" for k in range(count)]), text, camera)
    assert all(0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1 for x0, y0, x1, y1 in boxes)
    spans = sorted((b[0], b[2]) for b in boxes)
    assert all(a[1] <= b[0] + 1e-9 for a, b in zip(spans, spans[1:], strict=False))


# -- latents and pictures ---------------------------------------------------------------------------------------------
def test_latents_come_back_as_they_went_and_the_same_bytes_again(torch):
    from vgot.models.latents import ClipLatents, pack, unpack

    z = torch.randn(1, 4, 3, 2, 2)
    kept = ClipLatents((z, z + 1), (9, 9), 1, "someone/model")
    data = pack(kept)
    back = unpack(data)
    assert data == pack(kept) and back.frames == (9, 9) and back.model == "someone/model"
    assert torch.allclose(back.last_latent, (z + 1)[:, :, 1], atol=1e-2) and back.last_latent.shape == (1, 4, 2, 2)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_latents_are_one_typed_error(data):
    import torch

    from vgot.models.latents import ClipLatents, pack, unpack

    whole = pack(ClipLatents((torch.zeros(1, 2, 2, 2, 2),), (5,), 1, "m"))
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(BadInput):
        unpack(whole[:cut])


@given(st.integers(64, 4096), st.integers(64, 4096))
def test_a_models_size_lies_on_its_grid_within_its_pixels(width, height):
    section = WAN.model_copy(update={"grid_px": 32, "max_px": 901120, "min_px": 399360})
    size = model_size(FrameSize(width, height), section)
    assert size.width % 32 == size.height % 32 == 0 and size.width * size.height <= 901120


def test_usual_frames_keep_their_shape_at_the_models_size():
    section = WAN.model_copy(update={"grid_px": 32, "max_px": 901120, "min_px": 399360})
    assert model_size(FrameSize(1280, 704), section) == FrameSize(1280, 704)
    assert model_size(FrameSize(768, 432), section) == FrameSize(832, 480)


def test_cover_fills_the_frame_without_stretching(draw):
    square = np.zeros((40, 80, 3), np.uint8)
    square[:, 30:50] = 255
    made = cover(square, FrameSize(40, 40))
    assert made.shape == (40, 40, 3) and made[:, 12:28].min() > 200 and made[:, :8].max() < 50
    assert cover(square, FrameSize(80, 40)) is square


def test_reference_pictures_go_through_png_and_junk_is_refused(draw):
    pixels = draw(1).pixels
    assert np.array_equal(from_png(to_png(pixels)), pixels)
    assert max(from_png(to_png(np.zeros((2000, 100, 3), np.uint8))).shape) == 1024
    for junk in (b"", b"GIF89a", to_png(pixels)[:50]):
        with pytest.raises(BadInput):
            from_png(junk)


def test_previews_are_small_and_packed_latents_have_none(torch):
    assert rough_preview(torch.randn(1, 16, 5, 8, 12)).shape == (168, 252, 3)
    assert rough_preview(torch.full((1, 4, 8, 8), float("nan"))).dtype == np.uint8
    assert rough_preview(torch.randn(1, 64, 16)) is None
