"""A drawn film painted over: beside the drawing until it is taken, whole or not at all, and back by one step."""

import numpy as np
import pytest

from tests.conftest import NoExecutor, copied, film_once, small_story
from vgot import media
from vgot.animatic.placed import boxes_of
from vgot.errors import BadInput
from vgot.graph.plan import key_of
from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor
from vgot.render.painting import DRAWING
from vgot.render.queue import Queue
from vgot.settings import Settings, load_preset
from vgot.store.project_store import Store


@pytest.fixture(scope="module")
def models(twins):
    """Tiny random weights in the place of the small models."""
    return twins("embedded")


@pytest.fixture
def studio(tmp_path, models):
    made = Studio(Settings(home=tmp_path / "home", models_dir=models), InlineExecutor(models, idle_s=0.05))
    yield made
    made.close()


@pytest.fixture
def film(studio, once):
    """A drawn film of three shots, made: two shots joined by a bridge, two by a crossfade."""
    return copied(film_once(once, "film-of-three", small_story(3)), studio)


def until_done(project):
    """Let the queue run empty; returns its paintings' jobs, newest first."""
    import time

    end = time.monotonic() + 120
    while project.queue.unfinished():
        assert time.monotonic() < end, project.queue.jobs()
        project.keep_working()
        time.sleep(0.02)
    return [j for j in project.queue.jobs() if j.step == "paint"]


def painted(project, *shots):
    project.paintings.start(list(shots))
    for job in until_done(project):
        assert job.state == "done", job.error


def chosen(project):
    return {p.name: (p.state, p.take.id, p.key) for p in project.plan().nodes.values()}


def test_a_painting_stands_beside_its_drawing_and_changes_nothing_of_the_film(film):
    before, was = chosen(film), film.film()
    painted(film, "shot2")
    assert chosen(film) == before and film.film() == was and film.preset.name == "animatic"
    one = film.paintings.found()["shot2"]
    assert not one.taken and not one.painted and not one.older and one.beside.id == before["clip/2"][1]
    assert {t["preset"] for t in film.takes("clip/2")} == {"animatic", "embedded"} and set(film.paintings.found()) == {
        "shot2"
    }
    assert one.clip.facts["frames"] == 8 and media.probe(film.file(one.clip.digests["frames"])).frames == 8


def test_a_painting_that_is_taken_stands_in_the_film_and_one_undo_or_one_step_back_brings_the_drawing(film):
    drawn, was = chosen(film), film.film()[0]
    painted(film, "shot2")
    one = film.paintings.found()["shot2"]
    assert film.paintings.take(["shot2"]).label == "take the painting of shot 2"
    assert not film.build().failed
    plan = film.plan()
    assert (plan.named("keyframe/2").take.id, plan.named("clip/2").take.id) == (one.still.id, one.clip.id)
    assert plan.named("keyframe/2").reason == plan.named("clip/2").reason == "pinned", (
        "it stands for the drawing as it is"
    )
    assert film.film()[0] != was and film.film()[1] and film.paintings.found()["shot2"].taken
    assert film.paintings.found()["shot2"].beside.id == drawn["clip/2"][1], "the drawing is there to look at"
    film.undo()
    assert chosen(film) == drawn and film.film() == (was, True), "nothing has to be drawn again"
    film.edits.redo()
    film.paintings.back_to_drawings(["shot2"])
    assert chosen(film) == drawn and film.film() == (was, True) and not film.paintings.found()["shot2"].taken


def test_every_way_to_choose_a_painted_take_takes_it_whole_and_every_way_back_brings_both_drawings(film):
    drawn = chosen(film)
    painted(film, "shot1")
    one = film.paintings.found()["shot1"]
    ways = [
        lambda: film.takes.choose("clip/1", one.clip.id),
        lambda: film.takes.choose("keyframe/1", one.still.id),
        lambda: film.takes.pin("clip/1", one.clip.id),
        lambda: film.takes.pin("keyframe/1", one.still.id),
    ]
    backs = [
        lambda: film.takes.choose("keyframe/1", drawn["keyframe/1"][1]),
        lambda: film.takes.choose("clip/1", drawn["clip/1"][1]),
        lambda: film.takes.unpin("clip/1"),
        lambda: film.takes.unpin("keyframe/1"),
    ]
    for take, back in zip(ways, backs, strict=True):
        take()
        assert [film.plan().named(n).take.id for n in ("keyframe/1", "clip/1")] == [one.still.id, one.clip.id]
        back()
        assert [film.plan().named(n).take.id for n in ("keyframe/1", "clip/1")] == [
            drawn[n][1] for n in ("keyframe/1", "clip/1")
        ]
        assert not film.plan().named("clip/1").pinned and not film.plan().named("keyframe/1").pinned


def test_the_painted_still_begins_from_the_drawn_still_with_its_people_and_heads_where_the_drawing_has_them(
    film, monkeypatch
):
    from vgot.models.embedded.families import EmbeddedImage

    seen, draw = [], EmbeddedImage.draw_keyframe
    monkeypatch.setattr(
        EmbeddedImage, "draw_keyframe", lambda self, spec, report: seen.append(spec) or draw(self, spec, report)
    )
    painted(film, "shot2")
    drawing = film.plan().named("keyframe/2").take
    [spec] = seen
    assert (
        np.array_equal(spec.staging.picture.pixels, film.takes.picture("keyframe/2"))
        and spec.staging.heads
        and spec.plate is None
    )
    assert spec.staging.strength == load_preset("embedded").keyframe.painting == 0.8
    boxes = boxes_of(film.store.read_blob(drawing.digests["scene"]))
    assert {c.character: c.box for c in spec.cast} == boxes and set(boxes) == {"mary", "tom"}
    recipe = film.paintings.found()["shot2"].still.recipe
    assert (
        recipe["inputs"][DRAWING]["picture"] == drawing.digests["picture"]
        and key_of(recipe["over"]) == drawing.recipe_key
    )
    assert recipe["params"]["staging"] == 0.8 and "plate" not in " ".join(recipe["inputs"])


def test_who_is_not_to_be_seen_in_the_drawing_is_not_painted_either():
    from vgot.models.base import Cast, Tokens
    from vgot.render.steps import _as_drawn

    mary, tom = (Cast(name, "now", name, "now", "", Tokens("", b"")) for name in ("mary", "tom"))
    assert [(c.character, c.box) for c in _as_drawn((mary, tom), {"tom": (0.1, 0.2, 0.3, 0.9)})] == [
        ("tom", (0.1, 0.2, 0.3, 0.9))
    ]
    assert _as_drawn((mary, tom), {}) == (mary, tom), "a person's own picture says nothing of who is where"


def test_tokens_of_a_painting_are_read_from_the_portraits_that_the_film_has(film):
    painted(film, "shot1")
    made = {t["preset"] for t in film.takes("tokens/mary/young")}
    assert made == {"animatic", "embedded"} and film.plan().named("tokens/mary/young").take.preset == "animatic"
    assert {t["preset"] for t in film.takes("portrait/mary/young")} == {"animatic"}, "no portrait is painted"


def test_after_an_edit_the_painting_says_that_it_is_older_and_painting_again_draws_the_shot_first(film):
    painted(film, "shot2")
    film.paintings.take(["shot2"])
    old = film.paintings.found()["shot2"]
    film.edit("shots/2/lighting", "soft dawn")
    film.build()
    assert film.plan().named("keyframe/2").reason == "pinned, stale: lighting of shot 2 changed"
    assert (
        film.plan().named("clip/2").take.id == old.clip.id
        and film.paintings.found()["shot2"].older
        and film.paintings.found()["shot2"].taken
    )
    painted(film, "shot2")
    new = film.paintings.found()["shot2"]
    assert not new.older and not new.taken and new.painted and new.clip.id != old.clip.id, (
        "the film keeps the old one until the new one is taken"
    )
    assert new.beside.id == old.clip.id == film.plan().named("clip/2").take.id
    drawing = next(
        t
        for t in film.store.shelf({}).takes["keyframe/shot2"]
        if t.digests["picture"] == new.still.recipe["inputs"][DRAWING]["picture"]
    )
    assert drawing.preset == "animatic" and drawing.recipe["params"]["domains"]["lighting"] == "soft dawn"
    film.paintings.take(["shot2"])
    assert film.plan().named("keyframe/2").reason == "pinned" and film.paintings.found()["shot2"].taken
    film.paintings.back_to_drawings(["shot2"])
    assert film.plan().named("keyframe/2").take.id == drawing.id, "the drawing beneath is there already"


def test_a_painting_that_was_not_taken_grows_old_with_its_drawing(film):
    painted(film, "shot3")
    film.edit("shots/3/lighting", "moonlit night")
    film.build()
    assert film.paintings.found()["shot3"].older
    with pytest.raises(BadInput):
        film.paintings.take()
    assert film.paintings.start() == 3, "every shot lacks a painting of its drawing as it is now"
    until_done(film)
    assert not any(p.older for p in film.paintings.found().values()) and film.paintings.start() == 0


def test_painting_again_gives_another_painting_of_the_same_drawing(film):
    painted(film, "shot1")
    first = film.paintings.found()["shot1"]
    painted(film, "shot1")
    second = film.paintings.found()["shot1"]
    assert second.clip.id != first.clip.id and second.still.seed != first.still.seed
    assert second.still.recipe["inputs"][DRAWING] == first.still.recipe["inputs"][DRAWING]


@pytest.mark.parametrize("mode", ["cut", "crossfade", "bridge", "reset"])
def test_painted_and_drawn_shots_join_in_every_mode(film, mode):
    for n in (1, 2):
        film.edit(f"boundaries/{n}/mode", mode)
    film.build()
    painted(film, "shot2")
    film.paintings.take(["shot2"])
    result = film.build()
    assert not result.failed and result.film["frames"] == 24, result.failed
    assert film.plan().named("clip/2").reason == "pinned" and film.plan().named("clip/3").take.preset == "animatic"
    for n in (1, 2):
        join = film.plan().named(f"join/{n}-{n + 1}")
        assert join.settled and join.node.params["mode"] == ("cut" if mode in ("cut", "reset") else mode)


def test_all_paintings_are_taken_and_brought_back_as_one_revision(film):
    drawn, label = chosen(film), film.head().label
    assert film.paintings.start() == 3
    until_done(film)
    film.paintings.take()
    assert all(p.taken for p in film.paintings.found().values()) and film.head().label == "take 3 paintings"
    film.undo()
    assert chosen(film) == drawn and film.head().label != label


def test_an_edit_goes_before_paintings_that_wait_and_a_painting_waits_for_its_drawing(tmp_path, models):
    project = Studio(Settings(home=tmp_path / "home", models_dir=models), NoExecutor()).new_project(small_story(2))
    project.paintings.start(["shot1"])
    names = [j.name for j in project.queue.jobs()]
    assert "painting/1" in names and "clip/1" in names, "what is not drawn yet is drawn first"
    project.start_build()
    queue, order = Queue(project.store), []
    while job := queue.claim("test", lambda name: load_preset(name, models)):
        order.append(job.name)
        queue.finish(job, "ran", 0.0)
    assert order[-1] == "painting/1" and "film" in order


def test_a_painting_that_is_stopped_leaves_the_film_as_it_was(tmp_path, models, film):
    before = chosen(film)
    film.queue.pause()
    assert film.paintings.start() == 3 and film.paintings.stop() == 3
    film.queue.resume()
    assert not film.queue.unfinished() and chosen(film) == before and not film.paintings.found()


def test_one_shot_waits_only_once(tmp_path, models):
    project = Studio(Settings(home=tmp_path / "home", models_dir=models), NoExecutor()).new_project(small_story(2))
    project.paintings.start(["shot1"])
    project.paintings.start(["shot1"])
    assert [j.name for j in project.queue.jobs() if j.step == "paint"] == ["painting/1"]


def test_what_cannot_be_painted_says_why_and_changes_nothing(film):
    before, jobs = film.head().revision, len(film.queue.jobs())
    with pytest.raises(BadInput, match="not in the film any more"):
        film.paintings.start(["nobody"])
    with pytest.raises(BadInput, match="no painting to take"):
        film.paintings.take(["shot1"])
    with pytest.raises(BadInput, match="drawn already"):
        film.paintings.back_to_drawings(["shot1"])
    film.set_preset("embedded")
    with pytest.raises(BadInput, match="Only a drawn film"):
        film.paintings.start(["shot1"])
    assert film.paintings.painter is None and film.head().revision == before and len(film.queue.jobs()) == jobs


def test_a_shot_deleted_while_its_painting_waits_is_skipped(film):
    film.queue.pause()
    film.paintings.start(["shot2"])
    film.delete_shot(2)
    film.queue.resume()
    [job] = until_done(film)
    assert job.state == "skipped" and not film.paintings.found()


def test_how_long_painting_takes_is_known_before_and_learned_from_what_it_took(film):
    guess, preset = film.paintings.times(), load_preset("embedded")
    assert (
        guess == {"still_s": preset.keyframe.guess_s, "frame_s": preset.video.guess_s, "guess": True}
        and guess["still_s"] > 0 < guess["frame_s"]
    )
    painted(film, "shot1")
    one, took = film.paintings.found()["shot1"], film.paintings.times()
    assert (
        took["guess"] is False
        and took["frame_s"] == pytest.approx(one.clip.seconds / 8)
        and took["still_s"] == pytest.approx(one.still.seconds)
    )


def test_taken_paintings_travel_with_the_project(film, studio, tmp_path):
    painted(film, "shot2")
    film.paintings.take(["shot2"])
    film.build()
    copy = studio.import_project(film.export(tmp_path / "film.vgot.zip"))
    assert (
        copy.plan().named("clip/2").reason == "pinned"
        and copy.paintings.found()["shot2"].taken
        and not copy.plan().to_do()
    )
    copy.paintings.back_to_drawings(["shot2"])
    assert not [p.name for p in copy.plan().to_do() if p.node.step in ("keyframe", "clip")]


def test_a_film_with_a_painting_says_so_in_its_file_and_an_older_one_is_credited_for_itself(film, tmp_path):
    was = film.plan().named("film").take.digests["film"]
    painted(film, "shot2")
    film.paintings.take(["shot2"])
    film.build()
    now = film.plan().named("film").take.digests["film"]
    assert "vgot/embedded" in tags_of(film.handoff.save_shown(tmp_path / "now.mp4", now))
    assert "no generative model" in tags_of(film.handoff.save_shown(tmp_path / "was.mp4", was))
    film.paintings.back_to_drawings(["shot2"])
    assert "vgot/embedded" in tags_of(film.handoff.save_shown(tmp_path / "then.mp4", now))


def tags_of(file):
    import av

    with av.open(str(file)) as opened:
        return opened.metadata["description"]


def test_the_preset_of_the_small_models_keeps_its_recipes():
    preset = load_preset("embedded")
    for step in ("portrait", "plate", "keyframe", "clip", "join"):
        assert not {"painting", "guess_s"} & preset.model_for(step).keys()
    assert set(preset.model_for("keyframe")) == {
        "id",
        "revision",
        "version",
        "family",
        "precision",
        "work_gb",
        "grid_px",
        "max_px",
        "steps",
        "guidance",
        "stage_from",
        "token_budget",
    }


@pytest.mark.parametrize("preset", ["", "animatic", "embedded"])
def test_a_film_left_in_the_middle_of_being_rendered_over_opens_and_stays_as_it_is(studio, film, preset):
    """Films of the program that rendered over drawings by itself carry what they were to be rendered with."""
    film.store.set_meta("preset", preset)
    film.store.set_meta("renders_with", "embedded")
    (studio.settings.home / "drawings-are-kept").touch()
    shown, folder = film.film()[0], film.store.folder
    again = Studio(studio.settings, NoExecutor())
    opened = again.open(folder)
    assert opened.preset.name == (preset or "animatic") and opened.film()[0] == shown and not opened.queue.unfinished()
    assert bool(opened.film()[1]) == (preset != "embedded")


def test_a_choice_of_before_paintings_reads_as_it_did(film):
    """What stands in a revision is a pin like any other: programs that know no paintings keep it too."""
    painted(film, "shot1")
    film.paintings.take(["shot1"])
    kept = {k: c.model_dump(exclude_defaults=True) for k, c in Store.open(film.store.folder).head().choices.items()}
    assert set(kept["clip/shot1"]) == set(kept["keyframe/shot1"]) == {"pin"}


def test_a_painted_clip_moves_as_the_drawn_clip_does(film, monkeypatch):
    from vgot.models.embedded.clips import EmbeddedVideo

    asked, call = [], EmbeddedVideo.call
    monkeypatch.setattr(EmbeddedVideo, "call", lambda self, pipe, ask: asked.append(ask) or call(self, pipe, ask))
    painted(film, "shot2")
    one = film.paintings.found()["shot2"]
    assert one.clip.recipe["inputs"][DRAWING] == {"frames": one.beside.digests["frames"]}
    drawn = list(media.decode_clip(film.file(one.beside.digests["frames"])))
    seen = asked[0].over()
    assert len(seen) == asked[0].frames
    section = load_preset("embedded").video
    for n, pixels in enumerate(seen):  # the same moment of the drawing, small
        moment = drawn[min(7, round(n * 8 / section.fps))]
        assert abs(float(pixels.mean()) - float(moment.mean())) < 4


def test_a_film_with_a_painting_is_still_looked_at_as_a_drawn_one(film):
    from vgot.evaluate.check_run import is_drawn

    painted(film, "shot2")
    film.paintings.take(["shot2"])
    takes = [p.take for p in film.plan().nodes.values()]
    assert any(t.over for t in takes if t) and is_drawn(takes)
    film.set_preset("embedded")
    film.build()
    assert not is_drawn(p.take for p in film.plan().nodes.values()), (
        "what the small models make without a drawing is not one"
    )


def test_where_the_small_models_are_not_offered_nothing_is_painted(film, monkeypatch):
    monkeypatch.setattr(film.live, "presets", lambda: {"animatic": load_preset("animatic")})
    jobs = len(film.queue.jobs())
    assert film.paintings.painter is None
    with pytest.raises(BadInput, match="not painted over here"):
        film.paintings.start(["shot1"])
    assert len(film.queue.jobs()) == jobs
