"""A language model writes while somebody looks on: shot by shot, asked again with reasons, stopped and gone on with."""

from __future__ import annotations

import json

import pytest

from tests.script.talking_server import good_answer, talking
from tests.ui.browsing import expect
from tests.ui.test_story_tab import HOSTILE

pytestmark = pytest.mark.browser


class Model:
    """A model that types; `spoil(number of the shot, how often it was asked, its answer)` may change what it says."""

    def __init__(self, pause_s: float = 0.0, spoil=None):
        self.pause_s, self.spoil, self.asked = pause_s, spoil, {}

    def __call__(self, request, number):
        answer, said = good_answer(request), request["messages"][-1]["content"]
        if "lighting" in answer and "write shot " in said:
            shot = int(said.split("write shot ")[1].split(" ")[0])
            self.asked[shot] = self.asked.get(shot, 0) + 1
            if self.spoil:
                answer = self.spoil(shot, self.asked[shot], answer)
        text = json.dumps(answer)
        return lambda handler: handler.stream(text, piece=40, pause_s=self.pause_s)


@pytest.fixture
def writing(desk, desk_studio, monkeypatch):
    """write(model, shots) types a sentence into the page and presses the button; gives (page, project)."""
    with_server = []

    def write(model: Model, shots: int):
        server = talking(model)
        with_server.append(server)
        monkeypatch.setenv("OPENAI_BASE_URL", server.__enter__().url)
        monkeypatch.setenv("VGOT_LLM_MODEL", "harbour-writer")
        page = desk.open()
        had = page.evaluate("vgot.state.project")
        page.fill("#sentence textarea", "Mary carries crates at the harbour.")
        page.fill("#shots-count input[type=number]", str(shots))
        page.press("#shots-count input[type=number]", "Tab")
        page.click("#make-film")
        page.wait_for_function("had => vgot.state.project !== had", arg=had)
        project = desk_studio.open(page.evaluate("vgot.state.project"))
        project.queue.pause()  # what is looked at here is the writing
        return page, project

    yield write
    for server in with_server:
        server.__exit__(None, None, None)


def written(story) -> int:
    return sum(all(s.domains.model_dump().values()) for s in story.shots)


def test_a_sentence_streams_in_shot_by_shot(writing):
    page, project = writing(Model(pause_s=0.12), 4)
    page.wait_for_function(
        "document.querySelector('#film-player .vg-wrote').innerText.startsWith('Writing shot 2 of 4')"
    )
    page.wait_for_function("document.querySelector('#film-player .vg-typed').innerText.includes('Character: Mary')")
    page.wait_for_function(
        "document.querySelector('#filmstrip .vg-card:nth-child(3)').innerText.match(/writing…|to write/)"
    )
    expect(page.locator("#filmstrip .vg-card")).to_have_count(4)
    assert 1 <= written(project.story) < 4
    assert page.input_value("#domain-lighting textarea") == "Low morning sun from the left, long shadows"
    page.wait_for_function("!vgot.state.writing")
    assert (
        written(project.story) == 4
        and project.story.writer == "openai:harbour-writer"
        and not any(s.flags for s in project.story.shots)
    )


def test_a_shot_without_lighting_is_asked_again_and_an_unfixable_one_is_flagged_and_both_can_be_read(writing, desk):
    def spoil(shot, asked, answer):
        return answer | {"lighting": ""} if shot == 3 or (shot == 2 and asked == 1) else answer

    page, project = writing(Model(spoil=spoil), 3)
    page.wait_for_function("!vgot.state.writing && vgot.state.story.shots.length === 3")
    desk.choose_shot(2)
    page.wait_for_function("document.querySelector('#show-tries').innerText === '2 tries'")
    page.click("#show-tries")
    tries = page.locator("#tries .vg-trylist > li")
    expect(tries.nth(0)).to_contain_text("refused", use_inner_text=True)
    expect(tries.nth(0)).to_contain_text("lighting: The lighting domain is missing.", use_inner_text=True)
    expect(tries.nth(1)).to_contain_text("taken", use_inner_text=True)
    expect(tries.nth(1)).to_contain_text("Low morning sun", use_inner_text=True)
    expect(page.locator("#story-editor .vg-flags li")).to_have_count(0)
    desk.choose_shot(3)
    page.wait_for_function("document.querySelector('#show-tries').innerText === '3 tries'")
    expect(page.locator("#story-editor .vg-flags")).to_contain_text(
        "Lighting: The lighting domain is missing.", use_inner_text=True
    )
    assert [f.domain for f in project.story.shots[2].flags] == ["lighting"]
    page.get_by_role("button", name="Outline and cast").click()
    page.wait_for_function("document.querySelector('#tries').innerText.includes('Cast, try 1')")
    page.fill("#domain-lighting textarea", "one candle on the table, warm and low")
    page.locator("#domain-lighting textarea").blur()
    page.wait_for_function("!document.querySelector('#story-editor .vg-flags').innerText")
    assert not project.story.shots[2].flags


@pytest.mark.slow
def test_stopping_keeps_what_was_written_and_going_on_continues_at_the_next_shot(writing, desk):
    page, project = writing(Model(pause_s=0.12), 5)
    page.wait_for_function("vgot.state.writing?.done >= 2")
    page.click("#stop-writing")
    page.wait_for_function("vgot.state.writing && !vgot.state.writing.busy")
    kept = [s for s in project.story.shots if s.domains.lighting]
    assert 2 <= len(kept) < 5
    expect(page.locator("#film-player .vg-wrote")).to_contain_text(
        f"{len(kept)} of 5 shots are written and kept", use_inner_text=True
    )
    page.reload()
    page.wait_for_selector("#go-on-writing")
    page.click("#go-on-writing")
    page.wait_for_function("!vgot.state.writing")
    assert written(project.story) == 5 and project.story.shots[: len(kept)] == kept


@pytest.mark.slow
def test_what_a_person_changes_while_the_model_writes_on_stays(writing, desk):
    page, project = writing(Model(pause_s=0.12), 4)
    page.wait_for_function("vgot.state.writing?.done >= 1 && vgot.state.story.shots[0].domains.lighting")
    page.fill("#domain-lighting textarea", "a single lamp on a black pier")
    page.locator("#domain-lighting textarea").blur()
    page.wait_for_function("!vgot.state.writing")
    assert written(project.story) == 4 and project.story.shots[0].domains.lighting == "a single lamp on a black pier"


def test_hostile_text_streams_in_inert(writing):
    page, project = writing(
        Model(
            pause_s=0.08,
            spoil=lambda shot, asked, answer: answer | {"relation": f"{HOSTILE} She waves.", "lighting": HOSTILE},
        ),
        2,
    )
    page.wait_for_function("vgot.state.writing?.text.includes('<img')")
    page.wait_for_function("!vgot.state.writing")
    assert "<img src=x" in page.input_value("#domain-relation textarea")
    assert page.evaluate("window.pwned") is None
    assert page.locator("[data-widget] img[src='x']").count() == 0
