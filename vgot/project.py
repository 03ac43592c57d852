"""One film: its story, its takes, its queue, and what a person can do to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vgot import build as building
from vgot import media
from vgot.archive import write_archive
from vgot.build import BuildResult, Tick
from vgot.choosing import ChoiceVerbs
from vgot.doctor import memory_now
from vgot.editing import EditVerbs
from vgot.errors import BadInput, NotFound, StorageFailed
from vgot.evaluate.checking import CheckVerbs
from vgot.handoff.verbs import HandoffVerbs
from vgot.jobs import Queue
from vgot.nodes import Node, film_nodes
from vgot.plan import Plan, Planned, plan_film
from vgot.rewriting import RewriteDesk
from vgot.room import room_of
from vgot.scripting import ScriptVerbs
from vgot.settings import RenderPreset, load_preset
from vgot.store import Head, Store
from vgot.story import Story, dump_story, load_story
from vgot.takes import Choice
from vgot.taking import PaintingVerbs
from vgot.units import suffix_of
from vgot.upkeep import UpkeepVerbs
from vgot.worker import RESERVE_BYTES
from vgot.writing import WritingDesk

if TYPE_CHECKING:
    from vgot.handoff.exporters import ExportOptions
    from vgot.studio import Studio


class Project(UpkeepVerbs, EditVerbs, ChoiceVerbs, PaintingVerbs, ScriptVerbs, HandoffVerbs, CheckVerbs):
    """One film: its story, its takes, its queue."""

    def __init__(self, studio: Studio, store: Store):
        self.studio, self.store, self.queue, self.desk = studio, store, Queue(store), WritingDesk(store)
        self.rewriter = RewriteDesk(store)
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
        return load_preset(self.store.meta("preset") or self.studio.settings.preset, self.studio.settings.models_dir)

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
        plan = self.plan()
        for n, boundary in enumerate(story["boundaries"], 1):
            boundary["number"] = n
            join = plan.nodes[f"join/{story['shots'][n - 1]['id']}-{story['shots'][n]['id']}"]
            if join.take and "seam" in join.take.facts:
                boundary["seam"] = join.take.facts["seam"]
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

    def start_first_build(self) -> str | None:
        """Queue a film that was not made yet with this preset: whole where the preset is a draft, else the stills, which wait for approval."""
        return self.start_build(until=None if self.preset.draft else "keyframe")

    def build_draft(self) -> None:
        """Start building where the preset is a draft: drafts never ask."""
        if self.preset.draft and self.story.shots:
            self.start_build()

    def keep_working(self) -> None:
        """See that a queue with work in it has workers: after a restart, a crash, or a pause that ended."""
        if not self.queue.unfinished():
            return
        if self.queue.paused:
            self.queue.resume_if_room(RESERVE_BYTES)
            self.queue.resume_if_time()
        if not self.queue.paused:
            self.queue.recover()
            self.studio.executor.ensure(self.store)

    def cancel(self, *, build: str | None = None, node: str | None = None, job: int | None = None) -> int:
        """Stop everything, or one build, node or job; finished takes stay. Returns how many jobs were stopped."""
        key = self._named(node).node.key if node else None
        return self.queue.cancel(build=build, node=key, job=job)

    # -- in and out ---------------------------------------------------------------------------------------------------
    def export(self, target: Path, options: ExportOptions | None = None) -> Path:
        """Write what the suffix names: `.vgot.zip` the whole project, `.json` the story, `.fountain` the script, and everything
        that players, editors and printers take (vgot.handoff.exporters)."""
        kind = suffix_of(target)
        if kind == ".vgot.zip":
            return write_archive(self.store, target)
        if kind == ".json":
            return self._written(target, dump_story(self.story))
        if kind == ".fountain":
            return self._written(target, self.fountain())
        return self.hand_off(target, options)

    def _written(self, target: Path, text: str) -> Path:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
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

    def room(self, until: str | None = None, nodes: list[str] | None = None) -> dict:
        """What making named nodes, or everything up to a step (default: the film), takes of this machine: items, time, memory, disk, and
        sentences about what does not fit (vgot.room)."""
        memory, gpu = memory_now()
        return room_of(self.store, self.preset, self.plan(), memory, nodes=nodes, until=until, gpu=gpu)

    def knows_times(self) -> bool:
        """Whether anything was made here with this preset: until then, estimates are guesses."""
        return bool(self.store.seconds_per_frame(self.preset.name))

    def node_name(self, key: str) -> str:
        """The name, by position, of the node with this key. Raises NotFound."""
        planned = self.plan().nodes.get(key)
        if planned is None:
            raise NotFound("This item is not in the film any more.", field="key", hint="Undo, or choose another one.")
        return planned.node.name


def _unwritable(target: Path, why: OSError) -> StorageFailed:
    return StorageFailed(f"'{target.name}' cannot be written: {why.strerror}.", field="export", hint="Name a file in a folder you can write to.")


#: Seconds a frame before anything was made here; replaced by this project's own history after the first take.
_FIRST_GUESS_S = 0.02
