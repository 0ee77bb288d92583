"""The inner loops as machine code, also for targets that this processor does not run."""

from __future__ import annotations

import re

import pytest

from zeroskip.kernels.blocking import DENSE_TILES, blocks_vectors, lane_tails, matmul_tile, sparse_vectors
from zeroskip.kernels.gemv import VECTORS, GemvSpec
from zeroskip.kernels.jit import compile_module
from zeroskip.kernels.lines import LinesSpec
from zeroskip.kernels.matmul import MatmulSpec
from zeroskip.kernels.packing import BLOCK_ROWS, PAIR, Packing
from zeroskip.kernels.sparse_gemv import GROUP, SparseGemvSpec
from zeroskip.kernels.spec import Spec
from zeroskip.kernels.stream import StreamSpec
from zeroskip.kernels.target import TARGETS, Target

RANGE = range(1, 12)


def inner_loops(spec: Spec, target: Target) -> list[list[str]]:
    """The instructions of every loop that holds FMAs but no other loop."""
    lines = compile_module(spec.emit(target), target, assembly=True).assembly.splitlines()
    code = [line.strip() for line in lines if re.match(r"\s+[a-z]|\.LBB", line)]
    labels = {line.split(":")[0]: number for number, line in enumerate(code) if line.startswith(".LBB")}
    loops = []
    for number, line in enumerate(code):
        jump = re.match(r"j\w+\s+(\.LBB\w+)", line)
        if jump and labels[jump[1]] < number:
            loops.append((labels[jump[1]], number))
    inner = [(a, b) for a, b in loops if not any(a <= c and d <= b and (a, b) != (c, d) for c, d in loops)]
    return [code[a:b] for a, b in inner if any("vfmadd" in line for line in code[a:b])]


def assert_clean(spec: Spec, target: Target, sizes: list[tuple[int, int]]) -> None:
    """One loop for every (rows, vectors): that many FMAs, a load at most for each operand, nothing on the stack."""
    loops = inner_loops(spec, target)
    fmas = sorted(sum("vfmadd" in line for line in loop) for loop in loops)
    assert fmas == sorted(rows * vectors for rows, vectors in sizes)
    for loop in loops:
        assert not [line for line in loop if "%rsp" in line], "\n".join(loop)
        assert len(loop) <= 2 * max(fmas) + 12, "\n".join(loop)


def stream(rows: int, vectors: int, packing: Packing, short: bool = False) -> StreamSpec:
    tails = tuple(range(vectors - 1, 0, -1))
    return StreamSpec(rows, vectors, tails, packing, False, False, short=short)


DENSE = [(t.suffix, rows, vectors) for t in TARGETS for rows, vectors, *_ in DENSE_TILES[t.registers]]


@pytest.mark.parametrize(("suffix", "rows", "vectors"), DENSE)
def test_dense_tiles_stay_in_registers(suffix: str, rows: int, vectors: int) -> None:
    (target,) = (t for t in TARGETS if t.suffix == suffix)
    assert_clean(stream(rows, vectors, Packing.DENSE), target, [(rows, v) for v in range(1, vectors + 1)])


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: t.suffix)
@pytest.mark.parametrize("short", [False, True])
def test_sparse_tiles_stay_in_registers(target: Target, short: bool) -> None:
    widest = max(sparse_vectors(target, v) for v in RANGE)
    assert_clean(
        stream(PAIR, widest, Packing.SPARSE, short), target, [(r, v) for r in (1, PAIR) for v in range(1, widest + 1)]
    )
    assert lane_tails(widest, [widest + 3]) == (3,)


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: t.suffix)
@pytest.mark.parametrize("short", [False, True])
def test_tiles_of_blocks_stay_in_registers(target: Target, short: bool) -> None:
    widest = max(blocks_vectors(target, v) for v in RANGE)
    sizes = [(BLOCK_ROWS, v) for v in range(1, widest + 1)]
    assert_clean(stream(BLOCK_ROWS, widest, Packing.BLOCKS, short), target, sizes)


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: t.suffix)
def test_product_of_activations_stays_in_registers(target: Target) -> None:
    rows, vectors = matmul_tile(target)
    assert_clean(MatmulSpec(rows, vectors), target, [(rows, vectors), (rows, 1)])


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: t.suffix)
def test_product_with_one_row_stays_in_registers(target: Target) -> None:
    assert_clean(GemvSpec(False), target, [(1, VECTORS)])


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: t.suffix)
def test_sparse_product_with_one_row_stays_in_registers(target: Target) -> None:
    (loop,) = inner_loops(SparseGemvSpec(False), target)
    assert sum("vfmadd" in line for line in loop) == GROUP
    assert not [line for line in loop if "%rsp" in line], "\n".join(loop)
    assert len(loop) <= 14 * GROUP, "\n".join(loop)


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: t.suffix)
@pytest.mark.parametrize(("step", "stride"), [(1, 1), (2, 1), (2, 2)])
@pytest.mark.parametrize("far", [False, True])
def test_small_windows_stay_in_registers(target: Target, step: int, stride: int, far: bool) -> None:
    """One loop over the lines, with a vector of results for each round; two or three loads for a line, not nine."""
    (loop,) = inner_loops(LinesSpec("dot", (3, 3), (1, 1), step, stride, False, far, True, False), target)
    assert sum("vfmadd" in line for line in loop) == 9
    assert not [line for line in loop if "%rsp" in line], "\n".join(loop)
    loads = [line for line in loop if re.search(r"\(%r", line) and not re.search("prefetch|lea", line)]
    assert len(loads) <= 1 + step * (3 if stride == 1 else 4)
