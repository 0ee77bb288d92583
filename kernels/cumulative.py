"""Running totals down the middle axis of ``[outer, n, inner]``.

    y[o, i, l] = x[o, 0, l] + … + x[o, i, l]        exclusive: … + x[o, i - 1, l]

One chain for each line, in the order of the axis; vectors run over ``inner``, along which x and y are contiguous.
Without ``lanes`` inner is 1. Threads share out the lines.
"""

from __future__ import annotations

from dataclasses import dataclass

import llvmlite.ir as ll

from ..ir.expression import Expression
from ..ir.ops.reduction import COMBINERS, identity
from ..ir.types import DType
from . import functions
from .builder import Builder
from .epilogue import load, store
from .spec import Spec
from .target import Target


@dataclass(frozen=True)
class CumulativeSpec(Spec):
    """``function`` is "sum" or "prod"."""

    function: str
    exclusive: bool
    dtype: DType
    lanes: bool

    @property
    def family(self) -> str:
        """For example ``cumulative_sum``."""
        return f"cumulative_{self.function}"

    @property
    def words(self) -> list[str]:
        """Frame words: the extents; x and y with byte strides for ``outer`` and ``n``, which may be negative."""
        return ["outer", "n", "inner", "x", "x_outer", "x_n", "y", "y_outer", "y_n"]

    def emit(self, target: Target) -> ll.Module:
        """One function for any extents and strides."""
        b = Builder(self.symbol(target), self.words, target)
        p = {name: b.pointer(name) for name in ("x", "y")}
        w = {name: b.word(name) for name in self.words if name not in p}
        width = target.lanes if self.lanes else 1
        pieces = b.ceildiv(w["inner"], width)
        start, stop = b.share(b.mul(w["outer"], pieces))
        neutral = identity(self.function, self.dtype)
        first = ll.Constant(functions.register_type(self.dtype, width), [neutral] * width)
        with b.loop("line", start, stop) as line:
            outer, piece = b.divmod(line.index, pieces)
            lane = b.mul(piece, width)
            mask = b.first_lanes(b.sub(w["inner"], lane), width) if self.lanes else None
            at = {n: b.at(p[n], b.mul(outer, w[f"{n}_outer"]), b.mul(lane, self.dtype.bytes)) for n in p}
            with b.loop("i", 0, w["n"], carry=[first]) as i:
                x, y = (b.at(at[n], b.mul(i.index, w[f"{n}_n"])) for n in ("x", "y"))
                value = load(b, x, self.dtype, width, mask)
                combine = Expression.call(COMBINERS[self.function])
                total = functions.emit(b, combine, [i.carried[0], value], [self.dtype] * 2)
                store(b, i.carried[0] if self.exclusive else total, y, self.dtype, mask)
                i.carry(total)
        return b.finish()
