"""Pictures from outside: what is accepted comes out upright and plain, what is not is one BadInput that helps."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import time
import zlib

import numpy as np
import pytest
from PIL import Image, ImageCms

from vgot.errors import BadInput
from vgot.media import _decode_upload, _limited, uploads
from vgot.media.uploads import fit, read_upload
from vgot.units import FrameSize


def scene(width: int = 96, height: int = 64, mode: str = "RGB") -> Image.Image:
    """Red above, blue below, a green corner top left."""
    picture = Image.new("RGB", (width, height), (200, 30, 30))
    picture.paste((30, 30, 200), (0, height // 2, width, height))
    picture.paste((30, 200, 30), (0, 0, width // 4, height // 4))
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str, **more) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def near(pixel: np.ndarray, colour: tuple[int, int, int], most: int = 12) -> bool:
    return bool(np.abs(pixel.astype(int) - colour).max() <= most)


def png_that_says(width: int, height: int, body: bytes = b"") -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def heic(picture: Image.Image, **more) -> bytes:
    """As phones save photographs."""
    import pillow_heif

    out = io.BytesIO()
    pillow_heif.from_pillow(picture).save(out, quality=90, **more)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "GIF", "TIFF", "BMP"])
def test_the_kinds_that_people_have_come_back_as_pixels(kind):
    pixels = read_upload(heic(scene()) if kind == "HEIF" else saved(scene(), kind))
    assert (pixels.shape, pixels.dtype) == ((64, 96, 3), np.uint8)
    assert near(pixels[4, 4], (30, 200, 30), 40) and near(pixels[20, 80], (200, 30, 30), 40)
    assert near(pixels[60, 50], (30, 30, 200), 40)
    pixels[0, 0] = 0  # the caller's own


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_mode_becomes_rgb(mode):
    if mode == "I;16":
        data = saved(Image.fromarray(np.full((40, 40), 0x8080, np.uint16)), "PNG")
        assert near(read_upload(data)[20, 20], (128, 128, 128), 1)
        return
    pixels = read_upload(saved(scene(mode=mode), "JPEG" if mode == "CMYK" else "PNG"))
    assert pixels.shape == (64, 96, 3)
    if mode in ("P", "RGBA", "CMYK"):
        assert near(pixels[20, 80], (200, 30, 30), 40)


def test_what_is_transparent_becomes_white():
    picture = scene(mode="RGBA")
    picture.putalpha(Image.new("L", picture.size, 0))
    assert (read_upload(saved(picture, "PNG")) == 255).all()
    palette = Image.new("P", (32, 32), 0)
    palette.putpalette([9, 9, 9] * 256)
    assert (read_upload(saved(palette, "PNG", transparency=0)) == 255).all()


@pytest.mark.parametrize("turn, corner", [(1, (4, 4)), (3, (-5, -5)), (6, (4, -5)), (8, (-5, 4))])
def test_a_turned_photograph_stands_upright(turn, corner):
    exif = Image.Exif()
    exif[0x0112] = turn
    pixels = read_upload(saved(scene(), "JPEG", exif=exif.tobytes(), quality=95, subsampling=0))
    assert pixels.shape == ((64, 96, 3) if turn < 5 else (96, 64, 3))
    assert near(pixels[corner], (30, 200, 30), 30)


def test_a_long_picture_is_scaled_down_and_a_big_jpeg_too():
    assert read_upload(saved(scene(4000, 1000), "PNG")).shape == (512, 2048, 3)
    assert read_upload(saved(scene(3000, 6000), "JPEG")).shape == (2048, 1024, 3)
    assert read_upload(saved(scene(400, 200), "PNG"), max_side=100).shape == (50, 100, 3)


def test_a_heic_photograph_that_was_turned_stands_upright_and_has_the_colours_of_its_profile():
    upright = read_upload(heic(scene(96, 64)))
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = scene(96, 64).transpose(Image.Transpose.ROTATE_90)
    assert read_upload(heic(turned, exif=exif.tobytes())).shape == upright.shape
    p3 = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert np.abs(read_upload(heic(scene(), icc_profile=p3)).astype(int) - upright).max() <= 3


def test_a_heic_whose_first_brand_is_a_makers_own_is_a_picture_and_no_video():
    data = heic(scene())
    assert data[8:12] == b"heic" and b"mif1" in data[16:64]
    assert read_upload(data[:8] + b"MiHE" + data[12:]).shape == read_upload(data[:8] + b"mif1" + data[12:]).shape


@pytest.mark.parametrize("size", [(8064, 6048), (16320, 12240)])
def test_a_photograph_of_a_phone_with_48_or_200_million_pixels_is_taken(size):
    """Of one colour, so that it costs its pixels and nothing more."""
    tile = Image.new("L", size, 90)
    pixels = read_upload(saved(tile, "JPEG", quality=30))
    assert pixels.shape == (1536, 2048, 3) and near(pixels[700, 900], (90, 90, 90), 6)


@pytest.mark.parametrize("kind", ["WEBP", "PNG", "GIF", "AVIF"])
def test_an_animation_gives_its_first_frame(kind):
    first, second = Image.new("RGB", (32, 32), (250, 0, 0)), Image.new("RGB", (32, 32), (0, 0, 250))
    data = saved(first, kind, save_all=True, append_images=[second], duration=100)
    assert near(read_upload(data)[16, 16], (250, 0, 0), 12)


def test_colours_of_an_embedded_profile_are_read_and_a_broken_one_is_ignored():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain = read_upload(saved(scene(), "PNG"))
    assert np.abs(read_upload(saved(scene(), "PNG", icc_profile=lab)).astype(int) - plain).max() <= 2
    assert np.array_equal(read_upload(saved(scene(), "PNG", icc_profile=b"rubbish" * 40)), plain)


HOSTILE = {
    "nothing": (b"", "empty"),
    "svg": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "SVG"),
    "svg with a mark": (b"\xef\xbb\xbf\n<svg onload='x'>", "SVG"),
    "html": (b"<!DOCTYPE html><html><body>hi</body></html>", "web page"),
    "heic head, then nothing": (b"\x00\x00\x00\x18ftypheic" + bytes(40), "cannot be read"),
    "avif head, then nothing": (b"\x00\x00\x00\x18ftypavif" + bytes(40), "cannot be read"),
    "gif head, then nothing": (b"GIF89a" + bytes(40), "cannot be read|3x3|0x0|pixels"),
    "jpeg xl": (b"\xff\x0a" + bytes(60), "JPEG XL"),
    "raw": (b"II*\x00\x10\x00\x00\x00CR" + bytes(60), "camera's raw"),
    "newer raw": (b"\x00\x00\x00\x18ftypcrx " + bytes(60), "camera's raw"),
    "video": (b"\x00\x00\x00\x18ftypisom" + bytes(40), "video"),
    "pdf": (b"%PDF-1.7 ...", "PDF"),
    "zip": (b"PK\x03\x04" + bytes(40), "zip"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n", "not a picture"),
    "text": (b"just words, no picture", "not a picture"),
    "noise": (bytes(range(256)) * 8, "not a picture"),
    "png head, then nothing": (b"\x89PNG\r\n\x1a\n", "cannot be read"),
    "jpeg head, then html": (b"\xff\xd8\xff\xe0<html></html>" + bytes(200), "cannot be read"),
    "webp head, then noise": (b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(range(200)), "cannot be read"),
    "a gif called png": (b"\x89PNG\r\n\x1a\n" + saved(scene(), "GIF"), "cannot be read"),
    "bomb by its header": (png_that_says(60_000, 60_000, zlib.compress(bytes(1000))), "60000x60000"),
    "one line of a billion": (png_that_says(1_000_000_000, 1, b""), "1000000000x1"),
    "truncated jpeg": (saved(scene(400, 300), "JPEG", quality=95)[:2500], "too early"),
    "truncated png": (saved(Image.effect_noise((200, 200), 80), "PNG")[:9000], "too early"),
    "truncated webp": (saved(Image.effect_noise((200, 200), 80), "WEBP")[:3000], "too early|cannot be read"),
    "damaged png": (png_that_says(100, 100, b"not zlib at all"), "too early|damaged"),
    "tiny": (saved(Image.new("RGB", (3, 3)), "PNG"), "3x3"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_used_is_one_typed_error_that_helps(name):
    data, words = HOSTILE[name]
    began = time.monotonic()
    with pytest.raises(BadInput, match=words) as caught:
        read_upload(data)
    assert time.monotonic() - began < 60
    assert caught.value.field == "upload"
    assert caught.value.hint and "Traceback" not in caught.value.message


def test_a_file_of_too_many_bytes_is_refused_before_it_is_read():
    with pytest.raises(BadInput, match="51.0 MiB; at most 50 MiB"):
        read_upload(b"\xff\xd8\xff" + bytes(51 * 2**20 - 3))
    with pytest.raises(BadInput, match="at most"):
        read_upload(saved(scene(), "PNG"), max_pixels=1000)


def test_random_damage_never_does_worse_than_a_bad_input():
    """In this process, where a crash would show; the limits of the other process are tested below."""
    rng = np.random.default_rng(5)
    sources = [saved(scene(), kind) for kind in ("JPEG", "PNG", "WEBP")]
    answers = set()
    for at in range(150):
        data = bytearray(sources[at % 3])
        for place in rng.integers(8, len(data), 6):
            data[place] = rng.integers(0, 256)
        try:
            _decode_upload.decode(bytes(data), 10_000_000, 512)
            answers.add("picture")
        except _decode_upload.Refused as refused:
            answers.add(refused.args[0])
        except Exception as error:  # main() answers "unreadable" to it
            answers.add(type(error).__name__)
    assert {"picture", "truncated"} <= answers
    with pytest.raises(BadInput):
        read_upload(bytes(sources[0][:100]) + bytes(rng.integers(0, 256, 300, dtype=np.uint8)))


def test_a_decoder_that_hangs_is_stopped(monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(_decode_upload, "__file__", str(slow))
    monkeypatch.setattr(uploads, "_TIMEOUT_S", 0.5)
    began = time.monotonic()
    with pytest.raises(BadInput, match="too long"):
        read_upload(saved(scene(), "PNG"))
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    "last_words", ["import os; os.abort()", "print('{}')", """print('{"size": [5, 5]}')""", "print('[1')", ""]
)
def test_a_decoder_that_dies_or_lies_is_a_bad_input(monkeypatch, tmp_path, last_words):
    broken = tmp_path / "broken.py"
    broken.write_text(f"import sys\nsys.stdin.buffer.read()\n{last_words}\n")
    monkeypatch.setattr(_decode_upload, "__file__", str(broken))
    with pytest.raises(BadInput, match="safe limits"):
        read_upload(saved(scene(), "PNG"))


@pytest.mark.skipif(sys.platform != "linux", reason="limits of a process are tested on Linux")
def test_the_decoding_process_may_not_take_memory_or_write_files(tmp_path):
    script = f"""
import sys
sys.path.insert(0, {str(_limited.__file__.rsplit("/", 1)[0])!r})
import _limited
_limited.limit_resources(256 * 2**20, 5, 0)
try:
    bytearray(2**30)
except MemoryError:
    print("no memory")
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    with open({str(tmp_path / "written")!r}, "wb") as file:
        file.write(b"x")
except OSError:
    print("no files")
"""
    ran = subprocess.run([sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, timeout=20)
    assert ran.stdout.split("\n")[:2] == ["no memory", "no files"], ran.stderr


def test_cover_fills_and_crops_around_the_focus():
    pixels = np.asarray(scene(100, 400))
    assert fit(pixels, FrameSize(64, 36)).shape == (36, 64, 3)
    assert near(fit(pixels, FrameSize(64, 36), focus=(0.5, 0.4)).mean((0, 1)), (200, 30, 30), 3)
    assert near(fit(pixels, FrameSize(64, 36), focus=(0.5, 1.0)).mean((0, 1)), (30, 30, 200), 3)
    same = np.asarray(scene(64, 36))
    assert np.array_equal(fit(same, FrameSize(64, 36)), same)


def test_contain_shows_the_whole_picture_between_quiet_bars():
    out = fit(np.full((100, 50, 3), (10, 120, 60), np.uint8), FrameSize(80, 40), "contain")
    assert out.shape == (40, 80, 3) and (out == (10, 120, 60)).all()
    tall = fit(np.asarray(scene(40, 400)), FrameSize(100, 100), "contain")
    assert near(tall[25, 50], (200, 30, 30), 20) and near(tall[75, 50], (30, 30, 200), 20)
    with pytest.raises(BadInput, match="stretch"):
        fit(tall, FrameSize(10, 10), "stretch")
