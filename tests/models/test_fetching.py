"""Fetching: by consent, from allow-listed repositories only, at one commit, resumable; the hub's own client does it."""

import json
import re
import shutil
import time

import pytest

from tests.models.hub import COMMIT, Hub
from vgot.cli.main import main as cli
from vgot.errors import BadInput, NotFound, StorageFailed
from vgot.machine.licences import consents, has_consent, record_consent
from vgot.presets.weights import find_weights, pinned_revisions
from vgot.project.studio import Studio
from vgot.render.executors import InlineExecutor
from vgot.settings import Settings

KLEIN, WAN = "black-forest-labs/FLUX.2-klein-4B", "Wan-AI/Wan2.2-TI2V-5B-Diffusers"


@pytest.fixture
def hub(twins, monkeypatch, tmp_path):
    """A hub that offers the twins of klein-wan5b, with a pickle and a piece of code beside them."""
    served = tmp_path / "served"
    for repo in (KLEIN, WAN):
        shutil.copytree(twins("klein-wan5b") / repo, served / repo)
    (served / KLEIN / "pickle.bin").write_bytes(b"no")
    (served / KLEIN / "code.py").write_text("no")
    made = Hub(served)
    monkeypatch.setenv("HF_ENDPOINT", made.address)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    yield made
    made.close()


@pytest.fixture
def studio(tmp_path, monkeypatch):
    monkeypatch.setenv("VGOT_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("vgot.machine.fetching.RESERVE_BYTES", 0)
    monkeypatch.setattr("vgot.machine.fetching.estimate_of", lambda preset, repo: 10_000_000)
    made = Studio(Settings(home=tmp_path / "home"), InlineExecutor())
    yield made
    made.close()


def wait(studio, preset="klein-wan5b", seconds=60):
    until = time.monotonic() + seconds
    while (now := studio.fetch_status(preset))["fetching"]:
        assert time.monotonic() < until, now
        time.sleep(0.1)
    return now


def agree(studio):
    for repo in (KLEIN, WAN):
        studio.consent(repo)


# -- consent ----------------------------------------------------------------------------------------------------------
def test_a_consent_is_asked_once_for_each_repository_and_licence(tmp_path, preset):
    repo = preset("klein-wan5b").keyframe.base
    assert not has_consent(tmp_path, repo)
    given = record_consent(tmp_path, repo)
    assert has_consent(tmp_path, repo) and consents(tmp_path)[repo.id] == given and given.at.endswith("Z")
    assert not has_consent(tmp_path, repo.model_copy(update={"licence": "Another licence"}))
    record_consent(tmp_path, preset("klein-wan5b").video.base)
    assert len(consents(tmp_path)) == 2
    (tmp_path / "consents.json").write_text("{ torn")
    assert consents(tmp_path) == {}


def test_a_consent_that_cannot_be_written_is_an_error_and_not_a_consent(tmp_path, preset):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFailed):
        record_consent(tmp_path / "file", preset("klein-wan5b").keyframe.base)


def test_only_repositories_that_presets_name_can_be_agreed_to(studio):
    with pytest.raises(NotFound):
        studio.consent("somebody/else")
    assert consents(studio.settings.home) == {}


def test_nothing_is_fetched_before_every_licence_was_agreed_to(studio, hub):
    studio.consent(KLEIN)
    with pytest.raises(BadInput) as why:
        studio.start_fetch("klein-wan5b")
    assert WAN in why.value.message and KLEIN not in why.value.message and "--accept-licences" in why.value.hint
    assert not hub.asked and studio.fetch_status("klein-wan5b") == {
        "fetching": False,
        "done_gb": 0,
        "of_gb": 0,
        "error": None,
        "repo": "",
    }


# -- what a person is told before ---------------------------------------------------------------------------------------
def test_the_preflight_lists_licences_and_sizes_and_names_what_fits(tmp_path):
    studio = Studio(Settings(home=tmp_path / "home"), InlineExecutor())
    seen = studio.preflight("klein-framepack")
    assert (
        set(seen) == {"fits", "words", "downloads", "better"} and seen["fits"] is False and seen["better"] == "animatic"
    )
    one = {d["repo"]: d for d in seen["downloads"]}["lllyasviel/FramePackI2V_HY"]
    assert one["gb"] == 25.8 and not one["have"] and not one["consented"] and one["commercial"] is False
    text = " ".join(seen["words"])
    for said in (
        "Does not fit here",
        "no GPU was found",
        "about 59.0 GB",
        "estimate",
        "Tencent Hunyuan Community License",
        "Commercial use is not known",
        "You have not agreed",
        "'animatic' fits here",
    ):
        assert said in text
    assert studio.preflight("animatic") == {
        "fits": True,
        "words": ["Needs no GPU and no download."],
        "downloads": [],
        "better": None,
    }


def test_on_a_machine_with_a_gpu_the_preset_that_fits_instead_has_models_too(tmp_path, monkeypatch):
    from vgot.models.runtime.residency import GIB, Memory

    monkeypatch.setattr(
        "vgot.machine.doctor._gpus_lately", lambda: [{"name": "A card", "memory_gb": 12.0, "free_gb": 11.6}]
    )
    monkeypatch.setattr(
        "vgot.machine.doctor._memory", lambda gpus, ram: Memory(int(11.6 * GIB), 12 * GIB, 30 * GIB, 32 * GIB)
    )
    studio = Studio(Settings(home=tmp_path / "home"), InlineExecutor())
    large = studio.preflight("qwen-wan14b-80gb")
    assert not large["fits"] and large["better"] == "klein-wan5b" and "A card, 11.6 of 12 GB free" in large["words"][0]
    small = studio.preflight("klein-wan5b")
    assert small["fits"] and small["better"] is None and "video group offload" in " ".join(small["words"])


def test_what_is_here_is_not_listed_to_fetch(tmp_path, twins):
    seen = Studio(Settings(home=tmp_path / "home", models_dir=twins("klein-wan5b")), InlineExecutor()).preflight(
        "klein-wan5b"
    )
    assert all(d["have"] for d in seen["downloads"]) and "Everything it needs is on this machine." in seen["words"]


def test_the_doctor_shows_what_was_agreed_to_and_what_is_to_fetch(studio, capsys):
    from vgot.machine.doctor import examine, in_words

    studio.consent(KLEIN)
    text = in_words(examine(studio.settings, servers=False))
    assert f"Licence agreed to: {KLEIN} (Apache-2.0)" in text and f"to fetch: {WAN}, about 34.2 GB, Apache-2.0" in text
    assert re.search(r"fits instead: (embedded, )?animatic", text)


# -- fetching -----------------------------------------------------------------------------------------------------------
def test_a_preset_is_fetched_at_one_commit_without_pickles_and_code_and_then_makes_pictures(
    studio, hub, preset, shared
):
    from vgot.models.base import PortraitSpec, Quiet
    from vgot.models.keyframes.references import KleinImage
    from vgot.units import FrameSize

    agree(studio)
    assert studio.start_fetch("klein-wan5b")["fetching"]
    end = wait(studio)
    assert end["error"] is None and end["done_gb"] == end["of_gb"] > 0
    assert pinned_revisions() == {KLEIN: COMMIT, WAN: COMMIT}
    place = find_weights(preset("klein-wan5b").keyframe.base)
    assert place.name == COMMIT and not (place / "pickle.bin").exists() and not (place / "code.py").exists()
    assert all(d["have"] for d in studio.preflight("klein-wan5b")["downloads"])
    assert studio.start_fetch("klein-wan5b")["fetching"] is False, "there is nothing left to fetch"
    small = preset("klein-wan5b").keyframe.model_copy(update={"steps": 1, "min_px": 0, "max_px": 4096})
    image = KleinImage(preset("klein-wan5b").model_copy(update={"keyframe": small}), residency_=shared)
    assert (
        image.draw_portrait(
            PortraitSpec("m", "y", "M", "M", "", "", "", "", 1, FrameSize(64, 64)), Quiet()
        ).pixels.std()
        > 0
    )


def test_a_stopped_fetch_goes_on_after_the_files_that_arrived_whole(studio, hub, preset):
    agree(studio)
    hub.delay_s = 4.0
    studio.start_fetch("klein-wan5b")
    until = time.monotonic() + 40
    while not hub.asked.get(f"{KLEIN}/model_index.json"):
        assert time.monotonic() < until
        time.sleep(0.05)
    time.sleep(0.5)
    studio.stop_fetch("klein-wan5b")
    stopped = studio.fetch_status("klein-wan5b")
    assert not stopped["fetching"] and "Stopped" in stopped["error"]
    assert not studio.preflight("klein-wan5b")["downloads"][0]["have"], "half a model is no model"
    hub.delay_s = 0.0
    studio.start_fetch("klein-wan5b")
    assert wait(studio)["error"] is None and find_weights(preset("klein-wan5b").keyframe.base)
    assert hub.asked[f"{KLEIN}/model_index.json"] == 1


def test_errors_of_the_hub_are_said_in_words(studio, hub, monkeypatch):
    agree(studio)
    hub.closed = (KLEIN,)
    studio.start_fetch("klein-wan5b")
    end = wait(studio)
    assert "could not be fetched: GatedRepoError" in end["error"] and f"https://huggingface.co/{KLEIN}" in end["error"]
    hub.closed = ()
    hub.gone = {"transformer/diffusion_pytorch_model.safetensors"}
    studio.start_fetch("klein-wan5b")
    assert (
        "could not be fetched" in wait(studio)["error"] and not studio.preflight("klein-wan5b")["downloads"][0]["have"]
    )


def test_a_disk_without_room_is_said_before_anything_is_asked_of_the_hub(studio, hub, monkeypatch):
    agree(studio)
    monkeypatch.setattr("vgot.machine.fetching.estimate_of", lambda preset, repo: 10**18)
    with pytest.raises(StorageFailed) as why:
        studio.start_fetch("klein-wan5b")
    assert "--models" in why.value.hint and not hub.asked


def test_visitors_of_a_space_fetch_nothing(tmp_path):
    with pytest.raises(BadInput, match="Visitors"):
        Studio(Settings(home=tmp_path, mode="space"), InlineExecutor()).start_fetch("klein-wan5b")


# -- the command line ---------------------------------------------------------------------------------------------------
def test_the_command_asks_for_consent_once_and_fetches_into_the_named_folder(
    hub, tmp_path, monkeypatch, capsys, preset
):
    monkeypatch.setattr("vgot.machine.fetching.RESERVE_BYTES", 0)
    monkeypatch.setattr("vgot.machine.fetching.estimate_of", lambda preset, repo: 10_000_000)
    models = tmp_path / "models"
    assert cli(["fetch", "klein-wan5b", "--models", str(models), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "bad_input"
    assert cli(["fetch", "klein-wan5b", "--models", str(models), "--json", "--accept-licences"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["fetched"] == [KLEIN, WAN] and all(d["have"] and d["consented"] for d in made["downloads"])
    assert find_weights(preset("klein-wan5b").video.base, models).is_relative_to(models)
    assert cli(["fetch", "klein-wan5b", "--models", str(models)]) == 0
    assert "Nothing to fetch" in capsys.readouterr().out


# -- completeness -------------------------------------------------------------------------------------------------------
def test_half_a_set_of_shards_is_no_model(tmp_path, preset, twins):
    repo = preset("klein-wan5b").keyframe.base
    shutil.copytree(twins("klein-wan5b") / KLEIN, tmp_path / KLEIN)
    folder = tmp_path / KLEIN / "transformer"
    (folder / "diffusion_pytorch_model.safetensors").rename(
        folder / "diffusion_pytorch_model-00001-of-00002.safetensors"
    )
    index = {
        "weight_map": {
            "a": "diffusion_pytorch_model-00001-of-00002.safetensors",
            "b": "diffusion_pytorch_model-00002-of-00002.safetensors",
        }
    }
    (folder / "diffusion_pytorch_model.safetensors.index.json").write_text(json.dumps(index))
    from vgot.errors import ModelUnavailable

    with pytest.raises(ModelUnavailable):
        find_weights(repo, tmp_path)
    (folder / "diffusion_pytorch_model-00002-of-00002.safetensors").write_bytes(b"x")
    assert find_weights(repo, tmp_path) == tmp_path / KLEIN
