"""Whole projects out and back: the chosen takes, sound to the sample, the cut as one edit, nothing private."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path

import numpy as np
import opentimelineio as otio
import pytest
from PIL import Image

from tests.conftest import copied, film_once, small_story
from tests.paint_world import use_paint
from vgot import media
from vgot.errors import BadInput, Conflict, ModelUnavailable
from vgot.handoff.cutlist import cut_list, samples_at
from vgot.handoff.exporters import EXPORTERS, ExportOptions
from vgot.handoff.formats import SUFFIXES
from vgot.media.audio import RATE, sound_facts, write_wav
from vgot.sound import speech
from vgot.sound.loudness import loudness
from vgot.units import frame_rate

LINES = [{"character": "mary", "text": "I waited for you."}, {"character": None, "text": "And so she did."}]


@pytest.fixture
def painted(studio, once, monkeypatch):
    use_paint(monkeypatch)
    return copied(film_once(once, "film-in-flat-colours", small_story()), studio, "a very private name")


@pytest.fixture
def song(tmp_path) -> Path:
    t = np.arange(RATE * 3) / RATE
    path = tmp_path / "song.wav"
    write_wav(path, np.repeat((0.2 * np.sin(2 * np.pi * 330 * t)).astype(np.float32)[:, None], 2, axis=1))
    return path


def picture(path: Path, frame: int) -> np.ndarray:
    return next(media.decode_clip(path, frame, frame + 1))


# -- the cut ----------------------------------------------------------------------------------------------------------
def test_the_cut_list_is_the_film_frame_for_frame(painted):
    painted.edit("shots/2/trim_in_s", 0.25)
    painted.edit("shots/3/trim_out_s", 0.125)
    film = painted.build().film
    cut = cut_list(painted)
    assert cut.frames == film["frames"] == 32 - 2 - 1
    whole = painted.film()[0]
    for shot in cut.shots:
        half = [j.half for j in cut.joins]
        first = shot.film_in + (half[shot.number - 2] if shot.number > 1 else 0)
        last = shot.film_out - 1 - (half[shot.number - 1] if shot.number <= len(half) else 0)
        for frame in (first, last):
            source = picture(shot.clip, shot.source_in + frame - shot.film_in).astype(int)
            assert np.abs(picture(whole, frame).astype(int) - source).mean() < 3


def test_trims_shoot_nothing_anew_and_undo_brings_the_old_film_back(painted):
    before = painted.plan().nodes["film"].take.digests["film"]
    painted.edit("shots/1/trim_out_s", 0.25)
    result = painted.build()
    assert set(result.ran) <= {"join/1-2", "film"} and result.film["frames"] == 30
    painted.undo()
    assert painted.build().ran == [] and painted.plan().nodes["film"].take.digests["film"] == before


def test_an_export_uses_the_chosen_take_and_never_a_stale_one(painted, tmp_path):
    first = painted.takes("clip/2")[0]
    painted.regenerate("clip/2")
    painted.takes.choose("clip/2", first["id"])
    painted.build()
    painted.export(tmp_path / "a.otio")
    shot = cut_list(painted).shots[1]
    assert shot.clip_digest == first["digests"]["frames"]
    exported = next((tmp_path / "a_media").glob("shot-02_*.mp4"))
    held = int(exported.stem[-3:])
    assert (
        np.abs(
            picture(exported, held).astype(int) - picture(painted.file(first["digests"]["frames"]), 0).astype(int)
        ).mean()
        < 3
    )
    painted.edit("shots/2/lighting", "night")
    for suffix in (".otio", ".mp4", ".edl", ".gif"):
        with pytest.raises(BadInput) as caught:
            painted.export(tmp_path / f"b{suffix}")
        assert "not up to date" in caught.value.message and not (tmp_path / f"b{suffix}").exists()
    assert cut_list(painted, "keyframes").shots[1].keyframe is None, "a stale keyframe must not be printed"


def test_media_of_shots_that_are_gone_do_not_stay_beside_the_cut(painted, tmp_path):
    painted.export(tmp_path / "a.otio")
    (tmp_path / "a_media" / "mine.txt").write_text("keep")
    painted.delete_shot(2)
    painted.build()
    painted.export(tmp_path / "a.otio")
    names = {p.name for p in (tmp_path / "a_media").iterdir()}
    assert not [n for n in names if "shot2" in n] and "mine.txt" in names


@pytest.mark.parametrize("suffix", [".otio", ".fcpxml"])
def test_the_media_folder_holds_what_the_cut_names_with_handles(suffix, painted, tmp_path):
    painted.export(tmp_path / f"film{suffix}", ExportOptions(handle_s=0.5))
    cut = cut_list(painted)
    for shot in cut.shots:
        file = next((tmp_path / "film_media").glob(f"shot-*_{shot.id}_h*.mp4"))
        held = int(file.stem[-3:])
        assert held == 4 and media.probe(file).frames == shot.clip_frames + 8
        assert np.abs(picture(file, 0).astype(int) - picture(shot.clip, 0).astype(int)).mean() < 3
    if suffix == ".otio":
        whole = otio.adapters.read_from_file(str(tmp_path / "film.otio"))
        assert all((tmp_path / c.media_reference.target_url).is_file() for c in whole.find_clips())


# -- the cut back in --------------------------------------------------------------------------------------------------
def edited_otio(source: Path, change) -> None:
    whole = otio.adapters.read_from_file(str(source))
    change(whole.tracks[0])
    otio.adapters.write_to_file(whole, str(source))


def test_an_edited_cut_comes_back_as_one_undoable_edit_with_its_diff_first(painted, tmp_path):
    source = painted.export(tmp_path / "film.otio")
    assert painted.handoff.read_cut(source).is_empty

    def change(track):
        clips = [c for c in track if isinstance(c, otio.schema.Clip)]
        for item in list(track):
            track.remove(item)
        first, _, third, fourth = clips
        third.source_range = otio.opentime.TimeRange(
            third.source_range.start_time + otio.opentime.RationalTime(2, 8), otio.opentime.RationalTime(5, 8)
        )
        first.markers.append(
            otio.schema.Marker(
                "Louder",
                otio.opentime.TimeRange(first.source_range.start_time + otio.opentime.RationalTime(3, 8)),
                "RED",
            )
        )
        track.extend([fourth, first, third])
        track.append(
            otio.schema.Clip(
                "holiday",
                otio.schema.ExternalReference(
                    "holiday.mov", otio.opentime.TimeRange(duration=otio.opentime.RationalTime(9, 8))
                ),
            )
        )

    edited_otio(source, change)
    before = painted.head()
    diff = painted.handoff.read_cut(source)
    assert painted.head().revision == before.revision, "reading a cut changes nothing"
    kinds = [c.kind for c in diff.changes]
    assert {"order", "deleted", "trim", "marker", "unknown", "boundary"} <= set(kinds)
    assert "holiday" in diff.in_words() and "(not applied)" in diff.in_words()
    painted.handoff.apply_cut(diff)
    story = painted.story
    assert [s.id for s in story.shots] == ["shot4", "shot1", "shot3"]
    assert (story.shots[2].trim_in_s, story.shots[2].trim_out_s) == (0.25, 0.125)
    assert [(m.name, m.at_s) for m in story.shots[1].markers] == [("Louder", 0.375)]
    result = painted.build()
    assert result.film["frames"] == 8 + 8 + 5 and not [n for n in result.ran if n.startswith("clip")]
    painted.undo()
    assert painted.story == before.story


def test_a_shot_cut_in_two_becomes_a_shot_and_its_copy(painted, tmp_path):
    source = painted.export(tmp_path / "film.otio")

    def split(track):
        at = next(
            n for n, c in enumerate(track) if isinstance(c, otio.schema.Clip) and c.metadata["vgot"]["shot"] == "shot4"
        )
        clip = track[at]
        start, rate = clip.source_range.start_time, 8
        second = clip.deepcopy()
        clip.source_range = otio.opentime.TimeRange(start, otio.opentime.RationalTime(3, rate))
        second.source_range = otio.opentime.TimeRange(
            start + otio.opentime.RationalTime(3, rate), otio.opentime.RationalTime(5, rate)
        )
        track.insert(at + 1, second)

    edited_otio(source, split)
    painted.handoff.apply_cut(painted.handoff.read_cut(source))
    result = painted.build()
    assert len(painted.story.shots) == 5 and result.film["frames"] == 32
    assert not result.failed and [n for n in result.ran if n.startswith(("keyframe", "clip"))] == []


def test_a_cut_read_before_somebody_edited_is_a_conflict(painted, tmp_path):
    source = painted.export(tmp_path / "film.otio")
    edited_otio(source, lambda track: track.remove(track[len(track) - 1]))
    diff = painted.handoff.read_cut(source)
    painted.edit("shots/1/notes", "meanwhile")
    with pytest.raises(Conflict):
        painted.handoff.apply_cut(diff)


def test_a_cut_of_another_film_is_refused(painted, studio, tmp_path):
    source = painted.export(tmp_path / "film.otio")
    story = small_story(1).model_dump(mode="json")
    story["shots"][0]["id"] = "other1"
    from vgot.story.model import load_story

    with pytest.raises(BadInput):
        studio.new_project(load_story(story)).handoff.read_cut(source)


# -- sound ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("fps", [8, 23.976, 29.97])
def test_sound_is_as_long_as_the_film_to_the_sample(fps, painted, song, tmp_path, has):
    painted.edit("film/fps", fps)
    painted.build()
    painted.add_sound(song, "music", loop=True, fade_out_s=0.5)
    made = painted.export(tmp_path / "film.mp4")
    frames = media.probe(made).frames
    facts = sound_facts(made)
    assert facts == {"codec": "aac", "rate": RATE, "channels": 2, "samples": samples_at(frames, frame_rate(fps))}
    if has("ffprobe"):
        said = json.loads(
            subprocess.run(
                ["ffprobe", "-v", "error", "-show_streams", "-of", "json", made], capture_output=True, check=True
            ).stdout
        )
        for stream in said["streams"]:
            exact = float(frames / frame_rate(fps))
            assert abs(float(stream["duration"]) - exact) < (
                1.5 / RATE if stream["codec_type"] == "audio" else exact / frames
            )
            assert float(stream["start_time"]) == 0


def test_the_films_sound_has_its_loudness_and_stands_where_it_was_placed(painted, song, tmp_path):
    item = painted.add_sound(song, "effects", shot="shot3", at_s=0.5)
    track = painted.handoff.soundtrack()
    cut = painted.handoff.cut()
    assert [(s.film_frame, s.film_in) for s in track.sounds] == [(20, samples_at(20, cut.fps))]
    assert track.sounds[0].length == cut.samples - samples_at(20, cut.fps), "what is longer than the film is cut off"
    from vgot.handoff.soundtrack import film_sound

    heard = film_sound(painted, cut, track)
    assert heard.shape == (cut.samples, 2) and np.abs(heard[: track.sounds[0].film_in]).max() == 0
    assert loudness(heard) == pytest.approx(-16, abs=0.3)
    painted.edits.move_shot(3, 1)
    assert painted.handoff.soundtrack().sounds[0].film_frame == 4, "a sound goes where its shot goes"
    painted.delete_shot(1)
    assert painted.handoff.soundtrack().sounds == ()
    painted.undo()
    assert len(painted.handoff.soundtrack().sounds) == 1
    painted.handoff.remove_sound(item)
    assert painted.handoff.soundtrack().sounds == ()
    painted.undo()
    assert painted.handoff.waveform(item, 50).shape == (50, 2)


def test_sound_changes_no_frame_and_silent_is_silent(painted, song, tmp_path):
    painted.add_sound(song)
    assert painted.plan().nodes["film"].settled
    painted.export(tmp_path / "a.mp4")
    painted.export(tmp_path / "b.mp4", ExportOptions(silent=True))
    assert sound_facts(tmp_path / "b.mp4")["samples"] == 0
    assert all(
        np.array_equal(a, b)
        for a, b in zip(media.decode_clip(tmp_path / "a.mp4"), media.decode_clip(tmp_path / "b.mp4"), strict=True)
    )


def test_sounds_travel_with_the_project(painted, studio, song, tmp_path):
    item = painted.add_sound(song)
    copy = studio.import_project(painted.export(tmp_path / "film.vgot.zip"))
    assert copy.handoff.waveform(item, 10).shape == (10, 2)
    assert copy.story == painted.story


@pytest.mark.needs("espeak-ng")
def test_lines_become_voices_subtitles_and_markers_of_the_editors(painted, song, tmp_path, monkeypatch):
    painted.edit("shots/2/lines", LINES)
    painted.edit("shots/2/duration_s", 4.0)
    painted.edit("sound/voices", "scratch")
    painted.build()
    track = painted.handoff.soundtrack()
    assert [s.name for s in track.sounds] == ["Mary 2.1 (scratch voice)", "Narrator 2.2 (scratch voice)"] and all(
        s.scratch for s in track.sounds
    )
    assert track.sounds[0].film_out <= track.sounds[1].film_in
    painted.export(tmp_path / "film.srt")
    text = (tmp_path / "film.srt").read_text(encoding="utf-8")
    assert "I waited for you." in text and "And so she did." in text
    whole = otio.adapters.read_from_file(str(painted.export(tmp_path / "film.otio")))
    voices = [t for t in whole.tracks if t.kind == "Audio"]
    assert [c.name for c in voices[0].find_clips()] == [s.name for s in track.sounds]
    assert all((tmp_path / c.media_reference.target_url).is_file() for c in voices[0].find_clips())
    with monkeypatch.context() as patch:
        patch.setattr(speech, "speak_scratch", lambda *a: pytest.fail("a line is spoken once"))
        painted.handoff.soundtrack()
    made = painted.export(tmp_path / "film.mp4")
    import av

    with av.open(str(made)) as film:
        assert "scratch voice" in film.metadata["description"]


@pytest.mark.needs("espeak-ng")
def test_a_shot_takes_its_length_from_its_lines(painted):
    painted.edit(
        "shots/1/lines", [{"text": "This is a rather long line that nobody could ever say within a single second."}]
    )
    painted.handoff.fit_to_lines(1)
    assert 3.0 < painted.story.shots[0].duration_s < 9.0
    painted.undo()
    assert painted.story.shots[0].duration_s == 1.0
    with pytest.raises(BadInput):
        painted.handoff.fit_to_lines(2)


def test_voices_of_a_model_that_is_not_here_name_what_to_fetch(painted, tmp_path):
    painted.edit("shots/1/lines", [{"text": "Hello"}])
    painted.build()
    painted.edit("sound/voices", "model")
    with pytest.raises(ModelUnavailable) as caught:
        painted.export(tmp_path / "film.mp4")
    assert "vits" in caught.value.hint


# -- titles and deliveries --------------------------------------------------------------------------------------------
def test_cards_are_joined_without_touching_the_shots(painted, song, tmp_path):
    painted.edit(
        "titles",
        {
            "opening": {"text": "Mary", "duration_s": 1.0},
            "end": {"text": "The end", "duration_s": 0.5},
            "captions": "none",
        },
    )
    painted.add_sound(song, loop=True)
    assert painted.plan().nodes["film"].settled
    made = painted.export(tmp_path / "film.mp4")
    assert media.probe(made).frames == 8 + 32 + 4
    assert sound_facts(made)["samples"] == samples_at(44, frame_rate(8))
    film = list(media.decode_clip(painted.film()[0]))
    assert np.array_equal(picture(made, 8), film[0]) and np.array_equal(picture(made, 39), film[31])
    assert picture(made, 4).max() > 200 and np.median(picture(made, 4)) < 40
    whole = otio.adapters.read_from_file(str(painted.export(tmp_path / "film.otio")))
    assert whole.duration().value == 44 and painted.handoff.read_cut(tmp_path / "film.otio").is_empty


@pytest.mark.parametrize(("aspect", "size"), [("9:16", (90, 160)), ("1:1", (90, 90)), ("16:9", (160, 90))])
def test_a_film_fits_other_screens(aspect, size, painted, tmp_path):
    made = painted.export(tmp_path / "film.mp4", ExportOptions(aspect=aspect))
    info = media.probe(made)
    assert (info.width, info.height) == size and info.frames == 32


def test_captions_are_burned_in_or_soft(painted, tmp_path, has):
    painted.edit("shots/4/lines", [{"text": "Here I am."}])
    painted.build()
    plain = painted.export(tmp_path / "plain.mp4")
    burned = painted.export(tmp_path / "burned.mp4", ExportOptions(captions="burned"))
    soft = painted.export(tmp_path / "soft.mp4", ExportOptions(captions="soft"))
    difference = np.abs(picture(burned, 28).astype(int) - picture(plain, 28).astype(int)).mean(axis=2)
    assert difference[60:86].max() > 60 and difference[:40].mean() < 4
    assert np.array_equal(picture(soft, 28), picture(plain, 28))
    if has("ffmpeg"):
        text = subprocess.run(
            ["ffmpeg", "-v", "error", "-i", soft, "-map", "0:s", "-f", "srt", "-"], capture_output=True, check=True
        ).stdout.decode()
        assert "Here I am." in text


def test_prores_frames_and_gif_hold_the_whole_film(painted, song, tmp_path):
    painted.add_sound(song)
    import av

    with av.open(str(painted.export(tmp_path / "film.mov"))) as film:
        video, audio = film.streams.video[0], film.streams.audio[0]
        assert (video.codec_context.name, video.codec_context.pix_fmt, audio.codec_context.name) == (
            "prores",
            "yuv422p10le",
            "pcm_s16le",
        )
        first = next(film.decode(video)).to_ndarray(format="rgb24")
        assert video.frames == 32 and round(audio.duration * audio.time_base * RATE) == min(
            RATE * 4, samples_at(32, frame_rate(8))
        )
    assert np.abs(first.astype(int) - picture(painted.film()[0], 0).astype(int)).mean() < 4
    frames = zipfile.ZipFile(painted.export(tmp_path / "film.frames.zip"))
    assert frames.namelist() == [f"frame-{n:06d}.png" for n in range(1, 33)]
    assert np.array_equal(media.decode_png(frames.read("frame-000032.png")), picture(painted.film()[0], 31))
    with Image.open(painted.export(tmp_path / "film.gif")) as preview:
        lasting = 0
        for n in range(preview.n_frames):  # equal frames are one, which lasts longer
            preview.seek(n)
            lasting += preview.info["duration"]
            if n == 0:
                assert b"VGoT" in preview.info["comment"]
        assert lasting == 4000


def test_every_export_is_marked_and_holds_nothing_private(painted, tmp_path):
    painted.edit("shots/1/lines", [{"text": "Hello."}])
    painted.build()
    for suffix in EXPORTERS:
        made = painted.export(tmp_path / f"film{suffix}")
        assert made.stat().st_size > 0
        body = made.read_bytes()
        if suffix.endswith(".zip"):
            archive = zipfile.ZipFile(made)
            body = b"".join(archive.read(n) for n in archive.namelist())
        for private in (
            b"a very private name",
            str(painted.store.folder).encode(),
            str(tmp_path).encode(),
            painted.id.encode(),
        ):
            assert private not in body, (suffix, private)
    assert set(SUFFIXES) == set(EXPORTERS)
    assert media.probe_fast(tmp_path / "film.mp4").metadata["comment"].endswith("VGoT Studio")


def test_generative_models_and_their_licences_stand_in_the_metadata(painted, tmp_path, monkeypatch):
    from vgot.handoff import cutlist
    from vgot.handoff.cutlist import Credit

    monkeypatch.setattr(cutlist, "_credits", lambda plan: (Credit("org/big-video", "Apache-2.0"),))
    made = painted.export(tmp_path / "film.mp4")
    tags = media.probe_fast(made).metadata
    assert tags["comment"].startswith("AI-generated film") and "org/big-video (Apache-2.0)" in tags["description"]


@pytest.mark.parametrize("name", ["film.xyz", "film", "film.zip", "film.otio.bak"])
def test_an_unknown_suffix_names_the_known_ones(name, painted, tmp_path):
    with pytest.raises(BadInput) as caught:
        painted.export(tmp_path / name)
    assert ".fcpxml" in caught.value.hint


# -- the command line -------------------------------------------------------------------------------------------------
def test_the_command_line_exports_imports_and_places_sound(painted, song, tmp_path, capsys):
    from vgot.cli.main import main

    folder = str(painted.store.folder)
    assert (
        main(
            [
                "sound",
                "add",
                str(song),
                "--track",
                "effects",
                "--shot",
                "2",
                "--project",
                folder,
                "--executor",
                "inline",
            ]
        )
        == 0
    )
    assert (
        main(
            [
                "export",
                str(tmp_path / "f.mp4"),
                "--size",
                "1:1",
                "--silent",
                "--project",
                folder,
                "--executor",
                "inline",
            ]
        )
        == 0
    )
    assert main(["export", str(tmp_path / "f.pdf"), "--layout", "4", "--project", folder, "--executor", "inline"]) == 1
    assert (
        main(["export", str(tmp_path / "f.otio"), "--handles", "0.25", "--project", folder, "--executor", "inline"])
        == 0
    )
    edited_otio(tmp_path / "f.otio", lambda track: track.remove(track[len(track) - 1]))
    capsys.readouterr()
    assert main(["import", str(tmp_path / "f.otio"), "--project", folder, "--json", "--executor", "inline"]) == 0
    assert json.loads(capsys.readouterr().out)["applied"] is False
    assert (
        main(["import", str(tmp_path / "f.otio"), "--apply", "--project", folder, "--json", "--executor", "inline"])
        == 0
    )
    assert json.loads(capsys.readouterr().out)["applied"] is True


def test_the_finished_film_for_players_is_made_once(painted, song):
    assert painted.handoff.finished_film() == painted.film()[0]
    item = painted.add_sound(song, loop=True)
    first = painted.handoff.finished_film()
    assert sound_facts(first)["samples"] == painted.handoff.cut().samples and painted.handoff.finished_film() == first
    painted.edit("sound/tracks/music/gain_db", -6)
    assert painted.handoff.finished_film() == first, "the whole is brought to one loudness: the same sound at any gain"
    painted.handoff.change_sound(item, fade_in_s=1.0)
    assert painted.handoff.finished_film() != first
