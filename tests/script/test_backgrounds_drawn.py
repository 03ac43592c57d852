"""What the writer notices at a place never turns it into another place."""

import pytest

from vgot.animatic import staging
from vgot.script.offline.places import places
from vgot.story.model import Domains


@pytest.mark.parametrize("kind", places().kinds)
def test_no_detail_of_a_place_draws_another_place(kind):
    found = places().kinds[kind]
    for name, look in found.sets.items():
        domains = Domains(background=f"The {name}: {look}.", camera="Wide shot.")
        own = staging.read_domains(domains, "", name.capitalize(), look).place
        for detail in found.details:
            for text in (
                f"{detail.capitalize()}. Around it, unchanged, the {name}: {look}.",
                f"The same {name} from another side, at noon: {look}. {detail.capitalize()}.",
            ):
                shot = Domains(background=text, camera="Close-up.")
                read = staging.read_domains(shot, "The man thinks.", name.capitalize(), f"{name.capitalize()}: {look}.")
                assert read.place == own, (name, detail)
