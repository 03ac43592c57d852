"""One film, put together: what it is made of, and each part made of exactly what it needs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vgot.errors import BadInput, StorageFailed, VgotError
from vgot.graph.plan import Plan
from vgot.graph.takes import Take
from vgot.handoff.handoff import Handoff
from vgot.machine.doctor import memory_now
from vgot.project.alike import Likenesses
from vgot.project.angles import Angles
from vgot.project.continuity import Continuity
from vgot.project.covering import shot_coverage
from vgot.project.history import FilmHistory
from vgot.project.making import Making
from vgot.project.many import ManyShots
from vgot.project.method import Method
from vgot.project.own_takes import Cut
from vgot.project.paintings import Paintings
from vgot.project.retouches import Retouches
from vgot.project.rewrite_session import RewriteSession
from vgot.project.script import Script
from vgot.project.storage import Cleanup, Damage, Storage
from vgot.project.story_edits import StoryEdits
from vgot.project.take_choices import TakeChoices
from vgot.project.versions import Versions
from vgot.project.writer_paces import WriterPaces
from vgot.project.writing_session import WritingSession
from vgot.render.build import BuildResult, Tick
from vgot.render.composed import prompts_of
from vgot.render.costs import costs_of
from vgot.render.executors import Executor
from vgot.render.live_film import LiveFilm
from vgot.render.queue import Queue
from vgot.render.requirements import room_of
from vgot.render.snapshot import Snapshot
from vgot.render.worker import RESERVE_BYTES
from vgot.script.account import account_of
from vgot.settings import RenderPreset, Settings, load_preset, presets
from vgot.store import purchases
from vgot.store.project_store import Head, Store
from vgot.story.model import Story

if TYPE_CHECKING:
    from vgot.handoff.exporters import ExportOptions
    from vgot.handoff.soundtrack import Soundtrack


class Project:
    """One film: its story, its takes, its queue. The parts have the verbs:

    edits       the story's fields, shots, cast and places; undo
    angles      a moment shot again from another angle
    history     what was changed and by whom, and the way back
    script      rewriting, locking, checking, writing on
    takes       `takes(node)` lists them; regenerate, choose, pin, approve, upload
    paintings   pictures of the small models over a drawn film
    retouches   parts of a picture painted anew, and carried into its clip
    method      tokens, reset and bridge shown on two shots
    queue       what waits to be made, and in which order
    making      builds
    handoff     sound in; films, cuts and paper out; the edited cut back in
    continuity  what was seen in the film, and what mends it
    likenesses  which take of a still shows its people most like their portraits
    storage     is it whole, what does it take, what could go
    live        the film as it stands
    """

    def __init__(
        self,
        settings: Settings,
        executor: Executor,
        store: Store,
        presets: Callable[[], dict[str, RenderPreset]] = presets,
    ):
        """`presets`: those that this film may be made with, by name."""
        self.settings, self.executor, self.store, self.presets = settings, executor, store, presets
        self.queue = Queue(store)
        self.live = LiveFilm(settings, store, self.queue, presets)
        self.making = Making(self.live, self.queue, executor)
        self.edits = StoryEdits(self.live)
        self.versions = Versions(self.live)
        self.many = ManyShots(self.live, self.edits)
        self.angles = Angles(self.live, self.edits)
        self.history = FilmHistory(self.live)
        self.writing, self.rewriter = WritingSession(store, WriterPaces(settings.home).note), RewriteSession(store)
        self.script = Script(self.live, self.edits, self.writing, self.rewriter, lambda: self.begin_if_meant())
        self.takes = TakeChoices(self.live, self.making)
        self.paintings = Paintings(self.live, self.making)
        self.retouches = Retouches(self.live, self.making)
        self.method = Method(self.live, self.making)
        self.handoff = Handoff(self.live)
        self.continuity = Continuity(self.live, self.edits, self.takes)
        self.likenesses = Likenesses(self.live, self.takes)
        self.storage = Storage(self.live)
        self._beginning = threading.Lock()

    # -- which film it is ---------------------------------------------------------------------------------------------
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
        return self.live.preset

    def set_preset(self, name: str) -> None:
        """Use another preset from now on; old takes stay, pins hold."""
        self.store.set_metas({"preset": load_preset(name).name, "lacks_preset": ""})

    @property
    def lacks_preset(self) -> str:
        """One sentence about the preset that the film was brought with and that is not here; empty where nothing is lacking."""
        asked = self.store.meta("lacks_preset")
        return (
            f"This film was made with the preset '{asked}', which is not here: it goes on with '{self.preset.name}'. "
            "Bring that preset's file, or choose another one."
            if asked
            else ""
        )

    # -- reading ------------------------------------------------------------------------------------------------------
    def head(self) -> Head:
        return self.live.head()

    @property
    def story(self) -> Story:
        return self.live.story

    def snapshot(self, anew: bool = False) -> Snapshot:
        """The project as it stands: for everything that answers one question (vgot.render.live_film)."""
        return self.live.snapshot(anew)

    def coverage(self, number: int, typed: dict[str, str] | None = None) -> dict[str, Any]:
        """Which words of a shot the drawing shows, shows as something near, or does not show (vgot.project.covering)."""
        return shot_coverage(self.snapshot(), number, typed)

    def prompts(self, number: int) -> dict[str, Any]:
        """What the preset's models are told of a shot, composed or written by hand (vgot.render.composed)."""
        now = self.snapshot()
        return prompts_of(now.story, now.preset, number)

    def stamp(self) -> tuple[object, ...]:
        """Changes whenever anything a page shows has changed; cheap enough to ask every second."""
        return self.store.stamp()

    def plan(self) -> Plan:
        """The film's plan with the queue's states laid over it."""
        return self.live.plan()

    def plan_told(self) -> dict[str, Any]:
        """The `plan --json` of the contract: nodes, and totals with the calls to services, their price and what leaves this machine."""
        now = self.live.snapshot()
        told = now.plan().as_json()
        told["totals"] |= costs_of(self.store, self.settings, now.preset, now.story, now.pure_plan)
        return told

    def spending(self) -> dict[str, Any]:
        """The film's ledger: every call to a service, and what all of them cost; `known` unless the price of one is not; `perhaps`: how many
        were sent without an answer."""
        rows = purchases.listed(self.store)
        spent, known = purchases.spent(self.store)
        currency = rows[0].currency if rows else "USD"
        perhaps = sum(r.state == "sent" for r in rows)
        return {
            "spent": round(spent, 6),
            "known": known,
            "currency": currency,
            "perhaps": perhaps,
            "calls": [r.as_json() for r in rows],
        }

    def send_again(self) -> int:
        """A person says that what was perhaps bought is to be sent again; how many calls that are."""
        with self.store.transaction() as db:
            return purchases.may_go_again(db)

    def node_name(self, key: str) -> str:
        """The name of a node by its key (LiveFilm.node_name)."""
        return self.live.node_name(key)

    def file(self, digest: str) -> Path:
        """The path of a stored file. Raises NotFound for anything that is not the digest of one."""
        return self.live.file(digest)

    def film(self) -> tuple[Path, bool] | None:
        """(path of the newest film, whether it is up to date), or None when there is none yet."""
        planned = self.live.plan().nodes["film"]
        take = planned.take
        return (self.file(take.digests["film"]), planned.settled) if take else None

    def show(self) -> dict[str, Any]:
        """The `show --json` of the contract."""
        now = self.live.snapshot()
        head, plan = now.head(), now.plan()
        story = head.story.model_dump(mode="json")
        for n, shot in enumerate(story["shots"], 1):
            shot["number"] = n
        for n, boundary in enumerate(story["boundaries"], 1):
            boundary["number"] = n
            join = plan.nodes[f"join/{story['shots'][n - 1]['id']}-{story['shots'][n]['id']}"]
            if join.take and "seam" in join.take.facts:
                boundary["seam"] = join.take.facts["seam"]
        return {
            "story": story,
            "revision": head.revision,
            "preset": now.preset.name,
            "project": str(self.store.folder),
            "sentence_account": account_of(head.story),
        }

    def room(self, until: str | None = None, nodes: list[str] | None = None) -> dict[str, Any]:
        """What making named nodes, or everything up to a step (default: the film), takes of this machine: items, time, memory, disk, and
        sentences about what does not fit (vgot.render.requirements)."""
        memory, gpu = memory_now()
        now = self.live.snapshot()
        return room_of(self.store, now.preset, now.plan(), memory, nodes=nodes, until=until, gpu=gpu)

    # -- going on by itself -------------------------------------------------------------------------------------------
    def start_first_build(self) -> str | None:
        """Queue a film that was not made yet with this preset: whole where the preset is a draft, else the stills, which wait for approval."""
        return self.making.start_build(until=None if self.preset.draft else "keyframe")

    def begin_if_meant(self) -> None:
        """Begin a film that was meant to be made when it was written (`to_begin`, kept with its story), once all of it is written:
        also where the program was ended in between. The meaning ends with the queue that it fills."""
        with self._beginning:
            if not self.store.meta("to_begin"):
                return
            now = self.live.snapshot()
            if self.writing.unfinished or not now.story.shots:
                return
            try:
                if (
                    self.writing.state() is None or now.preset.draft
                ):  # what a model wrote is read before it costs a render
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
            self.making.call_workers()

    # -- the first verbs that anybody who writes a script reaches for; each is its part's ---------------------------------
    def build(
        self,
        nodes: list[str] | None = None,
        *,
        until: str | None = None,
        on_tick: Callable[[Tick], None] | None = None,
        approve_all: bool = False,
        max_cost: float | None = None,
    ) -> BuildResult:
        """Make what the targets lack, and wait (`Making.build`). `max_cost`: the most that services may cost meanwhile."""
        with self.making.at_most(max_cost):
            return self.making.build(nodes, until=until, on_tick=on_tick, approve_all=approve_all)

    def start_build(
        self, nodes: list[str] | None = None, *, until: str | None = None, first: bool = False
    ) -> str | None:
        return self.making.start_build(nodes, until=until, first=first)

    def cancel(self, *, build: str | None = None, node: str | None = None, job: int | None = None) -> int:
        return self.making.cancel(build=build, node=node, job=job)

    def edit(self, path: str, value: object, revision: int | None = None) -> Head:
        return self.edits.edit(path, value, revision)

    def insert_shot(self, position: int) -> Head:
        return self.edits.insert_shot(position)

    def delete_shot(self, position: int) -> Head:
        return self.edits.delete_shot(position)

    def add_character(self, name: str, look: str = "", role: str = "") -> Head:
        return self.edits.add_character(name, look, role)

    def undo(self) -> Head:
        return self.edits.undo()

    def regenerate(
        self, node: str, *, seed: int | None = None, variants: int = 1, on_tick: Callable[[Tick], None] | None = None
    ) -> BuildResult:
        return self.takes.regenerate(node, seed=seed, variants=variants, on_tick=on_tick)

    def approve(self, nodes: list[str] | None = None) -> list[str]:
        return self.takes.approve(nodes)

    def upload(self, node: str, data: bytes, cut: Cut | None = None) -> Take:
        return self.takes.upload(node, data, cut)

    def export(self, target: Path, options: ExportOptions | None = None) -> Path:
        return self.handoff.export(target, options)

    def add_sound(self, source: Path, kind: str = "music", **values: object) -> str:
        return self.handoff.add_sound(source, kind, **values)

    def heard(self, now: Snapshot | None = None) -> tuple[Soundtrack, Path | None]:
        return self.handoff.heard(now)

    def verify(self, on_progress: Callable[[int, int], None] | None = None) -> list[Damage]:
        return self.storage.verify(on_progress)

    def plan_cleanup(self) -> Cleanup:
        return self.storage.plan_cleanup()

    def cleanup(self, preview: Cleanup) -> int:
        return self.storage.cleanup(preview)
