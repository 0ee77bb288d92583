"""Every kernel family on every case and every target this processor runs."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from tests.schedule.plan_runner import HERE, Guarded, kernel
from zeroskip.ir import Coordinates
from zeroskip.kernels import packing as streams
from zeroskip.kernels.cases import CASES, STREAM, Case, GemvCase, StreamCase
from zeroskip.kernels.packing import PAIR, Packing
from zeroskip.kernels.problems import Address, Problem, build
from zeroskip.kernels.sparse_gemv import GROUP, pack
from zeroskip.kernels.target import Target

CANARY = 0xA5
_EDGE = 4096  # readable bytes of NaN around arrays beyond which a contract lets kernels read


def run(problem: Problem, target: Target, threads: int, before: bool = False) -> np.ndarray:
    """The elements of the output that count; what the kernel may not write is checked to be as it was.

    Arrays beyond which nothing may be read end (or, with ``before``, begin) at an inaccessible page.
    """
    memory: dict[str, object] = {}
    addresses: dict[str, int] = {}
    for name, array in problem.arrays.items():
        data = np.ascontiguousarray(array)
        if name == "y":
            data = np.frombuffer(bytes([CANARY]) * data.nbytes, data.dtype).reshape(data.shape)
        if name in problem.exact and name != "y":
            guarded = Guarded(data, before)
            memory[name], addresses[name] = guarded, guarded.address
            continue
        image = np.full(data.nbytes + 2 * _EDGE, CANARY if name == "y" else 0xFF, np.uint8)
        image[_EDGE : _EDGE + data.nbytes] = data.reshape(-1).view(np.uint8)
        memory[name], addresses[name] = image, image.ctypes.data + _EDGE
    words = [
        addresses[w.array] + w.offset if isinstance(w, Address) else w
        for w in (problem.words[name] for name in problem.spec.words)
    ]
    frame = np.array(words, np.int64)
    scratch = np.full(problem.scratch + 2 * _EDGE, CANARY, np.uint8)
    for thread in reversed(range(threads)):
        assert kernel(problem.spec, target)(frame.ctypes.data, thread, threads, scratch.ctypes.data + _EDGE) == 0
    assert (scratch[:_EDGE] == CANARY).all() and (scratch[-_EDGE:] == CANARY).all()
    image = memory["y"]
    assert isinstance(image, np.ndarray)
    assert (image[:_EDGE] == CANARY).all() and (image[-_EDGE:] == CANARY).all()
    y = image[_EDGE:-_EDGE].view(problem.arrays["y"].dtype)
    elements = y.view(np.uint8).reshape(y.size, -1)
    assert (elements[~problem.writable] == CANARY).all()
    return y[problem.at]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    """Right within the tolerance; equal bits on every target and for any number of threads."""
    first = None
    for target in HERE:
        problem = build(case, target)
        for threads in (1, 2, 3):
            found = run(problem, target, threads, before=threads == 2)
            if problem.expected.dtype.kind == "f":
                np.testing.assert_allclose(found, problem.expected, rtol=0, atol=problem.tolerance)
            else:
                np.testing.assert_array_equal(found, problem.expected)
            first = found if first is None else first
            assert found.tobytes() == first.tobytes()


@pytest.mark.parametrize("density", [0.0, 0.05, 0.5, 1.0])
def test_tiles_blocks_and_forms_give_the_same_bits(density: float) -> None:
    sparse, blocks, dense = Packing.SPARSE, Packing.BLOCKS, Packing.DENSE
    base = StreamCase(m=13, k=40, lanes=61, density=density, bias=True, epilogue="residual")
    cases = [
        replace(base, rows=rows, vectors=vectors, packing=form, k_block=k_block, row_blocks=row_blocks)
        for (rows, vectors, form), k_block, row_blocks in itertools.product(
            ((2, 8, sparse), (2, 3, sparse), (4, 3, blocks), (4, 1, blocks), (6, 2, dense), (1, 1, dense)),
            (7, 1 << 20),
            (1, 5),
        )
    ]
    bits = {run(build(case, target), target, 2).tobytes() for case in cases for target in HERE}
    assert len(bits) == 1


@pytest.mark.parametrize("case", [c for c in STREAM if c.k and not c.masked][::7], ids=str)
def test_nonzeros_multiply_infinities_and_nans(case: StreamCase) -> None:
    """An infinity or NaN in x reaches exactly the rows that have a weight for it; dense rows all."""
    case = replace(case, epilogue="plain", density=0.5, taps=1, groups=1)
    for target in HERE:
        for value in (np.nan, np.inf):
            problem = build(case, target)
            x = problem.arrays["x"]
            x[..., 0, 0] = value
            found = run(problem, target, 1).reshape(-1)
            clean = run(build(case, target), target, 1).reshape(-1)
            changed = found.view(np.int32) != clean.view(np.int32)
            assert changed.any()
            assert not np.isfinite(found[changed]).any()


@pytest.mark.parametrize("density", [0.0, 0.05, 0.5, 1.0])
def test_forms_for_one_row_give_the_same_bits(density: float) -> None:
    cases = [GemvCase(150, 100, True, "residual", density, sparse) for sparse in (False, True)]
    bits = {run(build(case, target), target, 2).tobytes() for case in cases for target in HERE}
    assert len(bits) == 1


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_zeros_for_one_row_skip_infinities_and_nans(value: float) -> None:
    """They reach the rows that have a weight for them and no other, though rows wait for each other beside them."""
    for target in HERE:
        case = GemvCase(150, 100, density=0.3, sparse=True)
        clean = run(build(case, target), target, 1)
        for k in (0, 17, 99):
            problem = build(case, target)
            problem.arrays["x"][k] = value
            found = run(problem, target, 1)
            dense = build(replace(case, sparse=False), target).arrays["w"]
            used = dense.transpose(0, 2, 1).reshape(-1, case.k)[: case.m, k] != 0
            assert used.any() and not np.isfinite(found[used]).any()
            np.testing.assert_array_equal(found[~used], clean[~used])


def test_spans_hold_every_weight_in_order() -> None:
    """Rows of very different lengths, blocks far from each other, fewer inputs than a span."""
    random = np.random.default_rng(3)
    blocks = np.kron(np.eye(10), np.ones((30, 20))) * random.standard_normal((300, 200))
    uneven = random.standard_normal((300, 200)) * (random.random((300, 200)) < random.random((300, 1)) ** 3)
    for matrix in (blocks, uneven, uneven[:5, :3], np.zeros((70, 40)), np.zeros((3, 0))):
        for lanes in (8, 16):
            spans = pack(matrix.astype(np.float32), lanes)
            rows = spans.order.reshape(-1, GROUP, lanes)
            found = np.zeros((spans.order.max() + 1, matrix.shape[1]), np.float32)
            last = np.full(len(found), -1)
            for group, (start, stop) in enumerate(itertools.pairwise(spans.steps)):
                for step in range(start, stop):
                    part = slice(step * GROUP, (step + 1) * GROUP)
                    used = spans.columns[part] >= 0
                    row, column = rows[group][used], (spans.columns[part] + spans.bases[part, None].astype(int))[used]
                    assert (column > last[row]).all()
                    last[row] = column
                    found[row, column] = spans.values[part][used]
            np.testing.assert_array_equal(found[: len(matrix)], matrix.astype(np.float32))


@pytest.mark.parametrize("packing", list(Packing))
@pytest.mark.parametrize("density", [0.0, 0.01, 0.4])
def test_sparse_weights_are_packed_as_dense_ones(packing: Packing, density: float) -> None:
    rng = np.random.default_rng(0)
    weights = (rng.standard_normal((42, 100)) * (rng.random((42, 100)) < density)).astype(np.float32)
    places = np.flatnonzero(weights)
    places = np.union1d(places, [7, 4100])  # zeros that are stored are no weights
    stored = Coordinates(weights.shape, places, weights.reshape(-1)[places])
    for rows, groups in ((4, 1), (4, 3)) if packing is Packing.BLOCKS else ((PAIR, 1), (PAIR, 3)):
        dense, sparse = (
            streams.pack(w, np.arange(100) * 64, rows, packing, 33, 3, 12800, groups) for w in (weights, stored)
        )
        for name in ("values", "offsets", "k_starts", "blocks", "groups"):
            np.testing.assert_array_equal(getattr(sparse, name), getattr(dense, name))
            assert getattr(sparse, name).dtype == getattr(dense, name).dtype
    dense_spans, sparse_spans = (pack(w, 16) for w in (weights, stored))
    for name, array in dense_spans.arrays().items():
        np.testing.assert_array_equal(sparse_spans.arrays()[name], array)
