"""Any verb after any other, by two processes on the same films, with workers and clean-ups beside them: against a model of what must hold.

The model knows of each film the story and the choices of every state that undo and redo can reach, the takes that a person has chosen,
pinned or brought in any of them, its sounds, its name, and whether it lies in the trash. After every verb the film is read by a third
studio, that asked for nothing, and must be what the model says; a refused verb must have changed nothing.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import time
import traceback
import wave
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from tests.conftest import NoExecutor
from tests.faults import world
from tests.faults.world import Row
from vgot import media
from vgot.errors import NotFound, VgotError
from vgot.project.studio import Project, Studio
from vgot.render.worker import Worker
from vgot.settings import Settings
from vgot.story.model import DOMAINS

FILMS, SHOTS, UNDOS = 3, 6, 400


# -- verbs: what a hand of any process does; each gets the studio, the film's id and plain arguments -----------------------
def _picture(shade: int) -> bytes:
    return media.encode_png(np.full((64, 96, 3), shade % 256, np.uint8))


def _sound(folder: Path, note: int) -> Path:
    path = folder / f"sound-{os.getpid()}-{note}.wav"
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes((np.sin(np.arange(4000) * (note % 50 + 5) / 90) * 9000).astype("<i2").tobytes())
    return path


def _cleanup(studio: Studio, film: str) -> None:
    p = studio.open(film)
    p.cleanup(p.plan_cleanup())


def _work(studio: Studio, film: str, many: int) -> int:
    """Make the next things of a film, in this process."""
    store = studio.open(film).store
    worker, made = Worker(store), 0
    try:
        worker.queue.recover()
        while made < many and worker.work_one():
            made += 1
    finally:
        worker.close()
    return made


def _copied(studio: Studio, film: str, folder: str) -> str:
    path = Path(folder) / f"copy-{os.getpid()}-{time.monotonic_ns()}.vgot.zip"
    try:
        return studio.import_project(studio.open(film).export(path)).id
    finally:
        path.unlink(missing_ok=True)


def _exported(studio: Studio, film: str, folder: str, kind: str) -> int:
    path = Path(folder) / f"export-{os.getpid()}-{time.monotonic_ns()}.{kind}"
    try:
        return studio.open(film).handoff.deliver(path).stat().st_size
    finally:
        path.unlink(missing_ok=True)


def _with_sound(studio: Studio, film: str, folder: str, note: int) -> None:
    path = _sound(Path(folder), note)
    try:
        studio.open(film).add_sound(path, at_s=0.1 * (note % 5))
    finally:
        path.unlink(missing_ok=True)


VERBS: dict[str, Callable[..., Any]] = {
    "edit": lambda s, f, path, value: s.open(f).edit(path, value).revision,
    "insert": lambda s, f, at: s.open(f).insert_shot(at).revision,
    "double": lambda s, f, at: s.open(f).edits.duplicate_shot(at).revision,
    "delete": lambda s, f, at: s.open(f).delete_shot(at).revision,
    "move": lambda s, f, at, to: s.open(f).edits.move_shot(at, to).revision,
    "cast": lambda s, f, name: s.open(f).add_character(name, f"a person called {name}").revision,
    "place": lambda s, f, name: s.open(f).edits.add_place(name, f"a place called {name}").revision,
    "undo": lambda s, f: s.open(f).undo().revision,
    "redo": lambda s, f: s.open(f).edits.redo().revision,
    "back to": lambda s, f, revision: s.open(f).history.restore(revision).revision,
    "build": lambda s, f: s.open(f).start_build(),
    "cancel": lambda s, f: s.open(f).cancel(),
    "work": _work,
    "regenerate": lambda s, f, node: s.open(f).takes.start_regenerate(node),
    "variants": lambda s, f, node: s.open(f).takes.start_variants(node, 2),
    "choose": lambda s, f, node, take: s.open(f).takes.choose(node, take).revision,
    "pin": lambda s, f, node, take: s.open(f).takes.pin(node, take).revision,
    "unpin": lambda s, f, node: s.open(f).takes.unpin(node).revision,
    "upload": lambda s, f, node, shade: s.open(f).upload(node, _picture(shade)).id,
    "approve": lambda s, f: s.open(f).approve(),
    "sound": _with_sound,
    "silence": lambda s, f, item: s.open(f).handoff.remove_sound(item).revision,
    "clean up": _cleanup,
    "mend": lambda s, f: len(s.open(f).storage.mend()),
    "export": _exported,
    "copy": _copied,
    "rename": lambda s, f, name: s.open(f).rename(name),
    "trash": lambda s, f: s.delete_project(f),
    "restore": lambda s, f: s.restore_project(f).id,
    "look": lambda s, f: s.open(f).plan() and s.open(f).stamp() and None,
}


def _answer(studio: Studio, verb: str, film: str, arguments: tuple) -> tuple[str, Any]:
    """("done", what it gave), ("refused", the words) or ("broken", the traceback)."""
    try:
        return "done", VERBS[verb](studio, film, *arguments)
    except VgotError as why:
        return f"refused {type(why).__name__}", why.in_words()
    except Exception:
        return "broken", traceback.format_exc()


class Hand:
    """Another process that does what it is told, one verb at a time."""

    def __init__(self, home: Path):
        context = multiprocessing.get_context("fork")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=self._serve, args=(home, theirs), daemon=True)
        self._process.start()

    @staticmethod
    def _serve(home: Path, pipe) -> None:
        studio = Studio(Settings(home=home), NoExecutor())
        while (asked := pipe.recv()) is not None:
            pipe.send(_answer(studio, *asked))

    def __call__(self, verb: str, film: str, *arguments: object) -> tuple[str, Any]:
        self._pipe.send((verb, film, arguments))
        if not self._pipe.poll(120):
            return "broken", f"{verb} did not answer within two minutes"
        return self._pipe.recv()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._pipe.send(None)
        self._process.join(10)
        if self._process.is_alive():
            self._process.kill()


class Own:
    """The same in this process, with a studio of its own."""

    def __init__(self, home: Path):
        self._studio = Studio(Settings(home=home), NoExecutor())

    def __call__(self, verb: str, film: str, *arguments: object) -> tuple[str, Any]:
        return _answer(self._studio, verb, film, arguments)

    def close(self) -> None:
        self._studio.close()


def beside(home: Path, stop, broken, what: str) -> None:
    """A process that works on, or cleans up, whatever films there are, until it is told to stop."""
    studio = Studio(Settings(home=home), NoExecutor())
    while not stop.is_set():
        did = 0
        for folder in (home / "projects").glob("*"):
            try:
                if not (folder / "project.sqlite").is_file() or folder.name.startswith("."):
                    continue
                did += _work(studio, folder.name, 2) if what == "works" else 0
                if what == "cleans":
                    _cleanup(studio, folder.name)
            except VgotError:
                pass
            except Exception:
                if folder.is_dir():  # what is deleted at this moment may say anything
                    broken.put(f"{what}: {traceback.format_exc()[-900:]}")
        stop.wait(0.01 if did else 0.05 if what == "works" else 0.3)


# -- the model ---------------------------------------------------------------------------------------------------------
@dataclass
class State:
    """One state of a film as a person sees it."""

    story: dict
    choices: dict

    @classmethod
    def of(cls, project: Project) -> State:
        head = project.head()
        return cls(
            head.story.model_dump(mode="json"),
            {n: c.model_dump(mode="json") for n, c in head.choices.items() if not c.is_empty()},
        )


@dataclass
class Film:
    id: str
    name: str
    now: State
    behind: list[State] = field(default_factory=list)
    ahead: list[State] = field(default_factory=list)
    by_revision: dict[int, State] = field(default_factory=dict)
    in_trash: bool = False
    #: digests of a person's own sounds, and ids of takes that some state names
    sounds: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)

    def becomes(self, new: State, revision: int) -> None:
        if (new.story, new.choices) != (self.now.story, self.now.choices):
            self.behind.append(self.now)
            self.ahead.clear()
            self.now = new
        self._note(revision)

    def _note(self, revision: int) -> None:
        self.by_revision[revision] = self.now
        for track in self.now.story["sound"]["tracks"]:
            self.sounds |= {item["file"] for item in track["items"]}
        for choice in self.now.choices.values():
            self.named |= {choice[k] for k in ("pin", "upload") if choice.get(k)}

    def step(self, to: list[State], other: list[State]) -> None:
        other.append(self.now)
        self.now = to.pop()


#: What must come of a verb of the story, worked out by hand; the others may change choices of their own node alone.
def _expected(story: dict, verb: str, arguments: tuple) -> Callable[[dict], bool] | None:
    shots = [s["id"] for s in story["shots"]]

    def ids(new: dict) -> list[str]:
        return [s["id"] for s in new["shots"]]

    match verb:
        case "edit":
            path, value = arguments
            parts = path.split("/")
            if parts[0] == "title":
                return lambda new: new == story | {"title": value}
            n, domain = int(parts[1]) - 1, parts[2]
            return lambda new: (
                new["shots"][n]["domains"][domain] == value
                and [s for k, s in enumerate(new["shots"]) if k != n]
                == [s for k, s in enumerate(story["shots"]) if k != n]
            )
        case "insert":
            (at,) = arguments
            return lambda new: [i for i in ids(new) if i in shots] == shots and ids(new)[at - 1] not in shots
        case "double":
            (at,) = arguments
            return lambda new: (
                [i for i in ids(new) if i in shots] == shots
                and len(new["shots"]) == len(shots) + 1
                and ids(new)[at] not in shots
            )
        case "delete":
            (at,) = arguments
            return lambda new: ids(new) == shots[: at - 1] + shots[at:]
        case "move":
            at, to = arguments
            rest = shots[: at - 1] + shots[at:]
            return lambda new: ids(new) == rest[: to - 1] + [shots[at - 1]] + rest[to - 1 :]
        case "cast":
            return lambda new: len(new["cast"]) == len(story["cast"]) + 1 and new["shots"] == story["shots"]
        case "place":
            return lambda new: len(new["places"]) == len(story["places"]) + 1 and new["shots"] == story["shots"]
    return None


class Broken(AssertionError):
    pass


class Machine:
    """Random verbs by several hands, each held against the model."""

    def __init__(self, home: Path, seed: int, hands: list, costly: bool = True):
        self.home, self.pick, self.hands, self.costly = home, random.Random(seed), hands, costly
        self.eye = Studio(Settings(home=home), NoExecutor())
        self.films: list[Film] = []
        self.trail: list[str] = []
        self.done: dict[str, int] = {}
        self.refused = 0
        self.scratch = home.parent / "scratch"
        self.scratch.mkdir(exist_ok=True)
        self.add(self.eye.new_project(world.tiny_story(3), name="First").id)

    def add(self, film: str) -> Film:
        project = self.eye.open(film)
        made = Film(film, project.name, State.of(project))
        made._note(project.head().revision)
        self.films.append(made)
        return made

    def fail(self, why: str) -> None:
        raise Broken(f"{why}\nthe last verbs: " + "; ".join(self.trail[-12:]))

    # -- one verb -------------------------------------------------------------------------------------------------------
    def step(self) -> None:
        film = self.pick.choice(self.films)
        hand = self.pick.choice(self.hands)
        verb, arguments = self._asked(film)
        self.trail.append(f"{verb} {film.name[:6]} {' '.join(str(a)[:30] for a in arguments)}")
        how, gave = hand(verb, film.id, *arguments)
        self.trail[-1] += f" -> {how}" + (f" {str(gave)[:80]}" if how != "done" else "")
        if how == "broken":
            self.fail(f"{verb} ended in an error that is not the program's own:\n{gave}")
        self.done[verb] = self.done.get(verb, 0) + 1
        if how != "done":
            self.refused += 1
            self._refused(film, verb, arguments, how, str(gave))
        elif verb == "trash":
            film.in_trash = True
        elif verb == "restore":
            film.in_trash = False
        elif verb == "rename":
            film.name = arguments[0]
        elif verb == "copy":
            self._copied(film, gave)
        elif verb in ("undo", "redo"):
            film.step(*((film.behind, film.ahead) if verb == "undo" else (film.ahead, film.behind)))
        elif verb == "back to":
            film.becomes(film.by_revision[arguments[0]], int(gave))
        else:
            self._changed(film, verb, arguments)
        self.look(film, verb)

    def _asked(self, film: Film) -> tuple[str, tuple]:
        pick = self.pick
        if film.in_trash:
            return pick.choice([("restore", ()), ("restore", ()), ("restore", ()), ("trash", ()), ("look", ())])
        many = len(film.now.story["shots"])
        at = pick.randint(1, many)
        kind = pick.random()
        if kind < 0.34:
            told = [
                ("edit", (f"shots/{at}/{pick.choice(DOMAINS)}", f"words {pick.randrange(10**6)}")),
                ("edit", ("title", f"title {pick.randrange(10**6)}")),
                ("insert", (pick.randint(1, many + 1),)) if many < SHOTS else ("delete", (at,)),
                ("double", (at,)) if many < SHOTS else ("delete", (at,)),
                ("delete", (at,)) if many > 1 else ("insert", (1,)),
                ("move", (at, pick.randint(1, many))),
                ("cast", (f"Ann{pick.randrange(10**6)}",)) if len(film.now.story["cast"]) < 6 else ("undo", ()),
                ("place", (f"Quay{pick.randrange(10**6)}",)) if len(film.now.story["places"]) < 6 else ("undo", ()),
            ]
            return pick.choice(told)
        if kind < 0.52:
            revisions = list(film.by_revision)
            return pick.choice(
                [("undo", ()), ("undo", ()), ("redo", ()), ("redo", ()), ("back to", (pick.choice(revisions),))]
            )
        if kind < 0.66:
            return pick.choice(
                [("build", ()), ("build", ()), ("work", (pick.randint(1, 6),)), ("cancel", ()), ("look", ())]
            )
        if kind < 0.84:
            return self._of_takes(film)
        if kind < 0.90:
            items = [i["id"] for t in film.now.story["sound"]["tracks"] for i in t["items"]]
            return (
                ("silence", (pick.choice(items),))
                if items and (pick.random() < 0.5 or len(items) > 4)
                else ("sound", (str(self.scratch), pick.randrange(10**6)))
            )
        there = [
            ("clean up", ()),
            ("clean up", ()),
            ("mend", ()),
            ("rename", (f"Name {pick.randrange(10**6)}",)),
            ("trash", ()),
            ("export", (str(self.scratch), pick.choice(["shots.csv", "story.json", "cut.edl"]))),
            ("copy", (str(self.scratch),)) if len(self.films) < FILMS else ("trash", ()),
        ]
        return pick.choice(there)

    def _of_takes(self, film: Film) -> tuple[str, tuple]:
        """Something about takes that there are; they may be gone until it is asked for."""
        pick, project = self.pick, self.eye.open(film.id)
        plan = project.plan()
        nodes = [p for p in plan.nodes.values() if p.node.step in ("keyframe", "clip", "portrait", "plate")]
        if not nodes:
            return "look", ()
        planned = pick.choice(nodes)
        takes = project.takes(planned.name)
        take = pick.choice(takes)["id"] if takes else None
        told = [("regenerate", (planned.name,)), ("variants", (planned.name,)), ("approve", ())]
        if take:
            told += [("choose", (planned.name, take)), ("pin", (planned.name, take))] * 2 + [("unpin", (planned.name,))]
        if planned.node.step != "clip" and (self.costly or pick.random() < 0.1):
            told.append(("upload", (planned.name, pick.randrange(256))))
        return pick.choice(told)

    # -- what must hold -------------------------------------------------------------------------------------------------
    def _refused(self, film: Film, verb: str, arguments: tuple, how: str, words: str) -> None:
        """Some refusals are right, and nothing else may be refused."""
        right = {
            "undo": not film.behind,
            "redo": not film.ahead,
            "clean up": True,  # it is at work, or has changed
            "trash": film.in_trash,
            "look": film.in_trash,
            "export": True,  # nothing of it was made yet
            "choose": "There is no take" in words or "not one of" in words,
            "pin": "There is no take" in words or "not one of" in words,
            "regenerate": "wait" in words or "cut" in words or "no seed" in words,
            "variants": "wait" in words or "cut" in words or "no seed" in words or "nothing" in words,
            "approve": True,
            "back to": verb == "back to" and film.by_revision[arguments[0]] == film.now,
        }
        if not right.get(verb, False):
            self.fail(f"{verb} was refused ({how}): {words}")

    def _changed(self, film: Film, verb: str, arguments: tuple) -> None:
        project = self.eye.open(film.id)
        new, before = State.of(project), film.now
        if (right := _expected(before.story, verb, arguments)) is not None:
            if not right(new.story):
                self.fail(f"{verb} {arguments} made another story than it should")
            if new.choices != before.choices:
                self.fail(f"{verb} {arguments} changed choices")
        elif verb in ("build", "cancel", "work", "clean up", "mend", "export", "look", "variants"):
            if (new.story, new.choices) != (before.story, before.choices):
                self.fail(f"{verb} changed the story or the choices")
        elif verb in ("regenerate", "choose", "pin", "unpin", "upload", "approve"):
            self._chosen(project, before, new, verb, arguments)
        elif verb == "sound" and sum(len(t["items"]) for t in new.story["sound"]["tracks"]) != 1 + sum(
            len(t["items"]) for t in before.story["sound"]["tracks"]
        ):
            self.fail("a sound was added and is not there")
        film.becomes(new, project.head().revision)

    def _chosen(self, project: Project, before: State, new: State, verb: str, arguments: tuple) -> None:
        if new.story != before.story:
            self.fail(f"{verb} changed the story")
        differ = {k for k in before.choices.keys() | new.choices.keys() if before.choices.get(k) != new.choices.get(k)}
        if verb == "approve":
            return
        key = project.plan().named(arguments[0]).node.key
        if differ - {key}:
            self.fail(f"{verb} {arguments} changed the choices of {differ - {key}}")
        mine = new.choices.get(key) or {}
        if verb == "pin" and mine.get("pin") != arguments[1]:
            self.fail(f"{arguments[0]} is not pinned to what it was")
        if verb == "unpin" and mine.get("pin"):
            self.fail(f"{arguments[0]} is still pinned")

    def _copied(self, film: Film, copy: str) -> None:
        made = self.add(copy)
        if (made.now.story, made.now.choices) != (film.now.story, film.now.choices):
            self.fail("a copy is not what it was copied from")

    def look(self, film: Film, verb: str) -> None:
        """The film as anybody sees it now."""
        folder = self.home / "projects" / film.id
        if film.in_trash:
            if (folder / "project.sqlite").exists():
                self.fail("a film in the trash stands among the films, too")
            if film.id not in {t.project for t in self.eye.trash_list()}:
                self.fail("a deleted film is not in the trash")
            return
        try:
            project = self.eye.open(film.id)
            new = State.of(project)
        except VgotError as why:
            return self.fail(f"after {verb} the film cannot be opened: {why.in_words()}")
        if (new.story, new.choices) != (film.now.story, film.now.choices):
            self.fail(f"after {verb} the film is not what it should be")
        head = project.head()
        if (head.can_undo, head.can_redo) != (bool(film.behind), bool(film.ahead)):
            self.fail(f"after {verb} undo or redo is not offered as it should be")
        if project.name != film.name:
            self.fail(f"after {verb} the film is called {project.name}")

    def look_closely(self) -> None:
        """Everything that any state of a film names is there and whole."""
        for film in self.films:
            if film.in_trash:
                continue
            store = self.eye.open(film.id).store
            for digest in film.sounds:
                if store.blob_state(digest) != "whole":
                    self.fail(f"a sound of {film.name} is {store.blob_state(digest)}")
            for take in film.named:
                try:
                    digests = store.take(take).digests
                except NotFound:
                    self.fail(f"a take of {film.name} that a person chose, {take}, is gone")
                for role, digest in digests.items():
                    if store.blob_state(digest) != "whole":
                        self.fail(f"the {role} of a chosen take of {film.name} is {store.blob_state(digest)}")
            if found := [d for d in self.eye.open(film.id).verify() if d.what != "segment"]:
                self.fail(f"{film.name} is damaged: {found[0].message} ({found[0].node})")

    def settle(self, by_others: bool) -> None:
        """A film that is built to its end is made whole, and a second build finds nothing to make."""
        film = self.pick.choice([f for f in self.films if not f.in_trash] or self.films)
        if film.in_trash:
            return
        project = self.eye.open(film.id)
        project.start_build()
        end = time.monotonic() + 120
        while project.queue.unfinished():
            if not by_others:
                _work(self.eye, film.id, 1000)
            elif time.monotonic() > end:
                self.fail(f"{film.name} was not made within two minutes: {project.queue.jobs()[:2]}")
            else:
                time.sleep(0.05)
        failed = [p for p in project.snapshot(anew=True).plan().nodes.values() if p.state == "failed"]
        if failed:
            jobs = [j.error for j in project.queue.jobs(states=("failed",))][:1]
            self.fail(f"{failed[0].name} of {film.name} could not be made: {jobs}")
        if project.plan().nodes["film"].state not in ("fresh", "pinned"):
            self.fail(f"{film.name} was built and its film is {project.plan().nodes['film'].state}")
        project.start_build()
        if project.queue.unfinished():
            self.fail(f"a second build of {film.name} found something to make")


def any_order(verbs: int, seed: int, processes: int = 2, closely: int = 200) -> Row:
    """`verbs` random verbs by so many processes (0: by two studios in this one, which also does the work)."""
    with world.scratch() as folder:
        home = folder / "home"
        home.mkdir()
        hands: list = [Hand(home) for _ in range(processes)] or [Own(home), Own(home)]
        context = multiprocessing.get_context("fork")
        stop, broken = context.Event(), context.Queue()
        others = [
            context.Process(target=beside, args=(home, stop, broken, what), daemon=True)
            for what in ("works", "cleans")
            if processes
        ]
        for one in others:
            one.start()
        machine, why, start = Machine(home, seed, hands, costly=bool(processes)), "", time.monotonic()
        try:
            for n in range(verbs):
                machine.step()
                if n % closely == closely - 1:
                    machine.look_closely()
                    machine.settle(by_others=bool(processes))
                if not broken.empty():
                    machine.fail(f"beside the verbs, {broken.get()}")
        except Broken as found:
            why = f"seed {seed}, verb {n + 1}: {found}"
        finally:
            stop.set()
            for one in others:
                one.join(15)
                if one.is_alive():
                    one.kill()
            for hand in hands:
                hand.close()
            machine.eye.close()
    made = sum(machine.done.values())
    return Row(
        "10",
        f"any verb after any other, {'two processes, workers and clean-ups beside' if processes else 'two studios'}",
        f"{made} verbs of {len(machine.done)} sorts",
        f"{made - machine.refused} done, {machine.refused} refused, {time.monotonic() - start:.0f} s"
        + (f"; {why}" if why else "; every film what the model says"),
        not why,
    )


if __name__ == "__main__":  # python -m tests.faults.any_order VERBS SEED [PROCESSES]
    import sys

    many, seed, *rest = map(int, sys.argv[1:])
    with world.painted():
        print(any_order(many, seed, *rest))
