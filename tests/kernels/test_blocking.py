"""Blocking is a pure function: literal expectations, and the bounds that registers and caches set."""

from __future__ import annotations

import numpy as np
import pytest

from zeroskip.ir.dims import symbol
from zeroskip.kernels.blocking import (
    Blocking,
    Contraction,
    dense_seconds,
    dense_tile,
    lane_tails,
    matmul_tile,
    skips_in_one_row,
    sparse_row_vectors,
    sparse_seconds,
    sparse_vectors,
    stream_blocking,
)
from zeroskip.kernels.machine import Machine
from zeroskip.kernels.packing import PAIR, Packing
from zeroskip.kernels.sparse_gemv import pack
from zeroskip.kernels.target import TARGETS, Target

V4, V3 = TARGETS


@pytest.mark.parametrize(
    ("target", "contraction", "packing", "expected"),
    [
        (V3, Contraction(4096, 4096, 0, 8), Packing.SPARSE, Blocking(2, 4, 316, 8, 4, 4)),
        (V3, Contraction(4096, 4096, 0, 2), Packing.SPARSE, Blocking(2, 2, 586, 8, 8, 2)),
        (V3, Contraction(1024, 1024, 0, 8), Packing.DENSE, Blocking(6, 2, 1024, 8, 32, 8)),
        (V3, Contraction(1024, 1000, 0, 1), Packing.DENSE, Blocking(12, 1, 1000, 8, 64, 4)),
        (V4, Contraction(4096, 4096, 1 << 23, 8), Packing.SPARSE, Blocking(2, 8, 48, 8, 2, 8)),
        (V4, Contraction(1024, 1024, 0, 8), Packing.DENSE, Blocking(6, 4, 342, 8, 16, 16)),
        (V4, Contraction(10, 100, 0, 1), Packing.SPARSE, Blocking(2, 1, 100, 1, 819, 1)),
        (V4, Contraction(1, 0, 0, 1), Packing.SPARSE, Blocking(2, 1, 1, 1, 8192, 1)),
        (V4, Contraction(1024, 1024, 99, 8), Packing.BLOCKS, Blocking(4, 4, 342, 8, 16, 4)),
        (V3, Contraction(64, 576, 0, 7, 9, 16), Packing.SPARSE, Blocking(2, 7, 576, 1, 18, 7)),
        (V4, Contraction(1 << 16, 1 << 16, 1 << 20, 8), Packing.SPARSE, Blocking(2, 8, 4096, 8, 1, 8)),
        (V4, Contraction(1024, 9000, 1024, 8, 9), Packing.SPARSE, Blocking(2, 8, 9000, 8, 8, 8)),
        (V4, Contraction(1024, 8192, 2048, 8, blocks=512), Packing.BLOCKS, Blocking(4, 4, 4096, 8, 16, 4)),
    ],
)
def test_stream_blocking(target: Target, contraction: Contraction, packing: Packing, expected: Blocking) -> None:
    assert stream_blocking(target, contraction, packing) == expected


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: t.suffix)
@pytest.mark.parametrize("vectors", range(1, 12))
def test_tiles_fit_the_registers(target: Target, vectors: int) -> None:
    """R * S accumulators, S vectors of x, one weight; at least 8 accumulators hide the latency of an FMA."""
    tiles = [dense_tile(target, m, vectors) for m in (1, 6, 64, 100)]
    for rows, wide in (*tiles, matmul_tile(target)):
        assert rows * wide + wide + 1 <= target.registers
        assert rows * wide >= 8
    assert all(wide <= vectors for _, wide in tiles)
    # Sparse rows need no registers for x, which is the memory operand of their FMAs.
    wide = sparse_vectors(target, vectors)
    assert PAIR * wide + PAIR <= target.registers and wide <= vectors


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: t.suffix)
@pytest.mark.parametrize("packing", list(Packing))
def test_blocks_cover_everything_and_fit_the_caches(target: Target, packing: Packing) -> None:
    for m in (1, 7, 64, 1000, 5000):
        for k, step in ((1, 1), (16, 1), (1000, 1), (9, 9), (4608, 9), (49 * 3, 49)):
            for vectors in (1, 2, 3, 8, 100):
                b = stream_blocking(target, Contraction(m, k, 0, vectors, step), packing)
                assert b.k_block % step == 0 and b.k_block >= 1 and b.row_blocks >= 1
                panel = b.k_block // step * b.vectors * target.vector_bytes
                assert panel <= (1.3 if packing is Packing.SPARSE else 2) * target.l1_bytes or b.k_block <= 16 * step


def test_lane_tails() -> None:
    tokens = symbol("tokens", 1, 100)
    assert lane_tails(8, (8, 16)) == ()
    assert lane_tails(8, (10, 5)) == (5, 2)
    assert lane_tails(8, (10, tokens)) == (4, 2, 1)
    assert lane_tails(1, (tokens,)) == ()


def test_tails_cover_every_remainder() -> None:
    tokens = symbol("tokens", 1, 100)
    for tile in range(1, 9):
        for left in range(tile):
            for tails in (lane_tails(tile, (tokens,)), lane_tails(tile, (tile + left, 1 if tile > 1 else 2))):
                rest = left
                for size in tails:
                    rest -= size if size <= rest else 0
                assert rest == 0


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: t.suffix)
def test_the_cost_model_prefers_the_form_that_does_less(target: Target) -> None:
    machine = Machine.of(target)

    def sparse_wins(density: float) -> bool:
        c = Contraction(1024, 1024, int(density * 1024 * 1024), 8)
        return sparse_seconds(machine, target, c) < dense_seconds(machine, target, c)

    assert [sparse_wins(d) for d in (0.0, 0.1, 0.5, 0.8, 1.0)] == [True, True, True, False, False]
    # With one row of inputs the dense form is bound by reading its weights, which takes longest in memory.
    assert [sparse_row_wins(target, m, d) for m in (512, 8192) for d in (0.1, 0.2, 0.5, 0.9)] == [
        True, True, False, False, True, True, True, False,
    ]  # fmt: skip


def sparse_row_wins(target: Target, m: int, density: float) -> bool:
    c = Contraction(m, m, int(density * m * m), 1)
    return skips_in_one_row(Machine.of(target), target, c, sparse_row_vectors(target, c))


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: t.suffix)
@pytest.mark.parametrize("density", [0.1, 0.3, 0.6])
def test_steps_of_one_row_are_about_as_many_as_predicted(target: Target, density: float) -> None:
    m, k = 500, 1000
    matrix = np.random.default_rng(0).random((m, k)) < density
    c = Contraction(m, k, int(matrix.sum()), 1)
    assert pack(matrix, target.lanes).vectors == pytest.approx(sparse_row_vectors(target, c), rel=0.15)
