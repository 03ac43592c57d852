"""The canvas: what is drawn is where it was put, in the colours given, with the same bytes every time."""

import hashlib

import numpy as np

from vgot.animatic.canvas import Group, Stage, alpha, linear, mix, radial, shade


def pixel(picture: np.ndarray, x: int, y: int) -> tuple[int, ...]:
    return tuple(int(v) for v in picture[y, x])


def test_a_rectangle_is_drawn_where_it_was_put_and_nowhere_else():
    g = Group()
    g.rect(10, 20, 30, 10, 0xFF3366CC)
    picture = Stage(64, 48).draw(g)
    assert pixel(picture, 12, 22) == (0x33, 0x66, 0xCC)
    assert pixel(picture, 8, 22) == pixel(picture, 12, 31) == (0, 0, 0)


def test_children_are_painted_in_order_and_move_with_their_group():
    g = Group()
    child = g.group().transform(20, 0)
    child.rect(0, 0, 10, 10, 0xFFFF0000)
    g.rect(25, 0, 10, 10, 0xFF00FF00)
    picture = Stage(48, 16).draw(g)
    assert pixel(picture, 22, 5) == (255, 0, 0)
    assert pixel(picture, 27, 5) == (0, 255, 0)


def test_a_group_can_be_drawn_again_after_it_was_moved_and_added_to():
    g, stage = Group(), Stage(48, 16)
    child = g.group()
    child.rect(0, 0, 8, 8, 0xFFFF0000)
    first = stage.draw(g)
    child.transform(30, 0)
    child.rect(0, 8, 8, 8, 0xFF0000FF)
    second = stage.draw(g)
    assert pixel(first, 4, 4) == (255, 0, 0) and pixel(second, 4, 4) == (0, 0, 0)
    assert pixel(second, 34, 4) == (255, 0, 0) and pixel(second, 34, 12) == (0, 0, 255)


def test_a_clip_hides_what_lies_outside_of_it_in_the_groups_own_coordinates():
    g = Group()
    child = g.group().transform(20, 0)
    child.clip(0, 0, 5, 10)
    child.rect(0, 0, 20, 10, 0xFFFFFFFF)
    picture = Stage(48, 16).draw(g)
    assert pixel(picture, 22, 5) == (255, 255, 255)
    assert pixel(picture, 27, 5) == (0, 0, 0)


def test_a_mirrored_group_is_mirrored():
    g = Group()
    g.group().transform(20, 0, -1, 0, 1).rect(2, 0, 6, 8, 0xFFFFFFFF)
    picture = Stage(32, 8).draw(g)
    assert pixel(picture, 15, 4) == (255, 255, 255)
    assert pixel(picture, 24, 4) == (0, 0, 0)


def test_gradients_run_from_the_first_stop_to_the_last():
    g = Group()
    g.rect(0, 0, 64, 8, linear(0, 0, 64, 0, [0xFF000000, 0xFFFFFFFF]))
    g.circle(32, 24, 8, radial(32, 24, 8, [(0.0, 0xFFFF0000), (1.0, 0x00FF0000)]))
    picture = Stage(64, 32).draw(g)
    assert picture[4, 2, 0] < 20 < 120 < picture[4, 34, 0] < 150 < 235 < picture[4, 62, 0]
    assert picture[24, 32, 0] > 230 > 60 > picture[24, 39, 0]


def test_a_picture_is_stretched_over_its_rectangle():
    g = Group()
    g.image(np.full((4, 6, 3), (10, 200, 90), np.uint8), 8, 8, 30, 16)
    picture = Stage(48, 32).draw(g)
    assert pixel(picture, 20, 16) == (10, 200, 90)
    assert pixel(picture, 4, 4) == (0, 0, 0)


def test_colours_mix_shade_and_fade_as_named():
    assert mix(0xFF000000, 0xFFFFFFFF, 0.5) == 0xFF7F7F7F
    assert shade(0xFF808080, 0.5) == 0xFF404040 and shade(0xFF808080, -1) == 0xFFFFFFFF
    assert alpha(0xFF123456, 0.5) == 0x7F123456


def test_two_stages_make_the_same_bytes_of_the_same_drawing():
    def digest() -> str:
        g = Group()
        for i in range(20):
            g.curve([(i * 3, 40), (i * 3 + 8, -10), (i * 3 + 16, 40)], fill=alpha(0xFF22AA66 + i * 5, 0.7), close=True)
            g.line(0, i, 60, 40 - i, 0xFFCC2200, 0.7)
        return hashlib.sha256(Stage(64, 40).draw(g).tobytes()).hexdigest()

    assert digest() == digest()


def test_a_group_that_is_placed_again_looks_as_if_it_had_been_drawn_there_at_once():
    def build() -> Group:
        g = Group()
        g.rect(0, 0, 40, 30, linear(0, 0, 40, 30, [0xFF102040, 0xFFF0C080]))
        g.group().circle(20, 15, 12, radial(20, 15, 12, [0xFFFFFFFF, 0x00FF0000]))
        g.line(2, 2, 38, 28, linear(2, 2, 38, 28, [0xFF00FF00, 0xFF0000FF]), 3)
        return g

    moved, root, stage = build(), Group(), Stage(64, 48)
    root.add(moved)
    moved.transform(2, 3, 1.0)
    stage.draw(root)
    moved.transform(14, 9, 1.15)
    again = stage.draw(root)
    fresh = Group()
    fresh.add(build()).transform(14, 9, 1.15)
    assert (again == Stage(64, 48).draw(fresh)).all()
