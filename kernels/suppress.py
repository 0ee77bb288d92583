"""Boxes that are kept although they overlap others: of each line the first ones in order that fit in.

    y[b, l] = numbers order[b, l, k] for the k that are eligible, fewer than ``limit`` of them, none of which
              overlaps one before it by more than ``threshold``; then -1

    overlap of two boxes = area in common / (sum of the areas - area in common)

Corners are ``[batch, n, 4]``: the low ones, then the high ones. Whatever is decided depends on what was decided
before, so a line is the work of one thread. What was kept so far is read from y. A number outside ``0 … n - 1`` makes
the kernel return ``STATUS_INDEX``.
"""

from __future__ import annotations

from dataclasses import dataclass

import llvmlite.ir as ll

from ..ir.types import DType
from .builder import I1, I64, STATUS_INDEX, Builder, constant
from .epilogue import from_memory
from .spec import Spec
from .target import Target
from .vectors import maximum, minimum


@dataclass(frozen=True)
class SuppressSpec(Spec):
    """Corners and threshold of type ``dtype``."""

    dtype: DType

    @property
    def family(self) -> str:
        """For example ``suppress_f32``."""
        return f"suppress_{self.dtype}"

    @property
    def words(self) -> list[str]:
        """Frame words: ``batch`` times ``lines`` lines of ``n`` boxes; all arrays are row-major."""
        return ["batch", "lines", "n", "corners", "order", "eligible", "limit", "threshold", "y"]

    def emit(self, target: Target) -> ll.Module:
        """One function for any extents."""
        return _Emitter(self.dtype, Builder(self.symbol(target), self.words, target)).emit()


class _Emitter:
    def __init__(self, dtype: DType, b: Builder) -> None:
        self.dtype, self.b = dtype, b
        self.n = b.word("n")
        self.corners, self.order, self.eligible, self.y = (
            b.pointer(name) for name in ("corners", "order", "eligible", "y")
        )
        self.limit = b.load(b.pointer("limit"), DType.INT64)
        self.threshold = b.load(b.pointer("threshold"), dtype)

    def emit(self) -> ll.Module:
        b = self.b
        lines = b.word("lines")
        with b.loop("line", *b.share(b.mul(b.word("batch"), lines))) as line:
            batch, _ = b.divmod(line.index, lines)
            first = b.mul(line.index, self.n)
            boxes = b.at(self.corners, b.mul(b.mul(batch, self.n), 4 * self.dtype.bytes))
            y = b.at(self.y, b.mul(first, 8))
            with b.loop("clear", 0, self.n) as place:
                b.store(I64(-1), b.at(y, b.mul(place.index, 8)), DType.INT64)
            with b.loop("k", 0, self.n, carry=[I64(0)]) as k:
                (count,) = k.carried
                at = b.add(first, k.index)
                eligible = from_memory(b, b.load(b.at(self.eligible, at), DType.BOOL), DType.BOOL)
                tried = b.ir.and_(eligible, b.less(count, self.limit))
                number = b.at(self.order, b.mul(at, 8))
                k.carry(*b.choose(tried, lambda: [self.keep(boxes, number, y, count)], lambda: [count]))
        return b.finish()

    def keep(self, boxes: ll.Value, number: ll.Value, y: ll.Value, count: ll.Value) -> ll.Value:
        """Keep a box if it fits in with the ``count`` boxes kept before; how many are kept then."""
        b = self.b
        index = b.load(number, DType.INT64)
        inside = b.ir.icmp_unsigned("<", index, self.n)
        b.report(STATUS_INDEX, b.ir.not_(inside))
        index = b.ir.select(inside, index, I64(0))
        box = self.box(boxes, index)

        def compare(values: list[ll.Value]) -> tuple[ll.Value, list[ll.Value]]:
            # Where nothing was kept y holds -1; some box is compared then, to no effect.
            other = b.max(b.load(b.at(y, b.mul(values[0], 8)), DType.INT64), 0)
            beyond = b.ir.fcmp_ordered(">", self.overlap(box, self.box(boxes, other)), self.threshold)
            suppressed, following = b.ir.and_(beyond, b.less(values[0], count)), b.add(values[0], 1)
            return b.ir.and_(b.ir.not_(suppressed), b.less(following, count)), [following, suppressed]

        suppressed = b.repeat("other", [I64(0), I1(0)], compare)[1]
        kept = b.ir.and_(inside, b.ir.not_(suppressed))
        with b.when(kept):
            b.store(index, b.at(y, b.mul(count, 8)), DType.INT64)
        return b.add(count, b.ir.zext(kept, I64))

    def box(self, boxes: ll.Value, index: ll.Value) -> list[ll.Value]:
        """The low and the high corner, four numbers."""
        size = self.dtype.bytes
        box = self.b.at(boxes, self.b.mul(index, 4 * size))
        return [self.b.load(self.b.at(box, i * size), self.dtype) for i in range(4)]

    def overlap(self, box: list[ll.Value], other: list[ll.Value]) -> ll.Value:
        """Area in common / area together, 0 for boxes that only touch."""
        ir = self.b.ir
        low = [maximum(self.b, *pair) for pair in zip(box[:2], other[:2], strict=True)]
        high = [minimum(self.b, *pair) for pair in zip(box[2:], other[2:], strict=True)]
        common = self.area([*low, *high])
        together = ir.fsub(ir.fadd(self.area(box), self.area(other)), common)
        zero = constant(common, 0.0)
        meet = ir.and_(*(ir.fcmp_ordered("<", a, b) for a, b in zip(low, high, strict=True)))
        return ir.select(meet, ir.fdiv(common, together), zero)

    def area(self, box: list[ll.Value]) -> ll.Value:
        """Of two corners."""
        ir = self.b.ir
        return ir.fmul(*(ir.fsub(box[axis + 2], box[axis]) for axis in range(2)))
