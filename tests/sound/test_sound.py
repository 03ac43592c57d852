"""Sound: exact lengths, honest loudness, voices that fit, and files that cannot hurt."""

from __future__ import annotations

import math
import struct
import wave

import av
import numpy as np
import pytest

from vgot.errors import BadInput, ModelUnavailable, NotFound
from vgot.media.audio import RATE, Imported, import_sound, read_samples, sound_kind, write_flac, write_wav
from vgot.sound import speech
from vgot.sound.loudness import at_loudness, limited, loudness
from vgot.sound.mixing import Placed, duck_curve, mix, peaks
from vgot.sound.timing import line_times, placed, seconds_for_lines
from vgot.story.model import Voice, load_story


def tone(seconds: float, level: float = 0.25, hz: float = 997.0) -> np.ndarray:
    t = np.arange(round(seconds * RATE)) / RATE
    return np.repeat((level * np.sin(2 * np.pi * hz * t)).astype(np.float32)[:, None], 2, axis=1)


# -- loudness ---------------------------------------------------------------------------------------------------------
def test_the_standards_own_test_tone_measures_what_the_standard_says():
    """BS.1770: a 997 Hz sine at 0 dBFS in one channel is -3.01 LUFS; in both, 3.01 dB more."""
    one = tone(3, 1.0)
    one[:, 1] = 0
    assert loudness(one) == pytest.approx(-3.01, abs=0.02)
    assert loudness(tone(3, 1.0)) == pytest.approx(0.0, abs=0.02)


def test_loudness_agrees_with_ffmpegs_meter_on_noise():
    noise = (
        np.random.default_rng(0).standard_normal((RATE * 6, 2)) * np.linspace(0.01, 0.3, RATE * 6)[:, None]
    ).astype(np.float32)
    graph = av.filter.Graph()
    source = graph.add_abuffer(format="fltp", sample_rate=RATE, layout="stereo", time_base=f"1/{RATE}")
    meter, sink = graph.add("ebur128", "metadata=1"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    heard = None
    for at in range(0, len(noise), 4800):
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(noise[at : at + 4800].T), format="fltp", layout="stereo"
        )
        frame.sample_rate, frame.pts = RATE, at
        graph.push(frame)
        while True:
            try:
                heard = float(graph.pull().metadata["lavfi.r128.I"])
            except (av.BlockingIOError, av.EOFError):
                break
    assert loudness(noise) == pytest.approx(heard, abs=0.1)


def test_gated_silence_does_not_make_a_film_quieter():
    assert loudness(np.concatenate([tone(4), np.zeros((RATE * 20, 2), np.float32)])) == pytest.approx(
        loudness(tone(4)), abs=0.3
    )
    assert loudness(np.zeros((RATE, 2), np.float32)) == -math.inf


@pytest.mark.parametrize("level", [0.01, 0.05, 0.9])
def test_a_film_is_brought_to_minus_16_with_peaks_under_minus_1(level):
    rng = np.random.default_rng(1)
    quiet = tone(5, level) * (rng.random((RATE * 5, 1)) < 0.9)
    made = at_loudness(quiet.astype(np.float32), -16.0)
    assert loudness(made) == pytest.approx(-16.0, abs=0.2)
    assert np.abs(made).max() <= 10 ** (-1 / 20) + 1e-4


def test_the_limiter_leaves_quiet_sound_alone_and_adds_no_samples():
    quiet = tone(1, 0.5)
    assert limited(quiet) is quiet
    loud = tone(1, 3.0)
    assert limited(loud).shape == loud.shape and np.abs(limited(loud)).max() <= 0.8914


# -- mixing -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("total", [1, 74_074, 59_259])
def test_a_mix_is_always_exactly_as_long_as_the_film(total):
    sounds = [Placed(tone(2), -4_000), Placed(tone(1), total - 10, "music"), Placed(tone(1), total + 5)]
    assert mix(sounds, total).shape == (total, 2)


def test_a_sound_stands_at_its_sample_and_fades():
    click = np.ones((100, 2), np.float32)
    made = mix([Placed(click, 1_000, gain_db=-6.0206)], 2_000, target_lufs=None)
    assert (
        made[999].max() == 0
        and made[1000].max() == pytest.approx(0.5, abs=1e-3)
        and made[1099].max() > 0
        and made[1100].max() == 0
    )
    faded = mix([Placed(np.ones((1000, 2), np.float32), 0, fade_in=100, fade_out=100)], 1_000, target_lufs=None)[:, 0]
    assert faded[0] == 0 and faded[500] == 1 and faded[-1] < 0.02 and np.all(np.diff(faded[:100]) > 0)


def test_music_makes_way_for_voices_and_comes_back():
    curve = duck_curve([(RATE * 2, RATE * 3)], RATE * 6, -12.0)
    assert (
        curve[0] == 1
        and curve[RATE * 5] == pytest.approx(1)
        and curve[int(RATE * 2.5)] == pytest.approx(10 ** (-12 / 20), rel=1e-3)
    )
    music, voice = Placed(tone(6, 0.2, 200), 0, "music"), Placed(tone(1, 0.0), RATE * 2, "voice")
    made = mix([music, voice], RATE * 6, target_lufs=None)
    assert np.abs(made[int(RATE * 2.2) : int(RATE * 2.8)]).max() < 0.06 and np.abs(made[:RATE]).max() > 0.19
    assert duck_curve([], 100, -12) is None


def test_a_waveform_has_as_many_columns_as_were_asked_for():
    drawn = peaks(tone(1, 0.5), 200)
    assert (
        drawn.shape == (200, 2)
        and drawn[:, 1].max() == pytest.approx(0.5, abs=0.01)
        and np.all(drawn[:, 0] <= drawn[:, 1])
    )
    assert peaks(np.zeros((3, 2), np.float32), 10).shape == (10, 2)


# -- files ------------------------------------------------------------------------------------------------------------
def encoded(path, codec: str, form: str, seconds: float = 1.0, rate: int = 44_100):
    with av.open(str(path), "w", format=form) as out:
        stream = out.add_stream(codec, rate=rate, layout="mono")
        t = np.arange(int(seconds * rate)) / rate
        data = (0.3 * np.sin(2 * np.pi * 440 * t)).astype(np.float32)
        wanted = stream.codec_context.format.name if stream.codec_context.format else "fltp"
        frame = av.AudioFrame.from_ndarray(data[None], format="fltp", layout="mono")
        frame.sample_rate = rate
        for made in av.AudioResampler(format=wanted, layout=stream.layout.name, rate=rate).resample(frame):
            for packet in stream.encode(made):
                out.mux(packet)
        for packet in stream.encode(None):
            out.mux(packet)
    return path


@pytest.mark.parametrize(
    ("codec", "form"),
    [
        ("pcm_s16le", "wav"),
        ("flac", "flac"),
        ("libmp3lame", "mp3"),
        ("libopus", "ogg"),
        ("libopus", "webm"),
        ("aac", "ipod"),
        ("aac", "adts"),
        ("alac", "ipod"),
        ("pcm_s24be", "aiff"),
        ("pcm_s16le", "caf"),
    ],
)
def test_sounds_people_have_are_imported_at_48_khz_stereo(codec, form, tmp_path):
    source = encoded(tmp_path / "anything.bin", codec, form, rate=48_000 if codec == "libopus" else 44_100)
    samples = import_sound(source, tmp_path / "kept.flac").samples
    kept = read_samples(tmp_path / "kept.flac")
    assert kept.shape == (samples, 2) and abs(samples - RATE) < RATE * 0.06
    assert np.abs(kept).max() == pytest.approx(0.3, abs=0.02), "one channel is heard on both sides as loud as it was"


def padded(path, before: bytes):
    whole = path.read_bytes()
    path.write_bytes(before + whole)
    return path


def tag(size: int) -> bytes:
    return b"ID3\x03\x00\x00" + bytes((size >> 7 * n) & 127 for n in (3, 2, 1, 0)) + b"\x00" * size


@pytest.mark.parametrize(
    "before", [b"\0" * 1500, b"\0" * 70_000, tag(200), b"\0" * 9 + tag(100_000), tag(10) + tag(10)]
)
@pytest.mark.parametrize(
    ("codec", "form"), [("libmp3lame", "mp3"), ("flac", "flac"), ("aac", "adts"), ("pcm_s16le", "wav")]
)
def test_a_sound_is_found_behind_zeros_and_tags(before, codec, form, tmp_path):
    source = padded(encoded(tmp_path / "rip.bin", codec, form), before)
    assert abs(import_sound(source, tmp_path / "kept.flac").samples - RATE) < RATE * 0.06


def test_a_file_of_more_than_four_gigabytes_format_is_a_wav_too(tmp_path):
    write_wav(tmp_path / "a.wav", tone(1.0))
    data = (tmp_path / "a.wav").read_bytes()
    sizes = struct.pack("<QQQI", len(data) + 28, len(data) - 44, RATE, 0)
    rf64 = (
        b"RF64\xff\xff\xff\xffWAVEds64"
        + struct.pack("<I", len(sizes))
        + sizes
        + data[12:40]
        + b"\xff\xff\xff\xff"
        + data[44:]
    )
    (tmp_path / "b.wav").write_bytes(rf64)
    assert import_sound(tmp_path / "b.wav", tmp_path / "kept.flac") == Imported(RATE)


def test_a_file_that_ends_early_says_how_much_of_it_there_was(tmp_path):
    write_wav(tmp_path / "a.wav", tone(1.0))
    data = (tmp_path / "a.wav").read_bytes()
    (tmp_path / "a.wav").write_bytes(data[: 44 + (len(data) - 44) // 2])
    kept = import_sound(tmp_path / "a.wav", tmp_path / "kept.flac")
    assert kept.in_words() == "0.50 of 1.00 s could be read; the file ends early."
    write_wav(tmp_path / "whole.wav", tone(1.0))
    assert import_sound(tmp_path / "whole.wav", tmp_path / "kept.flac").in_words() == ""


def test_flac_and_wav_keep_every_sample(tmp_path):
    sound = np.random.default_rng(0).integers(-32768, 32767, (12_345, 2)).astype(np.int16)
    write_flac(tmp_path / "a.flac", sound)
    write_wav(tmp_path / "a.wav", sound)
    assert np.array_equal(np.rint(read_samples(tmp_path / "a.flac") * 32767).astype(np.int16), sound)
    with wave.open(str(tmp_path / "a.wav")) as file:
        assert file.getnframes() == 12_345 and file.readframes(12_345) == sound.tobytes()
    write_flac(tmp_path / "b.flac", sound)
    assert (tmp_path / "a.flac").read_bytes() == (tmp_path / "b.flac").read_bytes()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"#EXTM3U\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"RIFF\x00\x00\x00\x00WAVE",
        b"fLaC" + b"\xff" * 40,
        b"OggS" + b"\x00" * 200,
        b"ID3" + b"\x00" * 400,
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xfb" + b"\x00" * 30,
        b"<svg/>",
        b"RIFF\xff\xff\xff\xffWAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 60_000, 4_000_000_000, 1, 1, 16),
    ],
)
def test_what_is_no_sound_is_one_typed_error_and_leaves_nothing(body, tmp_path):
    (tmp_path / "song.wav").write_bytes(body)
    with pytest.raises(BadInput) as caught:
        import_sound(tmp_path / "song.wav", tmp_path / "out.flac")
    assert caught.value.field == "sound" and caught.value.hint
    assert sorted(p.name for p in tmp_path.iterdir()) == ["song.wav"]


def test_a_missing_sound_is_a_typed_error(tmp_path):
    with pytest.raises(NotFound):
        import_sound(tmp_path / "no.wav", tmp_path / "out.flac")
    assert sound_kind(b"\xff\xd8\xff") is None


# -- speech -----------------------------------------------------------------------------------------------------------
CAST = [
    {
        "id": "mary",
        "name": "Mary",
        "stages": [
            {"id": "young", "name": "Young Mary", "look": "a young woman"},
            {"id": "old", "name": "Old Mary", "look": "an old woman with grey hair"},
        ],
    },
    {"id": "tom", "name": "Tom", "stages": [{"id": "now", "name": "Tom", "look": "a man with a beard"}]},
    {"id": "kid", "name": "Kid", "stages": [{"id": "now", "name": "Kid", "look": "a little boy"}]},
]


def test_every_character_has_a_voice_of_its_own_that_fits_the_look():
    story = load_story({"cast": CAST})
    voices = {c.id: speech.voice_of(c, c.stages[0].id, Voice()) for c in story.cast}
    assert "+f" in voices["mary"].variant and "+m" in voices["tom"].variant
    assert voices["kid"].pitch > voices["tom"].pitch
    old = speech.voice_of(story.character("mary"), "old", Voice())
    assert old.variant == voices["mary"].variant and old.pitch < voices["mary"].pitch and old.speed_wpm < 165
    assert speech.voice_of(None, None, Voice(pitch=10)).pitch == 10


def test_the_language_is_told_by_the_letters():
    lines = {
        "Hello": "en-gb",
        "שלום": "he",
        "مرحبا": "ar",
        "Привет": "ru",
        "你好": "cmn",
        "こんにちは世界": "ja",
        "안녕": "ko",
        "नमस्ते": "hi",
        "123": "en-gb",
    }
    assert {text: speech.language_of(text) for text in lines} == lines


needs_speaker = pytest.mark.needs("espeak-ng")


@needs_speaker
def test_scratch_voices_speak_and_longer_lines_take_longer():
    short, rate = speech.speak_scratch("Hello.", Voice())
    long, _ = speech.speak_scratch("Hello, I have waited for you by the harbour all night.", Voice(variant="en-gb+f2"))
    assert rate > 8_000 and 0.2 * rate < len(short) < len(long) and np.abs(long).max() > 0.05


@needs_speaker
def test_a_line_is_never_a_command_of_the_speaker():
    plain, _ = speech.speak_scratch("--version -f /etc/passwd", Voice())
    assert len(plain) > 1_000
    assert len(speech.speak_scratch("[[h@l'oU]] <speak><audio src='file:///etc/passwd'/></speak>", Voice())[0]) > 1_000


def test_without_a_speaker_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setattr(speech.shutil, "which", lambda name: None)
    with pytest.raises(ModelUnavailable) as caught:
        speech.speak_scratch("Hello", Voice())
    assert "espeak-ng" in caught.value.hint


def test_a_tiny_speech_model_speaks_the_same_line_the_same_way(tmp_path):
    from vgot.models.speech_vits import VitsSpeech, find_speech_model
    from vgot.models.tiny.speech import write_speech_twin

    assert find_speech_model(tmp_path) is None
    write_speech_twin(tmp_path, "kakao-enterprise/vits-vctk", speakers=3)
    assert find_speech_model(tmp_path) == "kakao-enterprise/vits-vctk"
    model = VitsSpeech("kakao-enterprise/vits-vctk", tmp_path)
    one, rate = model.speak("hello there", speaker=1, seed=3)
    again, _ = model.speak("hello there", speaker=1, seed=3)
    other, _ = model.speak("hello there", speaker=2, seed=3)
    assert (
        rate == 16_000
        and len(one)
        and np.array_equal(one, again)
        and not (len(one) == len(other) and np.array_equal(one, other))
    )
    with pytest.raises(BadInput):
        VitsSpeech("somebody/evil", tmp_path)


# -- timing -----------------------------------------------------------------------------------------------------------
def test_lines_follow_one_another_within_the_shot():
    times = line_times(["One two three.", "Four.", "Five six."], 4.0)
    assert (
        all(a[1] <= b[0] for a, b in zip(times, times[1:], strict=False)) and times[-1][1] <= 4.0 and times[0][0] >= 0
    )
    assert line_times([], 4.0) == []


def test_spoken_lines_wait_for_the_one_before_and_a_shot_can_be_as_long_as_they_need():
    times = placed(["One.", "Two."], [3.0, 1.0], 4.0)
    assert times[1][0] >= times[0][1]
    assert seconds_for_lines([1.0, 2.0]) == pytest.approx(3.85)
