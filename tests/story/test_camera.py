"""The camera of a shot as a value beside its words: what it holds, how it is set, and what words and value say to one another."""

from __future__ import annotations

import pytest

from vgot.errors import BadInput, NotFound
from vgot.story import edits
from vgot.story.camera import KINDS, CameraMove, phrase_of, short_name
from vgot.story.camera_words import at_odds, hear_camera, read_camera, told_camera
from vgot.story.model import Domains, Shot, Story, load_story

#: words of a camera -> move, way, and what else is heard in them
PHRASES = {
    "dolly in": "push in",
    "slow dolly in": "push in",
    "push-in": "push in",
    "a slow push-in on her face": "push in",
    "The camera pushes in toward the window.": "push in",
    "dolly forward, 35mm lens": "push in",
    "trucks in": "push in",
    "creeping in": "push in",
    "The camera inches closer": "push in",
    "gentle drift forward": "push in",
    "the frame tightens on his hands": "push in",
    "Ken Burns": "push in",
    "FPV drone flies through the window": "push in",
    "the camera moves in closer": "push in",
    "dolly out": "pull back",
    "pull back to reveal the crowd": "pull back",
    "pulls slowly away from the house": "pull back",
    "the camera moves back": "pull back",
    "tracking back": "pull back",
    "the view widens": "pull back",
    "zoom in": "zoom in",
    "crash zoom": "zoom in",
    "punch in": "zoom in",
    "a slow zoom out": "zoom out",
    "snap zoom out": "zoom out",
    "pan left": "pan left",
    "whip pan": "pan right",
    "whip pan to the left": "pan left",
    "swish pan right": "pan right",
    "The camera pans from right to left": "pan left",
    "Medium shot, slow pan left across the kitchen, eye level.": "pan left",
    "a panning shot": "pan right",
    "tilt up": "tilt up",
    "tilts down": "tilt down",
    "tilts from her shoes up to her face": "tilt up",
    "truck left": "truck left",
    "crab right": "truck right",
    "dolly left": "truck left",
    "tracks right": "truck right",
    "slides sideways to the right": "truck right",
    "lateral tracking shot": "truck right",
    "the camera moves to the left": "truck left",
    "pedestal up": "pedestal up",
    "pedestal down": "pedestal down",
    "the camera rises straight up": "pedestal up",
    "crane up": "crane up",
    "crane shot down into the street": "crane down",
    "jib up": "crane up",
    "boom down": "crane down",
    "aerial drone shot rises over the city": "crane up",
    "the camera descends to street level": "crane down",
    "arc shot": "orbit clockwise",
    "arc right": "orbit counterclockwise",
    "orbit left": "orbit clockwise",
    "orbits counter-clockwise around the couple": "orbit counterclockwise",
    "circles around her to the right": "orbit counterclockwise",
    "360 degree shot": "orbit clockwise",
    "vertigo effect": "dolly zoom in",
    "dolly zoom out": "dolly zoom out",
    "zolly": "dolly zoom in",
    "dolly in while zooming out": "dolly zoom in",
    "dolly back and zoom in": "dolly zoom out",
    "static wide shot": "static camera",
    "locked-off on a tripod": "static camera",
    "no camera movement": "static camera",
    "The camera does not move": "static camera",
    "handheld close-up": "handheld camera",
    "shaky cam": "handheld camera",
    "tracking shot following the runner": "following camera",
    "Steadicam": "following camera",
    "walk and talk": "following camera",
    "keeps pace with the horse": "following camera",
}


@pytest.mark.parametrize("words", PHRASES)
def test_words_of_the_craft_are_heard_as_the_move_that_they_mean(words: str):
    value = read_camera(words)
    assert value is not None and short_name(value) == PHRASES[words]


def test_pace_angle_degrees_and_lens_are_heard_beside_the_move():
    slow, usual, fast = (read_camera(f"{pace} push in") for pace in ("slow", "", "fast"))
    assert slow and usual and fast and slow.amount < usual.amount < fast.amount
    orbit = read_camera("low angle, the camera orbits around the statue, 90 degrees, 24mm lens")
    assert orbit is not None and (orbit.amount, orbit.height, orbit.lens) == (90.0, "low", 24.0)
    assert read_camera("the camera pulls out, slowing to a stop") == CameraMove(move="pull", amount=1.3, ease="out")


def test_what_is_no_move_of_the_camera_is_named_and_suggests_nothing():
    for words in (
        "rack focus",
        "follow focus",
        "focus pull",
        "tilt-shift lens",
        "barrel roll",
        "the camera pirouettes",
    ):
        heard = hear_camera(words)
        assert heard.value is None and heard.not_understood, words
    assert read_camera("medium close-up at eye level") is None and not hear_camera("medium close-up").not_understood
    assert read_camera("never zoom in") is None
    assert hear_camera("pan left, then tilt up").also == ("tilt up",)


def test_every_value_is_heard_again_in_its_own_phrase():
    for move, kind in KINDS.items():
        for way in kind.directions:
            for amount in {kind.least, kind.usual, kind.most}:
                for ease in ("in", "out", "linear", "in_out"):
                    value = CameraMove(move=move, direction=way, amount=amount, ease=ease, height="ground", lens=85.0)  # type: ignore[arg-type]
                    again = hear_camera(phrase_of(value))
                    assert again.value is not None and not again.also and not again.not_understood, phrase_of(value)
                    assert (again.value.move, again.value.direction) == (move, way), phrase_of(value)
                    assert (again.value.height, again.value.lens) == ("ground", 85.0)
                    if move not in ("static", "handheld", "follow"):
                        assert again.value.ease == ease


@pytest.mark.parametrize(
    "value",
    [
        {"move": "pan", "direction": "up"},
        {"move": "tilt", "direction": "left"},
        {"move": "push", "direction": "out"},
        {"move": "orbit", "direction": "left"},
        {"move": "static", "direction": "in"},
        {"move": "static", "amount": 0.5},
        {"move": "push", "amount": 0.5},
        {"move": "pan", "amount": 2.5},
        {"move": "pan", "amount": float("nan")},
        {"move": "orbit", "amount": 361},
        {"move": "roll"},
        {"move": "pan", "lens": 5},
        {"move": "pan", "height": "knee"},
        {"move": "pan", "speed": 2},
        {"direction": "left"},
        ["push"],
        3,
    ],
)
def test_what_does_not_fit_the_move_is_refused_and_nothing_changes(value: object):
    before = _story()
    with pytest.raises(BadInput) as why:
        edits.set_value(before, "shots/1/camera_move", value)
    assert why.value.field == "shots/1/camera_move" and before == _story()


def test_a_camera_is_set_whole_by_field_in_words_and_taken_away():
    story = edits.set_value(_story(), "shots/1/camera_move", '{"move": "push", "amount": 1.5, "lens": 50}')
    assert story.shots[0].camera_move == CameraMove(move="push", direction="in", amount=1.5, lens=50.0)
    story = edits.set_value(story, "shots/1/camera_move/amount", "2")
    assert edits.value_at(story, "shots/1/camera_move/amount") == 2.0
    story = edits.set_value(story, "shots/1/camera_move/move", "orbit")
    assert story.shots[0].camera_move == CameraMove(move="orbit", direction="cw", amount=30.0, lens=50.0)
    story = edits.set_value(story, "shots/1/camera_move/lens", "")
    assert story.shots[0].camera_move == CameraMove(move="orbit")
    story = edits.set_value(story, "shots/1/camera_move", "slow pan left, low angle")
    assert story.shots[0].camera_move == CameraMove(move="pan", direction="left", amount=0.125, height="low")
    assert load_story(story.model_dump(mode="json")) == story
    assert edits.set_value(story, "shots/1/camera_move", "").shots[0].camera_move is None
    assert edits.set_value(story, "shots/1/camera_move", None).shots[0].camera_move is None


def test_a_field_of_a_camera_that_is_not_set_asks_for_its_move_first():
    assert edits.value_at(_story(), "shots/1/camera_move/amount") is None
    with pytest.raises(BadInput) as why:
        edits.set_value(_story(), "shots/1/camera_move/amount", "2")
    assert "move" in why.value.message and why.value.field == "shots/1/camera_move/amount"
    with pytest.raises(BadInput, match="names no move"):
        edits.set_value(_story(), "shots/1/camera_move", "rack focus")
    with pytest.raises(NotFound):
        edits.set_value(_story(), "shots/1/camera_move/speed", "2")
    made = edits.set_value(_story(), "shots/1/camera_move/move", "truck")
    assert made.shots[0].camera_move == CameraMove(move="truck")


def test_words_that_say_another_move_go_where_a_model_is_told_and_are_named():
    words, push = "Medium shot, slow pan left across the kitchen, eye level.", CameraMove(move="push")
    told = told_camera(words, push)
    assert told == f"Medium shot, eye level. {phrase_of(push)}."
    assert "pan" not in told and "push" in told
    assert at_odds(words, push) == ["its words say pan left, its camera is set to push in"]
    assert at_odds("Medium shot, slow push in.", push) == [] == at_odds(words, None)
    assert told_camera(words, None) == words


def test_words_that_say_the_same_stay_and_the_value_is_said_with_them():
    words, push = "Close-up, slow push in toward the window.", CameraMove(move="push", lens=85.0)
    told = told_camera(words, push)
    assert told.startswith("Close-up, slow push in toward the window.") and "85mm" in told


def test_how_near_a_shot_is_stays_when_its_move_goes():
    pan = CameraMove(move="pan", direction="left")
    assert "wide shot" in told_camera("The camera follows her in a wide shot.", pan)
    assert "medium shot" in told_camera("Static medium shot.", pan)
    low = told_camera("High-angle close-up, 35mm lens.", {"height": "low", "lens": 85.0})
    assert "high" not in low.lower() and "35mm" not in low and "close-up" in low.lower() and "Low angle, 85mm" in low


def _story() -> Story:
    return Story(shots=[Shot(id="s001", summary="A cat sits.", domains=Domains(camera="Medium shot, pan left."))])


def test_a_shot_list_says_the_move_that_is_set_and_the_size_of_the_words():
    from vgot.handoff.film_language import size_and_move

    value = CameraMove(move="orbit", direction="cw")
    assert size_and_move("Close-up, slow pan left.") == ("close-up", "pan left")
    assert size_and_move("Close-up, slow pan left.", value) == ("close-up", short_name(value))
    assert size_and_move("", value) == ("", short_name(value))
