"""The order of the elements of each line: positions by which the line would be sorted, equal elements as they stand.

Instead of numbers the elements may be ``rows``, which are compared number by number until two differ.

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
    """Elements, or rows of them, of type ``dtype``; a NaN is larger than any number."""

    descending: bool
    dtype: DType
    rows: bool = False

    @property
    def family(self) -> str:
        """For example ``sort_descending_f32``."""
        order = "descending" if self.descending else "ascending"
        return f"sort_{'rows_' if self.rows else ''}{order}_{self.dtype}"

    @property
    def words(self) -> list[str]:
        """Frame words: ``outer`` times ``inner`` lines of ``n`` elements; x with byte strides for all three.

        y and t are int64, each line contiguous, one after another. A row has ``m`` elements, ``x_m`` bytes apart.
        """
        row = ["m", "x_m"] if self.rows else []
        return ["outer", "inner", "n", "x", "x_outer", "x_inner", "x_n", "y", "t", *row]

    def emit(self, target: Target) -> ll.Module:
        """One function for any extents."""
        b = Builder(self.symbol(target), self.words, target)
        p = {name: b.pointer(name) for name in ("x", "y", "t")}
        w = {name: b.word(name) for name in self.words if name not in p}
        n = w["n"]
        leading = b.intrinsic("llvm.ctlz", I64, [b.sub(n, 1), I1(0)], [I64])
        several = b.less(1, n)
        if self.rows:
            several = b.ir.and_(several, b.less(0, w["m"]))  # rows of nothing are equal
        passes = b.ir.select(several, b.sub(64, leading), I64(0))
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
                    self._merge(b, x, w, source, target_, run.index, middle, end)
                number.carry(target_, source)
        return b.finish()

    def _merge(
        self,
        b: Builder,
        x: ll.Value,
        w: dict[str, ll.Value],
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
            elements = [b.at(x, b.mul(position, w["x_n"])) for position in positions]
            before = self._row_before if self.rows else self._before
            wanted = b.ir.or_(b.ir.not_(b.less(left, middle)), before(b, w, elements[1], elements[0]))
            take = b.ir.and_(b.less(right, end), wanted)
            b.store(b.ir.select(take, positions[1], positions[0]), b.at(target, b.mul(k.index, 8)), DType.INT64)
            taken = b.ir.zext(take, I64)
            k.carry(b.add(left, b.sub(1, taken)), b.add(right, taken))

    def _row_before(self, b: Builder, w: dict[str, ll.Value], first: ll.Value, second: ll.Value) -> ll.Value:
        """Whether the first of two rows must stand before the second: the first elements that differ decide."""

        def compare(values: list[ll.Value]) -> tuple[ll.Value, list[ll.Value]]:
            index = values[0]
            elements = [b.at(row, b.mul(index, w["x_m"])) for row in (first, second)]
            before, behind = self._before(b, w, *elements), self._before(b, w, *elements[::-1])
            following = b.add(index, 1)
            equal = b.ir.not_(b.ir.or_(before, behind))
            return b.ir.and_(equal, b.less(following, w["m"])), [following, before]

        return b.repeat("row", [I64(0), I1(0)], compare)[1]

    def _before(self, b: Builder, w: dict[str, ll.Value], first: ll.Value, second: ll.Value) -> ll.Value:
        """Whether the first of two elements must stand before the second."""
        values = [b.load(element, self.dtype) for element in (first, second)]
        return functions.emit(b, self._order(), values, [self.dtype] * 2)

    def _order(self) -> Expression:
        """Whether the first of two elements must stand before the second."""
        less = Step("lt", (1, 0) if self.descending else (0, 1))
        if not self.dtype.is_float:
            return Expression(2, (less,))
        # Only a NaN differs from itself.
        larger, smaller = (0, 1) if self.descending else (1, 0)
        nan = (Step("eq", (larger, larger)), Step("not", (3,)), Step("eq", (smaller, smaller)), Step("and", (4, 5)))
        return Expression(2, (less, *nan, Step("or", (2, 6))))
