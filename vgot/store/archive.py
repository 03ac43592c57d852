"""A whole project as one file: `.vgot.zip`, out and in.

Holds `manifest.json` (every file with size and SHA-256), `project.json` (story, choices, takes) and `blobs/<sha256>`.
Reading treats the file as hostile: only names of the manifest, no folders, links or doubles, caps on entries, bytes and
ratio, bytes counted while they stream, every hash checked; a project appears whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import stat
import zipfile
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from vgot.errors import BadInput, StorageFailed, VgotError
from vgot.graph.keys import digest_of
from vgot.graph.takes import Choice, Take, take_id
from vgot.store import purchases
from vgot.store.disk import as_private, make_folder, make_folders
from vgot.store.project_store import DATABASE, Store
from vgot.store.received import check_files, checked_take, roles_of
from vgot.story.model import Story, load_story

ARCHIVE_FORMAT = 1
MAX_ENTRIES = 60_000
MAX_BYTES = 40 * 2**30
MAX_JSON = 64 * 2**20
MAX_RATIO = 200
_BLOB = re.compile(r"^blobs/[0-9a-f]{64}$")
_HINT = "Export the project again with VGoT Studio and import that file."


def write_archive(store: Store, target: Path) -> Path:
    """Write the project's newest revision with all its takes. The file appears whole or not at all."""
    with store.one_moment():  # what was chosen last is among the takes, and all of it under one preset
        head, shelf, name, preset = store.head(), store.shelf(), store.meta("name"), store.meta("preset")
        ledger = [p.as_json() for p in purchases.listed(store)]
    takes = [t for some in shelf.takes.values() for t in some]
    project = {
        "format": ARCHIVE_FORMAT,
        "name": name,
        "preset": preset,
        "story": head.story.model_dump(mode="json"),
        "choices": {n: c.model_dump(mode="json", exclude_defaults=True) for n, c in sorted(head.choices.items())},
        "last": dict(sorted(shelf.last.items())),
        "takes": [_take_json(t) for t in takes],
    } | ({"ledger": ledger} if ledger else {})
    body = json.dumps(project, ensure_ascii=False, indent=1).encode()
    digests = sorted({d for t in takes for d in t.digests.values()} | _sounds(head.story))
    files = {"project.json": {"sha256": digest_of(body), "bytes": len(body)}}
    temporary = target.with_name(f".{target.name}.making")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(_entry("project.json"), body, zipfile.ZIP_DEFLATED)
            for digest in digests:
                data = store.read_blob(digest)
                files[f"blobs/{digest}"] = {"sha256": digest, "bytes": len(data)}
                archive.writestr(_entry(f"blobs/{digest}"), data)
            manifest = json.dumps({"format": ARCHIVE_FORMAT, "app": "VGoT Studio", "files": files}, indent=1).encode()
            archive.writestr(_entry("manifest.json"), manifest, zipfile.ZIP_DEFLATED)
        temporary.replace(target)
    except OSError as why:
        temporary.unlink(missing_ok=True)
        raise StorageFailed(
            f"'{target.name}' cannot be written: {why.strerror}.",
            field="export",
            hint="Name a file in a folder you can write to.",
        ) from why
    return target


def _sounds(story: Story) -> set[str]:
    return {item.file for track in story.sound.tracks for item in track.items}


def _entry(name: str) -> zipfile.ZipInfo:
    # A fixed time: the same project gives the same file.
    entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
    entry.external_attr = 0o644 << 16
    return entry


def _take_json(take: Take) -> dict[str, Any]:
    return {
        "node": take.node,
        "step": take.recipe.get("step", ""),
        "recipe_key": take.recipe_key,
        "recipe": take.recipe,
        "preset": take.preset,
        "producer": take.producer,
        "created": take.created,
        "seconds": take.seconds,
        "digests": take.digests,
        "facts": take.facts,
    }


def read_archive(source: Path, folder: Path, *, own: bool = False) -> Store:
    """Make a project in `folder` (which must be new) from a `.vgot.zip`. `own`: this program has just written it, so that its files are
    not decoded once more. Raises BadInput and leaves nothing behind."""
    if folder.exists() and (folder.is_file() or any(folder.iterdir())):
        raise BadInput(
            "A project can be imported into a new folder only.",
            field="project",
            hint="Name a folder that does not exist yet.",
        )
    staging = folder.with_name(f".{folder.name}.{os.getpid()}.importing")
    shutil.rmtree(staging, ignore_errors=True)
    try:
        store = _unpack(source, staging, own)
        store.close()
        if folder.exists():
            folder.rmdir()
        staging.rename(folder)
        return Store.open(folder)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, RuntimeError) as why:
        raise BadInput(f"This is not a whole zip file: {str(why)[:120]}.", field="import", hint=_HINT) from why
    except OSError as why:
        raise StorageFailed(
            f"The project cannot be written: {why.strerror or why}.",
            field="import",
            hint="Check the disk and the folder.",
        ) from why
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def copy_project(source: Path, folder: Path) -> Store:
    """Another project like one that nobody works on, in `folder` (which must be new): its files, which never change, are shared where
    the disk can do that. Raises StorageFailed and leaves nothing behind."""
    staging = folder.with_name(f".{folder.name}.{os.getpid()}.importing")
    shutil.rmtree(staging, ignore_errors=True)
    try:
        make_folders(staging / "blobs")
        for part in sorted((source / "blobs").glob("[0-9a-f][0-9a-f]")):
            make_folder(staging / "blobs" / part.name)
            for file in part.iterdir():
                _share(file, staging / "blobs" / part.name / file.name)
        shutil.copyfile(source / DATABASE, staging / DATABASE)
        as_private(staging / DATABASE)
        store = Store.open(staging)
        store.set_meta("id", secrets.token_hex(10))
        store.mirror()
        store.close()
        staging.rename(folder)
        return Store.open(folder)
    except OSError as why:
        raise StorageFailed(
            f"The project cannot be written: {why.strerror or why}.", field="project", hint="Check the disk."
        ) from why
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _share(file: Path, target: Path) -> None:
    try:
        os.link(file, target)
    except OSError:  # another disk, or one that knows no links
        shutil.copyfile(file, target)
        as_private(target)


def _refuse(message: str) -> BadInput:
    return BadInput(message, field="import", hint=_HINT)


def _unpack(source: Path, staging: Path, own: bool) -> Store:
    with zipfile.ZipFile(source) as archive:
        entries = _checked_entries(archive)
        manifest = _read_json(archive, entries, "manifest.json")
        files: Any = manifest.get("files")
        if not isinstance(files, dict) or set(cast("dict[str, Any]", files)) | {"manifest.json"} != set(entries):
            raise _refuse("The file's manifest does not list what is in it.")
        project_bytes = _read_small(archive, entries["project.json"])
        if digest_of(project_bytes) != _listed(cast("dict[str, Any]", files), "project.json"):
            raise _refuse("project.json does not match the manifest.")
        project = _parse(project_bytes, "project.json")
        store, takes = _rebuild(archive, entries, cast("dict[str, Any]", files), project, staging)
        if not own:
            store.close()
            wanted = roles_of(takes, _sounds(store.head().story))
            check_files(wanted, {digest: store.blob_path(digest) for digest in wanted})
        return store


def _listed(files: dict[str, Any], name: str) -> str:
    listed: Any = files.get(name)
    digest: Any = cast("dict[str, Any]", listed).get("sha256") if isinstance(listed, dict) else None
    if not isinstance(digest, str):
        raise _refuse(f"The manifest does not describe {name}.")
    return digest


def _checked_entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    entries: dict[str, zipfile.ZipInfo] = {}
    if len(archive.infolist()) > MAX_ENTRIES:
        raise _refuse(f"The file holds more than {MAX_ENTRIES} entries.")
    total = 0
    for info in archive.infolist():
        name = info.filename
        if name not in ("manifest.json", "project.json") and not _BLOB.match(name):
            raise _refuse(f"The file holds '{name[:80]}', which is not part of a project.")
        if name in entries:
            raise _refuse(f"The file holds '{name}' twice.")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise _refuse(f"'{name}' is a link.")
        if info.file_size > MAX_RATIO * max(1, info.compress_size) + 2**16:
            raise _refuse(f"'{name}' unpacks to far more than it holds.")
        total += info.file_size
        if total > MAX_BYTES:
            raise _refuse("The file unpacks to more than 40 GB.")
        entries[name] = info
    for needed in ("manifest.json", "project.json"):
        if needed not in entries:
            raise _refuse(f"The file holds no {needed}.")
    return entries


def _read_small(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as stream:
        data = stream.read(MAX_JSON + 1)
    if len(data) > MAX_JSON:
        raise _refuse(f"{info.filename} is larger than 64 MB.")
    return data


def _parse(data: bytes, name: str) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as why:
        raise _refuse(f"{name} is not JSON.") from why
    if not isinstance(value, dict):
        raise _refuse(f"{name} is not a JSON object.")
    return cast("dict[str, Any]", value)


def _read_json(archive: zipfile.ZipFile, entries: dict[str, Any], name: str) -> dict[str, Any]:
    return _parse(_read_small(archive, entries[name]), name)


def _rebuild(
    archive: zipfile.ZipFile, entries: dict[str, Any], files: dict[str, Any], project: dict[str, Any], staging: Path
) -> tuple[Store, list[dict[str, Any]]]:
    if project.get("format") != ARCHIVE_FORMAT:
        raise _refuse(f"This archive has format {project.get('format')!r}; this program reads {ARCHIVE_FORMAT}.")
    story = load_story(cast("dict[str, Any]", project.get("story")))
    try:
        choices = {str(n): Choice.model_validate(c) for n, c in dict(project.get("choices") or {}).items()}
        takes = [checked_take(t) for t in list(project.get("takes") or [])]
        last = {str(n): str(t) for n, t in dict(project.get("last") or {}).items()}
        ledger = [purchases.checked(r) for r in list(project.get("ledger") or [])[:MAX_ENTRIES]]
        name = (str(project.get("name") or "").strip() or story.title)[:120]
    except (ValidationError, TypeError, ValueError, KeyError, AttributeError, RecursionError) as why:
        raise _refuse("project.json does not hold what a project holds.") from why
    missing = {f"blobs/{d}" for d in {d for t in takes for d in t["digests"].values()} | _sounds(story)} - set(entries)
    if missing:
        raise _refuse(f"The file lacks {len(missing)} of the stored files it names.")
    ids = {take_id(t["node"], t["recipe_key"]) for t in takes}
    if unknown := (set(last.values()) | {x for c in choices.values() for x in (c.pin, c.upload) if x}) - ids:
        raise _refuse(f"project.json names the take {min(unknown)[:40]}, which it does not hold.")
    store = Store.create(staging, name, story)
    for entry_name, info in entries.items():  # nobody cleans up here: the folder has a name that no project has
        if entry_name.startswith("blobs/"):
            _stream_blob(archive, info, store, _listed(files, entry_name))
    store.change("imported", lambda head: (story, choices))
    with store.transaction() as db:
        for t in takes:
            store.add_take(
                db,
                t["node"],
                t["step"],
                t["recipe_key"],
                t["recipe"],
                preset=t["preset"],
                producer=t["producer"],
                seconds=t["seconds"],
                digests=t["digests"],
                facts=t["facts"],
                created=t["created"],
            )
        db.execute("DELETE FROM last_chosen")
        db.executemany("INSERT INTO last_chosen VALUES (?, ?)", sorted(last.items()))
        db.execute("UPDATE revisions SET undo = NULL, redo = NULL")
        purchases.keep_listed(db, ledger)
    if isinstance(project.get("preset"), str) and len(project["preset"]) <= 60:
        store.set_meta("preset", project["preset"])
    return store, takes


def _stream_blob(archive: zipfile.ZipFile, info: zipfile.ZipInfo, store: Store, listed: str) -> None:
    wanted = info.filename.split("/")[1]
    temporary = store.temporary()
    hasher, left = hashlib.sha256(), info.file_size
    try:
        with archive.open(info) as stream, open(temporary, "wb") as file:
            while chunk := stream.read(1 << 20):
                left -= len(chunk)
                if left < 0:
                    raise _refuse(f"'{info.filename}' is longer than it says.")
                hasher.update(chunk)
                file.write(chunk)
        if hasher.hexdigest() != wanted or listed != wanted:
            raise _refuse(f"'{info.filename[:20]}…' does not hold what its name says.")
        store.put_file(temporary)
    except VgotError:
        temporary.unlink(missing_ok=True)
        raise
