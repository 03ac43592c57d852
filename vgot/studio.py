"""The studio: projects and everything a person can do to one. The command line, the app and the tests use only this.

Every verb validates its input, changes the story or the choices in one transaction, and returns the new state; making
things is always the queue's work.
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vgot import build as building
from vgot import edits, media
from vgot.archive import read_archive, write_archive
from vgot.build import BuildResult, Tick
from vgot.errors import BadInput, Conflict, NotFound, StorageFailed
from vgot.executors import Executor, InlineExecutor, ProcessExecutor
from vgot.jobs import Job, Queue
from vgot.keys import recipe_key
from vgot.models.preset import Preset
from vgot.plan import Node, Plan, Planned, film_nodes, plan_film
from vgot.script.expand import begin
from vgot.script.offline import write_offline
from vgot.script.screenplay import import_screenplay
from vgot.script.shotlist import read_shot_list, story_from_shots
from vgot.scripting import ScriptVerbs
from vgot.settings import RenderPreset, Settings, load_preset, presets
from vgot.steps import PORTRAIT_SIZE
from vgot.store import DATABASE, Head, Store
from vgot.story import Story, dump_story, load_story, seed_from
from vgot.takes import Choice, Take
from vgot.units import FrameSize, slug
from vgot.writing import WritingDesk, client_for

__all__ = ["BuildResult", "Job", "Node", "Plan", "Planned", "Preset", "Project", "ProjectInfo", "RenderPreset", "Studio", "Tick"]


@dataclass(frozen=True)
class ProjectInfo:
    """One line of the project list."""

    id: str
    name: str
    title: str
    shots: int
    modified: float


class Studio:
    """Projects under one home, and the executor that works for them."""

    def __init__(self, settings: Settings, executor: Executor | None = None):
        self.settings = settings
        self.executor = executor or self._default_executor()
        self._open: dict[Path, Project] = {}
        self._lock = threading.Lock()

    def _default_executor(self) -> Executor:
        if self.settings.mode == "space":
            return InlineExecutor(self.settings.models_dir)
        return ProcessExecutor(models_dir=self.settings.models_dir)

    @property
    def projects_folder(self) -> Path:
        return self.settings.home / "projects"

    def presets(self) -> dict[str, RenderPreset]:
        return presets()

    # -- projects -----------------------------------------------------------------------------------------------------
    def new_project(self, story: Story | None = None, *, name: str | None = None, folder: Path | None = None) -> Project:
        """A new project, in `folder` or in a new folder with an unguessable name under the home."""
        name = (name or (story.title if story else "") or "Untitled").strip()[:120] or "Untitled"
        folder = Path(folder) if folder else self.projects_folder / f"{slug(name, 'film')}-{secrets.token_hex(8)}"
        try:
            return self._keep(Project(self, Store.create(folder, name, story or Story(title=name))))
        except OSError as why:
            raise StorageFailed(f"The folder cannot be made: {why.strerror}.", field="project", hint="Name a folder you can write to.") from why

    def write(
        self,
        sentence: str,
        shots: int,
        *,
        seed: int = 0,
        writer: str = "auto",
        duration_s: float = 3.0,
        name: str | None = None,
        folder: Path | None = None,
        wait: bool = True,
        on_event: Callable | None = None,
    ) -> Project:
        """A new project whose story is written from one sentence: by a language model where one is configured, else as
        an outline. Raises BadInput before anything is made. With `wait=False` a language model writes in the background
        (`Project.desk.status()` tells how far it is)."""
        client = client_for(writer)
        if client is None:
            return self.new_project(write_offline(sentence, shots, seed=seed, duration_s=duration_s), name=name, folder=folder)
        begin(sentence, shots)
        project = self.new_project(Story(title=(name or sentence.strip())[:60], sentence=sentence, seed=seed), folder=folder)
        project.desk.begin(sentence, shots, seed=seed, duration_s=duration_s)
        if wait:
            project.desk.go_on(client, on_event=on_event)
        else:
            project.desk.start(client, then=project.build_draft)
        return project

    def import_project(self, source: Path, *, folder: Path | None = None) -> Project:
        """A new project from a `.vgot.zip` or a `story.json`. Raises BadInput and leaves nothing behind."""
        if not source.is_file():
            raise NotFound(f"There is no file '{source.name}'.", field="import", hint="Name a .vgot.zip or a story.json.")
        if _suffix(source) == ".json":
            return self.new_project(load_story(source.read_bytes()), folder=folder)
        if _suffix(source) == ".vgot.zip":
            folder = folder or self.projects_folder / f"{slug(source.name.removesuffix('.vgot.zip'), 'film')}-{secrets.token_hex(8)}"
            folder.parent.mkdir(parents=True, exist_ok=True)
            return self._keep(Project(self, read_archive(source, folder)))
        raise BadInput(f"'{source.name}' cannot be imported.", field="import", hint="Use .vgot.zip or .json.")

    def import_script(self, data: bytes, name: str, *, writer: str = "auto", folder: Path | None = None) -> Project:
        """A new project from a screenplay (Fountain, FDX) or a shot list (one shot a line, bullets, CSV), whose five
        domains a language model fills in where one is configured. Raises BadInput."""
        if name.lower().endswith((".fountain", ".fdx", ".spmd")):
            return self.new_project(import_screenplay(data, name), folder=folder)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as why:
            raise BadInput(f"'{name}' is not text in UTF-8.", field="script", hint="Save it as UTF-8, or give a .fountain or .fdx file.") from why
        return self.new_project(story_from_shots(read_shot_list(text), client_for(writer)), folder=folder)

    def open(self, project: str | Path) -> Project:
        """A project by its id (its folder's name under the home) or by its folder."""
        folder = Path(project) if isinstance(project, Path) else self._folder(project)
        with self._lock:
            if known := self._open.get(folder):
                return known
        return self._keep(Project(self, Store.open(folder)))

    def _folder(self, project: str) -> Path:
        if not project or project != Path(project).name or project.startswith("."):
            raise NotFound("There is no such project.", field="project", hint="Choose one from the list.")
        return self.projects_folder / project

    def _keep(self, project: Project) -> Project:
        with self._lock:
            return self._open.setdefault(project.store.folder, project)

    def projects(self) -> list[ProjectInfo]:
        """Projects under the home, the newest first; a folder that cannot be read is left out."""
        found = []
        for folder in self.projects_folder.glob("*"):
            if (folder / DATABASE).is_file():
                with contextlib.suppress(Exception):
                    project = self.open(folder.name)
                    head = project.head()
                    found.append(ProjectInfo(folder.name, project.name, head.story.title, len(head.story.shots), (folder / DATABASE).stat().st_mtime))
        return sorted(found, key=lambda p: -p.modified)

    def delete_project(self, project: str) -> None:
        """Move a project to the trash folder under the home, from where it can be taken back by hand."""
        folder = self._folder(project)
        if not (folder / DATABASE).is_file():
            raise NotFound("There is no such project.", field="project", hint="Choose one from the list.")
        opened = self.open(project)
        opened.cancel()
        with self._lock:
            self._open.pop(folder, None)
        opened.store.close()
        trash = self.settings.home / "trash"
        trash.mkdir(parents=True, exist_ok=True)
        shutil.move(folder, trash / f"{folder.name}-{secrets.token_hex(3)}")

    def close(self) -> None:
        self.executor.close()


class Project(ScriptVerbs):
    """One film: its story, its takes, its queue."""

    def __init__(self, studio: Studio, store: Store):
        self.studio, self.store, self.queue, self.desk = studio, store, Queue(store), WritingDesk(store)
        self._plan: tuple[tuple, Plan] | None = None

    @property
    def id(self) -> str:
        return self.store.folder.name

    @property
    def name(self) -> str:
        return self.store.meta("name", self.id)

    def rename(self, name: str) -> None:
        if not name.strip() or len(name) > 120:
            raise BadInput("A project's name has 1 to 120 characters.", field="name", hint="Type a shorter name.")
        self.store.set_meta("name", name.strip())

    @property
    def preset(self) -> RenderPreset:
        return load_preset(self.store.meta("preset") or self.studio.settings.preset)

    def set_preset(self, name: str) -> None:
        """Use another preset from now on; old takes stay, pins hold."""
        self.store.set_meta("preset", load_preset(name).name)

    def head(self) -> Head:
        return self.store.head()

    @property
    def story(self) -> Story:
        return self.store.head().story

    # -- reading ------------------------------------------------------------------------------------------------------
    def show(self) -> dict:
        """The `show --json` of the contract."""
        head = self.head()
        story = head.story.model_dump(mode="json")
        for n, shot in enumerate(story["shots"], 1):
            shot["number"] = n
        for n, boundary in enumerate(story["boundaries"], 1):
            boundary["number"] = n
        return {"story": story, "revision": head.revision, "preset": self.preset.name, "project": str(self.store.folder)}

    def stamp(self) -> tuple:
        """Changes whenever anything a page shows has changed; cheap enough to ask every second."""
        jobs = self.store.read("SELECT COUNT(*), MAX(id), SUM(state = 'queued'), SUM(state = 'running'), SUM(done), MAX(finished) FROM jobs")[0]
        return (
            self.head().revision,
            self.store.read("SELECT MAX(rowid), COUNT(*) FROM takes")[0],
            jobs,
            self.store.read("SELECT COUNT(*), MAX(rowid) FROM last_chosen")[0],
            self.store.meta("preset"),
            self.store.meta("paused"),
        )

    def plan(self) -> Plan:
        """The film's plan with the queue's states laid over it."""
        stamp = self.stamp()
        if self._plan and self._plan[0] == stamp:
            return self._plan[1]
        made = self._pure_plan()
        for key, job in self.queue.overlay().items():
            planned = made.nodes.get(key)
            if planned is None or planned.settled and job.state == "failed":
                continue
            changes: dict = {"state": job.state}
            if job.state == "failed":
                changes["reason"] = (job.error or {}).get("message", "failed")
            elif job.state == "running":
                changes["reason"] = f"{job.done} of {job.total}" if job.total > 1 else planned.reason
            made.nodes[key] = Planned(**{**planned.__dict__, **changes})
        self._plan = (stamp, made)
        return made

    def _pure_plan(self) -> Plan:
        head, preset = self.head(), self.preset
        per_frame = self.store.seconds_per_frame(preset.name)
        return plan_film(
            head.story, preset, self.store.shelf(head.choices), lambda node: per_frame.get(node.step, _FIRST_GUESS_S) * max(1, node.frames)
        )

    def _named(self, node: str) -> Planned:
        return self.plan().named(node)

    def takes(self, node: str) -> list[dict]:
        """The takes of a node, oldest first, as the contract's JSON."""
        planned = self._named(node)
        choice = self.head().choices.get(planned.node.key) or Choice()
        return [
            {
                "id": t.id,
                "chosen": planned.take is not None and t.id == planned.take.id,
                "pinned": choice.pin == t.id,
                "seed": t.seed,
                "preset": t.preset,
                "producer": t.producer,
                "created": t.created,
                "seconds": round(t.seconds, 3),
                "digests": t.digests,
                "facts": t.facts,
            }
            for t in self.store.shelf({}, [planned.node.key]).takes.get(planned.node.key, [])
        ]

    def file(self, digest: str) -> Path:
        """The path of a stored file. Raises NotFound for anything that is not the digest of one."""
        path = self.store.blob_path(digest)
        if not path.is_file():
            raise NotFound("This file is not in the project.", field="digest", hint="Reload the page.")
        return path

    def picture(self, node: str) -> np.ndarray | None:
        """The chosen picture of a portrait, plate or keyframe, uint8 RGB (H, W, 3), or None."""
        take = self._named(node).take
        return media.decode_png(self.store.read_blob(take.digests["picture"])) if take and "picture" in take.digests else None

    def film(self) -> tuple[Path, bool] | None:
        """(path of the newest film, whether it is up to date), or None when there is none yet."""
        planned = self.plan().nodes["film"]
        take = planned.take
        return (self.file(take.digests["film"]), planned.settled) if take else None

    # -- editing ------------------------------------------------------------------------------------------------------
    def set_story(self, story: Story, label: str = "story written") -> Head:
        return self.store.change(label, lambda head: (story, head.choices))

    def _story(self, label: str, edit: Callable[[Story], Story]) -> Head:
        return self.store.change(label, lambda head: (edit(head.story), head.choices))

    def edit(self, path: str, value: object, revision: int | None = None) -> Head:
        """Set one field. With `revision` (what the editor was looking at), raises Conflict when somebody else has
        changed this very field since; other changes are kept side by side."""

        def apply(head: Head) -> tuple[Story, dict]:
            at = path
            if revision is not None and revision != head.revision:
                at = self._moved(path, revision, head, value)
            return edits.set_value(head.story, at, value), head.choices

        return self.store.change(f"{path}", apply)

    def _moved(self, path: str, revision: int, head: Head, value: object) -> str:
        """The path in the head that means what `path` meant in `revision`. Raises Conflict."""
        seen = self.store.revision(revision).story
        steps = path.split("/")
        if steps[0] in ("shots", "boundaries") and len(steps) > 2 and steps[1].isdigit() and 1 <= int(steps[1]) <= len(seen.shots):
            ids = [s.id for s in head.story.shots]
            mine = seen.shots[int(steps[1]) - 1].id
            if mine not in ids:
                raise Conflict(f"Shot {steps[1]} was deleted meanwhile.", field=path, hint="Undo the deletion, or copy your text to another shot.")
            steps[1] = str(ids.index(mine) + 1)
        now = "/".join(steps)
        before, after = edits.value_at(seen, path), edits.value_at(head.story, now)
        if before != after and after != value:
            raise Conflict("Somebody changed this field while you were editing it.", field=path, hint=f"It now says: {str(after)[:200]}")
        return now

    def insert_shot(self, position: int) -> Head:
        return self._story(f"insert shot {position}", lambda s: edits.insert_shot(s, position))

    def duplicate_shot(self, position: int) -> Head:
        return self._story(f"duplicate shot {position}", lambda s: edits.duplicate_shot(s, position))

    def delete_shot(self, position: int) -> Head:
        return self._story(f"delete shot {position}", lambda s: edits.delete_shot(s, position))

    def move_shot(self, position: int, to: int) -> Head:
        return self._story(f"move shot {position} to {to}", lambda s: edits.move_shot(s, position, to))

    def order_shots(self, ids: list[str]) -> Head:
        return self._story("reorder shots", lambda s: edits.order_shots(s, ids))

    def add_character(self, name: str, look: str = "", role: str = "") -> Head:
        return self._story(f"add {name}", lambda s: edits.add_character(s, name, look, role))

    def add_stage(self, character: str, name: str, look: str = "") -> Head:
        return self._story(f"add stage {name}", lambda s: edits.add_stage(s, character, name, look))

    def add_place(self, name: str, look: str = "") -> Head:
        return self._story(f"add place {name}", lambda s: edits.add_place(s, name, look))

    def remove(self, path: str) -> Head:
        return self._story(f"remove {path}", lambda s: edits.remove(s, path))

    def undo(self) -> Head:
        return self.store.undo()

    def redo(self) -> Head:
        return self.store.redo()

    # -- choices ------------------------------------------------------------------------------------------------------
    def _choice(self, label: str, changes: Callable[[Head], dict[str, Choice]]) -> Head:
        return self.store.change(label, lambda head: (head.story, {**head.choices, **changes(head)}))

    def _update(self, node: str, label: str, **values: object) -> Head:
        key = self._named(node).node.key
        return self._choice(label, lambda head: {key: (head.choices.get(key) or Choice()).model_copy(update=values)})

    def reseed(self, node: str, seed: int | None = None, params: dict | None = None) -> Head:
        """Ask a node for a new seed (a given one, or one that no take of it has had)."""
        planned = self._named(node)
        if planned.node.step in ("film", "tokens") or planned.node.step == "join" and planned.node.params["mode"] == "cut":
            raise BadInput(f"{node} has no seed to change.", field=node, hint="Regenerate a portrait, a plate, a keyframe, a clip or a bridge.")
        if seed is None:
            had = {t.seed for t in self.store.shelf({}, [planned.node.key]).takes.get(planned.node.key, [])} | {planned.node.seed}
            seed = next(s for n in range(1, 100_000) if (s := seed_from(planned.node.key, "again", n)) not in had)
        values: dict = {"seed": seed, "upload": None}
        if params is not None:
            values["params"] = params
        return self._update(node, f"regenerate {node}", **values)

    def regenerate(self, node: str, *, seed: int | None = None, variants: int = 1, on_tick: Callable[[Tick], None] | None = None) -> BuildResult:
        """Make new takes of one node with new seeds (and what it lacks before it), and wait. The last one is chosen,
        unless the node is pinned: then the pin holds and the takes stand beside it."""
        total = BuildResult()
        for n in range(max(1, variants)):
            key = self.start_regenerate(node, seed=seed if n == 0 else None, start=False)
            one = self._run([key], forced={key}, on_tick=on_tick)
            total.ran += one.ran
            total.failed += one.failed
            total.cancelled += one.cancelled
            total.reused, total.pinned, total.seconds = one.reused, one.pinned, total.seconds | one.seconds
            if one.failed or one.cancelled:
                break
        return total

    def start_regenerate(self, node: str, *, seed: int | None = None, start: bool = True) -> str:
        """Ask for a new take and queue it first, without waiting; returns the node's key."""
        planned = self._named(node)
        self.reseed(node, seed)
        if start:
            building.start(self.store, self.preset, self._pure_plan(), [planned.node.key], forced={planned.node.key}, first=True)
            self.studio.executor.ensure(self.store)
        return planned.node.key

    def choose(self, node: str, take: str) -> Head:
        """Use a take downstream: the node's seed and parameters become those of the take."""
        planned, chosen = self._named(node), self.store.take(take)
        if chosen.node != planned.node.key:
            raise NotFound(f"Take {take} is not one of {node}.", field=node, hint=f"List them with `takes {node}`.")
        values = (
            {"upload": chosen.id, "seed": None, "params": {}} if chosen.is_upload else {"upload": None, "seed": chosen.seed, "params": chosen.params}
        )
        if planned.pinned:
            values["pin"] = chosen.id
        head = self._update(node, f"choose a take of {node}", **values)
        self.store.choose_last(planned.node.key, chosen.id)
        return head

    def pin(self, node: str, take: str | None = None) -> Head:
        """Keep a take (default: the chosen one) though its recipe changes."""
        planned = self._named(node)
        if planned.node.step in ("film", "join"):
            raise BadInput(f"{node} cannot be pinned.", field=node, hint="Pin a portrait, tokens, a plate, a keyframe or a clip.")
        if take is not None and self.store.take(take).node != planned.node.key:
            raise NotFound(f"Take {take} is not one of {node}.", field=node, hint=f"List them with `takes {node}`.")
        if take is None and planned.take is None:
            raise BadInput(f"{node} has nothing to pin yet.", field=node, hint="Build it first.")
        return self._update(node, f"pin {node}", pin=take or planned.take.id)

    def unpin(self, node: str) -> Head:
        return self._update(node, f"unpin {node}", pin=None)

    def approve(self, nodes: list[str] | None = None) -> list[str]:
        """Approve keyframes (all settled ones without names). Returns the approved names. Raises BadInput for a node
        that is not a keyframe, or has no up-to-date picture."""
        plan = self.plan()
        if nodes is None:
            chosen = [p for p in plan.nodes.values() if p.node.step == "keyframe" and p.settled]
        else:
            chosen = [plan.named(n) for n in nodes]
            for p in chosen:
                if p.node.step != "keyframe" or not p.settled:
                    raise BadInput(
                        f"{p.name} cannot be approved: " + ("only keyframes can." if p.node.step != "keyframe" else p.reason + "."),
                        field=p.name,
                        hint="Build the keyframe first.",
                    )

        def approved(head: Head) -> dict[str, Choice]:
            return {p.node.key: (head.choices.get(p.node.key) or Choice()).model_copy(update={"approved": p.take.digests["picture"]}) for p in chosen}

        self._choice("approve keyframes", approved)
        return [p.name for p in chosen]

    def is_approved(self, node: str) -> bool:
        planned = self._named(node)
        choice = self.head().choices.get(planned.node.key) or Choice()
        return bool(planned.take and choice.approved == planned.take.digests.get("picture"))

    def upload(self, node: str, data: bytes) -> Take:
        """Use a picture from a person as a take: decoded in a guarded process, cropped to size, stripped, re-encoded."""
        from vgot.uploads import fit, read_upload

        planned = self._named(node)
        if planned.node.step not in ("portrait", "plate", "keyframe"):
            raise BadInput(f"{node} cannot be replaced by a picture.", field=node, hint="Upload to a portrait, a plate or a keyframe.")
        film = self.story.film
        size = PORTRAIT_SIZE if planned.node.step == "portrait" else FrameSize(film.width, film.height)
        # Heads stand above the middle of a tall photo.
        pixels = fit(read_upload(data), size, focus=(0.5, 0.35) if planned.node.step == "portrait" else (0.5, 0.5))
        digest = self.store.put_bytes(media.encode_png(pixels))
        recipe = {"step": planned.node.step, "upload": digest, "seed": planned.node.seed}
        key = planned.node.key
        with self.store.transaction() as db:
            take = self.store.add_take(
                db,
                key,
                planned.node.step,
                recipe_key(recipe),
                recipe,
                preset="upload",
                producer="you",
                seconds=0.0,
                digests={"picture": digest},
                facts={"width": size.width, "height": size.height},
            )
        values: dict = {"upload": take.id, "seed": None, "params": {}}
        if planned.pinned:
            values["pin"] = take.id
        self._update(node, f"upload for {node}", **values)
        return take

    # -- making -------------------------------------------------------------------------------------------------------
    def build(
        self, nodes: list[str] | None = None, *, until: str | None = None, on_tick: Callable[[Tick], None] | None = None, approve_all: bool = False
    ) -> BuildResult:
        """Make what the targets lack, and wait. `approve_all` approves every keyframe on the way (`make` does)."""
        if not self.story.shots:
            raise BadInput("This film has no shots yet.", field="shots", hint="Write a story first.")
        first = None
        if approve_all and not self.preset.draft and until != "keyframe":
            first = self._run(building.targets_of(self._pure_plan(), None, "keyframe"), on_tick=on_tick)
            if first.failed or first.cancelled:
                return first
            self.approve()
        result = self._run(building.targets_of(self._pure_plan(), nodes, until), on_tick=on_tick)
        if first:
            made = set(first.ran)
            result.ran = first.ran + result.ran
            result.reused = [n for n in result.reused if n not in made]
            result.seconds = first.seconds | result.seconds
        return result

    def _run(self, keys: list[str], *, forced: set[str] | None = None, on_tick: Callable[[Tick], None] | None = None) -> BuildResult:
        return building.run(self.store, self.preset, self.studio.executor, self._pure_plan(), keys, forced=forced, on_tick=on_tick)

    def start_build(self, nodes: list[str] | None = None, *, until: str | None = None, first: bool = False) -> str | None:
        """Queue what the targets lack and return at once with the build's id (None: nothing to make)."""
        self.queue.recover()
        plan = self._pure_plan()
        build = building.start(self.store, self.preset, plan, building.targets_of(plan, nodes, until), first=first)
        if build or self.queue.unfinished():
            self.studio.executor.ensure(self.store)
        return build

    def build_draft(self) -> None:
        """Start building where the preset is a draft: drafts never ask."""
        if self.preset.draft and self.story.shots:
            self.start_build()

    def keep_working(self) -> None:
        """See that a queue with work in it has workers: after a restart, a crash, or a pause that ended."""
        if self.queue.unfinished() and not self.queue.paused:
            self.queue.recover()
            self.studio.executor.ensure(self.store)

    def cancel(self, *, build: str | None = None, node: str | None = None, job: int | None = None) -> int:
        """Stop everything, or one build, node or job; finished takes stay. Returns how many jobs were stopped."""
        key = self._named(node).node.key if node else None
        return self.queue.cancel(build=build, node=key, job=job)

    # -- in and out ---------------------------------------------------------------------------------------------------
    def export(self, target: Path) -> Path:
        """Write what the suffix names: `.mp4` the film, `.vgot.zip` the whole project, `.json` the story."""
        kind = _suffix(target)
        if kind == ".mp4":
            film = self.film()
            if film is None or not film[1]:
                raise BadInput("The film is not up to date.", field="film", hint="Build it first.")
            return self._copy(film[0], target)
        if kind == ".vgot.zip":
            return write_archive(self.store, target)
        if kind == ".json":
            return self._written(target, dump_story(self.story))
        raise BadInput(f"There is no export as '{target.suffix}'.", field="export", hint="Use .mp4, .vgot.zip or .json.")

    def _written(self, target: Path, text: str) -> Path:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        except OSError as why:
            raise _unwritable(target, why) from why
        return target

    def _copy(self, source: Path, target: Path) -> Path:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        except OSError as why:
            raise _unwritable(target, why) from why
        return target

    def import_story(self, text: bytes) -> Head:
        """Replace the story by an edited story.json, as one undoable edit."""
        return self.set_story(load_story(text), "import story.json")

    def nodes(self) -> dict[str, Node]:
        return film_nodes(self.story, self.preset)

    def take_counts(self) -> dict[str, int]:
        """How many takes each node has, by node key."""
        return dict(self.store.read("SELECT node, COUNT(*) FROM takes GROUP BY node"))

    def thumbnail(self, digest: str, width_px: int) -> bytes:
        """A small WebP of a stored picture, or of a stored clip's first frame. Raises NotFound for anything else."""
        path = self.file(digest)
        with path.open("rb") as file:
            first = file.read(12)
        if first[:4] == b"RIFF" and first[8:] == b"WEBP":
            return path.read_bytes()
        if first[:8] == b"\x89PNG\r\n\x1a\n":
            return media.thumbnail(media.decode_png(path.read_bytes()), width_px)
        if first[4:8] == b"ftyp":
            return media.thumbnail(media.first_frames(path, 1)[0], width_px)
        raise NotFound("This file is not a picture.", field="digest", hint="Reload the page.")

    def edit_shot(self, shot: str, field: str, value: object, revision: int | None = None) -> Head:
        """Set one field of a shot by its id, wherever it stands now. Raises as `edit`."""
        seen = self.store.revision(revision).story if revision else self.story
        try:
            return self.edit(f"shots/{seen.position(shot)}/{field}", value, revision)
        except KeyError:
            raise NotFound("This shot is not there any more.", field="shot", hint="Undo its deletion, or choose another shot.") from None

    def position(self, shot: str) -> int:
        """The number, from 1, of the shot with this id. Raises NotFound."""
        try:
            return self.story.position(shot)
        except KeyError:
            raise NotFound("This shot is not there any more.", field="shot", hint="Undo its deletion, or choose another shot.") from None

    def node_name(self, key: str) -> str:
        """The name, by position, of the node with this key. Raises NotFound."""
        planned = self.plan().nodes.get(key)
        if planned is None:
            raise NotFound("This item is not in the film any more.", field="key", hint="Undo, or choose another one.")
        return planned.node.name

    def start_variants(self, node: str, variants: int) -> None:
        """Make several new takes of one node, one after the other, without waiting."""
        self._named(node)
        threading.Thread(target=self.regenerate, args=(node,), kwargs={"variants": variants}, daemon=True, name=f"variants of {node}").start()


def _suffix(path: Path) -> str:
    return ".vgot.zip" if path.name.lower().endswith(".vgot.zip") else path.suffix.lower()


def _unwritable(target: Path, why: OSError) -> StorageFailed:
    return StorageFailed(f"'{target.name}' cannot be written: {why.strerror}.", field="export", hint="Name a file in a folder you can write to.")


#: Seconds a frame before anything was made here; replaced by this project's own history after the first take.
_FIRST_GUESS_S = 0.02
