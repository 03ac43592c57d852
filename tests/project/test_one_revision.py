"""Whatever is asked of a film while it changes is answered from one revision, and a verb means the shot that was pointed at.

The film is changed by the test itself, between any two reads of the database that an answer is made of: the answer must be the one
that was right before the change, or the one that is right after it."""

from __future__ import annotations

import copy
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import NoExecutor, small_story, studio_of
from tests.paint_world import use_paint
from ui.example import ExampleFilm
from ui.verbs import Verbs, sound
from ui.view import stamp_of, view_of
from vgot.errors import NotFound, VgotError
from vgot.evaluate.check_run import Keys
from vgot.evaluate.report import material_of
from vgot.graph.nodes import film_nodes
from vgot.handoff.cut_diff import Change, CutDiff
from vgot.project.studio import Project, Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import FAMILY_VERSIONS, Settings
from vgot.store.project_store import Head, Store
from vgot.story.model import Shot, load_story


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Iterator[Path]:
    """A film of five shots in flat colours, made whole, with a sound and lines; tests work on copies."""
    home = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        use_paint(patch)
        studio = Studio(Settings(home=home), InlineExecutor(idle_s=0.05))
        project = studio.new_project(small_story(5), folder=home / "film")
        assert not project.build().failed
        studio.close()
        project.store.close()
    yield home / "film"


@pytest.fixture
def film(made, tmp_path) -> Iterator[Project]:
    """The film, where nobody works unless a test says so."""
    shutil.copytree(made, tmp_path / "film")
    studio = Studio(Settings(home=tmp_path / "home"), NoExecutor())
    yield studio.open(tmp_path / "film")
    studio.close()


# -- a change between two reads -----------------------------------------------------------------------------------------
@contextmanager
def changed_at(project: Project, step: int, change: Callable[[], object]) -> Iterator[list[int]]:
    """Change the film before the `step`-th time (from 1) that the database is turned to: a read, or a transaction of whatever kind
    as a whole. Gives how many times it was so far."""
    store, many = project.store, [0]

    def turning(name: str):
        plain = getattr(store, name)

        def turned(*given, **more):
            if not store._db().in_transaction:
                many[0] += 1
                if many[0] == step:
                    change()
            return plain(*given, **more)

        return turned

    with pytest.MonkeyPatch.context() as patch:
        for name in ("read", "transaction", "one_moment"):
            patch.setattr(store, name, turning(name))
        yield many


def cold(project: Project) -> Project:
    """The same film as another program sees it for the first time."""
    return Project(project.settings, project.executor, Store.open(project.store.folder))


def said(ask: Callable[[Project], object], project: Project) -> object:
    """An answer, or the typed error that is one; anything else is raised."""
    try:
        return json.loads(json.dumps(ask(project), default=str))
    except VgotError as why:
        return [why.kind, why.message]


def exported(name: str) -> Callable[[Project], object]:
    def ask(project: Project) -> object:
        file = project.export(project.store.folder.parent / "out" / name)
        return file.read_bytes().hex() if name.endswith(".zip") else file.read_text("utf-8")

    return ask


def cut_of(project: Project, need: str) -> object:
    return [(s.id, s.frames, str(s.clip), str(s.keyframe)) for s in project.handoff.cut(need).shots]


def room_of(project: Project) -> dict:
    return {k: v for k, v in project.room().items() if k in ("kinds", "waiting", "estimate_s")}


def what_could_go(project: Project) -> tuple:
    found = project.plan_cleanup()
    return found.as_json(), found.stamp, found.takes


def heard(project: Project) -> object:
    reply = sound.heard(None, project, None)
    return {k: reply[k] for k in ("revision", "mix", "lead_s", "voices")}


#: Everything that answers a question about the film from more than one of its story, choices, plan and takes.
QUESTIONS: dict[str, Callable[[Project], object]] = {
    "view": view_of,
    "stamp": stamp_of,
    "badges": lambda p: p.continuity.badges(),
    "check status": lambda p: p.continuity.check_status(),
    "show": lambda p: p.show(),
    "plan": lambda p: p.plan().as_json(),
    "takes": lambda p: p.takes("keyframe/3"),
    "approved": lambda p: p.takes.is_approved("keyframe/3"),
    "boxes": lambda p: p.takes.boxes("shot2"),
    "nodes": lambda p: {k: n.name for k, n in p.live.nodes().items()},
    "room": room_of,
    "cut in words": lambda p: cut_of(p, "nothing"),
    "cut with clips": lambda p: cut_of(p, "clips"),
    "heard": heard,
    "preview of a cut": lambda p: p.handoff.preview_of("cut.otio").lines,
    "preview of a film": lambda p: p.handoff.preview_of("film.mp4").facts,
    "finished film": lambda p: p.handoff.finished_film().name,
    "shot list": exported("shots.csv"),
    "subtitles": exported("film.srt"),
    "script": exported("script.fountain"),
    "project": exported("project.vgot.zip"),
    "checks": lambda p: Keys.of(p).every(),
    "what is looked at": lambda p: material_of(p)[1],
    "verify": lambda p: [f.as_json() for f in p.verify()],
    "what could go": what_could_go,
}


def shot_goes(project: Project) -> None:
    project.delete_shot(2)


def shot_comes(project: Project) -> None:
    project.insert_shot(2)


def cut_comes_in(project: Project) -> None:
    """A cut with its first two shots the other way round and a third one gone, as an editor's file brings it."""
    head = project.head()
    story = head.story.model_dump(mode="json")
    shots = [story["shots"][n] for n in (1, 0, *range(3, len(story["shots"])))]
    by_left = {b["after"]: b for b in story["boundaries"]}
    boundaries = [by_left.get(s["id"]) or {"after": s["id"]} for s in shots[:-1]]
    project.handoff.apply_cut(
        CutDiff(
            (Change("order", "The order changed."),),
            load_story(story | {"shots": shots, "boundaries": boundaries}),
            head.revision,
        )
    )


def take_comes(project: Project) -> None:
    """A worker finishes another take of a keyframe, and it is chosen."""
    old = project.store.shelf().takes["keyframe/shot3"][-1]
    recipe = old.recipe | {"seed": old.seed + 1}
    with project.store.transaction() as db:
        project.store.add_take(
            db,
            old.node,
            "keyframe",
            f"{len(project.store.shelf().takes[old.node]):064x}",
            recipe,
            preset=old.preset,
            producer=old.producer,
            seconds=1.0,
            digests=old.digests,
            facts=old.facts,
        )


def preset_changes(project: Project) -> None:
    project.set_preset("embedded" if project.preset.name == "animatic" else "animatic")


@pytest.mark.parametrize(
    "change", [shot_goes, shot_comes, cut_comes_in, take_comes, preset_changes], ids=lambda f: f.__name__
)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_film_that_changes_between_any_two_reads_is_answered_as_it_was_or_as_it_is(film, question, change):
    ask, step, moved = QUESTIONS[question], 0, True
    while moved:
        step += 1
        asked = cold(film)
        before = said(ask, asked)
        asked = cold(film)
        with changed_at(asked, step, lambda asked=asked: change(cold(asked))) as many:
            answer = said(ask, asked)
        moved = many[0] >= step
        after = said(ask, cold(film))
        assert answer in (before, after), f"{question}: neither the answer from before step {step} nor from after it"
        if moved and change not in (take_comes, preset_changes):
            film.undo()


@pytest.mark.parametrize("change", [shot_goes, shot_comes, cut_comes_in], ids=lambda f: f.__name__)
def test_badges_name_every_shot_of_one_revision_where_a_shot_goes_after_the_first_read(film, change):
    film.continuity.badges()
    with changed_at(film, 2, lambda: change(cold(film))):
        found = film.continuity.badges()
    assert set(found["unchecked"]) in (
        {s.id for s in film.store.revision(r).story.shots} for r in (1, film.head().revision)
    )


# -- a change while it is asked, by another thread ------------------------------------------------------------------------
def test_an_editor_who_never_rests_and_readers_who_always_ask_agree_on_every_revision(film):
    edits, over, wrong = 40, threading.Event(), []
    answers: list[tuple[str, object]] = []

    def edit() -> None:
        mine = cold(film)
        try:
            for n in range(edits):
                (cut_comes_in, Project.undo, shot_comes, shot_goes, take_comes)[n % 5](mine)
        except Exception as why:
            wrong.append(("the editor", why))
        finally:
            over.set()
            mine.store.close()

    def reading(names: list[str]) -> None:
        last = False
        while not last and not wrong:
            last = over.is_set()
            for name in names:
                try:
                    answers.append((name, copy.deepcopy(QUESTIONS[name](film))))
                except VgotError:
                    pass
                except Exception as why:
                    wrong.append((name, why))
        film.store.close()

    threads = [threading.Thread(target=edit)]
    threads += [
        threading.Thread(target=reading, args=(names,))
        for names in (["view", "badges", "show"], ["stamp", "cut in words", "plan", "room", "checks", "heard", "view"])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(240)
    assert not wrong, wrong
    seen = set()
    for name, answer in answers:
        if name == "view":
            head = film.store.revision(answer["revision"])
            shots = [s.id for s in head.story.shots]
            assert [s["id"] for s in answer["story"]["shots"]] == shots
            assert set(answer["items"]) == set(film_nodes(head.story, film.preset)), (
                "the items are those of the story beside them"
            )
            assert set(answer["check"]["unchecked"]) == set(shots)
            assert str(head.revision) == answer["stamp"].split("|")[0]
            seen.add(head.revision)
        if name == "show":
            assert [s["id"] for s in answer["story"]["shots"]] == [
                s.id for s in film.store.revision(answer["revision"]).story.shots
            ]
    assert len(seen) > 1, "the film was looked at while it changed"


# -- verbs mean the shot that was pointed at ------------------------------------------------------------------------------
def ids(head: Head) -> list[str]:
    return [s.id for s in head.story.shots]


def behind(head: Head, shot: str) -> Shot:
    return head.story.shots[head.story.position(shot)]


#: Request -> its fields, and whether the revision that came of it is about shot 3 and no other.
REQUESTS: dict[str, tuple[dict, Callable[[Head], bool]]] = {
    "remove_shot": ({"shot": "shot3"}, lambda now: sorted(ids(now)) == ["shot1", "shot2", "shot4", "shot5"]),
    "insert": ({"after": "shot3"}, lambda now: len(ids(now)) == 6 and behind(now, "shot3").summary == "A new moment."),
    "duplicate": ({"shot": "shot3"}, lambda now: len(ids(now)) == 6 and behind(now, "shot3").summary == "Moment 3."),
    "lock": (
        {"shot": "shot3", "what": "shot", "on": True},
        lambda now: [s.id for s in now.story.shots if s.locked] == ["shot3"],
    ),
    "boundary": (
        {"after": "shot3", "field": "mode", "value": "reset"},
        lambda now: [b.after for b in now.story.boundaries if b.mode == "reset"] == ["shot3"],
    ),
    "edit": (
        {"shot": "shot3", "field": "summary", "value": "Now."},
        lambda now: [s.id for s in now.story.shots if s.summary == "Now."] == ["shot3"],
    ),
    "pin": (
        {"key": "keyframe/shot3"},
        lambda now: set(now.choices) == {"keyframe/shot3"} and bool(now.choices["keyframe/shot3"].pin),
    ),
    "regenerate": ({"key": "keyframe/shot3"}, lambda now: set(now.choices) == {"keyframe/shot3"}),
}


@pytest.mark.parametrize("verb", REQUESTS)
def test_a_request_is_about_the_shot_it_names_though_shots_are_moved_before_any_of_its_reads(film, verb):
    fields, is_right = REQUESTS[verb]
    studio = studio_of(film)
    verbs, step, moved = Verbs(studio, ExampleFilm(studio)), 0, True
    studio._open[studio.projects_folder / "film"] = film
    was = film.head()
    while moved:
        step += 1
        with changed_at(film, step, lambda: cold(film).edits.move_shot(1, len(film.story.shots))) as many:
            reply = verbs.answer({"verb": verb, "project": "film", **fields})
        moved = many[0] >= step
        assert reply["ok"], reply
        assert is_right(film.head()), f"{verb}: another shot than shot 3, where shots were moved before step {step}"
        while (film.head().story, film.head().choices) != (was.story, was.choices):
            film.undo()


def test_a_request_about_a_shot_that_goes_meanwhile_is_refused_in_words_and_changes_nothing(film):
    number = film.edits.position("shot3")
    name = film.node_name("keyframe/shot3")
    film.delete_shot(3)
    was = film.head()
    for ask in (
        film.delete_shot,
        film.edits.duplicate_shot,
        film.script.split_shot,
        film.script.lock,
        film.script.check_shot,
        film.handoff.fit_to_lines,
        film.continuity.match_colours,
    ):
        with pytest.raises(NotFound):
            ask(number)
    for ask in (film.takes.pin, film.takes.unpin, film.regenerate, film.takes):
        with pytest.raises(NotFound):
            ask(name)
    assert film.head().revision == was.revision


# -- what a project keeps in memory -----------------------------------------------------------------------------------------
def test_a_build_is_planned_anew_where_only_what_draws_has_changed(film, monkeypatch):
    assert film.plan().nodes["film"].settled and film.start_build() is None
    monkeypatch.setitem(FAMILY_VERSIONS, "animatic", 999)
    assert film.start_build()


def test_another_take_chosen_last_is_noticed_though_its_row_gets_the_same_number_again(film):
    take_comes(film)
    takes = [t.id for t in film.store.shelf().takes["keyframe/shot3"]]
    stamps = []
    for take in takes:
        film.store.choose_last("keyframe/shot3", take)
        stamps.append(film.stamp())
        assert film.snapshot().shelf.last["keyframe/shot3"] == take
    assert len(set(stamps)) == len(takes) == 2


def test_the_newest_revision_is_given_though_another_thread_puts_an_older_one_away_meanwhile(film):
    """An edit begun on an older revision would lose what came between."""
    older = film.head()
    newest = film.edit("shots/1/summary", "Newest.")

    class Raced(Store):
        looks = 0

        @property
        def _head(self):
            self.looks += 1
            return newest if self.looks < 3 else older

        @_head.setter
        def _head(self, head):
            pass

    assert Raced(film.store.folder).head().story.shots[0].summary == "Newest."
