"""Prompts are composed for the model that reads them: people first and whole, stills without moves, movements without looks."""

import gzip
import re
from pathlib import Path

import pytest

from tests.tools import TOOLS
from vgot.graph.nodes import _look
from vgot.script.offline.writer import write_offline
from vgot.story import prompts

SENTENCES = (
    "An old fisherman and his granddaughter find a message in a bottle.",
    "A detective chases a thief through Paris at night.",
    "Two brothers repair their father's boat before the storm.",
    "A nurse, a soldier and a priest wait for a train that never comes.",
    "A queen hides her crown in the forest.",
    "Mary and Tom lose their dog in the snow.",
    "A baker teaches an astronaut to make bread.",
    "Grandmother tells three children a story about the sea.",
    "A violinist plays on the roof while the city sleeps.",
    "A knight and a dragon share a cave in winter.",
)
MOVES = re.compile(r"\b(pan|tilt|dolly|zoom|push in|pull out|tracking|crane|orbit|follows|handheld)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def clip():
    """Counts as CLIP's own vocabulary does: 49,408 tokens, merges and all."""
    found = TOOLS["clip"].here()
    from transformers import CLIPTokenizer
    from transformers.convert_slow_tokenizer import bytes_to_unicode

    place = Path(next(iter(found.submodule_search_locations))) / "bpe_simple_vocab_16e6.txt.gz"
    lines = gzip.decompress(place.read_bytes()).decode().split("\n")[1 : 49152 - 256 - 2 + 1]
    merges = [tuple(line.split()) for line in lines]
    letters = list(bytes_to_unicode().values())
    words = [
        *letters,
        *(v + "</w>" for v in letters),
        *("".join(m) for m in merges),
        "<|startoftext|>",
        "<|endoftext|>",
    ]
    tokenizer = CLIPTokenizer(vocab={w: n for n, w in enumerate(words)}, merges=merges)
    assert tokenizer("a photo of a cat").input_ids == [49406, 320, 1125, 539, 320, 2368, 49407]
    return lambda text: max(0, len(tokenizer(text).input_ids) - 2)


def shots(many):
    for seed in range(many):
        story = write_offline(SENTENCES[seed % len(SENTENCES)], 4, seed=seed)
        for shot in story.shots:
            who = [(p.character.replace("-", " ").title(), _look(story, p.character, p.stage)) for p in shot.who]
            yield story, shot, who


def still(story, shot, who, budget, count):
    return prompts.keyframe_prompt(
        shot.domains,
        summary=shot.summary,
        who=who,
        place=shot.place or "",
        style=story.style,
        budget=budget,
        count=count,
    )


def everybody_is_in(text, who):
    """Each with all that they look like: age, hair and clothes."""
    said = " ".join(re.findall(r"\w+", text.lower()))
    return all(" ".join(re.findall(r"\w+", look.lower())) in said for _, look in who if look)


def check_many(many, count):
    counted = 0
    for story, shot, who in shots(many):
        text = still(story, shot, who, 225, count)
        assert count(text) <= 225
        assert everybody_is_in(text, who), (who, text)
        if who and any(look for _, look in who):
            first = next(look for _, look in who if look).split(",")[0].lower()
            assert first in text.lower()[: 120 + len(first)] or shot.domains.character.lower().startswith(
                text.lower()[:20]
            )
        framing = prompts.framing(shot.domains.camera)
        assert not MOVES.search(framing), framing
        counted += len(who)
    return counted


@pytest.mark.needs("clip")
def test_nobody_falls_out_of_a_still_by_the_real_vocabulary(clip):
    assert check_many(8, clip) > 15


def test_nobody_falls_out_where_words_are_counted_without_a_tokenizer():
    assert check_many(20, prompts.count_words) > 40


@pytest.mark.slow
@pytest.mark.needs("clip")
def test_nobody_falls_out_of_five_hundred_stories(clip):
    assert check_many(500, clip) > 1000


def test_a_still_holds_no_move_of_the_camera_and_nothing_of_the_telling():
    assert prompts.framing("Medium shot from slightly below: a steady push in tightens on a touch. Shallow focus.") == (
        "Medium shot from slightly below, Shallow focus"
    )
    assert prompts.framing("Slow dolly left") == ""
    assert prompts.seen("It begins with Tobias and Eleanor at the pier. Then they look up.") == (
        "Tobias and Eleanor at the pier. They look up"
    )
    assert prompts.seen("We stay at the harbour, in the morning") == "The harbour, in the morning"


def test_a_movement_says_nothing_twice_and_describes_nobody():
    text = prompts.motion_prompt(
        summary="In a navy wool jumper and yellow oilskin trousers, Tobias walks on.",
        relation="Tobias walks on. He lifts a bottle out of the sand.",
        camera="a slow pan left",
    )
    assert text == "Tobias walks on, He lifts a bottle out of the sand, a slow pan left"
    still_one = prompts.negative_prompt("clip", camera="a static frame")
    assert "frozen" not in still_one and "frozen" in prompts.negative_prompt("clip", camera="a slow pan left")


def test_names_stand_only_beside_a_look():
    named = prompts.people([("Mary", "a woman of 30 with red hair"), ("Tom", "")], "They talk")
    assert [p.text for p in named] == ["Mary, a woman of 30 with red hair", "They talk"]
    assert named[0].whole and not named[1].whole


def test_what_people_look_like_is_cut_only_where_nothing_else_is_left():
    look = "a woman of 30 with long red hair, a green coat and black boots"
    crowd = [(f"P{n}", look) for n in range(3)]
    from vgot.story.model import Domains

    domains = Domains(character="They wait", background="a station " * 40, relation="nothing happens " * 40)
    text = prompts.keyframe_prompt(domains, who=crowd, budget=90)
    assert text.count(look) == 3 and prompts.count_words(text) <= 90
    assert prompts.count_words(prompts.keyframe_prompt(domains, who=crowd, budget=30)) <= 30
