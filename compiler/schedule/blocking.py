"""Tiles and blocks: pure functions of sizes and caches.

Measured on Zen 5 with AVX-512 (FMA peak about 250 GFLOP/s), 1024x1024, 128 lanes, 90 % zeros, useful GFLOP/s by inputs per K
block: 64: 98, 96: 105, 128: 103, 256: 92, 1024: 86. The panel of activations has to stay in the L1 cache.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...kernels.target import Target

# From this share of nonzeros on, the dense tile is the faster one.
DENSE_FROM = 0.45


@dataclass(frozen=True)
class Blocking:
    """Tile of ``rows`` x ``vectors``; inputs per K block; how many row blocks."""

    rows: int
    vectors: int
    k_block: int
    row_blocks: int


def stream_blocking(
    target: Target, m: int, k: int, vectors: int, shared: bool, panel_bytes: float | None = None
) -> Blocking:
    """The blocking of a contraction with M outputs and K inputs over at most ``vectors`` vectors of lanes.

    ``panel_bytes`` is what one input adds to the panel of activations; by default the tile's own width.
    """
    rows, wide = dense_tile(target, vectors) if shared else (1, sparse_vectors(vectors))
    panel = panel_bytes if panel_bytes is not None else wide * target.vector_bytes
    k_block = max(16, int(target.l1_bytes / panel))
    # Blocks of equal size, so that none of them is short.
    count = -(-k // k_block)
    accumulators = wide * target.vector_bytes
    rows_in_l2 = max(rows, target.l2_bytes // 4 // accumulators)
    row_blocks = max(-(-m // min(rows_in_l2, 512)), min(8, -(-m // max(rows, 8))))
    return Blocking(rows, wide, -(-k // count), row_blocks)


def dense_tile(target: Target, vectors: int) -> tuple[int, int]:
    """Rows and vectors of the dense tile: R * S + S + 1 registers, and at least 8 accumulators where the lanes allow it."""
    if target.registers >= 32:
        return (6, 4) if vectors >= 4 else (12, 2) if vectors >= 2 else (24, 1)
    return (6, 2) if vectors >= 2 else (12, 1)


def sparse_vectors(vectors: int) -> int:
    """Vectors of a single-row tile: 8, or what there is."""
    return 8 if vectors >= 8 else 4 if vectors >= 4 else 2 if vectors >= 2 else 1


def matmul_tile(target: Target) -> tuple[int, int]:
    """Rows and vectors of a product of two activations; the rows divide every strip."""
    return (4, 4) if target.registers >= 32 else (4, 2)
