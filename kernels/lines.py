"""Small sliding windows, line by line: depthwise convolution, max and average pooling, strides of 1 and 2.

    y[c, i, l] = epilogue(bias[c] + sum over p, q of w[c, p, q] * x[c, i * step + p * d0, l * stride + q * d1])   "dot"
    y[c, i, l] = epilogue(sum, or max, over p, q of x[c, i * step + p * d0, l * stride + q * d1])          "sum", "max"

The window is compiled in. Lanes are the columns of a line; the vectors of a line lie side by side, but the last one
ends where the line does. A column of vectors is computed from the first line to the last: each line of ``x`` is loaded
once and added to all lines of ``y`` that need it, of which those that lack later lines are carried. The order of sums
is ascending (p, q). ``x`` is read in whole vectors, two for one of ``y`` with a ``stride`` of 2; of ``y`` the columns
are written and, where padding must be zero, the rest of the plane. Threads share out the planes.

With a ``stride`` of 1 ``step`` short lines, padding included, can make one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import llvmlite.ir as ll

from ..ir.types import DType
from .builder import F32, I32, Builder, Int
from .epilogue import PLAIN, Epilogue, EpilogueCode, zero_padding
from .spec import Spec
from .target import Target
from .window import accumulate, first_value

_LOOPS = ("outer", "row")

# Layers of MobileNet, windows of 3x3, us on one thread of a Zen 5 with AVX-512:
#
#                                              stride 1: 112x112  56x56  28x28  14x14      stride 2: 112x112
#     a table of taps (window.py)                             75     82     43     25                     98
#     line by line, three loads each, or four                 59     55     25     15                     60
#     all but the first of them shifted                       60     57     25     13                     54
#     in blocks of lines, with prefetching                    45     48                                   53
#
# No gain: two or four columns at once (those of one keep the multipliers busy already: 5 cycles for a vector in L1),
# last lines without the sums that they begin in vain, planes counted without a division. Prefetching without blocks
# gives 60, 50, 23 and 16, blocks without prefetching 59 and 54; blocks of 8 lines lose 5 % at 56x56, and prefetching
# 4 or 16 KB ahead 10 % at 112x112.

# Larger planes are computed in blocks of lines, so that neighbouring columns find each other's in the cache; what is
# read and written so far ahead is prefetched.
FAR_BYTES = 8192
_BLOCK = 14

# Registers for other things than weights and sums. Further weights are broadcast from memory where they are used; as
# whole vectors on the stack, to which LLVM moves them, 7x7 takes 15 % longer with AVX-512 and 20 % with AVX2.
_FREE = 5


@dataclass(frozen=True)
class LinesSpec(Spec):
    """The function (``dot``, ``sum`` or ``max``), the window and its dilations, and what happens to its results.

    ``step`` lines and ``stride`` elements of ``x`` lie between those of ``y``; ``narrow`` lines have fewer columns than
    a vector has lanes; planes of more than ``FAR_BYTES`` are ``far``.
    """

    function: str
    window: tuple[int, int]
    dilations: tuple[int, int]
    step: int
    stride: int
    narrow: bool
    far: bool
    bias: bool
    masked: bool
    epilogue: Epilogue = PLAIN

    @property
    def family(self) -> str:
        """For example ``lines_3x3_max_plain``."""
        form = f"{'strided_' * (self.stride > 1)}{'x'.join(map(str, self.window))}_{self.function}"
        return f"lines_{form}_{'bias_' * self.bias}{self.epilogue.tag}"

    @property
    def words(self) -> list[str]:
        """Frame words: ``weights`` float32[rows, window]; ``outer`` images of ``rows`` planes of ``lines`` lines.

        A line has ``columns`` lanes; lines are ``y_line`` lanes apart in ``y`` and ``x_line`` bytes in ``x``. Masked
        planes are zeros behind the lines, up to lane ``plane``, in the last image ``plane_last``.
        """
        fixed = ["x", "y", "outer", "rows", "x_outer", "x_row", "y_outer", "y_row"]
        fixed += ["lines", "columns", "x_line", "y_line"]
        fixed += ["weights"] * (self.function == "dot") + ["bias"] * self.bias
        fixed += ["mask", "plane", "plane_last"] * self.masked
        return fixed + self.epilogue.words(_LOOPS)

    def emit(self, target: Target) -> ll.Module:
        """One function for any number of lines and columns."""
        return _Emitter(self, target).emit()


class _Emitter:
    def __init__(self, spec: LinesSpec, target: Target) -> None:
        self.spec, self.target, self.lanes = spec, target, target.lanes
        self.b = b = Builder(spec.symbol(target), spec.words, target)
        self.p = {name: b.pointer(name) for name in ("x", "y", "weights", "bias", "mask") if name in spec.words}
        self.w = {name: b.word(name) for name in spec.words if name not in self.p and not name.startswith("e")}
        self.epilogue = EpilogueCode(b, spec.epilogue, _LOOPS)
        self.height = (spec.window[0] - 1) * spec.dilations[0] + 1
        self.begun = -(-self.height // spec.step) - 1  # lines of y that a line completed leaves unfinished
        self.x_step = b.mul(self.w["x_line"], spec.step)
        self.columns = b.first_lanes(self.w["columns"], self.lanes)

    def emit(self) -> ll.Module:
        b, w, spec = self.b, self.w, self.spec
        with b.loop("plane", *b.share(b.mul(w["outer"], w["rows"]))) as plane:
            outer, row = b.divmod(plane.index, w["rows"])
            x = b.at(self.p["x"], b.mul(outer, w["x_outer"]), b.mul(row, w["x_row"]))
            self.y = b.at(self.p["y"], b.mul(outer, w["y_outer"]), b.mul(row, w["y_row"]))
            self.operands = self.epilogue.advance(outer=outer, row=row)
            self.initial = first_value(b, spec.function, b.at(self.p["bias"], b.mul(row, 4)) if spec.bias else None)
            self.weights: list[ll.Value] = []
            if spec.function == "dot":
                taps = spec.window[0] * spec.window[1]
                self.first_weight = b.at(self.p["weights"], b.mul(row, 4 * taps))
                kept = min(taps, self.target.registers - self.begun - _FREE)
                self.weights = [self.weight(tap) for tap in range(kept)]
            if spec.masked:
                last = b.equal(outer, b.sub(w["outer"], 1))
                self.clear(b.mul(w["lines"], w["y_line"]), b.ir.select(last, w["plane_last"], w["plane"]))
            size = b.integer(_BLOCK) if spec.far else w["lines"]
            with b.loop("block", 0, w["lines"], size) as block:
                lines = b.min(size, b.sub(w["lines"], block.index))
                with b.loop("column", 0, w["columns"], self.lanes) as column:
                    lane = column.index if spec.narrow else b.min(column.index, b.sub(w["columns"], self.lanes))
                    source = b.at(x, b.mul(block.index, self.x_step), b.mul(lane, 4 * spec.stride))
                    self.column(source, b.add(lane, b.mul(block.index, w["y_line"])), lines)
        return b.finish()

    def column(self, source: ll.Value, at: ll.Value, lines: ll.Value) -> None:
        """A vector of each line of a block; the first one reads ``source`` and begins at lane ``at``."""
        b, spec = self.b, self.spec
        sums = [self.initial] * self.begun
        for line in range(self.height - spec.step):
            self.add_line(source, line, sums)
        with b.loop("line", 0, lines, carry=[*sums, source, at]) as loop:
            *sums, source, at = loop.carried
            sums.append(self.initial)
            for line in range(max(0, self.height - spec.step), self.height):
                if spec.far:
                    for ahead in range(FAR_BYTES, FAR_BYTES + spec.stride * self.target.vector_bytes, 64):
                        b.prefetch(b.at(source, b.mul(self.w["x_line"], line), ahead))
                self.add_line(source, line, sums)
            loop.carry(*sums[1:], b.at(source, self.x_step), b.add(at, self.w["y_line"]))
            self.store(sums[0], at)

    def add_line(self, source: ll.Value, line: int, sums: list[ll.Value]) -> None:
        """Add a line, counted from the first that ``sums[0]`` needs, to those of the following sums that need it."""
        spec = self.spec
        source = self.b.at(source, self.b.mul(self.w["x_line"], line))
        loaded: dict[int, ll.Value] = {}  # by the element that is the first
        for q, k in product(range(spec.window[1]), range(len(sums))):
            p, rest = divmod(line - k * spec.step, spec.dilations[0])
            if rest == 0 and 0 <= p < spec.window[0]:
                element = q * spec.dilations[1]
                if element not in loaded:
                    loaded[element] = self.load(source, element, loaded)
                weight = self.weight(p * spec.window[1] + q)
                sums[k] = accumulate(self.b, spec.function, sums[k], loaded[element], weight)

    def weight(self, tap: int) -> ll.Value | None:
        """A weight in every lane: in a register if it is one of the first."""
        b = self.b
        if self.spec.function != "dot" or tap < len(self.weights):
            return self.weights[tap] if self.weights else None
        # LLVM leaves this load in the loop, which stores.
        return b.splat(b.load(b.at(self.first_weight, 4 * tap), DType.FLOAT32), self.lanes)

    def load(self, line: ll.Value, element: int, loaded: dict[int, ll.Value]) -> ll.Value:
        """A vector of every ``stride``-th element from ``element`` on."""
        b, stride, lanes = self.b, self.spec.stride, self.lanes
        # A load of 64 bytes crosses a line of the cache almost always. A shift takes one instruction, with AVX2 three;
        # 5x5, which has more to do for each load, loses 10 % with shifts.
        if lanes == 16 and self.spec.window[1] <= 3 and element - stride in loaded:
            last = b.load(b.at(line, 4 * (element + (lanes - 1) * stride)), DType.FLOAT32)
            return self.shuffle(loaded[element - stride], b.splat(last, lanes), range(1, lanes + 1))
        if stride == 1:
            return b.load_vector(b.at(line, 4 * element), DType.FLOAT32, lanes)
        low, high = (
            b.load_vector(b.at(line, 4 * (element - element % 2 + at)), DType.FLOAT32, lanes) for at in (0, lanes)
        )
        return self.shuffle(low, high, range(element % 2, 2 * lanes, 2))

    def shuffle(self, low: ll.Value, high: ll.Value, elements: Sequence[int]) -> ll.Value:
        return self.b.ir.shuffle_vector(low, high, ll.Constant(ll.VectorType(I32, self.lanes), list(elements)))

    def store(self, value: ll.Value, at: ll.Value) -> None:
        b = self.b
        (value,) = self.epilogue.apply([value], self.operands, at)
        if self.spec.masked:
            (value,) = zero_padding(b, [value], b.at(self.p["mask"], b.mul(at, 4)))
        to = b.at(self.y, b.mul(at, 4))
        if self.spec.far:
            b.prefetch(b.at(to, FAR_BYTES), write=True)
        if self.spec.narrow:
            b.masked_store(value, to, DType.FLOAT32, self.columns)
        else:
            b.store(value, to, DType.FLOAT32)

    def clear(self, start: Int, end: ll.Value) -> None:
        """Zeros up to lane ``end``, from ``start`` on or a little before: the lines are written afterwards."""
        b, lanes = self.b, self.lanes
        zeros = ll.Constant(ll.VectorType(F32, lanes), [0.0] * lanes)
        whole = b.mul(b.div(end, lanes), lanes)
        with b.loop("clear", b.mul(b.div(start, lanes), lanes), whole, lanes) as clear:
            b.store(zeros, b.at(self.y, b.mul(clear.index, 4)), DType.FLOAT32)
        with b.when(b.less(whole, end)):
            kept = b.first_lanes(b.sub(end, whole), lanes)
            b.masked_store(zeros, b.at(self.y, b.mul(whole, 4)), DType.FLOAT32, kept)
