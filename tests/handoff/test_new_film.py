"""A cut that belongs to no film here becomes a new one: one shot a clip, told before anything is made."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tests.handoff.cuts import cut_and_media
from tests.handoff.edited import diff_of, film
from tests.handoff.test_edited_cuts import of, otio_tree, span
from vgot import media
from vgot.errors import BadInput
from vgot.handoff.conform import compare
from vgot.handoff.edl import edl
from vgot.handoff.new_film import read_new_film
from vgot.media.audio import RATE, write_wav
from vgot.media.encoding import encode_clip
from vgot.project.studio import Studio
from vgot.units import FrameSize

EDL = """TITLE: Temp edit
FCM: NON-DROP FRAME

001  A001     V     C        00:00:10:00 00:00:12:00 01:00:00:00 01:00:02:00
* FROM CLIP NAME: Harbour wide
002  A002     V     C        00:00:01:00 00:00:04:00 01:00:02:00 01:00:05:00
* FROM CLIP NAME: Ada waves
* LOC: 01:00:03:00 RED     louder
003  A003     V     D    012 00:00:00:00 00:00:02:00 01:00:05:00 01:00:07:00
* FROM CLIP NAME: Ada waves
* TO CLIP NAME: Ben rows
M2   A003       050.0                00:00:00:00
004  BL       V     C        00:00:00:00 00:00:01:00 01:00:07:00 01:00:08:00
005  A004     V     W001 010 00:00:00:00 00:00:30:00 01:00:08:00 01:00:38:00
* TO CLIP NAME: The long sea
006  A001     AA    C        00:00:10:00 00:00:12:00 01:00:00:00 01:00:02:00
"""


def test_a_list_of_an_editor_becomes_one_shot_a_clip_with_lengths_markers_and_dissolves(tmp_path):
    (tmp_path / "temp.edl").write_text(EDL)
    new = read_new_film(tmp_path / "temp.edl")
    shots = new.story.shots
    assert new.story.title == "Temp edit" and [s.summary.split(" (")[0] for s in shots] == [
        "Harbour wide", "Ada waves", "Ben rows", "The long sea", "The long sea", "The long sea",
    ]  # fmt: skip
    assert [s.duration_s for s in shots[:3]] == [2.0, 3.25, 1.75] and sum(
        s.duration_s for s in shots[3:]
    ) == pytest.approx(30 - 5 / 24, abs=0.01)
    assert [(m.name, m.at_s) for m in shots[1].markers] == [("louder", 1.0)]
    assert [b.mode for b in new.story.boundaries] == ["cut", "crossfade", "cut", "cut", "cut"] and new.story.boundaries[
        1
    ].overlap_s == 0.5
    said = new.in_words()
    assert "speed change" in said and "of black" in said and "1 events of sound" in said and "wipe 001" in said


def test_our_own_list_comes_back_unchanged(tmp_path):
    story = film()
    for mode in ("bridge", "crossfade", "cut"):
        boundaries = [b.model_copy(update={"mode": mode}) for b in story.boundaries]
        now = story.model_copy(update={"boundaries": boundaries})
        cut, files = cut_and_media(now, tmp_path / "film.edl")
        (tmp_path / "film.edl").write_text(edl(cut, files), encoding="utf-8")
        assert diff_of(tmp_path / "film.edl", now).in_words() == "Nothing changed.", mode


def test_a_new_film_has_the_pictures_and_the_sounds_that_lie_beside_the_cut(studio: Studio, tmp_path):
    red = (np.tile(np.array([200, 20, 20], np.uint8), (90, 160, 1)) for _ in range(48))
    encode_clip(tmp_path / "red.mp4", red, size=FrameSize(160, 90), fps=24.0)
    write_wav(tmp_path / "bell.wav", np.full((RATE, 2), 0.2, np.float32))
    clip = lambda url, start, long: of(  # noqa: E731
        "Clip.2",
        name=Path(url).stem,
        source_range=span(start, long) | {"start_time": frames(start), "duration": frames(long)},
        media_references={"DEFAULT_MEDIA": of("ExternalReference.1", target_url=url)},
    )
    frames = lambda n: {"OTIO_SCHEMA": "RationalTime.1", "rate": 24.0, "value": float(n)}  # noqa: E731
    tracks = [
        of("Track.1", [clip("red.mp4", 12, 24), clip("gone.mp4", 0, 36)], kind="Video"),
        of("Track.1", [of("Gap.1", source_range=span(0, 0) | {"start_time": frames(0), "duration": frames(12)}), clip("bell.wav", 0, 24)], kind="Audio"),
    ]  # fmt: skip
    whole = of("Timeline.1", name="Offline", tracks=of("Stack.1", tracks))
    (tmp_path / "offline.otio").write_text(json.dumps(whole))
    new = studio.read_new_film(tmp_path / "offline.otio")
    assert new.as_json()["account"]["used"] == 2 and not studio.projects()
    project, made = studio.make_new_film(new)
    assert [(s.summary, s.duration_s) for s in project.story.shots] == [("red", 1.0), ("gone", 1.5)]
    assert project.plan().named("clip/1").reason == "your upload"
    frame = next(media.decode_clip(project.file(project.plan().named("clip/1").take.digests["frames"]), 0, 1))
    assert frame[..., 0].mean() > 150 > 60 > frame[..., 1].mean()
    (item,) = [i for t in project.story.sound.tracks for i in t.items]
    assert (item.name, item.at_s, item.length_s) == ("bell", 0.5, 1.0)
    assert "'gone' has no picture yet: its file is not beside the cut" in made.in_words()
    project.undo()
    assert not project.story.shots


def test_the_cut_of_a_film_becomes_a_new_film_with_all_its_shots(tmp_path):
    (tmp_path / "a.otio").write_text(json.dumps(otio_tree()))
    new = read_new_film(tmp_path / "a.otio")
    assert [s.duration_s for s in new.story.shots] == [s.duration_s for s in film().shots]
    assert new.story.film.fps == 16 and new.story.title == "What Ben Did"


@pytest.mark.parametrize(
    ("name", "body", "do"),
    [
        (
            "cut.xml",
            b'<?xml version="1.0"?><!DOCTYPE xmeml><xmeml version="4"/>',
            "Premiere Pro: File > Export > OpenTimelineIO",
        ),
        ("film.prproj", b"\x1f\x8b", "Premiere Pro"),
        ("film.drp", b"", "DaVinci Resolve: File > Export > Timeline"),
        ("film.aaf", b"\xd0\xcf\x11\xe0", "DaVinci Resolve"),
        ("draft_content.json", b'{"materials": {}, "tracks": []}', "CapCut"),
        ("film.kdenlive", b"<mlt/>", "Kdenlive"),
        ("film.otioz", b"PK\x03\x04", "content.otio"),
        ("script.docx", b"PK\x03\x04", "Word"),
        ("script.pdf", b"%PDF-1.4", "fountain"),
        ("what.xyz", b"1234", ".otio"),
    ],
)
def test_a_file_of_another_program_is_refused_with_what_to_do_in_that_program(name, body, do, studio: Studio, tmp_path):
    (tmp_path / name).write_bytes(body)
    with pytest.raises(BadInput) as why:
        if name.endswith(".json"):
            read_new_film(tmp_path / name)
        else:
            studio.import_project(tmp_path / name)
    assert do in (why.value.hint or "")
    assert not studio.projects()


def test_a_sound_of_another_program_is_refused_with_what_to_do_there(painted, tmp_path):
    (tmp_path / "song.mid").write_bytes(b"MThd\x00\x00\x00\x06")
    with pytest.raises(BadInput, match="MIDI") as why:
        painted.add_sound(tmp_path / "song.mid")
    assert "bounce" in (why.value.hint or "")


def test_every_row_of_the_table_says_what_to_do():
    from vgot.foreign import foreign_files

    kinds = foreign_files()
    assert len({k.name for k in kinds}) == len(kinds) and all(
        (k.suffixes or k.begins) and k.do.endswith(".") for k in kinds
    )


@pytest.mark.parametrize(
    "name, head, kind",
    [
        ("a.rtf", b"{\\rtf1\\ansi", "RTF"),
        ("a.txt", b"{\\rtf1\\ansi", "RTF"),
        ("cut.aaf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "AAF"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office"),
        ("a.docx", b"", "Word"),
        ("deck.pptx", b"PK\x03\x04" + b"\0" * 30, "PowerPoint"),
        ("a.prproj", b"\x1f\x8b\x08", "Premiere"),
        ("notes.doc", b"Nora opens the door.", None),
    ],
)
def test_one_table_tells_files_by_their_bytes_and_then_by_their_names(name, head, kind):
    from vgot.foreign import told

    found = told(name, head)
    assert kind in found.name if kind else found is None


def test_a_cut_of_another_film_says_how_to_make_a_new_one_of_it(tmp_path):
    (tmp_path / "temp.edl").write_text(EDL)
    with pytest.raises(BadInput) as why:
        diff_of(tmp_path / "temp.edl")
    assert "'Harbour wide'" in why.value.message and "--new" in (why.value.hint or "")


def test_a_list_with_other_counts_of_frames_is_read_at_its_own(tmp_path):
    (tmp_path / "a.edl").write_text(
        "TITLE: A\n001  AX  V  C  00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00\n002  AX  V  C  00:00:01:00 00:00:01:29 00:00:01:00 00:00:01:29\n"
    )
    new = read_new_film(tmp_path / "a.edl")
    assert new.story.film.fps == 30 and [s.duration_s for s in new.story.shots] == [1.0, float(Fraction(29, 30))]


def test_the_command_line_tells_a_new_film_and_makes_it(tmp_path, capsys, monkeypatch):
    from vgot.cli.main import main

    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    (tmp_path / "temp.edl").write_text(EDL)
    assert main(["import", str(tmp_path / "temp.edl"), "--new", "--preview", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["account"]["used"] == 6
    assert main(["import", str(tmp_path / "temp.edl"), "--new", "--project", str(tmp_path / "p"), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert len(shown["story"]["shots"]) == 6 and shown["account"]["dropped"]


def test_compare_is_pure():
    story = film()
    from tests.handoff.edited import folder
    from vgot.handoff.fcpxml_in import read_fcpxml

    before = story.model_dump()
    compare(story, read_fcpxml(folder() / "swapped_shots.fcpxml", Fraction(16)))
    assert story.model_dump() == before
