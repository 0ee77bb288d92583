"""Sparse linear layers for one row of inputs (batch 1): bound by reading what is not zero, and by picking its inputs.

    y[r] = epilogue(bias[r] + sum over k of w[r, k] * x[k])

Vectors run over rows. A *slice* is a vector of rows; in a *step* each of its rows uses its next nonzero, if that lies
among the ``SPAN`` vectors of inputs from the step's base on, or else waits. The base is the input at which the last of
the rows stands. The span is two registers, from which a permutation picks an input for each row: no gather, no branch,
and one vector of weights per step, in which a row that waits has a zero that is not used.

The rows of a tile of ``VECTORS`` vectors are sorted by their number of nonzeros, so that rows of about equal length
make a slice; ``GROUP`` slices take their steps together and hide each other's latency. Sums are brought back to the
order of the rows through ``y``, where the epilogue then works on them.

Each output is one chain of fused multiply-adds in ascending ``k``, as in the dense form, and gives the same bits; a
skipped zero times an infinity or NaN gives nothing. ``x`` has at least ``SPAN`` vectors of elements (the last are not
used if there are fewer inputs); nothing outside the arrays is read or written, the bias is padded to whole tiles.
Threads share out the tiles by their steps.

What lost, on Zen 5, one thread, in nanoseconds per nonzero (C prototypes; 1900x1900 weights, in the L3 cache, at
densities of 5, 10, 30 and 50 %; in brackets 8192x8192, in memory, of 5, 10 and 30 %). The dense form takes 0.85, 0.49,
0.14, 0.10 (2.1, 1.0, 0.35).

    spans of 32 inputs, AVX-512: this file    0.14  0.11  0.08  0.08   (0.19  0.16  0.15)
      spans of 64 inputs                      0.15  0.13  0.12  0.11   (0.19  0.19  0.18)
      not prefetched                          0.15  0.14  0.13  0.18   (0.60  0.50  0.58)
      no weights for rows that wait, expanded 0.19  0.16  0.17  0.25   (0.49  0.44  0.39)
    spans of 16 inputs, AVX2: this file       0.19  0.15  0.12  0.11   (0.34  0.26  0.20)
      spans of 32 inputs                      0.23  0.18  0.15  0.15   (0.32  0.25  0.21)
    bitmap of the rows of each k, AVX-512     2.07  1.02  0.34  0.21   (2.06  1.04  0.35)
    bitmap of the rows of each k, AVX2        0.88  0.44  0.15  0.10   (0.87  0.45  0.18)
    16-bit indices, gather, AVX-512           0.33  0.33  0.33  0.34   (0.37  0.35  0.34)
    16-bit indices, inputs inserted by four   0.20  0.20  0.20  0.20   (0.37  0.36  0.23)
    16-bit indices, eight rows of scalars     0.29  0.29  0.28  0.28   (0.49  0.41  0.29)
    outputs of each k, sums in the L1 cache   0.39  0.36  0.36  0.36   (0.38  0.38  0.40)

``vexpandps``, which expands packed weights, takes six cycles there, more than all the rest of a step. The bitmap has
fewer bytes than spans from a density of 10 % on, but with AVX2, where it does well from 30 % on, it gains little over
the dense form in a cache.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import llvmlite.ir as ll
import numpy as np

from ..ir.coordinates import Data, nonzero
from ..ir.types import DType
from .builder import F32, I32, I64, Builder
from .epilogue import PLAIN, Epilogue, EpilogueCode, store
from .gemv import VECTORS
from .spec import Spec
from .target import Target

Array = np.ndarray[Any, Any]

SPAN = 2
"""Vectors of inputs that a step can pick from: as many as one permutation of AVX-512 reads."""

GROUP = 4
"""Slices that take their steps together."""

MOST_INPUTS = 1 << 16
"""A base has 16 bits."""

# How far ahead of their use weights are brought to the cache, in bytes; their columns take a quarter. See above.
FETCH = 4096

_WAITS = -128  # the column of a row that waits: the sign counts


@dataclass(frozen=True)
class SparseGemvSpec(Spec):
    """Whether there is a bias, and what happens to the results; epilogue operands have one element, or one per
    output."""

    bias: bool
    epilogue: Epilogue = PLAIN

    @property
    def family(self) -> str:
        """For example ``gemv_sparse_bias_plain``."""
        return f"gemv_sparse_{'bias_' if self.bias else ''}{self.epilogue.tag}"

    @property
    def words(self) -> list[str]:
        """Frame words: arrays ``x y``, those of ``Spans``, ``bias`` padded to whole tiles, counts ``rows`` and
        ``tiles``."""
        arrays = ["x", "y", "values", "columns", "bases", "steps", "order"]
        return [*arrays, "rows", "tiles", *["bias"] * self.bias, *self.epilogue.words(())]

    def emit(self, target: Target) -> ll.Module:
        """One function for any sizes."""
        return _Emitter(self, target).emit()


class _Emitter:
    def __init__(self, spec: SparseGemvSpec, target: Target) -> None:
        self.spec, self.target, self.lanes = spec, target, target.lanes
        self.b = b = Builder(spec.symbol(target), spec.words, target)
        names = ["x", "y", "values", "columns", "bases", "steps", "order", *["bias"] * spec.bias]
        self.p = {name: b.pointer(name) for name in names}
        self.rows = b.word("rows")
        self.epilogue = EpilogueCode(b, spec.epilogue, ())

    def emit(self) -> ll.Module:
        b, tiles = self.b, self.b.word("tiles")
        start, stop = b.share(self.before(tiles))
        with b.loop("tile", 0, tiles) as tile:
            before = self.before(tile.index)
            with b.when(b.ir.and_(b.less(b.sub(start, 1), before), b.less(before, stop))):
                first = b.mul(tile.index, VECTORS // GROUP)
                with b.loop("group", first, b.add(first, VECTORS // GROUP)) as group:
                    self.group(group.index)
                if self.spec.epilogue.expression is not None:
                    self.finish(b.mul(tile.index, VECTORS * self.lanes))
        return b.finish()

    def before(self, tile: ll.Value) -> ll.Value:
        """The work that comes before a tile: the steps, and one for each tile, so that all tiles have some."""
        return self.b.add(tile, self.step(self.b.mul(tile, VECTORS // GROUP)))

    def step(self, group: ll.Value) -> ll.Value:
        """The first step of a group."""
        return self.b.load(self.b.at(self.p["steps"], self.b.mul(group, 8)), DType.INT64)

    def group(self, group: ll.Value) -> None:
        """All steps of a group; the sums go to where their rows lie in ``y``."""
        b, lanes = self.b, self.lanes
        place = b.at(self.p["order"], b.mul(group, GROUP * lanes * 4))
        rows = [b.load_vector(b.at(place, v * lanes * 4), DType.INT32, lanes) for v in range(GROUP)]
        zero = ll.Constant(ll.VectorType(F32, lanes), [0.0] * lanes)
        every = ll.Constant(ll.VectorType(ll.IntType(1), lanes), [1] * lanes)
        sums = [zero] * GROUP
        if self.spec.bias:
            sums = [b.masked_gather(self.elements("bias", r), DType.FLOAT32, every, zero) for r in rows]
        with b.loop("step", self.step(group), self.step(b.add(group, 1)), carry=sums) as step:
            step.carry(*self.take(step.index, step.carried))
        for row, total in zip(rows, step.carried, strict=True):
            exists = b.ir.icmp_signed("<", row, b.splat(b.ir.trunc(self.rows, I32), lanes))
            b.masked_scatter(total, self.elements("y", row), DType.FLOAT32, exists)

    def elements(self, name: str, rows: ll.Value) -> ll.Value:
        """The addresses of one element of an array for each of some rows."""
        four = ll.Constant(ll.VectorType(I64, self.lanes), [4] * self.lanes)
        return self.b.addresses(self.p[name], self.b.ir.mul(self.b.ir.zext(rows, four.type), four))

    def take(self, step: ll.Value, sums: Sequence[ll.Value]) -> list[ll.Value]:
        """One step of all slices of a group."""
        b, lanes, bytes = self.b, self.lanes, self.target.vector_bytes
        first = b.mul(step, GROUP)
        values, columns = b.at(self.p["values"], b.mul(first, bytes)), b.at(self.p["columns"], b.mul(first, lanes))
        for line in range(0, GROUP * bytes, 64):
            b.prefetch(b.at(values, FETCH + line))
        b.prefetch(b.at(columns, FETCH // 4))
        result = []
        for v, total in enumerate(sums):
            base = b.ir.zext(b.load(b.at(self.p["bases"], b.mul(b.add(first, v), 2)), DType.UINT16), I64)
            column = b.load_vector(b.at(columns, v * lanes), DType.INT8, lanes)
            column = b.ir.sext(column, ll.VectorType(I32, lanes))
            picked = self.pick(b.at(self.p["x"], b.mul(base, 4)), column)
            weights = b.load_vector(b.at(values, v * bytes), DType.FLOAT32, lanes)
            result.append(b.fma(picked, weights, total))
        return result

    def pick(self, x: ll.Value, column: ll.Value) -> ll.Value:
        """For each column an element of the two vectors from ``x`` on, zero if the column is negative."""
        b, lanes = self.b, self.lanes
        low, high = (b.load_vector(b.at(x, i * lanes * 4), DType.FLOAT32, lanes) for i in range(SPAN))
        zero = ll.Constant(low.type, [0.0] * lanes)
        if lanes == 16:
            picked = b.intrinsic("llvm.x86.avx512.vpermi2var.ps.512", low.type, [low, column, high], ())
            return b.ir.select(b.ir.icmp_signed("<", column, ll.Constant(column.type, [0] * lanes)), zero, picked)
        low, high = (b.intrinsic("llvm.x86.avx2.permps", low.type, [half, column], ()) for half in (low, high))

        def blend(no: ll.Value, yes: ll.Value, signs: ll.Value) -> ll.Value:
            signs = b.ir.bitcast(signs, low.type)
            return b.intrinsic("llvm.x86.avx.blendv.ps.256", low.type, [no, yes, signs], ())

        # Bit 3 of a column, here moved to the sign, tells the half.
        half = b.ir.shl(column, ll.Constant(column.type, [28] * lanes))
        return blend(blend(low, high, half), zero, column)

    def finish(self, first: ll.Value) -> None:
        """The epilogue of the rows of a tile, in their order."""
        b, lanes = self.b, self.lanes
        for v in range(VECTORS):
            lane = b.add(first, v * lanes)
            left = b.sub(self.rows, lane)
            with b.when(b.less(0, left)):
                mask, place = b.first_lanes(left, lanes), b.at(self.p["y"], b.mul(lane, 4))
                zero = ll.Constant(ll.VectorType(F32, lanes), [0.0] * lanes)
                total = b.masked_load(place, DType.FLOAT32, mask, zero)
                (result,) = self.epilogue.apply([total], self.epilogue.advance(), lane, mask)
                store(b, result, place, DType.FLOAT32, mask)


@dataclass(frozen=True)
class Spans:
    """Packed weights; V lanes of a vector.

    values   float32[steps, GROUP, V]: the weights of each step and slice, zeros for rows that wait
    columns  int8[steps, GROUP, V]: which of the inputs from the base on; negative for rows that wait
    bases    uint16[steps, GROUP]
    steps    int64[groups + 1]: the first step of each group of slices, and the end
    order    int32[slices * V]: the row of each lane, M or more past the end
    """

    values: Array
    columns: Array
    bases: Array
    steps: Array
    order: Array

    @property
    def vectors(self) -> int:
        """Vectors of weights: what the time of the kernel follows."""
        return self.bases.size

    @property
    def tiles(self) -> int:
        """The number of tiles."""
        return (len(self.steps) - 1) * GROUP // VECTORS

    def arrays(self) -> dict[str, Array]:
        """The arrays by the frame words that point to them."""
        return {name: getattr(self, name) for name in ("values", "columns", "bases", "steps", "order")}


def pack(matrix: Data, lanes: int) -> Spans:
    """The weights [M, K] for vectors of ``lanes`` lanes, all slices at once, step by step."""
    m, k = matrix.shape
    assert k <= MOST_INPUTS
    tile, span = VECTORS * lanes, SPAN * lanes
    padded = -(-m // tile) * tile
    row, column, weight = nonzero(matrix)
    weight, none = weight.astype(np.float32), np.iinfo(np.int32).max
    column = np.append(column, none).astype(np.int32)
    count = np.bincount(row, minlength=padded)
    order = np.lexsort((-count, np.arange(padded) // tile))
    at = (np.cumsum(count) - count)[order].reshape(-1, lanes)
    end = at + count[order].reshape(-1, lanes)
    taken: list[tuple[Array, Array, Array, Array]] = []
    lengths, active = np.zeros(len(at), np.int64), np.arange(len(at))
    while True:
        pending = np.where(at < end, column[at], none)
        goes_on = pending.min(axis=1) < none
        lengths[active] += goes_on
        active, at, end, pending = active[goes_on], at[goes_on], end[goes_on], pending[goes_on]
        if not len(active):
            break
        base = np.clip(pending.min(axis=1), 0, max(0, k - span))
        used = pending - base[:, None] < span
        taken.append((active, base, np.where(used, pending - base[:, None], _WAITS).astype(np.int8), at[used]))
        at = at + used
    steps = np.concatenate([[0], np.cumsum(lengths.reshape(-1, GROUP).max(axis=1))])
    places = steps[:-1].repeat(GROUP) * GROUP + np.arange(len(lengths)) % GROUP
    values = np.zeros((steps[-1] * GROUP, lanes), np.float32)
    columns = np.full(values.shape, _WAITS, np.int8)
    bases = np.zeros(len(values), np.uint16)
    for step, (slices, base, picked, nonzeros) in enumerate(taken):
        place = places[slices] + step * GROUP
        bases[place], columns[place] = base, picked
        vectors = np.zeros(picked.shape, np.float32)
        vectors[picked >= 0] = weight[nonzeros]
        values[place] = vectors
    return Spans(values, columns, bases, steps, order.astype(np.int32))
