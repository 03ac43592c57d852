"""Sound as samples: stored as FLAC, delivered as WAV or AAC. Always 48 kHz stereo, float32 (samples, 2) in -1..1.

Lengths are exact to the sample: FLAC and WAV hold them as they are, AAC in MP4 by its edit list (the encoder's 1024
priming samples are skipped, and the last packet says how many of its samples count).
"""

from __future__ import annotations

import subprocess
import wave
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
_USE = "Use a WAV, FLAC, MP3 or Ogg file."
FIELD = "sound"


def import_sound(source: Path, out_path: Path, *, films: bool = False) -> int:
    """Decode an untrusted WAV, FLAC, MP3 or Ogg file, with `films` the sound of a film too, in a process with limits and keep
    it as FLAC. Returns its samples; 0 for a film without sound.

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
    with source.open("rb") as file:
        head = file.read(64)
    kind = sound_kind(head) or (film_kind(head) if films else None)
    if kind is None:
        raise BadInput(
            "The file is empty." if not size else "The file is no sound that can be used.", field=FIELD, hint=_USE
        )
    raw = out_path.with_suffix(".pcm")
    try:
        most = MAX_S * RATE
        command = _limited.command(
            _decode_sound.__file__, kind, most, memory_bytes=_MEMORY_BYTES, cpu_s=_CPU_S, file_bytes=most * 4 + 65536
        )
        with source.open("rb") as file, raw.open("wb") as pcm:
            ran = subprocess.run(
                command, stdin=file, stdout=pcm, stderr=subprocess.PIPE, timeout=_TIMEOUT_S, check=False
            )
        said = ran.stderr[-200:].decode("utf-8", "replace").strip()
        if ran.returncode and said == "silent" and films:
            return 0
        if ran.returncode:
            raise BadInput(
                _REFUSALS.get(said, "The sound cannot be decoded within safe limits."), field=FIELD, hint=_USE
            )
        samples = np.fromfile(raw, "<i2").reshape(-1, 2)
        if not len(samples):
            raise BadInput("The file holds no sound.", field=FIELD, hint=_USE)
        write_flac(out_path, samples)
        return len(samples)
    except subprocess.TimeoutExpired as why:
        raise BadInput("The sound takes too long to open.", field=FIELD, hint="Save it again as a plain WAV.") from why
    finally:
        raw.unlink(missing_ok=True)


_REFUSALS = {
    "long": f"The sound is longer than {MAX_S // 60} minutes.",
    "silent": "The file holds no sound.",
    "unreadable": "The file begins like a sound but cannot be read as one.",
}


def sound_kind(head: bytes) -> str | None:
    """The demuxer for a file that begins with these bytes, or None."""
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "wav"
    if head[:4] == b"fLaC":
        return "flac"
    if head[:4] == b"OggS":
        return "ogg"
    if head[:3] == b"ID3" or len(head) > 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] & 0x06:
        return "mp3"
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
