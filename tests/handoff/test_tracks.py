"""What the story says of sound, titles, trims and markers: strict, old stories still load, edits are whole or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import small_story
from vgot.errors import BadInput, NotFound
from vgot.graph.nodes import seam_frames, trim_frames
from vgot.sound import tracks
from vgot.story import edits
from vgot.story.model import Sound, Titles, dump_story, load_story
from vgot.units import frames_in

FILE = "a" * 64


def test_a_story_from_before_sound_loads_silent_and_untitled():
    old = small_story().model_dump(mode="json")
    for name in ("sound", "titles"):
        old.pop(name)
    for shot in old["shots"]:
        for name in ("trim_in_s", "trim_out_s", "markers"):
            shot.pop(name)
    for person in old["cast"]:
        person.pop("voice")
    story = load_story(old)
    assert story == small_story() and story.sound == Sound() and story.titles == Titles()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sound": {"voices": "loud"}}, "sound/voices"),
        (
            {
                "sound": {
                    "tracks": [
                        {
                            "id": "m",
                            "name": "M",
                            "items": [{"id": "abcd", "name": "x", "file": "../etc", "length_s": 1}],
                        }
                    ]
                }
            },
            "sound/tracks/1/items/1/file",
        ),
        ({"sound": {"duck_db": 3}}, "sound/duck_db"),
        ({"sound": {"tracks": [{"id": "m", "name": "M"}, {"id": "m", "name": "N"}]}}, "sound/tracks"),
        ({"titles": {"captions": "sung"}}, "titles/captions"),
        ({"titles": {"opening": {"text": ""}}}, "titles/opening/text"),
        ({"shots": [{"id": "s001", "trim_in_s": -1}]}, "shots/1/trim_in_s"),
        ({"shots": [{"id": "s001", "markers": [{"at_s": 99}]}]}, "shots/1/markers/1/at_s"),
        (
            {
                "cast": [
                    {"id": "a", "name": "A", "stages": [{"id": "n", "name": "N"}], "voice": {"variant": "en; rm -rf"}}
                ]
            },
            "cast/1/voice/variant",
        ),
    ],
)
def test_bad_sound_titles_and_trims_name_their_field(change, field):
    with pytest.raises(BadInput) as caught:
        load_story({"title": "T"} | change)
    assert caught.value.field == field


def test_sounds_are_placed_changed_and_removed():
    story, item = tracks.place_sound(small_story(), "music", "Song", FILE, 3.0, loop=True)
    again, other = tracks.place_sound(story, "music", "Song", FILE, 3.0, shot="shot2", at_s=-0.5)
    assert item != other and len(again.sound.tracks) == 1 and len(again.sound.tracks[0].items) == 2
    changed = tracks.change_sound(again, other, gain_db=-6, at_s=1.0)
    assert tracks.find_sound(changed.sound, other).gain_db == -6
    assert tracks.remove_sound(changed, other).sound.tracks[0].items == story.sound.tracks[0].items
    assert load_story(dump_story(changed)) == changed
    for wrong in (
        lambda: tracks.place_sound(story, "noise", "x", FILE, 1.0),
        lambda: tracks.place_sound(story, "music", "x", FILE, 1.0, shot="nope"),
        lambda: tracks.change_sound(story, item, gain_db=99),
        lambda: tracks.remove_sound(story, "none"),
    ):
        with pytest.raises((BadInput, NotFound)):
            wrong()


def test_sound_and_titles_are_edited_by_path():
    story = edits.set_value(small_story(), "sound/voices", "scratch")
    story = edits.set_value(story, "titles", '{"opening": {"text": "Hello"}}')
    story = edits.set_value(story, "titles/captions", "soft")
    story = edits.set_value(story, "cast/mary/voice", '{"variant": "en-gb+f2", "pitch": 60}')
    assert (
        story.sound.voices,
        story.titles.opening.text,
        story.titles.captions,
        story.character("mary").voice.pitch,
    ) == ("scratch", "Hello", "soft", 60)


@given(st.floats(0, 12), st.floats(0, 12), st.floats(0.25, 12), st.sampled_from((8.0, 16.0, 23.976, 29.97, 30.0)))
def test_at_least_one_frame_of_every_shot_stays_whatever_the_trims_say(head, tail, long, fps):
    story = load_story(
        {
            "film": {"fps": fps},
            "shots": [{"id": "aaaa", "duration_s": long, "trim_in_s": head, "trim_out_s": tail}, {"id": "bbbb"}],
            "boundaries": [{"after": "aaaa", "mode": "crossfade"}],
        }
    )
    first, last = trim_frames(story, 1)
    stays = frames_in(long, fps) - first - last
    assert first >= 0 and last >= 0 and stays >= 1 and seam_frames(story, 1) * 3 <= stays
