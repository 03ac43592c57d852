"""The named API: exactly the endpoints on purpose, and the example client makes a film with them."""

from __future__ import annotations

import importlib.util
import zipfile
from pathlib import Path

import pytest
from gradio_client import Client

from vgot.project.studio import EVERY_SUFFIX

ROOT = Path(__file__).resolve().parent.parent.parent


def test_only_the_endpoints_on_purpose_are_public(address):
    named = Client(address, verbose=False).view_api(return_format="dict", print_info=False)["named_endpoints"]
    assert sorted(named) == ["/build", "/export", "/make", "/pin", "/plan", "/regenerate"]


def test_a_refusal_is_one_sentence_for_the_caller(address, story_only):
    client = Client(address, verbose=False)
    for call in (
        (("", 3, 0), "/make"),
        (("nobody",), "/plan"),
        ((story_only.id, "moon"), "/build"),
        ((story_only.id, "keyframe/99", None), "/regenerate"),
        ((story_only.id, "gif"), "/export"),
        ((story_only.id, "exe"), "/export"),
        ((story_only.id, "../x.mp4"), "/export"),
    ):
        with pytest.raises(Exception) as why:
            client.predict(*call[0], api_name=call[1])
        assert "Traceback" not in str(why.value) and len(str(why.value)) < 500
    assert story_only.head().revision == 1


@pytest.mark.slow
def test_the_example_client_makes_regenerates_pins_and_saves_a_film(address, tmp_path):
    spec = importlib.util.spec_from_file_location("api_client", ROOT / "docs" / "api_client.py")
    client = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(client)
    target, cut, paper = tmp_path / "film.mp4", tmp_path / "cut.otio.zip", tmp_path / "board.pdf"
    assert (
        client.main(
            ["A fox finds a kite.", "--shots", "1", "--out", str(target), str(cut), str(paper), "--address", address]
        )
        == 0
    )
    assert target.read_bytes()[4:8] == b"ftyp" and paper.read_bytes()[:4] == b"%PDF"
    assert "cut.otio" in zipfile.ZipFile(cut).namelist()


@pytest.mark.slow
def test_every_suffix_of_the_command_line_comes_out_of_the_endpoint(address, film):
    client = Client(address, verbose=False)
    for suffix in EVERY_SUFFIX:
        made = Path(client.predict(film.id, suffix[1:], api_name="/export"))
        assert made.name.endswith(suffix + (".zip" if suffix in (".otio", ".fcpxml", ".edl") else "")), suffix
        assert made.stat().st_size > 20 or suffix in (".srt", ".vtt"), f"{suffix}: nobody speaks in this film"
