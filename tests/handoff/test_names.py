"""The names of exported files say what they are, through any store and any editor."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vgot.handoff import names
from vgot.handoff.names import OurFile
from vgot.media.audio import RATE, write_wav

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60)
ENDINGS = st.sampled_from(["", "_Proxy", " copy", " (1)", ".sync", "-v2"])
SUFFIXES = st.sampled_from([".mp4", ".mov", ".MXF", ".wav", ".m4a", ""])
FOLDERS = st.sampled_from(["", "film_media/", "file:///Volumes/My%20Disk/", "C:\\Clips\\", "/mnt/raid/"])


def renamed(name: str, folder: str, ending: str, suffix: str) -> str:
    return folder + Path(name).stem + ending + suffix


@given(number=st.integers(1, 500), shot=st.from_regex(r"[a-z0-9]{4,32}", fullmatch=True), held=st.integers(0, 999), more=st.tuples(FOLDERS, ENDINGS, SUFFIXES))  # fmt: skip
def test_a_shot_is_known_by_the_name_of_its_file(number, shot, held, more):
    name = names.shot_file(number, shot, held)
    assert names.read_name(renamed(name, *more)) == OurFile("shot", shot, held) and names.is_exported(name)


@given(kind=st.sampled_from(["voice", "music", "effects"]), name=TEXT, digest=st.from_regex(r"[0-9a-f]{64}", fullmatch=True), more=st.tuples(FOLDERS, ENDINGS, SUFFIXES))  # fmt: skip
def test_a_sound_is_known_by_the_name_of_its_file(kind, name, digest, more):
    made = names.sound_file(kind, name, Path("/p/blobs") / digest[:2] / digest[2:])
    found = names.read_name(renamed(made, *more))
    assert found is not None and found.kind == kind and names.is_sound(digest, found.id) and names.is_exported(made)


@given(left=st.integers(1, 499), card=st.sampled_from(["opening", "end"]))
def test_bridges_and_cards_are_known_by_their_names(left, card):
    assert names.read_name(names.bridge_file(left)) == OurFile("bridge", str(left))
    assert names.read_name(names.card_file(card)) == OurFile("card", card)


@given(TEXT)
def test_other_names_say_nothing(name):
    assert names.read_name("holiday" + name) is None and not names.is_exported("holiday" + name)


@pytest.mark.parametrize("suffix", [".otio", ".fcpxml"])
def test_a_sound_of_a_real_project_comes_back_by_the_name_of_its_file_alone(suffix, painted, tmp_path):
    wave = np.sin(np.arange(RATE) * 0.05).astype(np.float32)[:, None].repeat(2, 1) * 0.3
    write_wav(tmp_path / "bell.wav", wave)
    painted.add_sound(tmp_path / "bell.wav", "effects", at_s=1.0)
    source = painted.export(tmp_path / f"film{suffix}")
    text = source.read_text().replace("studio.vgot.item", "other.key").replace('"item":', '"other":')
    source.write_text(text)
    assert painted.handoff.read_cut(source).in_words() == "Nothing changed."
    source.write_text(text.replace('name="bell"', 'name="x"').replace(".wav", ".m4a"))
    assert painted.handoff.read_cut(source).is_empty
