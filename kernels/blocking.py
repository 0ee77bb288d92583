"""Tiles and blocks: pure functions of sizes and caches.

Measured on Zen 5 with AVX-512 (FMA peak about 250 GFLOP/s, 48 KiB of L1) by `zeroskip kernels sparse --shape
4096x2048x128`, useful GFLOP/s by inputs of 512 bytes per K block:

    density   48   64   80   94  112  128  150  192  256
       10 %   99  111  115  119  118  114  109  104   89
       30 %  137  143  138  136  125  108   90   71   60
       50 %  149  145  140  112   78   63   56   55   54

Dense 4096x4096, tile 6x4: 96: 185, 192: 190, 384: 195; with panels of one tile, which read the weights twice: 168.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from ..ir.dims import Dim
from .machine import Machine
from .packing import BLOCK_ROWS, PAIR, Packing
from .sparse_gemv import GROUP, SPAN
from .target import Target

# Relative times of a sparse tile by its vectors: narrow ones wait for the latency of their FMAs. From the best K blocks
# of `zeroskip kernels sparse --k-block`, shapes 1024x1024x16 to 1024x1024x128, Zen 5 with AVX-512 at 90 % zeros;
# GFLOP/s of 1 to 8 vectors: 72, 113, 124, 130, 132, 134, 132, 131. Tiles narrower than a strip lose more: they use half
# of the cache's sets (2x4 in strips of 8 vectors: 105).
SPARSE_COST = (0.0, 1.46, 1.85, 2.53, 3.23, 3.97, 4.7, 5.53, 6.4)

# Rows and vectors of dense tiles by the number of registers, of which they need R * S + S + 1; the time of a vector in
# a full tile; and that of a single vector, where 6 or 8 accumulators are too few to hide the latency of FMAs. Zen 5
# with AVX-512, `zeroskip kernels dense --tile`, shares of the FMA peak: 6x4 96 %, 8x3 95, 12x2 95, 24x1 93; 6x1 72, 8x1
# 77, 12x1 90.
DENSE_TILES = {
    32: ((6, 4, 1.0, 1.35), (8, 3, 1.01, 1.25), (12, 2, 1.01, 1.08), (24, 1, 1.04, 1.04)),
    16: ((6, 2, 1.0, 1.35), (12, 1, 1.08, 1.08)),
}

# Steps in which a row of the sparse product with one row waits, for each span of its inputs, by lanes; measured with
# nonzeros that lie at random, at densities of 10 to 60 %; below they wait less.
WAITS = {16: 1.5, 8: 1.1}

# The sparse product with one row is taken if it is predicted to take at most this share of the dense one's time.
# Crossovers by `zeroskip kernels gemv --crossover` on Zen 5, percent of nonzeros at 512, 1024, 2048, 6000 inputs:
# AVX-512 41, 49, 50, 75, predicted 42, 42, 42, 57; AVX2 26, 38, 66, 70, predicted 35, 35, 35, 53. The first of AVX2
# lies in an L2 cache that is larger than the target's.
SURE = 0.8

# Row blocks that threads share out, and the fewest rows of one: each costs a few dozen cycles per K block and tile, and
# among few rows there are fewer pairs of equal length. ResNet-50 and the MLP of 128 lanes, 90 % zeros, 8 blocks of at
# least 32 rows against 16 of 16: 1.02 times as fast. 64 rows against 32: ResNet-50 1.012, MiniLM 1.01, the MLP 0.995;
# 128 rows 1.02, 1.02 and 1.00, but MiniLM with two threads 0.92.
ROW_BLOCKS = 8
LEAST_ROWS = 64

# Tiles that use the dense weights of a block one after another.
DENSE_PANEL = 4


@dataclass(frozen=True)
class Blocking:
    """Tile of ``rows`` x ``vectors``; inputs per K block; row blocks, the pieces that threads share; how many of them
    make a chunk, whose accumulators stay in the cache; vectors that share a block's weights."""

    rows: int
    vectors: int
    k_block: int
    row_blocks: int
    chunk: int
    panel: int

    def __str__(self) -> str:
        return f"tile {self.rows}x{self.vectors}, K blocks of {self.k_block}, {self.row_blocks} row blocks"


@dataclass(frozen=True)
class Contraction:
    """What a contraction with constant weights consists of: [M, K] weights, so many of them not zero.

    ``vectors`` of lanes at most. ``step`` inputs share one row of activations, which they read at most ``halo`` lanes
    apart (the window of a convolution). ``blocks`` is how many inputs blocks of ``BLOCK_ROWS`` rows use, added up; 0 if
    nobody counted.
    """

    m: int
    k: int
    nonzeros: int
    vectors: int
    step: int = 1
    halo: int = 0
    blocks: int = 0


def dense_seconds(machine: Machine, target: Target, c: Contraction, lanes: int = 0) -> float:
    """What the dense form takes on one core; ``lanes`` if they are known to be fewer than a vector."""
    return machine.dense_seconds(c.m, c.k, lanes or c.vectors * target.lanes)


def sparse_seconds(machine: Machine, target: Target, c: Contraction) -> float:
    """What the sparse form takes on one core."""
    blocking = stream_blocking(target, c, Packing.SPARSE)
    wide = blocking.vectors
    narrow = SPARSE_COST[wide] / wide / (SPARSE_COST[-1] / (len(SPARSE_COST) - 1))
    k_blocks = -(-c.k // blocking.k_block)
    return machine.sparse_seconds(c.m, c.nonzeros, c.vectors * target.lanes, k_blocks, narrow)


def blocks_seconds(machine: Machine, target: Target, c: Contraction) -> float:
    """What the form of blocks takes on one core; without end if nobody counted the blocks."""
    if not c.blocks:
        return math.inf
    k_blocks = -(-c.k // stream_blocking(target, c, Packing.BLOCKS).k_block)
    return machine.blocks_seconds(c.m, BLOCK_ROWS * c.blocks, c.vectors * target.lanes, k_blocks)


def predictions(machine: Machine, target: Target, c: Contraction) -> dict[Packing, float]:
    """Seconds that each form takes on one core, the sparse form first."""
    forms = {Packing.SPARSE: sparse_seconds, Packing.BLOCKS: blocks_seconds, Packing.DENSE: dense_seconds}
    return {form: seconds(machine, target, c) for form, seconds in forms.items()}


def sparse_row_vectors(target: Target, c: Contraction) -> float:
    """Vectors of weights of the sparse product with one row, if the nonzeros lie at random."""
    # In a step at least one of a vector's rows goes on.
    most = c.nonzeros / max(1, c.m) * target.lanes
    steps = min(most, c.nonzeros / max(1, c.m) + WAITS[target.lanes] * c.k / (SPAN * target.lanes))
    return steps * -(-c.m // (GROUP * target.lanes)) * GROUP


def skips_in_one_row(machine: Machine, target: Target, c: Contraction, vectors: float) -> bool:
    """Whether the sparse product with one row, of so many vectors of weights, is faster than the dense one."""
    return machine.sparse_row_seconds(vectors, target.lanes) < SURE * dense_seconds(machine, target, c, lanes=1)


def stream_blocking(target: Target, c: Contraction, packing: Packing) -> Blocking:
    """The blocking of a contraction in a form.

    A K block holds whole rows of activations. The panel of a K block fits the L1 cache, the accumulators of a chunk
    half of the L2 cache. A K block has at least as many weights as rows, or accumulators' trips would take longer than
    the sums.
    """
    m, k, vectors, step, halo = c.m, c.k, c.vectors, c.step, c.halo
    dense = packing is Packing.DENSE
    rows, wide = _tile(target, m, vectors, packing)
    lanes = wide * target.lanes
    # Positions far apart, as in different phases or rows of a large plane, read separate pieces.
    panel = 4 * (lanes + min(halo, lanes * (step - 1)))
    # The dense tile uses a loaded vector R times, so its panel may be twice as large. The more of a panel a sparse row
    # reads, the surer it is that what does not fit is evicted before its next use, and the less do trips weigh.
    density = c.nonzeros / max(1, m * k)
    cache = int(_panel(packing, density) * target.l1_bytes)
    inputs = max(1 if step > 1 else 16, cache // panel)
    stored = {Packing.SPARSE: c.nonzeros, Packing.BLOCKS: BLOCK_ROWS * c.blocks, Packing.DENSE: m * k}[packing]
    if stored:
        inputs = max(inputs, m * k // (stored * step))
    blocks = max(1, -(-k // (inputs * step)))
    k_block = max(1, -(-k // (blocks * step))) * step
    row_blocks = max(1, min(ROW_BLOCKS, m // max(rows, LEAST_ROWS)))
    rows_in_l2 = target.l2_bytes // 2 // (4 * lanes)
    chunk = max(1, rows_in_l2 * row_blocks // max(m, 1))
    # Dense weights are large: several tiles use those of a block while they are in the cache.
    return Blocking(rows, wide, k_block, row_blocks, chunk, DENSE_PANEL * wide if dense else wide)


def _tile(target: Target, m: int, vectors: int, packing: Packing) -> tuple[int, int]:
    if packing is Packing.DENSE:
        return dense_tile(target, m, vectors)
    if packing is Packing.BLOCKS:
        return BLOCK_ROWS, blocks_vectors(target, vectors)
    return PAIR, sparse_vectors(target, vectors)


def _panel(packing: Packing, density: float) -> float:
    """The activations of a K block, as a multiple of the L1 cache."""
    return max(0.5, 1.3 - 1.9 * density) if packing is Packing.SPARSE else 2


def dense_tile(target: Target, m: int, vectors: int) -> tuple[int, int]:
    """Rows and vectors of the dense tile with which rows and lanes past the end, and a last narrow tile, cost least."""

    def cost(tile: tuple[int, int, float, float]) -> float:
        rows, wide, full, narrow = tile
        whole, rest = divmod(vectors, wide)
        return -(-m // rows) * rows * (whole * wide * full + (narrow if rest == 1 else rest * full))

    tiles = DENSE_TILES[target.registers]
    rows, wide, *_ = min((tile for tile in tiles if tile[1] <= vectors), key=cost)
    return rows, wide


def sparse_vectors(target: Target, vectors: int) -> int:
    """Vectors of a sparse tile: the width at which whole tiles and what they leave over cost least.

    A tile has two rows; vectors of x are operands in memory.
    """
    widest = min(len(SPARSE_COST) - 1, target.registers // PAIR - 1)

    def cost(wide: int) -> float:
        return vectors // wide * SPARSE_COST[wide] + SPARSE_COST[vectors % wide]

    return min(range(1, min(widest, vectors) + 1), key=cost)


def blocks_vectors(target: Target, vectors: int) -> int:
    """Vectors of a tile of blocks: as few tiles as the registers allow, about equally wide."""
    widest = (target.registers - 1) // (BLOCK_ROWS + 1)
    return min(range(1, min(widest, vectors) + 1), key=lambda wide: (-(-vectors // wide), wide))


def lane_tails(tile: int, lengths: Iterable[Dim]) -> tuple[int, ...]:
    """The narrower tiles that cover what rows of ``lengths`` vectors leave over when they are cut into tiles.

    A length that is known leaves one remainder, which gets a tile of its own; powers of two cover the others.
    """
    lengths = list(lengths)
    known = [length % tile for length in lengths if isinstance(length, int)]
    sizes = set(known) if len(known) == len(lengths) else {1 << i for i in range((tile - 1).bit_length())}
    return tuple(sorted(sizes - {0}, reverse=True))


def matmul_tile(target: Target) -> tuple[int, int]:
    """Rows and vectors of a product of two activations; the rows divide every strip."""
    return (4, 4) if target.registers >= 32 else (4, 2)
