"""``zeroskip kernels``: what it prints and writes, and what it says about bad input."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from zeroskip.cli import app
from zeroskip.kernels import bench
from zeroskip.kernels.families import FAMILIES
from zeroskip.kernels.target import Target

SMALL = ("--shape", "24x32x40", "--rounds", "1")


def run(*arguments: object) -> Result:
    """The command with these arguments, in this process."""
    return CliRunner().invoke(app, ["kernels", *map(str, arguments)])


def message(*arguments: object) -> str:
    """The one line on stderr that says what was wrong with the input."""
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line.removeprefix("zeroskip: ")


def test_lists_families() -> None:
    result = run()
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines()] == list(FAMILIES)


def test_prints_a_line_for_each_measurement() -> None:
    result = run("sparse", "dense", *SMALL, "--density", "0.25", "--threads", "1", "--threads", "2", "--no-huge-pages")
    assert result.exit_code == 0, result.output
    heading, *lines = result.stdout.splitlines()
    assert heading.split()[:6] == ["family", "shape", "density", "tile", "K", "block"]
    assert len(lines) == 4
    for line in lines:
        columns = r"(sparse|dense) +24x32x40 +[\d.]+% +\d+x\d+ +32 +[12] +[\d.]+ us +[\d.]+"
        assert re.fullmatch(columns + r"  \d+% of \d+ (GFLOP/s \(fma\)|GB/s \(read\))", line)


def test_list_of_shapes_and_json(tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.txt"
    shapes.write_text("# a comment\nfirst 8x16x32  # another\n\nlast 16x8x1\n")
    file = tmp_path / "results.json"
    result = run("sparse", "--shapes", shapes, "--pattern", "2:4", "--rounds", 1, "--json", file)
    assert result.exit_code == 0, result.output
    assert "first 8x16x32" in result.stdout
    results = json.loads(file.read_text())
    assert results["target"] == Target.host().name
    assert [m["name"] for m in results["measurements"]] == ["first", "last"]
    assert [m["density"] for m in results["measurements"]] == [0.5, 0.5]
    assert results["crossovers"] == []


def test_crossover(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    result = run("sparse", "dense", *SMALL, "--crossover", "--json", file)
    assert result.exit_code == 0, result.output
    assert re.search(r"^crossover sparse 24x32x40, threads 1: .* density [\d.]+%$", result.stdout, re.MULTILINE)
    (crossover,) = json.loads(file.read_text())["crossovers"]
    assert len(crossover["sparse_to_dense"]) == len(crossover["densities"])


def test_plot(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    file = tmp_path / "speed.svg"
    result = run("sparse", "dense", *SMALL, "--density", "0.1", "--density", "0.5", "--plot", file)
    assert result.exit_code == 0, result.output
    assert "<svg" in file.read_text()
    assert message("sparse", *SMALL, "--plot", tmp_path / "speed.txt").startswith("--plot: ")


def test_plot_without_matplotlib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    expected = "--plot: matplotlib is not installed; pip install 'zeroskip[plot]'"
    assert message("sparse", *SMALL, "--plot", "speed.png") == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("conv", "there is no kernel family 'conv'; choose from sparse, blocks, dense, gemv, gemv-dense, matmul"),
        ("--shape 8x8x8", "no kernel family is given; choose from sparse, blocks, dense, gemv, gemv-dense, matmul"),
        ("sparse --shape 8x8", "--shape: '8x8' is not a shape; write MxKxN"),
        ("sparse --shape 8x0x8", "--shape: '8x0x8' is not a shape; write MxKxN"),
        ("sparse --shape 99999x99999x1", "--shape: 99999x99999x1 needs 37.3 GiB; give a shape of at most"),
        ("sparse --density 1.5", "--density: 1.5 is not a share of nonzeros; give a number from 0 to 1"),
        ("sparse --density nan", "--density: nan is not a share of nonzeros"),
        ("sparse --pattern 1x4", "--pattern: '1x4' is not a pattern; write unstructured"),
        ("sparse --pattern 4:2", "--pattern: '4:2' is not a pattern; write unstructured"),
        ("sparse --pattern 2:4 --shape 8x9x8", "--pattern: 2:4 does not fit the 9 inputs of 8x9x8; give K a"),
        ("sparse --pattern 2:4 --density 0.3", "--density: pattern 2:4 has density 0.5, not 0.3; leave out"),
        ("sparse --tile 4", "--tile: '4' is not a tile; write rows x vectors"),
        ("sparse --tile 4x4", "--tile: a sparse tile has 2 rows, not 4; give 2x4"),
        ("gemv --shape 8x8x8", "--shape: gemv has one lane, 8x8x8 has more; give 8x8x1"),
        ("sparse --target vax", "target 'vax': "),
        ("sparse --shapes missing.txt", "--shapes: missing.txt cannot be read (No such file or directory); give"),
        ("dense --crossover", "--crossover: it compares sparse with dense; name one of these families: sparse, blocks"),
        ("sparse --crossover --pattern 2:4", "--crossover: pattern 2:4 has one density; give another"),
        ("sparse --json missing/results.json", "--json: there is no folder missing; make it, or name another file"),
        ("sparse --json .", "--json: . is a folder; name a file in it"),
    ],
)
def test_bad_input_is_one_line(arguments: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert message(*arguments.split()).startswith(expected)


def test_bad_lists_of_shapes_name_the_line(tmp_path: Path) -> None:
    file = tmp_path / "shapes.txt"
    for text, expected in {
        "# nothing\n": f"--shapes: {file} holds no shape; write lines of a name and MxKxN",
        "fc 8x8x8\n8x8x8\n": f"--shapes: {file}, line 2: '8x8x8' is not understood; write a name and MxKxN",
        "fc 8x8\n": f"--shapes: {file}, line 1: '8x8' is not a shape; write MxKxN",
    }.items():
        file.write_text(text)
        assert message("sparse", "--shapes", file).startswith(expected)
    file.write_bytes(b"\xff\xfe")
    assert message("sparse", "--shapes", file).startswith(f"--shapes: {file} cannot be read (it is not text)")


def test_target_that_this_processor_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Target, "runs_here", lambda self: False)
    expected = "--target: this processor cannot run x86-64-v4; leave it out to time what it can"
    assert message("sparse", "--target", "x86-64-v4") == expected


def test_wrong_result_exits_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "_EPSILON", 0.0)
    result = run("sparse", *SMALL, "--density", "1")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith("zeroskip: sparse 24x32x40, density 1, threads 1: the result differs from numpy's by")
