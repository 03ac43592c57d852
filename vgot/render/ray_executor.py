"""Farming a film over machines: one Ray actor for each GPU (or processor core), each holding the preset's models.

    python -m vgot build --executor ray                                  a cluster of its own on this machine
    RAY_AUTH_TOKEN=… python -m vgot build --executor ray --ray-address 10.0.0.5:6379

Off by default; the extra `ray`. This program, the driver, alone touches the project: it claims jobs,
sends the bytes a step needs as object references (an actor fetches those it does not hold yet), and commits what comes
back. Actors share no disk with it. Keyframes farm per shot; a chain of `reset` clips is sequential by its inputs. The film
itself is joined here. A lost actor costs the one unit it was making; the unit goes back to the queue.

A cluster speaks with a token (RAY_AUTH_MODE=token); an address that is not this machine's loopback is refused without one,
and the dashboard stays off.
"""

# pyright: basic
from __future__ import annotations

import contextlib
import ipaddress
import logging
import os
import secrets
import shutil
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Collection
from pathlib import Path
from typing import Any, cast

from vgot import __version__, host
from vgot.environment import for_a_process
from vgot.errors import BadInput, Cancelled, ModelUnavailable, OutOfMemory, RenderFailed, VgotError
from vgot.graph.kinds import step_versions
from vgot.graph.nodes import Node
from vgot.graph.recipes import Recipe
from vgot.graph.takes import Take
from vgot.models.registry import Models
from vgot.models.runtime.out_of_memory import is_out_of_memory, poisons_process
from vgot.presets.preset import Preset
from vgot.processes import LOOK_S, Silence, accelerator_works, computed_by, moved
from vgot.render import steps
from vgot.render.context import Context, Progress
from vgot.render.executors import Executor
from vgot.render.pulse import hang_limit_s
from vgot.render.queue import Job, LeaseLost, Queue
from vgot.render.worker import Worker, run_with_memory
from vgot.store.blobs import Blobs
from vgot.store.project_store import Store

POLL_S = 0.1
#: Blobs kept as object references by the driver.
_REFERENCES = 512


class _Bench(Blobs):
    """The files an actor has seen or made. What a step keeps of its unfinished work (latents that are not decoded yet) lasts as
    long as the actor: tried again there, it goes on from them."""

    def __init__(self, folder: Path):
        super().__init__(folder)
        self._unfinished: dict[str, str] = {}

    def segment(self, key: str) -> str | None:
        digest = self._unfinished.get(key)
        return digest if digest and self.blob_state(digest) == "whole" else None

    def keep_segment(self, key: str, digest: str, frames: int) -> None:
        self._unfinished[key] = digest

    def forget(self, takes: set[str], *, segments: Collection[str] = ()) -> None:
        for key in segments:
            self._unfinished.pop(key, None)


class Laboratory:
    """What an actor runs: it makes nodes from bytes and gives bytes back. A folder of files of its own stands in for the
    store, so that what it has seen or made need not travel again."""

    def __init__(self, preset: Preset, models_dir: Path | None):
        self._preset, self._models_dir = preset, models_dir
        self._models = Models(preset, models_dir)
        self._blobs = _Bench(Path(tempfile.mkdtemp(prefix=f"vgot-actor-{os.getpid()}-")))
        self._stopped = threading.Event()
        self._seen: tuple[int, int, int] = (0, 0, 0)
        self._thread: int | None = None

    def hello(self) -> tuple[str, dict[str, Any]]:
        """The versions of the program here: an actor of another version would make other films."""
        return __version__, step_versions()

    def process_id(self) -> int:
        return os.getpid()

    def seen(self) -> tuple[tuple[Any, ...], float, int, int]:
        """(signs of life so far, processor seconds so far, done, total) of the running step."""
        signs, done, total = self._seen
        return (signs, *moved()), computed_by(self._thread), done, total

    def works(self) -> bool:
        """Whether the accelerator is at work."""
        return accelerator_works()

    def stop(self) -> None:
        """End the running step at its next own step."""
        self._stopped.set()

    def make(
        self, node: Node, recipe: Recipe, inputs: dict[str, Take], digests: list[str], references: list[Any]
    ) -> tuple[Any, ...]:
        """("made", Made, {digest: bytes}) or ("error", VgotError) or ("spoiled", words)."""
        import ray

        self._stopped.clear()
        self._seen, self._thread = (0, 0, node.frames), threading.get_native_id()
        missing = [(d, r) for d, r in zip(digests, references, strict=True) if not self._blobs.has_blob(d)]
        for data in ray.get([r for _, r in missing]):
            self._blobs.put_bytes(data)

        def tell(done: int, total: int, preview) -> None:
            self._seen = (self._seen[0] + 1, done, total)

        def stopped() -> bool:
            self._seen = (self._seen[0] + 1, *self._seen[1:])
            return self._stopped.is_set()

        def again() -> Models:
            self._models = Models(self._preset, self._models_dir)
            return self._models

        try:
            made = run_with_memory(
                node, recipe, inputs, Context(cast(Any, self._blobs), self._models, Progress(tell, stopped)), again
            )
        except VgotError as why:
            return "error", why
        except (
            Exception
        ) as why:  # a model library can raise anything; what it means is decided here, where its types are
            words = f"{type(why).__name__}: {str(why)[:300]}"
            if poisons_process(why):
                return "spoiled", words
            if is_out_of_memory(why):
                return "error", OutOfMemory(
                    f"Memory ran out on a machine of the cluster ({words}).",
                    field=node.name,
                    hint="Lower the frame size in film settings, or choose a smaller preset.",
                )
            return "error", RenderFailed(
                words, field=node.name, hint="Retry it, or report it with `python -m vgot report`."
            )
        return "made", made, {d: self._blobs.read_blob(d) for d in made.digests.values()}

    def __del__(self):
        with contextlib.suppress(Exception):
            shutil.rmtree(self._blobs.folder, ignore_errors=True)


class ActorLost(VgotError):
    """The actor or its machine went away, or stood still for too long."""

    kind = "actor_lost"


class _Slot(Worker):
    """A worker whose steps run in an actor. It claims, plans, keeps leases and commits here, like any other worker."""

    def __init__(self, store: Store, executor: RayExecutor):
        super().__init__(store, models_dir=executor.models_dir, hang_s=10**9)  # steps are watched below, over there
        self._executor, self._hang_s = executor, hang_limit_s()
        self._actors: dict[str, object] = {}

    def models(self, preset: str) -> _NoModels:
        """Nothing is loaded here, only the preset's name is kept."""
        return _NoModels(self.preset(preset).preset)

    def _make(self, job: Job) -> None:
        self._job = job
        super()._make(job)

    def _warm_segment(self, node, made) -> None:
        return None  # the driver has other work; the film step encodes what is missing

    def _run_step(self, node: Node, recipe: Recipe, inputs: dict[str, Any], ctx: Context) -> steps.Made:
        if node.step == "film":  # joins what lies here
            return steps.run_step(node, recipe, inputs, ctx)
        preset = ctx.models.preset
        try:
            actor: Any = self._actor(preset)
            digests = _inputs_of(node, inputs)
            work = actor.make.remote(
                node, recipe, inputs, digests, [self._executor.reference(self.store, d) for d in digests]
            )
            return self._kept(self._awaited(actor, work))
        except ActorLost as why:
            self._drop(preset.name)
            if self.queue.crash(self._job, "A machine of the cluster was lost"):
                raise LeaseLost("The actor is gone.") from why
            raise LeaseLost("The actor is gone, three times.") from why

    def _actor(self, preset: Preset):
        if preset.name not in self._actors:
            for name in list(self._actors):
                self._drop(name)
            self._actors[preset.name] = self._executor.new_actor(preset)
        return self._actors[preset.name]

    def _drop(self, preset: str) -> None:
        actor = self._actors.pop(preset, None)
        if actor is not None:
            self._executor.end_actor(actor)

    def _awaited(self, actor, work) -> tuple[Any, ...]:
        import ray
        from ray.exceptions import GetTimeoutError, RayError

        silence, seen, worked, asked, told = Silence(), None, 0.0, time.monotonic(), False
        try:
            while True:
                ready, _ = ray.wait([work], timeout=POLL_S)
                if ready:
                    return ray.get(work)
                asking = time.monotonic()
                try:
                    sign, effort, done, total = ray.get(actor.seen.remote(), timeout=self._hang_s)
                except GetTimeoutError as why:
                    if time.monotonic() - asking > self._hang_s + LOOK_S:
                        continue  # this program stood still itself, and may just not have heard the answer
                    raise ActorLost("It does not answer.") from why
                if sign != seen:
                    seen = sign
                    self.pulse.tell(done, total, None)
                if silence.idle_s > self._hang_s / 2 and asking - asked > LOOK_S:
                    asked = asking
                    worked += self._hang_s * float(cast(Any, ray.get(actor.works.remote(), timeout=self._hang_s)))
                silence.look(sign, effort + worked, self._hang_s)
                if silence.lasts(self._hang_s):
                    raise ActorLost(f"Nothing moved for {self._hang_s:g} s.")
                if self.pulse.stopped() and not told:
                    actor.stop.remote()
                    told = True
        except RayError as why:
            raise ActorLost(f"{type(why).__name__}") from why

    def _kept(self, said: tuple[Any, ...]) -> steps.Made:
        if said[0] == "spoiled":
            raise ActorLost(said[1])
        if said[0] == "error":
            raise said[1]
        _, made, blobs = said
        for digest, data in blobs.items():
            if self.store.put_bytes(data) != digest:
                raise RenderFailed("What came back from the cluster is not what was made.", hint="Build again.")
        if self.pulse.lost:
            raise Cancelled("The lease ran out.")
        return made

    def let_go(self) -> None:
        for name in list(self._actors):
            self._drop(name)


class _NoModels:
    def __init__(self, preset: Preset):
        self.preset = preset


def _inputs_of(node: Node, inputs: dict[str, Take]) -> list[str]:
    """The digests of every stored file that a step may read."""
    return sorted({d for i in node.inputs for d in inputs[i.key].digests.values()})


class RayExecutor(Executor):
    """Workers on a Ray cluster: `workers` actors, or one for each GPU of the cluster, or one for each core (at most 4).

    Raises ModelUnavailable where Ray is not installed or the cluster cannot be used, BadInput for an open address without
    a token."""

    def __init__(
        self,
        address: str | None = None,
        *,
        workers: int | None = None,
        models_dir: Path | None = None,
        idle_s: float = 1.0,
    ):
        self.models_dir, self._idle_s = models_dir, idle_s
        self.address, self._own = address, address in (None, "local")
        self._token()
        self._connect(workers)
        self._lock = threading.Lock()
        self._threads: dict[Path, list[tuple[threading.Thread, _Slot]]] = {}
        self._references: OrderedDict[str, object] = OrderedDict()
        self.actors: list[Any] = []

    # -- connecting ---------------------------------------------------------------------------------------------------
    def _token(self) -> None:
        """Have a token, or a reason why none is needed."""
        if not self._own:
            check_address(self.address or "", os.environ)
        elif not os.environ.get("RAY_AUTH_TOKEN"):
            os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(32)  # our own cluster: known to its own processes alone
        if os.environ.get("RAY_AUTH_TOKEN"):
            os.environ["RAY_AUTH_MODE"] = "token"
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"

    def _connect(self, workers: int | None) -> None:
        try:
            import ray
        except ImportError as why:
            raise ModelUnavailable("Ray is not installed.", field="executor", hint="pip install ray==2.60.0") from why
        with contextlib.suppress(Exception):  # Ray read its settings when it was first imported; the token may be newer
            import ray._raylet as raylet  # compiled: what is in it is known when it runs

            AuthenticationTokenLoader, Config = cast(Any, raylet).AuthenticationTokenLoader, cast(Any, raylet).Config
            Config.initialize("")
            AuthenticationTokenLoader.instance().reset_cache()
        path = for_a_process()["PYTHONPATH"]
        common = {
            "log_to_driver": False,
            "logging_level": logging.ERROR,
            "include_dashboard": False,
            "runtime_env": {"env_vars": {"PYTHONPATH": path, "OMP_NUM_THREADS": "1"}},
        }
        try:
            if self._own:
                many = workers or max(1, min(4, host.cores()))
                ray.init(
                    address="local",
                    num_cpus=many,
                    _node_ip_address="127.0.0.1",
                    object_store_memory=256 * 2**20,
                    **common,
                )
            else:
                common.pop("include_dashboard")
                common["runtime_env"] = {"env_vars": {"OMP_NUM_THREADS": "1"}}
                ray.init(address=self.address, **common)
        except Exception as why:  # Ray raises many kinds; a person needs one sentence
            raise ModelUnavailable(
                f"The Ray cluster cannot be used: {str(why).splitlines()[0][:200]}.",
                field="ray-address",
                hint="Check the address, the token (RAY_AUTH_TOKEN) and that the versions of Ray agree.",
            ) from why
        have = ray.cluster_resources()
        self._gpus = int(have.get("GPU", 0))
        self.workers = workers or self._gpus or max(1, min(4, int(have.get("CPU", 1))))

    # -- actors -------------------------------------------------------------------------------------------------------
    def new_actor(self, preset: Preset):
        """An actor with a preset's models. Raises ModelUnavailable when it is of another version, ActorLost when it does
        not come up."""
        import ray
        from ray.exceptions import RayError

        needs: dict[str, Any] = {"num_gpus": 1} if self._gpus else {"num_cpus": 1}
        kind: Any = cast(Any, ray).remote(**needs, max_restarts=0, max_concurrency=3)(Laboratory)
        actor = kind.remote(preset, self.models_dir if self._own else None)
        try:
            version, theirs = ray.get(actor.hello.remote(), timeout=120)
        except RayError as why:
            raise ActorLost("It did not start.") from why
        if (version, theirs) != (__version__, step_versions()):
            self.end_actor(actor)
            raise ModelUnavailable(
                f"A machine of the cluster runs VGoT Studio {version}, this one {__version__}.",
                field="ray-address",
                hint="Install the same version everywhere.",
            )
        with self._lock:
            self.actors.append(actor)
        return actor

    def end_actor(self, actor) -> None:
        import ray

        with self._lock:
            self.actors = [a for a in self.actors if a is not actor]
        with contextlib.suppress(Exception):
            ray.kill(actor)

    def reference(self, store: Store, digest: str):
        """An object reference to a stored file's bytes; made once while it is wanted."""
        import ray

        with self._lock:
            if digest in self._references:
                self._references.move_to_end(digest)
                return self._references[digest]
        made = ray.put(store.read_blob(digest))
        with self._lock:
            self._references[digest] = made
            while len(self._references) > _REFERENCES:
                self._references.popitem(last=False)
        return made

    # -- the executor's interface -------------------------------------------------------------------------------------
    def ensure(self, store: Store) -> None:
        """Have a slot's thread for each worker on this project's queue."""
        with self._lock:
            mine = [(t, s) for t, s in self._threads.get(store.folder, []) if t.is_alive()]
            unfinished = Queue(store).unfinished()
            while len(mine) < min(self.workers, unfinished):
                slot = _Slot(Store.open(store.folder), self)

                def work(slot=slot) -> None:
                    try:
                        slot.run(until=lambda: False, idle_s=self._idle_s, nap_s=0.02)
                    except VgotError:
                        pass  # written down with its job, or the next slot meets it too
                    finally:
                        slot.let_go()
                        slot.store.close()

                thread = threading.Thread(target=work, daemon=True, name=f"ray slot of {store.folder.name}")
                thread.start()
                mine.append((thread, slot))
            self._threads[store.folder] = mine

    def close(self) -> None:
        """Let the actors go; what they were making goes back to the queue. Ends a cluster of its own."""
        import ray

        with self._lock:
            running = [one for mine in self._threads.values() for one in mine]
            self._threads.clear()
        for _, slot in running:
            slot.pulse.leaving = True
        for thread, _ in running:
            thread.join(10)
        for actor in list(self.actors):
            self.end_actor(actor)
        ray.shutdown()


def check_address(address: str, environment) -> None:
    """Raise BadInput for an address that anybody could reach, unless a token guards it."""
    host = address.removeprefix("ray://").rpartition(":")[0].strip("[]") or address
    if environment.get("RAY_AUTH_TOKEN") or environment.get("RAY_AUTH_TOKEN_PATH"):
        return
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = host == "localhost"
    if not local:
        raise BadInput(
            f"'{host}' is open to others: a cluster there needs a token.",
            field="ray-address",
            hint="Start it with RAY_AUTH_MODE=token and set RAY_AUTH_TOKEN here too, or use an address of this machine (127.0.0.1).",
        )
