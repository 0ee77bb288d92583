"""Powers of floating-point numbers as vector code.

``exp(y * log(|x|))``, computed in float64 whatever the type. What the rounded logarithm, product and reduced argument
lack is carried in a second number each: else an error in the exponent, which may be as large as 745, would come out
magnified. Whole results are exact.
"""

from __future__ import annotations

import math

import llvmlite.ir as ll

from .builder import F32, F64, Builder, constant, element_type, with_element
from .coefficients import EXP, LOG
from .transcendental import LN2, exponent_and_fraction, scale
from .vectors import horner, maximum, minimum, same, two_sum, uniform


def power(b: Builder, x: ll.Value, y: ll.Value) -> ll.Value:
    """``x ** y``: multiplications for the exponents 2, 3 and 0.5, else by the logarithm of ``|x|`` and the sign.

    A negative ``x`` with an exponent that is no integer gives NaN, as C's ``pow`` does.
    """
    if isinstance(y, ll.Constant) and (exponent := uniform(y)) in (2.0, 3.0, 0.5, 1.0):
        square = b.ir.fmul(x, x)
        return {2.0: square, 3.0: b.ir.fmul(square, x), 0.5: _root(b, x), 1.0: x}[exponent]
    if element_type(x) == F32:
        wide = with_element(x, F64)
        return b.ir.fptrunc(power(b, b.ir.fpext(x, wide), b.ir.fpext(y, wide)), x.type)
    magnitude, one, zero = same(b, "llvm.fabs", x), constant(x, 1.0), constant(x, 0.0)
    value = _exp(b, *_product(b, y, *_log(b, magnitude)))
    # |x| = 1 and an infinite exponent would be 0 * infinity.
    value = b.ir.select(b.ir.fcmp_ordered("==", magnitude, one), one, value)
    half = b.ir.fmul(y, constant(x, 0.5))
    whole = b.ir.fcmp_ordered("==", same(b, "llvm.floor", y), y)
    odd = b.ir.and_(whole, b.ir.fcmp_ordered("!=", same(b, "llvm.floor", half), half))
    value = b.ir.select(odd, same(b, "llvm.copysign", value, x), value)
    finite = b.ir.fcmp_ordered("!=", x, constant(x, -math.inf))
    undefined = b.ir.and_(b.ir.and_(b.ir.fcmp_ordered("<", x, zero), finite), b.ir.not_(whole))
    value = b.ir.select(undefined, constant(x, math.nan), value)
    value = b.ir.select(b.ir.fcmp_ordered("==", y, zero), one, value)
    return b.ir.select(b.ir.fcmp_ordered("==", x, one), one, value)


def _root(b: Builder, x: ll.Value) -> ll.Value:
    """``x ** 0.5``, which differs from the square root of -0.0 and of minus infinity."""
    root = same(b, "llvm.sqrt", b.ir.fadd(x, constant(x, 0.0)))
    infinite = b.ir.fcmp_ordered("==", x, constant(x, -math.inf))
    return b.ir.select(infinite, constant(x, math.inf), root)


def _log(b: Builder, x: ll.Value) -> tuple[ll.Value, ll.Value]:
    """The logarithm and what its rounding lost, as ``transcendental.log`` computes it, for ``x >= 0``."""
    n, f = exponent_and_fraction(b, x)
    two = constant(x, 2.0)
    divisor = b.ir.fadd(two, f)
    s = b.ir.fdiv(f, divisor)
    # f - s * (2 + f), with what rounding the divisor lost.
    rest = b.fma(b.ir.fneg(s), divisor, f)
    rest = b.ir.fsub(rest, b.ir.fmul(s, b.ir.fsub(f, b.ir.fsub(divisor, two))))
    u = b.ir.fmul(s, s)
    low = b.fma(s, b.ir.fmul(u, horner(b, u, LOG[F64])), b.ir.fmul(two, b.ir.fdiv(rest, divisor)))
    first, second = (constant(x, part) for part in LN2[F64])
    high, lost = two_sum(b, b.ir.fmul(n, first), b.ir.fmul(two, s))
    high, low = two_sum(b, high, b.ir.fadd(lost, b.fma(n, second, low)))
    for edge, value in ((0.0, -math.inf), (math.inf, math.inf)):
        there = b.ir.fcmp_ordered("==", x, constant(x, edge))
        high = b.ir.select(there, constant(x, value), high)
    return b.ir.select(b.ir.fcmp_ordered("ord", x, x), high, x), low


def _product(b: Builder, y: ll.Value, high: ll.Value, low: ll.Value) -> tuple[ll.Value, ll.Value]:
    """``y`` times a number in two parts; the second is 0 where the first has no finite exponential."""
    product = b.ir.fmul(y, high)
    lost = b.fma(y, low, b.fma(y, high, b.ir.fneg(product)))
    usual = b.ir.fcmp_ordered("<", same(b, "llvm.fabs", product), constant(y, 750.0))
    return product, b.ir.select(usual, lost, constant(y, 0.0))


def _exp(b: Builder, x: ll.Value, rest: ll.Value) -> ll.Value:
    """``exp(x + rest)``, as ``transcendental.exp`` computes it."""
    x = minimum(b, maximum(b, x, constant(x, -746.0)), constant(x, 711.0))
    n = same(b, "llvm.rint", b.ir.fmul(x, constant(x, 1 / math.log(2))))
    first, second = (constant(x, -part) for part in LN2[F64])
    r, lost = two_sum(b, b.fma(n, first, x), b.fma(n, second, rest))
    tail = b.fma(b.ir.fmul(r, r), horner(b, r, EXP[F64]), b.fma(r, lost, lost))
    high, lost = two_sum(b, constant(x, 1.0), r)
    return scale(b, b.ir.fadd(high, b.ir.fadd(lost, tail)), n)
