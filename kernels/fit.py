"""Where the polynomials of ``coefficients.py`` come from: ``python -m zeroskip.kernels.fit`` prints them.

Those for float32 are least-squares fits on Chebyshev nodes, in float64 and weighted for relative error of the function
they serve; with a few hundred nodes that is within a small factor of the minimax polynomial. Those for float64 would
suffer from rounding, and interpolate at Chebyshev nodes in rational arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import numpy as np

Vector = np.ndarray[Any, np.dtype[np.float64]]
Scalar = Callable[[float], float]
Exact = Callable[[Fraction], Fraction]

_TWO_BY_ROOT_PI = Decimal("1.1283791670955125738961589031215451716881012586579977136881714434")


def polynomial(function: Scalar, weight: Scalar, low: float, high: float, degree: int) -> list[float]:
    """Coefficients, constant first, of the polynomial nearest to ``function`` under ``weight`` on ``[low, high]``."""
    nodes = np.cos(np.pi * (np.arange(400) + 0.5) / 400) * (high - low) / 2 + (high + low) / 2
    values = np.array([function(x) for x in nodes])
    weights = np.array([weight(x) for x in nodes])
    # Scale the variable to [-1, 1] for a well-conditioned system; scale back at the end.
    scale = max(abs(low), abs(high))
    matrix = np.vander(nodes / scale, degree + 1, increasing=True)
    solution: Vector = np.linalg.lstsq(matrix * weights[:, None], values * weights, rcond=None)[0]
    return [float(c / scale**i) for i, c in enumerate(solution)]


def exp_tail(degree: int) -> list[float]:
    """``(exp(r) - 1 - r) / r**2`` for ``|r| <= ln(2) / 2``."""
    bound = math.log(2) / 2 * 1.001

    def tail(r: float) -> float:
        return sum(r**k / math.factorial(k + 2) for k in range(18))

    return polynomial(tail, lambda r: r * r + 1e-6, -bound, bound, degree)


def exp_tail_in_float64(degree: int) -> list[float]:
    """As ``exp_tail``."""
    bound = math.log(2) / 2 * 1.001
    return series(lambda k: Fraction(1, math.factorial(k + 2)), -bound, bound, degree)


_LOG_BOUND = ((math.sqrt(2) - 1) / (math.sqrt(2) + 1)) ** 2 * 1.001


def log_tail(degree: int) -> list[float]:
    """``(log((1 + s) / (1 - s)) - 2 s) / s**3`` as a polynomial in ``s**2``; ``s = f / (2 + f)`` for ``1 + f`` near
    1."""

    def tail(u: float) -> float:
        return sum(2 * u**k / (2 * k + 3) for k in range(40))

    return polynomial(tail, lambda u: u + 1e-6, 0.0, _LOG_BOUND, degree)


def log_tail_in_float64(degree: int) -> list[float]:
    """As ``log_tail``."""
    return series(lambda k: Fraction(2, 2 * k + 3), 0.0, _LOG_BOUND, degree)


def interpolation(function: Exact, low: float, high: float, degree: int) -> list[float]:
    """Coefficients, constant first, of the polynomial through ``function`` at the Chebyshev nodes."""
    count = degree + 1
    angles = [math.pi * (i + 0.5) / count for i in range(count)]
    nodes = [Fraction(math.cos(angle) * (high - low) / 2 + (high + low) / 2) for angle in angles]
    differences = [Fraction(function(x)) for x in nodes]
    for order in range(1, count):
        for i in range(count - 1, order - 1, -1):
            differences[i] = (differences[i] - differences[i - 1]) / (nodes[i] - nodes[i - order])
    # Newton's form multiplied out from the inside.
    coefficients = [differences[-1]]
    for node, difference in zip(reversed(nodes[:-1]), reversed(differences[:-1]), strict=True):
        shifted = [Fraction(0), *coefficients]
        coefficients = [s - node * c for s, c in zip(shifted, [*coefficients, Fraction(0)], strict=True)]
        coefficients[0] += difference
    return [float(c) for c in coefficients]


def series(coefficient: Callable[[int], Fraction], low: float, high: float, degree: int) -> list[float]:
    """The polynomial nearest to a power series on ``[low, high]``, where it converges in 60 terms."""
    terms = [coefficient(k) for k in range(60)]

    def total(u: Fraction) -> Fraction:
        result = Fraction(0)
        for term in reversed(terms):
            result = result * u + term
        return result

    return interpolation(total, low, high, degree)


def tanh_tail(degree: int) -> list[float]:
    """``(tanh(x) - x) / x**3`` as a polynomial in ``x**2`` for ``|x| <= 0.625``."""

    def tail(u: Fraction) -> Fraction:
        # Lambert's continued fraction: tanh(x) = x / (1 + u / (3 + u / (5 + ...))) = x / (1 + u * c).
        c = Fraction(0)
        for odd in range(31, 1, -2):
            c = 1 / (odd + u * c)
        return -c / (1 + u * c)

    return interpolation(tail, 0.0, 0.625**2, degree)


def erf_small(degree: int) -> list[float]:
    """``erf(x) / x - 1`` as a polynomial in ``x**2`` for ``|x| <= 1``; the 1 is added by the caller's ``x + x * p``."""
    scale = Fraction(_TWO_BY_ROOT_PI)

    def term(k: int) -> Fraction:
        return scale * Fraction((-1) ** k, math.factorial(k) * (2 * k + 1)) - (k == 0)

    return series(term, 0.0, 1.0, degree)


def erf_large(degree: int, end: float) -> list[float]:
    """``log(1 - erf(x))`` as a polynomial in ``x - (1 + end) / 2`` for ``1 <= x <= end``."""
    middle, half = (1 + end) / 2, (end - 1) / 2 * 1.01

    def logarithm(x: Fraction) -> Fraction:
        with localcontext() as context:
            context.prec = 60  # the terms grow to 1e16, and what is left of 1 falls to 1e-16
            u = -((Decimal(x.numerator) / x.denominator + Decimal(middle)) ** 2)
            term, total = (-u).sqrt() * _TWO_BY_ROOT_PI, Decimal(1)
            for k in range(250):
                total -= term / (2 * k + 1)
                term *= u / (k + 1)
            return Fraction(total.ln())

    return interpolation(logarithm, -half, half, degree)


def sine_tail(degree: int) -> list[float]:
    """``(sin(r) - r) / r**3`` as a polynomial in ``r**2`` for ``|r| <= pi / 4``."""
    return series(lambda k: Fraction(-((-1) ** k), math.factorial(2 * k + 3)), 0.0, (math.pi / 4) ** 2 * 1.001, degree)


def cosine_tail(degree: int) -> list[float]:
    """``(cos(r) - 1 + r**2 / 2) / r**4`` as a polynomial in ``r**2`` for ``|r| <= pi / 4``."""
    return series(lambda k: Fraction((-1) ** k, math.factorial(2 * k + 4)), 0.0, (math.pi / 4) ** 2 * 1.001, degree)


def arctangent_tail(degree: int) -> list[float]:
    """``(atan(t) - t) / t**3`` as a polynomial in ``t**2`` for ``|t| <= tan(pi / 8)``."""
    return series(lambda k: Fraction(-((-1) ** k), 2 * k + 3), 0.0, math.tan(math.pi / 8) ** 2 * 1.001, degree)


def arcsine_tail(degree: int) -> list[float]:
    """``(asin(x) - x) / x**3`` as a polynomial in ``x**2`` for ``|x| <= 0.5``."""
    return series(lambda k: Fraction(math.comb(2 * k + 2, k + 1), 4 ** (k + 1) * (2 * k + 3)), 0.0, 0.25, degree)


def hyperbolic_sine_tail(degree: int) -> list[float]:
    """``(sinh(x) - x) / x**3`` as a polynomial in ``x**2`` for ``|x| <= 1``."""
    return series(lambda k: Fraction(1, math.factorial(2 * k + 3)), 0.0, 1.0, degree)


if __name__ == "__main__":
    for name, coefficients in {
        "EXP float32": exp_tail(4),
        "EXP float64": exp_tail_in_float64(10),
        "LOG float32": log_tail(2),
        "LOG float64": log_tail_in_float64(7),
        "TANH float32": tanh_tail(4),
        "TANH float64": tanh_tail(11),
        "ERF_SMALL float32": erf_small(6),
        "ERF_SMALL float64": erf_small(13),
        "ERF_LARGE float32": erf_large(6, 4.0),
        "ERF_LARGE float64": erf_large(23, 6.0),
        "SIN float64": sine_tail(6),
        "COS float64": cosine_tail(5),
        "ATAN float64": arctangent_tail(11),
        "ASIN float64": arcsine_tail(12),
        "SINH float64": hyperbolic_sine_tail(6),
    }.items():
        print(name, ", ".join(f"{c:.17g}" for c in coefficients))
