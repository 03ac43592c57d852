"""What models lie in folders: each file named with what it is and which presets can use it, or why none can. Only headers are read, and
nothing in a folder is run. Links are followed; the folders of other programs (ComfyUI, A1111, InvokeAI, SwarmUI, LM Studio) are trees
like any other, and ComfyUI's list of more folders is read."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from vgot.errors import BadInput, NotFound
from vgot.presets.files.headers import TO_CONVERT, Header, Refused, is_weights, read_header, says_pickle
from vgot.presets.files.identify import Identity, identify, precision_of
from vgot.presets.files.layouts import layouts
from vgot.presets.preset import Preset
from vgot.presets.weights import hub_cache
from vgot.settings import Settings, presets
from vgot.store.disk import make_private

#: Folders of code and of what was made, where no model lies; and bounds that no honest tree reaches.
_PASSED = {
    ".git",
    "node_modules",
    "venv",
    ".venv",
    "env",
    "__pycache__",
    "site-packages",
    ".locks",
    "blobs",
    "output",
    "outputs",
}
_DEPTH, _FILES = 24, 50_000
_PICKLES = (".ckpt", ".pt", ".pth", ".bin", ".pkl")
_UNFINISHED = (".incomplete", ".part", ".aria2", ".crdownload", ".download")
_SHARD = re.compile(r"^(?P<stem>.+)-(?P<number>\d{5})-of-(?P<of>\d{5})\.(?P<end>safetensors|gguf)$")
REMEMBERED = "model_folders.json"


@dataclass(frozen=True)
class Found:
    """One model, as `vgot models --json` gives it. `file` is a folder where a model is one."""

    file: Path
    identity: Identity
    bytes: int = 0
    usable_by: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        one = self.identity
        return {
            "file": str(self.file),
            "kind": one.kind,
            "for": one.made_for,
            "precision": one.precision,
            "bytes": self.bytes,
            "usable_by": list(self.usable_by),
            "why": one.why,
        } | ({"licence": one.licence} if one.licence else {})

    @property
    def words(self) -> str:
        """In one line: 'LoRA for Wan 2.2 5B, rank 32', 'SDXL checkpoint, fp16, 6.5 GB'."""
        one = self.identity
        size = f"{self.bytes / 1e9:.1f} GB" if self.bytes >= 1e8 else f"{max(1, round(self.bytes / 1e6))} MB"
        named = one.made_for or "of which model, nobody can tell"
        what = {
            "checkpoint": f"{named} checkpoint",
            "transformer": f"{named}: what denoises",
            "lora": f"LoRA for {named}, rank {one.rank}",
            "vae": f"VAE of {named}",
            "text_encoder": f"text encoder {named}",
            "gguf": f"GGUF of {named}",
            "language_model": f"language model {named}",
            "refused": f"refused: {one.why}",
            "unknown": f"unknown: {one.why}",
        }[one.kind]
        return what if one.kind in ("refused", "unknown") else f"{what}, {one.precision}, {size}"


def look_through(folders: Iterable[Path], of_presets: Iterable[Preset] | None = None) -> list[Found]:
    """Every model in these folders, and in files named directly. Raises NotFound for a place that is not there."""
    every = list(of_presets) if of_presets is not None else [one.preset for one in presets().values()]
    found: list[Found] = []
    seen: set[Path] = set()
    for place in folders:
        place = place.expanduser()
        if not place.exists():
            raise NotFound(f"There is no folder '{place}'.", field="models", hint="Name a folder of models, or a file.")
        looked = _Look(seen)
        if place.is_dir():
            looked.folder(place.absolute(), 0)
            for more in _comfy_lists(place):
                looked.folder(more, 0)
        else:
            looked.files(place.parent.absolute(), [place.absolute()])
        found += looked.found
    return [replace(one, usable_by=tuple(_users(one.identity, every))) for one in found]


class _Look:
    """One walk: what it found, and where it was (links may lead in circles)."""

    def __init__(self, seen: set[Path]):
        self.seen, self.found, self.count = seen, list[Found](), 0

    def refuse(self, place: Path, why: str, size: int = 0) -> None:
        self.found.append(Found(place, Identity("refused", why=why), size))

    def folder(self, place: Path, depth: int) -> None:
        real = place.resolve()
        if real in self.seen:
            return
        self.seen.add(real)
        if depth > _DEPTH:
            self.refuse(place, "It lies too deep: folders of folders are followed 24 deep.")
            return
        try:
            inside = sorted(place.iterdir())
        except OSError as why:
            self.refuse(place, f"The folder cannot be opened: {why.strerror}. Check its permissions.")
            return
        if told := _whole_folder(place, {p.name for p in inside}):
            self.found += told
            return
        self.files(place, [p for p in inside if not p.is_dir()])
        for one in inside:
            if one.is_dir() and one.name not in _PASSED:
                self.folder(one, depth + 1)

    def files(self, place: Path, files: list[Path]) -> None:
        shards: dict[tuple[str, str, str], list[Path]] = {}
        for one in files:
            self.count += 1
            if self.count > _FILES:
                raise BadInput(
                    f"'{place}' holds more than {_FILES:,} files.", field="models", hint="Name a folder of models."
                )
            if match := _SHARD.match(one.name):
                shards.setdefault((match["stem"], match["of"], match["end"]), []).append(one)
            else:
                self._one(one)
        for (stem, of, end), parts in shards.items():
            self.found.append(_of_shards(place / f"{stem}-00001-of-{of}.{end}", parts, int(of)))

    def _one(self, file: Path) -> None:
        name = file.name.lower()
        known = name.endswith((*_PICKLES, *_UNFINISHED, ".onnx")) or is_weights(name)
        if not known:
            return
        if not file.exists():
            self.refuse(
                file, "A link to nothing: what it led to was moved or deleted. Link it again, or fetch the file."
            )
            return
        real = file.resolve()
        if real in self.seen:
            return
        self.seen.add(real)
        if name.endswith(_UNFINISHED):
            self.refuse(
                file, "A download that did not finish. Go on with it in the program that began it.", _size(file)
            )
        elif name.endswith(_PICKLES):
            if says_pickle(file):
                self.refuse(file, TO_CONVERT, _size(file))
        elif name.endswith(".onnx"):
            self.found.append(
                Found(
                    file,
                    Identity("unknown", "ONNX", why="An ONNX model: of these only face packs are read here."),
                    _size(file),
                )
            )
        else:
            self.found.append(_of_file(file))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _of_file(file: Path) -> Found:
    try:
        return Found(file, _with_notes(file, identify(read_header(file), file.name)), _size(file))
    except Refused as why:
        return Found(file, Identity("refused", why=why.in_words().removeprefix(f"{why.field}: ")), _size(file))


def _of_shards(file: Path, parts: list[Path], of: int) -> Found:
    """Several files that are one model."""
    size = sum(map(_size, parts))
    if len(parts) < of:
        there = {int(m["number"]) for p in parts if (m := _SHARD.match(p.name))}
        lacking = [n for n in range(1, of + 1) if n not in there]
        why = f"Part {', '.join(map(str, lacking[:8]))} of {of} is missing. Fetch it again."
        return Found(parts[0] if not file.exists() else file, Identity("refused", why=why), size)
    try:
        return Found(file, identify(joined(parts), file.name), size)
    except Refused as why:
        return Found(file, Identity("refused", why=why.in_words()), size)


def joined(parts: list[Path]) -> Header:
    """The headers of several files as one. Raises Refused."""
    tensors, says, kind = {}, {}, "safetensors"
    for part in sorted(parts):
        header = read_header(part)
        tensors |= header.tensors
        says, kind = {**header.says, **says}, header.format
    return Header(kind, tensors, says)


def _with_notes(file: Path, told: Identity) -> Identity:
    """Trigger words that A1111 and Civitai's helpers keep beside a LoRA."""
    if told.kind != "lora" or told.trigger:
        return told
    for beside, key in (
        (file.with_suffix(".json"), "activation text"),
        (file.with_suffix(".civitai.info"), "trainedWords"),
    ):
        said = _json(beside).get(key)
        words = [said] if isinstance(said, str) else said if isinstance(said, list) else []
        if kept := tuple(str(w).strip()[:120] for w in words if str(w).strip())[:8]:
            return replace(told, trigger=kept)
    return told


def _json(file: Path) -> dict[str, Any]:
    try:
        said = json.loads(file.read_text(encoding="utf-8")) if _size(file) < 1 << 20 else None
    except (OSError, ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


# -- folders that are one model ---------------------------------------------------------------------------------------
def _whole_folder(place: Path, names: set[str]) -> list[Found]:
    """A folder in diffusers' layout, or a language model's; empty for any other."""
    if "model_index.json" in names:
        return _diffusers_folder(place)
    if "config.json" in names and (made := _json(place / "config.json").get("architectures")):
        return _transformers_folder(place, str(made[0]) if isinstance(made, list) and made else "")
    return []


def _weights_in(folder: Path) -> list[Path]:
    """The files of one set of weights: full precision before a variant."""
    files = sorted(p for p in folder.glob("*.safetensors") if p.is_file()) if folder.is_dir() else []
    full = [f for f in files if ".fp16" not in f.name and "non_ema" not in f.name]
    return full or files


def _diffusers_folder(place: Path) -> list[Found]:
    index = _json(place / "model_index.json")
    made = {n: v for n, v in index.items() if isinstance(v, list) and len(v) == 2 and v[0]}
    size = sum(_size(f) for f in _all_files(place) if f.suffix == ".safetensors")
    weighty = [
        n
        for n, (_, cls) in made.items()
        if not re.search(r"Tokenizer|Scheduler|Extractor|Processor|SafetyChecker", str(cls))
    ]
    called = str(index.get("_class_name", "a pipeline"))[:60]
    told, lacking = Identity("checkpoint", ""), list[str]()
    for name in weighty:
        files = _weights_in(place / name)
        if not files:
            pickled = (
                any(next((place / name).glob(f"*{end}"), None) for end in _PICKLES)
                if (place / name).is_dir()
                else False
            )
            lacking.append(f"{name} ({'only as a pickle' if pickled else 'missing'})")
            continue
        one = (
            _of_shards(files[0], files, int(match["of"]))
            if (match := _SHARD.match(files[0].name))
            else _of_file(files[0])
        )
        if one.identity.kind == "refused":
            lacking.append(f"{name}: {one.identity.why}")
        elif name in ("unet", "transformer"):
            told = replace(one.identity, kind="checkpoint")
    if lacking:
        return [
            Found(
                place,
                replace(
                    told, kind="refused", why=f"A folder of {called} that is not whole: {'; '.join(lacking)}"[:600]
                ),
                size,
            )
        ]
    return [
        Found(place, replace(told, why=f"A folder in diffusers' layout ({called}), whole: {', '.join(weighty)}."), size)
    ]


def _all_files(place: Path) -> Iterator[Path]:
    for where, _, names in os.walk(place, followlinks=True):
        yield from (Path(where, name) for name in names)


def _transformers_folder(place: Path, cls: str) -> list[Found]:
    files = _weights_in(place)
    if not files:
        pickles = [p for end in _PICKLES for p in place.glob(f"*{end}")]
        return [Found(p, Identity("refused", why=TO_CONVERT), _size(p)) for p in pickles]
    one = (
        _of_shards(files[0], files, int(match["of"])) if (match := _SHARD.match(files[0].name)) else _of_file(files[0])
    )
    if one.identity.kind == "refused":
        return [replace(one, file=place)]
    size = sum(map(_size, files))
    try:
        precision = precision_of(joined(files))
    except Refused as why:
        return [Found(place, Identity("refused", why=why.in_words()), size)]
    name = (
        place.parent.parent.name.removeprefix("models--").replace("--", "/")
        if place.parent.name == "snapshots"
        else place.name
    )
    speaks = cls.endswith(("ForCausalLM", "ForConditionalGeneration", "LMHeadModel")) and (
        any((place / f).exists() for f in ("tokenizer.json", "tokenizer_config.json", "tokenizer.model", "vocab.json"))
    )
    if speaks and not cls.startswith(("T5", "UMT5")):
        return [
            Found(
                place,
                Identity(
                    "language_model", name, precision, f"A language model ({cls}) that can write on this machine."
                ),
                size,
            )
        ]
    told = (
        one.identity
        if one.identity.kind in ("text_encoder", "transformer", "vae")
        else Identity("text_encoder", name, why=f"{cls}, in transformers' layout.")
    )
    return [Found(place, replace(told, precision=precision), size)]


# -- other programs ---------------------------------------------------------------------------------------------------
def _comfy_lists(place: Path) -> list[Path]:
    """The folders that ComfyUI's extra_model_paths.yaml names beside its own, where they are here."""
    found = []
    for file in (place / "extra_model_paths.yaml", place.parent / "extra_model_paths.yaml"):
        try:
            said = yaml.safe_load(file.read_text(encoding="utf-8")) if 0 < _size(file) < 1 << 20 else None
        except (OSError, ValueError, yaml.YAMLError, RecursionError):
            continue
        for group in said.values() if isinstance(said, dict) else ():
            if not isinstance(group, dict):
                continue
            base = file.parent / Path(os.path.expandvars(str(group.get("base_path", "")))).expanduser()
            for key, value in group.items():
                if key not in ("base_path", "is_default", "custom_nodes"):
                    found += [base / line.strip() for line in str(value).splitlines() if line.strip()]
    return [f for f in found if f.is_dir()]


def _users(told: Identity, every: list[Preset]) -> Iterator[str]:
    """Names of presets that can use it; `writer` for a language model."""
    if told.kind == "language_model":
        yield "writer"
    if told.kind in ("refused", "unknown", "language_model"):
        return
    model = told.made_for.partition(",")[0]
    pattern = layouts().pattern_for(model, lora=told.kind == "lora")
    if pattern is None:
        return
    for preset in every:
        bases = [s.base.id for s in preset.sections().values() if s.base is not None]
        if any(re.search(pattern, base) for base in bases):
            yield preset.name


# -- which folders ----------------------------------------------------------------------------------------------------
def remembered(home: Path) -> list[Path]:
    """The folders that a person named to be looked through."""
    try:
        said = json.loads((home / REMEMBERED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [Path(p) for p in said if isinstance(p, str)][:64] if isinstance(said, list) else []


def remember(home: Path, folders: list[Path]) -> None:
    """Keep these folders, and no others. Raises NotFound, BadInput."""
    for place in folders:
        if not place.expanduser().is_dir():
            raise NotFound(
                f"There is no folder '{place}'.", field="models", hint="Name a folder that is on this machine."
            )
    if len(folders) > 64:
        raise BadInput("More than 64 folders cannot be kept.", field="models", hint="Name the folder that holds them.")
    make_private(home)
    kept = list(dict.fromkeys(str(p.expanduser().absolute()) for p in folders))
    target = home / REMEMBERED
    beside = target.with_suffix(f".{os.getpid()}.tmp")
    beside.touch(mode=0o600)
    beside.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(beside, target)


def usual_folders(settings: Settings) -> list[Path]:
    """What is looked through where nobody names a folder: those remembered, --models, the hub's cache, LM Studio's models."""
    named = [*remembered(settings.home), *([settings.models_dir] if settings.models_dir else []), hub_cache()]
    studio = [Path.home() / ".lmstudio" / "models", Path.home() / ".cache" / "lm-studio" / "models"]
    return [p for p in dict.fromkeys([*named, *studio]) if p.exists()]
