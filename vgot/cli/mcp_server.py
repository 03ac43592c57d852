"""A film maker's verbs for programs that speak the Model Context Protocol: the same services as the command line and the page, each a
tool with typed arguments. Reading tools change nothing; making and exporting can be asked for as a dry run first.

The package `mcp` (the extra `mcp`) is loaded when the server is.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from vgot import __version__
from vgot.cli.registry import picture_of
from vgot.errors import BadInput, ModelUnavailable, NotFound, VgotError
from vgot.project.retouches import STRENGTH, Asked
from vgot.project.studio import EVERY_SUFFIX, Project, Studio, acting_as

if TYPE_CHECKING:
    from mcp.server import MCPServer

INSTRUCTIONS = (
    "VGoT Studio makes a multi-shot film from one sentence. Begin with write_film; show_film and plan_film tell what is there and what "
    "would be made; edit_film changes one field of the story (shots/3/lighting, cast/mary/look, film/fps); build_film with dry_run "
    "tells what it costs before anything is made; takes, choose_take and pin_take steer which result is used; export_film writes a file."
)
#: How often a build is looked at, and how long one call waits for it at the most.
_LOOK_S, _WAIT_S = 0.25, 600.0

Film = Annotated[str, Field(description="the film's id, as list_films gives it")]
Node = Annotated[str, Field(description="a node of the plan: portrait/mary/young, keyframe/3, clip/3, film")]


class Tools:
    """What a client may ask. Every tool answers plain JSON; what a person can act on comes back as an error in words."""

    def __init__(self, studio: Studio):
        self.studio = studio

    def _film(self, film: str) -> Project:
        return self.studio.open(film)

    # -- looking -------------------------------------------------------------------------------------------------------
    def list_films(self) -> dict[str, Any]:
        """The films on this machine, the newest first."""
        return {
            "films": [
                {"film": p.id, "name": p.name, "title": p.title, "shots": p.shots} for p in self.studio.projects()
            ]
        }

    def list_presets(self) -> dict[str, Any]:
        """The presets that a film can be rendered with, and whether each fits this machine."""
        told = {name: self.studio.preflight(name) for name in self.studio.presets()}
        return {
            "presets": [
                {
                    "preset": name,
                    "title": one.title,
                    "about": one.preset.about,
                    "draft": one.draft,
                    "fits": told[name]["fits"],
                    "words": told[name]["words"],
                }
                for name, one in self.studio.presets().items()
            ]
        }

    def list_models(
        self,
        folders: Annotated[list[str], Field(description="folders to look through; none: the usual ones")] = [],  # noqa: B006
    ) -> dict[str, Any]:
        """The models that lie in folders of this machine, and which presets can use them."""
        return {"found": [one.as_json() for one in self.studio.models([Path(f) for f in folders])]}

    def show_film(self, film: Film) -> dict[str, Any]:
        """The story: cast, places, shots with their five domains, boundaries."""
        return self._film(film).show()

    def plan_film(self, film: Film) -> dict[str, Any]:
        """What would be made and why: every node's state, and what all of it takes (time, and money where a service is paid)."""
        return self._film(film).plan().as_json()

    def takes(self, film: Film, node: Node) -> dict[str, Any]:
        """All takes of a node; the chosen one is used in the film."""
        return {"node": node, "takes": self._film(film).takes(node)}

    # -- writing -------------------------------------------------------------------------------------------------------
    def write_film(
        self,
        sentence: Annotated[str, Field(description="who, where, what happens", min_length=1, max_length=2000)],
        shots: Annotated[int, Field(ge=1, le=60)] = 8,
        seed: int = 0,
        preset: Annotated[str, Field(description="a preset's name; empty: the usual one")] = "",
        writer: Literal["auto", "offline", "openai", "transformers"] = "auto",
    ) -> dict[str, Any]:
        """A new film written from one sentence; nothing is rendered."""
        chosen = self.studio.preset(preset or None).name
        project = self.studio.write(sentence, shots, seed=seed, writer=writer)
        project.set_preset(chosen)
        return {"film": project.id, **project.show()}

    def edit_film(
        self,
        film: Film,
        path: Annotated[
            str, Field(description="shots/3/lighting, cast/mary/stages/young/look, boundaries/3/mode, film/fps")
        ],
        value: Annotated[str | float | bool | list[Any] | dict[str, Any] | None, Field(description="the new value")],
        revision: Annotated[int | None, Field(description="refuse if somebody changed this field since")] = None,
    ) -> dict[str, Any]:
        """Change one field of the story. Answers the nodes that this makes stale; undo_edit takes it back."""
        project = self._film(film)
        before = _states(project)
        head = project.edit(path, value, revision)
        after = _states(project)
        changed = [n for n, state in after.items() if state in ("stale", "missing") and before.get(n) != state]
        return {"revision": head.revision, "label": head.label, "to_make_again": changed}

    def undo_edit(self, film: Film) -> dict[str, Any]:
        """Take the last change of a film back."""
        head = self._film(film).undo()
        return {"revision": head.revision, "label": head.label}

    def film_history(self, film: Film) -> dict[str, Any]:
        """Every change of a film in words, the newest first (at most 60): revision, what, who, when."""
        lines = self._film(film).history.lines(60)
        return {
            "changes": [
                {"revision": c.revision, "what": told.in_words(), "step": c.step, "who": c.who, "when": c.when}
                for c, told in lines
            ]
        }

    def restore_film(self, film: Film, revision: int) -> dict[str, Any]:
        """The film as it was at a revision of film_history, as one change that undo_edit takes back."""
        head = self._film(film).history.restore(revision)
        return {"revision": head.revision, "label": head.label}

    # -- making --------------------------------------------------------------------------------------------------------
    def build_film(
        self,
        film: Film,
        nodes: Annotated[list[str], Field(description="only these nodes; none: the whole film")] = [],  # noqa: B006
        until: Annotated[
            Literal["portrait", "keyframe", "clip", "film"] | None, Field(description="stop after this step")
        ] = None,
        dry_run: Annotated[bool, Field(description="only tell what would be made and what it takes")] = False,
        wait_s: Annotated[
            float, Field(ge=0, le=_WAIT_S, description="wait so long at the most; it goes on all the same")
        ] = 60.0,
    ) -> dict[str, Any]:
        """Make what the film lacks. Stills of presets with models wait for approval (approve). Returns how far it is."""
        project = self._film(film)
        if dry_run:
            plan = project.plan()
            wanted = {plan.named(n).node.name for n in nodes}
            told = plan.as_json()
            to_do = [p.node.name for p in plan.to_do() if not wanted or p.node.name in wanted]
            return {
                "dry_run": True,
                "would_make": to_do,
                "room": project.room(until, list(nodes) or None),
                "totals": told["totals"],
            }
        project.start_build(list(nodes) or None, until=until)
        end = time.monotonic() + wait_s
        while project.queue.unfinished() and not project.queue.paused and time.monotonic() < end:
            time.sleep(_LOOK_S)
            project.keep_working()
        return self.progress(film)

    def progress(self, film: Film) -> dict[str, Any]:
        """What is made, waits and failed."""
        project = self._film(film)
        jobs = project.queue.jobs()
        plan = project.plan()
        nodes, film_now = plan.as_json(), plan.nodes["film"]
        return {
            "busy": bool(project.queue.unfinished()),
            "paused": project.queue.paused or "",
            "running": [j.name for j in jobs if j.state == "running"],
            "failed": [{"node": n["node"], "why": n["reason"]} for n in nodes["nodes"] if n["state"] == "failed"],
            "waiting_for_approval": [n["node"] for n in nodes["nodes"] if n["state"] == "fresh" and n.get("blocked")],
            "totals": nodes["totals"],
            "film": {"file": str(project.file(film_now.take.digests["film"])), "up_to_date": film_now.settled}
            if film_now.take
            else None,
        }

    def cancel_build(self, film: Film) -> dict[str, Any]:
        """Stop what is queued and running; finished takes stay."""
        return {"cancelled": self._film(film).cancel()}

    def approve(
        self,
        film: Film,
        nodes: Annotated[list[str], Field(description="keyframes; none: all")] = [],  # noqa: B006
    ) -> dict[str, Any]:
        """Approve keyframes, so that clips are rendered from them."""
        return {"approved": self._film(film).approve(list(nodes) or None)}

    # -- steering ------------------------------------------------------------------------------------------------------
    def regenerate(self, film: Film, node: Node, seed: int | None = None) -> dict[str, Any]:
        """A new take of one node with another seed; waits until it is made."""
        return self._film(film).regenerate(node, seed=seed).as_json()

    def choose_take(self, film: Film, node: Node, take: str) -> dict[str, Any]:
        """Use this take of a node."""
        project = self._film(film)
        project.takes.choose(node, take)
        return {"takes": project.takes(node)}

    def pin_take(self, film: Film, node: Node, take: str | None = None) -> dict[str, Any]:
        """Keep a take (default: the one that is used) though what it is made from changes."""
        project = self._film(film)
        project.takes.pin(node, take)
        return {"revision": project.head().revision}

    def unpin_take(self, film: Film, node: Node) -> dict[str, Any]:
        """Let a node follow its recipe again."""
        project = self._film(film)
        project.takes.unpin(node)
        return {"revision": project.head().revision}

    def retouch(
        self,
        film: Film,
        node: Annotated[str, Field(description="a picture: keyframe/3, portrait/mary/young, plate/harbour")],
        words: Annotated[str, Field(description="what is to be there: a red hat instead", max_length=2000)],
        box: Annotated[
            tuple[float, float, float, float] | None,
            Field(description="left, top, right, bottom in shares of the picture's sides"),
        ] = None,
        mask_file: Annotated[
            str, Field(description="instead of a box: an absolute path of a picture, white inside")
        ] = "",
        strength: float = STRENGTH,
        seed: int | None = None,
        take: Annotated[str | None, Field(description="which take; none: the one in use")] = None,
    ) -> dict[str, Any]:
        """Paint a part of a picture anew, as a take beside the old one; waits until it is made. Outside nothing changes."""
        project = self._film(film)
        asked = Asked(words, picture_of(Path(mask_file)) if mask_file else None, box, strength, seed, take)
        begun, done = project.retouches.make(node, asked)
        return {"source": begun.source, "share": begun.share, "notes": list(begun.notes), **done.as_json()}

    def carry_retouch(self, film: Film, shot: int) -> dict[str, Any]:
        """Lay the retouch of a shot's still into its clip, keeping what is played; answers until when it holds."""
        take, done = self._film(film).retouches.carry(shot)
        return {"take": take.id, "carried": take.facts.get("carried"), **done.as_json()}

    def shoot_angle(
        self,
        film: Film,
        shot: int,
        angle: Literal["over-the-shoulder", "reverse", "insert", "wide", "close"],
        take: Annotated[bool, Field(description="another take of the shot itself instead of a shot behind it")] = False,
        thing: Annotated[str, Field(description="what an insert shows; none: what is held or stands there")] = "",
    ) -> dict[str, Any]:
        """Shoot a shot's moment again from another angle, as a shot behind it; nothing is rendered, undo_edit takes it back."""
        made = self._film(film).angles.shoot(shot, angle, take=take, thing=thing)
        return {"shot": made.shot, "revision": made.head.revision, "notes": list(made.notes)}

    # -- out -----------------------------------------------------------------------------------------------------------
    def export_film(
        self,
        film: Film,
        file: Annotated[str, Field(description=f"an absolute path that ends in one of {', '.join(EVERY_SUFFIX)}")],
        dry_run: Annotated[bool, Field(description="only tell what would be written")] = False,
        overwrite: Annotated[bool, Field(description="replace a file that is there")] = False,
    ) -> dict[str, Any]:
        """Write the film, a cut for an editor, a storyboard or the project. A file that is there is kept unless overwrite is set."""
        project, target = self._film(film), Path(file)
        if not target.is_absolute():
            raise BadInput("The file has no absolute path.", field="file", hint="Name its folder, too.")
        if not target.name.lower().endswith(EVERY_SUFFIX):
            raise BadInput(
                f"'{target.name}' is nothing that can be written.", field="file", hint=f"Use {', '.join(EVERY_SUFFIX)}."
            )
        if not target.parent.is_dir():
            raise NotFound(f"There is no folder '{target.parent}'.", field="file", hint="Name a folder that is there.")
        if target.exists() and not overwrite:
            raise BadInput(
                f"'{target.name}' is there already.", field="file", hint="Name another file, or set overwrite."
            )
        if dry_run:
            made = project.film()
            state = "up to date" if made and made[1] else "older than the story" if made else "not made yet"
            return {"dry_run": True, "file": str(target), "film": state, "replaces": target.exists()}
        written = project.export(target)
        return {"file": str(written), "bytes": written.stat().st_size}


def _states(project: Project) -> dict[str, str]:
    """Of each node, its state now."""
    return {n["node"]: n["state"] for n in project.plan().as_json()["nodes"]}


#: Tools that change nothing, and those that may take something away.
_READ = ("list_films", "list_presets", "list_models", "show_film", "plan_film", "takes", "film_history", "progress")
_WRITE = (
    "write_film", "edit_film", "undo_edit", "restore_film", "build_film", "cancel_build", "approve", "regenerate", "choose_take",
    "pin_take", "unpin_take", "retouch", "carry_retouch", "shoot_angle", "export_film",
)  # fmt: skip


def make_server(studio: Studio) -> MCPServer:
    """The server with every tool. Raises ModelUnavailable where the package `mcp` is not installed."""
    try:
        from mcp.server import MCPServer
        from mcp.server.mcpserver.exceptions import ToolError
        from mcp_types import ToolAnnotations
    except ImportError as why:
        raise ModelUnavailable(
            "The package mcp is not installed.",
            field="mcp",
            hint="Install it: pip install 'vgot-studio[mcp]', or pip install mcp.",
        ) from why

    def in_words(tool: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
        @functools.wraps(tool)
        def run(*args: Any, **kwargs: Any) -> dict[str, Any]:
            try:
                with acting_as("mcp"):
                    return tool(*args, **kwargs)
            except VgotError as why:
                raise ToolError(why.in_words()) from why

        return run

    server = MCPServer(
        "vgot-studio", title="VGoT Studio", version=__version__, instructions=INSTRUCTIONS, log_level="WARNING"
    )
    tools = Tools(studio)
    for name in (*_READ, *_WRITE):
        marks = ToolAnnotations(
            read_only_hint=name in _READ, destructive_hint=name == "export_film", open_world_hint=False
        )
        server.add_tool(in_words(getattr(tools, name)), name=name, annotations=marks)
    return server


def serve(studio: Studio, *, http: bool = False, host: str = "127.0.0.1", port: int = 8765) -> None:
    """Serve until the client goes (stdio) or the program is stopped (HTTP, on this machine alone). Raises BadInput."""
    if http and host not in ("127.0.0.1", "localhost", "::1"):
        raise BadInput(
            f"'{host}' is open to others, and this server asks nobody for a password.",
            field="host",
            hint="Use 127.0.0.1; from another machine, come through an SSH tunnel.",
        )
    server = make_server(studio)
    if http:
        server.run("streamable-http", host=host, port=port)
    else:
        server.run("stdio")
