"""What emitters of element-wise code share.

A value is a scalar or a vector of any width.
"""

from __future__ import annotations

from collections.abc import Sequence

import llvmlite.ir as ll

from .builder import Builder, constant


def uniform(given: ll.Constant) -> float:
    """The number that a constant has in every lane."""
    value = given.constant
    if not isinstance(given.type, ll.VectorType):
        return float(value)
    first = value[0]
    return float(first.constant if isinstance(first, ll.Constant) else first)


def same(b: Builder, name: str, *operands: ll.Value) -> ll.Value:
    """An intrinsic of operands and a result of one type."""
    return b.intrinsic(name, operands[0].type, operands, [operands[0].type])


def horner(b: Builder, x: ll.Value, coefficients: Sequence[float]) -> ll.Value:
    """The polynomial with these coefficients, the constant first."""
    total: ll.Value = constant(x, coefficients[-1])
    for c in reversed(coefficients[:-1]):
        total = b.fma(total, x, constant(x, c))
    return total


def two_sum(b: Builder, x: ll.Value, y: ll.Value) -> tuple[ll.Value, ll.Value]:
    """The rounded sum, and what rounding it lost (Knuth)."""
    total = b.ir.fadd(x, y)
    of_y = b.ir.fsub(total, x)
    of_x = b.ir.fsub(total, of_y)
    return total, b.ir.fadd(b.ir.fsub(x, of_x), b.ir.fsub(y, of_y))


def maximum(b: Builder, x: ll.Value, y: ll.Value) -> ll.Value:
    """The larger; NaN if either is NaN. One instruction where one operand is a constant."""
    return _extremum(b, ">", x, y)


def minimum(b: Builder, x: ll.Value, y: ll.Value) -> ll.Value:
    """The smaller; NaN if either is NaN."""
    return _extremum(b, "<", x, y)


def _extremum(b: Builder, sign: str, x: ll.Value, y: ll.Value) -> ll.Value:
    if isinstance(x, ll.Constant):
        x, y = y, x
    # A comparison with NaN is false, so a NaN in x is kept; one in y has to be looked for unless y is a constant.
    best = b.ir.select(b.ir.fcmp_ordered(sign, y, x), y, x)
    return best if isinstance(y, ll.Constant) else b.ir.select(b.ir.fcmp_unordered("uno", y, y), y, best)
