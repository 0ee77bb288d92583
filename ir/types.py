"""Element types and tensor types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

import ml_dtypes  # noqa: F401 -- gives numpy the narrow types
import numpy as np

from .coordinates import LARGEST_DENSE, Data, TooLargeError
from .dims import Dim, evaluate, product


class DType(Enum):
    """An element type; the value is numpy's name for it, where numpy's own types end those of ``ml_dtypes`` go on.

    The *narrow* ones are for memory: their elements are moved and converted, but arithmetic is that of ``wide``. Each
    takes one or two whole bytes; where a type has fewer than 8 bits they are the low ones, and what is above them is
    ignored when read and 0 when written.
    """

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
    FLOAT16 = "float16"
    BFLOAT16 = "bfloat16"
    FLOAT8E4M3FN = "float8_e4m3fn"
    FLOAT8E4M3FNUZ = "float8_e4m3fnuz"
    FLOAT8E5M2 = "float8_e5m2"
    FLOAT8E5M2FNUZ = "float8_e5m2fnuz"
    FLOAT8E8M0 = "float8_e8m0fnu"
    FLOAT4E2M1 = "float4_e2m1fn"
    INT4 = "int4"
    UINT4 = "uint4"
    INT2 = "int2"
    UINT2 = "uint2"

    @cached_property
    def numpy(self) -> np.dtype[Any]:
        """The numpy dtype."""
        return np.dtype(self.value)

    @property
    def bytes(self) -> int:
        """Size of one element in memory."""
        return self.numpy.itemsize

    @cached_property
    def bits(self) -> int:
        """Bits of one element that mean something; 8 for bool."""
        return int("".join(c for c in self.value.partition("_")[0] if c.isdigit()) or 8)

    @cached_property
    def kind(self) -> str:
        """``f``, ``i``, ``u`` or ``b``: floating point, signed, unsigned, bool."""
        return "f" if "float" in self.value else self.value[0]

    @property
    def is_float(self) -> bool:
        """Whether this is a floating-point type."""
        return self.kind == "f"

    @property
    def is_signed(self) -> bool:
        """Whether values can be negative."""
        return self.kind in "fi"

    @property
    def limits(self) -> tuple[int, int]:
        """The smallest and the largest number of an integer type."""
        ends = 1 << (self.bits - (self.kind == "i"))
        return -ends if self.kind == "i" else 0, ends - 1

    @property
    def is_narrow(self) -> bool:
        """Whether elements are only moved and converted."""
        return self.wide is not self

    @cached_property
    def wide(self) -> DType:
        """The type that has all values of this one and arithmetic: float32, int8 or uint8 for narrow types."""
        if self.is_float:
            return DType.FLOAT32 if self.bits < 32 else self
        return {"i": DType.INT8, "u": DType.UINT8}[self.kind] if self.bits < 8 else self

    def __str__(self) -> str:
        return _SHORT[self]

    @classmethod
    def of(cls, array: Data) -> DType:
        """The type of an array's elements; ValueError for one that has no counterpart here."""
        return cls(array.dtype.name)


_SHORT = {t: t.value.replace("uint", "u").replace("int", "i").replace("float", "f") for t in DType}
BY_SHORT_NAME = {short: dtype for dtype, short in _SHORT.items()}


def check_size(elements: int, dtype: DType) -> None:
    """TooLargeError for an array of so many elements that is beyond reason."""
    if elements * dtype.bytes > LARGEST_DENSE:
        text = f"a constant of {elements} elements ({dtype}) is too large; check the shape it is made from"
        raise TooLargeError(text)


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
