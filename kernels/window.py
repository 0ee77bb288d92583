"""Sliding windows in which every channel stays by itself: depthwise convolution, max and average pooling.

    y[c, l] = epilogue(bias[c] + sum over t of w[c, t] * x[c, offset(t) + l])        "dot"
    y[c, l] = epilogue(sum, or max, over t of x[c, offset(t) + l])                   "sum", "max"

Lanes are the positions of a plane, contiguous in memory; ``offset(t)`` shifts the plane by window position ``t``. The
order of sums is ascending ``t``. ``x`` is read up to ``vectors`` whole vectors past each offset; ``y`` is written in
whole vectors. Threads share out the planes.

With a ``stride`` of 2 the lanes are those of one line of the result, which read every second element of a line of
``x``. Of a line's last vector only the columns are written; where padding must be zero, so is the rest of the plane.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import llvmlite.ir as ll

from ..ir.expression import Expression
from ..ir.types import DType
from . import functions
from .builder import F32, I32, I64, Builder
from .epilogue import PLAIN, Epilogue, EpilogueCode, zero_padding
from .spec import Spec
from .target import Target

_LOOPS = ("outer", "row")
_VECTORS = 8
_TAILS = (4, 2, 1)


@dataclass(frozen=True)
class WindowSpec(Spec):
    """The function (``dot``, ``sum`` or ``max``), what happens to its results, and the stride along the lanes."""

    function: str
    bias: bool
    masked: bool
    epilogue: Epilogue = PLAIN
    stride: int = 1

    @property
    def family(self) -> str:
        """For example ``window_max_plain``."""
        strided = "strided_" if self.stride > 1 else ""
        return f"window_{strided}{self.function}_{'bias_' if self.bias else ''}{self.epilogue.tag}"

    @property
    def words(self) -> list[str]:
        """Frame words: ``offsets`` uint32[taps] in bytes; ``weights`` float32[rows, taps]; ``outer`` images of
        ``rows`` planes; strided, ``lines`` of ``columns`` lanes, ``y_line`` lanes apart in ``y`` and ``x_line`` bytes
        in ``x``, and ``plane`` lanes in all, ``plane_last`` for the last image."""
        fixed = ["x", "y", "offsets", "taps", "outer", "rows", "x_outer", "x_row", "y_outer", "y_row", "vectors"]
        fixed += ["weights"] * (self.function == "dot") + ["bias"] * self.bias + ["mask"] * self.masked
        fixed += ["lines", "columns", "x_line", "y_line", "plane", "plane_last"] * (self.stride > 1)
        return fixed + self.epilogue.words(_LOOPS)

    def emit(self, target: Target) -> ll.Module:
        """One function for any number of taps and lanes."""
        b = Builder(self.symbol(target), self.words, target)
        pointers = {name: b.pointer(name) for name in ("x", "y", "offsets")}
        pointers |= {name: b.pointer(name) for name in ("weights", "bias", "mask") if name in self.words}
        words = {name: b.word(name) for name in self.words if name not in pointers and not name.startswith("e")}
        epilogue = EpilogueCode(b, self.epilogue, _LOOPS)
        lanes = target.lanes
        start, stop = b.share(b.mul(words["outer"], words["rows"]))
        with b.loop("plane", start, stop) as plane:
            outer, row = b.divmod(plane.index, words["rows"])
            x = b.at(pointers["x"], b.mul(outer, words["x_outer"]), b.mul(row, words["x_row"]))
            y = b.at(pointers["y"], b.mul(outer, words["y_outer"]), b.mul(row, words["y_row"]))
            operands = epilogue.advance(outer=outer, row=row)

            def tile(vector: ll.Value, size: int, line: ll.Value | None = None) -> None:
                lane = b.mul(vector, lanes)
                source = b.at(x, b.mul(lane, 4 * self.stride), 0 if line is None else b.mul(line, words["x_line"]))
                values = self._reduce(b, pointers, words["taps"], source, row, size, lanes)
                at = lane if line is None else b.add(lane, b.mul(line, words["y_line"]))
                values = epilogue.apply(values, operands, at)
                if self.masked:
                    values = zero_padding(b, values, b.at(pointers["mask"], b.mul(at, 4)))
                for s, value in enumerate(values):
                    to = b.at(y, b.mul(b.add(at, s * lanes), 4))
                    if line is not None and s == size - 1:
                        left = b.sub(words["columns"], b.add(lane, s * lanes))
                        b.masked_store(value, to, DType.FLOAT32, b.first_lanes(left, lanes))
                    else:
                        b.store(value, to, DType.FLOAT32)

            def line_of_tiles(line: ll.Value | None) -> None:
                whole = b.mul(b.div(words["vectors"], _VECTORS), _VECTORS)
                with b.loop("vector", 0, whole, _VECTORS) as vector:
                    tile(vector.index, _VECTORS, line)
                for at, size in b.pieces(whole, b.sub(words["vectors"], whole), _TAILS):
                    tile(at, size, line)

            if self.stride == 1:
                line_of_tiles(None)
            else:
                with b.loop("line", 0, words["lines"]) as line:
                    line_of_tiles(line.index)
                last = b.equal(outer, b.sub(words["outer"], 1))
                end = b.ir.select(last, words["plane_last"], words["plane"])
                self._clear(b, y, b.mul(words["lines"], words["y_line"]), end, lanes)
        return b.finish()

    @staticmethod
    def _clear(b: Builder, y: ll.Value, start: ll.Value, end: ll.Value, lanes: int) -> None:
        zeros = ll.Constant(ll.VectorType(F32, lanes), [0.0] * lanes)
        with b.loop("clear", start, end, lanes) as clear:
            mask = b.first_lanes(b.sub(end, clear.index), lanes)
            b.masked_store(zeros, b.at(y, b.mul(clear.index, 4)), DType.FLOAT32, mask)

    def _reduce(
        self,
        b: Builder,
        pointers: dict[str, ll.Value],
        taps: ll.Value,
        x: ll.Value,
        row: ll.Value,
        size: int,
        lanes: int,
    ) -> list[ll.Value]:
        vector = ll.VectorType(F32, lanes)
        initial: ll.Value = ll.Constant(vector, [-math.inf if self.function == "max" else 0.0] * lanes)
        if self.bias:
            initial = b.splat(b.load(b.at(pointers["bias"], b.mul(row, 4)), DType.FLOAT32), lanes)
        if self.function == "dot":
            weights = b.at(pointers["weights"], b.mul(b.mul(row, taps), 4))
        with b.loop("tap", 0, taps, carry=[initial] * size) as tap:
            offset = b.ir.zext(b.load(b.at(pointers["offsets"], b.mul(tap.index, 4)), DType.INT32), I64)
            shifted = b.at(x, offset)
            values = [self._load(b, b.at(shifted, s * lanes * 4 * self.stride), lanes) for s in range(size)]
            if self.function == "dot":
                weight = b.splat(b.load(b.at(weights, b.mul(tap.index, 4)), DType.FLOAT32), lanes)
                tap.carry(*(b.fma(weight, v, a) for v, a in zip(values, tap.carried, strict=True)))
            elif self.function == "sum":
                tap.carry(*(b.ir.fadd(a, v) for v, a in zip(values, tap.carried, strict=True)))
            else:
                maximum, types = Expression.call("max"), [DType.FLOAT32] * 2
                tap.carry(
                    *(functions.emit(b, maximum, [a, v], types) for v, a in zip(values, tap.carried, strict=True))
                )
        return tap.carried

    def _load(self, b: Builder, pointer: ll.Value, lanes: int) -> ll.Value:
        """A vector of every ``stride``-th element."""
        low = b.load_vector(pointer, DType.FLOAT32, lanes)
        if self.stride == 1:
            return low
        high = b.load_vector(b.at(pointer, 4 * lanes), DType.FLOAT32, lanes)
        even = ll.Constant(ll.VectorType(I32, lanes), [2 * i for i in range(lanes)])
        return b.ir.shuffle_vector(low, high, even)
