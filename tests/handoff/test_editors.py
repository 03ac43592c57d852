"""OTIO, FCPXML and EDL: frame-exact at every rate, nothing dropped, and back again without loss."""

from __future__ import annotations

import random
import re
import xml.etree.ElementTree as ET
from fractions import Fraction
from pathlib import Path

import opentimelineio as otio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.handoff.cuts import RATES, cut_and_media, stories
from vgot.errors import BadInput
from vgot.handoff.conform import compare
from vgot.handoff.cutlist import SAMPLE_RATE, CutSound, samples_at
from vgot.handoff.edited_cut import EditedCut
from vgot.handoff.fcpxml import fcpxml, say, write_fcpxml
from vgot.handoff.fcpxml_in import read_fcpxml, seconds
from vgot.handoff.names import OurFile, read_name
from vgot.handoff.otio import timeline, write_otio
from vgot.handoff.otio_in import read_otio
from vgot.story.model import load_story
from vgot.units import frame_rate

FORMATS = {".otio": (write_otio, read_otio), ".fcpxml": (write_fcpxml, read_fcpxml)}


def there_and_back(story, suffix: str, folder: Path) -> EditedCut:
    target = folder / f"film{suffix}"
    cut, media = cut_and_media(story, target)
    write, read = FORMATS[suffix]
    write(cut, media, target)
    return read(target, frame_rate(story.film.fps))


def plain_story(shots: int = 4, fps: float = 24.0, **changes):
    modes = ("bridge", "crossfade", "cut", "reset")
    return load_story(
        {
            "title": "Film",
            "film": {"width": 160, "height": 90, "fps": fps},
            "shots": [
                {"id": f"shot{n}", "summary": f"Moment {n}", "duration_s": 2.0, "domains": {"lighting": f"light {n}"}}
                for n in range(shots)
            ],
            "boundaries": [{"after": f"shot{n}", "mode": modes[n % 4]} for n in range(shots - 1)],
        }
        | changes
    )


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=40, deadline=None)
@given(story=stories())
def test_a_story_goes_out_and_comes_back_unchanged(suffix, story, tmp_path_factory):
    diff = compare(story, there_and_back(story, suffix, tmp_path_factory.mktemp("cut")))
    assert [c for c in diff.changes if c.applies or c.kind == "unknown"] == []
    assert diff.story == story


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=40, deadline=None)
@given(story=stories(least=2), seed=st.integers(0, 10**6))
def test_random_edits_of_a_cut_come_back_frame_exact(suffix, story, seed, tmp_path_factory):
    """Shuffle, delete and trim as an editor would; the story that results gives exactly that cut again."""
    chance, folder = random.Random(seed), tmp_path_factory.mktemp("cut")
    clips = list(there_and_back(story, suffix, folder).clips)
    chance.shuffle(clips)
    del clips[max(1, len(clips) - chance.randint(0, 2)) :]
    for n, clip in enumerate(clips):
        a = chance.randint(0, clip.source_out - clip.source_in - 1)
        b = chance.randint(0, clip.source_out - clip.source_in - 1 - a)
        clips[n] = type(clip)(clip.shot, clip.name, clip.source_in + a, clip.source_out - b, clip.markers)
    diff = compare(story, EditedCut("", tuple(clips)))
    again = there_and_back(diff.story, suffix, folder)
    assert [(c.shot, c.source_in, c.source_out) for c in again.clips] == [
        (c.shot, c.source_in, c.source_out) for c in clips
    ]
    assert again.transitions == ()


# -- the traps of the field -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("fps", RATES)
@pytest.mark.parametrize("suffix", FORMATS)
def test_five_hundred_shots_do_not_drift_at_any_rate(suffix, fps, tmp_path):
    story = load_story(
        {
            "title": "Long",
            "film": {"fps": fps},
            "shots": [{"id": f"shot{n}", "duration_s": 1.0 + (n % 7) * 0.13} for n in range(500)],
        }
    )
    target = tmp_path / f"film{suffix}"
    cut, media = cut_and_media(story, target)
    if suffix == ".otio":
        whole = timeline(cut, media, target)
        track = whole.tracks[0]
        last = track.range_of_child_at_index(len(track) - 1)
        assert last.start_time.value == cut.shots[-1].film_in and last.end_time_exclusive().value == cut.frames
    else:
        last = ET.fromstring(fcpxml(cut, media, target)).findall(".//spine/asset-clip")[-1]
        assert seconds(last.get("offset")) == Fraction(cut.shots[-1].film_in) / cut.fps


def test_an_editor_that_writes_the_nominal_rate_still_means_whole_frames(tmp_path):
    """23.976 instead of 24000/1001: over 500 shots a reader that rescales would be off by frames."""
    story = load_story(
        {"title": "N", "film": {"fps": 23.976}, "shots": [{"id": f"shot{n}", "duration_s": 11.0} for n in range(40)]}
    )
    edited = there_and_back(story, ".otio", tmp_path)
    text = (tmp_path / "film.otio").read_text().replace("23.976023976023978", "23.976")
    (tmp_path / "film.otio").write_text(text)
    assert read_otio(tmp_path / "film.otio", frame_rate(23.976)) == edited


def test_every_kind_of_clip_is_exported(tmp_path):
    story = plain_story(titles={"opening": {"text": "Film"}, "end": {"text": "End"}})
    sound = CutSound(
        "Music", "music", "song", Path("song.flac"), 3, samples_at(3, Fraction(24)), 0, 48_000, 48_000, gain_db=-3.0
    )
    cut, media = cut_and_media(story, tmp_path / "f.otio", sounds=[sound])
    whole = timeline(cut, media, tmp_path / "f.otio")
    kinds = [c.metadata["vgot"]["kind"] for t in whole.tracks for c in t.find_clips()]
    assert sorted(kinds) == ["bridge", "card", "card", "shot", "shot", "shot", "shot", "sound"]
    names = {a.get("name") for a in ET.fromstring(fcpxml(cut, media, tmp_path / "f.fcpxml")).iter("asset-clip")}
    assert {"Bridge 1-2", "song", *(s.name for s in cut.shots)} <= names


def test_boundaries_are_transitions_of_exact_length(tmp_path):
    cut, media = cut_and_media(plain_story(), tmp_path / "f.otio")
    whole = timeline(cut, media, tmp_path / "f.otio")
    made = [
        (t.in_offset.value, t.out_offset.value, t.metadata["vgot"]["mode"])
        for t in whole.tracks[0]
        if isinstance(t, otio.schema.Transition)
    ]
    assert made == [(j.half, j.half, j.mode) for j in cut.joins if j.half] and len(made) == 2


def test_bridges_lie_over_their_seams_to_the_frame(tmp_path):
    cut, media = cut_and_media(plain_story(fps=29.97), tmp_path / "f.otio")
    whole = timeline(cut, media, tmp_path / "f.otio")
    track = whole.tracks[1]
    spans = [track.range_of_child(c) for c in track.find_clips()]
    assert [(s.start_time.value, s.duration.value) for s in spans] == [
        (j.film_in, 2 * j.half) for j in cut.joins if j.mode == "bridge"
    ]


@pytest.mark.parametrize("fps", RATES)
def test_sounds_stand_at_their_sample(fps, tmp_path):
    story = plain_story(fps=fps)
    rate = frame_rate(fps)
    sounds = [
        CutSound(
            "Effects", "effects", f"hit {n}", Path(f"{n}.flac"), n * 17, samples_at(n * 17, rate), n * 5, 9_001, 48_000
        )
        for n in range(3)
    ]
    cut, media = cut_and_media(story, tmp_path / "f.otio", sounds=sounds)
    whole = timeline(cut, media, tmp_path / "f.otio")
    track = whole.tracks[-1]
    assert track.kind == "Audio"
    assert [track.range_of_child(c).start_time.value for c in track.find_clips()] == [s.film_in for s in sounds]
    root = ET.fromstring(fcpxml(cut, media, tmp_path / "f.fcpxml"))
    for sound, clip in zip(
        sounds, [c for c in root.iter("asset-clip") if c.get("name", "").startswith("hit")], strict=True
    ):
        assert (
            clip.get("duration") == f"{sound.length}/{SAMPLE_RATE}s"
            and clip.get("start") == f"{sound.source_in}/{SAMPLE_RATE}s"
        )


def test_markers_carry_the_five_domains_and_the_notes(tmp_path):
    shots = [
        {
            "id": "shot0",
            "summary": "One",
            "notes": "Ask for rain.",
            "lines": [{"text": "Stay."}],
            "domains": {d: f"the {d}" for d in ("character", "background", "relation", "camera", "lighting")},
        }
    ]
    cut, media = cut_and_media(load_story({"title": "F", "shots": shots}), tmp_path / "f.otio")
    whole = timeline(cut, media, tmp_path / "f.otio")
    marker = whole.tracks[0][0].markers[0]
    note = ET.fromstring(fcpxml(cut, media, tmp_path / "f.fcpxml")).find(".//marker").get("note")
    for words in (
        "Character: the character",
        "Background: the background",
        "Relation: the relation",
        "Camera: the camera",
        "Lighting: the lighting",
        "“Stay.”",
        "Notes: Ask for rain.",
    ):
        assert words in marker.comment and words in note


def test_no_path_of_a_machine_leaves_in_a_cut(tmp_path):
    cut, media = cut_and_media(plain_story(), tmp_path / "f.otio")
    assert str(tmp_path) not in otio.adapters.write_to_string(timeline(cut, media, tmp_path / "f.otio"), "otio_json")
    assert str(tmp_path).encode() not in fcpxml(cut, media, tmp_path / "f.fcpxml")


# -- FCPXML's own rules -----------------------------------------------------------------------------------------------
#: What Apple's DTD 1.10 allows inside the elements that are written here, as patterns over the names of the children.
_ITEMS = "(?:audio |video |clip |title |caption |mc-clip |ref-clip |sync-clip |asset-clip |audition |spine )*"
_MARKS = "(?:marker |chapter-marker |rating |keyword |analysis-marker )*"
CONTENT = {
    "fcpxml": r"(import-options )?(resources )?(library |(event )*)",
    "resources": r"(asset |effect |format |media |locator )*",
    "format": "",
    "effect": "",
    "asset": r"(media-rep )+(metadata )?",
    "media-rep": r"(bookmark )?",
    "metadata": r"(md )*",
    "md": r"(array )?",
    "event": r"(clip |audition |mc-clip |ref-clip |sync-clip |asset-clip |project )*",
    "project": r"sequence ",
    "note": "",
    "sequence": r"(note )?spine (metadata )?",
    "spine": r"(audio |video |clip |title |mc-clip |ref-clip |sync-clip |asset-clip |audition |gap |transition )*",
    "asset-clip": rf"(note )?(conform-rate )?(timeMap )?(adjust-volume )?{_ITEMS}{_MARKS}(metadata )?",
    "gap": rf"(note )?{_ITEMS}{_MARKS}(metadata )?",
    "transition": rf"(filter-video )?(filter-audio )?{_MARKS}(metadata )?",
    "filter-video": "",
    "marker": "",
    "adjust-volume": r"(param )*",
    "param": r"(fadeIn )?(fadeOut )?(keyframeAnimation )?(param )*",
    "fadeIn": "",
    "fadeOut": "",
}
NEEDED = {
    "format": "id",
    "asset": "id",
    "effect": "id uid",
    "media-rep": "src",
    "md": "key",
    "sequence": "format",
    "asset-clip": "ref",
    "gap": "duration",
    "transition": "duration",
    "filter-video": "ref",
    "marker": "start value",
    "param": "name",
    "fadeIn": "duration",
    "fadeOut": "duration",
}
ALLOWED = {
    "fcpxml": "version",
    "format": "id name frameDuration fieldOrder width height colorSpace",
    "effect": "id name uid src",
    "asset": "id name uid start duration hasVideo format hasAudio videoSources audioSources audioChannels audioRate",
    "media-rep": "kind sig src",
    "md": "key value type",
    "event": "name uid",
    "project": "name uid id",
    "sequence": "format duration tcStart tcFormat audioLayout audioRate",
    "asset-clip": "ref lane offset name start duration enabled srcEnable format tcStart tcFormat audioRole videoRole",
    "gap": "name offset start duration enabled",
    "transition": "name offset duration",
    "filter-video": "ref name enabled",
    "marker": "start duration value note completed",
    "adjust-volume": "amount",
    "param": "name key value",
    "fadeIn": "type duration",
    "fadeOut": "type duration",
}


@settings(max_examples=30, deadline=None)
@given(story=stories())
def test_the_fcpxml_has_the_structure_that_the_dtd_asks_for(story, tmp_path_factory):
    folder = tmp_path_factory.mktemp("x")
    rate = frame_rate(story.film.fps)
    sound = CutSound("Music", "music", "song", Path("s.flac"), 0, 0, 0, 48_000, 48_000, fade_in=480, fade_out=480)
    late = CutSound("FX", "effects", "late", Path("l.flac"), 2, samples_at(2, rate), 10, 100, 48_000)
    root = ET.fromstring(fcpxml(*cut_and_media(story, folder / "f.fcpxml", sounds=[sound, late]), folder / "f.fcpxml"))
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    for element in root.iter():
        children = "".join(f"{c.tag} " for c in element)
        assert element.tag in CONTENT and re.fullmatch(CONTENT[element.tag], children), (element.tag, children)
        assert (
            set(NEEDED.get(element.tag, "").split()) <= set(element.keys()) <= set(ALLOWED.get(element.tag, "").split())
        ), element.tag
        for name in ("ref", "format"):
            assert element.get(name) is None or element.get(name) in ids
        for name in ("offset", "start", "duration", "frameDuration", "tcStart"):
            if element.get(name) is not None:
                assert re.fullmatch(r"-?\d+(/\d+)?s", element.get(name))
    frame = 1 / rate
    for clip in root.findall(".//spine/asset-clip"):
        for name in ("offset", "start", "duration"):
            assert (seconds(clip.get(name)) / frame).denominator == 1, "an edit off the frame"


def test_characters_that_xml_cannot_hold_do_not_break_the_file(tmp_path):
    story = load_story(
        {
            "title": "A\x00B\x1f",
            "shots": [
                {
                    "id": "shot0",
                    "summary": "x\x08y",
                    "notes": "\ud83c\udfac".encode("utf-16", "surrogatepass").decode("utf-16"),
                }
            ],
        }
    )
    assert "AB" in fcpxml(*cut_and_media(story, tmp_path / "f.fcpxml"), tmp_path / "f.fcpxml").decode()
    assert say("a\x0bb") == "ab"


# -- hostile files ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"OTIO_SCHEMA": "Clip.1"}',
        b"\xff\xfe\x00",
        b'{"OTIO_SCHEMA": "Timeline.1", "tracks": 5}',
        b"[" * 5000,
    ],
)
def test_what_is_no_otio_is_one_typed_error(body, tmp_path):
    (tmp_path / "bad.otio").write_bytes(body)
    with pytest.raises(BadInput):
        read_otio(tmp_path / "bad.otio", Fraction(24))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<",
        b"<fcpxml/>",
        b"<!DOCTYPE f [<!ENTITY a 'b'>]><fcpxml>&a;</fcpxml>",
        b"<a>" * 50_000,
        b"<fcpxml><project><sequence><spine><clip duration='x'/></spine></sequence></project></fcpxml>",
        b"<fcpxml><project><sequence><spine><clip duration='1/0s'/></spine></sequence></project></fcpxml>",
    ],
)
def test_what_is_no_fcpxml_is_one_typed_error(body, tmp_path):
    (tmp_path / "bad.fcpxml").write_bytes(body)
    with pytest.raises(BadInput):
        read_fcpxml(tmp_path / "bad.fcpxml", Fraction(24))


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_a_mangled_cut_is_a_diff_or_one_typed_error(suffix, seed, tmp_path_factory):
    """Strings and numbers of a real export replaced at random by what no editor writes."""
    chance, target = random.Random(seed), tmp_path_factory.mktemp("cut") / f"f{suffix}"
    cut, media = cut_and_media(plain_story(), target)
    FORMATS[suffix][0](cut, media, target)
    text = target.read_text()
    for _ in range(chance.randint(1, 3)):
        a, b = chance.choice([m.span() for m in re.finditer(r'"[^"]*"|\b\d+(\.\d+)?\b', text)])
        text = (
            text[:a]
            + chance.choice(
                [
                    '""',
                    '"9/0s"',
                    '"-5s"',
                    '"1e999s"',
                    '"99999999999999999999999999/1s"',
                    '"nan"',
                    "1e300",
                    "-7",
                    "null",
                    '"shot1"',
                ]
            )
            + text[b:]
        )
    target.write_text(text)
    try:
        compare(plain_story(), FORMATS[suffix][1](target, Fraction(24)))
    except BadInput as error:
        assert error.hint


def test_an_fcpxml_file_in_an_encoding_that_nobody_knows_is_one_typed_error(tmp_path):
    (tmp_path / "f.fcpxml").write_text('<?xml version="1.0" encoding="nan"?>\n<fcpxml version="1.10"></fcpxml>')
    with pytest.raises(BadInput, match="unknown encoding"):
        FORMATS[".fcpxml"][1](tmp_path / "f.fcpxml", Fraction(24))


def test_names_of_media_survive_every_editor():
    for name in (
        "file:///Volumes/My%20Disk/film_media/shot-03_s1f0abc_h012.mp4",
        "C:\\film_media\\shot-03_s1f0abc_h012.mp4",
        "shot-03_s1f0abc_h012_Proxy.mov",
        "shot-03_s1f0abc_h012 copy.mxf",
    ):
        assert read_name(name) == OurFile("shot", "s1f0abc", 12)
    assert read_name("holiday.mov") is None


# -- EDL --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("fps", RATES)
def test_an_edl_is_read_back_with_every_event_at_its_frame(fps, tmp_path):
    from vgot.handoff.edl import _recounted, edl

    cut, media = cut_and_media(plain_story(5, fps=fps), tmp_path / "f.edl")
    text = edl(cut, media)
    rate = round(cut.fps)
    if rate == 16:  # no SMPTE rate: count the frames again for the adapter
        rate, text = (
            24,
            "\n".join(_recounted(line, 16, 24) if line[:3].isdigit() else line for line in text.splitlines()),
        )
    whole = otio.adapters.read_from_string(text, adapter_name="cmx_3600", rate=rate)
    track = whole.tracks[0]
    assert whole.duration().rescaled_to(rate).value == cut.frames
    names = [c.name for c in track.find_clips()]
    assert names == [
        "Shot 01 Moment 0",
        "Bridge 1-2",
        "Shot 02 Moment 1",
        "Shot 03 Moment 2",
        "Shot 04 Moment 3",
        "Shot 05 Moment 4",
    ]
    starts = {c.name: track.range_of_child(c).start_time.rescaled_to(rate).value for c in track.find_clips()}
    assert starts["Shot 04 Moment 3"] == cut.shots[3].film_in and starts["Bridge 1-2"] == cut.joins[0].film_in
    assert "LIGHTING: light 2" in text and f"RATE {cut.fps}" in text


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_a_story_cannot_take_back_is_named(suffix, tmp_path):
    target = tmp_path / f"f{suffix}"
    sound = CutSound("Music", "music", "song", Path("s.flac"), 0, 0, 0, 48_000, 48_000)
    cut, media = cut_and_media(plain_story(), target, sounds=[sound])
    FORMATS[suffix][0](cut, media, target)
    diff = compare(plain_story(), FORMATS[suffix][1](target, Fraction(24)))
    assert diff.is_empty and [c.words for c in diff.changes] == [
        "1 sound that is not the film's was left out: import sounds on the timeline."
    ]
