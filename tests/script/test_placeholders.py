"""Domains that describe no picture, and tries that end with the time that a slow writer has."""

import json
import time

import pytest

from tests.script.talking_server import good_answer, talking
from vgot.script.echoes import repeats, repeats_the_request
from vgot.script.llm import prompts
from vgot.script.llm.algorithm1 import Manner, write_story
from vgot.script.llm.endpoint import OpenAIClient
from vgot.script.llm.patience import Patience
from vgot.script.llm.replies import ASKS, CastReply
from vgot.script.llm.writing import cast_from
from vgot.script.validate import check_domain, check_rules, resolve_who
from vgot.story.model import DOMAINS, Domains

SOUND = Domains(
    character="Mary, a tall woman of thirty with red hair",
    background="An old harbour with wooden piers",
    relation="She sets a crate down and checks its rope.",
    camera="Medium shot at eye level, slow push in",
    lighting="Low morning sun from the left, long shadows",
)


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize(
    "text",
    [
        "The camera is missing.",
        "The background domain is missing",
        "The lighting domain is a placeholder.",
        "The relation domain is too short to draw from.",
        "The character field must be provided.",
        "Fill all five domains.",
        "Who stays from the shot before looks the same, a place that returns looks the same.",
        "Reply with one JSON object and nothing else.",
        "Write it again, whole, with this put right.",
        "string value required",
        *ASKS.values(),
    ],
)
def test_what_only_repeats_the_request_the_schema_or_the_reasons_is_a_placeholder(domain, text):
    reason = check_domain(domain, text)
    assert reason is not None and ("placeholder" in reason.text or "too short" in reason.text)


@pytest.mark.parametrize(
    "text",
    [
        "The camera follows her face from below.",
        "The camera does not move.",
        "Close shot on her hands.",
        "A woman of forty with grey hair and a brown coat.",
        "Light from a single window, the rest is dark.",
        "The same kitchen as before, now at night.",
        "中景，平视，缓慢推近。",
        "Ada is missing from the boat.",
    ],
)
def test_words_about_a_picture_are_none(text):
    assert not repeats_the_request(text)


def test_a_domain_that_only_says_the_sentence_again_is_a_placeholder_unless_it_is_what_happens():
    draft = "Mary carries a crate along the harbour pier."
    found = check_rules(SOUND.model_copy(update={"camera": draft}), given=[draft])
    assert [(r.domain, "only repeats the sentence" in r.text) for r in found if r.domain == "camera"] == [
        ("camera", True)
    ]
    assert check_rules(SOUND.model_copy(update={"relation": draft}), given=[draft]) == []
    assert repeats("mary carries a crate along the harbour pier", [draft]) and not repeats(SOUND.camera, [draft])


def test_what_a_model_is_told_has_no_words_of_a_picture_of_ours():
    assert not any(repeats_the_request(getattr(SOUND, d)) for d in DOMAINS) and all(prompts.FIXED)


def test_a_sentence_without_a_letter_is_none():
    def script(request, number):
        answer = good_answer(request)
        if "sentences" in answer and "could not be used" not in request["messages"][-1]["content"]:
            answer["sentences"][1] = "– 2 –"
        return answer

    with talking(script) as server:
        events = []
        story = write_story(OpenAIClient(server.url, "m"), "Mary", 3, on_event=events.append)
    first = next(e.attempt for e in events if e.kind == "try")
    assert "There were 2 sentences" in first.reasons[0] and all("crate" in s.summary for s in story.shots)


def people():
    return cast_from(
        CastReply.model_validate(
            {
                "characters": [
                    {"name": n, "stages": [{"name": n, "look": "tall"}]} for n in ("Ada", "Ben", "Sand Castle")
                ]
            }
        )
    )


@pytest.mark.parametrize(
    "said, who, unknown",
    [
        ("Ada and Ben", ["ada", "ben"], []),
        ("Ada, Ben", ["ada", "ben"], []),
        ("Ada & Ben", ["ada", "ben"], []),
        ("Ada y Ben", ["ada", "ben"], []),
        ("Ada、Ben", ["ada", "ben"], []),
        ("Ada and the ghost", ["ada"], ["the ghost"]),
        ("Sand Castle", ["sand-castle"], []),
        ("Ada (keeper)", ["ada"], []),
        ("Ada, aged 70", ["ada"], []),
        ("Tom and Jerry", [], ["Tom and Jerry"]),
    ],
)
def test_several_people_in_one_name_are_several(said, who, unknown):
    found, left = resolve_who([said], people())
    assert ([c for c, _ in found], left) == (who, unknown)


# -- time -------------------------------------------------------------------------------------------------------------
class Slow:
    """A writer on this machine that needs its time and never gets the light right."""

    model_id, told = "slow", ()

    def __init__(self, patience, piece_s=0.02, lighting="TBD"):
        self.patience, self.piece_s, self.lighting, self.asked = patience, piece_s, lighting, 0

    def reply(self, system, prompt, schema, report):
        self.asked += 1
        text = json.dumps(good_answer({"messages": [{"content": prompt}], "response_format": as_format(schema)}))
        text = text.replace("Low morning sun from the left, long shadows", self.lighting)
        for n in range(0, len(text), 40):
            report.check()
            time.sleep(self.piece_s)
            yield text[n : n + 40]


def as_format(schema):
    return {"type": "json_schema", "json_schema": {"schema": schema}}


def tries_of(client, shots=1):
    events = []
    story = write_story(client, "Mary", shots, on_event=events.append, manner=Manner(judge=None))
    return story, [e.attempt for e in events if e.kind == "try"], events


def test_a_slow_writer_on_this_machine_is_asked_again_only_while_there_is_time():
    story, tries, events = tries_of(Slow(Patience(first_s=60, tries_s=0.1)))
    shot = [t for t in tries if t.step == "shot"]
    assert len(shot) == 1 and "No further try" in shot[0].notes[-1]
    assert story.shots[0].flags[0].domain == "lighting" and story.shots[0].domains.camera.startswith("Medium")
    assert all(e.until and e.until > 0 for e in events if e.kind == "text")


def test_a_fast_one_has_all_its_tries():
    _, tries, _ = tries_of(Slow(Patience(first_s=60, tries_s=60), piece_s=0))
    assert len([t for t in tries if t.step == "shot"]) == 3


def test_a_try_that_outlasts_its_time_is_ended_and_what_came_is_used():
    client = Slow(Patience(first_s=60, tries_s=60), piece_s=0, lighting="Low sun")
    original = client.reply

    def endless(system, prompt, schema, report):
        for piece in original(system, prompt, schema, report):
            if "Write the shot" in prompt or "write shot" in prompt:
                client.patience = None
            yield piece
        if "write shot" in prompt:
            while True:
                report.check()
                time.sleep(0.01)

    client.reply = endless
    client.patience = Patience(first_s=0.5, tries_s=0.5)
    story, tries, _ = tries_of(client)
    assert "too long" in str([t.reasons for t in tries if t.step == "shot"]) or not story.shots[0].flags
    assert story.shots[0].domains.camera.startswith("Medium")


def test_the_writer_of_this_machine_says_how_patient_one_must_be():
    from vgot.models.text.resident import KeptWriter
    from vgot.models.text.transformers import LocalWriter

    assert KeptWriter.patience == LocalWriter.patience and LocalWriter.patience.tries_s <= 120
