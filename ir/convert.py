"""Conversions between element types: what ``cast`` and ``bitcast`` mean, defined for every value.

ONNX leaves open what becomes of a number that an integer type does not have. Here a floating-point number goes to the
nearest end of the type, and NaN to 0; of the types with fewer than 8 bits, whose ends ONNX's tests rule out, it takes
the low bits of the int32. Integers keep their low bits. To a narrow floating-point type numbers are rounded once, to
nearest even, where an integer counts as the float32 next to it; what is too large becomes infinite, NaN where the type
has no infinity, or the largest number where it has no NaN either, whose NaN is 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .types import DType

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Format:
    """The bits of a narrow floating-point type: a sign, ``exponent`` and ``mantissa``.

    ``largest``, ``overflow`` and ``nan`` are codes without sign: of the largest number, of what is larger, and of NaN
    (None: the type has none). In types without a negative zero (``signed_zero``) its code is NaN.
    """

    exponent: int
    mantissa: int
    bias: int
    largest: int
    overflow: int
    nan: int | None
    signed_zero: bool = True

    @property
    def bits(self) -> int:
        """Bits of the exponent and the mantissa."""
        return self.exponent + self.mantissa

    @property
    def maximum(self) -> float:
        """The largest number."""
        exponent, mantissa = divmod(self.largest, 1 << self.mantissa)
        return (1 + mantissa / (1 << self.mantissa)) * 2.0 ** (exponent - self.bias)


# Sources: IEEE 754 (float16); OCP 8-bit floating point and microscaling formats; arXiv 2206.02915 (fnuz).
FORMATS = {
    DType.FLOAT16: Format(5, 10, 15, 0x7BFF, 0x7C00, 0x7E00),
    DType.BFLOAT16: Format(8, 7, 127, 0x7F7F, 0x7F80, 0x7FC0),
    DType.FLOAT8E4M3FN: Format(4, 3, 7, 0x7E, 0x7F, 0x7F),
    DType.FLOAT8E4M3FNUZ: Format(4, 3, 8, 0x7F, 0x80, 0x80, signed_zero=False),
    DType.FLOAT8E5M2: Format(5, 2, 15, 0x7B, 0x7C, 0x7E),
    DType.FLOAT8E5M2FNUZ: Format(5, 2, 16, 0x7F, 0x80, 0x80, signed_zero=False),
    DType.FLOAT4E2M1: Format(2, 1, 1, 0x7, 0x7, None),
}
"""The narrow types with a sign; float8e8m0 is the exponent of a float32 and nothing else."""


def convert(x: Array, to: DType) -> Array:
    """``x`` converted to another type."""
    dtype = DType.of(x)
    if dtype.bits < 8:
        x = (x.view(np.uint8) & ((1 << dtype.bits) - 1)).view(dtype.numpy)
    if dtype.is_narrow:
        x, dtype = x.astype(dtype.wide.numpy), dtype.wide
    if to is DType.BOOL:
        return np.asarray(x != 0)
    if to.is_float and to.is_narrow:
        x = to_odd(x) if dtype is DType.FLOAT64 else x.astype(np.float32)
        return (x if FORMATS[to].nan else np.where(np.isnan(x), np.float32(0), x)).astype(to.numpy)
    if not dtype.is_float or to.is_float:
        return _low_bits(x, to)
    within = DType.INT32 if to.is_narrow else to
    low, high = within.limits
    # The lower end is a power of two or 0, and so is what follows the upper end: both are exact in every type.
    inside = (x >= low) & (x < float(high + 1))
    ends = np.where(x < 0, low, np.where(np.isnan(x), 0, high)).astype(within.numpy)
    return _low_bits(np.where(inside, np.where(inside, x, 0).astype(within.numpy), ends), to)


def reinterpret(x: Array, to: DType) -> Array:
    """The bits of ``x`` as another type of as many; as a bool every byte but 0 is true."""
    if to is DType.BOOL:
        return np.asarray(x.view(np.uint8) != 0)
    return x.view(to.numpy)


def to_odd(x: Array) -> Array:
    """float64 as float32, where what is not exact becomes that neighbour whose last bit is 1.

    Rounding the result once more, to fewer bits, is as good as rounding ``x`` itself. Source: Boldo and Melquiond,
    "When double rounding is odd".
    """
    near = x.astype(np.float32)
    back = near.astype(np.float64)
    bits = near.view(np.uint32) - (np.abs(back) > np.abs(x))
    inexact = (back < x) | (back > x)
    return np.asarray(bits | inexact, np.uint32).view(np.float32)


def _low_bits(x: Array, to: DType) -> Array:
    """The C conversion; that of integers to fewer bits keeps the low ones."""
    if not to.is_narrow:
        return x.astype(to.numpy)
    return (x.astype(np.int64) & ((1 << to.bits) - 1)).astype(np.uint8).view(to.numpy)
