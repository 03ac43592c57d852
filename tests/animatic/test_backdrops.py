"""Places: all of them draw, stay themselves, and look different by light, season and seed."""

import itertools
import random

import numpy as np
import pytest

from vgot.animatic.backdrops import catalogue as backdrops
from vgot.animatic.backdrops.kit import SKIES, Site
from vgot.animatic.canvas import Group, Stage
from vgot.animatic.lexicon.places import INDOORS, PLACES
from vgot.animatic.lexicon.words import LIGHT

STAGE = Stage(128, 72)


def picture(
    kind: str, light: str = "noon", weather: str = "clear", season: str = "summer", seed: int = 1
) -> np.ndarray:
    root = Group()
    for layer in backdrops.layers(kind, light, weather, season, seed):
        root.add(STAGE.fit(layer.group))
    return STAGE.draw(root).astype(int)


def shapes(group: Group) -> int:
    return group.count + sum(shapes(child) for child in group._children)


def test_every_place_the_words_know_can_be_drawn_and_the_other_way_round():
    assert set(PLACES) == set(backdrops.KINDS)
    assert len(backdrops.KINDS) >= 26


def test_every_light_has_a_sky():
    assert set(LIGHT) == set(SKIES)


@pytest.mark.parametrize("kind", backdrops.KINDS)
def test_a_place_has_layers_in_order_that_fill_the_picture(kind):
    layers = backdrops.layers(kind, "noon", "clear", "summer", 3)
    depths = [layer.depth for layer in layers]
    assert 2 <= len(layers) <= 5 and depths == sorted(depths) and max(depths) >= 0.7
    assert sum(shapes(layer.group) for layer in layers) <= 900
    seen = picture(kind)
    assert (seen.sum(axis=2) > 0).mean() > 0.999, "nothing of the black canvas shows"
    assert seen.std() > 8, "it is not one flat colour"


@pytest.mark.parametrize("kind", ["forest", "city", "kitchen", "space", "harbour", "church"])
def test_the_same_seed_is_the_same_place_and_another_seed_another(kind):
    assert (picture(kind, seed=7) == picture(kind, seed=7)).all()
    assert np.abs(picture(kind, seed=7) - picture(kind, seed=8)).mean() > 1


@pytest.mark.parametrize("kind", backdrops.KINDS)
def test_the_layout_of_a_place_does_not_depend_on_light_weather_or_season(kind):
    left_over = set()
    for light, weather, season in itertools.product(
        ("noon", "night", "neon"), ("clear", "rain", "snow"), ("summer", "winter")
    ):
        rng = random.Random(5)
        backdrops._DRAWN[kind](Site(light, weather, season, rng))
        left_over.add(rng.random())
    assert len(left_over) == 1


@pytest.mark.parametrize(
    "kind", [k for k in backdrops.KINDS if k not in INDOORS | {"space", "planet", "underwater", "studio"}]
)
def test_outdoors_the_light_shows(kind):
    assert np.abs(picture(kind, "noon") - picture(kind, "dusk")).mean() > 8


@pytest.mark.parametrize("kind", ["forest", "park", "house", "village", "garden", "field"])
def test_seasons_change_what_grows(kind):
    seasons = [picture(kind, season=s) for s in ("spring", "summer", "autumn", "winter")]
    assert all(np.abs(a - b).mean() > 1 for a, b in itertools.combinations(seasons, 2))
    green = [(s[..., 1] - (s[..., 0] + s[..., 2]) / 2).mean() for s in seasons]
    assert green[1] > green[3] + 1, "summer is greener than winter"


@pytest.mark.parametrize("kind", ["city", "house", "living_room", "harbour", "park", "castle"])
def test_lamps_shine_by_night_and_not_by_day(kind):
    def glowing(light: str) -> int:
        return sum(
            shapes(layer.glow)
            for layer in backdrops.layers(kind, light, "clear", "summer", 1)
            if layer.glow is not None
        )

    assert glowing("night") > 0 and glowing("noon") == 0


def test_an_unknown_kind_is_the_neutral_studio():
    assert (picture("nowhere") == picture("nowhere")).all()
    assert len(backdrops.layers("nowhere")) == len(backdrops.layers("studio"))
