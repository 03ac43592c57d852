"""Who does what: subjects, asides, shared deeds, faces in a description; and what a clip begins after its keyframe."""

import pytest

from vgot.animatic.family import AnimaticFaces, AnimaticImage, AnimaticVideo
from vgot.animatic.lexicon.deeds import Member, deeds_of
from vgot.animatic.nearest import nearest_place
from vgot.animatic.scene import load_scene, state_of
from vgot.models.base import Cast, ClipSpec, KeyframeSpec, PortraitSpec, Reset, SpokenLine
from vgot.story.model import Domains
from vgot.units import FrameSize

SIZE = FrameSize(128, 72)
IMAGE, FACES, VIDEO = AnimaticImage(), AnimaticFaces(), AnimaticVideo()
FAMILY = [Member("Mary", "f"), Member("Joe", "m"), Member("Walter", "m")]


def actions(relation: str, cast: list[Member] | None = None, summary: str = "") -> list:
    return [d.actions for d in deeds_of(Domains(relation=relation), summary, cast or FAMILY)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Joe presses bread into her pocket. Walter runs along as far as the platform goes.",
            [None, None, ("running",)],
        ),
        ("Mary waves because all the soldiers march", [("waving",), None, None]),
        ("Mary and Joe walk, Walter sleeps", [("walking",), ("walking",), ("sleeping",)]),
        ("Mary reads while Joe dances", [("reading",), ("dancing",), None]),
        ("Joe hides, then runs", [None, ("running",), None]),
        ("They all laugh", [("laughing",)] * 3),
        ("Joe drops the washing", [None, None, None]),
        ("Walter hugs Mary", [("hugging",), None, ("hugging",)]),
        ("Mary opens the door and Joe runs away", [None, ("running",), None]),
        ("Mary and Joe run and Walter waves", [("running",), ("running",), ("waving",)]),
    ],
)
def test_a_deed_belongs_to_its_subject(text, wanted):
    assert actions(text) == wanted


def test_a_pronoun_is_who_it_can_be():
    assert actions("she hugs him and he cries", [Member("Mary", "f"), Member("Tom", "m")]) == [
        ("hugging",),
        ("hugging", "crying"),
    ]


def test_the_summary_speaks_where_the_relation_is_silent():
    assert actions("It rains.", summary="Joe runs home.") == [None, ("running",), None]
    assert actions("Joe sits.", summary="Joe runs home.")[1] == ("sitting",)


def test_each_face_is_read_from_its_own_description():
    text = "Jaw set, not blinking: Mary, a woman in red. Beside her stands Joe, a short man, close to tears. Walter too, grinning wide."
    assert [d.feeling for d in deeds_of(Domains(character=text), "", FAMILY)] == ["determined", "sad", "joyful"]


def test_nobody_grins_at_a_death():
    text = "Mary, beaming. Joe, with a beard."
    assert [d.feeling for d in deeds_of(Domains(character=text, relation="Walter dies"), "", FAMILY)][:2] == [
        "tender",
        "sad",
    ]
    assert deeds_of(Domains(character=text, relation="nobody dies"), "", FAMILY)[1].feeling in ("", "sad")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("the botanist's arboretum", "garden"),
        ("a lunar colony", "planet"),
        ("mailroom", "office"),
        ("hjkl qwrt", None),
        ("", None),
    ],
)
def test_an_unknown_place_is_drawn_as_what_it_means_or_not_at_all(words, kind):
    assert nearest_place(words) == kind


# -- in pictures and clips ----------------------------------------------------------------------------------------------
def member(name: str, look: str) -> Cast:
    spec = PortraitSpec(name, "s", name.title(), "s", "", look, "", "", 1, FrameSize(32, 32))
    return Cast(name, "s", name.title(), "s", "", FACES.read_tokens(IMAGE.draw_portrait(spec), spec))


MARY, TOM, DOG = member("mary", "a young woman"), member("tom", "an old man"), member("button", "a brown dog")


def keyframe(relation: str, cast: tuple, background: str = "a park", camera: str = "wide shot"):
    return IMAGE.draw_keyframe(
        KeyframeSpec(
            Domains(relation=relation, background=background, camera=camera), "", cast, "", "", None, "", 1, SIZE
        )
    )


def clip(key, relation: str, cast: tuple, summary: str = "", camera: str = "wide shot", lines: tuple = (), reset=None):
    return VIDEO.shoot_clip(key, ClipSpec(summary, camera, relation, cast, lines, "", 1, SIZE, 16.0, 32, reset))


def test_only_the_one_who_runs_runs_and_runs_away_from_the_others():
    mary, tom = load_scene(keyframe("Tom waits. Mary runs.", (MARY, TOM)).sidecar)["actors"]
    assert (mary["body"], tom["body"]) == ("running", "standing") and mary["speed"] < 0


def test_a_clip_plays_the_beats_of_its_keyframe_and_an_edited_one_passes_into_its_own():
    key = keyframe("Mary waves", (MARY,))
    same, other = clip(key, "Mary waves", (MARY,)), clip(key, "Mary kneels and prays", (MARY,))
    first, last = [list(c.frames) for c in (same, other)]
    assert (first[0] == key.pixels).all() and (last[0] == key.pixels).all() and (first[-1] != last[-1]).any()
    (mary,) = load_scene(same.latents())["actors"]
    assert [b["deed"] for b in mary["beats"]] == ["wave"] and "then" not in mary
    (mary,) = load_scene(other.latents())["actors"]
    assert [b["deed"] for b in mary["then"]["beats"]] == ["kneel"]


def test_an_edited_relation_changes_what_a_pinned_keyframe_does_and_not_its_first_frame():
    key = keyframe("Mary stands", (MARY,))
    same, other = clip(key, "Mary stands", (MARY,)), clip(key, "Mary dances and waves", (MARY,))
    first, last = [list(c.frames) for c in (same, other)]
    assert (last[0] == key.pixels).all() and (first[0] == key.pixels).all()
    assert (first[-1] != last[-1]).any()
    assert load_scene(other.latents())["actors"][0]["then"]["body"] == "dancing"


def test_an_edited_camera_moves_the_pinned_keyframe():
    key = keyframe("Mary stands", (MARY,), camera="wide shot, static")
    scene = load_scene(clip(key, "Mary stands", (MARY,), camera="wide shot, pan left").latents())
    assert scene["camera"]["move"] == "pan_left" and scene["camera"]["x2"] < scene["camera"]["x"]


def test_a_summary_begins_a_deed_that_the_keyframe_does_not_show():
    key = keyframe("The morning is cold.", (MARY, TOM))
    scene = load_scene(clip(key, "The morning is cold.", (MARY, TOM), "Tom walks home.").latents())
    assert "then" not in scene["actors"][0] and scene["actors"][1]["then"]["body"] == "walking"
    assert abs(state_of(scene, 1.9).actors[1].pose.x - state_of(scene, 0.0).actors[1].pose.x) > 10


def test_mouths_stay_shut_where_nobody_speaks_and_open_for_lines():
    key = keyframe("Mary and Tom stand", (MARY, TOM))

    def mouths(made):
        return [
            max(state_of(load_scene(made.latents()), n / 8).actors[i].pose.open_ for n in range(16)) for i in (0, 1)
        ]

    assert mouths(clip(key, "Mary and Tom stand", (MARY, TOM))) == [0.0, 0.0]
    spoken = mouths(clip(key, "Mary and Tom stand", (MARY, TOM), lines=(SpokenLine("Good morning to you", 0),)))
    assert spoken[0] > 0.2 and spoken[1] == 0.0


def test_an_animal_of_the_cast_is_not_drawn_a_second_time():
    props = lambda cast: [p["name"] for p in load_scene(keyframe("Tom walks with his dog", cast).sidecar)["props"]]  # noqa: E731
    assert "dog" not in props((TOM, DOG)) and "dog" in props((TOM,))


def test_a_sleeper_out_of_doors_has_no_bed():
    outside = load_scene(keyframe("Mary sleeps", (MARY,), "a beach").sidecar)
    inside = load_scene(keyframe("Mary sleeps", (MARY,), "a bedroom").sidecar)
    assert outside["actors"][0]["furniture"] == "ground" and inside["actors"][0]["furniture"] == "bed"
    low, high = (state_of(s, 0.0).actors[0].pose.lie for s in (outside, inside))
    assert 0.5 < low < 0.85 < high


def test_a_child_and_a_dog_are_in_the_picture_with_the_grown_person():
    from vgot.animatic.people.figure import head_at
    from vgot.animatic.scene import on_screen

    for camera in ("close-up", "medium shot"):
        state = state_of(load_scene(keyframe("they stand", (TOM, DOG), "a beach", camera).sidecar), 0.0)
        for s in state.actors:
            x, y, r = head_at(s.look, s.pose)
            assert on_screen(state.camera, x, y - r)[1] > -0.02 and on_screen(state.camera, x, y + r)[1] < 1.0


def test_a_reset_carries_how_somebody_stood():
    before = clip(keyframe("Mary waves", (MARY,)), "Mary waves", (MARY,))
    key = keyframe("Mary stands", (MARY,))
    carried, plain = (
        clip(key, "Mary stands", (MARY,), reset=Reset(before.latents(), 1, 2, "vp", 0.4, 1.0, w)) for w in (1.0, 0.0)
    )
    arms = lambda made, t: sum(getattr(state_of(load_scene(made.latents()), t).actors[0].pose, a) for a in ("la", "ra"))  # noqa: E731
    assert abs(arms(carried, 0.0) - arms(plain, 0.0)) > 5 and arms(carried, 1.5) == arms(plain, 1.5)


def test_lamps_glow_at_night_and_are_the_same_while_the_camera_rests():
    from vgot.animatic.render import Renderer

    scene = load_scene(
        IMAGE.draw_keyframe(
            KeyframeSpec(Domains(background="a city street", lighting="night"), "", (), "", "", None, "", 1, SIZE)
        ).sidecar
    )
    renderer = Renderer(SIZE)
    lit = renderer.frame(scene, 0.0)
    assert renderer._lamps is not None and renderer._lamps.any()
    again = Renderer(SIZE)
    for _ in range(3):  # resting camera, kept lamps: the same bytes
        assert (again.frame(scene, 0.0) == lit).all()
