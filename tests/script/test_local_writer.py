"""The transformers path with a tiny random chat model: gibberish, but every reply fits its schema."""

import contextlib
import time

import pytest

from tests.script.tiny_chat import save_tiny_chat
from vgot.errors import BadInput, Cancelled, ModelUnavailable, WriterFailed
from vgot.models.base import Quiet
from vgot.models.text.transformers import open_text_model
from vgot.presets.writers import writer_models
from vgot.script.llm.algorithm1 import Manner, write_story
from vgot.script.llm.clients import find_client
from vgot.script.llm.replies import cast_reply, schema_of, shot_reply
from vgot.story.model import DOMAINS


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return save_tiny_chat(tmp_path_factory.mktemp("hub") / "tiny-chat")


@pytest.fixture(scope="module")
def writer(folder):
    return open_text_model("tiny-chat", models_dir=folder.parent)


def test_constrained_decoding_cannot_break_the_schema(writer):
    exact = shot_reply(["Mary", "Old “Tom”"], ["Old Harbour"])
    text = "".join(writer.reply("You write.", "Write shot 1 of 2.", schema_of(exact), Quiet()))
    assert exact.model_validate_json(text).model_dump().keys() >= set(DOMAINS)


def test_a_list_has_exactly_the_length_that_was_asked_for(writer):
    exact = cast_reply(2, 2, places=2)
    text = "".join(writer.reply("You write.", "Write the cast.", schema_of(exact), Quiet()))
    assert len(exact.model_validate_json(text).lead.stages) == 2


def test_a_whole_story_is_written_through_the_real_code(writer):
    manner = Manner(kind="event", tries=1, judge=None, drafts=("The storm wakes over the sea.",))
    seen = []
    story = write_story(writer, "A storm", 1, manner=manner, on_event=lambda e: seen.append(e.kind))
    assert story.writer == "transformers:tiny-chat" and len(story.shots) == 1
    assert all(getattr(s.domains, d) for s in story.shots for d in DOMAINS)
    assert seen.count("text") > 5
    assert {p.character for s in story.shots for p in s.who} <= {c.id for c in story.cast}


def test_cancelling_stops_between_tokens(writer):
    class Impatient:
        checks = 0

        def check(self):
            self.checks += 1
            if self.checks > 5:
                raise Cancelled("stop")

    heard = []
    with pytest.raises(Cancelled):
        for piece in writer.reply("s", "p", schema_of(cast_reply(6, 6)), Impatient()):
            heard.append(piece)  # noqa: PERF402 (what was heard before the stop counts)
    assert len(heard) <= 5


def test_a_request_longer_than_the_context_says_so(writer):
    with pytest.raises(WriterFailed, match="tokens"):
        list(writer.reply("s", "crate " * 9_000, schema_of(shot_reply(["M"], ["P"])), Quiet()))


def test_what_is_no_chat_model_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(ModelUnavailable, match="no model directory"):
        open_text_model("evil/repository-with-code")
    with pytest.raises(ModelUnavailable, match="not on this machine"):
        open_text_model(next(iter(writer_models().values())).repo.id)
    with pytest.raises(BadInput, match="chat template"):
        open_text_model(str(save_tiny_chat(tmp_path / "plain", chat=False)))
    (tmp_path / "pickled").mkdir()
    (tmp_path / "pickled" / "config.json").write_text("{}")
    (tmp_path / "pickled" / "pytorch_model.bin").write_bytes(b"evil")
    with pytest.raises(ModelUnavailable, match="safetensors"):
        open_text_model(str(tmp_path / "pickled"))


def test_the_settings_open_a_local_model_through_the_given_door(folder):
    client = find_client("transformers", model=str(folder), env={}, open_local=open_text_model)
    assert client.model_id == "transformers:tiny-chat"


# -- kept between requests ----------------------------------------------------------------------------------------------
@pytest.fixture
def kept(monkeypatch):
    """A shelf of a test's own."""
    from vgot.models.text import resident as text_kept

    monkeypatch.setattr(text_kept, "_shelf", text_kept.Shelf())
    yield text_kept.shelf()
    text_kept.shelf().free()


def ask(studio, project):
    """One rewrite; gibberish is refused by the checks, which is an answer, too."""
    with contextlib.suppress(WriterFailed):
        project.script.propose_rewrite(1, "more rain", domain="lighting")


@pytest.mark.slow
def test_a_local_model_is_loaded_once_for_a_story_and_every_rewrite_after_it(studio, folder, kept):
    studio.choose_writer("transformers", model=str(folder))
    project = studio.write_shots(["Mary opens the door."])
    assert project.story.writer == "transformers:tiny-chat"
    for _ in range(3):
        ask(studio, project)
    assert sum(kept.loads.values()) == 1 and kept.held == "transformers:tiny-chat"


@pytest.mark.slow
def test_an_idle_model_is_freed_and_loaded_again_when_it_is_asked(studio, folder, kept):
    studio.choose_writer("transformers", model=str(folder))
    project = studio.write_shots(["Mary opens the door."])
    kept.idle_s = 0.2
    ask(studio, project)
    end = time.monotonic() + 20
    while kept.held and time.monotonic() < end:
        time.sleep(0.05)
    before = sum(kept.loads.values())
    assert kept.held is None
    ask(studio, project)
    assert sum(kept.loads.values()) > before


@pytest.mark.slow
def test_a_render_with_models_takes_the_memory_of_the_language_model_and_a_drawn_one_leaves_it(studio, folder, kept):
    from vgot.render import build

    studio.choose_writer("transformers", model=str(folder))
    project = studio.write_shots(["Mary opens the door."])
    project.build(until="portrait")
    assert kept.held
    preset = project.preset
    heavy = type(preset)(preset.preset.model_copy(update={"draft": False}), preset.models_dir)
    assert build.start(project.store, heavy, project.snapshot(anew=True).pure_plan, ["film"]) and kept.held is None
    ask(studio, project)
    assert sum(kept.loads.values()) == 2


def test_a_model_that_is_writing_goes_after_its_reply(folder, kept):
    from vgot.models.text.resident import KeptWriter, make_room

    pieces = KeptWriter(str(folder)).reply("s", "p", schema_of(shot_reply(["M"], ["P"])), Quiet())
    next(pieces)
    make_room()
    assert kept.held
    list(pieces)
    assert kept.held is None


def test_who_waits_for_the_reply_of_somebody_else_can_be_cancelled(folder, kept):
    from vgot.models.text.resident import KeptWriter

    class Stop(Quiet):
        def check(self):
            raise Cancelled("stop")

    writer = KeptWriter(str(folder))
    pieces = writer.reply("s", "p", schema_of(shot_reply(["M"], ["P"])), Quiet())
    next(pieces)
    with pytest.raises(Cancelled):
        next(writer.reply("s", "p", schema_of(shot_reply(["M"], ["P"])), Stop()))
    pieces.close()
    assert next(writer.reply("s", "p", schema_of(shot_reply(["M"], ["P"])), Quiet()))
