"""A film as it stands, read anew whenever it is asked: what every verb on a project begins with."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator
from pathlib import Path

from vgot.graph.nodes import Node, film_nodes
from vgot.graph.plan import NodeName, Plan, Planned
from vgot.render.queue import Queue
from vgot.render.snapshot import Snapshot, stored_file
from vgot.settings import RenderPreset, Settings, load_preset
from vgot.store.project_store import Head, Store
from vgot.story.model import Story


class LiveFilm:
    """The reading side of one project. Two questions may be answered by two revisions: who asks more than one takes a snapshot."""

    def __init__(self, settings: Settings, store: Store, queue: Queue, presets: Callable[[], dict[str, RenderPreset]]):
        """`presets`: those that this film may be made with, by name."""
        self.settings, self.store, self.queue, self.presets = settings, store, queue, presets
        self._seen: Snapshot | None = None

    @property
    def preset(self) -> RenderPreset:
        return load_preset(self.store.meta("preset") or self.settings.preset, self.settings.models_dir)

    def head(self) -> Head:
        return self.store.head()

    @property
    def story(self) -> Story:
        return self.store.head().story

    @contextlib.contextmanager
    def one_moment(self, anew: bool = False) -> Generator[Snapshot, None, None]:
        """A snapshot, and everything that is read inside is of the same moment. Writers wait: only read here, and work on it
        afterwards. `anew`: as in `snapshot`."""
        with self.store.one_moment() as alone:
            stamp, seen = self.store.stamp(), self._seen
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

    def plan(self) -> Plan:
        """The film's plan with the queue's states laid over it."""
        return self.snapshot().plan()

    def nodes(self) -> dict[str, Node]:
        """What there is to make, by key."""
        now = self.snapshot()
        return film_nodes(now.story, now.preset)

    def named(self, node: str) -> Planned:
        return self.plan().named(node)

    def node_name(self, key: str) -> str:
        """The name, by position, of the node with this key; given to another verb it still means this node, wherever its shot
        stands by then. Raises NotFound."""
        return NodeName.of(self.plan().keyed(key))

    def file(self, digest: str) -> Path:
        """The path of a stored file. Raises NotFound for anything that is not the digest of one."""
        return stored_file(self.store, digest)
