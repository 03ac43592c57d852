"""The benchmark's command on twins, and the sizes in configs/ against the real architectures."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks" / "gpu"))


def test_the_benchmark_runs_on_twins_and_writes_its_table(torch, tmp_path, capsys):
    import run

    assert (
        run.main(
            [
                "--twins",
                "--presets",
                "klein-wan5b",
                "--shots",
                "2",
                "--frames",
                "9",
                "--out",
                str(tmp_path / "table.md"),
            ]
        )
        == 0
    )
    lines = (tmp_path / "table.md").read_text().splitlines()
    assert (
        "tiny twins" in lines[0]
        and "| klein-wan5b | this program |" in lines[4]
        and "loaded 1x" in lines[4]
        and "x |" in lines[4]
    )
    assert "| klein-wan5b | plain diffusers loop |" in lines[5]
    assert lines[4].count("(of 2)") == 2 and "(of 1)" in lines[4], "two keyframes, two shots, one bridge"
    assert capsys.readouterr().out.strip() == (tmp_path / "table.md").read_text().strip()


def test_time_that_runs_out_still_gives_one_of_each_and_counts_the_shot_by_its_steps(torch, tmp_path, monkeypatch):
    import run

    from vgot.models.tiny import write as twins

    monkeypatch.setattr(run, "LEAST_S", -1e9)
    monkeypatch.setitem(twins.SMALL["video"], "steps", 8)
    arguments = [
        "--twins",
        "--presets",
        "klein-wan5b",
        "--shots",
        "12",
        "--frames",
        "9",
        "--minutes",
        "0",
        "--out",
        str(tmp_path / "table.md"),
    ]
    assert run.main(arguments) == 0
    for line in (tmp_path / "table.md").read_text().splitlines()[4:]:
        assert line.count("(of 1)") == 2 and "shot: computed from 3 of 8 steps, without decoding" in line


def test_a_stopped_benchmark_prints_what_it_has(torch, tmp_path, monkeypatch, capsys):
    import run

    def stopped(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "plain", stopped)
    assert run.main(["--twins", "--presets", "klein-wan5b", "--shots", "1", "--frames", "9"]) == 130
    assert "| klein-wan5b | this program |" in capsys.readouterr().out


def test_a_shot_cut_off_half_way_counts_by_its_steps(monkeypatch):
    import loops

    now = {"s": 0.0}
    monkeypatch.setattr(loops, "settled", lambda: now["s"])
    clock = loops.Clock(loops.Row("p", loops.PLAIN), -1.0)

    def work(step):
        for _ in range(40):
            now["s"] += 2.0
            step()

    with pytest.raises(loops.Out):
        clock.item("shot", 40, work)
    assert clock.row.items == {"shot": [80.0]} and "computed from 3 of 40 steps" in clock.row.notes[0]


def test_weights_that_the_disk_cannot_hold_are_said_and_not_begun(torch, tmp_path, monkeypatch):
    import run

    monkeypatch.setattr(run.shutil, "disk_usage", lambda place: type("Use", (), {"free": 10 * 2**30})())
    _, why = run.prepare("qwen-wan14b", tmp_path, False, "cpu")
    assert why.startswith("not run: ") and "10 GiB of disk are free" in why and not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["sdxl-wan5b", "klein-wan5b", "qwen-wan14b"])
def test_sizes_in_the_presets_are_those_of_the_architectures(torch, preset, name):
    from full_size import parameters_of

    one = preset(name)
    counted = parameters_of(one)
    assert counted
    for key, parameters in counted.items():
        repo, _, part = key.rpartition("/")
        assert one.repos()[repo].parts[part] == pytest.approx(parameters / 1e9, rel=0.06, abs=0.006), key
