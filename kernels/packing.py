"""The weights of the stream kernel as it reads them: packed by rows and blocks of inputs, with or without the zeros."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Any

import numpy as np

from ..ir.coordinates import Coordinates, Data, dense, nonzero

Array = np.ndarray[Any, Any]

# Rows of the sparse form's tile. Two rows with inputs of their own each hide the latency of a narrow tile's FMAs, and a
# narrow tile has room for a longer K block. Prototypes of the loop, Zen 5 with AVX-512 at 90 % zeros, GFLOP/s over 64
# lanes: 1x4 114, 2x4 127, 3x4 125, 4x4 122.
PAIR = 2

# Pairs of offsets that are loaded before they are needed. Loads of vectors fill the load queue; an offset that stands
# behind them arrives late. Times as fast as with two, at 90 % zeros, MLP with 128 lanes, ResNet-50, MiniLM: four 1.035,
# 1.02, 1.015; six 1.05, 1.025, 1.025; eight 1.055, 1.015, 1.03; ten 1.045, 1.00, 1.02. In a prototype of the loop in L1
# two took 4.5 cycles per nonzero, one 4.9, none 5.8.
AHEAD = 6

# Rows of the blocks form's tile, and of the blocks that pruning makes for it.
BLOCK_ROWS = 4

# Unit of 16-bit offsets, in bytes: rows of inputs lie in whole lines of the cache. At 90 % zeros networks are so many
# times as fast as with 32 bits: MLP with 128 lanes 1.035, MobileNet 1.016, ResNet-50 1.012, BERT 1.01.
UNIT = 64

# Row groups ahead of which results and operands of the epilogue are brought to the cache, where results are first
# written and where rows end. ResNet-50 with 16 images: 256 ms without, 219 with 4, 218 with 8; MLP with 128 lanes: 5.7
# without, 5.4 with 4, 5.2 with 8, 5.8 if results are brought before each K block.
ROWS_AHEAD = 8


class Packing(Enum):
    """Which weights a stream has; the value names it.

    dense: all. sparse: those that are not zero, each with an offset. blocks: of each group of ``BLOCK_ROWS`` rows those
    of the inputs that any of the rows uses, with an offset for each input: for weights pruned in blocks of rows.
    """

    DENSE = "dense"
    BLOCKS = "blocks"
    SPARSE = "sparse"


@dataclass(frozen=True)
class Stream:
    """Packed weights.

    values    float32: in order of K block and row group; in it by input and row, sparse by pair: see groups
    offsets   uint32: byte offsets of the inputs, or uint16: in units of ``UNIT`` bytes, unless dense, where all are
              multiples and small; in the order of the values, then some that are read but not used; dense: one list
              per convolution group
    k_starts  int32[K blocks + 1]: the first input of each K block, and the end
    blocks    int64[row blocks + 1, 1 + K blocks]: first row group of each row block, first value of its K blocks
    groups    int32[row groups, 4], dense: first row, number of rows, index of its first offset, 0;
              int32[K blocks, row groups, 4], blocks: first row, number of rows, number of inputs, 0;
              sparse: inputs of both rows, which alternate, then how many more of the second row alone, the two rows.
              A row without a partner is its own, with no inputs as the first. Then ``ROWS_AHEAD`` more that are read
              but not used.
    """

    values: Array
    offsets: Array
    k_starts: Array
    blocks: Array
    groups: Array

    @property
    def k_blocks(self) -> int:
        """The number of K blocks."""
        return len(self.k_starts) - 1

    @property
    def short(self) -> bool:
        """Whether offsets have 16 bits."""
        return bool(self.offsets.dtype == np.uint16)

    @property
    def row_blocks(self) -> int:
        """The number of row blocks."""
        return len(self.blocks) - 1

    @property
    def row_groups(self) -> int:
        """The number of row groups."""
        return int(self.blocks[-1, 0])


def pack(
    weights: Data,
    offsets: Array,
    rows: int,
    packing: Packing,
    k_block: int,
    row_blocks: int,
    group_offset: int = 0,
    groups: int = 1,
) -> Stream:
    """Pack ``weights`` [M, K] whose input t lies ``offsets[t]`` bytes, less than 4 GiB, from ``x``.

    A convolution with ``groups`` has M / groups rows in each, whose offsets are ``group_offset`` bytes apart. Row
    blocks get about equal numbers of stored weights.
    """
    m, k = weights.shape
    k_starts = np.array([*range(0, max(k, 1), k_block), k], np.int32)
    parts = {Packing.DENSE: _pack_dense, Packing.BLOCKS: _pack_blocks, Packing.SPARSE: _pack_pairs}[packing]
    values, all_offsets, table, records = parts(
        weights, offsets.astype(np.int64), rows, k_starts, row_blocks, group_offset, m // groups
    )
    assert not all_offsets.size or 0 <= all_offsets.min() <= all_offsets.max() < 1 << 32
    short = packing is not Packing.DENSE and not (all_offsets % UNIT).any() and all_offsets.max(initial=0) < UNIT << 16
    return Stream(
        values.astype(np.float32, copy=False),
        (all_offsets // UNIT).astype(np.uint16) if short else all_offsets.astype(np.uint32),
        k_starts,
        np.ascontiguousarray(table, np.int64),
        np.concatenate([records, np.zeros((ROWS_AHEAD, 4))]).astype(np.int32),
    )


def _edges(work: Array, row_blocks: int) -> Array:
    """The first of each row block, and the end: blocks of about equal ``work``, none empty."""
    cuts = np.searchsorted(np.cumsum(work), np.arange(1, row_blocks) * work.sum() / row_blocks, side="left") + 1
    return np.unique(np.concatenate([[0], np.minimum(cuts, len(work)), [len(work)]]))


def _table(first_groups: Array, positions: Array, end: int) -> Array:
    """``Stream.blocks`` from the first group of each row block [B + 1] and their first values [K blocks, B]."""
    ends = np.full((1, len(positions)), end)
    return np.concatenate([first_groups[:, None], np.concatenate([positions.T, ends])], axis=1)


def _nonzeros(weights: Data, k_starts: Array) -> Iterator[tuple[Array, Array, Array]]:
    """Row, column and value of what is not zero in each K block, in row-major order."""
    if isinstance(weights, Coordinates):
        row, column, value = nonzero(weights)
        block = np.searchsorted(k_starts[1:], column, side="right")
        ends = np.cumsum(np.bincount(block, minlength=len(k_starts) - 1))
        for part in np.split(np.argsort(block, kind="stable"), ends[:-1]):
            yield row[part], column[part], value[part]
        return
    for k0, k1 in pairwise(k_starts):
        row, column, value = nonzero(weights[:, k0:k1])
        yield row, k0 + column, value


def _row_counts(weights: Data) -> Array:
    """How many elements of each row are not zero."""
    if isinstance(weights, Coordinates):
        return np.bincount(nonzero(weights)[0], minlength=weights.shape[0])
    counts: Array = np.count_nonzero(weights, axis=1)
    return counts


def _pack_dense(
    weights: Data, offsets: Array, rows: int, k_starts: Array, row_blocks: int, group_offset: int, per_group: int
) -> tuple[Array, Array, Array, Array]:
    weights = dense(weights)
    m, k = weights.shape
    starts, sizes, group_of = _row_groups(m, rows, per_group)
    edges = _edges(np.ones(len(starts)), row_blocks)
    lists = offsets[None, :] + np.arange(m // per_group)[:, None] * group_offset
    values, position = [], 0
    positions = np.empty((len(k_starts) - 1, len(edges) - 1), np.int64)
    for block, (k0, k1) in enumerate(pairwise(k_starts)):
        part = np.zeros((len(starts), rows, k1 - k0), np.float32)
        for i, (start, size) in enumerate(zip(starts, sizes, strict=True)):
            part[i, :size] = weights[start : start + size, k0:k1]
        values.append(part.transpose(0, 2, 1).ravel())
        positions[block] = position + edges[:-1] * rows * (k1 - k0)
        position += values[-1].size
    records = np.stack([starts, sizes, group_of * k, 0 * starts], axis=1)
    return np.concatenate(values), lists.ravel(), _table(edges, positions, position), records


def _row_groups(m: int, rows: int, per_group: int) -> tuple[Array, Array, Array]:
    """First row, number of rows and convolution group of each group of at most so many rows."""
    starts = np.concatenate([np.arange(g, g + per_group, rows) for g in range(0, m, per_group)])
    group_of = starts // per_group
    return starts, np.minimum(rows, (group_of + 1) * per_group - starts), group_of


def in_blocks(weights: Data, rows: int, per_group: int) -> Data:
    """``weights`` [M, K] as [row groups, rows, K], filled up with rows of zeros."""
    m, k = weights.shape
    groups, blocks = m // per_group, -(-per_group // rows)
    shape = (groups * blocks, rows, k)
    if isinstance(weights, Coordinates):
        skipped = blocks * rows - per_group
        return Coordinates(shape, weights.indices + weights.indices // (per_group * k) * skipped * k, weights.values)
    filled = np.zeros((groups, blocks * rows, k), np.float32)
    filled[:, :per_group] = weights.reshape(groups, per_group, k)
    return filled.reshape(shape)


def used_inputs(blocks: Data) -> Data:
    """bool[row groups, K]: the inputs that any row of a group uses, from ``in_blocks``."""
    if isinstance(blocks, Coordinates):
        groups, rows, k = blocks.shape
        indices = blocks.indices[blocks.values != 0]
        places = np.unique(indices // (rows * k) * k + indices % k)
        return Coordinates((groups, k), places, np.ones(len(places), bool))
    return np.asarray(blocks.any(axis=1))


def _pack_blocks(
    weights: Data, offsets: Array, rows: int, k_starts: Array, row_blocks: int, group_offset: int, per_group: int
) -> tuple[Array, Array, Array, Array]:
    starts, sizes, group_of = _row_groups(weights.shape[0], rows, per_group)
    blocks = in_blocks(weights, rows, per_group)
    used = used_inputs(blocks)
    # A group costs its inputs and about three more for its accumulators' trip.
    edges = _edges(_row_counts(used) + 3.0 * (len(k_starts) - 1), row_blocks)
    values, all_offsets, records, position = [], [], [], 0
    positions = np.empty((len(k_starts) - 1, len(edges) - 1), np.int64)
    for block, (group, column, _) in enumerate(_nonzeros(used, k_starts)):
        counts = np.bincount(group, minlength=len(starts))
        places = np.ravel_multi_index((group[:, None], np.arange(rows), column[:, None]), blocks.shape)
        values.append(blocks.take(places).ravel())
        all_offsets.append(offsets[column] + group_of[group] * group_offset)
        positions[block] = position + rows * np.concatenate([[0], np.cumsum(counts)])[edges[:-1]]
        position += values[-1].size
        records.append(np.stack([starts, sizes, counts, 0 * starts], axis=1))
    return (
        np.concatenate(values),
        np.concatenate(all_offsets),
        _table(edges, positions, position),
        np.concatenate(records),
    )


def _pack_pairs(
    weights: Data, offsets: Array, rows: int, k_starts: Array, row_blocks: int, group_offset: int, per_group: int
) -> tuple[Array, Array, Array, Array]:
    """In each K block of a row block, rows with about equal numbers of nonzeros become pairs."""
    assert rows == PAIR
    m = weights.shape[0]
    # A row costs its weights and about six more for its accumulators' trip.
    edges = _edges(_row_counts(weights) + 6.0 * (len(k_starts) - 1), row_blocks)
    sizes = np.diff(edges)
    first_groups = np.concatenate([[0], np.cumsum(-(-sizes // 2))])
    block_of = np.repeat(np.arange(len(sizes)), sizes)
    # By place in ascending order of nonzeros: of a block with an odd number of rows the first is alone.
    place = np.arange(m) - edges[block_of] + sizes[block_of] % 2
    group_of, slot_of = first_groups[block_of] + place // 2, place % 2
    values, all_offsets, records, position = [], [], [], 0
    positions = np.empty((len(k_starts) - 1, len(sizes)), np.int64)
    for block, (row, column, weight) in enumerate(_nonzeros(weights, k_starts)):
        count = np.bincount(row, minlength=m)
        order = np.lexsort((count, block_of))
        record = np.zeros((first_groups[-1], 4), np.int64)
        record[group_of, 2 + slot_of] = order
        record[:, 2] = np.where(_alone(sizes, first_groups), record[:, 3], record[:, 2])
        record[:, 0] = np.where(record[:, 2] == record[:, 3], 0, count[record[:, 2]])
        record[:, 1] = count[record[:, 3]] - record[:, 0]
        ends = np.cumsum(2 * record[:, 0] + record[:, 1])
        starts = np.concatenate([[0], ends])
        group, slot = np.empty(m, np.int64), np.empty(m, np.int64)
        group[order], slot[order] = group_of, slot_of
        turn = np.arange(len(row)) - (np.cumsum(count) - count)[row]
        both = record[group[row], 0]
        at = starts[group[row]] + np.where(turn < both, 2 * turn + slot[row], both + turn)
        value, offset = np.empty(len(row), np.float32), np.empty(len(row), np.int64)
        value[at] = weight
        offset[at] = offsets[column] + row // per_group * group_offset
        positions[block] = position + starts[first_groups[:-1]]
        position += len(row)
        values.append(value)
        all_offsets.append(offset)
        records.append(record)
    beyond = np.zeros(PAIR * AHEAD, np.int64)
    table = _table(first_groups, positions, position)
    return np.concatenate(values), np.concatenate([*all_offsets, beyond]), table, np.concatenate(records)


def _alone(sizes: Array, first_groups: Array) -> Array:
    """Which row groups have one row only: the first of each row block whose number of rows is odd."""
    alone = np.zeros(first_groups[-1], bool)
    alone[first_groups[:-1][sizes % 2 == 1]] = True
    return alone
