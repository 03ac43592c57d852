"""The names of exported files: written here and read here, because a name is what every editor keeps.

`shot-03_s1f0abc_h012.mp4` is shot s1f0abc with 12 frames held before it, `bridge-02-03.mp4` the bridge after shot 2, `opening-card.mp4`
a title card, `music-song_ab12cd34.wav` a sound by the first letters of its digest. A transcoded copy may have another suffix, and may
carry what an editor adds to a name (`_Proxy`, ` copy`, ` (1)`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from vgot.store.blobs import digest_of_blob

_LETTERS = 8
_END = r"(?=$|[^0-9A-Za-z])"
_SHOT = re.compile(rf"^shot-\d+_([a-z0-9]{{4,32}})_h(\d{{3,5}}){_END}")
_BRIDGE = re.compile(rf"^bridge-(\d+)-(\d+){_END}")
_CARD = re.compile(rf"^(opening|end)-card{_END}")
_SOUND = re.compile(rf"^(voice|music|effects)-.*_([0-9a-f]{{{_LETTERS}}}){_END}")
_EXPORTED = re.compile(
    rf"(shot-\d+_[a-z0-9]{{4,32}}_h\d{{3,5}}|bridge-\d+-\d+|(opening|end)-card)\.mp4|(voice|music|effects)-.+_[0-9a-f]{{{_LETTERS}}}\.wav"
)


@dataclass(frozen=True)
class OurFile:
    """What a name says: kind is shot, bridge, card, voice, music or effects. `id`: the shot's, the card's name, the number of the
    shot before a bridge, or the first letters of a sound's digest; `held`: frames held before a shot."""

    kind: str
    id: str
    held: int = 0


def shot_file(number: int, shot: str, held: int) -> str:
    return f"shot-{number:02d}_{shot}_h{held:03d}.mp4"


def bridge_file(left: int) -> str:
    return f"bridge-{left:02d}-{left + 1:02d}.mp4"


def card_file(name: str) -> str:
    return f"{name}-card.mp4"


def sound_file(kind: str, name: str, stored: Path) -> str:
    """The name of a sound's copy. stored: its file in the project."""
    plain = re.sub(r"[^\w-]+", "-", name).strip("-_")[:40] or "sound"
    return f"{kind}-{plain}_{digest_of_blob(stored)[:_LETTERS]}.wav"


def base_name(url: str) -> str:
    """The last part of a path or URL, whichever system wrote it."""
    path = unquote(urlsplit(url).path) if "://" in url else unquote(url)
    return re.split(r"[/\\]", path)[-1]


def read_name(url: str) -> OurFile | None:
    """What the name of a media file says, or None when it is no file of ours."""
    name = base_name(url)
    if found := _SHOT.match(name):
        return OurFile("shot", found[1], int(found[2]))
    if found := _BRIDGE.match(name):
        return OurFile("bridge", str(int(found[1])))
    if found := _CARD.match(name):
        return OurFile("card", found[1])
    found = _SOUND.match(name)
    return OurFile(found[1], found[2]) if found else None


def is_exported(name: str) -> bool:
    """Whether a file beside a cut has exactly the kind of name that an export gives."""
    return _EXPORTED.fullmatch(name) is not None


def is_sound(digest: str, letters: str) -> bool:
    """Whether a name's letters are of this stored sound. Names of exports up to 0.2 begin with the third letter of the digest."""
    return bool(letters) and (digest.startswith(letters) or digest[2:].startswith(letters))
