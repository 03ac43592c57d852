"""The studio: projects and everything a person can do to one. The command line, the app and the tests use only this.

Every verb validates its input, changes the story or the choices in one transaction, and returns the new state; making
things is always the queue's work.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vgot.errors import BadInput, DamagedProject, NotFound, StorageFailed
from vgot.graph.nodes import Node
from vgot.graph.plan import Plan, Planned
from vgot.handoff.formats import EDITORS, EVERY_SUFFIX
from vgot.machine.doctor import preflight_of, writer_preflight
from vgot.machine.fetching import Fetches
from vgot.machine.licences import record_consent
from vgot.machine.models_on_disk import Found, look_through, remembered, usual_folders
from vgot.machine.models_on_disk import remember as remember_folders
from vgot.presets.own import made_from, save
from vgot.presets.preset import Preset
from vgot.presets.weights import Fetched
from vgot.presets.writers import writer_models, writer_of
from vgot.project.covering import coverage_of
from vgot.project.own_models import OwnModels
from vgot.project.own_takes import Cut as Cut  # for the page
from vgot.project.project import Project
from vgot.project.retouches import STRENGTH as RETOUCH_STRENGTH
from vgot.project.retouches import Asked as RetouchAsked
from vgot.project.service_desk import ServiceDesk
from vgot.project.told_changes import sayings
from vgot.project.writer_choice import choose, client_for, described, offers
from vgot.project.writer_paces import WriterPaces
from vgot.render.build import BuildResult, Tick
from vgot.render.executors import Executor, InlineExecutor, ProcessExecutor
from vgot.render.queue import Job
from vgot.render.snapshot import Snapshot
from vgot.script.find_replace import Sought as Sought  # for the page
from vgot.script.formats.corrections import Corrections, corrected
from vgot.script.formats.importing import Incoming, read_script
from vgot.script.formats.listed import Given
from vgot.script.formats.shotlist import read_shot_list, story_from_shots
from vgot.script.llm.algorithm1 import Manner, begin
from vgot.script.llm.clients import Client
from vgot.script.llm.writing import Said
from vgot.script.offline.writer import write_offline
from vgot.script.preview import preview_of
from vgot.settings import RenderPreset, Settings, load_preset, presets
from vgot.store.acting import acting_as
from vgot.store.archive import copy_project, read_archive
from vgot.store.database import commits_here
from vgot.store.disk import make_private, tighten
from vgot.store.project_store import DATABASE, Store
from vgot.store.trash import Trash, Trashed, sweep
from vgot.story.angles import ANGLES
from vgot.story.grades import STYLES
from vgot.story.model import MAX_SENTENCE, Film, Story, load_story
from vgot.tasks import Task
from vgot.units import slug, suffix_of

if TYPE_CHECKING:
    from vgot.handoff.new_film import NewFilm
    from vgot.handoff.storyboard import NewStoryboard

__all__ = [
    "ANGLES",
    "EDITORS",
    "EVERY_SUFFIX",
    "LOOKS",
    "BuildResult",
    "Corrections",
    "Job",
    "Node",
    "Plan",
    "Planned",
    "Preset",
    "Project",
    "ProjectInfo",
    "RETOUCH_STRENGTH",
    "RenderPreset",
    "RetouchAsked",
    "Snapshot",
    "Studio",
    "Tick",
    "Trashed",
    "acting_as",
    "commits_here",
    "coverage_of",
    "make_private",
    "preview_of",
    "sayings",
]

#: The looks that a new film may be asked for in.
LOOKS = tuple(STYLES)


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
        self.fetches = Fetches(settings)
        self._open: dict[Path, Project] = {}
        self._lock = threading.Lock()
        self._ready = Task("getting ready")
        with contextlib.suppress(OSError):
            sweep(settings.home)
        tighten(settings.home)

    def _default_executor(self) -> Executor:
        if self.settings.mode == "space":
            return InlineExecutor(self.settings.models_dir)
        return ProcessExecutor(models_dir=self.settings.models_dir)

    def get_ready(self, after_s: float = 3.0) -> None:
        """Somebody has come and may type a sentence soon: load the parser, and have a worker wait, a moment from now in the background."""
        if self._ready.state == "idle":
            self._ready.start(lambda: self._load(after_s))

    def _load(self, after_s: float) -> None:
        time.sleep(after_s)
        self.call_worker()  # it loads while the parser does
        preview_of("A paper boat drifts down to the sea.", 2)

    def call_worker(self) -> None:
        """Somebody makes a film now: have a worker come while its story is written."""
        self.executor.get_ready()

    @property
    def projects_folder(self) -> Path:
        return self.settings.home / "projects"

    def presets(self) -> dict[str, RenderPreset]:
        return presets()

    def preset(self, name: str | None = None) -> RenderPreset:
        """A preset by name (default: the one new projects start with)."""
        return load_preset(name or self.settings.preset, self.settings.models_dir)

    @property
    def services(self) -> ServiceDesk:
        """Services that render elsewhere, and ComfyUI workflows."""
        return ServiceDesk(self.settings.home, self.presets)

    @property
    def own_models(self) -> OwnModels:
        """Folders of models, what lies there, and LoRAs laid over a film."""
        return OwnModels(self.settings, self.presets)

    # -- models -------------------------------------------------------------------------------------------------------
    def models(self, folders: Sequence[Path] = (), *, remember: bool = False) -> list[Found]:
        """What models lie in these folders (default: the usual ones), told from their headers. `remember`: look there from now on."""
        if remember and folders:
            remember_folders(self.settings.home, [*remembered(self.settings.home), *folders])
        return look_through(folders or usual_folders(self.settings), [one.preset for one in self.presets().values()])

    def make_preset(self, name: str, like: str, files: dict[str, str], *, title: str = "") -> RenderPreset:
        """A preset of one's own like another, with own files in slots (`keyframe/transformer` -> a file), kept as one YAML file under the
        home. Raises BadInput, NotFound."""
        if self.settings.mode == "space":
            raise BadInput("Presets are not made here.", field="preset", hint="Run VGoT Studio on your own machine.")
        if name in self.presets() and not (self.settings.home / "presets" / f"{name}.yaml").is_file():
            raise BadInput(f"The name '{name}' is taken.", field="preset", hint="Give it another name.")
        save(made_from(self.preset(like).preset, name, files, title))
        return self.preset(name)

    def preflight(self, preset: str | None = None) -> dict[str, Any]:
        """What a preset, or a language model that writes, needs before anything is fetched or loaded: {"fits", "words", "downloads",
        "better"}."""
        if model := writer_models().get(preset or ""):
            told = writer_preflight(model, self.settings)
            words = [f"{model.title} needs {told['memory']}."]
            return {"fits": told["fits"], "words": words, "downloads": [told["download"]], "better": None}
        return preflight_of(self.preset(preset).preset, self.settings)

    def consent(self, repo: str) -> None:
        """Record that a person agreed to the licence of a repository that some preset names. Raises NotFound."""
        of_presets = (p.preset.repos()[repo] for p in self.presets().values() if repo in p.preset.repos())
        writes = writer_of(repo)
        known = writes.repo if writes else next(of_presets, None)
        if known is None:
            raise NotFound(
                f"No preset names the repository '{repo[:120]}'.",
                field="consent",
                hint="`doctor` lists those that presets fetch.",
            )
        record_consent(self.settings.home, known)

    def start_fetch(self, preset: str | None = None) -> dict[str, Any]:
        """Fetch in the background what a preset lacks. Raises BadInput for a licence that nobody agreed to, StorageFailed
        where the disk has no room."""
        return self.fetches.start(self._fetched(preset)).as_json()

    def fetch_status(self, preset: str | None = None) -> dict[str, Any]:
        """{"fetching", "done_gb", "of_gb", "error", "repo"}: how far it is, and why it stopped, in words."""
        return self.fetches.status(self._fetched(preset)).as_json()

    def stop_fetch(self, preset: str | None = None) -> None:
        """Stop a fetch; files that have arrived whole are kept."""
        self.fetches.stop(self._fetched(preset))

    def fetchable(self) -> tuple[str, ...]:
        """What may be fetched, by name: presets, then language models that write."""
        return (*self.presets(), *writer_models())

    def _fetched(self, name: str | None) -> Fetched:
        return writer_models().get(name or "") or self.preset(name).preset

    # -- projects -----------------------------------------------------------------------------------------------------
    def new_project(
        self,
        story: Story | None = None,
        *,
        name: str | None = None,
        folder: Path | None = None,
        kept: dict[str, str] | None = None,
        token: str = "",
    ) -> Project:
        """A new project, in `folder` or in a new folder with an unguessable name under the home. `kept`: what stands beside its story
        from the first moment on (Store.create). `token`: of who asks for it, by which `made_for` finds it."""
        name = (name or (story.title if story else "") or "Untitled").strip()[:120] or "Untitled"
        folder = Path(folder) if folder else self._new_folder(name, token)
        try:
            self._way_to(folder)
            return self._keep(self._film(Store.create(folder, name, story or Story(title=name), kept)))
        except OSError as why:
            raise StorageFailed(
                f"The folder cannot be made: {why.strerror}.", field="project", hint="Name a folder you can write to."
            ) from why

    def _new_folder(self, name: str, token: str = "") -> Path:
        return self.projects_folder / f"{slug(name, 'film')}-{_ending(token) if token else secrets.token_hex(8)}"

    def made_for(self, token: str) -> Project | None:
        """The project that was made under this token, where it is here."""
        there = next(self.projects_folder.glob(f"*-{_ending(token)}/{DATABASE}"), None)
        return self.open(there.parent.name) if there else None

    def _way_to(self, folder: Path) -> None:
        """Make what lies between the home and a new project's folder: its owner's alone."""
        for one in reversed(folder.parents):
            if one == self.settings.home or self.settings.home in one.parents:
                make_private(one)

    def write(
        self,
        sentence: str,
        shots: int,
        *,
        seed: int = 0,
        writer: str = "auto",
        duration_s: float = 3.0,
        film: Film | None = None,
        look: str = "",
        name: str | None = None,
        folder: Path | None = None,
        wait: bool = True,
        token: str = "",
        on_event: Callable[..., Any] | None = None,
    ) -> Project:
        """A new project whose story is written from one sentence: by a language model where one is configured, else as
        an outline. `film`: its size and rate, where not those of the preset's models; `look`: one of vgot.story.grades. Raises BadInput before anything is made.
        With `wait=False` a language model writes in the background (`Project.writing.status()` tells how far it is)."""
        film = self.preset().film_for(film)
        client = client_for(writer, home=self.settings.home, models_dir=self.settings.models_dir)
        meant = {} if wait else {"to_begin": "yes"}
        if client is None:
            story = write_offline(sentence, shots, seed=seed, film=film, duration_s=duration_s)
            story = story.model_copy(update={"style": STYLES[look]}) if look else story
            return self.new_project(story, name=name, folder=folder, kept=meant, token=token)
        state = begin(sentence, shots, seed=seed, film=film, manner=Manner(duration_s=duration_s))
        state.style = STYLES[look] if look else ""
        story = Story(title=(name or sentence.strip())[:60], sentence=sentence, seed=seed, film=film)
        kept = {"writing": state.model_dump_json(), **meant}
        project = self.new_project(story, folder=folder, kept=kept, token=token)
        if wait:
            project.writing.go_on(client, on_event=on_event)
        else:
            project.writing.start(client, then=project.begin_if_meant)
        return project

    def import_project(
        self, source: Path, *, folder: Path | None = None, token: str = "", own: bool = False
    ) -> Project:
        """A new project from a `.vgot.zip` or a `story.json`. `own`: this program has just written the file, so that what is in it is
        not decoded once more. A preset that is not here is named (`Project.lacks_preset`) and the usual one taken. Raises BadInput and
        leaves nothing behind."""
        if not source.is_file():
            raise NotFound(
                f"There is no file '{source.name}'.", field="import", hint="Name a .vgot.zip or a story.json."
            )
        if suffix_of(source) in (".fountain", ".fdx", ".spmd", ".txt", ".md", ".csv", ".tsv"):
            return self.import_script(source.read_bytes(), source.name, folder=folder, token=token)
        if suffix_of(source) == ".json":
            return self.new_project(load_story(source.read_bytes()), folder=folder, token=token)
        if suffix_of(source) == ".vgot.zip":
            folder = folder or self._new_folder(source.name.removesuffix(".vgot.zip"), token)
            self._way_to(folder)
            store = read_archive(source, folder, own=own)
            if (asked := store.meta("preset")) and asked not in self.presets():
                store.set_metas({"preset": "", "lacks_preset": asked})
            return self._keep(self._film(store))
        raise self.refusal_of(source, "Use .vgot.zip, .json, a screenplay, or a cut as .otio, .fcpxml or .edl.")

    def copy_of(self, archive: Path, name: str, *, token: str = "") -> Project:
        """A new project like one that this program has exported: the archive is unpacked once, beside it, and the files of every copy
        are shared where the disk can do that. Raises StorageFailed."""
        unpacked = archive.with_name(archive.name.removesuffix(".vgot.zip"))
        if not (unpacked / DATABASE).is_file():
            read_archive(archive, unpacked, own=True).close()
        target = self._new_folder(name, token)
        self._way_to(target)
        return self._keep(self._film(copy_project(unpacked, target)))

    @staticmethod
    def refusal_of(source: Path, otherwise: str) -> BadInput:
        """The error for a file that nothing here reads: what it is and what to do in its own program, else `otherwise`."""
        from vgot.foreign import refusal

        return refusal(source, "import", otherwise)

    def read_new_film(self, source: Path) -> NewFilm | NewStoryboard:
        """An editor's cut, a folder of numbered pictures or a video as the film that it would become: its story, and an account of what a
        story cannot hold. Makes nothing. Raises BadInput, NotFound."""
        from vgot.handoff.new_film import read_new_film
        from vgot.handoff.storyboard import read_what_one_has

        found = read_what_one_has(source) if source.suffix.lower() != ".fcpxmld" else None
        return found or read_new_film(source)

    def make_new_film(self, new: NewFilm | NewStoryboard, *, folder: Path | None = None, token: str = ""):
        """(a new project of what was read, with its media as takes, and the account with what could not be brought)."""
        from vgot.handoff.new_film import NewFilm, fill
        from vgot.handoff.storyboard import fill_storyboard

        project = self.new_project(Story(title=new.story.title, film=new.story.film), folder=folder, token=token)
        left = fill(project, new) if isinstance(new, NewFilm) else fill_storyboard(project, new)
        return project, replace(new, named=(*new.named, *left))

    @staticmethod
    def read_script(
        data: bytes, name: str, *, scenes: Sequence[int] = (), corrections: Corrections | None = None
    ) -> Incoming:
        """What would become of a script, with its account; makes nothing. Raises BadInput."""
        came = read_script(data, name, scenes=scenes)
        return corrected(came, corrections) if corrections else came

    def import_script(
        self,
        data: bytes,
        name: str,
        *,
        writer: str = "auto",
        folder: Path | None = None,
        wait: bool = True,
        token: str = "",
        scenes: Sequence[int] = (),
        corrections: Corrections | None = None,
    ) -> Project:
        """A new project from a screenplay (Fountain, FDX), a shot list (lines, bullets, a table) or a chapter of prose, whose five
        domains a language model fills in where one is configured, in the background with `wait=False`. `scenes`: those that are
        filmed, from 1; `corrections`: what a person set right in what `read_script` told. What became of each part of the source
        is kept with it (`Project.script.import_account`). Raises BadInput."""
        came = self.read_script(data, name, scenes=scenes, corrections=corrections)
        account = json.dumps(came.account, ensure_ascii=False)
        client = None if came.screenplay else self._client(writer)
        if client is None:
            return self.new_project(came.story, folder=folder, kept={"import": account}, token=token)
        kept = {"import": account}
        title = came.story.title if came.corrected else came.source.title
        return self._write_shots(client, list(came.givens or came.source.shots), title, folder, wait, token, kept)

    def _client(self, writer: str) -> Client | None:
        return client_for(writer, home=self.settings.home, models_dir=self.settings.models_dir)

    def write_shots(
        self,
        shots: list[str],
        *,
        title: str = "",
        writer: str = "auto",
        folder: Path | None = None,
        wait: bool = True,
        token: str = "",
    ) -> Project:
        """A new project of exactly these shots: only the cast and the five domains are written. Like `write` it is kept shot
        by shot and can be gone on with. Raises BadInput."""
        client = self._client(writer)
        if client is None:
            return self.new_project(story_from_shots(shots, title=title), folder=folder, token=token)
        return self._write_shots(client, [Given(s) for s in shots], title, folder, wait, token, {})

    def _write_shots(
        self,
        client: Client,
        given: list[Given],
        title: str,
        folder: Path | None,
        wait: bool,
        token: str,
        kept: dict[str, str],
    ) -> Project:
        """A project whose shots a language model fills in; what a list says of them already stands as it is."""
        shots = [g.text for g in given]
        story = Story(title=(title or shots[0])[:60], sentence=" ".join(shots)[:MAX_SENTENCE])
        begin("", len(shots), manner=Manner(drafts=tuple(shots)))
        state = begin(story.sentence, len(shots), manner=Manner(drafts=tuple(shots)))
        state.said = [Said.model_validate(g.as_said()) for g in given] if not all(g.only_text for g in given) else []
        kept = {**kept, "writing": state.model_dump_json(), **({} if wait else {"to_begin": "yes"})}
        project = self.new_project(story, folder=folder, kept=kept, token=token)
        if wait:
            project.writing.go_on(client)
        else:
            project.writing.start(client, then=project.begin_if_meant)
        return project

    @staticmethod
    def read_shots(text: str) -> list[str]:
        """The shots of a pasted list: numbered, bullets, CSV, or one a line. Raises BadInput."""
        return read_shot_list(text)

    # -- who writes ---------------------------------------------------------------------------------------------------
    def writer(self) -> dict[str, Any]:
        """Who writes here now, as plain JSON (vgot.project.writer_choice.described); no server is asked."""
        now = described(self.settings.home)
        called = {"openai": f"openai:{now['model']}", "transformers": f"transformers:{now['model']}"}.get(
            now["kind"], ""
        )
        now["shot_s"] = WriterPaces(self.settings.home).of(called)
        return now | {"may_choose": now["may_choose"] and self.settings.mode != "space"}

    def writer_offers(self) -> list[dict[str, Any]]:
        """Language model servers found on this machine: name, base_url, models. Takes half a second."""
        return offers() if self.settings.mode != "space" else []

    def writer_models(self) -> list[dict[str, Any]]:
        """The language models that may be fetched to write on this machine: what each is and needs, how far its fetch is, and how many
        seconds a shot took it here (None before it wrote one)."""
        if self.settings.mode == "space":
            return []
        paces = WriterPaces(self.settings.home)
        return [
            writer_preflight(one, self.settings)
            | {"fetch": self.fetches.status(one).as_json(), "shot_s": paces.of(f"transformers:{one.repo.id}")}
            for one in writer_models().values()
        ]

    def choose_writer(
        self, kind: str, *, base_url: str = "", model: str = "", credential: str = "", key: str = ""
    ) -> dict[str, Any]:
        """Who writes from now on; a `key` goes into the keyring and nowhere else, only the name of its entry is kept. Raises BadInput,
        StorageFailed."""
        if self.settings.mode == "space":
            raise BadInput(
                "The language model of this Space is set by its operator.",
                field="writer",
                hint="Run VGoT Studio on your own machine to choose.",
            )
        choose(self.settings.home, kind=kind, base_url=base_url, model=model, credential=credential, key=key)
        return self.writer()

    def open(self, project: str | Path) -> Project:
        """A project by its id (its folder's name under the home) or by its folder."""
        folder = Path(project) if isinstance(project, Path) else self._folder(project)
        with self._lock:
            if (known := self._open.get(folder)) and known.store.is_here:
                return known
            self._open.pop(folder, None)
        return self._keep(self._film(Store.open(folder)))

    def _folder(self, project: str) -> Path:
        if (
            not 0 < len(project.encode("utf-8", "replace")) <= 200
            or "\0" in project
            or project != Path(project).name
            or project.startswith(".")
        ):
            raise NotFound("There is no such project.", field="project", hint="Choose one from the list.")
        return self.projects_folder / project

    def _film(self, store: Store) -> Project:
        return Project(self.settings, self.executor, store, self.presets)

    def _keep(self, project: Project) -> Project:
        with self._lock:
            return self._open.setdefault(project.store.folder, project)

    def projects(self) -> list[ProjectInfo]:
        """Projects under the home, the newest first; a folder that cannot be read is left out."""
        found: list[ProjectInfo] = []
        for folder in self.projects_folder.glob("*"):
            if (folder / DATABASE).is_file():
                with contextlib.suppress(Exception):
                    project = self.open(folder.name)
                    head = project.head()
                    found.append(
                        ProjectInfo(
                            folder.name,
                            project.name,
                            head.story.title,
                            len(head.story.shots),
                            (folder / DATABASE).stat().st_mtime,
                        )
                    )
        return sorted(found, key=lambda p: -p.modified)

    def delete_project(self, project: str) -> None:
        """Take a project from its workers and move it to the trash folder under the home, from where `restore_project` takes it
        back as it was, its queue too. What workers still make of it is dropped."""
        folder = self._folder(project)
        if not (folder / DATABASE).is_file():
            raise NotFound("There is no such project.", field="project", hint="Choose one from the list.")
        opened = None
        with contextlib.suppress(DamagedProject):  # what cannot be read can be deleted all the same
            opened = self.open(project)
            opened.store.set_meta("deleted", str(time.time()))
            opened.queue.take_back()
        if opened:
            opened.store.close()
        self._trash.put(folder)
        with self._lock:
            self._open.pop(folder, None)

    def restore_project(self, project: str, trashed: str = "") -> Project:
        """Take the newest deleted project of this id, or exactly the one that `trash_list` calls `trashed`, back from the trash. Raises
        NotFound, and Conflict where another project has the id."""
        folder = self._folder(project)
        lay = self._trash.take(folder, trashed)
        with self._lock:
            self._open.pop(folder, None)
        try:
            back = self.open(project)
            back.queue.take_back()  # a worker may have begun while it was on its way out
            back.store.set_meta("deleted", "")
        except DamagedProject:
            with contextlib.suppress(OSError):
                folder.rename(lay)
            raise
        return back

    def trash_list(self) -> list[Trashed]:
        """The films in the trash, the one deleted last first: id there, project, name, title, shots, bytes, and when (seconds since
        1970)."""
        return self._trash.list()

    def trash(self) -> tuple[int, int]:
        """(how many films are in the trash folder, the bytes of everything in it)."""
        return self._trash.size()

    def empty_trash(self) -> int:
        """Remove for good what is in the trash folder; returns the bytes that became free."""
        return self._trash.empty()

    @property
    def _trash(self) -> Trash:
        return Trash(self.settings.home / "trash")

    def close(self) -> None:
        self.fetches.close()
        self.executor.close()


def _ending(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()[:16]
