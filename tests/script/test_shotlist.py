"""“Use exactly my 10 shots”: the list word for word, whatever its form; only the domains are filled in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.script.talking_server import schema_of, talking
from vgot.errors import BadInput
from vgot.script.formats.shotlist import people_in, read_shot_list, story_from_shots
from vgot.script.llm.endpoint import OpenAIClient
from vgot.story.model import DOMAINS

MINE = [
    "Mary, an old sailor, opens the door of the lighthouse at dawn.",
    "She climbs the 99 steps.",
    "Close-up: the lamp turns.",
    "Tom waves from the old harbour.",
    "Mary waves back; Tom laughs.",
    "Night falls on the old harbour.",
    "Rain on the glass.",
    "Mary's hand finds the switch.",
    "The lamp goes out!",
    "Tom runs to the lighthouse.",
]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{n}. {s}" for n, s in enumerate(MINE, 1)),
        "\n".join(f"Shot {n}: {s}" for n, s in enumerate(MINE, 1)),
        "\n".join(f"- {s}" for s in MINE),
        "\n".join(MINE),
        "\r\n\r\n".join(MINE),
        "\n".join(f"{n})  {s}" for n, s in enumerate(MINE, 1)),
        "number;description\n" + "\n".join(f'{n};"{s}"' for n, s in enumerate(MINE, 1)),
        "\n".join(
            f"{n}. {s[:10]}\n   {s[10:].lstrip()}" if s[9] == " " else f"{n}. {s}" for n, s in enumerate(MINE, 1)
        ),
    ],
    ids=["numbered", "shot n", "bullets", "lines", "blank lines, CRLF", "brackets", "csv", "wrapped"],
)
def test_ten_shots_are_ten_shots_in_any_form(text):
    assert read_shot_list(text) == MINE


def test_without_a_language_model_the_list_is_read_plainly_and_labelled_an_outline():
    story = story_from_shots(MINE)
    assert [s.summary for s in story.shots] == MINE and story.writer == "outline"
    assert all(getattr(s.domains, d).strip() for s in story.shots for d in DOMAINS)
    assert [c.name for c in story.cast] == ["Mary", "Tom"] and story.cast[0].stages[0].look == "an old sailor"
    assert [p.character for p in story.shots[1].who] == ["mary"]  # "She"
    assert {p.character for p in story.shots[4].who} == {"mary", "tom"}
    assert story.shots[0].place == "lighthouse"
    assert story.shots[3].place == "old-harbour" and story.shots[5].domains.lighting.startswith("Night")
    assert story.shots[2].domains.camera.startswith("Close-up")
    assert story_from_shots(MINE) == story


def test_with_a_language_model_only_cast_and_domains_are_asked_for():
    with talking() as server:
        story = story_from_shots(MINE, OpenAIClient(server.url, "m"), title="Lamp")
        asked = [set(schema_of(r)["properties"]) for r in server.requests]
    assert [s.summary for s in story.shots] == MINE and story.title == "Lamp"
    assert len(asked) == 11 and not any("sentences" in a for a in asked)


def test_empty_and_endless_lists_are_refused():
    for text in ("", " \n\n ", "1.\n2.\n", "\n".join(["a shot"] * 501), "x" * 901, "y" * 500_000):
        with pytest.raises(BadInput):
            read_shot_list(text)
    with pytest.raises(BadInput):
        story_from_shots([])
    with pytest.raises(BadInput, match="60"):
        story_from_shots(["A shot."] * 61, OpenAIClient("http://127.0.0.1:1/v1", "m"))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    st.lists(
        st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=60),
        min_size=1,
        max_size=12,
    )
)
def test_any_list_gives_a_valid_story_or_a_refusal(lines):
    try:
        shots = read_shot_list("\n".join(lines))
    except BadInput:
        return
    assert [s.summary for s in story_from_shots(shots).shots] == shots


def test_names_are_told_from_beginnings_of_sentences_and_places():
    assert people_in(
        ["Rain falls on Paris.", "Anna Petrova opens the door.", "The dog sees Anna Petrova.", "Later, Dr. Lee nods."]
    ) == ["Anna Petrova", "Dr. Lee"]
