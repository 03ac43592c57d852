"""Memory known before anything runs: stages as they were measured, sizes and rungs chosen from them."""

import json

import pytest

from vgot.cli.main import main
from vgot.models.runtime.residency import Memory, need_of, pick_rung, usable_rungs
from vgot.models.stage_memory import chosen, most_work, must_tile, rows_of, stage_gib
from vgot.presets.preset import RUNGS
from vgot.settings import load_preset
from vgot.units import FrameSize

GIB = 2**30
BIG = FrameSize(1280, 704)


def section(name):
    return load_preset(name).video


def machine(card, host):
    return Memory(card * GIB, card * GIB, host * GIB, host * GIB)


@pytest.mark.parametrize(
    ("name", "card", "host", "size", "rung", "tiled"),
    [
        ("klein-wan5b", 12, 32, "1280x704", "group_offload", True),
        ("klein-wan5b", 8, 32, "832x480", "group_offload", True),
        ("klein-wan5b", 16, 64, "1280x704", "group_offload", True),
        ("klein-wan5b", 80, 128, "1280x704", "resident", False),
        ("klein-wan5b", 48, 64, "1280x704", "resident", False),
        ("klein-wan5b", 6, 32, None, None, None),
        ("klein-wan5b", 24, 8, None, None, None),
        ("qwen-wan14b-80gb", 140, 128, "1280x720", "resident", False),
    ],
)
def test_the_largest_size_that_fits_is_chosen_or_all_are_refused_before_anything_is_loaded(
    name, card, host, size, rung, tiled
):
    one = section(name)
    best = chosen(rows_of(one, need_of(one), RUNGS, machine(card, host)))
    assert (best and str(best.size), best and best.rung, best and best.tiled) == (size, rung, tiled)


def test_a_larger_card_never_gets_a_smaller_film():
    for name in ("klein-wan5b", "qwen-wan14b", "qwen-wan14b-80gb"):
        one, before = section(name), 0
        for card in (4, 6, 8, 10, 12, 16, 20, 24, 32, 48, 80, 140):
            best = chosen(rows_of(one, need_of(one), RUNGS, machine(card, 128)))
            pixels = 0 if best is None else best.size.width * best.size.height
            assert pixels >= before
            before = pixels


def test_the_plans_rungs_leave_room_for_what_was_measured():
    one = section("klein-wan5b")
    assert most_work(one) >= 5.7 * GIB and need_of(one).work == most_work(one)
    usable = usable_rungs("cuda") | {"quantized": "not here"}
    assert pick_rung(need_of(one), machine(12, 32), usable) == "group_offload"
    assert pick_rung(need_of(one), machine(8, 32), usable) is None, "refused, not tried"
    assert most_work(section("kolors-svd")) is None, "what nobody measured stays the preset's estimate"


def test_pictures_are_encoded_in_tiles_where_the_whole_would_not_fit():
    a14b = section("qwen-wan14b-80gb")
    assert must_tile(a14b, FrameSize(1280, 720), 81, 12 * GIB, "encode")
    assert not must_tile(a14b, FrameSize(1280, 720), 81, 14 * GIB, "encode")
    assert must_tile(section("klein-wan5b"), BIG, 121, 16 * GIB) and not must_tile(
        section("klein-wan5b"), BIG, 121, 24 * GIB
    )


def test_stages_grow_with_what_they_hold():
    one = section("klein-wan5b")
    for stage in ("encode", "denoise", "decode", "decode in tiles"):
        small, large = (stage_gib(one, stage, s, 121) for s in (FrameSize(640, 384), BIG))
        assert small is not None and large is not None and 0 < small < large
    assert stage_gib(one, "denoise", BIG, 121) == pytest.approx(5.78)
    assert stage_gib(section("kolors-svd"), "denoise", BIG, 25) is None


def test_doctor_prints_the_table(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("VGOT_HOME", str(tmp_path))
    assert main(["doctor", "--memory", "--json"]) == 0
    told = {one["preset"]: one for one in json.loads(capsys.readouterr().out)["presets"]}
    assert len(told["klein-wan5b"]["rows"]) >= 15 and not told["kolors-svd"]["measured"]
    assert set(told["klein-wan5b"]["rows"][0]["stages"]) == {"texts", "encode", "denoise", "decode", "decode in tiles"}
    assert main(["doctor", "--memory"]) == 0
    said = capsys.readouterr().out
    assert "denoise 28.3" in said and "nobody measured its stages" in said


@pytest.mark.slow
def test_the_figures_are_those_that_a_measurement_gives(torch):
    from benchmarks.memory import stage_peak

    for name, model, size, frames in (("wan-5b denoise 832x480x73", "klein-wan5b", FrameSize(832, 480), 73),):
        assert stage_peak(name) == pytest.approx(stage_gib(section(model), "denoise", size, frames), abs=0.02)
