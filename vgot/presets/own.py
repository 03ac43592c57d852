"""A person's own presets: `VGOT_HOME/presets/*.yaml`, in the words of configs/, and made from files of one's own. What is wrong with one
is told, and the others stay."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import Any

import yaml

from vgot.environment import Environment
from vgot.errors import BadInput, NotFound, VgotError
from vgot.presets.files.headers import Refused, read_header
from vgot.presets.files.identify import Identity, identify
from vgot.presets.files.layouts import layouts
from vgot.presets.preset import Preset, read_preset

#: What is looked at of a large file to tell it from others: the header is in the first, and as many bytes of the middle and the end.
_SAMPLE = 1 << 20


def folder() -> Path:
    return Environment.read().home / "presets"


def own_presets(known: frozenset[str]) -> tuple[dict[str, Preset], dict[str, VgotError]]:
    """(the person's presets by name, what is wrong with a file by its name). `known`: names that ship with the program."""
    files = sorted(folder().glob("*.yaml")) if folder().is_dir() else []
    stamp = tuple((str(f), f.stat().st_mtime_ns, f.stat().st_size) for f in files if f.is_file())
    if _read.get("stamp") != (stamp, known):
        _read.update(stamp=(stamp, known), found=_all([Path(name) for name, _, _ in stamp], known))
    return _read["found"]


_read: dict[str, Any] = {}


def _all(files: list[Path], known: frozenset[str]) -> tuple[dict[str, Preset], dict[str, VgotError]]:
    found: dict[str, Preset] = {}
    wrong: dict[str, VgotError] = {}
    for file in files:
        try:
            preset = read_own(file)
            if preset.name in known or preset.name in found:
                raise BadInput(
                    f"The name '{preset.name}' is taken.",
                    field=f"presets/{file.name}/name",
                    hint="Give this preset another name.",
                )
            found[preset.name] = preset
        except VgotError as why:
            wrong[file.name] = why
    return found, wrong


def read_own(file: Path) -> Preset:
    """One preset of a person's. Raises BadInput naming the file and the key."""
    where = f"presets/{file.name}"
    try:
        values = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, OSError, UnicodeDecodeError, RecursionError) as why:
        raise BadInput(f"{file.name} is not YAML: {str(why)[:200]}.", field=where, hint="Correct the file.") from why
    return read_preset(values, where)


# -- made from files --------------------------------------------------------------------------------------------------
def made_from(like: Preset, name: str, files: dict[str, str], title: str = "") -> Preset:
    """A preset like another, with files of one's own in some slots: `keyframe/transformer` -> a file. Raises BadInput, NotFound for a
    slot or a file that does not do."""
    values = like.model_dump(mode="json", exclude_defaults=True)
    values |= {"name": name, "title": title or f"{like.title}, with own files", "order": like.order}
    for slot, file in files.items():
        section, _, part = slot.partition("/")
        if section not in ("keyframe", "video") or not part:
            raise NotFound(
                f"There is no slot '{slot[:60]}'.", field="slot", hint=f"There are: {', '.join(slots_of(like))}."
            )
        if slot not in slots_of(like) and part != "all":
            raise NotFound(
                f"'{like.name}' has no slot '{slot[:60]}'.",
                field="slot",
                hint=f"There are: {', '.join(slots_of(like))}.",
            )
        values[section] = values[section] | {
            "own": values[section].get("own", {}) | {part: str(Path(file).expanduser().absolute())}
        }
        check_file(Path(file).expanduser(), slot)
        for repo in values[section].get("repos", []):  # what a file stands in for is not asked of the model's folder
            if repo.get("role", "base") == "base":
                repo["parts"] = {k: v for k, v in repo.get("parts", {}).items() if k != part}
    return read_preset(values, f"presets/{name}.yaml")


def slots_of(preset: Preset) -> list[str]:
    """The slots of a preset that a file of one's own can fill."""
    return [
        f"{name}/{part}" for name, s in preset.sections().items() if name != "face" and s.base for part in s.base.parts
    ]


#: part of a model -> kinds of files that can stand in for it
_FITS = {"vae": ("vae", "checkpoint"), "all": ("checkpoint",)}


def _fits(part: str) -> tuple[str, ...]:
    if part.startswith("text_encoder"):
        return ("text_encoder", "checkpoint")
    return _FITS.get(part, ("transformer", "gguf", "checkpoint"))


def slots_for(told: Identity, preset: Preset) -> list[str]:
    """The slots of a preset that a file can fill, in the sections whose model it is made for; a whole checkpoint fills its section
    first."""
    pattern = layouts().serves.get(told.made_for.partition(",")[0])
    if pattern is None:
        return []
    bases = {name: s.base for name, s in preset.sections().items() if name != "face" and s.base is not None}
    mine = [name for name, base in bases.items() if re.search(pattern, base.id)]
    parts = [slot for slot in slots_of(preset) if slot.partition("/")[0] in mine]
    fit = [slot for slot in parts if told.kind in _fits(slot.partition("/")[2])]
    own = [slot for slot in fit if slot.partition("/")[2].startswith(("vae", "transformer", "unet", "text_encoder"))]
    return [*(f"{name}/all" for name in mine if told.kind == "checkpoint"), *own]


def check_file(file: Path, slot: str) -> None:
    """Raises NotFound, BadInput for a file that cannot fill a slot; what nobody can tell is left to the loader."""
    if not file.is_file():
        raise NotFound(f"There is no file '{file}'.", field=slot, hint="Name a .safetensors or .gguf file.")
    try:
        told = identify(read_header(file), file.name)
    except Refused as why:
        raise BadInput(why.message, field=slot, hint=why.hint) from why
    part = slot.partition("/")[2]
    if told.kind not in (*_fits(part), "unknown"):
        raise BadInput(
            f"{file.name} is no {part.replace('_', ' ')}: {told.why}",
            field=slot,
            hint="Choose another file or another slot.",
        )


def save(preset: Preset) -> Path:
    """Write a preset into the person's folder, as one YAML file that can be given to others."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder() / f"{preset.name}.yaml"
    beside = target.with_suffix(f".{os.getpid()}.tmp")
    values = preset.model_dump(mode="json", exclude_defaults=True)
    beside.write_text(yaml.safe_dump(values, sort_keys=False, allow_unicode=True), encoding="utf-8")
    os.replace(beside, target)
    return target


# -- what tells files apart -------------------------------------------------------------------------------------------
_marks: dict[tuple[str, int, int], str] = {}


def mark_of(file: Path, *, whole: bool = False) -> str:
    """What stands in recipe keys for a file: another for other weights, the same wherever it lies. `whole`: of all its bytes, for
    files of a size that is read in a moment; else of its header and samples. `missing` where it is not here."""
    try:
        now = file.stat()
        known = (f"{file.resolve()}{'*' if whole else ''}", now.st_mtime_ns, now.st_size)
        if known not in _marks:
            _marks[known] = _digest(file, now.st_size, whole)
    except OSError:
        return "missing"
    return _marks[known]


def _digest(file: Path, size: int, whole: bool) -> str:
    with file.open("rb") as opened:
        if whole:
            return hashlib.file_digest(opened, "sha256").hexdigest()
        digest = hashlib.sha256(str(size).encode())
        for at in (0, size // 2, max(0, size - _SAMPLE)):
            opened.seek(at)
            digest.update(opened.read(_SAMPLE))
    return "own-" + digest.hexdigest()[:24]


# -- LoRAs ------------------------------------------------------------------------------------------------------------
#: Models of clips; a LoRA for any other bends pictures.
_CLIPS = ("Wan", "HunyuanVideo", "FramePack", "LTX", "AnimateDiff", "CogVideoX", "Mochi", "Cosmos")


def lora_from(file: Path, *, strength: float = 1.0, words: str | None = None, part: str = "") -> dict[str, Any]:
    """A LoRA as a story keeps it, told from its header: name, digest, which model it is for, whether it bends pictures or clips, and the
    words that bring it out where its maker names them. Raises NotFound, BadInput for a file that is none."""
    file = file.expanduser().absolute()
    if not file.is_file():
        raise NotFound(f"There is no file '{file}'.", field="lora", hint="Name a .safetensors file.")
    try:
        told = identify(read_header(file), file.name)
    except Refused as why:
        raise BadInput(why.message, field="lora", hint=why.hint) from why
    if told.kind != "lora" or file.suffix.lower() == ".gguf":
        raise BadInput(
            f"{file.name} is no LoRA: {told.why}", field="lora", hint="`vgot models` says what it can be used for."
        )
    return {
        "file": str(file),
        "name": file.stem[:120],
        "sha256": mark_of(file, whole=True),
        "model": told.made_for,
        "part": part or ("clips" if told.made_for.startswith(_CLIPS) else "pictures"),
        "strength": strength,
        "words": ", ".join(told.trigger)[:200] if words is None else words,
    }


#: How names say for which half of a model with two denoisers a LoRA was trained.
_HALVES = {"high": ("high", "highnoise", "hn"), "low": ("low", "lownoise", "ln")}


def half_of(file: str) -> str:
    """Which half of a model that denoises in two (Wan 2.2 A14B) a LoRA is for, by its file's name, else its folder's: `high` for the first
    steps, `low` for the last; `both` where neither says so, as files for models with one denoiser are worn."""
    place = Path(file)
    for name in (place.stem, place.parent.name):
        words = set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()))
        found = [half for half, said in _HALVES.items() if words & set(said)]
        if len(found) == 1:
            return found[0]
    return "both"
