"""What an import has used of its limits; all graphs of a model share one budget."""

from __future__ import annotations

import math

from ...ir import TensorType
from ...ir.dims import bounds
from ..limits import Limits
from .problems import RefusedError
from .tensors import LARGEST_ARRAY

_ALWAYS_MADE = 3 << 28
"""Bytes of constants that the compiler makes, however few the model brings."""

MOST_COPIES = 128
"""How many times a subgraph is imported at most; each time doubles or triples what is inside it."""


class Budget:
    """Counts operations and the bytes of constants."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._operations = self._given = self._made = 0

    def add_operation(self, name: str) -> None:
        """Count an operation that the node of this name has become; CompileError if there are too many."""
        self._operations += 1
        if self._operations > self.limits.nodes:
            raise self.limits.too_many_operations(name)

    def add_given(self, bytes: int) -> None:
        """Count the data of a constant that comes with the model."""
        self._given += bytes

    def make(self, type: TensorType) -> bool:
        """Whether a constant that would be computed while compiling is to be, and not in each run; counts it if so.

        What a model holds itself may grow somewhat, but a small file must not become a large library.
        """
        size = type.elements * type.dtype.bytes
        if not isinstance(size, int) or self._made + size > max(_ALWAYS_MADE, 4 * self._given):
            return False
        self._made += size
        return True

    def check(self, type: TensorType, what: str = "its result") -> None:
        """RefusedError for a tensor that has a negative extent, or takes too much memory at its smallest."""
        if any(bounds(dim)[1] < 0 for dim in type.shape):
            raise RefusedError(f"{what} {type} has a negative extent; check the sizes it is given")
        if (least := bounds(type.elements)[0] * type.dtype.bytes) > self.limits.memory:
            raise RefusedError(self.limits.too_large(f"{what} {type}", least))
        if math.prod(max(1, bounds(dim)[0]) for dim in type.shape) > LARGEST_ARRAY:
            raise RefusedError(f"{what} {type} has extents too large to count; check the shapes it is made from")
