"""Who writes: chosen, kept without keys, found on this machine; and rewrites in the background."""

from __future__ import annotations

import json
import time

import pytest

from tests.script.talking_server import good_answer, talking
from vgot.errors import BadInput, Conflict, ModelUnavailable, NotFound, StorageFailed
from vgot.project.studio import Project, Studio
from vgot.script.llm import discovery
from vgot.settings import Settings


def wait(holds, seconds: float = 15.0):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_choice_is_kept_and_used_for_stories_rewrites_and_lists(studio: Studio):
    with talking() as server:
        assert studio.writer()["kind"] == "offline"
        said = studio.choose_writer("openai", base_url=server.url, model="harbour-writer")
        assert said["kind"] == "openai" and said["key"] == "no key is sent" and said["ready"]
        assert Studio(studio.settings).writer() == said
        project = studio.write("Mary loads crates.", 2)
        assert project.story.writer == "openai:harbour-writer"
        listed = studio.write_shots(["Mary opens the door.", "She climbs the stairs."])
        assert [s.summary for s in listed.story.shots] == [
            "Mary opens the door.",
            "She climbs the stairs.",
        ] and listed.story.writer == "openai:harbour-writer"
        assert project.script.propose_rewrite(1, "rain").changes
    assert studio.choose_writer("offline")["kind"] == "offline"
    assert studio.write("Mary loads crates.", 2).story.writer == "offline outline"


def test_the_environment_is_auto_and_a_choice_goes_before_it(studio: Studio, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "https://models.example.org/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-445566")
    monkeypatch.setenv("VGOT_LLM_MODEL", "big")
    assert (
        studio.writer()
        | {
            "kind": "openai",
            "base_url": "https://models.example.org/v1",
            "model": "big",
            "chosen": False,
            "ready": True,
        }
        == studio.writer()
    )
    assert studio.writer()["key"] == "the key comes from OPENAI_API_KEY"
    other = studio.choose_writer("openai", base_url="https://other.example.org/v1", model="x")
    assert (
        not other["ready"]
        and other["key"].startswith("no key")
        and other["environment"] == "https://models.example.org/v1"
    )
    assert "sk-canary" not in json.dumps(other) + (studio.settings.home / "writer.json").read_text()


@pytest.fixture
def keys():
    """A keyring of one entry, `work`."""
    import keyring
    from keyring.backend import KeyringBackend

    class InMemory(KeyringBackend):
        priority = 1

        def get_password(self, service, username):
            return {("vgot-studio", "work"): "sk-canary-667788"}.get((service, username))

        set_password = delete_password = lambda self, *args: None

    before = keyring.get_keyring()
    keyring.set_keyring(InMemory())
    yield
    keyring.set_keyring(before)


def keys_heard(server) -> set[str | None]:
    return {dict(h).get("Authorization") for h in server.headers}


def test_a_key_of_the_keyring_goes_to_the_server_it_was_chosen_for_and_to_no_other(studio: Studio, keys):
    with talking() as own, talking() as other:
        assert studio.choose_writer("openai", base_url=own.url, model="m", credential="work")["withheld"] == ""
        studio.write("Mary loads crates.", 1)
        assert keys_heard(own) == {"Bearer sk-canary-667788"}
        said = studio.choose_writer("openai", base_url=other.url, model="m", credential="work")
        assert (
            f"belongs to http://127.0.0.1:{own.port}" in said["withheld"]
            and said["key"] == said["withheld"]
            and "another name" in said["key"]
        )
        studio.write("Mary loads crates.", 1)
        assert keys_heard(other) == {None}
        studio.choose_writer("offline")  # nor by forgetting it first
        assert studio.choose_writer("openai", base_url=other.url, credential="work")["withheld"]
        studio.write("Mary loads crates.", 1)  # asks for its models, too
        assert keys_heard(other) == {None}
        again = studio.choose_writer("openai", base_url=own.url.replace("/v1", "/v1/"), model="m", credential="work")
        assert not again["withheld"] and "keyring entry “work”" in again["key"]


@pytest.fixture
def keyring_here():
    """An empty keyring that keeps what it is given."""
    import keyring
    from keyring.backend import KeyringBackend

    class InMemory(KeyringBackend):
        priority = 1
        held: dict = {}

        def get_password(self, service, username):
            return self.held.get((service, username))

        def set_password(self, service, username, password):
            self.held[service, username] = password

        delete_password = None

    before, ours = keyring.get_keyring(), InMemory()
    keyring.set_keyring(ours)
    yield ours.held
    keyring.set_keyring(before)
    ours.held.clear()


def test_a_key_that_is_typed_goes_into_the_keyring_and_to_its_own_server_alone(studio: Studio, keyring_here, caplog):
    with talking() as own, talking() as other:
        said = studio.choose_writer("openai", base_url=own.url, model="m", key=" sk-canary-1 \n")
        entry = f"127.0.0.1:{own.port}"
        assert keyring_here == {("vgot-studio", entry): "sk-canary-1"} and said["credential"] == entry
        project = studio.write("Mary loads crates.", 1)
        assert keys_heard(own) == {"Bearer sk-canary-1"}
        with pytest.raises(BadInput, match="belongs to"):
            studio.choose_writer("openai", base_url=other.url, model="m", credential=entry, key="sk-canary-2")
        assert studio.choose_writer("openai", base_url=other.url, model="m", credential=entry)["withheld"]
        studio.write("Mary loads crates.", 1)
        assert keys_heard(other) == {None}
        studio.choose_writer("openai", base_url=own.url, model="m", key="sk-canary-3")  # a new one for the same server
        assert keyring_here == {("vgot-studio", entry): "sk-canary-3"}
    kept = [f for f in studio.settings.home.rglob("*") if f.is_file()]
    assert kept and not [f for f in kept if b"sk-canary" in f.read_bytes()], "no file of the program holds it"
    assert "sk-canary" not in caplog.text + json.dumps(project.show())


@pytest.mark.parametrize("key", ["two words", "line\nline", "x" * 600])
def test_what_is_no_key_is_refused_without_being_repeated(studio: Studio, keyring_here, key):
    with pytest.raises(BadInput) as why:
        studio.choose_writer("openai", base_url="https://models.example.org/v1", model="m", key=key)
    assert key not in why.value.in_words() and not keyring_here


def test_a_machine_without_a_keyring_says_so_and_keeps_nothing(studio: Studio):
    import keyring
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    try:
        with pytest.raises(StorageFailed, match="keyring") as why:
            studio.choose_writer("openai", base_url="https://models.example.org/v1", model="m", key="sk-canary-9")
    finally:
        keyring.set_keyring(before)
    assert "OPENAI_API_KEY" in why.value.hint and "sk-canary" not in why.value.in_words()
    assert studio.writer()["kind"] == "offline"


def test_how_long_a_shot_takes_a_writer_is_unknown_until_it_wrote_here_and_measured_then(studio: Studio):
    with talking() as server:
        said = studio.choose_writer("openai", base_url=server.url, model="harbour-writer")
        assert said["shot_s"] is None
        studio.write("Mary loads crates.", 2)
        assert 0 <= studio.writer()["shot_s"] < 60
        assert studio.choose_writer("openai", base_url=server.url, model="another")["shot_s"] is None
    assert {m["shot_s"] for m in studio.writer_models()} == {None}


def test_a_choice_that_was_kept_before_keys_had_servers_is_of_the_address_it_stands_beside(studio: Studio, keys):
    studio.settings.home.mkdir(parents=True)
    kept = {"kind": "openai", "base_url": "https://models.example.org/v1", "model": "m", "credential": "work"}
    (studio.settings.home / "writer.json").write_text(json.dumps(kept))
    assert studio.writer()["ready"] and not studio.writer()["withheld"]
    with talking() as other:
        said = studio.choose_writer("openai", base_url=other.url, model="m", credential="work")
        assert "belongs to https://models.example.org:443" in said["withheld"]
        studio.write("Mary loads crates.", 1)
        assert keys_heard(other) == {None}
    assert studio.choose_writer(**kept)["ready"]


def test_an_address_changed_by_hand_does_not_take_the_key_along(studio: Studio, keys):
    studio.choose_writer("openai", base_url="https://models.example.org/v1", model="m", credential="work")
    with talking() as other:
        file = studio.settings.home / "writer.json"
        file.write_text(file.read_text().replace("https://models.example.org/v1", other.url))
        assert studio.writer()["withheld"]
        studio.write("Mary loads crates.", 1)
        assert keys_heard(other) == {None}
        (studio.settings.home / "credentials.json").write_bytes(b"\xff{")
        assert "cannot be read" in studio.writer()["withheld"]
        studio.write("Mary loads crates.", 1)
        assert keys_heard(other) == {None}
    assert "sk-canary" not in "".join(f.read_text(errors="replace") for f in studio.settings.home.glob("*.json"))


def test_the_page_is_told_why_a_key_is_not_used(studio: Studio, keys):
    from ui.example import ExampleFilm
    from ui.verbs import Verbs

    verbs = Verbs(studio, ExampleFilm(studio))
    asked = {"verb": "choose_writer", "kind": "openai", "model": "m", "credential": "work"}
    assert "note" not in verbs.answer({**asked, "base_url": "https://models.example.org/v1"})
    moved = verbs.answer({**asked, "base_url": "https://evil.example/v1"})
    assert (
        moved["ok"]
        and moved["note"].startswith("No key is sent")
        and "models.example.org" in moved["note"]
        and not moved["writer"]["ready"]
    )


@pytest.mark.parametrize(
    "asked, field",
    [
        ({"kind": "magic"}, "kind"),
        ({"kind": "openai", "base_url": "http://169.254.169.254/v1"}, "base_url"),
        ({"kind": "openai", "base_url": "file:///etc/passwd"}, "base_url"),
        ({"kind": "openai", "base_url": "https://a:b@host/v1"}, "base_url"),
        ({"kind": "transformers"}, "model"),
        ({"kind": "openai", "model": "m" * 400}, "model"),
    ],
)
def test_what_cannot_be_a_writer_is_refused_and_the_choice_stays(studio: Studio, asked, field):
    studio.choose_writer("offline")
    with pytest.raises(BadInput) as why:
        studio.choose_writer(**asked)
    assert why.value.field == field and studio.writer()["kind"] == "offline" and studio.writer()["chosen"]


def test_a_damaged_choice_is_no_choice(studio: Studio):
    studio.settings.home.mkdir(parents=True, exist_ok=True)
    for damage in (b"", b"{", b'{"kind": "magic"}', b"\xff\xfe", b'{"api_key": "sk-1"}'):
        (studio.settings.home / "writer.json").write_bytes(damage)
        assert studio.writer()["kind"] == "offline" and not studio.writer()["chosen"]


def test_on_a_space_nobody_chooses_and_nothing_is_looked_for(tmp_path, monkeypatch):
    with talking() as server:
        monkeypatch.setattr(discovery, "PORTS", {server.port: "Ollama"})
        local, space = Studio(Settings(home=tmp_path)), Studio(Settings(home=tmp_path, mode="space"))
        assert [o["models"] for o in local.writer_offers()] == [["harbour-writer"]] and space.writer_offers() == []
        assert local.writer()["may_choose"] and not space.writer()["may_choose"]
        with pytest.raises(BadInput):
            space.choose_writer("openai", base_url=server.url)


def test_a_rewrite_in_the_background_is_watched_taken_in_part_and_its_tries_stay(project: Project, studio: Studio):
    def once_wrong(request, number):
        return good_answer(request) | {"place": "Harbour"} | ({"lighting": ""} if number == 1 else {})

    with talking(once_wrong) as server:
        studio.choose_writer("openai", base_url=server.url, model="m")
        project.script.start_rewrite(1, "make it rain")
        wait(lambda: not project.rewriter.status()["busy"])
    status = project.rewriter.status()
    assert status["asked"]["instruction"] == "make it rain" and not status["error"]
    project.script.accept_rewrite(project.rewriter.proposal, ["shots/1/lighting"])
    assert (
        project.story.shots[0].domains.lighting.startswith("Heavy rain")
        and project.story.shots[0].domains.relation == "She walks along."
    )
    project.rewriter.drop()
    with pytest.raises(NotFound):
        _ = project.rewriter.proposal
    tries = project.writing.tries("shot1")
    assert [t["accepted"] for t in tries] == [False, True], [t["reasons"] for t in tries]
    assert "The lighting domain is missing" in tries[0]["reasons"][0]
    assert project.script.check_shot(1)["tries"] == 2 and project.script.check_shot(2)["tries"] == 0


def test_a_rewrite_can_be_stopped_and_only_one_is_written_at_a_time(project: Project, studio: Studio):
    def slow(request, number):
        text = json.dumps(good_answer(request))
        return lambda handler: handler.stream(text, piece=10, pause_s=0.1)

    with talking(slow) as server:
        studio.choose_writer("openai", base_url=server.url, model="m")
        project.script.start_rewrite(1, "make it rain", from_here=True)
        with pytest.raises(Conflict):
            project.script.start_rewrite(2, "sun")
        wait(lambda: "Character: Mary" in project.rewriter.status()["now"].get("words", ""))
        project.rewriter.stop()
        wait(lambda: not project.rewriter.status()["busy"])
    assert (
        project.rewriter.status()["proposal"] is None
        and project.rewriter.status()["error"] is None
        and project.head().revision == 1
    )


def test_what_cannot_be_rewritten_is_refused_at_once(project: Project, studio: Studio):
    with pytest.raises(ModelUnavailable):
        project.script.start_rewrite(1, "rain")
    studio.choose_writer("openai", base_url="http://127.0.0.1:9/v1", model="m")
    project.script.lock(1)
    for number, instruction in ((1, "rain"), (2, "  "), (99, "rain")):
        with pytest.raises((BadInput, NotFound)):
            project.script.start_rewrite(number, instruction)
    assert not project.rewriter.status()["busy"]


def test_a_local_model_is_found_in_the_folder_of_models(tmp_path):
    (tmp_path / "models" / "tiny-chat").mkdir(parents=True)
    (tmp_path / "models" / "tiny-chat" / "config.json").write_text("{}")
    studio = Studio(Settings(home=tmp_path / "home", models_dir=tmp_path / "models"))
    assert studio.choose_writer("transformers", model="tiny-chat")["kind"] == "transformers"
    with pytest.raises(ModelUnavailable) as why:  # it is found, and holds no weights
        studio.write("Mary loads crates.", 2)
    assert "safetensors" in why.value.message and studio.projects() == []


def test_what_a_server_refuses_is_remembered_in_the_home_and_forgotten_after_a_month(studio: Studio, monkeypatch):
    def script(request, number):
        if "temperature" in request:
            return lambda h: h.error(400, "Unsupported value: 'temperature' does not support 0.8 with this model.")
        return good_answer(request)

    with talking(script) as server:
        studio.choose_writer("openai", base_url=server.url, model="harbour-writer")
        for more in (1, 0):
            before = len(server.requests)
            project = Studio(studio.settings).write("Mary loads crates.", 1)
            assert len(server.requests) - before == 3 + more
        assert "temperature" in (studio.settings.home / "servers.json").read_text()
        first = studio.write("Mary loads crates.", 1).writing.tries()
        assert first[0]["notes"] == [] and project.story.shots[0].flags == []
        later = time.time() + 32 * 24 * 3600
        monkeypatch.setattr("vgot.project.server_habits.time.time", lambda: later)
        before = len(server.requests)
        again = studio.write("Mary loads crates.", 1)
        assert len(server.requests) - before == 4
        assert again.writing.tries()[0]["notes"] == ["The server: it sets its own temperature."]
        (studio.settings.home / "servers.json").write_text("[damaged")
        assert studio.write("Mary loads crates.", 1).story.shots[0].flags == []
