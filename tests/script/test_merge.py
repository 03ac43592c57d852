"""What a writer lays next and what a person changed meanwhile: neither is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import small_story
from vgot.story.edits import delete_shot, insert_shot, move_shot, set_value
from vgot.story.merge import merged
from vgot.story.model import Domains, Story, Thing


def unwritten(story: Story, first: int) -> Story:
    """The story as it is while shots from `first` on are drafted only."""
    shots = [
        s if n < first else s.model_copy(update={"domains": Domains(), "who": [], "place": None})
        for n, s in enumerate(story.shots, 1)
    ]
    return story.model_copy(update={"shots": shots})


WHOLE = small_story(6, boundaries=[])
THREE, FOUR = unwritten(WHOLE, 4), unwritten(WHOLE, 5)


def test_without_any_change_the_writers_story_is_taken_as_it_is():
    assert merged(THREE, THREE, FOUR) == FOUR


def test_a_field_that_a_person_changed_stays_and_the_next_shot_comes():
    mine = set_value(set_value(THREE, "shots/2/lighting", "one candle"), "title", "My own title")
    made = merged(THREE, mine, FOUR)
    assert (
        made.shots[1].domains.lighting == "one candle"
        and made.title == "My own title"
        and made.shots[3] == WHOLE.shots[3]
    )
    assert made.shots[1].domains.camera == WHOLE.shots[1].domains.camera


def test_shots_that_were_deleted_moved_or_inserted_stay_so():
    mine = insert_shot(move_shot(delete_shot(THREE, 2), 1, 2), 1)
    made = merged(THREE, mine, FOUR)
    assert [s.id for s in made.shots] == [s.id for s in mine.shots]
    assert next(s for s in made.shots if s.id == "shot4").domains == WHOLE.shots[3].domains


def test_somebody_added_to_the_cast_stays_beside_the_writers_cast():
    bare = THREE.model_copy(
        update={
            "cast": [],
            "places": [],
            "shots": [s.model_copy(update={"who": [], "place": None}) for s in THREE.shots],
        }
    )
    mine = set_value(bare, "title", "Mine").model_copy(update={"cast": [WHOLE.cast[1]]})
    made = merged(bare, mine, FOUR)
    assert {c.id for c in made.cast} == {"mary", "tom"} and made.shots[0].who == WHOLE.shots[0].who


def test_a_boundary_that_was_set_by_hand_while_a_story_is_written_stays_so():
    mine = set_value(set_value(THREE, "boundaries/2/mode", "crossfade"), "boundaries/2/overlap_s", 0.4)
    made = merged(THREE, mine, FOUR)
    assert made.boundaries[1] == mine.boundaries[1] and made.boundaries[0] == FOUR.boundaries[0]


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["lighting", "camera", "relation", "summary"]),
            st.integers(1, 6),
            st.text("abc ", max_size=12),
        ),
        max_size=6,
    ),
    st.integers(1, 6),
)
def test_no_edit_is_ever_lost_and_no_shot_of_the_writer_is_dropped(edits, next_shot):
    base, mine = unwritten(WHOLE, next_shot), unwritten(WHOLE, next_shot)
    for field, n, text in edits:
        mine = set_value(mine, f"shots/{n}/{field}", text)
    made = merged(base, mine, unwritten(WHOLE, next_shot + 1))
    assert [s.id for s in made.shots] == [s.id for s in WHOLE.shots]
    for n, (a, b, c) in enumerate(zip(base.shots, mine.shots, made.shots, strict=True), 1):
        for d in ("lighting", "camera", "relation", "character"):
            was, now = getattr(a.domains, d), getattr(b.domains, d)
            wanted = now if now != was else getattr(WHOLE.shots[n - 1].domains, d) if n <= next_shot else was
            assert getattr(c.domains, d) == wanted


def test_a_thing_that_a_person_described_stays_and_new_ones_come():
    violin, boat = Thing(id="violin", name="Violin"), Thing(id="boat", name="Boat")
    base = WHOLE.model_copy(update={"things": [violin]})
    mine = set_value(base, "things/violin/look", "a red violin")
    made = merged(base, mine, WHOLE.model_copy(update={"things": [violin, boat]}))
    assert [(t.id, t.look) for t in made.things] == [("violin", "a red violin"), ("boat", "")]
