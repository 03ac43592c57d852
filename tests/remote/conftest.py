"""A film of a home that uses services of this machine, and no patience."""

import pytest

from tests.conftest import small_story
from tests.remote.openai_server import keep_services, openai_server
from vgot.models.remote import buying

PRESET = "openai-server"
PICTURE, CLIP = "black-forest-labs/FLUX.2-klein-4B", "Wan-AI/Wan2.2-TI2V-5B-Diffusers"
PRICES = {"openai-images": {"prices": {PICTURE: {"call": 0.04}}}, "openai-videos": {"prices": {CLIP: {"second": 0.1}}}}


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(buying, "ASK_S", 0.01)
    monkeypatch.setattr(buying, "FIRST_WAIT_S", 0.01)
    monkeypatch.setattr(buying, "LONGEST_WAIT_S", 0.05)


@pytest.fixture
def talk(monkeypatch):
    with openai_server() as made:
        monkeypatch.setenv("OPENAI_BASE_URL", made.address)
        yield made


@pytest.fixture
def film(studio, talk, tmp_path):
    """Two shots with a bridge between them, by servers of one's own."""
    keep_services(tmp_path / "home", services=PRICES)
    project = studio.new_project(small_story(2))
    project.set_preset(PRESET)
    return project
