"""Dense contractions over few or awkwardly many lanes: rows in the lanes of vectors, as outer products.

    y[r, l] = epilogue(bias[r] + sum over t of w[r, t] * x[t, l])

The stream kernel computes whole vectors of lanes; of a 7x7 image's 49 pixels it makes 64. Here a tile is ``VECTORS``
vectors of rows times C pixels: each input t brings ``VECTORS`` vectors of weights and C pixels, each of which is
multiplied with all of them. C is chosen to divide the pixels. Sums are chains of fused multiply-adds in ascending t, as
in the stream kernel, and give the same bits.

Weights lie K block by K block, ``[K block][row tile][input][row]``, so that those of a tile stay in the L1 cache while
all pixels use them. Between K blocks the accumulators lie in scratch memory; in the last one a tile is transposed there
and goes through the epilogue row by row. Threads share out the row tiles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import llvmlite.ir as ll
import numpy as np

from ..ir.types import DType
from .builder import F32, Builder
from .epilogue import PLAIN, Epilogue, EpilogueCode
from .gather import GATHER_WORDS, gather
from .spec import Spec
from .stream import FETCH_DENSE
from .target import Target
from .transpose import transposed

Array = np.ndarray[Any, Any]
_LOOPS = ("outer0", "row")

VECTORS = 2
"""Vectors of rows of a tile."""


def tile_rows(target: Target) -> int:
    """Rows of a tile."""
    return VECTORS * target.lanes


def most_columns(target: Target) -> int:
    """The most pixels of a tile: its accumulators, the weights of an input and the pixels need registers."""
    return (target.registers - VECTORS) // (VECTORS + 1)


def pack(weights: Array, rows: int, k_block: int) -> Array:
    """``weights`` [M, K] as float32 [K block][row tile][input][row], zeros past the last row."""
    m, k = weights.shape
    tiles = -(-m // rows)
    padded = np.zeros((tiles * rows, k), np.float32)
    padded[:m] = weights
    blocks = [padded[:, k0 : k0 + k_block].reshape(tiles, rows, -1).swapaxes(1, 2) for k0 in range(0, k, k_block)]
    return np.concatenate([block.ravel() for block in blocks])


def scratch_bytes(target: Target, m: int, lanes: int, columns: int, groups: int, k_block: int, gathers: bool) -> int:
    """Scratch memory of a thread: what is gathered, one transposed tile, the accumulators of all tiles."""
    accumulators = -(-m // tile_rows(target)) * groups * VECTORS * columns * target.vector_bytes
    tile = VECTORS * target.lanes * target.vector_bytes
    return (4 * k_block * lanes if gathers else 0) + tile + accumulators


@dataclass(frozen=True)
class OuterSpec(Spec):
    """A tile of ``columns`` pixels, and what happens to the results; see ``StreamSpec`` for ``gathers``."""

    columns: int
    bias: bool
    masked: bool
    epilogue: Epilogue = PLAIN
    gathers: bool = False

    @property
    def family(self) -> str:
        """For example ``outer_7_bias_max``."""
        form = "gathered_" if self.gathers else ""
        return f"outer_{form}{self.columns}_{'bias_' if self.bias else ''}{self.epilogue.tag}"

    @property
    def words(self) -> list[str]:
        """Frame words.

        ``x``, ``y``: lane 0 of row 0; ``values``: see ``pack``; ``starts``: int32[groups], the first lane of each group
        of C pixels; ``rows``; ``tiles`` of rows; ``k``; ``k_block``; ``x_step``: bytes between inputs, in scratch
        memory if it is gathered; ``outer0``: images, with byte strides; ``y_row``: bytes between output rows; masked,
        ``plane`` lanes of a row are zeros but for the pixels. The others: see ``gather``.
        """
        fixed = ["x", "y", "values", "starts", "groups", "rows", "tiles", "k", "k_block", "x_step"]
        fixed += ["outer0", "x_outer0", "y_outer0", "y_row"]
        fixed += ["bias"] * self.bias + ["plane"] * self.masked + GATHER_WORDS * self.gathers
        return fixed + ["lane_vectors"] * self.gathers + self.epilogue.words(_LOOPS)

    def emit(self, target: Target) -> ll.Module:
        """One function for any number of rows, inputs and pixels."""
        return _Emitter(self, target).emit()


class _Emitter:
    def __init__(self, spec: OuterSpec, target: Target) -> None:
        self.spec, self.target, self.lanes = spec, target, target.lanes
        self.b = b = Builder(spec.symbol(target), spec.words, target)
        pointers = ["x", "y", "values", "starts"] + ["bias"] * spec.bias + ["shifts", "masks"] * spec.gathers
        self.p = {name: b.pointer(name) for name in pointers}
        self.w = {name: b.word(name) for name in spec.words if name not in pointers and not name.startswith("e")}
        self.epilogue = EpilogueCode(b, spec.epilogue, _LOOPS)
        self.tile_bytes = VECTORS * spec.columns * target.vector_bytes
        panel = b.mul(self.w["x_step"], self.w["k_block"]) if spec.gathers else b.integer(0)
        self.transposed = b.at(b.scratch, panel)
        self.sums = b.at(self.transposed, VECTORS * self.lanes * target.vector_bytes)

    def emit(self) -> ll.Module:
        b, w = self.b, self.w
        tiles = b.share(w["tiles"])
        with b.loop("outer0", 0, w["outer0"]) as outer0:
            self.x = b.at(self.p["x"], b.mul(outer0.index, w["x_outer0"]))
            self.y = b.at(self.p["y"], b.mul(outer0.index, w["y_outer0"]))
            self.operands = self.epilogue.advance(outer0=outer0.index)
            with b.loop("k0", 0, w["k"], w["k_block"]) as k0:
                self.count = b.min(b.sub(w["k"], k0.index), w["k_block"])
                panel = b.at(self.x, b.mul(k0.index, w["x_step"]))
                if self.spec.gathers:
                    panel = b.scratch
                    kb = b.div(k0.index, w["k_block"])
                    with b.when(b.less(*tiles)), b.loop("vector", 0, w["lane_vectors"]) as vector:
                        to = b.at(panel, b.mul(vector.index, self.target.vector_bytes))
                        gather(b, self.p, w, self.x, to, w["x_step"], kb, vector.index, 1)
                first, last = b.equal(k0.index, 0), b.equal(b.add(k0.index, self.count), w["k"])
                with b.loop("tile", *tiles) as tile:
                    done = b.add(b.mul(k0.index, w["tiles"]), b.mul(tile.index, self.count))
                    values = b.at(self.p["values"], b.mul(done, 4 * VECTORS * self.lanes))
                    self.tile(panel, values, tile.index, b.sub(tile.index, tiles[0]), first, last)
        return b.finish()

    def tile(
        self, panel: ll.Value, values: ll.Value, tile: ll.Value, mine: ll.Value, first: ll.Value, last: ll.Value
    ) -> None:
        """All pixels of one row tile and K block; ``mine`` counts the tiles of this thread."""
        b, w = self.b, self.w
        row = b.mul(tile, VECTORS * self.lanes)
        rows = b.min(b.sub(w["rows"], row), VECTORS * self.lanes)
        if self.spec.masked:
            with b.when(last):
                self.clear(row, rows)
        sums = b.at(self.sums, b.mul(b.mul(mine, w["groups"]), self.tile_bytes))
        with b.loop("group", 0, w["groups"]) as group:
            start = b.load(b.at(self.p["starts"], b.mul(group.index, 4)), DType.INT32)
            lane = b.ir.zext(start, b.integer(0).type)
            own = b.at(sums, b.mul(group.index, self.tile_bytes))
            totals = b.choose(first, lambda: self.fresh(row), lambda: self.load(own))
            totals = self.multiply(totals, b.at(panel, b.mul(lane, 4)), values)
            with b.ir.if_else(last) as (then, otherwise):
                with then:
                    self.finish(totals, row, rows, lane)
                with otherwise:
                    for i, total in enumerate(totals):
                        b.store(total, b.at(own, i * self.target.vector_bytes), DType.FLOAT32)

    def fresh(self, row: ll.Value) -> list[ll.Value]:
        b, bytes = self.b, self.target.vector_bytes
        if not self.spec.bias:
            zeros = ll.Constant(ll.VectorType(F32, self.lanes), [0.0] * self.lanes)
            return [zeros] * (VECTORS * self.spec.columns)
        at = b.at(self.p["bias"], b.mul(row, 4))
        bias = [b.load_vector(b.at(at, v * bytes), DType.FLOAT32, self.lanes) for v in range(VECTORS)]
        return [vector for vector in bias for _ in range(self.spec.columns)]

    def load(self, own: ll.Value) -> list[ll.Value]:
        b, bytes = self.b, self.target.vector_bytes
        count = VECTORS * self.spec.columns
        return [b.load_vector(b.at(own, i * bytes), DType.FLOAT32, self.lanes) for i in range(count)]

    def multiply(self, totals: list[ll.Value], panel: ll.Value, values: ll.Value) -> list[ll.Value]:
        """The inner loop: C pixels of one input times its weights."""
        b, bytes, columns = self.b, self.target.vector_bytes, self.spec.columns
        with b.loop("t", 0, self.count, carry=[*totals, panel]) as t:
            *sums, line = t.carried
            weights = b.at(values, b.mul(t.index, VECTORS * bytes))
            for i in range(0, VECTORS * bytes, 64):
                b.prefetch(b.at(weights, FETCH_DENSE + i))
            w = [b.load_vector(b.at(weights, v * bytes), DType.FLOAT32, self.lanes) for v in range(VECTORS)]
            x = [b.splat(b.load(b.at(line, 4 * c), DType.FLOAT32), self.lanes) for c in range(columns)]
            updated = [b.fma(x[c], w[v], sums[v * columns + c]) for v in range(VECTORS) for c in range(columns)]
            t.carry(*updated, b.at(line, self.w["x_step"]))
        return t.carried[:-1]

    def finish(self, totals: list[ll.Value], row: ll.Value, rows: ll.Value, lane: ll.Value) -> None:
        """Transpose a tile in scratch memory, then write its rows."""
        b, bytes, columns = self.b, self.target.vector_bytes, self.spec.columns
        for v in range(VECTORS):
            square = totals[v * columns : (v + 1) * columns]
            square += [square[-1]] * (self.lanes - columns)
            for i, vector in enumerate(transposed(b, square)):
                b.store(vector, b.at(self.transposed, (v * self.lanes + i) * bytes), DType.FLOAT32)
        mask = b.first_lanes(b.integer(columns), self.lanes)
        with b.loop("row", 0, rows) as r:
            value = b.load_vector(b.at(self.transposed, b.mul(r.index, bytes)), DType.FLOAT32, self.lanes)
            at = b.add(row, r.index)
            (value,) = self.epilogue.apply([value], self.epilogue.advance(self.operands, row=at), lane, mask)
            b.masked_store(value, b.at(self.y, b.mul(at, self.w["y_row"]), b.mul(lane, 4)), DType.FLOAT32, mask)

    def clear(self, row: ll.Value, rows: ll.Value) -> None:
        """Zeros over whole planes; the pixels come after them."""
        b = self.b
        zeros = ll.Constant(ll.VectorType(F32, self.lanes), [0.0] * self.lanes)
        with b.loop("clear", row, b.add(row, rows)) as r, b.loop("lane", 0, self.w["plane"], self.lanes) as lane:
            to = b.at(self.y, b.mul(r.index, self.w["y_row"]), b.mul(lane.index, 4))
            b.masked_store(zeros, to, DType.FLOAT32, b.first_lanes(b.sub(self.w["plane"], lane.index), self.lanes))
