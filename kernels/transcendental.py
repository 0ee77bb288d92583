"""Transcendental functions as vector code: range reduction and a polynomial (coefficients: ``fit.py``).

The same operations on every target, so results do not depend on the vector width.
"""

from __future__ import annotations

import math

import llvmlite.ir as ll

from .builder import F32, F64, I32, I64, Builder, constant, element_type, with_element
from .coefficients import ERF_LARGE, ERF_SMALL, EXP, LOG, TANH
from .vectors import horner, maximum, minimum, same

LN2 = {
    F32: (0.693145751953125, math.log(2) - 0.693145751953125),
    F64: (0.6931471803691238, 1.9082149292705877e-10),
}
"""ln 2 in two parts whose first has few bits, so that whole numbers times it are exact."""


def exp(b: Builder, x: ll.Value, doublings: int = 0) -> ll.Value:
    """``2**n * exp(r)`` with ``n = round(x / ln 2)``; the scale is applied in two halves, so that denormals are right.

    ``doublings``, not above 0, is added to ``n``: the result may be finite where ``exp(x)`` is not.
    """
    single = element_type(x) == F32
    low, high = (-104.0, 90.0) if single else (-746.0, 711.0)
    x = minimum(b, maximum(b, x, constant(x, low)), constant(x, high))
    n = same(b, "llvm.rint", b.ir.fmul(x, constant(x, 1 / math.log(2))))
    first, second = LN2[element_type(x)]
    r = b.fma(n, constant(x, -first), x)
    r = b.fma(n, constant(x, -second), r)
    tail = horner(b, r, EXP[element_type(x)])
    value = b.ir.fadd(b.fma(b.ir.fmul(r, r), tail, r), constant(x, 1.0))
    return scale(b, value, n, doublings)


def scale(b: Builder, x: ll.Value, n: ll.Value, doublings: int = 0) -> ll.Value:
    """``x * 2**(n + doublings)`` for a whole number ``n``; NaN for NaN."""
    integer, mantissa, bias = (I32, 23, 127) if element_type(x) == F32 else (I64, 52, 1023)
    # A NaN has no integer; any scale will do for it, since NaN times it is NaN again.
    whole = b.ir.select(b.ir.fcmp_ordered("ord", n, n), n, constant(x, 0.0))
    count = b.ir.add(b.ir.fptosi(whole, with_element(x, integer)), constant(x, doublings, integer))
    half = b.ir.ashr(count, constant(x, 1, integer))
    for part in (half, b.ir.sub(count, half)):
        bits = b.ir.shl(b.ir.add(part, constant(x, bias, integer)), constant(x, mantissa, integer))
        x = b.ir.fmul(x, b.ir.bitcast(bits, x.type))
    return x


def log(b: Builder, x: ll.Value) -> ll.Value:
    """``n ln 2 + log(m)`` with ``m`` between sqrt(1/2) and sqrt(2); ``log(m) = 2 atanh(s)``, ``s = (m - 1) / (m +
    1)``."""
    n, f = exponent_and_fraction(b, x)
    s = b.ir.fdiv(f, b.ir.fadd(f, constant(x, 2.0)))
    u = b.ir.fmul(s, s)
    # log(1 + f) = f - s * (f - u * tail): the large part f is exact, only the correction is rounded.
    tail = b.ir.fmul(u, horner(b, u, LOG[element_type(x)]))
    value = b.ir.fsub(f, b.ir.fmul(s, b.ir.fsub(f, tail)))
    value = b.fma(n, constant(x, math.log(2)), value)
    value = b.ir.select(b.ir.fcmp_ordered("==", x, constant(x, math.inf)), x, value)
    value = b.ir.select(b.ir.fcmp_ordered("==", x, constant(x, 0.0)), constant(x, -math.inf), value)
    return b.ir.select(b.ir.fcmp_unordered("<", x, constant(x, 0.0)), constant(x, math.nan), value)


def exponent_and_fraction(b: Builder, x: ll.Value) -> tuple[ll.Value, ll.Value]:
    """``(n, f)`` with ``x = 2**n * (1 + f)`` and ``1 + f`` between sqrt(1/2) and sqrt(2), for finite ``x`` above 0."""
    single = element_type(x) == F32
    integer, mantissa = (I32, 23) if single else (I64, 52)
    tiny = b.ir.fcmp_ordered("<", x, constant(x, 1.1754943508222875e-38 if single else 2.2250738585072014e-308))
    scaled = b.ir.select(tiny, b.ir.fmul(x, constant(x, 2.0**mantissa)), x)
    bits = b.ir.bitcast(scaled, with_element(x, integer))
    root = 0x3F3504F3 if single else 0x3FE6A09E667F3BCD
    shifted = b.ir.sub(bits, constant(x, root, integer))
    exponent = b.ir.ashr(shifted, constant(x, mantissa, integer))
    m = b.ir.bitcast(b.ir.sub(bits, b.ir.shl(exponent, constant(x, mantissa, integer))), x.type)
    n = b.ir.sitofp(exponent, x.type)
    n = b.ir.select(tiny, b.ir.fsub(n, constant(x, float(mantissa))), n)
    return n, b.ir.fsub(m, constant(x, 1.0))


def tanh(b: Builder, x: ll.Value) -> ll.Value:
    """A polynomial near 0; ``1 - 2 / (exp(2 |x|) + 1)`` with the sign of ``x`` elsewhere."""
    u = b.ir.fmul(x, x)
    near = b.fma(b.ir.fmul(x, u), horner(b, u, TANH[element_type(x)]), x)
    magnitude = same(b, "llvm.fabs", x)
    one = constant(x, 1.0)
    e = exp(b, b.ir.fadd(magnitude, magnitude))
    far = b.ir.fsub(one, b.ir.fdiv(constant(x, 2.0), b.ir.fadd(e, one)))
    value = b.ir.select(b.ir.fcmp_ordered("<", magnitude, constant(x, 0.625)), near, far)
    return same(b, "llvm.copysign", value, x)


def erf(b: Builder, x: ll.Value) -> ll.Value:
    """A polynomial for ``|x| < 1``; ``1 - exp(p(|x|))`` up to 4 (float64: 6), beyond which the result is 1."""
    element = element_type(x)
    end = 4.0 if element == F32 else 6.0
    u = b.ir.fmul(x, x)
    near = b.fma(x, horner(b, u, ERF_SMALL[element]), x)
    magnitude = same(b, "llvm.fabs", x)
    shifted = b.ir.fsub(minimum(b, magnitude, constant(x, end)), constant(x, (1 + end) / 2))
    far = b.ir.fsub(constant(x, 1.0), exp(b, horner(b, shifted, ERF_LARGE[element])))
    far = same(b, "llvm.copysign", far, x)
    return b.ir.select(b.ir.fcmp_ordered("<", magnitude, constant(x, 1.0)), near, far)


def sigmoid(b: Builder, x: ll.Value) -> ll.Value:
    """``1 / (1 + e)``, or ``e / (1 + e)`` for negative ``x``, with ``e = exp(-|x|)``, which cannot overflow."""
    one = constant(x, 1.0)
    e = exp(b, b.ir.fneg(same(b, "llvm.fabs", x)))
    above = b.ir.select(b.ir.fcmp_ordered("<", x, constant(x, 0.0)), e, one)
    return b.ir.fdiv(above, b.ir.fadd(one, e))


def gelu(b: Builder, x: ll.Value) -> ll.Value:
    """``x / 2 * (1 + erf(x / sqrt(2)))``."""
    half = b.ir.fmul(x, constant(x, 0.5))
    return b.fma(half, erf(b, b.ir.fmul(x, constant(x, math.sqrt(0.5)))), half)
