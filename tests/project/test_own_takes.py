"""What a person brings as a take: photographs with one face, with several or with none, and films for shots."""

from __future__ import annotations

import io
import struct
from fractions import Fraction
from functools import lru_cache

import av
import numpy as np
import pytest
from PIL import Image

from tests.conftest import small_story
from vgot import media
from vgot.cli.main import main
from vgot.errors import BadInput
from vgot.faces.finding import find_faces
from vgot.project.own_takes import Cut


@lru_cache
def somebody() -> np.ndarray:
    """A photograph of one person (NASA, in the public domain), as scikit-image ships it."""
    from skimage.data import astronaut

    return astronaut()


def photo(pixels: np.ndarray, kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, kind, quality=92)
    return out.getvalue()


def two_people() -> np.ndarray:
    """The same person twice, the second smaller and on the right."""
    canvas = np.full((512, 900, 3), 128, np.uint8)
    canvas[:, :512] = somebody()
    small = np.array(Image.fromarray(somebody()).resize((388, 388)))
    canvas[124:, 512:] = small[:, ::-1]
    return canvas


def picture_of(project, node: str) -> np.ndarray:
    take = next(t for t in project.takes(node) if t["chosen"])
    return media.decode_png(project.store.read_blob(take["digests"]["picture"]))


@pytest.fixture
def film(studio):
    return studio.new_project(small_story(2, film={"width": 96, "height": 64, "fps": 15}))


def test_a_face_in_a_photograph_is_found_and_a_photograph_without_one_has_none():
    from skimage.data import coffee

    (left, top, right, bottom) = find_faces(somebody())[0]
    assert left < 0.43 < right and top < 0.22 < bottom and right - left < 0.4
    assert find_faces(coffee()) == []
    assert len(find_faces(two_people())) == 2


def test_a_face_that_is_small_in_a_photo_fills_the_portrait(film):
    wide = np.full((512, 1400, 3), 90, np.uint8)
    wide[:, 888:] = somebody()
    assert film.upload("portrait/mary/young", photo(wide)).facts.get("note") is None
    shown = picture_of(film, "portrait/mary/young")
    (left, top, right, bottom) = find_faces(shown)[0]
    assert right - left > 0.25 and abs((left + right) / 2 - 0.5) < 0.15 and 0.15 < (top + bottom) / 2 < 0.65


def test_of_several_faces_the_largest_is_used_and_said_and_another_can_be_chosen(film):
    data = photo(two_people())
    seen = film.takes.look_at_upload("portrait/mary/young", data)
    assert len(seen["faces"]) == 2 and "2 faces" in seen["note"] and seen["size"] == [900, 512]
    assert not film.takes("portrait/mary/young"), "looking keeps nothing"
    usual = film.upload("portrait/mary/young", data)
    assert "2 faces were found" in usual.facts["note"] and "largest" in usual.facts["note"]
    first = picture_of(film, "portrait/mary/young")
    other = film.upload("portrait/mary/young", data, Cut(face=1))
    assert other.id != usual.id and "note" not in other.facts
    assert np.abs(first.astype(int) - picture_of(film, "portrait/mary/young")).mean() > 15
    with pytest.raises(BadInput, match="2 faces"):
        film.upload("portrait/mary/young", data, Cut(face=2))


def test_a_picture_without_a_face_says_so_for_a_portrait_and_not_for_a_place_or_a_still(film):
    gradient = np.linspace(0, 255, 300 * 400).reshape(300, 400, 1).repeat(3, 2).astype(np.uint8)
    assert "No face was found" in film.upload("portrait/mary/young", photo(gradient)).facts["note"]
    assert "note" not in film.upload("keyframe/1", photo(gradient)).facts


def test_the_part_that_a_person_chooses_is_what_is_used(film):
    halves = np.zeros((200, 600, 3), np.uint8)
    halves[:, 300:] = (250, 40, 40)
    film.upload("keyframe/1", photo(halves), Cut(box=(0.6, 0.1, 0.9, 0.9)))
    assert picture_of(film, "keyframe/1").mean(axis=(0, 1))[0] > 220
    film.upload("keyframe/1", photo(halves), Cut(box=(0.0, 0.0, 0.4, 1.0)))
    assert picture_of(film, "keyframe/1").mean() < 10
    for wrong in ((0.5, 0, 0.4, 1), (0, 0, 1.2, 1), (0.1, 0.1, 0.1, 0.9), (float("nan"), 0, 1, 1)):
        with pytest.raises(BadInput, match="not a box"):
            film.upload("keyframe/1", photo(halves), Cut(box=wrong))


# -- films --------------------------------------------------------------------------------------------------------------
def filmed(
    frames: int = 12, rate: int = 30, depth: str = "yuv420p", codec: str = "libx264", uneven: bool = False
) -> bytes:
    """A phone's film: it grows brighter, a green corner top left; `uneven` frames come later and later."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream = container.add_stream(codec, rate=rate)
        stream.width, stream.height, stream.pix_fmt = 96, 64, depth
        stream.codec_context.time_base = stream.time_base = Fraction(1, 600)
        for n in range(frames):
            pixels = np.full((64, 96, 3), n * 255 // frames, np.uint8)
            pixels[:16, :24] = (0, 255, 0)
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format=depth)
            frame.pts, frame.time_base = (n * n * 4 if uneven else n * 600 // rate), Fraction(1, 600)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return out.getvalue()


def held(data: bytes, a: int, b: int, c: int, d: int) -> bytes:
    """The film of a camera that was held in another way: the matrix of its track (ISO/IEC 14496-12, 8.3.2)."""
    at = data.index(b"tkhd") + 44
    plain = struct.pack(">9i", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
    assert data[at : at + 36] == plain
    return data[:at] + struct.pack(">9i", a << 16, b << 16, 0, c << 16, d << 16, 0, 0, 0, 1 << 30) + data[at + 36 :]


def clip_of(project, node: str = "clip/1") -> list[np.ndarray]:
    take = next(t for t in project.takes(node) if t["chosen"])
    return list(media.decode_clip(project.store.checked_path(take["digests"]["frames"])))


def test_a_phones_film_is_a_shots_take_at_the_films_rate_and_what_is_held_is_said(film):
    take = film.upload("clip/1", filmed())
    frames = clip_of(film)
    assert take.facts["frames"] == len(frames) == 15 and take.facts["fps"] == 15
    assert "last picture is held" in take.facts["note"] and "0.4 s" in take.facts["note"]
    level = [int(f[40:, 40:].mean()) for f in frames]
    assert level[0] < 20 and level[5] > 180 and level[6:] == level[6:7] * 9 and level[:6] == sorted(level[:6])
    assert film.plan().named("clip/1").settled and film.plan().named("clip/1").reason == "your upload"


def test_a_longer_film_is_cut_from_where_a_person_says(film):
    data = filmed(frames=90)
    whole = film.upload("clip/1", data)
    assert "which is 3.0 s long" in whole.facts["note"]
    early = clip_of(film)[0][40:, 40:].mean()
    film.upload("clip/1", data, Cut(from_s=1.5))
    assert clip_of(film)[0][40:, 40:].mean() > early + 100


def test_uneven_frames_are_shown_when_they_were_filmed(film):
    film.upload("clip/1", filmed(frames=10, uneven=True))
    level = [int(f[40:, 40:].mean()) for f in clip_of(film)]
    # Frame n was filmed at n²/150 s: at 0.2 s the fifth is seen, at 0.33 s the seventh.
    assert abs(level[3] - 5 * 25) <= 14 and abs(level[5] - 7 * 25) <= 14


@pytest.mark.parametrize(
    "matrix, corner",
    [((0, 1, -1, 0), (0, -1)), ((-1, 0, 0, -1), (-1, -1)), ((0, -1, 1, 0), (-1, 0)), ((-1, 0, 0, 1), (0, -1))],
)
def test_a_film_stands_as_its_camera_was_held(studio, matrix, corner):
    upright = matrix[0] == 0
    film = studio.new_project(
        small_story(1, film={"width": 64 if upright else 96, "height": 96 if upright else 64, "fps": 15})
    )
    film.upload("clip/1", held(filmed(), *matrix))
    green = [
        (y, x)
        for y in (0, -1)
        for x in (0, -1)
        if clip_of(film)[0][6 * y + (3 if y == 0 else 0), 6 * x + (3 if x == 0 else 0)].argmax() == 1
    ]
    assert green == [corner]


def test_ten_bits_are_read(film):
    film.upload("clip/1", filmed(depth="yuv420p10le"))
    assert len(clip_of(film)) == 15 and clip_of(film)[3][40:, 40:].mean() > 60


def test_a_picture_is_no_film_for_a_shot_and_a_film_gives_one_picture_to_a_still(film):
    with pytest.raises(BadInput, match="A shot takes a film"):
        film.upload("clip/1", photo(somebody()))
    taken = film.upload("keyframe/1", filmed())
    assert "one picture of it" in taken.facts["note"] and picture_of(film, "keyframe/1")[6, 6].argmax() == 1
    with pytest.raises(BadInput, match="cannot be replaced by a file"):
        film.upload("film", filmed())
    for broken in (b"\x00\x00\x00\x18ftypmp42" + bytes(400), filmed()[:900]):
        with pytest.raises(BadInput):
            film.upload("clip/1", broken)
    assert not list((film.store.folder / "blobs" / "making").glob("*.upload"))


def test_the_command_line_takes_a_film_and_a_box(film, tmp_path, capsys):
    (tmp_path / "phone.mp4").write_bytes(filmed())
    assert main(["upload", "clip/1", str(tmp_path / "phone.mp4"), "--project", str(film.store.folder)]) == 0
    assert "last picture is held" in capsys.readouterr().out
