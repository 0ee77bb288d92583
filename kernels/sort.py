"""The order of the elements of each line: positions by which the line would be sorted, equal elements as they stand.

A bottom-up merge sort of positions: runs of 1, 2, 4, … positions are merged from one buffer to the other, ``y`` and
``t``, beginning in the one from which the last pass ends in ``y``. Comparing reads x. Threads share out the lines.
"""

from __future__ import annotations

from dataclasses import dataclass

import llvmlite.ir as ll

from ..ir.expression import Expression, Step
from ..ir.types import DType
from . import functions
from .builder import I1, I64, Builder
from .spec import Spec
from .target import Target


@dataclass(frozen=True)
class SortSpec(Spec):
    """Elements of type ``dtype``; a NaN is larger than any number."""

    descending: bool
    dtype: DType

    @property
    def family(self) -> str:
        """For example ``sort_descending_f32``."""
        return f"sort_{'descending' if self.descending else 'ascending'}_{self.dtype}"

    @property
    def words(self) -> list[str]:
        """Frame words: ``outer`` times ``inner`` lines of ``n`` elements; x with byte strides for all three.

        y and t are int64, each line contiguous, one after another.
        """
        return ["outer", "inner", "n", "x", "x_outer", "x_inner", "x_n", "y", "t"]

    def emit(self, target: Target) -> ll.Module:
        """One function for any extents."""
        b = Builder(self.symbol(target), self.words, target)
        p = {name: b.pointer(name) for name in ("x", "y", "t")}
        w = {name: b.word(name) for name in self.words if name not in p}
        n = w["n"]
        leading = b.intrinsic("llvm.ctlz", I64, [b.sub(n, 1), I1(0)], [I64])
        passes = b.ir.select(b.less(1, n), b.sub(64, leading), I64(0))
        odd = b.ir.trunc(passes, I1)
        with b.loop("line", *b.share(b.mul(w["outer"], w["inner"]))) as line:
            outer, inner = b.divmod(line.index, w["inner"])
            x = b.at(p["x"], b.mul(outer, w["x_outer"]), b.mul(inner, w["x_inner"]))
            y, t = (b.at(p[name], b.mul(line.index, b.mul(n, 8))) for name in ("y", "t"))
            source, target_ = b.ir.select(odd, t, y), b.ir.select(odd, y, t)
            with b.loop("start", 0, n) as start:
                b.store(start.index, b.at(source, b.mul(start.index, 8)), DType.INT64)
            with b.loop("pass", 0, passes, carry=[source, target_]) as number:
                source, target_ = number.carried
                width = b.ir.shl(I64(1), number.index)
                with b.loop("run", 0, n, b.mul(2, width)) as run:
                    middle = b.min(b.add(run.index, width), n)
                    end = b.min(b.add(middle, width), n)
                    self._merge(b, x, w["x_n"], source, target_, run.index, middle, end)
                number.carry(target_, source)
        return b.finish()

    def _merge(
        self,
        b: Builder,
        x: ll.Value,
        stride: ll.Value,
        source: ll.Value,
        target: ll.Value,
        start: ll.Value,
        middle: ll.Value,
        end: ll.Value,
    ) -> None:
        """Two sorted runs to one; of equal elements those of the first run come first."""
        with b.loop("merge", start, end, carry=[start, middle]) as k:
            left, right = k.carried
            # A run at its end is read at its last position, and not used.
            positions = [
                b.load(b.at(source, b.mul(b.min(at, b.sub(stop, 1)), 8)), DType.INT64)
                for at, stop in ((left, middle), (right, end))
            ]
            values = [b.load(b.at(x, b.mul(position, stride)), self.dtype) for position in positions]
            before = functions.emit(b, self._before(), values[::-1], [self.dtype] * 2)
            wanted = b.ir.or_(b.ir.not_(b.less(left, middle)), before)
            take = b.ir.and_(b.less(right, end), wanted)
            b.store(b.ir.select(take, positions[1], positions[0]), b.at(target, b.mul(k.index, 8)), DType.INT64)
            taken = b.ir.zext(take, I64)
            k.carry(b.add(left, b.sub(1, taken)), b.add(right, taken))

    def _before(self) -> Expression:
        """Whether the first of two elements must stand before the second."""
        less = Step("lt", (1, 0) if self.descending else (0, 1))
        if not self.dtype.is_float:
            return Expression(2, (less,))
        # Only a NaN differs from itself.
        larger, smaller = (0, 1) if self.descending else (1, 0)
        nan = (Step("eq", (larger, larger)), Step("not", (3,)), Step("eq", (smaller, smaller)), Step("and", (4, 5)))
        return Expression(2, (less, *nan, Step("or", (2, 6))))
