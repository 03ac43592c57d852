"""Whatever is wrapped around an answer, the same answer is read; what a model only thought is never read."""

import json
import random
import time
from pathlib import Path

import pytest

from vgot.script.llm.algorithm1 import Manner, write_story
from vgot.script.llm.candidates import Pairs
from vgot.script.llm.replies import (
    CastReply,
    DomainReply,
    DraftReply,
    Reply,
    ShotReply,
    Unreadable,
    cast_reply,
    draft_reply,
    hear,
    read_reply,
    shot_reply,
)
from vgot.script.numbering import unnumbered
from vgot.story.model import DOMAINS, dump_story

KEPT = Path(__file__).parents[1] / "data" / "replies"
SENTENCES = ["Ada climbs the stairs with a lamp.", "Ben rows home in the storm.", "Ada waves the lamp for Ben."]
DRAFT = {"title": "The Lamp", "kind": "event", "style": "ink wash", "sentences": SENTENCES}
REJECTED = {
    "title": "The Dragon",
    "kind": "event",
    "style": "oil",
    "sentences": ["A dragon eats a castle.", "A dragon sleeps.", "A dragon wakes."],
}
CAST = {
    "lead": {
        "name": "Ada",
        "role": "keeper of the lighthouse",
        "wardrobe": "brown coat and red scarf",
        "stages": [{"name": "Ada", "look": "forty years old, thin face, grey hair"}],
    },
    "others": [
        {
            "name": "Ben",
            "role": "a fisherman",
            "wardrobe": "yellow oilskin",
            "stages": [{"name": "Ben", "look": "fifty years old, broad, white beard"}],
        }
    ],
    "places": [
        {"name": "Lighthouse", "look": "stone tower on a cliff, iron stairs"},
        {"name": "Harbour", "look": "wooden pier, wet planks, fishing boats"},
    ],
}
SHOT = {
    "character": "Ada, forty years old, red scarf, brown coat, tired eyes.",
    "background": "A stone lighthouse on a cliff, storm clouds, wet rocks.",
    "relation": "Ada holds the lamp up and looks for Ben.",
    "camera": "Medium shot at eye level, slow push in.",
    "lighting": "Warm lamp light from the left, cold blue night, high contrast.",
    "who": ["Ada", "Ben"],
    "place": "Lighthouse",
}


def said(value) -> str:
    return json.dumps(value, ensure_ascii=False)


# -- around any answer ------------------------------------------------------------------------------------------------
AROUND = {
    "plain": said,
    "indented": lambda v: json.dumps(v, indent=2),
    "fenced": lambda v: f"```json\n{said(v)}\n```",
    "fenced without a name": lambda v: f"Here:\n```\n{said(v)}\n```\nDone.",
    "in prose": lambda v: f"Sure! I used {{curly braces}} and [brackets].\n\n{said(v)}\n\nTell me if it should change.",
    "an unclosed brace before": lambda v: f"I open with {{ as asked: {said(v)}",
    "byte order mark": lambda v: "\ufeff" + said(v),
    "written as text": lambda v: json.dumps(said(v)),
    "trailing comma": lambda v: said(v)[:-1] + ",}",
    "a wrapper": lambda v: said({"reply": v}),
    "two wrappers": lambda v: said({"status": "ok", "data": {"result": v}}),
    "a list of one": lambda v: said([v]),
    "a wrapped list of one": lambda v: said({"shots_or_so": [v]}),
    "a tool call": lambda v: said({"name": "Reply", "arguments": v}),
    "a tool call with text": lambda v: said({"name": "Reply", "arguments": said(v)}),
    "parameters": lambda v: f"<tool_call>\n{said({'name': 'Reply', 'parameters': v})}\n</tool_call>",
    "a function": lambda v: said(
        {"tool_calls": [{"type": "function", "function": {"name": "r", "arguments": said(v)}}]}
    ),
    "a whole completion": lambda v: said({"choices": [{"message": {"role": "assistant", "content": said(v)}}]}),
    "keys of another case": lambda v: said({k.upper(): x for k, x in v.items()}),
    "capital keys": lambda v: said({k.capitalize(): x for k, x in v.items()}),
    "keys with white space": lambda v: said({f" {k} ": x for k, x in v.items()}),
    "the schema first": lambda v: (
        said({"$defs": {}, "properties": {k: {"type": "string"} for k in v}}) + "\n" + said(v)
    ),
    "the schema around": lambda v: said({"type": "object", "properties": v}),
    "one object a field": lambda v: "\n".join(said({k: x}) for k, x in v.items()),
    "a list of small maps": lambda v: said([{k: x} for k, x in v.items()]),
    "a list of pairs": lambda v: said([[k, x] for k, x in v.items()]),
    "keys twice, the last empty": lambda v: (
        said(v)[:-1] + "".join(f', "{k}": {"[]" if isinstance(x, list) else "null"}' for k, x in v.items()) + "}"
    ),
    "an empty one first": lambda v: said(dict.fromkeys(v, "")) + said(v),
    "a worse one after": lambda v: said(v) + "\n" + said({next(iter(v)): "Only this."}),
    "end marks": lambda v: said(v) + "<|im_end|>\n</s>",
    "thinking": lambda v: f"<think>\nThe form is {{a: [...]}}. I keep it short.\n</think>\n\n{said(v)}",
    "thinking in a fence": lambda v: f"<think>\n```json\n{said(REJECTED)}\n```\nNo.</think>{said(v)}",
    "thinking that nothing opened": lambda v: f"A first idea: {said(REJECTED)} No, dull.\n</think>\n{said(v)}",
    "thinking twice": lambda v: f"<think>{said(REJECTED)}</think>\nHm.\n<think>again</think>\n{said(v)}",
    "thinking about tags": lambda v: f"<think>I may use <think> here. {said(REJECTED)}</think>{said(v)}",
    "thinking after": lambda v: f"{said(v)}\n<think>Was that right? {said(REJECTED)}",
    "another word for thinking": lambda v: f"<reasoning>\n{said(REJECTED)}\n</reasoning>\n{said(v)}",
    "brackets for thinking": lambda v: f"[THINK]{said(REJECTED)}[/THINK]{said(v)}",
    "diamonds for thinking": lambda v: f"◁think▷{said(REJECTED)}◁/think▷{said(v)}",
    "marks for thinking": lambda v: f"<|START_THINKING|>{said(REJECTED)}<|END_THINKING|>{said(v)}",
    "channels": lambda v: (
        f"<|channel|>analysis<|message|>{said(REJECTED)}<|end|><|start|>assistant<|channel|>final<|message|>{said(v)}<|return|>"
    ),
    "channels with their marks swallowed": lambda v: f"analysisA first idea: {said(REJECTED)}assistantfinal{said(v)}",
    "a channel of thoughts": lambda v: f"<|channel>thought\n{said(REJECTED)}<channel|>{said(v)}",
}
ASKED = {
    "draft": (DRAFT, DraftReply, draft_reply(3)),
    "cast": (CAST, CastReply, cast_reply(1, 6)),
    "shot": (SHOT, ShotReply, shot_reply(["Ada", "Ben"], ["Lighthouse", "Harbour"])),
}


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("knowing", [True, False], ids=["with the schema", "without"])
def test_the_same_answer_is_read_whatever_stands_around_it(around, asked, knowing):
    value, kind, exact = ASKED[asked]
    plain = read_reply(said(value), kind)
    assert read_reply(AROUND[around](value), kind, exact if knowing else None) == plain


# -- within an answer -------------------------------------------------------------------------------------------------
NUMBERED = [f"{n}. {s}" for n, s in enumerate(SENTENCES, 1)]
SENTENCES_AS = {
    "objects": [{"shot": n, "description": s} for n, s in enumerate(SENTENCES, 1)],
    "objects of any key": [{"id": f"s{n}", "beat_words": s} for n, s in enumerate(SENTENCES, 1)],
    "objects with more": [{"shot": "1", "sentence": s, "camera": "wide"} for s in SENTENCES],
    "numbered": NUMBERED,
    "called shots": [f"Shot {n}: {s}" for n, s in enumerate(SENTENCES, 1)],
    "called shots in bold": [f"**{n}.** {s}" for n, s in enumerate(SENTENCES, 1)],
    "a text": "\n".join(NUMBERED),
    "a text in one line": " ".join(NUMBERED),
    "a text without numbers": " ".join(SENTENCES),
    "bullets": "\n".join(f"- {s}" for s in SENTENCES),
    "a map": {str(n): s for n, s in enumerate(SENTENCES, 1)},
    "a map of shots, out of order": {f"shot_{n}": SENTENCES[n - 1] for n in (2, 1, 3)},
    "a map of objects": {f"shot {n}": {"summary": s} for n, s in enumerate(SENTENCES, 1)},
    "lists of one": [[s] for s in SENTENCES],
}


@pytest.mark.parametrize("shape", SENTENCES_AS)
@pytest.mark.parametrize("key", ["sentences", "shots", "Scenes", "story"])
def test_sentences_come_in_many_shapes(shape, key):
    heard = hear(said({"title": "The Lamp", key: SENTENCES_AS[shape]}), DraftReply, draft_reply(3, first=4))
    assert heard.reply.sentences == SENTENCES and heard.bent


@pytest.mark.parametrize(
    "text",
    [
        said(SENTENCES),
        "\n".join(said({"sentence": s}) for s in SENTENCES),
        "\n".join(NUMBERED),
        "Here is the story:\n\n" + "\n".join(f"Shot {n}: {s}" for n, s in enumerate(SENTENCES, 1)),
    ],
    ids=["a bare list", "lines of JSON", "a numbered list", "labelled lines"],
)
def test_sentences_alone_are_a_draft(text):
    assert read_reply(text, DraftReply, draft_reply(3, first=4)).sentences == SENTENCES


def test_a_sentence_that_begins_with_a_number_keeps_it():
    own = ["3-year-old Mila runs.", "1945: soldiers walk home.", "24-hour diner signs flicker."]
    assert read_reply(said({"sentences": own}), DraftReply).sentences == own == unnumbered(own)


@pytest.mark.parametrize(
    "domains",
    [
        {"domains": {d: SHOT[d] for d in DOMAINS}},
        {"domains": [{"domain": d, "text": SHOT[d]} for d in DOMAINS]},
        {"domains": [{d: SHOT[d]} for d in DOMAINS]},
        {f"{d}_description": SHOT[d] for d in DOMAINS},
        {f"The {d} domain": SHOT[d] for d in DOMAINS},
        {d: {"description": SHOT[d]} for d in DOMAINS},
        {d: [SHOT[d]] for d in DOMAINS},
    ],
    ids=["wrapped", "pairs", "small maps", "longer keys", "keys in words", "objects", "lists"],
)
@pytest.mark.parametrize(
    "who", [["Ada", "Ben"], "Ada and Ben", {"Ada": True, "Ben": True}, [{"stage": "Ada"}, {"name": "Ben"}]]
)
def test_the_domains_and_who_is_there_come_in_many_shapes(domains, who):
    from vgot.script.llm.writing import cast_from
    from vgot.script.validate import resolve_who

    heard = hear(said({**domains, "who": who, "place": "Lighthouse"}), ShotReply)
    assert {d: getattr(heard.reply, d) for d in DOMAINS} == {d: SHOT[d] for d in DOMAINS}
    people, unknown = resolve_who(heard.reply.who, cast_from(read_reply(said(CAST), CastReply)))
    assert [c for c, _ in people] == ["ada", "ben"] and unknown == [] and heard.bent


def test_lines_with_labels_are_a_shot():
    text = "\n".join(f"**{d.capitalize()}:** {SHOT[d]}" for d in DOMAINS)
    heard = hear(text, ShotReply)
    assert heard.reply.lighting == SHOT["lighting"] and "no JSON" in heard.bent[0]


@pytest.mark.parametrize(
    "cast",
    [
        {"characters": [CAST["lead"], *CAST["others"]], "places": CAST["places"]},
        {"Cast": [CAST["lead"], *CAST["others"]], "Places": CAST["places"]},
        {
            "characters": {
                c["name"]: {k: v for k, v in c.items() if k != "name"} for c in (CAST["lead"], *CAST["others"])
            },
            "places": {p["name"]: p["look"] for p in CAST["places"]},
        },
        {
            "characters": [
                {k: c[k] for k in ("name", "role", "wardrobe")} | {"description": c["stages"][0]["look"]}
                for c in (CAST["lead"], *CAST["others"])
            ],
            "places": [f"{p['name']}: {p['look']}" for p in CAST["places"]],
        },
        {**CAST, "lead": {**CAST["lead"], "stages": {"Ada": CAST["lead"]["stages"][0]["look"]}}},
    ],
    ids=["one list", "another key", "maps", "looks without stages", "stages as a map"],
)
def test_a_cast_comes_in_many_shapes(cast):
    assert read_reply(said(cast), CastReply) == read_reply(said(CAST), CastReply)


def test_one_text_is_read_under_any_name():
    for key in ("text", "Text", "lighting", "new_text", "result"):
        assert read_reply(said({key: "Dim green light from below."}), DomainReply).text == "Dim green light from below."


# -- what is not read -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "thought",
    [
        f"<think>\nA first idea: {said(REJECTED)}\nNo, that is dull",
        f"<think>{said(REJECTED)}</think>",
        f"{said(REJECTED)}\n</think>",
        f"<|channel|>analysis<|message|>{said(REJECTED)}",
        f"<thinking>\n```json\n{said(REJECTED)}\n```",
    ],
)
def test_thinking_without_an_answer_gives_no_film(thought):
    with pytest.raises(Unreadable, match="only thought"):
        read_reply(thought, DraftReply)


def test_words_in_a_sound_answer_are_not_taken_for_thinking():
    own = SHOT | {"relation": "Ada writes </think> on the wall and laughs at it."}
    assert read_reply(said(own), ShotReply).relation == own["relation"]


def test_of_two_answers_the_last_is_taken_unless_it_is_offered_as_another_tone():
    assert read_reply(f"{said(REJECTED)}\nWait, that is dull. Better:\n{said(DRAFT)}", DraftReply).title == "The Lamp"
    heard = hear(f"{said(DRAFT)}\n\nIf you prefer another tone:\n{said(REJECTED)}", DraftReply)
    assert heard.reply.title == "The Lamp" and "2 answers" in heard.bent[0] and "The Dragon" in heard.bent[0]


@pytest.mark.parametrize("name", sorted(p.name for p in KEPT.glob("*.txt")))
def test_replies_that_real_models_sent_give_their_film(name):
    reply = read_reply((KEPT / name).read_text(encoding="utf-8"), DraftReply, draft_reply(3))
    assert reply.title == "The Lamp" and reply.sentences[1:] == SENTENCES[1:] and reply.sentences[0].startswith("Ada ")


def test_of_a_key_that_came_twice_the_first_that_says_something_stands():
    assert (
        read_reply('{"sentences": [], "title": "A", "sentences": ["Ada waves."], "title": ""}', DraftReply).title == "A"
    )
    assert Pairs().twice == ()


class Scripted:
    """Answers every request with the sound answer in one shape; what it thinks is another film."""

    model_id = "scripted"

    def __init__(self, around):
        self.around = around

    def reply(self, system, prompt, schema, report):
        fields = schema["properties"]
        yield self.around(DRAFT if "sentences" in fields else CAST if "lead" in fields else SHOT)


@pytest.mark.parametrize("around", AROUND)
def test_the_story_is_the_same_byte_for_byte_in_every_shape(around):
    def story(how):
        events = []
        made = write_story(Scripted(how), "Ada and the lamp", 3, manner=Manner(judge=None), on_event=events.append)
        return dump_story(made), [e.attempt for e in events if e.kind == "try"]

    plain, tries = story(said)
    bent, seen = story(AROUND[around])
    assert bent == plain and "ragon" not in bent and len(seen) == len(tries) == 5


# -- two thousand replies ---------------------------------------------------------------------------------------------
def _odd(rng: random.Random, value, depth=0):
    """A value with something about it changed: missing, twice as deep, of another type, of another name."""
    if isinstance(value, dict):
        keys = list(value)
        rng.shuffle(keys)
        out = {}
        for key in keys:
            what = rng.random()
            if what < 0.06:
                continue
            name = rng.choice([key.upper(), f"{key}s", f" {key}", f"the {key}", "x", key]) if what < 0.3 else key
            out[name] = _odd(rng, value[key], depth + 1)
        return rng.choice([[out], {"data": out}, json.dumps(out), list(out.items())]) if rng.random() < 0.08 else out
    if isinstance(value, list):
        out = [_odd(rng, v, depth + 1) for v in value if rng.random() > 0.05]
        return {str(n): v for n, v in enumerate(out)} if rng.random() < 0.08 else out
    if rng.random() < 0.05:
        return rng.choice([None, 5, True, [], {}, "", "…", [value], {"text": value}, "1." + value, "\u202e" + value])
    return value


def _broken(rng: random.Random, text: str) -> str:
    """A text with something done to it: cut, noise, fences, thinking, quotes."""
    for _ in range(rng.randint(0, 3)):
        at = rng.randint(0, len(text))
        text = rng.choice(
            [
                text[:at],
                text[:at]
                + rng.choice(["{", "}", '"', "```", "<think>", "</think>", "\x00", "<|channel|>final", "\\", "[[["])
                + text[at:],
                f"```json\n{text}\n```",
                f"<think>{said(REJECTED)} hm</think>{text}",
                text.replace('"', rng.choice(["'", "”", '\\"'])),
                text + text,
                f"Sure!\n{text}\nBye.",
                "\n".join([text, said(SHOT)]) if rng.random() < 0.2 else text,
            ]
        )
    return text


def test_two_thousand_odd_replies_are_read_or_refused_with_a_reason():
    began, read = time.monotonic(), 0
    for seed in range(2_000):
        rng = random.Random(seed)
        value, kind, exact = ASKED[rng.choice(sorted(ASKED))]
        text = _broken(rng, said(_odd(rng, value)))
        try:
            heard = hear(text, kind, exact if rng.random() < 0.5 else None)
            assert isinstance(heard.reply, Reply) and all(isinstance(b, str) and b for b in heard.bent)
            read += 1
        except Unreadable as why:
            assert why.reason and "Traceback" not in why.reason, seed
        except Exception as why:
            raise AssertionError(f"seed {seed}: {text[:200]!r}") from why
    print(f"seeds 0 to 1999: {read} read, {2_000 - read} refused, {time.monotonic() - began:.1f} s")
    assert read > 1_400
    assert time.monotonic() - began < 60
