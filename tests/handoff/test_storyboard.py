"""A film begun from what one has: numbered pictures in their order, a video by its cuts; told first, made then, undone as one."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.conftest import small_story
from vgot import media
from vgot.errors import BadInput
from vgot.handoff.storyboard import read_pictures, read_video
from vgot.media.audio import RATE, write_wav
from vgot.media.cuts import cuts_in
from vgot.media.encoding import encode_clip
from vgot.project.studio import Studio
from vgot.units import FrameSize

COLOURS = [(200, 40, 40), (40, 160, 60), (40, 60, 200), (220, 200, 60), (130, 60, 160), (60, 200, 210)]


def picture(path: Path, colour: tuple[int, int, int], size: tuple[int, int] = (320, 180)) -> Path:
    Image.new("RGB", size, colour).save(path)
    return path


def test_numbered_pictures_become_shots_in_the_order_of_their_numbers(studio: Studio, tmp_path):
    folder = tmp_path / "My board"
    folder.mkdir()
    for n, name in [
        (2, "2_Ada climbs.png"),
        (10, "10_Ben rows home, take 13.png"),
        (1, "1_The harbour.png"),
        (4, "4.png"),
    ]:
        picture(folder / name, COLOURS[n % 6])
    (folder / "notes.txt").write_text("later")
    (folder / "5_broken.png").write_bytes(b"\x89PNG\r\n\x1a\n nothing")
    new = studio.read_new_film(folder)
    assert [s.summary for s in new.story.shots] == ["The harbour", "Ada climbs", "Picture 3", "Ben rows home, take 13"]
    said = new.in_words()
    assert (
        "'notes.txt'" in said and "'5_broken.png'" in said and "number 3, 6, 7, 8, 9" in said and not studio.projects()
    )
    project, _ = studio.make_new_film(new)
    film = project.story.film
    assert (film.width, film.height) == (768, 432) and project.story.title == "My board"
    plan = project.plan()
    for n, colour in enumerate([COLOURS[1], COLOURS[2], COLOURS[4], COLOURS[4]], 1):
        take = plan.named(f"keyframe/{n}").take
        pixels = np.asarray(Image.open(project.file(take.digests["picture"])))
        assert take.is_upload and np.abs(pixels.mean(axis=(0, 1)) - colour).max() < 3
    project.undo()
    assert not project.story.shots


@pytest.mark.parametrize(
    ("names", "order"),
    [
        (["b10.png", "b9.png", "b2.png"], ["b2", "b9", "b10"]),
        (["2026_03_12.png", "2026_03_2.png", "2026_03_1.png"], ["2026_03_1", "2026_03_2", "2026_03_12"]),
        (["zeta.png", "alpha.png"], ["alpha", "zeta"]),
        (
            ["scene2 shot1.png", "scene2 shot3.png", "scene2 shot2.png"],
            ["scene2 shot1", "scene2 shot2", "scene2 shot3"],
        ),
    ],
)
def test_the_order_is_that_of_the_number_that_counts(names, order, tmp_path):
    files = [picture(tmp_path / name, COLOURS[0]) for name in names]
    assert [p.stem for p in read_pictures(files, "x").pictures] == order


def test_pictures_with_one_number_are_told(tmp_path):
    files = [picture(tmp_path / name, COLOURS[0]) for name in ("1a.png", "1b.png", "2.png")]
    assert "two pictures have it" in read_pictures(files, "x").in_words()


def test_a_folder_without_pictures_is_one_typed_error(tmp_path):
    with pytest.raises(BadInput, match="no picture"):
        read_pictures([], "x")


# -- a video ------------------------------------------------------------------------------------------------------------
def moving(colour: tuple[int, int, int], frames: int, seed: int, size: FrameSize):
    """A shot of a texture of its own that drifts, so that not every frame is the one before."""
    ground = np.random.default_rng(seed).integers(-40, 40, (size.height, size.width + frames, 1))
    for n in range(frames):
        yield np.clip(np.array(colour) + ground[:, n : n + size.width], 0, 255).astype(np.uint8)


def video(path: Path, lengths: list[int], fps: float = 24.0) -> Path:
    size = FrameSize(160, 90)
    frames = (f for k, n in enumerate(lengths) for f in moving(COLOURS[k % 6], n, k // 2, size))
    encode_clip(path, frames, size=size, fps=fps)
    return path


@pytest.mark.parametrize("fps", [12.0, 23.976, 25.0, 30.0])
def test_a_video_becomes_a_storyboard_by_its_cuts(fps, tmp_path):
    lengths = [30, 17, 9, 41, 25]
    new = read_video(video(tmp_path / "a film.mp4", lengths, fps))
    assert list(new.starts) == [0, *np.cumsum(lengths)[:-1].tolist()] and new.story.film.fps == fps
    assert "with 4 cuts" in new.in_words() and new.story.title == "a film"


def test_flashes_and_fast_cameras_are_no_cuts_and_a_flash_beside_a_cut_does_not_move_it():
    size = FrameSize(48, 28)
    frames = np.stack([*moving(COLOURS[0], 40, 1, size), *moving(COLOURS[2], 40, 2, size)])
    flashed = frames.copy()
    for n in (12, 13, 39):
        flashed[n] = np.clip(flashed[n].astype(int) + 90, 0, 255)
    assert cuts_in(frames) == cuts_in(flashed) == [40]
    noise = np.random.default_rng(0).integers(0, 255, (60, 28, 48, 3)).astype(np.uint8)
    assert cuts_in(noise) == [] and cuts_in(frames[:2]) == []


def test_our_own_film_comes_back_with_its_cuts_and_its_pictures(studio: Studio, tmp_path):
    story = small_story(5)
    project = studio.new_project(story)
    for n in range(1, 5):
        project.edit(f"boundaries/{n}/mode", "cut")
    assert not project.build().failed
    source = project.export(tmp_path / "own.mp4")
    starts = [s.film_in for s in project.handoff.cut().shots]
    new = studio.read_new_film(source)
    assert list(new.starts) == starts
    back, _ = studio.make_new_film(new)
    assert [s.duration_s for s in back.story.shots] == [s.duration_s for s in story.shots]
    plan = back.plan()
    assert [plan.named(f"clip/{n}").reason for n in range(1, 6)] == ["your upload"] * 5
    first = next(media.decode_clip(back.file(plan.named("clip/3").take.digests["frames"]), 0, 1)).astype(int)
    theirs = next(media.decode_clip(source, starts[2], starts[2] + 1)).astype(int)
    small = np.asarray(Image.fromarray(first.astype(np.uint8)).resize((theirs.shape[1], theirs.shape[0]))).astype(int)
    assert np.abs(small - theirs).mean() < 6, "the third shot begins with its own first picture"
    back.undo()
    assert not back.story.shots


def test_the_sound_of_a_video_comes_with_it(studio: Studio, painted, tmp_path):
    tone = (0.2 * np.sin(np.arange(2 * RATE) * 0.06)).astype(np.float32)
    write_wav(tmp_path / "song.wav", np.repeat(tone[:, None], 2, axis=1))
    painted.add_sound(tmp_path / "song.wav", "music")
    made, _ = studio.make_new_film(studio.read_new_film(painted.export(tmp_path / "own.mp4")))
    (item,) = [i for t in made.story.sound.tracks for i in t.items]
    assert item.length_s * RATE > RATE and item.at_s == 0


def test_the_command_line_tells_a_storyboard_before_it_makes_it(tmp_path, capsys, monkeypatch):
    from vgot.cli.main import main

    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    source = video(tmp_path / "clip.mp4", [20, 20, 20])
    assert main(["import", str(source), "--preview", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["account"]["used"] == 3
    assert main(["import", str(source), "--project", str(tmp_path / "p"), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["story"]["shots"]) == 3
