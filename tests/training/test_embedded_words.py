"""The words that the embedded models know are the words that they were taught."""

from training.embedded import wording
from vgot.models.embedded.words import DEEDS


def test_every_known_word_was_taught():
    taught = " ".join((*wording._DEEDS["train"], *wording._DEEDS["held"], *wording._MOODS)).split()
    assert set(taught) >= DEEDS
