"""Fetching the models of a preset, or one that writes: only its own repositories, only what a person agreed to, in a process of its own.

    python -m vgot.machine.fetching PRESET [--models DIR]

The process resolves what the hub offers to one commit (pinned from then on), asks how big it is, looks whether the disk
has room, and downloads. It writes how far it is to VGOT_HOME/fetching/PRESET.json twice a second, so that the page and
the command line read the same figures, and it leaves when its standard input closes. Files that arrived whole are kept:
the next start goes on after them.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vgot.environment import for_a_process
from vgot.errors import BadInput, StorageFailed, VgotError
from vgot.machine.licences import consents, has_consent
from vgot.presets.preset import Repo
from vgot.presets.weights import (
    NEVER,
    Fetched,
    commit_of,
    download_bytes,
    fetch_weights,
    find_weights,
    hub_cache,
    in_gib,
    not_fetched,
    patterns_for,
    pin_revision,
)
from vgot.presets.writers import writer_models
from vgot.resources import ROOT
from vgot.settings import Settings, load_preset
from vgot.store.disk import disk, make_private
from vgot.tasks import Task

#: A process that has not written its figures for so long is gone.
SILENT_S = 15.0
#: Left free on the disk beside what is fetched.
RESERVE_BYTES = 2 * 2**30
#: What a killed download leaves behind is removed after so long.
LEFTOVER_S = 3600.0


@dataclass(frozen=True)
class FetchStatus:
    """How far a fetch is, in bytes; `of` is the preset's estimate until the hub was asked. `error`: why it stopped, in words."""

    fetching: bool = False
    done: int = 0
    of: int = 0
    error: str | None = None
    repo: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "fetching": self.fetching,
            "done_gb": round(self.done / 1e9, 3),
            "of_gb": round(self.of / 1e9, 3),
            "error": self.error,
            "repo": self.repo,
        }


def fetched(name: str) -> Fetched:
    """What is fetched under a name: a language model that writes, or a preset. Raises NotFound."""
    return writer_models().get(name) or load_preset(name).preset


def missing_repos(preset: Fetched, models_dir: Path | None) -> list[Repo]:
    """The repositories that a preset still needs, each once."""
    missing: dict[str, Repo] = {}
    for repo in (r for section in preset.sections().values() for r in section.repos):
        try:
            find_weights(repo, models_dir)
        except VgotError:
            missing.setdefault(repo.id, repo)
    return list(missing.values())


def estimate_of(preset: Fetched, repo_id: str) -> int:
    """Bytes of what is fetched of a repository, in all its roles: as its card says, else parameters times bytes."""
    return download_bytes([r for section in preset.sections().values() for r in section.repos if r.id == repo_id])


def cache_for(models_dir: Path | None) -> Path:
    """Where fetched models are kept: in the folder of models, if one was given, laid out as the hub's client does."""
    return models_dir or hub_cache()


# -- the studio's side ------------------------------------------------------------------------------------------------
class Fetches:
    """The fetches of one studio: one process a preset, ended when the studio closes."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self._tasks: dict[str, Task] = {}
        self._lock = threading.Lock()

    def start(self, preset: Fetched) -> FetchStatus:
        """Fetch what a preset lacks, in the background; one that is under way is left alone.

        Raises BadInput for a licence that nobody agreed to and for files that are never fetched, StorageFailed where the
        disk has no room. Nothing is downloaded then.
        """
        if self.settings.mode == "space":
            raise BadInput(
                "Visitors of this page cannot fetch models.",
                field="fetch",
                hint="Run the program on a machine of your own.",
            )
        with self._lock:
            now = self.status(preset)
            if now.fetching:
                return now
            missing = missing_repos(preset, self.settings.models_dir)
            if not missing:
                return FetchStatus()
            must_be_allowed(missing, self.settings.home)
            must_fit(sum(estimate_of(preset, r.id) for r in missing), cache_for(self.settings.models_dir))
            _write(
                self.settings.home,
                preset.name,
                {"at": time.time(), "state": "running", "of": sum(estimate_of(preset, r.id) for r in missing)},
            )
            command = [sys.executable, "-m", "vgot.machine.fetching", preset.name]
            if self.settings.models_dir:
                command += ["--models", str(self.settings.models_dir.resolve())]
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env=for_a_process(
                    VGOT_HOME=str(self.settings.home.resolve()),
                    HF_HUB_DISABLE_PROGRESS_BARS="1",
                    HF_HUB_DISABLE_TELEMETRY="1",
                ),
            )
            task = self._tasks[preset.name] = Task("download")
            task.start(lambda: task.wait_for(process))
            return self.status(preset)

    def status(self, preset: Fetched) -> FetchStatus:
        """How far the fetch of a preset is, whoever started it."""
        held = _read(self.settings.home, preset.name)
        if not held:
            return FetchStatus()
        mine = self._tasks.get(preset.name)
        ended = mine is not None and not mine.busy
        if ended:
            held = _read(self.settings.home, preset.name)  # its last words
        alive = held.get("state") == "running" and not ended and time.time() - held.get("at", 0) < SILENT_S
        error = held.get("error")
        if held.get("state") == "running" and not alive:
            error = "The download was interrupted. Start it again: files that have arrived whole are kept."
        return FetchStatus(alive, int(held.get("done", 0)), int(held.get("of", 0)), error, str(held.get("repo", "")))

    def stop(self, preset: Fetched) -> None:
        """Stop a fetch that this studio started; what has arrived whole is kept."""
        with self._lock:
            if mine := self._tasks.pop(preset.name, None):
                mine.cancel()
            if self.status(preset).fetching:
                _write(self.settings.home, preset.name, {"state": "failed", "error": "Stopped."})

    def close(self) -> None:
        with self._lock:
            for task in self._tasks.values():
                task.cancel()
            self._tasks.clear()


def must_be_allowed(repos: list[Repo], home: Path) -> None:
    """Raises BadInput naming every repository whose licence nobody agreed to, or that is never fetched."""
    packs = [r for r in repos if r.role == "face_pack"]
    if packs:
        raise BadInput(
            f"{packs[0].id} ({packs[0].licence}) is never fetched by this program.",
            field=packs[0].id,
            hint="If its licence allows your use, put its .onnx files into a folder of that name under --models.",
        )
    asked = [r for r in repos if not has_consent(home, r)]
    if asked:
        names = "; ".join(f"{r.id} ({r.licence}{', ' + r.licence_url if r.licence_url else ''})" for r in asked)
        raise BadInput(
            f"Nobody has agreed to these licences yet: {names}.",
            field="consent",
            hint="Read them, then agree in Settings or with `python -m vgot fetch PRESET --accept-licences`.",
        )


def must_fit(size: int, cache: Path) -> None:
    """Raises StorageFailed where the disk has no room for so many bytes."""
    place = cache
    while not place.exists() and place != place.parent:
        place = place.parent
    free = shutil.disk_usage(place).free
    if free < size + RESERVE_BYTES:
        raise StorageFailed(
            f"The models need {in_gib(size)} of disk, and {in_gib(free)} are free.",
            field="disk",
            hint="Make room, or name a folder on another disk with --models.",
        )


def _file(home: Path, preset: str) -> Path:
    return home / "fetching" / f"{preset}.json"


def _read(home: Path, preset: str) -> dict[str, Any]:
    try:
        held = json.loads(_file(home, preset).read_text(encoding="utf-8"))
        return held if isinstance(held, dict) else {}
    except (OSError, ValueError):
        return {}


def _write(home: Path, preset: str, held: dict[str, Any]) -> None:
    target = _file(home, preset)
    temporary = target.with_suffix(f".{os.getpid()}.new")
    try:
        make_private(home)
        make_private(target.parent)
        disk().write(temporary, json.dumps(held).encode())
        disk().replace(temporary, target)
    except OSError as why:
        raise StorageFailed(
            f"{target.name} cannot be written: {why.strerror}.", field="fetch", hint="Make VGOT_HOME writable."
        ) from why


# -- the process's side -----------------------------------------------------------------------------------------------
def _offer(repo: Repo, preset: Fetched, cache: Path) -> list[Any]:
    """What the hub would give at the pinned commit: names, sizes, and where each file will lie."""
    from huggingface_hub import HfApi, snapshot_download

    try:
        commit = commit_of(repo) or HfApi().model_info(repo.id, revision=repo.revision).sha
        offered = snapshot_download(
            repo.id,
            revision=commit,
            cache_dir=cache,
            dry_run=True,
            allow_patterns=patterns_for(preset, repo.id),
            ignore_patterns=NEVER,
        )
    except Exception as why:  # the hub's client has many errors of its own
        raise not_fetched(repo.id, why) from why
    pin_revision(repo.id, str(commit))
    return offered


def _arrived(offered: list[Any], blobs: Path, since: float) -> int:
    """Bytes on the disk: whole files, and what is on its way."""
    whole = sum(f.file_size or 0 for f in offered if os.path.exists(f.local_path))
    coming = 0
    for part in blobs.glob("*.incomplete"):
        try:
            seen = part.stat()
        except OSError:
            continue  # it has just arrived
        if seen.st_mtime >= since:
            coming += seen.st_size
    return whole + coming


def _clear_leftovers(blobs: Path) -> None:
    for part in blobs.glob("*.incomplete"):
        try:
            if time.time() - part.stat().st_mtime > LEFTOVER_S:
                part.unlink()
        except OSError:
            continue


def fetch(preset: Fetched, settings: Settings, tell=lambda **figures: None) -> None:
    """Download everything that a preset lacks; `tell(done=, of=, repo=)` hears how far it is. Raises typed errors."""
    missing, cache = missing_repos(preset, settings.models_dir), cache_for(settings.models_dir)
    must_be_allowed(missing, settings.home)
    offers = {repo.id: _offer(repo, preset, cache) for repo in missing}
    sizes = {i: sum(f.file_size or 0 for f in offered) for i, offered in offers.items()}
    must_fit(sum(f.file_size or 0 for offered in offers.values() for f in offered if f.will_download), cache)
    began, agreed, done = time.time(), set(consents(settings.home)), 0
    for repo in missing:
        blobs = cache / ("models--" + repo.id.replace("/", "--")) / "blobs"
        _clear_leftovers(blobs)
        over = threading.Event()

        def watch(repo: Repo = repo, blobs: Path = blobs, before: int = done, over: threading.Event = over) -> None:
            while True:
                tell(
                    done=before + min(sizes[repo.id], _arrived(offers[repo.id], blobs, began)),
                    of=sum(sizes.values()),
                    repo=repo.id,
                )
                if over.wait(0.5):
                    return

        watching = threading.Thread(target=watch, daemon=True)
        watching.start()
        try:
            fetch_weights(repo, agreed, files=patterns_for(preset, repo.id), cache=cache)
        finally:
            over.set()
            watching.join()
        done += sizes[repo.id]
        tell(done=done, of=sum(sizes.values()), repo=repo.id)
    still = missing_repos(preset, settings.models_dir)
    if still:
        raise VgotError(
            f"{still[0].id} arrived without all the weights that the preset '{preset.name}' needs.",
            field=still[0].id,
            hint="Its files may have been renamed on the hub: compare `files` in configs/ with its page.",
        )


def main(args: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m vgot.machine.fetching")
    parser.add_argument("preset")
    parser.add_argument("--models", type=Path, default=None)
    options = parser.parse_args(args)
    settings = Settings.from_environment(models_dir=options.models)
    held: dict[str, Any] = {"state": "running", "at": time.time()}
    one_at_a_time = threading.Lock()

    def tell(**figures: object) -> None:
        with one_at_a_time:
            held.update(figures, at=time.time())
            _write(settings.home, options.preset, held)

    def leave_with_parent() -> None:
        sys.stdin.buffer.read()
        tell(state="failed", error="Stopped. Files that have arrived whole are kept.")
        os._exit(130)

    if not sys.stdin.closed and not sys.stdin.isatty():
        threading.Thread(target=leave_with_parent, daemon=True).start()
    alive = threading.Event()

    def beat() -> None:  # while the hub is asked, which may take long
        while not alive.wait(SILENT_S / 5):
            tell()

    threading.Thread(target=beat, daemon=True).start()
    try:
        fetch(fetched(options.preset), settings, tell)
        alive.set()
        tell(state="done")
        return 0
    except VgotError as why:
        alive.set()
        tell(state="failed", error=why.in_words())
        return 1
    except Exception as why:  # the page must learn of it, whatever it was
        alive.set()
        tell(state="failed", error=f"The download failed: {type(why).__name__}: {str(why)[:300]}. Start it again.")
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
