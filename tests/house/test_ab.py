"""The blind comparison: sides by lot, nothing on the page tells which is which, every answer is kept."""

from __future__ import annotations

import threading
import urllib.parse
import urllib.request

import pytest
from PIL import Image

from benchmarks.ab import Judged, page, serve


@pytest.fixture
def folders(tmp_path):
    for name, colour in (("drawn", (200, 40, 40)), ("painted", (40, 40, 200))):
        (tmp_path / name).mkdir()
        for n in range(8):
            Image.new("RGB", (8, 8), colour).save(tmp_path / name / f"shot-{n}.png")
    return tmp_path / "drawn", tmp_path / "painted"


def test_sides_are_drawn_by_the_seed_and_both_occur(folders):
    one, two, other = (Judged.between(*folders, seed) for seed in (1, 1, 2))
    assert one == two != other and set(one.a_left) == {True, False}


def test_the_page_of_a_pair_names_neither_side(folders):
    judged = Judged.between(*folders, 1)
    assert not any(word in page(judged, 0) for word in ("drawn", "painted", "shot-"))


def test_whoever_always_likes_the_red_one_prefers_a_whatever_the_sides(folders, tmp_path):
    judged, out = Judged.between(*folders, 3), tmp_path / "judged.json"
    server = serve(judged, out, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        for number in range(8):
            with urllib.request.urlopen(f"{address}/{number}/left") as answer:
                (tmp_path / "seen.png").write_bytes(answer.read())
            red = Image.open(tmp_path / "seen.png").convert("RGB").getpixel((0, 0))[0] > 100
            said = urllib.parse.urlencode({"said": 1 if red else 2}).encode()
            urllib.request.urlopen(f"{address}/{number}", said).close()
        with urllib.request.urlopen(address) as answer:
            assert b"All pairs are judged" in answer.read()
    finally:
        server.shutdown()
        server.server_close()
    assert Judged.load(out).counts() == {"a": 8.0, "b": 0.0, "pairs": 8, "judged": 8}


def test_no_difference_counts_half_for_each(folders):
    judged = Judged.between(*folders, 1)
    judged.said[:2] = [0, 0]
    assert judged.counts() == {"a": 1.0, "b": 1.0, "pairs": 8, "judged": 2}
