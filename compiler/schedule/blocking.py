"""Tiles and blocks: pure functions of sizes and caches.

Measured on Zen 5 with AVX-512 (FMA peak about 250 GFLOP/s), 1024x1024, 128 lanes, 90 % zeros, useful GFLOP/s by inputs
per K block: 64: 98, 96: 105, 128: 103, 256: 92, 1024: 86. The panel of activations has to stay in the L1 cache.
Dense 4096x4096, tile 6x4: 96: 185, 192: 190, 384: 195; with panels of one tile, which read the weights twice: 168.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...ir.dims import Dim
from ...kernels.target import Target

# From this share of nonzeros on, the dense tile is the faster one.
DENSE_FROM = 0.45

# Tiles that use the dense weights of a block one after another.
DENSE_PANEL = 4


@dataclass(frozen=True)
class Blocking:
    """Tile of ``rows`` x ``vectors``; inputs per K block; how many row blocks; vectors that share a block's weights."""

    rows: int
    vectors: int
    k_block: int
    row_blocks: int
    panel: int

    def __str__(self) -> str:
        return f"tile {self.rows}x{self.vectors}, K blocks of {self.k_block}, {self.row_blocks} row blocks"


def choose_shared(density: float) -> bool:
    """Whether the dense tile is the faster one for weights with this share of nonzeros."""
    return density >= DENSE_FROM


def stream_blocking(
    target: Target, m: int, k: int, vectors: int, shared: bool, step: int = 1, halo: int = 0
) -> Blocking:
    """The blocking of a contraction with M outputs and K inputs over at most ``vectors`` vectors of lanes.

    ``step`` inputs share one row of activations, which they read at most ``halo`` lanes apart (the window of a
    convolution); a K block holds whole rows. The panel of a K block fits the L1 cache, the accumulators of a row block
    a quarter of the L2 cache; there are at least 8 row blocks for threads to share if there are rows enough.
    """
    rows, wide = dense_tile(target, vectors) if shared else (1, sparse_vectors(vectors))
    lanes = wide * target.lanes
    # Positions far apart, as in different phases or rows of a large plane, read separate pieces.
    panel = 4 * (lanes + min(halo, lanes * (step - 1)))
    # The dense tile uses a loaded vector R times, so its panel may be twice as large.
    cache = (2 if shared else 1) * target.l1_bytes
    inputs = max(1 if step > 1 else 16, cache // panel)
    blocks = max(1, -(-k // (inputs * step)))
    k_block = max(1, -(-k // (blocks * step))) * step
    rows_in_l2 = min(512, max(rows, target.l2_bytes // 4 // (4 * lanes)))
    row_blocks = max(-(-m // rows_in_l2), min(8, -(-m // max(rows, 8))))
    # Dense weights are large: several tiles use those of a block while they are in the cache.
    return Blocking(rows, wide, k_block, row_blocks, DENSE_PANEL * wide if shared else wide)


def dense_tile(target: Target, vectors: int) -> tuple[int, int]:
    """Rows and vectors of the dense tile: R * S + S + 1 registers, and at least 8 accumulators where lanes allow."""
    if target.registers >= 32:
        return (6, 4) if vectors >= 4 else (12, 2) if vectors >= 2 else (24, 1)
    return (6, 2) if vectors >= 2 else (12, 1)


def sparse_vectors(vectors: int) -> int:
    """Vectors of a single-row tile: 8, or what there is."""
    return min(8, vectors)


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
