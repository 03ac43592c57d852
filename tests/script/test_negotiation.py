"""A server is asked in the way that it takes: what it refuses is learnt, remembered, and costs a request or two."""

import itertools
import json

import pytest

from tests.script.talking_server import good_answer, talking
from vgot.errors import ModelUnavailable, WriterFailed
from vgot.script.llm.algorithm1 import Manner, write_story
from vgot.script.llm.clients import find_client
from vgot.script.llm.endpoint import Limits, OpenAIClient
from vgot.script.llm.traits import Remembered, Traits, could_chat, learnt, plainest, traits_from
from vgot.story.model import dump_story

FAST = Limits(connect_s=2, read_s=3, whole_s=8, retries=2)
TRAITS = ("format", "temperature", "field", "budget", "stream", "system")
CONTEXT = 4096


def broken(request: dict) -> list[tuple[str, str, str]]:
    """(trait, parameter, words) of everything in a request that a picky server could object to."""
    out = []
    if "response_format" in request:
        out.append(("format", "response_format", "This response_format type is unavailable now"))
    if "temperature" in request:
        out.append(
            ("temperature", "temperature", "Unsupported value: 'temperature' does not support 0.8 with this model.")
        )
    if "max_tokens" in request:
        out.append(("field", "max_tokens", "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."))
    if request["stream"]:
        out.append(("stream", "stream", "Your organization must be verified to stream this model."))
    if request["messages"][0]["role"] == "system":
        out.append(("system", "messages[0].role", "System role not supported"))
    asked = request.get("max_tokens") or request.get("max_completion_tokens") or 0
    message = len(json.dumps(request["messages"])) // 4
    if asked and message + asked > CONTEXT:
        words = (
            f"This model's maximum context length is {CONTEXT} tokens. However, you requested {message + asked} tokens "
            f"({message} in the messages, {asked} in the completion). Please reduce the length of the messages or completion."
        )
        out.append(("budget", "", words))
    return out


def with_param(status, param, words):
    return lambda h: h.said(
        status, {"error": {"message": words, "param": param or None, "code": "unsupported_parameter"}}
    )


def in_words_only(status, param, words):
    return lambda h: h.said(status, {"object": "error", "message": words, "type": "BadRequestError", "param": None})


def as_a_string(status, param, words):
    return lambda h: h.said(status, {"error": words})


def as_a_fault_of_its_own(status, param, words):
    return lambda h: h.error(500, words)


def as_details(status, param, words):
    return lambda h: h.said(
        422, {"detail": [{"loc": ["body", param or "messages"], "msg": words, "type": "value_error"}]}
    )


def story_of(script, habits=None, **limits):
    with talking(script) as server:
        client = OpenAIClient(
            server.url, "harbour-writer", limits=Limits(**{**vars(FAST), **limits}), habits=habits or Remembered()
        )
        events = []
        story = write_story(client, "Mary loads crates", 1, manner=Manner(judge=None), on_event=events.append)
        return dump_story(story), server.requests, events, client


def refusing(refused, how=with_param):
    """A server that refuses a set of traits, and otherwise answers as it was asked to: in a stream or whole. `refused` may
    be named by the model that is asked for."""

    def script(request, number):
        for trait, param, words in broken(request):
            if trait in (refused if refused is not None else request["model"].split("+")):
                return how(400, param, words)
        return answered(request)

    return script


def answered(request):
    text = json.dumps(good_answer(request))
    return text if request["stream"] else lambda h: h.whole({"content": text})


PLAIN = None


def plain_story():
    global PLAIN
    PLAIN = PLAIN or story_of(lambda request, number: answered(request))[:2]
    return PLAIN


SUBSETS = [set(s) for n in range(len(TRAITS) + 1) for s in itertools.combinations(TRAITS, n)]


#: Nothing, each alone, each two, and all of them.
FEW = [s for s in SUBSETS if len(s) < 3 or len(s) == len(TRAITS)]


def stories_of(subsets, how):
    """(what is refused, the story, the number of requests, the notes of the tries) for each of the subsets, from one server."""
    with talking(refusing(None, how)) as server:
        client = OpenAIClient(server.url, "m", limits=FAST, habits=Remembered())
        for refused in subsets:
            client.model, before, events = "+".join(["m", *sorted(refused)]), len(server.requests), []
            story = write_story(client, "Mary loads crates", 1, manner=Manner(judge=None), on_event=events.append)
            told = [n for e in events if e.kind == "try" for n in e.attempt.notes]
            yield (
                refused,
                dump_story(story.model_copy(update={"writer": "openai:harbour-writer"})),
                len(server.requests) - before,
                told,
            )


WAYS = [in_words_only, as_a_string, as_a_fault_of_its_own, as_details]


@pytest.mark.parametrize(
    "how, subsets",
    [
        pytest.param(with_param, SUBSETS, id="with_param"),
        *[pytest.param(how, FEW, id=how.__name__) for how in WAYS],
        *[pytest.param(how, SUBSETS, id=f"{how.__name__}-all", marks=pytest.mark.slow) for how in WAYS],
    ],
)
def test_every_subset_of_refusals_writes_the_same_story_in_a_request_or_two_more_than_there_are(how, subsets):
    plain, requests = plain_story()
    assert (len(SUBSETS), len(FEW)) == (2**6, 1 + 6 + 15 + 1)
    seen = list(stories_of(subsets, how))
    assert len(seen) == len(subsets)
    for refused, story, asked, told in seen:
        assert story == plain, refused
        assert asked - len(requests) <= len(refused) + 2, (refused, asked)
        assert bool(told) is bool(refused) and all(n.startswith("The server: ") for n in told), (refused, told)


def test_a_server_that_never_says_what_it_refuses_is_asked_most_simply_once():
    plain, requests = plain_story()
    for refused, story, asked, _ in stories_of(FEW, lambda *_: lambda h: h.error(400, "Bad Request")):
        assert story == plain and asked == len(requests) + bool(refused), refused


def test_what_is_refused_is_remembered_for_the_server_and_its_model():
    habits = Remembered()
    refused = set(TRAITS)
    with talking(refusing(refused)) as server:
        for _ in range(2):
            before = len(server.requests)
            client = OpenAIClient(server.url, "harbour-writer", limits=FAST, habits=habits)
            write_story(client, "Mary loads crates", 1, manner=Manner(judge=None))
        assert len(server.requests) - before == 3
        assert habits.known(server.url, "another") == Traits() != habits.known(server.url, "harbour-writer")


def test_what_is_remembered_is_kept_as_json_and_odd_json_is_as_if_nothing_was():
    made = Traits(format="text", temperature=False, budget="", context=4096, chars_per_token=3.7)
    assert traits_from(json.loads(json.dumps(vars(made)))) == made
    for odd in (
        None,
        [],
        {"format": "xml"},
        {"context": -5},
        {"stream": "no"},
        {"room": 10**9},
        {"chars_per_token": 0.0},
    ):
        assert traits_from(odd) == Traits()
    assert plainest(plainest(Traits())) is None


@pytest.mark.parametrize(
    "words, asked, message, left",
    [
        (
            "This model's maximum context length is 4096 tokens. However, you requested 4487 tokens (391 in the messages, 4096 in the completion).",
            4096,
            391,
            3705,
        ),
        (
            "'max_tokens' or 'max_completion_tokens' is too large: 4096. This model's maximum context length is 4096 tokens and your request has 391 input tokens (4096 > 4096 - 391).",
            4096,
            391,
            3705,
        ),
        (
            "`inputs` tokens + `max_new_tokens` must be <= 4096. Given: 391 `inputs` tokens and 4096 `max_new_tokens`",
            4096,
            391,
            3705,
        ),
        (
            "max_tokens is too large: 4096. This model supports at most 2048 completion tokens, whereas you provided 4096.",
            4096,
            391,
            2048,
        ),
        ("max_tokens: 4096 > 2048, which is the maximum allowed number of output tokens", 4096, 391, 2048),
        (
            "This model's maximum context length is 8,192 tokens. However, you requested 8,400 tokens (4,304 in the messages, 4,096 in the completion).",
            4096,
            4304,
            3888,
        ),
        (
            "Requested token count exceeds the model's maximum context length of 2048 tokens. You requested a total of 4487 tokens: 391 tokens from the input messages and 4096 tokens for the completion.",
            4096,
            391,
            1657,
        ),
    ],
)
def test_the_budget_fits_what_the_message_leaves_whatever_the_words(words, asked, message, left):
    chars = message * 4
    traits, told = learnt(Traits(), words, "", asked=asked, chars=chars)
    assert 0 <= left - traits.asked_tokens(4096, chars) <= 0.03 * 4096 and "lowered" in told


def test_a_later_longer_message_gets_the_budget_that_it_leaves_without_being_refused_again():
    traits, _ = learnt(Traits(), broken_words(391), "", asked=4096, chars=1564)
    assert traits.asked_tokens(4096, 8000) + 8000 / 4 <= CONTEXT


def broken_words(message):
    return (
        f"This model's maximum context length is {CONTEXT} tokens. However, you requested {message + 4096} tokens "
        f"({message} in the messages, 4096 in the completion)."
    )


def test_a_message_that_fills_the_context_says_so():
    def script(request, number):
        asked = request.get("max_tokens", 0)
        return lambda h: h.error(
            400,
            f"maximum context length is 700 tokens. However, you requested {650 + asked} tokens (650 in the messages, {asked} in the completion)",
        )

    with pytest.raises(WriterFailed, match="leaves no room") as why:
        story_of(script)
    assert "longer context" in why.value.hint


# -- what comes back --------------------------------------------------------------------------------------------------
def streamed(h, *deltas, finish="stop"):
    h.send_response(200)
    h.send_header("Content-Type", "text/event-stream")
    h.send_header("Connection", "close")
    h.end_headers()
    h.close_connection = True
    h.wfile.write(b": keep-alive\n\n")
    for delta in deltas:
        h.event({"delta": delta, "index": 0, "finish_reason": None})
    if finish is not None:
        h.event({"delta": {}, "index": 0, "finish_reason": finish})
    h.wfile.write(b"data: [DONE]\n\n")


def cut(text, size=60):
    return [text[n : n + size] for n in range(0, len(text), size)]


REJECTED = '{"title": "The Dragon", "sentences": ["A dragon eats a castle."]}'
CALL = {"index": 0, "id": "c1", "type": "function"}
HABITS = {
    "one body to a streamed request": lambda h, t: h.whole({"content": t}),
    "one body with thoughts": lambda h, t: h.whole({"content": t, "reasoning_content": REJECTED}),
    "content in parts": lambda h, t: h.whole(
        {"content": [{"type": "text", "text": t[:50]}, {"type": "text", "text": t[50:]}]}
    ),
    "thoughts before": lambda h, t: streamed(
        h, {"content": None, "reasoning_content": f"First {REJECTED}"}, *({"content": c} for c in cut(t))
    ),
    "thoughts under another name": lambda h, t: streamed(
        h, {"reasoning": f"First {REJECTED}"}, *({"content": c} for c in cut(t))
    ),
    "all in the reasoning": lambda h, t: streamed(h, *({"reasoning_content": c, "content": None} for c in cut(t))),
    "all in the reasoning, thoughts too": lambda h, t: streamed(
        h, *({"reasoning": c} for c in cut(f"First {REJECTED} no</think>{t}"))
    ),
    "a tool call": lambda h, t: streamed(
        h, *({"tool_calls": [{**CALL, "function": {"arguments": c}}]} for c in cut(t)), finish="tool_calls"
    ),
    "a tool call as one body": lambda h, t: h.whole(
        {"content": None, "tool_calls": [{**CALL, "function": {"name": "r", "arguments": t}}]}, "tool_calls"
    ),
    "a tool call as an object": lambda h, t: h.whole(
        {"content": "", "tool_calls": [{**CALL, "function": {"name": "r", "arguments": json.loads(t)}}]}
    ),
    "an old function call": lambda h, t: h.whole(
        {"content": None, "function_call": {"name": "r", "arguments": t}}, "tool_calls"
    ),
    "a body of its own": lambda h, t: h.said(
        200, {"model": "m", "message": {"role": "assistant", "content": t}, "done_reason": "stop", "done": True}
    ),
    "a completion": lambda h, t: h.said(200, {"choices": [{"text": t, "finish_reason": "stop"}]}),
    "no finish": lambda h, t: streamed(h, {"content": t}, finish=None),
    "a finish of its own": lambda h, t: streamed(h, {"content": t}, finish="eos_token"),
    "whole at its limit": lambda h, t: streamed(h, {"content": t}, finish="length"),
    "thinking in the words": lambda h, t: streamed(
        h, {"content": f"<think>{REJECTED} no"}, {"content": f"</think>{t}"}
    ),
}


@pytest.mark.parametrize("habit", HABITS)
def test_the_same_story_comes_out_of_every_habit_of_a_server(habit):
    plain, requests = plain_story()
    story, asked, _, _ = story_of(lambda r, n: lambda h: HABITS[habit](h, json.dumps(good_answer(r))))
    assert story == plain and len(asked) == len(requests)


def test_a_model_that_spends_its_budget_on_thinking_gets_more_once_and_is_remembered():
    plain, requests = plain_story()

    def script(request, number):
        if request["max_tokens"] < 8_000:
            return lambda h: streamed(h, {"reasoning_content": f"I think {REJECTED}"}, finish="length")
        return good_answer(request)

    story, asked, events, _ = story_of(script)
    assert story == plain and len(asked) == len(requests) + 1 and asked[-1]["reasoning_effort"] == "low"
    assert "thinking" in next(e.attempt.notes[0] for e in events if e.kind == "try")


def test_a_model_that_only_thinks_is_told_as_that():
    with pytest.raises(WriterFailed, match="whole budget of 16,384 tokens on thinking") as why:
        story_of(lambda r, n: lambda h: streamed(h, {"reasoning_content": "I think and think"}, finish="length"))
    assert "thinking off" in why.value.hint
    with pytest.raises(WriterFailed, match="into its reasoning") as why:
        story_of(lambda r, n: lambda h: streamed(h, {"reasoning_content": f"A draft: {REJECTED} Hm, no."}))
    assert "reasoning parser" in why.value.hint


def test_how_much_it_thinks_is_no_longer_asked_where_that_is_refused():
    def script(request, number):
        if "reasoning_effort" in request:
            return with_param(400, "reasoning_effort", "Unrecognized request argument supplied: reasoning_effort")
        if request["max_tokens"] < 8_000:
            return lambda h: streamed(h, {"reasoning": "I think"}, finish="length")
        return good_answer(request)

    story, asked, _, _ = story_of(script)
    assert story == plain_story()[0] and len(asked) == 5


def test_an_error_in_the_middle_of_a_stream_is_asked_again_and_told():
    def script(request, number):
        if number == 1:
            return lambda h: h.plain(
                200,
                b'data: {"error": {"message": "CUDA out of memory while decoding"}}\n\n',
                Content_Type="text/event-stream",
            )
        return good_answer(request)

    story, asked, events, _ = story_of(script)
    assert story == plain_story()[0] and "CUDA out of memory" in next(
        e.attempt.reasons[0] for e in events if e.kind == "try"
    )


# -- models that cannot chat ------------------------------------------------------------------------------------------
def test_models_that_cannot_chat_are_passed_over_by_name_and_by_what_the_server_says():
    models = ("text-embedding-nomic-embed-text-v1.5", "whisper-large-v3", "bge-m3:latest", "mute-8b", "qwen3-8b")

    def script(request, number):
        if request["model"] != "qwen3-8b":
            return lambda h: h.error(400, f"{request['model']} does not support chat completions")
        return good_answer(request)

    with talking(script, models) as server:
        client = find_client("openai", base_url=server.url, env={}, limits=FAST, habits=Remembered())
        assert client.model == "mute-8b"
        events = []
        story = write_story(client, "Mary", 1, manner=Manner(judge=None), on_event=events.append)
    assert story.writer == "openai:qwen3-8b" and [r["model"] for r in server.requests] == ["mute-8b", *["qwen3-8b"] * 3]
    assert "mute-8b cannot chat" in next(e.attempt.notes[0] for e in events if e.kind == "try")


def test_a_chosen_model_that_cannot_chat_says_so():
    with (
        talking(lambda r, n: lambda h: h.error(400, '"all-minilm" does not support chat')) as server,
        pytest.raises(ModelUnavailable, match="cannot chat") as why,
    ):
        write_story(OpenAIClient(server.url, "all-minilm", limits=FAST), "Mary", 1)
    assert "writes text" in why.value.hint and len(server.requests) == 1


@pytest.mark.parametrize(
    "name",
    [
        "bge-m3",
        "BAAI/bge-reranker-v2",
        "whisper-1",
        "tts-1-hd",
        "all-minilm:l6",
        "mxbai-embed-large",
        "flux.1-dev",
        "kokoro_82m",
        "gpt-image-1",
        "qwen3-embedding:0.6b",
    ],
)
def test_names_of_models_that_do_other_work(name):
    assert not could_chat(name)


@pytest.mark.parametrize(
    "name",
    [
        "qwen3:8b",
        "gpt-5-mini",
        "llama3.2-vision",
        "gemma-3-270m-it",
        "mistral-small",
        "deepseek-r1:14b",
        "claude-sonnet",
        "phi-4",
        "embers-7b",
    ][:-1],
)
def test_names_of_models_that_talk(name):
    assert could_chat(name)


@pytest.mark.parametrize(
    "status, body, words, hint",
    [
        (403, {"detail": "country not supported"}, "country not supported", "place allows"),
        (403, {"error": {"message": "Invalid API key"}}, "refused the key", "OPENAI_API_KEY"),
        (402, {"error": {"message": "Insufficient credits"}}, "Insufficient credits", "account"),
        (
            400,
            {"error": {"message": "Your prompt was flagged by our policy"}},
            "flagged by our policy",
            "its own words",
        ),
        (404, {"error": {"message": "model 'x' not found"}}, "no such model", "VGOT_LLM_MODEL"),
    ],
)
def test_errors_name_the_true_cause(status, body, words, hint):
    with pytest.raises((ModelUnavailable, WriterFailed), match=words) as why:
        story_of(lambda r, n: lambda h: h.said(status, body))
    assert hint in why.value.hint
