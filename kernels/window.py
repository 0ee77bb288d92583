"""Sliding windows in which every channel stays by itself: depthwise convolution, max and average pooling.

    y[c, l] = epilogue(bias[c] + sum over t of w[c, t] * x[c, offset(t) + l])        "dot"
    y[c, l] = epilogue(sum, or max, over t of x[c, offset(t) + l])                   "sum", "max"

Lanes are the positions of a plane, contiguous in memory; ``offset(t)`` shifts the plane by window position ``t``. The
order of sums is ascending ``t``. ``x`` is read up to ``vectors`` whole vectors past each offset; ``y`` is written in
whole vectors. Threads share out the planes. Small windows have a faster kernel, ``lines.py``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import llvmlite.ir as ll

from ..ir.expression import Expression
from ..ir.types import DType
from . import functions
from .builder import F32, I64, Builder
from .epilogue import PLAIN, Epilogue, EpilogueCode, zero_padding
from .spec import Spec
from .target import Target

_LOOPS = ("outer", "row")
_VECTORS = 8
_TAILS = (4, 2, 1)


@dataclass(frozen=True)
class WindowSpec(Spec):
    """The function (``dot``, ``sum`` or ``max``) and what happens to its results."""

    function: str
    bias: bool
    masked: bool
    epilogue: Epilogue = PLAIN

    @property
    def family(self) -> str:
        """For example ``window_max_plain``."""
        return f"window_{self.function}_{'bias_' * self.bias}{self.epilogue.tag}"

    @property
    def words(self) -> list[str]:
        """Frame words: ``offsets`` uint32[taps] in bytes; ``weights`` float32[rows, taps]; ``outer`` images of
        ``rows`` planes."""
        fixed = ["x", "y", "offsets", "taps", "outer", "rows", "x_outer", "x_row", "y_outer", "y_row", "vectors"]
        fixed += ["weights"] * (self.function == "dot") + ["bias"] * self.bias + ["mask"] * self.masked
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

            def tile(vector: ll.Value, size: int) -> None:
                lane = b.mul(vector, lanes)
                values = self._reduce(b, pointers, words["taps"], b.at(x, b.mul(lane, 4)), row, size, lanes)
                values = epilogue.apply(values, operands, lane)
                if self.masked:
                    values = zero_padding(b, values, b.at(pointers["mask"], b.mul(lane, 4)))
                for s, value in enumerate(values):
                    b.store(value, b.at(y, b.mul(b.add(lane, s * lanes), 4)), DType.FLOAT32)

            whole = b.mul(b.div(words["vectors"], _VECTORS), _VECTORS)
            with b.loop("vector", 0, whole, _VECTORS) as vector:
                tile(vector.index, _VECTORS)
            for at, size in b.pieces(whole, b.sub(words["vectors"], whole), _TAILS):
                tile(at, size)
        return b.finish()

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
        initial = first_value(b, self.function, b.at(pointers["bias"], b.mul(row, 4)) if self.bias else None)
        if self.function == "dot":
            weights = b.at(pointers["weights"], b.mul(b.mul(row, taps), 4))
        with b.loop("tap", 0, taps, carry=[initial] * size) as tap:
            offset = b.ir.zext(b.load(b.at(pointers["offsets"], b.mul(tap.index, 4)), DType.INT32), I64)
            shifted = b.at(x, offset)
            weight = None
            if self.function == "dot":
                weight = b.splat(b.load(b.at(weights, b.mul(tap.index, 4)), DType.FLOAT32), lanes)
            values = [b.load_vector(b.at(shifted, s * lanes * 4), DType.FLOAT32, lanes) for s in range(size)]
            sums = zip(tap.carried, values, strict=True)
            tap.carry(*(accumulate(b, self.function, sum_, value, weight) for sum_, value in sums))
        return tap.carried


def first_value(b: Builder, function: str, bias: ll.Value | None) -> ll.Value:
    """What a vector of results begins with: the element at ``bias``, if any, else what changes nothing."""
    lanes = b.target.lanes
    if bias is not None:
        return b.splat(b.load(bias, DType.FLOAT32), lanes)
    return ll.Constant(ll.VectorType(F32, lanes), [-math.inf if function == "max" else 0.0] * lanes)


def accumulate(b: Builder, function: str, result: ll.Value, value: ll.Value, weight: ll.Value | None) -> ll.Value:
    """``result`` with one more element of its window; the ``weight`` belongs to ``dot``."""
    if weight is not None:
        return b.fma(weight, value, result)
    if function == "sum":
        return b.ir.fadd(result, value)
    return functions.emit(b, Expression.call("max"), [result, value], [DType.FLOAT32] * 2)
