"""Lines become voices: the scratch speaker of the machine (espeak-ng), or a local speech model.

A scratch voice is a placeholder, and is named so wherever it goes. Every character keeps a voice of its own: the one
set on it, or one chosen from its look and its id, so that two people in a film do not sound alike.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import unicodedata
import wave

import numpy as np

from vgot.errors import ModelUnavailable, RenderFailed
from vgot.story.model import Character, Voice

#: Bumped when the same line would sound otherwise: it goes into the keys under which speech is kept.
SPEECH_VERSION = 1
_TIMEOUT_S = 30.0
_FEMALE = re.compile(
    r"\b(she|her|woman|women|girl|lady|mother|grandmother|wife|daughter|sister|queen|princess|aunt|nun|actress|waitress|widow|female)\b",
    re.IGNORECASE,
)
_MALE = re.compile(
    r"\b(he|his|man|men|boy|gentleman|father|grandfather|husband|son|brother|king|prince|uncle|monk|sailor|male)\b",
    re.IGNORECASE,
)
_YOUNG = re.compile(r"\b(child|boy|girl|kid|baby|toddler)\b", re.IGNORECASE)
_OLD = re.compile(r"\b(old|elderly|aged|grandmother|grandfather|grey hair|gray hair|white hair)\b", re.IGNORECASE)
#: Script of a letter's Unicode name -> language of the scratch speaker.
_LANGUAGES = {
    "HEBREW": "he",
    "ARABIC": "ar",
    "CYRILLIC": "ru",
    "GREEK": "el",
    "DEVANAGARI": "hi",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "cmn",
    "THAI": "th",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "TAMIL": "ta",
}


def scratch_speaker() -> str | None:
    """The machine's own speaker, or None."""
    return shutil.which("espeak-ng") or shutil.which("espeak")


def language_of(text: str) -> str:
    """The language a line is read in, by its letters; Latin letters are read as English."""
    counts: dict[str, int] = {}
    for letter in text:
        if letter.isalpha():
            script = unicodedata.name(letter, "").split(" ")[0]
            counts[_LANGUAGES.get(script, "en-gb")] = counts.get(_LANGUAGES.get(script, "en-gb"), 0) + 1
    if counts.get("ja"):
        return "ja"
    return max(counts, key=lambda language: counts[language]) if counts else "en-gb"


def voice_of(character: Character | None, stage: str | None, narrator: Voice) -> Voice:
    """The voice a line is spoken in: what was set, completed from the look of the character at that stage."""
    if character is None:
        return narrator
    voice = character.voice
    look = " ".join(
        [
            character.name,
            character.role,
            next((s.look + " " + s.name for s in character.stages if s.id == stage), character.stages[0].look),
        ]
    )
    mark = int.from_bytes(hashlib.sha256(character.id.encode()).digest()[:4])
    values: dict = {}
    if not voice.variant:
        female = len(_FEMALE.findall(look)) - len(_MALE.findall(look))
        kind = f"f{mark % 4 + 1}" if female > 0 or female == 0 and mark % 2 else f"m{mark % 6 + 1}"
        values["variant"] = f"en-gb+{kind}"
    if voice.pitch is None:
        values["pitch"] = 80 if _YOUNG.search(look) else (34 if _OLD.search(look) else 44 + mark % 14)
    if voice.speed_wpm == Voice.model_fields["speed_wpm"].default and _OLD.search(look):
        values["speed_wpm"] = 145
    return voice.model_copy(update=values) if values else voice


def speak_scratch(text: str, voice: Voice) -> tuple[np.ndarray, int]:
    """A line in the scratch voice: float32 (n,) and its rate. Raises ModelUnavailable, RenderFailed."""
    speaker = scratch_speaker()
    if speaker is None:
        raise ModelUnavailable(
            "There is no scratch speaker on this machine.",
            field="sound/voices",
            hint="Install espeak-ng, or set sound/voices to none.",
        )
    language, _, kind = (voice.variant or "en-gb").partition("+")
    spoken = language_of(text)
    if not spoken.startswith("en"):
        language = spoken
    command = [
        speaker,
        "--stdout",
        "--stdin",
        "-b",
        "1",
        "-v",
        f"{language}+{kind}" if kind else language,
        "-s",
        str(voice.speed_wpm),
        "-p",
        str(50 if voice.pitch is None else voice.pitch),
    ]
    # Double brackets would be read as phonemes; the line reaches the speaker on stdin, never as an argument.
    said = text.replace("[[", "[ ").replace("]]", " ]") + "\n"
    try:
        ran = subprocess.run(command, input=said.encode(), capture_output=True, timeout=_TIMEOUT_S, check=False)
        samples, rate = _wave(ran.stdout)
    except (subprocess.TimeoutExpired, OSError, EOFError, wave.Error) as why:
        raise RenderFailed(
            f"The scratch speaker did not speak a line: {type(why).__name__}.",
            field="sound/voices",
            hint="Shorten the line, or try again.",
        ) from why
    if not len(samples):
        raise RenderFailed(
            "The scratch speaker said nothing.", field="sound/voices", hint="Check the language of the line."
        )
    return trimmed(samples, rate), rate


def _wave(data: bytes) -> tuple[np.ndarray, int]:
    # On a pipe the header's lengths are guesses: what follows the header is the sound.
    with wave.open(io.BytesIO(data)) as file:
        rate = file.getframerate()
    body = data[data.index(b"data") + 8 :]
    return np.frombuffer(body[: len(body) // 2 * 2], "<i2").astype(np.float32) / 32768.0, rate


def trimmed(samples: np.ndarray, rate: int) -> np.ndarray:
    """Speech without the silence before and after it; 20 ms of it stay."""
    loud = np.flatnonzero(np.abs(samples) > 0.004)
    keep = rate // 50
    return samples[max(0, loud[0] - keep) : loud[-1] + keep] if len(loud) else samples[:0]
