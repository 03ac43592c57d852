"""Sound as samples: stored as FLAC, delivered as WAV or AAC. Always 48 kHz stereo, float32 (samples, 2) in -1..1.

Lengths are exact to the sample: FLAC and WAV hold them as they are, AAC in MP4 by its edit list (the encoder's 1024
priming samples are skipped, and the last packet says how many of its samples count).
"""

from __future__ import annotations

import subprocess
import wave
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import av.codec.context
import av.container
import numpy as np

from vgot.errors import BadInput, DamagedProject, NotFound
from vgot.media import _decode_sound, _limited
from vgot.media.encoding import storage_errors
from vgot.media.outside import film_kind

RATE = 48_000
LAYOUT = "stereo"
MAX_BYTES = 300 * 2**20
MAX_S = 45 * 60

_MEMORY_BYTES = 2 * 2**30
_CPU_S = 120
_TIMEOUT_S = 150.0
_USE = "Use a WAV, AIFF, FLAC, MP3, M4A or Ogg file."
#: What may stand before a sound is looked through so far: rips begin with zeros, and tags hold pictures.
_HEAD, _MOST_BEFORE = 1 << 16, 32 * 2**20
#: Shorter than the file says by so much is a file that was cut off.
_MISSING_S = 0.1
FIELD = "sound"


@dataclass(frozen=True)
class Imported:
    """A sound that was kept: its samples, and the seconds that its file says it has where that is more."""

    samples: int
    said_s: float | None = None

    def in_words(self) -> str:
        """What was missing, or nothing."""
        return (
            f"{self.samples / RATE:.2f} of {self.said_s:.2f} s could be read; the file ends early."
            if self.said_s
            else ""
        )


def import_sound(source: Path, out_path: Path, *, films: bool = False) -> Imported:
    """Decode an untrusted WAV, AIFF, FLAC, MP3, AAC, Ogg or Opus file, or the sound of a film, in a process with limits and keep
    it as FLAC. With `films` a film without sound is no error and has no samples.

    The format is told by the first bytes, never by the name, and forced on the demuxer, so that a playlist reaches
    nothing. At most 300 MiB and 45 minutes. Raises BadInput (field "sound"), NotFound, StorageFailed."""
    if not source.is_file():
        raise NotFound(f"There is no file '{source.name}'.", field=FIELD, hint="Name a sound file.")
    size = source.stat().st_size
    if size > MAX_BYTES:
        raise BadInput(
            f"The file has {size / 2**20:.0f} MiB; at most {MAX_BYTES // 2**20} can be used.",
            field=FIELD,
            hint="Save it as FLAC or MP3.",
        )
    kind, skip = _look(source)
    if kind is None:
        raise BadInput(
            "The file is empty." if not size else "The file is no sound that can be used.", field=FIELD, hint=_USE
        )
    raw = out_path.with_suffix(".pcm")
    try:
        most = MAX_S * RATE
        command = _limited.command(
            _decode_sound.__file__,
            kind,
            most,
            skip,
            memory_bytes=_MEMORY_BYTES,
            cpu_s=_CPU_S,
            file_bytes=most * 4 + 65536,
        )
        with source.open("rb") as file, raw.open("wb") as pcm:
            ran = subprocess.run(
                command, stdin=file, stdout=pcm, stderr=subprocess.PIPE, timeout=_TIMEOUT_S, check=False
            )
        said = ran.stderr[-200:].decode("utf-8", "replace").strip()
        if ran.returncode and said == "silent" and films:
            return Imported(0)
        if ran.returncode:
            raise BadInput(
                _REFUSALS.get(said, "The sound cannot be decoded within safe limits."), field=FIELD, hint=_USE
            )
        samples = np.fromfile(raw, "<i2").reshape(-1, 2)
        if not len(samples):
            raise BadInput("The file holds no sound.", field=FIELD, hint=_USE)
        write_flac(out_path, samples)
        said_s = int(said.removeprefix("said ") or 0) / 1000 if said.startswith("said ") else 0.0
        return Imported(len(samples), said_s if said_s - len(samples) / RATE > _MISSING_S else None)
    except subprocess.TimeoutExpired as why:
        raise BadInput("The sound takes too long to open.", field=FIELD, hint="Save it again as a plain WAV.") from why
    finally:
        raw.unlink(missing_ok=True)


_REFUSALS = {
    "long": f"The sound is longer than {MAX_S // 60} minutes.",
    "silent": "The file holds no sound.",
    "unreadable": "The file begins like a sound but cannot be read as one.",
}


def _look(source: Path) -> tuple[str | None, int]:
    """(demuxer, bytes before the sound) of a file, past zeros and tags at its beginning."""
    at = 0
    with source.open("rb") as file:
        while at < _MOST_BEFORE:
            file.seek(at)
            head = file.read(_HEAD)
            zeros = len(head) - len(head.lstrip(b"\0"))
            tag = head[zeros : zeros + 10]
            if zeros == len(head) > 0:
                at += zeros
            elif tag[:3] == b"ID3" and len(tag) == 10 and max(tag[6:10]) < 128:
                size = tag[6] << 21 | tag[7] << 14 | tag[8] << 7 | tag[9]
                at += zeros + 10 + size + (10 if tag[5] & 0x10 else 0)
            else:
                kind = sound_kind(head) or film_kind(head)
                return (kind, at) if kind else (sound_kind(head[zeros:]), at + zeros)
            if not head:
                break
    return None, at


def sound_kind(head: bytes) -> str | None:
    """The demuxer for a file that begins with these bytes, or None."""
    if head[:4] in (b"RIFF", b"RF64", b"BW64") and head[8:12] == b"WAVE":
        return "wav"
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return "aiff"
    for magic, kind in ((b"fLaC", "flac"), (b"OggS", "ogg"), (b"caff", "caf"), (b"ID3", "mp3")):
        if head.startswith(magic):
            return kind
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return "mp3" if head[1] & 0x06 else "aac" if head[1] & 0xF0 == 0xF0 else None
    return None


def as_int16(samples: np.ndarray) -> np.ndarray:
    """float32 in -1..1 or int16 -> int16, clipped."""
    if samples.dtype == np.int16:
        return samples
    return np.clip(np.rint(samples * 32767.0), -32768, 32767).astype(np.int16)


def write_flac(path: Path, samples: np.ndarray) -> None:
    """Keep samples (n, 2) as FLAC, 16 bits; the same bytes for the same samples. Raises StorageFailed."""
    with storage_errors(path), av.open(f"file:{path}", "w", format="flac", options={"fflags": "+bitexact"}) as out:
        stream = out.add_stream("flac", rate=RATE, layout=LAYOUT, format="s16")
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        _encode(out, stream, as_int16(samples), "s16")


def _encode(out: av.container.OutputContainer, stream: av.AudioStream, samples: np.ndarray, form: str) -> None:
    for at in range(0, len(samples), 16_384):
        part = np.ascontiguousarray(samples[at : at + 16_384])
        frame = av.AudioFrame.from_ndarray(
            part.reshape(1, -1) if form == "s16" else np.ascontiguousarray(part.T), format=form, layout=LAYOUT
        )
        frame.sample_rate, frame.pts, frame.time_base = RATE, at, Fraction(1, RATE)
        for packet in stream.encode(frame):
            out.mux(packet)
    for packet in stream.encode(None):
        out.mux(packet)


def write_wav(path: Path, samples: np.ndarray) -> None:
    """Write samples (n, 2) as 16-bit WAV. Raises StorageFailed."""
    with storage_errors(path), wave.open(str(path), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(as_int16(samples).tobytes())


def read_samples(path: Path) -> np.ndarray:
    """All samples of the program's own FLAC, float32 (n, 2). Raises NotFound, DamagedProject."""
    if not path.is_file():
        raise NotFound(f"The sound {path.name[:12]} is not there.", field=FIELD, hint="Import it again.")
    try:
        parts = []
        with av.open(f"file:{path}", format="flac", options={"protocol_whitelist": "file"}) as container:
            for frame in container.decode(audio=0):
                parts.append(frame.to_ndarray().reshape(-1, 2))
        whole = np.concatenate(parts)
        return whole.astype(np.float32) / (32767.0 if whole.dtype == np.int16 else 2**31)
    except (av.FFmpegError, ValueError) as why:
        raise DamagedProject(f"A stored sound cannot be read: {why}.", field=FIELD, hint="Import it again.") from why


def sound_facts(path: Path) -> dict[str, object]:
    """What the first audio stream of a delivered film holds: codec, rate, channels, and the samples its container says
    are to be heard (an AAC decoder that ignores edit lists gives up to 1023 more)."""
    with av.open(f"file:{path}") as container:
        if not container.streams.audio:
            return {"codec": "", "rate": 0, "channels": 0, "samples": 0}
        stream = container.streams.audio[0]
        samples = round((stream.duration or 0) * (stream.time_base or 0) * stream.rate)
        return {
            "codec": stream.codec_context.name,
            "rate": stream.rate,
            "channels": stream.codec_context.channels,
            "samples": samples,
        }


def resampled(mono: np.ndarray, rate: int) -> np.ndarray:
    """float32 (n,) at any rate -> float32 (m, 2) at 48 kHz, the same on both channels."""
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(mono, np.float32)[None], format="fltp", layout="mono")
    frame.sample_rate = rate
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=RATE)
    parts = [made.to_ndarray()[0] for one in (frame, None) for made in resampler.resample(one)]
    whole = np.concatenate(parts) if parts else np.zeros(0, np.float32)
    return np.repeat(whole[:, None], 2, axis=1)
