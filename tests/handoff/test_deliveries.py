"""Films delivered at another size and rate, previews of every export, and progress that can be watched and stopped."""

from __future__ import annotations

import json
import subprocess
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import small_story
from vgot import media
from vgot.cli.main import main
from vgot.errors import BadInput, Cancelled, Conflict, NotFound
from vgot.handoff.cutlist import samples_at
from vgot.handoff.film import at_rate
from vgot.handoff.formats import EVERY_SUFFIX
from vgot.media.audio import RATE, sound_facts, write_wav
from vgot.units import frame_rate


@pytest.fixture
def scored(painted, tmp_path):
    t = np.arange(RATE * 9) / RATE
    write_wav(
        tmp_path / "song.wav", np.repeat((0.2 * np.sin(2 * np.pi * 330 * t)).astype(np.float32)[:, None], 2, axis=1)
    )
    painted.add_sound(tmp_path / "song.wav", "music")
    return painted


def test_every_moment_shows_the_frame_that_is_on_the_screen_then():
    frames = lambda: iter([np.full((1, 1, 3), n, np.uint8) for n in range(8)])  # noqa: E731
    shown = lambda wanted, count: [int(f[0, 0, 0]) for f in at_rate(frames(), Fraction(8), Fraction(wanted), count)]  # noqa: E731
    assert shown(16, 16) == [n // 2 for n in range(16)]
    assert shown(4, 4) == [0, 2, 4, 6]
    assert shown(24, 24) == [n // 3 for n in range(24)]
    assert shown(Fraction(24000, 1001), 24)[-1] == 7


@pytest.mark.parametrize("fps", [16.0, 23.976, 25.0, 29.97, 30.0])
def test_a_film_at_another_rate_and_size_is_as_long_in_picture_and_sound(fps, scored, tmp_path):
    made = scored.handoff.deliver(tmp_path / "film.mp4", fps=fps, short_px=120, captions="none")
    info, frames = media.probe(made), round(4 * frame_rate(fps))
    assert (info.fps, info.frames, min(info.width, info.height)) == (frame_rate(fps), frames, 120)
    assert sound_facts(made)["samples"] == samples_at(frames, frame_rate(fps))


@pytest.mark.needs("ffprobe")
@pytest.mark.parametrize("kind", [".mp4", ".mov"])
def test_ffprobe_agrees_to_one_frame_and_one_sample(kind, scored, tmp_path):
    for fps in (None, 23.976):
        made = scored.handoff.deliver(tmp_path / f"film{kind}", fps=fps)
        rate = frame_rate(fps or 8.0)
        said = json.loads(
            subprocess.run(
                ["ffprobe", "-v", "error", "-show_streams", "-count_frames", "-of", "json", str(made)],
                capture_output=True,
                check=True,
            ).stdout
        )["streams"]
        picture, sound = (next(s for s in said if s["codec_type"] == t) for t in ("video", "audio"))
        frames = round(4 * rate)
        assert int(picture["nb_read_frames"]) == frames and Fraction(picture["r_frame_rate"]) == rate
        assert abs(Fraction(sound["duration_ts"]) * Fraction(sound["time_base"]) * RATE - samples_at(frames, rate)) <= 1
        assert abs(float(picture["duration"]) - float(frames / rate)) < 0.5 / rate


@pytest.mark.parametrize(
    "options", [{"fps": 0.5}, {"fps": 200.0}, {"short_px": 8}, {"short_px": 9000}, {"aspect": "2:1"}]
)
def test_a_delivery_that_cannot_be_is_refused_in_words(options, painted, tmp_path):
    with pytest.raises(BadInput) as caught:
        painted.handoff.deliver(tmp_path / "film.mp4", **options)
    assert caught.value.hint and not (tmp_path / "film.mp4").exists()


@pytest.mark.parametrize("kind", EVERY_SUFFIX)
def test_every_export_has_a_preview_before_the_film_is_made(kind, studio):
    project = studio.new_project(small_story(), name="words only")
    shown = project.handoff.preview_of(kind)
    assert shown.facts.endswith(".") and (kind != ".pdf" or len(shown.pictures) <= 1)
    assert all(p.dtype == np.uint8 and p.ndim == 3 for _, p in shown.pictures)


def test_the_preview_of_a_film_has_its_shape_and_its_words(painted):
    painted.edit("shots/2/lines", [{"text": "Here I am."}])
    plain, burned = (
        painted.handoff.preview_of("film.mp4", aspect="9:16", captions=c).pictures[0][1] for c in ("none", "burned")
    )
    assert plain.shape[0] > plain.shape[1] and np.abs(plain.astype(int) - burned).max() > 100
    with pytest.raises(BadInput):
        painted.handoff.preview_of("film.exe")


def test_an_export_says_how_far_it_is_and_can_be_stopped(painted, tmp_path):
    seen: list[tuple[int, int]] = []
    painted.handoff.deliver(tmp_path / "a.mp4", lambda done, total: seen.append((done, total)), fps=16.0)
    assert seen[0] == (0, 64) and seen[-1] == (64, 64) and [d for d, _ in seen] == sorted(d for d, _ in seen)

    def stop(done: int, total: int) -> None:
        if done >= 8:
            raise Cancelled("Enough.")

    with pytest.raises(Cancelled):
        painted.handoff.deliver(tmp_path / "b.mov", stop)
    assert not (tmp_path / "b.mov").exists()


def test_markers_are_one_edit_and_two_people_do_not_overwrite_one_another(painted):
    seen = painted.head().revision
    painted.handoff.set_markers(
        {"shot1": [{"at_s": 0.5, "name": "b"}, {"at_s": 0.25, "name": "a"}], "shot2": [{"at_s": 99.0, "name": "late"}]}
    )
    assert [m.name for m in painted.story.shots[0].markers] == ["a", "b"] and painted.story.shots[1].markers[
        0
    ].at_s == 1.0
    with pytest.raises(Conflict):
        painted.handoff.set_markers({"shot1": []}, seen)
    painted.handoff.set_markers({"shot3": [{"at_s": 0.0, "name": "mine"}]}, seen)
    with pytest.raises(NotFound):
        painted.handoff.set_markers({"nobody": []})
    with pytest.raises(BadInput):
        painted.handoff.set_markers({"shot1": [{"at_s": 0.0, "name": "x" * 300}]})
    painted.undo()
    painted.undo()
    assert not any(s.markers for s in painted.story.shots)


def test_a_sound_changes_its_track_and_keeps_its_name_for_the_page(scored):
    item = scored.story.sound.tracks[0].items[0]
    scored.handoff.move_sound(item.id, "effects", at_s=1.0)
    moved = next(t for t in scored.story.sound.tracks if t.kind == "effects").items[0]
    assert (moved.id, moved.at_s, moved.file) == (item.id, 1.0, item.file)
    scored.handoff.set_track("effects", muted=True)
    assert scored.heard()[1] is None
    with pytest.raises(NotFound):
        scored.handoff.set_track("voice", muted=True)
    with pytest.raises(NotFound):
        scored.handoff.waveform_of(scored.plan().named("keyframe/1").take.digests["picture"])
    assert scored.handoff.waveform_of(item.file, 50).shape == (50, 2)


def test_the_command_line_delivers_at_a_size_and_a_rate(painted, tmp_path, capsys):
    folder = str(painted.store.folder)
    assert main(["export", str(tmp_path / "f.mp4"), "--project", folder, "--short-side", "180", "--fps", "24"]) == 0
    info = media.probe(tmp_path / "f.mp4")
    assert (info.height, info.fps) == (180, 24)
    assert Path(tmp_path / "f.mp4").stat().st_size
