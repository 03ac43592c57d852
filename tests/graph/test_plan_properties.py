"""The build graph's properties, by random editing: what is stale, what a build makes, and that order does not matter.

Making a node here is a pure function of its recipe, so the plan itself is what is tested; rendering has its own tests.
"""

from __future__ import annotations

import random

from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.conftest import small_story
from vgot.graph.keys import canonical, digest_of
from vgot.graph.nodes import film_nodes
from vgot.graph.plan import Plan, key_of, plan_film, recipe_of
from vgot.graph.reads import anonymous
from vgot.graph.takes import Choice, Shelf, Take, take_id
from vgot.settings import load_preset
from vgot.story import edits
from vgot.story.model import DOMAINS

PRESET = load_preset("animatic")
ROLES = {
    "portrait": ("picture", "look"),
    "tokens": ("tokens",),
    "plate": ("picture", "scene"),
    "keyframe": ("picture", "scene"),
    "clip": ("frames", "latents"),
    "join": ("frames",),
    "film": ("film",),
}


def make(shelf: Shelf, plan: Plan, key: str, plan_again) -> None:
    planned = plan.nodes[key]
    chosen = {i.key: plan.nodes[i.key].take for i in planned.node.inputs}
    recipe = recipe_of(planned.node, shelf.choice(key), PRESET, chosen)
    made = key_of(recipe)
    digests = {role: digest_of(canonical([role, anonymous(recipe)])) for role in ROLES[planned.node.step]}
    take = Take(take_id(key, made), key, made, recipe, recipe["seed"], PRESET.name, "test", "", 0.1, digests, {})
    if not shelf.by_key(key, made):
        shelf.takes.setdefault(key, []).append(take)
    shelf.last[key] = take.id


def build(story, shelf: Shelf, shuffle: random.Random | None = None) -> list[str]:
    """Make everything that is not settled, in plan order or in a random legal one; returns the keys made."""
    done = []
    while True:
        plan = plan_film(story, PRESET, shelf)
        ready = [p.node.key for p in plan.to_do() if all(plan.nodes[i.key].settled for i in p.node.inputs)]
        if not ready:
            assert not plan.to_do()
            return done
        key = shuffle.choice(ready) if shuffle else ready[0]
        make(shelf, plan, key, None)
        done.append(key)


def descendants(nodes: dict, keys: set[str], stop: set[str]) -> set[str]:
    """Keys and everything made from them, not passing through nodes in `stop` (pinned or uploaded)."""
    found = set(keys)
    for key, node in nodes.items():
        if any(i.key in found and i.key not in stop for i in node.inputs):
            found.add(key)
    return found - stop


class FilmEditing(RuleBasedStateMachine):
    @initialize()
    def start(self):
        self.story, self.shelf = small_story(4), Shelf()
        build(self.story, self.shelf)
        self.past = []

    def edited(self, story):
        before = film_nodes(self.story, PRESET)
        stale_before = {p.node.key for p in plan_film(self.story, PRESET, self.shelf).to_do()}
        self.past.append((self.story, dict(self.shelf.choices)))
        self.story = story
        after = film_nodes(story, PRESET)
        own = {
            k
            for k, n in after.items()
            if k not in before
            or (n.params, [i.key for i in n.inputs], n.seed)
            != (before[k].params, [i.key for i in before[k].inputs], before[k].seed)
        }
        held = {k for k, c in self.shelf.choices.items() if c.pin or c.upload}
        may = descendants(after, own, held) | descendants(after, stale_before & set(after), held)
        now = {p.node.key for p in plan_film(story, PRESET, self.shelf).to_do()}
        assert now <= may, f"stale without a cause: {sorted(now - may)}"
        return own

    @rule(
        n=st.integers(1, 4),
        domain=st.sampled_from(DOMAINS),
        text=st.sampled_from(["dawn", "night", "a red hat", "wide shot"]),
    )
    def edit_a_domain(self, n, domain, text):
        if n > len(self.story.shots):
            return
        self.edited(edits.set_value(self.story, f"shots/{n}/{domain}", text))

    @rule(n=st.integers(1, 4), mode=st.sampled_from(["cut", "crossfade", "bridge", "reset"]))
    def change_a_boundary(self, n, mode):
        if n < len(self.story.shots):
            self.edited(edits.set_value(self.story, f"boundaries/{n}/mode", mode))

    @rule(a=st.integers(1, 5), b=st.integers(1, 5))
    def move(self, a, b):
        if a <= len(self.story.shots) and b <= len(self.story.shots):
            clips = {k: t for k, t in self.shelf.takes.items() if k.startswith("clip")}
            self.edited(edits.move_shot(self.story, a, b))
            assert {k: t for k, t in self.shelf.takes.items() if k.startswith("clip")} == clips

    @rule(n=st.integers(1, 5))
    def insert(self, n):
        if n <= len(self.story.shots) + 1 and len(self.story.shots) < 6:
            self.edited(edits.insert_shot(self.story, n))

    @rule(n=st.integers(1, 6))
    def delete(self, n):
        if len(self.story.shots) >= 2 and n <= len(self.story.shots):
            self.edited(edits.delete_shot(self.story, n))

    @rule(fps=st.sampled_from([8.0, 12.0, 24.0]))
    def change_the_rate(self, fps):
        self.edited(edits.set_value(self.story, "film/fps", fps))

    @rule(pick=st.randoms(use_true_random=False))
    def regenerate(self, pick):
        key = pick.choice(
            [k for k, n in film_nodes(self.story, PRESET).items() if n.step in ("portrait", "keyframe", "clip")]
        )
        self.shelf.choices[key] = self.shelf.choice(key).model_copy(update={"seed": pick.randrange(1000)})

    @rule(pick=st.randoms(use_true_random=False))
    def pin_or_unpin(self, pick):
        plan = plan_film(self.story, PRESET, self.shelf)
        planned = pick.choice(
            [p for p in plan.nodes.values() if p.take and p.node.step in ("portrait", "keyframe", "clip")]
        )
        choice = self.shelf.choice(planned.node.key)
        self.shelf.choices[planned.node.key] = choice.model_copy(
            update={"pin": None if choice.pin else planned.take.id}
        )

    @rule()
    @precondition(lambda self: self.past)
    def undo(self):
        self.story, choices = self.past.pop()
        self.shelf.choices = choices

    @rule(seed=st.integers(0, 99))
    def build_in_any_legal_order(self, seed):
        other = Shelf(
            {k: list(v) for k, v in self.shelf.takes.items()}, dict(self.shelf.last), dict(self.shelf.choices)
        )
        first = build(self.story, self.shelf)
        second = build(self.story, other, random.Random(seed))
        assert sorted(first) == sorted(second)
        a, b = plan_film(self.story, PRESET, self.shelf), plan_film(self.story, PRESET, other)
        assert {k: p.take.digests for k, p in a.nodes.items()} == {k: p.take.digests for k, p in b.nodes.items()}
        assert build(self.story, self.shelf) == []

    @invariant()
    def states_tell_the_truth(self):
        if not hasattr(self, "story"):
            return
        for planned in plan_film(self.story, PRESET, self.shelf).nodes.values():
            assert planned.state in ("missing", "fresh", "stale", "pinned", "flagged")
            assert planned.settled == (planned.state in ("fresh", "pinned", "flagged"))
            assert planned.reason or planned.state == "fresh"
            if planned.state == "fresh" and not planned.take.is_upload:
                assert planned.take.recipe_key == planned.key


FilmEditing.TestCase.settings = hypothesis_settings(max_examples=25, stateful_step_count=18, deadline=None)
TestFilmEditing = FilmEditing.TestCase


def test_the_same_story_has_the_same_keys_on_two_shelves():
    keys = []
    for _ in range(2):
        shelf = Shelf()
        build(small_story(3), shelf)
        keys.append({k: t[0].recipe_key for k, t in shelf.takes.items()})
    assert keys[0] == keys[1]


def test_an_undone_choice_is_as_if_it_never_was():
    story, shelf = small_story(3), Shelf()
    build(story, shelf)
    before = {k: p.take.id for k, p in plan_film(story, PRESET, shelf).nodes.items()}
    shelf.choices["keyframe/shot2"] = Choice(seed=99)
    assert build(story, shelf)
    del shelf.choices["keyframe/shot2"]
    assert build(story, shelf) == []
    assert {k: p.take.id for k, p in plan_film(story, PRESET, shelf).nodes.items()} == before
