"""Places of the drawn world. `layers(kind, light, weather, season, seed)` draws one; the same arguments, the same place."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable

from vgot.animatic.backdrops import (
    coast,
    country,
    crowds,
    far,
    halls,
    home,
    past,
    public,
    shores,
    town,
    trades,
    waters,
    wild,
)
from vgot.animatic.backdrops.kit import Layer, Site

__all__ = ["KINDS", "Layer", "layers"]

_DRAWN: dict[str, Callable[[Site], list[Layer]]] = {
    "forest": wild.forest, "jungle": wild.jungle, "desert": wild.desert, "beach": shores.beach, "sea": shores.sea,
    "underwater": shores.underwater, "river": shores.river, "lake": shores.lake, "mountain": wild.mountain, "snow": wild.snow,
    "field": wild.field, "cave": wild.cave,
    "farm": country.farm, "garden": country.garden, "park": country.park, "playground": country.playground, "house": country.house,
    "road": country.road, "village": country.village, "graveyard": past.graveyard, "castle": past.castle,
    "ruins": past.ruins, "pyramids": past.pyramids, "battlefield": past.battlefield,
    "city": town.city, "rooftop": town.rooftop, "harbour": town.harbour, "market": town.market, "station": crowds.station,
    "airport": crowds.airport, "stadium": crowds.stadium, "factory": crowds.factory,
    "kitchen": home.kitchen, "bedroom": home.bedroom, "nursery": home.nursery, "living_room": home.living_room,
    "cafe": trades.cafe, "shop": trades.shop, "workshop": trades.workshop,
    "classroom": public.classroom, "library": public.library, "office": public.office, "lab": public.lab,
    "hospital": public.hospital, "church": halls.church, "theatre": halls.theatre, "gallery": halls.gallery,
    "ballroom": halls.ballroom, "prison": halls.prison,
    "lighthouse": coast.lighthouse, "corridor": coast.corridor, "space": far.space, "planet": far.planet, "spaceship": far.spaceship, "sky": far.open_sky, "studio": far.studio,
}  # fmt: skip

#: every place that can be drawn
KINDS: tuple[str, ...] = tuple(_DRAWN)


def layers(
    kind: str,
    light: str = "noon",
    weather: str = "clear",
    season: str = "summer",
    seed: int = 0,
    era: str = "",
    afloat: bool = False,
) -> list[Layer]:
    """The sheets of a place, from the farthest to the nearest; an unknown kind is the neutral studio. The layout
    depends on kind and seed alone, never on light: the same street by day and by night. `afloat`: seen from its water,
    where it has some."""
    draw = _DRAWN.get(kind, _DRAWN["studio"])
    rng = random.Random(zlib.crc32(kind.encode()) * 1000003 + seed)
    site = Site(light, weather, season, rng, era == "old", era == "future", era == "red")
    found = draw(site)
    return waters.from_the_water(kind, site, found) if afloat else found
