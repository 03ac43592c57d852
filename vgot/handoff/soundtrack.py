"""The film's sound from the story: tracks and spoken lines placed in the cut, files of the project, one mix.

Speech and mixes are kept in the project under keys of what they are made from, like segments of the film: the same
line in the same voice is spoken once, and an unchanged film is not mixed again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from vgot.errors import ModelUnavailable
from vgot.graph.keys import canonical, digest_of
from vgot.handoff.cutlist import SAMPLE_RATE, CutList, CutShot, CutSound, samples_at
from vgot.handoff.service_voices import speak_at_service, voices_name
from vgot.media.audio import read_samples, resampled, write_flac
from vgot.sound import speech
from vgot.sound.mixing import Placed, mix
from vgot.sound.timing import placed, seconds_for_lines
from vgot.story.beats import line_spans
from vgot.story.model import Shot, Sound, SoundItem, Story, Track, Voice

VOICES_TRACK = "Voices"
_MIX_VERSION = 1
_LETTERS = re.compile(r"\w")


@dataclass(frozen=True)
class Soundtrack:
    """Sounds placed in the cut, and when each line is spoken: (shot id, line from 0) -> (from, to) in seconds of the
    shot's clip. `voices` names who speaks: a scratch speaker is named as one."""

    sounds: tuple[CutSound, ...] = ()
    spoken: dict[tuple[str, int], tuple[float, float]] | None = None
    voices: str = ""
    licence: str = ""


def soundtrack(project, cut: CutList) -> Soundtrack:
    """Everything that is heard in a cut. Raises ModelUnavailable when the story asks for voices that are not here."""
    story: Story = project.story
    sounds = [
        s
        for track in story.sound.tracks
        if not track.muted
        for item in track.items
        for s in placed_item(cut, track, item, project.file)
    ]
    if story.sound.voices == "none" or not any(_LETTERS.search(line.text) for shot in cut.shots for line in shot.lines):
        return Soundtrack(tuple(sounds))
    speak, name, licence = speaker(project, story.sound)
    spoken: dict[tuple[str, int], tuple[float, float]] = {}
    for shot in cut.shots:
        source = story.shots[shot.number - 1]
        files = [speech_file(project, story, source, n, speak, name) for n in range(len(shot.lines))]
        seconds = [(long / SAMPLE_RATE if file else 0.0) for file, long in files]
        texts = [line.text for line in shot.lines]
        times = placed(texts, seconds, float(shot.clip_frames / cut.fps), line_spans(shot.beats, texts))
        for n, ((file, long), (start, end)) in enumerate(zip(files, times, strict=True)):
            spoken[(shot.id, n)] = (start, end)
            if file:
                sounds += _voice(cut, shot, n, file, long, start, story.sound.voices == "scratch")
    return Soundtrack(tuple(sounds), spoken, name, licence)


def placed_item(cut: CutList, track: Track, item: SoundItem, file_of: Callable[[str], Path] = Path) -> list[CutSound]:
    """An item at its place, as often as it loops; parts outside the film are cut off. file_of: digest -> file. Pure."""
    offset = 0
    if item.shot is not None:
        shot = next((s for s in cut.shots if s.id == item.shot), None)
        if shot is None:
            return []
        offset = shot.film_in
    total = round(item.length_s * SAMPLE_RATE)
    first = min(total - 1, round(item.in_s * SAMPLE_RATE))
    last = min(total, round(item.out_s * SAMPLE_RATE)) if item.out_s is not None else total
    if last <= first:
        return []
    file, found = file_of(item.file), []
    frame = offset + round(Fraction(item.at_s).limit_denominator(100_000) * cut.fps)
    while True:
        start = first
        at = samples_at(abs(frame), cut.fps) * (1 if frame >= 0 else -1)
        if at < 0:
            start, frame_in, at = first - at, 0, 0
        else:
            frame_in = frame
        length = min(last - start, cut.samples - at)
        if length > 0:
            one = len(found) == 0
            found.append(
                CutSound(
                    track.name,
                    track.kind,
                    item.name,
                    file,
                    frame_in,
                    at,
                    start,
                    length,
                    total,
                    gain_db=max(-60.0, item.gain_db + track.gain_db),
                    fade_in=round(item.fade_in_s * SAMPLE_RATE) if one else 0,
                    fade_out=0,
                    shot=item.shot,
                    item=item.id,
                )
            )
        frame += max(1, round(Fraction(last - first, SAMPLE_RATE) * cut.fps))
        if not item.loop or samples_at(max(0, frame), cut.fps) >= cut.samples:
            break
    if found:
        found[-1] = CutSound(**{**found[-1].__dict__, "fade_out": round(item.fade_out_s * SAMPLE_RATE)})
    return found


def _voice(cut: CutList, shot: CutShot, n: int, file: Path, long: int, start_s: float, scratch: bool) -> list[CutSound]:
    """A spoken line in the film; what the trims of its shot leave out is cut off."""
    frame = round(Fraction(start_s).limit_denominator(100_000) * cut.fps)
    source, at = 0, shot.film_in + frame - shot.source_in
    if frame < shot.source_in:
        source, at = samples_at(shot.source_in - frame, cut.fps), shot.film_in
    if frame >= shot.source_out:
        return []
    length = min(long - source, cut.samples - samples_at(at, cut.fps))
    if length <= 0:
        return []
    who = (shot.lines[n].character or "narrator").replace("-", " ").title()
    return [
        CutSound(
            VOICES_TRACK,
            "voice",
            f"{who} {shot.number}.{n + 1}" + (" (scratch voice)" if scratch else ""),
            file,
            at,
            samples_at(at, cut.fps),
            source,
            length,
            long,
            fade_in=48,
            fade_out=480,
            shot=shot.id,
            item=f"{shot.id}-{n}",
            scratch=scratch,
        )
    ]


# -- voices -----------------------------------------------------------------------------------------------------------
Speak = Callable[[str, Voice, int], tuple[np.ndarray, int]]


def speaker(project, sound: Sound) -> tuple[Speak, str, str]:
    """(how a line is spoken, by whom, licence). Raises ModelUnavailable."""
    if sound.voices == "scratch":
        if speech.scratch_speaker() is None:
            raise ModelUnavailable(
                "There is no scratch speaker on this machine.",
                field="sound/voices",
                hint="Install espeak-ng, or set sound/voices to none.",
            )
        return lambda text, voice, seed: speech.speak_scratch(text, voice), "scratch voice (espeak-ng)", ""
    painter = project.preset
    if (remote := painter.preset.speech) is not None:
        return (
            lambda text, voice, seed: speak_at_service(project.store, remote, painter.name, text, voice),
            voices_name(remote),
            "",
        )
    from vgot.models.speech_vits import SPEECH_MODELS, VitsSpeech, find_speech_model

    models_dir = project.settings.models_dir
    name = find_speech_model(models_dir)
    if name is None:
        raise ModelUnavailable(
            "There is no speech model on this machine.",
            field="sound/voices",
            hint=f"Put one of {', '.join(SPEECH_MODELS)} under --models, or set sound/voices to scratch.",
        )
    loaded: list[VitsSpeech] = []

    def speak(text: str, voice: Voice, seed: int) -> tuple[np.ndarray, int]:
        if not loaded:
            loaded.append(VitsSpeech(name, models_dir))
        return loaded[0].speak(text, speaker=voice.speaker, speed_wpm=voice.speed_wpm, seed=seed)

    return speak, name, SPEECH_MODELS[name].licence


def speech_file(project, story: Story, shot: Shot, n: int, speak: Speak, name: str) -> tuple[Path | None, int]:
    """(file, samples) of one spoken line, spoken when it is first asked for; (None, 0) for a line without letters."""
    line = shot.lines[n]
    if not _LETTERS.search(line.text):
        return None, 0
    character = story.character(line.character) if line.character else None
    stage = next((p.stage for p in shot.who if p.character == line.character), None)
    voice = speech.voice_of(character, stage, story.sound.narrator)
    if voice.speaker is None and character is not None:
        voice = voice.model_copy(update={"speaker": [c.id for c in story.cast].index(character.id) + 1})
    key = digest_of(canonical(["speech", speech.SPEECH_VERSION, name, voice.model_dump(), line.text]))

    def make() -> np.ndarray:
        samples, rate = speak(line.text, voice, int(key[:8], 16) & 0x7FFFFFFF)
        return level_speech(resampled(samples, rate))

    return _kept(project, key, make)


def level_speech(samples: np.ndarray, target: float = 0.09) -> np.ndarray:
    """Speech at one level (RMS of what is loud), so that every voice is heard alike before the mix."""
    loud = samples[np.abs(samples).max(axis=1) > 0.02] if len(samples) else samples
    rms = float(np.sqrt((loud**2).mean())) if len(loud) else 0.0
    return samples if rms <= 0 else np.clip(samples * min(20.0, target / rms), -1, 1).astype(np.float32)


def _kept(project, key: str, make: Callable[[], np.ndarray]) -> tuple[Path, int]:
    store = project.store
    found = store.segment(key)
    if found is None:
        temporary = store.temporary(".flac")
        try:
            samples = make()
            write_flac(temporary, samples)
            found = store.put_file(temporary)
            store.keep_segment(key, found, len(samples))
        finally:
            temporary.unlink(missing_ok=True)
    return store.blob_path(found), store.segment_frames(key)


def seconds_of_lines(project, number: int) -> float:
    """How long shot `number` must be for its lines to be spoken by the story's voices (scratch if there are none)."""
    story = project.story
    shot = story.shots[number - 1]
    sound = story.sound if story.sound.voices != "none" else story.sound.model_copy(update={"voices": "scratch"})
    speak, name, _ = speaker(project, sound)
    return seconds_for_lines(
        [speech_file(project, story, shot, n, speak, name)[1] / SAMPLE_RATE for n in range(len(shot.lines))]
    )


# -- mix --------------------------------------------------------------------------------------------------------------
def film_sound(project, cut: CutList, track: Soundtrack) -> np.ndarray | None:
    """The mixed sound of the film, float32 (cut.samples, 2), or None for a silent film."""
    file = film_sound_file(project, cut, track)
    return None if file is None else read_samples(file)


def film_sound_file(project, cut: CutList, track: Soundtrack) -> Path | None:
    """The mixed sound of the film as a FLAC file of the project, mixed once for each state of it; None for a silent film."""
    if not track.sounds:
        return None
    sound = project.story.sound
    parts = [
        [s.file.name, s.kind, s.film_in, s.source_in, s.length, s.gain_db, s.fade_in, s.fade_out] for s in track.sounds
    ]
    key = digest_of(canonical(["mix", _MIX_VERSION, parts, cut.samples, sound.duck_db, sound.loudness_lufs]))

    def make() -> np.ndarray:
        read: dict[Path, np.ndarray] = {}
        sounds = []
        for s in track.sounds:
            if s.file not in read:
                read[s.file] = read_samples(s.file)
            sounds.append(
                Placed(
                    read[s.file][s.source_in : s.source_in + s.length],
                    s.film_in,
                    s.kind,
                    s.gain_db,
                    s.fade_in,
                    s.fade_out,
                )
            )
        return mix(sounds, cut.samples, duck_db=sound.duck_db, target_lufs=sound.loudness_lufs)

    return _kept(project, key, make)[0]
