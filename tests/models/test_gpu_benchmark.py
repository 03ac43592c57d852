"""The benchmark's command on twins, and the sizes in configs/ against the real architectures."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks" / "gpu"))


def test_the_benchmark_runs_on_twins_and_writes_its_table(torch, tmp_path, capsys):
    import run

    assert run.main(["--twins", "--presets", "klein-wan5b", "--shots", "2", "--frames", "9", "--out", str(tmp_path / "table.md")]) == 0
    lines = (tmp_path / "table.md").read_text().splitlines()
    assert "tiny twins" in lines[0] and "| klein-wan5b | this program |" in lines[4] and "loaded 1x" in lines[4] and "x |" in lines[4]
    assert "| klein-wan5b | plain diffusers loop |" in lines[5]


@pytest.mark.parametrize("name", ["sdxl-wan5b", "klein-wan5b", "qwen-wan14b"])
def test_sizes_in_the_presets_are_those_of_the_architectures(torch, preset, name):
    from full_size import parameters_of

    one = preset(name)
    counted = parameters_of(one)
    assert counted
    for key, parameters in counted.items():
        repo, _, part = key.rpartition("/")
        assert one.repos()[repo].parts[part] == pytest.approx(parameters / 1e9, rel=0.06, abs=0.006), key
