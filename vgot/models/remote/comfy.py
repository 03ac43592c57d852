"""Pictures and clips by ComfyUI: a person's own workflow, bound once, on one server or on several as a pool.

Every run has an id of ours, written down before it is sent: what became of it is asked of the server, so that nothing is run twice while
the server remembers it. Nobody sends a bill from a server of one's own.
"""

from __future__ import annotations

import copy
import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from vgot.errors import BadInput
from vgot.media import encode_clip
from vgot.models.pictures import cover, to_png
from vgot.models.remote.buying import Answer, State, Way
from vgot.models.remote.clips import RemoteVideo, Shooting
from vgot.models.remote.comfyui.bindings import FILES, Bindings, Place, Role, check_bindings, guess, read_bindings
from vgot.models.remote.comfyui.graphs import Graph, is_link, read_graph, specs_of, title_of
from vgot.models.remote.comfyui.server import Listener, Server, lacking, run_id
from vgot.models.remote.outcomes import Forgotten, NotReached, ServiceFailed, Unclear
from vgot.models.remote.pictures import RemoteImage, Wanted
from vgot.models.remote.till import Bought, till
from vgot.presets.remote import RemoteModel
from vgot.presets.workflows import bindings_file, workflow_file
from vgot.units import FrameSize

#: A grey that leads nothing, as VACE takes it.
GREY = 128

#: Where in a node's result files stand, clips before pictures.
_FILES = ("videos", "video", "gifs", "images", "audio")


def bound(name: str, servers: list[Server]) -> tuple[Graph, Bindings]:
    """A workflow and what is bound in it. Raises BadInput where nobody has confirmed that, with what would be guessed."""
    data, where = workflow_file(name).read_bytes(), f"workflow/{name}"
    graph = read_graph(data, _info_of_any(servers, data))
    place = bindings_file(name)
    bindings = read_bindings(place.read_bytes(), f"{name}.bindings.yaml") if place.is_file() else None
    if bindings is None or not bindings.confirmed:
        said = guess(graph)
        found = "; ".join(f"{role} = {', '.join(map(str, p))}" for role, p in said.bindings.inputs.items()) or "nothing"
        raise BadInput(
            f"Nobody has confirmed what is what in the workflow '{name}'. It looks like: {found}.",
            field=where,
            hint=f"Confirm or correct it in Settings, or with `python -m vgot workflows {name} --confirm`.",
        )
    check_bindings(bindings, graph, where)
    return graph, bindings


def _info_of_any(servers: list[Server], data: bytes) -> dict[str, Any] | None:
    """What a server says of its nodes, where the editor's format needs it."""
    if b'"links"' not in data:
        return None
    for server in servers:
        try:
            return server.info()
        except ServiceFailed:
            continue
    return None


@dataclass(frozen=True)
class Leading:
    """The film that leads a run's motion: its frames, uint8 (h, w, 3), of the clip's size or another, and their rate."""

    frames: Callable[[], list[np.ndarray]]
    size: FrameSize
    fps: float


class RunWay(Way):
    """One run of a workflow: `values` by role, `pictures` by role as uint8 (H, W, 3), and the film that leads it, where one does.
    `still`: a film that leads nothing, for a workflow that does not run without one."""

    def __init__(
        self,
        remote: RemoteModel,
        addresses: tuple[str, ...],
        workflow: str,
        values: dict[Role, Any],
        pictures: dict[Role, list[np.ndarray]],
        leading: Leading | None = None,
        still: Leading | None = None,
    ):
        self.remote, self.workflow, self.values, self.pictures = remote, workflow, values, pictures
        self.leading, self.still = leading, still
        self.servers = [Server(one) for one in addresses]
        self._listener: Listener | None = None

    # -- sending ------------------------------------------------------------------------------------------------------
    def send(self, mark: str) -> Answer:
        graph, bindings = bound(self.workflow, self.servers)
        server, info = self._least_busy(graph, bindings)
        ready = self._filled(graph, bindings, server, info)
        run = run_id(mark)
        self._listen(server, run, mark)
        server.queue(ready, run, mark)
        return Answer(job={"id": run, "server": server.address, "output": bindings.output})

    def _least_busy(self, graph: Graph, bindings: Bindings) -> tuple[Server, dict[str, Any]]:
        """The server with the fewest runs before it, of those that have everything the workflow needs."""
        mine = {(p.node, p.input) for places in bindings.inputs.values() for p in places}
        fit: list[tuple[int, float, Server, dict[str, Any]]] = []
        lacks: dict[str, list[str]] = {}
        gone: ServiceFailed | None = None
        for server in self.servers:
            try:
                info = server.info()
                if missing := lacking(graph, info, mine):
                    lacks[server.address] = missing
                else:
                    fit.append((server.waiting(), random.random(), server, info))
            except (NotReached, Unclear) as why:
                gone = why
        if fit:
            return min(fit, key=lambda one: one[:2])[2:]
        if lacks:
            where, missing = next(iter(lacks.items()))
            raise ServiceFailed(
                f"ComfyUI at {where} lacks what the workflow '{self.workflow}' needs: {'; '.join(missing[:12])}.",
                field=f"workflow/{self.workflow}",
                hint="Install the nodes and put the files into ComfyUI's models folder, then build again.",
            )
        raise NotReached(
            gone.message if gone is not None else "No ComfyUI server is named.",
            field="services/comfy",
            hint="Start ComfyUI, and name its address in Settings or in VGOT_COMFY_URL.",
        )

    def _filled(self, graph: Graph, bindings: Bindings, server: Server, info: dict[str, Any]) -> Graph:
        """The workflow with this run's values; what has no place in it is named, and so is a place that nothing goes into."""
        ready = copy.deepcopy(graph)
        for role, value in self.values.items():
            places = bindings.places(role)
            for place in places:
                ready[place.node]["inputs"][place.input] = value
            if not places and role not in _UNASKED:
                till().note(f"{_WORDS.get(role, role)}: the workflow '{self.workflow}' has no input bound to it")
        for role in FILES:
            given, places = self.pictures.get(role, []), bindings.places(role)
            if len(given) > len(places):
                left = f"{len(given) - len(places)} of {len(given)}" if len(given) > 1 else "the picture"
                till().note(
                    f"{_WORDS.get(role, role)}: {left} not shown; the workflow '{self.workflow}' has {len(places)} inputs for it"
                )
            if role == "control_video":
                self._led(ready, places, server, info)
                continue
            for picture, place in zip(given, places, strict=False):
                ready[place.node]["inputs"][place.input] = server.upload(to_png(picture, 4096))
            for place in places[len(given) :]:
                self._drop(ready, place.node, info)
        return ready

    def _led(self, ready: Graph, places: list[Place], server: Server, info: dict[str, Any]) -> None:
        """The film that leads goes where it is bound. Without one the workflow runs without it; where it cannot, a film of one grey goes
        there, which leads nothing in VACE, and that is named."""
        film = self.leading
        if film is None and places:
            try:
                without = copy.deepcopy(ready)
                for place in places:
                    self._drop(without, place.node, info)
                ready.clear()
                ready.update(without)
                return
            except BadInput:
                if self.still is None:
                    raise
                film = self.still
                till().note(
                    f"{_WORDS['control_video']}: the guide of this shot is 0, and the workflow '{self.workflow}' does not run without one; "
                    "it was given one of grey"
                )
        elif film is not None and not places:
            till().note(f"{_WORDS['control_video']}: the workflow '{self.workflow}' has no input bound to it")
        if film is not None and places:
            name = server.upload(_as_mp4(film), ".mp4")
            for place in places:
                ready[place.node]["inputs"][place.input] = name

    def _drop(self, graph: Graph, node: str, info: dict[str, Any]) -> None:
        """A picture of the workflow that this run has none for: taken out where its consumers do without. Raises BadInput where not."""
        for other, one in list(graph.items()):
            for name, value in list(one["inputs"].items()):
                if not (is_link(value) and str(value[0]) == node and other in graph):
                    continue
                optional = (info.get(one["class_type"], {}).get("input") or {}).get("optional") or {}
                if name in optional:
                    del one["inputs"][name]
                elif _JOINS.get(one["class_type"], set()) - {name}:
                    self._stand_in(graph, other, name)
                elif set(specs_of(info, one["class_type"])) & {"image", "images", "pixels", "video"}:
                    self._drop(graph, other, info)  # a node that only changes the picture goes with it
                else:
                    raise BadInput(
                        f"The workflow '{self.workflow}' needs a picture in {title_of(graph, node)}, and this one has none.",
                        field=f"workflow/{self.workflow}",
                        hint="Choose another workflow for it in the preset, or unbind that picture.",
                    )
        graph.pop(node, None)

    @staticmethod
    def _stand_in(graph: Graph, node: str, gone: str) -> None:
        """Where one side of a node that joins pictures is gone, the other side stands for what it made."""
        left = next(v for name, v in graph[node]["inputs"].items() if name != gone and is_link(v))
        for one in graph.values():
            for name, value in one["inputs"].items():
                if is_link(value) and str(value[0]) == node:
                    one["inputs"][name] = left
        del graph[node]["inputs"][gone]

    def _listen(self, server: Server, run: str, client: str) -> None:
        if self._listener is None:
            self._listener = Listener(server.address, run, client)

    # -- afterwards ---------------------------------------------------------------------------------------------------
    def look_up(self, kept: Bought) -> Answer | None | bool:
        run, missed = run_id(kept.mark), False
        for server in self.servers:
            try:
                if server.history(run) is not None or server.place(run) is not None:
                    output = bound(self.workflow, self.servers)[1].output
                    return Answer(job={"id": run, "server": server.address, "output": output})
            except ServiceFailed:
                missed = True
        return None if missed else False

    def ask(self, job: dict[str, Any]) -> State:
        server, run = Server(str(job["server"])), str(job["id"])
        done = server.history(run)
        if done is None:
            before = server.place(run)
            if before is None and server.history(run) is None:
                raise Forgotten(
                    "ComfyUI does not know this run any more: it was started again.",
                    field="services/comfy",
                    hint="Build again; it is run anew.",
                )
            share = self._listener.share if self._listener is not None and before == 0 else 0.0
            return State(share, "running" if before == 0 else f"queued, {before} before it")
        if self._listener is not None:
            self._listener.close()
        status = done.get("status") or {}
        if status.get("status_str") == "error" or status.get("completed") is False:
            raise _failed(status)
        return State(1.0, "", Answer(data=server.view(_file_of(done, str(job["output"]))), cost=0.0))

    def stop(self, job: dict[str, Any]) -> bool:
        try:
            Server(str(job["server"])).stop(str(job["id"]))
        except ServiceFailed:
            return False
        return True


_WORDS: dict[str, str] = {
    "negative": "the words for what must not appear",
    "seed": "the seed",
    "frames": "the length",
    "keyframe": "the first picture",
    "end_frame": "the last picture",
    "reference": "the reference pictures",
    "control_video": "the film that leads the motion",
    "control_strength": "how closely the film that leads is followed",
}

#: Nodes that lay pictures one after another -> their sides.
_JOINS = {"ImageBatch": {"image1", "image2"}}

#: Values that a workflow may have no input for without a word: it has its own size and rate.
_UNASKED = ("width", "height", "fps")


def _as_mp4(film: Leading) -> bytes:
    """A film that leads as a server reads it: H.264, every frame, the same bytes for the same frames."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "leads.mp4"
        size = film.size.on_grid(2)
        encode_clip(path, (cover(frame, size) for frame in film.frames()), size=size, fps=film.fps, quality="master")
        return path.read_bytes()


def _failed(status: dict[str, Any]) -> ServiceFailed:
    """Why a run ended without a result, as the server tells it."""
    for kind, said in reversed(status.get("messages") or []):
        if kind == "execution_error":
            what = f"{said.get('node_type', 'a node')}: {said.get('exception_message', '')}".strip()
            return ServiceFailed(
                f"ComfyUI failed in {' '.join(what.split())[:300]}",
                field="services/comfy",
                hint="Run the workflow in ComfyUI itself to see what it lacks; then build again.",
            )
        if kind == "execution_interrupted":
            return ServiceFailed("Somebody stopped this run in ComfyUI.", field="services/comfy", hint="Build again.")
    return ServiceFailed(
        "ComfyUI ended without a result.", field="services/comfy", hint="See its window, then build again."
    )


def _file_of(done: dict[str, Any], output: str) -> dict[str, Any]:
    """The first file that the bound output has made, a clip before a picture."""
    made = (done.get("outputs") or {}).get(output) or {}
    for kind in _FILES:
        found = made.get(kind)
        if isinstance(found, list) and found and isinstance(found[-1], dict) and "filename" in found[-1]:
            return found[-1]
    raise ServiceFailed(
        f"The output {output} of the workflow made no file.",
        field="services/comfy",
        hint="Bind the node that saves the picture or the clip.",
    )


class ComfyImage(RemoteImage):
    """Pictures by a workflow: `portrait`, `plate` and `keyframe` may have one each; `picture` stands for all."""

    def way(self, wanted: Wanted) -> Way:
        values: dict[Role, Any] = {
            "prompt": wanted.prompt,
            "negative": wanted.negative,
            "seed": wanted.seed % 2**32,
            "width": wanted.size.width,
            "height": wanted.size.height,
        }
        return RunWay(
            self.remote,
            self.addresses,
            _workflow(self.remote, wanted.kind, "picture"),
            values,
            {"reference": [p for _, p in wanted.shown]},
        )

    @property
    def takes_seed(self) -> bool:
        return True  # what is not bound is named where the workflow is filled

    @property
    def takes_negative(self) -> bool:
        return True


class ComfyVideo(RemoteVideo):
    """Clips by a workflow that takes the still as its first picture."""

    @property
    def takes_seed(self) -> bool:
        return True

    def way(self, shooting: Shooting) -> Way:
        values: dict[Role, Any] = {
            "prompt": shooting.prompt,
            "negative": shooting.negative,
            "seed": shooting.seed,
            "width": shooting.size.width,
            "height": shooting.size.height,
            "frames": shooting.frames,
            "fps": shooting.fps,
        }
        pictures: dict[Role, list[np.ndarray]] = {"keyframe": [shooting.first], "reference": list(shooting.references)}
        if shooting.last is not None:
            pictures["end_frame"] = [shooting.last]
        leading = None
        if shooting.led is not None:
            leading = Leading(shooting.led, shooting.size, shooting.fps)
            values["control_strength"] = shooting.strength
        grey = np.full((shooting.size.height, shooting.size.width, 3), GREY, np.uint8)
        still = Leading(lambda: [grey] * shooting.frames, shooting.size, shooting.fps)
        name = _workflow(self.remote, "clip")
        return RunWay(self.remote, self.addresses, name, values, pictures, leading, still)


def _workflow(remote: RemoteModel, *kinds: str) -> str:
    """The workflow that makes a kind of thing. Raises BadInput where the preset names none."""
    for kind in kinds:
        if name := remote.workflow.get(kind):  # type: ignore[call-overload]
            return name
    raise BadInput(
        f"This preset names no workflow that makes a {kinds[0]}.",
        field=f"workflow/{kinds[0]}",
        hint="Name one under `remote: workflow:` of the preset.",
    )
