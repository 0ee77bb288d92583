"""Element types and tensor types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np

from .dims import Dim, evaluate, product


class DType(Enum):
    """An element type; the value is numpy's name for it."""

    BOOL = "bool"
    INT8 = "int8"
    INT16 = "int16"
    INT32 = "int32"
    INT64 = "int64"
    UINT8 = "uint8"
    UINT16 = "uint16"
    UINT32 = "uint32"
    UINT64 = "uint64"
    FLOAT32 = "float32"
    FLOAT64 = "float64"

    @property
    def numpy(self) -> np.dtype[Any]:
        """The numpy dtype."""
        return np.dtype(self.value)

    @property
    def bytes(self) -> int:
        """Size of one element in bytes."""
        return self.numpy.itemsize

    @property
    def is_float(self) -> bool:
        """Whether this is a floating-point type."""
        return self.numpy.kind == "f"

    @property
    def is_signed(self) -> bool:
        """Whether values can be negative."""
        return self.numpy.kind in "fi"

    def __str__(self) -> str:
        return _SHORT[self]

    @classmethod
    def of(cls, array: np.ndarray[Any, Any]) -> DType:
        """The type of an array's elements; ValueError for one that has no counterpart here."""
        return cls(array.dtype.name)


_SHORT = {t: t.value.replace("uint", "u").replace("int", "i").replace("float", "f") for t in DType}
BY_SHORT_NAME = {short: dtype for dtype, short in _SHORT.items()}


@dataclass(frozen=True)
class TensorType:
    """Element type and shape; the rank is always known, a dim may be an expression."""

    dtype: DType
    shape: tuple[Dim, ...]

    @property
    def rank(self) -> int:
        """The number of axes."""
        return len(self.shape)

    @property
    def elements(self) -> Dim:
        """The number of elements."""
        return product(self.shape)

    def static_shape(self, symbols: Mapping[str, int]) -> tuple[int, ...]:
        """The shape where every symbol has the given value."""
        return tuple(evaluate(dim, symbols) for dim in self.shape)

    def __str__(self) -> str:
        return f"{self.dtype}[{', '.join(map(str, self.shape))}]"
