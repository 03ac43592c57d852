"""One film: its story, its takes, its queue, and what a person can do to it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vgot import media
from vgot.errors import BadInput, DamagedProject, NotFound, StorageFailed, VgotError
from vgot.graph.nodes import Node, film_nodes
from vgot.graph.plan import NodeName, Plan, Planned
from vgot.handoff.verbs import HandoffVerbs
from vgot.machine.doctor import memory_now
from vgot.project.continuity import CheckVerbs
from vgot.project.paintings import PaintingVerbs
from vgot.project.rewrite_session import RewriteDesk
from vgot.project.script_edits import ScriptVerbs
from vgot.project.storage import UpkeepVerbs
from vgot.project.story_edits import EditVerbs
from vgot.project.take_choices import ChoiceVerbs
from vgot.project.writing_session import WritingDesk
from vgot.render import build as building
from vgot.render.build import BuildResult, Tick
from vgot.render.executors import Executor
from vgot.render.queue import Queue
from vgot.render.requirements import room_of
from vgot.render.snapshot import Snapshot, stored_file
from vgot.render.worker import RESERVE_BYTES
from vgot.settings import RenderPreset, Settings, load_preset, presets
from vgot.store.archive import write_archive
from vgot.store.project_store import Head, Store
from vgot.story.model import Story, dump_story, load_story
from vgot.units import suffix_of

if TYPE_CHECKING:
    from vgot.handoff.exporters import ExportOptions


class Project(UpkeepVerbs, EditVerbs, ChoiceVerbs, PaintingVerbs, ScriptVerbs, HandoffVerbs, CheckVerbs):
    """One film: its story, its takes, its queue."""

    def __init__(
        self,
        settings: Settings,
        executor: Executor,
        store: Store,
        presets: Callable[[], dict[str, RenderPreset]] = presets,
    ):
        """`presets`: those that this film may be made with, by name."""
        self.settings, self.executor, self.store, self.presets = settings, executor, store, presets
        self.queue, self.desk = Queue(store), WritingDesk(store)
        self.rewriter = RewriteDesk(store)
        self._seen: Snapshot | None = None
        self._followed: Head | None = None
        self._beginning = threading.Lock()

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
        return load_preset(self.store.meta("preset") or self.settings.preset, self.settings.models_dir)

    def set_preset(self, name: str) -> None:
        """Use another preset from now on; old takes stay, pins hold."""
        self.store.set_meta("preset", load_preset(name).name)

    def head(self) -> Head:
        return self.store.head()

    @property
    def story(self) -> Story:
        return self.store.head().story

    # -- reading ------------------------------------------------------------------------------------------------------
    @contextlib.contextmanager
    def one_moment(self, anew: bool = False) -> Iterator[Snapshot]:
        """A snapshot, and everything that is read inside is of the same moment. Writers wait: only read here, and work on it
        afterwards. `anew`: as in `snapshot`."""
        with self.store.one_moment() as alone:
            stamp, seen = self.stamp(), self._seen
            if anew or seen is None or seen.stamp != stamp:
                head, preset = self.head(), self.preset
                seen = Snapshot(
                    self.settings,
                    self.store,
                    stamp,
                    head,
                    preset,
                    self.store.shelf(head.choices),
                    self.store.seconds_per_frame(preset.name),
                    self.queue.overlay(),
                )
                if alone:  # inside a transaction that may be taken back it is nobody else's
                    self._seen = seen
            yield seen

    def snapshot(self, anew: bool = False) -> Snapshot:
        """The project as it stands: for everything that answers one question (vgot.render.snapshot). Cheap when nothing changed. `anew`:
        planned again all the same, for builds: models on the disk are part of what is asked for, and change beside the project."""
        with self.one_moment(anew) as now:
            return now

    def show(self) -> dict:
        """The `show --json` of the contract."""
        now = self.snapshot()
        head, plan = now.head(), now.plan()
        story = head.story.model_dump(mode="json")
        for n, shot in enumerate(story["shots"], 1):
            shot["number"] = n
        for n, boundary in enumerate(story["boundaries"], 1):
            boundary["number"] = n
            join = plan.nodes[f"join/{story['shots'][n - 1]['id']}-{story['shots'][n]['id']}"]
            if join.take and "seam" in join.take.facts:
                boundary["seam"] = join.take.facts["seam"]
        return {"story": story, "revision": head.revision, "preset": now.preset.name, "project": str(self.store.folder)}

    def stamp(self) -> tuple:
        """Changes whenever anything a page shows has changed; cheap enough to ask every second."""
        return self.store.stamp()

    def plan(self) -> Plan:
        """The film's plan with the queue's states laid over it."""
        return self.snapshot().plan()

    def _pure_plan(self) -> Plan:
        return self.snapshot(anew=True).pure_plan

    def _named(self, node: str) -> Planned:
        return self.plan().named(node)

    def takes(self, node: str) -> list[dict]:
        """The takes of a node, oldest first, as the contract's JSON."""
        now = self.snapshot()
        planned = now.plan().named(node)
        choice = now.choice(planned.node.key)
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
            for t in now.takes_of(planned.node.key)
        ]

    def file(self, digest: str) -> Path:
        """The path of a stored file. Raises NotFound for anything that is not the digest of one."""
        return stored_file(self.store, digest)

    def picture(self, node: str) -> np.ndarray | None:
        """The chosen picture of a portrait, plate or keyframe, uint8 RGB (H, W, 3), or None."""
        take = self._named(node).take
        return (
            media.decode_png(self.store.read_blob(take.digests["picture"]))
            if take and "picture" in take.digests
            else None
        )

    def film(self) -> tuple[Path, bool] | None:
        """(path of the newest film, whether it is up to date), or None when there is none yet."""
        planned = self.plan().nodes["film"]
        take = planned.take
        return (self.file(take.digests["film"]), planned.settled) if take else None

    # -- making -------------------------------------------------------------------------------------------------------
    def build(
        self,
        nodes: list[str] | None = None,
        *,
        until: str | None = None,
        on_tick: Callable[[Tick], None] | None = None,
        approve_all: bool = False,
    ) -> BuildResult:
        """Make what the targets lack, and wait. `approve_all` approves every keyframe on the way (`make` does)."""
        now = self.snapshot(anew=True)
        if not now.story.shots:
            raise BadInput("This film has no shots yet.", field="shots", hint="Write a story first.")
        first = None
        if approve_all and not now.preset.draft and until != "keyframe":
            first = self._run(now, building.targets_of(now.pure_plan, None, "keyframe"), on_tick=on_tick)
            if first.failed or first.cancelled:
                return first
            self.approve()
            now = self.snapshot(anew=True)
        result = self._run(now, building.targets_of(now.pure_plan, nodes, until), on_tick=on_tick)
        if first:
            made = set(first.ran)
            result.ran = first.ran + result.ran
            result.reused = [n for n in result.reused if n not in made]
            result.seconds = first.seconds | result.seconds
        return result

    def _run(
        self,
        now: Snapshot,
        keys: list[str],
        *,
        forced: set[str] | None = None,
        on_tick: Callable[[Tick], None] | None = None,
    ) -> BuildResult:
        return building.run(self.store, now.preset, self.executor, now.pure_plan, keys, forced=forced, on_tick=on_tick)

    def start_build(
        self, nodes: list[str] | None = None, *, until: str | None = None, first: bool = False
    ) -> str | None:
        """Queue what the targets lack and return at once with the build's id (None: nothing to make). `first`: before what waits."""
        self.queue.recover()
        return self._begin(self.snapshot(anew=True), nodes, until, first)

    def follow_edit(self) -> str | None:
        """The same for the whole film; what the newest edit asks for goes first: a person waits for it."""
        self.queue.recover()
        now, before = self.snapshot(anew=True), self._followed
        head = now.head()
        if before is None or before.revision != head.revision - 1:
            with contextlib.suppress(NotFound, DamagedProject):
                before = self.store.revision(head.revision - 1)
        self._followed = head
        return self._begin(
            now, None, None, building.touched_by(before, head, now.pure_plan, now.preset) if before else False
        )

    def _begin(self, now: Snapshot, nodes: list[str] | None, until: str | None, first: bool | list[str]) -> str | None:
        build = building.start(
            self.store, now.preset, now.pure_plan, building.targets_of(now.pure_plan, nodes, until), first=first
        )
        if build or self.queue.unfinished():
            self.executor.ensure(self.store)
        return build

    def start_first_build(self) -> str | None:
        """Queue a film that was not made yet with this preset: whole where the preset is a draft, else the stills, which wait for approval."""
        return self.start_build(until=None if self.preset.draft else "keyframe")

    def build_draft(self) -> None:
        """Start building where the preset is a draft: drafts never ask."""
        now = self.snapshot()
        if now.preset.draft and now.story.shots:
            self.start_build()

    def begin_if_meant(self) -> None:
        """Begin a film that was meant to be made when it was written (`to_begin`, kept with its story), once all of it is written:
        also where the program was ended in between. The meaning ends with the queue that it fills."""
        with self._beginning:
            if not self.store.meta("to_begin"):
                return
            now = self.snapshot()
            if self.desk.unfinished or not now.story.shots:
                return
            try:
                if self.desk.state() is None or now.preset.draft:  # what a model wrote is read before it costs a render
                    self.start_first_build()
            except StorageFailed:
                return
            except VgotError:  # told where it was asked for; the film says what it lacks
                pass
            if self.store.meta("to_begin"):
                self.store.set_meta("to_begin", "")

    def look_on(self) -> None:
        """A page shows this film: its queue goes on by itself, and a worker stays ready for what is edited next. What keeps it
        from going on stands in the queue."""
        try:
            self.keep_working()
        except VgotError as why:
            self.queue.pause(why.in_words(), until_room=why.field == "disk")
        self.executor.look_on(self.store)

    def keep_working(self) -> None:
        """See that a queue with work in it has workers, and that what was meant to be made is begun: after a restart, a crash, or a
        pause that ended."""
        self.begin_if_meant()
        if not self.queue.unfinished():
            return
        if self.queue.paused:
            self.queue.resume_if_room(RESERVE_BYTES)
            self.queue.resume_if_time()
        if not self.queue.paused:
            self.queue.recover()
            self.executor.ensure(self.store)

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
        now = self.snapshot()
        return film_nodes(now.story, now.preset)

    def take_counts(self) -> dict[str, int]:
        """How many takes each node has, by node key."""
        return self.store.take_counts()

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
        sentences about what does not fit (vgot.render.requirements)."""
        memory, gpu = memory_now()
        now = self.snapshot()
        return room_of(self.store, now.preset, now.plan(), memory, nodes=nodes, until=until, gpu=gpu)

    def knows_times(self) -> bool:
        """Whether anything was made here with this preset: until then, estimates are guesses."""
        return bool(self.store.seconds_per_frame(self.preset.name))

    def node_name(self, key: str) -> str:
        """The name, by position, of the node with this key; given to another verb it still means this node, wherever its shot
        stands by then. Raises NotFound."""
        return NodeName.of(self.plan().keyed(key))


def _unwritable(target: Path, why: OSError) -> StorageFailed:
    return StorageFailed(
        f"'{target.name}' cannot be written: {why.strerror}.",
        field="export",
        hint="Name a file in a folder you can write to.",
    )
