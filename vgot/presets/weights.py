"""Where model weights lie: found in a folder of models or in the hub's cache, never fetched without consent.

Light on purpose: no torch, no diffusers. Only allow-listed repositories (those a preset names), only safetensors, no
code from repositories. A revision that a preset leaves open is pinned by the first download and recorded.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Protocol, cast

from vgot.environment import Environment
from vgot.errors import BadInput, ModelUnavailable
from vgot.presets.cards import published_bytes
from vgot.presets.preset import Preset, Repo, Section, read_preset
from vgot.resources import shipped

GIB = 1024**3
#: In a folder of models: settings that these models want other than the preset's.
OVERRIDES = "settings.json"
#: What may be downloaded from a repository that does not list its files: weights without pickles, settings, vocabularies.
FILES = ["*.safetensors", "*.json", "*.txt", "*.model", "*.jinja"]


class HasRepos(Protocol):
    @property
    def repos(self) -> list[Repo]: ...


class Fetched(Protocol):
    """What is fetched under one name: a preset, or a language model that writes."""

    @property
    def name(self) -> str: ...

    def sections(self) -> Mapping[str, HasRepos]: ...


#: Repositories of this name are not on any hub: they are folders of assets/.
OWN = "vgot/"
SHIPPED = shipped("assets")
#: What is never downloaded, whatever a preset lists: pickles and code.
NEVER = ["*.bin", "*.pt", "*.pth", "*.ckpt", "*.py", "*.pkl"]


def model_id(section: Section) -> str:
    """What stands in recipe keys as the section's model."""
    if section.remote is not None:
        return f"{section.family}:{section.remote.model or '+'.join(sorted(set(section.remote.workflow.values())))}"
    return "+".join(r.id for r in section.repos) or section.family


def revision_of(section: Section, models_dir: Path | None = None) -> str:
    """What stands in recipe keys as the section's revision: the commits, or a digest of what lies in a model folder;
    `unfetched` for what is not here."""
    marks = []
    for repo in section.repos:
        try:
            place = find_weights(repo, models_dir)
        except ModelUnavailable:
            marks.append(repo.revision or "unfetched")
            continue
        marks.append(_fixed(repo) or (place.name if place.parent.name == "snapshots" else _folder_digest(str(place))))
    overrides = _overrides_file(models_dir)
    if overrides is not None:
        marks.append("set-" + hashlib.sha256(overrides.read_bytes()).hexdigest()[:8])
    return "+".join(marks) or "1"


def _overrides_file(models_dir: Path | None) -> Path | None:
    place = models_dir / OVERRIDES if models_dir else None
    return place if place is not None and place.is_file() else None


def with_overrides(preset: Preset, models_dir: Path | None = None) -> Preset:
    """The preset as a folder of models wants it: `settings.json` there may set sizes, steps and memory of `keyframe`,
    `face` and `video` (small models, slow machines). Raises BadInput for keys that presets do not have."""
    place = _overrides_file(models_dir)
    if place is None:
        return preset
    try:
        changes = json.loads(place.read_text(encoding="utf-8"))
        values = preset.model_dump(mode="json")
        for name, change in changes.items():
            values[name] = values[name] | change
    except (ValueError, KeyError, TypeError, AttributeError) as why:
        raise BadInput(
            f"{OVERRIDES} in the folder of models cannot be read.",
            field=OVERRIDES,
            hint="It holds keyframe, face and video, each with keys of a preset.",
        ) from why
    return read_preset(values, OVERRIDES)


def measured_parts(section: Section, models_dir: Path | None = None) -> dict[str, int]:
    """Component -> bytes once loaded in the section's precision, counted from the weights' headers; the preset's
    estimates where the weights are not here."""
    parts: dict[str, int] = {}
    for repo in section.repos:
        try:
            counted = _count_parameters(
                str(find_weights(repo, models_dir)), name_of_part(repo), repo.role, repo.subfolder, repo.weight_name
            )
        except (ModelUnavailable, OSError, ValueError):
            counted = {}
        counted = counted or {k: int(b * 1e9) for k, b in repo.parts.items()}
        parts |= {k: v * section.width_of(k) for k, v in counted.items()}
    for part, name in section.own.items():
        if part != "all" and (file := Path(name)).is_file():
            quantized = file.suffix.lower() == ".gguf"  # it stays so in memory
            parts[part] = file.stat().st_size if quantized else _parameters(file) * section.width_of(part)
    return parts


def name_of_part(repo: Repo) -> str:
    """What the weights of a repository that is no whole pipeline are counted as: the component that they become, as its preset
    names it. By their role alone FramePack's transformer would count as something small that is kept whole."""
    return next(iter(repo.parts)) if len(repo.parts) == 1 else repo.role


@lru_cache(maxsize=64)
def _count_parameters(place: str, part: str, role: str, subfolder: str, weight_name: str) -> dict[str, int]:
    """Parameters by component folder, from the headers of the safetensors files."""
    root = Path(place)
    if role != "base":
        files = [root / subfolder / weight_name] if weight_name else list((root / subfolder).rglob("*.safetensors"))
        return {part: sum(map(_parameters, _one_copy(files)))}
    known = [
        k
        for k, v in json.loads((root / "model_index.json").read_text(encoding="utf-8")).items()
        if isinstance(v, list) and v[0]
    ]
    counted = {}
    for name in known:
        files = _one_copy(list((root / name).glob("*.safetensors")))
        if files:
            counted[name] = sum(map(_parameters, files))
    return counted


def _one_copy(files: list[Path]) -> list[Path]:
    """The files of one set of weights: copies in half precision, and those without averaging, are left out where there are others."""
    return [f for f in files if ".fp16" not in f.name and "non_ema" not in f.name] or files


def only_half(place: Path) -> bool:
    """Whether a folder's weights are there as the `fp16` variant alone."""
    files = [f.name for f in _inside(place) if f.suffix == ".safetensors"]
    return bool(files) and all(".fp16" in name for name in files)


def _parameters(file: Path) -> int:
    """Parameters of one file; a damaged one counts by its size, and the loader will say what is wrong with it."""
    try:
        with file.open("rb") as opened:
            size = int.from_bytes(opened.read(8), "little")
            header = json.loads(opened.read(size)) if size < 100 << 20 else None
        if header is None:
            raise ValueError("header")
        return sum(math.prod(t["shape"]) for name, t in header.items() if name != "__metadata__")
    except (ValueError, KeyError, TypeError, AttributeError):
        return file.stat().st_size // 2


@lru_cache(maxsize=64)
def _folder_digest(place: str) -> str:
    """Names and sizes of all files and the bytes of the small ones: cheap, and different for different models."""
    digest = hashlib.sha256()
    for path in sorted(_inside(Path(place))):
        if path.is_file() and path.suffix in (".safetensors", ".json", ".txt", ".model"):
            digest.update(f"{path.relative_to(place)}:{path.stat().st_size}\n".encode())
            if path.stat().st_size < 1 << 20:
                digest.update(path.read_bytes())
    return "local-" + digest.hexdigest()[:16]


def hub_cache() -> Path:
    """The hub's cache folder, by every variable that its own client reads."""
    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        if where := os.environ.get(name):
            return Path(os.path.expandvars(where)).expanduser()
    home = os.environ.get("HF_HOME") or os.path.join(os.environ.get("XDG_CACHE_HOME") or "~/.cache", "huggingface")
    return Path(os.path.expandvars(home)).expanduser() / "hub"


def find_weights(repo: Repo, models_dir: Path | None = None) -> Path:
    """The folder that holds a repository's files, complete and without pickles only. Raises ModelUnavailable."""
    for place in _places(repo, models_dir):
        if _complete(place, repo):
            return place
    raise ModelUnavailable(
        f"{repo.id} ({in_gib(download_bytes([repo]))}, an estimate) is not on this machine.", field=repo.id
    )


def _places(repo: Repo, models_dir: Path | None) -> list[Path]:
    places = [models_dir / repo.id] if models_dir else []
    for root in ([models_dir] if models_dir else []) + [hub_cache()]:
        cached = root / ("models--" + repo.id.replace("/", "--"))
        commit = commit_of(repo)
        named = cached / "refs" / (repo.revision or "main")
        if not commit and named.is_file():
            commit = named.read_text(encoding="utf-8").strip()
        if commit:
            places.append(cached / "snapshots" / commit)
    if repo.id.startswith(OWN):  # what comes with the program
        places.append(SHIPPED / repo.id.removeprefix(OWN))
    return places


def commit_of(repo: Repo) -> str | None:
    """The commit that a repository is read at: the preset's, else the one that the first download pinned, else none yet. A name
    (`refs/pr/4`) is none: it may move."""
    return _fixed(repo) or pinned_revisions().get(repo.id)


def _fixed(repo: Repo) -> str | None:
    return repo.revision if repo.revision and not repo.revision.startswith("refs/") else None


def _complete(place: Path, repo: Repo) -> bool:
    """Whether everything is there; a download that was interrupted is not."""
    if not place.is_dir():
        return False
    if repo.role == "face_pack":
        return any(place.glob("*.onnx"))
    if repo.weight_name:
        return (place / repo.subfolder / repo.weight_name).is_file() and repo.weight_name.endswith(".safetensors")
    if repo.role != "base":
        return any(
            _whole(folder)
            for folder in {f.parent for f in _inside(place / repo.subfolder) if f.suffix == ".safetensors"}
        )
    try:
        index = json.loads((place / "model_index.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    weighty = [name for name in repo.parts if isinstance(index.get(name), list) and index[name][0]]
    return all(_whole(place / name) for name in weighty) and any(f.suffix == ".safetensors" for f in _inside(place))


def _inside(place: Path) -> Iterator[Path]:
    """Every file under a folder, through linked folders, too (a circle of links is walked once)."""
    seen: set[str] = set()
    for where, folders, names in os.walk(place, followlinks=True):
        real = os.path.realpath(where)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        yield from (Path(where, name) for name in names)


def _whole(folder: Path) -> bool:
    """Whether a folder holds all of one set of weights: a single file, or every shard that an index names."""
    if any(not re.search(r"-\d{5}-of-\d{5}", f.name) for f in folder.glob("*.safetensors")):
        return True
    for index in folder.glob("*.safetensors.index*.json"):  # a variant stands before the ending: `index.fp16.json`
        try:
            shards = set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values())
        except (OSError, ValueError, KeyError, AttributeError):
            continue
        if shards and all((folder / shard).is_file() for shard in shards):
            return True
    return False


def require_weights(preset: Preset, models_dir: Path | None = None) -> dict[str, Path]:
    """Folders of every repository of a preset. Raises ONE ModelUnavailable that names all that is missing: what to
    fetch, how big it is, under which licence, and where to put it."""
    found, missing = {}, []
    for repo in (r for section in preset.sections().values() for r in section.repos):
        try:
            found[repo.id] = find_weights(repo, models_dir)
        except ModelUnavailable:
            missing.append(repo)
    if missing:
        ids = list(dict.fromkeys(r.id for r in missing))
        sizes = {i: download_bytes([r for r in missing if r.id == i]) for i in ids}
        parts = [f"{i} (about {in_gib(sizes[i])}, {next(r.licence for r in missing if r.id == i)})" for i in ids]
        total = sum(sizes.values())
        where = models_dir or "DIR"
        raise ModelUnavailable(
            f"The preset '{preset.name}' needs models that are not on this machine: {'; '.join(parts)}. "
            f"Together about {in_gib(total)}; sizes are estimates.",
            field=f"preset/{preset.name}",
            hint=f"Fetch them with `python -m vgot fetch {preset.name}`, or each with `hf download OWNER/NAME --local-dir {where}/OWNER/NAME`, "
            f"and give that folder as --models {where}. The preset 'animatic' needs nothing.",
        )
    return found


def in_gib(size: int) -> str:
    """A size for people: '10.6 GiB', '350 MiB'."""
    return f"{size / GIB:.1f} GiB" if size >= 0.95 * GIB else f"{max(1, round(size / 2**20))} MiB"


# -- fetching, by consent ---------------------------------------------------------------------------------------------
def _revisions_file() -> Path:
    return Environment.read().home / "revisions.json"


def pinned_revisions() -> dict[str, str]:
    """Repository -> commit, as recorded by the first download."""
    try:
        return {
            k: v for k, v in json.loads(_revisions_file().read_text(encoding="utf-8")).items() if isinstance(v, str)
        }
    except (OSError, ValueError, AttributeError):
        return {}


def fetch_weights(
    repo: Repo, consent: Collection[str], download=None, *, files: list[str] | None = None, cache: Path | None = None
) -> Path:
    """Download one repository into the hub's cache and pin its revision.

    consent: ids whose licence a person accepted; anything else raises BadInput and nothing is fetched. download: the
    hub's `snapshot_download`, or what stands in for it. files: patterns, where a preset wants more of the repository
    than `repo` says. cache: where the cache is, if not where the hub's client has it. Raises ModelUnavailable when the
    hub cannot be reached.
    """
    if repo.id not in consent:
        raise BadInput(
            f"Nobody has agreed to the licence of {repo.id} ({repo.licence}) yet.",
            field=repo.id,
            hint=f"Read {repo.licence_url or 'it'} and agree before the download of {in_gib(download_bytes([repo]))}.",
        )
    if download is None:
        from huggingface_hub import snapshot_download

        download = cast("Callable[..., str]", snapshot_download)
    try:
        place = Path(
            download(
                repo.id,
                revision=commit_of(repo) or repo.revision,
                allow_patterns=files or repo.files or FILES,
                ignore_patterns=NEVER,
                **({"cache_dir": cache} if cache else {}),
            )
        )
    except Exception as why:  # the hub's client has many errors of its own
        raise not_fetched(repo.id, why) from why
    if len(place.name) == 40:
        pin_revision(repo.id, place.name)
    return place


def not_fetched(repo_id: str, why: Exception) -> ModelUnavailable:
    """One error for the many of the hub's client. What a person can do differs for closed repositories only."""
    kind = type(why).__name__
    hint = "Check the connection and the disk, then try again; files that have arrived whole are kept."
    if kind in ("GatedRepoError", "RepositoryNotFoundError"):
        hint = f"Its owner lets only known accounts in: ask for access on https://huggingface.co/{repo_id}, log in with `hf auth login`, try again."
    return ModelUnavailable(f"{repo_id} could not be fetched: {kind}.", field=repo_id, hint=hint)


def patterns_for(preset: Fetched, repo_id: str) -> list[str]:
    """Which files of a repository a preset fetches, in whatever roles it uses it."""
    return _patterns([r for section in preset.sections().values() for r in section.repos if r.id == repo_id])


def download_bytes(repos: list[Repo]) -> int:
    """Bytes that are fetched of one repository in all these roles: the files that its card lists, else parameters times bytes."""
    known = published_bytes(repos[0].id, _patterns(repos), NEVER) if repos else 0
    if known is not None:
        return known
    parts: dict[str, int] = {}
    for repo in repos:
        parts |= {name: int(b * 1e9 * repo.bits / 8) for name, b in repo.parts.items()}
    return sum(parts.values())


def _patterns(repos: list[Repo]) -> list[str]:
    asked = [r.files for r in repos]
    return FILES if any(not files for files in asked) else list(dict.fromkeys(f for files in asked for f in files))


def pin_revision(repo_id: str, commit: str) -> None:
    """Record the commit that a repository is read at from now on."""
    target = _revisions_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_suffix(f".{os.getpid()}.tmp")
    temporary.touch(mode=0o600)  # whatever lies in the home is its owner's alone
    temporary.write_text(
        json.dumps(pinned_revisions() | {repo_id: commit}, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    os.replace(temporary, target)
