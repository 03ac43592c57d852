"""What a page may ask about a sentence, a wish, a new look and the words of a shot."""

from __future__ import annotations

import pytest

from tests.conftest import small_story
from tests.script.talking_server import talking
from ui.example import ExampleFilm
from ui.verbs import Verbs

BOAT = "A paper boat drifts from a mountain spring through a sleeping city down to the open sea"


@pytest.fixture
def verbs(studio):
    return Verbs(studio, ExampleFilm(studio))


@pytest.fixture
def ask(verbs, project):
    def ask(verb: str, **more) -> dict:
        return verbs.answer({"verb": verb, "project": project.id, **more})

    return ask


def test_a_sentence_is_read_before_anything_is_made(verbs):
    said = verbs.answer({"verb": "read_sentence", "sentence": BOAT, "shots": 60})
    assert said["reads"] == "make" and not said["account"]["unused"] and 4 <= said["fills"] < 60
    assert verbs.answer({"verb": "read_sentence", "sentence": BOAT, "shots": 3})["fills"] is None
    assert verbs.answer({"verb": "read_sentence", "sentence": "   ", "shots": 3})["account"] is None


def test_a_connected_writer_is_not_foretold(verbs, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9")
    assert verbs.answer({"verb": "read_sentence", "sentence": BOAT})["account"] is None


def test_a_sentence_with_a_film_open_makes_or_changes(ask):
    assert ask("read_sentence", sentence="make it darker") == {"ok": True, "reads": "change", "could": True}
    assert ask("read_sentence", sentence=BOAT)["reads"] == "make"


def test_a_wish_changes_nothing_until_it_is_accepted_in_whole_or_in_part(ask, project):
    before = project.story
    said = ask("wish", text="make it darker")
    assert said["view"] is None and project.story == before
    paths = [c["path"] for c in said["wish"]["changes"]]
    taken = ask("accept_wish", proposal=said["proposal"], only=paths[:1])
    assert taken["ok"] and taken["view"]["label"].startswith("wish: make it darker")
    assert project.story.shots[1:] == before.shots[1:] and project.story.shots[0] != before.shots[0]


def test_a_proposal_belongs_to_its_film(ask, verbs, studio):
    token = ask("wish", text="make it darker")["proposal"]
    other = studio.new_project(small_story(2))
    refused = verbs.answer({"verb": "accept_wish", "project": other.id, "proposal": token})
    assert refused["problem"]["kind"] == "not_found"
    assert ask("accept_wish", proposal="nothing")["problem"]["hint"] == "Say your wish again."


def test_the_films_sentence_has_its_account(ask, project):
    assert set(ask("account")["account"]) >= {"language", "kept", "unused"}


def test_a_new_look_comes_with_the_lines_that_repeat_the_old_one(ask, project):
    who = project.story.cast[0]
    said = ask("propose_look", character=who.id, stage=who.stages[0].id, look="a woman in a green uniform")
    assert said["changes"][-1]["path"] == f"cast/{who.id}/stages/{who.stages[0].id}/look"
    assert ask("accept_wish", proposal=said["proposal"])["ok"]
    assert project.story.cast[0].stages[0].look == "a woman in a green uniform"
    assert ask("propose_look", character="nobody", stage="old", look="tall")["problem"]["kind"] == "not_found"


def test_the_words_of_a_shot_are_known_while_they_are_typed(ask, project):
    shot = project.story.shots[0].id
    said = ask("coverage", shot=shot, typed={"background": "a bus depot with capybaras"})["coverage"]
    states = {w["word"]: w["state"] for w in said["words"] if w["domain"] == "background"}
    assert states["capybara"] == "near" and said["drawn_as"]
    assert ask("coverage", shot=shot, typed={"title": "x"})["problem"]["kind"] == "bad_input"


def test_a_new_film_has_its_shape_its_look_and_its_length(verbs, studio):
    asked = {"verb": "make", "sentence": BOAT, "shots": 4, "aspect": "4:3", "look": "storybook", "seconds": 20}
    story = verbs.answer(asked)["view"]["story"]
    assert (story["film"]["width"], story["film"]["height"]) == (640, 480) and "storybook" in story["style"].lower()
    assert sum(s["duration_s"] for s in story["shots"]) == pytest.approx(20, abs=1)
    refused = verbs.answer({**asked, "seconds": 500})["problem"]
    assert refused["field"] == "seconds" and "lasts 1 to 48 seconds" in refused["message"]
    assert verbs.answer({**asked, "look": "cubist"})["problem"]["field"] == "look"


def test_the_parser_is_loaded_soon_after_a_page_has_opened_and_a_worker_waits(verbs, studio, monkeypatch):
    waits = []
    monkeypatch.setattr(studio.executor, "get_ready", lambda: waits.append(True), raising=False)
    began = studio._load
    monkeypatch.setattr(studio, "_load", lambda after_s: began(0.0))
    assert verbs.answer({"verb": "boot"})["ok"] and verbs.answer({"verb": "boot"})["ok"]
    assert studio._ready.wait(60) and waits == [True]


def test_a_prompt_is_seen_written_by_hand_undone_and_follows_again(ask, project):
    shot = project.story.shots[0].id
    told = ask("prompts", shot=shot)["prompts"]
    assert told["keyframe"]["text"] and not told["keyframe"]["pinned"]
    assert "problem" not in ask("write_prompt", shot=shot, kind="clip", text=" The lamp turns. ")
    assert ask("prompts", shot=shot)["prompts"]["clip"]["pinned"]
    ask("undo")
    assert ask("prompts", shot=shot)["prompts"] == told
    assert ask("write_prompt", shot=shot, kind="film", text="x")["problem"]["kind"] == "bad_input"


def test_beats_are_filled_by_the_language_model_and_where_its_do_not_fit_from_the_words_with_why(
    ask, project, monkeypatch
):
    shot = project.story.shots[0]
    somebody = shot.who[0].character
    ask("edit", shot=shot.id, field="relation", value="She waves.")
    assert ask("fill_beats", shot=shot.id)["by"] == "the words"
    assert project.story.shots[0].beats[0].deed.startswith("wave")
    length, late = shot.duration_s, [False]

    def reply(request, n):
        return {
            "beats": [
                {
                    "who": somebody,
                    "deed": "walks to the door",
                    "from_s": 0,
                    "to_s": 99 if late[0] else length,
                    "gaze": "",
                }
            ]
        }

    with talking(reply) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("VGOT_LLM_MODEL", "harbour-writer")
        assert "harbour-writer" in ask("fill_beats", shot=shot.id)["by"]
        assert [b.deed for b in project.story.shots[0].beats] == ["walks to the door"]
        late[0] = True
        assert ask("fill_beats", shot=shot.id)["by"].startswith("the words (")
    assert project.story.shots[0].beats[0].deed.startswith("wave")
