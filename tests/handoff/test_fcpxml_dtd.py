"""FCPXML against Apple's own DTD. The DTD is Apple's and not part of this project: name its file in FCPXML_DTD."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from tests import tools
from tests.handoff.cuts import RATES, cut_and_media, stories
from vgot.handoff.cutlist import CutSound, samples_at
from vgot.handoff.fcpxml import VERSION, fcpxml
from vgot.story.model import Story, load_story
from vgot.units import frame_rate


@pytest.fixture(scope="module")
def dtd():
    with tools.dtd().open("rb") as file:
        return etree.DTD(file)


def heard(story: Story) -> list[CutSound]:
    """One sound of every kind, faded and not, over one another, from the first frame on."""
    rate = frame_rate(story.film.fps)
    return [
        CutSound(
            kind.title(),
            kind,
            f"{kind} <&> “{n}”",
            Path(f"{kind}{n}.flac"),
            n,
            samples_at(n, rate),
            n * 7,
            400 + n,
            48_000,
            gain_db=-n / 3,
            fade_in=100 * n,
            fade_out=60 * (n % 2),
            item=f"sound{n}",
            scratch=kind == "voice",
        )
        for n, kind in enumerate(("music", "effects", "voice", "voice"))
    ]


def verdict(dtd, story: Story, folder: Path) -> tuple[bool, list[str]]:
    cut, media = cut_and_media(story, folder / "f.fcpxml", sounds=heard(story))
    root = etree.fromstring(fcpxml(cut, media, folder / "f.fcpxml"))
    assert root.get("version") == VERSION == "1.10"
    return dtd.validate(root), [str(e) for e in dtd.error_log.filter_from_errors()][:4]


def test_the_dtd_that_was_named_refuses_what_is_wrong(dtd):
    assert not dtd.validate(etree.fromstring('<fcpxml version="1.10"><event><spine/></event></fcpxml>'))
    assert not dtd.validate(etree.fromstring('<fcpxml version="1.9"><resources/></fcpxml>'))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=stories())
def test_any_film_validates_against_apples_dtd(story, dtd, tmp_path_factory):
    assert verdict(dtd, story, tmp_path_factory.mktemp("dtd")) == (True, [])


@pytest.mark.parametrize("fps", RATES)
def test_every_rate_boundary_card_sound_and_marker_validates(fps, dtd, tmp_path):
    shots = [
        {
            "id": f"shot{n}",
            "summary": f"Moment {n} <b>&amp;",
            "duration_s": 2.0,
            "notes": "שלום",
            "domains": {"lighting": "low"},
            "lines": [{"text": "Hello."}],
            "markers": [{"at_s": 0.5, "name": "look", "note": "here"}],
        }
        for n in range(5)
    ]
    modes = ("bridge", "crossfade", "cut", "reset")
    story = load_story(
        {
            "title": "Film",
            "film": {"width": 160, "height": 90, "fps": fps},
            "shots": shots,
            "boundaries": [{"after": f"shot{n}", "mode": modes[n]} for n in range(4)],
            "titles": {"opening": {"text": "Film"}, "end": {"text": "End"}},
        }
    )
    assert verdict(dtd, story, tmp_path) == (True, [])
