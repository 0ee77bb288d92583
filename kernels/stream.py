"""Contractions with constant weights: linear layers and convolutions of any kind, dense or sparse.

    y[r, l] = epilogue(bias[r] + sum over t of w[r, t] * x[offset(t) + l])

``l`` runs over lanes, contiguous in memory; ``offset(t)`` is where input ``t`` lies: a feature's row for a linear
layer, a channel's plane shifted by a kernel position for a convolution. The weights are a *stream*: for each group of
R rows, block of inputs by block of inputs, the offsets of the inputs that are not zero and R weights for each. A tile
is R rows times S vectors; it holds R * S accumulators in registers.

* sparse (R = 1, ``shared`` off): every row has its own offsets; ``counts`` says how many in each block.
* dense (``shared`` on): all rows of a convolution group read the same offsets; R weights lie together per offset.

Every output is one chain of fused multiply-adds in ascending ``t``: blocks continue the accumulator stored in ``y``.
Rows, lanes, blocks, tiles and threads therefore never change a bit of the result, nor does leaving out a zero weight
(for finite ``x``).

Memory: ``x`` is read up to ``vectors`` whole vectors past each offset and need not be aligned; ``y`` is written in
whole vectors, so its rows are padded to them. With ``masked``, results are ANDed with a per-lane mask, which writes
the zero padding that the next convolution reads. Threads write disjoint (rows x lanes) rectangles.

Tried, on Zen 5 with AVX-512 at 90 % zeros: equal numbers of nonzeros in all rows of a K block, so that no branch is
mispredicted, gains 1 to 3 %; tiles of 2 to 12 vectors with K blocks of 32 to 256 all end between 92 and 112 GFLOP/s of
useful work. See ``compiler/schedule/blocking.py`` for block sizes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import llvmlite.ir as ll
import numpy as np

from ..ir.types import DType
from .builder import F32, I64, Builder
from .epilogue import PLAIN, Epilogue, EpilogueCode, zero_padding
from .spec import Spec
from .target import Target

Array = np.ndarray[Any, Any]
_LOOPS = ("outer0", "outer1", "row")


@dataclass(frozen=True)
class StreamSpec(Spec):
    """A tile of ``rows`` x ``vectors``, the form of its weights, and what happens to the results.

    ``tails`` are the narrower tiles, the widest first, that together cover whatever is left of a row of lanes.
    """

    rows: int
    vectors: int
    tails: tuple[int, ...]
    shared: bool
    bias: bool
    masked: bool
    epilogue: Epilogue = PLAIN

    @property
    def family(self) -> str:
        """For example ``stream_sparse_1x8_bias_max``."""
        form = "dense" if self.shared else "sparse"
        return f"stream_{form}_{self.rows}x{self.vectors}_{'bias_' if self.bias else ''}{self.epilogue.tag}"

    @property
    def words(self) -> list[str]:
        """Frame words.

        ``x``, ``y``: lane 0 of row 0; ``values``, ``offsets``, ``counts``, ``blocks``, ``groups``: see ``Stream``;
        ``panel``: vectors of lanes, whole tiles, that use the weights of a K block one after another;
        ``outer0``, ``outer1``: counts of images or strips, with byte strides; ``vectors`` of lanes for each,
        ``vectors_last`` for the last of ``outer1``; ``y_row``: bytes between output rows.
        """
        packed = ["values", "offsets", "counts", "blocks", "groups", "row_blocks", "k_blocks", "panel"]
        loops = ["outer0", "outer1", "x_outer0", "x_outer1", "y_outer0", "y_outer1", "y_row", "vectors", "vectors_last"]
        fixed = ["x", "y", *packed, *loops]
        return fixed + ["bias"] * self.bias + ["mask"] * self.masked + self.epilogue.words(_LOOPS)

    def emit(self, target: Target) -> ll.Module:
        """One function that handles every block size and count."""
        return _Emitter(self, target).emit()


@dataclass(frozen=True)
class Stream:
    """Packed weights.

    values   float32[nonzeros * R]: in order of row block, K block, row group, input, row in group
    offsets  uint32: byte offsets of the inputs; in that order too, or, when shared, one list per convolution group
    counts   int32: offsets per (row block, K block, row group); when shared, where each K block starts, and the end
    blocks   int64[row blocks + 1, 1 + K blocks]: first row group of each row block, first value of each of its K blocks
    groups   int32[row groups, 4]: first row, number of rows, index of its first shared offset, 0
    """

    values: Array
    offsets: Array
    counts: Array
    blocks: Array
    groups: Array
    k_blocks: int

    @property
    def row_blocks(self) -> int:
        """The number of row blocks."""
        return len(self.blocks) - 1


def pack(
    weights: Array,
    offsets: Array,
    rows: int,
    shared: bool,
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
    per_group = m // groups
    starts = np.concatenate([np.arange(g * per_group, (g + 1) * per_group, rows) for g in range(groups)])
    group_of = starts // per_group
    sizes = np.minimum(rows, (group_of + 1) * per_group - starts)
    k_starts = [*range(0, max(k, 1), k_block), k]
    if shared:
        work = np.ones(len(starts))
        all_offsets = (offsets[None, :].astype(np.int64) + np.arange(groups)[:, None] * group_offset).ravel()
        counts = np.array(k_starts)
    else:
        assert rows == 1
        # A row costs its weights and about six more for its accumulators' trip.
        work = np.count_nonzero(weights, axis=1) + 6.0 * (len(k_starts) - 1)
    edges = np.searchsorted(np.cumsum(work), np.arange(1, row_blocks) * work.sum() / row_blocks, side="left") + 1
    edges = np.unique(np.concatenate([[0], np.minimum(edges, len(starts)), [len(starts)]]))
    values: list[Array] = []
    own_offsets: list[Array] = []
    own_counts: list[Array] = []
    blocks: list[list[int]] = []
    position = 0
    for first, last in pairwise(edges):
        blocks.append([int(first)])
        for k0, k1 in pairwise(k_starts):
            blocks[-1].append(position)
            if shared:
                part = np.zeros((last - first, rows, k1 - k0), np.float32)
                for i, g in enumerate(range(first, last)):
                    part[i, : sizes[g]] = weights[starts[g] : starts[g] + sizes[g], k0:k1]
                values.append(part.transpose(0, 2, 1).ravel())
            else:
                part = weights[first:last, k0:k1]
                row, column = np.nonzero(part)
                values.append(part[row, column])
                own_offsets.append(offsets[k0:k1][column] + group_of[first:last][row].astype(np.int64) * group_offset)
                own_counts.append(np.count_nonzero(part, axis=1))
            position += values[-1].size
    blocks.append([len(starts)] + [position] * (len(k_starts) - 1))
    if not shared:
        all_offsets, counts = np.concatenate(own_offsets), np.concatenate(own_counts)
    table = np.stack([starts, sizes, group_of * k if shared else 0 * starts, 0 * starts], axis=1)
    assert not all_offsets.size or 0 <= all_offsets.min() <= all_offsets.max() < 1 << 32
    return Stream(
        np.concatenate(values).astype(np.float32, copy=False), all_offsets.astype(np.uint32), counts.astype(np.int32),
        np.array(blocks, np.int64), table.astype(np.int32), len(k_starts) - 1,
    )  # fmt: skip


def reference(stream: Stream, shared: bool, rows: int, x: Array, lanes: int, m: int) -> Array:
    """``y[m, lanes]`` in float64 from the packed arrays; ``x`` is float32, offsets count bytes."""
    y = np.zeros((m, lanes))
    count_index = 0
    for (first, *positions), (last, *_) in pairwise(stream.blocks):
        for kb, position in enumerate(positions):
            for g in range(first, last):
                row, size, first_offset, _ = stream.groups[g]
                if shared:
                    n = stream.counts[kb + 1] - stream.counts[kb]
                    start = first_offset + stream.counts[kb]
                else:
                    n, start = stream.counts[count_index], position
                    count_index += 1
                for t in range(n):
                    at = int(stream.offsets[start + t]) // 4
                    w = stream.values[position + t * rows : position + t * rows + size]
                    y[row : row + size] += w[:, None].astype(np.float64) * x[at : at + lanes]
                position += n * rows
    return y


class _Emitter:
    def __init__(self, spec: StreamSpec, target: Target) -> None:
        self.spec, self.lanes = spec, target.lanes
        self.b = b = Builder(spec.symbol(target), spec.words, target)
        pointers = (
            ["x", "y", "values", "offsets", "counts", "blocks", "groups"]
            + ["bias"] * spec.bias
            + ["mask"] * spec.masked
        )
        self.p = {name: b.pointer(name) for name in pointers}
        self.w = {name: b.word(name) for name in spec.words if name not in pointers and not name.startswith("e")}
        self.epilogue = EpilogueCode(b, spec.epilogue, _LOOPS)

    def emit(self) -> ll.Module:
        b, w = self.b, self.w
        panels = b.ceildiv(w["vectors"], w["panel"])
        start, stop = b.share(b.mul(b.mul(b.mul(w["outer0"], w["outer1"]), panels), w["row_blocks"]))
        with b.loop("item", start, stop) as item:
            rest, block = b.divmod(item.index, w["row_blocks"])
            outer, panel = b.divmod(rest, panels)
            outer0, outer1 = b.divmod(outer, w["outer1"])
            self.x = b.at(self.p["x"], b.mul(outer0, w["x_outer0"]), b.mul(outer1, w["x_outer1"]))
            self.y = b.at(self.p["y"], b.mul(outer0, w["y_outer0"]), b.mul(outer1, w["y_outer1"]))
            self.operands = self.epilogue.advance(outer0=outer0, outer1=outer1)
            last = b.equal(outer1, b.sub(w["outer1"], 1))
            vectors = b.ir.select(last, w["vectors_last"], w["vectors"])
            first = b.mul(panel, w["panel"])
            left = b.min(b.sub(vectors, first), w["panel"])
            with b.when(b.less(0, left)):
                self.block(block, first, left)
        return b.finish()

    def block(self, block: ll.Value, first: ll.Value, left: ll.Value) -> None:
        """One row block for ``left`` vectors of lanes; the weights of a K block serve all tiles before the next's."""
        b, spec = self.b, self.spec
        size = b.mul(b.add(self.w["k_blocks"], 1), 8)
        entry = b.at(self.p["blocks"], b.mul(block, size))
        groups = b.load(entry, DType.INT64), b.load(b.at(entry, size), DType.INT64)
        count = b.mul(groups[0], self.w["k_blocks"])
        whole = b.mul(b.div(left, spec.vectors), spec.vectors)
        with b.loop("kb", 0, self.w["k_blocks"], carry=[count]) as kb:
            position = b.load(b.at(entry, b.mul(b.add(kb.index, 1), 8)), DType.INT64)
            with b.loop("tile", 0, whole, spec.vectors) as tile:
                self.tile(kb.index, groups, position, kb.carried[0], b.add(first, tile.index), spec.vectors)
            at, rest = b.add(first, whole), b.sub(left, whole)
            for size in spec.tails:
                fits = b.less(size - 1, rest)
                with b.when(fits):
                    self.tile(kb.index, groups, position, kb.carried[0], at, size)
                done = b.ir.select(fits, b.integer(size), b.integer(0))
                at, rest = b.add(at, done), b.sub(rest, done)
            kb.carry(b.add(kb.carried[0], b.sub(groups[1], groups[0])))

    def tile(
        self,
        kb: ll.Value,
        groups: tuple[ll.Value, ll.Value],
        position: ll.Value,
        count_position: ll.Value,
        vector: ll.Value,
        size: int,
    ) -> None:
        """All row groups of one row block and K block for ``size`` vectors of lanes."""
        b, spec = self.b, self.spec
        lane = b.mul(vector, self.lanes)
        x, y = (b.at(p, b.mul(lane, 4)) for p in (self.x, self.y))
        start, end = b.equal(kb, 0), b.equal(kb, b.sub(self.w["k_blocks"], 1))
        if spec.shared:
            k0, k1 = (self.index(self.p["counts"], b.add(kb, i)) for i in (0, 1))
        with b.loop("group", *groups, carry=[position, count_position]) as group:
            position, count_position = group.carried
            if spec.shared:
                record = b.at(self.p["groups"], b.mul(group.index, 16))
                row, size_rows = (b.ir.sext(b.load(b.at(record, 4 * i), DType.INT32), I64) for i in (0, 1))
                count, offset = b.sub(k1, k0), b.add(self.index(record, 2), k0)
            else:
                row, size_rows, offset = group.index, b.integer(1), position
                count = self.index(self.p["counts"], count_position)
            rows = [b.at(y, b.mul(b.add(row, r), self.w["y_row"])) for r in range(spec.rows)]
            accumulators = self.start(start, row, rows, size_rows, size)
            accumulators = self.sums(accumulators, x, position, offset, count, size)
            self.end(end, accumulators, row, rows, size_rows, lane, size)
            group.carry(b.add(position, b.mul(count, spec.rows)), b.add(count_position, 1))

    def index(self, pointer: ll.Value, index: int | ll.Value) -> ll.Value:
        return self.b.ir.zext(self.b.load(self.b.at(pointer, self.b.mul(index, 4)), DType.INT32), I64)

    def start(
        self, first: ll.Value, row: ll.Value, rows: list[ll.Value], size_rows: ll.Value, size: int
    ) -> list[ll.Value]:
        """The accumulators: the bias in the first K block, what the block before stored in the others."""
        b, spec = self.b, self.spec

        def fresh() -> list[ll.Value]:
            if not spec.bias:
                return [ll.Constant(ll.VectorType(F32, self.lanes), [0.0] * self.lanes)] * (spec.rows * size)
            result = []
            for r in range(spec.rows):
                # The bias array is padded to whole groups, so rows past the end may be read.
                bias = b.load(b.at(self.p["bias"], b.mul(b.add(row, r), 4)), DType.FLOAT32)
                result += [b.splat(bias, self.lanes)] * size
            return result

        def stored() -> list[ll.Value]:
            # Rows past the end are never stored; reading row 0 of the group in their place is harmless.
            exist = [
                pointer if r == 0 else b.ir.select(b.less(r, size_rows), pointer, rows[0])
                for r, pointer in enumerate(rows)
            ]
            return [
                b.load_vector(b.at(p, s * self.lanes * 4), DType.FLOAT32, self.lanes)
                for p in exist
                for s in range(size)
            ]

        return b.choose(first, fresh, stored)

    def sums(
        self,
        accumulators: list[ll.Value],
        x: ll.Value,
        position: ll.Value,
        offset: ll.Value,
        count: ll.Value,
        size: int,
    ) -> list[ll.Value]:
        """The inner loop: one offset, S vectors of x, R weights, R * S fused multiply-adds."""
        b, spec = self.b, self.spec
        values = b.at(self.p["values"], b.mul(position, 4))
        offsets = b.at(self.p["offsets"], b.mul(offset, 4))
        with b.loop("t", 0, count, carry=accumulators) as t:
            panel = b.at(x, self.index(offsets, t.index))
            vectors = [b.load_vector(b.at(panel, s * self.lanes * 4), DType.FLOAT32, self.lanes) for s in range(size)]
            updated = []
            for r in range(spec.rows):
                address = b.at(values, b.mul(b.add(b.mul(t.index, spec.rows), r), 4))
                weight = b.splat(b.load(address, DType.FLOAT32), self.lanes)
                updated += [b.fma(weight, v, t.carried[r * size + s]) for s, v in enumerate(vectors)]
            t.carry(*updated)
        return t.carried

    def end(
        self,
        last: ll.Value,
        accumulators: list[ll.Value],
        row: ll.Value,
        rows: list[ll.Value],
        size_rows: ll.Value,
        lane: ll.Value,
        size: int,
    ) -> None:
        """Store the accumulators; the last K block's go through the epilogue and the mask."""
        b = self.b

        def write(finished: bool) -> None:
            for r, pointer in enumerate(rows):
                values = accumulators[r * size : (r + 1) * size]
                exists = b.less(r, size_rows) if r else ll.Constant(ll.IntType(1), 1)
                with b.when(exists):
                    if finished:
                        operands = self.epilogue.advance(self.operands, row=b.add(row, r))
                        values = self.epilogue.apply(values, operands, lane)
                        if self.spec.masked:
                            values = zero_padding(b, values, b.at(self.p["mask"], b.mul(lane, 4)))
                    for s, value in enumerate(values):
                        b.store(value, b.at(pointer, s * self.lanes * 4), DType.FLOAT32)

        with b.ir.if_else(last) as (then, otherwise):
            with then:
                write(True)
            with otherwise:
                write(False)
