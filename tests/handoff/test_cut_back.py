"""An editor's cut with sounds moved and clips of its own: shown as a diff, applied as one edit, undone as one."""

from __future__ import annotations

import subprocess
from fractions import Fraction
from pathlib import Path

import numpy as np
import opentimelineio as otio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import small_story
from tests.handoff.cuts import cut_and_media, stories
from vgot import media
from vgot.errors import BadInput
from vgot.handoff.conform import compare
from vgot.handoff.cutlist import SAMPLE_RATE
from vgot.handoff.fcpxml import write_fcpxml
from vgot.handoff.fcpxml_in import read_fcpxml
from vgot.handoff.incoming import media_beside
from vgot.handoff.otio import write_otio
from vgot.handoff.otio_in import read_otio
from vgot.handoff.soundtrack import placed_item
from vgot.media.audio import RATE, write_wav
from vgot.media.encoding import encode_clip
from vgot.media.outside import import_film
from vgot.sound import tracks
from vgot.story.model import Story
from vgot.units import FrameSize, frame_rate

FORMATS = {".otio": (write_otio, read_otio), ".fcpxml": (write_fcpxml, read_fcpxml)}
FILE = "ab" * 32


@st.composite
def heard_stories(draw) -> Story:
    """Stories with sounds on every kind of track, anchored or not, trimmed, levelled and faded."""
    story = draw(stories())
    rate = frame_rate(story.film.fps)
    for n in range(draw(st.integers(1, 4))):
        long = draw(st.integers(2, 40)) / 10
        cut_in = draw(st.integers(0, 5)) / 10 * long / 2
        story, _ = tracks.place_sound(
            story,
            draw(st.sampled_from(("music", "effects", "voice"))),
            f"sound {n}",
            f"{n:02d}" * 32,
            long,
            shot=draw(st.sampled_from((None, *(s.id for s in story.shots)))),
            at_s=float(Fraction(draw(st.integers(-5, 60))) / rate),
            in_s=round(cut_in, 4),
            out_s=draw(st.sampled_from((None, round(long - 0.01, 4)))),
            gain_db=float(draw(st.integers(-30, 6))),
            fade_in_s=draw(st.sampled_from((0.0, 0.25))),
            fade_out_s=draw(st.sampled_from((0.0, 0.1))),
            loop=draw(st.booleans()),
        )
    return story


def out(story: Story, suffix: str, folder: Path):
    target = folder / f"film{suffix}"
    cut, _ = cut_and_media(story, target)
    sounds = [s for t in story.sound.tracks for i in t.items for s in placed_item(cut, t, i)]
    cut, files = cut_and_media(story, target, sounds=sounds)
    FORMATS[suffix][0](cut, files, target)
    return target, frame_rate(story.film.fps)


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=20, deadline=None)
@given(story=heard_stories())
def test_a_film_with_sounds_goes_out_and_comes_back_unchanged(suffix, story, tmp_path_factory):
    target, rate = out(story, suffix, tmp_path_factory.mktemp("cut"))
    diff = compare(story, FORMATS[suffix][1](target, rate))
    assert [c.words for c in diff.changes if c.applies] == [] and diff.story == story


def one_sound(**values) -> tuple[Story, str]:
    story = small_story(4)
    return tracks.place_sound(story, "effects", "Bell", FILE, 2.0, **values)


def edited(story: Story, suffix: str, folder: Path, change):
    target, rate = out(story, suffix, folder)
    if suffix == ".otio":
        whole = otio.adapters.read_from_file(str(target))
        track = next(t for t in whole.tracks if t.kind == "Audio")
        change(whole, track)
        otio.adapters.write_to_file(whole, str(target))
    return compare(story, FORMATS[suffix][1](target, rate))


def test_a_sound_moved_and_trimmed_in_an_editor_is_moved_and_trimmed_in_the_story(tmp_path):
    story, bell = one_sound(at_s=1.0)

    def change(whole, track):
        clip = next(iter(track.find_clips()))
        clip.source_range = otio.opentime.TimeRange(
            otio.opentime.RationalTime(SAMPLE_RATE / 2, SAMPLE_RATE),
            otio.opentime.RationalTime(SAMPLE_RATE, SAMPLE_RATE),
        )
        track[0].source_range = otio.opentime.TimeRange(
            otio.opentime.RationalTime(0, SAMPLE_RATE), otio.opentime.RationalTime(SAMPLE_RATE * 2, SAMPLE_RATE)
        )

    diff = edited(story, ".otio", tmp_path, change)
    moved = tracks.find_sound(diff.story.sound, bell)
    assert (moved.at_s, moved.in_s, moved.out_s) == (2.0, 0.5, 1.5)
    assert "begins at 2.00 s" in diff.in_words() and [c.kind for c in diff.changes] == ["sound"]


def test_a_sound_taken_out_in_an_editor_is_removed_and_a_cut_without_any_leaves_them(tmp_path):
    story, bell = one_sound(at_s=1.0)
    story, other = tracks.place_sound(story, "music", "Song", "cd" * 32, 3.0)

    def without_bell(whole, track):
        track.clear()

    diff = edited(story, ".otio", tmp_path, without_bell)
    assert [i.id for t in diff.story.sound.tracks for i in t.items] == [other]

    def silent(whole, track):
        for t in [t for t in whole.tracks if t.kind == "Audio"]:
            t.clear()

    diff = edited(story, ".otio", tmp_path, silent)
    assert diff.is_empty and "stay as they are" in diff.in_words()


def test_a_sound_of_a_shot_keeps_its_time_when_an_editor_moves_the_shot_alone(tmp_path):
    story, bell = one_sound(shot="shot1", at_s=0.5)
    target, rate = out(story, ".otio", tmp_path)
    whole = otio.adapters.read_from_file(str(target))
    first = whole.tracks[0][0]
    clips = [c for c in whole.tracks[0] if isinstance(c, otio.schema.Clip)]
    whole.tracks[0].clear()
    for clip in [*clips[1:], first]:
        whole.tracks[0].append(clip)
    otio.adapters.write_to_file(whole, str(target))
    diff = compare(story, read_otio(target, rate))
    assert diff.story.shots[-1].id == "shot1"
    assert tracks.find_sound(diff.story.sound, bell).at_s == -2.5, (
        "0.5 s of the film, counted from a shot that now begins at 3 s"
    )


def test_volume_and_fades_come_back_from_fcpxml(tmp_path):
    story, bell = one_sound(at_s=1.0)
    target, rate = out(story, ".fcpxml", tmp_path)
    text = target.read_text()
    assert 'amount="0dB"' in text
    target.write_text(
        text.replace(
            '<adjust-volume amount="0dB" />',
            '<adjust-volume amount="-6dB"><param name="amount"><fadeIn duration="1/2s"/></param></adjust-volume>',
        )
    )
    diff = compare(story, read_fcpxml(target, rate))
    bell_now = tracks.find_sound(diff.story.sound, bell)
    assert (bell_now.gain_db, bell_now.fade_in_s, bell_now.at_s) == (-6.0, 0.5, 1.0)


# -- clips of others --------------------------------------------------------------------------------------------------
def holiday(path: Path, seconds: float = 3.0, fps: int = 25) -> Path:
    """A film from a camera: red for a second, then green, with sound, B-frames and another size and rate."""
    subprocess.run(
        [
            "ffmpeg",
            "-v",
            "error",
            "-y",
            "-f",
            "lavfi",
            "-i",
            f"color=red:s=320x240:r={fps}:d=1",
            "-f",
            "lavfi",
            "-i",
            f"color=lime:s=320x240:r={fps}:d={seconds - 1}",
            "-f",
            "lavfi",
            "-i",
            f"sine=d={seconds}",
            "-filter_complex",
            "[0][1]concat=n=2[v]",
            "-map",
            "[v]",
            "-map",
            "2",
            "-pix_fmt",
            "yuv420p",
            str(path),
        ],
        check=True,
    )
    return path


def with_clip(source: Path, name: str, start_s: float, seconds: float, at: int = 1) -> None:
    whole = otio.adapters.read_from_file(str(source))
    rate = 25
    clip = otio.schema.Clip(
        Path(name).stem,
        otio.schema.ExternalReference(
            name, otio.opentime.TimeRange(otio.opentime.RationalTime(0, rate), otio.opentime.RationalTime(75, rate))
        ),
        otio.opentime.TimeRange(
            otio.opentime.RationalTime(start_s * rate, rate), otio.opentime.RationalTime(seconds * rate, rate)
        ),
    )
    whole.tracks[0].insert(at, clip)
    otio.adapters.write_to_file(whole, str(source))


needs_ffmpeg = pytest.mark.needs("ffmpeg")  # it makes the camera's film


@needs_ffmpeg
def test_a_clip_that_is_not_the_films_becomes_a_shot_with_an_upload_in_the_one_undo(painted, tmp_path):
    for n in (1, 2, 3):
        painted.edit(f"boundaries/{n}/mode", "cut")
    painted.build()
    source = painted.export(tmp_path / "film.otio")
    holiday(tmp_path / "holiday.mp4")
    with_clip(source, "holiday.mp4", 0.5, 1.0)
    before = painted.head()
    diff = painted.handoff.read_cut(source)
    assert (
        painted.head().revision == before.revision and "'holiday' becomes a shot of its own, 1.00 s" in diff.in_words()
    )
    painted.handoff.apply_cut(diff)
    story = painted.story
    assert len(story.shots) == 5 and story.shots[1].summary == "holiday" and story.shots[1].duration_s == 1.0
    assert painted.plan().named("clip/2").reason == "your upload"
    result = painted.build()
    assert (
        not result.failed
        and result.film["frames"] == 5 * 8
        and not [n for n in result.ran if n.startswith(("clip", "keyframe"))]
    )
    film = list(media.decode_clip(painted.film()[0], 8, 16))
    assert [("red" if f[..., 0].mean() > f[..., 1].mean() else "green") for f in film] == ["red"] * 4 + ["green"] * 4, (
        "from half a second of it on, exact to the frame"
    )
    painted.undo()
    assert painted.story == before.story


@needs_ffmpeg
def test_a_clip_whose_file_is_missing_or_no_film_is_said_and_noted(painted, tmp_path):
    source = painted.export(tmp_path / "film.otio")
    (tmp_path / "fake.mp4").write_bytes(b"not a film at all, in no way")
    with_clip(source, "gone.mp4", 0.0, 1.0, at=1)
    with_clip(source, "fake.mp4", 0.0, 1.0, at=0)
    with_clip(source, "/etc/hostname", 0.0, 1.0, at=0)
    whole = otio.adapters.read_from_file(str(source))
    del whole.tracks[0][len(whole.tracks[0]) - 1]
    otio.adapters.write_to_file(whole, str(source))
    diff = painted.handoff.read_cut(source)
    words = diff.in_words()
    assert (
        "'gone' is no shot of this film and was left out: its file is not beside the cut" in words
        and "no film that can be used" in words
        and not diff.arrivals
    )
    painted.handoff.apply_cut(diff)
    assert "1.00 s of 'gone' stood after this shot" in painted.story.shots[0].notes and len(painted.story.shots) == 3


def test_media_are_looked_for_beside_the_cut_and_nowhere_else(tmp_path):
    cut = tmp_path / "in" / "film.otio"
    cut.parent.mkdir()
    (cut.parent / "film_media").mkdir()
    for name in ("in/a.mp4", "in/film_media/b.mp4", "secret.mp4"):
        (tmp_path / name).write_bytes(b"x")
    assert (
        media_beside(cut, "a.mp4")
        and media_beside(cut, "file:///Volumes/Disk/a.mp4")
        and media_beside(cut, "film_media/b.mp4")
        and media_beside(cut, "b.mp4")
    )
    assert (
        media_beside(cut, "../secret.mp4") is None
        and media_beside(cut, str(tmp_path / "secret.mp4")) is None
        and media_beside(cut, "") is None
    )


@needs_ffmpeg
@pytest.mark.parametrize("rate", [16.0, 23.976, 25.0, 30.0])
def test_a_film_from_outside_has_exactly_the_frames_that_were_asked_for(rate, tmp_path):
    source = holiday(tmp_path / "h.mp4")
    fps = frame_rate(rate)
    real = import_film(source, tmp_path / "out.mp4", size=FrameSize(96, 54), fps=fps, first=0, frames=round(fps))
    info = media.probe(tmp_path / "out.mp4")
    assert real == round(fps) == info.frames and info.size == FrameSize(96, 54) and info.fps == fps
    late = import_film(
        source, tmp_path / "late.mp4", size=FrameSize(96, 54), fps=fps, first=round(2.5 * fps), frames=round(fps)
    )
    assert media.probe(tmp_path / "late.mp4").frames == round(fps) and abs(late - fps / 2) <= 1, (
        "its last frame is held where it ends"
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 400,
        b"\x1aE\xdf\xa3" + b"\xff" * 300,
        b"RIFF1234WAVE",
        b"#EXTM3U\nfile:///etc/passwd",
    ],
)
def test_what_is_no_film_is_one_typed_error_and_leaves_nothing(body, tmp_path):
    (tmp_path / "bad.mp4").write_bytes(body)
    with pytest.raises(BadInput):
        import_film(
            tmp_path / "bad.mp4", tmp_path / "out.mp4", size=FrameSize(96, 54), fps=Fraction(24), first=0, frames=10
        )
    assert not (tmp_path / "out.mp4").exists()


def test_a_shot_that_outgrows_its_uploaded_clip_is_drawn_anew(painted, tmp_path):
    encode_clip(
        tmp_path / "mine.mp4",
        (np.full((90, 160, 3), 90, np.uint8) for _ in range(16)),
        size=FrameSize(160, 90),
        fps=8.0,
    )
    size = painted.story.film
    source = painted.export(tmp_path / "film.otio")
    with_clip(source, "mine.mp4", 0.0, 1.0)
    painted.handoff.apply_cut(painted.handoff.read_cut(source))
    assert painted.plan().named("clip/2").settled and size.fps == 8.0
    painted.edit("shots/2/duration_s", 2.0)
    assert not painted.plan().named("clip/2").settled
    assert not painted.build().failed and painted.plan().named("clip/2").take.facts["frames"] == 16
    painted.undo()
    assert painted.plan().named("clip/2").reason == "your upload"


def test_the_mix_and_the_export_agree_on_where_a_sound_is(painted, tmp_path):
    write_wav(
        tmp_path / "click.wav",
        np.concatenate([np.ones((480, 2), np.float32) * 0.5, np.zeros((RATE // 2, 2), np.float32)]),
    )
    item = painted.add_sound(tmp_path / "click.wav", "effects", at_s=1.0)
    track, mix = painted.heard()
    from vgot.media.audio import read_samples

    loud = np.flatnonzero(np.abs(read_samples(mix)).max(axis=1) > 0.01)
    assert track.sounds[0].item == item and loud[0] == RATE


def test_volume_and_fades_come_back_from_otio_by_our_own_key_or_by_a_dissolve_from_silence(tmp_path):
    story, bell = one_sound(at_s=1.0, gain_db=-3.0, fade_in_s=0.25)

    def by_key(whole, track):
        next(iter(track.find_clips())).metadata["vgot"].update({"gain_db": -9.0, "fade_in_s": 0.5, "fade_out_s": 0.75})

    diff = edited(story, ".otio", tmp_path, by_key)
    now = tracks.find_sound(diff.story.sound, bell)
    assert (now.gain_db, now.fade_in_s, now.fade_out_s, now.at_s) == (
        -9.0,
        0.5,
        0.75,
        1.0,
    ) and "volume -9 dB" in diff.in_words()

    def by_dissolves(whole, track):
        time = lambda s: otio.opentime.RationalTime(s * 24, 24)  # noqa: E731
        track.append(
            otio.schema.Transition("Cross Fade", otio.schema.TransitionTypes.SMPTE_Dissolve, time(0.5), time(0))
        )
        track.insert(
            1, otio.schema.Transition("Cross Fade", otio.schema.TransitionTypes.SMPTE_Dissolve, time(0), time(1))
        )

    now = tracks.find_sound(edited(story, ".otio", tmp_path, by_dissolves).story.sound, bell)
    assert (now.gain_db, now.fade_in_s, now.fade_out_s) == (-3.0, 1.0, 0.5)

    def damaged(whole, track):
        next(iter(track.find_clips())).metadata["vgot"].update(
            {"gain_db": "loud", "fade_in_s": True, "fade_out_s": None}
        )

    assert edited(story, ".otio", tmp_path, damaged).is_empty


def test_a_looped_sound_keeps_the_fades_that_an_editor_gives_its_first_and_its_last_round(tmp_path):
    story, bell = one_sound(loop=True, fade_in_s=0.25)

    def change(whole, track):
        clips = list(track.find_clips())
        assert len(clips) > 1
        clips[0].metadata["vgot"]["fade_in_s"] = 0.5
        clips[-1].metadata["vgot"]["fade_out_s"] = 0.125

    now = tracks.find_sound(edited(story, ".otio", tmp_path, change).story.sound, bell)
    assert (now.fade_in_s, now.fade_out_s, now.loop) == (0.5, 0.125, True)


@needs_ffmpeg
def test_the_sound_of_a_clip_that_is_not_the_films_comes_with_it_and_a_silent_one_brings_none(painted, tmp_path):
    source = painted.export(tmp_path / "film.otio")
    holiday(tmp_path / "holiday.mp4")
    subprocess.run(
        [
            "ffmpeg",
            "-v",
            "error",
            "-y",
            "-i",
            str(tmp_path / "holiday.mp4"),
            "-an",
            "-c",
            "copy",
            str(tmp_path / "mute.mp4"),
        ],
        check=True,
    )
    with_clip(source, "holiday.mp4", 0.5, 1.0)
    with_clip(source, "mute.mp4", 0.0, 1.0, at=0)
    whole = otio.adapters.read_from_file(str(source))
    linked = otio.schema.Track("A1", kind="Audio")
    linked.append(
        otio.schema.Clip(
            "holiday",
            otio.schema.ExternalReference(
                "holiday.mp4",
                otio.opentime.TimeRange(otio.opentime.RationalTime(0, 25), otio.opentime.RationalTime(75, 25)),
            ),
        )
    )
    whole.tracks.append(linked)
    otio.adapters.write_to_file(whole, str(source))
    diff = painted.handoff.read_cut(source)
    words = diff.in_words()
    assert (
        "'holiday' becomes a shot of its own, 1.00 s, with its clip as an upload and its sound on the effects track."
        in words
    )
    assert (
        "'mute' becomes a shot of its own, 1.00 s, with its clip as an upload." in words
        and "not the film's" not in words
    )
    painted.handoff.apply_cut(diff)
    (item,) = [i for t in painted.story.sound.tracks for i in t.items]
    shot = next(s for s in painted.story.shots if s.summary == "holiday")
    assert (item.shot, item.at_s, item.in_s, item.out_s, item.name) == (shot.id, 0.0, 0.5, 1.5, "holiday")
    assert not painted.build().failed
    from vgot.media.audio import read_samples

    level = np.abs(read_samples(painted.heard()[1])).max(axis=1)
    first = painted.handoff.cut().shots[painted.story.position(shot.id) - 1].film_in * RATE // 8
    assert level[first + 200 : first + RATE - 2000].max() > 0.05 and level[: max(1, first - 200)].max() < 0.001
    painted.undo()
    assert not painted.story.sound.tracks


@needs_ffmpeg
def test_a_sound_that_cannot_be_kept_is_said_before_anything_is_applied(painted, tmp_path, monkeypatch):
    from vgot.media import audio

    source = painted.export(tmp_path / "film.otio")
    holiday(tmp_path / "holiday.mp4")
    with_clip(source, "holiday.mp4", 0.0, 1.0)
    monkeypatch.setattr(audio, "MAX_S", 1)
    monkeypatch.setitem(audio._REFUSALS, "long", "The sound is longer than 0 minutes.")
    diff = painted.handoff.read_cut(source)
    assert (
        "(not applied) The sound of 'holiday' was left out: The sound is longer" in diff.in_words()
        and len(diff.arrivals) == 1
    )
    assert not diff.story.sound.tracks


def test_a_picture_laid_over_a_shot_stands_between_its_two_halves(painted, tmp_path):
    """B-roll on a track above: what is seen is a part of the shot, the new clip, and the rest of the shot."""
    for n in (1, 2, 3):
        painted.edit(f"boundaries/{n}/mode", "cut")
    painted.build()
    source = painted.export(tmp_path / "film.otio")
    encode_clip(
        tmp_path / "drone.mp4",
        (np.full((90, 160, 3), 90, np.uint8) for _ in range(16)),
        size=FrameSize(160, 90),
        fps=8.0,
    )
    whole = otio.adapters.read_from_file(str(source))
    time = lambda n: otio.opentime.RationalTime(n, 8)  # noqa: E731
    above = otio.schema.Track("V2", kind="Video")
    above.append(otio.schema.Gap(source_range=otio.opentime.TimeRange(time(0), time(11))))
    reference = otio.schema.ExternalReference("drone.mp4", otio.opentime.TimeRange(time(0), time(16)))
    above.append(otio.schema.Clip("drone", reference, otio.opentime.TimeRange(time(4), time(2))))
    whole.tracks.insert(1, above)
    otio.adapters.write_to_file(whole, str(source))
    diff = painted.handoff.read_cut(source)
    painted.handoff.apply_cut(diff)
    story = painted.story
    assert [s.summary == "drone" for s in story.shots] == [False, False, True, False, False, False]
    cut = painted.handoff.cut()
    assert [(s.source_in, s.source_out) for s in cut.shots[1:4]] == [(0, 3), (0, 2), (5, 8)] and cut.frames == 32
    assert not painted.build().failed
    painted.undo()
    (tmp_path / "drone.mp4").write_bytes(b"no film at all")
    again = painted.handoff.read_cut(source)
    assert again.is_empty and "'drone' above the main storyline left out" in again.in_words(), "nothing is hidden by it"
