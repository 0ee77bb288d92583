"""A tensor made of frame words: sizes of this run as data.

y[i] = word i, for a one-dimensional int64 tensor. Thread 0 writes it.
"""

from __future__ import annotations

from dataclasses import dataclass

import llvmlite.ir as ll

from ..ir.types import DType
from .builder import Builder
from .spec import Spec
from .target import Target


@dataclass(frozen=True)
class WordsSpec(Spec):
    """``count`` elements."""

    count: int

    @property
    def family(self) -> str:
        """For example ``words_4``."""
        return f"words_{self.count}"

    @property
    def words(self) -> list[str]:
        """Frame words: ``y`` and the values ``v{i}``."""
        return ["y", *(f"v{i}" for i in range(self.count))]

    def emit(self, target: Target) -> ll.Module:
        """One store per word."""
        b = Builder(self.symbol(target), self.words, target)
        y = b.pointer("y")
        with b.when(b.equal(b.thread, 0)):
            for i in range(self.count):
                b.store(b.word(f"v{i}"), b.at(y, 8 * i), DType.INT64)
        return b.finish()
