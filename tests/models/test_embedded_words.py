"""A script's prose in the words that the embedded models know."""

import dataclasses

from vgot.models.embedded.words import (
    APART,
    NOBODY,
    clip_prompt,
    clip_words,
    deed_words,
    domain_words,
    shot_words,
)

from .test_embedded_family import keyframe, one


def test_prose_becomes_who_and_the_deeds_that_are_known():
    told = (
        "She looks up, as if somebody had called. Nobody has; she goes back to trimming the great lamp, sad and tired."
    )
    assert deed_words(["Ingeborg"], told) == "Ingeborg looks sad tired"
    assert deed_words(["Ada", "Bruno", "Chloe"], "They rebuild the theatre.") == "Ada, Bruno and Chloe stands"
    assert deed_words([], "A river floods its valley.") == NOBODY
    assert deed_words(["Zoë"], "Walks, waves, runs, sits, reads, laughs.").split()[1:] == [
        "walks",
        "waves",
        "runs",
        "sits",
    ]


def test_a_still_hears_how_large_the_shot_is_and_not_where_the_camera_goes():
    assert (
        shot_words("Wide shot at eye level: a pan right comes to a stop at a face that looks up.")
        == "Wide shot at eye level"
    )
    assert (
        shot_words("Medium shot, slow push in.") == "Medium shot, slow push in"
        and shot_words("") == shot_words(" . ") == ""
    )


def test_the_five_domains_of_a_keyframe_keep_who_where_and_light_as_they_are_written():
    from vgot.models.base import Tokens

    spec = keyframe([one(Tokens("embedded-portrait", b""))])
    changes = {"relation": "Mary waves at the pier, because it is late.", "camera": "Close-up: a tilt up."}
    words = domain_words(dataclasses.replace(spec, domains=spec.domains.model_copy(update=changes)))
    assert (
        words[0].startswith(spec.domains.character)
        and words[1].startswith(spec.domains.background)
        and words[4] == spec.domains.lighting
    )
    assert words[2:4] == ("Mary waves", "Close-up")


def test_a_clip_hears_the_whole_camera():
    prompt = clip_prompt(["Mary"], "She walks along, humming.", "Wide shot: pan left.")
    assert APART in prompt and clip_words(prompt) == ("", "", "Mary walks", "Wide shot: pan left.", "")
