"""Speed of the stream kernel by tile, K block and row blocks: where the figures in kernels/blocking.py come
from.

    python -m benchmarks.tiles [--target host] [--shape M K LANES] [--density 0.1] [--tile R S ...] [--k-block N ...]

One thread, in process, best of some rounds; GFLOP/s of useful work, two per nonzero and lane. R = 2 is the sparse form,
any other the dense one. Results are checked against numpy.
"""

from __future__ import annotations

import argparse
import sys
import time

import numpy as np

from zeroskip.kernels.jit import InProcess
from zeroskip.kernels.stream import PAIR, StreamSpec, pack
from zeroskip.kernels.target import Target

ROUNDS = 20
ALIGNMENT = 4096


def aligned(elements: int) -> np.ndarray:
    """Zeros, float32, at the start of a page."""
    raw = np.zeros(4 * elements + ALIGNMENT, np.uint8)
    start = -raw.ctypes.data % ALIGNMENT
    return raw[start : start + 4 * elements].view(np.float32)


def measure(
    target: Target, weights: np.ndarray, lanes: int, tile: tuple[int, int], k_block: int, row_blocks: int, tiles: int
) -> float:
    """GFLOP/s of one contraction [M, K] over ``lanes`` lanes, ``tiles`` of which share a block's weights."""
    (m, k), (rows, vectors) = weights.shape, tile
    count = -(-lanes // target.lanes)
    pitch = count * target.lanes
    x, y, bias = aligned(k * pitch), aligned(m * pitch), np.zeros(m + rows, np.float32)
    x[:] = np.random.default_rng(1).standard_normal(x.size)
    stream = pack(weights, np.arange(k, dtype=np.int64) * pitch * 4, rows, rows > PAIR, k_block, row_blocks)
    spec = StreamSpec(rows, vectors, (count % vectors,) if count % vectors else (), rows > PAIR, True, False)
    words: dict[str, int | np.ndarray] = dict.fromkeys(spec.words, 0)
    words |= {"x": x, "y": y, "bias": bias, "outer0": 1, "outer1": 1, "y_row": 4 * pitch, "panel": vectors * tiles}
    words["chunk"] = max(1, target.l2_bytes // 2 // (64 * vectors) * row_blocks // m)
    words |= {name: getattr(stream, name) for name in ("values", "offsets", "k_starts", "blocks", "groups")}
    words |= {name: getattr(stream, name) for name in ("row_groups", "row_blocks", "k_blocks")}
    words |= {"vectors": count, "vectors_last": count}
    frame = np.array([w if isinstance(w, int) else w.ctypes.data for w in words.values()], np.int64)
    jit = InProcess(target)
    kernel = jit.function(spec.emit(target), spec.symbol(target))
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        kernel(frame.ctypes.data, 0, 1, 0)
        best = min(best, time.perf_counter() - start)
    expected = weights.astype(np.float64) @ x.reshape(k, pitch)
    if np.abs(expected - y.reshape(m, pitch)).max() > 1e-5 * np.abs(expected).max():
        sys.exit(f"tile {tile}: wrong results")
    return 2 * np.count_nonzero(weights) * lanes / best / 1e9


def main() -> None:
    """Print a line for each tile and K block."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", default="host", help="host, x86-64-v3 or x86-64-v4")
    parser.add_argument("--shape", type=int, nargs=3, default=[1024, 1024, 128], metavar=("M", "K", "LANES"))
    parser.add_argument("--density", type=float, default=0.1, help="share of weights that are not zero")
    parser.add_argument("--tile", type=int, nargs=2, action="append", metavar=("R", "S"), help="rows and vectors")
    parser.add_argument("--k-block", type=int, nargs="+", default=[64, 96, 128, 256, 1024])
    parser.add_argument("--row-blocks", type=int, default=8)
    parser.add_argument("--tiles", type=int, default=4, help="tiles that share a block's weights")
    arguments = parser.parse_args()
    target = Target.named(arguments.target)
    m, k, lanes = arguments.shape
    random = np.random.default_rng(0)
    weights = random.standard_normal((m, k), np.float32) * (random.random((m, k)) < arguments.density)
    for rows, vectors in arguments.tile or [(PAIR, 4)]:
        for k_block in arguments.k_block:
            speed = measure(target, weights, lanes, (rows, vectors), k_block, arguments.row_blocks, arguments.tiles)
            print(f"tile {rows}x{vectors}  K block {k_block:5}  {speed:7.1f} GFLOP/s", flush=True)


if __name__ == "__main__":
    main()
