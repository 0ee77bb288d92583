"""Trigonometric and hyperbolic functions and their inverses as vector code, computed in float64 whatever the type.

Float32 results are the float64 ones rounded; in float64 errors are at most 4 ulp. The forms of ``atan`` and ``asin``
are those of Cephes and fdlibm.

Range reduction of ``sin``, ``cos`` and ``tan``: below 2**48 by subtracting multiples of pi/2 given in three parts (Cody
and Waite, "Software Manual for the Elementary Functions", 1980), beyond by multiplying with those bits of 2/pi that
matter (Payne and Hanek, "Radian reduction for trigonometric functions", 1983), so all finite arguments are right.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import llvmlite.ir as ll

from .builder import F32, F64, I64, Builder, constant, element_type, with_element
from .coefficients import ASIN, ATAN, COS, SIN, SINH
from .transcendental import exp, log
from .vectors import horner, same, two_sum

Function = Callable[[Builder, ll.Value], ll.Value]


def _in_float64(function: Function) -> Function:
    """The function of float64 for both types."""

    def emit(b: Builder, x: ll.Value) -> ll.Value:
        if element_type(x) != F32:
            return function(b, x)
        return b.ir.fptrunc(function(b, b.ir.fpext(x, with_element(x, F64))), x.type)

    emit.__doc__ = function.__doc__
    return emit


def _parts(value: Fraction, count: int) -> list[float]:
    """Numbers whose sum is the value, each the nearest to what the ones before leave."""
    parts = []
    for _ in range(count):
        parts.append(float(value))
        value -= Fraction(parts[-1])
    return parts


def _arctangent_of_inverse(n: int, bits: int) -> int:
    """``atan(1 / n) * 2**bits``, by its series."""
    total, power, k = 0, (1 << bits) // n, 0
    while power:
        total += (-1) ** k * (power // (2 * k + 1))
        power //= n * n
        k += 1
    return total


# Machin's formula, to more bits than the exponent of the largest number and the smallest remainder need.
_PI = Fraction(4 * (4 * _arctangent_of_inverse(5, 1400) - _arctangent_of_inverse(239, 1400)), 1 << 1400)
_HALF_PI = _parts(_PI / 2, 3)
_QUARTER_PI = _parts(_PI / 4, 2)
_ROWS = [_parts(2 / _PI * 2**exponent % 2**54, 4) for exponent in range(0, 1024, 16)]
_LARGE = 2.0**48
_ROUND = 1.5 * 2.0**52  # added to a number, it leaves the nearest integer in the lowest bits of the sum


# -- sine, cosine, tangent ------------------------------------------------------------------------------------------


def _reduced(b: Builder, x: ll.Value) -> tuple[ll.Value, ll.Value]:
    """``(q, r)`` with ``x = q * pi/2 + r`` and ``|r| <= pi/4`` but for rounding; of ``q`` the lowest bits are right."""
    large = b.ir.fcmp_ordered(">=", same(b, "llvm.fabs", x), constant(x, _LARGE))

    def both() -> list[ll.Value]:
        pairs = zip(_payne_hanek(b, x), _cody_waite(b, x), strict=True)
        return [b.ir.select(large, beyond, below) for beyond, below in pairs]

    quarters, r = b.choose(b.some(large), both, lambda: list(_cody_waite(b, x)))
    return quarters, r


def _cody_waite(b: Builder, x: ll.Value) -> tuple[ll.Value, ll.Value]:
    shifted = b.ir.fadd(b.ir.fmul(x, constant(x, 2 / math.pi)), constant(x, _ROUND))
    n = b.ir.fsub(shifted, constant(x, _ROUND))
    first, second, third = (constant(x, part) for part in _HALF_PI)
    # The first difference is exact; what rounding the second product lost goes with the third part. -0 stays -0.
    r = b.fma(b.ir.fneg(n), first, x)
    product = b.ir.fmul(n, second)
    lost = b.fma(n, second, b.ir.fneg(product))
    r = b.ir.fsub(b.ir.fsub(r, product), b.fma(n, third, lost))
    return b.ir.bitcast(shifted, with_element(x, I64)), r


def _payne_hanek(b: Builder, x: ll.Value) -> tuple[ll.Value, ll.Value]:
    """For ``|x| >= 1``: ``x = m * 2**e`` with a multiple ``e`` of 16, and ``2/pi * 2**e`` from a table.

    ``m`` is a multiple of 2**-52, so what the table leaves out, multiples of 2**54, are whole turns.
    """
    bits = b.ir.bitcast(x, with_element(x, I64))
    exponent = b.ir.sub(
        b.ir.and_(b.ir.lshr(bits, constant(x, 52, I64)), constant(x, 0x7FF, I64)), constant(x, 1023, I64)
    )
    row = b.ir.and_(b.ir.lshr(exponent, constant(x, 4, I64)), constant(x, len(_ROWS) - 1, I64))
    m = b.ir.bitcast(b.ir.sub(bits, b.ir.shl(row, constant(x, 56, I64))), x.type)
    terms = []
    for column in range(len(_ROWS[0])):
        part = b.look_up("two_by_pi", _ROWS, row, column)
        product = b.ir.fmul(m, part)
        for term in (product, b.fma(m, part, b.ir.fneg(product))):
            turns = same(b, "llvm.rint", b.ir.fmul(term, constant(x, 0.25)))
            terms.append(b.fma(turns, constant(x, -4.0), term))
    total, *lost = _exact_sum(b, terms)
    shifted = b.ir.fadd(total, constant(x, _ROUND))
    fraction = b.ir.fsub(total, b.ir.fsub(shifted, constant(x, _ROUND)))
    total, *lost = _exact_sum(b, [fraction, *lost])
    for error in reversed(lost):
        total = b.ir.fadd(total, error)
    return b.ir.bitcast(shifted, bits.type), b.ir.fmul(total, constant(x, math.pi / 2))


def _exact_sum(b: Builder, terms: list[ll.Value]) -> list[ll.Value]:
    """As many numbers of the same sum: the rounded sum, then what each addition lost."""
    total, lost = terms[0], []
    for term in terms[1:]:
        total, error = two_sum(b, total, term)
        lost.append(error)
    return [total, *lost]


def _sine_and_cosine(b: Builder, r: ll.Value) -> tuple[ll.Value, ll.Value]:
    """For ``|r| <= pi/4``."""
    u = b.ir.fmul(r, r)
    sine = _odd(b, r, u, SIN)
    one, half = constant(r, 1.0), b.ir.fmul(u, constant(r, 0.5))
    above = b.ir.fsub(one, half)
    below = b.fma(b.ir.fmul(u, u), horner(b, u, COS), b.ir.fsub(b.ir.fsub(one, above), half))
    return sine, b.ir.fadd(above, below)


def _odd(b: Builder, x: ll.Value, u: ll.Value, tail: tuple[float, ...]) -> ll.Value:
    """``x + x**3 * tail(x**2)`` with the sign of x, which -0 would lose; ``u = x**2``."""
    return same(b, "llvm.copysign", b.fma(b.ir.fmul(x, u), horner(b, u, tail), x), x)


def _turned(b: Builder, x: ll.Value, turn: int) -> ll.Value:
    """``sin(x + turn * pi/2)``."""
    quarters, r = _reduced(b, x)
    sine, cosine = _sine_and_cosine(b, r)
    quarters = b.ir.add(quarters, constant(x, turn, I64))
    value = b.ir.select(_odd_integer(b, quarters), cosine, sine)
    sign = b.ir.shl(b.ir.lshr(quarters, constant(x, 1, I64)), constant(x, 63, I64))
    return b.ir.bitcast(b.ir.xor(b.ir.bitcast(value, quarters.type), sign), x.type)


def _odd_integer(b: Builder, n: ll.Value) -> ll.Value:
    return b.ir.icmp_unsigned("!=", b.ir.and_(n, constant(n, 1)), constant(n, 0))


@_in_float64
def sin(b: Builder, x: ll.Value) -> ll.Value:
    """Polynomials on ``|r| <= pi/4`` and the symmetries of the circle; NaN for infinities."""
    return _turned(b, x, 0)


@_in_float64
def cos(b: Builder, x: ll.Value) -> ll.Value:
    """As ``sin``."""
    return _turned(b, x, 1)


@_in_float64
def tan(b: Builder, x: ll.Value) -> ll.Value:
    """``sin(r) / cos(r)``, or ``-cos(r) / sin(r)`` a quarter turn on."""
    quarters, r = _reduced(b, x)
    sine, cosine = _sine_and_cosine(b, r)
    turned = _odd_integer(b, quarters)
    above = b.ir.select(turned, b.ir.fneg(cosine), sine)
    return b.ir.fdiv(above, b.ir.select(turned, sine, cosine))


# -- their inverses -------------------------------------------------------------------------------------------------


@_in_float64
def atan(b: Builder, x: ll.Value) -> ll.Value:
    """A polynomial for ``|t| <= tan(pi/8)``; ``t`` is ``x``, ``(x - 1) / (x + 1)`` behind pi/4 or ``-1 / x`` behind
    pi/2."""
    magnitude, one = same(b, "llvm.fabs", x), constant(x, 1.0)
    second = b.ir.fcmp_ordered(">", magnitude, constant(x, math.tan(math.pi / 8)))
    third = b.ir.fcmp_ordered(">", magnitude, constant(x, math.tan(3 * math.pi / 8)))
    above = b.ir.select(second, b.ir.fsub(magnitude, one), magnitude)
    below = b.ir.select(second, b.ir.fadd(magnitude, one), one)
    t = b.ir.fdiv(b.ir.select(third, constant(x, -1.0), above), b.ir.select(third, magnitude, below))

    def base(part: int) -> ll.Value:
        quarter = b.ir.select(second, constant(x, _QUARTER_PI[part]), constant(x, 0.0))
        return b.ir.select(third, constant(x, _HALF_PI[part]), quarter)

    value = b.ir.fadd(base(0), b.ir.fadd(base(1), _odd(b, t, b.ir.fmul(t, t), ATAN)))
    return same(b, "llvm.copysign", value, x)


def _arcsine(b: Builder, x: ll.Value) -> tuple[ll.Value, ll.Value, ll.Value]:
    """Whether ``|x| <= 1/2``, then ``asin(|x|)``, else ``2 * asin(sqrt((1 - |x|) / 2))``, and ``|x|``."""
    magnitude = same(b, "llvm.fabs", x)
    near = b.ir.fcmp_ordered("<=", magnitude, constant(x, 0.5))
    half = b.ir.fmul(b.ir.fsub(constant(x, 1.0), magnitude), constant(x, 0.5))
    u = b.ir.select(near, b.ir.fmul(magnitude, magnitude), half)
    root = b.ir.select(near, magnitude, same(b, "llvm.sqrt", half))
    value = _odd(b, root, u, ASIN)
    return near, b.ir.select(near, value, b.ir.fadd(value, value)), magnitude


@_in_float64
def asin(b: Builder, x: ll.Value) -> ll.Value:
    """A polynomial for ``|x| <= 1/2``, else ``pi/2 - 2 asin(sqrt((1 - |x|) / 2))``; NaN for ``|x| > 1``."""
    near, value, _ = _arcsine(b, x)
    far = b.ir.fsub(constant(x, _HALF_PI[0]), b.ir.fsub(value, constant(x, _HALF_PI[1])))
    return same(b, "llvm.copysign", b.ir.select(near, value, far), x)


@_in_float64
def acos(b: Builder, x: ll.Value) -> ll.Value:
    """``pi/2 - asin(x)`` for ``|x| <= 1/2``, else ``2 asin(sqrt((1 - |x|) / 2))``, taken from pi for negative ``x``."""
    near, value, _ = _arcsine(b, x)
    negative = b.ir.fcmp_ordered("<", x, constant(x, 0.0))
    signed = same(b, "llvm.copysign", value, x)
    middle = b.ir.fsub(constant(x, _HALF_PI[0]), b.ir.fsub(signed, constant(x, _HALF_PI[1])))
    high, low = (constant(x, 2 * part) for part in _HALF_PI[:2])
    opposite = b.ir.fsub(high, b.ir.fsub(value, low))
    return b.ir.select(near, middle, b.ir.select(negative, opposite, value))


# -- hyperbolic functions -------------------------------------------------------------------------------------------


@_in_float64
def sinh(b: Builder, x: ll.Value) -> ll.Value:
    """A polynomial for ``|x| < 1``, else ``e - 1 / (4 e)`` with ``e = exp(|x|) / 2``, which overflows no earlier."""
    magnitude = same(b, "llvm.fabs", x)
    near = _odd(b, magnitude, b.ir.fmul(x, x), SINH)
    e = exp(b, magnitude, doublings=-1)
    far = b.ir.fsub(e, b.ir.fdiv(constant(x, 0.25), e))
    value = b.ir.select(b.ir.fcmp_ordered("<", magnitude, constant(x, 1.0)), near, far)
    return same(b, "llvm.copysign", value, x)


@_in_float64
def cosh(b: Builder, x: ll.Value) -> ll.Value:
    """``e + 1 / (4 e)`` with ``e = exp(|x|) / 2``."""
    e = exp(b, same(b, "llvm.fabs", x), doublings=-1)
    return b.ir.fadd(e, b.ir.fdiv(constant(x, 0.25), e))


def _log1p(b: Builder, x: ll.Value) -> ll.Value:
    """``log(1 + x)`` for ``x >= 0``: what rounding the sum lost changes the logarithm by as much over the sum."""
    total = b.ir.fadd(constant(x, 1.0), x)
    lost = b.ir.fsub(x, b.ir.fsub(total, constant(x, 1.0)))
    finite = b.ir.fcmp_ordered("<", x, constant(x, math.inf))
    return b.ir.fadd(log(b, total), b.ir.select(finite, b.ir.fdiv(lost, total), constant(x, 0.0)))


_HUGE = 2.0**28
"""From here on ``sqrt(x**2 + 1)`` and ``sqrt(x**2 - 1)`` are ``x``, to less than a unit in the last place."""


@_in_float64
def asinh(b: Builder, x: ll.Value) -> ll.Value:
    """``log1p(|x| + x**2 / (1 + sqrt(1 + x**2)))``; ``log(|x|) + log(2)`` where that does not differ."""
    magnitude, one, square = same(b, "llvm.fabs", x), constant(x, 1.0), b.ir.fmul(x, x)
    root = same(b, "llvm.sqrt", b.ir.fadd(one, square))
    small = _log1p(b, b.ir.fadd(magnitude, b.ir.fdiv(square, b.ir.fadd(one, root))))
    return same(b, "llvm.copysign", _large_or(b, magnitude, small), x)


@_in_float64
def acosh(b: Builder, x: ll.Value) -> ll.Value:
    """``log1p(t + sqrt(2 t + t**2))`` with ``t = x - 1``; ``log(x) + log(2)`` where that does not differ."""
    t = b.ir.fsub(x, constant(x, 1.0))
    root = same(b, "llvm.sqrt", b.fma(t, t, b.ir.fadd(t, t)))
    value = _large_or(b, x, _log1p(b, b.ir.fadd(t, root)))
    return b.ir.select(b.ir.fcmp_unordered("<", x, constant(x, 1.0)), constant(x, math.nan), value)


def _large_or(b: Builder, x: ll.Value, small: ll.Value) -> ll.Value:
    """``log(2 x)`` for a huge x, whatever is given for others."""
    large = b.ir.fadd(log(b, x), constant(x, math.log(2)))
    return b.ir.select(b.ir.fcmp_ordered(">", x, constant(x, _HUGE)), large, small)


@_in_float64
def atanh(b: Builder, x: ll.Value) -> ll.Value:
    """``log1p(2 |x| / (1 - |x|)) / 2`` with the sign of ``x``; NaN for ``|x| > 1``."""
    magnitude = same(b, "llvm.fabs", x)
    quotient = b.ir.fdiv(b.ir.fadd(magnitude, magnitude), b.ir.fsub(constant(x, 1.0), magnitude))
    return same(b, "llvm.copysign", b.ir.fmul(constant(x, 0.5), _log1p(b, quotient)), x)
