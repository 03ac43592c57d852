"""Pictures, clips and films: exact counts, exact times, the same bytes, the right colours."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from vgot import media
from vgot.errors import Cancelled, DamagedProject, NotFound, RenderFailed, StorageFailed
from vgot.media import encoding
from vgot.units import FrameSize, frame_rate

SIZE = FrameSize(192, 108)
RATES = (16, 23.976, 24, 25, 29.97, 30)


def drawn(n: int, size: FrameSize = SIZE, seed: int = 0):
    """n frames of flat shapes that move."""
    sky = np.random.default_rng(seed).integers(60, 220, 3)
    for at in range(n):
        pixels = np.empty((size.height, size.width, 3), np.uint8)
        pixels[:] = sky
        pixels[size.height * 2 // 3 :] = (80, 130, 60)
        left = (at * 3 + seed * 7) % (size.width - 40)
        pixels[20:60, left : left + 40] = (150, 60, 50)
        yield pixels


def encode(path: Path, n: int, fps: float = 24, quality="film", seed: int = 0, **more) -> Path:
    assert media.encode_clip(path, drawn(n, seed=seed), size=SIZE, fps=fps, quality=quality, **more) == n
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def ffprobe(path: Path) -> dict:
    wanted = "stream=nb_read_frames,duration,start_time,r_frame_rate,avg_frame_rate,has_b_frames:format=duration"
    command = ["ffprobe", "-v", "error", "-count_frames", "-show_entries", wanted, "-of", "json", str(path)]
    return json.loads(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout)


# ---- pictures


def test_a_png_gives_back_every_pixel_and_the_same_bytes_twice():
    pixels = np.random.default_rng(1).integers(0, 256, (33, 47, 3), dtype=np.uint8)
    data = media.encode_png(pixels)
    assert data == media.encode_png(pixels.copy())
    assert np.array_equal(media.decode_png(data), pixels)
    assert media.picture_size(data) == FrameSize(47, 33)


@pytest.mark.parametrize("spoil", [lambda d: d[:60], lambda d: b"", lambda d: b"GIF89a" + d[6:]])
def test_a_spoiled_png_is_a_damaged_project(spoil):
    data = media.encode_png(next(drawn(1)))
    with pytest.raises(DamagedProject):
        media.decode_png(spoil(data))


def test_floats_are_not_a_picture():
    with pytest.raises(RenderFailed, match="float64"):
        media.encode_png(np.zeros((8, 8, 3)))


def test_a_thumbnail_keeps_proportions_and_never_grows():
    from io import BytesIO

    from PIL import Image

    pixels = next(drawn(1))
    assert Image.open(BytesIO(media.thumbnail(pixels, 96))).size == (96, 54)
    assert Image.open(BytesIO(media.thumbnail(pixels, 4000))).size == (192, 108)


# ---- clips


@pytest.mark.parametrize("fps", RATES)
@pytest.mark.parametrize("n", [1, 2, 49])
def test_a_clip_has_exactly_its_frames_and_its_time(tmp_path, fps, n):
    info = media.probe(encode(tmp_path / "clip.mp4", n, fps))
    assert (info.frames, info.fps, info.size) == (n, frame_rate(fps), SIZE)
    assert info.duration_s == pytest.approx(float(n / frame_rate(fps)), abs=1e-9)
    assert (info.matrix, info.limited_range, info.has_b_frames) == ("bt709", True, False)
    assert (info.codec, info.profile, info.pixel_format) == ("h264", "High", "yuv420p")
    with av.open(str(tmp_path / "clip.mp4")) as container:
        stream = container.streams.video[0]
        assert stream.start_time == 0
        assert stream.duration * stream.time_base == n / frame_rate(fps)


@pytest.mark.needs("ffprobe")
@pytest.mark.parametrize("fps", RATES)
def test_ffprobe_agrees_on_frames_and_time(tmp_path, fps):
    said = ffprobe(encode(tmp_path / "clip.mp4", 50, fps))
    stream = said["streams"][0]
    assert int(stream["nb_read_frames"]) == 50
    assert float(stream["start_time"]) == 0
    assert float(stream["duration"]) == pytest.approx(float(50 / frame_rate(fps)), abs=2e-6)
    assert float(said["format"]["duration"]) == pytest.approx(float(50 / frame_rate(fps)), abs=2e-6)
    assert Fraction(stream["r_frame_rate"]) == Fraction(stream["avg_frame_rate"]) == frame_rate(fps)


@pytest.mark.parametrize("quality", ["master", "film", "preview"])
def test_the_same_frames_give_the_same_bytes(tmp_path, quality):
    one = encode(tmp_path / "one.mp4", 30, quality=quality)
    two = encode(tmp_path / "two.mp4", 30, quality=quality)
    assert digest(one) == digest(two)


def test_the_bytes_do_not_depend_on_the_processor(tmp_path):
    """The plain code of x264, the scaler and the decoder gives what their vector code gives."""
    libraries = list((Path(av.__file__).parent.parent / "av.libs").glob("libavutil*"))
    if not libraries:
        pytest.skip("FFmpeg's library is not beside PyAV here")
    script = """
import ctypes, hashlib, sys
import av
if sys.argv[1] == "plain":
    ctypes.CDLL(sys.argv[2]).av_force_cpu_flags(0)
from tests.media.test_media import SIZE, drawn
from vgot import media
from vgot.media import encoding
if sys.argv[1] == "plain":
    encoding._X264_COMMON += ":asm=0"
media.encode_clip(sys.argv[3], drawn(24), size=SIZE, fps=24, quality="master")
sha = hashlib.sha256(open(sys.argv[3], "rb").read())
for frame in media.decode_clip(sys.argv[3]):
    sha.update(frame.tobytes())
print(sha.hexdigest())
"""
    made = set()
    for way in ("vector", "plain"):
        command = [sys.executable, "-c", script, way, str(libraries[0]), str(tmp_path / f"{way}.mp4")]
        root = Path(media.__file__).parents[2]
        made.add(subprocess.run(command, capture_output=True, text=True, check=True, cwd=root, timeout=60).stdout)
    assert len(made) == 1


def test_a_file_holds_its_tags_and_no_notes_of_its_maker(tmp_path):
    path = encode(tmp_path / "clip.mp4", 3, metadata={"title": "Mary", "comment": "drawn animatic draft"})
    assert media.probe_fast(path).metadata == {"title": "Mary", "comment": "drawn animatic draft"}
    data = path.read_bytes()
    assert not [note for note in (b"x264", b"Lavf", b"Lavc", b"edts") if note in data]
    assert data.find(b"moov") < data.find(b"mdat"), "the index comes first so that a browser can start at once"


def test_a_tag_that_mp4_would_drop_is_refused(tmp_path):
    with pytest.raises(ValueError, match="mood"):
        encode(tmp_path / "clip.mp4", 1, metadata={"mood": "calm"})


PATCHES = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (128, 128, 128), (224, 172, 138)]


def patches(size: FrameSize = FrameSize(448, 64)) -> np.ndarray:
    pixels = np.empty((size.height, size.width, 3), np.uint8)
    for at, colour in enumerate(PATCHES):
        pixels[:, at * 64 : at * 64 + 64] = colour
    return pixels


@pytest.mark.parametrize("quality", ["master", "film"])
def test_colours_come_back(tmp_path, quality):
    path = tmp_path / "patches.mp4"
    media.encode_clip(path, [patches()] * 4, size=FrameSize(448, 64), fps=16, quality=quality)
    for frame in media.decode_clip(path):
        for at, colour in enumerate(PATCHES):
            inner = frame[16:48, at * 64 + 16 : at * 64 + 48].astype(int)
            assert np.abs(inner - colour).max() <= 3, colour


@pytest.mark.needs("ffmpeg")
def test_another_player_that_reads_the_colour_tags_shows_the_same_colours(tmp_path):
    path = tmp_path / "patches.mp4"
    media.encode_clip(path, [patches()] * 2, size=FrameSize(448, 64), fps=16, quality="film")
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    raw = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
    frame = np.frombuffer(raw, np.uint8).reshape(64, 448, 3)
    for at, colour in enumerate(PATCHES):
        inner = frame[16:48, at * 64 + 16 : at * 64 + 48].astype(int)
        assert np.abs(inner - colour).max() <= 4, colour


@pytest.mark.parametrize("size", [FrameSize(34, 18), FrameSize(720, 406), FrameSize(108, 192), FrameSize(642, 362)])
def test_any_even_size_works(tmp_path, size):
    path = tmp_path / "clip.mp4"
    media.encode_clip(path, (np.full((size.height, size.width, 3), 90, np.uint8) for _ in range(3)), size=size, fps=24)
    assert (media.probe(path).size, media.probe(path).frames) == (size, 3)


@pytest.mark.parametrize("size", [FrameSize(33, 18), FrameSize(34, 17), FrameSize(8, 8)])
def test_an_impossible_size_is_refused_and_leaves_no_file(tmp_path, size):
    with pytest.raises(RenderFailed, match="even"):
        media.encode_clip(tmp_path / "clip.mp4", drawn(1, size), size=size, fps=24)
    assert not list(tmp_path.iterdir())


def test_a_frame_of_the_wrong_size_names_itself_and_leaves_no_file(tmp_path):
    frames = [*drawn(2), *drawn(1, FrameSize(64, 64))]
    with pytest.raises(RenderFailed, match="Frame 2"):
        media.encode_clip(tmp_path / "clip.mp4", frames, size=SIZE, fps=24)
    assert not list(tmp_path.iterdir())


def test_no_frames_at_all_is_an_error_and_leaves_no_file(tmp_path):
    with pytest.raises(RenderFailed, match="No frames"):
        media.encode_clip(tmp_path / "clip.mp4", iter(()), size=SIZE, fps=24)
    assert not list(tmp_path.iterdir())


def test_a_cancelled_drawing_comes_out_unchanged_and_no_thread_stays(tmp_path):
    stop = Cancelled("stopped")

    def frames():
        yield from drawn(20)
        raise stop

    before = threading.active_count()
    with pytest.raises(Cancelled) as caught:
        media.encode_clip(tmp_path / "clip.mp4", frames(), size=SIZE, fps=24)
    assert caught.value is stop
    assert threading.active_count() == before
    assert not list(tmp_path.iterdir())


def test_frames_are_drawn_in_the_calling_thread_and_may_share_one_buffer(tmp_path):
    seen, buffer = set(), np.empty((SIZE.height, SIZE.width, 3), np.uint8)

    def frames():
        for pixels in drawn(40):
            seen.add(threading.current_thread())
            buffer[:] = pixels
            yield buffer

    media.encode_clip(tmp_path / "shared.mp4", frames(), size=SIZE, fps=24, quality="film")
    assert seen == {threading.current_thread()}
    assert digest(tmp_path / "shared.mp4") == digest(encode(tmp_path / "own.mp4", 40))


def test_an_encoder_that_fails_stops_the_drawing(tmp_path, monkeypatch):
    counted = []

    def fail(self, frame):
        raise RenderFailed("the encoder broke")

    monkeypatch.setattr(encoding._Writer, "write", fail)
    with pytest.raises(RenderFailed, match="broke"):
        media.encode_clip(tmp_path / "clip.mp4", (counted.append(1) or f for f in drawn(500)), size=SIZE, fps=24)
    assert len(counted) < 100
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_a_storage_error(tmp_path):
    with pytest.raises(StorageFailed):
        encode(tmp_path / "missing" / "clip.mp4", 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_a_storage_error(tmp_path):
    (tmp_path / "clip.mp4").symlink_to("/dev/full")
    with pytest.raises(StorageFailed):
        encode(tmp_path / "clip.mp4", 5)


# ---- reading


def test_any_range_of_frames_equals_that_part_of_the_whole(tmp_path):
    path = encode(tmp_path / "clip.mp4", 120, 29.97)
    whole = list(media.decode_clip(path))
    assert len(whole) == 120
    for start, stop in ((0, 1), (0, 0), (59, 62), (60, 61), (61, 63), (119, 120), (33, 101)):
        part = list(media.decode_clip(path, start, stop))
        assert len(part) == stop - start
        assert all(np.array_equal(one, other) for one, other in zip(part, whole[start:stop], strict=True))
    assert np.array_equal(media.first_frames(path, 3), np.stack(whole[:3]))
    assert np.array_equal(media.last_frames(path, 5), np.stack(whole[-5:]))
    assert len(media.last_frames(path, 0)) == 0


@pytest.mark.parametrize("start, stop", [(0, 31), (-1, 3), (5, 4)])
def test_frames_that_a_clip_has_not_are_refused(tmp_path, start, stop):
    path = encode(tmp_path / "clip.mp4", 30)
    with pytest.raises(RenderFailed, match="has 30"):
        list(media.decode_clip(path, start, stop))
    with pytest.raises(RenderFailed):
        media.last_frames(path, 31)


@pytest.mark.parametrize("keep", [0, 20, 0.3, 0.6, 0.9, 0.999])
def test_a_truncated_clip_is_noticed(tmp_path, keep):
    path = encode(tmp_path / "clip.mp4", 40, quality="master")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep) if isinstance(keep, float) else keep])
    for look in (media.probe, media.probe_written):
        with pytest.raises(DamagedProject):
            look(path)


def test_what_was_just_written_is_read_whole_for_a_fraction_of_decoding_it(tmp_path):
    path = encode(tmp_path / "clip.mp4", 40, quality="master")
    assert media.probe_written(path) == media.probe(path)
    data = bytearray(path.read_bytes())
    at = data.find(b"mdat") + 4
    for hole in (at, at + (len(data) - at) // 3):  # its first unit; and a page, over the heads of several pictures
        torn = data[:hole] + bytes(4096) + data[hole + 4096 :]
        path.write_bytes(torn[: len(data)])
        with pytest.raises(DamagedProject):
            media.probe_written(path)


def test_a_clip_overwritten_in_the_middle_is_noticed(tmp_path):
    path = encode(tmp_path / "clip.mp4", 40, quality="master")
    data = bytearray(path.read_bytes())
    middle = data.find(b"mdat") + (len(data) - data.find(b"mdat")) // 2
    data[middle : middle + 400] = bytes(400)
    path.write_bytes(data)
    with pytest.raises(DamagedProject):
        media.probe(path)


def test_a_missing_clip_and_a_playlist_in_disguise_are_typed_errors(tmp_path):
    with pytest.raises(NotFound):
        media.probe_fast(tmp_path / "none.mp4")
    (tmp_path / "list.mp4").write_text("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n")
    with pytest.raises(DamagedProject):
        media.probe_fast(tmp_path / "list.mp4")


# ---- joining


@pytest.mark.parametrize("fps", RATES)
def test_a_joined_film_is_its_segments_frame_by_frame(tmp_path, fps, has):
    counts = (1, 33, 2, 60, 49)
    segments = [encode(tmp_path / f"{at}.mp4", n, fps, seed=at) for at, n in enumerate(counts)]
    film = tmp_path / "film.mp4"
    info = media.join_segments(film, segments, fps=fps, metadata={"title": "Film"})
    assert (info.frames, info.fps, info.metadata) == (sum(counts), frame_rate(fps), {"title": "Film"})
    assert media.probe(film) == info
    expected = (frame for segment in segments for frame in media.decode_clip(segment))
    assert all(np.array_equal(one, other) for one, other in zip(media.decode_clip(film), expected, strict=True))
    if has("ffprobe"):
        stream = ffprobe(film)["streams"][0]
        assert int(stream["nb_read_frames"]) == sum(counts)
        assert float(stream["duration"]) == pytest.approx(float(sum(counts) / frame_rate(fps)), abs=2e-6)
    first = digest(film)
    media.join_segments(film, segments, fps=fps, metadata={"title": "Film"})
    assert digest(film) == first


def test_a_cut_segment_joins_with_an_encoded_one_and_looks_the_same(tmp_path):
    clip = encode(tmp_path / "clip.mp4", 60, quality="master")
    assert media.cut_segment(clip, tmp_path / "cut.mp4", 7, 43, fps=24) == 36
    cut = list(media.decode_clip(tmp_path / "cut.mp4"))
    shown = list(media.decode_clip(clip, 7, 43))
    assert max(np.abs(one.astype(int) - other).mean() for one, other in zip(cut, shown, strict=True)) < 1.5
    drawn_seam = encode(tmp_path / "seam.mp4", 8, seed=2)
    assert media.join_segments(tmp_path / "film.mp4", [tmp_path / "cut.mp4", drawn_seam], fps=24).frames == 44


def test_a_segment_that_differs_is_named_and_no_film_is_left(tmp_path):
    good = encode(tmp_path / "good.mp4", 4)
    for name, more in {"rate": {"fps": 25}, "quality": {"quality": "preview"}}.items():
        other = encode(tmp_path / f"{name}.mp4", 4, **more)
        with pytest.raises(RenderFailed, match=f"{name}.mp4"):
            media.join_segments(tmp_path / "film.mp4", [good, other], fps=24)
    media.encode_clip(tmp_path / "size.mp4", drawn(2, FrameSize(64, 64)), size=FrameSize(64, 64), fps=24)
    with pytest.raises(RenderFailed, match="size.mp4 differs in size: 64x64 instead of 192x108"):
        media.join_segments(tmp_path / "film.mp4", [good, tmp_path / "size.mp4"], fps=24)
    with pytest.raises(RenderFailed):
        media.join_segments(tmp_path / "film.mp4", [], fps=24)
    (tmp_path / "short.mp4").write_bytes(good.read_bytes()[:-60])
    with pytest.raises((RenderFailed, DamagedProject), match="short.mp4"):
        media.join_segments(tmp_path / "film.mp4", [good, tmp_path / "short.mp4"], fps=24)
    assert not (tmp_path / "film.mp4").exists()


def test_encoder_settings_follow_rate_and_quality_only():
    assert media.encoder_settings(24) == media.encoder_settings(24.0, "film")
    assert len({media.encoder_settings(f, q) for f in RATES for q in ("master", "film", "preview")}) == 18


# ---- crossfade


def test_a_crossfade_starts_left_ends_right_and_never_dips():
    left = np.stack(list(drawn(6, seed=1)))
    right = np.stack(list(drawn(6, seed=2)))
    out = media.crossfade(left, right)
    assert out.shape == (12, *left.shape[1:])
    assert np.abs(out[0].astype(int) - left[0]).mean() < np.abs(out[0].astype(int) - right[0]).mean() / 3
    assert np.abs(out[-1].astype(int) - right[-1]).mean() < np.abs(out[-1].astype(int) - left[-1]).mean() / 3
    white, black = np.full((2, 4, 4, 3), 255, np.uint8), np.zeros((2, 4, 4, 3), np.uint8)
    assert np.array_equal(media.crossfade(white, white), np.full((4, 4, 4, 3), 255, np.uint8))
    middle = media.crossfade(np.concatenate([white[:1]] * 3), np.concatenate([black[:1]] * 3))[:, 0, 0, 0].astype(int)
    assert (np.diff(middle) < 0).all()
    assert 180 <= middle[2:4].mean() <= 194, "half the light of white is sRGB 188, not 128"


def test_a_crossfade_between_equal_frames_changes_nothing():
    same = np.arange(256, dtype=np.uint8).reshape(1, 16, 16, 1).repeat(3, axis=3)
    assert np.array_equal(media.crossfade(same, same), np.concatenate([same, same]))


def test_the_tables_of_the_dissolve_are_pinned():
    from vgot.media.dissolve import _tables

    digests = [hashlib.sha256(table.astype("<u4").tobytes()).hexdigest()[:16] for table in _tables()]
    assert digests == ["082dad196213a886", "da7db7162237dffa"]


def test_an_empty_or_unequal_crossfade():
    none = np.empty((0, 8, 8, 3), np.uint8)
    assert media.crossfade(none, none).shape == (0, 8, 8, 3)
    with pytest.raises(RenderFailed):
        media.crossfade(np.zeros((2, 8, 8, 3), np.uint8), np.zeros((3, 8, 8, 3), np.uint8))


def test_random_damage_is_read_as_a_typed_error_or_as_the_same_shape(tmp_path):
    whole = encode(tmp_path / "clip.mp4", 12, quality="master").read_bytes()
    rng, noticed = np.random.default_rng(3), 0
    for _ in range(120):
        data = bytearray(whole)
        for place in rng.integers(0, len(data), 8):
            data[place] = rng.integers(0, 256)
        (tmp_path / "damaged.mp4").write_bytes(data)
        try:
            for frame in media.decode_clip(tmp_path / "damaged.mp4"):
                assert frame.shape[2] == 3
        except (DamagedProject, RenderFailed):
            noticed += 1
    assert noticed > 60
