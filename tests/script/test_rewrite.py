"""Rewrites by instruction, with locks; and renaming, locking, splitting, merging without any language model."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.script.talking_server import good_answer, talking
from vgot.errors import BadInput, Conflict, ModelUnavailable, NotFound, WriterFailed
from vgot.script.llm.endpoint import Limits, OpenAIClient
from vgot.script.llm.rewrite import accept, diff, propose_rewrite
from vgot.script.reshape import lock, merge_shots, rename_character, split_shot, unlock
from vgot.story.edits import delete_shot, set_value
from vgot.story.model import DOMAINS, dump_story, load_story


def story(shots=14):
    made = []
    for n in range(1, shots + 1):
        made.append(
            {
                "id": f"shot{n:02d}",
                "summary": f"Mary sorts crate {n}.",
                "place": "old-harbour",
                "duration_s": 3.0,
                "who": [{"character": "mary", "stage": "now"}],
                "seed": n,
                "domains": {
                    "character": f"Mary, a tall woman with red hair and a green coat, busy with crate {n}",
                    "background": "an old harbour with wooden piers, a white lighthouse and stacked crates",
                    "relation": f"She lifts crate {n}. She sets it on the pier.",
                    "camera": "Medium shot at eye level, static",
                    "lighting": "Low morning sun from the left",
                },
            }
        )
    return load_story(
        {
            "title": "Crates",
            "sentence": "Mary sorts crates while Tom Maryfield watches",
            "shots": made,
            "cast": [
                {
                    "id": "mary",
                    "name": "Mary",
                    "role": "Mary's own boss",
                    "stages": [{"id": "now", "name": "Mary", "look": "a tall woman"}],
                },
                {
                    "id": "tom",
                    "name": "Tom Maryfield",
                    "stages": [{"id": "now", "name": "Tom Maryfield", "look": "a short man"}],
                },
            ],
            "places": [{"id": "old-harbour", "name": "Old Harbour", "look": "wooden piers"}],
            "boundaries": [{"after": f"shot{n:02d}", "mode": "bridge" if n % 2 else "cut"} for n in range(1, shots)],
        }
    )


def rewrite(given, number, instruction="make it rain, keep everyone where they are", script=None, **more):
    with talking(script) as server:
        client = OpenAIClient(server.url, "m", limits=Limits(retries=0, whole_s=5))
        return propose_rewrite(client, given, number, instruction, **more), server


def as_bytes(shot):
    return json.dumps(shot.model_dump(mode="json"), sort_keys=True).encode()


def test_from_here_on_leaves_what_is_before_and_what_is_locked_byte_for_byte():
    given = lock(lock(story(), 9), 12)
    proposal, server = rewrite(given, 7, from_here=True)
    after = proposal.story_after
    for n, (a, b) in enumerate(zip(given.shots, after.shots, strict=True), 1):
        assert (as_bytes(a) == as_bytes(b)) == (n <= 6 or n in (9, 12)), n
    assert len(server.requests) == 6 and proposal.kept == ["shots/9", "shots/12"]
    assert after.boundaries == given.boundaries and after.cast == given.cast
    assert "rain" in after.shots[7].domains.lighting
    assert accept(given, proposal) == after


def test_a_locked_domain_stays_while_the_shot_is_rewritten():
    given = lock(lock(story(), 3, "camera"), 3, "character")
    proposal, server = rewrite(given, 3)
    a, b = given.shots[2], proposal.story_after.shots[2]
    assert (a.domains.camera, a.domains.character, a.who) == (b.domains.camera, b.domains.character, b.who)
    assert a.domains.lighting != b.domains.lighting
    assert "stay word for word as they are: character, camera" in server.requests[0]["messages"][-1]["content"]
    assert not any(c.path.endswith(("camera", "character")) for c in proposal.changes)


def test_one_domain_is_asked_for_alone_and_nothing_else_changes():
    given = story()
    proposal, server = rewrite(given, 5, domain="lighting")
    assert [(c.path, c.before) for c in proposal.changes] == [("shots/5/lighting", "Low morning sun from the left")]
    assert len(server.requests) == 1 and proposal.changes[0].after.startswith("Heavy rain")


def test_locked_targets_unknown_targets_and_empty_instructions_are_refused_before_anything_is_asked():
    given = lock(lock(story(), 3), 4, "camera")
    for number, domain, instruction in ((3, None, "x"), (4, "camera", "x"), (5, "smell", "x"), (5, None, " ")):
        with talking() as server, pytest.raises(BadInput):
            propose_rewrite(OpenAIClient(server.url, "m"), given, number, instruction, domain=domain)
        assert server.requests == []
    with pytest.raises(NotFound):
        propose_rewrite(None, given, 99, "x")


def test_without_a_language_model_a_rewrite_says_how_to_get_one():
    with pytest.raises(ModelUnavailable) as why:
        propose_rewrite(None, story(), 2, "make it rain")
    assert "Ollama" in why.value.hint and "OPENAI_BASE_URL" in why.value.hint


def test_a_rewrite_is_accepted_in_part_and_refused_when_the_story_moved_on():
    given = story()
    proposal, _ = rewrite(given, 2)
    assert {"shots/2/lighting", "shots/2/character"} <= {c.path for c in proposal.changes}
    part = accept(given, proposal, only=["shots/2/lighting"])
    assert [c.path for c in diff(given, part)] == ["shots/2/lighting"]
    with pytest.raises(BadInput):
        accept(given, proposal, only=["shots/3/lighting"])
    elsewhere = set_value(delete_shot(given, 1), "shots/4/lighting", "a candle")
    taken = accept(elsewhere, proposal)
    assert taken.shots[0].domains == proposal.story_after.shots[1].domains and taken.shots[1:] == elsewhere.shots[1:]
    for moved_on in (
        set_value(given, "shots/2/lighting", "a candle"),
        lock(given, 2, "lighting"),
        lock(given, 2),
        delete_shot(given, 2),
    ):
        with pytest.raises(Conflict) as why:
            accept(moved_on, proposal)
        assert why.value.hint
    assert (
        accept(lock(given, 2, "lighting"), proposal, only=["shots/2/camera"]).shots[1].domains.camera
        == proposal.story_after.shots[1].domains.camera
    )


def test_a_model_that_refuses_leaves_the_story_as_it_is():
    given = story()
    before = dump_story(given)
    with pytest.raises(WriterFailed, match="declined"):
        rewrite(given, 2, script=lambda r, n: "I'm sorry, I can't do that.")
    assert dump_story(given) == before


def test_an_empty_domain_is_asked_again_and_at_last_kept_and_flagged():
    def script(request, number):
        return good_answer(request) | {"camera": ""}

    proposal, server = rewrite(story(), 2, script=script)
    shot = proposal.story_after.shots[1]
    assert len(server.requests) == 3 and shot.domains.camera == "Medium shot at eye level, static"
    assert [f.domain for f in shot.flags] == ["camera"]


def test_locking_is_undone_by_unlocking_and_unknown_locks_are_refused():
    given = story()
    assert unlock(lock(given, 3, "camera"), 3, "camera") == given
    assert lock(lock(given, 3), 3) == lock(given, 3)
    with pytest.raises(BadInput):
        lock(given, 3, "sound")


def test_renaming_changes_whole_words_everywhere_and_no_slug():
    given = story(2)
    changed = given.model_copy(
        update={
            "shots": [
                given.shots[0].model_copy(
                    update={
                        "summary": "MARY waves; Mary's crate and Marys and Tom Maryfield, mary",
                        "notes": "ask Mary",
                    }
                ),
                given.shots[1],
            ]
        }
    )
    after = rename_character(changed, "mary", "Anna")
    assert after.shots[0].summary == "ANNA waves; Anna's crate and Marys and Tom Maryfield, mary"
    assert after.shots[0].notes == "ask Anna" and after.sentence == "Anna sorts crates while Tom Maryfield watches"
    assert (
        after.cast[0].id == "mary"
        and after.cast[0].stages[0].name == "Anna"
        and after.cast[0].role == "Anna's own boss"
    )
    assert after.shots[0].domains.character.startswith("Anna, a tall")
    assert after.shots[0].id == changed.shots[0].id


def test_a_full_name_takes_its_first_name_along():
    after = rename_character(rename_character(story(1), "mary", "Mary Walker"), "mary", "Olga Petrova")
    assert after.cast[0].name == "Olga Petrova" and "Mary " not in dump_story(after)


def test_a_name_that_is_taken_or_empty_is_refused():
    for name in ("Tom Maryfield", "  ", "x" * 121):
        with pytest.raises(BadInput):
            rename_character(story(1), "mary", name)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(min_size=1, max_size=20).filter(lambda t: t.strip()))
def test_any_name_can_be_given_and_taken_back(name):
    given = story(2)
    try:
        after = rename_character(given, "mary", name)
    except BadInput:
        return
    assert after.cast[0].name == " ".join(name.split())
    assert load_story(dump_story(after)) == after


def test_splitting_shares_sentences_and_time_and_moves_the_boundary():
    given = story(4)
    after = split_shot(given, 1)
    assert [s.domains.relation for s in after.shots[:2]] == ["She lifts crate 1.", "She sets it on the pier."]
    assert [s.duration_s for s in after.shots[:2]] == [1.5, 1.5]
    assert after.shots[0].id == "shot01" and [s.id for s in after.shots[2:]] == ["shot02", "shot03", "shot04"]
    assert [b.mode for b in after.boundaries] == ["cut", "bridge", "cut", "bridge"]
    assert after.shots[2:] == given.shots[1:]


def test_merging_what_was_split_gives_the_shot_back():
    given = story(4)
    back = merge_shots(split_shot(given, 3), 3)
    a, b = given.shots[2], back.shots[2]
    assert (a.id, a.domains, a.duration_s, a.who, a.seed) == (b.id, b.domains, b.duration_s, b.who, b.seed)
    assert back.boundaries == given.boundaries and [s.id for s in back.shots] == [s.id for s in given.shots]


def test_merging_the_last_shot_with_nothing_and_splitting_out_of_range_are_refused():
    with pytest.raises(NotFound):
        merge_shots(story(3), 3)
    with pytest.raises(BadInput):
        split_shot(story(3), 2, at=9)


def test_merging_what_does_not_fit_into_one_shot_is_refused():
    given = story(2)
    long = given.shots[0].domains.model_copy(update={"relation": "a " * 900})
    other = given.shots[1].domains.model_copy(update={"relation": "b " * 900})
    big = given.model_copy(
        update={
            "shots": [
                given.shots[0].model_copy(update={"domains": long}),
                given.shots[1].model_copy(update={"domains": other}),
            ]
        }
    )
    with pytest.raises(BadInput, match="do not fit"):
        merge_shots(big, 1)


def test_all_five_domains_can_be_rewritten_alone():
    for domain in DOMAINS:
        proposal, _ = rewrite(story(2), 2, domain=domain)
        assert {c.path for c in proposal.changes} - {"shots/2/flags"} == {f"shots/2/{domain}"}
