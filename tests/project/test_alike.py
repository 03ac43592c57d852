"""Best of several takes by their faces: who is compared with whom, what is only copied, and who cannot be compared."""

import json

import numpy as np
import pytest

from tests.conftest import copied, film_once, small_story
from vgot.cli.main import main
from vgot.errors import BadInput, ModelUnavailable
from vgot.evaluate.likeness import Alike, correlation, most_alike


@pytest.fixture
def close(once, studio):
    """A film of a close-up of Mary, a shot with Tom, and one without anybody."""
    story = small_story(3, film={"width": 480, "height": 270, "fps": 8})
    first, second, third = (s.model_copy(update={"duration_s": 0.5}) for s in story.shots)
    camera = first.domains.model_copy(update={"camera": "close-up, eye level, static"})
    shots = [
        first.model_copy(update={"domains": camera}),
        second.model_copy(update={"who": [p for p in second.who if p.character == "tom"]}),
        third.model_copy(update={"who": []}),
    ]
    return copied(film_once(once, "close-up", story.model_copy(update={"shots": shots})), studio)


def portrait_of(project, name):
    return project.store.read_blob(project.plan().named(name).take.digests["picture"])


def test_the_take_that_is_most_like_the_portrait_is_chosen_as_one_edit_and_what_is_copied_is_told(close):
    drawn = close.plan().named("keyframe/1").take
    pasted = close.upload("keyframe/1", portrait_of(close, "portrait/mary/young"))
    told = close.likenesses.alike("keyframe/1")
    by_take = {one["id"]: one for one in told["takes"]}
    assert list(by_take) == [drawn.id, pasted.id] and told["reader"] == "drawn-faces-3"
    assert by_take[pasted.id]["copied"]["mary"] > 0.9 > 0.8 > by_take[drawn.id]["copied"]["mary"]
    other = close.upload("keyframe/1", portrait_of(close, "portrait/tom/now"))
    told = close.likenesses.choose("keyframe/1")
    by_take = {one["id"]: one for one in told["takes"]}
    likes = {name: by_take[t.id]["likeness"].get("mary", -1) for name, t in (("drawn", drawn), ("other", other))}
    assert likes["drawn"] > 0.36 > likes["other"], "the limit under which the checks see another person"
    chosen = close.plan().named("keyframe/1").take
    assert chosen.id == told["best"] != other.id
    close.undo()
    assert close.plan().named("keyframe/1").take.id == other.id


def test_the_command_line_makes_takes_and_keeps_the_most_alike(close, capsys):
    folder = ["--project", str(close.store.folder), "--json"]
    assert main(["regenerate", "keyframe/1", "--variants", "2", "--most-alike", *folder]) == 0
    capsys.readouterr()
    assert main(["takes", "keyframe/1", "--alike", *folder]) == 0
    told = json.loads(capsys.readouterr().out)
    best = max(told["alike"], key=lambda one: one["likeness"].get("mary", -1))
    assert told["best"] == best["id"] and len(told["takes"]) == 3
    assert [t["id"] for t in told["takes"] if t["chosen"]] == [best["id"]]


@pytest.mark.parametrize("node", ["keyframe/3", "portrait/mary/young", "clip/1"])
def test_what_shows_nobody_cannot_be_compared_and_says_so(close, node):
    with pytest.raises(BadInput, match="no still with people in it") as why:
        close.likenesses.choose(node)
    assert why.value.field == node


def test_photographs_are_not_guessed_at_with_the_face_pack_of_the_drawings(close):
    take = close.plan().named("keyframe/1").take
    recipe = json.loads(json.dumps(take.recipe)) | {"model": {"id": "some/photographer", "revision": "1"}}
    with close.store.transaction() as db:
        close.store.add_take(
            db,
            take.node,
            "keyframe",
            "f" * 64,
            recipe,
            preset="x",
            producer="x",
            seconds=0.0,
            digests=take.digests,
            facts={},
        )
    with pytest.raises(ModelUnavailable, match="no face pack for photographs"):
        close.likenesses.alike("keyframe/1")


def test_who_shows_more_of_its_people_comes_before_who_shows_one_of_them_better():
    one, both = Alike("a", 2, {"mary": 0.9}), Alike("b", 2, {"mary": 0.5, "tom": 0.4})
    assert most_alike([one, both]) is both and both.least == 0.4 and one.least == -1.0
    assert most_alike([Alike("c", 2)]) is None


def test_a_face_laid_over_itself_is_copied_whole_and_its_negative_not_at_all():
    face = np.random.default_rng(3).normal(size=(8, 8)).astype(np.float32)
    assert correlation(face, 3 * face + 20) == pytest.approx(1.0)
    assert correlation(face, -face) == 0.0 == correlation(face, np.ones_like(face))
