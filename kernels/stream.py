"""Contractions with constant weights: linear layers and convolutions of any kind, dense or sparse.

    y[r, l] = epilogue(bias[r] + sum over t of w[r, t] * x[offset(t) + l])

``l`` runs over lanes, contiguous in memory; ``offset(t)`` is where input ``t`` lies: a feature's row for a linear
layer, a channel's plane shifted by a kernel position for a convolution. The weights are a *stream*: block of inputs by
block of inputs, for each group of R rows, the offsets of the inputs that are not zero and their weights. A tile is R
rows times S vectors; it holds R * S accumulators in registers.

* sparse: a row has its own offsets; two rows with about equally many of them make a group.
* blocks: R rows read the same offsets, those of the inputs that any of them uses; R weights lie together per offset.
* dense: the same with the offsets of all inputs, which all rows of a convolution group share.

Every output is one chain of fused multiply-adds in ascending ``t``: blocks continue the accumulator stored in ``y``.
Rows, lanes, blocks, tiles and threads therefore never change a bit of the result, nor does leaving out a zero weight
(for finite ``x``).

Memory: ``x`` is read up to ``vectors`` whole vectors past each offset and need not be aligned; ``y`` is written in
whole vectors, so its rows are padded to them. With ``masked``, results are ANDed with a per-lane mask, which writes
the zero padding that the next convolution reads. Threads write disjoint (rows x lanes) rectangles.

Tried, on Zen 5 with AVX-512 at 90 % zeros: equal numbers of nonzeros in all rows of a K block, so that no branch is
mispredicted, gains 1 to 3 %; prefetching the panel of the next K block loses 3 %. See ``kernels/blocking.py`` for
block sizes. Not built: panels of 4 rows x 4 vectors whose columns are sorted by which of the rows use them, one loop
for each of the 15 patterns. A prototype, 512x2048 over 256 lanes in L2, GFLOP/s against the sparse tile: at 90, 70
and 50 % zeros 132, 154, 195 against 122, 151, 159 with K blocks of 187 inputs, but 58 against 110 at 90 % with 64, as
in the first layers of ResNet-50. It breaks the order of sums: bits would depend on tile, K block, lanes and form.
Where blocks of rows use the same inputs, the form of blocks has all of the gain in order: 1024x1024x128 with 4x1
blocks at 90 % zeros, 219 against 134.
"""

from __future__ import annotations

from dataclasses import dataclass

import llvmlite.ir as ll

from ..ir.types import DType
from .builder import F32, I64, Builder
from .epilogue import PLAIN, Epilogue, EpilogueCode, zero_padding
from .gather import GATHER_WORDS, gather
from .packing import AHEAD, PAIR, ROWS_AHEAD, UNIT, Packing
from .spec import Spec
from .target import Target

_LOOPS = ("outer0", "outer1", "row")

# How far ahead of their use values and offsets are brought to the cache, in bytes. `python -m
# benchmarks.steps resnet50`: 11.3 ms without, 11.0 with 1 KiB, 10.9 with 4.
FETCH = 4096

# The same for dense weights, which are read faster. `python -m benchmarks.steps resnet50@0`: 44.5 ms without,
# 39.1 with 4 KiB, 38.0 with 16.
FETCH_DENSE = 16384


@dataclass(frozen=True)
class StreamSpec(Spec):
    """A tile of ``rows`` x ``vectors``, the form of its weights, and what happens to the results.

    ``tails`` are the narrower tiles, the widest first, that together cover whatever is left of a row of lanes. With
    ``gathers`` the lanes of a K block are first brought together in scratch memory, see ``words``. ``short`` offsets
    have 16 bits.
    """

    rows: int
    vectors: int
    tails: tuple[int, ...]
    packing: Packing
    bias: bool
    masked: bool
    epilogue: Epilogue = PLAIN
    gathers: bool = False
    short: bool = False

    @property
    def family(self) -> str:
        """For example ``stream_sparse_2x8_bias_max``."""
        form = ("gathered_" if self.gathers else "") + self.packing.value + "16" * self.short
        return f"stream_{form}_{self.rows}x{self.vectors}_{'bias_' if self.bias else ''}{self.epilogue.tag}"

    @property
    def words(self) -> list[str]:
        """Frame words.

        ``x``, ``y``: lane 0 of row 0; ``values``, ``offsets``, ``k_starts``, ``blocks``, ``groups`` and their numbers:
        see ``packing.Stream``; ``chunk``: row blocks whose accumulators share the cache; ``panel``: vectors of lanes,
        whole tiles, that use the weights of a K block one after another; ``by_rows``: 1 if threads share out rows, not
        panels, so that each reads its part of the weights only; ``outer0``, ``outer1``: counts of images or strips,
        with byte strides; ``vectors`` of lanes for each, ``vectors_last`` for the last of ``outer1``; ``y_row``: bytes
        between output rows.

        Gathered, offsets count from the start of the scratch memory, where a K block's inputs lie one after another,
        ``vectors`` vectors each; for the other words see ``gather``.
        """
        packed = ["values", "offsets", "k_starts", "blocks", "groups"]
        packed += ["row_groups", "row_blocks", "k_blocks", "chunk", "panel", "by_rows"]
        loops = ["outer0", "outer1", "x_outer0", "x_outer1", "y_outer0", "y_outer1", "y_row", "vectors", "vectors_last"]
        fixed = ["x", "y", *packed, *loops]
        if self.gathers:
            fixed += GATHER_WORDS
        return fixed + ["bias"] * self.bias + ["mask"] * self.masked + self.epilogue.words(_LOOPS)

    def emit(self, target: Target) -> ll.Module:
        """One function that handles every block size and count."""
        return _Emitter(self, target).emit()


class _Emitter:
    def __init__(self, spec: StreamSpec, target: Target) -> None:
        self.spec, self.target, self.lanes = spec, target, target.lanes
        self.b = b = Builder(spec.symbol(target), spec.words, target)
        pointers = (
            ["x", "y", "values", "offsets", "k_starts", "blocks", "groups"]
            + ["bias"] * spec.bias
            + ["mask"] * spec.masked
            + ["shifts", "masks"] * spec.gathers
        )
        self.p = {name: b.pointer(name) for name in pointers}
        self.w = {name: b.word(name) for name in spec.words if name not in pointers and not name.startswith("e")}
        self.epilogue = EpilogueCode(b, spec.epilogue, _LOOPS)

    def emit(self) -> ll.Module:
        b, w = self.b, self.w
        panels = b.ceildiv(w["vectors"], w["panel"])
        blocks = w["row_blocks"]
        outers, work = b.mul(w["outer0"], w["outer1"]), b.mul(w["vectors"], blocks)
        start, stop = (self.piece(u, work, panels) for u in b.share(b.mul(outers, work)))
        by_rows = b.ir.and_(b.less(0, w["by_rows"]), b.less(b.sub(b.threads, 1), blocks))
        items = [
            b.ir.select(by_rows, b.integer(all), part)
            for all, part in ((0, b.div(start, blocks)), (b.mul(outers, panels), b.ceildiv(stop, blocks)))
        ]
        # All row blocks of a panel that fall to this thread use its lanes together, while they are in the cache.
        with b.loop("item", items[0], items[1]) as item:
            outer, panel = b.divmod(item.index, panels)
            outer0, outer1 = b.divmod(outer, w["outer1"])
            self.x = b.at(self.p["x"], b.mul(outer0, w["x_outer0"]), b.mul(outer1, w["x_outer1"]))
            self.y = b.at(self.p["y"], b.mul(outer0, w["y_outer0"]), b.mul(outer1, w["y_outer1"]))
            self.operands = self.epilogue.advance(outer0=outer0, outer1=outer1)
            last = b.equal(outer1, b.sub(w["outer1"], 1))
            vectors = b.ir.select(last, w["vectors_last"], w["vectors"])
            first = b.mul(panel, w["panel"])
            left = b.min(b.sub(vectors, first), w["panel"])
            before = b.mul(item.index, blocks)
            part = b.max(b.sub(start, before), 0), b.min(b.sub(stop, before), blocks)
            mine = [b.ir.select(by_rows, r, p) for r, p in zip(b.share(blocks), part, strict=True)]
            with b.when(b.less(0, left)), b.loop("chunk", mine[0], mine[1], w["chunk"]) as chunk:
                self.rows((chunk.index, b.min(b.add(chunk.index, w["chunk"]), mine[1])), first, left)
        return b.finish()

    def piece(self, unit: ll.Value, work: ll.Value, panels: ll.Value) -> ll.Value:
        """The row block, counted over all panels, before which about so many units of work are done.

        A unit is one vector of lanes and one row block, so that a last panel that is narrower counts for less. A piece
        of at most an eighth of a panel does not pay for bringing the panel to another core's cache.
        """
        b, w = self.b, self.w
        # Without lanes there is no work, and nothing may be divided by it.
        outer, rest = b.divmod(unit, b.max(work, 1))
        panel, rest = b.divmod(rest, b.mul(w["panel"], w["row_blocks"]))
        wide = b.max(b.min(b.sub(w["vectors"], b.mul(panel, w["panel"])), w["panel"]), 1)
        block, eighth = b.div(b.add(rest, b.div(wide, 2)), wide), b.div(w["row_blocks"], 8)
        block = b.ir.select(b.less(eighth, block), block, b.integer(0))
        block = b.ir.select(b.less(b.add(block, eighth), w["row_blocks"]), block, w["row_blocks"])
        return b.add(b.mul(b.add(b.mul(outer, panels), panel), w["row_blocks"]), block)

    def rows(self, blocks: tuple[ll.Value, ll.Value], first: ll.Value, left: ll.Value) -> None:
        """Some row blocks for ``left`` vectors of lanes; all tiles use the weights of a K block before the next's."""
        b, spec = self.b, self.spec
        whole = b.mul(b.div(left, spec.vectors), spec.vectors)
        with b.loop("kb", 0, self.w["k_blocks"]) as kb:
            with b.loop("tile", 0, whole, spec.vectors) as tile:
                self.tile(kb.index, blocks, b.add(first, tile.index), spec.vectors)
            for at, size in b.pieces(b.add(first, whole), b.sub(left, whole), spec.tails):
                self.tile(kb.index, blocks, at, size)

    def tile(self, kb: ll.Value, blocks: tuple[ll.Value, ll.Value], vector: ll.Value, size: int) -> None:
        """All row groups of some row blocks, and one K block, for ``size`` vectors of lanes."""
        b, w = self.b, self.w
        bytes = b.mul(b.add(w["k_blocks"], 1), 8)
        if self.spec.gathers:
            pitch = self.spec.vectors * self.target.vector_bytes
            gather(b, self.p, w, self.x, b.scratch, pitch, kb, vector, size)
        with b.loop("block", *blocks) as block:
            entry = b.at(self.p["blocks"], b.mul(block.index, bytes))
            groups = b.load(entry, DType.INT64), b.load(b.at(entry, bytes), DType.INT64)
            position = b.load(b.at(entry, b.mul(b.add(kb, 1), 8)), DType.INT64)
            self.block(kb, groups, position, vector, size)

    def block(
        self,
        kb: ll.Value,
        groups: tuple[ll.Value, ll.Value],
        position: ll.Value,
        vector: ll.Value,
        size: int,
    ) -> None:
        """All row groups of one row block and K block for ``size`` vectors of lanes."""
        b, spec = self.b, self.spec
        lane = b.mul(vector, self.lanes)
        y = b.at(self.y, b.mul(lane, 4))
        x = b.scratch if spec.gathers else b.at(self.x, b.mul(lane, 4))
        start, end = b.equal(kb, 0), b.equal(kb, b.sub(self.w["k_blocks"], 1))
        dense, sparse = spec.packing is Packing.DENSE, spec.packing is Packing.SPARSE
        if dense:
            k0, k1 = (self.index(self.p["k_starts"], b.add(kb, i)) for i in (0, 1))
        ahead = self.ahead(position) if sparse else []
        first_record = b.integer(0) if dense else b.mul(kb, self.w["row_groups"])
        with b.loop("group", *groups, carry=[position, *ahead]) as group:
            position, *ahead = group.carried
            record = b.add(first_record, group.index)
            if sparse:
                both, more, *rows = self.record(record)
                size_rows = b.integer(PAIR)
                self.fetch(position)
                self.fetch_rows(record, y, lane, size, start, end)
            else:
                row, size_rows, number, _ = self.record(record)
                rows = [b.add(row, r) for r in range(spec.rows)]
            accumulators = self.start(start, rows, y, size_rows, size)
            if sparse:
                accumulators, position, ahead = self.pair(accumulators, ahead, x, position, both, more, size)
            else:
                offset = b.add(number, k0) if dense else b.div(position, spec.rows)
                count = b.sub(k1, k0) if dense else number
                accumulators = self.together(accumulators, x, position, offset, count, size)
                position = b.add(position, b.mul(count, spec.rows))
            self.end(end, accumulators, rows, y, size_rows, lane, size)
            group.carry(position, *ahead)

    def fetch_rows(
        self, record: ll.Value, y: ll.Value, lane: ll.Value, size: int, start: ll.Value, end: ll.Value
    ) -> None:
        """Prefetch the results of a later row group where they are first written, its operands where it ends."""
        b, spec = self.b, self.spec
        _, _, *rows = self.record(b.add(record, ROWS_AHEAD))
        with b.when(start):
            for r in rows:
                for line in range(0, size * self.target.vector_bytes, 64):
                    b.prefetch(b.at(y, b.mul(r, self.w["y_row"]), line), write=True)
        if spec.epilogue.operands:
            with b.when(end):
                for r in rows:
                    self.epilogue.prefetch(self.epilogue.advance(self.operands, row=r), lane, size * self.lanes)

    def record(self, index: ll.Value) -> list[ll.Value]:
        """The four numbers of a row group."""
        b = self.b
        record = b.at(self.p["groups"], b.mul(index, 16))
        return [b.ir.sext(b.load(b.at(record, 4 * i), DType.INT32), I64) for i in range(4)]

    def ahead(self, position: ll.Value) -> list[ll.Value]:
        """The offsets of the next pairs."""
        b = self.b
        return [self.two(b.add(position, PAIR * i)) for i in range(AHEAD)]

    def two(self, position: ll.Value) -> ll.Value:
        """Two offsets in a word, which need not be aligned."""
        b, bytes = self.b, 2 if self.spec.short else 4
        pointer = b.at(self.p["offsets"], b.mul(position, bytes))
        return b.ir.zext(b.ir.load(pointer, typ=ll.IntType(16 * bytes), align=bytes), I64)

    def split(self, word: ll.Value) -> tuple[ll.Value, ll.Value]:
        """The two offsets of a word, in bytes."""
        b = self.b
        if not self.spec.short:
            return b.ir.and_(word, I64(0xFFFFFFFF)), b.ir.lshr(word, I64(32))
        return b.mul(b.ir.and_(word, I64(0xFFFF)), UNIT), b.mul(b.ir.lshr(word, I64(16)), UNIT)

    def one(self, position: ll.Value) -> ll.Value:
        """One offset, in bytes."""
        b = self.b
        if not self.spec.short:
            return self.index(self.p["offsets"], position)
        short = b.ir.load(b.at(self.p["offsets"], b.mul(position, 2)), typ=ll.IntType(16), align=2)
        return b.mul(b.ir.zext(short, I64), UNIT)

    def fetch(self, position: ll.Value) -> None:
        """Prefetch two lines of values, and their offsets: about what a row group uses."""
        b = self.b
        for line in (0, 64):
            b.prefetch(b.at(self.p["values"], b.add(b.mul(position, 4), FETCH + line)))
        bytes = 2 if self.spec.short else 4
        for line in range(0, 32 * bytes, 64):
            b.prefetch(b.at(self.p["offsets"], b.add(b.mul(position, bytes), FETCH * bytes // 4 + line)))

    def index(self, pointer: ll.Value, index: int | ll.Value) -> ll.Value:
        return self.b.ir.zext(self.b.load(self.b.at(pointer, self.b.mul(index, 4)), DType.INT32), I64)

    def start(
        self, first: ll.Value, rows: list[ll.Value], y: ll.Value, size_rows: ll.Value, size: int
    ) -> list[ll.Value]:
        """The accumulators: the bias in the first K block, what the block before stored in the others."""
        b, spec = self.b, self.spec

        def fresh() -> list[ll.Value]:
            if not spec.bias:
                return [ll.Constant(ll.VectorType(F32, self.lanes), [0.0] * self.lanes)] * (spec.rows * size)
            result = []
            for row in rows:
                # The bias array is padded to whole groups, so rows past the end may be read.
                bias = b.load(b.at(self.p["bias"], b.mul(row, 4)), DType.FLOAT32)
                result += [b.splat(bias, self.lanes)] * size
            return result

        def stored() -> list[ll.Value]:
            # Rows past the end are never stored; reading row 0 of the group in their place is harmless.
            exist = [
                self.pointer(y, row if r == 0 else b.ir.select(b.less(r, size_rows), row, rows[0]))
                for r, row in enumerate(rows)
            ]
            return [
                b.load_vector(b.at(p, s * self.lanes * 4), DType.FLOAT32, self.lanes)
                for p in exist
                for s in range(size)
            ]

        return b.choose(first, fresh, stored)

    def pointer(self, y: ll.Value, row: ll.Value) -> ll.Value:
        """Where a row of results lies; computed where it is used, or it would take a register of the inner loop."""
        return self.b.at(y, self.b.mul(row, self.w["y_row"]))

    def together(
        self,
        accumulators: list[ll.Value],
        x: ll.Value,
        position: ll.Value,
        offset: ll.Value,
        count: ll.Value,
        size: int,
    ) -> list[ll.Value]:
        """The inner loop of rows that share offsets: one offset, S vectors of x, R weights, R * S multiply-adds."""
        b, spec = self.b, self.spec
        values = b.at(self.p["values"], b.mul(position, 4))
        fetch = FETCH_DENSE if spec.packing is Packing.DENSE else FETCH
        with b.loop("t", 0, count, carry=accumulators) as t:
            panel = b.at(x, self.one(b.add(offset, t.index)))
            vectors = [b.load_vector(b.at(panel, s * self.lanes * 4), DType.FLOAT32, self.lanes) for s in range(size)]
            b.prefetch(b.at(values, b.mul(t.index, 4 * spec.rows), fetch))
            updated = []
            for r in range(spec.rows):
                weight = self.weight(values, b.add(b.mul(t.index, spec.rows), r))
                updated += [b.fma(weight, v, t.carried[r * size + s]) for s, v in enumerate(vectors)]
            t.carry(*updated)
        return t.carried

    def pair(
        self,
        accumulators: list[ll.Value],
        ahead: list[ll.Value],
        x: ll.Value,
        position: ll.Value,
        both: ll.Value,
        more: ll.Value,
        size: int,
    ) -> tuple[list[ll.Value], ll.Value, list[ll.Value]]:
        """The inner loops of the sparse form: two rows with inputs of their own, then the longer one alone."""
        b = self.b
        values = b.at(self.p["values"], b.mul(position, 4))
        with b.loop("t", 0, both, carry=[*accumulators, *ahead]) as t:
            sums, words = t.carried[: len(accumulators)], t.carried[len(accumulators) :]
            words.append(self.two(b.add(position, b.mul(b.add(t.index, AHEAD), PAIR))))
            updated = []
            for r, offset in enumerate(self.split(words.pop(0))):
                weight = self.weight(values, b.add(b.mul(t.index, PAIR), r))
                updated += self.row(b.at(x, offset), weight, sums[r * size : (r + 1) * size])
            t.carry(*updated, *words)
        sums, words = t.carried[: len(accumulators)], t.carried[len(accumulators) :]
        first, second = sums[:size], sums[size:]
        position = b.add(position, b.mul(both, PAIR))

        def rest() -> list[ll.Value]:
            with b.loop("u", position, b.add(position, more), carry=second) as u:
                panel = b.at(x, self.one(u.index))
                u.carry(*self.row(panel, self.weight(self.p["values"], u.index), u.carried))
            return [*u.carried, *self.ahead(b.add(position, more))]

        second_words = b.choose(b.less(0, more), rest, lambda: [*second, *words])
        return [*first, *second_words[:size]], b.add(position, more), second_words[size:]

    def row(self, panel: ll.Value, weight: ll.Value, sums: list[ll.Value]) -> list[ll.Value]:
        """``sums`` plus the weight times as many vectors of the panel."""
        b, bytes = self.b, self.target.vector_bytes
        vectors = [b.load_vector(b.at(panel, s * bytes), DType.FLOAT32, self.lanes) for s in range(len(sums))]
        return [b.fma(weight, v, total) for v, total in zip(vectors, sums, strict=True)]

    def weight(self, values: ll.Value, index: ll.Value) -> ll.Value:
        """A weight in every lane."""
        return self.b.splat(self.b.load(self.b.at(values, self.b.mul(index, 4)), DType.FLOAT32), self.lanes)

    def end(
        self,
        last: ll.Value,
        accumulators: list[ll.Value],
        rows: list[ll.Value],
        y: ll.Value,
        size_rows: ll.Value,
        lane: ll.Value,
        size: int,
    ) -> None:
        """Store the accumulators; the last K block's go through the epilogue and the mask.

        In row order: of a row that is its own partner the second result counts.
        """
        b = self.b

        def write(finished: bool) -> None:
            for r, row in enumerate(rows):
                values = accumulators[r * size : (r + 1) * size]
                exists = b.less(r, size_rows) if r else ll.Constant(ll.IntType(1), 1)
                with b.when(exists):
                    pointer = self.pointer(y, row)
                    if finished:
                        operands = self.epilogue.advance(self.operands, row=row)
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
