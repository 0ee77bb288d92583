"""Dense convolutions over planes whose pixels fill vectors badly: rows in the lanes, by the outer kernel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...ir import Node
from ...ir.coordinates import dense
from ...ir.dims import Dim
from ...kernels.outer import OuterSpec, most_columns, pack, scratch_bytes, tile_rows
from .epilogues import KernelEpilogue
from .layout import Array, images, valid_lanes
from .plan import Placement, Pointer, Word
from .scheduler import Scheduler
from .streams import Gather, Weights

# Inputs of a K block: its weights are to stay in the L1 cache. 512x2048 over 49 pixels, GFLOP/s on Zen 5: 128: 242,
# 192: 231, 256: 221, 512: 216; the stream kernel does 184.
K_BLOCK = 128

# Bytes of accumulators that a thread may keep between K blocks; they are to stay in the L2 or L3 cache.
MOST_SUMS = 4 << 20

# How many times more lanes than pixels the stream kernel must compute for this kernel to pay. ResNet-50 without zeros
# takes 37.6 ms with 1.05, 38.7 with 1.02, which changes the 28x28 and 56x56 layers.
LEAST_WASTE = 1.05


@dataclass(frozen=True)
class Columns:
    """Groups of ``width`` neighbouring pixels, the first lane of each, that together cover all pixels of a plane."""

    width: int
    starts: Array


def columns(valid: Array, most: int) -> Columns | None:
    """The groups that cover the lanes that are ``valid``, bool[plane], with the fewest pixels computed twice.

    A last group that would stick out of a run of pixels lies over the one before. None if there are runs too short.
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[False], valid, [False]]).astype(np.int8)))
    runs = edges.reshape(-1, 2)
    widths = range(min(4, most), min(most, int(np.diff(runs).min(initial=most))) + 1)
    if not widths:
        return None
    counts = {width: int((-(-np.diff(runs) // width)).sum()) for width in widths}
    width = min(widths, key=lambda width: (width * counts[width], -width))
    starts = [min(start + i, end - width) for start, end in runs.tolist() for i in range(0, end - start, width)]
    return Columns(width, np.array(starts, np.int32))


def outer_columns(s: Scheduler, weights: Weights, y: Placement, vectors: int, gather: Gather | None) -> Columns | None:
    """The pixels' groups if the outer kernel computes a dense convolution faster than the stream kernel, else None."""
    if weights.groups > 1 or (gather is None and weights.step > 1):
        return None
    found = columns(valid_lanes(y.layout, y.type.shape), most_columns(s.target))
    if found is None:
        return None
    rows, m = tile_rows(s.target), weights.matrix.shape[0]
    computed = -(-m // rows) * rows * found.width * len(found.starts)
    if 4 * computed > MOST_SUMS:
        return None
    return found if vectors * s.target.lanes * m > LEAST_WASTE * computed else None


def call_outer(
    s: Scheduler,
    node: Node,
    weights: Weights,
    groups: Columns,
    x: Pointer,
    x_outer: Dim,
    y: Placement,
    lanes: int,
    epilogue: Callable[[int], KernelEpilogue],
    gather: Gather | None,
) -> None:
    """Plan the kernel for ``lanes`` lanes, whole vectors, of which ``groups`` are pixels."""
    m, k = weights.matrix.shape
    rows = tile_rows(s.target)
    k_block = max(1, K_BLOCK // weights.step) * weights.step
    bound = epilogue(rows)
    spec = OuterSpec(groups.width, bound.bias is not None, y.layout.zero, bound.epilogue, gather is not None)
    values = s.constant(pack(dense(weights.matrix), rows, k_block), name="values")
    words: dict[str, Word] = {
        "x": x,
        "y": Pointer(y.buffer, y.offset * 4),
        "values": Pointer(values.buffer),
        "starts": Pointer(s.constant(groups.starts, name="starts").buffer),
        "groups": len(groups.starts),
        "rows": m,
        "tiles": -(-m // rows),
        "k": k,
        "k_block": k_block,
        "x_step": 4 * lanes if gather else int(weights.offsets[1] - weights.offsets[0]) if k > 1 else 0,
        "outer0": images(y.layout, y.type.shape),
        "x_outer0": x_outer,
        "y_outer0": y.layout.stride(0) * 4,
        "y_row": y.layout.plane * 4,
        **bound.words,
    }
    if y.layout.zero:
        words["plane"] = y.layout.plane
    if gather:
        words |= gather.words(k, k_block) | {"lane_vectors": lanes // s.target.lanes}
        words |= {name: Pointer(s.constant(array, name=name).buffer) for name, array in gather.arrays().items()}
    scratch = scratch_bytes(s.target, m, lanes, groups.width, len(groups.starts), k_block, gather is not None)
    s.plan.scratch = max(s.plan.scratch, scratch)
    pixels = int(valid_lanes(y.layout, y.type.shape).sum()) * images(y.layout, y.type.shape)
    note = f"{m}x{k} dense, {len(groups.starts)} groups of {groups.width} pixels, K blocks of {k_block}"
    s.call(node.name, spec, words, [x.buffer, *bound.reads], [y.buffer], pixels * (2 * weights.nonzeros), note)
