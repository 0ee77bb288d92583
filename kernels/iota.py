"""The numbers 0, 1, 2, … as a tensor: y[i] = i. Threads share out the elements."""

from __future__ import annotations

from dataclasses import dataclass

import llvmlite.ir as ll

from ..ir.expression import Expression
from ..ir.types import DType
from . import functions
from .builder import Builder
from .spec import Spec
from .target import Target


@dataclass(frozen=True)
class IotaSpec(Spec):
    """Elements of type ``dtype``."""

    dtype: DType

    @property
    def family(self) -> str:
        """For example ``iota_i64``."""
        return f"iota_{self.dtype}"

    @property
    def words(self) -> list[str]:
        """Frame words: the number of elements ``n``, and ``y``."""
        return ["n", "y"]

    def emit(self, target: Target) -> ll.Module:
        """One store per element."""
        b = Builder(self.symbol(target), self.words, target)
        y, convert = b.pointer("y"), Expression.call("cast", self.dtype)
        with b.loop("i", *b.share(b.word("n"))) as i:
            value = functions.emit(b, convert, [i.index], [DType.INT64])
            b.store(value, b.at(y, b.mul(i.index, self.dtype.bytes)), self.dtype)
        return b.finish()
