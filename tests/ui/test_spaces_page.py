"""The page of a Space, request by request: every visitor has films of their own and sees nobody else's; no browser."""

from __future__ import annotations

import time

import httpx
import pytest
from gradio_client import Client

from tests.conftest import small_story
from tests.ui.conftest import served
from ui.access import Door
from ui.example import ExampleFilm
from ui.verbs import Verbs
from ui.visitors import around, notice_of, visiting
from vgot.settings import Settings
from vgot.space.quotas import Quotas
from vgot.space.visitors import COOKIE, SpaceStudio, open_studio
from vgot.story.model import dump_story


@pytest.fixture(scope="module")
def space(tmp_path_factory):
    patch = pytest.MonkeyPatch()
    home = tmp_path_factory.mktemp("space")
    patch.setenv("VGOT_HOME", str(home))
    patch.delenv("VGOT_BUCKET", raising=False)
    patch.setenv("VGOT_MODE", "space")
    patch.setenv("VGOT_QUOTA_SHOTS", "12")
    patch.setenv("VGOT_QUOTA_PROJECTS", "3")
    made = open_studio(Settings.from_environment())
    yield made
    made.close()
    patch.undo()


@pytest.fixture(scope="module")
def example(space, tmp_path_factory):
    """An example of one small shot, drawn in a second."""
    shipped = tmp_path_factory.mktemp("shipped") / "moon"
    shipped.mkdir()
    (shipped / "story.json").write_text(dump_story(small_story(1, title="The Example")))
    return ExampleFilm(space, shipped)


@pytest.fixture(scope="module")
def address(space, example):
    with served(space, example) as address:
        yield address


class Visitor:
    """One browser: it loads the page, keeps the cookie that comes with it, and asks as the page's script does."""

    def __init__(self, address: str, cookie: str | None = None):
        self.web = httpx.Client(base_url=address, timeout=20, trust_env=False)
        self.page = self.web.get("/", headers={"Cookie": f"{COOKIE}={cookie}"} if cookie else {})
        self.set_cookie = self.page.headers.get("set-cookie", "")
        self.cookie = cookie or self.set_cookie.partition(";")[0].partition("=")[2]
        config = self.web.get("/config", headers=self.headers).json()
        self.desk = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == "page-link")

    @property
    def headers(self) -> dict:
        return {"Cookie": f"{COOKIE}={self.cookie}"} if self.cookie else {}

    def ask(self, verb: str, **more) -> dict:
        sent = {"data": [{"verb": verb, **more}], "component_id": self.desk, "fn_name": "ask", "session_hash": "a"}
        answer = self.web.post("/gradio_api/component_server", json=sent, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def get(self, path: str) -> httpx.Response:
        return self.web.get(path, headers=self.headers)


@pytest.fixture
def ann(address):
    return Visitor(address)


@pytest.fixture
def bob(address):
    return Visitor(address)


def test_a_page_without_a_cookie_sets_one_and_with_it_none(ann, address):
    assert ann.page.status_code == 200 and ann.set_cookie.startswith(f"{COOKIE}=") and "HttpOnly" in ann.set_cookie
    assert not Visitor(address, ann.cookie).set_cookie
    assert Visitor(address, "forged").set_cookie


def test_visitors_list_and_open_only_their_own_films_whatever_ids_they_name(ann, bob):
    film_a, film_b = (
        who.ask("make", sentence="A fox crosses the snow.", shots=1)["view"]["project"] for who in (ann, bob)
    )
    for who, own, other in ((ann, film_a, film_b), (bob, film_b, film_a)):
        assert [p["id"] for p in who.ask("projects", mine=[film_a, film_b])["projects"]] == [own]
        assert who.ask("look", project=own)["view"]["project"] == own
        for verb in ("look", "open", "takes", "build", "cancel", "undo", "delete", "rename", "duplicate_film"):
            assert who.ask(verb, project=other, name="mine", key="film")["problem"]["kind"] == "not_found", verb
        assert who.ask("boot", project=other)["gone"]
        assert who.get(f"/export/{other}/story.json").status_code == 409
        assert b'"schema_version"' in who.get(f"/export/{own}/story.json").content
    for who, own in ((ann, film_a), (bob, film_b)):
        who.ask("cancel", project=own)


def test_a_picture_is_served_to_the_visitor_who_owns_it(space, ann, bob):
    with space.visit(ann.cookie):
        project = space.new_project(small_story(1))
        project.start_build(until="keyframe")
        deadline = time.time() + 20
        while project.queue.unfinished() and time.time() < deadline:
            time.sleep(0.05)
        digest = project.plan().named("keyframe/1").take.digests["picture"]
    nobody = httpx.Client(base_url=ann.web.base_url, trust_env=False)
    for name in (f"{digest}.png", f"{digest}-160.webp"):
        path = f"/media/{project.id}/{name}"
        assert ann.get(path).status_code == 200
        assert bob.get(path).status_code == nobody.get(path).status_code == 404


def test_who_sends_no_cookie_is_told_so_and_nothing_is_made(address, space, ann):
    before = set((space.settings.home / "visitors").glob("*"))
    ann.cookie = None
    for verb in ("boot", "make", "projects"):
        ann.web.cookies.clear()
        reply = ann.ask(verb, sentence="A fox.", shots=1)
        assert reply["problem"]["field"] == "visitor" and "cookies" in reply["problem"]["hint"]
    assert set((space.settings.home / "visitors").glob("*")) == before


def opened(who) -> dict:
    """The reply that opens the page, once the example has been drawn for the first visitor of all."""
    deadline = time.time() + 30
    while (reply := who.ask("boot")).get("waiting") and time.time() < deadline:
        time.sleep(0.1)
    return reply


def test_the_example_opens_finished_for_everybody_and_is_drawn_once(ann, bob, space, example):
    for who in (ann, bob):
        view = opened(who)["view"]
        assert view["film"]["fresh"] and view["revision"] == 1 and not view["queue"]["jobs"], (
            "finished takes, and nothing to draw"
        )
        assert {i["state"] for i in view["items"].values() if i["step"] in ("keyframe", "clip", "film")} == {"fresh"}
        assert who.get(f"/media/{view['project']}/{view['film']['digest']}.mp4").status_code == 200
    assert len(list((space.settings.home / "shared").glob("*.vgot.zip"))) == 1 and not example.coming


def test_nobody_changes_the_example_of_another_whatever_they_do_to_their_own(ann, bob, space):
    mine, yours = (opened(who)["view"]["project"] for who in (ann, bob))
    before, shared = (
        bob.ask("look", project=yours)["view"],
        next((space.settings.home / "shared").glob("*.vgot.zip")).read_bytes(),
    )
    assert ann.ask("regenerate", project=mine, key="keyframe/shot1", seed=7)["ok"]
    assert ann.ask("edit", project=mine, shot="shot1", field="lighting", value="neon", seen=1)["ok"]
    with space.visit(ann.cookie):
        ours = space.open(mine)
        deadline = time.time() + 20
        while ours.queue.unfinished() and time.time() < deadline:
            time.sleep(0.05)
        for digest in ours.store.blob_sizes():
            ours.store.blob_path(digest).unlink()  # files are shared by digest, and nobody writes into one in place
            ours.store.blob_path(digest).write_bytes(b"spoiled")
    assert ann.ask("delete", project=mine)["ok"]
    after = bob.ask("look", project=yours)["view"]
    assert after["items"] == before["items"] and after["film"] == before["film"]
    with space.visit(bob.cookie):
        assert space.open(yours).verify() == []
    assert next((space.settings.home / "shared").glob("*.vgot.zip")).read_bytes() == shared
    newcomer = opened(Visitor(str(ann.web.base_url)))["view"]
    assert newcomer["film"] == before["film"] and newcomer["revision"] == 1


def test_a_space_begins_to_draw_the_example_before_the_first_visitor_and_a_persons_own_machine_does_not(
    space, studio, example
):
    example.prepare()
    assert not example.coming, "it is there already"
    own = ExampleFilm(studio)
    own.prepare()
    assert not own.coming and not studio.projects_folder.exists()


def test_where_the_example_cannot_be_drawn_for_all_everybody_draws_their_own(tmp_path, monkeypatch):
    lonely = SpaceStudio(Settings(home=tmp_path, mode="space"))
    (tmp_path / "shared").write_text("a file where the folder should be")
    film = ExampleFilm(lonely)
    with lonely.visit(None):
        deadline = time.time() + 20
        while (project := film.project()) is None and time.time() < deadline:
            time.sleep(0.05)
        assert project is not None and project.story.shots and film.is_example(project)
    lonely.close()


def test_each_visitor_has_an_example_of_their_own(ann, bob):
    ours = [opened(who) for who in (ann, bob)]
    ids = [r["view"]["project"] for r in ours]
    assert all(r["example"] for r in ours) and ids[0] != ids[1]
    assert ann.ask("boot")["view"]["project"] == ids[0] == ann.ask("example")["view"]["project"]
    assert ann.ask("edit_part", project=ids[0], path="title", value="Mine now")["ok"]
    assert bob.ask("look", project=ids[1])["view"]["story"]["title"] != "Mine now"
    assert bob.ask("edit_part", project=ids[0], path="title", value="Bob's")["problem"]["kind"] == "not_found"
    for who, id in ((ann, ids[0]), (bob, ids[1])):
        who.ask("cancel", project=id)


def test_a_used_up_share_is_told_in_words(ann):
    assert ann.ask("make", sentence="A fox.", shots=13)["problem"]["kind"] == "quota"
    film = ann.ask("make", sentence="A fox.", shots=12)["view"]["project"]
    reply = ann.ask("insert", project=film)
    assert reply["problem"]["kind"] == "quota" and reply["problem"]["hint"]
    ann.ask("cancel", project=film)


def test_the_page_says_that_films_are_temporary_and_offers_what_may_be_used(ann):
    assert "Temporary: export your film" in ann.page.text
    assert [p["name"] for p in ann.ask("boot")["presets"]] == ["animatic"]
    film = ann.ask("projects")["projects"][0]["id"]
    assert not ann.ask("preset", project=film, name="sdxl-wan5b")["ok"]
    assert ann.ask("look", project=film)["view"]["preset"] == "animatic"
    ann.ask("cancel", project=film)


def test_programs_that_use_the_named_api_are_visitors_too(address, ann, bob):
    mine, other = (Client(address, verbose=False, headers=who.headers) for who in (ann, bob))
    film = mine.predict("A fox.", 1, 0, api_name="/make")["project"]
    assert "keyframe/1" in str(mine.predict(film, api_name="/plan"))
    with pytest.raises(Exception, match="no such project|no project"):
        other.predict(film, api_name="/plan")
    ann.ask("cancel", project=film)


def test_on_a_persons_own_machine_nobody_is_told_apart(studio):
    with visiting(studio, None):
        project = ExampleFilm(studio).project()
    assert project.id == "example-moon" and notice_of(studio) == "" and Door in [m.cls for m in around(studio)]


def test_a_visitor_with_no_room_for_the_example_still_has_a_page(tmp_path):
    full = SpaceStudio(Settings(home=tmp_path, mode="space"), quotas=Quotas(projects=1))
    with full.visit(None):
        own = full.new_project(small_story(1))
        assert ExampleFilm(full).project() is None
        assert Verbs(full, ExampleFilm(full)).answer({"verb": "boot"})["view"]["project"] == own.id
    full.close()


def test_continuity_checks_are_capped_for_a_visitor_and_for_the_server_with_when_to_try_again(
    ann, bob, space, monkeypatch
):
    import sys

    from vgot.evaluate import check_run as checking

    monkeypatch.setattr(checking, "_begun", {})
    monkeypatch.setattr(
        checking,
        "_command",
        lambda folder, models: [
            sys.executable,
            "-c",
            f"import time, pathlib\nwhile not pathlib.Path({str(folder / 'go')!r}).exists(): time.sleep(.02)",
        ],
    )
    monkeypatch.setattr(space, "quotas", Quotas(checks=3, checks_at_once=1))
    films = []
    for who in (ann, ann, bob):
        with space.visit(who.cookie):
            films.append(space.new_project(small_story(1)))
    first, second, other = films

    def look(who, film):
        return who.ask("look_at_continuity", project=film.id).get("problem")

    def end(film):
        (film.store.folder / "go").touch()
        deadline = time.time() + 20
        while film.continuity.check_status()["checking"]:
            assert time.time() < deadline
            time.sleep(0.02)
        (film.store.folder / "go").unlink()

    assert look(ann, first) is None
    for who, film in ((ann, second), (bob, other)):
        refused = look(who, film)
        assert refused["kind"] == "quota" and "Try again" in refused["hint"] and "minute" in refused["hint"]
    end(first)
    assert look(bob, other) is None
    end(other)
    for _ in range(2):
        assert look(ann, second) is None
        end(second)
    refused = look(ann, first)
    assert "3 continuity checks an hour" in refused["message"] and "Try again in 60 minutes" in refused["hint"]
    monkeypatch.setattr(checking, "_begun", {k: [t - 3500 for t in v] for k, v in checking._begun.items()})
    assert "Try again in 2 minutes" in look(ann, first)["hint"]
    monkeypatch.setattr(checking, "_begun", {k: [t - 200 for t in v] for k, v in checking._begun.items()})
    assert look(ann, first) is None
    end(first)
