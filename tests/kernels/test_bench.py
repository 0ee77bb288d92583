"""The microbenchmarks: right results for every family, requests that make sense, and no assertion about time."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest

from tests.schedule.plan_runner import HERE
from zeroskip.compiler.schedule.relayout import STRIP_VECTORS
from zeroskip.kernels import bench, families, gemv
from zeroskip.kernels.bench import CROSSOVER_DENSITIES, Bench, Crossover, Request, WrongResult, crossing, requests
from zeroskip.kernels.families import FAMILIES, Strips
from zeroskip.kernels.pages import place
from zeroskip.kernels.probe import fma_peak, fma_probe, read_bandwidth, read_probe
from zeroskip.kernels.target import Target
from zeroskip.kernels.timing import Jit, Team
from zeroskip.kernels.workload import UNSTRUCTURED, InvalidRequest, Pattern, Shape, Tile, weights

ODD = Shape(37, 53, 301)  # several strips, the last with fewer vectors and an open end


@pytest.mark.parametrize("target", HERE, ids=lambda target: target.name)
@pytest.mark.parametrize("huge", [True, False])
@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_is_measured_and_checked(family: str, huge: bool, target: Target) -> None:
    bench, column = Bench(target, huge, rounds=1), family in ("gemv", "gemv-dense")
    for shape in (Shape(1, 1, 1), Shape(37, 53, 1) if column else ODD):
        for request in requests([family], [shape], [0.0, 0.3, 1.0], threads=[1, 2]):
            result = bench.measure(request)
            assert result.bound in ("fma", "read")
            assert (result.gflops > 0) == (result.density > 0)
            assert result.seconds > 0 and result.limit > 0 and result.share > 0
            assert json.loads(json.dumps(result.record()))["shape"] == str(shape)


@pytest.mark.parametrize(("family", "tiles"), [("sparse", "2x1 2x4 2x7"), ("dense", "1x1 3x2 4x4")])
def test_tiles_and_k_blocks_are_those_asked_for(family: str, tiles: str) -> None:
    bench = Bench(HERE[0], rounds=1)
    for request in requests([family], [ODD], tiles=[Tile.parse(t) for t in tiles.split()], k_blocks=[16, 1000]):
        result = bench.measure(request)
        assert (result.tile, result.k_block) == (request.tile, min(request.k_block or 0, ODD.k))


def test_wrong_results_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gemv, "pack", lambda matrix, lanes: np.zeros((1, 8, gemv.VECTORS * lanes), np.float32))
    with pytest.raises(WrongResult, match=r"gemv-dense 8x8x1, density 1, .*: the result differs from numpy's by"):
        Bench(HERE[0]).measure(Request("gemv-dense", Shape(8, 8, 1), 1.0))


@pytest.mark.parametrize(("family", "lanes"), [("sparse", 32), ("gemv", 1)])
def test_crossover(family: str, lanes: int) -> None:
    found = Bench(HERE[0], rounds=1).crossover(family, Shape(32, 64, lanes))
    assert len(found.ratios) == len(CROSSOVER_DENSITIES)
    assert found.record()["crossover"] == found.density
    assert crossing((0.2, 0.4, 0.6), (0.5, 0.9, 1.1)) == pytest.approx(0.5)
    assert crossing((0.2, 0.4), (0.5, 0.9)) is None
    assert crossing((0.2, 0.4), (1.5, 1.9)) is None
    assert Crossover("sparse", ODD, 1, (0.5, 1.0, 2.0, 3.0, 4.0, 5.0)).density == 0.25


def test_requests_are_all_combinations() -> None:
    tiles = [Tile(2, 4), Tile(2, 8)]
    made = requests(["sparse", "dense"], [ODD], [0.1, 0.2], UNSTRUCTURED, tiles, [32], [1, 2])
    assert len(made) == len(set(made)) == 2 * 2 * 2 * 2
    assert [r.density for r in requests(["sparse", "dense"])] == [0.1, 1.0]
    assert [r.density for r in requests(["sparse"], pattern=Pattern.parse("1:4"))] == [0.25]


def test_patterns() -> None:
    shape = Shape(10, 24, 1)
    two_of_four = weights(shape, Pattern.parse("2:4"), 0.5)
    assert (np.count_nonzero(two_of_four.reshape(10, 6, 4), axis=2) == 2).all()
    blocks = weights(shape, Pattern.parse("4x1"), 0.3) != 0
    assert all((blocks[start : start + 4] == blocks[start]).all() for start in (0, 4, 8))
    assert len(np.unique(blocks, axis=0)) == 3
    assert np.array_equal(weights(shape, UNSTRUCTURED, 0.3), weights(shape, UNSTRUCTURED, 0.3))
    assert not weights(shape, UNSTRUCTURED, 0).any() and weights(shape, UNSTRUCTURED, 1).all()
    for text in ("unstructured", "4x1", "2:4"):
        assert str(Pattern.parse(text)) == text


@pytest.mark.parametrize(
    ("family", "shape", "options", "message"),
    [
        ("gemv", "8x8x2", {}, "--shape: gemv has one lane, 8x8x2 has more; give 8x8x1"),
        ("gemv", "1x65537x1", {}, "--shape: gemv has at most 65536 inputs, 1x65537x1 has more; time gemv-dense"),
        ("gemv-dense", "8x8x2", {}, "--shape: gemv-dense has one lane, 8x8x2 has more; give 8x8x1"),
        ("gemv", "8x8x1", {"k_block": 4}, "--k-block: gemv has no choice of it"),
        ("matmul", "8x8x8", {"tile": Tile(4, 4)}, "--tile: matmul has no choice of it"),
        ("sparse", "8x8x8", {"tile": Tile(3, 1)}, "--tile: a sparse tile has 2 rows, not 3; give 2x1"),
        ("dense", "8x8x128", {"tile": Tile(99, 1)}, "--tile: 99x1 does not fit"),
    ],
)
def test_what_a_family_does_not_do(family: str, shape: str, options: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        Bench(HERE[0], rounds=1).measure(Request(family, Shape.parse(shape), 1.0, **options))  # type: ignore[arg-type]
    assert str(caught.value).startswith(message)


def test_memory_is_aligned_and_copied() -> None:
    arrays = {"a": np.arange(3, dtype=np.int64), "b": np.ones((2, 5), np.float32), "c": np.zeros((0, 4), np.int32)}
    for huge in (True, False):
        placed = place(arrays, huge)
        assert placed["a"].ctypes.data % (2 << 20) == 0
        assert placed["b"].ctypes.data == placed["a"].ctypes.data + 64
        for name, array in arrays.items():
            assert placed[name].dtype == array.dtype and np.array_equal(placed[name], array)


@pytest.mark.parametrize("target", HERE, ids=lambda target: target.name)
@pytest.mark.parametrize("threads", [1, 3])
def test_probes_do_the_work_that_they_say(target: Target, threads: int) -> None:
    jit, team = Jit(target), Team(threads)
    read = read_probe(jit, 100_000, threads)
    team.seconds(read.call)
    assert read.work >= 100_000
    assert read.call.arrays["y"].sum() == read.work / 4  # ones
    fma = fma_probe(jit, threads)
    team.seconds(fma.call)
    lanes = fma.call.arrays["y"][:, : target.lanes]
    np.testing.assert_allclose(lanes, 12, rtol=1e-3)  # chains that all converge to one
    assert team.turns([read.call, fma.call], 2).shape == (2, 2)


def test_the_machine_is_measured_in_one_call() -> None:
    assert fma_peak(HERE[0], rounds=1) > 0
    assert read_bandwidth(HERE[0], 1 << 16, threads=2, rounds=1, huge=False) > 0


def test_strips_are_those_of_the_compiler() -> None:
    assert families.STRIP_VECTORS == STRIP_VECTORS
    matrix = np.arange(2 * 301, dtype=np.float32).reshape(2, 301)
    for target in HERE:
        strips = Strips(target, 301)
        assert np.array_equal(strips.join(strips.cut(matrix)), matrix)
        assert (strips.count - 1) * strips.vectors + strips.last == -(-301 // target.lanes)


def test_module_is_the_command() -> None:
    command = [sys.executable, "-m", bench.__name__, "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "zeroskip kernels" in done.stdout
